"""A cell's own magnitude goes before its heading's, whose currency stays; what either may mean is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import table, write_csv

BN = 10**9
#: What each cell says: its number of units, or both ends of a range, and its own currency.
CELLS = {
    "10-12亿": (BN, 1.2 * BN, ""),
    "1.2万亿": (1200 * BN, None, ""),
    "约10亿": (BN, None, ""),
    "超过3亿": (0.3 * BN, None, ""),
    "8000万-1亿": (8 * 10**7, 10**8, ""),
    "1.5 bn": (1.5 * BN, None, ""),
    "10-12 million": (10**7, 1.2 * 10**7, ""),
    "10亿美元": (BN, None, "USD"),
    "3-5亿欧元": (0.3 * BN, 0.5 * BN, "EUR"),
    "HK$2亿": (0.2 * BN, None, "HKD"),
    "人民币4亿元": (0.4 * BN, None, "CNY"),
}
HEADED = {
    "投资额（万元）": ("CNY", 10**4),
    "投资额（万美元）": ("USD", 10**4),
    "Amount (USD m)": ("USD", 10**6),
    "Investment (k€)": ("EUR", 10**3),
    "投资额（亿欧元）": ("EUR", 10**8),
}


def imported(folder: Path, heading: str, *cells: str, said: str = "", accept: bool = False) -> Imported:
    rows = [(f"合作{cell}", "嘉善县", "青浦区", "2020-05-01", cell) for cell in cells]
    sheet = write_csv(folder / "deals.csv", rows, ("项目名称", "甲方", "乙方", "签约日期", heading))
    if said:
        (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    return import_sheet(sheet, folder / "made", accept=accept)


def amounts(folder: Path) -> dict[str, list[tuple[float, str]]]:
    names = {row["id"]: row["name_zh"].removeprefix("合作") for row in table(folder / "made", "partnerships")}
    found: dict[str, list[tuple[float, str]]] = {}
    for row in table(folder / "made", "observations"):
        found.setdefault(names[row["about"].partition("/")[2]], []).append((float(row["value"]), row["unit"]))
    return found


@pytest.mark.parametrize("heading", HEADED)
def test_the_magnitude_is_the_cells_and_the_currency_the_headings(heading: str, tmp_path: Path) -> None:
    unit, scale = HEADED[heading]
    imported(tmp_path, heading, *CELLS, "25", "3-5")
    expected = {
        cell: [(end, own or unit) for end in (first, last) if end is not None]
        for cell, (first, last, own) in CELLS.items()
    }
    assert amounts(tmp_path) == expected | {"25": [(25 * scale, unit)], "3-5": [(3 * scale, unit), (5 * scale, unit)]}


YUAN = ("3-5亿元", "不低于2亿元", "500元", "人民币4亿元", "6亿")


@pytest.mark.parametrize("said", ["", "CNY", "USD", "ignore"])
def test_yuan_below_a_heading_of_dollars_are_asked_once(said: str, tmp_path: Path) -> None:
    beside = f"sheets: {{deals: {{units: {{元: {said}}}}}}}\n" if said else ""
    done = imported(tmp_path, "投资额（万美元）", *YUAN, said=beside)
    asked = [one for one in done.account.questions if one.path[-1] == "元"]
    assert [[option.answer for option in one.options] for one in asked] == ([] if said else [["CNY", "USD", "ignore"]])
    found = amounts(tmp_path)
    assert (found.pop("人民币4亿元"), found.pop("6亿")) == ([(4e8, "CNY")], [(6e8, "USD")])
    read = {"3-5亿元": [(3e8, said), (5e8, said)], "不低于2亿元": [(2e8, said)]}
    assert found == (read if said in ("CNY", "USD") else {})


def test_yuan_are_not_accepted_and_not_asked_where_what_is_otherwise_is_noted(tmp_path: Path) -> None:
    imported(tmp_path, "投资额（万美元）", *YUAN, accept=True)
    assert amounts(tmp_path).keys() == {"人民币4亿元", "6亿"}
    (tmp_path / "other").mkdir()
    imported(tmp_path / "other", "投资额（万美元，另注明者除外）", "3-5亿元")
    assert amounts(tmp_path / "other") == {"3-5亿元": [(3e8, "CNY"), (5e8, "CNY")]}


def test_what_is_negative_in_accounts_is_asked_and_never_accepted_as_an_amount(tmp_path: Path) -> None:
    cells = ("(1,200)", "（500）", "(3.5亿)", "($5m)", "(-300)", "[1,200]", "1,200-", "-300")
    done = imported(tmp_path, "投资额（万元）", *cells, "800", accept=True)
    assert amounts(tmp_path) == {"800": [(8e6, "CNY")]}
    assert not done.taken
    asked = {one.path[-1]: one.text for one in done.account.questions if one.path[:2] == ("answers", "amount")}
    assert asked.keys() == set(cells)
    for cell in cells[:5]:
        assert "negative in accounts" in asked[cell].en
        assert "负数" in asked[cell].zh
