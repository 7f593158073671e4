"""What people write, each with what it means, worked out by hand: ``spellings.csv``."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kg.nearest import folded
from kg.notations import Hints, Period, Quantity, Read, heading_hints, languages_of, period, quantity
from kg.notations.tables import table

ROWS = list(csv.DictReader(io.StringIO(Path(__file__).with_name("spellings.csv").read_text(encoding="utf-8"))))
_FIELDS = {"unit": str, "scale": int, "year": int, "day_first": lambda said: said == "1"}
_FIELDS |= {"decimal_comma": _FIELDS["day_first"], "epoch_1904": _FIELDS["day_first"]}
_FIELDS |= {"money": lambda said: True, "mil_thousand": _FIELDS["day_first"]}
_FIELDS |= {"two_digits": _FIELDS["day_first"], "short_year": str}
_FIELDS |= {"long_billion": _FIELDS["day_first"], "long_scale": _FIELDS["day_first"]}


def hints_of(text: str) -> Hints:
    pairs = ((pair.partition("=")[0], pair.partition("=")[2]) for pair in text.split(";") if pair)
    return Hints(**{name: _FIELDS[name](said) for name, said in pairs})


def expected(row: dict[str, str]) -> Quantity | Period | None:
    """What the row says that the text means, or may mean first."""
    value, other = row["value"].replace("_", ""), row["other"].replace("_", "")
    if not value and not other:
        return None
    if row["reading"] == "period":
        start, end = (date.fromisoformat(day) if day else None for day in (value, other))
        return Period(start, end, row["unit"], row["bound"])
    return Quantity(Decimal(value), row["unit"], row["bound"], Decimal(other) if other else None)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['reading']}-{row['text']}-{row['hints']}")
def test_a_spelling_means_what_a_person_says_it_does(row: dict[str, str]) -> None:
    reading = quantity if row["reading"] == "quantity" else period
    read: Read[Quantity] | Read[Period] = reading(row["text"], hints_of(row["hints"]))  # type: ignore[operator]
    answer = "value" if read.value else "none" if read.none_said else "ask" if read.question else "nothing"
    assert answer == row["answer"]
    assert read.about == row["about"]
    if row["answer"] == "value":
        assert read.value == expected(row)
        assert read.proposals == ()
    if row["answer"] == "ask":
        assert read.question.en
        assert read.question.zh
        if (meant := expected(row)) is not None:
            near = read.proposals[0]
            assert (replace(near, per="") if isinstance(near, Quantity) else near) == meant


CURRENT = [row["code"] for row in table("iso4217.csv")]
#: In Indonesia and Chile M is a thousand millions and a thousand as well.
ASKED_BY_M = ("IDR", "CLP")
#: Codes that are words: TOP 1,000 is a list's, as it has neither a scale nor cents.
WORDS_TOO = ("ALL", "CUP", "MAD", "PEN", "SIT", "SOS", "STD", "TOP")


@pytest.mark.parametrize("hints", [Hints(money=True), Hints(money=True, unit="EUR", scale=6)], ids=["money", "EUR m"])
@pytest.mark.parametrize(
    ("form", "value", "upper"),
    [
        ("{} 300 mn", "300000000", None),
        ("{} 410m", "410000000", None),
        ("{}1,250,000", "1250000", None),
        ("{} 10-12m", "10000000", "12000000"),
        ("45m {}", "45000000", None),
        ("1,200,000 {}", "1200000", None),
        ("{} 300万", "3000000", None),
        ("3.5亿{}", "350000000", None),
    ],
)
def test_every_code_of_a_currency_is_one_beside_its_number(
    form: str, value: str, upper: str | None, hints: Hints
) -> None:
    for code in CURRENT:
        if code in ASKED_BY_M and "m" in form.replace("mn", ""):
            continue
        meant = Quantity(Decimal(value), code, "exact", Decimal(upper) if upper else None)
        read = quantity(form.format(code), hints)
        if form == "{}1,250,000" and code in WORDS_TOO:
            assert (read.value, read.proposals) == (None, (meant,)), code
        else:
            assert read.value == meant, code


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("CHF 1.2m, later 1.5m", [("1200000", "CHF"), ("1500000", "CHF")]),
        ("总投资2亿美元，其中一期5000万", [("200000000", "USD"), ("50000000", "USD")]),
        ("USD 20 million (of which 5 million paid)", [("20000000", "USD"), ("5000000", "USD")]),
        ("20 million, 300 ha", [("20000000", "CNY"), ("300", "ha")]),
        ("USD 2m and EUR 3m, later 4m", [("2000000", "USD"), ("3000000", "EUR"), ("4000000", "CNY")]),
    ],
)
def test_of_several_amounts_those_without_a_unit_are_in_the_one_that_is_named(
    text: str, proposed: list[tuple[str, str]]
) -> None:
    """The heading's unit is not meant, where the cell names another one once."""
    read = quantity(text, Hints(unit="CNY", scale=4, money=True))
    assert read.value is None
    assert sorted((f"{one.value:f}", one.unit) for one in read.proposals) == sorted(proposed)


