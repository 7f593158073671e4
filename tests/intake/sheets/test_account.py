"""The account adds up, whatever the sheet holds, and what is written passes the checks."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.errors import KGError
from kg.findings import Severity
from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import HEADINGS, table, write_csv

WORDS = (
    *(
        "嘉善县",
        "上海市",
        "复旦大学",
        "Fudan University",
        "腾讯",
        "Acme Co., Ltd.",
        "嘉善县、上海市",
        "普陀区",
        "合计",
        "Total",
    ),
    *(
        "医疗",
        "智慧康养",
        "science and technology",
        "已签约",
        "在建",
        "signed",
        "maybe",
        "3500",
        "3.5亿元",
        "约2亿",
        "免费",
        "-",
    ),
    *(
        "2017-07-28",
        "2017年",
        "7/8/2017",
        "n/a",
        "注：略",
        "示例",
        "合作协议",
        "=1+1",
        "#REF!",
        "<b>x</b>",
        "a;b",
        "x" * 400,
    ),
)
CELL = st.one_of(
    st.just(""),
    st.sampled_from(WORDS),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12),
)
ROW = st.lists(CELL, min_size=len(HEADINGS), max_size=len(HEADINGS))


def imported(folder: Path, rows: list[list[str]], accept: bool) -> Imported | None:
    sheet = write_csv(folder / "sheet.csv", [*rows, ("", "嘉善县", "上海市", "", "", "", "2017-07-28", "", "")])
    try:
        return import_sheet(sheet, folder / "made", accept=accept)
    except KGError as error:
        said = str(error)
    # Nothing but a sentence, and a short one.
    assert 0 < len(said) < 2000
    return None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROW, max_size=8), st.booleans())
def test_rows_read_are_the_rows_made_joined_asked_refused_and_left_out(rows: list[list[str]], accept: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        done = imported(Path(name), rows, accept)
        if done is None:
            return
        counts = done.account.counts
        read = [row for row in rows if any(cell.strip() for cell in row)]
        assert len(done.account.rows) == sum(counts.values())
        # Blank characters that only some programs take for blank may make a row of nothing.
        assert len(read) - 1 <= len(done.account.rows) - 1 <= len(rows)
        if not done.written:
            return
        made = table(Path(name) / "made", "partnerships")
        assert len(made) == counts["made"]
        assert {row["id"] for row in made} == {row.id for row in done.account.rows if row.outcome == "made"}
        # A row that is joined says to which; one that waits or is refused says why.
        assert all(row.remarks for row in done.account.rows if row.outcome != "made")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROW, min_size=1, max_size=6))
def test_what_is_written_breaks_no_rule(rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        done = imported(Path(name), rows, accept=True)
        if done is None or not done.written:
            return
        found = kg.check(Path(name) / "made")
        assert not [finding for finding in found if finding.severity is Severity.VIOLATION]


def test_a_cell_of_a_report_in_any_column(tmp_path: Path) -> None:
    rows = []
    for place in range(len(HEADINGS)):
        row = ["甲协议", "嘉善县", "上海市", "协议", "医疗", "3500", "2017-07-28", "已签约", ""]
        row[0] = f"协议{place}"
        row[place] = "、".join(["很长的文字"] * 20_000) if place % 2 else "long text " * 20_000
        rows.append(row)
    done = import_sheet(write_csv(tmp_path / "sheet.csv", rows), tmp_path / "made")
    assert len(done.account.rows) == len(HEADINGS)
    for question in done.account.questions:
        assert len(question.text.en) + sum(map(len, question.path)) < 2000
    assert (tmp_path / "sheet.csv.kg.yaml").stat().st_size < 2_000_000


HEADING = st.sampled_from(
    (*HEADINGS, *HEADINGS, "", " ", "甲方", "Party B", "地区", "所在地", "各方", "乙", "2017", "a: b", "# x", "?")
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(HEADING, min_size=1, max_size=9), st.lists(ROW, min_size=1, max_size=5), st.booleans())
def test_columns_shuffled_missing_doubled_and_blank(headings: list[str], rows: list[list[str]], accept: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        sheet = write_csv(Path(name) / "sheet.csv", [row[: len(headings)] for row in rows], headings)
        said = ""
        try:
            done = import_sheet(sheet, Path(name) / "made", accept=accept)
            again = import_sheet(sheet, Path(name) / "made", accept=accept)
        except KGError as error:
            said = str(error)
        if said:
            assert len(said) < 2000
            return
        assert len(done.account.rows) == sum(done.account.counts.values())
        assert again.account.counts == done.account.counts
        assert done.written == (Path(name) / "made").is_dir()
        if done.written:
            assert not [one for one in kg.check(Path(name) / "made") if one.severity is Severity.VIOLATION]
