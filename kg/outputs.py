"""A checked graph to the files of a build."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from kg.beside import Beside, begun
from kg.earlier import Earlier, Summary
from kg.files.lines import SortedLines
from kg.files.steps import Steps, file_digest
from kg.findings import Finding
from kg.graph.library import graph_files
from kg.graph.ontology import data_size, ontology_triples
from kg.graph.renewed import renewed
from kg.graph.store import lasting, remembering
from kg.graph.store.remembering import RememberingStore
from kg.graph.writing import canonical
from kg.graph.writing.numbered import Texts
from kg.intake.refound import findings_text
from kg.knowledge_graph import KnowledgeGraph
from kg.progress import LINES, Course, Progress, counted, silent
from kg.text import Text
from kg.usage import processors

#: What a build writes, in the order in which it is written.
OUTPUTS = ("graph.ttl", "graph.nq", "network.html", "measures.csv", "findings.json")


MEASURING, DRAWING = Text("Measuring networks", "度量网络"), Text("Drawing the page", "绘制页面")

#: The networks whose measures a build writes: projection and parameters.
MEASURED: tuple[tuple[str, dict[str, str]], ...] = (
    ("region-region", {"level": "county"}),
    ("region-region", {"level": "county", "coarser": "true"}),
    ("region-region", {"level": "city"}),
    ("institution-institution", {}),
    ("party-partnership", {}),
)
#: Those of them that take longest, and whether the page has intervals of their ranks.
_LONGEST = {"institution-institution": True, "party-partnership": False}
#: A third process costs a tenth more work, and gives a fifth of the time where it finds two processors free.
_TWO = 2


def write_outputs(
    knowledge: KnowledgeGraph,
    folder: Path,
    progress: Progress = silent,
    earlier: Earlier | None = None,
    course: Course | None = None,
    ahead: Ahead | None = None,
) -> None:
    """Write the files in ``OUTPUTS``: all of them or none.

    Args:
        knowledge: the graph.
        folder: where to; made if it does not exist.
        progress: called with what each step is called, in both languages, as it begins.
        earlier: the build that the folder holds, which keeps for the next one what was made now.
        course: how long the steps took, for who waits for the next one.
        ahead: the process that measures and draws already.

    Raises:
        SourceError: if they cannot be written; what was there before is as it was.
    """
    from kg.files import write_build

    files = graph_files(knowledge.store.ontology)
    with ExitStack() as held:
        filling: list[lasting.Filling] = []
        digests: dict[str, str] = {}

        def beside(path: Path) -> None:
            if earlier:  # at once: there is time while another process draws the page
                with suppress(OSError):  # of a file without one the next build takes nothing
                    digests[path.name] = file_digest(path)
            if path.name == "graph.nq":
                patch = earlier.steps.patch if earlier else None
                before = (folder, patch) if patch else None
                with suppress(OSError):  # it can be made later
                    filling.append(held.enter_context(lasting.Filling(path, files, before)))

        def derived(written: Path) -> None:
            progress(Text("Writing files", "写入文件"))
            if earlier:
                found = (ahead and ahead.counts) or _counts_by(earlier.steps, knowledge)
                summary = Summary.of(found, knowledge.findings)
                earlier.keep(written, digests, summary, course.seconds if course else {})
            if not (filling and filling.pop().put_in_place(written)):
                lasting.keep(written / "graph.nq", files)

        contents = _Contents(knowledge, progress, earlier.steps if earlier else None, ahead)
        write_build(folder, contents.texts(), derived, beside)


class Ahead:
    """The networks and the page of a large graph, made by a process of its own while the graph is checked and written.

    Args:
        beside: the process.
        steps: gets what it keeps for the next build.

    Attributes:
        counts: as ``counts`` gives them; ``None`` before it is done, and where it came to nothing.
    """

    def __init__(self, beside: Beside, steps: Steps) -> None:
        self._beside, self._steps = beside, steps
        self._files: dict[str, bytes] | None = None
        self.counts: dict[str, int] | None = None

    @classmethod
    def begun(cls, knowledge: KnowledgeGraph, graph: RememberingStore, steps: Steps | None) -> Ahead | None:
        """Begin with it; ``None`` where the graph is small, or there can be no such process.

        Args:
            knowledge: the graph, with all that the page needs.
            graph: its store.
            steps: the results of an earlier build.
        """
        from kg.restated import names

        if steps is None or len(graph) < remembering.LEAST or names.only_names(steps, graph.base):
            return None

        def made(step: Progress) -> Iterator[bytes]:
            apart = steps.apart()
            graph.reopen()
            graph.remember(apart, renewed)
            whole = knowledge.with_steps(apart)
            step(MEASURING)
            # After a small change the first process waits for this one: a third has its processor meanwhile.
            is_shared = bool(apart.patch) and processors() >= _TWO
            yield measures_csv(whole, step, apart, _LONGEST if is_shared else None)
            step(DRAWING)
            yield drawn(whole, apart)
            yield json.dumps(_counts_by(apart, whole)).encode()
            yield from apart.sent()

        process = begun(made)
        return cls(process, steps) if process else None

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, *_: object) -> None:
        self._beside.__exit__()

    def file(self, name: str, step: Progress) -> bytes | None:
        """The table of measures, or the page; ``None`` where it is to be made here.

        Args:
            name: what the file is called.
            step: as in ``Beside.results``.
        """
        if self._files is None:
            self._files = {}
            if found := self._beside.results(step):
                measures, page, counted_, *kept = found
                self._files = {"measures.csv": measures, "network.html": page}
                self.counts = json.loads(counted_)
                self._steps.receive(kept)
        return self._files.pop(name, None)


class _Contents:
    """The files of a build, each made as it is written: what one needs is let go before the next.

    The graph comes first, so that its store is filled while the rest is made; last what another process makes.
    """

    def __init__(self, knowledge: KnowledgeGraph, step: Progress, steps: Steps | None, ahead: Ahead | None) -> None:
        self._knowledge = knowledge
        self._step = step
        self._steps = steps
        self._ahead = ahead
        self._lines: list[bytes] = []
        self._texts: Texts | None = None
        self._patched = SortedLines()

    def texts(self) -> dict[str, Iterable[str | bytes]]:
        """The texts by the names in ``OUTPUTS``."""
        return {
            "graph.ttl": self._turtle(),
            "graph.nq": self._quads(),
            "findings.json": self._findings(),
            "measures.csv": self._measures(),
            "network.html": self._page(),
        }

    def _turtle(self) -> Iterator[str]:
        self._step(Text("Writing the graph", "写入图谱"))
        store, base = self._knowledge.store, self._knowledge.store.base
        numbered = None
        if isinstance(store, RememberingStore):
            numbered, store.numbered = store.numbered, None
        patch = self._steps.patch if self._steps else None
        if self._steps is None or patch is None:
            self._texts = Texts.of(numbered, ontology_triples(), base) if numbered else None
            if self._texts is not None:
                yield from self._texts.turtle()
                return
            self._lines = canonical.lines_of(store, ontology_triples())
            yield from canonical.turtle_of(self._lines, base)
            return
        self._patched = patch.lines
        before = self._steps.file("graph.ttl")
        made = before and canonical.turtle_patched(before.decode(), patch.lines, patch.removed, patch.added, base)
        yield from (made,) if made else canonical.turtle_of(self._patched.all(), base)

    def _quads(self) -> Iterator[str | bytes]:
        texts: Iterable[str | bytes] = canonical.nquads_of(self._lines)
        number = len(self._lines)
        if self._texts is not None:
            texts, number = self._texts.quads(), len(self._texts)
        elif self._patched.text:
            texts, number = self._patched.pieces(), len(self._patched)
        yield from counted(self._step, texts, number, LINES, _ends)
        self._lines, self._texts, self._patched = [], None, SortedLines()
        if self._steps and self._steps.patch:
            # From now on it is asked what changed, and no more how all of it reads.
            self._steps.patch = replace(self._steps.patch, lines=SortedLines())

    def _findings(self) -> Iterator[str]:
        yield from findings_text(self._knowledge.findings)

    def _measures(self) -> Iterator[bytes]:
        made = self._ahead.file("measures.csv", self._step) if self._ahead else None
        if made is None:
            self._step(MEASURING)
            made = measures_csv(self._knowledge, self._step, self._steps)
        yield made

    def _page(self) -> Iterator[bytes]:
        made = self._ahead.file("network.html", self._step) if self._ahead else None
        if made is None:
            self._step(DRAWING)
            made = drawn(self._knowledge, self._steps)
        yield made


def _ends(text: str | bytes) -> int:
    """How many lines end in a part of a file."""
    return text.count("\n") if isinstance(text, str) else text.count(b"\n")


def findings_json(findings: Sequence[Finding]) -> str:
    """Findings as JSON, with how many there are of each severity."""
    return "".join(findings_text(findings))


def measures_csv(
    knowledge: KnowledgeGraph,
    progress: Progress = silent,
    steps: Steps | None = None,
    aside: Mapping[str, bool] | None = None,
) -> bytes:
    """Every measure of every node of the networks in ``MEASURED``, as CSV.

    Args:
        knowledge: the graph.
        progress: told how many networks are done.
        steps: the results of an earlier build, of which what is the same is taken; nothing if ``None``.
        aside: as in ``kg.measured.table``.
    """
    from kg.measured import table

    return table(knowledge, MEASURED, progress, steps, aside)


def drawn(knowledge: KnowledgeGraph, steps: Steps | None = None) -> bytes:
    """The page: that of an earlier build, where nothing but names or single values have changed.

    Args:
        knowledge: the graph.
        steps: the results of an earlier build; nothing if ``None``.
    """
    from kg.restated import earlier_page, names, values

    if steps is None:
        return knowledge.page().html
    made = names.page(knowledge, steps) or values.page(knowledge, steps)
    if made is None:
        earlier_page.look(knowledge, steps)
        made = knowledge.page().html
    earlier_page.keep(knowledge, steps)
    return made


def _size_by(steps: Steps) -> int | None:
    """How many triples the data have, by how many there were: what changed is none of the ontology's."""
    before = steps.about.get("counts", {}).get("triples")
    return before + len(steps.patch.added) - len(steps.patch.removed) if steps.patch and before else None


def _counts_by(steps: Steps, knowledge: KnowledgeGraph) -> dict[str, int]:
    """The counts by those of the earlier build, where nothing but names or values has changed; else those of now."""
    from kg.restated import names, values

    triples, store = _size_by(steps), knowledge.store
    if triples is not None and isinstance(store, RememberingStore):
        before: dict[str, int] = steps.about["counts"]
        found = before if names.only_names(steps, store.base) else values.counts(store, steps, before)
        if found is not None:
            return {**found, "triples": triples}
    return counts(knowledge, triples)


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
