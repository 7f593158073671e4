"""A name taken apart: its core, and beside it what names of one thing are written with or without.

Names of one core are compared by what stands beside it (``likeness``): a legal form, the suffix of a level, the place
that it begins with, what is in brackets. So likely pairs are found by looking up a core, and never by comparing each
name with each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kg.intake.identities.additions import addition_said, is_place, place_behind, renamed, without_addition
from kg.intake.identities.keys import parted, plain
from kg.intake.identities.kinds import LEFT_OUT, MANY, has_trait, kind_words
from kg.intake.identities.places import MOST, SUFFIXES, Places, is_han, without_umlauts
from kg.intake.identities.shortened import called_by, whole_of
from kg.intake.identities.spelling import in_full, numbered, spelt_out, stop_words, weak_words, words_of
from kg.intake.identities.twins import spelt, well_known
from kg.text import HAN

#: What stands beside a core.
FORM, LEVEL, PLACE, OUTER, PART, COUNTRY, WEAK, INNER, ASIDE, LITTLE, WHOSE, UNIT = (
    *("form", "level", "place", "outer", "part", "country", "weak", "inner", "aside", "little", "whose", "unit"),
)
#: How a core was come by.
ALIAS, CLIPPED, SPELT, MOVED, UMLAUTS = "alias", "clipped", "spelt", "moved", "umlauts"
#: A country or region in it is told by its id.
RENAMED = "renamed"
#: It is a place and a kind, and no more: so it can be told in another language.
TRANSLATED = "translated"
#: It is in a list of well-known names; it is spelt in letters, with its kind as a code.
KNOWN, IN_LETTERS = "known", "in letters"
#: It is what a firm is called by, alone or at the beginning of its name in full.
BRAND = "brand"
#: The word that tells its kind is left out.
BARE = "bare"
#: Its one word is in capitals, as one made of first letters is.
CAPITALS = "capitals"

_BRACKETED = re.compile(r"^(.*?)\s*[(（\[【]([^()（）\[\]【】]{1,200})[)）\]】]\s*(.*)$", re.DOTALL)
#: 海宁市第一医院, 海宁第一医院: the level behind the place that an institution is called after.
_INNER = re.compile(f"^([{HAN}]{{2,3}})(市|县|区|省)(?=..)")
#: 嘉兴市南湖区: what a region lies in, before it.
_OUTER = re.compile(f"^([{HAN}]{{2,8}}?(?:省|自治区|市|自治州|县|区))(?=[{HAN}]{{2}})")
_NUMBER, _COMMAS = re.compile(r"\d+"), re.compile("[,，]")
_CHINA = "中国"
_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name.

    Attributes:
        core: what names of one thing share: words in the order of the alphabet, or a text in Han.
        words: its words in the order in which they stand; one for a text in Han.
        beside: what stands beside it, by the names above.
        ways: how the core was come by.
    """

    core: str
    words: tuple[str, ...]
    beside: Mapping[str, str]
    ways: frozenset[str] = frozenset()

    @property
    def compact(self) -> str:
        """The core's words as they stand, without blanks between."""
        return "".join(self.words)


def readings(name: str, places: Places) -> tuple[Reading, ...]:
    """The ways to read a name: as a whole, without what is in brackets, and that alone; none of one that is too long.

    Args:
        name: the name as it was written.
        places: the regions that are known.
    """
    if len(name) > MOST or not plain(name):
        return ()
    found = [*_read(name, places)]
    bracketed = _BRACKETED.match(name)
    if bracketed:
        before, inside, behind = (str(part).strip(" ,，") for part in bracketed.groups())
        found += _of_brackets(before, inside, behind, places)
    else:
        found += _of_comma(name, places)
    head, place = place_behind(name, places)
    found += _read(head, places, {ASIDE: place}) if head else ()
    found += [
        *_translated(name, places),
        *_bare(name, places),
        *_of_others(name, places),
        *_in_two_languages(name, places),
    ]
    found += [*_of_wholes(name, places)]
    return tuple(
        {(one.core, *sorted(one.beside.items()), *sorted(one.ways)): one for one in found if one.core}.values()
    )


