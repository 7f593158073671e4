"""Every way in which a package can be wrong: a sentence with place, value and fix, and nothing written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support import EditablePackage, Outcome, tree

Run = Callable[..., Outcome]
Change = Callable[[EditablePackage], object]


@dataclass(frozen=True)
class Bad:
    """A change that makes the worked example wrong, and how the finding must read."""

    name: str
    change: Change
    file: str
    row: int = 0
    field: str = ""
    value: str = ""
    code: str = ""
    fix: str = ""

    def __str__(self) -> str:
        return self.name


def cell(table: str, row: int, column: str, value: str) -> Change:
    return lambda package: package.set(table, row, column, value)


def missing_file(package: EditablePackage) -> None:
    package.path("stages").unlink()


def gbk(package: EditablePackage) -> None:
    path = package.path("regions")
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))


def utf_16(package: EditablePackage) -> None:
    path = package.path("regions")
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16")


def unknown_column(package: EditablePackage) -> None:
    rows = package.rows("stages")
    package.write("stages", [[*rows[0], "stagee"], [*rows[1], ""]])


def missing_column(package: EditablePackage) -> None:
    rows = package.rows("stages")
    at = rows[0].index("note_en")
    package.write("stages", [row[:at] + row[at + 1 :] for row in rows])


def repeated_column(package: EditablePackage) -> None:
    package.write("stages", [[*row, row[0]] for row in package.rows("stages")])


def extra_cell(package: EditablePackage) -> None:
    rows = package.rows("stages")
    package.write("stages", [rows[0], [*rows[1], "surplus"]])


def missing_cell(package: EditablePackage) -> None:
    rows = package.rows("stages")
    package.write("stages", [rows[0], rows[1][:-1]])


def cycle_of_three(package: EditablePackage) -> None:
    package.set("regions", 2, "parent", "xx-sampleford")
    package.set("regions", 4, "parent", "xx-exampleton")


def long_way_to_row_four(package: EditablePackage) -> None:
    """A line break in a cell and an empty line: rows are still counted as a spreadsheet counts them."""
    package.set("regions", 2, "note_en", "one\ntwo\nthree")
    package.set("regions", 4, "level", "citty")


def no_resources(package: EditablePackage) -> None:
    package.describe(lambda descriptor: descriptor.pop("resources"))


def nothing_in_resources(package: EditablePackage) -> None:
    package.describe(lambda descriptor: descriptor.update(resources=[]))


def resource_without_path(package: EditablePackage) -> None:
    package.describe(lambda descriptor: descriptor["resources"].append({"name": "statements"}))


BAD = [
    Bad("missing file", missing_file, "mine/stages.csv", code="missing-file", fix="Add the file"),
    Bad("wrong encoding", gbk, "mine/regions.csv", 2, code="wrong-encoding", fix="GB18030. Save it as UTF-8"),
    Bad("UTF-16", utf_16, "mine/regions.csv", 1, code="wrong-encoding", fix="Save it as UTF-8"),
    Bad(
        "unknown column",
        unknown_column,
        "mine/stages.csv",
        1,
        "stagee",
        "stagee",
        "unknown-column",
        "Did you mean stage?",
    ),
    Bad("missing column", missing_column, "mine/stages.csv", 1, "note_en", "", "missing-column", "Add the column"),
    Bad("repeated column", repeated_column, "mine/stages.csv", 1, "id", "", "repeated-column", "Keep one"),
    Bad("extra cell", extra_cell, "mine/stages.csv", 2, "", "surplus", "extra-cell", "Quote a text"),
    Bad("missing cell", missing_cell, "mine/stages.csv", 2, "place", "", "missing-cell", "Fill the row up"),
    Bad(
        "duplicate id",
        lambda package: package.append("regions", 3),
        "mine/regions.csv",
        5,
        "id",
        "xx-exampleton",
        "duplicate-id",
        "already in row 3. Give this row an id of its own",
    ),
    Bad(
        "dangling reference",
        cell("institutions", 2, "located_in", "xx-sampelford"),
        "mine/institutions.csv",
        2,
        "located_in",
        "xx-sampelford",
        "dangling-reference",
        "Did you mean xx-sampleford",
    ),
    Bad(
        "dangling typed reference",
        cell("participations", 3, "party", "institution/port-of-simpleford"),
        "mine/participations.csv",
        3,
        "party",
        "institution/port-of-simpleford",
        "dangling-reference",
        "Did you mean institution/port-of-sampleford",
    ),
    Bad(
        "reference without its kind",
        cell("participations", 2, "party", "xx-exampleton"),
        "mine/participations.csv",
        2,
        "party",
        "xx-exampleton",
        "dangling-reference",
        "Did you mean region/xx-exampleton",
    ),
    Bad(
        "wrong code",
        cell("stages", 2, "stage", "singed"),
        "mine/stages.csv",
        2,
        "stage",
        "singed",
        "unknown-code",
        "signed?",
    ),
    Bad(
        "wrong code in a list",
        cell("partnerships", 2, "sectors", "logistics;logistic"),
        "mine/partnerships.csv",
        2,
        "sectors",
        "logistics;logistic",
        "unknown-code",
        "'logistic' is not a code of sectors. Did you mean logistics?",
    ),
    Bad(
        "day that does not exist",
        cell("stages", 2, "as_of", "2017-02-30"),
        "mine/stages.csv",
        2,
        "as_of",
        "2017-02-30",
        "not-date",
        "Write year, month and day as YYYY-MM-DD",
    ),
    *(
        Bad(
            f"value {value}",
            cell("observations", 2, "value", value),
            "mine/observations.csv",
            2,
            "value",
            value,
            code,
            fix,
        )
        for value, code, fix in [
            ("-5", "observation-negative", "may be negative"),
            ("-0.01", "observation-negative", "may be negative"),
            ("12亿", "not-number", "without separators or units"),
            ("1,839", "not-number", "without separators or units"),
            ("50%", "not-number", "without separators or units"),
            ("0x10", "not-number", "without separators or units"),
            ("NaN", "number-out-of-range", "not finite"),
            ("Infinity", "number-out-of-range", "not finite"),
            ("-Infinity", "number-out-of-range", "not finite"),
            ("1E+400", "number-out-of-range", "more than 20 digits"),
            ("123456789012345678901234567890", "number-out-of-range", "more than 20 digits"),
            ("1.1234567890123456789", "number-out-of-range", "18 after the point"),
        ]
    ),
    Bad(
        "required cell",
        cell("stages", 2, "stage", ""),
        "mine/stages.csv",
        2,
        "stage",
        "",
        "required",
        "Fill in the cell",
    ),
    Bad(
        "id that is no slug",
        cell("stages", 2, "id", "Signed 2024"),
        "mine/stages.csv",
        2,
        "id",
        "Signed 2024",
        "wrong-pattern",
        "lower-case ASCII",
    ),
    Bad(
        "period that ends before it starts",
        cell("observations", 2, "period_end", "2024-12-31"),
        "mine/observations.csv",
        2,
        "period_start",
        "2025-01-01",
        fix="Correct period_start or period_end",
    ),
    Bad(
        "evidence that ends before it starts",
        cell("observations", 2, "end", "90"),
        "mine/observations.csv",
        2,
        "start",
        "98",
        fix="Correct start or end",
    ),
    Bad(
        "empty evidence",
        cell("observations", 2, "end", "98"),
        "mine/observations.csv",
        2,
        "end, start",
        "98",
        fix="Correct",
    ),
    Bad(
        "evidence beyond its source",
        cell("observations", 2, "end", "5000"),
        "mine/observations.csv",
        2,
        "end",
        "5000",
        fix="Correct end",
    ),
    Bad(
        "negative offset",
        cell("observations", 2, "start", "-3"),
        "mine/observations.csv",
        2,
        "start",
        "-3",
        "too-small",
        "0",
    ),
    Bad(
        "party given twice",
        lambda package: package.append("participations", 2),
        "mine/participations.csv",
        4,
        "party",
        "exampleton-sampleford-logistics, region/xx-exampleton",
        "duplicate-key",
        "already in row 2. Keep one",
    ),
    Bad(
        "region inside itself",
        cell("regions", 3, "parent", "xx-exampleton"),
        "mine/regions.csv",
        3,
        "parent",
        "https://w3id.org/partnership-kg/id/region/xx-exampleton",
        fix="lies inside itself: xx-exampleton → xx-exampleton. Correct parent",
    ),
    Bad(
        "two regions inside each other",
        cell("regions", 2, "parent", "xx-exampleton"),
        "mine/regions.csv",
        3,
        "parent",
        "https://w3id.org/partnership-kg/id/region/xx",
        fix="lies inside itself: xx-exampleton → xx → xx-exampleton. Correct parent",
    ),
    Bad(
        "three regions inside each other",
        cycle_of_three,
        "mine/regions.csv",
        4,
        "parent",
        "https://w3id.org/partnership-kg/id/region/xx-exampleton",
        fix="lies inside itself: xx-sampleford → xx-exampleton → xx → xx-sampleford. Correct parent",
    ),
    Bad(
        "row after a line break", long_way_to_row_four, "mine/regions.csv", 4, "level", "citty", "unknown-code", "city"
    ),
    Bad(
        "zero bytes",
        lambda package: package.path("stages").write_bytes(b""),
        "mine/stages.csv",
        code="empty-table",
        fix="Write the header id,partnership,stage",
    ),
    Bad(
        "empty lines only",
        lambda package: package.path("stages").write_bytes(b"\n\n"),
        "mine/stages.csv",
        code="empty-table",
        fix="Write the header id,partnership,stage",
    ),
    Bad(
        "no resources", no_resources, "mine/datapackage.json", code="no-tables", fix="List the tables under `resources`"
    ),
    Bad("empty resources", nothing_in_resources, "mine/datapackage.json", code="no-tables", fix="List the tables"),
    Bad(
        "resource without a path",
        resource_without_path,
        "mine/datapackage.json",
        field="resources",
        fix="Give it a `path`",
    ),
    Bad(
        "table that is not known",
        lambda package: package.resource("stages", name="stagez"),
        "mine/stages.csv",
        code="unknown-table",
        fix="Name the resource one of: evidence",
    ),
    Bad(
        "path out of the package",
        lambda package: package.resource("stages", path="../stages.csv"),
        "mine/../stages.csv",
        code="unsafe-path",
        fix="Put the file into the package's folder",
    ),
]


@pytest.fixture
def before(tmp_path: Path) -> dict[str, bytes]:
    """An earlier build, and a file of the user's own beside it."""
    folder = tmp_path / "build"
    folder.mkdir()
    for name in ("graph.ttl", "graph.nq", "network.html", "measures.csv", "findings.json", "my-notes.txt"):
        (folder / name).write_bytes(f"the earlier {name}\n".encode())
    return tree(folder)


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_bad_input(bad: Bad, package: EditablePackage, before: dict[str, bytes], run: Run) -> None:
    bad.change(package)
    outcome = run("build", "mine")
    assert outcome.code == 1
    assert outcome.stdout == b""
    place = [bad.file, *([f"row {bad.row}"] if bad.row else []), *([f"field {bad.field}"] if bad.field else [])]
    (line,) = [line for line in outcome.err.splitlines() if ", ".join(place) + " " in line and bad.fix in line]
    assert line.split()[0] == "violation"
    assert bad.value in line
    assert "nothing was built" in outcome.err.splitlines()[-1]
    assert tree(package.folder.parent / "build") == before


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_bad_input_as_json(bad: Bad, package: EditablePackage, run: Run) -> None:
    bad.change(package)
    outcome = run("check", "mine", "--format", "json")
    assert outcome.code == 1
    assert outcome.err == ""
    report: dict[str, Any] = outcome.json()
    violations = [finding for finding in report["findings"] if finding["severity"] == "violation"]
    assert report["counts"]["violation"] == len(violations)
    expected = {"file": bad.file, "row": bad.row, "field": bad.field, "value": bad.value}
    found = [item for item in violations if {key: item[key] for key in expected} == expected]
    assert found, violations
    assert all(item["message_en"] and item["message_zh"] for item in found)
    if bad.code:
        # One mistake, one finding: what only follows from it is not reported as well.
        assert [item["code"] for item in violations] == [bad.code]
