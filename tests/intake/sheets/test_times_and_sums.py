"""Times that are no plain dates and sums with something beside them: what is sure is read, and nothing said is lost."""

from __future__ import annotations

from pathlib import Path

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.source_days import day_of
from tests.intake.sheets.written import by_name, of, options, remarks, stages_of, table, write_csv

HEADINGS = ("Project", "Party A", "Party B", "Status", "Signed", "Start")
#: Below beginnings: the cell, the day by which it runs, how exactly, and the first day of its term.
STARTS = {
    # Within a week, a season or two years in a row: nobody need be asked.
    "KW 12/2020": ("2020-03-22", "day", ""),
    "w/c 12 Feb 2018": ("2018-02-18", "day", ""),
    "2019年第20周": ("2019-05-19", "day", ""),
    "semaine 40/2019": ("2019-10-06", "day", ""),
    "2020年秋": ("2020-12-31", "half", ""),
    "2015/16": ("2016-12-31", "year", "2015-01-01"),
    "2016/2017": ("2017-12-31", "year", "2016-01-01"),
    # By the day that is said of the sheet.
    "去年": ("2020-12-31", "year", "2020-01-01"),
    "letztes Jahr": ("2020-12-31", "year", "2020-01-01"),
    "el año pasado": ("2020-12-31", "year", "2020-01-01"),
    "去年底": ("2020-12-31", "quarter", "2020-10-01"),
    # Early and late are a quarter of the year.
    "Anfang 2019": ("2019-03-31", "quarter", "2019-01-01"),
    "2017年底": ("2017-12-31", "quarter", "2017-10-01"),
    "fin 2018": ("2018-12-31", "quarter", "2018-10-01"),
    "koniec 2016": ("2016-12-31", "quarter", "2016-10-01"),
    "2018年岁末": ("2018-12-31", "quarter", "2018-10-01"),
    "slutet av 2015": ("2015-12-31", "quarter", "2015-10-01"),
    "principios de 2019": ("2019-03-31", "quarter", "2019-01-01"),
    "early 2017": ("2017-03-31", "quarter", "2017-01-01"),
    "2020年3月底前": ("2020-03-31", "month", ""),
    "43252": ("2018-06-01", "day", "2018-06-01"),
    "2014.7-": ("2014-07-31", "month", "2014-07-01"),
}
#: The same, where what is proposed first was answered: spans over a new year.
ANSWERED = {
    "WS 2001": ("2001-10..2002-03", "2002-03-31", "month", "2001-10-01"),
    "Wintersemester 2007/08": ("2007-10..2008-03", "2008-03-31", "month", "2007-10-01"),
    "2018学年": ("2018-09..2019-08", "2019-08-31", "month", "2018-09-01"),
    "FY 2019/20": ("2019-04..2020-03", "2020-03-31", "month", "2019-04-01"),
    "winter 2018/19": ("2018-12..2019-02", "2019-02-28", "month", "2018-12-01"),
}
#: What is asked all the same: a season that is another one in the south, a month or two years, a middle.
ASKED = ("autumn 2020", "2011/12", "2007-10", "mid-2017", "otoño 2019")


def imported(folder: Path, headings: tuple[str, ...], *rows: tuple[str, ...], said: str = "") -> Imported:
    sheet = write_csv(folder / "deals.csv", rows, headings)
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2021-06-30\n{said}", encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def test_times_within_which_something_began_are_kept_as_they_are_said(tmp_path: Path) -> None:
    cells = (*STARTS, *ANSWERED, *ASKED, "geplant 2023")
    rows = [(cell, "嘉善县", "青浦区", "operating", "", cell) for cell in cells]
    answers = "answers:\n  date:\n" + "".join(f"    {cell}: {one[0]}\n" for cell, one in ANSWERED.items())
    done = imported(tmp_path, HEADINGS, *rows, said=answers)
    asked = {one.path[-1] for one in done.account.questions}
    assert asked == set(ASKED)
    made = by_name(tmp_path / "made")
    for cell, (day, precision, begins) in {**STARTS, **{cell: one[1:] for cell, one in ANSWERED.items()}}.items():
        found = [row for row in stages_of(tmp_path / "made", cell) if row["stage"] == "operating"]
        assert [(row["as_of"], row["precision"]) for row in found] == [(day, precision)], cell
        assert made[cell].get("period_start", "") == begins, cell
        assert "period_end" not in made[cell], cell
    # Both ends of a span over a new year stay beside its day.
    (winter,) = (row for row in stages_of(tmp_path / "made", "WS 2001") if row["stage"] == "operating")
    assert winter["note_en"] == "The sheet gives a span: between 2001-10-01 and this day."
    assert winter["time_basis"] == "resolved"
    assert made["geplant 2023"]["period_start"] == "2023-01-01"