def _of_brackets(before: str, inside: str, behind: str, places: Places) -> Iterator[Reading]:
    outer = f"{before} {behind}" if behind and not is_han(plain(behind)[:1] or " ") else before + behind
    if not plain(outer):
        return
    within, rest = plain(inside), plain(outer)
    other_script = is_han(within[-1:] or " ") != is_han(rest[-1:])
    legal = bool(parted(outer)[1])
    # A firm's branch has its place before the legal form.
    if not behind and (_is_address(inside, places) or (legal and is_place(within, places))):
        yield from _read(outer, places, {ASIDE: addition_said(within)})
    elif within in places and (legal or behind or _is_zone(rest)):
        yield from _read(outer, places, {PART: within})
        if is_han(within) and is_han(rest):
            yield from _read(inside + outer, places, _NOTHING, MOVED)
    elif behind or (legal and not other_script and not _is_short_for(inside, rest)):
        yield from _read(outer, places, {PART: within})
        yield from _read(inside + outer, places, _NOTHING, MOVED)
    elif within in places or addition_said(within) != within:
        yield from _read(outer, places, {ASIDE: addition_said(within)})
        if other_script:
            yield from _read(inside, places, _NOTHING, ALIAS)
    elif other_script or _is_short_for(inside, rest) or _is_short_for(outer, within):
        yield from _read(outer, places, _NOTHING, ALIAS)
        yield from _read(inside, places, _NOTHING, ALIAS)
    else:
        yield from _read(outer, places, {ASIDE: within})


def _is_address(inside: str, places: Places) -> bool:
    """Whether a bracket has a town and what that lies in, as no branch's name has: (Almaty, Kazakhstan)."""
    parts = _COMMAS.split(inside)
    return len(parts) > 1 and plain(parts[-1]) in places and not parted(inside)[1]


def _of_comma(name: str, places: Places) -> Iterator[Reading]:
    """``Nanhu District, Jiaxing``: what is behind the comma, if that is a place, is aside."""
    before, comma, behind = name.rpartition(",")
    if comma and plain(before) and is_place(plain(behind), places):
        yield from _read(before, places, {ASIDE: plain(behind)})


def _bare(name: str, places: Places) -> Iterator[Reading]:
    """A name without the word that tells its kind, where people leave that out."""
    text = in_full(plain(name)) if is_han(plain(name)[-1:] or " ") else " ".join(spelt_out(plain(name).split(" ")))
    words, guess = kind_words(text)
    if guess.kind != "institution" or not has_trait(guess.code, LEFT_OUT) or not words:
        return
    rest = text.removesuffix(words).strip() if is_han(words) else text.replace(words, "").removesuffix(" of").strip()
    enough = _LEAST_HAN if is_han(rest or " ") else _LEAST_LETTERS
    if len(rest) >= enough and " " not in rest and rest not in places and not (is_han(rest) and len(rest) > _MOST_HAN):
        yield Reading(rest, (rest,), {}, frozenset([BARE]))


_LEAST_HAN, _MOST_HAN, _LEAST_LETTERS = 2, 4, 5


def _of_wholes(name: str, places: Places) -> Iterator[Reading]:
    """A name by what it is a part of, or is called by in short."""
    whole, unit = whole_of(name)
    if whole:
        yield from _read(whole, places, {UNIT: unit})
    for brand, side in called_by(name, places):
        yield Reading(f"brand {brand}", (side,), {}, frozenset([BRAND]))


def _of_others(name: str, places: Places) -> Iterator[Reading]:
    """A name without whose it is: 瑞金医院 in 上海交通大学医学院附属瑞金医院."""
    if found := _AFFILIATED_HAN.match(plain(name)):
        whose, rest = found[1], found[2]
        if not _is_generic(rest):
            yield from _read(rest, places, {WHOSE: whose})
    elif found := _AFFILIATED.match(plain(name)):
        rest, whose = found[1], found[2]
        if rest != kind_words(rest)[0] and not re.search(r"\d", rest) and rest.split(" ")[0] not in ("no", "first"):
            yield from _read(rest, places, {WHOSE: whose})


_AFFILIATED_HAN = re.compile("^(.{3,40}?附属)(.{2,40})$")
_AFFILIATED = re.compile(r"^(.{4,100}?) (?:affiliated|attached) (?:to|with) (.{4,100})$")


