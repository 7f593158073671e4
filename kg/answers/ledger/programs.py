"""The ledger for programs: rows and totals as JSON's types, nested with every claim, or flat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.answers.ledger.bounds import decimal_text
from kg.answers.ledger.matching import REASONS, STATUSES, LedgerRow
from kg.answers.ledger.periods import Period
from kg.answers.ledger.readings import Reading, result_to
from kg.answers.ledger.shares import bound_code, share_of
from kg.answers.ledger.totals import Total
from kg.answers.records import Code, Figure, Passage, Records
from kg.text import Text

#: What every record has, of a row or of a total.
COLUMNS = (
    *("line", "subject", "subject_en", "subject_zh", "measure", "from", "to", "through", "sectors"),
    *("period_start", "period_end", "target", "target_bound", "result", "result_bound", "result_low", "result_high"),
    *("result_to", "unit", "capital_kind", "status", "share_percent", "reasons", "claims", "sources"),
)


class JsonWriter:
    """Writes rows and totals as JSON's types."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def row(self, row: LedgerRow) -> dict[str, Any]:
        """A row of figures."""
        share = share_of(row, self._records)
        return {
            **self._common(row.sample, row.period),
            "subject": self._named(row.key.about),
            "destination": [self._named(iri) for iri in row.key.destination],
            "targets": [self._claim(figure) for figure in row.targets],
            "result": self._reading(row.result),
            "status": row.status.value,
            "status_en": STATUSES[row.status].en,
            "status_zh": STATUSES[row.status].zh,
            "reasons": [self._reason(reason) for reason in row.reasons],
            "share": share,
            "related": [{"claim": item.figure.iri, **self._reason(item.reason)} for item in row.related],
            "sources": self._sources(row.figures),
        }

    def total(self, total: Total) -> dict[str, Any]:
        """A total of figures."""
        counts = total.reasons
        by_reason: dict[str, list[str]] = {}
        for item in total.left_out:
            by_reason.setdefault(item.reason, []).append(item.figure.iri)
        included = total.sum.figures if total.sum else ()
        return {
            **self._common(total.sample, total.period),
            "region": self._named(total.region),
            "kind": "target" if total.sample.is_target else "achievement",
            "sum": self._reading(total.sum),
            "figures_in": len(included),
            "figures_left_out": sum(counts.values()),
            "left_out": [
                {**self._reason(reason), "count": count, "claims": by_reason.get(reason, [])}
                for reason, count in counts.items()
            ],
            "not_reported": [self._named(region) for region in total.silent],
            "sources": self._sources(included),
        }

    def flat_row(self, row: LedgerRow) -> dict[str, Any]:
        """A row of figures without anything inside it."""
        share = share_of(row, self._records)
        bounds = {self._records.bound_of(target).code for target in row.targets}
        return self._flat(
            row.sample,
            row.period,
            {
                "line": "figure",
                **self._name("subject", row.key.about),
                "to": list(row.key.destination),
                "target": "; ".join(dict.fromkeys(target.value for target in row.targets)) or None,
                "target_bound": "; ".join(sorted(bounds)) or None,
                **self._amount("result", row.result),
                "result_to": result_to(row.result) or None,
                "status": row.status.value,
                "share_percent": share["percent"] if share else None,
                "reasons": list(row.reasons),
            },
            row.figures,
        )

    def flat_total(self, total: Total) -> dict[str, Any]:
        """A total without anything inside it."""
        side = "target" if total.sample.is_target else "result"
        amount = self._amount("result", total.sum)
        if side == "target":
            amount = {"target": amount["result"], "target_bound": amount["result_bound"]}
        return self._flat(
            total.sample,
            total.period,
            {
                "line": f"total_of_{side}s",
                **self._name("subject", total.region),
                **amount,
                "reasons": list(total.reasons),
            },
            total.sum.figures if total.sum else (),
        )

    def _flat(
        self, figure: Figure, period: Period, said: Mapping[str, Any], claims: Sequence[Figure]
    ) -> dict[str, Any]:
        common = {
            "measure": figure.measure.code if figure.measure else None,
            "unit": figure.unit.code if figure.unit else None,
            "capital_kind": figure.capital_kind.code if figure.capital_kind else None,
            "from": list(figure.origin),
            "to": [],
            "through": list(figure.via),
            "sectors": [code.code for code in figure.sectors],
            "period_start": period.start or None,
            "period_end": period.end or None,
            "claims": [claim.iri for claim in claims],
            "sources": [named["iri"] for named in self._sources(claims)],
        }
        found = dict.fromkeys(COLUMNS) | common | dict(said)
        return {name: found[name] for name in COLUMNS}

    def _amount(self, side: str, reading: Reading | None) -> dict[str, Any]:
        read = self._reading(reading) or {}
        ends = {f"{side}_{end}": read.get(end) for end in ("low", "high")}
        return {side: read.get("value"), f"{side}_bound": read.get("bound"), **ends}

    def _name(self, column: str, iri: str) -> dict[str, str]:
        label = self._records.label(iri)
        return {column: iri, f"{column}_en": label.en, f"{column}_zh": label.zh}

    def _common(self, figure: Figure, period: Period) -> dict[str, Any]:
        return {
            "measure": self._code(figure.measure),
            "unit": self._code(figure.unit),
            "capital_kind": self._code(figure.capital_kind),
            "origin": [self._named(iri) for iri in figure.origin],
            "via": [self._named(iri) for iri in figure.via],
            "sectors": [self._code(code) for code in figure.sectors],
            "period": {"start": period.start or None, "end": period.end or None},
        }

    def _reading(self, reading: Reading | None) -> dict[str, Any] | None:
        if reading is None:
            return None
        low, high = reading.interval.low, reading.interval.high
        return {
            "value": decimal_text(reading.value) if reading.value is not None else None,
            "bound": bound_code(reading, self._records),
            "low": decimal_text(low) if low is not None else None,
            "low_open": reading.interval.low_open,
            "high": decimal_text(high) if high is not None else None,
            "high_open": reading.interval.high_open,
            "period": {"start": reading.period.start or None, "end": reading.period.end or None},
            "disagree": reading.disagree,
            "claims": [self._claim(figure) for figure in reading.figures],
        }

    def _claim(self, figure: Figure) -> dict[str, Any]:
        return {
            "iri": figure.iri,
            "value": figure.value,
            "bound": self._records.bound_of(figure).code,
            "original_text": figure.original_text or None,
            "period": {"start": figure.period_start or None, "end": figure.period_end or None},
            "as_of": figure.as_of or None,
            "time_basis": figure.time_basis.code if figure.time_basis else None,
            "asserted_by": self._named(figure.asserted_by) if figure.asserted_by else None,
            "ambiguous": bool(figure.ambiguity),
            "evidence": [_passage(place) for place in figure.evidence],
        }

    def _sources(self, figures: Iterable[Figure]) -> list[dict[str, str]]:
        return [self._named(iri) for iri in sorted({place.source for figure in figures for place in figure.evidence})]

    def _reason(self, reason: str) -> dict[str, str]:
        return {"reason": reason, "en": REASONS[reason].en, "zh": REASONS[reason].zh}

    def _named(self, iri: str) -> dict[str, str]:
        return _labelled(iri, self._records.label(iri))

    def _code(self, code: Code | None) -> dict[str, str] | None:
        return {"code": code.code, **_labelled(code.iri, code.label)} if code else None


def _passage(place: Passage) -> dict[str, Any]:
    return {
        "source": place.source,
        "start": place.start,
        "end": place.end,
        "place": place.place or None,
        "sha256": place.sha256 or None,
    }


def _labelled(iri: str, label: Text) -> dict[str, str]:
    return {"iri": iri, "en": label.en, "zh": label.zh}
