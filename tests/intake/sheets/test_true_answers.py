"""What cells may mean is among what is proposed for them, and nothing unlikely is taken unasked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import by_name, how_far, options, table, write_book, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "签约日期", "进展", "领域", "投资额")


def one_row(
    folder: Path, day: str = "2018-01-02", stage: str = "", sector: str = "", amount: str = "", said: str = ""
) -> Imported:
    """What an import of one partnership says."""
    write_csv(folder / "deals.csv", [("合作", "嘉善县", "青浦区", day, stage, sector, amount)], HEADINGS)
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2022-12-31\n{said}", encoding="utf-8")
    return import_sheet(folder / "deals.csv", folder / "made")


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("2017年7月28日、2018年3月1日", ["2017-07-28; 2018-03-01", "2017-07-28", "2018-03-01"]),
        ("2016-05，2017-06", ["2016-05; 2017-06", "2016-05", "2017-06"]),
        ("31.11.2019", ["2019-11"]),
        ("11/31/2019", ["2019-11"]),
        ("31.13.2019", ["2019"]),
    ],
)
def test_days_that_are_several_or_none(text: str, proposed: list[str], tmp_path: Path) -> None:
    assert options(one_row(tmp_path, day=text), "answers", "date", text) == [*proposed, "ignore"]


def test_several_days_of_signing_are_each_one(tmp_path: Path) -> None:
    text = "2017年7月28日、2018年3月1日"
    one_row(tmp_path, day=text, said=f"answers:\n  date:\n    {text}: 2017-07-28; 2018-03-01\n")
    found = [row[:3] for row in how_far(tmp_path / "made", "合作")]
    assert found == [("signed", "2017-07-28", "day"), ("signed", "2018-03-01", "day")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("拟终止", "operating"),
        ("计划终止合作", "operating"),
        ("拟暂停", "operating"),
        ("不定期开展", "operating"),
        ("closed", "completed"),
        ("geschlossen", "completed"),
        ("已关闭", "terminated"),
        ("即将到期", "operating"),
        ("未到期", "operating"),
        ("not yet expired", "operating"),
        ("到期续约", "operating"),
    ],
)
def test_stages_that_are_asked(text: str, first: str, tmp_path: Path) -> None:
    assert options(one_row(tmp_path, stage=text), "answers", "stage", text)[0] == first


@pytest.mark.parametrize("text", ["达产", "已达产", "全面达产", "at full capacity"])
def test_what_produces_all_that_it_can_runs(text: str, tmp_path: Path) -> None:
    done = one_row(tmp_path, stage=text)
    assert not options(done, "answers", "stage", text)
    assert [row[0] for row in how_far(tmp_path / "made", "合作")] == ["signed", "operating"]


@pytest.mark.parametrize("text", ["未达产", "预计2023年达产"])
def test_what_does_not_yet_is_asked(text: str, tmp_path: Path) -> None:
    assert options(one_row(tmp_path, stage=text), "answers", "stage", text)
    assert [row[0] for row in how_far(tmp_path / "made", "合作")] == ["signed"]


def test_cosmetics_are_chemicals(tmp_path: Path) -> None:
    one_row(tmp_path, sector="化妆品")
    assert by_name(tmp_path / "made")["合作"]["sectors"] == "chemicals"


def test_phases_without_a_unit_come_to_their_sum(tmp_path: Path) -> None:
    text = "首期2亿，二期3亿"
    proposed = options(one_row(tmp_path, amount=text), "answers", "amount", text)
    assert proposed == ["500000000", "200000000", "300000000", "ignore"]
    said = f"sheets:\n  deals:\n    units:\n      投资额: CNY\nanswers:\n  amount:\n    {text}: 500000000\n"
    one_row(tmp_path, amount=text, said=said)
    assert [(row["value"], row["unit"]) for row in table(tmp_path / "made", "observations")] == [("500000000", "CNY")]


def amounts(folder: Path, *cells: str) -> Imported:
    """What an import with ``--accept`` says of amounts below 亿元."""
    rows = [(f"合作{at}", "嘉善县", "青浦区", "2018-01-02", cell) for at, cell in enumerate(cells, 1)]
    write_csv(folder / "deals.csv", rows, ("项目名称", "甲方", "乙方", "签约日期", "投资额（亿元）"))
    return import_sheet(folder / "deals.csv", folder / "made", accept=True)


def test_an_amount_far_from_all_others_of_its_column_is_not_taken_unasked(tmp_path: Path) -> None:
    """12,000 yuan and 1.2 trillion are both four powers of ten from 80 million to 300 million."""
    done = amounts(tmp_path, "3", "0.8", "2.5", "2", "1.2万")
    assert sorted(options(done, "sheets", "deals", "cell_scale", "投资额（亿元）")) == ["false", "true"]
    assert not done.taken
    assert [row["value"] for row in table(tmp_path / "made", "observations")] == [
        *("300000000", "80000000", "250000000", "200000000")
    ]


def test_an_amount_that_is_as_others_are_is_taken_for_what_it_says(tmp_path: Path) -> None:
    done = amounts(tmp_path, "0.0003", "0.0002", "0.0001", "1.2万")
    assert [answer for _, answer in done.taken] == ["true"]
    assert [row["value"] for row in table(tmp_path / "made", "observations")] == ["30000", "20000", "10000", "12000"]


SPLIT: list[tuple[tuple[str, ...], list[tuple[Any, ...]], tuple[str, str]]] = [
    (("年", "月", "日"), [(2019, 3, 5), (2020, 12, 1)], ("2020-12-01", "day")),
    (("年", "月"), [(2019, 3), (2020, 12)], ("2020-12-31", "month")),
    (("Day", "Month", "Year"), [(5, "March", 2019), (1, "Dec", 2020)], ("2020-12-01", "day")),
    (("签约年份", "签约月份", "签约日"), [("2019年", "3月", "5日"), ("2020年", "12月", "1日")], ("2020-12-01", "day")),
]


@pytest.mark.parametrize(("headings", "parts", "made"), SPLIT)
def test_a_day_in_columns_of_its_parts_is_one(
    headings: tuple[str, ...], parts: list[tuple[Any, ...]], made: tuple[str, str], tmp_path: Path
) -> None:
    rows = [["甲项目", "嘉善县", "青浦区", *parts[0], "运营中"], ["乙项目", "平湖市", "金山区", *parts[1], "运营中"]]
    folder = write_book(tmp_path / "deals.xlsx", deals=[["项目", "甲方", "乙方", *headings, "进展"], *rows])
    for _ in range(2):
        done = import_sheet(tmp_path / "deals.xlsx", folder)
        assert done.written
        assert [row[1:3] for row in how_far(folder, "乙项目")][:1] == [made]
    roles = {one.heading: one.reading.role for one in done.columns}
    role = "signed" if headings[0].startswith("签约") else "date"
    assert sorted(roles[one] for one in headings) == sorted([role, *["ignore"] * (len(headings) - 1)])


def test_columns_that_are_no_parts_of_a_day_stay_what_they_are(tmp_path: Path) -> None:
    rows = [["甲项目", "嘉善县", "青浦区", 2019, "每月", 5], ["乙项目", "平湖市", "金山区", 2020, "隔月", 6]]
    folder = write_book(tmp_path / "deals.xlsx", deals=[["项目", "甲方", "乙方", "年", "月", "日"], *rows])
    (tmp_path / "deals.xlsx.kg.yaml").write_text("as_of: 2021-01-01\n", encoding="utf-8")
    import_sheet(tmp_path / "deals.xlsx", folder)
    assert by_name(folder)["甲项目"]["note_zh"] == "年：2019；月：每月；日：5"


def test_a_hidden_column_whose_heading_says_that_it_is_a_note_is_kept(tmp_path: Path) -> None:
    folder = write_book(
        tmp_path / "deals.xlsx",
        deals=[
            ["项目", "甲方", "乙方", "签约日期", "备注", "评分"],
            ["甲项目", "嘉善县", "青浦区", "2019-01-01", "首批", 5],
        ],
    )
    book = openpyxl.load_workbook(tmp_path / "deals.xlsx")
    for letter in "EF":
        book["deals"].column_dimensions[letter].hidden = True
    book.save(tmp_path / "deals.xlsx")
    done = import_sheet(tmp_path / "deals.xlsx", folder)
    assert by_name(folder)["甲项目"]["note_zh"] == "备注：首批"
    assert {one.heading: one.reading.role for one in done.columns}["评分"] == "ignore"


@pytest.mark.parametrize("heading", ["实际到资", "实到资金", "到资额（万元）"])
def test_capital_that_has_arrived(heading: str, tmp_path: Path) -> None:
    rows = [("合作", "嘉善县", "青浦区", "2018-01-02", "100万元" if "万元" not in heading else "100")]
    write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", "签约日期", heading))
    import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    (row,) = table(tmp_path / "made", "observations")
    assert (row["measure"], row["value"], row["class"]) == ("capitalArrived", "1000000", "Achievement")
