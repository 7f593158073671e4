"""The command that reads any table: map."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options, output
from kg.cli.commands import command, option
from kg.errors import UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.findings import Finding
    from kg.intake.mapped_rows import Mapped


@command(
    "map",
    short=Text("Turn any table into a graph.", "将任意表格变为图谱。"),
    chinese="""以您自己的 CONSTRUCT 查询将任意表格变为图谱：kg map deals.csv deals.rq

TABLE 为 CSV、TSV、XLSX、XLS、ODS、JSON、JSON Lines、XML 或 Parquet，亦可为 .gz、.zip、.zst 压缩；可有多个。
MAPPING 为文件，或 --ontology 的 mappings/ 文件夹中某一映射的名称。没有结果的行是错误并被指明，除非写 --partial；
两个不同名称生成同一 id 亦然。没有映射时，kg map --guess TABLE 写出草稿。""",
)
@click.argument("files", nargs=-1, required=True, metavar="TABLE… MAPPING")
@option(
    "--out",
    "-o",
    type=options.PATH,
    help=Text(
        "Where to write. [default: graph.nq; with --check, nowhere]", "写到何处。[默认：graph.nq；有 --check 时不写]"
    ),
)
@option(
    "--base",
    help=Text(
        "The IRI under which things live. [default: https://w3id.org/partnership-kg/id/]",
        "各对象所在的 IRI。[默认：https://w3id.org/partnership-kg/id/]",
    ),
)
@option(
    "--rows",
    metavar="PATH",
    default="",
    help=Text(
        "Of JSON and XML, what the rows are: '$.projects[*].partners[*]'.",
        "JSON 与 XML 中的行：'$.projects[*].partners[*]'。",
    ),
)
@option("--sheet", default="", help=Text("Of a workbook, the sheet.", "工作簿中的工作表。"))
@options.encoding_option
@option(
    "--try",
    "tried",
    type=click.IntRange(1),
    metavar="N",
    help=Text("Show what the first N rows become; write nothing.", "显示前 N 行的结果，不写文件。"),
)
@option("--guess", is_flag=True, help=Text("Write a first mapping of TABLE.", "写出 TABLE 的映射草稿。"))
@option(
    "--issued",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help=Text(
        "With --guess, when the table was issued. [default: its latest day]",
        "配合 --guess：表格的发布日期。[默认：表中最晚日期]",
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
@option(
    "--verbose",
    is_flag=True,
    help=Text(
        "Say where the slower query engine is asked, or all is held in memory, and why.",
        "说明何处使用较慢的查询引擎、或整个图谱保存在内存中，及其原因。",
    ),
)
@option(
    "--strict",
    is_flag=True,
    help=Text(
        "Exit code 1 if there is any warning; names in one language alone are none.",
        "有任何警告时退出码为1；所有名称只有一种语言不算。",
    ),
)
@option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    help=Text("How to say what became of the rows. [default: table]", "各行结果的报告格式。[默认：table]"),
)
@options.ontology_option
@options.spoken_option
def map_table(
    files: tuple[str, ...],
    out: Path | None,
    base: str | None,
    rows: str,
    sheet: str,
    encoding: str,
    tried: int | None,
    guess: bool,
    issued: datetime | None,
    checked: bool,
    partial: bool,
    verbose: bool,
    strict: bool,
    form: str,
) -> int:
    """Turn any table into a graph by a CONSTRUCT query of your own: kg map deals.csv deals.rq

    A TABLE is CSV, TSV, XLSX, XLS, ODS, JSON, JSON Lines, XML or Parquet, also packed as .gz, .zip or .zst; there may
    be several. A MAPPING is a file, or the name of one in the folder mappings/ of --ontology. A row that gives nothing
    is an error that names it, unless --partial; so are two different names that make one id. Without a mapping,
    kg map --guess TABLE writes a draft.
    """
    from kg import pipeline, vocabulary
    from kg.cli import telling
    from kg.intake.load import has_violations
    from kg.intake.mapped_rows import Mapped

    if guess:
        _guess(files, (rows, sheet, encoding), issued, out)
        return 0
    if len(files) < 2:
        raise UsageError(
            Text(
                "A TABLE and a MAPPING are needed, as kg map deals.csv deals.rq.",
                "需要 TABLE 与 MAPPING，如 kg map deals.csv deals.rq。",
            )
        )
    account = Mapped()
    with telling.told(verbose):
        mapped = pipeline.map_lines(
            files[:-1],
            files[-1],
            base=base or vocabulary.DEFAULT_BASE,
            checked=checked,
            partial=partial,
            ontology=options.ontology(),
            rows=rows,
            sheet=sheet,
            encoding=encoding,
            most=tried,
            account=account,
        )
    _tell(account, mapped.findings, base or vocabulary.DEFAULT_BASE, form)
    counted = _counted(mapped.findings)
    if strict and len(counted) < len(mapped.findings) and form == "table":
        output.say(
            "All names are in one language, which --strict does not count.",
            "所有名称均只有一种语言，--strict 不计此项。",
        )
    grave = {finding.severity.value for finding in counted}
    if (checked and has_violations(mapped.findings)) or (strict and grave & {"violation", "warning"}):
        return 1
    if tried is not None:
        return 0
    if checked and out is None:
        output.say(
            "Checked; nothing was written. --out FILE writes the graph.",
            "已检查，未写文件。--out FILE 可写出图谱。",
        )
        return 0
    output.write(mapped.nquads(), out or Path("graph.nq"))
    return 0


#: What is found of names that are there in the other language alone.
_ONE_LANGUAGE = frozenset(("name-zh-missing", "name-en-missing"))


def _counted(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings that may fail a strict run: that a table has its names in one language is no slip.

    Where some names are missing in Chinese and others in English, it is.
    """
    missing = {finding.code for finding in findings if finding.code in _ONE_LANGUAGE}
    return [one for one in findings if len(missing) != 1 or one.code not in missing]


