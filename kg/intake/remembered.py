"""Rows that an earlier build mapped: after a few changed rows only those are mapped, and its graph is patched.

A row makes its triples by itself, so that those of the graph change by what the changed rows made and what they make.
Two things stand against that, and then all rows are mapped: a triple that goes and that another row makes too (which
triples several rows make is remembered), and one that a rule looks at or makes. Which that are is told from the
rules' texts. What the earlier build read is kept as its files, by their hashes.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from kg import assets, vocabulary
from kg.assets import Ontology
from kg.files.lines import SortedLines
from kg.files.steps import Patch, Steps, digest
from kg.graph.following import properties, written_out
from kg.graph.library import further_codes, graph_files
from kg.graph.nearby import TooFar, derived_anew
from kg.graph.queryfile import QueryFile
from kg.graph.rules import load_rules
from kg.graph.store import TripleStore, lasting
from kg.graph.terms import NamedNode
from kg.intake.mapping import Place, Repeated, Trace, as_stored, lines_of_rows
from kg.intake.package import Package, read_descriptor, table_name
from kg.intake.tables.model import Row, Table
from kg.intake.unread import TABLES, is_joined_by_hand, reread
from kg.text import Text

#: What is kept among the steps of a build: one entry about all rows.
ROWS, _ALL = "rows", "all"
#: So many changed rows of a table are mapped alone.
MOST = 500
_IRI = re.compile(r"<([^<>\s]+)>")


class _Whole(Exception):
    """Why all rows are to be mapped."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.text = Text(en, zh)


@dataclass(slots=True)
class _Change:
    """The rows of a table that went and came, and what number each row that stayed has now."""

    table: Table
    old: Sequence[Row]
    new: Sequence[Row]
    numbers: Mapping[int, int] = field(default_factory=dict)

    @property
    def moved(self) -> Mapping[int, int]:
        """The rows that stayed and have another number than they had, each with that."""
        return {one: other for one, other in self.numbers.items() if one != other}


