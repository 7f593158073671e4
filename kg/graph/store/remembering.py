"""A build's graph that answers a query as an earlier build's did, where no triple that the query looks at has changed.

What a query looks at is told from its text (``kg.graph.following``), and whether that has changed, by the hashes of
properties that ``Steps`` has. All else is asked of Oxigraph. This goes on only while a build reads what it has
checked: whoever changes the graph, or gets it in the end, is answered by the graph itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import vocabulary
from kg.assets import BUNDLED, Ontology
from kg.files.lines import SortedLines
from kg.files.steps import Steps, digest
from kg.graph.columns import split
from kg.graph.following import properties, written_out
from kg.graph.functions import Function, Given
from kg.graph.joined import joined, put_together
from kg.graph.store.oxigraph import ReadOnlyStore, TripleStore
from kg.graph.store.protocol import Answer, Numbered, Row, Triples
from kg.graph.terms import NamedNode, Subject, Term, Triple

if TYPE_CHECKING:
    from rdflib import Graph

#: What the answers are called among the steps of a build.
ANSWERS = "answers"
#: Triples from which on answers are kept: a smaller graph is asked in no time.
LEAST = 60_000
#: Functions whose value is that of what they are given, and of the query's parameters.
_PURE = tuple(f"<{vocabulary.FUNCTION}{name}>" for name in ("parameter", "among", "decay", "folded"))


#: Makes an answer of now from that of an earlier build: it is given the store, the steps, the query and that answer.
Renew = Callable[["RememberingStore", Steps, str, bytes], "bytes | None"]


class Looked:
    """What was looked at in a graph: the hashes of all properties that queries follow, by the query.

    Attributes:
        at: the hash of a query's text to the properties that it follows and the classes that it names, each with the
            hash of its triples or members.
        found: the hash of what single patterns found, by their terms, which are IRIs or empty, in one text.
        anywhere: whether something looked at what neither tells.
    """

    def __init__(self) -> None:
        self.at: dict[str, dict[str, str]] = {}
        self.found: dict[str, str] = {}
        self.anywhere = False


class RememberingStore(TripleStore):
    """Triples in memory; with ``remember``, what queries answered in an earlier build.

    Attributes:
        numbered: the triples as numbers, where somebody made these and nothing was changed since.
    """

    numbered: Numbered | None = None

    _steps: Steps | None = None
    _looked: Looked | None = None
    _renew: Renew | None = None

    @contextmanager
    def looked_at(self) -> Iterator[Looked]:
        """Note what is looked at in the graph meanwhile."""
        self._looked, before = Looked(), self._looked
        if self._steps is None:
            self._looked.anywhere = True
        try:
            yield self._looked
        finally:
            self._looked = before

    def changed_since(self, then: Mapping[str, str]) -> set[str]:
        """The properties that a query looks at of which something else is said than in an earlier build.

        Args:
            then: as ``Looked.at`` has it of the query.
        """
        if self._steps is None:
            return set(then)  # nobody knows
        return {name for name, said in self.looks_now(then).items() if said != then[name]}

    def answers_as_then(self, text: str) -> bool:
        """Whether a SELECT query finds what it found in the earlier build, though it may look at what has changed.

        Args:
            text: the query, without parameters.
        """
        followed = self._followed(text)
        if self._steps is None or followed is None or not self._steps.properties_before:
            return False
        before = self._steps.look(ANSWERS, self._hash("columns", text, {}, followed, self._steps.properties_before))
        now = self._remembered("columns", text, {}, lambda: self.asked(text)) if before is not None else None
        if before is None or now is None:
            return False
        return sorted(before.split(b"\n")) == sorted(now.split(b"\n"))

    def finds_as_then(self, then: Mapping[str, str]) -> bool:
        """Whether single patterns find what they found in an earlier build.

        Args:
            then: as ``Looked.found`` has it.
        """
        for pattern, told in then.items():
            subject, predicate, object_ = (NamedNode(iri) if iri else None for iri in pattern.split(" "))
            if _digest_of(super().triples(subject, predicate, object_)) != told:
                return False
        return True

    def looks_now(self, then: Mapping[str, str]) -> dict[str, str]:
        """What a query looks at now, where ``then`` says it of an earlier build."""
        hashes = self._steps.properties if self._steps is not None else {}
        return {name: hashes.get(name, "") for name in then}

    def remember(self, steps: Steps, renew: Renew | None = None) -> None:
        """Answer from what an earlier build kept, and keep what is answered; not for a small graph.

        Args:
            steps: the results of steps, with the hashes of this graph's properties.
            renew: makes answers of now from those of the earlier build, where only a few rows are others.
        """
        self._renew = renew
        self._steps = steps if steps.properties and len(self) >= LEAST else None

    def forget(self) -> None:
        """Answer every query from the graph itself, from now on."""
        self._steps = self.numbered = None

    def reopen(self) -> None:
        """Make it readable in a copy of the process that made it."""

    def columns(self, text: str, parameters: Mapping[str, Given] | None = None) -> dict[str, list[str]]:
        """Answer a SELECT query as columns of text."""

        def ask() -> bytes:
            return _serialized(self._solutions(text, parameters), ox.QueryResultsFormat.TSV)

        found = self._remembered("columns", text, parameters, ask)
        return super().columns(text, parameters) if found is None else split(found)

    def select(self, text: str, parameters: Mapping[str, Given] | None = None) -> list[Row]:
        """Answer a SELECT query with a dictionary a solution."""

        def ask() -> bytes:
            return _serialized(self._solutions(text, parameters), ox.QueryResultsFormat.JSON)

        found = self._remembered("rows", text, parameters, ask)
        if found is None:
            return super().select(text, parameters)
        solutions = ox.parse_query_results(found, format=ox.QueryResultsFormat.JSON)
        assert isinstance(solutions, ox.QuerySolutions)  # of a SELECT
        names = [variable.value for variable in solutions.variables]
        return [dict(zip(names, solution, strict=True)) for solution in solutions]

    def _remembered(
        self, form: str, text: str, parameters: Mapping[str, Given] | None, ask: Callable[[], bytes]
    ) -> bytes | None:
        """An answer of an earlier build, or one that is kept for the next; ``None`` where it depends on anything."""
        key = self._key(form, text, parameters or {}) if self._steps is not None else None
        if self._steps is None or key is None:
            return None
        found = self._steps.get(ANSWERS, key)
        if found is None:
            given = parameters or {}
            found = self._renewed(form, text, given) or self._put_together(form, text, given) or ask()
            self._steps.put(ANSWERS, key, found)
        else:
            self._carry_parts(text, parameters or {})
        for counted in (self._steps.taken, self._steps.made):
            counted.pop(ANSWERS, None)  # nobody is told of single queries
        return found

    def _renewed(self, form: str, text: str, parameters: Mapping[str, Given]) -> bytes | None:
        """An answer as columns made of the earlier build's; ``None`` where that cannot be."""
        assert self._steps is not None
        if self._renew is None or form != "columns" or parameters or not self._steps.properties_before:
            return None
        followed = self._followed(text)
        if followed is None:
            return None
        key = self._hash(form, text, parameters, followed, self._steps.properties_before)
        before = self._steps.look(ANSWERS, key)
        return None if before is None else self._renew(self, self._steps, text, before)

    def _put_together(self, form: str, text: str, parameters: Mapping[str, Given]) -> bytes | None:
        """An answer as columns made of those of the queries that it joins, each of which is remembered."""
        query = joined(text) if form == "columns" else None
        if query is None:
            return None
        answers = [self._part(leaf, _read_in(leaf, parameters)) for leaf in query.leaves()]
        told = [answer for answer in answers if answer is not None]
        return put_together(query, iter(told)) if len(told) == len(answers) else None

    def _part(self, text: str, parameters: Mapping[str, Given]) -> bytes | None:
        def ask() -> bytes:
            return _serialized(self._solutions(text, parameters), ox.QueryResultsFormat.TSV)

        return self._remembered("columns", text, parameters, ask)

    def _carry_parts(self, text: str, parameters: Mapping[str, Given]) -> None:
        """Keep for the next build what an answer was put together of, though it need not be now."""
        query = joined(text)
        for leaf in query.leaves() if query and self._steps else ():
            followed = self._followed(leaf)
            if self._steps is not None and followed is not None:
                given = _read_in(leaf, parameters)
                self._steps.carry(ANSWERS, self._hash("columns", leaf, given, followed, self._steps.properties))

    def found(self, subject: Subject | None, predicate: NamedNode | None, value: Term | None) -> Iterator[Triple]:
        """The triples that fit a pattern, of which no note is taken; arguments as in ``triples``.

        Args:
            subject: as there.
            predicate: likewise.
            value: its object, likewise.
        """
        return super().triples(subject, predicate, value)

    def asked(self, text: str) -> bytes:
        """What a SELECT query without parameters finds in the graph itself, as TSV.

        Args:
            text: the query.
        """
        return _serialized(self._solutions(text, None), ox.QueryResultsFormat.TSV)

    def _key(self, form: str, text: str, parameters: Mapping[str, Given]) -> str | None:
        """The hash of all that an answer is made of; ``None`` where that may be any triple."""
        assert self._steps is not None
        followed = self._followed(text)
        if followed is None:
            self._look_anywhere()
            return None
        hashes = self._steps.properties
        if self._looked is not None:
            self._looked.at[digest(text)] = {name: hashes.get(name, "") for name in ("", *followed)}
        return self._hash(form, text, parameters, followed, hashes)

    def _followed(self, text: str) -> frozenset[str] | None:
        """The properties that a query follows."""
        written = written_out(text, vocabulary.prefixes(self.base))
        for name in _PURE:
            written = written.replace(name, f"<{vocabulary.XSD}string>")
        return properties(written, listed=True, by_class=True)

    def _hash(
        self,
        form: str,
        text: str,
        parameters: Mapping[str, Given],
        followed: Iterable[str],
        hashes: Mapping[str, str],
    ) -> str:
        told = sorted((name, hashes[name]) for name in ("", *followed) if name in hashes)
        given = sorted((name, str(value)) for name, value in parameters.items())
        return digest(form, text, self.base, repr(given), repr(told))

    def _look_anywhere(self) -> None:
        if self._looked is not None:
            self._looked.anywhere = True

    # Whatever else reads the graph

    def triples(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,  # noqa: A002 - RDF's name
    ) -> Iterator[Triple]:
        """The triples that fit a pattern.

        Args:
            subject: its subject; ``None`` fits anything.
            predicate: its predicate; ``None`` fits anything.
            object: its object; ``None`` fits anything.
        """
        if self._looked is None:
            return super().triples(subject, predicate, object)
        terms = (subject, predicate, object)
        if (subject, object) == (None, None) or not all(term is None or isinstance(term, NamedNode) for term in terms):
            self._looked.anywhere = True
            return super().triples(subject, predicate, object)
        found = list(super().triples(subject, predicate, object))
        pattern = " ".join(term.value if isinstance(term, NamedNode) else "" for term in terms)
        self._looked.found[pattern] = _digest_of(found)
        return iter(found)

    def ask(self, text: str, parameters: Mapping[str, Given] | None = None) -> bool:
        """Answer an ASK query."""
        self._look_anywhere()
        return super().ask(text, parameters)

    def construct(self, text: str, parameters: Mapping[str, Given] | None = None) -> Triples:
        """Answer a CONSTRUCT or DESCRIBE query."""
        self._look_anywhere()
        return super().construct(text, parameters)

    def query(
        self,
        text: str,
        parameters: Mapping[str, Given] | None = None,
        functions: Mapping[str, Function] | None = None,
    ) -> Answer:
        """Answer a query of any form.

        Args:
            text: the query.
            parameters: as in ``select``.
            functions: further functions that it may call, each by its IRI.

        Returns:
            a truth, solutions or triples, as in ``TripleStore``.

        Raises:
            QueryError: if the query is wrong, or asks for more than the graph.
        """
        self._look_anywhere()
        return super().query(text, parameters, functions)

    # Whatever changes the graph

    @property
    def rdflib(self) -> Graph:
        """The same triples as an rdflib graph: a view, not a copy, through which they may be changed."""
        self.forget()
        return super().rdflib

    def load(self, path: Path) -> None:
        """Load a file of RDF."""
        self.forget()
        super().load(path)

    def load_ntriples(self, content: bytes) -> None:
        """Add many triples without a Python object a term."""
        self.forget()
        super().load_ntriples(content)

    def add(self, triples: Iterable[Triple], graph: NamedNode | None = None) -> None:
        """Add triples."""
        self.forget()
        super().add(triples, graph)

    def remove(self, triples: Iterable[Triple]) -> None:
        """Take triples out."""
        self.forget()
        super().remove(triples)

    def change(self, removed: Iterable[bytes], added: Iterable[bytes]) -> None:
        """Take some lines of N-Triples out and put others in."""
        self.forget()
        super().change(removed, added)


