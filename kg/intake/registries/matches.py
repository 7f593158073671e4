"""Which regions of one registry are which of another: Bavaria of ISO 3166-2 is Bayern of NUTS."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from kg import assets
from kg.errors import SourceError
from kg.intake.registries.reading import FOLDER
from kg.text import Text

#: Pairs by id, with the columns of SSSOM; ``tests/registries/write_matches.py`` writes it.
FILE = "matches.csv"
#: The codes by which NUTS calls two countries, as ISO 3166-1 has them.
NUTS_AS_ISO = {"el": "gr", "uk": "gb"}


def matches(name: str) -> tuple[str, ...]:
    """The ids of the regions in other registries that are the same place as one; empty where none is known.

    Args:
        name: the id of a region.

    Raises:
        SourceError: if the table of matches cannot be read.

    >>> matches("de-by"), matches("nuts-de2"), matches("cn-jiaxing")
    (('nuts-de2',), ('de-by',), ())
    """
    return tuple(_matches().get(name, ()))


@cache
def _matches() -> Mapping[str, list[str]]:
    path = assets.data_folder() / FOLDER / FILE
    found: dict[str, list[str]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault(row["subject_id"], []).append(row["object_id"])
                found.setdefault(row["object_id"], []).append(row["subject_id"])
    except (OSError, ValueError, KeyError) as error:
        raise SourceError(
            Text(
                f"{path}: the matches of registries cannot be read ({error}). Install the package again.",
                f"{path}：名录对应表无法读取（{error}）。请重新安装。",
            )
        ) from error
    return found
