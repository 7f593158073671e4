"""Suggestions as a file of a package: ``suggestions/SOURCE.json``, without a sentence of the text."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.files import write_file
from kg.intake.articles.model import Article, Field, Reading, Span, Suggestion
from kg.intake.articles.segments import sentences
from kg.source_text import sha256
from kg.text import Text

#: The folder in a package.
FOLDER = "suggestions"
_FORMAT = "kg-suggestions/1"


@dataclass(frozen=True, slots=True)
class Queue:
    """What a file of suggestions holds: a reading without its text."""

    source: str
    sha256: str
    characters: int
    language: str
    media_type: str
    published: str
    title: str
    sentences: int
    paragraphs: tuple[Span, ...]
    suggestions: tuple[Suggestion, ...]
    to_read: tuple[tuple[Span, str], ...]
    passages: tuple[tuple[Span, str], ...] = ()


def passages_of(article: Article, spans: Iterable[Span]) -> tuple[tuple[tuple[Span, str], ...], int]:
    """The passages of an article that prove where a review's places stand, each with its SHA-256.

    Args:
        article: the article.
        spans: those of suggestions, some of which go over the end of a sentence.

    Returns:
        its sentences, and those of the spans that stand in none, in order; and how many sentences it has.
    """
    cut = sentences(article)
    starts = [one.start for one in cut]
    across = set()
    for span in spans:
        at = bisect_right(starts, span.start) - 1
        if at < 0 or cut[at].end < span.end:
            across.add(span)
    found = sorted({*cut, *across})
    return tuple((one, sha256(article.text[one.start : one.end])) for one in found), len(cut)


def write(folder: Path, reading: Reading) -> Path:
    """Write the suggestions of a reading into a package."""
    article = reading.article
    passages, _ = passages_of(article, [one.span for one in reading.suggestions])
    made = Queue(
        reading.source,
        article.sha256,
        len(article.text),
        article.language,
        article.media_type,
        reading.published.isoformat(),
        article.title,
        reading.sentences,
        article.paragraphs,
        reading.suggestions,
        reading.to_read,
        passages,
    )
    path = folder / file_of(reading.source)
    path.parent.mkdir(exist_ok=True)
    write_file(path, content(made))
    return path


def file_of(source: str) -> str:
    """The file of a source's suggestions, within the package."""
    return f"{FOLDER}/{source}.json"


def as_json(queue: Queue) -> dict[str, Any]:
    """A source, its suggestions, its paragraphs and its passages to read, without a sentence of the text."""
    return {
        "source": {
            "id": queue.source,
            "sha256": queue.sha256,
            "characters": queue.characters,
            "language": queue.language,
            "media_type": queue.media_type,
            "published": queue.published,
            "title_guess": queue.title,
        },
        "sentences": queue.sentences,
        "paragraphs": [[one.start, one.end] for one in queue.paragraphs],
        "suggestions": [as_record(one) for one in queue.suggestions],
        "to_read": [[span.start, span.end, cue] for span, cue in queue.to_read],
    }


def content(queue: Queue) -> bytes:
    """What the file of a source's suggestions holds."""
    said: dict[str, Any] = {
        "format": _FORMAT,
        **as_json(queue),
        # Their hashes find them in a corrected edition; one a line.
        "passages": [f"{span.start}-{span.end} {digest}" for span, digest in queue.passages],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def as_record(one: Suggestion) -> dict[str, Any]:
    """A suggestion as the file, the page and a table have it: places as numbers, its note in both languages."""
    return {
        "id": one.id,
        "kind": one.kind,
        "start": one.span.start,
        "end": one.span.end,
        "rule": one.rule,
        "score": one.score,
        "about": one.about,
        "present": one.present,
        "relation": one.relation,
        "note_en": one.note.en,
        "note_zh": one.note.zh,
        "fields": [
            {
                "name": field.name,
                "value": field.value,
                "start": field.span.start if field.span else None,
                "end": field.span.end if field.span else None,
                "group": field.group,
                "rule": field.rule,
            }
            for field in one.fields
        ],
    }


def read(path: Path) -> Queue:
    """Read a file of suggestions.

    Raises:
        SourceError: if it cannot be read.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        source = said["source"]
        if said["format"] != _FORMAT:
            raise ValueError(said["format"])
        return Queue(
            source["id"],
            source["sha256"],
            source["characters"],
            source["language"],
            source["media_type"],
            source["published"],
            source["title_guess"],
            said["sentences"],
            tuple(Span(start, end) for start, end in said["paragraphs"]),
            tuple(_suggestion(one) for one in said["suggestions"]),
            tuple((Span(start, end), cue) for start, end, cue in said["to_read"]),
            tuple(_passage(one) for one in said.get("passages", ())),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(
            Text(
                f"{path}: is no file of suggestions ({type(error).__name__}). Run `kg read` again.",
                f"{path}：不是建议文件（{type(error).__name__}）。请重新运行 `kg read`。",
            )
        ) from error


def _passage(said: str) -> tuple[Span, str]:
    place, _, digest = said.partition(" ")
    start, _, end = place.partition("-")
    bytes.fromhex(digest)
    return Span(int(start), int(end)), digest


def _suggestion(said: dict[str, Any]) -> Suggestion:
    fields = tuple(
        Field(
            one["name"],
            one["value"],
            None if one["start"] is None else Span(one["start"], one["end"]),
            one["group"],
            one["rule"],
        )
        for one in said["fields"]
    )
    return Suggestion(
        said["id"],
        said["kind"],
        Span(said["start"], said["end"]),
        fields,
        said["rule"],
        said["score"],
        said["about"],
        said["present"],
        said["relation"],
        Text(said["note_en"], said["note_zh"]),
    )
