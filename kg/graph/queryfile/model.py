"""What a query file declares: parameters to ask it with, and columns of its answer."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kg import vocabulary
from kg.text import Text

#: Parameter types, and the datatype of the literal that a value becomes; ``None`` for an IRI.
PARAMETER_TYPES: dict[str, str | None] = {
    "region": None,
    "institution": None,
    "party": None,
    "partnership": None,
    "programme": None,
    "source": None,
    "thing": None,
    "code": None,
    "class": None,
    "string": vocabulary.XSD + "string",
    "integer": vocabulary.XSD + "integer",
    "decimal": vocabulary.XSD + "decimal",
    "date": vocabulary.XSD + "date",
    "boolean": vocabulary.XSD + "boolean",
}
_COMMA = re.compile("[,，]")
#: What a parameter is given: a value, or a list of them; a text may hold several with commas between.
Value = str | bool | float | Decimal | date | Collection[str | bool | float | Decimal | date]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question can be asked with."""

    name: str
    type: str
    text: Text
    default: str | None = None
    list: str = ""
    required: bool = False
    several: bool = False

    @property
    def kind(self) -> str:
        """The parameter's type as users read it, with its code list if it has one."""
        kind = f"{self.type} ({self.list})" if self.list else self.type
        return f"{kind}, …" if self.several else kind

    def as_header(self) -> dict[str, Any]:
        """The parameter as a header has it."""
        given = {"list": self.list, "default": self.default, "required": self.required, "several": self.several}
        told = {name: value for name, value in given.items() if value}
        return {"type": self.type, **told, "en": self.text.en, "zh": self.text.zh}

    def values(self, given: Value) -> tuple[str, ...]:
        """The single values that are given, as literals spell them: the items of a list, or the parts of a text."""
        if not isinstance(given, str) and isinstance(given, Collection):
            return spellings(given)
        (text,) = spellings(given)
        return tuple(part.strip() for part in _COMMA.split(text) if part.strip()) if self.several else (text,)


def spellings(given: Value) -> tuple[str, ...]:
    """What is given as literals spell it, one text an item of a list; a set is sorted.

    >>> spellings([True, 0.5, "health, sport"])
    ('true', '0.5', 'health, sport')
    """
    if isinstance(given, str) or not isinstance(given, Collection):
        return (str(given).lower() if isinstance(given, bool) else str(given),)
    items = sorted(given, key=str) if isinstance(given, (set, frozenset)) else given
    return tuple(text for item in items for text in spellings(item))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer; ``unit`` is empty where the value has none.

    ``language`` is that of its values where another column has the same in the other one; else empty. Where there is no
    room for all columns, those of the highest ``rank`` give way first.
    """

    name: str
    text: Text
    unit: str = ""
    language: str = ""
    rank: int = 0

    def heading(self, language: str) -> str:
        """The column's heading in ``en``, ``zh`` or ``both``, with its unit."""
        heading = self.text.in_language(language)
        return f"{heading} ({self.unit_in_language(language)})" if self.unit else heading

    @property
    def is_amount(self) -> bool:
        """Whether its numbers may be large, and are shortened where people read them."""
        return self.unit.startswith("base units")

    def is_for(self, language: str) -> bool:
        """Whether readers of ``en``, ``zh`` or ``both`` are shown it."""
        return "both" in (language, self.language or "both") or language == self.language

    def unit_in_language(self, language: str) -> str:
        """The unit in a language; as the header has it where it is none of ``UNITS``."""
        return UNITS[self.unit].in_language(language) if self.unit in UNITS else self.unit


#: The units that headers name columns' numbers by, in both languages.
UNITS = {
    "base units": Text("base units", "基本单位"),
    "base units of currency": Text("base units of currency", "货币基本单位"),
    "code points": Text("code points", "码点"),
    "count": Text("count", "个数"),
    "date": Text("date", "日期"),
    "share": Text("share", "比例"),
    "share, 0 to 1": Text("share, 0 to 1", "比例，0至1"),
    "year": Text("year", "年"),
}
