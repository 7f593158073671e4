"""What is said in other people's vocabularies, read as the model's: by the queries in ``ontology/foreign/``.

A query says in its header which classes it ``recognises`` and what it has ``made``; its CONSTRUCT keeps the IRIs. Of a
file in which it finds nothing, all goes on as it stands. Else what it made stands for what was said of the things that
it read, and no triple goes in silence: those that it does not read are counted by predicate. What a file says in the
ontology's own terms always goes on, and with it all that the file says of other things.

A query may call, beside the functions of mappings, ``fn:depth(?thing)``, how many things are above it, ``fn:level``,
the level that a notation says, given that of the thing above, and ``fn:levelled()``, whether any notation says one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg import vocabulary
from kg.assets import Ontology
from kg.errors import QueryError
from kg.findings import Finding, Severity
from kg.graph import library
from kg.graph.queryfile import QueryFile
from kg.graph.store import Function, Triples, TripleStore
from kg.graph.terms import Literal, NamedNode, Subject, Term, Triple
from kg.intake.joining.labels import named
from kg.intake.joining.reading import GraphFile
from kg.intake.mapping import Functions
from kg.text import Text

_TYPE = NamedNode(vocabulary.RDF + "type")
_SCHEMA, _SCHEMA_BEFORE = "https://schema.org/", "http://schema.org/"
#: Of what a query reads, what leads from a thing to the one above it, and from one to those below it.
_UP = tuple(NamedNode(iri) for iri in (f"{vocabulary.SKOS}broader", f"{_SCHEMA}containedInPlace"))
_DOWN = tuple(NamedNode(iri) for iri in (f"{vocabulary.SKOS}narrower", f"{_SCHEMA}containsPlace"))
_NOTATION = NamedNode(vocabulary.SKOS + "notation")
_COUNTRY = re.compile("[A-Z]{2}")
_PART_OF_COUNTRY = re.compile("[A-Z]{2}-[A-Z0-9]{1,3}")
_NUTS = re.compile("[A-Z]{2}[A-Z0-9]{1,3}")
_GB2260 = re.compile("[1-8][0-9]{5}")
_NUTS_LEVELS = {3: "province", 4: "city", 5: "county"}
_MUNICIPALITIES = ("110000", "120000", "310000", "500000")
#: How many predicates a remark names.
_MOST_NAMED = 6
_NAMED = re.compile(r"<([^<>\s]+)>|(?<![\w?$])([a-z][\w-]*)?:([A-Za-z][\w-]*)")
_PREFIX = re.compile(r"^\s*PREFIX\s+([\w-]*):\s*<([^>]+)>", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """A file as it goes into the graph.

    Attributes:
        triples: what goes in as it stands.
        made: what was made of the rest; addresses in it wait to be placed (``kg.intake.joining.places``).
        remarks: what is said of it.
    """

    triples: Iterable[Triple]
    made: Sequence[Triple] = ()
    remarks: Sequence[Finding] = ()


def read(file: GraphFile, ontology: Ontology) -> Reading:
    """A file with what it says in other vocabularies as the model has it.

    Args:
        file: the file, looked through.
        ontology: where the queries are found.

    Raises:
        SourceError, QueryError: if a query of one's own is wrong.
    """
    classes = {_now(iri) for iri in file.classes}
    queries = [query for query in library.queries(ontology, "foreign") if classes & set(_recognised(query))]
    if not queries:
        return Reading(file.triples(), remarks=list(_unknown(file)))
    source = TripleStore(base=file.base)
    source.add(map(_modern, file.triples()))
    functions = {**Functions(file.base).table(), **_Tree(source).table()}
    remarks: list[Finding] = []
    made: dict[Triple, None] = {}
    read_of: set[Subject] = set()
    terms: set[str] = set()
    for query in queries:
        answer = source.query(query.sparql, functions=functions)
        if not isinstance(answer, Triples):
            raise QueryError(
                Text(
                    f"foreign/{query.name}.rq: is not a CONSTRUCT query. Begin it with CONSTRUCT.",
                    f"foreign/{query.name}.rq：不是 CONSTRUCT 查询。请以 CONSTRUCT 开头。",
                )
            )
        found = list(answer)
        if found:
            made.update(dict.fromkeys(found))
            terms |= _terms(query)
            read_of |= {triple.subject for triple in found if not isinstance(triple.subject, Triple)}
            remarks.append(_read_as(file, query, found))
    if not made:
        return Reading(file.triples(), remarks=list(_unknown(file)))
    reached = _reached(source, read_of, terms)
    kept, unused = _shared_out(source, reached, terms, keep_others=file.has_own_terms)
    remarks += _unused(file, unused)
    return Reading(kept, named(made), remarks)


def _recognised(query: QueryFile) -> list[str]:
    return [str(iri) for iri in query.header.get("recognises", ())]


def _now(iri: str) -> str:
    return _SCHEMA + iri.removeprefix(_SCHEMA_BEFORE) if iri.startswith(_SCHEMA_BEFORE) else iri


def _modern(triple: Triple) -> Triple:
    """The triple with schema.org's terms under https, as they are written now."""
    subject, predicate, value = triple
    if isinstance(value, NamedNode) and value.value.startswith(_SCHEMA_BEFORE):
        value = NamedNode(_now(value.value))
    if predicate.value.startswith(_SCHEMA_BEFORE):
        predicate = NamedNode(_now(predicate.value))
    return Triple(subject, predicate, value)


