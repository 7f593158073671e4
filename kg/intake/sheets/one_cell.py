"""Answers for one cell: they follow what the row is called and what its cell says, never the number of the row.

Rows move when somebody puts one above them. An answer that leads to no cell any more, or to several, is told, and the
cells that it may have been meant for are asked again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.intake.sheets.asking import called
from kg.text import Text

#: How much of a row's name and of a cell a key has: it is written by hand.
_MOST = 60
#: A key of before, by the number of a row, which says nothing of the row that has this number now.
_BY_NUMBER = re.compile(r"row ([0-9]{1,7})|第 ?([0-9]{1,7}) ?行")


def key_of(heading: str, name: str, text: str) -> str:
    """Under which key the answer for one cell stands: its heading, what its row is called, what it says.

    Args:
        heading: the heading of its column.
        name: what its row is called.
        text: what it says.

    >>> key_of("实际到位", "Deal 5", "320")
    '实际到位, Deal 5 (320)'
    """
    name, text = (" ".join(part.split())[:_MOST] for part in (name, text))
    return called(f"{heading}, {name} ({text})")


@dataclass(frozen=True, slots=True)
class Lost:
    """An answer for one cell that leads to none, or to several.

    Attributes:
        key: where it stands.
        answer: what was answered.
        heading: the heading of its column.
        rest: what stands behind the heading.
        several: whether it leads to several partnerships.
    """

    key: str
    answer: str
    heading: str
    rest: str
    several: bool

    def may_be(self, heading: str, name: str, text: str, row: int) -> bool:
        """Whether it may have been meant for a cell: that of its row, one of its text, or what has its number now.

        Args:
            heading: the heading of the cell's column.
            name: what its row is called.
            text: what it says.
            row: the number of its row.
        """
        if heading != self.heading:
            return False
        if number := _BY_NUMBER.fullmatch(self.rest):
            return row == int(number[1] or number[2])
        whole = key_of("", name, text).removeprefix(", ")
        at = whole.rfind(" (")
        return self.rest.startswith(whole[: at + 2]) or self.rest.endswith(whole[at:])

    @property
    def told(self) -> Text:
        """What is said of it."""
        if self.several:
            return Text(
                f"the answer '{self.key}: {self.answer}' fits several partnerships and is not used. Write the unit in "
                "their cells",
                f"回答“{self.key}: {self.answer}”对应多项合作，未采用。请在单元格内写明单位",
            )
        return Text(
            f"the answer '{self.key}: {self.answer}' leads to no cell and is not used: an answer for one cell stands "
            "under HEADING, NAME OF THE ROW (WHAT THE CELL SAYS)",
            f"回答“{self.key}: {self.answer}”不对应任何单元格，未采用：针对某一单元格的回答"
            "写在“表头, 行的名称 (单元格内容)”下",
        )


@dataclass(frozen=True, slots=True)
class SaidOfCells:
    """What was answered for single cells of a sheet.

    Attributes:
        said: the answers that lead to the cells of one partnership, by key.
        lost: the others.
        twice: what several rows of the sheet are called.
    """

    said: Mapping[str, str] = field(default_factory=dict)
    lost: Sequence[Lost] = ()
    twice: frozenset[str] = frozenset()


def called_twice(names: Iterable[str]) -> frozenset[str]:
    """What several partnerships of a sheet are called: their parties tell which is meant."""
    return frozenset(name for name, number in Counter(names).items() if number > 1)


def are_some(answers: Mapping[str, str], headings: Sequence[str]) -> bool:
    """Whether any answer is one for a single cell."""
    return any(True for _ in _of_cells(answers, headings))


def sorted_out(
    answers: Mapping[str, str], headings: Sequence[str], places: Mapping[str, set[int]], twice: frozenset[str]
) -> SaidOfCells:
    """The answers for single cells, and which of them lead nowhere.

    Args:
        answers: all that is answered under the headings' place, by key.
        headings: the headings of the columns, the other keys that may stand there.
        places: the partnerships of which a cell has a key, by key.
        twice: what several partnerships are called.
    """
    said: dict[str, str] = {}
    lost: list[Lost] = []
    for key, answer, heading, rest in _of_cells(answers, headings):
        found = places.get(key, set())
        if len(found) == 1:
            said[key] = answer
        else:
            lost.append(Lost(key, answer, heading, rest, bool(found)))
    return SaidOfCells(said, tuple(lost), twice)


def _of_cells(answers: Mapping[str, str], headings: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    """The answers whose key begins with a heading and a comma: key, answer, heading, and what stands behind it."""
    for key, answer in answers.items():
        begins = [one for one in headings if one and key.startswith((f"{one},", f"{one}，"))]
        if key not in headings and begins:
            heading = max(begins, key=len)
            yield key, answer, heading, key[len(heading) + 1 :].strip()
