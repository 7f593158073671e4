"""A browser for the page's tests, and pages to open in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kg.answers.records import Records, read_records
from tests.page.rendering import render_page
from tests.page.synthetic import invented


@pytest.fixture(scope="session")
def records() -> Records:
    """An invented network of about 120 nodes."""
    return read_records(invented())


@pytest.fixture(scope="session")
def page_bytes(records: Records) -> bytes:
    """The page of that network."""
    return render_page(records)


# A drawing may find its size a frame late, and its names the frame after. What moves by itself is seen for 40 frames.
# The page is ready first; with an address, what it leads to has been asked for.
_SETTLED = """(address) => new Promise((done, failed) => {
  const seen = () => globalThis.kgPage ? JSON.stringify([kgPage.names(), kgPage.discs()]) : "";
  let before = null, alike = 0, frames = 0;
  const look = () => {
    let now = null;
    try { now = seen(); } catch (error) { return failed(error); }
    alike = now === before ? alike + 1 : 0;
    before = now;
    frames += 1;
    if (frames > 2 && alike >= 2 || frames > 40) done(true);
    else requestAnimationFrame(look);
    return null;
  };
  const begin = () => {
    if (document.documentElement.dataset.ready === "true") look();
    else requestAnimationFrame(begin);
  };
  if (address === null || location.hash === address) requestAnimationFrame(begin);
  else {
    addEventListener("hashchange", () => requestAnimationFrame(() => requestAnimationFrame(begin)), { once: true });
    location.hash = address;
  }
})"""


@dataclass
class Opened:
    """A page in the browser, with everything that went wrong in it."""

    tab: Any
    troubles: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def text(self, selector: str) -> str:
        """What a reader sees of an element."""
        return str(self.tab.locator(selector).inner_text())

    def run(self, script: str, argument: Any = None) -> Any:
        """The value of a JavaScript expression, or of a function of one argument."""
        return self.tab.evaluate(script, argument)

    def go(self, address: str) -> None:
        """Another address of the same page, as a link inside it leads there; that of the network if it has no view."""
        if "view=" not in address:
            address = f"{address}&view=all"
        self.run(_SETTLED, f"#{address.removeprefix('#')}")

    def settle(self) -> None:
        """Wait until the drawing has caught up: two frames at least, and until marks and names stay where they are."""
        self.run(_SETTLED)

    def until(self, script: str, seconds: float = 10) -> None:
        """Wait until a JavaScript expression, or what a function gives, is true.

        The page's policy keeps Playwright's own waiting out.
        """
        waiting = f"""(seconds) => new Promise((done, failed) => {{
          const end = performance.now() + 1000 * seconds;
          const look = () => {{
            try {{
              const found = {script};
              if (typeof found === "function" ? found() : found) done(true);
              else if (performance.now() > end) done(false);
              else requestAnimationFrame(look);
            }} catch (error) {{ failed(error); }}
          }};
          look();
        }})"""
        assert self.run(waiting, seconds), script


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a page's bytes from a file, offline; fails if anything went wrong by the end of the test."""
    opened: list[tuple[Any, Opened]] = []

    def open_bytes(
        content: bytes, address: str = "", size: tuple[int, int] = (1280, 860), first: bool = False, **options: Any
    ) -> Opened:
        # The page opens on the regions; tests of the network go there, unless they ask what is seen first.
        if not first and "view=" not in address:
            address = f"{address}&view=all" if address.startswith("#") else f"{address}#view=all"
        path = tmp_path / f"page-{len(opened)}.html"
        path.write_bytes(content)
        options = {"color_scheme": "light", "reduced_motion": "reduce", "accept_downloads": True, **options}
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True, **options)
        page = Opened(context.new_page())
        opened.append((context, page))
        page.tab.on("console", lambda message: page.troubles.append(f"{message.type}: {message.text}"))
        page.tab.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.tab.on("request", lambda request: page.requests.append(request.url))
        page.tab.on("dialog", lambda dialog: (page.troubles.append("a dialog opened"), dialog.dismiss()))
        page.tab.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.error('CSP', e.blockedURI));"
        )
        page.tab.goto(path.as_uri() + address, wait_until="commit")
        page.settle()
        return page

    yield open_bytes
    for context, page in opened:
        context.close()
        assert page.troubles == []
        assert [url for url in page.requests if not url.startswith(("file:", "blob:", "data:"))] == []
        assert len([url for url in page.requests if url.startswith("file:")]) == 1
