"""Decisions as people make them to those that the log keeps: with ids, and with what they bring with them.

Accepting a record accepts the new parties that it names and that nobody has decided on. A new party gets what its name
tells of it. Everything that follows stands in the log, so that a replay needs neither the text nor these rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.errors import UsageError
from kg.intake import schema
from kg.intake.articles import decisions as log
from kg.intake.articles.acts import unknown
from kg.intake.articles.decisions import Decision
from kg.intake.articles.drafting import Drafter
from kg.intake.articles.model import Suggestion
from kg.intake.articles.recorded import Recorded
from kg.intake.articles.replaying import Replayed, advance, replay
from kg.intake.articles.states import ACCEPTED, NEW_PARTY, OPEN, Resolver, State, added_id
from kg.nearest import did_you_mean, nearest
from kg.text import Text


class Undecidable(UsageError):
    """A decision that cannot be carried out; ``index`` says which of those that were given."""

    def __init__(self, message: Text | str, index: int) -> None:
        super().__init__(message)
        self.index = index


@dataclass(slots=True)
class Completion:
    """Completes decisions, one after the other, each on what those before it made.

    Attributes:
        suggestions: all suggestions, with their sources.
        log: the log so far.
        known: the records that there are.
        drafter: makes the drafter for some states.
        used: the ids of a table that are taken.
        now: the states by the log so far.
    """

    suggestions: Sequence[tuple[str, Suggestion]]
    log: tuple[Decision, ...]
    known: Recorded
    drafter: Callable[[Replayed], Drafter]
    used: Callable[[str], set[str]]
    now: Replayed = field(init=False)

    def __post_init__(self) -> None:
        self.now = replay(self.suggestions, self.log)

    def complete(self, made: Iterable[Decision]) -> list[Decision]:
        """The decisions that go into the log, numbered.

        Raises:
            Undecidable: if one cannot be carried out.
        """
        new: list[Decision] = []
        for index, decision in enumerate(made):
            try:
                for one in self._with_all(replace(decision, number=0)):
                    new.append(replace(one, number=len(self.log) + 1))
                    self.log = (*self.log, new[-1])
                    # A mistake is told of the decision that makes it.
                    if one.decision == log.UNDO:
                        self.now = replay(self.suggestions, self.log)
                    else:
                        advance(self.now, new[-1])
            except UsageError as error:
                raise Undecidable(error.text, index) from error
        return new

    def _with_all(self, decision: Decision) -> Iterator[Decision]:
        states = self.now.states
        if decision.decision == log.UNDO:
            yield self._undo(decision)
            return
        if decision.decision == log.ADD:
            yield self._add(decision, states)
            return
        if decision.decision == log.READ:
            yield self._read(decision)
            return
        if decision.suggestion not in states:
            raise unknown(decision.suggestion, states)
        state = states[decision.suggestion]
        if decision.decision in (log.ACCEPT, log.NEW) and not decision.field:
            yield from self._accept(decision, state)
        elif decision.decision == log.NEW:
            yield from self._new_party(decision)
        elif decision.decision == log.SAME:
            self._check_there(decision, states)
            yield decision
        else:
            yield decision

    def _check_there(self, decision: Decision, states: dict[str, State]) -> None:
        """Refuse that something is a record that there is not."""
        made = {one.became for one in states.values() if one.status == ACCEPTED}
        if decision.value and decision.value not in made and decision.value not in self.known:
            near = did_you_mean(nearest(decision.value, [*made, *(one.reference for one in self.known)], most=1))
            name = decision.value[: log.MOST]
            said = Text(f"There is no record {name!r}. ", f"没有记录“{name}”。")
            said += near or Text("Choose one that there is.", "请选择已有的记录。")
            raise UsageError(said)

    def _undo(self, decision: Decision) -> Decision:
        holding = {one.number: one for one in log.holding(self.log)}
        # An undo that still holds can itself be taken back, by its number.
        undone = {one.number: one for one in self.log if one.decision == log.UNDO}
        if not decision.value:
            if not holding:
                raise UsageError(Text("There is nothing to take back.", "没有可撤回的决定。"))
            last = [number for number, one in holding.items() if one.decision != log.READ] or list(holding)
            return replace(decision, value=str(max(last)))
        number = int(decision.value) if decision.value.isdecimal() and len(decision.value) < 16 else 0
        if number not in holding and not (number in undone and self._holds(number)):
            raise UsageError(
                Text(
                    f"No decision {decision.value[: log.MOST]!r} holds. The numbers are in {log.FILE}.",
                    f"没有编号为“{decision.value[: log.MOST]}”且有效的决定，编号见 {log.FILE}。",
                )
            )
        return replace(decision, value=str(number))

    @staticmethod
    def _read(decision: Decision) -> Decision:
        if decision.span is None or not decision.value:
            raise UsageError(
                Text(
                    "What was read is a sentence: write the source as value, and where it begins and ends.",
                    "“已读”须写明句子：value 为来源，并写明起止位置。",
                )
            )
        return replace(decision, suggestion="", field="", group=0)

    def _holds(self, number: int) -> bool:
        """Whether an undo was not itself taken back."""
        later = [one for one in self.log if one.number > number]
        undone: set[int] = set()
        for one in reversed(later):
            if one.decision == log.UNDO and one.number not in undone:
                undone.add(int(one.value))
        return number not in undone

    @staticmethod
    def _add(decision: Decision, states: dict[str, State]) -> Decision:
        if decision.suggestion or decision.span is None:
            return decision
        kind, _, source = decision.value.partition("/")
        return replace(decision, suggestion=added_id(source, kind, decision.span, states))

    def _accept(self, decision: Decision, state: State) -> Iterator[Decision]:
        for name in self._new_parties(state):
            party = replace(_by(decision), decision=log.ACCEPT, suggestion=name)
            yield from self._accept(party, self.now.states[name])
        if decision.value:
            yield decision
            return
        kind = schema.KIND_OF_TABLE[state.suggestion.kind]
        # What the parties before became is a part of the name, and of the id.
        name = self.drafter(self.now).new_id(self.now.states[state.id], self._used(state.suggestion.kind))
        yield replace(decision, value=f"{kind}/{name}")

    def _used(self, table: str) -> set[str]:
        taken = {state.became.partition("/")[2] for state in self.now.states.values() if state.became}
        return self.used(table) | taken

    def _new_parties(self, state: State) -> list[str]:
        """The suggestions of new parties that a record names, each once, on which nobody has decided."""
        resolver = Resolver(self.now.states)
        named = [
            part.strip()
            for field in state.suggestion.fields
            for part in field.value.split(";")
            if part.strip().startswith(NEW_PARTY) and part.strip().removeprefix(NEW_PARTY) in self.now.states
        ]
        found = (resolver.leading(name.removeprefix(NEW_PARTY)) for name in named)
        return list(dict.fromkeys(one.id for one in found if one.status == OPEN and one.id != state.id))

    def _new_party(self, decision: Decision) -> Iterator[Decision]:
        """A new party of a field, and what its name tells of it, as edits of their own."""
        before = set(self.now.states)
        yield decision
        made = next((name for name in self.now.states if name not in before), "")
        if not made:
            return
        kind, _, name = decision.value.partition("/")
        guess = self.known.guess(name)
        within = next((one.partition("/")[2] for one in guess.located_in), "")
        sure = guess.kind == kind
        if kind == "region":
            values = {
                "kind": guess.region_class if sure else "Zone",
                "level": guess.code if sure else "",
                "parent": within,
            }
        else:
            values = {"kind": guess.code if sure else "", "located_in": within}
        for column, value in values.items():
            if value:
                comment = guess.reason.in_language("both")
                yield replace(_by(decision), suggestion=made, field=column, value=value, comment=comment)


def _by(decision: Decision) -> Decision:
    """An edit by whoever made a decision, on the same day."""
    return Decision(log.EDIT, reviewer=decision.reviewer, decided_on=decision.decided_on)
