"""Figures of towns, zones and institutions added up to the regions that they lie in, where that is legal.

Legal means: an additive flow; one unit, one kind of capital, one origin, channel and sector, one period; no figure
inside another, whether a source says so (``pk:subsetOf``), its subject lies in the other's, or its destination does;
no figure and its pair; none that a later one supersedes; no two claims of one thing; and only what lies wholly in the
region. Whatever is left out is counted, with the reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.answers.ledger.bounds import number
from kg.answers.ledger.matching import Related, nature_of
from kg.answers.ledger.periods import Period
from kg.answers.ledger.readings import Nature, Reading, added, read
from kg.answers.records import Figure, Records

#: No hierarchy of regions is deeper; a chain that is leads nowhere.
_DEEPEST = 100

#: What the figures of one total have in common besides the region: class, measure, unit, capital, scope, period.
_Kind = tuple[str, str, str, str, tuple[tuple[str, ...], ...], Period]


@dataclass(frozen=True, slots=True)
class Total:
    """Figures of one kind, added up for one region.

    Attributes:
        region: its IRI.
        sample: one of the figures, for what all have in common.
        period: the period of all of them.
        sum: what they come to; ``None`` if none of them may be added.
        left_out: figures of the same kind in the region that are not in the sum.
        elsewhere: how many figures of the measure in the region are of another kind, by reason.
        silent: regions directly in this one for which, or in which, none of the figures is.
    """

    region: str
    sample: Figure
    period: Period
    sum: Reading | None
    left_out: tuple[Related, ...]
    elsewhere: Mapping[str, int]
    silent: tuple[str, ...]

    @property
    def reasons(self) -> dict[str, int]:
        """How many figures are left out, by reason."""
        counts = Counter(item.reason for item in self.left_out)
        counts.update(self.elsewhere)
        return dict(sorted(counts.items()))


def totals(
    records: Records,
    figures: Sequence[Figure],
    known: Mapping[str, Nature],
    region: str | None = None,
    superseded: frozenset[str] = frozenset(),
) -> list[Total]:
    """The totals of all regions, or of one.

    A region whose total is of the very figures that a region inside it has is left out, as is one whose only figure
    is its own: there is nothing to add. A region that was asked for is always there.

    Args:
        records: the graph's records.
        figures: the figures to add.
        known: when figures of a measure and unit may be added.
        region: the IRI of the one region that is asked for.
        superseded: the IRIs of figures that later ones for the same thing supersede; they are in no sum.
    """
    places = Places(records, superseded)
    addable = [figure for figure in figures if nature_of(figure, known).adds_up]
    by_region: defaultdict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in addable:
        assert figure.measure is not None  # what adds up has a measure
        for container in places.around(figure):
            if region in (None, container):
                by_region[container, figure.measure.iri, figure.cls].append(figure)
    made = [
        total
        for (container, _, _), found in sorted(by_region.items())
        for total in _of_region(container, found, known, places)
    ]
    return made if region is not None else _worth_saying(made, places)


class Places:
    """Where the subjects of figures lie, and what holds what.

    Args:
        records: the graph's records.
        superseded: the figures that later ones supersede.
    """

    def __init__(self, records: Records, superseded: frozenset[str] = frozenset()) -> None:
        self._records = records
        self.superseded = superseded
        self._wholly: dict[str, frozenset[str]] = {}
        # A figure is looked at for each region around it.
        self._around: dict[str, frozenset[str]] = {}
        self._inside: dict[str, frozenset[str]] = {}
        self._children: defaultdict[str, set[str]] = defaultdict(set)
        for party in records.parties.values():
            if party.is_region:
                for parent in party.regions:
                    self._children[parent].add(party.iri)

    def children(self, region: str) -> tuple[str, ...]:
        """The regions directly in a region."""
        return tuple(sorted(self._children.get(region, ())))

    def wholly(self, party: str, on_the_way: frozenset[str] = frozenset()) -> frozenset[str]:
        """The regions that a party lies wholly in, itself included if it is one.

        A zone over two counties lies wholly in neither, but in the city that both are in.
        """
        if party not in self._wholly:
            record = self._records.parties.get(party)
            if record is None or party in on_the_way or len(on_the_way) > _DEEPEST:
                return frozenset()
            above = [self.wholly(parent, on_the_way | {party}) for parent in record.regions]
            shared = frozenset.intersection(*above) if above else frozenset()
            self._wholly[party] = shared | ({party} if record.is_region else frozenset())
        return self._wholly[party]

    def around(self, figure: Figure) -> frozenset[str]:
        """The regions that a figure's subject has to do with, wholly or in part."""
        if figure.iri not in self._around:
            parties = (self._records.parties.get(party) for party in self._parties(figure))
            found = frozenset(region for party in parties if party is not None for region in party.within)
            self._around[figure.iri] = found
        return self._around[figure.iri]

    def inside(self, figure: Figure) -> frozenset[str]:
        """The regions that a figure's subject lies wholly in: of a partnership, its destinations or all its parties."""
        if figure.iri not in self._inside:
            groups = [self.wholly(party) for party in self._parties(figure)]
            self._inside[figure.iri] = frozenset.intersection(*groups) if groups else frozenset()
        return self._inside[figure.iri]

    def holders(self, figure: Figure) -> frozenset[str]:
        """The subjects whose figures may hold a figure: regions around its subject, wholes and programmes of it."""
        held_by = set(self.inside(figure))
        waiting, wholes = [figure.about], set[str]()
        while waiting:
            partnership = self._records.partnerships.get(waiting.pop())
            if partnership is not None:
                held_by |= {*partnership.part_of, *partnership.programmes}
                waiting += set(partnership.part_of) - wholes
                wholes |= set(partnership.part_of)
        programme = self._records.programmes.get(figure.about)
        if programme is not None:
            held_by |= set(programme.owners)
        return frozenset(held_by - {figure.about})

    def wholes(self, figure: str) -> frozenset[str]:
        """The figures that one is said to be a subset of, over any number of steps."""
        found: set[str] = set()
        waiting = [figure]
        while waiting:
            record = self._records.figures.get(waiting.pop())
            new = set(record.subset_of) - found if record is not None else set()
            found |= new
            waiting.extend(new)
        return frozenset(found - {figure})

    def _parties(self, figure: Figure) -> tuple[str, ...]:
        if figure.about in self._records.programmes:
            return self._records.programmes[figure.about].owners
        partnership = self._records.partnerships.get(figure.about)
        if partnership is not None:
            return figure.destination or partnership.stands_at
        return (figure.about,)


