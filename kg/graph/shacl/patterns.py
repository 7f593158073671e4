"""What constraints are compiled with: fresh variables, the patterns of paths, terms as query text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from itertools import count

from kg.graph.shacl.paths import Alternative, Path, Repeat, Sequence, Step
from kg.graph.shacl.shapes import Shape, ShapesGraph
from kg.graph.shacl.terms import OWN_VARIABLE, wrong
from kg.graph.terms import Literal, NamedNode, Term
from kg.text import Text


class Patterns(ABC):
    """Makes the patterns of one shapes graph.

    Variables are numbered through, so that no two patterns share one by accident.
    """

    def __init__(self, graph: ShapesGraph) -> None:
        self.graph = graph
        self._numbers = count()

    def variable(self) -> str:
        """A variable that nothing else uses."""
        return f"?{OWN_VARIABLE}{next(self._numbers)}"

    @abstractmethod
    def conforms(self, shape: Shape, node: str) -> str:
        """A boolean expression: whether a node conforms to a shape (§3.4.1)."""

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

        Args:
            path: the path.
            start: the variable or term where it starts, as query text.
            end: the variable of its end.
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
                raise wrong(
                    inner.node, Text("is used with sh:property and has no sh:path", "用于 sh:property 而没有 sh:path")
                )
        return found

    def constant(self, term: Term, shape: Shape) -> str:
        """A term of the shapes graph as query text; a blank node would be a variable there."""
        if not isinstance(term, NamedNode | Literal):
            raise wrong(
                shape.node,
                Text("names a blank node, which no other graph can contain", "写有空白节点，而其他图不可能含有它"),
            )
        return str(term)
