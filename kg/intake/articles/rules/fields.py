"""What a partnership is about, and of which kind an agreement is."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from kg.assets import BUNDLED, Ontology
from kg.intake import schema
from kg.intake.articles.normal import matching
from kg.intake.articles.rules.words import patterns

_GENERAL = "crossSector"
#: How many sectors one partnership is said to be about at most.
_MOST = 3
#: Names of sectors that say too little by themselves.
_WEAK = frozenset(
    (
        *("服务", "管理", "合作", "科技", "工业", "制造", "创新", "投资", "资金", "基金", "综合", "社会", "建设"),
        *("other", "services", "service", "science", "technology", "industry", "innovation", "it", "investment"),
        *("investments", "fund", "funds", "communication", "communications", "general", "exchange", "exchanges"),
        *("trade", "construction", "plant", "park", "parks", "line", "art", "arts"),
    )
)


@lru_cache(4)
def _names(ontology: Ontology) -> tuple[re.Pattern[str], dict[str, str]]:
    """Every name of a sector in both languages, the longest first."""
    names = {matching(name): code for name, code in schema.code_names("sector", ontology).items()}
    for path in ontology.files("headings", ".yaml"):
        said = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for code, words in (said.get("sector") or {}).items():
            for word in words:
                names.setdefault(matching(str(word)), code)
    kept = {name: code for name, code in names.items() if len(name) > 1 and name not in _WEAK}
    texts = (
        re.escape(name) if not name.isascii() else rf"\b{re.escape(name)}s?\b"
        for name in sorted(kept, key=len, reverse=True)
    )
    return re.compile("|".join(texts)), kept


def sectors(alike: str, otherwise: str = "", ontology: Ontology = BUNDLED) -> tuple[tuple[str, int, int], ...]:
    """The sectors that a text names, each once, with where.

    Args:
        alike: the text as names are compared.
        otherwise: the sector if it names none.
        ontology: where sectors are found.

    Returns:
        code, start and end; both 0 for a sector that is not named.
    """
    found, names = _names(ontology)
    kept: dict[str, tuple[str, int, int]] = {}
    for match in found.finditer(alike):
        code = names.get(match.group()) or names.get(match.group().removesuffix("s"), "")
        if code:
            kept.setdefault(code, (code, match.start(), match.end()))
    if not kept:
        return ((otherwise or _GENERAL, 0, 0),)
    return tuple(list(kept.values())[:_MOST])


def agreement_kind(alike: str, language: str, otherwise: str) -> tuple[str, int, int]:
    """The kind of agreement that a text names, with where; both 0 if it names none."""
    best: tuple[str, int, int] | None = None
    for code, pattern in patterns("kinds", language).items():
        match = pattern.search(alike)
        if match and best is None:
            best = (code, match.start(), match.end())
    return best or (otherwise, 0, 0)
