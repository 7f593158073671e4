"""Measures and formats that a single file, or another package, adds: seen wherever those of the project are."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.errors import PluginError, UsageError
from kg.graph.store import remembering
from kg.network import export as exports
from kg.network import measures
from kg.network.analyses.ranking.brief import interval_texts
from kg.network.analyses.ranking.rankings import Checks, rank
from kg.network.analyses.ranking.report import ranking_report
from kg.network.export import export, measures_csv
from kg.network.forms.sparse import SparseNetwork
from kg.network.measures.register import MEASURES, measure, remarks
from kg.network.measures.report import measure_list, measure_report
from tests.support import EditablePackage, Outcome

Run = Callable[..., Outcome]

#: How long a node's name is: of Ada 3, of Bo 2, of Cyril 5.
NAME_LENGTH = """
from kg.network.forms.sparse import SparseNetwork, network_of
from kg.network.measures.measure import Measure
from kg.text import Text


def name_length(network):
    return {node: len(str(node)) for node in network_of(network).nodes}


DECLARED = (
    Measure(
        "name_length",
        name_length,
        Text("Length of the name", "名称长度"),
        Text("How many characters its name has.", "名称的字符数。"),
        "Nobody 2001",
        order=5,
        brief=True,
        ranked=True,
        whole=True,
        low_first=True,
    ),
)
"""
#: How many of a node's partners are of its own kind.
OWN_KIND = """
from kg.network.forms.sparse import network_of
from kg.network.measures.measure import Measure
from kg.text import Text


def shared_class(network):
    arrays = network_of(network)
    kinds = [arrays.attributes.get(node, {}).get("kind") for node in arrays.nodes]
    found = {}
    for place, node in enumerate(arrays.nodes):
        ends = arrays.strength.indices[arrays.strength.indptr[place] : arrays.strength.indptr[place + 1]]
        found[node] = sum(kinds[end] == kinds[place] for end in ends)
    return found


OWN = Measure(
    "shared_class",
    shared_class,
    Text("Partners of its kind", "同类伙伴"),
    Text("How many of its partners are of its own kind.", "与其同类的伙伴数。"),
    "Nobody 2001",
    reads=("kind",),
)
"""
#: A format that holds no more than how many nodes there are.
SIZE = """
from kg.network.export import NetworkFormat
from kg.text import Text

SIZE = NetworkFormat("size", lambda graph: f"{len(graph)} nodes".encode(), Text("its size", "规模"), complete=False)
"""


@pytest.fixture
def registers() -> Iterator[None]:
    """The registers before and after as they are without what a test adds."""
    yield
    for register in (MEASURES, exports.FORMATS):
        register.refresh()


@pytest.fixture
def installed(registers: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Installs a package of one module, with its entry points."""

    def install(name: str, source: str, *points: str, group: str = "kg.measures") -> None:
        folder = tmp_path / name
        about = folder / f"{name}-1.0.dist-info"
        about.mkdir(parents=True)
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (about / "entry_points.txt").write_text("\n".join([f"[{group}]", *points, ""]), encoding="utf-8")
        sys.modules.pop(name, None)  # another test's package of that name
        monkeypatch.syspath_prepend(str(folder))
        for register in (MEASURES, exports.FORMATS):
            register.refresh()

    return install


