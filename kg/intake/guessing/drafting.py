"""A first mapping of a table, from its headings and cells: a draft to be corrected, which runs as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from kg.errors import DataError, SourceError
from kg.findings import Finding, Severity
from kg.grids import read_book
from kg.intake import as_above
from kg.intake.anytable import AnyTable, open_table
from kg.intake.guessing.answers import answers_in, called_alike
from kg.intake.guessing.cells import places_of, some_cells
from kg.intake.guessing.columns import guessed, list_of_parties
from kg.intake.guessing.drafts import MappingText
from kg.intake.guessing.ends import remarks as of_ends
from kg.intake.guessing.figures import remarks
from kg.intake.guessing.identity import remarks as of_partnerships
from kg.intake.guessing.issuing import (
    BLANK,
    issued_at_head,
    latest_day,
    latest_of,
    of_starts,
    only_starts_date_stages,
    past_ends,
    stated_above,
)
from kg.intake.guessing.kinds import remark
from kg.intake.guessing.matrices import matrix_in
from kg.intake.guessing.model import Guessed
from kg.intake.guessing.ordering import remarks as of_order
from kg.intake.guessing.stages import remarks as of_stages
from kg.intake.guessing.telling import of_blanks, of_namesakes, of_one_party, of_sums, of_twinned
from kg.intake.guessing.totals import LeftOut, Sums, left_out, of_nobody, without_totals
from kg.intake.several import column_name, odd_row
from kg.text import Text

_LOOKED_AT = 500
#: How many rows a remark names.
_MOST_ROWS = 10
#: What is said of the day of issue.
_STATED = "as stated above the headings 表头上方所写，请核对"
_WHEN = "when was the table issued? 请写明表格的发布日期"


@dataclass(frozen=True, slots=True)
class Draft:
    """A first mapping.

    Attributes:
        text: the mapping.
        remarks: what its parties and amounts were taken for, and why.
        findings: what must be known of how the table was read.
    """

    text: str
    remarks: tuple[Text, ...]
    findings: tuple[Finding, ...] = ()


def guess(path: Path, rows: str = "", sheet: str = "", issued: date | None = None, encoding: str = "") -> Draft:
    """A mapping in under 40 lines: what a row is a partnership of, who takes part, since when, and for how much.

    What columns are is told by their headings, with the words of ``ontology/headings`` as ``kg import`` has them, and
    by their cells. Where the parties are a list of objects within a row, each of them is made a row.

    Args:
        path: the table.
        rows: as in ``open_table``.
        sheet: as in ``open_table``.
        issued: when the table was issued; its latest day if ``None``, and a blank to fill where it has none.
        encoding: as in ``open_table``; it stands in the draft, as the one does that was found of no UTF-8.

    Raises:
        DataError: if no column has a name of its own, there is no row, or one of the first has more or fewer cells than
            the header.
    """
    sheet = sheet or _widest_sheet(path)
    table = open_table(path, rows, sheet, encoding)
    if not rows and (within := list_of_parties(table)):
        table, rows = _one_party_a_row(path, table, within, sheet)
    rows = rows or table.by_key
    repeating = as_above.says_so(table)
    table = as_above.as_meant(table, {column_name(name) for name in repeating})
    for place, row in enumerate(islice(table.rows(), _LOOKED_AT), table.first):
        if row and len(row) != len(table.names):
            raise odd_row(path, place, len(row), len(table.names))
    plain = without_totals(table)
    matrix = None if rows else matrix_in(plain)
    plain = matrix.rows_of(plain) if matrix else plain
    cells, number = some_cells(plain, _LOOKED_AT)
    columns = guessed(plain, cells, number)
    if not columns.names:
        raise DataError(Text(f"{path}: has no column with a name of its own.", f"{path}：没有名称唯一的列。"))
    if not number:
        raise DataError(
            Text(
                f"{path}: has headings and no row below them, so that nothing tells what they are. Fill some in.",
                f"{path}：只有表头，没有数据行，无法判断各列内容。请填写若干行。",
            )
        )
    dates_stages = only_starts_date_stages(columns)
    stated = None if issued or columns.issued else stated_above(table)
    latest = stated or (None if issued or dates_stages else latest_of(plain, columns))
    said = "" if issued else _STATED if stated else "its latest day 最晚日期，请核对" if latest else _WHEN
    at_head = "" if issued else issued_at_head(table)
    encoding = encoding or table.encoding
    left, is_said = left_out(table, columns, matrix.column if matrix else None), issued is not None
    draft = MappingText(path, rows, sheet, columns, issued or latest, said, is_said, at_head, encoding, left, matrix)
    draft = replace(draft, as_above=repeating)
    of_parties = [one for party in columns.parties for one in (remark(party), party.listed) if one]
    of_parties += [matrix.remark()] if matrix else []
    of_parties += [as_above.told(repeating)] if repeating else []
    said_of_all = [*of_parties, *remarks(columns.money), *of_stages(columns), *_of_nobody(table, columns, left)]
    keyed = {one.name for one in columns.parties if one.key and one.key != one.country}
    alike = called_alike(table, answers_in(table, cells))
    said_of_all += of_namesakes({name: names for name, names in alike.items() if name not in keyed})
    said_of_all += [of_sums(name, rows_of) for name, rows_of in left.totals.items()]
    said_of_all += [*of_partnerships(columns), *of_ends(columns), *of_one_party(columns), *of_blanks(table)]
    said_of_all += [*of_order(columns), *of_twinned(columns)]
    if dates_stages and not issued and not at_head and not stated:
        said_of_all.append(of_starts(columns, latest_day(past_ends(plain, columns))))
    doubts = [Finding(Severity.WARNING, "draft-unsure", one.en, one.zh, file=path.name) for one in columns.doubts]
    return Draft(draft.written(), tuple(said_of_all), (*doubts, *table.remarks))


def _of_nobody(table: AnyTable, columns: Guessed, out: LeftOut) -> Iterator[Text]:
    """A remark on rows that name nobody: no partnership is made of them, and what they say of one is left out.

    Args:
        table: the table.
        columns: what its columns are taken for.
        out: the rows that sum others, of which it is said by themselves.
    """
    names = {party.name for party in columns.parties}
    sums = {number for rows in out.totals.values() for number in rows}
    rows = ((number, row) for number, row in enumerate(table.rows(), table.first) if number not in sums)
    left = list(of_nobody(rows, places_of(table, names), Sums())) if names else []
    if left:
        shown = ", ".join(map(str, left[:_MOST_ROWS])) + (" …" if len(left) > _MOST_ROWS else "")
        many = f"{len(left):,} {'row names' if len(left) == 1 else 'rows name'}"
        yield Text(
            f"{many} nobody who takes part, and no partnership is made of {'it' if len(left) == 1 else 'them'}, nor of "
            f"the amounts there: {shown}. Name somebody to have them counted.",
            f"{len(left)}行没有参与方，不生成合作，其数额也不计入：{shown}。如需计入，请填写参与方。",
        )


def lacks_issued(mapping: str) -> bool:
    """Whether a draft waits for the day on which its table was issued."""
    return f'"{BLANK}"' in mapping


def _widest_sheet(path: Path) -> str:
    """The sheet of a workbook with the most columns, if it is not the first: a cover and notes stand before tables."""
    if path.suffix.lower() not in (".xlsx", ".xlsm", ".xls", ".ods"):
        return ""
    grids = [grid for grid in read_book(path).grids if grid.rows and not grid.hidden]
    widest = max(grids, key=lambda grid: max(len(row.cells) for row in grid.rows), default=None)
    return widest.sheet if widest is not None and widest is not grids[0] else ""


def _one_party_a_row(path: Path, table: AnyTable, within: str, sheet: str) -> tuple[AnyTable, str]:
    """The table with a row for each object of a list within a row, and the path to them."""
    rows = table.ways.get(within, "")
    try:
        return (open_table(path, rows, sheet), rows) if rows else (table, "")
    except SourceError:  # a path that cannot be written
        return table, ""
