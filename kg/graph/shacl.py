"""A SHACL engine: each constraint of a shapes graph becomes one SELECT that Oxigraph answers.

Only the results come back into Python, so a check costs what its query costs. A shape is compiled
in three steps, each a few lines of SPARQL::

    the focus nodes         { SELECT DISTINCT ?kg_0 WHERE { ... targets ... } }
    the violation           LATERAL { ?kg_0 <path> ?kg_1 . FILTER(!(... the test of the component ...)) }
    of a shape inside one   the same violation, as NOT EXISTS { ... }: "this node conforms"

``LATERAL`` (SEP-0006) evaluates its group once for each focus node, with that node bound. That is SHACL's own
semantics (§2, "for each focus node"), is what "pre-bound" means for ``sh:sparql`` (§5.3.1), and lets
Oxigraph start every lookup from the bound node; a plain join is planned without that knowledge. Inside
``EXISTS`` Oxigraph does not know it at all and joins two patterns by scanning both for every row, so
what is written there is always one pattern, or patterns chained by ``LATERAL``.

What is supported: SHACL Core whole, with ``sh:sparql``. Whatever else a shapes graph asks for raises
``SourceError`` with the shape's name. Known limits:

* Shapes that use themselves are refused (§3.4.3 leaves them undefined).
* A ``sh:sparql`` query may not use MINUS, VALUES, SERVICE, ``AS ?this`` or a nested SELECT without ``$this``
  (SHACL forbids them, appendix A), nor ``$shapesGraph``, ``$currentShape`` and ``?failure``. In it, as in every query, a
  ``[NOT] EXISTS`` that joins several patterns is slow: put the later ones into an EXISTS of their own.
* Oxigraph stores the types derived from ``xsd:integer`` as ``xsd:integer``, so ``sh:datatype`` with one of
  them accepts an integer in the type's range.
* Patterns are Rust's regular expressions, which have neither look-around nor back-references.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError, SourceError
from kg.graph.store import Term, check_query
from kg.vocabulary import OWL, RDF, RDFS, SH, XSD

_TYPE = ox.NamedNode(f"{RDF}type")
_SUBCLASS = ox.NamedNode(f"{RDFS}subClassOf")


@dataclass(frozen=True, slots=True)
class ShaclResult:
    """One validation result (§3.6.2).

    Attributes:
        focus: the node that was checked.
        path: the path of the property shape (its node in the shapes graph), or what ``sh:sparql`` returned.
        value: the offending value; ``None`` where no one value is at fault.
        severity: ``sh:Violation``, ``sh:Warning``, ``sh:Info`` or the shape's own.
        source_shape: the shape that is broken.
        component: the constraint component, e.g. ``sh:MinCountConstraintComponent``.
        constraint: the ``sh:sparql`` constraint, if it is one.
        bindings: the columns that a ``sh:sparql`` query returned, for its message.
    """

    focus: Term
    path: Term | None
    value: Term | None
    severity: Term
    source_shape: Term
    component: ox.NamedNode
    constraint: Term | None = None
    bindings: tuple[tuple[str, Term], ...] = ()


def validate(data: ox.Store, shapes: ox.Store) -> list[ShaclResult]:
    """Check a graph against shapes.

    Args:
        data: the graph, with the classes' ``rdfs:subClassOf``; its default graph is checked.
        shapes: the shapes, in the default graph.

    Returns:
        the results, sorted; as many as SHACL reports, so the same one may come twice where a shape is
        reached in two ways.

    Raises:
        SourceError: if the shapes are ill-formed or use something that is not supported.
        QueryError: if a ``sh:sparql`` query is wrong or reaches beyond the graph.
    """
    results = [result for check in compile_shapes(shapes) for result in check.run(data)]
    return sorted(results, key=_sort_key)


def compile_shapes(shapes: ox.Store) -> list[Check]:
    """The queries that check a graph against shapes, in a fixed order.

    Raises:
        SourceError, QueryError: as ``validate`` does.
    """
    graph = ShapesGraph(shapes)
    compiler = _Compiler(graph)
    return [check for shape in graph.all_shapes() for check in compiler.checks(shape)]


def _sort_key(result: ShaclResult) -> tuple[str, ...]:
    parts = (result.source_shape, result.component, result.constraint, result.focus, result.path, result.value)
    return (*map(str, parts), str(result.bindings))


# --- The shapes graph -------------------------------------------------------------------------------------------------

#: Parameters that may be given once only. The others may be repeated: each value is a constraint of its own (§2.1.1).
_ONCE = frozenset(
    "path severity deactivated datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive "
    "minLength maxLength flags languageIn uniqueLang in closed ignoredProperties qualifiedValueShape "
    "qualifiedValueShapesDisjoint qualifiedMinCount qualifiedMaxCount".split()
)
_REPEATED = frozenset(
    "class pattern equals disjoint lessThan lessThanOrEquals hasValue not and or xone node property sparql".split()
)
_TARGETS = frozenset("targetClass targetNode targetSubjectsOf targetObjectsOf".split())
#: What says nothing about validity (§2.3.2, §2.1.5).
_REMARKS = frozenset("name description order group defaultValue message prefixes declare".split())
#: Only property shapes have values to count or to compare (§4.2, §4.4.5, §4.5.3, §4.7.3).
_OF_PROPERTIES = frozenset(
    "minCount maxCount uniqueLang lessThan lessThanOrEquals qualifiedMinCount qualifiedMaxCount".split()
)
#: Parameters that say how another one is meant, with the one they need.
_COMPANIONS = {
    "flags": "pattern",
    "ignoredProperties": "closed",
    "qualifiedMinCount": "qualifiedValueShape",
    "qualifiedMaxCount": "qualifiedValueShape",
    "qualifiedValueShapesDisjoint": "qualifiedValueShape",
}
_OF_CONSTRAINTS = frozenset("select message prefixes deactivated".split())
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
        return not _is_true(self.first("deactivated"))


def _is_true(term: Term | None) -> bool:
    return isinstance(term, ox.Literal) and term.value == "true"


class ShapesGraph:
    """Reads shapes from a store, and refuses what the compiler does not know.

    Args:
        store: the shapes, in the default graph.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._shapes: dict[Term, Shape] = {}
        self._refuse_foreign()

    def objects(self, subject: Term, predicate: ox.NamedNode) -> list[Term]:
        """All values of a property, sorted."""
        if not isinstance(subject, ox.NamedNode | ox.BlankNode):
            return []
        found = self._store.quads_for_pattern(subject, predicate, None, ox.DefaultGraph())
        return sorted((quad.object for quad in found), key=str)

    def subjects(self, predicate: ox.NamedNode, value: Term | None = None) -> list[Term]:
        """All things that have a property, with the value if one is given; sorted."""
        found = self._store.quads_for_pattern(None, predicate, value, ox.DefaultGraph())
        return sorted({quad.subject for quad in found}, key=str)

    def one(self, subject: Term, name: str) -> Term | None:
        """The value of a SHACL property that may have one at most."""
        found = self.objects(subject, _sh(name))
        if len(found) > 1:
            raise _wrong(subject, f"has {len(found)} values of sh:{name}; it may have one")
        return found[0] if found else None

    def items(self, head: Term, shape: Term) -> list[Term]:
        """The members of an RDF list."""
        members: list[Term] = []
        seen: set[Term] = set()
        while head != ox.NamedNode(f"{RDF}nil"):
            first = self.objects(head, ox.NamedNode(f"{RDF}first"))
            rest = self.objects(head, ox.NamedNode(f"{RDF}rest"))
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise _wrong(shape, "has a value that should be a list and is not one")
            seen.add(head)
            members.append(first[0])
            head = rest[0]
        return members

    def all_shapes(self) -> list[Shape]:
        """Every shape, also the ones that no target reaches, so that none of them is left unread (§2.1)."""
        nodes = {node for kind in ("NodeShape", "PropertyShape") for node in self.subjects(_TYPE, _sh(kind))}
        for name in (_ONCE | _REPEATED | _TARGETS) - {"deactivated"}:
            nodes.update(self.subjects(_sh(name)))
        for name in ("property", "node", "not", "qualifiedValueShape"):
            nodes.update(value for node in tuple(nodes) for value in self.objects(node, _sh(name)))
        for name in ("and", "or", "xone"):
            for node in tuple(nodes):
                nodes.update(item for head in self.objects(node, _sh(name)) for item in self.items(head, node))
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
            raise _wrong(shape.node, "has an empty list of shapes")
        return members

    def is_class(self, node: Term) -> bool:
        """Whether a shape is a class too, and so its own target (§2.1.3.3); OWL's classes are classes."""
        pending = self.objects(node, _TYPE)
        seen: set[Term] = set()
        while pending:
            kind = pending.pop()
            if kind in (ox.NamedNode(f"{RDFS}Class"), ox.NamedNode(f"{OWL}Class")):
                return True
            if kind not in seen:
                seen.add(kind)
                pending += self.objects(kind, _SUBCLASS)
        return False

    def _read(self, node: Term) -> Shape:
        parameters: dict[str, tuple[Term, ...]] = {}
        known = _ONCE | _REPEATED | _TARGETS | _REMARKS
        for name in self.shacl_properties(node):
            if name not in known:
                raise _unsupported(node, name)
            if name in _ONCE:
                self.one(node, name)
            parameters[name] = tuple(self.objects(node, _sh(name)))
        path = read_path(self, parameters["path"][0], node) if "path" in parameters else None
        _check_parameters(node, parameters, is_property=path is not None)
        return Shape(node, path, parameters)

    def shacl_properties(self, node: Term) -> list[str]:
        """The local names of the SHACL properties that a node has, sorted."""
        if not isinstance(node, ox.NamedNode | ox.BlankNode):
            raise _wrong(node, "is a value where a shape or a constraint is needed")
        quads = self._store.quads_for_pattern(node, None, None, ox.DefaultGraph())
        return sorted({quad.predicate.value.removeprefix(SH) for quad in quads if quad.predicate.value.startswith(SH)})

    def _refuse_foreign(self) -> None:
        for name in _FOREIGN_PREDICATES:
            for node in self.subjects(_sh(name)):
                raise _unsupported(node, name)
        for name in _FOREIGN_CLASSES:
            for node in self.subjects(_TYPE, _sh(name)):
                raise _unsupported(node, name)


