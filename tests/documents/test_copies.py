"""Copies of a source in HTML and PDF, as `kg evidence` and `kg explain` read them."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents.pdfs import write_pdf
from tests.support import Outcome

Run = Callable[..., Outcome]
TARGET = "exampleton-sampleford-containers-2025"
PLANNED = "They plan to move 20,000 containers in 2025."
LINES = ["A report", "Two towns met. They plan to move 20,000 containers in 2025.", "The end & more"]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page that shows the lines above, with a script that says something else."""
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in LINES)
    path = tmp_path / "copy.html"
    path.write_text(f"<html><head><script>{PLANNED}</script></head><body>{body}</body></html>", encoding="utf-8")
    return path


def test_places_in_a_page_are_those_of_what_it_shows(page: Path, example: Path, run: Run) -> None:
    found = run("evidence", example, "--text", page, "--find", PLANNED, "--format", "json").json()["places"]
    start = len("A report\nTwo towns met. ")
    assert [(place["start"], place["end"]) for place in found] == [(start, start + len(PLANNED))]


def test_places_in_a_pdf(tmp_path: Path, example: Path, run: Run) -> None:
    path = write_pdf(tmp_path / "copy.pdf", [["A report.", PLANNED]])
    found = run("evidence", example, "--text", path, "--find", PLANNED, "--format", "json").json()["places"]
    assert [place["start"] for place in found] == [len("A report.\n")]


def test_a_page_shows_the_passage_that_a_record_cites(page: Path, example: Path, run: Run) -> None:
    text = (example / "example-source.txt").read_text(encoding="utf-8")
    body = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    page.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    outcome = run("explain", TARGET, "--graph", example, "--text", page, "--lang", "en")
    assert PLANNED in " ".join(outcome.out.split())


def test_a_scan_is_told_what_to_do(tmp_path: Path, example: Path, run: Run) -> None:
    path = write_pdf(tmp_path / "scan.pdf", [[], []])
    for command in (("evidence", example), ("explain", TARGET, "--graph", example)):
        outcome = run(*command, "--text", path, "--lang", "en")
        assert outcome.code == 1
        assert "no text layer" in " ".join(outcome.err.split())
