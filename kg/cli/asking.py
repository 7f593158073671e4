"""Commands that ask the graph: ask, query, explain."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import options, output
from kg.errors import UsageError


@click.command(short_help="Ask a ready-made question.")
@click.argument("name", required=False)
@options.parameter_option
@click.option("--list", "list_all", is_flag=True, help="List the questions with their parameters.")
@click.option("--explain", "explain_it", is_flag=True, help="Print the question in words and its SPARQL.")
@options.graph_option
@options.format_option("table", "csv", "tsv", "md", "json")
@options.language_option
@options.out_option
def ask(
    name: str | None,
    parameters: tuple[str, ...],
    list_all: bool,
    explain_it: bool,
    graph_path: Path | None,
    form: str,
    language: str,
    out: Path | None,
) -> None:
    """Ask a named question, such as: kg ask partners -p region=海盐"""
    if list_all:
        _list_questions(form, language, out)
        return
    if name is None:
        raise UsageError("Name a question. `kg ask --list` shows them.")
    if explain_it:
        _explain_question(name, language)
        return
    answer = options.open_graph(graph_path).ask(name, **options.read_parameters(parameters))
    if form == "json":
        output.write_json(answer.records(), out)
    else:
        output.write_table(answer.table(language), form, out)
    if not answer.rows:
        click.echo("No rows: the graph has nothing that fits.", err=True)


@click.command(short_help="Answer a SPARQL query.")
@click.argument("sparql", required=False)
@click.option("--file", "file", type=options.PATH, help="Read the query from a file; - is standard input.")
@options.graph_option
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "md", "turtle", "json-ld", "n-triples"]),
    help="Output format. [default: table, or turtle for CONSTRUCT and DESCRIBE]",
)
@options.out_option
def query(sparql: str | None, file: Path | None, graph_path: Path | None, form: str | None, out: Path | None) -> None:
    """Answer a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE. The prefixes pk:, skos: … are known."""
    from kg.answers.queries import answer

    text = _query_text(sparql, file)
    content = answer(options.open_graph(graph_path).store, text, form)
    if isinstance(content, (str, bytes)):
        output.write(content, out)
    else:
        output.write_table(content, "table", out)


@click.command(short_help="Show what is behind a thing or a tie.")
@click.argument("first")
@click.argument("second", required=False)
@options.graph_option
@options.format_option("text", "json")
@options.language_option
@options.out_option
def explain(
    first: str, second: str | None, graph_path: Path | None, form: str, language: str, out: Path | None
) -> None:
    """Show what is behind a thing, or behind the tie of two, with stage, date and evidence.

    Name them by id or by name in either language: kg explain 海盐 Shanghai
    """
    from kg.files import harmless

    explanation = options.open_graph(graph_path).explain(first, second)
    if form == "json":
        output.write_json(explanation.as_dict(), out)
    else:
        text = explanation.text(language)
        output.write(text if out else harmless(text), out)


COMMANDS = (ask, query, explain)


def _query_text(sparql: str | None, file: Path | None) -> str:
    if (sparql is None) == (file is None):
        raise UsageError("Give either the query or --file with a file of it; --file - reads standard input.")
    if sparql is not None:
        return sys.stdin.read() if sparql == "-" else sparql
    assert file is not None
    if str(file) == "-":
        return sys.stdin.read()
    from kg.intake.passages import read_text

    return read_text(file)


def _list_questions(form: str, language: str, out: Path | None) -> None:
    from kg.answers.questions import list_questions
    from kg.answers.tables import Table

    questions = list_questions()
    if form == "json":
        output.write_json([question.header | {"name": question.name} for question in questions], out)
        return
    rows = [
        [
            question.name,
            question.question.in_language(language),
            ", ".join(
                f"{parameter.name}: {parameter.kind}" + (f" = {parameter.default}" if parameter.default else "")
                for parameter in question.parameters.values()
            ),
        ]
        for question in questions
    ]
    output.write_table(Table(["name", "question", "parameters"], rows), form, out)


def _explain_question(name: str, language: str) -> None:
    from kg.answers.questions import load_question

    question = load_question(name)
    click.echo(question.question.in_language(language))
    for parameter in question.parameters.values():
        default = f", default {parameter.default}" if parameter.default else ""
        click.echo(f"  {parameter.name} ({parameter.kind}{default}): {parameter.text.in_language(language)}")
    for column in question.columns.values():
        unit = f" ({column.unit})" if column.unit else ""
        click.echo(f"  ?{column.name}: {column.text.in_language(language)}{unit}")
    click.echo()
    click.echo(question.sparql, nl=False)
