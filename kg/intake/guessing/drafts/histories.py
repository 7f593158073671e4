"""The lines of a draft that read a history of stages from cells of text, once their # is taken off."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.intake.guessing.codes import chosen
from kg.intake.guessing.model import History

_ASKED = (
    "  # {0} has stages, each with its day. To read them, write {1} above, with what stands there, and take off the "
    "# here and below. {0}中每个阶段附有日期。如需读取，请在上文的 split 中加入{1}，并去掉此处与下文的 #。"
)
_WORDS, _DAY = '"^\\\\s*([^0-9]*?)[ :：,，(（]*[0-9].*$", "$1"', '"^[^0-9]*([^)）]*).*$", "$1"'


def steps(history: History | None, told: str) -> Iterator[str]:
    """The lines of the template.

    Args:
        history: the column; ``None`` if there is none.
        told: who says so, and where, as other claims have it.
    """
    if history:
        split = json.dumps({history.name: history.sign}, ensure_ascii=False)
        yield _ASKED.format(history.name, f"#: split: {split}")
        yield (
            "  # ?step a pk:StageClaim ; pk:about ?partnership ; pk:stage ?stepStage ; pk:asOf ?stepDay ;"
            f" pk:asOfPrecision ?stepHow ; pk:timeBasis time-basis:stated{told}"
        )


def of_steps(history: History | None, parts: str) -> Iterator[str]:
    """The lines that read its cells.

    Args:
        history: the column; ``None`` if there is none.
        parts: what tells partnerships apart.
    """
    if history:
        yield (
            f"  # OPTIONAL {{ ?row row:{history.name} ?stepText }} BIND(REPLACE(?stepText, {_WORDS}) AS ?stepSaid)"
            f" BIND({chosen('?stepSaid', 'stage', history.codes, '?none')} AS ?stepStage)"
            f" BIND(REPLACE(?stepText, {_DAY}) AS ?stepWhen) BIND(fn:end(?stepWhen) AS ?stepDay)"
            " BIND(fn:precision(?stepWhen) AS ?stepHow) BIND(IF(BOUND(?partnership) && BOUND(?stepStage) &&"
            f' BOUND(?stepDay), fn:id("stage", {parts}, ?stepText), ?none) AS ?step)'
        )
