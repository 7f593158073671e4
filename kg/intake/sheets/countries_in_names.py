"""Countries that a name says behind a comma or in brackets, and whether a place lies in them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.intake.identities import parted
from kg.intake.identities.words import rows
from kg.intake.registries import find, find_cities, listed, region
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
    >>> country_behind("Strasbourg (F)"), country_behind("Sample Park (F)")
    ('Strasbourg, France', 'Sample Park (F)')
    >>> country_behind("City of Newcastle (NSW)"), country_behind("Ballarat (Vic.)"), country_behind("Springfield (IL)")
    ('City of Newcastle, New South Wales', 'Ballarat, Victoria', 'Springfield, Illinois')
    >>> country_behind("Haifa (IL)"), country_behind("Sample Park (NSW)"), country_behind("Newcastle (Man)")
    ('Haifa, IL', 'Sample Park (NSW)', 'Newcastle (Man)')
    """
    match = IN_BRACKETS.fullmatch(name.strip()) if len(name) <= LONGEST_NAME else None
    if match and (around := _by_short_form(match["name"], match["outer"])):
        return f"{match['name']}, {around}"
    countries = countries_named(match["outer"]) if match else []
    if countries and has_code_for_name(name):
        return name
    if match and not countries and (land := country_by_sign(name)):
        return f"{match['name']}, {region(land).name.en}" if lies_in(match["name"], land) else name
    # 英国 (United Kingdom) is the name of a country in both languages.
    if match and (not countries or "cn" in countries) and lies_in(match["name"], match["outer"]):
        return f"{match['name']}, {match['outer']}"
    if not match or not countries or "cn" in countries or {one.id for one in find(match["name"])} & {*countries}:
        return name
    return f"{match['name']}, {match['outer']}"


def _by_short_form(name: str, short: str) -> str:
    """The one region in which a place lies, of those that are written so in short; empty for others.

    A code that is a country's too counts only for what does not lie in the country: Springfield (IL), and not Haifa.
    """
    around = regions_in_short(short)
    if not around or lies_in(name, short):
        return ""
    found = [one for one in around if lies_in(name, one)]
    return region(found[0]).name.en if len(found) == 1 else ""


def regions_in_short(short: str) -> tuple[str, ...]:
    """The regions of the first level that are written so in short, by their ids: by their codes, or as people do.

    >>> regions_in_short("NSW"), regions_in_short("Vic."), regions_in_short("vic")
    (('au-nsw',), ('au-vic',), ())
    """
    return _short_forms().get(short.strip().rstrip(".").replace(". ", "."), ())


@cache
def _short_forms() -> dict[str, tuple[str, ...]]:
    """The regions of the first level by what is written for them in brackets: their codes, and other short forms."""
    found: dict[str, dict[str, None]] = {}
    for one in listed("iso-3166"):
        code = one.code.partition("-")[2]
        if one.level != "country" and code.isalpha():
            found.setdefault(code, {})[one.id] = None
            found.setdefault(".".join(code), {})[one.id] = None
    for row in rows("region-short-forms"):
        for word in row["words"].split(";"):
            found.setdefault(word.replace(". ", "."), {})[row["region"]] = None
    return {word: tuple(ids) for word, ids in found.items()}


def country_by_sign(name: str) -> str:
    """The country whose sign on cars a name has in brackets at its end, by its id; empty for others: Schengen (L).

    >>> country_by_sign("Schengen (L)"), country_by_sign("Bregenz (A)"), country_by_sign("Vaduz (LIE)")
    ('lu', 'at', '')
    """
    match = _SIGN_IN_BRACKETS.search(name[-_LONGEST_SIGN:])
    return _signs().get(match["sign"], "") if match else ""


@cache
def _signs() -> dict[str, str]:
    return {row["sign"]: row["country"] for row in rows("country-signs")}


#: A sign in capitals in brackets, and how much of a name's end that is.
_SIGN_IN_BRACKETS, _LONGEST_SIGN = re.compile(r"[^\W\d_](?:[^()（）]*[.\s])?\s*[(（](?P<sign>[A-Z]{1,3})[)）]\s*$"), 30


#: Kinds of which a country in brackets says where one is, and is no part of the name: a ministry is told by it.
FIRMS = ("company", "bank")


def firm_in_country(name: str) -> tuple[str, str]:
    """A name before the one country that it has in brackets at its end, and that by its id; both empty for others.

    China there is whose branch a firm is, and a country before a legal form is a part of the name. A single letter
    counts only behind a legal form.

    >>> [firm_in_country(one) for one in ("BMW AG（德国）", "Nordic Compute AB (SE)", "样本公司【法国】")]
    [('BMW AG', 'de'), ('Nordic Compute AB', 'se'), ('样本公司', 'fr')]
    >>> [firm_in_country(one) for one in ("霍尼韦尔（中国）有限公司", "Siemens（中国）", "Sample Park (F)")]
    [('', ''), ('', ''), ('', '')]
    >>> firm_in_country("Elbe Chemie GmbH (D)"), firm_in_country("Institute of Rural Logistics (IRL)")
    (('Elbe Chemie GmbH', 'de'), ('', ''))
    """
    match = _COUNTRY_IN_BRACKETS.fullmatch(name.strip()) if len(name) <= LONGEST_NAME else None
    if not match or countries_named(match["name"]) or has_code_for_name(name):
        return "", ""
    lands = countries_named(match["outer"])
    if not lands and parted(match["name"])[1]:
        lands = [land] if (land := _signs().get(match["outer"], "")) else []
    return (match["name"], lands[0]) if len(lands) == 1 and lands[0] != _CHINA else ("", "")


#: What a name has in any brackets at its end; and the country that is no place there.
_COUNTRY_IN_BRACKETS = re.compile(
    r"(?P<name>[^（()）\[\]【】]*[^（()）\[\]【】\s])\s*"
    r"[（(\[【]\s*(?P<outer>[^（()）\[\]【】]*[^（()）\[\]【】\s])\s*[)）\]】]"
)
_CHINA = "cn"


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
