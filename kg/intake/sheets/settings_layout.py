"""The order of ``SHEET.kg.yaml``: what is open first and together, then what is settled, last what may be written.

The places of answers stay what they are; only their order in the file changes, and lines that begin with a rule are
written anew each time. A file that somebody has written otherwise than as one line a name stays in its own order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import yaml

#: What begins a line that is written anew each time.
_RULE = "# ──"
_BEGINS, _ENDS = f"{_RULE}▼ ", f"{_RULE}▲"
_OPTIONAL = f"{_RULE} may stay open 以下可不答"
_SETTLED = f"{_RULE} settled 以下已定"
_KEY = re.compile(r"( *)('(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"|[^\s#'\"\-{\[?&*!|>%@`][^#]*?|-[^\s#][^#]*?):(?: (.*))?")
#: The last line of the explanation that earlier versions wrote at the head of the file, and how that begins.
_OLD_HEAD, _OLD_ENDS = "# How kg reads ", "期限写作10 years。"
MUST, MAY, SETTLED = range(3)


@dataclass(slots=True)
class _Entry:
    """A name of the file with what stands above, beside and below it."""

    indent: int
    name: str
    lead: list[str]
    lines: list[str]
    value: str
    below: list[_Entry] = field(default_factory=list)


def without_told(text: str) -> str:
    """The text of a file without what is written anew each time.

    Args:
        text: the file.
    """
    kept: list[str] = []
    inside = False
    lines = text.split("\n")
    if lines[0].startswith(_OLD_HEAD):
        ends = next((at for at, line in enumerate(lines) if line.rstrip().endswith(_OLD_ENDS)), None)
        if ends is not None and all(line.startswith("#") or not line.strip() for line in lines[:ends]):
            lines = lines[ends + 1 :]
    for line in lines:
        bare = line.strip()
        if bare.startswith(_BEGINS) or inside:
            # Whatever is no comment was typed there, and stays.
            inside = not bare.startswith(_ENDS)
            if not bare.startswith("#") and bare:
                kept.append(line)
            continue
        if not bare.startswith(_RULE):
            kept.append(line)
    return "\n".join(kept)


def laid_out(text: str, asked: Mapping[tuple[str, ...], bool], head: Sequence[str], foot: Sequence[str]) -> str:
    """A file with what is open first.

    Args:
        text: the file, as YAML is written.
        asked: what is open, with whether it may stay so.
        head: what is told on top.
        foot: what is told at the end.
    """
    ordered = _in_order(text.rstrip("\n"), asked) if asked else text.rstrip("\n")
    parts = [_block("how this sheet is read 表格的读法", head), ordered, _block("what may be written 可填内容", foot)]
    return "\n".join(part for part in parts if part) + "\n"


def _block(title: str, lines: Sequence[str]) -> str:
    return "\n".join([f"{_BEGINS}{title}", *(f"# {line}".rstrip() for line in lines), _ENDS]) if lines else ""


def _in_order(text: str, asked: Mapping[tuple[str, ...], bool]) -> str:
    tops, tail = _entries(text.split("\n"))
    made = "\n".join([*_written(tops, (), asked), *tail])
    try:
        same = yaml.safe_load(made) == yaml.safe_load(text)
    except yaml.YAMLError:
        same = False
    return made if same else text


def _entries(lines: Iterable[str]) -> tuple[list[_Entry], list[str]]:
    """The names of a file, each with those below it, and the lines behind the last one."""
    tops: list[_Entry] = []
    way: list[_Entry] = []
    lead: list[str] = []
    for line in lines:
        match = None if line.lstrip().startswith("#") else _KEY.fullmatch(line)
        if not line.strip() or line.lstrip().startswith("#"):
            lead.append(line)
        elif match is None:
            # What goes on over several lines belongs to the name before it.
            if way:
                way[-1].lines += [*lead, line]
            lead = []
        else:
            entry = _Entry(len(match[1]), _name(match[2]), lead, [line], (match[3] or "").partition(" #")[0].strip())
            entry.value = "" if entry.value.startswith("#") else entry.value
            lead = []
            while way and way[-1].indent >= entry.indent:
                way.pop()
            (way[-1].below if way else tops).append(entry)
            way.append(entry)
    return tops, lead


def _name(written: str) -> str:
    if written[:1] in "'\"":
        return str(yaml.safe_load(written))
    return written.strip()


def _rank(entry: _Entry, way: tuple[str, ...], asked: Mapping[tuple[str, ...], bool]) -> int:
    """Whether a name has anything that must be answered, or may be, or is settled."""
    path = (*way, entry.name)
    if entry.below:
        return min(_rank(one, path, asked) for one in entry.below)
    # The rows for which alone an answer holds stand with it.
    of = (*path[:-2], path[-2].removesuffix("_rows"), path[-1]) if len(path) > 1 else path
    is_open = (of in asked) and (of != path or not entry.value)
    return (MAY if asked[of] else MUST) if is_open else SETTLED


def _written(entries: list[_Entry], way: tuple[str, ...], asked: Mapping[tuple[str, ...], bool]) -> list[str]:
    ranks = {id(one): _rank(one, way, asked) for one in entries}
    made: list[str] = []
    before = None
    for one in sorted(entries, key=lambda each: ranks[id(each)]):
        rank = ranks[id(one)]
        if before is not None and rank != before and rank != MUST:
            made.append(f"{' ' * one.indent}{_OPTIONAL if rank == MAY else _SETTLED}")
        elif before is None and rank == MAY and not way:
            made.append(f"{' ' * one.indent}{_OPTIONAL}")
        before = rank
        made += [*one.lead, *one.lines, *_written(one.below, (*way, one.name), asked)]
    return made
