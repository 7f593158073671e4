"""The archived copy of a source, as the page links it beside the source; an address that is none is no link."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest

from kg.answers.records import read_records
from kg.vocabulary import PK, XSD
from tests.page.conftest import Open, Opened
from tests.page.rendering import render_page
from tests.page.small import small_graph
from tests.page.synthetic import iri

ARCHIVED_AT = "https://schema.org/archivedAt"
URL, COPY = "https://example.org/gazette", "https://archive.example.org/2024/gazette"


def _page(copy: str | None, url: str = URL) -> bytes:
    make = small_graph()
    source = iri("source", "gazette")
    make.quads = [one for one in make.quads if (one.subject, one.predicate.value) != (source, PK + "url")]
    for predicate, address in ((PK + "url", url), (ARCHIVED_AT, copy)):
        if address:
            make.add(source, predicate, ox.Literal(address, datatype=ox.NamedNode(XSD + "anyURI")))
    page: bytes = render_page(read_records(make.done()))
    return page


def _links(page: Opened, within: str) -> list[list[str]]:
    found = f"[...document.querySelectorAll('{within} a[target=_blank]')]"
    return [list(one) for one in page.run(f"{found}.map((a) => [a.innerText.trim(), a.href, a.rel])")]


@pytest.mark.parametrize(
    ("language", "own", "kept"), [("en", "Open the source", "archived copy"), ("zh", "打开来源", "存档副本")]
)
def test_it_stands_beside_the_source(open_page: Open, language: str, own: str, kept: str) -> None:
    page = open_page(_page(COPY), f"#lang={language}&at=partnership/metro")
    page.run("document.querySelectorAll('#details details').forEach((box) => { box.open = true; })")
    links = _links(page, "#details")
    rel = "noopener noreferrer nofollow"
    assert [own, URL, rel] in links
    assert links[links.index([own, URL, rel]) + 1] == [kept, COPY, rel]
    assert [kept, COPY, rel] in _links(page, "#sources")


def test_a_source_may_have_a_copy_alone(open_page: Open) -> None:
    page = open_page(_page(COPY, url=""), "#lang=en&at=partnership/metro")
    page.run("document.querySelectorAll('#details details').forEach((box) => { box.open = true; })")
    assert {text for text, *_ in _links(page, "#details")} == {"archived copy"}


def test_a_hostile_address_is_no_link_and_is_shown(open_page: Open) -> None:
    hostile = "javascript:document.title='ran'"
    page = open_page(_page(hostile), "#lang=en&at=partnership/metro")
    page.run("document.querySelectorAll('#details details').forEach((box) => { box.open = true; })")
    assert hostile in page.text("#details")
    assert page.run("[...document.links].every((link) => /^https?:/.test(link.protocol))")
    assert {text for text, *_ in _links(page, "#details")} == {"Open the source"}


@pytest.mark.parametrize("copy", [COPY, None])
def test_the_table_that_is_saved_has_its_address(open_page: Open, copy: str | None) -> None:
    page = open_page(_page(copy), "#lang=en")
    (header, *rows) = list(csv.reader(io.StringIO(page.run("kgPage.csv()").removeprefix("\ufeff"))))
    assert header[18:] == ["urls", "passages", "archived"][: 3 if copy else 2]
    assert all(len(row) == len(header) for row in rows)
    assert any(row[-1] == COPY for row in rows) == bool(copy)
