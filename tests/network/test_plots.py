"""Plots: what is in them, that they are the same every time, and that hostile or many names do no harm."""

from __future__ import annotations

import struct
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import KGError, UsageError
from kg.knowledge_graph import KnowledgeGraph
from kg.network.analyses.ranking.rankings import Checks, rank
from kg.network.plots import KINDS, plot
from kg.network.plots.canvas import Plot, label, plain, shortened, wrapped
from kg.network.plots.chord import chord_plot
from kg.network.plots.heatmap import heatmap_plot
from kg.network.plots.ranks import ranks_plot
from kg.network.plots.timeline import timeline_plot
from kg.text import Text
from tests.support import ROOT, needs

pytestmark = needs("plots")

HOSTILE = '</svg><script>alert(1)</script>"\u202e$\\frac{1}{0}$--\x00\x1b[31m\n\ufffe\ud800' + "长" * 10_000


def network(*ties: tuple[str, str], **about: Any) -> nx.MultiGraph:
    graph: nx.MultiGraph = nx.MultiGraph(title_en="Test", title_zh="测试", **about)
    for number, (tail, head) in enumerate(ties):
        told = {"label_en": f"Partnership {number}", "label_zh": f"合作{number}", "stage": "signed"}
        dates = {"since": f"201{number % 8}-03-01", "date": "2018-05-01"}
        graph.add_edge(tail, head, f"p{number}", partnership=f"p{number}", weight=1.0, **told, **dates)
    for node in graph:
        graph.nodes[node].update(label_en=f"Node {node}", label_zh=f"节点{node}")
    return graph


SMALL = network(("a", "b"), ("a", "b"), ("a", "c"), ("b", "d"))
FEW = Checks(resamples=30, nulls=5)


def every(graph: nx.MultiGraph, language: str = "both", top: int | None = None) -> dict[str, Plot]:
    return {
        "ranks": ranks_plot(rank(graph, ["degree"], checks=FEW), language, top),
        "heatmap": heatmap_plot(graph, language, top),
        "chord": chord_plot(graph, language, top),
        "timeline": timeline_plot(graph, language, top),
    }


def texts(made: Plot) -> list[str]:
    """What is written in a plot, as matplotlib has it."""
    from matplotlib.text import Text

    with made._drawn() as figure:
        return [text.get_text() for text in figure.findobj(Text) if text.get_text() and text.get_visible()]


@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_every_plot_in_every_language(language: str) -> None:
    for kind, made in every(SMALL, language).items():
        written = texts(made)
        told = " ".join(written)
        assert ("Test" in told or "Degree" in told) == (language != "zh"), kind
        assert ("测试" in told or "度" in told) == (language != "en"), kind
        if kind != "timeline":
            assert ("Node a" in told) == (language != "zh"), kind
            assert ("节点a" in told) == (language != "en"), kind
        else:
            assert ("Partnership 0" in told) == (language != "zh")
        picture = made.rendered("png")
        assert picture.startswith(b"\x89PNG")
        wide, high = struct.unpack(">II", picture[16:24])
        assert (wide, high) == tuple(int(each * 150) for each in made.size)
        ET.fromstring(made.rendered("svg"))


def test_what_the_plots_show() -> None:
    made = every(SMALL, "en")
    assert {"Node a", "Node b", "Node c", "Node d"} <= set(texts(made["ranks"]))
    assert {"2", "1"} <= set(texts(made["heatmap"]))  # a and b share two partnerships
    assert {"Node a  3", "Node b  3", "Node c  1", "Node d  1"} <= set(texts(made["chord"]))
    assert [text for text in texts(made["timeline"]) if text.startswith("Partnership")] == [
        f"Partnership {number}" for number in range(4)
    ]


def test_the_time_line_is_in_order_and_names_stages() -> None:
    graph = network(("a", "b"), ("a", "c"))
    graph.edges["a", "b", "p0"].update(since="2017-01-01")
    graph.edges["a", "c", "p1"].update(since="2016-01-01")
    graph.add_edge("a", "d", "p2", partnership="p2", weight=1.0)
    made = timeline_plot(graph, "zh", stages={"signed": Text("signed", "已签约")})
    written = texts(made)
    assert [text for text in written if text.startswith("合作")] == ["合作1", "合作0"]
    assert "已签约" in written
    assert [remark.en for remark in made.remarks] == ["Not dated, and not in the plot: 1."]


