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
        if found:
            return Verdict.OTHERWISE, tuple(_seen(part, cue) for cue in found)
    # Words that nobody listed warrant who knows what.
    return Verdict.UNREAD, ()


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
    for stage, patterns in _cues().items():
        for match in patterns[language].finditer(text):
            own = "planned" if _is_planned(text, match.start(), language) else stage
            found.append(Cue(own, stage, match.start(), match.end()))
    plans = _marks()[language]["plan"]
    found += [Cue("planned", "planned", match.start(), match.end()) for match in plans.finditer(text)]
    return sorted(found, key=lambda cue: (cue.start, cue.stage))


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
