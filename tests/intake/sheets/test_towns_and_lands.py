"""Two names behind one comma: a town in its land is one place, and two lands are two; lists of such pairs are whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.registries import find_cities
from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.plain_addresses import plain_address, regions_at
from tests.intake.sheets.written import options, table, write_csv

#: Cells of one place: a town, and the region in which it lies, be it that no registry says so of the town.
ONE = {
    "Paris, Texas": "gn-4717560",
    "Hamilton, Ontario": "gn-5969782",
    "Victoria, British Columbia": "gn-6174041",
    "Kota Kinabalu, Sabah": "gn-1733432",
    "Georgia, USA": "us-ga",
    "Linz, Oberösterreich": "gn-2772400",
    "Wels (Oberösterreich)": "gn-2761524",
    "Lapu-Lapu City, Cebu": "gn-1707267",
    "Tagbilaran City, Bohol": "gn-1684497",
    "Lipa City, Batangas": "gn-1706090",
    "Davao City, Davao del Sur": "gn-1715348",
    "Mandaue City, Cebu, Philippines": "gn-1701947",
    "Oxford, Oxfordshire": "gn-2640729",
    "Grenoble, Isère": "gn-3014728",
}
#: Cells of several, none of which lies in another one.
SEVERAL = {
    "Bayern, Hessen": ["nuts-de2", "nuts-de7"],
    "Western Cape, Eastern Cape": ["za-wc", "za-ec"],
    "广东、广西": ["cn-guangdong", "cn-guangxi"],
    "Graz, Steiermark; Linz, Oberösterreich; Wels, Oberösterreich": ["gn-2778067", "gn-2772400", "gn-2761524"],
    "Paris, Texas; Athens, Georgia; Rome, Georgia": ["gn-4717560", "gn-4180386", "gn-4219762"],
}
#: Lists of sites alone, of which the names of towns are told by what stands beside them.
OF_SITES = {
    "Victoria, Tasmania": ["au-vic", "au-tas"],
    "Victoria, Tasmania, Australia": ["au-vic", "au-tas"],
    "Ontario, Quebec": ["ca-on", "ca-qc"],
    "New York, New Jersey": ["us-ny", "us-nj"],
}


def imported(folder: Path, cells: list[str], *, sites: bool) -> Imported:
    """A sheet with a row for each cell, below a party or below where it is carried out."""
    rows = [(f"Sample deal {at}", "Jiashan", *(("Haiyan", cell) if sites else (cell,)), "2017-07-28")
            for at, cell in enumerate(cells)]  # fmt: skip
    headings = ("Project", "Party A", "Party B", *(("Project location",) if sites else ()), "Signed")
    return import_sheet(write_csv(folder / "deals.csv", rows, headings), folder / "made")


def test_parties_are_a_town_in_its_land_or_several(tmp_path: Path) -> None:
    wanted = {cell: [one] for cell, one in ONE.items()} | SEVERAL
    imported(tmp_path, list(wanted), sites=False)
    ids = {row["id"]: row["name_en"] for row in table(tmp_path / "made", "partnerships")}
    found: dict[str, list[str]] = {name: [] for name in ids.values()}
    for row in table(tmp_path / "made", "participations"):
        found[ids[row["partnership"]]].append(row["party"].removeprefix("region/"))
    assert found == {f"Sample deal {at}": ["cn-jiaxing-jiashan", *some] for at, some in enumerate(wanted.values())}


def test_so_are_sites(tmp_path: Path) -> None:
    wanted = {cell: [one] for cell, one in ONE.items()} | SEVERAL | OF_SITES
    imported(tmp_path, list(wanted), sites=True)
    found = [row.get("carried_out_in", "").split(";") for row in table(tmp_path / "made", "partnerships")]
    assert dict(zip(wanted, found, strict=True)) == wanted


def test_two_lands_of_one_name_are_asked_and_not_lost(tmp_path: Path) -> None:
    done = imported(tmp_path, ["Victoria, Tasmania"], sites=False)
    assert "region/au-vic" in options(done, "answers", "party", "Victoria")
    assert table(tmp_path / "made", "partnerships") == []


@pytest.mark.parametrize(
    "cell",
    [
        *("Victoria, Tasmania, Australia", "Brescia, Bergamo, Italy", "Granada, Almería, Spain"),
        *("Punjab, Sindh, Pakistan", "Bavaria, Hesse, Germany"),
    ],
)
def test_two_lands_before_their_country_are_no_address(cell: str) -> None:
    assert plain_address(cell) == cell
    assert regions_at(cell) == []


@pytest.mark.parametrize(
    "cell",
    [
        # Two provinces, or the seat of one and another one; and two towns of which the second is a district too.
        *("Batangas, Laguna", "Cebu, Bohol", "Cebu City, Bohol", "Nice, Var", "Turin, Cuneo"),
        *("Jena, Weimar", "Leeds, Bradford", "Sakai, Kyoto"),
    ],
)
def test_no_town_lies_in_what_is_beside_it(cell: str) -> None:
    assert find_cities(cell) == []
