"""A code is added to each list, in a copy of the project, and followed through all that reads codes; no Python changes.

The copy is of ``kg/`` and ``ontology/`` as they are. Each list gets one block more, as ``ontology/README.md`` asks for,
and the worked example of ``kg new`` uses all of them.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LISTS = sorted(path.stem for path in (ROOT / "ontology" / "codelists").glob("*.ttl"))
CODE = "https://w3id.org/partnership-kg/code/"

#: What each list asks of its codes besides names and definitions, and the class where it has one.
ASKED: dict[str, tuple[str, str]] = {
    "level": ("", "pk:order 45 ; pk:standsFor level:novel"),
    "measure": (
        ", pk:Measure",
        'pk:unitKind "novelty" ; pk:additive true ; pk:stockFlow "flow" ; pk:lowerIsBetter true',
    ),
    "sector": (", pk:Sector", ""),
    # Between signed (30) and under construction (40), and standing still.
    "stage": (", pk:Stage", "pk:order 35 ; pk:halted true"),
    # Above the figure, as "more than" is, with a sign of its own.
    "bound": ("", 'pk:lowerLimit "excluded" ; pk:sign "≫"'),
    "unit": ("", 'pk:unitKind "novelty" ; pk:currency false ; pk:wholeNumber true ; pk:sign "NV"'),
}


def block(name: str) -> str:
    cls, more = ASKED.get(name, ("", ""))
    return f"""
{name}:novel a skos:Concept{cls} ;
    skos:notation "novel" ;
    skos:prefLabel "novel {name}"@en , "新{name}码"@zh ;
    rdfs:label "novel {name}"@en , "新{name}码"@zh ;
    skos:definition "A code that was not there before."@en , "此前没有的代码。"@zh ;
    {more + " ;" if more else ""}
    skos:inScheme <{CODE}{name}> ;
    skos:topConceptOf <{CODE}{name}> .
"""


class Project:
    """A copy of the project with a code more in each list, and a package that uses them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for part in ("kg", "ontology", "data"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        for name in LISTS:
            with (folder / "ontology" / "codelists" / f"{name}.ttl").open("a", encoding="utf-8") as file:
                file.write(block(name))
        self.run("new", "package")
        self.run("build", "package", "--out", "before")
        self.edit("regions", lambda row: row["id"] == "xx-exampleton", level="novel")
        self.edit("institutions", lambda row: True, kind="novel")
        self.edit("partnerships", lambda row: True, agreement_kind="novel", sectors="novel")
        self.edit("participations", lambda row: row["party"].startswith("institution"), role="novel")
        self.edit("statements", lambda row: True, kind="novel", precision="novel", time_basis="novel")
        self.add("stages", id="halt", stage="novel", as_of="2024-06-30")
        self.edit("observations", lambda row: True, measure="novel", unit="novel", value="7", capital_kind="novel")
        self.add("observations", id="done", bound="novel", **{"class": "Achievement"}, value="7")
        self.run("build", "package", "--out", "after")

    def run(self, *arguments: str, code: int = 0) -> str:
        """Run a command of the copy in its folder; its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "kg", *arguments],
            cwd=self.folder,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            check=False,
            timeout=120,
        )
        assert done.returncode == code, done.stderr.decode("utf-8")
        return done.stdout.decode("utf-8")

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--format", "json"))

    def _rows(self, table: str) -> tuple[Path, list[dict[str, str]]]:
        path = self.folder / "package" / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            return path, list(csv.DictReader(file))

    def _write(self, path: Path, rows: list[dict[str, str]]) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def edit(self, table: str, which: Callable[[dict[str, str]], bool], **cells: str) -> None:
        path, rows = self._rows(table)
        chosen = [row for row in rows if which(row)]
        assert chosen
        for row in chosen:
            row.update(cells)
        self._write(path, rows)

    def add(self, table: str, **cells: str) -> None:
        """Add a row that is like the last one but for some cells."""
        path, rows = self._rows(table)
        self._write(path, [*rows, {**rows[-1], **cells}])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("project"))


def test_every_list_has_the_code(project: Project) -> None:
    for name in LISTS:
        assert "novel" in [code["code"] for code in project.json("codes", name)], name


def test_check_takes_the_codes(project: Project) -> None:
    assert json.loads(project.run("check", "package", "--format", "json"))["counts"]["violation"] == 0


def test_every_list_is_used(project: Project) -> None:
    """So that a list that is added later is followed too."""
    graph = (project.folder / "after" / "graph.nq").read_text(encoding="utf-8")
    used = {name for name in LISTS if f"> <{CODE}{name}/novel> ." in graph}
    assert used == set(LISTS)


def test_history_reads_that_the_stage_halts(project: Project) -> None:
    told = project.json("history", "exampleton-sampleford-logistics", "-g", "after")
    assert [entry["change"] for entry in told["entries"]] == ["first", "halts"]


def test_diff_reads_that_the_stage_halts(project: Project) -> None:
    changes = project.json("diff", "before", "after")["changes"]
    moved = [change for change in changes if change["kind"].startswith("stage-")]
    assert [(change["kind"], change["old"], change["new"]) for change in moved] == [("stage-halted", "signed", "novel")]
    assert any(change["kind"] == "figure-added" and "≫7 NV" in change["en"] for change in changes)


def test_the_ledger_reads_what_the_bound_and_the_measure_mean(project: Project) -> None:
    """More than 7 whole things, where lower is better and 7 was the plan: missed, and nobody needs to be asked."""
    (row,) = project.json("ledger", "-g", "after")["rows"]
    assert row["status"] == "missed"
    assert row["measure"]["code"] == row["unit"]["code"] == row["capital_kind"]["code"] == "novel"
    assert (row["result"]["bound"], row["result"]["low"], row["result"]["low_open"]) == ("novel", "8", False)
    assert row["result"]["high"] is None
    (asked,) = project.json("ask", "target-status", "-g", "after")
    assert asked["status"] == row["status"]
    said = project.run("ledger", "-g", "after", "--format", "md", "--lang", "en")
    assert all(word in said for word in ("≫", "NV", "missed"))


def test_the_page_shows_the_codes_by_their_names(project: Project) -> None:
    page = (project.folder / "after" / "network.html").read_text(encoding="utf-8")
    shown = {name for name in LISTS if f"novel {name}" in page and f"新{name}码" in page}
    assert shown == set(LISTS) - NOT_ON_THE_PAGE


#: What the page says of no record: how exactly a day is known is seen in how the day is written.
NOT_ON_THE_PAGE = {"date-precision"}
