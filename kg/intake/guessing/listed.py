"""What parts several names in the cells of a column, beyond the one sign that most cells have.

It is what ``kg import`` parts names by (``kg.intake.sheets.naming``): signs that stand between parties alone part
wherever they stand; a comma or a slash only where what it parts are parties each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.intake.guessing.cells import Seen, one_of_many
from kg.intake.guessing.lands import are_lands
from kg.intake.guessing.towns import in_cell, is_known
from kg.intake.identities import by_words, well_known
from kg.intake.registries import is_no_country
from kg.intake.several import parted
from kg.intake.sheets.countries_in_names import lies_in
from kg.intake.sheets.name_languages import both_languages
from kg.intake.sheets.signs_between import BETWEEN_PARTIES
from kg.nearest import folded
from kg.text import Text, typed

#: Signs between parties that stand within a name too.
_WEAK = (" / ", "／", "/", ",")
_CODE = re.compile(r"(?=\S*[0-9])\S+")
#: A code of a state or a country behind a town.
_STATE = re.compile("[A-Z]{2,3}")
#: How many cells are named.
_MOST_NAMED, _LONGEST = 2, 80
_IN_WORDS = {"\n": Text("line break", "换行")}


@dataclass(frozen=True, slots=True)
class Listed:
    """How the cells of a column are parted.

    Attributes:
        signs: what parts names in them, the one of most cells first; none where each cell has one.
        weak: cells that a sign parts which may stand within a name too.
        left: cells with such a sign that are left whole.
    """

    signs: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def listed_in(seen: Seen, name: str, separator: str) -> Listed:
    """How the cells of a column of parties are parted.

    Args:
        seen: the table's columns.
        name: the column.
        separator: what parts most of them, as ``separator_of`` has it; empty if nothing does.
    """
    texts = seen.texts(name)
    whole = [text for text in texts if not separator or separator not in text]
    if not texts or seen.are_codes(name):
        return Listed((separator,) if separator else ())
    signs = [separator] if separator else []
    for sign in BETWEEN_PARTIES:
        if sign != separator.strip() and any(_are_names(parted(text, (sign,))) for text in whole):
            signs.append(sign)
    looks = _Looks(texts, is_of_several=one_of_many(seen.words[name][-1]) != seen.words[name][-1])
    weak, left = dict[str, None](), dict[str, None]()
    # An id beside each name says that a cell has one.
    is_one = in_cell(texts) or bool(seen.beside(name, ("id", "pic", "code", "ref")))
    for sign in _WEAK if not is_one else ():
        cells = [text for text in texts if len(parted(text, (*signs, sign))) > len(parted(text, signs or ("\n",)))]
        fit = [text for text in cells if looks.are_parties(parted(text, (*signs, sign)))]
        # What most cells with it show holds for all of them, and is told.
        if fit and 2 * len(fit) >= len(cells) and not any(all(both_languages(text)) for text in cells):
            signs.append(sign)
            weak |= dict.fromkeys(sorted(cells, key=lambda text: text in fit))
        else:
            # What is left whole is what another sign leaves; N/A names nobody.
            wholes = (one for text in cells for one in parted(text, signs or ("\n",)))
            left |= dict.fromkeys(one for one in wholes if sign.strip() in one and not is_no_country(one))
    return Listed(tuple(signs), tuple(weak), tuple(left))


class _Looks:
    """How much a part of a cell is a party by itself."""

    def __init__(self, texts: Sequence[str], *, is_of_several: bool) -> None:
        # What stands alone in a cell is a party; in a column of several also what comes again beside others.
        self._known = {folded(side) for text in texts for side in parted(text, BETWEEN_PARTIES)}
        if is_of_several:
            sides = Counter(
                folded(side) for text in dict.fromkeys(texts) for side in set(parted(text, (*BETWEEN_PARTIES, *_WEAK)))
            )
            self._known |= {side for side, number in sides.items() if number > 1}

    def are_parties(self, sides: Sequence[str]) -> bool:
        """Whether all parts are parties: not an institution with the town behind it where it is."""
        if not _are_names(sides):
            return False
        places = [is_known(side) for side in sides]
        if any(places):
            # Portland, Oregon is one town; Boston, MA too.
            inside = any(lies_in(one, around) for one, around in pairwise(sides))
            # Among countries stand unions of them, and what is known by itself.
            others = (side for side, is_place in zip(sides, places, strict=True) if not is_place)
            fits = all(places) or (are_lands(sides) and all(map(self._is_known, others)))
            return fits and not inside and not any(map(_STATE.fullmatch, sides))
        return all(map(self._is_known, sides))

    def _is_known(self, side: str) -> bool:
        return bool(by_words(side).kind or well_known(side) or folded(side) in self._known)


def _are_names(sides: Sequence[str]) -> bool:
    return len(sides) > 1 and all(len(side) > 1 and not _CODE.fullmatch(side) for side in sides)


def told_of(name: str, listed: Listed) -> Text | None:
    """What is to be said of how a column is parted; nothing where there is no doubt.

    Args:
        name: the column.
        listed: how it is parted.
    """
    said, name = [], typed(name)
    signs = [_named(sign) for sign in listed.signs if sign in _WEAK]
    if signs and listed.weak:
        en, zh = " and ".join(one.en for one in signs), "、".join(one.zh for one in signs)
        cells = _cells(listed.weak)
        said.append(
            Text(
                f"{name}: parted at {en}, as what stands between is mostly a party by itself. See whether it is so in "
                f"{cells}; where it is one name, take the sign out of `split`.",
                f"{name}：按{zh}分开，因其间的名称多各为一方。请核对：{cells}；"
                "若为一个名称，请从 `split` 中去掉该符号。",
            )
        )
    if listed.left:
        cells = _cells(listed.left)
        said.append(
            Text(
                f"{name}: left whole, each as one party: {cells}. Where that is several, write the sign that parts "
                f'them in `split`: {{{name}: [";", ","]}}.',
                f"{name}：以下单元格各作为一方，未分开：{cells}。若为多方，请在 `split` 中写明分隔符："
                f'{{{name}: [";", ","]}}。',
            )
        )
    return Text(" ".join(one.en for one in said), "".join(one.zh for one in said)) if said else None


def _named(sign: str) -> Text:
    return _IN_WORDS.get(sign, Text(f"{sign.strip()!r}", f"“{sign.strip()}”"))


def _cells(texts: Sequence[str]) -> str:
    shown = "; ".join(f"{' '.join(text.split())[:_LONGEST]!r}" for text in texts[:_MOST_NAMED])
    return f"{shown} … ({len(texts):,})" if len(texts) > _MOST_NAMED else shown
