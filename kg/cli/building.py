"""Commands that make and check: build, check, evidence, new, page."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.assets import BUILD_FOLDER
from kg.cli import language as languages
from kg.cli import options, output
from kg.cli.commands import command, option
from kg.errors import UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.earlier import Summary
    from kg.findings import Finding


@command(
    short=Text("Build graph, page and measures from packages and graphs.", "由数据包与图谱文件构建图谱、页面与测度。"),
    chinese="""由数据包、RDF 文件与以往的构建结果构建一个图谱、其页面与测度；均未写时用自带的数据包。

自带的数据包可直接写名称：kg build deals jiaxing-shanghai-2017 将您的数据包与其合为一个图谱。""",
)
@click.argument("packages", nargs=-1, type=options.PATH, metavar="[PACKAGE|GRAPH]...")
@option(
    "--out",
    "-o",
    type=options.PATH,
    default=BUILD_FOLDER,
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
    "--store",
    help=Text(
        "Also keep the graph on disk, in this new folder, or in a store named scheme:location.",
        "并将图谱存入磁盘上的此新文件夹，或名为 scheme:location 的存储。",
    ),
)
@option(
    "--profile",
    "profiled",
    is_flag=True,
    help=Text("Say what each step takes: seconds, CPU seconds and memory.", "列出每一步所用的时间、CPU 时间与内存。"),
)
@option(
    "--fresh",
    is_flag=True,
    help=Text(
        "Take nothing from the build that is there; the files are the same.",
        "不取用已有构建的任何结果；所写文件相同。",
    ),
)
@option(
    "--verbose",
    is_flag=True,
    help=Text(
        "Say what was taken from the build that was there, and which mappings the slower query engine worked out.",
        "说明取用了已有构建的哪些结果，以及哪些映射由较慢的查询引擎计算。",
    ),
)
@option(
    "--watch",
    "watched",
    is_flag=True,
    help=Text(
        "Build anew at each save, and serve the page on this machine, which then loads itself anew; Ctrl-C ends it.",
        "每次保存后重新构建，并在本机提供页面，页面随之自动刷新；Ctrl-C 结束。",
    ),
)
@options.exact_options
@options.ontology_option
@options.spoken_option
def build(
    packages: tuple[Path, ...],
    out: Path,
    base: str | None,
    store: str | None,
    profiled: bool,
    fresh: bool,
    verbose: bool,
    watched: bool,
    budget: float | None,
) -> None:
    """Build the graph, the page and the measures from data packages; the bundled ones if none is named.

    A PACKAGE is a folder, or the name of a bundled one: kg build deals jiaxing-shanghai-2017 joins yours with it.

    A GRAPH is a file of RDF (.ttl, .nq, .nt, .trig, .jsonld, .rdf, each also as .gz), or a folder that a build wrote.
    All are joined: regions in SKOS, organisations in ORG, FOAF or schema.org are read as such, and what was not used is
    said.
    """
    if watched:
        _watch(packages, out, base, store, {"--profile": profiled, "--fresh": fresh, "--verbose": verbose}, budget)
        return
    from kg.cli import telling
    from kg.cli.profiling import Profile
    from kg.cli.progressing import shown
    from kg.pipeline import build_files

    with telling.told(verbose), shown() as progress:
        profile = Profile(progress)
        summary = build_files(
            *packages,
            out=out,
            base=base,
            store=store,
            progress=profile,
            ontology=options.ontology(),
            budget=budget,
            fresh=fresh,
            is_alone=True,
        )
        profile.end()
    if profiled:
        output.show_table(profile.table(languages.of_reader()), to_stderr=True)
    if verbose:
        _say_what_was_taken(summary)
    _say_what_was_joined(summary)
    _summarise(summary, out)


@command(
    short=Text(
        "Check packages and graphs; say file, row, field and fix.", "检查数据包与图谱文件，指出文件、行、栏与改法。"
    ),
    chinese="""检查数据包与 RDF 文件：按文件、行、栏列出错误及改法。有错误时退出码为1。""",
)
@click.argument("packages", nargs=-1, type=options.PATH, metavar="[PACKAGE|GRAPH]...")
@options.ontology_option
@options.spoken_option
@options.format_option("table", "json")
def check(packages: tuple[Path, ...], form: str) -> int:
    """Check data packages and graphs: errors by file, row and field, with the fix. Exit code 1 if there are any.

    GRAPH is as in kg build; what is wrong in one is told of the thing and the file that holds it.
    """
    import kg
    from kg.intake.load import has_violations
    from kg.outputs import findings_json

    findings = kg.check(*packages, ontology=options.ontology())
    if form == "json":
        output.write(findings_json(findings), None)
    else:
        _show_checked(findings)
    if form == "table":
        from kg.cli.identifying import tell_of_likely

        click.echo(_count_line(findings))
        for package in packages:
            if (package / "datapackage.json").is_file():
                tell_of_likely(package)
    return 1 if has_violations(findings) else 0


@command(
    short=Text("Prove offsets and hashes against a text.", "以原文核验出处的位置与哈希值。"),
    chinese="""以您自己的来源副本核验数据包的每处位置与哈希值。

