"""The command that reads articles: read."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options, output
from kg.cli.commands import command, option
from kg.errors import DataError, UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.assets import Ontology
    from kg.intake.articles.gazetteer import Gazetteer
    from kg.intake.articles.mentions import Mention
    from kg.intake.articles.model import Article, Reading
    from kg.intake.package import Package


@command(
    short=Text("Read articles; suggest records with their passages.", "阅读文章，建议记录并附原文位置。"),
    chinese="""阅读文章（文本、Markdown、HTML、PDF），建议其中的合作、阶段、数据与新机构，各附原文位置与得分。
写入的只有建议与 sources 表中文章本身的一行；由人接受（kg review 或 kg accept）之后才写入其他各表。数据包中不存原文：
kg read article.txt --published 2017-07-28 --into deals

--eval 以人工编录的数据包评判建议的优劣（精确率、召回率、F值）。""",
)
@click.argument("articles", nargs=-1, required=True, type=options.PATH)
@option(
    "--published",
    metavar="DAY",
    help=Text(
        "The day of publication, against which last year and 12 March are read. [default: as the file or package says]",
        "发布日期，用以确定“去年”“3月12日”等。[默认：据文件或数据包]",
    ),
)
@option(
    "--source",
    metavar="ID",
    help=Text("The source's id. [default: by its hash, or the file's name]", "来源标识。[默认：按哈希或文件名]"),
)
@option(
    "--into",
    type=options.PATH,
    metavar="PACKAGE",
    help=Text("Put the suggestions there; made if it is not there.", "将建议写入该数据包；不存在时新建。"),
)
@option(
    "--known",
    type=options.PATH,
    multiple=True,
    metavar="PACKAGE",
    help=Text(
        "Names to know besides: a package with regions and institutions.", "另外可识别的名称：含地区与机构的数据包。"
    ),
)
@option(
    "--using",
    type=click.Choice(("lac", "endpoint")),
    multiple=True,
    help=Text(
        "A helper besides the rules: lac (names in Chinese; an extra), endpoint (the language model of KG_MODEL_URL).",
        "规则之外的辅助：lac（中文名称识别，可选组件）、endpoint（KG_MODEL_URL 所指的语言模型）。",
    ),
)
@option(
    "--text",
    "export",
    type=options.PATH,
    metavar="FILE",
    help=Text(
        "Write the text that is read of an article (of HTML, PDF) there; no suggestions without --into.",
        "将所读的文章文本（如 HTML、PDF 的）写入该文件；未给出 --into 时不作建议。",
    ),
)
@option(
    "--eval",
    "gold",
    type=options.PATH,
    metavar="GOLD",
    help=Text("Score the suggestions against this package.", "以该数据包评判建议。"),
)
@options.ontology_option
@options.out_option
@options.table_option
@options.spoken_option
def read(
    articles: tuple[Path, ...],
    published: str | None,
    source: str | None,
    into: Path | None,
    known: tuple[Path, ...],
    using: tuple[str, ...],
    export: Path | None,
    gold: Path | None,
    out: Path | None,
    form: str,
) -> None:
    """Read articles and suggest the records that they tell of, each with its passage and a score.

    ARTICLES are texts, Markdown, HTML, PDF, or folders of such. Suggestions are written, and the article's row among
    the sources; what a person accepts (kg review, kg accept) goes into the tables, the text into no file:
    kg read article.txt --published 2017-07-28 --into deals

    --eval says how good the suggestions are (precision, recall, F) against a package that a person made.
    """
    from kg.intake.articles.listing import Readings, texts_in

    day = _day(published)
    paths = texts_in(articles)
    if not paths:
        raise UsageError(
            Text(
                f"{articles[0]}: holds no text (.txt, .md, .html, .pdf).",
                f"{articles[0]}：其中没有文本（.txt、.md、.html、.pdf）。",
            )
        )
    if source and len(paths) > 1:
        raise UsageError(
            Text("--source names one source: give one article.", "--source 只对应一个来源：请只给一篇文章。")
        )
    if export is not None:
        _export(paths, export)
        if into is None and gold is None:
            return
    ontology = options.ontology(into or gold)
    own = _own(into, ontology) if into is not None else []
    judged = _packages([gold], ontology) if gold is not None else []
    others = _packages(known, ontology)
    if not (own or others or judged):
        others = _packages([_bundled()], ontology)
    # Of a gold package nothing is known but what it uses: the rest is to be found.
    names = [*own, *others, *judged[:-1]]
    told: list[Text] = []
    gazetteers = _Gazetteers(names)
    readings = [
        _read(path, day, source or "", gazetteers, [*own, *judged], own, using, ontology, told) for path in paths
    ]
    if gold is not None:
        from kg.intake.articles.evaluating import evaluate

        output.write_result(evaluate(readings, judged[-1], [*others, *judged[:-1]]), form, out)
        return
    if into is not None:
        told += _received(into, readings, paths[0])
    output.write_result(Readings(tuple(readings), tuple(told)), form, out)


COMMANDS = (read,)


def _received(into: Path, readings: Sequence[Reading], first: Path) -> list[Text]:
    """Put readings into a package; what is told of it."""
    from kg.intake.articles.receiving import make_empty_package, receive, record_source
    from kg.intake.articles.rereading import carried_over

    told = []
    if _is_to_be_made(into):
        make_empty_package(into, _USED)
        named = ", ".join(_USED)
        told.append(
            Text(
                f"{into} builds on {named}, so that its regions are known, and a build of {into} has them too. Where "
                "none is needed, take it out of `uses` in datapackage.json.",
                f"{into} 以 {named} 为基础，以便识别其中的地区；构建 {into} 时也会包含这些地区。"
                "若均不需要，请在 datapackage.json 的 `uses` 中去掉。",
            )
        )
    folder = into.parent if into.is_file() else into
    for one in readings:
        carried, said = carried_over(folder, one)
        if said:
            told.append(said)
        receive(folder, carried)
        if row := record_source(folder, one):
            told.append(_recorded(row))
    told.append(
        Text(
            f"Suggestions are in {into}. Next: kg review {into} --text {first}",
            f"建议已写入{into}。接下来：kg review {into} --text {first}",
        )
    )
    return told


def _recorded(row: Mapping[str, str]) -> Text:
    """What is told of a source that was put among the sources."""
    said = "; ".join(f"{name} {cell}" for name, cell in row.items() if name not in ("id", "sha256", "characters"))
    return Text(
        f"sources: {row['id']} is there now ({said}). Mend what the file says wrongly.",
        f"sources：已写入 {row['id']}（{said}）。文件所述有误之处请自行改正。",
    )


def _export(paths: Sequence[Path], out: Path) -> None:
    """Write the text of an article as it is read, which passages are counted in."""
    from kg.intake.articles.documents import open_article

    if len(paths) > 1:
        raise UsageError(Text("--text is for one text: give one article.", "--text 只写一篇文本：请只给一篇文章。"))
    article = open_article(paths[0])
    output.write(article.text.encode("utf-8", "surrogatepass"), out)
    output.say(
        f"{out}: the text of {paths[0]}, {len(article.text)} characters, SHA-256 {article.sha256}",
        f"{out}：{paths[0]} 的文本，{len(article.text)} 字，SHA-256 {article.sha256}",
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            Text(
                f"--published {text}: is no day. Write year, month and day: 2017-07-28.",
                f"--published {text}：不是日期。请写年-月-日：2017-07-28。",
            )
        ) from None


def _bundled() -> Path:
    from kg import assets

    return assets.data_folder() / "regions-china"


#: What a package that is made for suggestions uses.
_USED = ("regions-china",)


def _is_to_be_made(folder: Path) -> bool:
    """Whether there is no package yet where suggestions are to be put."""
    if (folder / "datapackage.json").is_file() or folder.name == "datapackage.json":
        return False
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            Text(
                f"{folder}: is no package: it has no datapackage.json, and is not empty. Name a new folder.",
                f"{folder}：不是数据包：没有 datapackage.json 且不为空。请写明新的文件夹。",
            )
        )
    return True


def _own(folder: Path, ontology: Ontology) -> list[Package]:
    """The package to put suggestions into; one that is to be made as it will be: nothing is before all is read."""
    from tempfile import TemporaryDirectory

    from kg.intake.articles.receiving import make_empty_package

    if not _is_to_be_made(folder):
        return _packages([folder], ontology)
    with TemporaryDirectory() as apart:
        stands_in = Path(apart) / (folder.resolve().name or "package")
        make_empty_package(stands_in, _USED)
        return _packages([stands_in], ontology)


def _packages(paths: Sequence[Path], ontology: Ontology) -> list[Package]:
    """Packages and those that they use, the named ones last."""
    if not paths:
        return []
    from kg.intake.load import has_violations, read_tables

    packages, findings = read_tables(list(paths), ontology)
    wrong = [one for one in findings if one.code not in ("no-tables", "empty-table")]
    if has_violations(wrong):
        name = packages[-1].name
        raise DataError(Text(f"{name}: mend its tables first.", f"{name}：请先改正其各表。"), wrong)
    return packages


class _Gazetteers:
    """The names that are known, for each language made once: the registries are many."""

    def __init__(self, packages: Sequence[Package]) -> None:
        self._packages = packages
        self._made: dict[str, Gazetteer] = {}

    def of(self, language: str) -> Gazetteer:
        from kg.intake.articles.gazetteer import Gazetteer

        if language not in self._made:
            # The package itself comes first, then what it uses: of two names the nearer one is meant.
            self._made[language] = Gazetteer.of(*reversed(self._packages), registered=language == "zh")
        return self._made[language]


def _read(
    path: Path,
    day: date | None,
    source: str,
    gazetteers: _Gazetteers,
    recorded: Sequence[Package],
    own: Sequence[Package],
    using: Sequence[str],
    ontology: Ontology,
    told: list[Text],
) -> Reading:
    from kg.intake.articles.documents import open_article
    from kg.intake.articles.reading import read_article
    from kg.intake.articles.receiving import published_day, source_id

    article = open_article(path)
    told += [Text(one.message_en, one.message_zh) for one in article.remarks]
    called = source_id(article, recorded, source)
    published, whence = published_day(article, recorded, called, day)
    if whence:
        told.append(whence)
    gazetteer = gazetteers.of(article.language)
    tagger = _tagger if "lac" in using else None
    reading = read_article(article, called, published, gazetteer, own[-1] if own else None, ontology, tagger)
    if "endpoint" in using:
        reading = _asked(article, reading, gazetteer.mentions(article.text))
    return reading


def _tagger(article: Article, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    from kg.intake.articles.lac_helper import with_names

    return with_names(article.text, article.paragraphs, mentions)


def _asked(article: Article, reading: Reading, mentions: Sequence[Mention]) -> Reading:
    """A reading with what a model suggests besides."""
    from dataclasses import replace

    from kg.intake.articles.model_helper.asking import Model
    from kg.intake.articles.model_helper.joining import besides
    from kg.intake.articles.model_helper.suggesting import suggest

    model = Model.of(os.environ)
    further = suggest(
        article, reading.source, reading.published, model, lambda text: output.say(text.en, text.zh), mentions
    )
    added = besides(further, reading.suggestions)
    return replace(reading, suggestions=(*reading.suggestions, *added))
