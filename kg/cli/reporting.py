"""Commands that report on a whole graph: ledger, coverage, diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import language as languages
from kg.cli import options, output
from kg.cli.commands import command, option
from kg.cli.universes import surveyed, universe_options
from kg.errors import UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.answers.universe.survey import Survey


@command(
    short=Text("Show targets beside achievements.", "目标与实绩对照。"),
    chinese="""目标与实绩对照：在限定所能证明的范围内，已达成、未达成、进行中或未报告。

其后按地区合计，并说明计入多少数据、其余为何不计：不同货币、存量、包含在其他数据中的数据与不同种类的资本从不相加。
符号：≥ 不少于，> 超过，≤ 至多，< 不足，≈ 约。

kg ledger --region 秀洲区 --period 2017""",
)
@option("--region", help=Text("Only what concerns this region; by id or name.", "只取有关此地区的内容；写 id 或名称。"))
@option(
    "--measure",
    help=Text(
        "Only this measure; its code or name. `kg codes measure` lists them.",
        "只取此指标；写代码或名称。`kg codes measure` 列出全部。",
    ),
)
@option(
    "--period",
    help=Text(
        "Only figures within: 2017, 2017-H1, 2017-Q1, 2017-03 or FROM..TO.",
        "只取此期间的数据：2017、2017-H1、2017-Q1、2017-03 或 起..止。",
    ),
)
@options.graph_option
@options.table_option
@options.spoken_option
@options.out_option
def ledger(
    region: str | None,
    measure: str | None,
    period: str | None,
    graph_path: Path | None,
    form: str,
    out: Path | None,
) -> None:
    """Show targets beside achievements: met, missed, in progress, not reported, as far as the bounds prove it.

    Totals by region follow, with how many figures are in them and why others are not: currencies, stocks, figures
    inside others and kinds of capital are never added. Signs: ≥ at least, > more than, ≤ up to, < less than, ≈ about.

    kg ledger --region 秀洲区 --period 2017
    """
    found = options.open_graph(graph_path).ledger(region, measure, period)
    output.write_result(found, form, out)


@command(
    short=Text("Show how complete the data are.", "数据的完整程度。"),
    chinese="""数据的完整程度：全部记录中有多少有日期、金额、证据等。

kg coverage --by region --format csv

--universe 将已知的、已知没有的与无人查过的，同可知的范围相对照：kg coverage --universe county --out silence.svg""",
)
@universe_options
@option(
    "--by",
    type=click.Choice(["summary", "region", "sector", "source", "field", "stage"]),
    help=Text("Only by this. [default: the summary and all]", "只按此项。[默认：概要与全部]"),
)
@options.graph_option
@options.wide_option
@options.format_option(*options.TABLE_FORMS, "svg", "png")
@options.language_option
@options.out_option
def coverage(
    universe: str | None,
    across: tuple[str, ...],
    years: str,
    looked: Path | None,
    by: str | None,
    graph_path: Path | None,
    form: str,
    language: str,
    out: Path | None,
) -> None:
    """Show how complete the data are: how many records have a date, an amount, evidence …, out of how many.

    kg coverage --by region --format csv

    With --universe, what is known, what is known to be nothing, and what nobody looked at, against what could be
    known: kg coverage --universe county --out silence.svg
    """
    if universe is None and (across or years or looked or form in ("svg", "png")):
        raise UsageError(
            Text(
                "--across, --years, --looked and pictures need --universe: what could be known, such as county.",
                "--across、--years、--looked 与图片须同 --universe 一起使用，如 --universe county。",
            )
        )
    graph = options.open_graph(graph_path)
    if universe is not None:
        _map(surveyed(graph, universe, across, years, looked), form, out)
        return
    found = graph.coverage().by(by)
    if form in ("table", "md"):
        shown = form == "table" and out is None
        output.write_sections(found.sections(language if shown else languages.of_files()), form, out)
    else:
        output.write_result(found, form, out)


@command(
    short=Text("Show what changed between two graphs.", "两个图谱之间的变化。"),
    chinese="""显示由 OLD 到 NEW 的变化：合作、阶段、数据、参与方、证据与来源。

二者各为构建结果的文件夹、RDF 文件、数据包或存储。次序、序列化方式与空白节点的标签不计：kg diff build-2016 build-2017
-f rdf-patch -o changes.rdfp""",
)
@click.argument("old", type=options.PATH)
@click.argument("new", type=options.PATH)
@option(
    "--exit-code",
    is_flag=True,
    help=Text("Leave with 1 if they differ. [default: 0 whether or not]", "有差别时退出码为1。[默认：均为0]"),
)
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

    found = kg.diff(old, new, ontology=options.ontology())
    if form == "json":
        output.write_json(found.as_dict(), out)
    elif form == "rdf-patch":
        output.write(found.rdf_patch(), out)
    else:
        output.write_prose(found.text(languages.of_files() if out else language), out)
    if exit_code and found:
        click.get_current_context().exit(1)


def _map(survey: Survey, form: str, out: Path | None) -> None:
    if form not in ("svg", "png"):
        output.write_result(survey, form, out)
        return
    from kg.answers.universe.survey import KNOWN, SILENT, sign
    from kg.network.plots.silence import SilenceMap, silence_plot

    rows, columns = survey.axes()
    found = survey.cells()
    cells = [[found.get((row, column), []) for column in columns] for row in rows]
    known, silent = (
        [[sum(one.state == state for one in cell) / max(len(cell), 1) for cell in row] for row in cells]
        for state in (KNOWN, SILENT)
    )
    drawn = SilenceMap(
        [survey.label(row) for row in rows],
        [survey.label(column) or Text("known", "已知") for column in columns],
        known,
        silent,
        [[sign(cell) for cell in row] for row in cells],
        survey.remark,
    )
    plotted = silence_plot(drawn, languages.of_files())
    output.write(plotted.rendered(form), out)
    output.tell([remark for remark in (*survey.remarks, plotted.font_remark()) if remark])


COMMANDS = (ledger, coverage, diff)
