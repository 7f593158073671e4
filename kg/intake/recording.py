"""Writing down what a text proves: hashes of passages, and the source's own hash and length.

The other cells of a table stay byte for byte as they are, and so do the other keys of ``datapackage.json``.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from kg import source_text as texts
from kg.errors import SourceError
from kg.files import write_files
from kg.intake import passages, schema
from kg.intake.package import Package, read_descriptor, read_table, table_name
from kg.intake.tables import delimited
from kg.intake.tables.appending import bare_cell, cells_of_records
from kg.intake.tables.dialect import WORKBOOKS, Dialect, file_format
from kg.intake.tables.problems import Unreadable
from kg.text import Text

#: The table of passages and their hashes.
EVIDENCE = "evidence"
_SOURCES = "sources"


def record(package: Package, source: str, text: str) -> list[str]:
    """Write the hashes of a source's passages, and those of the source if its row has none.

    Args:
        package: the package, read.
        source: the id of the source that the text is a copy of.
        text: the text.

    Returns:
        a line for each file that was written: which, and what it has now.

    Raises:
        SourceError: if the source has another hash or length on record, if the table is a workbook, or if
            a file cannot be written. Nothing was changed then.
    """
    _check_recorded(package, source, text)
    descriptor = read_descriptor(package.folder)
    contents: dict[str, bytes] = {}
    lines: list[str] = []
    resource = _resource(descriptor, EVIDENCE)
    if resource is None:
        resource = schema.resource_descriptor(EVIDENCE, f"{EVIDENCE}.csv")
        # The file may be there all the same, with the hashes of other sources.
        table, _ = read_table(package, resource)
        package = replace(package, tables=(*package.tables, *([table] if table else [])))
        descriptor["resources"].append(resource)
        contents["datapackage.json"] = (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
        lines.append(f"Wrote {package.folder / 'datapackage.json'}: it lists the table {EVIDENCE} now.")
    path = _path_of_csv(package, resource)
    dialect = _dialect(package, resource, EVIDENCE)
    if not dialect.is_plain:
        raise SourceError(
            Text(
                f"{package.folder / path}: has another header than its first row, escapes or comments, and cannot be "
                f"written here. Take them out of the dialect of the table {EVIDENCE} in datapackage.json, and of "
                "the file.",
                f"{package.folder / path}：其标题不在首行，或有转义、注释，无法在此写入。请由 datapackage.json "
                f"中表 {EVIDENCE} 的 dialect 及文件中去掉。",
            )
        )
    evidence = passages.evidence_csv(package, source, text, dialect.delimiter)
    contents[path] = evidence.encode(dialect.encoding)
    cited = {(passage.start, passage.end) for passage in passages.passages(package, source, text) if passage.text}
    lines.append(f"Wrote {package.folder / path}: the hashes of {len(cited)} passages of {source}.")
    listed = _resource(descriptor, _SOURCES)
    values = {"sha256": texts.sha256(text), "characters": str(len(text))}
    filled = _filled_sources(package, listed, source, values) if listed else None
    if listed and filled:
        contents[str(listed["path"])] = filled
        lines.append(f"Wrote {package.folder / str(listed['path'])}: sha256 and characters of {source}.")
    write_all(package.folder, contents)
    return lines


def record_sheet(package: Package, source: str, digest: str) -> list[str]:
    """Write the hash of a sheet whose rows are cited, if its source has none. One that it has is never written over.

    Args:
        package: the package, read.
        source: the id of the source.
        digest: the SHA-256 of the file's bytes, in hexadecimal.

    Returns:
        a line for the file that was written; none if there was nothing to write.

    Raises:
        SourceError: if the file cannot be written.
    """
    listed = _resource(read_descriptor(package.folder), _SOURCES)
    filled = _filled_sources(package, listed, source, {"sha256": digest}) if listed else None
    if not listed or not filled:
        return []
    write_all(package.folder, {str(listed["path"]): filled})
    return [f"Wrote {package.folder / str(listed['path'])}: sha256 of {source}."]


def _check_recorded(package: Package, source: str, text: str) -> None:
    """A source's own hash and length are never written over: the passages of its rows were found in that text."""
    table = package.table(_SOURCES)
    row = next((row for row in table.rows if row.value("id") == source), None) if table else None
    if table is None or row is None:
        return
    known, length = row.value("sha256"), row.value("characters")
    digest = texts.sha256(text)
    if known in ("", digest) and length in ("", str(len(text))):
        return
    raise SourceError(
        Text(
            f"{package.name}: the text is not the one that was recorded for the source {source}. It has "
            f"{len(text)} code "
            f"points and the SHA-256 {digest[:12]}…; recorded: {length or 'no number of'} code points and "
            f"{known[:12] + '…' if known else 'no hash'}. Nothing was written. Use the text that was encoded; or, "
            "if this "
            f"text takes its place, empty sha256 and characters in {table.file}, row {row.number}, first.",
            f"{package.name}：该文本不是来源 {source} 所记录的那份：它有{len(text)}个码点，SHA-256 "
            f"为{digest[:12]}…；所记录的为{length or '未记'}个码点，{known[:12] + '…' if known else '未记哈希值'}。"
            f"未写入任何内容。请用编码时的文本；若以此文本取而代之，请先清空 {table.file} 第{row.number}行的 "
            "sha256 与 characters。",
        )
    )


