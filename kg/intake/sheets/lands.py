"""The countries that a sheet speaks of, by its titles, its headings and its columns of places.

A town of such a country is likelier meant than one of its name elsewhere: it is proposed first, and the others stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain

from kg.intake.identities.words import rows
from kg.intake.registries import ancestors, find, region
from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.countries_in_names import countries_named
from kg.intake.sheets.drafts import Sheet
from kg.intake.sheets.layout import Layout
from kg.intake.sheets.placing import countries_at, standing
from kg.nearest import folded
from kg.text import HAN

#: What columns of places are read as.
_PLACES = ("region", "place", "site")
#: How many cells and texts are looked through, and how much of each.
_MOST, _LONGEST = 300, 200
#: How many signs, and how many words, a country's name has.
_SIGNS, _WORDS_OF_ONE = range(2, 8), range(1, 4)
_HOME = "cn"


def lands_said(sheets: Iterable[tuple[Layout, Sheet]]) -> set[str]:
    """The countries other than China that sheets speak of, by their ids.

    Args:
        sheets: the tables, each with what is known of it.
    """
    found = set[str]()
    for layout, sheet in sheets:
        headings = {one.place: one.text for one in layout.headings}
        found |= lands_in((layout.sheet, layout.title, *layout.above, *layout.notes, *headings.values()))
        columns = [place for place, one in sheet.readings.items() if one.role in _PLACES]
        cells = dict.fromkeys(line.text(place) for line in layout.lines for place in columns)
        said = countries_at([cell for cell in cells if cell and len(cell) <= _LONGEST][:_MOST])
        found |= {one.removeprefix("region/") for one in said}
    return found - {_HOME}


def homes_said(sheets: Iterable[tuple[Layout, Sheet]]) -> list[str]:
    """The counties, cities and provinces of China that titles, headings and columns of places name, by their ids.

    Args:
        sheets: the tables, each with what is known of it.
    """
    found: dict[str, None] = {}
    for layout, sheet in sheets:
        headings = [one.text for one in layout.headings]
        for text in (layout.sheet, layout.title, *layout.above, *layout.notes, *headings):
            found |= dict.fromkeys(homes_in(text[:_LONGEST]))
        for place, one in sheet.readings.items():
            if one.role in _PLACES or any(each.partition(" ")[0] in _PLACES for each in one.proposals):
                cells = dict.fromkeys(line.text(place) for line in layout.lines if line.text(place))
                each = [_home(cell) for cell in cells] if len(cells) <= _MOST_HOMES else []
                found |= dict.fromkeys(one for one in each if one)
    return [*found]


def homes_in(text: str) -> list[str]:
    """The regions of China that a text names with the word for their level, the narrowest of each name.

    >>> homes_in("安吉县对外合作项目台账"), homes_in("浙江省湖州市安吉县2023年项目"), homes_in("县对外合作项目")
    (['cn-330523'], ['cn-330523'], [])
    """
    found: list[str] = []
    for run in _HAN_RUN.findall(text):
        at = 0
        while at < len(run):
            named = ((length, _home(run[at : at + length])) for length in reversed(_SIGNS) if at + length <= len(run))
            length, home = next(((count, one) for count, one in named if one), (1, ""))
            found += [home] if home else []
            at += length
    around = {outer for one in found for outer in ancestors(region(one))}
    return [one for one in dict.fromkeys(found) if one not in around]


def _home(name: str) -> str:
    """The one region of China that a name with the word for its level means, by its id; empty for others."""
    if name[-1:] not in _LEVELS or len(name) > _LONGEST:
        return ""
    found = standing([one for one in find(name) if one.id.startswith("cn-")])
    return found[0].id if len(found) == 1 else ""


#: How names of regions of China end; and how many a column may name that is whose the bodies are.
_LEVELS, _MOST_HOMES = "省市县区州盟旗", 5


def lands_in(texts: Iterable[str]) -> set[str]:
    """The countries that running texts name, in full or by an adjective; China among others is told by none.

    Args:
        texts: titles, headings and notes.

    >>> sorted(lands_in(["中德、中波合作台账", "Polish–Italian partnerships"])), lands_in(["中心合作项目", "Projekte"])
    (['de', 'it', 'pl'], set())
    >>> sorted(lands_in(["Kooperationen mit Polen (2021)", "越南项目", "deutsch-französische Projekte"]))
    ['de', 'fr', 'pl', 'vn']
    """
    short = (text[:_LONGEST] for text in texts if text)
    return {one for text in dict.fromkeys(chain.from_iterable(map(_parts, short))) for one in text}


def _parts(text: str) -> Iterable[tuple[str, ...]]:
    if is_chinese(text):
        for run in _HAN_RUN.findall(text):
            for length in _SIGNS:
                yield from (tuple(countries_named(run[at : at + length])[:1]) for at in range(len(run) - length + 1))
        yield from ((_signs()[sign],) for sign in _WITH_CHINA.findall(text) if sign in _signs())
    words = [folded(word) for word in _WORD.findall(text)]
    for count in _WORDS_OF_ONE:
        for at in range(len(words) - count + 1):
            name = " ".join(words[at : at + count])
            if len(name) > _CODE:  # IT and IN are words
                yield tuple(countries_named(name)[:1])
    yield from ((country,) for word in words if (country := _adjective(word)))


_WORD, _HAN_RUN = re.compile(r"[^\W\d_]+"), re.compile(f"[{HAN}]{{2,}}")
#: China with one sign of another country: 中德.
_WITH_CHINA = re.compile(r"中([美英法德俄日韩印意西葡荷比瑞奥波捷匈丹芬挪希卢乌土巴墨加澳越泰马新])(?=[^心国央部间]|$)")
#: The longest code of a country.
_CODE = 3


@cache
def _signs() -> dict[str, str]:
    return {row["zh"]: row["country"] for row in rows("country-adjectives") if row["zh"]}


@cache
def _adjectives() -> tuple[tuple[str, str], ...]:
    every = ((word, row["country"]) for row in rows("country-adjectives") for word in row["words"].split("|"))
    return tuple((folded(word), country) for word, country in every)


def _adjective(word: str) -> str:
    """The country of an adjective, whatever its ending is: deutsch-chinesische, polski, Polish."""
    return next((country for one, country in _adjectives() if _is_form_of(word, one)), "")


def _is_form_of(word: str, adjective: str) -> bool:
    stem = adjective[:-1] if adjective[-1] in "oie" and len(adjective) > _SHORT else adjective
    return word.startswith(stem) and len(word) - len(stem) <= _ENDING


#: How short an adjective is that loses no ending, and how long endings are.
_SHORT, _ENDING = 5, 3
