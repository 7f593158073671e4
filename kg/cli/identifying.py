"""The command of names and things: names."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import language as languages
from kg.cli import options, output
from kg.cli.commands import Command, option
from kg.errors import DataError, UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.intake.identities.desk import Desk
    from kg.intake.identities.judging import Judgement
    from kg.intake.identities.reviewing import Pair, Review


class _Names(Command):
    """Also takes ``--undo 3``: the judgement of that number, where ``--undo A B`` names its two sides."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As others do, with ``--undo`` and a lone number as an option of its own."""
        made = []
        for place, arg in enumerate(args):
            number, behind = (*args[place + 1 :], "-", "-")[:2]
            is_lone = arg == "--undo" and number.isdecimal() and behind.startswith("-")
            made.append("--undo-number" if is_lone else arg)
        return super().parse_args(ctx, made)


@click.command(
    cls=_Names,
    short=Text("List what may be one thing, and judge it.", "列出可能相同的事物并作判定。"),
    chinese="""列出数据包 PACKAGE 中可能相同的事物，最可能者在前，并作判定：
kg names deals --same A B

A 与 B 为标识（如 institution/sjtu）或名称。判定之前不作合并。判定记于各表之旁的 names.csv，各表不变；
构建时，判为相同的事物成为一个：以 B 为准，并带有 A 的名称。--undo 使二者重新分开。
--out review.xlsx 写出表格供填写，--take review.xlsx 读回。""",
)
@click.argument("package", type=options.PATH)
@option(
    "--same",
    nargs=2,
    multiple=True,
    metavar="A B",
    help=Text("A is B. May be given several times.", "A 即 B。可多次给出。"),
)
@option(
    "--different",
    nargs=2,
    multiple=True,
    metavar="A B",
    help=Text("A and B are two. May be given several times.", "A 与 B 不同。可多次给出。"),
)
@option(
    "--new",
    "may_name",
    is_flag=True,
    help=Text("A or B of --same may be a name that no table has so far.", "--same 的 A 或 B 可为各表中尚无的名称。"),
)
@option(
    "--undo",
    nargs=2,
    multiple=True,
    metavar="A B | N",
    help=Text(
        "Take back what was last judged of A and B, or judgement number N of --judged.",
        "撤回对 A 与 B 的最近一次判定，或 --judged 所列的第 N 项。",
    ),
)
@option(
    "--undo-number",
    "numbers",
    multiple=True,
    type=click.IntRange(min=1),
    hidden=True,
    help=Text("Its number.", "其序号。"),
)
@option(
    "--take",
    type=options.PATH,
    help=Text(
        "Take the decisions typed into a sheet: same, different, 相同, 不同.",
        "读取表格中填写的判定：相同、不同、same、different。",
    ),
)
@option(
    "--ask",
    "asking",
    is_flag=True,
    help=Text("Go through them one by one; each decision is kept at once.", "逐一询问；每项判定即时记录。"),
)
@option("--judged", is_flag=True, help=Text("List what is judged.", "列出已有判定。"))
@option(
    "--by", default="", metavar="NAME", help=Text("Who judges, for the table of judgements.", "判定人，记入判定表。")
)
@option(
    "--on",
    default="",
    metavar="DAY",
    help=Text("The day, as 2026-11-28. [default: none is written]", "日期，如2026-11-28。[默认：不写]"),
)
@option(
    "--why", default="", metavar="TEXT", help=Text("The reason, for the table of judgements.", "理由，记入判定表。")
)
@options.out_option
@options.ontology_option
@options.spoken_option
@options.table_option
def names(
    package: Path,
    same: tuple[tuple[str, str], ...],
    different: tuple[tuple[str, str], ...],
    may_name: bool,
    undo: tuple[tuple[str, str], ...],
    numbers: tuple[int, ...],
    take: Path | None,
    asking: bool,
    judged: bool,
    by: str,
    on: str,
    why: str,
    out: Path | None,
    form: str,
) -> int:
    """List things of a PACKAGE that may be one, the likeliest first; judge them: kg names deals --same A B

    A and B are ids, such as institution/sjtu, or names. Nothing is joined before you judge. Judgements are kept in
    names.csv beside the tables, which stay as they are; a build has things that are one as one, B with A's names.
    --undo has them apart again. With --out review.xlsx decide in a sheet, and hand it in with --take review.xlsx.
    """
    desk = desk_of(package)
    for taken in desk.undo_numbers(numbers) if numbers else ():
        _say(taken, Text("Taken back:", "已撤回："))
    for one, other in undo:
        _say(desk.undo(desk.meant(one), desk.meant(other)), Text("Taken back:", "已撤回："))
    if made := _judgements(desk, same, different, take, by, on, why):
        _keep(desk, made, may_name=may_name or not same)
    if asking:
        _ask(desk, by, on)
    elif judged:
        from kg.intake.identities.judged import Judged

        output.write_result(Judged(tuple(desk.judgements)), form, out)
    elif out is not None or not (made or undo or numbers or take is not None):
        output.write_result(desk.review(), form, out)
    return 0


