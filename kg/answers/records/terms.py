"""Terms of SPARQL's answers as Python's values, and texts in both languages from literals."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.graph.store import Term
from kg.graph.terms import Literal, NamedNode
from kg.nearest import local_name
from kg.text import Text
from kg.vocabulary import RDFS, SKOS

#: A text with its language before it, which is empty where it has none: what sorts texts by language.
Said = tuple[str, str]

_NOTHING = Text()
_PREF_LABEL, _LABEL = SKOS + "prefLabel", RDFS + "label"


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


def said_in(term: Term) -> Said:
    """A literal's language, if it has one, and its text; both empty for anything else."""
    return (term.language or "", term.value) if isinstance(term, Literal) else ("", "")


def bilingual(texts: Collection[Said]) -> Text:
    """The first text of each language, in order of language and text; one without a language is both.

    >>> bilingual([("zh", "嘉兴"), ("en-gb", "Jiaxing")]), bilingual([("", "4/5")])
    (Text(en='Jiaxing', zh='嘉兴'), Text(en='4/5', zh='4/5'))
    """
    if not texts:
        return _NOTHING
    by_language: dict[str, str] = {}
    for language, text in sorted(texts):
        by_language.setdefault(language.partition("-")[0], text)
    plain = by_language.get("", "")
    return Text(by_language.get("en", plain), by_language.get("zh", plain))


def label_of(texts: Collection[Said], fallback: str = "") -> Text:
    """The same as a name: where a language is missing, the other stands in for it, else ``fallback``."""
    text = bilingual(texts)
    return text if text.en and text.zh else Text.of(text.en, text.zh, fallback)


def name_of(texts: Mapping[str, Collection[Said]], iri: str) -> Text:
    """The name of a thing, of which ``texts`` are all, by relation; the end of its IRI where it has none."""
    spare = local_name(iri)
    said = texts.get(_PREF_LABEL) or texts.get(_LABEL)
    return label_of(said, spare) if said else Text(spare, spare)
