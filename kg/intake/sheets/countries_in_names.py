"""Countries that a name says behind a comma or in brackets, and whether a place lies in them."""

from __future__ import annotations

from functools import lru_cache

from kg.intake.registries import find, find_cities
from kg.intake.sheets.bilingual import halves
from kg.intake.sheets.clean_names import LONGEST_NAME, REMEMBERED
from kg.intake.sheets.short_forms import has_code_for_name
from kg.intake.sheets.signs_between import IN_BRACKETS


@lru_cache(REMEMBERED)
def country_behind(name: str) -> str:
    """A name with the country, or the region it lies in, that it has in brackets behind a comma; else itself.

    China in brackets is whose branch a firm is, and not where a place lies; so is a region in brackets behind what is
    no place in it.

    >>> country_behind("Paris (France)"), country_behind("伦敦（英国）"), country_behind("样本（中国）")
    ('Paris, France', '伦敦, 英国', '样本（中国）')
    >>> country_behind("苏州（江苏）"), country_behind("样本集团（江苏）")
    ('苏州, 江苏', '样本集团（江苏）')
    """
    match = IN_BRACKETS.fullmatch(name.strip()) if len(name) <= LONGEST_NAME else None
    countries = countries_named(match["outer"]) if match else []
    if countries and has_code_for_name(name):
        return name
    # 英国 (United Kingdom) is the name of a country in both languages.
    if match and (not countries or "cn" in countries) and lies_in(match["name"], match["outer"]):
        return f"{match['name']}, {match['outer']}"
    if not match or not countries or "cn" in countries or {one.id for one in find(match["name"])} & {*countries}:
        return name
    return f"{match['name']}, {match['outer']}"


def without_country(name: str) -> str:
    """A name without the country that it has in brackets; itself where it has none.

    >>> without_country("Paris (France)"), without_country("Paris")
    ('Paris', 'Paris')
    """
    behind = country_behind(name)
    return name if behind == name else behind.rpartition(",")[0].strip()


def lies_in(name: str, outer: str) -> bool:
    """Whether a registry has a place of a name within another one: Suzhou in Jiangsu."""
    if not find(outer):
        return False
    ways = (name, *(half for pair in halves(name) for half in pair))
    return any(find(way, within=outer) or find_cities(way, outer) for way in ways)


def country_after_comma(name: str) -> str:
    """The country behind the last comma of a name that is none itself, by its id; empty if it has none.

    >>> country_after_comma("Samplewick, Belgium"), country_after_comma("Belgium, France"), country_after_comma("Acme")
    ('be', '', '')
    """
    found = countries_after_comma(name)
    return found[0] if found else ""


def countries_after_comma(name: str) -> list[str]:
    """The countries that may be meant behind the last comma of a name that is none itself, the likeliest first.

    >>> countries_after_comma("Samplewick, Korea"), countries_after_comma("Acme")
    (['kr', 'kp'], [])
    """
    before, comma, behind = name.replace("，", ",").rpartition(",")
    found = countries_named(behind.strip()) if comma else []
    return found if found and "," not in before and before.strip() and not countries_named(before.strip()) else []


def countries_named(name: str) -> list[str]:
    """The ids of the countries that are called so, the likeliest first.

    >>> countries_named("Belgium"), countries_named("Jiaxing"), countries_named("Korea")
    (['be'], [], ['kr', 'kp'])
    """
    return sorted((one.id for one in find(name) if one.level == "country"), key=LESS_LIKELY.__contains__)


#: Of two countries of one name the one that is seldom meant by it: of Korea, the North.
LESS_LIKELY = ("kp",)
