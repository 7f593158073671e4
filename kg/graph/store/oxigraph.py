"""The store that comes with the project: triples in Oxigraph, in memory or on disk.

Queries are answered by Oxigraph, never by rdflib's own engine, and never reach the network or a
file: Oxigraph would follow ``SERVICE`` and ``LOAD``, so ``kg.graph.guard`` refuses both before it sees
them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from kg import vocabulary
from kg.assets import BUNDLED, Ontology
from kg.errors import QueryError, SourceError, UsageError
from kg.graph import formats
from kg.graph.adding import not_added
from kg.graph.columns import Column, split
from kg.graph.functions import NOT_ADDED, Function, Given, query_functions, reason_of
from kg.graph.guard import check_query
from kg.graph.store import engine, held
from kg.graph.store.protocol import Answer, Row, Solutions, Triples
from kg.graph.terms import DefaultGraph, Literal, NamedNode, Quad, Subject, Term, Triple
from kg.graph.wholes import NotHere, Whole
from kg.text import Text

if TYPE_CHECKING:
    from rdflib import Graph

    from kg.graph.store.name_index import NameIndex

#: Bytes of a part of the graph's text.
_PART = 4_000_000
#: How many cells of answers a store that does not change keeps at most; a cell is about a hundred bytes.
CELLS = 2_000_000

_DEFAULT = DefaultGraph()
_triple = attrgetter("triple")
#: A query with what it was asked with.
_Question = tuple[str, tuple[tuple[str, str], ...]]


def holds_store(folder: Path) -> bool:
    """Whether Oxigraph keeps a store in a folder."""
    return (folder / "CURRENT").is_file()  # RocksDB's own file, in every such store


class TripleStore:
    """Triples in one Oxigraph store, in its default graph; each member does what ``Store`` says of it.

    Args:
        folder: keep the store on disk in this folder; in memory if ``None``.
        base: the IRI under which the graph's things live.
        ontology: where the questions, rules and whatever else is asked of the graph are found.

    Raises:
        SourceError: if the folder cannot be opened as a store.
    """

    _fix = Text("Name an empty or a new folder.", "请写明空的或新的文件夹。")

    def __init__(
        self, folder: Path | None = None, base: str = vocabulary.DEFAULT_BASE, ontology: Ontology = BUNDLED
    ) -> None:
        self.base = base
        self.ontology = ontology
        self._folder = folder
        self._rdflib: Graph | None = None
        try:
            self._inner = self._opened(folder)
        except (OSError, RuntimeError) as error:  # Oxigraph calls what is broken a RuntimeError
            raise SourceError(
                Text(
                    f"{folder}: cannot be opened as a store ({error}). {self._fix.en}",
                    f"{folder}：无法作为存储打开（{error}）。{self._fix.zh}",
                )
            ) from error

    def _opened(self, folder: Path | None) -> ox.Store:
        return ox.Store(str(folder)) if folder is not None else ox.Store()

    def __len__(self) -> int:
        return len(self._inner)

    @property
    def rdflib(self) -> Graph:
        """The same triples as an rdflib graph: a view, not a copy."""
        if self._rdflib is None:
            from kg.graph.store.rdflib_view import view  # rdflib takes longer to import than many commands to run

            self._rdflib = view(self._inner, self.base)
        return self._rdflib

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
        return map(_triple, self._inner.quads_for_pattern(subject, predicate, object, _DEFAULT))

    def select(self, text: str, parameters: Mapping[str, Given] | None = None) -> list[Row]:
        """Answer a SELECT query with a dictionary a solution."""
        solutions = self._solutions(text, parameters)
        names = [variable.value for variable in solutions.variables]
        return [dict(zip(names, solution, strict=True)) for solution in solutions]

    def columns(self, text: str, parameters: Mapping[str, Given] | None = None) -> dict[str, list[str]]:
        """Answer a SELECT query as columns of text."""
        solutions = self._solutions(text, parameters)
        content = solutions.serialize(format=ox.QueryResultsFormat.TSV)
        assert content is not None  # without an output file, Oxigraph returns what it writes
        return split(content)

    def ask(self, text: str, parameters: Mapping[str, Given] | None = None) -> bool:
        """Answer an ASK query."""
        found = self._answer(text, parameters)
        if not isinstance(found, ox.QueryBoolean):
            raise QueryError(Text("An ASK query is needed here.", "此处需要 ASK 查询。"))
        return bool(found)

    def construct(self, text: str, parameters: Mapping[str, Given] | None = None) -> Triples:
        """Answer a CONSTRUCT or DESCRIBE query."""
        found = self._answer(text, parameters)
        if not isinstance(found, ox.QueryTriples):
            raise QueryError(Text("A CONSTRUCT query is needed here.", "此处需要 CONSTRUCT 查询。"))
        return _Triples(found, self)

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
            a truth for ASK; for SELECT solutions, for CONSTRUCT and DESCRIBE triples, read as they are asked for.

        Raises:
            QueryError: if the query is wrong, or asks for more than the graph.
        """
        found = self._answer(text, parameters, functions)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        return _Triples(found, self) if isinstance(found, ox.QueryTriples) else _Solutions(found, self)

    def ntriples(self) -> bytes:
        """All triples as N-Triples, without a Python object a triple."""
        content = self._inner.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=_DEFAULT)
        assert content is not None  # as in columns
        return content

    def pass_ntriples(self, take: Callable[[bytes], None]) -> None:
        """Pass on all triples as ``ntriples`` gives them, in parts of whole lines: the whole text is as large as they.

        Args:
            take: is given one part after the other; it must not change the graph.
        """
        parts = _Parts(take)
        self._inner.dump(cast(IO[bytes], parts), ox.RdfFormat.N_TRIPLES, from_graph=_DEFAULT)
        parts.end()

    def _solutions(self, text: str, parameters: Mapping[str, Given] | None) -> ox.QuerySolutions:
        solutions = self._answer(text, parameters)
        if not isinstance(solutions, ox.QuerySolutions):
            raise QueryError(Text("A SELECT query is needed here.", "此处需要 SELECT 查询。"))
        return solutions

    def _answer(
        self, text: str, parameters: Mapping[str, Given] | None, functions: Mapping[str, Function] | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Every query comes through here.

        Parameters reach it as terms and are never part of its text. Oxigraph's own substitutions were tried: they
        are joined to the answer of the pattern, so that a filter does not see them.
        """
        check_query(text)
        callable_ = {**query_functions(parameters or {}), **self._adding(text), **(functions or {})}
        return engine.answer(self._inner, text, {}, callable_, vocabulary.prefixes(self.base))

    def _adding(self, text: str) -> dict[str, Function]:
        """The function that says which figures are not added, to a query that asks; the whole graph is read for it."""
        if NOT_ADDED not in text:
            return {}
        reasons = not_added(self.columns)
        return {vocabulary.FUNCTION + NOT_ADDED: reason_of(reasons)}

    def load(self, path: Path) -> None:
        """Load a file of RDF with Oxigraph's own parsers."""
        form = formats.rdf_format(path)
        # In memory a transaction is as fast as the bulk loader and peaks at two thirds of its
        # memory (tests/bench/load.py); on disk only the bulk loader is fast.
        load = self._inner.bulk_load if self._folder is not None else self._inner.load
        with formats.reading(path) as file:
            load(file, format=form)
        if form.supports_datasets:
            self._merge_graphs()

    def _merge_graphs(self) -> None:
        """Put what stands in named graphs into the one that is asked."""
        if next(iter(self._inner.named_graphs()), None) is not None:
            self._inner.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
            self._inner.update("DROP NAMED")

    def load_by_parts(self, path: Path, size: int) -> None:
        """Load a file of N-Quads a part at a time: the bulk loader holds all that it is given, several times over.

        Args:
            path: the file; not packed.
            size: bytes of a part, about.

        Raises:
            SourceError: if it cannot be read or parsed.
        """
        with path.open("rb") as file:
            if any(b"_:" in part for part in _whole_lines(file, size)):
                self.load(path)  # a blank node is one only within what is loaded at once
                return
        try:
            with path.open("rb") as file:
                for part in _whole_lines(file, size):
                    self._inner.bulk_load(part, format=ox.RdfFormat.N_QUADS)
        except SyntaxError:
            self.load(path)  # which says where it is in the whole
        self._merge_graphs()

    def optimize(self) -> None:
        """On disk, put together what was loaded one part after another, so that it is read as quickly."""
        self._inner.optimize()

    def flush(self) -> None:
        """On disk, what was loaded is there for good when this returns."""
        self._inner.flush()

    def load_ntriples(self, content: bytes) -> None:
        """Add many triples without a Python object a term.

        Args:
            content: lines as ``kg`` or the engine made them: whether their IRIs are valid is not looked at again, which
                takes a fifth of the time.
        """
        # In memory a transaction is quicker than the bulk loader; on disk only the bulk loader is fast.
        load = self._inner.bulk_load if self._folder is not None else self._inner.load
        load(content, format=ox.RdfFormat.N_TRIPLES, lenient=True)

    def add(self, triples: Iterable[Triple], graph: NamedNode | None = None) -> None:
        """Add triples; on disk, they are there for good when this returns.

        Raises:
            SourceError: if they cannot be written to disk.
        """
        # Unpacked, which takes half the time of asking a triple for each of its terms.
        name = () if graph is None else (graph,)
        quads = (Quad(*triple, *name) for triple in triples)
        if self._folder is None:
            self._inner.extend(quads)
            return
        try:
            # A transaction would hold all of them in memory first.
            self._inner.bulk_extend(quads)
            self._inner.flush()
        except OSError as error:
            raise SourceError(
                Text(
                    f"{self._folder}: cannot be written ({error}). Check the free space, or name another.",
                    f"{self._folder}：无法写入（{error}）。请检查剩余空间，或另写一处。",
                )
            ) from error

    def remove(self, triples: Iterable[Triple]) -> None:
        """Take triples out."""
        for triple in triples:
            self._inner.remove(Quad(*triple))

    def change(self, removed: Iterable[bytes], added: Iterable[bytes]) -> None:
        """Take some lines of N-Triples out and put others in; on disk, for good when this returns.

        Raises:
            OSError: if they cannot be written to disk.
        """
        gone, come = (
            [Quad(*quad.triple) for quad in ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_TRIPLES)]
            for lines in (removed, added)
        )
        for quad in gone:
            self._inner.remove(quad)
        self._inner.extend(come)
        self._inner.flush()

    def snapshot(self) -> TripleStore:
        """A copy in memory."""
        copy = TripleStore(base=self.base, ontology=self.ontology)
        copy._inner.extend(self._inner)
        return copy


