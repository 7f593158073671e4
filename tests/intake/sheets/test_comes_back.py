"""What is held each year goes on: its span is open, and that it was held is no end of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import options, stages_of, table, write_csv


def imported(folder: Path, period: str, status: str, *, accept: bool = False) -> Imported:
    rows = [("Deal 1", "嘉善县", "青浦区", period, "2016-03-02", status)]
    sheet = write_csv(folder / "deals.csv", rows, ("Project", "Party A", "Party B", "Period", "Signed", "Status"))
    (folder / "deals.csv.kg.yaml").write_text("as_of: 2023-12-31\n", encoding="utf-8")
    return import_sheet(sheet, folder / "made", accept=accept)


@pytest.mark.parametrize(
    "period",
    [
        *("annual since 2016", "every year from 2016", "since 2016, annually", "2016–, held yearly"),
        *("2016年起每年举办", "自2016年起，每年", "jährlich seit 2016", "anual desde 2016"),
    ],
)
def test_what_comes_back_since_a_year_is_open_from_then(period: str, tmp_path: Path) -> None:
    done = imported(tmp_path, period, "operating")
    (row,) = table(tmp_path / "made", "partnerships")
    assert (row["period_start"], row.get("period_end", "")) == ("2016-01-01", "")
    assert period in row.get("note_en", "") + row.get("note_zh", "")
    assert [one.path for one in done.account.questions] == []


def test_a_year_alone_beside_such_a_word_is_asked(tmp_path: Path) -> None:
    done = imported(tmp_path, "annual, 2016", "operating")
    assert [one.path for one in done.account.questions] == [("answers", "date", "annual, 2016")]


@pytest.mark.parametrize(
    "status",
    ["held yearly", "held every year", "annual", "held annually", "每年举办", "每年举办一次", "一年一度", "annuel"],
)
def test_held_each_year_is_proposed_as_going_on_and_never_taken(status: str, tmp_path: Path) -> None:
    done = imported(tmp_path, "", status)
    assert options(done, "answers", "stage", status)[:2] == ["operating", "completed"]
    taken = imported(tmp_path, "", status, accept=True).taken
    assert ("answers", "stage", status) not in [question.path for question, _ in taken]
    assert "completed" not in [row["stage"] for row in stages_of(tmp_path / "made", "Deal 1")]
