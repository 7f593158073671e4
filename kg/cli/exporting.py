"""The command that hands a graph to other tools: export."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options, output


@click.command(short_help="Write the graph as PROV-O, Data Cube, JSON-LD ….")
@click.argument("name", metavar="FORMAT", required=False)
@click.option("--list", "listed", is_flag=True, help="List the formats.")
@options.graph_option
@options.format_option("turtle", "trig", "nquads", "json-ld", default=None, shown="the first that fits")
@click.option("--files", type=options.PATH, help="A build's folder, whose files dcat names with size and hash.")
@options.language_option
@options.out_option
def export(
    name: str | None,
    listed: bool,
    graph_path: Path | None,
    form: str | None,
    files: Path | None,
    language: str,
    out: Path | None,
) -> None:
    """Write the graph in another field's format, sorted, so that the same graph gives the same bytes.

    kg export prov-o -o provenance.ttl; kg export dcat --files build; kg export --list names the formats.
    """
    if listed or name is None:
        from kg.answers.exports import export_table

        output.write_table(export_table(language), "table", out)
        return
    output.write(options.open_graph(graph_path).export(name, form, files), out)


COMMANDS = (export,)
