"""Things of a joined file that have the name of another thing of the graph, and stay two beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from kg import vocabulary
from kg.findings import Finding, Severity
from kg.graph.store import Store
from kg.graph.terms import NamedNode, Triple
from kg.intake.identities import key, plain, without_kind
from kg.intake.one_place import are_one
from kg.intake.registries import matches, meant, region
from kg.intake.registries.finding import STANDS_FOR
from kg.text import Text

#: Of a file so many pairs are named.
_MOST = 10
#: How the ids of towns in the registries begin.
_CITY = "gn-"
#: So many regions lie in one another at most; what goes on longer goes in a circle.
_DEEPEST = 12
_TYPE = NamedNode(vocabulary.RDF + "type")
_LABEL = NamedNode(vocabulary.SKOS + "prefLabel")
_LEVEL, _PARENT = (NamedNode(vocabulary.PK + name) for name in ("level", "parentRegion"))
_REGION, _INSTITUTION = (NamedNode(vocabulary.PK + name) for name in ("AdministrativeRegion", "Institution"))


def things(store: Store) -> set[str]:
    """The regions and institutions of a graph."""
    return {
        triple.subject.value
        for kind in (_REGION, _INSTITUTION)
        for triple in store.triples(None, _TYPE, kind)
        if isinstance(triple.subject, NamedNode)
    }


def things_of(triples: Iterable[Triple]) -> set[str]:
    """The regions and institutions that triples describe."""
    return {
        triple.subject.value
        for triple in triples
        if isinstance(triple.subject, NamedNode)
        and triple.predicate == _TYPE
        and triple.object in (_REGION, _INSTITUTION)
    }


def namesakes(store: Store, homes: Mapping[str, set[str]]) -> Iterator[Finding]:
    """What is to be said of things that have one name, and are of two files, or of a file and a package.

    Two regions are told of where they are of one level and lie in no two countries; their names are held together
    without what says their level: City of Alba, Alba.

    Args:
        store: the graph with all that is joined.
        homes: the regions and institutions of each file, by its name; empty text for those of the packages.

    Yields:
        a warning for each file of which a thing has another's name.
    """
    named = _named(store)
    if not any(len(group) > 1 for group in named.values()):
        return
    homes_of: defaultdict[str, set[str]] = defaultdict(set)
    for file, iris in homes.items():
        for iri in iris:
            homes_of[iri].add(file)
    told: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for group in named.values():
        for file, pair in _pairs(group, homes_of):
            # What two registries have is told by itself.
            if pair not in told[file] and not are_one(*pair) and _may_be_one(store, *pair):
                told[file][pair] = group[pair[0]]
    for file, pairs in sorted(told.items()):
        if pairs:
            yield _finding(file, sorted(pairs.items()), store.base)


def _pairs(group: Iterable[str], homes: Mapping[str, set[str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Pairs of a group that no file has both of, each once, by the later of their homes: a file, after the packages."""
    for one, other in product(group, repeat=2):
        first, second = sorted(homes.get(one, ())), sorted(homes.get(other, ()))
        if first and second and not set(first) & set(second) and first[0] > second[0]:
            yield first[0], (one, other)


def _named(store: Store) -> dict[tuple[str, str], dict[str, str]]:
    """Regions and institutions by what they are and what their names have in common, each with its name."""
    found: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for kind in (_REGION, _INSTITUTION):
        for triple in store.triples(None, _TYPE, kind):
            if not isinstance(triple.subject, NamedNode):
                continue
            for label in store.triples(triple.subject, _LABEL):
                name = str(getattr(label.object, "value", ""))
                for one in _bare(name) if kind == _REGION else [key(name)]:
                    found[kind.value, one].setdefault(triple.subject.value, name)
            for name in _town_names(triple.subject.value) if kind == _REGION else ():
                for one in _bare(name):
                    found[kind.value, one].setdefault(triple.subject.value, name)
    return {one: group for one, group in found.items() if len(group) > 1}


def _towns(iri: str) -> list[str]:
    """The ids of the towns that a region of a registry is: Heidelberg, Stadtkreis is Heidelberg."""
    return [one for one in matches(iri.rpartition("/")[2]) if one.startswith(_CITY)]


