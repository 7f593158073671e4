"""Towns and the regions around them where something is done: never the one silently, and by what stands beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import options, remarks, table, write_csv

HEADINGS = ("Project", "Party A", "Party B", "Signed", "Location")


def imported(folder: Path, *sites: str, said: str = "", heading: str = "Location") -> Imported:
    """A sheet with a row for each place where something is carried out."""
    rows = [(f"Sample project {at}", "Jiashan", "Haiyan", "2017-07-28", site) for at, site in enumerate(sites, 1)]
    sheet = write_csv(folder / "deals.csv", rows, (*HEADINGS[:4], heading))
    if said:
        (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def sites(folder: Path) -> list[str]:
    """In which regions each partnership is carried out."""
    return [row.get("carried_out_in", "") for row in table(folder / "made", "partnerships")]


@pytest.mark.parametrize(
    ("name", "town", "around"),
    [
        *(("Kyoto", "gn-1857910", "jp-26"), ("Łódź", "gn-3093133", "pl-10"), ("Parma", "gn-3171457", "it-pr")),
        *(
            ("São Paulo", "gn-3448439", "br-sp"),
            ("Antofagasta", "gn-3899539", "cl-an"),
            ("长野", "gn-1856215", "jp-20"),
        ),
    ],
)
def test_the_region_is_taken_and_the_town_is_asked(name: str, town: str, around: str, tmp_path: Path) -> None:
    done = imported(tmp_path, name)
    assert options(done, "answers", "party", name) == [f"region/{town}", f"region/{around}"]
    assert "Until you say so, it is" in remarks(done).en
    assert "未作回答前按" in remarks(done).zh
    assert sites(tmp_path) == [around]
    imported(tmp_path, name, said=f"answers:\n  party:\n    {name}: {town}\n")
    assert sites(tmp_path) == [town]


def test_one_answer_for_the_column_tells_towns(tmp_path: Path) -> None:
    names = ("Kyoto", "Parma", "Nagano")
    done = imported(tmp_path, *names)
    path = ("sheets", "deals", "towns", "Location")
    assert options(done, *path) == ["city", "region"]
    imported(tmp_path, *names, said="sheets:\n  deals:\n    towns:\n      Location: city\n")
    assert sites(tmp_path) == ["gn-1857910", "gn-3171457", "gn-1856215"]


def test_a_heading_that_names_towns_tells_it(tmp_path: Path) -> None:
    done = imported(tmp_path, "Kyoto", heading="Project city")
    assert sites(tmp_path) == ["gn-1857910"]
    assert not options(done, "answers", "party", "Kyoto")


@pytest.mark.parametrize(
    ("cell", "where"),
    [
        *(("Sevilla / Córdoba", "gn-2510911;gn-2519240"), ("Córdoba; Sevilla", "gn-2519240;gn-2510911")),
        *(("Perth, Brisbane", "gn-2063523;gn-2174003"), ("Málaga and Córdoba", "gn-2514256;gn-2519240")),
    ],
)
def test_a_place_beside_another_is_in_its_country(cell: str, where: str, tmp_path: Path) -> None:
    done = imported(tmp_path, cell)
    assert sites(tmp_path) == [where]
    assert "as what stands beside it lies there" in remarks(done).en


def test_all_towns_of_a_name_are_proposed(tmp_path: Path) -> None:
    proposed = options(imported(tmp_path, "Córdoba"), "answers", "party", "Córdoba")
    assert {"region/gn-3860259", "region/gn-2519240", "region/es-co", "region/ar-x"} <= {*proposed}


def test_a_party_is_told_to_be_in_the_region_and_not_in_the_town(tmp_path: Path) -> None:
    rows = [("Sample project", "Jiashan", "Sample Ltd", "2017-07-28", "Kyoto")]
    headings = (*HEADINGS[:4], "Party B location")
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    (row,) = table(tmp_path / "made", "institutions")
    assert row["located_in"] == "jp-26"
    assert "Kyoto is read as Kyōto, Japan, and not as the town; that one: gn-1857910" in remarks(done).en
    assert "不作同名城市" in remarks(done).zh
