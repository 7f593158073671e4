"""The place that an institution or a zone has in brackets behind its name, or behind a dash: Sample Institute (Ghent).

It is finer than the country of a column of its own, and where both cannot be, it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.intake.identities import guess, registered
from kg.intake.registries import RegisteredRegion, ancestors, find, find_cities
from kg.intake.sheets.naming import with_short_form
from kg.intake.sheets.placing import in_country_of, led_by_country, standing

#: What stands behind a name at its end: in brackets, behind a dash between blanks, or behind a comma.
_BEHIND = re.compile(
    r"[^\s(（][^(（]*[(（]\s*(?P<inside>[^()（）]*[^()（）\s])\s*[)）]"
    r"|(?:[^()（）]*\S\s[-—–]\s+|[^()（）,，]*,\s*)(?P<behind>[^-—–,()（）\s][^—–,()（）]*)"
)
#: Codes of countries and states that are short names of firms and universities as well: (MIT), (PA).
_IN_CAPITALS = re.compile("[A-Z]{1,6}")
#: The longest name that is looked through.
_MOST = 300


def place_inside(name: str, answer: str = "") -> str:
    """The place in brackets or behind a dash or a comma at the end of an institution's or a zone's name; empty if it has none.

    A country alone is none here: of firms it is as often whose branch they are.

    Args:
        name: the name, as it stands in the sheet.
        answer: what somebody has said that it is.

    >>> place_inside("Sample Institute (Ghent)"), place_inside("样本研究院（根特）"), place_inside("Sample Institute – Jena")
    ('Ghent', '根特', 'Jena')
    >>> place_inside("University of Samples, Ghent"), place_inside("Acme Holding Co., Ltd.")
    ('Ghent', '')
    >>> place_inside("Acme Ltd (Malaysia)"), place_inside("Sample Institute (MIT)"), place_inside("Suzhou (Jiangsu)")
    ('', '', '')
    """
    match = _BEHIND.fullmatch(name.strip()) if len(name) <= _MOST else None
    text = (match["inside"] or match["behind"]).strip() if match else ""
    if not text or _IN_CAPITALS.fullmatch(text) or (match and match["inside"] and with_short_form(name)[1]):
        return ""
    found = regions_of(text)
    if not found or any(one.level == "country" for one in found):
        return ""
    said = guess(name, registered())
    is_placed = said.kind == "institution" or said.region_class == "Zone"
    return text if is_placed or answer.startswith(("institution", "zone")) else ""


def regions_of(text: str) -> list[RegisteredRegion]:
    """The regions and cities that a place may be: the whole of its name, or one that begins with its country.

    >>> [one.level for one in regions_of("德国埃森")], regions_of("Nowhere at all")
    (['city'], [])
    """
    country, rest = led_by_country(text)
    return standing(find(rest, within=country)) or find_cities(rest, country)


def within_said(regions: Sequence[RegisteredRegion], places: Iterable[str]) -> list[RegisteredRegion]:
    """Those of some regions that agree with what columns say: that lie there, or have it within.

    Args:
        regions: the regions.
        places: the cells of columns of places; those that name nothing that is known rule nothing out.
    """
    places = list(places)
    found = in_country_of(places, list(regions))
    for place in places:
        said = [one for one in (*standing(find(place)), *find_cities(place)) if one.level != "country"]
        if said:
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
