"""How far a partnership has come, by the words of its clause, and since when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.intake.articles.model import Span
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.ending import TERMINATED, ended_since
from kg.intake.articles.rules.words import CHINESE, Cue, pattern, patterns
from kg.notations import Period, Read, end_of

_PLANNED, _SIGNED = "planned", "signed"
#: Of an agreement, what is said before its cue counts: 将签署 is none yet; 签署协议，将建设 is one.
_AHEAD = frozenset({"planned", "negotiating", "suspended", "terminated"})
#: What a thing that is denied behind has no more of before it.
_VERB = re.compile(r"\b(?:[a-z]{2,}ed|built|set up|struck|won|took|gave|ran|are|is|was|were|has|have|will)\b")
#: A participle before a thing is no verb: a planned joint venture has not been signed.
_OF_WHICH_KIND = re.compile(r"\b(?:planned|proposed|mooted|suggested|expected|intended|delayed|discussed)\b")
_UNDER_SIGNED = re.compile(
    r"\bunder (?:the terms of )?(?:an?|the) (?:[a-z0-9-]+ ){1,5}(?:signed|concluded|agreed|reached|struck)\b"
)
#: What a paper that there is will do: the agreement will see both build a bridge.
_GIVES = re.compile(r"[a-z]+ (?:will|would) (?!be\b|soon\b|then\b|have\b)[a-z]+")
_SIGNING = re.compile("签|订立|缔结|达成")
#: Behind a day, that it is the one on which something was set up: 2021年3月共建的园区已投入运营.
_SET_UP_ZH = re.compile(
    "(?:[^，。；]{0,12}?)(?:共建|合建|共同建设|联合建设|建立|设立|成立|创办|组建|创建|签署|签订)[^，。；]{0,6}的"
)
#: The same before it: a park set up in March 2021 is now in operation.
_SET_UP_EN = re.compile(
    r"\b(?:set up|established|founded|created|formed|signed|agreed)(?: jointly| together)? (?:in|on) \Z"
)
#: Before a day, that it was only meant once: 原定今年开通的公交已暂停.
_ONCE_MEANT = {
    CHINESE: re.compile("(?:原定|原计划|原拟|原本计划|本应|本该)(?:于|在|到)?\\Z"),
    "en": re.compile(
        r"\b(?:originally|initially|once|previously)? ?(?:due|planned|scheduled|meant|expected|intended)"
        r"(?: to [a-z]+(?: [a-z]+)?)?(?: (?:for|in|on|by))? ?\Z"
    ),
}
#: How much before a day may say whose it is.
_AHEAD_OF_DAY = 48


@dataclass(frozen=True, slots=True)
class Stage:
    """How far something has come.

    Attributes:
        code: of the list of stages.
        span: the words that say so; ``None`` for what the cue says of itself.
    """

    code: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """Since when something is so.

    Attributes:
        day: the day, the last one of a longer time.
        precision: of the list of precisions.
        basis: ``stated``, ``resolved`` or ``assumed``.
        span: the words that say so; ``None`` if none do.
        first: the first day of a longer time that is told.
        last: its last day, which may be still to come.
        of: the words that tell that time.
    """

    day: date
    precision: str
    basis: str
    span: Span | None = None
    first: date | None = None
    last: date | None = None
    of: Span | None = None


def stage_of(clause: Clause, cue: Cue, at: tuple[int, int]) -> Stage:
    """The stage that a clause tells of.

    Args:
        clause: the clause.
        cue: the cue in it.
        at: where the cue stands in the clause.
    """
    is_signing = cue.stage == _SIGNED
    text = clause.alike
    if is_signing and clause.language == CHINESE:
        # In 协议将于下月签署 the signing stands behind the cue.
        signing = _SIGNING.search(clause.alike, at[0])
        text = clause.alike[: max(at[1], signing.start() if signing else 0)]
    # Under a contract signed in May is behind the plan that it is for, and was signed.
    was_signed = is_signing and (_UNDER_SIGNED.search(text) is not None or _GIVES.match(text, at[0], at[1]) is not None)
    for code, words in patterns("stages", clause.language).items():
        match = _outside_names(words, clause, text)
        if code == _PLANNED and was_signed:
            continue
        if match and (not is_signing or (code in _AHEAD and (match.start() <= at[1] or clause.language == CHINESE))):
            return Stage(code, Span(clause.span.start + match.start(), clause.span.start + match.end()))
    return Stage(cue.stage, Span(clause.span.start + at[0], clause.span.start + at[1]) if is_signing else None)


def said_stage(clause: Clause) -> Stage | None:
    """The stage that the words of a clause tell of, whatever is in it; none if they tell of none."""
    for code, words in patterns("stages", clause.language).items():
        match = _outside_names(words, clause, clause.alike)
        if match:
            return Stage(code, Span(clause.span.start + match.start(), clause.span.start + match.end()))
    return None


def _outside_names(words: re.Pattern[str], clause: Clause, text: str) -> re.Match[str] | None:
    """The first match that is no part of a name: 运营 in 国有资产运营集团 tells no stage."""
    start = clause.span.start
    for match in words.finditer(text):
        if not any(
            one.span.start - start <= match.start() and match.end() <= one.span.end - start for one in clause.mentions
        ):
            return match
    return None


def stage_since(clause: Clause, cue: Cue, at: tuple[int, int], alike: str, sentence: Span) -> Stage | None:
    """That what a clause says was signed once has ended, by the rest of its sentence; none if it has not.

    Args:
        clause: the clause.
        cue: the cue in it; only one of signing can have ended.
        at: where the cue begins and ends in the clause.
        alike: the whole text as names are compared.
        sentence: where the sentence stands in it.
    """
    found = ended_since(alike, sentence, clause, at[1]) if cue.stage == _SIGNED else None
    return Stage(TERMINATED, found) if found is not None else None


def is_denied(alike: str, sentence: Span, clause: Clause, cue_end: int | None = None) -> bool:
    """Whether a sentence denies, asks or wishes what a cue in it speaks of.

    Args:
        alike: the whole text as names are compared.
        sentence: the sentence.
        clause: the clause with the cue.
        cue_end: where the cue ends in the clause; without it, only what denies a whole sentence counts.
    """
    language = clause.language
    if pattern("denied", f"{language}_whole").search(alike, sentence.start, sentence.end):
        return True
    if cue_end is None:
        return False
    # In English a denial may stand within the cue: has not signed.
    end = min(sentence.end, clause.span.start + cue_end + (0 if language == CHINESE else 5))
    if pattern("denied", f"{language}_ahead").search(alike, sentence.start, end):
        return True
    if pattern("denied", f"{language}_here").search(alike, clause.span.start, end):
        return True
    return language != CHINESE and _is_undone(clause.alike, cue_end)


def _is_undone(words: str, cue_end: int) -> bool:
    """Whether a passive behind a thing denies it: the rail link between A and B was not discussed."""
    undone = pattern("denied", "en_behind").search(words[cue_end:])
    if undone is None or _VERB.search(_OF_WHICH_KIND.sub("", words[:cue_end])):
        return False
    return pattern("denied", "en_between").search(words[cue_end : cue_end + undone.end()]) is None


def own_days(
    alike: str, days: Sequence[tuple[Span, Read[Period]]], stage: Stage, language: str
) -> list[tuple[Span, Read[Period]]]:
    """The days that may be those of a stage: not one of setting up what runs since, nor one that was only meant once.

    Args:
        alike: the whole text as names are compared.
        days: those of the sentence, in order.
        stage: the stage, with the words that tell of it.
        language: of the clause.
    """
    words = stage.span
    if words is None or stage.code in (_PLANNED, _SIGNED, "negotiating"):
        return list(days)
    kept = []
    for span, read in days:
        if span.end <= words.start:
            ahead = alike[max(0, span.start - _AHEAD_OF_DAY) : span.start]
            if _ONCE_MEANT[language].search(ahead):
                continue
            if is_of_setting_up(alike, span, words.start, language):
                continue
        kept.append((span, read))
    return kept


def is_of_setting_up(alike: str, day: Span, end: int, language: str) -> bool:
    """Whether a day is the one on which something was set up that the text speaks of: 2021年3月成立的商会.

    Args:
        alike: the whole text as names are compared.
        day: where the day stands.
        end: how far behind it is looked.
        language: ``zh`` or ``en``.
    """
    if language == CHINESE:
        return _SET_UP_ZH.match(alike, day.end, end) is not None
    return _SET_UP_EN.search(alike[max(0, day.start - _AHEAD_OF_DAY) : day.start]) is not None


def since(clause: Clause, alike: str, published: date, days: Sequence[tuple[Span, Read[Period]]], stage: str) -> Since:
    """The day of a stage: what the clause says, else what stands before it in its sentence, if it is past; else that of
    publication, which is an assumption.

    Args:
        clause: the clause.
        alike: the whole text as names are compared.
        published: the day of publication.
        days: those of the sentence up to the clause's end, in order.
        stage: the code of the stage; empty for a figure.
    """
    own = [one for one in days if one[0].start >= clause.span.start]
    before = [one for one in days if one[0].start < clause.span.start]
    to_come: Since | None = None
    for span, read in [*own, *reversed(before)]:
        period = read.value
        if period is None:
            continue
        end = period.end or _last_of(period.start, period.precision)
        if end is None:
            continue
        first, last = _longer(period)
        if stage == _SIGNED and _is_term(alike, span, period, published):
            continue
        if end > published and (stage == _PLANNED or period.start is None or period.start > published):
            # By 2026 has a last day alone.
            last = end if period.start is None else last
            to_come = to_come or Since(published, "day", "assumed", None, first, last, span)
            continue
        # This month, this year: as far as they have come, which is a day and not the whole of them.
        precision = period.precision if end <= published else "day"
        basis = "stated" if _has_year(alike[span.start : span.end]) else "resolved"
        return Since(min(end, published), precision, basis, span, first, last, span)
    return to_come or Since(published, "day", "assumed")


def _last_of(first: date | None, precision: str) -> date | None:
    """The last day of the year or the month that something runs since: since 1987."""
    return end_of(first, precision) if first is not None and precision in ("year", "month") else first


def _is_term(alike: str, span: Span, period: Period, published: date) -> bool:
    """Whether a time is that for which a paper holds, and not the day of its signing: for 2025-2028, 年度协议."""
    if period.start is None or period.end is None:
        return False
    if period.start.year != period.end.year:
        ahead = alike[max(0, span.start - _AHEAD_OF_DAY) : span.start]
        is_of_paper = _OF_YEARS_ZH.match(alike, span.end) or (
            _ITS.search(ahead) and _OF_YEARS_EN.match(alike, span.end)
        )
        if is_of_paper or period.end > published:
            return True
    return _OF_YEAR.match(alike, max(span.start, span.end - 1)) is not None


#: Behind a year, or its last sign: that it says which year a paper is of.
_OF_YEAR = re.compile("年?度[^，。；]{0,12}(?:协议|合同|备忘录|协定|意向书|计划|责任书)")

#: Behind years from and to which a paper holds, whenever it was signed: 2016-2020年合作协议, the 2016-2020 agreement.
_OF_YEARS_ZH = re.compile("年?度?的?[^，。；签与和同]{0,12}(?:协议|合同|备忘录|协定|意向书|计划|责任书)")
_OF_YEARS_EN = re.compile(
    r" (?:[a-z]+ ){0,3}(?:agreements?|contracts?|memorand(?:um|a)|accords?|pacts?|treat(?:y|ies)|plans?"
    r"|programmes?|programs?)\b"
)
#: Before them in English, that they belong to the paper: signed the 2016-2020 agreement, and not signed in 2016-2020.
_ITS = re.compile(r"\b(?:the|an?|its|their|our|this|new|joint) \Z")


def _longer(period: Period) -> tuple[date | None, date | None]:
    """The first and the last day of a time of more than one."""
    if period.start is None or period.end is None or period.start == period.end:
        return None, None
    return period.start, period.end


def _has_year(text: str) -> bool:
    return any(text[at : at + 4].isdigit() for at in range(len(text) - 3))
