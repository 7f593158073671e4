"""Tables of text in their formats."""

from __future__ import annotations

import csv
import io

from kg.results.tables import Table

CELLS = [
    "plain",
    "a,b",
    'say "x"',
    "two\nlines",
    "old\rlines",
    "two\u2028li\x85nes",
    "tab\there",
    "a|b",
    "back\\slash",
    "<b>&amp;",
    "=1+1",
    "-3",
    "嘉兴",
    "",
]
TABLE = Table(["head", "=head"], [[cell, "x"] for cell in CELLS])


def test_csv() -> None:
    header, *rows = csv.reader(io.StringIO(TABLE.csv(), newline=""))
    assert header == ["head", "'=head"]
    assert [row[0] for row in rows] == [cell if cell != "=1+1" else "'=1+1" for cell in CELLS]


def test_markdown_keeps_its_cells_apart() -> None:
    lines = TABLE.markdown().splitlines()
    assert len(lines) == len(CELLS) + 2
    assert lines[5] == "| two lines | x |"
    assert lines[6] == "| old lines | x |"
    assert lines[7] == "| two li nes | x |"
    assert lines[9] == "| a\\|b | x |"
    assert lines[10] == "| back\\\\slash | x |"
    assert lines[11] == "| &lt;b&gt;&amp;amp; | x |"


def test_html_is_escaped() -> None:
    html = TABLE._repr_html_()
    assert '<td style="text-align:left">&lt;b&gt;&amp;amp;</td>' in html
    assert "<b>" not in html
    assert html.count("<tr>") == len(CELLS) + 1


def test_an_empty_table() -> None:
    table = Table(["a"], [])
    assert (table.csv(), table.markdown()) == ("a\n", "| a |\n| --- |\n")
