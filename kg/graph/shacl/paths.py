"""Property paths (§2.3.1)."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.shacl.reader import Reader
from kg.graph.shacl.terms import wrong
from kg.graph.terms import Term
from kg.text import Text
from kg.vocabulary import RDF


@dataclass(frozen=True, slots=True)
class Step:
    """One predicate, walked forwards or backwards."""

    predicate: ox.NamedNode
    inverse: bool = False

    def text(self) -> str:
        """The path in SPARQL's own notation."""
        return f"^{self.predicate}" if self.inverse else str(self.predicate)


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after another."""

    parts: tuple[Path, ...]

    def text(self) -> str:
        """The path in SPARQL's own notation."""
        return f"({'/'.join(part.text() for part in self.parts)})"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any one of several paths."""

    parts: tuple[Path, ...]

    def text(self) -> str:
        """The path in SPARQL's own notation."""
        return f"({'|'.join(part.text() for part in self.parts)})"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A path walked as often as the mark says: ``?``, ``*`` or ``+``."""

    part: Path
    mark: str

    def text(self) -> str:
        """The path in SPARQL's own notation."""
        return f"({self.part.text()}){self.mark}"


Path = Step | Sequence | Alternative | Repeat
_MARKS = {"zeroOrOnePath": "?", "zeroOrMorePath": "*", "oneOrMorePath": "+"}


def read_path(graph: Reader, node: Term, shape: Term, *, inverse: bool = False) -> Path:
    """The path at a node of the shapes graph.

    Inverses are pushed down to the predicates, ``^(a/b)`` being ``^b/^a``, so that no other code meets them.

    Args:
        graph: the shapes graph.
        node: the node: an IRI, or a blank node with SHACL's words for paths.
        shape: the shape that it is of, for the error.
        inverse: whether it is walked from its end to its start.

    Raises:
        SourceError: if it is not a path that SHACL defines.
    """
    if isinstance(node, ox.NamedNode):
        return Step(node, inverse)
    if isinstance(node, ox.BlankNode):
        if graph.objects(node, ox.NamedNode(f"{RDF}first")):
            parts = _path_parts(graph, node, shape, inverse)
            return Sequence(parts[::-1] if inverse else parts)
        if (inverted := graph.one(node, "inversePath")) is not None:
            return read_path(graph, inverted, shape, inverse=not inverse)
        if (head := graph.one(node, "alternativePath")) is not None:
            return Alternative(_path_parts(graph, head, shape, inverse))
        for name, mark in _MARKS.items():
            if (part := graph.one(node, name)) is not None:
                return Repeat(read_path(graph, part, shape, inverse=inverse), mark)
    raise wrong(shape, Text("has a sh:path that is no SHACL property path", "的 sh:path 不是 SHACL 属性路径"))


def _path_parts(graph: Reader, head: Term, shape: Term, inverse: bool) -> tuple[Path, ...]:
    members = graph.items(head, shape)
    if len(members) < 2:
        raise wrong(shape, Text("has a sh:path with a list of fewer than two members", "的 sh:path 列表少于两项"))
    return tuple(read_path(graph, member, shape, inverse=inverse) for member in members)
