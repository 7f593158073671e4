"""Cells of any table that only say that they are as the one above: the header's ``as_above`` names their columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.errors import SourceError
from kg.graph.queryfile import QueryFile
from kg.intake.anytable import AnyTable, Cell
from kg.intake.several import column_name, named_columns
from kg.intake.sheets.plain_words import says_as_above
from kg.text import Text, shortened


def says_so(table: AnyTable) -> list[str]:
    """The columns of a table in which cells only say that they are as the one above, below one that says something.

    Args:
        table: the table.

    Returns:
        their names, in the table's order.
    """
    found = set[int]()
    above: Sequence[Cell] = ()
    for row in table.rows():
        if row and above:
            pairs = enumerate(zip(row, above, strict=False))
            found |= {place for place, (cell, before) in pairs if before and _says_so(cell)}
        above = row or above
    return [name for place, name in enumerate(table.names) if place in found and name]


def as_meant(table: AnyTable, columns: Collection[str]) -> AnyTable:
    """A table in which such cells have what stands above them; one below nothing is blank.

    Args:
        table: the table.
        columns: the columns in which that is so, by their names in a mapping.
    """
    places = [place for place, name in enumerate(table.names) if column_name(name) in columns]
    if not places:
        return table

    def rows() -> Iterator[Sequence[Cell]]:
        before: dict[int, Cell] = {}
        for row in table.rows():
            said = [place for place in places if place < len(row)]
            meant = {place: before.get(place, "") for place in said if _says_so(row[place])}
            yield [meant.get(place, cell) for place, cell in enumerate(row)] if meant else row
            before |= {place: meant.get(place, row[place]) for place in said}

    return replace(table, rows=rows)


def named(mapping: Path, query: QueryFile) -> frozenset[str]:
    """The columns that the header of a mapping names for it, by their names there.

    Args:
        mapping: the mapping's file, for the error.
        query: the mapping.

    Raises:
        SourceError: if it is no list of columns.
    """
    said = query.header.get("as_above", [])
    if not isinstance(said, list) or any(isinstance(one, (list, dict)) for one in said):
        shown = shortened(str(said), 200)
        raise SourceError(
            Text(
                f"{mapping}: its header has as_above: {shown}. It takes a list of columns: as_above: [A, B].",
                f"{mapping}：其头部有 as_above: {shown}。此项取列名的列表：as_above: [A, B]。",
            )
        )
    return frozenset(column_name(str(one)) for one in said)


def told(columns: Sequence[str]) -> Text:
    """What a draft tells of such columns.

    Args:
        columns: their names.
    """
    names = named_columns(columns)
    return Text(
        f"{names.en}: cells that only say 'as above' (ditto, 〃) have what stands above them, by the draft's line "
        "as_above. Take a column out of it where they are names.",
        f"{names.zh}：仅写“同上”的单元格（〃、ditto）取上一行的内容，见草稿的 as_above 一行；若为名称，请将该列移出。",
    )


def _says_so(cell: Cell) -> bool:
    return isinstance(cell, str) and says_as_above(cell)
