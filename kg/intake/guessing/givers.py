"""Who gives in a currency of their own, as headings name them (``givers.csv``): it is proposed, and never taken."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from functools import lru_cache
from importlib import resources

from kg.intake.guessing.words import GIVEN

#: What says in Chinese that something is given, within a heading.
_GIVEN = ("资助", "拨款", "经费", "出资", "贷款", "赠款")


def currency_of_giver(said: Collection[str]) -> str:
    """The currency in which somebody gives what a heading says that they give; empty where it says no such thing.

    Args:
        said: the words of the heading; one of signs of Chinese has all of them.
    """
    if not (set(said) & GIVEN or any(sign in word for word in said for sign in _GIVEN)):
        return ""
    found = (currency for giver, currency in _givers().items() if _is_named(giver, said))
    return next(found, "")


def _is_named(giver: str, said: Collection[str]) -> bool:
    return giver in said if giver.isascii() else any(giver in word for word in said)


@lru_cache(1)
def _givers() -> Mapping[str, str]:
    text = resources.files("kg.intake.guessing").joinpath("givers.csv").read_text(encoding="utf-8")
    return {row["giver"]: row["currency"] for row in csv.DictReader(text.splitlines())}
