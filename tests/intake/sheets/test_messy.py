"""Messy sheets of twenty-five rows, in both languages: every value right, or asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import by_name, of, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]

#: Name, party a, party b, type, sector, amount, day of signing, progress; then what it comes to: amounts as bound,
#: value and unit, and the last day of the span with its precision. Nothing where it is asked or said to be none.
Case = tuple[tuple[Any, ...], set[tuple[str, str, str]], tuple[str, str] | None]
CHINESE: tuple[Case, ...] = (
    (
        ("合作01", "嘉善县", "上海市", "合作协议", "医疗", "3.5亿元", "2017年7月", "已签约"),
        {("exact", "350000000", "CNY")},
        ("2017-07-31", "month"),
    ),
    (
        ("合作02", "海盐县", "闵行区", "项目", "科技", "2.37亿美元", "2017Q1", "在建"),
        {("exact", "237000000", "USD")},
        ("2017-03-31", "quarter"),
    ),
    (
        ("合作03", "平湖市", "金山区", "合作", "教育", "1.2万亿元", "2017H1", "运营中"),
        {("exact", "1200000000000", "CNY")},
        ("2017-06-30", "half"),
    ),
    (
        ("合作04", "桐乡市", "青浦区", "项目", "旅游", "一百二十万", date(2017, 5, 4), "已签约"),
        {("exact", "1200000", "CNY")},
        ("2017-05-04", "day"),
    ),
    (
        ("合作05", "海宁市", "徐汇区", "服务", "养老", "３．５億", "Jul 2017", "运营"),
        {("exact", "350000000", "CNY")},
        ("2017-07-31", "month"),
    ),
    (
        ("合作06", "嘉善县", "松江区", "合作", "交通", "€ 1.5 bn", "28.7.2017", "签约"),
        {("exact", "1500000000", "EUR")},
        ("2017-07-28", "day"),
    ),
    (
        ("合作07", "嘉善县", "青浦区", "合作", "金融", "1.500.000,00 €", "20170728", "签约"),
        {("exact", "1500000", "EUR")},
        ("2017-07-28", "day"),
    ),
    (
        ("合作08", "海盐县", "上海市", "合作", "核电", "£35k", "二〇一七年八月", "签约"),
        {("exact", "35000", "GBP")},
        ("2017-08-31", "month"),
    ),
    (
        ("合作09", "秀洲区", "上海市", "合作", "光伏", "RMB 300 million", "平成29年", "签约"),
        {("exact", "300000000", "CNY")},
        ("2017-12-31", "year"),
    ),
    (
        ("合作10", "南湖区", "上海市", "基金", "产业基金", "约2亿元", "2017年底", "签约"),
        {("about", "200000000", "CNY")},
        ("2017-12-31", "quarter"),
    ),
    (
        ("合作11", "平湖市", "上海市", "项目", "汽车", "超过5000万元", "2016-05-01", "在建"),
        {("moreThan", "50000000", "CNY")},
        ("2016-05-01", "day"),
    ),
    (
        ("合作12", "海宁市", "上海市", "项目", "时尚产业", "不少于1亿元", 42944, "开工"),
        {("atLeast", "100000000", "CNY")},
        ("2017-07-28", "day"),
    ),
    (
        ("合作13", "桐乡市", "上海市", "项目", "大数据", "1亿元以上", "2017/7/28", "建设中"),
        {("atLeast", "100000000", "CNY")},
        ("2017-07-28", "day"),
    ),
    (
        ("合作14", "嘉善县", "长宁区", "项目", "物流", "up to USD 2 million", "2017-07", "洽谈"),
        {("upTo", "2000000", "USD")},
        ("2017-07-31", "month"),
    ),
    (
        ("合作15", "嘉善县", "黄浦区", "项目", "文化", "at least EUR 3m", "2017", "竣工"),
        {("atLeast", "3000000", "EUR")},
        ("2017-12-31", "year"),
    ),
    (
        ("合作16", "海盐县", "金山区", "项目", "化工", "10-12亿元", "2017年上半年", "暂停"),
        {("atLeast", "1000000000", "CNY"), ("upTo", "1200000000", "CNY")},
        ("2017-06-30", "half"),
    ),
    (("合作17", "海盐县", "徐汇区", "服务", "公共服务", "免费", "2017-01-01", "运营中"), set(), ("2017-01-01", "day")),
    (("合作18", "海盐县", "长宁区", "服务", "公共服务", "n.a.", "2017-01-02", "运营中"), set(), ("2017-01-02", "day")),
    (("合作19", "海盐县", "黄浦区", "服务", "公共服务", "-", "2017-01-03", "运营中"), set(), ("2017-01-03", "day")),
    (("合作20", "平湖市", "松江区", "合作", "港口", "3500", "7/8/2017", "签约"), {("exact", "3500", "CNY")}, None),
    (("合作21", "平湖市", "徐汇区", "合作", "体育", "$1.2m", "before 2010", "终止"), set(), ("2009-12-31", "year")),
    (
        ("合作22", "平湖市", "长宁区", "合作", "人才", 1234.5, "2015至2016", "完成"),
        {("exact", "1234.5", "CNY")},
        None,
    ),
    (("合作23", "平湖市", "黄浦区", "合作", "人才", "若干", "去年", "签约"), set(), None),
    (
        ("合作24", "桐乡市", "徐汇区", "合作", "智慧康养", "近3亿元", "2017-02-29", "签约"),
        {("about", "300000000", "CNY")},
        None,
    ),
    (("合作25", "桐乡市", "长宁区", "合作", "能源", "", "", ""), set(), None),
)
HEADINGS = ("合作项目名称", "甲方", "乙方", "合作形式", "所属领域", "投资额（元）", "签约时间", "目前进展")

#: Stages by what the cells say: the last column, read by hand with the code list.
STAGES = {
    "已签约": "signed",
    "签约": "signed",
    "在建": "underConstruction",
    "开工": "underConstruction",
    "建设中": "underConstruction",
    "运营中": "operating",
    "运营": "operating",
    "洽谈": "negotiating",
    "竣工": "completed",
    "完成": "completed",
    "暂停": "suspended",
    "终止": "terminated",
}


def figures(folder: Path, partnership: str) -> set[tuple[str, str, str]]:
    rows = of(table(folder, "observations"), "about", f"partnership/{partnership}")
    return {(row["bound"], row["value"], row["unit"]) for row in rows}


def stages(folder: Path, partnership: str) -> dict[str, tuple[str, str]]:
    rows = of(table(folder, "stages"), "partnership", partnership)
    return {row["stage"]: (row["as_of"], row["precision"]) for row in rows}


@pytest.fixture
def chinese(tmp_path: Path) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "台账"
    sheet.append(["长三角合作台账"])
    sheet.append([])
    sheet.append(list(HEADINGS))
    for row, _, _ in CHINESE:
        sheet.append(list(row))
    sheet.append(["合计", "", "", "", "", "很多"])
    workbook.save(tmp_path / "deals.xlsx")
    return tmp_path / "deals"


def test_every_amount_and_day_is_right_or_asked(chinese: Path, run: Run) -> None:
    answer = run("import", "deals.xlsx", "--format", "json")
    assert answer.code == 0, answer.err
    read = answer.json()
    assert (read["rows_read"], read["made"], read["total"]) == (26, 25, 1)
    made = by_name(chinese)
    for row, amounts, signed in CHINESE:
        name = row[0]
        found = made[name]["id"]
        assert figures(chinese, found) == amounts, name
        told = stages(chinese, found)
        if STAGES.get(row[7]) == "negotiating":
            assert told == {"negotiating": signed}, name
        else:
            assert told.get("signed", (None,))[0] == (signed[0] if signed else told.get("signed", (None,))[0]), name
            if signed:
                assert told["signed"] == signed, name
        if row[7]:
            assert STAGES[row[7]] in told, name
    asked = {tuple(question["place"]) for question in read["questions"] if not question["optional"]}
    assert asked == {
        ("sheets", "台账", "day_first"),
        ("sheets", "台账", "units", "$"),
        ("sheets", "台账", "spans", "签约时间"),
        ("answers", "date", "去年"),
        ("answers", "date", "2017-02-29"),
        ("answers", "sector", "智慧康养"),
    }
    # What is asked is kept in the note until it is answered; what is said to be none is too.
    assert "投资额（元）：$1.2m" in made["合作21"]["note_zh"]
    assert "签约时间：before 2010" in made["合作21"]["note_zh"]
    assert "签约时间：7/8/2017" in made["合作20"]["note_zh"]
    assert "投资额（元）：免费" in made["合作17"]["note_zh"]


def test_answers_settle_what_was_asked(chinese: Path, run: Run) -> None:
    run("import", "deals.xlsx")
    path = chinese.parent / "deals.xlsx.kg.yaml"
    text = path.read_text(encoding="utf-8")
    for place, said in (
        *(("day_first", "true"), ("$", "USD"), ("去年", "2016"), ("'2017-02-29'", "2017-02-28")),
        ("2017-02-29", "2017-02-28"),
        ("智慧康养", "elderlyCare"),
    ):
        text = text.replace(f" {place}:", f" {place}: {said}")
    text = re.sub(r"( spans:\n(?: *#.*\n)* *签约时间:)", r"\1 within", text)
    path.write_text(text, encoding="utf-8")
    answer = run("import", "deals.xlsx", "--format", "json", "--strict")
    assert answer.code == 0, answer.err
    made = by_name(chinese)
    assert figures(chinese, made["合作21"]["id"]) == {("exact", "1200000", "USD")}
    # The day first: the seventh of August.
    assert stages(chinese, made["合作20"]["id"])["signed"] == ("2017-08-07", "day")
    assert stages(chinese, made["合作23"]["id"])["signed"] == ("2016-12-31", "year")
    assert stages(chinese, made["合作24"]["id"])["signed"] == ("2017-02-28", "day")
    # Some time in 2015 or 2016: by the end of both, and of no day.
    assert stages(chinese, made["合作22"]["id"])["signed"] == ("2016-12-31", "year")
    assert made["合作24"]["sectors"] == "elderlyCare"
    assert run("check", "deals").code == 0


#: Parties as they are written, and what they are: id or name of the parties.
PARTIES: Mapping[str, tuple[str, set[str]]] = {
    "Health": ("Jiashan County; Shanghai", {"region/cn-jiaxing-jiashan", "region/cn-shanghai"}),
    "Research": (
        "Fudan University, Acme Co., Ltd. and Jiashan",
        {"Fudan University", "Acme Co., Ltd.", "region/cn-jiaxing-jiashan"},
    ),
    "Science": (
        "Ministry of Science and Technology; Haiyan",
        {"Ministry of Science and Technology", "region/cn-jiaxing-haiyan"},
    ),
    "Again": ("FUDAN  University; 海盐", {"Fudan University", "region/cn-jiaxing-haiyan"}),
    "Both": ("复旦大学（Fudan University）、嘉善", {"Fudan University", "region/cn-jiaxing-jiashan"}),
    "Limited": ("ACME CO. LTD; 上海", {"Acme Co., Ltd.", "region/cn-shanghai"}),
    "Other": ("Acme; Shanghai", set()),
    "Labels": ("甲方：桐乡市；乙方：闵行区等", {"region/cn-jiaxing-tongxiang", "region/cn-shanghai-minhang"}),
    "Dash": ("嘉善县—青浦区", {"region/cn-jiaxing-jiashan", "region/cn-shanghai-qingpu"}),
}


def test_parties_are_joined_right_or_asked(tmp_path: Path, run: Run) -> None:
    rows = [(name, parties, "2017-07-28") for name, (parties, _) in PARTIES.items()]
    write_csv(tmp_path / "deals.csv", rows, ("Title", "Parties", "Signed"))
    answer = run("import", "deals.csv", "--format", "json")
    assert answer.code == 0
    folder = tmp_path / "deals"
    names = {f"institution/{row['id']}": row.get("name_en") or row["name_zh"] for row in table(folder, "institutions")}
    made = by_name(folder)
    for name, (_, parties) in PARTIES.items():
        if not parties:
            assert name not in made
            continue
        found = of(table(folder, "participations"), "partnership", made[name]["id"])
        assert {names.get(row["party"], row["party"]) for row in found} == parties, name
    # A name without its legal form is not the company: it is asked, and the row waits.
    waiting = [question for question in answer.json()["questions"] if question["place"] == ["answers", "party", "Acme"]]
    assert waiting
    assert waiting[0]["proposals"][0]["answer"] == "Acme Co., Ltd."
    assert made["Labels"]["open_ended"] == "true"


def test_an_english_sheet_with_roles_places_sources_and_other_measures(tmp_path: Path, run: Run) -> None:
    headings = (
        *(
            "Project title",
            "Investor",
            "Host",
            "Location of party A",
            "Field",
            "Budget (EUR million)",
            "Site area (ha)",
        ),
        *("Start date", "End date", "Status", "Source", "Link", "Ref"),
    )
    row = (
        *("Solar park", "Sunny Power GmbH", "Jiashan County", "", "solar", "12.5", "40"),
        *("2016-01-01", "2017-12-31", "under construction", "Daily News", "https://example.org/7", "A-7"),
    )
    write_csv(tmp_path / "deals.csv", [row], headings)
    settings = tmp_path / "deals.csv.kg.yaml"
    settings.write_text("as_of: 2017-07-28\n", encoding="utf-8")
    assert run("import", "deals.csv").code == 0
    folder = tmp_path / "deals"
    roles = {row["party"]: row["role"] for row in table(folder, "participations")}
    assert roles == {"institution/sunny-power-gmbh": "investor", "region/cn-jiaxing-jiashan": "host"}
    found = {row["measure"]: (row["value"], row["unit"], row["class"]) for row in table(folder, "observations")}
    assert found == {"totalInvestment": ("12500000", "EUR", "Target"), "area": ("40", "ha", "Target")}
    spans = {(row["period_start"], row["period_end"]) for row in table(folder, "partnerships")}
    assert spans == {("2016-01-01", "2017-12-31")}
    (stage,) = table(folder, "stages")
    assert (stage["stage"], stage["as_of"], stage["time_basis"]) == ("underConstruction", "2016-01-01", "stated")
    source = next(row for row in table(folder, "sources") if row["id"].startswith("s-"))
    assert (source["title_en"], source["url"]) == ("Daily News", "https://example.org/7")
    assert stage["asserted_by"] == f"source/{source['id']}"
    assert "Ref: A-7" in by_name(folder)["Solar park"]["note_en"]
    assert run("check", "deals").code == 0


def test_a_list_of_investments_with_roles_spans_and_a_year_in_its_title(tmp_path: Path, run: Run) -> None:
    rows = [
        (
            "项目名称",
            "签约双方",
            "投资方",
            "合同外资（万美元）",
            "到位资金（万元）",
            "占地面积（亩）",
            "带动就业（人）",
            "建设起止年限",
            "项目进展情况",
        ),
        (
            "电池基地",
            "嘉善县\n上海某某新能源有限公司",
            "上海某某新能源有限公司",
            "5000",
            "1200",
            "300",
            "约800",
            "2017-2019",
            "在建",
        ),
    ]
    write_csv(tmp_path / "deals.csv", rows, ("2018年招商项目表", *[""] * 8))
    # No row names a day: the year of the title is proposed for that of the sheet.
    asked = run("import", "deals.csv", "--format", "json").json()
    (day,) = [question for question in asked["questions"] if question["place"] == ["as_of"]]
    assert [proposal["answer"] for proposal in day["proposals"]] == ["2018-12-31", "2017-01-01"]
    assert run("import", "deals.csv", "--accept").code == 0
    folder = tmp_path / "deals"
    roles = [(row["party"].partition("/")[0], row["role"]) for row in table(folder, "participations")]
    assert roles == [("region", "partner"), ("institution", "investor")]
    found = {
        row["measure"]: (row["class"], row["value"], row["unit"], row["bound"]) for row in table(folder, "observations")
    }
    assert found == {
        "contractedInvestment": ("Target", "50000000", "USD", "exact"),
        "capitalArrived": ("Achievement", "12000000", "CNY", "exact"),
        "area": ("Target", "300", "mu", "exact"),
        "jobs": ("Target", "800", "person", "about"),
    }
    assert not any(row.get("period_start") for row in table(folder, "observations"))
    assert [(row["period_start"], row["period_end"]) for row in table(folder, "partnerships")] == [
        ("2017-01-01", "2019-12-31")
    ]
    assert run("check", "deals").code == 0


def test_what_closes_a_question_about_a_cell_that_says_nothing(tmp_path: Path) -> None:
    rows = [
        (name, "嘉善县", "上海市", "合作", "医疗", amount, "2017-07-28", "已签约", "")
        for name, amount in (("甲", "TBA"), ("乙", "-500"))
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows)
    asked = import_sheet(sheet, tmp_path / "made", accept=True).account.questions
    # What is said not to be known is no question: nobody has an answer to it.
    assert {one.path[-1]: [option.answer for option in one.options] for one in asked} == {
        "-500": ["5000000 CNY", "ignore"]
    }
    settings = sheet.with_name("deals.csv.kg.yaml")
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("TBA:", "TBA: ignore").replace("'-500':", "'-500': ignore"), encoding="utf-8")
    assert import_sheet(sheet, tmp_path / "made").account.questions == ()
    assert table(tmp_path / "made", "observations") == []


def test_a_hidden_column_that_no_heading_explains_is_left_out_until_it_is_asked_for(tmp_path: Path, run: Run) -> None:
    book = Workbook()
    page = book.active
    for row in (
        ("项目名称", "甲方", "乙方", "内部评分", "领域", "签约日期"),
        ("甲", "嘉善县", "上海市", "机密7分", "医疗", "2017-07-28"),
    ):
        page.append(row)
    page.column_dimensions["D"].hidden = True
    page.column_dimensions["E"].hidden = True
    book.save(tmp_path / "deals.xlsx")
    done = run("import", "deals.xlsx", "--lang", "en")
    assert "column D (内部评分) is hidden, and left out" in " ".join((done.out + done.err).split())
    (made,) = table(tmp_path / "deals", "partnerships")
    # What a known heading has is read, hidden or not.
    assert (made["sectors"], made.get("note_zh")) == ("health", None)
    settings = tmp_path / "deals.xlsx.kg.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "内部评分: ignore" in text
    settings.write_text(text.replace("内部评分: ignore", "内部评分: note"), encoding="utf-8")
    assert run("import", "deals.xlsx").code == 0
    assert table(tmp_path / "deals", "partnerships")[0]["note_zh"] == "内部评分：机密7分"


def test_rows_with_one_number_and_rows_that_say_the_same_are_told(tmp_path: Path) -> None:
    headings = ("编号", "项目名称", "甲方", "乙方", "领域", "签约日期")
    rows = [
        (number, name, "嘉善县", "上海市", "医疗", "2017-07-28")
        for number, name in (("1", "甲"), ("2", "乙"), ("2", "丙"), ("4", "甲"))
    ]
    account = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made").account
    assert {row.row: [text.en for _, text in row.remarks] for row in account.rows if row.remarks} == {
        4: ["has the number 2 of row 3, and says otherwise: made as two"],
        5: ["says the same as row 2 under another number: made as two"],
    }


def test_the_marked_copy_says_that_formulas_have_no_results(tmp_path: Path, run: Run) -> None:
    book = Workbook()
    page = book.active
    page.append(("项目名称", "甲方", "乙方", "投资额（万元）", "签约日期"))
    page.append(("甲", "嘉善县", "上海市", "5", "2017-07-28"))
    book.save(tmp_path / "deals.xlsx")
    done = run("import", "deals.xlsx", "--marked", "marked.xlsx", "--lang", "en")
    assert "formulas" not in done.err
    page["D2"] = "=2+3"
    book.save(tmp_path / "deals.xlsx")
    done = run("import", "deals.xlsx", "--marked", "marked.xlsx", "--lang", "en")
    assert "has its formulas without their results" in " ".join(done.err.split())
    assert load_workbook(tmp_path / "marked.xlsx").active["D2"].value == "=2+3"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("digital economy", "digitalEconomy"),
        ("矿业", "mining"),
        ("信息技术", "informationTechnology"),
        ("ICT", "ict"),
    ],
)
def test_sectors_that_people_write(tmp_path: Path, text: str, code: str) -> None:
    row = ("甲", "嘉善县", "上海市", "合作", text, "", "2017-07-28", "已签约", "")
    assert import_sheet(write_csv(tmp_path / "deals.csv", [row]), tmp_path / "made").account.questions == ()
    assert table(tmp_path / "made", "partnerships")[0]["sectors"] == code
