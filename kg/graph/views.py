"""Views: a smaller graph made of a whole one, with the rules applied anew.

What a view leaves out is said in SPARQL, in ``ontology/views/``. A query named after the view gives a
verdict on things: that one goes, or that one stands without anything else (``at``: the graph as it
was claimed by a day; ``without``: the graph without some sources; ``about``: the graph about one party).
``keeps.rq`` says what stays because something that stays speaks of it. Everything else that is among ``things.rq``
goes, as unreachable objects do in a collection of garbage, so that two things that name each other do not keep each
other.

What the rules derived is left out first and derived anew from what stays: never patched.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kg import assets, vocabulary
from kg.errors import UsageError
from kg.graph.queryfile import QueryFile
from kg.graph.rules import derive, derived
from kg.graph.store import Solutions, Store, TripleStore
from kg.graph.terms import NamedNode, Triple
from kg.text import Text, typed

_EVIDENCE = NamedNode(vocabulary.PK + "evidence")
_REPLACED = NamedNode(vocabulary.DCTERMS + "isReplacedBy")
_LATER = NamedNode(vocabulary.PK + "laterReplacedBy")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


@dataclass(frozen=True)
class View:
    """A graph made of another one.

    Attributes:
        store: its triples, derived anew.
        dropped: what was left out: the local name of each kind to the IRIs of that kind, sorted.
    """

    store: Store
    dropped: Mapping[str, tuple[str, ...]]

    def then(self, later: View) -> View:
        """The view and one that was made of it, as one."""
        kinds = sorted({*self.dropped, *later.dropped})
        both = {kind: tuple(sorted((*self.dropped.get(kind, ()), *later.dropped.get(kind, ())))) for kind in kinds}
        return View(later.store, both)


def parse_day(text: str, name: str = "The day") -> date:
    """A day as a person writes it.

    Args:
        text: ``2017-07-28``; ``2017-07`` or ``2017`` is the last day of that month or year.
        name: what the day is, for the error.

    Raises:
        UsageError: if there is no such day, or it is written in another way.
    """
    found = _DAY.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        year, month = int(found[1]), int(found[2] or 12)
        return date(year, month, int(found[3] or monthrange(year, month)[1]))
    except (ValueError, IndexError):
        raise UsageError(
            Text(
                f"{name} {typed(text)!r} is no date. Write a day that exists as 2017-07-28, or 2017-07 or 2017 for the "
                "last day of that month or year.",
                f"{name}“{typed(text)}”不是日期。请写存在的日期，如 2017-07-28；或写 2017-07、2017，"
                "指该月或该年的末日。",
            )
        ) from None


def at(store: Store, day: date) -> View:
    """The graph as it was claimed by a day.

    A claim whose as-of date is later goes; one that is dated to a month, quarter, half-year or year
    counts from the last day of that span. A partnership, a programme, an institution or an official
    goes when no claim that is left speaks of it and no source issued by the day does. Places stay. What was
    renamed, renumbered, merged or split only later is what it was on the day.

    Args:
        store: the whole graph.
        day: the last day that counts.
    """
    # After the last day that there is nothing is later, and there is no date to say so with.
    after = {} if day == date.max else {"day": (day + timedelta(days=1)).isoformat()}
    return _view(store, "at", {"date": day.isoformat(), **after})


def without(store: Store, source: str) -> View:
    """The graph without a source: what rests on it alone goes, what another source supports stays.

    Args:
        store: the whole graph.
        source: the source's IRI.
    """
    return _view(store, "without", {"source": source})


def known_by(store: Store, day: date) -> View:
    """The graph without the sources that were issued after a day.

    Args:
        store: the whole graph.
        day: the last day on which a source that counts was issued.
    """
    return _view(store, "without", {"after": day.isoformat()})


def about(store: Store, party: str) -> View:
    """The graph about one party: its partnerships with everyone in them, and what is claimed of either.

    Args:
        store: the whole graph.
        party: the IRI of an institution, or of a region; parties in a region count as the region.
    """
    return _view(store, "about", {"party": party}, whole=False)


def _view(store: Store, name: str, values: Mapping[str, str], whole: bool = True) -> View:
    """The view of a name. One that is not ``whole`` has only what it says itself, and what goes with that."""
    kinds = _kinds(store)
    going, standing, keeps = _verdicts(store, name, values)
    for one, other in _pairs(store, "keeps"):
        keeps[one].append(other)
    if whole:
        standing.update(thing for (thing,) in _pairs(store, "stands"))
        standing.update(_untold(store, kinds, keeps, going))
    kept = _reached(standing - going, keeps, going)
    dropped = {thing: kind for thing, kind in kinds.items() if thing not in kept}
    view = TripleStore(base=store.base, ontology=store.ontology)
    day = {"date": values["date"]} if "date" in values else {}
    later = set(_pairs(store, "later", day)) if day else set()
    apart = set(_pairs(store, "apart", day)) if day else set()
    view.add(
        _as_it_was(triple, later)
        for triple in _left(store, dropped.keys())
        if triple.predicate != _REPLACED or (triple.subject, triple.object) not in apart
    )
    derive(view)
    return View(view, _by_kind(dropped))


def _verdicts(
    store: Store, name: str, values: Mapping[str, str]
) -> tuple[set[NamedNode], set[NamedNode], defaultdict[NamedNode, list[NamedNode]]]:
    """What a view says goes, what stands by itself, and what stands with what."""
    going: set[NamedNode] = set()
    standing: set[NamedNode] = set()
    keeps: defaultdict[NamedNode, list[NamedNode]] = defaultdict(list)
    for thing, verdict, *because in _pairs(store, name, values):
        if because and because[0] is not None:
            keeps[because[0]].append(thing)
        else:
            (going if verdict.value == "goes" else standing).add(thing)
    return going, standing, keeps


def _untold(
    store: Store,
    kinds: Mapping[NamedNode, str],
    keeps: Mapping[NamedNode, list[NamedNode]],
    going: set[NamedNode],
) -> Iterator[NamedNode]:
    """Things of which nothing speaks that has evidence or goes, however far off: no reason to leave them out.

    A partnership and its participations speak of each other; without evidence of either, neither is told.
    """
    cited = {triple.subject for triple in store.triples(None, _EVIDENCE)}
    told = _reached(cited | going, keeps, set())  # type: ignore[arg-type]
    return (thing for thing in kinds if thing not in told)


def _reached(
    standing: Iterable[NamedNode], keeps: Mapping[NamedNode, list[NamedNode]], going: set[NamedNode]
) -> set[NamedNode]:
    """All that stands, and all that is kept by what does."""
    kept = set(standing)
    waiting = list(kept)
    while waiting:
        for other in keeps.get(waiting.pop(), ()):
            if other not in kept and other not in going:
                kept.add(other)
                waiting.append(other)
    return kept


def _left(store: Store, dropped: Iterable[NamedNode]) -> Iterator[Triple]:
    """The triples that name nothing that goes, without those that the rules derived."""
    gone: set[object] = set(dropped)
    made = derived(store)
    for triple in store.triples():
        if triple.subject not in gone and triple.object not in gone and triple not in made:
            yield triple


def _as_it_was(triple: Triple, later: set[tuple[NamedNode, ...]]) -> Triple:
    """A triple as of the day: a successor that was not there yet is a later one."""
    if triple.predicate == _REPLACED and (triple.subject, triple.object) in later:
        return Triple(triple.subject, _LATER, triple.object)
    return triple


def _kinds(store: Store) -> dict[NamedNode, str]:
    """Each thing that a view may leave out, with the local name of the first of its kinds."""
    kinds: dict[NamedNode, str] = {}
    for thing, kind in _pairs(store, "things"):
        name = re.split("[#/]", kind.value)[-1]
        # Every figure is a claim too: the narrower name says more.
        if kinds.get(thing, "Claim") == "Claim":
            kinds[thing] = name
    return kinds


def _by_kind(dropped: Mapping[NamedNode, str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for thing, kind in dropped.items():
        found[kind].append(thing.value)
    return {kind: tuple(sorted(found[kind])) for kind in sorted(found)}


def _pairs(store: Store, name: str, values: Mapping[str, str] | None = None) -> Iterator[tuple[NamedNode, ...]]:
    """The rows of a query of ``ontology/views/``, as tuples in the order of its columns."""
    query = QueryFile.load(assets.ontology_folder() / "views" / f"{name}.rq")
    solutions = store.query(query.text, query.bind(values or {}))
    assert isinstance(solutions, Solutions)
    return iter(solutions)  # type: ignore[arg-type]
