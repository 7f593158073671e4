"""What an institution's name has in brackets: its name in another language, its short form, the place where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.test_several import imported, sheet_of
from tests.intake.sheets.written import table


def rows_by_name(sheet: Path) -> dict[str, dict[str, str]]:
    """The rows of the institutions of an imported sheet by their names, the Chinese first."""
    return {row.get("name_zh") or row["name_en"]: row for row in table(sheet.with_name("made"), "institutions")}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            "样本海洋研究院（Sample Marine Institute，木浦）",
            {"name_zh": "样本海洋研究院", "name_en": "Sample Marine Institute", "located_in": "gn-1841066"},
        ),
        (
            "Sample Marine Institute (样本海洋研究院, 柏林)",
            {"name_zh": "样本海洋研究院", "name_en": "Sample Marine Institute", "located_in": "de-be"},
        ),
        (
            "样本边贸学院 (Sample Border College, SBC)",
            {"name_zh": "样本边贸学院", "name_en": "Sample Border College", "alt_en": "SBC"},
        ),
        (
            "样本纺织有限公司（佳木斯）",
            {"name_zh": "样本纺织有限公司", "alt_zh": "样本纺织有限公司（佳木斯）", "located_in": "cn-230800"},
        ),
        (
            "Sample Agro JSC (Almaty, Kazakhstan)",
            {"name_en": "Sample Agro JSC", "alt_en": "Sample Agro JSC (Almaty, Kazakhstan)", "located_in": "kz-75"},
        ),
        ("样本大学（武汉）", {"name_zh": "样本大学（武汉）", "located_in": "cn-420100"}),
    ],
)
def test_what_stands_in_brackets_is_parted_into_names_and_place(
    tmp_path: Path, cell: str, expected: dict[str, str]
) -> None:
    sheet = sheet_of(tmp_path, cell)
    assert imported(sheet)[1] == {}
    [row] = rows_by_name(sheet).values()
    kept = ("name_zh", "name_en", "alt_zh", "alt_en", "located_in")
    assert {column: row[column] for column in kept if column in row} == expected
    before = {path.name: path.read_bytes() for path in sheet.with_name("made").glob("*.csv")}
    imported(sheet)
    assert {path.name: path.read_bytes() for path in sheet.with_name("made").glob("*.csv")} == before


def test_a_name_keeps_its_bracket_beside_another_of_the_same_name(tmp_path: Path) -> None:
    sheet = sheet_of(
        tmp_path,
        "样本纺织有限公司（佳木斯）",
        "样本纺织有限公司（柳州）",
        "样本化工有限公司（佳木斯）",
        "样本化工有限公司",
    )
    imported(sheet)
    assert rows_by_name(sheet).keys() == {
        "样本纺织有限公司（佳木斯）",
        "样本纺织有限公司（柳州）",
        "样本化工有限公司（佳木斯）",
        "样本化工有限公司",
    }


@pytest.mark.parametrize("cell", ["红河样本学院", "恩施样本有限公司", "红河大学"])
def test_a_word_that_is_a_prefecture_and_a_county_in_it_places_nothing(tmp_path: Path, cell: str) -> None:
    sheet = sheet_of(tmp_path, cell)
    done = import_sheet(sheet, sheet.with_name("made"))
    assert "located_in" not in rows_by_name(sheet)[cell]
    [asked] = [one for one in done.account.questions if one.path[:2] == ("answers", "place")]
    assert len(asked.options) == 2


@pytest.mark.parametrize(
    ("cell", "seat"),
    [("红河县人民医院", "cn-532529"), ("红河州人民医院", "cn-532500"), ("嘉善样本职业学院", "cn-jiaxing-jiashan")],
)
def test_a_word_with_its_level_or_of_one_region_places(tmp_path: Path, cell: str, seat: str) -> None:
    sheet = sheet_of(tmp_path, cell)
    imported(sheet)
    assert rows_by_name(sheet)[cell]["located_in"] == seat


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sample Agro Holding JSC (Almaty, Kazakhstan)", "Sample Agro Holding"),
        ("样本大健康产业集团有限公司", "样本大健康集团"),
        ("样本农业实业有限公司", "样本农业有限公司"),
    ],
)
def test_two_names_that_may_be_one_firm_s_are_asked(tmp_path: Path, first: str, second: str) -> None:
    sheet = sheet_of(tmp_path, first, second)
    done = import_sheet(sheet, sheet.with_name("made"))
    [asked] = [one for one in done.account.questions if one.path == ("answers", "party", second)]
    assert [option.answer for option in asked.options] == [first]
    assert len(table(sheet.with_name("made"), "institutions")) == 2


def test_one_that_a_word_joins_with_a_region_is_asked_too(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "Sample Agro Holding JSC (Almaty, Kazakhstan)", "抚远市 and Sample Agro Holding")
    done = import_sheet(sheet, sheet.with_name("made"))
    [asked] = [one for one in done.account.questions if one.path == ("answers", "party", "Sample Agro Holding")]
    assert [option.answer for option in asked.options] == ["Sample Agro Holding JSC (Almaty, Kazakhstan)"]
