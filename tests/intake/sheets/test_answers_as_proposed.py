"""Whatever is proposed is possible as an answer: of every kind of question of a sheet, every proposal in turn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.intake.sheets.cells import amount_in, day_in, shown_period, shown_quantity
from kg.intake.sheets.importing import Imported, import_sheet
from kg.notations import Hints, period, quantity
from kg.notations.nearly import nearly
from tests.intake.sheets.written import write_csv

HEADINGS = (
    "Project",
    "Party A",
    "Party B",
    "Type",
    "Sector",
    "Status",
    "Signed",
    "Start",
    "End",
    "Value",
    "金额（万元）",
)
#: Days that are asked: of two years or a month, of seasons and semesters, of what has no end, of the order of days.
DAYS = (
    *("Wintersemester 2007/08", "WS 2001", "FY 2019/20", "2018学年", "spring 2016", "winter 2018/19", "2007-10"),
    *("2011/12", "mid-2017", "2014.7-", "2013年起", "before 2010", "2015-18", "2018年2月30日", "Q1 FY2019", "2020.1"),
    *("20200315", "三月", "7/8/2017", "17.3.05", "5月挂牌", "3 months from 2 May 2019", "3年", "1396", "平成29年度"),
)
#: Amounts that are asked: of which year, in which money, with which sign, of several.
AMOUNTS = (
    *(
        "SAR 3.75mn a year (2018-2022)",
        "£35k p.a.",
        "1.500",
        "12,5",
        "¥300m",
        "$4m",
        "Rs 45 crore",
        "5 mil",
        "2 billion",
    ),
    *(
        "€3m and US$2m",
        "8 Mio. EUR, davon EFRE 6 Mio. €",
        "一期2亿元，二期3亿元",
        "2000（其中中央资金500）",
        "2 x €5m",
        "(500)",
    ),
    *("5兆元", "1O0万元", "€5m (2018)", "1/3", "120 tons", "300 students", "40", "10-12", "3-5m EUR, max. 7m"),
)
#: Other cells that are asked.
WORDS = (("Galactica Forum", "joint venture of sorts", "whatnot", "simmering"), ("县商务局", "合办", "苗木", "推进"))


def _rows() -> list[tuple[str, ...]]:
    rows = []
    for at in range(max(len(DAYS), len(AMOUNTS))):
        day = DAYS[at] if at < len(DAYS) else "2019-05-03"
        party, kind, sector, stage = (
            WORDS[at % len(WORDS)] if at < len(WORDS) else ("青浦区", "agreement", "steel", "running")
        )
        amount = AMOUNTS[at] if at < len(AMOUNTS) else ""
        days = [day if at % 3 == place else "2019-05-03" if place == 0 else "" for place in range(3)]
        money = ("", amount) if at % 4 == 3 else (amount, "")
        rows.append((f"Deal {at}", "嘉善县", party, kind, sector, stage, *days, *money))
    return rows


def _imported(folder: Path, answers: dict[str, Any]) -> Imported:
    sheet = write_csv(folder / "deals.csv", _rows(), HEADINGS)
    said = json.dumps({"as_of": "2021-06-30", **answers}, ensure_ascii=False)
    (folder / "deals.csv.kg.yaml").write_text(said + "\n", encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def _put(answers: dict[str, Any], path: tuple[str, ...], answer: str) -> None:
    *way, last = path
    for name in way:
        answers = answers.setdefault(name, {})
    answers[last] = answer


def test_every_proposal_is_possible_as_the_answer(tmp_path: Path) -> None:
    asked = _imported(tmp_path, {}).account.questions
    kinds = {one.path[:2] if one.path[0] == "answers" else one.path[2] for one in asked if len(one.path) > 1}
    assert {("answers", "date"), ("answers", "amount"), ("answers", "party"), "units", "day_first", "since"} <= kinds
    for which in range(3):
        answers: dict[str, Any] = {}
        given = {
            one.path: one.options[which].answer for one in asked if len(one.options) > which and one.path != ("as_of",)
        }
        for path, answer in given.items():
            _put(answers, path, answer)
        left = {one.path: one.text.en for one in _imported(tmp_path, answers).account.questions if one.path in given}
        assert not left, {path: (given[path], text) for path, text in left.items()}


def test_a_proposal_means_as_an_answer_what_it_was_proposed_for() -> None:
    for text in DAYS:
        for one in (*period(text).proposals, *nearly(text)):
            read = day_in(text, Hints(), shown_period(one)).value
            assert read is not None, shown_period(one)
            assert (read.start, read.end) == (one.start, one.end), shown_period(one)
    for hints in (Hints(), Hints(unit="CNY", scale=4, money=True), Hints(unit="EUR", money=True, decimal_comma=True)):
        for amount in AMOUNTS:
            for each in (one for one in quantity(amount, hints).proposals if one.unit):
                assert amount_in(amount, hints, shown_quantity(each)).value == each, (amount, shown_quantity(each))
    # The scale of a heading is in what is proposed.
    for hints in (Hints(scale=4), Hints(unit="CNY", scale=4, money=True), Hints(scale=3, money=True)):
        for amount in ("年均80", "每年500", "1.500", "80 a year", "2 x 40"):
            for each in quantity(amount, hints).proposals:
                assert amount_in(amount, hints, shown_quantity(each)).value == each, (amount, shown_quantity(each))
