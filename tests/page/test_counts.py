"""One meaning for every count: whatever the filters, header, legend, facets, list, drawing, views and files say what is
counted here, in Python, from the records in the page and, for days, from the graph as of them."""

from __future__ import annotations

import csv
import io
import random
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from kg.answers.records import read_records
from kg.knowledge_graph import KnowledgeGraph
from kg.text import Text
from tests.page import unpacking
from tests.page.conftest import Open, Opened
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker

#: How many combinations of filters are tried on each page.
TRIED = 16
NOWHERE = "nowhere"

# ---- what the page holds


@dataclass
class Deal:
    """A partnership as the filters see it."""

    parties: list[str]
    kinds: set[str]
    sectors: set[str]
    regions: set[str]
    sources: set[str]
    years: set[int]
    phase: str
    cls: str


@dataclass
class Held:
    """A page's records, counted by nobody yet."""

    deals: dict[str, Deal]
    nodes: dict[str, str]  #: party to its kind on the drawing
    islands: dict[str, str]  #: party to the region that it stands on
    regions: set[str]  #: parties that are such regions themselves
    inside: dict[str, set[str]]  #: party to all that lie in it
    phases: dict[str, str]
    placed: set[str]  #: what has coordinates


def held(html: bytes) -> Held:
    """What a page holds."""
    packed = unpacking.payload(html)
    keys = list(
        dict.fromkeys(key for group in packed["keys"] for key in unpacking.keys({"keys": packed["keys"]}, group))
    )
    codes = [start + end for start, ends in packed["codes"]["key"] for end in ends]
    parties = unpacking.records(packed, "parties")
    deals = unpacking.records(packed, "partnerships")
    figures = [unpacking.unpack(packed, row) for row in packed["figures"]]
    said_of = packed["passages"]["source"]
    network = packed["network"]
    places = [keys[unpacking.unpack(packed, row)["key"]] for row in packed["islands"]]
    nodes = {
        keys[key]: (network["kinds"][kind], island)
        for key, kind, island in zip(
            network["nodes"]["id"], network["nodes"]["kind"], network["nodes"]["island"], strict=True
        )
        if network["kinds"][kind] != "partnership"
    }
    islands = {key: places[island] for key, (_, island) in nodes.items() if island >= 0}
    phases = {code: packed["codes"]["phase"].get(str(i), "unknown") for i, code in enumerate(codes)}
    above = {
        key: {keys[number] for number in one.get("within", one.get("regions", ()))} for key, one in parties.items()
    }
    inside: dict[str, set[str]] = {}
    for key in parties:
        reached, todo = set[str](), list(above[key])
        while todo:
            region = todo.pop()
            if region not in reached and region in parties:
                reached.add(region)
                todo += above[region]
        for region in reached - {key}:
            inside.setdefault(region, set()).add(key)
    made = {}
    for key, one in deals.items():
        parts, stages = one.get("parts", []), one.get("stages", [])
        about = [figure for figure in figures if keys[figure["about"]] == key]
        at = [place for part in parts for place in part.get("places", [part["party"]])]
        own = dict.fromkeys(keys[part["party"]] for part in parts)
        made[key] = Deal(
            parties=list(own),
            kinds={codes[parties[party]["kind"]] for party in own if "kind" in parties[party]},
            sectors={codes[sector] for sector in one.get("sectors", ())},
            regions={islands[keys[place]] for place in at if keys[place] in islands},
            sources={
                str(said_of[place]) for record in (one, *parts, *stages, *about) for place in record.get("evidence", ())
            },
            years={int(stage["date"][:4]) for stage in stages if stage.get("date")},
            phase=phases[codes[one["stage"]]] if "stage" in one else "unknown",
            cls=one["class"],
        )
    return Held(
        deals=made,
        nodes={key: kind for key, (kind, _) in nodes.items()},
        islands=islands,
        regions={place for place in places if place in nodes},
        inside=inside,
        phases=phases,
        placed={keys[number] for number in packed["views"]["places"]["key"]},
    )


# ---- what passes


