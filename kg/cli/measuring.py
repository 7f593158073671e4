"""Commands that look at networks: network, measure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli import options, output
from kg.errors import UsageError

_projection_argument = click.argument("name", required=False)
_list_option = click.option("--list", "list_all", is_flag=True, help="List the projections with their parameters.")


@click.command(short_help="Project the graph to a network file.")
@_projection_argument
@options.level_option
@options.parameter_option
@click.option("--layers", type=click.Choice(["sector", "kind", "stage"]), help="Mark each tie with its layer.")
@click.option(
    "--slices",
    type=click.Choice(["year", "single-year"]),
    help="One file a year, as ties-2017.gexf for --out ties.gexf: all up to it, or that year alone.",
)
@_list_option
@options.graph_option
@options.format_option(
    *("graphml", "gexf", "json", "csv", "pajek", "nodes-csv", "clu", "parquet"),
    *("pajek-plain", "gephi-csv", "gephi-nodes-csv"),
)
@options.language_option
@options.out_option
def network(
    name: str | None,
    level: str | None,
    parameters: tuple[str, ...],
    layers: str | None,
    slices: str | None,
    list_all: bool,
    graph_path: Path | None,
    form: str,
    language: str,
    out: Path | None,
) -> None:
    """Project the graph to a network, such as: kg network region-region --level county -f gexf -o ties.gexf

    gephi-csv writes two files that Gephi imports as they are: the ties, and beside them the nodes (ties-nodes.csv).
    """
    if list_all or name is None:
        _list_or_refuse(list_all, form, language, out)
        return
    from kg.network.forms.layers import layered

    graph = options.open_graph(graph_path).project(name, **options.projection_values(level, parameters))
    _write(layered(graph, layers) if layers else graph, slices, form, out)
    _remark(graph, language)


@click.command(short_help="Measure the nodes of a network.")
@_projection_argument
@click.option(
    "--measure", "-m", "measures", multiple=True, help="A measure; may be given several times. [default: all]"
)
@options.level_option
@options.parameter_option
@_list_option
@options.graph_option
@options.format_option("table", "csv", "tsv", "md", "json")
@options.language_option
@options.out_option
def measure(
    name: str | None,
    measures: tuple[str, ...],
    level: str | None,
    parameters: tuple[str, ...],
    list_all: bool,
    graph_path: Path | None,
    form: str,
    language: str,
    out: Path | None,
) -> None:
    """Measure every node of a network: degree, strength, betweenness, closeness, … communities.

    Tables on a terminal leave some measures out unless they are named; csv, tsv and json have all.
    """
    if list_all or name is None:
        _list_or_refuse(list_all, form, language, out)
        return
    values = options.projection_values(level, parameters)
    report = options.open_graph(graph_path).measure_report(name, measures or None, **values)
    output.write_rows(report.records(), output.report_table(report, form, language), form, out)
    output.report_remarks(report, language)


COMMANDS = (network, measure)


def _write(graph: Any, slicing: str | None, form: str, out: Path | None) -> None:
    """Write a network: to one file, or its slices to one each, all of them or none."""
    from kg.files import write_files
    from kg.network.export import WITH, export
    from kg.network.forms.layers import slices

    if out is None and slicing is not None:
        raise UsageError("Slices are several files: name them with --out, such as --out ties.gexf.")
    if out is None or (slicing is None and form not in WITH):
        output.write(export(graph, form), out)
        return
    parts = {"": graph}
    if slicing is not None:
        parts = {f"-{year}": part for year, part in slices(graph, cumulative=slicing == "year").items()}
    if not parts:
        raise UsageError("No partnership of this network is dated, so it has no slices. Leave out --slices.")
    files = {f"{out.stem}{year}{out.suffix}": export(part, form) for year, part in parts.items()}
    if form in WITH:
        files |= {f"{out.stem}{year}-nodes{out.suffix}": export(part, WITH[form]) for year, part in parts.items()}
    write_files(out.parent, files)
    names = list(files)
    click.echo(f"Wrote {len(names)} files, {names[0]} to {names[-1]}.", err=True)


def _list_or_refuse(list_all: bool, form: str, language: str, out: Path | None) -> None:
    from kg.network.projection.declared import shared_parameters
    from kg.network.projection.projections import list_projections

    projections = list_projections()
    if not list_all:
        raise UsageError(f"Name a projection: {', '.join(item.name for item in projections)}.")
    # The formats of a network, the default among them, are no formats of a list.
    as_list = form if form in ("json", "csv", "table", "tsv", "md") else "table"
    output.write_query_files([*projections, *shared_parameters()], as_list, language, out)


def _remark(graph: Any, language: str) -> None:
    from kg.network.measures.register import remarks

    for remark in remarks(graph, ()):  # of no measure, as none is made
        output.remark(remark.en, remark.zh, language)
