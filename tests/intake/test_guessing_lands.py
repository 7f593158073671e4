"""Countries that take part: each one thing, by whatever name; names of countries with a comma in them are one name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.sheets.written import write_csv
from tests.intake.test_guessing_totals import counted, drafted, guessed, mapped
from tests.support import ID, Outcome

PARTIES = "SELECT DISTINCT ?p { ?x pk:party ?p }"
LEVELS = "SELECT DISTINCT ?l { ?p pk:level ?l }"
ENGLISH = [
    ("1", "Germany", "France", "1991"),
    ("2", "Turkey", "UK", "1992"),
    ("3", "Türkiye", "China", "1993"),
    ("4", "ARAB REPUBLIC OF EGYPT", "Germany", "1994"),
]
CODES = [
    ("1", "DEU", "FRA", "1991"),
    ("2", "TUR", "GBR", "1992"),
    ("3", "TUR", "CHN", "1993"),
    ("4", "EGY", "DEU", "1994"),
]
CHINESE = [
    ("1", "德国", "法国", "1991"),
    ("2", "土耳其", "英国", "1992"),
    ("3", "土耳其", "中国", "1993"),
    ("4", "埃及", "德国", "1994"),
]
SIX = ["cn", "de", "eg", "fr", "gb", "tr"]


def parties(graph: object) -> list[str]:
    return sorted(str(one).removeprefix(f"{ID}region/") for (one,) in graph.query(PARTIES))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("one", "other", "rows"),
    [
        ("Country A", "Country B", ENGLISH),
        ("Donor", "Recipient", ENGLISH),
        ("Origin", "Destination", ENGLISH),
        ("Exporter", "Importer", ENGLISH),
        ("State 1", "State 2", ENGLISH),
        ("Reporter", "Partner", ENGLISH),
        ("Home country", "Host country", ENGLISH),
        ("iso1", "iso2", CODES),
        ("国家A", "国家B", CHINESE),
        ("捐助国", "受援国", CHINESE),
    ],
)
def test_each_country_that_takes_part_is_one_thing(
    run: Callable[..., Outcome], tmp_path: Path, one: str, other: str, rows: list[tuple[str, ...]]
) -> None:
    write_csv(tmp_path / "t.csv", rows, ("id", one, other, "Signed"))
    graph, said = drafted(run, tmp_path, "t.csv")
    assert parties(graph) == SIX
    assert counted(graph, "Participation") == 8
    # Nothing lies in another country, and there is no region beside those that take part.
    assert counted(graph, "AdministrativeRegion") == 6
    assert [str(level).rpartition("/")[2] for (level,) in graph.query(LEVELS)] == ["country"]
    assert not list(graph.query("SELECT ?p { ?p pk:parentRegion ?q }"))
    assert "not above the region" not in said


def test_states_of_a_country_stay_states(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [("1", "Texas", "Ohio", "1991"), ("2", "Georgia", "Utah", "1992"), ("3", "Iowa", "Texas", "1993")]
    write_csv(tmp_path / "t.csv", rows, ("id", "State 1", "State 2", "Signed"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert [str(level).rpartition("/")[2] for (level,) in graph.query(LEVELS)] == ["province"]
    assert "ge" not in parties(graph)


def test_a_country_that_no_registry_has_is_told(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [("1", "Germany", "France", "1991"), ("2", "Kenya", "Velmaria", "1992")]
    write_csv(tmp_path / "t.csv", rows, ("id", "Donor", "Recipient", "Signed"))
    graph, said = drafted(run, tmp_path, "t.csv")
    assert parties(graph) == ["Velmaria", "de", "fr", "ke"]
    assert "No registry has a country of the name" in said
    assert "'Velmaria' (row 3)" in said


def test_countries_among_institutions_are_told(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("1", "Alba Ltd", "Corva", "1991"),
        ("2", "Brenn Ltd", "Germany", "1992"),
        ("3", "Danum Ltd", "Eskel", "1993"),
        ("4", "Alba Ltd", "Frisk", "1994"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("id", "Donor", "Recipient", "Signed"))
    _, said = guessed(run, tmp_path, "t.csv")
    assert (
        "But Germany is a country of the registry, and becomes an institution of the name: see which is meant." in said
    )
    assert "但Germany是名录中的国家，将成为同名机构：请核对。" in said


def test_institutions_among_countries_stay_institutions(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("1", "Germany", "Kenya", "1991"),
        ("2", "Bank of Velmaria", "Türkiye", "1992"),
        ("3", "Turkey", "Kenya", "1993"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("id", "Donor", "Recipient", "Signed"))
    graph, said = drafted(run, tmp_path, "t.csv")
    found = sorted(str(one).removeprefix(ID) for (one,) in graph.query(PARTIES))
    assert found == ["institution/Bank%20of%20Velmaria", "region/de", "region/ke", "region/tr"]
    assert "No registry has a country" not in said


def test_a_column_that_names_the_same_countries_is_no_second_party(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [("1", "Ghana", "GHA", "1991"), ("2", "Kenya", "KEN", "1992"), ("3", "Turkey", "TUR", "1993")]
    write_csv(tmp_path / "t.csv", rows, ("id", "Partner", "Country code", "Signed"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert parties(graph) == ["gh", "ke", "tr"]


LISTS = [
    ("1", "Korea, Republic of, Hong Kong, China SAR"),
    ("2", "Congo, Democratic Republic of the, Germany, Albania"),
    ("3", "Bolivia, Plurinational State of, Kenya"),
    ("4", "Germany, Korea, Republic of, Kenya"),
]
IN_LISTS = ["Hong%20Kong,%20China%20SAR", "al", "bo", "cd", "de", "ke", "kr"]


def test_names_with_a_comma_are_kept_whole_in_lists(run: Callable[..., Outcome], tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", LISTS, ("No", "Parties"))
    draft, _ = guessed(run, tmp_path, "t.csv")
    assert '#: split: {"Parties": [","]}' in draft
    graph, said = mapped(run, tmp_path, "t.csv")
    assert parties(graph) == IN_LISTS
    assert counted(graph, "Participation") == 2 + 3 + 2 + 3
    assert "4 names of countries with a comma in them are not parted: Korea, Republic of;" in said
    assert "(row 2, there is cn-hong-kong)" in said


@pytest.mark.parametrize("signs", ["','", "[';', ',']"])
def test_the_advice_on_split_leads_to_the_countries(run: Callable[..., Outcome], tmp_path: Path, signs: str) -> None:
    write_csv(tmp_path / "t.csv", LISTS, ("No", "Parties"))
    draft, _ = guessed(run, tmp_path, "t.csv")
    (tmp_path / "m.rq").write_text(draft.replace('{"Parties": [","]}', f"{{Parties: {signs}}}"), encoding="utf-8")
    graph, _ = mapped(run, tmp_path, "t.csv")
    assert parties(graph) == IN_LISTS


def test_two_countries_between_commas_are_two(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [("1", "Germany, France"), ("2", "Singapore, China"), ("3", "Kenya, Germany, Luxembourg")]
    write_csv(tmp_path / "t.csv", rows, ("No", "Parties"))
    graph, said = drafted(run, tmp_path, "t.csv")
    assert parties(graph) == ["cn", "de", "fr", "ke", "lu", "sg"]
    assert "are not parted" not in said


def answer(**values: str) -> dict[str, dict[str, str]]:
    """A row of an endpoint's answer."""
    kinds = {"http": "uri"}
    return {name: {"type": kinds.get(one[:4], "literal"), "value": one} for name, one in values.items()}


