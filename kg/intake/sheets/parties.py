"""Names to parties: known ones, regions of the registries, institutions by what they are called; else a question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from kg.intake.identities import (
    Guess,
    Proposal,
    Resolved,
    guess,
    is_perhaps_a_zone,
    is_reference,
    key,
    kinds_within,
    may_be_a_name,
    places_in,
    plain,
    registered,
    well_known,
)
from kg.intake.registries import (
    RegisteredRegion,
    by_pinyin,
    called_by_direction,
    exonym,
    find,
    find_cities,
    is_small,
    matches,
    region,
    rivals,
    without_han_kind,
)
from kg.intake.sheets.asking import Option, Question, called
from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.countries_in_names import (
    FIRMS,
    LESS_LIKELY,
    country_after_comma,
    country_behind,
    firm_in_country,
    without_country,
)
from kg.intake.sheets.joints import is_slash_within, joined_parties, joined_places, surely_two
from kg.intake.sheets.making import Makers
from kg.intake.sheets.meant import (
    cities_meant,
    in_each_language,
    inside_in_words,
    inside_one,
    is_a_place,
    meant_by_half,
    places_meant,
    registered_as,
    rows_of,
    ward_within,
)
from kg.intake.sheets.name_languages import both_languages, codes_as_short, perhaps_translated, two_bodies
from kg.intake.sheets.name_spellings import spellings_of
from kg.intake.sheets.naming import parties_in, sides_by_commas, sides_by_signs, sides_of
from kg.intake.sheets.of_which_place import in_full, leaves_out_place, of_which
from kg.intake.sheets.own_names import is_in_short, listed_bodies, partings, short_and_full
from kg.intake.sheets.places_inside import before_sign
from kg.intake.sheets.placing import (
    countries_at,
    countries_of,
    country_of_code,
    in_country_of,
    is_acronym,
    is_firm_too,
    led_by_country,
    namesakes,
    says_city,
    standing,
    told,
)
from kg.intake.sheets.plain_addresses import plain_address
from kg.intake.sheets.public_words import countries_of_word, governed, governed_list
from kg.intake.sheets.quarters import before_street, says_street
from kg.intake.sheets.remarks import MayBeWrong
from kg.intake.sheets.short_forms import is_of_initials, with_short_form
from kg.intake.sheets.things import Party
from kg.intake.sheets.towns import (
    AROUND,
    TOWN,
    country_first,
    is_plainly_a_town,
    region_of,
    region_taken,
    says_around,
    says_town,
    told_apart,
    town_first,
    town_or_around,
    towns_of_any,
)
from kg.intake.sheets.trunks import trunks
from kg.intake.sheets.two_bodies import are_known_as_two, are_perhaps_two
from kg.intake.sheets.who import (
    KINDS,
    alike,
    code_or_short,
    one_or_several,
    what_is,
    which_region,
    with_umlauts,
    zone_in,
)
from kg.nearest import folded
from kg.text import Text


@dataclass
class Directory(Makers):
    """Who there is, and what is new; it grows as names are looked up. Its attributes are those of ``Things``."""

    def looks(self, name: str) -> int:
        """How much a name is a party: 2 if it is known or a region of a registry, 1 if its words say so, else 0."""
        if name not in self._looks:
            self._looks[name] = self._looked(name)
        return self._looks[name]

    def _looked(self, name: str) -> int:
        is_known = any(map(find, spellings_of(name))) or is_a_place(name) or bool(governed(name))
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
            self._found[at] = self._told_where(self._by_names(self._looked_up(name, within, kind, towns)), within)
        return self._found[at]

    def _by_names(self, party: Party) -> Party:
        """The same with institutions proposed by their names, where nothing else is called so: an id tells nobody."""
        asked, also = map(self._asked_once, (party.asked, party.also))
        return replace(party, asked=self._proposed_by_names(asked), also=self._proposed_by_names(also))

    def _asked_once(self, asked: Question | None) -> Question | None:
        """What is asked of a name, under its first spelling: DP World and DP WORLD have one answer."""
        if asked is None or asked.path[:2] != ("answers", "party"):
            return asked
        first = self._asked_as.setdefault(folded(called(asked.path[-1])), asked.path[-1])
        return replace(asked, path=(*asked.path[:-1], first))

    def _proposed_by_names(self, asked: Question | None) -> Question | None:
        def named(answer: str) -> str:
            names = self.known[answer].names if answer in self.known and answer.startswith("institution/") else ()
            return next((name for name in names if self._called(name) == {answer}), answer)

        if asked is None or not any(one.answer.startswith("institution/") for one in asked.options):
            return asked
        return replace(asked, options=tuple(replace(one, answer=named(one.answer)) for one in asked.options))

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
        made = (way for one in asked.options for way in (ways if one.answer == KINDS[0].answer else [one]))
        options = {way.answer: way for way in reversed(list(made))}.values()
        # A name that says nothing, and a country beside it: a place there as well as a firm.
        unsure = asked.unsure or asked.likeliest == KINDS[1].answer
        return replace(party, asked=replace(asked, options=tuple(options)[::-1], unsure=unsure))

    def _likely(self, name: str, one: Resolved) -> list[Option]:
        """What is like a name: things that are known, and other names whose words say what they are."""
        spellings = self._first_spellings
        own = set(map(key, spellings_of(name)))
        if country_after_comma(name) or find(name.partition(",")[2]):
            own |= set(map(key, sides_by_commas(name)))  # what stands before its country, or its state, is itself
        found = {
            each.thing or spellings.first(each.name): each.reason
            for each in reversed(one.proposals[:3])
            # A cell with several names is none of them, and a name no other than itself in another language.
            if len(parties_in(each.name, lambda _: 0)) == 1
            and key(each.name) not in own
            and (each.thing or key(each.name) in spellings or self._resolved(each.name).guess.kind)
        }
        return [Option(answer, reason) for answer, reason in reversed(found.items())][:2]

    def _looked_up(
        self, name: str, within: tuple[str, ...], kind: str, towns: str = "", through: tuple[str, ...] = ()
    ) -> Party:
        answer = self._answers.get(folded(called(name)), "")
        if answer:
            return self._answered(name, answer, (*through, folded(name)))
        if not kind and (asked := self._in_two_languages(name)) is not None:
            return Party(asked=asked)
        if not kind and (whole := self._called_in_short(name)):
            of = self.party(whole, within)
            if not of.reference:
                return of  # what it is, is asked of the whole name
            self._use(of.reference, name)
            return Party(of.reference, remark=Text(f"the short form of {whole}", f"即{whole}的简称"))
        if not kind and (country := country_of_code(name)) and self._may_be_short(name, country, within):
            likely = self._likely(name, self._resolved(name))
            return Party(asked=code_or_short(name, country, likely, is_placed=bool(self._bound_to(name))))
        if not kind and (found := self._with_or_without_place(name, within)) is not None:
            return found
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
            return self._at_street(name, within, towns) or Party(asked=which_region(name))
        return self._new(name, one, within)

    def _in_two_languages(self, name: str) -> Question | None:
        """What is asked of two names that may be one body's, or two; ``None`` for all others.

        They are in two languages, or the one is in short: LEITMER - Institut Leitner de la Mer.

        It is so before its spellings are looked up: the one half may be known, and would take the other as its name.
        """
        if sides := two_bodies(name):
            code = next((said.code for side in sides if (said := self._resolved(side).guess).code), "company")
            zh, en = sorted(sides, key=is_chinese, reverse=True)
            # Where nothing speaks against it, most are one name in both languages.
            one_first = not (are_perhaps_two(zh, en) or are_known_as_two(zh, en))
            return one_or_several(name, sides, code, one_first=one_first)
        if sides := perhaps_translated(name):
            return one_or_several(name, sides, self._resolved(sides[0]).guess.code, one_first=True)
        if sides := short_and_full(name):
            codes = self._resolved(sides[1]).guess.code, *kinds_within(sides[1])
            return next((one_or_several(name, sides, code, one_first=True) for code in codes if code), None)
        return None

    def _with_or_without_place(self, name: str, within: tuple[str, ...]) -> Party | None:
        """What a name stands for that leaves out its place, or has its country behind it; ``None`` for others."""
        return self._of_its_place(name, within) or self._firm_in_its_country(name, within)

    def _of_its_place(self, name: str, within: tuple[str, ...]) -> Party | None:
        """The body or zone of a name that leaves out its place, in what the row or the sheet says; else ``None``.

        Args:
            name: the name, as it stands in the sheet: 县政府.
            within: the names of what the row says that it lies in, the narrowest first.
        """
        if not is_chinese(name) or not leaves_out_place(name) or self._resolved(name).thing:
            return None
        said = next((found for place in within if len(found := standing(find(place))) == 1), [])
        if len(full := in_full(name, said)) == 1:
            (whole,) = full
            of = self.party(whole, within)
            return replace(of, remark=MayBeWrong(f"{name} is read as {whole}", f"“{name}”按“{whole}”计"))
        asked = of_which(name, map(region, self.homes), self._resolved(name).guess.code) if self.homes else None
        return Party(asked=asked) if asked else None

    def _firm_in_its_country(self, name: str, within: tuple[str, ...]) -> Party | None:
        """The firm that a name with a country in brackets behind it is, which lies there; ``None`` for other names.

        Of one with two countries in the sheet each is a branch, and by itself.

        Args:
            name: the name, as it stands in the sheet: BMW AG（德国）.
            within: the names of what the sheet says that it lies in.
        """
        bare, country = firm_in_country(name)
        if not bare or len(self._branches.get(key(bare), ())) > 1 or self._resolved(bare).guess.code not in FIRMS:
            return None
        of = self.party(bare, within)
        if not of.reference.startswith("institution/"):
            return of if of.asked and bare in self._named else None
        self._use(of.reference, name)
        self._lies_in(of.reference, country, name)
        where = told(region(country))
        said = MayBeWrong(f"{name} is read as {bare}, in {where.en}", f"“{name}”按{bare}计，位于{where.zh}")
        return replace(of, remark=said)

    def _at_street(self, name: str, within: tuple[str, ...], towns: str) -> Party | None:
        """Where a street with its number lies, as its address says; nobody is asked of which region a street is.

        Args:
            name: the address: 10 Downing Street, London; 5号路.
            within: as ``party`` has it.
            towns: as ``party`` has it.

        Returns:
            what it lies in, nothing where the address names nothing that is known; ``None`` for what is no address.
        """
        around = before_street(name)
        if not around and not says_street(name):
            return None
        found = self._of_registries(around, within, "region", towns) if around else None
        if found is None or not (found.reference or found.asked):
            return Party()
        if found.asked is not None:
            return replace(found, asked=_asked_of(name, found.asked))
        where = told(region(found.reference.removeprefix("region/")))
        also = found.also and _asked_of(name, found.also)
        return replace(found, also=also, remark=MayBeWrong(f"{name} is read as {where.en}", f"“{name}”按{where.zh}计"))

    def _may_be_short(self, name: str, country: RegisteredRegion, within: tuple[str, ...]) -> bool:
        """Whether a country's code may be the short name of a body: among institutions, and of another country."""
        own = f"region/{country.id}"
        if self._resolved(name).thing not in ("", own) or self._met_as(spellings_of(name)):
            return False
        lands = countries_at(within)
        return own not in lands and bool(lands or name in self.codes)

    def _called_in_short(self, name: str) -> str:
        """The name in the sheet of the one institution that has a country's code as its short form; empty if none."""
        named = self._in_short.get(name, {})
        twins = {twin for one in named for twin in self._both.get(one, ())}
        # A cell in both languages has it by two names.
        apart = [whole for one, whole in named.items() if one not in twins] or list(named.values())[:1]
        return apart[0] if len(set(apart)) == 1 else ""

    def _of_registries(self, name: str, within: tuple[str, ...], kind: str, towns: str) -> Party | None:
        """What a name stands for that is known, was met before, or that registries have; ``None`` for all others."""
        spellings, is_placed = spellings_of(name), bool(kind)
        if (found := self._inside_or_governed(name, within, towns, is_placed)) is not None:
            return found
        for spelling in spellings:
            one = self._resolved(spelling, kind)
            if one.thing and self._is_settled(one.thing):
                return self._stands_for(name, one.thing)
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
        # 谅山省 Lạng Sơn says by one of its languages that it is what is around a town.
        by_half = meant_by_half(name, within) if says_around(name) else []
        named = [] if is_else or by_half else self._cities(name, spellings, within, is_placed=is_placed)
        if named:
            return self._city(name, named, within, is_placed or towns == TOWN)
        if by_half := by_half or meant_by_half(name, within):
            return self._town_or_around(name, by_half, within, towns, is_placed)
        return self._at_plain_address(name, within, kind, towns)

    def _cities(
        self, name: str, spellings: Sequence[str], within: Sequence[str], *, is_placed: bool
    ) -> list[RegisteredRegion]:
        """The cities of the world that a name may mean, else the one large city that another language calls so.

        KEMRI is no Kemrī, unless something says that a place is meant: of capitals alone, a small one is none.

        Args:
            name: the name, as it stands in the sheet.
            spellings: all that it may be written as by itself.
            within: the names of what the sheet says that it lies in.
            is_placed: whether it stands where only places do.
        """
        named = cities_meant(spellings, within)
        if is_acronym(name) and not (is_placed or within):
            return [] if named and is_small(named[0]) else named
        # Koeln may be the city, and the region around it.
        large = (exonym(one) for one in spellings if not (with_umlauts(one) or is_acronym(one)))
        elsewhere = [one for one in large if one is not None][:1]
        return named or in_country_of(within, elsewhere)

    def _at_plain_address(self, name: str, within: tuple[str, ...], kind: str, towns: str) -> Party | None:
        """What an address means as the registries understand it: Parma (PR), Italia; Kairo, Ägypten; else ``None``.

        Args:
            name: the name, as it stands in the sheet.
            within: the names of what the sheet says that it lies in.
            kind: as ``party`` has it.
            towns: as ``party`` has it.
        """
        address = country_behind(name)
        plain = plain_address(address)
        if plain == address or self._resolved(name).guess.kind == "institution":
            return None
        found = self._of_registries(plain, within, kind, towns)
        if found is None or not found.reference:
            return found and replace(found, asked=found.asked and _asked_of(name, found.asked))
        meant = told(region(found.reference.removeprefix("region/")))
        also = found.also and _asked_of(name, found.also)
        return replace(found, also=also, remark=MayBeWrong(f"{name} is read as {meant.en}", f"“{name}”按{meant.zh}计"))

    def _inside_or_governed(self, name: str, within: tuple[str, ...], towns: str, is_placed: bool) -> Party | None:
        """The region that a name means in what the sheet says, or by a word of its own language before it.

        Args:
            name: the name: Landkreis Altötting, Comune di Bari.
            within: the names of what the sheet says that it lies in.
            towns: as ``party`` has it.
            is_placed: whether it stands where only places do.

        Returns:
            it; ``None`` where neither tells.
        """
        if inside := inside_one(name, within):
            return self._town_or_around(name, inside, within, towns, is_placed)
        # What is known is not guessed, so that its words are looked at here: a typed Mairie de Lyon stays an office.
        one = self._resolved(name)
        is_office = guess(name, registered()).kind == "institution" or one.thing.startswith("institution/")
        if is_office or any(standing(find(each)) for each in spellings_of(name)):
            return None
        found = governed(name, countries_at(within))
        if len(found) != 1:
            return self._region(name, found) if found else None
        meant = told(found[0])
        said = MayBeWrong(f"{name} is read as {meant.en} ({found[0].id})", f"“{name}”按{meant.zh}（{found[0].id}）计")
        return replace(self._known_region(name, f"region/{found[0].id}"), remark=said)

    def _is_settled(self, thing: str) -> bool:
        """Whether a thing is no region that its registry alone has: what somebody typed needs no second look."""
        if self._is_own(thing) or not thing.startswith("region/"):
            return True
        return thing in self.known and thing.partition("/")[2] not in self.base.get("regions", {})

    def _stands_for(self, name: str, thing: str) -> Party:
        """What a name stands for that something has which is settled."""
        if self._is_own(thing):
            self._meet(thing, spellings_of(name))
            return Party(self._use(thing, name))
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
            found = self._region(name, regions)
            are_same = {one.id for one in beside} <= {*matches(around.id)}
            return found if are_same else replace(found, also=found.also or region_taken(name, around, beside))
        others = [one for one in towns_of_any(spellings, regions[1:]) if one not in beside]
        return Party(asked=town_or_around(name, [*beside, *regions[:_MOST_AROUND], *others][:_MOST_MEANT]))

    def likelier(self, question: Question, used: Collection[str], texts: str = "") -> Question:
        """The same question, of several regions those first that the project or the sheet has already.

        Then come those in a country of which the sheet speaks, and those that lie where most of its regions do.

        Args:
            question: the question.
            used: what takes part in the sheet's partnerships, as references.
            texts: what the sheet's cells say in Chinese: Yiwu is 义乌 where one speaks of it.

        Returns:
            it, with its proposals in another order.
        """
        if question.path[:2] != ("answers", "party"):
            return question
        question = self._in_lands_of_word(question, used)
        ranked = self._used_first(question.options, used, texts)
        if not all(_is_region(one.answer) for one in ranked):
            return question if ranked == question.options else replace(question, options=ranked)
        around = Counter(outer for one in used if one.startswith("region/") for outer in registered().outer(one))

        def beside(one: Option) -> tuple[int, bool, int]:
            inside = (around[outer] for outer in registered().outer(one.answer) if outer != "region/cn")
            is_said = self._is_in_a_land(region(one.answer.removeprefix("region/")))
            return -self._is_used(one.answer, used, texts), not is_said, -max(inside, default=0)

        return replace(question, options=tuple(sorted(ranked, key=beside)))

    def _in_lands_of_word(self, question: Question, used: Collection[str]) -> Question:
        """The same, with the country of a town that no registry has, where its word and the sheet tell it: Gmina X.

        Args:
            question: what is asked of a name.
            used: what takes part in the sheet's partnerships, as references.
        """
        answers = [one.answer for one in question.options]
        words = countries_of_word(question.path[-1]) if KINDS[0].answer in answers else []
        if not words or any(one.startswith("region ") for one in answers):
            return question
        named = (one for one in used if one.startswith("region/") and rows_of(one.removeprefix("region/")))
        lands = Counter(land for one in named for land in countries_of(region(one.removeprefix("region/"))))
        said = [one for one in words if one in self.lands or lands[f"region/{one}"]]
        said.sort(key=lambda one: -lands[f"region/{one}"])
        kept = said or (words if len(words) == 1 else [])
        inside = [Option(f"region {land}", inside_in_words(region(land))) for land in kept[:_MOST_LANDS]]
        at = answers.index(KINDS[0].answer)
        return replace(question, options=(*question.options[:at], *inside, *question.options[at:]))

    def _used_first(self, options: tuple[Option, ...], used: Collection[str], texts: str) -> tuple[Option, ...]:
        """Options with the regions among them in their places, but those first that are used already."""
        regions = (one for one in options if _is_region(one.answer))

        def rank(one: Option) -> tuple[int, bool]:
            thing = one.answer.removeprefix("region/")
            return -self._is_used(one.answer, used, texts), not (rows_of(thing) and self._is_in_a_land(region(thing)))

        left = iter(sorted(regions, key=rank))
        return tuple(next(left) if _is_region(one.answer) else one for one in options)

    def _is_used(self, thing: str, used: Collection[str], texts: str) -> int:
        """Whether the project has a region by itself or a row of the sheet is of it (2), or a cell speaks of it (1)."""
        own = thing.removeprefix("region/")
        if (thing in self.known and own not in self.base.get("regions", {})) or thing in used:
            return 2
        short = without_han_kind(region(own).name.zh) if texts and rows_of(own) else ""
        return int(len(short) > 1 and short in texts)

    def _is_in_a_land(self, one: RegisteredRegion) -> bool:
        """Whether a region is or lies in a country of which the sheet speaks."""
        lands = (each.removeprefix("region/") for each in countries_of(one)) if self.lands else ()
        return not self.lands.isdisjoint(lands)

    def _region(self, name: str, regions: list[RegisteredRegion]) -> Party:
        if len(regions) == 1:
            return self._known_region(name, f"region/{regions[0].id}")
        likely = sorted(regions, key=lambda one: (one.id in LESS_LIKELY, not self._is_in_a_land(one)))
        options = tuple(Option(f"region/{one.id}", told(one)) for one in likely[:6])
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
        is_zone = is_perhaps_a_zone(name)
        if (doubtful or is_zone) and not placed:
            text = Text(f"What is {name}?", f"“{name}”是什么？")
            options: tuple[Option, ...] = (Option(f"region/{cities[0].id}", told(cities[0])), *KINDS[1:])
            if is_zone:
                # Business Bay is a quarter with many people, and a zone.
                options = (zone_in(cities[0].parent), *(one for one in options if one.answer != "zone"))
            return Party(asked=Question(("answers", "party", name), text, options, holds=True, unsure=True))
        found = self._region(name, cities)
        if is_chinese(name) and says:
            return found
        meant = told(cities[0])
        return replace(found, remark=MayBeWrong(f"by its name the city {meant.en}", f"按名称为城市{meant.zh}"))

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
            if found.reference and not leaves_out_place(name):
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

    def _new(self, name: str, one: Resolved, within: Sequence[str] = ()) -> Party:
        guess, one = _with_council(name, one.guess), self._unjudged(name, self._with_longer(name, one))
        if one.asked:
            options = tuple(Option(proposal.thing, proposal.reason) for proposal in one.proposals)
            text = Text(f"Several things are called {name}. Which is meant?", f"有多个对象名为“{name}”，指哪一个？")
            return Party(asked=Question(("answers", "party", name), text, options, holds=True, unsure=True))
        sides = self._perhaps_several(name)
        if not guess.kind and not sides and not places_meant(name):
            # 瓦登海管理局 Wadden Sea Board: the one language tells what it is.
            guess = next((said for half in in_each_language(name) if (said := self._resolved(half).guess).kind), guess)
        if not guess.kind and (head := before_sign(name)):
            guess, sides = self._resolved(head).guess, []
        # West Department is an office by its words, and the department Ouest of Haiti in English.
        is_what = guess.kind == "institution" and bool(guess.code) and not called_by_direction(name)
        is_zone = guess.kind == "region" and guess.region_class == "Zone" and ward_within(name) is None
        joined = [*listed_bodies(name).names] or joined_parties(name, self.looks, within)
        if (is_what or is_zone) and joined:
            one_first = is_slash_within(name, joined)
            return Party(asked=one_or_several(name, joined, "" if is_zone else guess.code, one_first=one_first))
        if is_what:
            if (sides and self._are_perhaps_two(sides)) or (sides := self._with_short_name(name)):
                one_first = is_slash_within(name, sides)
                return Party(asked=one_or_several(name, sides, guess.code, one_first=one_first))
            thing = self._institution(name, guess.code, guess.located_in)
            return Party(thing, also=alike(name, one, self._first_spellings), remark=_no_country(name))
        if is_zone:
            return Party(self._zone(name), also=alike(name, one, self._first_spellings))
        sides = sides or joined or joined_places(name, within)
        return Party(asked=what_is(name, guess, self._likely(name, one), sides, within))

    def _perhaps_several(self, name: str) -> list[str]:
        """What signs part in a name, where one of it looks like a party or is a short form; else nothing."""
        sides = sides_of(name)
        are_some = any(map(self.looks, sides)) or ("," in name and any(map(is_in_short, sides)))
        return sides if len(sides) > 1 and are_some and not country_after_comma(name) else []

    def _with_longer(self, name: str, one: Resolved) -> Resolved:
        """A name with what else it may be: another name of the sheet that is this one and more, or less."""
        shorter = (part for part in trunks(name) if part in self._met)
        longer = (*self._longer.get(key(name), ()), *self._longer_named.get(key(name), ()))
        others = dict.fromkeys((*longer, *shorter))
        told = {proposal.name for proposal in one.proposals}
        more = (Proposal("", other, _ONE_AND_MORE, _MORE_SAID) for other in others if other not in told)
        return replace(one, proposals=(*one.proposals, *more))

    def _unjudged(self, name: str, one: Resolved) -> Resolved:
        """A name without what somebody has judged it to be, or not to be: that is not asked again."""
        if not self._judged_pairs:
            return one
        mine = self._sides(name)

        def is_judged(proposal: Proposal) -> bool:
            others = self._sides(proposal.name) | ({proposal.thing} if proposal.thing else set())
            return any(pair in self._judged_pairs for a in mine for b in others for pair in ((a, b), (b, a)))

        return replace(one, proposals=tuple(each for each in one.proposals if not is_judged(each)))

    def apart(self, name: str, within: Sequence[str]) -> list[str]:
        """The parties that one name is, where each is sure by itself; else itself.

        Two places are, where each is well known by it and nothing is called as both; and several names, where each of
        them stands by itself in another cell of the sheet, for another than the others.

        Args:
            name: the name, as it stands in the sheet.
            within: the names of what the sheet says that it lies in.
        """
        if self.answer_of(name):
            return [name]
        if sides := self.alone(name):
            return sides
        if self.looks(name) == 2:
            return [name]
        if several := governed_list(sides_by_commas(name)) or surely_two(name):
            return several
        if (listed := listed_bodies(name)).is_sure:
            return [*listed.names]
        return joined_places(name, within, sure=True) or [name]

    def alone(self, name: str) -> list[str]:
        """The names that signs or words part in one, if each stands alone in a cell for another; else nothing.

        A place is none of these: behind another name it may be where that is.
        """
        known = self._resolved(name).thing
        is_one = (all(both_languages(name)) and not two_bodies(name)) or perhaps_translated(name)
        if (known and not self._is_own(known)) or find(name) or is_one:
            return []
        for sides in (*sides_by_signs(name), *(sides for sides, _ in partings(name))):
            cells = {self._alone.get(key(side), "") for side in sides}
            if "" in cells or len(cells) < len(sides) or any(find(side) or find_cities(side) for side in sides):
                continue
            if not any(with_short_form(f"{one} ({other})")[1] for one, other in permutations(sides, 2)):
                return sides
        return []

    def _with_short_name(self, name: str) -> list[str]:
        """The two sides of ETH Zürich, UAB, of which the second is a legal form, and a university in short as well.

        Nothing where the first is not by itself something that has no such form.
        """
        head, comma, last = (side.strip() for side in name.rpartition(","))
        if not comma or not may_be_a_name(last):
            return []
        code = self._resolved(head).guess.code
        is_short = _SHORT_BEFORE_PLACE.match(head) is not None and bool(places_in(head, registered()))
        return [head, last] if well_known(head) or is_short or code not in ("", "company") else []

    def _are_perhaps_two(self, sides: Sequence[str]) -> bool:
        """Whether the last of several sides may be a whole name: 改革委员会 is none, Tel Aviv University is one."""
        last = sides[-1]
        if is_chinese(last) and any(self._resolved(side).guess.kind == "institution" for side in sides[:-1]):
            # 甲集团与乙港口物流股份公司: what stands before the sign is whole.
            return True
        begins = places_in(last, registered())[:1]
        is_whole = self.looks(last) and (well_known(last) or any(plain(last).startswith(place) for place in begins))
        return bool(is_whole) and (is_chinese(last) or all(side[0].isupper() for side in sides))


