"""The findings of a build as its file has them, and that of a build which differs from an earlier one in a few.

After a few changed rows most of what is found is what was found: it stands in the earlier build's file, word for word,
and is taken from there as bytes. Only findings of things that were touched are taken out and put in anew.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

from kg.findings import Finding, Severity, count_by_severity, sort_key

_as_json = json.JSONEncoder(ensure_ascii=False).encode
_BEFORE, _BETWEEN, _AFTER = '\n  "findings": [', ",", "\n  ]\n}\n"
_BEGIN, _END = "\n    {", "\n    }"
#: Findings that are written at once.
_AT_ONCE = 1_000
_NODE = '\n      "node": '
_PLACE = re.compile(r'\n      "file": ("[^\n]*"),\n      "table": ("[^\n]*"),\n      "row": (\d+),\n')


class FoundAgain(Sequence[Finding]):
    """The findings of a build as the texts of its file; they are read when they are asked for.

    Args:
        entries: each finding as the file has it, sorted.
        severities: how many there are of each severity.
    """

    def __init__(self, entries: Sequence[str], severities: Mapping[str, int]) -> None:
        self._entries = entries
        self.severities = dict(severities)

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Finding]: ...
    def __getitem__(self, place: int | slice) -> Finding | Sequence[Finding]:
        """One or some of them."""
        return self._read[place]

    @cached_property
    def _read(self) -> tuple[Finding, ...]:
        return tuple(map(_finding, self._entries))

    def texts(self) -> Iterator[str]:
        """The file."""
        yield _head(self.severities)
        for start in range(0, len(self._entries), _AT_ONCE):
            yield (_BETWEEN if start else "") + _BETWEEN.join(self._entries[start : start + _AT_ONCE])
        yield _AFTER if self._entries else "]\n}\n"


def findings_text(findings: Sequence[Finding]) -> Iterator[str]:
    """Findings as JSON, with how many there are of each severity, part by part, since there may be very many."""
    if isinstance(findings, FoundAgain):
        yield from findings.texts()
        return
    yield _head(count_by_severity(findings))
    between = ""
    for finding in sorted(findings, key=sort_key):
        yield between + _entry(finding)
        between = _BETWEEN
    yield _AFTER if between else "]\n}\n"


def read_findings(content: bytes) -> list[Finding]:
    """The findings of a file that ``findings_text`` made."""
    return [_of(told) for told in json.loads(content)["findings"]]


def found_again(
    content: bytes,
    nodes: Collection[str],
    found: Iterable[Finding],
    moved: Mapping[tuple[str, str], Mapping[int, int]] | None = None,
) -> FoundAgain | None:
    """The findings of an earlier build with those of some nodes replaced.

    Args:
        content: the file of the earlier build.
        nodes: the nodes; each has a name.
        found: all that is found of them now, led back to rows.
        moved: file and table to the rows that have another number now, each with that; in their order, as before.

    Returns:
        the findings; ``None`` where the file is not of the form that is written now.
    """
    text = content.decode()
    head, before, body = text.partition(_BEFORE)
    if not before or not body.endswith(_AFTER):
        return None
    entries = body.removesuffix(_AFTER).split(f"{_END}{_BETWEEN}{_BEGIN}")
    if not entries[0].startswith(_BEGIN) or not entries[-1].endswith(_END):
        return None
    last = len(entries) - 1
    entries = [
        (_BEGIN if place else "") + entry + (_END if place < last else "") for place, entry in enumerate(entries)
    ]
    severities = json.loads(f"{head.rstrip().removesuffix(',')}}}")["counts"]
    named = {_as_json(node) for node in nodes}
    kept = [entry for entry in entries if _node(entry) not in named]
    gone = [_finding(entry) for entry in entries if _node(entry) in named]
    if moved:
        numbers = {(_as_json(file), _as_json(table)): rows for (file, table), rows in moved.items()}
        kept = [_moved(entry, numbers) for entry in kept]
    come = sorted(found, key=sort_key)
    for finding in come:
        kept.insert(bisect_left(kept, sort_key(finding), key=lambda entry: sort_key(_finding(entry))), _entry(finding))
    less, more = count_by_severity(gone), count_by_severity(come)
    return FoundAgain(kept, {name: number - less[name] + more[name] for name, number in severities.items()})


def _node(entry: str) -> str:
    """The node of a finding, as JSON."""
    place = entry.index(_NODE) + len(_NODE)
    return entry[place : entry.index("\n", place)].removesuffix(",")


def _moved(entry: str, numbers: Mapping[tuple[str, str], Mapping[int, int]]) -> str:
    """A finding of a thing with the number that its row has now; what is found in tables is as it was."""
    place = _PLACE.search(entry)
    rows = numbers.get((place[1], place[2])) if place else None
    if not place or not rows or _node(entry) == '""':
        return entry
    row = int(place[3])
    return f"{entry[: place.start(3)]}{rows.get(row, row)}{entry[place.end(3) :]}"


def _head(severities: Mapping[str, int]) -> str:
    # Written out, as Python's encoder is ten times as slow where it indents.
    counts = json.dumps(severities, indent=2).replace("\n", "\n  ")
    return f'{{\n  "counts": {counts},{_BEFORE}'


def _entry(finding: Finding) -> str:
    rows = ",".join(f'\n      "{name}": {_as_json(value)}' for name, value in finding.as_dict().items())
    return f"{_BEGIN}{rows}{_END}"


def _finding(entry: str) -> Finding:
    return _of(json.loads(entry))


def _of(told: Mapping[str, str]) -> Finding:
    return Finding(**{**told, "severity": Severity(told["severity"])})  # type: ignore[arg-type]