def _translated(name: str, places: Places) -> Iterator[Reading]:
    """A name of nothing but a place, a kind and perhaps a number, by the place and the kind themselves."""
    stem, form = parted(name)
    text = numbered(in_full(stem)) if is_han(stem[-1:] or " ") else " ".join(spelt_out(stem.split(" ")))
    words, guess = kind_words(text)
    if form or not guess.code or guess.kind != "institution" or has_trait(guess.code, MANY):
        return
    numbers = "".join(_NUMBER.findall(text))
    if is_han(words):
        rest = _NUMBER.sub("", text.removesuffix(words)).replace("第", "")
        place = rest.replace("人民", "")
    else:
        kind = words.split(" ")
        told = [word for word in text.split(" ") if word not in kind and word not in stop_words()]
        place = " ".join(word for word in told if not word.isdigit() and word not in ("people", "peoples"))
    for region in places.of(place)[:_MOST_REGIONS]:
        script = "han" if is_han(words) else "latin"
        yield Reading(f"{region} {guess.code} {numbers}".rstrip(), (script,), {}, frozenset([TRANSLATED]))


_MOST_REGIONS = 3


def _in_two_languages(name: str, places: Places) -> Iterator[Reading]:
    """A name by the list of well-known organisations, and as it is spelt in letters."""
    # Tsinghua is as well known as Tsinghua University; a place is itself.
    alone = plain(name)
    is_bare = alone.isalpha() and alone.isascii() and len(alone) >= _LEAST_LETTERS and alone not in places
    if one := well_known(name) or (well_known(f"{name} University") if is_bare else ""):
        yield Reading(f"known {one}", (plain(name),), {}, frozenset([KNOWN]))
    script = "han" if is_han(plain(name)[-1:]) else "latin"
    for core in spelt(name):
        yield Reading(core, (script,), {}, frozenset([IN_LETTERS]))


_LEAST_OF_WORD = 2


def _is_zone(text: str) -> bool:
    return kind_words(text)[1].region_class == "Zone"


def _is_short_for(short: str, text: str) -> bool:
    """Whether a text is made of the first letters of another's words."""
    letters = plain(short).replace(" ", "")
    words = text.split(" ")
    return len(letters) > 1 and (letters in initials(words) or _is_of_beginnings(letters, words))


def _is_of_beginnings(letters: str, words: list[str]) -> bool:
    """Whether letters are the beginnings of two words or more, in their order: Namport of Namibian Ports Authority."""
    # How many words so far can make so many of the letters.
    reached = {0: 0}
    for word in words:
        for at, count in list(reached.items()):
            for length in range(_LEAST_OF_WORD, len(word) + 1):
                if letters[at : at + length] != word[:length]:
                    break
                reached[at + length] = max(reached.get(at + length, 0), count + 1)
    return letters.isalpha() and reached.get(len(letters), 0) > 1


def initials(words: list[str] | tuple[str, ...]) -> set[str]:
    """The first letters of words, with and without the little ones; none of fewer than two words."""
    told = [word for word in words if word not in stop_words()]
    return {"".join(word[0] for word in chosen) for chosen in (words, told) if len(chosen) > 1}


def _read(text: str, places: Places, beside: Mapping[str, str] = _NOTHING, *ways: str) -> Iterator[Reading]:
    """A text with the place that it begins with, and without it."""
    stem, form = parted(text)
    if text.isupper() and stem.isalpha() and stem.isascii():
        ways = (*ways, CAPITALS)
    read = _in_han if is_han(stem[-1:] or " ") else _in_words
    bare, added = without_addition(stem, places) if ASIDE not in beside else ("", "")
    for text, more in ((stem, {}), *([(bare, {ASIDE: added})] if bare else [])):
        so_far = Reading("", (), {**beside, **more, **({FORM: form} if form else {})}, frozenset(ways))
        whole = read(text, places, so_far, False)
        yield whole
        if MOVED not in ways and PART not in beside:
            yield read(text, places, so_far, True)
        if words := renamed(whole.words):
            yield replace(whole, core=" ".join(sorted(words)), words=words, ways=whole.ways | {RENAMED})


def _in_han(text: str, places: Places, so_far: Reading, away: bool) -> Reading:
    beside, ways = dict(so_far.beside), set(so_far.ways)
    whole = in_full(text)
    if whole != text:
        ways.add(CLIPPED)
    text = numbered(whole)
    if text.startswith(_CHINA) and not _is_generic(text.removeprefix(_CHINA)):
        beside[COUNTRY] = _CHINA
        text = text.removeprefix(_CHINA)
    guess = kind_words(text)[1]
    if guess.kind == "region" and guess.region_class != "Zone":
        text = _of_region(text, beside)
    else:
        text = _of_institution(text, beside, places, away)
    return replace(so_far, core=text, words=(text,), beside=beside, ways=frozenset(ways))


