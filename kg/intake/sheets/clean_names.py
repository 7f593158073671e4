"""Names as they are kept: clean, no longer than names are, and as parts of ids."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection

from kg.nearest import folded
from kg.text import HAN

_UNCLEAN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]"
)
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
#: How many names are remembered: each is looked up a dozen times, and what the registries say of it stays.
REMEMBERED = 50_000
#: The longest name that a table may have.
LONGEST_NAME = 300


def is_chinese(text: str) -> bool:
    """Whether a text has any Chinese character."""
    return re.search(f"[{HAN}]", text) is not None


def clean(text: str) -> str:
    """A text as a table may hold it: on one line, without markup and without what is not seen."""
    spaced = " ".join(re.sub(r"[\t\r\n]+", " ", text).split())
    return _ENTITY.sub("＆", _MARKUP.sub("＜", _UNCLEAN.sub("", spaced))).strip()


def clean_name(text: str) -> str:
    """A name as a table may hold it; a line that is broken between two Chinese signs is no blank between words.

    >>> clean_name("样本" + chr(10) + "联合实验室"), clean_name("Sample" + chr(10) + "Laboratory")
    ('样本联合实验室', 'Sample Laboratory')
    """
    return clean(_BROKEN_LINE.sub("", text[:_LONGEST_BROKEN]) + text[_LONGEST_BROKEN:])


#: A line broken between two Chinese signs, and how much of a text is looked through for it.
_BROKEN_LINE, _LONGEST_BROKEN = re.compile(rf"(?<=[{HAN}])[ \t\r]*\n[ \t\r]*(?=[{HAN}])"), 2_000


def in_latin(name: str) -> str:
    """The letters and digits of a name in Latin script, with hyphens between; empty if that is not most of it.

    >>> in_latin("Acme Co., Ltd."), in_latin("Örebro län"), in_latin("嘉善县")
    ('acme-co-ltd', 'orebro-lan', '')
    """
    plain = unicodedata.normalize("NFKD", folded(name)).encode("ascii", "ignore").decode("ascii").lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    letters = [letter for letter in name if letter.isalnum()]
    return found if 2 * sum(letter.isalnum() for letter in found) > len(letters) else ""


def new_id(kind: str, name: str, used: Collection[str], more: str = "") -> str:
    """An id that nothing has yet: readable where the name is in Latin script, else a part of a hash.

    Args:
        kind: what begins an id that is a hash.
        name: the name that it is made of.
        used: the ids that there are.
        more: what tells things of one name apart.
    """
    short = in_latin(name)[:48].strip("-")
    whole = f"{folded(name)}\n{folded(more)}".encode("utf-8", "replace")
    first = short or f"{kind}-{hashlib.sha256(whole).hexdigest()[:8]}"
    if first not in used:
        return first
    return next(f"{first}-{number}" for number in range(2, len(used) + 3) if f"{first}-{number}" not in used)


def kebab(code: str) -> str:
    """A code as a part of an id.

    >>> kebab("underConstruction")
    'under-construction'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "-", code).lower()
