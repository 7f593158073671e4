"""A cell of thousands of blanks, digits or signs, below any heading, costs no more than its length."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import write_csv

HEADINGS = (
    *("Project", "Party A", "Party B", "Party B location", "Project location", "Type", "Sector", "Investment"),
    *("Signed", "Start", "Duration", "Status", "Source", "Unit", "Notes", "Mystery"),
)
#: What is repeated between two signs.
REPEATED = {"blanks": " ", "digits": "1", "brackets": "(", "semicolons": ";"}
#: How much longer the longer cells are, and how often longer reading them may take: squared it would be 16 times.
TIMES, AT_MOST = 4, 9
SHORT = 2_500


def seconds(folder: Path, cell: str) -> float:
    """What an import takes of a sheet that has a cell below each heading in turn."""
    row = ("Sample deal", "Jiashan", "Haiyan", "Jiaxing", "Jiaxing", "Agreement", "education", "CNY 5m")
    row = (*row, "2017-07-28", "2017-07-28", "3 years", "signed", "Sample News", "CNY", "Sample note", "x")
    rows = [(*row[:at], cell, *row[at + 1 :]) for at in range(1, len(row))]
    sheet = write_csv(folder / "deals.csv", rows, HEADINGS)
    started = process_time()
    import_sheet(sheet, folder / "made")
    return process_time() - started


@pytest.mark.parametrize("kind", REPEATED)
def test_long_cells_cost_no_more_than_their_length(kind: str, tmp_path: Path) -> None:
    taken = []
    for name, length in (("warm", 1), ("short", SHORT), ("long", SHORT * TIMES)):
        folder = tmp_path / name
        folder.mkdir()
        taken.append(seconds(folder, f"a{REPEATED[kind] * length}b"))
    assert taken[2] < AT_MOST * max(taken[1], 0.5)
