"""A graph in which every text is hostile, opened in a browser: nothing runs, and the page stays usable."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree

import pyoxigraph as ox
import pytest

from kg.answers.ledger.matching import ledger_rows, natures
from kg.answers.records import read_records
from kg.network.measures.register import FirstPlace
from kg.page.model import DataSet, Ranking
from kg.text import Text
from kg.vocabulary import PK, SKOS, XSD
from tests.page.conftest import Open, Opened
from tests.page.rendering import render_page
from tests.page.small import small_graph
from tests.page.synthetic import GraphMaker, iri

TEXTS = {
    "end of script": "</script><script>document.title='ran'</script>",
    # What begins a cell and a tag: neither hides the other.
    "formula and image": '=HYPERLINK("http://example.org","x")<img src=x onerror="document.title=\'ran\'">',
    "quotes": "\"'`--><svg/onload=document.title='ran'>&amp;&#39;\\",
    "templates": "{{ 7*7 }}{% raw %}${7*7}{n}{name}$&$1",
    # And a word that is wider than a picture, and too short to be cut.
    "comment": "<!--<script>" + "w" * 150,
    # What turns the direction of writing stands last: a separator of paragraphs would end it.
    "signs": "a\u2028b\u2029c\u0000d\ufffee\u0085f\u202e\u2066gnp.exe\u200f اسم שם",
    "ten thousand": "长" * 5000 + "W" * 5000,
    "javascript": "javascript:document.title='ran'",
    "data": "data:text/html,<script>document.title='ran'</script>",
    "prototype": "__proto__",
}
#: Texts that are codes or numbers to the program, not words for people.
STRUCTURE = {SKOS + "notation", PK + "sha256", PK + "value"}
STATES = (
    "#at=partnership/metro",
    "#at=partnership/talks",
    "#at=region/north",
    "#at=programme/plan",
    "#a=region/north&b=region/south",
    "#party=region/north&deal=partnership/metro",
    "#sheet=list",
    "#sheet=ranking&sector=sector/finance",
    "#view=map",
    "#view=matrix&of=parties",
    "#view=time&asof=2015-04-30",
    "#view=flows",
    "#view=flows&as=table",
    "#view=regions&hide=signed&hide=operating&hide=planned&hide=unknown",
)


def _graph(text: str) -> GraphMaker:
    """The small network and a programme with an official, a hostile text before every text of theirs."""
    make = small_graph()
    metro, north = iri("partnership", "metro"), iri("region", "north")
    plan = make.thing("programme", "plan", "Programme", "Plan", "规划")
    make.add(metro, PK + "programme", plan)
    person = make.thing("official", "mayor", "Official", "Mayor", "市长")
    make.names(person, "Head of the town", "镇长", PK + "post")
    make.stage(metro, "signed", "2013-01-01", (iri("source", "gazette"), 3, 4), current=False)
    for thing in (metro, north, plan, iri("participation", "metro/0"), iri("observation", "cost-plan")):
        for relation in (SKOS + "note", PK + "ambiguity", SKOS + "altLabel"):
            make.names(thing, "A remark", "说明", relation)
    make.quads = [spoilt(one, text) for one in make.quads]
    for url in ("gazette", "herald"):
        for relation in (PK + "url", "https://schema.org/archivedAt"):
            make.add(iri("source", url), relation, ox.Literal(text, datatype=ox.NamedNode(XSD + "anyURI")))
    return make


def spoilt(triple: ox.Triple, text: str) -> ox.Triple:
    """A triple with a hostile text before its own, where that is one for people."""
    value = triple.object
    if not isinstance(value, ox.Literal) or triple.predicate.value in STRUCTURE:
        return triple
    if value.language:
        return ox.Triple(triple.subject, triple.predicate, ox.Literal(text + value.value, language=value.language))
    if value.datatype.value == XSD + "string":
        return ox.Triple(triple.subject, triple.predicate, ox.Literal(text + value.value))
    return triple


def hostile_page(text: str) -> bytes:
    """The page of the small network with a hostile text before every text of it."""
    store = _graph(text).done()
    records = read_records(store)
    label = Text(text + "A", text + "甲")
    keys = [iri("region", name).value for name in ("south", "north")]
    first = (FirstPlace(label, label, ((keys[0], ((text, None, None, ""),)), (text, ()))),)
    ranking = Ranking(
        label, (label, label), tuple((key, (text, "1")) for key in keys), label, ((text, "1-2"),) * 2, first
    )
    targets = ledger_rows(records, list(records.figures.values()), natures(store))
    data_set = DataSet(label, text, text)
    return render_page(records, label, data_set=data_set, rankings=(ranking,), ledger=tuple(targets))


#: What must never be there of a text: what it would have run, markup of its own, an address that runs, a handler.
_HARM = r"""() => {
  const own = "svg:not(button > .glyph)", all = [...document.querySelectorAll("*")];
  return {
    ran: document.title === "ran",
    made: document.querySelectorAll(`img, ${own}, iframe, object, embed, base, form`).length,
    scripts: document.querySelectorAll("script").length,
    links: [...document.links].filter((link) => !/^https?:/.test(link.protocol)).length,
    handlers: all.flatMap((e) => e.getAttributeNames()).filter((n) => /^on/.test(n)),
  };
}"""
#: A text of any length leaves room for the rest: nothing is taller than a few screens.
_ROOM = r"""() => {
  const panel = document.getElementById("panel"), high = (e) => e.getBoundingClientRect().height;
  const leaves = [...document.querySelectorAll("#app *")].filter((e) => !e.children.length && !e.closest(".cut"));
  return {
    wide: document.documentElement.scrollWidth,
    rolls: panel.scrollWidth > panel.clientWidth,
    tallest: Math.max(...leaves.map(high)),
    ends: Math.max(high(document.getElementById("foot")), high(document.getElementById("head"))),
  };
}"""


def _is_harmless(page: Opened) -> None:
    assert page.run(_HARM) == {"ran": False, "made": 0, "scripts": 5, "links": 0, "handlers": []}


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_runs_and_nothing_breaks(open_page: Open, name: str) -> None:
    content = hostile_page(TEXTS[name])
    sizes = ((1280, 860), (420, 860))
    # Each state in either size, by turns with the texts; what takes the most room, in both.
    turn = list(TEXTS).index(name)
    for number, size in enumerate(sizes):
        page = open_page(content, size=size)
        for address in STATES if name == "ten thousand" else STATES[(number + turn) % 2 :: 2]:
            page.go(address)
            _is_harmless(page)
            room = page.run(_ROOM)
            assert room["wide"] <= size[0], address
            assert not room["rolls"], address
            assert room["tallest"] < 900, address
            assert room["ends"] < 480, address


def test_a_text_that_turns_the_direction_of_writing_does_not_turn_what_the_page_itself_says(open_page: Open) -> None:
    turned = Text("Set\u202e", "集\u202e")
    data_set = DataSet(turned, "1\u2069\u202e", "CC BY 4.0")
    page = open_page(render_page(read_records(small_graph().done()), data_set=data_set), "#lang=en")
    left = """(offset) => {
      const walker = document.createTreeWalker(document.querySelector('#about .en'), NodeFilter.SHOW_TEXT);
      const text = walker.nextNode(), range = document.createRange(), at = text.data.indexOf('pyvis') + offset;
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect().left;
    }"""
    assert page.run(left, 0) < page.run(left, 1)


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_saved_and_searched_is_whole_and_harmless(open_page: Open, name: str) -> None:
    text = TEXTS[name]
    page = open_page(hostile_page(text), "#lang=en")
    ElementTree.fromstring(page.run("kgPage.svg()"))
    rows = list(csv.DictReader(io.StringIO(page.run("kgPage.csv()").removeprefix("\ufeff"), newline="")))
    assert [row["id"] for row in rows if None not in row] == [
        f"partnership/{name}" for name in ("metro", "fund", "school", "talks", "clinic")
    ]
    metro = next(row for row in rows if row["id"] == "partnership/metro")
    assert metro["name_en"].lstrip("'") == text + "Metro"
    assert not metro["name_en"].lstrip().startswith("=")
    page.tab.locator("#search").fill(f"{text[:40]} metro")
    page.tab.keyboard.press("Enter")
    assert page.run("document.querySelector('#details h2 .en').textContent") == text + "Metro"
    page.tab.keyboard.press("?")
    page.tab.keyboard.press("Escape")
    page.tab.locator("#languages button").nth(1).click()
    _is_harmless(page)


def test_a_long_text_is_cut_and_shown_in_full_when_asked(open_page: Open) -> None:
    page = open_page(hostile_page(TEXTS["ten thousand"]), "#lang=en&at=partnership/metro")
    heading = page.tab.locator("#details h2")
    short = heading.bounding_box()["height"]
    assert short < 150
    more = page.tab.locator("#details .title .more")
    assert (more.inner_text(), more.get_attribute("aria-expanded")) == ("Show all of it", "false")
    more.focus()
    page.tab.keyboard.press("Enter")
    assert heading.bounding_box()["height"] > 5 * short
    assert more.get_attribute("aria-expanded") == "true"
    page.tab.keyboard.press("Enter")
    assert heading.bounding_box()["height"] == short


@pytest.mark.parametrize(
    "script",
    [
        "<script>document.title='ran'</script>",
        "<script src='https://example.org/x.js'></script>",
        "<img src=x onerror=\"document.title='ran'\">",
        "<iframe srcdoc=\"<script>parent.document.title='ran'</script>\"></iframe>",
        "<style>body { background: url(https://example.org/x) }</style>",
        "<link rel=stylesheet href='https://example.org/x.css'>",
    ],
)
def test_the_policy_stops_what_somebody_wrote_into_the_file(open_page: Open, page_bytes: bytes, script: str) -> None:
    # The last one: a script of the page writes such a tag into the code of a frame.
    before, end, after = page_bytes.rpartition(b"</body>")
    page = open_page(before + script.encode() + end + after)
    page.tab.wait_for_timeout(100)
    assert page.run("document.title") != "ran"
    assert any("Content Security Policy" in trouble or "CSP" in trouble for trouble in page.troubles)
    assert any("blocked" in trouble for trouble in page.troubles)
    _forgive(page)


def _forgive(page: Opened) -> None:
    """What the policy stopped is no trouble of the page's own."""
    page.tab.goto("about:blank")
    page.troubles.clear()
    del page.requests[1:]


def test_the_console_can_add_no_script_either(open_page: Open, page_bytes: bytes) -> None:
    page = open_page(page_bytes)
    page.run(
        "() => { const s = document.createElement('script'); s.textContent = \"document.title = 'ran'\";"
        " document.body.append(s); }"
    )
    assert page.run("document.title") != "ran"
    assert page.troubles
    _forgive(page)
