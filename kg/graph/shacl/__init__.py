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

Which constraints can find nothing at all is told beforehand from columns of the graph (``screen``); their queries are
not asked.

What is supported: SHACL Core and SHACL-SPARQL whole: ``sh:sparql``, and constraint components with parameters and
validators that a shapes graph declares itself. Whatever else it asks for raises ``SourceError`` with the shape's name.
What declares no constraint since something is missing, a ``sh:qualifiedMinCount`` without a shape to count by, checks
nothing (§2.1.1); ``idle_parameters`` names it. Known limits:

* Shapes that use themselves are refused (§3.4.3 leaves them undefined).
* A query may not use MINUS, VALUES, SERVICE, ``AS`` with a pre-bound variable or a nested SELECT that does not return
  them all (appendix A of SHACL forbids them), nor ``?failure``. In it, as in every query, a ``[NOT] EXISTS`` that
  joins several patterns is slow: give each further one an EXISTS of its own.
* For ``GRAPH $shapesGraph`` the data are copied, once a validation. A blank node of the shapes graph, such as
  a nameless ``$currentShape``, is an IRI there.
* Oxigraph stores the types derived from ``xsd:integer`` as ``xsd:integer``, so ``sh:datatype`` with one of
  them accepts an integer in the type's range, and ``xsd:integer`` accepts them; it stores ``"1"^^xsd:boolean`` as
  ``true``. These are the two tests of W3C's suite that fail (``tests/bench/shacl_suite.py``).
* Patterns are Rust's regular expressions, which have neither look-around nor back-references.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from kg.graph.shacl.check import Check, ShaclResult
from kg.graph.shacl.columns import Columns
from kg.graph.shacl.compiler import Compiler
from kg.graph.shacl.screen import Screen
from kg.graph.shacl.shapes import Idle, ShapesGraph
from kg.graph.shacl.terms import SHAPES_GRAPH, named_triple
from kg.graph.store import Store

__all__ = ["Check", "Columns", "Idle", "ShaclResult", "checks", "compile_shapes", "idle_parameters", "validate"]


def validate(data: Store, shapes: Store) -> list[ShaclResult]:
    """Check a graph against shapes.

    Args:
        data: the graph, with the classes' ``rdfs:subClassOf``. Its engine must know ``LATERAL``;
            of one that does not, check a ``TripleStore`` with the same triples.
        shapes: the shapes.

    Returns:
        the results, sorted; as many as SHACL reports, so the same one may come twice where a shape is
        reached in two ways.

    Raises:
        SourceError: if the shapes are ill-formed or use something that is not supported.
        QueryError: if a ``sh:sparql`` query is wrong or reaches beyond the graph.
    """
    return sorted((result for _, run in checks(data, shapes) for result in run()), key=_sort_key)


def checks(
    data: Store, shapes: Store, columns: Callable[[], Columns] | None = None
) -> list[tuple[Check, Callable[[], Iterator[ShaclResult]]]]:
    """The checks of ``validate`` one by one, each with what runs it; errors as there.

    Args:
        data: as there.
        shapes: likewise.
        columns: gives the columns of the graph, to who has them already; they are made when needed if ``None``.
    """

    @cache
    def with_shapes() -> Store:
        both = data.snapshot()
        both.add(map(named_triple, shapes.triples()), SHAPES_GRAPH)
        return both

    graph = ShapesGraph(shapes)

    @cache
    def screen() -> Screen:
        # Not before it is needed: what an earlier build found is asked of nobody.
        return Screen(columns() if columns else Columns(data), graph)

    def run(check: Check) -> Iterator[ShaclResult]:
        if screen().finds_nothing(check):
            return iter(())
        return check.run(with_shapes() if check.reads_shapes else data)

    return [(check, partial(run, check)) for check in _compiled(graph)]


def compile_shapes(shapes: Store) -> list[Check]:
    """The queries that check a graph against shapes, in a fixed order.

    Raises:
        SourceError, QueryError: as ``validate`` does.
    """
    return _compiled(ShapesGraph(shapes))


def _compiled(graph: ShapesGraph) -> list[Check]:
    compiler = Compiler(graph)
    return [check for shape in graph.all_shapes() for check in compiler.checks(shape)]


def idle_parameters(shapes: Store) -> list[Idle]:
    """What in a shapes graph checks nothing, in a fixed order.

    Raises:
        SourceError: if the shapes are ill-formed or use something that is not supported.
    """
    graph = ShapesGraph(shapes)
    graph.all_shapes()
    return graph.idle


def _sort_key(result: ShaclResult) -> tuple[str, ...]:
    parts = (result.source_shape, result.component, result.constraint, result.focus, result.path, result.value)
    return (*map(str, parts), str(result.bindings))
