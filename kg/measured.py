"""The table of all measures of a build; an earlier one's is taken where the networks are the same.

Nearly all of its cells are numbers, which change only with the ties. So where no query that the networks are read by
would answer otherwise, the table is the earlier one; and where only names have changed, theirs are put in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, Self

from kg.beside import begun
from kg.files.steps import Steps, digest
from kg.graph.renewed import renewed
from kg.graph.store.remembering import Looked, RememberingStore
from kg.knowledge_graph import KnowledgeGraph
from kg.network.export import csv_bytes
from kg.network.measures.register import MEASURES, MeasureRow
from kg.network.projection.lookup import ended_query, named_now, names_query, node_queries
from kg.progress import NETWORKS, Progress, counted, silent
from kg.results.numbers import shown
from kg.text import Text
from kg.vocabulary import SKOS

#: What the table is called among the steps of a build, and the networks' measures that it is made of.
TABLE, _MEASURED, _ALL = "table", "measures", "all"
#: What a network is called, and its parameters.
Asked = tuple[str, dict[str, str]]
_HEADER = ("projection", "parameters", "node", "label_en", "label_zh")
#: A row: the network's number, the node, its names in both languages, and the rest of the line.
_Line = tuple[int, str, str, str, str]


def table(
    knowledge: KnowledgeGraph,
    networks: Sequence[Asked],
    progress: Progress,
    steps: Steps | None,
    aside: Mapping[str, bool] | None = None,
) -> bytes:
    """Every measure of every node of some networks, as CSV.

    Args:
        knowledge: the graph.
        networks: the projections, each with its parameters.
        progress: told how many networks are done.
        steps: the results of an earlier build, of which what is the same is taken; nothing if ``None``.
        aside: projections that a process of its own may measure meanwhile, while this one reads the records for the
            page, and whether the page has intervals of their ranks. The outcome is the same.
    """
    store = knowledge.store
    if steps is None or not isinstance(store, RememberingStore):
        return _text(networks, _lines(_measured(knowledge, networks, progress)))
    about = repr((networks, tuple(MEASURES), knowledge.budget))
    if (lines := _again(store, steps, about)) is not None:
        return _text(networks, lines)
    before = set(steps.names(_MEASURED))
    with _Aside(knowledge, steps, [asked for asked in networks if asked[0] in (aside or {})], aside or {}) as other:
        if other.goes_on:
            _ = knowledge.records  # what these are made of is no part of the table, and the page needs them
        with store.looked_at() as looked:
            lines = _lines(_measured(knowledge, networks, progress, other.await_))
    _keep(steps, about, looked, lines, sorted(set(steps.names(_MEASURED)) - before))
    return _text(networks, lines)


def looked_at(steps: Steps) -> Looked | None:
    """What was looked at for the table of the build under way; ``None`` where that is not known.

    Args:
        steps: the results of the build under way.
    """
    content = steps.get(TABLE, _ALL) if _ALL in steps.names(TABLE) else None
    if content is None:
        return None
    told = json.loads(content)
    looked = Looked()
    looked.at, looked.found = told["looked"], told["found"]
    return looked


def answered_otherwise(
    store: RememberingStore, at: Mapping[str, Mapping[str, str]], besides: Set[str] = frozenset()
) -> list[str]:
    """The queries that may answer otherwise than in an earlier build.

    Args:
        store: the graph of now.
        at: as ``Looked.at`` has it of that build.
        besides: properties of which something else may be said now.

    Returns:
        the hashes of their texts.
    """
    found = [query for query, then in at.items() if not store.changed_since(then) <= besides]
    # Classes and coordinates are put on nodes for exports; no measure looks at them unless its ``reads`` says so.
    read = {name for item in MEASURES.values() for name in item.reads}
    of_nodes = node_queries()
    idle = {digest(text) for text, names in of_nodes.items() if read.isdisjoint(names)}
    # These may look at more than they are asked for: at the classes and the stages of anything.
    texts = {digest(text): text for text in (*of_nodes, ended_query())}
    return [
        query
        for query in found
        if query not in idle and (query not in texts or not store.answers_as_then(texts[query]))
    ]


class _Aside:
    """Networks that another process measures, used as a context.

    Args:
        knowledge: the graph, whose store remembers.
        steps: gets what that process keeps for the next build.
        networks: the networks; without any there is no such process.
        has_intervals: projection to whether the page has intervals of its ranks.
    """

    def __init__(
        self, knowledge: KnowledgeGraph, steps: Steps, networks: Sequence[Asked], has_intervals: Mapping[str, bool]
    ) -> None:
        self._knowledge, self._steps = knowledge, steps
        self._networks, self._has_intervals = networks, has_intervals
        self._beside = begun(self._work) if networks else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._beside is not None:
            self._beside.__exit__()

    @property
    def goes_on(self) -> bool:
        """Whether there is such a process."""
        return self._beside is not None

    def await_(self, asked: Asked) -> None:
        """Wait for the process if it measures a network; where it came to nothing, that is to be measured here.

        Args:
            asked: the network.
        """
        if self._beside is not None and asked in self._networks:
            with self._beside as process:
                found = process.results(silent)
            self._beside = None
            if found:
                self._steps.receive(found)

    def _work(self, _: Progress) -> Iterator[bytes]:
        apart, store = self._steps.apart(), self._knowledge.store
        assert isinstance(store, RememberingStore)
        store.reopen()
        store.remember(apart, renewed)
        whole = self._knowledge.with_steps(apart)
        for name, parameters in self._networks:
            whole.measure_ahead(name, parameters, has_intervals=self._has_intervals[name])
        yield from apart.sent()


def _measured(
    knowledge: KnowledgeGraph,
    networks: Sequence[Asked],
    progress: Progress,
    begin: Callable[[Asked], None] | None = None,
) -> Iterable[tuple[int, MeasureRow]]:
    for place, (name, parameters) in enumerate(counted(progress, networks, len(networks), NETWORKS)):
        if begin is not None:
            begin((name, parameters))
        for row in knowledge.measure(name, **parameters):
            yield place, row


def _lines(measured: Iterable[tuple[int, MeasureRow]]) -> list[_Line]:
    return [
        (place, row.node, row.label.en, row.label.zh, ",".join([shown(row.values[name]) for name in MEASURES]))
        for place, row in measured
    ]


def _text(networks: Sequence[Asked], lines: Iterable[_Line]) -> bytes:
    """The table: numbers are cells as they are, all else as ``csv_bytes`` writes it."""
    begins = [
        csv_bytes([name, ";".join(f"{key}:{value}" for key, value in parameters.items())], ())[:-1]
        for name, parameters in networks
    ]
    header = csv_bytes([*_HEADER, *MEASURES], ())
    return b"".join(
        [
            header,
            *(
                b"%b,%b,%b\n" % (begins[place], csv_bytes([node, en, zh], ())[:-1], numbers.encode())
                for place, node, en, zh, numbers in lines
            ),
        ]
    )


def _again(store: RememberingStore, steps: Steps, about: str) -> list[_Line] | None:
    """The rows of an earlier build's table with the names of now; ``None`` where they are to be measured."""
    content = steps.get(TABLE, _ALL)
    steps.taken.pop(TABLE, None)
    told: Mapping[str, Any] = json.loads(content) if content else {}
    if told.get("about") != about:
        return None
    names = digest(names_query())
    others = answered_otherwise(store, told["looked"])
    lines: list[_Line] = list(map(tuple, told["lines"]))
    if not store.finds_as_then(told["found"]):
        return None
    if others and (others != [names] or steps.patch is None):
        return None
    if not all(steps.carry(_MEASURED, key) for key in told["measured"]):
        return None
    if others and steps.patch is not None:
        lines = _renamed(store, lines, {*steps.patch.removed, *steps.patch.added})
    looked = {query: store.looks_now(then) for query, then in told["looked"].items()}
    if looked != told["looked"]:
        _put(steps, {**told, "looked": looked, "lines": lines})
    return lines


def _renamed(store: RememberingStore, lines: Iterable[_Line], changed: Iterable[bytes]) -> list[_Line]:
    """Rows with the names of now, of the things whose names are among lines of N-Triples that changed."""
    relation = f"<{SKOS}prefLabel>"
    parts = (line.decode().split(" ", 2) for line in changed)
    things = sorted({part[0][1:-1] for part in parts if part[1] == relation})
    called: Mapping[str, Text] = {thing: named_now(store, thing) for thing in things}
    return [
        (place, node, called[node].en, called[node].zh, numbers) if node in called else (place, node, en, zh, numbers)
        for place, node, en, zh, numbers in lines
    ]


def _keep(steps: Steps, about: str, looked: Looked, lines: Sequence[_Line], measured: Sequence[str]) -> None:
    if looked.anywhere or not looked.at:
        return
    _put(steps, {"about": about, "looked": looked.at, "found": looked.found, "measured": measured, "lines": lines})


def _put(steps: Steps, told: Mapping[str, Any]) -> None:
    content = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    steps.put(TABLE, _ALL, content)
    steps.made.pop(TABLE, None)
