"""Which figures may not be added to others: the one rule behind weights, questions, the ledger and the data cube.

Figures are compared where class, measure and unit are the same and the measure is additive. One lies inside another
if

* it is said to (``pk:subsetOf``, over any number of steps), or
* both are about one thing, or it is about a part of the other's (``pk:partOf``, over any number of steps), and its
  period lies in the other's, and so does its scope: kind of capital, origins, destinations, channels and sectors. A
  scope that is not said holds every one; a region holds what lies in it, and a code its narrower ones.

Two whose periods or scopes have nothing in common are parts apart, and added. Whatever else overlaps decides nothing,
and nor do two values for one thing; but what another figure holds leaves nothing open. A figure that its bound leaves
open is never added, and holds nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property

from kg import vocabulary
from kg.graph.columns import value

#: Answers a SELECT query with columns, as ``Store.columns`` does.
Columns = Callable[[str], Mapping[str, Sequence[str]]]

_FIRST, _LAST = "0000", "9999"
#: What blank nodes and triples begin with.
_NAMELESS = ("_:", "<<")
_SCOPE = ("capitalKind", "origin", "destination", "via", "sector")


class Reason(StrEnum):
    """Why a figure is not added."""

    SUPERSEDED = "superseded"  #: by a later one for the same thing
    LIMIT = "limit"  #: its bound leaves open what it is
    INSIDE = "inside"  #: another one holds it
    TWICE = "twice"  #: another one says the same
    PAIRED = "paired"  #: another side of the same things
    UNDECIDED = "undecided"  #: it overlaps with another one, or they differ
    PLACE = "place"  #: a figure of the region that it goes to holds it: not to be added to that one


class _Scopes(StrEnum):
    """How one scope stands to another."""

    SAME = "same"
    INSIDE = "inside"
    HOLDS = "holds"
    APART = "apart"
    MIXED = "mixed"


@dataclass(slots=True)
class _Figure:
    iri: str
    about: frozenset[str]
    begins: str
    ends: str
    value: Decimal | None
    scope: tuple[frozenset[str], ...]
    is_dated: bool

    def lies_in(self, other: _Figure) -> bool:
        """Whether its period does."""
        return other.begins <= self.begins and self.ends <= other.ends

    def touches(self, other: _Figure) -> bool:
        """Whether the periods share a day."""
        return self.begins <= other.ends and other.begins <= self.ends


def not_added(columns: Columns) -> dict[str, Reason]:
    """The figures of a graph that are not to be added to others, and why.

    The time is about linear in the number of figures: only those of one subject, or of a part and its whole, are
    compared, and of one subject only those whose periods touch.

    Args:
        columns: answers SELECT queries of the graph.

    Returns:
        reason by IRI; a figure that is not there may be added wherever its measure is additive.
    """
    graph = _Graph(columns)
    reasons = dict.fromkeys(graph.links("supersededBy"), Reason.SUPERSEDED)
    groups: defaultdict[tuple[str, str, str], list[_Figure]] = defaultdict(list)
    for kind, figure in graph.figures():
        if figure.iri in reasons:
            continue
        if not graph.is_exact(figure.iri):
            reasons[figure.iri] = Reason.LIMIT
        elif figure.value is not None:
            groups[kind].append(figure)
    for figures in groups.values():
        if len(figures) > 1:
            reasons.update(_Group(graph, figures).reasons())
    return reasons


class _Graph:
    """What the rule reads of a graph, by local name of the property."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._read: dict[str, dict[str, set[str]]] = {}
        self._above: dict[str, frozenset[str]] = {}
        self._scopes: dict[tuple[frozenset[str], frozenset[str]], _Scopes] = {}

    def links(self, name: str, namespace: str = vocabulary.PK) -> Mapping[str, set[str]]:
        """Subjects with the objects of a property, as texts."""
        if name not in self._read:
            found: defaultdict[str, set[str]] = defaultdict(set)
            told = self._columns(f"SELECT ?subject ?object WHERE {{ ?subject <{namespace}{name}> ?object }}")
            for subject, term in zip(told["subject"], told["object"], strict=True):
                if not subject.startswith(_NAMELESS) and not term.startswith(_NAMELESS):
                    found[subject[1:-1]].add(value(term))
            self._read[name] = dict(found)
        return self._read[name]

    def one(self, name: str, subject: str) -> str:
        """The object of a property; the first of several, and empty without one."""
        return min(self.links(name).get(subject, ()), default="")

    def onward(self, name: str, start: Iterable[str], namespace: str = vocabulary.PK) -> set[str]:
        """What a property leads to, over any number of steps from 1."""
        links, found, waiting = self.links(name, namespace), set[str](), list(start)
        while waiting:
            new = links.get(waiting.pop(), set()) - found
            found |= new
            waiting.extend(new)
        return found

    def figures(self) -> Iterator[tuple[tuple[str, str, str], _Figure]]:
        """The figures of additive measures, each with its class, measure and unit; in the order of their IRIs."""
        # Nearly everything has a class, and few things are figures.
        classes: dict[str, str] = {}
        for name in ("Achievement", "Target"):
            for subject in self._columns(f"SELECT ?subject WHERE {{ ?subject a <{vocabulary.PK}{name}> }}")["subject"]:
                if not subject.startswith(_NAMELESS):
                    classes[subject[1:-1]] = max(classes.get(subject[1:-1], ""), name)  # Target before Achievement
        for iri in sorted(classes):
            measure, unit = self.one("measure", iri), self.one("unit", iri)
            if measure and unit and self.one("additive", measure) in ("true", "1"):
                yield (classes[iri], measure, unit), self._figure(iri, self.one("stockFlow", measure) == "stock")

    def _figure(self, iri: str, is_stock: bool) -> _Figure:
        begins, ends = self.one("periodStart", iri), self.one("periodEnd", iri)
        if is_stock:
            begins = ends = ends or self.one("asOf", iri)
        # A figure with a last day only is that of what ended then; one without a period is of all time.
        scope = tuple(frozenset(self._now(value) for value in self.links(name).get(iri, ())) for name in _SCOPE)
        return _Figure(
            iri,
            frozenset(self.links("about").get(iri, ())),
            begins or ends or _FIRST,
            ends or _LAST,
            _number(self.one("value", iri)),
            scope,
            bool(begins or ends),
        )

    def _now(self, party: str) -> str:
        return self.one("currentParty", party) or party

    def is_exact(self, iri: str) -> bool:
        """Whether a figure's bound sets both limits at its value, or it has none."""
        bounds = self.links("bound").get(iri, set())
        return all(
            self.one("lowerLimit", bound) == "included" and self.one("upperLimit", bound) == "included"
            for bound in bounds
        )

    def scopes(self, one: _Figure, other: _Figure) -> _Scopes:
        """How the scope of one figure stands to that of another."""
        if one.scope == other.scope:
            return _Scopes.SAME
        found = {self._ways(*pair) for pair in zip(one.scope, other.scope, strict=True)}
        for decisive in (_Scopes.APART, _Scopes.MIXED):
            if decisive in found:
                return decisive
        found.discard(_Scopes.SAME)
        if len(found) == 2:
            return _Scopes.MIXED
        return found.pop() if found else _Scopes.SAME

    def _ways(self, one: frozenset[str], other: frozenset[str]) -> _Scopes:
        if one == other:
            return _Scopes.SAME
        if not one:
            return _Scopes.HOLDS
        if not other:
            return _Scopes.INSIDE
        if (one, other) not in self._scopes:
            inside = all(not self._around(value).isdisjoint(other) for value in one)
            holds = all(not self._around(value).isdisjoint(one) for value in other)
            meets = any(not self._around(value).isdisjoint(other) for value in one) or any(
                not self._around(value).isdisjoint(one) for value in other
            )
            self._scopes[one, other] = (
                (_Scopes.SAME if holds else _Scopes.INSIDE)
                if inside
                else (_Scopes.HOLDS if holds else _Scopes.MIXED if meets else _Scopes.APART)
            )
        return self._scopes[one, other]

    def _around(self, value: str) -> frozenset[str]:
        """A party or a code with what holds it."""
        if value not in self._above:
            above = self.links("inRegion").get(value, set()) | self.onward("broader", (value,), vocabulary.SKOS)
            self._above[value] = frozenset({value, *above})
        return self._above[value]


