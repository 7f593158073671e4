"""The ledger for people: rows and totals as cells of text."""

from __future__ import annotations

from collections.abc import Iterable

from kg.answers.ledger.bounds import decimal_text
from kg.answers.ledger.matching import REASONS, STATUSES, LedgerRow, Status
from kg.answers.ledger.periods import Period
from kg.answers.ledger.readings import Reading, result_to
from kg.answers.ledger.shares import share_text, sign_of
from kg.answers.ledger.totals import Total
from kg.answers.records import Code, Figure, Records
from kg.text import Text

HEADINGS = (
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
_LINES = {
    "figure": Text("figure", "数据"),
    "Target": Text("total of targets", "目标合计"),
    "Achievement": Text("total of results", "实绩合计"),
}
_NOT_REPORTED = STATUSES[Status.NOT_REPORTED]


class CellWriter:
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
            result_to(result),
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


def _count(included: int, left_out: int) -> Text:
    return Text(f"{included} added, {left_out} left out", f"计入{included}项，未计{left_out}项")


def _period(period: Period) -> str:
    if not period:
        return ""
    return period.start if period.start == period.end else f"{period.start}..{period.end}"
