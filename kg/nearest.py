"""What a person may have meant: one way to compare names, and one way to suggest the nearest."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib import resources

from kg.errors import UsageError
from kg.text import Text, typed

#: How many names are suggested in place of one that nothing has.
MOST = 3


#: Letters that are no accented ones, and are typed as others where a keyboard lacks them.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ς": "σ"})
#: What is not seen (variation selectors; characters of format by their category), and accents once they stand alone.
_UNSEEN = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_ACCENTS = re.compile("[\u0300-\u036f]")


def folded(text: str) -> str:
    r"""A name for comparing: without case, width, accents and what is not seen; Chinese simplified; single spaces.

    What is stored stays as it is. The page's search folds names the same way, in ``template/js/fold.js``, and so does
    ``fn:folded`` in queries.

    >>> folded("Ｊｉａｘｉｎｇ\u200b  City"), folded("臺灣"), folded("Ørestad Süd")
    ('jiaxing city', '台湾', 'orestad sud')
    """
    if text.isascii():
        return " ".join(text.lower().split())
    # Letter by letter, as each is looked at once; what stands together is composed at the end.
    return " ".join(unicodedata.normalize("NFC", text.translate(_letters())).split())


def variants(characters: Iterable[str]) -> str:
    """The groups of ``kg/han.txt`` that lead to some simplified characters, for a folding elsewhere."""
    wanted = set(characters)
    return " ".join(group for group in _groups() if group[0] in wanted)


@cache
def _groups() -> tuple[str, ...]:
    """Simplified Chinese characters, each with the traditional ones and variants behind it."""
    lines = resources.files("kg").joinpath("han.txt").read_text(encoding="utf-8").splitlines()
    return tuple(group for line in lines if not line.startswith("#") for group in line.split())


class _Letters(dict[int, str]):
    """What each letter is folded to, by code point; worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        seen = "" if unicodedata.category(letter) == "Cf" or _UNSEEN.match(letter) else letter
        bare = _ACCENTS.sub("", unicodedata.normalize("NFD", unicodedata.normalize("NFKC", seen).lower()))
        self[point] = unicodedata.normalize("NFC", bare).translate(_plain())
        return self[point]


@cache
def _letters() -> _Letters:
    return _Letters()


@cache
def _plain() -> Mapping[int, str]:
    """Letters by code point, each with what is taken for it."""
    return {**_LETTERS, **{ord(other): group[0] for group in _groups() for other in group[1:]}}


def in_both_scripts(pattern: str) -> str:
    """A pattern of simplified Chinese that finds the traditional signs and variants too.

    Args:
        pattern: a regular expression, for texts that are not folded.

    >>> in_both_scripts("无|暂[未没]"), in_both_scripts("一")
    ('[无無]|[暂暫][未没沒]', '一')
    """
    forms = {group[0]: group for group in _groups() if len(group) > 1}
    made: list[str] = []
    is_class = False
    for at, sign in enumerate(pattern):
        is_escaped = pattern[at - 1 : at] == "\\"
        is_class = (is_class or sign == "[") and not (sign == "]" and not is_escaped) if not is_escaped else is_class
        # The ends of a range stay what they are.
        is_end = "-" in (pattern[at - 1 : at], pattern[at + 1 : at + 2])
        group = sign if is_end else forms.get(sign, sign)
        made.append(group if is_class or len(group) == 1 else f"[{group}]")
    return "".join(made)


def nearest(text: str, names: Iterable[str], most: int = MOST, least: float = 0.6) -> list[str]:
    """The names that come nearest to what was typed, the nearest first; they are compared as ``folded`` has them.

    Args:
        text: what was typed.
        names: what there is.
        most: how many at most.
        least: how like they must be, from 0 to 1, by the ratio of ``difflib``.

    >>> nearest("ＳＥＣＴＯＲＳ", ["sectors", "stages"])
    ['sectors']
    """
    written: dict[str, list[str]] = {}
    for name in names:
        written.setdefault(folded(name), []).append(name)
    near = difflib.get_close_matches(folded(text), written, n=most, cutoff=least)
    return [name for plain in near for name in written[plain]][:most]


def did_you_mean(near: Collection[str]) -> Text:
    """A hint with the nearest names, and in English a space behind it; empty without one."""
    return Text(f"Did you mean {', or '.join(near)}? ", f"是否为 {'，或 '.join(near)}？") if near else Text()


def no_such(kind: Text, name: str, known: Collection[str], otherwise: Text | None = None) -> UsageError:
    """The error for a name that nothing of a kind has; it names the nearest three.

    Args:
        kind: what is looked for, e.g. ``question``.
        name: what was typed.
        known: the names that there are.
        otherwise: what to advise where no name is near; by default all names.
    """
    among = Text(f"Use one of: {', '.join(known)}.", f"请用其中之一：{', '.join(known)}。")
    hint = did_you_mean(nearest(name, known)) or otherwise or among
    return UsageError(
        Text(f"There is no {kind.en} {typed(name)!r}. {hint.en}".rstrip(), f"没有{kind.zh}“{typed(name)}”。{hint.zh}")
    )


def local_name(iri: str) -> str:
    """The end of an IRI.

    >>> local_name("https://w3id.org/partnership-kg/ont#Region")
    'Region'
    """
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


#: What begins the id of a thing, behind whatever base it lives under; a mapping may make the rest of several parts.
_THINGS = re.compile(
    r".*(/(?:region|institution|partnership|programme|official|source|observation|statement|stage|participation"
    r"|evidence)/)(.+)",
    re.DOTALL,
)


def thing_id(iri: str) -> str:
    """The whole id of a thing behind its kind: a town that a mapping made of its name and its country has both.

    >>> thing_id("https://kg.example/region/Bremen/Germany"), thing_id("https://kg.example/code/level/city")
    ('Bremen/Germany', 'city')
    >>> thing_id("https://kg.example/programme/x/source/s0")
    's0'
    """
    found = _THINGS.match(iri.rstrip("/#"))
    return found[2] if found else local_name(iri)


def kind_and_id(iri: str) -> str:
    """What to type to mean a thing: its kind and its whole id; of anything else the last two parts."""
    found = _THINGS.match(iri.rstrip("/#"))
    return iri[found.start(1) + 1 :] if found else "/".join(iri.rsplit("/", 2)[1:])
