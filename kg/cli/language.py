"""The reader's language: ``--lang``, else ``KG_LANG``, else the locale.

What a terminal shows follows it. A file follows ``--lang`` alone, so that it has the same bytes in every locale.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextvars import ContextVar

from kg.errors import UsageError
from kg.text import Text

#: What ``--lang`` takes.
LANGUAGES = ("both", "en", "zh")
#: What was asked for with ``--lang``; empty where nothing was.
_asked: ContextVar[str] = ContextVar("asked", default="")


def ask_for(language: str) -> None:
    """Keep what was asked for with ``--lang``; an empty text forgets it."""
    _asked.set(language)


def of_reader() -> str:
    """The language of what is shown.

    Raises:
        UsageError: if ``KG_LANG`` names none.
    """
    return _asked.get() or of_environment(os.environ)


def of_files() -> str:
    """The language of what is written to a file: what was asked for, else both."""
    return _asked.get() or "both"


def of_environment(environment: Mapping[str, str]) -> str:
    """The language that an environment names; both where it names none, as the locale ``C`` does.

    >>> of_environment({"LANG": "zh_CN.UTF-8"}), of_environment({"LANG": "de_DE.UTF-8"}), of_environment({})
    ('zh', 'en', 'both')
    >>> of_environment({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}), of_environment({"KG_LANG": "zh", "LANG": "en_GB"})
    ('both', 'zh')

    Raises:
        UsageError: if ``KG_LANG`` names none.
    """
    if named := environment.get("KG_LANG", ""):
        if named not in LANGUAGES:
            raise UsageError(
                Text(
                    f"KG_LANG is {named!r}. Set it to one of: {', '.join(LANGUAGES)}.",
                    f"KG_LANG 为“{named}”。请设为其中之一：{', '.join(LANGUAGES)}。",
                )
            )
        return named
    # As setlocale(3) reads them: the first that is set counts, and an empty one is not set.
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "C")
    name = locale.partition(".")[0].partition("_")[0].lower()
    return "both" if name in ("c", "posix") else "zh" if name == "zh" else "en"
