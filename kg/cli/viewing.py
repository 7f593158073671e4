"""Commands that look at a graph in time and by source: history, withdraw."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options, output
from kg.cli.commands import command, option
from kg.errors import UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph


@command(
    short=Text("Show what was claimed of a partnership, by date.", "按日期列出对某项合作的陈述。"),
    chinese="""显示关于某项合作所处阶段的每项陈述，由早到晚，并说明其为推进、重复、倒退、中止、恢复，
或与另一来源矛盾。

可写 id 或任一语言的名称：kg history science-city-fund-founding""",
)
@click.argument("partnership")
@option(
    "--figures", is_flag=True, help=Text("Show the figures about it among its stages.", "在各阶段之间显示有关数据。")
)
@options.graph_option
@options.table_option
@options.spoken_option
@options.out_option
def history(partnership: str, figures: bool, graph_path: Path | None, form: str, out: Path | None) -> None:
    """Show every claim about a partnership's stage, oldest first, and whether it advances, repeats, falls back,
    halts, resumes or contradicts another source.

    Name it by id or by name in either language: kg history science-city-fund-founding
    """
    found = options.open_graph(graph_path).history(partnership)
    if figures:
        found = found.with_figures()
    output.write_result(found, form, out)


@command(
    short=Text("Write the graph without a source.", "写出去掉某一来源后的图谱。"),
    chinese="""写出去掉某一来源后的图谱，并说明随之失去的内容。

只以该来源为据的内容去掉；另有来源支持的保留。可写来源的 id 或标题：kg withdraw zjol-2017-07-28 --out without-it""",
)
@click.argument("source")
@options.graph_option
@options.spoken_option
@option(
    "--out",
    "-o",
    type=options.PATH,
    help=Text(
        "A folder for everything that a build writes, or a file that ends in .ttl, .nq or .nt. "
        "[default: Turtle on standard output]",
        "写出全部构建内容的文件夹，或以 .ttl、.nq、.nt 结尾的文件。[默认：在标准输出写 Turtle]",
    ),
)
def withdraw(source: str, graph_path: Path | None, out: Path | None) -> None:
    """Write the graph without a source, and say what is lost with it.

    What rests on the source alone goes; what another source supports stays. Name the source by id or by its title:
    kg withdraw zjol-2017-07-28 --out without-it
    """
    from kg.answers.withdrawal import losses

    write = _writer(out)
    whole = options.open_graph(graph_path)
    left = whole.without(source)
    write(left)
    for line in losses(whole.records, left.records, left.left_out).lines():
        output.say(line.en, line.zh)


COMMANDS = (history, withdraw)


def _writer(out: Path | None) -> Callable[[KnowledgeGraph], None]:
    """What writes a graph to a place; the place is looked at first, so that a wrong one costs no work."""
    if out is None or (out.suffix.lower() == ".ttl" and not out.is_dir()):
        return lambda knowledge: _write_file(_turtle(knowledge), out)
    if out.suffix.lower() in (".nq", ".nt") and not out.is_dir():
        return lambda knowledge: _write_file(_lines(knowledge), out)
    if out.suffix and not out.is_dir():
        raise UsageError(
            Text(
                f"--out {out}: a graph is written to a folder, or to a file that ends in .ttl, .nq or .nt.",
                f"--out {out}：图谱写入文件夹，或以 .ttl、.nq、.nt 结尾的文件。",
            )
        )
    return lambda knowledge: _write_folder(knowledge, out)


def _turtle(knowledge: KnowledgeGraph) -> Iterable[str]:
    from kg.graph.ontology import ontology_triples
    from kg.graph.writing.canonical import turtle

    return turtle(knowledge.store, ontology_triples())


def _lines(knowledge: KnowledgeGraph) -> Iterable[str]:
    from kg.graph.ontology import ontology_triples
    from kg.graph.writing.canonical import nquads

    return nquads(knowledge.store, ontology_triples())


def _write_file(texts: Iterable[str], out: Path | None) -> None:
    output.write("".join(texts), out)


def _write_folder(knowledge: KnowledgeGraph, out: Path) -> None:
    from kg.outputs import write_outputs
    from kg.pipeline import checked

    write_outputs(checked(knowledge), out)
    output.say_wrote(out)
