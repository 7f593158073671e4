"""What ``--accept`` takes unasked: nothing that says less than the cell, or the opposite of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "领域", "进展", "投资额", "签约日期")


def proposed(tmp_path: Path, **cells: str) -> tuple[list[str], list[str]]:
    """What is proposed for the one cell that is not clear, and what of it ``--accept`` takes."""
    filled = {"领域": "医疗", "进展": "", "投资额": "", "签约日期": "2019-03-04", **cells}
    rows = [("甲项目", "嘉善县", "上海市", *(filled[heading] for heading in HEADINGS[3:]))]
    # A row that dates the sheet.
    rows.append(("乙项目", "平湖市", "金山区", "教育", "", "", "2020-06-01"))
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made", accept=True)
    text = next(iter(cells.values()))
    taken = [answer for question, answer in done.taken if question.path[-1] == text]
    asked = [
        [one.answer for one in question.options] for question in done.account.questions if question.path[-1] == text
    ]
    return (asked[0] if asked else []), taken


#: What a text about a stage must not be taken for, and what is proposed first; nothing where that is open.
TURNED = (
    ("尚未签约", "signed", "planned"),
    ("还没有签约", "signed", "planned"),
    ("unsigned", "signed", "planned"),
    ("isn't signed", "signed", "planned"),
    ("about to be signed", "signed", "planned"),
    ("将于年内签约", "signed", "planned"),
    ("inactive", "operating", "suspended"),
    ("non-operational", "operating", "suspended"),
    ("not yet operational", "operating", "underConstruction"),
    ("签约未落地", "operating", "signed"),
    ("signed but not yet operating", "operating", "signed"),
    ("即将开工", "underConstruction", "planned"),
    ("开工在即", "underConstruction", "planned"),
    ("拟于明年投产", "operating", "underConstruction"),
    ("to be completed", "completed", "underConstruction"),
    ("取消签约", "", ""),
)


@pytest.mark.parametrize(("text", "opposite", "first"), TURNED)
def test_a_stage_that_is_taken_back_or_put_off_is_never_taken(
    tmp_path: Path, text: str, opposite: str, first: str
) -> None:
    options, taken = proposed(tmp_path, 进展=text)
    assert taken == []
    assert opposite not in options
    assert options[:1] == [first] or not first


def test_a_shelved_project_is_suspended(tmp_path: Path) -> None:
    proposed(tmp_path, 进展="shelved")
    assert "suspended" in {one["stage"] for one in table(tmp_path / "made", "stages")}
    assert "completed" not in {one["stage"] for one in table(tmp_path / "made", "stages")}


@pytest.mark.parametrize(("text", "taken"), [("正式签约完毕", "signed"), ("already operational now", "operating")])
def test_a_stage_with_one_known_word_is_taken(tmp_path: Path, text: str, taken: str) -> None:
    assert proposed(tmp_path, 进展=text)[1] == [taken]


@pytest.mark.parametrize("text", ["operatng", "Agricultrue"])
def test_what_is_only_spelt_alike_is_proposed_and_not_taken(tmp_path: Path, text: str) -> None:
    options, taken = proposed(tmp_path, **{"领域" if text[0] == "A" else "进展": text})
    assert options[0] in ("operating", "agriculture")
    assert taken == []


@pytest.mark.parametrize("text", ["mindestns 3 Mio. Euro", "€12m/year", "每年500万元", "3000万元至少", "500万元/年"])
def test_an_amount_that_says_more_than_a_figure_is_not_taken(tmp_path: Path, text: str) -> None:
    assert proposed(tmp_path, 投资额=text)[1] == []
    assert {one["value"] for one in table(tmp_path / "made", "observations")} <= {"30000000"}
    assert {one["bound"] for one in table(tmp_path / "made", "observations")} <= {"atLeast"}


@pytest.mark.parametrize("text", ["2024Q5", "2018-13-01", "5777", "2018-02-30", "FY2017", "2018年签而未行"])
def test_a_day_that_says_more_or_other_than_a_span_is_not_taken(tmp_path: Path, text: str) -> None:
    assert proposed(tmp_path, 签约日期=text)[1] == []


@pytest.mark.parametrize("text", ["轰轰烈烈", "见附件", "in due course"])
def test_a_text_that_names_no_year_is_not_proposed_the_sheets(tmp_path: Path, text: str) -> None:
    assert proposed(tmp_path, 签约日期=text)[0] == ["ignore"]


@pytest.mark.parametrize("text", ["after 2018", "2018年之后", "later than March 2018"])
def test_after_a_year_is_asked_and_no_day_of_the_next(tmp_path: Path, text: str) -> None:
    options, taken = proposed(tmp_path, 签约日期=text)
    assert (options, taken) == (["ignore"], [])
    assert {one["as_of"] for one in table(tmp_path / "made", "stages")} == {"2020-06-01"}  # of the other row


@pytest.mark.parametrize(
    ("text", "first"),
    [
        *(("挂牌", "operating"), ("已揭牌", "operating"), ("unveiled", "operating")),
        *(("推进中", "underConstruction"), ("in progress", "underConstruction"), ("全面推进中", "underConstruction")),
        *(("under implementation", "underConstruction"), ("延期", "suspended"), ("已签约，正在推进", "")),
    ],
)
def test_a_stage_word_that_says_too_little_is_asked(tmp_path: Path, text: str, first: str) -> None:
    options, taken = proposed(tmp_path, 进展=text)
    assert taken == []
    assert options[:1] == [first] * bool(first)
    # The day of signing alone makes a stage.
    assert {one["stage"] for one in table(tmp_path / "made", "stages")} == {"signed"}


@pytest.mark.parametrize(
    ("text", "stage"), [("在建", "underConstruction"), ("construction started", "underConstruction")]
)
def test_a_stage_word_of_building_is_read(tmp_path: Path, text: str, stage: str) -> None:
    assert proposed(tmp_path, 进展=text) == ([], [])
    assert stage in {one["stage"] for one in table(tmp_path / "made", "stages")}


@pytest.mark.parametrize("text", ["尚未签约", "not yet signed"])
def test_a_day_beside_words_that_nothing_is_signed_makes_no_signing(tmp_path: Path, text: str) -> None:
    proposed(tmp_path, 进展=text)
    # The one signing is that of the other row.
    assert [one["as_of"] for one in table(tmp_path / "made", "stages")] == ["2020-06-01"]
    notes = [one.get("note_zh", "") + one.get("note_en", "") for one in table(tmp_path / "made", "partnerships")]
    assert any("2019-03-04" in note for note in notes)


@pytest.mark.parametrize("text", ["商务礼仪", "体育用品", "文旅小镇", "energy drinks"])
def test_a_sector_whose_word_only_begins_the_text_is_not_taken(tmp_path: Path, text: str) -> None:
    options, taken = proposed(tmp_path, 领域=text)
    assert options
    assert taken == []


@pytest.mark.parametrize(("text", "taken"), [("样本农业合作", "agriculture"), ("sample tourism sector", "tourism")])
def test_a_sector_whose_word_ends_the_text_is_taken(tmp_path: Path, text: str, taken: str) -> None:
    assert proposed(tmp_path, 领域=text)[1] == [taken]