def _check_parameters(node: Term, parameters: Mapping[str, tuple[Term, ...]], *, is_property: bool) -> None:
    for name, needed in _COMPANIONS.items():
        if name in parameters and needed not in parameters:
            raise _wrong(node, f"has sh:{name} without sh:{needed}")
    for name in sorted(_OF_PROPERTIES & parameters.keys()):
        if not is_property:
            raise _wrong(node, f"has sh:{name}, which only a property shape may have, and it has no sh:path")
    for name in ("deactivated", "closed", "uniqueLang", "qualifiedValueShapesDisjoint"):
        for value in parameters.get(name, ()):
            if not isinstance(value, ox.Literal) or value.value not in ("true", "false"):
                raise _wrong(node, f"has a value of sh:{name} that is neither true nor false")


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


def _xsd(name: str) -> ox.NamedNode:
    return ox.NamedNode(XSD + name)


def _wrong(shape: Term, fault: str) -> SourceError:
    return SourceError(f"The shape {shape} {fault}. Correct the shapes graph.")


def _unsupported(shape: Term, feature: str) -> SourceError:
    return SourceError(
        f"The shape {shape} uses sh:{feature}, which this SHACL engine does not support. "
        "Say the same with SHACL Core or with sh:sparql."
    )


# --- Paths (§2.3.1) ---------------------------------------------------------------------------------------------------


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


