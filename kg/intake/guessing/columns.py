"""What the columns of a table are, all together: what a first mapping is drafted from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.intake.anytable import AnyTable, Cell
from kg.intake.day_orders import Shown, order_among, shown_by
from kg.intake.guessing.cells import Seen, first_rows, words_of
from kg.intake.guessing.ends import from_to, is_end
from kg.intake.guessing.figures import money_of
from kg.intake.guessing.histories import history_of
from kg.intake.guessing.identity import differing, is_short, name_of, project_of, tells_apart
from kg.intake.guessing.languages import title_in_other, with_both_names
from kg.intake.guessing.model import Guessed, Party, Stages, Unordered
from kg.intake.guessing.parties import parties_of
from kg.intake.guessing.places import are_twins
from kg.intake.guessing.stages import are_days, stages_of, without
from kg.intake.guessing.words import (
    AGREEMENT,
    AS_OF,
    AWARDED,
    DATED,
    EVENTS,
    FOUNDED,
    IN_CHINESE_OF_A_STATE,
    ISSUED,
    MOST_CODES,
    MOST_STAGES,
    NAMES,
    OF_A_STATE,
    OF_TWINNING,
    PAIRED,
    PARTY,
    SIGNED,
    STAGE,
    STARTED,
    TWINS,
)
from kg.intake.registries import meant
from kg.intake.sheets.columns import recognised
from kg.intake.sheets.words import words
from kg.nearest import folded
from kg.notations import period
from kg.text import Text, typed

_HEADED = {"class": "type"}
_MOST_SECTORS = 30
#: What lists of objects are headed as that say something of a partnership.
_OF_OTHERS = ("sector", "type", "stage")


def guessed(table: AnyTable, cells: Mapping[str, Sequence[Cell]], filled: int) -> Guessed:
    """What the columns of a table are.

    Args:
        table: the table.
        cells: some of the cells of each column that are not empty, by its name as a mapping has it.
        filled: how many rows they are from.
    """
    seen = Seen(table, cells, filled)
    parties = tuple(with_both_names(seen, one) for one in parties_of(seen))
    project, called, free = _told_apart(seen, parties)
    by_row = project if project and _both_ways(seen, parties, each=True) and seen.is_full(project) else ""
    if by_row and len({*seen.texts(by_row)}) == filled:
        # What numbers the rows of both directions tells no partnerships apart.
        project = ""
    else:
        by_row = ""
    stages = _stages(seen, free, project, parties)
    of_twins = any(set(seen.words[one.name]) & TWINS for one in parties)
    of_towns = len(parties) == 2 and all(one.is_region for one in parties) and are_twins(seen)
    days = _days(seen, free, stages, of_twins=of_twins, of_towns=of_towns)
    money = money_of(seen, free, project, parties)
    kinds = _codes(seen, free, "class")
    reported, days = _without_reports(seen, parties, days)
    is_report = bool(reported) and not (called or stages.name)
    # A report on twins each year is on the same ones, and has amounts of its own.
    money = replace(money, by_row=True) if money and is_report else money
    pairs_differ = is_report or (not money and _pairs_differ(seen, parties))
    both_ways = pairs_differ and not project and _both_ways(seen, parties)
    plain = next((one for one in days.others if _is_plain(seen, one)), "")
    stages = _by_the_day_of_the_row(seen, stages, plain)
    shown = {one: shown_by(map(str, seen.texts(one))) for one in free if seen.is_day(one)}
    orders = {one: _order(one, shown) for one in seen.headings}
    stages = replace(stages, order=orders[stages.day] if stages.day else "")
    short = next((one for one in free if one != project and project == called and is_short(seen, one)), "")
    other_title = title_in_other(seen, called, [one for one in free if one != project])
    once = (called, other_title, short, days.signed, days.awarded, days.started, days.ended)
    return Guessed(
        project=project,
        called=called,
        other_title=other_title,
        history=history_of(seen, [one for one in free if one not in {*once, stages.name, money.name if money else ""}]),
        parties=parties,
        signed=days.signed,
        awarded=days.awarded,
        started=days.started,
        issued=days.issued,
        day=days.any,
        money=money,
        kinds=kinds,
        stages=stages,
        sectors=_codes(seen, free, "sector"),
        names=tuple(seen.headings),
        pairs_differ=pairs_differ,
        orders=orders,
        of_twins=of_twins,
        several=_several(seen),
        ended=days.ended,
        both_ways=both_ways,
        terms=_terms(seen, project, (days.started, days.ended), parties if both_ways else ()),
        dated="" if days.signed or days.awarded or days.started else plain,
        reported=reported,
        usual=_usual(seen, project or called, kinds[1]),
        differ=differing(seen, project, once),
        also_money=money_of(seen, [one for one in free if one != money.name], project, parties) if money else None,
        is_of_one=_is_of_one(seen, parties, project),
        days=tuple(one for one in days.others if one != days.started),
        unordered=_unordered(shown, orders),
        witnesses=_of_both_orders(shown),
        twinned=days.twinned,
        since=frozenset(one for one in shown if any(_is_since(text) for text in seen.texts(one))),
        doubts=tuple(dict.fromkeys([*(doubt for one in parties for doubt in one.doubts), *_doubt_of_rows(by_row)])),
    )


def _is_since(text: str) -> bool:
    """Whether a cell says from when on something is: since 1969, of which no end is."""
    read = period(text).value
    return read is not None and read.end is None and read.start is not None


@dataclass(frozen=True, slots=True)
class _Days:
    """The columns of days; a name is empty where no column is.

    Attributes:
        signed, started, awarded, issued, ended: when partnerships were signed, began, were awarded and end, and when
            the table was issued.
        any: any other column of days.
        others: all that say neither when something was signed, began or was awarded, nor when the table was issued.
        twinned: that of when it was signed, where it is only by being the one day of twins.
    """

    signed: str
    started: str
    awarded: str
    issued: str
    ended: str
    any: str
    others: tuple[str, ...]
    twinned: str = ""

    def without_twinned(self) -> _Days:
        """The same, where the one day of twins is that of a report on them, of which there are several."""
        others = (self.twinned, *self.others)
        return replace(self, signed="", twinned="", others=others, any=self.twinned)


def _days(seen: Seen, free: Sequence[str], stages: Stages, *, of_twins: bool, of_towns: bool) -> _Days:
    """What columns of days say of partnerships and of the table.

    Args:
        seen: the table's columns.
        free: the columns that nothing else is read from.
        stages: how far partnerships are, with the column of their days.
        of_twins: whether towns are twins by their headings, so that what was founded was signed.
        of_towns: whether all parties are a town and another one that it is with.
    """
    days = [name for name in free if seen.is_day(name) and name != stages.day]
    signed = next((one for one in days if seen.roles[one] == "signed" or set(seen.words[one]) & SIGNED), "")
    starts = (one for one in days if seen.roles[one] == "start" or set(seen.words[one]) & STARTED)
    started = next((one for one in starts if not is_end(seen, one)), "")
    awarded = next((one for one in days if one != signed and set(seen.words[one]) & AWARDED), "")
    said = set(seen.words.get(started, ()))
    if not (signed or awarded) and (said & PAIRED or ((of_twins or of_towns) and said & FOUNDED)):
        signed, started = started, ""
    of_twins = of_twins and not (stages.day or stages.is_history)
    twinned = _twinned(seen, days) if of_twins and not (signed or awarded or started) else ""
    signed = signed or twinned
    issued = next((one for one in days if one not in (signed, awarded, started) and set(seen.words[one]) & ISSUED), "")
    others = [one for one in days if one not in (signed, awarded, started, issued)]
    # What ends is planned, and says least of when the table was issued.
    day = min(others, key=lambda one: "end" in seen.words[one], default="")
    ended = next((one for one in others if is_end(seen, one)), "")
    begins, until = from_to(seen, [one for one in free if one not in (signed, awarded, stages.day)])
    if until and started in (begins, ""):
        started, ended = begins, ended or until
    return _Days(signed, started, awarded, issued, ended, day, tuple(others), twinned)


def _without_reports(seen: Seen, parties: Sequence[Party], days: _Days) -> tuple[str, _Days]:
    """The column of days of twins of which rows of the same towns say several, and days that are not taken from it.

    Args:
        seen: the table's columns.
        parties: who takes part.
        days: the columns of days.
    """
    is_said = not days.twinned or _is_said_both_ways(seen, parties, days.twinned)
    return ("", days) if is_said else (days.twinned, days.without_twinned())


def _twinned(seen: Seen, days: Sequence[str]) -> str:
    """The one column of days of twins that says of no other thing when it was: Year, Jahr, Date of twinning.

    Where all rows say the same it is when the table was made.
    """
    plain = [one for one in days if set(seen.words[one]) <= DATED | OF_TWINNING]
    return plain[0] if len(plain) == 1 and len(set(seen.texts(plain[0]))) > 1 else ""


def list_of_parties(table: AnyTable) -> str:
    """The list of objects within a row that most likely has one party an object; empty if there is none."""
    inner: dict[str, list[str]] = {}
    for column, one in table.lists.items():
        inner.setdefault(one, []).append(column.removeprefix(f"{one}_"))
    # Sectors have names too, and are nobody.
    nobody = {one for one in inner if recognised(one, words()) in _OF_OTHERS and not set(words_of(one)) & PARTY}
    named = [one for one in inner if set(words_of(one)) & PARTY or any(map(_names_party, inner[one]))]
    named = [one for one in named if one not in nobody]
    return max(named, key=lambda one: bool(set(words_of(one)) & PARTY), default="")


def _names_party(field: str) -> bool:
    """Whether a field of an object says who somebody is: name, organisation, partner_name."""
    said = words_of(field)
    return said in (["name"], ["org"]) or (said[-1:] != [] and said[0] in PARTY and said[-1] in PARTY | NAMES)


def latest_column(columns: Guessed) -> str:
    """The column that tells best when the table was issued."""
    return columns.issued or columns.signed or columns.awarded or columns.started or columns.day


#: Words of what is over that an import asks: a draft has what they mean most often, for people to look at.
_OVER = {
    "closed": "completed",
    **dict.fromkeys(
        ("expired", "lapsed", "beendet", "vencido", "vencida", "extinguido", "到期", "已到期"), "terminated"
    ),
    **dict.fromkeys(("已履行", "abgelaufen"), "completed"),
    **dict.fromkeys(("en sommeil", "ruhend"), "suspended"),
}


def _codes(seen: Seen, free: Sequence[str], kind: str) -> tuple[str, Mapping[str, str]]:
    known = words().values.get(kind, {})
    known = {**_OVER, **known} if kind == "stage" else known
    # A state may be that of anything, a status is one.
    for name in sorted(free, key=lambda one: kind == "stage" and not set(seen.words[one]) & STAGE):
        several = ((cell,) if isinstance(cell, str) else cell for cell in seen.cells.get(name, ()))
        texts = dict.fromkeys(text for one in several for text in one)
        # The days of stages are headed as stages too.
        if are_days(seen, name):
            continue
        codes = {text: known[folded(text)] for text in texts if folded(text) in known}
        is_headed = seen.roles[name] == _HEADED.get(kind, kind) or _are_events(seen, name, kind)
        if not is_headed and not (kind == "stage" and _are_stages(seen, name, len(texts), len(codes))):
            continue
        if kind == "class":
            # What is called an agreement is one, of whichever kind.
            named = (text for text in texts if text not in codes and set(words_of(text)) & AGREEMENT)
            codes |= dict.fromkeys(named, "Agreement")
        if 0 < len(texts) <= (MOST_STAGES if kind == "stage" and codes else MOST_CODES):
            # What says too little of a stage stands in the draft, to be filled in.
            return name, {text: codes.get(text, "") for text in texts if text in codes or kind == "stage"}
        if kind == "sector" and 0 < len(codes) <= _MOST_SECTORS:
            return name, codes
    return "", {}


def _are_stages(seen: Seen, name: str, number: int, known: int) -> bool:
    """Whether a column that no heading of a stage has says one all the same, as its cells show: Situation, 履行状态.

    Args:
        seen: the table's columns.
        name: the column.
        number: how many different texts it has.
        known: how many of them are known as stages.
    """
    if seen.roles[name] or not 0 < known <= number <= MOST_STAGES:
        return False
    said = seen.words[name][-1:]
    is_said = any(word in OF_A_STATE or word.endswith(IN_CHINESE_OF_A_STATE) for word in said)
    return (is_said and 2 * known >= number) or (number > 1 and 3 * known >= 2 * number)


def _are_events(seen: Seen, name: str, kind: str) -> bool:
    """Whether a column tells what happened, and most of that is known as a stage: Signed, Suspended."""
    texts = dict.fromkeys(map(folded, seen.texts(name)))
    known = words().values.get("stage", {})
    said = kind == "stage" and bool(texts) and seen.words[name][-1] in EVENTS
    return said and 2 * sum(text in known for text in texts) > len(texts)


def _is_plain(seen: Seen, name: str) -> bool:
    """Whether a column is headed as the day of each row, and of nothing more: Date, 日期, as of."""
    return set(seen.words[name]) <= DATED | AS_OF


def _usual(seen: Seen, project: str, kinds: Mapping[str, str]) -> str:
    """The class of what a type that nobody knows is of: an agreement where all others are, or the heading says so."""
    classes = {code.partition("/")[0] for code in kinds.values()}
    if classes == {"Agreement"} or (not classes - {"Agreement"} and set(seen.words.get(project, ())) & AGREEMENT):
        return "Agreement"
    return "Partnership" if kinds else "Project"


def _order(name: str, columns: Mapping[str, Shown]) -> str:
    """How days are written that have their year last, as ``kg map`` tells it of days of which a mapping says nothing.

    Args:
        name: the column.
        columns: what each column of days shows.
    """
    order = order_among(name, {name: Shown(), **columns})
    if order is not None:
        return _named_order(order.day_first)
    is_pointed = not any(False in shown.dotted for shown in columns.values())
    is_open = [has_points for shown in columns.values() for has_points in shown.open.values()]
    is_shown = any(shown.first for shown in columns.values())
    return "day-first" if is_pointed and is_open and all(is_open) and not is_shown else ""


def _named_order(is_day: bool) -> str:
    return "day-first" if is_day else "month-first"


def _unordered(columns: Mapping[str, Shown], orders: Mapping[str, str]) -> tuple[Unordered, ...]:
    """The columns of days whose order is open though all columns were looked at.

    Args:
        columns: what each column of days shows.
        orders: how each is read.
    """
    return tuple(
        Unordered(name, next(text for text, has_points in shown.open.items() if not has_points), *_witness(shown))
        for name, shown in columns.items()
        if not orders[name] and shown.open and not all(shown.open.values()) and order_among(name, columns) is None
    )


def _witness(shown: Shown) -> tuple[str, str]:
    """A day of a column that can be read in one order only, and which that is; empty where none can, or they differ."""
    if len(shown.witness) != 1:
        return "", ""
    ((is_day, day),) = shown.witness.items()
    return day, _named_order(is_day)


def _of_both_orders(columns: Mapping[str, Shown]) -> tuple[tuple[str, str, str], ...]:
    """The columns that show an order where they show both: each with the order, and a day; empty where they agree."""
    if len({kind for shown in columns.values() for kind in shown.first}) < 2:
        return ()
    return tuple(
        (name, _named_order(is_day), day) for name, shown in columns.items() for is_day, day in shown.witness.items()
    )


def _pairs_differ(seen: Seen, parties: Sequence[Party]) -> bool:
    named = [column for one in parties for column in _named(one)]
    # A row that only stands twice is one.
    rows = dict.fromkeys(tuple(row) for row in first_rows(seen.table, seen.filled))
    return len(set(_who(seen, named, rows))) == len(rows)


def _named(party: Party) -> list[tuple[str, bool]]:
    """The columns that tell a party from others, and whether each is of countries."""
    lands = {party.country, party.apart, party.name if party.is_land else ""}
    names = dict.fromkeys(name for name in (party.name, party.key, party.area, party.apart) if name)
    return [(name, party.coded and not party.in_cell and name in lands) for name in names]


def _who(seen: Seen, named: Sequence[tuple[str, bool]], rows: Iterable[Sequence[Cell]]) -> list[tuple[object, ...]]:
    """What each row says of parties, as names are compared and countries known: Great Britain is the United Kingdom."""
    return [tuple(_as_one(row[seen.places[name]], is_land=is_land) for name, is_land in named) for row in rows]


@lru_cache(100_000)
def _as_one(cell: Cell, *, is_land: bool) -> object:
    if not isinstance(cell, str):
        return cell
    known = meant(cell, "country") if is_land and cell else None
    return known.id if known is not None else " ".join(cell.lower().split())


def _told_apart(seen: Seen, parties: Sequence[Party]) -> tuple[str, str, list[str]]:
    """The columns of what tells partnerships apart and of their name, empty where none is, and those left over."""
    taken = set[str]().union(*(one.columns for one in parties))
    free = [name for name in seen.headings if name not in taken]
    called = name_of(seen, free)
    project = project_of(seen, [name for name in free if name != called]) or called
    if not tells_apart(seen, project, called, parties):
        project = ""
    return project, called, [name for name in free if name not in (project, called)]


def _stages(seen: Seen, free: Sequence[str], project: str, parties: Sequence[Party]) -> Stages:
    """How far partnerships are; a cell of one kind is told apart alone, be it of parties or of stages.

    Args:
        seen: the table's columns.
        free: the columns that nothing else is read from.
        project: the column of what tells partnerships apart.
        parties: who takes part.
    """
    stages = stages_of(seen, free, project, _codes(seen, free, "stage"))
    if stages.together and any(len(one.together) > 1 for one in parties):
        return replace(stages, day="", together=())
    return stages


def _by_the_day_of_the_row(seen: Seen, stages: Stages, plain: str) -> Stages:
    """Stages of which no column says when they were, by the day of each row: of a history no other day can be.

    Args:
        seen: the table's columns.
        stages: how far partnerships are.
        plain: the column of the day of each row; empty if there is none.
    """
    if not stages.name or stages.day or not plain:
        return stages
    lacking = without(seen, stages.name, plain)
    return replace(stages, day=plain, may_be_issued=not stages.is_history, without=lacking)


def _several(seen: Seen) -> frozenset[str]:
    """The columns of which some cell holds several values."""
    return frozenset(name for name, cells in seen.cells.items() if not all(isinstance(cell, str) for cell in cells))


def _terms(seen: Seen, project: str, ends: Sequence[str], both: Sequence[Party]) -> frozenset[str]:
    """The columns of when each partnership begins and ends of which all its rows say the same.

    Args:
        seen: the table's columns.
        project: the column of what tells partnerships apart.
        ends: the columns of beginnings and of ends; an empty one is none.
        both: who takes part, where rows of two parties are one partnership in whichever order they name them.
    """
    several = _several(seen)
    found = [one for one in ends if one and one not in several and _is_said_once(seen, project, one)]
    return frozenset(one for one in found if not both or _is_said_both_ways(seen, both, one))


def _is_said_once(seen: Seen, project: str, day: str) -> bool:
    """Whether all rows of a partnership say the same day: of one party's share of a project each may have its own."""
    within = seen.within(day, project)
    return not (within and within.differ)


