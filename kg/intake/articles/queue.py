"""Suggestions as a file of a package: ``suggestions/SOURCE.json``, without a sentence of the text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.files import write_file
from kg.intake.articles.model import Field, Reading, Span, Suggestion
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


def write(folder: Path, reading: Reading) -> Path:
    """Write the suggestions of a reading into a package."""
    article = reading.article
    said: dict[str, Any] = {
        "format": _FORMAT,
        "source": {
            "id": reading.source,
            "sha256": article.sha256,
            "characters": len(article.text),
            "language": article.language,
            "media_type": article.media_type,
            "published": reading.published.isoformat(),
            "title_guess": article.title,
        },
        "sentences": reading.sentences,
        "paragraphs": [[one.start, one.end] for one in article.paragraphs],
        "suggestions": [as_record(one) for one in reading.suggestions],
        "to_read": [[span.start, span.end, cue] for span, cue in reading.to_read],
    }
    path = folder / FOLDER / f"{reading.source}.json"
    path.parent.mkdir(exist_ok=True)
    write_file(path, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace"))
    return path


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
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(
            Text(
                f"{path}: is no file of suggestions ({type(error).__name__}). Run `kg read` again.",
                f"{path}：不是建议文件（{type(error).__name__}）。请重新运行 `kg read`。",
            )
        ) from error


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