def _of_region(region: str, figures: Sequence[Figure], known: Mapping[str, Nature], places: Places) -> Iterable[Total]:
    """The totals of one region, measure and class; what is of another kind is counted, not compared one by one."""
    by_kind: defaultdict[_Kind, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_kind[_kind(figure)].append(figure)
    # How many share the first so many parts of a kind: the first part that differs is the reason.
    prefixes: Counter[tuple[object, ...]] = Counter()
    for kind, members in by_kind.items():
        for length in range(2, 7):
            prefixes[kind[:length]] += len(members)
    for kind, members in sorted(by_kind.items()):
        readings, left_out = _legal(region, sorted(members, key=lambda figure: figure.iri), known, places)
        yield Total(
            region,
            members[0],
            kind[5],
            added(readings) if readings else None,
            tuple(sorted(left_out, key=lambda item: item.figure.iri)),
            _elsewhere(kind, prefixes),
            _silent(region, members, places),
        )


def _kind(figure: Figure) -> _Kind:
    return (
        figure.cls,
        figure.measure.iri if figure.measure else "",
        figure.unit.iri if figure.unit else "",
        figure.capital_kind.iri if figure.capital_kind else "",
        (figure.origin, figure.via, tuple(code.iri for code in figure.sectors)),
        Period.of(figure.period_start, figure.period_end),
    )


def _elsewhere(kind: _Kind, prefixes: Mapping[tuple[object, ...], int]) -> dict[str, int]:
    names = ("otherUnit", "otherCapital", "otherScope", "otherPeriod")
    counts = {
        name: prefixes[kind[:length]] - prefixes[kind[: length + 1]]
        for name, length in zip(names, range(2, 6), strict=True)
    }
    return {name: count for name, count in counts.items() if count}


def _silent(region: str, figures: Sequence[Figure], places: Places) -> tuple[str, ...]:
    if any(figure.about == region for figure in figures):
        return ()
    speaking = frozenset[str]().union(*(places.around(figure) for figure in figures))
    return tuple(child for child in places.children(region) if child not in speaking)


def _legal(
    region: str, figures: Sequence[Figure], known: Mapping[str, Nature], places: Places
) -> tuple[list[Reading], list[Related]]:
    """The readings of one kind that may be added, and the figures that may not."""
    rest, left_out = list(figures), list[Related]()
    for reason, found in _REFUSALS:
        gone = found(rest, region, places)
        left_out += [Related(figure, reason) for figure in rest if figure.iri in gone]
        rest = [figure for figure in rest if figure.iri not in gone]
    # Two claims of one thing are one reading, and where they differ nobody can say what to add.
    by_thing: defaultdict[tuple[str, tuple[str, ...]], list[Figure]] = defaultdict(list)
    for figure in rest:
        by_thing[figure.about, figure.destination].append(figure)
    readings = []
    for thing in sorted(by_thing):
        for reading in read(by_thing[thing], nature_of(by_thing[thing][0], known)):
            if reading.disagree:
                left_out += [Related(figure, "disagree") for figure in reading.figures]
            else:
                readings.append(reading)
    return readings, left_out


def _without_number(figures: Sequence[Figure], _: str, __: Places) -> set[str]:
    return {figure.iri for figure in figures if number(figure.value) is None}


def _superseded(figures: Sequence[Figure], _: str, places: Places) -> set[str]:
    return {figure.iri for figure in figures if figure.iri in places.superseded}


def _without_period(figures: Sequence[Figure], _: str, __: Places) -> set[str]:
    # Nobody can say whether what has no period overlaps.
    return {figure.iri for figure in figures if not Period.of(figure.period_start, figure.period_end).is_closed}


def _partly_inside(figures: Sequence[Figure], region: str, places: Places) -> set[str]:
    return {figure.iri for figure in figures if region not in places.inside(figure)}


def _subsets(figures: Sequence[Figure], _: str, places: Places) -> set[str]:
    """The figures that another of them holds, over any number of steps; of a circle, the first stays."""
    here = {figure.iri for figure in figures}
    return {
        figure.iri
        for figure in figures
        if any(
            whole in here and not (figure.iri in places.wholes(whole) and figure.iri < whole)
            for whole in places.wholes(figure.iri)
        )
    }


def _pairs(figures: Sequence[Figure], _: str, __: Places) -> set[str]:
    here = {figure.iri for figure in figures}
    return {
        max(figure.iri, other)
        for figure in figures
        for other in figure.paired_with
        if other in here and other != figure.iri
    }


def _nested(figures: Sequence[Figure], _: str, places: Places) -> set[str]:
    """The figures whose subject lies in that of another, or of one subject whose destination does."""
    subjects = {figure.about for figure in figures}
    destinations: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for figure in figures:
        destinations[figure.about].add(figure.destination)
    return {
        figure.iri
        for figure in figures
        if not subjects.isdisjoint(places.holders(figure)) or _goes_inside(figure, destinations[figure.about], places)
    }


def _goes_inside(figure: Figure, others: set[tuple[str, ...]], places: Places) -> bool:
    """Whether where a figure goes lies in where another of its subject goes; no destination is anywhere."""
    if len(others) < 2 or not figure.destination:
        return False
    around = frozenset.intersection(*(places.wholly(party) for party in figure.destination))
    return any(other != figure.destination and (not other or not around.isdisjoint(other)) for other in others)


#: Why figures of one kind may not be added, in the order in which it is looked for.
_REFUSALS: tuple[tuple[str, Callable[[Sequence[Figure], str, Places], set[str]]], ...] = (
    ("noNumber", _without_number),
    ("superseded", _superseded),
    ("noPeriod", _without_period),
    ("partlyInside", _partly_inside),
    ("insideAnother", _subsets),
    ("paired", _pairs),
    ("insideAnother", _nested),
)


def _worth_saying(made: Sequence[Total], places: Places) -> list[Total]:
    """The totals that say more than a row, and more than the total of a region inside does."""
    narrowest: dict[tuple[object, ...], str] = {}
    for total in made:
        if total.sum is None:
            continue
        key = (total.sum.figures, total.period)
        best = narrowest.get(key)
        # More regions around it: further in.
        if best is None or _depth(total.region, places) > _depth(best, places):
            narrowest[key] = total.region
    return [
        total
        for total in made
        if total.sum is not None
        and narrowest[total.sum.figures, total.period] == total.region
        and {figure.about for figure in total.sum.figures} != {total.region}
        and (len(total.sum.figures) > 1 or total.left_out)
    ]


def _depth(region: str, places: Places) -> tuple[int, str]:
    return len(places.wholly(region)), region
