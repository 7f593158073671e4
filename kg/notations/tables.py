"""The tables of words beside this module: ``words.csv``, ``units.csv``, ``iso4217.csv`` and those of currencies, whose
``currency_names.csv`` and ``tender.csv`` (which countries have them) are of Unicode CLDR.
"""

from __future__ import annotations

import csv
from importlib import resources


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table beside this module."""
    return list(csv.DictReader(resources.files("kg.notations").joinpath(name).read_text(encoding="utf-8").splitlines()))
