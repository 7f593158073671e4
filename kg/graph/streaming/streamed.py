"""A graph of lines that come in batches: its derived triples, and all of it in order, in memory for one batch."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np

from kg import vocabulary
from kg.graph.library import add_further_codes, further_codes
from kg.graph.rules import load_rules
from kg.graph.store import TripleStore
from kg.graph.streaming.notes import EDGE, FORWARD, KINDS, SEGMENT, Note, Notes
from kg.graph.streaming.parts import Parts
from kg.graph.streaming.runs import Runs
from kg.graph.streaming.scratch import Scratch
from kg.graph.streaming.seen import Recent
from kg.graph.streaming.worked import Lines, NotPlain, are_known, worked_out
from kg.graph.terms import Triple
from kg.text import Text

#: A part has so many lines that rules look at, and those of the batch with which it has more.
PART = 40_000

#: A literal that the engine writes as it stands: a text without an escape, a day.
_PLAIN = re.compile(
    r'"[^"\\\x00-\x1f\x7f]*"(?:@[a-z]{2,3})? \.'
    r'|"[0-9]{4}-[0-9]{2}-[0-9]{2}"\^\^<http://www\.w3\.org/2001/XMLSchema#date> \.'
)
_IN_SCHEME = f"<{vocabulary.SKOS}inScheme>"
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_NAME = re.compile(r"(?<![\w?$])(\w+):(\w+)")


class NotStreamed(Exception):
    """The graph holds what only a store can treat, as the reason says in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.text = Text(
            f"The graph is held in memory as a whole: {en}.",
            f"图谱整个保存在内存中：{zh}。",
        )