def _resource(descriptor: dict[str, Any], table: str) -> dict[str, Any] | None:
    listed = [resource for resource in descriptor["resources"] if table_name(resource) == table]
    return listed[0] if listed else None


def _path_of_csv(package: Package, resource: dict[str, Any]) -> str:
    path = str(resource["path"])
    if file_format(path) in WORKBOOKS:
        raise SourceError(
            Text(
                f"{package.folder / path}: is a workbook, which cannot be written here. Save the table {EVIDENCE} "
                "as CSV, "
                "and name that file in datapackage.json.",
                f"{package.folder / path}：是工作簿，无法在此写入。请将表 {EVIDENCE} 存为 CSV，并在 "
                "datapackage.json 中写明该文件。",
            )
        )
    return path


def _dialect(package: Package, resource: dict[str, Any], table: str) -> Dialect:
    """How a table's file is written, if it is there, or else is to be."""
    path = package.folder / str(resource["path"])
    try:
        dialect = Dialect.of(resource)
        content = path.read_bytes() if path.is_file() else b""
        encoding = delimited.actual_encoding(content, dialect.encoding)
        header = content.decode(encoding, "replace").partition("\n")[0]
    except Unreadable as error:
        raise SourceError(
            Text(
                f"{path}: {error.problem.text.en} {error.problem.fix.en}",
                f"{path}：{error.problem.text.zh}{error.problem.fix.zh}",
            )
        ) from error
    columns = {field["name"] for field in schema.table_schema(table)["fields"]}
    return replace(dialect.completed([header.removeprefix("\ufeff")], columns), encoding=encoding)


def _filled_sources(package: Package, resource: dict[str, Any], source: str, values: dict[str, str]) -> bytes | None:
    """The file of the sources with the empty cells of one row filled in; none if there is nothing to fill in."""
    path = package.folder / str(resource["path"])
    if file_format(path.name) in WORKBOOKS:
        return None
    dialect = _dialect(package, resource, _SOURCES)
    if not dialect.is_plain:
        return None
    content = path.read_bytes().decode(dialect.encoding)
    records = list(cells_of_records(content, dialect.delimiter, dialect.quote))
    plain = partial(bare_cell, quote=dialect.quote)
    names = [plain(content[start:end]) for start, end in records[0]]
    if not {"id", *values} <= set(names):
        return None
    own = [cells for cells in records[1:] if len(cells) == len(names)]
    own = [cells for cells in own if plain(content[slice(*cells[names.index("id")])]) == source]
    spans = sorted((own[0][names.index(name)], value) for name, value in values.items()) if own else []
    changed = content
    for (start, end), value in reversed(spans):
        if not plain(content[start:end]):
            changed = changed[:start] + value + changed[end:]
    return changed.encode(dialect.encoding) if changed != content else None


def write_all(folder: Path, contents: dict[str, bytes]) -> None:
    """Write the files of each folder at once; ``datapackage.json``, which names the others, comes last."""
    folders: dict[Path, dict[str, bytes]] = {}
    for name, content in contents.items():
        path = folder / name
        folders.setdefault(path.parent, {})[path.name] = content
    for parent in sorted(folders, key=lambda parent: parent == folder):
        write_files(parent, dict(folders[parent]))
