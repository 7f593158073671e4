"""What a review of the intake found: workbooks, half-filled evidence, evidence written down, and the template."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

import kg
from kg.intake.mapping import Place, Trace
from kg.intake.worked_example import EXAMPLE_TEXT
from kg.source_text import sha256
from tests.support import ID, EditablePackage, Outcome, run_in_process, tree

Run = Callable[..., Outcome]
TEXT = "mine/example-source.txt"


def as_workbook(package: EditablePackage, table: str, rows: list[list[object]]) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    workbook.save(package.folder / f"{table}.xlsx")
    package.path(table).unlink()
    package.resource(table, path=f"{table}.xlsx", format="xlsx")


def found(package: EditablePackage) -> list[tuple[str, str, int, str]]:
    return [(finding.code, finding.file, finding.row, finding.field) for finding in kg.check(package.folder)]


def without_hashes(package: EditablePackage) -> None:
    package.set("sources", 2, "sha256", "")
    package.set("sources", 2, "characters", "")


def unlist(package: EditablePackage, table: str) -> None:
    package.describe(lambda d: d.update(resources=[r for r in d["resources"] if r["name"] != table]))


def test_a_whole_number_is_a_decimal_and_a_number_may_be_a_text(package: EditablePackage) -> None:
    header, row = package.rows("observations")
    changed: dict[str, object] = {"value": 20000, "original_text": 500}
    typed = [changed.get(name, cell) for name, cell in zip(header, row, strict=True)]
    as_workbook(package, "observations", [list(header), typed, ["  "] * 3])
    graph = kg.build(package.folder).turtle()
    assert "pk:value 20000.0" in graph or '"20000"^^xsd:decimal' in graph
    assert '"500"' in graph


def test_a_row_of_blanks_is_no_row(package: EditablePackage) -> None:
    with package.path("stages").open("a", encoding="utf-8") as file:
        file.write("  \n , ,\n")
    assert kg.check(package.folder) == []


@pytest.mark.parametrize(
    ("filled", "field"),
    [
        ({"source": "example", "start": "0"}, "end"),
        ({"start": "0", "end": "97"}, "source"),
    ],
)
def test_half_of_an_evidence(filled: dict[str, str], field: str, package: EditablePackage) -> None:
    for column, value in filled.items():
        package.set("regions", 3, column, value)
    assert found(package) == [("incomplete-evidence", "mine/regions.csv", 3, field)]


@pytest.mark.parametrize("state", ["header only", "no file", "not listed", "neither"])
def test_evidence_is_written_from_nothing(state: str, package: EditablePackage, run: Run) -> None:
    before = tree(package.folder)
    without_hashes(package)
    if state == "header only":
        package.write("evidence", package.rows("evidence")[:1])
    elif state != "not listed":
        package.path("evidence").unlink()
    if state in ("not listed", "neither"):
        package.describe(lambda d: d.update(mine={"kept": True}))
        unlist(package, "evidence")
    outcome = run("evidence", "mine", "--text", TEXT, "--write")
    assert outcome.code == 0
    assert "evidence.csv: the hashes of 3 passages" in outcome.err
    assert "sources.csv: sha256 and characters of example" in outcome.err
    after = tree(package.folder)
    assert {name for name in before if after[name] != before[name]} <= {"datapackage.json"}
    if state in ("not listed", "neither"):
        assert json.loads(after["datapackage.json"])["mine"] == {"kept": True}
    assert run("check", "mine").code == 0


def test_sources_keep_every_other_byte(package: EditablePackage, run: Run) -> None:
    header, row = package.rows("sources")
    order = sorted(range(len(header)), key=lambda at: header[at])
    package.write("sources", [[line[at] for at in order] for line in (header, row)], lineterminator="\r\n", quoting=1)
    package.set("sources", 2, "note_en", 'a "quoted",\nnote')
    package.path("sources").write_bytes(b"\xef\xbb\xbf" + package.path("sources").read_bytes())
    before = package.path("sources").read_bytes()
    emptied = before.replace(row[header.index("sha256")].encode(), b"")
    emptied = emptied.replace(b"," + row[header.index("characters")].encode() + b",", b",,")
    package.path("sources").write_bytes(emptied)
    assert emptied != before
    assert run("evidence", "mine", "--text", TEXT, "--write").code == 0
    assert package.path("sources").read_bytes() == before


def test_a_recorded_hash_is_not_written_over(package: EditablePackage, run: Run) -> None:
    (package.folder / "other.txt").write_text(EXAMPLE_TEXT + "More.", encoding="utf-8")
    before = tree(package.folder)
    outcome = run("evidence", "mine", "--text", "mine/other.txt", "--source", "example", "--write")
    assert outcome.code == 1
    assert "is not the one that was recorded for the source example" in outcome.err
    assert sha256(EXAMPLE_TEXT)[:12] in outcome.err
    assert tree(package.folder) == before


def test_a_workbook_is_not_written(package: EditablePackage, run: Run) -> None:
    as_workbook(package, "evidence", [list(row) for row in package.rows("evidence")])
    outcome = run("evidence", "mine", "--text", TEXT, "--write")
    assert outcome.code == 1
    assert "Save the table evidence as CSV" in outcome.err


def test_evidence_is_never_written_out_of_the_package(package: EditablePackage, run: Run) -> None:
    package.resource("evidence", path="../e.csv")
    assert run("evidence", "mine", "--text", TEXT, "--write").code == 1
    assert not (package.folder.parent / "e.csv").exists()


def test_a_passage_is_found(package: EditablePackage) -> None:
    def find(*arguments: str) -> Outcome:
        return run_in_process("evidence", "mine", "--text", TEXT, "--find", *arguments, cwd=package.folder.parent)

    places = find("Exampleton", "--format", "json").json()["places"]
    assert [EXAMPLE_TEXT[place["start"] : place["end"]] for place in places] == ["Exampleton"] * 2
    assert {place["sha256"] for place in places} == {sha256("Exampleton")}
    assert "17" in find("Exampleton").out
    missing = find("Nowhere")
    assert missing.code == 1
    assert "does not hold the passage 'Nowhere'" in missing.stderr.decode()


def test_the_template_has_every_table_and_no_finding(package: EditablePackage) -> None:
    tables = {path.stem for path in package.folder.glob("*.csv")}
    assert {"officials", "programmes", "statements"} <= tables
    assert kg.check(package.folder) == []


@pytest.mark.parametrize("resources", [[5], [{"path": "x.csv"}], [{"path": ["a.csv"]}], {}, [{"name": []}]])
def test_an_update_of_a_broken_package(resources: object, package: EditablePackage, run: Run) -> None:
    package.describe(lambda d: d.update(resources=resources))
    before = tree(package.folder)
    outcome = run("new", "--update", "mine")
    assert outcome.code == 1
    assert "mine/" in outcome.err
    assert tree(package.folder) == before


def test_an_update_keeps_what_is_not_the_schema(package: EditablePackage, run: Run) -> None:
    package.resource("stages", dialect={"delimiter": ","}, mine="kept", schema={})
    assert run("new", "--update", "mine").code == 0
    resources = json.loads((package.folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    (stages,) = [resource for resource in resources if resource["name"] == "stages"]
    assert stages["dialect"] == {"delimiter": ","}
    assert stages["mine"] == "kept"
    assert stages["schema"]["primaryKey"] == "id"


def test_a_thing_comes_from_the_smallest_row_of_its_first_table() -> None:
    trace = Trace()
    places = [Place("p/a.csv", "a", row) for row in (7, 3, 5)] + [Place("p/b.csv", "b", 1)]
    for place in places:
        trace.add(ID + "thing", place)
    assert trace.find(ID + "thing") == Place("p/a.csv", "a", 3)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2021", "not a day written as YYYY-MM-DD"),
        ("01/06/2021", "not a day written as YYYY-MM-DD"),
        ("2017-02-30", "not a day that exists"),
    ],
)
def test_days(day: str, words: str, package: EditablePackage) -> None:
    package.set("stages", 2, "as_of", day)
    (finding,) = kg.check(package.folder)
    assert words in finding.message_en


def test_a_quote_that_is_never_closed(package: EditablePackage) -> None:
    path: Path = package.path("regions")
    path.write_text(path.read_text(encoding="utf-8").replace(",Exampleton,", ',"Exampleton,'), encoding="utf-8")
    findings = kg.check(package.folder)
    assert [finding.code for finding in findings] == ["missing-cell"]
    assert "close a quote" in findings[0].fix
