"""The delivery ledger: targets beside achievements, and what they come to by region, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg import vocabulary
from kg.answers.ledger.bounds import decimal_text, number, percent
from kg.answers.ledger.matching import REASONS, STATUSES, LedgerRow, Status, ledger_rows, natures
from kg.answers.ledger.periods import Period, read_period
from kg.answers.ledger.readings import Reading
from kg.answers.ledger.totals import Total, totals
from kg.answers.names import Names
from kg.answers.records import Code, Figure, Passage, Records
from kg.errors import UsageError
from kg.graph.store import TripleStore
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text

_HEADINGS = (
    Text("Line", "行别"),
    Text("Subject", "对象"),
    Text("Measure", "指标"),
    Text("From, to, through", "来源、流向、经由"),
    Text("Period", "期间"),
    Text("Target bound", "目标限定"),
    Text("Target", "目标"),
    Text("Result bound", "实绩限定"),
    Text("Result", "实绩"),
    Text("Result to", "实绩截至"),
    Text("Unit", "单位"),
    Text("Kind of capital", "资本类型"),
    Text("Status", "状态"),
    Text("Share reached, %", "完成比例（%）"),
    Text("Remarks", "说明"),
    Text("Claims", "陈述"),
    Text("Sources", "来源"),
)
#: What every record has, of a row or of a total.
_COLUMNS = (
    *("line", "subject", "subject_en", "subject_zh", "measure", "from", "to", "through", "sectors"),
    *("period_start", "period_end", "target", "target_bound", "result", "result_bound", "result_low", "result_high"),
    *("result_to", "unit", "capital_kind", "status", "share_percent", "reasons", "claims", "sources"),
)
_LINES = {
    "figure": Text("figure", "数据"),
    "Target": Text("total of targets", "目标合计"),
    "Achievement": Text("total of results", "实绩合计"),
}
#: What programs see in place of a bound where no single one says what is left of several.
_MIXED = "mixed"
_NOT_REPORTED = STATUSES[Status.NOT_REPORTED]


@dataclass(frozen=True)
class Ledger(Tabular):
    """The rows and totals, and what they were asked for.

    Attributes:
        rows: one a subject, measure, unit, kind of capital, scope and period.
        totals: what figures of several subjects come to by region.
        never_added: how many of the figures are stocks or of measures that are not additive.
        without_number: how many have a value that is no number; they are in no row.
        basis: the records of the graph that all of this is taken from.
    """

    rows: tuple[LedgerRow, ...]
    totals: tuple[Total, ...]
    never_added: int
    without_number: int
    basis: Records

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What is to be said aloud beside the rows."""
        said = []
        if not self.rows:
            said.append(Text("Not reported: there is neither a target nor a result.", "未见报告：既无目标，也无实绩。"))
        if self.never_added:
            said.append(
                Text(
                    f"In no total, being stocks or of measures that are not additive: {_figures(self.never_added)}.",
                    f"{self.never_added}项数据为存量或不可加指标，不计入任何合计。",
                )
            )
        if self.without_number:
            said.append(
                Text(
                    f"In no row, as the value is no number: {_figures(self.without_number)}.",
                    f"{self.without_number}项数据的数值不是数字，未列入。",
                )
            )
        return tuple(said)

    def table(self, language: str = "both", *, grouped: bool = False) -> Table:
        """The ledger for people: figures first, then totals.

        Args:
            language: ``en``, ``zh`` or ``both``.
            grouped: whether the thousands of a number are parted by commas.
        """
        writer = _Writer(self.basis, language, grouped=grouped)
        rows = [*(writer.row(row) for row in self.rows), *(writer.total(total) for total in self.totals)]
        return Table([heading.in_language(language) for heading in _HEADINGS], rows)

    def as_dict(self) -> dict[str, Any]:
        """The ledger for programs, with every claim, its evidence and its source."""
        writer = _Json(self.basis)
        return {
            "rows": [writer.row(row) for row in self.rows],
            "totals": [writer.total(total) for total in self.totals],
            "never_added": self.never_added,
            "without_number": self.without_number,
        }

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a row or total; amounts are exact decimals as text, codes are as their lists write them."""
        writer = _Json(self.basis)
        return [*(writer.flat_row(row) for row in self.rows), *(writer.flat_total(total) for total in self.totals)]

    def _columns(self) -> Sequence[str]:
        return _COLUMNS

    def _repr_html_(self) -> str:
        return self.table(grouped=True)._repr_html_()


def ledger(
    store: TripleStore,
    records: Records,
    names: Names,
    *,
    region: str | None = None,
    measure: str | None = None,
    period: str | None = None,
) -> Ledger:
    """The delivery ledger of a graph.

    Args:
        store: the graph, for what its code lists say of measures.
        records: its records.
        names: its names.
        region: only figures about this region, what is in it, and partnerships of either; by id or name.
        measure: only this measure; its code, or its name in either language.
        period: only figures for a period within this one: ``2017``, ``2017-H1``, ``2017-Q1`` or ``from..to``.

    Raises:
        UsageError: if the measure or the period is none.
        LookupFailed: if no region has that name.
    """
    known = natures(store)
    iri = names.resolve(region, "region") if region is not None else None
    code = _measure(records, set(known), measure) if measure is not None else None
    window = read_period(period) if period is not None else None
    chosen = [
        figure
        for figure in _of_region(records, iri)
        if (code is None or (figure.measure is not None and figure.measure.iri == code)) and _in(window, figure)
    ]
    numbered = [figure for figure in chosen if number(figure.value) is not None]
    addable = sum(known[f.measure.iri].adds_up for f in numbered if f.measure is not None and f.measure.iri in known)
    return Ledger(
        tuple(ledger_rows(records, numbered, known)),
        tuple(totals(records, chosen, known, iri)),
        len(numbered) - addable,
        len(chosen) - len(numbered),
        records,
    )


def _of_region(records: Records, region: str | None) -> Iterable[Figure]:
    if region is None:
        return records.figures.values()
    members = records.members(region)
    subjects = set(members) | {item.iri for item in records.partnerships_of(region)}
    subjects |= {item.iri for item in records.programmes.values() if not members.isdisjoint(item.owners)}
    return (figure for figure in records.figures.values() if figure.about in subjects)


def _in(window: Period | None, figure: Figure) -> bool:
    if window is None:
        return True
    period = Period.of(figure.period_start, figure.period_end)
    if period.is_closed:
        return window.holds(period)
    return window.has(period.end or period.start or figure.as_of)


def _measure(records: Records, known: set[str], text: str) -> str:
    folded = " ".join(text.casefold().split())
    measures = {
        iri: code
        for iri, code in records.codes.items()
        if iri.startswith(vocabulary.CODE + "measure/") and iri in known
    }
    for iri, code in measures.items():
        if folded in {iri.casefold(), code.code.casefold(), code.label.en.casefold(), code.label.zh.casefold()}:
            return iri
    import difflib

    names = {name: code.code for code in measures.values() for name in (code.code, code.label.en, code.label.zh)}
    near = list(dict.fromkeys(names[name] for name in difflib.get_close_matches(text, names, n=6, cutoff=0.4)))[:3]
    hint = f"Did you mean {', or '.join(near)}?" if near else "`kg codes measure` lists them all."
    raise UsageError(f"There is no measure {text!r}. {hint}")


class _Writer:
    """Writes rows and totals as cells of text."""

    def __init__(self, records: Records, language: str, *, grouped: bool) -> None:
        self._records = records
        self._language = language
        self._grouped = grouped

    def row(self, row: LedgerRow) -> list[str]:
        """A row of figures."""
        figure, result = row.sample, row.result
        return [
            self._say(_LINES["figure"]),
            self._name(row.key.about),
            self._code(figure.measure),
            self._flow(figure),
            _period(row.period),
            "; ".join(self._records.bound_of(target).sign for target in row.targets),
            "; ".join(self._number(target.value) for target in row.targets),
            sign_of(result, self._records),
            self._reading(result),
            _result_to(result),
            self._unit(figure.unit),
            self._code(figure.capital_kind),
            self._say(STATUSES[row.status]),
            share_text(row, self._records),
            "; ".join(self._remarks(row)),
            " ".join(claim.id for claim in row.figures),
            self._sources(row.figures),
        ]

    def total(self, total: Total) -> list[str]:
        """A total of figures."""
        figure, result = total.sample, total.sum
        is_target = figure.is_target
        amount = [sign_of(result, self._records), self._reading(result) if result else ""]
        included = result.figures if result else ()
        return [
            self._say(_LINES["Target" if is_target else "Achievement"]),
            self._name(total.region),
            self._code(figure.measure),
            self._flow(figure, with_destination=False),
            _period(total.period),
            *(amount if is_target else ["", ""]),
            *(["", ""] if is_target else amount),
            "",
            self._unit(figure.unit),
            self._code(figure.capital_kind),
            self._say(_count(len(included), sum(total.reasons.values()))),
            "",
            "; ".join(self._total_remarks(total)),
            " ".join(claim.id for claim in included),
            self._sources(included),
        ]

    def _total_remarks(self, total: Total) -> list[str]:
        said = [f"{self._say(REASONS[reason])}: {count}" for reason, count in total.reasons.items()]
        if total.silent:
            names = ", ".join(self._name(region) for region in total.silent)
            said.append(f"{self._say(_NOT_REPORTED)}: {names}")
        return said

    def _remarks(self, row: LedgerRow) -> list[str]:
        said = [self._say(REASONS[reason]) for reason in row.reasons]
        said += [f"{item.figure.id}: {self._say(REASONS[item.reason])}" for item in row.related]
        if any(figure.ambiguity for figure in row.figures):
            said.append(self._say(Text("rests on one reading of an ambiguous text", "取歧义文字的一种读法")))
        return said

    def _reading(self, reading: Reading | None) -> str:
        if reading is None:
            return self._say(_NOT_REPORTED)
        if reading.value is not None:
            return self._number(decimal_text(reading.value))
        return " – ".join(
            self._number(decimal_text(end)) if end is not None else "?"
            for end in (reading.interval.low, reading.interval.high)
        )

    def _flow(self, figure: Figure, *, with_destination: bool = True) -> str:
        parts = (
            (Text("from", "来自"), figure.origin),
            (Text("to", "流向"), figure.destination if with_destination else ()),
            (Text("through", "经由"), figure.via),
        )
        said = [f"{self._say(word)} {', '.join(map(self._name, iris))}" for word, iris in parts if iris]
        if figure.sectors:
            said.append(f"{self._say(Text('in', '领域'))} {', '.join(map(self._code, figure.sectors))}")
        return "; ".join(said)

    def _sources(self, figures: Iterable[Figure]) -> str:
        named = {place.source: place.label for figure in figures for place in figure.evidence}
        return "; ".join(named[iri].name(self._language) for iri in sorted(named))

    def _unit(self, unit: Code | None) -> str:
        if unit is None:
            return ""
        return unit.sign or unit.label.name(self._language)

    def _code(self, code: Code | None) -> str:
        return code.label.name(self._language) if code else ""

    def _name(self, iri: str) -> str:
        return self._records.label(iri).name(self._language)

    def _say(self, text: Text) -> str:
        return text.in_language(self._language)

    def _number(self, text: str) -> str:
        if not self._grouped:
            return text
        whole, dot, rest = text.partition(".")
        return f"{int(whole):,}{dot}{rest}" if whole.lstrip("+-").isdecimal() and int(whole) else text


class _Json:
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
                "result_to": _result_to(row.result) or None,
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
        found = dict.fromkeys(_COLUMNS) | common | dict(said)
        return {name: found[name] for name in _COLUMNS}

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


def share_of(row: LedgerRow, records: Records) -> dict[str, str] | None:
    """The share of a target that its result comes to: result, target, and per cent cut after one place.

    ``None`` where there is not one of each, or no value to divide. It is what is reported, never an extrapolation.
    """
    values = {number(target.value) for target in row.targets}
    value = row.result.value if row.result else None
    planned = next(iter(values)) if len(values) == 1 else None
    if value is None or not planned or not _same_unit(row):
        return None
    return {
        "result": decimal_text(value),
        "target": decimal_text(planned),
        "percent": percent(value, planned),
        "bound": bound_code(row.result, records) if row.result else "",
    }


def share_text(row: LedgerRow, records: Records) -> str:
    """The share reached as a table shows it, with the sign of the result's bound."""
    share = share_of(row, records)
    return f"{sign_of(row.result, records)}{share['percent']}" if share else ""


