"""The command of suggestions and the eyes that look at them: review."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import language as languages
from kg.cli import options, output
from kg.cli.commands import command, option
from kg.errors import LookupFailed, UsageError
from kg.text import Text


@command(
    short=Text("Review what was read from an article.", "审阅由文章读出的建议。"),
    chinese="""在浏览器中审阅数据包 PACKAGE 中由文章读出的建议：左为原文，右为记录；可全程使用键盘，按 ? 查看按键。
仅本机可以访问。接受的记录即时写入各表，每项决定记入 decisions.csv，可以撤销：
kg review deals --text article.txt

--out review.html 写出无需服务器的单个文件（不含原文，由审阅人打开自己的副本），其决定存为表格，以 kg accept 交回。
--out review.xlsx（或 .csv）写出供填写的表格。""",
)
@click.argument("package", type=options.PATH)
@option(
    "--text",
    "texts",
    type=options.PATH,
    multiple=True,
    metavar="FILE",
    help=Text(
        "Your own copy of the article; several for several sources. [default: opened in the page]",
        "您自己的文章副本；多个来源可多次给出。[默认：在页面中打开]",
    ),
)
@option("--source", default="", metavar="ID", help=Text("The source to begin with.", "从此来源开始。"))
@option("--reviewer", default="", metavar="NAME", help=Text("Who decides, for the log.", "审阅人，记入决定记录。"))
@option(
    "--on",
    default="",
    metavar="DAY",
    help=Text(
        "The day, as 2026-11-28, for the log. [default: none is written]",
        "日期，如2026-11-28，记入决定记录。[默认：不写]",
    ),
)
@option("--port", type=click.IntRange(0, 65535), default=0, help=Text("The port. [default: any]", "端口。[默认：任意]"))
@option("--no-browser", is_flag=True, help=Text("Only print the address.", "只打印网址。"))
@options.out_option
@options.ontology_option
@options.spoken_option
def review(
    package: Path,
    texts: tuple[Path, ...],
    source: str,
    reviewer: str,
    on: str,
    port: int,
    no_browser: bool,
    out: Path | None,
) -> int:
    """Review in the browser what was read from an article into PACKAGE: kg review deals --text article.txt

    The article is on the left, the records on the right; the keyboard does everything, ? lists the keys. Only this
    machine can reach the page. What is accepted is written to the tables at once, each decision to decisions.csv, and
    can be undone. --out review.html writes one file without a server, and without the article: reviewers open their
    own copy, and their decisions leave as a table for kg accept. --out review.xlsx (or .csv) writes a sheet to fill in.
    """
    if out is not None:
        ending = out.suffix.lower()
        if ending in (".xlsx", ".csv"):
            return _write_sheet(package, texts, out)
        return _write(package, source, reviewer, out)
    from kg.review.server import application
    from kg.review.serving import HOST, keep_address, last_address, listen, serve
    from kg.review.working import Work

    copies = [_text_of(path) for path in texts]
    last, token = last_address(package)
    held = listen(port, last)
    number = held.getsockname()[1]
    address = f"http://{HOST}:{number}/{token}/"
    # Not with its token: who reads the package's folder need not be who may decide.
    where = f"{HOST}:{number}"
    work = Work(package, copies, options.ontology(package), reviewer, on, source, where)
    try:
        keep_address(package, number, token)
        serve(
            application(work, token, _language()),
            held,
            address,
            browser=not no_browser,
            started=lambda: _say_address(address),
        )
    finally:
        work.close()
        held.close()
    return 0


def _language() -> str:
    """The language that the page opens in: the reader's; the browser's where nobody said."""
    language = languages.of_reader()
    return "" if language == "both" else language


def _say_address(address: str) -> None:
    output.say(
        f"Review: {address}\nOnly this machine can reach it; whoever has the address can decide. Ctrl+C ends it.",
        f"审阅：{address}\n仅本机可以访问；持有此网址者均可作决定。按 Ctrl+C 结束。",
    )


def _text_of(path: Path) -> tuple[str, ...]:
    """What a copy of an article may stand for: the text that is shown of HTML and PDF, else what it was before
    editors and mail programs changed it.
    """
    from kg.intake.articles.documents import open_article
    from kg.source_text import read_copies

    if path.suffix.lower() in (".html", ".htm", ".xhtml", ".pdf"):
        return (open_article(path).text,)
    return read_copies(path)


def _write(package: Path, source: str, reviewer: str, out: Path) -> int:
    """One file without a server."""
    ending = out.suffix.lower()
    if ending in (".xlsx", ".csv"):
        output.write(_sheet(package, ending), out)
        return 0
    if ending not in (".html", ".htm"):
        raise UsageError(
            Text(
                f"--out {out}: a review is written as .html, .xlsx or .csv. Name the file so.",
                f"--out {out}：审阅文件写为 .html、.xlsx 或 .csv。请如此命名。",
            )
        )
    from kg.intake.load import read_tables
    from kg.review.offline import offline_file
    from kg.review.queues import queues_of

    ontology = options.ontology(package)
    packages, _ = read_tables([package], ontology)
    queues = queues_of(packages[-1].folder)
    if not queues:
        raise _no_suggestions(package)
    if len(queues) > 1 and not source:
        raise UsageError(
            Text(
                f"{package}: has suggestions of {', '.join(queues)}. Say which with --source.",
                f"{package}：有{'、'.join(queues)}的建议。请以 --source 写明。",
            )
        )
    name = source or next(iter(queues))
    if name not in queues:
        raise LookupFailed(
            Text(
                f"--source {name}: has no suggestions. There are: {', '.join(queues)}.",
                f"--source {name}：没有建议。有：{'、'.join(queues)}。",
            )
        )
    output.write(offline_file(packages, queues[name], ontology, _language(), reviewer), out)
    return 0


def _no_suggestions(package: Path) -> LookupFailed:
    return LookupFailed(
        Text(
            f"{package}: has no suggestions. Make them with: kg read ARTICLE --published DAY --into {package}",
            f"{package}：没有建议。请先运行：kg read 文章 --published 日期 --into {package}",
        )
    )


def _sheet(package: Path, ending: str) -> bytes:
    """The queue as a sheet to be filled in, which `kg accept` takes; a workbook has names that may be one besides."""
    from kg.cli.identifying import desk_of
    from kg.intake.articles.exchange import queue_csv, queue_workbook
    from kg.intake.articles.looking import View

    view = View(package.parent if package.is_file() else package)
    if not view.queues:
        raise _no_suggestions(package)
    return queue_csv(view) if ending == ".csv" else queue_workbook(view, desk_of(package).review())


def _write_sheet(package: Path, texts: tuple[Path, ...], out: Path) -> int:
    """The same queue as a sheet to fill in, with the names that wait for a judgement."""
    from kg.cli.identifying import desk_of
    from kg.intake.articles.accepting import Desk
    from kg.intake.articles.exchange import queue_csv, queue_workbook

    options.ontology(package)
    with Desk.open(package, texts, hold=False) as desk:
        for remark in desk.remarks:
            output.say(remark.told("en", 80), remark.told("zh", 80))
        if out.suffix.lower() == ".csv":
            output.write(queue_csv(desk), out)
        else:
            output.write(queue_workbook(desk, desk_of(desk.folder).review()), out)
    return 0


COMMANDS = (review,)
