"""What is answered of ends and of beginnings holds for the rows that its question named, and for no other."""

from __future__ import annotations

import re
from pathlib import Path

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import how_far, remarks, write_csv

HEADINGS = ("Partnership", "Party A", "Party B", "Start", "End", "Status")


def first_import(folder: Path, *rows: tuple[str, ...]) -> Imported:
    written = [(f"Deal {at}", "嘉善县", "青浦区", *row) for at, row in enumerate(rows, 1)]
    write_csv(folder / "deals.csv", written, HEADINGS)
    (folder / "deals.csv.kg.yaml").write_text("as_of: 2023-06-30\n", encoding="utf-8")
    return import_sheet(folder / "deals.csv", folder / "made")


def answered(folder: Path, **answers: str) -> Imported:
    """What an import says once answers stand at the open places of such names."""
    beside = folder / "deals.csv.kg.yaml"
    text = beside.read_text(encoding="utf-8")
    for name, answer in answers.items():
        text, found = re.subn(rf"(?m)^( +'?{re.escape(name)}'?:)$", rf"\1 {answer}", text)
        assert found == 1, (name, text)
    beside.write_text(text, encoding="utf-8")
    return import_sheet(folder / "deals.csv", folder / "made")


def asked(done: Imported, name: str) -> list[tuple[str, list[int]]]:
    """The questions of one sort, each by the last part of its place, with the numbers of its rows."""
    return [(one.path[-1], [row for _, row in one.rows]) for one in done.account.questions if one.path[2:3] == (name,)]


def test_a_row_whose_stage_is_asked_itself_is_not_asked_whether_it_has_ended(tmp_path: Path) -> None:
    done = first_import(tmp_path, ("2019", "2021", "operating"), ("2018", "2022", "all well"))
    assert asked(done, "ended") == [("End", [2])]


def test_rows_that_come_to_go_on_by_later_answers_are_asked_by_themselves(tmp_path: Path) -> None:
    first_import(tmp_path, ("2019", "2021", "operating"), ("2018", "2022", "all well"))
    done = answered(tmp_path, **{"End": "completed", "all well": "operating"})
    assert asked(done, "ended") == [("End (2)", [3])]
    assert ("completed", "2021-12-31", "year", "stated") in how_far(tmp_path / "made", "Deal 1")
    assert [row[0] for row in how_far(tmp_path / "made", "Deal 2")] == ["operating"]
    done = answered(tmp_path, **{"End (2)": "terminated"})
    assert asked(done, "ended") == []
    assert ("completed", "2021-12-31", "year", "stated") in how_far(tmp_path / "made", "Deal 1")
    assert ("terminated", "2022-12-31", "year", "stated") in how_far(tmp_path / "made", "Deal 2")


def test_which_rows_an_open_question_names_follows_the_sheet(tmp_path: Path) -> None:
    first_import(tmp_path, ("2019", "2021", "operating"))
    rows = [("Deal 1", "嘉善县", "青浦区", "2019", "2021", "operating")]
    rows += [("Deal 9", "嘉善县", "青浦区", "2018", "2022", "operating")]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    assert "ended_rows:\n      End: Deal 1 | Deal 9" in (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8")
    assert asked(answered(tmp_path, End="completed"), "ended") == []
    assert ("completed", "2022-12-31", "year", "stated") in how_far(tmp_path / "made", "Deal 9")


#: Partnerships by one column of their span, whose second row says how far it has come in a word that is asked.
SPANS = ("Partnership", "Party A", "Party B", "Term", "Status")


def spans_answered(folder: Path, stage: str, **answers: str) -> Imported:
    """What an import says of two spans, once the open questions of the first and the stage of the second are answered.

    Args:
        folder: where the sheet is.
        stage: of the first from the start, of the second by the answer.
        **answers: what is answered of ``Term``, by the name of the question.
    """
    rows = [("Deal 1", "嘉善县", "青浦区", "2015-2020", stage), ("Deal 2", "嘉善县", "青浦区", "2012-2022", "shut")]
    write_csv(folder / "deals.csv", rows, SPANS)
    beside = folder / "deals.csv.kg.yaml"
    beside.write_text("as_of: 2023-06-30\n", encoding="utf-8")
    first = import_sheet(folder / "deals.csv", folder / "made")
    text = beside.read_text(encoding="utf-8")
    for name, answer in answers.items():
        assert asked(first, name) == [("Term", [2])]
        assert f"    {name}_rows:\n      Term: Deal 1 " in text
        text, found = re.subn(rf"(?m)^(    {name}:\n(?:      #.*\n)+      Term:)$", rf"\1 {answer}", text)
        assert found == 1, (name, text)
    text, found = re.subn(r"(?m)^    shut:$", f"    shut: {stage}", text)
    assert found == 1
    beside.write_text(text, encoding="utf-8")
    return import_sheet(folder / "deals.csv", folder / "made")


def test_what_was_said_of_broken_off_rows_holds_for_those_that_were_asked_alone(tmp_path: Path) -> None:
    done = spans_answered(tmp_path, "terminated", broken_off="then", begun_broken_off="operating")
    assert asked(done, "broken_off") == [("Term (2)", [3])]
    assert asked(done, "begun_broken_off") == [("Term (2)", [3])]
    first = how_far(tmp_path / "made", "Deal 1")
    assert ("operating", "2015-12-31", "year", "stated") in first
    assert ("terminated", "2020-12-31", "year", "stated") in first
    assert how_far(tmp_path / "made", "Deal 2") == [("terminated", "2023-06-30", "day", "assumed")]


def test_an_end_that_was_planned_for_one_row_is_not_told_of_another(tmp_path: Path) -> None:
    done = spans_answered(tmp_path, "terminated", broken_off="planned")
    assert asked(done, "broken_off") == [("Term (2)", [3])]
    assert ["broken off before its end" in remarks(done, row).en for row in (2, 3)] == [True, False]


def test_what_rows_that_are_over_were_from_their_start_holds_for_those_that_were_asked_alone(tmp_path: Path) -> None:
    done = spans_answered(tmp_path, "completed", begun="underConstruction")
    assert asked(done, "begun") == [("Term (2)", [3])]
    assert ("underConstruction", "2015-12-31", "year", "stated") in how_far(tmp_path / "made", "Deal 1")
    assert [row[0] for row in how_far(tmp_path / "made", "Deal 2")] == ["completed"]


def test_an_answer_typed_by_hand_beside_which_no_rows_are_named_holds_for_all(tmp_path: Path) -> None:
    rows = [("Deal 1", "嘉善县", "青浦区", "2015-2020", "terminated")]
    rows += [("Deal 2", "嘉善县", "青浦区", "2012-2022", "terminated")]
    write_csv(tmp_path / "deals.csv", rows, SPANS)
    typed = "as_of: 2023-06-30\nsheets: {deals: {broken_off: {Term: then}, begun_broken_off: {Term: operating}}}\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(typed, encoding="utf-8")
    done = import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    assert asked(done, "broken_off") == asked(done, "begun_broken_off") == []
    assert ("operating", "2012-12-31", "year", "stated") in how_far(tmp_path / "made", "Deal 2")
    assert ("terminated", "2022-12-31", "year", "stated") in how_far(tmp_path / "made", "Deal 2")
