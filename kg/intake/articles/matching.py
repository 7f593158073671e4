"""Which suggestions are right: those of a text against the records that a curator made of it.

The rule of matching, one to one, with as many pairs as there can be, then those whose passages overlap most:

* A **partnership** is right if its passage overlaps one that the record, a party of it or a stage of it cites, and its
  parties are the same set. A party is the same by its typed reference or by one of its names, folded. What only comes
  of a partnership (role ``product``) is not one of its parties here.
* A **signed agreement** is a partnership of class ``Agreement`` with a stage ``signed``, on both sides.
* A **stage** is right if its code is the same and it is about a suggestion that tells of the stage's partnership: one
  whose passage overlaps and that has a party of it. Its own words may stand elsewhere in the sentence.
* An **observation** is right if value, unit and bound are the same and the passages overlap. Experts and persons are
  one unit.
* A **statement** is right if its passage overlaps that of the record, its kind is the same, and the same official makes
  it, where the record names one. Towards whom it is, is compared as a field.
* A **party** is right if the suggestion that tells of the partnership has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from kg.intake import schema
from kg.intake.articles.model import Span, Suggestion
from kg.intake.package import Package
from kg.intake.tables.model import Row
from kg.nearest import folded

#: Heads are counted by several units, which say whose they are.
_PERSON = "person"
#: The role of what comes of a partnership.
_PRODUCT = "product"
_AGREEMENT, _SIGNED = "Agreement", "signed"
_STATEMENTS = "statements"
#: Under which the names of who makes a statement are kept among its values.
_SPEAKER = "(speaker)"
_NAMES = ("name_zh", "name_en", "alt_zh", "alt_en")
#: What two parties are compared by: typed references, and folded names.
Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the gold package, or a suggestion, as both are compared.

    Attributes:
        id: the id of the row, or of the suggestion.
        kind: the table.
        span: the passage.
        values: its cells.
        parties: those of a partnership.
        roles: the roles of each of them.
        about: of a stage or an observation: the id of its partnership, or else the typed reference.
        score: that of a suggestion.
        is_signed: whether it is a signed agreement.
        elsewhere: the passages that a partnership's parties and stages cite.
    """

    id: str
    kind: str
    span: Span
    values: Mapping[str, str]
    parties: tuple[Keys, ...] = ()
    roles: tuple[frozenset[str], ...] = ()
    about: str = ""
    score: float = 1.0
    is_signed: bool = False
    elsewhere: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A record and the suggestion that was found for it."""

    gold: Record
    found: Record


@dataclass(frozen=True, slots=True)
class Names:
    """What the parties of packages are called."""

    keys: Mapping[str, Keys] = field(default_factory=dict)

    @classmethod
    def of(cls, packages: Iterable[Package]) -> Names:
        """The names of every region and institution of some packages, by typed reference."""
        found: dict[str, set[str]] = {}
        for package in packages:
            for kind, name in (("region", "regions"), ("institution", "institutions")):
                table = package.table(name)
                for row in table.rows if table else ():
                    reference = f"{kind}/{row.value('id')}"
                    found.setdefault(reference, {reference}).update(_names_of(row))
        return cls({reference: frozenset(keys) for reference, keys in found.items()})

    def party(self, reference: str) -> Keys:
        """What a party of the package is compared by."""
        return self.keys.get(reference, frozenset({reference}))


def _names_of(row: Row) -> Iterator[str]:
    for column in _NAMES:
        cell = row.cells.get(column)
        yield from (folded(name) for name in (cell.values if cell else ()))


def gold_records(package: Package, source: str, names: Names) -> tuple[Record, ...]:
    """The partnerships, stages and observations that a package has of a source.

    Args:
        package: what people encoded.
        source: the source's id.
        names: what parties are called, so that they can be compared with suggestions.
    """
    stages = [row for row in _rows(package, "stages") if row.value("source") == source]
    signed = {row.value("partnership") for row in stages if row.value("stage") == _SIGNED}
    parties: dict[str, dict[str, set[str]]] = {}
    cited: dict[str, list[Span]] = {}
    for row in (*stages, *_rows(package, "participations")):
        if row.value("source") == source and row.value("start"):
            cited.setdefault(row.value("partnership"), []).append(_span(row))
    for row in _rows(package, "participations"):
        if row.value("role") != _PRODUCT:
            roles = parties.setdefault(row.value("partnership"), {})
            roles.setdefault(row.value("party"), set()).add(row.value("role"))
    records = []
    for row in _rows(package, "partnerships"):
        if row.value("source") == source and row.value("start"):
            of = parties.get(row.value("id"), {})
            records.append(
                Record(
                    row.value("id"),
                    "partnerships",
                    _span(row),
                    _values(row),
                    tuple(names.party(party) for party in of),
                    tuple(frozenset(roles) for roles in of.values()),
                    is_signed=row.value("class") == _AGREEMENT and row.value("id") in signed,
                    elsewhere=tuple(cited.get(row.value("id"), ())),
                )
            )
    claims = [("stages", row, row.value("partnership")) for row in stages]
    claims += [
        ("observations", row, row.value("about").removeprefix("partnership/"))
        for row in _rows(package, "observations")
        if row.value("source") == source
    ]
    records += [
        Record(row.value("id"), kind, _span(row), _values(row), about=about)
        for kind, row, about in claims
        if row.value("start")
    ]
    officials = {row.value("id"): _names_of(row) for row in _rows(package, "officials")}
    for row in _rows(package, _STATEMENTS):
        if row.value("source") == source and row.value("start"):
            said = {**_values(row), _SPEAKER: _joined(officials.get(row.value("asserted_by").partition("/")[2], ()))}
            towards = tuple(names.party(one) for one in said.get("counterpart", "").split(";") if one)
            records.append(Record(row.value("id"), _STATEMENTS, _span(row), said, towards, about=row.value("about")))
    return tuple(records)


def _joined(names: Iterable[str]) -> str:
    return ";".join(sorted(names))


def suggested_records(suggestions: Sequence[Suggestion], names: Names) -> tuple[Record, ...]:
    """The partnerships, stages and observations among some suggestions."""
    new = {f"new/{one.id}": _new_party(one) for one in suggestions if one.kind in ("regions", "institutions")}
    speakers = {
        reference: {folded(field.value) for field in one.fields if field.name in _NAMES}
        for one in suggestions
        if one.kind == "officials"
        for reference in (f"new/{one.id}", one.present)
    }
    signed = {one.about for one in suggestions if one.kind == "stages" and one.value("stage") == _SIGNED}
    records = []
    for one in suggestions:
        values: dict[str, str] = {}
        for told in one.fields:
            if not told.group:
                values[told.name] = f"{values[told.name]};{told.value}" if told.name in values else told.value
        if one.kind == "partnerships":
            keys, roles = _participations(one, names, new)
            is_signed = values.get("class") == _AGREEMENT and (one.id in signed or values.get("stage") == _SIGNED)
            records.append(Record(one.id, one.kind, one.span, values, keys, roles, "", one.score, is_signed))
        elif one.kind in ("stages", "observations"):
            about = one.about or values.get("about", "")
            about = about.removeprefix("partnership/").removeprefix("new/")
            records.append(Record(one.id, one.kind, one.span, values, about=about, score=one.score))
        elif one.kind == _STATEMENTS:
            values[_SPEAKER] = _joined(speakers.get(values.get("asserted_by", ""), ()))
            towards = tuple(names.party(name) for name in values.get("counterpart", "").split(";") if name)
            records.append(Record(one.id, one.kind, one.span, values, towards, about=one.about, score=one.score))
    return tuple(records)


def _new_party(suggestion: Suggestion) -> Keys:
    found = {folded(field.value) for field in suggestion.fields if field.name in _NAMES and field.value}
    return frozenset({f"new/{suggestion.id}", *found, *({suggestion.present} if suggestion.present else ())})


def _participations(
    suggestion: Suggestion, names: Names, new: Mapping[str, Keys]
) -> tuple[tuple[Keys, ...], tuple[frozenset[str], ...]]:
    groups: dict[int, dict[str, str]] = {}
    for one in suggestion.fields:
        if one.group:
            groups.setdefault(one.group, {})[one.name] = one.value
    roles: dict[str, set[str]] = {}
    for group in groups.values():
        if group.get("party") and group.get("role") != _PRODUCT:
            roles.setdefault(group["party"], set()).add(group.get("role", ""))
    keys = tuple(new.get(party) or names.party(party) for party in roles)
    return keys, tuple(frozenset(of) for of in roles.values())


def _rows(package: Package, name: str) -> Sequence[Row]:
    table = package.table(name)
    return table.rows if table else ()


def _span(row: Row) -> Span:
    return Span(int(row.value("start")), int(row.value("end")))


def _values(row: Row) -> dict[str, str]:
    return {name: ";".join(cell.values) for name, cell in row.cells.items()}


# --- What matches what ------------------------------------------------------------------------------------------------


def pairs(gold: Sequence[Record], found: Sequence[Record], fits: Callable[[Record, Record], bool]) -> list[Pair]:
    """As many pairs as there can be, each record and each suggestion in one at most; of equals those with the greatest
    overlap.

    Args:
        gold: what people encoded.
        found: what was suggested.
        fits: whether the second is the first.
    """
    from scipy.optimize import linear_sum_assignment  # heavy, and only for this

    worth = [[1 + common(one, other) / 1000 if fits(one, other) else 0 for other in found] for one in gold]
    if not gold or not found:
        return []
    chosen = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    return [Pair(gold[row], found[column]) for row, column in chosen if worth[row][column]]


def overlap(one: Span, other: Span) -> float:
    """The share of two passages that they have in common (Jaccard's index of their code points)."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / (max(one.end, other.end) - min(one.start, other.start)) if common > 0 else 0.0


def common(gold: Record, found: Record) -> float:
    """The greatest share that a suggestion's passage has in common with one that the record cites."""
    return max(overlap(span, found.span) for span in (gold.span, *gold.elsewhere))


def same_parties(one: Record, other: Record) -> bool:
    """Whether two partnerships are between the same parties, and their passages overlap."""
    return (
        common(one, other) > 0
        and len(one.parties) == len(other.parties)
        and len(shared_parties(one, other)) == len(one.parties)
    )


def shared_parties(one: Record, other: Record) -> list[tuple[int, int]]:
    """The parties that two partnerships share: where each stands in the one and in the other, each once."""
    found, free = [], set(range(len(other.parties)))
    for number, keys in enumerate(one.parties):
        same = next((place for place in sorted(free) if keys & other.parties[place]), None)
        if same is not None:
            free.remove(same)
            found.append((number, same))
    return found


def tells_of(one: Record, other: Record) -> bool:
    """Whether a suggestion tells of a partnership: their passages overlap, and they share a party."""
    return common(one, other) > 0 and bool(shared_parties(one, other))


def same_statement(one: Record, other: Record) -> bool:
    """Whether two statements are of one kind and one official, if the first says whose it is, and overlap."""
    speakers = set(filter(None, one.values.get(_SPEAKER, "").split(";")))
    return (
        overlap(one.span, other.span) > 0
        and one.values.get("kind") == other.values.get("kind")
        and (not speakers or bool(speakers & set(other.values.get(_SPEAKER, "").split(";"))))
    )


def same_figure(one: Record, other: Record) -> bool:
    """Whether two figures have one value, unit and bound, and their passages overlap."""
    return (
        overlap(one.span, other.span) > 0
        and _number(one.values.get("value", "")) == _number(other.values.get("value", "")) is not None
        and _unit(one) == _unit(other)
        and (one.values.get("bound") or "exact") == (other.values.get("bound") or "exact")
    )


def _unit(record: Record) -> str:
    unit = record.values.get("unit", "")
    return _PERSON if schema.unit_kinds().get(f"unit/{unit}") == _PERSON else unit


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
