"""Days of sources are read in every spelling of cells of days; what only looks so is none, and doubts are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from kg.intake.sheets.source_days import day_of
from tests.intake.sheets.written import table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("项目名称", "甲方", "乙方", "签约日期", "信息来源")
DAYS = {
    "Süd-Presse, 29.07.2017, S. 4": "2017-07-29",
    "Süd-Presse 29.7.2017": "2017-07-29",
    "El Lago, p. B3 (16-09-2017)": "2017-09-16",
    "山口新報 平成29年10月8日": "2017-10-08",
    "晨报 2017.10.08 第2版": "2017-10-08",
    "晨报二〇一七年十月八日": "2017-10-08",
    "晨报 2017年10月8日": "2017-10-08",
    "Oct. 8, 2017 Daily Lan": "2017-10-08",
    "Le Lac du 8 octobre 2017": "2017-10-08",
    "El Lago, 8 de octubre de 2017": "2017-10-08",
    "Zeitung vom 8.11.2018": "2018-11-08",
    "press release 30.9.2016": "2016-09-30",
    "新闻稿 press release 30.9.2016": "2016-09-30",
    "Press release 30 Sept 2016": "2016-09-30",
    "Release 30.9.2016": "2016-09-30",
    "media release: 2016-09-30": "2016-09-30",
    "News release Sept. 2016": "2016-09-30",
}
#: Of which the year alone is known, or a doubt is told.
YEARS = {
    "烟台商务〔2015〕88号文": "2015-12-31",
    "鲁商字【2016】12号": "2016-12-31",
    "国发[2014]7号": "2014-12-31",
    "锂业公告2016-017": "2016-12-31",
}
NONE = (
    "Handbook version 1.2.18",
    "Regulation 2017/1938",
    "Nr. 5/2017",
    "Tel. 030 12-10-2017",
    "第12-10-2017号",
    "v1.10.2017",
    "Software release 1.2.18",
    "Release 2017.10",
    "12 pages 2017",
    "晨报 第1234版",
)


def imported(run: Run, tmp_path: Path, *sources: str, lang: str = "en") -> Outcome:
    """The account of a sheet with a row for each source."""
    rows = [(f"第{at}合作", "嘉善县", "上海市", f"2018-03-0{at % 9 + 1}", text) for at, text in enumerate(sources, 1)]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    return run("import", "deals.csv", "--lang", lang)


def issued(tmp_path: Path) -> dict[str, str]:
    """The day of each source by its title."""
    rows = table(tmp_path / "deals", "sources")
    return {row.get("title_zh") or row["title_en"]: row["issued"] for row in rows}


def test_days_in_all_spellings(run: Run, tmp_path: Path) -> None:
    said = imported(run, tmp_path, *DAYS)
    assert DAYS.items() <= issued(tmp_path).items()
    assert "no one day of publication" not in " ".join(said.out.split())


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_are_no_days(text: str) -> None:
    assert (day_of(text).day, day_of(text).doubtful) == (None, "")


def test_the_order_of_days_is_that_of_the_sheet(run: Run, tmp_path: Path) -> None:
    first = imported(run, tmp_path, "E-mail, 12/10/2017", "Bote, 3/15/2017")
    assert "no one day of publication is sure in '12/10/2017'" in " ".join(first.out.split())
    settings = tmp_path / "deals.csv.kg.yaml"
    tree = yaml.safe_load(settings.read_text(encoding="utf-8")) or {}
    tree.setdefault("sheets", {}).setdefault("deals", {})["day_first"] = True
    settings.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    run("import", "deals.csv")
    assert issued(tmp_path)["E-mail, 12/10/2017"] == "2017-10-12"
    assert issued(tmp_path)["Bote, 3/15/2017"] == "2017-03-15"


@pytest.mark.parametrize(("lang", "told"), [("en", "no one day of publication is sure in"), ("zh", "发布日期不能确定")])
@pytest.mark.parametrize(
    "text",
    [
        "Bote, Sept. 2017, Oct. 2017",
        "Annual reports 2016 and 2017, p. 14",
        "Bote 30.02.2017",
        "Bote 1/3/2017",
        "晨报 2017-10-08, 2017-10-09",
    ],
)
def test_a_day_that_is_not_sure_is_told_of_its_row(run: Run, tmp_path: Path, text: str, lang: str, told: str) -> None:
    said = imported(run, tmp_path, text, lang=lang)
    assert told in " ".join(said.out.split()).replace(" ", "" if lang == "zh" else " ")


def test_a_day_of_a_source_is_one_day() -> None:
    assert day_of("晨报 2017-10-08, 2017年10月8日").day == date(2017, 10, 8)


@pytest.mark.parametrize(
    "said",
    [
        "https://example.org/port/17 (3 May 2022)",
        "https://example.org/port/17, 2022年5月3日",
        "https://example.org/port/17, 3 May 2022, p. 4",
    ],
)
def test_a_day_beside_a_link_is_no_title(run: Run, tmp_path: Path, said: str) -> None:
    imported(run, tmp_path, said)
    assert issued(tmp_path)["https://example.org/port/17"] == "2022-05-03"


MONTHS_AND_YEARS = {
    "样报 2016年1月": ("2016-01-31", "2016-01"),
    "Bote, Sept. 2017": ("2017-09-30", "2017-09"),
    "rapport final, mars 2017": ("2017-03-31", "2017-03"),
    "Bote, 07/2016": ("2016-07-31", "2016-07"),
    "Bote 2017-10": ("2017-10-31", "2017-10"),
    "The Ledger, 2016": ("2016-12-31", "year"),
    "Herald (2016), p. 3": ("2016-12-31", "year"),
    "《样刊》2013年第5期": ("2013-12-31", "year"),
    "Annual report 2016, p. 14": ("2016-12-31", "may be that of which it tells"),
    "样本市年度报告2016": ("2016-12-31", "may be that of which it tells"),
    "Rapport annuel 2016": ("2016-12-31", "may be that of which it tells"),
}


def test_a_month_and_a_year_of_a_source_are_its_own(run: Run, tmp_path: Path) -> None:
    said = imported(run, tmp_path, *MONTHS_AND_YEARS)
    assert "no one day of publication" not in " ".join(said.out.split())
    notes = {
        row.get("title_zh") or row["title_en"]: row.get("note_en", "") for row in table(tmp_path / "deals", "sources")
    }
    for title, (day, known) in MONTHS_AND_YEARS.items():
        assert issued(tmp_path)[title] == day
        assert known in notes[title]
        assert "day of the sheet" not in notes[title]


def test_the_order_of_days_is_advised_where_it_is_in_question_alone(run: Run, tmp_path: Path) -> None:
    assert "day_first" not in " ".join(imported(run, tmp_path, "Bote 10/2017", "Bote 30.02.2017").out.split())
    assert "day_first" in " ".join(imported(run, tmp_path, "E-mail, 12/10/2017").out.split())


def test_a_month_in_which_the_day_of_the_sheet_lies_goes_to_that_day(run: Run, tmp_path: Path) -> None:
    (tmp_path / "deals.csv.kg.yaml").write_text("as_of: 2021-08-10\n", encoding="utf-8")
    imported(run, tmp_path, "电话了解，2021年8月")
    assert issued(tmp_path)["电话了解，2021年8月"] == "2021-08-10"


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/port ; Bote 2017-05-28",
        "https://example.org/port；Bote 2017-05-28",
        "Bote 2017-05-28; https://example.org/port",
    ],
)
def test_a_link_and_a_paper_in_one_cell_are_told_to_be_one_source(run: Run, tmp_path: Path, text: str) -> None:
    said = imported(run, tmp_path, text)
    assert "the link and 'Bote 2017-05-28' are read as one source" in " ".join(said.out.split())
    (row,) = [row for row in table(tmp_path / "deals", "sources") if row.get("url") == "https://example.org/port"]
    assert (row["title_en"], row["issued"]) == ("Bote 2017-05-28", "2017-05-28")
    assert text in str(table(tmp_path / "deals", "partnerships"))


def test_a_link_beside_its_title_is_one_source_unsaid(run: Run, tmp_path: Path) -> None:
    assert "read as one source" not in " ".join(
        imported(run, tmp_path, "Bote 2017-05-28 https://example.org/p").out.split()
    )


def test_the_year_in_the_number_of_a_document_is_that_in_which_it_came_out(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, *YEARS)
    assert YEARS.items() <= issued(tmp_path).items()


@pytest.mark.parametrize("text", ["Perth Post, 8/11/17", "Zeitung vom 8.11.17"])
def test_short_days_are_told_until_somebody_says_their_order(text: str, run: Run, tmp_path: Path) -> None:
    said = imported(run, tmp_path, text)
    assert "no one day of publication is sure" in " ".join(said.out.split())


@pytest.mark.parametrize(("day_first", "day"), [("true", "2017-11-08"), ("false", "2017-08-11")])
@pytest.mark.parametrize("text", ["Perth Post, 8/11/17", "Perth Post 8/11/2017"])
def test_the_order_of_days_holds_for_sources_too(text: str, day_first: str, day: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "deals.csv.kg.yaml").write_text(f"sheets:\n  deals:\n    day_first: {day_first}\n", encoding="utf-8")
    imported(run, tmp_path, text)
    assert day in issued(tmp_path).values()


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("钦州新报；桂闻（2017-08-03）", True),
        ("A Daily 2017-01-02; B Daily 2017-02-03", True),
        ("Süd-Presse; 29.07.2017; S. 4", False),
        ("晨报 2017年10月8日；第2版", False),
        ("Ministry of Trade; Department of Ports", False),
    ],
)
def test_two_sources_of_one_cell_are_told(text: str, is_told: bool, run: Run, tmp_path: Path) -> None:
    said = imported(run, tmp_path, text)
    assert ("are read as one source" in " ".join(said.out.split())) is is_told


def test_a_title_has_no_blank_before_a_sign_where_its_link_stood(run: Run, tmp_path: Path) -> None:
    imported(
        run,
        tmp_path,
        "样本石化网 http://www.example.com/n/1123, 2019-10-08",
        "News , 2016-9-30 , p. 3",
        "样本局网站，https://www.example.com/a/77，2016年6月1日",
    )
    found = table(tmp_path / "deals", "sources")
    titles = {row.get("title_zh") or row["title_en"] for row in found if row["id"].startswith("s-")}
    assert titles == {"样本石化网, 2019-10-08", "News, 2016-9-30, p. 3", "样本局网站，2016年6月1日"}


def test_of_a_day_with_a_short_year_the_order_of_days_is_named(run: Run, tmp_path: Path) -> None:
    done = imported(run, tmp_path, "样本日报 8/11/18")
    assert "no one day of publication is sure in '8/11/18'" in " ".join(done.out.split())
    assert "day_first: true / false" in " ".join(done.out.split())