class RememberedRows:
    """The rows of the build that a folder holds, beside those that are to be mapped now.

    Args:
        steps: the results of the earlier build, and of this one.
        packages: the packages, read and found right.
        ontology: with what is one's own.
        base: the IRI under which things live.
        before: rows that the earlier build read, by their file as people are told it, where they were read again.
        joined: whether files of RDF are joined to them.

    Attributes:
        affected: the things that changed rows spoke or speak of, where there is a patch: all other things are led back
            to the row that they were led back to, whatever its number is now; else ``None``.
        moved: file and table to the rows that stayed and have another number now.
    """

    def __init__(
        self,
        steps: Steps,
        packages: Sequence[Package],
        ontology: Ontology,
        base: str,
        before: Mapping[str, Sequence[Row]],
        *,
        joined: bool,
    ) -> None:
        self._steps, self._base, self._ontology, self._before = steps, base, ontology, before
        self._package: Package | None = None
        self._files: list[tuple[Table, Mapping[str, Any], bytes]] = []
        self._as_stored: set[bytes] = set()
        self.affected: set[str] | None = None
        self.moved: dict[tuple[str, str], Mapping[int, int]] = {}
        self.repeated: Repeated | None = None
        try:
            self._package = _only(packages, ontology, joined=joined)
            self._files = list(_files(self._package))
            self.repeated = Repeated()
        except _Whole as reason:
            steps.whole = reason.text

    def patch(self, trace: Trace) -> Patch | None:
        """Make the graph's lines of those of the earlier build, as ``Steps.patch``.

        Args:
            trace: is filled with the way back from things to rows.

        Returns:
            it; ``None`` where that cannot be: why, ``Steps.whole`` says.
        """
        if self._package is None or not self._steps.about:
            return None
        try:
            self._patch(self._package, trace)
        except _Whole as reason:
            self._steps.whole = reason.text
        return self._steps.patch

    def _patch(self, package: Package, trace: Trace) -> None:
        steps = self._steps
        content = steps.get(ROWS, _ALL)
        steps.taken.pop(ROWS, None)
        told = json.loads(content) if content else {}
        if not steps.about.get("inputs") or told.get("key") != self._key(package):
            raise _Whole("what is read beside the tables is not what it was", "各表之外所读的内容有变化")
        graph = steps.file("graph.nq")
        if graph is None:
            raise _Whole("the graph that is there was changed", "已有的图谱被改动过")
        changes = self._changes(told["files"])
        gone, come = Trace(), Trace()
        old, new = set[bytes](), set[bytes]()
        repeats = Repeated()
        for change in changes:
            old |= self._lines(change.table, change.old, gone, Repeated())
            new |= self._lines(change.table, change.new, come, repeats)
        removed, added = old - new, new - old  # as the store spells them
        shared = np.frombuffer(b64decode(told["shared"]), dtype=np.uint32)
        self._refuse(removed, added, shared)
        if (rule := self._following(removed | added)) is not None:
            removed, added = self._with_derived(rule, graph, removed, added)
        before = SortedLines(graph)
        del graph
        if not all(line in before for line in removed):
            raise _Whole("the graph that is there is not of these rows", "已有的图谱并非出自这些行")
        doubled = sorted(line for line in added if line in before)
        added -= set(doubled)
        lines = before.changed(removed, added)
        del before
        found = self._trace(told["trace"], changes, gone, come, lines)
        trace.places.update(found.places)  # only now: where all rows are mapped after all, nothing of it may be left
        self.affected = {*gone.places, *come.places}
        self.moved = {(change.table.file, change.table.name): change.moved for change in changes if change.moved}
        steps.patch = Patch(lines, frozenset(removed), frozenset(added), steps.marks["graph.nq"])
        self.repeated = Repeated(np.concatenate([shared, repeats.hashes()]), doubled)
        number = sum(len(table.rows) for table in package.tables)
        steps.made[ROWS] = sum(len(change.new) for change in changes)
        steps.taken[ROWS] = number - steps.made[ROWS]

    def keep(self, trace: Trace) -> None:
        """Keep for the next build what was mapped in this one.

        Args:
            trace: the way back from things to rows.
        """
        if self._package is None or self.repeated is None:
            return
        made, files = self._steps.made[ROWS], []
        for table, _, content in self._files:
            name = digest(content)
            self._steps.put(TABLES, name, content)
            files.append([table.name, table.file, name])
        places: dict[tuple[str, str], tuple[list[str], list[int]]] = {}
        for iri, place in trace.places.items():
            iris, rows = places.setdefault((place.file, place.table), ([], []))
            iris.append(iri)
            rows.append(place.row)
        told = {
            "key": self._key(self._package),
            "files": files,
            "shared": b64encode(self.repeated.hashes().tobytes()).decode(),
            "trace": [[file, table, *held] for (file, table), held in places.items()],
        }
        self._steps.put(ROWS, _ALL, json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())
        self._steps.made.pop(TABLES, None)
        number = sum(len(table.rows) for table in self._package.tables)
        self._steps.made[ROWS] = number if self.affected is None else made

    def _key(self, package: Package) -> str:
        return digest((package.folder / "datapackage.json").read_bytes(), self._base, package.shown)

    def _changes(self, before: Sequence[Sequence[str]]) -> list[_Change]:
        if [(table.name, table.file) for table, _, _ in self._files] != [(name, file) for name, file, _ in before]:
            raise _Whole("the tables are others", "表已不同")
        found = []
        for (table, resource, content), (_, _, name) in zip(self._files, before, strict=True):
            if digest(content) == name:
                continue
            rows = self._before.get(table.file)
            if rows is None:
                old = self._steps.get(TABLES, name)
                self._steps.taken.pop(TABLES, None)
                if old is None:
                    raise _Whole("the earlier tables are not there", "没有先前的表")
                rows = reread(resource, table, old, self._ontology)
            found.append(_change(table, rows))
        return found

    @property
    def contents(self) -> Mapping[str, bytes]:
        """What the files of the tables hold, by these as people are told them."""
        return {table.file: content for table, _, content in self._files}

    def _lines(self, table: Table, rows: Sequence[Row], trace: Trace, repeated: Repeated) -> set[bytes]:
        made = lines_of_rows(table, rows, self._base, trace, repeated)
        if made is None:
            raise _Whole("a mapping cannot be worked out by columns", "有映射无法按列计算")
        found = _spelt(made)
        self._as_stored |= found.intersection(as_stored(made).split(b"\n"))
        return found

    def _refuse(self, removed: Collection[bytes], added: Collection[bytes], shared: Any) -> None:
        """Refuse changes that reach beyond their rows."""
        own = _spelt(b"".join(_ntriples(path) for path in graph_files(self._ontology)))
        changed = {*removed, *added}
        if not own.isdisjoint(changed):
            raise _Whole("the ontology says what a changed row says too", "本体述及已改动的内容")
        codes = {f"<{iri}> .".encode() for iri in further_codes()}
        if any(line.split(b" ", 2)[2] in codes for line in changed):
            raise _Whole("a code that only some graphs have is used otherwise", "仅部分图谱含有的代码，其使用有变化")
        if len(removed) and np.isin([crc32(line) for line in removed], shared).any():
            raise _Whole("another row says what a changed row said too", "另有其他行述及已改动的内容")
        # What several rows make is remembered as they spell it.
        if not self._as_stored.issuperset(removed):
            raise _Whole("a changed row is written otherwise than it is stored", "已改动的行写法与存储不同")

    def _following(self, changed: Collection[bytes]) -> str | None:
        """The name of a rule that looks at what changed, if there is one."""
        touched = {line.split(b" ", 2)[1][1:-1].decode() for line in changed}
        prefixes = vocabulary.prefixes(self._base)
        for rule in load_rules(self._ontology):
            followed = properties(written_out(rule.text, prefixes), listed=True)
            if followed is None or not touched.isdisjoint(followed):
                return rule.name
        return None

    def _with_derived(
        self, rule: str, graph: bytes, removed: set[bytes], added: set[bytes]
    ) -> tuple[set[bytes], set[bytes]]:
        """The lines that went and came together with those that the rules no longer make, and make since.

        Args:
            rule: the name of a rule that looks at what changed.
            graph: the graph of the earlier build.
            removed: lines that rows no longer make.
            added: lines that rows make since.
        """
        too_far = _Whole(f"the rule {rule} looks at what changed", f"规则 {rule} 涉及已改动的内容")
        before = self._before_it(graph)
        if before is None:
            raise too_far
        try:
            gone, come = derived_anew(before, removed, added)
        except TooFar:
            raise too_far from None
        gone -= added
        # What a row may say by itself is no rule's alone: whether one does is not known here.
        said = {name.encode() for name in _said_by_rows(self._base)}
        unsure = [line for line in gone if line.split(b" ", 2)[1][1:-1] in said]
        if not all(_is_rules_alone(line, said, removed | gone, before) for line in unsure):
            raise too_far
        kept = come & removed  # what a row said is derived now
        return (removed - kept) | gone, (added | come) - kept

    def _before_it(self, graph: bytes) -> TripleStore | None:
        """The graph of the earlier build to be asked: a large one where it is on disk already."""
        files = graph_files(self._ontology)
        store: TripleStore | None
        if len(graph) >= lasting.LEAST:
            assert self._steps.folder is not None  # where there is a patch, there is an earlier build
            store = lasting.at_rest(self._steps.folder, self._steps.marks["graph.nq"], files)
            if store is not None:
                store.base = self._base
            return store
        store = TripleStore(base=self._base, ontology=self._ontology)
        for path in files:
            store.load(path)
        store.load_ntriples(graph)
        return store

    def _trace(
        self,
        before: Iterable[Sequence[Any]],
        changes: Sequence[_Change],
        gone: Trace,
        come: Trace,
        lines: SortedLines,
    ) -> Trace:
        """The way back as it is now: rows have other numbers, and some are others."""
        trace = Trace()
        by_table = {(change.table.file, change.table.name): change for change in changes}
        order = {(table.file, table.name): place for place, (table, _, _) in enumerate(self._files)}
        for file, table, iris, rows in before:
            change = by_table.get((file, table))
            for iri, row in zip(iris, rows, strict=True):
                number = row if change is None else change.numbers.get(row, 0)
                if number:
                    trace.places[iri] = Place(file, table, number)
        for iri, place in come.places.items():
            known = trace.places.get(iri)
            ranks = [(order.get((each.file, each.table), -1), each.row) for each in (place, known) if each is not None]
            if known is None or ranks[0] < ranks[1]:
                trace.places[iri] = place
        for iri, place in gone.places.items():
            here = come.places.get(iri)
            # What a later row speaks of too is led back to that one, and which that is nobody remembers.
            if here != place and _is_subject(iri, lines):
                raise _Whole("a changed row was the first to speak of something", "已改动的行曾最先述及某对象")
        return trace


