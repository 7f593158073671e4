"""A country's code beside a name is its short form or its legal form where the name says so, and no country."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import remarks, table, write_csv


def imported(folder: Path, *names: str) -> Imported:
    rows = [(f"Deal {at}", "嘉善县", name, "2019-06-12") for at, name in enumerate(names, 1)]
    sheet = write_csv(folder / "deals.csv", rows, ("Project", "Party A", "Party B", "Signed"))
    (folder / "deals.csv.kg.yaml").write_text("as_of: 2023-12-31\n", encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def parties(folder: Path) -> list[str]:
    rows = table(folder / "made", "participations")
    return [row["party"] for row in rows if row["party"] != "region/cn-jiaxing-jiashan"]


@pytest.mark.parametrize(
    ("cell", "name", "short"),
    [
        ("Muster University of Technology (AUT)", "Muster University of Technology", "AUT"),
        ("Institute of Rural Logistics (IRL)", "Institute of Rural Logistics", "IRL"),
        ("Academy of Regional Growth (ARG)", "Academy of Regional Growth", "ARG"),
        ("海岸样本研究所（Coastal Advanced Network, CAN）", "Coastal Advanced Network", "CAN"),
        ("北原样本研究院（Boreal Research Academy, BRA）", "Boreal Research Academy", "BRA"),
        ("Technical School of Trade (CHE)", "Technical School of Trade", "CHE"),
        ("南海样本大学（South Sea Ocean University, PER）", "South Sea Ocean University", "PER"),
        ("Delta Engineering University, DEU", "Delta Engineering University", "DEU"),
        ("Institute of Nutrition, IN", "Institute of Nutrition", "IN"),
    ],
)
def test_a_code_is_the_short_form_of_an_institution(cell: str, name: str, short: str, tmp_path: Path) -> None:
    imported(tmp_path, cell)
    (row,) = table(tmp_path / "made", "institutions")
    assert (row["name_en"], row["alt_en"], row.get("located_in", "")) == (name, short, "")


def test_a_code_that_no_letters_of_the_name_make_is_told(tmp_path: Path) -> None:
    done = imported(tmp_path, "Technical School of Trade (CHE)")
    assert "(CHE) is read as a short form of Technical School of Trade, and not as Switzerland" in remarks(done).en


def test_one_institution_by_its_name_and_its_short_form(tmp_path: Path) -> None:
    imported(
        tmp_path,
        "AUT",
        "Aristea University of Technology (AUT)",
        "阿里斯特亚理工大学（Aristea University of Technology, AUT）",
        "Aristea University of Technology",
    )
    assert len(set(parties(tmp_path))) == 1
    assert parties(tmp_path)[0].startswith("institution/")


def test_a_code_alone_is_the_country(tmp_path: Path) -> None:
    imported(tmp_path, "AUT")
    assert parties(tmp_path) == ["region/at"]


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("Muster Institute (USA)", "us"),
        ("Muster University (DE)", "de"),
        ("Example University, CHE", "ch"),
        ("Vale University of Samples, AE", "ae"),
    ],
)
def test_behind_a_name_a_code_is_the_country_elsewhere(cell: str, place: str, tmp_path: Path) -> None:
    done = imported(tmp_path, cell)
    assert [row.get("located_in", "") for row in table(tmp_path / "made", "institutions")] == [place]
    if cell.endswith("CHE"):
        assert "CHE (Switzerland) is read as where Example University is" in remarks(done).en


@pytest.mark.parametrize(
    "name",
    [
        *("Balkan Muster, AD", "Balkan Muster AD", "Hellas Muster, AE", "Hellas Muster ΑΕ", "Plovdiv Muster, OOD"),
        *("Muster EOOD", "Dunav Muster d.o.o.", "Karpat Muster SRL", "Nord Muster, IS", "Nord Muster, SE"),
        *("Rio Muster, SA", "Nord Muster, OY", "Delta Muster, NV", "Alp Muster, AG", "Fjord Muster, AS", "Lanna PCL"),
    ],
)
def test_a_legal_form_is_no_country(name: str, tmp_path: Path) -> None:
    done = imported(tmp_path, name)
    (row,) = table(tmp_path / "made", "institutions")
    assert (row["name_en"], row["kind"], row.get("located_in", "")) == (name, "company", "")
    assert [one.path for one in done.account.questions if one.holds] == []


def test_among_institutions_a_bare_code_is_asked_and_an_answer_is_taken(tmp_path: Path) -> None:
    cells = ("Muster University", "Sample Institute; UM", "ETH", "GE", "Nordic Works Ltd", "USA", "Beta Academy")
    done = imported(tmp_path, *cells)
    asked = {one.path[-1]: [each.answer for each in one.options] for one in done.account.questions if not one.optional}
    assert {name: next(one for one in options if "/" in one) for name, options in asked.items()} == {
        "UM": "region/um",
        "ETH": "region/et",
        "GE": "region/ge",
    }
    assert "region/us" in parties(tmp_path)
    answers = (
        "as_of: 2023-12-31\nanswers:\n  party:\n    UM: institution university\n    ETH: region/et\n    GE: ignore\n"
    )
    (tmp_path / "deals.csv.kg.yaml").write_text(answers, encoding="utf-8")
    again = import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    assert not [one for one in again.account.questions if not one.optional]
    assert {"institution/um", "region/et"} <= set(parties(tmp_path))


def test_a_code_beside_another_country_is_asked_and_beside_its_own_it_is_that(tmp_path: Path) -> None:
    rows = [
        ("Deal 1", "嘉善县", "GE", "United States", "2019-06-12"),
        ("Deal 2", "嘉善县", "AUT", "Austria", "2019-06-13"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("Project", "Party A", "Party B", "Country of party B", "Signed"))
    done = import_sheet(sheet, tmp_path / "made")
    assert [one.path[-1] for one in done.account.questions if not one.optional] == ["GE"]
    assert parties(tmp_path) == ["region/at"]
