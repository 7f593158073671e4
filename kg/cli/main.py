"""The command ``kg``: gathers the commands, and catches what they raise, in one place."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

import kg
from kg.cli import asking, building, exporting, mapping, measuring, ranking, reporting, structuring, viewing
from kg.errors import DataError, KGError

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph


class _ReaderGone(Exception):
    """Nobody reads the output any more, as in ``kg ask … | head``."""


@contextmanager
def _reader_watched() -> Iterator[None]:
    # click would leave with exit code 1 at a BrokenPipeError before `main` could see it.
    try:
        yield
    except BrokenPipeError as error:
        raise _ReaderGone from error


class _Commands(click.Group):
    """The commands, and their help, for readers that may go away."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _reader_watched():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _reader_watched():
            return super().invoke(ctx)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Without --graph, commands read build/ in this folder, or else the bundled data.",
)
@click.version_option(kg.__version__, prog_name="kg")
def cli() -> None:
    """A knowledge graph of cross-regional partnerships: from tables to answers, measures and a page."""


for _command in (
    *building.COMMANDS,
    *asking.COMMANDS,
    *measuring.COMMANDS,
    *mapping.COMMANDS,
    *reporting.COMMANDS,
    *viewing.COMMANDS,
    *structuring.COMMANDS,
    *exporting.COMMANDS,
    *ranking.COMMANDS,
):
    cli.add_command(_command)


def main() -> NoReturn:
    """Run the command line; every error becomes a sentence and an exit code, never a traceback."""
    if sys.stdout is None:
        _leave("Standard output is closed. Leave it open, or send it to /dev/null.", 1)
    _speak_utf8()
    # Threads of the linear algebra wait for each other longer than a small matrix takes, and their number
    # changes last digits. It is read when numpy is imported, which no command has done yet.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        sys.exit(run())
    except (_ReaderGone, BrokenPipeError):
        _leave_quietly()
    except Exception as error:
        _leave_at_a_loss(error)


def run(arguments: Sequence[str] | None = None, graph: KnowledgeGraph | None = None) -> int:
    """Run one command; what goes wrong is written to standard error.

    Args:
        arguments: the command and its options; those of the process if ``None``.
        graph: what is read where the command names no graph, in place of a build or the bundled data.

    Returns:
        the exit code.
    """
    try:
        # Without standalone mode click returns a command's exit code instead of leaving.
        return cli.main(arguments, prog_name="kg", standalone_mode=False, obj=graph) or 0
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KGError as error:
        if isinstance(error, DataError):
            _show_findings(error)
        _say(str(error))
        return error.exit_code
    except OSError as error:
        _say(f"{error.filename or 'The output'}: {error.strerror or error}.")
        return 1


def _speak_utf8() -> None:
    # Names are in Chinese; under LC_ALL=C Python would refuse to print them.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _show_findings(error: DataError) -> None:
    if error.findings:
        from kg.cli import output

        output.show_findings(error.findings, to_stderr=True)


def _leave_quietly() -> NoReturn:
    # What is still in the buffer goes nowhere; Python would complain of it at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _leave_at_a_loss(error: Exception) -> NoReturn:
    if os.environ.get("KG_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    _leave(
        f"Something went wrong inside kg that should not: {type(error).__name__}: {error}. Please report it, with the "
        "command and what it prints when the environment variable KG_DEBUG is 1.",
        1,
    )


def _leave(message: str, code: int) -> NoReturn:
    _say(message)
    sys.exit(code)


def _say(message: str) -> None:
    from kg.files import harmless

    click.echo(f"Error: {harmless(message)}", err=True)
