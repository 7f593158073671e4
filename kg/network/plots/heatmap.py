"""Who is tied to whom, as a matrix: rows and columns in groups, darker where the tie is stronger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import UsageError
from kg.network.forms.graphs import node_order
from kg.network.forms.labels import label
from kg.network.forms.sparse import SparseNetwork
from kg.network.plots import canvas
from kg.network.plots.canvas import Plot
from kg.results.numbers import shown
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import Graph

#: How many rows or columns can be read.
MOST = 80
#: Up to so many columns, each cell has its number.
_NUMBERED = 25
_CELL, _BAR, _SIZE = 0.3, 1.0, 8  # inches, inches, points


@dataclass(frozen=True)
class _Axis:
    """Rows or columns: places of nodes, their names, and their groups."""

    places: list[int]
    names: list[str]
    groups: list[str]

    def __len__(self) -> int:
        return len(self.places)

    def borders(self) -> list[int]:
        """Where groups begin, the first one left out."""
        return [row for row in range(1, len(self)) if self.groups[row] != self.groups[row - 1]]

    @property
    def length(self) -> float:
        """How long the longest name is, in inches."""
        return canvas.inches(self.names, _SIZE) + 0.15


def heatmap_plot(
    graph: Graph,
    language: str = "both",
    top: int | None = None,
    groups: Mapping[Any, Text] | None = None,
    title: Text | None = None,
) -> Plot:
    """The strength of the tie of each two nodes.

    Args:
        graph: a projection; one of two modes has the one as rows and the other as columns.
        language: ``en``, ``zh`` or ``both``.
        top: how many rows and columns, the strongest nodes; all if ``None``.
        groups: node to the names of its group, such as its province; those of a group stand together.
        title: what it is called; what is shown of which network if ``None``.

    Raises:
        UsageError: if there is no tie, or there are more nodes than can be read.
    """
    network = SparseNetwork.of(graph)
    if not network.strength.nnz:
        raise UsageError(Text("There is nothing to plot: this network has no tie.", "没有可画的内容：该网络没有联系。"))
    modes = [int(graph.nodes[node].get("bipartite", 0)) for node in network.nodes]
    two = bool(graph.graph.get("bipartite"))
    sides = (
        [[place for place, mode in enumerate(modes) if mode == side] for side in (0, 1)]
        if two
        else [list(range(len(network)))]
    )
    for side in sides:
        canvas.refuse_many(Text("nodes", "节点"), len(side), MOST, top)
    names = {node: canvas.label(group, language, 24) for node, group in (groups or {}).items()}
    axes = [_axis(network, side, top, names, language) for side in sides]
    rows, columns = axes[0], axes[-1]
    title = title or Text(
        f"{graph.graph.get('title_en') or 'Network'}: who is tied to whom",
        f"{graph.graph.get('title_zh') or '网络'}：联系矩阵",
    )
    width = max(rows.length + _CELL * len(columns) + _beside(rows) + _BAR, 6.5)
    height = canvas.room_for(title, language, width) + columns.length + _CELL * max(len(rows), 5) + 0.3
    number = sum(map(len, sides))
    return Plot(
        title,
        (width, height),
        lambda figure: _draw(figure, network, rows, columns, language, title),
        language,
        canvas.shown_of(sum(map(len, axes)), number, "nodes", "个节点"),
    )


def _beside(rows: _Axis) -> float:
    """How long the names of groups are, beside the rows, in inches."""
    return canvas.inches(rows.groups, _SIZE) + 0.2 if any(rows.groups) else 0.0


def _axis(
    network: SparseNetwork, places: Sequence[int], top: int | None, groups: Mapping[Any, str], language: str
) -> _Axis:
    strength = np.asarray(network.strength.sum(axis=1)).ravel()
    strongest = sorted(places, key=lambda place: (-strength[place], node_order(network.nodes[place])))
    chosen = list(canvas.listed(strongest, top))
    heaviest: dict[str, float] = {}
    for place in chosen:
        group = groups.get(network.nodes[place], "")
        heaviest[group] = heaviest.get(group, 0.0) + float(strength[place])
    # Those without a group come last; of the others, the strongest group first.
    order = sorted(heaviest, key=lambda group: (not group, -heaviest[group], group))
    chosen.sort(key=lambda place: order.index(groups.get(network.nodes[place], "")))
    nodes = [network.nodes[place] for place in chosen]
    names = [canvas.label(label(network.attributes.get(node, {}), node), language) for node in nodes]
    return _Axis(chosen, names, [groups.get(node, "") for node in nodes])


def _draw(figure: Any, network: SparseNetwork, rows: _Axis, columns: _Axis, language: str, title: Text) -> None:
    from matplotlib.colors import PowerNorm

    width, height = figure.get_size_inches()
    above = canvas.titled(figure, title, language) - columns.length / height
    matrix = network.strength[rows.places][:, columns.places].toarray()
    size = (_CELL * len(columns) / width, _CELL * len(rows) / height)
    axes = figure.add_axes((rows.length / width, above - size[1], *size))
    shades = PowerNorm(0.5, vmin=0, vmax=float(matrix.max()) or 1.0)
    image = axes.pcolormesh(
        np.ma.masked_equal(matrix, 0), cmap="YlGnBu", norm=shades, edgecolors="#F0F0F0", linewidth=0.5
    )
    axes.set_ylim(len(rows), 0)
    _name(axes, rows, columns)
    if max(len(rows), len(columns)) <= _NUMBERED:
        _number(axes, matrix, image)
    for row in rows.borders():
        axes.axhline(row, color=canvas.INK, linewidth=1.1)
    for column in columns.borders():
        axes.axvline(column, color=canvas.INK, linewidth=1.1)
    left = rows.length / width + size[0] + (_beside(rows) + 0.2) / width
    tall = min(max(size[1], 1.0 / height), 2.2 / height)
    bar = figure.add_axes((left, above - tall, 0.14 / width, tall))
    figure.colorbar(image, cax=bar).outline.set_visible(False)
    bar.set_title(Text("Strength", "强度").in_language(language), fontsize=_SIZE, loc="left", color=canvas.PALE)
    bar.tick_params(length=0, labelsize=_SIZE)


def _name(axes: Any, rows: _Axis, columns: _Axis) -> None:
    axes.set_yticks(np.arange(len(rows)) + 0.5, rows.names, fontsize=_SIZE)
    axes.set_xticks(np.arange(len(columns)) + 0.5, columns.names, fontsize=_SIZE)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, colors=canvas.INK)
    for text in axes.get_xticklabels():
        text.set(rotation=90, ha="center", va="bottom")
    for spine in axes.spines.values():
        spine.set_color(canvas.FAINT)
    starts = [0, *rows.borders()]
    for start, stop in zip(starts, [*rows.borders(), len(rows)], strict=True):
        place = ((start + stop) / 2, rows.groups[start])
        axes.text(len(columns) + 0.35, *place, fontsize=_SIZE, color=canvas.PALE, va="center")


def _number(axes: Any, matrix: Any, image: Any) -> None:
    for row, column in zip(*np.nonzero(matrix), strict=True):
        value = float(matrix[row, column])
        red, green, blue, _ = image.cmap(image.norm(value))
        # Relative luminance (ITU-R BT.709), by which a dark cell gets light letters.
        light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        text = shown(float(f"{value:.2g}") if value < 100 else round(value))
        color = canvas.INK if light > 0.5 else "white"
        axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", fontsize=7, color=color)
