"""What an answer records nothing of stays in the note, with the words of the sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.sheets.written import by_name, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("Partnership", "Party A", "Party B", "Sector", "Signed", "Status")


def imported(folder: Path, run: Run, *rows: tuple[str, str, str], said: str = "") -> None:
    """A sheet of rows with a sector, a day and a status, imported with some answers."""
    written = [(f"Deal {at}", "嘉善县", "青浦区", *row) for at, row in enumerate(rows, 1)]
    write_csv(folder / "deals.csv", written, HEADINGS)
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2023-12-31\nanswers:\n{said}", encoding="utf-8")
    run("import", "deals.csv")


def note(folder: Path, name: str) -> str:
    return by_name(folder / "deals")[name].get("note_en", "")


@pytest.mark.parametrize(
    ("text", "answer", "days"),
    [
        # An open answer is no day by which something was planned: the day of the sheet stays.
        ("not before 2024", "2024..", {"2023-12-31"}),
        ("2016?", "2016", {"2016-12-31"}),
        ("Spring 2018", "ignore", {"2023-12-31"}),
    ],
)
def test_the_words_of_a_day_that_was_asked_stay_whatever_is_answered(
    text: str, answer: str, days: set[str], run: Run, tmp_path: Path
) -> None:
    imported(tmp_path, run, ("trade", text, "under negotiation"), said=f"  date:\n    '{text}': '{answer}'\n")
    assert note(tmp_path, "Deal 1") == f"Signed: {text}"
    rows = table(tmp_path / "deals", "stages")
    assert ({row["as_of"] for row in rows}, {row["stage"] for row in rows}) == (days, {"negotiating"})


def test_words_that_are_left_out_by_an_answer_stay_in_the_note_as_answered_ones_do(run: Run, tmp_path: Path) -> None:
    said = "  sector: {zumbling: ignore, quorling: energy}\n  stage: {wobbled: ignore, gone quiet: terminated}\n"
    imported(tmp_path, run, ("zumbling", "2017-07-08", "wobbled"), ("quorling", "2017-07-08", "gone quiet"), said=said)
    assert note(tmp_path, "Deal 1") == "Sector: zumbling; Status: wobbled"
    assert by_name(tmp_path / "deals")["Deal 1"]["sectors"] == "crossSector"
    # So do those that were answered with a code that is not called so: no table has the word.
    assert by_name(tmp_path / "deals")["Deal 2"]["sectors"] == "energy"
    assert note(tmp_path, "Deal 2") == "Sector: quorling; Status: gone quiet"
