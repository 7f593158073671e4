"""Completion in cells of ``%%sparql``: prefixes, classes, properties and codes, by their names or their labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from IPython.core.completer import CompletionContext, SimpleCompletion, SimpleMatcherResult, context_matcher

from kg import vocabulary
from kg.jupyter.magics import VARIABLE
from kg.knowledge_graph import KnowledgeGraph
from kg.nearest import folded
from kg.text import Text

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

#: What is being written before the cursor: a prefixed name, or the beginning of a prefix or of a label.
_WRITTEN = re.compile(r"(?<![\w:?$<#-])(?:([A-Za-z][\w-]*):)?([\w-]*)$")
#: How many are offered at once.
_MOST = 200

_TERMS = """
SELECT ?term ?kind ?en ?zh WHERE {
  VALUES (?class ?kind) { (owl:Class "class") (owl:ObjectProperty "property") (owl:DatatypeProperty "property")
    (owl:AnnotationProperty "property") (skos:Concept "code") }
  ?term a ?class
  OPTIONAL { ?term rdfs:label|skos:prefLabel ?en FILTER(LANG(?en) = "en") }
  OPTIONAL { ?term rdfs:label|skos:prefLabel ?zh FILTER(LANG(?zh) = "zh") }
  FILTER(ISIRI(?term))
} ORDER BY ?term ?kind
"""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology.

    Attributes:
        name: as it is written in a query, ``pk:Agreement``.
        kind: ``class``, ``property`` or ``code``.
        label: what it is called.
    """

    name: str
    kind: str
    label: Text

    @property
    def told(self) -> str:
        """What stands beside it where it is offered."""
        return f"{self.label.name('both')} ({self.kind})"


#: How IPython knows the matcher.
IDENTIFIER = "kg.sparql"


def matcher(shell: InteractiveShell) -> Callable[[CompletionContext], SimpleMatcherResult]:
    """A matcher as IPython has them, which looks at the variable ``graph`` of a shell."""
    terms = TermMatcher(shell)

    # IPython asks a matcher for what only functions have.
    def complete(context: CompletionContext) -> SimpleMatcherResult:
        return terms(context)

    return cast(Callable[[CompletionContext], SimpleMatcherResult], context_matcher(identifier=IDENTIFIER)(complete))


class TermMatcher:
    """What may be meant by what is written before the cursor.

    Args:
        shell: IPython; its variable ``graph`` says which terms there are, or else the bundled ontology does.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._of: tuple[KnowledgeGraph | None, list[Term]] = (None, [])

    def __call__(self, context: CompletionContext) -> SimpleMatcherResult:
        """The terms that fit; none outside of a cell of SPARQL."""
        if not context.full_text.lstrip().startswith("%%sparql") or context.cursor_line == 0:
            return SimpleMatcherResult(completions=[])
        written = _WRITTEN.search(context.line_with_cursor[: context.cursor_position])
        if written is None or not written[0]:
            return SimpleMatcherResult(completions=[])
        found = [SimpleCompletion(text, type=told) for text, told in self._fitting(written[1] or "", written[2])]
        return SimpleMatcherResult(completions=found[:_MOST], matched_fragment=written[0], suppress=True)

    def _fitting(self, prefix: str, begun: str) -> Iterator[tuple[str, str]]:
        """What fits by its own name, then what fits by its label."""
        wanted = folded(begun)
        if not prefix:
            names = vocabulary.prefixes(vocabulary.DEFAULT_BASE)
            yield from ((f"{name}:", iri) for name, iri in sorted(names.items()) if folded(name).startswith(wanted))
        terms = [term for term in self._terms() if not prefix or term.name.startswith(f"{prefix}:")]
        by_name = [term for term in terms if folded(term.name.partition(":")[2]).startswith(wanted)]
        yield from ((term.name, term.told) for term in by_name)
        # One letter of an alphabet is in nearly every label.
        if len(wanted) > 1 or not wanted.isascii():
            labelled = (term for term in terms if wanted in folded(term.label.en) or wanted in folded(term.label.zh))
            yield from ((term.name, term.told) for term in labelled if term not in by_name)

    def _terms(self) -> list[Term]:
        held = self._shell.user_ns.get(VARIABLE)
        graph = held if isinstance(held, KnowledgeGraph) else _bundled()
        if self._of[0] is not graph:
            self._of = graph, _terms_of(graph)
        return self._of[1]


@cache
def _bundled() -> KnowledgeGraph:
    from kg.graph.library import load_ontology
    from kg.graph.store import TripleStore

    store = TripleStore()
    load_ontology(store)
    return KnowledgeGraph(store)


def _terms_of(graph: KnowledgeGraph) -> list[Term]:
    spaces = sorted(vocabulary.prefixes(vocabulary.DEFAULT_BASE).items(), key=lambda item: -len(item[1]))
    found: dict[str, Term] = {}
    for row in graph.query(_TERMS):
        cells: Any = row
        iri = str(cells.term)
        prefix, space = next(((name, space) for name, space in spaces if iri.startswith(space)), ("", ""))
        local = iri[len(space) :]
        if prefix and re.fullmatch(r"[\w-]+", local):
            label = Text.of(str(cells.en or ""), str(cells.zh or ""), local)
            found.setdefault(f"{prefix}:{local}", Term(f"{prefix}:{local}", str(cells.kind), label))
    return list(found.values())
