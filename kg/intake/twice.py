"""Things that rows give two names in one language, values or days: mostly two things that a mapping gives one id.

And the other way round: names of which organisations with two ids are called, which may be one.

Names are known by hashes of 64 bits and by the batch that they come in, so that a million of them take a few megabytes;
what was found is read once more for the texts and the rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

import numpy as np

from kg import vocabulary
from kg.findings import Finding, Severity
from kg.graph.columns import text
from kg.intake.anytable import Cell
from kg.intake.outside import short
from kg.intake.registries import find, find_cities
from kg.intake.several import values
from kg.text import Text

#: How many things a message names.
SHOWN = 3
#: So many rows that have a text are tried before all are searched.
_MOST_TRIED = 8
#: Of so many names it is told whether most are of two.
_MANY = 20
#: So many names are kept before those that came before are dropped.
_KEPT = 500_000
_OF_NAMES = f"> <{vocabulary.SKOS}prefLabel> ".encode()
_OF_VALUES = f"> <{vocabulary.PK}value> ".encode()
_INSTITUTION = b"/institution/"
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
        cells: the rows.
        mapped: makes their triples once more.
    """

    path: Path
    first: int
    cells: Sequence[Sequence[Cell]]
    mapped: Mapped

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.cells)


class SaidTwice:
    """Looks at what each batch says of things that has to be one: names, the values of figures, or days.

    Args:
        said: what stands between a thing and that, of ``LOOKED_AT``.

    Attributes:
        said: the same.
        seen: of how many things something is said, where some have two.
    """

    def __init__(self, said: bytes = _OF_NAMES) -> None:
        self.said = said
        self.seen = 0
        self._new = tuple(array("q") for _ in range(3))
        self._known = np.zeros((3, 0), dtype=np.int64)
        self._batch = 0

    def look(self, made: bytes) -> None:
        """Note the names in the triples of the next batch, as lines of N-Triples."""
        batch, self._batch = self._batch, self._batch + 1
        things, names, batches = self._new
        for thing, name in _all_said(made, self.said):
            if (pair := self.pair(thing, name)) is not None:
                things.append(hash(pair[0]))
                names.append(hash(pair[1]))
                batches.append(batch)
        if len(things) > _KEPT:
            self._keep()

    def pair(self, thing: bytes, said: bytes) -> tuple[tuple[bytes, bytes], bytes] | None:
        """What is one, and what of it must be; ``None`` of what is not looked at.

        Args:
            thing: the thing, with its brackets.
            said: what is said of it.
        """
        return (thing, _language(said)), said

    def told(self, found: Sequence[_Thing], number: int) -> Finding:
        """What is to be said of things that have two.

        Args:
            found: the first of them.
            number: how many there are.
        """
        return {_OF_NAMES: _of_names, _OF_VALUES: _of_values}.get(self.said, _of_days)(found, number)

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
        found = _texts(set(things[wanted].tolist()), dict(batches(numbers)), self)
        told = [one for one in found if len(one.names) > 1]
        self.seen = len(np.unique(things))
        many = max(len(second) - len(wanted), 0) + len(told)
        return [self.told(told, many)] if told else []

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


class NamesOfTwo(SaidTwice):
    """Looks for names of organisations whose ids differ in their last part alone: in what tells two of a name apart."""

    def pair(self, thing: bytes, said: bytes) -> tuple[tuple[bytes, bytes], bytes] | None:
        """The name with what the ids have in common, and the id; see ``SaidTwice``."""
        at = thing.find(_INSTITUTION)
        if at < 0:
            return None
        # Chamber/Austria and Chamber/Hungary, and Chamber alone, where a row names no country.
        parts = thing[at + len(_INSTITUTION) : -1].split(b"/")
        return (b"/".join(parts[:-1] or parts), said), thing

    def told(self, found: Sequence[_Thing], number: int) -> Finding:
        """What is to be said of names of two; see ``SaidTwice``."""
        return _of_two(found, number, self.seen)


@dataclass(slots=True)
class _Thing:
    """A thing with its names, each with the batch that it is in, and what they are in triples; or a name with things.

    Attributes:
        names: by what must be one, the thing and what is said of it, with the first batch that has it.
        said: what is looked at, in triples.
    """

    names: dict[bytes, tuple[bytes, bytes, Batch]]
    said: bytes

    @property
    def iri(self) -> str:
        """The thing, or the first of them."""
        return next(iter(self.names.values()))[0][1:-1].decode()

    def two(self) -> list[_Said]:
        """Two of its names, in the order of their rows."""
        first = [*self.names.values()][:2]
        found = [_Said(thing[1:-1].decode(), name, batch, self.said) for thing, name, batch in first]
        if len({id(name.batch) for name in found}) == 1:
            found.sort(key=lambda name: name.row)
        return found


