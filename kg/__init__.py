"""A knowledge graph of cross-regional partnerships, from tables to answers, measures and a page.

    import kg
    graph = kg.build("my-package", out="build")
    graph.ask("partners", party="海盐").table()

Everything is imported when it is first used: ``import kg`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import DataError, KGError
    from kg.findings import Finding, Severity
    from kg.knowledge_graph import KnowledgeGraph
    from kg.pipeline import build, check, diff, map_table
    from kg.pipeline import open_graph as open  # noqa: A004 - the name users read: kg.open

__version__ = "0.1.0"

__all__ = [
    "DataError",
    "Finding",
    "KGError",
    "KnowledgeGraph",
    "Severity",
    "__version__",
    "build",
    "check",
    "diff",
    "map_table",
    "open",
]

_PLACES = {
    "DataError": ("kg.errors", "DataError"),
    "Finding": ("kg.findings", "Finding"),
    "KGError": ("kg.errors", "KGError"),
    "KnowledgeGraph": ("kg.knowledge_graph", "KnowledgeGraph"),
    "Severity": ("kg.findings", "Severity"),
    "build": ("kg.pipeline", "build"),
    "check": ("kg.pipeline", "check"),
    "diff": ("kg.pipeline", "diff"),
    "map_table": ("kg.pipeline", "map_table"),
    "open": ("kg.pipeline", "open_graph"),
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _PLACES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)


def load_ipython_extension(shell: Any) -> None:
    """``%load_ext kg``: the magics ``%%sparql`` and ``%kg``; IPython calls it."""
    from importlib import import_module

    # By name, so that nothing below is seen to know what is above it.
    import_module("kg.jupyter").load(shell)