def _tell(account: Mapped, findings: Sequence[Finding], base: str, form: str) -> None:
    """What a mapping made, and what is to be said of it: as JSON, or for people.

    Args:
        account: what it made.
        findings: what is to be said.
        base: the IRI under which things live.
        form: ``json``, or the form for people.
    """
    if form == "json":
        output.write_json({**account.as_dict(), "findings": [finding.as_dict() for finding in findings]}, None)
        return
    _show(account, base)
    if findings:
        output.show_findings(findings, to_stderr=True)
    output.say(account.summary.en, account.summary.zh)


def _guess(files: tuple[str, ...], said: tuple[str, str, str], issued: datetime | None, out: Path | None) -> None:
    """Write a first mapping of a table.

    Args:
        files: the table alone.
        said: which rows, which sheet, and in which encoding.
        issued: when the table was issued, if that is said.
        out: where the mapping is written; on the screen if ``None``.
    """
    from kg.grids.encodings import checked_encoding
    from kg.intake.guessing import guess, lacks_issued

    if len(files) != 1:
        raise UsageError(Text("--guess takes one TABLE and no MAPPING.", "--guess 只需一个 TABLE，不需 MAPPING。"))
    rows, sheet, encoding = said
    encoding = checked_encoding(encoding) if encoding else ""
    draft = guess(Path(files[0]), rows, sheet, issued.date() if issued else None, encoding)
    output.write(draft.text, out)
    if told := [one for one in draft.findings if one.code in _READ_SO or one.severity.value == "warning"]:
        output.show_findings(told, to_stderr=True)
    for remark in draft.remarks:
        output.say(remark.en, remark.zh)
    if lacks_issued(draft.text):
        output.say(
            "Nothing tells the day of issue: write in the mapping when it was issued, or say --issued YYYY-MM-DD.",
            "无法得知表格的发布日期：请在映射中写明，或用 --issued YYYY-MM-DD。",
        )


def _show(account: Mapped, base: str) -> None:
    """What became of the rows that were tried, each with its cells and its triples."""
    from kg import vocabulary

    names = sorted(vocabulary.prefixes(base).items(), key=lambda one: -len(one[1]))

    def short(found: re.Match[str]) -> str:
        iri = found[1]
        return next((f"{name}:{iri[len(start) :]}" for name, start in names if iri.startswith(start)), found[0])

    lines = []
    for number, cells, triples in account.shown:
        lines.append(f"{number}  {'; '.join(f'{name}: {cell}' for name, cell in cells.items())}\n")
        # What the row became comes before where that stands.
        beside = tuple(f"<{base}{kind}/" for kind in ("evidence", "source"))
        ordered = sorted(triples, key=lambda triple: triple.startswith(beside))
        lines += [f"    {re.sub(r'<([^<> ]*)>', short, triple)}\n" for triple in ordered] or ["    –\n"]
    if lines:
        output.write("".join(lines), None)


#: What must be known of how a table was read before its draft is looked at.
_READ_SO = ("encoding", "headings", "rows-by-key")

COMMANDS = (map_table,)
