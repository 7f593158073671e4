"""The command that takes decisions on suggestions from files: accept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options, output
from kg.cli.commands import command, option
from kg.errors import DataError, UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.intake.articles.accepting import Desk
    from kg.intake.articles.comparing import Compared
    from kg.intake.articles.decisions import Decision
    from kg.intake.articles.taking import Taken

#: What the kinds of decisions are called in Chinese.
_KINDS_ZH = {
    "accept": "接受",
    "reject": "拒绝",
    "edit": "修改",
    "same": "即已有记录",
    "new": "新的参与方",
    "split": "拆分",
    "join": "合并",
    "add": "新增",
    "read": "已读",
    "undo": "撤回",
}


@command(
    short=Text("Take decisions on suggestions from files.", "从文件采用对建议的决定。"),
    chinese="""采用文件中对建议的决定：`kg review --out` 所写、由人填好的 XLSX 或 CSV，或离线页面导出的决定表。
只采用填写之处；有一处不妥则全部不写：
kg accept deals review.xlsx --text article.txt

给出两个以上文件时，比较独立审阅者的一致程度（逐字段的 Krippendorff α）并列出分歧；加 --agreed 则采用一致之处。
--undo 撤回某文件的全部决定。""",
)
@click.argument("package", type=options.PATH)
@click.argument("files", type=options.PATH, nargs=-1, required=True)
@option(
    "--text",
    "texts",
    type=options.PATH,
    multiple=True,
    metavar="FILE",
    help=Text("Your copy of the article; needed to accept.", "您的文章副本；接受时必需。"),
)
@option("--agreed", is_flag=True, help=Text("Of several files, take what all agree on.", "采用各文件一致的决定。"))
@option("--undo", is_flag=True, help=Text("Take all decisions of the file back.", "撤回该文件的全部决定。"))
@option("--by", default="", metavar="NAME", help=Text("Who decided, for the log.", "决定人，记入记录。"))
@option(
    "--on",
    default="",
    metavar="DAY",
    help=Text("The day, as 2026-11-28. [default: none is written]", "日期，如2026-11-28。[默认：不写]"),
)
@options.out_option
@options.ontology_option
@options.spoken_option
@options.table_option
def accept(
    package: Path,
    files: tuple[Path, ...],
    texts: tuple[Path, ...],
    agreed: bool,
    undo: bool,
    by: str,
    on: str,
    out: Path | None,
    form: str,
) -> int:
    """Take decisions on suggestions from FILES into PACKAGE: kg accept deals review.xlsx --text article.txt

    A file is a sheet of `kg review --out` that was filled in, or the table that an offline page exports. Only what a
    person filled in is taken, all of it or nothing. Two files or more are compared: how far reviewers who worked blind
    agree, field by field (Krippendorff's alpha), and where they differ; --agreed takes what they agree on. --undo takes
    all decisions of a file back.
    """
    if agreed and len(files) < 2:
        raise UsageError(
            Text("--agreed needs the files of two reviewers or more.", "--agreed 需要两位以上审阅者的文件。")
        )
    from kg.intake.articles.accepting import Desk

    options.ontology(package)
    is_compared = len(files) > 1
    with Desk.open(package, texts, hold=agreed or undo or not is_compared) as desk:
        for remark in desk.remarks:
            output.say(remark.told("en", 80), remark.told("zh", 80))
        if undo:
            _undo(desk, files)
        elif is_compared:
            _compare(desk, files, by, on, agreed=agreed, form=form, out=out)
        else:
            _take(desk, files[0], by, on)
    return 0


def _take(desk: Desk, path: Path, by: str, on: str) -> None:
    from kg.intake.articles.taking import digest_of, read_taken

    taken = read_taken(path, desk, by, on)
    if not (taken.decisions or taken.judgements or taken.old):
        output.say(f"{path}: nothing is filled in.", f"{path}：未填写任何决定。")
        return
    further, judged = _judged(desk.folder, taken)
    made = _carried_out(desk, taken, digest_of([path]), further)
    _say(desk, made, taken.old, judged)


def _carried_out(desk: Desk, taken: Taken, digest: str, further: dict[str, bytes | None]) -> tuple[Decision, ...]:
    from kg.intake.articles.completion import Undecidable
    from kg.intake.articles.taking import wrong_place

    try:
        return desk.take(digest, taken.decisions, further)
    except Undecidable as error:
        raise wrong_place(taken, error, error.index) from error
    except DataError as error:
        raise DataError(error.text, [taken.place_of(one) for one in error.findings]) from error


def _judged(folder: Path, taken: Taken) -> tuple[dict[str, bytes | None], int]:
    """The judgements of names that a file has, as the package's table of them, and how many are new."""
    if not taken.judgements:
        return {}, 0
    from kg.cli.identifying import desk_of
    from kg.intake.identities.judging import FILE

    new, judgements = desk_of(folder).with_judged(taken.judgements)
    return {FILE: judgements.as_bytes()} if new else {}, len(new)


def _undo(desk: Desk, files: Sequence[Path]) -> None:
    from kg.intake.articles.taking import digest_of, read_taken

    further: dict[str, bytes | None] = {}
    if judgements := [one for path in files for one in read_taken(path, desk).judgements]:
        from kg.cli.identifying import desk_of
        from kg.intake.identities.judging import FILE, Judgements

        left = Judgements(desk_of(desk.folder).judgements)
        known = {(one.pair, one.same) for one in left}
        for one in judgements:
            if (one.pair, one.same) in known:
                left.undo(one.subject, one.object)
        further = {FILE: left.as_bytes()}
    undone = desk.untake(digest_of(files), further)
    output.say(f"{len(undone)} decisions taken back.", f"已撤回{len(undone)}项决定。")


def _compare(desk: Desk, files: Sequence[Path], by: str, on: str, *, agreed: bool, form: str, out: Path | None) -> None:
    from kg.intake.articles.comparing import compare
    from kg.intake.articles.taking import digest_of

    found: Compared = compare(files, desk, on)
    output.write_result(found.agreement, form, out)
    if form == "table" and out is None and found.agreement.differences:
        from kg.cli import language as languages

        click.echo()
        output.show_table(found.agreement.differing(languages.of_reader()))
    if agreed:
        decisions = [replace(one, reviewer=by or one.reviewer) for one in found.decisions]
        made = _carried_out(desk, replace(found.first, decisions=decisions, places=found.places), digest_of(files), {})
        _say(desk, made, 0, 0)


def _say(desk: Desk, made: Sequence[Decision], old: int, judged: int) -> None:
    """What was taken, of every kind of decision, and what is left."""
    from kg.intake.articles.decisions import KINDS

    counts = Counter(one.decision for one in made)
    told_en = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind]) or "none"
    told_zh = "，".join(f"{_KINDS_ZH[kind]}{counts[kind]}" for kind in KINDS if counts[kind]) or "无"
    left = len(desk.waiting())
    output.say(
        f"{len(made)} decisions written to {desk.folder / 'decisions.csv'} ({told_en}); {left} suggestions are open.",
        f"已将{len(made)}项决定写入 {desk.folder / 'decisions.csv'}（{told_zh}）；尚有{left}条建议未决。",
    )
    if judged:
        output.say(f"{judged} judgements of names kept.", f"已记录{judged}项名称判定。")
    if old:
        output.say(f"{old} were decided so before.", f"{old}项此前已如此决定。")


COMMANDS = (accept,)
