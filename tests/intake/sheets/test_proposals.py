"""Each answer that is proposed is taken, and a name in brackets is another name of what stands before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("项目名称", "甲方", "对方", "对方所在地", "类型", "领域", "投资额", "签约日期", "进展")
MESSY = (
    ("甲", "嘉善县", "深圳市创新投资集团 (SCGC)", "深圳", "合作协议", "智慧康养", "3500", "7/8/2017", "轰轰烈烈"),
    ("乙", "普陀区", "复旦大学(Fudan University)", "", "三方协议", "健康；旅游", "约3.5", "17.3.5", "u/c"),
    ("丙", "Putuo", "Fudan Univeristy", "", "飞地", "水利", "£40,000", "2017-02-30", "已签约"),
    ("丁", "嘉善县", "Staffordshire University、宜兴陶都集团", "Stoke-on-Trent, UK", "", "", "-3", "Oct-21", ""),
    ("戊", "某某", "Technion and Tel Aviv University", "Tel Aviv", "xyzzy", "r & d", "8 (USD)", "42936", "signed"),
    ("己", "CNNC", "中核集团", "", "合作", "医疗", "EUR 12,5 Mio", "28.7.2017", "planned"),
    ("庚", "Tokyo, Nagoya", "Bavaria", "", "agreement", "", "20%", "n.d.", ""),
    ("辛", "Cambridge", "Greater Manchester", "", "合作", "教育", "120亩", "2017H1", "在建"),
    ("壬", "海盐县", "阿里云计算有限公司", "Stuttgart", "合作", "医疗", "10-12亿", "2017", "在建"),
    ("癸", "嘉善縣", "嘉新市", "", "合作", "医疗", "1.500", "2123-01-01", "在建"),
    ("子", "韩国利川", "York University; University of York", "Cambridge", "合作", "", "5", "1-6月", ""),
    ("丑", "RIKEN", "理化学研究所 (RIKEN)", "", "合作", "", "", "", ""),
    ("寅", "同济大学附属养志康复医院", "养志康复医院", "上海", "合作", "", "", "", ""),
)


def test_the_first_proposal_of_every_question_is_taken(tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", MESSY, HEADINGS)
    answered: dict[tuple[str, ...], str] = {}
    for _ in range(8):
        asked = import_sheet(sheet, tmp_path / "made").account.questions
        again = {one.path: (answered[one.path], one.text.en) for one in asked if one.path in answered}
        assert not again
        proposed = {one.path: one.likeliest for one in asked if one.options}
        if not proposed:
            break
        kept = Settings.read(file_beside(sheet))
        for path, answer in proposed.items():
            kept.set(path, answer)
        file_beside(sheet).write_bytes(kept.written(sheet.name))
        answered |= proposed
    assert len(answered) > 20
    assert not proposed


def test_each_proposal_of_who_a_party_is_is_taken(tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", MESSY, HEADINGS)
    asked = import_sheet(sheet, tmp_path / "made").account.questions
    parties = [one for one in asked if one.path[0] == "answers" and one.path[1] in ("party", "place")]
    first = file_beside(sheet).read_bytes()
    for number in range(max(len(one.options) for one in parties)):
        file_beside(sheet).write_bytes(first)
        kept = Settings.read(file_beside(sheet))
        given = {one.path: one.options[number].answer for one in parties if len(one.options) > number}
        for path, answer in given.items():
            kept.set(path, answer)
        file_beside(sheet).write_bytes(kept.written(sheet.name))
        left = import_sheet(sheet, tmp_path / f"made-{number}").account.questions
        assert not {one.path: (given[one.path], one.text.en) for one in left if one.path in given}


def names(tmp_path: Path, *cells: str) -> list[tuple[str, ...]]:
    """The institutions that cells make, each with all its names, and that nothing is asked of who they are."""
    rows = [(f"合作{number}", "嘉善县", cell, "2017-07-28") for number, cell in enumerate(cells)]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", "签约日期"))
    done = import_sheet(sheet, tmp_path / "made")
    assert not [one.path for one in done.account.questions if one.path[:2] == ("answers", "party")]
    columns = ("name_zh", "name_en", "alt_zh", "alt_en")
    return [tuple(row.get(column, "") for column in columns) for row in table(tmp_path / "made", "institutions")]


def test_a_name_in_brackets_is_another_name_of_one_thing(tmp_path: Path) -> None:
    assert names(tmp_path, "深圳市创新投资集团 (SCGC)", "SCGC", "深圳市创新投资集团") == [
        ("深圳市创新投资集团", "SCGC", "", "")
    ]


def test_a_translation_in_brackets_is_another_name_of_one_thing(tmp_path: Path) -> None:
    assert names(tmp_path, "复旦大学(Fudan University)", "Fudan University") == [
        ("复旦大学", "Fudan University", "", "")
    ]


def test_a_short_form_in_brackets_in_one_language_is_another_name(tmp_path: Path) -> None:
    institute = "Massachusetts Institute of Technology"
    assert names(tmp_path, f"{institute} (MIT)", "MIT", institute) == [("", institute, "", "MIT")]


def test_a_place_in_brackets_is_no_short_form(tmp_path: Path) -> None:
    assert names(tmp_path, "上海样本集团（上海）") == [("上海样本集团（上海）", "", "", "")]


def test_the_place_of_what_has_two_names_is_taken_by_either(tmp_path: Path) -> None:
    names(tmp_path, "复旦大学(Fudan University)")
    sheet = tmp_path / "deals.csv"
    kept = Settings.read(file_beside(sheet))
    kept.set(("answers", "place", "复旦大学"), "cn-shanghai")
    file_beside(sheet).write_bytes(kept.written(sheet.name))
    import_sheet(sheet, tmp_path / "made")
    assert [row["located_in"] for row in table(tmp_path / "made", "institutions")] == ["cn-shanghai"]


SPELLINGS = ("Cambridge, United Kingdom", "Cambridge, UK")


@pytest.mark.parametrize("cells", [SPELLINGS, SPELLINGS[::-1]])
@pytest.mark.parametrize("second", [SPELLINGS[0], "region gb"])
def test_an_answer_that_names_what_another_one_makes_is_that_thing(
    tmp_path: Path, cells: tuple[str, ...], second: str
) -> None:
    rows = [(f"合作{number}", "嘉善县", cell, "2017-07-28") for number, cell in enumerate(cells)]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", "签约日期"))
    kept = Settings.read(file_beside(sheet))
    kept.set(("answers", "party", SPELLINGS[0]), "region gb")
    kept.set(("answers", "party", SPELLINGS[1]), second)
    file_beside(sheet).write_bytes(kept.written(sheet.name))
    made = []
    for _ in range(2):
        assert import_sheet(sheet, tmp_path / "made").account.counts["made"] == 2
        made.append({row["party"] for row in table(tmp_path / "made", "participations")})
    # One thing beside 嘉善县, and the same one when the sheet is read again.
    assert len(made[0]) == 2
    assert made[0] == made[1]
    assert len([row for row in table(tmp_path / "made", "regions") if row.get("parent") == "gb"]) == 1
