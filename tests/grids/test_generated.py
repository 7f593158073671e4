"""Any file at all: read right, or refused in a sentence; never a traceback, a lost row or a message without end."""

from __future__ import annotations

import importlib.util
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.grids import read_book, write_marked_copy
from kg.text import Text
from tests.grids.generated import ANY, Sheet, clean_sheets, damaged, odd_texts, spoilt_tables, workbooks
from tests.support import EditablePackage, Outcome

Run = Callable[..., Outcome]

LONGEST = 2_000
often = settings(max_examples=100, deadline=None, derandomize=True)
#: Each of these examples is a run of the command; its fixtures are fit to be used again.
seldom = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def stripped(rows: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    """Rows without empty cells at their ends, and without empty rows."""
    made = []
    for row in rows:
        cells = list(row)
        while cells and not cells[-1]:
            cells.pop()
        made.append(cells)
    return [cells for cells in made if cells]


@often
@given(clean_sheets())
def test_a_file_in_order_is_read_cell_by_cell(sheet: Sheet) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = read_book(sheet.write(Path(folder)))
    (grid,) = book.grids
    assert [[cell.text for cell in row.cells] for row in grid.rows] == stripped(sheet.rows)


@often
@given(workbooks())
def test_no_cell_of_a_workbook_is_lost(sheet: Sheet) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = read_book(sheet.write(Path(folder)))
    (grid,) = book.grids
    first = [[cell.text for cell in row.cells] for row in grid.rows if row.number == 1]
    assert first == stripped(sheet.rows[:1])
    told = {remark.code for remark in book.remarks}
    kinds = {cell.kind for row in grid.rows for cell in row.cells}
    assert ("formula" in kinds) == ("formula-without-value" in told)
    assert ("error" in kinds) == ("formula-error" in told)


def check_refusal(error: SourceError, name: str) -> None:
    assert name in error.text.en
    assert name in error.text.zh
    assert len(error.text.en) + len(error.text.zh) < LONGEST


@often
@given(ANY)
def test_any_file_is_read_or_refused_in_a_sentence(sheet: Sheet) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = sheet.write(folder)
        try:
            book = read_book(path)
        except SourceError as error:
            check_refusal(error, sheet.name)
            return
        for remark in book.remarks:
            assert remark.message_en
            assert remark.message_zh
            assert len(remark.told("both", 200)) < LONGEST
        for grid in book.grids:
            assert [row.number for row in grid.rows] == sorted({row.number for row in grid.rows})
        said = {(grid.sheet, row.number): [Text("why", "为何")] for grid in book.grids for row in grid.rows}
        write_marked_copy(book, said, folder / "copy.xlsx")
        again = read_book(folder / "copy.xlsx")
        for old, new in zip(book.grids, again.grids, strict=True):
            before, after = ({row.number for row in grid.rows} for grid in (old, new))
            assert before <= after <= before | {1}  # the heading of the remarks


def check_printed(outcome: Outcome) -> None:
    """One sentence or several, none without end; the fixture looks for tracebacks."""
    assert outcome.code in (0, 1, 2)
    lines = (outcome.out + outcome.err).splitlines()
    assert [line[:LONGEST] for line in lines if len(line) > LONGEST] == []


@seldom
@given(data=st.data())
def test_a_package_with_a_spoilt_table(data: st.DataObject, example: Path, run: Run, tmp_path: Path) -> None:
    package = EditablePackage(tmp_path / "mine")
    shutil.rmtree(package.folder, ignore_errors=True)
    shutil.copytree(example, package.folder)
    table = data.draw(st.sampled_from(["partnerships", "participations", "observations", "regions", "sources"]))
    rows = data.draw(spoilt_tables(package.rows(table)))
    package.write(table, rows, lineterminator=data.draw(st.sampled_from(["\n", "\r\n", "\r"])))
    check_printed(run("check", "mine"))


@seldom
@given(sheet=st.one_of(odd_texts(), damaged(), workbooks()))
def test_a_package_with_another_file_as_a_table(sheet: Sheet, example: Path, run: Run, tmp_path: Path) -> None:
    package = EditablePackage(tmp_path / "mine")
    shutil.rmtree(package.folder, ignore_errors=True)
    shutil.copytree(example, package.folder)
    sheet.write(package.folder)
    package.resource("observations", path=sheet.name)
    outcome = run("build", "mine")
    check_printed(outcome)
    assert outcome.code == 1


ODD_VALUES = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.just("x" * 5_000), st.just("9" * 40))
)
ODD_JSON = st.recursive(
    ODD_VALUES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
)
KEYS = ["name", "title", "resources", "licenses", "uses", "contributors", "path", "encoding", "dialect"]


