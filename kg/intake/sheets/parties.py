"""Names to parties: known ones, regions of the registries, institutions by what they are called; else a question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.intake import schema
from kg.intake.identities import (
    Judgements,
    Mention,
    Names,
    Resolved,
    guess,
    is_reference,
    key,
    places_in,
    plain,
    proves,
    registered,
    resolve,
    says_where,
    well_known,
)
from kg.intake.registries import (
    RegisteredRegion,
    by_pinyin,
    find,
    is_small,
    matches,
    region,
    rivals,
)
from kg.intake.sheets.asking import Option, Question, called
from kg.intake.sheets.meant import (
    cities_meant,
    in_each_language,
    inside_in_words,
    inside_one,
    is_a_place,
    meant_by_half,
    named_inside,
    places_meant,
    registered_as,
    rows_of,
    without_outer,
)
from kg.intake.sheets.naming import (
    both_languages,
    country_after_comma,
    country_behind,
    is_chinese,
    new_id,
    parties_in,
    seat_in_brackets,
    sides_of,
    spellings_of,
    with_short_form,
    without_country,
)
from kg.intake.sheets.placing import (
    in_country_of,
    is_country,
    is_firm_too,
    is_well_known,
    led_by_country,
    level_of,
    may_sit,
    namesakes,
    of_places,
    one_standing,
    perhaps_seats,
    proposed_seats,
    said_before,
    says_city,
    seat_of,
    standing,
    told,
    zone_seat_of,
    zone_seats,
)
from kg.intake.sheets.towns import (
    AROUND,
    TOWN,
    country_first,
    is_plainly_a_town,
    region_of,
    says_around,
    says_town,
    told_apart,
    town_first,
    town_or_around,
    towns_of_any,
)
from kg.intake.sheets.who import (
    KINDS,
    Spellings,
    alike,
    no_kind,
    no_outer,
    one_or_several,
    what_is,
    where,
    which_region,
)
from kg.nearest import folded
from kg.text import Text

#: What is noted of an institution whose seat its name says.
_BY_NAME = Text("Where it sits is read from its name.", "所在地据名称。")


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


@dataclass(frozen=True, slots=True)
class Seat:
    """Where an institution sits by a column of places.

    Attributes:
        reference: the region; empty where the column says no more than is known, or it is asked.
        asked: what is asked of the region, or of the institution.
    """

    reference: str = ""
    asked: Question | None = None


@dataclass
class Directory:
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
        kinds: the kinds of institutions that there are; an answer with another is refused.
        own: the ids of regions and zones that are made of their names, as no registry has them.
        waiting: the parties of rows that wait for an answer, as references.
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
    kinds: Collection[str] = ()
    own: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    _looks: dict[str, int] = field(default_factory=dict)
    _met: dict[str, str] = field(default_factory=dict)
    _mentions: dict[tuple[str, str], Resolved] = field(default_factory=dict)
    _anew: dict[str, Resolved] = field(default_factory=dict)
    _found: dict[tuple[str, tuple[str, ...], str, str], Party] = field(default_factory=dict)
    _inside: dict[tuple[str, str], str] = field(default_factory=dict)
    _zones: dict[str, set[str]] = field(default_factory=dict)
    _by_name: dict[str, str] = field(default_factory=dict)
    _around: set[str] = field(default_factory=set)
    _named: set[str] = field(default_factory=set)
    _both: dict[str, list[str]] = field(default_factory=dict)

    def looks(self, name: str) -> int:
        """How much a name is a party: 2 if it is known or a region of a registry, 1 if its words say so, else 0."""
        if name not in self._looks:
            self._looks[name] = self._looked(name)
        return self._looks[name]

    def _looked(self, name: str) -> int:
        is_new = f"institution {key(name)}" in self.ids or f"region {key(name)}" in self.ids
        is_known = is_new or any(map(find, spellings_of(name))) or is_a_place(name)
        if folded(called(name)) in self._answers or is_known:
            return 2
        one = self._resolved(name)
        return 2 if one.thing or one.asked else int(bool(one.guess.kind or by_pinyin(name)))

    def party(self, name: str, within: tuple[str, ...] = (), kind: str = "", towns: str = "") -> Party:
        """What a name stands for.

        Args:
            name: the name, as it stands in the sheet.
            within: the names of the regions that it lies in, if the sheet says so, the narrowest first.
            kind: ``region`` where it can be nothing else.
            towns: ``city`` where it stands among towns, ``region`` among what is around them; empty where nobody says.
        """
        if is_reference(name) and (name in self.known or rows_of(name.partition("/")[2])):
            return Party(self._use(name, self.first_seen.get(name, "")))
        if kind and _ID.fullmatch(name) and rows_of(name):
            return Party(self._use(f"region/{name}", self.first_seen.get(f"region/{name}", "")))
        at = (name, within, kind, towns)
        if at not in self._found:
            self._found[at] = self._told_where(self._looked_up(name, within, kind, towns), within)
        return self._found[at]

    def _told_where(self, party: Party, within: tuple[str, ...]) -> Party:
        """What a name stands for; where it is asked, a region is proposed in what the sheet says that it lies in."""
        asked = party.asked
        if asked is None or not within or all(one.answer != KINDS[0].answer for one in asked.options):
            return party
        around = next((found[0] for place in within if len(found := standing(find(place))) == 1), None)
        country = next((one for place in within if (one := led_by_country(place)[0])), "")
        outer = around or (region(country) if country else None)
        if outer is None:
            return party
        inside = Option(f"region {outer.id}", inside_in_words(outer))
        itself = Option(f"region/{outer.id}", told(outer))
        ways = [inside] if outer.level == "country" else [inside, itself]
        if any(folded(text) in folded(asked.path[-1]) for text in outer.names) or says_around(asked.path[-1]):
            ways = ways[::-1]  # Free State of Saxony, Capital Region of Denmark; 样泽市 beside 岛根县 is sooner in it
        options = [made for one in asked.options for made in (ways if one.answer == KINDS[0].answer else [one])]
        # A name that says nothing, and a country beside it: a place there as well as a firm.
        unsure = asked.unsure or asked.likeliest == KINDS[1].answer
        return replace(party, asked=replace(asked, options=tuple(options), unsure=unsure))

    def sits(self, institution: str, places: Sequence[str], beside: Collection[str]) -> Seat:
        """Where an institution sits by the cells of columns of places.

        Its own name goes before the cells: a wider place takes nothing from it, and one elsewhere is asked about.

        Args:
            institution: the institution, as a reference.
            places: the cells, the narrowest place first.
            beside: all names of parties for which the cells are.
        """
        found, asked = self._seat_said(places)
        seat = self._sits(institution, found, beside)
        return seat if seat.asked else replace(seat, asked=asked)

    def _seat_said(self, places: Sequence[str]) -> tuple[Party, Question | None]:
        """The region of the narrowest cell that names one, and what is asked of those that do not."""
        asked: Question | None = None
        for at, place in enumerate(places):
            found = self.party(place, tuple(places[at + 1 :]), "region")
            if found.reference:
                return found, asked
            # The row is made without it: it is no party that is asked.
            asked = asked or (replace(found.asked, holds=False) if found.asked else None)
        return Party(), asked

    def _sits(self, institution: str, found: Party, beside: Collection[str]) -> Seat:
        row = self.institutions.get(institution.removeprefix("institution/"))
        if not found.reference or row is None:
            return Seat(asked=found.asked)
        seats = [seat for seat in row.get("located_in", "").split(";") if seat]
        by_name = row.get("note_en") == _BY_NAME.en
        name = row.get("name_zh") or row.get("name_en", "")
        if not by_name and seats and self._place_said(row.get("name_zh", ""), row.get("name_en", "")):
            return Seat(found.reference if found.reference.removeprefix("region/") in seats else "")
        around = self._outers(found.reference)
        sure = f"region/{seats[0]}" if by_name else ""
        if not may_sit(name, found.reference, around, sure, beside):
            proposed = [seats[0]] if by_name else [one.id for one in perhaps_seats(name)[:3]]
            proposed.append(found.reference.removeprefix("region/"))
            of_row = by_name and len(beside) == 1 and self._is_country(found.reference)
            proposed = proposed[::-1] if of_row else proposed
            asked = where(name, [region(one) for one in proposed if rows_of(one)])
            if of_row:
                # Birmingham of the United States: the country of its own row is said, and that of its name is not.
                del row["note_en"], row["note_zh"]
                row["located_in"] = found.reference.removeprefix("region/")
                return Seat(found.reference, asked)
            return Seat(asked=asked)
        if any(found.reference in self._outers(f"region/{seat}") for seat in seats):
            return Seat()
        if by_name:
            del row["note_en"], row["note_zh"]
        seats = [seat for seat in seats if not by_name and f"region/{seat}" not in around]
        row["located_in"] = ";".join(dict.fromkeys((*seats, found.reference.removeprefix("region/"))))
        return Seat(found.reference)

    def _is_country(self, reference: str) -> bool:
        return self.regions.get(reference.removeprefix("region/"), {}).get("level") == "country"

    def _outers(self, reference: str) -> set[str]:
        """All that a region is in, as references; also of one that no registry has."""
        parents = self.regions.get(reference.removeprefix("region/"), {}).get("parent", "").split(";")
        outer = {f"region/{one}" for one in parents if one} | registered().outer(reference)
        return outer | {further for one in outer for further in registered().outer(one)}

    def bear_out(self, institution: str, regions: Collection[str]) -> None:
        """Say that an institution sits in the region that its name may say, where that is or has one of some others.

        Args:
            institution: the institution, as a reference.
            regions: the regions that are named beside it, as references.
        """
        row = self.institutions.get(institution.removeprefix("institution/"))
        if row is None or row.get("located_in") or not regions:
            return
        name = row.get("name_zh") or row.get("name_en", "")
        borne_out = [
            one.id
            for one in of_places(places_in(name, registered()))
            if any(f"region/{one.id}" in {other, *registered().outer(other)} for other in regions)
        ]
        if len(borne_out) == 1:
            self._use(f"region/{borne_out[0]}", name)
            row |= {"located_in": borne_out[0], "note_zh": _BY_NAME.zh, "note_en": _BY_NAME.en}

    def place_zone(self, zone: str, places: Sequence[str]) -> bool:
        """Say where a zone is by the cells of columns of places, which go before what its row and its name say.

        Args:
            zone: the zone, as a reference; nothing is done for other regions, nor where somebody has said its place.
            places: the cells, the narrowest place first.

        Returns:
            whether the cells are read, or say nothing that is needed; ``False`` if they name no place that is known.
        """
        thing = zone.removeprefix("region/")
        row = self.regions.get(thing, {})
        if thing not in self.own or row.get("kind") != "Zone" or self._is_zone_answered(thing):
            return True
        found = self._seat_said(places)[0].reference
        if not found:
            return False
        wider = registered().outer(found)
        self._zones[thing] = {seat for seat in self._zones.get(thing, set()) if f"region/{seat}" not in wider}
        self._zones[thing].add(found.removeprefix("region/"))
        return True

    def _is_zone_answered(self, thing: str) -> bool:
        """Whether somebody has said where a zone is."""
        has_parent = bool(self.regions.get(thing, {}).get("parent"))
        return has_parent and not self._by_name.get(thing, "") and thing not in self._zones

    def bear_out_zone(self, zone: str, regions: Collection[str], texts: Iterable[str]) -> None:
        """Say where a zone is by its row; two rows that differ leave it open.

        Args:
            zone: the zone, as a reference; nothing is done for other regions, nor where somebody has said its place.
            regions: the regions that are named beside it, as references.
            texts: what else the row says: a place right before the zone's name is the one that it lies in.
        """
        thing = zone.removeprefix("region/")
        row = self.regions.get(thing, {})
        by_name = self._by_name.get(thing, "")
        if thing not in self.own or row.get("kind") != "Zone" or self._is_zone_answered(thing):
            return
        names = [row.get("name_zh", ""), row.get("name_en", "")]
        said = {seat for text in texts for name in names if (seat := said_before(name, text))}
        # A wider place takes nothing from what the name says.
        said = {seat for seat in said if f"region/{seat}" not in registered().outer(f"region/{by_name}")}
        said = said or {
            one.id
            for one in zone_seats(names[0] or names[1])
            if any(f"region/{one.id}" in {other, *registered().outer(other)} for other in regions)
        }
        found = self._zones.setdefault(thing, set())
        found |= {
            seat for seat in said if not any(f"region/{seat}" in registered().outer(f"region/{one}") for one in found)
        }
        row.pop("parent", "")
        if len(found) == 1 or (by_name and not found):
            seat = min(found, default=by_name)
            row["parent"] = self._use(f"region/{seat}", names[0] or names[1]).removeprefix("region/")

    def _likely(self, name: str, one: Resolved) -> list[Option]:
        """What is like a name: things that are known, and other names whose words say what they are."""
        spellings = self._first_spellings
        own = set(map(key, spellings_of(name)))
        found = {
            each.thing or spellings.first(each.name): each.reason
            for each in reversed(one.proposals[:3])
            # A cell with several names is none of them, and a name no other than itself in another language.
            if len(parties_in(each.name, lambda _: 0)) == 1
            and key(each.name) not in own
            and (each.thing or key(each.name) in spellings or self._resolved(each.name).guess.kind)
        }
        return [Option(answer, reason) for answer, reason in reversed(found.items())][:2]

    @property
    def _first_spellings(self) -> Spellings:
        """New names by their keys, as they were met first."""
        return Spellings(self._met, self.first_seen)

    @cached_property
    def _places(self) -> Mapping[str, str]:
        return {folded(name): answer for name, answer in self.places.items()}

    def _place_said(self, *names: str) -> str:
        """Where somebody has said that what has some names is, by any spelling of them."""
        spellings = [folded(called(part)) for name in names for part in spellings_of(name)]
        return next((self._places[part] for part in spellings if part in self._places), "")

    @cached_property
    def _answers(self) -> Mapping[str, str]:
        return {folded(name): answer for name, answer in self.answers.items()}

    def _looked_up(
        self, name: str, within: tuple[str, ...], kind: str, towns: str = "", through: tuple[str, ...] = ()
    ) -> Party:
        answer = self._answers.get(folded(called(name)), "")
        if answer:
            return self._answered(name, answer, (*through, folded(name)))
        if (found := self._of_registries(name, within, kind, towns)) is not None:
            return found
        spellings = spellings_of(name)
        # The name in Chinese or English alone says more than both in one.
        alone = [
            self._resolved(part, kind)
            for part in (spellings[min(1, len(spellings) - 1)], *both_languages(name))
            if part
        ]
        one = next((each for each in alone if each.guess.kind == "institution"), alone[0])
        if kind == "region":
            return Party(asked=which_region(name))
        return self._new(name, one)

    def _of_registries(self, name: str, within: tuple[str, ...], kind: str, towns: str) -> Party | None:
        """What a name stands for that is known, was met before, or that registries have; ``None`` for all others."""
        spellings, is_placed = spellings_of(name), bool(kind)
        if inside := inside_one(name, within):
            return self._town_or_around(name, inside, within, towns, is_placed)
        for spelling in spellings:
            one = self._resolved(spelling, kind)
            if one.thing and self._is_settled(one.thing):
                return self._stands_for(name, spelling, one.thing)
            if one.thing and (regions := self._may_be(spelling, one.thing, within)):
                return self._town_or_around(name, regions, within, towns, is_placed)
        if met := self._met_as(spellings):
            self._meet(met, spellings)
            return Party(self._use(met, name))
        if regions := next(registered_as(spellings, within), []):
            return self._town_or_around(name, regions, within, towns, is_placed)
        # 比雷埃夫斯港 Port of Piraeus: what one of its languages says that it is, is no town.
        says = [guess(half, registered()).kind for half in both_languages(without_country(name)) if half]
        is_else = len(says) > 1 and "institution" in says and not is_placed
        if not is_else and (named := cities_meant(spellings, within)):
            return self._city(name, named, within, is_placed or towns == TOWN)
        if by_half := meant_by_half(name, within):
            return self._town_or_around(name, by_half, within, towns, is_placed)
        return None

    def _is_settled(self, thing: str) -> bool:
        """Whether a thing is no region that its registry alone has: what somebody typed needs no second look."""
        if self._is_own(thing) or not thing.startswith("region/"):
            return True
        return thing in self.known and thing.partition("/")[2] not in self.base.get("regions", {})

    def _stands_for(self, name: str, spelling: str, thing: str) -> Party:
        """What a name stands for that something has which is settled."""
        if self._is_own(thing):
            return Party(self._use(thing, name), also=self._asked_again(name, spelling, thing))
        return self._known_region(name, thing)

    def _may_be(self, spelling: str, thing: str, within: tuple[str, ...]) -> list[RegisteredRegion]:
        """The regions that a name may mean that one of a registry has; none where the sheet names another country.

        That one may be here by another row's name (City of Venice), which is no answer to what this one means.
        """
        several = namesakes(spelling, thing) or next(registered_as([spelling], within), [])
        return in_country_of(within, several or [region(thing.removeprefix("region/"))])

    def _town_or_around(
        self, name: str, regions: list[RegisteredRegion], within: Sequence[str], towns: str, is_placed: bool
    ) -> Party:
        """What a name means by the registries, held against the towns and the firms that are called so.

        Args:
            name: the name, as it stands in the sheet.
            regions: what it may mean by them, the likeliest first.
            within: the names of what the sheet says that it lies in.
            towns: as ``party`` has it.
            is_placed: whether it stands where only places do.
        """
        spellings = spellings_of(name)
        is_said = towns == TOWN or any(map(says_town, spellings))
        is_around = towns == AROUND or any(map(says_around, spellings))
        regions = regions if is_said else country_first(regions)
        regions = regions if is_around else town_first(regions)
        around = regions[0]
        beside = towns_of_any(spellings, regions if is_said else regions[:1])
        is_town = is_said or is_plainly_a_town(beside, around)
        towns = AROUND if any(map(says_around, spellings)) else towns
        if len(regions) == 1 and not (is_placed or towns) and _may_be_a_firm(spellings, around, within):
            text = Text(f"What is {name}?", f"“{name}”是什么？")
            places = (Option(f"region/{one.id}", told_apart(one)) for one in (*beside, around))
            options = (*places, *KINDS[1:])
            return Party(asked=Question(("answers", "party", name), text, options, holds=True, unsure=True))
        if not beside or towns == AROUND or (not is_town and says_around(name)):
            return self._region(name, regions)
        if is_said and (larger := [one for one in cities_meant(spellings, within)[:1] if one not in beside]):
            # The City of Córdoba of Spain, and of Argentina.
            return self._region(name, [*larger, *beside])
        if is_town and (len(regions) == 1 or (is_said and len(beside) == 1)):
            return self._city(name, beside, (), placed=True, has_region=True)
        if is_placed and len(regions) == 1:
            return self._region(name, regions)
        return Party(asked=town_or_around(name, [*beside, *regions][:6]))

    def _is_own(self, thing: str) -> bool:
        """Whether the last import of the sheet made a thing of its name; no registry has it."""
        kind, _, one = thing.partition("/")
        if kind == "institution":
            return one in self.base.get("institutions", {})
        return one in self.base.get("regions", {}) and not rows_of(one)

    def _asked_again(self, name: str, spelling: str, thing: str) -> Question | None:
        """What was asked of a name when the sheet's import made a thing of it, and nobody has answered since.

        Args:
            name: the name as it was written.
            spelling: the spelling of it that the thing has.
            thing: the thing, as a reference.
        """
        self._meet(thing, spellings_of(name))
        if spelling not in self._anew:
            (self._anew[spelling],) = self._resolve([Mention(spelling)], self._known_before)
        one = self._anew[spelling]
        return None if one.thing else alike(name, one, self._first_spellings)

    @cached_property
    def _known_before(self) -> Mapping[str, Names]:
        """What is known that the last import of the sheet did not make."""
        return {thing: names for thing, names in self.known.items() if not self._is_own(thing)}

    def _met_as(self, spellings: Iterable[str]) -> str:
        """The new thing that has a spelling, or the other spelling that a cell in both languages gives to it."""
        mine = [key(spelling) for spelling in spellings]
        twins = [twin for one in mine for twin in self._both.get(one, ())]
        return next((self._met[one] for one in (*mine, *twins) if one in self._met), "")

    def prepare(self, names: Iterable[str]) -> None:
        """Look up many names at once, which is much faster than one by one."""
        names = list(names)
        self._named |= {part for name in names for part in spellings_of(name)}
        for zh, en in map(both_languages, names):
            if zh and en:
                self._both.setdefault(key(zh), []).append(key(en))
                self._both.setdefault(key(en), []).append(key(zh))
        spellings = [part for name in dict.fromkeys(names) for part in spellings_of(name)]
        mentions = [Mention(name) for name in dict.fromkeys(spellings)]
        for mention, one in zip(mentions, self._resolve(mentions), strict=True):
            self._mentions[mention.name, ""] = one
            if one.thing.startswith("region/"):
                self._around |= {one.thing, *registered().outer(one.thing)}
        if any(self._is_own(one.thing) for one in self._mentions.values()):
            # As in the first run: what was made of a name then is no answer to what is asked of it.
            again = self._resolve(mentions, self._known_before)
            self._anew |= {mention.name: one for mention, one in zip(mentions, again, strict=True)}

    def _resolve(self, mentions: Sequence[Mention], known: Mapping[str, Names] | None = None) -> tuple[Resolved, ...]:
        return resolve(mentions, self.known if known is None else known, self.judgements, registered()).resolved

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

    def without_seat(self, used: Collection[str]) -> Iterator[Question]:
        """What may be asked of institutions of which nobody says where they sit: networks of regions lack them."""
        for thing, row in self.institutions.items():
            name = row.get("name_zh") or row.get("name_en", "")
            is_party = f"institution/{thing}" in used or f"institution/{thing}" in self.waiting
            if is_party and not row.get("located_in") and not self._is_placed(f"institution/{thing}"):
                yield from self._asked_where(name, proposed_seats(name)[:4])
        for thing in sorted(self.own):
            row = self.regions[thing]
            is_party = f"region/{thing}" in {*used, *self.waiting}
            if is_party and not row.get("parent") and not self._is_placed(f"region/{thing}"):
                name = row.get("name_zh") or row.get("name_en", "")
                said = [region(one) for one in sorted(self._zones.get(thing, ()))]
                seats = {one.id: one for one in (*said, *zone_seats(name)[:4])}
                yield from self._asked_where(name, seats.values())
        for party in self._found.values():
            asked = party.asked
            if asked and asked.path[:2] == ("answers", "party") and asked.likeliest.startswith("institution "):
                # Asked in the same run: once it is one, its place would be asked.
                yield where(asked.path[2], proposed_seats(asked.path[2])[:4])

    def _asked_where(self, name: str, regions: Iterable[RegisteredRegion]) -> Iterator[Question]:
        """What is asked of where something is; nothing where somebody has said that it is nowhere."""
        said = self._place_said(name)
        if said != "ignore":
            yield where(name, regions, said)

    def _is_placed(self, thing: str) -> bool:
        """Whether somebody has typed in the package where a thing is."""
        kind, _, one = thing.partition("/")
        table, column = ("regions", "parent") if kind == "region" else ("institutions", "located_in")
        within = {f"region/{seat}" for seat in self.base.get(table, {}).get(one, {}).get(column, "").split(";")}
        return thing in self.known and bool(set(self.known[thing].within) - within)

    def likelier(self, question: Question, used: Collection[str]) -> Question:
        """The same question, of several regions those first that lie where most of the sheet's other regions do."""
        if question.path[:2] != ("answers", "party") or not all(_is_region(one.answer) for one in question.options):
            return question
        around = Counter(outer for one in used if one.startswith("region/") for outer in registered().outer(one))

        def beside(one: Option) -> int:
            return -max((around[outer] for outer in registered().outer(one.answer) if outer != "region/cn"), default=0)

        return replace(question, options=tuple(sorted(question.options, key=beside)))

    def _remake_region(self, thing: str) -> None:
        """Place a region or zone of its own anew that the last import wrote, as somebody has said or its name says."""
        self.own.add(thing)
        row = self.regions[thing]
        zh, en = row.get("name_zh", ""), row.get("name_en", "")
        if place := self._place_said(zh, en):
            row["parent"] = self.party(place, kind="region").reference.removeprefix("region/")
        elif row.get("kind") == "Zone":
            seat = seat_of(zh or en)
            row["parent"] = self._use(f"region/{seat}", zh or en).removeprefix("region/") if seat else ""
        elif parent := row.get("parent"):
            self._use(f"region/{parent}", zh or en)

    def _remake(self, thing: str, name: str) -> None:
        """Make a row anew that the last import wrote: what the sheet says of it is added as it is read."""
        before = self.base["institutions"][thing]
        row = {name: before.get(name, "") for name in ("id", "name_zh", "name_en", "kind")}
        self.institutions[thing] = row
        names = (row.get("name_zh", ""), row.get("name_en", ""))
        if place := self._place_said(*names):
            row["located_in"] = self.party(place, kind="region").reference.removeprefix("region/")
        elif region := self._in_brackets(name):
            row |= {"located_in": region, "note_zh": _BY_NAME.zh, "note_en": _BY_NAME.en}
        elif before.get("note_en") == _BY_NAME.en and before.get("located_in") and not is_country(before["located_in"]):
            self._use(f"region/{before['located_in']}", row.get("name_zh") or row.get("name_en", ""))
            row |= {"located_in": before["located_in"], "note_zh": _BY_NAME.zh, "note_en": _BY_NAME.en}

    def _region(self, name: str, regions: list[RegisteredRegion]) -> Party:
        if len(regions) == 1:
            return self._known_region(name, f"region/{regions[0].id}")
        options = tuple(Option(f"region/{one.id}", told(one)) for one in regions[:6])
        text = Text(f"Which {name} is meant?", f"“{name}”指哪一个？")
        return Party(asked=Question(("answers", "party", name), text, options, holds=True, unsure=True))

    def _city(
        self,
        name: str,
        cities: list[RegisteredRegion],
        within: tuple[str, ...],
        placed: bool,
        has_region: bool = False,
    ) -> Party:
        """A city of the world by its name; what firms are called too is asked, and what larger ones are called.

        A small one is asked as well, unless its name or the sheet says that it is a place; in a column of places, none.

        Args:
            name: the name, as it stands in the sheet.
            cities: the cities that it may mean.
            within: the names of what the sheet says that it lies in.
            placed: whether it stands where only places do.
            has_region: whether a region around it is called so as well, which tells in which country it is.
        """
        others = in_country_of(within, rivals(name, cities[0])) if len(cities) == 1 and not has_region else []
        if others or len(cities) > 1:
            return self._region(name, [*others, *cities])
        if (same := region_of(cities[0])) is not None:
            # 汉堡市 and Hamburg are one, whatever registry has which.
            found = self._known_region(name, f"region/{same.id}")
            row = self.regions.get(same.id, {})
            if not row.get("name_zh", "-") and cities[0].name.zh:
                row["name_zh"] = cities[0].name.zh  # the one registry has it, and readers of Chinese need it
            return found
        behind = country_behind(name)
        spellings = [*spellings_of(name), *([behind, behind.partition(",")[0]] if behind != name else [])]
        says = placed or any(map(find, within)) or any(map(says_city, spellings))
        is_else = any(is_firm_too(one, cities[0], firms_alone=says) for one in spellings)
        doubtful = is_else or (is_small(cities[0]) and not says)
        if doubtful and not placed:
            text = Text(f"What is {name}?", f"“{name}”是什么？")
            options = (Option(f"region/{cities[0].id}", told(cities[0])), *KINDS[1:])
            return Party(asked=Question(("answers", "party", name), text, options, holds=True, unsure=True))
        found = self._region(name, cities)
        if is_chinese(name) and says:
            return found
        meant = told(cities[0])
        return replace(found, remark=Text(f"by its name the city {meant.en}", f"按名称为城市{meant.zh}"))

    def _known_region(self, name: str, reference: str) -> Party:
        """A thing that is known; of a region, whether it is what another registry has, which is in use already."""
        same = [f"region/{one}" for one in matches(reference.partition("/")[2])]
        # What the last import wrote of this sheet is no reason by itself.
        typed = {thing for thing in self.known if thing.partition("/")[2] not in self.base.get("regions", {})}
        used = next((one for one in same if one in self.first_seen or one in typed), "")
        self._use(reference, name)
        if not used or reference in typed:
            return Party(reference)
        options = tuple(Option(one, told(region(one.partition("/")[2]))) for one in (used, reference))
        first = self.first_seen.get(used) or options[0].text.en or options[0].text.zh
        text = Text(
            f"Is {name} the same place as {first}? Two registries have it; until you say so, they are two.",
            f"“{name}”与“{first}”是否同一地区？两种名录各有收录，未作回答前按两者计。",
        )
        return Party(reference, also=Question(("answers", "party", name), text, options))

    def _answered(self, name: str, answer: str, through: tuple[str, ...]) -> Party:
        """What a name is by an answer; ``through`` are the names whose answers have led to it."""
        if (made := self._made(name, answer)) is not None:
            return made
        thing = answer if "/" in answer else ""
        if _ID.fullmatch(answer) and rows_of(answer):
            # As `kg regions find` has it.
            thing = f"region/{answer}"
        if (
            thing in self.known
            or thing in self._met.values()
            or (thing.startswith("region/") and rows_of(thing.removeprefix("region/")))
        ):
            return Party(self._use(thing, name))
        if not thing and folded(answer) not in through:
            found = self._looked_up(answer, (), "", through=through)
            if found.reference:
                self._use(found.reference, name)  # under its other name too
            if found.asked and answer not in self._named:
                # It is no other name of the sheet: what it is, is asked of the name that it was given for.
                return replace(found, asked=_asked_of(name, found.asked))
            return found
        text = Text(
            f"The answer {answer!r} for {name!r} names nothing that is known. What is it?",
            f"对“{name}”的回答“{answer}”不是已知对象。请另行回答。",
        )
        return Party(asked=Question(("answers", "party", name), text, KINDS, holds=True, unsure=True))

    def _made(self, name: str, answer: str) -> Party | None:
        """What an answer makes of a name that says what it is; ``None`` where it names what there is already."""
        word, _, code = answer.partition(" ")
        if answer == "ignore":
            return Party()
        if answer in self.kinds:
            return Party(self._institution(name, answer, ()))
        if word == "institution" and code:
            return self._of_kind(name, answer)
        if word == "zone":
            return Party(self._zone(name))
        return self._place(name, code.strip().removeprefix("in ").strip()) if word == "region" else None

    def _of_kind(self, name: str, answer: str) -> Party:
        """An institution of the kind that an answer names by its code or its label, and where it is if that is said."""
        words = answer.split()[1:]
        labels = schema.code_names("institution-kind")
        for count in range(len(words), 0, -1):
            said = " ".join(words[:count])
            kind = said if said in self.kinds or not self.kinds else labels.get(folded(said), "")
            if not kind or (self.kinds and kind not in self.kinds):
                continue
            place = " ".join(words[count:]).removeprefix("in ").strip()
            region = self._outer(place) if place else ""
            if place and not region:
                break
            thing = self._institution(name, kind, ())
            if region:
                row = self.institutions[thing.removeprefix("institution/")]
                row.pop("note_en", ""), row.pop("note_zh", "")
                row["located_in"] = region
            return Party(thing)
        return Party(asked=no_kind(name, answer, self.kinds))

    def institution_of(self, name: str, kind: str) -> str:
        """An institution of a name that says nothing of what it is, as a reference.

        Args:
            name: the name, as it stands in the sheet.
            kind: a code of ``institution-kind``, as somebody has said.
        """
        return self._institution(name, kind, ())

    def _new(self, name: str, one: Resolved) -> Party:
        guess = one.guess
        if one.asked:
            options = tuple(Option(proposal.thing, proposal.reason) for proposal in one.proposals)
            text = Text(f"Several things are called {name}. Which is meant?", f"有多个对象名为“{name}”，指哪一个？")
            return Party(asked=Question(("answers", "party", name), text, options, holds=True, unsure=True))
        sides = sides_of(name)
        if len(sides) == 1 or not any(map(self.looks, sides)) or country_after_comma(name):
            sides = []
        if not guess.kind and not sides and not places_meant(name):
            # 瓦登海管理局 Wadden Sea Board: the one language tells what it is.
            guess = next((said for half in in_each_language(name) if (said := self._resolved(half).guess).kind), guess)
        if guess.kind == "institution" and guess.code:
            if sides and self._are_perhaps_two(sides):
                return Party(asked=one_or_several(name, sides, guess.code))
            return Party(
                self._institution(name, guess.code, guess.located_in), also=alike(name, one, self._first_spellings)
            )
        if guess.kind == "region" and guess.region_class == "Zone":
            return Party(self._zone(name), also=alike(name, one, self._first_spellings))
        return Party(asked=what_is(name, guess, self._likely(name, one), sides))

    def _are_perhaps_two(self, sides: Sequence[str]) -> bool:
        """Whether the last of several sides may be a whole name: 改革委员会 is none, Tel Aviv University is one."""
        last = sides[-1]
        begins = places_in(last, registered())[:1]
        is_whole = self.looks(last) and (well_known(last) or any(plain(last).startswith(place) for place in begins))
        return bool(is_whole) and (is_chinese(last) or all(side[0].isupper() for side in sides))

    def parties_by_answer(self, name: str) -> list[str]:
        """The names of which somebody has said that they stand in one; itself where nobody has."""
        answer = self._answers.get(folded(called(name)), "")
        sides = [side.strip() for side in re.split("[;；]", answer) if side.strip()]
        return sides if len(sides) > 1 else [name]

    def _institution(self, name: str, code: str, seats: Iterable[str]) -> str:
        (zh, short_zh), (en, short_en) = map(with_short_form, both_languages(name))
        thing = self._id("institution", "i", name)
        row = {"id": thing, "name_zh": zh, "name_en": en, "kind": code}
        row |= {f"alt_{tongue}": short for tongue, short in (("zh", short_zh), ("en", short_en)) if short}
        seat = seat_of(zh or en) or one_standing(seats)
        # 中国科学技术大学 is somewhere in China: its name does not say where.
        seat = "" if is_country(seat) else seat
        if place := self._place_said(name):
            region = self.party(place, kind="region").reference.removeprefix("region/")
            row |= {"located_in": region} if region else {}
        elif region := self._in_brackets(name):
            row |= {"located_in": region, "note_zh": _BY_NAME.zh, "note_en": _BY_NAME.en}
        elif inside := seat_in_brackets(name):
            # Nobody knows it; it stays in the name.
            row["name_zh"] = f"{zh}（{inside}）"
        elif seat and self._is_said(zh or en, seat):
            region = self._use(seat if "/" in seat else f"region/{seat}", name).removeprefix("region/")
            row |= {"located_in": region, "note_zh": _BY_NAME.zh, "note_en": _BY_NAME.en}
        self.institutions.setdefault(thing, row)
        self._know(f"institution/{thing}", name)
        return f"institution/{thing}"

    def _in_brackets(self, name: str) -> str:
        """The region in brackets behind a name in two languages, by its id; empty if none is sure."""
        inside = seat_in_brackets(name)
        return self.party(inside, kind="region").reference.removeprefix("region/") if inside else ""

    def _is_said(self, name: str, seat: str) -> bool:
        """Whether a name says for sure that an institution is in a region, or the sheet's own regions bear it out."""
        thing = seat if "/" in seat else f"region/{seat}"
        if not says_where(name, registered()):
            return False
        # Everybody knows the provinces of China; that 平安 and York are places too is not what their namesakes say.
        return thing in self._around or is_well_known(thing) or proves(name, thing, registered())

    def _place(self, name: str, outer: str) -> Party:
        """A region that no registry has, in one that a registry has: Kobe in Japan."""
        outer = outer or self._place_said(name)
        around = "" if not outer else self._outer(outer)
        if outer and not around:
            return Party(asked=no_outer(name, outer))
        bare = without_outer(name, around)
        if same := self._inside.get((key(bare), around), ""):
            self._meet(same, spellings_of(name))
            return Party(same)
        # What was made before, when no registry had it, keeps its id.
        is_made = f"region {key(name)}" in self.ids or key(name) in self._written_regions
        if not is_made and (known := named_inside(bare, around)):
            return self._known_region(name, f"region/{known}")
        zh, en = both_languages(name)
        thing = self._id("region", "r", name)
        self._inside[key(bare), around] = f"region/{thing}"
        level = "province" if zh.endswith("县") and around == "jp" else level_of(zh)
        row = {"id": thing, "name_zh": zh, "name_en": en, "kind": "AdministrativeRegion", "level": level}
        row |= {"parent": around} if around else {}
        self.regions.setdefault(thing, row)
        self.own.add(thing)
        self._know(f"region/{thing}", name)
        return Party(f"region/{thing}")

    def _outer(self, text: str) -> str:
        """The id of the region that a text means, by its id or its name; empty if none is sure."""
        thing = text.removeprefix("region/")
        if f"region/{thing}" in self.known or rows_of(thing):
            return self._use(f"region/{thing}", text).removeprefix("region/")
        return self._looked_up(text, (), "region").reference.removeprefix("region/")

    def _zone(self, name: str) -> str:
        zh, en = both_languages(name)
        thing = self._id("region", "z", name)
        row = {"id": thing, "name_zh": zh, "name_en": en, "kind": "Zone"}
        if place := self._place_said(name):
            row["parent"] = self.party(place, kind="region").reference.removeprefix("region/")
        elif seat := zone_seat_of(zh or en):
            self._by_name[thing] = seat
            row["parent"] = self._use(f"region/{seat}", name).removeprefix("region/")
        self.regions.setdefault(thing, row)
        self.own.add(thing)
        self._know(f"region/{thing}", name)
        return f"region/{thing}"

    def _id(self, kind: str, short: str, name: str) -> str:
        if (met := self._met.get(key(name), "")).startswith(f"{kind}/"):
            return met.partition("/")[2]  # an answer has named it before its own turn came
        if known := self.ids.get(f"{kind} {key(name)}"):
            return known
        if kind == "region" and (written := self._written_regions.get(key(name))):
            return written
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

    def _know(self, reference: str, name: str) -> None:
        self.first_seen[reference] = name
        self._meet(reference, spellings_of(name))

    def _meet(self, reference: str, spellings: Iterable[str]) -> None:
        """Keep how a new thing is called, for the names that come after."""
        for spelling in spellings:
            self._met.setdefault(key(spelling), reference)


