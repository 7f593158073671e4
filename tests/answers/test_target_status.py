"""The question `target-status` and the ledger say the same of every target."""

from __future__ import annotations

from itertools import product

import pytest

from kg.answers.ledger.ledger import Ledger
from kg.answers.ledger.matching import STATUSES
from kg.knowledge_graph import KnowledgeGraph
from tests.answers.reporting import PLACES, figure, graph

BOUNDS = ("exact", "atLeast", "moreThan", "upTo", "lessThan", "about")
#: A flow of money; a flow of things counted, so that more than 100 is 101; one where less is better; a stock.
MEASURES = {
    "money": {"measure": "capitalIntroduced", "unit": "CNY"},
    "things": {"measure": "projectsIntroduced", "unit": "project"},
    "minutes": {"measure": "travelTime", "unit": "minute"},
    "stock": {"measure": "companies", "unit": "company"},
}
HALF = "2017-01-01/2017-06-30"
#: The result: for the whole year; for its first half; for the first half, and the target names it.
TIMES = {
    "year": ({}, ""),
    "half": ({"period": HALF, "as_of": "2017-06-30"}, ""),
    "linked": ({"period": HALF, "as_of": "2017-06-30"}, "pk:targetFor id-observation:{result}"),
    "day": ({"period": "", "as_of": "2017-06-30"}, "pk:targetFor id-observation:{result}"),
}


def said_by_the_question(knowledge: KnowledgeGraph) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for row in knowledge.ask("target-status").rows:
        target = str(getattr(row["target"], "value", ""))
        assert target not in found, f"{target} has two results"
        found[target] = (str(getattr(row["status"], "value", "")), str(getattr(row["statusZh"], "value", "")))
    return found


def said_by_the_ledger(ledger: Ledger) -> dict[str, tuple[str, str]]:
    words = {row: STATUSES[row.status] for row in ledger.rows}
    return {target.iri: (words[row].en, words[row].zh) for row in ledger.rows for target in row.targets}


def test_on_the_bundled_data(knowledge: KnowledgeGraph) -> None:
    said = said_by_the_question(knowledge)
    assert len(said) == 10
    assert said == said_by_the_ledger(knowledge.ledger())
    assert unreported(knowledge) == {target for target, (status, _) in said.items() if status == "not reported"}


def unreported(knowledge: KnowledgeGraph) -> set[str]:
    return {str(getattr(row["target"], "value", "")) for row in knowledge.ask("targets-not-reported").rows}


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("measure", MEASURES)
def test_on_every_pair_of_bounds(measure: str, time: str) -> None:
    """Below, at and above a target of 100, each with every bound."""
    kind, (when, link) = MEASURES[measure], TIMES[time]
    places, figures = "", ""
    for number, (planned, known, value) in enumerate(product(BOUNDS, BOUNDS, ("99", "100", "101"))):
        about = f"region:r{number}"
        places += f"id-{about} a pk:AdministrativeRegion .\n"
        more = link.format(result=f"result{number}")
        figures += figure(f"target{number}", "100", planned, cls="Target", about=about, more=more, **kind)
        figures += figure(f"result{number}", value, known, about=about, **kind, **when)
    knowledge = graph(PLACES + places + figures)
    said = said_by_the_question(knowledge)
    assert len(said) == 108
    assert said == said_by_the_ledger(knowledge.ledger())
    assert unreported(knowledge) == set()


@pytest.mark.parametrize(
    ("target", "result", "status"),
    [
        ("about", ("1000", "exact"), "not decidable"),  # nobody says how far about goes
        ("about", ("100", "exact"), "not decidable"),
        ("atLeast", ("100", "about"), "not decidable"),
        ("lessThan", ("100", "exact"), "missed"),
        ("lessThan", ("99", "exact"), "met"),
        ("lessThan", ("100", "lessThan"), "met"),
        ("atLeast", ("100", "lessThan"), "missed"),
        ("atLeast", ("99", "moreThan"), "met"),  # projects are counted: more than 99 is 100 or more
        ("moreThan", ("101", "atLeast"), "met"),
        ("exact", ("101", "upTo"), "not decidable"),
    ],
)
def test_by_hand(target: str, result: tuple[str, str], status: str) -> None:
    knowledge = graph(PLACES + figure("t", "100", target, cls="Target") + figure("r", *result))
    assert [said for said, _ in said_by_the_question(knowledge).values()] == [status]
    assert said_by_the_question(knowledge) == said_by_the_ledger(knowledge.ledger())


