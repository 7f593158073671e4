"""A hostile text in every field of the data, in every view, dialog and saved picture, in Chromium and in Firefox, from
a file: nothing runs, nothing leaves its box, nothing vanishes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.answers.ledger.matching import ledger_rows, natures
from kg.answers.records import read_records
from kg.network.measures.register import FirstPlace
from kg.page.model import DataSet, Ranking
from kg.page.story import Step, Story
from kg.text import Text
from kg.vocabulary import PK, SKOS
from tests.browsers import Driver, until
from tests.page.fingers import press
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker, iri
from tests.page.test_hostile_page import TEXTS, spoilt

#: Members of one region: so many that it opens in groups.
CROWD = 64
STEPS = ("view=map", "view=matrix&of=sectors", "at=partnership/metro", "view=time", "view=flows", "sheet=list")
#: Addresses; what is painted there has a mark for each thing, however it is called.
STATES = (
    "view=regions",
    "view=regions&open=region/south",
    "view=regions&open=region/south&at=region/south",
    "view=all",
    "view=all&colour=sector&size=partners&tint=0.0",
    "view=all&at=partnership/metro",
    "view=all&party=region/north&deal=partnership/metro",
    "a=region/north&b=region/south",
    "view=map",
    "view=map&as=table",
    "view=map&at=region/north&beside=1",
    "view=matrix",
    "view=matrix&of=sectors",
    "view=matrix&of=parties",
    "view=matrix&as=table",
    "view=time",
    "view=time&as=table&asof=2015-04-30",
    "view=flows",
    "view=flows&as=table",
    "sheet=list",
    "sheet=ranking",
    *(f"step={number}" for number in range(1, len(STEPS) + 1)),
    "at=region/north&sector=sector/finance&source=0",
)


@dataclass
class Quoted(GraphMaker):
    """A graph whose passages are proved by the hashes of one text."""

    text: str = ""

    def add(self, subject: ox.NamedNode, predicate: str, value: Any) -> None:
        kind, _, place = subject.value.rpartition("/")
        if predicate == PK + "sha256" and "/evidence/" in kind:
            start, end = map(int, place.split("-"))
            value = ox.Literal(hashlib.sha256(self.text[start:end].encode()).hexdigest())
        elif predicate == PK + "sha256":
            value = ox.Literal(hashlib.sha256(self.text.encode()).hexdigest())
        super().add(subject, predicate, value)


def _graph(texts: Sequence[str]) -> Quoted:
    """A network with something for every view: places, stages, figures from a place to a place, a crowded region; each
    text of it has the next one of some before it.
    """
    make = Quoted(text=("".join(texts) * 200)[:400])
    gazette = make.source("gazette", "The Gazette", "公报", "https://example.org/g", ("House", "公报社"), "2014-01-15")
    north = make.region("north", "North", "北区", at=(30.0, 120.0))
    south = make.region("south", "South", "南区", at=(28.0, 121.0))
    far = make.region("far", "Far", "远区")
    metro = make.partnership("metro", [north, south], "Metro", "地铁", "Project", ["transport"], (gazette, 10, 60))
    make.stage(metro, "signed", "2012-03-01", (gazette, 10, 60), current=False)
    make.stage(metro, "operating", "2015-04-01", (gazette, 70, 90))
    for name, value, cls in (("done", "300.5", "Achievement"), ("plan", "400", "Target")):
        make.figure(name, metro, value, cls, (gazette, 100, 140), origin=north, destination=south)
    make.statement("aim", north, "To be joined by rail", "将通铁路")
    make.partnership("talks", [south, far], "Talks", "会谈", "Partnership", ["finance"])
    loose = make.institution("loose", "Loose", "散", "port")
    make.partnership("loose", [loose, north], "Loose ends", "散事", "Event", ["health"], (gazette, 150, 170))
    for n in range(CROWD):
        firm = make.institution(f"f{n:02}", f"Firm {n}", f"司{n}", ("company", "school")[n % 2], [south])
        if n % 4 == 0:
            make.partnership(f"d{n:02}", [firm, north], f"Deal {n}", f"事{n}", "Agreement", ["education"])
    for thing in (metro, north):
        for relation in (SKOS + "note", PK + "ambiguity", SKOS + "altLabel"):
            make.names(thing, "A remark", "说明", relation)
    each = cycle(texts)
    make.quads = [spoilt(one, next(each)) for one in make.quads]
    return make


def hostile_views(*texts: str) -> bytes:
    """The page of that network with a story, a ranking, passages; a text stands before every text of it."""
    make = _graph(texts)
    text = texts[0]
    store = make.done()
    records = read_records(store)
    label = Text(text + "A", text + "甲")
    keys = [iri("region", name).value for name in ("south", "north")]
    first = (FirstPlace(label, label, ((keys[0], ((text, None, None, ""),)), (text, ()))),)
    ranking = Ranking(label, (label,), tuple((key, ("2",)) for key in keys), label, (("1-2",),) * 2, first)
    return render_page(
        records,
        label,
        data_set=DataSet(label, text, text),
        rankings=(ranking,),
        ledger=tuple(ledger_rows(records, list(records.figures.values()), natures(store))),
        copies=dict.fromkeys(records.sources, make.text),
        story=Story(label, tuple(Step(address, label) for address in STEPS), Path("story.yaml")),
    )


#: Faults of what is open: what could run, what sticks out of the window or of its box, what has no room left.
_FAULTS = r"""
const found = [], wide = document.documentElement.clientWidth;
const say = (what, e) => found.push(`${what}: ${e.tagName}#${e.id}.${e.className} ${e.textContent.slice(0, 30)}`);
if (document.title === "ran") found.push("a script ran");
const own = "button > .glyph", made = `img, svg:not(${own}), iframe, object, embed, base, form`;
for (const e of document.querySelectorAll(made)) say("markup", e);
if (document.querySelectorAll("script").length !== 5) found.push("another script");
for (const link of document.links) if (!/^(https?|file):/.test(link.protocol)) say("address", link);
const handles = (e) => e.getAttributeNames().some((name) => /^on/.test(name));
for (const e of document.querySelectorAll("*")) if (handles(e)) say("handler", e);
for (const e of document.querySelectorAll("[lang]")) {
  if (!/^([a-z]{2,3}(-[a-z0-9]{2,8})*)?$/i.test(e.lang)) say("no language", e);
}
if (document.documentElement.scrollWidth > wide) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
const rolls = (e) => e.closest("#canvas, .unseen, .sliders, .views, .plane-scroll, .skip");
for (const e of document.querySelectorAll("#app *, dialog[open], dialog[open] *")) {
  const box = e.getBoundingClientRect();
  if (!box.width || !box.height || rolls(e) || getComputedStyle(e).visibility === "hidden") continue;
  if (box.right > wide + 1 || box.left < -1) say("sticks out of the window", e);
  if (!e.children.length && box.height > 900 && !e.closest(".cut")) say("is as tall as a tower", e);
  const scrolls = /auto|scroll/.test(getComputedStyle(e).overflowX) && !/^(INPUT|TEXTAREA)$/.test(e.tagName);
  if (scrolls && e.scrollWidth > e.clientWidth + 1) say("rolls sideways", e);
}
const whole = (e) => {
  const { width, top, bottom, right } = e.getBoundingClientRect();
  return width > 0 && top >= -1 && bottom <= innerHeight + 1 && right <= wide + 1;
};
const stage = document.getElementById("stage").getBoundingClientRect();
const drawing = document.querySelector("#plane:not([hidden]) .plane-scroll:not([hidden])");
if (drawing && drawing.clientHeight < 110) found.push(`the view has ${drawing.clientHeight} pixels`);
if (stage.height < 240) found.push(`the stage has ${stage.height} pixels`);
for (const of of ["#told:not([hidden]) .close", "#card:not([hidden]) .close", "#chooser:not([hidden])"]) {
  const e = document.querySelector(of);
  if (e && !whole(e)) say("cannot be reached", e);
}
for (const id of ["card", "told"]) {
  const e = document.getElementById(id);
  if (!e.hidden && e.offsetHeight > 0.62 * stage.height) say("covers the drawing", e);
}
return found;
"""
#: Texts of a saved picture that stand out of it.
_OUT = r"""
const svg = new DOMParser().parseFromString(kgPage.svg(), "image/svg+xml");
if (svg.querySelector("parsererror")) return ["no XML"];
const root = svg.documentElement, [, , wide, high] = root.getAttribute("viewBox").split(" ").map(Number);
const ctx = document.createElement("canvas").getContext("2d"), out = [];
for (const text of svg.querySelectorAll("text")) {
  let x = Number(text.getAttribute("x")), y = Number(text.getAttribute("y"));
  const style = (name) => text.getAttribute(name) || (text.closest(`[${name}]`) || text).getAttribute(name) || "";
  if (text.closest("g[transform]")) continue;
  const turned = text.hasAttribute("transform");
  const size = parseFloat(style("font-size")) || 12;
  ctx.font = `${style("font-weight") || 400} ${size}px ${style("font-family") || "sans-serif"}`;
  const long = ctx.measureText(text.textContent).width, anchor = style("text-anchor") || "start";
  const start = anchor === "end" ? -long : anchor === "middle" ? -long / 2 : 0;
  const [from, to, most] = turned ? [y - start - long, y - start, high] : [x + start, x + start + long, wide];
  const said = () => `${Math.round(from)} to ${Math.round(to)} of ${most}: ${text.textContent.slice(0, 40)}`;
  if (from < -3 || to > most + 3) out.push(said());
}
return out;
"""
#: Another address; the one that is open is told apart by a number that the page does not know, which a step's address
#: must not have: it brings its view where it is named alone. A view is laid out once the
#: browser has told it its size, some frames after, and again where that has changed it: the page has arrived once
#: what is seen is the same in four frames in a row.
GO = """
document.querySelectorAll("dialog[open]").forEach((one) => one.close());
const look = () => JSON.stringify([kgPage.marks(), kgPage.drawn().length, kgPage.arcs().length, kgPage.shown()]);
const wait = (before, same, done) => requestAnimationFrame(() => {
  const now = look();
  if (now === before && same === 4) done(true);
  else wait(now, now === before ? same + 1 : 0, done);
});
const next = `#${arguments[0]}`;
return new Promise((done) => {
  addEventListener("hashchange", () => wait("", 0, done), { once: true });
  location.hash = next === location.hash ? `${next}&turn=${performance.now()}` : next;
});
"""
_OPENED = "document.querySelectorAll('#panel details, #told details').forEach((one) => { one.open = true; });"
#: What is there to be seen of the data: its rows, its marks, what is on the drawing, what is named there.
_SEEN = """
return { rows: document.querySelectorAll("#app tbody tr").length, marks: kgPage.marks().length,
  drawn: kgPage.drawn().length, arcs: kgPage.arcs().length, shown: kgPage.shown() };
