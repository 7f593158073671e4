"""Where a partnership is carried out, and its term: from the columns of its table to all that tells of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import assets
from kg.intake import schema
from tests.intake.test_columnar import both
from tests.support import EditablePackage, Outcome

Run = Callable[..., Outcome]

CELLS = {
    "carried_out_in": "riverside",
    "period_start": "2018-01-01",
    "period_start_precision": "year",
    "period_end": "2031-02-28",
    "period_end_precision": "day",
}
TERMS = ("carriedOutIn", "periodStartPrecision", "periodEndPrecision")


@pytest.fixture
def region(package: EditablePackage) -> str:
    """A region of the worked example, by its id."""
    header, first, *_ = package.rows("regions")
    return first[header.index("id")]


@pytest.fixture
def kept(package: EditablePackage, region: str, run: Run) -> Path:
    """A build of the worked example whose first partnership has a place and a term."""
    for column, value in (CELLS | {"carried_out_in": region}).items():
        package.set("partnerships", 2, column, value)
    built: Path = package.folder.parent / "built"
    assert run("build", package.folder, "--out", built).code == 0
    return built


def _first(package: EditablePackage) -> str:
    header, first, *_ = package.rows("partnerships")
    return first[header.index("id")]


def test_the_columns_are_in_the_graph(kept: Path, region: str) -> None:
    text = (kept / "graph.nq").read_text(encoding="utf-8")
    (line,) = [one for one in text.splitlines() if "ont#carriedOutIn>" in one]
    assert line.split(" ")[2].endswith(f"/region/{region}>")
    (start,) = [one for one in text.splitlines() if "ont#periodStart>" in one and "/partnership/" in one.split(" ")[0]]
    assert '"2018-01-01"^^<http://www.w3.org/2001/XMLSchema#date>' in start
    assert "date-precision/year>" in next(one for one in text.splitlines() if "ont#periodStartPrecision>" in one)


def test_columns_and_the_engine_read_them_alike(tmp_path: Path) -> None:
    query = (assets.ontology_folder() / "mappings" / "partnerships.rq").read_text(encoding="utf-8")
    names = [field["name"] for field in schema.table_schema("partnerships")["fields"]]
    deals = ({"id": "a", "name_en": "A", "class": "Project", **CELLS}, {"id": "b", "name_en": "B", "class": "Project"})
    rows = [[deal.get(name, "") for name in names] for deal in deals]
    by_columns, by_engine = both(tmp_path, rows, query, names)
    assert by_columns == by_engine
    assert all(str(by_columns[0]).count(term) == 1 for term in TERMS)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"carried_out_in": "nowhere"}, "nowhere"),
        ({"period_start": "2018-02-30"}, "period_start"),
        ({"period_end": "2017-12-31"}, "The term ends before it begins."),
        ({"period_end_precision": "decade"}, "decade"),
    ],
)
def test_what_is_wrong_is_refused_at_its_cell(
    package: EditablePackage, region: str, run: Run, cells: dict[str, str], message: str
) -> None:
    for column, value in (CELLS | {"carried_out_in": region} | cells).items():
        package.set("partnerships", 2, column, value)
    checked = run("check", package.folder)
    assert checked.code == 1
    assert message in checked.out + checked.err
    assert "partnerships.csv, row 2" in checked.out + checked.err


def test_a_day_that_its_precision_does_not_fit_is_warned_of(package: EditablePackage, run: Run) -> None:
    for column, value in {"period_end": "2031-02-27", "period_end_precision": "month"}.items():
        package.set("partnerships", 2, column, value)
    checked = run("check", package.folder)
    assert checked.code == 0
    assert "begins on the first day of that and ends on its last" in checked.out + checked.err


def test_a_package_without_the_columns_is_read_as_ever(package: EditablePackage, run: Run) -> None:
    with_them, without = package.folder.parent / "with", package.folder.parent / "without"
    assert run("build", package.folder, "--out", with_them).code == 0
    header, *rows = package.rows("partnerships")
    kept = [place for place, name in enumerate(header) if name not in CELLS]
    package.write("partnerships", [[row[place] for place in kept] for row in (header, *rows)])
    assert run("build", package.folder, "--out", without).code == 0
    for name in ("graph.ttl", "graph.nq", "measures.csv", "findings.json", "network.html"):
        assert (with_them / name).read_bytes() == (without / name).read_bytes(), name


@pytest.mark.parametrize(
    ("language", "place", "term"),
    [("en", "Carried out in: ", "Term: 2018 – 2031-02-28"), ("zh", "实施地: ", "期限: 2018")],
)
def test_explain_tells_them(
    kept: Path, package: EditablePackage, run: Run, language: str, place: str, term: str
) -> None:
    told = run("explain", f"partnership/{_first(package)}", "--lang", language, "--graph", kept).out
    assert place in told
    assert term in told


def test_explain_gives_them_to_programs(kept: Path, package: EditablePackage, region: str, run: Run) -> None:
    told = run("explain", f"partnership/{_first(package)}", "-f", "json", "--graph", kept).out
    found = json.dumps(json.loads(told))
    assert '"period_end": "2031-02-28"' in found
    assert f"/region/{region}" in found


@pytest.mark.parametrize(("end", "told"), [("", "Term: from 2018"), ("2031-02-28", "Term: 2018 – 2031-02-28")])
def test_one_end_may_be_open(package: EditablePackage, run: Run, end: str, told: str) -> None:
    cells = {"period_start": "2018-01-01", "period_start_precision": "year", "period_end": end}
    for column, value in cells.items():
        package.set("partnerships", 2, column, value)
    built = package.folder.parent / "built"
    assert run("build", package.folder, "--out", built).code == 0
    assert told in run("explain", f"partnership/{_first(package)}", "--lang", "en", "--graph", built).out


def test_a_changed_end_is_a_change_that_is_told(kept: Path, package: EditablePackage, run: Run) -> None:
    package.set("partnerships", 2, "period_end", "2030-12-31")
    later = package.folder.parent / "later"
    assert run("build", package.folder, "--out", later).code == 0
    told = run("diff", kept, later, "--lang", "en").out
    assert ": period_end\n" in told
    assert "1 triples deleted, 1 added" in told


def test_a_build_beside_the_earlier_one_gives_the_bytes_of_one_from_nothing(
    kept: Path, package: EditablePackage, run: Run
) -> None:
    package.set("partnerships", 2, "period_end", "2030-12-31")
    assert run("build", package.folder, "--out", kept).code == 0
    fresh = package.folder.parent / "fresh"
    assert run("build", package.folder, "--out", fresh, "--fresh").code == 0
    for name in ("graph.ttl", "graph.nq", "findings.json", "network.html"):
        assert (kept / name).read_bytes() == (fresh / name).read_bytes(), name
