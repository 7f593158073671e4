"""A first mapping of a table, from its headings and cells: a draft to be corrected, which runs as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from kg.errors import DataError
from kg.intake.anytable import AnyTable, Cell, open_table
from kg.intake.foreign import column_name
from kg.text import Text

_LOOKED_AT = 500
_PARTY = re.compile(
    "part(y|ner|icipant)|organi[sz]ation|^orgs?$|institution|^pic$|compan|universit|giver|taker|^from$|^to$|^left$|^right$|"
    "city|town|municipalit|region|甲方|乙方|丙方|机构|单位|企业|城市|参与方|合作方"
)
_REGION = re.compile("city|town|municipalit|region|province|county|城市|地区|省|县|市$")
_PROJECT = re.compile(
    "project|^rcn$|deal|agreement|partnership|contract|grant|项目|协议|合作项目|合同|^(id|code|no|number)$|编号"
)
_NOT_NAMES = re.compile("(^|_)(lat|lng|lon|long|latitude|longitude|country|type|kind|role|date|url|name)(_|[0-9]|$)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,4}[./年-][0-9]{1,2}([./月-][0-9]{1,4}日?)?")
_MOST_PARTIES = 4


def guess(path: Path, rows: str = "", sheet: str = "") -> str:
    """A mapping in under 40 lines: what a row is a partnership of, who takes part, and since when.

    Args:
        path: the table.
        rows: as in ``open_table``.
        sheet: as in ``open_table``.

    Raises:
        DataError: if no column tells who takes part.
    """
    table = open_table(path, rows, sheet)
    names = [column_name(name) for name in table.names]
    usable = [name for name in names if name and names.count(name) == 1]
    if not usable:
        raise DataError(Text(f"{path}: has no column with a name of its own.", f"{path}：没有名称唯一的列。"))
    cells = _cells(table, names)
    project = next((name for name in usable if _PROJECT.search(name.lower())), "")
    parties = [name for name in usable if name != project and _is_party(name)][:_MOST_PARTIES]
    parties = parties or [name for name in usable if name != project and not _is_number(cells[name])][:2] or usable[:1]
    day = next((name for name in usable if name not in (project, *parties) and _is_day(cells[name])), "")
    return _written(path, usable, project, parties, day, rows)


def _cells(table: AnyTable, names: Sequence[str]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {name: [] for name in names}
    for row in islice(table.rows(), _LOOKED_AT):
        for name, cell in zip(names, row, strict=False):
            if cell:
                found[name].append(cell)
    return found


def _is_party(name: str) -> bool:
    low = name.lower()
    bare = low.rstrip("0123456789").rstrip("_")
    return bool(_PARTY.search(bare)) and not (_NOT_NAMES.search(low) and not low.endswith("_name"))


def _is_number(cells: Sequence[Cell]) -> bool:
    return bool(cells) and all(isinstance(cell, str) and re.fullmatch(r"-?[0-9.]+", cell) for cell in cells)


def _is_day(cells: Sequence[Cell]) -> bool:
    days = sum(isinstance(cell, str) and _DAY.fullmatch(cell) is not None for cell in cells)
    return bool(cells) and days * 10 >= len(cells) * 8


def _written(path: Path, names: Sequence[str], project: str, parties: Sequence[str], day: str, rows: str) -> str:
    made, found, needed = [], [], [f"row:{project} ?project"] if project else []
    for number, name in enumerate(parties, 1):
        kind, type_ = (
            ("region", "AdministrativeRegion") if _REGION.search(name.lower()) else ("institution", "Institution")
        )
        made += [
            f"  ?partnership pk:participation ?participation{number} .",
            f"  ?participation{number} a pk:Participation ; pk:party ?party{number} ; pk:role role:partner .",
            f"  ?party{number} a pk:{type_} ; skos:prefLabel ?name{number} .",
        ]
        pattern = f"row:{name} ?text{number}"
        if project:
            found.append(f"  OPTIONAL {{ ?row {pattern} }}")
        else:
            needed.append(pattern)
        parts = "?project" if project else ", ".join(f"?text{one}" for one in range(1, len(parties) + 1))
        found += [
            f'  BIND(fn:id("{kind}", ?text{number}) AS ?party{number})',
            f'  BIND(fn:id("participation", {parts}, ?text{number}) AS ?participation{number})',
            f'  BIND(STRLANG(?text{number}, "en") AS ?name{number})',
        ]
    parts = "?project" if project else ", ".join(f"?text{one}" for one in range(1, len(parties) + 1))
    if day:
        made.append("  ?claim a pk:StageClaim ; pk:about ?partnership ; pk:stage stage:signed ; pk:asOf ?day .")
        found += [
            f"  OPTIONAL {{ ?row row:{day} ?dayText }}",
            "  BIND(fn:date(?dayText) AS ?day)",
            f'  BIND(IF(BOUND(?day), fn:id("stage", {parts}), ?none) AS ?claim)',
        ]
    unread = [name for name in names if name not in (project, *parties, day)]
    return "\n".join(
        [
            f"#: title: {{en: The table {_quoted(path.name)}, zh: 表 {_quoted(path.name)}}}",
            f"#: question: {{en: What {_quoted(path.name)} says, zh: 该表的内容}}",
            *([f"#: rows: '{rows}'"] if rows else []),
            "# A draft: see who is a party, of which kind, and what the columns at the end say. 草稿，请核对并修改。",
            "PREFIX row: <https://w3id.org/partnership-kg/row#>",
            "PREFIX fn: <https://w3id.org/partnership-kg/function#>",
            "CONSTRUCT {",
            "  ?partnership a pk:Project .",
            *made,
            "}",
            "WHERE {",
            f"  ?row {' ; '.join(needed)} .",
            f'  BIND(fn:id("partnership", {parts}) AS ?partnership)',
            *found,
            "}",
            *([f"# Not read yet 尚未使用: {', '.join(f'row:{name}' for name in unread)}"[:400]] if unread else []),
            "",
        ]
    )


def _quoted(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "._- " else "_" for sign in name)
