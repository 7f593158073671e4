"""The command of names and things: names."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import language as languages
from kg.cli import options, output
from kg.errors import DataError, UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.intake.identities.desk import Desk
    from kg.intake.identities.judging import Judgement
    from kg.intake.identities.reviewing import Pair, Review


@click.command(short_help="What may be one thing, and your judgements of it.")
@click.argument("package", type=options.PATH)
@click.option("--same", nargs=2, multiple=True, metavar="A B", help="A is B. May be given several times.")
@click.option("--different", nargs=2, multiple=True, metavar="A B", help="A and B are two. May be given several times.")
@click.option("--undo", nargs=2, multiple=True, metavar="A B", help="Take back what was last judged of A and B.")
@click.option("--take", type=options.PATH, help="Take the decisions typed into a sheet: same, different, 相同, 不同.")
@click.option("--ask", "asking", is_flag=True, help="Go through them one by one; each decision is kept at once.")
@click.option("--judged", is_flag=True, help="List what is judged.")
@click.option("--by", default="", metavar="NAME", help="Who judges, for the table of judgements.")
@click.option("--on", default="", metavar="DAY", help="The day, as 2026-11-28. [default: none is written]")
@click.option("--why", default="", metavar="TEXT", help="The reason, for the table of judgements.")
@options.out_option
@options.ontology_option
@options.spoken_option
@options.table_option
def names(
    package: Path,
    same: tuple[tuple[str, str], ...],
    different: tuple[tuple[str, str], ...],
    undo: tuple[tuple[str, str], ...],
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
    desk = _desk(package)
    for one, other in undo:
        _say(desk.undo(desk.meant(one), desk.meant(other)), Text("Taken back:", "已撤回："))
    if made := _judgements(desk, same, different, take, by, on, why):
        _keep(desk, made)
    if asking:
        _ask(desk, by, on)
    elif judged:
        from kg.intake.identities.judged import Judged

        output.write_result(Judged(tuple(desk.judgements)), form, out)
    elif out is not None or not (made or undo or take is not None):
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


def _keep(desk: Desk, made: list[Judgement]) -> None:
    kept = desk.judge(made)
    for judgement in kept:
        _say(judgement, Text("Kept:", "已记录："))
    old = len(made) - len(kept)
    if old:
        output.say(f"{old} judged so before.", f"{old}项此前已如此判定。")


def _desk(package: Path) -> Desk:
    from kg.intake.identities.desk import Desk
    from kg.intake.load import has_violations, read_tables

    packages, findings = read_tables([package], options.ontology(package))
    if has_violations(findings):
        raise DataError(
            Text(f"{package}: mend its tables first.", f"{package}：请先改正其中的表。"),
            [finding for finding in findings if finding.severity.rank == 0],
        )
    return Desk(packages)


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
