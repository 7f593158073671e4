"""The currencies of ISO 4217 as units: each can be typed, none is in a graph that does not use it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.graph.library import further_codes
from kg.intake import schema
from kg.nearest import local_name
from tests.support import EditablePackage

UNIT = "https://w3id.org/partnership-kg/code/unit/"
# Of all continents; from the standard's table, by hand.
SOME = "KRW CHF SGD AUD CAD INR BRL ZAR RUB SEK NOK DKK PLN CZK HUF TRY THB VND IDR MYR PHP MOP AED SAR ILS EGP NGN KES"


def invest(package: EditablePackage, unit: str, **more: str) -> None:
    said = {"about": "region/xx-exampleton", "measure": "capitalIntroduced", "origin": "region/xx-sampleford"}
    changes = {
        **said,
        "class": "Achievement",
        "destination": "region/xx-exampleton",
        "value": "5",
        "unit": unit,
        **more,
    }
    package.append("observations", 2, **{"id": f"money-{unit.lower()}", **changes})


def further_currencies() -> dict[str, list[ox.Triple]]:
    """The further units that are currencies."""
    return {iri: said for iri, said in further_codes("unit").items() if "ISO 4217" in str(said)}


def test_currencies_of_the_standard_are_units() -> None:
    units = schema.codes("unit")
    assert len(units) == len(set(units))
    assert set(SOME.split()) <= set(units)
    # 178 codes in the table of January 2026, of which two are no currency.
    current = [iri for iri in further_currencies() if "withdrawn" not in str(further_codes("unit")[iri])]
    assert len(current) == 176 - 7


def test_each_has_all_that_a_unit_needs() -> None:
    for iri, triples in further_currencies().items():
        code = local_name(iri)
        said = {(local_name(triple.predicate.value), getattr(triple.object, "language", None)) for triple in triples}
        assert {(name, language) for name in ("prefLabel", "label", "definition") for language in ("en", "zh")} <= said
        values = {local_name(triple.predicate.value): triple.object.value for triple in triples}  # type: ignore[union-attr]
        assert (values["notation"], values["unitKind"], values["currency"]) == (code, "money", "true")


def test_each_currency_is_added_with_its_own_and_no_graph_has_the_rest(package: EditablePackage) -> None:
    invest(package, "KRW")
    invest(package, "KRW", id="more", period_start="2015-01-01", period_end="2015-12-31", value="7")
    invest(package, "CHF", value="11")
    graph = kg.build(package.folder)
    totals: dict[str, float] = {}
    for row in graph.ask("inflow").records():
        unit = local_name(row["unit"]["iri"])
        totals[unit] = totals.get(unit, 0) + float(row["total"])
    assert {unit: totals[unit] for unit in ("KRW", "CHF")} == {"KRW": 12, "CHF": 11}
    assert f"{UNIT}KRW" in graph.turtle() or "unit:KRW" in graph.turtle()
    assert "SEK" not in graph.turtle()


@pytest.mark.parametrize(
    ("typed", "code"),
    [("cny", "CNY"), ("ｃｎｙ", "CNY"), ("yuan", "CNY"), ("krw", "KRW"), ("韩元", "KRW"), ("Euro", "EUR")],
)
def test_another_spelling_is_told_the_code(package: EditablePackage, typed: str, code: str) -> None:
    """A unit's name is read as the code, and that is said; its code in another case is told the right one."""
    invest(package, typed, id="money")
    (finding,) = [item for item in kg.check(package.folder) if item.code in ("unknown-code", "code-by-name")]
    assert code in (finding.fix if finding.code == "unknown-code" else finding.message_en)


def test_a_package_that_has_one_of_them_as_a_code_of_its_own_keeps_it(package: EditablePackage) -> None:
    folder: Path = package.folder / "codelists"
    folder.mkdir()
    block = (schema.assets.ontology_folder() / "codelists" / "unit.ttl").read_text(encoding="utf-8")
    head, _, rest = block.partition("unit:CNY a skos")
    own = "unit:CNY a skos" + rest.partition("\n\n")[0]
    prefixes = "\n".join(line for line in head.splitlines() if line.startswith("@prefix"))
    (folder / "won.ttl").write_text(
        f"{prefixes}\n{own}".replace("CNY", "KRW").replace("yuan", "our won"), encoding="utf-8"
    )
    invest(package, "KRW")
    names = kg.build(package.folder).query(f"SELECT ?n {{ <{UNIT}KRW> skos:prefLabel ?n FILTER(LANG(?n) = 'en') }}")
    assert [str(row[0]) for row in names] == ["our won"]
