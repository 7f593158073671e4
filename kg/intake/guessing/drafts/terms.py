"""What the lines of a draft share: the language of a name, and the day on which a table was issued."""

from __future__ import annotations

#: A name is in the language of its letters.
IN_ITS_LANGUAGE = 'STRLANG({0}, IF(REGEX({0}, "[\\u4e00-\\u9fff]"), "zh", "en"))'
#: A day of a row, and where it has none that of the table: never in place of a day that was not understood.
OR_ISSUED = 'COALESCE({0}, IF(BOUND(?{1}) && REGEX(?{1}, "[0-9]"), ?none, ?issued))'
AS_ISSUED = "pk:asOf ?issued ; pk:asOfPrecision date-precision:day ; pk:timeBasis time-basis:assumed"
