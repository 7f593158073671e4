"""Graphs are joined: to packages, to one another, and to what is said in other vocabularies."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

import kg
from kg import assets
from kg.errors import DataError
from kg.pipeline import nquads
from tests import second_source
from tests.support import EditablePackage

# Round trips


def test_a_graph_alone_is_the_graph_that_it_is(built: Path) -> None:
    whole = (built / "graph.nq").read_bytes()
    for path in (built, built / "graph.nq", built / "graph.ttl"):
        assert nquads(kg.build(path)) == whole


def test_halves_joined_are_the_whole(built: Path, tmp_path: Path) -> None:
    """Cut anywhere, so that a thing, its evidence and what is derived of it lie in different files."""
    whole = (built / "graph.nq").read_bytes()
    lines = whole.splitlines(keepends=True)
    random.Random(13).shuffle(lines)
    one, two, three = tmp_path / "one.nq", tmp_path / "two.nt", tmp_path / "three.ttl.gz"
    one.write_bytes(b"".join(lines[::3]))
    two.write_bytes(b"\xef\xbb\xbf" + b"".join(lines[1::3]))
    three.write_bytes(gzip.compress(b"".join(lines[2::3])))
    assert nquads(kg.build(three, one, two)) == nquads(kg.build(one, two, three)) == whole


def second(folder: Path, uses: tuple[str, ...] = ()) -> EditablePackage:
    """The second source without the two rows that name things of the bundled data anew."""
    rows = second_source.tables()
    rows["institutions"] = [row for row in rows["institutions"] if row["id"] != "science-city-fund"]
    rows["partnerships"] = [row for row in rows["partnerships"] if row["id"] != second_source.FUND]
    return second_source.write_package(folder, rows, uses)


def test_a_graph_and_a_package_joined_are_the_packages_built_together(built: Path, tmp_path: Path) -> None:
    """The package refers to things that are in the graph alone, and changes what is derived of them."""
    package = second(tmp_path / "second")
    together = kg.build(*assets.bundled_packages(), package.folder)
    assert nquads(together) != (built / "graph.nq").read_bytes()
    joined = kg.build(built / "graph.nq", package.folder)
    assert nquads(joined) == nquads(together)
    # The article has the telephones operating on the day on which the bulletin has them on trial: both are kept.
    told = [finding for finding in joined.findings if finding.code == "derived-anew"]
    assert told == []
    with pytest.raises(DataError) as caught:
        kg.build(package.folder)
    assert {finding.code for finding in caught.value.findings} == {"dangling-reference"}
    # Two graphs, each of a build of its own.
    kg.build(second(tmp_path / "again" / "second", ("jiaxing-shanghai-2017",)).folder, out=tmp_path / "kept")
    assert {line for line in nquads(kg.build(built, tmp_path / "kept")).splitlines() if b"requires" not in line} == {
        line for line in nquads(together).splitlines() if b"requires" not in line
    }
