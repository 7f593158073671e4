"""Amounts as analysts of many countries type them: each is right, or asked with the truth among what is proposed.

``cells_of_ten_countries.csv`` was written with its truths before any of it was read by the program.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from kg.intake.sheets.asking import Question
from kg.intake.sheets.importing import import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from tests.intake.sheets.written import of, table, write_csv

TRUTHS = Path(__file__).with_name("cells_of_ten_countries.csv")
CELLS = list(csv.DictReader(io.StringIO(TRUTHS.read_text(encoding="utf-8"))))
HEADINGS = ("Name", "Party A", "Party B", "Type", "Signed", "Amount")
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


def proposes(cell: dict[str, str], questions: list[Question]) -> bool:
    """Whether the truth is among what is proposed: itself, its currency for a sign, or how its column is written."""
    answers = {question.path: [option.answer for option in question.options] for question in questions}
    return any(
        path[-2] in OF_COLUMN or (cell["unit"] if path[-2] == "units" else shown(cell)) in options
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
    for at, cell in enumerate(mine):
        found = of(figures, "about", f"partnership/{ids[f'Deal {at:03}']}")
        asked = [one for one in done.account.questions if any(row == at + 2 for _, row in one.rows)]
        made = [(Decimal(one["value"]), one["bound"], one["unit"], one["measure"]) for one in found]
        if made:
            assert made == truth(cell), cell
            assert not cell["per"], cell
        else:
            assert proposes(cell, asked), (cell, [(one.path, one.options) for one in asked])


def test_most_are_read_unasked_and_the_countries_are_many() -> None:
    assert len(CELLS) >= 180
    assert len({cell["country"] for cell in CELLS}) >= 10
