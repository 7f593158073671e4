"""A store beside a large build: opened at once by any number of readers, and never instead of another file."""

from __future__ import annotations

import gc
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import kg
from kg import outputs, vocabulary
from kg.answers.names import Names
from kg.errors import LookupFailed, UsageError
from kg.graph.store import TripleStore, lasting
from kg.graph.store.oxigraph import ReadOnlyStore
from kg.outputs import OUTPUTS
from kg.pipeline import open_graph
from tests.bench.scale import write_package
from tests.support import EditablePackage, Outcome

Run = Callable[..., Outcome]
STORE, STEPS = "store", "steps"


@pytest.fixture(autouse=True)
def every_build_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lasting, "LEAST", 0)


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """A build without a store."""
    shutil.copytree(built, tmp_path / "build")
    shutil.rmtree(tmp_path / "build" / STORE, ignore_errors=True)
    return tmp_path / "build"


def _triples(folder: Path, *, read_only: bool = True) -> set[str]:
    return {str(triple) for triple in open_graph(folder, read_only=read_only).store.triples()}


def test_a_build_writes_it_and_readers_share_it(tmp_path: Path) -> None:
    kg.build(out=tmp_path / "build")
    assert {path.name for path in (tmp_path / "build").iterdir()} == {*OUTPUTS, STORE, STEPS}
    first, second = (open_graph(tmp_path / "build", read_only=True) for _ in range(2))
    for graph in (first, second):
        assert isinstance(graph.store, ReadOnlyStore)
        with pytest.raises(UsageError, match="reading only"):
            graph.store.add([])
    assert not isinstance(open_graph(tmp_path / "build").store, ReadOnlyStore)
    assert set(map(str, first.store.triples())) == _triples(tmp_path / "build", read_only=False)
    assert first.explain("海盐", "Shanghai").text("en") == kg.build().explain("海盐", "Shanghai").text("en")


def test_it_is_made_where_it_is_missing_and_made_anew_where_the_file_is_another(copied: Path, run: Run) -> None:
    assert run("ask", "partners", "-p", "party=嘉善", "--graph", copied).code == 0
    stamp = json.loads((copied / STORE / "made-of.json").read_text(encoding="utf-8"))
    assert stamp["size"] == (copied / "graph.nq").stat().st_size
    with (copied / "graph.nq").open("a", encoding="utf-8") as file:
        file.write("<http://x/new> <http://x/p> <http://x/o> .\n")
    assert "<http://x/new> <http://x/p> <http://x/o>" in _triples(copied)
    assert json.loads((copied / STORE / "made-of.json").read_text(encoding="utf-8"))["size"] > stamp["size"]
    assert not [path for path in copied.iterdir() if path.name.startswith(".kg-")]


def test_what_was_made_by_another_version_or_is_broken_is_made_anew(copied: Path) -> None:
    expected = _triples(copied)
    stamp = copied / STORE / "made-of.json"
    for content in ("{", '{"format": 0}', "[]"):
        stamp.write_text(content, encoding="utf-8")
        assert _triples(copied) == expected
        assert json.loads(stamp.read_text(encoding="utf-8"))["format"] == 3
    (copied / STORE / "CURRENT").unlink()
    assert _triples(copied) == expected  # the file serves


