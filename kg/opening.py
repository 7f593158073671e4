"""Opens what was built. Apart from the pipeline, since most commands only read, and importing that takes longer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kg import assets, vocabulary
from kg.assets import Ontology
from kg.errors import SourceError
from kg.files import settled
from kg.graph.library import graph_files, load_ontology
from kg.graph.store import Store, TripleStore, lasting
from kg.graph.store.oxigraph import holds_store
from kg.graph.store.register import named_store
from kg.graph.terms import NamedNode
from kg.knowledge_graph import KnowledgeGraph
from kg.text import Text


def opened(path: str | Path, ontology: Ontology, *, read_only: bool = False) -> KnowledgeGraph | None:
    """What was built: a build's folder, a file of RDF, or a store; ``None`` for a data package, which is to be built.

    Args:
        path: as in ``kg.open``.
        ontology: likewise.
        read_only: likewise.

    Raises:
        SourceError: if there is nothing of that kind.
    """
    named = named_store(path)
    if named is not None:
        named.base, named.ontology = _base_of(named), ontology
        return KnowledgeGraph(named)
    path = Path(path)
    if path.is_dir():
        if (kept := settled(path, "graph.nq")).is_file():
            found = _reopened(kept, path, ontology) if read_only else None
            return loaded(kept, ontology) if found is None else found  # a graph's truth is its size, which is counted
        if (path / "datapackage.json").is_file():
            return None
        if holds_store(path):
            store = TripleStore(path, ontology=ontology)
            store.base = _base_of(store)
            return KnowledgeGraph(store)
        raise SourceError(
            Text(
                f"{path}: holds neither a build (graph.nq), nor a data package (datapackage.json), nor a store. "
                "Run `kg build`, or name another folder.",
                f"{path}：既没有构建结果（graph.nq）或数据包（datapackage.json），也没有存储。请运行 `kg build`，"
                "或写明另一文件夹。",
            )
        )
    if not path.exists():
        raise SourceError(
            Text(
                f"{path}: there is no such file or folder. Run `kg build`, or correct the path.",
                f"{path}：没有这个文件或文件夹。请运行 `kg build`，或改正路径。",
            )
        )
    return loaded(path, ontology)


def opened_default(ontology: Ontology, *, read_only: bool = False) -> KnowledgeGraph | None:
    """The build in this folder; ``None`` without one, as then the bundled data are built.

    Args:
        ontology: as in ``kg.open``.
        read_only: likewise.
    """
    folder = assets.BUILD_FOLDER
    return opened(folder, ontology, read_only=read_only) if settled(folder, "graph.nq").is_file() else None


def loaded(path: Path, ontology: Ontology) -> KnowledgeGraph:
    """The graph of a file of RDF, in memory, with its derived triples.

    Args:
        path: the file.
        ontology: as in ``kg.open``.

    Raises:
        SourceError: if it cannot be read.
    """
    store = TripleStore(ontology=ontology)
    store.load(path)
    load_ontology(store)
    store.base = _base_of(store)
    if _lacks_derived(store):
        from kg.graph.rules import derive

        derive(store)
    return KnowledgeGraph(store)


def _reopened(path: Path, folder: Path, ontology: Ontology) -> KnowledgeGraph | None:
    """A large build from the store beside its file, if that is in its place."""
    store = lasting.opened(path, graph_files(ontology)) if path.parent == folder else None
    if store is None or _lacks_derived(store):
        return None
    store.base, store.ontology = _base_of(store), ontology
    return KnowledgeGraph(store)


def _lacks_derived(store: Store) -> bool:
    """Whether a graph has participations and none of the triples that the rules make of them.

    A file that another program wrote, or that was typed, has none: its parties would have no partnerships.
    """
    participation, has_party = (NamedNode(vocabulary.PK + name) for name in ("participation", "hasParty"))
    return next(iter(store.triples(None, participation)), None) is not None and (
        next(iter(store.triples(None, has_party)), None) is None
    )


def _base_of(store: Store) -> str:
    """The base of a graph's things, by the IRI of its data set; of several, that under which most parties live."""
    data_sets = store.triples(None, NamedNode(vocabulary.RDF + "type"), NamedNode(vocabulary.PK + "DataSet"))
    iris = [triple.subject.value for triple in data_sets if isinstance(triple.subject, NamedNode)]
    lived: Counter[str] = Counter()
    if len(vocabulary.bases_of(iris)) > 1:
        parties = store.triples(None, NamedNode(vocabulary.RDF + "type"), NamedNode(vocabulary.PK + "Party"))
        named = (triple.subject for triple in parties)
        lived.update(vocabulary.namespace_of(term.value) for term in named if isinstance(term, NamedNode))
    return vocabulary.base_of(iris, lived) or vocabulary.DEFAULT_BASE
