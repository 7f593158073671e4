"""Headings as people ask (Who, Mit wem, 和谁), and columns whose cells are no names and no sums."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import table, write_csv


def read(done: Imported) -> dict[str, str]:
    """What each column is read as; with a question mark where it is asked."""
    return {one.heading: one.reading.written + ("" if one.reading.sure else " ?") for one in done.columns}


@pytest.mark.parametrize(
    ("who", "with_whom", "paid_by", "said_by"),
    [
        ("Who", "With whom", "Paid by", "Said by"),
        ("Qui", "Avec qui", "Financé par", "Selon"),
        ("Wer", "Mit wem", "Bezahlt von", "Quelle"),
        ("Quién", "Con quién", "Pagado por", "Según"),
        ("Quem", "Com quem", "Pago por", "Segundo"),
        ("谁", "和谁", "谁出资", "谁说的"),
    ],
)
def test_headings_that_ask_are_known(tmp_path: Path, who: str, with_whom: str, paid_by: str, said_by: str) -> None:
    headings = ("Name", who, with_whom, "Signed", paid_by, said_by)
    rows = [
        ("Alda deal", "Hamburg", "Lyon", "2019-03-04", "Bavaria", "Alda Courier, 5 March 2019"),
        ("Borea deal", "Bremen", "Shanghai", "2020-06-01", "Hessen", "Borea Gazette, 2 June 2020"),
    ]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    assert read(done) == dict(
        zip(headings, ("name", "party 1", "party 2", "signed", "party investor", "source"), strict=True)
    )
    assert {question.path[1] for question in done.account.questions if question.path[0] == "answers"} <= {
        "party",
        "place",
    }


def test_who_alone_and_where_is_asked(tmp_path: Path) -> None:
    rows = [("Alda deal", "嘉善县", "Bavaria, Germany", "2019-03-04"), ("Borea deal", "平湖市", "Lyon", "2020-06-01")]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, ("Name", "Who", "Where", "Signed")), tmp_path / "made")
    assert read(done)["Where"] == "place 1 ?"


@pytest.mark.parametrize("heading", ["Payed by whom", "Grants from", "Paid-by body"])
def test_cells_that_name_somebody_are_no_amounts(tmp_path: Path, heading: str) -> None:
    rows = [
        ("Alda deal", "嘉善县", "上海市", "2019-03-04", "Alda-Stiftung"),
        ("Borea deal", "平湖市", "金山区", "2020-06-01", "Borea Trust, 5 March 2019"),
    ]
    headings = ("Name", "Party A", "Party B", "Signed", heading)
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    reading = next(one.reading for one in done.columns if one.heading == heading)
    assert not any(one.startswith("amount") for one in (reading.written, *reading.proposals))


@pytest.mark.parametrize("heading", ["外方股比(%)", "Partner share", "外方", "Party B stake %"])
def test_a_column_of_shares_is_no_party(tmp_path: Path, heading: str) -> None:
    cells = ["30%", "49:51（外方:中方）", "51", "约20%", ">75%", "50％"]
    rows = [(f"项目{at}", "嘉善县", "上海市", f"2019-03-0{at + 1}", "已签约", cell) for at, cell in enumerate(cells)]
    headings = ("项目名称", "甲方", "乙方", "签约日期", "进展", heading)
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made", accept=True)
    assert read(done)[heading] == "note"
    assert not done.account.questions
    notes = [row.get("note_zh", "") + row.get("note_en", "") for row in table(tmp_path / "made", "partnerships")]
    assert all(any(cell in note for note in notes) for cell in cells)
