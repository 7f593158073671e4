"""What holds of any text and any number: amounts written in many ways are read, others are not, nothing crashes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kg.intake.articles.values.context import Document, Passage, pieces, plain
from kg.intake.articles.values.figures import check_figure
from kg.intake.articles.values.model import Verdict
from kg.intake.articles.values.numbers import numbers
from kg.intake.articles.values.stages import cues
from kg.intake.articles.values.times import times_of

DAY = date(2023, 5, 18)
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60) | st.text(
    st.sampled_from(
        "一二三十百千万亿点零〇两半成倍年月日去今上下旬底第分之0123456789.,，、%-—至元美$£ milonbadfyrstquea"
    ),
    max_size=40,
)


def passage(text: str) -> Passage:
    return Passage(Document(text, DAY), 0, len(text))


@given(text=ANY_TEXT)
def test_any_text_keeps_its_length_and_is_read_without_a_crash(text: str) -> None:
    one = passage(text)
    assert len(one.words) == len(text)
    assert plain(one.words) == one.words
    for found in (*numbers(one.words), *times_of(one), *cues(one.words)):
        assert 0 <= found.start < found.end <= len(text)
    check_figure(one, Decimal(5), "project", "exact")
    pieces(one.words)


_DIGITS = "零一二三四五六七八九"


def in_han(number: int) -> str:
    """A whole number in Chinese numerals, as schoolchildren write it out; own code, to check the reading by."""
    if number == 0:
        return _DIGITS[0]
    parts: list[str] = []
    units = ("", "万", "亿", "万亿")
    at, gap = 0, False
    while number:
        number, four = divmod(number, 10000)
        if four:
            below = _four(four)
            if parts and gap:
                below_next = parts[-1]
                parts[-1] = below_next if below_next.startswith("零") else f"零{below_next}"
            parts.append(below + units[at])
            gap = four < 1000
        elif parts:
            gap = True
        at += 1
    text = "".join(reversed(parts))
    return text.removeprefix("一") if text.startswith("一十") else text


def _four(number: int) -> str:
    text, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + unit
            zero = False
        else:
            zero = True
    return text


NUMBERS = st.integers(1, 99_999_999) | st.integers(1, 9999).map(lambda number: number * 10_000)


@given(number=NUMBERS, more=st.integers(1, 9))
def test_a_sum_is_found_in_digits_in_han_and_with_separators_and_no_other_is(number: int, more: int) -> None:
    for written in (
        str(number),
        f"{number:,}",
        in_han(number),
        str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ):
        one = passage(f"到位资金{written}元，其余待定")
        assert check_figure(one, Decimal(number), "CNY", "exact").value is Verdict.STATED, written
        assert check_figure(one, Decimal(number + more), "CNY", "exact").value is Verdict.OTHERWISE, written


@given(number=st.decimals(Decimal("0.01"), Decimal("9999.99"), places=2))
def test_a_decimal_with_a_scale_is_multiplied_out(number: Decimal) -> None:
    for words, factor in (("万元", 10**4), ("亿元", 10**8), ("万亿元", 10**12)):
        assert (
            check_figure(passage(f"总投资{number}{words}。"), number * factor, "CNY", "exact").value is Verdict.STATED
        )
    for words, factor in (("million", 10**6), ("bn", 10**9), (" billion", 10**9), ("m", 10**6)):
        one = passage(f"An investment of €{number}{words} was announced.")
        assert check_figure(one, number * factor, "EUR", "exact").value is Verdict.STATED


_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen"),
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """A number below a thousand in English words; own code."""
    if number < 18:
        return _ONES[number - 1]
    if number < 20:
        return ("eighteen", "nineteen")[number - 18]
    if number < 100:
        rest = f"-{_ONES[number % 10 - 1]}" if number % 10 else ""
        return _TENS[number // 10 - 2] + rest
    rest = f" and {in_words(number % 100)}" if number % 100 else ""
    return f"{_ONES[number // 100 - 1]} hundred{rest}"


@given(number=st.integers(2, 999))
def test_a_count_is_found_in_english_words(number: int) -> None:
    one = passage(f"They brought in {in_words(number)} firms from the coast.")
    assert check_figure(one, Decimal(number), "company", "exact").value is Verdict.STATED
    assert check_figure(one, Decimal(number + 1), "company", "exact").value is Verdict.OTHERWISE


@given(day=st.dates(date(2021, 1, 1), DAY))
def test_a_day_is_found_as_it_is_written(day: date) -> None:
    for written in (f"{day.year}年{day.month}月{day.day}日", f"{day:%-d %B %Y}", f"{day:%B} {day.day}, {day.year}"):
        assert (day, day) in [span for time in times_of(passage(f"签约 {written} signed")) for span in time.spans], (
            written
        )
