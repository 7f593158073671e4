"""What is asked: one question for all cells that one answer settles, and where its answer goes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.text import Text

#: How much of a text is shown in a question, and how long one is that answers are given to by itself.
_MOST_SHOWN, _LONGEST = 300, 200


def called(text: str) -> str:
    """What a text is called where it is answered: itself; of a long one its beginning, and a part of its hash."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:60]}… {hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that is proposed.

    Attributes:
        answer: as it is written in ``SHEET.kg.yaml``.
        text: what it means; the answer itself where it says enough.
    """

    answer: str
    text: Text


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is not sure.

    Attributes:
        path: where its answer goes in ``SHEET.kg.yaml``: ``("answers", "sector", "智慧康养")``.
        text: what is asked.
        options: the answers that are proposed, the likeliest first; others may be given.
        rows: the rows that wait for it, as sheet and number.
        column: the heading of the column.
        stops: whether nothing can be written before it is answered.
        holds: whether its rows are not made before it is answered; else only the cell is left out.
        optional: whether everything is made as it stands, unless somebody says otherwise.
        unsure: whether no proposal is much likelier than the others, so that none is taken unasked.
    """

    path: tuple[str, ...]
    text: Text
    options: tuple[Option, ...] = ()
    rows: tuple[tuple[str, int], ...] = ()
    column: str = ""
    stops: bool = False
    holds: bool = False
    optional: bool = False
    unsure: bool = False

    def __post_init__(self) -> None:
        # A cell may hold a whole report; nobody reads it in a question, nor answers it by its text.
        object.__setattr__(self, "path", tuple(map(called, self.path)))
        object.__setattr__(self, "text", Text(_cut(self.text.en), _cut(self.text.zh)))

    @property
    def where(self) -> Text:
        """The rows, for people."""
        if not self.rows:
            return Text()
        numbers = [str(number) for _, number in self.rows]
        shown = ", ".join(numbers[:8]) + (" …" if len(numbers) > 8 else "")
        sheet = self.rows[0][0]
        named = f"{sheet}, " if sheet else ""
        column = f", {self.column}" if self.column else ""
        noun = "row" if len(numbers) == 1 else "rows"
        return Text(f"{named}{noun} {shown}{column}", f"{named}第{shown}行{column}")


def gathered(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Questions with one place for their answer as one, with all their rows, in the order of the first."""
    found: dict[tuple[str, ...], Question] = {}
    for question in questions:
        first = found.get(question.path)
        if first is None:
            found[question.path] = question
            continue
        rows = tuple(dict.fromkeys((*first.rows, *question.rows)))
        found[question.path] = replace(
            first, rows=rows, stops=first.stops or question.stops, holds=first.holds or question.holds
        )
    return tuple(found.values())
