"""Cells with a history of stages, each with its day: Signed 1999-05-01; In force 2000-01-01; Terminated 2010."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.intake.guessing.cells import Seen
from kg.intake.guessing.model import History
from kg.intake.guessing.words import MOST_CODES
from kg.intake.sheets.words import words
from kg.nearest import folded
from kg.notations.periods import period

#: A stage and its day, and what parts one from the next.
_STEP = re.compile(r"\s*([^\W\d][^\d;|\n]*?)\s*[:：,，(（]?\s*(\d[^;；|\n()（）]*?)\s*[)）]?\s*")
_SIGNS = (";", "；", "|", "\n")


def history_of(seen: Seen, free: Sequence[str]) -> History | None:
    """The column of histories in text, with the codes of the stages that are known; ``None`` if there is none.

    Args:
        seen: the table's columns.
        free: the columns that nothing else is read from.
    """
    for name in free:
        texts = [text for text in seen.texts(name) if isinstance(text, str)]
        for sign in _SIGNS:
            parts = [part for text in texts for part in text.split(sign) if part.strip()]
            if not any(sign in text for text in texts) or not parts:
                continue
            steps = [_STEP.fullmatch(part) for part in parts]
            said = Counter(step[1] for step in steps if step and _is_day(step[2]))
            if said.total() == len(parts) and len(said) <= MOST_CODES:
                known = words().values["stage"]
                codes = {text: known.get(folded(text), "") for text in said}
                if any(codes.values()):
                    return History(name, sign, codes)
    return None


def _is_day(text: str) -> bool:
    read = period(text)
    return read.value is not None or bool(read.proposals)
