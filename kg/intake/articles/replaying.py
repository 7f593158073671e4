"""The log of decisions, replayed on the suggestions of all readings.

The same suggestions and the same log make the same states.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.intake.articles import decisions as log
from kg.intake.articles.acts import carry_out
from kg.intake.articles.decisions import Decision
from kg.intake.articles.model import Suggestion
from kg.intake.articles.states import State


@dataclass(frozen=True, slots=True)
class Replayed:
    """Suggestions after decisions.

    Attributes:
        states: the states by id: suggestions in their order, then what people added or divided off.
        orphans: decisions on suggestions that there are no more: an article that is read anew, by better rules, has
            others. What was accepted of them stays accepted.
    """

    states: dict[str, State]
    orphans: tuple[Decision, ...] = ()


def replay(suggestions: Iterable[tuple[str, Suggestion]], decisions: Sequence[Decision]) -> Replayed:
    """The states of suggestions after decisions.

    Args:
        suggestions: each with the source that it is from.
        decisions: the whole log; see ``kg.intake.articles.decisions.holding``.

    Raises:
        UsageError: if a decision cannot be carried out. It says which, and why.
    """
    states = {one.id: State(one, source, one) for source, one in suggestions}
    orphans: list[Decision] = []
    for decision in log.holding(decisions):
        if decision.decision == log.READ:
            continue
        if decision.decision != log.ADD and decision.suggestion not in states:
            orphans.append(decision)
        else:
            carry_out(decision, states)
    return Replayed(states, tuple(orphans))


def advance(replayed: Replayed, decision: Decision) -> None:
    """Carry one more decision out on states, which change; as ``replay`` does for one that is no ``undo``.

    Args:
        replayed: the states so far.
        decision: the decision.

    Raises:
        UsageError: if it cannot be carried out; the states may have changed all the same.
    """
    if decision.decision != log.READ:
        carry_out(decision, replayed.states)
