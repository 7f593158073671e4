"""Frictionless as the reference for our reading of tables: the same cells refused, the same values read.

Where we read otherwise, ``DEVIATIONS`` says which cells, and why; each of them is shown to be one.
"""

from __future__ import annotations

import csv
import datetime
import json
import re
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import frictionless
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import assets
from kg.intake import schema
from kg.intake.package import read_package

#: Tables that have a column of each type and constraint between them, and a right row of each.
RIGHT: dict[str, dict[str, str]] = {
    "observations": {
        "id": "one",
        "class": "Target",
        "about": "partnership/one",
        "measure": "totalInvestment",
        "value": "5",
        "bound": "exact",
        "unit": "CNY",
        "period_start": "2017-01-01",
        "period_end": "2017-12-31",
        "as_of": "2017-07-28",
        "precision": "day",
        "time_basis": "stated",
        "original_text": "5",
        "source": "article",
        "start": "0",
        "end": "10",
    },
    "partnerships": {
        "id": "one",
        "class": "Agreement",
        "sectors": "logistics",
        "open_ended": "true",
        "source": "article",
        "start": "0",
        "end": "10",
    },
    "sources": {"id": "one", "title_en": "An article", "issued": "2017-07-28", "language": "en", "sha256": "0" * 64},
}
#: What our findings on one cell are called.
CELL = {"required", "wrong-pattern", "unknown-code", "too-small", "number-out-of-range"} | {
    f"not-{kind}" for kind in ("number", "integer", "date", "boolean")
}


def kind_of(table: str, column: str) -> str:
    return next(str(field["type"]) for field in schema.table_schema(table)["fields"] if field["name"] == column)


def has_other_digits(kind: str, text: str) -> bool:
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in text.strip() if sign != "_")
    return kind in ("number", "integer", "date") and plain != text.strip()


def is_too_large(kind: str, text: str) -> bool:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return False
    if kind not in ("number", "integer"):
        return False
    return not number.is_finite() or abs(number) >= 10**20 or number.as_tuple().exponent < -18  # type: ignore[operator]


def has_space_around(kind: str, text: str) -> bool:
    return kind in ("date", "boolean") and text != text.strip()


def ends_in_a_line_break(kind: str, text: str) -> bool:
    return kind == "string" and text.endswith("\n")


@dataclass(frozen=True)
class Deviation:
    """Cells that we read otherwise than Frictionless.

    Attributes:
        reason: why.
        refused: whether it is we who refuse them.
        applies: whether a cell of a type may be one.
        shown: a cell that is one: table, column, text.
    """

    reason: str
    refused: bool
    applies: Callable[[str, str], bool]
    shown: tuple[str, str, str]


DEVIATIONS = [
    Deviation(
        "1_0 was hardly meant to be 10, and a figure in other digits can be compared with no source",
        True,
        has_other_digits,
        ("observations", "value", "1_0"),
    ),
    Deviation(
        "a day's digits are ASCII too",
        True,
        has_other_digits,
        ("observations", "as_of", "２０１７-07-28"),
    ),
    Deviation(
        "xsd:decimal in Oxigraph has about 20 digits before the point and 18 after it, and no infinity",
        True,
        is_too_large,
        ("observations", "value", "1E+30"),
    ),
    Deviation(
        "Frictionless passes over space around a number; so do we, around a day and a truth value too",
        False,
        has_space_around,
        ("observations", "as_of", " 2017-07-28"),
    ),
    Deviation(
        "Frictionless ends its patterns with $, which is before a last line break too: no id has one",
        True,
        ends_in_a_line_break,
        ("observations", "id", "one\n"),
    ),
]


def write(folder: Path, table: str, rows: Sequence[dict[str, str]], encoding: str, dialect: dict[str, Any]) -> Path:
    columns = [field["name"] for field in schema.table_schema(table)["fields"]]
    with (folder / f"{table}.csv").open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(
            file, columns, restval="", delimiter=dialect["delimiter"], quotechar=dialect["quoteChar"]
        )
        writer.writeheader()
        writer.writerows(rows)
    resource = {**schema.resource_descriptor(table, f"{table}.csv", encoding), "dialect": dialect}
    resource["schema"].pop("primaryKey")  # a row's, and no cell's
    (folder / "datapackage.json").write_text(json.dumps({"name": "mine", "resources": [resource]}), encoding="utf-8")
    return folder


