"""Every notebook runs offline from its first cell to its last, in both languages, and shows everything as one file.

A notebook is kept as a pair, ``.ipynb`` without outputs and ``.md``, which ``jupytext --sync`` holds together. Its
conclusion rests on numbers that its last cell asserts. Where there is a browser, ``tests/display/test_lab.py`` runs
each in one of its languages, in JupyterLab.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browsers import CHROMIUM, found
from tests.notebooks import FOLDER, IN_LAB, NOTEBOOKS, one_file, with_files
from tests.support import needs

nbformat = pytest.importorskip("nbformat", reason="needs the extra notebook: pip install '.[notebook]'")
jupytext = pytest.importorskip("jupytext", reason="needs the extra test")
pytest.importorskip("nbconvert", reason="needs the extra notebook")

NAMES = [path.stem for path in NOTEBOOKS]


def of(name: str) -> Any:
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def code(notebook: Any) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def words(notebook: Any) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def test_there_are_eight_in_two_languages() -> None:
    english = [name for name in NAMES if not name.endswith(".zh")]
    assert [name[0] for name in english] == list("12345678")
    assert sorted([*english, *(f"{name}.zh" for name in english)]) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_kept_as_a_pair_without_outputs(name: str) -> None:
    notebook = of(name)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells), "clear the outputs"
    assert "widgets" not in notebook.metadata
    twin = jupytext.read(FOLDER / f"{name}.md")
    assert [(cell.cell_type, cell.source) for cell in twin.cells] == [
        (cell.cell_type, cell.source) for cell in notebook.cells
    ], "jupytext --sync notebooks/*.ipynb"


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(".zh")])
def test_the_two_languages_have_the_same_code(name: str) -> None:
    english, chinese = of(name), of(f"{name}.zh")
    assert code(english)[0].startswith('language = "en"')
    assert [text.replace('language = "en"', 'language = "zh"', 1) for text in code(english)] == code(chinese)
    assert [cell.cell_type for cell in english.cells] == [cell.cell_type for cell in chinese.cells]
    for text in words(chinese):
        assert re.search("[\u4e00-\u9fff]", text)
    assert "**What must not be concluded.**" in words(english)[-1]
    assert "**不可得出的结论。**" in words(chinese)[-1]


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One kernel for all of them: what is imported stays, what a notebook defines goes."""
    from jupyter_client.manager import AsyncKernelManager
    from nbclient.util import run_sync

    folder = tmp_path_factory.mktemp("notebooks")
    with_files(folder)
    manager = AsyncKernelManager(kernel_name="python3")
    run_sync(manager.start_kernel)(cwd=str(folder), extra_arguments=["--HistoryManager.hist_file=:memory:"])
    client = manager.client()
    client.start_channels()
    run_sync(client.wait_for_ready)(timeout=60)
    yield manager, client
    client.stop_channels()
    run_sync(manager.shutdown_kernel)(now=True)


@pytest.fixture
def ran(kernel: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """Runs a notebook; its outputs stand in it."""
    from nbclient import NotebookClient

    def run(name: str) -> Any:
        notebook = of(name)
        notebook.cells.insert(0, nbformat.v4.new_code_cell("%reset -f"))
        running = NotebookClient(notebook, timeout=300, km=kernel[0], store_widget_state=False)
        running.kc = kernel[1]
        running.execute()
        del notebook.cells[0]
        return notebook

    return run


# Where there is a browser, JupyterLab runs the others in ``tests/display/test_lab.py``.
@needs("frames")
@needs("plots")
@pytest.mark.parametrize("name", [path.stem for path in NOTEBOOKS if path not in IN_LAB or found(CHROMIUM) is None])
def test_a_notebook_runs_and_is_one_file(name: str, ran: Callable[[str], Any]) -> None:
    one_file(ran(name))
