"""Reads a page's payload as its script ``unpack.js`` does, so that tests can look at what it holds."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any

TEXT_FIELDS = {"label", "note", "ambiguity", "class", "date", "start", "end", "spelling"}


def payload(page: bytes) -> dict[str, Any]:
    """The payload as it is written."""
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.decode())
    assert match
    text = match.group(1)
    if not text.startswith("{"):
        text = zlib.decompress(base64.b64decode(text)).decode()
    found: dict[str, Any] = json.loads(text)
    return found


def keys(packed: dict[str, Any], group: str) -> list[str]:
    """The keys of a group of records, in order."""
    return [start + end for start, ends in packed["keys"][group] for end in ends]


def records(packed: dict[str, Any], group: str) -> dict[str, dict[str, Any]]:
    """A group of records by key, with its texts, and numbers for everything else that is referred to."""
    rows = (unpack(packed, row) for row in packed[group])
    return dict(zip(keys(packed, group), rows, strict=True))


def unpack(packed: dict[str, Any], row: list[Any]) -> dict[str, Any]:
    """One record."""
    names = [packed["fields"][ord(letter) - ord("?")] for letter in packed["shapes"][row[0]]]
    return {name: _value(packed, name, value) for name, value in zip(names, row[1:], strict=True)}


def _value(packed: dict[str, Any], name: str, value: Any) -> Any:
    if name in {"parts", "stages"}:
        return [unpack(packed, row) for row in value]
    return packed["texts"][value] if name in TEXT_FIELDS and isinstance(value, int) else value


def digest(text: str) -> str:
    """A SHA-256 in hexadecimal."""
    return base64.b64decode(text + "=").hex()
