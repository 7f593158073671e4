"""Commands that look at networks: network, measure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli import options, output
from kg.cli.commands import command, option
from kg.cli.listing import write_query_files
from kg.errors import UsageError
from kg.text import Text

_projection_argument = click.argument("name", required=False)


@command(
    short=Text("Project the graph to a network file.", "将图谱投影为网络文件。"),
    chinese="""将图谱投影为网络，如：kg network region-region --level county -f gexf -o ties.gexf

gephi-csv 写出 Gephi 可直接导入的两个文件：联系，及其旁的节点（ties-nodes.csv）。""",
)
@_projection_argument
@options.level_option
@options.parameter_option
@option(
    "--layers",
    type=click.Choice(["sector", "kind", "stage"]),
    help=Text("Mark each tie with its layer.", "为每条联系注明所在的层。"),
)
@option(
    "--slices",
    type=click.Choice(["year", "single-year"]),
    help=Text(
        "One file a year, as ties-2017.gexf for --out ties.gexf: all up to it, or that year alone.",
        "每年一个文件，如 --out ties.gexf 得 ties-2017.gexf：截至该年，或仅该年。",
    ),
)
@options.listing_option(Text("the projections with their parameters", "各投影及其参数"))
@options.graph_option
@options.network_format_option()
@options.wide_option
@options.spoken_option
@options.out_option
def network(
    name: str | None,
    level: str | None,
    parameters: tuple[str, ...],
    layers: str | None,
    slices: str | None,
    list_all: bool,
    graph_path: Path | None,
    form: str,
    out: Path | None,
) -> None:
    """Project the graph to a network, such as: kg network region-region --level county -f gexf -o ties.gexf

    gephi-csv writes two files that Gephi imports as they are: the ties, and beside them the nodes (ties-nodes.csv).
    """
    from kg.network.forms.layers import layered

    if list_all:
        _list_projections(graph_path, form, out)
        return
    if name is None:
        raise _no_projection()

    request = options.projection_request(name, level, parameters)
    graph = options.open_graph(graph_path).project(request.with_ended() if slices else request)
    _write(layered(graph, layers) if layers else graph, slices, request.keeps_ended, form, out)
    # Slices are files of their own, of which each has other ties.
    _remark(graph, form if slices is None else "", out)


@command(
    short=Text("Measure the nodes of a network.", "测度网络中的节点。"),
    chinese="""测度网络的每个节点：度、强度、中介、接近……社群。

终端的表格略去未点名的部分指标；csv、tsv 与 json 含全部。--list 说明各指标，--list -m betweenness 说明其一；`kg
network --list` 列出各投影。由给予方指向接受方的联系（-p direction=flow）另有指标：入度与出度、枢纽、权威……""",
)
@_projection_argument
@option(
    "--measure",
    "-m",
    "measures",
    multiple=True,
    help=Text("A measure; may be given several times. [default: all]", "指标；可多次给出。[默认：全部]"),
)
@options.level_option
@options.parameter_option
@options.exact_options
@options.listing_option(Text("the measures with their definitions and sources", "各指标及其定义与来源"))
@options.graph_option
@options.table_option
@options.spoken_option
@options.out_option
def measure(
    name: str | None,
    measures: tuple[str, ...],
    level: str | None,
    parameters: tuple[str, ...],
    budget: float | None,
    list_all: bool,
    graph_path: Path | None,
    form: str,
    out: Path | None,
) -> None:
    """Measure every node of a network: degree, strength, betweenness, closeness, … communities.

    Tables on a terminal leave some measures out unless they are named; csv, tsv and json have all. --list says what
    each measure is, and --list -m betweenness what one is; `kg network --list` has the projections. Of ties from who
    gives to who receives, -p direction=flow, there are others: in- and out-degree, hubs, authorities, …
    """
    if list_all:
        from kg.network.measures.report import measure_list

        directed = bool(options.read_parameters(parameters).get("direction"))
        report = measure_list(measures or None, directed=directed)
        output.write_result(report, form, out, report.records())
        return
    if name is None:
        raise _no_projection()
    request = options.projection_request(name, level, parameters)
    report = options.open_graph(graph_path).measure_report(request, measures or None, budget)
    output.write_result(report, form, out, report.records())


COMMANDS = (network, measure)


def _write(graph: Any, slicing: str | None, ended: bool, form: str, out: Path | None) -> None:
    """Write a network: to one file, or its slices to one each, all of them or none."""
    from kg.files import write_files
    from kg.network.export import FORMATS, export
    from kg.network.forms.layers import slices
    from kg.network.measures.register import left_out_remarks
    from kg.results.companion import write_companion

    if out is None and slicing is not None:
        raise UsageError(
            Text(
                "Slices are several files: name them with --out, such as --out ties.gexf.",
                "时间切片是多个文件：请以 --out 命名，如 --out ties.gexf。",
            )
        )
    beside = FORMATS[form].beside
    if out is None or (slicing is None and not beside):
        output.write(export(graph, form), out)
        return
    parts = {"": graph}
    if slicing is not None:
        found = slices(graph, cumulative=slicing == "year", ended=ended)
        parts = {f"-{year}": part for year, part in found.items()}
    if not parts:
        raise UsageError(
            Text(
                "No partnership of this network is dated, so it has no slices. Leave out --slices.",
                "该网络中没有注明日期的合作，因而没有切片。请不写 --slices。",
            )
        )
    files = {f"{out.stem}{year}{out.suffix}": export(part, form) for year, part in parts.items()}
    if beside:
        files |= {f"{out.stem}{year}-nodes{out.suffix}": export(part, beside) for year, part in parts.items()}
    write_files(out.parent, files)
    if slicing is not None:
        table = "csv" if form.endswith("csv") else form
        for year, part in parts.items():
            write_companion(out.with_name(f"{out.stem}{year}{out.suffix}"), table, left_out_remarks(part.graph))
    names = list(files)
    output.say(
        f"Wrote {len(names)} files, {names[0]} to {names[-1]}.",
        f"已写入{len(names)}个文件，{names[0]} 至 {names[-1]}。",
    )
    over = {year.lstrip("-"): part.graph.get("ended_left_out", 0) for year, part in parts.items() if year}
    told = [f"{year}: {number}" for year, number in over.items() if number]
    if told:
        output.say(
            "Partnerships that had ended by the last day of the year are left out, by year: "
            f"{', '.join(told)}; ended=true keeps them.",
            f"截至当年最后一日已终结的合作未计入，各年项数：{'、'.join(told)}；以 ended=true 可计入。",
        )


def _list_projections(graph_path: Path | None, form: str, out: Path | None) -> None:
    from kg.network.projection.finding import list_projections, shared_parameters

    # The formats of a network, the default among them, are no formats of a list.
    as_list = form if form in options.TABLE_FORMS else "table"
    own = options.ontology(graph_path)
    write_query_files([*list_projections(own), *shared_parameters(own)], as_list, out)


def _no_projection() -> UsageError:
    from kg.network.projection.finding import list_projections

    return UsageError(
        Text(
            f"Name a projection: {', '.join(item.name for item in list_projections(options.ontology()))}.",
            f"请写出投影的名称：{', '.join(item.name for item in list_projections(options.ontology()))}。",
        )
    )


def _remark(graph: Any, form: str, out: Path | None) -> None:
    from kg.network.measures.register import remarks

    table = "csv" if form.endswith("csv") else form
    output.tell(remarks(graph, ()), table, out)  # of no measure, as none is made
