"""What a whole cell of any column may say in words: that it is as the cell above it, or that nothing is known of it.

The words are those of ``plain_words.csv``: a row more needs no code. Points may have a blank behind them, or none.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from kg.intake.identities.words import rows_beside
from kg.nearest import folded, in_both_scripts

#: Signs of repetition, also between dashes.
_SIGNS = frozenset(("\u2033", "\u3003", '"', "''", "\u201d", "\u201c", "\u201e", '""', "\u201c\u201d", ",,", "\u00bb"))
#: What may stand around such words: （同上）, – dto. –.
_AROUND = "()（）[]【】-–—― "
#: No such word is longer.
_LONGEST = 40


@cache
def _as_above() -> frozenset[str]:
    rows = (row for row in rows_beside("kg.intake.sheets", "plain_words") if row["what"] == "as above")
    return frozenset(_plain(word) for row in rows for word in row["words"].split("|"))


def _plain(text: str) -> str:
    """A text folded, without blanks behind points."""
    return re.sub(r"\.\s+", ".", folded(text))


def says_as_above(text: str) -> bool:
    """Whether a cell says no more than that it is as the one of the row before: 同上, ditto, a sign of repetition.

    >>> [says_as_above(text) for text in ("同上", "（Ditto）", "dto.", "s. o.", "s.o.", "ebd.", "-〃-", "Same Ltd")]
    [True, True, True, True, True, True, True, False]
    """
    bare = text.strip(_AROUND) if len(text) <= _LONGEST else ""
    return bare in _SIGNS or (bool(bare) and _plain(bare) in _as_above())


def more_than_above(text: str) -> str:
    """What a cell says beside that it is as the one of the row before, with the sign between; empty for others.

    >>> [more_than_above(text) for text in ("dto. – Bodensee", "同上（二期）", "ditto - phase 2", "dto.", "Same – 1")]
    [' – Bodensee', '（二期）', ' - phase 2', '', '']
    >>> [more_than_above(text) for text in ("同上二期", "as above, phase 2", "dto. 2. Bauabschnitt", "Same Phase Ltd")]
    ['二期', ', phase 2', ' 2. Bauabschnitt', '']
    """
    bare = text.strip()
    match = _MORE.fullmatch(bare) if len(text) <= _LONGEST_WITH_MORE else None
    if match and says_as_above(match["word"]) and re.search(r"[^\W\d_]", match["more"]):
        return match["more"]
    phase = _with_phase().fullmatch(bare) if len(text) <= _LONGEST_WITH_MORE else None
    return phase["more"] if phase and says_as_above(phase["word"]) else ""


def without_phase(text: str, more: str) -> str:
    """A text without the phase that it ends with, where what is put behind it is another one.

    Args:
        text: the text.
        more: what is put behind it.

    >>> without_phase("湖区步道一期", "二期"), without_phase("Lake Path (phase 1)", ", phase 2")
    ('湖区步道', 'Lake Path')
    >>> without_phase("湖区步道一期", "（续）"), without_phase("Lake Path", ", phase 2")
    ('湖区步道一期', 'Lake Path')
    """
    if len(text) > _LONGEST_NAMED or not _a_phase().fullmatch(more):
        return text
    match = _with_phase().fullmatch(text.strip())
    return match["word"] if match else text


@cache
def _a_phase() -> re.Pattern[str]:
    """A phase behind a name, with what stands between: 二期, （二期）, , phase 2, - second phase, 2. Bauabschnitt."""
    rows = [*rows_beside("kg.intake.sheets", "plain_words")]

    def one_of(what: str, *, is_han: bool) -> str:
        found = (row["words"].split("|") for row in rows if row["what"] == what and (row["language"] == "zh") is is_han)
        return "|".join(re.escape(word) for word in sorted(chain(*found), key=lambda word: (-len(word), word)))

    han, letters = one_of("phase", is_han=True), one_of("phase", is_han=False)
    ordinal = rf"(?:[0-9]{{1,2}}(?:\.|st|nd|rd|th|e|ème|ª|º)?|{one_of('ordinal', is_han=False)})"
    return re.compile(
        rf"\s*[-–—,，、:：;；]?\s*[(（\[]?\s*(?:第?[一二三四五六七八九十0-9]{{1,3}}(?:{han})"
        rf"|(?:{letters})\s*(?:[0-9]{{1,2}}|[ivx]{{1,4}}|[a-d])|(?:the )?{ordinal}\s+(?:{letters}))\s*[)）\]]?",
        re.I,
    )


@cache
def _with_phase() -> re.Pattern[str]:
    """A text, and the phase that it ends with; in letters something stands between."""
    return re.compile(rf"(?P<word>.+?)(?P<more>{_a_phase().pattern})", re.I | re.S)


#: Such a word with more behind a dash between blanks, or in brackets; and the longest text of that kind.
_MORE = re.compile(r"(?P<word>[^（(–—-]{1,40}?)(?P<more>\s+[-–—]\s+\S.*|\s*[（(][^（()）]+[)）])")
_LONGEST_WITH_MORE = 120
#: The longest text that is looked at for a phase at its end.
_LONGEST_NAMED = 500


#: What says in words that what a cell should say is not known: 不明, n.k., k. A., (inconnu).
NOT_KNOWN = re.compile(
    in_both_scripts(
        rf"[{re.escape(_AROUND)}]*(?:"
        + "|".join(
            # Points may have a blank behind them, or none.
            r"\.\s?".join(map(re.escape, re.split(r"\.\s?", word)))
            for row in rows_beside("kg.intake.sheets", "plain_words")
            if row["what"] == "not known"
            for word in row["words"].split("|")
        )
        + rf")[{re.escape(_AROUND)}]*"
    ),
    re.I,
)
