"""What a cell measures whose unit is none of its column's: by its own unit where that tells, else asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.intake.sheets.written import by_name, of, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("Name", "Party A", "Party B", "Type", "Signed")


def imported(
    run: Run, folder: Path, heading: str, cells: tuple[str, ...], answers: str = "", more: tuple[str, ...] = ()
) -> tuple[dict[tuple[str, ...], list[str]], list[list[tuple[str, str, str]]]]:
    """What is asked, with the answers that are proposed, and the figures of each row: measure, value, unit."""
    rows = [
        (f"Deal {at:02}", "嘉善县", "青浦区", "agreement", "2020-05-01", cell, *more) for at, cell in enumerate(cells)
    ]
    write_csv(folder / "deals.csv", rows, (*HEADINGS, heading, *("Budget (EUR m)" for _ in more)))
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2024-06-30\n{answers}", encoding="utf-8")
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    asked: dict[tuple[str, ...], list[str]] = {
        tuple(one["place"]): [proposal["answer"] for proposal in one["proposals"]] for one in done["questions"]
    }
    figures, found = table(folder / "made", "observations"), dict[str, list[tuple[str, str, str]]]()
    for name, row in by_name(folder / "made").items():
        mine = of(figures, "about", f"partnership/{row['id']}")
        found[name] = [(one["measure"], one["value"], one["unit"]) for one in mine]
    return asked, [found[f"Deal {at:02}"] for at, _ in enumerate(cells)]


SIZES: tuple[tuple[str, list[tuple[str, str, str]]], ...] = (
    ("150 MW", [("powerCapacity", "150", "MW")]),
    ("1.2 GW", [("powerCapacity", "1200", "MW")]),
    ("600千瓦", [("powerCapacity", "0.6", "MW")]),
    ("100–150 MW", [("powerCapacity", "100", "MW"), ("powerCapacity", "150", "MW")]),
    ("35 hectares", [("area", "35", "ha")]),
    ("1,200亩", [("area", "1200", "mu")]),
    ("3 sq km", [("area", "3", "km2")]),
    ("43 km", [("length", "43", "km")]),
    ("80 jobs", [("jobs", "80", "person")]),
    ("1,200 staff", [("staff", "1200", "person")]),
    ("500名员工", [("staff", "500", "person")]),
    ("€40m", [("totalInvestment", "40000000", "EUR")]),
    ("3.5亿元", [("totalInvestment", "350000000", "CNY")]),
)


@pytest.mark.parametrize("heading", ["Size", "Volume", "Scale", "规模", "Value/size", "项目规模", "Amount"])
def test_below_a_heading_that_says_no_measure_each_cell_says_its_own(run: Run, tmp_path: Path, heading: str) -> None:
    asked, made = imported(run, tmp_path, heading, tuple(cell for cell, _ in SIZES))
    assert made == [figures for _, figures in SIZES]
    assert [place for place in asked if heading in place] == []


def test_a_column_of_sizes_is_not_shown_as_investment_without_more(run: Run, tmp_path: Path) -> None:
    for heading, cell, is_told in (("Size", "150 MW", True), ("Size", "€3m", False), ("Investment", "5 ha", False)):
        write_csv(
            tmp_path / "deals.csv",
            [("Deal", "嘉善县", "青浦区", "agreement", "2020-05-01", cell)],
            (*HEADINGS, heading),
        )
        en = run("import", "deals.csv", "--into", "made", "--lang", "en").out
        assert ("its heading says no measure: money as this" in " ".join(en.split())) is is_told
        zh = run("import", "deals.csv", "--into", "made", "--lang", "zh").out
        assert ("表头未写明指标" in "".join(zh.split())) is is_told


def test_what_is_taken_by_its_unit_is_said_once_in_both_languages(run: Run, tmp_path: Path) -> None:
    write_csv(
        tmp_path / "deals.csv",
        [(f"Deal {at}", "嘉善县", "青浦区", "agreement", "2020-05-01", "150 MW") for at in (1, 2)],
        (*HEADINGS, "Size"),
    )
    said = run("import", "deals.csv", "--into", "made", "--format", "json").out
    assert said.count("taken as power capacity (powerCapacity) by its unit, wherever the column has it") == 1
    assert said.count("按单位作装机容量（powerCapacity），该栏各处同此") == 1


@pytest.mark.parametrize(
    ("cell", "key", "first", "others"),
    [
        ("42,000 m²", "m2", "area", {"floorArea", "note"}),
        ("1.0m TEU", "TEU", "containerThroughput", {"containerCapacity", "note"}),
        ("200 MWh", "MWh", "energyStorage", {"energyPerYear", "note"}),
        ("120 people", "people", "note", {"attendees", "jobs", "staff", "students", "peopleTrained"}),
        ("40 trainees", "trainees", "peopleTrained", {"students"}),
        ("3.2万人次", "visit", "visitors", {"note"}),
        # A share of what, a heading of what was paid alone says.
        ("62 %", "ratio", "note", {"shareArrived"}),
    ],
)
def test_what_a_unit_may_measure_is_asked_the_likeliest_first(
    run: Run, tmp_path: Path, cell: str, key: str, first: str, others: set[str]
) -> None:
    asked, made = imported(run, tmp_path, "Size", (cell,))
    options = asked["sheets", "deals", "other_units", "Size", key]
    assert (made, options[0], others - set(options)) == ([[]], first, set())
    assert cell in str(by_name(tmp_path / "made"))


@pytest.mark.parametrize(
    ("cell", "key", "first"),
    [("150 MW", "MW", "powerCapacity"), ("120亩", "mu", "area"), ("5 ha", "ha", "area"), ("80 jobs", "jobs", "jobs")],
)
def test_below_a_heading_of_money_it_is_asked_with_the_right_measure_first(
    run: Run, tmp_path: Path, cell: str, key: str, first: str
) -> None:
    asked, made = imported(run, tmp_path, "Investment", (cell,))
    assert (asked["sheets", "deals", "other_units", "Investment", key][0], made) == (first, [[]])
    answers = f"sheets:\n  deals:\n    other_units:\n      Investment:\n        {key}: {first}\n"
    asked, made = imported(run, tmp_path, "Investment", (cell,), answers)
    assert [[one[0] for one in figures] for figures in made] == [[first]]
    assert asked == {}


def test_people_staff_and_students_are_asked_by_their_own_words(run: Run, tmp_path: Path) -> None:
    asked, _ = imported(run, tmp_path, "Investment", ("120 people", "1,200 staff", "40 students"))
    keys = {place[-1] for place in asked if "other_units" in place}
    assert keys == {"people", "staff", "students"}


def test_an_answer_of_before_for_all_people_of_a_column_still_counts(run: Run, tmp_path: Path) -> None:
    answers = "sheets:\n  deals:\n    other_units:\n      Investment:\n        person: jobs\n"
    asked, made = imported(run, tmp_path, "Investment", ("120 people", "1,200 staff"), answers)
    assert (asked, [figures[0][0] for figures in made]) == ({}, ["jobs", "jobs"])


@pytest.mark.parametrize("cell", ["250 buses", "3 trains/week", "12 wind turbines", "60 beds", "20台设备"])
def test_what_counts_something_else_is_no_money_of_the_column_beside_it(run: Run, tmp_path: Path, cell: str) -> None:
    asked, made = imported(run, tmp_path, "Size", (cell,), more=("12",))
    assert asked == {("answers", "amount", cell): ["ignore"]}
    assert made == [[("totalInvestment", "12000000", "EUR")]]
    assert cell in str(by_name(tmp_path / "made"))


def test_a_bare_number_among_sizes_is_asked_for_one_of_their_units(run: Run, tmp_path: Path) -> None:
    asked, made = imported(run, tmp_path, "Size", ("150 MW", "180 MW", "43 km", "40"), more=("12",))
    assert asked["sheets", "deals", "units", "Size"] == ["MW", "km", "ignore"]
    assert made[-1] == [("totalInvestment", "12000000", "EUR")]


@pytest.mark.parametrize(
    ("cell", "answer", "measure", "value", "unit"),
    [
        ("650,000 TEU/yr", "650000 TEU a year", "containerCapacity", "650000", "TEU"),
        ("10 GWh/yr", "10000 MWh a year", "energyPerYear", "10000", "MWh"),
        ("5 million tonnes a year", "5000000 tonne a year", "massCapacity", "5000000", "tonne"),
        ("年产30万吨", "300000 tonne a year", "massCapacity", "300000", "tonne"),
        ("200,000 m³/day", "200000 m3 a day", "volumeCapacity", "200000", "m3"),
        ("日处理10万立方米", "100000 m3 a day", "volumeCapacity", "100000", "m3"),
        ("40 students a year", "40 person a year", "peoplePerYear", "40", "person"),
        ("€2m a year", "2000000 EUR a year", "amountPerYear", "2000000", "EUR"),
        ("60万元/月", "600000 CNY a month", "amountPerYear", "7200000", "CNY"),
        ("2 x 660 MW", "1320 MW", "powerCapacity", "1320", "MW"),
    ],
)
def test_a_capacity_is_asked_and_kept_as_what_comes_in_each_year_or_day(
    run: Run, tmp_path: Path, cell: str, answer: str, measure: str, value: str, unit: str
) -> None:
    asked, made = imported(run, tmp_path, "Size", (cell,))
    assert (asked["answers", "amount", cell][0], made) == (answer, [[]])
    _, made = imported(run, tmp_path, "Size", (cell,), f'answers:\n  amount:\n    "{cell}": {answer}\n')
    assert made == [[(measure, value, unit)]]
    assert {"period_start", "period_end"} & set(table(tmp_path / "made", "observations")[0]) == set()


def test_what_is_of_a_year_by_itself_is_of_none_where_only_a_limit_is_said(run: Run, tmp_path: Path) -> None:
    row = ("Deal", "嘉善县", "青浦区", "agreement", "before 2015", "3亿元/年")
    write_csv(tmp_path / "deals.csv", [row], (*HEADINGS, "Output value"))
    answers = 'as_of: 2024-06-30\nanswers:\n  amount:\n    "3亿元/年": 300000000 CNY a year\n'
    (tmp_path / "deals.csv.kg.yaml").write_text(answers, encoding="utf-8")
    said = run("import", "deals.csv", "--into", "made", "--format", "json").out
    assert table(tmp_path / "made", "observations") == []
    assert "does not say which year it is of: kept in the note" in said
    assert "3亿元/年" in str(by_name(tmp_path / "made"))


def test_a_share_of_what_was_paid_is_proposed_as_one(run: Run, tmp_path: Path) -> None:
    asked, _ = imported(run, tmp_path, "Paid so far", ("62 %",))
    assert asked["sheets", "deals", "other_units", "Paid so far", "ratio"][0] == "shareArrived"
    answers = "sheets:\n  deals:\n    other_units:\n      Paid so far:\n        ratio: shareArrived\n"
    _, made = imported(run, tmp_path, "Paid so far", ("62 %",), answers)
    assert made == [[("shareArrived", "0.62", "ratio")]]


@pytest.mark.parametrize("cell", ["fully paid", "paid in full", "已全部到位", "足额到账"])
def test_that_all_has_come_is_proposed_as_a_share(run: Run, tmp_path: Path, cell: str) -> None:
    asked, made = imported(run, tmp_path, "Paid so far", (cell,))
    assert (asked["answers", "amount", cell], made) == (["1 ratio", "ignore"], [[]])
    assert asked["sheets", "deals", "other_units", "Paid so far", "ratio"][0] == "shareArrived"


def test_sixty_below_a_heading_of_shares_is_asked_and_never_sixty_times(run: Run, tmp_path: Path) -> None:
    asked, made = imported(run, tmp_path, "覆盖率", ("60", "0.6", "60%"))
    assert asked["answers", "amount", "60"] == ["0.6 ratio", "60 ratio", "ignore"]
    assert made == [[], [("coverage", "0.6", "ratio")], [("coverage", "0.6", "ratio")]]


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (
            "€3m",
            "agrees with the rows: 3000000 EUR; amounts per year or the like are no part of a total: "
            "row 2 (€2m a year)",
        ),
        (
            "€5m",
            "says 5000000 EUR, but the rows come to 3000000 EUR; amounts per year or the like are no part of a total: "
            "row 2 (€2m a year)",
        ),
    ],
)
@pytest.mark.parametrize("cell", ["€2m a year", "€2m a week"])
def test_what_comes_back_is_no_addend_of_a_total(run: Run, tmp_path: Path, cell: str, total: str, said: str) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Deal 1", "嘉善县", "青浦区", "agreement", "2020-05-01", cell),
        ("Deal 2", "嘉善县", "青浦区", "agreement", "2020-05-02", "€3m"),
        ("Total", "", "", "", "", total),
    ]
    write_csv(tmp_path / "deals.csv", rows, (*HEADINGS, "Budget"))
    answers = f'as_of: 2024-06-30\nanswers:\n  amount:\n    "{cell}": 2000000 EUR {cell[4:]}\n'
    (tmp_path / "deals.csv.kg.yaml").write_text(answers, encoding="utf-8")
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    total_row = done["rows"][-1]
    assert f"Budget: {said.replace('€2m a year', cell)}" in total_row["remarks_en"]
    assert "按年（月等）计的数额不计入合计" in str(total_row["remarks_zh"])


def test_a_total_below_a_heading_of_each_year_is_one_of_each_year(run: Run, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Deal 1", "嘉善县", "青浦区", "agreement", "2020-05-01", "40000"),
        ("Deal 2", "嘉善县", "青浦区", "agreement", "2020-05-02", "20000"),
        ("Total", "", "", "", "", "60000"),
    ]
    write_csv(tmp_path / "deals.csv", rows, (*HEADINGS, "Annual grant (EUR)"))
    answers = "as_of: 2024-06-30\nsheets:\n  deals:\n    columns:\n      Annual grant (EUR): amount capitalProvided\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(answers, encoding="utf-8")
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    assert "Annual grant (EUR): agrees with the rows: 60000 EUR" in done["rows"][-1]["remarks_en"]
    assert [one["measure"] for one in table(tmp_path / "made", "observations")] == ["amountPerYear", "amountPerYear"]


@pytest.mark.parametrize(
    ("heading", "cell", "answer", "figures", "question"),
    [
        (
            "Budget",
            "€2m a year",
            "2000000 EUR a year",
            [("amountPerYear", "2000000", "EUR")],
            "amount a year (amountPerYear)",
        ),
        (
            "Budget",
            "€1k a month",
            "1000 EUR a month",
            [("amountPerYear", "12000", "EUR")],
            "amount a year (amountPerYear)",
        ),
        ("Budget", "EUR 500 a week", "500 EUR a week", [], "no measure has such amounts"),
        ("Budget", "USD 500 a day", "500 USD a day", [], "no measure has such amounts"),
        ("Budget", "40 students a week", "40 person a week", [], "no measure has such amounts"),
        ("Budget", "40 students a year", "40 person a year", [("peoplePerYear", "40", "person")], "(peoplePerYear)"),
        ("Output", "€2m a year", "2000000 EUR a year", [("output", "2000000", "EUR")], "counts for one year alone"),
        ("Output", "€2m a month", "2000000 EUR a month", [("output", "2000000", "EUR")], "counts for one month alone"),
        ("Output", "€2m a week", "2000000 EUR a week", [], "no measure has such amounts"),
        (
            "Size",
            "5 million tonnes a year",
            "5000000 tonne a year",
            [("massCapacity", "5000000", "tonne")],
            "(massCapacity)",
        ),
        ("Size", "500 tonnes a day", "500 tonne a day", [], "no measure has such amounts"),
        ("Size", "5 million m³ a day", "5000000 m3 a day", [("volumeCapacity", "5000000", "m3")], "(volumeCapacity)"),
    ],
)
def test_what_a_question_of_a_rate_says_is_what_its_answer_does(
    run: Run, tmp_path: Path, heading: str, cell: str, answer: str, figures: list[tuple[str, str, str]], question: str
) -> None:
    asked, made = imported(run, tmp_path, heading, (cell,))
    assert (asked["answers", "amount", cell][0], made) == (answer, [[]])
    said = run("import", "deals.csv", "--into", "made", "--format", "json").json()["questions"]
    (text,) = [one for one in said if one["place"] == ["answers", "amount", cell]]
    assert question in text["en"]
    assert "不是合计" in text["zh"]
    asked, made = imported(run, tmp_path, heading, (cell,), f'answers:\n  amount:\n    "{cell}": {answer}\n')
    assert ([place for place in asked if cell in place], made) == ([], [figures])
    assert cell in str(by_name(tmp_path / "made"))
    if not figures:
        remarks = run("import", "deals.csv", "--into", "made", "--format", "json").json()["rows"][0]
        assert "which no measure has: kept in the note" in str(remarks["remarks_en"])


@pytest.mark.parametrize(
    ("cell", "unit", "proposed"),
    [
        ("40 hours", "hour", {"travelTime", "note"}),
        ("45 min", "minute", {"travelTime", "note"}),
        ("500 nurses", "nurses", {"staff", "peopleTrained"}),
        ("12 engineers", "engineers", {"staff", "peopleTrained"}),
        ("20名教师", "名教师", {"staff", "peopleTrained"}),
        ("40 students", "students", {"students", "peopleTrained"}),
    ],
)
def test_what_a_unit_does_not_tell_alone_is_asked_below_size_too(
    run: Run, tmp_path: Path, cell: str, unit: str, proposed: set[str]
) -> None:
    asked, made = imported(run, tmp_path, "Size", (cell,), more=("12",))
    (path,) = [place for place in asked if place[2] == "other_units"]
    assert proposed <= set(asked[path]), (unit, asked)
    assert made == [[("totalInvestment", "12000000", "EUR")]]


@pytest.mark.parametrize("code", ["TOP 1000", "ALL 5000"])
def test_a_word_before_a_number_is_no_money_below_size(run: Run, tmp_path: Path, code: str) -> None:
    asked, made = imported(run, tmp_path, "Size", (code, "€2m"))
    assert made == [[], [("totalInvestment", "2000000", "EUR")]]
    assert asked["answers", "amount", code] == [f"{code[4:]} {code[:3]}", "ignore"]


def test_nothing_is_said_to_be_taken_of_a_cell_that_waits(run: Run, tmp_path: Path) -> None:
    rows = [
        ("Deal 1", "嘉善县", "青浦区", "agreement", "2020-05-01", "120 jobs (3 new plants)"),
        ("Deal 2", "嘉善县", "青浦区", "agreement", "2020-05-02", "80 jobs"),
    ]
    write_csv(tmp_path / "deals.csv", rows, (*HEADINGS, "Size"))
    (tmp_path / "deals.csv.kg.yaml").write_text("as_of: 2024-06-30\n", encoding="utf-8")
    waits, made = run("import", "deals.csv", "--into", "made", "--format", "json").json()["rows"]
    assert set(waits["not_understood"]) == {"Size"}
    assert "taken as" not in str(waits["remarks_en"])
    assert "taken as jobs" in str(made["remarks_en"])
    assert [one["value"] for one in table(tmp_path / "made", "observations")] == ["80"]


def with_headings(run: Run, folder: Path, name: str, said: str, *more: str) -> Outcome:
    """A sheet with 200 MWh below a heading that says no measure, imported with a file of headings of one's own."""
    # Each by a name of its own: what a folder says is read once a process.
    (folder / name / "headings").mkdir(parents=True)
    (folder / name / "headings" / "ours.yaml").write_text(said, encoding="utf-8")
    row = ("Deal", "嘉善县", "青浦区", "agreement", "2020-05-01", "200 MWh")
    write_csv(folder / "deals.csv", [row], (*HEADINGS, "Size"))
    return run("import", "deals.csv", "--into", "made", "--ontology", name, *more)


