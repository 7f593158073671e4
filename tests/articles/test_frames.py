"""Who the parties of an English sentence are, by how it is built: of places and houses that no package knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.intake.articles.documents import open_article
from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.reading import read_article


def parties_of(folder: Path, text: str) -> list[set[str]]:
    """The parties of each partnership that a text tells, as they stand in it, without what comes of it.

    Nothing is known before.
    """
    path = folder / "article.txt"
    path.write_text(text, encoding="utf-8")
    article = open_article(path)
    reading = read_article(article, "article", date(2024, 5, 20), Gazetteer.of())
    names = {
        f"new/{one.id}": next(field.value for field in one.fields if field.name.startswith("name_"))
        for one in reading.suggestions
        if one.kind in ("regions", "institutions")
    }
    told = [one for one in reading.suggestions if one.kind == "partnerships"]
    products = [{field.group for field in one.fields if field.value == "product"} for one in told]
    return [
        {names[field.value] for field in one.fields if field.name == "party" and field.group not in products_of}
        for one, products_of in zip(told, products, strict=True)
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
            "Ivo Hald, on behalf of the Second Hospital of Quenby Medical University, signed a framework agreement "
            "with Sefa Orm, executive chairman of the Tarsel Health Trust.",
            {"Second Hospital of Quenby Medical University", "Tarsel Health Trust"},
        ),
        (
            "An agreement on a joint fund was signed in Ondrey by the Chairman of the Chamber of Commerce and "
            "Industry of Tarsel, Sefa Orm and the President of the Quenby Employers Union, Ivo Hald on 26 April.",
            {"Chamber of Commerce and Industry of Tarsel", "Quenby Employers Union"},
        ),
        # Where something lies, and what it is besides, is no party.
        (
            "The City of Quenby in the Southern Marches and the City of Tarsel, the capital of East Ondrey Province, "
            "have entered into a cooperation agreement.",
            {"City of Quenby", "City of Tarsel"},
        ),
        (
            "The Quenby Ports Authority signed a sister port agreement with the Port and Shipping Authority of "
            "Tarsel, the second such deal with Ondrey in a decade.",
            {"Quenby Ports Authority", "Port and Shipping Authority of Tarsel"},
        ),
        (
            "The QPA signed a pact with Ondrey's Tarsel Port Group to carry goods between Quenby and Halsworth.",
            {"QPA", "Tarsel Port Group"},
        ),
        # One name or two.
        (
            "The Industrial Parks Corporation (IPC) and Quenby Economic and Technical Development Group Co., Ltd "
            "have inked the management accord.",
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
            "Sefa Orm, mayor of Tarsel, led a delegation to Ondrey and signed an agreement with the Quenby "
            "Institute of Technology.",
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
        "Two sister city agreements were signed between Quenby, Orsk province and Tarsel, Ondrey province, and "
        "Halsworth, Lind province and Wexley, Marl province."
    )
    assert parties_of(tmp_path, text) == [{"Quenby", "Tarsel"}, {"Halsworth", "Wexley"}]


def test_towns_are_twinned_two_by_two(tmp_path: Path) -> None:
    assert parties_of(tmp_path, "Quenby is twinned with Tarsel and Halsworth.") == [
        {"Quenby", "Tarsel"},
        {"Quenby", "Halsworth"},
    ]


def test_a_person_stands_for_the_same_house_where_only_the_name_comes_again(tmp_path: Path) -> None:
    text = (
        "The Quenby Economic Zone's (QEZ) Chairman Ivo El-Hald has signed a contract with the Chinese Orsk Valley "
        "Dyeing on a mill. Furthermore, El-Hald inked separate letters of intent with Tarsel Textile and Lind Holdings."
    )
    found = parties_of(tmp_path, text)
    assert found == [
        {"Quenby Economic Zone", "Orsk Valley Dyeing"},
        {"Quenby Economic Zone", "Tarsel Textile"},
        {"Quenby Economic Zone", "Lind Holdings"},
    ]


def test_a_paper_between_one_and_some_firms_is_no_record(tmp_path: Path) -> None:
    text = "The contracts, signed between Quenby Estates and the Karsund firms, will be carried out in the Orsk Zone."
    assert parties_of(tmp_path, text) == []


def test_who_only_looks_on_signs_nothing(tmp_path: Path) -> None:
    text = "Ivo Hald, Head of the Office of Quenby, and Sefa Orm, mayor of Tarsel, witnessed the signing ceremony."
    assert parties_of(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        # Whose article it is signs, too, though nothing says who that is.
        ("我校与岚坞县人民政府签署战略合作协议。", [{"我校", "岚坞县"}]),
        ("副校长沈听涛、副县长林知远分别代表学校、岚坞县签署合作协议。", [{"学校", "岚坞县"}]),
        # People who sign for both sides sign what was told before.
        (
            "岚坞县与澄远大学举行战略合作签约仪式。林知远县长与沈听涛校长代表校地双方签订了战略合作协议。",
            [{"岚坞县", "澄远大学"}],
        ),
        (
            "岚坞县与澄远大学签署战略合作框架协议\n昨天，岚坞县与澄远大学在第二会议室签署战略合作协议。",
            [{"岚坞县", "澄远大学"}],
        ),
        # What a paper is about, and where a report is from, is no party.
        (
            "岚坞县政府与澄远大学签署合作共建岚坞县人民医院和禾渡医院协议书。",
            [{"岚坞县", "澄远大学"}],
        ),
        ("市中医院与省立医院举行医联体签约仪式。", [{"市中医院", "省立医院"}]),
        ("岚港投、云帆控股、鲲石投资三方签订意向协议。", [{"岚港投", "云帆控股", "鲲石投资"}]),
        ("我校与澄远大学签订交流协议书。", [{"我校", "澄远大学"}]),
        ("我市与农发行岚坞县支行、交行岚坞县支行签订合作协议。", [{"我市", "农发行岚坞县支行", "交行岚坞县支行"}]),
    ],
)
def test_chinese_reports_of_signing_tell_their_parties(tmp_path: Path, text: str, whom: list[set[str]]) -> None:
    found = parties_of(tmp_path, text)
    assert [{name.removesuffix("人民政府").removesuffix("政府") for name in names} for names in found] == whom
