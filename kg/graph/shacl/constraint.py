"""One constraint in the course of compilation, and what it is compiled to."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from kg.graph.shacl.patterns import Patterns
from kg.graph.shacl.shapes import Shape
from kg.graph.shacl.terms import sh, wrong
from kg.graph.terms import NamedNode, Term
from kg.text import Text


class Violation(NamedTuple):
    """A graph pattern that has a solution where a constraint is broken.

    Attributes:
        component: the constraint component.
        pattern: the pattern; the focus node's variable is bound before it.
        value: the variable with the offending value, if there is one.
        path: the variable with the path, where the pattern finds it.
        columns: further variables that tell two results apart.
        constraint: the node of a ``sh:sparql`` constraint.
        worded_by: what in the shapes graph has its messages, the shape aside; the most specific first. Empty for
            SHACL's own components, whose words are the shape's.
        given: the parameters of a component of one's own, for the messages.
    """

    component: NamedNode
    pattern: str
    value: str | None = None
    path: str | None = None
    columns: tuple[str, ...] = ()
    constraint: Term | None = None
    worded_by: tuple[Term, ...] = ()
    given: tuple[tuple[str, Term], ...] = ()


class Constraint(NamedTuple):
    """One constraint in the course of compilation.

    Attributes:
        compiler: for fresh variables, paths and other shapes.
        shape: the shape that declares it.
        term: the value of its parameter.
        node: the variable with the value node, or with the focus node if it is about all values together.
    """

    compiler: Patterns
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
            raise wrong(
                self.shape.node,
                Text(f"has the value {self.term} where an IRI is needed", f"须为 IRI 之处为 {self.term}"),
            )
        return str(self.term)

    @property
    def number(self) -> int:
        """The parameter's value as a number of things."""
        if not isinstance(self.term, ox.Literal) or not self.term.value.isdecimal():
            raise wrong(
                self.shape.node,
                Text(f"has the value {self.term} where a whole number is needed", f"须为整数之处为 {self.term}"),
            )
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
        """An expression: whether the focus node has more than so many values; counting stops there.

        Args:
            number: how many it may have.
            test: a filter, as query text, that says which values count; empty for all.
            value: with ``walk``, the variable that has the value there.
            walk: the pattern that leads from the focus node to its values; empty for the shape's own path.

        Returns:
            the expression, as query text.
        """
        if not walk:
            value, walk = self.compiler.values(self.shape, self.node)
        found = f"SELECT DISTINCT {self.node} {value} WHERE {{ {walk} {test} }}"
        return f"EXISTS {{ {found} OFFSET {number} LIMIT 1 }}"


def core(parameter: str) -> NamedNode:
    """SHACL's own component with a parameter, ``minCount``."""
    return sh(f"{parameter[0].upper()}{parameter[1:]}ConstraintComponent")


def every(tests: list[str]) -> str:
    """The conjunction of boolean expressions."""
    return " && ".join(f"({test})" for test in tests) or "true"