def _of_region(text: str, beside: dict[str, str]) -> str:
    if outer := _OUTER.match(text):
        beside[OUTER] = without_level(outer[1])[0]
        text = text[outer.end() :]
    text, level = without_level(text)
    if level:
        beside[LEVEL] = level
    return text


def _of_institution(text: str, beside: dict[str, str], places: Places, away: bool) -> str:
    inner, first = [], ""
    start = 0
    while found := _INNER.match(text[start:]):
        inner.append(found[2])
        text = text[: start + len(found[1])] + text[start + found.end() :]
        start += len(found[1])
        first = first or text[:start]
    if inner:
        beside[INNER] = "".join(inner)
    place = next(
        (
            place
            for place in places.beginnings(text)
            if not _is_generic(text[len(place) :]) and not places.is_around(text[len(place) :], place)
        ),
        "",
    )
    if place and away:
        if len(inner) == 1 and place == first:
            del beside[INNER]
        beside[PLACE] = without_level(place)[0]
        text = text[len(place) :]
    weak = [word for word in weak_words("zh") if word in text and len(text.replace(word, "")) > 2]
    for word in weak:
        text = text.replace(word, "")
    if text.endswith("园") and any(word in text[:-2] for word in ("园", "开发区")):
        weak.append("园")
        text = text.removesuffix("园")
    if weak:
        beside[WEAK] = "".join(weak)
    return text


def without_level(text: str) -> tuple[str, str]:
    """A region's name without the suffix of its level, and the level."""
    for suffix, level in SUFFIXES:
        between = "" if is_han(suffix) else " "
        if text.endswith(between + suffix):
            bare = text.removesuffix(between + suffix)
            if len(bare) > 1:
                return bare, level
    return text, ""


def _is_generic(text: str) -> bool:
    """Whether a text in Han without the place before it names nothing: 大学, 第一医院, 港."""
    rest = _NUMBER.sub("", text.replace("第", ""))
    for word in weak_words("zh"):
        rest = rest.replace(word, "")
    words = kind_words(rest)[0]
    return len(rest) - len(words) < 2 or not rest


def _in_words(text: str, places: Places, so_far: Reading, away: bool) -> Reading:
    beside, ways = dict(so_far.beside), set(so_far.ways)
    words = spelt_out(text.split(" "))
    if words != text.split(" "):
        ways.add(SPELT)
    guess = kind_words(" ".join(words))[1]
    little = " ".join(word for word in words if word in words_of("en", "little"))
    words = [word for word in words if word not in stop_words()] or words
    if little:
        beside[LITTLE] = little
    if guess.kind != "institution":
        words = _without_levels(words, beside)
    if away:
        words = _without_place(words, beside, places)
    weak = [word for word in words if word in weak_words("en")]
    if weak and len(weak) < len(words):
        beside[WEAK] = " ".join(weak)
        words = [word for word in words if word not in weak]
    if CAPITALS not in ways and (bare := [without_umlauts(word) for word in words]) != words:
        ways.add(UMLAUTS)
        words = bare
    return replace(so_far, core=" ".join(sorted(words)), words=tuple(words), beside=beside, ways=frozenset(ways))


def _without_levels(words: list[str], beside: dict[str, str]) -> list[str]:
    text, level = without_level(" ".join(words))
    if not level:
        for suffix, found in SUFFIXES:
            if not is_han(suffix) and " ".join(words).startswith(suffix + " "):
                text, level = " ".join(words).removeprefix(suffix + " "), found
                break
    if level:
        beside[LEVEL] = level
    return text.split(" ")


def _without_place(words: list[str], beside: dict[str, str], places: Places) -> list[str]:
    for count in (2, 1):
        first = " ".join(words[:count])
        rest = words[count:]
        if rest and first in places and " ".join(rest) != kind_words(" ".join(rest))[0]:
            told = " ".join(word for word in rest if not word.isdigit() and word not in weak_words("en"))
            if told != kind_words(told)[0] and not places.is_around(told, first):
                beside[PLACE] = without_level(first)[0]
                return rest
    return words
