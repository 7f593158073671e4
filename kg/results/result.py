"""What every answer is: one set of members, the same kind everywhere, and the parts that all answers share.

Programs read ``records`` and ``as_dict``, notebooks ``frame``, people ``table`` and ``text``; ``remarks`` say what a
reader must know besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from kg.extras import require
from kg.results import notebook
from kg.results.sheets import Sheet
from kg.results.tables import Table, one_line
from kg.text import Text


@runtime_checkable
class Result(Protocol):
    """An answer: of a question, a report, the ledger, coverage, a history, an explanation, a diff, a withdrawal.

    ``remarks`` is an attribute, everything else a method. Some results take further keywords, all of them optional.
    """

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What a reader must know besides."""
        ...

    def table(self, language: str = "both") -> Table:
        """The result for people, as a table with headings in ``en``, ``zh`` or ``both``."""
        ...

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a row, with the same names in every row; the names are ASCII and stay.

        A value is a JSON scalar, a list of such, or a thing: a dictionary of ``iri``, ``en`` and ``zh``.
        """
        ...

    def frame(self) -> Any:
        """The records as a ``pandas.DataFrame``; a thing takes three columns: its IRI, and its two names."""
        ...

    def as_dict(self) -> dict[str, Any]:
        """All of the result, as JSON's types."""
        ...

    def text(self, language: str = "both") -> str:
        """The result as lines for people, in ``en``, ``zh`` or ``both``."""
        ...

    def _repr_html_(self) -> str: ...


class Tabular:
    """What follows from a result's table, records and remarks."""

    __slots__ = ()

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What a reader must know besides; nothing, unless a result says more."""
        return ()

    def table(self, language: str = "both") -> Table:
        """The result for people."""
        raise NotImplementedError

    def screen(self, language: str = "both") -> Table:
        """The result as a terminal shows it: as ``table``, where a result does not choose its columns and their order.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        return self.table(language)

    def sheet(self) -> Sheet:
        """The result for spreadsheets and other programs: stable names, typed cells, one language a cell."""
        return Sheet.of(self.records(), self._columns(), self.remarks)

    def records(self) -> list[dict[str, Any]]:
        """The result for programs, one dictionary a row."""
        raise NotImplementedError

    def as_dict(self) -> dict[str, Any]:
        """All of the result, as JSON's types."""
        raise NotImplementedError

    def frame(self) -> Any:
        """The records as a ``pandas.DataFrame``; a thing takes three columns: its IRI, and its two names.

        What a reader must know besides is in its ``attrs``, as ``remarks``.
        """
        return noted(frame_of(self.records(), self._columns()), self.remarks)

    def text(self, language: str = "both") -> str:
        """The table in Markdown, and the remarks below it.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        said = "".join(f"{one_line(remark.in_language(language))}\n" for remark in self.remarks)
        return self.table(language).markdown() + (f"\n{said}" if said else "")

    def _columns(self) -> Sequence[str]:
        """The records' names, for a frame without rows."""
        return ()

    def __repr__(self) -> str:
        """One line: what it is and how large. The rest is in ``text``, ``table`` and ``frame``."""
        return f"<{type(self).__name__}: {len(self.table().rows)} rows; .text(), .table(), .frame(), .remarks>"

    def _repr_html_(self) -> str:
        """The table of a notebook's cell, bounded, its remarks below."""
        table = self.table()
        return notebook.html(table.headers, table.rows, self.remarks)


def flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record with each thing in it as three entries: its names, which people look for, before its IRI.

    >>> flat({"partner": {"iri": "x", "en": "A", "zh": "甲"}, "count": 3})
    {'partner_label_en': 'A', 'partner_label_zh': '甲', 'partner': 'x', 'count': 3}
    """
    found: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, Mapping):
            found |= {
                f"{name}_label_en": value["en"],
                f"{name}_label_zh": value["zh"],
                name: value["iri"],
            }
        else:
            found[name] = value
    return found


def frame_of(records: Iterable[Mapping[str, Any]], columns: Sequence[str] = ()) -> Any:
    """Records as a ``pandas.DataFrame``.

    Args:
        records: one a row.
        columns: the columns if there are no records.

    Raises:
        UsageError: if pandas is not installed.
    """
    require("frames")
    import pandas as pd

    rows = [flat(record) for record in records]
    return pd.DataFrame(rows, columns=list(dict.fromkeys(name for row in rows for name in row)) or list(columns))


def noted(frame: Any, remarks: Iterable[Text]) -> Any:
    """A data frame with remarks in its ``attrs``."""
    frame.attrs["remarks"] = texts_of(remarks)
    return frame


def texts_of(remarks: Iterable[Text]) -> list[dict[str, str]]:
    """Remarks as JSON's types."""
    return [{"en": remark.en, "zh": remark.zh} for remark in remarks]
