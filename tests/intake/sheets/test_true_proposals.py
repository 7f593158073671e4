"""What is asked of a place or a body that is not sure has the true answer among its proposals, and mostly first."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import options, remarks, table, write_csv

HEADINGS = ("Project", "Party A", "Party B", "Signed")
SITES = ("合作项目", "甲方", "乙方", "项目地点", "签约时间", "进展")


def imported(folder: Path, name: str, said: str = "") -> Imported:
    """A sheet with one row, and who its second party is."""
    sheet = write_csv(folder / "deals.csv", [("Sample project", "Jiashan", name, "2017-07-28")], HEADINGS)
    if said:
        (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def parties(folder: Path) -> list[str]:
    """The parties beside Jiashan."""
    rows = table(folder / "made", "participations")
    return [row["party"] for row in rows if row["party"] != "region/cn-jiaxing-jiashan"]


@pytest.mark.parametrize(
    ("name", "region"),
    [
        *(("Toskana", "it-52"), ("Pays de Galles", "gb-wls"), ("Andalousie", "es-an"), ("Katalonien", "es-ct")),
        *(("Baviera", "de-by"), ("País de Gales", "gb-wls"), ("Basse-Silésie", "pl-02"), ("Fiandre", "be-vlg")),
    ],
)
def test_a_region_by_what_another_language_calls_it_is_proposed_and_not_taken(
    name: str, region: str, tmp_path: Path
) -> None:
    done = imported(tmp_path, name)
    assert options(done, "answers", "party", name)[0] == f"region/{region}"
    assert not parties(tmp_path)
    imported(tmp_path, name, f"answers:\n  party:\n    {name}: region/{region}\n")
    assert parties(tmp_path) == [f"region/{region}"]


def test_a_district_by_its_own_word_is_read_and_told(tmp_path: Path) -> None:
    done = imported(tmp_path, "Okres Prachatice")
    assert parties(tmp_path) == ["region/cz-315"]
    assert "Okres Prachatice is read as Prachatice" in remarks(done).en


def test_a_town_behind_its_prefecture_is_that_town(tmp_path: Path) -> None:
    imported(tmp_path, "大阪府堺市")
    assert parties(tmp_path) == ["region/gn-1853195"]


def test_a_district_that_no_registry_has_is_proposed_in_its_city(tmp_path: Path) -> None:
    done = imported(tmp_path, "首尔特别市江南区")
    assert options(done, "answers", "party", "首尔特别市江南区")[0] == "region kr-11"
    imported(tmp_path, "首尔特别市江南区", "answers:\n  party:\n    首尔特别市江南区: region kr-11\n")
    (made,) = (row for row in table(tmp_path / "made", "regions") if row.get("name_zh") == "首尔特别市江南区")
    assert made["parent"] == "kr-11"


@pytest.mark.parametrize(("name", "ward"), [("东京都港区", "gn-13353696"), ("东京都新宿区", "gn-11790353")])
def test_a_ward_of_tokyo_is_that_ward_and_no_zone(name: str, ward: str, tmp_path: Path) -> None:
    imported(tmp_path, name)
    assert parties(tmp_path) == [f"region/{ward}"]


@pytest.mark.parametrize(
    ("name", "town"),
    [
        *(("名古屋市港区", "gn-1856057"), ("兵库县神户市港区", "gn-1859171")),
        ("大阪府大阪市北区", "gn-1853909"),  # in its city, and not only in its prefecture
    ],
)
def test_a_ward_that_no_registry_has_is_proposed_in_its_city_and_is_no_port(
    name: str, town: str, tmp_path: Path
) -> None:
    done = imported(tmp_path, name)
    assert options(done, "answers", "party", name)[0] == f"region {town}"
    assert not parties(tmp_path)
    imported(tmp_path, name, f"answers:\n  party:\n    {name}: region {town}\n")
    (made,) = (row for row in table(tmp_path / "made", "regions") if row.get("name_zh") == name)
    assert (made["kind"], made["parent"]) == ("AdministrativeRegion", town)


def test_a_ward_is_no_zone_where_something_is_done_either(tmp_path: Path) -> None:
    sited(tmp_path, "名古屋市港区")
    assert not [row for row in table(tmp_path / "made", "regions") if row.get("kind") == "Zone"]


def test_a_port_area_of_a_city_stays_a_zone(tmp_path: Path) -> None:
    imported(tmp_path, "神户港区")
    (made,) = (row for row in table(tmp_path / "made", "regions") if row.get("name_zh") == "神户港区")
    assert made["kind"] == "Zone"


@pytest.mark.parametrize(("name", "town"), [("CHU de Bourges", "gn-3031005"), ("CHRU de Chartres", "gn-3026467")])
def test_a_university_hospital_in_short_is_a_hospital_with_its_town_proposed(
    name: str, town: str, tmp_path: Path
) -> None:
    done = imported(tmp_path, name)
    (row,) = table(tmp_path / "made", "institutions")
    assert row["kind"] == "hospital"
    assert options(done, "answers", "place", name)[0] == town


def sited(folder: Path, site: str, said: str = "") -> Imported:
    """A sheet with a row, and where its project is, beside one in a place that is known."""
    rows = [
        ("样本", "嘉善县", "新加坡", site, "2018-01-03", "运行中"),
        ("二", "嘉善县", "新加坡", "嘉善县", "2018", ""),
    ]
    sheet = write_csv(folder / "deals.csv", rows, SITES)
    if said:
        (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    return import_sheet(sheet, folder / "made")


@pytest.mark.parametrize(("site", "town"), [("吉林长春国际汽车城", "cn-220100"), ("西安国际港务区", "cn-610100")])
def test_what_is_built_in_a_town_is_proposed_as_a_zone_there(site: str, town: str, tmp_path: Path) -> None:
    assert options(sited(tmp_path, site), "answers", "party", site)[0] == f"zone {town}"
    sited(tmp_path, site, f"answers:\n  party:\n    {site}: zone {town}\n")
    (zone,) = (row for row in table(tmp_path / "made", "regions") if row.get("kind") == "Zone")
    assert (zone["name_zh"], zone["parent"]) == (site, town)
    row, _ = table(tmp_path / "made", "partnerships")
    assert row["carried_out_in"] == zone["id"]


def test_a_zone_with_a_place_within_its_name_has_it_proposed(tmp_path: Path) -> None:
    assert options(sited(tmp_path, "中新天津生态城"), "answers", "place", "中新天津生态城") == ["cn-tianjin"]


def test_a_word_for_any_new_area_is_no_place(tmp_path: Path) -> None:
    # 新区 was a district of Tangshan, too.
    done = imported(tmp_path, "新区管委会")
    assert not options(done, "answers", "place", "新区管委会")
    (row,) = table(tmp_path / "made", "institutions")
    assert "located_in" not in row


@pytest.mark.parametrize("nothing", ["k. A.", "néant", "keine Angabe"])
def test_that_no_amount_is_said_in_other_languages_is_not_asked(nothing: str, tmp_path: Path) -> None:
    heads = (*HEADINGS, "Amount (EUR)")
    sheet = write_csv(tmp_path / "deals.csv", [("Sample", "Jiashan", "Ulm", "2017-07-28", nothing)], heads)
    done = import_sheet(sheet, tmp_path / "made")
    assert not [one for one in done.account.questions if one.path[:2] == ("answers", "amount")]
    assert not table(tmp_path / "made", "observations")
