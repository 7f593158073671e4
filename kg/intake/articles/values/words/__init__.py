"""Words that a value is told by, as tables beside this file; a row more needs no code."""

from __future__ import annotations

from functools import partial

from kg.intake.identities.words import rows_beside

#: The rows of a table beside this file, by its name.
rows = partial(rows_beside, __name__)