def test_what_has_no_end_below_days_of_signing_is_answered_once_and_begins_when_it_says(tmp_path: Path) -> None:
    rows = [(cell, "嘉善县", "青浦区", "signed", cell, "") for cell in ("2014.7-", "2013年起", "2016–", "2015/16")]
    done = imported(tmp_path, HEADINGS, *rows)
    assert [one.path for one in done.account.questions] == [("sheets", "deals", "since", "Signed")]
    # An answer of one of them by its beginning is one of the column too.
    said = "sheets:\n  deals:\n    since:\n      Signed: first\nanswers:\n  date:\n    2014.7-: 2014-07..\n"
    done = imported(tmp_path, HEADINGS, *rows, said=said)
    assert not done.account.questions
    signed = {row["partnership"]: (row["as_of"], row["precision"]) for row in table(tmp_path / "made", "stages")}
    made = by_name(tmp_path / "made")
    assert [signed[made[cell]["id"]] for cell in ("2014.7-", "2013年起", "2016–", "2015/16")] == [
        *(("2014-07-31", "month"), ("2013-12-31", "year"), ("2016-12-31", "year"), ("2016-12-31", "year"))
    ]


#: Amounts that are sure: the cell, the figure, the time that it is of, and what is noted of it.
SURE = {
    "approx. £8.25 million over 5 years": ("about", "8250000", "GBP", "", "5 years"),
    "2 Mio. € über 5 Jahre": ("exact", "2000000", "EUR", "", "5 Jahre"),
    "3 M€ sur 4 ans": ("exact", "3000000", "EUR", "", "4 ans"),
    "5 millones de euros en 4 años": ("exact", "5000000", "EUR", "", "4 años"),
    "五年共5亿元": ("exact", "500000000", "CNY", "", "五年"),
    "USD 12m in 2018-2020": ("exact", "12000000", "USD", "2018-01-01 2020-12-31", "2018-2020"),
    "5亿元（2018—2022年）": ("exact", "500000000", "CNY", "2018-01-01 2022-12-31", "2018-2022年"),
    "累计6.8亿元": ("exact", "680000000", "CNY", "", ""),
    "一期投资人民币30亿元": ("exact", "3000000000", "CNY", "", "一期"),
    "Phase 1: €12m": ("exact", "12000000", "EUR", "", "Phase 1"),
    "½ Mio. €": ("exact", "500000", "EUR", "", ""),
    "1½亿元": ("exact", "150000000", "CNY", "", ""),
    "1 Mrd. EUR (ca. 7 Mrd. RMB)": ("exact", "1000000000", "EUR", "", "ca. 7 Mrd. RMB"),
    "INR 35,000 crore (~US$5bn)": ("exact", "350000000000", "INR", "", "~US$5bn"),
}
#: Cells that say that there is none, or that nobody knows yet.
NONE = ("$0", "0元", "nil", "免费", "offen", "à définir", "por definir")
#: Amounts that are asked, with what is proposed first.
OPEN = {
    "SAR 3.75mn a year (2018-2022)": "3750000 SAR a year",
    "每年500万元，共5年": "5000000 CNY a year",
    "100 000 € par an pendant 3 ans": "100000 EUR a year",
    "8 Mio. EUR, davon EFRE 6 Mio. €": "8000000 EUR; of which 6000000 EUR",
    "2亿元（其中中央资金5000万元）": "200000000 CNY; of which 50000000 CNY",
    "€3m and US$2m": "3000000 EUR; 2000000 USD",
    "EUR 10m (loan EUR 4m)": "10000000 EUR",
    "€3m over 2 sites": "3000000 EUR",
    "5 Afghan Afghani (1927–2002)": "5 AFN",
}
SUMS = ("Project", "Party A", "Party B", "Status", "Signed", "Total investment")


