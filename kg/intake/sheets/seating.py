"""Where institutions and zones are, by columns of places, by their names and by what stands beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.intake.identities import (
    places_in,
    proves,
    registered,
)
from kg.intake.registries import (
    RegisteredRegion,
    ancestors,
    find,
    matches,
    region,
)
from kg.intake.sheets.asking import Question
from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.meant import (
    rows_of,
    unknown_in_chain,
)
from kg.intake.sheets.places_inside import is_a_word, is_finer, others_in, regions_of, within_said
from kg.intake.sheets.placing import (
    behind_kind,
    behind_of,
    countries_of,
    in_country_of,
    is_of_longer_name,
    may_sit,
    of_places,
    perhaps_seats,
    proposed_seats,
    said_before,
    says_plainly,
    standing,
    told,
    zone_seats,
)
from kg.intake.sheets.public_words import governed
from kg.intake.sheets.remarks import MayBeWrong
from kg.intake.sheets.things import BY_CELL, BY_NAME, Party, Things, by_its_name
from kg.intake.sheets.towns import asks_town, region_around, town_of_address
from kg.intake.sheets.who import (
    where,
)
from kg.nearest import folded
from kg.text import Text

#: Kinds that are called after the town where they are, in the country that a cell says.
_CALLED_AFTER_TOWNS = ("university", "vocationalSchool", "port", "hospital")
#: Kinds whose names have words that are places somewhere by chance.
_CALLED_BY_CHANCE = ("company", "bank", "fund")
#: How many places of one name are proposed beside what a column says.
_MOST_PROPOSED = 3


@dataclass(frozen=True, slots=True)
class Seat:
    """Where an institution sits by a column of places.

    Attributes:
        reference: the region; empty where the column says no more than is known, or it is asked.
        asked: what is asked of the region, or of the institution.
        of_cell: what is asked of a cell that names no place that is known, besides.
        told: what is told of where it is.
    """

    reference: str = ""
    asked: Question | None = None
    of_cell: Question | None = None
    told: Text = Text()  # noqa: RUF009 -- a frozen value


@dataclass
class Seats(Things):
    """Things, and where they are."""

    def sits(
        self, institution: str, places: Sequence[str], beside: Collection[str], *, is_address: bool = False
    ) -> Seat:
        """Where an institution sits by the cells of columns of places.

        Its own name goes before the cells: a wider place takes nothing from it, and one elsewhere is asked about.

        Args:
            institution: the institution, as a reference.
            places: the cells, the narrowest place first.
            beside: all names of parties for which the cells are.
            is_address: whether the place stands behind its name, which is noted of what is placed by that.
        """
        row = self.institutions.get(institution.removeprefix("institution/"), {})
        elsewhere = regions_of(places[0]) if is_address and len(places) > 1 else []
        if elsewhere and not within_said(elsewhere, places[1:]):
            return Seat(asked=self._where_else(_name_of(row), elsewhere, places[1:]))
        found, asked = self._seat_said(places, is_address=is_address)
        told_of = _region_told(found) or (_town_told(places[0], found) if is_address else Text())
        seat = replace(self._sits(institution, found, beside), told=told_of)
        if is_address and seat.reference and not row.get("note_en"):
            row |= {"note_zh": BY_CELL.zh, "note_en": BY_CELL.en}
        return seat if seat.asked else replace(seat, asked=asked)

    def sits_inside(self, thing: str, full: str, inside: str, places: Sequence[str]) -> Seat | None:
        """Where an institution or a zone is by the place at the end of its own name, which is finer than its country.

        It is taken only where nothing in the row or the name is against it: no cell that says another place or is not
        understood, no other place in the name, and no word that is a place too, unless a cell agrees.

        Args:
            thing: the institution or the zone, as a reference.
            full: its name, as the sheet has it.
            inside: that place.
            places: the cells of columns of places, the narrowest place first.

        Returns:
            where it is, and what is told, or what is asked; ``None`` where the columns tell more, or somebody has
            said it, or nothing is sure and nothing is against it.
        """
        row, found = self._placeable(thing), regions_of(inside)
        if row is None or not found or any(is_finer(place, found) for place in places):
            return None
        if self._place_said(row.get("name_zh", ""), row.get("name_en", "")):
            return None
        around, unread = self._seat_said(places)
        here = self._within_answered(within_said(found, places), places)
        others = others_in(full, found, places) if here else []
        is_sure = not unread and not others and (bool(around.reference) or not is_a_word(inside, found))
        said = self.party(inside, tuple(places), "region").reference if here and is_sure else ""
        if not said and is_sure and not places:
            return None
        if said and thing not in self._contested:
            self._take_inside(thing, said)
            return Seat(said if places else "", told=_taken(full, said.removeprefix("region/")))
        if here and thing in self._borne:
            return Seat(of_cell=unread)  # another row has said it
        outer = around.reference if here and thing not in self._contested else ""
        self._leave_open(thing, outer, is_against=not here)
        asked = where(full, [*here[:_MOST_PROPOSED], *others[:_MOST_PROPOSED]])
        return Seat(outer, asked if here else self._where_else(full, found, places), unread)

    def _placeable(self, thing: str) -> dict[str, str] | None:
        """The row of an institution, or of a zone that is made of its name; ``None`` for what no name places."""
        kind, _, one = thing.partition("/")
        if kind == "institution":
            return self.institutions.get(one)
        return self._free_zone(one)

    def _free_zone(self, thing: str) -> dict[str, str] | None:
        """The row of a zone that is made here, of which nobody has said where it is; ``None`` for all others."""
        is_free = self._is_own_zone(thing) and not self._is_zone_answered(thing)
        return self.regions[thing] if is_free else None

    def _is_own_zone(self, thing: str) -> bool:
        return thing in self.own and self.regions.get(thing, {}).get("kind") == "Zone"

    def _within_answered(self, found: list[RegisteredRegion], places: Sequence[str]) -> list[RegisteredRegion]:
        """Those of some regions that agree with the cells that only an answer tells: Holland, for nl."""
        for place in places:
            said = "" if regions_of(place) else self.party(place, (), "region").reference.removeprefix("region/")
            if said:
                outer = {said, *(one.removeprefix("region/") for one in self._outers(f"region/{said}"))}
                found = [one for one in found if one.id in outer or said in ancestors(one)]
        return found

    def _take_inside(self, thing: str, seat: str) -> None:
        """Place an institution or a zone where its own name says."""
        self._borne.add(thing)
        if thing.startswith("institution/"):
            _set_seat(self.institutions[thing.removeprefix("institution/")], seat.removeprefix("region/"))
        else:
            self._narrow_zone(thing.removeprefix("region/"), seat)

    def _leave_open(self, thing: str, outer: str, *, is_against: bool) -> None:
        """Place something no nearer than a wider place that all agree with; of two that do not, nowhere.

        Args:
            thing: the institution or the zone, as a reference.
            outer: that wider place, as a reference; empty where there is none.
            is_against: whether a cell says another place than the name does, which no other row settles.
        """
        self._open[thing] = outer.removeprefix("region/")
        if is_against:
            self._contested.add(thing)
        if thing.startswith("institution/"):
            row = self.institutions[thing.removeprefix("institution/")]
            _set_seat(row, "")
            row |= {"located_in": self._open[thing]} if outer else {}
        else:
            self._zones.setdefault(thing.removeprefix("region/"), set())

    def _where_else(self, name: str, found: Sequence[RegisteredRegion], places: Sequence[str]) -> Question:
        """What is asked where the place behind a name is not in what columns say of it."""
        around = (one for place in places for one in standing(find(place)))
        return where(name, [*found[:_MOST_PROPOSED], *around])

    def _seat_said(self, places: Sequence[str], *, is_address: bool = False) -> tuple[Party, Question | None]:
        """The region of the narrowest cell that names one, and what is asked of those that do not.

        Args:
            places: the cells, the narrowest place first.
            is_address: whether the first of them stands behind a name, where a town is meant and not what is around it.
        """
        asked: Question | None = None
        for at, place in enumerate(places):
            town = town_of_address(place) if is_address and not at and not self.answer_of(place) else None
            found = self.party(town.id if town else place, tuple(places[at + 1 :]), "region")
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
        by_name = row.get("note_en") == BY_NAME.en
        name = _name_of(row)
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
        if not seats and (town := self._called_after(row, found.reference)):
            _set_seat(row, town)
            self._use(f"region/{town}", name)
            return Seat(f"region/{town}")
        if by_name:
            del row["note_en"], row["note_zh"]
        seats = [seat for seat in seats if not by_name and f"region/{seat}" not in around]
        row["located_in"] = ";".join(dict.fromkeys((*seats, found.reference.removeprefix("region/"))))
        return Seat(found.reference)

    def _called_after(self, row: dict[str, str], country: str) -> str:
        """The one town in a country after which a university or a port there is called, by its id; empty for others.

        Args:
            row: the institution.
            country: the country, as a reference; nothing is told of another region.
        """
        if row.get("kind") not in _CALLED_AFTER_TOWNS or not self._is_country(country):
            return ""
        there = [one for one in behind_of(_name_of(row)) if one.level != "country" and country in countries_of(one)]
        return there[0].id if len(there) == 1 else ""

    def _is_country(self, reference: str) -> bool:
        return self.regions.get(reference.removeprefix("region/"), {}).get("level") == "country"

    def _outers(self, reference: str) -> set[str]:
        """All that a region is in, as references; also of one that no registry has."""
        parents = self.regions.get(reference.removeprefix("region/"), {}).get("parent", "").split(";")
        outer = {f"region/{one}" for one in parents if one} | registered().outer(reference)
        return outer | {further for one in outer for further in registered().outer(one)}

    def around(self, thing: str) -> set[str]:
        """The ids of all regions that a region is in."""
        return {one.removeprefix("region/") for one in self._outers(f"region/{thing}")}

    def is_called(self, thing: str, name: str) -> bool:
        """Whether a region has a name.

        Args:
            thing: the region, by its id.
            name: the name, in any spelling that is folded to the same.
        """
        row = self.regions.get(thing, {})
        own = [row.get("name_zh", ""), row.get("name_en", "")]
        own += [one for column in ("alt_zh", "alt_en") for one in row.get(column, "").split(";")]
        names = (*own, *(region(thing).names if rows_of(thing) else ()))
        return folded(name) in {folded(one) for one in names if one}

    def seat_by_word(self, reference: str) -> Text:
        """What is told of where something is by a word of its name alone; nothing where more says it.

        Args:
            reference: an institution or a zone.
        """
        kind, _, thing = reference.partition("/")
        row = (self.institutions if kind == "institution" else self.regions).get(thing, {})
        is_zone = kind == "region" and self._is_own_zone(thing)
        seat = row.get("parent" if is_zone else "located_in", "") if is_zone or row.get("note_en") == BY_NAME.en else ""
        names = [row[column] for column in ("name_zh", "name_en") if row.get(column)]
        if not seat or ";" in seat or not names or not rows_of(seat) or self._place_said(*names):
            return Text()
        if town := unknown_in_chain(names[0]):
            where = told(region(seat))
            return MayBeWrong(
                f"by its name {names[0]} is in {where.en} ({seat}); no registry has {town} there; nearer: "
                "answers > place",
                f"按名称，“{names[0]}”在{where.zh}（{seat}）；名录在该处未收录“{town}”，可在answers > place写明",
            )
        if (is_zone and self._by_name.get(thing) != seat) or reference in self._borne:
            return Text()  # it is said already
        if any(says_plainly(name, region(seat)) for name in names):
            return Text()
        where = told(region(seat))
        return MayBeWrong(
            f"by a word of its name {names[0]} is placed in {where.en} ({seat}); elsewhere: answers > place",
            f"“{names[0]}”按名称中的地名置于{where.zh}（{seat}）；另有所在地的，见answers > place",
        )

    def bear_out(self, institution: str, regions: Collection[str]) -> None:
        """Say that an institution sits in the region that its name may say, where that is or has one of some others.

        Args:
            institution: the institution, as a reference.
            regions: the regions that are named beside it, as references.
        """
        row = self.institutions.get(institution.removeprefix("institution/"))
        if row is None or row.get("located_in") or not regions or institution in self._open:
            return
        name = _name_of(row)
        borne_out = [
            one.id
            for one in of_places(places_in(name, registered()))
            if any(f"region/{one.id}" in {other, *registered().outer(other)} for other in regions)
        ]
        if len(borne_out) == 1:
            self._use(f"region/{borne_out[0]}", name)
            _set_seat(row, borne_out[0])

    def seat(self, institution: str, region: str, name: str) -> None:
        """Say where an institution sits that its name alone told of so far.

        Args:
            institution: the institution, as a reference.
            region: the region, by its id; empty where it is asked.
            name: the institution's name, as the sheet has it.
        """
        _set_seat(self.institutions[institution.removeprefix("institution/")], region)
        if region:
            self._use(f"region/{region}", name)

    def place_zone(self, zone: str, places: Sequence[str]) -> Seat:
        """Say where a zone is by the cells of columns of places, which go before what its row and its name say.

        Args:
            zone: the zone, as a reference; nothing is done for other regions, nor where somebody has said its place.
            places: the cells, the narrowest place first.

        Returns:
            what is asked, where the cells name no place that is known, or several.
        """
        thing = zone.removeprefix("region/")
        if self._free_zone(thing) is None:
            return Seat()
        said, asked = self._seat_said(places)
        found = said.reference
        if not found:
            return Seat(asked=asked)
        self._narrow_zone(thing, found)
        return Seat(found)

    def _narrow_zone(self, thing: str, found: str) -> None:
        """Note one more place of a zone, as a reference; wider ones that it lies in say no more."""
        wider = registered().outer(found)
        self._zones[thing] = {seat for seat in self._zones.get(thing, set()) if f"region/{seat}" not in wider}
        self._zones[thing].add(found.removeprefix("region/"))

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
        row, by_name = self._free_zone(thing), self._by_name.get(thing, "")
        if row is None:
            return
        names = [row.get("name_zh", ""), row.get("name_en", "")]
        said = {seat for text in texts for name in names if (seat := said_before(name, text))}
        # A wider place takes nothing from what the name says.
        said = {seat for seat in said if f"region/{seat}" not in registered().outer(f"region/{by_name}")}
        said = said or {
            one.id
            for one in zone_seats(names[0] or names[1])
            if any(f"region/{one.id}" in {other, *registered().outer(other)} for other in regions)
            and self._is_bound(one.id, *names)
        }
        found = self._zones.setdefault(thing, set())
        found |= {
            seat for seat in said if not any(f"region/{seat}" in registered().outer(f"region/{one}") for one in found)
        }
        row.pop("parent", "")
        if zone in self._open and (zone in self._contested or zone not in self._borne):
            row |= {"parent": self._open[zone]} if self._open[zone] else {}
        elif len(found) == 1 or (by_name and not found):
            seat = min(found, default=by_name)
            row["parent"] = self._use(f"region/{seat}", names[0] or names[1]).removeprefix("region/")

    def is_used(self, text: str, parties: Iterable[tuple[str, str]]) -> bool:
        """Whether what a cell of a place says is said by where the parties of its row are.

        Args:
            text: the cell.
            parties: them, as references, each with the region with which it takes part.
        """
        seats = {seat for reference, seat in parties for seat in (seat, *self._seats_of(reference)) if seat}
        outer = seats | {one.removeprefix("region/") for seat in seats for one in self._outers(f"region/{seat}")}
        outer |= {one for seat in seats if rows_of(seat) for one in ancestors(region(seat))}
        said = regions_of(text)
        read = {one.id for one in said} | {self.party(text, (), "region").reference.removeprefix("region/")}
        if not outer.isdisjoint({*read, *(same for one in read for same in matches(one))}):
            return True
        # Of a territory, sheets say the country: France, of Réunion.
        known = [region(seat) for seat in seats if rows_of(seat)]
        return any(one.level == "country" for one in said) and bool(in_country_of([text], known))

    def is_placed(self, institution: str) -> bool:
        """Whether anything says where an institution is, given as a reference."""
        return bool(self.institutions.get(institution.removeprefix("institution/"), {}).get("located_in"))

    def _seats_of(self, reference: str) -> list[str]:
        """Where a party is, by ids; a region is itself, and in what its own row says."""
        kind, _, thing = reference.partition("/")
        if kind == "institution":
            return self.institutions.get(thing, {}).get("located_in", "").split(";")
        return [thing, *self.regions.get(thing, {}).get("parent", "").split(";")]

    def without_seat(self, used: Collection[str]) -> Iterator[Question]:
        """What may be asked of institutions of which nobody says where they sit: networks of regions lack them."""
        lands = self._lands(used)
        for thing, row in self.institutions.items():
            name = _name_of(row)
            is_party = f"institution/{thing}" in used or f"institution/{thing}" in self.waiting
            if is_party and not row.get("located_in") and not self._is_placed(f"institution/{thing}"):
                named = [one for one in of_places(places_in(name, registered())) if f"region/{one.id}" in self._around]
                seats = {
                    one.id: one for one in (*named, *(governed(name) or proposed_seats(name) or behind_kind(name)))
                }
                kept = [one for one in seats.values() if self._is_supported(name, row.get("kind", ""), one, lands)]
                yield from self._asked_where(name, kept[:4])
        for thing in sorted(self.own):
            row = self.regions[thing]
            is_party = f"region/{thing}" in {*used, *self.waiting}
            if is_party and not row.get("parent") and not self._is_placed(f"region/{thing}"):
                name = _name_of(row)
                said = [region(one) for one in sorted(self._zones.get(thing, ()))]
                # 中新天津生态城 begins with no place, and has one in its name.
                within = of_places(places_in(name, registered()))[:2]
                seats = {one.id: one for one in (*said, *zone_seats(name)[:4], *proposed_seats(name)[:2], *within)}
                yield from self._asked_where(name, seats.values())

    def _lands(self, used: Collection[str]) -> set[str]:
        """The countries of the regions that a sheet names, as references."""
        named = {one.removeprefix("region/") for one in (*used, *self._around) if one.startswith("region/")}
        return {land for one in sorted(named) if rows_of(one) for land in countries_of(region(one))}

    def _is_supported(self, name: str, kind: str, one: RegisteredRegion, lands: set[str]) -> bool:
        """Whether more than a word of a name speaks for a region as where something is: Tata of Tata Motors is none.

        That is the name itself, by what stands around the word, or another region of the sheet in its country; of what
        is no firm, a word that is no part of a longer name is enough.

        Args:
            name: the institution's name.
            kind: of which kind it is.
            one: the region.
            lands: the countries of the regions that the sheet names.
        """
        if is_chinese(name) or one.level == "country" or not lands.isdisjoint(countries_of(one)):
            return True
        if kind in _CALLED_BY_CHANCE:
            return proves(name, f"region/{one.id}", registered())
        return not is_of_longer_name(name, one)

    def _asked_where(self, name: str, regions: Iterable[RegisteredRegion]) -> Iterator[Question]:
        """What is asked of where something is; nothing where somebody has said that it is nowhere."""
        said = self._place_said(name)
        if said != "ignore":
            yield where(name, [one for one in regions if self._is_bound(one.id, name)], said)

    def _is_placed(self, thing: str) -> bool:
        """Whether somebody has typed in the package where a thing is."""
        kind, _, one = thing.partition("/")
        table, column = ("regions", "parent") if kind == "region" else ("institutions", "located_in")
        within = {f"region/{seat}" for seat in self.base.get(table, {}).get(one, {}).get(column, "").split(";")}
        return thing in self.known and bool(set(self.known[thing].within) - within)


def _name_of(row: dict[str, str]) -> str:
    """The name of a row, in Chinese where it has one."""
    return row.get("name_zh") or row.get("name_en", "")


def _set_seat(row: dict[str, str], seat: str) -> None:
    """Say in a row that its own name tells where an institution is, by the region's id; nothing where that is empty."""
    for column in ("located_in", "note_zh", "note_en"):
        row.pop(column, "")
    row |= by_its_name(seat) if seat else {}


