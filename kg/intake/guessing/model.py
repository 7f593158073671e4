"""What the columns of a table are taken for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.intake.several import COMMAS
from kg.text import Text


@dataclass(frozen=True, slots=True)
class Told:
    """What the names of a column are by their words.

    Attributes:
        regions, institutions: the names whose words say so.
        others: the names of which no word says what they are.
        by_heading: whether the heading says already what all of them are.
        lands: the names of countries among those of a column that is not taken for regions.
    """

    regions: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    by_heading: bool = False
    lands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A column of who takes part.

    Attributes:
        name: the column.
        is_region: whether it names regions.
        separator: what parts several in a cell; empty for one.
        key: the column that tells parties of one name apart: their id, or the country that a town is in.
        country: the column of the country that a region is in; empty if there is none.
        level: of regions, a code of the code list ``level``.
        place, land: of an organisation, the column of where it is, and that of the country; empty if there is none.
        area: of a region, the column of the part of a country that it is in, which tells two of one name apart.
        role: what the parties do, a code of the code list ``role``.
        does: the column that says what each does; empty if there is none.
        roles: of that column's texts, the codes of those that are known.
        told: what its names are by their words.
        is_mixed: whether each row's name tells whether it is a region; where it does not, ``is_region`` holds.
        coded: whether a registry knows its countries.
        statistical: the column of the NUTS codes of where an institution is; empty if there is none.
        in_cell: of a region, whether its country stands behind its name in the same cell.
        signs: of several in a cell, what parts the values of the columns beside where it is another sign.
        short: the column of their short names; empty if there is none.
        tongue: the language of the names of its countries, ``en`` or ``zh``.
        is_id: whether its names are ids, which nothing else tells apart.
        abroad: the names of organisations that stand with several countries.
        further: further signs that part several in a cell.
        listed: what is to be said of how they are parted.
        also: the columns of their names in other languages.
        is_land: whether they are countries, which are looked up in the registry.
        scripts: of the first of them, whether its names are in the letters of the party's: all, none, or some are.
        doubts: what is not sure of it.
        in_both: whether most of its cells have a name in Chinese and one in letters.
    """

    name: str
    is_region: bool
    separator: str = ""
    key: str = ""
    country: str = ""
    level: str = "city"
    place: str = ""
    land: str = ""
    area: str = ""
    role: str = "partner"
    does: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    told: Told = field(default_factory=Told)
    is_mixed: bool = False
    coded: bool = False
    statistical: str = ""
    in_cell: bool = False
    signs: Mapping[str, str] = field(default_factory=dict)
    short: str = ""
    tongue: str = "en"
    is_id: bool = False
    abroad: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    listed: Text | None = None
    also: tuple[str, ...] = ()
    is_land: bool = False
    scripts: frozenset[bool] = frozenset((True,))
    doubts: tuple[Text, ...] = ()
    in_both: bool = False

    @property
    def also_called(self) -> Iterator[tuple[int, bool, bool]]:
        """Of each column of names in another language its number, and whether they are main names, or further ones."""
        for place, _ in enumerate(self.also, 1):
            of_first = self.scripts if place == 1 else frozenset((True,))
            yield place, False in of_first, True in of_first

    @property
    def parts(self) -> str | tuple[str, ...]:
        """What parts its names in a cell: a sign, or several; empty for one name.

        A comma has the rules of several signs: it parts no legal form from its name.
        """
        return (self.separator, *self.further) if self.further or self.separator in COMMAS else self.separator

    @property
    def columns(self) -> set[str]:
        """All columns that say something of the party."""
        beside = {self.key, self.country, self.place, self.land, self.area, self.does, self.statistical, self.short}
        return {self.name, *beside, *self.also} - {""}

    @property
    def apart(self) -> str:
        """The column of the country that tells organisations of one name apart; empty where they have ids or none."""
        if self.is_region or self.key or self.is_id:
            return ""
        return self.land or (self.place if self.level == "country" else "")

    @property
    def together(self) -> list[str]:
        """Of several in a cell, the columns that have as many values in theirs."""
        named = dict.fromkeys((self.name, self.key, self.place, self.land, self.short, *self.also))
        return [name for name in named if name] if self.separator else []

    def sign(self, name: str) -> str:
        """What parts the values in the cells of a column of the party."""
        return self.signs.get(name, self.separator)

    def split(self, name: str) -> str | list[str]:
        """The same for the header of a mapping, with all the signs that part its names."""
        return list(self.parts) if name == self.name and isinstance(self.parts, tuple) else self.sign(name)


