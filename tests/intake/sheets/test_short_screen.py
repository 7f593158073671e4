"""What a terminal shows of a sheet of many rows and questions: the first ones, and where the rest stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.sheets.written import write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]

HEADINGS = ("Name", "Party A", "Party B", "Sector", "Stage", "Signed")
ROWS = [
    (f"Deal {at}", f"Zarnova {letter}", f"Qelloria {letter}", f"lumber {letter}", f"brewing {letter}", "2019-03-04")
    for at, letter in enumerate("abcdefghijklmnopqrst")
]


def test_many_rows_and_questions_are_shown_in_part_and_the_rest_is_named(run: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "deals.csv", ROWS, HEADINGS)
    done = run("import", "deals.csv", "--lang", "en")
    assert len(done.out) + len(done.err) < 9_000
    assert "20 rows read" in done.out
    hidden = ", ".join(map(str, range(14, 22)))
    assert f"… and 8 more rows of which something is to be said (rows {hidden}): --wide shows all" in done.err
    assert "… and 16 more there: all stand in deals.csv.kg.yaml" in done.err
    answers = (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8")
    assert all(f"{row[1]}:" in answers and f"{row[3]}:" in answers for row in ROWS)
    whole = run("import", "deals.csv", "--lang", "en", "--wide")
    assert "more rows of which" not in whole.err
    assert "lumber t" in whole.out


def test_of_many_questions_those_that_stop_everything_are_shown_alone(run: Run, tmp_path: Path) -> None:
    rows = [(*row, "Vellmark") for row in ROWS]
    write_csv(tmp_path / "deals.csv", rows, (*HEADINGS, "合作方资料"))
    said = run("import", "deals.csv", "--lang", "en").err
    assert "1. sheets > deals > columns > 合作方资料" in said
    assert "\n2. " not in said
    assert "more questions: all stand in deals.csv.kg.yaml" in said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_few_rows_are_shown_whole(run: Run, tmp_path: Path, language: str) -> None:
    write_csv(tmp_path / "deals.csv", ROWS[:3], HEADINGS)
    done = run("import", "deals.csv", "--lang", language)
    assert "--marked" not in done.err
    assert "lumber c" in done.out


def test_what_may_be_otherwise_is_shown_first_and_whole_and_what_is_only_said_last(run: Run, tmp_path: Path) -> None:
    rows = [(f"Deal {at}", "嘉善县", "青浦区", "物流", "signed", "2019-03-04", "TBD") for at in range(20)]
    rows.append(("Deal 20", "嘉善县", "青浦区", "物流", "planned", "2019-03-04", "2018-2020"))
    write_csv(tmp_path / "deals.csv", rows, (*HEADINGS, "Duration"))
    done = run("import", "deals.csv", "--lang", "en")
    # The one row with a guess is the last of the sheet; those that say that they are not decided need nothing.
    assert "taken as signed, the stage is in the note" in " ".join(done.out.split())
    assert "deal-20" in done.out
    assert "deal-1 " not in done.out
    assert "… and 20 more rows of which something is to be said, 20 of them with nothing to do" in done.err
    whole = run("import", "deals.csv", "--lang", "en", "--wide").out
    assert whole.index("deal-20") < whole.index("deal-1 ")


def test_a_row_that_went_is_not_told_of_as_one_that_nobody_touched(run: Run, tmp_path: Path) -> None:
    headings = (*HEADINGS, "Amount (EUR)")
    rows = [(f"Deal {at}", "嘉善县", "青浦区", "物流", "signed", "2019-03-04", f"{at}000") for at in (1, 2, 3)]
    write_csv(tmp_path / "deals.csv", rows, headings)
    run("import", "deals.csv")
    write_csv(tmp_path / "deals.csv", [rows[0], rows[2]], headings)
    again = run("import", "deals.csv", "--lang", "en")
    assert "whose rows are as they were" not in again.err
    assert "whose row is as it was" not in again.err
    assert "Gone: deal-2 Deal 2." in again.err
