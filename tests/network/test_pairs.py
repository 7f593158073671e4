"""What a partnership weighs in pairs of participants, by hand and against a table that was published."""

from __future__ import annotations

import csv
import gzip
import os
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from kg.errors import UsageError
from kg.graph.store import TripleStore
from kg.pipeline import map_table
from tests.network.projecting import project, project_sparse
from tests.support import ROOT

from .conftest import GRAPH, INSTITUTION, REGION, store_of

#: Two clinics and the county of Haiyan (3), a firm in a zone of both Haiyan and Pinghu, one party of Jinshan. The
#: school takes part twice. Of a weight of its own kind, p:lone ties nothing.
PROJECT = """
i:surgery a pk:Institution ; pk:locatedIn r:haiyan .
p:cross a pk:Project ; pk:participation [ pk:party i:school ] , [ pk:party i:school ] , [ pk:party i:surgery ] ,
    [ pk:party i:firm ] , [ pk:party r:jinshan ] , [ pk:party i:hospital ] .
p:lone a pk:Project ; pk:participation [ pk:party r:jinshan ] .
"""


@pytest.fixture(scope="module")
def crossed(tmp_path_factory: pytest.TempPathFactory) -> TripleStore:
    return store_of(GRAPH.partition("p:three a")[0] + PROJECT, tmp_path_factory.mktemp("pairs"))


def weights(graph: Any, prefix: str) -> dict[tuple[str, str], float]:
    return {(a.removeprefix(prefix), b.removeprefix(prefix)): data["weight"] for a, b, data in graph.edges(data=True)}


def test_a_tie_weighs_the_pairs_of_its_participants(crossed: TripleStore) -> None:
    """Haiyan has four participations (the firm among them), Pinghu the firm alone, Jinshan and Pudong one each.

    The firm stands for Haiyan and for Pinghu, and is no pair with itself: 4 x 1 - 1.
    """
    assert weights(project(crossed, "region-region", weight="pairs"), REGION) == {
        ("haiyan", "jinshan"): 4.0,
        ("haiyan", "pinghu"): 3.0,
        ("haiyan", "pudong"): 4.0,
        ("jinshan", "pinghu"): 1.0,
        ("jinshan", "pudong"): 1.0,
        ("pinghu", "pudong"): 1.0,
    }
    graph = project(crossed, "region-region", weight="pairs")
    assert graph.graph["without_weight"] == 0
    assert graph.graph["left_out"] == 1


def test_institutions_that_take_part_twice(crossed: TripleStore) -> None:
    found = weights(project(crossed, "institution-institution", weight="pairs"), INSTITUTION)
    assert found == {
        ("firm", "hospital"): 1.0,
        ("firm", "school"): 2.0,
        ("firm", "surgery"): 1.0,
        ("hospital", "school"): 2.0,
        ("hospital", "surgery"): 1.0,
        ("school", "surgery"): 2.0,
    }


def test_a_sector_is_one(store: TripleStore) -> None:
    """Ports are the sector of ``three`` alone: Haiyan takes part itself and by its school; a sector is no party."""
    graph = project(store, "region-sector", weight="pairs")
    (port,) = (node for node in graph if node.endswith("/port"))
    ports = {region.removeprefix(REGION): data["weight"] for _, region, data in graph.edges(port, data=True)}
    assert ports == {"haiyan": 2.0, "jinshan": 1.0, "pinghu": 1.0}


def test_it_fits_projections_of_parties_only(store: TripleStore, tmp_path: Path) -> None:
    own = tmp_path / "own.rq"
    own.write_text(
        "#: title: {en: Own, zh: 自定}\n"
        "SELECT ?source ?target ?partnership (1 AS ?weight)\n"
        "WHERE { ?partnership pk:hasParty ?source , ?target FILTER(STR(?source) < STR(?target)) }\n",
        encoding="utf-8",
    )
    with pytest.raises(UsageError, match="does not say which party each node stands for"):
        project(store, own, weight="pairs")


H2020 = Path(os.environ.get("KG_DATA", ROOT.parent / "shared" / "data")) / "h2020-participations.csv.gz"
#: One region a country, one partnership a project; third countries are left out, as the table that is reproduced does.
MAPPING = """#: title: {en: Projects, zh: 项目}
#: question: {en: Who takes part in which project, zh: 谁参与了哪个项目}
PREFIX row: <https://w3id.org/partnership-kg/row#>
PREFIX fn: <https://w3id.org/partnership-kg/function#>
CONSTRUCT {
  ?project a pk:Project ; pk:participation ?participation .
  ?participation a pk:Participation ; pk:partnership ?project ; pk:party ?who ; pk:role role:partner .
  ?who a pk:Institution ; pk:locatedIn ?country .
  ?country a pk:AdministrativeRegion ; pk:level level:country .
}
WHERE {
  ?row row:rcn ?rcn ; row:pic ?pic ; row:country ?code ; row:group ?group .
  FILTER(?group != "tc")
  BIND(fn:id("partnership", ?rcn) AS ?project)
  BIND(fn:id("participation", ?rcn, ?pic) AS ?participation)
  BIND(fn:id("institution", ?pic) AS ?who)
  BIND(fn:id("region", LCASE(?code)) AS ?country)
}
"""


@pytest.mark.skipif(not H2020.exists(), reason="the data for development is absent")
def test_countries_in_horizon_2020(tmp_path: Path) -> None:
    """44 countries: every weight, every rank by degree and eigenvector as counted from the table without the program.

    Two participations of one project in two countries are a pair; eigenvectors of networkx, and of numpy's full solver.
    """
    with gzip.open(H2020, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["group"] != "tc" and row["country"]]
    projects: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        projects[row["rcn"]][row["country"].lower()] += 1
    expected: Counter[tuple[str, str]] = Counter()
    for countries in projects.values():
        for a, b in combinations(sorted(countries), 2):
            expected[a, b] += countries[a] * countries[b]
    names = sorted({name for pair in expected for name in pair})
    assert len(names) == 44

    mapping = tmp_path / "h2020.rq"
    mapping.write_text(MAPPING, encoding="utf-8")
    store = map_table(H2020, mapping, partial=True).store
    network = project_sparse(store, "region-region", level="country", weight="pairs")
    nodes = [str(node).removeprefix(REGION) for node in network.nodes]
    assert nodes == names
    tails, heads, found = network.ties()
    assert {
        (nodes[a], nodes[b]): weight
        for a, b, weight in zip(tails.tolist(), heads.tolist(), found.tolist(), strict=True)
    } == dict(expected)

    from kg.network.measures.register import measure

    rows_of = measure(network, ["degree", "strength", "eigenvector"])
    told = {str(row.node).removeprefix(REGION): row.values for row in rows_of}
    graph: Any = nx.Graph()
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in expected.items())
    assert {name: told[name]["degree"] for name in names} == dict(graph.degree())
    assert {name: told[name]["strength"] for name in names} == dict(graph.degree(weight="weight"))
    matrix = nx.to_numpy_array(graph, nodelist=names)
    vector = np.abs(np.linalg.eigh(matrix)[1][:, -1])
    assert [told[name]["eigenvector"] for name in names] == pytest.approx(vector.tolist(), rel=1e-9)
    by = nx.eigenvector_centrality(graph, max_iter=1000, tol=1e-12, weight="weight")
    assert sorted(names, key=lambda name: -by[name]) == sorted(names, key=lambda name: -told[name]["eigenvector"])
