"""The page of an earlier build, of which that of now may be made: its data, and what it was made of besides records.

A page is made of the graph's records and of what ranked networks come to. What queries these rest on is kept with it,
so that the next build knows without measuring or reading a record that they would come to the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.assets import BUNDLED
from kg.files.steps import Steps, digest, file_digest
from kg.graph.store.remembering import ANSWERS, RememberingStore
from kg.knowledge_graph import KnowledgeGraph
from kg.measured import answered_otherwise, looked_at
from kg.network.projection.lookup import reliance_query
from kg.vocabulary import DCTERMS, SKOS

#: By what things are named.
_NAMES = frozenset((SKOS + "prefLabel", DCTERMS + "title"))
#: What a page is called among the steps of a build; what it was made of besides the graph, and what was looked at.
_PAGE, _ALL, _LOOKED = "page", "all", "looked"


class Otherwise(Exception):
    """Something of the page may be another than what the changes are looked at for."""


@dataclass(frozen=True, slots=True)
class EarlierPage:
    """The page of an earlier build.

    Attributes:
        begin: what stands before the data.
        data: the data as JSON.
        end: what stands behind them.
    """

    begin: str
    data: str
    end: str

    @classmethod
    def of(cls, knowledge: KnowledgeGraph, steps: Steps) -> EarlierPage | None:
        """The page; ``None`` where there is none, or it was made of other things besides the graph.

        Args:
            knowledge: the graph of now.
            steps: the results of the earlier build.
        """
        from kg.page.page import DATA
        from kg.page.render import data_of

        content = steps.file("network.html") if steps.get(_PAGE, _ALL) == _about(knowledge) else None
        if content is None:
            return None
        begin, mark, rest = content.decode().partition(DATA)
        data, end, tail = rest.partition("</script>")
        return cls(begin + mark, data_of(data), end + tail)

    def with_data(self, data: str) -> bytes:
        """The page with other data.

        Args:
            data: the data as JSON.
        """
        from kg.page.render import data_as_it_stands

        return f"{self.begin}{data_as_it_stands(data)}{self.end}".encode()


def changed(
    knowledge: KnowledgeGraph, store: RememberingStore, steps: Steps, put: Callable[[dict[str, Any]], None]
) -> bytes | None:
    """The earlier page with what has changed put into its data; ``None`` where it is to be drawn.

    Args:
        knowledge: the graph of now.
        store: its store.
        steps: the results of the earlier build.
        put: puts the changes into the data, or raises ``Otherwise``.
    """
    from kg.page.payload import to_script

    earlier = EarlierPage.of(knowledge, steps)
    if earlier is None:
        return None
    data = json.loads(earlier.data)
    try:
        put(data)
    except Otherwise:
        return None
    carry(steps, store)
    return earlier.with_data(to_script(data))


def keep(knowledge: KnowledgeGraph, steps: Steps) -> None:
    """Keep what the page is made of besides the graph, for the next build.

    Args:
        knowledge: the graph.
        steps: the results of the build under way.
    """
    steps.put(_PAGE, _ALL, _about(knowledge))


def carry(steps: Steps, store: RememberingStore) -> None:
    """Keep for the next build what a page that is drawn is made of, where this one is made of the earlier page.

    Args:
        steps: the results of the build under way.
        store: the graph.
    """
    from kg.network.projection.remembered import CHECKED

    for step in (ANSWERS, CHECKED):
        for key in steps.before(step):
            steps.carry(step, key)
    steps.taken.pop(ANSWERS, None)
    looked = _looked(steps)
    if looked is not None and store.finds_as_then(looked["found"]):
        _put(steps, {query: store.looks_now(then) for query, then in looked["at"].items()}, looked["found"])


def look(knowledge: KnowledgeGraph, steps: Steps) -> None:
    """Measure and rank what the page tells of networks, and keep what is looked at for that.

    Args:
        knowledge: the graph.
        steps: the results of the build under way.
    """
    store = knowledge.store
    if not isinstance(store, RememberingStore):
        return
    _ = knowledge.records  # what these are made of is no part of it
    with store.looked_at() as looked:
        _ = knowledge.ranked_networks, knowledge.data_set()
    before = looked_at(steps)  # networks that the table of measures has are not read again for the page
    if not looked.anywhere and before is not None:
        _put(steps, {**before.at, **looked.at}, {**before.found, **looked.found})


def ranks_as_then(steps: Steps, store: RememberingStore, *, others_are_renamed: bool = False) -> bool:
    """Whether networks rank as in the earlier page, since whatever was looked at for that is as it was.

    Args:
        steps: the results of the earlier build.
        store: the graph of now.
        others_are_renamed: whether all that has another name is a statement or a source. Nothing goes by the names of
            these, unless the network is so small that it was looked into what its ranks rest on.
    """
    looked = _looked(steps)
    if looked is None:
        return False
    besides = _NAMES if others_are_renamed and digest(reliance_query()) not in looked["at"] else frozenset[str]()
    return not answered_otherwise(store, looked["at"], besides) and store.finds_as_then(looked["found"])


def _looked(steps: Steps) -> Mapping[str, Mapping[str, Any]] | None:
    content = steps.get(_PAGE, _LOOKED)
    found: Mapping[str, Mapping[str, Any]] | None = json.loads(content) if content else None
    return found


def _put(steps: Steps, at: Mapping[str, Mapping[str, str]], found: Mapping[str, str]) -> None:
    steps.put(_PAGE, _LOOKED, json.dumps({"at": at, "found": found}).encode())


def _about(knowledge: KnowledgeGraph) -> bytes:
    stories: Iterable[Path] = knowledge.story_files()
    told = repr((knowledge.budget, knowledge.store.ontology == BUNDLED, [file_digest(path) for path in stories]))
    return digest(told).encode()
