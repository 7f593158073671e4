"""Which pairs share how much: a chord diagram, nodes on a circle and ribbons as wide as ties are strong."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
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

#: How many nodes can be read.
MOST = 40
_RADIUS, _RIM, _SIZE = 2.6, 0.13, 8  # inches, inches, points
#: Where labels begin, from the centre.
_OUT = _RADIUS + _RIM + 0.26
#: Between nodes, and more between groups, as shares of the circle.
_GAP, _GROUP_GAP = 0.006, 0.03
#: No label comes nearer to the next than this, in radians.
_LEAST = 0.085
_COLORS = (
    *(canvas.BLUE, canvas.ORANGE, canvas.GREEN, canvas.PURPLE, canvas.VERMILION, canvas.SKY),
    *("#B8A100", "#666666"),
)


@dataclass(frozen=True)
class _Circle:
    """Nodes on the circle, clockwise from the top: where each begins and ends, and where its label stands."""

    order: list[int]
    starts: dict[int, float]
    scale: float
    labels: dict[int, float]
    names: dict[int, str]
    shares: dict[int, float]
    colors: dict[int, str]


def chord_plot(
    graph: Graph,
    language: str = "both",
    top: int | None = None,
    groups: Mapping[Any, Text] | None = None,
    title: Text | None = None,
) -> Plot:
    """The ties of a network as a chord diagram.

    Args:
        graph: a projection.
        language: ``en``, ``zh`` or ``both``.
        top: how many nodes, the strongest; all if ``None``.
        groups: node to the names of its group, such as its province; those of a group stand together.
        title: what it is called; what is shown of which network if ``None``.

    Raises:
        UsageError: if there is no tie, or there are more nodes than can be read.
    """
    network = SparseNetwork.of(graph)
    strength = np.asarray(network.strength.sum(axis=1)).ravel()
    tied = sorted(
        np.flatnonzero(strength).tolist(), key=lambda place: (-strength[place], node_order(network.nodes[place]))
    )
    if not tied:
        raise UsageError(Text("There is nothing to plot: this network has no tie.", "没有可画的内容：该网络没有联系。"))
    canvas.refuse_many(Text("nodes", "节点"), len(tied), MOST, top)
    chosen = list(canvas.listed(tied, top))
    ties = [
        (int(tail), int(head), float(weight))
        for tail, head, weight in zip(*network.ties(), strict=True)
        if tail in chosen and head in chosen
    ]
    if not ties:
        raise UsageError(
            Text(
                f"There is nothing to plot: the {len(chosen)} strongest nodes are not tied to each other.",
                f"没有可画的内容：最强的{len(chosen)}个节点之间没有联系。",
            )
        )
    title = title or Text(
        f"{graph.graph.get('title_en') or 'Network'}: who shares how much",
        f"{graph.graph.get('title_zh') or '网络'}：联系强度",
    )
    names = {node: group.en for node, group in (groups or {}).items()}
    circle = _circle(network, chosen, ties, names, language)
    width, height = (2 * _reach(circle, each) for each in (math.sin, math.cos))
    return Plot(
        title,
        (width, height + canvas.room_for(title, language, width)),
        lambda figure: _draw(figure, circle, ties, language, title),
        language,
        canvas.shown_of(len(chosen), len(tied), "nodes", "个节点"),
    )


def _circle(
    network: SparseNetwork,
    chosen: list[int],
    ties: list[tuple[int, int, float]],
    groups: Mapping[Any, str],
    language: str,
) -> _Circle:
    shares = dict.fromkeys(chosen, 0.0)
    for tail, head, weight in ties:
        shares[tail] += weight
        shares[head] += weight
    names = [groups.get(network.nodes[place], "") for place in chosen]
    sizes = dict.fromkeys(names, 0.0)
    for place, name in zip(chosen, names, strict=True):
        sizes[name] += shares[place]
    ranked = sorted(sizes, key=lambda name: (not name, -sizes[name], name))
    group = dict(zip(chosen, names, strict=True))
    order = sorted((place for place in chosen if shares[place]), key=lambda place: ranked.index(group[place]))
    breaks = [group[a] != group[b] for a, b in zip(order, order[1:] + order[:1], strict=True)]
    gaps = [_GROUP_GAP if apart else _GAP for apart in breaks]
    scale = 2 * math.pi * (1 - sum(gaps)) / sum(shares[place] for place in order)
    starts, labels, angle = {}, {}, 0.0
    for place, gap in zip(order, gaps, strict=True):
        starts[place] = angle
        labels[place] = angle + shares[place] * scale / 2
        angle += shares[place] * scale + 2 * math.pi * gap
    told = {
        place: f"{canvas.label(label(network.attributes.get(node, {}), node), language, 30)}  "
        f"{shown(float(f'{shares[place]:.3g}'))}"
        for place in order
        for node in (network.nodes[place],)
    }
    colors = {place: _COLORS[number % len(_COLORS)] for number, place in enumerate(order)}
    return _Circle(order, starts, scale, _apart(labels), told, shares, colors)


def _reach(circle: _Circle, along: Callable[[float], float]) -> float:
    """How far labels reach from the centre to the sides (``math.sin``), or up and down (``math.cos``)."""
    reached = [
        (_OUT + canvas.inches([name], _SIZE)) * abs(along(circle.labels[place])) for place, name in circle.names.items()
    ]
    return max(_RADIUS + 2 * _RIM, *reached) + 0.2


def _apart(labels: dict[int, float]) -> dict[int, float]:
    """Angles of labels, moved as little as it takes to keep them apart; in the same order around the circle."""
    places = list(labels)
    angles = np.array([labels[place] for place in places])
    least = min(_LEAST, 2 * math.pi / len(places) * 0.98)
    for _ in range(300):
        following = np.append(angles[1:], angles[0] + 2 * math.pi)
        lack = np.maximum(least - (following - angles), 0) / 2
        if lack.max(initial=0) < 1e-4:
            break
        angles = angles - lack + np.roll(lack, 1)
    return dict(zip(places, angles.tolist(), strict=True))


def _draw(figure: Any, circle: _Circle, ties: list[tuple[int, int, float]], language: str, title: Text) -> None:
    width, height = figure.get_size_inches()
    canvas.titled(figure, title, language)
    reach = _reach(circle, math.cos)
    axes = figure.add_axes((0, 0, 1, 2 * reach / height))
    axes.set_axis_off()
    axes.set_xlim(-width / 2, width / 2)
    axes.set_ylim(-reach, reach)
    used = dict(circle.starts)
    # Ribbons leave a node in the order in which their other ends lie around the circle, so that few cross.
    at = {place: number for number, place in enumerate(circle.order)}
    ends: dict[tuple[int, int], tuple[float, float]] = {}
    for place in circle.order:
        own = [tie for tie in ties if place in tie[:2]]
        own.sort(key=lambda tie: -((at[tie[0] + tie[1] - place] - at[place]) % len(at)))
        for tail, head, weight in own:
            ends[place, tail + head - place] = (used[place], used[place] + weight * circle.scale)
            used[place] = ends[place, tail + head - place][1]
    for tail, head, _ in sorted(ties, key=lambda tie: -tie[2]):
        # The weaker end's colour tells more: many ribbons may end at the stronger one.
        weaker = min((tail, head), key=lambda place: (circle.shares[place], place))
        _ribbon(axes, ends[tail, head], ends[head, tail], circle.colors[weaker])
    for place in circle.order:
        _rim(axes, circle.starts[place], used[place], circle.colors[place])
        _label(axes, circle, place, (circle.starts[place] + used[place]) / 2)


def _at(angle: float, radius: float) -> tuple[float, float]:
    return radius * math.sin(angle), radius * math.cos(angle)


def _arc(start: float, stop: float, radius: float) -> list[tuple[float, float]]:
    steps = max(2, math.ceil(abs(stop - start) / 0.04))
    return [_at(start + (stop - start) * step / steps, radius) for step in range(steps + 1)]


def _ribbon(axes: Any, first: tuple[float, float], second: tuple[float, float], color: str) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    radius = _RADIUS - 0.03
    one, other = _arc(*first, radius), _arc(*second, radius)
    points = [*one, (0.0, 0.0), *other, (0.0, 0.0), one[0]]
    codes = [Path.MOVETO, *[Path.LINETO] * (len(one) - 1)]
    codes += [Path.CURVE3, Path.CURVE3, *[Path.LINETO] * (len(other) - 1), Path.CURVE3, Path.CURVE3]
    axes.add_patch(PathPatch(Path(points, codes), facecolor=color, alpha=0.45, edgecolor=color, linewidth=0.4))


def _rim(axes: Any, start: float, stop: float, color: str) -> None:
    from matplotlib.patches import Polygon

    inner, outer = _arc(start, stop, _RADIUS), _arc(stop, start, _RADIUS + _RIM)
    axes.add_patch(Polygon([*inner, *outer], facecolor=color, edgecolor="white", linewidth=0.5))


def _label(axes: Any, circle: _Circle, place: int, middle: float) -> None:
    angle = circle.labels[place] % (2 * math.pi)
    line = (_at(middle, _RADIUS + _RIM), _at(angle, _OUT - 0.12), _at(angle, _OUT - 0.06))
    axes.plot(*zip(*line, strict=True), color=canvas.PALE, linewidth=0.6)
    right = angle <= math.pi
    axes.text(
        *_at(angle, _OUT),
        circle.names[place],
        rotation=(90 if right else 270) - math.degrees(angle),
        rotation_mode="anchor",
        ha="left" if right else "right",
        va="center",
        fontsize=_SIZE,
    )
