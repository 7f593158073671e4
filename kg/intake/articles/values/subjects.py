"""What a passage is about: whether it names another sector or kind of paper, and whether a figure is an aim or reached.

What is doubted here is only what the words contradict: of a sector that no word tells, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.assets import BUNDLED, Ontology
from kg.intake import schema
from kg.intake.articles.rules.fields import named_sectors
from kg.intake.articles.rules.words import patterns
from kg.intake.articles.values.context import Passage
from kg.intake.articles.values.model import Seen, Verdict

_GENERAL, _COOPERATION, _TARGET = "crossSector", "cooperation", "Target"
#: Kinds of agreement whose papers are called so; of the others the words say less.
_PAPERS = ("memorandum", "letterOfIntent", "strategicFramework", "strategicCooperation", "framework")
_NOT_COOPERATION = ("memorandum", "letterOfIntent")
#: What is aimed at, and what is reached. That an investment is of so much is told of both.
_AIMED = {
    "zh": re.compile("将(?![军才领])|力争|争取|目标|有望|拟(?![合真态定])|"
                     "到20[0-9]{2}年|计划(?!总投资|投资)|预计|规划"),
    "en": re.compile(r"\b(?:will|would|shall|aims?|aiming|targets?|goals?|plans? to|hopes? to|"
                     r"expect(?:s|ed)? to|by 20\d\d|"
                     r"is to|are to|intends?)\b"),
}  # fmt: skip
_REACHED = {
    "zh": re.compile(
        "已(?!定)|完成|实现了|达到了|累计|截至|去年|上年|"
        "前[0-9一二三四五六七八九十]+个?月|引进了|投入了|同比|目前|现有|共有|以来"
    ),
    "en": re.compile(
        r"\b(?:has|have|had|was|were|already|so far|last year|reached|rose|fell|since|carried|employs?|"
        r"took in|attracted|received|brought in|came to)\b"
    ),
}


def check_sectors(
    passage: Passage,
    sectors: Sequence[str],
    ontology: Ontology = BUNDLED,
    names: Sequence[tuple[int, int]] = (),
) -> tuple[Verdict, tuple[Seen, ...]]:
    """Whether a passage names a sector that is on record, or only others.

    Args:
        passage: the passage.
        sectors: the codes on record.
        ontology: where sectors are found.
        names: where in the document somebody is named: the sector in a firm's name is not what it agreed upon.

    Returns:
        a doubt only where the passage names other sectors, and none of those on record is named in the whole text.
    """
    named = named_sectors(passage.words, ontology, also_told=True)
    if any(_fits(code, sectors, ontology) for code, _, _ in named):
        return Verdict.STATED, ()
    if _GENERAL in sectors:
        return Verdict.UNREAD, ()
    near = named_sectors(passage.paragraph().words, ontology, also_told=True)
    if any(_fits(code, sectors, ontology) for code, _, _ in near):
        return Verdict.CARRIED, ()
    # Words that only tell a sector may tell of something else, as 园区 does: they confirm, and doubt nothing.
    named = tuple(
        (code, start, end)
        for code, start, end in named_sectors(passage.words, ontology)
        if not any(first <= passage.start + start and passage.start + end <= last for first, last in names)
    )
    if not named:
        return Verdict.UNREAD, ()
    return Verdict.MISSING, tuple(_seen(passage, start, end) for _, start, end in named)


@lru_cache(4)
def _broader(ontology: Ontology) -> dict[str, tuple[str, ...]]:
    return schema.broader_codes("sector", ontology)


def _above(code: str, ontology: Ontology) -> set[str]:
    """A sector with those that it is a part of."""
    found, left = {code}, [code]
    while left:
        new = [one for one in _broader(ontology).get(left.pop(), ()) if one not in found]
        found.update(new)
        left += new
    return found


def _fits(code: str, sectors: Sequence[str], ontology: Ontology) -> bool:
    """Whether a sector that words tell is one of those on record, a part of one, or what one is a part of."""
    return any(one in _above(code, ontology) or code in _above(one, ontology) for one in sectors)


def check_agreement_kind(passage: Passage, kind: str) -> tuple[Verdict, tuple[Seen, ...]]:
    """Whether a passage calls a paper by the kind that is on record, or by another one.

    Args:
        passage: the passage.
        kind: the code on record.
    """
    words = patterns("kinds", _language(passage))
    if kind in words and words[kind].search(passage.paragraph().words):
        return Verdict.STATED, ()
    for other in _PAPERS:
        found = words[other].search(passage.words) if other in words else None
        if found is not None:
            differs = kind in (*_PAPERS, _COOPERATION)
            return (Verdict.OTHERWISE, (_seen(passage, *found.span()),)) if differs else (Verdict.UNREAD, ())
    # A paper that is called so has the word somewhere; of other kinds the words say less.
    is_told = kind not in _PAPERS or kind not in words
    return (Verdict.UNREAD if is_told else Verdict.MISSING), ()


def check_aim(passage: Passage, cls: str) -> tuple[Verdict, tuple[Seen, ...]]:
    """Whether a passage tells of a figure that is aimed at, where one that is reached is on record, or the reverse.

    Args:
        passage: the passage.
        cls: ``Target`` or ``Achievement``.
    """
    language = _language(passage)
    aimed, reached = _AIMED[language].search(passage.words), _REACHED[language].search(passage.words)
    if cls == _TARGET:
        if aimed:
            return Verdict.STATED, ()
        sentence = passage.sentence()
        if _AIMED[language].search(passage.document.plain, sentence.start, passage.start):
            return Verdict.CARRIED, ()
        if reached:
            return Verdict.OTHERWISE, (_seen(passage, *reached.span()),)
        # 计划投资 is said of what is spent as well: it confirms no target, and doubts none.
        if _AIMED[language].search(sentence.words) or "计划" in sentence.words:
            return Verdict.CARRIED, ()
        return (Verdict.CARRIED if _is_aimed_before(passage, language) else Verdict.MISSING), ()
    if aimed and not reached:
        return Verdict.OTHERWISE, (_seen(passage, *aimed.span()),)
    return (Verdict.STATED if reached else Verdict.UNREAD), ()


def _is_aimed_before(passage: Passage, language: str) -> bool:
    """Whether what stands before a passage in its paragraph tells last of what is aimed at."""
    paragraph = passage.paragraph()
    before = passage.document.plain[paragraph.start : passage.start]
    last = [
        max((match.start() for match in words[language].finditer(before)), default=-1) for words in (_AIMED, _REACHED)
    ]
    return last[0] > last[1]


def _language(passage: Passage) -> str:
    return "zh" if passage.document.is_chinese else "en"


def _seen(passage: Passage, start: int, end: int) -> Seen:
    start, end = passage.start + start, passage.start + end
    return Seen(passage.shown(start, end), start=start, end=end)
