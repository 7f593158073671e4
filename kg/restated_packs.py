"""Which parties lie beside others on the islands of a page's data, and by what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from kg.page.repacking import Packed, Row
from kg.restated_codes import CodeTable


class Packs:
    """The packs of a page's islands.

    Args:
        packed: the page's records.
        codes: the codes of these.
    """

    def __init__(self, packed: Packed, codes: CodeTable) -> None:
        self._packed, self._codes = packed, codes

    @cached_property
    def members(self) -> set[int]:
        """The keys of the parties that lie in a pack of an island."""
        packs = (self._packed.value(island, "packs") or () for island in self._packed.rows("islands"))
        return {key for own in packs for pack in own for key in pack[2]}

    def by_sector(self) -> set[int]:
        """The keys of parties that may lie beside others on an island by the sectors of their partnerships."""
        packed = self._packed
        parties = packed.rows("parties")
        found: set[int] = set()
        for island in packed.rows("islands"):
            members = [key for pack in packed.value(island, "packs") or () for key in pack[2]]
            kinds = set()
            for key in members:
                kind, cls = (packed.value(parties[key], field) for field in ("kind", "class"))
                kinds.add(str(cls if kind is None else self._codes.label(kind)))
            if len(kinds) == 1:
                found.update(members)
        return found

    def parties_of(self, row: Row) -> set[int]:
        """The keys of the parties that take part in a partnership.

        Args:
            row: its record.
        """
        return {self._packed.value(part, "party") for part in self._packed.value(row, "parts") or ()}

    def foremost_sectors(self, parties: set[int]) -> Mapping[int, Any]:
        """The sector that most partnerships of each of some parties have, as ``kg.page.packs`` tells it.

        Args:
            parties: their keys.
        """
        counts: dict[int, Counter[tuple[str, str]]] = {party: Counter() for party in parties}
        for row in self._packed.rows("partnerships") if parties else ():
            for party in self.parties_of(row) & parties:
                sectors = self._packed.value(row, "sectors") or ()
                counts[party].update(_pair(self._codes.label(code)) for code in sectors)
        return {
            party: min(own, key=lambda label: (-own[label], label[0]), default=None) for party, own in counts.items()
        }


def _pair(label: Any) -> tuple[str, str]:
    return (label, label) if isinstance(label, str) else (label[0], label[1])
