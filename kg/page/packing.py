"""Small JSON: what repeats is said once.

The page's records are objects with many fields and few different sets of them, names of one another, and
texts of which some recur. ``Packer`` writes

* a record as the number of its **shape**, the list of its fields, and their values;
* a **key** as its place in one table of keys, which is grouped by what they begin with;
* a text that recurs as its place in one table of texts.

``unpack.js`` reads it back, and has the same lists of fields that hold keys and texts.
"""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any
from urllib.parse import quote

Json = dict[str, Any]
#: A text, or the same in both languages.
Text = str | tuple[str, ...]

#: Fields that hold a text or a pair of texts which may recur.
TEXT_FIELDS = frozenset({"label", "note", "ambiguity", "class", "date", "start", "end", "spelling"})
#: Fields that hold records of their own.
NESTED_FIELDS = frozenset({"parts", "stages"})
#: What stands for the first field in the shapes.
FIRST_LETTER = "?"


class Keys:
    """Numbers for keys: those known from the start in groups, others as they come."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self._groups = {name: list(keys) for name, keys in groups.items()}
        self._others: list[str] = []
        self._number: dict[str, int] = {}
        for keys in self._groups.values():
            for key in keys:
                self._number.setdefault(key, len(self._number))

    def __getitem__(self, key: str) -> int:
        """The number of a key, new or not."""
        if key not in self._number:
            self._number[key] = len(self._number)
            self._others.append(key)
        return self._number[key]

    def table(self) -> Json:
        """Each group as its beginnings with the ends that follow them; in order of number."""
        return {name: by_beginning(keys) for name, keys in {**self._groups, "others": self._others}.items()}


def by_beginning(keys: Iterable[str]) -> list[list[Any]]:
    """Keys in their order as runs that begin alike: what they begin with, and the ends."""
    parts = (key.rpartition("/") for key in keys)
    return [
        [start + slash, [end for _, _, end in same]]
        for (start, slash), same in groupby(parts, key=lambda part: (part[0], part[1]))
    ]


class Packer:
    """Packs groups of records with tables that they share."""

    def __init__(self, groups: Mapping[str, Iterable[Json]]) -> None:
        self._groups = {name: list(records) for name, records in groups.items()}
        texts: list[Text] = []
        for records in self._groups.values():
            for record in records:
                _gather(record, texts)
        self._texts = {text: number for number, text in enumerate(recurring(Counter(texts)))}
        self._fields: dict[str, int] = {}
        self._shapes: dict[tuple[str, ...], int] = {}

    def pack(self) -> Json:
        """The groups, and the tables of shapes and texts."""
        packed = {name: [self._row(record) for record in records] for name, records in self._groups.items()}
        shapes = ["".join(self._letter(name) for name in shape) for shape in self._shapes]
        return {**packed, "shapes": shapes, "fields": list(self._fields), "texts": list(self._texts)}

    def _letter(self, field: str) -> str:
        """A field's number as one character."""
        return chr(ord(FIRST_LETTER) + self._fields.setdefault(field, len(self._fields)))

    def _row(self, record: Json) -> list[Any]:
        row: list[Any] = [self._shapes.setdefault(tuple(record), len(self._shapes))]
        for name, value in record.items():
            if name in TEXT_FIELDS:
                row.append(self._texts.get(as_text(value), value))
            else:
                row.append([self._row(inner) for inner in value] if name in NESTED_FIELDS else value)
        return row


def _gather(record: Json, texts: list[Text]) -> None:
    """Put all texts of a record, and of those in it, into a list."""
    for name, value in record.items():
        if name in NESTED_FIELDS:
            for inner in value:
                _gather(inner, texts)
        elif name in TEXT_FIELDS:
            texts.append(as_text(value))


def recurring(counts: Mapping[Text, int]) -> list[Text]:
    """The texts that a table has, in its order.

    Args:
        counts: how often each text is said.
    """
    # A text with its quotes, said each time, against its number each time and the text once.
    worth = [text for text, count in counts.items() if count > 1 and (count - 1) * _length(text) > 4 * count]
    return sorted(worth, key=lambda text: (-counts[text], isinstance(text, str), text))


def as_text(value: str | list[str]) -> Text:
    """A text as one that can be counted."""
    return value if isinstance(value, str) else tuple(value)


def _length(text: Text) -> int:
    """How much room a text takes, with its quotes."""
    return len(text) + 2 if isinstance(text, str) else sum(len(part) + 3 for part in text) + 1


def columns(rows: Iterable[Mapping[str, Any]], names: Iterable[str]) -> Json:
    """Objects that all have the same fields, field by field."""
    listed = list(rows)
    return {name: [row[name] for row in listed] for name in names}


def short_digest(digest: str) -> str:
    """A SHA-256 in hexadecimal as base64, a third shorter; any other text as in an address, behind an equals sign."""
    if not digest:
        return ""
    try:
        raw = binascii.unhexlify(digest)
    except ValueError:
        raw = b""
    return (
        base64.b64encode(raw).decode("ascii").rstrip("=")
        if len(raw) == 32 and digest.islower()
        else "=" + quote(digest)
    )


def code_key(iri: str) -> str:
    """What a page calls a code: the last two parts of its IRI."""
    return "/".join(iri.rsplit("/", 2)[-2:])