def bound_code(reading: Reading, records: Records) -> str:
    """The code of the bound that a reading has; ``mixed`` where no single bound says it."""
    if reading.bound is not None or reading.limits is None:
        return reading.bound.code if reading.bound is not None else _MIXED
    return records.bounds[reading.limits].code if reading.limits in records.bounds else _MIXED


def sign_of(reading: Reading | None, records: Records) -> str:
    """The sign of the bound that a reading has, for any reader; ``?`` where no single bound says it."""
    if reading is None:
        return ""
    bound = reading.bound or (records.bounds.get(reading.limits) if reading.limits is not None else None)
    return bound.sign if bound is not None else "?"


def _same_unit(row: LedgerRow) -> bool:
    return len({figure.unit.iri if figure.unit else "" for figure in row.figures}) == 1


def _count(included: int, left_out: int) -> Text:
    return Text(f"{included} added, {left_out} left out", f"计入{included}项，未计{left_out}项")


def _figures(number: int) -> str:
    return f"{number} figure{'' if number == 1 else 's'}"


def _period(period: Period) -> str:
    if not period:
        return ""
    return period.start if period.start == period.end else f"{period.start}..{period.end}"


def _result_to(result: Reading | None) -> str:
    if result is None:
        return ""
    return result.period.end or max((figure.as_of for figure in result.figures), default="")


def _passage(place: Passage) -> dict[str, Any]:
    return {"source": place.source, "start": place.start, "end": place.end, "sha256": place.sha256 or None}


def _labelled(iri: str, label: Text) -> dict[str, str]:
    return {"iri": iri, "en": label.en, "zh": label.zh}
