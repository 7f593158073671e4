"""``kg build --watch``: each save is built, the open page loads itself anew, a failure is told, and Ctrl-C ends all."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.watching import Watched
from tests.support import ROOT, EditablePackage, tree

LONGEST = 120


class Watching:
    """The command at work, with what it has said."""

    def __init__(self, package: Path, out: Path, log: Path) -> None:
        self._log = log
        command = [sys.executable, "-m", "kg", "--lang", "en", "build", str(package), "--out", str(out), "--watch"]
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=file,
                stderr=file,
                env={**os.environ, "COLUMNS": "200"},
                start_new_session=True,
                # Whoever runs the tests in the background has Ctrl-C ignored, and so would what they start.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def builds(self, count: int) -> None:
        """Wait until so many builds have ended."""
        until(lambda: self.said.count("Watching; Ctrl-C ends it.") >= count)

    @property
    def address(self) -> str:
        found = re.search(r"http://\S+", self.said)
        assert found
        return found[0]


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + LONGEST
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.fixture
def watching(package: EditablePackage, tmp_path: Path) -> Iterator[Watching]:
    found = Watching(package.folder, tmp_path / "out", tmp_path / "log")
    yield found
    if found.process.poll() is None:
        os.killpg(found.process.pid, signal.SIGKILL)
        found.process.wait()


def _is_anew(page: Any) -> bool:
    """Whether what was put into the page is gone; while it is loaded nothing can be asked."""
    try:
        return page.evaluate("window.mine === undefined && document.readyState === 'complete'") is True
    except Exception:  # of Playwright, which tests without a browser do not have
        return False


def test_the_open_page_loads_itself_anew(
    watching: Watching, package: EditablePackage, tmp_path: Path, browser: Any
) -> None:
    watching.builds(1)
    out = tmp_path / "out"
    kg.build(package.folder, out=tmp_path / "plain")
    assert tree(out) == tree(tmp_path / "plain")
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda told: wrong.append(told.text) if "Content Security" in told.text else None)
    page.goto(watching.address)
    # A page that is saved from here needs no server: it is the one that was written.
    saved = page.evaluate("kgPage.withStory()")
    assert "watch.js" not in saved
    assert re.findall('content="(default-src[^"]*)"', saved) == re.findall(
        'content="(default-src[^"]*)"', (out / "network.html").read_text(encoding="utf-8")
    )
    page.evaluate("window.mine = 1")
    package.set("partnerships", 2, "name_en", "Quite Another Title")
    watching.builds(2)
    until(lambda: _is_anew(page))
    assert "Quite Another Title" in (out / "network.html").read_text(encoding="utf-8")
    assert "watch.js" not in (out / "network.html").read_text(encoding="utf-8")
    # What breaks a rule is told, and the page stays what it was.
    page.evaluate("window.mine = 2")
    before = tree(out)
    package.set("partnerships", 2, "class", "Nothing")
    watching.builds(3)
    page.wait_for_selector("#kg-watch:not([hidden])")
    assert "failed" in page.inner_text("#kg-watch")
    assert "partnerships.csv, row 2, field class" in watching.said
    assert page.evaluate("window.mine") == 2
    assert tree(out) == before
    assert wrong == []
    page.close()
    # Ctrl-C, as a terminal gives it to all processes of a command.
    os.killpg(watching.process.pid, signal.SIGINT)
    assert watching.process.wait(LONGEST) == 130
    assert "Stopped." in watching.said
    assert "Traceback" not in watching.said
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(watching.address, timeout=5)


def test_only_who_has_the_token_is_let_in(watching: Watching) -> None:
    watching.builds(1)
    base, token = watching.address.rstrip("/").rsplit("/", 1)
    assert base.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(watching.address, timeout=30) as answer:
        assert b"watch.js" in answer.read()
        assert answer.headers["Cache-Control"] == "no-store"
    for address, headers in (
        (f"{base}/{'0' * len(token)}/", {}),
        (f"{base}/", {}),
        (watching.address, {"Host": "example.org"}),
        (f"{watching.address}state", {"Origin": "http://example.org"}),
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30)
        assert refused.value.code == 404


def test_a_page_is_served_with_what_it_needs_and_nothing_more(built: Path) -> None:
    written = (built / "network.html").read_bytes()
    served = Watched(built / "network.html").html()
    script = b'<script src="watch.js?0"></script>'
    assert served.replace(script, b"").replace(b"'self' ", b"", 1).replace(b"connect-src 'self'; ", b"") == written
    assert served.count(script) == 1


def test_before_the_first_build_there_is_a_page_too(tmp_path: Path) -> None:
    served = Watched(tmp_path / "network.html").html().decode()
    assert "There is no build yet" in served
    assert "watch.js" in served
