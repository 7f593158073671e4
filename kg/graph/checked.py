"""What each check of an earlier build found, taken where all that the check looks at is the same.

After a few changed triples a check that looks at them is run for the nodes alone to which they may matter
(``kg.graph.shacl.reach``), where that can be told.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from kg.files.steps import Steps, digest, file_digest
from kg.findings import Finding, Severity
from kg.graph.shacl import Check
from kg.graph.shacl.reach import Reach
from kg.graph.shacl.reading import Properties
from kg.graph.store import Store
from kg.graph.terms import Literal, NamedNode, Term

#: What they are called among the steps of a build; all are kept under one key, each check's with its own in it.
CHECKS, _ALL = "checks", "all"
#: Of a finding what is its own; the rest it has in common with the others of its shape, and that is kept once.
_OWN = ("value", "node")
#: Runs a check: for all its focus nodes, or for those that are given.
Find = Callable[[Sequence[Term] | None], set[Finding]]
_COMMON = ("severity", "code", "message_en", "message_zh", "fix", "field", "fix_zh")


class Kept:
    """The findings of an earlier build by check, and those of the build under way.

    Args:
        steps: what the earlier build kept.
        data: the graph that is checked.
        shapes: the files of the shapes.
    """

    def __init__(self, steps: Steps, data: Store, shapes: Iterable[Path]) -> None:
        self._steps = steps
        content = steps.get(CHECKS, _ALL)
        told = json.loads(content) if content else {}
        self._before: dict[str, list[Any]] = told.get("checks", {})
        self._common: list[list[str]] = told.get("common", [])
        self._now: dict[str, set[Finding]] = {}
        self._shapes = digest(*(part for path in shapes for part in (path.name, file_digest(path))))
        before = told.get("properties")
        self._earlier: Properties | None = None
        self._reach: Reach | None = None
        if steps.patch is not None and before is not None:
            self._earlier = Properties(before)
            self._properties = self._earlier.changed(steps.patch.removed, steps.patch.added)
            self._reach = Reach(data, steps.patch.removed, steps.patch.added)
        else:
            self._properties = Properties.of(io.BytesIO(data.ntriples()))
        steps.taken.pop(CHECKS, None)
        steps.properties = self._properties.hashes

    def findings(self, check: Check, find: Find) -> set[Finding]:
        """What a check finds.

        Args:
            check: the check.
            find: runs it, for some focus nodes alone if it is given any.
        """
        key = self._properties.key(check, self._shapes)
        told = self._before.get(key)
        if told is not None:
            found = {self._finding(*each) for each in told}
            self._steps.taken[CHECKS] += 1
        else:
            near = self._near(check, find)
            found = find(None) if near is None else near
            self._steps.made[CHECKS] += 1
        self._now[key] = set(found)
        return found

    def _near(self, check: Check, find: Find) -> set[Finding] | None:
        """What a check finds, where only the nodes near a change need be looked at; else ``None``."""
        told = self._before.get(self._earlier.key(check, self._shapes)) if self._earlier is not None else None
        nodes = self._reach.focus_nodes(check) if told is not None and self._reach is not None else None
        if told is None or nodes is None or self._reach is None:
            return None
        asked = self._reach.targeted(check, nodes)
        named = {node.value for node in nodes if isinstance(node, NamedNode | Literal)}
        found = {finding for each in told if (finding := self._finding(*each)).node not in named}
        return found | find(asked) if asked else found

    def put(self) -> None:
        """Keep what was found now for the next build."""
        made = self._steps.made[CHECKS]
        common = sorted({_common(finding) for found in self._now.values() for finding in found})
        places = {each: place for place, each in enumerate(common)}
        checks = {
            key: sorted((places[_common(each)], *(getattr(each, name) for name in _OWN)) for each in found)
            for key, found in sorted(self._now.items())
        }
        told = {"checks": checks, "common": common, "properties": self._properties.hashes}
        self._steps.put(CHECKS, _ALL, json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())
        self._steps.made[CHECKS] = made

    def _finding(self, place: int, *own: str) -> Finding:
        common = dict(zip(_COMMON, self._common[place], strict=True))
        return Finding(
            **{**common, **dict(zip(_OWN, own, strict=True)), "severity": Severity(common["severity"])}  # type: ignore[arg-type]
        )


def _common(finding: Finding) -> tuple[str, ...]:
    return tuple(str(getattr(finding, name)) for name in _COMMON)
