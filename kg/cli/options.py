"""Options that several commands share, and the graph that they read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import language as languages
from kg.cli.commands import Decorator, option
from kg.errors import UsageError
from kg.text import Text, typed

if TYPE_CHECKING:
    from kg.assets import Ontology
    from kg.knowledge_graph import KnowledgeGraph
    from kg.network.projection.requests import ProjectionRequest

    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType  # generic since click 8.4 only


PATH = click.Path(path_type=Path)


def _day(context: click.Context, parameter: click.Parameter, text: str | None) -> None:
    """Keep a day, as a person writes it, for ``open_graph``; a command need not hand it on."""
    if text is not None:
        from kg.graph.views import parse_day

        context.meta[f"kg.{parameter.name}"] = parse_day(text, f"--{str(parameter.name).replace('_', '-')}")


def _one_graph(_: click.Context, __: click.Parameter, paths: tuple[Path, ...]) -> Path | None:
    """The graph that is named; of several, the last would hide the others in silence."""
    if len(paths) > 1:
        raise UsageError(
            Text(
                f"-g is given {len(paths)} times, and a command reads one graph. Build one of all: "
                f"kg build {' '.join(map(str, paths))} --out DIR, and name that folder with -g.",
                f"-g 给出了{len(paths)}次，而一条命令只读取一个图谱。请先合建：kg build "
                f"{' '.join(map(str, paths))} --out DIR，再以 -g 写明该文件夹。",
            )
        )
    return paths[0] if paths else None


encoding_option: Decorator = option(
    "--encoding",
    metavar="NAME",
    default="",
    help=Text(
        "Of CSV and TSV, what the file is in: cp1250, gb18030. [default: what its bytes tell]",
        "CSV 与 TSV 的编码，如 cp1250、gb18030。[默认：由字节判断]",
    ),
)

_graph_option: Decorator = option(
    "--graph",
    "-g",
    "graph_path",
    type=PATH,
    multiple=True,
    callback=_one_graph,
    help=Text(
        "A build's folder, a file of RDF, or a data package. [default: build/, else the bundled data]",
        "构建结果的文件夹、RDF 文件或数据包。[默认：build/，否则为自带数据]",
    ),
)
_as_of_option: Decorator = option(
    "--as-of",
    "as_of",
    metavar="DAY",
    expose_value=False,
    callback=_day,
    help=Text(
        "Only what was claimed by this day: 2017-07-28, or 2017-07 or 2017 for its last day.",
        "只取截至此日的陈述：2017-07-28；写 2017-07 或 2017 指其末日。",
    ),
)
_known_by_option: Decorator = option(
    "--known-by",
    "known_by",
    metavar="DAY",
    expose_value=False,
    callback=_day,
    help=Text("Only what sources issued by this day say.", "只取此日及以前发布的来源。"),
)


def _party(context: click.Context, _: click.Parameter, party: str | None) -> None:
    context.meta["kg.about"] = party


_about_option: Decorator = option(
    "--about",
    metavar="PARTY",
    expose_value=False,
    callback=_party,
    help=Text(
        "Only what is about this region (with every party in it) or institution, and its partnerships.",
        "只取有关此地区（含其中各方）或机构及其合作的内容。",
    ),
)


def _keep_folders(context: click.Context, _: click.Parameter, folders: tuple[Path, ...]) -> None:
    context.meta["kg.ontology"] = folders


#: The option that names folders of one's own; ``ontology`` reads what it was given.
ontology_option: Decorator = option(
    "--ontology",
    type=PATH,
    multiple=True,
    metavar="DIR",
    expose_value=False,
    callback=_keep_folders,
    help=Text(
        "A folder that adds questions, rules, codes …; may be given several times. [default: those in KG_ONTOLOGY]",
        "增添问题、规则、代码等的文件夹；可多次给出。[默认：KG_ONTOLOGY 中的文件夹]",
    ),
)


def graph_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what a command reads: which graph, and which part of it; see ``open_graph``."""
    return _graph_option(_as_of_option(_known_by_option(_about_option(ontology_option(command)))))