def test_what_stands_beside_an_amount_is_noted_and_what_is_none_makes_no_figure(tmp_path: Path) -> None:
    rows = [(cell, "嘉善县", "青浦区", "signed", "2018-05-03", cell) for cell in (*SURE, *NONE, *OPEN)]
    done = imported(tmp_path, SUMS, *rows)
    assert {one.path[-1] for one in done.account.questions if one.path[0] == "answers"} == set(OPEN)
    for cell, first in OPEN.items():
        assert options(done, "answers", "amount", cell)[0] == first, cell
    made, figures = by_name(tmp_path / "made"), table(tmp_path / "made", "observations")
    for cell, (bound, value, unit, time, note) in SURE.items():
        (row,) = of(figures, "about", f"partnership/{made[cell]['id']}")
        assert (row["bound"], row["value"], row["unit"]) == (bound, value, unit), cell
        assert f"{row.get('period_start', '')} {row.get('period_end', '')}".strip() == time, cell
        assert note in row.get("note_en", ""), cell
        assert note in row.get("note_zh", ""), cell
    for cell in NONE:
        assert not of(figures, "about", f"partnership/{made[cell]['id']}"), cell
        assert cell in made[cell].get("note_en", "") + made[cell].get("note_zh", ""), cell

    answers = "".join(
        f"    {cell!r}: {said}\n"
        for cell, said in (
            ("SAR 3.75mn a year (2018-2022)", "3750000 SAR a year"),
            ("EUR 10m (loan EUR 4m)", "10000000 EUR"),
            ("8 Mio. EUR, davon EFRE 6 Mio. €", "8000000 EUR; of which 6000000 EUR"),
        )
    )
    done = imported(tmp_path, SUMS, *rows, said=f"answers:\n  amount:\n{answers}")
    made, figures = by_name(tmp_path / "made"), table(tmp_path / "made", "observations")
    (rate,) = of(figures, "about", f"partnership/{made['SAR 3.75mn a year (2018-2022)']['id']}")
    assert (rate["measure"], rate["value"], rate["unit"]) == ("amountPerYear", "3750000", "SAR")
    assert (rate["period_start"], rate["period_end"]) == ("2018-01-01", "2022-12-31")
    # Of two amounts one was kept: the other one does not go unsaid.
    lines = {one.row: " ".join(text.en for _, text in one.remarks) for one in done.account.rows}
    at = {cell: number for number, cell in enumerate((*SURE, *NONE, *OPEN), 2)}
    assert "the answer keeps one amount of the cell" in lines[at["EUR 10m (loan EUR 4m)"]]
    assert "EUR 10m (loan EUR 4m)" in made["EUR 10m (loan EUR 4m)"]["note_en"]
    assert "the answer keeps one amount" not in lines[at["8 Mio. EUR, davon EFRE 6 Mio. €"]]


def test_a_sign_of_several_currencies_is_that_of_the_one_country_in_its_row(tmp_path: Path) -> None:
    rows = [
        ("Training", "Port of Durban (Northbay)", "嘉善县", "signed", "2020-05-01", "R15m"),
        ("Mill", "Maharashtra", "嘉善县", "signed", "2020-05-01", "Rs 45 crore"),
        ("Both", "Mumbai", "Colombo", "signed", "2020-05-01", "Rs 5 crore"),
        ("Neither", "青浦区", "嘉善县", "signed", "2020-05-01", "R3m"),
    ]
    done = imported(tmp_path, SUMS, *rows)
    asked = {
        one.path[-1]: [cell.row for cell in one.cells] or [row for _, row in one.rows] for one in done.account.questions
    }
    assert (asked["Rs"], asked["R"]) == ([4], [5])
    said = remarks(done).en
    assert "R is ZAR by the country in its row (ZA)" in said
    assert "Rs is INR by the country in its row (IN)" in said


def test_the_year_of_a_journal_and_of_the_number_of_an_issue_is_that_of_its_source() -> None:
    years = {
        "Umbrella AR 2018, p.12": 2018,
        "GBl. 1997, 112": 1997,
        "BGBl. I 2016 S. 1234": 2016,
        "NIX-PM 12/15": 2015,
        "Kammer-Magazin 4/2020": 2020,
        "contract notice 2018/S 31-1234": 2018,
        "Boletín 2018, núm. 12": 2018,
        "Bulletin 45/2017": 2017,
        "El Norte 4/2017": 2017,
    }
    assert {said: day.year for said in years if (day := day_of(said).day)} == years
    for said in ("S. 12/15", "Az. 12/15", "Drucksache 19/1234", "Tel. 12-10-2017", "Room 12, 3rd floor", "Nr. 5/2017"):
        assert day_of(said).day is None, said
