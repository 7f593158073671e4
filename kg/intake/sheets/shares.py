"""Shares beside names, which part these and are none of them: Fondation X (60 %), Région Y (40 %)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from kg.intake.sheets.asking import called
from kg.intake.sheets.layout import Layout, Line
from kg.nearest import folded
from kg.text import HAN, Text

_WORDS = (
    r"占股|占比|占|控股|持股比例|持股|持有|股权|股比|股份|出资比例|出资|份额"
    r"|stake|shares?|holds?|holding|owns|equity|contributes?|pays|funds|anteil|part|parts"
)
_NUMBER = r"(?:约|大约|about |approx\.? ?|ca\.? ?|~ ?)?[0-9]{1,3}(?:[.,][0-9]{1,4})? ?[%％]"
_OF = r"of (?:the )?(?:equity|capital|funding|budget|shares?)"
_SAID = rf"(?:(?:{_WORDS})\s*[:：为]?\s*)?{_NUMBER}(?:\s*(?:{_WORDS}|{_OF}))?"
#: A share behind a name: in brackets; by a word for it; or bare, which alone may be a part of the name.
_IN_BRACKETS = rf"\s*[（(\[【]\s*(?P<inside>{_SAID})\s*[)）\]】]"
_BY_WORD = rf"(?:\s*[,，:：]\s*|\s+|(?<=[{HAN}）)]))(?P<worded>(?:{_WORDS})\s*[:：为]?\s*{_NUMBER})"
_BARE = rf"(?:\s*[:：]\s*|\s+[-–—]\s+|\s+|(?<=[{HAN}）)]))(?P<bare>{_NUMBER})"
#: What stands between two parties, or nothing more.
_BETWEEN = re.compile(r"\s*(?:[;；,，、|｜/／\n&＆+＋]|和|与|及|\b(?:and|und|et|y|e)\b)+\s*|\s*$", re.I)
_BEHIND = re.compile(f"(?:{_IN_BRACKETS}|{_BY_WORD}|{_BARE})", re.I)
_BEFORE = re.compile(rf"(?P<share>{_NUMBER})\s*(?:by |of |from |von |de |[:：-]\s*)?", re.I)
#: Where the next one begins: what parts two names, and a share.
_NEXT_BEFORE = re.compile(rf"(?:[;；,，、|｜/／\n&＆+＋]|\band\b|和|与|及)\s*(?={_NUMBER})", re.I)
#: A share in the middle of a name, with another name behind it: 样本公司51%海盐公司.
_IN_A_NAME = re.compile(rf"(?<=[{HAN}）)]){_NUMBER}\s*[{HAN}]", re.I)
#: A name of its own, of several words or signs: Sample (60%) Holding is one name.
_A_NAME = re.compile(rf"\s*(?=[{HAN}]{{3}}|[^\W\d_{HAN}][\w.&'’-]*\s+[^\W\d_{HAN}])")
#: A longer text is no list of names.
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Shared:
    """A text of names with shares, parted.

    Attributes:
        names: what stands beside each share, and behind the last, in their order.
        shares: the share of each; empty where none stands beside it.
    """

    names: tuple[str, ...]
    shares: tuple[str, ...]


def shared(text: str) -> Shared | None:
    """The names of a text beside which shares stand, each with its own; ``None`` where none surely does.

    Args:
        text: a cell of a column of parties.

    >>> shared("Fondation X (60 %), Région Y (40 %)")
    Shared(names=('Fondation X', 'Région Y'), shares=('60 %', '40 %'))
    >>> shared("样本公司（持股51%）、海盐县")
    Shared(names=('样本公司', '海盐县'), shares=('持股51%', ''))
    >>> shared("60 % Fondation X, 40 % Région Y")
    Shared(names=('Fondation X', 'Région Y'), shares=('60 %', '40 %'))
    >>> shared("A Ltd (60%) B GmbH (40%)")
    Shared(names=('A Ltd', 'B GmbH'), shares=('60%', '40%'))
    >>> shared("Acme (100 % owned by Beta)"), shared("Solar 100%"), shared("100% Renewables GmbH"), shared("51%")
    (None, None, None, None)
    """
    if len(text) > _LONGEST or ("%" not in text and "％" not in text):
        return None
    return _with_shares_before(text) or _with_shares_behind(text)


def _with_shares_behind(text: str) -> Shared | None:
    names, shares, at, start, bare = list[str](), list[str](), 0, 0, 0
    while match := _BEHIND.search(text, at):
        between = _BETWEEN.match(text, match.end()) or _next_name(text, match)
        name = text[start : match.start()].strip()
        if between is None or not name:
            at = match.end()
            continue
        names.append(name)
        shares.append((match["inside"] or match["worded"] or match["bare"]).strip())
        # 样本公司51%: no name ends so.
        bare += match["bare"] is not None and re.search(f"[{HAN}）)]$", name) is None
        start = at = between.end()
    if not shares or bare == len(shares) == 1:
        return None
    rest = text[start:].strip()
    if any(_IN_A_NAME.search(name) for name in (*names, rest)):
        return None
    return Shared((*names, *([rest] if rest else [])), (*shares, *([""] if rest else [])))


def _next_name(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """The blanks, or nothing, behind a share in brackets, where the name of another party follows them."""
    return _A_NAME.match(text, match.end()) if match["inside"] is not None else None


def _with_shares_before(text: str) -> Shared | None:
    """The same of names that each have their share before them; one alone may be a name: 100% Renewables."""
    at, names, shares, text = 0, list[str](), list[str](), text.strip()
    while match := _BEFORE.match(text, at):
        end = _NEXT_BEFORE.search(text, match.end())
        names.append(text[match.end() : end.start() if end else None].strip())
        shares.append(match["share"].strip())
        at = end.end() if end else len(text)
    is_whole = at == len(text) and len(shares) > 1 and all(names)
    return Shared(tuple(names), tuple(shares)) if is_whole else None


def apart(
    layout: Layout, columns: Collection[int], answers: Iterable[str]
) -> tuple[Layout, dict[tuple[int, int], Shared]]:
    """A table whose cells of parties have their names alone, and the shares that stood beside them, by row and place.

    A cell of which somebody has said who is in it stays as it is.

    Args:
        layout: the table.
        columns: the places of the columns of parties.
        answers: the names of which is answered who they are.
    """
    answered = {folded(name) for name in answers}
    found: dict[tuple[int, int], Shared] = {}
    lines = []
    for line in layout.lines:
        told = {place: one for place in columns if (one := _told(line.text(place), answered)) is not None}
        found |= {(line.number, place): one for place, one in told.items()}
        lines.append(_without(line, told) if told else line)
    return (replace(layout, lines=tuple(lines)) if found else layout), found


def _told(text: str, answered: Collection[str]) -> Shared | None:
    found = shared(text)
    if found is None or folded(called(text)) in answered:
        return None
    written = (f"{name} ({share})" for name, share in zip(found.names, found.shares, strict=True))
    spelt = (spelling for one in written for spelling in (one, one.replace(" (", "（").replace(")", "）")))
    return None if any(folded(one) in answered for one in spelt) else found


def _without(line: Line, told: Mapping[int, Shared]) -> Line:
    """A row whose cells are seen without shares; what they hold stays."""
    seen = {place: replace(line.cells[place], shown="; ".join(one.names)) for place, one in told.items()}
    return replace(line, cells={**line.cells, **seen})


def share_of(name: str, names: Iterable[str], told: Shared | None) -> str:
    """The share of one of the names of a cell; empty where none is said.

    Args:
        name: the name.
        names: all names of the cell, as they are read.
        told: what stood in the cell.
    """
    for text, share in zip(told.names, told.shares, strict=True) if told else ():
        # Of several names before a share it is that of the last.
        within = [one for one in names if one in text]
        if share and within and max(within, key=lambda one: (text.rfind(one), len(one))) == name:
            return share
    return ""


def share_noted(share: str) -> dict[str, str]:
    """What is noted of a participation of which a share is said, by column."""
    return {"note_zh": f"份额：{share}", "note_en": f"Share: {share}"} if share else {}


def share_told(name: str, share: str) -> Text:
    """What is said of a row in which a share stands beside a name."""
    return Text(
        f"{share} is the share of {name}: noted at its participation", f"{share}为“{name}”的份额：记入其参与记录的备注"
    )
