"""``kg new``: a package with every table, a worked example in each, and the schemas written out."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

from kg.assets import BUNDLED, Ontology
from kg.errors import DataError, UsageError
from kg.files import write_file, write_files
from kg.intake import schema
from kg.intake.load import package_ontology
from kg.intake.package import read_descriptor, read_package, table_name
from kg.source_text import sha256

#: The text that the worked example cites: our own, and made up.
EXAMPLE_TEXT = (
    "On 12 March 2024 Exampleton and the Port of Sampleford signed a framework agreement on logistics. "
    "They plan to move 20,000 containers in 2025. "
    "The Director of the Port of Sampleford said that the Exampleton Waterways Programme is the means to this end.\n"
)
_SIGNED = "On 12 March 2024 Exampleton and the Port of Sampleford signed a framework agreement on logistics."
_PLANNED = "They plan to move 20,000 containers in 2025."
_SAID = "The Director of the Port of Sampleford said that the Exampleton Waterways Programme is the means to this end."


def make_package(folder: Path) -> None:
    """Make a package with a worked example, which builds as it is.

    Args:
        folder: a folder that does not exist yet, or is empty.

    Raises:
        UsageError: if the folder has something in it.
        SourceError: if it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: is there already and not empty. Name a new folder.")
    tables = _example()
    contents: dict[str, bytes] = {f"{name}.csv": _csv(name, rows) for name, rows in tables.items()}
    metadata = {
        "name": folder.resolve().name.lower().replace(" ", "-"),
        "title": "A worked example: replace it with your own",
        "title_zh": "示例：请替换为自己的数据",
        "version": "0.1.0",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
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
        raise DataError(f"{package.name}: mend datapackage.json first.", wrong)
    descriptor = read_descriptor(folder)
    resources = [
        # The file stays as it is, and so does its encoding.
        resource
        | schema.resource_descriptor(table_name(resource), resource["path"], resource.get("encoding"), ontology)
        for resource in descriptor["resources"]
    ]
    write_file(folder / "datapackage.json", _json({**descriptor, "resources": resources}))


#: Findings of a resource that has no schema of ours.
_NO_TABLE = ("no-tables", "resource-without-path", "unknown-table")


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _csv(table: str, rows: list[dict[str, str]]) -> bytes:
    names = [field["name"] for field in schema.table_schema(table)["fields"]]
    output = io.StringIO()
    writer = csv.DictWriter(output, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue().encode("utf-8")


def _cite(passage: str) -> dict[str, str]:
    start = EXAMPLE_TEXT.index(passage)
    return {"source": "example", "start": str(start), "end": str(start + len(passage))}


def _example() -> dict[str, list[dict[str, str]]]:
    signed, planned, told = _cite(_SIGNED), _cite(_PLANNED), _cite(_SAID)
    said = {"as_of": "2024-03-13", "precision": "day", "time_basis": "assumed"}
    return {
        "sources": [
            {
                "id": "example",
                "title_en": "A made-up notice",
                "title_zh": "虚构的通知",
                "issued": "2024-03-13",
                "language": "en",
                "sha256": hashlib.sha256(EXAMPLE_TEXT.encode("utf-8")).hexdigest(),
                "characters": str(len(EXAMPLE_TEXT)),
            }
        ],
        "evidence": [_cite(passage) | {"sha256": sha256(passage)} for passage in (_SIGNED, _PLANNED, _SAID)],
        "regions": [
            _region("xx", "Exampleland", "示例国", "country"),
            _region("xx-exampleton", "Exampleton", "示例市", "city", "xx"),
            _region("xx-sampleford", "Sampleford", "样本市", "city", "xx"),
        ],
        "institutions": [
            {
                "id": "port-of-sampleford",
                "name_en": "Port of Sampleford",
                "name_zh": "样本港",
                "kind": "port",
                "located_in": "xx-sampleford",
            }
            | signed
        ],
        "officials": [
            {
                "id": "port-of-sampleford-director",
                "name_en": "Director of the Port of Sampleford (unnamed)",
                "name_zh": "样本港港务主任（未具名）",
                "post_en": "Director",
                "post_zh": "主任",
                "body": "institution/port-of-sampleford",
            }
            | told
        ],
        "programmes": [
            {
                "id": "exampleton-waterways",
                "name_en": "Exampleton Waterways Programme",
                "name_zh": "示例市水运方案",
                "owner": "region/xx-exampleton",
            }
            | told
        ],
        "partnerships": [
            {
                "id": "exampleton-sampleford-logistics",
                "name_en": "Framework agreement on logistics of Exampleton and the Port of Sampleford",
                "name_zh": "示例市与样本港物流合作框架协议",
                "class": "Agreement",
                "agreement_kind": "framework",
                "sectors": "logistics",
            }
            | signed
        ],
        "participations": [
            {"partnership": "exampleton-sampleford-logistics", "party": party, "role": "signatory"} | signed
            for party in ("region/xx-exampleton", "institution/port-of-sampleford")
        ],
        "stages": [
            {
                "id": "exampleton-sampleford-logistics-signed",
                "partnership": "exampleton-sampleford-logistics",
                "stage": "signed",
                "as_of": "2024-03-12",
                "precision": "day",
                "time_basis": "stated",
            }
            | signed
        ],
        "statements": [
            {
                "id": "exampleton-waterways-means",
                "about": "programme/exampleton-waterways",
                "kind": "means",
                "counterpart": "institution/port-of-sampleford",
                "sectors": "logistics",
                "gist_en": "The programme is the means to move the containers",
                "gist_zh": "该方案是实现集装箱运量计划的举措",
                "asserted_by": "official/port-of-sampleford-director",
            }
            | said
            | told
        ],
        "observations": [
            {
                "id": "exampleton-sampleford-containers-2025",
                "class": "Target",
                "about": "partnership/exampleton-sampleford-logistics",
                "measure": "containerThroughput",
                "value": "20000",
                "bound": "exact",
                "unit": "TEU",
                "period_start": "2025-01-01",
                "period_end": "2025-12-31",
                "original_text": "20,000",
            }
            | said
            | planned
        ],
    }


def _region(name: str, name_en: str, name_zh: str, level: str, parent: str = "") -> dict[str, str]:
    kind = "AdministrativeRegion"
    return {"id": name, "name_en": name_en, "name_zh": name_zh, "kind": kind, "level": level, "parent": parent}


_README = """# A data package for kg

Each table is a CSV file that a spreadsheet can edit; save it as "CSV UTF-8". `datapackage.json` names the
tables and says what each column holds. Rows cite where they are stated: the source, the first code point
of the passage (counted from 0) and the one after its last.

1. Replace the worked example with your own rows. Take tables that you do not need out of `datapackage.json`.
2. `kg evidence . --text example-source.txt --write` writes the hashes of the passages from your copy of a source.
3. `kg check .` says what is wrong, by file, row and column. `kg build .` builds the graph and the page.

每个表都是可用电子表格编辑的 CSV 文件（请存为“CSV UTF-8”）；各行注明来源与引文的码点起止。
先替换示例，再依次运行 `kg evidence`、`kg check`、`kg build`。
"""
