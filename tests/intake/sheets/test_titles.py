"""Names of partnerships in two languages: parted, where either half has words of the other script too."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("项目名称 Project", "甲方", "乙方")


def names(folder: Path, *cells: str) -> list[tuple[str, str]]:
    """The names in both languages of partnerships whose cells are given, beside five in one language alone."""
    rows = [(cell, "嘉善县", "青浦区") for cell in cells]
    rows += [(f"合作项目{letter}", "嘉善县", "青浦区") for letter in "甲乙丙丁戊"]
    (folder / "deals.csv.kg.yaml").write_text("as_of: 2023-12-31\n", encoding="utf-8")
    import_sheet(write_csv(folder / "deals.csv", rows, HEADINGS), folder / "made")
    made = table(folder / "made", "partnerships")[: len(cells)]
    return [(row.get("name_zh", ""), row.get("name_en", "")) for row in made]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("唐山氢能重卡示范", "Tangshan H2 trucks"),
        ("唐山5G港口示范", "Tangshan 5G port pilot"),
        ("唐山 5G 港口示范", "Tangshan 5G port pilot"),
        ("AI+医疗联合实验室", "Joint medical AI lab"),
        ("济南—罗兹班列", "Jinan–Łódź rail"),
        ("雄安—法兰西岛智慧城市", "Xiong'an–Île-de-France smart city"),
        ("COVID-19疫苗合作", "COVID-19 vaccine cooperation"),
        ("氢能中心（二期）", "Hydrogen centre (phase II)"),
    ],
)
def test_a_name_in_both_languages_is_parted_in_either_order(zh: str, en: str, tmp_path: Path) -> None:
    assert names(tmp_path, f"{zh} {en}", f"{en} {zh}") == [(zh, en), (zh, en)]
    (row, *_) = table(tmp_path / "made", "partnerships")
    assert row["alt_zh"] == f"{zh} {en}"


@pytest.mark.parametrize(
    "cell",
    [
        "渝新欧 Duisburg hub",
        "与 Example GmbH 的合作",
        "氢能 H2",
        "引进SAP系统 SAP rollout",
        "战略合作协议 Sample Software Company",
        "青浦区 Green Valley Hydrogen Trucks",
    ],
)
def test_one_name_with_words_of_two_scripts_stays_whole(cell: str, tmp_path: Path) -> None:
    assert names(tmp_path, cell) == [(cell, "")]
