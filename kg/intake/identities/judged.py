"""The judgements of a package as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.intake.identities.judging import Judgement
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text


@dataclass(frozen=True, repr=False)
class Judged(Tabular):
    """What was judged, in the order of the table."""

    made: tuple[Judgement, ...]

    def table(self, language: str = "both") -> Table:
        """One row a judgement."""
        headings = [
            Text("This", "此"),
            Text("is", "判定"),
            Text("that", "彼"),
            Text("By", "判定人"),
            Text("On", "日期"),
            Text("Why", "理由"),
        ]
        words = {True: Text("the same as", "相同"), False: Text("not", "不同")}
        rows = [
            [
                _shown(one.subject, one.subject_label),
                words[one.same].in_language(language),
                _shown(one.object, one.object_label),
                *(one.by, one.on, one.comment),
            ]
            for one in self.made
        ]
        return Table([text.in_language(language) for text in headings], rows)

    def records(self) -> list[dict[str, Any]]:
        """One record a judgement."""
        return [
            {
                "subject": one.subject,
                "subject_label": one.subject_label,
                "decision": "same" if one.same else "different",
                "object": one.object,
                "object_label": one.object_label,
                "by": one.by,
                "on": one.on,
                "comment": one.comment,
            }
            for one in self.made
        ]

    def as_dict(self) -> dict[str, Any]:
        """All of it, for programs."""
        return {"judgements": self.records()}

    def _columns(self) -> Sequence[str]:
        return ("subject", "subject_label", "decision", "object", "object_label", "by", "on", "comment")


def _shown(text: str, label: str) -> str:
    return f"{label} [{text}]" if label else text