def _only(packages: Sequence[Package], ontology: Ontology, *, joined: bool) -> Package:
    if joined or len(packages) != 1:
        raise _Whole("several packages or graphs are joined", "合并了多个数据包或图谱")
    package = packages[0]
    if ontology.own:
        raise _Whole("the ontology has files of your own", "本体含有您自己的文件")
    if is_joined_by_hand(package):
        raise _Whole("rows are set aside or joined", "有行被搁置或合并")
    return package


def _files(package: Package) -> Iterable[tuple[Table, Mapping[str, Any], bytes]]:
    tables = {(table.name, table.file): table for table in package.tables}
    for resource in read_descriptor(package.folder).get("resources", ()):
        table = tables.get((table_name(resource), package.file(str(resource["path"]))))
        if table is not None:
            yield table, resource, (package.folder / str(resource["path"])).read_bytes()


def _change(table: Table, old: Sequence[Row]) -> _Change:
    """What is left of the rows of two tables without what they begin and end with alike."""
    new = table.rows
    begin, most = 0, min(len(old), len(new))
    while begin < most and old[begin].cells == new[begin].cells:
        begin += 1
    end = 0
    while end < most - begin and old[-1 - end].cells == new[-1 - end].cells:
        end += 1
    change = _Change(table, old[begin : len(old) - end], new[begin : len(new) - end])
    if max(len(change.old), len(change.new)) > MOST:
        raise _Whole("many rows changed", "有许多行改动")
    kept = [*zip(old[:begin], new[:begin], strict=True)]
    kept += zip(old[len(old) - end :], new[len(new) - end :], strict=True)
    change.numbers = {one.number: other.number for one, other in kept}
    return change


