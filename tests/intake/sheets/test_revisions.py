"""Rows that revise or add to an earlier row are asked once a row, and no total counts a partnership twice."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg import vocabulary
from kg.graph.terms import NamedNode
from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from tests.intake.sheets.written import table, write_book, write_csv
from tests.support import tree

SUPERSEDED = vocabulary.PK + "supersededBy"
HEADINGS = ("No.", "项目名称", "甲方", "乙方", "领域", "合同金额", "签约日期", "备注")
#: The earlier row's name and amount, the later row's name, amount and note, what is asked first (nothing: not asked),
#: and what both come to in all once that is answered, in 10,000 yuan.
CASES = [
    ("港口培训中心", 120, "港口培训中心（修正）", 150, "", "replaces", 150),
    ("海水淡化研究", 80, "海水淡化研究（更正）", 70, "", "replaces", 70),
    ("粮食仓储示范", 30, "粮食仓储示范（追加）", 5, "", "adds to", 35),
    ("渔港监测网", 60, "渔港监测网补充协议", 6, "", "adds to", 66),
    ("Harbour study", 41, "Harbour study (revised)", 43, "", "replaces", 43),
    ("Tram depot", 200, "Tram depot - Amendment 2", 210, "", "replaces", 210),
    ("Soil survey", 12, "Soil survey (addendum)", 3, "", "adds to", 15),
    ("Radverkehr", 22, "Radverkehr, Nachtrag 1", 4, "", "adds to", 26),
    ("Brückenbau", 90, "Brückenbau (Änderung)", 95, "", "replaces", 95),
    ("Atelier textile", 18, "Atelier textile - avenant", 2, "", "adds to", 20),
    ("Riego por goteo", 33, "Riego por goteo (modificación)", 31, "", "replaces", 31),
    ("Archivo digital", 14, "Archivo digital (adenda)", 1, "", "adds to", 15),
    ("气象站", 50, "气象观测", 55, "更正第{first}案：金额由50万调整为55万", "replaces", 55),
    ("果园合作", 10, "果园灌溉", 3, "并入第{first}项", "adds to", 13),
    ("Bus lane", 70, "Bus corridor", 75, "replaces row {row}", "replaces", 75),
    ("Water lab", 9, "Water samples", 2, "adds to no. {first}", "adds to", 11),
    # The amounts are the same, and still two.
    ("足球交流", 8, "足球交流（追加）", 8, "", "adds to", 16),
    # New agreements, and words that are no mark of a row.
    ("水资源合作", 20, "水资源合作二期", 25, "一期延续", "", 45),
    ("友城协议", 1, "友城协议（续签）", 2, "", "", 3),
    ("Exchange", 4, "Exchange, renewal", 5, "renewed in 2021", "", 9),
    ("文具合作", 6, "修正液工厂", 7, "", "", 13),
    ("标准互认", 16, "计量互认", 17, "修订《框架协议》第{first}项", "", 33),
    ("种苗交换", 26, "茶苗交换", 27, "更正原第{first}案", "replaces", 27),
]


def sheet_rows() -> list[list[str]]:
    """Each case with two parties of its own, whose names no other case has."""
    rows: list[list[str]] = []
    for at, (name, amount, later, further, note, *_) in enumerate(CASES):
        parties = [f"样本{chr(0x4E00 + 7 * at)}公司", f"示例{chr(0x4E00 + 7 * at)}大学"]
        first = len(rows) + 1
        said = note.format(first=first, row=first + 1)
        rows.append([str(first), name, *parties, "教育", f"{amount}万元", "2020-03-05", ""])
        rows.append([str(first + 1), later, *parties, "教育", f"{further}万元", "2021-04-06", said])
    return rows


def answer(sheet: Path, done: Imported, **others: str) -> None:
    settings = Settings.read(file_beside(sheet))
    for question in done.account.questions:
        if question.path[1] == "revises":
            settings.set(question.path, others.get(question.path[-1], question.options[0].answer))
    file_beside(sheet).write_bytes(settings.written(sheet.name))


def asked(done: Imported) -> dict[str, str]:
    """The first proposal for each row that is asked."""
    found = {one.path[-1]: one.options[0].answer for one in done.account.questions if one.path[1] == "revises"}
    assert len([one for one in done.account.questions if one.path[1] == "revises"]) == len(found)
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, Imported, Path]:
    """The sheet before its questions are answered with what they propose, and behind. Read only."""
    sheet = write_csv(tmp_path_factory.mktemp("revised") / "deals.csv", sheet_rows(), HEADINGS)
    first = import_sheet(sheet)
    answer(sheet, first)
    return first, import_sheet(sheet), first.folder


def test_each_is_asked_once_with_its_likeliest_answer_first(made: tuple[Imported, Imported, Path]) -> None:
    found = asked(made[0])
    expected = {later: f"{does} {name}" for name, _, later, *_, does, _ in CASES if does}
    assert found == expected
    waiting = [row.row for row in made[0].account.rows if row.outcome == "asked"]
    assert waiting == [2 * at + 3 for at, (*_, does, _) in enumerate(CASES) if does]
    assert not asked(made[1])


def test_the_totals_are_the_true_ones(made: tuple[Imported, Imported, Path]) -> None:
    _, done, folder = made
    of_rows = {row["id"]: row for row in table(folder, "partnerships")}
    of_parties = {row["party"]: row["partnership"] for row in table(folder, "participations")}
    assert len(of_parties) == 2 * len(CASES)
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    names = {row["id"]: row["name_zh"] for row in table(folder, "institutions")}
    whose = {
        row["partnership"]: names[row["party"].removeprefix("institution/")]
        for row in table(folder, "participations")
        if row["party"].removeprefix("institution/") in names
    }
    for row in table(folder, "observations"):
        if row.get("subset_of"):
            continue  # it is one of those that add up, and its sum stands beside it
        totals[whose[row["about"].removeprefix("partnership/")][2]] += Decimal(row["value"]) / 10000
    assert [totals[chr(0x4E00 + 7 * at)] for at in range(len(CASES))] == [total for *_, total in CASES]
    assert len(of_rows) == sum(1 if does else 2 for *_, does, _ in CASES)
    outcomes = [row.outcome for row in done.account.rows]
    assert outcomes.count("left out") == sum(does == "replaces" for *_, does, _ in CASES)
    assert outcomes.count("joined") == sum(does == "adds to" for *_, does, _ in CASES)


def test_what_is_revised_keeps_its_id_and_name_and_cites_both_rows(made: tuple[Imported, Imported, Path]) -> None:
    first, _, folder = made
    assert first.written
    partnerships = {row.get("name_zh") or row["name_en"]: row for row in table(folder, "partnerships")}
    assert {"港口培训中心", "粮食仓储示范", "Harbour study", "Tram depot"} <= partnerships.keys()
    assert partnerships["港口培训中心"]["place"] == "row=3"
    added = partnerships["粮食仓储示范"]
    figures = [row for row in table(folder, "observations") if row["about"] == f"partnership/{added['id']}"]
    assert [(row["original_text"], row["place"], row["as_of"]) for row in figures] == [
        ("30万元", "row=6", "2020-03-05"),
        ("5万元", "row=7", "2021-04-06"),
        ("30万元 + 5万元", "row=7", "2021-04-06"),
    ]
    assert [row.get("subset_of", "") for row in figures] == [figures[2]["id"], figures[2]["id"], ""]


def test_ids_stay_and_another_is_another(tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", sheet_rows()[:2], HEADINGS)
    done = import_sheet(sheet)
    before = {row["id"] for row in table(done.folder, "partnerships")}
    assert len(before) == 1
    answer(sheet, done)
    import_sheet(sheet)
    assert {row["id"] for row in table(done.folder, "partnerships")} == before
    first = tree(done.folder)
    import_sheet(sheet)
    assert tree(done.folder) == first
    settings = Settings.read(file_beside(sheet))
    settings.set(("answers", "revises", "港口培训中心（修正）"), "another")
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    import_sheet(sheet)
    assert before < {row["id"] for row in table(done.folder, "partnerships")}
    assert len(table(done.folder, "partnerships")) == 2


def test_a_row_of_another_sheet_is_added_to(tmp_path: Path) -> None:
    headings = HEADINGS[1:]
    east = [headings, ("港口示范", "样本港公司", "示例港大学", "教育", "30万元", "2020-03-05", "")]
    west = [headings, ("港口设备", "样本港公司", "示例港大学", "教育", "4万元", "2021-04-06", "并入东部第1案")]
    write_book(tmp_path / "deals.xlsx", 东部=east, 西部=west)
    sheet = tmp_path / "deals.xlsx"
    done = import_sheet(sheet)
    assert asked(done) == {"港口设备": "adds to 港口示范"}
    answer(sheet, done)
    import_sheet(sheet)
    (partnership,) = table(done.folder, "partnerships")
    sources = {row["id"]: row["title_zh"] for row in table(done.folder, "sources")}
    figures = [(row["original_text"], sources[row["source"]]) for row in table(done.folder, "observations")]
    assert sorted(figures) == [
        ("30万元", "表格 deals.xlsx (东部)"),
        ("30万元 + 4万元", "表格 deals.xlsx (西部)"),
        ("4万元", "表格 deals.xlsx (西部)"),
    ]
    assert partnership["name_zh"] == "港口示范"
    # Of two documents the later figure would supersede the earlier one, and be the only one in a sum.
    assert list(kg.build(done.folder).store.triples(None, NamedNode(SUPERSEDED), None)) == []


@pytest.mark.parametrize(
    ("cells", "answers", "total"),
    [
        (("100万元", "追加20万元"), {"追加20万元": "200000 CNY"}, 1_200_000),
        (("100万元", "20万元; 3万元"), {"20万元; 3万元": "200000 CNY; 30000 CNY"}, 1_230_000),
        (("100万元", "20万元，其中3万元"), {"20万元，其中3万元": "200000 CNY; of which 30000 CNY"}, 1_200_000),
        (("80万元; 20万元", "5万元"), {"80万元; 20万元": "800000 CNY; 200000 CNY"}, 1_050_000),
    ],
)
def test_what_adds_up_is_weighed_in_all(
    cells: tuple[str, str], answers: dict[str, str], total: int, tmp_path: Path
) -> None:
    headings = ("项目名称", "甲方", "乙方", "到位资金", "签约日期", "进展")
    rows = [
        ("港口示范", "嘉善县", "普陀区", cells[0], "2018-03-06", "运营"),
        ("港口示范（追加）", "嘉善县", "普陀区", cells[1], "2019-03-06", "运营"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, headings)
    done = import_sheet(sheet)
    settings = Settings.read(file_beside(sheet))
    settings.set(("answers", "party", "普陀区"), "region/cn-shanghai-putuo")
    for cell, said in answers.items():
        settings.set(("answers", "amount", cell), said)
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    answer(sheet, done)
    done = import_sheet(sheet)
    assert [one.path for one in done.account.questions if one.path[1] != "place"] == []
    built = kg.build(done.folder)
    network = built.project("region-region", weight="amount", currency="CNY")
    assert sum(weight for *_, weight in network.edges(data="weight")) == total


def test_of_several_revisions_the_last_holds_with_what_is_added(tmp_path: Path) -> None:
    parties = ("样本港公司", "示例港大学", "教育")
    rows = [
        ("A-1", "港口示范", *parties, "30万元", "2020-03-05", ""),
        ("A-2", "港口示范（修正）", *parties, "40万元", "2020-03-05", ""),
        ("A-3", "港口示范（追加）", *parties, "5万元", "2021-03-05", ""),
        ("A-4", "港口示范（再议）", *parties, "50万元", "2022-03-05", "replaces A-1"),
        ("A-5", "港口示范续", *parties, "7万元", "2022-03-05", "complete 12 months"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("编号", *HEADINGS[1:]))
    done = import_sheet(sheet)
    assert asked(done) == {"A-2": "replaces A-1", "A-3": "adds to A-2", "A-4": "replaces A-1"}
    answer(sheet, done)
    done = import_sheet(sheet)
    assert [row.outcome for row in done.account.rows] == ["left out", "left out", "joined", "made", "made"]
    made = {row["id"]: row["place"] for row in table(done.folder, "partnerships")}
    assert sorted(made.values()) == ["row=5", "row=6"]
    whole = next(name for name, place in made.items() if place == "row=5")
    figures = [row for row in table(done.folder, "observations") if row["about"] == f"partnership/{whole}"]
    assert sorted(row["original_text"] for row in figures) == ["50万元", "50万元 + 5万元", "5万元"]
