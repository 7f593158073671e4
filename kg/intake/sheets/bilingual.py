"""Texts that say one thing twice, in Chinese and in another language: 已签约 signed, 3.5亿元 (RMB 350 million)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.nearest import folded
from kg.text import HAN

_IN_HAN = re.compile(f"[{HAN}]")
#: Where the one language may end and the other begin.
_CUT = re.compile(
    rf"\s*[/／|｜:：,，、;；=—―–]\s*|\s+-+\s+|(?<=[{HAN}])-(?=[A-Za-z])|(?<=[A-Za-z])-(?=[{HAN}])"
    rf"|\s*[（(\[【]\s*|\s+|(?<=[{HAN}])(?=[A-Za-z])|(?<=[A-Za-z])(?=[{HAN}])"
)
#: No text is longer that is taken apart.
_LONGEST = 120


def halves(text: str) -> Iterator[tuple[str, str]]:
    """The ways to cut a text in two of which one half alone has Chinese characters; nothing for one in one language.

    >>> list(halves("已签约 signed")), list(halves("signed"))
    ([('已签约', 'signed')], [])
    >>> ('8 July 2017', '2017年7月8日') in halves("8 July 2017（2017年7月8日）")
    True
    """
    if len(text) > _LONGEST or not _IN_HAN.search(text):
        return
    found = set()
    for match in _CUT.finditer(text):
        left, right = text[: match.start()].strip(), text[match.end() :].strip()
        if left.startswith(("(", "（")) and left.endswith((")", "）")):
            left = left[1:-1].strip()
        if match[0].strip() in ("（", "(", "[", "【") and right.endswith(("）", ")", "]", "】")):
            right = right[:-1].strip()
        if left and right and bool(_IN_HAN.search(left)) != bool(_IN_HAN.search(right)) and (left, right) not in found:
            found.add((left, right))
            yield left, right


#: What is said once more in brackets, in the same language too: joint venture (JV).
_ASIDE = re.compile(r"\s*([^（(]+?)\s*[（(]([^（()）]+)[)）]\s*")


def said_twice(text: str) -> tuple[str, ...]:
    """What stands before brackets at the end of a text, and within them; nothing for one that has none.

    >>> said_twice("joint venture (JV)"), said_twice("joint venture")
    (('joint venture', 'JV'), ())
    """
    match = _ASIDE.fullmatch(text) if len(text) <= _LONGEST else None
    return match.groups() if match else ()


def code_of(text: str, known: Mapping[str, str]) -> str:
    """The code of a text that is a known word, or one in each of two languages, or in brackets; empty for others.

    Args:
        text: the text.
        known: what is written, folded, to a code.

    >>> code_of("已签约 signed", {"已签约": "signed", "signed": "signed"})
    'signed'
    """
    if found := known.get(folded(text), ""):
        return found
    for parts in (text.split(" / "), said_twice(text), *halves(text)):
        codes = {known.get(folded(name), "") for name in parts}
        if len(parts) > 1 and len(codes) == 1 and (code := codes.pop()):
            return code
    return ""
