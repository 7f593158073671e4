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


def test_a_former_name_is_another_name_and_a_state_is_none(tmp_path: Path) -> None:
    """In any brackets; what begins with the same sign and is no other name stays as it is."""
    cells = {
        "样本学院【原样本专科学校】": {"name_zh": "样本学院", "alt_zh": "样本专科学校"},
        "样本医院[原样本诊所]": {"name_zh": "样本医院", "alt_zh": "样本诊所"},
        "样本职院（更名为样本职业大学）": {"name_zh": "样本职院", "alt_zh": "样本职业大学"},
        "Sample College [formerly Sample School]": {"name_en": "Sample College", "alt_en": "Sample School"},
        "Sample Academy (former Sample Seminary)": {"name_en": "Sample Academy", "alt_en": "Sample Seminary"},
        "样本研究所（筹）": {"name_zh": "样本研究所", "alt_zh": "样本研究所（筹）"},
        "样本公司（已注销）": {"name_zh": "样本公司", "alt_zh": "样本公司（已注销）"},
        "Sample Clinic (planned)": {"name_en": "Sample Clinic", "alt_en": "Sample Clinic (planned)"},
        "样本中学（思茅区）": {"name_zh": "样本中学", "alt_zh": "样本中学（思茅区）"},
        "样本大学（原子能）": {"name_zh": "样本大学（原子能）"},
    }
    sheet = sheet_of(tmp_path, *cells)
    imported(sheet)
    found = {
        tuple(sorted((column, row[column]) for column in ("name_zh", "name_en", "alt_zh", "alt_en") if column in row))
        for row in table(sheet.with_name("made"), "institutions")
    }
    assert found == {tuple(sorted(expected.items())) for expected in cells.values()}
    [placed] = [row for row in table(sheet.with_name("made"), "institutions") if row.get("name_zh") == "样本中学"]
    assert placed["located_in"] == "cn-530802"


def test_two_rows_with_a_former_name_are_one_and_with_a_state_or_a_place_are_asked(tmp_path: Path) -> None:
    cells = ("样本研究所（筹）", "样本研究所", "样本中学（思茅区）", "样本中学")
    sheet = sheet_of(tmp_path, "样本学院【原样本专科学校】", "样本学院", *cells)
    asked = import_sheet(sheet, sheet.with_name("made")).account.questions
    proposed = {one.path[-1]: one.options[0].answer for one in asked if one.path[:2] == ("answers", "party")}
    assert proposed == {"样本研究所": "样本研究所（筹）", "样本中学": "样本中学（思茅区）"}
    assert rows_by_name(sheet).keys() == {"样本学院", *cells}


@pytest.mark.parametrize(
    ("cell", "party", "seat"),
    [
        ("City of Newcastle (NSW)", "region/gn-2155472", ""),  # GeoNames' numbers
        ("City of Perth (WA)", "region/gn-2063523", ""),
        ("City of Ballarat (Vic.)", "region/gn-2177091", ""),
        ("Springfield (IL)", "region/gn-4250542", ""),
        ("Haifa (IL)", "region/gn-294801", ""),  # Israel, where it lies
        ("London (ON)", "region/gn-6058560", ""),
        ("Perth City Council (WA)", "institution/perth-city-council-wa", "au-wa"),
        ("Sample University (Vic.)", "institution/sample-university-vic", "au-vic"),
    ],
)
def test_a_state_in_short_says_where(tmp_path: Path, cell: str, party: str, seat: str) -> None:
    sheet = sheet_of(tmp_path, cell)
    imported(sheet)
    assert party in {row["party"] for row in table(sheet.with_name("made"), "participations")}
    assert [row.get("located_in", "") for row in rows_by_name(sheet).values()] == ([seat] if seat else [])
