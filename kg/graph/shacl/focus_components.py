"""Components that look at all value nodes of a focus node: patterns that find what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.graph.shacl.components import Use
from kg.graph.shacl.constraint import Constraint, Violation, core, every
from kg.graph.shacl.paths import Step
from kg.graph.shacl.queries import Query, read_constraint, read_validator
from kg.graph.shacl.shapes import Shape, ShapesGraph
from kg.graph.shacl.terms import is_true, sh
from kg.graph.terms import NamedNode, Term


def _min_count(constraint: Constraint) -> Iterator[Violation]:
    """§4.2.1 sh:minCount."""
    if constraint.number:
        yield Violation(core("minCount"), f"FILTER(!{constraint.has_more_than(constraint.number - 1)})")


def _max_count(constraint: Constraint) -> Iterator[Violation]:
    """§4.2.2 sh:maxCount."""
    yield Violation(core("maxCount"), f"FILTER({constraint.has_more_than(constraint.number)})")


def _has_value(constraint: Constraint) -> Iterator[Violation]:
    """§4.8.2 sh:hasValue."""
    yield Violation(core("hasValue"), f"FILTER(!{constraint.has_value(constraint.text)})")


def _unique_lang(constraint: Constraint) -> Iterator[Violation]:
    """§4.4.5 sh:uniqueLang: one result a language, and no value in it."""
    if not is_true(constraint.term):
        return
    one, walk = constraint.compiler.values(constraint.shape, constraint.node)
    other, again = constraint.compiler.values(constraint.shape, constraint.node)
    language = constraint.compiler.variable()
    twice = f'!sameTerm({one}, {other}) && LANG({one}) != "" && LANG({one}) = LANG({other})'
    pattern = f"{walk} LATERAL {{ {again} }} FILTER({twice}) BIND(LANG({one}) AS {language})"
    yield Violation(core("uniqueLang"), pattern, columns=(language,))


def _equals(constraint: Constraint) -> Iterator[Violation]:
    """§4.5.1 sh:equals: what only the one side has, then what only the other has."""
    value, walk = constraint.compiler.values(constraint.shape, constraint.node)
    yield Violation(core("equals"), f"{walk} FILTER NOT EXISTS {{ {constraint.node} {constraint.iri} {value} }}", value)
    other = constraint.compiler.variable()
    missing = f"{constraint.node} {constraint.iri} {other} FILTER(!{constraint.has_value(other)})"
    yield Violation(core("equals"), missing, other)


def _disjoint(constraint: Constraint) -> Iterator[Violation]:
    """§4.5.2 sh:disjoint."""
    value, walk = constraint.compiler.values(constraint.shape, constraint.node)
    yield Violation(core("disjoint"), f"{walk} FILTER EXISTS {{ {constraint.node} {constraint.iri} {value} }}", value)


def _less_than(component: str, operator: str) -> Callable[[Constraint], Iterator[Violation]]:
    """§4.5.3 sh:lessThan and §4.5.4 sh:lessThanOrEquals: one result a pair that is not in order."""

    def violations(constraint: Constraint) -> Iterator[Violation]:
        value, walk = constraint.compiler.values(constraint.shape, constraint.node)
        other = constraint.compiler.variable()
        order = f"COALESCE({value} {operator} {other}, false)"
        pattern = f"{walk} LATERAL {{ {constraint.node} {constraint.iri} {other} }} FILTER(!{order})"
        yield Violation(core(component), pattern, value, columns=(other,))

    return violations


def _closed(constraint: Constraint) -> Iterator[Violation]:
    """§4.8.1 sh:closed: one result a triple, with its predicate as the path."""
    if not is_true(constraint.term):
        return
    compiler, shape = constraint.compiler, constraint.shape
    inner = [property_shape.path for property_shape in compiler.property_shapes(shape)]
    allowed = {str(path.predicate) for path in inner if isinstance(path, Step) and not path.inverse}
    ignored = shape.first("ignoredProperties")
    if ignored is not None:
        allowed.update(compiler.constant(item, shape) for item in compiler.graph.items(ignored, shape.node))
    subject, walk = compiler.values(shape, constraint.node)
    predicate, value = compiler.variable(), compiler.variable()
    tests = every([f"{predicate} != {name}" for name in sorted(allowed)])
    triple = f"{subject} {predicate} {value} . FILTER({tests})"
    yield Violation(core("closed"), f"{walk} LATERAL {{ {triple} }}", value, path=predicate, columns=(subject,))


def _qualified(component: str) -> Callable[[Constraint], Iterator[Violation]]:
    """§4.7.3 sh:qualifiedMinCount and sh:qualifiedMaxCount: values that conform, and to no sibling shape."""

    def violations(constraint: Constraint) -> Iterator[Violation]:
        compiler, shape = constraint.compiler, constraint.shape
        value, walk = compiler.values(shape, constraint.node)
        wanted = shape.parameters["qualifiedValueShape"][0]
        tests = [compiler.conforms(compiler.graph.shape(wanted), value)]
        tests += [f"!({compiler.conforms(sibling, value)})" for sibling in _siblings(compiler.graph, shape, wanted)]
        least = component == "qualifiedMinCount"
        number = constraint.number - least  # It is too many for the one, and enough for the other, if more than that.
        if number < 0:
            return
        if walk:
            more = constraint.has_more_than(number, f"FILTER({every(tests)})", value, walk)
        else:
            more = f"({every(tests)})" if number == 0 else "false"  # A node shape has one value, the node itself.
        yield Violation(core(component), f"FILTER({'!' if least else ''}{more})")

    return violations


def _siblings(graph: ShapesGraph, shape: Shape, wanted: Term) -> list[Shape]:
    if not is_true(shape.first("qualifiedValueShapesDisjoint")):
        return []
    parents = graph.subjects(sh("property"), shape.node)
    nodes = {node for parent in parents for node in graph.objects(parent, sh("property"))}
    values = {value for node in nodes for value in graph.objects(node, sh("qualifiedValueShape"))}
    return [graph.shape(value) for value in sorted(values - {wanted}, key=str)]


def _sparql(constraint: Constraint) -> Iterator[Violation]:
    """§5.2 sh:sparql."""
    node = constraint.term
    query = read_constraint(constraint.compiler.graph, constraint.shape, node)
    if query is not None:
        yield _found(constraint, sh("SPARQLConstraintComponent"), query)._replace(constraint=node, worded_by=(node,))


def _found(constraint: Constraint, component: NamedNode, query: Query) -> Violation:
    """What a SELECT finds, each solution of which is a result (§5.3.2)."""
    pattern = f"BIND({constraint.node} AS ?this) LATERAL {{ {query.text}\n}}"
    value, path = (name if name in query.columns else None for name in ("?value", "?path"))
    return Violation(component, pattern, value, path, query.columns)


def of_component(constraint: Constraint, use: Use) -> Iterator[Violation]:
    """§6 What a component of one's own finds; nothing where it has no validator for such a shape (§6.2.3)."""
    compiler, shape, component = constraint.compiler, constraint.shape, use.component
    validator = component.validator(of_property=shape.path is not None)
    if validator is None:
        return
    query = read_validator(compiler.graph, shape, validator, use)
    if validator.form == "ask":
        value, walk = compiler.values(shape, constraint.node)
        bound = f"BIND({constraint.node} AS ?this) BIND({value} AS ?value)"
        pattern = f"{walk} FILTER(NOT EXISTS {{ {bound} LATERAL {{ {query.text}\n}} }})"
        found = Violation(component.node, pattern, value)
    else:
        found = _found(constraint, component.node, query)
    yield found._replace(worded_by=(validator.node, component.node), given=tuple(use.given.items()))


FOCUS_VIOLATIONS: dict[str, Callable[[Constraint], Iterator[Violation]]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "hasValue": _has_value,
    "uniqueLang": _unique_lang,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than("lessThan", "<"),
    "lessThanOrEquals": _less_than("lessThanOrEquals", "<="),
    "closed": _closed,
    "qualifiedMinCount": _qualified("qualifiedMinCount"),
    "qualifiedMaxCount": _qualified("qualifiedMaxCount"),
    "sparql": _sparql,
}
