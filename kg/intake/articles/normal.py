"""A text in one width, sign for sign, so that every place in it is the same place in the text as it was written."""

from __future__ import annotations

import unicodedata

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
