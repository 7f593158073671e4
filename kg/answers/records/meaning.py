"""What the ontology says of classes and codes: which class is above which, what both are called, what a code means.

A graph that a build wrote has its code lists, and not the ontology's modules, which say what classes are and what the
bundled codes mean. Where a graph does not say it, the modules do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from kg import assets
from kg.answers.records import cells
from kg.answers.records.model import Code, Limits
from kg.answers.records.terms import Said, integer_of, iri_of, name_of, text_of
from kg.graph.columns import value
from kg.graph.queryfile import QueryFile
from kg.graph.store import Row, Store, TripleStore
from kg.nearest import local_name
from kg.text import Text
from kg.vocabulary import CODE, PK

#: Thing to relation to texts, sorted by language and text.
Texts = Mapping[str, Mapping[str, tuple[Said, ...]]]

#: The phase of a stage at which a partnership stands still or is over, if nothing else is said.
_ENDED = "ended"


def rows_of(store: Store, name: str) -> list[Row]:
    """The answer of ``ontology/records/<name>.rq``."""
    return QueryFile.load(assets.ontology_folder() / "records" / f"{name}.rq").run(store)


def told_rows(store: Store, name: str) -> Iterator[dict[str, str]]:
    """The same with cells as ``kg.answers.records.cells`` reads them: for large answers, without an object a term."""
    columns = _columns(store, name)
    names = tuple(columns)
    return (dict(zip(names, cells, strict=True)) for cells in zip(*columns.values(), strict=True))


def cells_of(store: Store, name: str) -> Iterator[tuple[str, ...]]:
    """The same as texts, empty where unbound, a tuple a row."""
    return zip(*map(_values, _columns(store, name).values()), strict=True)


def _columns(store: Store, name: str) -> dict[str, list[str]]:
    return store.columns(QueryFile.load(assets.ontology_folder() / "records" / f"{name}.rq").sparql)


def _values(column: Iterable[str]) -> list[str]:
    """The texts of a column, in which most terms are IRIs, or are not there."""
    return [(token[1:-1] if token[0] == "<" else value(token)) if token else "" for token in column]


def read_texts(store: Store) -> Texts:
    """Every text of every thing."""
    found: defaultdict[str, dict[str, list[Said]]] = defaultdict(dict)
    relations: dict[str, str] = {}
    for thing, relation, cell in zip(*_columns(store, "texts").values(), strict=True):
        if (said := cells.said_of(cell)) is not None:
            name = relations.get(relation) or relations.setdefault(relation, cells.iri_of(relation))
            found[cells.iri_of(thing)].setdefault(name, []).append(said)
    return {
        thing: {name: tuple(sorted(texts)) if len(texts) > 1 else tuple(texts) for name, texts in by.items()}
        for thing, by in found.items()
    }


def class_names(texts: Texts) -> Mapping[str, Text]:
    """What classes and properties are called, by local name; the modules are asked if the graph does not hold them."""
    return _class_names(texts) or _class_names(read_texts(_modules()))


def _class_names(texts: Texts) -> Mapping[str, Text]:
    return {local_name(iri): name_of(texts[iri], iri) for iri in sorted(texts) if iri.startswith(PK)}


class Classes:
    """The classes of things.

    Args:
        store: the graph.
    """

    def __init__(self, store: Store) -> None:
        self._above: defaultdict[str, set[str]] = defaultdict(set)
        for source in (_modules(), store):
            for row in rows_of(source, "network-superclasses"):
                self._above[local_name(iri_of(row["class"]))].add(local_name(iri_of(row["above"])))
        things, classes = _columns(store, "types").values()
        names = {token: local_name(token[1:-1]) for token in dict.fromkeys(classes)}
        bits = {name: 1 << place for place, name in enumerate(dict.fromkeys(names.values()))}
        of_token = {token: bits[name] for token, name in names.items()}
        # A thing's classes as one number: there are hundreds of thousands of things, and few sets of classes.
        said: dict[str, int] = {}
        known = said.get
        for thing, bit in zip(things, map(of_token.__getitem__, classes), strict=True):
            said[thing] = known(thing, 0) | bit
        self._said = said
        sets = Counter(said.values())
        self._sets = {number: frozenset(name for name, bit in bits.items() if number & bit) for number in (0, *sets)}
        self._members: Counter[str] = Counter()
        for number, times in sets.items():
            self._members.update(dict.fromkeys(self._sets[number], times))
        self._told: dict[int, tuple[str, frozenset[str]]] = {}

    def of(self, thing: str) -> frozenset[str]:
        """All classes of a thing, by local name: those that the graph says, and those above them."""
        return self.told(thing)[1]

    def told(self, thing: str) -> tuple[str, frozenset[str]]:
        """The narrowest class of a thing, empty if it has none, and all its classes, as ``of`` gives them."""
        number = self._said.get(f"<{thing}>", 0)
        if number not in self._told:
            said = self._sets[number]
            whole = said.union(*(self._above[name] for name in said))
            self._told[number] = self._narrow(said) if said else "", whole
        return self._told[number]

    def _narrow(self, names: frozenset[str]) -> str:
        """The class that none of the others is below; of several, the one with the fewest members."""
        above = frozenset[str]().union(*(self._above[name] - {name} for name in names))
        return min(names - above or names, key=lambda name: (self._members[name], name))


class Codes:
    """The codes of a graph.

    Args:
        store: the graph.
        texts: its texts.
        broader: the codes that a code is a part of, by IRI.
    """

    def __init__(self, store: Store, texts: Texts, broader: Mapping[str, tuple[str, ...]]) -> None:
        self._texts = texts
        self._broader = broader
        self._said = _meanings(store)
        found: dict[str, Code] = {}
        for row in rows_of(store, "codes"):
            # One notation is the code itself; the order of a stage or a level is the same in every row.
            iri = iri_of(row["concept"])
            found[iri] = self._code(iri, text_of(row["code"]), integer_of(row["order"]))
        found |= _with_phases([code for iri, code in found.items() if iri.startswith(CODE + "stage/")])
        self.by_iri: Mapping[str, Code] = dict(sorted(found.items()))

    def get(self, iri: str) -> Code:
        """A code; one that no list has is a finding of validation, and still has a name here."""
        return self.by_iri.get(iri) or self._code(iri)

    def bounds(self) -> Mapping[Limits, Code]:
        """The bound that says each kind of limits; of several, one that is no part of another."""
        bounds = [self.get(iri) for iri in sorted({*self._said, *self.by_iri}) if iri.startswith(CODE + "bound/")]
        return {code.limits: code for code in sorted(bounds, key=lambda code: (bool(code.broader), code.iri))[::-1]}

    def _code(self, iri: str, notation: str = "", order: int | None = None) -> Code:
        meaning, notation = self._said.get(iri, {}), notation or local_name(iri)
        return Code(
            iri,
            notation,
            name_of(self._texts.get(iri, {}), iri),
            order,
            self._broader.get(iri, ()),
            halted=meaning.get("halted") == "true",
            ended=meaning.get("ended") == "true",
            phase=meaning.get("phase", ""),
            months=int(meaning.get("spanMonths", "0")),
            limits=Limits(meaning.get("lowerLimit", ""), meaning.get("upperLimit", "")),
            # A currency is written as ISO 4217 writes it, which is its code.
            sign=meaning.get("sign", notation if meaning.get("currency") == "true" else ""),
            currency=meaning.get("currency") == "true",
        )


def _meanings(store: Store) -> Mapping[str, Mapping[str, str]]:
    """Code to property to value: what the graph says, and what it does not, the modules."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for source in (_modules(), store):
        for row in rows_of(source, "code-meanings"):
            found[iri_of(row["concept"])][local_name(iri_of(row["property"]))] = text_of(row["value"])
    return found


def _with_phases(stages: Iterable[Code]) -> Mapping[str, Code]:
    """Stages, each with a phase: ``ended`` where it is halted or ended; its own; else that of the one before it."""
    found: dict[str, Code] = {}
    phase = ""
    ordered = sorted(stages, key=lambda code: (code.order if code.order is not None else -1, code.code))
    for code in ordered:
        stopped = code.halted or code.ended
        own = _ENDED if stopped else code.phase or phase
        found[code.iri] = replace(code, phase=own)
        phase = phase if stopped else own
    return found


@cache
def _modules() -> Store:
    """The ontology's own modules."""
    ontology = TripleStore()
    for path in assets.ontology_files("modules", ".ttl"):
        ontology.load(path)
    return ontology
