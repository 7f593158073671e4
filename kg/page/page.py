"""A page as a value: to be saved, or shown by a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from kg.files import write_file


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
