"""Two parties that a sign or a word joins in one cell, and that would else be one institution that nobody founded.

Sheffield + Lanholm Ltd ends as a company does, and begins with a city: it is asked. What is joined in the name of a
place, a firm or a subject is none of these: Trinidad and Tobago Energy Ltd, Johnson & Johnson, 北京和平医院.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, permutations

from kg.intake.identities import guess, parted, plain, registered, well_known
from kg.intake.registries import RegisteredRegion, cities_spelt, find, find_cities, holding, is_small
from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.countries_in_names import lies_in
from kg.intake.sheets.name_languages import both_languages
from kg.intake.sheets.one_name import is_of_one_name
from kg.intake.sheets.placing import countries_at, countries_of, in_country_of, is_firm_too, proposed_seats
from kg.intake.sheets.short_forms import is_of_initials
from kg.intake.sheets.signs_between import A_SLASH, BETWEEN_HAN
from kg.nearest import folded
from kg.text import HAN

#: What joins two names: signs, words of several languages between blanks, and Chinese words without any.
_SIGNS = re.compile(
    rf"\s*{A_SLASH}\s*|\s+[+＋]\s*|\s*[+＋]\s+|\s*[&＆]\s*|\s+[-—―–xX×]\s+|\s*[—―–×⇄↔→⟷]+\s*"
    r"|\s+(?:and|with|und|mit|et|avec|y|con|e|com|met|en|och|og|med|oraz|i|ve|и|с)\s+"
    rf"|\s*(?:以及|携手|[和与與及跟])\s*(?=[{HAN}A-Za-z])",
    re.I,
)
#: Signs that stand between parties alone; & and words stand as well between the two names of one firm.
_PARTS = re.compile(rf"\s*{A_SLASH}\s*")
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
    >>> joined_parties("绿洲医院 青溪大学", lambda _: 0), joined_parties("青溪大学 第一附属医院", lambda _: 0)
    (['绿洲医院', '青溪大学'], [])
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
    if parts := _between_blanks(text):
        return parts
    for joint, sides in _sides(text):
        if not goes_on(joint, sides) and _are_two(sides, joint[0], looks, within):
            return sides
    return []


def _between_blanks(text: str) -> list[str]:
    """The institutions that blanks part in Chinese, where each says what it is: 样本医院 样本大学; else nothing."""
    parts = BETWEEN_HAN.split(text)
    is_list = len(parts) > 1 and all(len(part) > _LEAST and guess(part, registered()).code for part in parts)
    return parts if is_list and not any(map(_A_PART.search, parts[1:])) else []


def surely_two(text: str) -> list[str]:
    """The institutions that blanks or a slash part in a name, where nobody need be asked; nothing where one may be one.

    Of whole universities, and of firms with their legal forms, none is a part of the one before it: 样本大学 青溪大学.
    A well-known one behind a slash is no short form of another one.

    Args:
        text: the name, as the cell has it.

    >>> surely_two("厦门大学 宁夏大学"), surely_two("厦门大学 嘉庚学院"), surely_two("青溪大学 青溪大学第一医院")
    (['厦门大学', '宁夏大学'], [], [])
    >>> surely_two("Univ. of Texas at Austin / MIT"), surely_two("Moscow Institute of Technology / MIT")
    (['Univ. of Texas at Austin', 'MIT'], [])
    """
    parts = _between_blanks(text) if len(text) <= _MOST else []
    kinds = {guess(part, registered()).code for part in parts if _WHOLE.search(part)}
    if parts and len(kinds) == 1 and all(map(_WHOLE.search, parts)):
        return parts
    sides = [side.strip() for side in _BLANKS_AND_SLASH.split(text)] if len(text) <= _MOST else []
    if len(sides) != len(set(sides)) or len(sides) < 2 or all(both_languages(text)):
        return []
    known = [well_known(side) for side in sides]
    are_known = all(one or _is_own(side) for one, side in zip(known, sides, strict=True)) and bool(known[-1])
    short = any(is_of_initials(one, other) for one, other in permutations(sides, 2))
    return sides if are_known and len({*known}) == len(known) and not short else []


#: How names end that are whole: universities, and firms with their legal forms. A slash between blanks.
_WHOLE = re.compile("(?:大学|(?<!分)(?<!子)公司)$")
_BLANKS_AND_SLASH = re.compile(r"\s+[/／]\s+")


def is_slash_within(name: str, sides: Sequence[str]) -> bool:
    """Whether a slash without blanks parts two places at the end of one name: Hochschule Zittau/Görlitz.

    Args:
        name: the name.
        sides: what stands on both sides of it.

    >>> is_slash_within("Hochschule Zittau/Görlitz", ["Hochschule Zittau", "Görlitz"])
    True
    >>> is_slash_within("Hochschule Zittau / Görlitz", ["Hochschule Zittau", "Görlitz"])
    False
    """
    if len(sides) != 2 or "/".join(sides) != name:
        return False
    before, behind = sides
    return bool(_places(behind)) and guess(before, registered()).kind == "institution" and " " in before


#: What is a part of the institution before it: 样本大学 第一附属医院.
_A_PART = re.compile(
    "^(?:附属|直属|下属|第[一二三四五六七八九十])|附属|(?:分院|分校|分公司|分部|分所|校区|院区|研究生院|系|处|科)$"
)


def joined_places(name: str, within: Sequence[str] = (), *, sure: bool = False) -> list[str]:
    """The two places that a sign or a word joins in a name that is none itself: Lahti and Kemi, Shanghai e Milano.

    Args:
        name: the name, as the cell has it.
        within: the names of what the sheet says that it lies in.
        sure: whether only those are meant that need not be asked: each the exact name of a place there that no firm,
            no word and no village has too.

    >>> joined_places("Dammam + Jubail"), joined_places("Shanghai e Milano", sure=True)
    (['Dammam', 'Jubail'], ['Shanghai', 'Milano'])
    >>> joined_places("Lyon, Grenoble and Ulm", sure=True), joined_places("Cities of Lyon and Grenoble", sure=True)
    (['Lyon', 'Grenoble', 'Ulm'], ['City of Lyon', 'City of Grenoble'])
    >>> joined_places("Castilla y León"), joined_places("Bosnia and Herzegovina"), joined_places("Acme and Lyon")
    ([], [], [])
    """
    text = name.strip()
    if plural := _PLURAL.fullmatch(text):
        # Cities of Lyon and Grenoble: each is one.
        said, inner = _ONE_OF[plural["kind"].lower()], joined_places(plural["names"], within, sure=sure)
        return [f"{said} of {one}" for one in inner]
    if listed := _listed_places(text, within, sure=sure):
        return listed
    if len(text) > _MOST_OF_PLACES or _places(text) or well_known(text) or all(both_languages(text)):
        return []
    for joint, sides in _sides(text):
        if not JOINS_PLACES.fullmatch(joint[0]):
            continue
        are_places = all(_is_exact(side, within) if sure else _places(side) for side in sides)
        # What no place's name is made of is looked up last: that takes the longest.
        if are_places and not goes_on(joint, sides) and not _is_one_region(sides):
            return sides
    return []


#: How several places of one kind are named together, and what each of them is.
_PLURAL = re.compile(
    r"(?:the )?(?P<kind>cities|towns|municipalities|provinces|regions|counties|states) of (?P<names>.+)", re.I
)
_ONE_OF = {
    "cities": "City",
    "towns": "City",
    "municipalities": "Municipality",
    "provinces": "Province",
    "regions": "Region",
    "counties": "County",
    "states": "State",
}
#: A list of places with a word before its last one.
_LIST = re.compile(
    r"(?P<first>[^,]+(?:,[^,]+)*?),?\s+(?:and|und|et|y|e|en|och|og|i|oraz|és|ve|и|і|ja|&)\s+(?P<last>[^,]+)", re.I
)
#: How many places such a list has at least, and at most.
_LEAST_LISTED, _MOST_LISTED = 3, 12


def _listed_places(text: str, within: Sequence[str], *, sure: bool) -> list[str]:
    """The places of a list that ends with a word for and: Lyon, Grenoble and Ulm; nothing where one may be none.

    Args:
        text: the list.
        within: as ``joined_places`` has it.
        sure: as it has it.
    """
    if "," not in text or len(text) > _MOST_OF_PLACES:
        return []
    match = _LIST.fullmatch(text)
    sides = [side.strip() for side in (*match["first"].split(","), match["last"])] if match else []
    if not _LEAST_LISTED <= len(sides) <= _MOST_LISTED or not all(map(_is_long, sides)):
        return []
    are_places = all(_is_exact(side, within) if sure else _places(side) for side in sides)
    # Lyon, France and Ulm are two.
    nested = any(lies_in(inner, outer) for inner, outer in pairwise(sides))
    return sides if are_places and not nested else []


def _sides(text: str) -> Iterator[tuple[re.Match[str], list[str]]]:
    """What joins a name, and what stands on both sides of it, where both are long enough to be names."""
    for joint in list(_SIGNS.finditer(text))[:_MOST_JOINTS]:
        sides = [text[: joint.start()].strip(), text[joint.end() :].strip()]
        if all(map(_is_long, sides)):
            yield joint, sides


def _is_one_region(sides: Sequence[str]) -> bool:
    """Whether one region has two names as its own, whatever joins them there: São Tomé e Príncipe, Forlì-Cesena."""
    before, behind = sides
    if any(find(f"{before}{joint}{behind}") for joint in _WITHIN_NAMES):
        return True
    named = (folded(name) for one in holding(before) for name in one.names)
    return any(re.search(rf"\b{re.escape(folded(behind))}\b", name) for name in named)


#: What stands between the two parts of one name, as a registry has it.
_WITHIN_NAMES = ("-", " and ", " y ", " e ", " et ", " und ", " & ", " ")
#: What joins two places of one cell: no dash, no slash, and no word that says that one is with the other.
JOINS_PLACES = re.compile(
    r"\s*[+＋&＆]\s*|\s+(?:and|und|et|y|e|en|och|og|oraz|i|ve|и|с)\s+|\s*(?:以及|[和与與及])\s*", re.I
)
#: The longest text that may be of two places.
_MOST_OF_PLACES = 120


def _is_exact(side: str, within: Sequence[str]) -> bool:
    """Whether a text is the exact name of a place in what the sheet says, that nothing else of note is called."""
    found = find(side) or find_cities(side)
    here = in_country_of(within, found)
    if not here or is_firm_too(side, here[0]):
        return False
    return bool(find(side)) or not is_small(here[0])


def _place_and_bracket(place: str, inside: str) -> list[str]:
    """A place and an institution in brackets behind it; in another language it must be a firm, else it is its name."""
    if not (_places(place) and _is_own(inside)):
        return []
    if is_chinese(place) == is_chinese(inside):
        return [place, inside] if guess(inside, registered()).code != "port" else []
    return [place, inside] if parted(inside)[1] else []


def _is_long(side: str) -> bool:
    return len(side) >= (_LEAST_HAN if is_chinese(side) else _LEAST)


def goes_on(joint: re.Match[str], sides: Sequence[str]) -> bool:
    """Whether what joins two parts belongs to a name, or what stands behind it goes on with the one before.

    Args:
        joint: what joins them.
        sides: what stands before it and behind it.
    """
    before, behind = sides
    return _GOES_ON.match(behind) is not None or is_of_one_name(before, joint[0], behind)


def _are_two(sides: Sequence[str], sign: str, looks: Callable[[str], int], within: Sequence[str]) -> bool:
    """Whether each of two parts is a party by itself."""
    before, behind = sides
    is_sure = _PARTS.fullmatch(sign) is not None
    if looks(before) == 2 or _is_place(before, sign, within):
        return _is_own(behind) or looks(behind) == 2 or bool(_places(behind))
    if looks(behind) == 2 or _is_place(behind, sign, within):
        return _is_own(before) and (is_sure or _is_abroad(before, behind, within))
    if is_sure and (_is_own(behind) or _is_own(before)):
        # Acme / Lanholm Ltd: no firm is called so.
        return True
    # University of Samples and Lanholm Ltd: no university ends as a company does.
    return _is_own(before) and guess(before, registered()).code != "company" and bool(parted(behind)[1])


def _is_abroad(before: str, place: str, within: Sequence[str]) -> bool:
    """Whether a place lies in another country than the institution before it says of itself, or than the sheet says.

    Chambre de commerce de Lille et Wuhan are two: nothing is of Lille and of Wuhan at once.
    """
    found = find(place) or [one for one in find_cities(place) if not (is_small(one) or is_firm_too(place, one))]
    own = [one for one in proposed_seats(before) if one.level != "country"]
    if not found or not (own or within):
        return False
    of_place = set().union(*map(countries_of, found))
    said = set().union(*map(countries_of, own)) if own else countries_at(within)
    return bool(said) and not said & of_place


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
    is_party = guess(side, registered()).is_somewhere
    text = plain(parted(side)[0] or side)
    is_more = len(plain(side)) > _LEAST + 1 if is_chinese(side) else len(plain(side).split()) > 1
    return is_party and is_more and len(text) > 1
