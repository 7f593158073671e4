"""How a result shows itself as a cell's last line in a notebook: a bounded piece of HTML, the long part folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from kg.text import Text

#: The most characters that a result puts into a cell.
MOST_CHARACTERS = 60_000
#: How many rows stand open; the rest is folded.
_OPEN = 20
#: How much of a cell is shown, and how many times that is folded below it.
_MOST_OF_CELL = 300
_MOST_FOLDED = 6
#: What stands to the right: a number, a share, or nothing.
_NUMBER = re.compile(r"([-+−]?[\d,]+(\.\d+)?([eE]-?\d+)?\s?%?)?")
_LEFT = ' style="text-align:left"'
#: An address of the web, without the sentence's stop behind it.
_ADDRESS = re.compile(r"(https?://[^\s<>\"'；，。、）]*[^\s<>\"'；，。、）.,;:)\]])")


def html(headers: Sequence[str], rows: Sequence[Sequence[str]], remarks: Iterable[Text] = ()) -> str:
    """A table as HTML of at most ``MOST_CHARACTERS``: the first rows open, further ones folded, the rest counted.

    Args:
        headers: the headings.
        rows: the cells, all of text; what they hold is shown as text.
        remarks: what a reader must know, shown below.
    """
    said = "".join(f"<p>{_cell(remark.in_language('both'))}</p>" for remark in remarks)
    if len(said) > MOST_CHARACTERS // 4:
        kept = said[: said.rfind("<p>", 0, MOST_CHARACTERS // 4)]
        said = f"<details><summary>{_REMARKS.in_language('both')}</summary>{kept}</details>"
    texts = [not all(_NUMBER.fullmatch(row[at]) for row in rows) for at in range(len(headers))]
    head = f"<thead><tr>{_tagged('th', headers, texts)}</tr></thead>"
    left = MOST_CHARACTERS - len(said) - 2 * len(head) - 1_000
    made: list[str] = []
    for row in rows:
        line = f"<tr>{_tagged('td', row, texts)}</tr>"
        left -= len(line)
        if left < 0:
            break
        made.append(line)
    parts = [f"<table>{head}<tbody>{''.join(made[:_OPEN])}</tbody></table>"]
    if len(made) > _OPEN:
        more = Text(f"{len(made) - _OPEN} more rows", f"另有{len(made) - _OPEN}行").in_language("both")
        parts.append(
            f"<details><summary>{more}</summary><table>{head}<tbody>{''.join(made[_OPEN:])}</tbody></table></details>"
        )
    if len(made) < len(rows):
        missing = len(rows) - len(made)
        all_of_it = Text(
            f"{missing} further rows are not shown here; .frame() has all.",
            f"其余{missing}行未在此显示；全部见 .frame()。",
        )
        parts.append(f"<p>{all_of_it.in_language('both')}</p>")
    return "".join([*parts, said])


def _tagged(tag: str, cells: Sequence[str], texts: Sequence[bool]) -> str:
    """The cells of a row. Notebooks set all to the right, where texts are hard to read."""
    sides = (_LEFT if is_text else "" for is_text in texts)
    return "".join(f"<{tag}{side}>{_cell(cell)}</{tag}>" for cell, side in zip(cells, sides, strict=True))


_REMARKS = Text("Remarks", "说明")


def _cell(text: str) -> str:
    """A text as HTML: its addresses are links, and of a long one the rest is folded."""
    if len(text) <= _MOST_OF_CELL:
        return _linked(text)
    # Neither half of an address is one.
    cut = max(text.rfind(" ", 0, _MOST_OF_CELL), _MOST_OF_CELL * 2 // 3)
    first, rest = text[:cut], text[cut : _MOST_OF_CELL * _MOST_FOLDED]
    end = "…" if len(text) > cut + len(rest) else ""
    return f"<details><summary>{_linked(first)}…</summary>{_linked(rest)}{end}</details>"


def _linked(text: str) -> str:
    # Every second part is an address. A link tells the place that it leads to nothing of the notebook.
    parts = [escape(part) for part in _ADDRESS.split(text)]
    parts[1::2] = [f'<a href="{part}" target="_blank" rel="noopener noreferrer">{part}</a>' for part in parts[1::2]]
    return "".join(parts)
