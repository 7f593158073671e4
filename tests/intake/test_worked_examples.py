"""Public kinds of tables, from the file to the page: small invented ones, and two large public ones where they are.

Every total is counted from the table by the reader of CSV or of workbooks alone.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path

import openpyxl
import pytest

import kg
from kg.intake.mapped_rows import Mapped
from kg.knowledge_graph import KnowledgeGraph
from tests.support import ROOT, Outcome

Run = Callable[..., Outcome]
MAPS = ROOT / "tests" / "data" / "maps"
DATA = Path(os.environ.get("KG_DATA", ROOT.parent / "shared" / "data"))
TWINS, H2020 = DATA / "twin-cities.csv", DATA / "h2020-participations.csv.gz"
SMALL = ("agreements.csv", "locations.xlsx", "projects.json", "towns.csv")


def total(graph: KnowledgeGraph, of: str) -> int:
    """How many things of a class there are."""
    return int(next(iter(graph.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a pk:{of} }}")))[0])


def pairs(graph: KnowledgeGraph) -> Counter[tuple[str, ...]]:
    """Who is with whom, by names, once a partnership."""
    found: dict[str, set[str]] = {}
    of = "?p pk:participation/pk:party/skos:prefLabel ?name FILTER(LANG(?name) = 'en')"
    for deal, party in graph.query(f"SELECT ?p ?name {{ {of} }}"):
        found.setdefault(str(deal), set()).add(str(party))
    return counted(found.values())


def counted(groups: Iterable[set[str]]) -> Counter[tuple[str, ...]]:
    return Counter(pair for group in groups for pair in combinations(sorted(group), 2))


@pytest.mark.parametrize("file", SMALL)
def test_a_mapping_of_under_40_lines_leads_to_a_page(file: str, run: Run, tmp_path: Path) -> None:
    table, mapping = MAPS / file, (MAPS / file).with_suffix(".rq")
    assert len(mapping.read_text(encoding="utf-8").splitlines()) < 40
    # A project without partners gives no row, and is said.
    assert run("map", table, mapping, "--check", "--partial", "--out", "made.nq").code == 0
    assert run("build", "made.nq", "--out", "built").code == 0
    assert (tmp_path / "built" / "network.html").stat().st_size > 10_000


def test_one_row_a_location() -> None:
    graph, account = mapped("locations.xlsx")
    page = openpyxl.load_workbook(MAPS / "locations.xlsx", read_only=True)["Locations"]
    heading, *rows = page.iter_rows(values_only=True)
    assert heading == ("Project ID", "Title", "Location", "Country", "Budget")
    assert (account.rows, account.gave) == (len(rows), len(rows))
    assert total(graph, "Project") == len({row[0] for row in rows}) == 3
    assert total(graph, "Participation") == len(rows) == 7
    # Alba is a town of two countries.
    assert len({row[2] for row in rows}) == 4
    towns = graph.query("SELECT (COUNT(?x) AS ?n) { ?x pk:level level:city }")
    assert int(next(iter(towns))[0]) == len({row[2:4] for row in rows}) == 5
    projects: dict[str, set[str]] = {}
    for row in rows:
        projects.setdefault(str(row[0]), set()).add(str(row[2]))
    assert pairs(graph) == counted(projects.values())
    # The budget stands in each row of a project, and is counted once.
    figures = graph.query("SELECT ?value ?bound { ?f pk:value ?value ; pk:bound ?bound ; pk:unit unit:EUR }")
    assert {(int(value), str(bound).rpartition("/")[2]) for value, bound in figures} == {
        (1_500_000, "exact"),
        (250_000, "about"),
    }


def test_agreements_of_n_parties() -> None:
    graph, account = mapped("agreements.csv")
    with (MAPS / "agreements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    signatories = [{name.strip() for name in row["signatories"].split("|")} for row in rows]
    assert (account.rows, account.gave) == (3, 3)
    assert total(graph, "Agreement") == len({row["treaty"] for row in rows}) == 3
    assert total(graph, "Participation") == sum(map(len, signatories)) == 7
    assert pairs(graph) == counted(signatories)


def test_projects_of_several_partners_a_row() -> None:
    graph, _ = mapped("projects.json")
    projects = json.loads((MAPS / "projects.json").read_text(encoding="utf-8"))["results"]
    partners = [{partner["org"] for partner in project["partners"]} for project in projects]
    assert total(graph, "Project") == sum(map(bool, partners)) == 2
    assert total(graph, "Participation") == sum(map(len, partners)) == 5
    assert pairs(graph) == counted(partners)


def test_towns_without_ids() -> None:
    graph, account = mapped("towns.csv")
    with (MAPS / "towns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ends = [((row["town"], row["country"]), (row["twinned with"], row["of country"])) for row in rows]
    # The first pair stands once more the other way round; two towns are called Alba.
    both = {frozenset(pair) for pair in ends}
    assert (account.rows, len(both), len({place for pair in ends for place in pair})) == (5, 4, 5)
    assert total(graph, "Agreement") == len(both)
    assert total(graph, "Participation") == 2 * len(both)
    assert pairs(graph) == counted({name for name, _ in pair} for pair in both)
    days = graph.query("SELECT ?day { ?claim pk:asOf ?day }")
    assert sorted(str(day) for (day,) in days) == ["1998-12-31", "2004-12-31", "2011-05-12"]


def mapped(file: str) -> tuple[KnowledgeGraph, Mapped]:
    account = Mapped()
    table = MAPS / file
    made = kg.map_table(table, table.with_suffix(".rq"), checked=True, partial=True, account=account)
    assert not [finding for finding in made.findings if finding.severity == "violation"]
    return made, account


@pytest.mark.skipif(not TWINS.is_file(), reason="the data for development is absent")
def test_twin_cities_from_the_table_to_the_page(tmp_path: Path) -> None:
    """The rows with a city of China; the whole table is counted in ``test_anytable``."""
    with TWINS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if "China" in (row["country1"], row["country2"])]
    ends = [tuple(tuple(row[name + end] for name in ("city", "country", "lat", "lng")) for end in "12") for row in rows]
    shanghai = ("Shanghai", "China", "31.2286", "121.4747")
    partners = {place for pair in ends if shanghai in pair for place in pair} - {shanghai}
    graph, account = mapped_from(written(tmp_path, rows), MAPS / "twin-cities.rq")
    assert account.rows == account.gave == len(rows) > 1000
    assert total(graph, "Partnership") == len({frozenset(pair) for pair in ends})
    assert total(graph, "AdministrativeRegion") == len({place for pair in ends for place in pair})
    name = "region/" + ",".join(shanghai)
    told = graph.ask("partners", party=name).records()
    assert {one["partner"]["en"] for one in told} == {place[0] for place in partners}
    assert sum(int(one["partnerships"]) for one in told) == len(partners) > 50
    page = graph.about(name).page(language="en").html.decode()
    assert all(json.dumps(place[0], ensure_ascii=False)[1:-1] in page for place in partners)


@pytest.mark.skipif(not H2020.is_file(), reason="the data for development is absent")
def test_horizon_2020_from_the_table_to_the_page(tmp_path: Path) -> None:
    """The projects that began in the first year; the whole table is counted in ``test_pairs``."""
    with gzip.open(H2020, "rt", encoding="utf-8", newline="") as file:
        everything = list(csv.DictReader(file))
    first = min(row["start_year"] for row in everything)
    rows = [row for row in everything if row["start_year"] == first]
    projects: dict[str, set[str]] = {}
    for row in rows:
        projects.setdefault(row["rcn"], set()).add(row["pic"])
    graph, account = mapped_from(written(tmp_path, rows), MAPS / "h2020.rq")
    assert account.rows == account.gave == len(rows) > 1000
    assert total(graph, "Project") == len(projects)
    assert total(graph, "Institution") == len({row["pic"] for row in rows})
    assert total(graph, "Participation") == sum(map(len, projects.values()))
    times = Counter(pic for pics in projects.values() for pic in pics)
    chosen = min(pic for pic, number in times.items() if number == 5)
    mine = {rcn for rcn, pics in projects.items() if chosen in pics}
    about = graph.about(f"institution/{chosen}")
    told = about.ask("partnerships").records()
    assert {one["partnership"]["en"] for one in told} == {f"Project {rcn}" for rcn in mine}
    page = about.page(language="en").html.decode()
    assert all(f"Organisation {pic}" in page for rcn in mine for pic in projects[rcn])


def written(folder: Path, rows: list[dict[str, str]]) -> Path:
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder / "rows.csv"


def mapped_from(table: Path, mapping: Path) -> tuple[KnowledgeGraph, Mapped]:
    account = Mapped()
    return kg.map_table(table, mapping, partial=True, account=account), account
