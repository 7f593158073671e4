"""Regions that have ended since: where another one has the name today, a row of their days asks which is meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("项目", "甲方", "乙方", "签约日期", "来源")


def imported(tmp_path: Path, *rows: tuple[str, ...]) -> Imported:
    return import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")


def asked(made: Imported, kind: str) -> dict[str, list[str]]:
    """What is proposed for each name, the likeliest first."""
    found = [one for one in made.account.questions if one.path[:2] == ("answers", kind)]
    return {one.path[2]: [option.answer for option in one.options] for one in found}


def seats(tmp_path: Path) -> dict[str, str]:
    return {row["name_zh"]: row.get("located_in", "") for row in table(tmp_path / "made", "institutions")}


def test_the_office_of_a_district_that_another_had_the_name_of_on_that_day_is_asked(tmp_path: Path) -> None:
    row = ("零部件基地", "江北区人民政府", "样本汽车有限公司", "2018-05-01", "重庆日报")
    made = imported(tmp_path, row)
    # The source is of Chongqing: that one is proposed first, and neither is taken unasked.
    assert asked(made, "place")["江北区人民政府"] == ["cn-500105", "cn-330205"]
    assert seats(tmp_path)["江北区人民政府"] == ""
    again = imported(tmp_path, row)
    assert asked(again, "place")["江北区人民政府"] == ["cn-500105", "cn-330205"]


def test_its_answer_settles_it(tmp_path: Path) -> None:
    row = ("零部件基地", "江北区人民政府", "样本汽车有限公司", "2018-05-01", "")
    imported(tmp_path, row)
    beside = tmp_path / "deals.csv.kg.yaml"
    text = beside.read_text(encoding="utf-8")
    beside.write_text(text.replace("江北区人民政府:", "江北区人民政府: cn-500105", 1), encoding="utf-8")
    made = imported(tmp_path, row)
    assert "江北区人民政府" not in asked(made, "place")
    assert seats(tmp_path)["江北区人民政府"] == "cn-500105"


@pytest.mark.parametrize(("day", "is_asked"), [("2018-05-01", True), ("2026-10-12", False)])
def test_the_district_itself_is_asked_of_its_days_alone(tmp_path: Path, day: str, is_asked: bool) -> None:
    made = imported(tmp_path, ("零部件基地", "江北区", "重庆大学", day, ""))
    assert asked(made, "party").get("江北区") == (["region/cn-500105", "region/cn-330205"] if is_asked else None)


def test_the_region_beside_it_tells_which(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        ("零部件基地", "江北区人民政府", "宁波市", "2018-05-01", ""),
    )
    assert "江北区人民政府" not in asked(made, "place")
    assert seats(tmp_path)["江北区人民政府"] == "cn-330205"


@pytest.mark.parametrize(
    ("name", "seat"),
    [
        ("重庆市江北区人民政府", "cn-500105"),
        ("重庆市渝北区人民政府", "cn-500112"),
        ("杭州市下城区人民政府", "cn-330103"),
        ("嘉兴市南湖区人民政府", "cn-jiaxing-nanhu"),
    ],
)
def test_a_district_that_has_ended_is_found_in_the_city_before_it(tmp_path: Path, name: str, seat: str) -> None:
    imported(tmp_path, ("零部件基地", name, "上海市", "2018-05-01", ""))
    assert seats(tmp_path)[name] == seat


def test_one_that_has_ended_is_proposed_where_nothing_else_is_called_so(tmp_path: Path) -> None:
    made = imported(tmp_path, ("零部件基地", "渝北区人民政府", "上海市", "2018-05-01", ""))
    assert asked(made, "place")["渝北区人民政府"] == ["cn-500112"]
