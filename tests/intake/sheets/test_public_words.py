"""Words of other languages for what governs a place: which place is meant, and what is a public body."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import options, remarks, table, write_csv

HEADINGS = ("Project", "Party A", "Party B", "Signed")


def imported(folder: Path, name: str) -> Imported:
    """A sheet with one row of two parties."""
    sheet = write_csv(folder / "deals.csv", [("Sample project", "Jiashan", name, "2017-07-28")], HEADINGS)
    return import_sheet(sheet, folder / "made")


@pytest.mark.parametrize(
    ("name", "where"),
    [
        *(
            ("Landkreis Altötting", "nuts-de214"),
            ("Landkreis Rosenheim", "nuts-de21k"),
            ("Kreis Viersen", "nuts-dea1e"),
        ),
        *(("Comune di Bari", "gn-3182351"), ("Comune di Grottaglie", "gn-3175773")),
        *(("Gemeinde Unterhaching", "gn-2819465"), ("Landkreis Altötting, Deutschland", "nuts-de214")),
        *(("Freie und Hansestadt Hamburg", "de-hh"), ("Freie Hansestadt Bremen", "de-hb")),
        *(("Freie Hansestadt Bremen, Deutschland", "de-hb"), ("Município de Lisboa", "gn-2267057")),
    ],
)
def test_a_place_in_the_words_of_its_language_is_known_and_told(name: str, where: str, tmp_path: Path) -> None:
    done = imported(tmp_path, name)
    assert f"region/{where}" in {row["party"] for row in table(tmp_path / "made", "participations")}
    assert f"{name} is read as" in remarks(done).en
    assert f"（{where}）计" in remarks(done).zh


@pytest.mark.parametrize(
    ("name", "where"),
    [
        *(
            ("Junta de Andalucía", "es-an"),
            ("Junta de Andalucía (Spanien)", "es-an"),
            ("Generalitat de Catalunya", "es-ct"),
        ),
        *(
            ("Mairie de Lyon", "gn-2996944"),
            ("Ayuntamiento de Málaga", "gn-2514256"),
            ("Prefeitura de Campinas", "gn-3467865"),
        ),
        *(("Gobierno Regional de Antofagasta", "cl-an"), ("Landratsamt Altötting", "nuts-de214")),
        *(("Diputación de Sevilla", "es-se"), ("Câmara Municipal do Porto", "gn-2735943")),
        *(("Highland Council", "gb-hld"), ("Kent County Council", "gb-ken")),
    ],
)
def test_what_governs_a_place_is_a_public_body_there(name: str, where: str, tmp_path: Path) -> None:
    imported(tmp_path, name)
    (row,) = table(tmp_path / "made", "institutions")
    assert (row["kind"], row["located_in"]) == ("office", where)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(
            ("Sampleton Regional Council", "office"),
            ("Sampleton Shire Council", "office"),
            ("Parma Town Council", "office"),
        ),
        *(("Sampleton District Council", "office"), ("Wollongong Council", "office")),
        *(("Sample County Board of Supervisors", "office"), ("Правительство Образцового края", "office")),
        *(("Nordic Council", "association"), ("Business Council of Iowa", "association")),
        *(("Council of Europe", "association"), ("Sample Trade Council", "promotionAgency")),
    ],
)
def test_a_council_of_a_place_governs_it_and_others_are_associations(name: str, kind: str, tmp_path: Path) -> None:
    imported(tmp_path, name)
    (row,) = table(tmp_path / "made", "institutions")
    assert row["kind"] == kind


def test_several_places_of_a_name_are_asked_in_the_countries_of_the_word(tmp_path: Path) -> None:
    done = imported(tmp_path, "Ville de Lille")
    assert options(done, "answers", "party", "Ville de Lille") == ["region/gn-2998324", "region/gn-2792360"]
    done = imported(tmp_path, "Ayuntamiento de Córdoba")
    proposed = options(done, "answers", "place", "Ayuntamiento de Córdoba")
    assert {"gn-3860259", "gn-2519240"} <= {*proposed}
