"""A story: views of the page in an order, each with a sentence; read from a YAML file.

A step names what is to be seen, either in the words of the table below or, as the page itself writes it, as the part of
its address after ``#``::

    title: {en: Who works with whom, zh: 谁与谁合作}
    steps:
    - view: map
      at: region/cn-shanghai
      filters: {sector: health, as-of: 2017-03-31}
      text: {en: Most ties end in Shanghai., zh: 多数联系指向上海。}

====================  =================================================================================
``view``              ``network``, ``regions``, ``map``, ``matrix``, ``time``, ``flows``, ``list``, ``ranking``
``at``                what is open: one key, as ``region/cn-shanghai``, or two for the tie between them
``filters``           ``sector``, ``region``, ``source``, ``hide`` (kinds, classes, stages): one or a list;
                      ``years``: ``2015-2017``; ``as-of``, ``known-by``: a day
``size``, ``tint``    a measure: ``count``, ``partners``, or ranking and column as ``0.2``
``of``                what a matrix is of: ``regions``, ``sectors``, ``parties``
``address``           instead of all these: ``view=map&at=region/cn-shanghai``
====================  =================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import yaml

from kg.errors import SourceError
from kg.nearest import did_you_mean, nearest
from kg.page.packing import Json
from kg.text import Text

#: What a story calls a view, and what the page's address does.
VIEWS = {"network": "all", **{name: name for name in ("regions", "map", "matrix", "time", "flows")}}
#: Those that the address calls sheets.
SHEETS = ("list", "ranking")
#: What a step may have beside its text.
FIELDS = ("view", "at", "filters", "size", "tint", "of", "address", "text")
#: Filters that hold things: what the address calls them, and what their values begin with.
_THINGS = {"sector": "sector/", "region": "region/", "source": "", "hide": ""}
_DAYS = {"as-of": "asof", "known-by": "known"}
_CALLED = {address: name for name, address in _DAYS.items()}
FILTERS = (*_THINGS, *_DAYS, "years")
#: Parameters of an address that name things: those that a story may lead to.
_NAMING = ("at", "a", "b", "party", "deal")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_YEARS = re.compile(r"[0-9]{4}-[0-9]{4}", re.ASCII)
#: A story is walked by a person.
MOST_STEPS = 200
_LARGEST = 500_000
#: How many names a message shows where none is near.
_SHOWN = 8
_NO_SUCH = Text("the page has no such thing", "页面中没有此项")


@dataclass(frozen=True, slots=True)
class Offered:
    """What a page has that a link to it, and so a step, can name.

    Attributes:
        keys: the keys of everything that it can open.
        sources: the number of each source in it, by its id.
        values: what else a link can name, by the link's own names: ``hide``, ``sector``, ``region``, ``kind``,
            ``size``, ``tint``, ``of``, ``sheet``.
        years: the first and the last year in which anything is dated; ``None`` where there are not two.
    """

    keys: Collection[str]
    sources: Mapping[str, int]
    values: Mapping[str, Collection[str]]
    years: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Step:
    """One view with its sentence; ``address`` is the part of the page's address after ``#``."""

    address: str
    text: Text


