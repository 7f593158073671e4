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
    ("Kelp farm", 51, "Kelp dryer", 7, "extension of no. {first}", "adds to", 58),
    ("Moor survey", 52, "Peat survey", 53, "Amendment to project {first}", "replaces", 53),
    # The number may stand before what is done to it.
    ("灯台改修", 63, "第{first}号案件の延長", 4, "", "adds to", 67),
    ("干潟調査", 64, "{first}番の修正", 65, "", "replaces", 65),
    ("등대 정비", 66, "{first}번 사업 증액", 3, "", "adds to", 69),
    ("갯벌 조사", 67, "제{first}호 계약 변경", 68, "", "replaces", 68),
    ("Rakpart", 69, "A {first}. számú szerződés kiegészítése", 2, "", "adds to", 71),
    ("Kikötő", 71, "A {row}. sor módosítása", 72, "", "replaces", 72),
    ("Silo", 73, "Silo neu", 74, "ersetzt die {row}. Zeile", "replaces", 74),
    ("Jetty", 75, "Jetty shed", 5, "extends the {row}th row", "adds to", 80),
    ("地下鉄", 76, "{first}号線の延伸", 77, "", "", 153),
    ("지하철", 78, "{first}호선 연장", 79, "", "", 157),
    ("국도 사무소", 81, "{first}번 국도 확장", 82, "", "", 163),
    # What only says that it corrects has no name of its own.
    ("潮汐观测", 83, "更正第{first}项", 84, "", "replaces", 84),
    ("Falanster", 85, "Korekta do poz. {first}", 86, "", "replaces", 86),
    ("Werft", 87, "Berichtigung zu Nr. {first}", 88, "", "replaces", 88),
    ("Mussel beds", 89, "Correction to entry no. {first}", 91, "corrects row {row}", "replaces", 91),
    ("Foreland", 92, "Polder", 93, "corrects row {row}", "replaces", 93),
    # What is done to the row stands behind it, or it is called by its name.
    ("码头扩建", 93, "码头设备", 94, "第{first}项金额以本项为准", "replaces", 94),
    ("引水渠", 95, "引水站", 96, "第{first}项已并入本项", "adds to", 191),
    ("Slipway", 97, "Sea crane", 98, "row {row} is superseded by this one", "replaces", 98),
    ("Boatyard", 99, "Shed", 11, "supersedes Boatyard", "replaces", 11),
    ("泵站改造", 99, "闸门", 12, "泵站改造已由本项取代", "replaces", 12),
    # The amounts are the same, and still two.
    ("足球交流", 8, "足球交流（追加）", 8, "", "adds to", 16),
    # New agreements, and words that are no mark of a row.
    ("水资源合作", 20, "水资源合作二期", 25, "一期延续", "", 45),
    ("友城协议", 1, "友城协议（续签）", 2, "", "", 3),
    ("Metro depot", 61, "Metro tunnel", 62, "extension of line {first}", "", 123),
    ("Exchange", 4, "Exchange, renewal", 5, "renewed in 2021", "", 9),
    ("文具合作", 6, "修正液工厂", 7, "", "", 13),
    ("标准互认", 16, "计量互认", 17, "修订《框架协议》第{first}项", "", 33),
    ("种苗交换", 26, "茶苗交换", 27, "更正原第{first}案", "replaces", 27),
    # What only points to another row does nothing to it; a revision that points to one does.
    ("码头照明", 3, "码头标识", 4, "资金来源见第{first}项", "", 7),
    ("Quay lights", 3, "Quay signs", 5, "see row {row} for the contact person", "", 8),
    ("Deichbau", 3, "Deichpflege", 6, "cf. Nr. {first}; siehe Zeile {row}", "", 9),
    ("渔网改良", 3, "渔网回收", 7, "同第{row}行", "", 10),
    ("海岸测绘", 3, "海岸巡查", 8, "更正，见第{first}案", "replaces", 8),
    # What is named by a number and is no row.
    ("School garden", 3, "School kitchen", 9, "extends No. {first} Middle School; amends item {first} goals", "", 12),
    ("屋顶绿化", 4, "屋顶农场", 5, "修订第{first}项目标，变更第{first}号楼", "", 9),
    ("Night ferry", 4, "Night quay", 6, "replaces No. {first} because the amount was wrong", "replaces", 6),
    ("Park przy rzece", 45, "Aneks do poz. {first}", 52, "zmienia poz. {first}", "replaces", 52),
    ("Kładka piesza", 20, "Aneks nr 2 do pkt {first}", 3, "", "adds to", 23),
    ("Fietsbrug", 30, "Fietstunnel", 31, "vervangt nr. {first}", "replaces", 31),
    ("Dijkbeheer", 8, "Duinbeheer", 2, "aanvulling op punt {first}", "adds to", 10),
    ("Malá knihovna", 6, "Velká knihovna", 7, "nahrazuje č. {first}", "replaces", 7),
    ("Lanovka", 40, "Dodatek č. 1 k položce {first}", 4, "", "adds to", 44),
    ("Mercato coperto", 11, "Mercato nuovo", 12, "sostituisce la voce {first}", "replaces", 12),
    ("Horta escolar", 9, "Horta urbana", 10, "substitui o item {first}", "replaces", 10),
    ("Segelskola", 14, "Roddskola", 15, "ersätter nr {first}", "replaces", 15),
    ("Ледовая арена", 70, "Малая арена", 75, "заменяет п. {first}", "replaces", 75),
    ("Речной вокзал", 25, "Причал", 5, "дополнение к строке {row}", "adds to", 30),
    # An addendum has a number of its own, and what only points does nothing.
    ("Szlak rowerowy", 5, "Szlak konny", 6, "zob. poz. {first}", "", 11),
    ("Młyn", 5, "Tartak", 7, "korekta nr {first} budżetu", "", 12),
    ("浮标研究", 4, "浮标维护", 7, "并入第{first}项目", "adds to", 11),
]


