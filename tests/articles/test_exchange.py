"""The queue as a sheet, filled in and taken back; two reviewers compared."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import kg
from kg.errors import SourceError
from kg.intake.articles.accepting import Desk
from kg.intake.articles.decisions import COLUMNS, Decision, read_log
from kg.intake.articles.exchange import queue_csv, queue_workbook
from kg.intake.articles.looking import View
from kg.intake.articles.taking import read_taken
from tests.articles.reviewed import AGREEMENT, DOUBTFUL, FIGURE, STAGE, TEXT, UNIVERSITY, bytes_of, package
from tests.support import Outcome


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "copy.txt").write_text(TEXT, encoding="utf-8", newline="")
    return package(tmp_path / "p")


@pytest.fixture
def accept(run: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """Runs ``kg accept`` with the text beside a package."""
    return lambda folder, *arguments, **environment: run(
        "accept", folder, *arguments, "--text", folder.parent / "copy.txt", **environment
    )


def sheet(folder: Path, fill: Callable[[Workbook], None], name: str = "review.xlsx") -> Path:
    """The queue as a workbook, filled in."""
    path = folder.parent / name
    path.write_bytes(queue_workbook(View(folder, [TEXT])))
    book = load_workbook(path)
    fill(book)
    book.save(path)
    return path


def put(book: Workbook, kind: str, name: str, number: str, /, **cells: str) -> None:
    """Type into the row of a suggestion, or of one who takes part in it."""
    page = book[kind]
    header = [str(cell.value).split()[0] for cell in page[1]]
    row = next(
        row
        for row in page.iter_rows(min_row=2)
        if (row[header.index("suggestion")].value, row[header.index("group")].value or "") == (name, number)
    )
    for column, text in cells.items():
        row[header.index(column)].value = text


def test_a_sheet_has_the_least_sure_first_and_lists_to_choose_from(folder: Path) -> None:
    path = sheet(folder, lambda _: None)
    book = load_workbook(path)
    assert book.sheetnames == ["partnerships", "stages", "observations", "institutions", "选项 choices"]
    page = book["partnerships"]
    header = [str(cell.value).split()[0] for cell in page[1]]
    places = header.index("suggestion"), header.index("group")
    assert [tuple(row[place].value for place in places) for row in page.iter_rows(min_row=2)] == [
        (DOUBTFUL.id, None),
        (DOUBTFUL.id, "1"),
        (AGREEMENT.id, None),
        (AGREEMENT.id, "1"),
        (AGREEMENT.id, "2"),
        (AGREEMENT.id, "3"),
    ]
    party = page.cell(5, header.index("party") + 1).value
    assert party == "region/xx-yunting · Yunting · 云汀市"
    validated = {str(one.sqref).split(":")[0]: one.formula1 for one in page.data_validations.dataValidation}
    assert validated["A2"].startswith("'选项 choices'!$A$1")
    lists = book["选项 choices"]
    assert [cell.value for cell in lists["A"] if cell.value][:2] == ["accept · 接受", "reject · 拒绝"]
    assert lists.sheet_state == "hidden"
    # No sentence of the article is in it.
    assert not [
        cell for one in book for row in one.iter_rows(values_only=True) for cell in row if "外地多家企业" in str(cell)
    ]


def test_what_is_filled_in_is_taken_and_nothing_else(folder: Path, accept: Callable[..., Outcome]) -> None:
    def fill(book: Workbook) -> None:
        put(book, "partnerships", AGREEMENT.id, "", decision="接受", name_en="Port agreement", comment="clear")
        put(book, "partnerships", AGREEMENT.id, "2", role="partner · 合作方")
        put(book, "stages", STAGE.id, "", decision="accept · 接受")
        put(book, "partnerships", DOUBTFUL.id, "", decision="reject")

    path = sheet(folder, fill)
    done = accept(folder, path, "--by", "ann", "--on", "2024-06-01")
    assert done.code == 0, done
    log = read_log(folder)
    assert [(one.decision, one.suggestion, one.field, one.group) for one in log] == [
        ("reject", DOUBTFUL.id, "", 0),
        ("edit", AGREEMENT.id, "name_en", 0),
        ("edit", AGREEMENT.id, "role", 2),
        ("accept", UNIVERSITY.id, "", 0),
        ("accept", AGREEMENT.id, "", 0),
        ("accept", STAGE.id, "", 0),
    ]
    assert {(one.reviewer, one.decided_on) for one in log} == {("ann", "2024-06-01")}
    assert [one.comment for one in log if one.suggestion == AGREEMENT.id and one.decision == "accept"] == ["clear"]
    view = View(folder)
    assert view.states[AGREEMENT.id].value("role", 2) == "partner"
    assert [one.id for one in view.waiting()] == [FIGURE.id]
    assert [one for one in kg.check(folder) if one.severity.rank == 0] == []


def test_a_sheet_that_is_given_back_as_it_was_says_nothing(folder: Path) -> None:
    names = ["=1+1", "港\u202e口", "a\tb", "海" * 40_000, " x "]
    with Desk.open(folder, [TEXT]) as desk:
        for name in names:
            desk.decide(Decision("edit", AGREEMENT.id, "name_zh", value=name))
            log = len(desk.log)
            for path, content in (
                (folder.parent / "a.xlsx", queue_workbook(desk)),
                (folder.parent / "a.csv", queue_csv(desk)),
            ):
                path.write_bytes(content)
                assert read_taken(path, desk).decisions == []
            assert len(desk.log) == log


def test_the_csv_takes_the_same(folder: Path, accept: Callable[..., Outcome]) -> None:
    rows = list(csv.reader(io.StringIO(queue_csv(View(folder, [TEXT])).decode("utf-8-sig"), newline="")))
    header = rows[0]
    for row in rows[1:]:
        if row[header.index("suggestion")] == AGREEMENT.id and not row[header.index("group")]:
            row[header.index("decision")] = "accept"
            row[header.index("sectors")] = "医疗卫生; logistics"
    path = folder.parent / "mine.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert accept(folder, path).code == 0
    assert "health;logistics" in (folder / "partnerships.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "suggestion", "group", "cells", "said"),
    [
        ("stages", STAGE.id, "", {"decision": "perhaps"}, ["sheet stages, row 2, field decision", "perhaps"]),
        ("stages", STAGE.id, "", {"decision": "same"}, ["row 2, field target", "needs a value"]),
        ("stages", STAGE.id, "", {"suggestion": "s-nothing"}, ["row 2, field suggestion", "no suggestion"]),
        ("partnerships", AGREEMENT.id, "1", {"party": "某地"}, ["row 5, field party", "names no one record"]),
        (
            *("partnerships", AGREEMENT.id, "", {"decision": "same", "target": "stage/x"}),
            ["row 4, field decision", "is no record"],
        ),
        (
            *("partnerships", DOUBTFUL.id, "", {"decision": "accept"}),
            ["review.xlsx [partnerships], row 2, field sectors", "must be filled in"],
        ),
        (
            *("partnerships", AGREEMENT.id, "", {"decision": "accept", "sectors": "logistic"}),
            ["review.xlsx [partnerships], row 4, field sectors", "Did you mean logistics?"],
        ),
    ],
)
def test_a_wrong_cell_is_told_with_its_place_and_nothing_is_taken(
    kind: str,
    suggestion: str,
    group: str,
    cells: dict[str, str],
    said: list[str],
    folder: Path,
    accept: Callable[..., Outcome],
) -> None:
    before = bytes_of(folder)

    def fill(book: Workbook) -> None:
        # A right one beside it: it is not taken either.
        put(book, "observations", FIGURE.id, "", decision="reject")
        put(book, kind, suggestion, group, **cells)

    done = accept(folder, sheet(folder, fill))
    assert done.code in (1, 2)
    for part in said:
        assert part in done.err
    assert bytes_of(folder) == before
    assert not (folder / "decisions.csv").exists()


def test_a_row_that_was_decided_in_between_is_not_written_over(folder: Path, accept: Callable[..., Outcome]) -> None:
    path = sheet(folder, lambda book: put(book, "partnerships", AGREEMENT.id, "", name_en="From the sheet"))
    with Desk.open(folder, [TEXT]) as desk:
        desk.decide(Decision("edit", AGREEMENT.id, "name_en", value="From the page"))
    done = accept(folder, path)
    assert done.code == 1
    assert "changed since this sheet was written" in done.err
    assert len(read_log(folder)) == 1


def test_a_file_is_taken_once_and_taken_back_whole(folder: Path, accept: Callable[..., Outcome]) -> None:
    def fill(book: Workbook) -> None:
        put(book, "partnerships", AGREEMENT.id, "", decision="accept")
        put(book, "stages", STAGE.id, "", decision="accept")

    tables = {name: content for name, content in bytes_of(folder).items() if not name.startswith(".kg")}
    path = sheet(folder, fill)
    assert accept(folder, path).code == 0
    again = accept(folder, path)
    assert again.code == 2
    assert "taken before" in again.err
    back = accept(folder, path, "--undo")
    assert back.code == 0, back
    assert "3 decisions taken back" in back.err
    assert bytes_of(folder) == tables
    assert accept(folder, path).code == 0


def test_the_table_of_an_offline_page_is_taken(folder: Path, accept: Callable[..., Outcome]) -> None:
    path = folder.parent / "offline.csv"
    rows = [
        ["1", AGREEMENT.id, "", "", "reject", "", "", "", "bo", "", ""],
        ["2", "", "", "", "undo", "1", "", "", "bo", "", ""],
        ["3", AGREEMENT.id, "name_en", "", "edit", "'=1", "0", "5", "bo", "2024-06-02", "why, so"],
        ["4", AGREEMENT.id, "", "", "accept", "", "", "", "bo", "", ""],
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    assert accept(folder, path).code == 0
    log = read_log(folder)
    assert [(one.decision, one.reviewer) for one in log] == [("edit", "bo"), ("accept", "bo"), ("accept", "bo")]
    assert log[0].value == "=1"
    assert log[0].comment == "why, so"


def judged(folder: Path, name: str, *rows: tuple[str, str, str, str]) -> Path:
    """A reviewer's file: suggestion, field, decision, value."""
    path = folder.parent / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number, (suggestion, field, decision, value) in enumerate(rows, 1):
            writer.writerow([number, suggestion, field, "", decision, value, "", "", name, "", ""])
    return path


