"""How complete a graph is: of the records of a kind, how many have what.

Each file of ``ontology/coverage/`` is one indicator: a SELECT of the ``?thing``s that have something, and in its header
``of:``, the kind of record that it is a share of. A share is always a numerator over a denominator; of nothing at all
there is no share.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kg import assets, vocabulary
from kg.answers.ledger.bounds import percent
from kg.answers.names import Names
from kg.answers.records import ClaimRecord, ParticipationRecord, Record, Records
from kg.assets import BUNDLED, Ontology
from kg.errors import SourceError, UsageError
from kg.graph import library
from kg.graph.queryfile import QueryFile
from kg.graph.store import Store
from kg.graph.terms import NamedNode
from kg.nearest import local_name
from kg.results import notebook
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text, typed

#: What the records can be told apart by, in the order in which it is reported.
BY: Mapping[str, Text] = {
    "summary": Text("All", "总体"),
    "region": Text("Region", "地区"),
    "sector": Text("Sector", "领域"),
    "source": Text("Source", "来源"),
    "stage": Text("Stage", "阶段"),
    "field": Text("Field", "字段"),
}
#: The kinds of record that an indicator can be a share of.
KINDS: Mapping[str, Text] = {
    "partnership": Text("partnerships", "合作"),
    "claim": Text("claims", "陈述"),
    "record": Text("records", "记录"),
    "region": Text("regions", "地区"),
    "party": Text("parties", "参与方"),
}
#: What every record has.
_COLUMNS = (
    *("by", "group", "group_en", "group_zh", "of", "indicator", "en", "zh", "numerator", "denominator", "percent"),
)
#: The number that puts an indicator's file in its place.
_PLACE = re.compile(r"^[0-9]+-(?=.)")
_NONE = Text("none", "无")
_WITHOUT = Text("(without)", "（未注明）")
_TYPE = vocabulary.RDF + "type"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some records have something.

    Attributes:
        by: a key of ``BY``.
        group: what the records have in common: an IRI, or empty for all, or for those without one.
        group_text: its name.
        indicator: the indicator's name, or a property's.
        text: what the records have.
        kind: what the records are.
        have: how many have it.
        of: how many there are.
    """

    by: str
    group: str
    group_text: Text
    indicator: str
    text: Text
    kind: Text
    have: int
    of: int

    @property
    def percent(self) -> str | None:
        """The share in per cent, cut after one place; ``None`` where there are no records."""
        return percent(Fraction(self.have), Fraction(self.of)) if self.of else None

    def shown(self, language: str) -> str:
        """The share for people; of no records it is said that there are none."""
        return f"{self.percent} %" if self.of else _NONE.in_language(language)

    def as_dict(self) -> dict[str, Any]:
        """The share for programs."""
        return {
            "group": self.group or None,
            "group_en": self.group_text.en,
            "group_zh": self.group_text.zh,
            "of": self.kind.en,
            "indicator": self.indicator,
            "en": self.text.en,
            "zh": self.text.zh,
            "numerator": self.have,
            "denominator": self.of,
            "percent": self.percent,
        }


