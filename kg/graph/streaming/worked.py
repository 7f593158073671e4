"""What the bundled rules derive of a part of a graph, worked out over its lines in one pass, without a store.

Loading a part into a store, and asking it each rule, would be half of what mapping a large table takes. The rules are
few, and most tables use them in one plain form; what is of another form is left to the engine, as ``NotPlain`` says:
whatever was renamed or replaced, claims of months that do not exist, figures that two sources give for the same thing,
and what is said to be derived already. So is everything as soon as a rule has another text than ``RULES`` knows; both
give the same triples, which a test holds them to on graphs of every kind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256

from kg import vocabulary
from kg.graph.queryfile import QueryFile

#: Of the text of all bundled rules, of which this module says the same.
RULES = "9fd2637b0a4ceaf59e83e9bf5331b6dbc7e2b0d7b76f38cb19a8087196446ae3"


class NotPlain(Exception):
    """What only the engine can work out."""


def _pk(name: str) -> str:
    return f"<{vocabulary.PK}{name}>"


_TYPE, _SUB_CLASS = f"<{vocabulary.RDF}type>", f"<{vocabulary.RDFS}subClassOf>"
_REGION, _CLAIM = _pk("Region"), _pk("StageClaim")
_PARENT, _WITHIN, _IN_REGION, _LOCATED = map(_pk, ("parentRegion", "within", "inRegion", "locatedIn"))
_PARTICIPATION, _PARTY, _HAS_PARTY = map(_pk, ("participation", "party", "hasParty"))
_ABOUT, _STAGE, _ORDER, _CURRENT_STAGE = map(_pk, ("about", "stage", "order", "currentStage"))
_AS_OF, _PRECISION, _MONTHS = map(_pk, ("asOf", "asOfPrecision", "spanMonths"))
_MEASURE, _EVIDENCE = _pk("measure"), _pk("evidence")
_SOURCE = f"<{vocabulary.OA}hasSource>"
#: What no plain part says: it would be followed by rules that are not worked out here.
_NOT_PLAIN = frozenset(
    (
        *(f"<{vocabulary.DCTERMS}isReplacedBy>", _SUB_CLASS, _WITHIN, _IN_REGION, _ORDER, _MONTHS),
        *map(_pk, ("laterReplacedBy", "currentParty", "supersededBy")),
    )
)
_OWN = f"<{vocabulary.PK}"
_DATE = re.compile(rf'"[1-9][0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}"\^\^<{re.escape(vocabulary.XSD)}date>')
_TEXT = re.compile(r'"([^"\\]*)"(?:@[A-Za-z0-9-]+|\^\^<[^<>]*>)?')
_NUMBER = re.compile(
    rf'"([0-9]{{1,9}})"\^\^<{re.escape(vocabulary.XSD)}(?:integer|nonNegativeInteger|positiveInteger)>'
)

#: The pairs of a property: subjects and objects as N-Triples spells them.
_Pairs = list[tuple[str, str]]


def are_known(rules: Iterable[QueryFile]) -> bool:
    """Whether some rules, in their order, are those that this module works out."""
    return sha256("\n".join(rule.sparql for rule in rules).encode("utf-8")).hexdigest() == RULES


class Lines:
    """Triples by their property.

    Args:
        lines: N-Triples, each as the engine writes it.
        base: those that they are added to, the ontology's among them.

    Attributes:
        pairs: property to its subjects and objects.

    Raises:
        NotPlain: if one that is added must be seen by the engine.
    """

    def __init__(self, lines: Iterable[str], base: Lines | None = None) -> None:
        pairs: defaultdict[str, _Pairs] = defaultdict(list)
        for line in lines:
            subject, predicate, end = line.split(" ", 2)
            pairs[predicate].append((subject, end[:-2]))
        if base is not None:
            if not _NOT_PLAIN.isdisjoint(pairs):
                raise NotPlain
            for name, known in base.pairs.items():
                pairs[name] += known
        self.pairs: Mapping[str, _Pairs] = pairs

    def of(self, predicate: str) -> _Pairs:
        """The pairs of a property."""
        return self.pairs.get(predicate, [])

    def objects(self, names: Iterable[str], among: frozenset[str]) -> set[str]:
        """Which of some terms are the object of a property of some names."""
        return {value for name in names for _, value in self.of(name) if value in among}

    def by_subject(self, predicate: str) -> dict[str, list[str]]:
        """The objects of a property, each once, by their subject."""
        found: dict[str, list[str]] = {}
        several = []
        for subject, value in self.of(predicate):
            known = found.setdefault(subject, [])
            known.append(value)
            if len(known) == 2:
                several.append(subject)
        for subject in several:
            found[subject] = list(dict.fromkeys(found[subject]))
        return found

    def by_object(self, predicate: str) -> dict[str, list[str]]:
        """The subjects of a property by their object."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for subject, value in self.of(predicate):
            found[value].append(subject)
        return found


