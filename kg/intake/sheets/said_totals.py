"""What says that a row sums others: the words of totals, and what but numbers a row has beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from kg.intake.registries import find
from kg.intake.sheets.columns import without_unit
from kg.intake.sheets.readings import BRACKETS
from kg.intake.sheets.taxed import TAXED
from kg.intake.sheets.words import Words, bare
from kg.nearest import folded
from kg.notations import heading_hints, quantity
from kg.text import HAN

#: What is longer says more than that it is a total.
LONGEST_TOTAL = 60
#: In so many of its first cells a row says that it is a total.
FIRST = 2


def is_total(
    texts: Mapping[int, str],
    parties: Collection[int],
    words: Words,
    named: Callable[[], Collection[str]] = tuple[str, ...],
) -> bool:
    """Whether a row says that it sums others, and names no second party; how many there are is the name of none.

    Args:
        texts: the row's cells by their place; empty ones left out.
        parties: the places of those that name who takes part, or may.
        words: the words of totals.
        named: what the other rows have in their cells, folded, of which a row may be the total: Hunter total.
    """
    word = _any_word(words)
    if not any(len(text) <= LONGEST_TOTAL and word.search(bare(text)) for text in texts.values()):
        return False  # as most rows, whose cells need not be read as numbers
    if _sums_a_block(texts, words, named):
        return True
    first = min(texts)
    some = [texts[place] for place in sorted(texts)[:FIRST]]
    if not any(says_total(text, words) or sums_a_place(text, words) for text in some):
        # Farther behind it says so where there is nothing else but numbers.
        others = [text for text in texts.values() if not is_number(text)]
        return len(others) == 1 and len(texts) > 1 and says_total(others[0], words)
    who = [place for place in parties if not is_number(texts[place])]
    return not who or (who == [first] and says_total(texts[first], words))


@lru_cache(8)
def _any_word(words: Words) -> re.Pattern[str]:
    """What finds a word of totals in a text, bare."""
    return re.compile("|".join(map(re.escape, sorted(words.totals, key=len, reverse=True))))


def _sums_a_block(texts: Mapping[int, str], words: Words, named: Callable[[], Collection[str]]) -> bool:
    """Whether numbers of a row sum a part of the others: Subtotal A, 小计 beside 甲片, Hunter total."""
    rest = [text for text in texts.values() if not is_number(text)]
    if not rest or len(rest) == len(texts):
        return False
    said = next((text for text in rest if says_subtotal(text, words) or summed(text, words)), "")
    parts, others = summed(said, words), [text for text in rest if text != said]
    others = [text for text in others if folded(text) not in parts]
    if said and says_subtotal(said, words):
        return len(others) <= (not parts)
    return not others and any(part in named() for part in parts)


def says_subtotal(text: str, words: Words) -> bool:
    """Whether a text says that it sums a part of the rows, with the name of that part or without: 甲片小计, Subtotal.

    Args:
        text: the text.
        words: the words of totals.
    """
    return bool(summed(text, words, words.subtotals)) or bool(
        says_total(text, words) and any(word in bare(text) for word in words.subtotals)
    )


def is_number(text: str) -> bool:
    """Whether a text is an amount, a count or a share with its unit, or says that there is none; and nobody's name.

    >>> [is_number(text) for text in ("150万元", "€ 1.5m", "(17项)", "7案", "4.527", "3M", "12 Monkeys")]
    [True, True, True, True, True, False, False]
    """
    short = text.strip()
    if len(short) > LONGEST_TOTAL:
        return False
    read = quantity(short.strip(_SIGNS))
    sure = read.value is not None or read.none_said or read.about in _OPEN
    return sure or not short.strip(_SIGNS) or bool(_NUMBER_OF.fullmatch(folded(short)))


#: What of a number may be open, and it is one still: 4.527, ¥300m.
_OPEN = frozenset(("decimal-comma", "currency", "cell-scale", "mil-thousand", "long-billion"))
#: What stands around a number in a row of totals: (150), 150*, ~150.
_SIGNS = " ()（）*†‡~≈-–—"


def says_total(text: str, words: Words) -> bool:
    """Whether a text says total, in one language or in both, with how many or in what: 合计 Total (17项)."""
    if len(text) > LONGEST_TOTAL:
        return False
    if bare(text) in words.totals:
        return True
    said = _OF_WHAT.sub(" ", _without_units(folded(text))).strip()
    # What stands behind a comma says more of it, and is kept: Total: 25 projects, without taxes.
    said = said if "," in said else without_unit(said)
    plain = _NUMBER_OF.sub(" ", said)
    if bare(plain) in words.totals or (not bare(plain) and "共计" in text):
        return True
    parts = [part for part in _PARTS_OF_TOTAL.split(plain) if bare(part)]
    return bool(parts) and all(bare(part) in words.totals for part in parts)


def sums_a_place(text: str, words: Words) -> bool:
    """Whether a text is a total of a place: 河北省小计, Subtotal Hebei."""
    return any(map(find, summed(text, words)))


def summed(text: str, words: Words, totals: Collection[str] = ()) -> list[str]:
    """Of what a text may be a total, in small letters: hebei of Subtotal Hebei, and of Hebei total; none of others.

    Args:
        text: the text.
        words: the words of totals.
        totals: those that count, where not all do.
    """
    if not text or len(text) > LONGEST_TOTAL:
        return []
    totals = totals or words.totals
    plain = BRACKETS.sub(_unless_number, _without_units(folded(text))).strip(_AROUND)
    # Words of several parts: sub-total north, ara toplam.
    parted = plain.split()
    found = [
        " ".join(rest).strip(_AROUND)
        for number in range(1, len(parted))
        for said, rest in ((parted[:number], parted[number:]), (parted[-number:], parted[:-number]))
        if bare("".join(said)) in totals
    ]
    for total in totals:
        rests = (plain.removeprefix(total), plain.removesuffix(total))
        apart = (rest for rest in rests if rest != plain and (not total.isascii() or rest.strip(_AROUND) != rest))
        found += filter(None, (rest.strip(_AROUND) for rest in apart))
    return list(dict.fromkeys(filter(None, found)))


def _unless_number(match: re.Match[str]) -> str:
    """What is in brackets, unless it says how many there are: (3 projects)."""
    return " " if _NUMBER_OF.fullmatch(match[0]) else match[0]


_AROUND = " :：,，-–—()（）"


def _without_units(text: str) -> str:
    """A text without what it has in brackets that is a unit: 合计（亿元）, Total (EUR m); Total (France) stays."""

    def kept(match: re.Match[str]) -> str:
        hints = heading_hints(match[0])
        return " " if hints.unit or hints.scale or TAXED.fullmatch(match[0][1:-1].strip()) else match[0]

    return BRACKETS.sub(kept, text)


#: Of what a total is, where that says no more than that it is one: 项目合计, 投资总计, total of all projects.
_OF_WHAT = re.compile(
    r"^\s*本[页表年月期]|(?:全部|所有|以上|上述|各)?(?:项目|投资额?|金额|协议|数)(?=[合总小共]计)|(?<=[合总小共]计)(?:金额|投资额?|数)"
    r"|\b(?:of|des?|der|aller|alle|de|dos|di) (?:(?:all|above|the|tous|les|todos|los|os) )*"
    r"(?:projects?|rows?|amounts?|projekte|projets|proyectos|projetos|progetti|montants|importes|valores)\b"
)
_NUMBER_OF = re.compile(
    r"[（(\[【]?\s*[共计]*\s*[0-9０-９]+\s*(?:个?(?:项目|合作|协议|单位|机构|国家?|城市|地区)|年度?"
    r"|[项个家条行笔案件宗份起批所次场名位校国]次?"
    r"|projects?|items?|rows?|deals?|cases?|agreements?|contracts?|partnerships?|entries|records|lines"
    r"|projekte?|vorhaben|abkommen|vertrage?|vereinbarungen?|eintrage?|zeilen?|projets?|accords?|lignes?|conventions?"
    r"|proyectos?|acuerdos?|convenios?|filas?|projetos?|acordos?|linhas?|progetti|progetto|accordi|righe)?\s*[)）\]】]?",
    re.I,
)
_PARTS_OF_TOTAL = re.compile(rf"[\s/／|:：]+|(?<=[{HAN}])(?=[A-Za-z])|(?<=[A-Za-z])(?=[{HAN}])")
