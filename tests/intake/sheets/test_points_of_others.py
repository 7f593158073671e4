"""A point before three digits, which may group thousands, beside cells that show what points are in theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import table, write_csv


def imported(folder: Path, cells: tuple[str, ...]) -> Imported:
    rows = [(f"项目{at}", "嘉善县", "青浦区", "2019-05-14", cell) for at, cell in enumerate(cells)]
    return import_sheet(
        write_csv(folder / "deals.csv", rows, ("项目名称", "甲方", "乙方", "签约日期", "投资额")), folder / "made"
    )


def values(folder: Path) -> dict[str, tuple[str, str]]:
    """The figures by what is typed: value and unit."""
    return {row["original_text"]: (row["value"], row["unit"]) for row in table(folder / "made", "observations")}


@pytest.mark.parametrize(
    ("beside", "cell"),
    [
        ("1.2亿元", "12.500 €"),
        ("1.2亿元", "R$ 3.450 mil"),
        ("1.2亿元", "Rp 350.000 juta"),
        ("US$1.2m", "EUR 350.000"),
        ("US$1.2m", "1.200 Mio. EUR"),
        ("€ 2.5 mn", "1.200 Mio. EUR"),  # Mio. is a word of languages whose decimals are behind a comma
        ("1.500.000,00 €", "€ 1.500 bn"),  # and bn of one whose decimals are behind a point
    ],
)
def test_what_others_show_of_points_does_not_settle_a_cell_of_another_kind(
    beside: str, cell: str, tmp_path: Path
) -> None:
    done = imported(tmp_path, (beside, cell))
    asked = [question for question in done.account.questions if cell in question.text.en]
    assert len(asked) == 1
    assert "group thousands" in asked[0].text.en
    assert cell not in values(tmp_path)


@pytest.mark.parametrize(
    ("beside", "cell", "found"),
    [
        ("US$ 1.2 m", "US$ 3.125 m", ("3125000", "USD")),
        ("1.5 m EUR", "1.250 m EUR", ("1250000", "EUR")),
        ("€ 2.5 mn", "EUR 1.250 mn", ("1250000", "EUR")),
        ("AED 1.2 bn", "OMR 1.250 million", ("1250000", "OMR")),
        ("1.2亿元", "3.125亿元", ("312500000", "CNY")),
        ("2,5 Mio. EUR", "1.200 Mio. EUR", ("1200000000", "EUR")),
        ("1.200,00 €", "350.000 €", ("350000", "EUR")),
    ],
)
def test_what_others_show_of_points_settles_a_cell_of_their_kind(
    beside: str, cell: str, found: tuple[str, str], tmp_path: Path
) -> None:
    done = imported(tmp_path, (beside, cell))
    assert not [question for question in done.account.questions if cell in question.text.en]
    assert values(tmp_path)[cell] == found
