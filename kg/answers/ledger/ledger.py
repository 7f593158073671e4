"""The delivery ledger: targets beside achievements, and what they come to by region, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from kg import vocabulary
from kg.answers.ledger.bounds import number
from kg.answers.ledger.cells import BRIEF, HEADINGS, CellWriter
from kg.answers.ledger.matching import REASONS, STATUSES, LedgerRow, Status, ledger_rows, natures, superseded
from kg.answers.ledger.periods import Period, read_period
from kg.answers.ledger.programs import COLUMNS, JsonWriter
from kg.answers.ledger.totals import Total, totals
from kg.answers.names import Names
from kg.answers.records import Figure, Records
from kg.errors import UsageError
from kg.graph.store import Store
from kg.nearest import MOST, did_you_mean, folded, nearest
from kg.results import notebook
from kg.results.result import Tabular
from kg.results.sheets import Sheet
from kg.results.tables import Table
from kg.text import Text, typed


@dataclass(frozen=True, repr=False)
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
        if reasons := sum((Counter(total.reasons) for total in self.totals), Counter[str]()):
            # A terminal has no room for them beside each total.
            parts = [(REASONS[reason], number) for reason, number in sorted(reasons.items())]
            said.append(
                Text(
                    f"Left out of totals: {'; '.join(f'{reason.en}: {number}' for reason, number in parts)}.",
                    f"未计入合计：{'；'.join(f'{reason.zh}：{number}' for reason, number in parts)}。",
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
        writer = CellWriter(self.basis, language, grouped=grouped)
        rows = [*(writer.row(row) for row in self.rows), *(writer.total(total) for total in self.totals)]
        return Table([heading.in_language(language) for heading in HEADINGS], rows)

    def screen(self, language: str = "both") -> Table:
        """The ledger as a terminal shows it: what has a target first, then other figures, then totals.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        writer = CellWriter(self.basis, language, grouped=True)
        ordered = sorted(self.rows, key=lambda row: not row.targets)
        rows = [*(writer.brief_row(row) for row in ordered), *(writer.brief_total(total) for total in self.totals)]
        headings = [heading.in_language(language) for heading, _ in BRIEF]
        return Table(headings, rows, [rank for _, rank in BRIEF], self.summary)

    @property
    def summary(self) -> Text:
        """How many targets there are and how they stand, and what else is in the ledger."""
        stand = Counter(row.status for row in self.rows)
        number = len(self.rows) - stand[Status.NO_TARGET]
        # What does not occur is said of the four that everybody asks about.
        told = [status for status in STATUSES if status is not Status.NO_TARGET]
        told = [status for status in told if stand[status] or status is not Status.UNDECIDED]
        others, totals = stand[Status.NO_TARGET], len(self.totals)
        en = ", ".join(f"{stand[status]} {STATUSES[status].en}" for status in told)
        zh = "，".join(f"{stand[status]}项{STATUSES[status].zh}" for status in told)
        return Text(
            f"{number} target{'s' * (number != 1)}: {en}. {others} further figure{'s' * (others != 1)}, "
            f"{totals} total{'s' * (totals != 1)}.",
            f"{number}项目标：{zh}。另有数据{others}项，合计{totals}项。",
        )

    def sheet(self) -> Sheet:
        """The ledger for spreadsheets and other programs; amounts are numbers where each is one."""
        titles = {name: heading for heading, name in _TITLED if name in COLUMNS}
        made = Sheet.of([_numbered(record) for record in self.records()], COLUMNS, self.remarks)
        return replace(made, titles=titles)

    def as_dict(self) -> dict[str, Any]:
        """The ledger for programs, with every claim, its evidence and its source."""
        writer = JsonWriter(self.basis)
        return {
            "rows": [writer.row(row) for row in self.rows],
            "totals": [writer.total(total) for total in self.totals],
            "never_added": self.never_added,
            "without_number": self.without_number,
        }

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a row or total; amounts are exact decimals as text, codes are as their lists write them."""
        writer = JsonWriter(self.basis)
        return [*(writer.flat_row(row) for row in self.rows), *(writer.flat_total(total) for total in self.totals)]

    def _columns(self) -> Sequence[str]:
        return COLUMNS

    def _repr_html_(self) -> str:
        table = self.table(grouped=True)
        return notebook.html(table.headers, table.rows, self.remarks)


def ledger(
    store: Store,
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
    known, newer = natures(store), superseded(store)
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
        tuple(ledger_rows(records, numbered, known, newer)),
        tuple(totals(records, chosen, known, iri, frozenset(newer))),
        len(numbered) - addable,
        len(chosen) - len(numbered),
        records,
    )


def all_rows(store: Store, records: Records) -> tuple[LedgerRow, ...]:
    """The rows of the whole ledger, for whoever shows no totals: those are most of its work.

    Args:
        store: the graph, for what its code lists say of measures.
        records: its records.
    """
    numbered = [figure for figure in records.figures.values() if number(figure.value) is not None]
    return tuple(ledger_rows(records, numbered, natures(store), superseded(store)))


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
    measures = {
        iri: code
        for iri, code in records.codes.items()
        if iri.startswith(vocabulary.CODE + "measure/") and iri in known
    }
    named = {
        folded(name): iri
        for iri, code in reversed(measures.items())
        for name in (iri, code.label.zh, code.label.en, code.code)
    }
    if (found := named.get(folded(text))) is not None:
        return found
    # Whoever types a measure begins it right: of those that are like it, the ones with its beginning come first.
    like = nearest(folded(text), named, 2 * MOST, 0.4)
    like.sort(key=lambda name: not name.startswith(folded(text)[:3]))
    near = dict.fromkeys(measures[named[name]].code for name in like)
    hint = did_you_mean(list(near)[:MOST]) or Text(
        "`kg codes measure` lists them all.", "`kg codes measure` 列出全部。"
    )
    raise UsageError(
        Text(f"There is no measure {typed(text)!r}. {hint.en}".rstrip(), f"没有指标“{typed(text)}”。{hint.zh}")
    )


#: The records' names with the headings that people read them under.
_TITLED = tuple(
    zip(
        HEADINGS,
        (
            *("line", "subject", "measure", "through", "", "target_bound", "target", "result_bound", "result"),
            *("result_to", "unit", "capital_kind", "status", "share_percent", "reasons", "claims", "sources"),
        ),
        strict=True,
    )
)


def _numbered(record: dict[str, Any]) -> dict[str, Any]:
    """A record whose amounts are numbers, and not texts of numbers."""
    names = ("target", "result", "result_low", "result_high", "share_percent")
    exact = {name: record[name] for name in names if record[name] is not None and number(record[name]) is not None}
    return record | {name: Decimal(text) for name, text in exact.items()}


def _figures(number: int) -> str:
    return f"{number} figure{'' if number == 1 else 's'}"
