"""A reading's suggestions as the page takes them: the same shape as their file has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.intake.articles.queue import FOLDER, Queue, as_record, read


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
        "suggestions": [as_record(one) for one in queue.suggestions],
        "to_read": [[span.start, span.end, cue] for span, cue in queue.to_read],
    }