class ReadOnlyStore(TripleStore):
    """A store on disk opened for reading alone, which many may do at once; a ``TripleStore`` locks its folder.

    Args:
        folder: where ``kg build --store`` kept it. Nothing may write to it meanwhile.
        base: the IRI under which the graph's things live.

    Attributes:
        names: where names lead, kept beside the store; ``None`` where nobody has looked for it.

    Raises:
        SourceError: if the folder is no store.
    """

    names: NameIndex | None = None

    _fix = Text(
        "Name a folder that `kg build --store` kept a store in.", "请写明 `kg build --store` 保存存储的文件夹。"
    )

    def __init__(self, folder: Path, base: str = vocabulary.DEFAULT_BASE) -> None:
        super().__init__(folder, base)
        #: The last asked for is last.
        self._kept: OrderedDict[_Question, dict[str, Column]] = OrderedDict()
        self._cells = 0
        self._whole = Whole(super().columns, vocabulary.prefixes(base))

    def _opened(self, folder: Path | None) -> ox.Store:
        assert folder is not None  # there is nothing to read in an empty memory
        return held.opened(self, folder, ox.Store.read_only)

    def triples(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,  # noqa: A002 - RDF's name
    ) -> Iterator[Triple]:
        """The triples that fit a pattern; as long as they are read, the store's files stay open.

        Args:
            subject: as in ``TripleStore``.
            predicate: likewise.
            object: likewise.
        """
        yield from super().triples(subject, predicate, object)

    @property
    def rdflib(self) -> Graph:
        """The same triples as an rdflib graph: a view, which keeps the store's files open."""
        graph = super().rdflib
        graph.kept_open = self  # type: ignore[attr-defined]
        return graph

    def select(self, text: str, parameters: Mapping[str, Given] | None = None) -> list[Row]:
        """Answer a SELECT query with a dictionary a solution; what counts over the whole graph, from its columns."""
        try:
            names, columns = self._counted(text, parameters or {})
        except NotHere:
            return super().select(text, parameters)
        lines = ["\t".join(f"?{name}" for name in names), *map("\t".join, zip(*columns, strict=True)), ""]
        solutions = ox.parse_query_results("\n".join(lines), format=ox.QueryResultsFormat.TSV)
        assert isinstance(solutions, ox.QuerySolutions)  # as TSV has no other form
        return [dict(zip(names, solution, strict=True)) for solution in solutions]

    def _counted(self, text: str, parameters: Mapping[str, Given]) -> tuple[list[str], list[list[str]]]:
        """The answer to a query that counts over the whole graph.

        Raises:
            NotHere: if it is none, or is left to the engine: what is asked of one thing it finds at once.
        """
        first = {name: value[0] if isinstance(value, tuple) else value for name, value in parameters.items()}
        if "COUNT" not in text or any(isinstance(value, NamedNode) for value in first.values()):
            raise NotHere("not of the whole graph")
        check_query(text)
        return self._whole.answer(text, {name: _as_tsv(value) for name, value in first.items()})

    def columns(self, text: str, parameters: Mapping[str, Given] | None = None) -> dict[str, list[str]]:
        """Answer a SELECT query as columns of text, which are read once.

        The triples do not change, and one projection after another asks for the same columns. What was not asked for
        longest is let go where more than ``CELLS`` are kept.
        """
        question = (text, tuple(sorted((name, repr(value)) for name, value in (parameters or {}).items())))
        found = self._kept.pop(question, None)
        if found is None:
            found = {name: Column(cells) for name, cells in super().columns(text, parameters).items()}
            self._cells += _cells(found)
        self._kept[question] = found
        while self._cells > CELLS:
            self._cells -= _cells(self._kept.popitem(last=False)[1])
        return dict(found)

    def load(self, path: Path) -> None:  # noqa: ARG002 - refused whatever it is
        """Refuse to.

        Raises:
            UsageError: always.
        """
        raise self._refusal()

    def load_ntriples(self, content: bytes) -> None:  # noqa: ARG002 - refused whatever it is
        """Refuse to, as ``load`` does."""
        raise self._refusal()

    def add(self, triples: Iterable[Triple], graph: NamedNode | None = None) -> None:  # noqa: ARG002 - refused whatever it is
        """Refuse to, as ``load`` does."""
        raise self._refusal()

    def remove(self, triples: Iterable[Triple]) -> None:  # noqa: ARG002 - refused whatever it is
        """Refuse to, as ``load`` does."""
        raise self._refusal()

    def change(self, removed: Iterable[bytes], added: Iterable[bytes]) -> None:  # noqa: ARG002 - refused whatever it is
        """Refuse to, as ``load`` does."""
        raise self._refusal()

    def _refusal(self) -> UsageError:
        return UsageError(
            Text(
                f"{self._folder}: is open for reading only. Change a snapshot(), or open the folder itself.",
                f"{self._folder}：以只读方式打开。请更改 snapshot()，或打开文件夹本身。",
            )
        )


