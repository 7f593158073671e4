"""What a sheet says itself is not asked: the order of its days, what its cells note otherwise, the era of a year."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import by_name, options, stages_of, table, write_csv


def imported(folder: Path, headings: tuple[str, ...], *rows: tuple[str, ...], above: str = "") -> Imported:
    written = [(f"Deal {at}", "嘉善县", "青浦区", *row) for at, row in enumerate(rows, 1)]
    sheet = write_csv(folder / "deals.csv", written, ("Project", "Party A", "Party B", *headings))
    if above:
        sheet.write_text(f"{above}{',' * (len(headings) + 2)}\n{sheet.read_text(encoding='utf-8')}", encoding="utf-8")
    (folder / "deals.csv.kg.yaml").write_text("as_of: 2023-12-31\n", encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def signed(folder: Path, name: str = "Deal 1") -> list[str]:
    return [row["as_of"] for row in stages_of(folder / "made", name) if row["stage"] == "signed"]


def asked(done: Imported) -> list[tuple[str, ...]]:
    return [one.path for one in done.account.questions]


@pytest.mark.parametrize(
    ("heading", "above", "day"),
    [
        ("Signed (D/M/Y)", "", "2017-08-07"),
        ("Signed (dd.mm.yyyy)", "", "2017-08-07"),
        ("签约日期（日/月/年）", "", "2017-08-07"),
        ("Signed", "Register; all dates day/month/year", "2017-08-07"),
        ("签约日期", "合作台账 日期一律日/月/年", "2017-08-07"),
        ("Signed (MM/DD/YYYY)", "", "2017-07-08"),
    ],
)
def test_an_order_of_days_that_the_sheet_says_is_taken_and_told(
    heading: str, above: str, day: str, tmp_path: Path
) -> None:
    done = imported(tmp_path, (heading,), ("7/8/2017",), ("2018-01-01",), above=above)
    assert asked(done) == []
    assert signed(tmp_path) == [day]
    assert "in days such as '7/8/2017'" in " ".join(one.en for one in done.account.notices)


@pytest.mark.parametrize(
    ("days", "is_asked"),
    [
        (("28/7/2017", "29/7/2017", "30/7/2017"), False),
        (("28/7/2017",), True),
        (("28/7/2017", "29/7/2017", "7/30/2017"), True),
    ],
)
def test_many_days_of_one_order_and_none_of_the_other_show_it(
    days: tuple[str, ...], is_asked: bool, tmp_path: Path
) -> None:
    done = imported(tmp_path, ("Signed",), ("7/8/2017",), *((day,) for day in days))
    assert (("sheets", "deals", "day_first") in asked(done)) is is_asked
    if not is_asked:
        assert signed(tmp_path) == ["2017-08-07"]
        assert "28/7/2017 (row 3)" in " ".join(one.en for one in done.account.notices)


def test_a_day_that_contradicts_what_the_sheet_says_is_asked(tmp_path: Path) -> None:
    done = imported(tmp_path, ("Signed (D/M/Y)",), ("7/8/2017",), ("7/30/2017",))
    assert ("sheets", "deals", "day_first") in asked(done)


@pytest.mark.parametrize("heading", ["投资总额（万元，另注明者除外）", "Total investment (CNY 10k, unless noted)"])
def test_an_amount_in_full_of_another_currency_is_noted_otherwise(heading: str, tmp_path: Path) -> None:
    done = imported(tmp_path, (heading,), ("US$ 80,000",), ("PLN 900,000",), ("2600",))
    assert asked(done) == []
    found = [(row["value"], row["unit"]) for row in table(tmp_path / "made", "observations")]
    assert found == [("80000", "USD"), ("900000", "PLN"), ("26000000", "CNY")]


@pytest.mark.parametrize("span", ["民國107年1月至108年12月", "民国107年1月-108年12月"])
def test_the_second_year_of_a_span_is_of_the_era_that_the_first_one_names(span: str, tmp_path: Path) -> None:
    done = imported(tmp_path, ("Signed", "Duration", "Status", "Budget (EUR)"), ("2017-05-05", span, "operating", "5"))
    assert [one for one in asked(done) if one[:2] == ("answers", "date")] == []
    (row,) = table(tmp_path / "made", "partnerships")
    assert (row["period_start"], row["period_end"]) == ("2018-01-01", "2019-12-31")


@pytest.mark.parametrize("sector", ["文化創意", "文化创意产业", "creative industries"])
def test_a_word_for_the_creative_industries_is_one_of_culture(sector: str, tmp_path: Path) -> None:
    done = imported(tmp_path, ("Signed", "Sector"), ("2017-05-05", sector))
    assert asked(done) == []
    assert by_name(tmp_path / "made")["Deal 1"]["sectors"] == "culture"


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        ("in preparation", "planned"),
        ("计划中", "planned"),
        # That it is still to be signed says the contrary of the column.
        ("to be signed", "planned"),
        ("拟签约", "planned"),
        ("draft", "planned"),
        ("under negotiation", "negotiating"),
    ],
)
def test_whether_what_is_prepared_was_signed_on_the_day_of_its_column_is_asked(
    status: str, stage: str, tmp_path: Path
) -> None:
    headings, row, path = ("Signed", "Status"), ("2022-09-05", status), ("sheets", "deals", "unsigned", "Signed")
    done = imported(tmp_path, headings, row)
    on_its_day = [(stage, "2022-09-05", "stated")]
    signed = [("signed", "2022-09-05", "stated")]
    assert _stages(tmp_path) == (signed if status in ("in preparation", "计划中") else on_its_day)
    asked_of = [one for one in done.account.questions if one.path == path]
    # What is still to be signed says the contrary of the column.
    is_asked = status in ("in preparation", "计划中", "under negotiation")
    assert [one.optional for one in asked_of] == [True] * is_asked
    for answer, found in {
        "stage": on_its_day,
        "signed": signed,
        "planned": [(stage, "2023-12-31", "assumed")],
    }.items():
        said = f"as_of: 2023-12-31\nsheets:\n  deals:\n    unsigned:\n      Signed: {answer}\n"
        (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
        again = import_sheet(tmp_path / "deals.csv", tmp_path / "made")
        assert _stages(tmp_path) == (found if is_asked else on_its_day)
        assert path not in [one.path for one in again.account.questions]
        if is_asked and answer != "stage":
            (deal,) = by_name(tmp_path / "made").values()
            kept = status if answer == "signed" else "2022-09-05"
            assert kept in deal.get("note_en", "") + deal.get("note_zh", "")


def _stages(folder: Path) -> list[tuple[str, str, str]]:
    return [(row["stage"], row["as_of"], row["time_basis"]) for row in table(folder / "made", "stages")]


def test_a_word_that_a_column_has_in_two_languages_is_asked_once_and_answered_once(tmp_path: Path) -> None:
    rows = [("2022-09-05", word) for word in ("贸易合作", "Trade 贸易合作", "Trade", "进出口")]
    done = imported(tmp_path, ("Signed", "Type"), *rows)
    # What no cell says to be the same is asked by itself.
    assert asked(done) == [("answers", "class", "贸易合作"), ("answers", "class", "进出口")]
    assert [row for _, row in done.account.questions[0].rows] == [2, 3, 4]
    answers = "as_of: 2023-12-31\nanswers:\n  class:\n    贸易合作: Agreement/supply\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(answers, encoding="utf-8")
    import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    kinds = {name: row.get("agreement_kind", "") for name, row in by_name(tmp_path / "made").items()}
    assert kinds == {"Deal 1": "supply", "Deal 2": "supply", "Deal 3": "supply", "Deal 4": ""}


def test_a_past_day_of_signing_that_is_only_a_limit_may_be_answered_as_one_too(tmp_path: Path) -> None:
    imported(tmp_path, ("Signed", "Status"), ("mid-2021", "planned"))
    answers = "as_of: 2023-12-31\nanswers:\n  date:\n    mid-2021: 2021-06..2021-07\n"
    answers += "sheets:\n  deals:\n    unsigned:\n      Signed: signed\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(answers, encoding="utf-8")
    import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    # In the middle of a year, of which no day is said.
    found = [(row["stage"], row["as_of"], row["precision"]) for row in table(tmp_path / "made", "stages")]
    assert found == [("signed", "2021-12-31", "year")]


@pytest.mark.parametrize(
    ("headings", "rows", "first"),
    [
        (("Status", "Date"), (("under construction", "2021"), ("signed", "2020-03-05")), "signed"),
        (("进展", "时间"), (("在建", "2021"), ("已投产", "2019年5月")), "stage"),
        # One stage, a heading that says it, another column of signing, a stage with its own day, nothing signed yet.
        (("Status", "Date"), (("signed", "2021"), ("signed", "2020-03-05")), ""),
        (("Status", "As of"), (("under construction", "2021"), ("signed", "2020-03-05")), ""),
        (("Status", "Date", "Signed"), (("under construction", "2021", "2019"), ("signed", "2020-03-05", "2018")), ""),
        (("Status", "Date"), (("under construction since 2020", "2021"), ("signed", "2020-03-05")), ""),
        (("Status", "Date"), (("planned", "2021"), ("negotiating", "2020-03-05")), ""),
    ],
)
def test_days_of_a_bare_heading_are_asked_beside_several_stages_alone(
    headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...], first: str, tmp_path: Path
) -> None:
    done = imported(tmp_path, headings, *rows)
    path = ("sheets", "deals", "bare_days", headings[1])
    assert (path in asked(done)) is bool(first)
    assert options(done, *path)[:1] == [first][: bool(first)]


def test_steps_of_one_partnership_date_themselves_and_an_answer_is_taken(tmp_path: Path) -> None:
    headings = ("Project", "Party A", "Party B", "Status", "Date")
    steps = [("Quay", "嘉善县", "青浦区", "signed", "2019"), ("Quay", "嘉善县", "青浦区", "in operation", "2021")]
    done = import_sheet(write_csv(tmp_path / "steps.csv", steps, headings), tmp_path / "made")
    assert ("sheets", "steps", "bare_days", "Date") not in asked(done)
    rows = (("under construction", "2021"), ("signed", "2020-03-05"))
    imported(tmp_path, ("Status", "Date"), *rows)
    said = "as_of: 2023-12-31\nsheets:\n  deals:\n    bare_days:\n      Date: signed\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    done = import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    assert not asked(done)
    found = {(row["stage"], row["as_of"]) for row in stages_of(tmp_path / "made", "Deal 1")}
    assert found == {("signed", "2021-12-31"), ("underConstruction", "2023-12-31")}
