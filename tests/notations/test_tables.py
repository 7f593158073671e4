"""The words that are read lead to codes that the ontology has."""

from __future__ import annotations

import re
from pathlib import Path

from kg.notations import Hints, heading_hints, period, points, quantity
from kg.notations.tables import table
from tests.notations.write_currency_names import LANGUAGES, named, tender
from tests.ontology.write_currencies import WITHDRAWN

ONTOLOGY = Path(__file__).parents[2] / "ontology"


def turtle(name: str) -> str:
    paths = (ONTOLOGY / folder / f"{name}.ttl" for folder in ("codelists", "further-codes"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.exists())


def codes(name: str) -> set[str]:
    return set(re.findall(r'skos:notation "([^"]+)"', turtle(name)))


def currencies() -> dict[str, tuple[str, str]]:
    """The names of each currency, taken from the Turtle by a pattern and not by the program."""
    found = {}
    for block in turtle("unit").split("\nunit:")[1:]:
        if "pk:currency true" in block:
            names = re.search(r'skos:prefLabel "([^"]*)"@en , "([^"]*)"@zh', block)
            assert names
            found[block.split()[0]] = (names[1], names[2])
    return found


def test_the_currencies_are_those_of_the_ontology_with_their_names() -> None:
    read = {row["code"]: (row["en"], row["zh"]) for row in table("iso4217.csv")}
    assert read.items() <= currencies().items()
    # Codes of the last century are words and short names today: NIC, PES, ARA. A column may have them, no prose.
    assert {WITHDRAWN[code] < 2014 for code in currencies().keys() - read.keys()} == {True}


def test_every_spelling_of_a_currency_leads_to_codes_of_the_ontology() -> None:
    rows = (*table("currencies.csv"), *table("local_currencies.csv"), *table("currency_names.csv"))
    said = {code for row in rows for code in row["codes"].split()}
    assert said | {row["code"] for row in table("tender.csv")} <= set(currencies())


def test_names_of_currencies_and_whose_they_are_are_those_of_cldr() -> None:
    assert {row["code"]: row["countries"].split() for row in table("tender.csv")} == tender()
    rows = {(row["spelling"], row["codes"]) for row in table("currency_names.csv")}
    assert rows <= {(name, code) for code in tender() for language in LANGUAGES for name in named(code, language)}


def test_every_spelling_of_a_unit_leads_to_a_code_of_the_ontology() -> None:
    assert {row["code"] for row in table("units.csv")} == codes("unit") - set(currencies())


def test_bounds_and_precisions_are_codes_of_the_ontology() -> None:
    said = {row["said"] for row in table("words.csv") if row["kind"] in ("before", "behind")}
    assert said | {"exact"} == codes("bound")
    assert set(points.PRECISIONS) == codes("date-precision")


def test_the_name_of_every_currency_is_read_in_both_languages() -> None:
    # Names that several currencies share, or that are words as well, are asked.
    for code, names in currencies().items():
        for name in (*names, code):
            read = quantity(f"5 {name}")
            assert read.value is None or read.value.unit == code, name
    assert sum(quantity(f"5{zh}").value is not None for _, zh in currencies().values()) > 150


def test_a_heading_says_unit_and_scale() -> None:
    said = {
        "金额（万元）": ("CNY", 4),
        "投资额/亿美元": ("USD", 8),
        "单位：万元": ("CNY", 4),
        "Amount (USD m)": ("USD", 6),
        "Amount in EUR million": ("EUR", 6),
        # "in" within a word says nothing of what is behind it.
        "Total investment (EUR)": ("EUR", 0),
        "Investment (EUR m)": ("EUR", 6),
        "Amount (in EUR m)": ("EUR", 6),
        "Amount (in millions of EUR)": ("EUR", 6),
        "Grant (amounts in USD)": ("USD", 0),
        "金额（单位：万元）": ("CNY", 4),
        "外资（币种：美元）": ("USD", 0),
        "其中：外方出资（万美元）": ("USD", 4),
        "占比（%）": ("ratio", -2),
        "面积(平方公里)": ("km2", 0),
        "人数（人）": ("person", 0),
        "金额（百万元）": ("CNY", 6),
        "金额": ("", 0),
        "Name": ("", 0),
        "备注（如有）": ("", 0),
        "": ("", 0),
    }
    assert {heading: (heading_hints(heading).unit, heading_hints(heading).scale) for heading in said} == said


def test_what_is_said_to_be_none_is_none_of_both() -> None:
    for text in ("无", "n/a", "-", "—", "免费", "None"):
        assert quantity(text).none_said
        assert period(text).none_said
    for text in ("待定", "TBD", "unknown"):
        assert not quantity(text).none_said
        assert quantity(text, Hints(unit="CNY")).question.zh


def test_what_only_ends_like_a_currency_is_no_unit() -> None:
    for heading in ("연구원", "회원", "지원", "기관/유엔", "スポンド", "单元", "次元"):
        assert heading_hints(heading) == Hints(), heading


def test_a_korean_scale_in_a_heading_counts() -> None:
    said = {"금액(백만원)": 6, "사업비 (단위: 억원)": 8, "총사업비 억 원": 8, "단위: 천원": 3, "조원": 12, "금액 원": 0}
    assert {heading: heading_hints(heading).scale for heading in said} == said
    assert {heading_hints(heading).unit for heading in said} == {"KRW"}


def test_no_code_stands_in_a_list_twice() -> None:
    for name in ("measure", "sector", "agreement-kind", "institution-kind", "level"):
        found = re.findall(r'skos:notation "([^"]+)"', turtle(name))
        assert len(found) == len(set(found)), name


def test_pesos_are_no_dollars_and_what_is_withdrawn_is_no_sign_of_what_came() -> None:
    rows = {row["spelling"]: set(row["codes"].split()) for row in table("local_currencies.csv")}
    dollars = {spelling: units for spelling, units in rows.items() if re.match("d[oó]l|долл|دولار$", spelling)}
    assert len(dollars) >= 8
    assert not set().union(*dollars.values()) & {"MXN", "ARS", "CLP", "COP", "UYU"}
    assert not {spelling for spelling, units in rows.items() if spelling in WITHDRAWN and spelling not in units}
