"""The currency that a cell names goes before its heading's, and what several countries write is asked once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from kg.intake.sheets.importing import import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from tests.grids.workbooks import ods, ods_text
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("Title", "Party A", "Party B", "Status", "Amount (EUR)", "Signed on")
CELLS = ("R 45 million", "R 12.5m", "N$ 3m", "KSh 20m", "ZAR 3m", "Bz 7 million", "1500")
ROWS = [
    (f"Deal {number}", "嘉善县", "上海市", "planned", cell, "2024-06-01") for number, cell in enumerate(CELLS, start=1)
]


def figures(folder: Path) -> list[tuple[str, str]]:
    return sorted((row["value"], row["unit"]) for row in table(folder, "observations"))


def test_no_answer_that_is_proposed_makes_it_the_headings(tmp_path: Path) -> None:
    sheet, folder = write_csv(tmp_path / "deals.csv", ROWS, HEADINGS), tmp_path / "made"
    asked = {one.path: one for one in import_sheet(sheet, folder, accept=True).account.questions}
    assert figures(folder) == [("1500", "EUR"), ("20000000", "KES"), ("3000000", "NAD"), ("3000000", "ZAR")]
    rand = asked["sheets", "deals", "units", "R"]
    assert [one.answer for one in rand.options] == ["ZAR", "BRL", "ignore"]
    assert not rand.is_safe
    assert "'R'" in rand.text.en
    assert "“R”" in rand.text.zh
    unknown = asked["answers", "amount", "Bz 7 million"]
    assert [one.answer for one in unknown.options] == ["ignore"]
    settings = Settings.read(file_beside(sheet))
    settings.set(("sheets", "deals", "units", "R"), "ZAR")
    settings.set(("answers", "amount", "Bz 7 million"), "BZD 7 million")
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    import_sheet(sheet, folder)
    assert figures(folder) == [
        *(("12500000", "ZAR"), ("1500", "EUR"), ("20000000", "KES"), ("3000000", "NAD")),
        *(("3000000", "ZAR"), ("45000000", "ZAR"), ("7000000", "BZD")),
    ]


def test_a_local_sign_in_a_heading_is_its_currency(tmp_path: Path) -> None:
    headings = tuple("Amount (KSh m)" if one == "Amount (EUR)" else one for one in HEADINGS)
    import_sheet(write_csv(tmp_path / "deals.csv", [(*ROWS[0][:4], "20", ROWS[0][5])], headings), tmp_path / "made")
    assert figures(tmp_path / "made") == [("20000000", "KES")]


#: Signs of several currencies, how Excel formats them, and which one is meant.
FORMATS = (("¥", "[$¥-411]#,##0", "JPY"), ("$", "[$$-1009]#,##0", "CAD"), ("kr", "#,##0\\ [$kr-414]", "NOK"))


def in_excel(path: Path, heading: str) -> Path:
    book = Workbook()
    assert book.active is not None
    book.active.append([*HEADINGS[:4], heading, HEADINGS[5]])
    for row, (_, code, _) in zip(ROWS, FORMATS, strict=False):
        book.active.append([*row[:4], 4_000_000, row[5]])
        book.active.cell(book.active.max_row, 5).number_format = code
    book.save(path)
    return path


def in_open_document(path: Path, heading: str) -> Path:
    rows = [tuple(map(ods_text, (*HEADINGS[:4], heading, HEADINGS[5])))]
    for row, (sign, _, meant) in zip(ROWS, FORMATS, strict=False):
        money = (
            f'<table:table-cell office:value-type="currency" office:currency="{meant}" office:value="4000000">'
            f"<text:p>{sign} 4,000,000</text:p></table:table-cell>"
        )
        rows.append((*map(ods_text, row[:4]), money, ods_text(row[5])))
    lines = "".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in rows)
    return ods(path, f'<table:table table:name="deals">{lines}</table:table>')


@pytest.mark.parametrize(("ending", "write"), [("xlsx", in_excel), ("ods", in_open_document)])
def test_a_workbook_says_whose_sign_it_is(ending: str, write: Callable[[Path, str], Path], tmp_path: Path) -> None:
    account = import_sheet(write(tmp_path / f"deals.{ending}", "Amount"), tmp_path / "made").account
    assert figures(tmp_path / "made") == [("4000000", meant) for meant in ("CAD", "JPY", "NOK")]
    assert all(one.optional for one in account.questions)
    told = next(one for one in account.notices if "JPY" in one.en)
    assert "Amount: ¥ is JPY; the format of 1 cell says so" in told.en
    assert "¥为JPY，依1个单元格的格式" in told.zh


def test_what_people_say_of_a_sign_goes_before_the_format(tmp_path: Path) -> None:
    # A spreadsheet in Chinese formats money with its own sign, whatever the heading is about.
    import_sheet(in_open_document(tmp_path / "deals.ods", "Amount (CNY)"), tmp_path / "made")
    assert figures(tmp_path / "made") == [("4000000", meant) for meant in ("CAD", "CNY", "NOK")]
    sheet = in_open_document(tmp_path / "others.ods", "Amount")
    settings = Settings.read(file_beside(sheet))
    settings.set(("sheets", "deals", "units", "$"), "USD")
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    import_sheet(sheet, tmp_path / "others")
    assert figures(tmp_path / "others") == [("4000000", meant) for meant in ("JPY", "NOK", "USD")]


def test_what_is_answered_of_amounts_without_a_currency_says_nothing_of_a_sign_of_several(tmp_path: Path) -> None:
    headings = tuple("Amount" if one == "Amount (EUR)" else one for one in HEADINGS)
    rows = [(*ROWS[0][:4], cell, ROWS[0][5]) for cell in ("1500万", "¥1,000万", "$ 1.2m")]
    rows = [(f"Deal {number}", *row[1:]) for number, row in enumerate(rows)]
    sheet, folder = write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made"
    settings = Settings.read(file_beside(sheet))
    settings.set(("sheets", "deals", "units", "Amount"), "CNY")
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    asked = {one.path for one in import_sheet(sheet, folder).account.questions}
    assert {("sheets", "deals", "units", "¥"), ("sheets", "deals", "units", "$")} <= asked
    settings = Settings.read(file_beside(sheet))
    settings.set(("sheets", "deals", "units", "¥"), "JPY")
    settings.set(("sheets", "deals", "units", "$"), "USD")
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    import_sheet(sheet, folder)
    assert figures(folder) == [("10000000", "JPY"), ("1200000", "USD"), ("15000000", "CNY")]


@pytest.mark.parametrize(
    ("line", "sign", "meant"),
    [
        ("All $ are Australian unless stated", "$", "AUD"),
        ("$ refers to New Zealand dollars throughout", "$", "NZD"),
        ("$ = CAD", "$", "CAD"),
        ("表中$均指新加坡元", "$", "SGD"),
        ("除另有说明外，$为加拿大元", "$", "CAD"),
        ("¥ denotes Japanese yen", "¥", "JPY"),
        ("kr are Norwegian kroner", "kr ", "NOK"),
        # Nobody says whose the sign is.
        ("Register of Australian partnerships", "$", ""),
        ("Costs in $ of Canadian partners", "$", ""),
        ("$ are Australian, $ are Canadian", "$", ""),
    ],
)
@pytest.mark.parametrize("is_above", [True, False])
def test_whose_a_sign_is_may_be_stated_around_the_table(
    line: str, sign: str, meant: str, is_above: bool, tmp_path: Path
) -> None:
    headings = ("Name", "Party A", "Party B", "Amount", "Signed")
    rows = [headings, ("Quay", "Hamburg", "Oslo", f"{sign}5m", "2020"), ("Lock", "Lyon", "Oslo", "US$ 2m", "2020")]
    rows = [(line, "", "", "", ""), *rows] if is_above else [*rows, (f"Note: {line}", "", "", "", "")]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows[1:], rows[0]), tmp_path / "made")
    found = {row["unit"]: row["value"] for row in table(tmp_path / "made", "observations")}
    assert found == ({meant: "5000000"} if meant else {}) | {"USD": "2000000"}
    is_asked = ("sheets", "deals", "units", sign.strip()) in [one.path for one in done.account.questions]
    assert is_asked is not bool(meant)
    if meant:
        assert f"{sign.strip()} is {meant}, as stated around the table" in " ".join(
            one.en for one in done.account.notices
        )
