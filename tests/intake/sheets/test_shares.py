"""Shares beside names of parties: they part the names, are no part of them, and are kept at the participations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import remarks, table, write_csv
from tests.support import Outcome

HEADINGS = ("Name", "Party A", "Party B", "Paid by", "Signed")


def imported(folder: Path, cell: str, other: str = "Beta Maschinen AG", said: str = "") -> Imported:
    row = ("Deal 1", "Zarnova Holding AG", other, cell, "2021-03-04")
    (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    return import_sheet(write_csv(folder / "deals.csv", [row], HEADINGS), folder / "deals")


def shares(folder: Path) -> dict[str, tuple[str, str]]:
    """The names of the parties, as they are called, with their roles and what is noted of their shares."""
    names = {f"institution/{row['id']}": row for row in table(folder / "deals", "institutions")}
    names |= {f"region/{row['id']}": row for row in table(folder / "deals", "regions")}
    parties = [(names[row["party"]], row) for row in table(folder / "deals", "participations")]
    return {one.get("name_en") or one["name_zh"]: (row["role"], row.get("note_en", "")) for one, row in parties}


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Lumen Foundation (60 %), Bretagne (40 %)", {"Lumen Foundation": "60 %", "Bretagne": "40 %"}),
        ("Lumen Foundation 60 %; Alba Holding AG 40 %", {"Lumen Foundation": "60 %", "Alba Holding AG": "40 %"}),
        ("60 % Lumen Foundation, 40 % Alba Holding AG", {"Lumen Foundation": "60 %", "Alba Holding AG": "40 %"}),
        ("样本投资公司（持股51%）、海晟物流公司（49%）", {"样本投资公司": "持股51%", "海晟物流公司": "49%"}),
        ("样本投资公司（51%）", {"样本投资公司": "51%"}),
        ("Lumen Ltd (60%) Alba Holding AG (40%)", {"Lumen Ltd": "60%", "Alba Holding AG": "40%"}),
        ("Lumen Ltd (60%) Alba Holding AG", {"Lumen Ltd": "60%", "Alba Holding AG": ""}),
        ("样本投资公司（持股51%）海晟物流公司（49%）", {"样本投资公司": "持股51%", "海晟物流公司": "49%"}),
        ("样本投资公司占股51%，海晟物流公司", {"样本投资公司": "占股51%", "海晟物流公司": ""}),
    ],
)
def test_names_are_parted_and_shares_are_noted(cell: str, found: dict[str, str], tmp_path: Path) -> None:
    done = imported(tmp_path, cell)
    assert not [one for one in done.account.questions if one.path[:2] == ("answers", "party")]
    made = shares(tmp_path)
    assert {name: made[name][1] for name in found} == {
        name: f"Share: {share}" if share else "" for name, share in found.items()
    }
    assert {made[name][0] for name in found} == {"investor"}
    assert all(share in remarks(done).en for share in found.values())


def test_the_share_is_in_the_graph_and_passes_the_checks(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    imported(tmp_path, "样本投资公司（51%）")
    assert run("build", tmp_path / "deals", "--out", tmp_path / "built").code == 0
    told = run("explain", "partnership/deal-1", "--graph", tmp_path / "built").out
    assert "Share: 51%" in told
    assert "份额：51%" in told


@pytest.mark.parametrize("name", ["100% Renewables GmbH", "Acme 50% Holding AG"])
def test_a_name_that_has_a_share_in_it_stays_whole(name: str, tmp_path: Path) -> None:
    imported(tmp_path, "Lumen Foundation", name)
    assert name in {row.get("name_en") for row in table(tmp_path / "deals", "institutions")}


def test_what_was_answered_of_a_name_with_its_share_still_counts(tmp_path: Path) -> None:
    said = 'answers: {party: {"Xunder Pool（51%）": institution company nl}}\n'
    imported(tmp_path, "Xunder Pool（51%）", said=said)
    assert "Xunder Pool（51%）" in {row.get("name_en") for row in table(tmp_path / "deals", "institutions")}


def test_a_row_with_shares_is_known_again(tmp_path: Path) -> None:
    imported(tmp_path, "样本投资公司（51%）")
    before = [row["party"] for row in table(tmp_path / "deals", "participations")]
    imported(tmp_path, "样本投资公司（52%）")
    assert [row["party"] for row in table(tmp_path / "deals", "participations")] == before
    assert shares(tmp_path)["样本投资公司"] == ("investor", "Share: 52%")


def test_a_cell_of_shares_and_names_that_nothing_parts_is_asked(tmp_path: Path) -> None:
    cell = "样本投资公司51%海晟物流公司49%"
    done = imported(tmp_path, cell)
    assert cell in [one.path[-1] for one in done.account.questions]
    assert not [name for name in shares(tmp_path) if "%" in name]
