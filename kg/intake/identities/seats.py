"""Whether the name of an institution says where it is: 嘉兴市第一医院 does, 瑞金医院 and 武汉路小学 do not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from kg.intake.identities.keys import plain
from kg.intake.identities.kinds import kind_words
from kg.intake.identities.places import MOST, Places, is_han
from kg.intake.identities.words import rows

#: How a place ends that is named with its level.
_OWN_SUFFIX = ("省", "市", "县", "区", "自治州", "盟", "旗")
#: How long a name is that other words have within them, and the levels below the cities that have districts.
_SHORT, _BELOW_CITIES = 2, ("county", "town")
#: A street that is called after a place.
_STREET = re.compile(r"[东西南北中]{0,2}(?:路|街|大道|大街|巷|弄)(?!道)| (?:road|street|avenue|lane|boulevard)\b")
#: Kinds of which one that is called after a place is in it.
_OF_THE_PLACE = ("office", "bank", "association", "port", "parkManagement", "promotionAgency", "media")
#: Those of them that are nobody's brand.
_SURELY_OF_THE_PLACE = ("office", "port", "parkManagement", "promotionAgency")
#: What stands behind a place that something is surely in: a branch, a level.
_LEVEL_BEHIND = re.compile(
    r"[分支](?:行|公司|院|校|部|局|中心|所|店)|驻"
    r"| (?:city|county|district|province|municipal|municipality|borough|prefecture|council)\b"
)


def says_where(name: str, places: Places) -> bool:
    """Whether the places within a name are surely where the institution is.

    They are not where a street is called after the place, where the place is all that there is before the kind, and
    where two places stand in the name of which neither lies in the other; unless the place is named with its level.
    """
    text = plain(name[:MOST])
    parts = list(_parts(text, places))
    real = [(part, end) for part, end in parts if not _STREET.match(text, end)]
    if any(is_han(part) and len(part) > 2 and part.endswith(_OWN_SUFFIX) for part, _ in real):
        return True
    if not real or not all(_in_one(one, other, places) for one, _ in real for other, _ in real):
        return not parts
    part, end = real[-1]
    return len(real) > 1 or not is_han(part) or not _is_kind_alone(text[end:])


def places_in(name: str, places: Places) -> tuple[str, ...]:
    """The places within a name as they stand there, plain, also those that a street is called after."""
    return tuple(dict.fromkeys(part for part, _ in _parts(plain(name[:MOST]), places)))


def proves(name: str, thing: str, places: Places) -> bool:
    """Whether a name has more of a region than a beginning that many firms have: 阿里 in 阿里云 is no 阿里地区.

    It has where the region stands with its level (江阴市), in brackets, behind "of", before 分行 or Council, with
    what it lies in (浙江平湖), or before a kind of which one that is called after a place is in it.

    Args:
        name: the name of an institution.
        thing: the region, as a reference.
        places: the regions that are known.
    """
    text = plain(name[:MOST])
    parts = list(_parts(text, places))
    own = [(part, end) for part, end in parts if thing in places.of(part)]
    around = {one for part, _ in parts for one in places.of(part)} & places.outer(thing)
    if own and any(places.everything()[one].code != "country" for one in around):
        return True
    if own and (kind := kind_words(text)[1].code) and kind in _SURELY_OF_THE_PLACE:
        return True
    bracket = _IN_BRACKETS.search(name[:MOST])
    return any(
        (is_han(part) and len(part) > 2 and part.endswith(_OWN_SUFFIX))
        or _LEVEL_BEHIND.match(text, end)
        or text[: end - len(part)].endswith(" of ")
        or (bracket is not None and plain(bracket[1]) == part)
        for part, end in own
    )


def perhaps_in(name: str, places: Places) -> tuple[str, ...]:
    """The places, plain, in which an institution may well be by its name.

    Those that the name begins with, or that stand in brackets at its end; not where a place is all that there is
    before the kind, as people call much after places that is elsewhere. Two signs that a county is called as, without
    its level, are as often a part of another word (中江港湾, 江南, 永丰): they tell nothing, unless the name has what
    the county lies in too, or begins with a town.
    """
    text = plain(name[:MOST])
    bracket = _IN_BRACKETS.search(name[:MOST])
    inside = plain(bracket[1]) if bracket else ""
    found = [inside] if inside in places else []
    parts = _parts(text, places)
    lead = next((part for part, end in parts if text.startswith(part) and not _STREET.match(text, end)), "")
    if lead and not (is_han(lead) and not lead.endswith(_OWN_SUFFIX) and _is_kind_alone(text[len(lead) :])):
        # Grad Beograd is in no place called Grad: the word says that a town's name stands behind it.
        said = {lead} if lead != text and lead in _words_before_places() else set()
        found += [part for part, _ in _parts(text, places) if part not in found and part not in said]
    is_led = {part: part == lead for part in found}
    return tuple(
        part
        for part in dict.fromkeys(found)
        if part == inside or not _is_cut_from_a_word(part, found, places, is_led=is_led[part])
    )


def _is_cut_from_a_word(part: str, beside: Collection[str], places: Places, *, is_led: bool) -> bool:
    """Whether two Han signs are a county's name alone that says nothing, as no other place beside it is around that.

    Args:
        part: them.
        beside: all places that the name has.
        places: the regions that are known.
        is_led: whether the name begins with them: then it may be a town's, as many firms are called.
    """
    things = places.of(part)
    if is_led and any(plain(f"{part}市") == plain(name) for one in things for name in places.everything()[one].names):
        return False
    if not is_han(part) or len(part) > _SHORT or not all(_is_a_county(thing, places) for thing in things):
        return False
    around = {outer for thing in things for outer in places.outer(thing)}
    return not any(thing in around for other in beside if other != part for thing in places.of(other))


@cache
def _words_before_places() -> frozenset[str]:
    return frozenset(
        plain(word) for row in rows("public-words") if row["where"] == "begin" for word in row["words"].split("|")
    )


def _is_a_county(thing: str, places: Places) -> bool:
    names = places.everything().get(thing)
    return names is not None and thing.startswith("region/cn-") and names.code in _BELOW_CITIES


_IN_BRACKETS = re.compile(r"[（(]([^（）()]{2,20})[）)]")


def _parts(text: str, places: Places) -> Iterator[tuple[str, int]]:
    """The places within a plain name, each with where it ends."""
    at, words = 0, None
    for part in places.parts(text):
        at = text.find(part, at) + len(part)
        if at == len(text) or at == len(part):
            # 港口 is a district too, and Porto a town: behind a name, or before it, it says what that is.
            words = kind_words(text)[0] if words is None else words
            if (words and (text.endswith(part) and part == words)) or words.startswith(f"{part} "):
                continue
        yield part, at


def _in_one(one: str, other: str, places: Places) -> bool:
    """Whether two names of places are of one, or of one in the other."""
    return one == other or any(
        inner == outer or outer in places.outer(inner) or inner in places.outer(outer)
        for inner in places.of(one)
        for outer in places.of(other)
    )


def _is_kind_alone(rest: str) -> bool:
    words, found = kind_words(rest) if rest else ("", None)
    return found is not None and words == rest and found.code not in _OF_THE_PLACE
