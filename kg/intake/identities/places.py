"""Names of places within names: 上海 in 上海交通大学, Ghent in Port of Ghent."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping

from kg.intake.identities.keys import A_HAN, plain
from kg.intake.identities.model import Names
from kg.intake.identities.words import rows

#: What is read of a name; nobody's name is longer.
MOST = 300
#: The shortest name of a place that is looked for within others: two Han characters, or four letters.
_LEAST_HAN, _LEAST_LETTERS = 2, 4


class Places:
    """The names of regions, plain, and whose they are.

    Args:
        known: reference to names; what is no region is passed over.
        others: places besides, which are looked through too.
    """

    def __init__(self, known: Mapping[str, Names], others: Places | None = None) -> None:
        self._others = others
        self._known: Mapping[str, Names] = ChainMap(dict(known), dict(others._known)) if others else known
        self._names: dict[str, dict[str, None]] = {}
        self._outers: dict[str, frozenset[str]] = {}
        self._around: dict[str, frozenset[str]] = {}
        for thing, names in known.items():
            if thing.startswith("region/"):
                for name in names.names:
                    for text in _bare(plain(name)):
                        self._names.setdefault(text, {})[thing] = None
        longest = others._longest_han if others else 0
        self._longest_han: int = max([longest, *(len(name) for name in self._names if is_han(name))])

    def __contains__(self, text: str) -> bool:
        """Whether a plain text is the name of a region, with or without its administrative suffix."""
        return text in self._names or (self._others is not None and text in self._others)

    def everything(self) -> Mapping[str, Names]:
        """All that was given, reference to names."""
        return self._known

    def of(self, text: str) -> tuple[str, ...]:
        """The regions of a plain name, as references."""
        others = self._others.of(text) if self._others else ()
        return tuple(dict.fromkeys((*self._names.get(text, ()), *others)))

    def is_around(self, text: str, place: str) -> bool:
        """Whether a plain text is the name of a region that a place lies in."""
        return any(text in self.around(thing) for thing in self.of(place))

    def beginnings(self, text: str) -> Iterator[str]:
        """The names of places that a plain text in Han begins with, the longest first."""
        for length in range(min(self._longest_han, len(text)), _LEAST_HAN - 1, -1):
            if text[:length] in self:
                yield text[:length]

    def within(self, name: str) -> tuple[str, ...]:
        """The regions whose names stand within a name, as references: the longest name first.

        Of a region and of what lies in it, both named, only the inner one is given. Where several regions have one
        name, those are given that lie in another region that is named; all of them if none does.
        """
        text = plain(name[:MOST])
        found: dict[str, None] = {}
        for part in sorted(dict.fromkeys((*self._in_han(text), *self._in_words(text))), key=lambda part: -len(part)):
            found.setdefault(part)
        groups = [self.of(part) for part in found]
        named = {thing for group in groups for thing in group}
        chosen: dict[str, None] = {}
        for group in groups:
            inner = [thing for thing in group if self.outer(thing) & (named - {thing})]
            chosen.update(dict.fromkeys(inner if inner and len(group) > 1 else group))
        around = {outer for thing in chosen for outer in self.outer(thing)}
        return tuple(thing for thing in chosen if thing not in around)

    def parts(self, text: str) -> Iterator[str]:
        """The names of places within a plain text, in Han in their order, then in letters."""
        yield from self._in_han(text)
        yield from self._in_words(text)

    def around(self, thing: str) -> frozenset[str]:
        """The names of the regions that a thing is in, plain, with and without their suffixes."""
        if thing not in self._around:
            outer = (self._known[one] for one in self.outer(thing) if one in self._known)
            self._around[thing] = frozenset(
                text for names in outer for name in names.names for text in _bare(plain(name))
            )
        return self._around[thing]

    def outer(self, thing: str) -> frozenset[str]:
        """The regions that a region is in, at any remove."""
        if thing not in self._outers:
            reached: set[str] = set()
            waiting = [thing]
            while waiting:
                names = self._known.get(waiting.pop())
                new = set(names.within if names else ()) - reached
                reached |= new
                waiting.extend(new)
            self._outers[thing] = frozenset(reached - {thing})
        return self._outers[thing]

    def _in_han(self, text: str) -> Iterator[str]:
        place = behind = 0
        while place < len(text):
            # The whole name is no place within it.
            rest = text[place : place + self._longest_han] if place else text[:-1][: self._longest_han]
            part = next(self.beginnings(rest), "") if rest and is_han(rest) else ""
            if part and _is_cut_out(text, behind, place, place + len(part)):
                part = ""
            if part:
                yield part
                behind = place + len(part)
            place += len(part) or 1

    def _in_words(self, text: str) -> Iterator[str]:
        words = text.split(" ")
        place = 0
        while place < len(words):
            for count in (3, 2, 1):
                part = " ".join(words[place : place + count])
                if len(part) >= _LEAST_LETTERS and part != text and part in self and not is_han(part):
                    yield part
                    place += count - 1
                    break
            place += 1


def is_han(text: str) -> bool:
    """Whether a text begins with a Han character.

    >>> is_han("上海"), is_han("A")
    (True, False)
    """
    return A_HAN.match(text) is not None


def _is_cut_out(text: str, behind: int, start: int, end: int) -> bool:
    """Whether what is called as a place is cut out of a longer name: 泗县 of 勿加泗县政府, 安新 of 雄安新区.

    A name of a place without its level, right before another level, is the tail of another one's name; and so is one
    with its level in what is called after its place alone, where no word ends before it.

    Args:
        text: the plain name.
        behind: where the place before it ends; nothing where there is none.
        start: where it begins.
        end: where it ends.
    """
    if start == behind or not is_han(text[start - 1]):
        return False
    if text[end - 1] not in _LEVEL_SIGNS:
        is_tail = _LEVEL_BEHIND.match(text, end) is not None and text[start - 1] not in _ENDS_A_WORD
        return is_tail or text[start:end] in _WORDS
    return text[start - 1] not in _ENDS_A_WORD and _PUBLIC_BEHIND.fullmatch(text, end) is not None


#: How names of regions end in Chinese; what ends a word before a place: 国家税务总局嘉善县税务局, 驻上海市办事处.
_LEVEL_SIGNS = "省市县区州盟旗"
_ENDS_A_WORD = frozenset(
    "共国家网驻原团会局行司院部厅学关社所处心队厂店站台报省市区县州盟旗镇乡和与及暨在的赴访党府委属"
)
#: A level behind a name that is no part of another word: not 区域 of 华润杭州区域公司.
_LEVEL_BEHIND = re.compile("[省市县区州盟旗](?![域块间级内外际场])")
#: Short names of counties that are words of every day: 江西区域合作办公室 is not in 合作市.
_WORDS = frozenset(row["name"] for row in rows("counties-too"))
#: What is called after its place, with no other word before that.
_PUBLIC_BEHIND = re.compile(
    ".{0,4}(?:政府|委员会|县委|市委|区委|州委|管委会|人大|政协|法院|检察院|局|厅|办公室|医院|中学|小学|学校|学院|大学|馆)"
)


#: What names an administrative region by its level, behind its name, the longest first.
SUFFIXES: tuple[tuple[str, str], ...] = tuple(
    sorted(
        ((plain(word), row["level"]) for row in rows("admin") for word in row["words"].split(";")),
        key=lambda pair: -len(pair[0]),
    )
)


def without_kind(name: str) -> Iterator[str]:
    """A region's name without what tells its level, behind or before it, and with u for ue: to look for it.

    >>> list(without_kind("Stadt Duesseldorf")), list(without_kind("Chiba-ken")), list(without_kind("Lyon"))
    (['duesseldorf', 'dusseldorf'], ['chiba'], [])
    """
    text = plain(name)
    bare = next(
        (
            text.removesuffix(f" {suffix}").removeprefix(f"{suffix} ")
            for suffix, _ in SUFFIXES
            if not is_han(suffix) and (text.endswith(f" {suffix}") or text.startswith(f"{suffix} "))
        ),
        text,
    )
    bare = bare.removeprefix("de ").removeprefix("di ")
    yield from (one for one in dict.fromkeys((bare, without_umlauts(bare))) if one and one != text)


def without_umlauts(text: str) -> str:
    """A folded text with one spelling for ü and ue, ö and oe, ä and ae, and å and aa in front: tuebingen as tubingen.

    It is compared, and shown to nobody: that other words have ue as well does no harm.
    """
    return _UMLAUTS.sub(lambda found: found[0][0], text)


_UMLAUTS = re.compile(r"(?<![aeioq])ue|(?<![aeiou])[oa]e|\baa")


#: The suffixes of regions, those in letters behind a blank.
_ENDINGS = tuple(f"{'' if is_han(suffix) else ' '}{suffix}" for suffix, _ in SUFFIXES)


def _bare(text: str) -> Iterator[str]:
    """A name of a region, with and without its suffix: 海盐县, 海盐."""
    yield text
    if not text.endswith(_ENDINGS):
        return
    for ending in _ENDINGS:
        if text.endswith(ending):
            bare = text.removesuffix(ending)
            if len(bare) >= (_LEAST_HAN if is_han(bare) else _LEAST_LETTERS):
                yield bare
            return
