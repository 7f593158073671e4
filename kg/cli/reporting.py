"""Commands that report on a whole graph: ledger, coverage, diff."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options, output


@click.command(short_help="Show targets beside achievements.")
@click.option("--region", help="Only what concerns this region; by id or name.")
@click.option("--measure", help="Only this measure; its code or name. `kg codes measure` lists them.")
@click.option("--period", help="Only figures within: 2017, 2017-H1, 2017-Q1, 2017-03 or FROM..TO.")
@options.graph_option
@options.format_option("table", "csv", "tsv", "md", "json")
@options.language_option
@options.out_option
def ledger(
    region: str | None,
    measure: str | None,
    period: str | None,
    graph_path: Path | None,
    form: str,
    language: str,
    out: Path | None,
) -> None:
    """Show targets beside achievements: met, missed, in progress, not reported, as far as the bounds prove it.

    Totals by region follow, with how many figures are in them and why others are not: currencies, stocks, figures
    inside others and kinds of capital are never added. Signs: ≥ at least, > more than, ≤ up to, < less than, ≈ about.

    kg ledger --region 秀洲区 --period 2017
    """
    found = options.open_graph(graph_path).ledger(region, measure, period)
    output.write_rows(
        found.as_dict(), found.table(language, grouped=form in ("table", "md"), keys=form in output.KEYED), form, out
    )
    for remark in found.remarks:
        output.remark(remark.en, remark.zh, language)


@click.command(short_help="Show how complete the data are.")
@click.option(
    "--by",
    type=click.Choice(["summary", "region", "sector", "source", "field", "stage"]),
    help="Only by this. [default: the summary and all]",
)
@options.graph_option
@options.format_option("table", "csv", "tsv", "md", "json")
@options.language_option
@options.out_option
def coverage(by: str | None, graph_path: Path | None, form: str, language: str, out: Path | None) -> None:
    """Show how complete the data are: how many records have a date, an amount, evidence …, out of how many.

    kg coverage --by region --format csv
    """
    found = options.open_graph(graph_path).coverage().by(by)
    if form in ("table", "md"):
        output.write_sections(found.sections(language), form, out)
    else:
        output.write_rows(found.as_dict(), found.table(language, keys=form in output.KEYED), form, out)


@click.command(short_help="Show what changed between two graphs.")
@click.argument("old", type=options.PATH)
@click.argument("new", type=options.PATH)
@click.option("--exit-code", is_flag=True, help="Leave with 1 if they differ. [default: 0 whether or not]")
@options.ontology_option
@options.format_option("text", "json", "rdf-patch")
@options.language_option
@options.out_option
def diff(old: Path, new: Path, exit_code: bool, form: str, language: str, out: Path | None) -> None:
    """Show what changed from OLD to NEW: partnerships, stages, figures, parties, evidence, sources.

    Each is a build's folder, a file of RDF, a data package or a store. Order, serialisation and blank nodes' labels
    make no difference: kg diff build-2016 build-2017 -f rdf-patch -o changes.rdfp
    """
    import kg
    from kg.files import harmless

    found = kg.diff(old, new, ontology=options.ontology())
    if form == "json":
        output.write_json(found.as_dict(), out)
    elif form == "rdf-patch":
        output.write(found.rdf_patch(), out)
    else:
        text = found.text(language)
        output.write(text if out else harmless(text), out)
    if exit_code and found:
        click.get_current_context().exit(1)


COMMANDS = (ledger, coverage, diff)
