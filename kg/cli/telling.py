"""What ``--verbose`` tells of the way a command took, besides what comes of it: what the log of ``kg`` says in both
languages.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from kg.cli import output
from kg.text import Text


class _Collecting(logging.Handler):
    """Keeps what is said in both languages, each once, in order."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.told: dict[Text, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(text := getattr(record, "text", None), Text):
            self.told[text] = None


@contextmanager
def told(verbose: bool) -> Iterator[None]:
    """Say at the end what was logged meanwhile, if it is asked for; also when the work fails."""
    if not verbose:
        yield
        return
    logger, collecting = logging.getLogger("kg"), _Collecting()
    level = logger.level
    logger.addHandler(collecting)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(collecting)
        logger.setLevel(level)
        for text in collecting.told:
            output.say(text.en, text.zh)
