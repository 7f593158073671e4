"""Signs that look like a character and are another: radicals and compatibility forms, as browsers write into PDF.

A font draws 民 and the radical ⺠ with one glyph, and a program that writes a PDF names the glyph by either. What is
copied out of such a file looks right and is found by no search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: The radicals of the supplement that are whole characters, each before the character. Unicode gives them no
#: decomposition; those of the block of Kangxi have one.
_SUPPLEMENT = (
    "⺁厂⺄乙⺎兀⺒巳⺓幺⺛旡⺜日⺝月⺟母⺠民⺧牛⺩王⺶羊⺷羊⺻聿⺼肉⺽臼⻁虎⻄西⻅见"
    "⻆角⻇角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤"
    "⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻲亀⻳龟"
)
#: Kangxi radicals, and Han characters that stand twice in Unicode.
_BLOCKS = (range(0x2F00, 0x2FD6), range(0xF900, 0xFADA))


def _characters() -> Iterator[tuple[int, int]]:
    yield from zip(map(ord, _SUPPLEMENT[::2]), map(ord, _SUPPLEMENT[1::2]), strict=True)
    for block in _BLOCKS:
        for point in block:
            meant = unicodedata.normalize("NFKC", chr(point))
            if len(meant) == 1 and ord(meant) != point:
                yield point, ord(meant)


#: The character that each such sign stands for; one sign for one, so that places in a text stay what they are.
CHARACTERS: dict[int, int] = dict(_characters())
_ANY = re.compile("[\u2e80-\u2fd5\uf900-\ufad9]")
#: Letters that a font draws as one sign.
_JOINED = {point: unicodedata.normalize("NFKC", chr(point)) for point in range(0xFB00, 0xFB07)}


def characters(text: str) -> str:
    """A text with characters where radicals and compatibility forms stand that look like them; as long as it was.

    >>> characters("⼈⺠政府")
    '人民政府'
    """
    return text.translate(CHARACTERS) if _ANY.search(text) else text


def letters(text: str) -> str:
    """A text with letters where joined ones stand, which are longer.

    >>> letters("ﬁve oﬃces")
    'five offices'
    """
    return text.translate(_JOINED)
