"""Which rows are to be in a package's tables by the states of its suggestions: records, and what they rest on.

Beside the rows of accepted records these are the row of each source that they cite, a hash for every passage, and the
regions of the registries that nobody has written yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.errors import SourceError, UsageError
from kg.intake import registries, schema
from kg.intake.articles import decisions as log
from kg.intake.articles.drafting import Drafted, Drafter
from kg.intake.articles.queue import Queue
from kg.intake.articles.replaying import Replayed
from kg.intake.articles.states import ACCEPTED, State
from kg.intake.articles.written import Fill, Wanted, Written
from kg.intake.package import Package
from kg.intake.tables.editing import Cells
from kg.source_text import sha256
from kg.text import Text

_SOURCES, _EVIDENCE, _REGIONS = "sources", "evidence", "regions"
#: For whose sake rows are there that several records need.
FOR_SOURCE, FOR_EVIDENCE, FOR_REGIONS = "source", "evidence", "registry"


@dataclass(slots=True)
class Base:
    """What a package has without what reviews put there.

    Attributes:
        ids: the ids of each table, those of packages that it uses too.
        passages: source, start and end of passages that have a hash.
        sources: the rows of its own sources, by id.
    """

    ids: dict[str, set[str]] = field(default_factory=dict)
    passages: set[tuple[str, ...]] = field(default_factory=set)
    sources: dict[str, Cells] = field(default_factory=dict)

    @classmethod
    def of(cls, packages: Sequence[Package], written: Written) -> Base:
        """What there is.

        Args:
            packages: the package and those that it uses, as they were read; the package last.
            written: what reviews put into the package.
        """
        found = cls()
        for package in packages:
            own = package is packages[-1]
            for table in package.tables:
                if table.name not in schema.table_names():
                    continue
                keys = schema.key_columns(table.name)
                for row in table.rows:
                    key = tuple(row.value(name) for name in keys)
                    if own and (table.name, key) in written.rows:
                        continue
                    found.ids.setdefault(table.name, set()).add(key[0])
                    if table.name == _EVIDENCE:
                        found.passages.add(key)
                    if table.name == _SOURCES and own:
                        found.sources[key[0]] = {name: row.value(name) for name in row.cells}
        return found

    def has(self, table: str, name: str) -> bool:
        """Whether a table has an id."""
        return name in self.ids.get(table, ())


@dataclass(slots=True)
class Wants:
    """Works out the rows that are to be there.

    Attributes:
        base: what there is anyway.
        queues: the readings of sources, by the source's id.
        texts: the reader's copies of sources, proved by their hashes.
        written: what was written before.
    """

    base: Base
    queues: Mapping[str, Queue]
    texts: Mapping[str, str]
    written: Written

    def rows(self, replayed: Replayed, drafter: Drafter, before: Mapping[str, Drafted]) -> list[Wanted]:
        """The rows, sources first and each record before what is told of it.

        Args:
            replayed: the states.
            drafter: makes rows of them.
            before: what drafts accepted records made before these decisions, by the suggestion's id. Where a draft is
                the same, what was written stays, though a name or a rule has changed since.

        Raises:
            SourceError: if a passage has no hash and its text is not at hand.
        """
        written: dict[str, list[Wanted]] = {}
        for one in self.written.rows.values():
            written.setdefault(one.owner, []).append(one)
        records: list[Wanted] = []
        for state in accepted(replayed):
            drafted = drafter.draft(state, state.became)
            if state.id in written and state.id in before and before[state.id].rows == drafted.rows:
                records += written[state.id]
            else:
                records += [Wanted(state.id, table, row) for table, row in drafted.rows]
        # Of articles that were read anew: what was accepted of the former reading stays as it was written.
        kept = {one.suggestion for one in replayed.orphans if one.decision in (log.ACCEPT, log.NEW) and not one.field}
        records = [*(one for one in self.written.rows.values() if one.owner in kept), *records]
        sources = [
            Wanted(FOR_SOURCE, _SOURCES, self._source(name))
            for name in dict.fromkeys(one.row.get("source", "") for one in records)
            if name and name not in self.base.sources
        ]
        registered, of_registries = self._regions(records)
        passages = sorted(self._evidence(records), key=lambda one: (one.key[1][0], *map(int, one.key[1][1:])))
        return [*sources, *of_registries, *registered, *records, *passages]

    def fills(self, wanted: Iterable[Wanted]) -> list[Fill]:
        """What is to be filled into the rows of sources that lack a hash or a length."""
        cited = dict.fromkeys(one.row.get("source", "") for one in wanted if one.table != _EVIDENCE)
        found = []
        for name in cited:
            queue, row = self.queues.get(name), self.base.sources.get(name)
            if queue is not None and row is not None:
                cells = {"sha256": queue.sha256, "characters": str(queue.characters)}
                before = {
                    key: cell
                    for table, keys, filled in self.written.filled
                    for key, (_, cell) in filled.items()
                    if (table, keys) == (_SOURCES, (name,))
                }
                lacking = {key: cell for key, cell in cells.items() if not row.get(key) or key in before}
                if lacking:
                    found.append(Fill(_SOURCES, (name,), lacking))
        return found

    def _source(self, name: str) -> Cells:
        """The row of a source that the package does not have yet: what its file said, and its hash."""
        queue = self.queues.get(name)
        if queue is None:
            before = self.written.rows.get((_SOURCES, (name,)))
            if before is None:
                raise UsageError(
                    Text(
                        f"There is no reading of a source {name!r}. `kg read` makes one.",
                        f"没有来源“{name}”的阅读结果，请用 `kg read` 生成。",
                    )
                )
            return before.row
        title = queue.title or name
        language = "zh" if queue.language == "zh" else "en"
        row = {
            "id": name,
            f"title_{language}": title,
            "issued": queue.published,
            "language": language,
            "sha256": queue.sha256,
            "characters": str(queue.characters),
        }
        order = [one["name"] for one in schema.table_schema(_SOURCES)["fields"]]
        return {column: row[column] for column in order if row.get(column)}

    def _regions(self, records: Sequence[Wanted]) -> tuple[list[Wanted], list[Wanted]]:
        """Rows of regions that records name and a registry alone has, and the rows of the registries as sources."""
        have = {one.row["id"] for one in records if one.table == _REGIONS}
        named = dict.fromkeys(name for one in records for name in _named_regions(one))
        missing = [name for name in named if name not in have and not self.base.has(_REGIONS, name)]
        rows: list[Wanted] = []
        for name in missing:
            try:
                found = registries.needed([name])
            except UsageError:
                continue  # no registry has it: the check says that it is nowhere
            rows += [
                Wanted(FOR_REGIONS, _REGIONS, {key: cell for key, cell in one.row.items() if cell})
                for one in found
                if one.id not in have and not self.base.has(_REGIONS, one.id)
            ]
            have |= {one.id for one in found}
        sources = [
            Wanted(FOR_REGIONS, _SOURCES, {key: cell for key, cell in row.items() if cell})
            for row in registries.source_rows(one.row["id"] for one in rows)
            if not self.base.has(_SOURCES, row["id"])
        ]
        return rows, sources

    def _evidence(self, records: Sequence[Wanted]) -> Iterator[Wanted]:
        seen = set(self.base.passages)
        for one in records:
            key = tuple(one.row.get(name, "") for name in ("source", "start", "end"))
            if key in seen or not all(key):
                continue
            seen.add(key)
            before = self.written.rows.get((_EVIDENCE, key))
            if key[0] in self.texts:
                digest = sha256(self.texts[key[0]][int(key[1]) : int(key[2])])
            elif before is not None:
                digest = before.row["sha256"]
            else:
                raise SourceError(without_text(key[0]))
            row = dict(zip(("source", "start", "end"), key, strict=True)) | {"sha256": digest}
            yield Wanted(FOR_EVIDENCE, _EVIDENCE, row)


def without_text(source: str) -> Text:
    """What is said where a passage is to be proved and the text is not at hand."""
    return Text(
        f"The text of {source} is not at hand, so a passage of it cannot be proved and nothing of it accepted. Name "
        "your copy of it with --text; rejecting, and judging what is the same, can be done without.",
        f"手边没有来源 {source} 的文本，无法证明引文，故不能接受。"
        "请以 --text 写明您的副本；不用文本也可拒绝，或判定为某条已有记录。",
    )


def accepted(replayed: Replayed) -> list[State]:
    """The suggestions that became records, in the order in which they did."""
    return sorted(
        (state for state in replayed.states.values() if state.status == ACCEPTED), key=lambda state: state.number
    )


def _named_regions(one: Wanted) -> Iterator[str]:
    """The ids of regions that a row refers to."""
    kind = schema.KIND_OF_TABLE[_REGIONS]
    for column in schema.table_schema(one.table)["fields"]:
        targets = column.get(schema.REFERENCES, [])
        if _REGIONS in targets:
            cell = one.row.get(column["name"], "")
            for value in cell.split(column[schema.SEPARATOR]) if column.get(schema.SEPARATOR) else [cell]:
                typed, slash, rest = value.partition("/")
                if value and len(targets) == 1:
                    yield value
                elif slash and typed == kind:
                    yield rest
