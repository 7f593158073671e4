"""Components that look at one value node: an expression that is true where the value is right."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox

from kg.graph.shacl.constraint import Constraint, every
from kg.graph.shacl.terms import SUBCLASS, TYPE, unsupported, wrong, xsd
from kg.text import Text
from kg.vocabulary import SH, XSD


def _class(constraint: Constraint) -> str:
    """§4.1.1 sh:class. The class itself is looked for first: that is a single lookup, and mostly the answer."""
    kind = constraint.compiler.variable()
    above = f"{kind} {SUBCLASS}+ {constraint.iri}"
    node = constraint.node
    return (
        f"EXISTS {{ {node} {TYPE} {constraint.iri} }} || EXISTS {{ {node} {TYPE} {kind} FILTER EXISTS {{ {above} }} }}"
    )


_DIGITS = r"([0-9]+(\\.[0-9]*)?|\\.[0-9]+)"
_INTEGER = "[+-]?[0-9]+"
#: Lexical spaces of the types whose literals SPARQL can test by their spelling.
_SPELLINGS = {
    "boolean": "true|false|1|0",
    "integer": _INTEGER,
    "decimal": f"[+-]?{_DIGITS}",
    "float": f"[+-]?{_DIGITS}([eE][+-]?[0-9]+)?|[+-]?INF|NaN",
    "double": f"[+-]?{_DIGITS}([eE][+-]?[0-9]+)?|[+-]?INF|NaN",
}
#: Types whose literals are right if Oxigraph can read them: a calendar is no matter of spelling.
_READABLE = frozenset(
    {"date", "time", "dateTime", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"}
    | {"duration", "dayTimeDuration", "yearMonthDuration"}
)
_BITS = {"byte": 8, "short": 16, "int": 32, "long": 64}
#: The types derived from integer, with their lowest and highest value.
_INTEGER_RANGES: dict[str, tuple[int | None, int | None]] = {
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for name, bits in _BITS.items()},
    **{f"unsigned{name.capitalize()}": (0, 2**bits - 1) for name, bits in _BITS.items()},
}


def _datatype(constraint: Constraint) -> str:
    """§4.1.2 sh:datatype. An ill-typed literal such as "2017-02-30"^^xsd:date does not have its datatype."""
    node, name = constraint.node, constraint.iri[1:-1].removeprefix(XSD)
    test = f"DATATYPE({node}) = {constraint.iri}"
    if name in _INTEGER_RANGES:
        low, high = _INTEGER_RANGES[name]
        bounds = [f"{node} >= {low}"] * (low is not None) + [f"{node} <= {high}"] * (high is not None)
        test = every([f"{test} || DATATYPE({node}) = {xsd('integer')}", *bounds])
    elif name in _SPELLINGS:
        test = f'{test} && REGEX(STR({node}), "^({_SPELLINGS[name]})$")'
    elif name in _READABLE:
        test = f'{test} && STR({xsd(name)}(STR({node}))) != ""'
    return f"COALESCE({test}, false)"


_NODE_KINDS: dict[str, tuple[str, ...]] = {
    "IRI": ("isIRI",),
    "BlankNode": ("isBlank",),
    "Literal": ("isLiteral",),
    "BlankNodeOrIRI": ("isBlank", "isIRI"),
    "BlankNodeOrLiteral": ("isBlank", "isLiteral"),
    "IRIOrLiteral": ("isIRI", "isLiteral"),
}


def _node_kind(constraint: Constraint) -> str:
    """§4.1.3 sh:nodeKind."""
    kind = constraint.iri[1:-1].removeprefix(SH)
    if kind not in _NODE_KINDS:
        raise unsupported(constraint.shape.node, f"nodeKind {constraint.iri}")
    return " || ".join(f"{function}({constraint.node})" for function in _NODE_KINDS[kind])


def _comparison(operator: str) -> Callable[[Constraint], str]:
    """§4.3 sh:minExclusive and kin. Values that cannot be compared are wrong: the error becomes false."""

    def test(constraint: Constraint) -> str:
        return f"COALESCE({constraint.node} {operator} {constraint.text}, false)"

    return test


def _length(operator: str) -> Callable[[Constraint], str]:
    """§4.4.1 sh:minLength and §4.4.2 sh:maxLength: of an IRI too, never of a blank node."""

    def test(constraint: Constraint) -> str:
        node = constraint.node
        return f"!isBlank({node}) && STRLEN(STR({node})) {operator} {constraint.number}"

    return test


def _pattern(constraint: Constraint) -> str:
    """§4.4.3 sh:pattern. Oxigraph would answer a pattern that it cannot compile with an error for every value."""
    arguments = constraint.text
    if (flags := constraint.shape.first("flags")) is not None:
        arguments += f", {constraint.compiler.constant(flags, constraint.shape)}"
    if not ox.Store().query(f'ASK {{ BIND(REGEX("", {arguments}) AS ?answer) FILTER(BOUND(?answer)) }}'):
        raise unsupported(constraint.shape.node, f"pattern {arguments}")
    return f"!isBlank({constraint.node}) && REGEX(STR({constraint.node}), {arguments})"


def _language_in(constraint: Constraint) -> str:
    """§4.4.4 sh:languageIn."""
    tests = [f"LANGMATCHES(LANG({constraint.node}), {tag})" for tag in constraint.members]
    return f"COALESCE({' || '.join(tests) or 'false'}, false)"


def _in(constraint: Constraint) -> str:
    """§4.8.3 sh:in. Terms are compared, not values."""
    return " || ".join(f"sameTerm({constraint.node}, {term})" for term in constraint.members) or "false"


def _shapes_in_list(constraint: Constraint) -> list[str]:
    shapes = constraint.compiler.graph.shapes_in(constraint.term, constraint.shape)
    return [f"({constraint.compiler.conforms(shape, constraint.node)})" for shape in shapes]


def _not(constraint: Constraint) -> str:
    """§4.6.1 sh:not."""
    shape = constraint.compiler.graph.shape(constraint.term)
    return f"!({constraint.compiler.conforms(shape, constraint.node)})"


def _and(constraint: Constraint) -> str:
    """§4.6.2 sh:and."""
    return " && ".join(_shapes_in_list(constraint))


def _or(constraint: Constraint) -> str:
    """§4.6.3 sh:or."""
    return " || ".join(_shapes_in_list(constraint))


def _xone(constraint: Constraint) -> str:
    """§4.6.4 sh:xone."""
    return " + ".join(f"IF({test}, 1, 0)" for test in _shapes_in_list(constraint)) + " = 1"


def _node(constraint: Constraint) -> str:
    """§4.7.1 sh:node."""
    shape = constraint.compiler.graph.shape(constraint.term)
    if shape.path is not None:
        raise wrong(
            constraint.shape.node,
            Text(
                f"names the property shape {shape.node} with sh:node; use sh:property",
                f"以 sh:node 引用属性形状 {shape.node}；请用 sh:property",
            ),
        )
    return constraint.compiler.conforms(shape, constraint.node)


VALUE_TESTS: dict[str, Callable[[Constraint], str]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minExclusive": _comparison(">"),
    "minInclusive": _comparison(">="),
    "maxExclusive": _comparison("<"),
    "maxInclusive": _comparison("<="),
    "minLength": _length(">="),
    "maxLength": _length("<="),
    "pattern": _pattern,
    "languageIn": _language_in,
    "in": _in,
    "not": _not,
    "and": _and,
    "or": _or,
    "xone": _xone,
    "node": _node,
}
