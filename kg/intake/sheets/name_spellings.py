"""What else a name may be written as, for looking it up in the registries."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.intake.identities import guess, registered
from kg.intake.identities.words import rows
from kg.intake.registries import find, find_cities
from kg.intake.sheets.bilingual import halves
from kg.intake.sheets.clean_names import LONGEST_NAME, REMEMBERED
from kg.intake.sheets.countries_in_names import countries_named, country_behind
from kg.intake.sheets.name_languages import both_languages
from kg.intake.sheets.short_forms import is_of_initials, is_only_a_code, said_short, with_short_form
from kg.intake.sheets.signs_between import IN_BRACKETS, names_several

#: Characters as only Japanese writes them, as the registries have them: 広島県 is 广岛县.
_OF_JAPAN = str.maketrans(
    "県広児縄徳沢辺塩関鉄黒亀桜栄豊斉恵団図営厳単従戦気発経総処転軽郷薬検権歴満対専竜駅滝",
    "县广儿绳德泽边盐关铁黑龟樱荣丰齐惠团图营严单从战气发经总处转轻乡药检权历满对专龙站泷",
)


def spellings_of(name: str) -> list[str]:
    """All that a name may be written as by itself: whole, in each of its languages, without and as its short form."""
    return list(_spellings(name))


@lru_cache(REMEMBERED)
def _spellings(name: str) -> tuple[str, ...]:
    behind = country_behind(name)
    found = [name, behind, *both_languages(name)]
    if match := IN_BRACKETS.fullmatch(name.strip()):
        # Suzhou (Jiangsu): what stands in brackets tells which.
        inside = f"{match['name']}, {match['outer']}"
        found += [inside] if guess(name, registered()).kind != "institution" and find(inside) else []
    head, comma, outer = behind.rpartition(",")
    if comma and behind != name and not names_several(head) and not leads_with_institution(head):
        # 巴伦西亚 Valencia（西班牙）: each of its languages lies there.
        found += [f"{half}, {outer.strip()}" for pair in halves(head.strip()) for half in pair]
    # A short form that is a country's code too is asked of the sheet (``Things.prepare``): by itself it is the country.
    # Without one that its letters do not make, it may be another's name.
    for long, short in map(with_short_form, tuple(found)):
        if said_short(name)[1] and short and (find(short) or find_cities(short)):
            found.append(long)  # （下称绿谷）: Green Valley is a town
        elif not is_only_a_code(short):
            found += [long, short]
        elif is_of_initials(long, short):
            found.append(long)
    found += _as_city_of_china(name)
    found += [full for one in (name, behind) if (full := town_in_full(one)) != one]
    found += [one.translate(_OF_JAPAN) for one in found if _OF_JAPAN.keys() & {ord(sign) for sign in one}]
    return tuple(part for part in dict.fromkeys(found) if part)


def _as_city_of_china(name: str) -> list[str]:
    """A name that says in another language that it is a city's, as one in English, where China has cities so called.

    >>> _as_city_of_china("Stadt Jinan (VR China)"), _as_city_of_china("Ville de Lyon"), _as_city_of_china("Stadt Acme")
    (['City of Jinan'], [], [])
    """
    match = _CITY_OF.fullmatch(name.strip()) if len(name) <= LONGEST_NAME else None
    if match is None or (match["outer"] and "cn" not in countries_named(match["outer"])):
        return []
    said = f"City of {match['name'].strip()}"
    regions = find(said)
    return [said] if regions and all(one.id.startswith("cn-") for one in regions) else []


#: How other languages say that a name is a city's, with the country that it may have in brackets.
_CITY_OF = re.compile(
    r"(?:stadt|gemeente|miasto|město|stad|(?:ville|ciudad|città|cidade|municipio|município|commune) (?:de|di|do|da))\s+"
    r"(?P<name>[A-ZÀ-Þ][^()]*?)\s*(?:\((?P<outer>[^()]+)\))?",
    re.I,
)


@cache
def _beside_towns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What stands behind towns in short, as patterns of a name's end, with what it is in full."""

    def ending(short: str) -> str:
        return r"\.?\s?".join(re.escape(part) for part in re.split(r"\.\s?", short.rstrip("."))) + r"\.?$"

    return tuple(
        (re.compile(rf"\s(?:{ending(row['short'])})", re.I), f" {row['long']}") for row in rows("towns-beside")
    )


def town_in_full(name: str) -> str:
    """A town's name with what stands behind it in full: Freiburg i. Br.; itself where it has nothing in short.

    >>> town_in_full("Freiburg i. Br."), town_in_full("Stadt Frankfurt a.M."), town_in_full("Acme i. L.")
    ('Freiburg im Breisgau', 'Stadt Frankfurt am Main', 'Acme i. L.')
    """
    if not _MAY_BE_SHORT.search(name[-_LONGEST_BESIDE:]):
        return name
    return next((pattern.sub(full, name) for pattern, full in _beside_towns() if pattern.search(name)), name)


#: The end of a name that may have such words in short, and how long that is.
_MAY_BE_SHORT, _LONGEST_BESIDE = re.compile(r"\s(?:[aivs]\.|s/)", re.I), 20


def leads_with_institution(text: str) -> bool:
    """Whether what stands before a comma in a text is an institution, so that the rest is where that is.

    >>> leads_with_institution("Sample Institute, Ghent"), leads_with_institution("Ghent, Flanders")
    (True, False)
    """
    return any(guess(side, registered()).kind == "institution" for side in text.split(",")[:-1])