def test_groups_stand_together() -> None:
    groups = {
        "a": Text("West", "西"),
        "d": Text("West", "西"),
        "b": Text("East", "东"),
        "c": Text("East", "东"),
    }
    written = texts(heatmap_plot(SMALL, "en", groups=groups))
    assert {"West", "East"} <= set(written)
    names = [text for text in written if text.startswith("Node")]
    rows = names[: len(names) // 2]
    assert rows in (["Node a", "Node d", "Node b", "Node c"], ["Node b", "Node c", "Node a", "Node d"])


def test_two_modes_are_rows_and_columns() -> None:
    graph = network(("a", "x"), ("b", "x"), bipartite=True)
    nx.set_node_attributes(graph, {"a": 0, "b": 0, "x": 1}, "bipartite")
    written = texts(heatmap_plot(graph, "en"))
    assert sorted(text for text in written if text.startswith("Node")) == ["Node a", "Node b", "Node x"]


def test_the_same_bytes_every_time() -> None:
    """In this process, and in others with other hash seeds, zones and locales."""
    code = (
        "import hashlib\n"
        "from tests.network.test_plots import SMALL, every\n"
        "print([hashlib.sha256(p.rendered(f)).hexdigest() for p in every(SMALL).values() for f in ('svg', 'png')])"
    )
    found = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Shanghai")):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PATH": ""}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env=environment, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1
    content = every(SMALL)["chord"].rendered("svg")
    assert content == every(SMALL)["chord"].rendered("svg")
    assert b"dc:date" not in content
    assert b"Software" not in every(SMALL)["chord"].rendered("png")


def test_settings_of_a_user_change_nothing() -> None:
    import matplotlib as mpl

    before = every(SMALL)["heatmap"].rendered("png")
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "text.color": "green"}):
        assert every(SMALL)["heatmap"].rendered("png") == before
        assert mpl.rcParams["font.size"] == 30


def test_hostile_and_long_names() -> None:
    graph = network(("a", "b"), ("a", "c"))
    for node in graph:
        graph.nodes[node].update(label_en=HOSTILE, label_zh=HOSTILE)
    for *_, data in graph.edges(data=True):
        data.update(label_en=HOSTILE, label_zh=HOSTILE, stage=HOSTILE[:200])
    for kind, made in every(graph).items():
        written = "".join(texts(made))
        assert "\u202e" not in written, kind
        assert "\x00" not in written, kind
        assert len(written) < 5_000, kind
        assert max(made.size) < 20, kind
        root = ET.fromstring(made.rendered("svg"))
        assert not [element for element in root.iter() if element.tag.endswith("script")], kind
        assert made.rendered("png").startswith(b"\x89PNG"), kind


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(), st.text(), st.integers(4, 60), st.sampled_from(["en", "zh", "both"]))
def test_labels_fit(en: str, zh: str, width: int, language: str) -> None:
    def columns(text: str) -> int:
        return sum(
            2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text if not unicodedata.combining(each)
        )

    written = label(Text(en, zh), language, width)
    assert columns(written) <= width + 2
    assert "\n" not in written
    assert columns(shortened(plain(en), width)) <= width
    assert "".join("".join(wrapped(plain(en), width)).split()) == "".join(plain(en).split())


def test_nothing_to_plot() -> None:
    empty = network()
    lonely = network()
    lonely.add_node("a")
    for graph in (empty, lonely):
        for maker in (heatmap_plot, chord_plot, timeline_plot):
            with pytest.raises(UsageError, match="nothing to plot"):
                maker(graph)
        with pytest.raises(UsageError, match="nothing to rank"):
            ranks_plot(rank(graph, ["degree"], checks=FEW))
    undated = network(("a", "b"))
    undated.edges["a", "b", "p0"].update(since="")
    with pytest.raises(UsageError, match="dated"):
        timeline_plot(undated)


