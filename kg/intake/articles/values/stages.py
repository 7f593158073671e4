"""Whether the words of a passage warrant a stage: 拟 and will are plans, 签订 is signed, opened is operating."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.intake.articles.values.context import Passage
from kg.intake.articles.values.model import Seen, Verdict
from kg.intake.articles.values.words import rows
from kg.text import Text

_SENTENCE = re.compile(r"[。!?！？]|(?<=[a-z0-9)])\.(?=\s)")


#: The stages that follow one another.
_ALONG = ("negotiating", "signed", "underConstruction", "trialOperation", "operating", "completed")
_SIGNED = "signed"
#: What is only agreed upon where the signing stands before it.
_TO_BE_AGREED = ("underConstruction", "trialOperation", "operating")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell a stage, and whether a plan governs them.

    Attributes:
        stage: the stage's code; ``planned`` where a plan governs them.
        own: the stage that the words themselves are of.
        start, end: where they stand in the passage.
    """

    stage: str
    own: str
    start: int
    end: int


def check_stage(passage: Passage, stage: str) -> tuple[Verdict, tuple[Seen, ...]]:
    """Whether the words of a passage warrant a stage.

    The lowest, ``planned``, needs no words. Every other needs its own, and no plan before them.

    Args:
        passage: the passage.
        stage: the code on record.
    """
    if stage == "planned" or stage not in _cues():
        return (Verdict.STATED if stage == "planned" else Verdict.UNREAD), ()
    for part, verdict in (
        (passage, Verdict.STATED),
        # 南槎区与澄湾区 of 南槎区与澄湾区、…签订了协议: the verb stands elsewhere in the sentence.
        (passage.sentence(), Verdict.CARRIED),
        (passage.before(), Verdict.CARRIED),
    ):
        found = cues(part.words)
        if any(cue.stage == stage for cue in found):
            return verdict, ()
        if found and any(
            cue.stage == stage for near in (_announced(passage), _clause(passage)) for cue in cues(near.words)
        ):
            return Verdict.CARRIED, ()
        if stage == _SIGNED and found and any(cue.stage == _SIGNED for cue in cues(passage.sentence().words)):
            # What stands behind the signing is what was signed: a plan for joint training.
            return Verdict.CARRIED, ()
        if found:
            verdict = _how_far(stage, found)
            return verdict, tuple(_seen(part, cue) for cue in found) if verdict.is_doubt else ()
    # Words that nobody listed may tell that something was agreed or runs; the others want their own.
    return (Verdict.UNREAD if stage in (_SIGNED, "operating") else Verdict.MISSING), ()


def _announced(passage: Passage) -> Passage:
    """What stands before a colon in the sentence of a passage: 分别签约：…"""
    start = passage.sentence().start
    colon = passage.document.plain.rfind(":", start, passage.start)
    return Passage(passage.document, start, max(start, colon))


def _clause(passage: Passage) -> Passage:
    """The part of its sentence, between semicolons, in which a passage stands."""
    sentence, text = passage.sentence(), passage.document.plain
    start = text.rfind(";", sentence.start, passage.start) + 1 or sentence.start
    end = text.find(";", passage.end, sentence.end)
    return Passage(passage.document, start, end if end >= 0 else sentence.end)


def _how_far(stage: str, found: list[Cue]) -> Verdict:
    """Whether words of other stages contradict a stage.

    What is built, or runs, was agreed; so who records no more than the signing says nothing wrong, though the words say
    more. That there are talks, that something is being built or tried, or was stopped, only its own words warrant.
    """
    order = list(_cues())
    furthest = max((order.index(cue.stage) for cue in found if cue.stage in _ALONG), default=-1)
    is_further = stage in ("signed", "operating") and furthest >= order.index(stage)
    return Verdict.UNREAD if is_further else Verdict.OTHERWISE


def _seen(passage: Passage, cue: Cue) -> Seen:
    start, end = passage.start + cue.start, passage.start + cue.end
    return Seen(passage.shown(start, end), Text(cue.stage, _LABELS.get(cue.stage, cue.stage)), start, end)


_LABELS = {
    "planned": "规划中", "negotiating": "洽谈中", "signed": "已签约", "underConstruction": "建设中",
    "trialOperation": "试运行", "operating": "运行中", "completed": "已完成", "suspended": "已暂停",
    "terminated": "已终止",
}  # fmt: skip


def cues(text: str) -> list[Cue]:
    """The words of a text that tell a stage, in their order, and the plans that stand there."""
    language = "zh" if re.search("[\u3400-\u9fff]", text) else "en"
    found = []
    signed = _cues()["signed"][language]
    for stage, patterns in _cues().items():
        for match in patterns[language].finditer(text):
            is_planned = _is_planned(text, match.start(), language) or (
                stage in _TO_BE_AGREED and _is_content(text, match.start(), signed, language)
            )
            own = "planned" if is_planned else stage
            found.append(Cue(own, stage, match.start(), match.end()))
    plans = _marks()[language]["plan"]
    found += [Cue("planned", "planned", match.start(), match.end()) for match in plans.finditer(text)]
    return sorted(found, key=lambda cue: (cue.start, cue.stage))


def _is_content(text: str, at: int, signed: re.Pattern[str], language: str) -> bool:
    """Whether a place is behind the signing of something in its sentence: 共建实验室 of 签订协议，共建实验室."""
    start = max((match.end() for match in _SENTENCE.finditer(text, 0, at)), default=0)
    last = max((match.end() for match in signed.finditer(text, start, at)), default=-1)
    return last >= 0 and not _marks()[language]["done"].search(text, last, at + 4)


def _is_planned(text: str, at: int, language: str) -> bool:
    """Whether a plan stands before a place in its sentence, and nothing behind the plan says that it is done."""
    start = max((match.end() for match in _SENTENCE.finditer(text, 0, at)), default=0)
    marks = _marks()[language]
    plan = max((match.end() for match in marks["plan"].finditer(text, start, at)), default=-1)
    if plan < 0:
        return False
    done = max((match.end() for match in marks["done"].finditer(text, start, at)), default=-1)
    after = language == "zh" and text.startswith("了", at + 2)
    return done <= plan and not after


@cache
def _cues() -> dict[str, dict[str, re.Pattern[str]]]:
    found: dict[str, dict[str, re.Pattern[str]]] = {}
    for row in rows("stages"):
        found.setdefault(row["stage"], {})[row["language"]] = _compiled(row["words"], row["language"])
    return found


@cache
def _marks() -> dict[str, dict[str, re.Pattern[str]]]:
    found: dict[str, dict[str, re.Pattern[str]]] = {}
    for row in rows("plans"):
        found.setdefault(row["language"], {})[row["what"]] = _compiled(row["words"], row["language"])
    return found


def _compiled(words: str, language: str) -> re.Pattern[str]:
    return re.compile(words if language == "zh" else rf"(?<![a-z])(?:{words})(?![a-z])")
