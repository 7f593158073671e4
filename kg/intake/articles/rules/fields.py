"""What a partnership is about, and of which kind an agreement is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import ahocorasick
import yaml

from kg.assets import BUNDLED, Ontology
from kg.intake import schema
from kg.intake.articles.normal import matching
from kg.intake.articles.rules.words import CHINESE, ENGLISH, pattern, patterns, sector_words

_LETTER = re.compile("[a-z0-9]")
_GENERAL = "crossSector"
#: How many sectors one partnership is said to be about at most.
_MOST = 3
_FEW = 2
#: Names of sectors that say too little by themselves.
_WEAK = frozenset(
    (
        *("服务", "管理", "合作", "科技", "工业", "制造", "创新", "投资", "资金", "基金", "综合", "社会", "建设"),
        *("other", "services", "service", "science", "technology", "industry", "innovation", "it", "investment"),
        *("investments", "fund", "funds", "communication", "communications", "general", "exchange", "exchanges"),
        *("trade", "construction", "plant", "park", "parks", "line", "art", "arts", "nursing"),
    )
)


@lru_cache(4)
def _names(ontology: Ontology) -> Any:
    """Every name of a sector in both languages, as an automaton of names and codes."""
    names = {matching(name): code for name, code in schema.code_names("sector", ontology).items()}
    for path in ontology.files("headings", ".yaml"):
        said = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for code, words in (said.get("sector") or {}).items():
            for word in words:
                names.setdefault(matching(str(word)), code)
    kept = {name: code for name, code in names.items() if len(name) > 1 and name not in _WEAK}
    found = ahocorasick.Automaton()
    for name, code in kept.items():
        found.add_word(name, (name, code))
    found.make_automaton()
    return found


def _told(alike: str) -> dict[str, tuple[str, int, int]]:
    """The sectors that words tell which are no names of theirs, the first two that stand in the text."""
    return {code: (code, start, end) for code, start, end in told_sectors(alike)[:_FEW]}


def told_sectors(alike: str) -> tuple[tuple[str, int, int], ...]:
    """Every sector that words of a text tell which are no names of theirs, each with where it first does."""
    language = CHINESE if any("\u3400" <= sign <= "\u9fff" for sign in alike) else ENGLISH
    found = ((code, words.search(alike)) for code, words in sector_words(language).items())
    return tuple(sorted(((code, *match.span()) for code, match in found if match), key=lambda one: one[1:]))


def _longest(alike: str, automaton: Any) -> Iterator[tuple[str, int, int]]:
    """The names in a text from left to right, the longest at each place; in English whole words, or their plurals."""
    best: dict[int, tuple[int, str]] = {}
    for last, (name, code) in automaton.iter(alike):
        start, end = last + 1 - len(name), last + 1
        if name.isascii():
            end += alike.startswith("s", end)
            if _LETTER.match(alike, end) or (start and _LETTER.match(alike, start - 1)):
                continue
        if end > best.get(start, (0, ""))[0]:
            best[start] = (end, code)
    behind = 0
    for start in sorted(best):
        if start >= behind:
            behind, code = best[start]
            yield code, start, behind


def named_sectors(
    alike: str, ontology: Ontology = BUNDLED, *, also_told: bool = False
) -> tuple[tuple[str, int, int], ...]:
    """The sectors that a text names, each with where, as often as it does.

    Args:
        alike: the text as names are compared.
        ontology: where sectors are found.
        also_told: those besides that words tell which are no names of theirs.
    """
    found = tuple(_longest(alike, _names(ontology)))
    return (*found, *_told(alike).values()) if also_told else found


#: Where something was signed, which says nothing of what it is about: 在某国际会展中心签署, at the Halm Expo Centre.
_VENUE = {
    CHINESE: re.compile(
        "(?<![存所现潜旨意内])[在于](?:(?!" + pattern("builds", CHINESE).pattern + "|领域|方面)[^，。；、]){2,28}?"
        "(?:(?:中心|酒店|饭店|宾馆|大厦|会堂|礼堂|大楼|楼|厅|馆|宫|会议室|广场|剧院|校区|总部|机场|码头)|"
        "(?:学院|大学|学校|医院|公司|集团)(?!与)|"
        "(?:会|论坛|展|节|活动|仪式|现场)(?:上|期间|现场|中)?)"
        "(?=(?:正式|共同|成功|集中|分别|现场|隆重|顺利)*(?:签|举行|举办|召开|达成|缔结|会见|会谈|座谈|揭牌|与|，|与会))"
    ),
    ENGLISH: re.compile(
        r"\b(?:at|during|on the (?:sidelines|margins) of|in the (?:town|city) hall)\b(?: (?:the|a|an|its|their))?"
        r"(?: (?!(?:and|with|to|for|by|will|on|in|between|that|which)\b)[\w'’&.-]+){0,7}? "
        r"(?:(?:cent(?:re|er)|hall|hotel|fair|expo|exhibition|forum|summit|conference|congress|ceremony|headquarters|"
        r"airport|museum|palace|embassy|stadium|arena|theatre|theater|university|college|library|festival|show|week)"
        r"|hall|expo)\b(?: (?:in|of) [\w'’-]+(?: [\w'’-]+)?)?"
    ),
}
#: Words of signing, and of what is done at a venue.
_SIGNED = re.compile("签(?:署|订|定|下|约(?!仪式|现场|活动|大会))|达成|缔结")
_SIGNS = re.compile("[^，。；]{0,6}(?:签|达成|缔结|举行|举办|召开|会见|会谈|座谈|揭牌)")


def without_venues(alike: str, language: str) -> str:
    """A sentence with blanks where it says only where something was signed; as long as it was.

    Args:
        alike: the sentence as names are compared.
        language: ``zh`` or ``en``.
    """
    signed = _SIGNED.search(alike) if language == CHINESE else None

    def blank(found: re.Match[str]) -> str:
        # Behind the words of signing stands what will be done where.
        is_behind = signed is not None and signed.end() <= found.start()
        return found[0] if is_behind and not _SIGNS.match(alike, found.end()) else " " * len(found[0])

    return _VENUE[language].sub(blank, alike)


def sectors(alike: str, otherwise: str = "", ontology: Ontology = BUNDLED) -> tuple[tuple[str, int, int], ...]:
    """The sectors that a text names, each once, with where.

    Args:
        alike: the text as names are compared.
        otherwise: the sector if it names none.
        ontology: where sectors are found.

    Returns:
        code, start and end; both 0 for a sector that is not named.
    """
    kept: dict[str, tuple[str, int, int]] = {}
    for code, start, end in _longest(alike, _names(ontology)):
        kept.setdefault(code, (code, start, end))
    if not kept:
        kept = _told(alike)
    if not kept:
        return ((otherwise or _GENERAL, 0, 0),)
    return tuple(list(kept.values())[:_MOST])


def agreement_kind(alike: str, language: str, otherwise: str) -> tuple[str, int, int]:
    """The kind of agreement that a text names, and where.

    Args:
        alike: the text as names are compared.
        language: ``zh`` or ``en``.
        otherwise: the code where it names none.

    Returns:
        the code, and where its words begin and end in the text; both 0 where it names none.
    """
    best: tuple[str, int, int] | None = None
    for code, said in patterns("kinds", language).items():
        match = said.search(alike)
        if match and best is None:
            best = (code, match.start(), match.end())
    return best or (otherwise, 0, 0)
