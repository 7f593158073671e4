"""Names of partnerships in Chinese and in another language at once: 唐山氢能重卡示范 Tangshan H2 trucks."""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.intake.identities import guess, registered
from kg.intake.registries import find_cities, is_small
from kg.intake.sheets.clean_names import LONGEST_NAME, clean
from kg.intake.sheets.name_languages import halves_of
from kg.nearest import folded
from kg.text import HAN

_IN_HAN = re.compile(f"[{HAN}]")
#: A word in letters, with digits in it too: H2, 5G.
_WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_'’]*")
#: How many words in letters a Chinese name may have, 5G, H2, AI; and how many a name in letters must have.
_MOST_INSIDE, _FEWEST = 2, 2
#: How long both halves are that tell by themselves that they are one name twice: in signs, and in words, whatever
#: these are.
_LONG_HAN, _LONG_WORDS = 4, 3
#: What is between the names of a list; a dash or a plus stands within one: 济南—罗兹班列, AI+医疗.
_A_LIST = re.compile("[;；]")
_BETWEEN = " /|-–—·:："


def in_both(name: str) -> tuple[str, str]:
    """The name of a partnership in Chinese and in letters, where a cell has both; the one that is missing is empty.

    Unlike the name of a party, either half may have words or numbers of the other script in it.

    >>> in_both("唐山5G港口示范 Tangshan 5G port pilot"), in_both("Joint AI lab AI联合实验室")
    (('唐山5G港口示范', 'Tangshan 5G port pilot'), ('AI联合实验室', 'Joint AI lab'))
    >>> in_both("与 Example GmbH 的合作"), in_both("氢能 H2")
    (('与 Example GmbH 的合作', ''), ('氢能 H2', ''))
    """
    zh, en = halves_of(name)
    if (zh and en) or len(name) > LONGEST_NAME or _A_LIST.search(name):
        return zh, en
    found = list(_IN_HAN.finditer(name))
    if not found:
        return zh, en
    first, last = found[0].start(), found[-1].end()
    # Letters without a blank between are part of the Chinese half: AI联合, 重卡H2.
    head = name.rfind(" ", 0, first)
    tail = name.find(" ", last)
    cuts = [(name[head + 1 :], name[:head])] if head > 0 else []
    cuts += [(name[:tail], name[tail:])] if tail > 0 else []
    parted = ((one.strip(_BETWEEN), other.strip(_BETWEEN)) for one, other in cuts)
    halves = [pair for pair in parted if _are_halves(*pair)]
    return halves[0] if len(halves) == 1 else (zh, en)


def _are_halves(zh: str, en: str) -> bool:
    """Whether two halves of a name may be the same one in Chinese and in letters."""
    inside = _words_of(_IN_HAN.sub(" ", zh))
    letters = sum(map(len, inside))
    has_few = len(inside) <= _MOST_INSIDE and letters <= 2 * len(_IN_HAN.findall(zh))
    return has_few and not _IN_HAN.search(en) and len(_words_of(en)) >= _FEWEST


_INSTITUTION = "institution"


def _words_of(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if len(word) > 1]


def _is_part_of_one(zh: str, en: str) -> bool:
    """Whether two words may be a part of one name: Duisburg hub behind 渝新欧班列, SAP rollout behind 引进SAP系统."""
    cities = (city for word in en.split() for city in find_cities(word)[:1] if folded(city.name.en) == folded(word))
    inside = {*_words_of(_IN_HAN.sub(" ", zh))}
    return any(not is_small(city) for city in cities) or not inside.isdisjoint(_words_of(en))


def are_sure(zh: str, en: str, parties: Collection[str]) -> bool:
    """Whether two halves beside a blank are one name twice, though the other names of the column are in one language.

    渝新欧 Duisburg hub may be one name, and so may be what a party is called beside what is done.

    Args:
        zh: the Chinese half.
        en: the half in letters.
        parties: the row's parties, as their cells have them.
    """
    number = len(_words_of(en))
    if len(_IN_HAN.findall(zh)) < _LONG_HAN or number < _FEWEST:
        return False
    if number < _LONG_WORDS and _is_part_of_one(zh, en):
        return False
    named = {folded(clean(party)) for party in parties}
    if {folded(zh), folded(en)} & named:
        return False
    one, other = guess(zh, registered()), guess(en, registered())
    if set(one.located_in) & set(other.located_in):
        return True  # both name Jinan
    is_done = "交流" in zh and folded(en).endswith("exchange")  # and no stock exchange
    return other.kind != _INSTITUTION or one.kind == _INSTITUTION or is_done
