"""``kg new``: a package with every table, a worked example in each, and the schemas written out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.assets import BUNDLED, Ontology
from kg.errors import DataError, UsageError
from kg.files import delimited_records, write_file, write_files
from kg.intake import schema
from kg.intake.load import package_ontology
from kg.intake.package import package_name, read_descriptor, read_package, table_name
from kg.intake.worked_example import EXAMPLE_TEXT, MARK, example_tables
from kg.text import Text


def make_package(folder: Path) -> None:
    """Make a package with a worked example, which builds as it is.

    Args:
        folder: a folder that does not exist yet, or is empty.

    Raises:
        UsageError: if the folder has something in it.
        SourceError: if it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            Text(
                f"{folder}: is there already and not empty. Name a new folder.",
                f"{folder}：已存在且不为空。请写明新的文件夹。",
            )
        )
    tables = example_tables()
    contents: dict[str, bytes] = {f"{name}.csv": _csv(name, rows) for name, rows in tables.items()}
    metadata = {
        "name": package_name(folder.resolve().name),
        "title": "A worked example: replace it with your own",
        "title_zh": "示例：请替换为自己的数据",
        "version": "0.1.0",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        MARK: True,
    }
    contents["datapackage.json"] = _json(schema.package_descriptor(metadata, {n: f"{n}.csv" for n in tables}))
    contents["example-source.txt"] = EXAMPLE_TEXT.encode("utf-8")
    contents["README.md"] = _README.encode("utf-8")
    write_files(folder, dict(contents))


def update_package(folder: Path, ontology: Ontology = BUNDLED) -> None:
    """Write the table schemas of an existing package anew; its metadata and tables stay.

    Args:
        folder: the package's folder, or its ``datapackage.json``.
        ontology: where codes are found, beside what the package and those that it uses add.

    Raises:
        DataError: if ``datapackage.json`` lists what is no table of ours.
        SourceError: if there is no package, or it cannot be written.
    """
    folder = folder.parent if folder.name == "datapackage.json" else folder
    ontology = package_ontology([folder], ontology)
    package, findings = read_package(folder, ontology)
    wrong = [finding for finding in findings if finding.code in _NO_TABLE]
    if wrong:
        raise DataError(
            Text(f"{package.name}: mend datapackage.json first.", f"{package.name}：请先改正 datapackage.json。"), wrong
        )
    descriptor = read_descriptor(folder)
    columns = {table.name: table.columns for table in package.tables if table.columns}
    resources = [
        # The file stays as it is, and so does its encoding.
        resource
        | schema.resource_descriptor(
            table_name(resource),
            resource["path"],
            resource.get("encoding"),
            ontology,
            columns.get(table_name(resource)),
        )
        for resource in descriptor["resources"]
    ]
    write_file(folder / "datapackage.json", _json({**descriptor, "resources": resources}))


#: Findings of a resource that has no schema of ours.
_NO_TABLE = ("no-tables", "resource-without-path", "unknown-table")


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _csv(table: str, rows: list[dict[str, str]]) -> bytes:
    names = [field["name"] for field in schema.table_schema(table)["fields"]]
    return delimited_records(names, rows).encode("utf-8")


_README = """# A data package for kg

Each table is a CSV file that a spreadsheet can edit; save it as "CSV UTF-8". `datapackage.json` names the
tables and says what each column holds. Rows cite where they are stated: the source, and the place in it. That
is the first code point of the passage (counted from 0) and the one after its last, or, in the column place,
row=17 or cell=17,3 of a table (from 1, the heading included), page=3, or a link.

1. Add your own rows under the worked example. Its rows stay out of the graph by themselves as soon as you have a
   partnership of your own that does not name them; delete them when you like. A table that stays empty does no harm.
2. `kg evidence . --text example-source.txt --write` writes the hashes of the passages from your copy of a source.
3. `kg check .` says what is wrong, by file, row and column. `kg build .` builds the graph and the page.

每个表都是可用电子表格编辑的 CSV 文件（请存为“CSV UTF-8”）；各行注明来源及其中的位置：引文的码点起止，
或在 place 栏写表格的 row=17、cell=17,3（从1起，含表头）、page=3 或链接。
在示例下方添加自己的行（有了自己的合作后，示例行自动不采用，可随时删除），
再依次运行 `kg evidence`、`kg check`、`kg build`。
"""
