"""JupyterLab itself, on the first notebook: run, a node selected in the page and read in Python; and not trusted."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT, needs

nbformat = pytest.importorskip("nbformat", reason="needs the extra notebook: pip install '.[notebook]'")
pytest.importorskip("jupyterlab", reason="needs the extra notebook")
pytest.importorskip("anywidget", reason="needs the extra notebook")

NOTEBOOK = ROOT / "notebooks" / "1-first-look.ipynb"
READ = 'print("SELECTED", [record["en"] for record in view.selection], len(view.frame()))'
#: How long JupyterLab may take for one thing, in milliseconds.
PATIENCE = 90_000


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """JupyterLab on a folder, with settings of its own; its address and the folder."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "work").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "JUPYTERLAB_SETTINGS_DIR")
    settings = {name: str(folder / name) for name in (*places, "JUPYTERLAB_WORKSPACES_DIR")}
    options = {
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": folder / "work",
        "IdentityProvider.token": "kg",
        "LabApp.news_url": "",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    with (folder / "log.txt").open("w") as log:
        server = subprocess.Popen(
            [*command, *(f"--{name}={value}" for name, value in options.items())],
            env={**os.environ, **settings, "PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=log,
        )
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/api?token=kg", server)
        yield address, folder / "work"
        server.terminate()
        server.wait(30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end:
        assert server.poll() is None, "JupyterLab has ended"
        try:
            urllib.request.urlopen(address).close()
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("JupyterLab does not answer")


def _open(tab: Any, address: str, name: str) -> None:
    tab.goto(f"{address}/lab/tree/{name}?token=kg&reset")
    tab.locator(".jp-Notebook .jp-CodeCell").first.wait_for()


def _saved(path: Path, tab: Any) -> Any:
    """The notebook once it was saved with all outputs."""
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end:
        tab.keyboard.press("Control+s")
        notebook = nbformat.read(path, as_version=4)
        if notebook.cells[-1].outputs:
            return notebook
        tab.wait_for_timeout(500)
    return pytest.fail("the notebook was not saved")


@needs("frames")
def test_a_node_selected_in_the_page_is_read_in_python(lab: tuple[str, Path], browser: Any) -> None:
    address, folder = lab
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(READ, id="read"))
    nbformat.write(notebook, folder / "trusted.ipynb")
    # As high as the notebook: JupyterLab takes cells out of its document that are far from the window.
    context = browser.new_context(viewport={"width": 1400, "height": 5200}, reduced_motion="reduce")
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    _open(tab, address, "trusted.ipynb")
    # Before its kernel is there, JupyterLab takes the order and runs nothing.
    tab.get_by_text(re.compile(r"\| Idle")).wait_for()
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page = tab.frame_locator("iframe.kg-view")
    page.locator("html[data-ready=true]").wait_for(state="attached")
    said = tab.locator(".jp-OutputArea-output", has_text=re.compile(r"^SELECTED"))
    said.wait_for()
    # What a cell has selected the page shows.
    assert said.inner_text().strip() == "SELECTED ['Haiyan County', 'Shanghai'] 6"
    assert "Haiyan County" in page.locator("#details h2").inner_text()
    # What a reader selects the next cell has. Jiashan is in eight partnerships.
    page.locator("#search").fill("Jiashan County")
    page.locator("#search").press("Enter")
    page.locator("#details h2", has_text="Jiashan County").wait_for()
    tab.locator(".jp-Notebook .jp-CodeCell .cm-content").last.click()
    tab.keyboard.press("Control+Enter")
    said.filter(has_text="Jiashan").wait_for()
    assert said.inner_text().strip() == "SELECTED ['Jiashan County'] 8"
    saved = _saved(folder / "trusted.ipynb", tab)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:", "about:"))] == []

    # The same, from somebody else: nothing runs, and the still picture is seen.
    saved.cells[0].source += " "
    nbformat.write(saved, folder / "untrusted.ipynb")
    _open(tab, address, "untrusted.ipynb")
    picture = tab.locator(".jp-OutputArea-output img[alt*='still picture']").last
    picture.wait_for()
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 500
    assert picture.is_visible()
    assert tab.locator(".jp-Notebook iframe").count() == 0
    context.close()