@dataclass(frozen=True, slots=True)
class Story:
    """Steps in their order, and what they are called together; ``path`` is for messages.

    Where a graph has more than the package whose story it is, ``of_a_part`` is true: its page need not have what the
    story was written for.
    """

    title: Text
    steps: tuple[Step, ...]
    path: Path
    of_a_part: bool = False

    def fitted(self, has: Offered) -> tuple[Json, Text | None]:
        """The story as the page reads it, empty where no step is left; and what is said of the steps that are left out.

        Args:
            has: what the page has.

        Raises:
            SourceError: as ``checked``, if the story is not of a part of the graph.
        """
        if not self.of_a_part:
            return self.checked(has), None
        kept, left = [], []
        for number, step in enumerate(self.steps, start=1):
            try:
                self._known(step, number, has)
            except SourceError:
                left.append(number)
            else:
                kept.append(step)
        if not left:
            return self.checked(has), None
        numbers, many = ", ".join(map(str, left)), len(left) > 1
        told = Text(
            f"Of the story {self.path.parent.name}/{self.path.name}, step{'s' if many else ''} {numbers} "
            f"{'are' if many else 'is'} left out: this page has more than that package, and does not show all that "
            f"{'they lead' if many else 'it leads'} to.",
            f"故事{self.path.parent.name}/{self.path.name}略去第{numbers}步：本页面内容不止该数据包，未显示其所指各项。",
        )
        return (replace(self, steps=tuple(kept)).checked(has) if kept else {}), told

    def checked(self, has: Offered) -> Json:
        """The story as the page reads it.

        Args:
            has: what the page has.

        Raises:
            SourceError: if a step leads to what the page does not have; with file, step, field, value and the nearest.
        """
        return {
            "title": [self.title.en, self.title.zh],
            "steps": [
                [self._known(step, number, has), step.text.en, step.text.zh]
                for number, step in enumerate(self.steps, start=1)
            ],
        }

    def _known(self, step: Step, number: int, has: Offered) -> str:
        """The address of a step whose every part the page has, with sources by their numbers."""
        pairs = parse_qsl(step.address, keep_blank_values=True)
        for name, value in pairs:
            if name in _NAMING and value not in has.keys:
                raise _wrong(self.path, number, name, value, has.keys)
            if name == "source" and value not in has.sources and value not in map(str, has.sources.values()):
                raise _wrong(self.path, number, name, value, has.sources)
            if name in has.values and value not in has.values[name]:
                raise _wrong(self.path, number, name, value, has.values[name])
            if name == "view" and value not in VIEWS.values():
                raise _wrong(self.path, number, name, value, VIEWS.values())
            if name in _DAYS.values() and not _is_day(value):
                raise _bad(self.path, number, _CALLED[name], value, Text("there is no such day", "没有这一天"))
            if name == "years" and not _is_among(value, has.years):
                raise _bad(self.path, number, name, value, _years_of(has.years))
        return urlencode(
            [(name, str(has.sources.get(value, value)) if name == "source" else value) for name, value in pairs]
        )


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_among(text: str, years: tuple[int, int] | None) -> bool:
    """Whether years, as ``2015-2017``, have any of those of the data in them."""
    if years is None or not _YEARS.fullmatch(text):
        return False
    first, last = map(int, text.split("-"))
    return first <= last and last >= years[0] and first <= years[1]


def _years_of(years: tuple[int, int] | None) -> Text:
    if years is None:
        return Text("the data are not dated in two years or more; leave it out", "数据所载年份不足两年；请删去此项")
    shown = f"{years[0]}-{years[1]}"
    return Text(f"the data are of {shown}; write the earlier year first", f"数据年份为 {shown}；请先写较早的年份")


