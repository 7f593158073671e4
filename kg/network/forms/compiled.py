"""The compiled graph libraries: where they are, and a network in their own form.

rustworkx is there on every machine. NetworKit is not (see ``pyproject.toml``); what is computed with
it where it is there, is computed in another way where it is not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from threadpoolctl import ThreadpoolController

    from kg.network.forms.sparse import SparseNetwork

# Up to so many nodes threads cost more than they bring.
_ONE_THREAD = 1_000


@cache
def has_networkit() -> bool:
    """Whether NetworKit is installed."""
    return find_spec("networkit") is not None


#: What NetworKit imports for its pictures where it is installed: 100 MB and most of the time of its import.
_FOR_PICTURES = ("IPython", "matplotlib", "pandas", "plotly", "seaborn")


@cache
def networkit() -> Any:
    """NetworKit, without what it draws with unless that is there already.

    In a notebook its import would write a script of 12,000 characters into the cell that is run.
    """
    shell = sys.modules.get("IPython")
    # pyvis imports IPython as well, where no cell is run.
    if shell is not None and shell.get_ipython() is not None:
        from IPython.utils.capture import capture_output

        with capture_output():
            return import_module("networkit")
    # To an import, a module that is None is one that is not installed; NetworKit does without.
    absent = [name for name in _FOR_PICTURES if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        return import_module("networkit")
    finally:
        for name in absent:
            del sys.modules[name]


def networkit_graph(size: int, weights: Any, weighted: bool = True) -> Any:
    """A ``networkit.Graph``, undirected. Keep it in a variable: some of NetworKit's algorithms do not hold it.

    Args:
        size: how many nodes.
        weights: a symmetric sparse matrix.
        weighted: whether the values of its entries are kept.
    """
    from scipy.sparse import triu

    nk = networkit()

    upper = triu(weights, k=1, format="coo")
    ends = (upper.row, upper.col)
    return nk.GraphFromCoo((upper.data, ends) if weighted else ends, n=size, weighted=weighted, directed=False)


def rustworkx_graph(network: SparseNetwork) -> Any:
    """A ``rustworkx.PyGraph`` of the same ties, without strength."""
    import rustworkx as rx
    from scipy.sparse import triu

    upper = triu(network.strength, k=1, format="coo")
    graph = rx.PyGraph(multigraph=True)  # which does not look for an edge before it adds one; no pair comes twice
    graph.add_nodes_from(range(len(network)))
    graph.extend_from_edge_list(list(zip(upper.row.tolist(), upper.col.tolist(), strict=True)))
    return graph


def many_threads(network: SparseNetwork) -> bool:
    """Whether a network is large enough for several threads."""
    return len(network) > _ONE_THREAD


@contextmanager
def one_thread(unless: bool = False) -> Iterator[None]:
    """Let NetworKit use one thread, or as many as it likes; afterwards it has what it had before."""
    nk = networkit()
    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(threads if unless else 1)
    try:
        yield
    finally:
        nk.setNumberOfThreads(threads)


@contextmanager
def one_thread_of_algebra() -> Iterator[None]:
    """Let numpy's and scipy's linear algebra use one thread.

    More cost ten times what they bring for matrices of a few hundred rows, and sum in their own order.
    """
    with _algebra().limit(limits=1, user_api="blas"):
        yield


@cache
def _algebra() -> ThreadpoolController:
    import scipy.linalg  # noqa: F401  its library must be loaded to be found, and numpy's is another
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def steady(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values to 12 significant digits: those that threads summed in whatever order are then the same every time.

    >>> steady(np.array([1 / 3, 0.0])).tolist()
    [0.333333333333, 0.0]
    """
    found = values.copy()
    some = np.flatnonzero(values)
    # The decimal logarithm of the last digit that is kept.
    last = np.floor(np.log10(np.abs(values[some]))).astype(int) - 11
    found[some] = [round(value, -int(place)) for value, place in zip(values[some].tolist(), last, strict=True)]
    return found
