"""A source whose text is at hand: the rows that cite it, their passages, and what the package calls things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from kg import source_place
from kg.errors import SourceError
from kg.grids import Book
from kg.intake.articles.values.context import Document, Passage
from kg.intake.articles.values.model import Reading, Seen, Verdict
from kg.intake.articles.values.names import Named, named_things
from kg.intake.articles.values.parties import Mentions, Taking
from kg.intake.articles.values.sheet_rows import row_texts
from kg.intake.package import Package, read_package, used_packages
from kg.intake.schema import PLACE
from kg.intake.tables.model import Row, Table
from kg.text import Text

#: Columns in which an editor may say how a value is known.
_NOTES = ("ambiguity_zh", "ambiguity_en", "note_zh", "note_en")
#: Roles of what parties make together, or of where it is.
_MADE = ("product", "host")
#: Tables whose rows are things with a name that the passage gives, and the kind of a reference to one.
NAMED = {"regions": "region", "institutions": "institution", "officials": "official", "programmes": "programme"}


@dataclass(frozen=True, slots=True)
class Cited:
    """A row of a package and the passage that it cites."""

    table: Table
    row: Row
    passage: Passage

    def reading(self, name: str, verdict: Verdict, seen: tuple[Seen, ...] = (), told: Text = Text()) -> Reading:  # noqa: B008
        """What was read of one of its cells.

        Args:
            name: the column.
            verdict: whether the passage states the value.
            seen: what the passage has in its place, the nearest first.
            told: the value for people.
        """
        value = ";".join(self.row.cells[name].values) if name in self.row.cells else ""
        noted = any(self.row.value(column) for column in _NOTES)
        place, row = self.passage.place, self.row.number
        return Reading(self.table.file, self.table.name, row, name, value, told, place, verdict, seen, noted)


@dataclass
class Source:
    """A source whose text is at hand, the rows that cite it, and what the package calls things.

    Attributes:
        id: the source's id.
        package: the package.
        things: what the package and those that it uses name, by reference.
        cited: the rows that cite the source, with their passages.
    """

    id: str
    package: Package
    things: Mapping[str, Named]
    cited: tuple[Cited, ...]
    _mentions: dict[int, Mentions] = field(default_factory=dict, repr=False)

    def mentions(self, document: Document) -> Mentions:
        """What a document names of all that the package speaks of."""
        known = self._mentions.get(id(document))
        if known is None:
            known = self._mentions[id(document)] = Mentions(document, self._spoken_of, self._defined)
        return known

    @cached_property
    def _defined(self) -> dict[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = {}
        for one in self.cited:
            if kind := NAMED.get(one.table.name):
                place = (one.passage.start, one.passage.end)
                found.setdefault(f"{kind}/{one.row.value('id')}", []).append(place)
        return found

    @cached_property
    def _spoken_of(self) -> list[Named]:
        """What the package's own rows define or refer to; a gazetteer of all China has a namesake for any word."""
        own = {
            f"{kind}/{row.value('id')}"
            for table in self.package.tables
            if (kind := NAMED.get(table.name))
            for row in table.rows
        }
        referred = {
            value
            for table in self.package.tables
            for row in table.rows
            for cell in row.cells.values()
            for value in cell.values
            if value.startswith(("region/", "institution/"))
        }
        return [self.things[reference] for reference in sorted(own | referred) if reference in self.things]

    @cached_property
    def passages_of_partnerships(self) -> dict[str, dict[str, list[tuple[int, int]]]]:
        """Where each partnership is spoken of, by the table whose rows say so."""
        found: dict[str, dict[str, list[tuple[int, int]]]] = {}
        for one in self.cited:
            if partnership := partnership_of(one):
                place = (one.passage.start, one.passage.end)
                found.setdefault(partnership, {}).setdefault(one.table.name, []).append(place)
        return found

    def nearest_partnership(self, passage: Passage) -> str:
        """The partnership told of last before a passage, in its paragraph, if the passage is none's own."""
        first = passage.paragraph().start
        own = [
            (place, partnership)
            for partnership, places in self.passages_of_partnerships.items()
            for place in places.get("partnerships", [])
        ]
        if any(start < passage.end and passage.start < end for (start, end), _ in own):
            return ""
        before = [(end, partnership) for (start, end), partnership in own if first <= start and end <= passage.start]
        return max(before, default=(0, ""))[1]

    def taking(self, partnership: str) -> Taking:
        """Who takes part in a partnership."""
        number = len(self.parties_of_partnerships.get(partnership, []))
        return Taking(number, self._made.get(partnership, frozenset()))

    @cached_property
    def _made(self) -> dict[str, frozenset[str]]:
        table = self.package.table("participations")
        found: dict[str, set[str]] = {}
        for row in table.rows if table else ():
            if row.value("role") in _MADE:
                found.setdefault(row.value("partnership"), set()).add(row.value("party"))
        return {partnership: frozenset(things) for partnership, things in found.items()}

    @cached_property
    def parties_of_partnerships(self) -> dict[str, list[Named]]:
        """The parties of each partnership."""
        table = self.package.table("participations")
        found: dict[str, list[Named]] = {}
        for row in table.rows if table else ():
            if named := self.things.get(row.value("party")):
                found.setdefault(row.value("partnership"), []).append(named)
        return found


