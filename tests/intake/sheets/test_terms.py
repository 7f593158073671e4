"""From when to when a partnership is agreed or planned to run: columns of spans, beginnings and ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import by_name, how_far, options, remarks, table, write_csv

COLUMNS = ("period_start", "period_start_precision", "period_end", "period_end_precision")


def imported(folder: Path, headings: tuple[str, ...], *cells: str, said: str = "") -> Imported:
    """A sheet of one row, signed in February 2018 and running by May 2020, with further columns."""
    row = ("甲项目", "嘉善县", "上海市", "合作协议", "2018-02-05", "运营中", *cells)
    sheet = write_csv(folder / "deals.csv", [row], ("名称", "甲方", "乙方", "类型", "签约日期", "状态", *headings))
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2020-05-04\n{said}", encoding="utf-8")
    return import_sheet(sheet, folder / "deals")


def term(folder: Path) -> tuple[str, ...]:
    row: dict[str, Any] = by_name(folder / "deals")["甲项目"]
    return tuple(row.get(name, "") for name in COLUMNS)


def stages(folder: Path) -> set[str]:
    return {row["stage"] for row in table(folder / "deals", "stages")}


@pytest.mark.parametrize(
    ("heading", "cell", "found"),
    [
        ("起止时间", "2018-2023", ("2018-01-01", "year", "2023-12-31", "year")),
        ("合作期限", "2018年3月至2031年", ("2018-03-01", "month", "2031-12-31", "year")),
        ("有效期", "2018-03-01 至 2031-02-28", ("2018-03-01", "day", "2031-02-28", "day")),
        ("Duration", "until 2027", ("", "", "2027-12-31", "year")),
        ("Duration", "since 2013", ("2013-01-01", "year", "", "")),
        ("Duration", "2018-04", ("2018-04-01", "month", "", "")),
        ("有效期至", "2031-02-28", ("", "", "2031-02-28", "day")),
        ("Valid until", "2031", ("", "", "2031-12-31", "year")),
        ("Valid until", "until June 2031", ("", "", "2031-06-30", "month")),
        ("有效期至", "2031年底", ("", "", "2031-12-31", "quarter")),
        ("生效日期", "2018-03-01", ("2018-03-01", "day", "", "")),
        ("生效日期", "2018-03-01 - 2021-02-28", ("2018-03-01", "day", "2021-02-28", "day")),
        # By when it ends at the latest is an end that is no more than that.
        ("Valid until", "by 2031", ("", "", "2031-12-31", "year")),
        # About when says no day of it.
        ("Valid from", "c. 2018", ("", "", "", "")),
        ("有效期至", "长期", ("", "", "", "")),
        # From when to when something is built is the time of what is about nothing else; that works are done, none.
        ("建设周期", "2018-2023", ("2018-01-01", "year", "2023-12-31", "year")),
        ("建设期限", "2018", ("2018-01-01", "year", "2018-12-31", "year")),
        ("建设期限", "2018年底开工", ("2018-01-01", "year", "", "")),
        ("建设期限", "至2030年", ("", "", "2030-12-31", "year")),
        ("资金使用期限", "2018-2023", ("", "", "", "")),
        ("竣工日期", "2023-05-06", ("", "", "", "")),
    ],
)
def test_what_a_cell_says_is_the_term(heading: str, cell: str, found: tuple[str, ...], tmp_path: Path) -> None:
    done = imported(tmp_path, (heading,), cell)
    assert term(tmp_path) == found
    # Whatever becomes of it, no word is lost, and a planned end is no stage.
    row: dict[str, Any] = by_name(tmp_path / "deals")["甲项目"]
    assert cell in row.get("note_zh", "") + row.get("note_en", "")
    assert not stages(tmp_path) & {"completed", "terminated"}
    assert ("note" in remarks(done).en) == (found == ("", "", "", ""))


def test_both_ends_in_their_own_columns(tmp_path: Path) -> None:
    imported(tmp_path, ("开始日期", "结束日期"), "2018年3月", "2030-12-31")
    assert term(tmp_path) == ("2018-03-01", "month", "2030-12-31", "day")


def test_an_end_before_the_beginning_is_told_and_stays_in_the_note(tmp_path: Path) -> None:
    done = imported(tmp_path, ("开始日期", "结束日期"), "2018年3月", "2017-12-31")
    assert term(tmp_path) == ("", "", "", "")
    assert "it would end before it begins: its term is in the note alone" in remarks(done).en.split("; ")


def test_how_long_counts_from_the_signing_by_the_answer(tmp_path: Path) -> None:
    imported(tmp_path, ("合作期限",), "3年")
    assert term(tmp_path) == ("", "", "", "")
    imported(tmp_path, ("合作期限",), "3年", said="sheets: {deals: {lengths: {合作期限: whole}}}\n")
    assert term(tmp_path) == ("2018-02-05", "day", "2021-02-04", "day")
    imported(tmp_path, ("合作期限",), "约3年", said="sheets: {deals: {lengths: {合作期限: whole}}}\n")
    assert term(tmp_path) == ("", "", "", "")


def test_a_span_in_the_column_of_signing_is_the_term_where_its_beginning_dates_the_signing(tmp_path: Path) -> None:
    rows = [("甲项目", "嘉善县", "上海市", "合作协议", "2015-2020")]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("名称", "甲方", "乙方", "类型", "签约日期"))
    said = "as_of: 2016-05-04\nsheets: {deals: {spans: {签约日期: first}}}\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    import_sheet(sheet, tmp_path / "deals")
    assert term(tmp_path) == ("2015-01-01", "year", "2020-12-31", "year")


@pytest.mark.parametrize("heading", ["竣工日期", "落成日期", "封顶日期", "Fertigstellung", "Completion of works"])
def test_the_day_on_which_works_were_finished_ends_no_term(heading: str, tmp_path: Path) -> None:
    imported(tmp_path, (heading,), "2030-06-30", said=f"sheets:\n  deals:\n    columns:\n      {heading}: end\n")
    assert term(tmp_path) == ("", "", "", "")
    row: dict[str, Any] = by_name(tmp_path / "deals")["甲项目"]
    assert "2030-06-30" in row.get("note_zh", "") + row.get("note_en", "")


def test_a_number_alone_is_proposed_as_so_many_years_or_months(tmp_path: Path) -> None:
    done = imported(tmp_path, ("Term",), "25")
    assert options(done, "answers", "date", "25")[:2] == ["25 years", "25 months"]
    said = "answers:\n  date:\n    '25': 25 years\nsheets:\n  deals:\n    lengths:\n      Term: whole\n"
    imported(tmp_path, ("Term",), "25", said=said)
    assert term(tmp_path)[2] == "2043-02-04"


@pytest.mark.parametrize(
    ("cell", "proposed"),
    [("20年（至2038年）", ["20 years", "..2038"]), ("至2038年（20年）", ["..2038", "20 years"])],
)
def test_of_a_length_beside_an_end_no_year_by_itself_is_proposed(
    cell: str, proposed: list[str], tmp_path: Path
) -> None:
    assert options(imported(tmp_path, ("合作期限",), cell), "answers", "date", cell)[:2] == proposed


def test_what_is_built_is_not_built_since_the_first_day_of_what_is_agreed(tmp_path: Path) -> None:
    """The term of an agreement says nothing of works; days of works, and what goes on since a day, do."""
    rows = [
        ("甲", "在建", "2021-2025", "", ""),
        ("乙", "under construction", "2021年3月至2026年2月", "", ""),
        ("丙", "试运行", "2021年起", "", ""),
        ("丁", "在建", "", "2021-03-01", ""),
        ("戊", "在建", "", "", "2021年3月-2023年9月"),
        ("己", "运营中", "2021-2025", "", ""),
        ("庚", "在建", "2021年3月开工", "", ""),
        ("辛", "在建", "5 years from 2021", "", ""),
    ]
    headings = ("名称", "甲方", "乙方", "签约日期", "进展", "合作期限", "生效日期", "建设周期")
    written = [(name, "嘉善县", "上海市", "2020-05-01", *cells) for name, *cells in rows]
    sheet = write_csv(tmp_path / "deals.csv", written, headings)
    said = "as_of: 2023-06-30\nanswers: {date: {5 years from 2021: 2021..2025}}\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    import_sheet(sheet, tmp_path / "deals")
    by_sheet = ("2023-06-30", "day", "assumed")
    assert {name: how_far(tmp_path / "deals", name)[1:] for name, *_ in rows} == {
        "甲": [("underConstruction", *by_sheet)],
        "乙": [("underConstruction", *by_sheet)],
        "丙": [("trialOperation", *by_sheet)],
        "丁": [("underConstruction", *by_sheet)],
        "戊": [("underConstruction", "2021-03-31", "month", "stated")],
        "己": [("operating", "2021-12-31", "year", "stated")],
        "庚": [("underConstruction", "2021-03-31", "month", "stated")],
        "辛": [("underConstruction", *by_sheet)],
    }
    assert by_name(tmp_path / "deals")["甲"]["period_start"] == "2021-01-01"


#: Ends and days of signing that say no day, and what is made of them, by 2023-06-30.
_VAGUE = {
    # name: signed, beginning, end, stage; the term; the day of signing.
    "A": (("2023-05-17", "Ende 2023", "Mitte 2026", "signed"), ("2023-10-01", "quarter", "2026-12-31", "year"), ()),
    "B": (("before 2010", "", "", "in force until 2033"), ("", "", "2033-12-31", "year"), ("2009-12-31", "year")),
    "C": (("spring 2018", "", "", "operating"), ("", "", "", ""), ("2018-06-30", "half")),
    "D": (("mid-2021", "", "", "signed"), ("", "", "", ""), ("2021-12-31", "year")),
    "E": (("2022-02 to 2024-12", "", "", "operating"), ("2022-02-01", "month", "2024-12-31", "month"), ()),
    "F": (("2018-05-05", "", "", "suspended until 2024"), ("", "", "", ""), ("2018-05-05", "day")),
    "G": (("2018-05-05", "", "", "运营至2030年"), ("", "", "2030-12-31", "year"), ("2018-05-05", "day")),
}


def test_what_says_no_day_is_as_exact_as_it_is_said_and_goes_where_it_was_asked(tmp_path: Path) -> None:
    headings = ("Name", "Party A", "Party B", "Signed", "Beginn", "Ende", "Status", "Amount (EUR)")
    rows = [(name, "Jiashan County", "Shanghai", *cells, "500") for name, (cells, _, _) in _VAGUE.items()]
    sheet = write_csv(tmp_path / "deals.csv", rows, headings)
    said = "as_of: 2023-06-30\nsheets: {deals: {spans: {Signed: term}}}\nanswers:\n"
    said += "  stage: {in force until 2033: operating, suspended until 2024: suspended}\n"
    said += "  date: {Mitte 2026: 2026-06..2026-07, spring 2018: 2018-03..2018-05, mid-2021: 2021-06..2021-07}\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    import_sheet(sheet, tmp_path / "deals")
    made: dict[str, Any] = by_name(tmp_path / "deals")
    signed = {
        row["partnership"]: (row["as_of"], row["precision"])
        for row in table(tmp_path / "deals", "stages")
        if row["stage"] == "signed"
    }
    for name, (cells, runs, day) in _VAGUE.items():
        assert tuple(made[name].get(column, "") for column in COLUMNS) == runs, name
        assert not day or signed[made[name]["id"]] == day, name
        vague = [cell for cell in cells if cell and not cell[0].isdigit() and any(map(str.isdigit, cell))]
        assert all(cell in made[name].get("note_en", "") + made[name].get("note_zh", "") for cell in vague), name
    assert "between 2018-03-01 and 2018-05-31" in str(table(tmp_path / "deals", "stages"))
    assert not any(row.get("period_start") for row in table(tmp_path / "deals", "observations"))