def _terms(query: QueryFile) -> set[str]:
    """The IRIs that a query names."""
    prefixes = {**vocabulary.prefixes(), **dict(_PREFIX.findall(query.sparql))}
    return {iri or prefixes.get(prefix, "") + name for iri, prefix, name in _NAMED.findall(query.sparql)}


def _reached(source: TripleStore, start: Iterable[Subject], terms: set[str]) -> set[Subject]:
    """What a query reads: the things that it made something of, and what it follows from there, such as an address.

    What the ontology's own terms describe is not read so, whoever leads there.
    """
    own = {
        triple.subject
        for triple in source.triples(None, _TYPE)
        if isinstance(triple.object, NamedNode) and triple.object.value.startswith(vocabulary.PK)
    }
    reached, waiting = set[Subject](), [subject for subject in start if subject not in own]
    while waiting:
        subject = waiting.pop()
        if subject in reached:
            continue
        reached.add(subject)
        waiting.extend(
            triple.object
            for triple in source.triples(subject)
            if isinstance(triple.object, NamedNode)
            and triple.object not in own
            and triple.predicate != _TYPE
            and triple.predicate.value in terms
        )
    return reached


def _shared_out(
    source: TripleStore, reached: set[Subject], terms: set[str], *, keep_others: bool
) -> tuple[list[Triple], Counter[str]]:
    """What of a file goes on as it stands; and what was neither read nor goes on, by predicate."""
    kept: list[Triple] = []
    unused: Counter[str] = Counter()
    for triple in source.triples():
        subject, predicate, value = triple
        term = value.value if predicate == _TYPE and isinstance(value, NamedNode) else predicate.value
        if term.startswith(vocabulary.PK) or (keep_others and subject not in reached):
            kept.append(triple)
        elif subject not in reached or term not in terms:
            unused[predicate.value] += 1
    return kept, unused


def _read_as(file: GraphFile, query: QueryFile, made: Iterable[Triple]) -> Finding:
    """How many things became what."""
    words = query.header.get("made", {})
    classes: defaultdict[str, set[Term]] = defaultdict(set)
    for triple in made:
        if triple.predicate == _TYPE and isinstance(triple.object, NamedNode):
            classes[triple.object.value.removeprefix(vocabulary.PK)].add(triple.subject)
    regions = len(classes["Region"] | classes["AdministrativeRegion"] | classes["Zone"])
    counts = {"region": regions, "institution": len(classes["Institution"] | classes["Fund"])}
    told = {kind: number for kind, number in counts.items() if number}
    en = ", ".join(f"{number:,} {_word(words, kind, 'en')}" for kind, number in told.items())
    zh = "、".join(f"{number:,} {_word(words, kind, 'zh')}" for kind, number in told.items())
    return Finding(
        Severity.INFO,
        "read-as",
        f"Read as {query.title.en}: {en or 'a data set'}.",
        f"按{query.title.zh}读入：{zh or '数据集'}。",
        "If that is not what they are, leave the file out; codes belong in codelists/ of a package.",
        file.shown,
        fix_zh="若并非如此，请不要列入该文件；代码应放在数据包的 codelists/ 中。",
    )


def _word(words: object, kind: str, language: str) -> str:
    said = words.get(kind, {}) if isinstance(words, dict) else {}
    return str(said.get(language, kind)) if isinstance(said, dict) else kind