def _region_told(found: Party) -> Text:
    """What is told of a place that is read as the region around a town of its name; nothing of others."""
    also = found.also
    if not asks_town(also) or also is None:
        return Text()
    town = also.options[0].answer.removeprefix("region/")
    where = told(region(found.reference.removeprefix("region/")))
    return MayBeWrong(
        f"{also.path[-1]} is read as {where.en}, and not as the town; that one: {town} under answers > party",
        f"“{also.path[-1]}”按{where.zh}计，不作同名城市；指城市的，在answers > party写{town}",
    )


def _town_told(address: str, found: Party) -> Text:
    """What is told of a town that is meant by an address, where a region of the first level is called so too."""
    town = town_of_address(address)
    around = region_around(address) if town and found.reference == f"region/{town.id}" else None
    if around is None:
        return Text()
    where = told(around)
    return MayBeWrong(
        f"{address} is read as the town, and not as the region of its name, {where.en}; that one: {around.id} under "
        "answers > party",
        f"“{address}”按城市计，不作同名地区（{where.zh}）；指该地区的，在answers > party写{around.id}",
    )


def _taken(name: str, seat: str) -> Text:
    """What is told of something that is placed by the end of its name."""
    where = told(region(seat))
    return MayBeWrong(
        f"by its name {name} is in {where.en} ({seat}); elsewhere: answers > place",
        f"按名称，“{name}”在{where.zh}（{seat}）；另有所在地的，见answers > place",
    )
