"""Values as people write them: amounts, numbers and times, in Chinese and in English.

What is written becomes a value only where it can be read in one way. Everything else is a question, with the nearest
readings proposed: no number is ever guessed.

    model      what a text may mean: a quantity, a period, or a question
    words      units, bounds and other words, in both languages
    digits     digits in the spellings of many countries, and Chinese numerals
    amounts    quantities: 约3.5亿元, US$ 1.2m, 10-12亿
    headings   what the heading of a column says of its cells: 金额（万元）
    calendar   days
    periods    periods: 2017年上半年, since 2015, 28.7.2017
"""

from kg.notations.amounts import quantity
from kg.notations.headings import heading_hints
from kg.notations.model import Hints, Period, Quantity, Read
from kg.notations.periods import period

__all__ = ["Hints", "Period", "Quantity", "Read", "heading_hints", "period", "quantity"]
