"""The page as one HTML file, for the server and for a review without one: template, style and scripts inside it.

Its Content-Security-Policy allows this file's own script and style, by hash, and nothing else: no text of the data can
run, and no request leaves the machine.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, StrictUndefined

from kg.source_text import policy_hash

#: The scripts that both pages have, in the order in which they need one another.
_BOTH = (
    *("points.js", "sha256.js", "shown.js", "dom.js", "memory.js", "fold.js", "telling.js", "checks.js", "combobox.js"),
    *("article.js", "drawing.js", "focus.js", "records.js", "dialogs.js"),
)
#: How decisions are kept: by the server, or in the browser until they leave as a table.
_WAYS = {"server": "server.js", "file": "file.js"}
SERVER, FILE = "server", "file"


def render(mode: str, boot: dict[str, Any]) -> str:
    """The page.

    Args:
        mode: ``server`` or ``file``.
        boot: what the page knows when it begins; the reader's language as ``lang``, or empty.
    """
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(_read("page.html")).render(
        mode=mode,
        policy=policy(mode),
        style=_style(),
        script=_script(mode),
        boot=_to_script({"mode": mode, **boot}),
        strings=_to_script(json.loads(_read("strings.json"))),
    )


@cache
def policy(mode: str) -> str:
    """What the page may load: itself; the server's page may ask the server, too."""
    connect = "; connect-src 'self'" if mode == SERVER else ""
    return (
        f"default-src 'none'; script-src {policy_hash(_script(mode))}; style-src {policy_hash(_style())}; img-src data:"
        f"{connect}; base-uri 'none'; form-action 'none'"
    )


def _to_script(value: Any) -> str:
    """JSON that may stand inside a script element: no text of it can end the element."""
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        said = said.replace(sign, f"\\u{ord(sign):04x}")
    return said.encode("utf-8", "backslashreplace").decode("utf-8")


@cache
def _script(mode: str) -> str:
    text = "".join(_read("js", name) for name in (*_BOTH, _WAYS[mode], "acts.js", "main.js"))
    # Not made smaller: it is read on this machine, and templates within templates are beyond what makes it so.
    return f'(function () {{\n"use strict";\n{text}}})();\n'


@cache
def _style() -> str:
    return _read("page.css")


@cache
def _read(*names: str) -> str:
    return resources.files("kg.review").joinpath("template", *names).read_text(encoding="utf-8")
