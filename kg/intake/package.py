"""A data package to checked rows: its description, and each of its tables by itself.

A package is a folder with ``datapackage.json`` and tables. A bundled table name brings its schema
(``kg.intake.schema``), so that a package cannot loosen what its mapping relies on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg import assets
from kg.assets import BUNDLED, Ontology
from kg.errors import SourceError
from kg.files import settled
from kg.findings import Finding, Severity
from kg.garbage import collector_paused
from kg.intake import schema
from kg.intake.tables.model import Cell, Row, Table
from kg.intake.tables.problems import Problem
from kg.intake.tables.reading import read_file
from kg.text import HAN, Text

_DESCRIPTOR = "datapackage.json"
#: A table that says what the package itself is: one row, from the package's metadata.
DATA_SET = "dataset"


@dataclass(frozen=True, slots=True)
class Package:
    """A data package, read.

    Attributes:
        name: the package's name.
        folder: where it is.
        shown: the folder as people are told it: the end of its path, which may be another than the package's name.
        metadata: ``datapackage.json`` without its resources.
        tables: the tables, the package's own description first.
    """

    name: str
    folder: Path
    shown: str
    metadata: Mapping[str, Any]
    tables: tuple[Table, ...] = ()

    def file(self, path: str) -> str:
        """A file of the package as people are told it; the same wherever the folder lies."""
        return f"{self.shown}/{path}"

    def table(self, name: str) -> Table | None:
        """A table by its name."""
        return next((table for table in self.tables if table.name == name), None)


def describe_package(path: Path) -> Package:
    """A package without its tables: what its ``datapackage.json`` says of it.

    Args:
        path: the package's folder, or its ``datapackage.json``.

    Raises:
        SourceError: if there is no package there, or its ``datapackage.json`` cannot be read.
    """
    folder = path.parent if path.name == "datapackage.json" else path
    return _described(folder, read_descriptor(folder))


def _described(folder: Path, descriptor: Mapping[str, Any]) -> Package:
    return Package(
        name=str(descriptor.get("name") or folder.resolve().name),
        folder=folder,
        shown=folder.resolve().name,
        metadata={key: value for key, value in descriptor.items() if key != "resources"},
    )


ReadTable = Callable[[Package, dict[str, Any], Ontology], tuple[Table | None, list[Finding]]]
"""Reads the table of one resource, as ``read_table`` does."""


def read_package(
    path: Path, ontology: Ontology | None = None, shown: str | None = None, read: ReadTable | None = None
) -> tuple[Package, list[Finding]]:
    """Read a package and check each table by itself.

    Args:
        path: the package's folder, or its ``datapackage.json``.
        ontology: where codes are found; the bundled ontology with what the package adds to it if ``None``.
        shown: the folder as people are told it, if its name does not tell it from another.
        read: reads a table; ``read_table`` if ``None``.

    Returns:
        the package, with the rows that could be read, and what is wrong with it.

    Raises:
        SourceError: if there is no package there, or its ``datapackage.json`` cannot be read.
    """
    folder = path.parent if path.name == "datapackage.json" else path
    descriptor = read_descriptor(folder)
    package = _described(folder, descriptor)
    package = replace(package, shown=shown or package.shown)
    ontology = BUNDLED.also([folder]) if ontology is None else ontology
    findings = list(_package_findings(package, descriptor))
    tables = [_description(package)]
    with collector_paused():
        for resource in _resources(descriptor):
            table, found = (read or read_table)(package, resource, ontology)
            findings.extend(found)
            if table is not None:
                tables.append(table)
    return replace(package, tables=tuple(tables)), findings


def used_packages(package: Package, named: Mapping[str, Path] | None = None) -> list[Path]:
    """The folders of the packages that a package builds on, as its ``uses`` names them.

    A name is looked for among the packages that are built anyway, then beside the package, then among
    the bundled ones.

    Args:
        package: the package.
        named: the packages that are built anyway: name to folder.

    Raises:
        SourceError: if one of them is nowhere.
    """
    names = package.metadata.get("uses", [])
    if not isinstance(names, list):
        raise SourceError(
            Text(
                f"{package.file('datapackage.json')}: `uses` must be a list of package names.",
                f"{package.file('datapackage.json')}：`uses` 须为数据包名称的列表。",
            )
        )
    return [(named or {}).get(str(name)) or _find_package(package, str(name)) for name in names]


def _find_package(package: Package, name: str) -> Path:
    beside = package.folder.resolve().parent / name
    if (beside / "datapackage.json").is_file():
        return beside
    if (bundled := assets.bundled_package(name)) is not None:
        return bundled
    raise SourceError(
        Text(
            f"{package.file('datapackage.json')}: uses {name!r}, but there is no such package beside it, "
            "nor a bundled one. Correct the name, or put the package beside this one.",
            f"{package.file('datapackage.json')}：uses 写有“{name}”，而其旁没有该数据包，自带的数据包中也没有。"
            "请改正名称，或将该数据包放在旁边。",
        )
    )


def read_descriptor(folder: Path) -> dict[str, Any]:
    """What ``datapackage.json`` says, with its resources.

    Raises:
        SourceError: if it is not there, or cannot be read.
    """
    # What a writer that was killed had decided is brought to an end before anything of the package is read.
    settled(folder, _DESCRIPTOR)
    path = folder / _DESCRIPTOR
    if not folder.exists():
        raise SourceError(
            Text(
                f"{folder}: there is no such folder, and no bundled package of that name "
                f"({', '.join(one.name for one in assets.bundled_packages())}). Check the path, or make a package "
                f"with `kg new {folder}`.",
                f"{folder}：没有这个文件夹，也没有该名称的自带数据包"
                f"（{'、'.join(one.name for one in assets.bundled_packages())}）。请检查路径，或以 `kg new {folder}` "
                "新建数据包。",
            )
        )
    if not _is_inside(folder, Path(path.name)):
        if path.is_symlink() and path.exists():
            raise SourceError(
                Text(
                    f"{path}: is a link that leads out of the package. Put the file itself there.",
                    f"{path}：是指向数据包之外的链接。请放入文件本身。",
                )
            )
        raise SourceError(
            Text(
                f"{folder}: has no datapackage.json. Make a package with `kg new`, or name another folder.",
                f"{folder}：没有 datapackage.json。请以 `kg new` 新建数据包，或写明另一文件夹。",
            )
        )
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8-sig"))
        json.dumps(descriptor, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError, OSError) as error:
        raise SourceError(_why_unread(path, error)) from error
    if not isinstance(descriptor, dict):
        raise SourceError(
            Text(
                f"{path}: must hold one JSON object with `name` and `resources`.",
                f"{path}：须为一个 JSON 对象，含 `name` 与 `resources`。",
            )
        )
    return descriptor


def _why_unread(path: Path, error: Exception) -> Text:
    """What is wrong with a ``datapackage.json``, by what reading it raised."""
    match error:
        case UnicodeEncodeError():
            return Text(
                f"{path}: holds half a character (an escape such as \\ud83d alone). Take it out.",
                f"{path}：含半个字符（如单独的 \\ud83d 转义）。请删去。",
            )
        case UnicodeDecodeError():
            return Text(
                f"{path}: is not UTF-8 (byte {error.start}). Save it as UTF-8.",
                f"{path}：不是 UTF-8（第{error.start}字节）。请存为 UTF-8。",
            )
        case json.JSONDecodeError():
            where, place = f"line {error.lineno}, column {error.colno}", f"第{error.lineno}行第{error.colno}列"
            return Text(
                f"{path}: is not valid JSON ({where}: {error.msg}). Correct it there.",
                f"{path}：不是有效的 JSON（{place}：{error.msg}）。请在该处改正。",
            )
        case RecursionError():
            return Text(
                f"{path}: is nested too deeply. It needs no more than `resources` and their `schema`.",
                f"{path}：嵌套过深；只需 `resources` 及其 `schema`。",
            )
        case OSError():
            return Text(
                f"{path}: cannot be read ({error.strerror}). Check its permissions.",
                f"{path}：无法读取（{error.strerror}）。请检查其权限。",
            )
    return Text(
        f"{path}: holds a number of more digits than can be read. Correct it.",
        f"{path}：含位数过多、无法读取的数字。请改正。",
    )


def table_name(resource: dict[str, Any]) -> str:
    """The table that a resource holds: its name, or else its file's."""
    return str(resource.get("name") or Path(str(resource["path"])).stem)


