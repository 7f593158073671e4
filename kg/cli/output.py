"""What commands print, and where: tables for people, bytes for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable

    from kg.findings import Finding
    from kg.graph.queryfile import QueryFile
    from kg.results.report import Report
    from kg.results.tables import Table

#: The forms that programs read, in which names alone would not do.
KEYED = ("csv", "tsv")
#: How many findings a table shows; JSON shows all.
_MOST_FINDINGS = 100
#: How much of an offending value it shows.
_MOST_OF_VALUE = 200
#: Characters a column below which a table on a terminal breaks words more often than not.
_NARROW = 14
#: How wide a table may be where no terminal says how wide it is.
_ON_A_PIPE = 4_000


def write(content: str | bytes, out: Path | None) -> None:
    """Write to a file, or to standard output; a terminal gets no characters that would steer it."""
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
    click.echo(f"Wrote {out}.", err=True)


def write_json(value: Any, out: Path | None) -> None:
    """Write a value as JSON with sorted, readable lines."""
    write(json.dumps(value, ensure_ascii=False, indent=2) + "\n", out)


def write_table(table: Table, form: str, out: Path | None) -> None:
    """Write a table as ``table``, ``csv``, ``tsv`` or ``md``."""
    if form == "table" and out is None:
        show_table(table)
        return
    forms = {"table": table.markdown, "csv": table.csv, "tsv": table.tsv, "md": table.markdown}
    write(forms[form](), out)


def write_rows(records: Any, table: Table, form: str, out: Path | None) -> None:
    """Write records as JSON for programs, or their table for people."""
    if form == "json":
        write_json(records, out)
    else:
        write_table(table, form, out)


def write_sections(sections: Sequence[tuple[str, Table]], form: str, out: Path | None) -> None:
    """Write several tables, each under its heading, as ``table`` or ``md``."""
    if form == "table" and out is None:
        for heading, table in sections:
            click.echo(heading)
            show_table(table)
        return
    write("\n".join(f"## {heading}\n\n{table.markdown()}" for heading, table in sections), out)


def write_query_files(files: Sequence[QueryFile], form: str, language: str, out: Path | None) -> None:
    """Write a list of questions or projections with their parameters."""
    from kg.results.tables import Table

    rows = [[file.name, file.question.in_language(language), _parameters(file)] for file in files]
    records = [file.header | {"name": file.name} | _parameter_records(file) for file in files]
    headings = {"en": ["name", "question", "parameters"], "zh": ["名称", "问题", "参数"]}
    write_rows(records, Table(headings.get(language, headings["en"]), rows), form, out)


def report_table(report: Report, form: str, language: str) -> Table:
    """A report as a table; where people read it, without the columns that they have no room for, nor ids."""
    from kg.results.tables import Table

    return Table(*report.texts(language, brief=form in ("table", "md"), keys=form in KEYED))


def report_remarks(report: Report, language: str) -> None:
    """Say what a reader of a report must know."""
    from kg.results.tables import one_line

    for said in report.remarks:
        remark(one_line(said.en), one_line(said.zh), language)  # they hold names from the data


def remark(en: str, zh: str, language: str) -> None:
    """Say something beside the answer, in the language that was asked for."""
    click.echo({"en": en, "zh": zh}.get(language, f"{en} {zh}"), err=True)


def show_table(table: Table, to_stderr: bool = False) -> None:
    """Show a table to a person; one that a terminal is too narrow for, row by row, as psql's expanded display does."""
    screen = console(to_stderr)
    shown = _as_grid(table)
    # Its longest words beside one another; Chinese has no spaces, so that alone would be too strict.
    needed = screen.measure(shown, options=screen.options.update(max_width=_ON_A_PIPE)).minimum
    if needed > screen.width and screen.width < _NARROW * len(table.headers):
        for number, row in enumerate(table.rows, start=1):
            screen.rule(str(number), align="left", style="dim")
            screen.print(_as_record(table.headers, row))
        return
    screen.print(shown)


def _as_grid(table: Table) -> RichTable:
    from rich import table as rich
    from rich.text import Text

    from kg.results.tables import one_line

    shown = rich.Table(show_lines=False, header_style="bold", pad_edge=False, box=_box())
    for header in table.headers:
        shown.add_column(Text(one_line(header)), overflow="fold")
    for row in table.rows:
        shown.add_row(*(Text(one_line(cell)) for cell in row))
    return shown


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
    """Show findings to a person: where, what, and what to do."""
    from kg.results.tables import Table

    rows = [[finding.severity.value, finding.place, _sentences(finding)] for finding in findings[:_MOST_FINDINGS]]
    show_table(Table(["severity", "place", "what is wrong, and the fix"], rows), to_stderr)
    if len(findings) > _MOST_FINDINGS:
        click.echo(f"… and {len(findings) - _MOST_FINDINGS} more; --format json shows all.", err=to_stderr)


def _parameter_records(file: QueryFile) -> dict[str, Any]:
    """The parameters as a header has them, those of what the file includes too."""
    found = {item.name: item.as_header() for item in file.parameters.values()}
    return {"parameters": found} if found else {}


def _parameters(file: QueryFile) -> str:
    return ", ".join(
        f"{parameter.name}: {parameter.kind}" + (f" = {parameter.default}" if parameter.default else "")
        for parameter in file.parameters.values()
    )


def _sentences(finding: Finding) -> str:
    found = ""
    if finding.value and finding.value not in finding.message_en:
        value = finding.value if len(finding.value) <= _MOST_OF_VALUE else finding.value[:_MOST_OF_VALUE] + "…"
        found = f"Found: {value}"
    return " ".join(filter(None, (finding.message_en, finding.fix, found)))


def console(to_stderr: bool = False) -> Console:
    """A rich console: as wide as the terminal, and on a pipe as wide as the table needs."""
    from rich import console as rich

    class Console(rich.Console):
        """Says that the reader has gone, where rich would leave with exit code 1."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    stream = sys.stderr if to_stderr else sys.stdout
    return Console(
        file=stream,
        width=None if stream.isatty() else _ON_A_PIPE,
        # In a notebook rich would display HTML beside the stream that it was given.
        force_jupyter=False,
        highlight=False,
        emoji=False,
        markup=False,
    )


def _box() -> Any:
    from rich import box

    return box.SIMPLE_HEAD