def test_the_items_of_an_endpoint_are_the_parties(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        answer(
            item=f"http://example.org/Q{n}",
            itemLabel=one,
            countryLabel=land,
            twin=f"http://example.org/Q9{n}",
            twinLabel=other,
            twinCountryLabel=of,
            start=f"{1970 + n}-06-01T00:00:00Z",
        )
        for n, (one, land, other, of) in enumerate(
            [
                ("Munich", "Germany", "Bordeaux", "France"),
                ("Hamburg", "Germany", "Osaka", "Japan"),
                ("Leeds", "United Kingdom", "Lille", "France"),
            ]
        )
    ]
    for row in rows[:2]:
        row["start"]["datatype"] = "http://www.w3.org/2001/XMLSchema#dateTime"
    names = ["item", "itemLabel", "countryLabel", "twin", "twinLabel", "twinCountryLabel", "start"]
    document = {"head": {"vars": names}, "results": {"bindings": rows}}
    (tmp_path / "t.json").write_text(json.dumps(document), encoding="utf-8")
    graph, said = drafted(run, tmp_path, "t.json")
    assert counted(graph, "Partnership") == 3
    assert counted(graph, "Participation") == 6
    # Six towns, in the four countries of the registry.
    assert counted(graph, "AdministrativeRegion") == 6 + 4
    names_of = "SELECT ?n { ?x pk:party/skos:prefLabel ?n }"
    assert {str(name) for (name,) in graph.query(names_of)} == {
        "Munich",
        "Bordeaux",
        "Hamburg",
        "Osaka",
        "Leeds",
        "Lille",
    }
    assert sorted(str(day) for (day,) in graph.query("SELECT ?d { ?p pk:periodStart ?d }")) == [
        "1970-06-01",
        "1971-06-01",
        "1972-06-01",
    ]
    assert "refused" not in said


@pytest.mark.parametrize("has_lands", [True, False])
def test_things_of_one_name_in_an_answer_are_told(run: Callable[..., Outcome], tmp_path: Path, has_lands: bool) -> None:
    """Those in one country are one, and it is said; where no country is told, their addresses tell them apart."""
    pairs = [("1", "Halle", "2", "Lyon"), ("3", "Halle", "4", "Osaka"), ("5", "Leeds", "6", "Lille")]
    rows = [
        answer(
            item=f"http://example.org/Q{a}",
            itemLabel=one,
            twin=f"http://example.org/Q{b}",
            twinLabel=other,
            **({"countryLabel": "Germany", "twinCountryLabel": "France"} if has_lands else {}),
        )
        for a, one, b, other in pairs
    ]
    names = list(rows[0])
    (tmp_path / "t.json").write_text(
        json.dumps({"head": {"vars": names}, "results": {"bindings": rows}}), encoding="utf-8"
    )
    draft, said = guessed(run, tmp_path, "t.json")
    if not has_lands:
        assert 'fn:id("region", ?key1)' in draft
        assert "several things" not in said
        return
    assert "itemLabel_value: several things have one name (Halle), and are one where they are in one country." in said
    assert "itemLabel_value：不同对象同名（Halle）" in said
    assert "twinLabel_value: several things" not in said