def test_what_is_not_the_same_thing_is_no_result() -> None:
    """Another origin, another year, and a result that another target names; and one that is in another unit."""
    knowledge = graph(
        PLACES
        + figure("t1", "100", cls="Target")
        + figure("r1", "120", more="pk:origin id-region:b")
        + figure("t2", "100", cls="Target", about="region:b")
        + figure("r2", "120", about="region:b", period="2016-01-01/2016-12-31")
        + figure("t3", "100", cls="Target", about="region:c", more="pk:targetFor id-observation:r3")
        + figure("r3", "120", about="region:c")
        + figure(
            "t4", "100", cls="Target", about="region:c", period="2017-01-01/2017-12-31", more="pk:origin id-region:a"
        )
        + figure("t5", "100", cls="Target", about="region:zone", more="pk:targetFor id-observation:r5")
        + figure("r5", "120", about="region:zone", unit="company")
    )
    said = {iri.rpartition("/")[2]: status for iri, (status, _) in said_by_the_question(knowledge).items()}
    assert said == {
        "t1": "not reported",
        "t2": "not reported",
        "t3": "met",
        "t4": "not reported",
        "t5": "not decidable",
    }
    assert {iri.rpartition("/")[2] for iri in unreported(knowledge)} == {"t1", "t2", "t4"}
    assert said_by_the_question(knowledge) == said_by_the_ledger(knowledge.ledger())


def test_money_that_came_under_another_measure_is_said_beside_a_target_without_a_result() -> None:
    deal = "partnership:deal"
    planned = {"cls": "Target", "about": deal, "measure": "totalInvestment", "unit": "EUR", "period": ""}
    came = {"about": deal, "measure": "capitalArrived", "period": ""}
    knowledge = graph(
        PLACES
        + f"id-{deal} a pk:Project, pk:Partnership .\n"
        + figure("plan", "500", **planned)
        + figure("first", "90", unit="EUR", as_of="2017-03-31", **came)
        + figure("later", "38", unit="EUR", as_of="2017-09-30", **came)
        # Of another currency, and of a region, nothing is said.
        + figure("dollars", "70", unit="USD", as_of="2017-12-31", **came)
        + figure("of-a", "5", cls="Target", measure="totalInvestment", unit="EUR")
        + figure("to-a", "4", measure="capitalArrived", unit="EUR")
    )
    assert otherwise(knowledge, "plan") == ("38", "capitalArrived", "EUR", "2017-09-30")
    assert otherwise(knowledge, "of-a") == ("", "", "", "")
    assert [status for status, _ in said_by_the_question(knowledge).values()] == ["not reported"] * 2


def test_a_target_with_a_result_has_nothing_beside_it() -> None:
    knowledge = graph(
        PLACES
        + "id-partnership:deal a pk:Project, pk:Partnership .\n"
        + figure("plan", "500", cls="Target", about="partnership:deal", measure="totalInvestment", unit="EUR")
        + figure("done", "500", about="partnership:deal", measure="totalInvestment", unit="EUR")
        + figure("came", "90", about="partnership:deal", measure="capitalArrived", unit="EUR")
    )
    assert otherwise(knowledge, "plan") == ("", "", "", "")


def test_of_several_on_one_day_the_largest_is_said_and_an_amount_of_each_year_is_none() -> None:
    deal = {"about": "partnership:deal", "unit": "EUR", "period": ""}
    knowledge = graph(
        PLACES
        + "id-partnership:deal a pk:Project, pk:Partnership .\n"
        + figure("plan", "5000000", cls="Target", measure="totalInvestment", **deal)
        + figure("less", "900000", measure="capitalArrived", as_of="2017-09-30", **deal)
        + figure("more", "1000000", measure="capitalArrived", as_of="2017-09-30", **deal)
        + figure("another", "1000000", measure="capitalIntroduced", as_of="2017-09-30", **deal)
        + figure("smaller", "800000", measure="foreignCapitalUsed", as_of="2017-09-30", **deal)
        + figure("earlier", "7000000", measure="capitalArrived", as_of="2017-03-31", **deal)
        # Of what comes each year nothing is said, however late.
        + figure("yearly", "2000000", measure="amountPerYear", as_of="2017-12-31", **deal)
        + 'measure:amountPerYear pk:stockFlow "none" .\n'
        + figure("each", "3000000", measure="investmentPerProject", as_of="2017-12-31", **deal)
    )
    assert otherwise(knowledge, "plan") == ("1000000", "capitalArrived", "EUR", "2017-09-30")
    answer = knowledge.ask("target-status")
    assert " | 1000000 | euro | capital arrived | 2017-09-30 | " in answer.text("en")
    assert " | 1000000 | 欧元 | 实到资金 | 2017-09-30 | " in answer.text("zh")


def otherwise(knowledge: KnowledgeGraph, target: str) -> tuple[str, ...]:
    """What is said beside a target: the amount, its measure, its unit and its day."""
    columns = ("otherwise", "otherwiseMeasure", "otherwiseUnit", "otherwiseDay")
    rows = knowledge.ask("target-status").rows
    (row,) = (row for row in rows if str(getattr(row["target"], "value", "")).endswith(f"/{target}"))
    return tuple(str(getattr(row.get(one), "value", "")).rpartition("/")[2] for one in columns)