@dataclass(frozen=True, repr=False)
class Coverage(Tabular):
    """All shares of a graph."""

    shares: tuple[Share, ...]

    def by(self, name: str | None = None) -> Coverage:
        """The shares by one thing; all of them if ``None``.

        Raises:
            UsageError: if records are not told apart by that.
        """
        if name is None:
            return self
        if name not in BY:
            raise UsageError(
                Text(
                    f"Records are not told apart by {typed(name)!r}. Use one of: {', '.join(BY)}.",
                    f"记录不能按“{typed(name)}”区分。请用其中之一：{', '.join(BY)}。",
                )
            )
        return Coverage(tuple(share for share in self.shares if share.by == name))

    def table(self, language: str = "both") -> Table:
        """One row a share, for spreadsheets.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        headings = [
            Text("By", "分组依据"),
            Text("Group", "组别"),
            Text("Of", "记录种类"),
            Text("Which have", "具备项"),
            Text("Number", "数目"),
            Text("Out of", "总数"),
            Text("Share", "占比"),
        ]
        rows = [
            [
                BY[share.by].in_language(language),
                share.group_text.in_language(language),
                share.kind.in_language(language),
                share.text.in_language(language),
                str(share.have),
                str(share.of),
                share.shown(language),
            ]
            for share in self.shares
        ]
        return Table([heading.in_language(language) for heading in headings], rows)

    def sections(self, language: str = "both") -> list[tuple[str, Table]]:
        """The shares for people: a heading and a table for each thing they are told apart by."""
        found = []
        for name, heading in BY.items():
            shares = [share for share in self.shares if share.by == name]
            if shares:
                wide = name not in ("summary", "field")
                table = _wide(shares, heading, language) if wide else _without_first(Coverage(tuple(shares)), language)
                found.append((heading.in_language(language), table))
        return found

    def as_dict(self) -> dict[str, Any]:
        """The shares for programs."""
        names = [name for name in BY if any(share.by == name for share in self.shares)]
        return {name: [share.as_dict() for share in self.shares if share.by == name] for name in names}

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a share."""
        return [{"by": share.by, **share.as_dict()} for share in self.shares]

    def text(self, language: str = "both") -> str:
        """The shares under a heading for each thing they are told apart by, as Markdown.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        return "\n".join(f"## {heading}\n\n{table.markdown()}" for heading, table in self.sections(language))

    def _columns(self) -> Sequence[str]:
        return _COLUMNS

    def _repr_html_(self) -> str:
        table = self.by("summary").table()
        return notebook.html(table.headers, table.rows, self.remarks)


def coverage(store: Store, records: Records, names: Names) -> Coverage:
    """How complete a graph is, as a whole and by region, sector, source, stage and field.

    Args:
        store: the graph.
        records: its records.
        names: its names.
    """
    indicators = [_Indicator.of(file, store) for file in load_indicators(store.ontology)]
    groups = _Groups(records)
    shares = [
        share
        for name in BY
        if name != "field"
        for group, members in groups.by(name)
        for share in _shares(name, group, records, members, indicators)
    ]
    return Coverage((*shares, *_fields(store, names)))


def load_indicators(ontology: Ontology = BUNDLED) -> list[QueryFile]:
    """The indicators, in the order of their files' names.

    Raises:
        SourceError: if a header does not say what the indicator is a share of, or two have one name.
    """
    files = library.queries(ontology, "coverage")
    named: dict[str, str] = {}
    for file in files:
        if (other := named.setdefault(_indicator_name(file), file.name)) != file.name:
            raise SourceError(
                Text(
                    f"{other}.rq and {file.name}.rq are one indicator by their names. Give one another name.",
                    f"{other}.rq 与 {file.name}.rq 按名称是同一指标。请给其一另起名称。",
                )
            )
        if file.header.get("of") not in KINDS:
            raise SourceError(
                Text(
                    f"{file.name}.rq: its header needs `of:` with one of {', '.join(KINDS)}.",
                    f"{file.name}.rq：其头部须有 `of:`，取值为其中之一：{', '.join(KINDS)}。",
                )
            )
    return files


def _indicator_name(file: QueryFile) -> str:
    """The file's name without the number that puts it in its place."""
    return _PLACE.sub("", file.name)


@dataclass(frozen=True, slots=True)
class _Indicator:
    name: str
    text: Text
    kind: str
    things: frozenset[str]

    @classmethod
    def of(cls, file: QueryFile, store: Store) -> _Indicator:
        found = (row.get("thing") for row in file.run(store))
        things = frozenset(term.value for term in found if isinstance(term, NamedNode))
        return cls(_indicator_name(file), file.title, str(file.header["of"]), things)


def _shares(
    by: str, group: str, records: Records, members: Mapping[str, Iterable[str]], indicators: Iterable[_Indicator]
) -> Iterable[Share]:
    label = records.label(group) if group else None
    text = Text(label.en, label.zh) if label else _NO_GROUP[by == "summary"]
    for indicator in indicators:
        population = set(members.get(indicator.kind, ()))
        have = len(population & indicator.things)
        yield Share(by, group, text, indicator.name, indicator.text, KINDS[indicator.kind], have, len(population))


_NO_GROUP = {True: BY["summary"], False: _WITHOUT}