class StreamedGraph:
    """Triples that are added in batches, and need not fit into memory.

    Args:
        empty: a store that holds the ontology and nothing else; its rules are the bundled ones.

    Attributes:
        base: the IRI under which things live.
        ontology: the model, with what folders of one's own add to it.

    Raises:
        NotStreamed: if it has rules of one's own.
    """

    def __init__(self, empty: TripleStore) -> None:
        if next(iter(empty.ontology.own_files("rules", ".rq")), None) is not None:
            raise NotStreamed("rules of one's own may look at any part of a graph", "自有规则可能涉及图谱的任何部分")
        self.base = empty.base
        self.ontology = empty.ontology
        self._known = empty.ntriples()
        known = sorted(filter(None, self._known.decode().split("\n")))
        self._terms = {term for line in known for term in (line.split(" ", 1)[0], line.split(" ", 2)[2][:-2])}
        self._rules = load_rules(self.ontology)
        self._are_known = are_known(self._rules)
        self._names = [_names(rule.text, self.base) for rule in self._rules]
        self._looked_at = frozenset[str]().union(*self._names, (f"<{vocabulary.SKOS}inScheme>",))
        self._base_lines = Lines(line for line in known if line.split(" ", 2)[1] in self._looked_at)
        self._further = {f"<{iri}>" for iri in further_codes()}
        self._runs = Runs()  # all lines
        self._runs.add(known)
        self._needed = Scratch()  # those that rules look at
        self._notes = Notes()  # what is known of these, of each part that is whole
        self._held = self._number = 0  # lines and segments of the part that is not
        self._segments: list[Any] = []
        self._edges: list[Any] = []
        self._came, self._recent = Recent(), Recent()  # all that was said of a thing, and what rules look at of that

    def close(self) -> None:
        """Let go of the space on disk."""
        for one in (self._runs, self._needed, self._notes):
            one.close()

    def load_ntriples(self, content: bytes) -> None:
        """Add a batch.

        Raises:
            NotStreamed: if it has a blank node or a triple about triples.
            SourceError: if there is no space on disk.
        """
        # In their order, which is that of the rows: what is mostly in order already is soon sorted.
        lines = dict.fromkeys(content.decode().split("\n"))
        lines.pop("", None)
        if b"\\" in content:
            odd = [line for line in lines if "\\" in line]
            for line in odd:
                del lines[line]
            lines.update(dict.fromkeys(_as_written(odd)))
        self._add(self._new(_blocks(sorted(lines))))

    def derive(self) -> None:
        """Add what the rules derive, and further codes that are used; nothing is added afterwards."""
        self._close_part()
        everywhere = np.fromiter(map(hash, self._terms), dtype=np.int64)
        parts = Parts(self._notes, everywhere)
        for part in range(len(self._notes)):
            self._runs.add(self._derived(parts, part))

    def lines(self, leave_out: Collection[Triple] = ()) -> Iterator[list[str]]:
        """The graph as sorted lines of N-Triples, a piece at a time.

        Args:
            leave_out: triples that are not wanted.
        """
        left = sorted(f"{triple} ." for triple in leave_out)
        for piece in self._runs.merged():
            some = set(left[bisect_left(left, piece[0]) : bisect_right(left, piece[-1])]) if piece else None
            yield [line for line in piece if line not in some] if some else piece

    def _new(self, blocks: list[list[str]]) -> list[list[str]]:
        """Of what a batch says of each thing, that which has not been said of it of late."""
        is_new = self._came.add(_marks(blocks))
        return [block for block, new in zip(blocks, is_new.tolist(), strict=True) if new]

    def _add(self, blocks: Sequence[list[str]]) -> None:
        """Add sorted lines by their subject; those that the engine writes otherwise are added in their stead."""
        looked = _Looked()
        for block in blocks:
            if block[0][0] != "<" or block[0][1] == "<":
                raise _not_plain()
            self._look(block, looked)
        lines = list(chain.from_iterable(blocks))
        odd = set(looked.odd)
        if odd and (written := set(_as_written(looked.odd))) != odd:
            self._add(_blocks(sorted({*lines}.difference(odd).union(written))))
            return
        self._runs.add(lines)
        self._note(looked.needed, looked.edges())

    def _look(self, block: list[str], looked: _Looked) -> None:
        """Find which lines of a subject rules look at, and what these lead to."""
        terms, looked_at, is_plain, kept = self._terms, self._looked_at, _PLAIN.fullmatch, []
        for line in block:
            _, predicate, end = line.split(" ", 2)
            if end[0] == '"':
                if not is_plain(end):
                    looked.odd.append(line)
                if predicate in looked_at:
                    kept.append(line)
                continue
            if end[0] != "<" or end[1] == "<":
                raise _not_plain()
            value = end[:-2]
            if predicate in looked_at or value in self._further:
                kept.append(line)
                if value not in terms:
                    looked.tails.append(len(looked.needed))
                    looked.properties.append(predicate)
                    looked.heads.append(value)
        if kept:
            looked.needed.append(kept)

    def _note(self, blocks: Sequence[list[str]], edges: Any) -> None:
        """Remember where lines stand that rules look at, and what they lead to; what came of late is there once."""
        # Each line begins with its subject, so that only what is said of one thing could ever be taken for the same.
        marks = _marks(blocks)
        is_new = self._recent.add(marks)
        kept = [block for block, new in zip(blocks, is_new.tolist(), strict=True) if new]
        if not kept:
            return
        if self._held > PART:
            self._close_part()
        texts = ["\n".join([*block, ""]).encode() for block in kept]
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        found = np.empty(len(kept), dtype=SEGMENT)
        found["thing"] = [hash(block[0][: block[0].index(" ")]) for block in kept]
        found["mark"], found["length"] = marks[is_new], lengths
        found["begin"] = self._needed.add(b"".join(texts)) + np.cumsum(lengths) - lengths
        self._segments.append(found)
        edges = edges[is_new[edges["segment"]]]
        edges["segment"] = np.cumsum(is_new)[edges["segment"]] - 1 + self._number
        self._edges.append(edges)
        self._number += len(kept)
        self._held += sum(map(len, kept))

    def _close_part(self) -> None:
        """What comes is of another part."""
        if self._segments:
            self._notes.add(Note.of(np.concatenate(self._segments), np.concatenate(self._edges)))
        self._segments, self._edges, self._number, self._held = [], [], 0, 0

    def _derived(self, parts: Parts, part: int) -> list[str]:
        """What is derived of the things of a part, and the further codes that it uses, as sorted lines."""
        needed = b"".join(self._needed.read(*span) for span in parts.spans(part))
        if self._are_known:
            try:
                return self._worked_out(needed, parts, part)
            except NotPlain:
                pass
        store = TripleStore(base=self.base, ontology=self.ontology)
        store.load_ntriples(self._known)
        store.load_ntriples(needed)
        found = {f"{triple} ." for triple in add_further_codes(store)}
        for number, rule in enumerate(self._rules):
            made = store.construct(rule.text).ntriples().decode().split("\n")[:-1]
            if not made:
                continue
            later = frozenset[str]().union(*self._names[number + 1 :])
            if further := [line for line in made if line.split(" ", 2)[1] in later]:
                store.load_ntriples("\n".join(further).encode())
            subjects = [line[: line.index(" ")] for line in made]
            own = _own(list(dict.fromkeys(subjects)), parts, part)
            found.update(line for line, subject in zip(made, subjects, strict=True) if subject in own)
        return sorted(found)

    def _worked_out(self, needed: bytes, parts: Parts, part: int) -> list[str]:
        """The same, without a store.

        Raises:
            NotPlain: if the engine must be asked.
        """
        lines = Lines(needed.decode().split("\n")[:-1], self._base_lines)
        in_scheme = {code for code, _ in lines.of(_IN_SCHEME)}
        used = lines.objects(lines.pairs, frozenset(self._further)) - in_scheme
        codes = [f"{triple} ." for code in used for triple in further_codes()[code[1:-1]]]
        made = worked_out(Lines(codes, lines) if codes else lines, lambda subjects: _own(subjects, parts, part))
        return sorted(dict.fromkeys([*codes, *made]))


