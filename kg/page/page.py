"""A page as a value: to be saved, or shown by a notebook."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from kg.files import write_file
from kg.page.payload import to_script
from kg.text import Text

#: How high a page stands in a notebook, in pixels.
HEIGHT = 640
#: What the frame of a page may do: neither reach the notebook around it, nor lead it elsewhere.
SANDBOX = "allow-scripts allow-downloads"

#: The measures that every page has; a ranking's columns are ``0.0``, ``0.1`` and so on.
OWN_MEASURES = ("count", "partners")

#: Where the page's data begin.
DATA = '<script type="application/json" id="data">'

_STILL = Text("A still picture", "静态图")
_HOW = Text(
    "To explore it, trust this notebook and run the cell, or save the page with .save(…) and open it in a browser.",
    "如需交互，请信任此笔记本并运行单元格，或用 .save(…) 保存页面后在浏览器中打开。",
)


@dataclass(frozen=True)
class Page:
    """One file of HTML that needs nothing from the network.

    Attributes:
        html: the file's bytes, UTF-8.
        title: what it is called, in the page's language.
        keys: IRI of each thing in it to its key, by which the page's address names it.
        measures: the ids of what its nodes can be sized and coloured by.
        ties: of a page of a projection, the partnerships behind each pair of nodes; ``None`` of any other page.
        picture: makes a still picture of it as SVG; there is none if ``None``.
    """

    html: bytes
    title: str
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    picture: Callable[[], str] | None = field(default=None, repr=False)
    measures: tuple[str, ...] = field(default=OWN_MEASURES, repr=False)
    ties: Mapping[tuple[str, str], Sequence[str]] | None = field(default=None, repr=False)

    def save(self, path: Path) -> None:
        """Write the page to a file.

        Raises:
            SourceError: if it cannot be written.
        """
        write_file(path, self.html)

    @cached_property
    def svg(self) -> str:
        """A still picture of the page, for whatever runs no scripts; empty if there is none."""
        return self.picture() if self.picture else ""

    def still_html(self) -> str:
        """The still picture as an element of HTML that needs nothing beside it."""
        if not self.svg:
            return ""
        data = base64.b64encode(self.svg.encode("utf-8")).decode("ascii")
        alt = escape(f"{_STILL.in_language('both')}: {self.title}", quote=True)
        size = f"max-width:100%;max-height:{HEIGHT - 80}px"
        return f'<img alt="{alt}" style="{size}" src="data:image/svg+xml;base64,{data}">'

    def framed(self, height: int = HEIGHT, asked: Mapping[str, Any] | None = None) -> str:
        """The page in a frame over its still picture: where the frame is stripped, the picture is seen.

        Args:
            height: of the frame, in pixels.
            asked: what the page is to look like when it opens, as ``template/js/host.js`` takes it.
        """
        text = self.html.decode("utf-8")
        if asked:
            host = f'<script type="application/json" id="host">{to_script({"set": asked})}</script>'
            text = text.replace(DATA, host + DATA, 1)
        document = escape(text, quote=True)
        how = escape(_HOW.in_language("both"))
        return (
            f'<div style="position:relative;height:{height}px;overflow:hidden">'
            f"<p><b>{escape(self.title)}</b>. {how}</p>{self.still_html()}"
            f'<iframe sandbox="{SANDBOX}" title="{escape(self.title, quote=True)}" '
            f'style="position:absolute;inset:0;width:100%;height:{height}px;border:0" '
            f'srcdoc="{document}"></iframe></div>'
        )

    def bundle(self, height: int = HEIGHT, asked: Mapping[str, Any] | None = None) -> dict[str, str]:
        """What a notebook shows, by media type: the framed page, its still picture as SVG, and a line of text.

        Args:
            height: as in ``framed``.
            asked: as in ``framed``.
        """
        shown = {"text/html": self.framed(height, asked), "text/plain": repr(self)}
        return {**shown, "image/svg+xml": self.svg} if self.svg else shown

    def __repr__(self) -> str:
        return f"<Page {self.title!r}, {len(self.html):,} bytes>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        # A notebook that is not trusted strips the frame and keeps the picture; a program without HTML has the SVG.
        return self.bundle()
