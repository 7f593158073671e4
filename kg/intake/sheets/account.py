"""What became of every row: an account that adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.intake.sheets.asking import Question
from kg.intake.sheets.remarks import MAY_BE_WRONG, OPEN, SAID, rank_of
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text

#: What becomes of a row, in the order in which it is told.
OUTCOMES: Mapping[str, Text] = {
    "made": Text("partnerships made", "生成合作"),
    "joined": Text("joined to another row", "并入其他行"),
    "asked": Text("wait for an answer", "待回答"),
    "refused": Text("refused", "不予采用"),
    "total": Text("totals of other rows", "合计行"),
    "left out": Text("left out: examples, notes, replaced", "略去：示例、注释、被取代"),
}
_WOULD_BE_MADE = Text("partnerships would be made", "将生成合作")


@dataclass(slots=True)
class RowAccount:
    """What became of one row.

    Attributes:
        sheet: the sheet's name.
        row: the row's number.
        outcome: a key of ``OUTCOMES``.
        id: the partnership that it is; empty if none.
        remarks: what to know of it, with the column.
        open: the cells that were not understood, by their columns.
    """

    sheet: str
    row: int
    outcome: str
    id: str = ""
    remarks: list[tuple[str, Text]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    @property
    def rank(self) -> int:
        """How soon it is told: what may have been read wrongly first, what nobody has to look at last."""
        if self.outcome in ("total", "left out", "joined"):
            return SAID
        found = min((rank_of(text) for _, text in self.remarks), default=SAID)
        return found if self.outcome == "made" else min(found, OPEN)

    @property
    def in_order(self) -> list[tuple[str, Text]]:
        """Its remarks, what may be wrong first."""
        return sorted(self.remarks, key=lambda remark: rank_of(remark[1]))


@dataclass(frozen=True, slots=True, repr=False)
class Account(Tabular):
    """What a run of the import made of a sheet.

    Attributes:
        file: the sheet's file.
        rows: every row that has anything in it, in order.
        questions: what is open.
        notices: what holds for the whole.
        tables: how many rows each table of the package has from the sheet.
        written: whether the package was written; else what is told of is what would be.
    """

    file: str
    rows: Sequence[RowAccount] = ()
    questions: Sequence[Question] = ()
    notices: Sequence[Text] = ()
    tables: Mapping[str, int] = field(default_factory=dict)
    written: bool = True

    def told(self, outcome: str) -> Text:
        """An outcome, for people."""
        return OUTCOMES[outcome] if self.written or outcome != "made" else _WOULD_BE_MADE

    @property
    def counts(self) -> dict[str, int]:
        """How many rows had each outcome; all of them together are the rows read."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    @property
    def open_cells(self) -> int:
        """How many cells were not understood."""
        return sum(len(row.open) for row in self.rows)

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What a reader must know besides."""
        return tuple(self.notices)

    @property
    def summary(self) -> Text:
        """The account in a line: rows read = partnerships made + …"""
        counts = self.counts
        en = " + ".join(f"{number} {self.told(name).en}" for name, number in counts.items())
        zh = " + ".join(f"{self.told(name).zh} {number}" for name, number in counts.items())
        cells = self.open_cells
        return Text(
            f"{len(self.rows)} rows read = {en}; {cells} {'cell' if cells == 1 else 'cells'} not understood",
            f"读取 {len(self.rows)} 行 = {zh}；未能理解的单元格 {cells} 个",
        )

    @property
    def told_rows(self) -> list[RowAccount]:
        """The rows that have something to be said of them, those first that may have been read wrongly."""
        told = [row for row in self.rows if row.remarks or row.outcome != "made"]
        return sorted(told, key=lambda row: row.rank)

    @property
    def may_be_wrong(self) -> int:
        """How many rows come first, as something in them was taken that may be otherwise."""
        return sum(row.rank == MAY_BE_WRONG for row in self.told_rows)

    @property
    def only_said(self) -> int:
        """How many rows come last, as nobody has to look at what is said of them."""
        return sum(row.rank == SAID for row in self.told_rows)

    def table(self, language: str = "both") -> Table:
        """The rows that have something to be said of them, those first that may have been read wrongly."""
        headers = (Text("Row", "行"), Text("Outcome", "结果"), Text("Partnership", "合作"), Text("Remarks", "说明"))
        several = len({row.sheet for row in self.rows}) > 1
        rows = [
            (
                f"{row.sheet} {row.row}" if several else str(row.row),
                self.told(row.outcome).in_language(language),
                row.id,
                "; ".join(_said(column, text, language) for column, text in row.in_order),
            )
            for row in self.told_rows
        ]
        shown = tuple(header.in_language(language) for header in headers)
        return Table(shown, rows, summary=self.summary, lines=None)

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a row of the sheet."""
        return [
            {
                "sheet": row.sheet,
                "row": row.row,
                "outcome": row.outcome.replace(" ", "-"),
                "partnership": row.id,
                "remarks_en": [_said(column, text, "en") for column, text in row.remarks],
                "remarks_zh": [_said(column, text, "zh") for column, text in row.remarks],
                "not_understood": list(row.open),
            }
            for row in self.rows
        ]

    def as_dict(self) -> dict[str, Any]:
        """The whole account."""
        counts = {name.replace(" ", "_"): number for name, number in self.counts.items()}
        return {
            "file": self.file,
            "rows_read": len(self.rows),
            **counts,
            "cells_not_understood": self.open_cells,
            "tables": dict(self.tables),
            "questions": [
                {
                    "place": list(question.path),
                    "en": question.text.en,
                    "zh": question.text.zh,
                    "proposals": [
                        {"answer": option.answer, "en": option.text.en, "zh": option.text.zh}
                        for option in question.options
                    ],
                    "rows": [{"sheet": sheet, "row": row} for sheet, row in question.rows],
                    "column": question.column,
                    "stops": question.stops,
                    "optional": question.optional,
                    "refused": question.refused,
                }
                for question in self.questions
            ],
            "rows": self.records(),
            "remarks": [{"en": text.en, "zh": text.zh} for text in self.notices],
        }


def _said(column: str, text: Text, language: str) -> str:
    said = text.in_language(language)
    return f"{column}: {said}" if column else said
