"""A review as one file without a server: suggestions beside the reviewer's own copy of the source."""

from __future__ import annotations

from typing import Any

from kg.assets import Ontology
from kg.intake.articles.queue import Queue, as_json
from kg.intake.package import Package
from kg.review.describing import defaults, describe
from kg.review.rendering import FILE, render


def offline_file(
    packages: list[Package], queue: Queue, ontology: Ontology, lang: str = "", reviewer: str = ""
) -> bytes:
    """The file, in UTF-8; the same for the same package. The text is not in it.

    Args:
        packages: the package and those that it uses, the package last.
        queue: the suggestions of one source.
        ontology: where codes are found.
        lang: the language that it opens in; the browser's if empty.
        reviewer: who is to review, if that is known.
    """
    opened: dict[str, Any] = {
        "package": packages[-1].name,
        "reviewer": reviewer,
        "sources": [queue.source],
        "queue": as_json(queue),
        "log": [],
        "text": None,
        "told": [],
        "defaults": defaults(queue.published),
        **describe(packages, ontology, [queue]),
    }
    return render(FILE, {"lang": lang, "opened": opened}).encode("utf-8")
