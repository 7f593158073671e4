"""Answers for rows go with them when a later answer says that they are called otherwise."""

from __future__ import annotations

from pathlib import Path

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from tests.intake.sheets.written import how_far, table, write_csv

HEADINGS = ("Ref", "Partnership", "Party A", "Party B", "Signed", "End", "Status", "Budget", "Note")
#: Two that are planned and yet dated, one that goes on, one that is void, one that corrects, of two amounts one open.
ROWS = (
    ("K7", "Tram depot", "嘉善县", "青浦区", "2021-03-01", "", "planned", "3m EUR", ""),
    ("K8", "Seed bank", "平湖市", "闵行区", "2021-04-01", "", "planned", "4m EUR", ""),
    ("K9", "Kelp farm", "海盐县", "金山区", "2019-05-01", "2021", "operating", "500", ""),
    ("L1", "Peat survey", "桐乡市", "松江区", "2020-05-01", "", "signed", "7m EUR", "void"),
    ("L2", "Kelp dryer", "海盐县", "嘉定区", "2019-06-01", "", "signed", "8m EUR", "amends Kelp farm; replaces row 4"),
)


def answer(sheet: Path, **said: str) -> None:
    """Write answers at places, whose parts stand between bars."""
    settings = Settings.read(file_beside(sheet))
    for place, text in said.items():
        settings.set(tuple(place.split("|")), text)
    file_beside(sheet).write_bytes(settings.written(sheet.name))


def asked(done: Imported) -> set[str]:
    return {"|".join(one.path) for one in done.account.questions}


def test_answers_go_with_rows_that_are_called_otherwise_later(tmp_path: Path) -> None:
    sheet, into = write_csv(tmp_path / "deals.csv", ROWS, HEADINGS), tmp_path / "made"
    answer(sheet, **{"as_of": "2023-06-30", "sheets|deals|columns|Ref": "note"})
    open_ones = asked(import_sheet(sheet, into))
    unsigned, ended = "sheets|deals|unsigned|Signed", "sheets|deals|ended|End"
    void, revises = "answers|void|Peat survey", "answers|revises|Kelp dryer"
    assert {unsigned, ended, void, revises} <= open_ones
    answer(sheet, **{unsigned: "stage", ended: "completed", void: "keep", revises: "noted with Kelp farm"})
    answer(sheet, **{"sheets|deals|units|Budget, Kelp farm (500)": "CNY"})
    before = import_sheet(sheet, into)
    assert not {unsigned, ended, void, revises} & asked(before)
    stages = {name: how_far(into, name) for name in ("Tram depot", "Seed bank", "Kelp farm", "Peat survey")}
    assert stages["Tram depot"] == [("planned", "2021-03-01", "day", "stated")]
    assert [code for code, *_ in stages["Kelp farm"]][-1] == "completed"
    money = sorted((row["value"], row["unit"]) for row in table(into, "observations"))
    # The rows are called by what was a note, then by their parties, then again by their names.
    for columns in (
        {"Ref": "id"},
        {"Ref": "note", "Partnership": "note"},
        {"Ref": "note", "Partnership": "name"},
        {"Ref": "name", "Partnership": "note"},
    ):
        answer(sheet, **{f"sheets|deals|columns|{name}": role for name, role in columns.items()})
        done = import_sheet(sheet, into)
        assert asked(done) == asked(before), columns
        rows = table(into, "stages")
        assert {(row["stage"], row["as_of"]) for row in rows} == {
            (code, day) for one in stages.values() for code, day, *_ in one
        }, columns
        assert sorted((row["value"], row["unit"]) for row in table(into, "observations")) == money, columns


def test_a_row_that_comes_later_is_taken_as_the_others_of_its_column_until_it_is_answered(tmp_path: Path) -> None:
    sheet, into = write_csv(tmp_path / "deals.csv", ROWS[:1], HEADINGS), tmp_path / "made"
    answer(sheet, as_of="2023-06-30")
    import_sheet(sheet, into)
    answer(sheet, **{"sheets|deals|unsigned|Signed": "stage"})
    write_csv(sheet, ROWS[:2], HEADINGS)
    done = import_sheet(sheet, into)
    question = next(one for one in done.account.questions if one.path[-1] == "Signed (2)")
    assert question.likeliest == "stage"
    assert [code for code, *_ in how_far(into, "Seed bank")] == ["planned"]
    told = next(one for one in done.account.rows if one.row == 3)
    assert any(heading == "Signed" and "other rows of the column" in said.en for heading, said in told.remarks)
