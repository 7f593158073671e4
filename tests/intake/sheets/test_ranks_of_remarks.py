"""How soon a row is told: by what its remarks are, where they are made, and by no word of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.account import RowAccount
from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.remarks import MAY_BE_WRONG, OPEN, SAID, rank_of
from kg.text import Text
from tests.intake.sheets.written import write_csv

_HEADINGS = ("项目名称", "甲方", "乙方", "类型", "签约日期", "进展", "来源")
_LINK = "https://deals.example/{}"


def imported(tmp_path: Path, *cells: dict[str, str]) -> Imported:
    """A sheet of which each row has all that it needs, but for the cells that are given."""
    rows = []
    for number, changed in enumerate(cells):
        plain = (f"项目{number}", "厦门市", "德国", "协议", "2019-05-03", "已完成", _LINK.format(number))
        rows.append([changed.get(heading, cell) for heading, cell in zip(_HEADINGS, plain, strict=True)])
    return import_sheet(write_csv(tmp_path / "deals.csv", rows, _HEADINGS))


#: Cells, what is said of them in English, and how soon.
_KINDS = [
    ({"乙方": "Cardiff"}, "by its name the city Cardiff", MAY_BE_WRONG),
    ({"来源": "www.deals.org/a"}, "is read as a link", MAY_BE_WRONG),
    ({"进展": "计划中"}, "taken as signed, the stage is in the note", MAY_BE_WRONG),
    ({"乙方": "Sample University, Netherlands"}, "is read as where Sample University is, and as no", MAY_BE_WRONG),
    ({"签约日期": "不详"}, "said not to be known: kept in the note", SAID),
    ({"签约日期": "待定"}, "said not to be decided: kept in the note", SAID),
    ({"进展": "同上"}, "the row before it has nothing there: kept in the note", SAID),
    # What is asked without a question's sign is asked all the same.
    ({"签约日期": "8月12日"}, "The date has no year.", OPEN),
    ({"签约日期": "43040"}, "may be a day as spreadsheets count them", OPEN),
    ({"签约日期": "2020年"}, "", SAID),
    ({"签约日期": "7/8/2017"}, "?", OPEN),
    ({"乙方": "Kardyff"}, "What is Kardyff?", OPEN),
    ({"乙方": ""}, "names one party alone", OPEN),
]


@pytest.mark.parametrize(("cells", "said", "expected"), _KINDS)
def test_each_kind_of_remark_has_its_rank(tmp_path: Path, cells: dict[str, str], said: str, expected: int) -> None:
    (row,) = imported(tmp_path, cells).account.rows
    about = [rank_of(text) for _, text in row.remarks if said in text.en]
    assert about == [expected] if said else not row.remarks


def test_rows_are_told_by_the_ranks_of_their_remarks(tmp_path: Path) -> None:
    cells = [{"签约日期": "不详"}, {"乙方": "Kardyff"}, {}, {"乙方": "Cardiff"}]
    account = imported(tmp_path, *cells).account
    assert [row.row for row in account.told_rows] == [5, 3, 2]
    assert (account.may_be_wrong, account.only_said) == (1, 1)


def test_words_tell_no_rank() -> None:
    for words in ("its date is taken as the day of signing", "kept in the note", "by its name the city Cardiff"):
        assert RowAccount("deals", 2, "made", remarks=[("", Text(words, "…"))]).rank == OPEN


def test_a_remark_with_more_behind_it_stays_what_it_is(tmp_path: Path) -> None:
    # In a span the order of days is asked as well: what is told of the source goes on with how it is said.
    (row,) = imported(tmp_path, {"来源": "《样本报》，12/10/2017"}).account.rows
    (told,) = (text for _, text in row.remarks if "no one day of publication is sure" in text.en)
    assert "day_first" in told.en
    assert rank_of(told) == MAY_BE_WRONG
