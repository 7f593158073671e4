"""A user's own copies of sources: what they have where a claim says that it is stated, checked by hash.

The graph knows of a passage where it begins and ends and the SHA-256 of its words, never the words. They are cut from
the copy, and shown if their hash is the recorded one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from kg import source_place
from kg.answers.records import Passage, Record, Records, SourceRecord
from kg.documents import copies_of
from kg.errors import LookupFailed, SourceError, UsageError, listed
from kg.grids import Book, read_book
from kg.nearest import kind_and_id
from kg.source_rows import Sheet, own_sheet
from kg.source_text import read_copies, sha256, sha256_of_file
from kg.text import Text, typed

#: How many code points from its place, either way, a passage that is not there is looked for.
_REACH = 200
_AROUND = sorted(range(-_REACH, _REACH + 1), key=abs)
#: How many passages tell whether a text that has none in its place is one of a source.
_SAMPLE = 40


class Check(StrEnum):
    """What a copy proves of a passage."""

    MATCHES = "matches"
    MOVED = "moved"
    DIFFERS = "differs"
    UNRECORDED = "unrecorded"


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage in a copy.

    Attributes:
        check: whether the words with the recorded hash are at the recorded place, are nearby, or are not; or that
            no hash was recorded.
        text: the words; ``None`` where the copy does not have them.
        start: where they begin in the copy, by code points.
        end: the code point after their last.
    """

    check: Check
    text: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Affected:
    """A claim whose passage the copy does not have, and the row of the tables it stands in.

    Attributes:
        record: the claim, or the thing that rests on the passage.
        passage: the passage.
        table: the table; the fields are its columns ``source``, ``start`` and ``end``, or ``source`` and ``place``.
        row: which of its rows: the ``id``, or a participation's ``partnership`` and ``party``.
    """

    record: Record
    passage: Passage
    table: str
    row: Mapping[str, str]


class Copy:
    """A copy of one source.

    Args:
        source: the source.
        file: the copy's name, without its folder.
        text: its text.
    """

    def __init__(self, source: SourceRecord, file: str, text: str) -> None:
        self.source = source
        self.file = file
        self.text = text
        self.sha256 = sha256(text)
        self._shift = 0
        self._cuts: dict[tuple[int | None, int | None, str], Cut] = {}

    @property
    def is_same(self) -> bool:
        """Whether it is the text that was encoded, as far as the source's hash was recorded."""
        return self.source.sha256 in ("", self.sha256)

    def has_in_place(self, passage: Passage) -> bool:
        """Whether the words with the recorded hash are at the recorded place."""
        return self._at(passage, 0) is not None

    def holds(self, passage: Passage) -> bool:
        """Whether a passage is of a kind that this copy can have: one by code points."""
        return passage.start is not None

    def cut(self, passage: Passage) -> Cut:
        """What the copy has of a passage."""
        key = (passage.start, passage.end, passage.sha256)
        if key not in self._cuts:
            self._cuts[key] = self._find(passage)
        return self._cuts[key]

    def _find(self, passage: Passage) -> Cut:
        start, end = passage.start, passage.end
        if start is None or end is None or not 0 <= start < end:
            return Cut(Check.DIFFERS)
        if not passage.sha256:
            words = self.text[start:end] if end <= len(self.text) and self.is_same else None
            return Cut(Check.UNRECORDED, words, start, end)
        for shift in self._likely_shifts():
            if (words := self._at(passage, shift)) is not None:
                self._shift = shift
                return Cut(Check.MOVED if shift else Check.MATCHES, words, start + shift, end + shift)
        return Cut(Check.DIFFERS)

    def _at(self, passage: Passage, shift: int) -> str | None:
        start, end = (passage.start or 0) + shift, (passage.end or 0) + shift
        words = self.text[start:end] if start >= 0 else ""
        return words if words and len(words) == end - start and sha256(words) == passage.sha256 else None

    def _likely_shifts(self) -> Iterable[int]:
        """Where to look: at its place, where the last one was, as far on as the text is longer, then all around."""
        if self.sha256 == self.source.sha256:
            return (0,)
        by_length = len(self.text) - (self.source.characters or len(self.text))
        return dict.fromkeys((0, self._shift, by_length, *_AROUND))