@pytest.fixture(params=["a file beside the families", "a package"])
def added(
    request: pytest.FixtureRequest,
    installed: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One file with one measure, in either of the two places where it may stand."""
    name = f"names_{'package' if request.param == 'a package' else 'file'}"
    if request.param == "a package":
        installed(name, NAME_LENGTH, f"names = {name}:DECLARED")
        return
    (tmp_path / f"{name}.py").write_text(NAME_LENGTH, encoding="utf-8")
    monkeypatch.setattr(measures, "__path__", [*measures.__path__, str(tmp_path)])
    MEASURES.refresh()


def people() -> nx.Graph:
    """Ada is tied to both others; Bo has the shortest name."""
    return nx.Graph([("Ada", "Bo"), ("Ada", "Cyril")])


@pytest.mark.usefixtures("added")
def test_a_measure_is_added_in_one_file() -> None:
    assert next(iter(MEASURES)) == "name_length"  # its order is 5, and that of the degree 10
    assert {row.node: row.values["name_length"] for row in measure(people())} == {"Ada": 3, "Bo": 2, "Cyril": 5}

    report = measure_report(people())
    assert report.texts("zh", brief=True)[0][:2] == ["节点", "名称长度"]
    assert measure_list(["name_length"]).records()[0]["definition_zh"] == "名称的字符数。"

    rows = list(csv.DictReader(io.StringIO(measures_csv(measure(people())).decode())))
    assert [(row["node"], row["name_length"]) for row in rows] == [("Ada", "3"), ("Bo", "2"), ("Cyril", "5")]


@pytest.mark.usefixtures("added")
def test_a_measure_that_is_added_is_ranked() -> None:
    ranking = rank(people(), checks=Checks(resamples=5, nulls=5))
    assert "name_length" in [found.name for found in ranking.measures]  # it says that it is ranked by
    report = ranking_report(rank(people(), ["name_length"], checks=Checks(resamples=5, nulls=5)))
    ranked = [(row["node"], row["rank"], row["value"]) for row in report.records()]
    assert ranked == [("Bo", 1, 2), ("Ada", 2, 3), ("Cyril", 3, 5)]
    assert all(type(value) is int for *_, value in ranked)
    assert "Length of the name: low values come first." in [remark.en for remark in report.remarks]
    # Names do not change when partnerships are left out, so that ranks do not move.
    texts = interval_texts(people(), ["name_length"])
    assert {node: found["name_length"] for node, found in texts.items()} == {"Bo": "1", "Ada": "2", "Cyril": "3"}


def test_a_measure_that_reads_what_nodes_are(installed: Callable[..., None]) -> None:
    """Ada and Bo are ports, tied by two partnerships; Cyril is none."""
    installed("kinds", OWN_KIND, "own = kinds:OWN")
    graph = nx.MultiGraph()
    for name, kind in (("Ada", "port"), ("Bo", "port"), ("Cyril", "town")):
        graph.add_node(name, kind=kind)
    graph.add_edges_from([("Ada", "Bo"), ("Ada", "Bo"), ("Ada", "Cyril")])
    assert {row.node: row.values["shared_class"] for row in measure(graph)} == {"Ada": 1, "Bo": 1, "Cyril": 0}
    # One of three partnerships is left out at random: Ada and Bo are still tied, and so is nobody else of one kind.
    ranking = rank(graph, ["shared_class"], checks=Checks(resamples=20, share=0.34, nulls=5))
    (found,) = ranking.measures
    assert found.ranks.tolist() == [1, 1, 3]
    assert found.intervals["random"].tolist() == [[1, 2], [1, 2], [3, 3]]  # a shared place


@pytest.mark.parametrize("least", [remembering.LEAST, 0], ids=["a small graph", "one that remembers answers"])
def test_a_build_measures_anew_when_what_a_measure_reads_has_changed(
    installed: Callable[..., None],
    bundled_copy: EditablePackage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    least: int,
) -> None:
    monkeypatch.setattr(remembering, "LEAST", least)
    installed("kinds", OWN_KIND, "own = kinds:OWN")
    out = tmp_path / "built"

    def built(out: Path, *, fresh: bool = False) -> dict[str, int]:
        kg.build(bundled_copy.folder, out=out, fresh=fresh)
        with (out / "measures.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["projection"] == "institution-institution"]
        return {row["label_en"]: int(row["shared_class"]) for row in rows}

    before = built(out)
    # All become one kind; who is tied to whom stays.
    heading, *rows = bundled_copy.rows("institutions")
    kind = heading.index("kind")
    bundled_copy.write("institutions", [heading, *([*row[:kind], "fund", *row[kind + 1 :]] for row in rows)])
    after = built(out)
    assert before != after == built(tmp_path / "anew", fresh=True)


@pytest.mark.usefixtures("added")
def test_commands_know_a_measure_that_is_added(built: Path, run: Run) -> None:
    listed = {found["name"]: found for found in run("measure", "--list", "-f", "json").json()}
    assert listed["name_length"]["source"] == "Nobody 2001"
    found = run("measure", "institution-institution", "--graph", built, "-m", "name_length", "-f", "json").json()
    assert found
    assert all(row["name_length"] == len(row["node"]) for row in found)
    ranked = run(
        *("rank", "institution-institution", "--graph", built, "-m", "name_length"),
        *("--resamples", "5", "--nulls", "0", "-f", "json"),
    ).json()["rows"]
    assert ranked[0]["value"] == min(row["name_length"] for row in found)


def test_a_format_that_is_added(installed: Callable[..., None], built: Path, run: Run, tmp_path: Path) -> None:
    installed("sizes", SIZE, "size = sizes:SIZE", group="kg.network_formats")
    assert list(exports.FORMATS)[-1] == "size"
    assert export(people(), "size") == b"3 nodes"
    nodes = run("network", "region-region", "--graph", built, "-f", "json").json()["nodes"]
    assert run("network", "region-region", "--graph", built, "-f", "size").out == f"{len(nodes)} nodes"
    assert run("network", "region-region", "--graph", built, "-o", "ties.size").code == 0
    assert (tmp_path / "ties.size").read_text() == f"{len(nodes)} nodes"
    assert "|size]" in run("network", "--help").out.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("source", "point", "said"),
    [
        ("", "names = broken:NOTHING", ["AttributeError", "NOTHING"]),
        ("", "names = missing_module:NAMES", ["ModuleNotFoundError", "missing_module"]),
        ("1 / 0", "names = broken:NAMES", ["ZeroDivisionError"]),
        ("def broken(:", "names = broken:NAMES", ["SyntaxError"]),
        ("NAMES = 'degree'", "names = broken:NAMES", ["'degree'", "kg.network.measures.measure.Measure"]),
        ("NAMES = [print]", "names = broken:NAMES", ["print", "kg.network.measures.measure.Measure"]),
    ],
)
def test_a_package_that_cannot_be_used(
    source: str, point: str, said: list[str], installed: Callable[..., None], built: Path, run: Run
) -> None:
    installed("broken", source, point)
    with pytest.raises(PluginError, match="of the package broken") as error:
        measure(people())
    assert all(part in str(error.value) for part in (*said, point, "kg.measures", "uninstall"))
    outcome = run("measure", "region-region", "--graph", built)
    assert outcome.code == 1
    assert "of the package broken" in outcome.err
    assert "Traceback" not in outcome.err


def test_a_name_that_stands_twice(installed: Callable[..., None]) -> None:
    installed("first_names", NAME_LENGTH, "names = first_names:DECLARED")
    installed("other_names", NAME_LENGTH, "names = other_names:DECLARED")
    with pytest.raises(PluginError, match="'name_length'") as error:
        list(MEASURES)
    assert "package first_names" in str(error.value)
    assert "package other_names" in str(error.value)


def test_no_package_takes_a_name_of_the_project(installed: Callable[..., None]) -> None:
    installed("degrees", NAME_LENGTH.replace('"name_length",', '"degree",'), "degree = degrees:DECLARED")
    with pytest.raises(PluginError, match=r"'degree': in kg\.network\.measures\.centrality and in .*package degrees"):
        list(MEASURES)


def test_what_measures_say_of_themselves() -> None:
    listed = measure_list().records()
    assert [found["name"] for found in listed] == list(MEASURES)
    texts = ("title_en", "title_zh", "definition_en", "definition_zh", "source", "complexity")
    assert all(found[text] for found in listed for text in texts)
    assert all(set(item.see_also) <= MEASURES.keys() - {item.name} for item in MEASURES.values())
    with pytest.raises(UsageError, match="Did you mean degree"):
        measure_list(["degre"])


def test_whole_numbers_are_said_to_be() -> None:
    """Two triangles with one corner in common, and an isolate: no value of the others is whole at every node."""
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "c")])
    graph.add_node("f")
    for name, item in MEASURES.items():
        values = item.function(graph).values()
        assert all(isinstance(value, int) for value in values if value is not None) == item.whole, name


def test_only_what_is_asked_for_is_said_to_be_estimated() -> None:
    graph = replace(SparseNetwork.of(nx.path_graph(4)), budget=1e-9)
    assert all(any("estimated" in said.en for said in remarks(graph, [n])) for n in ("closeness", "harmonic"))
    assert not any("estimated" in said.en for said in remarks(graph, ["degree", "constraint"]))
    assert not remarks(graph, ())


def test_the_list_in_every_form(run: Run) -> None:
    rows = json.loads(run("measure", "--list", "-f", "json").out)
    assert [row["name"] for row in rows] == list(MEASURES)
    for form in ("csv", "tsv", "md", "table"):
        for language, said in (
            ("en", "Share of the pairs of its partners"),
            ("zh", "其合作对象两两之间也有联系的比例"),
        ):
            printed = run("measure", "--list", "-f", form, "--lang", language)
            assert printed.code == 0
            # A table on a screen wraps.
            plain = "".join(printed.out.split()) if form != "table" else printed.out
            assert form == "table" or "".join(said.split()) in plain
            assert "Watts" in printed.out
    one = run("measure", "--list", "-m", "degree", "-f", "csv", "--lang", "en").out.splitlines()
    assert [line.split(",")[0] for line in one] == ["name", "degree"]
    assert run("measure", "--list", "-m", "fame").code == 2