def test_two_reviewers_are_compared_and_what_they_agree_on_is_taken(
    folder: Path, accept: Callable[..., Outcome]
) -> None:
    ann = judged(
        folder,
        "ann",
        (AGREEMENT.id, "name_en", "edit", "Port agreement"),
        (AGREEMENT.id, "", "accept", ""),
        (STAGE.id, "", "accept", ""),
        (FIGURE.id, "value", "edit", "1300000000"),
        (FIGURE.id, "", "accept", ""),
        (DOUBTFUL.id, "", "reject", ""),
    )
    bob = judged(
        folder,
        "bob",
        (AGREEMENT.id, "name_en", "edit", "Port agreement"),
        (AGREEMENT.id, "", "accept", ""),
        (STAGE.id, "", "reject", ""),
        (FIGURE.id, "", "accept", ""),
        (DOUBTFUL.id, "", "reject", ""),
    )
    done = accept(folder, ann, bob, KG_LANG="en", COLUMNS="200")
    assert done.code == 0, done
    assert not (folder / "decisions.csv").exists()
    found = accept(folder, ann, bob, "--format", "json")
    import json

    told = json.loads(found.out)
    fields = {one["field"]: one for one in told["fields"]}
    # Accept, accept; accept, reject; accept, accept; reject, reject: of 8 values 5 and 3, so D_e = 2*5*3, o = 2.
    assert fields["decision"]["units"] == 4
    assert fields["decision"]["alpha"] == pytest.approx(1 - 7 * 2 / 30)
    assert fields["value"] == {"field": "value", "units": 1, "same": 0, "alpha": pytest.approx(0)}
    assert fields["name_en"]["alpha"] is None
    assert [(one["suggestion"], one["field"]) for one in told["differences"]] == [
        (STAGE.id, "decision"),
        (FIGURE.id, "value"),
    ]
    assert told["differences"][1]["values"] == {"ann": "1300000000", "bob": "1200000000"}
    assert sorted(told["agreed"]) == [AGREEMENT.id, DOUBTFUL.id]
    taken = accept(folder, ann, bob, "--agreed")
    assert taken.code == 0, taken
    assert [(one.decision, one.suggestion, one.reviewer) for one in read_log(folder)] == [
        ("edit", AGREEMENT.id, "ann, bob"),
        ("accept", UNIVERSITY.id, "ann, bob"),
        ("accept", AGREEMENT.id, "ann, bob"),
        ("reject", DOUBTFUL.id, "ann, bob"),
    ]
    assert accept(folder, bob, ann, "--undo").code == 0
    assert not (folder / "partnerships.csv").exists()


