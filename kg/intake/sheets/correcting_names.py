"""Names that say no more than that their row corrects another one: 更正第3号案, Correction to no. 3, korekta do poz. 3.

What such a row replaces keeps its own name. What else a name says is a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.intake.sheets import revision_words as words
from kg.nearest import folded

_MARKS = rf"(?:{words.marks(words.REVISED)}|{words.marks(words.TAKES_THE_PLACE_OF)}|{words.marks(words.NOTICE)})"
_NUMBER = r"(?:[0-9]{1,4}|[一二三四五六七八九十百零]{1,6})"
_NUMBERED = words.any_of(words.ROW, words.LINE, words.NUMBER)
#: The rows of which a name speaks.
_ROWS = re.compile(
    rf"{words.in_front()}|第?\s*{_NUMBER}\s*(?:{words.UNITS}|条(?![款例约文令]))(?:案|项目)?|(?<!\w)(?:{_NUMBERED})\s*[0-9]{{1,4}}"
    rf"|{words.any_of(words.PREVIOUS)}|(?<!\w)[0-9]{{1,4}}\.?(?!\w)"
)
_LED = re.compile(rf"[的之のをにへ의을를에]|{words.LEADS['zh']}|\b(?:{words.any_of(words.JOINTS)})\b")
_MARKED = re.compile(_MARKS)
_LEFT = re.compile(r"\w")


def only_corrects(name: str, former: Iterable[str]) -> bool:
    """Whether a name says no more than that its row corrects another one.

    Args:
        name: the name.
        former: what that other one is called: its number, its names.

    >>> only_corrects("更正第3号案", ()), only_corrects("Correction to no. 3", ()), only_corrects("Revised plan", ())
    (True, True, False)
    """
    plain = folded(name)
    # Bare numbers go with the rows of which they are.
    called = sorted((one for one in map(folded, former) if one and not one.isdecimal()), key=len, reverse=True)
    for one in called:
        plain = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)" if one.isascii() else re.escape(one), " ", plain)
    if not _MARKED.search(plain):
        return False
    rest = _LED.sub(" ", _MARKED.sub(" ", _ROWS.sub(" ", plain)))
    return _LEFT.search(rest) is None
