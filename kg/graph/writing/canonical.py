"""The same graph as the same bytes: sorted Turtle and N-Quads.

rdflib's and Oxigraph's Turtle writers keep the order of their store. Here subjects, predicates and
objects are sorted by their N-Triples form, so that two builds can be compared byte by byte and a
change of one fact is a change of one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from kg import vocabulary
from kg.errors import DataError
from kg.files.lines import SortedLines
from kg.graph import formats
from kg.graph.store import Store
from kg.graph.store.passing import pass_lines
from kg.graph.terms import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple, has_blank_node
from kg.text import Text

#: A triple stands in the default graph.
Statement = Triple | Quad
_DEFAULT = DefaultGraph()
RDF_TYPE = NamedNode(vocabulary.RDF + "type")
TYPE = str(RDF_TYPE).encode()
# Lines, and subjects with what is said of them, that are written at once.
_AT_ONCE, _BLOCKS = 10_000, 2_000
# IRIs whose short forms are kept: all of a large graph's are a tenth of its memory.
_SHORTENED = 300_000
# What may stand after a prefix without an escape: a safe part of Turtle's PN_LOCAL.
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")

_SHORT = re.compile(rb"<([^>]*[/#])([A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)>")


def turtle(store: Store, leave_out: Collection[Triple] = ()) -> Iterator[str]:
    """The graph as canonical Turtle.

    Args:
        store: a graph without blank nodes; its base makes the prefixes of its things.
        leave_out: triples that are not to be written.

    Yields:
        the prefixes, then what is said of each subject, sorted.

    Raises:
        DataError: if the graph has a blank node, which has no name to sort by.
    """
    return turtle_of(lines_of(store, leave_out), store.base)


def turtle_of(lines: Sequence[bytes], base: str = vocabulary.DEFAULT_BASE) -> Iterator[str]:
    """Sorted lines of N-Triples as ``trig`` writes their triples, at a quarter of its time.

    Args:
        lines: as ``lines_of`` gives them.
        base: as in ``trig``.

    Raises:
        DataError: as ``trig`` does.
    """
    names = Names(vocabulary.prefixes(base))
    blocks = _blocks(lines, names)
    if blocks is None:
        return trig(formats.parse_ntriples(b"\n".join(lines)), base)
    # The header comes first, and which prefixes it takes is known last. A file is written faster in larger pieces.
    starts = range(0, len(blocks), _BLOCKS)
    pieces = ("".join([text for _, text in blocks[start : start + _BLOCKS]]) for start in starts)
    return chain((names.header(),), pieces)


def turtle_patched(
    before: str, lines: SortedLines, removed: Iterable[bytes], added: Iterable[bytes], base: str
) -> str | None:
    """Canonical Turtle of a graph, made of that of an earlier one by the blocks of the subjects that changed.

    Args:
        before: the earlier graph's.
        lines: the graph's.
        removed: lines that the earlier graph had.
        added: lines that it had not.
        base: as in ``trig``.

    Returns:
        the text; ``None`` where it must be made of the whole graph, as for a prefix that is new or perhaps gone.
    """
    patching = _Patching(before, lines, removed, added, base)
    subjects = sorted({line.split(b" ", 1)[0] for line in (*patching.gone, *patching.come)})
    pieces = [patching.piece(subject) for subject in subjects]
    found = [piece for piece in pieces if piece is not None]
    if len(found) < len(pieces):
        return None
    made, end = [], 0
    for begin, over, _, text in sorted(found):
        made += [before[end:begin], text]
        end = over
    patched = "".join([*made, before[end:]])
    return patched if patching.takes_the_same_prefixes(patched) else None


#: Where a part of a text begins and ends, the subject of what takes its place, and that itself.
_Piece = tuple[int, int, bytes, str]


class _Patching:
    """Canonical Turtle of an earlier graph, in which blocks of subjects go and come.

    Args:
        before: as in ``turtle_patched``.
        lines: likewise.
        removed: likewise.
        added: likewise.
        base: likewise.
    """

    def __init__(
        self, before: str, lines: SortedLines, removed: Iterable[bytes], added: Iterable[bytes], base: str
    ) -> None:
        self.gone, self.come = {*removed}, {*added}
        self._before, self._lines, self._prefixes = before, lines, vocabulary.prefixes(base)
        self._header = {*before.partition("\n\n")[0].splitlines()}
        #: The prefixes that what goes takes, and what is written in its place.
        self._gone_with, self._held = set[str](), set[str]()

    def takes_the_same_prefixes(self, patched: str) -> bool:
        """Whether the prefixes of now are those of before, as far as can be told at a glance.

        Args:
            patched: the text of now.
        """
        if not self._held <= self._header:
            return False
        gone = [line.split(" ", 2)[1] for line in self._gone_with - self._held]
        # Before a predicate, as the first object, or as a type: where no quoted text can stand.
        return all(
            re.search(rf'\n(?:    (?:\S+ )?)?{name}|[^\\ ]"\^\^{name}', patched) for name in map(re.escape, gone)
        )

    def piece(self, subject: bytes) -> _Piece | None:
        """What is written in place of what stood there of a subject; ``None`` where that is not found.

        Args:
            subject: the subject as N-Triples has it.
        """
        now = self._of(subject)
        then = sorted(({*now} - self.come) | {line for line in self.gone if line.startswith(subject + b" ")})
        names, old_names = Names(self._prefixes), Names(self._prefixes)
        new, old = _blocks(now, names), _blocks(then, old_names)
        if new is None or old is None:
            return None
        self._held |= {*names.header().splitlines()}
        self._gone_with |= {*old_names.header().splitlines()}
        text = new[0][1] if new else ""
        if not old:
            place = self._place(subject)
            return None if place is None else (place, place, subject[:-1], text)
        place = self._before.find(f"\n{old[0][1]}")
        if place < 0:
            return None
        return place + 1, place + 1 + len(old[0][1]), subject[:-1], text

    def _of(self, subject: bytes) -> list[bytes]:
        """The lines of a subject now."""
        return self._lines.between(subject + b" ", subject + b"!")

    def _place(self, subject: bytes) -> int | None:
        """Where the block of a new subject begins: before that of the first subject that comes after it."""
        known = self._known_before(subject)
        start = 0
        if known is not None:
            then = Names(self._prefixes).spelt(known)
            start = self._before.find(f"\n\n{then}\n")
            if start < 0:
                return None
        # Where one subject begins as another one does, lines stand in another order than blocks: on from there.
        while (start := self._before.find("\n\n", start)) >= 0:
            found = self._spelt_out(self._before[start + 2 : self._before.index("\n", start + 2)])
            if found is None:
                return None
            if found > subject[:-1]:
                return start + 1
            start += 2
        return len(self._before)

    def _known_before(self, subject: bytes) -> bytes | None:
        """A subject that was there, and stands before a new one in lines and in blocks; ``None`` without one."""
        end = subject[:-1]
        while line := self._lines.line_before(end):
            found = line.split(b" ", 1)[0]
            if not self.come.issuperset(self._of(found)):
                return found
            end = found[:-1]
        return None

    def _spelt_out(self, term: str) -> bytes | None:
        """An IRI as N-Triples has it, without its last sign; ``None`` of a prefix that is not known."""
        if term.startswith("<"):
            return term[:-1].encode()
        prefix, _, name = term.partition(":")
        iri = self._prefixes.get(prefix)
        return None if iri is None else f"<{iri}{name}".encode()


def trig(quads: Iterable[Statement], base: str = vocabulary.DEFAULT_BASE) -> Iterator[str]:
    """Quads without blank nodes as canonical TriG; those of the default graph alone are canonical Turtle.

    Args:
        quads: in any order; one that comes twice is written once.
        base: the IRI under which things live, for the prefixes.

    Yields:
        the prefixes, then the default graph, then one text a named graph, sorted.

    Raises:
        DataError: if there is a blank node, which has no name to sort by.
    """
    names = Names(vocabulary.prefixes(base))
    # The header comes first, and which prefixes it takes is known last.
    texts = [_graph(graph, by_subject, names) for graph, by_subject in by_graph(quads)]
    yield names.header()
    for text in texts:
        yield from text


def nquads(store: Store, leave_out: Collection[Triple] = ()) -> Iterator[str]:
    """The graph as sorted N-Quads, all in the default graph; one line a triple.

    Args:
        store: the graph.
        leave_out: triples that are not to be written.
    """
    return nquads_of(lines_of(store, leave_out))


def nquads_of(lines: Sequence[bytes]) -> Iterator[str]:
    """Sorted lines of N-Triples as the text of a file, a piece at a time.

    Args:
        lines: as ``lines_of`` gives them.
    """
    for start in range(0, len(lines), _AT_ONCE):
        yield b"\n".join([*lines[start : start + _AT_ONCE], b""]).decode()


def lines_of(store: Store, leave_out: Collection[Triple] = ()) -> list[bytes]:
    """The lines of ``nquads`` without their ends: what the two texts of a build have in common.

    Args:
        store: the graph.
        leave_out: triples that are not to be written.
    """
    left = {f"{triple} .".encode() for triple in leave_out}
    lines: list[bytes] = []
    pass_lines(store, lambda some: lines.extend(line for line in some if line not in left))
    lines.sort()  # UTF-8 has the order of its code points
    return lines


def sorted_lines(quads: Iterable[Statement]) -> Iterator[str]:
    """Quads as sorted lines of N-Quads, each once."""
    return _lines({str(quad) for quad in quads})


def _lines(quads: Iterable[str]) -> Iterator[str]:
    for quad in sorted(quads):
        yield f"{quad} .\n"


def triples_of(store: Store, leave_out: Collection[Triple] = ()) -> Iterator[Triple]:
    """The triples of a graph, in no order.

    Args:
        store: the graph.
        leave_out: triples that are not wanted.
    """
    return (triple for triple in store.triples() if triple not in leave_out)


#: What may stand in the place of an object.
Value = NamedNode | Literal | Triple
#: What is said of one subject in one graph.
Description = list[Statement]


def by_graph(quads: Iterable[Statement]) -> list[tuple[str, list[tuple[NamedNode, Description]]]]:
    """Quads by graph and subject, both sorted; the default graph's name is empty.

    Raises:
        DataError: if there is a blank node.
    """
    graphs: dict[str, dict[NamedNode, Description]] = {}
    for quad in set(quads):
        graph = quad.graph_name if isinstance(quad, Quad) else _DEFAULT
        if any(map(has_blank_node, (quad.subject, quad.object, graph))):
            raise DataError(
                Text(
                    f"{quad}: has a blank node, and the graph may have none. Give the thing an IRI.",
                    f"{quad}：含空白节点，而图谱中不得有。请给该事物一个 IRI。",
                )
            )
        assert isinstance(quad.subject, NamedNode)
        name = "" if isinstance(graph, DefaultGraph) else graph.value
        graphs.setdefault(name, {}).setdefault(quad.subject, []).append(quad)
    return [
        (name, sorted(by_subject.items(), key=lambda item: item[0].value))
        for name, by_subject in sorted(graphs.items())
    ]


def by_predicate(description: Description) -> list[tuple[NamedNode, list[Value]]]:
    """One subject's quads by predicate: its classes first, as people write them; the values sorted as N-Triples."""
    found: dict[NamedNode, list[Value]] = {}
    for quad in description:
        assert not isinstance(quad.object, BlankNode)
        found.setdefault(quad.predicate, []).append(quad.object)
    predicates = sorted(found, key=lambda term: (term != RDF_TYPE, term.value))
    return [(predicate, sorted(found[predicate], key=str)) for predicate in predicates]


