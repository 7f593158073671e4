"""Amounts and days in running text against a table worked out by hand: every spelling of it, each a gate."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.intake.articles.amounts import amounts
from kg.intake.articles.days import days

ROWS = list(csv.DictReader((Path(__file__).parent / "prose_spellings.csv").open(encoding="utf-8", newline="")))
DAY = date(2024, 7, 28)


def test_the_table_is_large_enough() -> None:
    stated = [row for row in ROWS if row["answer"] != "none"]
    assert len(stated) >= 200
    assert min(sum(row["text"].isascii() == english for row in stated) for english in (True, False)) >= 70
    assert {row["bound"] for row in stated} >= {"exact", "about", "moreThan", "atLeast", "upTo", "lessThan"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['reading']} {row['text']} {row['published']}")
def test_a_spelling(row: dict[str, str]) -> None:
    text = row["text"]
    if row["reading"] == "amount":
        found = [(text[span.start : span.end], read) for span, read in amounts(text)]
    else:
        found = [(text[span.start : span.end], read) for span, read in days(text, date.fromisoformat(row["published"]))]
    assert [passage for passage, _ in found] == ([row["passage"]] if row["passage"] else [])
    if row["answer"] == "none":
        return
    read = found[0][1]
    meant = read.value if row["answer"] == "value" else read.proposals[0]
    assert (read.value is None) == (row["answer"] == "ask")
    assert bool(read.question) == (row["answer"] == "ask")
    assert told(meant) == told_by_hand(row)


def told(meant: object) -> tuple[object, ...]:
    if hasattr(meant, "upper"):
        return (meant.value, meant.upper, meant.unit, meant.bound)  # type: ignore[attr-defined]
    return (meant.start, meant.end, meant.precision, meant.bound)  # type: ignore[attr-defined]


def told_by_hand(row: dict[str, str]) -> tuple[object, ...]:
    low, high = row["low"], row["high"]
    if row["reading"] == "amount":
        return (Decimal(low), Decimal(high) if high else None, row["unit"], row["bound"] or "exact")
    ends = tuple(date.fromisoformat(end) if end else None for end in (low, high))
    return (*ends, row["unit"], row["bound"] or "exact")


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        (
            "云溪县去年引进项目12个，总投资20.7亿元；今年一季度又签约8家企业，到位资金1.5亿美元，占37%。",
            ["12个", "20.7亿元", "8家企业", "1.5亿美元", "37%"],
        ),
        (
            "Halm signed 12 projects worth US$2.5 million last year and 30 firms, or 37 percent, in March 2024.",
            ["12 projects", "US$2.5 million", "30 firms", "37 percent"],
        ),
    ],
)
def test_several_in_a_sentence(text: str, passages: list[str]) -> None:
    assert [text[span.start : span.end] for span, _ in amounts(text)] == passages
    assert len(days(text, DAY)) == 2


_SIGNS = st.sampled_from((
    *"0123456789零一二三十百千万亿元个家年月日底前以来至-.,，。 ％%约\n\u202e\x00２½²", "million ", "US$", "May ",
    "by the end of ", "last year", "截至", "去年", "多", "企业", " firms", "first half", "Monday",
))  # fmt: skip


@settings(max_examples=500)
@given(st.one_of(st.text(), st.lists(_SIGNS, max_size=40).map("".join)), st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_any_text_is_read(text: str, published: date) -> None:
    for found in (amounts(text), days(text, published)):
        last = 0
        for span, read in found:
            assert last <= span.start < span.end <= len(text)
            assert read.value is not None or read.question
            last = span.end


@given(st.integers(1, 10**9), st.sampled_from(["", "万", "亿"]), st.sampled_from(["元", "美元", "欧元"]))
def test_an_amount_is_found_in_any_surroundings(number: int, scale: str, currency: str) -> None:
    written = f"{number}{scale}{currency}"
    text = f"双方商定，投入{written}建设码头。"
    ((span, read),) = amounts(text)
    assert text[span.start : span.end] == written
    assert read.value is not None
    assert read.value.value == number * {"": 1, "万": 10**4, "亿": 10**8}[scale]


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_a_date_without_year_is_the_last_before_publication(published: date, month: int, day: int) -> None:
    said = date(published.year, month, day)
    expected = said if said <= published else said.replace(year=published.year - 1)
    for text in (f"{month}月{day}日，双方签约", f"They signed on {day} {expected:%B}."):
        ((_, read),) = days(text, published)
        assert read.value is not None
        assert read.value.start == read.value.end == expected


def test_words_of_ten_thousand_signs() -> None:
    for part in ("9", "一", "1年", "12 ", "万亿", "May ", "$", "1-", "in the first half of ", "a hundred and ", "截至"):
        word = (part * 10_000)[:10_000]
        amounts(word)
        days(word, DAY)