def _said_by_rows(base: str) -> frozenset[str]:
    """The IRIs that mappings of bundled tables name, those of the properties of what rows say among them."""
    texts = (QueryFile.load(path).text for path in assets.ontology_files("mappings", ".rq"))
    found = frozenset[str]()
    for text in texts:
        found |= frozenset(_IRI.findall(written_out(text, vocabulary.prefixes(base))))
    return found | {vocabulary.RDF + "type"}


def _is_rules_alone(line: bytes, said: Collection[bytes], going: Iterable[bytes], before: TripleStore) -> bool:
    """Whether no row that stays says what a rule no longer makes, though rows say such things.

    A class that no mapping names, of a thing of which all goes: who spoke of it would have said something else too.

    Args:
        line: what the rule no longer makes.
        said: the IRIs that mappings name.
        going: all lines that go.
        before: the graph of the earlier build.
    """
    subject, relation, rest = line.split(b" ", 2)
    if relation[1:-1] != vocabulary.RDF.encode() + b"type" or rest.removesuffix(b" .")[1:-1] in said:
        return False
    told = sum(1 for _ in before.triples(NamedNode(subject[1:-1].decode())))
    return told == sum(other.startswith(subject + b" ") for other in going)


def _spelt(ntriples: bytes) -> set[bytes]:
    """Lines of N-Triples as the store spells them, each once."""
    store = TripleStore()
    store.load_ntriples(ntriples)
    return {line for line in store.ntriples().split(b"\n") if line}


def _ntriples(path: Path) -> bytes:
    store = TripleStore()
    store.load(path)
    return store.ntriples()


def _is_subject(iri: str, lines: SortedLines) -> bool:
    return bool(lines.between(f"<{iri}> ".encode(), f"<{iri}>!".encode()))
