"""Every value of a package against the passage that its row cites."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from kg.intake.articles.values import figures, likeness, owners, parties, stages, subjects, times
from kg.intake.articles.values.model import Reading, Seen, Verdict
from kg.intake.articles.values.sources import NAMED, Cited, Source, day_of
from kg.text import Text

#: Columns of an observation that name a party.
_FLOWS = ("origin", "destination", "via")


def check_values(source: Source, only: Collection[tuple[str, int]] | None = None) -> list[Reading]:
    """What the passages say of every value of the rows that cite them, in the order of the tables.

    Args:
        source: the source, opened.
        only: names of tables with numbers of rows, where not all are wanted.
    """
    readers: Mapping[str, Callable[[Source, Cited], Iterator[Reading]]] = {
        "partnerships": _partnership,
        "participations": _participation,
        "stages": _stage,
        "observations": _observation,
        "statements": _statement,
        "programmes": _programme,
        "regions": _thing,
        "institutions": _thing,
        "officials": _thing,
    }
    return [
        reading
        for one in source.cited
        if one.table.name in readers and (only is None or (one.table.name, one.row.number) in only)
        for reading in readers[one.table.name](source, one)
    ]


def _partnership(source: Source, one: Cited) -> Iterator[Reading]:
    yield one.reading("id", *_link(source, one, one.row.value("id")))
    if kind := one.row.value("agreement_kind"):
        yield one.reading("agreement_kind", *subjects.check_agreement_kind(one.passage, kind))
    if "sectors" in one.row.cells and (codes := one.row.cells["sectors"].values):
        around = source.mentions(one.passage.document).within(one.passage.start, one.passage.end)
        names = [(each.start, each.end) for each in around if each.named.reference.startswith("institution/")]
        yield one.reading("sectors", *subjects.check_sectors(one.passage, codes, names=names))


def _participation(source: Source, one: Cited) -> Iterator[Reading]:
    yield from _party(source, one, "party")
    yield one.reading("partnership", *_link(source, one, one.row.value("partnership")))


def _stage(source: Source, one: Cited) -> Iterator[Reading]:
    yield one.reading("partnership", *_link(source, one, one.row.value("partnership")))
    yield one.reading("stage", *stages.check_stage(one.passage, one.row.value("stage")))
    yield from _as_of(one)


def _observation(source: Source, one: Cited) -> Iterator[Reading]:
    yield from _about(source, one)
    yield from _figure(source, one)
    yield one.reading("class", *subjects.check_aim(one.passage, one.row.value("class")))
    yield from _period(one)
    yield from _as_of(one)
    for name in _FLOWS:
        yield from _party(source, one, name)


def _statement(source: Source, one: Cited) -> Iterator[Reading]:
    yield from _about(source, one)
    yield from _party(source, one, "counterpart")
    gist = "gist_zh" if one.passage.document.is_chinese else "gist_en"
    if one.row.value(gist):
        yield one.reading(gist, likeness.check_gist(one.passage, one.row.value(gist)))
    yield from _as_of(one)


def _programme(source: Source, one: Cited) -> Iterator[Reading]:
    yield from _thing(source, one)
    yield from _period(one)


def _thing(source: Source, one: Cited) -> Iterator[Reading]:
    """The name of a region, an institution, an official or a programme."""
    column = "name_zh" if one.passage.document.is_chinese else "name_en"
    named = source.things.get(f"{NAMED[one.table.name]}/{one.row.value('id')}")
    if named is None:
        return
    verdict, seen = parties.check_party(one.passage, named, source.mentions(one.passage.document), is_own=True)
    if verdict.is_doubt:
        columns = (column, column.replace("name", "alt"), column.replace("name", "post"))
        names = [value for name in columns if name in one.row.cells for value in one.row.cells[name].values]
        if any(likeness.is_like(one.passage, name) for name in names):
            verdict, seen = Verdict.STATED, ()
    yield one.reading(column if column in one.row.cells else "id", verdict, seen, named.name)


def _about(source: Source, one: Cited) -> Iterator[Reading]:
    kind, _, name = one.row.value("about").partition("/")
    if kind == "partnership":
        yield one.reading("about", *_link(source, one, name))
    else:
        yield from _party(source, one, "about")


def _party(source: Source, one: Cited, column: str) -> Iterator[Reading]:
    cell = one.row.cells.get(column)
    for reference in cell.values if cell else ():
        named = source.things.get(reference)
        if named is None:
            continue
        mentions = source.mentions(one.passage.document)
        taking = source.taking(one.row.value("partnership")) if column == "party" else None
        verdict, seen = parties.check_party(one.passage, named, mentions, taking)
        if verdict.is_doubt and reference.startswith(("programme/", "official/")):
            near = one.passage.paragraph()
            name = named.name.zh if near.document.is_chinese else named.name.en
            verdict = Verdict.CARRIED if named.places(near.words) or likeness.is_like(near, name) else verdict
        yield one.reading(column, verdict, seen, parties.told(named))


def _link(source: Source, one: Cited, partnership: str) -> tuple[Verdict, tuple[Seen, ...], Text]:
    """Whether a passage is about a partnership: it overlaps what others say of it, or names its parties or itself."""
    named = source.things.get(f"partnership/{partnership}")
    told = parties.told(named) if named else Text(partnership, partnership)
    own = source.passages_of_partnerships.get(partnership, {})
    if one.table.name == "partnerships":
        others = [place for table, places in own.items() if table != "partnerships" for place in places]
    else:
        others = own.get("partnerships") or own.get("participations", [])
    start, end = one.passage.start, one.passage.end
    if any(first < end and start < last for first, last in others):
        return Verdict.STATED, (), told
    if named and likeness.is_like(one.passage, named.name.zh if one.passage.document.is_chinese else named.name.en):
        return Verdict.STATED, (), told
    if others and source.nearest_partnership(one.passage) == partnership:
        return Verdict.CARRIED, (), told
    among = source.parties_of_partnerships.get(partnership, [])
    if not others and not among:
        return Verdict.UNREAD, (), told
    if not others:
        mentions = source.mentions(one.passage.document)
        verdicts = [parties.check_party(one.passage, party, mentions)[0] for party in among]
        known = [verdict for verdict in verdicts if verdict is not Verdict.UNREAD]
        stated = sum(verdict in (Verdict.STATED, Verdict.CARRIED) for verdict in known)
        if stated >= min(2, len(known)):
            return Verdict.STATED if known else Verdict.UNREAD, (), told
    # Others tell of it elsewhere; here neither it nor its parties are spoken of.
    seen = tuple(
        Seen(one.passage.shown(first, min(last, first + 24)), told, first, last)
        for first, last in sorted(set(others))[:1]
    )
    return Verdict.MISSING, seen, told


def _figure(source: Source, one: Cited) -> Iterator[Reading]:
    value = _decimal(one.row.value("value"))
    unit, bound = one.row.value("unit"), one.row.value("bound")
    if value is None:
        return
    whole = _decimal(one.row.value("out_of"))
    found = figures.check_figure(one.passage, value, unit, bound)
    verdict, seen = found.value, found.seen
    if verdict.is_doubt and whole == value and figures.is_all(one.passage):
        verdict, seen = Verdict.STATED, ()
        found = figures.Figure(verdict, verdict, verdict, ())
    told = f"{bound + ' ' if bound != 'exact' else ''}{value:f} {unit}"
    meaning = Text(told, told)
    if verdict is Verdict.STATED:
        mine = owners.given_to_another(
            one.passage, value, unit, _whose(source, one), source.mentions(one.passage.document)
        )
        verdict, seen = (Verdict.OTHERWISE, mine) if mine else (verdict, seen)
    yield one.reading("value", verdict, seen, meaning)
    if found.unit is not Verdict.UNREAD:
        yield one.reading("unit", found.unit, found.seen, meaning)
    if found.bound is not Verdict.UNREAD:
        yield one.reading("bound", found.bound, found.of_bound, meaning)
    if whole is not None:
        verdict = Verdict.STATED if figures.is_stated(one.passage, whole) else Verdict.MISSING
        if verdict is Verdict.MISSING and figures.is_stated(one.passage.sentence(), whole):
            verdict = Verdict.CARRIED
        yield one.reading("out_of", verdict)


def _whose(source: Source, one: Cited) -> frozenset[str]:
    """Those that an observation is about: a party, or the parties of a partnership."""
    about = one.row.value("about")
    kind, _, name = about.partition("/")
    if kind != "partnership":
        return frozenset((about,))
    return frozenset(party.reference for party in source.parties_of_partnerships.get(name, []))


def _period(one: Cited) -> Iterator[Reading]:
    start, end = day_of(one.row.value("period_start")), day_of(one.row.value("period_end"))
    if start is None and end is None:
        return
    verdict, seen = times.check_period(one.passage, start, end)
    told = f"{start or '…'} – {end or '…'}"
    yield one.reading("period_start" if start else "period_end", verdict, seen, Text(told, told))


def _as_of(one: Cited) -> Iterator[Reading]:
    day = day_of(one.row.value("as_of"))
    if day is None:
        return
    ends = {day_of(one.row.value("period_end"))}
    verdict, seen = times.check_day(one.passage, day, one.row.value("time_basis"))
    if verdict.is_doubt and day in ends:
        # The period has its own reading; a claim of a period that is over holds by its last day.
        verdict, seen = Verdict.STATED, ()
    yield one.reading("as_of", verdict, seen)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
