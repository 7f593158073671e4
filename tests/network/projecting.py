"""Projections of a store in a line: what the tests of networks begin with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.network.projection.projected import read_projection
from kg.network.projection.requests import ProjectionRequest

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph.store import TripleStore
    from kg.network.forms.sparse import Network, SparseNetwork
    from kg.network.forms.table import TieTable


def project(store: TripleStore, name: str | Path, **parameters: Any) -> nx.MultiGraph[Any]:
    return read_projection(store, ProjectionRequest(name, parameters)).multigraph()


def project_sparse(store: TripleStore, name: str | Path, **parameters: Any) -> SparseNetwork:
    return read_projection(store, ProjectionRequest(name, parameters)).sparse()


def project_ties(store: TripleStore, name: str | Path, **parameters: Any) -> TieTable:
    return read_projection(store, ProjectionRequest(name, parameters)).table()


def project_measurable(store: TripleStore, name: str | Path, **parameters: Any) -> Network:
    return read_projection(store, ProjectionRequest(name, parameters)).measurable()