def test_one_that_a_build_takes_away_while_it_is_opened_is_opened_anew(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files are named in one of them, and are gone when they are opened: Oxigraph calls that a RuntimeError."""
    expected = _triples(copied)
    read_only, goes = ox.Store.read_only, [True]

    def opened(_: ReadOnlyStore, folder: Path) -> ox.Store:
        if goes and goes.pop():
            shutil.copytree(folder, copied / "other")
            for path in folder.glob("*.sst"):
                path.unlink()
            try:
                return read_only(str(folder))
            finally:
                shutil.rmtree(folder)
                (copied / "other").rename(folder)
        return read_only(str(folder))

    monkeypatch.setattr(ReadOnlyStore, "_opened", opened)
    assert isinstance(open_graph(copied, read_only=True).store, ReadOnlyStore)
    assert not goes
    assert _triples(copied) == expected


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a folder that is open cannot be taken away, or may not")
def test_a_store_of_many_files_is_read_on_when_it_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RocksDB opens the first 16 at the beginning, and the rest by name when they are asked for."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder, expected = tmp_path / STORE, set()
    store = ox.Store(str(folder))
    for part in range(5):
        lines = [f"<http://x/{part}/{number}> <http://x/p> <http://x/{number}>" for number in range(300)]
        expected.update(lines)
        quads = [f"{line} ." for line in lines] + [f"{line} <http://x/g{part}> ." for line in lines]
        store.bulk_load("\n".join(quads), format=ox.RdfFormat.N_QUADS)
    store.flush()
    del store
    assert len(list(folder.glob("*.sst"))) > 16
    first, second = ReadOnlyStore(folder), ReadOnlyStore(folder)
    shutil.rmtree(folder)
    for one in (first, second):
        assert {str(triple) for triple in one.triples()} == expected
        assert one.columns("SELECT (COUNT(*) AS ?n) { ?s <http://x/p> ?o }") == {"n": ["1500"]}
        assert len(one.select("SELECT ?o { <http://x/4/7> ?p ?o }")) == 1
    assert len(list(tmp_path.iterdir())) == 2
    # Whoever reads on has the files, though nobody has the store any more.
    ways = (one.triples(), iter(one.query("SELECT * { ?s <http://x/p> ?o }")), iter(one.rdflib))
    del first, second, one
    gc.collect()
    assert [sum(1 for _ in way) for way in ways] == [1500, 1500, 1500]
    del ways
    gc.collect()
    assert not list(tmp_path.iterdir())


def test_a_store_that_is_broken_is_told_of(copied: Path, run: Run) -> None:
    _triples(copied)
    (copied / STORE).rename(copied.parent / "kept")
    for path in (copied.parent / "kept").glob("*.sst"):
        path.unlink()
    said = run("ask", "stages", "--graph", copied.parent / "kept")
    assert said.code == 1
    assert "cannot be opened as a store" in said.err


def test_a_folder_of_ones_own_that_is_called_so_is_left_alone(copied: Path) -> None:
    (copied / STORE).mkdir()
    (copied / STORE / "mine.txt").write_text("mine", encoding="utf-8")
    graph = open_graph(copied, read_only=True)
    assert not isinstance(graph.store, ReadOnlyStore)
    kg.build(out=copied)
    assert [path.name for path in (copied / STORE).iterdir()] == ["mine.txt"]


def test_a_second_build_takes_it_away_with_the_first_and_keeps_ones_own_files(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    kg.build(out=folder)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    before = (folder / STORE).stat().st_ino
    kg.build(out=folder, fresh=True)
    assert {path.name for path in folder.iterdir()} == {*OUTPUTS, STORE, STEPS, "notes.txt"}
    assert (folder / STORE).stat().st_ino != before
    assert {path.name for path in tmp_path.iterdir()} == {"build"}
    assert isinstance(open_graph(folder, read_only=True).store, ReadOnlyStore)


def test_a_build_where_the_store_cannot_be_made_is_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(lasting, "_started", full)
    kg.build(out=tmp_path / "build")
    assert {path.name for path in (tmp_path / "build").iterdir()} == {*OUTPUTS, STEPS}
    assert len(_triples(tmp_path / "build")) > 5_000


def test_a_small_build_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lasting, "LEAST", 10_000_000)
    kg.build(out=tmp_path / "build")
    assert {path.name for path in (tmp_path / "build").iterdir()} == {*OUTPUTS, STEPS}


def test_one_that_came_from_elsewhere_is_made_anew(copied: Path, tmp_path: Path) -> None:
    """A copy of a build has a store of which nobody knows who filled it; its stamp may say what it likes."""
    expected = _triples(copied)
    other = tmp_path / "other"
    shutil.copytree(copied, other)
    shutil.rmtree(other / STORE)
    TripleStore(other / STORE)
    stamp = json.loads((copied / STORE / "made-of.json").read_text(encoding="utf-8"))
    told = (other / "graph.nq").stat()
    stamp |= {"size": told.st_size, "modified": told.st_mtime_ns}
    (other / STORE / "made-of.json").write_text(json.dumps(stamp), encoding="utf-8")
    assert _triples(other) == expected


def test_whoever_is_killed_while_it_is_filled_leaves_none_that_is_torn(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = lasting._started

    def killed(*given: Any) -> Any:
        process = start(*given)
        process.kill()
        return process

    monkeypatch.setattr(lasting, "_started", killed)
    assert len(_triples(copied)) > 5_000  # the file serves
    assert {path.name for path in copied.iterdir()} == {*OUTPUTS, STEPS}
    kg.build(out=copied, fresh=True)
    assert {path.name for path in copied.iterdir()} == {*OUTPUTS, STEPS}
    monkeypatch.undo()
    monkeypatch.setattr(lasting, "LEAST", 0)
    assert isinstance(open_graph(copied, read_only=True).store, ReadOnlyStore)


def test_a_build_that_fails_while_it_is_filled_ends_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, begun = lasting._started, []

    def noted(*given: Any) -> Any:
        begun.append(start(*given))
        return begun[-1]

    def fails(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(lasting, "_started", noted)
    monkeypatch.setattr(outputs, "measures_csv", fails)
    with pytest.raises(KeyboardInterrupt):
        kg.build(out=tmp_path / "build")
    assert [process.poll() is not None for process in begun] == [True]
    assert list(tmp_path.iterdir()) == []


def test_after_a_changed_row_it_is_carried_on_and_else_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of the file and of the ontology are what it holds, however it was made; and it is taken up at once."""
    filled: list[Path] = []
    start = lasting._started
    monkeypatch.setattr(lasting, "_started", lambda folder, *rest: filled.append(folder) or start(folder, *rest))
    write_package(tmp_path / "package", 3)
    package, out = EditablePackage(tmp_path / "package"), tmp_path / "out"

    def holds() -> set[str]:
        found = open_graph(out, read_only=True).store
        assert isinstance(found, ReadOnlyStore)
        return {str(triple) for triple in found.triples()}

    def found(name: str) -> str:
        """What has a name, by the index that lies beside the store."""
        with suppress(LookupFailed):
            return open_graph(out, read_only=True).names.resolve(name).rpartition("/")[2]
        return ""

    def built(name: str) -> int:
        """How many stores were filled by a build with another name."""
        before = len(filled)
        package.set("partnerships", 2, "name_en", name)
        kg.build(package.folder, out=out)
        now, count = holds(), len(filled) - before
        assert len(filled) - before == count  # the readers' was made by the build
        assert now == _triples(out, read_only=False)
        return count

    assert built("Some Name") == 1
    assert built("Quite Another Name") == 0
    assert any("Quite Another Name" in triple for triple in holds())
    assert not any("Some Name" in triple for triple in holds())
    assert (found("quite another name"), found("some name")) == (package.rows("partnerships")[1][0], "")
    (out / STORE / "made-of.json").write_text("{}")
    assert built("A Third Name") == 1
    shutil.rmtree(out / STORE)
    assert built("A Fourth Name") == 1
    assert built("A Fifth Name") == 0
    package.append("institutions", 2, id="new", name_en="One More")
    kg.build(package.folder, out=out)
    assert (found("One More"), found("new"), len(filled)) == ("new", "new", 3)
    package.write("institutions", package.rows("institutions")[:-1])
    kg.build(package.folder, out=out)
    assert (found("One More"), found("new"), found("a fifth name")) == ("", "", package.rows("partnerships")[1][0])


def test_by_the_index_names_lead_where_all_names_lead(copied: Path) -> None:
    """Names, ids, IRIs and codes, and what is none of them, with every kind: the same thing or the same error."""
    kept, read = open_graph(copied, read_only=True).store, open_graph(copied).store
    assert isinstance(kept, ReadOnlyStore)
    assert kept.names is not None
    literals = {str(t.object.value) for t in read.triples() if isinstance(t.object, ox.Literal) and t.object.language}
    subjects = {t.subject.value for t in read.triples() if isinstance(t.subject, ox.NamedNode)}
    ends = {iri.removeprefix(read.base) for iri in subjects} | {iri.rpartition("/")[2] for iri in subjects}
    codes = {t.object.value for t in read.triples(None, ox.NamedNode(f"{vocabulary.PK}code"))}
    some = (
        sorted({*literals, *ends, *codes})[::11]
        + sorted(subjects)[::40]
        + ["", "/", "#", "a/b#c", "pk:", "\ud800", " 嘉善 "]
    )
    by_index, by_all = Names(kept), Names(read)

    def meant(names: Names, text: str, kind: str) -> str:
        try:
            return names.resolve(text, kind)
        except LookupFailed as error:
            return str(error)

    kinds = ("anything", "party", "region", "source")
    told = [(text, kind, meant(by_index, text, kind)) for text in some for kind in kinds]
    assert told == [(text, kind, meant(by_all, text, kind)) for text, kind, _ in told]
    assert sum(read.base in one for _, _, one in told) > len(some) / 2


def test_one_thing_is_found_without_reading_all_names(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, asked = open_graph(copied, read_only=True), list[str]()
    columns = ReadOnlyStore.columns
    monkeypatch.setattr(
        ReadOnlyStore, "columns", lambda self, text, *rest: asked.append(text) or columns(self, text, *rest)
    )
    assert [
        graph.names.resolve(text).rpartition("/")[2] for text in ("嘉善", "Jiashan County", "cn-jiaxing-jiashan")
    ] == ["cn-jiaxing-jiashan"] * 3
    assert asked == []
