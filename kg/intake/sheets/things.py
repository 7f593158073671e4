"""The things of a sheet by their names: who there is, what is new, and the rows that a package needs of them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, permutations

from kg.intake import schema
from kg.intake.identities import (
    Judgements,
    Mention,
    Names,
    Resolved,
    is_short_for,
    key,
    plain,
    registered,
    resolve,
    side,
)
from kg.intake.registries import find, region
from kg.intake.sheets.asking import Question, called
from kg.intake.sheets.clean_names import new_id
from kg.intake.sheets.countries_in_names import firm_in_country
from kg.intake.sheets.meant import (
    rows_of,
)
from kg.intake.sheets.name_languages import (
    both_languages,
    codes_as_short,
    perhaps_translated,
    seat_in_brackets,
    two_bodies,
)
from kg.intake.sheets.name_spellings import spellings_of
from kg.intake.sheets.naming import sides_by_signs, sides_of
from kg.intake.sheets.numbered import unmarked
from kg.intake.sheets.own_names import listed_bodies
from kg.intake.sheets.placing import (
    country_at_end,
    country_of,
    is_beside,
    is_country,
    is_outside,
    is_well_known,
    names_country,
    zone_seat_of,
)
from kg.intake.sheets.plain_names import as_written
from kg.intake.sheets.short_forms import with_short_form
from kg.intake.sheets.trunks import trunks
from kg.intake.sheets.who import (
    Spellings,
)
from kg.nearest import folded
from kg.text import Text

#: What is noted of an institution whose seat its name says, and of one behind whose name a cell has it.
BY_NAME = Text("Where it sits is read from its name.", "所在地据名称。")
BY_CELL = Text("Where it sits is read from the place behind its name in the sheet.", "所在地据表中名称之后的地名。")


def by_its_name(seat: str) -> dict[str, str]:
    """The cells of an institution that say in which region it is, by its id, and that its own name tells so."""
    return {"located_in": seat, "note_zh": BY_NAME.zh, "note_en": BY_NAME.en}


@dataclass(frozen=True, slots=True)
class Party:
    """What a name of a sheet stands for.

    Attributes:
        reference: ``region/id`` or ``institution/id``; empty where it is asked, or no party.
        asked: what must be answered first.
        also: what may be answered besides: things that may be the same.
        remark: what is taken for granted of it.
    """

    reference: str = ""
    asked: Question | None = None
    also: Question | None = None
    remark: Text = Text()  # noqa: RUF009 -- a frozen value


@dataclass
class Things(ABC):
    """Who there is, and what is new; it grows as names are looked up.

    Attributes:
        known: references to names: what the package, and those that it uses, have.
        judgements: what people have judged.
        answers: what people have said that a name is.
        places: what people have said that an institution sits in.
        ids: ids that names had at first sight: ``institution`` names by key to their id.
        regions: rows of the table regions that are needed, by id.
        institutions: rows of the table institutions, by id.
        first_seen: reference to the name by which a thing was met first.
        base: what the last import wrote, by table and id: such a row is made anew.
        shared: what imports of other sheets wrote into the package too, as references.
        kinds: the kinds of institutions that there are; an answer with another is refused.
        own: the ids of regions and zones that are made of their names, as no registry has them.
        waiting: the parties of rows that wait for an answer, as references.
        codes: names that are a country's code, in columns of institutions: they may be the short name of one.
        lands: the countries that the sheets speak of, by their ids: what lies there is likelier meant.
        homes: the regions of China of which they say that they are, by their ids: 县政府 may be of one of these.
    """

    known: dict[str, Names]
    judgements: Judgements
    answers: Mapping[str, str]
    ids: Mapping[str, str]
    places: Mapping[str, str] = field(default_factory=dict)
    regions: dict[str, dict[str, str]] = field(default_factory=dict)
    institutions: dict[str, dict[str, str]] = field(default_factory=dict)
    first_seen: dict[str, str] = field(default_factory=dict)
    base: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    shared: Collection[str] = ()
    kinds: Collection[str] = ()
    own: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    lands: set[str] = field(default_factory=set)
    homes: list[str] = field(default_factory=list)
    _looks: dict[str, int] = field(default_factory=dict)
    _met: dict[str, str] = field(default_factory=dict)
    _met_things: set[str] = field(default_factory=set)
    _mentions: dict[tuple[str, str], Resolved] = field(default_factory=dict)
    _found: dict[tuple[str, tuple[str, ...], str, str], Party] = field(default_factory=dict)
    _inside: dict[tuple[str, str], str] = field(default_factory=dict)
    _zones: dict[str, set[str]] = field(default_factory=dict)
    _by_name: dict[str, str] = field(default_factory=dict)
    _open: dict[str, str] = field(default_factory=dict)
    _contested: set[str] = field(default_factory=set)
    _borne: set[str] = field(default_factory=set)
    _around: set[str] = field(default_factory=set)
    _named: set[str] = field(default_factory=set)
    _alone: dict[str, str] = field(default_factory=dict)
    _longer: dict[str, list[str]] = field(default_factory=dict)
    _longer_named: dict[str, list[str]] = field(default_factory=dict)
    _asked_as: dict[str, str] = field(default_factory=dict)
    _in_short: dict[str, dict[str, str]] = field(default_factory=dict)
    _both: dict[str, list[str]] = field(default_factory=dict)
    _bounds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _branches: dict[str, dict[str, str]] = field(default_factory=dict)

    @abstractmethod
    def party(self, name: str, within: tuple[str, ...] = (), kind: str = "", towns: str = "") -> Party:
        """What a name stands for; see ``kg.intake.sheets.parties``.

        Args:
            name: the name, as it stands in the sheet.
            within: the names of the regions that it lies in, if the sheet says so, the narrowest first.
            kind: ``region`` where it can be nothing else.
            towns: ``city`` where it stands among towns, ``region`` among what is around them; empty where nobody says.
        """

    @cached_property
    def _judged_pairs(self) -> Collection[tuple[str, str]]:
        """The pairs of names and things of which somebody has judged whether they are one."""
        return frozenset(self.judgements.holding())

    @cached_property
    def _known_by_key(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for thing, names in self.known.items():
            for name in names.names:
                found.setdefault(key(name), set()).add(thing)
        return found

    def _called(self, name: str) -> set[str]:
        """The things that are known by a name, as references."""
        return self._known_by_key.get(key(name), set())

    def _sides(self, name: str) -> set[str]:
        """What a judgement may call a name: itself, or what is known by it."""
        return {side(name), *self._called(name)}

    @property
    def _first_spellings(self) -> Spellings:
        """New names by their keys, as they were met first."""
        return Spellings(self._met, self.first_seen)

    @cached_property
    def _places(self) -> Mapping[str, str]:
        by_kind = {name: place for name, answer in self.answers.items() if (place := self.kind_answered(answer)[1])}
        return {folded(name): place for name, place in (*by_kind.items(), *self.places.items())}

    def kind_answered(self, answer: str) -> tuple[str, str]:
        """The kind of an institution that an answer names, and where it says that is: institution university es-vi.

        Args:
            answer: what somebody has answered of a name.

        Returns:
            the kind, a code of ``institution-kind``, and the place as it is written; empty texts where it names none.
        """
        word, *words = answer.split()
        if word != "institution":
            return "", ""
        labels = schema.code_names("institution-kind")
        for count in range(len(words), 0, -1):
            said = " ".join(words[:count])
            kind = said if said in self.kinds or not self.kinds else labels.get(folded(said), "")
            if kind and (not self.kinds or kind in self.kinds):
                return kind, " ".join(words[count:]).removeprefix("in ").strip()
        return "", ""

    def _place_said(self, *names: str) -> str:
        """Where somebody has said that what has some names is, by any spelling of them."""
        spellings = [folded(called(part)) for name in names for part in spellings_of(name)]
        return next((self._places[part] for part in spellings if part in self._places), "")

    def bind(self, name: str, address: str) -> None:
        """Keep the place that first stands behind a name in its cell: it bounds what words of the name may mean.

        What is in a place is no country, though one has its letters as a code: CAF, Beasain.
        """
        self.codes.add(name)
        for spelling in spellings_of(name):
            self._bounds.setdefault(key(spelling), (address,))

    def _is_bound(self, seat: str, *names: str) -> bool:
        """Whether a region lies in, is or is around the place that stands behind a name; so it does where none does."""
        return not seat or is_beside(seat, self._bound_to(*names))

    def _bound_to(self, *names: str) -> tuple[str, ...]:
        """The place that stands behind one of some names in its cell; nothing where none does."""
        return next((self._bounds[key(name)] for name in names if name and key(name) in self._bounds), ())

    def answer_of(self, name: str) -> str:
        """What somebody has answered of a name, however it is written there; empty where nobody has."""
        return self._answers.get(folded(called(name)), "")

    @cached_property
    def _answers(self) -> Mapping[str, str]:
        # One that was given for a name with the mark of a footnote holds for the name.
        bare = {folded(unmarked(name)): answer for name, answer in self.answers.items()}
        return {one: answer for one, answer in bare.items() if "\n" not in one} | {
            folded(name): answer for name, answer in self.answers.items()
        }

    def names_of(self, reference: str) -> tuple[str, ...]:
        """What a thing is called, as the package or a registry has it.

        Args:
            reference: the thing.
        """
        kind, _, thing = reference.partition("/")
        if kind == "region" and rows_of(thing):
            return region(thing).names
        return self.known[reference].names if reference in self.known else ()

    def is_answered(self, name: str) -> bool:
        """Whether somebody has said what a name stands for, or where that is."""
        return folded(called(name)) in self._answers or bool(self._place_said(name))

    def _is_own(self, thing: str) -> bool:
        """Whether the last import of the sheet made a thing of its name; no registry has it."""
        kind, _, one = thing.partition("/")
        if kind == "institution":
            return one in self.base.get("institutions", {})
        return one in self.base.get("regions", {}) and not rows_of(one)

    @cached_property
    def _known_before(self) -> Mapping[str, Names]:
        """What is known besides what the last import of the sheet itself wrote: that is no news to the sheet.

        A sheet is read as in its first run, so that a second one of the same rows changes nothing; ids are those that
        ``ids`` has. Names that somebody has typed for what it wrote are known.
        """
        found = {}
        for thing, names in self.known.items():
            kind, _, one = thing.partition("/")
            row = self.base.get("regions" if kind == "region" else "institutions", {}).get(one)
            if row is None or thing in self.shared:
                found[thing] = names
            elif typed := tuple(name for name in names.names if name not in _written(row)):
                found[thing] = replace(names, names=typed)
        return found

    def _met_as(self, spellings: Iterable[str]) -> str:
        """The new thing that has a spelling, or the other spelling that a cell in both languages gives to it."""
        mine = [key(spelling) for spelling in spellings]
        twins = [twin for one in mine for twin in self._both.get(one, ())]
        return next((self._met[one] for one in (*mine, *twins) if one in self._met), "")

    def note_cells(self, cells: Iterable[str]) -> None:
        """Keep which names stand alone in cells.

        Args:
            cells: what strong signs part in the sheet's cells of parties, and names before the places behind them.
        """
        for cell in dict.fromkeys(cells):
            sides = self.parties_by_answer(cell)
            if sides == [cell] and any(sides_by_signs(cell)):
                continue
            for name in sides:
                for spelling in spellings_of(name):
                    self._alone.setdefault(key(spelling), name)

    def prepare(self, names: Iterable[str]) -> None:
        """Look up many names at once, which is much faster than one by one."""
        names = list(names)
        # What parts of cells are called is held against all other names too.
        parts = (
            part
            for name in names
            for part in (
                *self.parties_by_answer(name),
                *chain(*sides_by_signs(name)),
                *listed_bodies(name).names,
                *_beside_a_place(name),
            )
        )
        names = list(dict.fromkeys((*names, *parts)))
        self._named |= {part for name in names for part in spellings_of(name)}
        # What somebody has said to be several parties is no name in two languages.
        # Two that may be two bodies are one where somebody has said so.
        whole = (name for name in names if self.parties_by_answer(name) == [name])
        for zh, en in (both_languages(name) for name in whole if self.answer_of(name) or not two_bodies(name)):
            if zh and en:
                self._both.setdefault(key(zh), []).append(key(en))
                self._both.setdefault(key(en), []).append(key(zh))
        self._keep_translated(names)
        self._keep_trunks(names)
        self._keep_branches(names)
        for name in names:
            for long, short in codes_as_short(name):
                if self.parties_by_answer(name) == [name]:
                    self._in_short.setdefault(short, {}).setdefault(key(long), name)
        spellings = [part for name in dict.fromkeys(names) for part in spellings_of(name)]
        mentions = [Mention(name) for name in dict.fromkeys(spellings)]
        for mention, one in zip(mentions, self._resolve(mentions), strict=True):
            self._mentions[mention.name, ""] = one
            if one.thing.startswith("region/"):
                self._around |= {one.thing, *registered().outer(one.thing)}

    def _keep_branches(self, names: Iterable[str]) -> None:
        """Keep which firms have countries in brackets behind them: of one with several, each is a branch."""
        for name in names:
            bare, country = firm_in_country(name)
            if bare:
                self._branches.setdefault(key(bare), {}).setdefault(country, name)

    def _keep_trunks(self, names: Iterable[str]) -> None:
        """Keep which names have another one within them, also where that one comes first: Bosch, Robert Bosch GmbH."""
        for name in names:
            for trunk in trunks(name):
                self._longer_named.setdefault(trunk, []).append(name)

    def _keep_translated(self, names: Iterable[str]) -> None:
        """Keep that a name and its translation, which somebody has said to be one, are so elsewhere too."""
        for name in names:
            if self.answer_of(name) and self.parties_by_answer(name) == [name]:
                sides = perhaps_translated(name)
                for one, other in permutations((name, *sides), 2) if sides else ():
                    self._both.setdefault(key(one), []).append(key(other))

    def _resolve(self, mentions: Sequence[Mention]) -> tuple[Resolved, ...]:
        return resolve(mentions, self._known_before, self.judgements, registered()).resolved

    def _resolved(self, name: str, kind: str = "") -> Resolved:
        if (name, kind) not in self._mentions:
            (self._mentions[name, kind],) = self._resolve([Mention(name, kind)])
        return self._mentions[name, kind]

    def _use(self, reference: str, name: str) -> str:
        """Note that a thing is used; what is not in the package yet is added from a registry."""
        kind, _, thing = reference.partition("/")
        self.first_seen.setdefault(reference, name)
        if kind == "region" and thing not in self.regions:
            before = self.base.get("regions", {}).get(thing)
            for row in rows_of(thing) or ([dict(before)] if before else []):
                self.regions.setdefault(row["id"], row)
            if before and self._is_own(reference):
                self._remake_region(thing)
        if kind == "institution":
            if thing not in self.institutions and thing in self.base.get("institutions", {}):
                self._remake(thing, name)
            if thing in self.institutions:
                _add_name(self.institutions[thing], name)
        return reference

    def _remake_region(self, thing: str) -> None:
        """Place a region or zone of its own anew that the last import wrote, as somebody has said or its name says."""
        self.own.add(thing)
        row = self.regions[thing]
        zh, en = row.get("name_zh", ""), row.get("name_en", "")
        if place := self._place_said(zh, en):
            row["parent"] = self.party(place, kind="region").reference.removeprefix("region/")
        elif row.get("kind") == "Zone":
            name = zh or en
            seat = self._zone_seat(name, zh, en)
            if seat:
                self._by_name[thing] = seat
            seat = seat or country_at_end(name)
            row["parent"] = self._use(f"region/{seat}", name).removeprefix("region/") if seat else ""
        elif parent := row.get("parent"):
            self._use(f"region/{parent}", zh or en)

    def _zone_seat(self, name: str, zh: str, en: str) -> str:
        """The region in which a zone is by what its name begins with, by its id; empty if that is not sure.

        In letters Meishan is a city of Sichuan, and where nobody registers it a town by the sea: such a word needs a
        region of that province in the sheet, or must be asked.

        Args:
            name: the name, as the sheet has it.
            zh: it in Chinese, if it has one.
            en: it in letters, if it has it so.
        """
        seat = zone_seat_of(zh or en)
        if not seat or is_outside(seat, name) or not self._is_bound(seat, zh, en):
            return ""
        is_said = bool(zh or names_country(name) or self._bound_to(zh, en))
        return seat if is_said or self._is_borne_out(seat) else ""

    def _is_borne_out(self, seat: str) -> bool:
        """Whether the sheet names a region, what it lies in below its country, or something beside it there."""
        thing = f"region/{seat}"
        outer = {one for one in registered().outer(thing) if not is_country(one)}
        return is_well_known(thing) or bool({thing, *outer} & self._around)

    def _remake(self, thing: str, name: str) -> None:
        """Make a row anew that the last import wrote: what the sheet says of it is added as it is read."""
        before = self.base["institutions"][thing]
        names = {column: as_written(name, before, column) for column in ("name_zh", "name_en")}
        row = {"id": before.get("id", ""), **names, "kind": before.get("kind", "")}
        self.institutions[thing] = row
        if place := self._place_said(*names.values()):
            row["located_in"] = self.party(place, kind="region").reference.removeprefix("region/")
        elif region := self._in_brackets(name):
            row |= by_its_name(region)
        elif (
            before.get("note_en") == BY_NAME.en
            and self._is_by_name(before.get("located_in", ""), name, row["kind"])
            and self._is_bound(before.get("located_in", ""), name)
        ):
            self._use(f"region/{before['located_in']}", row.get("name_zh") or row.get("name_en", ""))
            row |= by_its_name(before["located_in"])

    def _is_by_name(self, seat: str, name: str, kind: str) -> bool:
        """Whether a seat that the last import read from a name is one; a country only where the name says it so."""
        return bool(seat) and (not is_country(seat) or seat == country_of(name, kind, has_seat=False))

    def parties_by_answer(self, name: str) -> list[str]:
        """The names of which somebody has said that they stand in one; itself where nobody has."""
        answer = self._answers.get(folded(called(name)), "")
        sides = [side.strip() for side in re.split("[;；]", answer) if side.strip()]
        return sides if len(sides) > 1 else [name]

    def _in_brackets(self, name: str) -> str:
        """The region in brackets behind a name in two languages, by its id; empty if none is sure."""
        inside = seat_in_brackets(name)
        return self.party(inside, kind="region").reference.removeprefix("region/") if inside else ""

    def _id(self, kind: str, short: str, name: str) -> str:
        if (met := self._met.get(key(name), "")).startswith(f"{kind}/"):
            return met.partition("/")[2]  # an answer has named it before its own turn came
        # One that had its country behind it at first sight keeps that id.
        for called_so in (name, *self._branches.get(key(name), {}).values()):
            if known := self.ids.get(f"{kind} {key(called_so)}"):
                return known
        written = self._written_regions if kind == "region" else self._written_institutions
        if one := written.get(key(name)):
            return one
        used = {thing.partition("/")[2] for thing in self.known} | set(self.ids.values())
        first = new_id(short, both_languages(name)[1] or name, ())
        used |= {first} if kind == "region" and rows_of(first) else set()
        return new_id(short, both_languages(name)[1] or name, used | self.regions.keys() | self.institutions.keys())

    @cached_property
    def _written_regions(self) -> Mapping[str, str]:
        """The regions and zones that the last import wrote, by their names: ``ids.csv`` may lack those of before."""
        return {
            key(row[name]): thing
            for thing, row in self.base.get("regions", {}).items()
            for name in ("name_zh", "name_en")
            if row.get(name) and not rows_of(thing)
        }

    @cached_property
    def _written_institutions(self) -> Mapping[str, str]:
        """The same of institutions, by each name that one alone has: in a sheet that was edited another comes first."""
        found: dict[str, set[str]] = {}
        for thing, row in self.base.get("institutions", {}).items():
            for name in _written(row):
                found.setdefault(key(name), set()).add(thing)
        return {name: min(things) for name, things in found.items() if len(things) == 1}

    def _know(self, reference: str, name: str) -> None:
        self.first_seen[reference] = name
        self._meet(reference, spellings_of(name))

    def _meet(self, reference: str, spellings: Iterable[str]) -> None:
        """Keep how a new thing is called, for the names that come after."""
        self._met_things.add(reference)
        for spelling in spellings:
            self._met.setdefault(key(spelling), reference)
            for trunk in trunks(spelling):
                self._longer.setdefault(trunk, []).append(spelling)


def _written(row: Mapping[str, str]) -> set[str]:
    """All names that a row has."""
    names = {row.get(column, "") for column in ("name_zh", "name_en")}
    return {*names, *(name for column in ("alt_zh", "alt_en") for name in row.get(column, "").split(";"))} - {""}


def _beside_a_place(name: str) -> list[str]:
    """The names that a word or a sign joins where one of them is a region: 抚远市 and Sample Holding."""
    sides = sides_of(name)
    return sides if len(sides) > 1 and any(map(find, sides)) else []


def _add_name(row: dict[str, str], name: str) -> None:
    """Add a further spelling of a name to a row that is new."""
    zh, en = map(with_short_form, both_languages(name))
    for language, part in (*(("zh", one) for one in zh), *(("en", one) for one in en)):
        if not part or part in (row.get(f"name_{language}"), *row.get(f"alt_{language}", "").split(";")):
            continue
        if not row.get(f"name_{language}"):
            row[f"name_{language}"] = part
            continue
        if is_short_for(plain(row[f"name_{language}"]), plain(part)):
            # The full name is the name, whichever row comes first.
            row[f"name_{language}"], part = part, row[f"name_{language}"]
        if ";" not in part:
            row[f"alt_{language}"] = ";".join(filter(None, (row.get(f"alt_{language}", ""), part)))
