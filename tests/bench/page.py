"""The page against its budgets: bytes and seconds until it is ready, and the processor's time of a filter, a selection
and panning, beside cytoscape.js and sigma.js with the same graph in the same run; and how long it is in the making,
beside pyvis's own way.

    python -m tests.bench.page [NODES ...]

Needs Playwright, Chromium and npm, which installs the two libraries into a temporary folder; without npm they are left
out. The networks are invented. Nothing moves by itself in any of the three.
"""

from __future__ import annotations

import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
from pyvis.network import Network

from kg.answers.records import Records, read_records
from kg.page.render import Drawn, draw_page
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker, invented


@dataclass(frozen=True)
class Budget:
    """The shape of a network, and what its page may take: bytes, seconds, and milliseconds of the processor."""

    shape: tuple[int, int, int]  #: regions, institutions, partnerships
    size: float
    ready: float
    filtering: float
    selecting: float


SIZES = {
    120: Budget((16, 60, 40), 0.85e6, 1.0, 80, 120),
    1000: Budget((48, 650, 300), 1e6, 1.2, 80, 120),
    3000: Budget((48, 1900, 1050), 2.2e6, 1.2, 80, 120),
    10000: Budget((60, 6900, 3000), 5e6, 2.0, 120, 200),
}
#: Frames a second while a network is dragged.
FRAMES = 45

#: Milliseconds after which the drawing has come to rest where another view was chosen.
REST = 1000

#: What the page does in the frame that follows an act, and in the one after it.
_PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
_CLICK = "(of) => document.querySelector(of).click()"
#: Frames, from the first to the last of them, while the pointer moves once in each.
_DRAG = """async ([on, count]) => {
  const at = document.querySelector(on), box = at.getBoundingClientRect();
  const x = box.left + box.width * 0.5, y = box.top + box.height * 0.9;
  const tell = (type, i, target) => {
    const init = { bubbles: true, cancelable: true, clientX: x + 3 * (i % 30), clientY: y - 2 * (i % 40),
      buttons: type.endsWith("up") ? 0 : 1, button: type.endsWith("move") ? -1 : 0,
      pointerId: 1, isPrimary: true, pointerType: "mouse" };
    target.dispatchEvent(new PointerEvent(type.replace("mouse", "pointer"), init));
    target.dispatchEvent(new MouseEvent(type, init));
  };
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  tell("mousedown", 0, at);
  const start = performance.now();
  for (let i = 1; i <= count; i += 1) { tell("mousemove", i, at); await frame(); }
  const took = performance.now() - start;
  tell("mouseup", count, at);
  return count / took * 1000;
}"""

#: The other two with the same nodes, places and edges, and with what the page does: `filtered` leaves a partnership's
#: sector and who takes part, `selected` dims what is not next to one node.
_PLAIN = """<!doctype html><meta charset="utf-8">
<style>html, body, #at { margin: 0; width: 100%; height: 100%; }</style>
<div id="at"></div><script src="LIBRARY"></script>MORE<script>const GRAPH = DATA;
const next = new Map(GRAPH.nodes.map((node) => [node.id, new Set([node.id])]));
for (const [a, b] of GRAPH.edges) { next.get(a).add(b); next.get(b).add(a); }
DRAWING
performance.mark("ready"); document.documentElement.dataset.ready = "true";</script>"""
_CYTOSCAPE = """
const cy = cytoscape({ container: document.getElementById("at"), layout: { name: "preset" },
  elements: [...GRAPH.nodes.map(({ id, label, x, y }) => ({ data: { id, label }, position: { x, y } })),
    ...GRAPH.edges.map(([a, b], i) => ({ data: { id: `e${i}`, source: a, target: b } }))],
  style: [{ selector: "node",
      style: { label: "data(label)", width: 16, height: 16, "font-size": 11, "min-zoomed-font-size": 8 } },
    { selector: "edge", style: { width: 1 } }, { selector: ".dim", style: { opacity: 0.15 } },
    { selector: ".off", style: { display: "none" } }] });
cy.fit();
globalThis.filtered = (keep) => { const kept = keep && new Set(keep);
  cy.batch(() => { cy.nodes().forEach((node) => node.toggleClass("off", Boolean(kept) && !kept.has(node.id()))); }); };
globalThis.selected = (id) => { cy.batch(() => { cy.elements().addClass("dim");
  cy.getElementById(id).closedNeighborhood().removeClass("dim"); }); };
"""
_SIGMA = """
const Graph = graphology.Graph || graphology, graph = new Graph({ multi: true });
for (const { id, label, x, y } of GRAPH.nodes) graph.addNode(id, { label, x, y: -y, size: 4, color: "#0a6ebd" });
for (const [a, b] of GRAPH.edges) graph.addEdge(a, b, { size: 1, color: "#aaaaaa" });
let kept = null, chosen = null;
const sigma = new Sigma(graph, document.getElementById("at"), {
  nodeReducer: (id, data) => ({ ...data, ...(kept && !kept.has(id) ? { hidden: true } : {}),
    ...(chosen && !chosen.has(id) ? { color: "#eeeeee", label: "" } : {}) }),
  edgeReducer: (id, data) => (!chosen || graph.extremities(id).every((end) => chosen.has(end)) ? data
    : { ...data, color: "#f4f4f4" }) });
globalThis.filtered = (keep) => { kept = keep && new Set(keep); sigma.refresh(); };
globalThis.selected = (id) => { chosen = next.get(id); sigma.refresh(); };
"""