def _unused(file: GraphFile, unused: Counter[str]) -> Iterator[Finding]:
    if unused:
        yield Finding(
            Severity.INFO,
            "not-used",
            f"{unused.total():,} of {file.size:,} triples of the file were not used: {_listed(unused)}.",
            f"该文件的 {file.size:,} 条三元组中有 {unused.total():,} 条未采用：{_listed(unused)}。",
            file=file.shown,
        )


def _unknown(file: GraphFile) -> Iterator[Finding]:
    """That a file says nothing in any vocabulary that is known."""
    if file.size and not file.has_own_terms and not file.derived and not file.of_ontology:
        counted = Counter(dict(sorted(file.classes.items())))
        classes = f" Its classes: {_listed(counted)}." if counted else ""
        classes_zh = f"其中的类：{_listed(counted)}。" if counted else ""
        yield Finding(
            Severity.WARNING,
            "nothing-known",
            f"None of the {file.size:,} triples of the file is in the ontology's terms, nor read from another "
            f"vocabulary. They are in the graph, and nothing asks for them.{classes}",
            f"该文件的 {file.size:,} 条三元组均不使用本体的术语，也不属于可读入的其他词表；"
            f"它们在图谱中，但无从查询。{classes_zh}",
            "Add a query to foreign/ in a folder of your own that reads them; ontology/README.md says how.",
            file.shown,
            fix_zh="请在自己的文件夹的 foreign/ 中添加读取它们的查询；方法见 ontology/README.md。",
        )


def _listed(counts: Counter[str]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    names = ", ".join(f"{number:,} {_short(iri)}" for iri, number in ordered[:_MOST_NAMED])
    more = len(ordered) - _MOST_NAMED
    return names + (f", … (+{more})" if more > 0 else "")


def _short(iri: str) -> str:
    for prefix, namespace in vocabulary.PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri[:120]}>"


class _Tree:
    """What a query may ask of the things of a file that lie in one another."""

    def __init__(self, source: TripleStore) -> None:
        self._source = source
        self._depths: dict[Term, int] | None = None
        self._levelled: bool | None = None

    def table(self) -> dict[str, Function]:
        """The functions by their IRI."""
        return {
            vocabulary.FUNCTION + "depth": self.depth,
            vocabulary.FUNCTION + "level": self.level,
            vocabulary.FUNCTION + "levelled": self.levelled,
        }

    def depth(self, thing: Term) -> Literal | None:
        """How many things are above one, by the shortest way; none for what has no beginning, as in a circle."""
        if self._depths is None:
            self._depths = self._measured()
        found = self._depths.get(thing)
        return None if found is None else Literal(found)

    def level(self, notation: Literal, above: Literal | None = None) -> Literal | None:
        """The level of region that a notation says: of ISO 3166-1 and -2, of NUTS below its country, of GB/T 2260."""
        found = _level(notation.value, above.value if isinstance(above, Literal) else "")
        return Literal(found) if found else None

    def levelled(self) -> Literal:
        """Whether a notation says a level without another one's help."""
        if self._levelled is None:
            notations = (triple.object for triple in self._source.triples(None, _NOTATION))
            self._levelled = any(isinstance(each, Literal) and _level(each.value, "") for each in notations)
        return Literal(self._levelled)

    def _measured(self) -> dict[Term, int]:
        below: defaultdict[Term, set[Term]] = defaultdict(set)
        lower: set[Term] = set()
        tops: set[Term] = {triple.subject for triple in self._source.triples(None, _TYPE)}
        pairs: list[tuple[Term, Term]] = [
            (t.object, t.subject) for predicate in _UP for t in self._source.triples(None, predicate)
        ]
        pairs += [(t.subject, t.object) for predicate in _DOWN for t in self._source.triples(None, predicate)]
        for upper, one in pairs:
            below[upper].add(one)
            lower.add(one)
        depths: dict[Term, int] = {}
        waiting = deque((top, 0) for top in tops - lower)
        while waiting:
            thing, depth = waiting.popleft()
            if thing not in depths:
                depths[thing] = depth
                waiting.extend((one, depth + 1) for one in below[thing])
        return depths


def _level(notation: str, above: str) -> str:
    if _COUNTRY.fullmatch(notation):
        return "country"
    if _PART_OF_COUNTRY.fullmatch(notation):
        return "province"
    if _GB2260.fullmatch(notation):
        if notation in _MUNICIPALITIES:
            return "municipality"
        return "province" if notation.endswith("0000") else "city" if notation.endswith("00") else "county"
    if _NUTS.fullmatch(notation) and notation[:-1] == above:
        return _NUTS_LEVELS[len(notation)]
    return ""