@dataclass
class Filters:
    """A combination of filters, each as the address names its values."""

    hide: set[str] = field(default_factory=set)
    sector: set[str] = field(default_factory=set)
    region: set[str] = field(default_factory=set)
    kind: set[str] = field(default_factory=set)
    source: set[str] = field(default_factory=set)
    years: tuple[int, int] | None = None
    there: set[str] | None = None
    days: dict[str, str] = field(default_factory=dict)

    def address(self) -> str:
        sets = {name: sorted(getattr(self, name)) for name in ("hide", "sector", "region", "kind", "source")}
        years = {"years": "-".join(map(str, self.years))} if self.years else {}
        return urlencode({**sets, **years, **self.days}, doseq=True)

    def let(self, key: str, deal: Deal, but: str = "") -> bool:
        """Whether a partnership passes all filters but one."""
        if (self.hide - {but}) & {deal.cls, deal.phase}:
            return False
        own = {"sector": deal.sectors, "region": deal.regions, "kind": deal.kinds, "source": deal.sources}
        if any(getattr(self, name) and not getattr(self, name) & values for name, values in own.items() if name != but):
            return False
        if self.there is not None and key not in self.there:
            return False
        return self.years is None or any(self.years[0] <= year <= self.years[1] for year in deal.years)


def some(chance: random.Random, values: set[str], most: int) -> set[str]:
    """None of the values, mostly; else a few."""
    return (
        set(chance.sample(sorted(values), min(len(values), chance.randint(1, most))))
        if chance.random() < 0.4
        else set()
    )


def chosen(chance: random.Random, page: Held, years: list[int]) -> Filters:
    """A random combination of filters without days."""
    deals = page.deals.values()
    span = (min(years), max(years))
    first, last = sorted(chance.choices(range(span[0], span[1] + 1), k=2))
    kinds = set(page.nodes.values())
    return Filters(
        hide=some(chance, kinds | {deal.cls for deal in deals} | {deal.phase for deal in deals}, 3),
        sector=some(chance, set().union(*(deal.sectors for deal in deals)), 3),
        region=some(chance, set().union(*(deal.regions for deal in deals)), 4),
        kind=some(chance, set().union(*(deal.kinds for deal in deals)), 2),
        source=some(chance, set().union(*(deal.sources for deal in deals)), 2),
        years=(first, last) if chance.random() < 0.4 and (first, last) != span else None,
    )


# ---- what is expected of the page


def expected(page: Held, filters: Filters, facets: dict[str, list[str]], traits: list[str]) -> dict[str, Any]:
    """What each count of the page must be, under some filters."""
    deals = page.deals
    shown = {key for key, deal in deals.items() if filters.let(key, deal)}
    taking_any = {party for key in shown for party in deals[key].parties if party in page.nodes}
    taking = {party for party in taking_any if page.nodes[party] not in filters.hide}
    whole = len(shown) == len(deals)
    aside = {
        key
        for key, kind in page.nodes.items()
        if kind not in filters.hide and key not in taking and (whole or key in page.regions)
    }
    places = set().union(*(deals[key].regions for key in shown)) - {NOWHERE} if shown else set()
    ties = Counter(pair for key in shown for pair in combinations(sorted(deals[key].regions), 2))
    field_of = {"sectors": "sector", "regions": "region", "kinds": "kind", "sources": "source"}
    facet_counts = {
        name: {
            value: sum(
                value in getattr(deal, name) and filters.let(key, deal, field_of[name]) for key, deal in deals.items()
            )
            for value in values
        }
        for name, values in facets.items()
    }
    legend = {}
    for trait in traits:
        if trait in set(page.nodes.values()):
            among = taking_any if trait in filters.hide else taking
            legend[trait] = sum(page.nodes[key] == trait for key in among)
        else:
            legend[trait] = sum(
                trait in (deal.cls, deal.phase) and filters.let(key, deal, trait) for key, deal in deals.items()
            )

    def count_of(key: str) -> int:
        members = {key} | page.inside.get(key, set())
        return sum(bool(members & set(deals[deal].parties)) for deal in shown)

    return {
        "header": (len(shown), len(deals), len(taking), len(places)),
        "legend": legend,
        "facets": facet_counts,
        "deals": shown,
        "parties": taking,
        "aside": aside,
        "ties": dict(ties),
        "drawn": taking | aside | shown,
        "counts": {key: count_of(key) for key in taking},
        "cells": dict(Counter((r, s) for key in shown for r in deals[key].regions for s in deals[key].sectors)),
        "sums": dict(
            Counter(one for key in shown if deals[key].regions and deals[key].sectors for one in _heads(deals[key]))
        ),
        "dots": {key for key in taking | aside if key in page.placed},
    }


# ---- what the page says

