"""Which row is which partnership, from one import to the next: ids are frozen at first sight, in ``ids.csv``.

A row is found again by all that it says, then by its own key, by its name with its parties, by what is rarest of those,
and last by how like it is to one row alone. What is not sure is asked: an id that went to the wrong row could not be
taken back.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from kg.errors import SourceError
from kg.files import delimited_records
from kg.intake.sheets.asking import Option, Question, called
from kg.intake.sheets.clean_names import new_id
from kg.nearest import folded
from kg.text import Text

#: The table's file in a package.
FILE = "ids.csv"
COLUMNS = ("kind", "id", "file", "sheet", "row", "key", "name", "parties", "content")
#: From this likeness on (of 100) a row is the former one, if no other comes as near; from the lower on it is asked.
_SURE, _PERHAPS, _APART = 80.0, 55.0, 10.0
#: How many rows are compared with how many, one by one, at most.
_MOST_PAIRS = 4_000_000


@dataclass(frozen=True, slots=True)
class RowKey:
    """What a row is known by.

    Attributes:
        place: sheet and row.
        key: the row's own number or key, if the sheet has such a column.
        name: the name of the partnership.
        parties: its parties, as they are written, in a canonical order.
        content: every cell, heading to text.
    """

    place: tuple[str, int]
    key: str
    name: str
    parties: str
    content: Mapping[str, str] = field(hash=False)

    @property
    def whole(self) -> tuple[str, ...]:
        """All that it says, for comparing; without the headings, so that a renamed column changes nothing."""
        return tuple(sorted(folded(text) for text in self.content.values() if text))


@dataclass(frozen=True, slots=True)
class Former:
    """A row as it was when it was last seen.

    Attributes:
        kind: ``partnership``, ``institution`` or ``region``.
        id: its id.
        file: the sheet's file.
        key: what it was known by; row 0 for one that went.
    """

    kind: str
    id: str
    file: str
    key: RowKey


@dataclass(slots=True)
class Identified:
    """Which row is which.

    Attributes:
        ids: place to id.
        new: the places that were not seen before.
        gone: the former rows that are no more.
        questions: where it is not sure.
    """

    ids: dict[tuple[str, int], str] = field(default_factory=dict)
    new: list[tuple[str, int]] = field(default_factory=list)
    gone: list[Former] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def read_ids(folder: Path) -> list[Former]:
    """The ids of a package; none where it has no ``ids.csv``.

    Raises:
        SourceError: if the table cannot be read.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    try:
        csv.field_size_limit(2**31 - 1)
        rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
        return [_former(row) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            Text(
                f"{path}: cannot be read ({type(error).__name__}). Take it back from a copy: it holds the rows' ids.",
                f"{path}：无法读取（{type(error).__name__}）。请从备份恢复：其中保存了各行的标识。",
            )
        ) from error


def _former(row: Mapping[str, str]) -> Former:
    content = {str(name): str(text) for name, text in json.loads(row["content"] or "{}").items()}
    place = (row["sheet"], int(row["row"] or 0))
    return Former(row["kind"], row["id"], row["file"], RowKey(place, row["key"], row["name"], row["parties"], content))


def ids_csv(formers: Iterable[Former]) -> str:
    """The table ``ids.csv``."""
    ordered = sorted(formers, key=lambda one: (one.kind, one.file, one.key.place, one.id))
    return delimited_records(COLUMNS, map(_row, ordered))


def _row(one: Former) -> dict[str, str | int]:
    sheet, row = one.key.place
    return {
        "kind": one.kind,
        "id": one.id,
        "file": one.file,
        "sheet": sheet,
        "row": row or "",
        "key": one.key.key,
        "name": one.key.name,
        "parties": one.key.parties,
        "content": json.dumps(dict(one.key.content), ensure_ascii=False) if one.key.content else "",
    }


def identify(
    rows: Sequence[RowKey], former: Sequence[Former], used: Collection[str], answers: Mapping[str, str]
) -> Identified:
    """Which row is which partnership.

    Args:
        rows: the rows of the sheet, in their order.
        former: the partnerships of the sheet as they were.
        used: further ids that a new row must not take.
        answers: by what ``asked_as`` calls a row, its id, or ``new``.
    """
    found = Identified()
    waiting = {row.place: row for row in rows}
    left = {one.id: one for one in former}
    for row in rows:
        answer = answers.get(asked_as(row), "")
        if answer in left:
            _take(row, left.pop(answer), found, waiting)
        elif answer == "new":
            found.new.append(waiting.pop(row.place).place)
    for measure in (_by_whole, _by_own_key, _by_name_and_parties, _by_name, _by_parties):
        _match(measure, found, waiting, left)
    _match_likely(found, waiting, left)
    found.new = sorted([*found.new, *waiting], key=[row.place for row in rows].index)
    asked = {question.path[-1] for question in found.questions}
    taken = {*used, *(one.id for one in former), *found.ids.values()}
    by_place = {row.place: row for row in rows}
    for place in found.new:
        row = by_place[place]
        if asked_as(row) in asked:
            continue
        found.ids[place] = new_id("p", row.name or row.parties, taken, row.parties)
        taken.add(found.ids[place])
    found.gone = [one for one in left.values() if one.key.place[1]]
    return found


