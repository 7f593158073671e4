"""A build upon another one gives, byte for byte, what a build from nothing gives; and what it takes is proved first."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import SKOS, Literal, URIRef

import kg
from kg import earlier, making
from kg.assets import BUNDLED
from kg.earlier import Summary
from kg.errors import DataError
from kg.files.steps import Patch
from kg.graph.library import graph_files
from kg.graph.store import lasting, remembering
from kg.graph.store.oxigraph import ReadOnlyStore, TripleStore
from kg.graph.store.remembering import CarriedStore
from kg.graph.writing import canonical
from kg.graph_networks import GraphNetworks
from kg.intake import inputs, unread
from kg.intake.refound import FoundAgain
from kg.page import render
from kg.page.page import DATA
from kg.pipeline import build_files
from tests.bench.scale import write_package
from tests.support import STEPS, EditablePackage, Outcome, tree

Run = Callable[..., Outcome]
STAMP = "made-of.json"


@pytest.fixture(scope="module")
def small(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with the rows of the worked example. Whoever writes to it puts it back."""
    folder = tmp_path_factory.mktemp("small") / "small"
    shutil.copytree(example, folder)
    return folder


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of 12 partnerships, which hang together and of which there is much to be said. Read only."""
    folder = tmp_path_factory.mktemp("larger") / "larger"
    write_package(folder, 12)
    return folder


def test_the_page_of_other_names_is_the_earlier_one_with_these(larger: Path, tmp_path: Path, drawn: list[str]) -> None:
    shutil.copytree(larger, tmp_path / "larger")
    package, out = EditablePackage(tmp_path / "larger"), tmp_path / "out"
    kg.build(package.folder, out=out)
    for table, column, value, is_drawn in (
        ("partnerships", "name_en", 'Quite </script> "Another" & Name', False),
        ("partnerships", "name_en", package.rows("partnerships")[2][1], False),  # the same in both languages
        ("partnerships", "name_en", package.rows("partnerships")[3][2], False),  # of another in one language
        ("partnerships", "name_zh", package.rows("partnerships")[3][1], False),  # and in both: the text recurs
        ("partnerships", "name_zh", "另一名称東龍", False),  # letters with variants, which the search must know
        ("partnerships", "name_zh", "另一名称東", False),  # and which it need not know any more
        ("institutions", "name_en", "Firm", False),
        ("partnerships", "note_en", "Of note", True),
    ):
        del drawn[:]
        package.set(table, 3, column, value)
        kg.build(package.folder, out=out)
        assert (value, drawn) == (value, ["drawn"] * is_drawn)
        # What is wrong in the page stays so while it is not drawn anew; each cell's last name and the one before it.
        if value in ("另一名称東龍", "Firm", "Of note") or column == "name_en":
            assert _whole(package.folder, tmp_path / "whole") == tree(out)


def test_the_sentence_of_a_first_place_has_the_name_of_now(larger: Path, tmp_path: Path, drawn: list[str]) -> None:
    shutil.copytree(larger, tmp_path / "larger")
    package, out = EditablePackage(tmp_path / "larger"), tmp_path / "out"
    kg.build(package.folder, out=out)
    leads = re.search(r'"(Region \d+) leads by', (out / "network.html").read_text(encoding="utf-8"))
    assert leads
    names = [row[2] for row in package.rows("regions")]
    del drawn[:]
    package.set("regions", names.index(leads[1]) + 1, "name_en", "Quite Another Name")
    kg.build(package.folder, out=out)
    assert drawn == ["drawn"]
    assert '"Quite Another Name leads by' in (out / "network.html").read_text(encoding="utf-8")
    assert _whole(package.folder, tmp_path / "whole") == tree(out)


def test_a_page_whose_data_are_packed_gets_names_too(
    larger: Path, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "_LARGE", 0)
    shutil.copytree(larger, tmp_path / "larger")
    package, out = EditablePackage(tmp_path / "larger"), tmp_path / "out"
    kg.build(package.folder, out=out)
    assert b"Another Name" not in (out / "network.html").read_bytes()
    del drawn[:]
    package.set("partnerships", 3, "name_en", "Quite Another Name")
    kg.build(package.folder, out=out)
    assert drawn == []
    page = (out / "network.html").read_text(encoding="utf-8").partition(DATA)[2].partition("<")[0]
    assert "Quite Another Name" not in page
    assert "Quite Another Name" in render.data_of(page)
    assert _whole(package.folder, tmp_path / "whole") == tree(out)


@pytest.fixture(scope="module")
def first(small: Path) -> Path:
    """The build of it. Read only."""
    kg.build(small, out=small.parent / "first")
    return small.parent / "first"


def _whole(package: Path, folder: Path) -> dict[str, bytes]:
    kg.build(package, out=folder, fresh=True)
    return tree(folder)


def _stamp(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / STEPS / STAMP).read_text(encoding="utf-8"))
    return found


def test_what_has_not_changed_is_not_built_again(small: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "out"
    told = run("--lang", "en", "build", small, "--out", out, "--verbose")
    assert "networks with their measures: 0 taken from the build that was there, 3 made anew." in told.err
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    again = run("--lang", "en", "build", small, "--out", out, "--verbose")
    assert "Nothing has changed since the build that is there" in again.err
    assert again.out.startswith(f"Unchanged {out}/\n")
    assert told.out.splitlines()[1:] == again.out.splitlines()[1:]
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == before
    fresh = run("--lang", "en", "build", small, "--out", out, "--verbose", "--fresh")
    assert fresh.out == told.out
    assert "0 taken" in fresh.err


def test_a_build_in_the_folder_of_its_package_is_unchanged_the_next_time(small: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(small, package)
    build_files(package, out=package / "build")
    build_files(package, out=package / "build")
    assert build_files(package, out=package / "build").unchanged


def test_an_unchanged_build_is_the_same_graph(larger: Path, tmp_path: Path) -> None:
    one = kg.build(larger, out=tmp_path / "out")
    two = kg.build(larger, out=tmp_path / "out")
    assert set(map(str, one.store.triples())) == set(map(str, two.store.triples()))
    assert one.findings == two.findings
    assert len(two.findings) > 10


def test_measures_are_taken_where_ties_are_the_same_and_names_are_those_of_now(larger: Path, tmp_path: Path) -> None:
    shutil.copytree(larger, tmp_path / "larger")
    out, package = tmp_path / "out", EditablePackage(tmp_path / "larger")
    kg.build(package.folder, out=out)
    tied = {row[1] for row in package.rows("participations")}
    ids = [f"institution/{row[0]}" for row in package.rows("institutions")]
    row = next(number for number, name in enumerate(ids, 1) if name in tied)
    package.set("institutions", row, "name_en", "Quite Another Name")
    summary = build_files(package.folder, out=out)
    assert summary.taken is not None
    assert summary.made is not None
    assert summary.taken["measures"] > 2
    assert "measures" not in summary.made
    assert summary.whole is None
    assert summary.made["rows"] == 1
    assert summary.taken["checks"] > 250
    assert "Quite Another Name" in (out / "measures.csv").read_text(encoding="utf-8")
    assert tree(out) == _whole(package.folder, tmp_path / "whole")
    rows = package.rows("participations")
    package.write("participations", [*rows[:-3], *rows[-2:]])
    summary = build_files(package.folder, out=out)
    assert summary.made is not None
    assert summary.made["measures"] > 0
    assert summary.whole is None
    assert tree(out) == _whole(package.folder, tmp_path / "whole")


def test_where_only_a_name_changed_no_network_is_measured_for_the_table(
    larger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(larger, tmp_path / "larger")
    package, out = EditablePackage(tmp_path / "larger"), tmp_path / "out"
    monkeypatch.setattr(remembering, "LEAST", 0)
    kg.build(package.folder, out=out)
    package.set("partnerships", 3, "name_en", 'A "quoted", name')
    package.set("observations", 3, "value", "7000")
    with monkeypatch.context() as patched:
        patched.delattr(GraphNetworks, "measure")
        build_files(package.folder, out=out)
    assert (out / "measures.csv").read_bytes() == _whole(package.folder, tmp_path / "whole")["measures.csv"]
    assert '"A ""quoted"", name"' in (out / "measures.csv").read_text(encoding="utf-8")


def test_the_table_is_taken_where_nothing_that_is_measured_has_changed(
    larger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(larger, tmp_path / "larger")
    package, out = EditablePackage(tmp_path / "larger"), tmp_path / "out"
    monkeypatch.setattr(remembering, "LEAST", 0)
    package.set("stages", 3, "stage", "planned")
    package.set("partnerships", 3, "class", "Project")
    package.append("regions", 3, id="beside", name_en="Beside", level="county", latitude="30.1", longitude="120.1")
    kg.build(package.folder, out=out)
    last = len(package.rows("regions"))
    for table, column, value in (
        ("stages", "stage", "signed"),  # it ties the same parties
        ("partnerships", "class", "Agreement"),
        ("regions", "latitude", "30.5"),
        ("regions", "kind", "Zone"),
        ("sources", "id", "another"),
    ):
        if table == "sources":
            package.append(table, 2, **{column: value})
        else:
            package.set(table, 3 if table != "regions" else last, column, value)
        with monkeypatch.context() as patched:
            patched.delattr(GraphNetworks, "measure")
            build_files(package.folder, out=out)
    assert tree(out) == _whole(package.folder, tmp_path / "whole")


def test_an_end_changes_what_is_measured(larger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(larger, tmp_path / "larger")
    package, out = EditablePackage(tmp_path / "larger"), tmp_path / "out"
    monkeypatch.setattr(remembering, "LEAST", 0)
    package.set("stages", 3, "stage", "planned")
    kg.build(package.folder, out=out)
    before = (out / "measures.csv").read_bytes()
    package.set("stages", 3, "stage", "terminated")
    build_files(package.folder, out=out)
    assert (out / "measures.csv").read_bytes() == _whole(package.folder, tmp_path / "whole")["measures.csv"] != before


def test_tables_that_did_not_change_are_not_read(larger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(larger, tmp_path / "larger")
    package, out = EditablePackage(tmp_path / "larger"), tmp_path / "out"
    kg.build(package.folder, out=out)
    package.set("institutions", 3, "name_en", "Another")
    read: list[str] = []
    before = unread.read_table
    monkeypatch.setattr(unread, "read_table", lambda *given: read.append(given[1]["name"]) or before(*given))
    build_files(package.folder, out=out)
    assert read == ["institutions"]
    # A reference to nothing is told, as if all were read.
    package.set("institutions", 3, "located_in", "nowhere")
    with pytest.raises(DataError) as error:
        build_files(package.folder, out=out)
    assert [finding.code for finding in error.value.findings] == ["dangling-reference"]


def test_rules_that_look_at_what_changed_are_run_near_it(larger: Path, tmp_path: Path) -> None:
    shutil.copytree(larger, tmp_path / "larger")
    package, out = EditablePackage(tmp_path / "larger"), tmp_path / "out"
    package.set("stages", 3, "stage", "planned")
    package.set("partnerships", 3, "sectors", "finance")
    kg.build(package.folder, out=out)
    for table, column, value in (
        ("stages", "as_of", "2019-01-02"),
        ("partnerships", "sectors", "health"),
        ("stages", "stage", "completed"),
    ):
        package.set(table, 3, column, value)
        summary = build_files(package.folder, out=out)
        assert summary.whole is None, (table, column)
        assert summary.made is not None
        assert summary.made["rows"] == 1, (table, column)
    assert tree(out) == _whole(package.folder, tmp_path / "whole")


def test_one_more_partnership_is_derived_alone(larger: Path, tmp_path: Path) -> None:
    shutil.copytree(larger, tmp_path / "larger")
    package, out = EditablePackage(tmp_path / "larger"), tmp_path / "out"
    kg.build(package.folder, out=out)
    package.append("partnerships", 13, id="further", name_en="Further")
    for row in (2, 3):
        package.append("participations", row, partnership="further")
    summary = build_files(package.folder, out=out)
    assert summary.whole is None
    assert summary.made is not None
    assert summary.made["rows"] == 3
    assert tree(out) == _whole(package.folder, tmp_path / "whole")
    assert "partnership/further" in (out / "graph.nq").read_text(encoding="utf-8")


def test_rows_in_the_middle_that_come_and_go_move_the_findings_below(
    larger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Findings below have other numbers of rows, and blocks of the graph come and go: neither is made anew for that."""
    again: list[FoundAgain | None] = []
    found_again = making.found_again
    monkeypatch.setattr(making, "found_again", lambda *given: again.append(found_again(*given)) or again[-1])
    whole: list[object] = []
    turtle_of = canonical.turtle_of
    monkeypatch.setattr(canonical, "turtle_of", lambda *given: whole.append(given) or turtle_of(*given))
    package, out = tmp_path / "larger", tmp_path / "out"
    shutil.copytree(larger, package)
    build_files(package, out=out)

    def rows() -> list[int]:
        told = json.loads((out / "findings.json").read_text(encoding="utf-8"))["findings"]
        return [found["row"] for found in told if found["table"] == "participations"]

    path = package / "participations.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    last = lines[5].split(",")
    taken = {line.split(",")[1] for line in lines if line.startswith(f"{last[0]},")}
    other = next(line.split(",")[1] for line in lines[1:] if line.split(",")[1] not in taken)
    more = [*lines[:6], ",".join([last[0], other, *last[2:-3], "1", "2", *last[-1:]]), *lines[6:]]
    counts = [len(lines)]
    for edited in (more, lines, [*lines[:5], *lines[6:]]):
        path.write_text("".join(edited), encoding="utf-8")
        again.clear(), whole.clear()
        assert build_files(package, out=out).whole is None
        assert [found is not None for found in again] == [True]
        assert whole == []
        counts.append(max(rows()))
        assert tree(out) == _whole(package, tmp_path / "whole")
    assert counts == [len(lines), len(lines) + 1, len(lines), len(lines) - 1]


