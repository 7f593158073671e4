"""Commands that look at the structure of networks: brokerage, mixing, dependence, multiplex, weakpoints and kin."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import options, output
from kg.cli.commands import command, option
from kg.cli.universes import remarked, universe_option
from kg.text import Text

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph
    from kg.network.projection.requests import ProjectionRequest
    from kg.results.report import Report

    Measured = Callable[..., Report]

_by_option = option(
    "--by",
    default="province",
    show_default=True,
    help=Text(
        "Groups: a level of region, sector, kind, or a CSV file with the columns node and group.",
        "分组：地区层级、领域、类型，或含 node 与 group 两列的 CSV 文件。",
    ),
)


def reporting(measured: Measured) -> Callable[..., None]:
    """A command that measures a projection: with the options that all of them share, and the output.

    It stands above the command's own options, so that the projection is the first argument.

    Args:
        measured: makes the report of a graph, from a projection's request and the command's own options.
    """

    @click.argument("projection")
    @options.level_option
    @options.parameter_option
    @options.graph_option
    @options.table_option
    @options.spoken_option
    @options.out_option
    @wraps(measured)
    def command(
        projection: str,
        level: str | None,
        parameters: tuple[str, ...],
        graph_path: Path | None,
        form: str,
        out: Path | None,
        **own: Any,
    ) -> None:
        request = options.projection_request(projection, level, parameters)
        output.write_result(measured(options.open_graph(graph_path), request, **own), form, out)

    return command


@command(
    short=Text("Who mediates between whom.", "谁在谁与谁之间居中协调。"),
    chinese="""Gould 与 Fernandez 的居间角色，如：kg brokerage region-region --level county --by province

一个节点与另两个节点相连而这两者互不相连时，它居间协调。角色取决于三者的分组，中间者居中：协调者 A-A-A，巡回者 A-B-A，
代表 A-A-B，守门者 A-B-B，联络者 A-B-C。附与偶然情形相比的 z（同 R 的 sna）；csv 与 json 另有期望值与标准差。""",
)
@reporting
@_by_option
def brokerage(graph: KnowledgeGraph, projection: ProjectionRequest, **values: Any) -> Report:
    """Brokerage roles of Gould and Fernandez, such as: kg brokerage region-region --level county --by province

    A node brokers between two others that are tied to it and not to each other. The role follows from the groups of
    the three, broker in the middle: coordinator A-A-A, itinerant A-B-A, representative A-A-B, gatekeeper A-B-B, liaison
    A-B-C. With z against chance, as R sna has it; csv and json give expected values and standard deviations too.
    """
    return graph.brokerage(projection, **values)


@command(
    short=Text("Ties within groups and between them.", "组内与组间的联系。"),
    chinese="""混合矩阵、E-I 指数与同配性，如：kg mixing region-region --level county --by city""",
)
@reporting
@_by_option
def mixing(graph: KnowledgeGraph, projection: ProjectionRequest, **values: Any) -> Report:
    """Mixing matrix, E-I index and assortativity, such as: kg mixing region-region --level county --by city"""
    return graph.mixing(projection, **values)


@command(
    short=Text("How far nodes hang on one counterpart.", "各节点对单一对象的依赖程度。"),
    chinese="""各节点对其对方的集中程度（HHI），以及最大的对方。""",
)
@reporting
def dependence(graph: KnowledgeGraph, projection: ProjectionRequest, **values: Any) -> Report:
    """Concentration of each node on its counterparts (HHI), and which is the largest."""
    return graph.dependence(projection, **values)


@command(
    short=Text("How nodes spread over sectors or kinds.", "节点在领域或类型上的分布。"),
    chinese="""参与系数与重叠，按合作的领域、类型或阶段分层。""",
)
@reporting
@option(
    "--by",
    type=click.Choice(["sector", "kind", "stage"]),
    default="sector",
    show_default=True,
    help=Text("What a layer is.", "何为一层。"),
)
def multiplex(graph: KnowledgeGraph, projection: ProjectionRequest, **values: Any) -> Report:
    """Participation coefficient and overlap, one layer a sector, kind or stage of the partnerships."""
    return graph.multiplex(projection, **values)


@command(
    short=Text("What is lost if a partner withdraws.", "某一方退出会失去什么。"),
    chinese="""某一节点退出会失去什么：列出全部节点，或一个节点及受影响者的名称。

如：kg weakpoints region-region 海盐""",
)
@reporting
@click.argument("node", required=False)
def weakpoints(graph: KnowledgeGraph, projection: ProjectionRequest, node: str | None, **values: Any) -> Report:
    """What is lost if a node withdraws: of every node, or of one, with the names of those it hits.

    Such as: kg weakpoints region-region 海盐
    """
    return graph.weakpoints(projection, node, **values)


@command(
    short=Text("Communities, and whether they hold.", "社群划分及其稳定程度。"),
    chinese="""以 Leiden 方法划分社群，并给出对种子的稳定程度。""",
)
@reporting
@option(
    "--runs",
    type=click.IntRange(2),
    default=20,
    show_default=True,
    help=Text("Runs that are compared.", "供比较的运行次数。"),
)
@option(
    "--resolution",
    type=float,
    default=1.0,
    show_default=True,
    help=Text("Above 1 for smaller communities.", "大于1则社群更小。"),
)
def communities(graph: KnowledgeGraph, projection: ProjectionRequest, **values: Any) -> Report:
    """Communities by the Leiden method, with their stability over seeds."""
    return graph.communities(projection, **values)


@command(
    short=Text("Partners to consider, with reasons.", "值得考虑的合作对象及理由。"),
    chinese="""某一节点尚未相连而可考虑的伙伴，如：kg suggest region-region 海盐

得分：common_neighbours、adamic_adar、resource_allocation、preferential_attachment；二模网络为 three_paths、
preferential_attachment。""",
)
@reporting
@click.argument("node")
@option(
    "--score",
    help=Text(
        "What candidates are ranked by; resource_allocation, or three_paths in two modes.",
        "候选的排序依据：resource_allocation；二模网络为 three_paths。",
    ),
)
@option(
    "--limit", type=click.IntRange(1), default=10, show_default=True, help=Text("How many candidates.", "候选的数目。")
)
@universe_option
def suggest(
    graph: KnowledgeGraph, projection: ProjectionRequest, node: str, universe: str | None, **values: Any
) -> Report:
    """Partners that a node is not tied to and might consider, such as: kg suggest region-region 海盐

    Scores: common_neighbours, adamic_adar, resource_allocation, preferential_attachment; in a network of two modes
    three_paths, preferential_attachment.
    """
    return remarked(graph.suggest(projection, node, **values), graph, universe)


COMMANDS = (brokerage, mixing, dependence, multiplex, weakpoints, communities, suggest)
