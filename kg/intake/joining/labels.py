"""Names in whatever languages to names in ours: one in English and one in Chinese, the rest as other names.

Other people's data have names in any number of languages, with tags such as ``en-GB`` and ``zh-Hans``, or without one.
Where a thing has none in English or Chinese, its own stands in for it: a name in another script is better than none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from kg import vocabulary
from kg.graph.terms import Literal, NamedNode, Subject, Triple
from kg.text import HAN

_NAME = NamedNode(vocabulary.SKOS + "prefLabel")
_ALIAS = NamedNode(vocabulary.SKOS + "altLabel")
_NOTE = NamedNode(vocabulary.SKOS + "note")
_TITLE = NamedNode(vocabulary.DCTERMS + "title")
#: The tags of each of our languages, the nearest first; any other of the language comes after them.
_NEAREST = {"en": ("en", "en-gb", "en-us"), "zh": ("zh", "zh-hans", "zh-cn", "zh-sg", "zh-hant", "zh-tw", "zh-hk")}
_HAN = re.compile(f"[{HAN}]")


def named(triples: Iterable[Triple]) -> list[Triple]:
    """Triples whose names, titles and notes are in our languages.

    Args:
        triples: what was made of other people's data; names are ``skos:prefLabel`` in any language, any number of them.

    Returns:
        the same with at most one name and title in each of our languages. What is no name then is another name, in
        its own language; a second title of one language goes.
    """
    made: dict[Triple, None] = {}
    names: dict[tuple[Subject, NamedNode], list[Literal]] = {}
    for triple in triples:
        subject, predicate, value = triple
        assert not isinstance(subject, Triple)
        if not isinstance(value, Literal) or predicate not in (_NAME, _ALIAS, _NOTE, _TITLE):
            made[triple] = None
        elif predicate in (_ALIAS, _NOTE):
            made[Triple(subject, predicate, _ours(value))] = None
        elif value.value.strip():
            names.setdefault((subject, predicate), []).append(value)
    for (subject, predicate), found in names.items():
        chosen = list(_chosen(found))
        made.update(dict.fromkeys(Triple(subject, predicate, name) for name in chosen))
        others = [name for name in map(_ours, sorted(found, key=_order)) if name not in chosen]
        # Another title of one language would be a second one; another name is an other name.
        kept = [name for name in others if predicate == _NAME or name.language not in _NEAREST]
        of_others = _ALIAS if predicate == _NAME else predicate
        made.update(dict.fromkeys(Triple(subject, of_others, name) for name in kept))
    return list(made)


def _chosen(names: Collection[Literal]) -> Iterator[Literal]:
    found = {}
    for language in _NEAREST:
        of_it = [name for name in names if _language(name) == language]
        if of_it:
            found[language] = min(of_it, key=_order).value.strip()
    if not found:
        name = min(names, key=_order).value.strip()
        found["zh" if _HAN.search(name) else "en"] = name
    for language, text in found.items():
        yield Literal(text, language=language)


def _language(name: Literal) -> str:
    """The language of a name, without script and country; that of its letters where it is not said."""
    if name.language is None:
        return "zh" if _HAN.search(name.value) else "en"
    return name.language.lower().split("-")[0]


def _ours(name: Literal) -> Literal:
    """A text with the tag of one of our languages, or its own."""
    language = _language(name)
    return Literal(name.value.strip(), language=language if language in _NEAREST else name.language)


def _order(name: Literal) -> tuple[int, str, str]:
    """What is tagged as its language alone first, then what is tagged otherwise, then what has no tag."""
    tag = (name.language or "").lower()
    tags = _NEAREST.get(_language(name), ())
    rank = tags.index(tag) if tag in tags else len(tags) + (not tag)
    return rank, tag, name.value