def _texts(wanted: Collection[int], batches: dict[int, Batch], look: SaidTwice) -> list[_Thing]:
    """The names of things that are known by their hash, in the order of their batches, then of their ids."""
    found: dict[tuple[bytes, bytes], _Thing] = {}
    for _, batch in sorted(batches.items()):
        for thing, name in sorted(_all_said(batch.mapped(0, batch.rows), look.said)):
            if (pair := look.pair(thing, name)) is not None and hash(pair[0]) in wanted:
                one = found.setdefault(pair[0], _Thing({}, look.said))
                one.names.setdefault(pair[1], (thing, name, batch))
    return list(found.values())


def _of_names(things: Sequence[_Thing], number: int) -> Finding:
    some, last = _shown(things)
    return Finding(
        Severity.WARNING,
        "two-names-of-one-thing",
        f"{number:,} {'thing has' if number == 1 else 'things have'} two names in one language: {some.en}.",
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
        f"{number:,} {'figure has' if number == 1 else 'figures have'} two values, and a sum has both: {some.en}.",
        f"{number}个数额有两个值，合计时会重复计入：{some.zh}。",
        "Correct the cells if the rows say the same amount; if each row has its own, put STR(fn:row()) into the fn:id "
        "of the figure.",
        last.table,
        row=last.row,
        value=last.text,
        fix_zh="若各行所述为同一数额，请更正单元格；若每行各有数额，请在该数额的 fn:id 中加入 STR(fn:row())。",
    )


def _of_two(names: Sequence[_Thing], number: int, total: int) -> Finding:
    """What is said of names of two organisations.

    Args:
        names: the first of them.
        number: how many there are.
        total: how many names there are in all.
    """
    pairs = [one.two() for one in names[:SHOWN]]
    some = "; ".join(f"{one.text!r} ({one.by} in row {one.row}, {other.by} in row {other.row})" for one, other in pairs)
    some_zh = "；".join(f"“{one.text}”（第{one.row}行{one.by}，第{other.row}行{other.by}）" for one, other in pairs)
    last = pairs[0][1]
    # Where most names are so, by where they are, it is how the table tells organisations apart, and no slip of cells.
    is_form = total >= _MANY and 2 * number > total and _are_apart_by_place(pairs)
    of = Text(f" of {total:,}", f"{total}个名称中有") if is_form else Text()
    one = number == 1 and not is_form
    return Finding(
        Severity.INFO if is_form else Severity.WARNING,
        "one-name-two-organisations",
        f"{number:,}{of.en} {'name is' if one else 'names are'} of two organisations each, which the last part of "
        f"their ids alone tells apart: {some}.",
        f"{of.zh}{number}个{'' if is_form else '名称'}各属两个机构，仅以标识的最后一段区分：{some_zh}。",
        "If they are one, leave what differs out of fn:id, or spell it in one way in the cells; if they are two, leave "
        "it so.",
        last.table,
        row=last.row,
        value=last.text,
        fix_zh="若为同一机构，请从 fn:id 中去掉该段，或统一单元格的写法；若确为两个机构，则无须改动。",
    )


def _are_apart_by_place(pairs: Sequence[Sequence[_Said]]) -> bool:
    """Whether most ids of some names end in a place, of which one name may have several.

    A number of the row, a year, a role or a project in an id is a slip, however many names have it: each organisation
    is then as many as it has rows.
    """
    behind = [said.by for pair in pairs for said in pair if not said.is_alone]
    return 2 * sum(not one.isdecimal() and bool(find(one) or find_cities(one)) for one in behind) > len(behind)


def _of_days(things: Sequence[_Thing], number: int) -> Finding:
    some, last = _shown(things)
    days = _OF_DAYS[things[0].said]
    return Finding(
        Severity.WARNING,
        "two-days-of-one-thing",
        f"{number:,} {'thing has' if number == 1 else 'things have'} two {days.en}: {some.en}.",
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
        self.row = _row(iri, said + spelt, batch, text(spelt.decode())[0])
        self.by = unquote(iri.rpartition("/")[2])[:60]
        #: Whether an organisation's id is its name, with nothing behind it.
        self.is_alone = "/" not in iri.partition(_INSTITUTION.decode())[2]
        self.batch = batch
        self.table = batch.path.name

    def told(self, with_table: bool) -> Text:
        """The name and where it is."""
        table = f"{self.table}, " if with_table else ""
        return Text(f"{self.text!r} ({table}row {self.row})", f"“{self.text}”（{table}第{self.row}行）")


def _row(iri: str, said: bytes, batch: Batch, spelt: str) -> int:
    """A row of a batch that says something of a thing: one that has it as it is in a cell, else the first.

    Args:
        iri: the thing.
        said: what is said, in triples.
        batch: the rows.
        spelt: the text of it.
    """
    line = b"\n<" + iri.encode() + said + b" .\n"

    def is_said(begin: int, end: int) -> bool:
        return line in b"\n" + batch.mapped(begin, end)

    having = (place for place, cells in enumerate(batch.cells) if any(spelt in values(cell) for cell in cells))
    for place in islice(having, _MOST_TRIED):
        if is_said(place, place + 1):
            return batch.first + place
    # Halved until it is alone.
    begin, end = 0, batch.rows
    while end - begin > 1:
        middle = (begin + end) // 2
        begin, end = (begin, middle) if is_said(begin, middle) else (middle, end)
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
