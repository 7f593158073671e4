"""The whole way: what a build writes, what can be opened again, and what happens when it cannot be written."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

import kg
from kg import assets
from kg.errors import DataError, SourceError, UsageError
from kg.knowledge_graph import KnowledgeGraph
from kg.outputs import OUTPUTS, counts, findings_json
from kg.text import Text
from tests import support
from tests.support import EditablePackage, Outcome, tree

Run = Callable[..., Outcome]


def number_of_rows(table: str) -> int:
    number = 0
    for folder in assets.bundled_packages():
        path = folder / f"{table}.csv"
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                number += sum(1 for _ in csv.reader(file)) - 1
    return number


# What is written


def test_a_build_writes_its_five_files_and_nothing_else(built: Path) -> None:
    assert set(tree(built)) == set(OUTPUTS) == support.OUTPUTS
    assert all(content for content in tree(built).values())


def test_every_row_is_in_the_graph(knowledge: KnowledgeGraph) -> None:
    found = counts(knowledge)
    for table in ("partnerships", "regions", "institutions", "statements", "sources"):
        assert found[table] == number_of_rows(table), table
    assert found["targets"] + found["achievements"] == number_of_rows("observations") == 39
    assert found["partnerships"] == 57
    assert found["targets"] == 10
    for cls, table in (("Participation", "participations"), ("StageClaim", "stages"), ("Evidence", "evidence")):
        (row,) = knowledge.store.select(f"SELECT (COUNT(?x) AS ?n) {{ ?x a pk:{cls} }}")
        assert int(row["n"].value) == number_of_rows(table), table  # type: ignore[union-attr]


def test_triples_of_the_code_lists_are_not_counted(
    knowledge: KnowledgeGraph, built: Path, empty: KnowledgeGraph
) -> None:
    """Against rdflib's reading of what was built, less its reading of the code lists."""
    codes, graph = Graph(), Graph().parse(built / "graph.ttl")
    for path in (support.ROOT / "ontology" / "codelists").glob("*.ttl"):
        codes.parse(path)
    data = len(set(graph) - set(codes))
    assert 5_000 < data < len(graph) < len(knowledge)
    assert counts(knowledge)["triples"] == data
    assert repr(knowledge) == f"<KnowledgeGraph of {data} triples, 57 partnerships>"
    assert repr(empty) == "<KnowledgeGraph of 0 triples, 0 partnerships>"


def test_findings_are_those_of_a_check(built: Path) -> None:
    content = (built / "findings.json").read_text(encoding="utf-8")
    assert content == findings_json(kg.check())
    report = json.loads(content)
    assert report["counts"]["violation"] == 0
    assert sum(report["counts"].values()) == len(report["findings"])
    for finding in report["findings"]:
        assert finding["file"].startswith(("jiaxing-shanghai-2017/", "regions-china/"))
        assert finding["row"] > 1
        assert finding["field"]