class _AsWritten(yaml.SafeLoader):
    """Leaves days and decimal numbers as they are written: 2016-02-30 is told as no day, and 0.10 is not 0.1."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as the loader declares it
        sign: [(tag, form) for tag, form in forms if not tag.endswith((":timestamp", ":float"))]
        for sign, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read_story(path: Path) -> Story:
    """Read a story.

    Args:
        path: the YAML file.

    Raises:
        SourceError: if it cannot be read, or a step is not of the form above; with file, step, field and fix.
    """
    text = _read(path)
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise yaml.YAMLError
        said = _AsWritten(text).get_single_data()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        at = "" if line is None else f"{line + 1}"
        raise SourceError(
            Text(
                f"{path}: is no YAML{f', line {at}' if at else ''}. Correct it there; "
                "a text with a colon stands in quotes.",
                f"{path}：不是 YAML{f'，第{at}行' if at else ''}。请改正；含冒号的文字须加引号。",
            )
        ) from None
    if not isinstance(said, Mapping) or not isinstance(said.get("steps"), list) or not said["steps"]:
        raise SourceError(
            Text(
                f"{path}: has no steps. Write `steps:` and below it one `- view: …` with a `text:` for each.",
                f"{path}：没有步骤。请写 `steps:`，其下每步写 `- view: …` 与 `text:`。",
            )
        )
    if len(said["steps"]) > MOST_STEPS:
        count = len(said["steps"])
        raise SourceError(
            Text(
                f"{path}: has {count} steps, more than {MOST_STEPS}. Part it into several stories.",
                f"{path}：有{count}步，超过{MOST_STEPS}步。请分为几个故事。",
            )
        )
    title = _text(path, 0, "title", said["title"]) if said.get("title") else Text("Story", "故事")
    steps = tuple(_step(path, number, step) for number, step in enumerate(said["steps"], start=1))
    return Story(title, steps, path)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        why = error.strerror or "no such file"
        raise SourceError(
            Text(
                f"{path}: cannot be read ({why}). Name the YAML file of a story.",
                f"{path}：无法读取（{why}）。请写明故事的 YAML 文件。",
            )
        ) from None
    except UnicodeDecodeError:
        raise SourceError(
            Text(f"{path}: is not UTF-8. Save it as UTF-8.", f"{path}：不是 UTF-8。请另存为 UTF-8。")
        ) from None
    if len(raw) > _LARGEST:
        raise SourceError(
            Text(
                f"{path}: has more than {_LARGEST:,} bytes. A story is a few sentences; name the right file.",
                f"{path}：超过{_LARGEST:,}字节。故事只需数句，请核对文件。",
            )
        )
    return text


def joined(stories: Iterable[Story]) -> Story | None:
    """Several stories as one, called as the first; ``None`` without any."""
    told = list(stories)
    if not told:
        return None
    steps = tuple(step for story in told for step in story.steps)
    return Story(told[0].title, steps, told[0].path, any(story.of_a_part for story in told))


def _step(path: Path, number: int, step: Any) -> Step:
    if not isinstance(step, Mapping):
        raise _bad(
            path,
            number,
            "step",
            step,
            Text("write fields, such as `view:` and `text:`", "请写字段，如 `view:` 与 `text:`"),
        )
    for name in step:
        if name not in FIELDS:
            raise _wrong(path, number, str(name), str(name), FIELDS, Text("there is no such field", "没有此字段"))
    text = _text(path, number, "text", step.get("text"))
    if step.get("address"):
        return Step(str(step["address"]).lstrip("#"), text)
    return Step(urlencode([*_seen(path, number, step), *_filters(path, number, step.get("filters") or {})]), text)


def _seen(path: Path, number: int, step: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    view = str(step.get("view", "network"))
    if view in SHEETS:
        yield "sheet", view
    elif view in VIEWS:
        yield "view", VIEWS[view]
    else:
        raise _wrong(path, number, "view", view, (*VIEWS, *SHEETS))
    at = [str(key) for key in _listed(step.get("at"))]
    if len(at) > 2:
        raise _bad(
            path,
            number,
            "at",
            ", ".join(at),
            Text("name one thing, or two for a tie", "请写一个对象，或两个以指其联系"),
        )
    yield from [("at", at[0])] if len(at) == 1 else zip(("a", "b"), at, strict=False)
    for name in ("size", "tint", "of"):
        if step.get(name) is not None:
            yield name, str(step[name])


def _filters(path: Path, number: int, filters: Any) -> Iterable[tuple[str, str]]:
    if not isinstance(filters, Mapping):
        raise _bad(
            path,
            number,
            "filters",
            filters,
            Text("write `sector: health`, one a line", "请逐行写，如 `sector: health`"),
        )
    for name, value in filters.items():
        if name in _THINGS:
            for one in map(str, _listed(value)):
                yield name, one if "/" in one else _THINGS[name] + one
        elif name in _DAYS or name == "years":
            form, shown = (_YEARS, "2015-2017") if name == "years" else (_DAY, "2017-03-31")
            if not form.fullmatch(str(value)):
                raise _bad(path, number, str(name), value, Text(f"write it as {shown}", f"请写作 {shown}"))
            yield _DAYS.get(str(name), str(name)), str(value)
        else:
            raise _wrong(path, number, "filters", str(name), FILTERS)


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _text(path: Path, number: int, name: str, value: Any) -> Text:
    """A text in one language, for both, or in two."""
    if isinstance(value, str) and value.strip():
        return Text.of(value.strip())
    if isinstance(value, Mapping) and all(isinstance(value.get(one, ""), str) for one in ("en", "zh")):
        en, zh = (str(value.get(one, "")).strip() for one in ("en", "zh"))
        if en or zh:
            return Text.of(en, zh)
    raise _bad(path, number, name, value, Text("write `{en: …, zh: …}`", "请写 `{en: …, zh: …}`"))


def _bad(path: Path, number: int, name: str, value: Any, fix: Text) -> SourceError:
    shown = "" if value is None else str(value)[:80]
    where = Text(f"step {number}, " if number else "", f"第{number}步，" if number else "")
    return SourceError(
        Text(
            f"{path}, {where.en}{name}: {shown!r} cannot be used; {fix.en}.",
            f"{path}，{where.zh}{name}：“{shown}”无法使用；{fix.zh}。",
        )
    )


def _wrong(
    path: Path,
    number: int,
    name: str,
    value: str,
    known: Iterable[str],
    what: Text = _NO_SUCH,
) -> SourceError:
    known = list(known)
    near = did_you_mean(nearest(value, known)) if known else Text()
    if not near.en:
        some = ", ".join(sorted(known)[:_SHOWN]) + (", …" if len(known) > _SHOWN else "")
        near = Text(f"There are: {some}.", f"现有：{some}。") if known else Text("There are none.", "现无任何一项。")
    return SourceError(
        Text(
            f"{path}, step {number}, {name}: {value[:80]!r}: {what.en}. {near.en}".rstrip(),
            f"{path}，第{number}步，{name}：“{value[:80]}”：{what.zh}。{near.zh}",
        )
    )
