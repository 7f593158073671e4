"""Amounts as analysts of many countries type them: each is right, or asked with the truth among what is proposed.

``cells_of_ten_countries.csv`` was written with its truths before any of it was read by the program.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg.intake.sheets.asking import Question
from kg.intake.sheets.cells import shown_quantity
from kg.intake.sheets.importing import import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from kg.notations import Hints, quantity
from tests.intake.sheets.written import of, table, write_csv

TRUTHS = Path(__file__).with_name("cells_of_ten_countries.csv")
CELLS = list(csv.DictReader(io.StringIO(TRUTHS.read_text(encoding="utf-8"))))
HEADINGS = ("Name", "Party A", "Party B", "Type", "Signed", "Amount")
#: How many cells of each were read without a question when this was written: none of them is asked again.
UNASKED = {
    "China": 17,
    "India": 7,
    "Korea": 9,
    "Japan": 8,
    "Germany": 12,
    "France": 11,
    "Spain": 10,
    "Brazil": 8,
    "Arabia": 6,
    "Southeast Asia": 13,
    "Eastern Europe": 17,
    "Britain": 13,
}
#: Answers for a column, which settle how all its cells are written.
OF_COLUMN = ("decimal_comma", "mil_thousand", "long_billion")


def number(text: str) -> Decimal:
    return Decimal(text.replace("_", ""))


def shown(cell: dict[str, str]) -> str:
    """The truth as an answer has it."""
    upper = f"..{number(cell['upper']):f}" if cell["upper"] else ""
    bound = "" if cell["bound"] == "exact" else f"{cell['bound']} "
    step = f" a {cell['per']}" if cell["per"] else ""
    return f"{bound}{number(cell['value']):f}{upper} {cell['unit']}{step}"


def truth(cell: dict[str, str]) -> list[tuple[Decimal, str, str, str]]:
    """The figures that a cell is; what comes each year or month is none of its column's measure."""
    measure, unit = "totalInvestment", cell["unit"]
    if not cell["upper"]:
        return [(number(cell["value"]), cell["bound"], unit, measure)]
    return [(number(cell["value"]), "atLeast", unit, measure), (number(cell["upper"]), "upTo", unit, measure)]


def is_so_answered(cell: dict[str, str], path: tuple[str, ...], answer: str) -> bool:
    """Whether a cell is its truth once it is answered of its column how it is written."""
    meant = {
        "decimal_comma": Hints(decimal_comma=answer == "true"),
        "mil_thousand": Hints(mil_thousand=answer == "true"),
    }
    read = quantity(cell["cell"], replace(meant.get(path[-2], Hints(long_billion=answer == "true")), money=True))
    return read.value is not None and shown_quantity(read.value) == shown(cell)


def proposes(cell: dict[str, str], questions: list[Question]) -> bool:
    """Whether the truth is among what is proposed: itself, its currency for a sign, or how its column is written."""
    answers = {question.path: [option.answer for option in question.options] for question in questions}
    return any(
        any(is_so_answered(cell, path, answer) for answer in options)
        if path[-2] in OF_COLUMN
        else (cell["unit"] if path[-2] == "units" else shown(cell)) in options
        for path, options in answers.items()
    )


@pytest.mark.parametrize("country", dict.fromkeys(cell["country"] for cell in CELLS))
def test_a_cell_is_right_or_asked_with_the_truth_proposed(country: str, tmp_path: Path) -> None:
    mine = [cell for cell in CELLS if cell["country"] == country]
    rows = [
        (f"Deal {at:03}", "嘉善县", "青浦区", "agreement", "2020-05-01", cell["cell"]) for at, cell in enumerate(mine)
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    settings = Settings.read(file_beside(sheet))
    settings.set(("as_of",), "2024-06-30")
    settings.set(("sheets", "deals", "columns", "Amount"), "amount totalInvestment")
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    done = import_sheet(sheet, tmp_path / "made")
    ids = {row["name_en"]: row["id"] for row in table(tmp_path / "made", "partnerships")}
    figures = table(tmp_path / "made", "observations")
    unasked = 0
    for at, cell in enumerate(mine):
        found = of(figures, "about", f"partnership/{ids[f'Deal {at:03}']}")
        asked = [one for one in done.account.questions if any(row == at + 2 for _, row in one.rows)]
        made = [(Decimal(one["value"]), one["bound"], one["unit"], one["measure"]) for one in found]
        unasked += bool(made)
        if made:
            assert made == truth(cell), cell
            assert not cell["per"], cell
        else:
            assert proposes(cell, asked), (cell, [(one.path, one.options) for one in asked])
    # What comes each year, and what is written in two ways, is asked by right: the more that are read, the better.
    assert unasked >= UNASKED[country], unasked
