"""Plots of networks: ranks with intervals, heat map, flows, time lines; made of results, and free of RDF.

matplotlib is imported when a plot is drawn, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.extras import require
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import MultiGraph
    from kg.network.forms.partition import Grouping
    from kg.network.plots.canvas import Plot
    from kg.text import Text

#: The kinds of plots.
KINDS = ("ranks", "heatmap", "chord", "timeline")
#: How a kind was called before: flows are money that goes from one region to another, and a question.
_OLD = {"flows": "chord"}


def plot(kind: str, drawn: Any, language: str = "both", top: int | None = None, **more: Any) -> Plot:
    """A plot of some kind.

    Args:
        kind: one of ``KINDS``.
        drawn: a ``Ranking`` for ``ranks``, a projection for the others.
        language: ``en``, ``zh`` or ``both``.
        top: how many nodes or partnerships; all if ``None``.
        more: ``title``; ``groups`` of ``heatmap`` and ``chord``, ``stages`` of ``timeline``.

    Raises:
        UsageError: if the kind is another one, there is nothing to plot, or more than can be read.
    """
    from kg.network.plots.chord import chord_plot
    from kg.network.plots.heatmap import heatmap_plot
    from kg.network.plots.ranks import ranks_plot
    from kg.network.plots.timeline import timeline_plot

    makers = dict(zip(KINDS, (ranks_plot, heatmap_plot, chord_plot, timeline_plot), strict=True))
    request = PlotRequest(kind, language=language, top=top)
    made: Plot = makers[request.kind](drawn, language, top, **more)  # type: ignore[operator]
    return made


@dataclass(frozen=True, slots=True)
class PlotRequest:
    """What is to be drawn, and how.

    Attributes:
        kind: one of ``KINDS``.
        measure: what ``ranks`` ranks by.
        by: the groups that ``heatmap`` and ``chord`` keep together.
        top: how many nodes or partnerships; all if ``None``.
        language: ``en``, ``zh`` or ``both``.
        title: what it is called; what is shown of which network if ``None``.

    Raises:
        UsageError: if the kind is another one, ``top`` is less than 1, or matplotlib is not installed.
    """

    kind: str
    measure: str = "strength"
    by: str = "province"
    top: int | None = None
    language: str = "both"
    title: Text | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            now = _OLD.get(self.kind, "")
            hint = Text(f"It is called {now} now. ", f"现名 {now}。") if now else Text()
            raise UsageError(
                Text(
                    f"{hint.en}There is no plot {self.kind!r}. Use one of: {', '.join(KINDS)}.",
                    f"{hint.zh}没有图“{self.kind}”。请用其中之一：{', '.join(KINDS)}。",
                )
            )
        if not isinstance(self.measure, str):
            raise UsageError(
                Text(
                    f"A plot of ranks is of one measure, not of {self.measure!r}. Give its name, as 'degree'.",
                    f"名次图只用一项指标，而不是 {self.measure!r}。请写其名称，如 'degree'。",
                )
            )
        if self.top is not None and self.top < 1:
            raise UsageError(
                Text(
                    f"The number of what is drawn is {self.top}. Give 1 or more.",
                    f"要画的数目为{self.top}。请给出1或以上。",
                )
            )
        require("plots")  # before a ranking is computed for nothing

    def plot(
        self,
        *,
        ranking: Callable[[str], Any],
        network: Callable[[], MultiGraph],
        groups: Callable[[MultiGraph, str], Grouping],
        stages: Callable[[], Mapping[str, Text]],
    ) -> Plot:
        """Draw it; only what the kind needs is made.

        Args:
            ranking: makes the ``Ranking`` by a measure.
            network: makes the projection.
            groups: makes the groups of a projection's nodes.
            stages: makes the names of the stages, in their order.

        Returns:
            the plot, drawn when it is written.

        Raises:
            UsageError: if there is nothing to plot, or more than can be read.
        """
        if self.kind == "ranks":
            return plot(self.kind, ranking(self.measure), self.language, self.top, title=self.title)
        graph = network()
        if self.kind == "timeline":
            return plot(self.kind, graph, self.language, self.top, stages=stages(), title=self.title)
        return plot(self.kind, graph, self.language, self.top, groups=groups(graph, self.by).named(), title=self.title)