def read_by_frictionless(folder: Path) -> tuple[set[tuple[int, str]], list[dict[str, Any]]]:
    (resource,) = frictionless.Package(str(folder / "datapackage.json")).resources
    refused: set[tuple[int, str]] = set()
    values = []
    with resource:  # type: ignore[attr-defined]
        for row in resource.row_stream:  # type: ignore[attr-defined]
            refused |= {(row.row_number, error.field_name) for error in row.errors}
            values.append({name: value for name, value in row.to_dict().items() if value is not None})
    return refused, values


def read_by_us(folder: Path) -> tuple[set[tuple[int, str]], list[dict[str, tuple[str, ...]]]]:
    package, findings = read_package(folder)
    # A code by its name is read, with a finding; for Frictionless it is no code.
    refused = {(finding.row, finding.field) for finding in findings if finding.code in {*CELL, "code-by-name"}}
    assert {finding.code for finding in findings} <= CELL | {
        "duplicate-id",
        "unlikely-year",
        "incomplete-evidence",
        "evidence-twice",
        "code-by-name",
    }
    (_, table) = package.tables
    return refused, [{name: cell.values for name, cell in row.cells.items()} for row in table.rows]


def same(value: Any, ours: tuple[str, ...], separator: str) -> bool:
    if separator:
        return set(ours) == {part.strip() for part in (value or "").split(separator)} - {""}
    if value is None:
        return ours == ()
    if isinstance(value, bool):
        return ours == (("true",) if value else ("false",))
    if isinstance(value, Decimal | int):
        return len(ours) == 1 and Decimal(ours[0]) == value
    if isinstance(value, datetime.date):
        return len(ours) == 1 and datetime.date.fromisoformat(ours[0]) == value
    return ours == (value,)


# Not sNaN: Frictionless 5.21 ends in a traceback (decimal.InvalidOperation) over it.
HARD = [
    *["true", "True", "TRUE", "tRUE", "False", "0", "1", "yes", " true"],
    *["Target", "target", "totalInvestment", "logistics;health", "logistics; health", "logistics;", ";", "Agreement "],
    *["2017-7-8", "2017-02-29", "2016-02-29", "0024-03-12", "0000-01-01", "2017/07/28", "20170728", "17-07-28"],
    *["1,839", "0x10", " 5 ", "5.0", ".5", "5.", ".", "+5", "-5", "-0", "--5", "1e3", "1E-3", "e3", "007", "5 5"],
    *["NaN", "Infinity", "-inf", "1e20", "99999999999999999999", "1E+400", "1.1234567890123456789"],
    *["1_0", "_1", "1__0", "١٢", "１２", "１２.５", "２０１７-07-28", "½", "五"],
    *[
        "a-b",
        "a--b",
        "-a",
        "A-b",
        "one\n",
        "one two",
        "0" * 64,
        "f" * 63,
        "G" * 64,
        " ",
        "\t",
        "é",
        "'",
        '"',
        "a,b;c|d",
    ],
]
TEXTS = st.one_of(
    st.sampled_from(HARD),
    st.integers(-50, 50).map(str),
    st.decimals(allow_nan=True, allow_infinity=True).map(str).filter(lambda text: "sNaN" not in text),
    st.dates().map(str),
    st.text(max_size=6),
    st.text("0123456789.+-eE_ ,;\"'\n\t１２truFfalse", max_size=8),
)


