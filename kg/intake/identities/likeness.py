"""How likely two names are those of one thing, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kg.intake.identities.additions import are_one_place
from kg.intake.identities.kinds import kind_words
from kg.intake.identities.places import Places, is_han
from kg.intake.identities.reading import (
    ALIAS,
    ASIDE,
    BARE,
    BRAND,
    CAPITALS,
    CLIPPED,
    COUNTRY,
    FORM,
    IN_LETTERS,
    INNER,
    KNOWN,
    LEVEL,
    LITTLE,
    MOVED,
    OUTER,
    PART,
    PLACE,
    RENAMED,
    SPELT,
    TRANSLATED,
    UMLAUTS,
    UNIT,
    WEAK,
    WHOSE,
    Reading,
    initials,
)
from kg.text import Text

#: What is proposed is at least so sure; measured in ``tests/bench/identities.py``.
LEAST = 0.6

#: What stands beside a core in one name only: how sure the two are one all the same, and what is said.
_ONE_ONLY = {
    FORM: (0.88, "the legal form {0!r} is in one of them only", "仅一方带法定形式“{0}”"),
    LEVEL: (0.92, "one leaves out the kind of region", "一方省去行政区划通名"),
    PLACE: (0.8, "only one begins with the place {0!r}", "仅一方以地名“{0}”开头"),
    OUTER: (0.9, "only one says that it is in {0!r}", "仅一方写明属“{0}”"),
    COUNTRY: (0.85, "only one begins with {0!r}", "仅一方以“{0}”开头"),
    WEAK: (0.8, "only one has the word {0!r}", "仅一方含“{0}”"),
    INNER: (0.93, "only one has {0!r} behind the place", "仅一方在地名后带“{0}”"),
    WHOSE: (0.8, "only one says whose it is: {0!r}", "仅一方写明所属“{0}”"),
    LITTLE: (0.95, "only one has the word {0!r}", "仅一方含“{0}”"),
    UNIT: (0.65, "one is a part of the other, or runs it: {0!r}", "一方为另一方的下属或管理机构：“{0}”"),
    ASIDE: (0.75, "only one has {0!r} beside it", "仅一方另注“{0}”"),
}
#: What two names of one core differ by, where they need not be two things.
_BOTH = {
    FORM: (0.62, "their legal forms differ: {0!r}, {1!r}", "法定形式不同：“{0}”与“{1}”"),
    LITTLE: (0.95, "they have the words {0!r} and {1!r}", "分别含“{0}”与“{1}”"),
    WEAK: (0.7, "they have the words {0!r} and {1!r}", "分别含“{0}”与“{1}”"),
}
#: What says where a thing is; the place that an institution is called after says less.
_SAY_WHERE = (OUTER, ASIDE)
_THERE = (0.98, "one says that it is in {0!r}, and the other is", "一方写明属“{0}”，另一方确属该地")
_UNSAID = (0.0, "", "")
#: A company without its legal form said in full: 公司 for 有限公司.
_LOOSE_FORM = "公司"
_LOOSE = (0.9, "only one says which legal form the company has", "仅一方写明公司的法定形式")
#: How a core was come by.
_WAYS = {
    ALIAS: (0.97, "one has the other name in brackets", "一方在括号内注有另一名称"),
    CLIPPED: (0.85, "one is a clipped form", "一方为简称"),
    SPELT: (0.96, "one has words written short", "一方含缩写词"),
    UMLAUTS: (0.96, "one has ue, oe, ae or aa for ü, ö, ä or å", "一方以ue、oe、ae、aa代替ü、ö、ä、å"),
    MOVED: (0.85, "the place is in brackets in one and in front in the other", "地名一在括号内、一在前"),
}
_ONE_PLACE = (0.9, "{0!r} and {1!r} are one place", "“{0}”与“{1}”为同一地区")
_RENAMED = (0.9, "a country or region is called otherwise", "所称国家或地区的名称不同")
_ORDER = (0.85, "their words stand in another order", "词序不同")
_COMPACT = (0.93, "they differ by blanks between the words", "仅分词不同")
_LETTERS = (0.8, "they differ by a letter or two: {0!r}, {1!r}", "仅相差一两个字母：“{0}”与“{1}”")
_LETTERS_ALONE = (0.66, _LETTERS[1], _LETTERS[2])
_INITIALS = (0.78, "one is made of the first letters of the other", "一方由另一方各词首字母组成")
_FEW_INITIALS = (0.62, _INITIALS[1], _INITIALS[2])
_LEFT_OUT = (0.8, "the clipped form leaves out {0!r}", "简称省去“{0}”")
_KIND_LEFT_OUT = (0.7, "one leaves out the word that tells its kind", "一方省去类型通名")
_IN_TWO_LANGUAGES = (
    0.8,
    "they are of one kind and called after one place, in two languages",
    "类型与所冠地名相同，语言不同",
)
#: Names of one thing in two languages, by a list or by their letters; of a firm in short and in full.
_TWINS = {
    KNOWN: (0.9, "both are known names of one organisation", "为同一机构的通用名称"),
    IN_LETTERS: (
        0.75,
        "one is the other in pinyin, or word by word, and they are of one kind",
        "拼音或逐词对应，类型相同",
    ),
    BRAND: (0.64, "one is called by the first characters of the other", "一方以另一方名称的首几字相称"),
}
_SAME = ("they are written alike", "写法相同")
#: A letter too many or too few tells words apart that are shorter.
_LEAST_LETTERS, _LEAST_LETTERS_ALONE = 5, 9
_ENOUGH_INITIALS, _LEAST_INITIALS = 4, 3
_MOST_LEFT_OUT = 2

_Told = tuple[float, str, str]


class Likeness:
    """How alike readings of names are.

    Args:
        places: the regions that are known.
    """

    def __init__(self, places: Places) -> None:
        from rapidfuzz.distance import OSA  # not where a build reads judgements only

        self._places = places
        self._distance = OSA.distance

    def of(
        self, one: Reading, other: Reading, around: Collection[str] = (), around_other: Collection[str] = ()
    ) -> tuple[float, Text]:
        """How sure it is that two readings are of one thing, from 0 to 1, and why.

        Args:
            one: a reading of a name.
            other: one of another name.
            around: what is known of the place of what has the first name: the names of the regions around it.
            around_other: the same of the other.
        """
        for way, (score, en, zh) in _TWINS.items():
            if way in one.ways or way in other.ways:
                same = one.ways == other.ways and one.core == other.core and one.words != other.words
                return (score, Text(en, zh)) if same else (0.0, Text())
        if TRANSLATED in one.ways or TRANSLATED in other.ways:
            same = TRANSLATED in one.ways & other.ways and one.core == other.core and one.words != other.words
            return (_IN_TWO_LANGUAGES[0], Text(*_IN_TWO_LANGUAGES[1:])) if same else (0.0, Text())
        if BARE in one.ways or BARE in other.ways:
            return _bare(one, other)
        cores = list(self._cores(one, other))
        beside = _beside(one, other, around, around_other) if cores else None
        if beside is None or not cores:
            return 0.0, Text()
        # One of several ways in which the cores are one, the surest.
        told = [*max(cores, key=lambda parts: _product(parts)), *beside]
        if not told:
            return 0.99, Text(*_SAME)
        return _product(told), Text("; ".join(part[1] for part in told), "；".join(part[2] for part in told))

    def _cores(self, one: Reading, other: Reading) -> Iterator[list[_Told]]:
        if RENAMED in one.ways ^ other.ways:
            return
        ways = [_WAYS[way] for way in sorted(one.ways ^ other.ways) if way in _WAYS]
        if RENAMED in one.ways:
            yield from [[*ways, _RENAMED]] if one.core == other.core else []
            return
        if one.core == other.core:
            yield [*ways, *([_ORDER] if one.words != other.words else [])]
            return
        if one.compact == other.compact:
            yield [*ways, _COMPACT]
        for short, long in ((one, other), (other, one)):
            if told := _by_initials(short, long):
                yield [told]
            if CLIPPED in short.ways and (told := _by_leaving_out(short, long)):
                yield [*ways, told]
        if told := self._by_letters(one, other):
            yield [*ways, told]

    def _by_letters(self, one: Reading, other: Reading) -> _Told | None:
        """Words that differ by a letter, in names that share all others."""
        mine, others = ([word for word in a.words if word not in b.words] for a, b in ((one, other), (other, one)))
        if len(mine) != 1 or len(others) != 1 or len(one.words) != len(other.words):
            return None
        left, right = mine[0], others[0]
        if is_han(left) or is_han(right) or not (left.isalpha() and right.isalpha()):
            return None
        if left in self._places and right in self._places:
            return None
        shared = [word for word in one.words if word not in mine]
        alone = not _tell_much(shared)
        least = _LEAST_LETTERS_ALONE if alone else _LEAST_LETTERS
        if min(len(left), len(right)) < least or left[0] != right[0]:
            return None
        most = 1 if alone or max(len(left), len(right)) < _LEAST_LETTERS_ALONE else 2
        if self._distance(left, right, score_cutoff=most) > most:
            return None
        return _filled(_LETTERS_ALONE if alone else _LETTERS, left, right)


def _bare(one: Reading, other: Reading) -> tuple[float, Text]:
    """A name without the word that tells its kind, beside one that has no such word."""
    bare, whole = (one, other) if BARE in one.ways else (other, one)
    if BARE in whole.ways or whole.beside or whole.ways or bare.core != whole.core:
        return 0.0, Text()
    return _KIND_LEFT_OUT[0], Text(*_KIND_LEFT_OUT[1:])


def _beside(one: Reading, other: Reading, around: Collection[str], around_other: Collection[str]) -> list[_Told] | None:
    """What is said of all that stands beside two cores; none where it tells them apart."""
    told: list[_Told] = []
    for name in dict.fromkeys((*one.beside, *other.beside)):
        mine, others = one.beside.get(name, ""), other.beside.get(name, "")
        if mine == others:
            continue
        known = around_other if mine else around
        found = _of_place(mine or others, known) if name in _SAY_WHERE and known and not (mine and others) else _UNSAID
        if found is _UNSAID:
            found = _of_beside(name, mine, others)
        if found is None:
            return None
        told.append(found)
    return told


def _of_place(named: str, around: Collection[str]) -> _Told | None:
    """What is said of a place that only one name has, where it is known what the other is in."""
    return _filled(_THERE, named) if named in around else None


def _of_beside(name: str, mine: str, others: str) -> _Told | None:
    if mine and others:
        if name in _SAY_WHERE and are_one_place(mine, others):
            return _filled(_ONE_PLACE, mine, others)
        if name == FORM and _LOOSE_FORM in (mine, others):
            return _LOOSE
        return _filled(_BOTH[name], mine, others) if name in _BOTH else None
    return _filled(_ONE_ONLY[name], mine or others) if name in _ONE_ONLY else None


def _by_initials(short: Reading, long: Reading) -> _Told | None:
    if CAPITALS not in short.ways or short.beside or PART in long.beside:
        return None
    letters = short.words[0]
    words = (*long.beside.get(PLACE, "").split(), *long.words)
    if len(letters) < _LEAST_INITIALS or not letters.isalpha() or letters not in initials(words):
        return None
    return _INITIALS if len(letters) >= _ENOUGH_INITIALS else _FEW_INITIALS


def _by_leaving_out(short: Reading, long: Reading) -> _Told | None:
    """华师范大学 in 华东师范大学: one stretch of a character or two is left out, behind the first one."""
    if not is_han(short.core) or not is_han(long.core[:1] or " "):
        return None
    number = len(long.core) - len(short.core)
    if not 0 < number <= _MOST_LEFT_OUT or CLIPPED in long.ways:
        return None
    for place in range(1, len(short.core)):
        if short.core[place:] == long.core[place + number :] and short.core[:place] == long.core[:place]:
            return _filled(_LEFT_OUT, long.core[place : place + number])
    return None


def _tell_much(words: Iterable[str]) -> bool:
    """Whether words are more than the kind of a thing."""
    rest = [word for word in words if not word.isdigit()]
    return any(kind_words(word)[0] != word for word in rest)


def _filled(told: _Told, *parts: str) -> _Told:
    return told[0], told[1].format(*parts), told[2].format(*parts)


def _product(told: Iterable[_Told]) -> float:
    score = 1.0
    for part in told:
        score *= part[0]
    return score
