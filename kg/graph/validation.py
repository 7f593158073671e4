"""Checks a graph against SHACL shapes. The one function behind which the engine stands.

The engine says where the graph is wrong; the shapes graph says it in words. Messages in both
languages and the name of the table's column are read from the shape that is broken::

    ex:claim-as-of a sh:PropertyShape ;
        sh:path pk:asOf ; sh:minCount 1 ;
        pk:column "as_of" ;
        sh:message "A claim has a date."@en , "陈述须有日期。"@zh .
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from pathlib import Path

from kg.assets import BUNDLED, Ontology
from kg.errors import QueryError, SourceError
from kg.files.steps import Steps
from kg.findings import Finding, Severity, sort_key
from kg.graph import shacl
from kg.graph.checked import Kept
from kg.graph.cycles import Cycles
from kg.graph.library import turtle_files
from kg.graph.shacl import Check, Idle, ShaclResult
from kg.graph.store import Store, TripleStore
from kg.graph.terms import BlankNode, Literal, NamedNode, Term
from kg.nearest import local_name
from kg.progress import CHECKS, Progress, counted, silent
from kg.text import Text
from kg.vocabulary import PK, SH

_COLUMN = NamedNode(f"{PK}column")
_MESSAGE = NamedNode(f"{SH}message")
_PROPERTY = NamedNode(f"{SH}property")
_SEVERITIES = {f"{SH}Warning": Severity.WARNING, f"{SH}Info": Severity.INFO}
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
#: What a message about a cycle has in place of the things on it; no variable of a query has this name.
_CHAIN = "{$chain}"
#: For a shape without words of its own.
_DEFAULT_MESSAGES = {
    "en": "This does not satisfy {constraint} of the shape {code}.",
    "zh": "此处不符合形状{code}的约束{constraint}。",
}


def validate(
    data: Store,
    shapes: Store | None = None,
    ontology: Ontology = BUNDLED,
    steps: Steps | None = None,
    progress: Progress = silent,
) -> list[Finding]:
    """Check a graph against shapes.

    Args:
        data: the graph, with the ontology that says which class is below which.
        shapes: the shapes; those of the ontology if ``None``.
        ontology: where the shapes are found.
        steps: what an earlier build found, of which all that is the same is taken; nothing if ``None``. Goes with the
            shapes of the ontology.
        progress: told how many checks are done.

    Returns:
        the findings, sorted, each once. ``node`` names the thing in the graph; which table and row it
        came from is not known here.

    Raises:
        SourceError: if the shapes are ill-formed, or use what the engine does not support.
        QueryError: if a query in the shapes is wrong or reaches beyond the graph.
    """
    if steps is not None:
        kept, idle = validate_again(data, ontology, steps, progress)
        return sorted(kept.findings() | idle, key=sort_key)
    if shapes is None:
        shapes = _shapes(ontology)
    words = _Words(shapes, Cycles(data))
    compiled = shacl.checks(data, shapes)
    found = {words.finding(result) for _, run in counted(progress, compiled, len(compiled), CHECKS) for result in run()}
    return sorted(found | words.all_idle(), key=sort_key)


def validate_again(
    data: Store,
    ontology: Ontology,
    steps: Steps,
    progress: Progress = silent,
    begin: Callable[[], None] | None = None,
) -> tuple[Kept, set[Finding]]:
    """Check a graph as ``validate`` does, beside what an earlier build found.

    Args:
        data: as in ``validate``.
        ontology: likewise.
        steps: likewise.
        progress: likewise.
        begin: called when it is known what changed in the graph since then, before the first check.

    Returns:
        what is found of the graph, and what in the shapes checks nothing.

    Raises:
        SourceError, QueryError: as ``validate`` does.
    """
    shapes = _shapes(ontology)
    words = _Words(shapes, Cycles(data))
    columns = cache(partial(shacl.Columns, data))
    compiled = shacl.checks(data, shapes, columns)
    kept = Kept(steps, data, columns, turtle_files(ontology, "shapes"))
    if begin is not None:
        begin()
    for check, run in counted(progress, compiled, len(compiled), CHECKS):
        kept.look(check, partial(_found, words, check, run, data))
    kept.put()
    return kept, words.all_idle()


def _found(
    words: _Words,
    check: Check,
    run: Callable[[], Iterable[ShaclResult]],
    data: Store,
    nodes: Sequence[Term] | None,
) -> set[Finding]:
    """What a check finds in words: for all its focus nodes, or for some."""
    return words.findings(run if nodes is None else lambda: check.among(nodes).run(data))


def load_shapes(paths: Iterable[Path]) -> TripleStore:
    """The shapes of several files in one store.

    Raises:
        SourceError: if a file cannot be read or parsed.
    """
    store = TripleStore()
    for path in paths:
        store.load(path)
    return store


def _shapes(ontology: Ontology) -> TripleStore:
    """The shapes of an ontology; those of one's own are compiled beforehand, to say in which file one is wrong."""
    paths = turtle_files(ontology, "shapes")
    shapes = load_shapes(paths)
    own = ontology.own_files("shapes", ".ttl")
    for path in own:
        others = [other for other in paths if other not in own]
        try:
            shacl.compile_shapes(load_shapes([*others, path]))
        except (SourceError, QueryError) as error:
            raise type(error)(Text(f"{path}: {error.text.en}", f"{path}：{error.text.zh}")) from error
    return shapes


