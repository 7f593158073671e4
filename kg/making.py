"""Packages and graphs to one checked graph with all that is found in it; what an earlier build has of it is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

from kg import vocabulary
from kg.assets import Ontology
from kg.errors import SourceError
from kg.files.staging import staging
from kg.files.steps import Patch, Steps, digest
from kg.findings import Finding, Severity, sort_key
from kg.graph.checked import Kept
from kg.graph.library import add_further_codes, graph_files, load_ontology
from kg.graph.rules import derive
from kg.graph.store import lasting, remembering
from kg.graph.store.oxigraph import ReadOnlyStore
from kg.graph.store.remembering import CarriedStore, RememberingStore
from kg.graph.validation import validate_again
from kg.intake.checking import found_by_shapes
from kg.intake.compared import compared
from kg.intake.joining.parts import Parts, parted
from kg.intake.joining.reading import Known
from kg.intake.load import has_violations, locate, package_ontology, read_packages
from kg.intake.mapping import Trace, map_package
from kg.intake.package import Package
from kg.intake.refound import FoundAgain, findings_text, found_again
from kg.intake.remembered import RememberedRows
from kg.intake.unread import KeptTables
from kg.progress import Progress
from kg.text import Text

#: What was found in tables, by its hash, among the steps of a build.
_TABLES_FOUND = "tablesfound"


#: Characters of a node that a finding keeps.
_LONGEST_NODE = 1_000


def checked_graph(
    paths: Sequence[Path],
    base: str | None,
    step: Progress,
    ontology: Ontology,
    steps: Steps | None = None,
    held: ExitStack | None = None,
    whole: Callable[[RememberingStore], None] | None = None,
) -> tuple[RememberingStore, Sequence[Finding]]:
    """The graph of packages and files of RDF with everything that is wrong; empty if the tables are wrong already.

    Args:
        paths: folders of packages and files of RDF.
        base: the IRI under which things live; that of the files if ``None`` and there are no packages.
        step: called with what each step is called, as it begins.
        ontology: with what is one's own.
        steps: the results of the earlier build, of which all that is the same is taken; nothing if ``None``.
        held: what the graph needs until it is written is let go of at its end.
        whole: called with the graph when all is in it, before it is checked; where there are ``steps``.

    Returns:
        the graph, and what is found, gravest first.

    Raises:
        SourceError: if a file cannot be read.
        DataError: if files of RDF cannot be joined.
    """
    step(Text("Reading tables", "读取表格"))
    folders, files = parted(paths)
    ontology = package_ontology(folders, ontology)
    store = RememberingStore(base=base or vocabulary.DEFAULT_BASE, ontology=ontology)
    load_ontology(store)
    parts = Parts.read(files, store.base if folders or base else None, Known.of(store)) if files else Parts()
    store.base = parts.base or store.base
    tables = KeptTables(steps, ontology) if steps is not None and not files else None
    package = tables.package(folders) if tables is not None else None
    packages, findings = ([package], []) if package else read_packages(folders, ontology, parts.ids)
    if has_violations(findings):
        return RememberingStore(base=store.base), findings
    if _is_empty(packages, parts):
        named = [*(package.name for package in packages), *(file.shown for file in parts.files)]
        return RememberingStore(base=store.base), [*findings, _no_data(named)]
    trace = Trace()
    step(Text("Mapping rows", "将各行映射为三元组"))
    before = tables.before if tables is not None else {}
    rows = RememberedRows(steps, packages, ontology, store.base, before, joined=bool(files)) if steps else None
    if tables is not None and rows is not None:
        tables.keep(packages, findings, rows.contents)
    if steps is not None and rows is not None and (patch := rows.patch(trace)) is not None:
        store = _patched(steps, patch, store, held)
    else:
        findings = [*findings, *_mapped(store, packages, parts, trace, step, rows)]
        if steps is not None:
            steps.patch = compared(steps, store)
    if rows is not None:
        rows.keep(trace)
    step(Text("Checking the graph", "检查图谱"))
    if steps is None or rows is None:
        found = found_by_shapes(store, None, step)
    else:
        kept, idle = validate_again(store, store.ontology, steps, step, whole and partial(whole, store))
        store.numbered = kept.columns
        again = None if idle else _found_again(steps, rows, kept, findings, trace, packages)
        if again is not None:
            return store, again
        found = sorted(kept.findings() | idle, key=sort_key)
    led_home = parts.led_home(locate(found, trace, packages))
    return store, sorted([*findings, *parts.stale(store), *led_home], key=sort_key)


def _is_empty(packages: Sequence[Package], parts: Parts) -> bool:
    """Whether neither a table has a row nor a file of RDF anything."""
    has_rows = any(table.name != "dataset" and table.rows for package in packages for table in package.tables)
    return not has_rows and not any(file.size for file in parts.files)


def _mapped(
    store: RememberingStore,
    packages: Sequence[Package],
    parts: Parts,
    trace: Trace,
    step: Progress,
    rows: RememberedRows | None,
) -> list[Finding]:
    """Fill a graph with what all rows and all files of RDF say, and what follows from it; what is found on the way."""
    found: list[Finding] = []
    for package in packages:
        map_package(package, store, trace, store.base, step, rows.repeated if rows else None)
    if parts.files:
        step(Text("Joining graphs", "合并图谱"))
        found = list(parts.join(store))
    add_further_codes(store)
    step(Text("Deriving triples", "推导三元组"))
    derive(store, progress=step)
    return found


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
    found = found_again(content, nodes, locate(list(kept.findings(nodes)), trace, packages), rows.moved)
    return None if found is None or found.severities[Severity.VIOLATION] else found


def _patched(steps: Steps, patch: Patch, store: RememberingStore, held: ExitStack | None) -> RememberingStore:
    """The graph that a patch makes: of a large build by the store beside the earlier one, until ``held`` ends."""
    files = graph_files(store.ontology)
    if steps.folder is not None and held is not None and len(patch.lines) >= remembering.LEAST:
        with suppress(OSError, SourceError):
            place = held.enter_context(staging(steps.folder)) / "store"
            if lasting.carried_on(place, steps.folder, patch, files):
                carried = CarriedStore(ReadOnlyStore(place), patch.lines, files, store.base, store.ontology)
                held.callback(carried.let_go)
                return carried
    store.load_ntriples(patch.lines.text)
    return store


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
