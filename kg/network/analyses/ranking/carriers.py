"""What carries a ranking: the fewest passages of the sources whose loss changes who leads.

A partnership is lost with the last passage that states it, and a passage takes with it all that it alone states; one
that lies inside another is a passage of its own, since it is claims that are lost and not pages. Sets of passages are
tried by their size, so that the first that changes who leads is a smallest one. Where there are too
many sets, passages are lost one by one, each time the one after which the lead is smallest; the set that is found so
may not be a smallest one, and that is said.

Source: the smallest set whose loss turns a finding is the robustness measure of Broderick, Giordano & Meager (2020), An
automatic finite-sample robustness metric, arXiv:2011.14999, there approximated, here searched.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import TYPE_CHECKING

import numpy as np

from kg import source_place
from kg.network.analyses.ranking.league import places
from kg.network.forms.variants import Variants
from kg.network.measures.batches import measure_variants
from kg.network.measures.register import MEASURES
from kg.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.table import TieTable

    Floats = NDArray[np.float64]
    Masks = NDArray[np.bool_]

#: Sets times what measuring one takes, up to which all sets of a size are tried: some seconds.
WORK = 30_000_000
#: Sets that are measured at once.
_AT_ONCE = 2_000
#: Of the passages that reduce the lead most, how many are looked at again in the next step.
_SHORTLIST = 40


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a source.

    Attributes:
        source: the IRI of the source; empty where none is named.
        start: its first code point; ``None`` where the place in the source is not said by code points.
        end: the code point after its last one.
        whose: the partnership that is stated there, where the place is not said: then nothing else falls with it.
        place: the place where it is said otherwise, such as ``row=17``.
    """

    source: str
    start: int | None = None
    end: int | None = None
    whose: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """Where a partnership is stated.

    Attributes:
        name: what the partnership is called.
        places: the passages that state it; it is lost when all of them are. Without any it is one by itself.
    """

    name: Text
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Carrier:
    """The passages whose loss changes who leads.

    Attributes:
        places: the passages; in the order of the search.
        falls: the partnerships that are lost with them, as places in ``Ranking.stated``.
        firsts: the nodes in the first place then, as places in ``Ranking.nodes``; all if they are level.
        exact: whether no smaller set does.
        tried: up to which size all sets were tried.
        alike: how many sets of this size do, if all were tried; else 1.
    """

    places: tuple[Place, ...]
    falls: tuple[int, ...]
    firsts: tuple[int, ...]
    exact: bool
    tried: int
    alike: int = 1


def find_carriers(
    ties: TieTable, leaders: Mapping[str, int], stated: Mapping[str, Stated] | None = None, work: float = WORK
) -> dict[str, Carrier | None]:
    """The smallest set of passages whose loss changes who leads, for some measures.

    Args:
        ties: the network.
        leaders: name of a measure to the node that leads alone, as a place in ``ties.nodes``.
        stated: partnership to where it is stated; one that is not named is a passage by itself.
        work: how much may be tried before passages are lost one by one.

    Returns:
        measure to its carrier; ``None`` where none was found in the time that there is. Losing everything changes who
        leads, so without that limit there always is one.

    >>> import networkx as nx
    >>> from kg.network.forms.table import TieTable
    >>> found = find_carriers(TieTable.of(nx.star_graph(3)), {"degree": 0})["degree"]
    >>> len(found.places), found.firsts, found.exact, found.alike
    (2, (0, 3), True, 3)
    """
    search = _Search(ties, stated or {}, work)
    return search.found(dict(leaders))


