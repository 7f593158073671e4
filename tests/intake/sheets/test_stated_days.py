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


@pytest.mark.parametrize(
    ("above", "day"),
    [
        *(("国际合作台账（2009—2021，更新至2021.9）", "2021-09-30"), ("updated Sep 2021", "2021-09-30")),
        *(("As of Sept. 2021", "2021-09-30"), ("Stand 9.2021", "2021-09-30"), ("Stand: März 2021", "2021-03-31")),
        *(("截至2021/09", "2021-09-30"), ("2021年9月更新", "2021-09-30"), ("数据更新到2021年9月", "2021-09-30")),
        *(("(Updated 2021)", "2021-12-31"), ("Mise à jour : mars 2021", "2021-03-31")),
    ],
)
def test_a_month_and_a_year_that_are_stated_are_the_day(above: str, day: str, tmp_path: Path) -> None:
    assert imported(tmp_path, f'"{above}"').account.questions == ()
    assert days(tmp_path) == [("2017-07-08", "stated"), (day, "assumed")]


def with_source(folder: Path, source: str, above: str = "Partnerships", as_of: str = "") -> Imported:
    """A sheet of which one row names its day of signing and the other a source."""
    sheet = folder / "deals.csv"
    rows = f'Party 1,Party 2,Signed,Stage,Source\n常州市,Leeds,2017-07-08,signed,\n无锡市,Lyon,,signed,"{source}"\n'
    sheet.write_text(f"{above}\n{rows}", encoding="utf-8")
    if as_of:
        (folder / "deals.csv.kg.yaml").write_text(f"as_of: {as_of}\n", encoding="utf-8")
    return import_sheet(sheet, folder / "made")


@pytest.mark.parametrize(
    ("source", "day"),
    [("Bote 2018-03-05", "2018-03-05"), ("电话了解 2018年8月", "2018-08-31"), ("Bote Sep 2018", "2018-09-30")],
)
def test_no_source_is_published_after_the_day_of_the_sheet_unasked(source: str, day: str, tmp_path: Path) -> None:
    (question,) = with_source(tmp_path, source).account.questions
    assert (question.path, question.options[0].answer, question.optional) == (("as_of",), day, True)
    assert days(tmp_path) == [("2017-07-08", "stated"), (day, "assumed")]
    assert with_source(tmp_path, source, as_of="2019-01-31").account.questions == ()
    assert days(tmp_path)[1] == ("2019-01-31", "assumed")


@pytest.mark.parametrize("source", ["Bote 2017-07-05", "Bote, July 2017", "The Ledger, 2019"])
def test_a_source_that_is_not_after_the_rows_asks_nothing(source: str, tmp_path: Path) -> None:
    assert with_source(tmp_path, source).account.questions == ()
    assert days(tmp_path)[1] == ("2017-07-08", "assumed")


def test_a_source_after_the_stated_day_is_asked(tmp_path: Path) -> None:
    (question,) = with_source(tmp_path, "Bote 2018-03-05", above="截至2017年12月").account.questions
    assert (question.path, [one.answer for one in question.options]) == (("as_of",), ["2018-03-05", "2017-12-31"])


def test_a_source_far_after_the_rows_dates_nothing_unasked(tmp_path: Path) -> None:
    (question,) = with_source(tmp_path, "Bote 2071-03-05").account.questions
    assert (question.path, question.stops) == (("as_of",), True)
