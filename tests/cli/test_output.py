"""What tables look like on a terminal of a given width."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest

from tests.support import ROOT

#: Eight columns of a word of 20 letters each.
WIDE = "Table(['heading' + str(i) for i in range(8)], [['abcdefghijklmnopqrst'] * 7 + [''], ['y'] * 8])"


def on_a_terminal(table: str, width: int, *, wide: bool = False) -> list[str]:
    code = (
        "import click; from kg.cli import output; from kg.results.tables import Table\n"
        f"with click.Context(click.Command('x')) as context:\n"
        f"    context.meta['kg.wide'] = {wide}\n"
        f"    output.show_table({table})"
    )
    controller, terminal = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": str(width), "TERM": "xterm"}
    subprocess.run([sys.executable, "-c", code], stdout=terminal, env=environment, check=True)
    os.close(terminal)
    shown = os.read(controller, 60_000).decode("utf-8")
    os.close(controller)
    return [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()]


def test_a_table_that_fits_is_a_table() -> None:
    lines = on_a_terminal(WIDE, 200)
    assert sum(line.split() == [f"heading{i}" for i in range(8)] for line in lines) == 1
    assert sum(line.split() == ["abcdefghijklmnopqrst"] * 7 for line in lines) == 1


@pytest.mark.parametrize("width", [60, 100])
def test_a_table_too_wide_is_shown_row_by_row_where_all_of_it_is_asked_for(width: int) -> None:
    lines = on_a_terminal(WIDE, width, wide=True)
    assert max(map(len, lines)) <= width
    assert sum(line.split() == ["heading0", "abcdefghijklmnopqrst"] for line in lines) == 1
    # The last cell of the first row is empty and says nothing; that of the second is there.
    assert [line.split() for line in lines if line.startswith("heading7")] == [["heading7", "y"]]


def test_few_columns_with_long_texts_stay_a_table() -> None:
    lines = on_a_terminal("Table(['name', 'text'], [['a', 'word ' * 100]])", 80)
    assert lines[0].split() == ["name", "text"]
    assert max(map(len, lines)) <= 80