def partnership_of(one: Cited) -> str:
    """The id of the partnership that a row is about; empty where it is about none."""
    if one.table.name == "partnerships":
        return one.row.value("id")
    if one.table.name in ("participations", "stages"):
        return one.row.value("partnership")
    kind, _, name = one.row.value("about").partition("/")
    return name if kind == "partnership" else ""


def things_of(package: Package) -> dict[str, Named]:
    """Everything that a package, and the packages that it uses, have a name for.

    Args:
        package: the package, read.

    Raises:
        SourceError: if a package that it uses is nowhere.
    """
    found: dict[Path, Package] = {}
    waiting = [package]
    while waiting:
        for folder in used_packages(waiting.pop()):
            if folder.resolve() not in found:
                found[folder.resolve()], _ = read_package(folder)
                waiting.append(found[folder.resolve()])
    return named_things((package, *found.values()))


def open_source(package: Package, things: Mapping[str, Named], source: str, text: str) -> Source:
    """A source with the rows that cite it by code points.

    Args:
        package: the package, read.
        things: what it has names for, as ``things_of`` has it.
        source: the source's id.
        text: the text.

    Raises:
        SourceError: if the source has no day of publication, by which relative words of time are read.
    """
    document = Document(text, issued(package, source))
    cited = tuple(
        Cited(table, row, Passage(document, start, end))
        for table, row in _citing(package, source)
        if 0 <= (start := int(row.value("start"))) < (end := int(row.value("end"))) <= len(text)
    )
    return Source(source, package, things, cited)


def open_sheet(package: Package, things: Mapping[str, Named], source: str, book: Book) -> Source:
    """A source that is a sheet, with the rows that cite rows or cells of it.

    Args:
        package: the package, read.
        things: what it has names for.
        source: the source's id.
        book: the sheet, read.

    Raises:
        SourceError: if the source has no day of publication.
    """
    day = issued(package, source)
    texts = row_texts(book)
    documents: dict[str, Document] = {}
    cited = []
    for table in package.tables:
        for row in table.rows:
            place = row.value(PLACE)
            rows = source_place.rows_of(place) if row.value("source") == source else None
            if rows is None:
                continue
            if place not in documents:
                documents[place] = Document(texts(rows), day, source_place.told(place))
            document = documents[place]
            cited.append(Cited(table, row, Passage(document, 0, len(document.text))))
    return Source(source, package, things, tuple(cited))


def issued(package: Package, source: str) -> date:
    """The day on which a source was published.

    Raises:
        SourceError: if it is not on record.
    """
    table = package.table("sources")
    row = next((row for row in table.rows if row.value("id") == source), None) if table else None
    day = day_of(row.value("issued")) if row else None
    if table is None or row is None or day is None:
        raise SourceError(
            Text(
                f"{package.name}: the source {source} has no day of publication, from which words such as “last year” "
                "count. Fill in `issued` in the table sources.",
                f"{package.name}：来源 {source} 没有发布日期，而“去年”等词须由其推算。请在 sources 表中填写 `issued`。",
            )
        )
    return day


def _citing(package: Package, source: str) -> Iterator[tuple[Table, Row]]:
    for table in package.tables:
        if table.name == "evidence":
            continue
        for row in table.rows:
            if row.value("source") == source and row.value("start") and row.value("end"):
                yield table, row


def day_of(text: str) -> date | None:
    """The day that a cell holds; ``None`` where it is empty or none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
