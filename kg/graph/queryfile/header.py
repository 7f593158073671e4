"""Reads the header of a query file."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import SourceError
from kg.graph.queryfile.model import PARAMETER_TYPES, Column, Parameter
from kg.text import Text


def read_header(path: Path, content: str, *, required: bool = True) -> dict[str, Any]:
    """The header of a query file.

    Args:
        path: the file, for the error.
        content: its text.
        required: whether there must be one.

    Raises:
        SourceError: if there is none, or it is not YAML.
    """
    said = {place: line for place, line in enumerate(content.splitlines(), 1) if line.startswith("#:")}
    lines = [line[2:].removeprefix(" ") for line in said.values()]
    try:
        header = deepcopy(_parsed("\n".join(lines)))  # whoever gets it may change it
    except _SaidTwice as error:
        raise _twice(path, error.args[0], [list(said)[line] for line in error.args[1:]]) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise SourceError(
            Text(f"{path}: its header is not valid YAML: {error}", f"{path}：其头部不是有效的 YAML：{error}")
        ) from error
    except RecursionError as error:
        raise SourceError(Text(f"{path}: its header is nested too deeply.", f"{path}：其头部嵌套过深。")) from error
    if header is None and not required:
        return {}
    if not isinstance(header, dict):
        raise SourceError(
            Text(
                f"{path}: has no header. Begin it with lines `#: title: {{en: …, zh: …}}`.",
                f"{path}：没有头部。请以 `#: title: {{en: …, zh: …}}` 等行开头。",
            )
        )
    return header


@lru_cache(maxsize=512)
def _parsed(text: str) -> Any:
    """What YAML says, read once: parts are included by many queries, and each question is asked many times."""
    # Without aliases no mapping comes again, so that what stands twice was written twice.
    return yaml.load(text, _Loader)  # noqa: S506 - a safe loader


class _SaidTwice(ValueError):
    """A key that a mapping has twice, with the lines that say it."""


class _Loader(yaml.SafeLoader):
    """Reads YAML, and refuses a key that stands twice: the first would be lost, and nobody would know."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        lines: dict[str, int] = {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in lines and key.tag != "tag:yaml.org,2002:merge":
                raise _SaidTwice(key.value, lines[key.value], key.start_mark.line)
            lines[key.value] = key.start_mark.line
        return super().construct_mapping(node, deep)


def _twice(path: Path, key: str, lines: Sequence[int]) -> SourceError:
    """The error for a key that a header has twice.

    Args:
        path: the file.
        key: the key.
        lines: the lines of the file that it stands in.
    """
    name, (first, second) = key[:100], lines
    en = f"lines {first} and {second}" if first != second else f"line {first}"
    zh = f"第{first}行与第{second}行" if first != second else f"第{first}行"
    return SourceError(
        Text(
            f"{path}, {en}: its header has {name!r} twice, and only one would hold. Write it once, with what both say, "
            "as split: {A: ';', B: ','}.",
            f"{path} {zh}：其头部两次写有“{name}”，只有一个会生效。请合写为一处，如 split: {{A: ';', B: ','}}。",
        )
    )


#: What a header may say of a parameter, and of a column.
_OF_PARAMETER = frozenset(("type", "en", "zh", "list", "required", "default", "several"))
_OF_COLUMN = frozenset(("en", "zh", "unit", "rank", "language"))


def _check_keys(name: str, value: Mapping[str, Any], known: frozenset[str]) -> None:
    """Refuse a key that is none: misspelt, or the end of a text that YAML parts at a comma and so cuts short."""
    for key in value:
        if key not in known:
            quoted = "; a text with a comma must stand in quotes 含逗号的文字须加引号" if value[key] is None else ""
            raise KeyError(f"{name}.{key} ({' | '.join(sorted(known))}){quoted}")


def _check_name(name: object) -> None:
    """Refuse a name of a parameter or column that YAML reads as true, false or a number: on, off, yes, no, 5."""
    if not isinstance(name, str):
        raise KeyError(f"{name} (a name such as on, off, yes or no must stand in quotes on、yes等名称须加引号)")


def read_text(value: Mapping[str, str]) -> Text:
    """A text in both languages; a ``KeyError`` if it lacks one."""
    return Text(en=str(value["en"]), zh=str(value["zh"]))


def read_parameter(name: str, value: Mapping[str, Any]) -> Parameter:
    """A parameter as a header has it; a ``KeyError`` names what it lacks or misspells."""
    _check_name(name)
    _check_keys(name, value, _OF_PARAMETER)
    kind = str(value["type"])
    if kind not in PARAMETER_TYPES:
        raise KeyError(f"{name}.type: {kind} ({' | '.join(sorted(PARAMETER_TYPES))})")
    default = value.get("default")
    # YAML reads true and 5 as values of its own; a parameter is text until it is bound.
    text = None if default is None else str(default).lower() if isinstance(default, bool) else str(default)
    return Parameter(
        name=name,
        type=kind,
        text=read_text(value),
        default=text,
        list=str(value.get("list", "")),
        required=bool(value.get("required", False)),
        several=bool(value.get("several", False)),
    )


def read_column(name: str, value: Mapping[str, Any]) -> Column:
    """A column as a header has it; a ``KeyError`` names what it lacks or misspells."""
    _check_name(name)
    _check_keys(name, value, _OF_COLUMN)
    unit, language = str(value.get("unit", "")), str(value.get("language", ""))
    if language not in ("", "en", "zh"):
        raise KeyError(f"{name}.language: {language}")
    rank = value.get("rank", 0)
    if not isinstance(rank, int):
        raise KeyError(f"{name}.rank: {rank}")
    return Column(name, read_text(value), unit, language, rank)


def check_summary(header: Mapping[str, Any]) -> None:
    """Refuse a summary that cannot be made; a ``KeyError`` names what it lacks or misspells."""
    told = header.get("summary")
    if told is None:
        return
    if told["by"] not in header.get("columns", {}):
        raise KeyError(f"summary.by: {told['by']}")
    if not all(isinstance(told[name], str) for name in ("en", "zh", "measured")) or not isinstance(
        told["values"], dict
    ):
        raise KeyError("summary: en, zh, measured, values")