def _blocks(lines: Sequence[str]) -> list[list[str]]:
    """Sorted lines by their subject."""
    blocks: list[list[str]] = []
    subject = "\n"
    for line in lines:
        if line.startswith(subject):
            blocks[-1].append(line)
        else:
            subject = line[: line.index(" ") + 1]
            blocks.append([line])
    return blocks


def _not_plain() -> NotStreamed:
    return NotStreamed("it has blank nodes or triples about triples", "其中有空节点或关于三元组的三元组")


def _marks(blocks: Sequence[Sequence[str]]) -> Any:
    """A number for each block, the same for the same lines."""
    return np.fromiter((hash(tuple(block)) for block in blocks), dtype=np.int64, count=len(blocks))


@dataclass(slots=True)
class _Looked:
    """What was found in a batch.

    Attributes:
        needed: of each subject the lines that rules look at.
        odd: lines that the engine may write otherwise.
        tails: of each edge, the number of its subject among the needed.
        properties: its property.
        heads: what it leads to.
    """

    needed: list[list[str]] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    tails: list[int] = field(default_factory=list)
    properties: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)

    def edges(self) -> Any:
        """The edges as an array of ``EDGE``."""
        number = len(self.tails)
        found = np.empty(number, dtype=EDGE)
        found["segment"] = self.tails
        found["head"] = np.fromiter(map(hash, self.heads), dtype=np.int64, count=number)
        found["kind"] = np.fromiter((KINDS.get(one, FORWARD) for one in self.properties), dtype=np.int8, count=number)
        return found


def _own(subjects: Sequence[str], parts: Parts, part: int) -> set[str]:
    """Those of some different subjects that are of a part."""
    own = parts.own(list(map(hash, subjects)), part)
    return {subject for subject, is_own in zip(subjects, own.tolist(), strict=True) if is_own}


def _names(rule: str, base: str) -> frozenset[str]:
    """Whatever a rule names, the properties that it follows among it; the bundled ones have no variable for one."""
    prefixes = vocabulary.prefixes(base)
    named = {f"<{prefixes[prefix]}{name}>" for prefix, name in _NAME.findall(_COMMENT.sub("", rule))}
    return frozenset({f"<{vocabulary.RDF}type>", *named})


def _as_written(lines: Sequence[str]) -> list[str]:
    """Lines as the engine writes them, which has one way of writing each term."""
    scratch = TripleStore()
    scratch.load_ntriples("\n".join(lines).encode())
    return scratch.ntriples().decode().split("\n")[:-1]
