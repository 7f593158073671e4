"""The readings of a package, by source."""

from __future__ import annotations

from pathlib import Path

from kg.intake.articles.queue import FOLDER, Queue, read


def queues_of(package: Path) -> dict[str, Queue]:
    """The readings of a package's sources, by the source's id.

    Raises:
        SourceError: if one cannot be read.
    """
    return {queue.source: queue for queue in map(read, sorted((package / FOLDER).glob("*.json")))}