@dataclass
class _Group:
    """The exact figures of one class, measure and unit."""

    graph: _Graph
    figures: list[_Figure]
    #: Figure to those that count it, and why.
    counted: defaultdict[str, dict[str, Reason]] = field(default_factory=lambda: defaultdict(dict))
    #: Pairs that overlap otherwise.
    open: list[tuple[str, str]] = field(default_factory=list)

    def reasons(self) -> Mapping[str, Reason]:
        """The figures that are not to be added, and why."""
        for iri, said in self._said.items():
            self.counted[iri].update(dict.fromkeys(said, Reason.INSIDE))
        for figures in self._by_subject.values():
            self._compare_own(figures)
        for figure in self.figures:
            for whole in self._wholes(figure):
                self._compare(figure, whole, is_part=True)
        counted = self._found()
        undecided = {iri for pair in self.open if counted.keys().isdisjoint(pair) for iri in pair}
        found = {**counted, **dict.fromkeys(sorted(undecided), Reason.UNDECIDED)}
        held = [figure.iri for figure in self.figures if figure.iri not in found and self._has_place(figure, found)]
        return {**found, **dict.fromkeys(held, Reason.PLACE)}

    @cached_property
    def _by_subject(self) -> Mapping[str, list[_Figure]]:
        found: defaultdict[str, list[_Figure]] = defaultdict(list)
        for figure in sorted(self.figures, key=lambda figure: (figure.begins, figure.ends, figure.iri)):
            for subject in figure.about:
                found[subject].append(figure)
        return found

    @cached_property
    def _said(self) -> Mapping[str, set[str]]:
        """The figures of the group that each one is said to lie inside."""
        here = {figure.iri for figure in self.figures}
        return {iri: (self.graph.onward("subsetOf", (iri,)) & here) - {iri} for iri in here}

    def _wholes(self, figure: _Figure) -> Iterator[_Figure]:
        """The figures of what a figure's subject is a part of."""
        for subject in self.graph.onward("partOf", figure.about) - figure.about:
            yield from self._by_subject.get(subject, ())

    def _compare_own(self, figures: list[_Figure]) -> None:
        """Compare the figures of one subject, which are in the order of their first days."""
        for place, one in enumerate(figures):
            for later in range(place + 1, len(figures)):
                other = figures[later]
                if other.begins > one.ends:
                    break
                self._compare(one, other, is_part=False)

    def _compare(self, one: _Figure, other: _Figure, *, is_part: bool) -> None:
        scopes = self.graph.scopes(one, other)
        # The whole project's figure holds that of a part of it that names no period.
        within = one.lies_in(other) or (is_part and not one.is_dated)
        if scopes is _Scopes.APART or not (one.touches(other) or within):
            return
        if one.iri in self._said[other.iri] or other.iri in self._said[one.iri]:
            return
        holds = other.lies_in(one)
        if scopes is _Scopes.SAME and within and holds and not is_part:
            first, second = sorted((one, other), key=lambda figure: figure.iri)
            if self._are_paired(first.iri, second.iri):
                self.counted[second.iri][first.iri] = Reason.PAIRED
            elif one.value == other.value:
                self.counted[second.iri][first.iri] = Reason.TWICE
            else:
                self.open.append((one.iri, other.iri))
        elif within and scopes in (_Scopes.SAME, _Scopes.INSIDE):
            self.counted[one.iri][other.iri] = Reason.INSIDE
        elif holds and not is_part and scopes in (_Scopes.SAME, _Scopes.HOLDS):
            self.counted[other.iri][one.iri] = Reason.INSIDE
        else:
            self.open.append((one.iri, other.iri))

    def _are_paired(self, one: str, other: str) -> bool:
        pairs = self.graph.links("pairedWith")
        return other in pairs.get(one, ()) or one in pairs.get(other, ())

    def _found(self) -> dict[str, Reason]:
        """Why each figure is counted by another one; of a circle that nothing else counts, the first stays."""
        first_of = self._circles() if any(self._said.values()) else {}
        return {
            iri: min(wholes.values(), key=list(Reason).index)
            for iri, wholes in self.counted.items()
            if wholes and not (iri in first_of and first_of[iri].issuperset(wholes) and iri == min(first_of[iri]))
        }

    def _circles(self) -> dict[str, frozenset[str]]:
        """The circles in which figures are said to lie, by figure."""
        import networkx as nx  # where something is said alone: it takes longer to load than the rule needs

        edges: nx.DiGraph[str] = nx.DiGraph((iri, whole) for iri, wholes in self.counted.items() for whole in wholes)
        circles = (frozenset(circle) for circle in nx.strongly_connected_components(edges) if len(circle) > 1)
        return {iri: circle for circle in circles for iri in circle}

    def _has_place(self, figure: _Figure, found: Mapping[str, Reason]) -> bool:
        """Whether a figure of the region that it goes to holds it, and is added."""
        destinations = figure.scope[_SCOPE.index("destination")]
        return any(
            other.iri not in found
            and figure.lies_in(other)
            and self.graph.scopes(figure, other) in (_Scopes.SAME, _Scopes.INSIDE)
            for region in destinations - figure.about
            for other in self._by_subject.get(region, ())
        )


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
