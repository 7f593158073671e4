"""Rows whose texts lead to another row and say what comes of it are asked; what only resembles that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from tests.intake.sheets.written import by_name, table, write_csv

HEADINGS = ("编号", "项目名称", "甲方", "乙方", "类型", "领域", "合同金额", "签约日期", "备注")
#: The name of a row, its type, amount and note, and what is asked first of it (nothing: not asked). The row of which it
#: may speak is the one right before, whose number and id are filled in.
CASES = [
    ("上项追加：渔船检修", "", "＋50万元", "", "adds to"),
    ("对上一项目增加投资", "", "20万元", "", "adds to"),
    ("同{number}，追加：冷库", "", "+30万元", "", "adds to"),
    ("第{number}项扩容", "", "5万元", "", "adds to"),
    ("zu Nr. {number}: Reederei Nordkap ausgestiegen", "", "", "", "noted with"),
    ("zu Zeile {row}: Mittel aufgestockt", "", "2 Mio. EUR", "", "adds to"),
    ("re no. {number}: second lender joined", "", "", "", "adds to"),
    ("Row {row}: Tarnmoor Bank withdrew", "", "", "", "noted with"),
    ("au n° {number} : crédit supplémentaire", "", "3 MEUR", "", "adds to"),
    ("al n.º {number}: el socio se retira", "", "", "", "noted with"),
    ("Projekt davor: Erweiterung", "", "", "", "adds to"),
    ("The above project - extended", "", "", "", "adds to"),
    ("关于第{number}项：乙方退出", "", "", "", "noted with"),
    ("Quay lights", "Amendment", "", "", "replaces"),
    ("{id}a", "Nachtrag", "", "", "adds to"),
    ("Ferry – see {id}: crane added", "", "", "", "adds to"),
    # Without a word for what comes of it, and numbers that are those of something else.
    ("Like no. {number}", "", "", "", ""),
    ("同{number}", "", "", "", ""),
    ("No. {number} Middle School, extended day", "", "", "", ""),
    ("上海项目追加研究", "", "", "", ""),
    ("Left bank quay", "", "", "see {id} for the contact, left by hand", ""),
    ("4. Bauabschnitt, Erweiterung", "", "", "", ""),
    ("To 5 more schools: added desks", "", "", "", ""),
    ("上行列车增开", "", "", "", ""),
]


def sheet_rows() -> list[list[str]]:
    rows: list[list[str]] = []
    for at, (name, kind, amount, note, _) in enumerate(CASES):
        parties = ["平湖市", "金山区"] if kind and not name.startswith("{") else ["嘉善县", "闵行区"]
        first = f"V-{2 * at + 1}"
        told = {"number": 2 * at + 1, "row": 2 * at + 2, "id": first}
        own = "合作协议"
        rows.append([first, f"母项{chr(0x4E00 + 7 * at)}", *parties, own, "教育", "100万元", "2020-03-05", ""])
        later = f"{first}a" if name == "{id}a" else f"V-{2 * at + 2}"
        said = [text.format(**told) for text in (name, kind or own, amount, note)]
        rows.append([later, said[0], *parties, said[1], "教育", said[2], "2021-04-06", said[3]])
    return rows


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, Path]:
    sheet = write_csv(tmp_path_factory.mktemp("rows") / "deals.csv", sheet_rows(), HEADINGS)
    return import_sheet(sheet), sheet


def test_what_leads_to_a_row_and_says_what_comes_of_it_is_asked(first: tuple[Imported, Path]) -> None:
    done, _ = first
    asked = {
        row: one.options[0].answer for one in done.account.questions if one.path[1] == "revises" for _, row in one.rows
    }
    expected = {2 * at + 3: f"{does} V-{2 * at + 1}" for at, (*_, does) in enumerate(CASES) if does}
    assert asked == expected
    # A type that says no more than that is asked as a row, and not as a type too.
    assert not {one.path[-1] for one in done.account.questions if one.path[1] == "class"} & {"Amendment", "Nachtrag"}


def test_a_party_that_leaves_is_noted_and_ends_nothing(first: tuple[Imported, Path]) -> None:
    done, sheet = first
    settings = Settings.read(file_beside(sheet))
    for question in done.account.questions:
        if question.path[1] == "revises":
            settings.set(question.path, question.options[0].answer)
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    again = import_sheet(sheet)
    outcomes = {row.row: row.outcome for row in again.account.rows}
    at = next(at for at, case in enumerate(CASES) if "ausgestiegen" in case[0])
    assert outcomes[2 * at + 3] == "joined"
    kept = by_name(again.folder)[f"母项{chr(0x4E00 + 7 * at)}"]
    assert "Reederei Nordkap ausgestiegen" in kept["note_zh"]
    mine = [row for row in table(again.folder, "stages") if row["partnership"] == kept["id"]]
    assert {row["stage"] for row in mine} <= {"signed"}
    assert len([row for row in table(again.folder, "observations") if row["about"].endswith(kept["id"])]) == 1
