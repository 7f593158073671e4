"""What is asked of a name that says too little: what it is, whether it is another one, where it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from kg.intake import schema
from kg.intake.identities import (
    Guess,
    Resolved,
    guess,
    is_perhaps_a_region,
    is_perhaps_a_zone,
    key,
    kinds_within,
    registered,
    well_known,
    without_kind,
    without_umlauts,
)
from kg.intake.registries import (
    RegisteredRegion,
    by_pinyin,
    called_by_direction,
    called_elsewhere,
    cities_spelt,
    find,
    find_cities,
    holding,
    in_letters,
    is_small,
    near,
    region,
)
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.bilingual import halves
from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.countries_in_names import (
    countries_after_comma,
    countries_named,
    country_after_comma,
    country_behind,
    country_by_sign,
)
from kg.intake.sheets.foreign_places import perhaps_meant, within_country
from kg.intake.sheets.meant import led_by_first, places_meant, ward_within
from kg.intake.sheets.name_languages import says_where_it_is
from kg.intake.sheets.name_spellings import spellings_of
from kg.intake.sheets.naming import sides_by_commas
from kg.intake.sheets.placing import (
    countries_of,
    in_brackets,
    in_its_country,
    is_acronym,
    is_of_longer_name,
    led_by_country,
    perhaps_seats,
    places_called,
    proposed_seats,
    standing,
    told,
    zone_seats,
)
from kg.intake.sheets.plain_addresses import known_part
from kg.intake.sheets.public_words import counties_around, governed
from kg.intake.sheets.quarters import is_perhaps_a_body
from kg.intake.sheets.signs_between import IN_BRACKETS
from kg.intake.sheets.towns import says_around
from kg.nearest import folded
from kg.text import Text

#: How names of regions end, also short ones such as 恩施州.
_REGION_ENDINGS = ("省", "市", "县", "区", "州", "盟", "旗", "镇", "乡")


#: Names that may be of a place that no registry has: one word with a capital, in Chinese what often ends one.
_MAY_BE_A_PLACE = re.compile(
    r"[A-ZÀ-Þ][\w'’-]*(,.*)?|[^\W\d_a-zA-Z]+(堡|村|岛|庄|屯|寨|湾|港|城|谷|街道|新城|地区|山|江|河|湖)"
)


#: How like a name is to one that it may be by a slip, in letters, of 100.
_A_SLIP = 86


#: What is asked of a name that says nothing of what it is.
KINDS = (
    Option(
        "region",
        Text(
            "a region; with what it lies in: region jp; or by its id: br-ba",
            "地区；可写明所属，如region jp；或写标识，如br-ba",
        ),
    ),
    Option("institution company", Text("a company", "企业")),
    Option("institution office", Text("a public body", "政府部门")),
    Option("institution association", Text("an association", "协会")),
    Option("zone", Text("a zone; with what it lies in: zone cn-610100", "功能区；可写明所属，如zone cn-610100")),
    Option("ignore", Text("not a party", "不是参与方")),
)


_ZONE = KINDS[4]


@dataclass(frozen=True, slots=True)
class Spellings:
    """New names by their keys, as they were met first."""

    met: Mapping[str, str]
    first_seen: Mapping[str, str]

    def __contains__(self, mine: str) -> bool:
        return mine in self.met

    def first(self, name: str) -> str:
        """The spelling of a name that was met first."""
        return self.first_seen.get(self.met.get(key(name), ""), name)


#: How many regions are proposed that one answer may mean.
_MOST_OF_ONE_NAME = 6


def where(name: str, regions: Iterable[RegisteredRegion], said: str = "") -> Question:
    """Where an institution is, with the regions that are proposed; it may stay open.

    Args:
        name: its name.
        regions: the regions, the likeliest first.
        said: what was answered, and is no region that is known; empty where nothing was.
    """
    text = Text(f"In which region is {name}? (may stay open)", f"“{name}”在哪个地区？（可不答）")
    several = [*standing(find(said)), *find_cities(said)][:_MOST_OF_ONE_NAME] if said else []
    if several:
        text = Text(
            f"The answer {said[:60]!r} may mean more than one region: write the id of one. {text.en}",
            f"回答“{said[:60]}”可指多个地区：请写明其中一个的标识。{text.zh}",
        )
    elif said:
        text = Text(
            f"The answer {said[:60]!r} is no region of a registry (`kg regions find`). {text.en}",
            f"回答“{said[:60]}”不是名录中的地区（见`kg regions find`）。{text.zh}",
        )
    options = tuple(Option(one.id, told(one)) for one in dict.fromkeys((*several, *regions)))
    return Question(("answers", "place", name), text, options, optional=True)


def no_kind(name: str, answer: str, kinds: Iterable[str]) -> Question:
    """Of which kind an institution is, where the answer named none that there is.

    Args:
        name: its name.
        answer: what was answered.
        kinds: the kinds that there are.
    """
    text = Text(
        f"The answer {answer!r} for {name!r} names no kind of institution. Which of these is it?",
        f"对“{name}”的回答“{answer}”不是机构类别。是下列哪一个？",
    )
    listed = tuple(Option(f"institution {kind}", Text(kind, kind)) for kind in kinds)
    return Question(("answers", "party", name), text, (*listed, *KINDS[-2:]), holds=True, unsure=True)


def no_outer(name: str, outer: str, what: str = "region") -> Question:
    """What a region or a zone lies in, where the answer named no region that a registry has.

    Args:
        name: its name.
        outer: what was answered.
        what: which of the two it is.
    """
    text = Text(
        f"No registry has the region {outer!r} that {name} is said to lie in. Which is meant? See `kg regions find`.",
        f"各地区名录均无“{outer}”，无法确定“{name}”的所属。指哪一个？见`kg regions find`。",
    )
    found = [regions[0] for one in near(outer) if (regions := standing(find(one)))]
    options = tuple(Option(f"{what} {one.id}", told(one)) for one in found)
    return Question(("answers", "party", name), text, options, holds=True, unsure=True)


def one_or_several(name: str, sides: Sequence[str], kind: str, *, one_first: bool = False) -> Question:
    """Whether a name is of one institution, or of all that a sign parts in it.

    Args:
        name: the name, as the cell has it.
        sides: its parts.
        kind: what kind of institution it would be as one; a zone where it is empty.
        one_first: whether it is likelier one, as a name beside its translation is.
    """
    text = Text(f"Is {name} one party, or several?", f"“{name}”是一方，还是若干方？")
    one = f"institution {kind}" if kind else "zone"
    ways = (split(sides), Option(one, Text("one party", "一方")))
    options = (*(ways[::-1] if one_first else ways), KINDS[-1])
    return Question(("answers", "party", name), text, options, holds=True, unsure=True)


def code_or_short(
    name: str, country: RegisteredRegion, likely: Iterable[Option], *, is_placed: bool = False
) -> Question:
    """Whether a name among institutions is the code of a country, or the short name of one of them.

    Args:
        name: the name.
        country: the country whose code it is.
        likely: things that it may be, the likeliest first.
        is_placed: whether a place stands behind it, which no country has.
    """
    text = Text(
        f"Is {name} the short name of an institution, or the country {country.name.en}?",
        f"“{name}”是某机构的简称，还是国家“{country.name.zh}”？",
    )
    itself = Option(f"region/{country.id}", told(country))
    kinds = [one for one in KINDS if one.answer.startswith("institution ")]
    options = (*likely, *((*kinds, itself) if is_placed else (itself, *kinds)), KINDS[-1])
    return Question(("answers", "party", name), text, options, every=KINDS, near=1, holds=True, unsure=True)


def split(sides: Sequence[str]) -> Option:
    """The proposal that a name is those of several parties."""
    return Option("; ".join(sides), Text(f"{len(sides)} parties", f"{len(sides)}方"))


#: How somebody says of a list that what stands before its place is there.
IN = "in "


def _addressed(name: str) -> Iterator[Option]:
    """The proposal that the first part of a name is in the others: Sample Works, Naka-ku, Yokohama, Japan."""
    head, *sides = sides_by_commas(name)
    inside = ", ".join(sides)
    if len(sides) == 1 and _may_be_a_town(inside) and (is_acronym(head) or guess(head, registered()).is_somewhere):
        yield Option(f"{IN}{inside}", Text(f"one party, in {inside}", f"一方，位于{inside}"))
    if len(sides) > 2 and known_part(inside) != inside and not any(map(is_perhaps_a_body, sides[:-2])):
        yield Option(f"{IN}{inside}", Text(f"one party, in {inside}", f"一方，位于{inside}"))


def _may_be_a_town(text: str) -> bool:
    """Whether a text is one word that may be the name of a town which no registry has: Beasain."""
    is_word = _ONE_WORD.fullmatch(text) is not None
    is_known = bool(find(text)) or bool(guess(text, registered()).kind) or well_known(text)
    return is_word and not (is_known or is_perhaps_a_body(text))


_ONE_WORD = re.compile("[A-ZÀ-Þ][a-zß-ɏ'’]+(?:-[A-ZÀ-Þa-zß-ɏ'’]+)*")


#: How names end of what is built in a place: 吉林长春国际汽车城, 西安国际港务区.
_ZONE_LIKE = re.compile("(?:城|港务区|物流港|陆港|空港|无水港|内陆港|产业带|片区|新城|小镇|谷|基地|园)$")


def which_region(name: str) -> Question:
    """Which region a name means that no registry has."""
    near_it = [] if is_acronym(name) else [text for text in near(name) if _is_spelt_alike(name, text)]
    found = [regions[0] for text in near_it if (regions := standing(find(text)))]
    # What is called so in short, or without its umlauts, goes before what is only spelt alike: that is elsewhere.
    spelt = [*with_umlauts(name), *cities_spelt(name)]
    countries = {country for one in spelt for country in countries_of(one)}
    found = [one for one in found if not countries or countries & countries_of(one)]
    zones = _ZONE_LIKE.search(name) is not None or is_perhaps_a_zone(name)
    seats = zone_seats(name)[:_MOST_SEATS] if zones and not find(name) else []
    # Sample Park, Nowhere, Vietnam: a zone in what the registries know of where it lies.
    is_zone = guess(name.partition(",")[0], registered()).region_class == "Zone"
    seats = seats or (places_called(name.rpartition(",")[2].strip())[:1] if is_zone and "," in name else [])
    options = (
        *(zone_in(one.id) for one in seats),
        *(Option(f"region/{one.id}", told(one)) for one in seats),
        *(_in_country(name) if counties_around(name) else ()),
        *(Option(f"region/{one.id}", told(one)) for one in _meant_by_words(name)),
        *_in_country(name),
        *(Option(f"region/{one.id}", told(one)) for one in spelt),
        *(Option(f"region/{one.id}", told(one)) for one in in_its_country(name, found)),
    )
    options = tuple({one.answer: one for one in options}.values())
    text = Text(f"No registry has a region {name}. Which is meant?", f"各地区名录均无“{name}”，指哪个地区？")
    return Question(("answers", "party", name), text, options, unsure=True)


def _is_spelt_alike(name: str, other: str) -> bool:
    """Whether a name may be another one misspelt: no more than a letter or two of it differ, or one Chinese sign.

    Args:
        name: the name, which may have what it lies in before it, or a word for its level.
        other: the name of a region.

    >>> _is_spelt_alike("Jaixing", "Jiaxing"), _is_spelt_alike("Krasne", "Ukraine")
    (True, False)
    >>> _is_spelt_alike("浙江嘉善显", "嘉善县"), _is_spelt_alike("贵安新区", "安新县")
    (True, False)
    """
    written, known = folded(name), folded(other)
    before = written[: -len(known)] if is_chinese(name) else ""
    behind = written[-len(known) :] if before and find(before) else written
    least = _ALIKE_IN_CHINESE if is_chinese(name) else _ALIKE
    return any(fuzz.ratio(one, known) >= least for one in (written, behind))


#: How alike a misspelt name and a region's are at least: of three Chinese signs two are, of seven letters all but one.
_ALIKE, _ALIKE_IN_CHINESE = 80, 60


def _meant_by_words(name: str) -> list[RegisteredRegion]:
    """What a name may mean in other words; of 谅山省 the region around a town goes before that."""
    found = perhaps_meant(name)
    return sorted(found, key=lambda one: one.id.startswith("gn-")) if says_around(name) else found


def alike(name: str, one: Resolved, met: Spellings) -> Question | None:
    """Whether something that is known may be the same; it is made as another thing until somebody says so.

    Of two new names, it is asked of the later one.

    Args:
        name: the name as it was written.
        one: what is known that may be the same.
        met: the new names that came before.

    Returns:
        the question; ``None`` where nothing is like it.
    """
    # A name in brackets is another name of what stands before them, and no other thing.
    own = {met.met.get(key(name), ""), *map(key, spellings_of(name))}
    found = [proposal for proposal in one.proposals if proposal.thing or key(proposal.name) in met]
    found = [each for each in found if key(each.name) not in own and met.met.get(key(each.name), each.thing) not in own]
    if not found:
        return None
    each_once = {proposal.thing or met.first(proposal.name): proposal.reason for proposal in reversed(found[:3])}
    options = tuple(Option(answer, reason) for answer, reason in reversed(each_once.items()))
    shown = found[0].name if found[0].thing else met.first(found[0].name)
    text = Text(
        f"Is {name} the same as {shown}? Until you say so, they are two.",
        f"“{name}”与“{shown}”是否同一主体？未作回答前按两者计。",
    )
    known = well_known(name)
    if known and known == well_known(shown):
        text = Text(
            f"Is {name} the same as {shown}, as well-known names have it? Until you say so, they are two.",
            f"按通用名称，“{name}”与“{shown}”是否同一主体？未作回答前按两者计。",
        )
        return Question(("answers", "party", name), text, options)
    return Question(("answers", "party", name), text, options, optional=True)


def what_is(
    name: str, said: Guess, likely: Iterable[Option], sides: Sequence[str] = (), within: Sequence[str] = ()
) -> Question:
    """What a name is that says too little: first what is like it, then a region if it looks like one, or else.

    Args:
        name: the name as it was written.
        said: what its words tell of its kind.
        likely: things that it may be, the likeliest first.
        sides: the names that it may be made of.
        within: the names of what the sheet says that it lies in; places elsewhere are not proposed.
    """
    may_be = _MAY_BE_A_PLACE.fullmatch(name.strip()) is not None and not name.isupper()
    regions = _spelt_so(name, within)
    spelt = bool(regions)
    held = holding(name) if may_be else []
    regions = regions or _near_it(name, held, within)
    is_region = said.kind == "region" or name.endswith(_REGION_ENDINGS) or is_perhaps_a_region(name)
    kinds = _kinds(name, regions, spelt=spelt, is_place=bool(is_region or held or may_be))
    told_kinds = tuple(_of_kind(code) for code in kinds_within(name)[:2])
    told_kinds = (*told_kinds, _ZONE) if is_perhaps_a_zone(name) else told_kinds
    kinds = (*told_kinds, *(one for one in kinds if one.answer not in {each.answer for each in told_kinds}))
    seats = within_country(within, _at_end(name)) or (_begun_with(name, within) if _ZONE in told_kinds else ())
    if len(seats) == 1 and not spelt:
        kinds = tuple(_seated(one, seats[0]) for one in kinds)
    alike = (*_addressed(name), *((split(sides),) if sides else ()), *likely)
    # That it is a company rests on nothing; that it is like something that is known does on something.
    unsure = bool(sides or regions or _in_country(name) or told_kinds) or not alike
    options = (*alike, *kinds)[:8]
    # What every name may be stands once above all of them.
    usual = {one.answer for one in KINDS}
    own = max((at for at, one in enumerate(options, 1) if one.answer not in usual), default=0)
    text = _what(name, within)
    return Question(("answers", "party", name), text, options, every=KINDS, near=own, holds=True, unsure=unsure)


def _spelt_so(name: str, within: Sequence[str]) -> tuple[Option, ...]:
    """The regions that a name spells, as proposals: in what the sheet says that it lies in, or where it says itself."""
    if any(says_where_it_is(*one) for one in halves(name)):
        # Sample Logistics（迪拜）: what is there is asked; that it is the town itself is the least likely.
        return ()
    each_once = tuple((_with_its_part(name) or regions_spelt(name, within))[:4])
    if not each_once and _says_place(name):
        # Shenzhen City in a row of Cameroon is as likely where it says as there.
        each_once = (*places_meant(name), *by_pinyin(name), *_in_full(name))[:2]
    if is_acronym(name) and not within:
        # NRW is a region; KEMRI is no Kemrī.
        each_once = tuple(one for one in each_once if not one.id.startswith("gn-") or not is_small(one))
    return tuple(Option(f"region/{one.id}", told(one)) for one in each_once)


def _with_its_part(name: str) -> list[RegisteredRegion]:
    """The part in brackets of a place that it stands behind, and that place: 九江市（庐山）; nothing for others."""
    match = IN_BRACKETS.fullmatch(name.strip())
    inner = places_called(match["outer"], match["name"]) if match and find(match["name"]) else []
    return [*inner, *standing(find(match["name"]))] if match and inner else []


def regions_spelt(name: str, within: Sequence[str] = ()) -> list[RegisteredRegion]:
    """The regions and cities that a name may spell which no registry has: to be proposed, the likeliest first.

    Args:
        name: the name as it was written.
        within: the names of what it is said to lie in; places elsewhere are none.

    >>> [one.name.en for one in regions_spelt("Jubail")]
    ['Al Jubayl']
    """
    found = (
        *by_pinyin(name)[:4],
        *called_by_direction(name)[:4],
        *called_elsewhere(name)[:4],
        *places_meant(name),
        *perhaps_meant(name, within),
        *_in_its_brackets(name),
        *with_umlauts(name),
        *(found for text in without_kind(name) for found in places_called(text)),
        *cities_spelt(name),
    )
    return list({one.id: one for one in within_country(within, found)}.values())


def _in_its_brackets(name: str) -> list[RegisteredRegion]:
    """What a name with a word for its level may mean in the country that it has in brackets: Stadt Jinan (VR China)."""
    match = IN_BRACKETS.fullmatch(name.strip())
    lands = countries_named(match["outer"]) if match else []
    heads = without_kind(match["name"]) if match else ()
    return [one for head in heads for land in lands for one in (*places_called(head, land), *by_pinyin(head))]


def with_umlauts(name: str) -> list[RegisteredRegion]:
    """The regions and cities of a name that has ue, oe, ae or aa for ü, ö, ä or å: to be proposed only.

    Args:
        name: the name.

    >>> [one.id for one in with_umlauts("Land Baden-Wuerttemberg")][:1], with_umlauts("Lyon")
    (['de-bw'], [])
    >>> [one.name.en for one in with_umlauts("Landkreis Tuebingen")]
    ['Tübingen, Landkreis']
    """
    text = without_umlauts(folded(name))
    if text == folded(name):
        return []
    found = (*governed(text), *standing(find(text)), *find_cities(text))
    return list({one.id: one for one in found}.values())


def _near_it(name: str, held: Sequence[RegisteredRegion], within: Sequence[str]) -> tuple[Option, ...]:
    """The regions that a name may be by a slip, or that have its words among theirs, as proposals.

    Args:
        name: the name as it was written.
        held: the regions that have its words.
        within: the names of what the sheet says that it lies in.
    """
    slips = (standing(find(text)) for text in near(name, 1) if _is_slip(name, text))
    misspelt = [found[0] for found in slips if found and found[0] not in held]
    near_it = within_country(within, in_its_country(name, (*held, *misspelt)))
    return tuple(Option(f"region/{one.id}", told(one)) for one in near_it)


def _kinds(name: str, regions: tuple[Option, ...], *, spelt: bool, is_place: bool) -> tuple[Option, ...]:
    """What a name may be, the likeliest first: the regions, and what every name may be.

    Args:
        name: the name as it was written.
        regions: the regions that are proposed of it.
        spelt: whether it spells them; what is found goes before what is only said to lie in a country.
        is_place: whether it looks like a place's.
    """
    place, company, office, association, zone, none = KINDS
    in_country = _in_country(name)
    if counties_around(name):
        # A county of that name, and neither the town nor the region of several counties that is called so.
        return (*in_country, *regions, place, zone, office, company, association, none)
    if spelt and is_perhaps_a_region(name) and not places_meant(name):
        # Klang Valley is more than Klang.
        return (*in_country, place, *regions, *in_country, zone, company, office, association, none)
    if spelt:
        return (*regions, *in_country, place, zone, company, office, association, none)
    if in_country:
        return (*in_country, *regions, zone, company, office, association, none)
    if is_place:
        return (place, *regions, zone, company, office, association, none)
    return (company, *regions, office, association, zone, place, none)


def _what(name: str, within: Sequence[str] = ()) -> Text:
    """What a name is, with where it may be by its name, and how that is answered along."""
    text = Text(f"What is {name}?", f"“{name}”是什么？")
    # Of Santiago de Chile, that one is meant, and neither another Santiago nor anything in Chile.
    named = governed(name) or cities_spelt(name) or proposed_seats(name)
    seats = [one for one in within_country(within, named) if not is_of_longer_name(name, one)][:_MOST_SEATS]
    if not seats or (is_acronym(name) and not within):
        return text
    one = seats[0].id
    en = " or ".join(f"{told(seat).en} ({seat.id})" for seat in seats)
    zh = "或".join(f"{told(seat).zh}（{seat.id}）" for seat in seats)
    return Text(
        f"{text.en} It may be in {en}: institution office {one}; {one} alone is that region itself.",
        f"{text.zh}可能在{zh}：institution office {one}；只写{one}即为该地区本身。",
    )


#: How many regions are named in which something may be that is asked.
_MOST_SEATS = 3


def _of_kind(code: str) -> Option:
    """That a name is of an institution of a kind, as a proposal."""
    said = next((one for one in KINDS if one.answer == f"institution {code}"), None)
    names = [name for name, meant in schema.code_names("institution-kind").items() if meant == code]
    zh = next(filter(is_chinese, names), code)
    en = next((name for name in names if " " in name), code)
    return said or Option(f"institution {code}", Text(en, zh))


def _in_country(name: str) -> tuple[Option, ...]:
    """That a name is of a region in the country that it begins with, or has behind a comma; nothing if it has none.

    What calls itself a region may have its country in brackets as well. Of Korea, both are proposed.
    """
    led = led_by_country(name)[0]
    is_region = guess(name, registered()).region_class == "AdministrativeRegion"
    countries = [led] if led else countries_after_comma(country_behind(name) if is_region else name)
    head, _, around = name.partition(",")
    is_county = guess(head, registered()).region_class == "AdministrativeRegion"
    around = around.strip() if is_county and not countries else ""
    if not countries and (outer := ward_within(name) or led_by_first(name)[0]) is not None:
        countries = [outer.id]  # 首尔特别市江南区
    countries = [one.id for one in counties_around(name)] or countries
    if not countries and (land := country_by_sign(name)):
        countries = [land]  # Schengen (L)
    # Polk County, Iowa, USA: what stands behind it is the narrower one.
    countries = countries or [one.id for one in standing(find(around)) if one.level != "country"][:1]
    inside = ((country, region(country).name) for country in countries)
    return tuple(
        Option(f"region {country}", Text(f"a region in {one.en or one.zh}", f"{one.zh or one.en}的地区"))
        for country, one in inside
    )


def _at_end(name: str) -> tuple[RegisteredRegion, ...]:
    """The one place that a name has in brackets at its end, the narrowest: Paris of （法国巴黎）; nothing if none."""
    return tuple(in_brackets(name)[:1]) if not country_after_comma(name) else ()


def _says_place(name: str) -> bool:
    """Whether a name says by its level, or by what it has in brackets, which region it is, wherever its row is."""
    return name.endswith(_REGION_ENDINGS) or bool(in_brackets(name))


def _begun_with(name: str, within: Sequence[str]) -> tuple[RegisteredRegion, ...]:
    """The one place that a name begins with, in what the sheet says: Tianjin of Tianjin Eco-City; nothing if none."""
    found = within_country(within, perhaps_seats(name))
    return tuple(found) if len(found) == 1 else ()


def zone_in(around: str) -> Option:
    """The proposal that something is a zone in a region.

    Args:
        around: the region, by its id; empty where nobody knows.
    """
    return _seated(_ZONE, region(around)) if around else _ZONE


def _seated(one: Option, seat: RegisteredRegion) -> Option:
    """The proposal that something is an institution or a zone, with where it is by its name."""
    if not one.answer.startswith("institution ") and one != _ZONE:
        return one
    if one == _ZONE:
        one = replace(one, text=Text("a zone", "功能区"))
    where = told(seat)
    return Option(f"{one.answer} {seat.id}", Text(f"{one.text.en} in {where.en}", f"{where.zh}的{one.text.zh}"))


def _in_full(name: str) -> Iterator[RegisteredRegion]:
    """The regions that a Chinese name, or its end, is short for."""
    for text in near(name) if is_chinese(name) else ():
        if is_short_for(name, text):
            yield from standing(find(text))


def is_short_for(name: str, text: str) -> bool:
    """Whether a Chinese name has, at its end, some signs of another one, with its first and its last: 察右前旗.

    Args:
        name: the name.
        text: the name of a region with its level.

    >>> is_short_for("内蒙古察右前旗", "察哈尔右翼前旗"), is_short_for("察左前旗", "察哈尔右翼前旗")
    (True, False)
    """
    starts = [at for at, sign in enumerate(name) if sign == text[0] and len(name) - at >= _LEAST_SIGNS]
    return is_chinese(text) and any(_has_in_order(text, name[at:]) for at in starts)


def _has_in_order(text: str, short: str) -> bool:
    left = iter(text)
    return len(short) < len(text) and short[-1] == text[-1] and all(sign in left for sign in short)


#: How many signs a short form has at least: 旗 and 县 among them.
_LEAST_SIGNS = 3


def _is_slip(name: str, text: str) -> bool:
    """Whether a name may be another one that was misspelt; of short words in letters, too many are near."""
    if is_chinese(name) and is_chinese(text):
        # Who types by sound takes another sign of the same sound: 嘉新市 for 嘉兴市, but not 大阪市 for 大丰市.
        return fuzz.ratio(in_letters(name), in_letters(text)) >= _A_SLIP
    return fuzz.ratio(folded(name), folded(text)) >= _A_SLIP
