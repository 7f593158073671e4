"""A unit in the brackets of a heading that have a remark too: 金额（万元，另注除外）."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import import_sheet
from kg.notations import heading_hints
from tests.intake.sheets.written import table, write_csv


@pytest.mark.parametrize(
    ("heading", "unit", "scale"),
    [
        ("金额（万元，另注除外）", "CNY", 4),
        ("金额（万元，未注明币种为人民币）", "CNY", 4),
        ("金额（除另注外，万美元）", "USD", 4),
        ("Amount (EUR m, unless noted)", "EUR", 6),
        ("Amount (EUR m; planned)", "EUR", 6),
        ("Amount (EUR, USD)", "", 0),
        ("金额（万元，2019年前为美元）", "", 0),
    ],
)
def test_a_unit_beside_a_remark_is_the_headings(heading: str, unit: str, scale: int) -> None:
    hints = heading_hints(heading)
    assert (hints.unit, hints.scale) == (unit, scale)


def test_a_bare_number_is_in_the_unit_beside_a_remark(tmp_path: Path) -> None:
    rows = [
        ("甲项目", "嘉善县", "上海市", "8500", "2019-03-04"),
        ("乙项目", "平湖市", "金山区", "EUR 2m", "2020-06-01"),
    ]
    headings = ("项目名称", "甲方", "乙方", "金额（万元，另注除外）", "签约日期")
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    assert not [one for one in done.account.questions if "units" in one.path]
    found = {(row["value"], row["unit"]) for row in table(tmp_path / "made", "observations")}
    assert found == {("85000000", "CNY"), ("2000000", "EUR")}


@pytest.mark.parametrize(
    ("heading", "first"), [("金额（万元，2019年前为美元）", "万元"), ("Amount (EUR before 2002 FRF)", "EUR")]
)
def test_what_a_heading_names_is_proposed_first_and_never_taken_unasked(
    tmp_path: Path, heading: str, first: str
) -> None:
    rows = [
        ("甲项目", "嘉善县", "上海市", "8500", "2019-03-04"),
        ("乙项目", "平湖市", "金山区", "5万欧元", "2020-06-01"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", heading, "签约日期"))
    done = import_sheet(sheet, tmp_path / "made", accept=True)
    assert done.taken == []
    assert [one.options[0].answer for one in done.account.questions if "units" in one.path] == [first]
