"""An amount or a date in any notation is read as itself or asked, and no text breaks the reading."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.notations import Hints, Period, Quantity, heading_hints, period, quantity

# The tables are read before the first example, which would take too long otherwise.
quantity("1")

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 1 to 99,999,999 in Chinese numerals, by the rules of the schoolbook."""
    if number >= 10_000:
        rest = number % 10_000
        joint = "" if rest == 0 or rest >= 1000 else "零"
        return chinese(number // 10_000) + "万" + joint + (chinese(rest) if rest else "")
    said, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            said += ("零" if zero and said else "") + _DIGITS[digit] + unit
        zero = digit == 0
    return said


def english(number: int) -> str:
    return f"{number:,}"


def german(number: int) -> str:
    return f"{number:,}".replace(",", ".") + ",00"


def swiss(number: int) -> str:
    return f"{number:,}".replace(",", "'")


def french(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_NOTATIONS = [str, english, german, swiss, french, wide, chinese]
_SCALES = {"": 1, "万": 10**4, "亿": 10**8, " million": 10**6, "bn": 10**9, "k": 10**3, "%": Decimal("0.01")}
_MONEY = ["", "元", "美元", " EUR", " GBP", "港元"]
_CODES = {"": "", "元": "CNY", "美元": "USD", " EUR": "EUR", " GBP": "GBP", "港元": "HKD"}
_BOUNDS = {"": "exact", "约": "about", "超过": "moreThan", "at least ": "atLeast", "up to ": "upTo", "不足": "lessThan"}


@given(
    st.integers(1, 99_999_999), st.sampled_from(_NOTATIONS), st.sampled_from(sorted(_SCALES)), st.sampled_from(_MONEY),
    st.sampled_from(sorted(_BOUNDS)),
)  # fmt: skip
def test_an_amount_in_any_notation_is_read_as_itself_or_asked(number, notation, scale, money, bound) -> None:
    if scale == "%":
        money = ""
    read = quantity(f"{bound}{notation(number)}{scale}{money}")
    meant = Quantity(number * Decimal(_SCALES[scale]), "ratio" if scale == "%" else _CODES[money], _BOUNDS[bound])
    if read.value is None:
        assert read.question
    else:
        assert read.value == meant


@given(st.integers(1, 99_999_999))
def test_a_number_in_chinese_numerals_is_always_read(number: int) -> None:
    assert quantity(chinese(number)).value == Quantity(Decimal(number))


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["亿元", "万元", " bn EUR"]))
def test_a_decimal_before_a_scale_is_read_exactly(number: Decimal, scale: str) -> None:
    factor = {"亿元": 10**8, "万元": 10**4, " bn EUR": 10**9}[scale]
    assert quantity(f"{number}{scale}").value == Quantity(number * factor, "EUR" if "EUR" in scale else "CNY")


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["万", "亿", " million"]))
def test_a_range_scales_both_ends_or_is_asked(first: int, second: int, scale: str) -> None:
    read = quantity(f"{first}-{second}{scale}")
    factor = {"万": 10**4, "亿": 10**8, " million": 10**6}[scale]
    if first < second:
        assert read.value == Quantity(Decimal(first * factor), upper=Decimal(second * factor))
    else:
        assert read.value is None


@given(
    st.dates(date(1800, 1, 1), date(2199, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y", "%Y%m%d",
                     "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%y", "%Y-%m-%dT%H:%M:%S", "%A, %d %B %Y"]),
)  # fmt: skip
def test_a_day_in_any_notation_is_read_as_itself_or_asked_with_itself_proposed(day: date, form: str) -> None:
    read = period(day.strftime(form).replace(f"{day.year:04}", str(day.year)))
    meant = Period(day, day, "day")
    if read.value is None:
        assert read.question
        assert meant in read.proposals or form == "%d/%m/%y"
    else:
        assert read.value == meant


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)), st.booleans())
def test_an_answer_about_day_and_month_settles_them(day: date, day_first: bool) -> None:
    written = f"{day.day}/{day.month}/{day.year}" if day_first else f"{day.month}/{day.day}/{day.year}"
    assert period(written, Hints(day_first=day_first)).value == Period(day, day, "day")


_WORDS = (
    "million",
    "to",
    "美元",
    "以上",
    "Q1",
    "July",
    "平成",
    "至",
    "before",
    "\n",
    "²",
    "\u0336",
    "US$",
    "at least",
    "\x00",
)
_PIECES = st.sampled_from([*"0123456789.,'-~/年月日一二三十百千万亿元零点余多约$€¥%()()（）+ \x00", *_WORDS])


@given(st.one_of(st.text(max_size=250), st.lists(_PIECES, max_size=40).map("".join)))
@example("1" * 200)
@example("1e99")
@example("0000年00月00日")
@example("0000-01")
@example("2019-05/0000-05")
@example("9999年后")
@example("before 0001")
@example("before 1-1-1800")
def test_any_text_is_read_or_asked_and_nothing_else(text: str) -> None:
    for hints in (Hints(), Hints("CNY", 4, True, True, 2017, True)):
        for read in (quantity(text, hints), period(text, hints)):
            assert sum((read.value is not None, read.none_said, bool(read.question))) <= 1
            assert not read.proposals or read.question
            assert bool(read.question.en) == bool(read.question.zh)
            for found in (read.value, *read.proposals):
                if isinstance(found, Quantity):
                    assert found.value.is_finite()
                    assert found.upper is None or found.value < found.upper
                if isinstance(found, Period) and found.start and found.end:
                    assert found.start <= found.end
    heading_hints(text)


@pytest.mark.parametrize("text", ["1" * 10_000, "一" * 10_000, "1," * 5_000, "(" * 10_000, "1-" * 5_000, "x" * 10_000])
def test_what_is_too_long_is_a_question_at_once(text: str) -> None:
    assert "10000" in quantity(text).question.en
    assert "10000" in period(text).question.en
    assert heading_hints(text) == Hints()


@pytest.mark.parametrize("piece", ["1", "一", "1,", "(", "1-", "万", "1 ", "约", "1年", "至1", "July ", "$1", "2017-"])
def test_what_is_as_long_as_may_be_is_asked(piece: str) -> None:
    # A reading that looked at every way to cut these would not come back.
    text = (piece * 200)[:200]
    assert quantity(text).value is None
    assert period(text).value is None


@pytest.mark.parametrize(
    ("heading", "unit", "scale"),
    [
        ("amount_musd", "USD", 6),
        ("Volume MEUR", "EUR", 6),
        ("value (kEUR)", "EUR", 3),
        ("Betrag in TEUR", "EUR", 3),
        ("投资额（mRMB）", "CNY", 6),
        # Words that only look so.
        ("meuro zone", "", 0),
        ("tall", "", 0),
        ("kindeur", "", 0),
    ],
)
def test_a_scale_and_a_currency_in_one_word_are_both_read(heading: str, unit: str, scale: int) -> None:
    assert (heading_hints(heading).unit, heading_hints(heading).scale) == (unit, scale)
