"""Ends that are planned, counted, or below the heading of beginnings: none dates what it does not, none goes unsaid."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import by_name, how_far, of, remarks, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("Partnership", "Party A", "Party B", "Type", "Status", "Signed", "Project period", "Budget (EUR)")
ENDS = ("Partnership", "Party A", "Party B", "Type", "Status", "Start", "End")


def imported(
    folder: Path, run: Run, *rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS, said: str = ""
) -> Any:
    """What an import of such rows answers by the middle of 2025, as JSON."""
    cells = [(f"Deal {at}", "嘉善县", "青浦区", "agreement", *row) for at, row in enumerate(rows, 1)]
    write_csv(folder / "deals.csv", cells, headings)
    answers = f"sheets:\n  deals:\n{said}" if said else ""
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2025-06-30\n{answers}", encoding="utf-8")
    return run("import", "deals.csv", "--into", "made", "--format", "json").json()


def stages(folder: Path, name: str = "Deal 1") -> list[tuple[str, str, str, str]]:
    return how_far(folder / "made", name)


def asked(done: Any, name: str) -> list[dict[str, Any]]:
    return [one for one in done["questions"] if one["place"][2:3] == [name]]


@pytest.mark.parametrize(
    "status", ["terminated", "cancelled", "called off", "终止", "已取消", "discontinued", "resilié", "abgebrochen"]
)
def test_what_was_broken_off_is_not_dated_by_the_end_that_was_planned(status: str, run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, (status, "2020-05-04", "2021–2023", ""))
    found = [row for row in stages(tmp_path) if row[0] != "signed"]
    assert found == [("terminated", "2025-06-30", "day", "assumed")]
    (question,) = asked(done, "broken_off")
    assert question["optional"]
    assert [one["answer"] for one in question["proposals"]] == ["planned", "then"]
    assert "2021–2023" in by_name(tmp_path / "made")["Deal 1"]["note_en"]


@pytest.mark.parametrize(
    ("answer", "made"),
    [("then", ("2023-12-31", "year", "stated")), ("planned", ("2025-06-30", "day", "assumed"))],
)
def test_one_answer_for_a_column_says_what_its_ends_are_to_what_was_broken_off(
    answer: str, made: tuple[str, str, str], run: Run, tmp_path: Path
) -> None:
    rows = [("terminated", "2020-05-04", "2021–2023", ""), ("cancelled", "2019-05-04", "2020–2023", "")]
    done = imported(tmp_path, run, *rows, said=f"    broken_off:\n      Project period: {answer}\n")
    assert not asked(done, "broken_off")
    for name in ("Deal 1", "Deal 2"):
        assert [row[1:] for row in stages(tmp_path, name) if row[0] == "terminated"] == [made]
    done = imported(tmp_path, run, *rows, said="    broken_off:\n      Project period: perhaps\n")
    assert "'perhaps' is none of planned, then" in asked(done, "broken_off")[0]["en"]


@pytest.mark.parametrize("status", ["已失效"])
def test_what_ran_out_did_so_at_its_end(status: str, run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, (status, "2018-05-04", "March 2019 – March 2024", ""))
    assert not asked(done, "broken_off")
    assert ("terminated", "2024-03-31", "month", "stated") in stages(tmp_path)


#: Words that say that something is over, and neither that it was carried out nor that it was given up.
OVER = (
    *("closed", "ended", "已结束", "expired", "lapsed", "has expired", "到期", "已到期", "期满", "合作期满", "已届满"),
    *("已到期未续", "expired, not renewed", "ausgelaufen", "満了", "beendet"),
)


@pytest.mark.parametrize("status", OVER)
def test_what_is_over_is_asked_whether_it_was_completed_whichever_word_says_so(
    status: str, run: Run, tmp_path: Path
) -> None:
    done = imported(tmp_path, run, (status, "2018-05-04", "March 2019 – March 2024", ""))
    (question,) = [one for one in done["questions"] if one["place"][:2] == ["answers", "stage"]]
    assert [one["answer"] for one in question["proposals"]][:2] == ["completed", "terminated"]
    assert [row[0] for row in stages(tmp_path)] == ["signed"]
    said = f"    columns: {{}}\nanswers:\n  stage:\n    '{status}': completed\n"
    imported(tmp_path, run, (status, "2018-05-04", "March 2019 – March 2024", ""), said=said)
    assert ("completed", "2024-03-31", "month", "stated") in stages(tmp_path)


def answered_as_terminated(folder: Path, run: Run, status: str) -> Any:
    """What an import answers of a row with a term, of whose stage somebody has said that it is terminated."""
    said = f"    columns:\n      Project period: span\nanswers:\n  stage:\n    '{status}': terminated\n"
    return imported(folder, run, (status, "2018-01-04", "March 2018 – December 2021", ""), said=said)


@pytest.mark.parametrize(
    "status",
    [
        *("ended early", "not expired", "not yet ended", "terminated before it expired", "cancelled before expiry"),
        *(
            "ended by mutual agreement",
            "vorzeitig beendet",
            "noch nicht abgelaufen",
            "提前结束",
            "提前終了",
            "未到期终止",
        ),
        *(
            "到期前终止",
            "未到期",
            "중도 종료",
            "досрочно истек",
            "rescindido antes de vencido",
            "expired early / 提前到期",
        ),
    ],
)
def test_what_ended_before_its_end_is_not_dated_by_it_whatever_words_it_shares_with_what_ran_out(
    status: str, run: Run, tmp_path: Path
) -> None:
    done = answered_as_terminated(tmp_path, run, status)
    assert ("terminated", "2025-06-30", "day", "assumed") in stages(tmp_path)
    (question,) = asked(done, "broken_off")
    assert [one["answer"] for one in question["proposals"]] == ["planned", "then"]


@pytest.mark.parametrize(
    "status",
    [
        *(
            "Ended",
            "has expired",
            "The contract has expired",
            "expired (not renewed)",
            "not renewed",
            "ist ausgelaufen",
        ),
        *("已结束", "合同已到期", "合作期满", "到期未续签", "계약 만료", "契約終了", "échu", "vencido", "истёк"),
    ],
)
def test_what_ran_out_in_further_words_did_so_at_its_end(status: str, run: Run, tmp_path: Path) -> None:
    done = answered_as_terminated(tmp_path, run, status)
    assert not asked(done, "broken_off")
    assert ("terminated", "2021-12-31", "month", "stated") in stages(tmp_path)


@pytest.mark.parametrize(
    ("heading", "is_asked"), [("End", False), ("Planned end", True), ("Expiry date", True), ("计划结束时间", True)]
)
def test_a_column_of_ends_says_when_something_ended_unless_its_heading_has_a_plan(
    heading: str, is_asked: bool, run: Run, tmp_path: Path
) -> None:
    said = f"    columns:\n      {heading}: end\n"
    done = imported(tmp_path, run, ("terminated", "2021", "2023"), headings=(*ENDS[:-1], heading), said=said)
    assert bool(asked(done, "broken_off")) is is_asked
    made = ("2025-06-30", "day", "assumed") if is_asked else ("2023-12-31", "year", "stated")
    assert ("terminated", *made) in stages(tmp_path)


@pytest.mark.parametrize(
    ("signed", "length", "whole", "same", "precision"),
    [
        ("2019-03-18", "3 years", "2022-03-17", "2022-03-18", "day"),
        ("2019-03-18", "18 months", "2020-09-17", "2020-09-18", "day"),
        ("2019-03-18", "三年", "2022-03-17", "2022-03-18", "day"),
        ("2019-03-18", "为期五年", "2024-03-17", "2024-03-18", "day"),
        # Of a month that has no such day its last one, either way.
        ("2020-02-29", "1 year", "2021-02-28", "2021-02-28", "day"),
        ("2019-01-29", "1 month", "2019-02-28", "2019-02-28", "day"),
        ("2019-01-30", "1 month", "2019-02-28", "2019-02-28", "day"),
        ("2019-01-31", "1 month", "2019-02-28", "2019-02-28", "day"),
        ("2020-01-29", "1 month", "2020-02-28", "2020-02-29", "day"),
        ("2020-01-30", "1 month", "2020-02-29", "2020-02-29", "day"),
        ("2019-03-31", "18 months", "2020-09-30", "2020-09-30", "day"),
        ("2019-02-28", "1 month", "2019-03-27", "2019-03-28", "day"),
        ("March 2019", "3 ans", "2022-02", "2022-03", "month"),
        ("2019年3月", "3 Jahre", "2022-02", "2022-03", "month"),
        ("2019", "two years", "2020", "2021", "year"),
        ("2019-03-18", "5 years after signing", "2024-03-17", "2024-03-18", "day"),
        ("2019-03-18", "2.5 years", "2021-09-17", "2021-09-18", "day"),
    ],
)
def test_the_end_to_which_a_length_leads_is_proposed_as_fine_as_its_beginning(
    signed: str, length: str, whole: str, same: str, precision: str, run: Run, tmp_path: Path
) -> None:
    row = ("operating", signed, length, "5000")
    (question,) = asked(imported(tmp_path, run, row), "lengths")
    assert question["optional"]
    assert [one["answer"] for one in question["proposals"]] == ["whole", "same", "ignore"]
    for proposal, end in zip(question["proposals"], (whole, same), strict=False):
        assert end in proposal["en"]
        assert end in proposal["zh"]
    assert length in str(by_name(tmp_path / "made")["Deal 1"])
    for answer, end in (("whole", whole), ("same", same)):
        done = imported(tmp_path, run, row, said=f"    lengths:\n      Project period: {answer}\n")
        assert not asked(done, "lengths")
        assert f"ends by {end}" in json.dumps(done["rows"])
        assert "and not when" not in json.dumps(done["rows"])
        (deal,) = table(tmp_path / "made", "partnerships")
        assert deal["period_end"].startswith(end)
    # What ended so is dated by it, as what was worked out.
    said = "    lengths:\n      Project period: whole\n    ended:\n      Project period: completed\n"
    imported(tmp_path, run, row, said=said)
    over = [one for one in stages(tmp_path) if one[0] == "completed"]
    assert [(one[1][: len(whole)], one[2], one[3]) for one in over] == [(whole, precision, "resolved")]


@pytest.mark.parametrize(
    ("signed", "length"),
    [
        *(("2016-03-18", text) for text in ("约3年", "暂定3年", "about 3 years", "3年左右", "ca. 3 Jahre", "~3 years")),
        *(("c. 2016", text) for text in ("3 years", "约3年")),
    ],
)
def test_about_so_long_or_from_about_then_on_ends_only_about_then(
    signed: str, length: str, run: Run, tmp_path: Path
) -> None:
    row = ("operating", signed, length, "5000")
    said = "    lengths:\n      Project period: whole\n    ended:\n      Project period: completed\n"
    done = imported(tmp_path, run, row, said=said)
    assert "ends about by 201" in json.dumps(done["rows"])
    assert length in str(by_name(tmp_path / "made")["Deal 1"])
    (over,) = of(table(tmp_path / "made", "stages"), "stage", "completed")
    assert (over["note_en"], over["time_basis"]) == ("The sheet says about this time.", "resolved")
    (deal,) = table(tmp_path / "made", "partnerships")
    assert "period_end" not in deal


@pytest.mark.parametrize("length", ["1.5 months", "两个半月", "half a month", "3-5年", "at least 3 years", "不超过3年"])
def test_of_what_the_calendar_cannot_count_no_end_is_made_by_the_answer_for_others(
    length: str, run: Run, tmp_path: Path
) -> None:
    rows = [("operating", "2019-01-15", "3 years", "5"), ("operating", "2019-01-15", length, "6")]
    said = "    lengths:\n      Project period: whole\n    ended:\n      Project period: completed\n"
    done = imported(tmp_path, run, *rows, said=said)
    assert "says how long, and not when: kept in the note" in json.dumps(done["rows"][1])
    assert length in str(by_name(tmp_path / "made")["Deal 2"])
    assert "completed" not in [row[0] for row in stages(tmp_path, "Deal 2")]
    three, other = table(tmp_path / "made", "partnerships")
    assert (three["period_end"], other.get("period_end", "")) == ("2022-01-14", "")


@pytest.mark.parametrize(
    ("length", "end"),
    [
        *(("eleven months", "2019-12-14"), ("thirteen months", "2020-02-14"), ("twenty-one days", "2019-02-04")),
        *(("einundzwanzig Tage", "2019-02-04"), ("onze mois", "2019-12-14"), ("trece meses", "2020-02-14")),
        *(("十一个月", "2019-12-14"), ("двадцать один месяц", "2020-10-14"), ("1.25 years", "2020-04-14")),
        *(("3 años prorrogables", "2022-01-14"), ("3年，续签", "2022-01-14"), ("mười một tháng", "2019-12-14")),
    ],
)
def test_a_length_by_any_number_in_words_and_with_what_may_follow_it_is_counted(
    length: str, end: str, run: Run, tmp_path: Path
) -> None:
    """What is known to say how long and what is counted are one."""
    row = ("operating", "2019-01-15", length, "5")
    done = imported(tmp_path, run, row, said="    lengths:\n      Project period: whole\n")
    assert not [one for one in done["questions"] if one["place"][:2] == ["answers", "date"]]
    assert [one["period_end"] for one in table(tmp_path / "made", "partnerships")] == [end]


def test_a_length_is_not_counted_from_a_plain_date_which_may_be_that_of_a_report(run: Run, tmp_path: Path) -> None:
    headings = ("Partnership", "Party A", "Party B", "Type", "Status", "Date", "Project period", "Budget (EUR)")
    said = "    lengths:\n      Project period: whole\n"
    done = imported(tmp_path, run, ("operating", "2019-01-15", "3 years", "5"), headings=headings, said=said)
    assert "says how long, and not when: kept in the note" in json.dumps(done["rows"])
    assert "ends by" not in json.dumps(done["rows"])
    assert "3 years" in str(by_name(tmp_path / "made")["Deal 1"])


def test_lengths_of_rows_that_begin_otherwise_have_ends_of_their_own(run: Run, tmp_path: Path) -> None:
    rows = [("operating", "2019-03-18", "3 years", "5"), ("operating", "2020-07-01", "3 years", "6")]
    assert len(asked(imported(tmp_path, run, *rows), "lengths")) == 1
    imported(tmp_path, run, *rows, said="    lengths:\n      Project period: whole\n")
    ends = [row["period_end"] for row in table(tmp_path / "made", "partnerships")]
    assert ends == ["2022-03-17", "2023-06-30"]
    done = imported(tmp_path, run, *rows, said="    lengths:\n      Project period: ignore\n")
    assert not asked(done, "lengths")
    assert "period_end" not in table(tmp_path / "made", "partnerships")[0]


PERIODS = ("Partnership", "Party A", "Party B", "Type", "Status", "Signed", "Project period", "Contract term")


@pytest.mark.parametrize(
    ("status", "texts", "place", "en", "zh"),
    [
        (
            *("operating", ("3 years", "5 years"), "lengths"),
            *("When do these end, which say only how long they are?", "只写期限的，何时结束？"),
        ),
        (
            *("terminated", ("2021–2023", "2022–2024"), "broken_off"),
            *("Were these broken off at the ends that they name", "所写结束时间是中止时间，还是原定期限？"),
        ),
        (
            *("terminated", ("since 2016", "since 2017"), "begun_broken_off"),
            *("What were these from their start on, which were broken off?", "中止的合作自开始之日起处于什么阶段？"),
        ),
    ],
)
def test_what_is_asked_of_two_columns_is_asked_in_one_go(
    status: str, texts: tuple[str, str], place: str, en: str, zh: str, run: Run, tmp_path: Path
) -> None:
    rows = [(status, "2014-03-18", texts[0], ""), (status, "2014-03-18", "", texts[1])]
    columns = "    columns: {Project period: span, Contract term: span}\n"
    done = imported(tmp_path, run, *rows, headings=PERIODS, said=columns)
    questions = asked(done, place)
    assert [one["place"][-1] for one in questions] == ["Project period", "Contract term"]
    # One answer holds for all cells of its column: they are shown.
    assert all(f"{text} (row {row})" in str(one) for one, text, row in zip(questions, texts, (2, 3), strict=True))
    for language, said in (("en", en), ("zh", zh)):
        told = run("--lang", language, "import", "deals.csv", "--into", "made").err
        (line,) = [one for one in told.splitlines() if f"sheets > deals > {place}" in one]
        assert said in line


@pytest.mark.parametrize("text", ["until 2027", "bis 2027", "至2027年", "hasta 2027", "through 2027"])
def test_an_end_below_beginnings_is_the_end_and_told(text: str, run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, ("operating", text, ""), headings=ENDS)
    assert "says until when: read as the end" in json.dumps(done["rows"])
    done = imported(tmp_path, run, ("operating", text, "2028"), headings=ENDS)
    assert "says until when, which another column says too: kept in the note" in json.dumps(done["rows"])
    assert text in str(by_name(tmp_path / "made"))


@pytest.mark.parametrize("end", ["", "2028"])
def test_an_end_that_is_not_sure_is_asked_below_beginnings(end: str, run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, ("operating", "до 2027 г.", end), headings=ENDS)
    assert [one for one in done["questions"] if one["place"][:2] == ["answers", "date"]]


@pytest.mark.parametrize("text", ["since 2015", "from 2015", "2015年起", "ab 2015", "desde 2015", "2015 onwards"])
def test_a_beginning_below_ends_is_the_beginning_and_told(text: str, run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, ("operating", "", text), headings=ENDS)
    assert "says since when: read as the beginning" in json.dumps(done["rows"])
    assert not asked(done, "ended")
    assert stages(tmp_path) == [("operating", "2015-12-31", "year", "stated")]
    done = imported(tmp_path, run, ("operating", "2014", text), headings=ENDS)
    assert "says since when, which another column says too: kept in the note" in json.dumps(done["rows"])
    assert stages(tmp_path) == [("operating", "2014-12-31", "year", "stated")]


@pytest.mark.parametrize("status", ["operating", "signed"])
def test_a_span_below_beginnings_that_has_ended_is_asked_for_its_end_too(status: str, run: Run, tmp_path: Path) -> None:
    """As below a heading of spans: what goes on by its stage and ended before the day of the sheet."""
    done = imported(tmp_path, run, (status, "Apr 2019 – Mar 2024"), headings=ENDS[:-1])
    assert [one["place"] for one in asked(done, "ended")] == [["sheets", "deals", "ended", "Start"]]


def test_a_span_below_beginnings_of_what_is_over_is_asked_what_it_was(run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, ("已失效", "March 2019 – March 2024"), headings=ENDS[:-1])
    assert [one["place"] for one in asked(done, "begun")] == [["sheets", "deals", "begun", "Start"]]
    assert ("terminated", "2024-03-31", "month", "stated") in stages(tmp_path)


def test_an_end_beside_a_term_below_beginnings_is_told(run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, ("planned", "2016–2018", "2023-02"), headings=ENDS)
    assert "says another day than the column of beginnings or ends" in json.dumps(done["rows"])
    (row,) = table(tmp_path / "made", "partnerships")
    assert "End: 2023-02" in row["note_en"]


@pytest.mark.parametrize("cell", ["直至2030年", "直到2030年底", "直到2030年12月31日", "至2030年"])
def test_what_lasts_until_a_year_begins_in_none(cell: str, run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, ("operating", "2020-05-04", cell, ""))
    row = by_name(tmp_path / "made")["Deal 1"]
    assert not done["questions"]
    assert (row.get("period_start", ""), row["period_end"]) == ("", "2030-12-31")
    assert [one[:2] for one in stages(tmp_path)] == [("signed", "2020-05-04"), ("operating", "2025-06-30")]


@pytest.mark.parametrize("cell", ["20年（至2021年）", "20 years (until 2021)"])
def test_how_long_and_until_when_is_no_year_of_its_own(cell: str, run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, ("completed", "2001-05-04", cell, ""))
    (question,) = [one for one in done["questions"] if one["place"] == ["answers", "date", cell]]
    assert [one["answer"] for one in question["proposals"]][:2] == ["20 years", "..2021"]
    for answer in ("20 years", "..2021"):
        (tmp_path / "deals.csv.kg.yaml").unlink()
        cells = ("completed", "2001-05-04", cell, "")
        done = imported(tmp_path, run, cells, said=f"    read: true\nanswers:\n  date:\n    {cell}: {answer}\n")
        assert not [one for one in done["questions"] if one["place"][:2] == ["answers", "date"]]
        assert by_name(tmp_path / "made")["Deal 1"].get("period_start", "") != "2021-01-01"


def test_a_limit_in_a_span_is_told_and_until_is_none(tmp_path: Path) -> None:
    rows = [
        ("甲", "嘉善县", "上海市", "before 2022", "2019-06-12"),
        ("乙", "嘉善县", "上海市", "until 2022", "2019-06-13"),
    ]
    sheet = write_csv(tmp_path / "spans.csv", rows, ("项目", "甲方", "乙方", "建设周期", "签约日期"))
    done = import_sheet(sheet, tmp_path / "made")
    assert remarks(done).en.count("a limit and no end: at the latest by 2021-12-31") == 1
    assert remarks(done).en.count("a limit and no end") == 1
