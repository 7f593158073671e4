"""Unions of states, which stand among countries where these take part and are none: EU, ASEAN, 东盟, Mercosur."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kg.intake.registries.reading import rows_beside
from kg.nearest import folded

#: So short, capitals alone tell a short form from a word or a name.
_SHORTEST = 3
_ARTICLE = re.compile(r"the ", re.I)
#: A short form in brackets behind the name in full, or the other way round.
_BOTH = re.compile(r"(?P<name>[^()（）]+?)\s*[(（](?P<other>[^()（）]+)[)）]")


def union_meant(text: str) -> str:
    """The union of states that a text names, by its name in English; empty if it names none.

    Args:
        text: the name in full or in short, in whichever of its languages, or both in brackets.

    >>> union_meant("欧盟"), union_meant("the European Union (EU)"), union_meant("Mercosur")
    ('European Union', 'European Union', 'Southern Common Market')
    >>> union_meant("eu"), union_meant("Eu"), union_meant("African Union of Railways")
    ('', '', '')
    """
    found = next((one for form in _forms(" ".join(text.split())) if (one := _one(form))), "")
    if found or not (both := _BOTH.fullmatch(" ".join(text.split()))):
        return found
    named = {_one(form) for half in both.groups() for form in _forms(half)} - {""}
    return named.pop() if len(named) == 1 else ""


def _forms(text: str) -> Iterator[str]:
    yield text
    if article := _ARTICLE.match(text):
        yield text[article.end() :]


def _one(text: str) -> str:
    name = _names().get(folded(text), "")
    is_short = text.isascii() and len(text) <= _SHORTEST
    return "" if is_short and not text.isupper() else name


@cache
def _names() -> Mapping[str, str]:
    """The name of each union by all of its names."""
    return {
        folded(text): row["name"]
        for row in rows_beside("unions")
        for text in (row["name"], *row["also"].split(";"), *row["short"].split(";"))
        if text
    }
