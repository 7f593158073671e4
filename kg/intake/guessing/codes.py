"""Codes of what cells say, as a draft writes them: one comparison after the other."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kg.intake.sheets.words import SEVERAL
from kg.nearest import folded


def chosen(text: str, prefix: str, codes: Mapping[str, str], other: str) -> str:
    """The code of a text, by one comparison after the other; its case, width and accents say nothing.

    Args:
        text: the variable of the text, or what makes it.
        prefix: that of the codes.
        codes: each text with its code; an empty one where nothing is known to be meant.
        other: the code of what is none of them; ``?none`` for no code.
    """
    made = "?none"
    meant = {folded(said) or said: f"{prefix}:{code}" if code else "?none" for said, code in reversed([*codes.items()])}
    for said, one in meant.items():
        made = f"IF(fn:folded({text}) = {json.dumps(said, ensure_ascii=False)}, {one}, {made})"
    return f"COALESCE({made}, {other})" if other != "?none" else made


def sector_codes(codes: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The variables of sectors, each with codes by text: of 文旅 culture in the first, tourism in the second."""
    made: dict[str, dict[str, str]] = {}
    for text, several in codes.items():
        for number, code in enumerate(several.split(SEVERAL), 1):
            made.setdefault(f"?sector{number if number > 1 else ''}", {})[text] = code
    return made


def kind_codes(types: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Of texts in a column of types, the class of each, and of those of agreements the kind."""
    split = {text: code.partition("/") for text, code in types.items()}
    return {text: one[0] for text, one in split.items()}, {text: one[2] for text, one in split.items() if one[2]}