def test_misuse_is_told(folder: Path, accept: Callable[..., Outcome]) -> None:
    ann = judged(folder, "ann", (DOUBTFUL.id, "", "reject", ""))
    assert accept(folder, ann, "--agreed").code == 2
    (folder.parent / "x").mkdir()
    other = ann.rename(folder.parent / "x" / "ann.csv")
    ann = judged(folder, "ann", (DOUBTFUL.id, "", "reject", ""))
    done = accept(folder, ann, other)
    assert done.code == 2
    assert "Two files are called ann" in done.err
    assert accept(folder, folder.parent / "nothing.csv").code == 1
    broken = judged(folder, "broken", (DOUBTFUL.id, "", "perhaps", ""))
    done = accept(folder, broken)
    assert done.code == 1
    assert "row 2, field decision" in done.err


def test_names_that_may_be_one_are_judged_in_the_same_workbook(tmp_path: Path, accept: Callable[..., Outcome]) -> None:
    (tmp_path / "copy.txt").write_text(TEXT, encoding="utf-8", newline="")
    from tests.articles.reviewed import REGIONS

    institutions = "id,name_zh,name_en,alt_zh,alt_en,kind,located_in,affiliated_with,open_ended,ambiguity_zh,"
    institutions += "ambiguity_en,note_zh,note_en,source\n"
    institutions += "one,星河科技有限公司,Xinghe Technology Co. Ltd.,,,company,xx-yunting,,,,,,,\n"
    institutions += "two,星河科技公司,Xinghe Technology,,,company,xx-yunting,,,,,,,\n"
    folder = package(tmp_path / "p", files={"regions.csv": REGIONS, "institutions.csv": institutions})
    from kg.intake.identities.desk import Desk as Names
    from kg.intake.load import read_tables

    path = tmp_path / "review.xlsx"
    path.write_bytes(queue_workbook(View(folder), Names(read_tables([folder])[0]).review()))
    book = load_workbook(path)
    page = book["names"]
    page["A2"] = "same · 相同"
    put(book, "partnerships", DOUBTFUL.id, "", decision="reject")
    book.save(path)
    assert accept(folder, path).code == 0
    assert "institution/one" in (folder / "names.csv").read_text(encoding="utf-8")
    assert len(read_log(folder)) == 1
    assert accept(folder, path, "--undo").code == 0
    assert not (folder / "names.csv").exists()
    # A decision that cannot be: neither is taken.
    put(book, "partnerships", DOUBTFUL.id, "", decision="accept")
    book.save(path)
    assert accept(folder, path).code == 1
    assert not (folder / "names.csv").exists()