@dataclass(frozen=True, slots=True)
class Within:
    """What the rows of partnerships of several rows say in one column.

    Attributes:
        same: how many of these partnerships have one and the same in all rows that have a cell.
        differ: the others, each with its rows and what they say.
    """

    same: int
    differ: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Money:
    """A column of amounts.

    Attributes:
        name: the column.
        heading: its heading where that names the unit or what amounts count; else empty.
        currency: the column of the currency; empty if there is none.
        measure: a code of the code list ``measure``.
        by_row: whether rows of one partnership have amounts of their own.
        is_open: whether nothing tells its unit.
        unclear: what of its heading may say how much an amount counts, and is not understood; empty if nothing.
        named: whether the heading names the unit.
        within: what the rows of one partnership say; ``None`` where nothing tells partnerships apart.
        bare: in how many cells no unit stands, where others have theirs.
        usual: the one unit of the others; empty if they have several.
        likely: where nothing tells its unit, the currency of who gives it by another heading, and that heading.
        doubt: why it is hardly the amount of a partnership, so that it is asked: ``party``, ``each``, ``before``,
            ``years``, ``several`` or ``heading``; empty if nothing speaks against it.
        others: the other columns that are amounts of one party each.
        basis, bases: the column that says whether an amount is meant or reached, with the class of each of its texts:
            ``Target``, ``Achievement``, or none where that is not known; an empty name where no column says it.
        party: which side the one party of each row is of that row's own amount, ``destination`` or ``origin``; empty
            where the amount is of no party.
    """

    name: str
    heading: str
    currency: str
    measure: str
    by_row: bool
    is_open: bool = False
    unclear: str = ""
    named: bool = False
    within: Within | None = None
    bare: int = 0
    usual: str = ""
    likely: tuple[str, str] = ("", "")
    doubt: str = ""
    others: tuple[str, ...] = ()
    basis: str = ""
    bases: Mapping[str, str] = field(default_factory=dict)
    party: str = ""

    @property
    def has_reached(self) -> bool:
        """Whether some of its amounts may be reached ones."""
        return "Achievement" in self.bases.values()

    @property
    def is_off(self) -> bool:
        """Whether the draft asks before it reads it."""
        return self.is_open or bool(self.doubt)


