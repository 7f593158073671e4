"""Names of institutions without what only says in brackets where they are, or that they are no more or not yet there.

A sheet is read by what it has; so a name loses its bracket when its row is written, and has it again when it is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.intake.identities import Names, key, parted
from kg.intake.registries import RegisteredRegion
from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.countries_in_names import FIRMS, firm_in_country, lies_in
from kg.intake.sheets.places_inside import place_inside, regions_of
from kg.intake.sheets.signs_between import COMMA, IN_BRACKETS

_NAMES, _OTHERS = ("name_zh", "name_en"), ("alt_zh", "alt_en")


def without_places(rows: Mapping[str, Mapping[str, str]], known: Mapping[str, Names]) -> dict[str, Mapping[str, str]]:
    """The rows of institutions, without the place or state that one has in brackets; the whole stays as another name.

    Nothing is called as something else is by that. Universities of China keep theirs: of 样本大学（武汉） and
    样本大学（北京） each is one.

    Args:
        rows: the rows by id.
        known: what things of the package are called, by reference.

    >>> rows = {"a": {"name_zh": "样本纺织有限公司（佳木斯）", "located_in": "cn-230800"}}
    >>> without_places(rows, {})["a"]["name_zh"]
    '样本纺织有限公司'
    >>> without_places(rows, {"institution/b": Names(("样本纺织有限公司",))})["a"]["name_zh"]
    '样本纺织有限公司（佳木斯）'
    """
    found = {thing: _without(row) for thing, row in rows.items()}
    called: dict[str, set[str]] = {}
    others = ((reference.rpartition("/")[2], names.names) for reference, names in known.items())
    for thing, names in (*((thing, map(row.get, _NAMES)) for thing, row in found.items()), *others):
        for name in filter(None, names):
            called.setdefault(key(name), set()).add(thing)
    return {
        thing: row if all(len(called[key(row[column])]) < 2 for column in _NAMES if row.get(column)) else rows[thing]
        for thing, row in found.items()
    }


#: An institution, and in brackets behind it that it is only being set up, or no more.
_STATE = re.compile(
    r"(?P<name>[^;；（(\[【]*[^;；\s（(\[【])\s*[（(\[【]\s*"
    r"(?:筹|筹[建备办](?:中|处)?|拟[建设]|拟成立|待建|在建|新建|建设中|暂名|暂定名|已?(?:注销|撤销|停办|关闭|解散)"
    r"|in preparation|(?:being|to be) (?:set up|established|founded)|planned|proposed|under construction|new"
    r"|provisional(?: name)?|working title|dissolved|closed|defunct|in gründung|aufgelöst|en création|en formación)"
    r"\s*[)）\]】]",
    re.I,
)


def _without(row: Mapping[str, str]) -> Mapping[str, str]:
    found = dict(row)
    for name, others in zip(_NAMES, _OTHERS, strict=True):
        whole = row.get(name, "")
        state = _STATE.fullmatch(whole)
        if bare := state["name"] if state else _bare(whole, row.get("kind", "")) if row.get("located_in") else "":
            every = (whole, *row.get(others, "").split(";"))
            found |= {name: bare, others: ";".join(dict.fromkeys(one for one in every if one))}
    return found


def as_written(name: str, before: Mapping[str, str], column: str) -> str:
    """A name of a row that was written, with the place in brackets that it has in the sheet.

    Args:
        name: the name, as the sheet has it.
        before: the row.
        column: the column of the name.
    """
    match = IN_BRACKETS.fullmatch(name.strip())
    bare = firm_in_country(name)[0] or (match["name"] if match else "")
    alone, others = before.get(column, ""), before.get(column.replace("name", "alt"), "").split(";")
    return name if bare and bare == alone and name in others else alone


def _bare(name: str, kind: str) -> str:
    """A name without the place or the country in brackets at its end; empty where that may belong to it."""
    if kind in FIRMS and (bare := firm_in_country(name)[0]):
        return bare if ";" not in name else ""
    match = IN_BRACKETS.fullmatch(name.strip())
    if not match or ";" in name or place_inside(name) != match["outer"]:
        return ""
    outer = match["outer"]
    is_address = len(COMMA.split(outer)) > 1 or bool(parted(match["name"])[1]) or _is_in_two_levels(outer)
    is_abroad = not any(map(_is_in_china, regions_of(match["outer"])))
    return match["name"] if is_address or (is_abroad and is_chinese(name) == is_chinese(match["outer"])) else ""


def _is_in_two_levels(place: str) -> bool:
    """Whether a place says what it lies in, or its level, as only addresses do: 上海市杨浦区, 湖南永州, 北京市.

    >>> [_is_in_two_levels(one) for one in ("上海市杨浦区", "湖南永州", "思茅区", "武汉")]
    [True, True, True, False]
    """
    if not is_chinese(place):
        return False
    return (place[-1] in _LEVELS and len(place) > 2) or any(
        lies_in(place[at:], place[:at]) for at in range(2, len(place) - 1)
    )


#: How the names of regions of China end that say their level.
_LEVELS = "省市县区旗盟"


def _is_in_china(one: RegisteredRegion) -> bool:
    return one.id.startswith("cn")