def seconds(run: Callable[[], Any]) -> float:
    """Processor seconds of one run."""
    start = time.process_time()
    run()
    return time.process_time() - start


def many_ties(nodes: int = 8000, edges: int = 24000) -> Records:
    """A graph of so many parties and partnerships, and participations; without evidence, as pyvis carries none."""
    rng = random.Random(1)
    make = GraphMaker()
    places = [(20 + 20 * rng.random(), 100 + 20 * rng.random()) for _ in range(40)]
    regions = [make.region(f"r{n}", f"R{n}", f"地{n}", "city", at=at) for n, at in enumerate(places)]
    half, each = nodes // 2, edges // (nodes // 2)
    bodies = [
        make.institution(f"b{n}", f"Body {n}", f"机构{n}", located_in=[rng.choice(regions)]) for n in range(half - 40)
    ]
    for n in range(half):
        make.partnership(f"p{n}", rng.sample(bodies, each), f"Deal {n}", f"合作{n}")
    return read_records(make.done())


def pyvis_way(nodes: int = 8000, edges: int = 24000) -> None:
    """A network of that size, with names like ours, as pyvis makes a page of it."""
    plain: nx.Graph[int] = nx.gnm_random_graph(nodes, edges, seed=1)
    graph = nx.relabel_nodes(plain, {number: f"institution/b{number}" for number in plain})
    net = Network(cdn_resources="in_line")
    net.from_nx(graph)
    net.generate_html()


def making() -> None:
    """How long a page of 8,000 nodes and 24,000 edges is in the making."""
    records = many_ties()
    render_page(records)
    ours, theirs = min(seconds(lambda: render_page(records)) for _ in range(3)), seconds(pyvis_way)
    print(f"making 8k nodes, 24k edges: {ours:.2f} s; from_nx and generate_html {theirs:.1f} s: {theirs / ours:.0f} x")


class Tab:
    """A page that is open, and the processor's time of what is done in it."""

    def __init__(self, browser: Any, path: Path) -> None:
        self.tab = browser.new_page(viewport={"width": 1280, "height": 800})
        self.session = self.tab.context.new_cdp_session(self.tab)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.tab.goto(path.as_uri())
        self.tab.wait_for_selector("html[data-ready=true]", state="attached", timeout=120_000)
        self.ready = self._spent()
        self.wall = self.tab.evaluate("performance.getEntriesByName('ready')[0].startTime") / 1000
        self.tab.evaluate(_PAINTED)

    def _spent(self) -> float:
        """Seconds that the page's own thread has used the processor for."""
        found = self.session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in found if one["name"] == "TaskDuration"))

    def milliseconds(self, act: str, *about: Any) -> float:
        """Of the processor, from an act until it is painted."""
        before = self._spent()
        self.tab.evaluate(act, *about)
        self.tab.evaluate(_PAINTED)
        return (self._spent() - before) * 1000

    def dragged(self, on: str, count: int = 60) -> tuple[float, float]:
        """Frames a second while it is dragged, and milliseconds of the processor a frame."""
        before = self._spent()
        frames = self.tab.evaluate(_DRAG, [on, count])
        return frames, (self._spent() - before) * 1000 / count


@dataclass(frozen=True)
class Taken:
    """What one page took: seconds of the processor and by the clock until it was ready, milliseconds, and frames."""

    ready: float
    wall: float
    filtering: float
    selecting: float
    frames: float
    frame: float

    def __str__(self) -> str:
        return (
            f"ready {self.ready:.2f} s CPU ({self.wall:.2f} s), filter {self.filtering:.0f} ms, "
            f"selection {self.selecting:.0f} ms, panned at {self.frames:.0f} frames/s ({self.frame:.1f} ms each)"
        )


def ours(browser: Any, path: Path, nodes: int) -> Taken:
    """What the page takes: with the whole network where that is drawn, else with its regions and what is foremost."""
    tab = Tab(browser, path)
    tab.tab.locator("#views button[data-value=all]").click()
    tab.tab.wait_for_timeout(REST)
    frames, frame = tab.dragged("#canvas canvas")
    chip = ".chips[data-facet=sectors] .chip:nth-child"
    filtering = [tab.milliseconds(_CLICK, f"{chip}({1 + n // 2})") for n in range(8)]
    tab.tab.locator("#views button[data-value=list]").click()
    tab.tab.locator("#list table tbody th button").first.click()
    tab.tab.locator("#views button[data-value=all]").click()
    tab.tab.wait_for_timeout(REST)
    selecting = []
    for n in range(6):
        of = "#details .rows .opener" if n % 2 == 0 else "#details .back"
        selecting.append(tab.milliseconds(_CLICK, of))
    tab.tab.close()
    return Taken(tab.ready, tab.wall, statistics.median(filtering), statistics.median(selecting), frames, frame)


