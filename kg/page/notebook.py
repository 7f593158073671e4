"""The page as a value: to be saved, or shown by a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from kg.answers.records import Label, Records
from kg.files import write_file
from kg.network.measures import MEASURES, MeasureRow, shown
from kg.page.model import DataSet, Ranking
from kg.page.render import render_page


@dataclass(frozen=True, slots=True)
class Page:
    """One file of HTML that needs nothing from the network.

    Attributes:
        html: the file's bytes, UTF-8.
        title: what it is called, in the page's language.
    """

    html: bytes
    title: str

    def save(self, path: Path) -> None:
        """Write the page to a file.

        Raises:
            SourceError: if it cannot be written.
        """
        write_file(path, self.html)

    def __repr__(self) -> str:
        return f"<Page {self.title!r}, {len(self.html):,} bytes>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        # An untrusted notebook strips the frame, and then shows the paragraph before it.
        frame = escape(self.html.decode("utf-8"), quote=True)
        html = (
            f"<p>{escape(self.title)}: an interactive page. If nothing is shown below, trust this notebook, "
            "or save the page with <code>.save(…)</code> and open it in a browser.</p>"
            '<iframe sandbox="allow-scripts allow-downloads" style="width:100%;height:640px;border:0" '
            f'title="{escape(self.title, quote=True)}" srcdoc="{frame}"></iframe>'
        )
        return {"text/html": html, "text/plain": repr(self)}


def make_page(
    records: Records,
    data_set: Mapping[str, str],
    title: tuple[str, str] | None = None,
    language: str = "both",
    measured: Iterable[tuple[str, str, Sequence[MeasureRow]]] = (),
) -> Page:
    """Draw the page of a graph's records.

    Args:
        records: the graph as records.
        data_set: ``title_en``, ``title_zh``, ``version`` and ``license`` of the data set.
        title: the page's title in English and in Chinese; the data set's if ``None``.
        language: the language it opens in: ``en``, ``zh`` or ``both``.
        measured: networks for the ranking view: title in English and in Chinese, and the measured nodes.
    """
    name = Label.of(data_set["title_en"], data_set["title_zh"], fallback="Partnerships")
    label = Label.of(*title) if title else name
    shown_set = DataSet(name=name, version=data_set["version"], licence=data_set["license"])
    rankings = tuple(_ranking(*network) for network in measured)
    html = render_page(records, title=label, lang=language, data_set=shown_set, rankings=rankings)
    return Page(html, label.text("zh" if language == "zh" else "en"))


def _ranking(title_en: str, title_zh: str, rows: Sequence[MeasureRow]) -> Ranking:
    measures = [MEASURES[name] for name in rows[0].values] if rows else []
    return Ranking(
        title=Label.of(title_en, title_zh),
        columns=tuple(Label.of(measure.title_en, measure.title_zh) for measure in measures),
        rows=tuple((row.node, tuple(shown(row.values[measure.name]) for measure in measures)) for row in rows),
    )
