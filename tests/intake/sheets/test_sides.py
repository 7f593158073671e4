"""Headings that say whose party or place stands below: Chinese side, Foreign side; 中方城市, 外方城市; Country A, B."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.columns import read_columns, recognised
from kg.intake.sheets.importing import import_sheet
from kg.intake.sheets.words import words
from tests.intake.sheets.written import table, write_csv

PARTIES = (
    *(("Chinese side", "Foreign side"), ("The Chinese side", "The foreign side"), ("Our side", "Their side")),
    *(("China side", "Overseas side"), ("Chinese partner", "Foreign partner"), ("Domestic party", "Overseas party")),
    *(("Side 1", "Side 2"), ("Domestic partner", "International partner"), ("Our institution", "Their institution")),
    *(("中方", "外方"), ("我方", "对方"), ("国内方", "海外方"), ("境内方", "境外方"), ("本方", "他方")),
    *(("内方", "外方"), ("一方", "另一方"), ("中国一方", "外国一方"), ("中方单位", "外方单位")),
    ("Chinese Side 中方", "Foreign Side 外方"),
    *(("Chinesische Seite", "Deutsche Seite"), ("Chinese signatory", "Foreign signatory")),
)
PLACES = (
    *(("Country A", "Country B"), ("国家一", "国家二"), ("国别1", "国别2"), ("国家甲", "国家乙"), ("甲国", "乙国")),
    *(("First country", "Second country"), ("Our country", "Their country"), ("中方国家", "外方国家")),
    *(("Chinese city", "Foreign city"), ("中方城市", "外方城市"), ("我方城市", "对方城市"), ("中国城市", "外国城市")),
    *(("Our city", "Their city"), ("Chinese region", "Foreign region"), ("中方省市", "外方省市")),
)


@pytest.mark.parametrize("pair", PARTIES)
def test_whose_party_it_is(pair: tuple[str, str]) -> None:
    assert [recognised(heading, words()) for heading in pair] == ["party 1", "party 2"]


@pytest.mark.parametrize("pair", PLACES)
def test_whose_place_it_is_which_is_the_party_where_no_column_names_one(pair: tuple[str, str]) -> None:
    assert [recognised(heading, words()) for heading in pair] == ["place 1", "place 2"]
    read = read_columns(("Project", *pair), {}, words(), {})
    assert [read[heading].written for heading in pair] == ["party 1", "party 2"]
    read = read_columns(("Project", "Chinese side", "Foreign side", *pair), {}, words(), {})
    assert [one.written for one in read.values()][1:] == ["party 1", "party 2", "place 1", "place 2"]


@pytest.mark.parametrize("heading", ["Theme side", "Site", "Other location", "International city", "Foreign"])
def test_other_words_say_no_side(heading: str) -> None:
    assert recognised(heading, words()).partition(" ")[0] in ("", "site", "name")


@pytest.mark.parametrize("pair", [("Basque partner", "Partner abroad"), ("Welsh organisation", "Partners in Asia")])
def test_a_word_that_says_whose_partner_it_is_need_not_be_known(pair: tuple[str, str]) -> None:
    cells = {heading: ["Kestrel Ltd", "Finch and Sons"] for heading in pair}
    read = read_columns(("Project", *pair), {}, words(), cells)
    assert [(read[heading].written, read[heading].sure) for heading in pair] == [("party 1", True), ("party 2", True)]


@pytest.mark.parametrize("heading", ["No. of partners", "Contact partner", "Partner type", "Partner country"])
def test_what_is_counted_or_answers_the_telephone_is_no_side(heading: str) -> None:
    read = read_columns(("Project", heading, "Party 2"), {}, words(), {heading: ["Kestrel Ltd", "Finch and Sons"]})
    assert not (read[heading].sure and read[heading].role in ("party", "parties"))


def test_sides_and_their_places(tmp_path: Path) -> None:
    headings = ("Project", "Chinese side", "Chinese city", "Foreign side", "Foreign city", "Signed")
    row = ("Sample deal", "Sample University", "Jiaxing", "Muster Universität", "Jena", "2017-07-28")
    done = import_sheet(write_csv(tmp_path / "deals.csv", [row], headings), tmp_path / "made")
    assert done.written
    seats = {row["name_en"]: row["located_in"] for row in table(tmp_path / "made", "institutions")}
    assert seats["Sample University"] == "cn-jiaxing"
    assert seats["Muster Universität"] in ("gn-2895044", "nuts-deg03")
    assert len(table(tmp_path / "made", "participations")) == 2
