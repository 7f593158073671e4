"""The day by which a table holds: what states it, what only ends with its words, and rows that it would cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import table

ROWS = "Party 1,Party 2,Signed,Stage\n常州市,Leeds,2017-07-08,signed\n无锡市,Lyon,,signed\n"


def imported(folder: Path, above: str) -> Imported:
    """A sheet of which one row names its day of signing and another none, below a title."""
    sheet = folder / "deals.csv"
    sheet.write_text(f"{above}\n{ROWS}", encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def days(folder: Path) -> list[tuple[str, str]]:
    return [(row["as_of"], row["time_basis"]) for row in table(folder / "made", "stages")]


@pytest.mark.parametrize(
    "above",
    [
        *("Partners of Washington State 2016", "Contract status 2016", "Kiosks that stand 2016", "Candidate: 2016"),
        *("常州市城市更新2016", "常州市城市更新2016年", "Update 2016"),
    ],
)
def test_a_title_takes_no_day_of_signing_away(above: str, tmp_path: Path) -> None:
    done = imported(tmp_path, above)
    assert done.account.questions == ()
    assert days(tmp_path) == [("2017-07-08", "stated"), ("2017-07-08", "assumed")]


@pytest.mark.parametrize(
    ("above", "day"),
    [
        *(
            ("截至2018年", "2018-12-31"),
            ("截止日期：2018年3月", "2018-03-31"),
            ("数据截至到2018年3月5日", "2018-03-05"),
        ),
        *(("Cut-off date: 5 March 2018", "2018-03-05"), ("Data as at 5 March 2018", "2018-03-05")),
        *(("Date: 2018-03-05", "2018-03-05"), ("更新于2018年3月5日", "2018-03-05"), ("Status: 2018", "2018-12-31")),
        *(("Stand 15.3.2018", "2018-03-15"), ('"Last updated March 5, 2018"', "2018-03-05")),
    ],
)
def test_what_states_the_day_of_a_table_is_its_day(above: str, day: str, tmp_path: Path) -> None:
    imported(tmp_path, above)
    assert days(tmp_path) == [("2017-07-08", "stated"), (day, "assumed")]


@pytest.mark.parametrize("above", ["截至2016年", "State: 2016", "Last update: 31.12.2016", "As of 2016"])
def test_a_stated_day_that_would_cut_a_row_off_is_asked(above: str, tmp_path: Path) -> None:
    (question,) = imported(tmp_path, above).account.questions
    assert question.path == ("as_of",)
    assert [one.answer for one in question.options] == ["2017-07-08", "2016-12-31"]
    assert "2016-12-31 is stated for it, and a row has 2017-07-08" in question.text.en
    assert "表外写明2016-12-31，而有一行为2017-07-08" in question.text.zh
