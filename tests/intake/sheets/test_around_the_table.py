"""What stands around a table: units in its title, footnotes, headings of sections, the day of another sheet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.units_above import stated_units
from kg.intake.sheets.words import words
from tests.intake.sheets.written import by_name, of, options, table, write_book

#: One workbook, a sheet a language: its title states the unit; a section, footnotes of any mark, and no day but 安排's.
BOOK: Mapping[str, list[tuple[object, ...]]] = {
    "安排": [("合作安排（内部）",), ("填报日期：2022年3月15日",)],
    "台账": [
        ("样本市合作台账  单位：除注明外为万元",),
        ("序号", "主导单位", "配合单位", "项目", "金额", "签约时间"),
        ("一、省内",),
        ("1", "苏州市", "嘉善县", "青溪园区", "1,250.5", "2020-05-01"),
        ("2", "无锡市", "海盐县", "白塔码头", "3.5亿", "2021-02-03"),
        ("二、境外",),
        ("3", "南京市", "德国汉堡市", "云桥交流", "20万美元", "2021-12-01"),
        ("①", "本表不含意向项目"),
        ("② 金额为协议金额",),
        ("注1：数据由各地填报",),
    ],
    "Tracker": [
        ("Deals of the sample desk; all figures in £000 unless otherwise stated",),
        ("Ref", "Lead partner", "Partner 2", "Initiative", "Value", "Signed"),
        ("P-01", "City of York", "City of Lyon", "Green Rail", "500", "2019-05-01"),
        ("Gulf & Levant",),
        ("P-02", "City of Leeds", "City of Dubai", "Dry Dock", "USD 3m", "2020-05-01"),
        ("¹ the desk signed for six firms",),
        ("† under review",),
    ],
    "Liste": [
        ("Grenznahe Vorhaben", "Beträge in T€"),
        ("Lfd. Nr.", "Federführend", "Mitwirkende", "Vorhaben", "Volumen", "Unterzeichnet am"),
        ("1", "Hamburg", "Mulhouse", "Uferweg", "1.234,5", "28.11.2020"),
        ("* ohne Gewähr",),
        ("Anm.: vorläufig",),
    ],
    "Suivi": [
        ("Suivi – montants en milliers d'euros, sauf mention contraire",),
        ("N°", "Chef de file", "Autres partenaires", "Intitulé", "Montant", "Signé le"),
        ("1", "Ville de Lyon", "Ville de Nantes", "Voie verte", "850,5", "28.11.2020"),
        ("(1) montants hors taxes",),
    ],
    "Hoja": [
        ("Cooperación: cifras en millones de euros",),
        ("N.º", "Entidad líder", "Otros socios", "Proyecto", "Importe", "Fecha de firma"),
        ("1", "Cataluña, Spain", "Lyon", "Archivo común", "1,5", "28/11/2020"),
        ("[a] provisional",),
    ],
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, Path]:
    folder = tmp_path_factory.mktemp("around")
    write_book(folder / "book.xlsx", **BOOK)
    return import_sheet(folder / "book.xlsx", folder / "made"), folder / "made"


def test_amounts_without_a_unit_are_in_the_one_that_the_title_states(read: tuple[Imported, Path]) -> None:
    done, made = read
    assert done.written
    names, amounts = by_name(made), table(made, "observations")
    found = {
        name: [(one["value"], one["unit"]) for one in of(amounts, "about", f"partnership/{row['id']}")]
        for name, row in names.items()
    }
    assert found == {
        "青溪园区": [("12505000", "CNY")],
        "白塔码头": [("350000000", "CNY")],  # its own scale counts
        "云桥交流": [("200000", "USD")],  # and its own currency
        "Green Rail": [("500000", "GBP")],
        "Dry Dock": [("3000000", "USD")],
        "Uferweg": [("1234500", "EUR")],
        "Voie verte": [("850500", "EUR")],
        "Archivo común": [("1500000", "EUR")],
    }  # fmt: skip
    told = [one.en for one in done.account.notices if "as stated around the table" in one.en]
    assert [one.split(":")[0] for one in told] == [f"Sheet {name}" for name in BOOK if name != "安排"]
    assert not [one for one in done.account.questions if one.path[2:3] == ("units",)]


def test_sections_and_footnotes_are_no_rows_that_are_refused(read: tuple[Imported, Path]) -> None:
    done, _ = read
    left = {(one.sheet, one.row): one.remarks[-1][1].en for one in done.account.rows if one.outcome == "left out"}
    section, note = "a heading of a section", "a note below the table"
    assert left == {
        **dict.fromkeys([("台账", 3), ("台账", 6), ("Tracker", 4)], section),
        **dict.fromkeys([("台账", 8), ("台账", 9), ("台账", 10), ("Tracker", 6), ("Tracker", 7)], note),
        **dict.fromkeys([("Liste", 4), ("Liste", 5), ("Suivi", 4), ("Hoja", 4)], note),
    }
    assert {one.outcome for one in done.account.rows} == {"left out", "made"}


def test_a_sheet_holds_by_the_day_that_another_one_of_the_book_states(read: tuple[Imported, Path]) -> None:
    done, made = read
    assert {row["issued"] for row in table(made, "sources") if row["id"].startswith("sheet-book")} == {"2022-03-15"}
    told = [one.en for one in done.account.notices if "as the sheet 安排 states" in one.en]
    assert told[0].startswith(
        "Sheet 台账: holds by 2022-03-15, as the sheet 安排 states; its own latest day is 2021-12-01"
    )
    assert len(told) == len(BOOK) - 1


def test_what_is_no_footnote_no_section_and_no_day_of_the_others_stays(tmp_path: Path) -> None:
    """A bare name among names, a day long before or after, and a title that states two units decide nothing."""
    rows = [
        ("单位：万元（境外项目为万美元）",),
        ("项目", "甲方", "乙方", "金额", "签约时间"),
        ("青溪园区", "苏州市", "嘉善县", "300", "2020-05-01"),
        ("1) 白塔码头",),
        ("云桥", "无锡市", "海盐县", "450", "2021-02-03"),
    ]
    old = [("截至2012年6月30日",), *rows[1:3]]
    write_book(tmp_path / "book.xlsx", 台账=rows, 往年=old)
    done = import_sheet(tmp_path / "book.xlsx", tmp_path / "made")
    refused = [(one.sheet, one.row) for one in done.account.rows if one.outcome == "refused"]
    assert ("台账", 4) in refused
    assert options(done, "sheets", "台账", "units", "金额")[:2] == ["万元", "万美元"]
    assert not [one for one in done.account.notices if "as the sheet" in one.en]
    assert {path for path in (one.path for one in done.account.questions) if path == ("as_of",)}  # 2012 beside 2020


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("金额单位：人民币万元", ("CNY", 4)),
        ("所有金额均以万美元计", ("USD", 4)),
        ("單位：億元", ("CNY", 8)),
        ("单位：万元/人", ("CNY", 4)),
        ("Partnerships, in € million", ("EUR", 6)),
        ("Currency: USD", ("USD", 0)),
        ("Angaben in Mio. EUR, sofern nicht anders angegeben", ("EUR", 6)),
        ("Projektliste (k€)", ("EUR", 3)),
        ("importes en miles de euros", ("EUR", 3)),
        ("valores em milhões de reais", ("BRL", 6)),
        ("суммы в тыс. руб.", ("RUB", 3)),
        # What is no unit of the table's amounts.
        ("Projects above EUR 5 million", None),
        ("填报单位：样本合作处   单位：见各栏", None),
        ("牵头单位：绿洲医院", None),
        ("单位：万元/年", None),
        ("Business in AUD", None),
        ("Einheit: Abteilung 3", None),
        ("Inland EUR m", None),
    ],
)
def test_which_lines_state_a_unit(line: str, stated: tuple[str, int] | None) -> None:
    found = [(one.hints.unit, one.hints.scale) for one in stated_units([line], [], words().money)]
    assert found == ([stated] if stated else [])
