"""The command of names and things."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.support import EditablePackage, Outcome

Run = Callable[..., Outcome]

PORT, OTHER = "institution/port-of-sampleford", "institution/sampleford-port"


@pytest.fixture
def doubled(package: EditablePackage) -> EditablePackage:
    package.add("institutions", id="sampleford-port", name_en="Sampleford Port", name_zh="样本港口", kind="port")
    package.add("institutions", id="example-university", name_en="Example Univ.", name_zh="示例大学", kind="university")
    package.add(
        "institutions",
        id="university-of-example",
        name_en="University of Example",
        name_zh="示例大学本部",
        kind="university",
    )
    return package


def judged(package: EditablePackage) -> list[dict[str, str]]:
    with (package.folder / "names.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_pairs_are_listed_the_likeliest_first_and_nothing_is_written(doubled: EditablePackage, run: Run) -> None:
    done = run("names", "mine", "--format", "json")
    pairs = done.json()["pairs"]
    assert [(pair["subject_id"], pair["object_id"]) for pair in pairs] == [
        (OTHER, PORT),
        # Nothing names either: the longer name stays.
        ("institution/example-university", "institution/university-of-example"),
    ]
    assert [pair["score"] for pair in pairs] == sorted((pair["score"] for pair in pairs), reverse=True)
    # The port is named by a participation, an official and a statement, and stays; nothing names the other.
    assert (pairs[0]["subject_rows"], pairs[0]["object_rows"]) == (0, 3)
    assert pairs[0]["object_where"] == "mine/institutions.csv, row 2"
    assert not (doubled.folder / "names.csv").exists()


@pytest.mark.parametrize(("language", "said"), [("en", "Nothing is joined before"), ("zh", "判定之前不作合并")])
def test_the_list_is_in_the_readers_language(doubled: EditablePackage, run: Run, language: str, said: str) -> None:
    done = run("names", "mine", "--lang", language)
    assert said in done.out
    assert PORT in done.out.replace("\n", "").replace(" ", "")


def test_who_and_when_are_written_as_they_are_said(doubled: EditablePackage, run: Run) -> None:
    assert run("names", "mine", "--same", OTHER, PORT).code == 0
    said = ("--by", "Li", "--on", "2026-11-28", "--why", "two sites")
    assert run("names", "mine", "--different", "Example Univ.", "University of Example", *said).code == 0
    first, second = sorted(judged(doubled), key=lambda row: row["subject_id"], reverse=True)
    assert (first["subject_id"], first["object_id"]) == ("institution/sampleford-port", PORT)
    assert (first["author_label"], first["mapping_date"], first["predicate_modifier"]) == ("", "", "")
    assert second["predicate_modifier"] == "Not"
    assert {row["predicate_id"] for row in (first, second)} == {"skos:exactMatch"}
    assert {row["mapping_justification"] for row in (first, second)} == {"semapv:ManualMappingCuration"}
    assert (second["author_label"], second["mapping_date"], second["comment"]) == ("Li", "2026-11-28", "two sites")
    assert run("names", "mine", "--format", "json").json()["pairs"] == []
    listed = run("names", "mine", "--judged", "--format", "json").json()["judgements"]
    assert sorted(one["decision"] for one in listed) == ["different", "same"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_decisions_typed_into_a_sheet(doubled: EditablePackage, run: Run, tmp_path: Path, ending: str) -> None:
    sheet = tmp_path / f"review.{ending}"
    assert run("names", "mine", "--out", sheet).code == 0
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8"))))
        rows[1][rows[0].index("decision")] = "相同"
        rows[2][rows[0].index("decision")] = "different"
        with sheet.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
    else:
        book = openpyxl.load_workbook(sheet)
        page = book.worksheets[0]
        header = [cell.value for cell in page[1]]
        page.cell(2, header.index("decision") + 1, "相同")
        page.cell(3, header.index("decision") + 1, "different")
        book.save(sheet)
    assert run("names", "mine", "--take", sheet, "--by", "Li").code == 0
    assert {(row["subject_id"], row["predicate_modifier"]) for row in judged(doubled)} == {
        (OTHER, ""),
        ("institution/example-university", "Not"),
    }
    before = (doubled.folder / "names.csv").read_bytes()
    assert run("names", "mine", "--take", sheet, "--by", "Li").code == 0
    assert (doubled.folder / "names.csv").read_bytes() == before


def test_a_word_that_is_no_decision_is_refused_whole(doubled: EditablePackage, run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(
        f"decision,subject_id,object_id\nsame,{OTHER},{PORT}\nperhaps,{OTHER},{PORT}\n", encoding="utf-8"
    )
    done = run("names", "mine", "--take", "r.csv")
    assert done.code == 1
    assert "row 3, field decision" in done.err
    assert not (doubled.folder / "names.csv").exists()


def test_one_by_one(doubled: EditablePackage, run: Run) -> None:
    assert run("names", "mine", "--ask", "--by", "Li", stdin="s\nskip\n").code == 0
    assert [row["subject_id"] for row in judged(doubled)] == [OTHER]
    assert run("names", "mine", "--ask", stdin="不同\n").code == 0
    assert len(judged(doubled)) == 2
    assert run("names", "mine", "--ask", stdin="").code == 0


def test_what_cannot_hold_together_is_not_written(doubled: EditablePackage, run: Run) -> None:
    assert run("names", "mine", "--different", OTHER, PORT).code == 0
    before = (doubled.folder / "names.csv").read_bytes()
    third = "institution/example-university"
    done = run("names", "mine", "--same", OTHER, third, "--same", third, PORT)
    assert done.code == 1
    assert f"{OTHER} = {third} = {PORT}" in done.err
    assert (doubled.folder / "names.csv").read_bytes() == before


def test_what_is_wrong_is_said(doubled: EditablePackage, run: Run) -> None:
    for arguments, code, said in (
        (("--undo", OTHER, PORT), 1, "Nothing is judged of"),
        (("--same", PORT, PORT), 2, "are one already"),
        (("--same", OTHER, PORT, "--on", "yesterday"), 2, "is no day"),
        (("--take", "nowhere.xlsx"), 1, "cannot be read"),
        (("--same", PORT, "region/xx"), 1, "cannot be one thing"),
    ):
        done = run("names", "mine", *arguments)
        assert done.code == code, (arguments, done.err)
        assert said in done.err
    (doubled.folder / "names.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = run("check", "mine")
    assert done.code == 1
    assert "names.csv, row 1: the column subject_label is missing" in done.err


def test_what_is_nowhere_is_not_judged(doubled: EditablePackage, run: Run) -> None:
    for pair, said in (
        (("Acme Ltd", "Akme Limited"), "'Acme Ltd' is in no table of mine, nor is 'Akme Limited'"),
        ((PORT, "institution/sampleford-prt"), f"Did you mean {OTHER}, or {PORT}"),
        (("institution/nowhere", "Sampleford Harbour"), "'institution/nowhere' is in no table of mine"),
    ):
        done = run("names", "mine", "--same", *pair, "--lang", "en")
        assert (done.code, said in done.err.replace("\n", " ")) == (1, True), done.err
    assert not (doubled.folder / "names.csv").exists()
    # A name that a sheet may have is taken for a thing's where it is said to be new, be it the first or the second.
    for pair, said in (
        (("Sampleford Prot", PORT), "Did you mean Sampleford Port"),
        (
            (PORT, "Mars"),
            f"'Mars' is in no table of mine; nothing was written. With --new it is kept as a name of {PORT}",
        ),
    ):
        done = run("names", "mine", "--same", *pair, "--lang", "en")
        assert (done.code, said in " ".join(done.err.split())) == (1, True), done.err
    for pair in (("", ""), (PORT, " ")):
        done = run("names", "mine", "--same", *pair, "--lang", "en")
        assert (done.code, "A name to judge is empty" in done.err) == (2, True)
    assert not (doubled.folder / "names.csv").exists()
    done = run("names", "mine", "--same", "Sampleford Harbour", PORT, "--new", "--lang", "en")
    assert done.code == 0
    assert "No table has this name so far" in done.err
    assert [row["object_id"] for row in judged(doubled)] == [PORT]


def test_a_pair_that_is_judged_both_ways_is_told(doubled: EditablePackage, run: Run) -> None:
    once = run("names", "mine", "--same", OTHER, PORT, "--different", PORT, OTHER, "--lang", "en")
    assert once.code == 2
    assert "both the same and different" in once.err
    assert run("names", "mine", "--same", OTHER, PORT).code == 0
    assert run("names", "mine", "--different", OTHER, PORT).code == 0
    done = run("names", "mine", "--judged", "--lang", "en")
    assert f"the later judgement holds: {OTHER}, {PORT}" in " ".join((done.out + done.err).split())
    listed = run("names", "mine", "--judged", "--format", "json").json()["judgements"]
    assert [(one["number"], one["decision"], one["holds"]) for one in listed] == [
        (1, "same", False),
        (2, "different", True),
    ]


def test_a_judgement_is_taken_back_by_its_number(doubled: EditablePackage, run: Run) -> None:
    pair = ("institution/example-university", "institution/university-of-example")
    assert run("names", "mine", "--same", *pair).code == 0
    before = (doubled.folder / "names.csv").read_bytes()
    assert run("names", "mine", "--different", OTHER, PORT).code == 0
    assert run("names", "mine", "--undo", "3").code == 1
    done = run("names", "mine", "--undo", "2", "--lang", "en")
    assert done.code == 0
    assert "Taken back:" in done.err
    assert (doubled.folder / "names.csv").read_bytes() == before
    # Two sides are still named as before.
    assert run("names", "mine", "--undo", *pair).code == 0
    assert not (doubled.folder / "names.csv").exists()


def test_a_town_and_a_region_of_its_name_in_another_registry_may_be_one(run: Run) -> None:
    """Paris of GeoNames is a city, and of NUTS a county; whether they are one, only a person can say."""
    assert run("new", "mine").code == 0
    assert run("regions", "add", "mine", "nuts-fr101", "gn-2988507").code == 0
    said = run("names", "mine", "--format", "json").json()["pairs"]
    pairs = {frozenset((one["subject_id"], one["object_id"])): one for one in said}
    paris = pairs[frozenset(("region/nuts-fr101", "region/gn-2988507"))]
    assert "different levels" in paris["reason_en"]
    # What lies in the other, or in another part of the country, is not proposed.
    assert frozenset(("region/nuts-fr1", "region/nuts-fr10")) not in pairs