def test_a_reviewer_may_name_a_new_institution(folder: Path, accept: Callable[..., Outcome]) -> None:
    def fill(book: Workbook) -> None:
        put(book, "partnerships", AGREEMENT.id, "3", party="institution/星河医院")
        put(book, "partnerships", AGREEMENT.id, "", decision="accept")

    path = sheet(folder, fill)
    done = accept(folder, path)
    assert done.code == 0, done
    assert "星河医院" in (folder / "institutions.csv").read_text(encoding="utf-8")


def test_the_command_line_writes_the_sheets(
    folder: Path, accept: Callable[..., Outcome], run: Callable[..., Outcome]
) -> None:
    for name in ("review.xlsx", "review.csv"):
        done = run("review", folder, "--out", folder.parent / name)
        assert done.code == 0, done
        again = run("review", folder, "--out", folder.parent / f"again-{name}")
        assert again.code == 0
        assert (folder.parent / name).read_bytes() == (folder.parent / f"again-{name}").read_bytes()
        assert "nothing is filled in" in accept(folder, folder.parent / name).err
    assert not (folder / "decisions.csv").exists()


def type_in(book: Workbook, kind: str, **cells: str) -> None:
    """Type a row below those that are there."""
    page = book[kind]
    header = [str(cell.value).split()[0] for cell in page[1]]
    number = max(row[0].row for row in page.iter_rows() if any(cell.value not in (None, "") for cell in row)) + 1
    for column, text in cells.items():
        page.cell(number, header.index(column) + 1).value = text


LABORATORY = "双方将共建联合实验室"


