"""A reading's suggestions as the page takes them: the same shape as their file has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.intake.articles.model import Suggestion
from kg.intake.articles.queue import FOLDER, Queue, read


def queues_of(package: Path) -> dict[str, Queue]:
    """The readings of a package's sources, by the source's id.

    Raises:
        SourceError: if one cannot be read.
    """
    return {queue.source: queue for queue in map(read, sorted((package / FOLDER).glob("*.json")))}


def queue_as_json(queue: Queue) -> dict[str, Any]:
    """Suggestions, paragraphs and passages to read, without a sentence of the text."""
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
        "suggestions": [_suggestion(one) for one in queue.suggestions],
        "to_read": [[span.start, span.end, cue] for span, cue in queue.to_read],
    }


def _suggestion(one: Suggestion) -> dict[str, Any]:
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
