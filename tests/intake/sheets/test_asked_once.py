"""What rows say of a stage or a type is asked once for all that say so, or told by the row; what follows, at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from tests.intake.sheets.written import by_name, how_far, options, remarks, table, write_csv

HEADINGS = ("Partnership", "Party A", "Party B", "Type", "Sector", "Start", "End", "Status")
#: Name, type, sector and stage of each row; what it is in the end, and its class with its kind.
ROWS = [
    # What goes on and builds nothing is in force, in any language.
    ("Teacher exchange", "Kooperationsvertrag", "Tech", "läuft", "operating", "Agreement/cooperation"),
    ("Joint syllabus", "research agreement", "education", "ongoing", "operating", "Agreement/technologyCooperation"),
    ("Tiroler Chorreise", "accord de partenariat", "culture", "en cours", "operating", "Agreement/cooperation"),
    ("师资轮训", "闽宁协作", "教育", "持续推进", "operating", "Agreement/pairing"),
    ("Power for Lomond", "PPA", "新能源", "in force", "operating", "Agreement/supply"),
    # What builds, or may, is asked once for all words that say so.
    ("Hafenbrücke", "Investitionsvereinbarung", "Werkstoffe", "läuft", "underConstruction", "Agreement/investment"),
    ("Steel plant", "project", "materials", "In progress", "underConstruction", "Project"),
    ("产业园标准厂房", "援疆", "工业", "实施中", "underConstruction", "Agreement/pairing"),
    ("Ice hall", "", "sport", "im Zeitplan", "underConstruction", "Partnership"),
    # That a term is over says neither how; with more it does.
    ("Choir visits", "cooperation", "culture", "lapsed", "terminated", "Partnership"),
    ("Sprachkurse", "Kooperation", "Bildung", "ausgelaufen", "terminated", "Partnership"),
    ("Block 7", "PSC", "oil and gas", "ended (relinquished)", "terminated", "Agreement/concession"),
    ("Harbour bus", "Staatsvertrag", "Raumordnung", "拟开展", "planned", "Agreement/cooperation"),
    ("Sister parks", "部省合建", "services", "框架协议", "signed", "Agreement/jointConstruction"),
]
ANSWERS = {"goes on": "underConstruction", "is over": "terminated"}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, Imported, Path]:
    """A sheet of all rows before and after its questions are answered."""
    rows = [
        (name, "嘉善县", "闵行区", kind, sector, f"201{at % 9}", "", stage)
        for at, (name, kind, sector, stage, *_) in enumerate(ROWS)
    ]
    rows.append(("Night market", "嘉善县", "闵行区", "cooperation", "culture", "2016", "2019", "operating"))
    sheet = write_csv(tmp_path_factory.mktemp("once") / "deals.csv", rows, HEADINGS)
    file_beside(sheet).write_text("as_of: 2023-06-30\n", encoding="utf-8")
    first = import_sheet(sheet)
    settings = Settings.read(file_beside(sheet))
    for question in first.account.questions:
        settings.name_rows(question)
        settings.set(question.path, ANSWERS.get(question.path[-1], question.options[0].answer))
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    return first, import_sheet(sheet), first.folder


def test_words_of_stages_that_say_the_same_are_one_line(runs: tuple[Imported, Imported, Path]) -> None:
    first, *_ = runs
    asked = [one.path[-1] for one in first.account.questions if one.path[:2] == ("answers", "stage")]
    assert sorted(asked) == ["goes on", "is over"]
    (goes_on,) = (one for one in first.account.questions if one.path[-1] == "goes on")
    assert [row for _, row in goes_on.rows] == [7, 8, 9, 10]
    assert all(word in goes_on.text.en for word in ("läuft", "In progress", "实施中", "im Zeitplan"))


def test_each_row_is_at_its_stage_and_of_its_type(runs: tuple[Imported, Imported, Path]) -> None:
    *_, folder = runs
    found = {}
    for name, row in by_name(folder).items():
        kind = f"{row['class']}/{row['agreement_kind']}" if row.get("agreement_kind") else row["class"]
        found[name] = (kind, {stage for stage, *_ in how_far(folder, name)})
    for name, _, _, _, stage, kind in ROWS:
        assert found[name][0] == kind, name
        assert stage in found[name][1], name


def test_a_wider_word_is_of_the_wider_sector_and_told(runs: tuple[Imported, Imported, Path]) -> None:
    first, _, folder = runs
    sectors = {name: row["sectors"] for name, row in by_name(folder).items()}
    assert sectors["Power for Lomond"] == "energy"
    assert sectors["Steel plant"] == sectors["Hafenbrücke"] == "manufacturing"
    assert sectors["Harbour bus"] == "regionalIntegration"
    assert options(first, "answers", "sector", "Tech") == ["ict", "research", "highEndManufacturing", "ignore"]
    assert options(first, "answers", "sector", "services")[0] == "professionalServices"
    told = remarks(first).en
    assert "'新能源' is taken as energy" in told
    assert "'läuft' of agreements and cooperations that build nothing is taken as in force" in told


def test_what_follows_is_asked_at_once_and_one_round_of_answers_is_enough(
    runs: tuple[Imported, Imported, Path],
) -> None:
    first, second, folder = runs
    # What ended in 2019, by the first proposal, was something from 2016 on: that is asked with it.
    asked = {one.path[2] for one in first.account.questions if one.path[0] == "sheets"}
    assert {"ended", "begun"} <= asked
    assert [one.path for one in second.account.questions if not one.optional] == []
    assert {stage for stage, *_ in how_far(folder, "Night market")} == {"operating", "completed"}
    assert len(table(folder, "partnerships")) == len(ROWS) + 1