加 --values 时并核对各值：引文所述不同者为错误，退出码为1；引文未写明者为警告。

加 --moved 时文本为来源的更正版：按长度与哈希值查找每段引文，已不在文中的与以其为据的行一并列出。""",
)
@click.argument("package", type=options.PATH)
@option(
    "--text",
    "text_path",
    type=options.PATH,
    required=True,
    help=Text("Your own copy of the source's text.", "您自己的来源文本。"),
)
@option(
    "--source",
    help=Text(
        "The source's id. [default: the source whose hash the text has]", "来源的 id。[默认：与文本哈希值相符的来源]"
    ),
)
@option(
    "--show", is_flag=True, help=Text("Show each passage beside the row that cites it.", "在引用它的行旁显示每段引文。")
)
@option(
    "--write",
    "rewrite",
    is_flag=True,
    help=Text("Write the table evidence anew from the text.", "由文本重写 evidence 表。"),
)
@option(
    "--values",
    is_flag=True,
    help=Text(
        "Also read every value against its passage: figure, bound, period, parties, stage.",
        "并逐一以引文核对各值：数值、限定、期间、各方、阶段。",
    ),
)
@option(
    "--moved",
    is_flag=True,
    help=Text(
        "The text is a corrected edition: look for each passage by its hash; with --write, write the new places.",
        "文本为更正版：按哈希值查找每段引文；加 --write 则写入新位置。",
    ),
)
@option(
    "--edition",
    metavar="ID",
    help=Text(
        "With --moved --write: make the text a source of its own; what is not in it keeps the old one.",
        "与 --moved --write 合用：将该文本另立为来源；其中没有的引文仍引旧文本。",
    ),
)
@option(
    "--find",
    "passage",
    help=Text(
        "Only say where this passage is in the text: start, end and hash.", "只说明此引文在文本中的起止与哈希值。"
    ),
)
@options.ontology_option
@options.spoken_option
@options.format_option("table", "json")
def evidence(
    package: Path,
    text_path: Path,
    source: str | None,
    show: bool,
    rewrite: bool,
    values: bool,
    moved: bool,
    edition: str | None,
    passage: str | None,
    form: str,
) -> int:
    """Prove every offset and hash of a package against your own copy of the source.

    With --values each passage is read as well: a value that it states otherwise is a violation, with exit code 1; one
    that it does not state is a warning.

    With --moved the text is a corrected edition of the source: each passage is looked for by its length and hash, and
    what is no longer there is listed with the rows that rest on it.
    """
    from kg.cli.evidencing import find, run

    if edition is not None and not (moved and rewrite):
        raise UsageError(
            Text("--edition goes with --moved --write.", "--edition 须与 --moved --write 合用。"),
        )
    if passage is not None:
        return find(package, text_path, passage, form)
    if moved:
        from kg.cli import moved as moving

        return moving.run(package, text_path, source, rewrite=rewrite, edition=edition, form=form)
    return run(package, text_path, source, show=show, rewrite=rewrite, form=form, values=values)


@command(
    short=Text("Make a package with a worked example.", "新建带示例的数据包。"),
    chinese="""新建带示例的数据包，可直接填入自己的行；或写出一张待填的表（--sheet）。""",
)
@click.argument("folder", type=options.PATH, required=False)
@option(
    "--update",
    is_flag=True,
    help=Text("Only write the table schemas of an existing package anew.", "只重写已有数据包的表结构。"),
)
@option(
    "--sheet",
    type=options.PATH,
    metavar="FILE",
    help=Text(
        "Write a sheet to fill in, .xlsx with lists to choose from or .csv; `kg import` reads it.",
        "写出一张待填的表：.xlsx（带下拉选项）或 .csv；填好后用 `kg import` 读入。",
    ),
)
@options.ontology_option
@options.spoken_option
def new(folder: Path | None, update: bool, sheet: Path | None) -> None:
    """Make a new data package with a worked example, ready for your own rows, or one sheet to fill in."""
    from kg.intake.template import make_package, update_package

    if sheet is not None:
        from kg.intake.blank_sheet import write_sheet

        if folder is not None or update:
            raise UsageError(
                Text(
                    "--sheet writes one file. Leave out the folder and --update.",
                    "--sheet 只写一个文件。请不写文件夹与 --update。",
                )
            )
        write_sheet(sheet, options.ontology())
        output.show(
            Text(
                f"Wrote {sheet}. Next: put in your rows, then `kg import {sheet}`.",
                f"已写出 {sheet}。下一步：填入自己的行，再运行 `kg import {sheet}`。",
            )
        )
        return
    if folder is None:
        raise UsageError(
            Text("Name the folder of the new package, or --sheet FILE.", "请写明新数据包的文件夹，或 --sheet FILE。")
        )

    if update:
        update_package(folder, options.ontology())
        output.show(Text(f"Wrote the table schemas of {folder} anew.", f"已重写 {folder} 的表结构。"))
        return
    make_package(folder)
    output.show(
        Text(
            f"Made {folder}. Next: put in your rows, then `kg check {folder}` and `kg build {folder}`.",
            f"已新建 {folder}。下一步：填入自己的行，再运行 `kg check {folder}` 与 `kg build {folder}`。",
        )
    )


@command(
    short=Text("Draw the interactive page.", "绘制交互页面。"),
    chinese="""绘制交互页面：一个可离线打开的 HTML 文件。

