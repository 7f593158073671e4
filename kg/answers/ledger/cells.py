"""The ledger for people: rows and totals as cells of text."""

from __future__ import annotations

from collections.abc import Iterable

from kg.answers.ledger.bounds import decimal_text
from kg.answers.ledger.bounds import number as read_number
from kg.answers.ledger.matching import REASONS, STATUSES, LedgerRow, Status
from kg.answers.ledger.periods import Period
from kg.answers.ledger.readings import Reading, result_to
from kg.answers.ledger.shares import share_text, sign_of
from kg.answers.ledger.totals import Total
from kg.answers.records import Code, Figure, Records
from kg.results.numbers import amount
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
#: What a terminal shows of it, and how soon each column gives way.
BRIEF = (
    (Text("Subject", "对象"), 0),
    (Text("Measure", "指标"), 0),
    (Text("Period", "期间"), 1),
    (Text("Target", "目标"), 0),
    (Text("Result", "实绩"), 0),
    (Text("Status", "状态"), 0),
    (Text("Share reached", "完成比例"), 2),
    (Text("From, to, through", "来源、流向、经由"), 3),
    (Text("Kind of capital", "资本类型"), 4),
    (Text("Sources", "来源"), 6),
    (Text("Remarks", "说明"), 5),
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

    def brief_row(self, row: LedgerRow) -> list[str]:
        """A row of figures as a terminal shows it: numbers short, with their bound and their unit."""
        figure = row.sample
        targets = (self._measured(target.value, target, self._records.bound_of(target).sign) for target in row.targets)
        share = share_text(row, self._records)
        return [
            self._name(row.key.about),
            self._code(figure.measure),
            _period(row.period),
            "; ".join(targets),
            self._result(row.result, figure),
            self._say(STATUSES[row.status]),
            f"{share} %" if share else "",
            self._flow(figure),
            self._code(figure.capital_kind),
            self._sources(row.figures),
            "; ".join(self._remarks(row)),
        ]

    def brief_total(self, total: Total) -> list[str]:
        """A total as a terminal shows it."""
        figure, result = total.sample, total.sum
        amount = self._result(result, figure) if result else ""
        included = result.figures if result else ()
        return [
            self._say(Text("Total: ", "合计：")) + self._name(total.region),
            self._code(figure.measure),
            _period(total.period),
            *((amount, "") if figure.is_target else ("", amount)),
            self._say(_count(len(included), sum(total.reasons.values()))),
            "",
            self._flow(figure, with_destination=False),
            self._code(figure.capital_kind),
            self._sources(included),
            "; ".join(self._total_remarks(total)),
        ]

    def _result(self, reading: Reading | None, figure: Figure) -> str:
        if reading is None:
            return ""  # the status says it
        sign = sign_of(reading, self._records)
        if reading.value is not None:
            return self._measured(decimal_text(reading.value), figure, sign)
        ends = (reading.interval.low, reading.interval.high)
        return " – ".join(self._measured(decimal_text(end), figure, "") if end is not None else "?" for end in ends)

    def _measured(self, value: str, figure: Figure, sign: str) -> str:
        """A number with its bound and its unit, as people write it: ``≥ CNY 4.5bn``, ``≥45亿元``."""
        said = Text(*(_with_unit(value, figure.unit, language) for language in ("en", "zh")))
        return (f"{sign} " if sign else "") + self._say(said)

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


def _with_unit(value: str, unit: Code | None, language: str) -> str:
    number = amount(value, language)
    if unit is None:
        return number
    name = unit.label.in_language(language)
    if language == "zh":
        return f"{number}{name}"
    if unit.sign:
        return f"{unit.sign} {number}" if unit.sign.isalpha() else f"{number}{unit.sign}"
    exact = read_number(value)
    return f"{number} {_plural(name) if exact is not None and exact > 1 else name}"


def _plural(noun: str) -> str:
    """Units are regular nouns: projects, localities."""
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _count(included: int, left_out: int) -> Text:
    return Text(f"{included} added, {left_out} left out", f"计入{included}项，未计{left_out}项")


def _period(period: Period) -> str:
    if not period:
        return ""
    return period.start if period.start == period.end else f"{period.start}..{period.end}"