@pytest.mark.parametrize(
    ("name", "said"),
    [("marked", "measured:\n  - [[energy], [energyStorage], sure]\n"), ("listed", "sure_by_unit: [energy]\n")],
)
def test_a_file_of_ones_own_says_what_a_unit_measures_for_sure(name: str, said: str, run: Run, tmp_path: Path) -> None:
    done = with_headings(run, tmp_path, name, said, "--format", "json").json()
    assert [one for one in done["questions"] if "Size" in one["place"]] == []
    (figure,) = table(tmp_path / "made", "observations")
    assert (figure["measure"], figure["value"]) == ("energyStorage", "200")


def test_another_word_than_sure_behind_what_a_unit_measures_is_an_error(run: Run, tmp_path: Path) -> None:
    said = "measured:\n  - [[energy], [energyStorage], certain]\n"
    done = with_headings(run, tmp_path, "slipped", said, "--lang", "en")
    assert done.code == 1
    assert "ours.yaml: has not the form of ontology/headings/columns.yaml" in " ".join(done.err.split())


#: What money is by a word at it: of these cells without a question, of those below once they are answered.
SAID = (
    ("授信额度100亿元", "financing"),
    ("一期注册资本：人民币2亿元", "subscribedCapital"),
    ("贷款约5亿元", "financing"),
    ("合同额3亿元", "contractedInvestment"),
    ("到位资金2亿元", "capitalArrived"),
    ("registered capital £2m", "subscribedCapital"),
    ("loan of up to US$5m", "financing"),
    ("contract value £3m", "contractedInvestment"),
    ("总投资3亿元", "totalInvestment"),
    ("£3m", "totalInvestment"),
    ("约1.2亿元", "totalInvestment"),
)
ANSWERED = (
    ("基金规模20亿元", "2000000000 CNY", "fundSize"),
    ("捐赠30万元", "300000 CNY", "capitalProvided"),
    ("£1m grant", "1000000 GBP", "capitalProvided"),
    ("£2m (credit line)", "2000000 GBP", "financing"),
    ("年税收800万元", "8000000 CNY output", "output"),
    ("£4m (credit line)", "4000000 GBP totalInvestment", "totalInvestment"),
)


