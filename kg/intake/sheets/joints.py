"""Two parties that a sign or a word joins in one cell, and that would else be one institution that nobody founded.

Sheffield + Lanholm Ltd ends as a company does, and begins with a city: it is asked. What is joined in the name of a
place, a firm or a subject is none of these: Trinidad and Tobago Energy Ltd, Johnson & Johnson, 北京和平医院.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.intake.identities import guess, parted, plain, registered, well_known
from kg.intake.registries import RegisteredRegion, cities_spelt, find, find_cities, is_small
from kg.intake.sheets.naming import both_languages, is_chinese
from kg.intake.sheets.one_name import is_of_one_name
from kg.intake.sheets.placing import in_country_of, is_firm_too
from kg.text import HAN

#: What joins two names: signs, words of several languages between blanks, and Chinese words without any.
_SIGNS = re.compile(
    r"\s*[/／]\s*|\s+[+＋]\s*|\s*[+＋]\s+|\s*[&＆]\s*|\s+[-—―–xX×]\s+|\s*[—―–×⇄↔→⟷]+\s*"
    r"|\s+(?:and|with|und|mit|et|avec|y|con|e|com|met|en|och|og|med|oraz|i|ve|и|с)\s+"
    rf"|\s*(?:以及|携手|[和与與及跟])\s*(?=[{HAN}A-Za-z])",
    re.I,
)
#: Signs that stand between parties alone; & and words stand as well between the two names of one firm.
_PARTS = re.compile(r"\s*[/／]\s*")
#: What goes on with the name before it, whatever joins them.
_GOES_ON = re.compile(
    r"(?:co|cie|sons?|söhne|company|partners?|partner|associates|affiliates|subsidiaries|its|their|others|environs"
    r"|surroundings|umgebung|umland|region|district)\b|其|所属|下属|周边|附近",
    re.I,
)
_BRACKET = re.compile(r"(?P<place>[^()（）]+?)\s*[(（]\s*(?P<inside>[^()（）]+?)\s*[)）]\s*")
#: The shortest part of a name that is a party by itself, the longest name that is looked through, and its joints.
_LEAST, _LEAST_HAN, _MOST, _MOST_JOINTS = 3, 2, 300, 6


def joined_parties(name: str, looks: Callable[[str], int], within: Sequence[str] = ()) -> list[str]:
    """The two parties that one name may be made of, to be asked; nothing where it is one.

    The one part must be the whole name of a place, or be known; the other one must be so too, or say by itself what
    institution it is.

    Args:
        name: the name, as the cell has it.
        looks: how much a text is a party: 2 for one that is known, 1 for one that looks like one, 0 for others.
        within: the names of what the sheet says that it lies in.

    >>> joined_parties("Sheffield + Lanholm Ltd", lambda _: 0), joined_parties("Sheffield (Lanholm Ltd)", lambda _: 0)
    (['Sheffield', 'Lanholm Ltd'], ['Sheffield', 'Lanholm Ltd'])
    >>> joined_parties("Brighton & Hove City Council", lambda _: 0), joined_parties("中国和田玉有限公司", lambda _: 0)
    ([], [])
    """
    text = name.strip()
    if len(text) > _MOST or well_known(text):
        return []
    if match := _BRACKET.fullmatch(text):
        return _place_and_bracket(match["place"].strip(), match["inside"].strip())
    if all(both_languages(text)):
        return []  # what stands between them parts two languages
    for joint in list(_SIGNS.finditer(text))[:_MOST_JOINTS]:
        sides = [text[: joint.start()].strip(), text[joint.end() :].strip()]
        if all(map(_is_long, sides)) and not _goes_on(joint, sides) and _are_two(sides, joint[0], looks, within):
            return sides
    return []


def _place_and_bracket(place: str, inside: str) -> list[str]:
    """A place and an institution in brackets behind it; in another language it must be a firm, else it is its name."""
    if not (_places(place) and _is_own(inside)):
        return []
    if is_chinese(place) == is_chinese(inside):
        return [place, inside] if guess(inside, registered()).code != "port" else []
    return [place, inside] if parted(inside)[1] else []


def _is_long(side: str) -> bool:
    return len(side) >= (_LEAST_HAN if is_chinese(side) else _LEAST)


def _goes_on(joint: re.Match[str], sides: Sequence[str]) -> bool:
    """Whether what joins two parts belongs to a name, or what stands behind it goes on with the one before."""
    before, behind = sides
    return _GOES_ON.match(behind) is not None or is_of_one_name(before, joint[0], behind)


def _are_two(sides: Sequence[str], sign: str, looks: Callable[[str], int], within: Sequence[str]) -> bool:
    """Whether each of two parts is a party by itself."""
    before, behind = sides
    is_sure = _PARTS.fullmatch(sign) is not None
    if looks(before) == 2 or _is_place(before, sign, within):
        return _is_own(behind) or looks(behind) == 2 or bool(_places(behind))
    if looks(behind) == 2 or _is_place(behind, sign, within):
        return _is_own(before) and is_sure
    if is_sure and (_is_own(behind) or _is_own(before)):
        # Acme / Lanholm Ltd: no firm is called so.
        return True
    # University of Samples and Lanholm Ltd: no university ends as a company does.
    return _is_own(before) and guess(before, registered()).code != "company" and bool(parted(behind)[1])


def _places(side: str) -> list[RegisteredRegion]:
    """The regions and cities whose whole name a text is."""
    return find(side) or find_cities(side) or cities_spelt(side)


def _is_place(side: str, sign: str, within: Sequence[str]) -> bool:
    """Whether a text is a place; before & and words that join the names of a firm, none that people are called too."""
    found = _places(side)
    if not found:
        said = guess(side, registered())
        return said.kind == "region" and bool(said.located_in)
    if not re.search(r"[&＆]|[A-Za-z]", sign) or find(side):
        return True
    here = in_country_of(within, found) if within else []
    return bool(here) or not (is_small(found[0]) or is_firm_too(side, found[0]))


def _is_own(side: str) -> bool:
    """Whether a text says by itself which institution it is, and not only of which kind."""
    said = guess(side, registered())
    is_party = said.kind == "institution" or said.region_class == "Zone"
    text = plain(parted(side)[0] or side)
    is_more = len(plain(side)) > _LEAST + 1 if is_chinese(side) else len(plain(side).split()) > 1
    return is_party and is_more and len(text) > 1
