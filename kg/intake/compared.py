"""What has changed in a graph since the build that a folder holds, told from the lines of both.

Where all rows are mapped again, as a rule follows what changed, the graph is mostly what it was all the same: so what
comes after it can be told by what went and what came.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.files.lines import SortedLines
from kg.files.steps import Patch, Steps
from kg.graph.ontology import bundled_triples, ontology_triples
from kg.graph.store import Store
from kg.graph.writing import canonical

#: So many changed lines are looked at; what more of them make is made anew as quickly.
MOST = 2_000
#: Lines that are compared at once.
_AT_ONCE = 500


def compared(steps: Steps, store: Store) -> Patch | None:
    """What makes a graph of that of the earlier build.

    Args:
        steps: the results of the earlier build.
        store: the graph of the build under way.

    Returns:
        it; ``None`` where there is no such build, where too much has changed, or what the program itself says of codes.
    """
    if steps.folder is None:
        return None
    lines = canonical.lines_of(store, ontology_triples())  # before the file, as both pass through memory as a whole
    before = steps.file("graph.nq")
    found = None if before is None else difference(before, lines)
    if found is None:
        return None
    removed, added = map(frozenset, found)
    if not (removed | added).isdisjoint(f"{triple} .".encode() for triple in bundled_triples()):
        return None
    return Patch(SortedLines.of(lines), removed, added, steps.marks["graph.nq"])


def difference(before: bytes, lines: Sequence[bytes], most: int = MOST) -> tuple[list[bytes], list[bytes]] | None:
    r"""The lines that a sorted text has and another has not, and the other way round.

    Args:
        before: a text of sorted lines, each once.
        lines: sorted lines without their ends, each once.
        most: how many lines may differ.

    Returns:
        both; ``None`` where there are more.

    >>> difference(b"a\nb\nd\n", [b"a", b"c", b"d", b"e"])
    ([b'b'], [b'c', b'e'])
    >>> difference(b"a\n", [b"b"], most=1)
    """
    place = number = 0
    gone: list[bytes] = []
    come: list[bytes] = []
    while place < len(before) or number < len(lines):
        alike = b"\n".join([*lines[number : number + _AT_ONCE], b""])
        if alike and before.startswith(alike, place):
            place, number = place + len(alike), min(number + _AT_ONCE, len(lines))
            continue
        for _ in range(_AT_ONCE):
            end = before.find(b"\n", place)
            then = before[place : end if end >= 0 else len(before)]
            now = lines[number] if number < len(lines) else None
            if place >= len(before) and now is None:
                break
            goes = place < len(before) and (now is None or then < now)
            comes = now is not None and (place >= len(before) or now < then)
            if goes:
                gone.append(then)
            if comes and now is not None:
                come.append(now)
            place += 0 if comes else len(then) + 1
            number += 0 if goes else 1
        if len(gone) + len(come) > most:
            return None
    return gone, come
