"""A hierarchy that leads back to itself is an error that names table, row and the ids on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest

from kg.graph.cycles import Cycles
from kg.graph.store import TripleStore
from kg.graph.validation import validate
from kg.vocabulary import PK
from tests.support import ID, EditablePackage, Outcome

Run = Callable[..., Outcome]

#: Table, column, and the shape that finds a cycle in it.
HIERARCHIES = [
    ("observations", "subset_of", "observation-subset-cycle"),
    ("regions", "parent", "region-cycle"),
    ("partnerships", "part_of", "partnership-part-of-cycle"),
]
SUBSET = ox.NamedNode(PK + "subsetOf")


def cycle(package: EditablePackage, table: str, column: str, length: int) -> dict[int, str]:
    """Lead the last rows of a table round in a circle; row number to id, in the order of the circle."""
    ids = [row[0] for row in package.rows(table)]
    rows = dict(list(enumerate(ids, 1))[-length:])
    ring = list(rows.values())
    for number, thing in rows.items():
        package.set(table, number, column, ring[(ring.index(thing) + 1) % length])
    return rows


def found(run: Run, package: EditablePackage, code: str) -> list[dict[str, Any]]:
    done = run("check", package.folder, "--format", "json")
    assert done.code == 1
    return [finding for finding in done.json()["findings"] if finding["code"] == code]


@pytest.mark.parametrize("length", [1, 2, 3])
@pytest.mark.parametrize(("table", "column", "code"), HIERARCHIES)
def test_a_cycle_is_told_with_table_row_and_the_ids_on_it(
    table: str, column: str, code: str, length: int, bundled_copy: EditablePackage, run: Run
) -> None:
    rows = cycle(bundled_copy, table, column, length)
    findings = found(run, bundled_copy, code)
    assert [(finding["table"], finding["row"], finding["field"]) for finding in findings] == [
        (table, row, column) for row in rows
    ]
    ring = list(rows.values())
    for index, finding in enumerate(findings):
        way = " → ".join([*ring[index:], *ring[:index], ring[index]])
        assert f": {way}. " in finding["message_en"]
        assert f"：{way}。" in finding["message_zh"]
        assert finding["severity"] == "violation"


def test_the_cycle_is_shown_to_a_person_and_nothing_is_built(bundled_copy: EditablePackage, run: Run) -> None:
    ring = list(cycle(bundled_copy, "observations", "subset_of", 3).values())
    for command in (["check", bundled_copy.folder], ["build", bundled_copy.folder, "--out", "build"]):
        done = run(*command)
        assert done.code == 1
        assert " → ".join([*ring, ring[0]]) in done.out + done.err
    assert not (bundled_copy.folder.parent / "build").exists()


def thing(number: int) -> ox.NamedNode:
    return ox.NamedNode(f"{ID}observation/o{number}")


def store(pairs: list[tuple[int, int]]) -> TripleStore:
    data = TripleStore()
    data.add(ox.Triple(thing(one), SUBSET, thing(other)) for one, other in pairs)
    return data


def ways(pairs: list[tuple[int, int]]) -> list[str]:
    cycles = Cycles(store(pairs))
    return [cycles.told(SUBSET, thing(one), thing(other)) for one, other in pairs]


def test_ways_are_the_shortest_and_begin_where_one_looks() -> None:
    assert ways([(0, 0)]) == ["o0 → o0"]
    assert ways([(0, 1), (1, 2)]) == ["", ""]
    assert ways([(0, 1), (1, 2), (2, 0)]) == ["o0 → o1 → o2 → o0", "o1 → o2 → o0 → o1", "o2 → o0 → o1 → o2"]
    # Two circles share a step: 0 1 0, and 0 1 2 0.
    assert ways([(0, 1), (1, 2), (2, 0), (1, 0)])[0] == "o0 → o1 → o0"
    assert ways([(0, 1), (1, 2), (2, 0), (1, 0)])[1] == "o1 → o2 → o0 → o1"
    # What leads into a circle is not on it.
    assert ways([(9, 0), (0, 1), (1, 0)]) == ["", "o0 → o1 → o0", "o1 → o0 → o1"]


def test_a_long_way_is_told_by_its_beginning_and_its_length() -> None:
    size = 500
    told = ways([(i, (i + 1) % size) for i in range(size)])
    shown = " → ".join(f"o{i}" for i in range(12))
    assert told[0] == f"{shown} → … (500) → o0"
    assert told[-1].startswith("o499 → o0 → o1")
    assert max(map(len, told)) < 150


def test_only_the_figures_of_a_cycle_are_found_among_many() -> None:
    """Twenty thousand figures in chains of ten, and three that go round."""
    pairs = [(i, i + 1) for i in range(20_000) if i % 10 != 9] + [(-1, -2), (-2, -3), (-3, -1)]
    findings = [finding for finding in validate(store(pairs)) if finding.code == "observation-subset-cycle"]
    assert sorted(finding.node for finding in findings) == [f"{ID}observation/o-{i}" for i in (1, 2, 3)]
