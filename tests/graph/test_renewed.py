"""An answer of before with the rows of now is what the graph of now answers, whatever changed in between."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg import assets
from kg.errors import DataError
from kg.files.lines import SortedLines
from kg.files.steps import Patch, Steps
from kg.graph.queryfile import QueryFile
from kg.graph.renewed import renewed
from kg.graph.store.remembering import RememberingStore
from tests.bench.scale import write_package
from tests.support import EditablePackage

#: What each record and each network is read by.
QUERIES = {
    path.stem: QueryFile.load(path).sparql
    for path in sorted((assets.ontology_folder() / "records").glob("*.rq"))
    if "parameter(" not in path.read_text(encoding="utf-8")
} | {
    path.stem: query.text
    for path in sorted((assets.ontology_folder() / "projections").glob("*.rq"))
    if not (query := QueryFile.load(path)).parameters
}
#: Those of which a large graph has many rows, and which take longest.
_LARGE = ("evidence", "links", "network-passages", "participations", "parties", "stages", "texts", "types")
#: Networks that may be told thing by thing, some with words in their queries.
_NETWORKS = ("institution-institution", "party-partnership")


class Change(NamedTuple):
    """What is done to a row of a table: it is added again under another id, taken out, or a cell of it is set."""

    table: str
    row: int
    column: str
    value: str


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of 12 partnerships. Read only."""
    folder = tmp_path_factory.mktemp("renewed") / "package"
    write_package(folder, 12)
    return folder


@pytest.fixture(scope="module")
def lines(package: Path) -> frozenset[bytes]:
    """The lines of its graph."""
    return _lines(package)


def _lines(package: Path) -> frozenset[bytes]:
    return frozenset(line for line in kg.build(package).store.ntriples().split(b"\n") if line)


def _store(lines: frozenset[bytes]) -> RememberingStore:
    store = RememberingStore()
    store.load_ntriples(b"\n".join(sorted(lines)))
    return store


def _renewed(before: frozenset[bytes], now: frozenset[bytes]) -> set[str]:
    """The queries whose answers are made of those of before, each of which is proved."""
    one, other, steps = _store(before), _store(now), Steps(None, "")
    steps.patch = Patch(SortedLines(), before - now, now - before)
    found = set()
    for name, query in QUERIES.items():
        made = renewed(other, steps, query, one.asked(query))
        if made is not None:
            assert sorted(made.split(b"\n")) == sorted(other.asked(query).split(b"\n")), name
            found.add(name)
    return found


def _change(package: EditablePackage, change: Change) -> None:
    rows = package.rows(change.table)
    number = 1 + change.row % (len(rows) - 1)
    if change.column == "remove":
        package.write(change.table, [*rows[:number], *rows[number + 1 :]])
    elif change.column == "double":
        package.append(change.table, number + 1, **{rows[0][0]: "p1" if change.table == "participations" else "x"})
    elif change.column in rows[0]:
        package.set(change.table, number + 1, change.column, change.value)


def test_one_more_participation_needs_no_whole_answer(package: Path, lines: frozenset[bytes], tmp_path: Path) -> None:
    shutil.copytree(package, tmp_path / "package")
    edited = EditablePackage(tmp_path / "package")
    edited.append("participations", 2, partnership="p7")
    assert _renewed(lines, _lines(edited.folder)).issuperset((*_LARGE, *_NETWORKS))


_CHANGES = st.builds(
    Change,
    st.sampled_from(["participations", "partnerships", "stages", "observations", "institutions", "regions", "sources"]),
    st.integers(0, 29),
    st.sampled_from(
        ["remove", "double", "party", "place", "name_en", "as_of", "about", "source", "start", "located_in"]
    ),
    st.sampled_from(["", "region/r1", "2014-05-15", "s1", "7", "partnership/p1", "Ein Name"]),
)


@settings(max_examples=8, deadline=None, derandomize=True, database=None)
@given(changes=st.lists(_CHANGES, min_size=1, max_size=3))
def test_whatever_changes_answers_are_those_of_now(
    package: Path, lines: frozenset[bytes], changes: list[Change]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(package, Path(name) / "package")
        edited = EditablePackage(Path(name) / "package")
        for change in changes:
            _change(edited, change)
        try:
            now = _lines(edited.folder)
        except DataError:
            return
    _renewed(lines, now)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?thing WHERE { ?thing a pk:Partnership } LIMIT 3",
        "SELECT ?thing WHERE { ?other a pk:Partnership . BIND(?other AS ?thing) }",
        "SELECT (COUNT(?thing) AS ?number) WHERE { ?thing a pk:Partnership }",
        "SELECT ?value ?thing WHERE { ?thing pk:value ?value }",
        "SELECT ?none ?thing WHERE { ?thing pk:value ?value }",
    ],
)
def test_what_is_not_told_thing_by_thing_is_asked(package: Path, lines: frozenset[bytes], query: str) -> None:
    gone = frozenset(line for line in lines if b"ont#value>" in line)
    one, other, steps = _store(lines), _store(lines - gone), Steps(None, "")
    steps.patch = Patch(SortedLines(), gone, frozenset())
    assert renewed(other, steps, query, one.asked(query)) is None


def test_words_in_a_query_are_asked_for_as_they_stand(package: Path, lines: frozenset[bytes]) -> None:
    query = '''SELECT ?thing ?said WHERE { # "of whom"
      ?thing pk:value ?value . BIND('{ "#" <http://e/a> }' AS ?one) BIND("""it's""" AS ?other)
      BIND(CONCAT(?one, ?other, "") AS ?said) }'''
    gone = frozenset(sorted(line for line in lines if b"ont#value>" in line)[:1])
    one, other, steps = _store(lines), _store(lines - gone), Steps(None, "")
    steps.patch = Patch(SortedLines(), frozenset(), gone)
    made = renewed(one, steps, query, other.asked(query))
    assert made is not None
    assert sorted(made.split(b"\n")) == sorted(one.asked(query).split(b"\n"))
    assert made.count(b"it's") > 1
