"""Every kind of fault in every table: columns say what cells looked at one by one say, in the same order."""

from __future__ import annotations

import csv
import json
import os
import random
import tempfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kg.intake import schema
from kg.intake.package import Package, read_package
from kg.intake.references import check_references
from kg.intake.tables.model import Row
from tests.intake.cell_by_cell import Said, dangling, read_rows

#: Texts by type: right, in another spelling, and wrong.
OF_TYPE = {
    "integer": ["0", "7", "007", "+7", " 7 ", "-1", "1_0", "1e3", "9" * 20, "9" * 21, "１２", "1.0"],
    "number": ["0", "7.50", "1.2E3", "12亿", "-3", "1e400", "0.0000", "1." + "0" * 18, "1." + "1" * 19, "nan", "00.5"],
    "date": ["2017-07-28", "2017-7-2", "0024-03-12", "2017-02-30", "2017", " 2017-07-28 ", "yesterday"],
    "boolean": ["true", "TRUE", "0", " true ", "yes"],
    "string": ["text", " ", "\u3000", "a;b;a", " a ; b ;", ";", "=1+1", "\u200f", "\x1f", "名称"],
}
#: Texts that any cell may hold by mistake: quotes, line breaks, a null, a byte order mark, ids of others.
ANYWHERE = ["", "", " ", '"', '""', "'", "two\nlines", "a\r\nb", "a\x00b", "\ufeffx", "a,b", "x1", "region/x1", "zz/x1"]
PLACES = ["row=3", "#row=3", "#part", "http://a.org/x", "cell=2,3", "#page=4"]
SEEDS = range(int(os.environ.get("KG_TABLES", "25")))


def _right(chance: random.Random, field: dict[str, Any], row: int) -> str:
    """A cell with nothing wrong in it, though what it refers to may not be there."""
    name, rules = field["name"], field.get("constraints", {})
    if name == "id":
        return f"x{row}"
    if not rules.get("required") and chance.random() < 0.6:
        return ""
    if codes := rules.get("enum") or (schema.codes(field["codelist"]) if schema.CODE_LIST in field else ()):
        return ";".join(chance.sample(codes, 2)) if schema.SEPARATOR in field else chance.choice(codes)
    if targets := field.get(schema.REFERENCES):
        one = chance.choice(targets)
        return f"{schema.KIND_OF_TABLE[one]}/x{chance.randrange(6)}" if len(targets) > 1 else f"x{chance.randrange(6)}"
    made = {"integer": str(chance.randrange(1, 50)), "number": "2.50", "date": "2017-07-28", "boolean": "true"}
    return made.get(field["type"], f"text {row}")


def _any(chance: random.Random, field: dict[str, Any]) -> str:
    if field["name"] == "place":
        return chance.choice(PLACES)
    some = [*OF_TYPE[field["type"]], *ANYWHERE]
    if schema.CODE_LIST in field:
        names = [*schema.code_names(field[schema.CODE_LIST])]
        some += [chance.choice(names), f"{chance.choice(names)};{chance.choice(names).upper()}"]
    return chance.choice(some)


def _table(chance: random.Random, name: str) -> tuple[list[str], list[list[str]]]:
    """The header of a table, and its rows, with faults in some of them."""
    fields = [
        field
        for field in schema.table_schema(name)["fields"]
        if not field.get(schema.MAY_BE_MISSING) or chance.random() < 0.7
    ]
    if chance.random() < 0.2:
        chance.shuffle(fields)
    wrong = chance.choice([0, 0.02, 0.1, 0.5])
    lines: list[list[str]] = []
    for row in range(chance.choice([1, 3, 8])):
        line = [_any(chance, field) if chance.random() < wrong else _right(chance, field, row) for field in fields]
        match chance.randrange(20):
            case 0:
                line = line[: chance.randrange(len(line))]
            case 1:
                line += chance.choice([[""], ["more", "a,b"]])
            case 2:
                line = [" "] * len(line)
            case 3 if lines:
                line = list(chance.choice(lines))
            case 4:
                line = [""]
        lines.append(line)
    return [field["name"] for field in fields], lines


def _package(folder: Path, tables: dict[str, tuple[list[str], list[list[str]]]]) -> Package:
    for name, (labels, lines) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([labels, *lines])
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    (folder / "datapackage.json").write_text(json.dumps({"name": "mine", "resources": resources}), encoding="utf-8")
    return read_package(folder)[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_columns_say_what_cells_one_by_one_say(seed: int) -> None:
    chance = random.Random(seed)
    tables = {name: _table(chance, name) for name in schema.table_names()}
    with tempfile.TemporaryDirectory() as name:
        package = _package(Path(name), tables)
        findings = read_package(Path(name))[1]
    read: dict[str, list[Row]] = {}
    for name, (labels, lines) in tables.items():
        read[name], said = read_rows(name, labels, lines)
        table = package.table(name)
        assert table is not None
        assert list(table.rows) == read[name]
        found = [one for one in findings if one.table == name and one.code != "empty-table"]
        assert [Said(one.row, one.code, one.field, one.value) for one in found] == said
    found = check_references([package])
    assert [(one.table, Said(one.row, one.code, one.field, one.value)) for one in found] == list(dangling(read))


def test_rows_that_are_made_when_asked_for_are_those_that_are_all_made(tmp_path: Path) -> None:
    chance = random.Random(7)
    package = _package(tmp_path, {name: _table(chance, name) for name in schema.table_names()})
    for table in package.tables[1:]:
        one_by_one = [table.rows[place] for place in range(len(table.rows))]
        parts = [*table.rows[:2], *table.rows[2:]]
        assert one_by_one == parts == list(table.rows) == [table.rows[place] for place in range(len(table.rows))]
        assert table.rows == tuple(one_by_one)
        assert list(table.rows[-1:]) == one_by_one[-1:]
    assert sum(len(table.rows) > 1 for table in package.tables[1:]) >= 4


def test_a_place_is_kept_in_one_form_whatever_else_its_row_holds(tmp_path: Path) -> None:
    labels = [field["name"] for field in schema.table_schema("institutions")["fields"]]
    right = {"name_en": "A firm", "kind": "company", "source": "article", "place": "#row=3"}
    lines = [[(right | {"id": name}).get(label, "") for label in labels] for name in ("one", "No id")]
    table = _package(tmp_path, {"institutions": (labels, lines)}).table("institutions")
    assert table is not None
    assert [row.value("place") for row in table.rows] == ["row=3", "row=3"]


def test_a_text_in_a_nameless_column_of_a_workbook_is_told_in_a_row_without_fault_too(tmp_path: Path) -> None:
    labels = [field["name"] for field in schema.table_schema("sources")["fields"]]
    right = {"id": "article", "title_en": "An article", "issued": "2017-07-28", "language": "en", "note_en": "A note"}
    cells = [right.get(label) for label in labels]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in ([*labels[:2], None, *labels[2:]], [*cells[:2], "unread", *cells[2:]]):
        sheet.append(line)
    book.save(tmp_path / "sources.xlsx")
    resource = {"name": "sources", "path": "sources.xlsx"}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "mine", "resources": [resource]}))
    (found,) = read_package(tmp_path)[1]
    assert (found.code, found.row, found.value) == ("extra-cell", 2, "unread")
    assert found.fix == "Give the column a name in the header, or empty the cell."
