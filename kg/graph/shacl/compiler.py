"""Puts targets, paths and constraints together to one query a constraint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from kg.graph.shacl.check import Check
from kg.graph.shacl.constraint import Constraint, Violation, core, every
from kg.graph.shacl.focus_components import FOCUS_VIOLATIONS, of_component
from kg.graph.shacl.patterns import Patterns
from kg.graph.shacl.shapes import TARGETS, Shape, ShapesGraph
from kg.graph.shacl.terms import SUBCLASS, TYPE, wrong
from kg.graph.shacl.value_components import VALUE_TESTS
from kg.graph.terms import Term
from kg.text import Text


class Focus(NamedTuple):
    """Where a shape's focus nodes come from.

    Attributes:
        pattern: the pattern that binds them.
        variables: the nodes on the way to them, the focus node last. All tell results apart, since a
            shape inside a shape is checked once for each way that leads to it (§4.7.2).
        targets: what names the nodes; ``None`` where a path has led to them.
    """

    pattern: str
    variables: tuple[str, ...]
    targets: Mapping[str, Sequence[Term]] | None = None

    @property
    def node(self) -> str:
        """The variable with the focus node."""
        return self.variables[-1]


class Compiler(Patterns):
    """Turns shapes into queries."""

    def __init__(self, graph: ShapesGraph) -> None:
        super().__init__(graph)
        self._open: list[Term] = []

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
            broken.append(f"{walk} FILTER(!({every(tests)}))")
            tests = []
        return every([*tests, *(f"NOT EXISTS {{ {pattern} }}" for pattern in broken)])

    def _checks(self, shape: Shape, focus: Focus) -> Iterator[Check]:
        if not shape.active:
            return
        with self._guard(shape):
            for violation in self._violations(shape, focus.node):
                columns = [*focus.variables, violation.value, violation.path, *violation.columns]
                names = " ".join(dict.fromkeys(name for name in columns if name))
                text = f"SELECT DISTINCT {names} WHERE {{ {focus.pattern} LATERAL {{ {violation.pattern} }} }}"
                yield Check(text, shape, focus.node, violation, focus.targets)
            for inner in self.property_shapes(shape):
                yield from self._checks(inner, self._through(shape, focus))

    def _through(self, shape: Shape, focus: Focus) -> Focus:
        value, walk = self.values(shape, focus.node)
        return Focus(f"{focus.pattern} LATERAL {{ {walk} }}", (*focus.variables, value)) if walk else focus

    def _targets(self, shape: Shape) -> Focus | None:
        """The focus nodes that targets name (§2.1.3), or ``None`` if there is no target."""
        focus = self.variable()
        named = {name: [self.constant(term, shape) for term in shape.parameters.get(name, ())] for name in TARGETS}
        targets = {name: list(shape.parameters.get(name, ())) for name in TARGETS}
        if self.graph.is_class(shape.node):
            named["targetClass"].append(self.constant(shape.node, shape))
            targets["targetClass"].append(shape.node)
        groups = [f"?class {SUBCLASS}* {name} . {focus} {TYPE} ?class ." for name in named["targetClass"]]
        groups += [f"VALUES {focus} {{ {name} }}" for name in named["targetNode"]]
        groups += [f"{focus} {name} ?object ." for name in named["targetSubjectsOf"]]
        groups += [f"?subject {name} {focus} ." for name in named["targetObjectsOf"]]
        union = " UNION ".join(f"{{ {group} }}" for group in groups)
        return Focus(f"{{ SELECT DISTINCT {focus} WHERE {{ {union} }} }}", (focus,), targets) if groups else None

    def _violations(self, shape: Shape, focus: str) -> Iterator[Violation]:
        value, walk = self.values(shape, focus)
        for name, test in self._value_tests(shape, value):
            yield Violation(core(name), f"{walk} FILTER(!({test}))", value)
        yield from self._focus_violations(shape, focus)

    def _value_tests(self, shape: Shape, value: str) -> Iterator[tuple[str, str]]:
        for name, test in VALUE_TESTS.items():
            for term in shape.parameters.get(name, ()):
                yield name, test(Constraint(self, shape, term, value))

    def _focus_violations(self, shape: Shape, focus: str) -> Iterator[Violation]:
        for name, compiled in FOCUS_VIOLATIONS.items():
            for term in shape.parameters.get(name, ()):
                yield from compiled(Constraint(self, shape, term, focus))
        for use in shape.uses:
            yield from of_component(Constraint(self, shape, use.component.node, focus), use)

    @contextmanager
    def _guard(self, shape: Shape) -> Iterator[None]:
        if shape.node in self._open:
            raise wrong(
                shape.node,
                Text("uses itself, and what that means SHACL leaves undefined", "用到自身，而 SHACL 未定义其含义"),
            )
        self._open.append(shape.node)
        yield
        self._open.pop()
