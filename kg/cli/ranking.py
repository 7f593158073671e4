"""Commands that rank and compare networks: rank, compare, plot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import language as languages
from kg.cli import options, output
from kg.cli.commands import command, option
from kg.cli.structuring import reporting
from kg.cli.universes import remarked, universe_option
from kg.text import Text

#: As ``kg.network.plots.KINDS`` has them, which is too much to import for a command's help.
KINDS = ("ranks", "heatmap", "chord", "timeline")

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph
    from kg.network.projection.requests import ProjectionRequest
    from kg.results.report import Report


@command(
    short=Text("Rankings, and whether they hold.", "排名及其是否可信。"),
    chinese="""为节点排名，并检验名次是否可信，如：kg rank region-region -m betweenness

每个名次旁列出略去每个来源、每个承诺阶段、每条未列尽或有歧义的记录、以及随机略去一部分合作后的名次；z 与 p
表示其值与参与同样多合作的偶然情形相差多远。数值相同的节点共享最好的名次。

随机略去的比例决定区间的含义：一半，相当于重新抽取合作；--share 0.1，相当于随机缺失十分之一。
表下列出失去后会改变首位的最少引文。""",
)
@reporting
@option(
    "--measure",
    "-m",
    "measures",
    multiple=True,
    help=Text("A measure; may be given several times. [default: six of them]", "指标；可多次给出。[默认：其中六项]"),
)
@option(
    "--resamples",
    type=click.IntRange(0),
    default=1000,
    show_default=True,
    help=Text("Random resamples.", "随机重抽样的次数。"),
)
@option(
    "--share",
    type=float,
    default=0.5,
    show_default=True,
    help=Text(
        "Share of the partnerships left out of each: 0.5 stands for partnerships drawn anew, any other for as many "
        "that are missing.",
        "每次略去的合作比例：0.5 相当于重新抽取合作，其他值表示缺失这么多。",
    ),
)
@option(
    "--nulls",
    type=click.IntRange(0),
    default=200,
    show_default=True,
    help=Text("Random networks to compare.", "供比较的随机网络数。"),
)
@option(
    "--seed",
    type=click.IntRange(0),
    help=Text("Seed of what is drawn. [default: a fixed one]", "随机抽取的种子。[默认：固定值]"),
)
@universe_option
def rank(
    graph: KnowledgeGraph,
    projection: ProjectionRequest,
    measures: tuple[str, ...],
    universe: str | None,
    **values: Any,
) -> Report:
    """Rank nodes, and check how far the ranks hold, such as: kg rank region-region -m betweenness

    Each rank stands beside the ranks that the node has without each source, without each stage of pledge, without each
    open-ended or ambiguous record, and without a random share of the partnerships; and beside z and p, how far
    its value is from what taking part in as many partnerships gives by chance.
    Nodes with the same value share the best of their places.

    The random share says what the interval covers: a half, the rank if the partnerships were drawn anew; --share 0.1,
    the rank if a tenth of them is missing at random. Below the table stand the fewest passages whose loss changes who
    leads.
    """
    return remarked(graph.rank(projection, measures or None, **values), graph, universe)


@command(
    short=Text("Two networks side by side.", "并列比较两个网络。"),
    chinese="""比较两个期间、领域或方面，如：

kg compare region-region --first sector=health --second sector=education

名称为投影的任一参数，或 as-of、known-by 加日期。各可多次给出。""",
)
@reporting
@option(
    "--first",
    multiple=True,
    required=True,
    metavar="NAME=VALUE",
    help=Text("What makes the first network.", "构成第一个网络的条件。"),
)
@option(
    "--second",
    multiple=True,
    required=True,
    metavar="NAME=VALUE",
    help=Text("What makes the second one.", "构成第二个网络的条件。"),
)
@option(
    "--measure",
    "-m",
    "measures",
    multiple=True,
    help=Text("A measure; may be given several times.", "指标；可多次给出。"),
)
def compare(graph: KnowledgeGraph, projection: ProjectionRequest, **values: Any) -> Report:
    """Compare two periods, sectors or sides, such as:

    kg compare region-region --first sector=health --second sector=education

    NAME is any parameter of the projection, or as-of or known-by with a day. Each may be given several times.
    """
    first, second = (options.read_parameters(values.pop(side), f"--{side}") for side in ("first", "second"))
    return graph.compare(projection, first, second, values.pop("measures") or None, **values)


@command(
    short=Text("A network as a picture.", "将网络绘成图。"),
    chinese="""将网络绘成 SVG 或 PNG，如：kg plot chord region-region -p coarser=true -o chord.svg

ranks 显示各节点的名次及区间，heatmap 显示谁与谁相连，chord 以弦图显示同样内容，timeline 按时间显示合作。
图下写明所略去的内容、来源与数据许可。""",
)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("projection")
@options.level_option
@option("--measure", "-m", default="strength", show_default=True, help=Text("What ranks are by.", "排名所依的指标。"))
@option(
    "--by",
    default="province",
    show_default=True,
    help=Text("Groups: a level of region, sector or kind.", "分组：地区层级、领域或类型。"),
)
@option(
    "--top",
    type=click.IntRange(1),
    help=Text("Only so many nodes, or partnerships of a time line.", "只画这么多节点，或时间线上的合作。"),
)
@option(
    "--title",
    "title_en",
    help=Text("Its title in English. [default: what is shown of which network]", "英文标题。[默认：所示网络的内容]"),
)
@option("--title-zh", help=Text("Its title in Chinese.", "中文标题。"))
@options.parameter_option
@options.graph_option
@options.format_option("svg", "png", default=None, shown=Text("svg", "svg"))
@options.spoken_option
@options.out_option
def plot(
    kind: str,
    projection: str,
    level: str | None,
    parameters: tuple[str, ...],
    graph_path: Path | None,
    form: str | None,
    out: Path | None,
    measure: str,
    by: str,
    top: int | None,
    title_en: str | None,
    title_zh: str | None,
) -> None:
    """Plot a network as SVG or PNG, such as: kg plot chord region-region -p coarser=true -o chord.svg

    ranks shows each node's rank with its intervals, heatmap who is tied to whom, chord the same as a chord diagram,
    timeline the partnerships in time. Below it stand what it leaves out, its sources, and the data's licence.
    """
    request = options.projection_request(projection, level, parameters)
    graph = options.open_graph(graph_path)
    title = options.title(title_en, title_zh)
    plotted = graph.plot(kind, request, measure=measure, by=by, top=top, language=languages.of_files(), title=title)
    output.write(plotted.rendered(form or "svg"), out)
    output.tell([remark for remark in (*plotted.remarks, plotted.font_remark()) if remark])


COMMANDS = (rank, compare, plot)
