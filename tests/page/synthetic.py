"""Makes graphs in the shape that the mapping and the rules give, with invented names.

``invented(...)`` is a whole network of any size, the same for the same arguments; ``GraphMaker``
adds one thing at a time, for a test that needs a particular one.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.graph.store import TripleStore
from kg.vocabulary import CODE, DCTERMS, DEFAULT_BASE, OA, PK, RDF, SKOS, WGS84, XSD

TYPE = ox.NamedNode(RDF + "type")

CODES: dict[str, dict[str, tuple[str, str]]] = {
    "stage": {
        "planned": ("Planned", "计划中"),
        "negotiating": ("Negotiating", "洽谈中"),
        "signed": ("Signed", "已签约"),
        "underConstruction": ("Under construction", "建设中"),
        "trialOperation": ("Trial operation", "试运行"),
        "operating": ("Operating", "运行中"),
        "completed": ("Completed", "已完成"),
        "suspended": ("Suspended", "暂停"),
        "terminated": ("Terminated", "已终止"),
    },
    "level": {
        "country": ("Country", "国家"),
        "province": ("Province", "省"),
        "municipality": ("Municipality", "直辖市"),
        "city": ("City", "地级市"),
        "county": ("County", "区县"),
        "town": ("Town", "镇"),
    },
    "sector": {
        "finance": ("Finance", "金融"),
        "education": ("Education", "教育"),
        "health": ("Health care", "医疗卫生"),
        "transport": ("Transport", "交通运输"),
        "equipment": ("Equipment manufacturing", "装备制造"),
        "nuclear": ("Nuclear power", "核电"),
        "textiles": ("Textiles", "纺织"),
        "tourism": ("Culture and tourism", "文化旅游"),
    },
    "institution-kind": {
        "company": ("Company", "企业"),
        "university": ("University", "高校"),
        "hospital": ("Hospital", "医院"),
        "school": ("School", "中小学"),
        "port": ("Port", "港口"),
        "fund": ("Fund", "基金"),
    },
    "agreement-kind": {"strategic": ("Strategic cooperation agreement", "战略合作协议")},
    "role": {"party": ("Party", "合作方"), "host": ("Host", "承办方"), "investor": ("Investor", "投资方")},
    "measure": {"investment": ("Investment", "投资额"), "projects": ("Projects", "项目数")},
    "bound": {"exact": ("exactly", "恰为"), "atLeast": ("at least", "不少于"), "about": ("about", "约")},
    "unit": {"CNY": ("yuan", "元"), "project": ("projects", "个")},
    "date-precision": {"day": ("day", "日"), "month": ("month", "月"), "year": ("year", "年")},
    "time-basis": {"stated": ("stated", "明示"), "resolved": ("resolved", "推得"), "assumed": ("assumed", "假定")},
    "statement-kind": {"aim": ("Aim", "目标")},
    "capital-kind": {"domestic": ("Domestic capital", "内资")},
}
STAGE_ORDER = {code: 10 * number for number, code in enumerate(CODES["stage"], start=1)}
LEVEL_ORDER = {"country": 10, "province": 20, "municipality": 20, "city": 30, "county": 40, "town": 50}
SUPER = {
    "AdministrativeRegion": ("Region", "Party"),
    "Zone": ("Region", "Party"),
    "Institution": ("Party",),
    "Fund": ("Institution", "Party"),
    "Agreement": ("Partnership",),
    "Project": ("Partnership",),
    "Service": ("Partnership",),
    "TransportLink": ("Service", "Partnership"),
    "Event": ("Partnership",),
    "Target": ("Observation", "Claim"),
    "Achievement": ("Observation", "Claim"),
    "StageClaim": ("Claim",),
    "Statement": ("Claim",),
}


def iri(kind: str, name: str) -> ox.NamedNode:
    """The IRI of a thing."""
    return ox.NamedNode(f"{DEFAULT_BASE}{kind}/{name}")


def code(list_name: str, name: str) -> ox.NamedNode:
    """The IRI of a code."""
    return ox.NamedNode(f"{CODE}{list_name}/{name}")


@dataclass
class GraphMaker:
    """Adds things to a graph, derived triples included."""

    store: TripleStore = field(default_factory=TripleStore)
    within: dict[ox.NamedNode, set[ox.NamedNode]] = field(default_factory=dict)
    quads: list[ox.Triple] = field(default_factory=list)

    def __post_init__(self) -> None:
        for list_name, codes in CODES.items():
            for name, (en, zh) in codes.items():
                concept = code(list_name, name)
                self.add(concept, SKOS + "inScheme", ox.NamedNode(CODE + list_name))
                self.add(concept, SKOS + "notation", ox.Literal(name))
                self.names(concept, en, zh)
                order = {"stage": STAGE_ORDER, "level": LEVEL_ORDER}.get(list_name, {}).get(name)
                if order is not None:
                    self.add(concept, PK + "order", ox.Literal(order))
                if list_name == "sector":
                    self.add(concept, TYPE.value, ox.NamedNode(PK + "Sector"))
                if list_name == "level":
                    self.add(concept, PK + "standsFor", concept)

    def add(self, subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal | None) -> None:
        """One triple; none without a value."""
        if value is not None:
            self.quads.append(ox.Triple(subject, ox.NamedNode(predicate), value))

    def names(self, thing: ox.NamedNode, en: str = "", zh: str = "", relation: str = SKOS + "prefLabel") -> None:
        """A text in the languages that it is given in."""
        for text, language in ((en, "en"), (zh, "zh")):
            if text:
                self.add(thing, relation, ox.Literal(text, language=language))

    def thing(self, kind: str, name: str, cls: str, en: str = "", zh: str = "") -> ox.NamedNode:
        """A thing with its classes and its name."""
        node = iri(kind, name)
        for one in (cls, *SUPER.get(cls, ())):
            self.add(node, TYPE.value, ox.NamedNode(PK + one))
        self.names(node, en, zh)
        return node

    def source(
        self,
        name: str,
        en: str,
        zh: str,
        url: str = "",
        publisher: tuple[str, str] = ("", ""),
        issued: str = "2017-07-28",
    ) -> ox.NamedNode:
        """A source, and the day on which it came out."""
        node = self.thing("source", name, "Source", en, zh)
        self.names(node, en, zh, DCTERMS + "title")
        self.names(node, *publisher, relation=PK + "publisher")
        self.add(node, DCTERMS + "issued", ox.Literal(issued, datatype=ox.NamedNode(XSD + "date")))
        self.add(node, DCTERMS + "language", ox.Literal("zh"))
        self.add(node, PK + "sha256", ox.Literal(hashlib.sha256(name.encode()).hexdigest()))
        if url:
            self.add(node, PK + "url", ox.Literal(url, datatype=ox.NamedNode(XSD + "anyURI")))
        return node

    def evidence(self, thing: ox.NamedNode, source: ox.NamedNode, start: int, end: int) -> None:
        """A place that a thing rests on."""
        name = source.value.rsplit("/", 1)[-1]
        node = iri("evidence", f"{name}/{start}-{end}")
        selector = ox.NamedNode(node.value + "/selector")
        number = ox.NamedNode(XSD + "nonNegativeInteger")
        self.add(thing, PK + "evidence", node)
        self.add(node, TYPE.value, ox.NamedNode(PK + "Evidence"))
        self.add(node, OA + "hasSource", source)
        self.add(node, OA + "hasSelector", selector)
        self.add(node, PK + "sha256", ox.Literal(hashlib.sha256(node.value.encode()).hexdigest()))
        self.add(selector, OA + "start", ox.Literal(str(start), datatype=number))
        self.add(selector, OA + "end", ox.Literal(str(end), datatype=number))

    def region(
        self,
        name: str,
        en: str = "",
        zh: str = "",
        level: str = "city",
        parents: Iterable[ox.NamedNode] = (),
        at: tuple[float, float] | None = None,
        cls: str = "AdministrativeRegion",
    ) -> ox.NamedNode:
        """A region; it is in itself and in every container."""
        node = self.thing("region", name, cls, en, zh)
        self.add(node, PK + "level", code("level", level))
        around = {node}
        for parent in parents:
            self.add(node, PK + "parentRegion", parent)
            around |= self.within[parent]
        if at:
            decimal = ox.NamedNode(XSD + "decimal")
            self.add(node, WGS84 + "lat", ox.Literal(str(at[0]), datatype=decimal))
            self.add(node, WGS84 + "long", ox.Literal(str(at[1]), datatype=decimal))
        self._inside(node, around)
        return node

    def institution(
        self, name: str, en: str = "", zh: str = "", kind: str = "company", located_in: Iterable[ox.NamedNode] = ()
    ) -> ox.NamedNode:
        """An institution in its regions."""
        node = self.thing("institution", name, "Fund" if kind == "fund" else "Institution", en, zh)
        self.add(node, PK + "institutionKind", code("institution-kind", kind))
        around: set[ox.NamedNode] = set()
        for region in located_in:
            self.add(node, PK + "locatedIn", region)
            around |= self.within[region]
        self._inside(node, around)
        return node

    def _inside(self, node: ox.NamedNode, around: set[ox.NamedNode]) -> None:
        self.within[node] = around
        for region in around:
            self.add(node, PK + "inRegion", region)

    def partnership(
        self,
        name: str,
        parties: Sequence[ox.NamedNode],
        en: str = "",
        zh: str = "",
        cls: str = "Agreement",
        sectors: Iterable[str] = ("finance",),
        evidence: tuple[ox.NamedNode, int, int] | None = None,
    ) -> ox.NamedNode:
        """A partnership of parties."""
        node = self.thing("partnership", name, cls, en, zh)
        for sector in sectors:
            self.add(node, PK + "sector", code("sector", sector))
        if cls == "Agreement":
            self.add(node, PK + "agreementKind", code("agreement-kind", "strategic"))
        for number, party in enumerate(parties):
            part = self.thing("participation", f"{name}/{number}", "Participation")
            self.add(part, PK + "partnership", node)
            self.add(part, PK + "party", party)
            self.add(part, PK + "role", code("role", ("party", "host", "investor")[number % 3]))
            self.add(node, PK + "participation", part)
            self.add(node, PK + "hasParty", party)
            if evidence:
                self.evidence(part, *evidence)
        if evidence:
            self.evidence(node, *evidence)
        return node

    def claim(self, node: ox.NamedNode, about: ox.NamedNode, as_of: str, asserted_by: ox.NamedNode | None) -> None:
        """What every claim has."""
        self.add(node, PK + "about", about)
        self.add(node, PK + "asOf", ox.Literal(as_of, datatype=ox.NamedNode(XSD + "date")))
        self.add(node, PK + "asOfPrecision", code("date-precision", "month"))
        self.add(node, PK + "timeBasis", code("time-basis", "stated"))
        self.add(node, PK + "assertedBy", asserted_by)

    def stage(
        self,
        partnership: ox.NamedNode,
        stage: str,
        as_of: str,
        evidence: tuple[ox.NamedNode, int, int] | None = None,
        *,
        current: bool = True,
    ) -> ox.NamedNode:
        """A claim about a stage."""
        node = self.thing("stage", f"{partnership.value.rsplit('/', 1)[-1]}-{stage}-{as_of}", "StageClaim")
        self.claim(node, partnership, as_of, evidence[0] if evidence else None)
        self.add(node, PK + "stage", code("stage", stage))
        if current:
            self.add(partnership, PK + "currentStage", code("stage", stage))
        if evidence:
            self.evidence(node, *evidence)
        return node

    def figure(
        self,
        name: str,
        about: ox.NamedNode,
        value: str,
        cls: str = "Achievement",
        evidence: tuple[ox.NamedNode, int, int] | None = None,
        **links: ox.NamedNode,
    ) -> ox.NamedNode:
        """A figure; ``links`` are relations such as ``targetFor`` and ``origin``."""
        node = self.thing("observation", name, cls)
        self.claim(node, about, "2017-06-30", evidence[0] if evidence else None)
        self.add(node, PK + "measure", code("measure", "investment"))
        self.add(node, PK + "value", ox.Literal(value, datatype=ox.NamedNode(XSD + "decimal")))
        self.add(node, PK + "bound", code("bound", "atLeast" if cls == "Target" else "exact"))
        self.add(node, PK + "unit", code("unit", "CNY"))
        self.add(node, PK + "originalText", ox.Literal(f"{value}元"))
        for relation, other in links.items():
            self.add(node, PK + relation, other)
        if evidence:
            self.evidence(node, *evidence)
        return node

    def statement(self, name: str, about: ox.NamedNode, en: str, zh: str) -> ox.NamedNode:
        """A statement without a figure."""
        node = self.thing("statement", name, "Statement", en, zh)
        self.claim(node, about, "2017-07-28", None)
        self.add(node, PK + "statementKind", code("statement-kind", "aim"))
        return node

    def done(self) -> TripleStore:
        """The store with everything in it."""
        self.store.add(self.quads)
        self.quads = []
        return self.store


#: Invented places: name, Chinese name, latitude, longitude.
PLACES = (
    ("Northmere", "北湖", 40.0, 116.4),
    ("Eastport", "东港", 31.2, 121.5),
    ("Silkford", "丝津", 30.7, 120.8),
    ("Lotus Bay", "莲湾", 22.3, 114.2),
    ("Westridge", "西岭", 30.6, 104.1),
    ("Riverton", "江城", 30.6, 114.3),
    ("Pine Harbour", "松港", 38.9, 121.6),
    ("Southgate", "南关", 23.1, 113.3),
    ("Coral Isle", "珊岛", 20.0, 110.3),
    ("Highmoor", "高原", 36.1, 103.8),
    ("Lakeside", "湖滨", 32.1, 118.8),
    ("Stonebridge", "石桥", 34.3, 108.9),
    ("Maple Hill", "枫山", 43.8, 125.3),
    ("Saltmarsh", "盐泽", 39.1, 117.2),
    ("Orchid Vale", "兰谷", 25.0, 102.7),
    ("Bamboo Ford", "竹渡", 28.2, 112.9),
)
KIND_NAMES = {
    "company": ("Works", "集团"),
    "university": ("University", "大学"),
    "hospital": ("Hospital", "医院"),
    "school": ("School", "学校"),
    "port": ("Port Authority", "港务局"),
    "fund": ("Fund", "基金"),
}
STAGES = ("planned", "signed", "underConstruction", "operating")
CLASSES = ("Agreement", "Project", "Service", "TransportLink", "Event", "Partnership")


def invented(
    regions: int = 16, institutions: int = 60, partnerships: int = 40, *, coordinates: bool = True, seed: int = 7
) -> TripleStore:
    """A whole invented network, the same for the same arguments.

    Args:
        regions: how many cities; each has a county of its own for every four.
        institutions: how many institutions, spread over the regions.
        partnerships: how many partnerships, most of them between two institutions.
        coordinates: whether the cities have coordinates.
        seed: another seed gives another network.
    """
    rng = random.Random(seed)
    make = GraphMaker()
    source = make.source(
        "gazette",
        "The Invented Gazette, 28 July",
        "虚构报7月28日",
        "https://example.org/gazette",
        ("Gazette", "虚构报社"),
    )
    country = make.region("country", "Inventia", "虚构国", "country")
    places = _regions(make, country, regions, coordinates)
    bodies = _institutions(make, places, institutions, rng)
    for number in range(partnerships):
        _partnership(make, number, places, bodies, source, rng)
    return make.done()


def _regions(make: GraphMaker, country: ox.NamedNode, count: int, coordinates: bool) -> list[ox.NamedNode]:
    made = []
    for number in range(count):
        en, zh, lat, lon = PLACES[number % len(PLACES)]
        tail = "" if number < len(PLACES) else f" {number}"
        shift = 3.1 * (number // len(PLACES))
        at = (lat + shift, lon - 2 * shift) if coordinates else None
        city = make.region(f"city-{number}", en + tail, zh + tail, "city", [country], at)
        made.append(city)
        if number % 4 == 1:
            make.region(f"county-{number}", f"{en} County{tail}", f"{zh}县{tail}", "county", [city])
    return made


def _institutions(
    make: GraphMaker, places: Sequence[ox.NamedNode], count: int, rng: random.Random
) -> list[ox.NamedNode]:
    made = []
    kinds = list(KIND_NAMES)
    for number in range(count):
        place = places[min(int(rng.expovariate(1.2) * len(places) / 3), len(places) - 1)] if places else None
        kind = kinds[number % len(kinds)]
        en, zh, *_ = PLACES[int(place.value.rsplit("-", 1)[-1]) % len(PLACES)] if place else ("Nowhere", "无处")
        name_en, name_zh = KIND_NAMES[kind]
        located = [place] if place else []
        made.append(
            make.institution(f"body-{number}", f"{en} {name_en} {number}", f"{zh}{name_zh}{number}", kind, located)
        )
    return made


def _partnership(
    make: GraphMaker,
    number: int,
    places: Sequence[ox.NamedNode],
    bodies: Sequence[ox.NamedNode],
    source: ox.NamedNode,
    rng: random.Random,
) -> None:
    pool = [*places, *bodies] if number % 3 == 0 else list(bodies)
    parties = rng.sample(pool, min(len(pool), 2 if number % 5 else 3))
    sector = rng.choice(list(CODES["sector"]))
    en, zh = CODES["sector"][sector]
    place = (source, 10 * number, 10 * number + 9)
    cls = CLASSES[number % len(CLASSES)]
    node = make.partnership(
        f"p-{number}", parties, f"{en} {cls.lower()} {number}", f"{zh}合作{number}", cls, [sector], place
    )
    reached = rng.randrange(len(STAGES))
    for index, stage in enumerate(STAGES[: reached + 1]):
        year = 2010 + (number + index) % 12
        make.stage(node, stage, f"{year}-0{1 + index}-01", place, current=index == reached)
    if number % 4 == 0:
        done = make.figure(f"o-{number}-done", node, str(1000000 * (number + 1)), "Achievement", place)
        make.figure(f"o-{number}-plan", node, str(1500000 * (number + 1)), "Target", place, targetFor=done)


@cache
def template_folder() -> Path:
    """Where the page's template lies."""
    from kg.page import render

    return Path(render.__file__).parent / "template"
