"""What became of the rows of tables that a mapping of one's own reads: an account that adds up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kg.text import Text, shortened


@dataclass(slots=True)
class Mapped:
    """What became of tables.

    Attributes:
        rows: how many rows were read.
        gave: how many of them gave a triple; ``None`` where that cannot be told.
        left: how many the mapping leaves out on purpose.
        unread: the columns that the mapping does not name, by table.
        refused: in how many rows an amount was not understood, and none was made.
        undated: in how many rows a day was not understood.
        shown: of the first rows, as many as asked for: the number, the cells, and the triples made of it.
    """

    rows: int = 0
    gave: int | None = 0
    left: int = 0
    unread: dict[str, list[str]] = field(default_factory=dict)
    refused: int = 0
    undated: int = 0
    shown: list[tuple[int, dict[str, str], list[str]]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The account as a JSON object."""
        shown = [{"row": row, "cells": cells, "triples": triples} for row, cells, triples in self.shown]
        counts = {
            "rows": self.rows,
            "gave": self.gave,
            "left_out": self.left,
            "nothing": self.nothing,
            "refused": self.refused,
            "undated": self.undated,
        }
        return {**counts, "unread": self.unread, "tried": shown}

    @property
    def nothing(self) -> int | None:
        """How many rows gave nothing, and were to; ``None`` where that cannot be told."""
        return None if self.gave is None else self.rows - self.gave - self.left

    @property
    def summary(self) -> Text:
        """The account as a sentence."""
        said = Text(f"{self.rows:,} {'row' if self.rows == 1 else 'rows'} read", f"读取{self.rows}行")
        if self.gave is not None:
            said = Text(
                f"{said.en}: {self.gave:,} gave something, {self.nothing:,} nothing",
                f"{said.zh}：{self.gave}行有结果，{self.nothing}行没有",
            )
        if self.left:
            said = Text(f"{said.en}; {self.left:,} left out by the mapping", f"{said.zh}；映射排除{self.left}行")
        if self.refused:
            many = f"{self.refused:,} {'row' if self.refused == 1 else 'rows'}"
            said = Text(f"{said.en}; in {many} an amount was refused", f"{said.zh}；{self.refused}行的数额未被采用")
        if self.undated:
            many = f"{self.undated:,} {'row' if self.undated == 1 else 'rows'}"
            said = Text(f"{said.en}; in {many} a date was refused", f"{said.zh}；{self.undated}行的日期未被采用")
        unread = [name for names in self.unread.values() for name in names]
        if not unread:
            return Text(f"{said.en}.", f"{said.zh}。")
        shown = dict.fromkeys(shortened(name, 40) for name in unread[:20])
        named = ", ".join(shown) + (" …" if len(unread) > 20 else "")
        return Text(f"{said.en}. Columns that nobody reads: {named}.", f"{said.zh}。未被使用的列：{named}。")
