"""The bundled data, built once, and packages to spoil."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import kg
from kg import assets
from kg.cli.main import main
from kg.intake.template import make_package
from kg.knowledge_graph import KnowledgeGraph
from kg.page.page import Page
from tests.browsers import browser, driver, firefox
from tests.support import ROOT, EditablePackage, Outcome

# How long an example takes says how busy the machine is, and nothing of the code.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")

#: The fixtures of browsers, for every room that has a page.
__all__ = ["browser", "driver", "firefox"]


@pytest.fixture(scope="session", autouse=True)
def disks_are_not_waited_for() -> Iterator[None]:
    """What is written in this process is not forced onto the disk: that took longer than most tests' own work.

    Only a machine that stops would show it; processes that are killed are others', which wait.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a build of the bundled data wrote. Read only."""
    folder = tmp_path_factory.mktemp("bundled") / "build"
    kg.build(out=folder)
    return folder


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gets a text for each page that is drawn."""
    found: list[str] = []
    draw = KnowledgeGraph.page

    def page(self: KnowledgeGraph, *args: Any, **options: Any) -> Page:
        found.append("drawn")
        return draw(self, *args, **options)

    monkeypatch.setattr(KnowledgeGraph, "page", page)
    return found


@pytest.fixture(scope="session")
def knowledge(built: Path) -> KnowledgeGraph:
    """The bundled data as a graph. Read only."""
    return kg.open(built)


@pytest.fixture(scope="session")
def empty() -> KnowledgeGraph:
    """A graph with the ontology and no data. Read only."""
    from kg.graph.store import TripleStore
    from kg.pipeline import load_ontology

    store = TripleStore()
    load_ontology(store)
    return KnowledgeGraph(store)


@pytest.fixture(scope="session")
def article(article_path: Path) -> str:
    """The text of the bundled data's source, which is not part of the project."""
    return article_path.read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def article_path() -> Path:
    """The file of that text; whatever needs it is skipped where it is not."""
    path = Path(os.environ.get("KG_ARTICLE", ROOT.parent / "shared" / "seed" / "article.txt"))
    if not path.is_file():
        pytest.skip("the article is not here; KG_ARTICLE may name its file")
    return path


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a package with the rows of the worked example as its own. Read only."""
    folder = tmp_path_factory.mktemp("example") / "mine"
    make_package(folder)
    EditablePackage(folder).describe(lambda descriptor: descriptor.pop("worked_example"))
    return folder


@pytest.fixture
def package(example: Path, tmp_path: Path) -> EditablePackage:
    """A package with the worked example, in the folder ``mine``."""
    shutil.copytree(example, tmp_path / "mine")
    return EditablePackage(tmp_path / "mine")


@pytest.fixture
def bundled_copy(tmp_path: Path) -> EditablePackage:
    """A copy of the bundled data, with the package that it uses beside it."""
    for folder in assets.bundled_packages():
        shutil.copytree(folder, tmp_path / folder.name)
    return EditablePackage(tmp_path / "jiaxing-shanghai-2017")


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Outcome]:
    """Runs the command in this process, in the test's folder, with variables of the environment; an exception that gets
    out fails the test.
    """
    monkeypatch.chdir(tmp_path)
    # readline sets it for the processes that a test runner starts; what is printed on a pipe would be wrapped.
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*arguments: str | Path, stdin: str = "", **environment: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capfdbinary.readouterr()
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as leave:
                main()
        printed = capfdbinary.readouterr()
        assert b"Traceback" not in printed.err
        assert b"Something went wrong inside kg" not in printed.err
        return Outcome(int(leave.value.code or 0), printed.out, printed.err)

    return run
