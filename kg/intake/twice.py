"""Things that rows give two names in one language, values or days: mostly two things that a mapping gives one id.

Names are known by hashes of 64 bits and by the batch that they come in, so that a million of them take a few megabytes;
what was found is read once more for the texts and the rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg import vocabulary
from kg.findings import Finding, Severity
from kg.graph.columns import text
from kg.intake.outside import short
from kg.text import Text

#: How many things a message names.
SHOWN = 3
#: So many names are kept before those that came before are dropped.
_KEPT = 500_000
_OF_NAMES = f"> <{vocabulary.SKOS}prefLabel> ".encode()
_OF_VALUES = f"> <{vocabulary.PK}value> ".encode()
#: Days of which a thing has one, with what they are.
_OF_DAYS = {
    f"> <{vocabulary.PK}{name}> ".encode(): told
    for name, told in (
        ("asOf", Text("days as of which they hold", "时点")),
        ("periodStart", Text("first days", "起始日期")),
        ("periodEnd", Text("last days", "结束日期")),
    )
}

#: What is looked at: names, values, and each kind of days.
LOOKED_AT = (_OF_NAMES, _OF_VALUES, *_OF_DAYS)

#: What the mapping makes of some rows of a batch, from one to another.
Mapped = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that were mapped together.

    Attributes:
        path: their table.
        first: the number of the first row.
        rows: how many there are.
        mapped: makes their triples once more.
    """

    path: Path
    first: int
    rows: int
    mapped: Mapped


class SaidTwice:
    """Looks at what each batch says of things that has to be one: names, the values of figures, or days.

    Args:
        said: what stands between a thing and that, of ``LOOKED_AT``.
    """

    def __init__(self, said: bytes) -> None:
        self._said = said
        self._new = tuple(array("q") for _ in range(3))
        self._known = np.zeros((3, 0), dtype=np.int64)
        self._batch = 0

    def look(self, made: bytes) -> None:
        """Note the names in the triples of the next batch, as lines of N-Triples."""
        batch, self._batch = self._batch, self._batch + 1
        things, names, batches = self._new
        for thing, name in _all_said(made, self._said):
            things.append(hash((thing, _language(name))))
            names.append(hash(name))
            batches.append(batch)
        if len(things) > _KEPT:
            self._keep()

    def findings(self, batches: Callable[[Collection[int]], Iterator[tuple[int, Batch]]]) -> list[Finding]:
        """A warning for the things that have two names in a language, with the rows of the first of them.

        Args:
            batches: gives the batches of some numbers again, in their order.
        """
        self._keep()
        things, _, first = self._known
        if not len(things):
            return []
        # Sorted by thing, then by batch: the second name of each thing.
        second = np.flatnonzero((things[1:] == things[:-1]) & np.append(True, things[1:-1] != things[:-2])) + 1
        if not len(second):
            return []
        late = np.sort(first[second])[min(SHOWN, len(second)) - 1]
        wanted = second[first[second] <= late]
        numbers = {*first[wanted].tolist(), *first[wanted - 1].tolist()}
        found = _texts(set(things[wanted].tolist()), dict(batches(numbers)), self._said)
        told = [one for one in found if len(one.names) > 1]
        many = max(len(second) - len(wanted), 0) + len(told)
        finding = {_OF_NAMES: _of_names, _OF_VALUES: _of_values}.get(self._said, _of_days)
        return [finding(told, many)] if told else []

    def _keep(self) -> None:
        """Put what is new beside what is known, each name of a thing once, with the batch that had it first."""
        new = np.array([np.frombuffer(one, dtype=np.int64) if one else () for one in self._new], dtype=np.int64)
        both = np.concatenate([self._known, new], axis=1)
        self._new = tuple(array("q") for _ in range(3))
        both = both[:, np.lexsort((both[2], both[1], both[0]))]
        is_first = np.ones(both.shape[1], dtype=bool)
        is_first[1:] = (both[:2, 1:] != both[:2, :-1]).any(axis=0)
        both = both[:, is_first]
        self._known = both[:, np.lexsort((both[2], both[0]))]


@dataclass(slots=True)
class _Thing:
    """A thing with its names, each with the batch that it is in, and what they are in triples."""

    iri: str
    names: dict[bytes, Batch]
    said: bytes

    def two(self) -> list[_Said]:
        """Two of its names, in the order of their rows."""
        found = [_Said(self.iri, name, batch, self.said) for name, batch in [*self.names.items()][:2]]
        if len({id(name.batch) for name in found}) == 1:
            found.sort(key=lambda name: name.row)
        return found


