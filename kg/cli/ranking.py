"""Commands that rank and compare networks: rank, compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli import options
from kg.cli.structuring import reporting

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph
    from kg.network.report import Report


@click.command(short_help="Rankings, and whether they hold.")
@reporting
@click.option(
    "--measure", "-m", "measures", multiple=True, help="A measure; may be given several times. [default: six of them]"
)
@click.option("--resamples", type=click.IntRange(0), default=1000, show_default=True, help="Random resamples.")
@click.option("--share", type=float, default=0.1, show_default=True, help="Share of the partnerships left out of each.")
@click.option("--nulls", type=click.IntRange(0), default=200, show_default=True, help="Random networks to compare.")
@click.option("--seed", type=click.IntRange(0), help="Seed of what is drawn. [default: a fixed one]")
def rank(graph: KnowledgeGraph, projection: str, measures: tuple[str, ...], **values: Any) -> Report:
    """Rank nodes, and check how far the ranks hold, such as: kg rank region-region -m betweenness

    Each rank stands beside the ranks that the node has without each source, without each stage of pledge, without each
    open-ended or ambiguous record, and without a random share of the partnerships; and beside z, how far its value is
    from what the node's number of ties gives by chance. Nodes with the same value share the best of their places.
    """
    return graph.rank(projection, measures or None, **values)


@click.command(short_help="Two networks side by side.")
@reporting
@click.option("--first", multiple=True, required=True, metavar="NAME=VALUE", help="What makes the first network.")
@click.option("--second", multiple=True, required=True, metavar="NAME=VALUE", help="What makes the second one.")
@click.option("--measure", "-m", "measures", multiple=True, help="A measure; may be given several times.")
def compare(graph: KnowledgeGraph, projection: str, **values: Any) -> Report:
    """Compare two periods, sectors or sides, such as:

    kg compare region-region --first sector=health --second sector=education

    NAME is any parameter of the projection, or as-of or known-by with a day. Each may be given several times.
    """
    first, second = (options.read_parameters(values.pop(side), f"--{side}") for side in ("first", "second"))
    return graph.compare(projection, first, second, values.pop("measures") or None, **values)


COMMANDS = (rank, compare)
