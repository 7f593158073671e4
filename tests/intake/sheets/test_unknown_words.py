"""Words at amounts that nobody knows, all of an amount, its parts; what is too unsure to be taken unasked."""

from __future__ import annotations

from pathlib import Path

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from tests.intake.sheets.written import options, table, write_book, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "领域", "协议金额", "其中：外资", "签约日期", "进展")
#: Cells of amounts, each with the part that is foreign capital.
CELLS = (
    ("比洱 2.2億至2.5億", ""),
    ("Wz 40", ""),
    ("400 zorks", ""),
    ("首付 2亿", ""),
    ("蘇姆 450億", "全數"),
    ("8.6亿元（一期2.1亿元）", ""),
    ("3亿美元", "100%"),
    ("12亿元（其中扶持资金2亿元）", ""),
    ("tbc: 5m", ""),
    ("TBD 6m", ""),
    ("Est: 7m", ""),
)
ROWS = [
    (f"合作{number}", "嘉善县", f"{land}第{number}理工学院", "科技", amount, part, "2021-03-05", stage)
    for number, ((amount, part), land, stage) in enumerate(
        zip(
            CELLS,
            ("埃塞俄比亚", "蒙古国", "肯尼亚", "德国", "乌兹别克斯坦", "法国", "德国", "法国", *3 * ("蒙古国",)),
            ("签约", "一期建成", "phase 1 built", *8 * ("签约",)),
            strict=True,
        ),
        start=1,
    )
]


def answered(sheet: Path, folder: Path, *answers: tuple[tuple[str, ...], str]) -> Imported:
    settings = Settings.read(file_beside(sheet))
    for path, answer in answers:
        settings.set(path, answer)
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    return import_sheet(sheet, folder)


def figures(folder: Path) -> set[tuple[str, str, str]]:
    return {(row["measure"], row["value"], row["unit"]) for row in table(folder, "observations")}


def test_a_word_that_nobody_knows_is_asked_as_a_currency_and_never_taken_for_the_columns(tmp_path: Path) -> None:
    sheet, folder = write_csv(tmp_path / "deals.csv", ROWS, HEADINGS), tmp_path / "made"
    done = import_sheet(sheet, folder, accept=True)
    asked = {one.path: one for one in done.account.questions}
    # By its sound, and by the country of its row.
    assert options(done, "sheets", "deals", "units", "比洱") == ["ETB", "ignore"]
    assert options(done, "sheets", "deals", "units", "Wz") == ["MNT", "ignore"]
    assert not asked["sheets", "deals", "units", "比洱"].is_safe
    assert "比洱" in asked["sheets", "deals", "units", "比洱"].text.zh
    # What counts something, and what says of what the amount is, is no currency by itself.
    assert options(done, "answers", "amount", "400 zorks") == ["ignore"]
    assert options(done, "answers", "amount", "首付 2亿") == ["200000000", "ignore"]
    # Nor is what says that nothing is decided, or what a colon follows: of none of them a currency is proposed.
    for word, cell in (("tbc", "tbc: 5m"), ("TBD", "TBD 6m"), ("Est", "Est: 7m")):
        assert ("sheets", "deals", "units", word) not in asked
        assert {*options(done, "answers", "amount", cell)} <= {"5000000", "7000000", "ignore"}
    # One phase that is built is not all of it.
    assert options(done, "answers", "stage", "一期建成")[0] != "completed"
    assert not asked["answers", "stage", "一期建成"].is_safe
    assert not asked["answers", "stage", "phase 1 built"].is_safe
    # All of a part is the amount that it is a part of.
    found = figures(folder)
    assert found == {
        *(("contractedInvestment", "45000000000", "UZS"), ("capitalIntroduced", "45000000000", "UZS")),
        *(("contractedInvestment", "300000000", "USD"), ("capitalIntroduced", "300000000", "USD")),
    }

    answered(
        *(sheet, folder),
        (("sheets", "deals", "units", "比洱"), "ETB"),
        (("sheets", "deals", "units", "Wz"), "nothing"),
        (("answers", "amount", "8.6亿元（一期2.1亿元）"), "860000000 CNY; of which 210000000 CNY"),
        (("answers", "amount", "12亿元（其中扶持资金2亿元）"), "1200000000 CNY; of which 200000000 CNY"),
    )
    assert figures(folder) - found == {
        *(("contractedInvestment", "220000000", "ETB"), ("contractedInvestment", "250000000", "ETB")),
        *(("contractedInvestment", "860000000", "CNY"), ("contractedInvestment", "210000000", "CNY")),
        *(("contractedInvestment", "1200000000", "CNY"), ("contractedInvestment", "200000000", "CNY")),
    }
    rows = {row["value"]: row for row in table(folder, "observations")}
    assert rows["210000000"]["subset_of"] == rows["860000000"]["id"]
    assert rows["200000000"]["subset_of"] == rows["1200000000"]["id"]
    assert "subset_of" not in rows["860000000"]
    again = answered(sheet, folder)
    (wrong,) = (one for one in again.account.questions if one.path[-1] == "Wz")
    assert "nothing" in wrong.text.en
    assert {row["value"]: row for row in table(folder, "observations")} == rows