_READ = """() => {
  const number = (element) => Number(element.textContent.replace(/[^0-9]/g, ""));
  const keys = (id) => [...document.querySelectorAll("#list tbody tr")].map((row) => row.dataset.key);
  const heads = [...document.querySelectorAll("#list h2 .count")].map(number);
  return {
    summary: document.querySelector("#summary .en").textContent,
    legend: [...document.querySelectorAll("#facets li[data-trait]")]
      .map((row) => [row.dataset.trait, number(row.querySelector(".number"))]),
    facets: [...document.querySelectorAll("#facets .chips")].map((list) => [list.dataset.facet,
      [...list.querySelectorAll(".chip")].map((chip) => [chip.dataset.value, number(chip.querySelector(".number"))])]),
    heads, rows: keys(), aside: (document.querySelector(".aside-note .en") || { textContent: "" }).textContent,
    shown: kgPage.shown(), csv: kgPage.csv(), tables: kgPage.tables(), gexf: kgPage.gexf(),
  };
}"""


#: Another address, and all that follows from it.
_GO = """(address) => new Promise((done) => {
  addEventListener("hashchange", () => setTimeout(done), { once: true });
  location.hash = address;
})"""


def number(text: str) -> int:
    found = re.search(r"[0-9,]+", text)
    return int(found[0].replace(",", "")) if found else 0


def check(page: Opened, holds: Held, filters: Filters) -> None:
    """Hold everything that the page says under some filters against what it must be."""
    address = filters.address()
    page.run(_GO, f"sheet=list&{address}&lang=en")
    page.run("document.querySelectorAll('.facet > .more, #list .more').forEach((more) => more.click())")
    said = page.run(_READ)
    facets = {name: [value for value, _ in values] for name, values in said["facets"]}
    wanted = expected(holds, filters, facets, [trait for trait, _ in said["legend"]])
    told = tuple(int(text.replace(",", "")) for text in re.findall(r"[0-9][0-9,]*", said["summary"]))
    assert told[:4] == wanted["header"], address
    assert dict(said["legend"]) == wanted["legend"], address
    assert {name: dict(values) for name, values in said["facets"]} == wanted["facets"], address
    # The list: its headings, and the rows below them.
    lists = [wanted["deals"], wanted["parties"], {"|".join(pair) for pair in wanted["ties"]}, wanted["aside"]]
    filled = [keys for i, keys in enumerate(lists) if keys or i == 0]
    assert said["heads"] == [len(keys) for keys in filled], address
    assert sorted(said["rows"]) == sorted(key for keys in filled for key in keys), address
    assert number(said["aside"]) == len(wanted["aside"]), address
    # The files.
    rows = list(csv.DictReader(io.StringIO(said["csv"].removeprefix("\ufeff"), newline="")))
    assert {row["id"] for row in rows} == wanted["deals"], address
    assert {row[0]: row[6] for row in said["tables"]["parties"][1:]} == wanted["counts"], address
    assert {(row[0], row[1]): row[6] for row in said["tables"]["ties"][1:]} == wanted["ties"], address
    gexf = ElementTree.fromstring(said["gexf"])
    assert {node.get("id") for node in gexf.iter("{http://gexf.net/1.3}node")} == wanted["drawn"], address
    # The drawing, and what stands below it.
    page.run(_GO, f"view=all&{address}&lang=en")
    assert set(page.run("kgPage.drawn()")) == wanted["drawn"], address
    label = page.run("document.getElementById('drawn').hidden ? '' : document.querySelector('#drawn .en').textContent")
    whole = len(holds.nodes) + len(holds.deals)
    here = len(wanted["drawn"])
    assert label == ("" if here == whole else f"{here} of {whole} drawn"), address
    # The regions: their arcs, and the matrix of regions by sectors.
    page.run(_GO, f"view=regions&{address}&lang=en")
    arcs = {(arc["a"], arc["b"]): arc["count"] for arc in page.run("kgPage.arcs()")}
    assert arcs == wanted["ties"], address
    page.run(_GO, f"view=matrix&of=sectors&as=table&{address}&lang=en")
    page.run("document.querySelectorAll('#plane .more').forEach((more) => more.click())")
    cells = page.run("""() => [...document.querySelectorAll("#plane tbody tr")].map((row) =>
        [row.dataset.key.split("\\n"), Number(row.lastElementChild.lastElementChild.textContent)])""")
    assert {tuple(key): count for key, count in cells if len(key) == 2} == wanted["cells"], address
    assert {key[0]: count for key, count in cells if len(key) == 1} == wanted["sums"], address


def test_every_count_is_what_the_records_say_under_any_filters(open_page: Open) -> None:
    store = mixed()
    html = render_page(read_records(store), Text("Mixed", "混合"), "en")
    compare(open_page, html, store, seed=1)


