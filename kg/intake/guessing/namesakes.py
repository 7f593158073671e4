"""Which column tells parties of one name apart, as the rows show: a name stands with one place, a few with two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.intake.guessing.cells import Seen, first_rows
from kg.intake.guessing.model import Party
from kg.intake.guessing.towns import is_known
from kg.intake.guessing.words import ADDRESS, CODES, OF_A_PLACE
from kg.nearest import folded
from kg.text import Text, shortened, typed

#: Of so many values of a column it is looked whether they are places.
_MOST_VALUES = 40
#: Of so many names that come again at least it is told whose places a column has.
_FEWEST = 3
#: How many names are shown, and how long they are.
_MOST_NAMED, _LONGEST = 2, 40
_IDS = ("id", "code", "ref", "uri", "url", "key", "qid")
_OF_PLACES = ("region", "place")


@dataclass(frozen=True, slots=True)
class _Beside:
    """How the names of a party go with the values of a column.

    Attributes:
        repeated: how many names stand in several rows.
        several: those that stand with several values, with these.
    """

    repeated: int
    several: dict[str, tuple[str, ...]]

    @property
    def is_of_them(self) -> bool:
        """Whether the column says where the parties are: most that come again stand with one value."""
        return self.repeated >= _FEWEST and 2 * len(self.several) <= self.repeated

    @property
    def may_be(self) -> bool:
        """Whether it may do so: some that come again stand with one value."""
        return 5 * len(self.several) <= 4 * self.repeated


def apart_by_rows(seen: Seen, parties: Sequence[Party]) -> list[Party]:
    """Parties, of which those of one name that stand with several places are told apart by these, or it is said.

    Args:
        seen: the table's columns.
        parties: who takes part.
    """
    taken = set[str]().union(*(one.columns for one in parties))
    free = [name for name in seen.headings if name not in taken and _reads_as_places(seen, name)]
    # The one of which most names have one place each; the nearest column of several.
    for name in free:
        found = {
            place: beside
            for place, one in enumerate(parties)
            if not (one.separator or one.area or one.is_land or one.is_id or (one.key and not one.country))
            and isinstance(next(iter(seen.cells.get(one.name, ())), None), str)
            and (beside := _beside(seen, one.name, name)).several
        }
        sure = [place for place, beside in found.items() if beside.is_of_them and parties[place].is_region]
        unsure = [place for place, beside in found.items() if beside.may_be]
        order = sure or unsure
        if not order:
            continue
        place = min(order, key=lambda at: abs(seen.places[parties[at].name] - seen.places[name]))
        one = parties[place]
        doubt = _doubt(one.name, name, found[place])
        made = replace(one, area=name) if sure else replace(one, doubts=(*one.doubts, doubt))
        parties = [made if at == place else other for at, other in enumerate(parties)]
    return list(parties)


def apart_by_ids(seen: Seen, parties: Sequence[Party]) -> list[Party]:
    """Parties, of which those that nothing tells apart though some have one name are told apart by their ids.

    Args:
        seen: the table's columns.
        parties: who takes part.
    """
    ids = {one.name: ids for one in parties if _has_no_key(one) and (ids := _ids_of(seen, one.name))}
    # One thing may stand in two columns, and has one id.
    if not any(_beside(seen, name, one).several for name, one in ids.items()):
        return list(parties)
    return [replace(one, key=ids.get(one.name, one.key)) for one in parties]


def _has_no_key(party: Party) -> bool:
    return party.is_region and not (party.key or party.area or party.separator or party.is_land or party.is_mixed)


def _ids_of(seen: Seen, name: str) -> str:
    """The column of ids, or of addresses, of what another one names, each with one name; empty where there is none."""
    ids = seen.answers.things.get(name, "") or seen.beside(name, _IDS)
    return "" if ids in ("", name) or not seen.goes_with(ids, name) or seen.differs(name, ids) else ids


def _reads_as_places(seen: Seen, name: str) -> bool:
    """Whether a column has places by its heading or by its cells, one each."""
    said = set(seen.words[name])
    if name in seen.table.lists or seen.is_list(name) or not seen.are_names(name) or said & (ADDRESS | CODES):
        return False
    if said & OF_A_PLACE or seen.roles[name] in _OF_PLACES:
        return True
    if seen.roles[name]:
        return False
    some = list(dict.fromkeys(seen.texts(name)))[:_MOST_VALUES]
    return len(some) > 1 and 2 * sum(map(is_known, some)) > len(some)


def _beside(seen: Seen, name: str, other: str) -> _Beside:
    said: dict[str, dict[str, str]] = {}
    rows: dict[str, int] = {}
    called: dict[str, str] = {}
    for row in first_rows(seen.table, seen.filled):
        one, there = row[seen.places[name]], row[seen.places[other]]
        if isinstance(one, str) and isinstance(there, str) and one and there:
            said.setdefault(folded(one), {})[folded(there)] = there
            rows[folded(one)] = rows.get(folded(one), 0) + 1
            called.setdefault(folded(one), one)
    several = {called[key]: tuple(there.values()) for key, there in said.items() if len(there) > 1}
    return _Beside(sum(number > 1 for number in rows.values()), several)


def _doubt(name: str, other: str, beside: _Beside) -> Text:
    """What is said of names that stand with several places, and are one party each."""
    shown = "; ".join(
        f"{_short(one)}: {', '.join(map(_short, places[: _MOST_NAMED + 1]))}"
        for one, places in list(beside.several.items())[:_MOST_NAMED]
    )
    name, other = typed(name), typed(other)
    return Text(
        f"{name}: one name stands with several of {other} ({shown}), and is one party in the draft. If they are "
        f"several, put {other} into its fn:id beside the name.",
        f"{name}：同一名称对应多个 {other}（{shown}），草稿中合为一方。若为不同的参与方，请在其 fn:id 中于名称旁加入 "
        f"{other}。",
    )


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), _LONGEST)
