"""The place that an institution or a zone has in brackets behind its name, or behind a dash: Sample Institute (Ghent).

It is finer than the country of a column of its own, and where both cannot be, it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.intake.identities import guess, registered
from kg.intake.registries import RegisteredRegion, ancestors, cities_spelt, find, find_cities, region
from kg.intake.sheets.countries_in_names import regions_in_short
from kg.intake.sheets.naming import sides_by_commas
from kg.intake.sheets.placing import (
    cities_begun,
    in_country_of,
    is_firm_too,
    led_by_country,
    places_called,
    proposed_seats,
    standing,
)
from kg.intake.sheets.short_forms import with_short_form

#: What stands behind a name at its end: in brackets, behind a dash between blanks, or behind a comma.
_BEHIND = re.compile(
    r"(?P<head>[^\s(（][^(（]*?)\s*[(（]\s*(?P<inside>[^()（）]*[^()（）\s])\s*[)）]"
    r"|(?P<before>[^()（）]*\S(?=\s[-—–])|[^()（）,，]*(?=,))(?:\s[-—–]\s+|,\s*)(?P<behind>[^-—–,()（）\s][^—–,()（）]*)"
)
_DASH = re.compile(r"\s[-—–]\s")
#: Codes of countries and states that are short names of firms and universities as well: (MIT), (PA).
_IN_CAPITALS = re.compile("[A-Z]{1,6}")
#: How many sides an address has that is a town and what it lies in.
_TOWN_AND_AROUND = 2
#: The longest name that is looked through.
_MOST = 300


def place_inside(name: str, answer: str = "") -> str:
    """The place that an institution's or a zone's name has at its end, in brackets or behind a sign; empty if none.

    A country alone is none here: of firms it is as often whose branch they are.

    Args:
        name: the name, as it stands in the sheet.
        answer: what somebody has said that it is.

    >>> place_inside("Sample Institute (Ghent)"), place_inside("样本研究院（根特）"), place_inside("Institute – Jena")
    ('Ghent', '根特', 'Jena')
    >>> place_inside("University of Samples, Ghent"), place_inside("Acme Holding Co., Ltd.")
    ('Ghent', '')
    >>> place_inside("University of Samples, Arras, France"), place_inside("University of Samples, Nowhere, France")
    ('Arras, France', '')
    >>> place_inside("Acme Ltd (Malaysia)"), place_inside("Sample Institute (MIT)"), place_inside("Suzhou (Jiangsu)")
    ('', '', '')
    >>> [place_inside(one) for one in ("Perth City Council (WA)", "Sample University (Vic.)", "Sample AG (WA)")]
    ['Western Australia, Australia', 'Victoria, Australia', '']
    """
    if (short := _in_short(name)) is not None:
        return ", ".join(one.name.en for one in (short, *map(region, short.parents[:1])))
    head, text = _parted(name)
    if not text or not (found := regions_of(text)) or any(one.level == "country" for one in found):
        return ""
    is_placed = any(_says_what(each) for each in (name, head))
    return text if is_placed or answer.startswith(("institution", "zone")) else ""


def _in_short(name: str) -> RegisteredRegion | None:
    """The one region that an institution has in brackets in short: its place lies there, or a point says that it is.

    Letters without a point may be anything's; so they count only where the name has a place in that region.
    """
    match = _BEHIND.fullmatch(name.strip()) if len(name) <= _MOST else None
    around = regions_in_short(match["inside"]) if match and match["inside"] else ()
    if match is None or not around or with_short_form(name)[1] or not _says_what(match["head"]):
        return None
    found = list(around) if match["inside"].rstrip().endswith(".") else []
    if len(found) != 1:
        places = [*proposed_seats(match["head"]), *cities_begun(match["head"])]
        found = [one for one in around if any(one in ancestors(place) for place in places)]
    return region(found[0]) if len(found) == 1 else None


def before_sign(name: str) -> str:
    """An institution's name before the place that it has behind a dash; empty where it has none.

    >>> before_sign("Sample Institute – Jena"), before_sign("Sample Institute (Jena)")
    ('Sample Institute', '')
    """
    head, text = _parted(name)
    return head if text and _DASH.search(name) and place_inside(name) else ""


def _parted(name: str) -> tuple[str, str]:
    """A name before what stands in brackets or behind a sign at its end, and that; nothing where it has none."""
    match = _BEHIND.fullmatch(name.strip()) if len(name) <= _MOST else None
    if match is None and "," in name and len(name) <= _MOST:
        # Sample University, Arras, France: the town with what it lies in.
        head, *behind = sides_by_commas(name)
        address = ", ".join(behind)
        return (head, address) if len(behind) == _TOWN_AND_AROUND and places_called(address) else (name, "")
    if match is None or (match["inside"] and with_short_form(name)[1]):
        return name, ""
    text = (match["inside"] or match["behind"]).strip()
    return match["head"] or match["before"] or name, "" if _IN_CAPITALS.fullmatch(text) else text


def _says_what(name: str) -> bool:
    return guess(name.strip(" ,-—–"), registered()).is_somewhere


def regions_of(text: str) -> list[RegisteredRegion]:
    """The regions and cities that a place may be: the whole of its name, one of its spellings, or one with its country.

    >>> [one.level for one in regions_of("德国埃森")], regions_of("Nowhere at all")
    (['city'], [])
    """
    country, rest = led_by_country(text)
    return places_called(rest, country) or cities_spelt(text)


def is_a_word(text: str, regions: Iterable[RegisteredRegion]) -> bool:
    """Whether a place at the end of a name is called as a word, or as a firm is, so that it need be no place: (Mobile).

    Args:
        text: the place, as the name has it.
        regions: what it may be.
    """
    return any(is_firm_too(text, one) for one in regions)


def others_in(name: str, regions: Sequence[RegisteredRegion], places: Iterable[str] = ()) -> list[RegisteredRegion]:
    """The places that the rest of a name says, and in which none of some regions lies: Wuhan of Wuhan College (Lyon).

    Args:
        name: the name.
        regions: what the place at its end may be.
        places: the cells of columns of places; a place that does not agree with them is none of its name's.

    >>> [one.id for one in others_in("武汉样本大学（里昂）", regions_of("里昂"))]
    ['cn-420100']
    >>> others_in("江苏样本大学（张家港）", regions_of("张家港"))
    []
    """
    head, _ = _parted(name)
    said = {one.id: one for one in (*proposed_seats(head), *cities_begun(head))}
    found = within_said(list(said.values()), places)
    return [one for one in found if not any(_is_around(one, other) or _is_around(other, one) for other in regions)]


def within_said(regions: Sequence[RegisteredRegion], places: Iterable[str]) -> list[RegisteredRegion]:
    """Those of some regions that agree with what columns say: that lie there, or have it within.

    Args:
        regions: the regions.
        places: the cells of columns of places; those that name nothing that is known rule nothing out.
    """
    places = list(places)
    found = in_country_of(places, list(regions))
    for place in places:
        said = places_called(place)
        if said and all(one.level != "country" for one in said):
            found = [one for one in found if any(_is_around(one, other) or _is_around(other, one) for other in said)]
    return found


def is_finer(place: str, regions: Iterable[RegisteredRegion]) -> bool:
    """Whether a place of a column lies within one of some regions, so that it tells more.

    Args:
        place: the cell.
        regions: the regions.
    """
    around = {outer for one in (*standing(find(place)), *find_cities(place)) for outer in ancestors(one)}
    return any(one.id in around for one in regions)


def _is_around(one: RegisteredRegion, other: RegisteredRegion) -> bool:
    return one.id == other.id or one.id in ancestors(other)