#: The id of a region of a registry that is no name in everyday letters: gn-255274, nuts-ded51, cn-320400.
_ID = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")


def _add_name(row: dict[str, str], name: str) -> None:
    """Add a further spelling of a name to a row that is new."""
    zh, en = map(with_short_form, both_languages(name))
    for language, part in (*(("zh", one) for one in zh), *(("en", one) for one in en)):
        if not part or part in (row.get(f"name_{language}"), *row.get(f"alt_{language}", "").split(";")):
            continue
        if not row.get(f"name_{language}"):
            row[f"name_{language}"] = part
        elif ";" not in part:
            row[f"alt_{language}"] = ";".join(filter(None, (row.get(f"alt_{language}", ""), part)))


def _may_be_a_firm(spellings: Sequence[str], around: RegisteredRegion, within: Sequence[str]) -> bool:
    """Whether a name that a registry has is a firm's or a word as well, and does not say that it is a place."""
    if around.id.startswith("cn") or around.level == "country" or any(map(says_town, spellings)):
        return False
    return any(is_firm_too(one, around, firms_alone=any(map(find, within))) for one in spellings)


def _asked_of(name: str, asked: Question) -> Question:
    """What is asked of an answer, as it is asked of the name for which it was given."""
    return replace(asked, path=("answers", "party", name))


def _is_region(answer: str) -> bool:
    return answer.startswith("region/")
