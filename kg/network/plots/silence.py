"""A map of silence: what is known of each cell of a universe, dark where more is; where nobody looked is hatched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.errors import UsageError
from kg.network.plots import canvas
from kg.network.plots.canvas import Plot
from kg.text import Text

#: How many rows or columns can be read.
MOST = 80
_CELL, _SIZE, _KEY = 0.3, 8, 2.5  # inches, points, inches


@dataclass(frozen=True, slots=True)
class SilenceMap:
    """What is drawn.

    Attributes:
        rows, columns: what they are called.
        known: row by row, the share of a cell of which something is known, 0 to 1.
        silent: row by row, the share at which nobody looked; the rest is known to be nothing.
        shown: row by row, what is written into a cell.
        remark: how much silence there is.
    """

    rows: Sequence[Text]
    columns: Sequence[Text]
    known: Sequence[Sequence[float]]
    silent: Sequence[Sequence[float]]
    shown: Sequence[Sequence[str]]
    remark: Text


def silence_plot(drawn: SilenceMap, language: str = "both", title: Text | None = None) -> Plot:
    """A map of silence as a picture.

    Args:
        drawn: what is known of each cell.
        language: ``en``, ``zh`` or ``both``.
        title: what it is called.

    Raises:
        UsageError: if there are no cells, or more rows or columns than can be read.
    """
    if not drawn.rows or not drawn.columns:
        raise UsageError(Text("There is nothing to plot: the universe is empty.", "没有可画的内容：范围为空。"))
    if max(len(drawn.rows), len(drawn.columns)) > MOST:
        raise UsageError(
            Text(
                f"{len(drawn.rows)} rows and {len(drawn.columns)} columns: more than {MOST} cannot be read in one "
                "plot. Declare a smaller universe, or write a table.",
                f"{len(drawn.rows)}行{len(drawn.columns)}列：多于{MOST}便无法在一幅图中辨读。请缩小范围，或写出表格。",
            )
        )
    title = title or Text("What is known, and where nobody looked", "已知之处与无人查过之处")
    rows, columns = ([canvas.label(text, language) for text in axis] for axis in (drawn.rows, drawn.columns))
    left, above = canvas.inches(rows, _SIZE) + 0.15, canvas.inches(columns, _SIZE) + 0.15
    width = max(left + _CELL * len(columns) + _KEY, 6.5)
    height = canvas.room_for(title, language, width) + above + _CELL * max(len(rows), 4) + 0.3
    return Plot(
        title,
        (width, height),
        lambda figure: _draw(figure, drawn, rows, columns, (left, above), language, title),
        language,
        (drawn.remark,),
    )


def _draw(
    figure: Any,
    drawn: SilenceMap,
    rows: Sequence[str],
    columns: Sequence[str],
    beside: tuple[float, float],
    language: str,
    title: Text,
) -> None:
    from matplotlib.patches import Rectangle

    width, height = figure.get_size_inches()
    top = canvas.titled(figure, title, language) - beside[1] / height
    size = (_CELL * len(columns) / width, _CELL * len(rows) / height)
    axes = figure.add_axes((beside[0] / width, top - size[1], *size))
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(rows), 0)
    for row, column in np.ndindex(len(rows), len(columns)):
        axes.add_patch(Rectangle((column, row), 1, 1, **_look(drawn.known[row][column], drawn.silent[row][column])))
        dark = drawn.known[row][column] > 0.5
        axes.text(
            *(column + 0.5, row + 0.5, canvas.plain(drawn.shown[row][column])),
            ha="center",
            va="center",
            fontsize=7,
            color="white" if dark else canvas.INK,
        )
    axes.set_yticks(np.arange(len(rows)) + 0.5, rows, fontsize=_SIZE)
    axes.set_xticks(np.arange(len(columns)) + 0.5, columns, fontsize=_SIZE, rotation=90)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, colors=canvas.INK)
    for spine in axes.spines.values():
        spine.set_color(canvas.FAINT)
    _key(figure, ((beside[0] + 0.2) / width + size[0], top), (width, height), language)


def _look(known: float, silent: float) -> dict[str, Any]:
    """How a cell is filled: blue where something is known, hatched where nobody looked, else white."""
    if known:
        return {"facecolor": canvas.BLUE, "alpha": 0.35 + 0.65 * known, "edgecolor": "white", "linewidth": 0.5}
    if silent:
        return {"facecolor": "white", "hatch": "////", "edgecolor": canvas.FAINT, "linewidth": 0.5}
    return {"facecolor": "white", "edgecolor": canvas.PALE, "linewidth": 0.5}


def _key(figure: Any, place: tuple[float, float], size: tuple[float, float], language: str) -> None:
    from matplotlib.patches import Rectangle

    lines = (
        (1.0, 0.0, Text("known", "已知")),
        (0.0, 0.0, Text("known to be nothing", "已知没有")),
        (0.0, 1.0, Text("nobody looked", "无人查过")),
    )
    for number, (known, silent, text) in enumerate(lines):
        bottom = place[1] - (number + 1) * 0.26 / size[1]
        box = Rectangle(
            (place[0], bottom), 0.2 / size[0], 0.18 / size[1], transform=figure.transFigure, **_look(known, silent)
        )
        figure.add_artist(box)
        where = (place[0] + 0.28 / size[0], bottom + 0.03 / size[1])
        figure.text(*where, text.name(language), fontsize=_SIZE, color=canvas.INK)
