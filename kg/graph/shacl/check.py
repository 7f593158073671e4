"""Runs a compiled constraint, and reads results from the solutions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.errors import QueryError
from kg.graph.shacl.constraint import Violation
from kg.graph.shacl.shapes import Shape
from kg.graph.shacl.terms import SHAPES_GRAPH, bad_query
from kg.graph.store import Row, Store
from kg.graph.terms import NamedNode, Term


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
        bindings: the columns that a query of the shapes graph returned, and the parameters of its component, for its
            message.
        worded_by: what in the shapes graph has its messages, the shape aside; the most specific first.
    """

    focus: Term
    path: Term | None
    value: Term | None
    severity: Term
    source_shape: Term
    component: NamedNode
    constraint: Term | None = None
    bindings: tuple[tuple[str, Term], ...] = ()
    worded_by: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One query, and what a solution of it means.

    Attributes:
        text: a SELECT whose every solution is a result.
        shape: the shape that is checked.
        focus: the variable with the focus node.
        violation: the constraint, and the variables with value and path.
        targets: what names the focus nodes, by ``targetClass`` and kin; ``None`` for values of another shape's nodes.
    """

    text: str
    shape: Shape
    focus: str
    violation: Violation
    targets: Mapping[str, Sequence[Term]] | None = None

    @property
    def reads_shapes(self) -> bool:
        """Whether it looks into the shapes graph too, as the named graph ``SHAPES_GRAPH``."""
        return str(SHAPES_GRAPH) in self.text

    def among(self, nodes: Iterable[Term]) -> Check:
        """The same check for some of its focus nodes alone.

        Args:
            nodes: IRIs and literals that its targets name.
        """
        head = self.text.partition(" WHERE {")[0]
        named = " ".join(map(str, nodes))
        return replace(
            self, text=f"{head} WHERE {{ VALUES {self.focus} {{ {named} }} LATERAL {{ {self.violation.pattern} }} }}"
        )

    def run(self, data: Store) -> Iterator[ShaclResult]:
        """Check a graph."""
        try:
            rows = data.select(self.text)
        except QueryError as error:
            raise bad_query((*self.violation.worded_by, self.shape.node)[0], error.__cause__ or error) from error
        for row in rows:
            yield self._result(row)

    def _result(self, solution: Row) -> ShaclResult:
        found, shape = self.violation, self.shape
        focus = _cell(solution, self.focus)
        assert focus is not None
        value = _cell(solution, found.value)
        if found.worded_by and shape.path is None:
            value = value or focus  # A node shape's one value node is the focus node itself (§2.2).
        return ShaclResult(
            focus=focus,
            path=_cell(solution, found.path) or shape.first("path"),
            value=value,
            severity=shape.severity,
            source_shape=shape.node,
            component=found.component,
            constraint=found.constraint,
            bindings=(*_bindings(solution, found.columns), *found.given) if found.worded_by else (),
            worded_by=found.worded_by,
        )


def _cell(solution: Row, variable: str | None) -> Term | None:
    return None if variable is None else solution[variable.removeprefix("?")]


def _bindings(solution: Row, variables: tuple[str, ...]) -> tuple[tuple[str, Term], ...]:
    cells = ((variable.removeprefix("?"), _cell(solution, variable)) for variable in variables)
    return tuple((name, term) for name, term in cells if term is not None)