def test_too_much_to_read() -> None:
    star = network(*(("hub", f"n{number}") for number in range(120)))
    for kind in KINDS:
        maker = {"ranks": ranks_plot, "heatmap": heatmap_plot, "chord": chord_plot, "timeline": timeline_plot}[kind]
        drawn: Any = rank(star, ["degree"], checks=Checks(0, 0.1, 0)) if kind == "ranks" else star
        with pytest.raises(UsageError, match="--top"):
            maker(drawn)
        with pytest.raises(UsageError, match="too many"):
            maker(drawn, top=119)
        made = maker(drawn, "en", 10)
        assert made.remarks[0].en.startswith("The plot shows 10 of 12")


def test_strongest_that_are_not_tied_to_each_other() -> None:
    graph = network(*(("a", f"x{number}") for number in range(5)), *(("b", f"y{number}") for number in range(5)))
    with pytest.raises(UsageError, match="not tied to each other"):
        chord_plot(graph, top=2)


def test_one_partnership_and_two_nodes() -> None:
    for made in every(network(("a", "b"))).values():
        assert made.rendered("png").startswith(b"\x89PNG")


def test_fonts_without_chinese_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.network.plots import canvas

    monkeypatch.setattr(canvas, "_CHINESE", ())
    canvas._characters.cache_clear()
    try:
        told = every(SMALL, "zh")["heatmap"].font_remark()
        assert told is not None
        assert "测" in told.en + told.zh
        assert "Noto Sans CJK" in told.zh
        assert every(SMALL, "en")["heatmap"].font_remark() is None
    finally:
        canvas._characters.cache_clear()


def test_wrong_calls(tmp_path: Any) -> None:
    with pytest.raises(UsageError, match="pie"):
        plot("pie", SMALL)
    with pytest.raises(UsageError, match="1 or more"):
        plot("chord", SMALL, top=0)
    for name in ("plot.pdf", "plot"):
        with pytest.raises(UsageError, match="svg, png"):
            chord_plot(SMALL).save(tmp_path / name)
    with pytest.raises(KGError):
        chord_plot(SMALL).save(tmp_path / "no-such" / "plot.svg")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", KINDS)
def test_bundled_data(kind: str, knowledge: KnowledgeGraph) -> None:
    made = knowledge.plot(kind, "region-region", measure="degree", language="zh")
    picture, told = made._repr_png_()
    assert picture.startswith(b"\x89PNG")
    assert told == {"alt": made.title.in_language(made.language)}
    written = "".join(texts(made))
    assert ("已签约" if kind == "timeline" else "桐乡市") in written


def test_a_graph_without_data(empty: KnowledgeGraph) -> None:
    for kind in KINDS:
        with pytest.raises(UsageError, match="nothing to"):
            empty.plot(kind, "region-region")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_out_and_who_says_so_stand_below_the_picture(kind: str, knowledge: KnowledgeGraph) -> None:
    """At the level of counties 8 of the 57 partnerships tie something."""
    made = knowledge.plot(kind, "region-region", level="county", language="en", title=("Mine", "我的"))
    written = " ".join(texts(made))
    assert "Mine" in written
    assert "49 of 57 partnerships tie nothing in this projection and are left out" in written
    assert "Source: [Zhejiang Online: " in written
    assert "version 0.1.0, CC BY 4.0." in written
    assert made.remarks[-1].zh.startswith("57 项合作中有 49 项")
    chinese = " ".join(texts(knowledge.plot(kind, "region-region", level="county", language="zh", title="My own")))
    assert "来源：" in chinese
    assert "My own" in chinese


def test_notes_make_a_plot_longer_and_move_nothing() -> None:
    bare = chord_plot(SMALL, "en")
    noted = bare.with_notes([Text("A remark.", "说明。")], Text("Source: nobody.", "来源：无。"))
    width, height = (int(value) for value in struct.unpack(">II", bare.rendered("png")[16:24]))
    wider, higher = (int(value) for value in struct.unpack(">II", noted.rendered("png")[16:24]))
    assert (wider, higher) == (width, height + round((2 * 7.5 * 1.5 / 72 + 0.2) * 150))
    assert noted.rendered() == noted.rendered()
    assert {"A remark.", "Source: nobody."} <= set(texts(noted))
    assert not {"A remark.", "Source: nobody."} & set(texts(bare))
