"""Constraint components that a shapes graph declares itself (§6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.shacl.reader import Reader
from kg.graph.shacl.terms import SUBCLASS, TYPE, is_true, sh, unsupported, wrong
from kg.graph.terms import NamedNode, Term
from kg.text import Text
from kg.vocabulary import SH

#: Where a validator stands, and the form of its query (§6.2.3).
_VALIDATORS = {"nodeValidator": "select", "propertyValidator": "select", "validator": "ask"}
_KNOWN = frozenset({*_VALIDATORS, "parameter", "labelTemplate", "message"})
#: The longest NCName at the end of an IRI (§6.2.1).
_NAME = re.compile(r"[^\W\d][\w.-]*$")
_RESERVED = frozenset({"this", "shapesGraph", "currentShape", "path", "PATH", "value"})


@dataclass(frozen=True, slots=True)
class Validator:
    """The query of a component.

    Attributes:
        node: its node in the shapes graph.
        form: ``select``, which finds what is wrong, or ``ask``, which says whether one value is right.
    """

    node: Term
    form: str


@dataclass(frozen=True, slots=True)
class Component:
    """A component as it was read.

    Attributes:
        node: its IRI.
        parameters: the variable of each parameter, to the property by which a shape gives it.
        mandatory: the variables without which a shape declares no constraint.
        validators: where a validator stands (``nodeValidator`` …), to the validator.
    """

    node: NamedNode
    parameters: Mapping[str, NamedNode]
    mandatory: frozenset[str]
    validators: Mapping[str, Validator]

    def validator(self, *, of_property: bool) -> Validator | None:
        """The validator for a property shape or a node shape, if the component has one (§6.2.3)."""
        return self.validators.get("propertyValidator" if of_property else "nodeValidator") or self.validators.get(
            "validator"
        )


@dataclass(frozen=True, slots=True)
class Use:
    """One constraint that a shape declares with a component.

    Attributes:
        component: the component.
        given: the variable of each parameter that the shape gives, to its value.
    """

    component: Component
    given: Mapping[str, Term]


def read_components(graph: Reader) -> list[Component]:
    """The components that a shapes graph declares, sorted. SHACL's own are built in, whoever declares them anew."""
    base = sh("ConstraintComponent")
    kinds, pending = {base}, [base]
    while pending:
        below = [kind for kind in graph.subjects(SUBCLASS, pending.pop()) if isinstance(kind, NamedNode)]
        pending += [kind for kind in below if kind not in kinds]
        kinds.update(below)
    nodes = {node for kind in kinds for node in graph.subjects(TYPE, kind)}
    return [_read(graph, node) for node in sorted(nodes, key=str) if not str(node).startswith(f"<{SH}")]


def uses(graph: Reader, component: Component, shape: Term) -> list[Use]:
    """The constraints that a shape declares with a component: none where a mandatory parameter is missing (§2.1.1).

    Args:
        graph: the shapes graph.
        component: the component.
        shape: the shape's node.

    Raises:
        SourceError: if one of several parameters has more than one value.
    """
    found = {name: graph.objects(shape, property_) for name, property_ in component.parameters.items()}
    if not all(found[name] for name in component.mandatory):
        return []
    if len(component.parameters) == 1:
        return [Use(component, {name: value}) for name, values in found.items() for value in values]
    for name, values in found.items():
        if len(values) > 1:
            raise wrong(
                shape,
                Text(
                    f"has {len(values)} values of {component.parameters[name]}; the component {component.node} has "
                    "several parameters, and so each may have one",
                    f"的 {component.parameters[name]} 有{len(values)}个取值；组件 {component.node} 有多个参数，"
                    "因而每个至多一个",
                ),
            )
    return [Use(component, {name: values[0] for name, values in found.items() if values})]


def _read(graph: Reader, node: Term) -> Component:
    if not isinstance(node, NamedNode):
        raise wrong(node, Text("is a constraint component and has no IRI", "是约束组件而没有 IRI"))
    if unknown := sorted(set(graph.shacl_properties(node)) - _KNOWN):
        raise unsupported(node, unknown[0])
    parameters: dict[str, NamedNode] = {}
    mandatory: set[str] = set()
    for declaration in graph.objects(node, sh("parameter")):
        property_ = graph.one(declaration, "path")
        if not isinstance(property_, NamedNode):
            raise wrong(node, Text("declares a parameter whose sh:path is no IRI", "声明的参数的 sh:path 不是 IRI"))
        name = _variable(property_, node)
        if name in parameters:
            raise wrong(node, Text(f"declares two parameters with the name {name}", f"声明了两个同名参数 {name}"))
        parameters[name] = property_
        if not is_true(graph.one(declaration, "optional")):
            mandatory.add(name)
    if not mandatory:
        raise wrong(
            node,
            Text(
                "is a constraint component and declares no sh:parameter that a shape must give",
                "是约束组件而未声明形状必须给出的 sh:parameter",
            ),
        )
    return Component(node, dict(sorted(parameters.items())), frozenset(mandatory), dict(_validators(graph, node)))


def _variable(property_: NamedNode, component: Term) -> str:
    name = _NAME.search(property_.value)
    if name is None or name[0] in _RESERVED or not re.fullmatch(r"\w+", name[0]):
        raise wrong(
            component,
            Text(
                f"declares the parameter {property_}, whose end is no name of a variable for a query",
                f"声明的参数 {property_} 的末段不能作查询变量的名称",
            ),
        )
    return name[0]


def _validators(graph: Reader, component: Term) -> list[tuple[str, Validator]]:
    """The first validator of each place: SHACL lets an engine use any of them."""
    found = [(place, graph.objects(component, sh(place)), form) for place, form in _VALIDATORS.items()]
    for place, nodes, form in found:
        for node in nodes:
            if not isinstance(graph.one(node, form), ox.Literal):
                raise wrong(
                    node,
                    Text(
                        f"is a value of sh:{place} and has no sh:{form} with the text of a query",
                        f"是 sh:{place} 的取值而没有含查询文本的 sh:{form}",
                    ),
                )
    return [(place, Validator(nodes[0], form)) for place, nodes, form in found if nodes]