def _texts(wanted: Collection[int], batches: dict[int, Batch], said: bytes) -> list[_Thing]:
    """The names of things that are known by their hash, in the order of their batches, then of their ids."""
    found: dict[tuple[bytes, bytes], _Thing] = {}
    for _, batch in sorted(batches.items()):
        for thing, name in sorted(_all_said(batch.mapped(0, batch.rows), said)):
            key = (thing, _language(name))
            if hash(key) in wanted:
                one = found.setdefault(key, _Thing(thing[1:-1].decode(), {}, said))
                one.names.setdefault(name, batch)
    return list(found.values())


def _of_names(things: Sequence[_Thing], number: int) -> Finding:
    some, last = _shown(things)
    return Finding(
        Severity.WARNING,
        "two-names-of-one-thing",
        f"{number} {'thing has' if number == 1 else 'things have'} two names in one language: {some.en}.",
        f"{number}个对象在同一语言中有两个名称：{some.zh}。",
        "If they are two things, put what tells them apart into fn:id; if they are one, take one name of it and make "
        "the others skos:altLabel.",
        last.table,
        row=last.row,
        value=last.text,
        fix_zh="若为两个对象，请将能区分它们的内容写入 fn:id；若为同一对象，请只取一个名称，其余写作 skos:altLabel。",
    )


def _of_values(figures: Sequence[_Thing], number: int) -> Finding:
    some, last = _shown(figures)
    return Finding(
        Severity.WARNING,
        "two-values-of-one-figure",
        f"{number} {'figure has' if number == 1 else 'figures have'} two values, and a sum has both: {some.en}.",
        f"{number}个数额有两个值，合计时会重复计入：{some.zh}。",
        "Correct the cells if the rows say the same amount; if each row has its own, put STR(fn:row()) into the fn:id "
        "of the figure.",
        last.table,
        row=last.row,
        value=last.text,
        fix_zh="若各行所述为同一数额，请更正单元格；若每行各有数额，请在该数额的 fn:id 中加入 STR(fn:row())。",
    )


def _of_days(things: Sequence[_Thing], number: int) -> Finding:
    some, last = _shown(things)
    days = _OF_DAYS[things[0].said]
    return Finding(
        Severity.WARNING,
        "two-days-of-one-thing",
        f"{number} {'thing has' if number == 1 else 'things have'} two {days.en}: {some.en}.",
        f"{number}个对象有两个{days.zh}：{some.zh}。",
        "If the rows are of two things, put what tells them apart into fn:id; if they are of one, correct the cells, "
        "or read the day from one row.",
        last.table,
        row=last.row,
        value=last.text,
        fix_zh="若各行所述为两个对象，请将能区分它们的内容写入 fn:id；若为同一对象，请更正单元格，或只取一行的日期。",
    )


def _shown(things: Sequence[_Thing]) -> tuple[Text, _Said]:
    """The first of some things, each with two of its names, and the second name of the first."""
    shown = [(one, one.two()) for one in things[:SHOWN]]
    tables = {name.table for _, names in shown for name in names}
    some = "; ".join(
        f"{short(one.iri)} is {' and '.join(name.told(len(tables) > 1).en for name in names)}" for one, names in shown
    )
    some_zh = "；".join(
        f"{short(one.iri)} 为{'与'.join(name.told(len(tables) > 1).zh for name in names)}" for one, names in shown
    )
    return Text(some, some_zh), shown[0][1][1]


class _Said:
    """A name, or a value, that a row gives a thing."""

    def __init__(self, iri: str, spelt: bytes, batch: Batch, said: bytes) -> None:
        self.text = text(spelt.decode())[0][:80]
        self.row = _row(iri, said + spelt, batch)
        self.batch = batch
        self.table = batch.path.name

    def told(self, with_table: bool) -> Text:
        """The name and where it is."""
        table = f"{self.table}, " if with_table else ""
        return Text(f"{self.text!r} ({table}row {self.row})", f"“{self.text}”（{table}第{self.row}行）")


def _row(iri: str, said: bytes, batch: Batch) -> int:
    """The first row of a batch that says something of a thing: halved until it is alone."""
    line = b"\n<" + iri.encode() + said + b" .\n"
    begin, end = 0, batch.rows
    while end - begin > 1:
        middle = (begin + end) // 2
        if line in b"\n" + batch.mapped(begin, middle):
            end = middle
        else:
            begin = middle
    return batch.first + begin


def _all_said(made: bytes, said: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The things that have a name, or a value, in some triples, and that as it is spelt there."""
    place = made.find(said)
    while place >= 0:
        begin, end = made.rfind(b"\n", 0, place) + 1, made.find(b" .\n", place)
        name = made[place + len(said) : end if end >= 0 else len(made)]
        if made[begin : begin + 1] == b"<" and name[:1] == b'"':
            yield made[begin : place + 1], name
        place = made.find(said, place + 1)


def _language(name: bytes) -> bytes:
    """What stands behind the quotes of a literal."""
    return name[name.rindex(b'"') :]
