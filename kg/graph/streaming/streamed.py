"""A graph of lines that come in batches: its derived triples, and all of it in order, in memory for one batch."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np

from kg import vocabulary
from kg.graph.library import add_further_codes, further_codes
from kg.graph.rules import load_rules
from kg.graph.store import TripleStore
from kg.graph.streaming.parts import EDGE, FORWARD, KINDS, SEGMENT, Parts
from kg.graph.streaming.runs import Runs
from kg.graph.streaming.seen import Seen
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
        self._needed = Runs()  # those that rules look at
        self._part = self._held = 0
        self._seen = Seen()
        self._segments: list[Any] = [np.zeros(0, dtype=SEGMENT)]
        self._edges: list[Any] = [np.zeros(0, dtype=EDGE)]
        self._number = 0  # of segments

    def close(self) -> None:
        """Let go of the space on disk."""
        self._runs.close()
        self._needed.close()

    def load_ntriples(self, content: bytes) -> None:
        """Add a batch.

        Raises:
            NotStreamed: if it has a blank node or a triple about triples.
            SourceError: if there is no space on disk.
        """
        lines = set(content.decode().split("\n"))
        lines.discard("")
        if b"\\" in content:
            odd = [line for line in lines if "\\" in line]
            lines.difference_update(odd)
            lines.update(_as_written(odd))
        self._add(sorted(lines))

    def derive(self) -> None:
        """Add what the rules derive, and further codes that are used; nothing is added afterwards."""
        everywhere = np.fromiter(map(hash, self._terms), dtype=np.int64)
        self._seen = Seen()
        parts = Parts(self._segments, self._edges, everywhere)
        for part in range(self._part + 1):
            if made := self._derived(parts, part):
                self._runs.add(made)

    def lines(self, leave_out: Collection[Triple] = ()) -> Iterator[list[str]]:
        """The graph as sorted lines of N-Triples, a piece at a time.

        Args:
            leave_out: triples that are not wanted.
        """
        left = {f"{triple} ." for triple in leave_out}
        for piece in self._runs.merged():
            yield [line for line in piece if line not in left]

    def _add(self, lines: Sequence[str]) -> None:
        """Add a sorted batch; lines that the engine writes otherwise are added in their stead."""
        odd: list[str] = []
        needed: list[str] = []
        begins: list[int] = []  # the first of the lines of each subject
        edges: list[tuple[int, int, int]] = []  # of each, the number of its subject, its object's hash, and its kind
        current = ""
        terms, looked_at, further, is_plain = self._terms, self._looked_at, self._further, _PLAIN.fullmatch
        for line in lines:
            subject, predicate, end = line.split(" ", 2)
            first = end[0]
            if subject[0] != "<" or subject[1] == "<" or not (first == '"' or (first == "<" and end[1] != "<")):
                raise NotStreamed("it has blank nodes or triples about triples", "其中有空节点或关于三元组的三元组")
            if first == '"' and not is_plain(end):
                odd.append(line)
            if predicate not in looked_at and end[:-2] not in further:
                continue
            if subject != current:
                current = subject
                begins.append(len(needed))
            needed.append(line)
            if first == "<" and end[:-2] not in terms:
                edges.append((len(begins) - 1, hash(end[:-2]), KINDS.get(predicate, FORWARD)))
        if odd and set(written := _as_written(odd)) != set(odd):
            self._add(sorted({*lines}.difference(odd).union(written)))
            return
        self._runs.add(lines)
        self._note(needed, begins, np.array(edges, dtype=EDGE))

    def _note(self, needed: Sequence[str], begins: Sequence[int], edges: Any) -> None:
        """Remember where lines stand that rules look at, and what they lead to; what was there before is there once."""
        if not needed:
            return
        blocks = [needed[begin:end] for begin, end in zip(begins, [*begins[1:], len(needed)], strict=True)]
        # Each line begins with its subject, so that only what is said of one thing could ever be taken for the same.
        is_new = self._seen.add(np.array([hash(tuple(block)) for block in blocks], dtype=np.int64))
        kept = [block for block, new in zip(blocks, is_new.tolist(), strict=True) if new]
        if not kept:
            return
        places = self._needed.add([line for block in kept for line in block])
        if self._held > PART:
            self._part, self._held = self._part + 1, 0
        self._held += len(places) - 1
        found = np.empty(len(kept), dtype=SEGMENT)
        found["thing"] = [hash(block[0][: block[0].index(" ")]) for block in kept]
        ends = places[np.cumsum([0, *map(len, kept)])]
        found["begin"], found["length"], found["part"] = ends[:-1], np.diff(ends), self._part
        self._segments.append(found)
        edges = edges[is_new[edges["segment"]]]
        edges["segment"] = np.cumsum(is_new)[edges["segment"]] - 1 + self._number
        self._edges.append(edges)
        self._number += len(kept)

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
        return sorted({*codes, *made})


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
