"""Nothing lies on top of anything, bearings are kept, and the same model has the same places."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.answers.records import Records, read_records
from kg.page import layout as layout_module
from kg.page.layout import Layout, close_pairs, place
from kg.page.model import Kind, PageModel, make_model
from tests.page.synthetic import GraphMaker, invented

SIZES = [(0, 0, 0), (1, 1, 1), (2, 5, 3), (16, 60, 40), (48, 300, 150)]


def _placed(regions: int, institutions: int, partnerships: int, *, coordinates: bool) -> tuple[PageModel, Layout]:
    model = make_model(read_records(invented(regions, institutions, partnerships, coordinates=coordinates)))
    return model, place(model)


def _assert_islands_apart(layout: Layout) -> None:
    for a, b in combinations(layout.islands.values(), 2):
        assert math.dist((a.x, a.y), (b.x, b.y)) > a.r + b.r


@pytest.mark.parametrize("coordinates", [True, False])
@pytest.mark.parametrize("size", SIZES)
def test_no_island_overlaps_another(size: tuple[int, int, int], coordinates: bool) -> None:
    model, layout = _placed(*size, coordinates=coordinates)
    _assert_islands_apart(layout)
    assert set(layout.nodes) == set(model.node)
    assert set(layout.islands) == {island.key for island in model.islands}


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 14), st.integers(0, 40), st.integers(0, 25), st.booleans(), st.integers(0, 999))
def test_no_island_overlaps_another_whatever_the_network(r: int, i: int, p: int, coordinates: bool, seed: int) -> None:
    store = invented(r, i, p, coordinates=coordinates, seed=seed)
    _assert_islands_apart(place(make_model(read_records(store))))


@pytest.mark.parametrize("coordinates", [True, False])
def test_no_island_overlaps_another_where_not_all_pairs_are_looked_at(
    coordinates: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout_module, "_MOST_IN_PAIRS", 10)
    _assert_islands_apart(_placed(48, 300, 150, coordinates=coordinates)[1])


@pytest.mark.parametrize("size", [(16, 60, 40), (48, 300, 150)])
def test_partnerships_float_alike_where_islands_are_looked_up(
    size: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, each = _placed(*size, coordinates=True)
    monkeypatch.setattr(layout_module, "MOST_LANDS", 0)
    assert _placed(*size, coordinates=True)[1] == each


def test_regions_in_one_place_are_moved_apart() -> None:
    make = GraphMaker()
    same = [make.region(f"r{n}", f"R{n}", f"地{n}", "city", at=(30.0, 120.0)) for n in range(6)]
    for number, (a, b) in enumerate(combinations(same, 2)):
        make.partnership(f"p{number}", [a, b])
    _assert_islands_apart(place(make_model(read_records(make.done()))))


def test_parties_stand_on_their_island_and_do_not_cover_one_another() -> None:
    model, layout = _placed(16, 60, 40, coordinates=True)
    for node in model.nodes:
        if node.kind is not Kind.PARTNERSHIP:
            x, y = layout.nodes[node.key]
            island = layout.islands[node.island]
            assert math.dist((x, y), (island.x, island.y)) <= island.r
    parties = [layout.nodes[node.key] for node in model.nodes if node.kind is not Kind.PARTNERSHIP]
    assert min(math.dist(a, b) for a, b in combinations(parties, 2)) > 24


def test_partnerships_between_islands_float_in_open_water_clear_of_one_another() -> None:
    model, layout = _placed(16, 60, 40, coordinates=True)
    deals = [node.key for node in model.nodes if node.kind is Kind.PARTNERSHIP]
    afloat = [k for k in deals if len({model.node[p].island for p in model.parties_of[k]}) > 1]
    for key in afloat:
        assert all(math.dist(layout.nodes[key], (i.x, i.y)) > i.r - 8 for i in layout.islands.values())
    assert min(math.dist(layout.nodes[a], layout.nodes[b]) for a, b in combinations(deals, 2)) > 22


def test_islands_keep_their_bearing() -> None:
    make = GraphMaker()
    places = {"north": (34.0, 120.0), "east": (31.0, 124.0), "south": (28.0, 120.0), "west": (31.0, 116.0)}
    regions = {name: make.region(name, name, name, "city", at=at) for name, at in places.items()}
    make.partnership("p", list(regions.values()))
    islands = place(make_model(read_records(make.done()))).islands
    assert islands["region/north"].y < islands["region/east"].y < islands["region/south"].y
    assert islands["region/west"].x < islands["region/north"].x < islands["region/east"].x


def test_an_institution_faces_its_partner() -> None:
    make = GraphMaker()
    left = make.region("left", "Left", "左", "city", at=(30.0, 110.0))
    right = make.region("right", "Right", "右", "city", at=(30.0, 120.0))
    body = make.institution("body", "Body", "机构", "company", [left])
    make.partnership("p", [body, right])
    layout = place(make_model(read_records(make.done())))
    assert layout.nodes["institution/body"][0] > layout.islands["region/left"].x
    assert layout.islands["region/left"].x < layout.nodes["partnership/p"][0] < layout.islands["region/right"].x


def test_close_pairs_are_those_that_looking_at_all_finds() -> None:
    points = np.array([[(37 * n) % 101, (53 * n) % 97] for n in range(120)], dtype=float)
    first, second = close_pairs(points, 12.0)
    found = {(min(a, b), max(a, b)) for a, b in zip(first.tolist(), second.tolist(), strict=True)}
    assert len(found) == len(first)
    assert found == {(a, b) for a, b in combinations(range(120), 2) if math.dist(points[a], points[b]) < 12}


def test_the_same_places_and_bytes_for_every_hash_seed_time_zone_and_locale(records: Records) -> None:
    script = (
        "import hashlib, sys; from kg.answers.records import read_records; "
        "from tests.page.rendering import render_page; "
        "from tests.page.synthetic import invented; "
        "sys.stdout.write(hashlib.sha256(render_page(read_records(invented()))).hexdigest())"
    )
    root = Path(__file__).parents[2]
    surroundings = [("0", "UTC", "C"), ("1", "Asia/Shanghai", "C.UTF-8"), ("77", "America/Lima", "POSIX")]
    hashes = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone, locale in surroundings
    }
    assert len(hashes) == 1
