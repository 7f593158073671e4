"""The names of parties in a cell, where several may stand in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from kg.intake.identities import belongs_before, guess, is_faculty_before, may_be_a_name, parted, registered
from kg.intake.registries import ancestors, by_pinyin, find, find_cities, is_beside_it
from kg.intake.sheets.clean_names import LONGEST_NAME, REMEMBERED, clean, is_chinese
from kg.intake.sheets.countries_in_names import countries_named, lies_in
from kg.intake.sheets.further_parties import BEGINS_WITH_AND, ENDS_WITH_AND, others_at_end
from kg.intake.sheets.name_languages import is_bilingual, perhaps_translated
from kg.intake.sheets.numbered import unmarked
from kg.intake.sheets.one_name import is_of_one_name
from kg.intake.sheets.short_forms import is_of_initials, is_only_a_code
from kg.intake.sheets.signs_between import (
    A_SIGN_BETWEEN,
    BETWEEN_HAN,
    COMMA,
    DASH,
    PLUS,
    SLASH,
    split_outside,
    without_runs,
)
from kg.intake.sheets.words import BLANKS, WEAK
from kg.nearest import folded

_STRONG = re.compile(rf"{BLANKS}{A_SIGN_BETWEEN}+\s*")
#: What a cell begins a party with, and how it says that there are others.
_LABEL = re.compile(
    r"^\s*(?:[甲乙丙丁]方|party\s*[a-d1-4]|partner\s*[a-d1-4])\s*[:：]\s*|\s*[（(][甲乙丙丁]方[)）]\s*$", re.I
)
_OTHERS = others_at_end()
#: What stands behind a comma and belongs to the name before it, beside legal forms.
_BEHIND_COMMA = re.compile(r"(jr|sr)\b.*", re.I)
#: What stands behind a sign and belongs to what is before it: Foo GmbH & Co. KG.
_GOES_ON = re.compile(
    r"(?:co|cie|sons?|company|partners?|associates|affiliates|subsidiaries|its|their|others)\b|其|所属|下属", re.I
)


def parties_in(text: str, looks: Callable[[str], int], several: bool = True) -> list[str]:
    r"""The names in a cell.

    A comma before ``Ltd.`` parts nothing, and "and" or a dash only where the sides are parties by themselves.

    Args:
        text: the cell.
        looks: how much a text is a party: 2 for one that is known, 1 for one that looks like one, 0 for others.
        several: whether the column is one of several parties.

    >>> known = {"嘉善县": 2, "上海市": 2, "Acme Co., Ltd.": 1, "Beta GmbH": 1}.get
    >>> parties_in("Acme Co., Ltd., Beta GmbH", lambda name: known(name, 0))
    ['Acme Co., Ltd.', 'Beta GmbH']
    >>> parties_in("甲方：嘉善县和上海市等", lambda name: known(name, 0))
    ['嘉善县', '上海市']
    >>> parties_in("Beta GmbH\nand Acme Co., Ltd. & 3 others", lambda name: known(name, 0))
    ['Beta GmbH', 'Acme Co., Ltd.']
    """
    found: list[str] = []
    for part in _strong_parts(text):
        found += _finer(part, looks, several) if part else []
    return list(dict.fromkeys(clean(name) for name in found if clean(name)))


def parties_by_strong_signs(text: str) -> list[str]:
    """What signs part in a cell that stand between parties alone.

    >>> parties_by_strong_signs("甲方：样本大学、Acme, Lyon等")
    ['样本大学', 'Acme, Lyon']
    """
    return [name for part in _strong_parts(text) if (name := clean(part))]


def _strong_parts(text: str) -> list[str]:
    """The parts of a cell between such signs, without what says which party one is, or goes on with the list."""
    bare = _OTHERS.sub("", without_runs(unmarked(text.strip())))
    parts = split_outside(_STRONG, bare)
    last = len(parts) - 1
    parts = [part if at == 0 else BEGINS_WITH_AND.sub("", part) for at, part in enumerate(parts)]
    parts = [part if at == last else ENDS_WITH_AND.sub("", part) for at, part in enumerate(parts)]
    return [_LABEL.sub("", part) for part in parts]


def names_others(text: str) -> bool:
    """Whether a cell says that there are further parties: 等, et al.

    >>> [names_others(one) for one in ("样本大学等5家", "Acme & others", "Acme and 3 other partners", "Acme u. a.")]
    [True, True, True, True]
    >>> [names_others(one) for one in ("Others Ltd", "Smith & Others LLP", "others")]
    [False, False, False]
    """
    return _OTHERS.search(without_runs(text.strip())) is not None


def _finer(part: str, looks: Callable[[str], int], several: bool) -> Iterator[str]:
    if looks(part) == 2:
        yield part
        return
    pieces = _with_countries(_joined(split_outside(COMMA, part)), looks)
    # "Berkeley, California" in a column of one party is one place; "Acme, Beta" are two where each may be one.
    if len(pieces) > 1 and not several and not all(map(looks, pieces)):
        # Of "柳州市 & Sample Institute, Ghent" the two are parted, and the town stays with the one before it.
        first = list(_sides(pieces[0], looks, several))
        pieces = [*first[:-1], first[-1] + behind_first(part, pieces)] if len(first) > 1 else [part]
    for at, piece in enumerate(pieces):
        yield from _sides(BEGINS_WITH_AND.sub("", piece) if at else piece, looks, several)


def behind_first(text: str, pieces: Sequence[str]) -> str:
    """What stands behind the first of the pieces between the commas of a text, with its comma."""
    if text.startswith(pieces[0]):
        return text[len(pieces[0]) :]
    return "".join(f", {piece}" for piece in pieces[1:])


def _sides(piece: str, looks: Callable[[str], int], several: bool) -> Iterator[str]:
    if looks(piece) == 2 or is_bilingual(piece) or perhaps_translated(piece):
        yield piece
        return
    for sign in (SLASH, DASH, WEAK):
        sides = [side for side in (_weakly(piece) if sign is WEAK else split_outside(sign, piece)) if side]
        if sign is not WEAK and (place := _place_in_country(sides)):
            yield place
            return
        if len(sides) > 1 and _are_parties(piece, sides, looks, several):
            for side in sides:
                yield from _sides(side, looks, several)
            return
    if piece:
        yield piece


def _weakly(text: str) -> list[str]:
    """What weak signs part in a text, but for those that stand within one name: 中国和田玉有限公司."""
    found, start = [], 0
    for joint in WEAK.finditer(text) if len(text) <= LONGEST_NAME else ():
        if not is_of_one_name(text[start : joint.start()], joint[0], text[joint.end() :]):
            found.append(text[start : joint.start()])
            start = joint.end()
    return [*found, text[start:]] if len(text) <= LONGEST_NAME else WEAK.split(text)


def _are_parties(whole: str, sides: list[str], looks: Callable[[str], int], several: bool) -> bool:
    """Whether the sides of a sign are parties each: "Ministry of Science and Technology" is one, by its first words."""
    how = [looks(side) for side in sides]
    if min(map(len, sides)) < 2:
        return False
    if any(_GOES_ON.match(side.strip()) for side in sides[1:]):
        return False
    if all(parted(side)[1] for side in sides[:-1]):
        return True  # a legal form ends a name
    # "Haiyan Hospital & Ruijin Hospital" are two, by their last words; "of" may go on behind the sign.
    apart = all(" " in side.strip() for side in sides) and not any(map(_may_go_on, sides[:-1]))
    if all(one == 2 for one in how) or (all(how) and (several or is_chinese(whole) or apart)):
        return True
    return several and any(one == 2 for one in how) and not looks(whole)


def _may_go_on(side: str) -> bool:
    """Whether the words behind "of" may go on behind a sign: Ministry of Science; not University of York."""
    head, of, behind = side.rpartition(" of ")
    is_town = folded(head.strip()) in _OF_TOWNS and bool(find_cities(behind))
    return bool(of) and not find(behind) and not is_town


#: What stands before the name of a town, and of nothing else: City of Wrocław.
_OF_TOWNS = frozenset(("city", "the city", "town", "the town", "municipality", "port", "the port", "university"))


def sides_of(name: str) -> list[str]:
    """The names that one may be, if its commas or its weak signs part some; itself if they part none.

    >>> sides_of("Tokyo, Nagoya"), sides_of("Technion and Tel Aviv University"), sides_of("Foo GmbH & Co. KG")
    (['Tokyo', 'Nagoya'], ['Technion', 'Tel Aviv University'], ['Foo GmbH & Co. KG'])
    """
    short = without_runs(name)
    for sides in (
        _with_countries(_joined(split_outside(COMMA, short))),
        *(split_outside(sign, short) for sign in (SLASH, DASH)),
        _weakly(short),
    ):
        found = [side.strip() for side in sides if side.strip()]
        if len(found) > 1 and min(map(len, found)) > 1 and not any(map(_GOES_ON.match, found[1:])):
            return found
    return [name]


def sides_by_commas(text: str) -> list[str]:
    """What commas part in a text, with legal forms left behind their names.

    >>> sides_by_commas("Acme Co., Ltd., Berlin")
    ['Acme Co., Ltd.', 'Berlin']
    """
    return [side.strip() for side in _joined(split_outside(COMMA, without_runs(text))) if side.strip()]


def parties_by_commas(text: str) -> list[str]:
    """The same, with the country left behind a place in it.

    >>> parties_by_commas("Acme Co., Ltd., Munich, Germany")
    ['Acme Co., Ltd.', 'Munich, Germany']
    """
    return _with_countries(sides_by_commas(text))


def sides_by_signs(text: str) -> Iterator[list[str]]:
    """What each sign that stands between parties parts in a text; nothing of one that parts nothing.

    >>> list(sides_by_signs("Acme Co., Ltd., HSPE")), list(sides_by_signs("Acme / Beta")), list(sides_by_signs("A+"))
    ([['Acme Co., Ltd.', 'HSPE']], [['Acme', 'Beta']], [])
    >>> list(sides_by_signs("样本医院 样本大学"))
    [['样本医院', '样本大学']]
    """
    short = without_runs(text)
    for sides in (sides_by_commas(short), *(split_outside(sign, short) for sign in (SLASH, PLUS, BETWEEN_HAN))):
        found = [side.strip() for side in sides]
        if len(found) > 1 and all(found):
            yield found


def _joined(pieces: list[str]) -> list[str]:
    """Pieces between commas, with legal forms put back behind their names.

    >>> _joined(["Acme Co.", "Ltd.", "Beta"]), _joined(["Gazprom", "JSC Rosneft"]), _joined(["ETH", "UAB", "KTH"])
    (['Acme Co., Ltd.', 'Beta'], ['Gazprom', 'JSC Rosneft'], ['ETH', 'UAB', 'KTH'])
    >>> _joined(["School of Law", "University of Leeds", "Beta"])
    ['School of Law, University of Leeds', 'Beta']
    """
    found: list[str] = []
    # In a list of three or more without any other legal form UAB is no form either.
    bare = len(pieces) > 2 and not any(
        parted(piece)[1] or belongs_before(piece) for piece in pieces if not may_be_a_name(piece)
    )
    for piece in pieces:
        behind = belongs_before(piece) and not (bare and may_be_a_name(piece))
        if found and is_only_a_code(piece):
            behind = behind and not _is_learned(found[-1])
            if not behind and is_of_initials(found[-1], piece) and _is_learned(found[-1]):
                found[-1] = f"{found[-1]} ({piece})"
                continue
        if found and (_BEHIND_COMMA.fullmatch(piece) or behind or is_faculty_before(found[-1], piece)):
            found[-1] = f"{found[-1]}, {piece}"
        elif piece:
            found.append(piece)
    return found


def _is_learned(name: str) -> bool:
    """Whether a name is of what has no legal form as a rule, so that a code behind it is a country's, or its own."""
    said = guess(name, registered())
    return said.kind == "institution" and said.code not in ("company", "bank", "port", "")