@pytest.mark.parametrize("name", ["measures", STAMP])
def test_what_was_changed_by_hand_is_not_taken(small: Path, first: Path, name: str, tmp_path: Path) -> None:
    """Not even where the stamp is made to fit, as somebody who packs a folder for others could make it."""
    out = tmp_path / "out"
    kg.build(small, out=out)
    path = next(path for path in sorted((out / STEPS).iterdir()) if path.name.startswith(name))
    content = path.read_bytes()
    path.write_bytes(content.replace(b"1", b"2") if name != STAMP else content[:-20])
    (small / "note.txt").write_text("for the next build")
    try:
        summary = build_files(small, out=out)
    finally:
        (small / "note.txt").unlink()
    assert not summary.unchanged
    assert not summary.taken
    assert tree(out) == tree(first)


def test_what_came_from_elsewhere_is_not_taken(small: Path, first: Path, tmp_path: Path) -> None:
    """A copy has other numbers and moments than the files that it is of, whatever its stamp says."""
    out = tmp_path / "out"
    shutil.copytree(first, out)
    assert _stamp(out) == _stamp(first)
    summary = build_files(small, out=out)
    assert not summary.unchanged
    assert not summary.taken
    assert build_files(small, out=out).unchanged


def test_a_file_of_the_build_that_was_changed_is_written_anew(small: Path, first: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg.build(small, out=out)
    with (out / "measures.csv").open("a", encoding="utf-8") as file:
        file.write("mine\n")
    assert not build_files(small, out=out).unchanged
    assert tree(out) == tree(first)


def test_another_version_takes_nothing(
    small: Path, first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    kg.build(small, out=out)
    monkeypatch.setattr(earlier, "version", lambda: "another")
    summary = build_files(small, out=out)
    assert not summary.unchanged
    assert not summary.taken
    assert tree(out) == tree(first)


def test_a_build_with_what_it_is_asked_for_otherwise_is_another(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg.build(small, out=out)
    assert not build_files(small, out=out, base="https://example.org/").unchanged
    assert tree(out) != {}
    assert build_files(small, out=out, base="https://example.org/").unchanged
    assert not build_files(small, out=out, budget=1.0, base="https://example.org/").unchanged


def test_a_folder_called_so_that_is_ones_own_stays(small: Path, first: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / STEPS).mkdir(parents=True)
    (out / STEPS / "mine.txt").write_text("mine")
    kg.build(small, out=out)
    assert [path.name for path in (out / STEPS).iterdir()] == ["mine.txt"]
    assert tree(out) == tree(first)


def test_a_build_that_fails_leaves_what_the_next_one_takes(small: Path, tmp_path: Path) -> None:
    shutil.copytree(small, tmp_path / "small")
    out, package = tmp_path / "out", EditablePackage(tmp_path / "small")
    kg.build(package.folder, out=out)
    before = package.path("stages").read_bytes()
    package.set("stages", 2, "stage", "nothing-like-it")
    with pytest.raises(DataError):
        kg.build(package.folder, out=out)
    package.path("stages").write_bytes(before)
    assert build_files(package.folder, out=out).unchanged


_TABLES = (
    "sources",
    "regions",
    "institutions",
    "partnerships",
    "participations",
    "stages",
    "observations",
    "statements",
)


def test_what_is_found_as_before_is_told_with_the_columns_that_hold_it_now(
    larger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check finds the very same of the node; in which columns of its row that stands is another matter."""
    again: list[FoundAgain | None] = []
    found_again = making.found_again
    monkeypatch.setattr(making, "found_again", lambda *given: again.append(found_again(*given)) or again[-1])
    shutil.copytree(larger, tmp_path / "larger")
    package, out = EditablePackage(tmp_path / "larger"), tmp_path / "out"
    for row in (4, 5):
        package.set("partnerships", row, "name_en", "A")

    def columns() -> dict[int, str]:
        told = json.loads((out / "findings.json").read_text(encoding="utf-8"))["findings"]
        return {found["row"]: found["field"] for found in told if found["code"] == "label-duplicate"}

    kg.build(package.folder, out=out)
    assert columns() == {4: "name_en", 5: "name_en"}
    package.set("partnerships", 4, "name_zh", "A")
    assert build_files(package.folder, out=out).whole is None
    assert [found is not None for found in again] == [True]
    assert columns() == {4: "name_en, name_zh", 5: "name_en"}


_COLUMNS = (
    *("name_en", "gist_en", "title_en", "value", "stage", "party", "start", "parent", "kind"),
    *("sectors", "as_of", "precision", "source", "about", "class", "located_in"),
)
_VALUES = (
    "",
    "other",
    "7",
    "planned",
    "region/r0",
    "Ein Name",
    "health",
    "2014-05-15",
    "month",
    "s1",
    "partnership/p1",
)
Edit = tuple[str, str, int, str, str]
"""What is done to which row of which table: a cell is set, or the row is taken out, doubled or moved."""

_EDITS = st.tuples(
    st.sampled_from(["set", "set", "set", "remove", "double", "move"]),
    st.sampled_from(_TABLES),
    st.integers(0, 29),
    st.sampled_from(_COLUMNS),
    st.sampled_from(_VALUES),
)


def _edit(package: Path, edit: Edit) -> None:
    what, table, number, column, value = edit
    path = package / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    place = number % len(rows)
    if what == "set" and column in header:
        rows[place][header.index(column)] = value
    elif what == "remove":
        del rows[place]
    elif what == "double":
        rows.insert(0, [f"{rows[place][0]}x", *rows[place][1:]])
    elif what == "move":
        rows.append(rows.pop(place))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def _outcome(package: Path, out: Path, *, fresh: bool = False) -> tuple[object, Summary | None]:
    """The files that a build writes, or what is wrong where it writes none; and what is said of it."""
    try:
        summary = build_files(package, out=out, fresh=fresh)
    except DataError as error:
        return error.findings, None
    files: dict[str, object] = {name: held for name, held in tree(out).items() if not name.startswith("store/")}
    # Oxigraph's files are never the same twice: what they hold is, and that is the graph and the ontology.
    store = TripleStore() if fresh else ReadOnlyStore(out / "store")
    for path in [out / "graph.nq", *graph_files(BUNDLED)] if fresh else []:
        store.load(path)
    return {**files, "store": sorted(store.ntriples().splitlines())}, summary


def test_edits_upon_edits_give_what_a_build_from_nothing_gives(
    larger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One build upon the other, as what a patch leaves is what the next one is made upon; each made as a large one."""
    least = lasting.LEAST
    monkeypatch.setattr(lasting, "LEAST", 0)
    monkeypatch.setattr(remembering, "LEAST", 0)
    again: list[FoundAgain] = []
    found_again = making.found_again
    monkeypatch.setattr(making, "found_again", lambda *given: again.append(found_again(*given)) or again[-1])
    carried: list[CarriedStore] = []
    let_go = CarriedStore.let_go
    monkeypatch.setattr(CarriedStore, "let_go", lambda self: carried.append(self) or let_go(self))
    compared = making.compared
    patches: list[Patch | None] = []
    monkeypatch.setattr(making, "compared", lambda *given: patches.append(compared(*given)) or patches[-1])
    package, out = tmp_path / "larger", tmp_path / "out"
    shutil.copytree(larger, package)
    build_files(package, out=out)
    patched = whole = 0
    named = [("set", table, 3, "name_en", name) for table, name in (("partnerships", "A"), ("institutions", "B"))]
    # Two of one name are told of, and when one of them has another, they are not.
    named += [("set", "partnerships", 4, "name_en", name) for name in ("A", "C")]
    counted = [
        ("set", "observations", 2, "value", "7000"),
        ("move", "partnerships", 4, "", ""),
        ("remove", "stages", 5, "", ""),
    ]
    for edit in [*named, *counted]:
        path = package / f"{edit[1]}.csv"
        before = path.read_bytes()
        _edit(package, edit)
        monkeypatch.setattr(lasting, "LEAST", 0)
        found, summary = _outcome(package, out)
        monkeypatch.setattr(lasting, "LEAST", least)
        assert found == _outcome(package, tmp_path / "whole", fresh=True)[0], edit
        if summary is None:
            path.write_bytes(before)
        elif not summary.unchanged:
            patched += summary.whole is None
            whole += summary.whole is not None
    assert patched >= 3
    assert len(carried) == patched
    assert len([found for found in again if found]) >= 4
    assert whole >= 1
    # Where all rows are mapped, what they make is compared with what is there; builds from nothing have nothing there.
    assert len([patch for patch in patches if patch is not None]) == whole


# More of them: KG_EDITS=100, about five seconds each.
@settings(max_examples=int(os.environ.get("KG_EDITS", "2")), deadline=None, derandomize=True, database=None)
@given(edits=st.lists(_EDITS, min_size=1, max_size=3))
def test_any_edits_give_what_a_build_from_nothing_gives(larger: Path, edits: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as name:
        package, out = Path(name) / "larger", Path(name) / "out"
        shutil.copytree(larger, package)
        with pytest.MonkeyPatch.context() as patched:
            for module in (lasting, remembering):
                patched.setattr(module, "LEAST", 0)
            build_files(package, out=out)
            for edit in edits:
                _edit(package, edit)
            found = _outcome(package, out)[0]
        assert found == _outcome(package, Path(name) / "whole", fresh=True)[0]


def test_who_gets_a_build_is_answered_by_its_graph(
    larger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "LEAST", 0)
    store = kg.build(larger, out=tmp_path / "out").store
    query = "SELECT ?thing ?name { ?thing skos:prefLabel ?name }"
    before = len(store.select(query))
    store.rdflib.add((URIRef("https://example.org/new"), SKOS.prefLabel, Literal("new")))
    assert len(store.select(query)) == len(store.columns(query)["thing"]) == before + 1


def test_what_another_package_adds_is_known_by_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "added_measure.py"
    module.write_text("REACH = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    point = EntryPoint("reach", "added_measure:REACH", "kg.measures")
    added = [point]
    monkeypatch.setattr(inputs, "entry_points", lambda group: added if group == "kg.measures" else [])

    def version() -> str:
        inputs.version.cache_clear()
        return inputs.version()

    first = version()
    assert first == version() != ""
    module.write_text("REACH = 2\n")
    assert version() not in (first, "")
    added[:] = [EntryPoint("gone", "no_such_module_here", "kg.measures")]
    assert version() == ""
    monkeypatch.undo()
    inputs.version.cache_clear()


def test_a_build_inside_its_package_is_known_again(small: Path, tmp_path: Path, run: Run) -> None:
    package = tmp_path / "mine"
    shutil.copytree(small, package)
    assert run("build", package, "--out", package / "build").code == 0
    assert run("build", package, "--out", package / "build", "--lang", "en").out.startswith("Unchanged")
