"""The command that reads an analyst's own sheet: import."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import language as languages
from kg.cli import options, output
from kg.cli.commands import command, option
from kg.cli.identifying import tell_of_likely
from kg.text import Text, shortened

if TYPE_CHECKING:
    from kg.intake.sheets.asking import Asked, Question
    from kg.intake.sheets.importing import Imported
    from kg.intake.sheets.opening import ColumnRead
    from kg.results.tables import Table

#: How many lines of a question a screen shows; the file beside the sheet has all.
_MOST = 12
#: Of more lines than this in all, each question shows its first ones alone, with the first proposals.
_MUCH, _FEW, _PROPOSALS = 40, 4, 3
#: How many rows of the account a screen shows, how many whole where something in them may be otherwise, and how much
#: of the remarks of the others.
_ROWS, _MOST_WHOLE, _MOST_OF_REST = 12, 40, 240
#: How many of the rows are named that are not shown.
_MOST_NAMED = 24


@command(
    "import",
    short=Text("Read your own sheet into a package.", "将自己的表格读入数据包。"),
    chinese="""将表格按其原有的表头与写法读入经过检查的数据包。

SHEET 为 XLSX、XLS、ODS、CSV 或 TSV。读法保存在旁边的 SHEET.kg.yaml 中：可在其中修改，或回答所问。
表格改动后再次导入：各行标识不变，数据包中填写的内容保留。若有必答的问题，退出码为1，此时只写出问题。""",
)
@click.argument("sheet", type=options.PATH)
@option(
    "--into",
    type=options.PATH,
    metavar="DIR",
    help=Text("The package. [default: a folder of the sheet's name]", "数据包。[默认：与表格同名的文件夹]"),
)
@option(
    "--accept",
    is_flag=True,
    help=Text("Take the likeliest answer to every question; each is said.", "各问题均采用最可能的回答，并逐一说明。"),
)
@option(
    "--no-input",
    is_flag=True,
    help=Text(
        "Ask nothing; say what is open. [default: as off a terminal]", "不提问，只列出待回答者。[默认：非终端时如此]"
    ),
)
@option(
    "--strict",
    is_flag=True,
    help=Text(
        "Exit code 1 if anything is open, even where the package was written.",
        "尚有待回答者时退出码为1，即使数据包已写出。",
    ),
)
@option(
    "--marked",
    type=options.PATH,
    metavar="FILE",
    help=Text("A copy of the sheet (XLSX) with a column of remarks.", "另存一份带说明栏的表格（XLSX）。"),
)
@option(
    "--as-of",
    metavar="DAY",
    help=Text(
        "The day by which the sheet holds (2017-07-28, or 2017-07 or 2017 for its last day); kept with the answers. "
        "[default: the latest day in it]",
        "表格内容的截至日期（2017-07-28；写2017-07或2017指其末日），与回答一并保留。[默认：表中最晚日期]",
    ),
)
@options.encoding_option
@options.ontology_option
@options.spoken_option
@options.format_option("table", "json")
@options.wide_option
def import_sheet(
    sheet: Path,
    into: Path | None,
    accept: bool,
    no_input: bool,
    strict: bool,
    marked: Path | None,
    as_of: str | None,
    encoding: str,
    form: str,
) -> int:
    """Read a sheet, with the headings and spellings that it has, into a checked package.

    SHEET is XLSX, XLS, ODS, CSV or TSV. How it is read is kept in SHEET.kg.yaml beside it: change it there, or answer
    what is asked. Import the sheet again after a change: rows keep their ids, and what was typed in the package stays.
    Exit code 1 if a question stands in the way; nothing is written then but the questions.
    """
    from kg.graph.views import parse_day
    from kg.intake.sheets.importing import import_sheet as run

    day = parse_day(as_of, "--as-of") if as_of else None
    is_asking = not no_input and not accept and sys.stdin.isatty() and sys.stdout.isatty() and form == "table"
    done = run(
        *(sheet, into),
        ask=_ask if is_asking else None,
        accept=accept,
        as_of=day,
        encoding=encoding,
        ontology=options.ontology(),
    )
    if marked is not None:
        from kg.grids import write_marked_copy
        from kg.intake.sheets.importing import remarks_by_row

        lost = write_marked_copy(done.book, remarks_by_row(done), marked)
        output.say_wrote(marked)
        output.tell(lost)
    if form == "json":
        output.write_json(_as_json(done), None)
    else:
        _show(done)
    is_open = any(not question.optional for question in done.account.questions)
    return 1 if not done.written or (strict and is_open) else 0


COMMANDS = (import_sheet,)


def _ask(question: Question) -> str | None:
    """Ask a person: a number of a proposal, an answer of their own, or nothing to leave it open."""
    language = languages.of_reader()
    where = question.where.in_language(language)
    click.echo()
    click.secho(question.text.in_language(language) + (f"  ({where})" if where else ""), bold=True)
    for number, choice in enumerate(question.options, start=1):
        told = choice.text.in_language(language)
        click.echo("  ".join(filter(None, (f"  {number}", choice.answer, told if told != choice.answer else ""))))
    prompt = Text("Number, your own answer, or nothing to leave it open", "输入序号或自己的回答；直接回车则暂不回答")
    said = str(click.prompt(prompt.in_language(language), default="", show_default=False)).strip()
    if said.isdecimal() and 1 <= int(said) <= len(question.options):
        return question.options[int(said) - 1].answer
    return said or None


def _show(done: Imported) -> None:
    language = languages.of_reader()
    output.show_table(_columns(done.columns, language))
    click.echo()
    for question, answer in done.taken:
        text = Text(f"Taken: {question.text.en} {answer}", f"已采用：{question.text.zh}{answer}")
        click.echo(f"  {text.in_language(language)}")
    _show_account(done, language)
    output.tell(done.account.remarks)
    for former in done.gone if done.written else ():
        called = former.key.name or former.key.parties
        output.say(f"Gone: {former.id} {called}.", f"已删去：{former.id} {called}。")
    _show_questions(done, language)
    if done.written and not done.account.tables.get("partnerships"):
        _tell_of_none(done)
    elif done.written:
        folder = done.folder
        output.say(
            f"Wrote {folder}. Next: kg check {folder} && kg build {folder}",
            f"已写入{folder}。接下来：kg check {folder} && kg build {folder}",
        )
        output.say(
            f"With the bundled data in one graph: kg build {folder} jiaxing-shanghai-2017",
            f"与自带数据合为一个图谱：kg build {folder} jiaxing-shanghai-2017",
        )
        tell_of_likely(folder)
    else:
        output.say(
            f"Nothing was written but {done.settings}. Answer there what stops it, and import again.",
            f"除{done.settings}外未写入任何文件。请在其中回答必答的问题，然后重新导入。",
        )


def _show_account(done: Imported, language: str) -> None:
    """The rows of which something is to be said, where they are many not all, and where the rest stands.

    What was taken and may be otherwise comes first and whole; what nobody has to look at is left out before the rest.
    """
    account, table = done.account, done.account.table(language)
    if len(table.rows) <= _ROWS or output.is_wide():
        output.show_table(table)
        return
    whole = min(account.may_be_wrong, _MOST_WHOLE)
    room = max(_ROWS - whole, 0)
    further = table.rows[whole : len(table.rows) - account.only_said][:room]
    cut = [(*row[:-1], shortened(row[-1], _MOST_OF_REST)) for row in further]
    output.show_table(replace(table, rows=[*table.rows[:whole], *cut], lines=None))
    more = len(table.rows) - whole - len(further)
    silent = min(account.only_said, more)
    hidden = table.rows[whole + len(further) : len(table.rows) - silent]
    named = ", ".join(row[0] for row in hidden[:_MOST_NAMED]) + (" …" if len(hidden) > _MOST_NAMED else "")
    en = (f" (rows {named})" if hidden else "") + (f", {silent} of them with nothing to do" if silent else "")
    zh = (f"（第{named}行）" if hidden else "") + (f"（其中{silent}行无须处理）" if silent else "")
    if more:
        output.say(
            f"… and {more} more row{'s' * (more != 1)} of which something is to be said{en}: --wide shows all, "
            "--marked FILE writes them beside the rows",
            f"……另有{more}行有说明{zh}：--wide显示全部，--marked FILE写在各行旁",
        )
    elif any(row[-1] != full[-1] for row, full in zip(cut, further, strict=True)):
        output.say("Long remarks are shortened: --wide shows all.", "较长的说明有省略：--wide显示全部。")


def _columns(columns: Sequence[ColumnRead], language: str) -> Table:
    from kg.results.tables import Table

    several = len({column.sheet for column in columns}) > 1
    headers = [
        *(Text("Column", "列"), Text("Heading", "表头"), Text("Read as", "读作")),
        *(Text("Example", "示例"), Text("By", "依据")),
    ]
    rows = [
        (
            f"{column.sheet}!{column.letters}" if several else column.letters,
            column.heading,
            column.reading.written if column.reading.sure else f"{column.reading.written} ?",
            column.example,
            column.reading.why.in_language(language),
        )
        for column in columns
    ]
    return Table([header.in_language(language) for header in headers], rows)


def _show_questions(done: Imported, language: str) -> None:
    """All that is open, in one list: what one person answers in one go stands together."""
    from kg.intake.sheets.asking import sorted_by_sort

    asked = sorted_by_sort(done.account.questions)
    is_much = sum(len(one.questions) for one in asked) > _MUCH
    most = _FEW if is_much else _MOST
    needed = [one for one in asked if not one.optional]
    if asked:
        safe = sum(question.is_safe for one in needed for question in one.questions)
        listed = sum(len(one.questions) for one in needed)
        output.say(
            f"Open questions: {len(needed)}, on {listed} line{'s' * (listed != 1)}; "
            f"{len(asked) - len(needed)} more may stay open.",
            f"待回答{len(needed)}问（共{listed}条），另有{len(asked) - len(needed)}问可不答。",
        )
        output.say(
            f"Answer them in {done.settings} and import again; --accept takes the first proposal of {safe} line"
            f"{'s' * (safe != 1)}.",
            f"请在{done.settings}中回答后重新导入；--accept对其中{safe}条采用首项。",
        )
    shown = _shown_first(asked) if is_much else asked
    for number, one in enumerate(shown, start=1):
        place = " > ".join(one.place)
        click.echo(f"{number}. {place}: {one.text.in_language(language)}", err=True)
        # What holds rows up is shown before what does not.
        listed_first = sorted(one.questions, key=lambda each: not each.holds)
        for question in listed_first[:most]:
            name = " > ".join(question.path[len(one.place) :])
            click.echo(_shown(question, language, name, _PROPOSALS if is_much else None), err=True)
        if len(one.questions) > most:
            more = len(one.questions) - most
            holding = sum(bool(each.holds) for each in listed_first[most:])
            hold = Text(
                f", {holding} of them with rows that wait" if holding else "",
                f"，其中{holding}条有行待其回答" if holding else "",
            )
            output.say(
                f"     … and {more} more there{hold.en}: all stand in {done.settings}, or see --format json",
                f"     ……另有{more}条{hold.zh}：全部见{done.settings}，或用--format json",
            )
    if rest := len(asked) - len(shown):
        output.say(
            f"… and {rest} more question{'s' * (rest != 1)}: all stand in {done.settings}",
            f"……另有{rest}问：全部见{done.settings}",
        )


def _shown_first(asked: Sequence[Asked]) -> Sequence[Asked]:
    """Of many questions those that stop everything, else those that are needed; the others stand in the file."""
    stopping = [one for one in asked if any(each.stops for each in one.questions)]
    return stopping or [one for one in asked if not one.optional] or asked


def _shown(question: Question, language: str, name: str, most: int | None) -> str:
    """A question on a line: where its answer goes, its rows, and what is proposed.

    Args:
        question: the question.
        language: the reader's.
        name: the place of its answer, below that of its sort.
        most: how many proposals are shown; all if ``None``.
    """
    where = question.where.in_language(language)
    proposed = " | ".join(one.shown.in_language(language) for one in question.options[:most])
    if most is not None and len(question.options) > most:
        proposed += " | …"
    if question.refused and name:
        refused = Text(f"(not possible: {question.refused})", f"（不可用：{question.refused}）")
        name += f" {refused.in_language(language)}"
    return "     " + "  ".join(filter(None, (name, f"({where})" if where else "", f"[{proposed}]" if proposed else "")))


def _tell_of_none(done: Imported) -> None:
    """What to do where no row made a partnership: there is nothing to check or to build yet."""
    output.say(
        f"Wrote {done.folder}, without a partnership of this sheet: there is nothing to check or to build yet.",
        f"已写入{done.folder}，但本表尚未生成任何合作，暂无可检查或构建的内容。",
    )
    holding = [question for question in done.account.questions if question.holds and not question.optional]
    if not holding:
        output.say(
            "No row names a party. Say in columns of "
            f"{done.settings} which column is party 1, party 2 or parties, and import again.",
            f"没有一行写明参与方。请在{done.settings}的columns中写明哪一栏是party 1、party 2或parties，然后重新导入。",
        )
        return
    shown = ", ".join(" > ".join(question.path) for question in holding[:_FIRST])
    more = " …" if len(holding) > _FIRST else ""
    number = len({row for question in holding for row in question.rows})
    output.say(
        f"{number} row{'s wait' if number != 1 else ' waits'} for an answer: fill in {shown}{more} in {done.settings}, "
        "and import again.",
        f"{number}行待回答：请在{done.settings}中回答 {shown}{more}，然后重新导入。",
    )


#: How many questions that hold rows up are named at the end.
_FIRST = 3


def _as_json(done: Imported) -> dict[str, object]:
    columns = [
        {
            "sheet": column.sheet,
            "column": column.letters,
            "heading": column.heading,
            "read_as": column.reading.written,
            "sure": column.reading.sure,
            "example": column.example,
        }
        for column in done.columns
    ]
    taken = [{"place": list(question.path), "answer": answer} for question, answer in done.taken]
    gone = [{"partnership": one.id, "name": one.key.name} for one in done.gone]
    return {
        **done.account.as_dict(),
        "package": str(done.folder),
        "written": done.written,
        "columns": columns,
        "taken": taken,
        "gone": gone,
    }
