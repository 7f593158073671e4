"""Streets with their numbers where places stand: no amounts, never asked of which region they are, and never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import import_sheet
from kg.intake.sheets.quarters import before_street, says_street
from tests.intake.sheets.written import table, write_csv

#: Addresses, and what each is read as where places stand: nothing, where it names no place that is known.
ADDRESSES = {
    "10 Downing Street": "",
    "88 Century Avenue": "",
    "5号路": "",
    "世纪大道88号": "",
    "2号厂房": "",
    "长寿路5号": "",
    "10 Downing Street, London": "gn-2643743",
    "221B Baker Street, London": "gn-2643743",
    "Unit 4, 22 Sample Park Road, Leeds": "gn-2644688",
    "12 rue de Rivoli, Paris": "gn-2988507",
    "Musterstraße 12, 80331 München": "nuts-de212",
    "上海市世纪大道88号": "cn-shanghai",
    "浦东新区张杨路500号": "cn-shanghai-pudong",
}


def test_sites(tmp_path: Path) -> None:
    rows = [(f"Sample deal {at}", "Jiashan", "Haiyan", cell, "2017-07-28") for at, cell in enumerate(ADDRESSES)]
    headings = ("Project", "Party A", "Party B", "Project location", "Signed")
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    assert not done.account.questions
    made = table(tmp_path / "made", "partnerships")
    assert [row.get("carried_out_in", "") for row in made] == list(ADDRESSES.values())
    notes = [f"{row.get('note_en', '')}{row.get('note_zh', '')}" for row in made]
    assert all(cell in note for cell, note in zip(ADDRESSES, notes, strict=True))


def test_seats(tmp_path: Path) -> None:
    cells = {"5号路": "", "10 Downing Street, London": "gn-2643743", "上海市世纪大道88号": "cn-shanghai"}
    names = ("Sample Museum", "Muster Hospital", "样本医院")
    rows = [(f"Sample deal {at}", "Jiashan", name, cell, "2017-07-28")
            for at, (name, cell) in enumerate(zip(names, cells, strict=True))]  # fmt: skip
    headings = ("Project", "Party A", "Party B", "Party B location", "Signed")
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    assert not [one for one in done.account.questions if one.path[1] == "party"]
    made = {row.get("name_en") or row["name_zh"]: row for row in table(tmp_path / "made", "institutions")}
    assert [made[name].get("located_in", "") for name in names] == list(cells.values())


@pytest.mark.parametrize("heading", ["Address", "地址", "Mystery"])
def test_a_column_of_addresses_is_none_of_amounts(heading: str, tmp_path: Path) -> None:
    rows = [(f"Sample deal {at}", "Jiashan", "Haiyan", cell, "2017-07-28") for at, cell in enumerate(ADDRESSES)]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("Project", "Party A", "Party B", heading, "Signed"))
    done = import_sheet(sheet, tmp_path / "made")
    assert not done.account.questions
    assert table(tmp_path / "made", "observations") == []
    assert all(row.get("note_en") or row.get("note_zh") for row in table(tmp_path / "made", "partnerships"))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "5亿元",
            "EUR 5m",
            "3 sites in Leeds",
            "Downing Street",
            "第5中学",
            "5 million",
            "120 jobs",
            "2 universities",
        ),
        *("Route 66 Museum", "3号样本医院", "EUR 12,5 Mio", "12/05/2019", "2019–2021", "Belt and Road Forum", "5 km²"),
    ],
)
def test_what_is_no_street(text: str) -> None:
    assert not says_street(text)
    assert before_street(text) == ""
