"""What `kg check` says of a package's suggestions: how many are open. None of them is ever a part of a graph."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KGError
from kg.findings import Finding, Severity
from kg.intake.articles.decisions import FILE, read_log
from kg.intake.articles.queue import FOLDER, read
from kg.intake.articles.replaying import replay
from kg.intake.articles.states import OPEN


def open_suggestions(folder: Path) -> Finding | None:
    """A remark on the suggestions of a package on which nobody has decided; ``None`` where there are none.

    Args:
        folder: the package's folder.

    Returns:
        a warning where suggestions or decisions cannot be read.
    """
    paths = sorted((folder / FOLDER).glob("*.json"))
    if not paths:
        return None
    shown = folder.resolve().name
    try:
        suggestions = [(queue.source, one) for queue in map(read, paths) for one in queue.suggestions]
        states = replay(suggestions, read_log(folder)).states
    except KGError as error:
        text = error.text
        return Finding(
            Severity.WARNING,
            "suggestions-unread",
            text.en,
            text.zh,
            "The tables are not touched by it.",
            f"{shown}/{FILE}",
            fix_zh="各表不受影响。",
        )
    number = sum(state.status == OPEN for state in states.values())
    if not number:
        return None
    return Finding(
        Severity.INFO,
        "open-suggestions",
        f"{number} of {len(states)} suggestions are open; none of them is in the graph.",
        f"{len(states)}条建议中尚有{number}条未决；它们都不在图谱中。",
        "Decide on them with `kg review`.",
        f"{shown}/{FOLDER}",
        fix_zh="请以 `kg review` 作决定。",
    )
