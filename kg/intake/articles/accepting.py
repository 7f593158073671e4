"""A package's suggestions at work: their states, what is wrong with them, and decisions that go into its tables.

A ``Desk`` is what a review talks to: the page, the sheet and the command line. Each call of ``decide`` adds to the log
``decisions.csv`` and changes the tables in one step: all of it, or nothing.

A review in a few lines::

    with Desk.open(package, [my_copy_of_the_article]) as desk:
        for state in desk.open_states():
            print(state.id, desk.problems(state.id))
        desk.decide([Decision("accept", state.id, reviewer="me")])
        desk.undo()
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from kg.errors import DataError, UsageError
from kg.files import settled, write_files
from kg.findings import Finding, Severity
from kg.intake.articles import decisions as log
from kg.intake.articles.decisions import Decision
from kg.intake.articles.drafting import Drafter, FieldProblem, grave
from kg.intake.articles.examining import passage_problems
from kg.intake.articles.holding import Hold
from kg.intake.articles.looking import View
from kg.intake.articles.replaying import Replayed, replay
from kg.intake.articles.states import ACCEPTED
from kg.intake.articles.trying import Trial, new_violations, violations
from kg.intake.articles.wanting import Wants, accepted
from kg.intake.articles.written import DESCRIPTOR, Plan, changed
from kg.intake.articles.written import FILE as WRITTEN
from kg.intake.package import read_descriptor
from kg.text import Text


@dataclass(frozen=True, slots=True)
class Prepared:
    """What decisions lead to, before anything is written."""

    decisions: tuple[Decision, ...]
    log: tuple[Decision, ...]
    replayed: Replayed
    plan: Plan
    contents: Mapping[str, bytes | None]


class Desk(View):
    """The suggestions of one package, and decisions on them. Made by ``open``; to be closed, or used by ``with``.

    Its attributes and what it shows are those of ``View``.
    """

    def __init__(self, folder: Path, copies: Sequence[Path | str] = (), held: Hold | None = None) -> None:
        self._held = held
        super().__init__(folder, copies)

    @classmethod
    def open(
        cls, package: Path | str, copies: Iterable[Path | str] = (), *, hold: bool = True, where: str = ""
    ) -> Desk:
        """Open the suggestions of a package.

        Args:
            package: its folder, or its ``datapackage.json``.
            copies: the reader's copies of the sources: paths of files, or texts themselves. Without the copy of a
                source nothing of it can be accepted; all else can be decided.
            hold: whether to keep other reviews out; without it nothing can be decided.
            where: what others are told of this review, such as the address of its page.

        Returns:
            the desk, which keeps other reviews out until it is closed.

        Raises:
            SourceError: if the package, its suggestions or its log cannot be read, or another review is open.
        """
        path = Path(package)
        folder = path.parent if path.name == DESCRIPTOR else path
        read_descriptor(folder)
        held = Hold(folder, where) if hold else None
        try:
            return cls(folder, tuple(copies), held)
        except BaseException:
            if held is not None:
                held.close()
            raise

    def close(self) -> None:
        """Let others review the package."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def can_decide(self) -> bool:
        """Whether this desk keeps others out, and so may decide."""
        return self._held is not None

    def trial(self, name: str) -> list[FieldProblem]:
        """What stands in the way of accepting a suggestion, by all rules of `kg check`; takes about a second.

        Returns:
            what ``problems`` finds; where none of that is grave, what `kg check` would refuse with it.
        """
        found = self.problems(name)
        if any(one.is_grave for one in found):
            return found
        try:
            self._prepared([] if self.state(name).status == ACCEPTED else [Decision(log.ACCEPT, name)], trying=True)
        except DataError as error:
            found += [FieldProblem(one.field, 0, one) for one in error.findings]
        return found

    def decide(
        self, decisions: Decision | Iterable[Decision], further: Mapping[str, bytes | None] | None = None
    ) -> tuple[Decision, ...]:
        """Make decisions: they go into the log, and what follows from them into the tables; all of it, or nothing.

        Args:
            decisions: see ``Decision``. An ``accept`` needs no value: an id is made. New parties that an accepted
                record names are accepted with it.
            further: files of the package that are written in the same step, such as ``names.csv``; ``None`` for one
                that goes.

        Returns:
            what was added to the log, numbered; more than was given where something came with it.

        Raises:
            Undecidable: if one cannot be carried out.
            UsageError: if this desk does not keep others out.
            DataError: if `kg check` would refuse the package afterwards; its findings say where.
            SourceError: if a file changed meanwhile or cannot be written. Nothing was changed.
        """
        made = [decisions] if isinstance(decisions, Decision) else list(decisions)
        if not made and not further:
            return ()
        if self._held is None:
            raise UsageError(
                Text(
                    "This desk only looks: open it with hold=True to decide.",
                    "此处只供查看，如要作决定请以 hold=True 打开。",
                )
            )
        self.check_unchanged()
        prepared = self._prepared(made, further=further or {})
        self._write(prepared)
        return prepared.decisions

    def take(
        self, digest: str, decisions: Sequence[Decision], further: Mapping[str, bytes | None] | None = None
    ) -> tuple[Decision, ...]:
        """Make the decisions of a file, and keep which those are, so that all of them can be taken back together.

        Args:
            digest: the SHA-256 of the file's bytes.
            decisions: as ``decide`` takes them.
            further: as ``decide`` takes them.

        Returns:
            the decisions that were written, as ``decide`` gives them.

        Raises:
            UsageError: if the file was taken before and that still holds.
            DataError, SourceError: as ``decide``.
        """
        first, last = self._written.taken.get(digest, (0, 0))
        if any(first <= one.number <= last for one in log.holding(self.log)):
            raise UsageError(
                Text(
                    f"These decisions were taken before: {first} to {last} of {log.FILE}. --undo takes them back.",
                    f"这些决定此前已采用，即 {log.FILE} 中的第{first}至{last}号。可用 --undo 撤回。",
                )
            )
        self._written.taken[digest] = (len(self.log) + 1, 0)
        try:
            return self.decide(decisions, further)
        except BaseException:
            self._written.taken.pop(digest, None)
            raise

    def untake(self, digest: str, further: Mapping[str, bytes | None] | None = None) -> tuple[Decision, ...]:
        """Take back all decisions of a file that was taken, the last one first.

        Args:
            digest: the SHA-256 of the file's bytes.
            further: as ``decide``.

        Raises:
            UsageError: if no decision of the file holds, or later ones rest on them.
            DataError, SourceError: as ``decide``.
        """
        first, last = self._written.taken.get(digest, (0, 0))
        numbers = [one.number for one in log.holding(self.log) if first <= one.number <= last]
        if not numbers and not further:
            raise UsageError(
                Text(
                    "No decision of this file holds here. Name the very file that was taken.",
                    "此处没有采自该文件且有效的决定。请写明当时采用的原文件。",
                )
            )
        before = self._written.taken.pop(digest, None)
        try:
            return self.decide([Decision(log.UNDO, value=str(number)) for number in reversed(numbers)], further)
        except BaseException:
            if before is not None:
                self._written.taken[digest] = before
            raise

    def undo(self, number: int | None = None, reviewer: str = "", decided_on: str = "") -> tuple[Decision, ...]:
        """Take back the last decision that holds, or the one with a number; the tables are as if it had not been.

        Args:
            number: the decision's number in the log, from 1; ``None`` for the last.
            reviewer: who takes it back.
            decided_on: the day, ``2024-05-20``; empty for none.

        Returns:
            the decisions that were written, as ``decide`` gives them.

        Raises:
            UsageError: if there is none, or later decisions rest on it.
            DataError, SourceError: as ``decide``.
        """
        value = "" if number is None else str(number)
        return self.decide(Decision(log.UNDO, value=value, reviewer=reviewer, decided_on=decided_on))

    def _prepared(
        self, made: Sequence[Decision], *, trying: bool = False, further: Mapping[str, bytes | None] | None = None
    ) -> Prepared:
        completion = self._completion()
        new = completion.complete(made)
        replayed = replay(self._suggestions, completion.log)
        orphans = {one.number for one in self.orphans}
        lost = [one for one in replayed.orphans if one.number not in orphans]
        if lost:
            raise _rests_on(lost[0])
        drafter = self._drafter(replayed)
        self._check_drafts(replayed, drafter)
        wants = Wants(self._base, self.queues, self.texts, self._written)
        earlier = self._drafter(self._replayed)
        before = {one.id: earlier.draft(one, one.became) for one in accepted(self._replayed)}
        wanted = wants.rows(replayed, drafter, before)
        fills = wants.fills(wanted)
        plan = Plan(self.folder, self._descriptor(), self._written, self._ontology)
        plan.make(wanted, fills)
        contents = changed({**plan.contents, **(further or {})}, self.folder)
        if contents or trying:
            self._check(contents, any(one.decision in (log.ACCEPT, log.NEW) for one in new))
        return Prepared(tuple(new), completion.log, replayed, plan, contents)

    def _check_drafts(self, replayed: Replayed, drafter: Drafter) -> None:
        """Refuse what is accepted and cannot be: what waits for another, lacks a value, or is not in the text."""
        wrong: list[Finding] = []
        names: list[str] = []
        for state in accepted(replayed):
            drafted = drafter.draft(state, state.became)
            if drafted.waits and state.id in self.states and self.states[state.id] == state:
                raise DataError(
                    Text(
                        f"{state.became} rests on {drafted.waits[0]}: take back the acceptance of {state.id} first.",
                        f"{state.became} 以 {drafted.waits[0]} 为前提，请先撤回对 {state.id} 的接受。",
                    )
                )
            problems = [*drafted.problems, *passage_problems(state, self.texts.get(state.source))]
            if state.id not in self.states or self.states[state.id] != state:
                problems += self._reference_problems(state, drafted, replayed.states)
            found = list(grave(problems))
            if drafted.waits and not found:
                # A new party comes with an acceptance, and not with what brings one back, such as the undo of an undo.
                found = [_must_come_first(one.finding) for one in problems if one.finding.code == "new-party"]
            if found:
                wrong += found
                names.append(state.id)
        if wrong:
            raise DataError(
                Text(
                    f"{', '.join(names[:5])}: cannot be accepted yet; nothing was written.",
                    f"{'、'.join(names[:5])}：尚不能接受，未写入任何内容。",
                ),
                wrong,
            )

    def _check(self, contents: Mapping[str, bytes | None], accepting: bool) -> None:
        trial = Trial(self.folder, self._used, self._ontology)
        after = trial.findings(contents)
        wrong = violations(after) if accepting else []
        if not wrong and violations(after):
            wrong = new_violations(after, trial.findings({}))
        if wrong:
            raise DataError(
                Text(
                    "`kg check` would refuse the package with this; nothing was written.",
                    "如此则 `kg check` 不会通过，未写入任何内容。",
                ),
                wrong,
            )

    def _write(self, prepared: Prepared) -> None:
        contents: dict[str, bytes | None] = dict(prepared.contents)
        path = settled(self.folder, log.FILE)
        content = path.read_bytes() if path.is_file() else b""
        if prepared.decisions:
            contents[log.FILE] = log.appended(content, prepared.decisions)
        plan = prepared.plan
        taken = plan.new.taken
        plan.new.taken = {name: (first, last or len(prepared.log)) for name, (first, last) in taken.items()}
        contents |= changed({WRITTEN: plan.new.as_bytes()}, self.folder)
        # A file that goes is emptied with the others in one step, and taken away afterwards: who is stopped between
        # leaves one that nothing names.
        empty = {name: plan.emptied(name) for name, content in contents.items() if content is None}
        write_files(self.folder, {name: empty[name] if made is None else made for name, made in contents.items()})
        for name in empty:
            (self.folder / name).unlink(missing_ok=True)
        self._written = prepared.plan.new
        self._replayed, self.log = prepared.replayed, prepared.log
        self.states, self.orphans = prepared.replayed.states, prepared.replayed.orphans
        self._seen = self._fingerprint()


def _must_come_first(found: Finding) -> Finding:
    """That a new party is none yet, as what stands in the way."""
    return replace(
        found,
        severity=Severity.VIOLATION,
        code="not-decided",
        message_en=f"The new party {found.value} is not accepted.",
        message_zh=f"新的参与方 {found.value} 尚未接受。",
        fix="Accept it first.",
        fix_zh="请先接受它。",
    )


def _rests_on(lost: Decision) -> UsageError:
    return UsageError(
        Text(
            f"Decision {lost.number} ({lost.decision} of {lost.suggestion}) rests on it. Take that back first.",
            f"决定 {lost.number}（对 {lost.suggestion} 的 {lost.decision}）以它为前提，请先撤回那一项。",
        )
    )
