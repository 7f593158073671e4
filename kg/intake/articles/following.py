"""A review whose text was corrected: its suggestions and decisions at their new places, each proved by a hash.

`kg read` keeps the hashes of an article's sentences beside its suggestions. What stands in a sentence that is in the
new text, word for word, moves with it. The rest is told: a suggestion that nobody decided on is taken out, since its
words are others now; what a person decided is never taken out, and keeps the whole from being written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.intake.articles import decisions as log
from kg.intake.articles.decisions import Decision
from kg.intake.articles.model import Article, Span, Suggestion
from kg.intake.articles.queue import Queue, passages_of
from kg.intake.articles.values.moving import Hashed, Placed
from kg.intake.articles.written import Wanted, Written

_NEW_PARTY = "new/"
#: How long the id of a suggestion is; what was divided off of one has a number behind it.
_ID = 14


@dataclass(frozen=True, slots=True)
class Followed:
    """A review after its text was corrected.

    Attributes:
        queue: the suggestions at their new places.
        decisions: the whole log with its new places; a sentence that was read and is no more is taken back by an undo.
        moved: how many suggestions have a new place.
        moved_decisions: how many decisions have one.
        dropped: the suggestions that were taken out, as they were.
        bare: how many fields have no place any more.
        unread: the sentences that were read and are others now, at their old places.
        held: the decisions whose words are not in the text any more: with such nothing is to be written.
    """

    queue: Queue
    decisions: tuple[Decision, ...]
    moved: int
    moved_decisions: int
    dropped: tuple[Suggestion, ...]
    bare: int
    unread: tuple[Span, ...]
    held: tuple[Decision, ...]


class _Places:
    """Where spans of the old text stand in the new one, by the passages that were found there."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        self._found = [(Span(one.passage.start, one.passage.end), one.start) for one in placed if one.is_found]

    def of(self, span: Span) -> Span | None:
        """Its new place; ``None`` unless it is a passage that was found, or stands in one."""
        around = [(one, start) for one, start in self._found if one.start <= span.start and span.end <= one.end]
        if not around:
            return None
        one, start = min(around, key=lambda pair: pair[0].end - pair[0].start)
        return Span(span.start - one.start + start, span.end - one.start + start)


def hashed(queue: Queue) -> list[Hashed]:
    """The passages of a review that are to be looked for in the new text."""
    return [Hashed(span.start, span.end, digest) for span, digest in queue.passages]


def follow(queue: Queue, decisions: Sequence[Decision], article: Article, placed: Iterable[Placed]) -> Followed:
    """The suggestions of a source and the decisions on them, at their places in a corrected edition.

    Args:
        queue: the suggestions.
        decisions: the whole log of the package.
        article: the new text.
        placed: what came of looking for the passages of the review, and for others.
    """
    places = _Places(placed)
    suggestions, dropped, bare = _suggestions(queue.suggestions, places, article.text)
    made, held, unread = _decisions(queue, decisions, places)
    # A decision on what would be taken out keeps all as it is; only what was rejected may go.
    gone = {one.id for one in dropped}
    held += [one for one in log.holding(decisions) if _names(one, gone) and one not in held]
    to_read = [(place, cue) for span, cue in queue.to_read if (place := places.of(span)) is not None]
    passages, count = passages_of(article, [one.span for one in suggestions])
    new = replace(
        queue,
        sha256=article.sha256,
        characters=len(article.text),
        sentences=count,
        paragraphs=article.paragraphs,
        suggestions=tuple(suggestions),
        to_read=tuple(to_read),
        passages=passages,
    )
    before = {one.id: one.span for one in queue.suggestions}
    changed = [one for one, old in zip(made, decisions, strict=False) if one.span != old.span]
    return Followed(
        new,
        tuple(made),
        sum(before[one.id] != one.span for one in suggestions),
        len(changed),
        tuple(dropped),
        bare,
        tuple(unread),
        tuple(held),
    )