def asked_as(row: RowKey) -> str:
    """What a row is called where it is asked about: its key, its name or its parties; never its number, which moves."""
    return called(row.key or row.name or row.parties or " ".join(row.whole)[:80])


def _take(row: RowKey, one: Former, found: Identified, waiting: dict[tuple[str, int], RowKey]) -> None:
    found.ids[row.place] = one.id
    del waiting[row.place]


_Measure = Callable[[RowKey], object]


def _by_whole(row: RowKey) -> object:
    return row.whole or None


def _by_own_key(row: RowKey) -> object:
    return folded(row.key) or None


def _by_name_and_parties(row: RowKey) -> object:
    return (folded(row.name), folded(row.parties)) if row.name and row.parties else None


def _by_name(row: RowKey) -> object:
    return folded(row.name) or None


def _by_parties(row: RowKey) -> object:
    return None if row.name else folded(row.parties) or None


def _match(
    measure: _Measure, found: Identified, waiting: dict[tuple[str, int], RowKey], left: dict[str, Former]
) -> None:
    """Match what one measure makes unique on both sides; rows that say wholly the same are matched in their order.

    Those of one sheet go first: the order of the sheets is no order of their names.
    """
    rows, formers = _grouped(measure, waiting.values()), _grouped_former(measure, left.values())
    for value, group in rows.items():
        others = formers.get(value, [])
        if measure is not _by_whole:
            # Those that went are found again only by all that they said.
            others = [one for one in others if one.key.place[1]]
        if measure is _by_whole or (len(group) == len(others) == 1):
            for row, one in _in_their_order(group, others):
                _take(row, left.pop(one.id), found, waiting)


def _in_their_order(rows: Sequence[RowKey], formers: Sequence[Former]) -> Iterator[tuple[RowKey, Former]]:
    """Rows with former ones in the order of both, those of one sheet first."""
    of_sheet: dict[str, list[Former]] = {}
    for one in formers:
        of_sheet.setdefault(one.key.place[0], []).append(one)
    own = {row.place: some.pop(0) for row in rows if (some := of_sheet.get(row.place[0]))}
    taken = {one.id for one in own.values()}
    others = iter([one for one in formers if one.id not in taken])
    for row in rows:
        if found := own.get(row.place) or next(others, None):
            yield row, found


def _grouped(measure: _Measure, rows: Iterable[RowKey]) -> dict[object, list[RowKey]]:
    groups: dict[object, list[RowKey]] = {}
    for row in rows:
        if (value := measure(row)) is not None:
            groups.setdefault(value, []).append(row)
    return groups


def _grouped_former(measure: _Measure, formers: Iterable[Former]) -> dict[object, list[Former]]:
    groups: dict[object, list[Former]] = {}
    for one in sorted(formers, key=lambda one: (not one.key.place[1], one.key.place)):
        if (value := measure(one.key)) is not None:
            groups.setdefault(value, []).append(one)
    return groups


def _match_likely(found: Identified, waiting: dict[tuple[str, int], RowKey], left: dict[str, Former]) -> None:
    """Match each row with the one former row that it is like, if no other comes near; else ask."""
    here = [one for one in left.values() if one.key.place[1]]
    if not here or len(waiting) * len(here) > _MOST_PAIRS:
        return
    scores = {(row.place, one.id): _likeness(row, one.key) for row in waiting.values() for one in here}
    for row in list(waiting.values()):
        ranked = sorted(((scores[row.place, one.id], one.id) for one in here if one.id in left), reverse=True)
        near = [(score, name) for score, name in ranked if score >= _PERHAPS]
        if not near:
            continue
        score, name = near[0]
        rivals = [
            other for other in waiting.values() if other is not row and scores[other.place, name] > score - _APART
        ]
        is_alone = len(ranked) < 2 or ranked[1][0] <= score - _APART
        if score >= _SURE and is_alone and not rivals:
            _take(row, left.pop(name), found, waiting)
        else:
            found.questions.append(_question(row, [left[other] for _, other in near[:3]]))


def _likeness(row: RowKey, former: RowKey) -> float:
    """How like two rows are, of 100: the name and the parties count for half, all that they say for the other."""
    name = fuzz.ratio(folded(row.name[:300]), folded(former.name[:300])) if row.name and former.name else 0.0
    parties = fuzz.token_sort_ratio(folded(row.parties[:300]), folded(former.parties[:300]))
    same = len(set(row.whole) & set(former.whole)) / max(len(row.whole), len(former.whole), 1)
    return 0.25 * name + 0.25 * parties + 50.0 * same


def _question(row: RowKey, near: Sequence[Former]) -> Question:
    name = asked_as(row)
    options = tuple(Option(one.id, Text.of(asked_as(one.key))) for one in near)
    text = Text(
        f"Is {name!r} the row that was {asked_as(near[0].key)!r}, or a new one?",
        f"“{name}”是原来的“{asked_as(near[0].key)}”，还是新增的一行？",
    )
    return Question(
        ("answers", "row", name), text, (*options, Option("new", Text("a new row", "新增"))), (row.place,), stops=True
    )


def party_ids(formers: Iterable[Former]) -> Iterator[tuple[str, str]]:
    """The ids that names of parties had at first sight: ``institution`` or ``region`` and the name, to the id."""
    for one in formers:
        if one.kind in ("institution", "region"):
            yield f"{one.kind} {one.key.key}", one.id