def theirs(browser: Any, path: Path, graph: dict[str, Any]) -> Taken:
    """What another library takes with the same."""
    tab = Tab(browser, path)
    frames, frame = tab.dragged("#at canvas:last-of-type")
    filtering = []
    for sector in graph["kept"][:4]:
        filtering += [tab.milliseconds("(keep) => filtered(keep)", sector), tab.milliseconds("() => filtered(null)")]
    selecting = [tab.milliseconds("(id) => selected(id)", node["id"]) for node in graph["nodes"][:6]]
    tab.tab.close()
    return Taken(tab.ready, tab.wall, statistics.median(filtering), statistics.median(selecting), frames, frame)


def same_graph(drawn: Drawn, records: Records) -> dict[str, Any]:
    """The page's nodes, places and edges, and for each sector the nodes that a filter by it leaves."""
    model, places = drawn.model, drawn.layout.nodes
    nodes = [
        {"id": node.key, "label": str(node.label.en), "x": places[node.key][0], "y": places[node.key][1]}
        for node in model.nodes
    ]
    kept: dict[str, set[str]] = {}
    keys = {node.iri: node.key for node in model.nodes}
    for partnership in records.partnerships.values():
        key = keys[partnership.iri]
        for sector in partnership.sectors:
            kept.setdefault(sector.iri, set()).update({key, *model.parties_of.get(key, ())} & set(keys.values()))
    edges = [[edge.party, edge.partnership] for edge in model.edges]
    return {"nodes": nodes, "edges": edges, "kept": [sorted(one) for _, one in sorted(kept.items())]}


def libraries(folder: Path) -> dict[str, tuple[str, str, str]]:
    """For each of the other two its script, what it needs beside it, and how it draws; empty without npm."""
    npm = shutil.which("npm")
    if npm is None:
        return {}
    wanted = ["cytoscape@3", "sigma@3", "graphology@0.26"]
    subprocess.run([npm, "install", "--prefix", folder, "--no-audit", "--no-fund", "--silent", *wanted], check=True)
    at = folder / "node_modules"
    graphology = f'<script src="{(at / "graphology/dist/graphology.umd.min.js").as_uri()}"></script>'
    return {
        "cytoscape.js": ((at / "cytoscape/dist/cytoscape.min.js").as_uri(), "", _CYTOSCAPE),
        "sigma.js": ((at / "sigma/dist/sigma.min.js").as_uri(), graphology, _SIGMA),
    }


def _within(value: float, most: float) -> str:
    return "" if value <= most else "  MISSED"


def measured(browser: Any, folder: Path, nodes: int, others: dict[str, tuple[str, str, str]]) -> None:
    """One size: the page against its budget, and the other two."""
    budget = SIZES[nodes]
    records = read_records(invented(*budget.shape))
    drawn = draw_page(records)
    path = folder / f"{nodes}.html"
    path.write_bytes(drawn.html)
    taken = ours(browser, path, nodes)
    print(f"{nodes} nodes, {len(drawn.model.edges)} edges: {taken}")
    for name, value, most in (
        ("megabytes", len(drawn.html) / 1e6, budget.size / 1e6),
        ("ready, s CPU", taken.ready, budget.ready),
        ("filter, ms CPU", taken.filtering, budget.filtering),
        ("selection, ms CPU", taken.selecting, budget.selecting),
        ("a frame of panning, ms CPU", taken.frame, 1000 / FRAMES),
    ):
        print(f"    {name}: {value:.2f} of {most:.2f}{_within(value, most)}")
    graph = same_graph(drawn, records)
    for name, (script, more, drawing) in others.items():
        other = folder / f"{nodes}-{name}.html"
        data = json.dumps(graph, ensure_ascii=False).replace("<", "\\u003c")
        text = _PLAIN.replace("LIBRARY", script).replace("MORE", more).replace("DRAWING", drawing).replace("DATA", data)
        other.write_text(text, encoding="utf-8")
        its = theirs(browser, other, graph)
        print(
            f"  {name}: {its}; the page takes {taken.filtering / its.filtering:.2f} of its filter, "
            f"{taken.selecting / its.selecting:.2f} of its selection, {taken.frame / its.frame:.2f} of its frame"
        )


def main() -> None:
    """Print what each size takes."""
    from playwright.sync_api import sync_playwright

    making()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    arguments = ["--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    # The only way to WebGL where there is no graphics card; what the processor does for it is in no page's own thread.
    arguments += ["--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader"]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        others = libraries(folder)
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for nodes in map(int, sys.argv[1:] or SIZES):
            measured(browser, folder, nodes, others)
        browser.close()


if __name__ == "__main__":
    main()
