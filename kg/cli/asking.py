"""Commands that ask the graph, and name its codes: ask, query, explain, cite, codes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import language as languages
from kg.cli import options, output
from kg.cli.listing import write_query_files
from kg.errors import UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.answers.questions import Answer
    from kg.graph.store import Store


@click.command(short_help="Ask a ready-made question.")
@click.argument("name", required=False)
@click.argument("value", required=False)
@options.parameter_option
@click.option("--list", "list_all", is_flag=True, help="List the questions with their parameters.")
@click.option("--explain", "explain_it", is_flag=True, is_eager=True, help="Print the question and its SPARQL.")
@options.graph_option
@options.table_option
@options.language_option
@options.out_option
def ask(
    name: str | None,
    value: str | None,
    parameters: tuple[str, ...],
    list_all: bool,
    explain_it: bool,
    graph_path: Path | None,
    form: str,
    language: str,
    out: Path | None,
) -> None:
    """Ask a named question, such as: kg ask partners -p party=海盐

    A VALUE is that of the parameter that the question needs, or of its first one: kg ask partners 海盐

    A path that ends in .rq is a question of your own: kg ask ./mine.rq
    """
    if list_all:
        _list_questions(graph_path, form, out)
        return
    if name is None:
        raise UsageError(
            Text("Name a question. `kg ask --list` shows them.", "请写出问题的名称；`kg ask --list` 列出全部。")
        )
    if explain_it:
        _explain_question(name, graph_path, form, languages.of_files() if out else language, out)
        return
    given = options.read_parameters(parameters)
    if value is not None:
        given |= _first_parameter(name, value, given, graph_path)
    graph = options.open_graph(graph_path)
    answer = graph.ask(name, **given)
    _say_codes(graph.store, answer, given)
    output.write_result(answer, form, out, answer.records())


@click.command(short_help="Answer a SPARQL query.")
@click.argument("sparql", required=False)
@click.option("--file", "file", type=options.PATH, help="Read the query from a file; - is standard input.")
@options.graph_option
@options.format_option(
    *(
        "table",
        "csv",
        "csv-bom",
        "tsv",
        "xlsx",
        "parquet",
        "html",
        "json",
        "xml",
        "md",
        "turtle",
        "json-ld",
        "n-triples",
    ),
    default=None,
    shown="table, or turtle for CONSTRUCT and DESCRIBE",
)
@options.wide_option
@options.spoken_option
@options.out_option
def query(sparql: str | None, file: Path | None, graph_path: Path | None, form: str | None, out: Path | None) -> None:
    """Answer a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    These prefixes need not be declared: pk: for the ontology; skos:, rdf:, rdfs:, xsd:, owl:, prov:, org:, oa:, geo:,
    wgs84:, dcterms:, foaf:, vann: and sh:; each code list by its name, such as sector: or stage: (`kg codes` names
    them); and the things of the graph by their kind, such as id-region:, id-institution: or id-partnership:.
    """
    from kg.answers.queries import answer

    text = _query_text(sparql, file)
    content = answer(options.open_graph(graph_path).store, text, form, lambda told: output.say(told.en, told.zh))
    if isinstance(content, (str, bytes)):
        output.write(content, out)
    else:
        output.write_table(content, form or "table", out)


@click.command(short_help="Show what is behind a thing or a tie.")
@click.argument("first")
@click.argument("second", required=False)
@click.option(
    "--text",
    "texts",
    multiple=True,
    metavar="[SOURCE=]FILE",
    help="Your own copy of a source: passages are shown from it. May be given several times.",
)
@options.graph_option
@options.format_option("text", "json")
@options.language_option
@options.out_option
def explain(
    first: str,
    second: str | None,
    texts: tuple[str, ...],
    graph_path: Path | None,
    form: str,
    language: str,
    out: Path | None,
) -> int:
    """Show what is behind a thing, or behind the tie of two, with stage, date and evidence.

    Name them by id, IRI or name in either language: kg explain 海盐 Shanghai. A thing may be anything: a party, a
    partnership, a figure or other claim, a participation, a source, an official, or a code such as sector:health.
    Exit code 1 if a text is not the one that was encoded.
    """
    from kg.files import harmless

    explanation = options.open_graph(graph_path).explain(first, second, texts=texts)
    if form == "json":
        output.write_json(explanation.as_dict(), out)
    else:
        text = explanation.text(languages.of_files() if out else language)
        output.write(text if out else harmless(text), out)
    return 0 if explanation.is_borne_out else 1


@click.command(short_help="Write a sentence to cite.")
@click.argument("first")
@click.argument("second", required=False)
@click.option(
    "--style",
    metavar="STYLE",
    help="Set the sources in this style: a file in CSL, or harvard-cite-them-right. [default: plain]",
)
@options.graph_option
@options.format_option("text", "json", "csl-json")
@options.language_option
@options.out_option
def cite(
    first: str,
    second: str | None,
    style: str | None,
    graph_path: Path | None,
    form: str,
    language: str,
    out: Path | None,
) -> None:
    """Write a sentence to cite: how many partnerships, how far they are, as of when, and who says so.

    Of a party, a partnership or the tie of two parties, such as: kg cite 桐乡 Shanghai --lang zh. csl-json is what
    reference managers import.
    """
    from kg.files import harmless

    citation = options.open_graph(graph_path).cite(first, second)
    if form == "json":
        output.write_json(citation.as_dict(), out)
    elif form == "csl-json":
        output.write_json(citation.csl("zh" if languages.of_files() == "zh" else "en"), out)
    else:
        text = citation.text(languages.of_files() if out else language, style)
        output.write(text if out else harmless(text), out)


@click.command(short_help="List the codes that tables and questions use.")
@click.argument("name", required=False, metavar="[LIST]")
@click.option("--graph", "-g", "graph_path", type=options.PATH, help="A data package, for the codes that it adds.")
@options.ontology_option
@options.table_option
@options.spoken_option
@options.out_option
def codes(name: str | None, graph_path: Path | None, form: str, out: Path | None) -> None:
    """List the code lists, or the codes of one with what they mean, such as: kg codes sector"""
    from kg.answers.codes import code_lists_report, load_code_list

    if name is not None:
        found = load_code_list(name, options.ontology(graph_path)).report()
        output.write_result(found, form, out, found.records())
        return
    found = code_lists_report(options.ontology(graph_path))
    output.write_result(found, form, out, found.records())


COMMANDS = (ask, query, explain, cite, codes)

#: How a parameter's default is introduced, by language.
_DEFAULT = {"en": "default", "zh": "默认", "both": "default 默认"}


def _query_text(sparql: str | None, file: Path | None) -> str:
    if (sparql is None) == (file is None):
        raise UsageError(
            Text(
                "Give either the query or --file with a file of it; --file - reads standard input.",
                "请给出查询本身，或以 --file 给出其文件；--file - 读取标准输入。",
            )
        )
    if sparql is not None:
        return _standard_input() if sparql == "-" else sparql
    assert file is not None
    if str(file) == "-":
        return _standard_input()
    from kg.source_text import read_text

    return read_text(file)


def _standard_input() -> str:
    if sys.stdin is None:
        raise UsageError(
            Text(
                "Standard input is closed. Give the query itself, or --file with a file of it.",
                "标准输入已关闭。请给出查询本身，或以 --file 给出其文件。",
            )
        )
    return sys.stdin.read()


def _list_questions(graph_path: Path | None, form: str, out: Path | None) -> None:
    from kg.answers.questions import list_questions

    write_query_files(list_questions(options.ontology(graph_path)), form, out)


def _first_parameter(name: str, value: str, given: dict[str, str], graph_path: Path | None) -> dict[str, str]:
    """The value of an argument under the name of the parameter that it is for: the one needed, else the first."""
    from kg.answers.questions import load_question

    question = load_question(name, options.ontology(graph_path))
    free = [parameter for parameter in question.parameters.values() if parameter.name not in given]
    needed = [parameter for parameter in free if parameter.required] or free
    if not needed:
        raise UsageError(
            Text(
                f"{name} takes no parameter for {value!r}. See `kg ask {name} --explain`.",
                f"{name} 没有可接受“{value}”的参数。见 `kg ask {name} --explain`。",
            )
        )
    return {needed[0].name: value}


def _say_codes(store: Store, answer: Answer, given: dict[str, str]) -> None:
    """Say which code a name was taken for."""
    from kg.graph.queryfile import spellings
    from kg.graph.queryfile.codes import coded

    for name, value in given.items():
        parameter = answer.question.parameters.get(name)
        if parameter is None:
            continue
        meant = spellings(coded(store, answer.question.name, parameter, value))
        if parameter.type in ("code", "class") and meant != parameter.values(value):
            codes = ", ".join(meant)
            output.say(f"{name}={value} is the code {codes}.", f"{name}={value} 即代码 {codes}。")


def _explain_question(name: str, graph_path: Path | None, form: str, language: str, out: Path | None) -> None:
    from kg.answers.questions import load_question

    question = load_question(name, options.ontology(graph_path))
    if form == "json":
        output.write_json(question.header | {"name": question.name, "sparql": question.sparql}, out)
        return
    lines = [question.question.in_language(language)]
    for parameter in question.parameters.values():
        default = f", {_DEFAULT[language]} {parameter.default}" if parameter.default else ""
        lines.append(f"  {parameter.name} ({parameter.kind}{default}): {parameter.text.in_language(language)}")
    for column in question.columns.values():
        unit = f" ({column.unit_in_language(language)})" if column.unit else ""
        lines.append(f"  ?{column.name}: {column.text.in_language(language)}{unit}")
    output.write("\n".join([*lines, "", question.sparql]), out)
