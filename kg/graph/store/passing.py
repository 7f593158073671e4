"""The text of a graph a part at a time, from any store."""

from __future__ import annotations

from collections.abc import Callable

from kg.graph.store.protocol import Store


def pass_lines(store: Store, take: Callable[[list[bytes]], None]) -> None:
    """Pass on the lines of a graph as N-Triples, without their ends, one triple each, in no order.

    Args:
        store: the graph; one of another package may have no better way than the whole text at once.
        take: is given some lines, again and again; it must not change the graph.
    """
    pass_on = getattr(store, "pass_ntriples", None)

    def split(part: bytes) -> None:
        if lines := [line for line in part.split(b"\n") if line]:
            take(lines)

    if pass_on is None:
        split(store.ntriples())
    else:
        pass_on(split)
