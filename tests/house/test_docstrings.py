"""The docstring of a function of three or more parameters says what each is, what comes back, and what it raises.

Commands are left out: their docstrings are the help that a terminal shows, and their options have texts of their own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

FOLDER = Path(kg.__file__).parent
#: How many parameters a sentence alone no longer tells of.
MANY = 3
#: First words of a sentence that gives an order, and so does not say what comes back.
ORDERS = re.compile(
    r"(?:Add|Answer|Apply|Ask|Build|Check|Choose|Compare|Count|Draw|Estimate|Fill|Find|Give|Go|Join|Judge|Keep|Look|Make|"
    r"Map|Open|Print|Put|Rank|Read|Render|Run|Score|Search|Take|Tell|Turn|Work|Write)\b"
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """The public functions of a module and the public methods of its public classes, by their names."""
    within: list[tuple[str, ast.Module | ast.ClassDef]] = [("", tree)]
    for prefix, node in within:
        for child in node.body:
            if isinstance(child, ast.ClassDef) and not child.name.startswith("_"):
                within.append((f"{prefix}{child.name}.", child))
            elif isinstance(child, Function) and not (child.name.startswith("_") or is_command(child)):
                yield prefix + child.name, child


def is_command(function: Function) -> bool:
    return any(
        re.search(r"(?:^|[._])(?:command|group)\(|^overload$", ast.unparse(one)) for one in function.decorator_list
    )


def parameters(function: Function) -> list[str]:
    given = function.args
    names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def raises(node: ast.AST) -> bool:
    """Whether the body itself raises what leaves it: functions within it aside, and what it suppresses."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(child, ast.With) and "suppress(" in ast.unparse(child.items[0]):
            continue
        if isinstance(child, ast.Raise) or raises(child):
            return True
    return False


def lacks(function: Function) -> list[str]:
    """What the docstring of a function does not say."""
    told = ast.get_docstring(function) or ""
    sections = {found[1]: found[2] for found in re.finditer(r"^(\w+):\n((?:    .*\n?|\n)+)", told, re.MULTILINE)}
    described = re.findall(r"^    \**(\w+(?:, \w+)*)(?: \(.*\))?: \S", sections.get("Args", ""), re.MULTILINE)
    named = {name for line in described for name in line.split(", ")}
    missing = [name for name in parameters(function) if name not in named]
    gives = function.returns is not None and ast.unparse(function.returns) != "None"
    if gives and ORDERS.match(told) and not {"Returns", "Yields"} & sections.keys():
        missing.append("Returns:")
    if raises(function) and "Raises" not in sections:
        missing.append("Raises:")
    return missing


def test_a_docstring_says_what_goes_in_what_comes_back_and_what_is_raised() -> None:
    short = [
        f"{file.relative_to(FOLDER)}:{function.lineno} {name} lacks {', '.join(missing)}"
        for file in sorted(FOLDER.rglob("*.py"))
        for name, function in functions(ast.parse(file.read_text(encoding="utf-8")))
        if len(parameters(function)) >= MANY and (missing := lacks(function))
    ]
    assert not short, "Args: says each parameter, Returns: what an order gives, Raises: errors\n" + "\n".join(short)


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ('def f(a, b, c) -> int:\n    """A sum."""', ["a", "b", "c"]),
        (
            'def f(a, b, c) -> int:\n    """A sum.\n\n    Args:\n        a: one.\n        b, c: more.\n    """',
            [],
        ),
        ('def f(a) -> int:\n    """Make a sum.\n\n    Args:\n        a: one.\n    """', ["Returns:"]),
        ('def f(a) -> None:\n    """Make a sum.\n\n    Args:\n        a: one.\n    """', []),
        ('def f():\n    """A sum."""\n    if 1:\n        raise ValueError', ["Raises:"]),
        ('def f():\n    """A sum."""\n    with suppress(ValueError):\n        raise ValueError', []),
        ('def f():\n    """A sum."""\n    def inner():\n        raise ValueError', []),
        ("def f(a):\n    return a", ["a"]),
    ],
)
def test_what_is_missing_is_found(source: str, missing: list[str]) -> None:
    (function,) = ast.parse(source).body
    assert isinstance(function, Function)
    assert lacks(function) == missing


def test_commands_and_what_is_private_are_left_out() -> None:
    source = "@command(s=1)\ndef a(): ...\n@b.command()\ndef b(): ...\ndef _c(): ...\nclass D:\n    def e(self): ..."
    assert [name for name, _ in functions(ast.parse(source))] == ["D.e"]