def sheet_rows() -> list[list[str]]:
    """Each case with two parties of its own, whose names no other case has."""
    rows: list[list[str]] = []
    for at, (name, amount, later, further, note, *_) in enumerate(CASES):
        parties = [f"样本{chr(0x4E00 + 7 * at)}公司", f"示例{chr(0x4E00 + 7 * at)}大学"]
        first = len(rows) + 1
        said = note.format(first=first, row=first + 1)
        rows.append([str(first), name, *parties, "教育", f"{amount}万元", "2020-03-05", ""])
        rows.append(
            [
                str(first + 1),
                later.format(first=first, row=first + 1),
                *parties,
                "教育",
                f"{further}万元",
                "2021-04-06",
                said,
            ]
        )
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
    expected = {
        later.format(first=2 * at + 1, row=2 * at + 2): f"{does} {name}"
        for at, (name, _, later, *_, does, _) in enumerate(CASES)
        if does
    }
    assert found == expected
    told = {one.path[-1]: one.text for one in made[0].account.questions if one.path[1] == "revises"}
    assert told["Tram depot - Amendment 2"].en.endswith("How does this row relate to 'Tram depot' (row 12)?")
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


def test_the_name_of_what_is_corrected_stays_unless_the_correcting_row_has_its_own(
    made: tuple[Imported, Imported, Path],
) -> None:
    _, done, folder = made
    partnerships = {row.get("name_zh") or row["name_en"]: row for row in table(folder, "partnerships")}
    at = {name: 2 * at + 3 for at, (name, *_) in enumerate(CASES)}
    for name, later in (
        ("潮汐观测", "更正第{first}项"),
        ("Falanster", "Korekta do poz. {first}"),
        ("Werft", "Berichtigung zu Nr. {first}"),
        ("Mussel beds", "Correction to entry no. {first}"),
    ):
        kept = partnerships[name]
        assert later.format(first=at[name] - 2) in kept.get("note_zh", "") + kept.get("note_en", "")
        told = [said.en for row in done.account.rows if row.row == at[name] for _, said in row.remarks]
        assert any(f"the name stays that of row {at[name] - 1}, {name!r}" in said for said in told)
    # A name of its own holds, and what the other row was called is told.
    own = next(one for one in partnerships.values() if one["place"] == f"row={at['Foreland']}")
    assert own["name_en"] == "Polder"
    told = [said.en for row in done.account.rows if row.row == at["Foreland"] for _, said in row.remarks]
    assert any(f"row {at['Foreland'] - 1} is called 'Foreland'" in said for said in told)


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


