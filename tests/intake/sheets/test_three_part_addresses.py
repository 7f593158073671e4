"""A place of three parts behind a name is where that is, whatever its middle part may mean besides."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import options, remarks, table, write_csv

HEADINGS = ("Project", "Party A", "Party B", "Signed")


def imported(folder: Path, name: str, said: str = "") -> Imported:
    """A sheet with one row, of whose second party a cell says where it is."""
    sheet = write_csv(folder / "deals.csv", [("Sample project", "Jiashan", name, "2017-07-28")], HEADINGS)
    if said:
        (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def parties(folder: Path) -> list[tuple[str, str]]:
    """The parties beside Jiashan, each with the place with which it takes part."""
    rows = table(folder / "made", "participations")
    return [(row["party"], row.get("at_place", "")) for row in rows if row["party"] != "region/cn-jiaxing-jiashan"]


@pytest.mark.parametrize(
    ("cell", "party", "where"),
    [
        # A town is meant, and not the province or the canton around it that is called so.
        ("Sample S.p.A., Parma (Emilia-Romagna), Italy", "sample-s-p-a", "gn-3171457"),
        ("Sample S.p.A., 43121 Parma, Italia", "sample-s-p-a", "gn-3171457"),
        ("Sample S.p.A., Modena, Emilia-Romagna, Italia", "sample-s-p-a", "gn-3173331"),
        ("Sample S.p.A., Parma", "sample-s-p-a", "gn-3171457"),
        ("Sample S.A., Córdoba, Argentina", "sample-s-a", "gn-3860259"),
        ("Muster AG, Zürich (ZH), Schweiz", "muster-ag", "gn-2657896"),
        ("Sample S.p.A., Province of Parma, Italy", "sample-s-p-a", "it-pr"),
        ("Sample Inc., Washington, USA", "sample-inc", "us-wa"),
        ("Muster GmbH, Dresden, Sachsen, Deutschland", "muster-gmbh", "nuts-ded21"),
        ("Sample Ltda, Campinas - SP, Brasil", "sample-ltda", "gn-3467865"),
        ("Sample Plc, Cambridge, Cambridgeshire, United Kingdom", "sample-plc", "gn-2653941"),
        ("Sample Inc., Springfield, IL, USA", "sample-inc", "gn-4250542"),
        ("Sample College, Iowa, USA", "sample-college", "us-ia"),
        # What the whole would be as one institution its first side is by itself.
        # Halle of Saxony-Anhalt is Halle (Saale), and not the one of Westphalia; León of Guanajuato has more behind it.
        ("Institut Muster, Halle, Sachsen-Anhalt, Deutschland", "institut-muster", "nuts-dee02"),
        ("Institut Muster, Halle, Nordrhein-Westfalen, Deutschland", "institut-muster", "gn-2911520"),
        ("Sample Institute, León, Guanajuato, Mexico", "sample-institute", "gn-3998655"),
        # A ward that no registry has lies in its town.
        ("Sample Ltd, Naka-ku, Yokohama, Japan", "sample-ltd", "gn-1848354"),
        ("College of Samples, Springfield, Illinois, USA", "college-of-samples", "gn-4250542"),
    ],
)
def test_the_places_are_no_parties(cell: str, party: str, where: str, tmp_path: Path) -> None:
    imported(tmp_path, cell)
    assert parties(tmp_path) == [(f"institution/{party}", where)]


def test_what_an_address_says_besides_stays_in_the_note(tmp_path: Path) -> None:
    imported(tmp_path, "Sample S.p.A., 43121 Parma, Italia")
    (row,) = table(tmp_path / "made", "partnerships")
    assert "43121 Parma" in row["note_en"]


@pytest.mark.parametrize("cell", ["Sample County, Iowa, USA", "Sample County, Iowa"])
def test_a_county_that_no_registry_has_is_asked_with_its_state(cell: str, tmp_path: Path) -> None:
    done = imported(tmp_path, cell)
    assert options(done, "answers", "party", cell)[0] == "region us-ia"
    assert not options(done, "answers", "party", "Iowa, USA")
    imported(tmp_path, cell, f"answers:\n  party:\n    '{cell}': region us-ia\n")
    (made,) = (row for row in table(tmp_path / "made", "regions") if "Sample County" in row.get("name_en", ""))
    assert made["parent"] == "us-ia"


@pytest.mark.parametrize(
    ("cell", "where"),
    [
        *(("Málaga, Spanien", "gn-2514256"), ("Lyon, Frankreich", "gn-2996944"), ("Kraków, Polska", "gn-3094802")),
        *(("Hamburg, Deutschland", "de-hh"), ("Lyon (Francia)", "gn-2996944"), ("Valencia, España", "gn-2509954")),
        *(("Spanien", "es"), ("Allemagne", "de"), ("Włochy", "it"), ("ドイツ", "de"), ("Федеративная Республика", "")),
    ],
)
def test_countries_have_the_names_of_other_languages(cell: str, where: str, tmp_path: Path) -> None:
    imported(tmp_path, cell)
    assert parties(tmp_path) == ([(f"region/{where}", "")] if where else [])


@pytest.mark.parametrize(
    ("cell", "where"),
    [
        *(("Parma (PR), Italia", "it-pr"), ("Campinas - SP, Brasil", "gn-3467865"), ("Kairo, Ägypten", "gn-360630")),
        ("Cambridge, Cambridgeshire, United Kingdom", "gn-2653941"),
    ],
)
def test_a_place_alone_is_read_by_its_address(cell: str, where: str, tmp_path: Path) -> None:
    done = imported(tmp_path, cell)
    known = [one for one, _ in parties(tmp_path)] or options(done, "answers", "party", cell)
    assert f"region/{where}" in known


def test_a_university_called_after_a_town_is_there_and_not_only_in_its_country(tmp_path: Path) -> None:
    imported(tmp_path, "Universidad Muestra de Sevilla, Spain")
    (row,) = table(tmp_path / "made", "institutions")
    assert row["located_in"] == "gn-2510911"


def test_a_small_town_called_a_city_is_no_rival_of_its_state(tmp_path: Path) -> None:
    imported(tmp_path, "Texas, USA")
    assert parties(tmp_path) == [("region/us-tx", "")]


@pytest.mark.parametrize(
    ("cell", "where"),
    [
        ("Hôpital Général de Douala, Cameroun", "gn-2232593"),
        ("Hospital Muestra de Valencia, España", "gn-2509954"),
        ("Hospital of Saint Paul, Brazil", "br"),
    ],
)
def test_a_hospital_called_after_a_town_of_its_country_is_there_and_it_is_told(
    cell: str, where: str, tmp_path: Path
) -> None:
    done = imported(tmp_path, cell)
    (row,) = table(tmp_path / "made", "institutions")
    assert row["located_in"] == where
    assert ("by a word of its name" in remarks(done).en) is where.startswith("gn-")


def test_an_address_that_is_none_is_asked(tmp_path: Path) -> None:
    cell = "Institut Muster, Lyon, Sachsen-Anhalt, Deutschland"
    assert options(imported(tmp_path, cell), "answers", "party", cell)


def test_the_town_of_an_address_is_told_where_a_first_region_has_its_name(tmp_path: Path) -> None:
    said = remarks(imported(tmp_path, "Sample S.A., Córdoba, Argentina"))
    assert "is read as the town, and not as the region of its name, Córdoba, Argentina; that one: ar-x under" in said.en
    assert "按城市计，不作同名地区" in said.zh
    answer = "answers:\n  party:\n    Córdoba, Argentina: ar-x\n"
    imported(tmp_path, "Sample S.A., Córdoba, Argentina", answer)
    assert parties(tmp_path) == [("institution/sample-s-a", "ar-x")]


def test_a_ward_that_no_registry_has_is_told_and_kept(tmp_path: Path) -> None:
    said = remarks(imported(tmp_path, "Sample Ltd, Naka-ku, Yokohama, Japan"))
    assert "no registry has Naka-ku, Yokohama, Japan" in said.en
    assert "名录未收录“Naka-ku, Yokohama, Japan”" in said.zh
    (row,) = table(tmp_path / "made", "partnerships")
    assert "Naka-ku" in row["note_en"]


def test_of_a_name_that_says_nothing_the_first_proposal_is_that_it_is_there(tmp_path: Path) -> None:
    cell = "Sol Muster, Naka-ku, Yokohama, Japan"
    inside = "in Naka-ku, Yokohama, Japan"
    assert options(imported(tmp_path, cell), "answers", "party", cell)[0] == inside
    imported(tmp_path, cell, f"answers:\n  party:\n    '{cell}': {inside}\n    Sol Muster: institution company\n")
    assert parties(tmp_path) == [("institution/sol-muster", "gn-1848354")]


@pytest.mark.parametrize("behind", ["Arras, France", "Arras, Hauts-de-France", "Arras (France)"])
def test_a_university_with_its_town_and_country_behind_it_is_in_that_town(behind: str, tmp_path: Path) -> None:
    done = imported(tmp_path, f"Université Muster, {behind}")
    (row,) = table(tmp_path / "made", "institutions")
    assert row["located_in"] == "gn-3036784"
    assert "Arras" in remarks(done).en


def test_a_word_that_may_be_a_party_before_a_town_is_asked(tmp_path: Path) -> None:
    cell = "Muster AG, Beta, Zürich, Schweiz"
    found = options(imported(tmp_path, cell), "answers", "party", cell)
    assert found[:2] == ["in Beta, Zürich, Schweiz", "Muster AG; Beta; Zürich, Schweiz"]
    assert not parties(tmp_path)
