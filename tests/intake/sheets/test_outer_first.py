"""Places that say in which region or country they lie, as people write it: needless to ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import table, write_csv


@pytest.mark.parametrize("heading", ["Party B", "Parties"])
@pytest.mark.parametrize(
    ("cell", "region"),
    [
        ("内蒙古包头市", "cn-150200"),
        ("内蒙古呼和浩特市", "cn-150100"),
        ("内蒙古鄂尔多斯", "cn-150600"),
        ("新疆乌鲁木齐市", "cn-650100"),
        ("广西北海市", "cn-450500"),
        ("宁夏银川", "cn-640100"),
        ("西藏拉萨市", "cn-540100"),
        ("Ontario, Canada 加拿大安大略省", "ca-on"),
        ("Sükhbaatar Province, Mongolia 蒙古国苏赫巴托尔省", "mn-051"),
        ("Highland, Scotland 苏格兰高地", "gb-hld"),
        ("Bavaria, Germany（德国巴伐利亚州）", "de-by"),
        ("Lyon, France 法国里昂", "gn-2996944"),
    ],
)
def test_a_place_after_its_region_is_read_unasked(cell: str, region: str, heading: str, tmp_path: Path) -> None:
    rows = [("Deal 1", "嘉善县", cell, "2019-06-12")]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("Project", "Party A", heading, "Signed"))
    (tmp_path / "deals.csv.kg.yaml").write_text("as_of: 2023-12-31\n", encoding="utf-8")
    done = import_sheet(sheet, tmp_path / "made")
    assert [one.path for one in done.account.questions] == []
    found = {row["party"] for row in table(tmp_path / "made", "participations")}
    assert found == {"region/cn-jiaxing-jiashan", f"region/{region}"}


def test_two_places_of_two_languages_stay_two(tmp_path: Path) -> None:
    rows = [("Deal 1", "嘉善县", "Ontario, Canada 法国里昂", "2019-06-12")]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("Project", "Party A", "Parties", "Signed"))
    (tmp_path / "deals.csv.kg.yaml").write_text("as_of: 2023-12-31\n", encoding="utf-8")
    done = import_sheet(sheet, tmp_path / "made")
    assert done.account.questions
