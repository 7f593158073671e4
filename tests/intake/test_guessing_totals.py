"""Drafts of mappings for tables of which a single cell or heading would change all totals; each total by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.knowledge_graph import KnowledgeGraph
from tests.intake.sheets.written import write_book, write_csv
from tests.support import Outcome

FIGURES = "SELECT ?v ?u ?m { ?x pk:value ?v ; pk:unit ?u ; pk:measure ?m }"


def table(path: Path, *rows: Sequence[str]) -> str:
    return write_csv(path, rows[1:], rows[0]).name


def guessed(run: Callable[..., Outcome], folder: Path, name: str) -> tuple[str, str]:
    """The draft of a table, which is short; and what was said of it."""
    answer = run("map", "--guess", name, "--issued", "2024-05-06", "--out", "m.rq")
    assert answer.code == 0, answer.err
    draft = (folder / "m.rq").read_text(encoding="utf-8")
    assert draft.count("\n") < 40
    return draft, answer.err


def mapped(
    run: Callable[..., Outcome], folder: Path, name: str, *more: str, code: int = 0
) -> tuple[KnowledgeGraph, str]:
    answer = run("map", name, "m.rq", "--out", "g.nq", *(more or ("--check",)))
    assert answer.code == code, answer.err
    return kg.open(folder / "g.nq"), answer.err


def drafted(run: Callable[..., Outcome], folder: Path, name: str) -> tuple[KnowledgeGraph, str]:
    """The graph of a table by its draft as it is, which passes the checks; and all that was said."""
    _, said = guessed(run, folder, name)
    graph, more = mapped(run, folder, name)
    return graph, said + more


def sums(graph: KnowledgeGraph) -> dict[str, Decimal]:
    """The sum of all figures by unit."""
    found: dict[str, Decimal] = {}
    for row in graph.query(FIGURES):
        unit = str(row[1]).rpartition("/")[2]
        found[unit] = found.get(unit, Decimal()) + Decimal(str(row[0]))
    return found


def counted(graph: KnowledgeGraph, kind: str) -> int:
    return len({str(row[0]) for row in graph.query(f"SELECT ?x {{ ?x a pk:{kind} }}")})


LEADS = [("1", "Quays", "Alba Lab", "Corva AS"), ("2", "Locks", "Alba Lab", "Dorn AG")]


def with_amounts(path: Path, heading: str, amounts: Sequence[str], more: Sequence[str] = ()) -> str:
    """A table of two projects with their amounts, and perhaps the same cell in a further column."""
    head = ("id", "title", "lead", "partner", heading, "Signed on", *more[:1])
    rows = [(*lead, amount, "2020-01-02", *more[1:]) for lead, amount in zip(LEADS, amounts, strict=True)]
    return table(path, head, *rows)


@pytest.mark.parametrize(
    ("heading", "unit", "times"),
    [
        ("Budget (EUR '000)", "EUR", 1_000),
        ("Budget (€'000)", "EUR", 1_000),
        ("Budget (€000s)", "EUR", 1_000),
        ("Grant amount in 000 EUR", "EUR", 1_000),
        ("Budget (EUR th.)", "EUR", 1_000),
        ("Budget (EUR, thousands)", "EUR", 1_000),
        ("Budget EUR (k)", "EUR", 1_000),
        ("Budget (EUR), thousands", "EUR", 1_000),
        ("Cost (EUR) (in thousands)", "EUR", 1_000),
        ("Total (EUR) *1000", "EUR", 1_000),
        ("Budget in T€", "EUR", 1_000),
        ("Investment (RMB) / 投资额（万元）", "CNY", 10_000),
        ("budget_eur_thousand", "EUR", 1_000),
        ("totalBudgetKEUR", "EUR", 1_000),
        ("合同金额 万元", "CNY", 10_000),
        ("Бюджет (тыс. руб.)", "RUB", 1_000),
        ("Volumen in Mio. EUR", "EUR", 1_000_000),
        ("Amount (EUR x 1,000)", "EUR", 1_000),
        ("Budget (EUR excl. VAT)", "EUR", 1),
        ("Budget (EUR, 2015 prices)", "EUR", 1),
        ("Amount EUR 2015", "EUR", 1),
    ],
)
def test_what_a_heading_counts_is_counted(
    run: Callable[..., Outcome], tmp_path: Path, heading: str, unit: str, times: int
) -> None:
    name = with_amounts(tmp_path / "t.csv", heading, ("1200", "75.5"))
    assert sums(drafted(run, tmp_path, name)[0]) == {unit: Decimal("1275.5") * times}


def test_what_a_heading_counts_beside_a_column_of_currencies(run: Callable[..., Outcome], tmp_path: Path) -> None:
    name = with_amounts(tmp_path / "t.csv", "Budget ('000)", ("1200", "75"), ("Currency", "NOK"))
    assert sums(drafted(run, tmp_path, name)[0]) == {"NOK": Decimal(1_275_000)}


@pytest.mark.parametrize("heading", ["Budget (mil. EUR)", "Valor (mil €)", "Budget (dozens of EUR)", "Cost (EUR/1000)"])
def test_what_a_heading_may_count_is_asked(run: Callable[..., Outcome], tmp_path: Path, heading: str) -> None:
    name = with_amounts(tmp_path / "t.csv", heading, ("1200", "75"))
    draft, said = guessed(run, tmp_path, name)
    assert "is not understood" in said
    assert heading.partition("(")[2][:-1] in said
    graph, told = mapped(run, tmp_path, name)
    assert sums(graph) == {}
    assert f"nobody reads: {heading}" in told
    # What the draft says to do is enough.
    lines = [line.replace("# ", "", 1) if "XXX" in line or "?figure a" in line else line for line in draft.splitlines()]
    lines = [line for line in lines if "What does a number" not in line]
    (tmp_path / "m.rq").write_text("\n".join(lines).replace("XXX", "EUR million"), encoding="utf-8")
    assert sums(mapped(run, tmp_path, name)[0]) == {"EUR": Decimal(1_275_000_000)}


TOTALS = [
    ("Project ID", "Title", "Organisation", "Role", "Total cost (EUR)"),
    *[("P-1", "Quays", name, "participant", "5000.00") for name in ("Alba Lab", "Corva AS", "Dorn AG")],
    *[("P-2", "Locks", name, "participant", "1000.00") for name in ("Alba Lab", "Dorn AG")],
    ("P-3", "Piers", "Alba Lab", "participant", "2000.00"),
]


@pytest.mark.parametrize(("last", "differs"), [("2000.00", False), ("2000.01", True)])
def test_one_deviating_cell_does_not_multiply_a_total(
    run: Callable[..., Outcome], tmp_path: Path, last: str, differs: bool
) -> None:
    name = table(tmp_path / "t.csv", *TOTALS, ("P-3", "Piers", "Corva AS", "participant", last))
    _, said = guessed(run, tmp_path, name)
    assert f"one amount a partnership, as {3 - differs} of 3" in said
    assert ("P-3 (7: 2000.00, 8: 2000.01)" in said) == differs
    if not differs:
        assert sums(mapped(run, tmp_path, name)[0]) == {"EUR": Decimal(8000)}
        return
    # The one project is told with its rows, and passes neither the checks nor the strict run.
    graph, told = mapped(run, tmp_path, name, "--partial")
    assert "1 figure has two values" in told
    assert "'2000' (row 7) and '2000.01' (row 8)" in told
    assert len({str(row[0]) for row in graph.query("SELECT ?x { ?x pk:value ?v }")}) == 3
    assert run("map", name, "m.rq", "--out", "g.nq", "--strict").code == 1
    assert run("map", name, "m.rq", "--out", "g.nq", "--check").code == 1


def test_amounts_of_parties_are_one_each_and_no_total_of_the_whole(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [(*row[:4], amount) for row, amount in zip(TOTALS[1:], ("10", "20", "30", "5", "5", "7"), strict=True)]
    name = table(tmp_path / "t.csv", (*TOTALS[0][:4], "Partner budget (EUR)"), *rows)
    graph, said = drafted(run, tmp_path, name)
    assert "each row has its own amount, as it differs within 1 of 2 partnerships" in said
    assert sums(graph) == {"EUR": Decimal(77)}
    assert {str(row[2]).rpartition("/")[2] for row in graph.query(FIGURES)} == {"capitalProvided"}


def test_one_name_in_two_countries_is_two_and_one_name_in_two_spellings_one(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    name = table(
        tmp_path / "t.csv",
        ("Project ID", "Title", "Organisation", "Country", "Role"),
        ("P-1", "Quays", "Chamber of Trade", "Austria", "partner"),
        ("P-1", "Quays", "Chamber of Trade", "Hungary", "partner"),
        ("P-2", "Paths", "CHAMBER OF TRADE", "HU", "partner"),
        ("P-2", "Paths", "River Agency ", "Austria", "partner"),
        ("P-3", "Roads", "River  Agency", "austria", "partner"),
        ("P-3", "Roads", "Ｒｉｖｅｒ Agency", "Hungary", "partner"),
        ("P-3", "Roads", "Ríver Agency", "Hungary", "partner"),
    )
    graph, said = drafted(run, tmp_path, name)
    assert (counted(graph, "Institution"), counted(graph, "Participation")) == (5, 7)
    assert "one in each of them: " in said
    assert "names differ in case, width or blanks alone" in said
    assert "'CHAMBER OF TRADE' (row 4) as 'Chamber of Trade'" in said
    names = {str(row[0]) for row in graph.query("SELECT ?n { ?x a pk:Institution ; skos:prefLabel ?n }")}
    assert names == {"Chamber of Trade", "River Agency", "Ríver Agency"}  # an accent is none of these
    assert run("map", name, "m.rq", "--out", "g.nq", "--strict").code == 1


def test_one_name_in_two_countries_is_told_by_strict_too(run: Callable[..., Outcome], tmp_path: Path) -> None:
    head = ("Project ID", "Title", "Organisation", "Country")
    rows = [
        ("P-1", "Quays", "Chamber of Trade", "Austria"),
        ("P-2", "Paths", "River Agency", "Austria"),
        ("P-3", "Roads", "Chamber of Trade", "Hungary"),
    ]
    name = table(tmp_path / "t.csv", head, *rows)
    drafted(run, tmp_path, name)
    strict = run("map", name, "m.rq", "--out", "g.nq", "--strict", "--lang", "en")
    assert strict.code == 1
    said = " ".join(strict.err.split())
    assert "t.csv, row 4 1 name is of two organisations each" in said
    assert "'Chamber of Trade' (Austria in row 2, Hungary in row 4)" in said
    assert "1个名称各属两个机构" in run("map", name, "m.rq", "--out", "g.nq", "--lang", "zh").err
    # Without --strict it is a warning; of one country, and of towns, which share names, nothing is said.
    assert run("map", name, "m.rq", "--out", "g.nq").code == 0
    table(tmp_path / "t.csv", head, *rows[:2])
    assert run("map", name, "m.rq", "--out", "g.nq", "--strict").code == 0


def test_organisations_with_ids_of_their_own_may_share_a_name(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [("P-1", "Quays", "901", "Chamber of Trade"), ("P-2", "Paths", "902", "Chamber of Trade")]
    name = table(tmp_path / "t.csv", ("Project ID", "Title", "Organisation ID", "Organisation"), *rows)
    drafted(run, tmp_path, name)
    strict = run("map", name, "m.rq", "--out", "g.nq", "--strict", "--lang", "en")
    assert "two organisations" not in strict.err


def test_towns_share_names(run: Callable[..., Outcome], tmp_path: Path) -> None:
    name = table(
        tmp_path / "t.csv",
        ("Town", "Country", "Twin town", "Twin country"),
        ("Boston", "United Kingdom", "Heidelberg", "Germany"),
        ("Boston", "USA", "Heidelberg", "Germany"),
    )
    drafted(run, tmp_path, name)
    assert "two organisations" not in run("map", name, "m.rq", "--out", "g.nq", "--strict", "--lang", "en").err


@pytest.mark.parametrize("heading", ["Beneficiary country", "Country", "Beneficiary city"])
def test_where_a_beneficiary_is_takes_no_part(run: Callable[..., Outcome], tmp_path: Path, heading: str) -> None:
    where = [("Uni A", "Austria"), ("Uni B", "Hungary"), ("Uni A", "Austria")]
    rows = [(str(number), who, land, "100.50") for number, (who, land) in enumerate(where, 1)]
    name = table(tmp_path / "t.csv", ("Project ID", "Beneficiary", heading, "Grant (EUR)"), *rows)
    graph, said = drafted(run, tmp_path, name)
    assert f"Where they are: {heading.replace(' ', '_')}" in said
    assert (counted(graph, "Participation"), counted(graph, "Institution")) == (3, 2)
    assert sums(graph) == {"EUR": Decimal("301.50")}
    assert counted(graph, "AdministrativeRegion") == 2


def test_an_agreement_of_an_unknown_kind_is_one(run: Callable[..., Outcome], tmp_path: Path) -> None:
    kinds = ("Partnership agreement", "Memorandum of understanding", "Handshake", "Letter of intent")
    rows = [(str(n), f"Pact {n}", "Uni A", "Uni B", "2010-01-05", kind) for n, kind in enumerate(kinds, 1)]
    name = table(tmp_path / "t.csv", ("Agreement ID", "Title", "Party A", "Party B", "Signed on", "Kind"), *rows)
    graph, _ = drafted(run, tmp_path, name)
    assert counted(graph, "Agreement") == 4
    asked = run("ask", "agreements", "--graph", "g.nq", "--format", "csv")
    assert asked.code == 0, asked.err
    assert sum(f"Pact {n}" in asked.out for n in range(1, 5)) == 4


def test_one_country_in_two_spellings_makes_one_town_and_one_pair(run: Callable[..., Outcome], tmp_path: Path) -> None:
    name = table(
        tmp_path / "t.csv",
        ("Town", "Country", "Twin town", "Twin country"),
        ("Boston", "United Kingdom", "Heidelberg", "Germany"),
        ("Heidelberg", "DE", "Boston", "Great Britain"),
        ("Boston", "USA", "Heidelberg", "Germany"),
    )
    graph, _ = drafted(run, tmp_path, name)
    assert (counted(graph, "Agreement"), counted(graph, "Participation")) == (2, 4)
    towns = {str(row[0]) for row in graph.query("SELECT ?x { ?x pk:level level:city }")}
    assert len(towns) == 3


def test_amounts_with_a_decimal_comma_and_a_sign_are_read(run: Callable[..., Outcome], tmp_path: Path) -> None:
    name = with_amounts(tmp_path / "t.csv", "amount", ("1,25 €", "13,50 €"))
    assert sums(drafted(run, tmp_path, name)[0]) == {"EUR": Decimal("14.75")}
    name = with_amounts(tmp_path / "t.csv", "amount", ("1,2 Mio. €", "EUR 2.50"))
    assert sums(drafted(run, tmp_path, name)[0]) == {"EUR": Decimal("1200002.5")}


def test_amounts_without_a_currency_beside_others_are_told(run: Callable[..., Outcome], tmp_path: Path) -> None:
    costs: list[str | float] = ["2.300,50 EUR", "100.00 EUR", 700.25]
    rows = [{"id": f"P{n}", "partnerName": "Uni A", "totalCost": cost} for n, cost in enumerate(costs)]
    (tmp_path / "t.json").write_text(json.dumps(rows), encoding="utf-8")
    draft, said = guessed(run, tmp_path, "t.json")
    assert "of the rows looked at 1 names no currency" in said
    assert sums(mapped(run, tmp_path, "t.json")[0]) == {"EUR": Decimal("2400.50")}
    (tmp_path / "m.rq").write_text(
        draft.replace("fn:unit(?said), ?none)", "fn:unit(?said), unit:EUR)"), encoding="utf-8"
    )
    assert sums(mapped(run, tmp_path, "t.json")[0]) == {"EUR": Decimal("3100.75")}


def test_projects_that_name_nobody_are_told_with_their_rows(run: Callable[..., Outcome], tmp_path: Path) -> None:
    someone = {"name": "Uni A", "country": "AT"}
    members: list[object] = [[someone], [], None, [{"name": None, "country": "AT"}]]
    rows = [{"id": str(n), "totalCost": f"{n}00 EUR", "participants": one} for n, one in enumerate(members, 1)]
    (tmp_path / "t.json").write_text(json.dumps({"projects": rows}), encoding="utf-8")
    graph, said = drafted(run, tmp_path, "t.json")
    assert sums(graph) == {"EUR": Decimal(100)}
    assert "3 rows name nobody who takes part" in said
    assert "(rows 2, 3, 4) give their evidence and nothing else" in said
    assert "1 gave something, 3 nothing" in said
    assert run("map", "t.json", "m.rq", "--out", "g.nq", "--strict").code == 1


def book(path: Path, merged: Sequence[str]) -> None:
    """Two operations of three and two partners: id, name and total stand in the first row of each."""
    rows = [
        ["Operation ID", "Operation name", "Partner name", "Country", "Total cost (EUR)"],
        ["OP-1", "Quays", "River Agency", "Austria", 900],
        [None, None, "Town Office", "Hungary", None],
        [None, None, "Nature Park", "Italy", None],
        ["OP-2", "Paths", "Town Office", "Hungary", 50.5],
        [None, None, "River Agency", "Austria", None],
    ]
    write_book(path, merged, Sheet=rows)


def test_merged_cells_are_of_all_their_rows_and_blank_ids_are_told(run: Callable[..., Outcome], tmp_path: Path) -> None:
    book(tmp_path / "t.xlsx", [])
    _, said = guessed(run, tmp_path, "t.xlsx")
    assert "Operation ID: blank in 3 of 5 rows" in said
    book(tmp_path / "t.xlsx", ["A2:A4", "A5:A6", "B2:B4", "B5:B6", "E2:E4", "E5:E6"])
    graph, said = drafted(run, tmp_path, "t.xlsx")
    assert "read in each of them: Operation ID, Operation name, Total cost (EUR)" in said
    assert (counted(graph, "Project"), counted(graph, "Participation"), counted(graph, "Institution")) == (2, 5, 3)
    assert sums(graph) == {"EUR": Decimal("950.5")}


def test_an_amount_that_is_merged_over_rows_of_their_own_is_counted_once(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    rows = [["id", "lead", "partner", "Total cost (EUR)"], ["1", "Uni A", "Uni B", 900], ["2", "Uni A", "Uni C", None]]
    write_book(tmp_path / "t.xlsx", ["D2:D3"], Sheet=rows)
    assert sums(drafted(run, tmp_path, "t.xlsx")[0]) == {"EUR": Decimal(900)}


INVESTMENTS = [
    ("项目编号", "项目名称", "投资方", "省", "市", "县区", "投资额", "阶段", "日期"),
    ("T1", "甲项目", "澄漪有限公司", "某省", "禾棠市", "鼓楼区", "2.5亿元", "签约", "2016.6.7"),
    ("T2", "乙项目", "青芜有限公司", "某省", "青芜市", "鼓楼区", "3000万元", "开工", "2023年4月"),
    ("T3", "丙项目", "青芜有限公司", "某省", "青芜市", "平渚县", "1亿元", "签约", "2021-01-02"),
]


def test_counties_lie_in_cities_and_a_stage_holds_by_its_row(run: Callable[..., Outcome], tmp_path: Path) -> None:
    graph, _ = drafted(run, tmp_path, table(tmp_path / "t.csv", *INVESTMENTS))
    assert sums(graph) == {"CNY": Decimal(380_000_000)}
    regions = {str(row[0]).rpartition("region/")[2] for row in graph.query("SELECT ?x { ?x pk:level level:county }")}
    assert regions == {"鼓楼区/禾棠市", "鼓楼区/青芜市", "平渚县/青芜市"}
    stages = "SELECT ?d ?p { ?x a pk:StageClaim ; pk:asOf ?d ; pk:asOfPrecision ?p }"
    assert {(str(row[0]), str(row[1]).rpartition("/")[2]) for row in graph.query(stages)} == {
        ("2016-06-07", "day"),
        ("2023-04-30", "month"),
        ("2021-01-02", "day"),
    }


def test_an_end_in_chinese_is_read_beside_what_has_none(run: Callable[..., Outcome], tmp_path: Path) -> None:
    ends = ("2030-12-31", "长期", "2028年6月", "长期")
    rows = [(f"X{n}", f"协议{n}", "澄漪大学;青芜大学", "2012-02-23", end, "1") for n, end in enumerate(ends)]
    head = ("协议编号", "协议名称", "签约方", "签署日期", "有效期至", "金额（亿元）")
    graph, _ = drafted(run, tmp_path, table(tmp_path / "t.csv", head, *rows))
    assert {str(row[0]) for row in graph.query("SELECT ?d { ?x pk:periodEnd ?d }")} == {"2030-12-31", "2028-06-30"}
    assert sums(graph) == {"CNY": Decimal(400_000_000)}


def test_a_day_that_is_said_only_about_is_told(run: Callable[..., Outcome], tmp_path: Path) -> None:
    head = ("Town", "Twin town", "Established")
    rows = [("Alba", "Brenn", "1963"), ("Alba", "Corva", "c. 1975"), ("Brenn", "Dorn", "ca. 1980")]
    _, said = drafted(run, tmp_path, table(tmp_path / "t.csv", head, *rows))
    assert "2 texts say days only about" in said
    assert "'c. 1975', 'ca. 1980'" in said


def test_headings_in_polish(run: Callable[..., Outcome], tmp_path: Path) -> None:
    head = ("Nr umowy", "Tytuł umowy", "Strony", "Data podpisania", "Ważna do", "Rodzaj", "Wartość (tys. PLN)")
    rows = [
        ("PL|CZ/1", "Nabrzeża", "Gmina Alba | Kraj Brenn", "07.11.2010", "30.06.2029", "umowa partnerska", "1,5"),
        ("PL|CZ/2", "Mosty", "Gmina Alba | Kraj Dorn | Kraj Brenn", "28.02.2012", "bezterminowo", "porozumienie", "20"),
    ]
    graph, _ = drafted(run, tmp_path, table(tmp_path / "t.csv", head, *rows))
    # A Gmina is a region.
    things = ("Agreement", "Participation", "Institution", "AdministrativeRegion")
    assert [counted(graph, thing) for thing in things] == [2, 5, 2, 1]
    assert sums(graph) == {"PLN": Decimal(21_500)}
    days = {str(row[0]) for row in graph.query("SELECT ?d { ?x pk:stage stage:signed ; pk:asOf ?d }")}
    assert days == {"2010-11-07", "2012-02-28"}


def test_an_amount_in_the_first_column_is_no_id_and_what_is_not_filled_is_told(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    for heading, total in (("Budget (EUR)", {"EUR": Decimal(150)}), ("Budget", {})):
        head = [heading, "Project", "Partner", "Country"]
        rows = [[100, "P1", "Uni A", "Austria"], [None, "P2", "Uni B", "France"], [50, "P3", "Uni C", None]]
        write_book(tmp_path / "t.xlsx", ["A2:A3", "D3:D4"], Sheet=[head, *rows])
        outcome = run("map", "--guess", "t.xlsx", "--issued", "2024-05-06", "--out", "m.rq")
        said = run("map", "t.xlsx", "m.rq", "--out", "g.nq").err
        assert outcome.code == 0
        assert "an amount would count twice: " + heading + " (rows 2 to 3)" in said
        # The country is the first column of texts that has such cells: it is of both rows.
        assert "read in each of them: Country" in said
        assert sums(kg.open(tmp_path / "g.nq")) == total


def test_a_merged_country_over_two_projects_is_told_with_its_rows(run: Callable[..., Outcome], tmp_path: Path) -> None:
    book(tmp_path / "t.xlsx", ["A2:A4", "A5:A6", "B2:B4", "B5:B6", "D4:D5"])
    _, said = drafted(run, tmp_path, "t.xlsx")
    assert "1 merged cell was read in its first row alone" in said
    assert "Country (rows 4 to 5)" in said


@pytest.mark.parametrize("endless", ["长期", "open", "Unbefristet"])
def test_what_has_no_end_is_no_day_that_was_refused(run: Callable[..., Outcome], tmp_path: Path, endless: str) -> None:
    ends = ("2030-12-31", endless, "2028-06-30", endless)
    rows = [(f"X{n}", f"Pact {n}", "Uni Alba;Uni Brenn", "2012-02-23", end) for n, end in enumerate(ends)]
    head = ("Pact ID", "Title", "Parties", "Date signed", "Valid until")
    graph, said = drafted(run, tmp_path, table(tmp_path / "t.csv", head, *rows))
    assert "refused" not in said
    assert endless not in said
    assert {str(row[0]) for row in graph.query("SELECT ?d { ?x pk:periodEnd ?d }")} == {"2030-12-31", "2028-06-30"}


def test_long_headings_and_cells_are_cut_in_messages(run: Callable[..., Outcome], tmp_path: Path) -> None:
    amount, project = "Budget of " + "works " * 350 + "(dozens of EUR)", "Project ID " + "of works " * 230
    rows = [("P1", "Uni A", "100"), ("", "Uni B", "100"), ("P2", "Uni C; Uni D " + "and more " * 250, "5")]
    name = table(tmp_path / "t.csv", (project, "Partner", amount), *rows)
    first = run("map", "--guess", name, "--issued", "2024-05-06", "--out", "m.rq")
    second = run("map", name, "m.rq", "--out", "g.nq")
    assert max(map(len, (first.err + second.err).splitlines())) < 2_000


GRANTS = [
    ("2019", "Alpha", "Université d'Orne", "Institut Vann", "1 250,5", "01/02/2019"),
    ("2020", "Beta", "Université d'Orne", "Université de Rost", "800", "15/03/2020"),
    ("2021", "Gamma", "Université d'Elme", "Institut de Brenn", "95,75", "15/05/2021"),
    ("2022", "Delta", "Université d'Elme", "Institut Vann", "2 000", "16/10/2022"),
]
IN_FRENCH = ("Année", "Projet", "Bénéficiaire", "Partenaire", "Subvention (k€)", "Date de début")


@pytest.mark.parametrize(
    ("total", "numbered", "before"),
    [
        *(
            (total, numbered, 0)
            for total in ("Total", "Total général", "Summe", "合计", "Σ", "")
            for numbered in (False, True)
        ),
        ("Total", True, 600),  # behind the rows that a draft looks at
        ("", False, 600),
    ],
)
def test_a_row_of_a_total_is_left_out_and_said(
    run: Callable[..., Outcome], tmp_path: Path, total: str, numbered: bool, before: int
) -> None:
    rows = [*[(str(1600 + n), f"Old {n}", *GRANTS[0][2:4], "0", GRANTS[0][5]) for n in range(before)], *GRANTS]
    cells = [(row[0], f"N-{at}", *row[1:]) if numbered else row for at, row in enumerate(rows)]
    head = (IN_FRENCH[0], "N°", *IN_FRENCH[1:]) if numbered else IN_FRENCH
    last = (total, *[""] * (len(head) - 3), "4 146,25", "")
    name = table(tmp_path / "g.csv", head, *cells, last)
    graph, said = drafted(run, tmp_path, name)
    assert sums(graph) == {"EUR": Decimal("4146250")}
    assert counted(graph, "Project") == before + 4
    assert counted(graph, "Institution") == 5
    row = before + 6
    if total:
        assert f"1 row is a total by what stands there ({total}), and no partnership is made of it: {row}." in said
        assert "1 left out by the mapping" in said
        assert run("map", name, "m.rq", "--out", "g.nq", "--strict").code == 0
    else:
        assert (
            f"1 row names nobody who takes part, and no partnership is made of it, nor of the amounts there: {row}"
            in said
        )
        assert f"1 of {before + 5:,} rows (row {row}) gives its evidence and nothing else" in said
    # What tells partnerships apart is told by the others alone; of a sum that says nothing one row in five has no
    # number, and the title is taken.
    key = "N" if numbered and (total or before) else "Projet"
    assert f"?row row:{key} ?project" in (tmp_path / "m.rq").read_text(encoding="utf-8")


def test_rows_of_nobody_are_left_out_column_by_column(run: Callable[..., Outcome], tmp_path: Path) -> None:
    """Rows that name nobody in several ways, one with an amount and one with a remark alone, need no slower engine."""
    rows = [*GRANTS, ("Seen by a clerk", *[""] * 5), ("", "", "", "", "4 146,25", ""), ("Total", *[""] * 3, "7", "")]
    _, said = guessed(run, tmp_path, table(tmp_path / "g.csv", IN_FRENCH, *rows))
    assert "2 rows name nobody who takes part" in said
    answer = run("map", "g.csv", "m.rq", "--check", "--verbose", "--out", "g.nq")
    assert answer.code == 0, answer.err
    assert "query engine" not in answer.err
    assert sums(kg.open(tmp_path / "g.nq")) == {"EUR": Decimal("4146250")}
    assert "7 rows read: 4 gave something, 2 nothing; 1 left out by the mapping." in answer.err


def test_a_total_without_ids_of_partnerships(run: Callable[..., Outcome], tmp_path: Path) -> None:
    head = ("Partner A", "Partner B", "Grant (EUR)", "Signed")
    rows = [("University of Oakby", "Institute of Rost", "100", "2019-01-02")]
    rows += [("University of Elm", "Institute of Vann", "23.5", "2020-03-04"), ("", "", "123.5", "")]
    graph, said = drafted(run, tmp_path, table(tmp_path / "g.csv", head, *rows))
    assert (sums(graph), counted(graph, "Project")) == ({"EUR": Decimal("123.5")}, 2)
    assert "1 row names nobody who takes part" in said


@pytest.mark.parametrize("word", ["Total", "Gesamtsumme", "小计"])
def test_a_total_with_a_number_of_its_row_or_of_partners_is_none_who_takes_part(
    run: Callable[..., Outcome], tmp_path: Path, word: str
) -> None:
    rows = [
        ("1", "University of Lyon", "University of Leipzig", "Germany", "1000"),
        ("2", "University of Lyon", "University of Yokohama", "Japan", "2000"),
        ("3", "University of Nantes", "University of Seattle", "USA", "3000"),
    ]
    for total in (("4", word, "", "", "6000"), ("", word, "3", "", "6000")):
        name = table(tmp_path / "t.csv", ("No", "Lead", "Partner", "Partner country", "Amount (EUR)"), *rows, total)
        graph, said = drafted(run, tmp_path, name)
        assert sums(graph) == {"EUR": Decimal(6000)}
        assert counted(graph, "Institution") == 5
        assert counted(graph, "Participation") == 6
        assert f"1 row is a total by what stands there ({word})" in said


def test_who_has_no_partnership_is_still_an_error(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [*GRANTS, ("2023", "", "Université d'Orne", "Institut Vann", "1", ""), ("Total", *[""] * 3, "4 147,25", "")]
    guessed(run, tmp_path, table(tmp_path / "g.csv", IN_FRENCH, *rows))
    error = run("map", "g.csv", "m.rq", "--out", "g.nq")
    assert error.code == 1
    assert "1 of 6 rows give nothing (row 6)" in error.err


def test_a_draft_of_all_that_there_may_be_is_short(run: Callable[..., Outcome], tmp_path: Path) -> None:
    parties = [
        {"pic": "9991", "legalName": "Alba University", "role": "coordinator", "country": "DE", "city": "Kiel"},
        {"pic": "9992", "legalName": "Municipality of Elm", "role": "participant", "country": "FR", "city": "Lyon"},
    ]
    projects = [
        {
            "id": f"80010{number}",
            "title": f"Shared sensing {number}",
            "status": "SIGNED",
            "type": "joint research",
            "topic": "transport & logistics",
            "startDate": f"2019-0{number}-01",
            "endDate": f"2022-0{number}-28",
            "totalCost": 1000.5 * number,
            "partners": [{**one, "contribution": 100.25 * number * at} for at, one in enumerate(parties, 1)],
        }
        for number in (1, 2, 3)
    ]
    (tmp_path / "p.json").write_text(json.dumps({"issued": "2024-02-01", "projects": projects}), encoding="utf-8")
    draft, _ = guessed(run, tmp_path, "p.json")  # which is short
    assert max(map(len, draft.splitlines())) < 2_500
    graph, _ = mapped(run, tmp_path, "p.json")
    assert (counted(graph, "Participation"), counted(graph, "Institution")) == (6, 1)
    # What it says to take off is taken off, and all amounts are there.
    lines = [
        line.replace("# ", "", 1)
        if any(one in line for one in ("?figure", "?also_figure", "?sinceText")) and line.startswith("  # ")
        else line
        for line in draft.splitlines()
    ]
    (tmp_path / "m.rq").write_text("\n".join(lines).replace("XXX", "EUR"), encoding="utf-8")
    graph, _ = mapped(run, tmp_path, "p.json")
    assert sums(graph) == {"EUR": Decimal("7807.5")}  # 6003 in all, 601.5 of the one and 1203 of the other


@pytest.mark.parametrize(
    ("given", "currency"),
    [
        *((given, "EUR") for given in ("ecContribution", "EU contribution", "EU grant", "ERDF funding")),
        *(("USAID funding", "USD"), ("SNSF contribution", "CHF"), ("ukriAward", "GBP")),
        *(("国家自然科学基金资助", "CNY"), ("亚行贷款", "USD")),
    ],
)
def test_the_currency_of_who_gives_is_proposed(
    run: Callable[..., Outcome], tmp_path: Path, given: str, currency: str
) -> None:
    head = ("id", "Partner A", "Partner B", "Start date", "Total cost", given)
    rows = [(str(n), f"University of Oak {n}", "Institute of Rost", f"2019-0{n}-01", f"{n}000", "500") for n in (1, 2)]
    draft, _ = guessed(run, tmp_path, table(tmp_path / "t.csv", head, *rows))
    named = given.replace(" ", "_")
    assert f"# Is Total_cost in {currency}, the currency of who gives {named}?" in draft
    assert "XXX" not in draft
    graph, _ = mapped(run, tmp_path, "t.csv")
    assert sums(graph) == {}  # nothing says it
    lines = [
        line.replace("# ", "", 1)
        if "?figure" in line or "row:Total_cost ?amountText" in line or "?sinceText" in line
        else line
        for line in draft.splitlines()
    ]
    (tmp_path / "m.rq").write_text("\n".join(lines), encoding="utf-8")
    graph, _ = mapped(run, tmp_path, "t.csv")
    assert sums(graph) == {currency: Decimal("3000")}


@pytest.mark.parametrize("total", ["Total", "Summe", "合计", "Grand total", "Итого"])
@pytest.mark.parametrize(
    ("head", "rows", "parties"),
    [
        (
            ("Partner", "Country", "Grant (EUR)", "Signed"),
            [("University of Oakby", "Kenya", "100", "2019-01-02"), ("Institute of Rost", "Ghana", "50", "2019-02-03")],
            2,
        ),
        (
            ("Partner A", "Partner B", "Grant (EUR)", "Signed"),
            [
                ("University of Oakby", "Institute of Elm", "100", "2019-01-02"),
                ("Institute of Rost", "Institute of Elm", "50", "2019-02-03"),
            ],
            3,
        ),
        (
            ("Partner A", "Title", "Partner B", "Grant (EUR)", "Signed"),
            [
                ("University of Oakby", "Alpha", "Institute of Elm", "100", "2019-01-02"),
                ("Institute of Rost", "Beta", "Institute of Elm", "50", "2019-02-03"),
            ],
            3,
        ),
    ],
)
@pytest.mark.parametrize("is_within", [False, True])
def test_a_total_where_parties_stand_is_no_party(
    run: Callable[..., Outcome],
    tmp_path: Path,
    total: str,
    head: Sequence[str],
    rows: list[Sequence[str]],
    parties: int,
    is_within: bool,
) -> None:
    """A sum that counts as a partnership of its own doubles every other sum."""
    of = [total if at == 0 else "150" if one.startswith("Grant") else "" for at, one in enumerate(head)]
    after = [(f"College of {total}", *rows[0][1:])] if is_within else []
    if is_within and "Title" in head:
        after = [(after[0][0], "Gamma", *after[0][2:])]
    graph, said = drafted(run, tmp_path, table(tmp_path / "g.csv", head, *rows, of, *after))
    assert sums(graph) == {"EUR": Decimal(250 if is_within else 150)}
    assert counted(graph, "Institution") == parties + len(after)
    assert f"1 row is a total by what stands there ({total}), and no partnership is made of it: 4." in said


@pytest.mark.parametrize(
    ("unit", "sums_are", "last"),
    [
        ("{}万元", {"CNY": 1_500_000}, ("合计", "", "", "150万元")),
        ("{}亿元", {"CNY": 15_000_000_000}, ("小计", "", "25项", "约150亿元")),
        ("€ {}m", {"EUR": 150_000_000}, ("", "Total", "", "€ 150m")),
        ("€{}k", {"EUR": 150_000}, ("合计", "Total", "", "€150k")),
        ("{} EUR", {"EUR": 150}, ("Total", "", "", "(150 EUR)")),
        ("{} Mio. EUR", {"EUR": 150_000_000}, ("Summe", "", "", "150 Mio. EUR*")),
        ("EUR {}", {"EUR": 150}, ("Total", "", "", "EUR 1.500")),  # which may be read in two ways
    ],
)
def test_a_total_with_a_unit_beside_it_is_one(
    run: Callable[..., Outcome], tmp_path: Path, unit: str, sums_are: dict[str, int], last: Sequence[str]
) -> None:
    rows = [("Alba Lab", "Dorn AG", "Quays", unit.format(100), "2020-01-02")]
    rows += [("Corva AS", "Elm College", "Locks", unit.format(50), "2020-02-03")]
    head = ("Lead", "Partner", "Remark", "Budget", "Signed")
    graph, told = drafted(run, tmp_path, table(tmp_path / "t.csv", head, *rows, (*last, "")))
    assert sums(graph) == {name: Decimal(value) for name, value in sums_are.items()}
    assert counted(graph, "Institution") == 4
    assert "1 row is a total by what stands there" in told


@pytest.mark.parametrize("name", ["3M", "12 Monkeys"])
def test_a_party_whose_name_begins_with_a_number_is_one_beside_total(
    run: Callable[..., Outcome], tmp_path: Path, name: str
) -> None:
    """Total is a firm too, where another party stands beside it."""
    rows = [("Alba Lab", "Dorn AG", "", "100", ""), ("Total", name, "", "", "")]
    head = ("Lead", "Partner", "Remark", "Grant (EUR)", "Signed")
    graph, told = drafted(run, tmp_path, table(tmp_path / "t.csv", head, *rows))
    assert counted(graph, "Institution") == 4
    assert "names nobody" not in told


SUMMED = [
    ("ID", "Project", "Partner A", "Partner B", "Amount (EUR)", "Signed on"),
    ("P1", "Quay", "Alba Lab", "Dorn AG", "100", "2020-01-02"),
    ("P2", "Lock", "Alba Lab", "Corva AS", "200", "2020-01-03"),
    ("Subtotal", "", "Alba Lab", "", "300", ""),
    ("P3", "Pier", "Esk AG", "Dorn AG", "50", "2020-01-04"),
    ("P4", "Mole", "Esk AG", "Corva AS", "50", "2020-01-04"),
    ("小计", "", "Esk AG", "", "100", ""),
    ("Summe", "", "", "", "400", ""),
    ("合计", "", "", "", "400", ""),
    ("", "", "Total", "", "400", ""),
    ("", "", "", "Grand Total", "400", ""),
    ("", "", "", "", "400", ""),
]


@pytest.mark.parametrize("columns", [(0, 1, 2, 3, 4, 5), (0, 2, 3, 4, 5)])
def test_rows_that_sum_others_make_nothing_wherever_they_say_so(
    run: Callable[..., Outcome], tmp_path: Path, columns: Sequence[int]
) -> None:
    name = table(tmp_path / "t.csv", *[[row[place] for place in columns] for row in SUMMED])
    draft, said = guessed(run, tmp_path, name)
    assert draft.count("a row that sums others") == 1
    assert "ID: 4 rows are totals by what stands there (Subtotal, 小计, Summe, 合计)" in said
    answer = run("map", name, "m.rq", "--out", "g.nq", "-f", "json")
    assert answer.code == 0, answer.err
    graph = kg.open(tmp_path / "g.nq")
    assert sums(graph) == {"EUR": Decimal(400)}
    assert counted(graph, "Project") == 4
    assert counted(graph, "Institution") == 4
    # The six rows that say it are left out, each told once by the draft; the one that says nothing is told.
    assert answer.json()["left_out"] == 6
    told = [one["message_en"] for one in answer.json()["findings"] if one["code"] == "row-with-evidence-only"]
    assert sum(int(one.partition(" of 11 rows")[0]) for one in told) == 1
    assert run("map", name, "m.rq", "--out", "s.nq", "--strict").code == 1