def test_a_word_at_an_amount_says_what_it_measures_or_its_answer_does(run: Run, tmp_path: Path) -> None:
    cells = (*(cell for cell, _ in SAID), *(cell for cell, _, _ in ANSWERED))
    asked, made = imported(run, tmp_path, "Amount", cells)
    assert [[measure for measure, _, _ in figures] for figures in made] == [
        *([measure] for _, measure in SAID),
        *([] for _ in ANSWERED),
    ]
    assert {place[-1] for place in asked if place[:2] == ("answers", "amount")} == {cell for cell, _, _ in ANSWERED}
    given = "".join(f"    {cell}: {answer}\n" for cell, answer, _ in ANSWERED)
    asked, made = imported(run, tmp_path, "Amount", cells, f"answers:\n  amount:\n{given}")
    assert [place for place in asked if place[:2] == ("answers", "amount")] == []
    assert [[measure for measure, _, _ in figures] for figures in made[len(SAID) :]] == [
        [measure] for _, _, measure in ANSWERED
    ]
    # What has arrived has come, be it of what was agreed.
    classes = {row["measure"]: row["class"] for row in table(tmp_path / "made", "observations")}
    assert (classes["capitalArrived"], classes["financing"]) == ("Achievement", "Target")


def test_below_a_heading_that_says_another_measure_a_word_at_the_amount_goes_first(run: Run, tmp_path: Path) -> None:
    _, made = imported(run, tmp_path, "Total investment", ("注册资本2亿元", "3亿元", "investment £3m"))
    assert [figures[0][0] for figures in made] == ["subscribedCapital", "totalInvestment", "totalInvestment"]
