"""What a measure is: the form in which every family of measures declares its own, beside its functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kg.network.forms.sparse import Network
    from kg.network.forms.variants import Stack


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: what it is called, what it means, and the function from a network to node values.

    All that tables, rankings, exports and the page must know of a measure is said here, once.

    Attributes:
        name: what it is asked for by, such as ``betweenness``; the name of its column.
        function: from a networkx graph or a ``SparseNetwork`` to one value a node, in the order of the sorted nodes;
            ``None`` where it is not defined.
        title: what it is called.
        definition: what it says of a node, in a sentence for those who have not met it.
        source: who defined it, in short; the function's docstring has the reference.
        complexity: how long it takes for n nodes and m ties, in O-notation.
        see_also: measures that are near to it, by name.
        order: where it stands in tables; a lower number comes first, and of equal ones the first by name.
        brief: whether there is room for it where there is none for all: on the page, and in tables on a terminal.
        ranked: whether nodes are ranked by it if no measure is named.
        whole: whether its values are whole numbers.
        rankable: whether its values have an order; numbers of groups have none.
        low_first: whether low values are the ones that are looked for.
        by_paths: whether it searches shortest paths from every node, which takes hours on a large network.
        sampled: whether it is estimated, not exact, on a network too large for that; see
            ``kg.network.measures.sampling``.
        stacked: the same for many variants of a small network at once: from R variants of n nodes to R x n values,
            equal to those of ``function`` to 1e-9. Without it variants are measured one by one.
        reads: the attributes of nodes that it goes by beside the ties, such as ``kind``: the function finds them in
            ``network_of(network).attributes``. Nodes keep theirs where ties are left out or drawn anew.
        gist: the definition in a few plain words, for the head of a column; empty where nobody has said it.
    """

    name: str
    function: Callable[[Network], dict[Any, Any]]
    title: Text
    definition: Text
    source: str
    complexity: str = ""
    see_also: tuple[str, ...] = ()
    order: int = 1000
    brief: bool = False
    ranked: bool = False
    whole: bool = False
    rankable: bool = True
    low_first: bool = False
    by_paths: bool = False
    sampled: bool = False
    stacked: Callable[[Stack], NDArray[np.float64]] | None = None
    reads: tuple[str, ...] = ()
    gist: Text = field(default_factory=lambda: Text("", ""))
