"""One kind of body is one kind of party in every language: places by their own words, offices by theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("Project", "Party A", "Party B", "Signed")
#: Names of places in the words of their languages, and what the registries have of each.
PLACES = {
    "Stadt Ulm": "nuts-de144",
    "City of Graz": "gn-2778067",
    "Ville de Colmar": "gn-3024297",
    "Comune di Trento": "gn-3165243",
    "Região do Norte": "nuts-pt11",
    "Município do Porto": "gn-2735943",
    "Gemeente Utrecht": "gn-2745912",
    "Kota Surabaya": "gn-1625822",
    "Lunds kommun": "gn-2693678",
    "Grad Maribor": "si-070",
    "Město Brno": "gn-3078610",
    "Gmina Zakopane": "gn-3080866",
    "Debrecen Megyei Jogú Város": "hu-de",
    "Thành phố Đà Nẵng": "vn-dn",
    "Région Grand Est": "fr-ges",
    "Kanton Waadt": "ch-vd",
    "夷陵区": "cn-420506",
}
#: Names of their offices, and where each sits.
OFFICES = {
    "Stadtverwaltung Ulm": "nuts-de144",
    "City Council of Graz": "nuts-at221",
    "Mairie de Lyon": "gn-2996944",
    "Giunta regionale del Veneto": "it-34",
    "Câmara Municipal de Lisboa": "gn-2267057",
    "Prefeitura de Curitiba": "gn-3464975",
    "Prefectura de Pichincha": "ec-p",
    "Gemeentebestuur Utrecht": "gn-2745912",
    "Pemerintah Kota Surabaya": "gn-1625822",
    "Landratsamt Ortenaukreis": "nuts-de134",
    "Lagos State Government": "ng-la",
    "夷陵区人民政府": "cn-420506",
    "Magistrát města Brna": "",
    "Urząd Miasta Kraków": "gn-3094802",
    "Uprava grada Maribor": "si-070",
    "Debrecen Megyei Jogú Város Önkormányzata": "hu-de",
    "Bursa Belediyesi": "gn-750269",
    "Ủy ban nhân dân thành phố Đà Nẵng": "vn-dn",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    folder = tmp_path_factory.mktemp("bodies")
    names = [*PLACES, *OFFICES]
    rows = [(f"Sample project {at}", f"Sample {at} GmbH", name, "2017-07-28") for at, name in enumerate(names)]
    import_sheet(write_csv(folder / "deals.csv", rows, HEADINGS), folder / "made")
    return {one: table(folder / "made", one) for one in ("institutions", "participations")}


def test_a_place_by_its_own_words_is_the_region(made: dict[str, list[dict[str, str]]]) -> None:
    parties = {row["partnership"]: row["party"] for row in made["participations"] if "-gmbh" not in row["party"]}
    found = {name: parties.get(f"sample-project-{at}", "") for at, name in enumerate(PLACES)}
    assert found == {name: f"region/{thing}" for name, thing in PLACES.items()}


def test_the_office_of_a_place_is_a_public_body_there(made: dict[str, list[dict[str, str]]]) -> None:
    rows = {row.get("name_zh") or row["name_en"]: row for row in made["institutions"]}
    assert {name: (rows[name]["kind"], rows[name].get("located_in", "")) for name in OFFICES} == {
        name: ("office", where) for name, where in OFFICES.items()
    }


@pytest.mark.parametrize("is_typed", [False, True], ids=["of another sheet", "typed"])
def test_an_office_that_the_package_has_already_stays_one(is_typed: bool, tmp_path: Path) -> None:
    names = ("Mairie de Lyon", "Stadtverwaltung Ulm", "Câmara Municipal de Lisboa", "Ayuntamiento de Sevilla")
    for sheet in ("first", "second"):
        rows = [(f"{sheet} {at}", "Sample GmbH", name, "2017-07-28") for at, name in enumerate(names)]
        import_sheet(write_csv(tmp_path / f"{sheet}.csv", rows, HEADINGS), tmp_path / "made")
        for file in ("ids.csv", ".kg-import.json") if is_typed else ():
            (tmp_path / "made" / file).unlink(missing_ok=True)
    parties = [row["party"] for row in table(tmp_path / "made", "participations")]
    offices = {row["id"] for row in table(tmp_path / "made", "institutions") if row["kind"] == "office"}
    assert len(offices) == len(names)
    assert not [party for party in parties if party.startswith("region/")]
    assert all(parties.count(f"institution/{one}") == 2 for one in offices)
