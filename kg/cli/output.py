"""What commands print, and where: tables for people, bytes for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import language as languages
from kg.text import Text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable

    from kg.findings import Finding
    from kg.results.result import Tabular
    from kg.results.tables import Table
    from kg.text import Text

#: How many findings a table shows; JSON shows all.
_MOST_FINDINGS = 100
#: How much of an offending value it shows.
_MOST_OF_VALUE = 200
#: How wide a table is where no terminal says how wide it is, nor COLUMNS.
_ON_A_PIPE = 100
#: Below this, nothing could be read.
_LEAST_WIDTH = 20


def write(content: str | bytes | Iterable[str], out: Path | None) -> None:
    """Write to a file, or to standard output; a terminal gets no characters that would steer it.

    Texts that are made one after the other are never all in memory; they go into a file.
    """
    if not isinstance(content, (str, bytes)):
        if out is None:
            content = "".join(content)
        else:
            from kg.files import write_file

            write_file(out, content)
            say_wrote(out)
            return
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    if out is None:
        if sys.stdout.isatty():
            from kg.files import harmless

            data = harmless(data.decode("utf-8", "replace")).encode("utf-8")
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from kg.files import write_file

    write_file(out, data)
    say_wrote(out)


def write_json(value: Any, out: Path | None) -> None:
    """Write a value as JSON with sorted, readable lines."""
    write(json.dumps(value, ensure_ascii=False, indent=2) + "\n", out)


def write_result(result: Tabular, form: str, out: Path | None, content: Any = None) -> None:
    """Write an answer in a format: ``table`` as it fits the screen, else as a file of that format.

    What it remarks is said beside it.

    Args:
        result: the answer.
        form: one of ``kg.cli.options.TABLE_FORMS``.
        out: the file; standard output if ``None``.
        content: what its JSON is, if not all of it.
    """
    if form == "json":
        write_json(result.as_dict() if content is None else content, out)
    elif form == "table" and out is None:
        language = languages.of_reader()
        show_table(result.table(language) if is_wide() else result.screen(language))
    elif form in ("table", "md", "html"):
        write_table(result.table(languages.of_files()), form, out)
    else:
        _no_bytes_on_a_screen(form, out)
        write(result.sheet().written(form, languages.of_files()), out)
    tell(result.remarks, form, out)


def write_table(table: Table, form: str, out: Path | None) -> None:
    """Write a table for people as ``table``, ``md`` or ``html``.

    Args:
        table: the table.
        form: ``table``, ``md`` or ``html``; where there is a file, ``table`` is Markdown too.
        out: the file; ``None`` for standard output.
    """
    if form == "table" and out is None:
        show_table(table)
        return
    write(table.html(languages.of_files()) if form == "html" else table.markdown(), out)


def write_sections(sections: Sequence[tuple[str, Table]], form: str, out: Path | None) -> None:
    """Write several tables, each under its heading, as ``table`` or ``md``.

    Args:
        sections: each heading with its table.
        form: ``table`` or ``md``.
        out: the file; ``None`` for standard output.
    """
    if form == "table" and out is None:
        for heading, table in sections:
            click.echo(heading)
            show_table(table)
        return
    write("\n".join(f"## {heading}\n\n{table.markdown()}" for heading, table in sections), out)


def tell(remarks: Iterable[Text], form: str = "", out: Path | None = None) -> None:
    """Say what a reader of an answer must know, and write it beside a table in CSV.

    Args:
        remarks: what is said, on standard error.
        form: the form of the answer, which decides whether a file goes with it.
        out: the file of the answer; ``None`` where it was printed.
    """
    from kg.results.tables import one_line

    told = tuple(remarks)
    for text in told:
        say(one_line(text.en), one_line(text.zh))  # they hold names from the data
    if out is not None:
        from kg.results.companion import write_companion

        if (path := write_companion(out, form, told)) is not None:
            say_wrote(path)


def say(en: str, zh: str) -> None:
    """Say something beside the answer, in the reader's language."""
    text = {"en": en, "zh": zh}.get(languages.of_reader(), f"{en} {zh}")
    click.echo(_hanging(text, to_stderr=True), err=True, nl=False)


def write_prose(text: str, out: Path | None) -> None:
    """Write lines of text, as wide as the screen where they are read there; of a file and a pipe each stays a line."""
    from kg.files import harmless

    write(text if out else _hanging(harmless(text), to_stderr=False), out)


def _hanging(text: str, *, to_stderr: bool) -> str:
    if not _stream(to_stderr).isatty() and not os.environ.get("COLUMNS"):
        return f"{text.removesuffix(chr(10))}\n"
    from kg.results import screen

    return screen.hanging(text, screen_width(to_stderr))


def show(text: Text) -> None:
    """Show a sentence as the answer, in the reader's language."""
    click.echo(text.in_language(languages.of_reader(), between=" "))


