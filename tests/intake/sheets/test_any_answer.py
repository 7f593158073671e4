"""Messy sheets made up at random, and whatever somebody answers: each run ends with an account that adds up."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KGError
from kg.intake.sheets.account import OUTCOMES
from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.settings import Settings, file_beside

HEADINGS = {
    "项目名称": ("水务合作", "Joint Lab", "Joint Lab", "=1+1", ""),
    "甲方": ("嘉善县", "Putuo", "普陀区", "CNNC", "复旦大学 (Fudan University)", "Wujiang, Qingpu", "某某", "", "'"),
    "乙方": ("Fudan University", "Fudan Univeristy", "Bayern", "Bavaria", "中核集团", "上海市、海盐县等", "?", ""),
    "类型": ("agreement", "三方协议", "飞地", "xyzzy", "ignore", ""),
    "领域": ("水利", "r & d", "whatever", "健康；旅游", ""),
    "投资额（万元）": (
        "50万",
        "1.500",
        "EUR 12,5 Mio",
        "120亩",
        "20%",
        "1e400",
        "-3",
        "10-12亿",
        "$1.2m",
        "面议",
        "９９",
        "",
    ),
    "签约日期": ("7/8/2017", "2021-13-01", "去年", "28.7.2017", "42936", "2017H1", "1-6月", "29 Feb 2019", "n.d.", ""),
    "状态": ("已签约", "u/c", "signed", "轰轰烈烈", ""),
}
ANSWERS = (
    *("", "true", "false", "ignore", "note", "万元", "m2", "USD m", "亿美元", "2017", "..", "2017-01-01..2016-01-01"),
    *(
        "region/cn-320509",
        "region/none",
        "institution company",
        "institution nothing",
        "zone",
        "复旦大学",
        "CNNC",
        "[1]",
    ),
    *("1500000 EUR", "5..3 CNY", "about", "area", "amount area", "Agreement/none", "Project", "signed", "health", "0"),
)


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """A table in CSV: columns shuffled, missing, doubled or blank; rows of any cells, some short, some long."""
    named = draw(st.lists(st.sampled_from([*HEADINGS, "", "备注"]), min_size=2, max_size=9))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"])))
    writer.writerow(named)
    for _ in range(draw(st.integers(1, 6))):
        cells = [draw(st.sampled_from(HEADINGS.get(name, ("", "x", "«»")))) for name in named]
        writer.writerow([*cells, *draw(st.sampled_from([[], [], [""], ["more"]]))])
    return out.getvalue()


def adds_up(done: Imported) -> bool:
    """Whether each row has one outcome, and no row stands twice."""
    places = Counter((row.sheet, row.row) for row in done.account.rows)
    return all(row.outcome in OUTCOMES for row in done.account.rows) and max(places.values(), default=1) == 1


def imported(sheet: Path, *, accept: bool = False) -> Imported | None:
    """What an import did; nothing where it is refused in a sentence of a fit length."""
    try:
        return import_sheet(sheet, sheet.with_name("made"), accept=accept)
    except KGError as error:
        said = str(error)
    assert 0 < len(said) <= 2000
    return None


@settings(max_examples=20, deadline=None, derandomize=True)
@given(text=sheets(), data=st.data())
def test_no_answer_breaks_a_run_or_loses_a_row(text: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "deals.csv"
        sheet.write_text(text, encoding="utf-8")
        first = imported(sheet, accept=data.draw(st.booleans()))
        if first is None:
            return
        assert adds_up(first)
        kept = Settings.read(file_beside(sheet))
        for question in first.account.questions:
            assert len(question.text.en) <= 2000
            options = [option.answer for option in question.options]
            kept.set(question.path, data.draw(st.sampled_from([*options, *ANSWERS])))
        file_beside(sheet).write_bytes(kept.written(sheet.name))
        second = imported(sheet)
    if second is not None:
        assert adds_up(second)
        # Whatever was answered, the same rows are accounted for.
        assert rows_of(second) == rows_of(first)


def rows_of(done: Imported) -> set[tuple[str, int]]:
    return {(row.sheet, row.row) for row in done.account.rows}


#: Amounts of which most name their unit, and the others are open for a reason of their own: the unit is asked along.
OF_THEIR_OWN = ("3亿元", "2.5m/year", "福宝 2.2亿", "$1.2m", "250 buses", "2亿（其中政府补贴3000万）", "全部", "5 mil")


@pytest.mark.parametrize("nth", [0, -1])
def test_what_a_question_offers_is_taken(nth: int, tmp_path: Path) -> None:
    columns = {**HEADINGS, "协议金额": OF_THEIR_OWN}
    sheet = tmp_path / "deals.csv"
    with sheet.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        for row in range(max(map(len, columns.values()))):
            writer.writerow([cells[row % len(cells)] for cells in columns.values()])
    said: dict[tuple[str, ...], str] = {}
    for _ in range(6):
        asked = {one.path: one for one in import_sheet(sheet, tmp_path / "made").account.questions}
        assert {path: (said[path], asked[path].text.en) for path in asked.keys() & said.keys()} == {}
        offered = {path: [option.answer for option in one.options] for path, one in asked.items() if one.options}
        if not offered:
            break
        kept = Settings.read(file_beside(sheet))
        for path, options in offered.items():
            said[path] = options[nth if nth < len(options) else 0]
            kept.set(path, said[path])
        file_beside(sheet).write_bytes(kept.written(sheet.name))
    else:
        raise AssertionError("something is asked at each import")
    assert ("sheets", "deals", "units", "协议金额") in said


@pytest.mark.parametrize(("unit", "own"), [("CNY", "220000000"), ("USD", "220000000 USD")])
def test_the_unit_asked_along_with_an_amount_is_that_of_its_answer(unit: str, own: str, tmp_path: Path) -> None:
    sheet = tmp_path / "deals.csv"
    rows = ("乙,嘉善县,复旦大学,3亿元,2018-03-06", "丁,嘉善县,上海市,福宝 2.2亿,2018-03-07")
    sheet.write_text("\n".join(("项目,甲方,乙方,协议金额,签约日期", *rows)), encoding="utf-8")
    of_unit, of_cell = ("sheets", "deals", "units", "协议金额"), ("answers", "amount", "福宝 2.2亿")
    import_sheet(sheet, tmp_path / "made")
    for path, answer, left in ((of_unit, unit, {of_cell}), (of_cell, own, set())):
        kept = Settings.read(file_beside(sheet))
        kept.set(path, answer)
        file_beside(sheet).write_bytes(kept.written(sheet.name))
        asked = {one.path for one in import_sheet(sheet, tmp_path / "made").account.questions}
        assert asked & {of_unit, of_cell} == left
    table = (tmp_path / "made" / "observations.csv").read_text(encoding="utf-8-sig")
    amounts = {(row["value"], row["unit"]) for row in csv.DictReader(io.StringIO(table))}
    assert amounts == {("300000000", "CNY"), ("220000000", unit)}
