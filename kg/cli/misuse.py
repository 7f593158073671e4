"""What is said of a call that click does not take, in both languages: click itself says it in English alone."""

from __future__ import annotations

import click

from kg.text import Text


def told(error: click.ClickException) -> Text:
    """What is wrong with a call.

    Args:
        error: what click raised; where it is of a kind that has no words here, its own stand for both languages.
    """
    english = error.format_message()
    return Text.of(english, _chinese(error))


def usage(error: click.ClickException) -> Text:
    """How the command is called, and where more is said; empty where click does not know the command."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return Text()
    called = context.get_usage()
    line = called.partition(": ")[2] or called
    help_ = f"{context.command_path} --help"
    return Text(f"Usage: {line}\nTry '{help_}' for help.\n", f"用法：{line}\n说明见 `{help_}`。\n")


def _chinese(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities or ()
        return f"没有选项 {error.option_name}。" + (f"是否为 {'，或 '.join(sorted(near))}？" if near else "")
    if isinstance(error, click.MissingParameter):
        what = "参数" if error.param_type == "argument" or isinstance(error.param, click.Argument) else "选项"
        return f"缺少{what} {_named(error)}。{_wanted(error.param)}"
    if isinstance(error, click.BadParameter):
        wanted = _wanted(error.param)
        return f"{_named(error)} 的取值无效。{wanted}" if wanted else ""
    if isinstance(error, click.BadOptionUsage):
        takes_one = "requires" in error.message
        return f"选项 {error.option_name} 需要取值。" if takes_one else f"选项 {error.option_name} 不接受取值。"
    if isinstance(error, click.FileError):
        return f"{error.ui_filename}：无法打开（{error.message}）。"
    if isinstance(error, click.UsageError) and (extra := getattr(error, "ctx", None)) is not None:
        return f"命令的写法不对（{error.message.rstrip('.')}）。见 `{extra.command_path} --help`。"
    return ""


def _named(error: click.BadParameter) -> str:
    hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param and error.ctx else "")
    return hint if isinstance(hint, str) else " / ".join(hint or ())


def _wanted(parameter: click.Parameter | None) -> str:
    """What a parameter takes; empty where that is any text."""
    kind = parameter.type if parameter is not None else None
    if isinstance(kind, click.Choice):
        return f"请用其中之一：{', '.join(map(str, kind.choices))}。"
    if isinstance(kind, click.types._NumberRangeBase):  # the two kinds of range have no other class in common
        return f"须为数，范围：{kind._describe_range()}。"
    if isinstance(kind, click.types.IntParamType):
        return "须为整数。"
    if isinstance(kind, click.types.FloatParamType):
        return "须为数。"
    return "须为可用的路径。" if isinstance(kind, click.Path) else ""
