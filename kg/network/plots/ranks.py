"""Ranks with their intervals: which of the differences between neighbours mean anything."""

from __future__ import annotations

from typing import Any

from kg.errors import UsageError
from kg.network.analyses.ranking.rankings import KINDS, LEVEL, RANDOM, MeasureRanking, Ranking
from kg.network.analyses.ranking.verdicts import verdict
from kg.network.measures.register import MEASURES
from kg.network.plots import canvas
from kg.network.plots.canvas import Plot
from kg.results.numbers import shown
from kg.text import Text

#: How many nodes can be read.
MOST = 60
_CHECKS = {
    "source": (Text("without each source", "除去各来源"), canvas.PURPLE),
    "stage": (Text("without each stage", "除去各阶段"), canvas.ORANGE),
    "record": (Text("without each doubtful record", "除去各存疑记录"), canvas.GREEN),
    RANDOM: (Text(f"without random ties ({LEVEL} %)", f"随机略去合作（{LEVEL}%）"), canvas.BLUE),
}
_ROW, _LABELS, _VALUES = 0.36, 3.1, 0.9  # inches


def ranks_plot(ranking: Ranking, language: str = "both", top: int | None = None, title: Text | None = None) -> Plot:
    """The ranks by the first measure of a ranking, each with the interval that every check gives it.

    Args:
        ranking: from ``kg.network.analyses.ranking.rankings.rank``.
        language: ``en``, ``zh`` or ``both``.
        top: how many nodes, the first ones; all if ``None``.
        title: what it is called; what is shown of which network if ``None``.

    Raises:
        UsageError: if there is nothing to rank, or there are more nodes than can be read.
    """
    measure = ranking.measures[0]
    order = sorted((int(rank), place) for place, rank in enumerate(measure.ranks) if rank)
    if not ranking.partnerships or not order:
        raise UsageError(
            Text(
                "There is nothing to rank: no node of this network has a tie, or a value of this measure.",
                "没有可排名的内容：该网络没有节点有联系，或有该指标的数值。",
            )
        )
    canvas.refuse_many(Text("nodes", "节点"), len(order), MOST, top)
    places = [place for _, place in canvas.listed(order, top)]
    measured = MEASURES[measure.name]
    title = title or Text(
        f"{measured.title.en}: ranks, and how far they hold", f"{measured.title.zh}：名次及其可靠程度"
    )
    told = verdict(ranking, measure, brief=True)
    height = canvas.room_for(title, language, 9, told) + _ROW * len(places) + 0.95
    return Plot(
        title,
        (9.0, height),
        lambda figure: _draw(figure, ranking, places, language, title, told),
        language,
        canvas.shown_of(len(places), len(order), "nodes", "个节点"),
    )


def _draw(figure: Any, ranking: Ranking, places: list[int], language: str, title: Text, told: Text) -> None:
    measure = ranking.measures[0]
    width, height = figure.get_size_inches()
    above = canvas.titled(figure, title, language, told)
    below = 0.85 / height
    axes = figure.add_axes((_LABELS / width, below, 1 - (_LABELS + _VALUES) / width, above - below - 0.05 / height))
    made = [name for name in (*KINDS, RANDOM) if name in measure.intervals]
    for row, place in enumerate(places):
        _draw_row(axes, measure, made, row, place)
        value = shown(float(f"{measure.values[place]:.4g}"))
        axes.annotate(
            value, (1, row), (6, 0), ("axes fraction", "data"), "offset points", va="center", color=canvas.PALE
        )
    axes.set_yticks(range(len(places)))
    axes.set_yticklabels([canvas.label_in_two(ranking.labels[ranking.nodes[place]], language) for place in places])
    axes.set_ylim(len(places) - 0.5, -0.5)
    worst = max(int(measure.intervals[name][place][1]) for name in made for place in places) if made else len(places)
    worst = max(worst, int(measure.ranks[places[-1]]), 2)
    axes.set_xlim(0.5, worst + 0.5)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, worst) if worst / step <= 12)
    axes.set_xticks([1, *range(step if step > 1 else 2, worst + 1, step)])
    axes.set_xlabel(Text("Rank; value at the right", "名次（右侧为数值）").in_language(language), color=canvas.PALE)
    axes.tick_params(length=0)
    axes.grid(axis="x", color=canvas.FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    _legend(figure, made, language, height)


def _draw_row(axes: Any, measure: MeasureRanking, made: list[str], row: int, place: int) -> None:
    step = 0.17
    for number, name in enumerate(made):
        low, high = (int(end) for end in measure.intervals[name][place])
        y = row + step * (number - (len(made) - 1) / 2)
        color = _CHECKS[name][1]
        axes.plot([low, high], [y, y], color=color, linewidth=2.4, solid_capstyle="round", zorder=2)
        axes.plot([low, high], [y, y], "o", color=color, markersize=3.6, zorder=3)
    rank = int(measure.ranks[place])
    axes.plot([rank, rank], [row - 0.32, row + 0.32], color=canvas.INK, linewidth=2.2, zorder=4)


def _legend(figure: Any, made: list[str], language: str, height: float) -> None:
    from matplotlib.lines import Line2D

    named = [(Text("rank with all data", "全部数据的名次"), canvas.INK), *(_CHECKS[name] for name in made)]
    handles = [Line2D([], [], color=color, linewidth=2.4, label=text.in_language(language)) for text, color in named]
    columns = len(handles) if language != "both" else 3
    figure.legend(
        handles=handles,
        loc="lower center",
        bbox_to_anchor=(0.5, 0.02 / height),
        ncols=columns,
        frameon=False,
        fontsize=8,
    )