class SheetCopy(Copy):
    """A copy of a source that is a table: its rows are those that were cited while its hash is the recorded one.

    Args:
        source: the source.
        file: the copy's name, without its folder.
        book: the table.
        text: its text, if passages of it are cited by code points too.
    """

    def __init__(self, source: SourceRecord, file: str, book: Book, text: str = "") -> None:
        super().__init__(source, file, text)
        self.sha256 = book.sha256
        self._sheet = Sheet(own_sheet(book, (source.label.zh, source.label.en)))

    def holds(self, passage: Passage) -> bool:
        """Whether a passage is of a kind that this copy can have: rows or a cell."""
        return source_place.rows_of(passage.place) is not None or super().holds(passage)

    def cut(self, passage: Passage) -> Cut:
        """What the copy has in the cited rows."""
        rows = source_place.rows_of(passage.place)
        if rows is None:
            return super().cut(passage)
        words = "; ".join(self._sheet.texts(rows)) if self.is_same else ""
        if not words.strip(" |;"):
            return Cut(Check.DIFFERS)
        return Cut(Check.MATCHES if self.source.sha256 else Check.UNRECORDED, words)


@dataclass(frozen=True)
class Copies:
    """The copies that a user has, by the IRI of their source."""

    by_source: Mapping[str, Copy] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Copy]:
        return iter(self.by_source.values())

    def __bool__(self) -> bool:
        return bool(self.by_source)

    def cut(self, passage: Passage) -> Cut | None:
        """What the copy of a passage's source has of it; ``None`` without a copy, or where no copy can have it."""
        copy = self.by_source.get(passage.source)
        return copy.cut(passage) if copy and copy.holds(passage) else None

    def are_same(self, records: Records) -> bool:
        """Whether every copy is the text that was encoded, as far as its hash was recorded, and lacks no passage."""
        return all(copy.is_same for copy in self) and not any(self.affected(records, copy) for copy in self)

    def affected(self, records: Records, copy: Copy) -> list[Affected]:
        """The claims of the whole graph whose passage a copy does not have, by place in the source."""
        found = [
            Affected(record, passage, *_row(records, record))
            for record in records.everything
            for passage in record.evidence
            if passage.source == copy.source.iri and copy.holds(passage) and copy.cut(passage).check is Check.DIFFERS
        ]
        return sorted(found, key=lambda item: (item.passage.order, item.record.iri))

    def as_list(self, records: Records) -> list[dict[str, Any]]:
        """The copies for programs, each with the claims that it affects."""
        return [
            {
                "source": copy.source.iri,
                "file": copy.file,
                "sha256": copy.sha256,
                "recorded_sha256": copy.source.sha256,
                "is_same": copy.is_same,
                "affected": [_affected(item) for item in self.affected(records, copy)],
            }
            for copy in self
        ]


def find_copies(records: Records, given: Iterable[str | Path], resolve: Callable[[str, str], str]) -> Copies:
    """Read copies of sources, and tell which source each is of.

    Args:
        records: the graph's records.
        given: files, each a path or ``SOURCE=FILE``; a file alone belongs to the source with its hash, else to the
            one whose passages it has most of.
        resolve: function from a name and the kind ``source`` to an IRI.

    Returns:
        the copies, each by the IRI of its source.

    Raises:
        SourceError: if a file cannot be read, or is a text of no source.
        LookupFailed: if no source has a name.
        UsageError: if two files are given for one source.
    """
    found: dict[str, Copy] = {}
    for item in listed(given, "texts"):
        for copy in _read(records, *_source_and_file(item, resolve)):
            if copy.source.iri in found:
                raise UsageError(
                    Text(
                        f"Two texts are given for {copy.source.id}: {found[copy.source.iri].file} and {copy.file}. "
                        "Keep one.",
                        f"为{copy.source.id}给出了两份文本：{found[copy.source.iri].file}与{copy.file}。请只保留其一。",
                    )
                )
            found[copy.source.iri] = copy
    return Copies(found)


def _source_and_file(item: str | Path, resolve: Callable[[str, str], str]) -> tuple[str, Path]:
    text = str(item)
    name, sign, file = text.partition("=")
    if isinstance(item, Path) or not sign or Path(text).exists():
        return "", Path(text)
    if not name or not file:
        raise UsageError(
            Text(
                f"--text {typed(text)!r}: write FILE, or SOURCE=FILE with the id of a source.",
                f"--text “{typed(text)}”：请写 FILE，或 SOURCE=FILE（SOURCE 为来源的 id）。",
            )
        )
    return resolve(name, "source"), Path(file)


