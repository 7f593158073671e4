"""Lists by commas that end with a place: it is a party too, or where the others are, as the sheet shows, or asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.intake.sheets.asking import Question
from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import remarks, table, write_csv

OF_SEVERAL = ("项目名称", "参与方", "签约日期")
OF_TWO = ("项目名称", "甲方", "乙方", "签约日期")
OF_COUNTRIES = ("项目名称", "甲方", "乙方", "乙方国家", "签约日期")
THREE = "Sample University, Muster University, Jiaxing"


def imported(
    tmp_path: Path, *rows: Sequence[str], headings: Sequence[str] = OF_SEVERAL, answer: tuple[str, str] = ("", "")
) -> Imported:
    if answer[0]:
        said = f"answers:\n  party:\n    {answer[0]}: {answer[1]}\n"
        (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    lines = [(f"合作{number}", *row, "2017-07-28") for number, row in enumerate(rows)]
    return import_sheet(write_csv(tmp_path / "deals.csv", lines, headings), tmp_path / "made")


def seats(tmp_path: Path) -> dict[str, str]:
    rows = table(tmp_path / "made", "institutions")
    return {row.get("name_zh") or row["name_en"]: row.get("located_in", "") for row in rows}


def regions(tmp_path: Path) -> set[str]:
    """The regions that take part."""
    parties = {row["party"] for row in table(tmp_path / "made", "participations")}
    return {party for party in parties if party.startswith("region/")}


def asked(done: Imported, cell: str) -> list[Question]:
    return [one for one in done.account.questions if one.path == ("answers", "party", cell)]


@pytest.mark.parametrize(
    ("cell", "heads", "place", "region"),
    [
        ("样本大学，范例大学，嘉兴", ["样本大学", "范例大学"], "嘉兴", "region/cn-jiaxing"),
        (THREE, ["Sample University", "Muster University"], "Jiaxing", "region/cn-jiaxing"),
        ("Sample Hospital, Muster Bank, Kenya", ["Sample Hospital", "Muster Bank"], "Kenya", "region/ke"),
    ],
)
def test_three_parties_stay_three_and_are_asked_of(
    cell: str, heads: list[str], place: str, region: str, tmp_path: Path
) -> None:
    done = imported(tmp_path, [cell])
    assert seats(tmp_path) == dict.fromkeys(heads, "")
    assert regions(tmp_path) == {region}
    (question,) = asked(done, cell)
    assert [one.answer for one in question.options] == ["; ".join([*heads, place]), f"in {place}"]
    assert "Until you say so, it is a party." in question.text.en
    assert "未作回答前按参与方计" in question.text.zh
    assert question.optional


def test_three_parties_in_a_column_of_one_stay_three(tmp_path: Path) -> None:
    cell = "Sample Hospital, Muster Bank, Kenya"
    done = imported(tmp_path, ["嘉善县", cell], headings=OF_TWO)
    assert seats(tmp_path) == {"Sample Hospital": "", "Muster Bank": ""}
    assert "region/ke" in regions(tmp_path)
    assert asked(done, cell)


def test_either_answer_holds(tmp_path: Path) -> None:
    done = imported(tmp_path, [THREE], answer=(THREE, "in Jiaxing"))
    assert seats(tmp_path) == {"Sample University": "cn-jiaxing", "Muster University": "cn-jiaxing"}
    assert regions(tmp_path) == set()
    assert not asked(done, THREE)
    (row, _) = table(tmp_path / "made", "institutions")
    assert row["note_en"] == "Where it sits is read from the place behind its name in the sheet."
    assert row["note_zh"] == "所在地据表中名称之后的地名。"
    done = imported(tmp_path, [THREE], answer=(THREE, "Sample University; Muster University; Jiaxing"))
    assert regions(tmp_path) == {"region/cn-jiaxing"}
    assert not asked(done, THREE)


def test_a_column_whose_cells_have_places_behind_names_says_that_it_is_one(tmp_path: Path) -> None:
    done = imported(tmp_path, [THREE], ["Sample Museum, Bangkok"])
    assert seats(tmp_path)["Muster University"] == "cn-jiaxing"
    assert regions(tmp_path) == set()
    assert not asked(done, THREE)


def test_the_row_that_has_the_place_as_its_country_says_that_it_is_one(tmp_path: Path) -> None:
    cell = "Sample Hospital, Muster Bank, Kenya"
    done = imported(tmp_path, ["嘉善县", cell, "Kenya"], headings=OF_COUNTRIES)
    assert seats(tmp_path) == {"Sample Hospital": "ke", "Muster Bank": "ke"}
    assert regions(tmp_path) == {"region/cn-jiaxing-jiashan"}
    assert not asked(done, cell)


def test_a_place_that_is_a_party_elsewhere_is_asked_of_where_the_column_says_otherwise(tmp_path: Path) -> None:
    done = imported(tmp_path, [THREE], ["Sample Museum, Bangkok"], ["Jiaxing; Sample Museum"])
    (question,) = asked(done, THREE)
    assert question.holds
    assert done.account.rows[0].outcome == "asked"
    assert [row.outcome for row in done.account.rows[1:]] == ["made", "made"]


def test_a_place_that_is_a_party_elsewhere_is_one_in_a_list_too(tmp_path: Path) -> None:
    done = imported(tmp_path, [THREE], ["Jiaxing; Sample Museum"])
    assert regions(tmp_path) == {"region/cn-jiaxing"}
    assert seats(tmp_path)["Muster University"] == ""
    assert not asked(done, THREE)


@pytest.mark.parametrize("cell", ["样本大学，嘉兴", "Sample University，Jiaxing"])
def test_one_name_before_a_chinese_comma_and_a_place_is_asked(cell: str, tmp_path: Path) -> None:
    done = imported(tmp_path, [cell])
    (question,) = asked(done, cell)
    assert question.holds
    assert [row.outcome for row in done.account.rows] == ["asked"]
    head, place = cell.split("，")
    imported(tmp_path, [cell], answer=(cell, f"in {place}"))
    assert list(seats(tmp_path)) == [head]
    assert all(seats(tmp_path).values())


def test_one_name_before_a_place_that_is_a_party_elsewhere_is_asked(tmp_path: Path) -> None:
    cell = "Sample University, Jiaxing"
    done = imported(tmp_path, [cell], ["Jiaxing; Sample Museum"])
    assert [row.outcome for row in done.account.rows] == ["asked", "made"]
    assert asked(done, cell)


@pytest.mark.parametrize(
    ("cell", "parent", "is_asked"),
    [
        ("Savannah Logistics Park, Georgia", "", True),
        ("Savannah Logistics Park, Georgia, United States", "us-ga", False),
        ("Savannah Logistics Park, Ghana", "gh", False),
        ("York Sample Zone, Canada", "ca", False),
    ],
)
def test_what_stands_behind_a_zone_bounds_the_place_in_its_name(
    cell: str, parent: str, is_asked: bool, tmp_path: Path
) -> None:
    done = imported(tmp_path, [cell, "嘉善县"], headings=OF_TWO)
    (zone,) = (row for row in table(tmp_path / "made", "regions") if row["kind"] == "Zone")
    assert zone.get("parent", "") == parent
    told = remarks(done).en
    assert ("Which Georgia is meant?" in told) == is_asked
    assert bool(asked(done, "Georgia")) == is_asked
    # What is told is what is stored, and what lies elsewhere is neither used nor proposed.
    assert "is placed in" not in told
    assert "gh-sv" not in {row["id"] for row in table(tmp_path / "made", "regions")}
    options = {option.answer for one in done.account.questions for option in one.options}
    assert "gh-sv" not in options
    before = (tmp_path / "made" / "regions.csv").read_bytes()
    imported(tmp_path, [cell, "嘉善县"], headings=OF_TWO)
    assert (tmp_path / "made" / "regions.csv").read_bytes() == before


def test_an_answer_for_an_ambiguous_place_behind_a_zone_places_it(tmp_path: Path) -> None:
    imported(
        tmp_path,
        ["Savannah Logistics Park, Georgia", "嘉善县"],
        headings=OF_TWO,
        answer=("Georgia", "region/us-ga"),
    )
    (zone,) = (row for row in table(tmp_path / "made", "regions") if row["kind"] == "Zone")
    assert zone["parent"] == "us-ga"


def test_what_stands_behind_an_institution_bounds_the_place_in_its_name(tmp_path: Path) -> None:
    done = imported(tmp_path, ["Savannah Sample University, Georgia", "嘉善县"], headings=OF_TWO)
    assert seats(tmp_path) == {"Savannah Sample University": ""}
    assert asked(done, "Georgia")
    assert "gh-sv" not in {option.answer for one in done.account.questions for option in one.options}


@pytest.mark.parametrize("answer", ["in 嘉兴市", "in cn-jiaxing"])
def test_an_answer_may_call_the_place_otherwise(answer: str, tmp_path: Path) -> None:
    imported(tmp_path, [THREE], answer=(THREE, answer))
    assert seats(tmp_path) == {"Sample University": "cn-jiaxing", "Muster University": "cn-jiaxing"}


def test_an_answer_with_a_place_that_the_list_lacks_is_asked_again(tmp_path: Path) -> None:
    done = imported(tmp_path, [THREE], answer=(THREE, "in Shanghai"))
    assert [row.outcome for row in done.account.rows] == ["asked"]
    (question,) = asked(done, THREE)
    assert "in Shanghai" in question.text.en


@pytest.mark.parametrize(
    ("cell", "is_asked"),
    [
        ("样本医院、Sample University，英国", False),
        ("样本医院；样本大学，嘉兴", False),
        ("样本医院、样本大学，嘉兴", True),
    ],
)
def test_a_comma_in_a_list_that_other_signs_part_is_before_an_address(
    cell: str, is_asked: bool, tmp_path: Path
) -> None:
    done = imported(tmp_path, [cell])
    assert any(one.holds for one in done.account.questions) == is_asked
    assert regions(tmp_path) == set()


@pytest.mark.parametrize(
    ("cell", "names", "others"),
    [
        ("Sample University & others", {"Sample University"}, True),
        ("Sample University + 3 others", {"Sample University"}, True),
        ("Sample University (and others)", {"Sample University"}, True),
        ("Sample University y otros", {"Sample University"}, True),
        ("样本大学及其他3家单位", {"样本大学"}, True),
        ("Sample University and\nMuster University; others", {"Sample University", "Muster University"}, True),
        ("Sample University\nand Muster Bank", {"Sample University", "Muster Bank"}, False),
        ("Sample University, Muster Bank, and Acme Ltd", {"Sample University", "Muster Bank", "Acme Ltd"}, False),
        ("样本大学\n以及范例大学", {"样本大学", "范例大学"}, False),
    ],
)
def test_others_are_told_and_are_no_party(cell: str, names: set[str], others: bool, tmp_path: Path) -> None:
    done = imported(tmp_path, [cell])
    assert set(seats(tmp_path)) == names
    assert [row.get("open_ended", "") for row in table(tmp_path / "made", "partnerships")] == ["true" if others else ""]
    assert ("says that there are others" in str(done.account.rows)) == others