def read_path(graph: ShapesGraph, node: Term, shape: Term, *, inverse: bool = False) -> Path:
    """The path at a node of the shapes graph.

    Inverses are pushed down to the predicates, ``^(a/b)`` being ``^b/^a``, so that no other code meets them.

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
    raise _wrong(shape, "has a sh:path that is no SHACL property path")


def _path_parts(graph: ShapesGraph, head: Term, shape: Term, inverse: bool) -> tuple[Path, ...]:
    members = graph.items(head, shape)
    if len(members) < 2:
        raise _wrong(shape, "has a sh:path with a list of fewer than two members")
    return tuple(read_path(graph, member, shape, inverse=inverse) for member in members)


# --- Compilation ------------------------------------------------------------------------------------------------------


class Violation(NamedTuple):
    """A graph pattern that has a solution where a constraint is broken.

    Attributes:
        component: local name of the constraint component.
        pattern: the pattern; the focus node's variable is bound before it.
        value: the variable with the offending value, if there is one.
        path: the variable with the path, where the pattern finds it.
        columns: further variables that tell two results apart.
        constraint: the node of a ``sh:sparql`` constraint.
    """

    component: str
    pattern: str
    value: str | None = None
    path: str | None = None
    columns: tuple[str, ...] = ()
    constraint: Term | None = None


class Focus(NamedTuple):
    """Where a shape's focus nodes come from.

    Attributes:
        pattern: the pattern that binds them.
        variables: the nodes on the way to them, the focus node last. All tell results apart, since a
            shape inside a shape is checked once for each way that leads to it (§4.7.2).
    """

    pattern: str
    variables: tuple[str, ...]

    @property
    def node(self) -> str:
        """The variable with the focus node."""
        return self.variables[-1]


@dataclass(frozen=True, slots=True)
class Check:
    """One query, and what a solution of it means.

    Attributes:
        text: a SELECT whose every solution is a result.
        shape: the shape that is checked.
        focus: the variable with the focus node.
        violation: the constraint, and the variables with value and path.
    """

    text: str
    shape: Shape
    focus: str
    violation: Violation

    def run(self, data: ox.Store) -> Iterator[ShaclResult]:
        """Check a graph."""
        try:
            solutions = data.query(self.text)
        except (SyntaxError, RuntimeError) as error:
            raise _bad_query(self.violation.constraint or self.shape.node, error) from error
        assert isinstance(solutions, ox.QuerySolutions)
        for solution in solutions:
            yield self._result(solution)

    def _result(self, solution: ox.QuerySolution) -> ShaclResult:
        found, shape = self.violation, self.shape
        focus = _cell(solution, self.focus)
        assert focus is not None
        value = _cell(solution, found.value)
        if found.constraint is not None and shape.path is None:
            value = value or focus  # A node shape's one value node is the focus node itself (§2.2).
        return ShaclResult(
            focus=focus,
            path=_cell(solution, found.path) or shape.first("path"),
            value=value,
            severity=shape.severity,
            source_shape=shape.node,
            component=_sh(f"{found.component}ConstraintComponent"),
            constraint=found.constraint,
            bindings=_bindings(solution, found.columns) if found.constraint is not None else (),
        )


def _cell(solution: ox.QuerySolution, variable: str | None) -> Term | None:
    return None if variable is None else solution[variable.removeprefix("?")]


def _bindings(solution: ox.QuerySolution, variables: tuple[str, ...]) -> tuple[tuple[str, Term], ...]:
    cells = ((variable.removeprefix("?"), _cell(solution, variable)) for variable in variables)
    return tuple((name, term) for name, term in cells if term is not None)


def _bad_query(shape: Term, error: Exception) -> QueryError:
    return QueryError(f"The query of the shape {shape} cannot be run: {error}. Correct its sh:select.")


_OWN_VARIABLE = "kg_"


class _Compiler:
    """Turns shapes into queries. Variables are numbered through, so that no two patterns share one by accident."""

    def __init__(self, graph: ShapesGraph) -> None:
        self.graph = graph
        self._numbers = count()
        self._open: list[Term] = []

    def variable(self) -> str:
        """A variable that nothing else uses."""
        return f"?{_OWN_VARIABLE}{next(self._numbers)}"

    def checks(self, shape: Shape) -> Iterator[Check]:
        """The queries for the nodes that the shape's own targets name."""
        focus = self._targets(shape)
        if focus is not None:
            yield from self._checks(shape, focus)
        else:
            self.conforms(shape, self.variable())  # Compiled all the same, so that what is wrong in it is found.

    def conforms(self, shape: Shape, node: str) -> str:
        """A boolean expression: whether a node conforms to a shape (§3.4.1)."""
        if not shape.active:
            return "true"
        with self._guard(shape):
            value, walk = self.values(shape, node)
            tests = [test for _, test in self._value_tests(shape, value)]
            tests += [self.conforms(inner, value) for inner in self.property_shapes(shape)]
            broken = [violation.pattern for violation in self._focus_violations(shape, node)]
        if walk and tests:
            broken.append(f"{walk} FILTER(!({_all(tests)}))")
            tests = []
        return _all([*tests, *(f"NOT EXISTS {{ {pattern} }}" for pattern in broken)])

    def values(self, shape: Shape, focus: str) -> tuple[str, str]:
        """The variable with the value nodes of a focus node, and the pattern that binds it (§2.2, §2.3)."""
        if shape.path is None:
            return focus, ""
        value = self.variable()
        return value, self.walk(shape.path, focus, value)

    def walk(self, path: Path, start: str, end: str) -> str:
        """A pattern for a path whose start is bound. Its end must be a fresh variable.

        A path of length nought is a BIND: SPARQL's own finds only nodes that are in the graph, and a
        focus node need not be. A sequence is a chain of LATERAL, the one join that keeps its order in EXISTS.
        """
        match path:
            case Step(predicate, inverse):
                return f"{end} {predicate} {start} ." if inverse else f"{start} {predicate} {end} ."
            case Sequence(parts):
                *before, last = parts
                middle = self.variable()
                first = before[0] if len(before) == 1 else Sequence(tuple(before))
                return f"{self.walk(first, start, middle)} LATERAL {{ {self.walk(last, middle, end)} }}"
            case Alternative(parts):
                return " UNION ".join(f"{{ {self.walk(part, start, end)} }}" for part in parts)
            case Repeat(part, "?"):
                return f"{{ BIND({start} AS {end}) }} UNION {{ {self.walk(part, start, end)} }}"
            case Repeat(part, "*"):
                return f"{{ BIND({start} AS {end}) }} UNION {{ {self.walk(Repeat(part, '+'), start, end)} }}"
            case Repeat():
                return f"{start} {path.text()} {end} ."

    def property_shapes(self, shape: Shape) -> list[Shape]:
        """The shapes that ``sh:property`` names (§4.7.2)."""
        found = [self.graph.shape(node) for node in shape.parameters.get("property", ())]
        for inner in found:
            if inner.path is None:
                raise _wrong(inner.node, "is used with sh:property and has no sh:path")
        return found

    def constant(self, term: Term, shape: Shape) -> str:
        """A term of the shapes graph as query text; a blank node would be a variable there."""
        if not isinstance(term, ox.NamedNode | ox.Literal):
            raise _wrong(shape.node, "names a blank node, which no other graph can contain")
        return str(term)

    def _checks(self, shape: Shape, focus: Focus) -> Iterator[Check]:
        if not shape.active:
            return
        with self._guard(shape):
            for violation in self._violations(shape, focus.node):
                columns = [*focus.variables, violation.value, violation.path, *violation.columns]
                names = " ".join(dict.fromkeys(name for name in columns if name))
                text = f"SELECT DISTINCT {names} WHERE {{ {focus.pattern} LATERAL {{ {violation.pattern} }} }}"
                yield Check(text, shape, focus.node, violation)
            for inner in self.property_shapes(shape):
                yield from self._checks(inner, self._through(shape, focus))

    def _through(self, shape: Shape, focus: Focus) -> Focus:
        value, walk = self.values(shape, focus.node)
        return Focus(f"{focus.pattern} LATERAL {{ {walk} }}", (*focus.variables, value)) if walk else focus

    def _targets(self, shape: Shape) -> Focus | None:
        """The focus nodes that targets name (§2.1.3), or ``None`` if there is no target."""
        focus = self.variable()
        named = {name: [self.constant(term, shape) for term in shape.parameters.get(name, ())] for name in _TARGETS}
        if self.graph.is_class(shape.node):
            named["targetClass"].append(self.constant(shape.node, shape))
        groups = [f"?class {_SUBCLASS}* {name} . {focus} {_TYPE} ?class ." for name in named["targetClass"]]
        groups += [f"VALUES {focus} {{ {name} }}" for name in named["targetNode"]]
        groups += [f"{focus} {name} ?object ." for name in named["targetSubjectsOf"]]
        groups += [f"?subject {name} {focus} ." for name in named["targetObjectsOf"]]
        union = " UNION ".join(f"{{ {group} }}" for group in groups)
        return Focus(f"{{ SELECT DISTINCT {focus} WHERE {{ {union} }} }}", (focus,)) if groups else None

    def _violations(self, shape: Shape, focus: str) -> Iterator[Violation]:
        value, walk = self.values(shape, focus)
        for name, test in self._value_tests(shape, value):
            yield Violation(_component(name), f"{walk} FILTER(!({test}))", value)
        yield from self._focus_violations(shape, focus)

    def _value_tests(self, shape: Shape, value: str) -> Iterator[tuple[str, str]]:
        for name, test in _VALUE_TESTS.items():
            for term in shape.parameters.get(name, ()):
                yield name, test(Constraint(self, shape, term, value))

    def _focus_violations(self, shape: Shape, focus: str) -> Iterator[Violation]:
        for name, compiled in _FOCUS_VIOLATIONS.items():
            for term in shape.parameters.get(name, ()):
                yield from compiled(Constraint(self, shape, term, focus))

    @contextmanager
    def _guard(self, shape: Shape) -> Iterator[None]:
        if shape.node in self._open:
            raise _wrong(shape.node, "uses itself, and what that means SHACL leaves undefined")
        self._open.append(shape.node)
        yield
        self._open.pop()