@pytest.mark.parametrize(
    "text", ["TOP 10", "TOP 10-12", "all 5 million", "mad 300 mn", "CUP 12", "5 top", "5 all", "TOP 1000"]
)
def test_a_word_is_no_code(text: str) -> None:
    read = quantity(text, Hints(money=True))
    assert (read.value, read.question.en) == (None, "Several currencies are written like that.")


@pytest.mark.parametrize(
    ("text", "code"), [("TOP 1000.50", "TOP"), ("PEN 1,250,000.00", "PEN"), ("ALL 5 million", "ALL")]
)
def test_a_scale_or_cents_make_a_code_of_a_word(text: str, code: str) -> None:
    value = quantity(text, Hints(money=True)).value
    assert value is not None
    assert value.unit == code


def test_a_word_is_a_code_where_its_column_is_in_that_currency() -> None:
    assert quantity("TOP 1000", Hints(unit="TOP")).value == Quantity(Decimal(1000), "TOP", "exact")


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("5兆元", [("5000000000000", "TWD"), ("5000000000000", "CNY"), ("5000000", "CNY")]),
        ("5兆圆", [("5000000000000", "TWD"), ("5000000000000", "CNY"), ("5000000", "CNY")]),
        ("人民币5兆元", [("5000000000000", "CNY"), ("5000000", "CNY")]),
        ("5兆美元", [("5000000000000", "USD"), ("5000000", "USD")]),
        ("3兆5000亿元", [("3500000000000", "TWD"), ("3500000000000", "CNY")]),
    ],
)
def test_a_cho_of_yuan_is_asked_as_it_is_a_million_too(text: str, proposed: list[tuple[str, str]]) -> None:
    read = quantity(text, Hints(money=True))
    assert read.value is None
    assert [(f"{one.value:f}", one.unit) for one in read.proposals] == proposed
    assert "台湾" in read.question.zh


@pytest.mark.parametrize(
    ("text", "hints", "unit"),
    [
        ("5兆円", Hints(money=True), "JPY"),
        ("5兆韩元", Hints(money=True), "KRW"),
        ("新台币5兆元", Hints(money=True), "TWD"),
    ],
)
def test_a_cho_of_japan_korea_and_taiwan_is_sure(text: str, hints: Hints, unit: str) -> None:
    assert quantity(text, hints).value == Quantity(Decimal(5) * 10**12, unit, "exact")


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("EUR 2m a year", "year"),
        ("3.6亿元/年", "year"),
        ("£200k pa", "year"),
        ("INR 75 lakhs p.a.", "year"),
        ("AED 750mn per annum", "year"),
        ("12,75 Mio. EUR jährlich", "year"),
        ("1.200.000 € al año", "year"),
        ("2 M€/an", "year"),
        ("500 000 euros par an", "year"),
        ("3 milhões de euros por ano", "year"),
        ("45 mln zł rocznie", "year"),
        ("15 млн руб. в год", "year"),
        ("30 tỷ đồng/năm", "year"),
        ("연간 30억원", "year"),
        ("年間2億円", "year"),
        ("٥ ملايين ريال سعودي سنويا", "year"),
        ("yıllık 12 milyon TL", "year"),
        ("60万元/月", "month"),
        ("IDR 45 juta per bulan", "month"),
        ("200,000 m³/day", "day"),
    ],
)
def test_what_comes_back_is_asked_with_how_often_it_comes(text: str, step: str) -> None:
    read = quantity(text, Hints(money=True))
    assert (read.value, read.proposals[0].per, "no sum" in read.question.en) == (None, step, True)