class Names:
    """Shortens IRIs, and remembers which prefixes that took."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefix_of = {iri: prefix for prefix, iri in prefixes.items()}
        #: The same by bytes; with a sign before each, as one may be empty.
        self._prefixes = {iri.encode(): f"@{prefix}" for iri, prefix in self._prefix_of.items()}
        self._used: dict[str, str] = {}

    def short(self, term: NamedNode) -> str:
        """The IRI as Turtle has it: with its prefix if one fits."""
        return self.prefixed(term.value) or str(term)

    def prefixed(self, iri: str) -> str:
        """The IRI with its prefix; empty if no prefix fits."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefix_of.get(iri[:cut])
        if prefix is None or not _LOCAL_NAME.fullmatch(iri[cut:]):
            return ""
        self._used[prefix] = iri[:cut]
        return f"{prefix}:{iri[cut:]}"

    def spelt(self, term: bytes) -> str:
        """An IRI of N-Triples as ``short`` has it."""
        found = _SHORT.fullmatch(term)
        prefix = found and self._prefixes.get(found[1])
        if not found or not prefix:
            return term.decode()
        self._used[prefix[1:]] = found[1].decode()
        return f"{prefix[1:]}:{found[2].decode()}"

    def told(self, term: bytes) -> str:
        """A term of N-Triples as Turtle has it; empty for blank nodes and triples about triples."""
        first = term[:1]
        if first == b'"':
            if term[-1:] != b">":
                return term.decode()
            text, _, datatype = term.rpartition(b"^^")
            return f"{text.decode()}^^{self.spelt(datatype)}"
        return self.spelt(term) if first == b"<" and term[:2] != b"<<" else ""

    def term(self, term: object) -> str:
        """Any term as Turtle 1.2 has it."""
        if isinstance(term, Triple):
            return f"<<( {self.term(term.subject)} {self.short(term.predicate)} {self.term(term.object)} )>>"
        if isinstance(term, NamedNode):
            return self.short(term)
        if isinstance(term, Literal) and term.language is None and not _is_plain(term):
            return f"{Literal(term.value)}^^{self.short(term.datatype)}"
        return str(term)

    def header(self) -> str:
        """The prefixes that were taken so far, as Turtle declares them."""
        return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(self._used.items()))


