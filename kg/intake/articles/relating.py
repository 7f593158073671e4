"""What a package has already of what an article tells, and what a claim says to that: confirm, contradict, advance."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kg.intake.articles.model import Span, Suggestion
from kg.intake.package import Package
from kg.intake.tables.model import Row

#: How far stages lie along a partnership's way; what is stopped lies beside it.
_ORDER = ("planned", "negotiating", "signed", "underConstruction", "trialOperation", "operating", "completed")
_ASSUMED = "assumed"
#: What a partnership is about where nothing tells it.
_ANYTHING = frozenset(("crossSector",))
_SAME, _CONFIRMS, _CONTRADICTS, _ADVANCES = "same", "confirms", "contradicts", "advances"


@dataclass(frozen=True, slots=True)
class _Recorded:
    """A partnership of the package."""

    reference: str
    cls: str
    sectors: frozenset[str]
    source: str
    span: Span | None
    parties: frozenset[str]
    stage: str
    signed: frozenset[str]


def related(suggestions: Sequence[Suggestion], package: Package, source: str) -> tuple[Suggestion, ...]:
    """Suggestions with what the package has of them.

    A partnership is there already if its passage is cited there for the same parties, or one of the same parties and
    class is there, of which that with most sectors in common is meant. Its stages and figures are claims on that one.

    Args:
        suggestions: the suggestions, a partnership before what is about it.
        package: the package.
        source: the source that was read.
    """
    records = _recorded(package)
    about: dict[str, _Recorded] = {}
    signed = {
        one.about: _day(one.value("as_of"), one.value("precision"))
        for one in suggestions
        if one.kind == "stages" and one.value("stage") == "signed" and one.value("time_basis") != _ASSUMED
    }
    made = []
    for one in suggestions:
        if one.kind == "partnerships":
            found = _of(one, records, source, signed.get(one.id, ""))
            if found is not None:
                about[one.id] = found
                one = replace(one, present=found.reference, relation=_SAME)
        elif one.about in about:
            one = _claim(one, about[one.about], package)
        made.append(one)
    return tuple(made)


def _recorded(package: Package) -> list[_Recorded]:
    parties: dict[str, set[str]] = {}
    for row in _rows(package, "participations"):
        if row.value("role") == "product":
            continue
        parties.setdefault(row.value("partnership"), set()).add(row.value("party"))
    stages: dict[str, tuple[str, str]] = {}
    for row in _rows(package, "stages"):
        claim = (row.value("as_of"), row.value("stage"))
        stages[row.value("partnership")] = max(claim, stages.get(row.value("partnership"), ("", "")))
    signings = [
        (row.value("partnership"), _day(row.value("as_of"), row.value("precision")))
        for row in _rows(package, "stages")
        if row.value("stage") == "signed" and row.value("time_basis") != _ASSUMED
    ]
    found = []
    for row in _rows(package, "partnerships"):
        name = row.value("id")
        sectors = row.cells.get("sectors")
        signed = frozenset(day for partnership, day in signings if partnership == name)
        found.append(
            _Recorded(
                f"partnership/{name}",
                row.value("class"),
                frozenset(sectors.values if sectors else ()),
                row.value("source"),
                _span(row),
                frozenset(parties.get(name, ())),
                stages.get(name, ("", ""))[1],
                signed,
            )
        )
    return found


def _day(as_of: str, precision: str) -> str:
    """A day as far as it is known: 2024-03 of a month."""
    return as_of[: {"year": 4, "month": 7}.get(precision, 10)]


def _on_one_day(day: str, days: Collection[str]) -> bool:
    return any(day.startswith(other) or other.startswith(day) for other in days)


def _of(one: Suggestion, records: Sequence[_Recorded], source: str, signed: str) -> _Recorded | None:
    results = {field.group for field in one.fields if (field.name, field.value) == ("role", "product")}
    parties = frozenset(field.value for field in one.fields if field.name == "party" and field.group not in results)
    cls = one.value("class")
    sectors = {field.value for field in one.fields if field.name == "sectors"}
    same = [record for record in records if record.parties == parties]
    cited = [
        record
        for record in records
        if record.source == source and record.span and _overlap(record.span, one.span) and record.parties & parties
    ]
    for record in same:
        if record in cited:
            return record
    alike = [record for record in same if record.cls == cls]
    if signed:
        # What was signed another day is another agreement; what was signed that day is that one.
        on_it = [record for record in alike if _on_one_day(signed, record.signed)]
        alike = on_it or [record for record in alike if not record.signed]
        if len(on_it) == 1:
            return on_it[0]
    if alike:
        best = max(alike, key=lambda record: (len(record.sectors & sectors), record.reference))
        # Two partners may have many agreements: another field is another agreement.
        is_only = len(alike) == 1 and (len(same) == 1 or sectors <= _ANYTHING or best.sectors <= _ANYTHING)
        return best if best.sectors & sectors or is_only else None
    # The very passage, with a party more or less: a person has corrected it.
    return next(
        (it for it in cited if it.cls == cls and 2 * len(it.parties & parties) >= len(it.parties | parties)), None
    )


def _claim(one: Suggestion, record: _Recorded, package: Package) -> Suggestion:
    """A claim about a partnership that is there: it belongs to that one."""
    one = replace(one, about=record.reference)
    if one.kind == "observations":
        for row in _rows(package, "observations"):
            if row.value("about") == record.reference and row.value("measure") == one.value("measure"):
                agrees = all(row.value(name) == one.value(name) for name in ("value", "unit"))
                same_time = row.value("class") == one.value("class")
                if agrees or same_time:
                    return replace(
                        one, present=f"observation/{row.value('id')}", relation=_CONFIRMS if agrees else _CONTRADICTS
                    )
        return one
    if one.kind != "stages" or not record.stage:
        return one
    now = one.value("stage")
    if now == record.stage:
        relation = _CONFIRMS
    elif now in _ORDER and record.stage in _ORDER:
        relation = _ADVANCES if _ORDER.index(now) > _ORDER.index(record.stage) else _CONTRADICTS
    else:
        relation = _ADVANCES if now in ("suspended", "terminated") else _CONTRADICTS
    return replace(one, present=record.reference, relation=relation)


def _rows(package: Package, name: str) -> Sequence[Row]:
    table = package.table(name)
    return table.rows if table else ()


def _span(row: Row) -> Span | None:
    start, end = row.value("start"), row.value("end")
    return Span(int(start), int(end)) if start and end else None


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
