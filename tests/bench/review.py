"""How long the page of a review takes with a text of a megabyte and two thousand suggestions.

    python -m tests.bench.review

For each browser that is there: until the page is ready, and for each of some keys until what it does is drawn, in
milliseconds (the median of ten, and the longest).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browsers import CHROMIUM, FIREFOX, Chromium, Driver, Firefox, found, started_firefox
from tests.review.conftest import Served
from tests.review.example import example_package
from tests.review.test_page import long_package

#: Presses a key from within the page, and waits until it is drawn.
_PRESS = """
const before = performance.now();
const pressed = { key: arguments[0], bubbles: true, cancelable: true };
document.activeElement.dispatchEvent(new KeyboardEvent("keydown", pressed));
return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - before))));
"""


@contextmanager
def _chromium(folder: Path) -> Iterator[Driver]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield Chromium(browser, folder, "en-GB")
        browser.close()


@contextmanager
def _firefox(folder: Path) -> Iterator[Driver]:
    marionette: Any = started_firefox(str(found(FIREFOX)), folder)
    yield Firefox(marionette, folder)
    marionette.quit()


def main() -> None:
    """Measure, and print a line for each browser and key."""
    ways: tuple[tuple[tuple[str, ...], Callable[..., Any]], ...] = ((CHROMIUM, _chromium), (FIREFOX, _firefox))
    for names, way in ways:
        if found(names) is None:
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            deals = example_package(folder / "deals")
            text = long_package(deals)
            served = Served([str(deals), "--text", str(text)])
            with way(folder) as driver:
                driver.open(served.address)
                ready = driver.run("return performance.now()")
                size = text.stat().st_size
                print(f"{driver.name}: {size} bytes, ready after {ready:.0f} ms")
                for key in ("n", ".", "e", "Escape", "r"):
                    times = [float(driver.run(_PRESS, key)) for _ in range(10)]
                    print(f"{driver.name}: {key}: {statistics.median(times):.0f} ms, at most {max(times):.0f} ms")
            served.stop()


if __name__ == "__main__":
    sys.exit(main())
