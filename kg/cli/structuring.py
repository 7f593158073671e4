"""Commands that look at the structure of networks: brokerage, mixing, dependence, multiplex, weakpoints and kin."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import options, output

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph
    from kg.network.projection.requests import ProjectionRequest
    from kg.results.report import Report

    Measured = Callable[..., Report]

_by_option = click.option(
    "--by",
    default="province",
    show_default=True,
    help="Groups: a level of region, sector, kind, or a CSV file with the columns node and group.",
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
    @options.format_option("table", "csv", "tsv", "md", "json")
    @options.language_option
    @options.out_option
    @wraps(measured)
    def command(
        projection: str,
        level: str | None,
        parameters: tuple[str, ...],
        graph_path: Path | None,
        form: str,
        language: str,
        out: Path | None,
        **own: Any,
    ) -> None:
        request = options.projection_request(projection, level, parameters)
        _write(measured(options.open_graph(graph_path), request, **own), form, language, out)

    return command


@click.command(short_help="Who mediates between whom.")
@reporting
@_by_option
def brokerage(graph: KnowledgeGraph, projection: ProjectionRequest, **values: Any) -> Report:
    """Brokerage roles of Gould and Fernandez, such as: kg brokerage region-region --level county --by province

    A node brokers between two others that are tied to it and not to each other. The role follows from the groups of
    the three, broker in the middle: coordinator A-A-A, itinerant A-B-A, representative A-A-B, gatekeeper A-B-B, liaison
    A-B-C. With z against chance, as R sna has it; csv and json give expected values and standard deviations too.
    """
    return graph.brokerage(projection, **values)


@click.command(short_help="Ties within groups and between them.")
@reporting
@_by_option
def mixing(graph: KnowledgeGraph, projection: ProjectionRequest, **values: Any) -> Report:
    """Mixing matrix, E-I index and assortativity, such as: kg mixing region-region --level county --by city"""
    return graph.mixing(projection, **values)


@click.command(short_help="How far nodes hang on one counterpart.")
@reporting
def dependence(graph: KnowledgeGraph, projection: ProjectionRequest, **values: Any) -> Report:
    """Concentration of each node on its counterparts (HHI), and which is the largest."""
    return graph.dependence(projection, **values)


@click.command(short_help="How nodes spread over sectors or kinds.")
@reporting
@click.option(
    "--by", type=click.Choice(["sector", "kind", "stage"]), default="sector", show_default=True, help="What a layer is."
)
def multiplex(graph: KnowledgeGraph, projection: ProjectionRequest, **values: Any) -> Report:
    """Participation coefficient and overlap, one layer a sector, kind or stage of the partnerships."""
    return graph.multiplex(projection, **values)


@click.command(short_help="What is lost if a partner withdraws.")
@reporting
@click.argument("node", required=False)
def weakpoints(graph: KnowledgeGraph, projection: ProjectionRequest, node: str | None, **values: Any) -> Report:
    """What is lost if a node withdraws: of every node, or of one, with the names of those it hits.

    Such as: kg weakpoints region-region 海盐
    """
    return graph.weakpoints(projection, node, **values)


@click.command(short_help="Communities, and whether they hold.")
@reporting
@click.option("--runs", type=click.IntRange(2), default=20, show_default=True, help="Runs that are compared.")
@click.option("--resolution", type=float, default=1.0, show_default=True, help="Above 1 for smaller communities.")
def communities(graph: KnowledgeGraph, projection: ProjectionRequest, **values: Any) -> Report:
    """Communities by the Leiden method, with their stability over seeds."""
    return graph.communities(projection, **values)


@click.command(short_help="Partners to consider, with reasons.")
@reporting
@click.argument("node")
@click.option("--score", help="What candidates are ranked by; resource_allocation, or three_paths in two modes.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="How many candidates.")
def suggest(graph: KnowledgeGraph, projection: ProjectionRequest, node: str, **values: Any) -> Report:
    """Partners that a node is not tied to and might consider, such as: kg suggest region-region 海盐

    Scores: common_neighbours, adamic_adar, resource_allocation, preferential_attachment; in a network of two modes
    three_paths, preferential_attachment.
    """
    return graph.suggest(projection, node, **values)


COMMANDS = (brokerage, mixing, dependence, multiplex, weakpoints, communities, suggest)


def _write(report: Report, form: str, language: str, out: Path | None) -> None:
    told = [{"en": remark.en, "zh": remark.zh} for remark in report.remarks]
    records = {"rows": report.records(), **report.about, "remarks": told}
    output.write_rows(records, output.report_table(report, form, language), form, out)
    output.tell(report.remarks, form, language, out)