def worked_out(lines: Lines, own: Callable[[Sequence[str]], set[str]] | None = None) -> list[str]:
    """What the rules make of triples, as lines of N-Triples.

    Args:
        lines: the triples, the ontology's among them.
        own: of some subjects, those of which it is wanted; of all if not given.

    Raises:
        NotPlain: if the engine must be asked.
    """
    if _has_two_sources(lines):
        raise NotPlain
    above, things = _classes_above(lines), lines.by_object(_TYPE)
    # The subjects stand apart, so that no line is put together of what is not wanted.
    made = [
        (thing, end)
        for kind, several in things.items()
        if kind in above
        for end in [f" {_TYPE} {one} ." for one in above[kind]]
        for thing in several
    ]
    regions, claims = (_things_of(things, above, kind) for kind in (_REGION, _CLAIM))
    within = _within(lines)
    made += [(region, f" {_WITHIN} {one} .") for region, containers in within.items() for one in containers]
    made += [(region, f" {_IN_REGION} {one} .") for region in regions for one in (region, *within.get(region, ()))]
    made += _where(lines, regions, within)
    parties = lines.by_subject(_PARTY)
    made += [
        (partnership, f" {_HAS_PARTY} {party} .")
        for partnership, part in lines.of(_PARTICIPATION)
        for party in parties.get(part, ())
    ]
    made += _stages(lines, claims)
    subjects = {subject for subject, _ in made}
    wanted = subjects if own is None else own(list(subjects))
    # A rule makes no triple of which a text would be the subject.
    return [subject + end for subject, end in made if subject in wanted and subject[0] != '"']


def _has_two_sources(lines: Lines) -> bool:
    """Whether two sources give a figure of one measure for the same thing: then dates decide which is superseded."""
    measures = lines.by_subject(_MEASURE)
    if not measures:
        return False
    abouts, evidence, sources = (lines.by_subject(name) for name in (_ABOUT, _EVIDENCE, _SOURCE))
    first: dict[tuple[str, str], str] = {}
    for figure, several in measures.items():
        said = [source for one in evidence.get(figure, ()) for source in sources.get(one, ())]
        for measure in several:
            for about in abouts.get(figure, ()):
                if any(first.setdefault((about, measure), source) != source for source in said):
                    return True
    return False


def _classes_above(lines: Lines) -> dict[str, list[str]]:
    """The ontology's own classes above each of its own."""
    direct = lines.by_subject(_SUB_CLASS)
    found = {kind: [one for one in _reached(kind, direct) if one.startswith(_OWN)] for kind in direct}
    return {kind: above for kind, above in found.items() if above and kind.startswith(_OWN)}


def _reached(start: str, direct: Mapping[str, Iterable[str]]) -> dict[str, None]:
    """What is reached in one step or more."""
    found: dict[str, None] = {}
    left = list(direct.get(start, ()))
    while left:
        one = left.pop()
        if one not in found:
            found[one] = None
            left += direct.get(one, ())
    return found


def _things_of(things: Mapping[str, list[str]], above: Mapping[str, list[str]], kind: str) -> set[str]:
    kinds = (kind, *(one for one, several in above.items() if kind in several))
    return {thing for one in kinds for thing in things.get(one, ())}


def _within(lines: Lines) -> dict[str, dict[str, None]]:
    parents = lines.by_subject(_PARENT)
    return {region: _reached(region, parents) for region in parents}


def _where(lines: Lines, regions: set[str], within: Mapping[str, Mapping[str, None]]) -> Iterator[tuple[str, str]]:
    """Institutions in what holds all the places that they are in, of those in one another the inner ones."""
    for party, located in lines.by_subject(_LOCATED).items():
        if len(located) == 1:
            places = located
        else:
            places = [one for one in located if not any(one in within.get(inner, ()) for inner in located)]
        held: defaultdict[str, int] = defaultdict(int)
        for place in places:
            containers = {place, *within.get(place, ())} if place in regions else {place}
            for region in containers:
                held[region] += 1
        for region, number in held.items():
            if number == len(places):
                yield party, f" {_IN_REGION} {region} ."


def _stages(lines: Lines, claims: set[str]) -> Iterator[tuple[str, str]]:
    """The furthest of the stages that no later claim follows."""
    orders = {stage: [_number(one) for one in several] for stage, several in lines.by_subject(_ORDER).items()}
    months = {precision: [_number(one) for one in several] for precision, several in lines.by_subject(_MONTHS).items()}
    abouts, stages, days, precisions = (lines.by_subject(name) for name in (_ABOUT, _STAGE, _AS_OF, _PRECISION))
    found: defaultdict[str, list[tuple[str, str, str, int]]] = defaultdict(list)
    for claim in claims:
        ordered = [(stage, order) for stage in stages.get(claim, ()) for order in orders.get(stage, ())]
        if not ordered or claim not in abouts or claim not in days:
            continue
        long = [number for one in precisions.get(claim, ()) for number in months.get(one, ())]
        spans = [_span(day, number) for day in days[claim] for number in long or (0,)]
        for about in abouts[claim]:
            found[about] += [(*span, stage, order) for span in spans for stage, order in ordered]
    for partnership, several in found.items():
        begun = max(first for first, *_ in several)
        latest = [(stage, order) for _, last, stage, order in several if last >= begun]
        if latest:
            furthest = max(order for _, order in latest)
            for stage in dict.fromkeys(stage for stage, order in latest if order == furthest):
                yield partnership, f" {_CURRENT_STAGE} {stage} ."


@cache
def _number(term: str) -> int:
    if match := _NUMBER.fullmatch(term):
        return int(match[1])
    raise NotPlain


def _span(term: str, months: int) -> tuple[str, str]:
    """The first and the last day of the month, quarter, half-year or year that a day stands for, or of the day itself.

    They are texts, which sort as days do; without months, what is no day is one text of its own.
    """
    if (match := _TEXT.fullmatch(term)) is None:
        raise NotPlain
    day = match[1]
    if not months:
        return day, day
    if _DATE.fullmatch(term) is None:
        raise NotPlain
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise NotPlain from error
    month = (int(day[5:7]) - 1) // months * months + 1
    return f"{day[:5]}{month:02}-01", day