FULL = ("No.", "项目名称", "甲方", "乙方", "领域", "合同金额", "签约日期", "起止时间", "建设地点", "备注")
PORT, RIVER = ("样本港公司", "示例港大学"), ("样本河公司", "示例河大学")
WORDS_OF_OTHERS = [
    # What replaces and leaves the amount and the site empty; a correction of it that leaves them empty too.
    ("1", "港口培训中心", *PORT, "教育", "120万元", "2020-03-05", "", "上海市浦东新区", ""),
    ("2", "港口培训中心（修正）", *PORT, "教育", "", "2021-04-06", "", "", ""),
    ("3", "港口培训中心（再次更正）", *PORT, "农业", "", "2022-04-06", "", "", "更正第2案"),
    # What adds with a name, a sector, a term and a site of its own.
    ("4", "果园合作", *RIVER, "教育", "10万元", "2020-03-05", "2020-01-01至2022-12-31", "上海市浦东新区", ""),
    ("5", "果园灌溉", *RIVER, "农业", "3万元", "2021-03-05", "2021-01-01至2025-12-31", "上海市青浦区", "并入第4项"),
]


def remarks(done: Imported, row: int) -> dict[str, str]:
    (account,) = [one for one in done.account.rows if one.row == row]
    return {heading: text.en for heading, text in account.remarks}


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, dict[str, dict[str, str]]]:
    """The sheet once its questions are answered with what they propose, and its partnerships by their names."""
    sheet = write_csv(tmp_path_factory.mktemp("joined") / "deals.csv", WORDS_OF_OTHERS, FULL)
    answer(sheet, import_sheet(sheet))
    done = import_sheet(sheet)
    return done, {row["name_zh"]: row for row in table(done.folder, "partnerships")}


def test_what_is_taken_over_cites_the_row_that_has_it(joined: tuple[Imported, dict[str, dict[str, str]]]) -> None:
    done, partnerships = joined
    port = next(row for name, row in partnerships.items() if name.startswith("港口培训中心"))
    assert (port["place"], port["sectors"], port["carried_out_in"]) == ("row=4", "agriculture", "cn-shanghai-pudong")
    figures = [row for row in table(done.folder, "observations") if row["about"] == f"partnership/{port['id']}"]
    assert [(row["original_text"], row["place"]) for row in figures] == [("120万元", "row=2")]
    assert remarks(done, 4)["合同金额"] == remarks(done, 4)["建设地点"] == "empty here: as in row 2"
    assert [(one.row, one.outcome) for one in done.account.rows] == [
        *((2, "left out"), (3, "left out"), (4, "made")),
        *((5, "made"), (6, "joined")),
    ]


def test_what_adds_joins_its_sectors_and_sites_and_keeps_the_rest(
    joined: tuple[Imported, dict[str, dict[str, str]]],
) -> None:
    done, partnerships = joined
    orchard = partnerships["果园合作"]
    assert orchard["sectors"] == "education;agriculture"
    assert orchard["carried_out_in"] == "cn-shanghai-pudong;cn-shanghai-qingpu"
    assert (orchard["period_start"], orchard["period_end"]) == ("2020-01-01", "2022-12-31")
    for kept in ("果园灌溉", "2021-01-01至2025-12-31", "并入第4项"):
        assert kept in orchard["note_zh"]
    assert "kept in the note" in remarks(done, 6)["项目名称"]
    assert "If it prolongs the whole" in remarks(done, 6)["起止时间"]
    assert "added" in remarks(done, 6)["领域"]
    assert "added" in remarks(done, 6)["建设地点"]
    assert not [one.en for one in done.account.notices if "otherwise than at the last import" in one.en]


