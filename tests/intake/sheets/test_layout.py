"""Where the table of a sheet is, and which of its rows are partnerships."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.intake.sheets.written import by_name, of, table, write_book
from tests.support import Outcome

Run = Callable[..., Outcome]
Book = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Writes a workbook of sheets by name: their rows, and the areas that are merged."""

    return partial(write_book, tmp_path / "deals.xlsx")


def outcomes(run: Run, *options: str) -> dict[int, str]:
    """What became of each row, by its number."""
    answer = run("import", "deals.xlsx", "--format", "json", *options)
    assert answer.code == 0, answer.err + answer.out
    read = answer.json()
    outcomes = ("made", "joined", "asked", "refused", "total", "left_out")
    assert read["rows_read"] == sum(read[outcome] for outcome in outcomes)
    return {row["row"]: row["outcome"] for row in read["rows"]}


def test_titles_blank_rows_totals_sections_footnotes_and_headings_once_more(book: Book, run: Run) -> None:
    folder = book(
        ["A1:D1", "A5:D5"],
        Sheet=[
            ["2017年长三角合作台账"],
            [],
            ["单位：万元"],
            ["项目名称", "甲方", "乙方", "签约日期"],
            ["一、民生合作"],
            ["医疗协议", "嘉善县", "上海市", "2017-07-28"],
            [],
            ["项目名称", "甲方", "乙方", "签约日期"],
            ["旅游协议", "桐乡市", "青浦区", "2017-01-02"],
            ["合计", None, None, "2项"],
            ["注：数据由各地填报。"],
        ],
    )
    assert outcomes(run) == {5: "left-out", 6: "made", 8: "left-out", 9: "made", 10: "total", 11: "left-out"}
    assert set(by_name(folder)) == {"医疗协议", "旅游协议"}
    assert by_name(folder)["旅游协议"]["place"] == "row=9"
    [sheet] = [row for row in table(folder, "sources") if row["id"].startswith("sheet-")]
    assert sheet["note_zh"] == "2017年长三角合作台账；单位：万元；注：数据由各地填报。"


@pytest.mark.parametrize("beside", ["1.5亿元", "150万元", "€ 1.5m", "（17项）"])
def test_a_number_with_its_unit_is_no_second_party_of_a_total(book: Book, run: Run, beside: str) -> None:
    book(
        [],
        Sheet=[
            ["项目名称", "甲方", "乙方", "签约日期"],
            ["医疗协议", "嘉善县", "上海市", "2017-07-28"],
            ["合计", None, beside, None],
        ],
    )
    assert outcomes(run) == {2: "made", 3: "total"}


def test_headings_over_two_rows(book: Book, run: Run) -> None:
    folder = book(
        ["A1:A2", "B1:C1", "D1:D2"],
        Sheet=[
            ["Title", "Parties", None, "Signed"],
            [None, "Party A", "Party B", None],
            ["Health agreement", "Jiashan County", "Shanghai", "2017-07-28"],
        ],
    )
    assert outcomes(run) == {3: "made"}
    parties = [row["party"] for row in table(folder, "participations")]
    assert parties == ["region/cn-jiaxing-jiashan", "region/cn-shanghai"]


def test_a_name_over_several_rows_is_one_partnership_and_another_cell_holds_for_each(book: Book, run: Run) -> None:
    folder = book(
        ["A2:A3", "B4:B5"],
        Sheet=[
            ["项目名称", "甲方", "乙方", "签约日期"],
            ["四地联盟", "嘉善县", "上海市", "2017-07-28"],
            [None, "海盐县", "闵行区", "2017-07-28"],
            ["医疗协议", "桐乡市", "青浦区", "2017-07-28"],
            ["旅游协议", None, "金山区", "2017-07-28"],
        ],
    )
    assert outcomes(run) == {2: "made", 3: "joined", 4: "made", 5: "made"}
    made = by_name(folder)
    taking_part = table(folder, "participations")
    # Each with the row that names it.
    assert [(row["party"], row["place"]) for row in of(taking_part, "partnership", made["四地联盟"]["id"])] == [
        ("region/cn-jiaxing-jiashan", "row=2"),
        ("region/cn-shanghai", "row=2"),
        ("region/cn-jiaxing-haiyan", "row=3"),
        ("region/cn-shanghai-minhang", "row=3"),
    ]
    both = of(taking_part, "partnership", made["旅游协议"]["id"])
    assert [row["party"] for row in both] == ["region/cn-jiaxing-tongxiang", "region/cn-shanghai-jinshan"]


def test_a_row_that_stands_twice_is_one(book: Book, run: Run) -> None:
    row = ["医疗协议", "嘉善县", "上海市", "2017-07-28"]
    folder = book(Sheet=[["项目名称", "甲方", "乙方", "签约日期"], row, row])
    assert outcomes(run) == {2: "made", 3: "joined"}
    assert len(table(folder, "partnerships")) == 1


