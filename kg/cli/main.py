"""The command ``kg``: gathers the commands, and catches what they raise, in one place."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

import kg
from kg.cli import asking, building, measuring
from kg.errors import DataError, KGError


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Without --graph, commands read build/ in this folder, or else the bundled data.",
)
@click.version_option(kg.__version__, prog_name="kg")
def cli() -> None:
    """A knowledge graph of cross-regional partnerships: from tables to answers, measures and a page."""


for _command in (*building.COMMANDS, *asking.COMMANDS, *measuring.COMMANDS):
    cli.add_command(_command)


def main() -> NoReturn:
    """Run the command line; every error becomes a sentence and an exit code, never a traceback."""
    _speak_utf8()
    try:
        # Without standalone mode click returns a command's exit code instead of leaving.
        sys.exit(cli.main(prog_name="kg", standalone_mode=False) or 0)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.Abort:
        _leave("Stopped.", 130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except DataError as error:
        _show_findings(error)
        _leave(str(error), error.exit_code)
    except KGError as error:
        _leave(str(error), error.exit_code)
    except BrokenPipeError:
        # The reader has gone, e.g. `kg ask … | head`. Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        _leave("Stopped.", 130)
    except OSError as error:
        _leave(f"{error.filename or 'The output'}: {error.strerror or error}.", 1)


def _speak_utf8() -> None:
    # Names are in Chinese; under LC_ALL=C Python would refuse to print them.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _show_findings(error: DataError) -> None:
    if error.findings:
        from kg.cli import output

        output.show_findings(error.findings, to_stderr=True)


def _leave(message: str, code: int) -> NoReturn:
    from kg.files import harmless

    click.echo(f"Error: {harmless(message)}" if code != 130 else message, err=True)
    sys.exit(code)
