"""Reads a shapes graph, and refuses what the compiler does not know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.shacl.paths import Path, read_path
from kg.graph.shacl.reader import Reader
from kg.graph.shacl.terms import SUBCLASS, TYPE, is_true, sh, unsupported, wrong
from kg.graph.store import Store
from kg.graph.terms import Term
from kg.vocabulary import OWL, RDFS, SH

#: Parameters that may be given once only.
_ONCE = frozenset(
    {"path", "severity", "deactivated", "datatype", "nodeKind", "in", "closed", "ignoredProperties", "flags"}
    | {"minCount", "maxCount", "minLength", "maxLength", "languageIn", "uniqueLang"}
    | {"minExclusive", "minInclusive", "maxExclusive", "maxInclusive"}
    | {"qualifiedValueShape", "qualifiedValueShapesDisjoint", "qualifiedMinCount", "qualifiedMaxCount"}
)
#: Parameters of which each value is a constraint of its own (§2.1.1).
_REPEATED = frozenset(
    {"class", "pattern", "hasValue", "equals", "disjoint", "lessThan", "lessThanOrEquals"}
    | {"not", "and", "or", "xone", "node", "property", "sparql"}
)
TARGETS = frozenset({"targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"})
#: What says nothing about validity (§2.1.5, §2.3.2).
_REMARKS = frozenset({"name", "description", "order", "group", "defaultValue", "message", "prefixes", "declare"})
#: Only property shapes have values to count or to compare (§4.2, §4.4.5, §4.5.3, §4.7.3).
_OF_PROPERTIES = frozenset(
    {"minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedMinCount", "qualifiedMaxCount"}
)
#: Parameters that say how another one is meant, with the one they need.
_COMPANIONS = {
    "flags": "pattern",
    "ignoredProperties": "closed",
    "qualifiedMinCount": "qualifiedValueShape",
    "qualifiedMaxCount": "qualifiedValueShape",
    "qualifiedValueShapesDisjoint": "qualifiedValueShape",
}
#: What changes the meaning of a whole shapes graph and is not supported, as predicate or as class.
_FOREIGN_PREDICATES = ("entailment", "parameter", "rule", "js", "target", "expression")
_FOREIGN_CLASSES = ("ConstraintComponent", "SPARQLFunction", "SPARQLTargetType", "JSConstraint", "TripleRule")


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape as it was read: its parameters by local name, in a fixed order.

    Attributes:
        node: the shape's node in the shapes graph.
        path: the path of a property shape; ``None`` for a node shape.
        parameters: local name of each SHACL property to its values.
    """

    node: Term
    path: Path | None
    parameters: Mapping[str, tuple[Term, ...]]

    def first(self, name: str) -> Term | None:
        """The value of a parameter that has one at most."""
        values = self.parameters.get(name, ())
        return values[0] if values else None

    @property
    def severity(self) -> Term:
        """How grave a result is; a violation unless the shape says otherwise (§2.1.4)."""
        return self.first("severity") or ox.NamedNode(f"{SH}Violation")

    @property
    def active(self) -> bool:
        """Whether the shape is to be checked at all (§2.1.6)."""
        return not is_true(self.first("deactivated"))


class ShapesGraph(Reader):
    """Reads shapes from a store, and refuses what the compiler does not know.

    Args:
        store: the shapes.
    """

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._shapes: dict[Term, Shape] = {}
        self._refuse_foreign()

    def all_shapes(self) -> list[Shape]:
        """Every shape, also the ones that no target reaches, so that none of them is left unread (§2.1)."""
        nodes = {node for kind in ("NodeShape", "PropertyShape") for node in self.subjects(TYPE, sh(kind))}
        for name in (_ONCE | _REPEATED | TARGETS) - {"deactivated"}:
            nodes.update(self.subjects(sh(name)))
        for name in ("property", "node", "not", "qualifiedValueShape"):
            nodes.update(value for node in tuple(nodes) for value in self.objects(node, sh(name)))
        for name in ("and", "or", "xone"):
            for node in tuple(nodes):
                nodes.update(item for head in self.objects(node, sh(name)) for item in self.items(head, node))
        return [self.shape(node) for node in sorted(nodes, key=str)]

    def shape(self, node: Term) -> Shape:
        """The shape at a node."""
        if node not in self._shapes:
            self._shapes[node] = self._read(node)
        return self._shapes[node]

    def shapes_in(self, head: Term, shape: Shape) -> list[Shape]:
        """The shapes in a list, of which there must be one at least."""
        members = [self.shape(item) for item in self.items(head, shape.node)]
        if not members:
            raise wrong(shape.node, "has an empty list of shapes")
        return members

    def is_class(self, node: Term) -> bool:
        """Whether a shape is a class too, and so its own target (§2.1.3.3); OWL's classes are classes."""
        pending = self.objects(node, TYPE)
        seen: set[Term] = set()
        while pending:
            kind = pending.pop()
            if kind in (ox.NamedNode(f"{RDFS}Class"), ox.NamedNode(f"{OWL}Class")):
                return True
            if kind not in seen:
                seen.add(kind)
                pending += self.objects(kind, SUBCLASS)
        return False

    def _read(self, node: Term) -> Shape:
        parameters: dict[str, tuple[Term, ...]] = {}
        known = _ONCE | _REPEATED | TARGETS | _REMARKS
        for name in self.shacl_properties(node):
            if name not in known:
                raise unsupported(node, name)
            if name in _ONCE:
                self.one(node, name)
            parameters[name] = tuple(self.objects(node, sh(name)))
        path = read_path(self, parameters["path"][0], node) if "path" in parameters else None
        _check_parameters(node, parameters, is_property=path is not None)
        return Shape(node, path, parameters)

    def _refuse_foreign(self) -> None:
        for name in _FOREIGN_PREDICATES:
            for node in self.subjects(sh(name)):
                raise unsupported(node, name)
        for name in _FOREIGN_CLASSES:
            for node in self.subjects(TYPE, sh(name)):
                raise unsupported(node, name)


def _check_parameters(node: Term, parameters: Mapping[str, tuple[Term, ...]], *, is_property: bool) -> None:
    for name, needed in _COMPANIONS.items():
        if name in parameters and needed not in parameters:
            raise wrong(node, f"has sh:{name} without sh:{needed}")
    for name in sorted(_OF_PROPERTIES & parameters.keys()):
        if not is_property:
            raise wrong(node, f"has sh:{name}, which only a property shape may have, and it has no sh:path")
    for name in ("deactivated", "closed", "uniqueLang", "qualifiedValueShapesDisjoint"):
        for value in parameters.get(name, ()):
            if not isinstance(value, ox.Literal) or value.value not in ("true", "false"):
                raise wrong(node, f"has a value of sh:{name} that is neither true nor false")