def test_rows_of_one_name_are_answered_each_by_itself(tmp_path: Path) -> None:
    parties = ("样本港公司", "示例港大学", "教育")
    rows = [
        ("1", "Harbour study", *parties, "30万元", "2020-03-05", ""),
        ("2", "Harbour study (revised)", *parties, "40万元", "2021-03-05", ""),
        ("3", "Harbour study (revised)", *parties, "50万元", "2022-03-05", ""),
        ("4", "Harbour study (addendum)", *parties, "5万元", "2022-04-05", ""),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    done = import_sheet(sheet)
    first, second = "Harbour study (revised) (40万元, 2021-03-05)", "Harbour study (revised) (50万元, 2022-03-05)"
    assert list(asked(done)) == [first, second, "Harbour study (addendum)"]
    answer(sheet, done, **{second: "another", "Harbour study (addendum)": "ignore"})
    done = import_sheet(sheet)
    assert not asked(done)
    assert [row.outcome for row in done.account.rows] == ["left out", "made", "made", "left out"]
    made = sorted(row["original_text"] for row in table(done.folder, "observations"))
    assert made == ["40万元", "50万元"]


def test_what_replaces_a_row_of_another_sheet_is_told_what_it_lacks(tmp_path: Path) -> None:
    before = [("项目名称", "甲方", "乙方", "合同金额", "签约日期"), ("港口培训中心", *PORT, "120万元", "2020-03-05")]
    # The columns stand in another order: what is below one heading is never read as what is below another.
    after = [
        ("签约日期", "合同金额", "甲方", "乙方", "项目名称"),
        ("2021-03-05", "", *PORT, "港口培训中心（修正）"),
        ("2021-05-05", "7万元", *RIVER, "粮仓"),
    ]
    write_book(tmp_path / "deals.xlsx", 前=before, 后=after)
    sheet = tmp_path / "deals.xlsx"
    done = import_sheet(sheet)
    (question,) = [one for one in done.account.questions if one.path[1] == "revises"]
    assert "not taken from there" in question.options[0].text.en
    answer(sheet, done)
    done = import_sheet(sheet)
    assert [row["original_text"] for row in table(done.folder, "observations")] == ["7万元"]
    (account,) = [one for one in done.account.rows if (one.sheet, one.row) == ("后", 2)]
    told = [text.en for _, text in account.remarks if "this row has none" in text.en]
    assert told == [
        "row 2 of 前 has '120万元' (合同金额), and this row has none: it is not taken over. Write it here if it still "
        "holds"
    ]


def test_an_amount_that_is_taken_over_has_the_unit_of_its_row(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "领域", "金额", "单位", "签约日期", "备注")
    rows = [
        ("港口培训中心", *PORT, "教育", "120", "万元", "2020-03-05", ""),
        ("港口培训中心（修正）", *PORT, "", "", "元", "", ""),
        ("粮仓", *RIVER, "农业", "7", "万元", "2021-03-05", ""),
        ("", *RIVER, "", "3", "万元", "2021-03-05", "补充第3案"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, headings)
    answer(sheet, import_sheet(sheet))
    done = import_sheet(sheet)
    figures = [(row["value"], row["place"]) for row in table(done.folder, "observations")]
    # The last one is what the row that adds and the one before it come to.
    assert figures == [("1200000", "row=2"), ("70000", "row=4"), ("30000", "row=5"), ("100000", "row=5")]
    assert "'元' is not used" in remarks(done, 3)["单位"]
    # What adds has the name and the sector of the other row.
    assert set(remarks(done, 5).values()) == {"adds to row 4, as answered"}


def test_a_cell_that_is_taken_over_is_answered_under_the_name_of_the_later_row(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "领域", "金额", "签约日期")
    rows = [
        ("港口培训中心", *PORT, "教育", "120", "2020-03-05"),
        ("港口培训中心（修正）", *PORT, "教育", "", "2021-03-05"),
        ("粮仓", *RIVER, "农业", "70", "2021-03-05"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, headings)
    answer(sheet, import_sheet(sheet))
    key = "金额, 港口培训中心（修正） (120)"
    assert [key in one.text.en for one in import_sheet(sheet).account.questions if one.path[2:3] == ("units",)] == [
        True
    ]
    settings = Settings.read(file_beside(sheet))
    settings.set(("sheets", "deals", "units", key), "CNY")
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    done = import_sheet(sheet)
    assert [(row["value"], row["place"]) for row in table(done.folder, "observations")] == [("120", "row=2")]


def test_a_replaced_row_is_not_said_to_be_read_otherwise(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "类型", "签约日期", "备注")
    rows = [
        ("港口示范", *PORT, "项目", "2020-03-05", ""),
        ("港口设备", *PORT, "合作", "2021-04-06", "replaces row 2"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, headings)
    done = import_sheet(sheet)
    answer(sheet, done)
    answered = import_sheet(sheet)
    settings = Settings.read(file_beside(sheet))
    settings.set(("answers", "revises", "港口设备"), "another")
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    back = import_sheet(sheet)
    classes = {row["name_zh"]: row["class"] for row in table(done.folder, "partnerships")}
    assert classes["港口示范"] != classes["港口设备"]
    for each in (answered, back):
        assert not [one.en for one in each.account.notices if "otherwise than at the last import" in one.en]


#: The notes of rows 2 to 4, one below the table, and the row at which it is told, with what; none where nothing is.
SINCE: list[tuple[tuple[str, str, str], str, int, str]] = [
    (("", "Quay link: value since revised to AUD 5m", ""), "", 2, "row 3"),
    (("", "value since revised to AUD 5m", ""), "", 3, "its note"),
    (("", "", "第1项金额有误，应为25万"), "", 2, "row 4"),
    (("", "", "滨江项目投资额已调整为9亿元"), "", 3, "row 4"),
    (("see no. 3 for the correct figure", "", ""), "", 2, "its note"),
    (("", "", ""), "Note: Quay link was revised to 5,000,000 in 2022", 2, "a note below the table"),
    (("", "", "滨江项目已终止"), "", 3, "row 4"),
    # The cells have it, the words are of something else, or no row is named.
    (("increased to 1m in 2020", "", ""), "", 0, ""),
    (("see no. 3 for the contact", "gates are open", "the road is closed"), "", 0, ""),
]


@pytest.mark.parametrize(("notes", "below", "row", "who"), SINCE)
def test_what_notes_say_is_otherwise_by_now_is_told_at_the_row_that_they_mean(
    notes: tuple[str, str, str], below: str, row: int, who: str, tmp_path: Path
) -> None:
    names = ("Quay link", "滨江项目", "Mill lab")
    cells = [(str(at), name, "嘉善县", "上海市", f"{at}000000", notes[at - 1]) for at, name in enumerate(names, 1)]
    cells += [(below, "", "", "", "", "")] * bool(below)
    headings = ("No.", "Name", "Party A", "Party B", "Amount (AUD)", "Note")
    done = import_sheet(write_csv(tmp_path / "deals.csv", cells, headings), tmp_path / "made")
    told = {one.row: text.en for one in done.account.rows for _, text in one.remarks if "If the note holds" in text.en}
    assert set(told) == ({row} if row else set())
    if row:
        assert who in told[row]
        assert f"{row - 1}000000, which counts" in told[row]


@pytest.mark.parametrize(
    ("note", "other"),
    [
        ("superseded by row 4", 4),
        ("merged into no. 3", 4),
        ("replaces item 2", 3),
        ("已被第2项取代", 3),
        ("replaced by Mill lab", 4),
        ("part of the northern port", 0),
        ("replaces 3 cranes", 0),
    ],
)
def test_a_row_that_another_one_replaces_is_told_where_it_is_not_asked(note: str, other: int, tmp_path: Path) -> None:
    """The first of three rows speaks of a later one."""
    names = ("Quay link", "滨江项目", "Mill lab")
    cells = [(str(at), name, "嘉善县", "上海市", "5", note * (at == 1)) for at, name in enumerate(names, 1)]
    headings = ("No.", "Name", "Party A", "Party B", "Amount (AUD)", "Note")
    done = import_sheet(write_csv(tmp_path / "deals.csv", cells, headings), tmp_path / "made")
    told = " ".join(text.en for one in done.account.rows for _, text in one.remarks)
    assert ("both rows count" in told) is bool(other)
    assert not other or f"which is row {other}:" in told


def test_a_row_that_is_said_to_be_another_is_told_no_more(tmp_path: Path) -> None:
    cells = [
        ("1", "Quay link", "嘉善县", "上海市", "5", ""),
        ("2", "Mill lab", "嘉善县", "上海市", "6", "replaces row 2"),
    ]
    sheet = write_csv(tmp_path / "d.csv", cells, ("No.", "Name", "Party A", "Party B", "Amount (AUD)", "Note"))
    asked = [one.path for one in import_sheet(sheet, tmp_path / "made").account.questions]
    assert ("answers", "revises", "Mill lab") in asked
    answered = "as_of: 2023-12-31\nanswers:\n  revises:\n    Mill lab: another\n"
    (tmp_path / "d.csv.kg.yaml").write_text(answered, encoding="utf-8")
    done = import_sheet(sheet, tmp_path / "made")
    assert not [text.en for one in done.account.rows for _, text in one.remarks if "both rows" in text.en]
