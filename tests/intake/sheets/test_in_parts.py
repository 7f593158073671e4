"""Cells that name several amounts, and amounts in full below headings that count ten thousands or more of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import options, table, write_csv

HEADING = "投资额（亿元）"


def imported(folder: Path, cell: str, answer: str = "", heading: str = HEADING) -> Imported:
    headings = ("项目名称", "甲方", "乙方", "领域", "签约日期", heading)
    sheet = write_csv(folder / "deals.csv", [("项目1", "嘉善县", "青浦区", "科技", "2019-05-14", cell)], headings)
    said = f'answers:\n  amount:\n    "{cell}": {answer}\n' if answer else ""
    (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def figures(folder: Path) -> list[tuple[str, str, str]]:
    """The figures: measure, value and unit."""
    return [(row["measure"], row["value"], row["unit"]) for row in table(folder / "made", "observations")]


def proposed(done: Imported, cell: str) -> list[str]:
    return options(done, "answers", "amount", cell)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("€10m + €5m", ["15000000 EUR", "10000000 EUR", "5000000 EUR"]),
        ("USD 10m plus USD 5m", ["15000000 USD", "10000000 USD", "5000000 USD"]),
        ("10亿元+2亿美元", ["1000000000 CNY; 200000000 USD", "1000000000 CNY", "200000000 USD"]),
        ("€ 3m (Phase 1) + € 4m (Phase 2)", ["7000000 EUR", "3000000 EUR", "4000000 EUR"]),
        ("Phase I 20 mn, Phase II 35 mn (EUR)", ["55000000 EUR", "20000000 EUR", "35000000 EUR"]),
        ("一期2亿元，二期3亿元", ["500000000 CNY", "200000000 CNY", "300000000 CNY"]),
        ("总投资12亿元，其中外资4亿元", ["1200000000 CNY; 400000000 CNY capitalIntroduced", "1200000000 CNY"]),
        ("12亿元（其中外资4亿元）", ["1200000000 CNY; 400000000 CNY capitalIntroduced", "1200000000 CNY"]),
        ("12亿元，其中中方7亿元、外方5亿元", ["1200000000 CNY; 500000000 CNY capitalIntroduced", "1200000000 CNY"]),
        ("首期5亿元，总投资20亿元", ["2000000000 CNY", "500000000 CNY"]),
    ],
)
def test_what_several_amounts_of_a_cell_come_to_is_proposed_first(cell: str, found: list[str], tmp_path: Path) -> None:
    done = imported(tmp_path, cell)
    assert proposed(done, cell) == [*found, "ignore"]
    (question,) = done.account.questions
    assert not question.is_safe
    assert figures(tmp_path) == []
    for answer in found:
        done = imported(tmp_path, cell, answer)
        assert not done.account.questions, answer
        parts = [part.split() for part in answer.split("; ")]
        expected = [(measure[0] if measure else "totalInvestment", value, unit) for value, unit, *measure in parts]
        assert sorted(figures(tmp_path)) == sorted(expected)


@pytest.mark.parametrize(
    "answer",
    ["1200000000 CNY; nonsense", "1200000000 CNY; 4 capitalIntroduced", "1200000000 CNY; 30 ha", "; 5000000 EUR"],
)
def test_an_answer_of_several_amounts_of_which_one_is_none_is_refused(answer: str, tmp_path: Path) -> None:
    cell = "总投资12亿元，其中外资4亿元"
    done = imported(tmp_path, cell, f"'{answer}'")
    question = next(one for one in done.account.questions if one.path[1] == "amount")
    assert answer in question.text.en
    assert figures(tmp_path) == []


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("500,000 EUR", "500000", "EUR"),
        ("EUR 500000", "500000", "EUR"),
        ("500000美元", "500000", "USD"),
        ("USD 2,000,000", "2000000", "USD"),
        ("1 250 000 €", "1250000", "EUR"),
        ("500000元", "500000", "CNY"),
        ("80,000,000日元", "80000000", "JPY"),
        ("5亿元+", "500000000", "CNY"),
    ],
)
def test_an_amount_in_full_is_not_times_its_heading(cell: str, value: str, unit: str, tmp_path: Path) -> None:
    assert not imported(tmp_path, cell).account.questions
    assert figures(tmp_path) == [("totalInvestment", value, unit)]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("5,000 EUR", ["5000 EUR", "500000000000 EUR"]),
        ("8 USD", ["800000000 USD", "8 USD"]),
        ("¥30億", ["3000000000 JPY", "3000000000 CNY"]),
        ("￥8,500萬", ["85000000 JPY", "85000000 CNY"]),
    ],
)
def test_what_may_be_either_is_asked_with_the_likelier_first(cell: str, found: list[str], tmp_path: Path) -> None:
    done = imported(tmp_path, cell)
    assert proposed(done, cell) == [*found, "ignore"]
    assert not (cell[0] in "¥￥" and done.account.questions[0].is_safe)


@pytest.mark.parametrize("cell", ["¥30亿", "30億円", "3亿元人民币"])
def test_what_says_its_currency_is_not_asked(cell: str, tmp_path: Path) -> None:
    assert not imported(tmp_path, cell).account.questions


def test_shares_beside_an_amount_are_not_asked_for_a_measure(tmp_path: Path) -> None:
    done = imported(tmp_path, "1.5亿（中方60%，德方40%）")
    assert not done.account.questions


@pytest.mark.parametrize(
    ("headings", "kinds"),
    [
        # What a part of an amount is follows its whole: what is agreed of it, and what has come of it.
        (("总投资（亿元）", "其中：外资（亿元）"), {"totalInvestment": "Target", "capitalIntroduced": "Target"}),
        (
            ("Total investment (EUR m)", "of which foreign (EUR m)"),
            {"totalInvestment": "Target", "capitalIntroduced": "Target"},
        ),
        (
            ("实际到位资金（亿元）", "其中：外资（亿元）"),
            {"capitalArrived": "Achievement", "capitalIntroduced": "Achievement"},
        ),
        (
            ("总投资（亿元）", "其中已到位（亿元）"),
            {"totalInvestment": "Target", "capitalArrived": "Achievement"},
        ),
        (("总投资（亿元）", "外资（亿元）"), {"totalInvestment": "Target", "capitalIntroduced": "Achievement"}),
    ],
)
def test_a_part_has_come_as_far_as_its_whole(headings: tuple[str, str], kinds: dict[str, str], tmp_path: Path) -> None:
    heads = ("项目", "甲方", "乙方", *headings, "签约时间", "进展")
    sheet = write_csv(tmp_path / "deals.csv", [("稻", "苏州市", "Ulm", "12", "4", "2018-01-02", "运行中")], heads)
    import_sheet(sheet, tmp_path / "made")
    assert {row["measure"]: row["class"] for row in table(tmp_path / "made", "observations")} == kinds


def test_a_part_in_an_answer_has_come_as_far_as_its_whole(tmp_path: Path) -> None:
    cell, heads = "总投资12亿元，其中：外资4亿元", ("项目", "甲方", "乙方", "总投资", "签约时间", "进展")
    sheet = write_csv(tmp_path / "deals.csv", [("稻", "苏州市", "Ulm", cell, "2018-01-02", "运行中")], heads)
    said = f"answers:\n  amount:\n    '{cell}': 1200000000 CNY; 400000000 CNY capitalIntroduced\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    import_sheet(sheet, tmp_path / "made")
    found = {row["measure"]: (row["class"], row["as_of"]) for row in table(tmp_path / "made", "observations")}
    assert found == {"totalInvestment": ("Target", "2018-01-02"), "capitalIntroduced": ("Target", "2018-01-02")}


def test_answers_for_one_cell_alone_count_and_are_refused_whatever_the_cell_says(tmp_path: Path) -> None:
    cells = {
        # Used: what the cell says is asked of other cells in another way.
        "桥": ("3亿元", "300000000 CNY"),
        "塔": ("1亿元（中方60%）", "90000000 CNY"),
        "园": ("200万欧元", "2000000 EUR a year"),
        # A part of the first, in the words of several languages.
        "泵": ("800万欧元", "8000000 EUR; darunter 2100000 EUR"),
        "闸": ("700万欧元", "7000000 EUR; di cui 2200000 EUR"),
        "坝": ("600万欧元", "6000000 EUR; thereof 2300000 EUR"),
        # Refused.
        "路": ("总投资12亿元，其中外资4亿元", "twelve or so"),
        "港": ("3亿美元（美方60%，中方40%）", "three or so"),
        "站": ("40 zorks", "forty or so"),
        # Nobody has answered these.
        "井": ("3亿元", ""),
    }
    heading = "投资额（万美元）"
    headings = ("项目名称", "甲方", "乙方", "领域", "签约日期", heading)
    lines = [(name, "嘉善县", "青浦区", "科技", "2019-05-14", cell) for name, (cell, _) in cells.items()]
    sheet = write_csv(tmp_path / "deals.csv", lines, headings)
    keys = {name: f"{heading}, {name} ({cell})" for name, (cell, _) in cells.items()}
    said = "".join(f'    "{keys[name]}": {answer}\n' for name, (_, answer) in cells.items() if answer)
    (tmp_path / "deals.csv.kg.yaml").write_text(f"answers:\n  amount:\n{said}", encoding="utf-8")
    done = import_sheet(sheet, tmp_path / "made")
    asked = {one.path[-1]: one for one in done.account.questions if one.path[:2] == ("answers", "amount")}
    assert {keys[name] for name in "路港站"} == set(asked)
    for name in "路港站":
        assert asked[keys[name]].refused == cells[name][1]
        assert cells[name][1] in asked[keys[name]].text.en
        assert cells[name][1] in asked[keys[name]].text.zh
    assert options(done, "answers", "amount", keys["路"])[0] == "1200000000 CNY; 400000000 CNY capitalIntroduced"
    (yuan,) = (one for one in done.account.questions if one.path[-1] == "元")
    assert [cell.row for cell in yuan.cells] == [11]
    found = figures(tmp_path)
    assert ("totalInvestment", "300000000", "CNY") in found
    assert ("totalInvestment", "90000000", "CNY") in found
    assert not any(value == "2000000" and measure == "totalInvestment" for measure, value, _ in found)
    rows = {row["value"]: row for row in table(tmp_path / "made", "observations")}
    for part, whole in (("2100000", "8000000"), ("2200000", "7000000"), ("2300000", "6000000")):
        assert rows[part]["subset_of"] == rows[whole]["id"]
