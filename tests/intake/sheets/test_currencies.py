"""The currency that a cell names goes before its heading's, and what several countries write is asked once."""

from __future__ import annotations

from pathlib import Path

from kg.intake.sheets.importing import import_sheet
from kg.intake.sheets.settings import Settings, file_beside
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
    assert [one.answer for one in rand.options] == ["ZAR", "BRL"]
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
