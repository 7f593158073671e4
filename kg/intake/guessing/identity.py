"""What tells the partnerships of a table apart, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence

from kg.intake.guessing.cells import Seen
from kg.intake.guessing.words import CODES, IDENTIFIES, OF_A_PLACE, PARTY, PROJECT


def name_of(seen: Seen, free: Sequence[str]) -> str:
    """The column of what partnerships are called: a title, else any name, else an acronym."""
    named = [
        name
        for name in free
        if seen.roles[name] in ("name", "name_en", "name_zh")
        and seen.are_names(name)
        and seen.words[name][-1] not in CODES - {"title"}  # the language of a name is none
    ]
    short = [name for name in free if "acronym" in seen.words[name] and seen.are_names(name)]
    return next((name for name in named if {"title", "名称"} & set(seen.words[name])), next(iter([*named, *short]), ""))


def project_of(seen: Seen, free: Sequence[str]) -> str:
    """The column that tells partnerships apart: one of ids, which every row has."""
    known = [name for name in free if seen.is_full(name) and not set(seen.words[name]) & (PARTY | OF_A_PLACE)]
    ids = [name for name in known if set(seen.words[name]) & IDENTIFIES or seen.roles[name] in ("id", "number")]
    ids.sort(key=lambda name: (not set(seen.words[name]) & PROJECT, seen.roles[name] == "number"))
    projects = [name for name in known if seen.words[name][-1] in PROJECT and seen.are_names(name)]
    return next(iter([*ids, *projects]), "")