def _is_of_one(seen: Seen, parties: Sequence[Party], project: str) -> bool:
    """Whether each partnership has one party: one a row, and no partnership has rows of others."""
    if len(parties) != 1 or seen.is_list(parties[0].name) or parties[0].separator:
        return False
    within = seen.within(parties[0].name, project) if project else None
    return not (within and within.differ)


def _is_said_both_ways(seen: Seen, parties: Sequence[Party], day: str) -> bool:
    """Whether all rows of the same parties, where there are several, say the same day."""
    rows = list(first_rows(seen.table, seen.filled))
    sides = [_who(seen, _named(one), rows) for one in parties]
    said: dict[frozenset[object], set[Cell]] = {}
    for row, *both in zip(rows, *sides, strict=True):
        said.setdefault(frozenset(both), set()).update({row[seen.places[day]]} - {""})
    return all(len(days) < 2 for days in said.values())


def _doubt_of_rows(name: str) -> Iterator[Text]:
    """What is said of ids that number the rows of a list with both directions of each pair.

    Args:
        name: the column; empty if there is none.
    """
    if name:
        yield Text(
            f"{typed(name)}: not taken for what tells partnerships apart, as the list has each pair in both "
            "directions, and the rows of both are made one. If each direction is a partnership of its own, put this "
            'column into the fn:id("partnership", …) of the draft.',
            f"{typed(name)}：未用以区分合作，因列表中每对参与方均以两个方向列出，两行合为一项。若两个方向各为一项合作，"
            '请将此栏加入草稿的 fn:id("partnership", …)。',
        )


def _both_ways(seen: Seen, parties: Sequence[Party], *, each: bool = False) -> bool:
    """Whether a row names two parties that another one names the other way round.

    Args:
        seen: the table's columns.
        parties: who takes part.
        each: whether each row must do so, and none come twice.
    """
    if len(parties) != 2 or any(one.separator or one.is_mixed for one in parties):
        return False
    left, right = parties
    if (left.is_region, left.role) != (right.is_region, right.role):
        return False
    rows = list(first_rows(seen.table, seen.filled))
    found = list(zip(*(_who(seen, _named(one), rows) for one in parties), strict=True))
    pairs = set(found)
    if each:
        return len(found) == len(pairs) > 2 and all(one != other and (other, one) in pairs for one, other in pairs)
    return any(one != other and (other, one) in pairs for one, other in pairs)
