"""The encoding of a text file, found from its bytes alone.

A byte order mark says it. Else UTF-8 is what decodes as UTF-8: hardly any other text does. Of the rest, what is
common tells: in GBK and in Big5 the frequent characters lie in the first of two levels, and what is read in the wrong
one of the two falls outside of it about every other time. On short tables of names this is right more often than
charset-normalizer, which has too little to go by (`tests/bench/encodings.py`).
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

#: The marks at the beginning of a file; that of UTF-32 first, for it begins as that of UTF-16 does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Characters of two bytes: those of the first level and of signs, and all.
_COMMON = {
    "gb18030": re.compile(rb"[\xb0-\xd7\xa1-\xa3][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa4-\xc6\xa1-\xa3][\x40-\x7e\xa1-\xfe]"),
}
_PAIR = re.compile(rb"[\x81-\xfe][\x30-\xfe]")
#: Below this share of common characters, a text is not taken for Chinese.
_LEAST_COMMON = 0.6
#: How much is looked at to choose.
_MOST_LOOKED_AT = 1_000_000


def found_encoding(content: bytes) -> str:
    """The encoding of a text, as Python knows it.

    Args:
        content: the file's bytes, all of them.

    >>> found_encoding("名称,金额".encode("gb18030")), found_encoding("名稱,金額".encode("big5"))
    ('gb18030', 'big5')
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    wide = _wide(content)
    if wide:
        return wide
    if _decodes(content, "utf-8"):
        return "utf-8"
    chinese = [(_common(content, encoding), encoding) for encoding in _COMMON if _decodes(content, encoding)]
    share, best = max(chinese, default=(0.0, ""))
    return best if share >= _LEAST_COMMON else "cp1252"


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeError:
        return False
    return True


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: what parts lines and cells has a null byte, always on one side."""
    part = content[:_MOST_LOOKED_AT]
    if len(content) % 2 or not part.count(0):
        return ""
    pairs = Counter(zip(part[::2], part[1::2], strict=False))
    little, big = (sum(pairs[pair(sign)] for sign in b"\t\n\r,;|") for pair in (_little, _big))
    many, few, encoding = (little, big, "utf-16-le") if little > big else (big, little, "utf-16-be")
    if many <= 4 * few or (part.count(0) * 5 < len(part) and _decodes(content, "utf-8")):
        return ""  # nulls that strayed into another text
    return encoding if _decodes(content, encoding) and _is_text(part, encoding) else ""


def _little(sign: int) -> tuple[int, int]:
    return sign, 0


def _big(sign: int) -> tuple[int, int]:
    return 0, sign


def _is_text(content: bytes, encoding: str) -> bool:
    """Whether what is read is mostly written: letters, digits and signs that are in use."""
    text = content[: len(content) // 4 * 4].decode(encoding, "replace")
    odd = sum(not (character.isprintable() or character in "\r\n\t") for character in text)
    return odd * 20 <= len(text)


def _common(content: bytes, encoding: str) -> float:
    """How many of the characters of two bytes are common ones, from 0 to 1."""
    pairs = _PAIR.findall(content[:_MOST_LOOKED_AT])
    common = _COMMON[encoding]
    return sum(common.fullmatch(pair) is not None for pair in pairs) / len(pairs) if pairs else 0.0