def test_every_count_of_the_bundled_page_is_what_the_records_say(open_page: Open, knowledge: KnowledgeGraph) -> None:
    compare(open_page, knowledge.page(language="en").html, None, seed=2)


def _heads(deal: Deal) -> set[str]:
    """The rows and columns of the matrix of regions by sectors in which a partnership is."""
    return {*deal.regions, *deal.sectors}


def compare(open_page: Open, html: bytes, store: Any, seed: int) -> None:
    """Try combinations of filters on a page; with a store, days too."""
    holds = held(html)
    years = sorted(set().union(*(deal.years for deal in holds.deals.values())))
    chance = random.Random(seed)
    page = open_page(html, "#lang=en", first=True)
    check(page, holds, Filters())
    for turn in range(TRIED):
        filters = chosen(chance, holds, years)
        if store is not None and turn % 4 == 0:
            then = dated(store, holds, filters, chance)
            check(page, then, filters)
        else:
            check(page, holds, filters)


def dated(store: Any, holds: Held, filters: Filters, chance: random.Random) -> Held:
    """A random day of what was true and one of what was known, put into filters; the records with their stages then."""
    as_of, known = (f"{chance.randint(2012, 2019)}-{chance.choice(('03-31', '07-01', '12-31'))}" for _ in range(2))
    filters.days = {"asof": as_of, "known": known}
    then = KnowledgeGraph(store).at(as_of, known).records
    there = {f"partnership/{deal.id}": deal for deal in then.partnerships.values()}
    filters.there = set(there)
    deals = {}
    for key, deal in holds.deals.items():
        stage = there[key].current_stage if key in there else None
        code = f"stage/{stage.iri.rsplit('/', 1)[-1]}" if stage else ""
        deals[key] = Deal(**{**vars(deal), "phase": holds.phases.get(code, "unknown")}) if key in there else deal
    return Held(**{**vars(holds), "deals": deals})


def mixed(seed: int = 3) -> Any:
    """An invented network with all that a filter can ask for, and things that are in no region."""
    chance = random.Random(seed)
    make = GraphMaker()
    papers = [
        make.source(f"paper{n}", f"Paper {n}", f"报{n}", issued=f"{2013 + 2 * n}-06-30", publisher=("House", "社"))
        for n in range(3)
    ]
    cities = [make.region(f"city{n}", f"City {n}", f"市{n}", at=(30.0 + n, 120.0)) for n in range(2)]
    counties = [
        make.region(
            f"county{n}", f"County {n}", f"县{n}", "county", [cities[n % 2]], at=(30.2 + n % 2, 119.0 + 0.3 * n)
        )
        for n in range(6)
    ]
    zones = [make.region(f"zone{n}", f"Zone {n}", f"区{n}", "county", [counties[n]], cls="Zone") for n in range(3)]
    places = [*cities, *counties, *zones]
    kinds = ("company", "hospital", "university", "fund", "port")
    firms = [
        make.institution(
            f"firm{n:02}",
            f"Firm {n}",
            f"司{n}",
            kinds[n % 5],
            [chance.choice([*cities, *counties, *zones])] if n % 6 else [],
        )
        for n in range(30)
    ]
    every = [*places, *firms]
    sectors = ("finance", "health", "transport", "textiles", "education")
    for n in range(60):
        parties = chance.sample(every, chance.choice((2, 2, 2, 3, 4)))
        paper = chance.choice(papers)
        cited = (paper, 10 * n, 10 * n + 5) if n % 5 else None
        deal = make.partnership(
            f"deal{n:02}",
            parties,
            f"Deal {n}",
            f"合作{n}",
            chance.choice(("Agreement", "Project", "Service", "Event", "Partnership")),
            chance.sample(sectors, chance.choice((0, 1, 1, 2))),
            cited,
        )
        steps = chance.choice(((), ("planned",), ("signed",), ("signed", "operating"), ("planned", "terminated")))
        steps = steps if cited else steps or ("planned",)
        for i, stage in enumerate(steps):
            other = (chance.choice(papers), 10 * n + 1, 10 * n + 4)
            date = f"{2011 + 2 * i + n % 5}-0{1 + n % 9}-01"
            make.stage(deal, stage, date, other, current=i == len(steps) - 1)
        if n % 4 == 0:
            make.figure(
                f"figure{n}", deal, str(1000 + n), "Achievement", (chance.choice(papers), 10 * n + 2, 10 * n + 3)
            )
    return make.done()
