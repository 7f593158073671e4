"""Components that look at all value nodes of a focus node: patterns that find what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.graph.shacl.constraint import Constraint, Violation, every
from kg.graph.shacl.paths import Step
from kg.graph.shacl.select import read_select
from kg.graph.shacl.shapes import Shape, ShapesGraph
from kg.graph.shacl.terms import is_true, sh
from kg.graph.terms import Term


def _min_count(constraint: Constraint) -> Iterator[Violation]:
    """§4.2.1 sh:minCount."""
    if constraint.number:
        yield Violation("MinCount", f"FILTER(!{constraint.has_more_than(constraint.number - 1)})")


def _max_count(constraint: Constraint) -> Iterator[Violation]:
    """§4.2.2 sh:maxCount."""
    yield Violation("MaxCount", f"FILTER({constraint.has_more_than(constraint.number)})")


def _has_value(constraint: Constraint) -> Iterator[Violation]:
    """§4.8.2 sh:hasValue."""
    yield Violation("HasValue", f"FILTER(!{constraint.has_value(constraint.text)})")


def _unique_lang(constraint: Constraint) -> Iterator[Violation]:
    """§4.4.5 sh:uniqueLang: one result a language, and no value in it."""
    if not is_true(constraint.term):
        return
    one, walk = constraint.compiler.values(constraint.shape, constraint.node)
    other, again = constraint.compiler.values(constraint.shape, constraint.node)
    language = constraint.compiler.variable()
    twice = f'!sameTerm({one}, {other}) && LANG({one}) != "" && LANG({one}) = LANG({other})'
    pattern = f"{walk} LATERAL {{ {again} }} FILTER({twice}) BIND(LANG({one}) AS {language})"
    yield Violation("UniqueLang", pattern, columns=(language,))


def _equals(constraint: Constraint) -> Iterator[Violation]:
    """§4.5.1 sh:equals: what only the one side has, then what only the other has."""
    value, walk = constraint.compiler.values(constraint.shape, constraint.node)
    yield Violation("Equals", f"{walk} FILTER NOT EXISTS {{ {constraint.node} {constraint.iri} {value} }}", value)
    other = constraint.compiler.variable()
    missing = f"{constraint.node} {constraint.iri} {other} FILTER(!{constraint.has_value(other)})"
    yield Violation("Equals", missing, other)


def _disjoint(constraint: Constraint) -> Iterator[Violation]:
    """§4.5.2 sh:disjoint."""
    value, walk = constraint.compiler.values(constraint.shape, constraint.node)
    yield Violation("Disjoint", f"{walk} FILTER EXISTS {{ {constraint.node} {constraint.iri} {value} }}", value)


def _less_than(component: str, operator: str) -> Callable[[Constraint], Iterator[Violation]]:
    """§4.5.3 sh:lessThan and §4.5.4 sh:lessThanOrEquals: one result a pair that is not in order."""

    def violations(constraint: Constraint) -> Iterator[Violation]:
        value, walk = constraint.compiler.values(constraint.shape, constraint.node)
        other = constraint.compiler.variable()
        order = f"COALESCE({value} {operator} {other}, false)"
        pattern = f"{walk} LATERAL {{ {constraint.node} {constraint.iri} {other} }} FILTER(!{order})"
        yield Violation(component, pattern, value, columns=(other,))

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
    yield Violation("Closed", f"{walk} LATERAL {{ {triple} }}", value, path=predicate, columns=(subject,))


def _qualified(component: str) -> Callable[[Constraint], Iterator[Violation]]:
    """§4.7.3 sh:qualifiedMinCount and sh:qualifiedMaxCount: values that conform, and to no sibling shape."""

    def violations(constraint: Constraint) -> Iterator[Violation]:
        compiler, shape = constraint.compiler, constraint.shape
        value, walk = compiler.values(shape, constraint.node)
        wanted = shape.parameters["qualifiedValueShape"][0]
        tests = [compiler.conforms(compiler.graph.shape(wanted), value)]
        tests += [f"!({compiler.conforms(sibling, value)})" for sibling in _siblings(compiler.graph, shape, wanted)]
        least = component == "QualifiedMinCount"
        if least and not constraint.number:
            return
        more = constraint.has_more_than(constraint.number - least, f"FILTER({every(tests)})", value, walk)
        yield Violation(component, f"FILTER({'!' if least else ''}{more})")

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
    graph = constraint.compiler.graph
    query = read_select(graph, constraint.shape, constraint.term)
    if query is not None:
        pattern = f"BIND({constraint.node} AS ?this) LATERAL {{ {query.text}\n}}"
        value, path = (name if name in query.columns else None for name in ("?value", "?path"))
        yield Violation("SPARQL", pattern, value, path, query.columns, constraint.term)


FOCUS_VIOLATIONS: dict[str, Callable[[Constraint], Iterator[Violation]]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "hasValue": _has_value,
    "uniqueLang": _unique_lang,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than("LessThan", "<"),
    "lessThanOrEquals": _less_than("LessThanOrEquals", "<="),
    "closed": _closed,
    "qualifiedMinCount": _qualified("QualifiedMinCount"),
    "qualifiedMaxCount": _qualified("QualifiedMaxCount"),
    "sparql": _sparql,
}
