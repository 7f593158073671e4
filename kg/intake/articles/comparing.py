"""The files of reviewers who worked blind: how far they agree, and what all of them decided alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import UsageError
from kg.intake.articles.agreement import Agreement, compared
from kg.intake.articles.completion import Undecidable
from kg.intake.articles.decisions import Decision
from kg.intake.articles.looking import View
from kg.intake.articles.states import JOINED, State
from kg.intake.articles.taking import Place, Taken, read_taken, wrong_place
from kg.text import Text


@dataclass(frozen=True, slots=True)
class Compared:
    """Files of reviewers, compared.

    Attributes:
        agreement: how far they agree.
        first: what the first file decides.
        decisions: of that, what all files agree on, with all reviewers' names.
        places: where each stands in the first file.
    """

    agreement: Agreement
    first: Taken
    decisions: list[Decision]
    places: list[Place]


def compare(files: Sequence[Path], view: View, on: str = "") -> Compared:
    """How far the reviewers of some files agree.

    Args:
        files: two or more, as ``read_taken`` takes them.
        view: the suggestions as they are.
        on: the day, where a file does not say.

    Raises:
        SourceError: if a file cannot be read, or one of its decisions cannot be carried out. It says where.
        UsageError: if two files have one name, by which reviewers are told apart.
    """
    names = [path.stem for path in files]
    if len(set(names)) < len(names):
        raise UsageError(
            Text(
                f"Two files are called {max(names, key=names.count)}. Give each reviewer's file its own name.",
                f"有两个文件同名：{max(names, key=names.count)}。请为各审阅者的文件分别命名。",
            )
        )
    taken = [read_taken(path, view, path.stem, on) for path in files]
    states = [_states(one, view) for one in taken]
    touched = [_touched(one, made) for one, made in zip(taken, states, strict=True)]
    labels = {name: view.label(name) for name in view.states}
    agreement = compared(names, states, touched, labels)
    agreed = set(agreement.agreed)
    kept = [
        (one, place) for one, place in zip(taken[0].decisions, taken[0].places, strict=True) if one.suggestion in agreed
    ]
    said = [
        next((one.reviewer for one in each.decisions if one.reviewer), name)
        for each, name in zip(taken, names, strict=True)
    ]
    by = ", ".join(dict.fromkeys(said))
    decisions = [replace(one, reviewer=by) for one, _ in kept]
    return Compared(agreement, taken[0], decisions, [place for _, place in kept])


def _states(taken: Taken, view: View) -> dict[str, State]:
    """What a reviewer made of the suggestions, before anything is written."""
    try:
        return view.after(taken.decisions)
    except Undecidable as error:
        raise wrong_place(taken, error, error.index) from error


def _touched(taken: Taken, states: dict[str, State]) -> frozenset[str]:
    """The suggestions that a reviewer decided on, those that were joined into others too."""
    named = {one.suggestion for one in taken.decisions}
    return frozenset(
        named | {name for name, state in states.items() if state.status == JOINED and state.became in named}
    )
