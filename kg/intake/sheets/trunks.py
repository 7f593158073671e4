"""What a name is without what stands behind it or around it, by which two spellings of one party may be found.

Nothing is joined by it: it is asked whether the two are one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.intake.identities import guess, key, kinds_within, parted, registered
from kg.intake.registries import find, find_cities
from kg.intake.sheets.clean_names import LONGEST_NAME, is_chinese
from kg.intake.sheets.signs_between import COMMA, IN_BRACKETS

#: A place behind a word at the end of a name: Université Sainte-Marthe de Lyon.
_OF_PLACE = re.compile(r"(?P<head>.+\S)\s+(?:of|at|de|du|di|da|do|von|zu|in|en)\s+(?P<place>\S.*)")
#: A name of fewer words, or of fewer Chinese signs, tells too little.
_LEAST, _LEAST_HAN = 2, 4
_REMEMBERED = 50_000


@lru_cache(_REMEMBERED)
def trunks(name: str) -> tuple[str, ...]:
    """The keys of what a name may be without a place, a bracket or what a comma parts from it; never its own.

    >>> trunks("Politeknik Selat Biru, Melaka"), trunks("样本理工学院 (Sample Institute, SI)")
    (('politeknik selat biru',), ('样本理工学院', 'sample institute'))
    >>> trunks("Université Sainte-Marthe de Lyon (USML)")
    ('universite sainte marthe de lyon', 'universite sainte marthe', 'usml')
    >>> trunks("Hafen von Sampelburg AG (sampelport)"), trunks("Erika Sampelmann GmbH")
    (('hafen von sampelburg ag', 'hafen von sampelburg', 'sampelport'), ('erika sampelmann', 'sampelmann'))
    >>> trunks("Acme, Lyon"), trunks("Sample Institute")
    ((), ())
    """
    text = name.strip()
    if len(text) > LONGEST_NAME:
        return ()
    found: list[str] = []
    bracket = IN_BRACKETS.fullmatch(text)
    if match := bracket:
        text = match["name"]
        found += [text, COMMA.split(match["outer"])[0]]
    head = COMMA.split(text)[0]
    found += [head]
    if (match := _OF_PLACE.fullmatch(head)) and (find(match["place"]) or find_cities(match["place"])):
        found += [match["head"]]
    cores = [core for part in found if (core := parted(part)[0]) and parted(part)[1]]
    told = [part for part in (*found, *cores) if _says_enough(part)]
    told += [*_called(bracket["outer"] if bracket else ""), *(word for core in cores for word in _of_a_person(core))]
    keys = dict.fromkeys(key(part) for part in told if not find(part))
    return tuple(one for one in keys if one != key(name))


def _called(inside: str) -> list[str]:
    """What stands in brackets behind a name, where it is one word that a firm may be called by: (duisport)."""
    is_word = _A_WORD.fullmatch(inside) is not None and not find_cities(inside) and not guess(inside, registered()).kind
    return [inside] if is_word else []


def _of_a_person(core: str) -> list[str]:
    """The last word of a firm's name of two, by which people call it: Bosch of Robert Bosch GmbH."""
    words = core.split()
    last = words[-1] if len(words) == _TWO else ""
    is_name = _A_WORD.fullmatch(last) is not None and not kinds_within(last) and not guess(last, registered()).kind
    return [last] if is_name and not find_cities(last) else []


#: One word of letters alone, and how many words a person's name has.
_A_WORD, _TWO = re.compile(r"[^\W\d_]{4,}"), 2


def _says_enough(part: str) -> bool:
    return len(part) >= _LEAST_HAN if is_chinese(part) else len(part.split()) >= _LEAST
