"""What is known of nodes and partnerships, by IRI: one SELECT a topic, for what is in a network only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg import assets
from kg.graph.columns import text, value
from kg.graph.queryfile import QueryFile
from kg.graph.store import Store
from kg.graph.terms import Literal, NamedNode
from kg.nearest import local_name
from kg.text import Text
from kg.vocabulary import PK, SKOS

_PREF_LABEL = NamedNode(SKOS + "prefLabel")


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is known of the nodes and the partnerships of a network."""

    names: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, str]
    places: Mapping[str, dict[str, float]]
    stages: Mapping[str, str]
    days: Mapping[str, tuple[str, str]]
    sectors: Mapping[str, str]
    ends: Mapping[str, Mapping[str, str]]
    terms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, topics: Topics, nodes: Collection[str], partnerships: Collection[str] = ()) -> Lookup:
        """Look up some nodes and partnerships.

        Args:
            topics: the graph's.
            nodes: IRIs.
            partnerships: IRIs.

        Returns:
            names, kinds, places, stages, days, sectors and terms, by IRI.
        """
        things = {f"<{iri}>" for iri in (*nodes, *partnerships)}
        names, kinds, places = _names(topics, things), _kinds(topics, things), _places(topics, things)
        if not partnerships:
            return cls(names, kinds, places, {}, {}, {}, {})
        tied = {f"<{iri}>" for iri in partnerships}
        codes, current = _codes(topics), _stages(topics, tied)
        stages = {thing[1:-1]: _code(codes, stage) for thing, stage in current.items()}
        claims = list(_rows(topics, "claims", tied))
        days, sectors = _days(claims, current), _sectors(topics, tied, codes)
        return cls(names, kinds, places, stages, days, sectors, _ends(topics, claims), _terms(topics, tied))

    @staticmethod
    def reads_nodes_of(topics: Topics) -> None:
        """Have read what is looked up of nodes: what is made of it later is of the graph as it is now."""
        for topic in ("names", *_OF_NODES):
            topics.columns(topic)

    def node(self, iri: str) -> dict[str, Any]:
        """The attributes of a node."""
        return {**self._labels(iri), "kind": self.kinds.get(iri, ""), **self.places.get(iri, {})}

    def edge(self, partnership: str) -> dict[str, Any]:
        """The attributes that every tie of a partnership has."""
        since, date = self.days.get(partnership, ("", ""))
        return {
            "partnership": partnership,
            "kind": self.kinds.get(partnership, ""),
            "sector": self.sectors.get(partnership, ""),
            "stage": self.stages.get(partnership, ""),
            "since": since,
            "date": date,
            **self._labels(partnership),
            **self.ends.get(partnership, {}),
            **self.terms.get(partnership, {}),
        }

    def _labels(self, iri: str) -> dict[str, str]:
        # A name in the other language is better than none, and the end of the IRI better than nothing.
        names = self.names.get(iri, {})
        spare = names.get("en") or names.get("zh") or names.get("") or local_name(iri)
        return {"label_en": names.get("en", spare), "label_zh": names.get("zh", spare)}


def _names(topics: Topics, things: Collection[str]) -> dict[str, dict[str, str]]:
    names: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for token, label in _rows(topics, "names", things):
        name, language = text(label)
        thing = names[token[1:-1]]
        # Of two names in one language, which SHACL reports, the same one is taken every time.
        thing[language] = min(thing.get(language, name), name)
    return names


def _kinds(topics: Topics, things: Collection[str]) -> dict[str, str]:
    """Thing to the local name of its narrowest class: one that is above none of its others."""
    above: defaultdict[str, set[str]] = defaultdict(set)
    for name, container in _rows(topics, "superclasses"):
        above[name].add(container)
    # A thing's classes as one text: few are different, and there may be hundreds of thousands of things.
    classes: dict[str, str] = {}
    for thing, name in _rows(topics, "classes", things):
        before = classes.get(thing)
        classes[thing] = f"{before} {name}" if before else name
    sets = Counter(classes.values())
    members: Counter[str] = Counter()
    for told, number in sets.items():
        members.update(dict.fromkeys(told.split(" "), number))

    def breadth(names: set[str], name: str) -> tuple[bool, int, str]:
        # Where the ontology is not loaded, the class with the fewest members is the best guess.
        return any(name in above[other] for other in names - {name}), members[name], name

    def narrowest(names: set[str]) -> str:
        return local_name(value(min(names, key=lambda name: breadth(names, name))))

    kinds = {told: narrowest(set(told.split(" "))) for told in sets}
    return {thing[1:-1]: kinds[told] for thing, told in classes.items()}


def _places(topics: Topics, things: Collection[str]) -> dict[str, dict[str, float]]:
    rows = sorted((thing, value(north), value(east)) for thing, north, east in _rows(topics, "places", things))
    return {thing[1:-1]: {"latitude": float(north), "longitude": float(east)} for thing, north, east in rows}


def _stages(topics: Topics, things: Collection[str]) -> dict[str, str]:
    """Partnership to its current stage as a term; the last by name where two are current."""
    return {row[0]: row[1] for row in sorted(_rows(topics, "stages", things))}