def _resources(descriptor: dict[str, Any]) -> Iterator[dict[str, Any]]:
    resources = descriptor.get("resources")
    for resource in resources if isinstance(resources, list) else []:
        if isinstance(resource, dict) and isinstance(resource.get("path"), str):
            yield resource


def _package_findings(package: Package, descriptor: dict[str, Any]) -> Iterator[Finding]:
    resources = descriptor.get("resources")
    file = package.file("datapackage.json")
    if not isinstance(resources, list) or not resources:
        yield Finding(
            Severity.VIOLATION,
            "no-tables",
            "The package lists no tables, so there is nothing to build.",
            "数据包未列出任何表，无可构建的内容。",
            "List the tables under `resources`, or start from `kg new`.",
            file,
            fix_zh="请在 `resources` 下列出各表，或由 `kg new` 开始。",
        )
        return
    for number, resource in enumerate(resources, 1):
        if not isinstance(resource, dict) or not isinstance(resource.get("path"), str):
            yield Finding(
                Severity.VIOLATION,
                "resource-without-path",
                f"Resource {number} names no file.",
                f"第{number}项资源未写明文件。",
                'Give it a `path`, such as "regions.csv".',
                file,
                field="resources",
                fix_zh='请写明 `path`，如 "regions.csv"。',
            )


