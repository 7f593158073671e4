"""A package of CSV tables read cell by cell, and written whole, with what the last import wrote kept beside it."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.assets import Ontology
from kg.errors import SourceError, UsageError
from kg.files import Content, delimited_records, write_files
from kg.intake import schema
from kg.intake.package import package_name, read_descriptor, table_name
from kg.intake.sheets.updating import Rows
from kg.text import Text

#: What the last import wrote, for the next one.
STATE = ".kg-import.json"
#: The tables that an import writes, in the order of ``datapackage.json``.
TABLES = ("sources", "regions", "institutions", "partnerships", "participations", "stages", "observations")


@dataclass(slots=True)
class Folder:
    """A package as it stands in its folder.

    Attributes:
        path: the folder.
        descriptor: what ``datapackage.json`` says; empty for a new package.
        tables: rows by table and key, cells that are not blank.
        columns: the columns of each file.
        base: what the last import of each sheet wrote, by the sheet's file.
        made_by: what it was made by.
    """

    path: Path
    descriptor: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, Rows] = field(default_factory=dict)
    columns: dict[str, Sequence[str]] = field(default_factory=dict)
    base: dict[str, dict[str, Rows]] = field(default_factory=dict)
    made_by: dict[str, str] = field(default_factory=dict)


def read_folder(path: Path) -> Folder:
    """The package of a folder; an empty one where there is none yet.

    Raises:
        UsageError: if there is something else in the folder.
        SourceError: if the package cannot be read, or a table is no plain CSV.
    """
    found = Folder(path)
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        return found
    if not (path / "datapackage.json").is_file():
        raise UsageError(
            Text(
                f"{path}: is there already, and is no package. Name a new folder with --into, or a package.",
                f"{path}：已存在，且不是数据包。请以--into另指新的文件夹或已有的数据包。",
            )
        )
    found.descriptor = read_descriptor(path)
    for resource in found.descriptor.get("resources") or []:
        if isinstance(resource, dict) and isinstance(resource.get("path"), str):
            _read_table(found, resource)
    found.base, found.made_by = _read_state(path)
    return found


def _read_table(found: Folder, resource: dict[str, Any]) -> None:
    name = table_name(resource)
    if name not in TABLES:
        return
    path = found.path / str(resource["path"])
    if not path.resolve().is_relative_to(found.path.resolve()):
        raise SourceError(
            Text(
                f"{path}: leads out of the package. Put the file into the package's folder.",
                f"{path}：指向数据包之外。请将文件放入数据包的文件夹。",
            )
        )
    if path.suffix.lower() != ".csv" or resource.get("dialect"):
        raise SourceError(
            Text(
                f"{path}: `kg import` adds to tables in CSV with commas. Save it so, or name a new --into.",
                f"{path}：`kg import` 只写入以逗号分隔的CSV表。请另存为CSV，或以--into另指新的文件夹。",
            )
        )
    try:
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(
            Text(
                f"{path}: cannot be read as CSV in UTF-8 ({str(error)[:100]}). Mend it, then import.",
                f"{path}：无法按UTF-8的CSV读取（{str(error)[:100]}）。请先改正，再导入。",
            )
        ) from error
    header = rows[0] if rows else []
    found.columns[name] = header
    keys = schema.key_columns(name)
    for number, row in enumerate(rows[1:], 2):
        cells = {column: cell for column, cell in zip(header, row, strict=False) if cell}
        if not cells:
            continue
        key = tuple(cells.get(column, "") for column in keys)
        if key in found.tables.setdefault(name, {}):
            raise SourceError(
                Text(
                    f"{path}, row {number}: {'/'.join(key)} stands twice. See `kg check`; mend it first.",
                    f"{path}第{number}行：{'/'.join(key)} 重复。请先按 `kg check` 的提示改正。",
                )
            )
        found.tables[name][key] = cells


def _read_state(path: Path) -> tuple[dict[str, dict[str, Rows]], dict[str, str]]:
    file = path / STATE
    if not file.is_file():
        return {}, {}
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        base = {
            str(sheet): {
                str(table): {_key(table, row): {str(k): str(v) for k, v in row.items()} for row in rows}
                for table, rows in tables.items()
            }
            for sheet, tables in read["sheets"].items()
        }
        return base, {str(sheet): str(by) for sheet, by in read.get("made_by", {}).items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(
            Text(
                f"{file}: cannot be read ({type(error).__name__}). Take it back from a copy, or delete it: then what "
                "stands in the package counts as typed by hand.",
                f"{file}：无法读取（{type(error).__name__}）。请从备份恢复，或将其删除；删除后数据包中的内容均按手工填写计。",
            )
        ) from error


def _key(table: str, row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row.get(column, "") for column in schema.key_columns(table))


def write_folder(
    found: Folder,
    tables: Mapping[str, Rows],
    state: Mapping[str, Mapping[str, Rows]],
    further: Mapping[str, bytes],
    ontology: Ontology,
    title: str,
) -> None:
    """Write a package: all of its files, or none.

    Args:
        found: the package as it was.
        tables: its tables as they are now.
        state: what this import wrote of each sheet, for the next one.
        further: other files, by name.
        ontology: where codes are found.
        title: what a new package is called.

    Raises:
        SourceError: if it cannot be written.
    """
    contents: dict[str, Content] = {}
    resources = {table_name(one): one for one in found.descriptor.get("resources", [])} if found.descriptor else {}
    for table in TABLES:
        resource = resources.get(table)
        rows = tables.get(table, {})
        if not rows and resource is None and table != "partnerships":
            continue
        path = str(resource["path"]) if resource else f"{table}.csv"
        own = [field["name"] for field in schema.table_schema(table)["fields"]]
        used = {name for row in rows.values() for name in row}
        kept = [name for name in found.columns.get(table, ()) if name not in own]
        may_lack = {field["name"] for field in schema.table_schema(table)["fields"] if field.get(schema.MAY_BE_MISSING)}
        before = found.columns.get(table)
        columns = [name for name in own if name not in may_lack or name in used or (before and name in before)]
        columns = [*columns, *kept]
        contents[path] = delimited_records(columns, rows.values()).encode("utf-8", "backslashreplace")
        described = schema.resource_descriptor(table, path, None, ontology, columns)
        resources[table] = {**(resource or {}), **described}
    descriptor = found.descriptor or _described(found.path, title)
    descriptor = {**descriptor, "resources": list(resources.values())}
    contents["datapackage.json"] = (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    contents[STATE] = _state(state, found.made_by)
    contents |= further
    write_files(found.path, contents)


def _state(state: Mapping[str, Mapping[str, Rows]], made_by: Mapping[str, str]) -> bytes:
    sheets = {
        sheet: {table: list(rows.values()) for table, rows in sorted(tables.items())}
        for sheet, tables in sorted(state.items())
    }
    whole = {"made_by": dict(sorted(made_by.items())), "sheets": sheets}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _described(path: Path, title: str) -> dict[str, Any]:
    return {"name": package_name(path.resolve().name), "title": title, "title_zh": title, "version": "0.1.0"}
