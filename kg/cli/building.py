"""Commands that make and check: build, check, evidence, new, page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.assets import BUILD_FOLDER
from kg.cli import language as languages
from kg.cli import options, output
from kg.errors import UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph
    from kg.pipeline import Progress


@click.command(short_help="Build graph, page and measures from packages.")
@click.argument("packages", nargs=-1, type=options.PATH, metavar="[PACKAGE]...")
@click.option("--out", "-o", type=options.PATH, default=BUILD_FOLDER, show_default=True, help="Where to write.")
@click.option("--base", help="The IRI under which things live. [default: https://w3id.org/partnership-kg/id/]")
@click.option("--store", help="Also keep the graph on disk, in this new folder, or in a store named scheme:location.")
@options.ontology_option
@options.spoken_option
def build(packages: tuple[Path, ...], out: Path, base: str | None, store: str | None) -> None:
    """Build the graph, the page and the measures from data packages; the bundled ones if none is named."""
    import kg
    from kg import vocabulary

    with _progress() as progress:
        knowledge = kg.build(
            *packages,
            out=out,
            base=base or vocabulary.DEFAULT_BASE,
            store=store,
            progress=progress,
            ontology=options.ontology(),
        )
    _summarise(knowledge, out)


@click.command(short_help="Check packages; say file, row, field and fix.")
@click.argument("packages", nargs=-1, type=options.PATH, metavar="[PACKAGE]...")
@options.ontology_option
@options.spoken_option
@options.format_option("table", "json")
def check(packages: tuple[Path, ...], form: str) -> int:
    """Check data packages: errors by file, row and field, with the fix. Exit code 1 if there are any."""
    import kg
    from kg.intake.load import has_violations
    from kg.pipeline import findings_json

    findings = kg.check(*packages, ontology=options.ontology())
    if form == "json":
        output.write(findings_json(findings), None)
    elif findings:
        output.show_findings(findings)
    if form == "table":
        click.echo(_count_line(findings))
    return 1 if has_violations(findings) else 0


@click.command(short_help="Prove offsets and hashes against a text.")
@click.argument("package", type=options.PATH)
@click.option("--text", "text_path", type=options.PATH, required=True, help="Your own copy of the source's text.")
@click.option("--source", help="The source's id. [default: the source whose hash the text has]")
@click.option("--show", is_flag=True, help="Show each passage beside the row that cites it.")
@click.option("--write", "rewrite", is_flag=True, help="Write the table evidence anew from the text.")
@click.option("--find", "passage", help="Only say where this passage is in the text: start, end and hash.")
@options.ontology_option
@options.spoken_option
@options.format_option("table", "json")
def evidence(
    package: Path, text_path: Path, source: str | None, show: bool, rewrite: bool, passage: str | None, form: str
) -> int:
    """Prove every offset and hash of a package against your own copy of the source."""
    from kg.cli.evidencing import find, run

    if passage is not None:
        return find(package, text_path, passage, form)
    return run(package, text_path, source, show=show, rewrite=rewrite, form=form)


@click.command(short_help="Make a package with a worked example.")
@click.argument("folder", type=options.PATH)
@click.option("--update", is_flag=True, help="Only write the table schemas of an existing package anew.")
@options.ontology_option
@options.spoken_option
def new(folder: Path, update: bool) -> None:
    """Make a new data package with a worked example, ready for your own rows."""
    from kg.intake.template import make_package, update_package

    if update:
        update_package(folder, options.ontology())
        click.echo(f"Wrote the table schemas of {folder} anew.")
        return
    make_package(folder)
    click.echo(f"Made {folder}. Next: put in your rows, then `kg check {folder}` and `kg build {folder}`.")


@click.command(short_help="Draw the interactive page.")
@click.argument("projection", required=False)
@click.option("--level", help="The level of regions in the projection: town, county, city, province.")
@options.parameter_option
@options.graph_option
@click.option("--out", "-o", type=options.PATH, default=Path("network.html"), show_default=True, help="Where to write.")
@click.option("--title", "title_en", help="The page's title in English. [default: the data set's]")
@click.option("--title-zh", help="The page's title in Chinese. [default: the data set's]")
@options.spoken_option
def page(
    projection: str | None,
    level: str | None,
    parameters: tuple[str, ...],
    graph_path: Path | None,
    out: Path,
    title_en: str | None,
    title_zh: str | None,
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
    options.open_graph(graph_path).page(out, title=title, language=request.language, projection=request.projection)
    output.say_wrote(out)


COMMANDS = (build, check, evidence, new, page)


@contextmanager
def _progress() -> Iterator[Progress]:
    """Shows the step under way on a terminal; shows nothing on a pipe."""
    console = output.console(to_stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("Starting") as status:
        yield lambda step: status.update(step)


def _summarise(knowledge: KnowledgeGraph, out: Path) -> None:
    from kg.pipeline import OUTPUTS, counts
    from kg.results.screen import wrapped

    language = languages.of_reader()
    numbers = counts(knowledge).items()
    en = ", ".join(_counted(number, name) for name, number in numbers)
    zh = "，".join(f"{number}{_COUNTED_ZH.get(name, name)}" for name, number in numbers)
    where = f"{out}{'/' if not str(out).endswith('/') else ''}"
    click.echo({"en": f"Built {where}", "zh": f"已构建 {where}"}.get(language, f"Built {where} 已构建"))
    for line in (en, zh) if language == "both" else (zh,) if language == "zh" else (en,):
        click.echo("\n".join(f"  {part}" for part in wrapped(line, output.screen_width() - 2)[0]))
    click.echo("  " + _count_line(knowledge.findings))
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


def _count_line(findings: object) -> str:
    from kg.findings import Finding, Severity, count_by_severity

    assert isinstance(findings, list | tuple)
    typed: list[Finding] = list(findings)
    counts = count_by_severity(typed)
    said = Text(
        "Findings: " + ", ".join(f"{number} {name}" for name, number in counts.items()),
        "检查结果：" + "，".join(f"{number}条{Severity(name).text.zh}" for name, number in counts.items()),
    )
    return said.in_language(languages.of_reader(), between="  ")


def _counted(number: int, plural: str) -> str:
    """``1 institution``, ``2 institutions``: of words that end in s."""
    return f"{number} {plural.removesuffix('s') if number == 1 else plural}"
