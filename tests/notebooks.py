"""What the tests of notebooks share: where they are, and what one that was run must be as one file of HTML."""

from __future__ import annotations

import importlib.util
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from tests.support import ROOT

FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
#: Those that JupyterLab runs, each in one language, by turns: the two have the same code. The others run without it.
IN_LAB = [path for number, path in enumerate(NOTEBOOKS) if number % 4 in (0, 3)]


def with_files(folder: Path) -> None:
    """Put what the notebooks read beside themselves into a folder."""
    for pattern in ("*.csv", "*.rq", "*.txt"):
        for path in FOLDER.glob(pattern):
            shutil.copy(path, folder)


@cache
def _to_html() -> Callable[[Any], str]:
    spec = importlib.util.spec_from_file_location("to_html", FOLDER / "to_html.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.to_html  # type: ignore[no-any-return]


def one_file(notebook: Any) -> str:
    """A notebook with its outputs as HTML; fails unless cells have told something, and nothing is fetched."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type == "error"] == []
    told = [one for one in outputs if one.output_type == "execute_result" or one.get("name") == "stdout"]
    assert len(told) >= 2
    html = _to_html()(notebook)
    # What the frames hold is the page, which has tests of its own; around them nothing is asked for.
    around = re.sub(r'srcdoc="[^"]*"', "", html)
    assert all(re.search(r'alt="(?!No description)[^"]+"', image) for image in re.findall(r"<img[^>]*>", around))
    assert re.findall(r'<(?:script|img|link|iframe)[^>]*(?:src|href)="(?!data:)[^"]*"', around) == []
    assert re.findall(r"""(?:import|from|url\()\s*["']?https?:""", around) == []
    return html


def shows_everything(path: Path, browser: Any) -> None:
    """Open such a file without a network: every picture is decoded, and every page in it is drawn."""
    context = browser.new_context(offline=True)
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda one: asked.append(one.url))
    tab.goto(path.as_uri())
    folded = "[...document.querySelectorAll('details')].forEach((fold) => { fold.open = true; })"
    assert tab.evaluate(f"{folded}; Promise.all([...document.images].map((image) => image.decode())).then(() => true)")
    frames = tab.locator("iframe")
    assert frames.count() >= 1, path.name
    for place in range(frames.count()):
        # A frame is drawn when it comes into view.
        frames.nth(place).scroll_into_view_if_needed()
        view = tab.frame_locator(f"iframe >> nth={place}")
        view.locator("html[data-ready=true]").wait_for(state="attached")
        assert view.locator("#summary").inner_text() != ""
    assert [url for url in asked if not url.startswith(("data:", "blob:", "about:")) and url != path.as_uri()] == []
    context.close()
