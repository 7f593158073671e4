"""What the lines of a draft share: the language of a name, and the day on which a table was issued."""

from __future__ import annotations

#: A name is in the language of its letters.
IN_ITS_LANGUAGE = 'STRLANG({0}, IF(REGEX({0}, "[\\u4e00-\\u9fff]"), "zh", "en"))'
#: A name in Chinese and in letters, either first, with a blank or a sign between, or one in brackets.
_BETWEEN, _BEHIND = "[ /|(（]+", "[ )）]*$"
_HAN, _LETTERS = "[^A-Za-z]*[\\u4e00-\\u9fff][^A-Za-z{0}]*", "[^\\u4e00-\\u9fff]*[A-Za-z][^\\u4e00-\\u9fff{0}]*"
_CHINESE_FIRST = f'"^({_HAN.format("")}?){_BETWEEN}({_LETTERS.format(")）")}){_BEHIND}"'
_LETTERS_FIRST = f'"^({_LETTERS.format("")}?){_BETWEEN}({_HAN.format(")）")}){_BEHIND}"'
#: A day of a row, and where it has none that of the table: never in place of a day that was not understood.
OR_ISSUED = 'COALESCE({0}, IF(BOUND(?{1}) && REGEX(?{1}, "[0-9]"), ?none, ?issued))'
AS_ISSUED = "pk:asOf ?issued ; pk:asOfPrecision date-precision:day ; pk:timeBasis time-basis:assumed"


def in_both(text: str, number: int) -> str:
    """The BINDs of a party's name in letters, and in Chinese, where a cell may have both.

    Args:
        text: the variable of the cell; of one in one language the first name is all of it, and there is no second.
        number: the party's.
    """
    one, other = f"?letters{number}", f"?han{number}"
    return (
        f'BIND(REPLACE(REPLACE({text}, {_CHINESE_FIRST}, "$2"), {_LETTERS_FIRST}, "$1") AS {one})'
        f' BIND(REPLACE(REPLACE({text}, {_CHINESE_FIRST}, "$1"), {_LETTERS_FIRST}, "$2") AS {other})'
        f" BIND({IN_ITS_LANGUAGE.format(one)} AS ?name{number})"
        f' BIND(IF({one} != {other}, STRLANG({other}, "zh"), ?none) AS ?inChinese{number})'
    )
