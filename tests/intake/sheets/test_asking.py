"""What is asked is asked of what the sheet shows, and no answer makes a package that cannot be built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.intake.sheets.asking import Question
from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.test_command import answer, settings_of
from tests.intake.sheets.written import HEADINGS, of, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]


def row(name: str, amount: str = "", day: str = "2017-07-28", sector: str = "医疗") -> tuple[str, ...]:
    return (name, "嘉善县", "上海市", "合作协议", sector, amount, day, "已签约", "")


def as_of(folder: Path) -> set[str]:
    return {stage["as_of"] for stage in table(folder, "stages")}


def test_the_order_of_day_and_month_that_other_days_have_is_proposed_first(tmp_path: Path) -> None:
    days = ("03/15/2019", "10/13/2021", "05/20/2022", "15/03/2022", "12/01/2019")
    sheet = write_csv(tmp_path / "deals.csv", [row(f"合作{n}", day=day) for n, day in enumerate(days)])
    (asked,) = [one for one in import_sheet(sheet, tmp_path / "made").account.questions if one.path[-1] == "day_first"]
    assert [option.answer for option in asked.options] == ["false", "true"]


def test_three_digits_behind_a_comma_are_asked_where_the_comma_is_a_decimal_one(run: Run, tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", [row("甲", "£40,000"), row("乙", "€1,5 million")], _in_units())
    answered = run("import", "deals.csv", "--into", "made")
    # The one comma that can only be a decimal one is evidence enough for itself, and for nothing else.
    assert answered.code == 0
    assert "answers > amount > £40,000" in answered.err
    assert "decimal_comma" not in settings_of(sheet).read_text(encoding="utf-8")
    amounts = table(tmp_path / "made", "observations")
    assert [(one["value"], one["unit"]) for one in amounts] == [("1500000", "EUR")]


def _in_units() -> tuple[str, ...]:
    return tuple(heading.replace("投资额（万元）", "投资额") for heading in HEADINGS)


def test_one_day_long_after_all_others_dates_no_row_unasked(tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", [row("甲"), row("乙", day="2018-03-01"), row("丙", day="2123-07-02")])
    done = import_sheet(sheet, tmp_path / "made")
    assert not done.written
    (asked,) = [one for one in done.account.questions if one.path == ("as_of",)]
    assert [option.answer for option in asked.options] == ["2018-03-01", "2123-07-02"]


def test_the_day_of_the_title_is_the_day_of_the_sheet(tmp_path: Path) -> None:
    sheet = tmp_path / "deals.csv"
    rows = [("甲", "嘉善县", "上海市", "合作协议", "医疗", "", "", "运营中", ""), row("乙", day="2023-11-30")]
    write_csv(sheet, rows)
    sheet.write_text("合作台账（截至2023年12月31日）,,,,,,,,\n" + sheet.read_text(encoding="utf-8"), encoding="utf-8")
    assert import_sheet(sheet, tmp_path / "made").written
    assert of(table(tmp_path / "made", "stages"), "stage", "operating")[0]["as_of"] == "2023-12-31"
    assert as_of(tmp_path / "made") == {"2023-11-30", "2023-12-31"}


def test_an_answer_that_is_no_code_leaves_the_cell_open(run: Run, tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", [row("甲", sector="智慧康养")])
    assert run("import", "deals.csv", "--into", "made").code == 0
    answer(sheet, "智慧康养", "'?'")
    assert run("import", "deals.csv", "--into", "made").code == 0
    assert run("check", "made").code == 0
    assert "?" not in {one.get("sectors") for one in table(tmp_path / "made", "partnerships")}


def accepted(tmp_path: Path, rows: list[tuple[str, ...]], headings: tuple[str, ...] = HEADINGS) -> dict[str, str]:
    """What ``--accept`` takes, by what is asked about."""
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made", accept=True)
    return {question.path[-1]: taken for question, taken in done.taken}


def test_what_may_be_a_place_is_no_company_unasked(tmp_path: Path) -> None:
    names = ("Nowhereton", "样本堡", "苏州", "Suzhou", "样本乡", "Yinzhou District")
    taken = accepted(tmp_path, [(f"合作{name}", "嘉善县", name, *row("")[3:]) for name in names])
    # 苏州 is one; Suzhou may be 苏州 or 宿州; of the others no registry knows.
    assert not taken.keys() & set(names)
    assert table(tmp_path / "made", "institutions") == []
    assert [one["name_zh"] for one in table(tmp_path / "made", "partnerships")] == ["合作苏州"]


def test_the_unit_that_is_seen_in_a_column_is_proposed_first(tmp_path: Path) -> None:
    rows = [row("甲", "€ 3 million"), row("乙", "€ 5 million"), row("丙", "$ 1 million"), row("丁", "700")]
    sheet = write_csv(tmp_path / "deals.csv", rows, _in_units())
    asked = [one for one in import_sheet(sheet, tmp_path / "made").account.questions if one.path[-1] == "投资额"]
    assert [[option.answer for option in one.options][:2] for one in asked] == [["EUR", "CNY"]]
    assert accepted(tmp_path, rows, _in_units())["投资额"] == "EUR"


def test_a_currency_in_brackets_takes_the_place_of_the_headings_alone(tmp_path: Path) -> None:
    headings = tuple(heading.replace("投资额（万元）", "Amount (CNY million)") for heading in HEADINGS)
    assert accepted(tmp_path, [row("甲", "8 (USD)")], headings) == {"8 (USD)": "8000000 USD"}


def test_a_numeral_below_the_scale_of_its_heading_is_not_asked(tmp_path: Path) -> None:
    rows = [row("甲", "五百"), row("乙", "一千二百万元"), row("丙", "1.2亿"), row("丁", "5000000")]
    assert accepted(tmp_path, rows) == {}
    values = [one["value"] for one in table(tmp_path / "made", "observations")]
    assert values == ["5000000", "12000000", "120000000", "50000000000"]


def test_a_region_in_two_languages_is_one(tmp_path: Path) -> None:
    pairs = [("Jiaxing City", "嘉兴"), ("Pudong New Area", "浦东新区"), ("Germany", "德国"), ("Hong Kong", "香港")]
    rows = [(f"合作{number}", *pair, *row("")[3:]) for number, pair in enumerate(pairs)]
    import_sheet(write_csv(tmp_path / "deals.csv", rows), tmp_path / "made")
    # The two names of a row are one party.
    assert sorted(one["party"] for one in table(tmp_path / "made", "participations")) == [
        *("region/cn-hong-kong", "region/cn-jiaxing", "region/cn-shanghai-pudong", "region/de"),
    ]


def test_an_institution_sits_where_its_name_says(tmp_path: Path) -> None:
    names = ("Port of Karlsruhe", "University of Nowhereton", "复旦大学附属嘉善医院")
    import_sheet(
        write_csv(tmp_path / "deals.csv", [(f"合作{name}", "嘉善县", name, *row("")[3:]) for name in names]),
        tmp_path / "made",
    )
    found = {
        one.get("name_en") or one["name_zh"]: one.get("located_in") for one in table(tmp_path / "made", "institutions")
    }
    assert found == {
        "Port of Karlsruhe": "nuts-de12",
        "University of Nowhereton": None,
        "复旦大学附属嘉善医院": "cn-jiaxing-jiashan",
    }


def amounts_accepted(tmp_path: Path, *amounts: str) -> tuple[dict[str, str], dict[str, str]]:
    """The values that ``--accept`` makes of amounts, by what they were, and what it takes."""
    taken = accepted(tmp_path, [row(f"合作{number}", one) for number, one in enumerate(amounts)], _in_units())
    return {one["original_text"]: one["value"] for one in table(tmp_path / "made", "observations")}, taken


def test_the_decimal_comma_of_one_cell_makes_no_other_amount_smaller(tmp_path: Path) -> None:
    values, taken = amounts_accepted(tmp_path, "9,800万元", "1,250万元", "EUR 12,5 Mio", "CNY 1,250")
    assert taken == {}
    assert values == {
        "9,800万元": "98000000",
        "1,250万元": "12500000",
        "EUR 12,5 Mio": "12500000",
        "CNY 1,250": "1250",
    }


def test_three_digits_behind_a_comma_wait_where_nothing_tells(tmp_path: Path) -> None:
    values, taken = amounts_accepted(tmp_path, "£40,000", "EUR 12,5 Mio")
    assert values == {"EUR 12,5 Mio": "12500000"}
    assert taken == {}


def test_three_digits_behind_a_comma_wait_in_the_currency_that_has_a_decimal_comma(tmp_path: Path) -> None:
    values, taken = amounts_accepted(tmp_path, "EUR 1,250 Mio", "EUR 12,5 Mio", "1,250万元")
    assert values == {"EUR 12,5 Mio": "12500000", "1,250万元": "12500000"}
    assert taken == {}


def seats(tmp_path: Path, *names: str, beside: str = "嘉善县") -> tuple[dict[str, str | None], dict[str, list[str]]]:
    """Where institutions sit by a package, and what is proposed for those that sit nowhere."""
    sheet = write_csv(tmp_path / "deals.csv", [(f"合作{name}", beside, name, *row("")[3:]) for name in names])
    done = import_sheet(sheet, tmp_path / "made", accept=True)
    asked = {one.path[2]: [option.answer for option in one.options] for one in done.account.questions if one.optional}
    found = {one["name_zh"]: one.get("located_in") for one in table(tmp_path / "made", "institutions")}
    return found, asked


def test_what_is_called_after_a_place_is_not_in_it_unasked(tmp_path: Path) -> None:
    names = ("瑞金医院", "延安中学", "武汉路小学", "南京路步行街管理公司", "北京同仁堂上海公司", "嘉兴市第一医院")
    found, asked = seats(tmp_path, *names)
    assert found == {**dict.fromkeys(names), "嘉兴市第一医院": "cn-jiaxing"}
    # The hospital called so is in Shanghai: a county's name that is all before the kind proposes nothing.
    assert asked["瑞金医院"] == []
    assert {"cn-beijing", "cn-shanghai"} <= set(asked["北京同仁堂上海公司"])
    assert "嘉兴市第一医院" not in asked
    # The seat that is proposed can be answered.
    answer(tmp_path / "deals.csv", "延安中学", "cn-610600")
    import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    again = {one["name_zh"]: one.get("located_in") for one in table(tmp_path / "made", "institutions")}
    assert again == {**found, "延安中学": "cn-610600"}


def test_the_region_beside_a_name_bears_out_the_place_in_it(tmp_path: Path) -> None:
    assert seats(tmp_path, "嘉善中学", "平湖中学")[0] == {"嘉善中学": "cn-jiaxing-jiashan", "平湖中学": None}


def test_a_kind_that_is_none_is_refused_with_the_list_when_it_is_answered(tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", [("合作", "嘉善县", "宏图样本", *row("")[3:])])
    asked: list[tuple[str, list[str]]] = []

    def person(question: Question) -> str | None:
        if question.path != ("answers", "party", "宏图样本"):
            return None
        asked.append((question.text.en, [option.answer for option in question.options]))
        return "institution hospitall" if len(asked) == 1 else "institution hospital"

    assert import_sheet(sheet, tmp_path / "made", ask=person).written
    assert len(asked) == 2
    assert "'institution hospitall'" in asked[1][0]
    assert {"institution hospital", "institution company", "institution office"} <= set(asked[1][1])
    assert [one["kind"] for one in table(tmp_path / "made", "institutions")] == ["hospital"]


def test_a_kind_that_is_none_in_the_file_leaves_its_row_waiting(run: Run, tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", [("合作", "嘉善县", "宏图样本", *row("")[3:])])
    import_sheet(sheet, tmp_path / "made")
    answer(sheet, "宏图样本", "institution hospitall")
    done = import_sheet(sheet, tmp_path / "made")
    assert [one.outcome for one in done.account.rows] == ["asked"]
    assert any("names no kind of institution" in one.text.en for one in done.account.questions)
    assert run("check", "made").code == 0
    answer(sheet, "宏图样本", "hospital")
    import_sheet(sheet, tmp_path / "made")
    assert [one["kind"] for one in table(tmp_path / "made", "institutions")] == ["hospital"]


def test_a_stage_that_is_none_is_refused_with_the_list(tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", [(*row("甲")[:7], "热火朝天", "")])
    import_sheet(sheet, tmp_path / "made")
    answer(sheet, "热火朝天", "hot")
    done = import_sheet(sheet, tmp_path / "made")
    (asked,) = [one for one in done.account.questions if one.path[1] == "stage"]
    assert "'hot'" in asked.text.en
    assert {"signed", "operating"} <= {option.answer for option in asked.options}
