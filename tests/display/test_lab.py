"""JupyterLab itself, on every notebook in one of its languages: run, a node selected in its page and read in Python;
untrusted; and as HTML.

One server, one kernel and one tab for all of them, since each takes seconds to begin.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.notebooks import IN_LAB, NOTEBOOKS, one_file, shows_everything, with_files
from tests.support import ROOT, needs

nbformat = pytest.importorskip("nbformat", reason="needs the extra notebook: pip install '.[notebook]'")
pytest.importorskip("jupyterlab", reason="needs the extra notebook")
pytest.importorskip("anywidget", reason="needs the extra notebook")

#: What a reader writes in a cell below.
READ = 'print("SELECTED", [record["en"] for record in view.selection], len(view.frame()))'
#: Notebook -> what its last view has selected, what a reader looks for in the page, what is selected then.
SELECTED = {
    "1": ("['Haiyan County', 'Shanghai'] 6", "嘉善县", "['Jiashan County'] 8"),
    "2": ("[] 52", "嘉善县", "['Jiashan County'] 7"),
    "3": ("[] 8", "Tongxiang", "['Tongxiang'] 7"),
    "4": ("['Xiuzhou District'] 2", "上海市", "['Shanghai'] 3"),
    "5": ("[] 8", "海盐县", "['Haiyan County'] 2"),
    "6": ("[] 4", "禾棠县", "['禾棠县'] 1"),
    "7": ("[] 4", "DK", "['DK'] 3"),
    "8": ("['Tongxiang'] 7", "嘉善县", "['Jiashan County'] 1"),
}
#: How long JupyterLab may take for one thing, in milliseconds.
PATIENCE = 90_000


@dataclass(frozen=True)
class Lab:
    """JupyterLab on a folder, with settings of its own."""

    address: str
    folder: Path

    def ask(self, way: str, told: Any = None) -> Any:
        """Its answer to a request; ``told`` is sent."""
        request = urllib.request.Request(f"{self.address}/api{way}", headers={"Authorization": "token kg"})
        request.data = None if told is None else json.dumps(told).encode()
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab with what the notebooks read beside themselves."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "work").mkdir()
    with_files(folder / "work")
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
        "LabApp.expose_app_in_browser": True,
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
        yield Lab(address, folder / "work")
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


def _does(tab: Any, command: str, **arguments: Any) -> None:
    """One of JupyterLab's commands, as its menus give it."""
    tab.evaluate(
        "([command, given]) => jupyterapp.commands.execute(command, given).then(() => null)", [command, arguments]
    )


def _open(tab: Any, name: str) -> None:
    _does(tab, "docmanager:open", path=name)
    tab.locator(".jp-Notebook .jp-CodeCell").first.wait_for()


def _runs(tab: Any, lab: Lab, name: str) -> Any:
    """Run a notebook that was opened, select in its page; the notebook as it was saved, with its outputs."""
    # Before its kernel is there, JupyterLab takes the order and runs nothing.
    tab.get_by_text(re.compile(r"\| Idle")).wait_for()
    _does(tab, "notebook:run-all-cells")
    _selects(tab, name)
    _does(tab, "docmanager:save")
    return nbformat.read(lab.folder / name, as_version=4)


def _selects(tab: Any, name: str) -> None:
    """Wait for the last cell of a notebook that runs, select in its page, and run that cell again."""
    begins, sought, found = SELECTED[name[0]]
    said = tab.locator(".jp-OutputArea-output", has_text=re.compile(r"^SELECTED"))
    failed = tab.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.error']")
    said.or_(failed).first.wait_for()
    assert failed.all_inner_texts() == [], name
    page = tab.frame_locator("iframe.kg-view >> nth=-1")
    page.locator("html[data-ready=true]").wait_for(state="attached")
    # What a cell has selected the page shows, and what a reader selects the next cell has.
    assert said.inner_text().strip() == f"SELECTED {begins}", name
    page.locator("#search").fill(sought)
    page.locator("#search").press("Enter")
    page.locator("#details h2", has_text=sought).wait_for()
    tab.locator(".jp-Notebook .jp-CodeCell .cm-content").last.click()
    tab.keyboard.press("Control+Enter")
    said.filter(has_text=found).wait_for()
    assert said.inner_text().strip() == f"SELECTED {found}", name


