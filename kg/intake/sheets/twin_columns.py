"""Columns that say one thing in two languages: 项目名称 beside Project (EN) names a partnership in each of them.

By what this is told of names, places and parties alike: headings that tell the language, and cells beside each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from kg.intake.registries import find, find_cities
from kg.intake.sheets.readings import Reading
from kg.intake.sheets.remarks import MayBeWrong
from kg.nearest import folded
from kg.text import HAN, Text

_IN_HAN = re.compile(f"[{HAN}]")
#: What a heading says of its language.
_LANGUAGE = re.compile(
    r"(?<![^\W_])(?:en|eng|english|zh|cn|chn|chinese|englisch|chinesisch|anglais|chinois|inglés|chino)(?![^\W_])"
    r"|[中英]文|英语|汉语",
    re.I,
)
#: What a heading says of its column that is one of titles: below Name alone somebody to write to may stand.
_OF_TITLES = re.compile(
    r"proje[ck]?t|proye[ck]to|progetto|projeto|проект|initiative|partnership|cooperation|agreement|contract|deal"
    r"|tit(?:le|el|re|olo|ulo)|título|intitulé|vorhaben|соглашени"
    r"|项目|专案|合作|协议|合同|标题|题目|活动|事项|名称",
    re.I,
)
#: How headings end of what may be called by what is done, and beside a title is no other title.
_TELLS_MORE = re.compile(r"(?:内容|事项|简介|activity|cooperation|agreement)\s*(?:[(（].*)?$", re.I)
#: Of how many of a hundred cells in a column the language must be that of the column, and how many must have the same
#: name beside them.
_NEARLY_ALL = 95
#: How many cells are looked up.
_MOST_CELLS = 200
#: What columns of places are read as.
_PLACES = ("region", "place", "site")


def in_languages(
    read: Mapping[str, Reading], texts: Mapping[str, Sequence[str]], rows: Sequence[Mapping[str, str]]
) -> dict[str, Reading]:
    """Two columns of names as the name in Chinese and the other one, and of two of places one alone.

    Of the other column of places nothing is asked then: it names the same ones, and none where the first is blank.

    Args:
        read: what each column is read as by itself, in the order of the columns.
        texts: the cells of each column that are not blank.
        rows: the cells of each row by their headings, without those that say nothing.
    """
    return _places({**read, **_titles(read, texts, rows)}, rows)


def _titles(
    read: Mapping[str, Reading], texts: Mapping[str, Sequence[str]], rows: Sequence[Mapping[str, str]]
) -> dict[str, Reading]:
    """The two columns of names that have one title in two languages; nothing where there are none."""
    names = [heading for heading, one in read.items() if one.role == "name" and one.sure and texts.get(heading)]
    if len(names) != 2 or any(map(_TELLS_MORE.search, names)) or not all(map(_is_of_titles, names)):
        return {}  # 合作内容 beside Project is what is done
    languages = [_language(texts[heading]) for heading in names]
    if sorted(languages) != ["name_en", "name_zh"] or any(one.role in languages for one in read.values()):
        return {}
    if not tell_languages(*names) or not are_one(_beside(rows, *names)):
        return {}
    found = {}
    for heading, role, other in zip(names, languages, reversed(names), strict=True):
        why = MayBeWrong(f"its cells; {other!r} has the name in the other language", f"依单元格；另一语言见“{other}”")
        found[heading] = replace(read[heading], role=role, why=why)
    return found


def _is_of_titles(heading: str) -> bool:
    return bool(_OF_TITLES.search(heading) or _LANGUAGE.search(heading))


def _places(read: dict[str, Reading], rows: Sequence[Mapping[str, str]]) -> dict[str, Reading]:
    """The columns, of which one that names the same places as another does in the other language is a note."""
    found = dict(read)
    for one, other in combinations([heading for heading, each in read.items() if each.role in _PLACES], 2):
        pairs = _beside(rows, one, other)
        if read[one].written != found[other].written or found[one].role == "note" or not are_one(pairs):
            continue
        if not all(_ids(left) & _ids(right) for left, right in list(dict.fromkeys(pairs))[:_MOST_CELLS]):
            continue
        ways = ((one, other), (other, one))
        # Where each has what the other leaves blank, both are read.
        kept, left = next((way for way in ways if all(way[0] in row for row in rows if way[1] in row)), ("", ""))
        if kept:
            found[left] = Reading(
                "note",
                why=Text(
                    f"the same as {kept!r} in another language: kept in the note",
                    f"与“{kept}”相同，语言不同：保留在备注中",
                ),
            )
    return found


def told(sheet: str, read: Mapping[str, Reading]) -> list[Text]:
    """What is told once of a sheet whose titles are read from two columns; nothing of others.

    Args:
        sheet: its name.
        read: what its columns are read as.
    """
    names = [heading for heading, one in read.items() if isinstance(one.why, MayBeWrong) and one.role[:5] == "name_"]
    if len(names) != 2:
        return []
    one, other = names
    return [
        MayBeWrong(
            f"Sheet {sheet}: {one!r} and {other!r} are read as one title in two languages; if they are not, write "
            "`note` at the one that is none",
            f"工作表“{sheet}”：“{one}”与“{other}”按同一名称的两种语言读取；若不是，请在不是名称的一栏写 `note`",
        )
    ]


def tell_languages(heading: str, other: str) -> bool:
    """Whether the one heading is in Chinese and the other is not, or one of them says its language.

    >>> tell_languages("甲方", "Party A"), tell_languages("Name (EN)", "Name"), tell_languages("Partner", "Party A")
    (True, True, False)
    """
    return _is_in_han(heading) is not _is_in_han(other) or any(map(_LANGUAGE.search, (heading, other)))


def are_one(rows: Sequence[tuple[str, str]]) -> bool:
    """Whether names in two columns are the same ones: always beside each other, and nowhere known as others.

    Args:
        rows: the names of each row that has both.
    """
    if not rows or 100 * sum(map(is_in_both, rows)) < _NEARLY_ALL * len(rows):
        return False
    if len({_is_in_han(left) for left, right in rows if is_in_both((left, right))}) > 1:
        return False
    return stand_together(rows) and not any(are_known_apart(left, right) for left, right in dict.fromkeys(rows))


def stand_together(rows: Sequence[tuple[str, str]]) -> bool:
    """Whether each name of the one column nearly always stands with one of the other, in the sheet and in a mapping.

    Args:
        rows: the names of each row that has both.

    >>> stand_together([("Elm", "榆"), ("ELM", "榆"), ("Fir", "杉")]), stand_together([("Elm", "榆"), ("Elm", "杉")])
    (True, False)
    """
    usual: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for pair, number in Counter((folded(left), folded(right)) for left, right in rows).items():
        for side, name in zip(usual, pair, strict=True):
            side[name] = max(side.get(name, 0), number)
    return all(100 * sum(side.values()) >= _NEARLY_ALL * len(rows) for side in usual)


def is_in_both(texts: Sequence[str]) -> bool:
    """Whether of two names the one is in Chinese and the other is not.

    Args:
        texts: the two.
    """
    left, right = texts
    return _is_in_han(left) is not _is_in_han(right)


def _beside(rows: Sequence[Mapping[str, str]], one: str, other: str) -> list[tuple[str, str]]:
    """The cells of two columns in the rows that have both."""
    return [(row[one], row[other]) for row in rows if one in row and other in row]


def _is_in_han(text: str) -> bool:
    return _IN_HAN.search(text) is not None


def _language(names: Sequence[str]) -> str:
    """Whether the names of a column are in Chinese, as its role; empty where some are and others are not."""
    chinese = 100 * sum(map(_is_in_han, names))
    if chinese >= _NEARLY_ALL * len(names):
        return "name_zh"
    return "name_en" if chinese <= (100 - _NEARLY_ALL) * len(names) else ""


def are_known_apart(left: str, right: str) -> bool:
    """Whether a registry knows both names, and as other places.

    Args:
        left: the one.
        right: the one beside it.
    """
    known = _ids(left), _ids(right)
    return all(known) and not known[0] & known[1]


def _ids(name: str) -> set[str]:
    return {one.id for one in (*find(name), *find_cities(name))}
