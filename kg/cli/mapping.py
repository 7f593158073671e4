"""The command that reads any table: map."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options, output


@click.command("map", short_help="Turn any CSV table into a graph.")
@click.argument("table", type=options.PATH)
@click.argument("mapping")
@click.option("--out", "-o", type=options.PATH, default=Path("graph.nq"), show_default=True, help="Where to write.")
@click.option("--base", help="The IRI under which things live. [default: https://w3id.org/partnership-kg/id/]")
@click.option("--check", "checked", is_flag=True, help="Check the graph too; exit code 1 if it breaks a rule.")
@click.option("--partial", is_flag=True, help="Go without the rows that give nothing; they are reported.")
@options.ontology_option
@options.spoken_option
def map_table(table: Path, mapping: str, out: Path, base: str | None, checked: bool, partial: bool) -> int:
    """Turn any CSV table (or .csv.gz) into a graph by a CONSTRUCT query of your own: kg map deals.csv deals.rq

    A MAPPING is a file, or the name of one in the folder mappings/ of --ontology. A row that gives nothing is an error
    that names it, unless --partial; so are two different names that make one id.
    """
    from kg import pipeline, vocabulary
    from kg.intake.load import has_violations

    knowledge = pipeline.map_table(
        table,
        mapping,
        base=base or vocabulary.DEFAULT_BASE,
        checked=checked,
        partial=partial,
        ontology=options.ontology(),
    )
    if knowledge.findings:
        output.show_findings(knowledge.findings, to_stderr=True)
    if checked and has_violations(knowledge.findings):
        return 1
    output.write(pipeline.nquads(knowledge), out)
    return 0


COMMANDS = (map_table,)
