"""``kg evidence --values`` and ``--moved`` as a person runs them, on the worked example and on own passages."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.intake.worked_example import EXAMPLE_TEXT
from kg.source_text import sha256
from tests.support import EditablePackage, Outcome, tree

Run = Callable[..., Outcome]
TEXT = "mine/example-source.txt"


@pytest.fixture
def text(package: EditablePackage) -> Path:
    return package.folder / "example-source.txt"


def values(run: Run, *more: str) -> Outcome:
    return run("evidence", "mine", "--text", TEXT, "--values", *more)


def doubts(run: Run) -> list[tuple[str, str, int, str]]:
    found = values(run, "--format", "json").json()["findings"]
    return [(one["severity"], one["file"].removeprefix("mine/"), one["row"], one["field"]) for one in found]


def test_the_worked_example_is_stated_throughout(package: EditablePackage, run: Run) -> None:
    outcome = values(run, "--lang", "en")
    assert outcome.code == 0
    assert "0 are stated otherwise, 0 are not stated" in outcome.out
    assert "0个与引文不符" in values(run, "--lang", "zh").out


@pytest.mark.parametrize(
    ("table", "column", "value", "field"),
    [
        ("observations", "value", "30000", "value"),
        ("observations", "value", "200000000", "value"),
        ("observations", "bound", "moreThan", "bound"),
        ("stages", "as_of", "2023-03-12", "as_of"),
        ("stages", "stage", "underConstruction", "stage"),
    ],
)
def test_what_the_passage_states_otherwise_is_a_violation(
    table: str, column: str, value: str, field: str, package: EditablePackage, run: Run
) -> None:
    package.set(table, 2, column, value)
    assert ("violation", f"{table}.csv", 2, field) in doubts(run)
    assert values(run).code == 1
    assert run("evidence", "mine", "--text", TEXT).code == 0


@pytest.mark.parametrize(
    ("table", "column", "value", "doubt"),
    [
        # “a framework agreement on logistics”: another paper, and another sector.
        ("partnerships", "agreement_kind", "memorandum", "violation"),
        ("partnerships", "agreement_kind", "cooperation", "violation"),
        ("partnerships", "agreement_kind", "investment", ""),
        ("partnerships", "sectors", "health", "warning"),
        ("partnerships", "sectors", "crossSector", ""),
        # “They plan to move”: nothing that was reached.
        ("observations", "class", "Achievement", "violation"),
    ],
)
def test_another_paper_sector_or_aim_is_doubted_by_what_the_words_say(
    table: str, column: str, value: str, doubt: str, package: EditablePackage, run: Run
) -> None:
    package.set(table, 2, column, value)
    found = [severity for severity, file, _, field in doubts(run) if (file, field) == (f"{table}.csv", column)]
    assert found == ([doubt] if doubt else [])


def test_a_target_without_a_word_of_aim_is_a_warning_and_one_that_was_reached_a_violation(
    package: EditablePackage, text: Path, run: Run
) -> None:
    for said, doubt in (("They can carry 20,000", "warning"), ("They had moved 20,000", "violation")):
        changed = EXAMPLE_TEXT.replace("They plan to move 20,000", said)
        text.write_text(changed, encoding="utf-8")
        package.set("sources", 2, "sha256", sha256(changed))
        package.set("sources", 2, "characters", str(len(changed)))
        end = 98 + len(said) + len(" containers in 2025.")
        package.set("observations", 2, "end", str(end))
        run("evidence", "mine", "--text", TEXT, "--write")
        assert (doubt, "observations.csv", 2, "class") in doubts(run)


def test_a_finding_tells_both_values_and_the_place_in_both_languages(package: EditablePackage, run: Run) -> None:
    package.set("observations", 2, "value", "30000")
    en, zh = values(run, "--lang", "en").out, values(run, "--lang", "zh").out
    # "20,000" stands behind the 18 characters of "They plan to move ", which begins at 98.
    assert EXAMPLE_TEXT[116:122] == "20,000"
    for told in (en, zh):
        assert "30000 TEU" in told
        assert "20,000" in told
        assert "116-122" in told
        assert "98-142" in told
    assert "says otherwise" in en
    assert "所述不同" in zh
    row = values(run, "--format", "json").json()["values"]
    assert row["stated_otherwise"] == 1
    assert row["readings"][0]["found"] == [{"words": "20,000", "meaning": "20000", "start": 116, "end": 122}]


def test_what_the_passage_does_not_state_is_a_warning_and_fails_nothing(package: EditablePackage, run: Run) -> None:
    # “20,000 containers” is no length; and no words say from where they come.
    package.set("observations", 2, "unit", "km")
    package.append("institutions", 2, id="port-of-elsewhere", name_en="Port of Elsewhere", name_zh="他处港")
    package.set("observations", 2, "origin", "institution/port-of-elsewhere")
    assert ("warning", "observations.csv", 2, "unit") in doubts(run)
    assert ("warning", "observations.csv", 2, "origin") in doubts(run)
    found = values(run, "--lang", "en").out
    assert "does not state it" in found
    # The new institution's own row cites a passage that names another port, which is no contradiction either.
    assert "violation" not in found
    assert values(run).code == 0


def test_a_party_in_the_place_of_another_is_a_violation(package: EditablePackage, run: Run) -> None:
    package.append("institutions", 2, id="port-of-elsewhere", name_en="Port of Elsewhere", name_zh="他处港")
    package.set("participations", 3, "party", "institution/port-of-elsewhere")
    assert ("violation", "participations.csv", 3, "party") in doubts(run)
    told = values(run, "--lang", "en").out
    assert "“Exampleton”" in told
    assert "“Port of Sampleford”" in told


def test_an_editors_note_makes_a_contradiction_a_warning(package: EditablePackage, run: Run) -> None:
    package.set("stages", 2, "stage", "operating")
    package.set("stages", 2, "note_en", "Seen at work.")
    assert ("warning", "stages.csv", 2, "stage") in doubts(run)
    assert values(run).code == 0
    assert "note may give the reason" in values(run, "--lang", "en").out


def test_a_passage_that_is_not_the_encoded_one_is_not_read(package: EditablePackage, text: Path, run: Run) -> None:
    text.write_text(EXAMPLE_TEXT.replace("20,000", "30,000"), encoding="utf-8")
    report = run("evidence", "mine", "--text", TEXT, "--source", "example", "--values", "--format", "json").json()
    assert {one["code"] for one in report["findings"]} == {"hash-differs"}


def test_everything_read_is_shown(package: EditablePackage, run: Run) -> None:
    report = values(run, "--show", "--format", "json").json()
    read = {(one["file"], one["field"]): one["verdict"] for one in report["values"]["readings"]}
    assert read["mine/observations.csv", "value"] == "stated"
    assert len(report["values"]["readings"]) == report["values"]["read"]
    assert "carried over" in values(run, "--show", "--lang", "en").out


def test_rows_of_a_sheet_are_read_too(package: EditablePackage, run: Run) -> None:
    sheet = package.folder / "sheet.csv"
    sheet.write_text("Partner,Amount (EUR million),Since\nExampleton,3.5,2023\n", encoding="utf-8")
    package.append("sources", 2, id="sheet", sha256=_sha256(sheet), characters="")
    package.append(
        "observations", 2, id="sheet-amount", about="region/xx-exampleton", measure="totalInvestment", value="3500000",
        unit="EUR", period_start="2023-01-01", period_end="2023-12-31", original_text="", source="sheet", start="",
        end="", place="row=2", **{"class": "Achievement"},
    )  # fmt: skip
    report = run("evidence", "mine", "--text", "mine/sheet.csv", "--values", "--format", "json").json()
    assert report["findings"] == []
    assert report["values"]["stated"] >= 4
    package.set("observations", 3, "value", "350000000")
    found = run("evidence", "mine", "--text", "mine/sheet.csv", "--values", "--lang", "en")
    assert found.code == 1
    assert "The passage row 2 says otherwise" in found.out


def _sha256(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_source_without_a_day_is_told(package: EditablePackage, run: Run) -> None:
    package.set("sources", 2, "issued", "")
    outcome = values(run)
    assert outcome.code == 1
    assert "issued" in outcome.err + outcome.out


# -- a corrected edition ---------------------------------------------------------------------------


@pytest.fixture
def edition(package: EditablePackage) -> Path:
    return package.folder / "edition.txt"


def moved(run: Run, *more: str) -> Outcome:
    return run("evidence", "mine", "--text", "mine/edition.txt", "--moved", *more)


def test_passages_that_moved_are_found_and_written(package: EditablePackage, edition: Path, run: Run) -> None:
    edition.write_text("Corrected. " + EXAMPLE_TEXT, encoding="utf-8")
    before = tree(package.folder)
    outcome = moved(run, "--lang", "en")
    assert outcome.code == 0
    assert "0 stand where they were" in outcome.out
    assert "0 are not in the text" in outcome.out
    assert tree(package.folder) == before
    assert moved(run, "--write").code == 0
    assert run("evidence", "mine", "--text", "mine/edition.txt").code == 0
    # "Corrected. " has 11 characters: 98-142 is 109-153 now.
    row = dict(zip(*package.rows("observations")[:2], strict=True))
    assert (row["start"], row["end"]) == ("109", "153")
    source = dict(zip(*package.rows("sources")[:2], strict=True))
    assert source["sha256"] == sha256("Corrected. " + EXAMPLE_TEXT)
    assert source["characters"] == str(len(EXAMPLE_TEXT) + 11)
    # And back, byte for byte.
    edition.write_text(EXAMPLE_TEXT, encoding="utf-8")
    assert moved(run, "--write").code == 0
    now = tree(package.folder)
    assert {name for name in before if name != "edition.txt" and now[name] != before[name]} == set()


def test_what_is_no_longer_there_is_listed_with_what_rests_on_it(
    package: EditablePackage, edition: Path, run: Run
) -> None:
    edition.write_text(EXAMPLE_TEXT.replace("20,000", "30,000"), encoding="utf-8")
    outcome = moved(run, "--lang", "en")
    assert outcome.code == 1
    assert "The passage 98-142 is not in the text any more" in outcome.out
    assert "mine/observations.csv, row 2" in outcome.out
    assert "引文 98-142 已不在文中" in moved(run, "--lang", "zh").out
    report = moved(run, "--format", "json").json()
    assert [(one["start"], one["end"]) for one in report["not_found"]] == [(98, 142)]
    assert {"file": "mine/observations.csv", "row": 2} in report["not_found"][0]["claims"]
    before = tree(package.folder)
    refused = moved(run, "--write", "--lang", "en")
    assert refused.code == 1
    assert "nothing was written" in refused.err
    assert tree(package.folder) == before


def test_an_edition_beside_the_old_text_leaves_no_row_without_its_passage(
    package: EditablePackage, edition: Path, text: Path, run: Run
) -> None:
    edition.write_text("Corrected. " + EXAMPLE_TEXT.replace("20,000", "30,000"), encoding="utf-8")
    assert moved(run, "--write", "--edition", "example-corrected").code == 1
    assert run("evidence", "mine", "--text", "mine/edition.txt").code == 0
    assert run("evidence", "mine", "--text", TEXT).code == 0
    cited = {row[package.rows("observations")[0].index("source")] for row in package.rows("observations")[1:]}
    assert cited == {"example"}
    assert "example-corrected" in {row[0] for row in package.rows("sources")}
    assert run("check", "mine", "--format", "json").code == 0


@pytest.mark.parametrize("more", [("--edition", "x"), ("--moved", "--edition", "x"), ("--write", "--edition", "x")])
def test_an_edition_is_written_or_not_named(more: tuple[str, ...], package: EditablePackage, run: Run) -> None:
    assert run("evidence", "mine", "--text", TEXT, *more).code == 2


def test_the_same_text_an_empty_one_and_another_one(package: EditablePackage, edition: Path, run: Run) -> None:
    before = tree(package.folder)
    edition.write_text(EXAMPLE_TEXT, encoding="utf-8")
    same = moved(run, "--write", "--lang", "en")
    assert (same.code, "Nothing moved" in same.out) == (0, True)
    edition.write_text(" \n", encoding="utf-8")
    empty = moved(run, "--write", "--lang", "en")
    assert (empty.code, "is empty" in empty.err) == (1, True)
    edition.write_text("Nothing of the kind was ever said here.", encoding="utf-8")
    other = moved(run, "--write", "--edition", "another", "--lang", "en")
    assert (other.code, "hardly an edition" in other.err) == (1, True)
    edition.unlink()
    assert tree(package.folder) == before


def test_other_line_ends_and_a_byte_order_mark_are_told_from_another_text(
    package: EditablePackage, edition: Path, run: Run
) -> None:
    edition.write_bytes(b"\xef\xbb\xbf" + EXAMPLE_TEXT.encode())
    outcome = moved(run, "--lang", "en")
    assert outcome.code == 1
    assert "other line ends, a byte order mark" in outcome.err


def test_signs_that_are_not_seen_lose_only_the_passages_that_have_them(
    package: EditablePackage, edition: Path, run: Run
) -> None:
    edition.write_text(EXAMPLE_TEXT.replace("20,000", "\u200f20,000\u200e"), encoding="utf-8")
    report = moved(run, "--format", "json").json()
    assert [(one["start"], one["end"]) for one in report["not_found"]] == [(98, 142)]
    assert report["moved"], "what stands behind the marks moved by two"
    assert {place["start"] - one["start"] for one in report["moved"] for place in one["places"]} == {2}


def test_a_passage_without_a_hash_cannot_be_looked_for(package: EditablePackage, edition: Path, run: Run) -> None:
    rows = package.rows("evidence")
    package.write("evidence", [row for row in rows if row[1:3] != ["98", "142"]])
    edition.write_text("Corrected. " + EXAMPLE_TEXT, encoding="utf-8")
    outcome = moved(run, "--lang", "en")
    assert outcome.code == 1
    assert "has no hash in the table evidence" in outcome.err


def test_of_several_sources_one_is_named(package: EditablePackage, edition: Path, run: Run) -> None:
    edition.write_text("Corrected. " + EXAMPLE_TEXT, encoding="utf-8")
    assert moved(run, "--source", "nobody").code == 1
    assert moved(run, "--source", "example").code == 0


def test_cells_keep_their_quotes_and_line_ends(package: EditablePackage, edition: Path, run: Run) -> None:
    path = package.path("stages")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    edition.write_text("Corrected. " + EXAMPLE_TEXT, encoding="utf-8")
    assert moved(run, "--write").code == 0
    wanted = path.read_bytes().decode()
    assert wanted.count("\r\n") == len(rows)
    assert '"11","108"' in wanted  # 0-97, moved by eleven


def test_the_findings_are_json(package: EditablePackage, run: Run) -> None:
    package.set("observations", 2, "bound", "about")
    found: dict[str, Any] = json.loads(values(run, "--format", "json").stdout)
    (one,) = found["findings"]
    assert one["code"] == "stated-otherwise"
    assert (one["file"], one["row"], one["field"]) == ("mine/observations.csv", 2, "bound")
    assert one["message_zh"]