@dataclass(frozen=True, slots=True)
class Stages:
    """The column of how far partnerships are.

    Attributes:
        name: the column; empty if there is none.
        codes: each of its texts that is a known word with its code; an empty one for a text that says too little.
        day: the column of the day by which each stage holds; empty if there is none.
        together: the two columns, where a cell has several stages and their days.
        is_history: whether rows of one partnership have several, so that no day of the table is that of all.
        without: the rows that have a stage, and not its day.
        may_be_issued: whether a stage without its day holds on the day on which the table was issued.
        order: how its days are written, as ``Guessed.orders`` has it.
    """

    name: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    day: str = ""
    together: tuple[str, ...] = ()
    is_history: bool = False
    without: tuple[int, ...] = ()
    may_be_issued: bool = False
    order: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there are several of one partnership, and nothing says when each was."""
        return self.is_history and not self.day


@dataclass(frozen=True, slots=True)
class History:
    """A column of which a cell has several stages as texts, each with its day.

    Attributes:
        name: the column.
        sign: what parts them.
        codes: each text of a stage with its code; an empty one where none is known.
    """

    name: str
    sign: str
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unordered:
    """A column of days of which too little tells whether the day or the month is first.

    Attributes:
        name: the column.
        day: one of its days that may be either.
        witness: one of its few days that can be read in one order only; empty where there is none, or they differ.
        order: that order, ``day-first`` or ``month-first``.
    """

    name: str
    day: str
    witness: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Guessed:
    """What the columns of a table are taken for; a name is empty where no column is.

    Attributes:
        project: the column of what tells partnerships apart.
        called: that of their name.
        parties: the columns of who takes part.
        signed, awarded, started: the days on which they were signed, awarded, and began.
        issued, day: the days that say when the table was issued; any other day.
        money: the amounts.
        kinds, sectors: the column, and each of its texts that is a known word with its code; a word for several
            sectors has all of them.
        stages: how far they are.
        names: all columns, as a mapping has them.
        orders: of each column ``day-first`` or ``month-first``, where some of its days, or else of all, can only be
            read so and none otherwise; else empty.
        pairs_differ: whether no two rows name the same parties, or those that do are of one, and none has an amount of
            its own.
        of_twins: whether a heading says that towns are twins.
        several: the columns of which some cell holds several values.
        ended: the days on which they end.
        both_ways: whether some row names the parties of another one, the other way round.
        terms: the columns of when each partnership begins and ends of which all its rows say the same.
        dated: the day of each row, where no column says of what it is.
        reported: the one column of days of twins, where rows of the same towns say several, as a report each year does.
        usual: the class of partnerships of which no known type is said.
        differ: of what a partnership says once, the columns in which its rows differ.
        also_money: another column of amounts, which the draft reads when it is told to.
        is_of_one: whether no partnership has more than one party.
        days: the columns of days that are neither of signing nor of when the table was issued.
        unordered: the columns of days of which too little tells whether the day or the month is first.
        twinned: the column of when twins were signed, where nothing says so but that it is their one day.
        since: the columns of days of which some cell says since when: since 1969.
        witnesses: where the days of a table show both orders, each column that shows one, the order, and a day.
        doubts: what is not sure of who takes part, and is to be looked at first.
        other_title: the column of their name in the other language, Chinese or not.
        history: the column of stages with their days in one cell, which the draft reads when it is told to.
    """

    project: str
    called: str
    parties: tuple[Party, ...]
    signed: str
    awarded: str
    started: str
    issued: str
    day: str
    money: Money | None
    kinds: tuple[str, Mapping[str, str]]
    stages: Stages
    sectors: tuple[str, Mapping[str, str]]
    names: tuple[str, ...]
    pairs_differ: bool = True
    orders: Mapping[str, str] = field(default_factory=dict)
    of_twins: bool = False
    several: frozenset[str] = frozenset()
    ended: str = ""
    both_ways: bool = False
    terms: frozenset[str] = frozenset()
    dated: str = ""
    usual: str = "Project"
    differ: Mapping[str, Within] = field(default_factory=dict)
    days: tuple[str, ...] = ()
    also_money: Money | None = None
    is_of_one: bool = False
    reported: str = ""
    unordered: tuple[Unordered, ...] = ()
    witnesses: tuple[tuple[str, str, str], ...] = ()
    twinned: str = ""
    since: frozenset[str] = frozenset()
    doubts: tuple[Text, ...] = ()
    other_title: str = ""
    history: History | None = None

    @property
    def read(self) -> set[str]:
        """The columns that a draft reads."""
        of_parties = set[str]().union(*(one.columns for one in self.parties))
        of_money = set[str]()
        if self.money and not self.money.is_off:
            of_money = {self.money.name, self.money.currency, self.money.basis}
        coded = {name for name, codes in (self.kinds, self.sectors) if codes}
        coded |= set() if self.stages.is_open else {self.stages.name, self.stages.day} - {""}
        of_spans = {self.started, self.ended} if of_money else self.terms
        of_rows = {self.dated} if self.money else set()
        named = {self.project, self.called, self.other_title}
        return named | {self.signed} | of_rows | coded | of_parties | of_money | of_spans
