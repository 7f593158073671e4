"""Where zones and places of a sheet lie: by their names where these tell, by their rows, by a country in brackets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("项目名称", "甲方", "乙方", "签约日期")


def imported(run: Run, tmp_path: Path, *rows: tuple[str, str, str]) -> Outcome:
    """The account of a sheet of projects, each with its two parties."""
    write_csv(tmp_path / "deals.csv", [(*row, "2019-10-08") for row in rows], HEADINGS)
    return run("import", "deals.csv", "--lang", "en")


def asked(tmp_path: Path, kind: str) -> set[str]:
    """The names of which something is asked: what a party is, or its place."""
    said = yaml.safe_load((tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8"))
    return set((said.get("answers") or {}).get(kind) or {})


def parents(tmp_path: Path) -> dict[str, str]:
    """What each zone of the package lies in, by its name."""
    rows = [row for row in table(tmp_path / "deals", "regions") if row["kind"] == "Zone"]
    return {row.get("name_zh") or row["name_en"]: row.get("parent", "") for row in rows}


def parties(tmp_path: Path) -> list[str]:
    """The ids of all parties of the package, in the order of its rows."""
    return [row["party"] for row in table(tmp_path / "deals", "participations")]


@pytest.mark.parametrize("zone", ["江北新区", "城东新区", "东区工业园"])
def test_a_zone_is_asked_about_where_another_place_was_ever_called_so(run: Run, tmp_path: Path, zone: str) -> None:
    # Ningbo, Xining and Panzhihua have the one district of the name today; Chongqing, Changsha and others had one.
    imported(run, tmp_path, ("产业合作", zone, "嘉善县"))
    assert parents(tmp_path) == {zone: ""}
    assert zone in asked(tmp_path, "place")


def test_a_zone_is_placed_by_a_name_that_only_one_place_had(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, ("一期", "苏州工业园区", "嘉善县"), ("二期", "海宁经济开发区", "嘉善县"))
    # Suzhou was a prefecture and Haining a county before: the same places.
    assert parents(tmp_path) == {"苏州工业园区": "cn-320500", "海宁经济开发区": "cn-jiaxing-haining"}
    assert not asked(tmp_path, "place")


@pytest.mark.parametrize(
    ("project", "zone", "parent"),
    [
        ("南京江北新区基因产业", "江北新区", "cn-320100"),
        ("共建江苏省南京市江北新区", "江北新区", "cn-320100"),
        ("Gene cluster of Nanjing Jiangbei New Area", "Jiangbei New Area", "cn-320100"),
        # Only Hangzhou has a district of the name, but the row says which is meant.
        ("南通滨江工业园二期", "滨江工业园", "cn-320600"),
        ("二期滨江工业园", "滨江工业园", "cn-330108"),
    ],
)
def test_a_zone_is_where_the_name_of_its_project_says(
    run: Run, tmp_path: Path, project: str, zone: str, parent: str
) -> None:
    imported(run, tmp_path, (project, zone, "嘉善县"))
    assert parents(tmp_path) == {zone: parent}


@pytest.mark.parametrize(("beside", "parent"), [("宁波市江北区", "cn-330205"), ("宁波市", "")])
def test_a_region_beside_it_bears_out_its_own_name_alone(run: Run, tmp_path: Path, beside: str, parent: str) -> None:
    imported(run, tmp_path, ("产业合作", "江北新区", beside))
    assert parents(tmp_path) == {"江北新区": parent}


def test_a_zone_that_two_rows_place_apart_is_asked_about_with_both(run: Run, tmp_path: Path) -> None:
    told = imported(run, tmp_path, ("南京江北新区一期", "江北新区", "嘉善县"), ("宁波江北新区", "江北新区", "海盐县"))
    assert parents(tmp_path) == {"江北新区": ""}
    assert b"cn-320100 (" in told.stderr
    assert b"cn-330200 (" in told.stderr


@pytest.mark.parametrize(
    ("cell", "reference"),
    [
        ("Paris (France)", "region/gn-2988507"),
        ("Munich (Germany)", "region/gn-2867714"),
        ("Birmingham (UK)", "region/gn-2655603"),
        ("Birmingham（UK）", "region/gn-2655603"),
        ("Birmingham（英国）", "region/gn-2655603"),
        ("Cambridge (UK)", "region/gn-2653941"),
        ("伦敦（英国）", "region/gn-2643743"),
        ("伦敦(英国)", "region/gn-2643743"),
        ("成都市 Chengdu", "region/cn-510100"),
        ("Chengdu 成都", "region/cn-510100"),
        ("成都/Chengdu", "region/cn-510100"),
    ],
)
def test_a_country_in_brackets_and_a_name_in_both_languages_are_understood(
    run: Run, tmp_path: Path, cell: str, reference: str
) -> None:
    imported(run, tmp_path, ("合作", cell, "嘉善县"))
    assert parties(tmp_path) == [reference, "region/cn-jiaxing-jiashan"]
    assert not asked(tmp_path, "party")


@pytest.mark.parametrize("cell", ["Toyota (Japan)", "样本（德国）", "成都市 Chongqing"])
def test_what_may_be_a_firm_or_two_places_is_still_asked(run: Run, tmp_path: Path, cell: str) -> None:
    imported(run, tmp_path, ("合作", cell, "嘉善县"))
    assert asked(tmp_path, "party") == {cell}


def test_a_region_that_is_said_to_lie_in_a_country_is_the_one_that_a_registry_has(run: Run, tmp_path: Path) -> None:
    # Toyota is asked, as firms are called so; that it is a region in Japan says which.
    imported(run, tmp_path, ("合作", "Toyota (Japan)", "嘉善县"))
    path = tmp_path / "deals.csv.kg.yaml"
    text = path.read_text(encoding="utf-8")
    assert "Toyota (Japan):" in text
    path.write_text(text.replace("Toyota (Japan):", "Toyota (Japan): region jp", 1), encoding="utf-8")
    run("import", "deals.csv", "--lang", "en")
    assert [one for one in parties(tmp_path) if "cn-" not in one] == ["region/gn-1849814"]


@pytest.mark.parametrize("form", ["AG", "GmbH", "SA", "SpA", "S.p.A.", "Ltd", "Co., Ltd.", "公司", "GmbH Leipzig"])
def test_a_legal_form_says_company(run: Run, tmp_path: Path, form: str) -> None:
    imported(run, tmp_path, ("合作", f"Quellor {form}", "嘉善县"))
    (made,) = table(tmp_path / "deals", "institutions")
    assert made["kind"] == "company"
    assert not asked(tmp_path, "party")


def test_what_a_zone_lies_in_may_be_said_with_it_and_is_a_region(tmp_path: Path) -> None:
    rows = [("甲项目", "嘉善县", "青禾样园", "2021-03-04"), ("乙项目", "嘉善县", "青禾样园二", "2021-03-04")]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", "签约日期"))
    said = "answers:\n  party:\n    青禾样园: zone cn-610100\n    青禾样园二: zone xx-bogus\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    (asked,) = import_sheet(sheet, tmp_path / "made").account.questions
    assert "'xx-bogus'" in asked.text.en
    assert "“xx-bogus”" in asked.text.zh
    zones = {row["name_zh"]: row["parent"] for row in table(tmp_path / "made", "regions") if row["kind"] == "Zone"}
    assert zones == {"青禾样园": "cn-610100"}


def test_a_country_in_brackets_is_meant_though_a_state_is_called_so(tmp_path: Path) -> None:
    names = ("Blue Reed Port Authority (Mexico)", "Blue Reed University (Panama)")
    rows = [(f"项目{number}", "嘉善县", name, "2021-03-04") for number, name in enumerate(names)]
    made = import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")
    places = {row["name_en"]: row.get("located_in", "") for row in table(tmp_path / "made", "institutions")}
    assert places == dict(zip(names, ("mx", "pa"), strict=True))
    assert not made.account.questions


def test_the_place_that_an_answer_names_goes_before_every_guess(tmp_path: Path) -> None:
    headings = ("Project", "Partner 1", "Partner 2", "Signed on")
    rows = [
        ("Cells", "City of Vitoria-Gasteiz", "Sample Cells (Vitoria)", "2021-02-18"),
        ("Food", "City of Bordeaux", "Sample Culinary Center, Donostia / San Sebastián", "2022-02-14"),
    ]
    write_csv(tmp_path / "deals.csv", rows, headings)
    said = (
        "answers:\n  party:\n    Sample Cells (Vitoria): institution researchInstitute es-vi\n"
        "    Sample Culinary Center: institution university es-ss\n"
    )
    (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    assert import_sheet(tmp_path / "deals.csv", tmp_path / "made").written
    seats = {row["name_en"]: (row["kind"], row["located_in"]) for row in table(tmp_path / "made", "institutions")}
    assert seats["Sample Cells (Vitoria)"] == ("researchInstitute", "es-vi")
    assert seats["Sample Culinary Center"] == ("university", "es-ss")