给出 PROJECTION 时显示其节点与联系，以及背后的合作；不写则显示各方及其全部合作。`kg network --list`
列出各投影及其参数。""",
)
@click.argument("projection", required=False)
@option(
    "--level",
    help=Text(
        "The level of regions in the projection: town, county, city, province.",
        "投影中地区的层级：town、county、city、province。",
    ),
)
@options.parameter_option
@options.graph_option
@option(
    "--out",
    "-o",
    type=options.PATH,
    default=Path("network.html"),
    show_default=True,
    help=Text("Where to write.", "写到何处。"),
)
@option(
    "--title",
    "title_en",
    help=Text("The page's title in English. [default: the data set's]", "页面的英文标题。[默认：数据集的标题]"),
)
@option(
    "--title-zh",
    help=Text("The page's title in Chinese. [default: the data set's]", "页面的中文标题。[默认：数据集的标题]"),
)
@option(
    "--passages",
    type=options.PATH,
    multiple=True,
    metavar="FILE",
    help=Text(
        "Your own copy of a source: its passages stand in the page then, for your own use.",
        "您自己的来源文本：页面将含其原文片段，仅供本人使用。",
    ),
)
@option(
    "--story",
    type=options.PATH,
    metavar="FILE",
    help=Text(
        "Views with a sentence each, as YAML, through which the page leads. [default: of the bundled data where the "
        "graph holds them; kg build takes the story.yaml of its packages]",
        "以 YAML 写成的步骤（视图与一句话），页面按此引导。[默认：图谱含自带数据时用其故事；kg build 用各数据包的 "
        "story.yaml]",
    ),
)
@options.spoken_option
def page(
    projection: str | None,
    level: str | None,
    parameters: tuple[str, ...],
    graph_path: Path | None,
    out: Path,
    title_en: str | None,
    title_zh: str | None,
    passages: tuple[Path, ...],
    story: Path | None,
) -> None:
    """Draw the interactive page: one file of HTML that opens offline.

    Of a PROJECTION it shows the nodes and the ties, with the partnerships behind each; without one, all parties
    with all their partnerships. `kg network --list` shows the projections and their parameters.
    """
    from kg.page.make import PageRequest

    if out.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            Text(
                f"{out}: a page is a file of HTML. Let its name end in .html.",
                f"{out}：页面是 HTML 文件，文件名请以 .html 结尾。",
            )
        )
    title = options.title(title_en, title_zh)
    request = PageRequest.of(title, languages.of_files(), projection, options.projection_values(level, parameters))
    options.open_graph(graph_path).page(
        out,
        title=title,
        language=request.language,
        projection=request.projection,
        passages=passages,
        story=story,
    )
    output.say_wrote(out)


COMMANDS = (build, check, evidence, new, page)


def _watch(
    packages: tuple[Path, ...],
    out: Path,
    base: str | None,
    store: str | None,
    flags: Mapping[str, bool],
    budget: float | None,
) -> None:
    """Build again and again, each time as a command of its own."""
    from kg.assets import bundled_packages
    from kg.watching import watch

    if store is not None:
        raise UsageError(
            Text(
                "--store keeps one new store; --watch builds again and again. Leave one of them out.",
                "--store 只保存一个新存储，而 --watch 反复构建。请去掉其一。",
            )
        )
    arguments = ["--lang", languages.of_reader(), "build", *map(str, packages), "--out", str(out)]
    arguments += [flag for flag, given in flags.items() if given]
    arguments += ["--base", base] if base is not None else []
    arguments += ["--exact"] if budget == math.inf else ["--budget", str(budget)] if budget is not None else []
    watch(
        arguments,
        list(packages) or bundled_packages(),
        out,
        options.ontology(),
        lambda told: output.say(told.en, told.zh),
    )


#: The steps whose results are taken from an earlier build.
_STEPS = {
    "rows": Text("rows that are mapped", "各行的映射"),
    "checks": Text("checks of the graph", "图谱检查"),
    "measures": Text("networks with their measures", "网络及其度量"),
    "ranks": Text("networks with the intervals of their ranks", "网络及其名次区间"),
}


def _say_what_was_taken(summary: Summary) -> None:
    """Say what was taken from the build that was there, and what was made anew."""
    if summary.unchanged:
        output.say(
            "Nothing has changed since the build that is there: nothing was read or written.",
            "自已有的构建以来没有变化：未读取也未写入任何内容。",
        )
        return
    taken, made = summary.taken or {}, summary.made or {}
    for step, name in _STEPS.items():
        if step in taken or step in made:
            counted = taken.get(step, 0), made.get(step, 0)
            output.say(
                f"{name.en}: {counted[0]} taken from the build that was there, {counted[1]} made anew.",
                f"{name.zh}：取自已有构建 {counted[0]} 项，重新生成 {counted[1]} 项。",
            )
    if summary.whole is not None:
        output.say(
            f"All rows were mapped, and the rules applied to all: {summary.whole.en}.",
            f"全部行均已重新映射，规则亦全部重新应用：{summary.whole.zh}。",
        )


def _say_what_was_joined(summary: Summary) -> None:
    """Say how files of RDF were read, and what of them was not used: nobody looks for that in a list of findings."""
    from kg.results.tables import one_line

    for finding in summary.remarks:
        said = Text.of(finding.message_en, finding.message_zh)
        if finding.code in ("one-name-two-things", "one-place-two-ids"):
            # What stays doubled is in no list that anybody looks at: how it becomes one stands with it.
            said = Text(f"{said.en} {finding.fix}", f"{said.zh}{finding.fix_zh}")
        output.say(one_line(f"{finding.file}: {said.en}"), one_line(f"{finding.file}：{said.zh}"))


def _summarise(summary: Summary, out: Path) -> None:
    from kg.outputs import OUTPUTS
    from kg.results.screen import wrapped

    language = languages.of_reader()
    numbers = summary.counts.items()
    en = ", ".join(_counted(number, name) for name, number in numbers)
    zh = "，".join(f"{number}{_COUNTED_ZH.get(name, name)}" for name, number in numbers)
    where = f"{out}{'/' if not str(out).endswith('/') else ''}"
    told = Text("Unchanged", "没有变化") if summary.unchanged else Text("Built", "已构建")
    click.echo({"en": f"{told.en} {where}", "zh": f"{told.zh} {where}"}.get(language, f"{told.en} {where} {told.zh}"))
    for line in (en, zh) if language == "both" else (zh,) if language == "zh" else (en,):
        click.echo("\n".join(f"  {part}" for part in wrapped(line, output.screen_width() - 2)[0]))
    click.echo("  " + _severities(summary.severities))
    for name in OUTPUTS:
        click.echo(f"  {out / name}  {_WRITTEN[name].in_language(language)}")


#: What each file of a build is for.
_WRITTEN = {
    "graph.ttl": Text("the graph, sorted, to read and compare", "图谱（已排序），可读可比较"),
    "graph.nq": Text("the graph, to load", "图谱，供载入"),
    "network.html": Text("the page: open it in a browser", "页面：用浏览器打开"),
    "measures.csv": Text("who is central, who brokers", "谁居中心，谁居间协调"),
    "findings.json": Text("what the checks found", "检查结果"),
}
#: What a build counts, in Chinese, with the measure word.
_COUNTED_ZH = {
    "partnerships": "项合作",
    "regions": "个地区",
    "institutions": "家机构",
    "targets": "项目标",
    "achievements": "项实绩",
    "statements": "项表述",
    "sources": "个来源",
    "triples": "条三元组",
}


def _show_checked(findings: Sequence[Finding]) -> None:
    """Findings for a person, and behind them how much stands in one language alone, counted."""
    from kg.cli.grouping import apart_in_one_language

    others, counted = apart_in_one_language(findings)
    if others:
        output.show_findings(others)
    if counted:
        text = Text(
            "Told in one language alone, so that readers of the other see nothing there (--format json names all):",
            "仅有一种语言，另一语言的读者看不到（--format json列出全部）：",
        )
        click.echo(text.in_language(languages.of_reader(), between=" "))
        for line in counted:
            click.echo(f"  {line.in_language(languages.of_reader(), between='  ')}")


def _count_line(findings: object) -> str:
    from kg.findings import count_by_severity

    assert isinstance(findings, list | tuple)
    typed: list[Finding] = list(findings)
    return _severities(count_by_severity(typed))


def _severities(counts: Mapping[str, int]) -> str:
    from kg.findings import Severity

    said = Text(
        "Findings: " + ", ".join(f"{number} {name}" for name, number in counts.items()),
        "检查结果：" + "，".join(f"{number}条{Severity(name).text.zh}" for name, number in counts.items()),
    )
    return said.in_language(languages.of_reader(), between="  ")


def _counted(number: int, plural: str) -> str:
    """``1 institution``, ``2 institutions``: of words that end in s."""
    return f"{number} {plural.removesuffix('s') if number == 1 else plural}"
