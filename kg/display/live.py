"""The page in a notebook, heard and told by way of anywidget: what is sent, and nothing of what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from kg.page.page import SANDBOX, Page


class LivePage(anywidget.AnyWidget):
    """A page in a frame.

    The page itself is sent when a frame asks for it, so that no notebook keeps it as a widget's state.

    Args:
        page: what is shown.
        height: of the frame, in pixels.
        asked: what the page is to look like when it opens.
        hear: is called with what the page tells: ``selection``, ``partnerships`` and ``filters``, by its keys.
    """

    _esm = Path(__file__).with_name("live.js")
    title = traitlets.Unicode().tag(sync=True)
    height = traitlets.Int().tag(sync=True)
    sandbox = traitlets.Unicode(SANDBOX).tag(sync=True)

    def __init__(
        self, page: Page, height: int, asked: Callable[[], Mapping[str, Any]], hear: Callable[[Mapping[str, Any]], None]
    ) -> None:
        super().__init__(title=page.title, height=height)
        self._page, self._asked, self._hear = page, asked, hear
        self.on_msg(self._answer)

    def tell(self, changed: Mapping[str, Any]) -> None:
        """Ask every frame of this page to change."""
        self.send({"kind": "set", "set": dict(changed)})

    def _answer(self, _: Any, content: Any, __: Sequence[Any]) -> None:
        # What comes from a browser is looked at, not trusted.
        if not isinstance(content, Mapping):
            return
        if content.get("kind") == "page":
            reply = {"kind": "page", "to": content.get("from"), "set": dict(self._asked())}
            self.send(reply, buffers=[self._page.html])
        elif content.get("kind") == "state":
            self._hear(content)
