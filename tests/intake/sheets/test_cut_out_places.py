"""Places within Chinese names: none that is cut out of a longer word, and the narrowest of a chain before 政府."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import options, remarks, table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "签约日期", "项目地点")


def imported(folder: Path, *parties: str, site: str = "") -> Imported:
    """A sheet with a row for each name of a second party, or for a place where something is carried out."""
    rows = [
        (f"样本合作{at}", "嘉善县", name, "2017-07-28", "" if site else "嘉善县") for at, name in enumerate(parties, 1)
    ]
    rows += [("样本合作", "嘉善县", "海盐县", "2017-07-28", site)] if site else []
    return import_sheet(write_csv(folder / "deals.csv", rows, HEADINGS), folder / "made")


def seat(folder: Path) -> str:
    """Where the one institution is."""
    (row,) = table(folder / "made", "institutions")
    return row.get("located_in", "")


@pytest.mark.parametrize(
    ("name", "where"),
    [
        # 泗县 and 安新县 are no words of these names.
        *(("勿加泗县政府", ""), ("雄安新区管委会", "cn-hebei"), ("河北雄安新区管理委员会", "cn-hebei")),
        *(("样塔泗县第一医院", ""), ("江西区域合作办公室", "cn-jiangxi")),
        # A word that ends before a place leaves it one.
        *(("中共泗县县委", "cn-341324"), ("国家税务总局泗县税务局", "cn-341324"), ("安徽泗县政府", "cn-341324")),
        # The town of a chain, and not what is around it.
        *(("巴西圣保罗州坎皮纳斯市政府", "gn-3467865"), ("韩国全罗北道群山市政府", "gn-1842025")),
        *(("德国巴伐利亚州慕尼黑市政府", "gn-2867714"), ("日本长野县松本市样本公司", "gn-1857519")),
    ],
)
def test_a_place_is_a_word_of_its_own(name: str, where: str, tmp_path: Path) -> None:
    imported(tmp_path, name)
    assert seat(tmp_path) == where


def test_a_town_in_a_chain_that_no_registry_has_is_told(tmp_path: Path) -> None:
    done = imported(tmp_path, "印度尼西亚西爪哇省样塔县政府")
    assert seat(tmp_path) == "id-jb"
    assert "no registry has 样塔县 there" in remarks(done).en
    assert "未收录“样塔县”" in remarks(done).zh


@pytest.mark.parametrize(
    ("zone", "proposed"),
    [
        *(("喀什经济开发区", ["cn-653100", "cn-653101"]), ("昌吉高新区", ["cn-652300", "cn-652301"])),
        *(("吉林经济开发区", ["cn-jilin", "cn-220200"]), ("和田工业园", ["cn-653200", "cn-653201", "cn-653221"])),
    ],
)
def test_a_zone_that_is_a_site_is_asked_where_two_levels_have_its_name(
    zone: str, proposed: list[str], tmp_path: Path
) -> None:
    done = imported(tmp_path, site=zone)
    assert options(done, "answers", "place", zone) == proposed
    (tmp_path / "deals.csv.kg.yaml").write_text(f"answers:\n  place:\n    {zone}: {proposed[1]}\n", encoding="utf-8")
    import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    (made,) = (row for row in table(tmp_path / "made", "regions") if row["kind"] == "Zone")
    assert made["parent"] == proposed[1]


@pytest.mark.parametrize("zone", ["雄安新区", "雄安新区样本片区", "河北雄安新区样本开发区", "雄安样本园区"])
def test_a_well_known_new_area_is_in_its_province(zone: str, tmp_path: Path) -> None:
    done = imported(tmp_path, site=zone)
    (made,) = (row for row in table(tmp_path / "made", "regions") if row["kind"] == "Zone")
    assert made["parent"] == "cn-hebei"
    assert not options(done, "answers", "place", zone)
