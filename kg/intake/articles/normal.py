"""A text in one width, sign for sign, so that every place in it is the same place in the text as it was written."""

from __future__ import annotations

import re
import unicodedata

from kg.documents.signs import CHARACTERS
from kg.nearest import folded

#: The full-width forms of ASCII stand in one block, 0xFEE0 behind it.
_WIDE = {point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)}
#: Full-width punctuation parts Chinese sentences and clauses, and stays what it is.
_KEPT = dict.fromkeys(map(ord, "！？，；：（）"))
_TABLE: dict[int, int] = (
    {point: narrow for point, narrow in _WIDE.items() if point not in _KEPT}
    | {ord(sign): ord("-") for sign in "‐‑‒–−﹣"}
    | {ord(sign): ord("'") for sign in "’‘`´ʼ"}
    | {ord(sign): ord('"') for sign in "„‟"}
    | {ord(sign): ord(" ") for sign in "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))}
    | CHARACTERS
    | {ord("〇"): ord("零"), ord("○"): ord("零"), ord("〜"): ord("~"), ord("∼"): ord("~")}
)


def normal(text: str) -> str:
    """A text with digits, letters, dashes, apostrophes and blanks of one kind; as long as it was.

    Compatibility forms (NFKC) are not resolved, as they change a text's length. Traditional characters stay.

    >>> normal("１．２万亿元 – Ａ区"), len(normal("㈱①"))
    ('1.2万亿元 - A区', 2)
    """
    if text.isascii():
        return text
    changed = text.translate(_TABLE)
    if changed.isascii():
        return changed
    return "".join(map(_digit, changed)) if any(map(_is_other_digit, set(changed))) else changed


def _is_other_digit(sign: str) -> bool:
    return sign > "\x7f" and unicodedata.decimal(sign, None) is not None


def _digit(sign: str) -> str:
    """A decimal digit of any script as one of ASCII."""
    value = unicodedata.decimal(sign, None) if sign > "\x7f" else None
    return sign if value is None else str(value)


class _Folded(dict[int, str]):
    """What each sign is compared as, by code point; worked out when it is first met. One sign stays one."""

    def __missing__(self, point: int) -> str:
        sign = chr(point)
        if sign.isspace():
            alike = sign if sign in "\n\r" else " "
        else:
            # Punctuation parts what it parts, and a raised or circled digit is none of a number's.
            alike = folded(sign) if sign.isalpha() or sign.isascii() else sign
        self[point] = alike if len(alike) == 1 else sign.lower() if len(sign.lower()) == 1 else sign
        return self[point]


_FOLDED = _Folded()
#: In m² it is written with its unit.
_SQUARE = re.compile("(?<=[mM])²")
#: A line that was broken within a name in Latin letters.
_BREAK_IN_WORDS = re.compile(r"(?<=[A-Za-z,&])(?:\r\n|\n|\r)(?=[A-Za-z])")


def matching(text: str) -> str:
    """A text for comparing names in it, sign for sign: small letters, simplified, no accents; as long as it was.

    >>> matching("臺灣 Örebro"), len(matching("Ω ﬁ İ")) == len("Ω ﬁ İ")
    ('台湾 orebro', True)
    """
    text = _SQUARE.sub("2", text)
    one = _BREAK_IN_WORDS.sub(lambda found: " " * len(found[0]), normal(text))
    return one.translate(_FOLDED)


_HAN = "\u3400-\u9fff"
#: Narrow punctuation beside Chinese, which parts sentences and clauses as the wide one does.
_MARK = re.compile(rf"(?<=[{_HAN}”》）])[,;:](?=[^ A-Za-z\n]|$)|[,;:](?=[{_HAN}“《])")
_WIDE_MARKS = {",": "，", ";": "；", ":": "："}


def chinese_marks(text: str) -> str:
    """A Chinese text with its commas, semicolons and colons in full width; as long as it was.

    >>> chinese_marks("云溪县,芙洲市:签约;投资1,200万元")
    '云溪县，芙洲市：签约；投资1,200万元'
    """
    return _MARK.sub(lambda found: _WIDE_MARKS[found[0]], text)


#: The time of day, as printed pages have it at their head.
_CLOCK = re.compile(r"(?<![0-9:])[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})? ?(?:AM|PM|A\.M\.|P\.M\.)(?![\w.])")


def without_clock(text: str) -> str:
    """A text with blanks for the times of day, which are no part of the names behind them; as long as it was.

    >>> without_clock("9:52 AM City of Halm")
    '        City of Halm'
    """
    return _CLOCK.sub(lambda found: " " * len(found[0]), text) if _CLOCK.search(text) else text
