"""Cells that say something and no value are told and kept; days without a year have their row's or title's."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.intake.sheets.vague import says_no_end, vague_amount
from kg.notations.lengths import says_how_long
from tests.intake.sheets.written import by_name, of, stages_of, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("项目名称", "甲方", "乙方", "类型", "进展", "签订时间", "起止期限", "投资额")


def imported(
    run: Run, folder: Path, rows: list[dict[str, str]], title: str = "", answers: str = ""
) -> dict[tuple[str, ...], dict[str, Any]]:
    """A sheet below a title, imported by the end of 2017; what is asked, by the place of its answer."""
    usual = {"甲方": "嘉善县", "乙方": "青浦区", "类型": "合作协议", "进展": "已签约"}
    cells = [
        [{**usual, "项目名称": f"项目{at}", **row}.get(one, "") for one in HEADINGS] for at, row in enumerate(rows)
    ]
    if title:
        write_csv(folder / "deals.csv", [HEADINGS, *cells], (title, *[""] * (len(HEADINGS) - 1)))
    else:
        write_csv(folder / "deals.csv", cells, HEADINGS)
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2017-12-31\n{answers}", encoding="utf-8")
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    return {tuple(one["place"]): one for one in done["questions"]} | {("rows",): {"rows": done["rows"]}}


def stages(folder: Path, name: str) -> dict[str, tuple[str, str]]:
    return {one["stage"]: (one["as_of"], one["time_basis"]) for one in stages_of(folder / "made", name)}


@pytest.mark.parametrize(
    "text",
    [
        # Of a range of lengths and of working days nobody can work out an end.
        *("3-5年", "10 working days", "长期", "permanent", "open-ended", "unbefristet", "无固定期限"),
        *("bis auf Weiteres", "jusqu'à nouvel ordre", "hasta nuevo aviso"),
    ],
)
def test_how_long_and_without_end_are_told_and_kept_and_asked_of_nobody(run: Run, tmp_path: Path, text: str) -> None:
    asked = imported(run, tmp_path, [{"签订时间": "2017-05-01", "起止期限": text}])
    assert set(asked) == {("rows",)}
    assert text in by_name(tmp_path / "made")["项目0"]["note_zh"]
    assert "kept in the note" in str(asked["rows",])


@pytest.mark.parametrize(
    "text",
    [
        *(
            "5 years",
            "3年",
            "三年期",
            "两年半",
            "自签订之日起3年",
            "有效期五年，可续签",
            "3 ans",
            "5 лет",
            "3 years (renewable)",
        ),
        *("3 Jahre", "tres años", "18 months", "半年", "5 tahun", "3년간"),
    ],
)
def test_how_long_is_told_and_kept_and_its_end_asked_once_a_column(run: Run, tmp_path: Path, text: str) -> None:
    asked = imported(run, tmp_path, [{"签订时间": "2017-05-01", "起止期限": text}])
    # Whether it has ended, should that be its end, is asked with it.
    assert set(asked) - {("sheets", "deals", "ended", "起止期限")} == {
        ("rows",),
        ("sheets", "deals", "lengths", "起止期限"),
    }
    assert asked["sheets", "deals", "lengths", "起止期限"]["optional"]
    # Of a row that names no beginning there is no end to propose.
    assert set(imported(run, tmp_path, [{"起止期限": text}])) == {("rows",)}
    asked = imported(run, tmp_path, [{"签订时间": "2017-05-01", "起止期限": text}])
    assert text in by_name(tmp_path / "made")["项目0"]["note_zh"]
    assert "kept in the note" in str(asked["rows",])


@pytest.mark.parametrize(
    "text", ["几百万元", "数千万元", "several million", "½ of plan", "about one third", "计划的一半"]
)
def test_an_amount_without_a_number_is_told_and_kept_and_asked_of_nobody(run: Run, tmp_path: Path, text: str) -> None:
    asked = imported(run, tmp_path, [{"签订时间": "2017-05-01", "投资额": text}])
    assert set(asked) == {("rows",)}
    assert text in by_name(tmp_path / "made")["项目0"]["note_zh"]
    assert table(tmp_path / "made", "observations") == []


def test_nearly_is_about_with_what_it_says_beside_it(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, [{"签订时间": "2017-05-01", "投资额": "近20亿元"}, {"投资额": "约20亿元"}])
    nearly, about = table(tmp_path / "made", "observations")
    assert (nearly["value"], nearly["bound"], nearly["note_en"]) == (
        *("2000000000", "about"),
        "The sheet says nearly: somewhat less.",
    )
    assert about["bound"] == "about"
    assert "nearly" not in about.get("note_en", "")


def test_words_that_are_values_are_none_of_these() -> None:
    assert not any(map(says_how_long, ("2017年", "3月", "2016-2018", "since 2016", "2017")))
    assert not any(map(says_no_end, ("2017", "open", "已签约")))
    assert not any(vague_amount(one, False) for one in ("3m", "5万元", "some 5 million", "上亿元", "7/8/2017", "待定"))
    assert not vague_amount("50%", True)


@pytest.mark.parametrize(
    "text",
    [
        *("EUR some 500,000", "USD some 12 million", "数据中心", "多功能厅", "几内亚法郎", "数字经济"),
        *("5/10", "3/5", "USD 5/10", "all", "part", "EUR 50%"),
    ],
)
def test_what_may_be_an_amount_or_a_name_is_asked_and_not_told_as_none(run: Run, tmp_path: Path, text: str) -> None:
    asked = imported(run, tmp_path, [{"签订时间": "2017-05-01", "投资额": text}])
    assert ("answers", "amount", text) in asked
    assert "says no number" not in str(asked)
    assert "says a share" not in str(asked)


#: What may stand around a length, of which some are made of others.
AROUND = (
    *("可续签", "可续期", "可续", "可顺延", "自动续签", "续签", "期", "内", "以内", "左右", "每期", "一签", "一期"),
    *(
        " term",
        " initial",
        " renewable",
        " tacit renewal",
        " from signing",
        "(renewable)",
        " auto-renewed",
        "verlängerbar",
    ),
)
BEFORE = (
    "for ",
    "a period of ",
    "for a period of ",
    "期限",
    "期限为",
    "为期",
    "约",
    "大约",
    "自从起",
    "从起",
    "up to ",
)


def costs(length: int) -> float:
    """How long texts of a length take that are none of ours at their very end, made of all pairs of such words."""
    texts = [f"5年{(one + other) * length}"[:length] + "x" for one in AROUND for other in AROUND]
    texts += [f"{(one + other) * length}"[:length] + "x" for one in BEFORE for other in BEFORE]
    begun = time.process_time()
    assert not any(map(says_how_long, texts))
    return time.process_time() - begun


def test_twice_as_long_a_text_costs_about_twice_as_much_and_no_power_of_it() -> None:
    once, twice = (min(costs(length) for _ in range(3)) for length in (24, 48))
    assert twice < 12 * once


def test_a_year_of_minguo_below_an_end_is_asked_and_no_length(run: Run, tmp_path: Path) -> None:
    asked = imported(run, tmp_path, [{"签订时间": "106年7月1日", "起止期限": "110年"}, {"起止期限": "3年"}])
    assert asked["answers", "date", "110年"]["proposals"][0]["answer"] == "2021"
    assert [one[2] for one in asked if one[:2] == ("answers", "date")] == ["106年7月1日", "110年"]


def test_a_day_without_a_year_has_that_of_its_row_then_of_the_title(run: Run, tmp_path: Path) -> None:
    rows = [
        {"签订时间": "3月"},
        {"签订时间": "同年8月", "起止期限": "2016年5月"},
        {"签订时间": "Jan-Jun"},
    ]
    asked = imported(run, tmp_path, rows, "对外合作情况表（2017年）")
    assert set(asked) == {("rows",)}
    assert stages(tmp_path, "项目0")["signed"] == ("2017-03-31", "stated")
    assert stages(tmp_path, "项目1")["signed"] == ("2016-08-31", "stated")
    assert stages(tmp_path, "项目2")["signed"] == ("2017-06-30", "stated")
    assert "the year is 2017, as the title has it" in str(asked["rows",])
    asked = imported(run, tmp_path, [{"签订时间": "3月"}])
    assert ("sheets", "deals", "year") in asked


def test_the_day_by_which_a_sheet_holds_is_not_the_year_of_its_rows(run: Run, tmp_path: Path) -> None:
    rows = [
        {"签订时间": "1-6月"},
        {"签订时间": "3月", "起止期限": "2014年5月"},
        {"签订时间": "2015-05-06"},
    ]
    for above in ("截至2017年6月30日", "Last update: 30.6.2017"):
        asked = imported(run, tmp_path, rows, f"对外合作情况表 {above}")
        assert stages(tmp_path, "项目1")["signed"] == ("2014-03-31", "stated")
        assert ("sheets", "deals", "year") in asked
        assert stages(tmp_path, "项目0")["signed"][1] == "assumed"


def test_a_year_of_the_row_after_the_day_of_the_sheet_is_asked_and_the_day_is_not_lost(
    run: Run, tmp_path: Path
) -> None:
    rows = [{"签订时间": "1-6月", "起止期限": "2018上半年", "进展": "筹备"}]
    asked = imported(run, tmp_path, rows, "对外合作情况表（2017年）")
    proposed = [one["answer"] for one in asked["answers", "date", "1-6月"]["proposals"]]
    assert proposed == ["2017-01..2017-06", "2018-01..2018-06", "ignore"]
    answer = "answers:\n  date:\n    1-6月: 2018-01-01..2018-06-30\n"
    asked = imported(run, tmp_path, rows, "对外合作情况表（2017年）", answer)
    assert "it ends after the day of the sheet: kept in the note" in str(asked["rows",])
    assert "1-6月" in by_name(tmp_path / "made")["项目0"]["note_zh"]
    asked = imported(run, tmp_path, rows)  # no title: the row's year, which is told to lie after the sheet's day
    assert "it ends after the day of the sheet: kept in the note" in str(asked["rows",])
    assert "1-6月" in by_name(tmp_path / "made")["项目0"]["note_zh"]


def test_words_for_a_year_are_read_by_the_day_that_somebody_says_of_the_sheet(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, [{"签订时间": "今年3月"}, {"签订时间": "去年底"}])
    assert stages(tmp_path, "项目0")["signed"] == ("2017-03-31", "stated")
    assert stages(tmp_path, "项目1")["signed"] == ("2016-12-31", "stated")


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("1438هـ", "2016-10-03..2017-09-21"),
        ("1396", "2017-03-21..2018-03-20"),
        ("2560", "2017"),
        ("H29", "2017"),
        ("106.07.01", "2017-07-01"),
    ],
)
def test_years_of_other_calendars_are_asked_with_what_they_are(
    run: Run, tmp_path: Path, text: str, proposed: str
) -> None:
    asked = imported(run, tmp_path, [{"签订时间": text}, {"签订时间": "2017-05-01"}])
    assert asked["answers", "date", text]["proposals"][0]["answer"] == proposed
    answer = f"answers:\n  date:\n    '{text}': {proposed}\n"
    imported(run, tmp_path, [{"签订时间": text}, {"签订时间": "2017-05-01"}], "", answer)
    assert stages(tmp_path, "项目0")["signed"][0].startswith("2017")


def test_a_span_of_years_that_is_answered_as_proposed_begins_in_a_year_and_on_no_day(run: Run, tmp_path: Path) -> None:
    rows = [{"起止期限": "2561-2563", "进展": "运营中"}, {"签订时间": "2017-05-01"}]
    answers = "answers:\n  date:\n    2561-2563: 2015..2016\n"
    asked = imported(run, tmp_path, rows)
    assert asked["answers", "date", "2561-2563"]["proposals"][0]["answer"] == "2018..2020"
    imported(run, tmp_path, rows, "", answers)
    found = of(table(tmp_path / "made", "stages"), "stage", "operating")
    assert [(one["as_of"], one["precision"]) for one in found] == [("2015-12-31", "year")]
