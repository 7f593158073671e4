"""Commands that ask the graph, and name its codes: ask, query, explain, cite, codes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import language as languages
from kg.cli import options, output
from kg.cli.commands import command, option
from kg.cli.listing import write_query_files
from kg.errors import UsageError
from kg.text import Text, typed

if TYPE_CHECKING:
    from kg.answers.questions import Answer
    from kg.graph.store import Store


@command(
    short=Text("Ask a ready-made question.", "回答现成的问题。"),
    chinese="""回答现成的问题，如：kg ask partners -p party=海盐

VALUE 为该问题所需参数（否则为其首个参数）的取值：kg ask partners 海盐

以 .rq 结尾的路径是您自己的问题：kg ask ./mine.rq""",
)
@click.argument("name", required=False)
@click.argument("value", required=False)
@options.parameter_option
@option(
    "--list", "list_all", is_flag=True, help=Text("List the questions with their parameters.", "列出各问题及其参数。")
)
@option(
    "--explain",
    "explain_it",
    is_flag=True,
    is_eager=True,
    help=Text("Print the question and its SPARQL.", "显示问题及其 SPARQL。"),
)
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


@command(
    short=Text("Answer a SPARQL query.", "回答 SPARQL 查询。"),
    chinese="""回答 SPARQL 查询：SELECT、ASK、CONSTRUCT 或 DESCRIBE。

下列前缀不必声明：本体为 pk:；skos:、rdf:、rdfs:、xsd:、owl:、prov:、org:、oa:、geo:、wgs84:、dcterms:、foaf:、vann:
与 sh:；各代码表以其名称为前缀，如 sector: 或 stage:（`kg codes` 列出）；图谱中的对象按类别，如 id-region:、
id-institution: 或 id-partnership:。""",
)
@click.argument("sparql", required=False)
@option(
    "--file",
    "file",
    type=options.PATH,
    help=Text("Read the query from a file; - is standard input.", "由文件读取查询；- 为标准输入。"),
)
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
    shown=Text("table, or turtle for CONSTRUCT and DESCRIBE", "table；CONSTRUCT 与 DESCRIBE 为 turtle"),
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


@command(
    short=Text("Show what is behind a thing or a tie.", "某一对象或联系的依据。"),
    chinese="""显示某一对象、或两方之间联系的依据，附阶段、日期与证据。

可写 id、IRI 或任一语言的名称：kg explain 海盐 Shanghai。对象可以是任何事物：参与方、合作、数据或其他陈述、参与关系、
来源、官员，或代码如 sector:health。文本不是编码时的那份时，退出码为1。""",
)
@click.argument("first")
@click.argument("second", required=False)
@option(
    "--text",
    "texts",
    multiple=True,
    metavar="[SOURCE=]FILE",
    help=Text(
        "Your own copy of a source: passages are shown from it. May be given several times.",
        "您自己的来源副本：引文由此显示。可多次给出。",
    ),
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
    explanation = options.open_graph(graph_path).explain(first, second, texts=texts)
    if form == "json":
        output.write_json(explanation.as_dict(), out)
    else:
        output.write_prose(explanation.text(languages.of_files() if out else language), out)
    return 0 if explanation.is_borne_out else 1


@command(
    short=Text("Write a sentence to cite.", "关于两方的一句话，附出处。"),
    chinese="""写出一句可引用的话：有多少合作、进展如何、截至何时、何人所述。

可为一方、一项合作或两方之间的联系，如：kg cite 桐乡 Shanghai --lang zh。文献管理软件导入 csl-json。""",
)
@click.argument("first")
@click.argument("second", required=False)
@option(
    "--style",
    metavar="STYLE",
    help=Text(
        "Set the sources in this style: a file in CSL, or harvard-cite-them-right. [default: plain]",
        "以此样式排列来源：CSL 文件，或 harvard-cite-them-right。[默认：朴素]",
    ),
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
    citation = options.open_graph(graph_path).cite(first, second)
    if form == "json":
        output.write_json(citation.as_dict(), out)
    elif form == "csl-json":
        output.write_json(citation.csl("zh" if languages.of_files() == "zh" else "en"), out)
    else:
        output.write_prose(citation.text(languages.of_files() if out else language, style), out)
        output.tell(citation.remarks)


@command(
    short=Text("List the codes that tables and questions use.", "列出表格与问题所用的代码。"),
    chinese="""列出各代码表，或某一代码表的代码及含义，如：kg codes sector""",
)
@click.argument("name", required=False, metavar="[LIST]")
@option(
    "--graph",
    "-g",
    "graph_path",
    type=options.PATH,
    help=Text("A data package, for the codes that it adds.", "数据包，以取其增添的代码。"),
)
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
                f"{name} takes no parameter for {typed(value)!r}. See `kg ask {name} --explain`.",
                f"{name} 没有可接受“{typed(value)}”的参数。见 `kg ask {name} --explain`。",
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
