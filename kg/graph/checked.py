"""What each check of an earlier build found, taken where all that the check looks at is the same.

After a few changed triples a check that looks at them is run for the nodes alone to which they may matter
(``kg.graph.shacl.reach``), where that can be told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from kg.files.steps import Steps, digest, file_digest
from kg.findings import Finding, Severity
from kg.graph.shacl import Check, Columns
from kg.graph.shacl.reach import Reach
from kg.graph.shacl.reading import Properties
from kg.graph.store import Store
from kg.graph.terms import Literal, NamedNode, Term

#: What they are called among the steps of a build; all are kept under one key, each check's with its own in it.
CHECKS, _ALL = "checks", "all"
#: Of a finding what is its own; the rest it has in common with the others of its shape, and that is kept once.
_OWN = ("value", "node")
#: One finding: the place of what it has in common with others, and its own, the node last.
Row = list[Any]
#: Characters of a node that a finding keeps.
_LONGEST = 1_000
#: Runs a check: for all its focus nodes, or for those that are given.
Find = Callable[[Sequence[Term] | None], set[Finding]]
_COMMON = ("severity", "code", "message_en", "message_zh", "fix", "field", "fix_zh")


class Kept:
    """The findings of an earlier build by check, and those of the build under way.

    Args:
        steps: what the earlier build kept.
        data: the graph that is checked.
        columns: gives its columns.
        shapes: the files of the shapes.

    Attributes:
        touched: the nodes of which something is found that was not, or no more.
        all_compared: whether these are all of them, as it is known what each check found before.
        columns: those of the graph, where they were needed to know what changed; else ``None``.
    """

    def __init__(self, steps: Steps, data: Store, columns: Callable[[], Columns], shapes: Iterable[Path]) -> None:
        self._steps = steps
        content = steps.get(CHECKS, _ALL)
        told = json.loads(content) if content else {}
        self._before: dict[str, list[Row]] = told.get("checks", {})
        self._common: list[list[str]] = list(told.get("common", []))
        self._places: dict[tuple[str, ...], int] | None = None
        self._now: dict[str, list[Row]] = {}
        self.touched: set[str] = set()
        self.all_compared = True
        self._shapes = digest(*(part for path in shapes for part in (path.name, file_digest(path))))
        before = told.get("properties")
        self.columns: Columns | None = None
        self._earlier: Properties | None = None
        self._reach: Reach | None = None
        if steps.patch is not None and before is not None:
            self._earlier = Properties(before)
            self._properties = self._earlier.changed(steps.patch.removed, steps.patch.added)
            steps.properties_before = self._earlier.hashes
            self._reach = Reach(data, steps.patch.removed, steps.patch.added)
        else:
            self.columns = columns()
            self._properties = Properties.of(self.columns)
        steps.taken.pop(CHECKS, None)
        steps.properties = self._properties.hashes

    def look(self, check: Check, find: Find) -> None:
        """Take what a check found, or run it.

        Args:
            check: the check.
            find: runs it, for some focus nodes alone if it is given any.
        """
        key = self._properties.key(check, self._shapes)
        told = self._before.get(key)
        if told is not None:
            self._now[key] = told
            self._steps.taken[CHECKS] += 1
            return
        before = self._before.get(self._earlier.key(check, self._shapes)) if self._earlier is not None else None
        near = None if before is None else self._near(check, before, find)
        self._now[key] = rows = self._rows(find(None)) if near is None else near
        self._steps.made[CHECKS] += 1
        if before is None:
            self.all_compared = False
        else:
            changed = {tuple(row) for row in rows} ^ {tuple(row) for row in before}
            self.touched |= {str(row[-1]) for row in changed}

    def _near(self, check: Check, before: list[Row], find: Find) -> list[Row] | None:
        """What a check finds, where only the nodes near a change need be looked at; else ``None``."""
        nodes = self._reach.focus_nodes(check) if self._reach is not None else None
        if nodes is None or self._reach is None:
            return None
        asked = self._reach.targeted(check, nodes)
        named = {node.value for node in nodes if isinstance(node, NamedNode | Literal)}
        if any(len(name) > _LONGEST for name in named):
            return None  # a finding has the beginning of it only
        rows = [row for row in before if row[-1] not in named]
        return [*rows, *self._rows(find(asked))] if asked else rows

    def findings(self, nodes: Collection[str] | None = None) -> set[Finding]:
        """What all checks find.

        Args:
            nodes: the nodes whose findings are asked for; all if ``None``.
        """
        rows = (row for rows in self._now.values() for row in rows if nodes is None or row[-1] in nodes)
        return {self._finding(*row) for row in rows}

    def put(self) -> None:
        """Keep what was found now for the next build."""
        made = self._steps.made[CHECKS]
        # As a build from nothing keeps them: what is in common sorted, without what no check finds any more.
        used = sorted({row[0] for rows in self._now.values() for row in rows}, key=self._common.__getitem__)
        number = {place: new for new, place in enumerate(used)}
        checks = {key: sorted([number[row[0]], *row[1:]] for row in self._now[key]) for key in sorted(self._now)}
        common = [self._common[place] for place in used]
        told = {"checks": checks, "common": common, "properties": self._properties.hashes}
        self._steps.put(CHECKS, _ALL, json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())
        self._steps.made[CHECKS] = made

    def _rows(self, found: Iterable[Finding]) -> list[Row]:
        """Findings as they are kept, sorted."""
        if self._places is None:
            self._places = {tuple(each): place for place, each in enumerate(self._common)}
        rows: list[Row] = []
        for common, *own in sorted((_common(each), *(getattr(each, name) for name in _OWN)) for each in found):
            place = self._places.setdefault(common, len(self._common))
            if place == len(self._common):
                self._common.append(list(common))
            rows.append([place, *own])
        return rows

    def _finding(self, place: int, *own: str) -> Finding:
        common = dict(zip(_COMMON, self._common[place], strict=True))
        return Finding(
            **{**common, **dict(zip(_OWN, own, strict=True)), "severity": Severity(common["severity"])}  # type: ignore[arg-type]
        )


def _common(finding: Finding) -> tuple[str, ...]:
    return tuple(str(getattr(finding, name)) for name in _COMMON)
