"""The README's examples run as they are written, on the bundled data."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import needs

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_there_are_two_commands_for_a_fresh_machine() -> None:
    commands = blocks("sh fresh-machine")
    assert len(commands) == 2
    assert all(len(command.strip().splitlines()) == 1 for command in commands)
    assert commands[0].strip().endswith("kg build")
    assert commands[1].strip().endswith("pytest")


@needs("plots")
def test_shell_examples_run(tmp_path: Path) -> None:
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.strip()]
    assert len(lines) >= 10
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for line in lines:
        words = shlex.split(line)
        assert words[0] == "kg"
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    assert (tmp_path / "ties.gexf").is_file()
    assert (tmp_path / "my-build" / "network.html").is_file()


@needs("frames")
def test_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = blocks("python")
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)
    assert (tmp_path / "network.html").stat().st_size > 100_000
    assert len(names["network"]) > 2  # type: ignore[arg-type]


def test_the_quoted_explanation_is_what_explain_says() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "explain", "海盐", "Shanghai"],
        cwd=ROOT / "tests",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    (quoted,) = blocks("text")
    for line in quoted.splitlines():
        if "…" not in line:
            assert line.strip() in done.stdout


def test_every_link_to_a_file_leads_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "ontology/README.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
            assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"