def _sheets(records: Records, source: str, path: Path) -> list[SheetCopy]:
    """Copies of the sources whose rows are cited, by their hash or as the user says: each sheet of a workbook is one.

    Empty where the file is none.
    """
    cited = {
        passage.source
        for record in records.everything
        for passage in record.evidence
        if source_place.rows_of(passage.place)
    }
    if not cited or not path.is_file() or (source and source not in cited):
        return []
    digest = sha256_of_file(path)
    same = [iri for iri in sorted(cited) if records.sources[iri].sha256 == digest]
    found = [source] if source else same
    if not found:
        return []
    by_text, book = _cited(records), read_book(path)
    texts = {one: read_copies(path)[0] if one in by_text else "" for one in found}
    return [SheetCopy(records.sources[one], path.name, book, texts[one]) for one in found]


def _read(records: Records, source: str, path: Path) -> Sequence[Copy]:
    if sheets := _sheets(records, source, path):
        return sheets
    texts = copies_of(path)
    sources = [records.sources[source]] if source else list(records.sources.values())
    if not sources:
        raise LookupFailed(
            Text("The graph has no source that the text could be of.", "图谱中没有该文本可能所属的来源。")
        )
    by_hash = {record.sha256: record for record in sources if record.sha256}
    for text in texts:
        if (same := by_hash.get(sha256(text))) is not None:
            return [Copy(same, path.name, text)]
    cited = _cited(records)
    copies = [Copy(record, path.name, text) for record in sources for text in texts]
    counts = [_count(copy, cited.get(copy.source.iri, ())) for copy in copies]
    best = max(range(len(copies)), key=counts.__getitem__)
    if not source and not counts[best]:
        raise SourceError(_no_source(path, texts[0], sources))
    # In order, so that each passage is looked for where the one before it was.
    for passage in cited.get(copies[best].source.iri, ()):
        copies[best].cut(passage)
    return [copies[best]]


def _count(copy: Copy, passages: Sequence[Passage]) -> int:
    """How many passages a copy has in their place; if none, how many of a sample it has nearby."""
    sample = passages[:: len(passages) // _SAMPLE + 1]
    return sum(map(copy.has_in_place, passages)) or sum(copy.cut(item).check is Check.MOVED for item in sample)


def _cited(records: Records) -> Mapping[str, Sequence[Passage]]:
    """The passages of each source by code points, in the order in which they stand there."""
    found: dict[str, dict[Passage, None]] = {}
    for record in records.everything:
        for passage in (item for item in record.evidence if item.start is not None):
            found.setdefault(passage.source, {})[passage] = None
    return {source: sorted(items, key=lambda item: item.order) for source, items in found.items()}


def _no_source(path: Path, text: str, sources: Sequence[SourceRecord]) -> Text:
    hashed = [source for source in sources if source.sha256]
    known = ", ".join(f"{source.id} ({source.sha256[:12]}…)" for source in hashed[:10])
    return Text(
        f"{path}: is not a text of any source of the graph: its SHA-256 is {sha256(text)[:12]}…, and it has none "
        f"of the passages that are cited. Known: {known or 'no source with a hash'}. Use the text that was encoded, or "
        "say which source it is meant to be with --text SOURCE=FILE.",
        f"{path}：不是图谱中任何来源的文本：其 SHA-256 为{sha256(text)[:12]}…，也没有任何所引文字。"
        f"已知：{known or '没有记录哈希值的来源'}。请用编码时的文本，或以 --text SOURCE=FILE 写明来源。",
    )


#: The tables, by the narrowest kind of record.
_TABLES = {"StageRecord": "stages", "Figure": "observations", "StatementRecord": "statements"} | {
    "PersonRecord": "officials",
    "ProgrammeRecord": "programmes",
    "PartnershipRecord": "partnerships",
}


def _row(records: Records, record: Record) -> tuple[str, Mapping[str, str]]:
    """The table that a record was read from, and which row of it."""
    if part := records.participations.get(record.iri):
        party = kind_and_id(part.party)
        return "participations", {"partnership": records.partnerships[part.partnership].id, "party": party}
    if party_record := records.parties.get(record.iri):
        return ("regions" if party_record.is_region else "institutions"), {"id": record.id}
    return _TABLES[type(record).__name__], {"id": record.id}


def _affected(item: Affected) -> dict[str, Any]:
    return {
        "iri": item.record.iri,
        "table": item.table,
        "row": dict(item.row),
        "fields": ["source", "start", "end"] if item.passage.start is not None else ["source", "place"],
        "place": item.passage.place or None,
        "start": item.passage.start,
        "end": item.passage.end,
    }
