"""A table of results with everything that its readers need: names in both languages, and remarks.

Programs read ``records``, notebooks ``frame``, people ``texts``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from kg.extras import require
from kg.results.numbers import rounded, shown
from kg.results.result import Tabular, noted, texts_of
from kg.results.sheets import Sheet
from kg.results.tables import Table
from kg.text import Text


class Named(NamedTuple):
    """A node, a group or a code, with its names."""

    key: Any
    label: Text


class Interval(NamedTuple):
    """From a lowest to a highest number, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column; one that is not ``brief`` is left out of tables on a terminal."""

    name: str
    title: Text
    brief: bool = True


@dataclass(frozen=True, slots=True, repr=False)
class Report(Tabular):
    """Results as a table.

    Attributes:
        columns: the columns.
        rows: one value a column: a ``Named``, a ``Text``, an ``Interval``, a number, a text, or ``None``.
        remarks: what a reader must know.
        about: values of the network as a whole, by name.
        result: what the table was made from.
        is_list: whether it lists what there is, for reading: a terminal shows its texts whole.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    remarks: tuple[Text, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)
    result: Any = None
    is_list: bool = False

    def with_remarks(self, remarks: Iterable[Text]) -> Report:
        """The same with more that a reader must know, after what is said already."""
        return replace(self, remarks=(*self.remarks, *remarks))

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a row, rounded; a label takes three entries: key and a name in each language."""
        return [
            {
                key: value
                for column, cell in zip(self.columns, row, strict=True)
                for key, value in _entries(column, cell)
            }
            for row in self.rows
        ]

    def frame(self) -> Any:
        """The records as a ``pandas.DataFrame``; ``about`` and the remarks are in its ``attrs``."""
        require("frames")
        import pandas as pd

        # Of a thing its names, which people look for, before its key.
        names = [
            key
            for column in self.columns
            for key, _ in sorted(_entries(column, self._sample(column)), key=lambda entry: entry[0] == column.name)
        ]
        frame = pd.DataFrame(self.records(), columns=names)
        frame.attrs.update(self.about)
        return noted(frame, self.remarks)

    def texts(self, language: str = "both", brief: bool = False) -> tuple[list[str], list[list[str]]]:
        """Headings and cells for people.

        Args:
            language: ``en``, ``zh`` or ``both``.
            brief: whether to leave out what is too much for a terminal.
        """
        chosen = [place for place, column in enumerate(self.columns) if column.brief or not brief]
        headings = [self.columns[place].title.in_language(language) for place in chosen]
        return headings, [[_text(row[place], language) for place in chosen] for row in self.rows]

    def table(self, language: str = "both") -> Table:
        """The report for people, with every column.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        return Table(*self.texts(language))

    def screen(self, language: str = "both") -> Table:
        """The report as a terminal shows it, without the columns that are too much for one.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        return Table(*self.texts(language, brief=True), lines=None if self.is_list else 2)

    def sheet(self) -> Sheet:
        """The report for spreadsheets and other programs: of a thing its id and its two names."""
        samples = [self._sample(column) for column in self.columns]
        names = [_cells(column, sample, sample) for column, sample in zip(self.columns, samples, strict=True)]
        rows = tuple(
            tuple(
                value
                for column, cell, sample in zip(self.columns, row, samples, strict=True)
                for value in _cells(column, cell, sample).values()
            )
            for row in self.rows
        )
        titles = {name: column.title for column, named in zip(self.columns, names, strict=True) for name in named}
        return Sheet(tuple(titles), rows, titles, (), self.remarks)

    def as_dict(self) -> dict[str, Any]:
        """The report for programs: its rows, what is said of the network as a whole, and the remarks."""
        return {"rows": self.records(), **self.about, "remarks": texts_of(self.remarks)}

    def _sample(self, column: Column) -> Any:
        place = self.columns.index(column)
        return next((row[place] for row in self.rows if row[place] is not None), None)


def _cells(column: Column, cell: Any, sample: Any) -> dict[str, Any]:
    """The cells of a sheet that a value takes, by name: as many as the column's sample takes."""
    if isinstance(sample, Named):
        named = cell if isinstance(cell, Named) else Named(None, Text())
        names = {"en": named.label.en or None, "zh": named.label.zh or None}
        return {f"{column.name}_id": named.key, **{f"{column.name}_{key}": value for key, value in names.items()}}
    if isinstance(sample, Text) and cell is None:
        return {f"{column.name}_en": None, f"{column.name}_zh": None}
    if isinstance(sample, Interval) and cell is None:
        return {f"{column.name}_low": None, f"{column.name}_high": None}
    return dict(_entries(column, cell))


def _entries(column: Column, cell: Any) -> list[tuple[str, Any]]:
    if isinstance(cell, Named):
        prefix = "" if column.name == "node" else f"{column.name}_"
        return [(column.name, cell.key), (f"{prefix}label_en", cell.label.en), (f"{prefix}label_zh", cell.label.zh)]
    if isinstance(cell, Text):
        return [(f"{column.name}_en", cell.en), (f"{column.name}_zh", cell.zh)]
    if isinstance(cell, Interval):
        return [(f"{column.name}_low", cell.low), (f"{column.name}_high", cell.high)]
    return [(column.name, rounded(cell) if isinstance(cell, (int, float)) else cell)]


def _text(cell: Any, language: str) -> str:
    if isinstance(cell, Named):
        return cell.label.in_language(language)
    if isinstance(cell, Text):
        return cell.in_language(language)
    if isinstance(cell, Interval):
        return str(cell.low) if cell.low == cell.high else f"{cell.low}–{cell.high}"
    if isinstance(cell, bool):
        return (Text("yes", "是") if cell else Text("no", "否")).in_language(language)
    return cell if isinstance(cell, str) else shown(cell)
