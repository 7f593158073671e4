"""The command ``kg``: gathers the commands, and catches what they raise, in one place."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

import kg
from kg import assets
from kg.cli import (
    accepting,
    asking,
    building,
    exporting,
    identifying,
    importing,
    mapping,
    measuring,
    misuse,
    options,
    ranking,
    reading,
    regions,
    reporting,
    reviewing,
    structuring,
    viewing,
)
from kg.cli import language as languages
from kg.cli.commands import Command, Context, reader
from kg.cli.helping import GROUPS, OLD_NAMES
from kg.errors import DataError, KGError, UsageError
from kg.nearest import did_you_mean, nearest
from kg.text import Text, shortened

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


def _short(command: click.Command) -> Text:
    """What a command is for; in English alone where another package brings it."""
    return command.short if isinstance(command, Command) else Text.of(command.get_short_help_str(limit=70))


class _Commands(click.Group):
    """The commands, and their help, for readers that may go away."""

    context_class = Context

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """What all of it is for."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_WHAT.in_language(reader(), between="\n\n"))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Which graph is read."""
        formatter.write_paragraph()
        formatter.write_text(_WHICH.in_language(reader(), between="\n\n"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under the headings of what people do; what is in none of them, last."""
        named = {name for _, names in GROUPS for name in names}
        rest = tuple(name for name in self.list_commands(ctx) if name not in named)
        language = reader()
        for heading, names in (*GROUPS, (Text("More", "其他"), rest)):
            commands = ((name, self.get_command(ctx, name)) for name in names)
            rows = [
                (name, _short(command).in_language(language, between=" "))
                for name, command in commands
                if command is not None
            ]
            if rows:
                with formatter.section(heading.in_language(language)):
                    formatter.write_dl(rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name, or by one that it had before."""
        return super().get_command(ctx, OLD_NAMES.get(cmd_name, cmd_name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; for a name that no command has, the nearest are named, those of questions too."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            known = {path.stem: f"kg ask {path.stem}" for path in assets.ontology_files("questions", ".rq")}
            known |= {name: name for name in self.list_commands(ctx)}
            near = [known[name] for name in nearest(args[0], known)]
            hint = did_you_mean(near) or Text("See `kg --help`.", "见 `kg --help`。")
            raise UsageError(
                Text(f"No such command {args[0]!r}. {hint.en}".rstrip(), f"没有命令“{args[0]}”。{hint.zh}")
            )
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _reader_watched():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _reader_watched():
            return super().invoke(ctx)


_WHAT = Text(
    "A knowledge graph of cross-regional partnerships: from tables to answers, measures and a page.",
    "跨区域合作知识图谱：由表格到答案、测度与页面。",
)
_WHICH = Text(
    "Without --graph, commands read build/ in this folder, or else the bundled data.",
    "未写 --graph 时，各命令读取本文件夹的 build/，否则读取自带数据。",
)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@options.spoken_option
@click.version_option(kg.__version__, prog_name="kg")
def cli() -> None:
    """A knowledge graph of cross-regional partnerships: from tables to answers, measures and a page."""


for _command in (
    *building.COMMANDS,
    *asking.COMMANDS,
    *measuring.COMMANDS,
    *importing.COMMANDS,
    *mapping.COMMANDS,
    *identifying.COMMANDS,
    *accepting.COMMANDS,
    *reporting.COMMANDS,
    *reading.COMMANDS,
    *reviewing.COMMANDS,
    *viewing.COMMANDS,
    *regions.COMMANDS,
    *structuring.COMMANDS,
    *exporting.COMMANDS,
    *ranking.COMMANDS,
):
    cli.add_command(_command)


def main() -> NoReturn:
    """Run the command line; every error becomes a sentence and an exit code, never a traceback."""
    if sys.stdout is None:
        _leave(
            Text(
                "Standard output is closed. Leave it open, or send it to /dev/null.",
                "标准输出已关闭。请保持打开，或送往 /dev/null。",
            ),
            1,
        )
    _speak_utf8()
    # Threads of the linear algebra wait for each other longer than a small matrix takes, and their number
    # changes last digits. It is read when numpy is imported, which no command has done yet.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A command makes millions of objects that last until it ends, and next to no circles of them: looking for those as
    # often as Python does by itself takes a twentieth of a small build, and a third of reading large tables.
    gc.set_threshold(200_000, 20, 100)
    try:
        code = run()
        # What a large build leaves is gone with the process: to look through it once more takes a tenth of the time.
        gc.freeze()
        sys.exit(code)
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
    languages.ask_for("")
    try:
        # Without standalone mode click returns a command's exit code instead of leaving.
        return cli.main(arguments, prog_name="kg", standalone_mode=False, obj=graph) or 0
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(Text("Stopped.", "已中止。").in_language(reader()), err=True)
        return 130
    except click.ClickException as error:
        click.echo(misuse.usage(error).in_language(reader(), between=""), err=True, nl=False)
        _say(misuse.told(error))
        return error.exit_code
    except KGError as error:
        if isinstance(error, DataError):
            _show_findings(error)
        _say(error.text)
        return error.exit_code
    except OSError as error:
        reason = error.strerror or error
        _say(
            Text(
                f"{error.filename or 'The output'}: {reason}. Check the path, its permissions and the free space.",
                f"{error.filename or '输出'}：{reason}。请检查路径、权限与剩余空间。",
            )
        )
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
    shown = f"{type(error).__name__}: {error}"
    shown = shortened(shown, _MOST_SHOWN)
    _leave(
        Text(
            f"Something went wrong inside kg that should not: {shown}. Please report it, with the command and what it "
            "prints when the environment variable KG_DEBUG is 1.",
            f"kg 内部出错：{shown}。请报告此问题，并附上命令，以及环境变量 KG_DEBUG 为1时的输出。",
        ),
        1,
    )


#: How many characters of an error that nobody foresaw are shown.
_MOST_SHOWN = 500
#: How many characters of a message are printed in each language.
_MOST_SAID = 900


def _leave(message: Text, code: int) -> NoReturn:
    _say(message)
    sys.exit(code)


def _say(message: Text) -> None:
    from kg.files import harmless

    # A path or an option may be as long as one likes; errors of our own are shorter than this.
    message = Text(shortened(message.en, _MOST_SAID), shortened(message.zh, _MOST_SAID))
    if message.en == message.zh:
        shown = f"Error: {message.en}"
    else:
        shown = Text(f"Error: {message.en}", f"错误：{message.zh}").in_language(reader(), between=" ")
    click.echo(harmless(shown), err=True)
