"""What became of a suggestion: as it is now, who it waits for, and what record it is.

``acts`` says what each decision does to states, ``replaying`` replays the log on them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.intake import schema
from kg.intake.articles.model import Span, Suggestion

OPEN, ACCEPTED, REJECTED, SAME, JOINED = STATUSES = ("open", "accepted", "rejected", "same", "joined")
#: What a value begins with that is a suggestion of a new party.
NEW_PARTY = "new/"
#: The field of a participation that says who it is.
PARTY = "party"
#: What a suggestion is about, as a field for decisions.
ABOUT = "about"
#: The tables of which records can be suggested, and of a partnership's groups.
TABLES = ("partnerships", "stages", "observations", "statements", "regions", "institutions", "officials")
PARTICIPATIONS = "participations"
#: The table of a kind in a typed reference.
TABLE_OF_KIND = {kind: table for table, kind in schema.KIND_OF_TABLE.items()}
PARTY_TABLES = ("regions", "institutions")
_NOT_TYPED = {"id", "partnership", *schema.EVIDENCE}
#: Of what a person adds, who the rule is.
PERSON = "person"


@dataclass(frozen=True, slots=True)
class State:
    """What became of a suggestion.

    Attributes:
        suggestion: as it is now: with edited fields, spans and parties.
        source: the source that it is from.
        original: as it was proposed; ``None`` for one that a person added or divided off.
        status: ``open``, ``accepted``, ``rejected``, ``same`` (as a record that there was) or ``joined`` (into
            another).
        became: the typed reference of the record that it is; of one that was joined, the other's id.
        number: the number of the decision that made it so; 0 while it is open.
        edited: the fields that a person changed: name and group; ``("", 0)`` for the span of the record.
        confirmed: the fields that a person accepted one by one.
        decided: the numbers of all decisions on it that hold.
    """

    suggestion: Suggestion
    source: str
    original: Suggestion | None = None
    status: str = OPEN
    became: str = ""
    number: int = 0
    edited: frozenset[tuple[str, int]] = frozenset()
    confirmed: frozenset[tuple[str, int]] = frozenset()
    decided: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """The suggestion's id."""
        return self.suggestion.id

    @property
    def is_edited(self) -> bool:
        """Whether a person changed anything of it."""
        return bool(self.edited)

    @property
    def is_decided(self) -> bool:
        """Whether it waits for nothing."""
        return self.status != OPEN

    @property
    def about(self) -> str:
        """What it is about: the typed reference of a record, or the id of a suggestion; empty for what stands alone."""
        return self.value(ABOUT) or self.suggestion.about

    def values(self, name: str, group: int = 0) -> list[str]:
        """The values of a field, in their order."""
        return [one.value for one in self.suggestion.fields if (one.name, one.group) == (name, group)]

    def value(self, name: str, group: int = 0) -> str:
        """The first value of a field; empty if it has none."""
        return next(iter(self.values(name, group)), "")

    @property
    def groups(self) -> list[int]:
        """The groups of fields that it has, those of the record itself left out."""
        return list(dict.fromkeys(one.group for one in self.suggestion.fields if one.group))


@cache
def columns_of(kind: str, group: int = 0) -> tuple[str, ...]:
    """The fields that a suggestion may have: columns of its table that a person fills in.

    Args:
        kind: the table.
        group: 0 for the record itself, else a participation's.
    """
    if group:
        names = [one["name"] for one in schema.table_schema(PARTICIPATIONS)["fields"]] if kind == "partnerships" else []
    else:
        names = [one["name"] for one in schema.table_schema(kind)["fields"]]
    extra = () if group or kind != "stages" else (ABOUT,)
    return (*(name for name in names if name not in _NOT_TYPED), *extra)


def added_id(source: str, kind: str, span: Span, taken: Iterable[str] = ()) -> str:
    """The id of a suggestion that a person adds: by where it is, so that two people who add one add the same.

    Args:
        source: the source's id.
        kind: the suggestion's table.
        span: its passage.
        taken: ids that are used; of these it becomes none.

    Returns:
        ``s-`` and twelve digits of a hash, with a number behind where that is taken.
    """
    said = f"{source}\n{kind}\n{span.start}\n{span.end}"
    return free_id(f"s-{hashlib.sha256(said.encode()).hexdigest()[:12]}", set(taken))


def free_id(name: str, taken: Iterable[str]) -> str:
    """An id that is not taken: the name itself, or with a number behind it."""
    used = set(taken)
    if name not in used:
        return name
    return next(f"{name}-{number}" for number in range(2, len(used) + 3) if f"{name}-{number}" not in used)


@dataclass(frozen=True, slots=True)
class Resolver:
    """What typed references and suggestions stand for, by the states.

    Attributes:
        states: the states of all suggestions.
    """

    states: Mapping[str, State] = field(default_factory=dict)

    def record(self, value: str) -> str:
        """The typed reference of a record that a value names; empty where that is a suggestion that is none yet.

        Args:
            value: a typed reference, ``new/SUGGESTION``, or the id of a suggestion.
        """
        name = value.removeprefix(NEW_PARTY)
        if name not in self.states:
            return "" if value.startswith(NEW_PARTY) else value
        state = self.leading(name)
        return state.became if state.status in (ACCEPTED, SAME) else ""

    def leading(self, name: str) -> State:
        """The state of a suggestion, or of the one that it was joined into."""
        state = self.states[name]
        while state.status == JOINED:
            state = self.states[state.became]
        return state

    def waits_for(self, value: str) -> str:
        """The id of the suggestion that a value waits for; empty if it waits for none."""
        name = value.removeprefix(NEW_PARTY)
        if self.record(value):
            return ""
        return self.leading(name).id if name in self.states else name if value.startswith(NEW_PARTY) else ""
