"""Files that are what they say: read back by the libraries that their readers use."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from kg.results.sheets import Sheet
from kg.text import Text
from tests.support import ROOT, Outcome, run_in_process

Run = Callable[..., Outcome]

SHEET = Sheet(
    ("name", "amount", "day", "yes", "long"),
    (("=1+1", Decimal("4500000000"), date(2017, 7, 28), True, 12345678901234567), ("@x", None, None, False, 1)),
    {"name": Text("Name", "名称")},
)


def test_a_workbook_has_typed_cells_and_no_formulas() -> None:
    page = openpyxl.load_workbook(io.BytesIO(SHEET.written("xlsx")))["data"]
    assert page.freeze_panes == "A2"
    first, second = page.iter_rows(min_row=2)
    assert [(cell.value, cell.data_type) for cell in first] == [
        ("=1+1", "s"),
        (4500000000, "n"),
        (datetime(2017, 7, 28), "d"),
        (True, "b"),
        # Excel keeps 15 digits; the number is whole only as a text.
        ("12345678901234567", "s"),
    ]
    assert [cell.value for cell in second] == ["@x", None, None, False, 1]


def test_csv_runs_no_formula_and_has_a_mark_on_request() -> None:
    plain = SHEET.written("csv").decode()
    assert list(csv.reader(io.StringIO(plain)))[1:] == [
        ["'=1+1", "4500000000", "2017-07-28", "true", "12345678901234567"],
        ["'@x", "", "", "false", "1"],
    ]
    assert SHEET.written("csv-bom") == b"\xef\xbb\xbf" + plain.encode()


def test_parquet_has_types() -> None:
    table = pq.read_table(io.BytesIO(SHEET.written("parquet")))
    assert table.column("day").to_pylist() == [date(2017, 7, 28), None]
    assert table.column("amount").to_pylist() == [Decimal("4500000000"), None]


def test_an_answer_as_a_workbook_explains_its_codes(built: Path, run: Run, tmp_path: Path) -> None:
    assert run("ask", "stages", "-g", built, "--out", "stages.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "stages.xlsx")
    assert book.sheetnames[:2] == ["data", "codes"]
    names = [cell.value for cell in book["data"][1]]
    assert all(name.isascii() for name in names)
    codes = {row[0]: row[1:] for row in book["codes"].iter_rows(min_row=2, values_only=True)}
    signed = codes["https://w3id.org/partnership-kg/code/stage/signed"]
    assert signed[:2] == ("signed", "已签约")
    assert all(signed[2:])


@pytest.mark.parametrize("ending", ["xlsx", "csv", "tsv", "json", "parquet", "md", "html"])
def test_files_have_the_same_bytes_in_every_locale(ending: str, built: Path, tmp_path: Path) -> None:
    written = []
    for name, locale in (("a", "zh_CN.UTF-8"), ("b", "en_GB.UTF-8")):
        file = f"{name}.{ending}"
        outcome = run_in_process("ask", "sectors", "-g", built, "--out", file, cwd=tmp_path, LC_ALL=locale)
        assert outcome.code == 0, outcome.err
        written.append((tmp_path / file).read_bytes())
    assert written[0] == written[1]


def test_another_ending_is_refused_with_the_list(built: Path, run: Run, tmp_path: Path) -> None:
    refused = run("ask", "sectors", "-g", built, "--out", "t.docx")
    assert refused.code == 2
    assert all(ending in refused.err for ending in (".xlsx", ".csv", ".parquet", ".json", ".md", ".html"))
    assert not (tmp_path / "t.docx").exists()
    lying = run("ask", "sectors", "-g", built, "-f", "csv", "--out", "t.xlsx")
    assert (lying.code, (tmp_path / "t.xlsx").exists()) == (2, False)


def test_a_workbook_has_no_clock_in_it() -> None:
    code = "from tests.results.test_sheets import SHEET; import sys; sys.stdout.buffer.write(SHEET.written('xlsx'))"
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True).stdout
    assert made == SHEET.written("xlsx")
    assert b"1980-01-01T00:00:00Z" in _core(made)


def _core(content: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return archive.read("docProps/core.xml")
