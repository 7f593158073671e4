"""A sheet of a book that says how parties are reached holds no partnerships: left out, told, and by any answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import by_name, write_book

DEALS = [
    ("项目名称", "甲方", "乙方", "签约日期", "进展"),
    ("青溪项目", "嘉善县", "青浦区", "2019-05-20", "运行中"),
    ("白塔合作", "海盐县", "闵行区", "2018-03-02", "已签约"),
]
#: These are no contacts: a project of each party, who takes part below a heading that nobody knows, and a field of
#: cooperation with each.
CONTACTS = {
    "通讯录": [("单位", "联系人", "电话"), ("嘉善县商务局", "张三", "0573-1234567")],
    "Contacts": [
        ("Name", "Organisation", "E-mail", "Phone"),
        ("Jo Doe", "Jiashan Sample Office", "j@example.org", "123"),
    ],
    "各校": [
        ("单位", "姓名", "职务", "微信号", "地址"),
        ("嘉善样本学校", "李四", "校长", "li4", "嘉善县样本路1号"),
    ],
}
NO_CONTACTS = {
    "项目": [("项目名称", "单位", "联系人", "电话"), ("黑石项目", "嘉善县", "张三", "0573-1234567")],
    "另一方": [("单位", "联系电话", "同谁人"), ("平湖市", "0573-1234567", "松江区"), ("桐乡市", "0573-1", "金山区")],
    "各国": [("合作单位", "国家", "领域", "电话"), ("湖滨样本学院", "德国", "农业", "0573-1234567")],
}


def imported(folder: Path, typed: str = "", **sheets: list[tuple[str, ...]]) -> Imported:
    """What an import of a book of partnerships and of further sheets says."""
    write_book(folder / "book.xlsx", 合作=DEALS, **sheets)
    (folder / "book.xlsx.kg.yaml").write_text(f"as_of: 2023-12-31\n{typed}", encoding="utf-8")
    return import_sheet(folder / "book.xlsx", folder / "made")


def test_lists_of_contacts_are_left_out_and_told_and_no_other_sheets(tmp_path: Path) -> None:
    done = imported(tmp_path, **CONTACTS, **NO_CONTACTS)
    told = [one.en for one in done.account.notices if "lists contacts" in one.en]
    assert told == [
        f"Sheet {name}: lists contacts (one party a row and how to reach it) and no partnerships; left out "
        "(`read: true` has it read)"
        for name in CONTACTS
    ]
    assert {row.sheet for row in done.account.rows} == {"合作", *NO_CONTACTS}


@pytest.mark.parametrize(
    "typed",
    [
        "通讯录: {columns: {单位: ignore}}",
        "通讯录: {columns: {单位: note, 联系人: note}}",
        "通讯录: {columns: {单位: ignore, 联系人: ignore, 电话: ignore}}",
        "通讯录: {columns: ignore}",
        "通讯录: {headings: ignore}",
        "通讯录: {ignore: true}",
        "通讯录: {read: false}",
        "通讯录: ignore",
    ],
)
def test_any_answer_that_it_names_no_parties_leaves_it_out(typed: str, tmp_path: Path) -> None:
    done = imported(tmp_path, f"sheets: {{{typed}}}\n", 通讯录=CONTACTS["通讯录"])
    assert done.written
    assert not done.account.questions
    assert by_name(tmp_path / "made").keys() == {"青溪项目", "白塔合作"}
    assert [one.en for one in done.account.notices if one.en.startswith("Sheet 通讯录: n")]


def test_who_has_it_read_is_asked_of_that_sheet_and_how_to_leave_it_out(tmp_path: Path) -> None:
    write_book(tmp_path / "book.xlsx", 合作=DEALS, 通讯录=CONTACTS["通讯录"])
    (tmp_path / "book.xlsx.kg.yaml").write_text("sheets: {通讯录: {read: true}}\n", encoding="utf-8")
    [asked] = import_sheet(tmp_path / "book.xlsx", tmp_path / "made").account.questions
    assert asked.path == ("as_of",)
    assert asked.text.en == (
        "Sheet 通讯录: By which day does the sheet hold? No row names one. "
        "If the sheet holds no partnerships, write `通讯录: ignore` under sheets."
    )


def test_what_nobody_typed_is_not_called_a_wrong_answer(tmp_path: Path) -> None:
    sheets = {"名录": [("行业", "备注"), ("医疗", "首批"), ("旅游", "第二批")]}
    done = imported(tmp_path, "sheets: {名录: {read: true}}\n", **sheets)
    assert [one.path[-1] for one in done.account.questions] == ["备注"]
    again = import_sheet(tmp_path / "book.xlsx", tmp_path / "made")
    [asked] = again.account.questions
    assert asked.text.en.startswith("No column names the parties. Write `party 1`")
    assert "`名录: ignore` under sheets" in asked.text.en
