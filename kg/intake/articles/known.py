"""The names that packages and registries have, and where they stand in a text: all at once, by Aho and Corasick."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ahocorasick

from kg.intake.articles.mentions import REGION, ZONE, Mention
from kg.intake.articles.model import Span
from kg.intake.articles.normal import matching
from kg.intake.articles.words import words
from kg.intake.identities.model import Names
from kg.intake.identities.places import is_han
from kg.intake.identities.reading import without_level
from kg.intake.registries.model import RegisteredRegion

#: How sure a name is by itself: the thing's own, another one that is on record, and one without its suffix.
OWN, OTHER, BARE = 1.0, 0.95, 0.8
#: A name that is a common word too, or too short to be sure.
_COMMON, _SHORT = 0.4, 0.6
#: What is no surer is a name only if the rest of the text speaks for it.
DOUBTFUL = 0.6
_LEAST_LETTERS = 4
#: Behind a region's name in English, where the name itself is without it.
_LEVEL_BEHIND = re.compile(rf" (?:{'|'.join(words('weak region', 'en'))})(?![a-z])(?! of )")


@dataclass(frozen=True, slots=True)
class Known:
    """A thing under one of its names.

    Attributes:
        reference: the thing.
        kind: ``region`` or ``institution``.
        name: the name as it is on record.
        code: the kind of institution, or the level of a region.
        is_alias: whether it is another name than the thing's own.
        score: how sure the name is by itself.
        rank: where it is from: 0 for the first package; a registry comes last.
        registered: whether it is a registry's: one of thousands, of which few are meant in a text.
    """

    reference: str
    kind: str
    name: str
    code: str
    is_alias: bool
    score: float
    rank: int
    registered: bool = False


class KnownNames:
    """Many names, found in a text together."""

    def __init__(self) -> None:
        self._names: dict[str, dict[tuple[str, str], Known]] = {}
        self._automaton: Any = None

    def add(self, names: Mapping[str, Names], rank: int) -> None:
        """Names of a package's things.

        Args:
            names: by reference, as ``kg.intake.identities.known`` has them.
            rank: the place of the package among all.
        """
        for reference, thing in names.items():
            kind = reference.partition("/")[0]
            code = ZONE if kind == REGION and thing.code in ("", "Zone") else thing.code
            own = {thing.label.zh, thing.label.en}
            for name in thing.names:
                known = Known(reference, kind, name, code, name not in own, OWN if name in own else OTHER, rank)
                self._add(known)
                for form in zone_forms(name) if kind == REGION else ():
                    self._put(form, replace(known, is_alias=True, score=min(known.score, OTHER)))

    def add_registered(self, regions: Sequence[RegisteredRegion], rank: int, *, is_foreign: bool = False) -> None:
        """Names of registered regions; a single character is too little to go by.

        Args:
            regions: the regions of one registry.
            rank: its place behind the packages.
            is_foreign: whether they lie abroad: in Chinese, their two signs without a suffix are a word as often as a
                place (联合省, 和平省), and nobody writes them so who has not named the place in full.
        """
        for region in regions:
            own = {region.name.zh, region.name.en}
            for name in region.names:
                least = 2 if is_han(name) else _LEAST_LETTERS
                if len(name) >= least and matching(name) not in _common("zh" if is_han(name) else "en"):
                    score = OWN if name in own else BARE
                    # A name of a county is often another word without its suffix; and what has gone must not stand
                    # before the county that has its name today.
                    if is_han(name) and name not in own and (region.level == "county" or not region.is_current):
                        score = _SHORT
                    if not region.is_current:
                        score -= 0.1
                    code = region.level or ZONE
                    known = Known(f"region/{region.id}", REGION, name, code, name not in own, score, rank, True)
                    self._add(known, is_foreign=is_foreign)

    def _add(self, known: Known, *, is_foreign: bool = False) -> None:
        self._put(known.name, known)
        bare = bare_name(known.name) if known.kind == REGION else ""
        if not bare or (known.registered and bare in _common("zh" if is_han(bare) else "en")):
            return
        is_short = is_foreign and len(bare) < _LONGEST_SHORT
        is_weak = known.registered and is_han(bare) and (is_short or known.code == "county" or known.score < OWN)
        most = _SHORT if is_weak else BARE
        # What no longer stands stays less sure than what does.
        score = min(known.score - (OWN - BARE), most - (OWN - known.score if known.registered else 0))
        self._put(bare, replace(known, is_alias=True, score=score))

    def _put(self, name: str, known: Known) -> None:
        key = matching(name).strip()
        if len(key) < 2:
            return
        language = "zh" if is_han(key) else "en"
        if key in _common(language):
            known = replace(known, score=_COMMON)
        self._names.setdefault(key, {}).setdefault((known.reference, known.kind), known)
        self._automaton = None

    def of(self, key: str) -> list[Known]:
        """What a text may stand for that ``matching`` has made alike."""
        return list(self._names.get(key, {}).values())

    def found(self, text: str, alike: str) -> Iterator[Mention]:
        """Every place of every name, overlapping ones too; of those that begin together, the longest.

        Args:
            text: the text as it was written.
            alike: the same as ``matching`` has it.
        """
        if not self._names:
            return
        if self._automaton is None:
            self._automaton = _automaton(self._names)
        for last, key in self._automaton.iter(alike):
            start, end = last - len(key) + 1, last + 1
            if not is_han(key) and not is_word(alike, start, end):
                continue
            if is_han(key) and alike.startswith(words("longer"), end - 1) and bare_name(key):
                continue  # 云溪县城 is 云溪's
            found = [one for one in self._names[key].values() if _is_written_so(one.name, text[start:end])]
            if is_han(key) and len(key) <= _LONGEST_SHORT:
                found = [one for kept in found if (one := _in_its_place(kept, key, alike, start, end))]
            if found:
                yield _mention(text, alike, start, end, found)


def bare_name(name: str) -> str:
    """A region's name without its suffix, as ``matching`` has it; empty if it has none, or is a zone's.

    >>> bare_name("海盐县"), bare_name("Haiyan County"), bare_name("浦东新区"), bare_name("某开发区")
    ('海盐', 'haiyan', '浦东', '')
    """
    alike = matching(name)
    if alike.endswith(_ZONES):
        is_new = alike.endswith(_NEW_AREA) and not alike.endswith(_HIGH_TECH) and len(alike) > 3
        return alike.removesuffix(_NEW_AREA) if is_new else ""
    bare, level = without_level(alike)
    return bare if level and len(bare) >= (2 if is_han(bare) else _LEAST_LETTERS) else ""


#: What the long and the short name of a zone end in.
_ZONE_FORMS = (
    (re.compile("(.{2,})高新技术(?:产业)?开发区$"), "高新区"),
    (re.compile("(.{2,})经济(?:技术)?开发区$"), "经开区"),
    (re.compile("(.{2,}工业园)区$"), ""),
)


def zone_forms(name: str) -> Iterator[str]:
    """The short forms of a zone's name.

    >>> list(zone_forms("云溪高新技术产业开发区")), list(zone_forms("云溪县"))
    (['云溪高新区'], [])
    """
    for long, short in _ZONE_FORMS:
        yield from (place + short for place in long.findall(name))


_NEW_AREA, _HIGH_TECH = "新区", "高新区"
_ZONES = tuple(word for word in words("not region") if word.endswith("区"))


def _automaton(names: Mapping[str, object]) -> Any:
    made = ahocorasick.Automaton()
    for key in names:
        made.add_word(key, key)
    made.make_automaton()
    return made


_COMMON_WORDS: dict[str, frozenset[str]] = {}


def _common(language: str) -> frozenset[str]:
    if language not in _COMMON_WORDS:
        _COMMON_WORDS[language] = frozenset(words("common", language))
    return _COMMON_WORDS[language]


def is_word(alike: str, start: int, end: int) -> bool:
    """Whether what stands between two places begins and ends words in Latin letters.

    Args:
        alike: the text as names are compared.
        start: the place of its first sign.
        end: the place behind its last sign, after ``start``.

    Returns:
        false where an ASCII letter or digit goes on before it or behind it.
    """
    before, behind = alike[start - 1 : start], alike[end : end + 1]
    inside = before.isascii() and before.isalnum() and alike[start].isalnum()
    return not inside and not (behind.isascii() and behind.isalnum() and alike[end - 1].isalnum())


#: Up to how many signs a registered name may be the end of a longer one.
_LONGEST_SHORT = 3
#: What may stand before a name without being a part of it, besides the words that part names.
_APART = frozenset("往访抵去回游离入驻援跨省市县区州地国内外方边")
_SUFFIXES = frozenset("县市区镇乡省")


def _in_its_place(known: Known, key: str, alike: str, start: int, end: int) -> Known | None:
    """A registered name, unless it is the end of a longer one: 岚县 in 青岚县; or goes on as another: 云溪 in 云溪县.

    A name of three signs that nothing parts from what stands before it is in doubt.
    """
    if not known.registered:
        return known
    if key[-1] not in _SUFFIXES:
        suffix = alike[end : end + 1]
        return None if suffix in _SUFFIXES and not matching(known.name).startswith(key + suffix) else known
    before = alike[start - 1 : start]
    if not before or not is_han(before) or before in _APART or alike.endswith(words("stop"), max(0, start - 6), start):
        return known
    return None if len(key) < _LONGEST_SHORT else replace(known, score=min(known.score, DOUBTFUL))


def _is_written_so(name: str, written: str) -> bool:
    """Whether a name has its capitals: Nice and nice, ECNU and Ecnu are two things."""
    first = next((sign for sign in name if sign.isalpha()), "")
    if is_han(name):
        return True
    if name.isupper() and len(name) < 7:
        return name == written
    return not first.isupper() or next((sign for sign in written if sign.isalpha()), "").isupper()


def _mention(text: str, alike: str, start: int, end: int, found: Sequence[Known]) -> Mention:
    best = min(one.rank for one in found)
    nearest = [one for one in found if one.rank == best]
    surest = max(one.score for one in nearest)
    chosen = [one for one in nearest if one.score > surest - 0.05]
    first = chosen[0]
    if first.kind == REGION and (behind := _LEVEL_BEHIND.match(alike, end)):
        end = behind.end()
    return Mention(
        Span(start, end),
        first.kind,
        text[start:end],
        first.reference if len(chosen) == 1 else "",
        tuple(one.reference for one in chosen) if len(chosen) > 1 else (),
        first.is_alias,
        first.score if len(chosen) == 1 else first.score * 0.7,
        first.code,
    )
