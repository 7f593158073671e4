"""The time over which an amount goes, beside it: £8m over 5 years, SAR 3.75mn a year (2018-2022), 五年共5亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.notations.lengths import Length, length
from kg.notations.model import Period
from kg.notations.plain import LONGEST, plain

_YEAR = r"(?:19|20)[0-9]{2}"
_TO = " to | bis | à | a | al | until | through | and | und | y | e | et "
#: From one year to another, of which the second may be cut short.
_YEARS = rf"{_YEAR} ?年?(?: ?[-~/] ?|至|到|{_TO})(?:{_YEAR}|[0-9]{{2}})(?![0-9]) ?年?"
#: What leads from an amount to its time, and says no more than that: words for paid out, over, the next, years of.
_PAID = r"(?:spread|distributed|payable|paid|verteilt|réparti[es]*|repartid[oa]s?|distribuit[oiae]+) "
_OVER = (
    r"over|for|during|across|within|through|from|in|between|über|für|auf|von|im|in den|zwischen|entre|tra|fra|sur"
    r"|pendant|pour|en|de|durante|por|para|a lo largo de|ao longo de|per|su|nel|dal"
)
_THE = r"the|a|an|die|den|der|das|la|les|le|los|las|el|os|as|il|i|gli"
_NEXT = (
    r"period|term|years?|next|coming|first|initial|jahre|zeitraum|laufzeit|nächsten|kommenden|période|durée|années"
    r"|prochaines|prochains|período|periodo|plazo|años|anos|próximos|anni|prossimi"
)
_LED = rf"(?:(?:{_PAID})?(?:{_OVER})(?: (?:{_THE}))?(?: (?:{_NEXT}))?(?: (?:of|von|de|di))? ?)"
_HAN_NUMBER = r"[0-9一二三四五六七八九十两]{1,3}"
_LATER = r"(?:未来|今后|分|为期|前|后|近)?"
#: An amount with its time behind it, in brackets, behind a word or behind a comma; and with it before.
_WAYS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?P<rest>.*[0-9].*?) ?\((?:{_LED})?(?P<term>[^()]{{2,40}})\)",
        rf"(?P<rest>.*[0-9].*)[ ,;]+{_LED}(?P<term>[^()]{{2,40}})",
        r"(?P<rest>.*[0-9].*?) ?[,;] ?(?P<term>[^(),;]{2,40})",
        rf"(?P<rest>.*[^0-9]) (?P<term>{_YEARS})",
        rf"(?P<term>{_LATER}{_HAN_NUMBER}年)(?:内|间|期间|里)?(?=共|合计|总计|累计|总共|投资|投入|总投资)(?P<rest>.*[0-9].*)",
        rf"(?:{_LED})?(?P<term>{_YEARS})(?:间|期间)?[ :,]*(?P<rest>.*[0-9].*)",
        rf"{_LED}(?P<term>[^(),;:]{{2,30}}?)[:,] ?(?P<rest>.*[0-9].*)",
    )
)
_IN_YEARS = re.compile(_YEARS)
#: A number that is none of the years of a span; of 2018-2022 nothing is an amount.
_MORE_THAN_A_YEAR = re.compile(r"(?<![0-9-])[0-9]+")
#: The spelt name of a currency, behind which years may be those in which it was one: 5 Afghan Afghani (1927–2002).
_MAY_BE_OLD = re.compile(r"(?<![A-Z])[A-Z][^\W\d_A-Z]+(?<!Euro)(?<!Euros)(?<!Jahr)$|[一-鿿](?<![元圆万亿萬億年月])$")
#: What is done over that time, in Chinese: 分3年到位.
_HOW = re.compile(r"(?:内|间)?(?:到位|拨付|投入|实施|完成|付清|支付|建成)$")
#: What stands before a length in Chinese and says of which years it is.
_OF_WHICH_YEARS = re.compile(r"^(?:未来|今后|分|前|后|近|共|连续|持续)+")


@dataclass(frozen=True, slots=True)
class OverTerm:
    """An amount without the time over which it goes, and that.

    Attributes:
        rest: the text without it.
        words: the time as it is written.
        span: from when to when, where that is said.
        how_long: how long, where that is said.
    """

    rest: str
    words: str
    span: Period | None = None
    how_long: Length | None = None


def over_terms(text: str) -> Iterator[OverTerm]:
    """The ways in which a text may be an amount with the time over which it goes; whether it is one its reader knows.

    Args:
        text: as it stands in a cell.

    >>> [(one.rest, one.words) for one in over_terms("£8.25 million over 5 years")]
    [('£8.25 million', '5 years')]
    >>> [(one.rest, str(one.span.end)) for one in over_terms("SAR 3.75mn a year (2018-2022)") if one.span]
    [('SAR 3.75mn a year', '2022-12-31')]
    >>> list(over_terms("€3m (50% each)")), list(over_terms("2018-2022"))
    ([], [])
    """
    if len(text) > LONGEST:
        return
    one, seen = plain(text), set[str]()
    for way in _WAYS:
        match = way.fullmatch(one)
        rest = match["rest"].strip(" ,;:") if match else ""
        if match is None or not rest or rest in seen or not _MORE_THAN_A_YEAR.search(_IN_YEARS.sub(" ", rest)):
            continue
        words = _HOW.sub("", match["term"].strip())
        made = _years(words) if _IN_YEARS.fullmatch(words) and not _MAY_BE_OLD.search(rest) else None
        how_long = None if made else length(_OF_WHICH_YEARS.sub("", words))
        if made is not None or (how_long is not None and how_long.months):
            seen.add(rest)
            yield OverTerm(rest, words, made, how_long)


def _years(words: str) -> Period | None:
    """From the first to the last of the two years that a text names; ``None`` where they are in no order."""
    first, last = (int(year) for year in _A_YEAR.findall(words))
    last += 0 if last > _TWO_DIGITS else first - first % 100
    return Period(date(first, 1, 1), date(last, 12, 31), "year") if first < last else None


_A_YEAR, _TWO_DIGITS = re.compile(r"[0-9]{4}|[0-9]{2}"), 99