def _judgements(
    desk: Desk,
    same: tuple[tuple[str, str], ...],
    different: tuple[tuple[str, str], ...],
    take: Path | None,
    by: str,
    on: str,
    why: str,
) -> list[Judgement]:
    """What is judged by this call, by options and by a sheet."""
    from kg.intake.identities.judging import Judgement

    made = [
        Judgement(*_meant(desk, pair, is_same), same=is_same, by=by, on=on, comment=why)
        for pairs, is_same in ((same, True), (different, False))
        for pair in pairs
    ]
    if take is not None:
        from kg.intake.identities.taking import decisions

        made += decisions(take, by, on)
    return made


def _keep(desk: Desk, made: list[Judgement], *, may_name: bool) -> None:
    kept = desk.judge(made, may_name=may_name)
    for judgement in kept:
        _say(judgement, Text("Kept:", "已记录："))
        if desk.is_new_name(judgement):
            output.say(
                "  No table has this name so far; check that it is no slip.", "  各表中尚无此名称，请确认没有写错。"
            )
    old = len(made) - len(kept)
    if old:
        output.say(f"{old} judged so before.", f"{old}项此前已如此判定。")


def desk_of(package: Path) -> Desk:
    """The judgements of a package.

    Raises:
        DataError: if its tables are wrong.
    """
    from kg.intake.identities.desk import Desk
    from kg.intake.load import has_violations, read_tables

    packages, findings = read_tables([package], options.ontology(package))
    if has_violations(findings):
        raise DataError(
            Text(f"{package}: mend its tables first.", f"{package}：请先改正其中的表。"),
            [finding for finding in findings if finding.severity.rank == 0],
        )
    return Desk(packages)


def tell_of_likely(package: Path) -> None:
    """Tell how many pairs of a package's things are likely to be one, which no import and no build joins by itself.

    That is no finding: whoever judges may say that they are two.
    """
    try:
        number = len(desk_of(package).review().pairs)
    except DataError:
        return  # its tables are told by `kg check`, and nobody judges names before
    if number:
        output.say(
            f"{number} pair{'s' * (number != 1)} of names may be of one party: kg names {package}",
            f"有{number}对名称可能指同一主体：kg names {package}",
        )


def _meant(desk: Desk, pair: tuple[str, str], is_same: bool) -> tuple[str, str]:
    one, other = map(desk.meant, pair)
    # A name that a thing has can be judged not to be that thing's.
    return (pair[0], other) if one == other and not is_same else (one, other)


def _say(judgement: Judgement, what: Text) -> None:
    from kg.intake.identities.judging import told
    from kg.results.tables import one_line

    said = told(judgement)
    output.say(one_line(f"{what.en} {said.en}."), one_line(f"{what.zh}{said.zh}。"))


def _ask(desk: Desk, by: str, on: str) -> None:
    """One pair after the other; what was skipped does not come again."""
    from kg.intake.identities.judging import Judgement
    from kg.intake.identities.taking import DECISIONS
    from kg.nearest import folded

    skipped: set[tuple[str, str]] = set()
    question = Text("Same, different, skip or quit? [s/d/skip/q]", "相同、不同、跳过还是退出？[s/d/skip/q]")
    while True:
        review = desk.review()
        pair = next((one for one in review.pairs if (one.subject.reference, one.object.reference) not in skipped), None)
        if pair is None:
            output.say("Nothing is left to judge.", "没有待判定的事物。")
            return
        _show(review, pair)
        click.echo(question.in_language(languages.of_reader()) + " ", nl=False, err=True)
        answer = folded(sys.stdin.readline() or "q")
        if answer in ("q", "quit", "退出"):
            return
        sides = (pair.subject.reference, pair.object.reference)
        if answer not in DECISIONS:
            skipped.add(sides)
            continue
        try:
            for judgement in desk.judge([Judgement(*sides, same=DECISIONS[answer], by=by, on=on)]):
                _say(judgement, Text("Kept:", "已记录："))
        except (DataError, UsageError) as error:
            output.say(error.text.en, error.text.zh)
            skipped.add(sides)


def _show(review: Review, pair: Pair) -> None:
    from kg.results.tables import one_line

    language = languages.of_reader()
    click.echo(f"\n{pair.score:.2f}  {one_line(pair.reason.in_language(language))}", err=True)
    for thing, rows in ((pair.subject, pair.rows), (pair.object, pair.other_rows)):
        others = "; ".join(
            name for name in thing.names.names if name not in (thing.names.label.en, thing.names.label.zh)
        )
        shown = f"{review.shown(thing, rows, language)}{f' = {others}' if others else ''}"
        click.echo(one_line(f"  {shown}  {thing.names.where}"), err=True)


COMMANDS = (names,)