"""


def _go(driver: Driver, address: str) -> None:
    driver.run(GO, address)
    driver.run(_OPENED)


def _walk(driver: Driver, path: Path, lang: str) -> dict[str, Any]:
    """What is seen in each state of a page; fails where something is at fault."""
    driver.open(f"{path.as_uri()}#lang={lang}")
    seen: dict[str, Any] = {}
    faults: dict[str, list[str]] = {}
    for state in STATES:
        _go(driver, f"lang={lang}&{state}")
        faults[state] = driver.run(_FAULTS)
        if "as=table" not in state and "sheet=" not in state:
            faults[state] += driver.run(_OUT)
        seen[state] = driver.run(_SEEN)
        if folder := os.environ.get("KG_SHOTS"):
            driver.shot(Path(folder) / f"{driver.name}-{path.stem}-{state.replace('/', '.')}.png")
    _go(driver, f"lang={lang}")
    for opener in ("#data-sheet", "#keys", "#exports button:last-child"):
        driver.run("document.querySelector(arguments[0]).click()", opener)
        until(driver, "return document.querySelector('dialog[open]') !== null")
        faults[opener] = driver.run(_FAULTS)
        driver.run("document.querySelector('dialog[open]').close()")
    # Far away, every dot is as near as the next: a tap asks which is meant.
    _go(driver, f"lang={lang}&view=all&look=0,0,0.03")
    at = driver.run("return kgPage.where('region/north')")
    press(driver, at, "touch")
    until(driver, "return !document.getElementById('chooser').hidden")
    faults["chooser"] = driver.run(_FAULTS)
    assert {state: found for state, found in faults.items() if found} == {}
    seen["chooser"] = driver.run("return document.querySelectorAll('#chooser button').length")
    return seen


@pytest.fixture(scope="session")
def plain_views(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same page with harmless texts."""
    path = tmp_path_factory.mktemp("plain") / "plain.html"
    path.write_bytes(hostile_views("So "))
    return path


