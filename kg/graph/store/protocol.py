"""What a store is: all that the rest of the project asks of one, whichever engine is behind it.

A class with these members is a store, and nothing need be inherited. ``TripleStore`` is the one that comes with the
project; another is one more class, that a package may add by name (see ``kg.graph.store.register``).
The suite in ``tests/graph/test_store.py`` says what each member must do, and is run over each class.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg.assets import Ontology
from kg.graph.functions import Function, Given
from kg.graph.terms import NamedNode, Subject, Term, Triple

if TYPE_CHECKING:
    from rdflib import Graph

Row = dict[str, Term | None]


class Solutions(ABC):
    """The answer of a SELECT, read once.

    Attributes:
        names: its variables, in the order of the query.
    """

    names: tuple[str, ...]

    @abstractmethod
    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        """The rows, with a cell a variable; ``None`` where it is unbound."""

    @abstractmethod
    def serialize(self, form: str) -> bytes:
        """The answer in one of ``kg.graph.formats.RESULTS``."""


class Triples(ABC):
    """The answer of a CONSTRUCT or DESCRIBE, read once; a triple may come more than once."""

    @abstractmethod
    def __iter__(self) -> Iterator[Triple]:
        """The triples."""

    @abstractmethod
    def ntriples(self) -> bytes:
        """The triples as N-Triples."""


#: The answer of a query; a truth value is that of an ASK.
Answer = Solutions | Triples | bool


class Numbered(Protocol):
    """The triples of a graph as numbers of terms."""

    @property
    def spelt(self) -> Sequence[bytes]:
        """Subjects and objects, as N-Triples spells them, each once; their numbers are their places."""

    def runs(self) -> Iterator[tuple[bytes, Any, Any]]:
        """Each predicate, as N-Triples spells it, with an array of its subjects and one of its objects."""


class Store(Protocol):
    """A graph of triples that can be asked.

    A query is a text of SPARQL 1.1, in which ``kg.vocabulary.prefixes(base)`` are known. It reads this graph
    and nothing else: whatever the engine, ``kg.graph.guard.check_query`` has seen the text before it. In it may be
    called ``fn:parameter`` and the other functions of ``kg.graph.functions``. A wrong one is a ``QueryError``.

    Attributes:
        base: the IRI under which the graph's things live.
        ontology: where the questions, rules and whatever else is asked of the graph are found.
    """

    base: str
    ontology: Ontology

    def __len__(self) -> int:
        """How many triples there are."""

    @property
    def rdflib(self) -> Graph:
        """The same triples as an rdflib graph, whose queries pass the guard too."""

    # Reading

    def triples(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,  # noqa: A002 - RDF's name
    ) -> Iterator[Triple]:
        """The triples that fit a pattern, in no order; ``None`` fits anything.

        The graph must not be changed while they are read.

        Args:
            subject: what they are told of.
            predicate: which property of it they tell.
            object: what they tell: an IRI, a blank node or a literal.
        """

    def select(self, text: str, parameters: Mapping[str, Given] | None = None) -> list[Row]:
        """Answer a SELECT query.

        Args:
            text: the query.
            parameters: terms that the query reads with ``fn:parameter("name")``; what is not given
                is unbound there. Of several, given as a tuple, it reads the first, and
                ``fn:among("name", ?term)`` says whether a term is one of them.

        Returns:
            one dictionary a solution: variable name to term, or to ``None`` where unbound.

        Raises:
            QueryError: if the query is wrong, is not a SELECT, or asks for more than the graph.
        """

    def columns(self, text: str, parameters: Mapping[str, Given] | None = None) -> dict[str, list[str]]:
        """Answer a SELECT query as columns of text, without a Python object a term: for large answers.

        Args:
            text: as in ``select``.
            parameters: as in ``select``.

        Returns:
            variable name to its terms, one a solution, each as SPARQL 1.1 TSV spells it
            (``kg.graph.columns`` reads it); empty where unbound.

        Raises:
            QueryError: as ``select`` does.
        """

    def ask(self, text: str, parameters: Mapping[str, Given] | None = None) -> bool:
        """Answer an ASK query.

        Raises:
            QueryError: if the query is wrong, is not an ASK, or asks for more than the graph.
        """

    def construct(self, text: str, parameters: Mapping[str, Given] | None = None) -> Triples:
        """Answer a CONSTRUCT or DESCRIBE query.

        Raises:
            QueryError: if the query is wrong, is of another form, or asks for more than the graph.
        """

    def query(
        self,
        text: str,
        parameters: Mapping[str, Given] | None = None,
        functions: Mapping[str, Function] | None = None,
    ) -> Answer:
        """Answer a query of a form that is not known beforehand; ``select`` and the others say which they need.

        Args:
            text: the query.
            parameters: as in ``select``.
            functions: further functions that the query may call, by IRI.

        Returns:
            a truth for ASK; solutions for SELECT; triples for CONSTRUCT and DESCRIBE. An iterator of either is read
            once.

        Raises:
            QueryError: if the query is wrong or asks for more than the graph.
        """

    def ntriples(self) -> bytes:
        """All triples of the graph as N-Triples: one line a triple, each once, in no order."""

    # Writing

    def load(self, path: Path) -> None:
        """Add what is in a file of RDF.

        Named graphs are merged into the one graph, since a union of graphs would count a triple once per graph.

        Args:
            path: a file in one of ``kg.graph.formats.FORMATS``.

        Raises:
            SourceError: if the file is missing, of unknown format, or has a syntax error.
        """

    def load_ntriples(self, content: bytes) -> None:
        """Add many triples that were made as N-Triples, without a Python object a term."""

    def add(self, triples: Iterable[Triple], graph: NamedNode | None = None) -> None:
        """Add triples.

        Args:
            triples: in any order; one that is there already stays.
            graph: a named graph for them, which only a query with ``GRAPH`` sees; the one graph if ``None``.
        """

    def remove(self, triples: Iterable[Triple]) -> None:
        """Take triples out; one that is not there is left out in silence."""

    def snapshot(self) -> Store:
        """A store in memory with the same triples and base, that later changes of this one do not touch."""
