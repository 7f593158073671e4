"""Tells, from columns of the whole graph, which checks can find nothing; those need no query.

Most checks of a large graph find nothing, and each of them walks all focus nodes again. Here the graph is read once, as
columns of numbers that stand for terms, and a constraint is looked at for all nodes together. What is said is one way
only: *surely nothing is wrong*. Wherever the columns leave a doubt (a component or a path that they do not know, a
literal that is written in another way, one node that may be wrong) the query is asked as ever, so that results are
those of the queries, in their words and order.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.shacl import joins
from kg.graph.shacl.columns import Array, Columns
from kg.graph.shacl.paths import Step
from kg.graph.shacl.shapes import Shape, ShapesGraph
from kg.graph.shacl.terms import SUBCLASS, TYPE
from kg.graph.shacl.value_components import VALUE_TESTS
from kg.graph.terms import Term
from kg.vocabulary import RDF, SH, XSD

if TYPE_CHECKING:
    from kg.graph.shacl.check import Check

#: Parameters that constrain nothing by themselves.
_NO_CONSTRAINT = frozenset(
    {"path", "severity", "deactivated", "targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "flags"}
    | {"name", "description", "order", "group", "defaultValue", "message", "prefixes", "declare", "optional"}
)
#: Components that find fault with values beside others.
_OF_VALUES_TOGETHER = frozenset({"lessThan", "lessThanOrEquals", "disjoint"})
_WHOLE_NUMBER = re.compile(rb'"([+-]?[0-9]{1,18})"\^\^<' + re.escape(f"{XSD}integer".encode()) + rb">")
_SPELLINGS = {
    "integer": re.compile(rb"[+-]?[0-9]+"),
    "decimal": re.compile(rb"[+-]?[0-9]+(\.[0-9]+)?"),
    "boolean": re.compile(rb"true|false"),
    "date": re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


class Screen:
    """What the columns of a graph say of the checks of one shapes graph.

    Args:
        columns: the graph.
        shapes: the shapes.
    """

    def __init__(self, columns: Columns, shapes: ShapesGraph) -> None:
        self._columns, self._shapes = columns, shapes
        self._instances = cache(self._instances_of)
        self._holds = cache(self._holds_of)
        self._held: dict[Term, Shape] = {}

    def finds_nothing(self, check: Check) -> bool:
        """Whether a check surely finds nothing."""
        if check.targets is None or check.reads_shapes:
            return False
        focus = self._focus(check.targets)
        if check.violation.worded_by:
            return focus is not None and joins.surely_empty(check.violation.pattern, self._columns, focus)
        name = str(check.violation.component.value).removeprefix(SH).removesuffix("ConstraintComponent")
        parameter = name[:1].lower() + name[1:]
        self._held[check.shape.node] = check.shape
        return focus is not None and bool(self._keeps(check.shape.node, parameter, focus)[focus].all())

    def _focus(self, targets: Mapping[str, Sequence[Term]]) -> Array | None:
        import numpy as np

        found = np.zeros(len(self._columns), dtype=bool)
        for name, terms in targets.items():
            for term in terms:
                if name == "targetClass":
                    found |= self._instances(term)
                elif name in ("targetSubjectsOf", "targetObjectsOf"):
                    found[self._columns.pairs(term, inverse=name == "targetObjectsOf")[0]] = True
                else:
                    return None
        return found

    def _instances_of(self, kind: Term) -> Array:
        """Which terms are of a class or one below it, by their numbers."""
        import numpy as np

        below, above = self._columns.pairs(SUBCLASS)
        kinds, before = {self._columns.number(kind)}, 0
        while len(kinds) > before:
            before = len(kinds)
            kinds.update(below[np.isin(above, list(kinds))].tolist())
        things, classes = self._columns.pairs(TYPE)
        found = np.zeros(len(self._columns), dtype=bool)
        found[things[np.isin(classes, list(kinds))]] = True
        return found

    def _holds_of(self, node: Term) -> Array:
        """Which terms surely conform to a shape, by their numbers."""
        import numpy as np

        shape = self._shape(node)
        found = np.full(len(self._columns), not shape.uses)
        if not shape.active:
            return np.ones(len(self._columns), dtype=bool)
        for name in shape.parameters.keys() - _NO_CONSTRAINT:
            found &= self._keeps(node, name)
        return found

    def _shape(self, node: Term) -> Shape:
        if node not in self._held:
            self._held[node] = self._shapes.shape(node)
        return self._held[node]

    def _keeps(self, node: Term, name: str, among: Array | None = None) -> Array:
        """Which terms, as focus nodes of a shape, surely keep what one of its parameters asks for.

        Args:
            node: the shape.
            name: the parameter.
            among: which terms are asked for; all if ``None``.
        """
        import numpy as np

        shape, size = self._shape(node), len(self._columns)
        terms = shape.parameters.get(name, ())
        nothing = np.zeros(size, dtype=bool)
        if name == "property":
            if shape.path is not None:
                return nothing  # it is asked of the values, not of the focus node
            return np.logical_and.reduce([self._holds(term) for term in terms])
        if shape.path is None:
            asked = np.arange(size) if among is None else np.flatnonzero(among)
            nothing[asked] = self._right(shape, name, asked)
            return nothing
        if not isinstance(shape.path, Step):
            return nothing
        things, values = self._columns.pairs(shape.path.predicate, inverse=shape.path.inverse)
        if name == "hasValue":
            return np.logical_and.reduce([self._having(things, values, term) for term in terms])
        together = self._together(things, values, name, terms)
        if together is not None:
            return together
        if name in _OF_VALUES_TOGETHER:
            nothing[:] = True  # who has no values has none that do not fit
            nothing[things] = False
        if name not in VALUE_TESTS:
            return nothing
        different, place = np.unique(values, return_inverse=True)
        found = ~nothing
        found[things[~self._right(shape, name, different)[place]]] = False
        return found

    def _together(self, things: Array, values: Array, name: str, terms: Sequence[Term]) -> Array | None:
        """Which terms have values that are right beside each other; ``None`` where that is not known."""
        if name in ("minCount", "maxCount"):
            return self._counted(things, name, terms[0])
        if name == "uniqueLang":
            return self._in_different_languages(things, values)
        return self._ordered(things, values, name, terms) if name in ("lessThan", "lessThanOrEquals") else None

    def _ordered(self, things: Array, values: Array, name: str, properties: Sequence[Term]) -> Array | None:
        """Which terms have values less than all those of some properties; ``None`` if one is no whole number."""
        import numpy as np

        found = np.ones(len(self._columns), dtype=bool)
        most = np.full(len(self._columns), np.iinfo(np.int64).min)
        least = np.full(len(self._columns), np.iinfo(np.int64).max)
        for kept, keep, (owners, numbers) in [
            (most, np.maximum, (things, values)),
            *((least, np.minimum, self._columns.pairs(each)) for each in properties),
        ]:
            different, place = np.unique(numbers, return_inverse=True)
            read = [_WHOLE_NUMBER.fullmatch(self._columns.spelt[number]) for number in different.tolist()]
            whole = [int(each[1]) for each in read if each]
            if len(whole) < len(read):
                return None
            keep.at(kept, owners, np.array(whole, dtype=np.int64)[place])
        has_both = (most > np.iinfo(np.int64).min) & (least < np.iinfo(np.int64).max)
        found[has_both] = (most < least)[has_both] if name == "lessThan" else (most <= least)[has_both]
        return found

    def _in_different_languages(self, things: Array, values: Array) -> Array:
        """Which terms have no two values in one language."""
        import numpy as np

        tags: dict[bytes, int] = {b"": -1}
        spelt = self._columns.spelt
        different, place = np.unique(values, return_inverse=True)
        ends = (spelt[number].rpartition(b'"') for number in different.tolist())
        # Tags that differ in case only are one; an IRI has no sign of quotation.
        spoken = (end[2].lower().partition(b"--")[0] if end[2][:1] == b"@" else b"" for end in ends)
        tag = np.array([tags.setdefault(each, len(tags)) for each in spoken], dtype=np.int64)[place]
        tagged = np.flatnonzero(tag >= 0)
        keys, many = np.unique(things[tagged].astype(np.int64) * len(tags) + tag[tagged], return_counts=True)
        found = np.ones(len(self._columns), dtype=bool)
        found[keys[many > 1] // len(tags)] = False
        return found

    def _counted(self, things: Array, name: str, limit: Term) -> Array:
        """Which terms come as often among the things as a limit says."""
        import numpy as np

        if not isinstance(limit, ox.Literal) or not limit.value.isdecimal():
            return np.zeros(len(self._columns), dtype=bool)
        counts = np.bincount(things, minlength=len(self._columns))
        return counts >= int(limit.value) if name == "minCount" else counts <= int(limit.value)

    def _having(self, things: Array, values: Array, value: Term) -> Array:
        """Which terms are among the things with a value."""
        import numpy as np

        found = np.zeros(len(self._columns), dtype=bool)
        found[things[values == self._columns.number(value)]] = True
        return found

    def _right(self, shape: Shape, name: str, values: Array) -> Array:
        """Which value nodes surely are as a parameter asks for."""
        import numpy as np

        terms = shape.parameters.get(name, ())
        if name in ("node", "class"):
            every = self._holds if name == "node" else self._instances
            return np.logical_and.reduce([every(term)[values] for term in terms])
        if name in ("and", "or"):
            join = np.logical_and if name == "and" else np.logical_or
            lists = [self._shapes.shapes_in(term, shape) for term in terms]
            return np.logical_and.reduce(
                [join.reduce([self._holds(each.node)[values] for each in members]) for members in lists]
            )
        if name == "in":
            members = [self._columns.number(each) for each in self._shapes.items(terms[0], shape.node)]
            return np.isin(values, members)
        tests = [test for term in terms if (test := self._test(shape, name, term)) is not None]
        if len(tests) < max(len(terms), 1):
            return np.zeros(len(values), dtype=bool)
        spelt = self._columns.spelt
        return np.fromiter(
            (all(test(spelt[value]) for test in tests) for value in values.tolist()), dtype=bool, count=len(values)
        )

    def _test(self, shape: Shape, name: str, term: Term) -> Callable[[bytes], bool] | None:
        """Whether one value is right, of its spelling; ``None`` where it is not known how to tell."""
        if name == "nodeKind":
            signs = {"IRI": b"<", "Literal": b'"', "BlankNode": b"_", "BlankNodeOrIRI": b"_<"}
            signs |= {"BlankNodeOrLiteral": b'_"', "IRIOrLiteral": b'<"'}
            first = signs.get(str(term)[1:-1].removeprefix(SH), b"")
            return lambda value: value[:1] in first and value[:2] != b"<<"
        if name == "datatype":
            return _of_type(str(term)[1:-1])
        if name in ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive"):
            limit = _WHOLE_NUMBER.fullmatch(str(term).encode())
            return None if limit is None else _compared(name, int(limit[1]))
        if name in ("minLength", "maxLength") and isinstance(term, ox.Literal) and term.value.isdecimal():
            return _long(int(term.value), least=name == "minLength")
        if name == "languageIn":
            tags = self._shapes.items(term, shape.node)
            ends = tuple(f'"@{tag.value}'.encode() for tag in tags if isinstance(tag, ox.Literal))
            return lambda value: value.endswith(ends)
        return None


def _of_type(datatype: str) -> Callable[[bytes], bool] | None:
    if datatype == f"{XSD}string":
        return lambda value: value[:1] == b'"' and value[-1:] == b'"'
    if datatype == f"{RDF}langString":
        return lambda value: value[:1] == b'"' and value[-1:] not in (b'"', b">")
    spelling = _SPELLINGS.get(datatype.removeprefix(XSD)) if datatype.startswith(XSD) else None
    if spelling is None:
        return None
    end, dates = f'"^^<{datatype}>'.encode(), datatype == f"{XSD}date"

    def fits(value: bytes) -> bool:
        if value[:1] != b'"' or not value.endswith(end) or not spelling.fullmatch(value, 1, len(value) - len(end)):
            return False
        return not dates or _is_day(value[1:11].decode())

    return fits


@cache
def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _compared(name: str, limit: int) -> Callable[[bytes], bool]:
    def fits(value: bytes) -> bool:
        found = _WHOLE_NUMBER.fullmatch(value)
        if found is None:
            return False
        number = int(found[1])
        if number == limit:
            return name.endswith("Inclusive")
        return number > limit if name.startswith("min") else number < limit

    return fits


def _long(limit: int, *, least: bool) -> Callable[[bytes], bool]:
    def fits(value: bytes) -> bool:
        end = value.rfind(b'"')
        # What has an escape is longer in its spelling than it is; an IRI is left to the query.
        if end < 1 or b"\\" in value:
            return False
        size = len(value[1:end].decode())
        return size >= limit if least else size <= limit

    return fits
