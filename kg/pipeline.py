"""The whole way, in order: packages -> checked rows -> triples -> derived -> validated -> files.

Not called ``build.py``: a module ``kg.build`` and the function ``kg.build`` would be one name.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from kg import assets, opening, vocabulary
from kg.assets import Ontology
from kg.earlier import Earlier, Summary
from kg.errors import DataError, SourceError, UsageError
from kg.files import new_folder, settled
from kg.files.steps import Steps
from kg.findings import Finding, Severity, count_by_severity, sort_key
from kg.garbage import collector_paused
from kg.graph.library import add_further_codes, load_ontology
from kg.graph.ontology import ontology_triples
from kg.graph.renewed import renewed
from kg.graph.rules import derive
from kg.graph.store import Store, TripleStore
from kg.graph.store.oxigraph import holds_store
from kg.graph.store.register import make_empty, named_store
from kg.graph.store.remembering import CarriedStore, RememberingStore
from kg.graph.streaming import NotStreamed, StreamedGraph
from kg.graph.terms import NamedNode
from kg.graph.writing import canonical
from kg.intake.checking import found_by_shapes
from kg.intake.joining.parts import parted
from kg.intake.load import has_violations, package_ontology
from kg.intake.refound import FoundAgain, read_findings
from kg.knowledge_graph import KnowledgeGraph
from kg.making import checked_graph
from kg.outputs import OUTPUTS, Ahead, counts, write_outputs
from kg.progress import Course, Progress, silent
from kg.text import Text, log

if TYPE_CHECKING:
    from kg.answers.diff.diff import Diff
    from kg.intake.mapped_rows import Mapped


_LOG = logging.getLogger(__name__)


Folders = str | Path | Iterable[str | Path] | Ontology | None
"""Folders that add to the ontology, as ``Ontology.of`` takes them."""


def build(
    *packages: str | Path,
    out: str | Path | None = None,
    base: str | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
    ontology: Folders = None,
    budget: float | None = None,
    fresh: bool = False,
) -> KnowledgeGraph:
    """Build one checked graph from data packages and graphs.

    Args:
        packages: folders with ``datapackage.json``, or the name of a bundled one, and beside them, or instead, files
            of RDF (see ``kg.graph.formats.FORMATS``, packed ones too) and folders that a build wrote; the bundled
            packages if none is given. Regions in SKOS, organisations in ORG and other things that
            ``ontology/foreign/`` knows are read as the model's; what is derived is derived anew.
        out: a folder for the files in ``OUTPUTS``; nothing is written if ``None``.
        base: the IRI under which things live, ending in ``/`` or ``#``; that of the graphs if ``None`` and there are no
            packages.
        store: keep the graph on disk in this folder, or in the store that ``scheme:location`` names (see
            ``kg.graph.store.register``); it must be empty or new. Without it, in memory.
        progress: called with what each step is called, in both languages, as it begins.
        ontology: folders that add to the ontology, beside those that the packages bring: questions, rules, codes …; see
            ``ontology/README.md``. Those that the environment variable ``KG_ONTOLOGY`` names if ``None``.
        budget: CPU seconds, about, that exact shortest paths of one network may take; above it their measures are
            estimated, and the page says so. Infinite for exact ones, 10 if ``None``.
        fresh: take nothing from the build that ``out`` holds. The files are the same either way.

    Returns:
        the graph, with the findings that did not stop the build.

    Raises:
        DataError: if a table or the graph breaks a rule; its findings say where.
        SourceError: if a file cannot be read or written.
        UsageError: if ``base`` is not an IRI to build on.
    """
    if out is None:
        return _built(_paths(packages), None, base, store, progress or silent, Ontology.of(ontology), budget)
    paths, own = _paths(packages), Ontology.of(ontology)
    earlier = _earlier(paths, Path(out), base, own, budget, fresh=fresh)
    if store is None and earlier.summary(OUTPUTS) is not None:
        graph = opening.loaded(Path(out) / "graph.nq", package_ontology(parted(paths)[0], own)).store
        found = read_findings((Path(out) / "findings.json").read_bytes())
        return _knowledge(graph, found, paths, budget)
    built = _built(paths, Path(out), base, store, progress or silent, own, budget, earlier)
    built.findings = tuple(built.findings)
    return built


def build_files(
    *packages: str | Path,
    out: str | Path,
    base: str | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
    ontology: Folders = None,
    budget: float | None = None,
    fresh: bool = False,
    is_alone: bool = False,
) -> Summary:
    """Write the files of a build, as ``build`` does; where they are there already, nothing is read or written.

    Args:
        packages: as in ``build``.
        out: likewise.
        base: likewise.
        store: likewise.
        progress: likewise.
        ontology: likewise.
        budget: likewise.
        fresh: likewise.
        is_alone: whether this is all that the process does, so that a copy of it may measure and draw a large graph
            meanwhile. The files are the same either way.

    Returns:
        what is to be said of the build.

    Raises:
        DataError, SourceError, UsageError: as ``build`` does.
    """
    paths, own, folder = _paths(packages), Ontology.of(ontology), Path(out)
    earlier = _earlier(paths, folder, base, own, budget, fresh=fresh)
    if store is None and (found := earlier.summary(OUTPUTS)) is not None:
        return found
    knowledge = _built(paths, folder, base, store, progress or silent, own, budget, earlier, is_alone=is_alone)
    return Summary.of(earlier.counts or counts(knowledge), knowledge.findings, earlier.steps)


def _earlier(
    paths: Sequence[Path], out: Path, base: str | None, ontology: Ontology, budget: float | None, *, fresh: bool
) -> Earlier:
    settled(out, "graph.nq")  # what a writer that was killed had decided is brought to an end
    return Earlier(out, paths, ontology, (base, budget), fresh=fresh)


def _built(
    paths: Sequence[Path],
    out: Path | None,
    base: str | None,
    store: str | Path | None,
    progress: Progress,
    ontology: Ontology,
    budget: float | None,
    earlier: Earlier | None = None,
    *,
    is_alone: bool = False,
) -> KnowledgeGraph:
    """Build; where ``is_alone``, nothing else goes on in this process, of which a copy can be made then."""
    if base is not None:
        _check_base(base)
    step = Course(progress, earlier.steps.about.get("seconds") if earlier else None)
    kept = None if store is None else _new_store(store)
    steps = earlier.steps if earlier else None
    ahead: list[Ahead] = []

    def begin(graph: RememberingStore) -> None:
        whole = _knowledge(graph, (), paths, budget, steps)
        ahead.extend(held.enter_context(one) for one in (Ahead.begun(whole, graph, steps),) if one)

    with ExitStack() as held, collector_paused():
        graph, findings = checked_graph(paths, base, step, ontology, steps, held, begin if is_alone else None)
        if not isinstance(findings, FoundAgain) and has_violations(findings):
            raise DataError(_summary(findings), list(findings))
        knowledge = _knowledge(graph, findings, paths, budget, steps)
        if out is not None:
            if steps is not None:
                graph.remember(steps, renewed)
                if not isinstance(graph, CarriedStore):  # that one is let go of already
                    held.callback(graph.forget)
            write_outputs(knowledge, out, step, earlier, step, ahead[0] if ahead else None)
    if kept is not None:
        step(Text("Keeping the store", "保存存储"))
        # Only when it is whole and right, so that a build that fails leaves no half.
        if isinstance(kept, Path):
            knowledge = KnowledgeGraph(_kept(graph, kept), findings)
        else:
            kept.base = graph.base
            kept.add(graph.triples())
            knowledge = KnowledgeGraph(kept, findings)
    return knowledge


def _knowledge(
    graph: Store, findings: Sequence[Finding], paths: Sequence[Path], budget: float | None, steps: Steps | None = None
) -> KnowledgeGraph:
    knowledge = KnowledgeGraph(graph, budget=budget, steps=steps)
    # Those of an earlier build are read only if they are asked for.
    knowledge.findings = findings if isinstance(findings, FoundAgain) else tuple(findings)
    knowledge.packages = tuple(path for path in paths if (path / "datapackage.json").is_file())
    knowledge.is_joined = len(paths) > 1
    return knowledge


def check(*packages: str | Path, ontology: Folders = None) -> list[Finding]:
    """Everything that is wrong with packages and graphs, gravest first; what a build would find, and what waits.

    Args:
        packages: as in ``build``.
        ontology: as in ``build``.

    Raises:
        SourceError: if a package is not there, or its ``datapackage.json`` cannot be read.
    """
    from kg.intake.articles.counting import open_suggestions  # it loads what reads articles

    paths = _paths(packages)
    findings = checked_graph(paths, None, silent, Ontology.of(ontology))[1]
    told = (open_suggestions(path.parent if path.is_file() else path) for path in dict.fromkeys(paths))
    return sorted([*findings, *(one for one in told if one)], key=sort_key)


def diff(old: str | Path | KnowledgeGraph, new: str | Path | KnowledgeGraph, *, ontology: Folders = None) -> Diff:
    """What changed from one graph to another, in the domain's words and in triples.

    Args:
        old: the older graph, or what ``open_graph`` takes.
        new: the newer one.
        ontology: as in ``build``.

    Raises:
        SourceError: if one cannot be opened.
        DataError: if one breaks a rule, or has blank nodes too alike to be told apart.
    """
    own = Ontology.of(ontology)
    graphs = [graph if isinstance(graph, KnowledgeGraph) else open_graph(graph, own) for graph in (old, new)]
    return graphs[0].diff(graphs[1])


def open_graph(path: str | Path, ontology: Folders = None, *, read_only: bool = False) -> KnowledgeGraph:
    """Open what was built: a build's folder, a file of RDF, a data package, or a store.

    Args:
        path: a folder with ``graph.nq``, a file in one of ``kg.graph.formats.FORMATS``, a folder with
            ``datapackage.json`` (which is built in memory), a folder that ``build`` kept a store in, or
            ``scheme:location`` for a store of a named kind: ``read-only:FOLDER`` for many readers at once, and
            those that packages add (see ``kg.graph.store.register``).
        ontology: as in ``build``.
        read_only: whether it is only read: then a large build is opened from the store beside its ``graph.nq`` (which
            is made if need be) in no time, by any number of readers at once. Adding to it is an error.

    Returns:
        the graph.

    Raises:
        SourceError: if there is nothing of that kind.
        DataError: if it is a data package that breaks a rule.
    """
    own = Ontology.of(ontology)
    found = opening.opened(path, own, read_only=read_only)
    return build(path, ontology=own) if found is None else found


def open_default(ontology: Folders = None, *, read_only: bool = False) -> KnowledgeGraph:
    """What is read where no graph is named: the build in this folder, or else the bundled data.

    Args:
        ontology: as in ``build``.
        read_only: as in ``open_graph``.
    """
    own = Ontology.of(ontology)
    found = opening.opened_default(own, read_only=read_only)
    return build(ontology=own) if found is None else found


def map_table(
    table: str | Path | Sequence[str | Path],
    mapping: str | Path,
    *,
    base: str = vocabulary.DEFAULT_BASE,
    checked: bool = False,
    partial: bool = False,
    ontology: Folders = None,
    rows: str = "",
    sheet: str = "",
    encoding: str = "",
    most: int | None = None,
    account: Mapped | None = None,
) -> KnowledgeGraph:
    """One graph from any table, by a mapping of one's own.

    Args:
        table: a file, or several of one form: CSV, TSV, XLSX, XLS, ODS, JSON, JSON Lines, XML or Parquet, also packed
            (``.gz``, ``.zip``, ``.zst``).
        mapping: a file with a CONSTRUCT query over its rows, or the name of one in a folder of one's own; see
            ``ontology/README.md``.
        base: as in ``build``.
        checked: whether the graph is checked against the shapes too, as a build's is.
        partial: make a graph of the rows that give something, and report the others.
        ontology: as in ``build``.
        rows: of JSON and XML, the path to what the rows are, ``$.projects[*].partners[*]``.
        sheet: of a workbook, the sheet.
        encoding: of delimited texts, what they are in, if their bytes do not tell it: cp1250.
        most: read so many rows only, and keep in the account what became of each.
        account: is filled with what became of the rows.

    Returns:
        the graph with its derived triples, and what was found: of the rows, and if checked, of the graph, violations
        among it.

    Raises:
        SourceError: if a file cannot be read.
        DataError: if a row or the mapping does not fit the header; if rows give nothing, unless ``partial``; if two
            different texts make one id.
        UsageError: if ``base`` is not an IRI to build on, or there is no such encoding.
    """
    from kg.intake.foreign import map_table as map_rows

    _check_base(base)
    store = TripleStore(base=base, ontology=Ontology.of(ontology))
    load_ontology(store)
    found: list[Finding] = []
    paths = [Path(table)] if isinstance(table, (str, Path)) else [Path(one) for one in table]
    with collector_paused():
        map_rows(
            paths,
            _mapping(mapping, store.ontology),
            store,
            partial=partial,
            found=found,
            rows=rows,
            sheet=sheet,
            encoding=encoding,
            most=most,
            told=account,
        )
    add_further_codes(store)
    derive(store)
    return KnowledgeGraph(store, sorted([*found, *(found_by_shapes(store) if checked else ())], key=sort_key))


@dataclass(frozen=True, slots=True)
class MappedLines:
    """A mapped table that is written and not kept.

    Attributes:
        findings: as of the graph that ``map_table`` makes.
        nquads: gives the graph as sorted N-Quads, a piece at a time; once.
    """

    findings: tuple[Finding, ...]
    nquads: Callable[[], Iterable[str]]


class MapOptions(TypedDict, total=False):
    """What ``map_table`` and ``map_lines`` may be told by keyword; what each means stands at ``map_table``."""

    base: str
    checked: bool
    partial: bool
    ontology: Folders
    rows: str
    sheet: str
    encoding: str
    most: int | None
    account: Mapped | None


def map_lines(
    table: str | Path | Sequence[str | Path], mapping: str | Path, **options: Unpack[MapOptions]
) -> MappedLines:
    """What ``map_table`` makes, to be written at once: in the memory of some batches of rows, however many there are.

    A graph that is checked, has blank nodes or goes by rules of one's own is held whole; of the last two the log says
    so.

    Args:
        table: as in ``map_table``.
        mapping: likewise.
        options: likewise.

    Raises:
        SourceError, DataError, UsageError: as ``map_table``; ``SourceError`` too if there is no space on disk for what
            is sorted there.
    """
    from kg.intake.foreign import map_table as map_rows
    from kg.intake.mapped_rows import Mapped

    base = options.get("base", vocabulary.DEFAULT_BASE)
    _check_base(base)
    account = options.get("account") or Mapped()
    options["account"] = account
    store = TripleStore(base=base, ontology=Ontology.of(options.get("ontology")))
    try:
        if options.get("checked") or options.get("most") is not None:
            raise NotStreamed("all of it is looked at", "须查看其全部")
        load_ontology(store)
        graph = StreamedGraph(store)
        found: list[Finding] = []
        told = Mapped()
        paths = [Path(table)] if isinstance(table, (str, Path)) else [Path(one) for one in table]
        with collector_paused():
            map_rows(
                paths,
                _mapping(mapping, store.ontology),
                graph,
                partial=options.get("partial", False),
                found=found,
                rows=options.get("rows", ""),
                sheet=options.get("sheet", ""),
                encoding=options.get("encoding", ""),
                told=told,
            )
    except NotStreamed as reason:
        log(_LOG, reason.text)
        knowledge = map_table(table, mapping, **options)
        return MappedLines(tuple(knowledge.findings), lambda: [nquads(knowledge).decode()])
    account.rows, account.gave, account.unread = told.rows, told.gave, told.unread
    account.left = told.left
    account.refused, account.undated = told.refused, told.undated

    def written() -> Iterator[str]:
        with collector_paused():
            graph.derive()
        for lines in graph.lines(ontology_triples()):
            yield "\n".join([*lines, ""])
        graph.close()

    return MappedLines(tuple(sorted(found, key=sort_key)), written)


def nquads(knowledge: KnowledgeGraph) -> bytes:
    """The graph as sorted N-Quads, as ``build`` writes it to ``graph.nq``."""
    return b"\n".join([*canonical.lines_of(knowledge.store, ontology_triples()), b""])


def checked(knowledge: KnowledgeGraph) -> KnowledgeGraph:
    """The same graph with what the shapes find in it, led back to no table: for a part of a larger graph.

    Args:
        knowledge: a graph that was made of a checked one.
    """
    findings = found_by_shapes(knowledge.store)
    return KnowledgeGraph(knowledge.store, findings, knowledge.scope, knowledge.left_out)


def _paths(packages: Sequence[str | Path]) -> list[Path]:
    return [assets.package_folder(package) for package in packages] if packages else assets.bundled_packages()


def _check_base(base: str) -> None:
    with suppress(ValueError):
        NamedNode(base)
        if base.endswith(("/", "#")) and base.startswith(("http://", "https://")):
            return
    raise UsageError(
        Text(
            f"The base {base!r} is not an http(s) IRI that ends in / or #. Use one like {vocabulary.DEFAULT_BASE}",
            f"基址“{base}”不是以 / 或 # 结尾的 http(s) IRI。请用如 {vocabulary.DEFAULT_BASE} 的地址。",
        )
    )


def _new_store(name: str | Path) -> Store | Path:
    """The empty store that ``scheme:location`` names; for one in a folder that folder, which is made if need be."""
    scheme, _, location = str(name).partition(":")
    if scheme == "oxigraph" and location and not Path(name).exists() and not holds_store(Path(location)):
        name = location
    named = named_store(name, new=True)
    if named is None:
        folder = Path(name)
        existed = folder.exists()
        make_empty(folder)
        if not existed:
            folder.rmdir()  # that it can be made is known now, and no failing build leaves it
        return folder
    if len(named):
        raise SourceError(
            Text(
                f"{name}: is there already and not empty. Name an empty or a new store for --store.",
                f"{name}：已存在且不为空。请为 --store 写明空的或新的存储。",
            )
        )
    return named


def _kept(graph: TripleStore, folder: Path) -> TripleStore:
    """A graph in a store on disk; its folder gets its name when all of it is there."""
    with new_folder(folder) as staged:
        try:
            _fill(staged, graph)
        except SourceError as error:
            en, zh = (text.replace(str(staged), str(folder)) for text in (error.text.en, error.text.zh))
            raise SourceError(Text(en, zh)) from None  # the error would hold the store open
    return TripleStore(folder, graph.base, graph.ontology)


def _fill(folder: Path, graph: TripleStore) -> None:
    # Oxigraph closes a store when nothing holds it any more: when this returns.
    TripleStore(folder).add(graph.triples())


def _mapping(mapping: str | Path, ontology: Ontology) -> Path:
    """A mapping by its name, where a folder of one's own has one of that name, or else by its path.

    Raises:
        SourceError: if it is neither.
    """
    own = ontology.own_files("mappings", ".rq")
    named = {path.stem: path for path in ontology.files("mappings", ".rq") if path in own}
    found = named.get(str(mapping)) or Path(mapping)
    if not found.exists():
        names = ", ".join(named)
        raise SourceError(
            Text(
                f"{mapping}: there is no such file, and no folder given by --ontology has a mapping of that name"
                f"{f' (those there: {names})' if names else ''}. Correct the path, or give the folder whose mappings/ "
                "has it; `kg map --guess TABLE` writes a first one.",
                f"{mapping}：没有该文件，--ontology 所给的文件夹中也没有此名称的映射"
                f"{f'（现有：{names}）' if names else ''}。请更正路径，或给出其 mappings/ 含有该映射的文件夹；"
                "`kg map --guess 表格` 可写出初稿。",
            )
        )
    return found


def _summary(findings: Sequence[Finding]) -> Text:
    number = count_by_severity(findings)[Severity.VIOLATION]
    return Text(
        f"{number} violation{'s' if number != 1 else ''} found; nothing was built.",
        f"有{number}条错误，未构建任何内容。",
    )
