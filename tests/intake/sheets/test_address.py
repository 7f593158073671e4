"""A country behind the comma of an institution's name is where it is, and no party, whatever else its cell has."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.test_several import imported, sheet_of, told
from tests.intake.sheets.written import table, write_csv


def located(tmp_path: Path) -> dict[str, str]:
    rows = table(tmp_path / "made", "institutions")
    return {row.get("name_en") or row["name_zh"]: row.get("located_in", "") for row in rows}


def parties(tmp_path: Path) -> set[str]:
    return {row["party"] for row in table(tmp_path / "made", "participations")}


@pytest.mark.parametrize(
    "cell",
    [
        "University of Leeds, UK | 浙江示例大學",
        "University of Leeds, UK; 浙江示例大學",
        "浙江示例大學、University of Leeds，英国",
    ],
)
def test_beside_others_too(tmp_path: Path, cell: str) -> None:
    imported(sheet_of(tmp_path, cell))
    assert located(tmp_path)["University of Leeds"].startswith("gb")
    assert "region/gb" not in parties(tmp_path)
    assert len(parties(tmp_path)) == 3


def test_two_with_their_countries(tmp_path: Path) -> None:
    imported(sheet_of(tmp_path, "Sample University, Kenya; Sample Hospital, Japan"))
    assert located(tmp_path) == {"Sample University": "ke", "Sample Hospital": "jp"}


def test_a_name_of_two_kinds_is_asked_without_its_country(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "Sampleton University & Research, 荷兰")
    _, asked = imported(sheet)
    question = asked["Sampleton University & Research"]
    assert "institution university" in {one.answer for one in question.options}
    assert "荷兰" not in question.likeliest
    told(sheet, ("answers", "party", "Sampleton University & Research"), "institution university")
    assert imported(sheet)[1] == {}
    assert located(tmp_path) == {"Sampleton University & Research": "nl"}
    assert "name_zh" not in table(tmp_path / "made", "institutions")[0]


def test_a_town_keeps_its_country(tmp_path: Path) -> None:
    _, asked = imported(sheet_of(tmp_path, "Samplewick, Belgium"))
    assert asked.keys() == {"Samplewick, Belgium"}
    assert asked["Samplewick, Belgium"].likeliest == "region be"


@pytest.mark.parametrize(
    ("answer", "kind", "place"),
    [
        ("institution research institute", "researchInstitute", ""),
        ("institution Research Institute nl", "researchInstitute", "nl"),
        ("institution 科研院所", "researchInstitute", ""),
        ("institution university nl", "university", "nl"),
        ("institution university in 荷兰", "university", "nl"),
        ("institution hospital region/nl", "hospital", "nl"),
    ],
)
def test_an_answer_names_a_kind_by_its_label_and_a_place(tmp_path: Path, answer: str, kind: str, place: str) -> None:
    sheet = sheet_of(tmp_path, "Samplestow")
    imported(sheet)
    told(sheet, ("answers", "party", "Samplestow"), answer)
    assert imported(sheet)[1] == {}
    (row,) = table(tmp_path / "made", "institutions")
    assert (row["kind"], row.get("located_in", "")) == (kind, place)


@pytest.mark.parametrize("answer", ["institution nonsense", "institution university Nowhereland"])
def test_an_answer_that_names_none_is_asked_again(tmp_path: Path, answer: str) -> None:
    sheet = sheet_of(tmp_path, "Samplestow")
    told(sheet, ("answers", "party", "Samplestow"), answer)
    assert "institution university" in {one.answer for one in imported(sheet)[1]["Samplestow"].options}


def test_a_kind_within_a_name_is_proposed(tmp_path: Path) -> None:
    _, asked = imported(sheet_of(tmp_path, "样本科学院上海分院"))
    assert asked["样本科学院上海分院"].likeliest == "institution researchInstitute"


@pytest.mark.parametrize(
    "cell",
    [
        "Lyon, France; 上海市",
        "Lyon, France, 上海市",
        "里昂，法国、上海市",
        "上海市 | Lyon, France",
        "San Francisco, United States; 上海市",
        "San Francisco, California, United States; 上海市",
        "Melbourne, Australia; 上海市",
        "上海市；Los Angeles, USA",
        "上海市；USA, Los Angeles",
        "澳大利亚，墨尔本；上海市",
        "Melbourne / Australia; 上海市",
        "Australia – Melbourne; 上海市",
    ],
)
@pytest.mark.parametrize("heading", ["乙方", "合作方"])
def test_a_town_and_its_country_are_one_place(tmp_path: Path, cell: str, heading: str) -> None:
    write_csv(
        tmp_path / "deals.csv",
        [("合作", "嘉善县", cell, "2017-07-28")],
        ("项目名称", "甲方", heading, "签约日期"),
    )
    done = import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    for one in done.account.questions:
        if one.path[:2] == ("answers", "party"):  # a town, and a region that is called so
            told(tmp_path / "deals.csv", one.path, one.likeliest)
    import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    found = parties(tmp_path)
    assert len(found) == 3, found
    assert all(one.startswith("region/") for one in found)
    assert not found & {"region/fr", "region/us", "region/au"}


def test_two_countries_are_two(tmp_path: Path) -> None:
    imported(sheet_of(tmp_path, "Belgium, France"))
    assert {"region/be", "region/fr"} <= parties(tmp_path)


def test_a_town_of_one_sign_is_one(tmp_path: Path) -> None:
    _, asked = imported(sheet_of(tmp_path, "堺"))
    assert not table(tmp_path / "made", "institutions")
    assert "region/gn-1853195" in {asked["堺"].likeliest} if asked else "region/gn-1853195" in parties(tmp_path)


@pytest.mark.parametrize("heading", ["乙方", "合作方"])
def test_what_nobody_knows_before_a_country_is_asked_with_it(tmp_path: Path, heading: str) -> None:
    row = ("合作", "嘉善县", "上海市; Samplewick, Belgium", "2017-07-28")
    write_csv(tmp_path / "deals.csv", [row], ("项目名称", "甲方", heading, "签约日期"))
    (asked,) = [
        one for one in import_sheet(tmp_path / "deals.csv", tmp_path / "made").account.questions if not one.optional
    ]
    assert (asked.path[-1], asked.likeliest) == ("Samplewick, Belgium", "region be")


@pytest.mark.parametrize("written", ["Sampleport World", "sampleport world", "SAMPLEPORT World"])
def test_an_answer_counts_however_its_name_is_written(tmp_path: Path, written: str) -> None:
    sheet = sheet_of(tmp_path, "Sampleport World, Dubai")
    told(sheet, ("as_of",), "2020-01-01")
    told(sheet, ("answers", "party", written), "institution company")
    imported(sheet)
    assert set(located(tmp_path)) == {"Sampleport World"}
    assert {one.partition("/")[0] for one in parties(tmp_path)} == {"region", "institution"}
    assert len(parties(tmp_path)) == 2


@pytest.mark.parametrize(
    ("cell", "others", "name", "place"),
    [
        ("防城港市 & Sample Coast Polytechnic, Mombasa", {"region/cn-450600"}, "Sample Coast Polytechnic", "gn-186301"),
        ("柳州市 & Norrland Institute, Győr", {"region/cn-450200"}, "Norrland Institute", "hu-gy"),
        ("柳州市 and Norrland Institute, Győr (Hungary)", {"region/cn-450200"}, "Norrland Institute", "hu-gy"),
        ("柳州市 and Norrland Institute, Győr, Hungary", {"region/cn-450200"}, "Norrland Institute", "hu-gy"),
        ("柳州市和 Norrland Institute, Győr", {"region/cn-450200"}, "Norrland Institute", "hu-gy"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["乙方", "合作方"])
def test_a_place_behind_two_joined_parties_is_the_last_one_s(
    tmp_path: Path, cell: str, others: set[str], name: str, place: str, heading: str
) -> None:
    sheet = write_csv(
        tmp_path / "deals.csv", [("合作", "嘉善县", cell, "2017-07-28")], ("项目名称", "甲方", heading, "签约日期")
    )
    imported(sheet)
    assert located(tmp_path) == {name: place}
    [institution] = [party for party in parties(tmp_path) if party.startswith("institution/")]
    assert {party for party in parties(tmp_path) if "jia" not in party} == {institution, *others}


def test_a_place_that_is_asked_behind_two_joined_parties_leaves_both(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "防城港市 & Norrland Institute (NRI), Hobart")
    assert set(imported(sheet)[1]) <= {"Hobart"}
    assert located(tmp_path) == {"Norrland Institute (NRI)": ""}
    assert "region/cn-450600" in parties(tmp_path)
    told(sheet, ("answers", "party", "Hobart"), "region/gn-2163355")
    imported(sheet)
    assert located(tmp_path) == {"Norrland Institute (NRI)": "gn-2163355"}
    assert not any("2163355" in party for party in parties(tmp_path))


@pytest.mark.parametrize(
    ("cell", "country"),
    [
        ("Upper Samplia Region, Uzbekistan", "uz"),
        ("Upper Samplia Oblast, Russia", "ru"),
        ("Upper Samplia Region (Kenya)", "ke"),
        ("Upper Samplia Province, Korea", "kr"),
    ],
)
def test_a_region_that_nobody_knows_keeps_its_country(tmp_path: Path, cell: str, country: str) -> None:
    sheet = sheet_of(tmp_path, cell)
    _, asked = imported(sheet)
    assert asked.keys() == {cell}
    assert asked[cell].likeliest == f"region {country}"
    told(sheet, ("answers", "party", cell), "uz-sa")
    imported(sheet)
    assert {party for party in parties(tmp_path) if "jia" not in party} == {"region/uz-sa"}


def test_of_korea_both_are_proposed_the_south_first(tmp_path: Path) -> None:
    _, asked = imported(sheet_of(tmp_path, "Korea", "Upper Samplia Province, Korea"))
    assert [one.answer for one in asked["Korea"].options] == ["region/kr", "region/kp"]
    options = [one.answer for one in asked["Upper Samplia Province, Korea"].options]
    assert options[:2] == ["region kr", "region kp"]


@pytest.mark.parametrize(
    ("cell", "region"),
    [
        ("Almaty Region", "kz-19"),
        ("Almaty Province (Kazakhstan)", "kz-19"),
        ("Moscow Oblast", "ru-mos"),
        ("Samarkand Region, Uzbekistan", "uz-sa"),
        ("South Moravian Region, Czech Republic", "cz-64"),
        ("Gyeongsangnam-do, Korea", "kr-48"),
        ("Región de Valparaíso (Chile)", "cl-vs"),
        ("阿拉木图州（哈萨克斯坦）", "kz-19"),
    ],
)
def test_a_region_with_its_level_is_one_party_and_not_its_town(tmp_path: Path, cell: str, region: str) -> None:
    assert imported(sheet_of(tmp_path, cell))[1] == {}
    assert {party for party in parties(tmp_path) if "jia" not in party} == {f"region/{region}"}
