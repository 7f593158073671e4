"""The sheet that ``kg new --sheet`` writes is one that ``kg import`` reads without a question."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import Outcome

Run = Callable[..., Outcome]

#: A row as somebody fills it in, with the choices of the drop-downs.
ROW = (
    "Green hydrogen laboratory",
    "海盐县",
    "University of Sampleford",
    "",
    "科技合作协议 / technology cooperation agreement",
    "科技研发 / science and technology",
    "RMB 12 million",
    "2024-05-06",
    "已签约 / signed",
    "https://example.org/n/2",
    "",
)


@pytest.mark.parametrize("name", ["deals.xlsx", "deals.csv"])
def test_a_filled_template_needs_no_answer(name: str, run: Run, tmp_path: Path) -> None:
    assert run("new", "--sheet", name).code == 0
    sheet = tmp_path / name
    if name.endswith(".csv"):
        with sheet.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(ROW)
    else:
        import openpyxl

        book = openpyxl.load_workbook(sheet)
        book.worksheets[0].append(ROW)
        book.save(sheet)
    made = run("import", name, "--lang", "en")
    assert made.code == 0, made.err
    assert "1 partnership" in made.out
    assert "2 left out" in " ".join(made.out.split())
    assert run("check", "deals").code == 0
    (row,) = run("ask", "agreements", "-g", "deals", "--lang", "en", "-f", "json").json()
    told = str(row)
    for cell in ("Green hydrogen laboratory", "Haiyan", "University of Sampleford", "2024-05-06", "signed", "12000000"):
        assert cell in told, cell


def test_a_template_that_nobody_filled_in_is_told_so_and_asks_nothing(run: Run, tmp_path: Path) -> None:
    run("new", "--sheet", "mine.xlsx")
    answer = run("import", "mine.xlsx")
    said = answer.out + answer.err
    assert "examples and notes alone; fill in rows of your own" in said
    assert "By which day" not in said
    assert not (tmp_path / "mine").exists()