@pytest.mark.parametrize("text", ["2018-2022", "2018 to 2022", "2018 bis 2022", "100 mi", "3 bi"])
def test_years_and_miles_are_no_sums_unasked(text: str) -> None:
    for hints in (Hints(money=True), Hints(money=True, unit="EUR", scale=6)):
        read = quantity(text, hints)
        assert read.value is None
        assert read.question.zh


@pytest.mark.parametrize("text", ["2 раза в год 5 млн руб.", "EUR 2m twice a year", "5 M€ en 2023", "£3m on 1 May"])
def test_what_does_not_come_each_year_has_no_rate(text: str) -> None:
    read = quantity(text, Hints(money=True))
    assert not any(one.per for one in (read.value, *read.proposals) if one is not None)


def test_the_table_is_of_both_languages_and_long_enough() -> None:
    texts = [row["text"] for row in ROWS]
    assert len(ROWS) >= 300
    assert sum(text.isascii() for text in texts) > 100
    assert sum(any("一" <= sign <= "鿿" for sign in text) for text in texts) > 100


def test_a_short_month_is_one_where_its_language_is_seen_beside_it() -> None:
    read = period("set 2020", Hints(languages=languages_of(["fev 2020", "2019"])))
    assert read.value == Period(date(2020, 9, 1), date(2020, 9, 30), "month")
    assert period("set 2020", Hints(languages=languages_of(["led 2020"]))).question.en
    assert languages_of(["march 2020", "out of 2020"]) == frozenset()


def test_a_heading_of_no_money_has_no_scale_that_is_a_word_as_well() -> None:
    assert [heading_hints(one).scale for one in ("Route length (miles)", "Effort (md)", "Waste (bin)")] == [0, 0, 0]
    assert heading_hints("Importe (miles de euros)").scale == heading_hints("Importe (miles)", money=True).scale == 3


def test_no_word_of_days_says_two_things() -> None:
    kinds: dict[str, list[str]] = {}
    for row in table("day_words.csv"):
        if row["kind"] in ("about", "since", "until", "before", "after", "early", "mid", "end", "season"):
            for word in row["spellings"].split("|"):
                kinds.setdefault(folded(word), []).append(f"{row['kind']} {row['said']}")
    assert {word: said for word, said in kinds.items() if len(set(said)) > 1} == {}


def test_both_ends_of_a_range_of_tons_are_in_one_and_the_same_unit() -> None:
    shown = [(f"{one.value:.1f}", f"{one.upper:.1f}") for one in quantity("500-600 tons").proposals]
    assert shown == [("500.0", "600.0"), ("453.6", "544.3"), ("508.0", "609.6")]


@pytest.mark.parametrize(
    ("text", "said", "values"),
    [
        ("1 billion d'euros", "a billion is a million millions", ["1000000000000", "1000000000"]),
        ("1 trillion d'euros", "a trillion has eighteen noughts", ["1000000000000000000", "1000000000000"]),
    ],
)
def test_the_question_about_a_trillion_does_not_speak_of_the_billion(text: str, said: str, values: list[str]) -> None:
    read = quantity(text, Hints(money=True))
    assert read.about == "long-billion"
    assert said in read.question.en
    assert [str(one.value) for one in read.proposals] == values


@pytest.mark.parametrize("text", ["007 t", "10_000 EUR", "1,0000,0000元"])
def test_a_number_of_an_unusual_form_is_asked_for_that_and_not_for_a_slip(text: str) -> None:
    read = quantity(text)
    assert (read.value, read.question.en) == (None, "The number is written in an unusual way.")
    assert read.question.zh == "数字的写法不寻常。"