class CarriedStore(RememberingStore):
    """A graph that is that of an earlier build with some triples changed; as a whole it comes into memory when need be.

    Args:
        near: the same graph on disk, for as long as ``let_go`` was not called.
        lines: the graph's lines of N-Triples, without the ontology's.
        files: the ontology's files.
        base: the IRI under which the graph's things live.
        ontology: as in ``TripleStore``.
    """

    def __init__(
        self,
        near: ReadOnlyStore,
        lines: SortedLines,
        files: Iterable[Path],
        base: str = vocabulary.DEFAULT_BASE,
        ontology: Ontology = BUNDLED,
    ) -> None:
        self._near: ReadOnlyStore | None = near
        self._left: ReadOnlyStore | None = None
        self._lines, self._files = lines, tuple(files)
        self._whole: ox.Store | None = None
        super().__init__(None, base, ontology)

    @property
    def _inner(self) -> ox.Store:
        if self._whole is None and self._near is not None:
            return self._near._inner
        return self._settled()

    @_inner.setter
    def _inner(self, store: ox.Store) -> None:
        pass  # what is given is empty: the graph is there already

    def reopen(self) -> None:
        """Open it anew, in a copy of the process that opened it: its threads are not there, so nobody can close it."""
        if self._near is not None and self._near._folder is not None:
            self._left = self._near
            self._near = ReadOnlyStore(self._near._folder)

    def let_go(self) -> None:
        """Read nothing on disk any more."""
        self._near = None
        self._steps = None

    def forget(self) -> None:
        """Answer every query from the whole graph in memory, from now on."""
        super().forget()
        self._settled()

    def _settled(self) -> ox.Store:
        if self._whole is None:
            store = TripleStore()
            for path in self._files:
                store.load(path)
            store.load_ntriples(self._lines.text)
            self._whole, self._near = store._inner, None
        return self._whole

    @property
    def rdflib(self) -> Graph:
        """The same triples as an rdflib graph: a view, not a copy."""
        self._settled()
        return super().rdflib

    def ntriples(self) -> bytes:
        """All triples as N-Triples; who reads all of them has them in memory from then on."""
        self._settled()
        return super().ntriples()

    def pass_ntriples(self, take: Callable[[bytes], None]) -> None:
        """Pass on all triples in parts of whole lines."""
        self._settled()
        super().pass_ntriples(take)

    def snapshot(self) -> TripleStore:
        """A copy in memory."""
        self._settled()
        return super().snapshot()


def _read_in(text: str, parameters: Mapping[str, Given]) -> Mapping[str, Given]:
    """The parameters that a query may read: none where it calls no function of ours."""
    return parameters if "fn:" in text or vocabulary.FUNCTION in text else {}


def _digest_of(triples: Iterable[Triple]) -> str:
    return digest("\n".join(sorted(map(str, triples))))


def _serialized(solutions: ox.QuerySolutions, form: ox.QueryResultsFormat) -> bytes:
    content = solutions.serialize(format=form)
    assert content is not None  # without an output file, Oxigraph returns what it writes
    return content
