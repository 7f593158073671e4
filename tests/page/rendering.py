"""The bytes of a page, for tests that look at nothing else of it."""

from __future__ import annotations

from typing import Any

from kg.page.render import draw_page


def render_page(*arguments: Any, **named: Any) -> bytes:
    """The HTML file that ``draw_page`` draws of the same arguments."""
    return draw_page(*arguments, **named).html