def _days(claims: Iterable[tuple[str, ...]], stages: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Partnership to the day of its first claim, and to the last day for which its current stage is claimed."""
    days: dict[str, tuple[str, str]] = {}
    for thing, token, stage in claims:
        day = _day(token)
        since, date = days.get(thing, (day, ""))
        days[thing] = (min(since, day), max(date, day) if stage and stage == stages.get(thing) else date)
    return {thing[1:-1]: found for thing, found in days.items()}


def _ends(topics: Topics, claims: Iterable[tuple[str, ...]]) -> dict[str, dict[str, str]]:
    """Of partnerships that are or were over: since which day, and from when to when before they went on."""
    ending = {stage for (stage,) in _rows(topics, "ends")}
    said: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
    for thing, token, stage in claims:
        if stage:
            said[thing].append((_day(token), stage in ending))
    halting = {thing: sorted(steps) for thing, steps in said.items() if any(ends for _, ends in steps)}
    if not halting:
        return {}
    over = {thing for (thing,) in _rows(topics, "ended")}
    return {thing[1:-1]: _told_ends(steps, thing in over) for thing, steps in halting.items()}


def _told_ends(steps: list[tuple[str, bool]], over: bool) -> dict[str, str]:
    """What a tie says of its ends: by the claims in order of their days, and by whether it is over at last."""
    gaps: list[tuple[str, str]] = []
    stop = ""
    for day, ends in steps:
        if ends:
            stop = stop or day
        elif stop:
            gaps.append((stop, day))
            stop = ""
    if over and not stop and gaps:  # a claim of a month or year that may be of before its end
        stop = gaps.pop()[0]
    told = {"ended": stop} if over and stop else {}
    return told | ({"interrupted": ";".join("/".join(gap) for gap in gaps)} if gaps else {})


def _day(token: str) -> str:
    return token[1:11]  # "2017-07-28"^^…


def _sectors(topics: Topics, things: Collection[str], codes: Mapping[str, str]) -> dict[str, str]:
    sectors: defaultdict[str, set[str]] = defaultdict(set)
    for thing, sector in _rows(topics, "sectors", things):
        sectors[thing].add(sector)
    return {thing[1:-1]: ";".join(sorted(_code(codes, sector) for sector in found)) for thing, found in sectors.items()}


#: What is read of nodes beside their names: the topic, and the attributes that are told by it.
_OF_NODES = {"superclasses": ("kind",), "classes": ("kind",), "places": ("latitude", "longitude")}


#: What a tie has of where its partnership is carried out and of its term, by the property that says it.
_TERMS = {
    PK + "carriedOutIn": "carried_out_in",
    PK + "periodStart": "term_start",
    PK + "periodEnd": "term_end",
}


def _terms(topics: Topics, things: Collection[str]) -> dict[str, dict[str, str]]:
    """Of partnerships of which it is said: the regions in which they are carried out, and the days of their terms."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for thing, says, said in _rows(topics, "terms", things):
        name = _TERMS[value(says)]
        found[thing[1:-1]][name].add(value(said) if name == "carried_out_in" else _day(said))
    return {
        thing: {name: ";".join(sorted(told[name])) for name in _TERMS.values() if name in told}
        for thing, told in found.items()
    }


def _codes(topics: Topics) -> dict[str, str]:
    """Concept, as a term, to its code."""
    return {concept: value(code) for concept, code in sorted(_rows(topics, "codes"))}


def _code(codes: Mapping[str, str], concept: str) -> str:
    return codes.get(concept) or local_name(value(concept))


def _rows(topics: Topics, topic: str, things: Collection[str] | None = None) -> Iterator[tuple[str, ...]]:
    """The rows of a topic whose first column is one of the things."""
    rows = zip(*topics.columns(topic).values(), strict=True)
    return rows if things is None else (row for row in rows if row[0] in things)


class Topics:
    """What ``columns`` gives of one graph that does not change meanwhile, each topic read once.

    Args:
        store: the graph.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[str, dict[str, list[str]]] = {}

    def columns(self, topic: str) -> dict[str, list[str]]:
        """The answer of ``ontology/records/network-<topic>.rq``, as columns."""
        if topic not in self._read:
            self._read[topic] = columns(self._store, topic)
        return self._read[topic]


def columns(store: Store, topic: str) -> dict[str, list[str]]:
    """The answer of ``ontology/records/network-<topic>.rq``, as columns."""
    return store.columns(_record(topic))


def names_query() -> str:
    """The text of the query by which the names of nodes and partnerships are read: of all that have one."""
    return _record("names")


def node_queries() -> dict[str, tuple[str, ...]]:
    """The texts of the queries for what else is known of nodes than names, to the attributes that they get by each."""
    return {_record(topic): attributes for topic, attributes in _OF_NODES.items()}


def ended_query() -> str:
    """The text of the query for the partnerships that are over, in which it looks at the stages of all."""
    return _record("ended")


def reliance_query() -> str:
    """The text of the query by which it is read what small networks rest on."""
    return _record("reliance")


def named_now(store: Store, thing: str) -> Text:
    """What a node is called, read of it alone.

    Args:
        store: the graph.
        thing: its IRI.
    """
    names: dict[str, str] = {}
    for triple in store.triples(NamedNode(thing), _PREF_LABEL):
        said = triple.object
        name, language = (said.value, said.language or "") if isinstance(said, Literal) else (str(said), "")
        names[language] = min(names.get(language, name), name)
    told = Lookup({thing: names}, {}, {}, {}, {}, {}, {}).node(thing)
    return Text(told["label_en"], told["label_zh"])


@cache
def _record(topic: str) -> str:
    return QueryFile.load(assets.ontology_folder() / "records" / f"network-{topic}.rq").sparql
