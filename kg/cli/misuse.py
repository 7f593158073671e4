"""What is said of a call that click does not take, in both languages: click itself says it in English alone."""

from __future__ import annotations

import re

import click

from kg.text import Text, typed


def told(error: click.ClickException) -> Text:
    """What is wrong with a call.

    Args:
        error: what click raised; where it is of a kind that has no words here, its own stand for both languages.
    """
    if (chosen := _not_chosen(error)) is not None:
        return chosen
    english = error.format_message()
    return Text.of(english, _chinese(error))


def _not_chosen(error: click.ClickException) -> Text | None:
    """A value that is none of those to choose from, said as everywhere else; ``None`` where it is something else."""
    if not isinstance(error, click.BadParameter) or not (match := _NOT_ONE.fullmatch(error.message.strip())):
        return None
    name, value, known = _named(error).replace("'", ""), typed(match["value"]), match["known"].replace("'", "")
    return Text(
        f"{name} takes no value {value!r}. Use one of: {known}.", f"{name} 不能取“{value}”。请用其中之一：{known}。"
    )


def usage(error: click.ClickException) -> Text:
    """How the command is called, and where more is said; empty where click does not know the command.

    Empty too where only a value is wrong: the message names those that there are.
    """
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None or _not_chosen(error) is not None:
        return Text()
    # Behind the word for usage, which is in the reader's language.
    line = context.get_usage().partition("kg")[2]
    line = f"kg{line}"
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
        wanted = _reason(error.message) or _wanted(error.param)
        return f"{_named(error)} 的取值无效。{wanted}" if wanted else ""
    if isinstance(error, click.FileError):
        return f"{error.ui_filename}：无法打开。{_reason(error.message) or '请检查路径与权限。'}"
    if isinstance(error, click.UsageError):
        extra = getattr(error, "ctx", None)
        otherwise = f"命令的写法不对。见 `{extra.command_path} --help`。" if extra is not None else ""
        return _reason(error.message) or otherwise
    return ""


#: How click, and options of our own types, say of a value that it is none of those to choose from.
_NOT_ONE = re.compile(r"'(?P<value>.*)' is not one of (?P<known>.*?)\.?", re.DOTALL)
#: What click says in English, and in Chinese; what is named stands in both.
_REASONS = tuple(
    (re.compile(english), chinese)
    for english, chinese in (
        (r"Got unexpected extra arguments? \((.*)\)", "多余的参数：{0}。"),
        (r"Option '(.*)' requires (\d+) arguments?\.?", "选项 {0} 需要{1}个取值。"),
        (r"Option '(.*)' requires an argument\.?", "选项 {0} 需要取值。"),
        (r"Option '(.*)' does not take a value\.?", "选项 {0} 不接受取值。"),
        (r"Argument '(.*)' takes (\d+) values\.?", "参数 {0} 需要{1}个取值。"),
        (r"Missing command\.?", "缺少命令。"),
        (r"No such command '(.*)'\.?", "没有命令“{0}”。"),
        (r"\w+ '(.*)' does not exist\.?", "“{0}”不存在。"),
        (r"\w+ '(.*)' is a directory\.?", "“{0}”是文件夹。"),
        (r"\w+ '(.*)' is a file\.?", "“{0}”是文件。"),
        (r"\w+ '(.*)' is not (?:readable|writable|executable)\.?", "“{0}”没有所需的权限。"),
        (r"No such file or directory", "文件不存在。"),
        (r"Permission denied", "没有权限。"),
        (r"Is a directory", "这是文件夹。"),
        (r"'(.*)' is not a valid (?:integer|int)\.?", "须为整数，而不是“{0}”。"),
        (r"'(.*)' is not a valid (?:float|number)\.?", "须为数，而不是“{0}”。"),
        (r"'(.*)' is not a valid boolean.*", "须为 true 或 false，而不是“{0}”。"),
        (r"'(.*)' does not match the formats? .*", "须为日期，如 2024-05-06，而不是“{0}”。"),
    )
)


def _reason(english: str) -> str:
    """What is wrong, by what click says of it; empty where that is nothing known."""
    found = ((pattern.fullmatch(english.strip()), chinese) for pattern, chinese in _REASONS)
    return next((chinese.format(*match.groups()) for match, chinese in found if match), "")


def _named(error: click.BadParameter) -> str:
    hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param and error.ctx else "")
    return hint if isinstance(hint, str) else " / ".join(hint or ())


def _wanted(parameter: click.Parameter | None) -> str:
    """What a parameter takes; empty where that is any text."""
    kind = parameter.type if parameter is not None else None
    if isinstance(kind, click.Choice):
        return f"请用其中之一：{', '.join(map(str, kind.choices))}。"
    if isinstance(kind, (click.IntRange, click.FloatRange)):
        return f"须为数，范围：{_range(kind)}。"
    if isinstance(kind, click.types.IntParamType):
        return "须为整数。"
    if isinstance(kind, click.types.FloatParamType):
        return "须为数。"
    return "须为可用的路径。" if isinstance(kind, click.Path) else ""


def _range(kind: click.IntRange | click.FloatRange) -> str:
    least = "" if kind.min is None else f"{kind.min}{'<' if kind.min_open else '<='}"
    most = "" if kind.max is None else f"{'<' if kind.max_open else '<='}{kind.max}"
    if least and not most:
        return f"x{'>' if kind.min_open else '>='}{kind.min}"
    return f"{least}x{most}"