def _is_plain(literal: Literal) -> bool:
    return literal.datatype.value == vocabulary.XSD + "string"


def _graph(name: str, by_subject: list[tuple[NamedNode, Description]], names: Names) -> list[str]:
    blocks = [_block(subject, description, names) for subject, description in by_subject]
    return [f"\n{names.short(NamedNode(name))} {{\n", *blocks, "}\n"] if name else blocks


def _block(subject: NamedNode, description: Description, names: Names) -> str:
    lines = [
        f"    {'a' if predicate == RDF_TYPE else names.short(predicate)} " + ", ".join(map(names.term, values))
        for predicate, values in by_predicate(description)
    ]
    return f"\n{names.short(subject)}\n" + " ;\n".join(lines) + " .\n"


def _blocks(lines: Sequence[bytes], names: Names) -> list[tuple[bytes, str]] | None:
    """Each subject with what Turtle says of it, sorted; ``None`` for blank nodes and triples about triples."""
    writer = _Blocks(names)
    known = writer.ends
    current = last = b""
    predicates: list[bytes] = []
    texts: list[str] = []
    for line in lines:
        subject, predicate, end = line.split(b" ", 2)
        # Most objects are codes, classes and things that come again and again.
        told = known.get(end) or writer.object(end)
        if not told:
            return None
        if subject != current:
            if subject[:1] != b"<":
                return None
            writer.close(current, predicates, texts)
            current, last, predicates, texts = subject, predicate, [predicate], [told]
        elif predicate == last:
            texts[-1] = f"{texts[-1]}, {told}"
        else:
            last = predicate
            predicates.append(predicate)
            texts.append(told)
    writer.close(current, predicates, texts)
    writer.blocks.sort(key=itemgetter(0))
    return writer.blocks


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