def _as_tsv(term: Term) -> str:
    """A literal as SPARQL 1.1 TSV spells it.

    Raises:
        NotHere: if it may be spelt in several ways.
    """
    if isinstance(term, Literal) and term.datatype.value in (f"{vocabulary.XSD}boolean", f"{vocabulary.XSD}integer"):
        if term.value in ("true", "false") or str(term.value).isdigit():
            return str(term.value)
    elif isinstance(term, Literal) and term.language is None and term.datatype.value == f"{vocabulary.XSD}string":
        return str(term)
    raise NotHere("a parameter that is not known")


def _whole_lines(file: IO[bytes], size: int) -> Iterator[bytes]:
    """A file in parts of whole lines.

    Args:
        file: the file.
        size: bytes of a part, about.
    """
    while part := file.read(size):
        yield part + file.readline()


def _cells(columns: Mapping[str, Column]) -> int:
    return sum(map(len, columns.values()))


class _Parts:
    """A file for the engine to write to that passes on what it is given in parts of whole lines."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self._take = take
        self._waiting: list[bytes] = []
        self._size = 0

    def write(self, content: bytes) -> int:
        """Take some bytes."""
        self._waiting.append(content)
        self._size += len(content)
        if self._size >= _PART and b"\n" in content:
            lines, end, rest = b"".join(self._waiting).rpartition(b"\n")
            self._waiting, self._size = [rest], len(rest)
            self._take(lines + end)
        return len(content)

    def flush(self) -> None:
        """Do nothing: the engine asks for it at the end."""

    def end(self) -> None:
        """Pass on what is left."""
        self._take(b"".join(self._waiting))
        self._waiting = []


class _Solutions(Solutions):
    def __init__(self, found: ox.QuerySolutions, store: TripleStore) -> None:
        self._found, self._store = found, store  # which lasts as long as its answers are read
        self.names = tuple(variable.value for variable in found.variables)

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        yield from map(tuple, self._found)

    def serialize(self, form: str) -> bytes:
        content = self._found.serialize(format=formats.RESULTS[form])
        assert content is not None  # without an output file, Oxigraph returns what it writes
        return content


class _Triples(Triples):
    def __init__(self, found: ox.QueryTriples, store: TripleStore) -> None:
        self._found, self._store = found, store  # likewise

    def __iter__(self) -> Iterator[Triple]:
        yield from self._found

    def ntriples(self) -> bytes:
        content = self._found.serialize(format=ox.RdfFormat.N_TRIPLES)
        assert content is not None  # as above
        return content
