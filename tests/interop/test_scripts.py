"""The page's scripts as a type checker (TypeScript, over their JSDoc types) and a linter (ESLint) see them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kg.page.render import SCRIPTS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TEMPLATE = ROOT / "kg" / "page" / "template"


def checked(program: str, *arguments: str | Path, text: str | None = None) -> str:
    """What a program says, run from the root of the project; the test is left out where it is not, except in CI."""
    path = HERE / "node_modules" / ".bin" / program
    if shutil.which("node") is None or not path.exists():
        said = f"needs Node and {program}: npm install --prefix tests/interop"
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    run = subprocess.run([path, *arguments], cwd=ROOT, input=text, capture_output=True, check=False, encoding="utf-8")
    return run.stdout + run.stderr


def linted(*arguments: str | Path, text: str | None = None) -> str:
    return checked("eslint", "--config", HERE / "eslint.config.mjs", *arguments, text=text)


def said_of(script: str, folder: Path) -> str:
    """What the type checker says of one more script among those of the page."""
    wrong = folder / "wrong.js"
    wrong.write_text(script, encoding="utf-8")
    settings = {
        "extends": str(HERE / "tsconfig.json"),
        "include": [str(TEMPLATE / "js" / "*.js"), str(TEMPLATE / "types.d.ts"), str(wrong)],
    }
    (folder / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return checked("tsc", "--project", folder, "--pretty", "false")


def test_the_type_checker_finds_nothing_and_sees_every_script() -> None:
    assert checked("tsc", "--project", HERE, "--pretty", "false") == ""
    seen = {Path(line).name for line in checked("tsc", "--project", HERE, "--listFilesOnly").splitlines()}
    assert set(SCRIPTS) | {"types.d.ts"} <= seen


def test_the_type_checker_finds_a_field_that_the_state_has_not_and_a_function_that_is_nowhere(tmp_path: Path) -> None:
    said = said_of("select({ kee: state.step });\nnowhereAtAll();\n", tmp_path)
    assert "wrong.js(1," in said
    assert "'kee'" in said
    assert "'nowhereAtAll'" in said
    assert len(said.splitlines()) == 2


def test_the_type_checker_finds_what_has_no_type_and_what_may_be_nothing(tmp_path: Path) -> None:
    """No script is let off a check: an untyped argument and an element that may be missing are errors everywhere."""
    said = said_of(
        "const twice = (n) => 2 * n;\ntwice(document.querySelector('p').id.length);\n", tmp_path
    ).splitlines()
    assert [line.split("error ")[1].split(":")[0] for line in said] == ["TS7006", "TS2531"]


def test_the_linter_finds_nothing() -> None:
    assert linted("--max-warnings", "0", TEMPLATE / "js") == ""


def test_the_linter_finds_text_that_becomes_markup() -> None:
    said = linted(
        "--stdin", "--stdin-filename", TEMPLATE / "js" / "wrong.js", text='$("title").innerHTML = state.lang;\n'
    )
    assert "no-restricted-properties" in said
