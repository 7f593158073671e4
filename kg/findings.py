"""What a check found: one value that every stage reports in, and every format is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from kg.text import Text, shortened


class Severity(StrEnum):
    """How grave a finding is, in SHACL's three words. A violation stops a build."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def text(self) -> Text:
        """The word in both languages."""
        return _SEVERITIES[self.value]

    @property
    def rank(self) -> int:
        """0 for the gravest; for sorting."""
        return _RANKS[self.value]


_RANKS = {severity.value: rank for rank, severity in enumerate(Severity)}
_SEVERITIES = {"violation": Text("violation", "错误"), "warning": Text("warning", "警告"), "info": Text("info", "提示")}


#: How many characters of each text are kept, and of a whole message as people are told it.
_MOST_KEPT = {
    "message_en": 600,
    "message_zh": 600,
    "fix": 700,
    "fix_zh": 700,
    "value": 200,
    "file": 300,
    "table": 100,
    "field": 200,
    "node": 1_000,
}
_MOST_TOLD = 1_400


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or worth a look, and where.

    Attributes:
        severity: how grave it is.
        code: a stable name of the rule, e.g. ``unknown-column`` or the local name of a shape.
        message_en: a sentence, in English.
        message_zh: the same sentence in Chinese.
        fix: what to do, in English; empty where the message says it.
        file: the table's file, relative to its package's parent folder; empty if unknown.
        table: the table's name.
        row: the row's number in the file, counting the header as 1, as a spreadsheet does; 0 if unknown.
        field: the column's name.
        value: the offending value as it was written.
        node: the IRI of the thing in the graph, for a finding of SHACL.
        fix_zh: what to do, in Chinese.
    """

    severity: Severity
    code: str
    message_en: str
    message_zh: str = ""
    fix: str = ""
    file: str = ""
    table: str = ""
    row: int = 0
    field: str = ""
    value: str = ""
    node: str = ""
    fix_zh: str = ""

    def __post_init__(self) -> None:
        # What was found may be a cell of ten million characters, and stands in several of the texts.
        for name, most in _MOST_KEPT.items():
            if len(text := getattr(self, name)) > most:
                object.__setattr__(self, name, shortened(text, most))

    @property
    def place(self) -> str:
        """Where it is, for people: ``file, row 7, field stage``."""
        return self.place_in("en")

    def place_in(self, language: str, rows: str = "") -> str:
        """The same in ``en``, ``zh`` or ``both``; the words are few, and both have the English ones.

        Args:
            language: the language.
            rows: the rows in words, where it is about several; its own if empty.
        """
        chinese = language == "zh"
        parts = [self.file or self.node]
        if rows or self.row:
            parts.append(rows or (f"第{self.row}行" if chinese else f"row {self.row}"))
        if self.field:
            parts.append(f"{self.field}栏" if chinese else f"field {self.field}")
        if self.node and self.file and not self.row:  # a file of a graph has no rows
            parts.append(self.node)
        return ("，" if chinese else ", ").join(part for part in parts if part)

    def told(self, language: str, most: int) -> str:
        """What is wrong, what to do, and what was found, as sentences in ``en``, ``zh`` or ``both``.

        Args:
            language: where it has no words in Chinese, the English ones stand in.
            most: how many characters of the value are shown.
        """
        value = self.value if len(self.value) <= most else self.value[:most] + "…"
        shown = Text(f"Found: {value}", f"原值：{value}") if value and self.value not in self.message_en else Text()
        parts = (Text.of(self.message_en, self.message_zh), Text.of(self.fix, self.fix_zh), shown)
        told = Text(*(" ".join(filter(None, (part.in_language(name) for part in parts))) for name in ("en", "zh")))
        if language == "both":
            told = Text(shortened(told.en, _MOST_TOLD // 2), shortened(told.zh, _MOST_TOLD // 2))
        return told.in_language(language, between=" ")

    def as_dict(self) -> dict[str, Any]:
        """The finding as a JSON object, every key present."""
        return {name: getattr(self, name) for name in _NAMES}


_NAMES = tuple(field.name for field in fields(Finding))


def sort_key(finding: Finding) -> tuple[object, ...]:
    """Gravest first, then by place; total, so that output is the same every time."""
    return (
        finding.severity.rank,
        finding.file,
        finding.row,
        finding.field,
        finding.code,
        finding.node,
        finding.value,
        finding.message_en,
    )


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, all three always named."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}
