"""What a sheet leaves undecided is asked or kept, never decided: a status of 待定, a span of years."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.sheets.written import by_name, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("项目", "甲方", "乙方", "签约日期", "状态")


@pytest.mark.parametrize("word", ["待定", "tbd", "to be confirmed", "pending", "未定", "尚未确定"])
def test_a_day_beside_a_status_that_is_not_decided_is_no_signing(run: Run, tmp_path: Path, word: str) -> None:
    rows = [
        ("湖区步道", "嘉善县", "青浦区", "2019-10-08", word),
        ("湖区码头", "嘉善县", "金山区", "2019-10-09", "已签约"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    first = run("import", "deals.csv", "--lang", "en")
    assert first.code == 0
    assert f"Which stage is '{word}'?" in " ".join(first.out.split())
    made = by_name(tmp_path / "deals")
    # The other row says that it is signed; this one keeps both its cells.
    stages = table(tmp_path / "deals", "stages")
    assert [(one["partnership"], one["stage"]) for one in stages] == [(made["湖区码头"]["id"], "signed")]
    assert made["湖区步道"]["note_zh"] == f"状态：{word}；签约日期：2019-10-08"
    # The proposals are in no order of likelihood: none is taken unasked.
    assert "takes the first proposal of 0 lines" in run("import", "deals.csv", "--accept", "--lang", "en").err
    beside = sheet.with_name("deals.csv.kg.yaml")
    beside.write_text(beside.read_text(encoding="utf-8").replace(f"{word}:", f"{word}: signed", 1), encoding="utf-8")
    assert run("import", "deals.csv").code == 0
    assert {one["partnership"]: one["as_of"] for one in table(tmp_path / "deals", "stages")} == {
        made["湖区步道"]["id"]: "2019-10-08",
        made["湖区码头"]["id"]: "2019-10-09",
    }


def test_left_out_it_stays_undecided(run: Run, tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", [("湖区步道", "嘉善县", "青浦区", "2019-10-08", "待定")], HEADINGS)
    run("import", "deals.csv")
    beside = sheet.with_name("deals.csv.kg.yaml")
    beside.write_text(beside.read_text(encoding="utf-8").replace("待定:", "待定: ignore", 1), encoding="utf-8")
    assert "Open questions" not in run("import", "deals.csv", "--lang", "en").err
    assert table(tmp_path / "deals", "stages") == []
    assert by_name(tmp_path / "deals")["湖区步道"]["note_zh"] == "状态：待定；签约日期：2019-10-08"


@pytest.mark.parametrize("word", ["待定", "tbd", "to be confirmed", "pending", "未定"])
def test_a_day_sector_or_party_that_is_not_decided_is_kept_and_told(run: Run, tmp_path: Path, word: str) -> None:
    headings = ("项目", "甲方", "乙方", "丙方", "日期", "领域")
    rows = [
        ("湖区步道", "嘉善县", "青浦区", word, word, word),
        ("湖区码头", "嘉善县", "金山区", "", "2019-10-09", "旅游"),
    ]
    write_csv(tmp_path / "deals.csv", rows, headings)
    done = run("import", "deals.csv", "--lang", "en")
    assert done.code == 0
    for heading in headings[3:]:
        assert f"{heading}: said not to be decided: kept in the note" in " ".join(done.out.split())
        assert f"{heading}：{word}" in by_name(tmp_path / "deals")["湖区步道"]["note_zh"]


def test_a_span_of_years_beside_a_day_within_it_blocks_nothing(run: Run, tmp_path: Path) -> None:
    headings = ("项目", "甲方", "乙方", "日期")
    day = ("湖区步道", "嘉善县", "青浦区", "2019-10-08")
    write_csv(tmp_path / "near.csv", [day, ("湖区码头", "嘉善县", "金山区", "2015至2020")], headings)
    assert run("import", "near.csv", "--lang", "en").code == 0
    # Far from the end of the other, it is still asked; so is a span that begins long after the day.
    for name, span in (("before", "2010至2014"), ("behind", "2025至2030")):
        write_csv(tmp_path / f"{name}.csv", [day, ("湖区码头", "嘉善县", "金山区", span)], headings)
        asked = run("import", f"{name}.csv", "--lang", "en")
        assert asked.code == 1
        assert "is long after all others" in asked.err


def test_a_span_of_years_is_asked_and_a_type_that_no_class_has_is_told(run: Run, tmp_path: Path) -> None:
    headings = ("项目", "甲方", "乙方", "时间", "类型", "状态")
    rows = [
        ("湖区步道", "嘉善县", "青浦区", "2015至2020", "exchange", "已签约"),
        ("湖区码头", "嘉善县", "金山区", "2019-10-08", "合作", "已签约"),
    ]
    write_csv(tmp_path / "deals.csv", rows, headings)
    said = " ".join(run("import", "deals.csv", "--lang", "en").out.split())
    assert "时间: '时间' has spans such as '2015至2020'. What a row says has one date: which?" in said
    assert "类型: names no type that is told apart: kept in the note" in said
    assert by_name(tmp_path / "deals")["湖区步道"]["note_zh"] == "时间：2015至2020；类型：exchange"
    # 合作 says all that there is to say of it.
    assert said.count("kept in the note") == 1


def test_a_name_that_begins_with_a_country_alone_says_not_where_its_owner_is(run: Run, tmp_path: Path) -> None:
    rows = [
        ("湖区步道", "中国湖沼样本大学", "嘉善县", "2019-10-08"),
        ("湖区码头", "上海湖沼样本大学", "嘉善县", "2019-10-09"),
    ]
    write_csv(tmp_path / "deals.csv", rows, ("项目", "甲方", "乙方", "签约日期"))
    for _ in range(2):
        done = run("import", "deals.csv", "--lang", "en")
        assert "In which region is 中国湖沼样本大学? (may stay open)" in done.err
        assert "In which region is 上海" not in done.err
    seats = {row["name_zh"]: row.get("located_in", "") for row in table(tmp_path / "deals", "institutions")}
    assert seats == {"中国湖沼样本大学": "", "上海湖沼样本大学": "cn-shanghai"}
