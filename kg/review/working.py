"""One review at work: what the page asks, answered from the desk; one request at a time, since tables are written."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.assets import Ontology
from kg.errors import DataError, KGError, LookupFailed, SourceError
from kg.findings import Finding
from kg.intake.articles.accepting import Desk
from kg.intake.articles.decisions import Decision
from kg.intake.articles.drafting import FieldProblem
from kg.intake.articles.model import Span
from kg.intake.articles.queue import as_json
from kg.intake.load import read_tables
from kg.review.describing import defaults, describe, known_things, registered_like
from kg.review.queues import queues_of
from kg.source_text import sha256
from kg.text import Text

#: For how long a page that has not asked anything counts as open, in seconds.
_PRESENT = 15.0
_MOST_ROWS = 200
_MOST_TEXT = 20_000
_MOST_NAME = 100
#: Decisions after which there may be other things to refer to.
_MAKES_KNOWN = {"accept", "new", "undo", "same"}

Json = dict[str, Any]


class Refused(Exception):
    """A request that is not carried out: what the page is told, and whether another changed the package.

    Args:
        text: why.
        findings: what is wrong, by field.
        status: of HTTP.
        more: what else the page is told.
    """

    def __init__(self, text: Text, findings: Iterable[Json] = (), status: int = 409, **more: Any) -> None:
        super().__init__(text.en)
        self.status = status
        self.answer = {"error": [text.en, text.zh], "findings": list(findings), **more}


class Work:
    """A review of one package.

    Args:
        package: its folder.
        copies: the reviewer's copies of sources; of each, all texts that it may stand for.
        ontology: where codes are found.
        reviewer: who decides; written into the log.
        decided_on: the day that is written into the log; empty for none.
        source: the source that the page opens first; the first one with suggestions if empty.
        where: the page's address, which another review of the package is told.

    Raises:
        LookupFailed: if the package has no suggestions, or none of that source.
        SourceError: if the package cannot be read, or another review holds it.
    """

    def __init__(
        self,
        package: Path,
        copies: Iterable[Sequence[str]],
        ontology: Ontology,
        reviewer: str = "",
        decided_on: str = "",
        source: str = "",
        where: str = "",
    ) -> None:
        self._folder = package
        self._where = where
        self._ontology = ontology
        self._copies = list(copies)
        self._open_desk()
        if not self._desk.queues:
            self._desk.close()
            raise LookupFailed(
                Text(
                    f"{package}: has no suggestions. Make them with: kg read ARTICLE --published DAY --into {package}",
                    f"{package}：没有建议。请先运行：kg read 文章 --published 日期 --into {package}",
                )
            )
        if source and source not in self._desk.queues:
            known = list(self._desk.queues)
            self._desk.close()
            raise LookupFailed(
                Text(
                    f"--source {source}: has no suggestions. There are: {', '.join(known)}.",
                    f"--source {source}：没有建议。有：{'、'.join(known)}。",
                ),
                known,
            )
        self._reviewer = reviewer
        self._decided_on = decided_on
        self._first = source
        self._lock = threading.RLock()
        self._tabs: dict[str, float] = {}
        self._written: dict[str, list[int]] = {}

    def _open_desk(self) -> None:
        hashes = {queue.sha256 for queue in queues_of(self._folder).values()}
        chosen = [next((one for one in copy if sha256(one) in hashes), copy[0]) for copy in self._copies]
        self._desk = Desk.open(self._folder, chosen, where=self._where)

    def open(self, source: str = "") -> Json:
        """Everything that the page needs of a source: suggestions, decisions, columns, codes and known things."""
        with self._lock:
            desk = self._desk
            name = source or self._first or next(iter(desk.queues))
            if name not in desk.queues:
                raise Refused(
                    Text(f"There are no suggestions of a source {name[:80]!r}.", f"来源“{name[:80]}”没有建议。"),
                    status=404,
                )
            packages, _ = read_tables([desk.folder], self._ontology)
            queue = desk.queues[name]
            return {
                "package": packages[-1].name,
                "reviewer": self._reviewer,
                "sources": list(desk.queues),
                "queue": as_json(queue),
                "log": [_row(one) for one in self._log_of(name)],
                "text": desk.texts.get(name),
                "told": [[one.message_en, one.message_zh] for one in desk.remarks],
                "defaults": defaults(queue.published),
                **describe(packages, self._ontology, desk.queues.values(), desk.log),
            }

    def give_text(self, source: str, text: str) -> Json:
        """A reviewer's own copy of a source, proved by its hash."""
        with self._lock:
            if source not in self._desk.queues:
                raise Refused(Text("There is no such source.", "没有此来源。"), status=404)
            if sha256(text) != self._desk.queues[source].sha256:
                raise Refused(Text("This is not the text that was read.", "这不是所读的文本。"))
            self._copies.append((text,))
            self._desk.close()
            self._open_desk()
            return {}

    def decide(self, rows: Sequence[Json], seen: int, key: str, mine: Collection[int] = ()) -> Json:
        """Carry out decisions that were made together: all of them, or none.

        Args:
            rows: the decisions, as the log has them.
            seen: the number of the last decision that the page knew of.
            key: what the page calls this batch; one that was written already is not written again.
            mine: numbers of later decisions that the page itself made.

        Returns:
            the rows that the page has not seen, those of this batch among them.
        """
        with self._lock:
            made = [self._decision(row) for row in rows[:_MOST_ROWS]]
            numbers = self._written.get(key) or self._written_before(made, seen)
            if not numbers:
                self._refuse_if_decided(made, seen, mine)
                first = len(self._desk.log) + 1
                self._carried_out(made, seen)
                numbers = list(range(first, len(self._desk.log) + 1))
            self._written[key] = numbers
            return {
                "rows": self._since(seen),
                "numbers": numbers,
                "problems": {name: self._problems(name) for name in {one.suggestion for one in made if one.suggestion}},
                **self._known(made),
            }

    def check(self, suggestion: str) -> Json:
        """What is wrong or unsure about a suggestion as it stands."""
        with self._lock:
            return {"problems": self._problems(suggestion)}

    def regions(self, typed: str, source: str) -> Json:
        """The regions of the registries that what is typed may mean; of its first letters, those that begin so."""
        with self._lock:
            queue = self._desk.queues.get(source)
        return {"known": registered_like(typed[:_MOST_NAME], queue.published if queue else "")}

    def alive(self, tab: str, seen: int) -> Json:
        """That a page is open: who else has one, what they decided, and whether the package changed on disk."""
        with self._lock:
            now = time.monotonic()
            self._tabs = {name: at for name, at in self._tabs.items() if now - at < _PRESENT}
            self._tabs[tab[:64]] = now
            # The one that came first is not told of those that came later.
            others = list(self._tabs).index(tab[:64])
            return {"others": others, "changed": self._has_changed(), "rows": self._since(seen)}

    def leave(self, tab: str) -> Json:
        """That a page was closed."""
        with self._lock:
            self._tabs.pop(tab[:64], None)
            return {}

    def reopen(self, source: str) -> Json:
        """Read the package anew, as it is on disk now."""
        with self._lock:
            self._desk.close()
            self._open_desk()
            return self.open(source)

    def close(self) -> None:
        """Let others review the package."""
        with self._lock:
            self._desk.close()

    def _carried_out(self, made: list[Decision], seen: int) -> None:
        try:
            self._desk.decide(made)
        except DataError as error:
            raise Refused(error.text, map(_finding, error.findings), rows=self._since(seen)) from error
        except KGError as error:
            raise Refused(error.text, changed=self._has_changed(), rows=self._since(seen)) from error

    def _problems(self, suggestion: str) -> list[Json]:
        if suggestion not in self._desk.states:
            return []
        return [_problem(one) for one in self._desk.problems(suggestion)]

    def _has_changed(self) -> bool:
        """Whether somebody else wrote into the package since it was read."""
        try:
            self._desk.check_unchanged()
        except SourceError:
            return True
        return False

    def _decision(self, row: Json) -> Decision:
        try:
            start, end = row.get("start"), row.get("end")
            return Decision(
                str(row["decision"]),
                str(row.get("suggestion", "")),
                str(row.get("field", "")),
                int(row.get("group") or 0),
                str(row.get("value", ""))[:_MOST_TEXT],
                None if start is None or end is None else Span(int(start), int(end)),
                self._reviewer,
                self._decided_on,
                str(row.get("comment", ""))[:_MOST_TEXT],
            )
        except KGError as error:
            raise Refused(error.text, status=422) from error
        except (KeyError, TypeError, ValueError) as error:
            raise Refused(Text("This is no decision.", "这不是决定。"), status=422) from error

    def _refuse_if_decided(self, made: Sequence[Decision], seen: int, mine: Collection[int]) -> None:
        """Of one suggestion, the first decision counts, and who comes later is told."""
        touched = {one.suggestion for one in made if one.suggestion}
        for other in self._desk.log[seen:]:
            if other.suggestion in touched and other.number not in mine:
                who = other.reviewer or "?"
                raise Refused(
                    Text(
                        f"Meanwhile this was decided on another page ({other.decision}, {who}). Nothing was written: "
                        "look at it as it is now.",
                        f"另一页面已先对此作出决定（{other.decision}，{who}）。未作任何写入，请查看现状。",
                    ),
                    rows=[_row(one) for one in self._desk.log[seen:]],
                )

    def _written_before(self, made: Sequence[Decision], seen: int) -> list[int]:
        """The numbers of the same decisions in the log, where the answer to them was lost."""
        later = iter(self._desk.log[seen:])
        # What came with a decision, such as new parties, stands between them.
        found = [next((other for other in later if _is_same(one, other)), None) for one in made]
        numbers = [one.number for one in found if one is not None]
        return numbers if len(numbers) == len(made) else []

    def _log_of(self, source: str) -> list[Decision]:
        """The decisions on the suggestions of a source, and what took decisions back."""
        mine = {name for name, state in self._desk.states.items() if state.source == source}
        return [
            one
            for one in self._desk.log
            if one.suggestion in mine or one.decision == "undo" or (one.decision, one.value) == ("read", source)
        ]

    def _since(self, seen: int) -> list[Json]:
        return [_row(one) for one in self._desk.log if one.number > seen]

    def _known(self, made: Sequence[Decision]) -> Json:
        if not _MAKES_KNOWN & {one.decision for one in made}:
            return {}
        packages, _ = read_tables([self._desk.folder], self._ontology)
        return {"known": known_things(packages, self._desk.queues.values(), self._desk.log)}


def _row(one: Decision) -> Json:
    return {
        "number": one.number,
        "suggestion": one.suggestion,
        "field": one.field,
        "group": one.group,
        "decision": one.decision,
        "value": one.value,
        "start": one.span.start if one.span else None,
        "end": one.span.end if one.span else None,
        "reviewer": one.reviewer,
    }


def _is_same(one: Decision, other: Decision) -> bool:
    """Whether one is the other as the log has it; of what was accepted, the log knows what it became."""
    value = other.value if one.decision in ("accept", "new") and not one.value else one.value
    return replace(one, number=0, value=value) == replace(other, number=0)


def _problem(one: FieldProblem) -> Json:
    return {"name": one.field, "group": one.group, **_told(one.finding)}


def _finding(one: Finding) -> Json:
    return {"name": one.field, "group": 0, **_told(one)}


def _told(one: Finding) -> Json:
    """What is wrong and what to do; the value stands in the field itself."""
    told = (one.message_en, one.fix), (one.message_zh or one.message_en, one.fix_zh or one.fix)
    return {"text": [" ".join(filter(None, parts)) for parts in told], "severity": one.severity.value, "code": one.code}