@needs("frames")
@needs("plots")
def test_every_notebook_runs_and_a_node_selected_in_its_page_is_read_in_python(
    lab: Lab, browser: Any, tmp_path: Path
) -> None:
    # One kernel for all: what is imported stays, what a notebook defines goes.
    kernel = lab.ask("/kernels", {"name": "python3", "path": IN_LAB[0].name})["id"]
    for path in IN_LAB:
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.insert(0, nbformat.v4.new_code_cell("%reset -f", id="reset"))
        notebook.cells.append(nbformat.v4.new_code_cell(READ, id="read"))
        nbformat.write(notebook, lab.folder / path.name)
        session = {"path": path.name, "name": path.name, "type": "notebook", "kernel": {"id": kernel}}
        lab.ask("/sessions", session)
    # As high as the notebook: JupyterLab takes cells out of its document that are far from the window.
    context = browser.new_context(viewport={"width": 1400, "height": 5200}, reduced_motion="reduce")
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{lab.address}/lab?token=kg&reset")
    tab.locator("#jp-main-dock-panel").wait_for()
    for path in IN_LAB:
        _open(tab, path.name)
        saved = _runs(tab, lab, path.name)
        _does(tab, "application:close")

        # The same, from somebody else: nothing runs, and the still picture is seen.
        saved.cells[0].source += " "
        nbformat.write(saved, lab.folder / "untrusted.ipynb")
        _open(tab, "untrusted.ipynb")
        picture = tab.locator(".jp-OutputArea-output img[alt*='still picture']").last
        picture.wait_for()
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 500
        assert picture.is_visible()
        assert tab.locator(".jp-Notebook iframe").count() == 0
        _does(tab, "application:close")

        # And as one file, moved to where nothing else is.
        moved = tmp_path / path.stem / "as it is.html"
        moved.parent.mkdir()
        moved.write_text(one_file(saved), encoding="utf-8")
        shows_everything(moved, browser)
    assert [url for url in asked if not url.startswith((lab.address, "data:", "blob:", "about:"))] == []
    context.close()


@needs("frames")
def test_notebook_7_shows_card_page_and_view(lab: Lab, browser: Any) -> None:
    """Notebook 7 is another program on the same parts; its server answers beside JupyterLab's where it is installed."""
    pytest.importorskip("notebook", reason="needs Notebook 7: pip install notebook")
    notebook = nbformat.read(NOTEBOOKS[0], as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(READ, id="read"))
    nbformat.write(notebook, lab.folder / "seven.ipynb")
    told = {"path": "seven.ipynb", "name": "seven.ipynb", "type": "notebook", "kernel": {"name": "python3"}}
    kernel = lab.ask("/sessions", told)["kernel"]["id"]
    context = browser.new_context(viewport={"width": 1400, "height": 5200}, reduced_motion="reduce")
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(f"{lab.address}/notebooks/seven.ipynb?token=kg")
    # Before it has its kernel, it would ask which one to start.
    end = time.monotonic() + PATIENCE / 1000
    while (stands := lab.ask(f"/kernels/{kernel}"))["connections"] < 1 or stands["execution_state"] != "idle":
        assert time.monotonic() < end, stands
        tab.wait_for_timeout(200)
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    _selects(tab, "1")
    card = tab.locator(".jp-OutputArea-output", has_text="57").first
    assert "partnerships" in card.inner_text()
    card.locator("summary").last.click()
    card.frame_locator("iframe").locator("html[data-ready=true]").wait_for(state="attached")
    context.close()
