"""Days whose day and month may be either way round: what other days of their table show, and what is never assumed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from tests.support import Outcome

Run = Callable[..., Outcome]

MAPPING = """#: title: {en: Deals, zh: 交易}
#: question: {en: Who, zh: 谁}
PREFIX row: <https://w3id.org/partnership-kg/row#>
PREFIX fn: <https://w3id.org/partnership-kg/function#>
CONSTRUCT {
  ?deal a pk:Project ; skos:prefLabel ?id ; pk:periodStart ?from ; pk:periodEnd ?to .
}
WHERE {
  ?row row:id ?id ; row:Start ?start ; row:End ?end .
  BIND(fn:id("partnership", ?id) AS ?deal) BIND(fn:date(?start) AS ?from) BIND(fn:end(?end) AS ?to)
}
"""


def mapped(run: Run, folder: Path, days: list[tuple[str, str]]) -> tuple[Outcome, list[dict[str, Any]], dict[str, str]]:
    """What is found of a table, and when each of its projects begins."""
    (folder / "m.rq").write_text(MAPPING, encoding="utf-8")
    rows = "".join(f"{number},{start},{end}\n" for number, (start, end) in enumerate(days, 1))
    (folder / "d.csv").write_text("id,Start,End\n" + rows, encoding="utf-8")
    done = run("map", folder / "d.csv", folder / "m.rq", "-o", folder / "g.nq", "--strict", "-f", "json")
    graph = kg.map_table(folder / "d.csv", folder / "m.rq")
    begun = graph.query("SELECT ?id ?from { ?deal skos:prefLabel ?id ; pk:periodStart ?from }")
    return done, done.json()["findings"], {str(one): str(day) for one, day in begun}


def test_days_with_points_have_the_day_first(run: Run, tmp_path: Path) -> None:
    done, found, begun = mapped(run, tmp_path, [("01.05.2022", "2024"), ("02.06.2022", "2024")])
    assert (done.code, found) == (0, [])
    assert begun == {"1": "2022-05-01", "2": "2022-06-02"}


def test_days_with_points_are_asked_where_one_has_the_month_first(run: Run, tmp_path: Path) -> None:
    done, found, begun = mapped(run, tmp_path, [("01.05.2022", "2024"), ("12.25.2022", "2024")])
    assert done.code == 1
    assert begun == {"2": "2022-12-25"}
    assert 'fn:date(?text, "day-first")' in found[0]["message_en"]
    assert 'fn:date(?text, "day-first")' in found[0]["message_zh"]


@pytest.mark.parametrize(("ends", "meant"), [("31/12/202{}", "2022-05-01"), ("12/31/202{}", "2022-01-05")])
def test_a_column_learns_from_its_neighbour_and_says_so(run: Run, tmp_path: Path, ends: str, meant: str) -> None:
    done, found, begun = mapped(run, tmp_path, [("01/05/2022", ends.format(number)) for number in (4, 5, 6)])
    assert done.code == 0
    assert begun["1"] == meant
    (told,) = found
    assert (told["code"], told["severity"], told["field"], told["row"]) == ("order-of-days", "info", "Start", 2)
    assert f"as {ends.format(4)} in End shows" in told["message_en"]
    assert "End列" in told["message_zh"]


def test_few_days_show_nothing_and_neither_do_those_that_differ(run: Run, tmp_path: Path) -> None:
    few = [("01/05/2022", "31/12/2024"), ("02/05/2022", "01/02/2024")]
    differ = [("01/05/2022", end) for end in ("31/12/2024", "31/12/2025", "31/12/2026", "12/31/2027")]
    for days in (few, differ):
        done, found, begun = mapped(run, tmp_path, days)
        assert (done.code, begun) == (1, {})
        assert {one["code"] for one in found if one["severity"] == "warning"} == {
            "value-not-understood",
            "variable-without-value",
        }


def test_a_column_of_its_own_order_keeps_it(run: Run, tmp_path: Path) -> None:
    starts = ["01/05/2022", "31/05/2022", "30/05/2022", "29/05/2022"]
    _, found, begun = mapped(run, tmp_path, [(start, "12/31/2025") for start in starts])
    assert begun["1"] == "2022-05-01"
    assert "as 31/05/2022 shows" in found[0]["message_en"]


def drafted(run: Run, folder: Path, days: list[tuple[str, str]]) -> str:
    rows = "".join(
        f"{number},Corridor {number},Port of Nord {number},Port of Sud {number},{start},{end},{number}000\n"
        for number, (start, end) in enumerate(days, 1)
    )
    (folder / "d.csv").write_text("id,title,partner a,partner b,Start,End,Grant (EUR)\n" + rows, encoding="utf-8")
    done = run("map", "--guess", folder / "d.csv", "-o", folder / "d.rq")
    return (folder / "d.rq").read_text(encoding="utf-8") + done.err


def test_a_draft_says_the_order_that_a_neighbour_shows(run: Run, tmp_path: Path) -> None:
    draft = drafted(run, tmp_path, [(f"01/0{number}/202{number}", f"31/12/202{number}") for number in (1, 2, 3, 4)])
    assert 'fn:date(?fromText, "day-first")' in draft
    assert '"2024-04-01"' in draft  # the latest beginning
    graph = kg.map_table(tmp_path / "d.csv", tmp_path / "d.rq")
    figures = graph.query("SELECT ?day { ?figure pk:value ?value ; pk:asOf ?day } ORDER BY ?day")
    assert [str(day) for (day,) in figures] == ["2021-01-01", "2022-02-01", "2023-03-01", "2024-04-01"]


def test_a_draft_offers_the_order_and_dates_no_figure_by_another_row(run: Run, tmp_path: Path) -> None:
    draft = drafted(run, tmp_path, [("05/05/2021", "2025"), *((f"01/0{n}/202{n}", "2025") for n in (2, 3, 4))])
    assert "Start: is the day or the month first in 01/02/2022?" in draft
    assert "Start: nothing tells whether the day or the month is first in 01/02/2022" in draft
    # The latest day that is read is earlier than what is not read.
    assert '"YYYY-MM-DD"' in draft
    mapping = (tmp_path / "d.rq").read_text().replace("YYYY-MM-DD", "2021-05-05")
    (tmp_path / "d.rq").write_text(mapping)
    graph = kg.map_table(tmp_path / "d.csv", tmp_path / "d.rq")
    figures = graph.query("SELECT ?value ?day { ?figure pk:value ?value OPTIONAL { ?figure pk:asOf ?day } }")
    assert {str(value): str(day or "") for value, day in figures} == {
        "1000": "2021-05-05",
        "2000": "",
        "3000": "",
        "4000": "",
    }


def test_the_latest_day_is_that_of_all_rows(run: Run, tmp_path: Path) -> None:
    days = [("2010-01-01", "2030"), *[("2011-02-03", "2030")] * 600, ("2023-04-05", "2030")]
    assert '"2023-04-05"' in drafted(run, tmp_path, days)


SPANS = "SELECT DISTINCT ?f ?t { ?p pk:periodEnd ?t OPTIONAL { ?p pk:periodStart ?f } } ORDER BY ?t"


def test_a_draft_reads_each_column_by_its_own_order_and_tells_both(run: Run, tmp_path: Path) -> None:
    starts = ("25/10/2017", "26/11/2017", "03/04/2018", "27/12/2018", "07/08/2019")
    ends = ("12/31/2022", "11/30/2023", "10/09/2024", "01/25/2026", "06/07/2027")
    draft = drafted(run, tmp_path, list(zip(starts, ends, strict=True)))
    assert (
        "Both orders of days stand in the table: Start day-first (25/10/2017); End month-first (12/31/2022)." in draft
    )
    assert "nothing tells" not in draft
    spans = kg.map_table(tmp_path / "d.csv", tmp_path / "d.rq").query(SPANS)
    assert [(str(start), str(end)) for start, end in spans] == [
        ("2017-10-25", "2022-12-31"),
        ("2017-11-26", "2023-11-30"),
        ("2018-04-03", "2024-10-09"),
        ("2018-12-27", "2026-01-25"),
        ("2019-08-07", "2027-06-07"),
    ]


@pytest.mark.parametrize("shown", ["12/25/2021", "25/12/2021"])
def test_a_draft_reads_no_day_by_one_or_two_others(run: Run, tmp_path: Path, shown: str) -> None:
    order = "month-first" if shown.startswith("12") else "day-first"
    days = [*((f"0{n}/0{n + 1}/202{n}", "2030") for n in range(1, 6)), (shown, "2030")]
    draft = drafted(run, tmp_path, days)
    assert "Start: is the day or the month first in 01/02/2021?" in draft
    assert f"At least 3 days must show the order of the others: {shown} is {order}." in draft
    begun = kg.map_table(tmp_path / "d.csv", tmp_path / "d.rq").query("SELECT ?f { ?p pk:periodStart ?f }")
    assert {str(day) for (day,) in begun} == {"2021-12-25"}


def test_each_column_of_open_days_is_named(run: Run, tmp_path: Path) -> None:
    draft = drafted(run, tmp_path, [(f"01/0{n}/202{n}", f"02/0{n}/203{n}") for n in (3, 4, 5)])
    assert "# Start, End: is the day or the month first in 01/03/2023?" in draft
    assert "Start, End: nothing tells whether the day or the month is first in 01/03/2023" in draft
    assert "Start、End：日与月孰先？" in draft


def test_many_columns_of_open_days_are_told_at_once_those_first_that_are_read(run: Run, tmp_path: Path) -> None:
    """Of fourteen equal remarks nobody reads the tenth; what is cut of a question is its list, never what it asks."""
    steps = [f"Date of {'a very long step of the works ' * 4}{number}" for number in range(12)]
    head = ["Project", "Lead", "Partner", *steps, "Start", "End"]
    rows = [["P1", "Alba Lab", "Corva AS", *["01/02/2019"] * 12, "03/04/2019", "05/06/2020"]]
    rows += [["P2", "Dorn AG", "Corva AS", *["01/02/2018"] * 12, "03/05/2019", "05/07/2020"]]
    (tmp_path / "d.csv").write_text("\n".join(",".join(row) for row in [head, *rows]) + "\n", encoding="utf-8")
    done = run("map", "--guess", tmp_path / "d.csv", "-o", tmp_path / "d.rq")
    assert done.code == 0, done.err
    (said,) = [line for line in done.err.splitlines() if "nothing tells whether the day" in line]
    assert said.startswith("Start, End, Date_of_")
    assert " and 6 more: nothing tells whether the day or the month is first in 03/04/2019, so that" in said
    assert "等14栏：无法判断 03/04/2019 中日与月的先后" in said
    (asked,) = [line for line in (tmp_path / "d.rq").read_text("utf-8").splitlines() if "the month first" in line]
    assert asked.startswith("# Start, End, Date_of_")
    assert " and 6 more: is the day or the month first in 03/04/2019? Write fn:date" in asked
    assert asked.endswith("等14栏：日与月孰先？请在每个日期文本之后注明。")


def test_what_a_draft_does_not_read_is_listed_by_whole_names(run: Run, tmp_path: Path) -> None:
    others = [f"Remark on the works of year {number}" for number in range(2001, 2031)]
    rows = [["Lead", "Partner", "Planned end", *others]]
    rows += [[lead, "Corva AS", "2030-01-02", *["x"] * 30] for lead in ("Alba Lab", "Dorn AG")]
    (tmp_path / "d.csv").write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    assert run("map", "--guess", tmp_path / "d.csv", "-o", tmp_path / "d.rq").code == 0
    (left,) = [line for line in (tmp_path / "d.rq").read_text("utf-8").splitlines() if "# Not read yet" in line]
    names, _, more = left.partition(": ")[2].partition(" and ")
    known = {f"row:{name.replace(' ', '_')}" for name in rows[0]}
    assert set(names.split(", ")) <= known
    unread = len(others)
    assert more == f"{unread - len(names.split(', '))} more（共{unread}栏）"


@pytest.mark.parametrize("heading", ["Duration", "Laufzeit"])
def test_the_sentence_on_ends_is_whole_in_both_languages(run: Run, tmp_path: Path, heading: str) -> None:
    others = [f"{heading} of the works in district {number} of the region" for number in range(12)]
    rows = [["Lead", "Partner", "Signed", *others]]
    rows += [[lead, "Corva AS", "2020-01-02", *["3 years"] * 12] for lead in ("Alba Lab", "Dorn AG")]
    (tmp_path / "d.csv").write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    assert run("map", "--guess", tmp_path / "d.csv", "-o", tmp_path / "d.rq").code == 0
    (said,) = [line for line in (tmp_path / "d.rq").read_text("utf-8").splitlines() if "how long they run" in line]
    assert f"{heading}_of_the_works_in_district_7_of_the_region and 4 more: says when partnerships end" in said
    assert said.endswith("若为期限，请先算出日期另列一列。")


@pytest.mark.parametrize(
    ("day", "said", "en", "zh"),
    [
        ("12/31/2022", "day-first", "with the month first, and days are said to have the day first", "月在前读取"),
        ("31/12/2022", "month-first", "with the day first, and days are said to have the month first", "日在前读取"),
    ],
)
def test_what_can_only_be_of_the_other_order_is_told_so(
    run: Run, tmp_path: Path, day: str, said: str, en: str, zh: str
) -> None:
    (tmp_path / "m.rq").write_text(MAPPING.replace("fn:date(?start)", f'fn:date(?start, "{said}")'), encoding="utf-8")
    (tmp_path / "d.csv").write_text(f"id,Start,End\n1,{day},2024\n", encoding="utf-8")
    done = run("map", tmp_path / "d.csv", tmp_path / "m.rq", "-o", tmp_path / "g.nq", "-f", "json")
    (found,) = [one for one in done.json()["findings"] if one["code"] == "value-not-understood"]
    assert f"It can only be read {en}." in found["message_en"]
    assert zh in found["message_zh"]
    assert "either way" not in found["message_en"]
    assert (found["row"], found["field"], found["value"]) == (2, "Start", day)


def test_a_column_that_shows_no_order_is_asked_where_others_differ(run: Run, tmp_path: Path) -> None:
    rows = "".join(
        f"{number},Port of Nord {number},Port of Sud {number},{start},{signed},{end}\n"
        for number, (start, signed, end) in enumerate(
            [("03/04/2018", "25/10/2017", "12/31/2022"), ("05/06/2019", "03/04/2018", "11/30/2023")], 1
        )
    )
    (tmp_path / "d.csv").write_text("id,partner a,partner b,Start,Signed,End\n" + rows, encoding="utf-8")
    done = run("map", "--guess", tmp_path / "d.csv", "-o", tmp_path / "d.rq")
    assert "Signed day-first (25/10/2017); End month-first (12/31/2022)" in done.err
    assert "Start: nothing tells whether the day or the month is first in 03/04/2018" in done.err
    spans = kg.map_table(tmp_path / "d.csv", tmp_path / "d.rq").query(SPANS)
    assert [(start, str(end)) for start, end in spans] == [(None, "2022-12-31"), (None, "2023-11-30")]


def test_a_column_of_both_orders_is_read_where_a_day_can_only_be_one(run: Run, tmp_path: Path) -> None:
    days = [("2017", "12/31/2022"), ("2018", "30/11/2023"), ("2019", "10/09/2024")]
    draft = drafted(run, tmp_path, days)
    assert "End day-first (30/11/2023)" in draft
    assert "End month-first (12/31/2022)" in draft
    assert "End: nothing tells whether the day or the month is first in 10/09/2024" in draft
    spans = kg.map_table(tmp_path / "d.csv", tmp_path / "d.rq").query(SPANS)
    assert [str(end) for _, end in spans] == ["2022-12-31", "2023-11-30"]