class _Words:
    """What the shapes graph says about its shapes, for people."""

    def __init__(self, shapes: Store, cycles: Cycles) -> None:
        self._shapes = shapes
        self._cycles = cycles
        # One shape may find 60,000 things: what is read of the shapes graph is read once.
        self._named = cache(self._named_part)
        self._objects = cache(self._sorted_objects)
        self._columns = cache(self._all_columns)
        self._template = cache(self._written_message)

    def findings(self, run: Callable[[], Iterable[ShaclResult]]) -> set[Finding]:
        """The results that are found, in words."""
        return {self.finding(result) for result in run()}

    def finding(self, result: ShaclResult) -> Finding:
        """A result in words."""
        shape, others = result.source_shape, result.worded_by
        # A constraint stands at one shape and says more than it; a component serves many shapes and says less.
        holders = (*others, shape) if result.constraint is not None else (shape, *others)
        return Finding(
            severity=_SEVERITIES.get(_text(result.severity), Severity.VIOLATION),
            code=self._code(result),
            message_en=self._message(result, holders, "en"),
            message_zh=self._message(result, holders, "zh"),
            field=self._columns(holders),
            value=_text(result.value),
            node=_text(result.focus),
        )

    def all_idle(self) -> set[Finding]:
        """What checks nothing, in words."""
        return {self.idle(parameter) for parameter in shacl.idle_parameters(self._shapes)}

    def idle(self, found: Idle) -> Finding:
        """A parameter that checks nothing, in words."""
        parameter = _shortened(found.parameter)
        en, zh = (word.join(map(_shortened, found.needed)) for word in (" or ", "或"))
        return Finding(
            severity=Severity.WARNING,
            code="idle-parameter",
            message_en=f"A shape has {parameter} without {en}, so that {parameter} checks nothing.",
            message_zh=f"某形状有{parameter}而没有{zh}，因此{parameter}不起检查作用。",
            fix=f"Add {en} to the shape, or take {parameter} out.",
            fix_zh=f"请为该形状加上{zh}，或去掉{parameter}。",
            value=parameter,
            node=_text(self._named(found.shape)),
        )

    def _code(self, result: ShaclResult) -> str:
        """The local name of the broken shape, or of the named shape that a nameless one is part of."""
        return local_name(_text(self._named(result.source_shape) or result.component))

    def _named_part(self, shape: Term) -> Term | None:
        """A shape, or the named one that it is part of, if there is one: the names of blank nodes are chance."""
        node: Term | None = shape
        while isinstance(node, BlankNode):
            parents = self._shapes.triples(None, _PROPERTY, node)
            node = min((triple.subject for triple in parents), key=str, default=None)
        return node

    def _message(self, result: ShaclResult, holders: tuple[Term, ...], language: str) -> str:
        """The most specific message: what the query said, then what its holders say, in their order (§5.3.2)."""
        said = dict(result.bindings).get("message")
        template = _text(said) if said is not None and _is_in(said, language) else self._template(holders, language)
        if template is None:
            return _DEFAULT_MESSAGES[language].format(constraint=_constraint(result.component), code=self._code(result))
        return self._told(result, _filled(template, result))

    def _written_message(self, holders: tuple[Term, ...], language: str) -> str | None:
        """What the first of the holders that says anything in a language says, before anything is filled in."""
        for holder in holders:
            if found := [_text(term) for term in self._objects(holder, _MESSAGE) if _is_in(term, language)]:
                return " ".join(found)
        return None

    def _told(self, result: ShaclResult, message: str) -> str:
        """The message with ``{$chain}`` filled in, if it has that: the way from the thing along the path back to it."""
        if _CHAIN not in message or result.path is None or result.focus is None or result.value is None:
            return message
        return message.replace(_CHAIN, self._cycles.told(result.path, result.focus, result.value))

    def _all_columns(self, holders: tuple[Term, ...]) -> str:
        """The table columns to look at; the same node may come from several tables, so there may be several."""
        for holder in holders:
            if columns := self._objects(holder, _COLUMN):
                return ", ".join(_text(column) for column in columns)
        return ""

    def _sorted_objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        assert isinstance(subject, NamedNode | BlankNode)
        return sorted((triple.object for triple in self._shapes.triples(subject, predicate)), key=str)


def _shortened(parameter: str) -> str:
    """The end of an IRI; a name with a prefix stays as it is."""
    return local_name(parameter[1:-1]) if parameter.startswith("<") else parameter


def _constraint(component: NamedNode) -> str:
    """What a component is called where a shape uses it: ``sh:minCount``, or the end of its IRI if it is no SHACL's."""
    name = local_name(component.value)
    if not component.value.startswith(SH):
        return name
    name = name.removesuffix("ConstraintComponent")
    return "sh:sparql" if name == "SPARQL" else f"sh:{name[0].lower()}{name[1:]}"


def _is_in(message: Term, language: str) -> bool:
    """Whether a message is in a language; what says no language counts as English."""
    if not isinstance(message, Literal):
        return False
    return (message.language or "en").split("-")[0] == language


def _variables(result: ShaclResult) -> dict[str, Term]:
    found = {"this": result.focus, "value": result.value, "path": result.path, **dict(result.bindings)}
    return {name: term for name, term in found.items() if term is not None}


def _filled(message: str, result: ShaclResult) -> str:
    """The message with ``{$this}`` and kin filled in (§5.3.2); a variable without a value stays as it is."""
    if "{" not in message:
        return message
    variables = _variables(result)

    def filled(placeholder: re.Match[str]) -> str:
        term = variables.get(placeholder[1])
        return placeholder[0] if term is None else _text(term)

    return _PLACEHOLDER.sub(filled, message)


def _text(term: Term | None) -> str:
    """An IRI or a literal's lexical form; what SPARQL's STR gives, and more for a blank node."""
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
