"""What figures come to that were said to add up: of a row that adds to an earlier one, and of a cell answered ``a; b``.

Two figures of one measure for one thing decide nothing where figures are summed or partnerships weighed. So what they
come to is a figure of its own, and they lie inside it; nothing that the sheet says is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from kg.intake import schema
from kg.intake.sheets import cells
from kg.intake.sheets.drafts import Draft, Row, Tables
from kg.intake.sheets.remarks import OnlySaid

#: What figures have in common that can be added up, and the days that those of one cell have in common too.
_ALIKE = ("class", "about", "measure", "unit", "capital_kind", "origin", "destination", "via", "sectors")
_PERIOD = ("period_start", "period_end")
#: What the id of what they come to has behind that of the first.
_IN_ALL = "-in-all"
#: What stands between the texts of figures that add up.
_BETWEEN = " + "


def in_one_cell(draft: Draft, rows: Sequence[Row]) -> list[Row]:
    """The figures of one cell, before them what those of one measure and unit come to that are no part of another.

    Args:
        draft: the partnership, of which is said that they are added up.
        rows: the figures, the first of the cell before what is answered behind it.

    Returns:
        the sum, and the same rows, of which those lie inside it that are added up; the rows alone where none are.
    """
    alike = [row for row in rows if "subset_of" not in row and _is_alike(row, rows[0], *_ALIKE, *_PERIOD)]
    whole = _whole(draft, alike, rows[0]["original_text"]) if len(alike) > 1 else None
    if whole is None:
        return list(rows)
    inside = {"subset_of": whole["id"]}
    return [whole, *(row | inside if any(row is one for one in alike) else row for row in rows)]


def to_earlier(draft: Draft, tables: Tables, added: Collection[str]) -> None:
    """Note what the figures of a row that adds to an earlier one come to with that one's, and that they lie inside it.

    Where several of either may be meant nothing is added up.

    Args:
        draft: the partnership, of which is said that they are added up.
        tables: what is made so far, with the figures of both rows.
        added: the ids of the figures of the row that adds.
    """
    made = tables.rows.get("observations", {})
    outer = [row for row in made.values() if not row.get("subset_of")]
    for row in [row for row in outer if row["id"] in added]:
        alike = [one for one in outer if _is_alike(one, row, *_ALIKE)]
        earlier = [one for one in alike if one["id"] not in added]
        text = _BETWEEN.join(one["original_text"] for one in (*earlier, row))
        whole = _whole(draft, (*earlier, row), text) if len(earlier) == 1 and len(alike) == 2 else None
        if whole is None:
            continue
        row["subset_of"] = whole["id"]
        if earlier[0]["id"] == whole["id"]:
            earlier[0].update(whole)
            continue
        # The row that adds may have a sum of its own.
        names = (whole["id"], *(f"{whole['id']}-{number}" for number in range(2, len(made) + 3)))
        whole["id"] = next(name for name in names if (name,) not in made)
        earlier[0]["subset_of"] = row["subset_of"] = whole["id"]
        tables.add("observations", whole)


def _is_alike(one: Row, other: Row, *names: str) -> bool:
    return all(one.get(name, "") == other.get(name, "") for name in names)


def _whole(draft: Draft, rows: Sequence[Row], text: str) -> Row | None:
    """What figures come to, by the latest day of them; ``None`` of limits, about so much, and of what is not added.

    Args:
        draft: the partnership, of which is said what they come to.
        rows: the figures, that of an earlier row first.
        text: what the sheet says of them.
    """
    first, last = rows[0], sorted(rows, key=lambda row: row["as_of"])[-1]  # of one day, the row that adds
    is_sum = first["measure"] in schema.additive_measures(draft.sheet.ontology)
    if not is_sum or any(row["bound"] != "exact" for row in rows):
        return None
    begins, ends = ([row.get(name, "") for row in rows] for name in _PERIOD)
    # One that names no first or last day may have come at any time.
    period = {"period_start": min(begins), "period_end": max(ends) if all(ends) else ""}
    amounts = [f"{row['value']} {row['unit']}" for row in rows]
    value = cells.plain_number(sum((Decimal(row["value"]) for row in rows), Decimal(0)))
    told = OnlySaid(
        f"{' + '.join(amounts)} are added up; if one is a part of another: 'of which' before it, as the answer",
        f"{'＋'.join(amounts)}按相加计；如其一包含于另一数额，请在回答中于其前写“of which”",
    )
    draft.say(draft.lines[0], None, told)
    return {name: text for name, text in last.items() if name != "subset_of"} | {
        "id": first["id"] if _IN_ALL in first["id"] else first["id"] + _IN_ALL,
        "value": value,
        **period,
        "original_text": text,
        "note_zh": f"由所列各数额相加：{'＋'.join(amounts)}。",
        "note_en": f"The sum of amounts that add up: {' + '.join(amounts)}.",
    }
