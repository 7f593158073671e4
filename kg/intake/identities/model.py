"""What names and things are here: a name met somewhere, what a thing is called, and what a name may stand for.

A thing is written as in the tables of a package, ``kind/id``: ``region/cn-shanghai``, ``institution/sjtu``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.text import Text

NO_TEXT = Text()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it was met.

    Attributes:
        name: the name, as it was written.
        kind: ``region`` or ``institution`` where that is known; else empty.
        where: where it stands, for people: file, row and field.
    """

    name: str
    kind: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What a thing is called, and what tells it from others of its name.

    Attributes:
        names: its names in both languages, the other ones too, the first one first.
        label: how people are told it; made of the first name where it is empty.
        code: its kind of institution, or the level of a region.
        within: the regions that it is in, as references, the nearest first.
        where: where it is described, for people.
    """

    names: tuple[str, ...]
    label: Text = NO_TEXT
    code: str = ""
    within: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a name may stand for; nothing is joined by it.

    Attributes:
        thing: a thing that is known, as a reference; empty where it is another name that nothing has yet.
        name: the name by which it is alike.
        score: from 0 to 1, how sure it is.
        reason: why.
    """

    thing: str
    name: str
    score: float
    reason: Text


@dataclass(frozen=True, slots=True)
class Guess:
    """What a name looks like by its words, where nothing known has it.

    Attributes:
        kind: ``region`` or ``institution``; empty if its words do not tell.
        code: a code of ``institution-kind``, or of ``level`` for an administrative region.
        region_class: ``AdministrativeRegion`` or ``Zone`` for a region.
        located_in: regions whose names are in it, as references, the longest name first.
        reason: by which words.
    """

    kind: str = ""
    code: str = ""
    region_class: str = ""
    located_in: tuple[str, ...] = ()
    reason: Text = NO_TEXT

    @property
    def is_somewhere(self) -> bool:
        """Whether it is an institution or a zone, which a place is not and lies in one."""
        return self.kind == "institution" or self.region_class == "Zone"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is known of one mention.

    Attributes:
        mention: the name as it was met.
        key: mentions with one key have one name (``kg.intake.identities.key``), and so are one thing, unless ``asked``.
        thing: the one thing that it is, as a reference; empty if nothing known is it for sure.
        proposals: what else it may be, the likeliest first.
        asked: several things have exactly this name; ``proposals`` are they, with their parents in the reason.
        guess: what it looks like.
    """

    mention: Mention
    key: str
    thing: str = ""
    proposals: tuple[Proposal, ...] = ()
    asked: bool = False
    guess: Guess = Guess()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is known of several mentions, in their order."""

    resolved: tuple[Resolved, ...] = field(default_factory=tuple)

    @property
    def open(self) -> tuple[Resolved, ...]:
        """The first mention of each name that may be something known, the likeliest first."""
        firsts = {one.key: one for one in reversed(self.resolved) if not one.thing and one.proposals}
        return tuple(sorted(firsts.values(), key=lambda one: (-one.proposals[0].score, one.key)))
