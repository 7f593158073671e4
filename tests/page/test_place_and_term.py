"""Where a partnership is carried out and its term: on its card, in the list, in the table that is saved."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest

from kg.answers.records import read_records
from kg.vocabulary import CODE, PK, XSD
from tests.page.conftest import Open
from tests.page.rendering import render_page
from tests.page.small import small_graph
from tests.page.synthetic import iri


def _page(start: str = "2018-01-01", end: str = "2031-02-28", place: str = "east") -> bytes:
    make = small_graph()
    metro = iri("partnership", "metro")
    for name, day in (("periodStart", start), ("periodEnd", end)):
        if day:
            make.add(metro, PK + name, ox.Literal(day, datatype=ox.NamedNode(XSD + "date")))
    make.add(metro, PK + "periodStartPrecision", ox.NamedNode(CODE + "date-precision/year"))
    if place:
        make.add(metro, PK + "carriedOutIn", iri("region", place))
    page: bytes = render_page(read_records(make.done()))
    return page


@pytest.mark.parametrize(
    ("language", "where", "term"),
    [("en", "Carried out in\nEast", "Term\n2018 – 2031-02-28"), ("zh", "实施地\n东区", "期限\n2018 – 2031-02-28")],
)
def test_the_card_tells_them(open_page: Open, language: str, where: str, term: str) -> None:
    told = open_page(_page(), f"#lang={language}&at=partnership/metro").text("#details")
    assert where in told
    assert term in told


@pytest.mark.parametrize(
    ("start", "end", "language", "term"),
    [
        ("2018-01-01", "", "en", "from 2018"),
        ("", "2031-02-28", "en", "until 2031-02-28"),
        ("2018-01-01", "", "zh", "自2018年起"),
        ("", "2031-02-28", "zh", "至2031-02-28"),
    ],
)
def test_one_end_may_be_open(open_page: Open, start: str, end: str, language: str, term: str) -> None:
    assert term in open_page(_page(start, end), f"#lang={language}&at=partnership/metro").text("#details")


def test_the_list_has_columns_for_them_where_one_says_them(open_page: Open) -> None:
    told = open_page(_page(), "#lang=en&sheet=list").text("#list")
    assert "Carried out in" in told
    assert "2018 – 2031-02-28" in told
    plain = open_page(_page("", "", ""), "#lang=en&sheet=list").text("#list")
    assert "Carried out in" not in plain
    assert "Term" not in plain


@pytest.mark.parametrize("said", [True, False])
def test_the_table_that_is_saved_has_them(open_page: Open, said: bool) -> None:
    page = open_page(_page() if said else _page("", "", ""), "#lang=en")
    (header, *rows) = list(csv.reader(io.StringIO(page.run("kgPage.csv()").removeprefix("\ufeff"))))
    assert header[20:] == (["carried_out_in_en", "carried_out_in_zh", "term_start", "term_end"] if said else [])
    (metro,) = [row for row in rows if row[0] == "partnership/metro"]
    assert metro[20:] == (["East", "东区", "2018", "2031-02-28"] if said else [])
    assert all(len(row) == len(header) for row in rows)
