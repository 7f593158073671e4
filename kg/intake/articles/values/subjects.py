"""What a passage is about: whether it names another sector or kind of paper, and whether a figure is an aim or reached.

What is doubted here is only what the words contradict: of a sector that no word tells, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.assets import BUNDLED, Ontology
from kg.intake import schema
from kg.intake.articles.rules.fields import named_sectors, told_sectors
from kg.intake.articles.rules.words import patterns
from kg.intake.articles.values.context import Passage
from kg.intake.articles.values.model import Seen, Verdict

_GENERAL, _COOPERATION, _TARGET = "crossSector", "cooperation", "Target"
#: Kinds of agreement whose papers are called so; of the others the words say less.
_PAPERS = ("memorandum", "letterOfIntent", "strategicFramework", "strategicCooperation", "framework")
_NOT_COOPERATION = ("memorandum", "letterOfIntent")
#: What is aimed at, and what is reached. That an investment is of so much is told of both.
_AIMED = {
    "zh": re.compile("将(?![军才领])|力争|争取|目标|有望|拟(?![合真态定])|不少于|不低于|"
                     "到20[0-9]{2}年|计划(?!总投资|投资)|预计|规划"),
    "en": re.compile(r"\b(?:will|would|shall|aims?|aiming|targets?|goals?|plans? to|hopes? to|"
                     r"expect(?:s|ed)? to|by 20\d\d|no fewer than|not less than|should|capped at|"
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
    named = _all_sectors(passage, ontology)
    if any(_fits(code, sectors, ontology) for code, _, _ in named):
        return Verdict.STATED, ()
    if _GENERAL in sectors:
        return Verdict.UNREAD, ()
    if any(_fits(code, sectors, ontology) for code, _, _ in _all_sectors(passage.paragraph(), ontology)):
        return Verdict.CARRIED, ()
    others = tuple(
        (code, start, end)
        for code, start, end in named
        if not any(first <= passage.start + start and passage.start + end <= last for first, last in names)
    )
    if not others:
        return Verdict.UNREAD, ()
    return Verdict.MISSING, tuple(_seen(passage, start, end) for _, start, end in others)


def _all_sectors(passage: Passage, ontology: Ontology) -> tuple[tuple[str, int, int], ...]:
    """The sectors that a passage names, and those that its words tell."""
    return (*named_sectors(passage.words, ontology), *told_sectors(passage.words))


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
    if kind in words and _is_called(passage.words, words[kind], words.get(_WHOLE) if kind in _IN_WHOLE else None):
        return Verdict.STATED, ()
    for other in _PAPERS:
        found = words[other].search(passage.words) if other in words else None
        if found is not None:
            differs = kind in (*_PAPERS, _COOPERATION)
            return (Verdict.OTHERWISE, (_seen(passage, *found.span()),)) if differs else (Verdict.UNREAD, ())
    if kind in (*_PAPERS, _COOPERATION) and (named := _other_kind(passage.words, words, kind)) is not None:
        return Verdict.OTHERWISE, (_seen(passage, *named),)
    if kind in words and words[kind].search(passage.paragraph().words):
        return Verdict.CARRIED, ()
    # A paper that is called so has the word somewhere; of other kinds the words say less.
    is_told = kind not in _PAPERS or kind not in words
    return (Verdict.UNREAD if is_told else Verdict.MISSING), ()


#: What is called a strategic framework is called strategic and a framework, too, and is neither.
_WHOLE, _IN_WHOLE = "strategicFramework", ("strategicCooperation", "framework")
#: What makes words for a kind the name of a paper.
_NAMES_PAPER = re.compile(
    r"[^，。；,;]{0,2}(?:协议|合同|备忘录)|(?: [a-z]+)? ?(?:agreement|contract|charter|pact|accord)\b"
)
_PAPER_IN = re.compile("(?:协议|合同)$|(?:agreement|contract|charter|pact)$")


def _is_called(said: str, pattern: re.Pattern[str], whole: re.Pattern[str] | None) -> bool:
    """Whether a text calls a paper by words that are not only a part of a longer name of another kind."""
    longer = [one.span() for one in whole.finditer(said)] if whole is not None else []
    return any(
        not any(start <= found.start() and found.end() <= end for start, end in longer)
        for found in pattern.finditer(said)
    )


def _other_kind(said: str, words: Mapping[str, re.Pattern[str]], kind: str) -> tuple[int, int] | None:
    """Where a text calls its paper by a kind of another sort: an investment agreement, 平台合作协议."""
    for other, pattern in words.items():
        # Technology cooperation is cooperation, too.
        if other in (kind, *_PAPERS) or (kind, other) == (_COOPERATION, "technologyCooperation"):
            continue
        for found in pattern.finditer(said):
            if _PAPER_IN.search(found[0]) or _NAMES_PAPER.match(said, found.end()):
                return found.span()
    return None


#: A paper and what it is for: that it was signed says nothing of what was paid.
_WORTH = {
    "zh": re.compile(
        "(?:总投资|投资总额|总金额|总额|金额|价值)[^，。；]{0,14}元的[^，。；]{0,8}(?:协议|备忘录)|(?:协议|备忘录)[^。；]{0,6}(?:总投资|投资总额|总金额|总额|金额)"
    ),
    "en": re.compile(
        r"\b(?:memorandum|agreement|deal|pact|accord|letter of intent)\b[^;]{0,80}\b(?:worth|valued at|totall?ing)\b"
    ),
}


def check_aim(passage: Passage, cls: str) -> tuple[Verdict, tuple[Seen, ...]]:
    """Whether a passage tells of a figure that is aimed at, where one that is reached is on record, or the reverse.

    Args:
        passage: the passage.
        cls: ``Target`` or ``Achievement``.
    """
    language = _language(passage)
    aimed = _AIMED[language].search(passage.words)
    reached = _REACHED[language].search(passage.words) or _past(passage)
    ahead = _ahead(passage, language)
    if cls == _TARGET:
        if aimed:
            return Verdict.STATED, ()
        if ahead:
            return Verdict.CARRIED, ()
        if reached:
            return Verdict.OTHERWISE, (_seen(passage, *reached.span()),)
        # 计划投资 is said of what is spent as well: it confirms no target, and doubts none.
        sentence = passage.sentence()
        if _AIMED[language].search(sentence.words) or "计划" in sentence.words:
            return Verdict.CARRIED, ()
        if _WORTH[language].search(sentence.words):
            return Verdict.CARRIED, ()
        return (Verdict.CARRIED if _is_aimed_before(passage, language) else Verdict.MISSING), ()
    if reached:
        return Verdict.STATED, ()
    if aimed:
        return Verdict.OTHERWISE, (_seen(passage, *aimed.span()),)
    return (Verdict.MISSING if ahead else Verdict.UNREAD), ()


#: Years, and parts of a year, of which a report tells what was reached in them.
_YEARS = re.compile(
    r"(?<![0-9到至在])(?P<year>20[0-9]{2})年|\bin (?P<en>20[0-9]{2})\b|[0-9]-[0-9]{1,2}月|"
    r"[一二三]季度(?=引进|实现|完成|到位)"
)


def _past(passage: Passage) -> re.Match[str] | None:
    """The words for a time that was over when the text was published, if a passage has any."""
    issued = passage.document.issued.year
    return next(
        (one for one in _YEARS.finditer(passage.words) if int(one["year"] or one["en"] or 0) < issued),
        None,
    )


def _ahead(passage: Passage, language: str) -> bool:
    """Whether the clause before a passage, from a semicolon on, tells of a plan, and of nothing that was reached."""
    sentence, text = passage.sentence(), passage.document.plain
    start = max(sentence.start, text.rfind(";", sentence.start, passage.start) + 1)
    aimed = [one.start() for one in _AIMED[language].finditer(text, start, passage.start)]
    reached = [one.start() for one in _REACHED[language].finditer(text, start, passage.start)]
    return bool(aimed) and max(aimed) > max(reached, default=-1)


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
