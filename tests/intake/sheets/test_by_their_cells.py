"""Columns of whose headings nothing is known are asked by what is in their cells, and not left in the note unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.by_cells import may_be
from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import write_csv

SPANS = ("2018–2022", "since 2022", "Apr 2019 – Mar 2024", "2015/2018", "2021-04-01/2026-03-31", "2019–", "3 years")
PAPERS = ("Harbour Daily, 29 July 2017", "https://example.org/a (3 May 2022)", "样报 2019年3月20日", "Annual report")
KINDS = ("MoU", "framework agreement", "letter of intent", "cooperation agreement")


@pytest.mark.parametrize("heading", ["Runs from–to", "何时做", "Quux"])
def test_spans_and_sources_are_known_by_their_cells(heading: str) -> None:
    assert may_be(heading, SPANS)[0] == "span"
    assert may_be(heading, PAPERS) == ("source",)
    assert may_be(heading, ("https://example.org/a", "www.example.org/b")) == ("link", "source")


@pytest.mark.parametrize(
    "cells",
    [
        ("2019-03-18", "2020-01-02", "2021-12-30"),
        ("28.7.2017", "3.8.2018", "1.1.2019"),
        ("7/8/2017", "3/4/2018"),
        ("2017年7月", "2018年1月"),
        ("Q3 2021", "May 2018", "autumn", "2018年3月"),
    ],
)
def test_days_are_no_spans_and_no_sources(cells: tuple[str, ...]) -> None:
    assert may_be("Quux", cells)[0] in {"date", "signed"}


@pytest.mark.parametrize(
    "cells", [("a-b", "c – d", "from here to there"), ("Phase 2 depends on it", "opened late"), ("12", "2018"), ()]
)
def test_words_and_numbers_are_neither(cells: tuple[str, ...]) -> None:
    assert may_be("Quux", cells) == ()


@pytest.mark.parametrize(
    ("heading", "cells", "proposed"),
    [
        ("Arrangement", KINDS, "type"),
        ("Runs", SPANS[:4], "span"),
        ("Where we read it", PAPERS, "source"),
        (
            "丑",
            ("https://example.org/a", "https://example.org/b", "https://example.org/c", "h.example.org"),
            "link",
        ),
    ],
)
def test_such_a_column_is_asked(heading: str, cells: tuple[str, ...], proposed: str, tmp_path: Path) -> None:
    rows = [(f"项目{n}", "嘉善县", "上海市", "2021-03-04", cell) for n, cell in enumerate(cells)]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", "签约日期", heading))
    account = import_sheet(sheet, tmp_path / "made").account
    asked = {
        one.path[-1]: [option.answer for option in one.options] for one in account.questions if one.path[0] == "sheets"
    }
    assert asked[heading][0] == proposed
    assert "note" in asked[heading]
