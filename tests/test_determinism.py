"""The same data is the same bytes: whatever the hash seed, the zone, the locale, the folder or the order of rows."""

from __future__ import annotations

import datetime
import getpass
import random
import socket
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import kg
from kg import assets
from tests.support import ROOT, EditablePackage, run_in_process, tree


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "0", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
        {
            "PYTHONHASHSEED": "random",
            "TZ": "UTC",
            "LC_ALL": "POSIX",
            "PYTHONUTF8": "0",
            "COLUMNS": "40",
            "NO_COLOR": "1",
        },
    ],
    ids=lambda environment: environment["PYTHONHASHSEED"],
)
def test_the_same_bytes_everywhere(environment: dict[str, str], built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "一个文件夹 with spaces"
    folder.mkdir()
    outcome = run_in_process("build", cwd=folder, **environment)
    assert (outcome.code, outcome.err) == (0, "")
    before, after = tree(built), tree(folder / "build")
    assert set(after) == set(before)
    for name, content in before.items():
        assert after[name] == content, name


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_and_packages_does_not_matter(
    seed: int, bundled_copy: EditablePackage, built: Path, tmp_path: Path
) -> None:
    shuffle = random.Random(seed).shuffle
    for folder in (bundled_copy.folder, tmp_path / "regions-china"):
        package = EditablePackage(folder)
        for path in folder.glob("*.csv"):
            header, *rows = package.rows(path.stem)
            shuffle(rows)
            package.write(path.stem, [header, *rows])
        package.describe(lambda descriptor: shuffle(descriptor["resources"]))
    packages = [bundled_copy.folder, tmp_path / "regions-china"]
    kg.build(*packages[:: 1 if seed == 1 else -1], out=tmp_path / "build")
    before, after = tree(built), tree(tmp_path / "build")
    for name in ("graph.ttl", "graph.nq", "measures.csv", "network.html"):
        assert after[name] == before[name], name


def test_turtle_and_quads_are_the_same_triples_for_both_parsers(built: Path) -> None:
    turtle, quads = (built / "graph.ttl").read_bytes(), (built / "graph.nq").read_bytes()
    by_oxigraph = {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}
    in_quads = list(ox.parse(quads, format=ox.RdfFormat.N_QUADS))
    assert {quad.graph_name for quad in in_quads} == {ox.DefaultGraph()}
    assert {quad.triple for quad in in_quads} == by_oxigraph
    assert len(in_quads) == len(by_oxigraph) == len(quads.splitlines())
    by_rdflib = rdflib.Graph().parse(data=turtle, format="turtle")
    # Without a named graph, N-Quads are N-Triples.
    assert set(by_rdflib) == set(rdflib.Graph().parse(data=quads, format="nt"))
    assert len(by_rdflib) == len(by_oxigraph)


def test_there_is_no_blank_node_and_no_relative_iri(built: Path) -> None:
    for quad in ox.parse((built / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS):
        for term in (quad.subject, quad.predicate, quad.object):
            assert not isinstance(term, ox.BlankNode)
            if isinstance(term, ox.NamedNode):
                assert term.value.partition(":")[0] in ("http", "https", "urn")


def test_files_are_sorted(built: Path) -> None:
    quads = (built / "graph.nq").read_text(encoding="utf-8").splitlines()
    assert quads == sorted(quads)
    assert (built / "graph.ttl").read_bytes().endswith(b" .\n")
    assert b"\r" not in (built / "graph.ttl").read_bytes()


def test_nothing_of_this_machine_is_written(built: Path, tmp_path: Path) -> None:
    outputs = tree(built)
    words = [str(ROOT), str(built), str(Path.home()), str(assets.data_folder()), sys.prefix, f"@{socket.gethostname()}"]
    if len(getpass.getuser()) > 4:
        words.append(getpass.getuser())
    for name, content in outputs.items():
        assert [word for word in words if word.encode() in content] == [], name


def test_no_clock_is_written(package: EditablePackage, tmp_path: Path) -> None:
    """The worked example names no day of this year."""
    kg.build(package.folder, out=tmp_path / "build")
    now = datetime.datetime.now(tz=datetime.UTC)
    days = [(now + datetime.timedelta(days=shift)).date() for shift in (-1, 0, 1)]
    forms = {text for day in days for text in (day.isoformat(), day.strftime("%d %B %Y"), day.strftime("%Y年%m月%d日"))}
    for name, content in tree(tmp_path / "build").items():
        assert [form for form in forms if form.encode() in content] == [], name


def test_building_twice_in_one_process_is_the_same(package: EditablePackage, tmp_path: Path) -> None:
    for name in ("one", "two"):
        kg.build(package.folder, out=tmp_path / name)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_answers_do_not_depend_on_the_hash_seed(built: Path) -> None:
    code = (
        "import sys, kg; from kg.answers.questions import list_questions; graph = kg.open(sys.argv[1]);"
        "free = [q.name for q in list_questions() if not any(p.required for p in q.parameters.values())];"
        "print([graph.ask(name).table('zh').csv() for name in free])"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code, str(built)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(printed) == 1
