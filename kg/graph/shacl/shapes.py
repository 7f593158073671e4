"""Reads a shapes graph, and refuses what the compiler does not know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.shacl.components import Component, Use, read_components, uses
from kg.graph.shacl.paths import Path, read_path
from kg.graph.shacl.reader import Reader
from kg.graph.shacl.terms import TYPE, is_true, sh, unsupported, wrong
from kg.graph.store import Store
from kg.graph.terms import Term
from kg.text import Text
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
_REMARKS = frozenset(
    {"name", "description", "order", "group", "defaultValue", "message", "prefixes", "declare", "optional"}
)
#: Only property shapes may have them (§4.2, §4.4.5, §4.5.3).
_OF_PROPERTIES = frozenset({"minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals"})
#: Parameters that declare nothing alone, with those of which they need one.
_COMPANIONS = {
    "flags": ("pattern",),
    "ignoredProperties": ("closed",),
    "qualifiedMinCount": ("qualifiedValueShape",),
    "qualifiedMaxCount": ("qualifiedValueShape",),
    "qualifiedValueShapesDisjoint": ("qualifiedValueShape",),
    "qualifiedValueShape": ("qualifiedMinCount", "qualifiedMaxCount"),
}
#: What changes the meaning of a whole shapes graph and is not supported, as predicate or as class.
_FOREIGN_PREDICATES = ("entailment", "rule", "js", "target", "expression")
_FOREIGN_CLASSES = ("SPARQLFunction", "SPARQLTargetType", "JSConstraint", "TripleRule")


@dataclass(frozen=True, slots=True)
class Idle:
    """A parameter that checks nothing: without all that a component needs, no constraint is declared (§2.1.1).

    Attributes:
        shape: the shape that has it.
        parameter: the parameter, ``sh:flags`` or an IRI.
        needed: what it needs, one of them.
    """

    shape: Term
    parameter: str
    needed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape as it was read: its parameters by local name, in a fixed order.

    Attributes:
        node: the shape's node in the shapes graph.
        path: the path of a property shape; ``None`` for a node shape.
        parameters: local name of each SHACL property to its values.
        uses: the constraints that it declares with components of the shapes graph.
    """

    node: Term
    path: Path | None
    parameters: Mapping[str, tuple[Term, ...]]
    uses: tuple[Use, ...] = ()

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

    Attributes:
        components: the components that the graph declares.
        idle: what checks nothing, of the shapes that were read.
    """

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._shapes: dict[Term, Shape] = {}
        self._refuse_foreign()
        self.components: list[Component] = read_components(self)
        self.idle: list[Idle] = []

    def all_shapes(self) -> list[Shape]:
        """Every shape, also the ones that no target reaches, so that none of them is left unread (§2.1)."""
        nodes = {node for kind in ("NodeShape", "PropertyShape") for node in self.subjects(TYPE, sh(kind))}
        for name in (_ONCE | _REPEATED | TARGETS) - {"deactivated"}:
            nodes.update(self.subjects(sh(name)))
        for component in self.components:
            nodes.update(node for parameter in component.parameters.values() for node in self.subjects(parameter))
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
            raise wrong(shape.node, Text("has an empty list of shapes", "的形状列表为空"))
        return members

    def is_class(self, node: Term) -> bool:
        """Whether a shape is a class too, and so its own target (§2.1.3.3); OWL's classes are classes."""
        return self.is_a(node, ox.NamedNode(f"{RDFS}Class"), ox.NamedNode(f"{OWL}Class"))

    def is_declared(self, node: Term) -> bool:
        """Whether a node is said to be a shape: by its type, or since it has a target or a constraint in SPARQL."""
        says = TARGETS | {"sparql"}
        return self.is_a(node, sh("NodeShape"), sh("PropertyShape")) or not says.isdisjoint(self.shacl_properties(node))

    def _read(self, node: Term) -> Shape:
        parameters: dict[str, tuple[Term, ...]] = {}
        known = _ONCE | _REPEATED | TARGETS | _REMARKS
        is_constraint = bool(self.subjects(sh("sparql"), node))
        for name in self.shacl_properties(node):
            if name == "select" and is_constraint:
                continue  # A shape may be its own constraint, or another's (§5.2); the query is read there.
            if name not in known:
                raise unsupported(node, name)
            if name in _ONCE:
                self.one(node, name)
            parameters[name] = tuple(self.objects(node, sh(name)))
        path = read_path(self, parameters["path"][0], node) if "path" in parameters else None
        _check_parameters(node, parameters, is_property=path is not None)
        self._leave_idle(node, parameters)
        return Shape(node, path, parameters, tuple(self._uses(node, is_property=path is not None)))

    def _leave_idle(self, node: Term, parameters: dict[str, tuple[Term, ...]]) -> None:
        idle = [
            name for name, needed in _COMPANIONS.items() if name in parameters and parameters.keys().isdisjoint(needed)
        ]
        for name in idle:
            del parameters[name]
            self.idle.append(Idle(node, f"sh:{name}", tuple(f"sh:{needed}" for needed in _COMPANIONS[name])))

    def _uses(self, node: Term, *, is_property: bool) -> Iterator[Use]:
        for component in self.components:
            found = uses(self, component, node)
            yield from found
            given = [str(property_) for property_ in component.parameters.values() if self.objects(node, property_)]
            if given and not found:
                missing = next(
                    str(component.parameters[name])
                    for name in sorted(component.mandatory)
                    if str(component.parameters[name]) not in given
                )
                self.idle.append(Idle(node, given[0], (missing,)))
            elif found and component.validator(of_property=is_property) is None:
                place = "sh:propertyValidator" if is_property else "sh:nodeValidator"
                self.idle.append(Idle(node, str(component.node), ("sh:validator", place)))

    def _refuse_foreign(self) -> None:
        for name in _FOREIGN_PREDICATES:
            for node in self.subjects(sh(name)):
                raise unsupported(node, name)
        for name in _FOREIGN_CLASSES:
            for node in self.subjects(TYPE, sh(name)):
                raise unsupported(node, name)


def _check_parameters(node: Term, parameters: Mapping[str, tuple[Term, ...]], *, is_property: bool) -> None:
    for name in sorted(_OF_PROPERTIES & parameters.keys()):
        if not is_property:
            raise wrong(
                node,
                Text(
                    f"has sh:{name}, which only a property shape may have, and it has no sh:path",
                    f"有 sh:{name}，只有属性形状可有，而它没有 sh:path",
                ),
            )
    for name in ("deactivated", "closed", "uniqueLang", "qualifiedValueShapesDisjoint"):
        for value in parameters.get(name, ()):
            if not isinstance(value, ox.Literal) or value.value not in ("true", "false"):
                raise wrong(
                    node,
                    Text(
                        f"has a value of sh:{name} that is neither true nor false", f"的 sh:{name} 既非 true 也非 false"
                    ),
                )