def _with_countries(pieces: list[str], looks: Callable[[str], int] = lambda _: 1) -> list[str]:
    """Pieces between commas, with the country behind a place in it put back: San Francisco, United States.

    What stands before a country and is nothing that is known may be a place in it, and is asked with it; so is what
    calls itself a region, and is none that a registry has.

    Args:
        pieces: the pieces.
        looks: how much a text is a party, as ``parties_in`` has it.

    >>> _with_countries(["Munich", "Germany", "Lyon", "Porto"]), _with_countries(["Belgium", "France"])
    (['Munich, Germany', 'Lyon', 'Porto'], ['Belgium', 'France'])
    >>> _with_countries(["Samplia Region", "Uzbekistan"]), _with_countries(["Sample Ltd", "Uzbekistan"])
    (['Samplia Region, Uzbekistan'], ['Sample Ltd', 'Uzbekistan'])
    >>> _with_countries(["Polk County", "Iowa", "USA"]), _with_countries(["Acme", "Iowa", "USA"], lambda _: 1)
    (['Polk County, Iowa, USA'], ['Acme', 'Iowa, USA'])
    """
    if place := _place_in_country(pieces) or _town_in_land(pieces):
        return [place]
    found: list[str] = []
    for at, piece in enumerate(pieces):
        is_last = not any(map(countries_named, pieces[at + 1 : at + 2]))
        if found and _is_around(piece, is_last=is_last) and _is_unknown_region(found[-1]):
            found[-1] = f"{found[-1]}, {piece}"  # Polk County, Iowa
            continue
        if found and countries_named(piece):
            around = found[-2] if len(found) > 1 and lies_in(found[-1], piece) else ""
            if around and not countries_named(around) and lies_in(around, found[-1]):
                found[-2:] = [f"{around}, {found[-1]}"]  # San Francisco, California, United States
            inner = found[-1].partition(",")[0]
            if not countries_named(inner) and (
                lies_in(inner, piece)
                or lies_in(found[-1].rpartition(", ")[2], piece)
                or not looks(found[-1])
                or _is_unknown_region(inner)
            ):
                found[-1] = f"{found[-1]}, {piece}"
                continue
        found.append(piece)
    return found