def test_several_sheets_each_a_source_and_one_without_a_table_said(book: Book, run: Run) -> None:
    headings = ["项目名称", "甲方", "乙方", "签约日期"]
    folder = book(
        Signed=[headings, ["医疗协议", "嘉善县", "上海市", "2017-07-28"]],
        Notes=[["本表仅供内部使用"]],
        Planned=[["填报说明"], headings, ["旅游协议", "桐乡市", "青浦区", "2017-01-02"]],
    )
    answer = run("import", "deals.xlsx", "--lang", "en")
    assert answer.code == 0
    assert "Sheet Notes: has no table with headings; left out" in answer.err
    made = by_name(folder)
    assert (made["医疗协议"]["source"], made["医疗协议"]["place"]) == ("sheet-deals-signed", "row=2")
    assert (made["旅游协议"]["source"], made["旅游协议"]["place"]) == ("sheet-deals-planned", "row=3")
    sources = {row["id"] for row in table(folder, "sources")}
    assert sources == {"sheet-deals-signed", "sheet-deals-planned", "registry-china", "registry-iso-3166"}


def test_hidden_rows_are_read_and_said(book: Book, run: Run) -> None:
    headings = ["项目名称", "甲方", "乙方", "签约日期"]
    rows = [headings, ["甲协议", "嘉善县", "上海市", "2017-07-28"], ["乙协议", "桐乡市", "青浦区", "2017-01-02"]]
    book(hidden=[3], Sheet=rows)
    answer = run("import", "deals.xlsx", "--format", "json").json()
    assert [row["outcome"] for row in answer["rows"]] == ["made", "made"]
    assert any("hidden" in said for said in answer["rows"][1]["remarks_en"])


def test_a_formula_without_a_result_is_open_and_kept(book: Book, run: Run) -> None:
    headings = ["项目名称", "甲方", "乙方", "签约日期", "投资额（万元）"]
    folder = book(Sheet=[headings, ["医疗协议", "嘉善县", "上海市", "2017-07-28", "=1+1"]])
    answer = run("import", "deals.xlsx", "--format", "json").json()
    assert answer["rows"][0]["not_understood"] == ["投资额（万元）"]
    assert not table(folder, "observations")
    assert by_name(folder)["医疗协议"]["note_zh"] == "投资额（万元）：=1+1"


def test_no_headings_are_asked_for_by_their_row(book: Book, run: Run, tmp_path: Path) -> None:
    folder = book(Sheet=[["Anna", "Bert"], ["1", "2"]])
    answer = run("import", "deals.xlsx", "--lang", "en")
    assert answer.code == 1
    assert not folder.exists()
    assert (tmp_path / "deals.xlsx.kg.yaml").is_file()


def test_columns_without_a_known_heading_are_kept_in_the_note(book: Book, run: Run) -> None:
    headings = ["项目名称", "甲方", "乙方", "签约日期", "联系人", "电话"]
    folder = book(Sheet=[headings, ["医疗协议", "嘉善县", "上海市", "2017-07-28", "张三", "0573-8402"]])
    assert run("import", "deals.xlsx").code == 0
    assert by_name(folder)["医疗协议"]["note_zh"] == "联系人：张三；电话：0573-8402"


@pytest.mark.parametrize("parties", [("常州市", "无锡市"), ("Leeds", "Lyon"), ("云泽样本有限公司", "柳浦样本有限公司")])
def test_a_first_row_with_its_parties_alone_is_no_second_row_of_headings(
    parties: tuple[str, str], book: Book, run: Run
) -> None:
    # The day and the stage of what is planned are empty as a rule.
    book(
        ["A1:B1"],
        Sheet=[
            ["合作方", None, "签约日期", "阶段"],
            [*parties, None, None],
            ["嘉善县", "青浦区", "2017-07-28", "已签约"],
            ["嘉善县", "金山区", "2017-07-29", "已签约"],
        ],
    )
    answer = run("import", "deals.xlsx", "--format", "json").json()
    assert [row["row"] for row in answer["rows"]] == [2, 3, 4]
    asked = [one["place"] for one in answer["questions"]]
    assert ["sheets", "Sheet", "columns", "(B)"] in asked
    assert ["sheets", "Sheet", "headings"] not in asked


@pytest.mark.parametrize(("said", "rows"), [("", [2, 3]), ("1", [2, 3]), ("2", [3])])
def test_a_row_that_may_be_of_headings_or_of_data_is_asked(
    said: str, rows: list[int], book: Book, run: Run, tmp_path: Path
) -> None:
    book(
        ["A1:B1"],
        Sheet=[
            ["合作方", None, "签约日期", "阶段"],
            ["Quux", "Florp", None, None],
            ["嘉善县", "青浦区", "2017-07-28", "已签约"],
        ],
    )
    if said:
        (tmp_path / "deals.xlsx.kg.yaml").write_text(f"sheets:\n  Sheet:\n    headings: {said}\n", encoding="utf-8")
    answer = run("import", "deals.xlsx", "--format", "json").json()
    asked = [one for one in answer["questions"] if one["place"] == ["sheets", "Sheet", "headings"]]
    proposals = [[each["answer"] for each in one["proposals"]] for one in asked]
    assert proposals == ([] if said else [["1", "2"]])
    assert [row["row"] for row in answer["rows"]] == rows
    headings = {one["heading"] for one in answer["columns"]}
    assert headings == ({"Quux", "Florp", "签约日期", "阶段"} if said == "2" else {"合作方", "(B)", "签约日期", "阶段"})
