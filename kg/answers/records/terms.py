"""Terms of SPARQL's answers as Python's values, and texts in both languages from literals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.graph.store import Term
from kg.graph.terms import Literal, NamedNode
from kg.nearest import local_name
from kg.text import Text
from kg.vocabulary import RDFS, SKOS

_NOTHING = Text()


def iri_of(term: Term | None) -> str:
    """The IRI; empty for anything else."""
    return term.value if isinstance(term, NamedNode) else ""


def text_of(term: Term | None) -> str:
    """The IRI, or a literal's text; empty for nothing."""
    return term.value if isinstance(term, NamedNode | Literal) else ""


def truth_of(term: Term | None) -> bool:
    """Whether it is a true boolean."""
    return text_of(term) in ("true", "1")


def integer_of(term: Term | None) -> int | None:
    """A whole number; ``None`` for anything else."""
    return whole_number(text_of(term))


def whole_number(text: str) -> int | None:
    """A whole number in digits; ``None`` for anything else."""
    return int(text) if text.lstrip("-").isdecimal() else None


def number_of(term: Term | None) -> float | None:
    """A number; ``None`` for anything else."""
    try:
        return float(text_of(term))
    except ValueError:
        return None


def bilingual(texts: Iterable[Term | None]) -> Text:
    """The first text of each language, in order of language and text; one without a language is both."""
    if not texts:
        return _NOTHING
    by_language: dict[str, str] = {}
    for text in sorted((t for t in texts if isinstance(t, Literal)), key=lambda t: (t.language or "", t.value)):
        by_language.setdefault((text.language or "").split("-")[0], text.value)
    plain = by_language.get("", "")
    return Text(by_language.get("en", plain), by_language.get("zh", plain))


def label_of(texts: Iterable[Term | None], fallback: str = "") -> Text:
    """The same as a name: where a language is missing, the other stands in for it, else ``fallback``."""
    text = bilingual(texts)
    return Text.of(text.en, text.zh, fallback)


def name_of(texts: Mapping[str, tuple[Literal, ...]], iri: str) -> Text:
    """The name of a thing, of which ``texts`` are all, by relation; the end of its IRI where it has none."""
    return label_of(texts.get(SKOS + "prefLabel", ()) or texts.get(RDFS + "label", ()), local_name(iri))