def test_a_column_of_places_is_nobodys_seat_unasked(tmp_path: Path) -> None:
    rows = [
        ("合作1", "湖州学院", "弗莱堡大学", "湖州市", "科技", "2020-01-05"),
        ("合作2", "华中农业大学", "维也纳港口公司", "宁波市", "科技", "2020-01-06"),
        ("合作3", "绍兴学院", "第三公司", "绍兴市", "科技", "2020-01-07"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", "所在地", "领域", "签约日期"))
    done = import_sheet(sheet, tmp_path / "made", accept=True)
    (question,) = (one for one in done.account.questions if one.path[-1] == "所在地")
    assert not question.is_safe
    assert "site" in [one.answer for one in question.options]
    assert not table(tmp_path / "made", "partnerships")


def test_one_heading_of_several_sheets_is_asked_once(tmp_path: Path) -> None:
    """Its cells are stages, half of them with more in the cell; the heading says nothing."""
    headings = ("计划名称", "甲方", "乙方", "签约日期", "結果 Outcome")
    stages = ("signed", "在建", "completed 2021", "运营中", "ongoing")
    rows = [
        [
            (f"合作{land}{at}", "嘉善县", f"{land}第{at}学院", f"2020-01-0{at}", stage)
            for at, stage in enumerate(stages, 1)
        ]
        for land in ("德国", "法国")
    ]
    total = ("小計", "5案", "", "", "")
    book = tmp_path / "deals.xlsx"
    folder = write_book(book, eins=[headings, *rows[0], total], zwei=[headings, *rows[1], total])
    done = import_sheet(book, folder)
    columns = [one for one in done.account.questions if "columns" in one.path]
    assert [one.path for one in columns] == [("sheets", "eins", "columns", "結果 Outcome")]
    assert [one.answer for one in columns[0].options] == ["stage", "note"]
    assert "zwei" in columns[0].text.en
    assert "zwei" in columns[0].text.zh
    assert [row.outcome for row in done.account.rows].count("total") == 2
    answered(book, folder, (("sheets", "eins", "columns", "結果 Outcome"), "stage"))
    codes = [row["stage"] for row in table(folder, "stages")]
    for code in ("underConstruction", "completed", "operating"):
        assert codes.count(code) == 2
    assert Settings.read(file_beside(book)).get("sheets", "zwei", "columns", "結果 Outcome") == "stage"


def test_all_of_what_was_agreed_is_asked_row_by_row(tmp_path: Path) -> None:
    rows = [
        ("合作1", "嘉善县", "德国第一学院", "科技", "2亿元", "全部", "2020-01-05", "运营中"),
        ("合作2", "嘉善县", "德国第二学院", "科技", "3亿元", "全部", "2020-01-06", "运营中"),
    ]
    headings = ("项目名称", "甲方", "乙方", "领域", "协议金额", "已到位金额", "签约日期", "进展")
    sheet, folder = write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made"
    done = import_sheet(sheet, folder)
    asked = {one.path[-1]: [each.answer for each in one.options] for one in done.account.questions}
    first, second = "已到位金额, 合作1 (全部)", "已到位金额, 合作2 (全部)"
    assert asked[first] == ["200000000 CNY", "ignore"]
    assert asked[second] == ["300000000 CNY", "ignore"]
    answered(
        *(sheet, folder), (("answers", "amount", first), "200000000 CNY"), (("answers", "amount", second), "ignore")
    )
    assert ("capitalArrived", "200000000", "CNY") in figures(folder)
    assert ("capitalArrived", "300000000", "CNY") not in figures(folder)


def test_other_cells_of_a_column_settle_whether_a_point_groups(tmp_path: Path) -> None:
    cells = ("1.500.000,00 €", "3,75 Mio. €", "125.000,50 €", "3.000 €", "€ 1.5 bn")
    rows = [
        (f"Vorhaben {at}", "Stadt Ulm", "Muster Maschinenbau GmbH", "Forschung", cell, f"2020-01-0{at}")
        for at, cell in enumerate(cells, start=1)
    ]
    headings = ("Titel", "Partner A", "Partner B", "Bereich", "Betrag", "Unterzeichnet am")
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made", accept=True)
    assert not [one.path for one in done.account.questions if "decimal_comma" in one.path]
    values = {row["value"] for row in table(tmp_path / "made", "observations")}
    assert values >= {"1500000", "3750000", "125000.5", "3000"}
