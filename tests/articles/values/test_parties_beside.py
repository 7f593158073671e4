"""Who else stands in a sentence: with a verb of its own it contradicts no party on record."""

from __future__ import annotations

from datetime import date

import pytest

from kg.intake.articles.values.context import Document, Passage
from kg.intake.articles.values.model import Verdict
from kg.intake.articles.values.names import Named
from kg.intake.articles.values.parties import Mentions, Taking, check_party
from kg.text import Text


def named(reference: str, name: str) -> Named:
    return Named(reference, Text(name, name), (name.lower(),))


THINGS = [
    named("region/oldermoor", "Oldermoor"),
    named("institution/halden-college", "Halden College"),
    named("region/lindhaven", "Lindhaven"),
]


@pytest.mark.parametrize(
    ("text", "verdict", "seen"),
    [
        (
            "Oldermoor signed the deal, and Halden College provides the teachers.",
            Verdict.MISSING,
            ["Oldermoor"],
        ),
        (
            "Oldermoor and Halden College signed the deal.",
            Verdict.OTHERWISE,
            ["Oldermoor", "Halden College"],
        ),
    ],
)
def test_who_has_a_verb_of_its_own_contradicts_no_party(text: str, verdict: Verdict, seen: list[str]) -> None:
    document = Document(text, date(2022, 7, 15))
    mentions = Mentions(document, THINGS)
    found, others = check_party(
        Passage(document, 0, len(text)), THINGS[2], mentions, Taking(2, frozenset()), is_own=False
    )
    assert found is verdict
    assert [one.words for one in others] == seen
