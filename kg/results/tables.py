"""A table of text, and the formats it is written in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kg.files import delimited_text, guarded, harmless
from kg.results import notebook
from kg.text import Text

_NOTHING = Text()


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Headings and rows, all of text.

    Attributes:
        headers: the headings.
        rows: the cells.
        ranks: how soon a column gives way where there is no room for all, the lowest last; the last columns first,
            if empty.
        summary: what it comes to, in a line.
        lines: how many lines a cell takes at most on a screen; any number if ``None``.
    """

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    ranks: Sequence[int] = ()
    summary: Text = _NOTHING
    lines: int | None = 2

    def __repr__(self) -> str:
        return f"<Table: {len(self.rows)} rows of {', '.join(self.headers)}>"[:_MOST_OF_REPR]

    def csv(self) -> str:
        """As CSV, with cells that a spreadsheet would run as a formula made harmless."""
        return delimited_text([guarded(cell) for cell in row] for row in (self.headers, *self.rows))

    def markdown(self) -> str:
        """As a Markdown table."""
        lines = [self.headers, ["---"] * len(self.headers), *self.rows]
        return "".join("| " + " | ".join(_markdown_cell(cell) for cell in line) + " |\n" for line in lines)

    def html(self, language: str = "both") -> str:
        """As a page of its own, whole.

        Args:
            language: that of the texts: ``en``, ``zh`` or ``both``.
        """
        head = "".join(f"<th>{escape(header)}</th>" for header in self.headers)
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>\n" for row in self.rows)
        said = escape(self.summary.in_language(language))
        return _PAGE.format(language={"zh": "zh-Hans"}.get(language, "en"), summary=said, head=head, body=body)

    def _repr_html_(self) -> str:
        return notebook.html(self.headers, self.rows)


_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{summary}</title>
<style>
body {{ font-family: system-ui, sans-serif; margin: 2em }}
table {{ border-collapse: collapse }}
th, td {{ border-bottom: 1px solid #ccc; padding: 0.3em 0.8em; text-align: left; vertical-align: top }}
th {{ background: #fff; position: sticky; top: 0 }}
</style></head>
<body><p>{summary}</p>
<table><thead><tr>{head}</tr></thead>
<tbody>
{body}</tbody></table></body>
</html>
"""

#: How long the short form of a table is at most.
_MOST_OF_REPR = 200

#: What some reader of text or other takes for the end of a line.
_LINE_ENDS = "\n\v\f\r\x85\u2028\u2029"
#: Tabs and what ends a line, as characters that only show it.
_BREAKS = str.maketrans(
    {"\t": "␉", "\n": "␊", "\v": "␋", "\f": "␌", "\r": "␍", "\x85": "␊", "\u2028": "␊", "\u2029": "␊"}
)


def one_line(text: str) -> str:
    r"""A label or value as a terminal may show it: no line of its own making, and nothing that steers.

    >>> one_line("a\nb")
    'a␊b'
    """
    return harmless(text.translate(_BREAKS))


def _markdown_cell(cell: str) -> str:
    # A pipe would end the cell, a line break the row; HTML in a label must stay text, and Markdown is read on
    # terminals too.
    return (
        escape(harmless(re.sub(rf"\s*[{_LINE_ENDS}]+\s*", " ", cell)), quote=False)
        .replace("\\", "\\\\")
        .replace("|", "\\|")
    )
