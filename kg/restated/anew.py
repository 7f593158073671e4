"""Records of a page made anew, each of what the graph says near its thing, for the data of an earlier page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.answers.records import Code, Passage, read_records
from kg.graph.around import described
from kg.graph.store.remembering import RememberingStore
from kg.graph.terms import NamedNode
from kg.page.packing import Json, short_digest
from kg.page.recorded import RecordJson
from kg.page.repacking import PassageRow
from kg.restated.codes import CodeTable
from kg.restated.earlier_page import Otherwise
from kg.restated.rows import Rows


class Anew(RecordJson):
    """Records of now, as the data of an earlier page have them.

    Args:
        store: the graph of now.
        rows: finds the records in the data.
        codes: the data's codes.
        things: what records are made of; of a partnership also what names it.

    Raises:
        Otherwise: if it is not certain how the page names things.
    """

    def __init__(self, store: RememberingStore, rows: Rows, codes: CodeTable, things: Iterable[NamedNode]) -> None:
        super().__init__(read_records(described(store, things)), {})
        self._rows, self._codes = rows, codes
        if rows.has_other_keys or not rows.packed.has_plain_passages:
            raise Otherwise

    def of_partnership(self, iri: str) -> Json:
        """The record of a partnership.

        Args:
            iri: its IRI.
        """
        return self.deal(_found(self._records.partnerships.get(iri)))

    def of_group(self, group: str, iri: str) -> Json:
        """The record of a figure that no target goes by, or of a statement.

        Args:
            group: the group of records.
            iri: its IRI.
        """
        if group == "figures":
            return self.figure(_found(self._records.figures.get(iri)))
        return self.statement(_found(self._records.statements.get(iri)))

    def ref(self, iri: str) -> int:
        """The number of a thing's key, which the page has."""
        return self._rows.key(NamedNode(iri))

    def number_of_code(self, code: Code) -> int:
        """The number of a code, which the page has or gets."""
        return self._codes.number(code.iri)

    def passage(self, passage: Passage) -> PassageRow:
        """A passage, as the table of passages has it."""
        source = self._rows.sources.get(passage.source)
        if source is None or (passage.start is None) != (passage.end is None):
            raise Otherwise
        length = None if passage.start is None or passage.end is None else passage.end - passage.start
        return PassageRow(source, passage.start, length, short_digest(passage.sha256), passage.place)

    def number_of_figure(self, iri: str) -> int | None:  # noqa: ARG002 - of any
        """None is looked up: a figure that another one leads to does not stand alone."""
        raise Otherwise


def _found(record: Any) -> Any:
    if record is None:
        raise Otherwise
    return record
