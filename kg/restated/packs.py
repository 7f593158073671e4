"""Which parties lie beside others on the islands of a page's data, by what, and where everything lies then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from kg.answers.records import number_of
from kg.graph.terms import NamedNode
from kg.page.layout import place
from kg.page.model import NOWHERE, DataSet, Edge, Island, Kind, Node, PageModel
from kg.page.packing import Json
from kg.page.packs import Pack, foremost, together
from kg.page.payload import packs_json
from kg.page.recorded import name_json
from kg.page.repacking import Packed, Row
from kg.restated.codes import CodeTable
from kg.restated.rows import Rows, written_out
from kg.text import Text
from kg.vocabulary import WGS84

_PLACE = (NamedNode(WGS84 + "lat"), NamedNode(WGS84 + "long"))


class Packs:
    """The packs of a page's islands.

    Args:
        data: all of the page's data.
        rows: finds records in them.
        codes: the codes of these.
    """

    def __init__(self, data: dict[str, Any], rows: Rows, codes: CodeTable) -> None:
        self._data, self._rows, self._codes = data, rows, codes
        self._packed: Packed = rows.packed
        #: Whether members of an island may lie beside others than before.
        self._may_be_others = False

    def has_another_kind(self, party: int) -> None:
        """Take note that a party is of another kind.

        Args:
            party: its key.
        """
        self._may_be_others |= any(party in own for own in self._members().values())

    def has_other_sectors(self, row: Row) -> None:
        """Take note that a partnership has other sectors, by which its parties may lie beside others.

        Args:
            row: its record.
        """
        parties = self._parties_of(row)
        self._may_be_others |= any(not parties.isdisjoint(own) for own in self._members().values())

    def settle(self) -> None:
        """Put in the packs as they are now, and all places where that moves something; codes have their old numbers.

        Raises:
            Otherwise: if it is not certain where a region is.
        """
        if not self._may_be_others:
            return
        keys = [key for runs in self._data["keys"].values() for key in written_out(runs)]
        names = {island: self._kinds(own) for island, own in self._members().items()}
        alike = {island for island, kinds in names.items() if len(set(kinds.values())) < 2}
        sectors = self._sectors({key for island in alike for key in names[island]})
        packs = {
            island: together({keys[key]: sectors[key] if island in alike else kind for key, kind in kinds.items()})
            for island, kinds in names.items()
        }
        number = {key: place for place, key in enumerate(keys)}
        if any(self._are_others(island, own, number) for island, own in packs.items()):
            self._place(keys, number, packs)

    def _are_others(self, island: int, packs: tuple[Pack, ...], number: Mapping[str, int]) -> bool:
        """Whether an island has other packs in the data."""
        had = self._packed.value(self._packed.rows("islands")[island], "packs")
        now = [[name_json(pack.label), [number[key] for key in pack.members]] for pack in packs]
        return [[label, members] for label, _, members in had] != now

    def _members(self) -> dict[int, set[int]]:
        """The keys of the parties that lie in packs, by the place of their island among the islands."""
        packs = {place: self._packed.value(row, "packs") for place, row in enumerate(self._packed.rows("islands"))}
        return {place: {key for pack in own for key in pack[2]} for place, own in packs.items() if own}

    def _kinds(self, parties: Collection[int]) -> dict[int, Text]:
        """What kind each party is of, or its class, in the order of their IRIs, which is that of their keys."""
        value, records = self._packed.value, self._packed.rows("parties")
        found: dict[int, Text] = {}
        for key in sorted(parties):
            kind, cls = value(records[key], "kind"), value(records[key], "class")
            found[key] = Text(*_pair(self._data["classes"][cls] if kind is None else self._codes.label(kind)))
        return found

    def _sectors(self, parties: Collection[int]) -> Mapping[int, Text]:
        """The sector that most partnerships of each party have."""
        counts: dict[int, Counter[Text]] = {party: Counter() for party in parties}
        for row in self._packed.rows("partnerships") if parties else ():
            sectors = [Text(*_pair(self._codes.label(code))) for code in self._packed.value(row, "sectors") or ()]
            for party in self._parties_of(row) & counts.keys():
                counts[party].update(sectors)
        return {party: foremost(own) for party, own in counts.items()}

    def _parties_of(self, row: Row) -> set[int]:
        return {self._packed.value(part, "party") for part in self._packed.value(row, "parts") or ()}

    def _place(self, keys: list[str], number: Mapping[str, int], packs: Mapping[int, tuple[Pack, ...]]) -> None:
        """Put in some packs, and the places that everything has with them."""
        model = self._model(keys, packs)
        layout = place(model)
        for row, island in zip(self._packed.rows("islands"), model.islands, strict=True):
            circle = layout.islands[island.key]
            self._packed.put(row, "place", [circle.x, circle.y, circle.r])
            if island.packs:
                self._packed.put(row, "packs", packs_json(island, circle, number.__getitem__))
        places = [layout.nodes[node.key] for node in model.nodes]
        self._data["network"]["nodes"] |= {"x": [x for x, _ in places], "y": [y for _, y in places]}

    def _model(self, keys: list[str], packs: Mapping[int, tuple[Pack, ...]]) -> PageModel:
        """As much of what the page shows as it is laid out by."""
        islands = [self._island(keys, row) for row in self._packed.rows("islands")]
        network: Json = self._data["network"]
        nodes, edges = network["nodes"], network["edges"]
        shown = tuple(
            Node(keys[key], "", Kind(network["kinds"][kind]), Text(), "" if at < 0 else islands[at].key)
            for key, kind, at in zip(nodes["id"], nodes["kind"], nodes["island"], strict=True)
        )
        on: dict[str, list[str]] = {}
        for node in shown:
            if node.key != node.island:
                on.setdefault(node.island, []).append(node.key)
        return PageModel(
            title=Text(),
            data_set=DataSet(),
            nodes=shown,
            edges=tuple(Edge(keys[party], keys[deal]) for party, deal in zip(edges["from"], edges["to"], strict=True)),
            islands=tuple(
                replace(island, members=tuple(sorted(on.get(island.key, ()))), packs=packs.get(at, ()))
                for at, island in enumerate(islands)
            ),
            keys={},
        )

    def _island(self, keys: list[str], row: Row) -> Island:
        key, group = (keys[self._packed.value(row, field)] for field in ("key", "group"))
        lat, lon = (None, None) if key == NOWHERE else self._coordinates(key)
        return Island(key, Text(), (), group, (), lat, lon)

    def _coordinates(self, region: str) -> list[float | None]:
        """Where a region is, read of it: the page has it rounded."""
        return [number_of(self._rows.single(self._rows.thing(region), relation)) for relation in _PLACE]


def _pair(label: Any) -> tuple[str, str]:
    return (label, label) if isinstance(label, str) else (label[0], label[1])
