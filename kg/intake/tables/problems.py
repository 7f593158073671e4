"""What is wrong with a cell, a row or a file, before it is known where: the other half of a ``Finding``."""

from __future__ import annotations

from dataclasses import dataclass

from kg.findings import Finding, Severity
from kg.text import Text

#: How much of a value a finding keeps.
_MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong.

    Attributes:
        code: the finding's code.
        text: the sentence that says it.
        fix: what to do.
        severity: a violation leaves the cell empty; with a warning, it is read all the same.
        value: the value to name, where it is not the cell's text.
    """

    code: str
    text: Text
    fix: Text
    severity: Severity = Severity.VIOLATION
    value: str | None = None

    def at(self, file: str, table: str, row: int = 0, field: str = "", value: str = "") -> Finding:
        """The finding, with its place.

        Args:
            file: the file as people are told it.
            table: the table's name.
            row: the row's number; 0 for the whole file.
            field: the column's name.
            value: the cell's text.
        """
        shown = value if self.value is None else self.value
        return Finding(
            *(self.severity, self.code, self.text.en, self.text.zh, self.fix.en.strip(), file, table, row, field),
            shown[:_MOST_KEPT],
            fix_zh=self.fix.zh,
        )


class Unreadable(Exception):
    """A table that cannot be read at all, or no further, and why.

    Args:
        problem: what is wrong.
        row: the row where reading ended; 0 if it did not begin.
    """

    def __init__(self, problem: Problem, row: int = 0) -> None:
        super().__init__(problem.text.en)
        self.problem = problem
        self.row = row


def not_a_table(reason: Text) -> Unreadable:
    """For a file that is not what its name says.

    Args:
        reason: why, without a full stop.
    """
    return Unreadable(
        Problem(
            "unreadable-table",
            Text(f"The table cannot be read: {reason.en}.", f"无法读取该表：{reason.zh}。"),
            Text(
                "Open it in a spreadsheet, and save it again as CSV UTF-8 or XLSX.",
                "请用电子表格打开，另存为 CSV UTF-8 或 XLSX。",
            ),
        )
    )
