"""What ``kg evidence --values`` prints: every value against its passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from kg.cli import output
from kg.findings import Finding
from kg.intake.articles.values.model import Reading, Verdict
from kg.text import Text


def findings_of(readings: Sequence[Reading]) -> list[Finding]:
    """The findings of readings, contradictions first."""
    found = [finding for reading in readings if (finding := reading.finding())]
    return sorted(found, key=lambda finding: finding.severity.rank)


def summary(source: str, readings: Sequence[Reading]) -> Text:
    """How many values were read, and what came of it."""
    counts = Counter(reading.verdict for reading in readings)
    stated, carried = counts[Verdict.STATED], counts[Verdict.CARRIED]
    otherwise, missing, unread = counts[Verdict.OTHERWISE], counts[Verdict.MISSING], counts[Verdict.UNREAD]
    return Text(
        f"{source}: of {len(readings)} values, {stated} are stated in their passages and {carried} just around them; "
        f"{otherwise} are stated otherwise, {missing} are not stated, {unread} cannot be read.",
        f"{source}：{len(readings)}个值中，{stated}个见于引文，{carried}个见于其上下文；{otherwise}个与引文不符，"
        f"{missing}个未写明，{unread}个无法判读。",
    )


def as_json(readings: Sequence[Reading], *, everything: bool) -> dict[str, Any]:
    """The counts, and each reading that is a doubt; with ``everything`` the others too."""
    counts = Counter(reading.verdict for reading in readings)
    return {
        "read": len(readings),
        **{verdict.value.replace(" ", "_"): counts[verdict] for verdict in Verdict},
        "readings": [_row(reading) for reading in readings if everything or reading.verdict.is_doubt],
    }


def show(readings: Sequence[Reading]) -> None:
    """Every value with what was read of it, as a table."""
    from kg.results.tables import Table

    if not readings:
        return
    rows = [
        [
            f"{reading.file}, row {reading.row}",
            reading.field,
            reading.recorded,
            reading.verdict.value,
            reading.place.en,
            "; ".join(one.words for one in reading.seen[:3]),
        ]
        for reading in readings
    ]
    output.show_table(Table(["place", "field", "on record", "verdict", "passage", "in the passage"], rows))


def _row(reading: Reading) -> dict[str, Any]:
    return {
        "file": reading.file,
        "row": reading.row,
        "field": reading.field,
        "recorded": reading.recorded,
        "verdict": reading.verdict.value,
        "passage": reading.place.en,
        "found": [
            {"words": one.words, "meaning": one.meaning.en, "start": one.start, "end": one.end} for one in reading.seen
        ],
    }
