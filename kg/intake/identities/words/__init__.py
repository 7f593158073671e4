"""Words that tell what a name is, as tables beside this file; a row more needs no code."""

from __future__ import annotations

import csv
from functools import cache, partial
from importlib import resources


@cache
def rows_beside(package: str, table: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of words in a package, column to cell.

    Args:
        package: the package's name, such as ``__name__`` of its ``__init__``.
        table: a file's name, without its ending.
    """
    text = resources.files(package).joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


#: The rows of a table beside this file, by its name.
rows = partial(rows_beside, __name__)