#: How many regions of one name are proposed, and how many of these and the towns in them.
_MOST_AROUND, _MOST_MEANT = 5, 8
#: In how many countries a town of a word of their language is proposed.
_MOST_LANDS = 3
#: How sure a name is that of another one that has more behind it, and what is said.
_ONE_AND_MORE = 0.7
_MORE_SAID = Text("one is the other, with more behind it or around it", "一方为另一方的名称另加其他内容")
#: A name in capitals with a word behind it, as schools have them: ETH Zürich.
_SHORT_BEFORE_PLACE = re.compile(r"[A-Z]{2,6} [A-ZÀ-Þ]")
#: What governs a place is of this kind.
_GOVERNS = "office"
#: How a council ends that may be a place's.
_COUNCIL = re.compile(r"(?<!\s)\s+council(?=\s*(?:[(（,，]|$)).*", re.I)
#: The id of a region of a registry that is no name in everyday letters: gn-255274, nuts-ded51, cn-320400.
_ID = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")


def _with_council(name: str, said: Guess) -> Guess:
    """What a name looks like; the council of a place is what governs it, and no association: Highland Council."""
    head = _COUNCIL.sub("", name)
    is_of_place = said.code == "association" and head != name and bool(find(head) or find_cities(head))
    return replace(said, code=_GOVERNS) if is_of_place else said


def _may_be_a_firm(spellings: Sequence[str], around: RegisteredRegion, within: Sequence[str]) -> bool:
    """Whether a name that a registry has is a firm's or a word as well, and does not say that it is a place."""
    if around.id.startswith("cn") or around.level == "country" or any(map(says_town, spellings)):
        return False
    return any(is_firm_too(one, around, firms_alone=any(map(find, within))) for one in spellings)


def _no_country(name: str) -> Text:
    """What is told of a country's code that is read as a short form, though no first letters of the name make it."""
    for long, short in codes_as_short(name):
        if not is_of_initials(long, short):
            country = find(short)[0].name
            return MayBeWrong(
                f"({short}) is read as a short form of {long}, and not as {country.en}",
                f"括号中的“{short}”读作{long}的简称，不作{country.zh}",
            )
    return Text()


def _asked_of(name: str, asked: Question) -> Question:
    """What is asked of an answer, as it is asked of the name for which it was given."""
    return replace(asked, path=("answers", "party", name))


def _is_region(answer: str) -> bool:
    return answer.startswith("region/")
