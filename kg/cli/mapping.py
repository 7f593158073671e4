"""The command that reads any table: map."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options, output
from kg.cli.commands import command, option
from kg.text import Text


@command(
    "map",
    short=Text("Turn any CSV table into a graph.", "将任意 CSV 表变为图谱。"),
    chinese="""以您自己的 CONSTRUCT 查询将任意 CSV 表（或 .csv.gz）变为图谱：kg map deals.csv deals.rq

MAPPING 为文件，或 --ontology 的 mappings/ 文件夹中某一映射的名称。没有结果的行是错误并被指明，除非写 --partial；
两个不同名称生成同一 id 亦然。""",
)
@click.argument("table", type=options.PATH)
@click.argument("mapping")
@option(
    "--out",
    "-o",
    type=options.PATH,
    default=Path("graph.nq"),
    show_default=True,
    help=Text("Where to write.", "写到何处。"),
)
@option(
    "--base",
    help=Text(
        "The IRI under which things live. [default: https://w3id.org/partnership-kg/id/]",
        "各对象所在的 IRI。[默认：https://w3id.org/partnership-kg/id/]",
    ),
)
@option(
    "--check",
    "checked",
    is_flag=True,
    help=Text("Check the graph too; exit code 1 if it breaks a rule.", "并检查图谱；违反规则时退出码为1。"),
)
@option(
    "--partial",
    is_flag=True,
    help=Text("Go without the rows that give nothing; they are reported.", "略去没有结果的行，并予以报告。"),
)
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