def ontology(graph_path: Path | None = None) -> Ontology:
    """The ontology with the folders that a command was called with, and with what a package brings.

    Args:
        graph_path: what the command is to read.
    """
    from kg.assets import Ontology

    own = Ontology.of(click.get_current_context().meta.get("kg.ontology") or None)
    if graph_path is None or (graph_path / "graph.nq").is_file() or not (graph_path / "datapackage.json").is_file():
        return own
    from kg.intake.load import package_ontology

    return package_ontology([graph_path], own)


# Eager, so that it is known when the format is to follow from it.
out_option: Decorator = option(
    "--out",
    "-o",
    type=PATH,
    is_eager=True,
    help=Text("Write to this file. [default: standard output]", "写入此文件。[默认：标准输出]"),
)


def _keep_language(_: click.Context, __: click.Parameter, language: str | None) -> str:
    """Keep what was asked for; the command gets the language of what it shows."""
    if language is not None:
        languages.ask_for(language)
    return languages.of_reader()


def _language_option(exposed: bool) -> Decorator:
    return option(
        "--lang",
        "language",
        type=click.Choice(languages.LANGUAGES),
        # Eager, so that errors and help are in it.
        is_eager=True,
        expose_value=exposed,
        callback=_keep_language,
        help=Text(
            "Language. [default: KG_LANG, else the locale's; of a file, both]",
            "语言。[默认：KG_LANG，否则依系统区域；文件为双语]",
        ),
    )


#: The reader's language, for commands that make texts of their own.
language_option = _language_option(exposed=True)
#: The same for commands that only print what others made.
spoken_option = _language_option(exposed=False)
level_option: Decorator = option(
    "--level",
    help=Text(
        "Level that parties are rolled up to, e.g. county; where it applies.",
        "将各方归并到的层级，如 county；适用时有效。",
    ),
)
parameter_option: Decorator = option(
    "--param",
    "-p",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help=Text("A parameter; may be given several times.", "参数；可多次给出。"),
)


#: Endings of --out that name a format by another word than their own.
_ENDINGS = {
    "net": "pajek",
    "ttl": "turtle",
    "nt": "n-triples",
    "jsonld": "json-ld",
    "nq": "nquads",
    "srj": "json",
    "srx": "xml",
    "markdown": "md",
    "rdfp": "rdf-patch",
    "txt": "text",
}


#: How an answer is written: for people on a screen and in files, then for spreadsheets and other programs.
TABLE_FORMS = ("table", "md", "html", "csv", "csv-bom", "tsv", "xlsx", "parquet", "json")
#: Formats that only a program reads, each under its own ending alone.
_BINARY = ("xlsx", "parquet", "png")


def exact_options(run: Callable[..., Any]) -> Callable[..., Any]:
    """Options that say how long exact shortest paths may take; the command is given ``budget`` in seconds, or none."""

    @wraps(run)
    def told(*given: Any, exact: bool, budget: float | None, **named: Any) -> Any:
        if exact and budget is not None:
            raise UsageError(
                Text(
                    "--exact takes as long as it takes. Give it or --budget, not both.",
                    "--exact 不限计算时间。--exact 与 --budget 只可写其一。",
                )
            )
        return run(*given, budget=math.inf if exact else budget, **named)

    exact = option(
        "--exact",
        is_flag=True,
        help=Text("Exact shortest paths, however long they take.", "精确计算最短路径，不限时间。"),
    )
    budget = option(
        "--budget",
        type=click.FloatRange(0, min_open=True),
        metavar="SECONDS",
        help=Text(
            "CPU seconds that exact shortest paths of a network may take, by its size; above it they are estimated. "
            "[default: 10]",
            "一个网络的精确最短路径可用的 CPU 秒数（按规模估算）；超出则改为估计。[默认：10]",
        ),
    )
    return exact(budget(told))


def listing_option(what: Text) -> Decorator:
    """An option that lists what there is in place of making something.

    Args:
        what: what it lists.
    """
    # Eager, so that it is known when the format is read.
    return option(
        *("--list", "list_all"), is_flag=True, is_eager=True, help=Text(f"List {what.en}.", f"列出{what.zh}。")
    )


