"""Regions and institutions that were renamed, renumbered, merged or split: each value follows from the rows below.

Everything lies in one province; the counties under the cities Alder and Birch, the partner Cedar is a city.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import nearest
from kg.intake.template import make_package
from kg.knowledge_graph import KnowledgeGraph
from kg.network.measures.register import left_out_remarks

Rows = list[dict[str, str]]
CITE = {"source": "example", "start": "0", "end": "97"}
FIXED = [
    ("land", "country", "", {}),
    ("prov", "province", "land", {}),
    ("alder", "city", "prov", {"code": "370100"}),
    ("birch", "city", "prov", {"code": "371200"}),
    ("cedar", "city", "prov", {"code": "370200"}),
]


def region(iri: str, level: str, parent: str, **more: str) -> dict[str, str]:
    named = {"name_en": iri.capitalize(), "name_zh": f"地{iri}"}
    return {"id": iri, "kind": "AdministrativeRegion", "level": level, "parent": parent, **named, **more}


def package(
    folder: Path, regions: Rows, deals: dict[str, tuple[str, list[Any]]], institutions: Rows | None = None
) -> Path:
    """A data package: partnerships by their names, each with the day it was signed, and its parties.

    A party is ``region/x`` or a pair of that and the place with which it takes part.
    """
    make_package(folder)
    empty = {"observations", "statements", "officials", "programmes", *(() if institutions else ("institutions",))}
    path = folder / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    described["resources"] = [item for item in described["resources"] if item["name"] not in empty]
    path.write_text(json.dumps(described), encoding="utf-8")
    _write(folder, "regions", [*(region(*item[:3], **item[3]) for item in FIXED), *regions])
    _write(folder, "institutions", institutions or [])
    named = {"class": "Agreement", "agreement_kind": "cooperation", "sectors": "logistics", **CITE}
    _write(folder, "partnerships", [{"id": d, "name_en": f"Deal {d}", "name_zh": f"协议{d}", **named} for d in deals])
    parts: Rows = []
    for deal, (_, parties) in deals.items():
        for party in parties:
            name, place = (party, "") if isinstance(party, str) else party
            parts.append({"partnership": deal, "party": name, "at_place": place, "role": "signatory", **CITE})
    _write(folder, "participations", parts)
    said = {"stage": "signed", "precision": "day", "time_basis": "stated", **CITE}
    stages = [{"id": f"{d}-signed", "partnership": d, "as_of": day, **said} for d, (day, _) in deals.items()]
    _write(folder, "stages", stages)
    return folder


def _write(folder: Path, table: str, rows: Rows) -> None:
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def found(folder: Path) -> set[tuple[str, str]]:
    """Codes of findings about the tables of parties and participations, with the ids that they are about."""
    codes = set()
    for finding in kg.check(folder):
        if finding.code.startswith(("region", "institution", "successor", "party", "label-d", "unknown")):
            codes.add((finding.code, str(finding.severity.value)))
    return codes


def ties(graph: KnowledgeGraph, level: str) -> set[tuple[str, str, str]]:
    rows = [tuple(map(nearest.local_name, edge)) for edge in graph.project("region-region", level=level).edges]
    return {(min(a, b), max(a, b), deal) for a, b, deal in rows}


LCHENG = {"name_en": "Lcheng", "name_zh": "莱城"}
RENUMBERED = [
    region("lc", "county", "birch", code="371202", valid_to="2018-12-31", successor="lc2") | LCHENG,
    region("lc2", "county", "alder", code="370116", valid_from="2019-01-01") | LCHENG,
]
TWO = {
    "a": ("2018-03-01", ["region/lc", "region/cedar"]),
    "b": ("2020-03-01", ["region/lc2", "region/cedar"]),
}


@pytest.fixture(scope="module")
def renumbered(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return kg.build(package(tmp_path_factory.mktemp("over") / "time", RENUMBERED, TWO))


def test_one_county_that_was_renumbered_is_one_place(renumbered: KnowledgeGraph) -> None:
    assert not [finding for finding in renumbered.findings if finding.code.startswith(("region", "successor", "label"))]
    assert ties(renumbered, "city") == {("alder", "cedar", "a"), ("alder", "cedar", "b")}
    network = renumbered.project("region-region", level="county,city")
    assert {nearest.local_name(node) for node in network} == {"lc2", "cedar"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2018-06-30", {("birch", "cedar", "a")}),
        ("2018-12-31", {("birch", "cedar", "a")}),
        ("2019-01-01", {("alder", "cedar", "a")}),
        ("2020-12-31", {("alder", "cedar", "a"), ("alder", "cedar", "b")}),
    ],
)
def test_roll_up_goes_by_the_day(renumbered: KnowledgeGraph, day: str, expected: set[tuple[str, str, str]]) -> None:
    assert ties(renumbered.at(day), "city") == expected
    # A view of a later view is as the view itself.
    assert ties(renumbered.at("2020-12-31").at(day), "city") == expected


def test_a_new_id_in_an_old_partnership_is_what_it_was_then(tmp_path: Path) -> None:
    deals = {"a": ("2018-03-01", ["region/lc2", "region/cedar"])}
    graph = kg.build(package(tmp_path / "p", RENUMBERED, deals))
    assert ties(graph, "city") == {("alder", "cedar", "a")}
    assert ties(graph.at("2018-06-30"), "city") == {("birch", "cedar", "a")}


@pytest.mark.parametrize("name", ["lc", "region/lc", "371202"])
def test_the_old_name_finds_the_new_place_and_says_so(renumbered: KnowledgeGraph, name: str) -> None:
    answer = renumbered.ask("partnerships", party=name)
    assert {nearest.local_name(row["partnership"]["iri"]) for row in answer.records()} == {"a", "b"}
    assert len(answer.remarks) == 1
    assert "region/lc (Lcheng) is region/lc2 (Lcheng) now" in answer.remarks[0].en
    assert "现为region/lc2" in answer.remarks[0].zh


def test_the_new_name_says_nothing_more(renumbered: KnowledgeGraph) -> None:
    for name in ("lc2", "370116", "Lcheng", "莱城"):
        answer = renumbered.ask("partnerships", party=name)
        assert len(answer) == 2
        assert answer.remarks == ()


def test_find_and_explain_tell_what_came_before(renumbered: KnowledgeGraph) -> None:
    rows = renumbered.ask("find", text="371202").records()
    assert [(nearest.local_name(row["thing"]["iri"]), nearest.local_name(row["now"]["iri"])) for row in rows] == [
        ("lc", "lc2")
    ]
    text = renumbered.explain("lc").text()
    assert "region/lc2" in text
    assert "Lcheng (lc, 371202, … – 2018-12-31)" in text
    assert "莱城（lc, 371202, … – 2018-12-31）" in text
    assert "then 当时为 region/lc" in text


def test_what_lies_in_an_old_region_lies_in_the_new_one(tmp_path: Path) -> None:
    town = region("town", "town", "lc")
    firm = {"id": "firm", "name_en": "Firm", "name_zh": "企业", "kind": "company", "located_in": "lc", **CITE}
    deals = {
        "t": ("2018-03-01", ["region/town", "region/cedar"]),
        "f": ("2018-03-01", ["institution/firm", "region/cedar"]),
    }
    graph = kg.build(package(tmp_path / "p", [*RENUMBERED, town], deals, [firm]))
    assert ties(graph, "city") == {("alder", "cedar", "t"), ("alder", "cedar", "f")}
    assert ties(graph.at("2018-12-31"), "city") == {("birch", "cedar", "t"), ("birch", "cedar", "f")}
    assert len(graph.ask("partnerships", party="lc2")) == 2


MERGED = [
    region("east", "county", "birch", valid_to="2019-12-31", successor="both"),
    region("west", "county", "birch", valid_to="2019-12-31", successor="both"),
    region("both", "county", "alder", valid_from="2020-01-01"),
]


def test_two_that_became_one_have_the_ties_of_both_and_none_between(tmp_path: Path) -> None:
    deals = {
        "e": ("2018-03-01", ["region/east", "region/cedar"]),
        "w": ("2018-03-01", ["region/west", "region/cedar"]),
        "ew": ("2018-03-01", ["region/east", "region/west"]),
    }
    graph = kg.build(package(tmp_path / "p", MERGED, deals))
    assert ties(graph, "county,city") == {("both", "cedar", "e"), ("both", "cedar", "w")}
    network = graph.project("region-region", level="county,city")
    assert network.graph["merged"] == 1
    told = [remark for remark in left_out_remarks(network.graph) if "merged" in remark.en]
    assert "1 partnership is between parties that have been merged into one since" in told[0].en
    assert "有 1 项合作的各方后来已合并为一" in told[0].zh
    before = graph.at("2019-12-31")
    assert ties(before, "county,city") == {
        ("cedar", "east", "e"),
        ("cedar", "west", "w"),
        ("east", "west", "ew"),
    }
    assert before.project("region-region", level="county").graph["merged"] == 0


def test_a_merged_name_before_its_day_is_counted_aloud(tmp_path: Path) -> None:
    deals = {"b": ("2018-03-01", ["region/both", "region/cedar"])}
    graph = kg.build(package(tmp_path / "p", MERGED, deals))
    network = graph.at("2019-12-31").project("region-region", level="county,city")
    assert network.graph["not_there_yet"] == 1
    told = [remark for remark in left_out_remarks(network.graph) if "merged into only after" in remark.en]
    assert told[0].zh.startswith("有 1 项合作")
    assert graph.project("region-region", level="county,city").graph["not_there_yet"] == 0


SPLIT = [
    region("whole", "county", "birch", valid_to="2019-12-31", successor="north;south"),
    region("north", "county", "birch", valid_from="2020-01-01"),
    region("south", "county", "alder", valid_from="2020-01-01"),
]


def test_one_that_was_split_stays_what_it_was_unless_the_part_is_said(tmp_path: Path) -> None:
    deals = {
        "s": ("2018-03-01", ["region/whole", "region/cedar"]),
        "n": ("2018-03-01", [("region/whole", "north"), "region/cedar"]),
        "late": ("2021-03-01", ["region/south", "region/cedar"]),
    }
    graph = kg.build(package(tmp_path / "p", SPLIT, deals))
    assert ties(graph, "county,city") == {("cedar", "whole", "s"), ("cedar", "north", "n"), ("cedar", "south", "late")}
    network = graph.project("region-region", level="county,city")
    assert network.graph["place_split"] == 1
    told = [remark for remark in left_out_remarks(network.graph) if "split" in remark.en]
    assert "1 partnership is of a region or institution that has been split since" in told[0].en
    assert "有 1 项合作的某一参与方后来已拆分" in told[0].zh
    # All parts lie in the province, so there it does not matter which is meant.
    assert graph.project("region-region", level="province").graph["place_split"] == 0
    # Before the split there was one place, also where the part is said.
    assert ties(graph.at("2019-12-31"), "county,city") == {("cedar", "whole", "s"), ("cedar", "whole", "n")}


def test_a_parent_that_changes_makes_two_rows(tmp_path: Path) -> None:
    moved = [
        region("m17", "county", "birch", code="371203", valid_to="2016-12-31", successor="m") | LCHENG,
        region("m", "county", "alder", code="371203", valid_from="2017-01-01") | LCHENG,
    ]
    deals = {"m": ("2016-03-01", ["region/m", "region/cedar"])}
    folder = package(tmp_path / "p", moved, deals)
    assert ("region-code-twice", "warning") not in found(folder)
    graph = kg.build(folder)
    assert ties(graph, "city") == {("alder", "cedar", "m")}
    assert ties(graph.at("2016-12-31"), "city") == {("birch", "cedar", "m")}


def test_institutions_have_successors_too(tmp_path: Path) -> None:
    def firm(iri: str, place: str, **more: str) -> dict[str, str]:
        named = {"name_en": iri.capitalize(), "name_zh": f"企{iri}", "kind": "company", "located_in": place}
        return {"id": iri, **named, **more, **CITE}

    firms = [
        firm("old", "birch", valid_to="2018-12-31", successor="new"),
        firm("new", "alder", valid_from="2019-01-01"),
    ]
    deals = {
        "a": ("2018-03-01", ["institution/old", "region/cedar"]),
        "b": ("2020-03-01", ["institution/new", "region/cedar"]),
    }
    graph = kg.build(package(tmp_path / "p", [], deals, firms))
    network = graph.project("party-partnership")
    assert {nearest.local_name(node) for node in network} == {"new", "cedar", "a", "b"}
    assert ties(graph, "city") == {("alder", "cedar", "a"), ("alder", "cedar", "b")}
    assert ties(graph.at("2018-12-31"), "city") == {("birch", "cedar", "a")}
    assert len(graph.ask("partnerships", party="Old")) == 2


def _without(*columns: str) -> Callable[[dict[str, str]], dict[str, str]]:
    return lambda row: {name: value for name, value in row.items() if name not in columns}


@pytest.mark.parametrize(
    ("regions", "expected"),
    [
        pytest.param(
            [*map(_without("valid_from", "valid_to", "successor"), RENUMBERED)],
            {("region-same-name", "info")},
            id="two places of one name",
        ),
        pytest.param(
            [_without("valid_to")(RENUMBERED[0]), _without("valid_from")(RENUMBERED[1])],
            {("successor-undated", "info")},
            id="no day of the change",
        ),
        pytest.param(
            [RENUMBERED[0] | {"valid_to": "2019-06-30"}, RENUMBERED[1]],
            {("successor-overlap", "warning")},
            id="both on some days",
        ),
        pytest.param(
            [RENUMBERED[0], RENUMBERED[1] | {"successor": "lc"}],
            {("successor-cycle", "violation"), ("successor-undated", "info")},
            id="a circle",
        ),
        pytest.param(
            [RENUMBERED[0], RENUMBERED[1] | {"valid_to": "2018-01-01"}],
            {("party-valid-order", "violation")},
            id="ends before it begins",
        ),
    ],
)
def test_what_cannot_be_is_found(tmp_path: Path, regions: Rows, expected: set[tuple[str, str]]) -> None:
    folder = package(tmp_path / "p", regions, TWO)
    assert {item for item in found(folder) if not item[0].startswith("region-code")} == expected


def test_a_successor_that_does_not_exist_is_an_error_at_its_cell(tmp_path: Path) -> None:
    folder = package(tmp_path / "p", [RENUMBERED[0] | {"successor": "lc9"}, RENUMBERED[1]], TWO)
    wrong = [finding for finding in kg.check(folder) if finding.severity.value == "violation"]
    assert [(finding.row, finding.field) for finding in wrong] == [(7, "successor")]


def test_a_package_without_the_new_columns_is_as_valid_as_before(tmp_path: Path) -> None:
    folder = package(tmp_path / "p", [_without("valid_from", "valid_to", "successor")(RENUMBERED[1])], {"b": TWO["b"]})
    later = {"regions": 3, "institutions": 3, "participations": 1}
    for table in later:
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        new = {"valid_from", "valid_to", "successor", "at_place"}
        keep = [index for index, name in enumerate(rows[0]) if name not in new]
        assert len(rows[0]) - len(keep) == later[table]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([[row[index] for index in keep] for row in rows])
    assert ties(kg.build(folder), "city") == {("alder", "cedar", "b")}


ABSORBED = [
    region("elm", "county", "alder", code="370103", valid_from="1992-12-31"),
    region("oak", "county", "alder", code="370119", valid_from="2001-12-31", valid_to="2008-12-31", successor="elm"),
]


def test_one_that_went_into_another_that_stood_already_was_itself_until_then(tmp_path: Path) -> None:
    deals = {"a": ("2005-03-01", ["region/oak", "region/cedar"]), "b": ("2005-04-01", ["region/elm", "region/cedar"])}
    graph = kg.build(package(tmp_path / "p", ABSORBED, deals))
    assert "successor-overlap" not in {finding.code for finding in graph.findings}
    assert ties(graph, "county,city") == {("cedar", "elm", "a"), ("cedar", "elm", "b")}
    assert ties(graph.at("2008-12-31"), "county,city") == {("cedar", "oak", "a"), ("cedar", "elm", "b")}
    assert ties(graph.at("2009-01-01"), "county,city") == {("cedar", "elm", "a"), ("cedar", "elm", "b")}
    before = graph.at("2008-12-31").project("region-region", level="county,city")
    assert (before.graph["not_there_yet"], before.graph["merged"]) == (0, 0)
    assert ties(graph.at("2020-12-31").at("2008-12-31"), "county,city") == ties(graph.at("2008-12-31"), "county,city")
