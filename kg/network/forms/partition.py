"""Nodes in groups: the form in which every measure of groups takes them.

Who belongs where is given as a plain mapping from node to group, made by ``kg.network.projection.groups`` or by
hand. A node that the mapping does not name, or names with ``None`` or an empty text, has no group.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms.graphs import node_order
from kg.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Groups = Mapping[Any, Hashable]


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups of a network's nodes.

    Attributes:
        by: what they are groups by, as it was asked for.
        groups: node to group; a node without a group is not in it.
        names: group to its names; one without is called by its code.
        several: how many nodes could be in several groups; they are in the first.
    """

    by: str
    groups: Mapping[Any, str]
    names: Mapping[str, Text] = field(default_factory=dict)
    several: int = 0

    def label(self, group: Any) -> Text:
        """What a group is called."""
        return self.names.get(group) or Text(str(group), str(group))

    def named(self) -> dict[Any, Text]:
        """Node to the names of its group."""
        return {node: self.label(group) for node, group in self.groups.items()}


@dataclass(frozen=True)
class Partition:
    """Groups as arrays.

    Attributes:
        places: where in the list of nodes those are that have a group, ascending; m integers.
        codes: their groups, as places in ``groups``; m integers.
        groups: the groups that have a member, sorted.
        without: how many nodes have no group.
    """

    places: NDArray[np.int64]
    codes: NDArray[np.int64]
    groups: tuple[Any, ...]
    without: int

    @classmethod
    def of(cls, nodes: tuple[Any, ...], groups: Groups) -> Partition:
        """The groups of these nodes.

        Args:
            nodes: the nodes of a network, in its order.
            groups: node to group; entries for other nodes are not read.

        >>> Partition.of(("a", "b", "c"), {"a": "x", "b": None, "c": "x"}).codes.tolist()
        [0, 0]
        """
        found = [(place, groups.get(node)) for place, node in enumerate(nodes)]
        placed = [(place, group) for place, group in found if group is not None and group != ""]
        names = tuple(sorted({group for _, group in placed}, key=node_order))
        codes = {group: code for code, group in enumerate(names)}
        return cls(
            np.array([place for place, _ in placed], dtype=np.int64),
            np.array([codes[group] for _, group in placed], dtype=np.int64),
            names,
            len(nodes) - len(placed),
        )

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many nodes each group has."""
        return np.bincount(self.codes, minlength=len(self.groups)).astype(np.int64)


def ratio(part: float, whole: float) -> float | None:
    """A share, or ``None`` where there is nothing to share."""
    return float(part / whole) if whole else None
