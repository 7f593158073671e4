"""Columns of spans, however they are headed, date nothing that a row says; what begins, ends or has a middle is so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.intake.sheets.columns import read_columns
from kg.intake.sheets.words import words
from tests.intake.sheets.written import by_name, stages_of, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
ENGLISH = ("Partnership", "Party A", "Party B", "Signed", "Period / works", "Status", "Paid (EUR)")
_SIGNED = ("signed", "2017-07-28", "stated")
CHINESE = ("项目名称", "甲方", "乙方", "签约时间", "起止/工期 Period", "进展", "实际到位（万元）")


def imported(folder: Path, run: Run, headings: tuple[str, ...], *rows: tuple[str, ...], said: str = "") -> Any:
    """What an import of such rows answers, as JSON."""
    written = [(f"Deal {at}", "嘉善县", "青浦区", *row) for at, row in enumerate(rows, 1)]
    write_csv(folder / "deals.csv", written, headings)
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2017-12-31\n{said}", encoding="utf-8")
    return run("import", "deals.csv", "--format", "json").json()


def stages(folder: Path, name: str = "Deal 1") -> list[tuple[str, str, str]]:
    return [(row["stage"], row["as_of"], row["time_basis"]) for row in stages_of(folder / "deals", name)]


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "起止/工期 Period",
            "起讫时间",
            "合作期",
            "合作期限（年）",
            "工期",
            "项目建设周期",
            "实施周期",
            "项目实施期限",
            "协议有效期",
        ),
        *(
            "Period",
            "Project period",
            "Duration of the agreement",
            "Term",
            "Contract term",
            "Laufzeit",
            "Projektlaufzeit",
        ),
        *("Periodo de ejecución", "Período", "Période", "Durée du projet", "期限 / Duration"),
    ],
)
def test_a_heading_of_a_span_is_read_as_one(heading: str) -> None:
    (read,) = read_columns([heading], {}, words(), {heading: ["2017-2020", "since 2013"]}).values()
    assert (read.role, read.sure) == ("span", True)


@pytest.mark.parametrize("heading", ["签约时间/期限", "Date / Duration", "时间 Period"])
def test_a_heading_of_two_readings_is_asked_the_span_first(heading: str) -> None:
    (read,) = read_columns([heading], {}, words(), {heading: ["2017-2020", "since 2013"]}).values()
    assert (read.written, read.sure) == ("span", False)
    assert len(read.proposals) == 2


@pytest.mark.parametrize(("heading", "texts"), [("Period", ["2016", "2017", "2018"]), ("期间", ["2017Q1", "2017Q2"])])
def test_a_period_of_years_or_quarters_alone_is_asked(heading: str, texts: list[str]) -> None:
    (read,) = read_columns([heading], {}, words(), {heading: texts}).values()
    assert (read.written, read.sure, read.proposals) == ("span", False, ("span", "date"))


@pytest.mark.parametrize("heading", ["Reporting period", "报告期限", "Payment terms"])
def test_what_is_no_span_of_a_partnership_is_none(heading: str) -> None:
    (read,) = read_columns([heading], {}, words(), {heading: ["2017-2020"]}).values()
    assert not (read.role == "span" and read.sure)


@pytest.mark.parametrize("headings", [CHINESE, ENGLISH])
@pytest.mark.parametrize(
    ("span", "status", "expected"),
    [
        # What goes on since then runs since then; it was never said to be built.
        (
            "since 2013",
            "operating",
            [
                ("signed", "2017-07-28", "stated"),
                ("operating", "2013-12-31", "stated"),
                ("operating", "2017-12-31", "assumed"),
            ],
        ),
        # Whether a closed span is of works or of the partnership nobody says: the sheet's day.
        (
            "Sept 2017 – Aug 2020",
            "operating",
            [("signed", "2017-07-28", "stated"), ("operating", "2017-12-31", "assumed")],
        ),
        (
            "2017年3月起",
            "在建",
            [_SIGNED, ("underConstruction", "2017-03-31", "stated"), ("underConstruction", "2017-12-31", "assumed")],
        ),
        ("至2017年8月", "已终止", [_SIGNED, ("terminated", "2017-08-31", "stated")]),
        ("until August 2017", "terminated", [_SIGNED, ("terminated", "2017-08-31", "stated")]),
    ],
)  # fmt: skip
def test_a_span_dates_no_figure_and_only_the_stages_that_it_can(
    headings: tuple[str, ...], span: str, status: str, expected: list[tuple[str, str, str]], run: Run, tmp_path: Path
) -> None:
    imported(tmp_path, run, headings, ("2017-07-28", span, status, "20"))
    assert stages(tmp_path) == expected
    (figure,) = table(tmp_path / "deals", "observations")
    assert (figure["as_of"], figure["time_basis"]) == ("2017-12-31", "assumed")


@pytest.mark.parametrize(
    ("span", "status", "expected"),
    [
        ("2017年9月底建成", "已完成", ("completed", "2017-09-30", "stated")),
        ("completed Sept 2017", "completed", ("completed", "2017-09-30", "stated")),
        ("2017年8月开工", "在建", ("underConstruction", "2017-08-31", "stated")),
        ("construction started August 2017", "under construction", ("underConstruction", "2017-08-31", "stated")),
    ],
)
def test_what_was_done_by_a_day_is_a_start_or_an_end(
    span: str, status: str, expected: tuple[str, str, str], run: Run, tmp_path: Path
) -> None:
    done = imported(tmp_path, run, CHINESE, ("2017-07-28", span, status, ""))
    assert [one["place"] for one in done["questions"] if one["place"][:2] == ["answers", "date"]] == []
    assert stages(tmp_path)[-1] == expected


@pytest.mark.parametrize("text", ["2017年中", "mid-2017", "Mitte 2017", "mediados de 2017", "mi-2017"])
@pytest.mark.parametrize("role", ["Signed", "Period"])
def test_the_middle_of_a_year_is_asked_wherever_it_stands(text: str, role: str, run: Run, tmp_path: Path) -> None:
    row = (text, "2017-2020") if role == "Signed" else ("2017-07-28", text)
    done = imported(tmp_path, run, CHINESE, (*row, "已签约", ""), ("2017-07-28", "2016-2019", "已签约", ""))
    (asked,) = [one for one in done["questions"] if one["place"] == ["answers", "date", text]]
    assert [one["answer"] for one in asked["proposals"]] == ["2017-06..2017-07", "2017", "ignore"]


@pytest.mark.parametrize(
    ("text", "first"),
    [("2016年四季度至2017年中", "2016-10-01..2017-07-31"), ("mid-2016 to mid-2017", "2016-06..2017-07")],
)
def test_the_middle_of_a_year_is_asked_at_both_ends_of_a_span(text: str, first: str, run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, ENGLISH, ("2016-07-28", text, "signed", ""))
    (asked,) = [one for one in done["questions"] if one["place"] == ["answers", "date", text]]
    assert asked["proposals"][0]["answer"] == first


@pytest.mark.parametrize(("text", "headings"), [("18个月", CHINESE), ("3 years", ENGLISH)])
def test_how_long_is_kept_and_told_and_not_asked(
    text: str, headings: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    done = imported(tmp_path, run, headings, ("2017-07-28", text, "signed", ""))
    assert [one for one in done["questions"] if one["place"][:2] == ["answers", "date"]] == []
    assert "says how long, and not when" in str(done["rows"])
    row = by_name(tmp_path / "deals")["Deal 1"]
    assert text in row.get("note_zh", "") + row.get("note_en", "")


@pytest.mark.parametrize(
    ("word", "first"),
    [("贸易", "Agreement/supply"), ("独资", "Agreement/investment"), ("合作建设", "Agreement/jointConstruction")],
)
def test_of_a_word_for_a_type_few_are_proposed_the_likeliest_first(
    word: str, first: str, run: Run, tmp_path: Path
) -> None:
    headings = ("项目名称", "甲方", "乙方", "合作方式", "行业")
    done = imported(tmp_path, run, headings, (word, "铝加工"), ("缝纫往来", "缝纫零件"))
    asked = {one["place"][-1]: [each["answer"] for each in one["proposals"]] for one in done["questions"]}
    assert asked[word][0] == first
    assert asked["铝加工"][0] == "metals"
    assert max(len(found) for found in asked.values()) <= 9
    # All of them stand once above their answers, and a command names them.
    settings = (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8")
    assert "kg codes sector" in settings
    assert settings.count("Agreement/memorandum (memorandum of understanding, 合作备忘录)") == 1


@pytest.mark.parametrize(
    ("text", "meant"), [("8O", "800000 CNY"), ("l20", "1200000 CNY"), ("1O.5", "105000 CNY"), ("12..5", "125000 CNY")]
)
def test_a_letter_for_a_digit_is_proposed_as_the_digit(text: str, meant: str, run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, CHINESE, ("2017-07-28", "2017-2020", "signed", text))
    (asked,) = [one for one in done["questions"] if one["place"] == ["answers", "amount", text]]
    assert asked["proposals"][0]["answer"] == meant
    assert "O for 0" in str(asked)


def test_a_total_names_the_cells_that_it_could_not_add(run: Run, tmp_path: Path) -> None:
    rows = [("2017-07-28", "2017-2020", "signed", text) for text in ("20", "30", "8O")]
    write_csv(
        tmp_path / "deals.csv",
        [*((f"Deal {at}", "嘉善县", "青浦区", *row) for at, row in enumerate(rows, 1)), ("合计", *[""] * 5, "130")],
        CHINESE,
    )
    said = str(run("import", "deals.csv", "--format", "json").json()["rows"])
    assert "without row 4 (8O), open or in another unit" in said
    assert "第4行（8O）待定或单位不同" in said


def test_a_day_that_dates_a_figure_is_not_in_the_note_alone(run: Run, tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "日期", "进展", "实际到位（万元）")
    done = imported(tmp_path, run, headings, ("2017-03-31", "", "20"))
    assert table(tmp_path / "deals", "observations")[0]["as_of"] == "2017-03-31"
    assert "in the note alone" not in str(done["rows"])


def test_no_line_of_the_settings_breaks_a_word(run: Run, tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "进展", "合作方式")
    imported(tmp_path, run, headings, ("推进", "缝纫往来"), ("缝纫", "合作建设"))
    settings = (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8")
    joined = " ".join(line.strip(" #") for line in settings.splitlines())
    for code in ("underConstruction", "trialOperation", "completed", "terminated"):
        assert joined.count(code) >= 1, code
