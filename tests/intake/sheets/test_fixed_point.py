"""A sheet that nobody touched is read as in its first run: further imports change no byte of its package."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import table, write_csv
from tests.support import tree

HEADINGS = ("项目名称", "甲方", "甲方所在地", "乙方", "签约日期", "投资额（万元）", "进展")
#: Sheets of which a second run may read something otherwise, as what the first one made is in the package then.
SHEETS = {
    "a place behind a sign is that of the party before it": [
        ("甲", "Sample Univ. of Kyiv、Lyon，武汉", "", "江北新区", "2012-08-16", "约20", ""),
        ("乙", "Odesa，德国", "", "Lyon", "2012-08-16", "", "已签约"),
        ("丙", "Hamburg、Sample Institute, Paris", "", "Odesa，武汉", "2012-08-16", "3亿元", ""),
    ],
    "a region in brackets, and the same name with that place before it": [
        ("甲", "横琴", "", "样本大学（法国）", "2012-08-16", "", "已签约"),
        ("乙", "西安样本中学", "", "样本大学", "2012-08-16", "5", "在建"),
        ("丙", "香港", "上海市", "法国样本大学", "2012-08-16", "$5m", ""),
    ],
    "a column of places that says another one than the name": [
        ("甲", "上海样本研究院", "德国", "嘉善县", "2012-08-16", "", "运营中"),
        ("乙", "Sample Hospital Brest", "France", "Brest", "2012-08-16", "", "运营中"),
        ("丙", "汉堡样本港", "上海市", "平湖市", "2012-08-16", "", "已签约"),
    ],
    "a former name, and what is being set up": [
        ("甲", "样本医院【原样本诊所】", "", "嘉善县", "2012-08-16", "", ""),
        ("乙", "样本诊所", "浙江省", "样本研究所（筹）", "2012-08-16", "10-12亿", ""),
        ("丙", "样本研究所", "", "样本纺织有限公司（佳木斯）", "2012-08-16", "", ""),
    ],
}


def imported(folder: Path, rows: list[tuple[str, ...]], *, accept: bool) -> Imported:
    sheet = folder / "deals.csv"
    if not sheet.exists():
        write_csv(sheet, rows, HEADINGS)
    return import_sheet(sheet, folder / "made", accept=accept)


def asked(done: Imported) -> set[tuple[str, ...]]:
    return {one.path for one in done.account.questions}


@pytest.mark.parametrize("rows", SHEETS.values(), ids=SHEETS.keys())
@pytest.mark.parametrize("accept", [False, True])
def test_a_second_run_reads_as_the_first(rows: list[tuple[str, ...]], accept: bool, tmp_path: Path) -> None:
    first = imported(tmp_path, rows, accept=accept)
    assert first.written
    package, beside = tree(tmp_path / "made"), (tmp_path / "deals.csv.kg.yaml").read_bytes()
    for _ in range(2):
        again = imported(tmp_path, rows, accept=accept)
        assert tree(tmp_path / "made") == package
        assert (tmp_path / "deals.csv.kg.yaml").read_bytes() == beside
        assert asked(again) == asked(first)


PARTIES = (
    *("嘉善县", "上海市", "思茅区", "样本大学", "样本大学（武汉）", "样本大学（法国）", "法国样本大学", "样本公司"),
    *("样本公司（北京）", "江北新区", "南京江北新区", "样本开发区（银川市）", "吉林", "朝阳区", "Lyon", "Lyon, France"),
    *("Paris", "Odesa", "Hamburg", "Sample Institute, Paris", "Sample Hospital Brest", "Brest", "Georgia", "Putuo"),
    *("Sample Port (Hamburg)", "Sample GmbH (Munich)", "样本海洋研究院（Sample Marine Institute，木浦）"),
    *("Sample Marine Institute", "样本镇", "Sample Village"),
)
PLACES = ("", "", "上海市", "浙江省", "法国", "Germany", "France", "武汉", "江苏南京", "Ukraine", "Nowhere")


@st.composite
def sheets(draw: st.DrawFn) -> list[tuple[str, ...]]:
    """Rows of parties that may be places, that lie in each other, and that other rows spell otherwise."""
    cells = st.lists(st.sampled_from(PARTIES), min_size=1, max_size=2, unique=True)
    rows = []
    for at in range(draw(st.integers(3, 9))):
        left = draw(st.sampled_from(("、", "，"))).join(draw(cells))
        place, right = draw(st.sampled_from(PLACES)), draw(st.sampled_from(PARTIES))
        rows.append((f"合作{at}", left, place, right, "2012-08-16", "", ""))
    return rows


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets(), st.booleans())
def test_any_sheet_is_a_fixed_point(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], accept: bool
) -> None:
    folder = tmp_path_factory.mktemp("fixed")
    if not imported(folder, rows, accept=accept).written:
        return
    package = tree(folder / "made")
    imported(folder, rows, accept=accept)
    assert tree(folder / "made") == package


def test_ids_stay_where_another_spelling_comes_first_and_what_was_typed_is_known(tmp_path: Path) -> None:
    first = ("甲", "样本海洋研究院（Sample Marine Institute，木浦）", "", "嘉善县", "2012-08-16", "", "")
    imported(tmp_path, [first], accept=False)
    [made] = table(tmp_path / "made", "institutions")
    institutions = tmp_path / "made" / "institutions.csv"
    header, row = (line.split(",") for line in institutions.read_text(encoding="utf-8").splitlines())
    cells = dict(zip(header, row, strict=True)) | {"alt_zh": "样海院"}
    institutions.write_text(f"{','.join(header)}\n{','.join(map(cells.__getitem__, header))}\n", encoding="utf-8")
    rows = [("乙", "Sample Marine Institute", *first[2:]), ("丙", "样海院", *first[2:])]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    imported(tmp_path, rows, accept=False)
    assert [row["id"] for row in table(tmp_path / "made", "institutions")] == [made["id"]]