class _Search:
    """The search in one network."""

    def __init__(self, ties: TieTable, stated: Mapping[str, Stated], work: float) -> None:
        self.ties = ties
        by_partnership = [
            stated[name].places if name in stated and stated[name].places else (Place("", whose=name),)
            for name in ties.partnerships
        ]
        self.places = sorted(
            {place for some in by_partnership for place in some},
            key=lambda place: (
                place.source,
                place.start or 0,
                place.end or 0,
                source_place.order(place.place),
                place.whose,
            ),
        )
        number = {place: index for index, place in enumerate(self.places)}
        #: partnerships x places: which places state which partnership.
        self.states = np.zeros((len(by_partnership), len(self.places)), dtype=bool)
        for row, some in enumerate(by_partnership):
            self.states[row, [number[place] for place in some]] = True
        self.left = work
        self.work = work

    def found(self, leaders: dict[str, int]) -> dict[str, Carrier | None]:
        """A carrier a measure: exact ones first, then step by step for the rest."""
        found: dict[str, Carrier | None] = dict.fromkeys(leaders)
        open_leaders, tried = dict(leaders), 0
        for size in range(1, len(self.places) + 1):
            if not open_leaders or math.comb(len(self.places), size) * self._cost(open_leaders) > self.left:
                break
            for name, carrier in self._of_size(size, open_leaders).items():
                found[name] = carrier
                del open_leaders[name]
            tried = size
        self.work /= max(len(open_leaders), 1)
        for name, leader in open_leaders.items():
            found[name] = self._greedy(name, leader, tried)
        return found

    def _cost(self, leaders: Iterable[str]) -> float:
        """What measuring one variant takes, roughly: nodes x ties where paths are searched, else a matrix."""
        size, many = len(self.ties.nodes), len(self.ties)
        return sum(size * many if MEASURES[name].by_paths else min(size, 300) * size + many for name in leaders)

    def _of_size(self, size: int, leaders: Mapping[str, int]) -> dict[str, Carrier]:
        """The first set of a size that changes who leads, for each measure that has one."""
        firsts: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        counts = dict.fromkeys(leaders, 0)
        chosen = combinations(range(len(self.places)), size)
        while some := list(islice(chosen, _AT_ONCE)):
            lost = np.zeros((len(some), len(self.places)), dtype=bool)
            np.put_along_axis(lost, np.array(some), True, axis=1)
            for name, values in self._measured(lost, list(leaders)).items():
                ahead = _ahead(name, values)
                changed = np.flatnonzero(_changed(ahead, leaders[name]))
                counts[name] += len(changed)
                if len(changed) and name not in firsts:
                    row = int(changed[0])
                    firsts[name] = some[row], tuple(np.flatnonzero(ahead[row]).tolist())
        return {
            name: Carrier(
                tuple(self.places[place] for place in places_lost),
                self._falls(places_lost),
                ahead,
                True,
                size,
                counts[name],
            )
            for name, (places_lost, ahead) in firsts.items()
        }

    def _measured(self, lost: Masks, names: list[str]) -> dict[str, Floats]:
        """The measures of the network without some places, for each row of a mask."""
        self.left -= len(lost) * self._cost(names)
        # A partnership is kept where one of its places is: of those that state it, not all are lost.
        keep = (~lost).astype(np.int32) @ self.states.T.astype(np.int32) > 0
        return measure_variants(Variants.of(self.ties, keep), names)

    def _falls(self, lost: Sequence[int]) -> tuple[int, ...]:
        kept = np.ones(len(self.places), dtype=bool)
        kept[list(lost)] = False
        return tuple(np.flatnonzero(~(self.states & kept).any(axis=1)).tolist())

    def _greedy(self, name: str, leader: int, tried: int) -> Carrier | None:
        """Partnerships lost one by one, each time the one after which the lead is smallest for each lost place."""
        self.left = self.work
        lost = np.zeros(len(self.places), dtype=bool)
        shortlist: list[int] = []
        while True:
            fallen = set(self._falls(np.flatnonzero(lost).tolist()))
            shortlist = [row for row in shortlist if row not in fallen]
            whole = not shortlist
            rows = shortlist or [row for row in range(len(self.states)) if row not in fallen]
            if not rows or len(rows) * self._cost([name]) > self.left:
                return None
            options = lost | self.states[rows]
            values = np.concatenate(list(self._parts(options, name)))
            ahead = _ahead(name, values)
            changed = _changed(ahead, leader)
            added = options.sum(axis=1) - lost.sum()
            leads = _leads(name, values, leader)
            if changed.any():
                # Of those that change it the one with the fewest places.
                best = int(np.flatnonzero(changed)[np.argmin(added[changed])])
                return self._pruned(name, leader, options[best], tried)
            before = _leads(name, self._measured(lost[None], [name])[name], leader)[0]
            gains = (before - leads) / added
            order = np.argsort(-gains, kind="stable")
            if whole:
                shortlist = [rows[place] for place in order[:_SHORTLIST]]
            elif gains[order[0]] <= 0:
                shortlist = []  # what was near the lead is so no more: all are looked at anew
                continue
            lost = options[order[0]]

    def _parts(self, options: Masks, name: str) -> Iterator[Floats]:
        for start in range(0, len(options), _AT_ONCE):
            yield self._measured(options[start : start + _AT_ONCE], [name])[name]

    def _pruned(self, name: str, leader: int, lost: Masks, tried: int) -> Carrier:
        """Without those places that proved not to be needed, as later ones did their work."""
        for place in np.flatnonzero(lost).tolist():
            fewer = lost.copy()
            fewer[place] = False
            if _changed(_ahead(name, self._measured(fewer[None], [name])[name]), leader)[0]:
                lost = fewer
        chosen = np.flatnonzero(lost).tolist()
        ahead = _ahead(name, self._measured(lost[None], [name])[name])[0]
        return Carrier(
            tuple(self.places[place] for place in chosen),
            self._falls(chosen),
            tuple(np.flatnonzero(ahead).tolist()),
            # All smaller sets were tried.
            len(chosen) == tried + 1,
            tried,
        )


def _ahead(name: str, values: Floats) -> Masks:
    """R x n: who is in the first place, alone or not; all where no value is defined."""
    found: Masks = places(values, low_first=MEASURES[name].low_first) == 1
    return found


def _changed(ahead: Masks, leader: int) -> Masks:
    """R: whether the leader is not alone in the first place."""
    changed: Masks = ~ahead[:, leader] | (ahead.sum(axis=1) > 1)
    return changed


def _leads(name: str, values: Floats, leader: int) -> Floats:
    """R: by how much the leader is ahead of the next, as a share of its value; what has no value is behind all."""
    signed = np.where(np.isnan(values), -np.inf, -values if MEASURES[name].low_first else values)
    others = np.delete(signed, leader, axis=1).max(axis=1, initial=-np.inf)
    own = signed[:, leader]
    scale = np.maximum(np.abs(np.where(np.isfinite(own), own, 0)), 1e-300)
    with np.errstate(invalid="ignore"):
        found: Floats = np.nan_to_num((own - others) / scale, nan=0.0, posinf=1e300, neginf=-1e300)
    return found