def _description(package: Package) -> Table:
    metadata = package.metadata
    licences = metadata.get("licenses") or []
    licence = licences[0] if isinstance(licences, list) and licences and isinstance(licences[0], dict) else {}
    values = {
        "name": package_name(package.name),
        "title_en": metadata.get("title") or package.name,
        "title_zh": metadata.get("title_zh") or metadata.get("title") or package.name,
        "version": metadata.get("version"),
        "license": licence.get("path"),
        "license_name": licence.get("name"),
        "created": metadata.get("created"),
        "homepage": metadata.get("homepage"),
        "identifier": metadata.get("id"),
    }
    filled = {name: Cell((str(value),), "string") for name, value in values.items() if value}
    filled |= {role: Cell(names, "string") for role, names in _contributors(metadata).items()}
    filled |= {name: Cell(texts, "string") for name, texts in _told(metadata).items()}
    uses = metadata.get("uses")
    if isinstance(uses, list) and uses:
        filled["uses"] = Cell(tuple(package_name(str(name)) for name in uses), "string")
    people = (
        Row(number, {name: Cell((text,), "string") for name, text in person.items()})
        for number, person in enumerate(_people(metadata, package_name(package.name)), 2)
    )
    return Table(DATA_SET, package.file("datapackage.json"), (Row(1, filled), *people))