def _component(parameter: str) -> str:
    return parameter[0].upper() + parameter[1:]


def _all(tests: list[str]) -> str:
    return " && ".join(f"({test})" for test in tests) or "true"


class Constraint(NamedTuple):
    """One constraint in the course of compilation.

    Attributes:
        compiler: for fresh variables, paths and other shapes.
        shape: the shape that declares it.
        term: the value of its parameter.
        node: the variable with the value node, or with the focus node if it is about all values together.
    """

    compiler: _Compiler
    shape: Shape
    term: Term
    node: str

    @property
    def text(self) -> str:
        """The parameter's value as query text."""
        return self.compiler.constant(self.term, self.shape)

    @property
    def iri(self) -> str:
        """The same, where only an IRI makes sense."""
        if not isinstance(self.term, ox.NamedNode):
            raise _wrong(self.shape.node, f"has the value {self.term} where an IRI is needed")
        return str(self.term)

    @property
    def number(self) -> int:
        """The parameter's value as a number of things."""
        if not isinstance(self.term, ox.Literal) or not self.term.value.isdecimal():
            raise _wrong(self.shape.node, f"has the value {self.term} where a whole number is needed")
        return int(self.term.value)

    @property
    def members(self) -> list[str]:
        """The members of the list that is the parameter's value, as query text."""
        items = self.compiler.graph.items(self.term, self.shape.node)
        return [self.compiler.constant(item, self.shape) for item in items]

    def has_value(self, term: str) -> str:
        """An expression: whether a term is among the focus node's value nodes. Terms are compared, not values."""
        value, walk = self.compiler.values(self.shape, self.node)
        same = f"sameTerm({value}, {term})"
        return f"EXISTS {{ {walk} FILTER({same}) }}" if walk else same

    def has_more_than(self, number: int, test: str = "", value: str = "", walk: str = "") -> str:
        """An expression: whether the focus node has more than so many values; counting stops there."""
        if not walk:
            value, walk = self.compiler.values(self.shape, self.node)
        found = f"SELECT DISTINCT {self.node} {value} WHERE {{ {walk} {test} }}"
        return f"EXISTS {{ {found} OFFSET {number} LIMIT 1 }}"