@st.composite
def cells(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    table = draw(st.sampled_from(sorted(RIGHT)))
    names = [field["name"] for field in schema.table_schema(table)["fields"]]
    return table, draw(st.lists(st.tuples(st.sampled_from(names), TEXTS), min_size=1, max_size=25))


DIALECTS = st.fixed_dictionaries({"delimiter": st.sampled_from(",;\t|"), "quoteChar": st.sampled_from("\"'")})


@pytest.mark.parametrize("table", sorted(RIGHT))
def test_hard_cells_in_every_column(table: str) -> None:
    names = [field["name"] for field in schema.table_schema(table)["fields"]]
    compare(table, [(name, text) for name in names for text in ["", *HARD]], "utf-8", {})


@given(cells(), st.sampled_from(["utf-8", "gb18030", "utf-16"]), DIALECTS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_cells_are_refused_and_the_others_read_alike(
    changed: tuple[str, list[tuple[str, str]]], encoding: str, dialect: dict[str, str]
) -> None:
    compare(*changed, encoding, dialect)


def compare(table: str, changes: list[tuple[str, str]], encoding: str, dialect: dict[str, str]) -> None:
    """Read right rows, each with one changed cell, by Frictionless and by us."""
    separators = {field["name"]: field.get("separator", "") for field in schema.table_schema(table)["fields"]}
    rows = [{**RIGHT[table], "id": f"row-{number}", column: text} for number, (column, text) in enumerate(changes)]
    with tempfile.TemporaryDirectory() as name:
        full = {"delimiter": ",", "quoteChar": '"', "skipInitialSpace": False, "doubleQuote": True, **dialect}
        folder = write(Path(name), table, rows, encoding, full)
        theirs, their_values = read_by_frictionless(folder)
        ours, our_values = read_by_us(folder)
    for number, (column, text) in enumerate(changes):
        place, kind = (number + 2, column), kind_of(table, column)
        allowed = {each.refused for each in DEVIATIONS if each.applies(kind, text)}
        said = f"{table}.{column} = {text!r}: {'refused' if place in ours else 'read'}"
        if (place in ours) != (place in theirs):
            assert (place in ours) in allowed, said
        elif place not in ours:
            read, value = our_values[number].get(column, ()), their_values[number].get(column)
            assert same(value, read, separators[column]), said
    # The cells that were not changed are right.
    assert all(place == (place[0], changes[place[0] - 2][0]) for place in ours | theirs)


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda each: each.shown[2].strip())
def test_each_deviation_is_one(deviation: Deviation, tmp_path: Path) -> None:
    table, column, text = deviation.shown
    assert deviation.applies(kind_of(table, column), text)
    folder = write(tmp_path, table, [{**RIGHT[table], column: text}], "utf-8", {"delimiter": ",", "quoteChar": '"'})
    ours, theirs = ((2, column) in read(folder)[0] for read in (read_by_us, read_by_frictionless))
    assert (ours, theirs) == (deviation.refused, not deviation.refused)


@pytest.mark.parametrize("name", ["jiaxing-shanghai-2017", "regions-china"])
def test_the_bundled_packages_are_right_to_both(name: str) -> None:
    folder = assets.data_folder() / name
    assert frictionless.validate(str(folder / "datapackage.json")).valid
    package, findings = read_package(folder)
    assert findings == []
    for table in package.tables[1:]:
        separators = {field["name"]: field.get("separator", "") for field in schema.table_schema(table.name)["fields"]}
        resource = frictionless.Package(str(folder / "datapackage.json")).get_resource(table.name)
        rows = resource.read_rows()  # type: ignore[attr-defined]
        assert len(rows) == len(table.rows)
        for row, ours in zip(rows, table.rows, strict=True):
            filled = {column: value for column, value in row.to_dict().items() if value is not None}
            assert filled.keys() == ours.cells.keys()
            assert all(same(filled[column], ours.cells[column].values, separators[column]) for column in filled)


def test_there_is_a_rule_for_every_type_and_constraint_of_the_tables() -> None:
    from kg.intake.tables.values import Column

    for table in schema.table_names():
        for field in schema.table_schema(table)["fields"]:
            assert Column(field).name == field["name"]
    with pytest.raises(Exception, match=re.escape("has 'minLength', for which kg has no rule")):
        Column({"name": "id", "type": "string", "constraints": {"minLength": 3}})
