"""A package to review, and the command that serves it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.review.example import example_package
from tests.support import ROOT


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_package(tmp_path_factory.mktemp("review") / "deals").parent


@pytest.fixture
def deals(_made: Path, tmp_path: Path) -> Path:
    """A package with suggestions from two articles, whose texts lie beside it."""
    shutil.copytree(_made, tmp_path / "work")
    return tmp_path / "work" / "deals"


class Served:
    """``kg review`` in a process of its own."""

    def __init__(self, arguments: list[str]) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "KG_LANG": "en", "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kg", "review", *arguments, "--no-browser"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        match = re.search(r"http://127\.0\.0\.1:\d+/\w+/", line)
        assert match, line + self.process.stdout.read()
        self.address = match.group()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(60)


Serve = Callable[..., Served]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Serve]:
    """Starts ``kg review``; its notes of addresses are the test's own."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    started: list[Served] = []

    def start(*arguments: str | Path) -> Served:
        started.append(Served([str(one) for one in arguments]))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.stop()