def test_measures_are_a_table(built: Path) -> None:
    content = (built / "measures.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert {row["projection"] for row in rows} == {"region-region", "institution-institution", "party-partnership"}
    assert all(row["label_en"] and row["label_zh"] and row["node"].startswith(support.ID) for row in rows)
    parties = [row for row in rows if row["projection"] == "party-partnership"]
    degree = {row["node"].removeprefix(support.ID): row["degree"] for row in parties}
    assert float(degree["partnership/puyuan-putuo-e-commerce"]) == 2
    assert float(degree["institution/ecnu-no2-high-school"]) == 2


# What can be opened again


def test_what_was_built_can_be_opened(built: Path, tmp_path: Path) -> None:
    whole = kg.build(store=tmp_path / "kept")
    assert len(whole) == len(kg.open(built)) == len(kg.open(built / "graph.nq")) == len(kg.open(built / "graph.ttl"))
    assert kg.open(str(built)).turtle() == whole.turtle()
    del whole
    assert kg.open(tmp_path / "kept").turtle() == kg.open(built).turtle()


def test_a_package_can_be_opened(package: EditablePackage) -> None:
    assert kg.open(package.folder).turtle() == kg.build(package.folder).turtle()
    package.set("stages", 2, "stage", "singed")
    with pytest.raises(DataError) as caught:
        kg.open(package.folder)
    assert str(caught.value) == "1 violation found; nothing was built."


def test_what_cannot_be_opened(tmp_path: Path, run: Run) -> None:
    (tmp_path / "bad.ttl").write_text("@prefix x: <http://x/> .\nx:a x:b .\n")
    (tmp_path / "bad.csv").write_text("a,b\n")
    (tmp_path / "nothing").mkdir()
    for name, words in (
        ("bad.ttl", "is not valid RDF: "),
        ("bad.csv", "is not a file of RDF by its name"),
        ("nothing", "holds neither a build"),
        ("none.nq", "there is no such file or folder"),
    ):
        outcome = run("query", "--graph", name, "ASK {}")
        assert outcome.code == 1
        assert outcome.out == ""
        assert outcome.err.startswith(f"Error: {name}: {words}")
        assert outcome.err.count("\n") == 1
    assert "line 2" in run("query", "--graph", "bad.ttl", "ASK {}").err


# Bases


def test_another_base(package: EditablePackage, tmp_path: Path) -> None:
    base = "https://example.org/kg#"
    knowledge = kg.build(package.folder, out=tmp_path / "build", base=base)
    content = (tmp_path / "build" / "graph.ttl").read_text(encoding="utf-8")
    assert f"@prefix id-region: <{base}region/> ." in content
    assert support.ID not in content
    again = kg.open(tmp_path / "build")
    assert again.store.base == base
    assert again.turtle() == knowledge.turtle()
    assert again.explain("Exampleton", "institution/port-of-sampleford").partnerships
    assert again.names.resolve("xx-exampleton") == f"{base}region/xx-exampleton"


@pytest.mark.parametrize(
    "base", ["example.org/", "https://example.org", "urn:x:", "https://exa mple.org/", "file:///x/", ""]
)
def test_what_is_no_base(base: str, package: EditablePackage) -> None:
    with pytest.raises(UsageError, match="ends in / or #"):
        kg.build(package.folder, base=base)


# Stores


def test_a_store_is_kept_when_all_is_right_and_only_then(package: EditablePackage, tmp_path: Path, run: Run) -> None:
    package.set("regions", 3, "parent", "xx-exampleton")
    assert run("build", "mine", "--store", "kept").code == 1
    assert tree(tmp_path / "kept") == {}
    package.set("regions", 3, "parent", "xx")
    assert run("build", "mine", "--store", "kept").code == 0
    told = run("explain", "--graph", "kept", "Exampleton", "Sampleford")
    assert "\n1 partnership, " in told.out
    before = run("query", "--graph", "kept", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "-f", "csv").out
    occupied = run("build", "mine", "--store", "kept")
    assert occupied.code == 1
    assert "kept: is there already and not empty. Name an empty or a new folder" in occupied.err
    assert run("query", "--graph", "kept", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "-f", "csv").out == before


@pytest.mark.parametrize("place", ["/proc/kg-store", "mine/README.md/kept"])
def test_a_place_where_no_store_can_be(place: str, package: EditablePackage, run: Run, tmp_path: Path) -> None:
    outcome = run("build", "mine", "--store", place)
    assert outcome.code == 1
    assert "cannot be made" in outcome.err
    assert not (tmp_path / "build").exists()


# What cannot be written


@pytest.fixture
def before(built: Path, package: EditablePackage, tmp_path: Path) -> dict[str, bytes]:
    """An earlier build in ``build``, and a package that could be built there."""
    folder = tmp_path / "build"
    folder.mkdir()
    for name in OUTPUTS:
        (folder / name).write_bytes((built / name).read_bytes())
    return tree(folder)


@pytest.mark.parametrize("failing", range(1, 6))
def test_a_disk_that_fills_leaves_the_earlier_build(
    failing: int, before: dict[str, bytes], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync, calls = os.fsync, 0

    def full(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    outcome = run("build", "mine", "--lang", "en")
    assert outcome.code == 1
    assert outcome.out == ""
    assert outcome.err == (
        "Error: build: cannot be written (No space left on device). Nothing was changed there. "
        "Check the permissions and the free space, or name another place.\n"
    )
    assert tree(tmp_path / "build") == before


def test_a_limit_on_the_size_of_files(before: dict[str, bytes], tmp_path: Path) -> None:
    """A disk that fills as the system does it: writes fail in the middle of a file."""
    pytest.importorskip("resource")
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        "sys.argv = ['kg', 'build', 'mine']; from kg.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(support.ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: build: cannot be written (File too large). Nothing was changed there.")
    assert tree(tmp_path / "build") == before


@pytest.mark.parametrize("place", ["mine/README.md", "mine/README.md/below", "/proc/kg-build", "/dev/null"])
def test_a_place_where_nothing_can_be_written(place: str, package: EditablePackage, run: Run) -> None:
    before = tree(package.folder)
    outcome = run("build", "mine", "--out", place)
    assert outcome.code == 1
    assert outcome.out == ""
    assert outcome.err.startswith(f"Error: {place}: cannot be written (")
    assert "name another place" in outcome.err
    assert tree(package.folder) == before


def test_a_folder_in_the_place_of_an_output(before: dict[str, bytes], run: Run, tmp_path: Path) -> None:
    (tmp_path / "build" / "graph.nq").unlink()
    (tmp_path / "build" / "graph.nq").mkdir()
    (tmp_path / "build" / "graph.nq" / "precious").write_text("years of work")
    now = tree(tmp_path / "build")
    outcome = run("build", "mine")
    assert outcome.code == 1
    assert "graph.nq: is a folder" in outcome.err
    assert tree(tmp_path / "build") == now


def test_a_build_replaces_the_earlier_one_and_leaves_the_rest(
    before: dict[str, bytes], run: Run, tmp_path: Path
) -> None:
    (tmp_path / "build" / "mine.txt").write_text("my own")
    assert run("build", "mine").code == 0
    after = tree(tmp_path / "build")
    assert set(after) == {*OUTPUTS, "mine.txt"}
    assert after["mine.txt"] == b"my own"
    assert all(after[name] != before[name] for name in ("graph.ttl", "graph.nq", "network.html", "measures.csv"))


# The Python API


def test_the_steps_are_told(package: EditablePackage, tmp_path: Path) -> None:
    steps: list[Text] = []
    kg.build(package.folder, out=tmp_path / "build", progress=steps.append)
    assert steps[0] == Text("Reading tables", "读取表格")
    assert steps[-1] == Text("Writing files", "写入文件")
    assert all(step.en and step.zh for step in steps)
    assert len(steps) == len(set(steps)) >= 6


def test_a_data_error_carries_its_findings(package: EditablePackage) -> None:
    package.set("stages", 2, "as_of", "2017-02-30")
    package.set("stages", 2, "stage", "singed")
    with pytest.raises(DataError) as caught:
        kg.build(package.folder)
    assert isinstance(caught.value, kg.KGError)
    assert [(finding.field, finding.value) for finding in caught.value.findings] == [
        ("as_of", "2017-02-30"),
        ("stage", "singed"),
    ]
    assert str(caught.value) == "2 violations found; nothing was built."


def test_one_package_is_enough_to_name(package: EditablePackage, bundled_copy: EditablePackage) -> None:
    """The used package comes along, and a path may be a text."""
    assert len(kg.build(str(bundled_copy.folder))) == len(kg.build())


def test_the_public_names() -> None:
    assert set(kg.__all__) <= set(dir(kg))
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'bulid'"):
        _ = kg.bulid  # type: ignore[attr-defined]


def test_a_graph_says_what_it_is(knowledge: KnowledgeGraph, package: EditablePackage) -> None:
    assert knowledge.data_set()["title_zh"].startswith("嘉兴接轨上海")
    assert knowledge.data_set()["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert kg.build(package.folder).data_set()["title_zh"] == "示例：请替换为自己的数据"


def test_opening_does_not_hold_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="there is no such folder"):
        kg.check(tmp_path / "none")
