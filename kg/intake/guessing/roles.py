"""What parties do in a partnership, as headings and cells say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.intake.guessing.cells import Seen
from kg.intake.guessing.model import Party
from kg.intake.guessing.words import DOES, MOST_CODES, ROLE, YES, YES_OR_NO
from kg.intake.sheets.words import words
from kg.nearest import folded


def with_role(seen: Seen, party: Party, parties: Sequence[Party]) -> Party:
    """A party with what it does: as a column beside it says of each, else as its heading says of all.

    Args:
        seen: the table's columns.
        party: the party.
        parties: all parties, this one among them; their own columns say no role.
    """
    said = next((DOES[word] for word in seen.words[party.name] if word in DOES), "")
    known = seen.roles[party.name].partition(" ")[2]
    role = said or (known if known in words().values["role"].values() else "partner")
    taken = set[str]().union(*(one.columns for one in parties))
    before = seen.owner(party.name)
    for name in () if party.separator else seen.headings:
        is_beside = len(parties) == 1 or (before and seen.owner(name) == before)
        if name not in taken and is_beside and (codes := _roles_said(seen, name)):
            return replace(party, role=role, does=name, roles=codes)
    return replace(party, role=role)


def _roles_said(seen: Seen, name: str) -> dict[str, str]:
    """The codes of a column's texts, if it says what each party does; by name, or by yes and no."""
    texts, said = list(dict.fromkeys(seen.texts(name))), seen.words[name]
    if not texts or len(texts) > MOST_CODES or any(not isinstance(cell, str) for cell in seen.cells.get(name, ())):
        return {}
    if all(text.lower() in YES_OR_NO for text in texts):
        does = next((DOES[word] for word in said if word in DOES), "")
        # What is no stands there too, so that another word of a later file is none of them.
        is_said = does and any(text.lower() in YES for text in texts)
        return {text: does if text.lower() in YES else "" for text in texts} if is_said else {}
    if not said[-1:] or said[-1] not in ROLE:
        return {}
    known = words().values["role"]
    codes = {text: known.get(folded(text), known.get(folded(text.replace("_", " ")), "")) for text in texts}
    return {text: code for text, code in codes.items() if code}
