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
from kg.files.staging import staging
from kg.files.steps import Patch, Steps, digest
from kg.findings import Finding, Severity, count_by_severity, sort_key
from kg.graph.checked import Kept
from kg.graph.library import add_further_codes, graph_files, load_ontology
from kg.graph.ontology import data_size, ontology_triples
from kg.graph.rules import derive
from kg.graph.store import Store, TripleStore, lasting, remembering
from kg.graph.store.oxigraph import holds_store
from kg.graph.store.register import make_empty, named_store
from kg.graph.store.remembering import CarriedStore, RememberingStore
from kg.graph.streaming import NotStreamed, StreamedGraph
from kg.graph.terms import NamedNode
from kg.graph.validation import validate_again
from kg.graph.writing import canonical
from kg.intake.articles.counting import open_suggestions
from kg.intake.checking import found_by_shapes
from kg.intake.compared import compared
from kg.intake.joining.parts import Parts, parted
from kg.intake.joining.reading import Known
from kg.intake.load import has_violations, locate, package_ontology, read_packages
from kg.intake.mapping import Trace, map_package
from kg.intake.package import Package
from kg.intake.refound import FoundAgain, findings_text, found_again, read_findings
from kg.intake.remembered import RememberedRows
from kg.knowledge_graph import KnowledgeGraph
from kg.progress import LINES, NETWORKS, Course, Progress, counted, silent
from kg.results.numbers import shown
from kg.text import Text

if TYPE_CHECKING:
    from kg.answers.diff.diff import Diff
    from kg.intake.foreign import Mapped

#: What a build writes, in the order in which it is written.
OUTPUTS = ("graph.ttl", "graph.nq", "network.html", "measures.csv", "findings.json")

#: The networks whose measures a build writes: projection and parameters.
MEASURED: tuple[tuple[str, dict[str, str]], ...] = (
    ("region-region", {"level": "county"}),
    ("region-region", {"level": "county", "coarser": "true"}),
    ("region-region", {"level": "city"}),
    ("institution-institution", {}),
    ("party-partnership", {}),
)

_LOG = logging.getLogger(__name__)

