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
#: Each README with the locale of its readers.
READMES = {"README.md": "en_GB.UTF-8", "README.zh.md": "zh_CN.UTF-8"}
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in READMES}
#: Fences of a kind, each with what it holds.
_FENCE = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(kind: str, name: str = "README.md") -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", TEXTS[name], re.MULTILINE | re.DOTALL)


def examples(name: str) -> list[tuple[str, str]]:
    """Each block of commands, with what is quoted of their output right below it."""
    found: list[tuple[str, str]] = []
    for kind, text in _FENCE.findall(TEXTS[name]):
        if kind == "sh":
            found.append((text, ""))
        else:
            found[-1] = (found[-1][0], text)
    return found


def test_there_are_two_commands_for_a_fresh_machine() -> None:
    commands = blocks("sh fresh-machine")
    assert commands == blocks("sh fresh-machine", "README.zh.md")
    assert len(commands) == 2
    assert all(len(command.strip().splitlines()) == 1 for command in commands)
    assert commands[0].strip().endswith("kg build")
    assert commands[1].strip().endswith("pytest")


CASES = [
    (name, locale, number) for name in READMES for locale in READMES.values() for number in range(len(examples(name)))
]


@needs("plots")
@pytest.mark.parametrize(("name", "locale", "number"), CASES, ids=lambda value: str(value))
def test_shell_examples_run(name: str, locale: str, number: int, tmp_path: Path) -> None:
    commands, quoted = examples(name)[number]
    (tmp_path / "notebooks").mkdir()
    for sheet in ("article.txt", "deals.csv", "projects.csv", "places.ttl"):
        (tmp_path / "notebooks" / sheet).write_bytes((ROOT / "notebooks" / sheet).read_bytes())
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": locale, "COLUMNS": "100"}
    environment.pop("KG_LANG", None)
    printed = ""
    for line in commands.splitlines():
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
        printed += done.stdout
    if locale == READMES[name]:
        for line in quoted.splitlines():
            assert line.partition("…")[0].strip() in printed, printed


def test_there_is_enough_to_run() -> None:
    assert len(CASES) >= 40


@needs("frames")
def test_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = blocks("python")
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)
    assert (tmp_path / "network.html").stat().st_size > 100_000
    assert len(names["network"]) > 2  # type: ignore[arg-type]


def test_every_link_to_a_file_leads_somewhere() -> None:
    for name in ("README.md", "README.zh.md", "CONTRIBUTING.md", "ontology/README.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
            assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"
