"""The command that hands a graph to other tools: export."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options, output
from kg.cli.commands import command, option
from kg.errors import UsageError
from kg.text import Text


@command(
    short=Text("Write the graph as PROV-O, Data Cube, JSON-LD ….", "以 PROV-O、Data Cube、JSON-LD 等格式写出图谱。"),
    chinese="""以其他领域的格式写出图谱；已排序，同一图谱得相同字节。

kg export prov-o -o provenance.ttl；kg export dcat --files build；kg export --list 列出各格式。kg export nanopub
--sign key.pem --each claims 为每项陈述写一个签名文件（附加组件：nanopub）。""",
)
@click.argument("name", metavar="FORMAT", required=False)
@option("--list", "listed", is_flag=True, help=Text("List the formats.", "列出各格式。"))
@options.graph_option
@options.format_option(
    "turtle", "trig", "nquads", "json-ld", default=None, shown=Text("the first that fits", "首个适用的格式")
)
@option(
    "--files",
    type=options.PATH,
    help=Text(
        "A build's folder, whose files dcat names with size and hash.",
        "构建结果的文件夹，dcat 写明其文件的大小与哈希值。",
    ),
)
@option(
    "--sign",
    type=options.PATH,
    metavar="KEY",
    help=Text("An RSA private key that nanopub is signed with.", "用以签署 nanopub 的 RSA 私钥。"),
)
@option(
    "--each",
    type=options.PATH,
    metavar="FOLDER",
    help=Text("Write each nanopub to a file in this folder.", "将每个 nanopub 写入此文件夹中的一个文件。"),
)
@options.wide_option
@options.spoken_option
@options.out_option
def export(
    name: str | None,
    listed: bool,
    graph_path: Path | None,
    form: str | None,
    files: Path | None,
    sign: Path | None,
    each: Path | None,
    out: Path | None,
) -> None:
    """Write the graph in another field's format, sorted, so that the same graph gives the same bytes.

    kg export prov-o -o provenance.ttl; kg export dcat --files build; kg export --list names the formats.
    kg export nanopub --sign key.pem --each claims writes one signed file a claim (extra: nanopub).
    """
    if listed or name is None:
        from kg.answers.exports import export_report

        output.write_result(export_report(options.ontology(graph_path)), "table", out)
        return
    if each is None:
        output.write(options.open_graph(graph_path).export(name, form, files, sign=sign), out)
        return
    if name != "nanopub" or out is not None or files is not None:
        raise UsageError(
            Text(
                "--each is for nanopub, and takes the place of --out: kg export nanopub --each claims",
                "--each 用于 nanopub，并取代 --out：kg export nanopub --each claims",
            )
        )
    from kg.files import write_files

    texts = options.open_graph(graph_path).nanopublications(form, sign=sign)
    write_files(each, {file: text.encode() for file, text in texts.items()})
    output.say(f"Wrote {len(texts)} files to {each}.", f"已将{len(texts)}个文件写入{each}。")


COMMANDS = (export,)
