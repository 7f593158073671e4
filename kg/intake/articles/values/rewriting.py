"""Passages that moved, written into a package: offsets in every row that cites them, and the hash of the source.

All of it, or nothing. A passage that is not in the new edition keeps its source: then the new edition becomes a source
of its own beside the old one, so that no row cites a text that does not hold its passage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import SourceError
from kg.intake import recording, schema
from kg.intake.articles.values.moving import Hashed, Placed
from kg.intake.package import Package, read_descriptor, table_name
from kg.intake.tables.appending import appended
from kg.intake.tables.model import Row, Table
from kg.intake.tables.overwriting import overwritten
from kg.source_text import sha256
from kg.text import Text

_SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Citing:
    """A row that rests on a passage."""

    file: str
    table: str
    row: int


def hashed_passages(package: Package, source: str, without: bool = False) -> list[Hashed]:
    """The passages of a source that are on record with their hashes.

    Args:
        package: the package, read.
        source: the source's id.
        without: whether there may be none.

    Raises:
        SourceError: if rows cite passages that have no hash: nothing could be looked for.
    """
    table = package.table(recording.EVIDENCE)
    rows = [row for row in table.rows if row.value("source") == source] if table else []
    found = [Hashed(int(row.value("start")), int(row.value("end")), row.value("sha256")) for row in rows]
    known = {(one.start, one.end) for one in found}
    for table, row in _citing(package, source):
        if (int(row.value("start")), int(row.value("end"))) not in known:
            raise _without_hash(package, table, row)
    if not found and not without:
        raise SourceError(
            Text(
                f"{package.name}: no passage of the source {source} is on record, so there is nothing to look for.",
                f"{package.name}：来源 {source} 没有记录任何引文，无可查找。",
            )
        )
    return found


def _without_hash(package: Package, table: Table, row: Row) -> SourceError:
    place = f"{row.value('start')}-{row.value('end')}"
    return SourceError(
        Text(
            f"{table.file}, row {row.number}, field start: the passage {place} has no hash in the table evidence, and "
            f"cannot be looked for. First run `kg evidence {package.folder} --text FILE --write` with the text that "
            "was encoded.",
            f"{table.file}，第{row.number}行，start栏：引文 {place} 在 evidence 表中没有哈希值，无从查找。"
            f"请先以编码时的文本运行 `kg evidence {package.folder} --text FILE --write`。",
        )
    )


def citing_rows(package: Package, source: str) -> dict[tuple[int, int], list[Citing]]:
    """The rows that rest on each passage of a source, by its old place."""
    found: defaultdict[tuple[int, int], list[Citing]] = defaultdict(list)
    for table, row in _citing(package, source):
        found[int(row.value("start")), int(row.value("end"))].append(Citing(table.file, table.name, row.number))
    return dict(found)


def _citing(package: Package, source: str) -> Iterator[tuple[Table, Row]]:
    for table in package.tables:
        if table.name == recording.EVIDENCE:
            continue
        for row in table.rows:
            if row.value("source") == source and row.value("start") and row.value("end"):
                yield table, row


def write_moved(
    package: Package,
    source: str,
    text: str,
    placed: Sequence[Placed],
    edition: str = "",
    also: Mapping[str, bytes] | None = None,
) -> list[str]:
    """Write the new places of passages into a package.

    Args:
        package: the package, read.
        source: the id of the source that the text is an edition of.
        text: the new text.
        placed: what came of looking for its passages.
        edition: the id of a source to be made of the new text; empty where it takes the old one's place.
        also: files of the package that are to be written with them.

    Returns:
        a line for each file that was written.

    Raises:
        SourceError: if most passages are not in it, if it takes the old one's place though some are not, if its id is
            taken, or if a file cannot be written. Nothing was changed then.
    """
    lost = [one for one in placed if not one.is_found]
    if 2 * len(lost) > len(placed):
        raise SourceError(
            Text(
                f"{package.name}: only {len(placed) - len(lost)} of {len(placed)} passages of {source} are in "
                "the text, so it is hardly an edition of it: short ones are found anywhere. Nothing was written. "
                "Name the right file, or the right source with --source.",
                f"{package.name}：{source} 的{len(placed)}段引文中只有{len(placed) - len(lost)}段见于该文本，"
                "不像其新版本（短引文随处可见）：未写入任何内容。请写明正确的文件，或以 --source 写明正确的来源。",
            )
        )
    if lost and not edition:
        raise SourceError(
            Text(
                f"{package.name}: {len(lost)} of {len(placed)} passages of {source} were not found, and rows rest on "
                "them: nothing was written. Give the new text an id with --edition ID: what was found will cite it, "
                "the rest keeps the old text. Or correct those rows first.",
                f"{package.name}：{source} 的{len(placed)}段引文中有{len(lost)}段未找到，而有行以其为据："
                "未写入任何内容。请以 --edition ID 为新文本定 id：已找到的改引新文本，其余仍引旧文本；或先改正这些行。",
            )
        )
    found = {(one.passage.start, one.passage.end): one for one in placed if one.is_found}
    edits = _offsets(package, source, found, edition)
    if not edition:
        edits[_SOURCES] = _source_edits(package, source, text)
    descriptor = read_descriptor(package.folder)
    contents = {
        str(resource["path"]): overwritten(
            package.folder / str(resource["path"]),
            resource,
            _columns(table_name(resource)),
            edits[table_name(resource)],
        )
        for resource in descriptor["resources"]
        if edits.get(table_name(resource))
    }
    if edition:
        contents |= _with_edition(package, source, edition, text, descriptor)
    contents |= also or {}
    recording.write_all(package.folder, contents)
    return [f"Wrote {package.folder / path}." for path in contents]


def _columns(table: str) -> list[str]:
    return [field["name"] for field in schema.table_schema(table)["fields"]]


TableEdits = dict[int, dict[str, tuple[str, str]]]


def _offsets(
    package: Package, source: str, found: Mapping[tuple[int, int], Placed], edition: str
) -> dict[str, TableEdits]:
    """The cells of rows that cite passages that were found, those of the table of hashes among them."""
    edits: dict[str, TableEdits] = {}
    for table in package.tables:
        for row in table.rows:
            if row.value("source") != source or not (row.value("start") and row.value("end")):
                continue
            one = found.get((int(row.value("start")), int(row.value("end"))))
            if one is None:
                continue
            cells = {
                "start": (row.value("start"), str(one.start)),
                "end": (row.value("end"), str(one.end)),
                "source": (source, edition or source),
            }
            changed = {name: pair for name, pair in cells.items() if pair[0] != pair[1]}
            if changed:
                edits.setdefault(table.name, {})[row.number] = changed
    return edits


def _source_row(package: Package, source: str) -> Row:
    table = package.table(_SOURCES)
    rows = [row for row in table.rows if row.value("id") == source] if table else []
    if not rows:
        raise SourceError(
            Text(f"{package.name}: has no source {source!r}.", f"{package.name}：没有来源“{source}”。"),
        )
    return rows[0]


def _source_edits(package: Package, source: str, text: str) -> TableEdits:
    row = _source_row(package, source)
    new = {"sha256": sha256(text), "characters": str(len(text))}
    table = package.table(_SOURCES)
    kept = {name: (row.value(name), value) for name, value in new.items() if table and name in table.columns}
    return {row.number: kept}


def _with_edition(
    package: Package, source: str, edition: str, text: str, descriptor: dict[str, Any]
) -> dict[str, bytes]:
    """The table of sources with a row for the new text, which has all that the old one's has but hash and length."""
    table = package.table(_SOURCES)
    if table and any(row.value("id") == edition for row in table.rows):
        raise SourceError(
            Text(
                f"{table.file}: has a source {edition!r} already. Give the new edition another id.",
                f"{table.file}：已有来源“{edition}”。请为新版本另定 id。",
            )
        )
    old = _source_row(package, source)
    resource = next(one for one in descriptor["resources"] if table_name(one) == _SOURCES)
    row = {name: old.value(name) for name in old.cells} | {
        "id": edition,
        "sha256": sha256(text),
        "characters": str(len(text)),
        "note_en": f"A corrected edition of the source {source}.",
        "note_zh": f"来源 {source} 的更正版本。",
    }
    path = str(resource["path"])
    content, _ = appended(package.folder / path, resource, _columns(_SOURCES), [row])
    return {path: content}