def format_option(*forms: str, default: str | None = "", shown: Text | None = None) -> Decorator:
    """An option for the output's format; without it, the ending of ``--out`` says, or else the default.

    Args:
        forms: the formats.
        default: the default; the first of the formats if empty.
        shown: the default as the help says it, if it is not one word.
    """
    fallback = forms[0] if default == "" else default
    return _format_option(click.Choice(forms), lambda: forms, fallback, shown)


def network_format_option() -> Decorator:
    """An option for the format of a network: those of ``kg.network.export.FORMATS``, what packages add among them."""
    return _format_option(_NetworkFormat(), _network_formats, "graphml", None)


def table_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that writes a table: its format, and whether a terminal shows all of it."""
    return format_option(*TABLE_FORMS)(wide_option(command))


def _keep_wide(context: click.Context, _: click.Parameter, wide: bool) -> None:
    context.meta["kg.wide"] = wide


wide_option: Decorator = option(
    "--wide",
    is_flag=True,
    expose_value=False,
    callback=_keep_wide,
    help=Text(
        "Show every column, and every cell whole. [default: as it fits]", "显示全部列与完整单元格。[默认：按宽度]"
    ),
)


def _format_option(
    kind: _ParamType, forms: Callable[[], Iterable[str]], fallback: str | None, shown: Text | None
) -> Decorator:
    def chosen(context: click.Context, _: click.Parameter, form: str | None) -> str | None:
        out = context.params.get("out")
        fitting = [*forms(), *(TABLE_FORMS if context.params.get("list_all") else ())]
        if context.params.get("explain_it"):
            fitting.append("text")  # a question in words
        ending = out.suffix.lower().removeprefix(".") if isinstance(out, Path) else ""
        by_ending = _ENDINGS.get(ending, ending)
        if form is None:
            if not by_ending or by_ending in fitting:
                return by_ending or fallback
            raise _no_ending(out, fitting)
        for binary in _BINARY:
            if ending and (form == binary) != (ending == binary) and binary in fitting:
                raise UsageError(
                    Text(
                        f"{out} ends in .{ending}, but --format is {form}. Name a file that ends in .{form}, "
                        "or leave --format out.",
                        f"{out} 以 .{ending} 结尾，而 --format 为 {form}。请以 .{form} 结尾，或不写 --format。",
                    )
                )
        return form

    usual = shown or Text(str(fallback), str(fallback))
    said = Text(
        f"Output format. [default: {usual.en}, or what --out ends in]",
        f"输出格式。[默认：{usual.zh}，或依 --out 的后缀]",
    )
    return option("--format", "-f", "form", type=kind, callback=chosen, help=said)


def _no_ending(out: object, forms: Iterable[str]) -> UsageError:
    """The error for a file whose ending names no format; a list of those that do."""
    spelt = {form: ending for ending, form in _ENDINGS.items() if form not in ("json", "md", "xml")}
    endings = [f".{spelt.get(form, form)}" for form in forms if form not in _WITHOUT_ENDING]
    return UsageError(
        Text(
            f"{out} ends in no format of this command. End it in one of {', '.join(endings)}, or give --format.",
            f"{out} 的后缀不是此命令的格式。请以 {', '.join(endings)} 之一结尾，或写明 --format。",
        )
    )


#: Formats that no ending names.
_WITHOUT_ENDING = ("table", "csv-bom", "gephi-csv")


class _NetworkFormat(_ParamType):
    """The name of a format of networks, looked up when it is needed: importing them takes longer than most commands."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        return f"[{'|'.join(_network_formats())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        listing = ctx is not None and ctx.params.get("list_all")
        known = [*_network_formats(), *(TABLE_FORMS if listing else ())]
        if value not in known:
            self.fail(f"{typed(value)!r} is not one of {', '.join(map(repr, known))}.", param, ctx)
        return value


def _network_formats() -> list[str]:
    from kg.network.export import FORMATS

    return list(FORMATS)


def open_graph(path: Path | None) -> KnowledgeGraph:
    """The graph that a command is to read: as of the day, and by the sources, that it was called with."""
    from kg.opening import opened, opened_default

    held = click.get_current_context().find_root().obj
    if path is None and held is not None:
        return _viewed(held)
    own = ontology()
    if path is not None:
        found = opened(path, own, read_only=True)
        return _viewed(_built(path, own=own) if found is None else found)
    found = opened_default(own, read_only=True)
    found = _built(own=own) if found is None else found
    _say_which(found)
    return _viewed(found)


def _built(*packages: Path, own: Ontology) -> KnowledgeGraph:
    from kg.pipeline import build

    return build(*packages, ontology=own)


def _say_which(graph: KnowledgeGraph) -> None:
    """Say which graph is read where none is named, and how many warnings there are of it."""
    from kg.assets import BUILD_FOLDER
    from kg.cli.output import say
    from kg.findings import Severity
    from kg.results.tables import one_line

    warnings = sum(finding.severity is Severity.WARNING for finding in graph.findings)
    en = f" {warnings} warning{'s' * (warnings != 1)}: kg check shows them." if warnings else ""
    zh = f"{warnings}条警告：kg check 列出。" if warnings else ""
    if (BUILD_FOLDER / "graph.nq").is_file():
        joined = graph.data_set_titles()
        sets_en = f" ({'; '.join(one_line(title.en) for title in joined)})" if len(joined) > 1 else ""
        sets_zh = f"（{'；'.join(one_line(title.zh) for title in joined)}）" if len(joined) > 1 else ""
        say(f"Read: {BUILD_FOLDER}/{sets_en}.{en}", f"所读：{BUILD_FOLDER}/{sets_zh}。{zh}")
    else:
        say(
            f"Read: the bundled data, as there is no {BUILD_FOLDER}/ here.{en}",
            f"所读：自带数据（此处没有 {BUILD_FOLDER}/）。{zh}",
        )


def _viewed(whole: KnowledgeGraph) -> KnowledgeGraph:
    context = click.get_current_context()
    as_of, known_by, party = (context.meta.get(f"kg.{name}") for name in ("as_of", "known_by", "about"))
    part = whole
    if as_of is not None or known_by is not None:
        part = part.at(as_of, known_by)
    if party is not None:
        part = part.about(party)
    if part is not whole and not (part.records.partnerships or part.records.figures or part.records.statements):
        from kg.cli.output import say

        say(
            f"Nothing is left ({'; '.join(scope.en for scope in part.scope)}): no partnership, figure or statement.",
            f"没有内容留存（{'；'.join(scope.zh for scope in part.scope)}）：既无合作，也无数据与表述。",
        )
    return part


def read_parameters(texts: tuple[str, ...], option: str = "--param") -> dict[str, str]:
    """``name=value`` texts as a dictionary.

    Args:
        texts: as they were typed.
        option: the option that they were typed for.

    Raises:
        UsageError: if one has no ``=``, or a name is given twice.
    """
    values: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise UsageError(
                Text(
                    f"{option} {typed(text)!r} must be of the form name=value, such as party=海盐.",
                    f"{option} “{typed(text)}”须写作 名称=取值，如 party=海盐。",
                )
            )
        if name in values:
            raise UsageError(
                Text(f"{option} {name} is given twice. Keep one.", f"{option} {name} 给出了两次。请只保留其一。")
            )
        values[name] = value
    return values


def title(english: str | None, chinese: str | None) -> tuple[str, str] | None:
    """A title as ``--title`` and ``--title-zh`` give it; where one is missing, the other stands in for it."""
    return (english or chinese or "", chinese or english or "") if english or chinese else None


def projection_values(level: str | None, parameters: tuple[str, ...]) -> dict[str, str]:
    """What ``--level`` and ``--param`` say to a projection.

    Raises:
        UsageError: as ``read_parameters`` does, or if the level is given twice.
    """
    values = read_parameters(parameters)
    if level is not None and values.setdefault("level", level) != level:
        raise UsageError(Text("The level is given twice. Keep --level.", "层级给出了两次。请保留 --level。"))
    return values


def projection_request(name: str, level: str | None, parameters: tuple[str, ...]) -> ProjectionRequest:
    """A projection with what ``--level`` and ``--param`` say to it.

    Args:
        name: the projection.
        level: the value of ``--level``; ``None`` where it was not given.
        parameters: the values of ``--param``, each ``name=value``.

    Raises:
        UsageError: as ``projection_values`` does.
    """
    from kg.network.projection.requests import ProjectionRequest

    return ProjectionRequest(name, projection_values(level, parameters))