# --- Components that look at one value node: an expression that is true where the value is right ---------------------


def _class(constraint: Constraint) -> str:
    """§4.1.1 sh:class. The class itself is looked for first: that is a single lookup, and mostly the answer."""
    kind = constraint.compiler.variable()
    above = f"{kind} {_SUBCLASS}+ {constraint.iri}"
    node = constraint.node
    return (
        f"EXISTS {{ {node} {_TYPE} {constraint.iri} }}"
        f" || EXISTS {{ {node} {_TYPE} {kind} FILTER EXISTS {{ {above} }} }}"
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
    "date time dateTime gYear gYearMonth gMonth gMonthDay gDay duration dayTimeDuration yearMonthDuration".split()
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
        test = _all([f"{test} || DATATYPE({node}) = {_xsd('integer')}", *bounds])
    elif name in _SPELLINGS:
        test = f'{test} && REGEX(STR({node}), "^({_SPELLINGS[name]})$")'
    elif name in _READABLE:
        test = f'{test} && STR({_xsd(name)}(STR({node}))) != ""'
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
        raise _unsupported(constraint.shape.node, f"nodeKind {constraint.iri}")
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
    flags = constraint.shape.first("flags")
    arguments = (
        constraint.text
        if flags is None
        else f"{constraint.text}, {constraint.compiler.constant(flags, constraint.shape)}"
    )
    if not ox.Store().query(f'ASK {{ FILTER(BOUND(?ok)) BIND(REGEX("", {arguments}) AS ?ok) }}'):
        raise _unsupported(constraint.shape.node, f"pattern {arguments}")
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
        raise _wrong(constraint.shape.node, f"names the property shape {shape.node} with sh:node; use sh:property")
    return constraint.compiler.conforms(shape, constraint.node)


_VALUE_TESTS: dict[str, Callable[[Constraint], str]] = {
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


# --- Components that look at all value nodes of a focus node: patterns that find what is wrong -----------------------


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
    if not _is_true(constraint.term):
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
    if not _is_true(constraint.term):
        return
    compiler, shape = constraint.compiler, constraint.shape
    inner = [property_shape.path for property_shape in compiler.property_shapes(shape)]
    allowed = {str(path.predicate) for path in inner if isinstance(path, Step) and not path.inverse}
    ignored = shape.first("ignoredProperties")
    if ignored is not None:
        allowed.update(compiler.constant(item, shape) for item in compiler.graph.items(ignored, shape.node))
    subject, walk = compiler.values(shape, constraint.node)
    predicate, value = compiler.variable(), compiler.variable()
    triple = f"{subject} {predicate} {value} . FILTER({predicate} NOT IN ({', '.join(sorted(allowed))}))"
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
        more = constraint.has_more_than(constraint.number - least, f"FILTER({_all(tests)})", value, walk)
        yield Violation(component, f"FILTER({'!' if least else ''}{more})")

    return violations


def _siblings(graph: ShapesGraph, shape: Shape, wanted: Term) -> list[Shape]:
    if not _is_true(shape.first("qualifiedValueShapesDisjoint")):
        return []
    parents = graph.subjects(_sh("property"), shape.node)
    nodes = {node for parent in parents for node in graph.objects(parent, _sh("property"))}
    values = {value for node in nodes for value in graph.objects(node, _sh("qualifiedValueShape"))}
    return [graph.shape(value) for value in sorted(values - {wanted}, key=str)]


def _sparql(constraint: Constraint) -> Iterator[Violation]:
    """§5.2 sh:sparql."""
    graph = constraint.compiler.graph
    query = read_select(graph, constraint.shape, constraint.term)
    if query is not None:
        pattern = f"BIND({constraint.node} AS ?this) LATERAL {{ {query.text}\n}}"
        value, path = (name if name in query.columns else None for name in ("?value", "?path"))
        yield Violation("SPARQL", pattern, value, path, query.columns, constraint.term)


_FOCUS_VIOLATIONS: dict[str, Callable[[Constraint], Iterator[Violation]]] = {
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


# --- sh:sparql (§5) ---------------------------------------------------------------------------------------------------


class Select(NamedTuple):
    """The query of a ``sh:sparql`` constraint, ready to stand inside another one.

    Attributes:
        text: the query without prefixes: every name is written out.
        columns: the variables that it returns, ``?this`` among them.
    """

    text: str
    columns: tuple[str, ...]


_PROLOGUE = re.compile(r"\s*(?:#[^\n]*\n\s*)*PREFIX\s+([^\s:]*):\s*<([^<>\s]*)>", re.IGNORECASE)
# As in SPARQL's grammar, what may contain anything comes first: strings, IRIs, comments.
_TOKEN = re.compile(
    r"""
      (?P<string> \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
    | (?P<iri> <[^<>"{}|^`\\\s]*> )
    | (?P<comment> \#[^\n]* )
    | (?P<variable> [?$]\w+ )
    | (?P<name> (?:[^\W\d_][\w.-]*)? : (?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)* )
    | (?P<blank> _:\w[\w.-]* )
    | (?P<word> [A-Za-z]\w* )
    | (?P<mark> [(){}*] )
    """,
    re.VERBOSE | re.DOTALL,
)
_FORBIDDEN_WORDS = frozenset({"MINUS", "VALUES"})
_FORBIDDEN_VARIABLES = frozenset({"shapesGraph", "currentShape", "failure"})


def read_select(graph: ShapesGraph, shape: Shape, node: Term) -> Select | None:
    """The query of a ``sh:sparql`` constraint; ``None`` if it is deactivated.

    Names are written out and ``$PATH`` is put in, so that the query can stand in another one whatever
    prefixes that one has. It is then parsed alone: only a whole SELECT can stand in a group.

    Raises:
        SourceError: if it uses what SHACL forbids, or lacks what it needs.
        QueryError: if it is not SPARQL, or reaches beyond the graph.
    """
    if unknown := sorted(set(graph.shacl_properties(node)) - _OF_CONSTRAINTS):
        raise _unsupported(node, unknown[0])
    if _is_true(graph.one(node, "deactivated")):
        return None
    literal = graph.one(node, "select")
    if not isinstance(literal, ox.Literal):
        raise _wrong(node, "has no sh:select with the text of a query")
    check_query(literal.value)
    text = _written_out(literal.value, _prefixes(graph, node), shape, node)
    return Select(text, _columns(text, node))


def _prefixes(graph: ShapesGraph, node: Term) -> dict[str, str]:
    """The prefixes that a constraint names (§5.2.1), with those of imported ontologies."""
    pending = graph.objects(node, _sh("prefixes"))
    seen: list[Term] = []
    found: dict[str, str] = {}
    while pending:
        holder = pending.pop()
        if holder in seen:
            continue
        seen.append(holder)
        pending += graph.objects(holder, ox.NamedNode(f"{OWL}imports"))
        for declaration in graph.objects(holder, _sh("declare")):
            prefix, namespace = graph.one(declaration, "prefix"), graph.one(declaration, "namespace")
            if not isinstance(prefix, ox.Literal) or not isinstance(namespace, ox.Literal):
                raise _wrong(declaration, "declares no prefix with its namespace")
            if found.setdefault(prefix.value, namespace.value) != namespace.value:
                raise _wrong(node, f"knows two namespaces for the prefix {prefix.value}")
    return found


def _written_out(text: str, prefixes: dict[str, str], shape: Shape, node: Term) -> str:
    start = 0
    while declared := _PROLOGUE.match(text, start):
        prefixes[declared[1]] = declared[2]
        start = declared.end()
    matches = list(_TOKEN.finditer(text, start))
    _check_nesting([match for match in matches if match.lastgroup != "comment"], node)
    written: list[str] = []
    for match in matches:
        written += [text[start : match.start()], _written(match, prefixes, shape, node)]
        start = match.end()
    return "".join([*written, text[start:]])


def _written(token: re.Match[str], prefixes: Mapping[str, str], shape: Shape, node: Term) -> str:
    match token.lastgroup:
        case "comment":
            return " "
        case "name":
            return _iri(token[0], prefixes, node)
        case "variable" if token[0][1:] == "PATH":
            if shape.path is None:
                raise _wrong(node, "has $PATH in its query and stands at a node shape, which has no path")
            return f" {shape.path.text()} "
        case "variable":
            _check_variable(token[0][1:], node)
    return token[0]


def _iri(name: str, prefixes: Mapping[str, str], node: Term) -> str:
    prefix, local = name.split(":", 1)
    dots = re.search(r"(?<!\\)\.*$", local)  # A full stop at the end is the triple's, not the name's.
    assert dots is not None
    if prefix not in prefixes:
        raise _wrong(node, f"uses the prefix {prefix}: in its query and does not declare it with sh:prefixes")
    unescaped = re.sub(r"\\(.)", r"\1", local[: dots.start()])
    return f"<{prefixes[prefix]}{unescaped}>{dots[0]}"


def _check_variable(name: str, node: Term) -> None:
    if name in _FORBIDDEN_VARIABLES or name.startswith(_OWN_VARIABLE):
        raise _wrong(node, f"uses the variable ?{name} in its query, which is not supported")


def _check_nesting(tokens: list[re.Match[str]], node: Term) -> None:
    """Refuse what would break pre-binding (appendix A of SHACL)."""
    words = [token[0].upper() if token.lastgroup == "word" else token[0].replace("$", "?") for token in tokens]
    for word in words:
        if word in _FORBIDDEN_WORDS:
            raise _wrong(node, f"uses {word} in its query, which SHACL forbids")
    if ("AS", "?this") in zip(words, words[1:], strict=False):
        raise _wrong(node, "gives $this another value in its query, which SHACL forbids")
    selects = [index for index, word in enumerate(words) if word == "SELECT"]
    for index in selects[1:]:
        if "?this" not in _plain_columns(words[index + 1 :]):
            raise _wrong(node, "has a nested SELECT that does not return $this, which SHACL forbids")


def _plain_columns(words: list[str]) -> set[str]:
    """The columns of a SELECT clause that are no expressions."""
    columns: set[str] = set()
    depth = 0
    for word in words:
        if word == "{":
            break
        depth += (word == "(") - (word == ")")
        if depth == 0:
            columns.add(word)
    return columns


def _columns(text: str, node: Term) -> tuple[str, ...]:
    try:
        solutions = ox.Store().query(text)
    except (SyntaxError, RuntimeError) as error:
        raise _bad_query(node, error) from error
    if not isinstance(solutions, ox.QuerySolutions):
        raise _wrong(node, "has a query that is no SELECT")
    columns = tuple(str(variable) for variable in solutions.variables)
    if "?this" not in columns:
        raise _wrong(node, "has a query that does not return $this")
    return columns