@seldom
@given(value=ODD_JSON, key=st.sampled_from(KEYS))
def test_a_package_that_describes_itself_oddly(value: Any, key: str, example: Path, run: Run, tmp_path: Path) -> None:
    package = EditablePackage(tmp_path / "mine")
    shutil.rmtree(package.folder, ignore_errors=True)
    shutil.copytree(example, package.folder)
    if key in ("path", "encoding", "dialect"):
        package.resource("observations", **{key: value})
    else:
        package.describe(lambda descriptor: descriptor.update({key: value}))
    check_printed(run("check", "mine"))


DIALECTS = st.fixed_dictionaries(
    {},
    optional={
        "delimiter": st.sampled_from([",", ";", "\t", "|", '"', "\0", "a", "", "xx" * 2_000, 5]),
        "quoteChar": st.sampled_from(['"', "'", ",", "", None, "i", "\n"]),
        "escapeChar": st.sampled_from(["\\", ",", '"', None]),
        "doubleQuote": st.booleans(),
        "skipInitialSpace": st.booleans(),
        "header": st.booleans(),
        "headerRows": st.sampled_from([[1], [2], [1, 2], [], [10**400], [0], "1"]),
        "commentChar": st.sampled_from(["#", "id", "", 1]),
        "nullSequence": st.sampled_from(["", "NA", "1"]),
    },
)


@seldom
@given(dialect=DIALECTS)
def test_a_table_in_an_odd_dialect(dialect: dict[str, Any], example: Path, run: Run, tmp_path: Path) -> None:
    package = EditablePackage(tmp_path / "mine")
    shutil.rmtree(package.folder, ignore_errors=True)
    shutil.copytree(example, package.folder)
    package.resource("observations", dialect=dialect)
    check_printed(run("check", "mine"))


MAPPING = """#: title: {en: Rows, zh: 行}
#: question: {en: "What a row says.", zh: 一行所述。}
PREFIX row: <https://w3id.org/partnership-kg/row#>
PREFIX fn: <https://w3id.org/partnership-kg/function#>
CONSTRUCT { ?project a pk:Project ; skos:prefLabel ?name . }
WHERE { ?row row:name ?name . BIND(fn:id("partnership", ?name) AS ?project) }
"""


@seldom
@given(sheet=ANY)
def test_any_file_through_a_mapping(sheet: Sheet, run: Run, tmp_path: Path) -> None:
    sheet.write(tmp_path)
    (tmp_path / "rows.rq").write_text(MAPPING, encoding="utf-8")
    check_printed(run("map", sheet.name, "rows.rq"))


@seldom
@given(sheet=ANY)
def test_any_file_through_a_draft_of_a_mapping(sheet: Sheet, run: Run, tmp_path: Path) -> None:
    sheet.write(tmp_path)
    check_printed(run("map", "--guess", sheet.name, "--out", "draft.rq"))


@pytest.mark.skipif(importlib.util.find_spec("kg.intake.sheets") is None, reason="kg import is not here yet")
@seldom
@given(sheet=ANY)
def test_any_file_through_an_import(sheet: Sheet, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    sheet.write(folder)
    outcome = run("import", f"work/{sheet.name}", "--into", "work/mine")
    check_printed(outcome)


def test_a_descriptor_on_one_line(package: EditablePackage, run: Run) -> None:
    path = package.folder / "datapackage.json"
    text = json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"numbers": list(range(100_000))})
    for content in (text[:-1], text.replace("{", "{ bad", 1), "[" * 100_000, f'{{"name": {"9" * 10_000}}}'):
        path.write_text(content, encoding="utf-8")
        outcome = run("check", "mine")
        assert outcome.code == 1
        assert len(outcome.err) <= LONGEST
        assert "mine/datapackage.json" in outcome.err


def test_a_link_out_of_a_package_is_refused(package: EditablePackage, run: Run, tmp_path: Path) -> None:
    table = package.path("observations")
    outside = tmp_path / "outside.csv"
    table.rename(outside)
    table.symlink_to(outside)
    outcome = run("check", "mine")
    assert outcome.code == 1
    assert "mine/observations.csv  The path 'observations.csv' is a link that leads out of the package." in outcome.out
    table.unlink()
    outside.rename(package.folder / "kept.csv")
    table.symlink_to("kept.csv")
    assert run("check", "mine").code == 0
