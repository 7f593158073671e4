"""The tables of words beside this file, as patterns; a row more needs no code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

#: The languages that there are rules for.
CHINESE, ENGLISH = "zh", "en"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell of a partnership.

    Attributes:
        name: what the rule is called.
        pattern: the words.
        cls: the class of the partnership.
        agreement_kind: the kind of agreement; empty if it is none.
        roles: the one role of all parties, or the roles of those before and of those behind.
        stage: how far it has come if nothing else is said.
        score: how sure it is if nothing speaks against it.
        sectors: what it is about if nothing else is said.
        needs: what the clause must hold besides.
    """

    name: str
    pattern: re.Pattern[str]
    cls: str
    agreement_kind: str
    roles: tuple[str, ...]
    stage: str
    score: float
    sectors: str
    needs: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Measured:
    """What figures with certain words around them measure."""

    measure: str
    units: frozenset[str]
    zh: re.Pattern[str]
    en: re.Pattern[str]
    unless: re.Pattern[str] | None = None


@cache
def _table(name: str) -> Any:
    return yaml.safe_load(resources.files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def cues(language: str) -> tuple[Cue, ...]:
    """The cues of a language, the most telling first."""
    return tuple(_cue(name, said, language) for name, said in _table("cues")[language].items())


#: A part by its name; a named group of the pattern itself is none.
_PART = re.compile(r"(?<!\?P)<([a-z]+)>")


def _compiled(text: str, language: str) -> re.Pattern[str]:
    """A pattern of a table, with what it says in angle brackets put in from ``parts``.

    Raises:
        KeyError: if there is no part of that name, as a pattern with a slip in it would fit nothing and say nothing.
    """
    named = _table("cues")["parts"].get(language, {})
    while (part := _PART.search(text)) is not None:
        text = text[: part.start()] + named[part[1]] + text[part.end() :]
    return re.compile(text)


def _cue(name: str, said: Mapping[str, Any], language: str) -> Cue:
    cls, _, kind = said["class"].partition("/")
    roles = said["roles"]
    return Cue(
        name,
        _compiled(said["pattern"], language),
        cls,
        kind,
        (roles,) if isinstance(roles, str) else tuple(roles),
        said["stage"],
        said["score"],
        said.get("sectors", ""),
        _compiled(said["needs"], language) if "needs" in said else None,
    )


@cache
def patterns(table: str, language: str) -> Mapping[str, re.Pattern[str]]:
    """A table from code to pattern, in its order: ``kinds`` or ``stages``."""
    return {code: _compiled(text, language) for code, text in _table("cues")[table][language].items()}


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """One pattern of a table.

    Args:
        table: such as ``denied`` or ``two``.
        name: its name there, which begins with its language.
    """
    return _compiled(_table("cues")[table][name], name.partition("_")[0])


@cache
def speaking(table: str, language: str) -> Mapping[str, re.Pattern[str]]:
    """How officials speak: ``said``, one pattern without a name, or the ``kinds`` of statements by their codes."""
    found = _table("speaking")[table][language]
    return {code: re.compile(text) for code, text in ({"": found} if isinstance(found, str) else found).items()}


@cache
def sector_words(language: str) -> Mapping[str, re.Pattern[str]]:
    """Words that tell a sector without its name, by its code."""
    return {code: re.compile(text) for code, text in _table("sectors")[language].items()}


@cache
def measures() -> tuple[Measured, ...]:
    """What figures may measure, the most telling first."""
    return tuple(
        Measured(
            one["measure"],
            frozenset(one["unit"].split()),
            re.compile(one["zh"]),
            re.compile(one["en"]),
            re.compile(one["unless"]) if "unless" in one else None,
        )
        for one in _table("figures")
    )