@lru_cache(REMEMBERED)
def _is_unknown_region(name: str) -> bool:
    """Whether a name says by a word that it is a region's, and no registry has it."""
    said = guess(name, registered())
    is_region = said.kind == "region" and said.region_class != "Zone"
    return is_region and not find(name) and not find_cities(name) and not by_pinyin(name)


def _is_around(name: str, *, is_last: bool) -> bool:
    """Whether a name is that of a region of the first level, in which a county may lie.

    Args:
        name: the name.
        is_last: whether no country stands behind it: what a town is called as well is then as likely the next party.
    """
    is_region = not countries_named(name) and any(one.level in ("province", "municipality") for one in find(name))
    return is_region and not (is_last and find_cities(name))


def _place_in_country(sides: list[str]) -> str:
    """A country and a place in it as one name, whichever comes first; empty where two sides are something else.

    >>> _place_in_country(["德国", "慕尼黑"]), _place_in_country(["Munich", "Germany"]), _place_in_country(["A", "B"])
    ('慕尼黑, 德国', 'Munich, Germany', '')
    """
    for place, country in ((sides[0], sides[-1]), (sides[-1], sides[0])) if len(sides) == 2 else ():
        if countries_named(country) and not countries_named(place) and lies_in(place, country):
            return f"{place}, {country}"
    return ""


def _town_in_land(sides: Sequence[str]) -> str:
    """A town and the region behind it in which it lies, as one name: Paris, Texas; empty where two sides are others.

    What a town of its country is called as well may be the second of two towns: Alicante, Valencia. In Chinese what is
    wider comes first.

    >>> _town_in_land(["Paris", "Texas"]), _town_in_land(["Victoria", "Tasmania"]), _town_in_land(["Sakai", "Osaka"])
    ('Paris, Texas', '', '')
    """
    if len(sides) != 2 or any(map(is_chinese, sides)) or not lies_in(*sides):
        return ""
    town, land = sides
    lands = [one for one in find(land) if one.level != "country"]
    is_town_too = any({one.id for one in lands} & ancestors(city) for city in find_cities(land))
    are_two = is_town_too or any(is_beside_it(*both) for both in product(find(town), lands))
    return f"{town}, {land}" if lands and not are_two else ""
