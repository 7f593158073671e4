"""Commands and options whose help is in both languages, wrapped by how wide its signs are on a terminal.

click wraps by characters and at spaces, and a Chinese text has few spaces and signs twice as wide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import click

from kg.cli import language as languages
from kg.errors import KGError
from kg.text import Text

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

#: What click itself says in a help, and in Chinese.
_WORDS = {
    "Options": "选项",
    "Commands": "命令",
    "Arguments": "参数",
    "Show this message and exit.": "显示此说明后退出。",
    "Show the version and exit.": "显示版本后退出。",
}
#: What click says beside an option, and in Chinese.
_BESIDE = (("[default: ", "[默认："), ("; required]", "；必填]"), ("[required]", "[必填]"))
#: What stands for the value of an option, and in Chinese.
_PLACEHOLDERS = {
    "INTEGER RANGE": "整数",
    "FLOAT RANGE": "数",
    "INTEGER": "整数",
    "FLOAT": "数",
    "TEXT": "文本",
    "PATH": "路径",
    "FILE": "文件",
    "DIR": "文件夹",
    "FOLDER": "文件夹",
    "SOURCE": "来源",
    "DAY": "日期",
    "YYYY-MM-DD": "日期",
    "YEARS": "年份",
    "PARTY": "一方",
    "NAME": "名称",
    "VALUE": "值",
    "STYLE": "样式",
    "KEY": "密钥",
    "LEVEL": "层级",
    "REGION": "地区",
}
_PLACEHOLDER = re.compile("|".join(rf"(?<![\w-]){re.escape(word)}(?![\w-])" for word in _PLACEHOLDERS))
#: A line break within a Chinese text, which stands for no space.
_BREAK_IN_CHINESE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])")
#: The least and the most columns of a help, and how many of them options may take from their texts.
_LEAST, _MOST, _MOST_FOR_NAMES = 50, 100, 34


def reader() -> str:
    """The reader's language; both where ``KG_LANG`` names none that there is, which is told elsewhere."""
    try:
        return languages.of_reader()
    except KGError:
        return "both"


class Formatter(click.HelpFormatter):
    """A help in the reader's language."""

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A part with a heading."""
        with super().section(_told(name)):
            yield

    def write_heading(self, heading: str) -> None:
        """The heading of a part."""
        self.write(f"{'':>{self.current_indent}}{heading}{'：' if reader() == 'zh' else ':'}\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How a command is called.

        Args:
            prog: the command's whole name.
            args: what may stand behind it, as click has it; put into Chinese for its readers.
            prefix: what stands before it; ``None`` for "Usage" in the reader's language.
        """
        words = {"en": "Usage: ", "zh": "用法："}
        told = args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 [参数]...")
        args = told if reader() == "zh" else args
        super().write_usage(prog, args, words.get(reader(), "Usage 用法: ") if prefix is None else prefix)

    def write_text(self, text: str) -> None:
        """Paragraphs, wrapped."""
        from kg.results.screen import wrapped

        width = max(self.width - self.current_indent, 11)
        paragraphs = [" ".join(_BREAK_IN_CHINESE.sub("", part).split()) for part in text.split("\n\n")]
        lines = ("\n".join(wrapped(paragraph, width)[0]) for paragraph in paragraphs if paragraph)
        indent = " " * self.current_indent
        told = "\n\n".join(lines)
        self.write("".join(f"{indent}{line}".rstrip() + "\n" for line in told.split("\n")))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _MOST_FOR_NAMES, col_spacing: int = 2) -> None:
        """Names, and beside each its text; below the name where that is long.

        Args:
            rows: each name with its text.
            col_max: how many columns of the terminal names may take; beside a wider one nothing stands.
            col_spacing: how many columns are left between a name and its text.
        """
        from kg.results.screen import width_of, wrapped

        rows = [(name, _told(text)) for name, text in rows]
        first = min(max((width_of(name) for name, _ in rows), default=0), col_max) + col_spacing
        indent, beside = " " * self.current_indent, " " * (self.current_indent + first)
        for name, text in rows:
            lines = wrapped(text, max(self.width - len(beside), 11))[0] if text else []
            if width_of(name) > first - col_spacing:
                # A long choice is broken behind its bars.
                broken = name.replace("|", "| ") if width_of(indent + name) > self.width else name
                parts = wrapped(broken, self.width - len(indent) - 4)[0]
                self.write(indent + f"\n{indent}    ".join(part.replace("| ", "|") for part in parts) + "\n")
            else:
                begin = f"{indent}{name}{' ' * (first - width_of(name))}"
                self.write((begin + (lines.pop(0) if lines else "")).rstrip() + "\n")
            self.write("".join(f"{beside}{line}\n" for line in lines))


class Context(click.Context):
    """The context of a command, for its help."""

    formatter_class = Formatter

    def make_formatter(self) -> click.HelpFormatter:
        """A formatter as wide as the screen."""
        from kg.cli.output import screen_width

        return self.formatter_class(width=max(min(screen_width(), _MOST), _LEAST))


class Option(click.Option):
    """An option whose help is in both languages.

    Args:
        help: what it is for.
    """

    def __init__(self, names: Sequence[str], *, help: Text, **attributes: Any) -> None:  # noqa: A002
        super().__init__(names, help=help.en, **attributes)
        self.text = help

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its names, and what it is for."""
        language = reader()
        records = []
        for name in ("en", "zh") if language == "both" else (language,):
            self.help = self.text.in_language(name)
            if (record := super().get_help_record(ctx)) is None:
                return None
            records.append((_in_chinese(record[0]), _beside(record[1])) if name == "zh" else record)
        self.help = self.text.en
        names, told = zip(*records, strict=True)
        return names[0], " ".join(told)


class Command(click.Command):
    """A command whose help is in both languages.

    Args:
        short: what it is for, in a line.
        chinese: its help in Chinese; the English one is the function's docstring.
    """

    context_class = Context

    def __init__(self, name: str | None, *, short: Text, chinese: str, **attributes: Any) -> None:
        super().__init__(name, short_help=short.en, **attributes)
        self.short = short
        self.chinese = chinese

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does; the language counts for the help, and for errors, that stand before it too."""
        for name, value in pairwise([*(part for arg in args for part in arg.split("=", 1)), ""]):
            if name == "--lang" and value in languages.LANGUAGES:
                languages.ask_for(value)
        return super().parse_args(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """What it is for."""
        text = Text.of((self.help or "").strip(), self.chinese.strip())
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text.in_language(reader(), between="\n\n"))


def command(name: str | None = None, *, short: Text, chinese: str) -> Callable[[Callable[..., Any]], Command]:
    """A command of a function, whose docstring is its help in English; see ``Command``.

    Args:
        name: its name; ``None`` for that of the function.
        short: what it does, as the list of commands shows it.
        chinese: its help in Chinese.
    """
    return click.command(name, cls=Command, short=short, chinese=chinese)


def option(*names: str, help: Text, **attributes: Any) -> Decorator:  # noqa: A002
    """An option of a command; see ``Option`` and ``click.option``."""
    return click.option(*names, cls=Option, help=help, **attributes)


def _told(words: str) -> str:
    return Text.of(words, _WORDS.get(words, "")).in_language(reader(), between=" ")


def _in_chinese(names: str) -> str:
    """The names of an option, with what stands for its value in Chinese; what may be typed stays."""
    return _PLACEHOLDER.sub(lambda found: _PLACEHOLDERS[found[0]], names)


def _beside(text: str) -> str:
    for english, chinese in _BESIDE:
        text = text.replace(english, chinese)
    return text
