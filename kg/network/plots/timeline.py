"""Partnerships in time: from the first claim about each to the day for which its stage is claimed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.network.forms.labels import label
from kg.network.plots import canvas
from kg.network.plots.canvas import Plot
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import MultiGraph

#: How many partnerships can be read.
MOST = 100
_ROW, _LABELS = 0.25, 4.6  # inches
_LABEL_WIDTH = 58
_COLORS = (
    canvas.SKY,
    canvas.ORANGE,
    canvas.BLUE,
    canvas.VERMILION,
    canvas.GREEN,
    canvas.PURPLE,
    canvas.PALE,
    "#B8A100",
)
_NONE = Text("no stage claimed", "未述阶段")


@dataclass(frozen=True, slots=True)
class _Line:
    name: Text
    since: date
    until: date
    stage: str


def timeline_plot(
    graph: MultiGraph,
    language: str = "both",
    top: int | None = None,
    stages: Mapping[str, Text] | None = None,
    title: Text | None = None,
) -> Plot:
    """The partnerships of a network as lines in time, the earliest first.

    Args:
        graph: a projection.
        language: ``en``, ``zh`` or ``both``.
        top: how many partnerships, the earliest; all if ``None``.
        stages: code of a stage to its names, in the order of the stages.
        title: what it is called; what is shown of which network if ``None``.

    Raises:
        UsageError: if no partnership is dated, or there are more than can be read.
    """
    found = {str(data.get("partnership", key)): data for *_, key, data in graph.edges(keys=True, data=True)}
    order = list(stages or {})

    def first(line: _Line) -> tuple[Any, ...]:
        return (
            line.since,
            line.until,
            order.index(line.stage) if line.stage in order else -1,
            line.name.en,
            line.name.zh,
        )

    lines = sorted((_line(data) for data in found.values() if data.get("since")), key=first)
    if not lines:
        raise UsageError(
            Text(
                "There is nothing to plot: no partnership of this network is dated.",
                "没有可画的内容：该网络没有注明日期的合作。",
            )
        )
    canvas.refuse_many(Text("dated partnerships", "有日期的合作"), len(lines), MOST, top)
    drawn = list(canvas.listed(lines, top))
    undated = len(found) - len(lines)
    title = title or Text(
        f"{graph.graph.get('title_en') or 'Network'}: partnerships in time",
        f"{graph.graph.get('title_zh') or '网络'}：合作时间线",
    )
    remarks = canvas.shown_of(len(drawn), len(lines), "dated partnerships", "项有日期的合作")
    if undated:
        remarks += (Text(f"Not dated, and not in the plot: {undated}.", f"无日期而未列入图中的合作：{undated} 项。"),)
    height = canvas.room_for(title, language, 10) + _ROW * len(drawn) + 1.25
    return Plot(
        title,
        (10.0, height),
        lambda figure: _draw(figure, drawn, stages or {}, language, title),
        language,
        remarks,
    )


def _line(data: Mapping[str, Any]) -> _Line:
    since = date.fromisoformat(data["since"])
    until = date.fromisoformat(data["date"]) if data.get("date") else since
    return _Line(label(data, ""), since, max(since, until), str(data.get("stage", "")))


def _draw(figure: Any, lines: list[_Line], stages: Mapping[str, Text], language: str, title: Text) -> None:
    import matplotlib.dates
    import matplotlib.ticker

    dates: Any = matplotlib.dates  # not all of it has types
    width, height = figure.get_size_inches()
    above = canvas.titled(figure, title, language)
    below = 0.95 / height
    axes = figure.add_axes((_LABELS / width, below, 1 - (_LABELS + 0.35) / width, above - below - 0.05 / height))
    codes = [code for code in stages if any(line.stage == code for line in lines)]
    codes += sorted({line.stage for line in lines} - set(codes))
    colors = {code: _COLORS[number % len(_COLORS)] for number, code in enumerate(codes)}
    for row, line in enumerate(lines):
        start, stop = dates.date2num(line.since), dates.date2num(line.until)
        axes.plot([start, stop], [row, row], color=colors[line.stage], linewidth=2.6, solid_capstyle="round", zorder=2)
        axes.plot([start], [row], "o", color="white", markeredgecolor=colors[line.stage], markersize=4.5, zorder=3)
        axes.plot([stop], [row], "o", color=colors[line.stage], markersize=5, zorder=3 if stop > start else 4)
    first, last = min(line.since for line in lines), max(line.until for line in lines)
    margin = max((last - first) * 0.04, timedelta(days=15))
    axes.set_xlim(dates.date2num(first) - margin.days, dates.date2num(last) + margin.days)
    locator = dates.AutoDateLocator(minticks=3, maxticks=7)
    if first == last:
        locator = matplotlib.ticker.FixedLocator([dates.date2num(first)])
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(
        dates.ConciseDateFormatter(locator, formats=_DATES, zero_formats=_DATES, show_offset=False)
    )
    axes.set_yticks(range(len(lines)), [canvas.label(line.name, language, _LABEL_WIDTH) for line in lines], fontsize=8)
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.tick_params(length=0)
    axes.grid(axis="x", color=canvas.FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    _legend(figure, colors, stages, language, height)


_DATES = ["%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%d", "%Y-%m-%d", "%Y-%m-%d"]


def _legend(figure: Any, colors: Mapping[str, str], stages: Mapping[str, Text], language: str, height: float) -> None:
    from matplotlib.lines import Line2D

    handles = []
    for code, color in colors.items():
        name = stages.get(code, Text(code, code)) if code else _NONE
        handles.append(Line2D([], [], color=color, marker="o", linewidth=2.6, label=canvas.label(name, language)))
    told = Text(
        "from the first claim (hollow) to the day for which the stage is claimed (full)",
        "自首次陈述（空心）至所述阶段的日期（实心）",
    )
    figure.legend(
        handles=handles,
        title=told.in_language(language),
        title_fontsize=8,
        loc="lower center",
        bbox_to_anchor=(0.5, 0.02 / height),
        ncols=4 if language == "both" else 6,
        frameon=False,
        fontsize=8,
    )