#: What was found in tables, by its hash, among the steps of a build.
_TABLES_FOUND = "tablesfound"
#: Characters of a node that a finding keeps.
_LONGEST_NODE = 1_000

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

    Returns:
        what is to be said of the build.

    Raises:
        DataError, SourceError, UsageError: as ``build`` does.
    """
    paths, own, folder = _paths(packages), Ontology.of(ontology), Path(out)
    earlier = _earlier(paths, folder, base, own, budget, fresh=fresh)
    if store is None and (found := earlier.summary(OUTPUTS)) is not None:
        return found
    knowledge = _built(paths, folder, base, store, progress or silent, own, budget, earlier)
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
) -> KnowledgeGraph:
    if base is not None:
        _check_base(base)
    step = Course(progress, earlier.steps.about.get("seconds") if earlier else None)
    kept = None if store is None else _new_store(store)
    steps = earlier.steps if earlier else None
    with ExitStack() as held:
        graph, findings = _checked_graph(paths, base, step, ontology, steps, held)
        if not isinstance(findings, FoundAgain) and has_violations(findings):
            raise DataError(_summary(findings), list(findings))
        knowledge = _knowledge(graph, findings, paths, budget, steps)
        if out is not None:
            if steps is not None:
                graph.remember(steps)
                if not isinstance(graph, CarriedStore):  # that one is let go of already
                    held.callback(graph.forget)
            write_outputs(knowledge, out, step, earlier, step)
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
    return knowledge


def check(*packages: str | Path, ontology: Folders = None) -> list[Finding]:
    """Everything that is wrong with packages and graphs, gravest first; what a build would find, and what waits.

    Args:
        packages: as in ``build``.
        ontology: as in ``build``.

    Raises:
        SourceError: if a package is not there, or its ``datapackage.json`` cannot be read.
    """
    paths = _paths(packages)
    findings = _checked_graph(paths, None, silent, Ontology.of(ontology))[1]
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
        most: read so many rows only, and keep in the account what became of each.
        account: is filled with what became of the rows.

    Returns:
        the graph with its derived triples, and what was found: of the rows, and if checked, of the graph, violations
        among it.

    Raises:
        SourceError: if a file cannot be read.
        DataError: if a row or the mapping does not fit the header; if rows give nothing, unless ``partial``; if two
            different texts make one id.
        UsageError: if ``base`` is not an IRI to build on.
    """
    from kg.intake.foreign import map_table as map_rows

    _check_base(base)
    store = TripleStore(base=base, ontology=Ontology.of(ontology))
    load_ontology(store)
    found: list[Finding] = []
    paths = [Path(table)] if isinstance(table, (str, Path)) else [Path(one) for one in table]
    map_rows(
        paths,
        _mapping(mapping, store.ontology),
        store,
        partial=partial,
        found=found,
        rows=rows,
        sheet=sheet,
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
    from kg.intake.foreign import Mapped
    from kg.intake.foreign import map_table as map_rows

    base = options.get("base", vocabulary.DEFAULT_BASE)
    _check_base(base)
    account = options.get("account") or Mapped()
    options["account"] = account
    store = TripleStore(base=base, ontology=Ontology.of(options.get("ontology")))
    try:
        if options.get("checked") or options.get("most") is not None:
            raise NotStreamed("all of it is looked at")
        load_ontology(store)
        graph = StreamedGraph(store)
        found: list[Finding] = []
        told = Mapped()
        paths = [Path(table)] if isinstance(table, (str, Path)) else [Path(one) for one in table]
        map_rows(
            paths,
            _mapping(mapping, store.ontology),
            graph,
            partial=options.get("partial", False),
            found=found,
            rows=options.get("rows", ""),
            sheet=options.get("sheet", ""),
            told=told,
        )
    except NotStreamed as reason:
        _LOG.info("The graph is held in memory as a whole: %s.", reason)
        knowledge = map_table(table, mapping, **options)
        return MappedLines(tuple(knowledge.findings), lambda: [nquads(knowledge).decode()])
    account.rows, account.gave, account.unread = told.rows, told.gave, told.unread

    def written() -> Iterator[str]:
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


def write_outputs(
    knowledge: KnowledgeGraph,
    folder: Path,
    progress: Progress = silent,
    earlier: Earlier | None = None,
    course: Course | None = None,
) -> None:
    """Write the files in ``OUTPUTS``: all of them or none.

    Args:
        knowledge: the graph.
        folder: where to; made if it does not exist.
        progress: called with what each step is called, in both languages, as it begins.
        earlier: the build that the folder holds, which keeps for the next one what was made now.
        course: how long the steps took, for who waits for the next one.

    Raises:
        SourceError: if they cannot be written; what was there before is as it was.
    """
    from kg.files import write_build

    files = graph_files(knowledge.store.ontology)
    with ExitStack() as held:
        filling: list[lasting.Filling] = []
        patch = earlier.steps.patch if earlier else None
        before = (folder, patch) if patch else None

        def beside(path: Path) -> None:
            if path.name == "graph.nq":
                with suppress(OSError):  # it can be made later
                    filling.append(held.enter_context(lasting.Filling(path, files, before)))

        def derived(written: Path) -> None:
            if earlier:
                summary = Summary.of(counts(knowledge, _size_by(earlier.steps)), knowledge.findings)
                earlier.keep(written, OUTPUTS, summary, course.seconds if course else {})
            if not (filling and filling.pop().put_in_place(written)):
                lasting.keep(written / "graph.nq", files)

        write_build(folder, _Contents(knowledge, progress, earlier.steps if earlier else None).texts(), derived, beside)


class _Contents:
    """The files of a build, each made as it is written: what one needs is let go before the next.

    The graph comes first, so that its store is filled while the rest is made.
    """

    def __init__(self, knowledge: KnowledgeGraph, step: Progress, steps: Steps | None) -> None:
        self._knowledge = knowledge
        self._step = step
        self._steps = steps
        self._lines: list[bytes] = []

    def texts(self) -> dict[str, Iterator[str]]:
        """The texts by the names in ``OUTPUTS``."""
        return {
            "graph.ttl": self._turtle(),
            "graph.nq": self._quads(),
            "measures.csv": self._measures(),
            "network.html": self._page(),
            "findings.json": self._findings(),
        }

    def _turtle(self) -> Iterator[str]:
        self._step(Text("Writing the graph", "写入图谱"))
        base = self._knowledge.store.base
        patch = self._steps.patch if self._steps else None
        if self._steps is None or patch is None:
            self._lines = canonical.lines_of(self._knowledge.store, ontology_triples())
            yield from canonical.turtle_of(self._lines, base)
            return
        self._lines = patch.lines
        before = self._steps.file("graph.ttl")
        made = before and canonical.turtle_patched(before.decode(), patch.lines, patch.removed, patch.added, base)
        yield from (made,) if made else canonical.turtle_of(self._lines, base)

    def _quads(self) -> Iterator[str]:
        texts = canonical.nquads_of(self._lines)
        yield from counted(self._step, texts, len(self._lines), LINES, lambda text: text.count("\n"))
        self._lines = []

    def _measures(self) -> Iterator[str]:
        self._step(Text("Measuring networks", "度量网络"))
        yield measures_csv(self._knowledge, self._step).decode()

    def _page(self) -> Iterator[str]:
        self._step(Text("Drawing the page", "绘制页面"))
        yield self._knowledge.page().html.decode()

    def _findings(self) -> Iterator[str]:
        self._step(Text("Writing files", "写入文件"))
        yield from findings_text(self._knowledge.findings)


def findings_json(findings: Sequence[Finding]) -> str:
    """Findings as JSON, with how many there are of each severity."""
    return "".join(findings_text(findings))


def measures_csv(knowledge: KnowledgeGraph, progress: Progress = silent) -> bytes:
    """Every measure of every node of the networks in ``MEASURED``, as CSV.

    Args:
        knowledge: the graph.
        progress: told how many networks are done.
    """
    from kg.network.export import csv_bytes
    from kg.network.measures.register import MEASURES

    header = ["projection", "parameters", "node", "label_en", "label_zh", *MEASURES]
    rows = [
        [name, _shown_parameters(parameters), row.node, row.label.en, row.label.zh]
        + [shown(row.values[measure]) for measure in MEASURES]
        for name, parameters in counted(progress, MEASURED, len(MEASURED), NETWORKS)
        for row in knowledge.measure(name, **parameters)
    ]
    return csv_bytes(header, rows)


def _size_by(steps: Steps) -> int | None:
    """How many triples the data have, by how many there were: what changed is none of the ontology's."""
    before = steps.about.get("counts", {}).get("triples")
    return before + len(steps.patch.added) - len(steps.patch.removed) if steps.patch and before else None


def counts(knowledge: KnowledgeGraph, triples: int | None = None) -> dict[str, int]:
    """How many things of each kind the data have, for the summary of a build; the code lists of ``kg`` are not data.

    Args:
        knowledge: the graph.
        triples: how many triples are data; they are counted if ``None``.
    """
    records = knowledge.records
    regions = sum(party.is_region for party in records.parties.values())
    targets = sum(figure.is_target for figure in records.figures.values())
    return {
        "partnerships": len(records.partnerships),
        "regions": regions,
        "institutions": len(records.parties) - regions,
        "targets": targets,
        "achievements": len(records.figures) - targets,
        "statements": len(records.statements),
        "sources": len(records.sources),
        "triples": data_size(knowledge.store) if triples is None else triples,
    }


def _shown_parameters(parameters: dict[str, str]) -> str:
    return ";".join(f"{name}:{value}" for name, value in parameters.items())


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


def _checked_graph(
    paths: Sequence[Path],
    base: str | None,
    step: Progress,
    ontology: Ontology,
    steps: Steps | None = None,
    held: ExitStack | None = None,
) -> tuple[RememberingStore, Sequence[Finding]]:
    """The graph of packages and files of RDF with everything that is wrong; empty if the tables are wrong already."""
    step(Text("Reading tables", "读取表格"))
    folders, files = parted(paths)
    ontology = package_ontology(folders, ontology)
    store = RememberingStore(base=base or vocabulary.DEFAULT_BASE, ontology=ontology)
    load_ontology(store)
    parts = Parts.read(files, store.base if folders or base else None, Known.of(store)) if files else Parts()
    store.base = parts.base or store.base
    packages, findings = read_packages(folders, ontology, parts.ids)
    if has_violations(findings):
        return RememberingStore(base=store.base), findings
    has_rows = any(table.name != "dataset" and table.rows for package in packages for table in package.tables)
    if not has_rows and not any(file.size for file in parts.files):
        return RememberingStore(base=store.base), [
            *findings,
            _no_data([*(package.name for package in packages), *(file.shown for file in parts.files)]),
        ]
    trace = Trace()
    step(Text("Mapping rows", "将各行映射为三元组"))
    rows = RememberedRows(steps, packages, ontology, store.base, joined=bool(files)) if steps else None
    if steps is not None and rows is not None and (patch := rows.patch(trace)) is not None:
        store = _patched(steps, patch, store, held)
    else:
        for package in packages:
            map_package(package, store, trace, store.base, step, rows.repeated if rows else None)
        if files:
            step(Text("Joining graphs", "合并图谱"))
            findings = [*findings, *parts.join(store)]
        add_further_codes(store)
        step(Text("Deriving triples", "推导三元组"))
        derive(store, progress=step)
        if steps is not None:
            steps.patch = compared(steps, store)
    if rows is not None:
        rows.keep(trace)
    step(Text("Checking the graph", "检查图谱"))
    if steps is None or rows is None:
        found = found_by_shapes(store, None, step)
    else:
        kept, idle = validate_again(store, store.ontology, steps, step)
        again = None if idle else _found_again(steps, rows, kept, findings, trace, packages)
        if again is not None:
            return store, again
        found = sorted(kept.findings() | idle, key=sort_key)
    findings = [*findings, *parts.stale(store), *parts.led_home(locate(found, trace, packages))]
    return store, sorted(findings, key=sort_key)


def _found_again(
    steps: Steps,
    rows: RememberedRows,
    kept: Kept,
    of_tables: Sequence[Finding],
    trace: Trace,
    packages: Sequence[Package],
) -> FoundAgain | None:
    """What is found, made of what an earlier build found; ``None`` where all of it must be put together anew.

    Args:
        steps: the results of the earlier build.
        rows: what changed in its rows.
        kept: what is found in the graph, and where that differs.
        of_tables: what is found in the tables.
        trace: the way back from things to rows.
        packages: the packages.
    """
    key = digest("".join(findings_text(of_tables)))
    is_same = steps.get(_TABLES_FOUND, key) is not None
    steps.put(_TABLES_FOUND, key, b"same")
    for counted_ in (steps.taken, steps.made):
        counted_.pop(_TABLES_FOUND, None)
    if not is_same or steps.patch is None or rows.affected is None or not kept.all_compared:
        return None
    nodes = rows.affected | kept.touched
    content = steps.file("findings.json")
    if content is None or any(not 0 < len(node) <= _LONGEST_NODE for node in nodes):
        return None
    found = found_again(content, nodes, locate(list(kept.findings(nodes)), trace, packages))
    return None if found is None or found.severities[Severity.VIOLATION] else found


def _patched(steps: Steps, patch: Patch, store: RememberingStore, held: ExitStack | None) -> RememberingStore:
    """The graph that a patch makes: of a large build by the store beside the earlier one, until ``held`` ends."""
    files = graph_files(store.ontology)
    if steps.folder is not None and held is not None and len(patch.lines) >= remembering.LEAST:
        with suppress(OSError, SourceError):
            place = held.enter_context(staging(steps.folder)) / "store"
            if lasting.carried_on(place, steps.folder, patch, files):
                carried = CarriedStore(TripleStore(place), patch.lines, files, store.base, store.ontology)
                held.callback(carried.let_go)
                return carried
    store.load_ntriples(b"\n".join(patch.lines))
    return store


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


def _no_data(names: Iterable[str]) -> Finding:
    return Finding(
        Severity.VIOLATION,
        "no-data",
        "The packages have no data.",
        "数据包中没有数据。",
        "List tables in datapackage.json and fill them, or start from `kg new`.",
        ", ".join(names),
        fix_zh="请在 datapackage.json 中列出各表并填写，或用 `kg new` 新建。",
    )


def _summary(findings: Sequence[Finding]) -> Text:
    number = count_by_severity(findings)[Severity.VIOLATION]
    return Text(
        f"{number} violation{'s' if number != 1 else ''} found; nothing was built.",
        f"有{number}条错误，未构建任何内容。",
    )
