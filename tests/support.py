"""What the tests of several rooms share: running the command, and changing a data package."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.extras import EXTRAS

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph

ROOT = Path(__file__).resolve().parents[1]

#: The folder in a build's in which the next build finds what it need not do again.
STEPS = "steps"
#: What a build writes.
OUTPUTS = {"graph.ttl", "graph.nq", "network.html", "measures.csv", "findings.json"}

ID = "https://w3id.org/partnership-kg/id/"


def needs(extra: str) -> pytest.MarkDecorator:
    """Skips a test where an extra of ``pyproject.toml`` is not installed."""
    library = EXTRAS[extra].library
    return pytest.mark.skipif(find_spec(library) is None, reason=f"{library} is not installed: the extra {extra}")


@dataclass(frozen=True)
class Outcome:
    """How a run of the command ended, and what it printed."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        return self.stdout.decode("utf-8")

    @property
    def err(self) -> str:
        return self.stderr.decode("utf-8")

    def json(self) -> Any:
        return json.loads(self.stdout)


def run_in_process(*arguments: str | Path, cwd: Path, stdin: bytes = b"", **environment: str) -> Outcome:
    """Run ``python -m kg`` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=False,
        timeout=60,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def counted(graph: KnowledgeGraph, pattern: str) -> int:
    """How many different things stand for ``?x`` in a pattern."""
    return int(str(next(iter(graph.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")))[0]))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones included, with its bytes; a folder has none.

    What the next build takes from a build is left out: it is as other as the moments of its files are.
    """
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"(a folder)"
        for path in sorted(folder.rglob("*"))
        if STEPS not in path.relative_to(folder).parts
    }


@dataclass(frozen=True)
class EditablePackage:
    """A data package in a folder, to be changed cell by cell."""

    folder: Path

    def path(self, table: str) -> Path:
        return self.folder / f"{table}.csv"

    def rows(self, table: str) -> list[list[str]]:
        with self.path(table).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, table: str, rows: list[list[str]], **form: Any) -> None:
        with self.path(table).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, **{"lineterminator": "\n", **form}).writerows(rows)

    def set(self, table: str, row: int, column: str, value: str) -> None:
        """Change one cell; rows are counted as a spreadsheet does, the header being 1."""
        rows = self.rows(table)
        rows[row - 1][rows[0].index(column)] = value
        self.write(table, rows)

    def append(self, table: str, like: int, **changes: str) -> None:
        """Add a row like another one."""
        rows = self.rows(table)
        new = list(rows[like - 1])
        for column, value in changes.items():
            new[rows[0].index(column)] = value
        self.write(table, [*rows, new])

    def add(self, table: str, **cells: str) -> None:
        """Add a row with these cells, the others empty."""
        rows = self.rows(table)
        self.write(table, [*rows, [cells.get(column, "") for column in rows[0]]])

    def describe(self, change: Callable[[dict[str, Any]], object]) -> None:
        """Change ``datapackage.json``."""
        path = self.folder / "datapackage.json"
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        change(descriptor)
        path.write_text(json.dumps(descriptor), encoding="utf-8")

    def resource(self, table: str, **changes: Any) -> None:
        """Change one resource of ``datapackage.json``."""

        def change(descriptor: dict[str, Any]) -> None:
            for resource in descriptor["resources"]:
                if resource["name"] == table:
                    resource.update(changes)

        self.describe(change)
