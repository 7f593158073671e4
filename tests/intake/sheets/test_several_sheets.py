"""A workbook of several sheets: each is a source of its own, and each citation leads to its own row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import kg
from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import of, table, write_book, write_csv
from tests.support import Outcome, tree

HEADINGS = ("项目名称", "甲方", "乙方", "领域", "合同金额", "签约日期")
#: By sheet: what stands above its headings, and its rows; these have the same numbers in all of them.
SHEETS = {
    "东部": (
        "填报单位：东部合作处",
        [
            ("东港物流", "海盐县", "浦东新区", "物流", "1200万元", "2019-03-05"),
            ("东部医疗", "平湖市", "闵行区", "医疗", "350万元", "2019-04-06"),
        ],
    ),
    "中部": (
        "填报单位：中部合作处",
        [
            ("中部教育", "桐乡市", "青浦区", "教育", "88万元", "2020-05-07"),
            ("中部旅游", "嘉善县", "金山区", "旅游", "99万元", "2020-06-08"),
        ],
    ),
    "西部": (
        "填报单位：西部合作处",
        [
            ("西部文化", "海宁市", "徐汇区", "文化", "77万元", "2021-07-09"),
            ("西部科技", "南湖区", "杨浦区", "科技", "66万元", "2021-08-10"),
        ],
    ),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Imported]:
    """The workbook ``deals.xlsx`` with a cover, and what it is imported into. Read only."""
    path = tmp_path_factory.mktemp("several") / "deals.xlsx"
    sheets = {name: [[above], HEADINGS, *rows] for name, (above, rows) in SHEETS.items()}
    write_book(path, hidden=(4,), 说明=[["填表说明"]], **sheets)
    return path, import_sheet(path)


def sheet_of(source: dict[str, str]) -> str:
    return source["title_en"].removeprefix("Table deals.xlsx (").removesuffix(")")


def test_every_citation_leads_to_its_row(made: tuple[Path, Imported]) -> None:
    path, done = made
    book = load_workbook(path)
    sources = {row["id"]: row for row in table(done.folder, "sources") if row["id"].startswith("sheet-")}
    assert sorted(map(sheet_of, sources.values())) == sorted(SHEETS)
    assert len({row["sha256"] for row in sources.values()}) == 1
    publishers = {sheet_of(row): row["publisher_zh"] for row in sources.values()}
    assert publishers == {"东部": "东部合作处", "中部": "中部合作处", "西部": "西部合作处"}

    def cells(row: dict[str, str]) -> list[object]:
        number = int(row["place"].removeprefix("row="))
        return [cell.value for cell in book[sheet_of(sources[row["source"]])][number]]

    names = {row["id"]: row for name in ("regions", "institutions") for row in table(done.folder, name)}
    partnerships = {row["id"]: row for row in table(done.folder, "partnerships")}
    assert len(partnerships) == 6
    for row in partnerships.values():
        assert cells(row)[0] == row["name_zh"]
    for row in table(done.folder, "participations"):
        party = names[row["party"].partition("/")[2]]["name_zh"]
        assert any(str(cell) in party for cell in cells(row)[1:3])
    for row in table(done.folder, "observations"):
        assert row["original_text"] in cells(row)
    for row in table(done.folder, "stages"):
        assert row["as_of"] in cells(row)


def test_it_is_told_of_which_sheet_rows_are_hidden(made: tuple[Path, Imported]) -> None:
    _, done = made
    said = [text.en for text in done.account.notices if "hidden" in text.en]
    assert said == [f"Sheet {name}: Rows are hidden, and read too: 4." for name in SHEETS]


def test_evidence_is_proven_and_a_row_of_another_sheet_is_found_out(
    made: tuple[Path, Imported], tmp_path: Path, run: Callable[..., Outcome]
) -> None:
    path, done = made
    outcome = run("evidence", done.folder, "--text", path, "--lang", "en")
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert len(lines) == 3
    # Two rows a sheet, each with two parties and an amount.
    assert all("6 of 6 names of parties and figures stand in them" in line for line in lines)

    told = run("explain", "中部教育", "--graph", done.folder, "--text", path, "--lang", "en")
    assert "row 3 “中部教育 | 桐乡市 | 青浦区 | 教育 | 88万元 | 2020-05-07”" in told.out
    assert "1200万元" not in told.out
    page = kg.build(done.folder).explain("中部教育").as_dict()
    assert "Table deals.xlsx (中部)" in str(page)

    wrong = tmp_path / "wrong"
    wrong.mkdir()
    for name, content in tree(done.folder).items():
        (wrong / name).write_bytes(content)
    # As if all sheets were one source.
    east, *others = sorted(
        (row for row in table(done.folder, "sources") if row["id"].startswith("sheet-")),
        key=lambda row: list(SHEETS).index(sheet_of(row)),
    )
    for name in ("partnerships", "participations", "stages", "observations"):
        text = (wrong / f"{name}.csv").read_text(encoding="utf-8")
        for other in others:
            text = text.replace(f"{other['id']},", f"{east['id']},")
        (wrong / f"{name}.csv").write_text(text, encoding="utf-8")
    outcome = run("evidence", wrong, "--text", path, "--format", "json")
    assert outcome.code == 1
    found = outcome.json()["findings"]
    assert {finding["code"] for finding in found} == {"row-of-another"}
    # Of two sheets two rows each: partnership, two parties, stage, amount.
    assert len(found) == 2 * 2 * 5
    said = {finding["message_en"] for finding in found}
    assert any("row 3 of sheet 中部 has them" in text for text in said)
    assert any("row 4 of sheet 西部 has them" in text for text in said)


def test_a_sheet_keeps_its_id_when_others_come_and_move(tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    sheets = {name: [[above], HEADINGS, *rows] for name, (above, rows) in SHEETS.items()}
    first = (
        import_sheet(path, tmp_path / "made") if write_book(path, 东部=sheets["东部"], 说明=[["填表说明"]]) else None
    )
    assert first is not None
    assert {row["source"] for row in table(first.folder, "partnerships")} == {"sheet-deals"}
    write_book(path, 西部=sheets["西部"], 东部=sheets["东部"], 说明=[["填表说明"]])
    import_sheet(path, tmp_path / "made")
    rows = {row["name_zh"]: row["source"] for row in table(first.folder, "partnerships")}
    assert rows["东港物流"] == rows["东部医疗"] == "sheet-deals"
    assert rows["西部文化"] == rows["西部科技"] != "sheet-deals"
    before = tree(first.folder)
    import_sheet(path, tmp_path / "made")
    assert tree(first.folder) == before


def test_two_files_of_one_package_are_two_sources(tmp_path: Path) -> None:
    rows = SHEETS["东部"][1], SHEETS["中部"][1]
    for name, own in zip(("deals 东部.csv", "deals 中部.csv"), rows, strict=True):
        import_sheet(write_csv(tmp_path / name, own, HEADINGS), tmp_path / "made")
    sources = [row for row in table(tmp_path / "made", "sources") if row["id"].startswith("sheet-")]
    assert [row["title_zh"] for row in sources] == ["表格 deals 东部.csv", "表格 deals 中部.csv"]
    for source in sources:
        assert len(of(table(tmp_path / "made", "partnerships"), "source", source["id"])) == 2
    assert not [finding for finding in kg.check(tmp_path / "made") if finding.severity == "violation"]


def test_a_workbook_of_one_sheet_is_called_as_its_file(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "东部"
    for row in (HEADINGS, *SHEETS["东部"][1]):
        book.active.append(row)
    book.save(tmp_path / "deals.xlsx")
    done = import_sheet(tmp_path / "deals.xlsx")
    source = next(row for row in table(done.folder, "sources") if row["id"].startswith("sheet-"))
    assert (source["id"], source["title_zh"], source["title_en"]) == (
        "sheet-deals",
        "表格 deals.xlsx",
        "Table deals.xlsx",
    )
