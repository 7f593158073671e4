"""The judgements of a package as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.intake.identities.judging import Judgement, Judgements
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text


@dataclass(frozen=True, repr=False)
class Judged(Tabular):
    """What was judged, in the order of the table."""

    made: tuple[Judgement, ...]

    @property
    def remarks(self) -> tuple[Text, ...]:
        """Which pairs were judged both ways."""
        both = [one for one in self._left() if self._holding[one.pair].same != one.same]
        if not both:
            return ()
        shown = "; ".join(f"{one.subject}, {one.object}" for one in both[:5])
        return (
            Text(
                f"Judged both the same and different, the later judgement holds: {shown}.",
                f"前后判定相反，以后者为准：{shown}。",
            ),
        )

    @cached_property
    def _holding(self) -> dict[tuple[str, str], Judgement]:
        return Judgements(self.made).holding()

    def _left(self) -> list[Judgement]:
        return [one for one in self.made if not self._holds(one)]

    def _holds(self, one: Judgement) -> bool:
        return self._holding[one.pair] is one

    def table(self, language: str = "both") -> Table:
        """One row a judgement."""
        headings = [
            Text("No.", "序号"),
            Text("This", "此"),
            Text("is", "判定"),
            Text("that", "彼"),
            Text("By", "判定人"),
            Text("On", "日期"),
            Text("Why", "理由"),
            Text("Holds", "有效"),
        ]
        held = {True: Text("yes", "是"), False: Text("no: a later one holds", "否，以后者为准")}
        words = {True: Text("the same as", "相同"), False: Text("not", "不同")}
        rows = [
            [
                str(number),
                _shown(one.subject, one.subject_label),
                words[one.same].in_language(language),
                _shown(one.object, one.object_label),
                *(one.by, one.on, one.comment, held[self._holds(one)].in_language(language)),
            ]
            for number, one in enumerate(self.made, 1)
        ]
        return Table([text.in_language(language) for text in headings], rows)

    def records(self) -> list[dict[str, Any]]:
        """One record a judgement."""
        return [
            {
                "number": number,
                "subject": one.subject,
                "subject_label": one.subject_label,
                "decision": "same" if one.same else "different",
                "object": one.object,
                "object_label": one.object_label,
                "by": one.by,
                "on": one.on,
                "comment": one.comment,
                "holds": self._holds(one),
            }
            for number, one in enumerate(self.made, 1)
        ]

    def as_dict(self) -> dict[str, Any]:
        """All of it, for programs."""
        return {"judgements": self.records()}

    def _columns(self) -> Sequence[str]:
        sides = ("subject", "subject_label", "decision", "object", "object_label")
        return ("number", *sides, "by", "on", "comment", "holds")


def _shown(text: str, label: str) -> str:
    return f"{label} [{text}]" if label else text
