"""A list of universities with their countries, and of regions as their own countries write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import import_sheet
from kg.intake.sheets.settings import file_beside
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("University", "Country", "Field", "Signed on")
ROWS = [
    ("University of Leeds", "United Kingdom", "health", "2024-06-01"),
    ("Kyoto University", "Japan", "health", "2023-06-01"),
    ("University of Birmingham", "United States", "education", "2023-05-01"),
]


def test_the_country_beside_the_one_party_is_asked_and_nothing_is_made_before(tmp_path: Path) -> None:
    done = import_sheet(write_csv(tmp_path / "list.csv", ROWS, HEADINGS), tmp_path / "made")
    (asked,) = [one for one in done.account.questions if not one.optional]
    assert asked.path == ("sheets", "list", "columns", "Country")
    assert [one.answer for one in asked.options] == ["place 1", "party 2", "site", "note"]
    assert table(tmp_path / "made", "partnerships") == []


def test_as_its_place_the_country_is_where_the_university_is(tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "list.csv", ROWS, HEADINGS)
    # What may be the place of a party, or a party, nobody takes but who knows the sheet.
    file_beside(sheet).write_text("sheets:\n  list:\n    columns:\n      Country: place 1\n", encoding="utf-8")
    done = import_sheet(sheet, tmp_path / "made", accept=True)
    where = {one["id"]: one["located_in"] for one in table(tmp_path / "made", "institutions")}
    # Leeds is in the United Kingdom and says more; the Birmingham of the United States is not England's.
    assert where == {"university-of-leeds": "gb-lds", "kyoto-university": "jp", "university-of-birmingham": "us"}
    assert {one["party"].partition("/")[0] for one in table(tmp_path / "made", "participations")} == {"institution"}
    (asked,) = [one for one in done.account.questions if one.path[1] == "place"]
    assert (asked.path[-1], [one.answer for one in asked.options]) == ("University of Birmingham", ["us", "gb-bir"])


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Duesseldorf", "region/nuts-dea1"),
        ("Koeln", "region/nuts-dea2"),
    ],
)
def test_a_region_as_its_own_country_writes_it_is_proposed_and_not_taken(tmp_path: Path, name: str, first: str) -> None:
    rows = [("Twin", name, "嘉善县", "2024-06-01")]
    sheet = write_csv(tmp_path / "list.csv", rows, ("Title", "Party A", "Party B", "Signed on"))
    done = import_sheet(sheet, tmp_path / "made", accept=True)
    (asked,) = [one for one in done.account.questions if one.path == ("answers", "party", name)]
    assert first in [one.answer for one in asked.options][:2]
    assert table(tmp_path / "made", "partnerships") == []
