"""A table is read column by column; what is said of a row is what is said of it when it stands alone."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.findings import Finding
from kg.intake.package import read_package
from kg.intake.tables.model import Row

COLUMNS = (
    *("id", "partnership", "stage", "as_of", "precision", "time_basis"),
    *("source", "start", "end", "note_en", "asserted_by", "note_zh"),
)
#: Of each column, texts that are right, empty, doubtful and wrong.
CELLS = {
    "id": ["a", "b-1", "B", "", " "],
    "partnership": ["deal", "", "no id"],
    "stage": ["signed", "Signed", "已签约", "sinned", ""],
    "as_of": ["2017-07-28", "2017-7-2", "0024-03-12", "yesterday", ""],
    "precision": ["day", "month", "hour", ""],
    "time_basis": ["stated", "", "said"],
    "source": ["article", ""],
    "start": ["0", "+7", "x", "-1", ""],
    "end": ["10", "1e9", ""],
    "note_en": ["", "=1+1", "two\nlines", '"', "\u200f"],
    "asserted_by": ["", "institution/a", "a"],
    "note_zh": ["", "备注"],
}
ROWS = st.lists(
    st.one_of(
        st.tuples(*(st.sampled_from(CELLS[name]) for name in COLUMNS)).map(list),
        st.lists(st.sampled_from(["", "a", "2017-07-28"]), max_size=len(COLUMNS) + 1),
    ),
    max_size=5,
)


def _read(folder: Path, rows: list[list[str]]) -> tuple[tuple[Row, ...], list[Finding]]:
    folder.mkdir()
    with (folder / "stages.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    resource = {"name": "stages", "path": "stages.csv"}
    (folder / "datapackage.json").write_text(json.dumps({"name": "mine", "resources": [resource]}), encoding="utf-8")
    package, findings = read_package(folder)
    table = package.table("stages")
    assert table is not None
    return table.rows, [one for one in findings if one.table == "stages"]


def _told(findings: list[Finding]) -> list[tuple[str, str, str, str]]:
    """What is said, but for what depends on other rows, as the fix does for the last one."""
    others = {"duplicate-id", "empty-table", "missing-table"}
    return [(one.code, one.field, one.value, one.message_en) for one in findings if one.code not in others]


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_a_row_among_others_is_read_as_it_is_alone(rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        read, findings = _read(Path(name) / "whole", rows)
        by_number = {row.number: row for row in read}
        for index, cells in enumerate(rows):
            alone, told = _read(Path(name) / f"row-{index}", [cells])
            # Counted from 1, below the header; a line break in a cell begins no row.
            number = index + 2
            assert [row.cells for row in alone] == [by_number[number].cells for _ in range(number in by_number)]
            assert _told([one for one in findings if one.row == number]) == _told([one for one in told if one.row > 1])


def test_an_empty_column_is_no_cell_and_a_wrong_one_empties_no_other(tmp_path: Path) -> None:
    rows = [
        ["a", "deal", "signed", "2017-07-28", "day", "stated", "", "", "", "", "", ""],
        ["b", "deal", "sinned", "2017-07-28", "day", "stated", "", "", "", "", "", ""],
        ["c", "deal", "operating", "2017-07-29", "day", "stated", "", "", "", "", "", ""],
    ]
    read, findings = _read(tmp_path / "whole", rows)
    assert [row.value("stage") for row in read] == ["signed", "", "operating"]
    assert sorted(read[0].cells) == ["as_of", "id", "partnership", "precision", "stage", "time_basis"]
    assert [(one.row, one.field) for one in findings if one.code == "unknown-code"] == [(3, "stage")]
