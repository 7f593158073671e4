"""The table of the codes that a page's records have, where some of them have other codes than in an earlier build.

Codes are numbered as the records meet them; so one that comes first elsewhere, or goes, numbers others anew.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from kg.answers.records import read_codes
from kg.graph.store.remembering import RememberingStore
from kg.page.packing import by_beginning, code_key
from kg.page.payload import code_table
from kg.page.repacking import Packed
from kg.restated.earlier_page import Otherwise
from kg.restated.rows import written_out
from kg.vocabulary import CODE, SKOS


class CodeTable:
    """The codes of a page's data.

    Args:
        store: the graph of now.
        data: the page's data.
        packed: their records.
    """

    def __init__(self, store: RememberingStore, data: dict[str, Any], packed: Packed) -> None:
        self._store = store
        self._data = data
        self._packed = packed
        self._keys = written_out(data["codes"]["key"])
        #: The numbers of codes that the page has not had, behind those of the others, by IRI.
        self._new: dict[str, int] = {}
        #: How many of these were read, and their table.
        self._read: tuple[int, dict[str, Any]] = (-1, {})
        # Whatever else goes by their order is not known here.
        self._is_plain = packed.codes_in_order() == list(range(len(self._keys)))

    def number(self, iri: str) -> int:
        """The number of a code, which the page has or gets.

        Args:
            iri: the code's IRI.

        Raises:
            Otherwise: if it is not certain which that is.
        """
        key = code_key(iri)
        if not self._is_plain or self._iris.get(key) != {CODE + key} or iri != CODE + key:
            raise Otherwise
        if key in self._keys:
            if self._keys.count(key) > 1:
                raise Otherwise
            return self._keys.index(key)
        return self._new.setdefault(iri, len(self._keys) + len(self._new))

    @cached_property
    def _iris(self) -> dict[str, set[str]]:
        """The codes of the graph, by their keys in the page."""
        concepts = self._store.columns(f"SELECT ?concept WHERE {{ ?concept <{SKOS}inScheme> ?scheme }}")["concept"]
        found: dict[str, set[str]] = {}
        for iri in (concept[1:-1] for concept in concepts):
            found.setdefault(code_key(iri), set()).add(iri)
        return found

    def settle(self) -> None:
        """Number the codes as the records meet them now, and make their table anew."""
        if not self._is_plain:
            return  # no code has been put in
        order, stages = self._packed.codes_in_order(), self._order_of_stages()
        self._data["views"]["order"] = stages
        if order == list(range(len(self._keys))):
            return
        table = self._whole()
        now = {before: number for number, before in enumerate(order)}
        self._packed.number_codes(now)
        ended = sorted(now[number] for number in table["ended"] if number in now)
        self._data["codes"] = {
            "key": by_beginning(table["key"][number] for number in order),
            "label": [table["label"][number] for number in order],
            **{
                part: {now[number]: table[part][number] for number in order if number in table[part]}
                for part in ("phase", "sign")
            },
            **({"ended": ended} if ended else {}),
        }
        self._data["views"]["order"] = {now[number]: place for number, place in stages.items()}

    def _order_of_stages(self) -> dict[int, int]:
        """How far on the stages are that anything is claimed to be at, by their numbers, as the records meet them."""
        value = self._packed.value
        claims = (claim for deal in self._packed.rows("partnerships") for claim in value(deal, "stages") or ())
        met = list(dict.fromkeys(number for claim in claims if (number := value(claim, "stage")) is not None))
        order = {int(number): place for number, place in self._data["views"]["order"].items()}
        keys = [*self._keys, *map(code_key, self._new)]
        others = [number for number in met if number not in order]
        codes = read_codes(self._store, [CODE + keys[number] for number in others]) if others else []
        order |= {number: code.order for number, code in zip(others, codes, strict=True) if code.order is not None}
        return {number: order[number] for number in met if number in order}

    def label(self, number: int) -> Any:
        """What a code is called, as the page has it.

        Args:
            number: the code's number.
        """
        count = len(self._keys)
        return self._data["codes"]["label"][number] if number < count else self._came()["label"][number - count]

    def _came(self) -> dict[str, Any]:
        """The table of the codes that have come."""
        if self._read[0] != len(self._new):
            self._read = len(self._new), code_table(read_codes(self._store, self._new))
        return self._read[1]

    def _whole(self) -> dict[str, Any]:
        """The table with the codes that have come, by their numbers."""
        before, came = self._data["codes"], self._came()
        count = len(self._keys)
        return {
            "key": [*self._keys, *written_out(came["key"])],
            "label": [*before["label"], *came["label"]],
            **{
                part: {
                    **{int(number): told for number, told in before[part].items()},
                    **{count + number: told for number, told in came[part].items()},
                }
                for part in ("phase", "sign")
            },
            "ended": {*before.get("ended", ()), *(count + number for number in came.get("ended", ()))},
        }
