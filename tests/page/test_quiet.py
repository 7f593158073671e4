"""Once a view has settled, nothing of it is laid out again, whatever a browser rounds; and what is drawn is sharp.

A layout may change the room that it was made for: its notes, and the bars that it brings, take some of it. Walked are
all views at odd sizes, with bars that take room and with such that lie over, and at zooms that leave parts of pixels.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import CHROMIUM, READY, found

Run = Callable[..., Any]
VIEWS = (
    "view=regions",
    "view=all",
    "view=map",
    "view=matrix",
    "view=matrix&of=sectors",
    "view=time",
    "view=flows",
    "view=flows&beside=1",
    "sheet=list",
    "sheet=ranking",
    "view=matrix&as=table",
    "step=2",
    "step=4",
)
WINDOWS = ((1003, 717), (1024, 768))
#: How long nothing may happen until a view counts as settled, in seconds, and how much may until then: counted, as a
#: machine under load is slow and not wrong. Views come to rest by 20; what is laid out again and again gets there.
STILL, MOST = 0.3, 100
#: Counts what a layout cannot do without: a frame that is asked for, a canvas that is cleared.
WATCH = """
if (window.watched) { window.watched.count = 0; return; }
window.watched = { last: performance.now(), count: 0 };
const note = () => { window.watched.last = performance.now(); window.watched.count += 1; };
const clear = CanvasRenderingContext2D.prototype.clearRect;
CanvasRenderingContext2D.prototype.clearRect = function (...box) { note(); return clear.apply(this, box); };
const ask = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (act) => { note(); return ask(act); };
"""
STOOD = "return (performance.now() - window.watched.last) / 1000"
#: Canvases that are not shown pixel for pixel; what rolls though all of it is in sight; a page that rolls sideways.
FAULTS = """
const out = [];
for (const canvas of document.querySelectorAll("canvas")) {
  const { width, height } = canvas.getBoundingClientRect(), ratio = devicePixelRatio;
  if (width < 60) continue;
  if (Math.abs(width * ratio - canvas.width) > 0.15 || Math.abs(height * ratio - canvas.height) > 0.15) {
    out.push(`blurred: ${canvas.width} x ${canvas.height} in ${width * ratio} x ${height * ratio}`);
  }
}
const plane = document.querySelector(".plane-scroll"), room = document.querySelector(".plane-spacer");
if (plane && plane.clientWidth) {
  for (const [at, side] of [["scrollLeft", "offsetWidth"], ["scrollTop", "offsetHeight"]]) {
    const before = plane[at], free = side === "offsetWidth" ? plane.clientWidth : plane.clientHeight;
    plane[at] = before + 4;
    if (plane[at] > before && room[side] <= free) out.push(`rolls for nothing: ${at}`);
    plane[at] = before;
  }
}
if (document.documentElement.scrollWidth > innerWidth) out.push("rolls sideways");
return out;
"""


def _walk(run: Run, where: str) -> None:
    """Go through all views; each must come to rest, and be sharp then."""
    for view in VIEWS:
        run("location.hash = arguments[0]", f"lang=en&{view}")
        run(WATCH)
        while run(STOOD) < STILL:
            assert run("return window.watched.count") < MOST, f"{where}, {view}: laid out again and again"
            time.sleep(0.05)
        assert run(FAULTS) == [], f"{where}, {view}"


@pytest.fixture(scope="module")
def with_bars(browser: Any) -> Iterator[Any]:
    """Chromium with bars that take room, which it is otherwise told to hide."""
    started = browser.browser_type.launch(
        executable_path=found(CHROMIUM),
        args=["--no-sandbox", "--disable-gpu"],
        ignore_default_args=["--hide-scrollbars"],
    )
    yield started
    started.close()


def _in_chromium(started: Any, page: Path, size: tuple[int, int], ratio: float) -> None:
    context = started.new_context(
        viewport={"width": size[0], "height": size[1]}, device_scale_factor=ratio, reduced_motion="reduce", offline=True
    )
    tab = context.new_page()
    tab.goto(f"{page.as_uri()}#view=regions")
    tab.wait_for_selector("html[data-ready=true]")

    def run(script: str, *arguments: Any) -> Any:
        return tab.evaluate(f"(arguments) => {{ {script} }}", list(arguments))

    _walk(run, f"{size[0]} x {size[1]} at {ratio}")
    context.close()


@pytest.mark.parametrize("size", WINDOWS)
def test_every_view_comes_to_rest_where_bars_take_room(with_bars: Any, built: Path, size: tuple[int, int]) -> None:
    _in_chromium(with_bars, built / "network.html", size, 1)


@pytest.mark.parametrize(("size", "ratio"), [((1279, 801), 1.1), ((390, 844), 2.625), ((845, 391), 1.5)])
def test_every_view_comes_to_rest_and_is_sharp_at_any_zoom(
    browser: Any, built: Path, size: tuple[int, int], ratio: float
) -> None:
    _in_chromium(browser, built / "network.html", size, ratio)


@pytest.mark.parametrize(
    ("size", "zoom", "lie_over"),
    [((1003, 717), 1.0, False), ((1003, 717), 1.1, True), ((1279, 801), 1.25, False), ((1024, 768), 0.67, True)],
)
def test_every_view_comes_to_rest_and_is_sharp_in_firefox(
    firefox: Any, built: Path, size: tuple[int, int], zoom: float, lie_over: bool
) -> None:
    set_look = """
        Services.prefs.setIntPref("ui.useOverlayScrollbars", arguments[0]);
        gBrowser.selectedBrowser.fullZoom = arguments[1];
    """

    def run(script: str, *arguments: Any) -> Any:
        return firefox.execute_script(script, script_args=[*arguments], new_sandbox=False, sandbox=None)

    before = firefox.window_rect
    firefox.set_window_rect(width=size[0], height=size[1])
    firefox.navigate("about:blank")
    firefox.navigate(f"{(built / 'network.html').as_uri()}?{zoom}{lie_over}#view=regions")
    try:
        with firefox.using_context("chrome"):
            firefox.execute_script(set_look, script_args=[int(lie_over), zoom])
        while not run(READY):
            time.sleep(0.05)
        _walk(run, f"{size[0]} x {size[1]} at {zoom}")
    finally:
        with firefox.using_context("chrome"):
            firefox.execute_script(
                'Services.prefs.clearUserPref("ui.useOverlayScrollbars"); gBrowser.selectedBrowser.fullZoom = 1;'
            )
        firefox.set_window_rect(width=before["width"], height=before["height"])
