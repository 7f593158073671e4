"""Networks as other programs read them: the same nodes, ties, weights and dates.

networkx and NetworKit, which come with ``kg``, are in ``tests/network/test_export.py``. Here are rustworkx and,
each in a process of its own, graphology (npm) and igraph in R; igraph is under the GPL and no part of ``kg``.
Gephi's toolkit is in neither Debian, npm nor PyPI (2026-11; gephipy on PyPI fetches it from elsewhere when it is
imported); its GEXF and its tables are read back by others.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import rustworkx

from kg.graph.store import TripleStore
from kg.network.export import export
from tests.network.conftest import GRAPH, store_of
from tests.network.projecting import project

HERE = Path(__file__).resolve().parent

#: By hand, from the graph in ``tests/network/conftest.py``: Three ties three counties, each pair by a half, since
#: 31 July 2016; Twins a firm in two counties with a third, two pairs of a half; Inside and Clinic one pair each.
NODES = 5
WEIGHTS = Counter({0.5: 5, 1.0: 2})
DATES = Counter({"2016-07-31": 3, None: 4})


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made: TripleStore = store_of(GRAPH, tmp_path_factory.mktemp("graph"))
    return project(made, "region-region", level="county")


def node(*arguments: str | Path) -> str:
    """What a script of Node prints; the test is left out where its packages are not, except in CI."""
    program = shutil.which("node")
    if program is None or not (HERE / "node_modules").is_dir():
        said = "needs Node and its packages: npm install --prefix tests/interop"
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    run = subprocess.run([program, HERE / "readers.js", *arguments], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode()


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_graphology(form: str, network: Any, tmp_path: Path) -> None:
    path = tmp_path / f"ties.{form}"
    path.write_bytes(export(network, form))
    read = json.loads(node("network", path))
    assert read["nodes"] == NODES
    assert Counter(weight for weight, _ in read["ties"]) == WEIGHTS
    assert Counter(day for _, day in read["ties"]) == DATES


def test_rustworkx(network: Any, tmp_path: Path) -> None:
    path = tmp_path / "ties.graphml"
    path.write_bytes(export(network, "graphml"))
    (read,) = rustworkx.read_graphml(str(path))
    assert read.num_nodes() == NODES
    assert Counter(tie["weight"] for tie in read.edges()) == WEIGHTS
    assert Counter(tie.get("since") or None for tie in read.edges()) == DATES


def test_dot_by_rustworkx(network: Any) -> None:
    """DOT, for Graphviz: rustworkx reads it without Graphviz."""
    read = rustworkx.from_dot(export(network, "dot").decode("utf-8"))
    assert (read.num_nodes(), read.num_edges()) == (NODES, 7)
    assert Counter(float(tie["strength"]) for tie in read.edges()) == WEIGHTS
    assert Counter(tie.get("since") for tie in read.edges()) == DATES


R_SCRIPT = """
suppressMessages(library(igraph))
ties <- read.csv(file.path(commandArgs(TRUE)[1], "ties.csv"), encoding = "UTF-8")
ties$since <- as.Date(ties$since)
g <- graph_from_data_frame(ties[c("node", "partner", "strength", "since")], directed = FALSE)
signed <- sum(ties$since == "2016-07-31", na.rm = TRUE)
cat("csv", vcount(g), ecount(g), paste(sort(E(g)$strength), collapse = ","), signed, "\\n")
for (form in c("graphml", "pajek")) {
  g <- read_graph(file.path(commandArgs(TRUE)[1], paste0("ties.", form)), form)
  days <- if (is.null(E(g)$since)) rep("", ecount(g)) else E(g)$since
  cat(form, vcount(g), ecount(g), paste(sort(E(g)$weight), collapse = ","), sum(days == "2016-07-31"), "\\n")
}
"""


def test_igraph_in_r(network: Any, tmp_path: Path) -> None:
    program = shutil.which("Rscript")
    if (
        program is None
        or subprocess.run([program, "-e", "library(igraph)"], capture_output=True, check=False).returncode
    ):
        said = "needs R with igraph: Debian's package r-cran-igraph"
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    (tmp_path / "ties.graphml").write_bytes(export(network, "graphml"))
    (tmp_path / "ties.pajek").write_bytes(export(network, "pajek-plain"))
    (tmp_path / "ties.csv").write_bytes(export(network, "csv"))
    (tmp_path / "read.R").write_text(R_SCRIPT, encoding="utf-8")
    run = subprocess.run([program, tmp_path / "read.R", tmp_path], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    weights = "0.5,0.5,0.5,0.5,0.5,1,1"
    assert run.stdout.decode().split() == [
        "csv",
        "5",
        "7",
        weights,
        "3",
        "graphml",
        "5",
        "7",
        weights,
        "3",
        "pajek",
        "5",
        "7",
        weights,
        "0",
    ]