class _Groups:
    """Which records belong to which region, sector, source and stage."""

    def __init__(self, records: Records) -> None:
        self._records = records
        stages = [stage for item in records.partnerships.values() for stage in item.stages]
        parts = [part for item in records.partnerships.values() for part in item.participations]
        self._claims: list[ClaimRecord] = [*stages, *records.figures.values(), *records.statements.values()]
        others: list[Record] = [*records.programmes.values(), *records.people.values(), *parts]
        self._of_kind: Mapping[str, list[Any]] = {
            "partnership": [*records.partnerships.values()],
            "claim": self._claims,
            "party": [*records.parties.values()],
            "region": [party for party in records.parties.values() if party.is_region],
            "record": [*records.partnerships.values(), *self._claims, *records.parties.values(), *others],
        }

    def by(self, name: str) -> list[tuple[str, Mapping[str, list[str]]]]:
        """Groups, each with the IRIs of its members by kind; what belongs to none comes last."""
        groups_of: Callable[[Any], Iterable[str]] = {
            "summary": lambda _: ("",),
            "region": self._regions,
            "sector": self._sectors,
            "source": self._sources,
            "stage": self._stages,
        }[name]
        found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for kind, items in self._of_kind.items():
            for item in items:
                for group in set(groups_of(item)) or {""}:
                    found[group][kind].append(item.iri)
        for group in self._all_of(name):
            found.setdefault(group, defaultdict(list))  # one without records is told too
        return sorted(found.items(), key=lambda pair: (not pair[0], pair[0]))

    def _all_of(self, name: str) -> Iterable[str]:
        if name == "summary":
            return ("",)
        if name == "region":
            return (party.iri for party in self._of_kind["region"])
        return self._records.sources if name == "source" else ()

    def _subjects(self, item: Any) -> Iterable[str]:
        """The parties that a record is about."""
        if item.iri in self._records.partnerships:
            return self._records.partnerships[item.iri].stands_at
        if item.iri in self._records.programmes:
            return self._records.programmes[item.iri].owners
        if isinstance(item, ClaimRecord):
            about = self._partnership(item) or self._records.programmes.get(item.about)
            return self._subjects(about) if about is not None else (item.about,)
        if isinstance(item, ParticipationRecord):
            return item.stands_at
        return (getattr(item, "body", "") or item.iri,)

    def _partnership(self, item: Any) -> Any:
        iri = getattr(item, "about", "") or getattr(item, "partnership", "") or item.iri
        return self._records.partnerships.get(iri)

    def _regions(self, item: Any) -> Iterable[str]:
        parties = (self._records.parties.get(iri) for iri in self._subjects(item))
        return (region for party in parties if party is not None for region in party.within)

    def _sectors(self, item: Any) -> Iterable[str]:
        own = getattr(item, "sectors", ())
        partnership = self._partnership(item)
        return [code.iri for code in own or (partnership.sectors if partnership is not None else ())]

    def _sources(self, item: Any) -> Iterable[str]:
        records = [item]
        if item.iri in self._records.partnerships:
            records += [*item.participations, *item.stages, *item.figures, *item.statements]
        return (place.source for record in records for place in record.evidence)

    def _stages(self, item: Any) -> Iterable[str]:
        partnership = self._partnership(item)
        stage = partnership.current_stage if partnership is not None else None
        return (stage.iri,) if stage is not None else ()


def _fields(store: Store, names: Names) -> Iterable[Share]:
    """How many things of each class have each property."""
    rows = QueryFile.load(assets.ontology_folder() / "records" / "coverage-fields.rq").run(store)
    counted = {
        tuple(str(getattr(row[name], "value", "")) for name in ("class", "property", "language")): int(
            str(getattr(row["have"], "value", "0"))
        )
        for row in rows
    }
    for (cls, predicate, language), have in sorted(counted.items()):
        if predicate != _TYPE:
            kind = Text(names.label(cls, "en"), names.label(cls, "zh"))
            tail = f" @{language}" if language else ""
            texts = [f"{_property(names, predicate, word)}{tail}" for word in ("en", "zh")]
            of = counted.get((cls, _TYPE, ""), 0)
            yield Share("field", cls, kind, local_name(predicate) + tail, Text(*texts), kind, have, of)


def _property(names: Names, iri: str, language: str) -> str:
    label = names.label(iri, language)
    if label != iri:
        return label
    for prefix, namespace in vocabulary.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _wide(shares: list[Share], heading: Text, language: str) -> Table:
    """One row a group and one column an indicator, for what there are records of."""
    said = {share.indicator for share in shares if share.of}
    columns = list(dict.fromkeys((share.indicator, share.text, share.kind) for share in shares))
    columns = [column for column in columns if column[0] in said]
    cells: dict[str, dict[str, Share]] = {}
    for share in shares:
        cells.setdefault(share.group, {})[share.indicator] = share
    rows = [
        [
            next(iter(row.values())).group_text.in_language(language),
            *(f"{row[name].have}/{row[name].of} ({row[name].shown(language)})" for name, _, _ in columns),
        ]
        for row in cells.values()
    ]
    titles = [f"{kind.in_language(language)}: {text.in_language(language)}" for _, text, kind in columns]
    return Table([heading.in_language(language), *titles], rows)


def _without_first(coverage: Coverage, language: str) -> Table:
    table = coverage.table(language)
    return Table(table.headers[1:], [row[1:] for row in table.rows])