#: What a browser has seen of the harmless page.
_HARMLESS: dict[str, dict[str, Any]] = {}


#: Alone, what may break the page as a whole or a line of it. The text is no address here; what is one is held by the
#: small page.
ALONE = ("end of script", "comment", "signs", "ten thousand")
#: Each of the others before each text in its turn: twice in Chromium, so that no text has the same one before it.
TURNS = [text for name, text in TEXTS.items() if name not in (*ALONE, "data")]
PAGES = {
    **{name: (TEXTS[name],) for name in ALONE},
    "in turn": (*TURNS, TEXTS["end of script"]),
    "in another turn": (*TURNS[3:], TEXTS["comment"], *TURNS[:3]),
}
#: In Chromium all; in Firefox not what has its like there.
SEEN_IN = [
    *(("chromium", name) for name in PAGES),
    *(("firefox", name) for name in PAGES if name not in ("comment", "in another turn")),
]


@pytest.mark.parametrize(("driver", "name"), SEEN_IN, indirect=["driver"])
def test_every_view_bears_every_text(driver: Driver, plain_views: Path, tmp_path: Path, name: str) -> None:
    if driver.name not in _HARMLESS:
        _HARMLESS[driver.name] = _walk(driver, plain_views, "both")
    path = tmp_path / "page.html"
    path.write_bytes(hostile_views(*PAGES[name]))
    assert _walk(driver, path, "both") == _HARMLESS[driver.name]
