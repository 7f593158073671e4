"""Spans and limits in columns of one day, and amounts that were agreed: right or asked, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.sheets.written import by_name, of, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("Partnership", "Party A", "Party B", "Type", "Signed", "Status", "Total investment (EUR)")

#: What has an end is asked apart from what goes on.
KINDS = ("spans", "since")


def imported(folder: Path, run: Run, *signed: str, status: str = "signed", answer: str = "") -> Outcome:
    """A sheet with a row for each text of its column of signing, and one more of 2022; imported."""
    texts = [*signed, "2022-05-04"]
    rows = [
        (f"Deal {at}", "嘉善县", "青浦区", "agreement", text, status, f"{at}000") for at, text in enumerate(texts, 1)
    ]
    write_csv(folder / "deals.csv", rows, HEADINGS)
    kinds = "".join(f"    {kind}:\n      Signed: {answer}\n" for kind in KINDS)
    said = f"sheets:\n  deals:\n{kinds}" if answer else ""
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2022-05-04\n{said}", encoding="utf-8")
    return run("import", "deals.csv", "--format", "json")


def stage(folder: Path, name: str, code: str = "signed") -> tuple[str, ...]:
    found = of(table(folder / "deals", "stages"), "partnership", by_name(folder / "deals")[name]["id"])
    return next(
        (tuple(row[part] for part in ("as_of", "precision", "time_basis")) for row in found if row["stage"] == code), ()
    )


def figure(folder: Path, name: str) -> dict[str, str]:
    about = f"partnership/{by_name(folder / 'deals')[name]['id']}"
    return of(table(folder / "deals", "observations"), "about", about)[0]


@pytest.mark.parametrize(
    "text",
    [
        *("2015至2020", "2015-2020", "since 2015", "自2015年起", "2022年9月至2025年8月"),
        # The commonest terms are of no part of the calendar, though they are no longer than a year.
        *("2016-07-01 - 2017-06-30", "2016-07-01 - 2017-07-01", "2016年9月至2017年6月"),
    ],
)
def test_a_span_of_years_in_a_column_of_signing_is_asked_once_and_dates_nothing_before(
    text: str, run: Run, tmp_path: Path
) -> None:
    answer = imported(tmp_path, run, text, text)
    questions = [one for one in answer.json()["questions"] if one["place"][2] in KINDS]
    kind = "since" if text in ("since 2015", "自2015年起") else "spans"
    assert [one["place"] for one in questions] == [["sheets", "deals", kind, "Signed"]]
    assert [one["answer"] for one in questions[0]["proposals"]] == ["first", "within", "term", "ignore"]
    # Not by the end of what goes on: by the day of the sheet, which is assumed.
    assert stage(tmp_path, "Deal 1") == ("2022-05-04", "day", "assumed")
    row = by_name(tmp_path / "deals")["Deal 1"]
    assert f"Signed: {text}" in row["note_en"] if text.isascii() else f"Signed：{text}" in row["note_zh"]


@pytest.mark.parametrize(
    ("text", "said", "signed"),
    [
        ("2015至2020", "first", ("2015-12-31", "year", "stated")),
        ("2015至2020", "within", ("2020-12-31", "year", "resolved")),
        ("2015年3月至2020年8月", "first", ("2015-03-31", "month", "stated")),
        ("since 2015", "first", ("2015-12-31", "year", "stated")),
        # What has no end was by the day of the sheet.
        ("since 2015", "within", ("2022-05-04", "day", "resolved")),
        ("2015-2020", "ignore", ("2022-05-04", "day", "assumed")),
        ("2015-2020", "term", ("2022-05-04", "day", "assumed")),
    ],
)
def test_one_answer_tells_what_the_spans_of_a_column_date(
    text: str, said: str, signed: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    answer = imported(tmp_path, run, text, answer=said)
    assert not [one for one in answer.json()["questions"] if one["place"][2] in KINDS]
    assert stage(tmp_path, "Deal 1") == signed
    is_term = said == "term" or (text, said) == ("2015至2020", "first")
    runs = ("2015-01-01", "2020-12-31") if is_term else (None, None)
    if said != "first" or runs[0]:
        # Who begins runs to the end: that is the term, and its amounts are of no time of their own.
        deal = by_name(tmp_path / "deals")["Deal 1"]
        assert (deal.get("period_start"), deal.get("period_end")) == runs
        assert "period_start" not in figure(tmp_path, "Deal 1")


def test_an_answer_that_is_none_of_the_three_is_told_so(run: Run, tmp_path: Path) -> None:
    (question,) = [
        one
        for one in imported(tmp_path, run, "2015-2020", answer="the second").json()["questions"]
        if one["place"][2:3] == ["spans"]
    ]
    assert "'the second' is none of first, within, term, ignore" in question["en"]


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        *(("before 2010", "2009-12-31", "year"), ("until 2012", "2012-12-31", "year")),
        *(("by June 2017", "2017-06-30", "month"), ("早于2010年", "2009-12-31", "year")),
        *(("截至2012年", "2012-12-31", "year"), ("by 5 June 2017", "2017-06-05", "day")),
    ],
)
def test_what_is_only_a_limit_is_no_finer_than_it_is_said(
    text: str, day: str, precision: str, run: Run, tmp_path: Path
) -> None:
    imported(tmp_path, run, text)
    assert stage(tmp_path, "Deal 1") == (day, precision, "resolved")
    (row,) = of(table(tmp_path / "deals", "stages"), "as_of", day)
    assert row["note_en"] == "The sheet gives a limit: at the latest by this day, perhaps earlier."
    assert row["note_zh"] == "原文只给出时限：最迟此日，或更早。"
    assert figure(tmp_path, "Deal 1")["time_basis"] == "resolved"


@pytest.mark.parametrize(
    ("text", "first", "last", "day"),
    [
        ("2017年3-5月", "2017-03-01", "2017-05-31", ("2017-06-30", "half")),
        ("Aug-Sep 2017", "2017-08-01", "2017-09-30", ("2017-09-30", "quarter")),
        ("2017年8、9月", "2017-08-01", "2017-09-30", ("2017-09-30", "quarter")),
        ("20 July – 5 August 2017", "2017-07-20", "2017-08-05", ("2017-09-30", "quarter")),
    ],
)
def test_a_span_of_some_months_or_days_is_of_the_part_of_the_calendar_it_is_in_and_both_its_ends_are_kept(
    text: str, first: str, last: str, day: tuple[str, str], run: Run, tmp_path: Path
) -> None:
    answer = imported(tmp_path, run, text)
    assert stage(tmp_path, "Deal 1") == (*day, "resolved")
    (row,) = of(table(tmp_path / "deals", "stages"), "as_of", day[0])
    assert row["note_en"] == f"The sheet gives a span: between {first} and {last}."
    assert row["note_zh"] == f"原文给出的是时段：{first}至{last}之间。"
    assert f"between {first} and {last}" in answer.out


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        *(("2019年1-6月", "2019-06-30", "half"), ("2019年4-6月", "2019-06-30", "quarter")),
        *(("2019年1-12月", "2019-12-31", "year"), ("2019H1", "2019-06-30", "half")),
        *(("2019-03", "2019-03-31", "month"), ("2019年底", "2019-12-31", "quarter")),
    ],
)
def test_months_that_make_a_part_of_a_year_are_that_part(
    text: str, day: str, precision: str, run: Run, tmp_path: Path
) -> None:
    imported(tmp_path, run, text)
    assert stage(tmp_path, "Deal 1") == (day, precision, "stated")


@pytest.mark.parametrize("status", ["signed", "operating", "completed"])
def test_what_was_agreed_is_planned_however_far_it_has_come(status: str, run: Run, tmp_path: Path) -> None:
    imported(tmp_path, run, "2019-03-04", status=status)
    row = figure(tmp_path, "Deal 1")
    assert (row["class"], row["as_of"], row["time_basis"]) == ("Target", "2019-03-04", "stated")


@pytest.mark.parametrize(
    ("heading", "status", "made"),
    [
        ("Actual investment (EUR)", "operating", ("Achievement", "2022-05-04", "assumed")),
        ("实到资金（万元）", "已签约", ("Achievement", "2022-05-04", "assumed")),
        ("Disbursements (EUR)", "signed", ("Achievement", "2022-05-04", "assumed")),
        ("Jobs", "operating", ("Achievement", "2022-05-04", "assumed")),
        ("Jobs", "signed", ("Target", "2019-03-04", "stated")),
        *(
            ("Grant (EUR)", "signed", ("Target", "2019-03-04", "stated")),
            ("贷款（万元）", "已签约", ("Target", "2019-03-04", "stated")),
        ),
        # What its heading says was done is no target.
        ("Invested (EUR)", "completed", ("Achievement", "2022-05-04", "assumed")),
        ("Funds provided (EUR)", "completed", ("Achievement", "2022-05-04", "assumed")),
    ],
)
def test_what_has_come_is_of_no_day_of_signing(
    heading: str, status: str, made: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    headings = (*HEADINGS[:-1], heading)
    rows = [("Deal 1", "嘉善县", "青浦区", "agreement", "2019-03-04", status, "200 人" if heading == "Jobs" else "200")]
    rows += [("Deal 2", "嘉善县", "青浦区", "agreement", "2022-05-04", status, "")]
    write_csv(tmp_path / "deals.csv", rows, headings)
    run("import", "deals.csv", "--as-of", "2022-05-04")
    row = figure(tmp_path, "Deal 1")
    assert tuple(row[part] for part in ("class", "as_of", "time_basis")) == made


@pytest.mark.parametrize(
    ("heading", "status"), [("Loan (EUR)", "completed"), ("Grant (EUR)", "operating"), ("补助（万元）", "已完成")]
)
@pytest.mark.parametrize(
    ("answer", "made"),
    [
        ("", []),
        ("planned", [("Target", "2019-03-04", "stated")]),
        ("achieved", [("Achievement", "2022-05-04", "assumed")]),
    ],
)
def test_what_was_promised_or_paid_of_what_runs_is_asked_once_a_column(
    heading: str, status: str, answer: str, made: list[tuple[str, ...]], run: Run, tmp_path: Path
) -> None:
    rows = [(f"Deal {at}", "嘉善县", "青浦区", "agreement", "2019-03-04", status, "200") for at in (1, 2)]
    write_csv(tmp_path / "deals.csv", rows, (*HEADINGS[:-1], heading))
    said = f"sheets:\n  deals:\n    come:\n      {heading}: {answer}\n" if answer else ""
    (tmp_path / "deals.csv.kg.yaml").write_text(f"as_of: 2022-05-04\n{said}", encoding="utf-8")
    answer_of = run("import", "deals.csv", "--format", "json").json()
    found = [one for one in answer_of["questions"] if one["place"][2:3] == ["come"]]
    assert [[each["answer"] for each in one["proposals"]] for one in found] == (
        [] if answer else [["planned", "achieved"]]
    )
    observations = tmp_path / "deals" / "observations.csv"
    figures = table(tmp_path / "deals", "observations") if observations.exists() else []
    assert [tuple(row[part] for part in ("class", "as_of", "time_basis")) for row in figures] == made * 2


@pytest.mark.parametrize("text", ["c. 2016", "约2016年", "2016年前后"])
def test_what_is_only_about_then_is_noted_so(text: str, run: Run, tmp_path: Path) -> None:
    imported(tmp_path, run, text)
    (row,) = of(table(tmp_path / "deals", "stages"), "as_of", "2016-12-31")
    assert (row["note_zh"], row["note_en"]) == ("原文只说约在此时。", "The sheet says about this time.")
    imported(tmp_path, run, "2016年底")
    (row,) = of(table(tmp_path / "deals", "stages"), "as_of", "2016-12-31")
    assert "note_en" not in row


def test_of_a_span_alone_in_its_sheet_the_beginning_is_its_whole_year(run: Run, tmp_path: Path) -> None:
    """The sheet holds by no day before what its only date begins with is over."""
    write_csv(
        tmp_path / "deals.csv", [("Deal 1", "嘉善县", "青浦区", "agreement", "2015至2020", "signed", "")], HEADINGS
    )
    (tmp_path / "deals.csv.kg.yaml").write_text(
        "sheets:\n  deals:\n    spans:\n      Signed: first\n", encoding="utf-8"
    )
    run("import", "deals.csv")
    assert stage(tmp_path, "Deal 1") == ("2015-12-31", "year", "stated")


def test_what_has_an_end_and_what_goes_on_are_asked_apart(run: Run, tmp_path: Path) -> None:
    questions = imported(tmp_path, run, "since 2013", "2016–2018").json()["questions"]
    assert {tuple(one["place"][2:]): len(one["rows"]) for one in questions} == {
        ("since", "Signed"): 1,
        ("spans", "Signed"): 1,
    }
