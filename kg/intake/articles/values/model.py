"""What comes of reading one value against its passage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.findings import Finding, Severity
from kg.text import Text

_NOTHING = Text()


class Verdict(StrEnum):
    """Whether a passage states a value.

    Attributes:
        STATED: it does.
        CARRIED: what stands before the passage does: a subject, a year, 该区.
        OTHERWISE: it states another one.
        MISSING: it states none.
        UNREAD: it cannot be told: there is no name in the language of the text, or no words to go by.
    """

    STATED = "stated"
    CARRIED = "carried over"
    OTHERWISE = "stated otherwise"
    MISSING = "not stated"
    UNREAD = "not read"

    @property
    def is_doubt(self) -> bool:
        """Whether a person should look."""
        return self in (Verdict.OTHERWISE, Verdict.MISSING)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found for a value: the words, what they mean, and where they stand."""

    words: str
    meaning: Text = _NOTHING
    start: int | None = None
    end: int | None = None

    def told(self) -> Text:
        """The words, what they mean, and where: ``"42.4亿元" (4240000000 CNY) at 833-839``."""
        meaning = Text(f" ({self.meaning.en})", f"（{self.meaning.zh}）") if self.meaning else Text()
        at = Text() if self.start is None else Text(f" at {self.start}-{self.end}", f"，位于 {self.start}-{self.end}")
        return Text(f"“{self.words}”", f"“{self.words}”") + meaning + at


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a row, and what its passage says of it.

    Attributes:
        file, table, row, field: where the value is on record.
        recorded: the value as it is on record.
        meaning: the same for people.
        place: the passage: code points as ``30-53``, or a place in a sheet.
        verdict: whether it is stated there.
        seen: what the passage has in its place, the nearest first.
        noted: whether the row has an editor's note, which may say how the value is known.
    """

    file: str
    table: str
    row: int
    field: str
    recorded: str
    meaning: Text
    place: Text
    verdict: Verdict
    seen: tuple[Seen, ...] = ()
    noted: bool = False

    def finding(self) -> Finding | None:
        """A violation where the passage states another value, a warning where it states none; else nothing.

        Where the row has an editor's note it is a warning too: the note may give the reason.
        """
        if not self.verdict.is_doubt:
            return None
        recorded = self.meaning or Text(self.recorded, self.recorded)
        shown = [one.told() for one in self.seen[:3]]
        en, zh = "; ".join(one.en for one in shown), "；".join(one.zh for one in shown)
        if self.verdict is Verdict.OTHERWISE:
            severity, code = (Severity.WARNING if self.noted else Severity.VIOLATION), "stated-otherwise"
            message = Text(
                f"On record: {recorded.en}. The passage {self.place.en} says otherwise: {en}.",
                f"所记录的是：{recorded.zh}；引文 {self.place.zh} 所述不同：{zh}。",
            )
            fix = Text("Correct the value, or cite the passage that states it.", "请改正该值，或改引写明它的段落。")
            if self.noted:
                fix += Text(" The row's note may give the reason.", "本行的编者按或已说明理由。")
        else:
            severity, code = Severity.WARNING, "not-stated"
            message = Text(
                f"On record: {recorded.en}. The passage {self.place.en} does not state it"
                f"{'; found: ' + en if en else ''}.",
                f"所记录的是：{recorded.zh}；引文 {self.place.zh} 未写明{'；所见为：' + zh if zh else ''}。",
            )
            fix = Text(
                "Cite the passage that states it, or say in the note how it is known.",
                "请改引写明它的段落，或在编者按中说明由何得知。",
            )
        return Finding(
            severity,
            code,
            message.en,
            message.zh,
            fix.en,
            self.file,
            self.table,
            self.row,
            self.field,
            self.recorded,
            fix_zh=fix.zh,
        )
