"""The worked example that ``kg new`` writes, and how its rows are told from one's own.

The example shows what goes where, so that nobody has to empty tables first: as soon as a package has a row of its own,
rows that are still those of the example stay out, and a finding says so. They are told by all of their cells, not by
their ids, so that whoever writes over one keeps what was written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.findings import Finding, Severity
from kg.intake import schema
from kg.intake.package import DATA_SET, Package
from kg.intake.tables.model import Row
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


def _cite(passage: str) -> dict[str, str]:
    start = EXAMPLE_TEXT.index(passage)
    return {"source": "example", "start": str(start), "end": str(start + len(passage))}


def example_tables() -> dict[str, list[dict[str, str]]]:
    """The example's rows by table: column to text, empty cells left out."""
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


#: The key of ``datapackage.json`` that says that rows of the worked example may be among those of the package.
MARK = "worked_example"


def set_aside(package: Package) -> tuple[Package, list[Finding]]:
    """A package without the rows that are still those of the worked example, if it has a partnership of its own.

    They stay, and are warned of, where there is nothing else, or where a row of one's own names one of them.

    Args:
        package: a package, read.

    Returns:
        the package, and what is to be said of the example.
    """
    if package.metadata.get(MARK) is not True:
        return package, []
    told = [(table, [_is_example(table.name, row) for row in table.rows]) for table in package.tables]
    number = sum(sum(marks) for _, marks in told)
    if not number:
        return package, []
    file = package.file("datapackage.json")
    own = [(table.name, row) for table, marks in told for row, mark in zip(table.rows, marks, strict=True) if not mark]
    if not any(name == "partnerships" for name, _ in own):
        return package, [_only_example(file, number)]
    examples = [(table.name, row) for table, marks in told for row, mark in zip(table.rows, marks, strict=True) if mark]
    needed = _names(own) & _referred(examples) | _names(examples) & _referred(own)
    if needed:
        return package, [_still_needed(file, number, min(needed))]
    tables = [
        replace(table, rows=tuple(row for row, mark in zip(table.rows, marks, strict=True) if not mark))
        for table, marks in told
    ]
    return replace(package, tables=tuple(tables)), [_left_out(file, number)]


@cache
def _written() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    return {
        name: tuple({column: text for column, text in row.items() if text} for row in rows)
        for name, rows in example_tables().items()
    }


def _is_example(table: str, row: Row) -> bool:
    if table == DATA_SET:
        return False
    separators = _separators(table)
    cells = {name: separators.get(name, ";").join(cell.values) for name, cell in row.cells.items()}
    return cells in _written().get(table, ())


@cache
def _separators(table: str) -> Mapping[str, str]:
    fields = schema.table_schema(table)["fields"]
    return {field["name"]: field[schema.SEPARATOR] for field in fields if schema.SEPARATOR in field}


def _names(rows: Sequence[tuple[str, Row]]) -> set[str]:
    """What other rows may refer to, as ``kind/id``."""
    kinds = schema.KIND_OF_TABLE
    return {f"{kinds[table]}/{row.value('id')}" for table, row in rows if table in kinds and row.value("id")}


def _referred(rows: Sequence[tuple[str, Row]]) -> set[str]:
    """What rows refer to, as ``kind/id``."""
    return {name for table, row in rows if table != DATA_SET for name in _references(table, row)}


def _references(table: str, row: Row) -> Iterator[str]:
    for column, targets in schema.references(table).items():
        for value in row.cells[column].values if column in row.cells else ():
            yield value if len(targets) > 1 else f"{schema.KIND_OF_TABLE[targets[0]]}/{value}"


_CODE = "worked-example"


def _only_example(file: str, number: int) -> Finding:
    return Finding(
        *(Severity.WARNING, _CODE),
        f"The package has no partnership but that of the worked example ({number} rows).",
        f"数据包中只有示例的合作（{number}行）。",
        "Add rows of your own; those of the example then stay out by themselves.",
        file,
        fix_zh="请加入自己的行；示例届时自动略去。",
    )


def _still_needed(file: str, number: int, name: str) -> Finding:
    return Finding(
        *(Severity.WARNING, _CODE),
        f"{number} rows of the worked example are in the graph, for rows of your own and of the example are tied.",
        f"图中仍有{number}行示例数据，因自有数据与示例相互引用。",
        f"Name something of your own in place of {name}, or write over the row of the example.",
        file,
        value=name,
        fix_zh=f"请以自有的对象代替{name}，或改写示例的行。",
    )


def _left_out(file: str, number: int) -> Finding:
    return Finding(
        *(Severity.INFO, _CODE),
        f"{number} rows of the worked example are left out, since the package has partnerships of its own.",
        f"数据包已有自己的合作，示例的{number}行未采用。",
        f"Delete them, and {MARK} in datapackage.json, when you no longer need them to look at.",
        file,
        fix_zh=f"不再需要参照时，请删去这些行及 datapackage.json 中的 {MARK}。",
    )
