"""Places within names and behind them: bound by the country that is named, told where a word alone says them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import options, remarks, table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "签约日期")


def imported(tmp_path: Path, *names: str, accept: bool = False) -> Imported:
    rows = [(f"合作{number}", "嘉善县", name, "2017-07-28") for number, name in enumerate(names)]
    return import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made", accept=accept)


def placed(tmp_path: Path) -> dict[str, str]:
    """Where institutions and zones are, by their names."""
    rows = table(tmp_path / "made", "institutions") if (tmp_path / "made" / "institutions.csv").is_file() else []
    found = {row.get("name_en") or row["name_zh"]: row.get("located_in", "") for row in rows}
    zones = [row for row in table(tmp_path / "made", "regions") if row["kind"] == "Zone"]
    return found | {row.get("name_en") or row["name_zh"]: row.get("parent", "") for row in zones}


def parties(tmp_path: Path) -> set[str]:
    return {row["party"] for row in table(tmp_path / "made", "participations")}


def said(done: Imported) -> tuple[str, str]:
    text = remarks(done)
    return text.en, text.zh


@pytest.mark.parametrize(
    ("name", "seat", "where"),
    [
        ("Suez Canal Economic Zone (Egypt)", "eg-suz", "Suez, Egypt"),
        ("Lagos Free Zone (Nigeria)", "ng-la", "Lagos, Nigeria"),
        ("Suez Sample Authority", "eg-suz", "Suez, Egypt"),
        ("高雄港", "cn-tw-khh", "Kaohsiung, Taiwan"),
    ],
)
def test_a_place_that_a_word_of_a_name_says_is_told(name: str, seat: str, where: str, tmp_path: Path) -> None:
    done = imported(tmp_path, name)
    assert placed(tmp_path) == {name: seat}
    en, zh = said(done)
    assert f"by a word of its name {name} is placed in {where} ({seat}); elsewhere: answers > place" in en
    assert f"“{name}”按名称中的地名置于" in zh


@pytest.mark.parametrize("name", ["嘉兴市样本医院", "上海样本大学", "海盐县人民政府", "Sample Port Authority (Chile)"])
def test_a_place_that_a_name_says_in_so_many_words_is_no_news(name: str, tmp_path: Path) -> None:
    assert "by a word of its name" not in said(imported(tmp_path, name))[0]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("York Institute (Canada)", "ca"),
        ("Suez Sample Zone (Panama)", "pa"),
        ("York Sample Zone, Jamaica", "jm"),
        ("Manzanillo Port Authority (Mexico)", "mx"),
        ("日本经济产业省", "jp"),
        ("哈萨克斯坦样本发展部", "kz"),
        ("Incheon Sample Economic Zone (Korea)", "kr-28"),
    ],
)
def test_a_country_that_is_named_bounds_the_place(name: str, country: str, tmp_path: Path) -> None:
    imported(tmp_path, name)
    (seat,) = placed(tmp_path).values()
    assert seat == country


@pytest.mark.parametrize(
    ("cell", "names", "seat", "place"),
    [
        ("Sample Hospital, Nairobi, Kenya", ("Sample Hospital",), "gn-184745", "Nairobi, Kenya"),
        ("Port of Sampleton, British Columbia", ("Port of Sampleton",), "ca-bc", "British Columbia"),
        ("Sample Free Zone, Dubai", ("Sample Free Zone",), "gn-292223", "Dubai"),
        ("Secretaría de Muestras, México", ("Secretaría de Muestras",), "mx", "México"),
        ("Acme Co., Ltd., Toulouse", ("Acme Co., Ltd.",), "gn-2972315", "Toulouse"),
    ],
)
def test_a_place_behind_names_is_theirs_and_no_party(
    cell: str, names: tuple[str, ...], seat: str, place: str, tmp_path: Path
) -> None:
    done = imported(tmp_path, cell)
    assert placed(tmp_path) == dict.fromkeys(names, seat)
    assert parties(tmp_path) == {
        "region/cn-jiaxing-jiashan",
        *(one for one in parties(tmp_path) if one[0] == "i" or names[0].endswith("Zone")),
    }
    assert f"region/{seat}" not in parties(tmp_path)
    en, zh = said(done)
    assert f"{place} is read as where {' and '.join(names)}" in en
    assert f"“{place}”读作{'、'.join(names)}的所在地" in zh


def test_what_is_elsewhere_by_its_own_name_has_no_place_behind_it(tmp_path: Path) -> None:
    imported(tmp_path, "Shanghai Sample University, Sample Hospital, Nairobi")
    assert "gn-184745" not in placed(tmp_path).values()


@pytest.mark.parametrize(
    ("cell", "name", "place"),
    [
        ("Houston Sample Energy Center, Houston, Texas, USA", "Houston Sample Energy Center", "Houston, Texas, USA"),
        ("Cervecería Muestra, Quito", "Cervecería Muestra", "Quito"),
    ],
)
def test_a_name_of_several_words_is_asked_without_its_place(cell: str, name: str, place: str, tmp_path: Path) -> None:
    done = imported(tmp_path, cell)
    assert options(done, "answers", "party", name)
    assert f"{place} is read as where {name} is, and as no party" in said(done)[0]
    path = tmp_path / "deals.csv.kg.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"    {name}:\n", f"    {name}: institution company\n"), encoding="utf-8")
    again = import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    assert again.account.questions == ()
    assert list(placed(tmp_path)) == [name]
    assert placed(tmp_path)[name]


def test_an_answer_for_a_whole_cell_of_before_holds(tmp_path: Path) -> None:
    cell = "Cervecería Muestra, Quito"
    (tmp_path / "deals.csv.kg.yaml").write_text(
        f"answers:\n  party:\n    {cell}: institution company\n", encoding="utf-8"
    )
    imported(tmp_path, cell)
    assert list(placed(tmp_path)) == [cell]


def test_regions_in_a_list_stay_parties(tmp_path: Path) -> None:
    imported(tmp_path, "平湖市，海宁市", "Nairobi; Bangkok")
    found = parties(tmp_path)
    assert {"region/gn-184745", "region/gn-1609350"} <= found
    assert len(found) == 5


@pytest.mark.parametrize(
    ("cell", "name", "first"),
    [
        (
            "École nationale de la muestra, Toulouse",
            "École nationale de la muestra",
            ["institution university", "institution school"],
        ),
        ("Escuela de Muestras, Lima", "Escuela de Muestras", ["institution school", "institution university"]),
        ("里昂大都会", "里昂大都会", ["region"]),
        ("Sampleville Métropole", "Sampleville Métropole", ["region"]),
        ("Renovar (法国)", "Renovar (法国)", ["institution company fr", "institution office fr"]),
    ],
)
def test_what_is_proposed_fits_the_name_and_is_not_taken(
    cell: str, name: str, first: list[str], tmp_path: Path
) -> None:
    done = imported(tmp_path, cell, accept=True)
    assert options(done, "answers", "party", name)[: len(first)] == first
    assert done.taken == []
    assert [row.outcome for row in done.account.rows] == ["asked"]


@pytest.mark.parametrize("name", ["腾样", "Samplify", "Sample of the Day"])
def test_a_company_that_nothing_says_is_not_taken(name: str, tmp_path: Path) -> None:
    done = imported(tmp_path, name, accept=True)
    assert [row.outcome for row in done.account.rows] == ["asked"]


@pytest.mark.parametrize("name", ["Renovar (法国)", "Aire Muestra S.A.（法国巴黎）", "Muestra（中国）"])
def test_a_name_in_letters_with_a_place_in_chinese_is_no_chinese_name(name: str, tmp_path: Path) -> None:
    rows = [("合作", "嘉善县", name, "2017-07-28")]
    (tmp_path / "deals.csv.kg.yaml").write_text(
        f"answers:\n  party:\n    {name}: institution company\n", encoding="utf-8"
    )
    import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")
    (row,) = table(tmp_path / "made", "institutions")
    # A town or a country that is where the firm is leaves its name, which stays beside it; China does not.
    whole = row["name_en"] if "中国" in name else row["alt_en"]
    assert (row.get("name_zh", ""), whole) == ("", name)


@pytest.mark.parametrize(
    ("typed", "name"), [("样本汽车\n联合实验室", "样本汽车联合实验室"), ("Sample\nLaboratory", "Sample Laboratory")]
)
def test_a_line_broken_within_a_name_is_no_blank_in_chinese(typed: str, name: str, tmp_path: Path) -> None:
    import_sheet(
        write_csv(tmp_path / "deals.csv", [(typed, "嘉善县", "平湖市", "2017-07-28")], HEADINGS), tmp_path / "made"
    )
    (row,) = table(tmp_path / "made", "partnerships")
    assert (row.get("name_zh") or row["name_en"]) == name


def test_one_answer_for_a_column_is_asked_of_names_that_are_alike_alone_and_told_where_it_holds(tmp_path: Path) -> None:
    names = ("腾样", "度样样", "Sample of the Day", "École de Muestra", "里昂大都会", "Renovar (法国)")
    done = imported(tmp_path, *names)
    (question,) = (one for one in done.account.questions if one.path[:3] == ("sheets", "deals", "kinds"))
    assert "(腾样, 度样样, Sample of the Day)" in question.text.en
    assert [row for _, row in question.rows] == [2, 3, 4]
    path = tmp_path / "deals.csv.kg.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("      乙方:\n", "      乙方: institution company\n"), encoding="utf-8"
    )
    again = import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    assert [row.outcome for row in again.account.rows] == ["made"] * 3 + ["asked"] * 3
    en, zh = said(again)
    for name in names[:3]:
        assert f"{name}: company, by the answer for its column" in en
        assert f"“{name}”：企业（company），依该栏的回答" in zh


def test_an_import_once_more_says_and_writes_the_same(tmp_path: Path) -> None:
    names = (
        "Suez Canal Economic Zone (Egypt)",
        "Manzanillo Port Authority (Mexico)",
        "日本经济产业省",
        "York Institute (Canada)",
    )
    first = imported(tmp_path, *names)
    before = {path.name: path.read_bytes() for path in (tmp_path / "made").glob("*.csv")}
    again = imported(tmp_path, *names)
    assert {path.name: path.read_bytes() for path in (tmp_path / "made").glob("*.csv")} == before
    assert said(again) == said(first)
