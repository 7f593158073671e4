"""Which networks the ranking view shows: of regions that which keeps the most partnerships, and the institutions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from kg.answers.records import Records
from kg.network.projection.requests import ProjectionRequest
from kg.page.model import Atlas
from kg.text import Text


@dataclass(frozen=True, slots=True)
class Ranked:
    """A network that the page ranks: its projection with its parameters, and what those mean in words.

    Attributes:
        request: the projection.
        meaning: what its parameters mean; empty where its title says it.
        kept: how many partnerships tie something in it; ``None`` where that was not counted.
    """

    request: ProjectionRequest
    meaning: Text = field(default_factory=lambda: Text("", ""))
    kept: int | None = None


#: The network that every command has where no level is named: one level, with the nearest broader region for who has no
#: region of it.
REGIONS = Ranked(
    ProjectionRequest("region-region", {"level": "county", "coarser": "true"}),
    Text(
        "county level; the nearest broader region stands for a party without a county",
        "县级；无县级所属地区的参与方以最近的上级地区代表",
    ),
)
INSTITUTIONS = Ranked(ProjectionRequest("institution-institution"))

Kept = Callable[[ProjectionRequest], int]
"""How many partnerships tie something in a projection."""


def ranked_networks(records: Records, kept: Kept) -> tuple[Ranked, ...]:
    """The networks that a page of a whole graph ranks.

    Where two cities or provinces are the two sides of most partnerships, each side is also looked at against the other
    one as a whole, so that no region stands beside its own parts. That which keeps the most partnerships is shown; of
    several that keep as many, the first: sides apart before one level for all.

    Args:
        records: what the graph says.
        kept: counts what a projection keeps.
    """
    choices = [*_sides_apart(records), REGIONS]
    counts = [kept(choice.request) for choice in choices]
    best = counts.index(max(counts))
    return replace(choices[best], kept=counts[best]), INSTITUTIONS


def _sides_apart(records: Records) -> Sequence[Ranked]:
    """Each of the two foremost sides by its counties, against all others as cities; none where no two sides lead."""
    sides = foremost_sides(records)
    found = []
    for side in sides:
        name = records.parties[side].label
        meaning = Text(
            f"counties of {name.en}, and the cities or provinces that they are tied to, each as a whole",
            f"{name.zh}各县（市、区），及与之有联系的市或省（各作为整体）",
        )
        level = {"level": "county", "coarser": "true", "side": side, "otherLevel": "city"}
        found.append(Ranked(ProjectionRequest("region-region", level), meaning))
    return found


def foremost_sides(records: Records) -> tuple[str, ...]:
    """The two cities or provinces that most partnerships join, where those are more than half of all; else none.

    Args:
        records: what the graph says.

    Returns:
        their IRIs, the one with more regions that take part first.
    """
    atlas = Atlas(records)
    regions: dict[str, set[str]] = {}
    joined: Counter[tuple[str, str]] = Counter()
    for deal in records.partnerships.values():
        groups = set()
        for iri in deal.stands_at or deal.parties:
            found = atlas.group_of(iri) if iri in records.parties else None
            if found:
                region, group = found
                groups.add(group)
                regions.setdefault(group, set()).add(region)
        joined.update(combinations(sorted(groups), 2))
    if not joined:
        return ()
    pair, count = min(joined.items(), key=lambda item: (-item[1], item[0]))
    if 2 * count <= len(records.partnerships):
        return ()
    return tuple(sorted(pair, key=lambda group: (-len(regions[group]), group)))