def follow_written(written: Written, source: str, article: Article, placed: Iterable[Placed]) -> Written:
    """What a review has written of a source, as it stands in the tables when they are moved.

    Args:
        written: what the review has written, of all sources.
        source: the source's id.
        article: the new text.
        placed: what came of looking for the passages.

    Returns:
        all of it, the source's rows with their new places.
    """
    found = {(str(one.passage.start), str(one.passage.end)): one for one in placed if one.is_found}
    made: list[Wanted] = []
    for one in written.rows.values():
        row = one.row
        place = found.get((row.get("start", ""), row.get("end", ""))) if row.get("source") == source else None
        if place is not None:
            row = row | {"start": str(place.start), "end": str(place.end)}
        elif one.table == "sources" and row.get("id") == source:
            new = {"sha256": article.sha256, "characters": str(len(article.text))}
            row = row | {name: cell for name, cell in new.items() if name in row}
        made.append(replace(one, row=row))
    return replace(written, rows={one.key: one for one in made})


def _names(one: Decision, gone: set[str]) -> bool:
    """Whether a decision rests on a suggestion that would be taken out."""
    if one.decision == log.REJECT and not one.field:
        return False
    return bool({one.suggestion[:_ID], one.value.removeprefix(_NEW_PARTY)[:_ID]} & gone)


def _suggestions(
    suggestions: Sequence[Suggestion], places: _Places, text: str
) -> tuple[list[Suggestion], list[Suggestion], int]:
    """The suggestions at their new places, those without one, and how many fields have none."""
    moved: dict[str, Suggestion] = {}
    bare = 0
    for one in suggestions:
        fields = []
        for field in one.fields:
            place = places.of(field.span) if field.span is not None else None
            bare += field.span is not None and place is None
            fields.append(replace(field, span=place))
        span = places.of(one.span)
        if span is not None:
            moved[one.id] = replace(one, span=span, fields=tuple(fields))
    gone = {one.id: one for one in suggestions if one.id not in moved}
    for one in _named_elsewhere(gone.values(), moved.values(), text):
        moved[one.id] = one
        del gone[one.id]
    _with_what_rests_on_them(gone, moved)
    kept = [moved[one.id] for one in suggestions if one.id in moved]
    dropped = [gone[one.id] for one in suggestions if one.id in gone]
    return kept, dropped, bare


def _named_elsewhere(gone: Iterable[Suggestion], moved: Iterable[Suggestion], text: str) -> list[Suggestion]:
    """New parties whose first mention is gone, where one that stayed names them by the same words."""
    by_value = {field.value: field.span for one in moved for field in one.fields if field.span is not None}
    found = []
    for one in gone:
        span = by_value.get(f"{_NEW_PARTY}{one.id}")
        name = one.value("name_zh") or one.value("name_en")
        if span is not None and text[span.start : span.end] == name:
            fields = tuple(replace(field, span=span if field.value == name else None) for field in one.fields)
            found.append(replace(one, span=span, fields=fields))
    return found


def _with_what_rests_on_them(gone: dict[str, Suggestion], moved: dict[str, Suggestion]) -> None:
    """What is about a suggestion that is gone, or has a party that is, goes with it."""
    count = -1
    while count != len(gone):
        count = len(gone)
        for one in list(moved.values()):
            needs = {one.about, *(field.value.removeprefix(_NEW_PARTY) for field in one.fields)}
            if needs & gone.keys():
                gone[one.id] = moved.pop(one.id)


def _decisions(
    queue: Queue, decisions: Sequence[Decision], places: _Places
) -> tuple[list[Decision], list[Decision], list[Span]]:
    """The log with new places; what of it has none; and the sentences that were read and are no more."""
    own = {one.id for one in queue.suggestions}
    own |= {one.suggestion for one in decisions if one.decision == log.ADD and one.value.endswith(f"/{queue.source}")}
    holding = {one.number for one in log.holding(decisions)}
    made: list[Decision] = []
    held: list[Decision] = []
    undone: list[Decision] = []
    unread: list[Span] = []
    for one in decisions:
        is_read = one.decision == log.READ
        is_own = one.value == queue.source if is_read else one.suggestion[:_ID] in own
        place = places.of(one.span) if is_own and one.span is not None else None
        if place is not None:
            made.append(replace(one, span=place))
            continue
        made.append(one)
        if not is_own or one.span is None or one.number not in holding:
            continue
        if is_read:
            unread.append(one.span)
            undone.append(Decision(log.UNDO, value=str(one.number), reviewer=one.reviewer))
        else:
            held.append(one)
    made += [replace(one, number=len(decisions) + number) for number, one in enumerate(undone, 1)]
    return made, held, unread
