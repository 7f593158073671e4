"""Signs that stand between the names in a cell, and those that may stand within one."""

from __future__ import annotations

import re

from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.words import BLANKS
from kg.text import HAN

#: Signs that stand between parties alone, and one of them as a part of a pattern.
BETWEEN_PARTIES = ("\n", ";", "；", "|", "｜", "、")
A_SIGN_BETWEEN = f"[{re.escape(''.join(BETWEEN_PARTIES))}]"
COMMA = re.compile(rf"{BLANKS}[,，]\s*")
#: A slash, but between two single letters, which are one word: c/o, A/S, k/o.
A_SLASH = r"(?!(?<=\b[A-Za-z])[/／][A-Za-z]\b)[/／]"
SLASH = re.compile(rf"{BLANKS}{A_SLASH}\s*")
PLUS = re.compile(rf"{BLANKS}[+＋]\s*")
#: A blank in Chinese, which has none between the words of a name.
BETWEEN_HAN = re.compile(rf"(?<=[{HAN}）)])[ 　]+(?=[{HAN}])")
DASH = re.compile(r"\s*[—―–×⇄↔→⟷]+\s*|\s+[-xX+]\s+")
#: What a name has in brackets at its end.
IN_BRACKETS = re.compile(r"(?P<name>[^（()）]*[^（()）\s])\s*[（(]\s*(?P<outer>[^（()）]*[^（()）\s])\s*[)）]")
#: Long runs of blanks, before each of which a sign would be looked for as often as the run is long.
_RUNS = re.compile(r"\s{20,}")
#: Signs that part two names of two languages; a comma before ``Ltd`` parts nothing.
_PARTS_NAMES = re.compile(
    rf"[、；;|｜\n×⇄↔→⟷]|[,，]\s*[{HAN}]|[{HAN}]\s*[,，]|\s[+＋]\s"
    rf"|[{HAN}]\s*[+＋&＆]\s*[A-Za-z]|[A-Za-z.)]\s*[+＋&＆]\s*[{HAN}]"
)
#: A dash that stands between two names, or between the two languages of one.
_DASHES = re.compile(r"\s+[-xX—―–]+\s+|\s*[—―–]\s*")


def names_several(text: str) -> bool:
    """Whether a sign parts names in a text, and not only the two languages of one.

    >>> names_several("杭州市 + 深圳市 + City of Espoo"), names_several("样本公司 - Sample Company Ltd")
    (True, False)
    >>> names_several("宿州 Suzhou & 淮北 Huaibei"), names_several("样本&伙伴 Sample & Partner GmbH")
    (True, False)
    """
    text = without_runs(text)
    # A dash between a part with Chinese in it and one without stands between the languages.
    return _PARTS_NAMES.search(text) is not None or sum(map(is_chinese, _DASHES.split(text.strip()))) > 1


def split_outside(sign: re.Pattern[str], text: str) -> list[str]:
    """What a sign parts in a text, where it does not stand in brackets behind a name: Acme Ltd (Suzhou, Jiangsu).

    >>> split_outside(re.compile(", "), "Acme Ltd (Suzhou, Jiangsu), Beta"), split_outside(re.compile(", "), "(A, B)")
    (['Acme Ltd (Suzhou, Jiangsu)', 'Beta'], ['(A', 'B)'])
    """
    within = [match.span("inside") for match in _BRACKETED.finditer(text)]
    found, start, at = [], 0, 0
    for match in sign.finditer(text):
        while at < len(within) and within[at][1] < match.start():
            at += 1
        if at < len(within) and within[at][0] <= match.start():
            continue
        found.append(text[start : match.start()])
        start = match.end()
    return [*found, text[start:]]


#: What stands in brackets behind a name, and is not so long that it is a text.
_BRACKETED = re.compile(r"(?<=[^\s(（,，、;；|｜])\s?[(（](?P<inside>[^()（）\n]{2,80})[)）]")


def without_runs(text: str) -> str:
    """A text with one blank, or one new line, for each long run of them."""
    return _RUNS.sub(lambda run: "\n" if "\n" in run[0] else " ", text)
