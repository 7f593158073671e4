"""The page against its budgets: bytes and seconds until it is ready, what a filter, a selection and panning take, and
how long it is in the making, as a ratio to pyvis's own way in the same run.

    python tests/bench/page.py [NODES ...]

Needs Playwright and Chromium. Sizes are of invented networks; physics is off, as on every page.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
from pyvis.network import Network

from kg.answers.records import Records, read_records
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker, invented

#: Nodes to: regions, institutions and partnerships; bytes and seconds that are allowed.
SIZES = {
    120: ((16, 60, 40), 0.7e6, 1.0),
    1000: ((48, 650, 300), 1e6, 1.5),
    3000: ((48, 1900, 1050), 2e6, 2.5),
    10000: ((60, 6900, 3000), 5e6, 6.0),
}

#: Milliseconds from what a reader does until it is on the screen: the page draws in the frame that follows.
_TIMED = """async (act) => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  await painted();
  const start = performance.now();
  document.querySelector(act).click();
  await painted();
  return performance.now() - start;
}"""
_FRAMES = """() => new Promise((done) => {
  let frames = 0;
  const start = performance.now();
  const count = () => { frames += 1; if (performance.now() - start < 1500) requestAnimationFrame(count);
    else done(frames / (performance.now() - start) * 1000); };
  requestAnimationFrame(count);
})"""


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


def opened(browser: Any, path: Path, nodes: int) -> str:
    """What a page takes in a browser."""
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto(path.as_uri())
    tab.wait_for_selector("html[data-ready=true]")
    ready = tab.evaluate("performance.getEntriesByName('ready')[0].startTime") / 1000
    fps = panned(tab)
    if nodes <= 3000:
        tab.locator("#views button[data-value=all]").click()
    filtered = [tab.evaluate(_TIMED, ".chips[data-facet=sectors] .chip") for _ in range(4)]
    tab.locator("#views button[data-value=list]").click()
    tab.locator("#list table tbody th button").first.click()
    tab.locator("#views button[data-value=all]").click()
    selected = [tab.evaluate(_TIMED, "#details .rows .opener") for _ in range(2)]
    tab.close()
    return (
        f"ready {ready:.2f} s, filter {min(filtered):.0f}-{max(filtered):.0f} ms, "
        f"selection {min(selected):.0f}-{max(selected):.0f} ms, overview panned at {fps:.0f} frames/s"
    )


def panned(tab: Any) -> float:
    """Frames a second while the overview is dragged."""
    tab.locator("#views button[data-value=regions]").click()
    tab.mouse.move(500, 700)
    tab.mouse.down()
    tab.evaluate(f"() => {{ window.counted = ({_FRAMES})(); }}")
    for step in range(90):
        tab.mouse.move(500 + 3 * (step % 30), 700 - 2 * (step % 40))
    tab.mouse.up()
    return float(tab.evaluate("() => window.counted"))


def main() -> None:
    """Print one line a size."""
    from playwright.sync_api import sync_playwright

    making()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for nodes in map(int, sys.argv[1:] or SIZES):
            shape, most, soon = SIZES[nodes]
            page = render_page(read_records(invented(*shape)))
            path = Path(folder) / f"{nodes}.html"
            path.write_bytes(page)
            print(
                f"{nodes:>6}: {len(page) / 1e6:.2f} of {most / 1e6} MB, within {soon} s: {opened(browser, path, nodes)}"
            )
        browser.close()


if __name__ == "__main__":
    main()
