"""The project's own rules, as its tools hold them: style, types, layers, and lazy imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    not (ROOT / "pyproject.toml").is_file(), reason="the rules are those of a checkout, not of an installed package"
)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
    ],
    ids=" ".join,
)
def test_tool_is_content(command: list[str]) -> None:
    done = run(sys.executable, "-m", *command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_go_down() -> None:
    done = run(sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("start", ["import kg", "import sys; sys.argv = ['kg', '--help']; from kg.cli.main import cli"])
def test_starting_imports_nothing_heavy(start: str) -> None:
    heavy = ["rdflib", "pyoxigraph", "networkx", "pyvis", "pandas", "numpy", "scipy", "matplotlib", "IPython", "rich"]
    done = run(sys.executable, "-c", f"{start}; import sys; print([m for m in {heavy} if m in sys.modules])")
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_no_sentence_of_a_source_is_stored() -> None:
    """No run of 25 code points of the article stands in the project, its list of names apart."""
    article = ROOT.parent / "shared" / "seed" / "article.txt"
    if not article.is_file():
        pytest.skip("the article is not here")
    text = article.read_text(encoding="utf-8")
    runs = {text[i : i + 25] for i in range(len(text) - 25)}
    for path in tracked_texts():
        content = path.read_text(encoding="utf-8", errors="ignore")
        found = [content[i : i + 25] for i in range(len(content) - 25) if content[i : i + 25] in runs]
        assert not found, f"{path.relative_to(ROOT)}: {found[0]}"


def tracked_texts() -> list[Path]:
    names = run("git", "ls-files", "-co", "--exclude-standard").stdout.splitlines()
    suffixes = {".py", ".md", ".csv", ".json", ".ttl", ".rq", ".ipynb", ".html", ".js", ".css", ".txt", ".toml"}
    return [ROOT / name for name in names if Path(name).suffix in suffixes and (ROOT / name).is_file()]


def test_errors_are_raised_in_both_languages() -> None:
    errors = {"DataError", "LookupFailed", "AmbiguousName", "PluginError", "QueryError", "SourceError", "UsageError"}
    one_language = []
    for path in sorted((ROOT / "kg").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in errors and node.args:
                message = node.args[0]
                if isinstance(message, ast.Constant | ast.JoinedStr | ast.BinOp):
                    one_language.append(f"{path.name}:{message.lineno}")
    assert one_language == []