def _town_names(iri: str) -> list[str]:
    """What a region is called as a town."""
    return [name for town in _towns(iri) for name in region(town).names]


def _bare(name: str) -> list[str]:
    return list(dict.fromkeys(one.removeprefix("of ") for one in (plain(name), *without_kind(name))))


def _may_be_one(store: Store, one: str, other: str) -> bool:
    """Whether nothing says that two things are two: two levels, or two countries."""
    levels = [_levels(store, iri) for iri in (one, other)]
    if levels[0] and levels[1] and levels[0].isdisjoint(levels[1]):
        return False
    tops = [_top(store, iri) for iri in (one, other)]
    if "" in tops or tops[0] == tops[1]:
        return True
    names = [{plain(label) for label in _values(store, iri, _LABEL)} for iri in tops]
    # A country of a file may be called by its code alone, where the graph has it by its name.
    codes = [{iri.rpartition("/")[2].lower()} for iri in tops]
    return not (names[0] | codes[0]).isdisjoint(names[1] | codes[1])


def _levels(store: Store, iri: str) -> set[str]:
    """The levels of a region, with those that it counts among too: a municipality is a city as well."""
    said = {level.rpartition("/")[2] for level in _values(store, iri, _LEVEL)}
    # A county that is a town counts as one.
    said |= {"city"} if said and _towns(iri) else set()
    return said.union(*(STANDS_FOR.get(level, ()) for level in said))


def _top(store: Store, iri: str) -> str:
    """The outermost region that a region lies in; empty for one that lies in none."""
    found = ""
    for _ in range(_DEEPEST):
        above = sorted(_values(store, found or iri, _PARENT))
        if not above:
            break
        found = above[0]
    return found


def _values(store: Store, iri: str, predicate: NamedNode) -> set[str]:
    return {str(getattr(triple.object, "value", "")) for triple in store.triples(NamedNode(iri), predicate)}


def _made(kind: str, local: str, name: str) -> Text:
    """How a mapping makes an id: of a region of the registries from its cells, as a constant would be of every row.

    Args:
        kind: the kind of thing.
        local: its id.
        name: what the file calls it.
    """
    if kind == "region" and local.startswith(_CITY):
        return Text.of(f'fn:id("{kind}", fn:city(?town, "id", ?country))')
    if kind == "region" and (one := meant(name)) is not None and one.id == local:
        return Text.of(f'fn:id("{kind}", fn:registered(?name, "id"))')
    made = f'fn:id("{kind}", "{local}")'
    return Text(f"{made} where the cell is {name[:80]!r}", f"{made}（该格为“{name[:80]}”时）")


def _finding(file: str, pairs: Sequence[tuple[tuple[str, str], str]], base: str) -> Finding:
    shown = [f"{name} ({one.removeprefix(base)}, {other.removeprefix(base)})" for (one, other), name in pairs[:_MOST]]
    more = " …" if len(pairs) > _MOST else ""
    other = pairs[0][0][1].removeprefix(base)
    kind, _, local = other.partition("/")
    made = _made(kind, local, pairs[0][1])
    id_en = f"in a mapping {made.en}, " if pairs[0][0][1].startswith(base) else ""
    id_zh = f"映射中写 {made.zh}，" if pairs[0][0][1].startswith(base) else ""
    number = len(pairs)
    return Finding(
        Severity.WARNING,
        "one-name-two-things",
        f"{number:,} {'things of the file have' if number > 1 else 'thing of the file has'} the name of another one "
        f"here, and {'stay' if number > 1 else 'stays'} apart from it: {'; '.join(shown)[:1_200]}{more}.",
        f"该文件中有 {number:,} 个事物与此处另一事物同名，但未合为一个：{'；'.join(shown)[:1_200]}{more}。",
        f"Where both are one, give them one id: {id_en}in a graph the IRI that the other has.",
        file,
        fix_zh=f"若为同一事物，请用同一标识：{id_zh}图谱文件中写另一处的 IRI。",
    )
