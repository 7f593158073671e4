"""The share of a target that its result comes to, and the bound that a result has, in code and sign."""

from __future__ import annotations

from kg.answers.ledger.bounds import decimal_text, number, percent
from kg.answers.ledger.matching import LedgerRow
from kg.answers.ledger.readings import Reading
from kg.answers.records import Records

#: What programs see in place of a bound where no single one says what is left of several.
_MIXED = "mixed"


def share_of(row: LedgerRow, records: Records) -> dict[str, str] | None:
    """The share of a target that its result comes to: result, target, and per cent cut after one place.

    ``None`` where there is not one of each, or no value to divide. It is what is reported, never an extrapolation.
    """
    values = {number(target.value) for target in row.targets}
    value = row.result.value if row.result else None
    planned = next(iter(values)) if len(values) == 1 else None
    if value is None or not planned or not _same_unit(row):
        return None
    return {
        "result": decimal_text(value),
        "target": decimal_text(planned),
        "percent": percent(value, planned),
        "bound": bound_code(row.result, records) if row.result else "",
    }


def share_text(row: LedgerRow, records: Records) -> str:
    """The share reached as a table shows it, with the sign of the result's bound."""
    share = share_of(row, records)
    return f"{sign_of(row.result, records)}{share['percent']}" if share else ""


def bound_code(reading: Reading, records: Records) -> str:
    """The code of the bound that a reading has; ``mixed`` where no single bound says it."""
    if reading.bound is not None or reading.limits is None:
        return reading.bound.code if reading.bound is not None else _MIXED
    return records.bounds[reading.limits].code if reading.limits in records.bounds else _MIXED


def sign_of(reading: Reading | None, records: Records) -> str:
    """The sign of the bound that a reading has, for any reader; ``?`` where no single bound says it."""
    if reading is None:
        return ""
    bound = reading.bound or (records.bounds.get(reading.limits) if reading.limits is not None else None)
    return bound.sign if bound is not None else "?"


def _same_unit(row: LedgerRow) -> bool:
    return len({figure.unit.iri if figure.unit else "" for figure in row.figures}) == 1
