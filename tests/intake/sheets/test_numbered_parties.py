"""Numbers, roles, legal forms and other names in a cell of parties are none of the names that stand there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from kg.intake.sheets.numbered import roles_in, unmarked
from tests.intake.sheets.written import table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("项目名称", "甲方", "乙方", "签约日期")
HOSPITAL, UNIVERSITY = "绿洲医院", "青溪大学"
#: One hospital and one university, numbered or named with what they do.
NUMBERED = (
    "1.绿洲医院 2.青溪大学",
    "1. 绿洲医院；2. 青溪大学",
    "1、绿洲医院\n2、青溪大学",
    "1）绿洲医院 2）青溪大学",
    "①绿洲医院②青溪大学",
    "⑴绿洲医院 ⑵青溪大学",
    "（1）绿洲医院；（2）青溪大学",
    "（一）绿洲医院（二）青溪大学",
    "一、绿洲医院 二、青溪大学",
    "A、绿洲医院 B、青溪大学",
    "甲：绿洲医院 乙：青溪大学",
    "绿洲医院（牵头）、青溪大学（参与单位）",
    "牵头单位：绿洲医院 参与单位：青溪大学",
)
#: Texts that begin with a number, a letter or a bracket of their own.
AS_TYPED = (
    "1. FC Muster",
    "样本2.0公司",
    "A. B. Muster AG",
    "1、2、3",
    "A、B",
    "样本（苏州）公司",
    "一汽集团",
    "Sample (Ghent)",
    "I. V. Muster AG",
    "i. Green Hospital",
    "Sample (I) Ltd",
    "Vi. Ii. Sample",
)


def imported(run: Run, folder: Path, *names: str) -> Outcome:
    """The account of a sheet with a row for each name."""
    rows = [(f"第{at}合作", "九江市", name, f"2018-03-{at:02}") for at, name in enumerate(names, 1)]
    write_csv(folder / "deals.csv", rows, HEADINGS)
    return run("import", "deals.csv", "--lang", "en")


def institutions(folder: Path) -> dict[str, str]:
    """The names of the institutions of a package, with their kinds."""
    return {row.get("name_zh") or row["name_en"]: row["kind"] for row in table(folder / "deals", "institutions")}


def test_numbered_parties_are_each_the_one_that_stands_elsewhere_without_its_number(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, *NUMBERED, HOSPITAL, UNIVERSITY)
    assert institutions(tmp_path) == {HOSPITAL: "hospital", UNIVERSITY: "university"}
    parties = [row["party"] for row in table(tmp_path / "deals", "participations") if "institution" in row["party"]]
    assert len(parties) == 2 * len(NUMBERED) + 2
    assert len(set(parties)) == 2
    said = yaml.safe_load((tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8"))
    assert not (said.get("answers") or {}).get("party")


def test_parties_in_letters_are_numbered_too(run: Run, tmp_path: Path) -> None:
    names = ("a) Green Hospital b) Blue University", "(1) Green Hospital (2) Blue University")
    imported(run, tmp_path, *names, "Lead: Green Hospital; Partner: Blue University")
    assert institutions(tmp_path) == {"Green Hospital": "hospital", "Blue University": "university"}


@pytest.mark.parametrize(
    "cell",
    [
        "(i) Green Hospital; (ii) Blue University",
        "(i) Green Hospital (ii) Blue University",
        "i. Green Hospital ii. Blue University",
        "I. Green Hospital\nII. Blue University",
        "i) Green Hospital, ii) Blue University",
        "ⅰ. Green Hospital ⅱ. Blue University",
        "（Ⅰ）Green Hospital；（Ⅱ）Blue University",
        "Leads: Green Hospital; Partners: Blue University",
    ],
)
def test_parties_are_numbered_as_in_rome_too(cell: str, run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, cell)
    assert institutions(tmp_path) == {"Green Hospital": "hospital", "Blue University": "university"}


def test_a_role_of_several_is_no_name_of_the_first(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, "Lead: Green Hospital; Partners: Blue University, Red Museum")
    assert {*institutions(tmp_path)} == {"Green Hospital", "Blue University", "Red Museum"}


@pytest.mark.parametrize("text", AS_TYPED)
def test_what_is_no_number_of_a_list_stays(text: str) -> None:
    assert unmarked(text) == text


def test_what_a_party_does_is_kept_in_the_note_and_told(run: Run, tmp_path: Path) -> None:
    made = imported(run, tmp_path, "绿洲医院（牵头）、青溪大学")
    (row,) = table(tmp_path / "deals", "partnerships")
    assert row["note_zh"] == "乙方：绿洲医院（牵头）、青溪大学"
    assert "牵头 is what a party does" in " ".join(made.out.split())
    assert roles_in("Sample Ltd (lead partner)") == ["lead partner"]


def test_a_blank_between_institutions_in_chinese_is_asked_or_told(run: Run, tmp_path: Path) -> None:
    imported(
        run,
        tmp_path,
        "蓝山研究院 红隼公司 青溪大学",
        "青溪大学 第一附属医院",
        "绿洲医院 青溪大学",
        HOSPITAL,
        UNIVERSITY,
    )
    made = run("import", "deals.csv", "--format", "json").json()
    (asked,) = [one for one in made["questions"] if "one party, or several" in one["en"]]
    assert asked["proposals"][0]["answer"] == "蓝山研究院; 红隼公司; 青溪大学"
    # What each stand alone in other cells is two; a part of a university is one with it.
    assert set(institutions(tmp_path)) == {HOSPITAL, UNIVERSITY, "青溪大学 第一附属医院"}


@pytest.mark.parametrize(
    ("cell", "zh", "en"),
    [
        ("Hanmuster Cosmetics Co., Ltd. 韩样化妆品株式会社", "韩样化妆品株式会社", "Hanmuster Cosmetics Co., Ltd."),
        ("Moro Steel, Inc. 莫罗钢铁", "莫罗钢铁", "Moro Steel, Inc."),
        ("Lomar, S.A. 洛马公司", "洛马公司", "Lomar, S.A."),
        ("塔恩工厂 Tarn Werke, GmbH", "塔恩工厂", "Tarn Werke, GmbH"),
        ("Nimbus Data Co.,Ltd（云光数据有限公司）", "云光数据有限公司", "Nimbus Data Co., Ltd"),
    ],
)
def test_a_second_name_behind_a_legal_form_is_of_the_same_firm(
    run: Run, tmp_path: Path, cell: str, zh: str, en: str
) -> None:
    imported(run, tmp_path, cell)
    (row,) = table(tmp_path / "deals", "institutions")
    assert (row["name_zh"], row["name_en"]) == (zh, en)


def test_two_firms_behind_commas_stay_two(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, "Foo Widgets Co., Ltd., Bar Gears, Inc.")
    assert set(institutions(tmp_path)) == {"Foo Widgets Co., Ltd.", "Bar Gears, Inc."}


@pytest.mark.parametrize(
    ("cell", "name", "other"),
    [
        ("样谷医药集团有限公司（简称“样谷医药”）", "样谷医药集团有限公司", "样谷医药"),
        ("绿谷药业股份公司(下称绿谷)", "绿谷药业股份公司", "绿谷"),
        ("红隼科技有限公司（以下简称：红隼）", "红隼科技有限公司", "红隼"),
        ("星河研究院（原名银河研究所）", "星河研究院", "银河研究所"),
    ],
)
def test_a_name_that_brackets_say_is_another_name(run: Run, tmp_path: Path, cell: str, name: str, other: str) -> None:
    imported(run, tmp_path, cell)
    (row,) = table(tmp_path / "deals", "institutions")
    assert (row["name_zh"], row["alt_zh"]) == (name, other)
    assert run("build", "deals", "--out", "built").code == 0
    found = run("ask", "partners", "-p", f"party={other}", "-g", "built", "--format", "json")
    assert found.code == 0, found.err


def test_an_address_in_chinese_brackets_is_none_of_a_name(run: Run, tmp_path: Path) -> None:
    imported(
        run, tmp_path, "复江大学（上海市杨浦区）", "蓝山大学（湖南永州）", "样本地质大学（武汉）", "样本集团（江苏）"
    )
    made = {row["name_zh"]: row.get("located_in") for row in table(tmp_path / "deals", "institutions")}
    # Universities of China are called by their town; a province alone says whose branch a firm is.
    assert made == {
        "复江大学": "cn-shanghai-yangpu",
        "蓝山大学": "cn-431100",
        "样本地质大学（武汉）": "cn-420100",
        "样本集团（江苏）": "cn-jiangsu",
    }
    before = (tmp_path / "deals" / "institutions.csv").read_bytes()
    assert run("import", "deals.csv").code == 0
    assert (tmp_path / "deals" / "institutions.csv").read_bytes() == before


def test_two_english_words_beside_a_chinese_name_are_its_other_name(run: Run, tmp_path: Path) -> None:
    names = (
        "Wind blades 风电叶片出口",
        "竹产业援外培训 Bamboo training",
        "三方茶产业交流 Tea exchange",
        "中医药马来西亚中心 TCM centre",
        "稀土回收技术转让",
        "铜箔厂区",
        "柑橘加工",
        "稻米研究",
        "陶瓷驻场",
        "柑橘出口",
        "茶叶展销",
        "竹编培训",
        "中欧班列 Duisburg hub",
    )
    rows = [(name, "九江市", HOSPITAL, f"2018-03-{at:02}") for at, name in enumerate(names, 1)]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    assert run("import", "deals.csv").code == 0
    made = {(row.get("name_zh"), row.get("name_en")) for row in table(tmp_path / "deals", "partnerships")}
    assert {("风电叶片出口", "Wind blades"), ("竹产业援外培训", "Bamboo training")} < made
    assert {("三方茶产业交流", "Tea exchange"), ("中医药马来西亚中心", "TCM centre")} < made
    # Of two words, a town may be a part of one name.
    assert ("中欧班列 Duisburg hub", None) in made


def test_the_role_of_a_contract_is_no_short_name() -> None:
    assert unmarked("样本公司（以下简称“甲方”）") == "样本公司"


def test_a_slash_between_two_letters_parts_nothing_and_through_whom_one_is_reached_is_told(
    run: Run, tmp_path: Path
) -> None:
    cells = {
        "Leitner Institute c/o Provincial Council of Biscay": ["Leitner Institute"],
        "Odra Institute (care of Lanholm Ltd); TU Delft": ["Odra Institute", "TU Delft"],
        "青溪大学（由绿洲医院转交）": ["青溪大学"],
        "Sample Shipping A/S": ["Sample Shipping A/S"],
        "Fotonik A/S / Skagerrak A/S": ["Fotonik A/S", "Skagerrak A/S"],
        "Lanholm Ltd/Muster AG": ["Lanholm Ltd", "Muster AG"],
    }
    out = imported(run, tmp_path, *cells)
    said = yaml.safe_load((tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8"))
    assert not said.get("answers", {}).get("party")
    assert institutions(tmp_path).keys() == {name for names in cells.values() for name in names}
    assert "'c/o Provincial Council of Biscay' says through whom a party is reached" in " ".join(out.out.split())
    assert table(tmp_path / "deals", "partnerships")[0]["note_zh"] == f"乙方：{next(iter(cells))}"