def _told(metadata: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Description and keywords by language; what does not name its language has that of its script."""
    found: dict[str, list[str]] = {}
    for name, column in (("description", "description"), ("keywords", "keyword")):
        for key in (name, f"{name}_zh"):
            listed = metadata.get(key)
            for text in listed if isinstance(listed, list) else [listed]:
                if isinstance(text, str) and text.strip():
                    language = "zh" if key.endswith("_zh") or _in_chinese(text) else "en"
                    found.setdefault(f"{column}_{language}", []).append(text.strip())
    return {name: tuple(dict.fromkeys(texts)) for name, texts in found.items()}


def _in_chinese(text: str) -> bool:
    # A word of six letters stands beside a name of two characters: half as many are still a Chinese text.
    return 2 * len(re.findall(f"[{HAN}]", text)) > len(re.findall("[A-Za-z]", text))


def _people(metadata: Mapping[str, Any], data_set: str) -> Iterator[dict[str, str]]:
    """The contributors about whom more is said than a name: where they are found, and how they are reached."""
    listed = metadata.get("contributors")
    for contributor in listed if isinstance(listed, list) else ():
        name = str(contributor.get("title") or "").strip() if isinstance(contributor, dict) else ""
        said = {key: str(contributor.get(key) or "").strip() for key in ("path", "email")} if name else {}
        if any(said.values()):
            yield {"contributor_of": data_set, "contributor": name} | {key: text for key, text in said.items() if text}


def _contributors(metadata: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Who published the package, and who made it, by the roles that Frictionless has for its ``contributors``."""
    found: dict[str, list[str]] = {}
    listed = metadata.get("contributors")
    for contributor in listed if isinstance(listed, list) else ():
        if isinstance(contributor, dict) and (name := str(contributor.get("title") or "").strip()):
            role = "publisher" if contributor.get("role") == "publisher" else "creator"
            found.setdefault(role, []).append(name)
    return {role: tuple(dict.fromkeys(names)) for role, names in found.items()}


def package_name(text: str) -> str:
    """A text, such as the name of a folder, as a package's name: small letters, digits and hyphens.

    >>> package_name("My deals (2024)"), package_name("合作")
    ('my-deals-2024', 'package')
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "package"


def read_table(
    package: Package, resource: dict[str, Any], ontology: Ontology = BUNDLED
) -> tuple[Table | None, list[Finding]]:
    """Read the table of one resource; no table if it cannot be, and what is wrong with it.

    Args:
        package: the package.
        resource: its description in ``datapackage.json``.
        ontology: whose code lists the cells are held against.

    Returns:
        the table, or ``None``; and the findings, each with file, row and field.
    """
    relative = str(resource["path"])
    name = table_name(resource)
    file = package.file(relative)
    problem = _resource_problem(package, relative, name)
    if problem:
        return None, [problem.at(file, name)]
    return read_file(package.folder, resource, name, file, ontology)


def _is_inside(folder: Path, path: Path) -> bool | None:
    """Whether a file of a package lies in its folder, links followed; none if there is no such file."""
    try:
        file = (folder / path).resolve()
        return file.is_relative_to(folder.resolve()) if file.is_file() else None
    except (OSError, RuntimeError, ValueError):  # a link to itself, a name that is too long or has a null in it
        return None


def _resource_problem(package: Package, relative: str, name: str) -> Problem | None:
    if name not in schema.table_names():
        return Problem(
            "unknown-table",
            Text(
                f"{name!r} is not a table that kg knows.",
                f"kg 不认识名为 {name!r} 的表。",
            ),
            Text(
                f"Name the resource one of: {', '.join(schema.table_names())}.",
                f"请以其中之一命名该资源：{', '.join(schema.table_names())}。",
            ),
        )
    path = Path(relative)
    if "://" in relative or path.is_absolute() or ".." in path.parts:
        return Problem(
            "unsafe-path",
            Text(
                f"The path {relative!r} leads out of the package.",
                f"路径 {relative!r} 指向数据包之外。",
            ),
            Text(
                "Put the file into the package's folder and name it from there.",
                "请将文件放入数据包文件夹，并以相对路径写明。",
            ),
        )
    inside = _is_inside(package.folder, path)
    if inside is False:
        return Problem(
            "unsafe-path",
            Text(
                f"The path {relative!r} is a link that leads out of the package.",
                f"路径 {relative!r} 是指向数据包之外的链接。",
            ),
            Text("Put the file itself into the package's folder.", "请将文件本身放入数据包文件夹。"),
        )
    if inside is None:
        return Problem(
            "missing-file",
            Text(
                "The file is listed in datapackage.json but does not exist.",
                "datapackage.json 列出了该文件，但文件不存在。",
            ),
            Text("Add the file, or take it out of datapackage.json.", "请补上该文件，或从 datapackage.json 中删去。"),
        )
    return None
