"""Commands that rank and compare networks: rank, compare, plot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import language as languages
from kg.cli import options, output
from kg.cli.structuring import reporting

#: As ``kg.network.plots.KINDS`` has them, which is too much to import for a command's help.
KINDS = ("ranks", "heatmap", "flows", "timeline")

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph
    from kg.network.projection.requests import ProjectionRequest
    from kg.results.report import Report


@click.command(short_help="Rankings, and whether they hold.")
@reporting
@click.option(
    "--measure", "-m", "measures", multiple=True, help="A measure; may be given several times. [default: six of them]"
)
@click.option("--resamples", type=click.IntRange(0), default=1000, show_default=True, help="Random resamples.")
@click.option(
    "--share",
    type=float,
    default=0.5,
    show_default=True,
    help="Share of the partnerships left out of each: 0.5 stands for partnerships drawn anew, any other for as many "
    "that are missing.",
)
@click.option("--nulls", type=click.IntRange(0), default=200, show_default=True, help="Random networks to compare.")
@click.option("--seed", type=click.IntRange(0), help="Seed of what is drawn. [default: a fixed one]")
def rank(graph: KnowledgeGraph, projection: ProjectionRequest, measures: tuple[str, ...], **values: Any) -> Report:
    """Rank nodes, and check how far the ranks hold, such as: kg rank region-region -m betweenness

    Each rank stands beside the ranks that the node has without each source, without each stage of pledge, without each
    open-ended or ambiguous record, and without a random share of the partnerships; and beside z and p, how far
    its value is from what taking part in as many partnerships gives by chance.
    Nodes with the same value share the best of their places.

    The random share says what the interval covers: a half, the rank if the partnerships were drawn anew; --share 0.1,
    the rank if a tenth of them is missing at random. Below the table stand the fewest passages whose loss changes who
    leads.
    """
    return graph.rank(projection, measures or None, **values)


@click.command(short_help="Two networks side by side.")
@reporting
@click.option("--first", multiple=True, required=True, metavar="NAME=VALUE", help="What makes the first network.")
@click.option("--second", multiple=True, required=True, metavar="NAME=VALUE", help="What makes the second one.")
@click.option("--measure", "-m", "measures", multiple=True, help="A measure; may be given several times.")
def compare(graph: KnowledgeGraph, projection: ProjectionRequest, **values: Any) -> Report:
    """Compare two periods, sectors or sides, such as:

    kg compare region-region --first sector=health --second sector=education

    NAME is any parameter of the projection, or as-of or known-by with a day. Each may be given several times.
    """
    first, second = (options.read_parameters(values.pop(side), f"--{side}") for side in ("first", "second"))
    return graph.compare(projection, first, second, values.pop("measures") or None, **values)


@click.command(short_help="A network as a picture.")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("projection")
@options.level_option
@click.option("--measure", "-m", default="strength", show_default=True, help="What ranks are by.")
@click.option("--by", default="province", show_default=True, help="Groups: a level of region, sector or kind.")
@click.option("--top", type=click.IntRange(1), help="Only so many nodes, or partnerships of a time line.")
@click.option("--title", "title_en", help="Its title in English. [default: what is shown of which network]")
@click.option("--title-zh", help="Its title in Chinese.")
@options.parameter_option
@options.graph_option
@options.format_option("svg", "png", default=None, shown="svg")
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
    """Plot a network as SVG or PNG, such as: kg plot flows region-region -p coarser=true -o flows.svg

    ranks shows each node's rank with its intervals, heatmap who is tied to whom, flows the same as a chord diagram,
    timeline the partnerships in time. Below it stand what it leaves out, its sources, and the data's licence.
    """
    request = options.projection_request(projection, level, parameters)
    graph = options.open_graph(graph_path)
    title = options.title(title_en, title_zh)
    plotted = graph.plot(kind, request, measure=measure, by=by, top=top, language=languages.of_files(), title=title)
    output.write(plotted.rendered(form or "svg"), out)
    output.tell([remark for remark in (*plotted.remarks, plotted.font_remark()) if remark])


COMMANDS = (rank, compare, plot)
