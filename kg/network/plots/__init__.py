"""Plots of networks: ranks with intervals, heat map, flows, time lines; made of results, and free of RDF.

matplotlib is imported when a plot is drawn, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.network.plots.canvas import Plot

#: The kinds of plots.
KINDS = ("ranks", "heatmap", "flows", "timeline")


def plot(kind: str, drawn: Any, language: str = "both", top: int | None = None, **more: Any) -> Plot:
    """A plot of some kind.

    Args:
        kind: one of ``KINDS``.
        drawn: a ``Ranking`` for ``ranks``, a projection for the others.
        language: ``en``, ``zh`` or ``both``.
        top: how many nodes or partnerships; all if ``None``.
        more: ``groups`` of ``heatmap`` and ``flows``, ``stages`` of ``timeline``.

    Raises:
        UsageError: if the kind is another one, there is nothing to plot, or more than can be read.
    """
    from kg.network.plots.flows import flows_plot
    from kg.network.plots.heatmap import heatmap_plot
    from kg.network.plots.ranks import ranks_plot
    from kg.network.plots.timeline import timeline_plot

    makers = dict(zip(KINDS, (ranks_plot, heatmap_plot, flows_plot, timeline_plot), strict=True))
    if kind not in makers:
        raise UsageError(f"There is no plot {kind!r}. Use one of: {', '.join(KINDS)}.")
    if top is not None and top < 1:
        raise UsageError(f"The number of what is drawn is {top}. Give 1 or more.")
    made: Plot = makers[kind](drawn, language, top, **more)  # type: ignore[operator]
    return made