def test_rows_that_a_person_types_become_records_with_their_passages(
    folder: Path, accept: Callable[..., Outcome]
) -> None:
    def fill(book: Workbook) -> None:
        names = {"class": "Project", "sectors": "research", "name_zh": "联合实验室", "name_en": "Joint laboratory"}
        type_in(book, "partnerships", suggestion="new lab", decision="accept", place=LABORATORY, **names)
        for number, region in (("1", "region/xx-yunting"), ("2", "region/xx-haitong")):
            type_in(book, "partnerships", group=number, party=region, role="partner")
        stage = {"stage": "planned", "as_of": "2024-05-09", "precision": "day", "time_basis": "assumed"}
        type_in(book, "stages", decision="accept", about="new lab", place="61-71", **stage)

    done = accept(folder, sheet(folder, fill))
    assert done.code == 0, done
    start = TEXT.index(LABORATORY)
    for table, place in (("partnerships", (start, start + len(LABORATORY))), ("stages", (61, 71))):
        (row,) = csv.DictReader(io.StringIO((folder / f"{table}.csv").read_text(encoding="utf-8"), newline=""))
        assert (int(row["start"]), int(row["end"])) == place
    assert [one for one in kg.check(folder) if one.severity.rank == 0] == []
    assert {one.id for one in View(folder).waiting()} == {UNIVERSITY.id, AGREEMENT.id, STAGE.id, FIGURE.id, DOUBTFUL.id}


@pytest.mark.parametrize(
    ("kind", "cells", "said"),
    [
        ("partnerships", {"name_zh": "实验室"}, "row 8, field place: a record that nobody proposed needs its passage"),
        ("partnerships", {"name_zh": "实验室", "place": "甲乙共建"}, "field place: '甲乙共建' is not in the article"),
        ("partnerships", {"name_zh": "实验室", "place": "90-2000"}, "field place: 90-2000 is no passage of"),
        ("partnerships", {"group": "1", "party": "region/xx-yunting"}, "there is none above"),
        (
            "partnerships",
            {"name_zh": "实验室", "place": LABORATORY, "role": "partner"},
            "the record itself has no role",
        ),
    ],
)
def test_a_typed_row_that_cannot_be_taken_is_refused_in_a_sentence(
    folder: Path, kind: str, cells: dict[str, str], said: str
) -> None:
    path = sheet(folder, lambda book: type_in(book, kind, **cells))
    with pytest.raises(SourceError) as refused:
        read_taken(path, View(folder, [TEXT]))
    assert said in refused.value.text.en
    assert "第8行" in refused.value.text.zh


def test_a_new_institution_of_the_same_file_is_found_by_its_name(folder: Path, accept: Callable[..., Outcome]) -> None:
    def fill(book: Workbook) -> None:
        type_in(book, "institutions", decision="accept", place="61-71", name_zh="星河天文台", located_in="xx-yunting")
        page = book["institutions"]
        header = [str(cell.value).split()[0] for cell in page[1]]
        page.cell(page.max_row, header.index("kind") + 1).value = "company"
        put(book, "partnerships", AGREEMENT.id, "3", party="institution/星河天文台")
        put(book, "partnerships", AGREEMENT.id, "", decision="accept")

    done = accept(folder, sheet(folder, fill))
    assert done.code == 0, done
    made = list(csv.DictReader(io.StringIO((folder / "institutions.csv").read_text(encoding="utf-8"), newline="")))
    assert [row["name_zh"] for row in made].count("星河天文台") == 1
    (one,) = [row["id"] for row in made if row["name_zh"] == "星河天文台"]
    assert f"institution/{one}" in (folder / "participations.csv").read_text(encoding="utf-8")
    # The kinds that are told add up to the number before them.
    told = re.search(r"(\d+) decisions written to .*?\(([^()]*)\)", " ".join((done.err + done.out).split()))
    assert told
    kinds = dict(part.split(" ")[::-1] for part in told[2].split(", "))
    assert sum(map(int, kinds.values())) == int(told[1]) == len(read_log(folder))
    assert kinds["add"] == "1"


def test_what_a_new_party_lacks_is_told_with_its_row(folder: Path, accept: Callable[..., Outcome]) -> None:
    def fill(book: Workbook) -> None:
        put(book, "partnerships", AGREEMENT.id, "3", party="institution/星河天文台")
        put(book, "partnerships", AGREEMENT.id, "", decision="accept")

    done = accept(folder, sheet(folder, fill))
    assert done.code == 1
    assert re.search(r"review\.xlsx \[partnerships\], row 7, field kind", done.err), done.err
