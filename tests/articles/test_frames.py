"""Who the parties of an English sentence are, by how it is built: of places and houses that no package knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.intake.articles.documents import open_article
from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.reading import read_article


def parties_of(folder: Path, text: str) -> list[set[str]]:
    """The parties of each partnership that a text tells, as they stand in it; nothing is known before."""
    path = folder / "article.txt"
    path.write_text(text, encoding="utf-8")
    article = open_article(path)
    reading = read_article(article, "article", date(2024, 5, 20), Gazetteer.of())
    names = {
        f"new/{one.id}": next(field.value for field in one.fields if field.name.startswith("name_"))
        for one in reading.suggestions
        if one.kind in ("regions", "institutions")
    }
    return [
        {names[field.value] for field in one.fields if field.name == "party"}
        for one in reading.suggestions
        if one.kind == "partnerships"
    ]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        # Who speaks for a house or a place stands for it.
        (
            "Mayor Ivo Hald of Quenby and Mara Lind, deputy director of the Orsk Valley Hospital, signed an agreement.",
            {"Quenby", "Orsk Valley Hospital"},
        ),
        (
            "Quenby mayor Ivo Hald and the Governor of Tarsel signed a memorandum of understanding on Friday.",
            {"Quenby", "Tarsel"},
        ),
        (
            "Ivo Hald, on behalf of the Second Hospital of Quenby Medical University, signed a framework agreement with "
            "Sefa Orm, executive chairman of the Tarsel Health Trust.",
            {"Second Hospital of Quenby Medical University", "Tarsel Health Trust"},
        ),
        (
            "An agreement on a joint fund was signed in Ondrey by the Chairman of the Chamber of Commerce and Industry of "
            "Tarsel, Sefa Orm and the President of the Quenby Employers Union, Ivo Hald on 26 April.",
            {"Chamber of Commerce and Industry of Tarsel", "Quenby Employers Union"},
        ),
        # Where something lies, and what it is besides, is no party.
        (
            "The City of Quenby in the Southern Marches and the City of Tarsel, the capital of East Ondrey Province, have "
            "entered into a cooperation agreement.",
            {"City of Quenby", "City of Tarsel"},
        ),
        (
            "The Quenby Ports Authority signed a sister port agreement with the Port and Shipping Authority of Tarsel, the "
            "second such deal with Ondrey in a decade.",
            {"Quenby Ports Authority", "Port and Shipping Authority of Tarsel"},
        ),
        (
            "The QPA signed a pact with Ondrey's Tarsel Port Group to carry goods between Quenby and Halsworth.",
            {"QPA", "Tarsel Port Group"},
        ),
        # One name or two.
        (
            "The Industrial Parks Corporation (IPC) and Quenby Economic and Technical Development Group Co., Ltd have inked "
            "the management accord.",
            {"Industrial Parks Corporation", "Quenby Economic and Technical Development Group Co., Ltd"},
        ),
        (
            "Quenby and the Tarsel Stock Exchange signed an agreement on Saturday.",
            {"Quenby", "Tarsel Stock Exchange"},
        ),
        # A list and its subject; one who signed after he had done something else.
        (
            "Quenby and Tarsel signed four cooperation agreements yesterday.",
            {"Quenby", "Tarsel"},
        ),
        (
            "Sefa Orm, mayor of Tarsel, led a delegation to Ondrey and signed an agreement with the Quenby Institute of "
            "Technology.",
            {"Tarsel", "Quenby Institute of Technology"},
        ),
        (
            "Orm Ltd. said on Thursday it had signed a contract with Quenby Steel Corp. on a new quay.",
            {"Orm Ltd.", "Quenby Steel Corp."},
        ),
    ],
)
def test_the_build_of_a_sentence_tells_its_parties(tmp_path: Path, text: str, whom: set[str]) -> None:
    assert parties_of(tmp_path, text) == [whom]


def test_pairs_with_their_provinces_are_records_of_their_own(tmp_path: Path) -> None:
    text = (
        "Two sister city agreements were signed between Quenby, Orsk province and Tarsel, Ondrey province, and Halsworth, "
        "Lind province and Wexley, Marl province."
    )
    assert parties_of(tmp_path, text) == [{"Quenby", "Tarsel"}, {"Halsworth", "Wexley"}]


def test_towns_are_twinned_two_by_two(tmp_path: Path) -> None:
    assert parties_of(tmp_path, "Quenby is twinned with Tarsel and Halsworth.") == [
        {"Quenby", "Tarsel"},
        {"Quenby", "Halsworth"},
    ]


def test_who_only_looks_on_signs_nothing(tmp_path: Path) -> None:
    text = "Ivo Hald, Head of the Office of Quenby, and Sefa Orm, mayor of Tarsel, witnessed the signing ceremony."
    assert parties_of(tmp_path, text) == []
