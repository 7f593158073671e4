"""An article that is read a second time: what is suggested as before keeps its id, and so what was decided on it.

Between two readings the package has grown: a party that was accepted is known now, and is no longer suggested as new.
A suggestion is the same if its kind, its passage and its fields are, a new party counting as the record that it became.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from kg.intake.articles.looking import View
from kg.intake.articles.model import Reading, Suggestion
from kg.intake.articles.queue import file_of
from kg.intake.articles.states import NEW_PARTY, Resolver
from kg.text import Text

_Key = tuple[str, int, int, tuple[tuple[str, str, int], ...]]


def carried_over(folder: Path, reading: Reading) -> tuple[Reading, Text]:
    """A reading with the ids of the suggestions that the package has of the same text already.

    Args:
        folder: the package's folder.
        reading: the new reading.

    Returns:
        the reading, with what was decided on and is no longer suggested; and what is told of it, which is empty for a
        text that was not read before.

    Raises:
        SourceError: if the package's suggestions or its log cannot be read.
    """
    if not (folder / file_of(reading.source)).is_file():
        return reading, Text()
    view = View(folder)
    queue = view.queues.get(reading.source)
    if queue is None or queue.sha256 != reading.article.sha256:
        return reading, Text()
    old = {one.id: one for one in queue.suggestions}
    resolver = Resolver(view.states)
    # A party that was accepted is either known now, or suggested as before.
    ways: list[Callable[[str], str]] = [lambda _: "", resolver.record]
    renamed = {one.id: one.id for one in reading.suggestions if one.id in old}
    for record_of in ways:
        waiting: dict[_Key, list[str]] = defaultdict(list)
        for one in queue.suggestions:
            if one.id not in renamed.values():
                waiting[_key(one, old, record_of)].append(one.id)
        new = {one.id: one for one in reading.suggestions}
        for one in reading.suggestions:
            if one.id not in renamed and (same := waiting[_key(one, new, lambda _: "")]):
                renamed[one.id] = same.pop(0)
    is_decided = {name for name in old if view.states[name].decided}
    made = [
        old[name] if (name := renamed.get(one.id, "")) in is_decided else _renamed(one, renamed)
        for one in reading.suggestions
    ]
    left = [one for name, one in old.items() if name not in renamed.values()]
    kept = [one for one in left if one.id in is_decided]
    made = sorted([*made, *kept], key=lambda one: (one.span.start, one.span.end)) if kept else made
    return replace(reading, suggestions=tuple(made)), _told(reading.source, renamed, made, left, kept)


def _key(one: Suggestion, among: dict[str, Suggestion], record_of: Callable[[str], str]) -> _Key:
    """What a suggestion is the same by: a new party stands for its record, else for its passage."""

    def meant(value: str) -> str:
        party = among.get(value.removeprefix(NEW_PARTY)) if value.startswith(NEW_PARTY) else None
        if party is None:
            return value
        return record_of(value) or f"{NEW_PARTY}{party.span.start}-{party.span.end}"

    fields = sorted((field.name, meant(field.value), field.group) for field in one.fields if field.name != "about")
    return one.kind, one.span.start, one.span.end, tuple(fields)


def _renamed(one: Suggestion, names: dict[str, str]) -> Suggestion:
    """A suggestion under its earlier id, and with those of what it refers to."""

    def called(value: str) -> str:
        bare = value.removeprefix(NEW_PARTY)
        return value.replace(bare, names[bare]) if bare in names else value

    fields = tuple(replace(field, value=called(field.value)) for field in one.fields)
    return replace(one, id=names.get(one.id, one.id), about=called(one.about), fields=fields)


def _told(
    source: str,
    renamed: dict[str, str],
    made: Sequence[Suggestion],
    left: Sequence[Suggestion],
    kept: Sequence[Suggestion],
) -> Text:
    new, gone = len(made) - len(kept) - len(renamed), len(left) - len(kept)
    said = Text(
        f"{source} was read before: {len(renamed)} suggestions as before, {new} new, {gone} gone",
        f"{source} 此前已读：建议与前次相同{len(renamed)}条，新增{new}条，不再有{gone}条",
    )
    if kept:
        said += Text(f"; {len(kept)} more stay, since they were decided on", f"；另有{len(kept)}条已有决定，予以保留")
    return said + Text(".", "。")