def show_table(table: Table, to_stderr: bool = False) -> None:
    """Show a table to a person: what it comes to, then as much of it as fits, wrapped once.

    With ``--wide`` all of it: as wide as it is, or, on a terminal too narrow for that, row by row, as psql's expanded
    display does.
    """
    from kg.results import screen

    language = languages.of_reader()
    width = screen_width(to_stderr)
    if table.summary:
        for line in screen.wrapped(table.summary.in_language(language), width)[0]:
            click.echo(line, err=to_stderr)
        click.echo(err=to_stderr)
    if not is_wide():
        fitted = screen.fitted(table if _can_be_wide() else replace(table, lines=None), width)
        if _can_be_wide() or not fitted.left_out:
            _show(fitted, to_stderr)
            return
    shown = screen.whole(table)
    if _stream(to_stderr).isatty() and max(map(screen.width_of, (*shown.heading, *shown.body))) > width:
        _show_records(table, to_stderr)
        return
    _show(shown, to_stderr)


def _show(shown: Any, to_stderr: bool) -> None:
    bold = _stream(to_stderr).isatty()
    for line in shown.heading[:-1]:
        click.echo(click.style(line, bold=True) if bold else line, err=to_stderr)
    click.echo("\n".join((*shown.heading[-1:], *shown.body)), err=to_stderr)
    if shown.remark is not None:
        said: Text = shown.remark
        say(said.en, said.zh)


def screen_width(to_stderr: bool = False) -> int:
    """How many places a line has: of the terminal, else as COLUMNS says, else 100."""
    if _stream(to_stderr).isatty():
        return max(console(to_stderr).width, _LEAST_WIDTH)
    columns = os.environ.get("COLUMNS", "")
    return max(int(columns), _LEAST_WIDTH) if columns.isdecimal() and int(columns) else _ON_A_PIPE


def _show_records(table: Table, to_stderr: bool) -> None:
    shown = console(to_stderr)
    for number, row in enumerate(table.rows, start=1):
        shown.rule(str(number), align="left", style="dim")
        shown.print(_as_record(table.headers, row))


def _as_record(headers: Sequence[str], row: Sequence[str]) -> RichTable:
    """A row as lines of heading and cell; cells without anything in them say nothing here."""
    from rich import table as rich
    from rich.text import Text

    from kg.results.tables import one_line

    shown = rich.Table.grid(padding=(0, 2))
    shown.add_column(style="bold", overflow="fold", ratio=1)
    shown.add_column(overflow="fold", ratio=3)
    for header, cell in zip(headers, row, strict=True):
        if cell:
            shown.add_row(Text(one_line(header)), Text(one_line(cell)))
    return shown


def show_findings(findings: Sequence[Finding], to_stderr: bool = False) -> None:
    """Show findings to a person, each whole: how grave, where, what, and what to do.

    What is found in several rows alike is told once, with the rows. Where a width is known they are wrapped; on a pipe
    each is one line else, so that it can be searched for.
    """
    from kg.cli.grouping import fixes_once, grouped, rows_told
    from kg.results import screen
    from kg.results.tables import one_line

    language = languages.of_reader()
    width = screen_width(to_stderr)
    groups = grouped(findings)
    for finding, rows in fixes_once(groups[:_MOST_FINDINGS]):
        place = finding.place_in(language, rows_told(rows, language))
        head = one_line(f"{finding.severity.text.in_language(language)}  {place}")
        told = one_line(finding.told(language, _MOST_OF_VALUE))
        if not _stream(to_stderr).isatty() and not os.environ.get("COLUMNS"):
            click.echo(f"{head}  {told}", err=to_stderr)
            continue
        lines = [*screen.wrapped(head, width)[0], *(f"  {line}" for line in screen.wrapped(told, width - 2)[0])]
        click.echo("\n".join(lines), err=to_stderr)
    if len(groups) > _MOST_FINDINGS:
        more = len(groups) - _MOST_FINDINGS
        said = {
            "en": f"… and {more} more; --format json shows all.",
            "zh": f"……另有{more}条；--format json 显示全部。",
        }
        click.echo(said.get(language, f"{said['en']} {said['zh']}"), err=to_stderr)


def console(to_stderr: bool = False) -> Console:
    """A rich console, as wide as the terminal."""
    from rich import console as rich

    class Console(rich.Console):
        """Says that the reader has gone, where rich would leave with exit code 1."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    # In a notebook rich would display HTML beside the stream that it was given.
    return Console(file=_stream(to_stderr), force_jupyter=False, highlight=False, emoji=False, markup=False)


def _stream(to_stderr: bool) -> Any:
    return sys.stderr if to_stderr else sys.stdout


def is_wide() -> bool:
    """Whether a person wants all of a table, however wide."""
    context = click.get_current_context(silent=True)
    return bool(context is not None and context.meta.get("kg.wide"))


def _can_be_wide() -> bool:
    """Whether the command that runs has the option ``--wide``: what has it not leaves nothing out to be seen by it."""
    context = click.get_current_context(silent=True)
    return context is None or "kg.wide" in context.meta


def _no_bytes_on_a_screen(form: str, out: Path | None) -> None:
    if out is None and form in ("xlsx", "parquet") and sys.stdout.isatty():
        from kg.errors import UsageError

        raise UsageError(
            Text(
                f"--format {form} is no text for a terminal. Name a file: --out answer.{form}.",
                f"--format {form} 不是终端可显示的文本。请写明文件：--out answer.{form}。",
            )
        )


def say_wrote(out: Path) -> None:
    """Say that a file or a folder was written."""
    say(f"Wrote {out}.", f"已写入{out}。")
