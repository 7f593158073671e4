"""What the records of a package are called, and which there are: for labels, lists to choose from, and references."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.intake import registries, schema
from kg.intake.articles.choosing import Choice
from kg.intake.identities.kinds import guess
from kg.intake.identities.knowing import known as names_of_parties
from kg.intake.identities.model import Guess
from kg.intake.identities.places import Places
from kg.intake.package import Package
from kg.intake.tables.model import Row
from kg.nearest import folded, nearest
from kg.text import Text

_ALSO = ("alt_zh", "alt_en")


@dataclass(frozen=True, slots=True)
class Record:
    """A record that rows may refer to.

    Attributes:
        reference: ``kind/id``.
        label: what it is called.
        names: all that it is called.
    """

    reference: str
    label: Text
    names: tuple[str, ...]


class Recorded:
    """The records of packages.

    Args:
        packages: a package and those that it uses, as they were read.
    """

    def __init__(self, packages: Sequence[Package]) -> None:
        self._records: dict[str, Record] = {}
        for package in packages:
            for table in package.tables:
                kind = schema.KIND_OF_TABLE.get(table.name)
                for row in table.rows if kind else ():
                    record = _record(f"{kind}/{row.value('id')}", row)
                    self._records.setdefault(record.reference, record)
        self._places = Places(names_of_parties(packages))

    def __contains__(self, reference: str) -> bool:
        return reference in self._records or self._registered(reference) is not None

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records.values())

    def label(self, reference: str) -> Text:
        """What a record is called; its reference where nobody knows."""
        record = self._records.get(reference)
        if record is not None:
            return record.label
        return self._registered(reference) or Text.of(reference)

    def guess(self, name: str) -> Guess:
        """What a name looks like, by its words and by the places in it."""
        return guess(name, self._places)

    def choices(self, kinds: Collection[str], like: str, most: int) -> list[Choice]:
        """Records of some kinds by a part of their names, those that begin with it first.

        Args:
            kinds: the kinds, as in typed references.
            like: what was typed; nothing for the first ones.
            most: how many at most.
        """
        own = [one for one in self._records.values() if one.reference.partition("/")[0] in kinds]
        return choose(own, like, most)

    def meant(self, kinds: Collection[str], name: str) -> list[str]:
        """The records of some kinds that have exactly a name, as ``kg.nearest.folded`` compares names."""
        plain = folded(name)
        mine = (one for one in self._records.values() if one.reference.partition("/")[0] in kinds)
        return [one.reference for one in mine if any(folded(other) == plain for other in one.names)]

    @staticmethod
    def _registered(reference: str) -> Text | None:
        kind, _, name = reference.partition("/")
        if kind != schema.KIND_OF_TABLE["regions"]:
            return None
        # A region that a registry alone has gets its row when a record needs it.
        return next((one.regions[name].name for one in registries.registries().values() if name in one.regions), None)


def choose(records: Iterable[Record], like: str, most: int) -> list[Choice]:
    """Records whose names hold a text, those that begin with it first; else those of the nearest names.

    Args:
        records: those that there are.
        like: what was typed, in either language.
        most: how many are given at most.
    """
    listed, plain = list(records), folded(like)
    ranked = [
        (rank, one)
        for one in listed
        if (rank := min((_rank(plain, name) for name in (*one.names, one.reference)), default=3)) < 3
    ]
    found = [one for _, one in sorted(ranked, key=lambda pair: pair[0])]
    if not found:
        by_name: Mapping[str, Record] = {name: one for one in listed for name in one.names}
        found = list({by_name[name].reference: by_name[name] for name in nearest(like, by_name, most=most)}.values())
    return [Choice(one.reference, one.label) for one in found[:most]]


def _rank(plain: str, name: str) -> int:
    text = folded(name)
    return 0 if text == plain else 1 if text.startswith(plain) else 2 if plain in text else 3


def _record(reference: str, row: Row) -> Record:
    said = {}
    for language in ("en", "zh"):
        texts = (row.value(f"{column}_{language}") for column in ("name", "title", "gist"))
        said[language] = next(filter(None, texts), "")
    names = [name for name in said.values() if name]
    names += [name for column in _ALSO if column in row.cells for name in row.cells[column].values]
    return Record(reference, Text.of(said["en"], said["zh"], reference), tuple(dict.fromkeys(names)))
