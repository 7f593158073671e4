"""Values as people write them: amounts and dates in Chinese and English, to what they mean or to a question.

Nothing here knows a graph or a table. What a text means is ``Read``: a value that is sure, the word that there is none,
or a question with the nearest readings. A number is never guessed.

>>> quantity("3.5亿元").value
Quantity(value=Decimal('350000000'), unit='CNY', bound='exact', upper=None)
>>> period("2017年7月").value
Period(start=datetime.date(2017, 7, 1), end=datetime.date(2017, 7, 31), precision='month', bound='exact')
"""

from kg.notations.amount_words import counted_as, currency_sign, has_own_word, speaks_long_scale, speaks_short_scale
from kg.notations.epochs import Counted, since_1970
from kg.notations.foreign_days import languages_of
from kg.notations.headings import counts_something, heading_hints
from kg.notations.model import Hints, Period, Quantity, Read
from kg.notations.periods import MIDDLE, period, period_in_its_order
from kg.notations.points import end_of
from kg.notations.quantities import Beginning, beginning, quantity
from kg.notations.recurring import recurrence, recurring
from kg.notations.unknown_words import (
    currencies_in,
    currency_name,
    currency_names,
    stands_in_front,
    unknown_word,
    with_currency,
)

__all__ = [
    "MIDDLE",
    "Beginning",
    "Counted",
    "Hints",
    "Period",
    "Quantity",
    "Read",
    "beginning",
    "counted_as",
    "counts_something",
    "currencies_in",
    "currency_name",
    "currency_names",
    "currency_sign",
    "end_of",
    "has_own_word",
    "heading_hints",
    "languages_of",
    "period",
    "period_in_its_order",
    "quantity",
    "recurrence",
    "recurring",
    "since_1970",
    "speaks_long_scale",
    "speaks_short_scale",
    "stands_in_front",
    "unknown_word",
    "with_currency",
]
