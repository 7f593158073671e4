"""Rows for what is new: institutions, zones, and regions that no registry has; and regions that a registry has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.intake.identities import (
    key,
    proves,
    registered,
    says_where,
)
from kg.intake.registries import (
    matches,
    region,
)
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.meant import (
    named_inside,
    rows_of,
    town_in_chain,
    without_outer,
)
from kg.intake.sheets.name_languages import both_languages, seat_in_brackets
from kg.intake.sheets.name_spellings import spellings_of
from kg.intake.sheets.placing import (
    begins_with_level,
    country_at_end,
    country_of,
    is_country,
    is_outside,
    is_well_known,
    level_of,
    may_mean_its_country,
    new_area_in,
    one_standing,
    reference,
    seat_of,
    told,
)
from kg.intake.sheets.public_words import governed
from kg.intake.sheets.seating import Seats
from kg.intake.sheets.short_forms import with_short_form
from kg.intake.sheets.things import Party, by_its_name
from kg.intake.sheets.who import (
    no_kind,
    no_outer,
)
from kg.text import Text


@dataclass
class Makers(Seats):
    """Things, where they are, and how new ones are made."""

    def _known_region(self, name: str, reference: str) -> Party:
        """A thing that is known; of a region, whether it is what another registry has, which is in use already.

        Of towns that is not asked: ``one_town`` gives them one id.
        """
        thing = reference.partition("/")[2]
        same = [f"region/{one}" for one in matches(thing) if "gn-" not in (one[:3], thing[:3])]
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

    def _made(self, name: str, answer: str) -> Party | None:
        """What an answer makes of a name that says what it is; ``None`` where it names what there is already."""
        word, _, code = answer.partition(" ")
        if answer == "ignore":
            return Party()
        if answer in self.kinds:
            return Party(self._institution(name, answer, ()))
        if word == "institution" and code:
            return self._of_kind(name, answer)
        outer = code.strip().removeprefix("in ").strip()
        if word == "zone":
            return self._zone_in(name, outer)
        return self._place(name, outer) if word == "region" else None

    def _of_kind(self, name: str, answer: str) -> Party:
        """An institution of the kind that an answer names by its code or its label, and where it is if that is said."""
        kind, place = self.kind_answered(answer)
        region = self._outer(place) if place else ""
        if not kind or (place and not region):
            return Party(asked=no_kind(name, answer, self.kinds))
        thing = self._institution(name, kind, ())
        if region:
            row = self.institutions[thing.removeprefix("institution/")]
            for note in ("note_en", "note_zh"):
                row.pop(note, "")
            row["located_in"] = region
        return Party(thing)

    def institution_of(self, name: str, kind: str) -> str:
        """An institution of a name that says nothing of what it is, as a reference.

        Args:
            name: the name, as it stands in the sheet.
            kind: a code of ``institution-kind``, as somebody has said.
        """
        return self._institution(name, kind, ())

    def _institution(self, name: str, code: str, seats: Iterable[str]) -> str:
        (zh, short_zh), (en, short_en) = map(with_short_form, both_languages(name))
        thing = self._id("institution", "i", name)
        row = {"id": thing, "name_zh": zh, "name_en": en, "kind": code}
        row |= {f"alt_{tongue}": short for tongue, short in (("zh", short_zh), ("en", short_en)) if short}
        seat = seat_of(zh or en) or one_standing(seats, zh)
        # 中国科学技术大学 is somewhere in China: its name does not say where; nor does one of a state and its country.
        seat = "" if is_country(seat) or may_mean_its_country(seat, zh or en) or is_outside(seat, name) else seat
        seat = seat if self._is_bound(seat, name) else ""
        if place := self._place_said(name):
            region = self.party(place, kind="region").reference.removeprefix("region/")
            row |= {"located_in": region} if region else {}
        elif region := self._in_brackets(name) or self._in_chain(zh, name, code):
            row |= by_its_name(region)
        elif region := country_of(name, code, has_seat=bool(seat and self._is_said(zh or en, seat))):
            region = self._use(f"region/{region}", name).removeprefix("region/")
            row |= by_its_name(region)
        elif inside := seat_in_brackets(name):
            # Nobody knows it; it stays in the name.
            row["name_zh"] = f"{zh}（{inside}）"
        elif seat and self._is_said(zh or en, seat):
            region = self._use(reference(seat), name).removeprefix("region/")
            row |= by_its_name(region)
        self.institutions.setdefault(thing, row)
        self._know(f"institution/{thing}", name)
        return f"institution/{thing}"

    def _lies_in(self, institution: str, country: str, name: str) -> None:
        """Say that an institution lies in the country that its name has in brackets, where nothing says it nearer.

        Args:
            institution: the institution, as a reference.
            country: the country, by its id.
            name: the name with it, as the sheet has it.
        """
        row = self.institutions.get(institution.removeprefix("institution/"))
        if row is not None and not row.get("located_in") and self._is_bound(country, name):
            self._use(f"region/{country}", name)
            row |= by_its_name(country)

    def _in_chain(self, zh: str, name: str, code: str) -> str:
        """The town behind what it lies in that an institution's Chinese name says, by its id; empty if none is sure.

        Of what is called after a well-known new area, it is what that lies in; of what governs a place, that place.

        Args:
            zh: the name in Chinese, if it has one.
            name: the name, as the sheet has it.
            code: of which kind it is.
        """
        of_word = governed(name) if code == "office" else []
        town = town_in_chain(zh) or new_area_in(zh) or (of_word[0].id if len(of_word) == 1 else "")
        if not town or not self._is_bound(town, name):
            return ""
        return self._use(f"region/{town}", name).removeprefix("region/")

    def _is_said(self, name: str, seat: str) -> bool:
        """Whether a name says for sure that an institution is in a region, or the sheet's own regions bear it out."""
        thing = reference(seat)
        if begins_with_level(name, thing.removeprefix("region/")):
            return True
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
        level = "province" if zh.endswith("县") and around == "jp" else level_of(zh, en)
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
        return self.party(text, kind="region").reference.removeprefix("region/")

    def _zone_in(self, name: str, outer: str) -> Party:
        """A zone, and what it lies in where that is said, whatever its name says."""
        around = self._outer(outer) if outer else ""
        if outer and not around:
            return Party(asked=no_outer(name, outer, "zone"))
        zone = self._zone(name)
        if around:
            thing = zone.removeprefix("region/")
            self.regions[thing]["parent"] = around
            self._by_name.pop(thing, None)  # it is said, and not read from the name
        return Party(zone)

    def _zone(self, name: str) -> str:
        zh, en = both_languages(name)
        thing = self._id("region", "z", name)
        row = {"id": thing, "name_zh": zh, "name_en": en, "kind": "Zone"}
        if place := self._place_said(name):
            row["parent"] = self.party(place, kind="region").reference.removeprefix("region/")
        elif seat := self._zone_seat(name, zh, en):
            self._by_name[thing] = seat
            row["parent"] = self._use(f"region/{seat}", name).removeprefix("region/")
        elif country := country_at_end(name):
            row["parent"] = self._use(f"region/{country}", name).removeprefix("region/")
        self.regions.setdefault(thing, row)
        self.own.add(thing)
        self._know(f"region/{thing}", name)
        return f"region/{thing}"