class _Blocks:
    """What Turtle says of one subject after the other, from the parts of lines of N-Triples.

    Attributes:
        blocks: each subject, without its last sign, and its text.
        ends: objects by the ends of the lines that they stand in.
    """

    def __init__(self, names: Names) -> None:
        self.blocks: list[tuple[bytes, str]] = []
        self.ends: dict[bytes, str] = {}
        self._names = names
        self._forms: dict[tuple[bytes, ...], Callable[..., str]] = {}

    def object(self, end: bytes) -> str:
        """The object at the end of a line, kept in ``ends`` if it may come again; empty for blank nodes and triples."""
        told = self._names.told(end[:-2])
        if not told or (end[:1] == b'"' and end[-3:] != b"> ."):
            return told
        return self._kept(end, told)

    def close(self, subject: bytes, predicates: list[bytes], texts: list[str]) -> None:
        """Write what is said of a subject.

        Args:
            subject: the subject; empty if there is none.
            predicates: what is said of it, each predicate once.
            texts: the objects of each.
        """
        if not predicates:
            return
        # Things of one kind have the same predicates, in the same order.
        key = tuple(predicates)
        told = self._forms.get(key) or self._form(key)
        self.blocks.append((subject[:-1], f"\n{self._iri(subject)}\n{told(*texts)} .\n"))

    def _form(self, predicates: tuple[bytes, ...]) -> Callable[..., str]:
        """Writes the objects of some predicates behind these: the class first, the others by their IRIs."""
        # In IRIs no sign of N-Triples stands after the last one.
        order = sorted(range(len(predicates)), key=lambda place: (predicates[place] != TYPE, predicates[place][:-1]))
        begins = ("a" if predicates[place] == TYPE else self._iri(predicates[place]) for place in order)
        lines = [f"    {_braced(begin)} {{{place}}}" for begin, place in zip(begins, order, strict=True)]
        if len(self._forms) >= _SHORTENED:
            self._forms.clear()
        self._forms[predicates] = " ;\n".join(lines).format
        return self._forms[predicates]

    def _iri(self, term: bytes) -> str:
        end = term + b" ."
        found = self.ends.get(end)
        if found is None:
            found = self._kept(end, self._names.spelt(term))
        return found

    def _kept(self, end: bytes, told: str) -> str:
        if len(self.ends) >= _SHORTENED:
            self.ends.clear()  # what comes often is soon there again
        self.ends[end] = told
        return told
