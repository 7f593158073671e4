"""Firms beside their names in Chinese, beside other firms, and with their countries in brackets."""

from __future__ import annotations

from pathlib import Path

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.test_several import imported as parties_of
from tests.intake.sheets.test_several import sheet_of
from tests.intake.sheets.written import remarks, table, write_csv


def asked(done: Imported) -> dict[str, tuple[str, ...]]:
    """What must be answered of parties: the name, and the two likeliest answers."""
    questions = [one for one in done.account.questions if one.path[:2] == ("answers", "party") and not one.optional]
    # What the parts of a cell are is asked ahead besides.
    shown = (one for one in questions if "(Asked ahead" not in one.text.en)
    return {one.path[-1]: tuple(option.answer for option in one.options[:2]) for one in shown}


def firms(folder: Path) -> dict[str, tuple[str, str]]:
    """The institutions by their names in Chinese, else in letters: other names, and where they are."""
    rows = table(folder / "made", "institutions")
    return {
        row.get("name_zh") or row["name_en"]: (
            ";".join(filter(None, (row.get("alt_zh"), row.get("alt_en")))),
            row.get("located_in", ""),
        )
        for row in rows
    }


def test_a_foreign_name_beside_a_chinese_one_is_two_or_one_by_what_ties_them(tmp_path: Path) -> None:
    one, two = (
        "institution company",
        {"POSCO 现代集团": "POSCO; 现代集团", "ABB Ltd 上海电气集团": "ABB Ltd; 上海电气集团"},
    )
    two |= {"Siemens AG/巴斯夫": "Siemens AG; 巴斯夫", "BASF（西门子股份公司）": "BASF; 西门子股份公司"}
    perhaps = {
        "青溪重工 Weser Stahl GmbH": "青溪重工; Weser Stahl GmbH",
        "Nordhaus Foods Ltd 绿谷食品": "Nordhaus Foods Ltd; 绿谷食品",
        "Muster 均胜电子集团": "Muster; 均胜电子集团",
    }
    # Known names of one firm, one by its sound, and a firm's part in China or of one trade are one.
    single = (
        "西门子集团 Siemens",
        "米其林集团 Michelin",
        "杜尔克公司 Durker",
        "SAP 中国研究院",
        "TCL 科技集团",
        "LG化学集团",
    )
    sheet = sheet_of(tmp_path, *two, *perhaps, *single)
    done = import_sheet(sheet, tmp_path / "made")
    assert asked(done) == (
        {cell: (sides, one) for cell, sides in two.items()} | {cell: (one, sides) for cell, sides in perhaps.items()}
    )
    cells = {*two, *perhaps}
    assert not any(question.is_safe for question in done.account.questions if question.path[-1] in cells)
    assert {("西门子集团", "Siemens"), ("米其林集团", "Michelin"), ("杜尔克公司", "Durker")} <= {
        (row.get("name_zh", ""), row.get("name_en", "")) for row in table(tmp_path / "made", "institutions")
    }


def test_two_columns_of_one_party_in_two_languages_are_not_asked_cell_by_cell(tmp_path: Path) -> None:
    firms_of = [("青溪重工集团", "Weser Stahl"), ("绿谷食品公司", "Lagune Foods"), ("云川科技公司", "Nordic Compute")]
    rows = [(f"合作{at}", "嘉善县", zh, en, "2017-07-28") for at, (zh, en) in enumerate(firms_of)]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", "Party B", "签约日期"))
    assert asked(import_sheet(sheet, tmp_path / "made")) == {}
    made = {(row.get("name_zh", ""), row.get("name_en", "")) for row in table(tmp_path / "made", "institutions")}
    assert made == {*firms_of}


def test_a_country_in_brackets_is_where_a_firm_is_and_none_of_its_name(tmp_path: Path) -> None:
    cells = {
        "Muster Werke AG（德国）": ("Muster Werke AG", "de"),
        "Sample Compute AB (SE)": ("Sample Compute AB", "se"),
        "样本汽车公司（日本）": ("样本汽车公司", "jp"),
        "样本机床股份公司【意大利】": ("样本机床股份公司", "it"),
        "Grüner Fluss GmbH (A)": ("Grüner Fluss GmbH", "at"),
        "Siemens (Germany)": ("Siemens", "de"),
    }
    # Whose branch it is, one of two branches, and what stands before the legal form stay.
    kept = {
        "霍尼韦尔（中国）有限公司": ("霍尼韦尔（中国）有限公司", ""),
        "样本重工（中国）": ("样本重工（中国）", ""),
        "Lanholm Ltd (Malaysia)": ("Lanholm Ltd (Malaysia)", "my"),
        "Lanholm Ltd (Vietnam)": ("Lanholm Ltd (Vietnam)", "vn"),
        "Blue Reed Ministry (Ghana)": ("Blue Reed Ministry (Ghana)", "gh"),
    }
    bare = [name for name, _ in cells.values()]
    sheet = sheet_of(tmp_path, *cells, *bare, *kept)
    done = import_sheet(sheet, tmp_path / "made")
    assert asked(done) == {}
    assert firms(tmp_path) == (
        {name: (typed, seat) for typed, (name, seat) in cells.items()}
        | {name: ("", seat) for name, seat in kept.values()}
    )
    assert "Muster Werke AG（德国） is read as Muster Werke AG, in Germany" in remarks(done).en
    assert "“样本汽车公司（日本）”按样本汽车公司计，位于日本" in remarks(done).zh
    before = {path.name: path.read_bytes() for path in (tmp_path / "made").glob("*.csv")}
    parties_of(sheet)
    assert {path.name: path.read_bytes() for path in (tmp_path / "made").glob("*.csv")} == before
