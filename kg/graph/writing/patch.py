"""What must be taken from one graph and added to it to make another: RDF Patch, by RDFC-1.0.

Triples of IRIs and literals are compared as they are. Blank nodes are named first, by what they stand for: the blank
nodes that hang together are a component, each component is canonicalised by RDFC-1.0 by itself, and its nodes are
named after the hash of its canonical form. So neither order nor serialisation nor a blank node's label makes a
difference, and a change in one component leaves the names in all others as they were, which RDFC-1.0 over the whole
graph would not. RDFC-1.0 is exponential in blank nodes that are all alike; colours from refinement (B. Weisfeiler,
A. Leman, 1968) tell most of them apart beforehand, and what is then still too alike is refused.

The format is that of https://afs.github.io/rdf-patch/: deletions, then additions, in one transaction.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg import vocabulary
from kg.errors import DataError
from kg.graph.store import Store
from kg.text import Text

#: In how many orders the blank nodes of one component that look alike after refinement may be taken; RDFC-1.0 may try
#: them all. Six that are all tied to one another have 720, and take 0.02 s.
MOST_ORDERS = 1_000
#: How much refinement of a graph may cost, in looks at a triple. Each round lets a node see one step further, so that
#: a list of a thousand equal members is told apart, and one of a hundred thousand is not.
MOST_LOOKS = 1_000_000

#: Characters that some readers take for the end of a line, though N-Triples does not, as its escapes.
_BREAKS = {ord(character): f"\\u{ord(character):04X}" for character in "\v\f\x1c\x1d\x1e\x85\u2028\u2029"}

Namer = Callable[[ox.BlankNode], ox.BlankNode]

_COLOUR = ox.NamedNode(vocabulary.FUNCTION + "colour")


@dataclass(frozen=True)
class Patch:
    """Triples to delete and to add, blank nodes by canonical names, in the order of their N-Triples."""

    deleted: tuple[ox.Triple, ...]
    added: tuple[ox.Triple, ...]

    def __bool__(self) -> bool:
        return bool(self.deleted or self.added)

    def text(self) -> str:
        """The patch as RDF Patch; the same two graphs give the same text."""
        body = "".join(
            f"{letter} {line.translate(_BREAKS)} .\n"
            for letter, triples in (("D", self.deleted), ("A", self.added))
            for line in map(_line, triples)
        )
        digest = hashlib.sha256(body.encode("utf-8")).hexdigest()
        return f"H id <urn:sha256:{digest}> .\nTX .\n{body}TC .\n"


def difference(old: Store, new: Store) -> Patch:
    """The patch that makes one graph another.

    Raises:
        DataError: if blank nodes are too alike to be named.
    """
    before, after = canonical_triples(old), canonical_triples(new)
    return Patch(tuple(sorted(before - after, key=_line)), tuple(sorted(after - before, key=_line)))


def canonical_triples(store: Store) -> frozenset[ox.Triple]:
    """The triples of a graph, with blank nodes named by what they stand for.

    Raises:
        DataError: if blank nodes are too alike to be named.
    """
    named: set[ox.Triple] = set()
    blank: list[ox.Triple] = []
    for triple in store.triples():
        (blank.append if _blank_nodes(triple) else named.add)(triple)
    return frozenset(named.union(_named_apart(blank)))


def _named_apart(triples: list[ox.Triple]) -> Iterator[ox.Triple]:
    seen: Counter[str] = Counter()
    looks = MOST_LOOKS + 8 * len(triples)
    for component in _components(triples):
        colours, cost = _colours(component, looks)
        looks -= cost
        canonical = _canonical(component, colours)
        digest = hashlib.sha256("\n".join(sorted(map(_line, canonical))).encode("utf-8")).hexdigest()[:32]
        # Of components that are the same, each is there, so each has a number.
        seen[digest] += 1
        name = digest if seen[digest] == 1 else f"{digest}n{seen[digest]}"
        yield from (_renamed(triple, _namer(name)) for triple in canonical)


def _namer(component: str) -> Namer:
    return lambda node: ox.BlankNode(f"{node.value}h{component}")


def _components(triples: Iterable[ox.Triple]) -> list[list[ox.Triple]]:
    """The triples with blank nodes, those together that share one."""
    root: dict[ox.BlankNode, ox.BlankNode] = {}

    def find(node: ox.BlankNode) -> ox.BlankNode:
        while root.setdefault(node, node) != node:
            root[node] = node = root[root[node]]
        return node

    together = list(triples)
    for triple in together:
        nodes = _blank_nodes(triple)
        for other in nodes[1:]:
            root[find(other)] = find(nodes[0])
    found: defaultdict[ox.BlankNode, list[ox.Triple]] = defaultdict(list)
    for triple in together:
        found[find(_blank_nodes(triple)[0])].append(triple)
    return list(found.values())


def _canonical(component: list[ox.Triple], colours: Mapping[ox.BlankNode, str]) -> list[ox.Triple]:
    """A component with the names that RDFC-1.0 gives, the colours told beside the triples and taken away again."""
    alike = [number for number in Counter(colours.values()).values() if number > 1]
    if max(alike, default=0) > MOST_ORDERS or math.prod(map(math.factorial, alike)) > MOST_ORDERS:
        raise DataError(
            Text(
                f"{sum(alike)} blank nodes are tied to one another and too alike to be told apart, such as in: "
                f"{min(map(_anonymous, component))[:200]}. Comparing such graphs can take for ever. Give these "
                "nodes IRIs.",
                f"{sum(alike)}个空白节点彼此相连且过于相似，无法区分，如：{min(map(_anonymous, component))[:200]}。"
                "比较这样的图谱可能永无止境。请给这些节点 IRI。",
            )
        )
    quads = [ox.Quad(triple.subject, triple.predicate, triple.object) for triple in component]
    quads += [ox.Quad(node, _COLOUR, ox.Literal(colour)) for node, colour in colours.items()]
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset if quad.predicate != _COLOUR]


def _colours(component: Sequence[ox.Triple], most: int) -> tuple[dict[ox.BlankNode, str], int]:
    """A colour a blank node; two have the same one only if what surrounds them looks the same from both.

    Returns:
        the colours, and how many looks at a triple they took.
    """
    around: defaultdict[ox.BlankNode, list[ox.Triple]] = defaultdict(list)
    for triple in component:
        for node in dict.fromkeys(_blank_nodes(triple)):
            around[node].append(triple)
    colours = dict.fromkeys(around, "")
    open_, looks, number = list(around), 0, 0
    # A node that has a colour of its own has it for good.
    while open_ and len(set(colours.values())) > number and looks <= most:
        number = len(set(colours.values()))
        looks += sum(len(around[node]) for node in open_)
        colours |= {node: _colour(node, around[node], colours) for node in open_}
        counts = Counter(colours.values())
        open_ = [node for node in open_ if counts[colours[node]] > 1]
    return colours, looks


def _colour(node: ox.BlankNode, triples: Iterable[ox.Triple], colours: Mapping[ox.BlankNode, str]) -> str:
    seen = sorted(_line(_renamed(triple, _marker(node, colours))) for triple in triples)
    return hashlib.sha256("\n".join([colours[node], *seen]).encode("utf-8")).hexdigest()


def _marker(this: ox.BlankNode, colours: Mapping[ox.BlankNode, str]) -> Namer:
    return lambda node: ox.BlankNode("this" if node == this else f"other{colours[node]}")


def _anonymous(triple: ox.Triple) -> str:
    return _line(_renamed(triple, lambda _: ox.BlankNode("b")))


def _blank_nodes(term: object) -> list[ox.BlankNode]:
    if isinstance(term, ox.BlankNode):
        return [term]
    if isinstance(term, ox.Triple):  # an RDF 1.2 triple term may be an object
        return _blank_nodes(term.subject) + _blank_nodes(term.object)
    return []


def _renamed(triple: ox.Triple, name: Namer) -> ox.Triple:
    return ox.Triple(_term(triple.subject, name), triple.predicate, _term(triple.object, name))


def _term(term: Any, name: Namer) -> Any:
    if isinstance(term, ox.BlankNode):
        return name(term)
    return _renamed(term, name) if isinstance(term, ox.Triple) else term


def _line(triple: ox.Triple) -> str:
    return str(triple)
