"""The README's examples run as they are written, on the bundled data."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import Outcome, needs, run_in_process

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


def _command(line: str) -> tuple[str, ...]:
    """A command with what it is about: lines that differ by their options only say the same things in a language."""
    return tuple(shlex.split(line)[:3])


#: Each block in the locale of its readers, and in the other what no block of the other README runs there.
CASES: list[tuple[str, str, str, str]] = []
for _name, _locale in READMES.items():
    (_other,) = set(READMES) - {_name}
    _there = {_command(line) for commands, _ in examples(_other) for line in commands.splitlines()}
    for commands, quoted in examples(_name):
        CASES.append((_name, _locale, commands, quoted))
        rest = [line for line in commands.splitlines() if _command(line) not in _there]
        if rest:
            CASES.append((_name, READMES[_other], "\n".join(rest), ""))


@needs("plots")
@pytest.mark.parametrize(
    ("name", "locale", "commands", "quoted"),
    CASES,
    ids=[f"{case[0]}-{case[1]}-{number}" for number, case in enumerate(CASES)],
)
def test_shell_examples_run(
    name: str, locale: str, commands: str, quoted: str, tmp_path: Path, built: Path, run: Callable[..., Outcome]
) -> None:
    # A reader has come past the first command, which builds.
    shutil.copytree(built, tmp_path / "build", symlinks=True, copy_function=shutil.copy2)
    (tmp_path / "notebooks").mkdir()
    for sheet in ("article.txt", "deals.csv", "projects.csv", "places.ttl"):
        (tmp_path / "notebooks" / sheet).write_bytes((ROOT / "notebooks" / sheet).read_bytes())
    printed = ""
    for line in commands.splitlines():
        words = shlex.split(line)
        assert words[0] == "kg"
        environment = {"LC_ALL": locale, "COLUMNS": "100", "KG_LANG": ""}
        # Every command is run in both locales: in processes of their own, as a shell starts them, in one of them.
        if name == "README.md" and locale == READMES[name]:
            done = run_in_process(*words[1:], cwd=tmp_path, **environment)
        else:
            done = run(*words[1:], **environment)
        assert done.code == 0, f"{line}\n{done.err}"
        printed += done.out
    for line in quoted.splitlines():
        assert line.partition("…")[0].strip() in printed, printed


def test_every_command_is_run_in_both_locales() -> None:
    run = {
        locale: {_command(line) for _, where, commands, _ in CASES if where == locale for line in commands.splitlines()}
        for locale in READMES.values()
    }
    assert len(set(map(frozenset, run.values()))) == 1


def test_there_is_enough_to_run() -> None:
    assert len(CASES) >= 30


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
