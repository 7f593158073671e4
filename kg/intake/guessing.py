"""A first mapping of a table, from its headings and cells: a draft to be corrected, which runs as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path

from kg.errors import DataError
from kg.intake.anytable import AnyTable, Cell, open_table
from kg.intake.foreign import column_name
from kg.notations import period
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
_NAME = re.compile("(^|_)(title|name)$|^(名称|标题|项目名称|合作名称|协议名称)$")
_MOST_PARTIES = 4
#: A name is in the language of its letters.
_IN_ITS_LANGUAGE = 'IF(REGEX({0}, "[\\u4e00-\\u9fff]"), "zh", "en")'


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
    parties = parties or [name for name in usable if name != project and _may_be_party(name, cells[name])][:2]
    parties = parties or usable[:1]
    free = [name for name in usable if name not in (project, *parties)]
    day = next((name for name in free if _is_day(cells[name])), "")
    called = next((name for name in free if _NAME.search(name.lower()) and not _is_number(cells[name])), "")
    draft = _Draft(path, rows, project, parties, day, called if project else "")
    return draft.written(usable, _latest(cells[day]) if day else None)


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


def _may_be_party(name: str, cells: Sequence[Cell]) -> bool:
    """Whether a column whose heading says nothing may hold who takes part: texts that are no title and no country."""
    return not (_is_number(cells) or _NOT_NAMES.search(name.lower()) or _NAME.search(name.lower()))


def _latest(cells: Sequence[Cell]) -> date | None:
    """The latest of some days, as when a table was issued at the earliest."""
    days = [period(cell).value for cell in cells if isinstance(cell, str)]
    return max((day.end for day in days if day and day.end), default=None)


def _is_number(cells: Sequence[Cell]) -> bool:
    return bool(cells) and all(isinstance(cell, str) and re.fullmatch(r"-?[0-9.]+", cell) for cell in cells)


def _is_day(cells: Sequence[Cell]) -> bool:
    days = sum(isinstance(cell, str) and _DAY.fullmatch(cell) is not None for cell in cells)
    return bool(cells) and days * 10 >= len(cells) * 8


@dataclass(frozen=True, slots=True)
class _Draft:
    """What the columns of a table are taken for.

    Attributes:
        path: the table.
        rows: where its rows are, as in ``open_table``.
        project: the column of what the row is a partnership of; empty if there is none.
        parties: the columns of who takes part.
        day: the column of the day; empty if there is none.
        called: the column of the partnership's name; empty where that is the project.
    """

    path: Path
    rows: str
    project: str
    parties: Sequence[str]
    day: str
    called: str

    def written(self, names: Sequence[str], issued: date | None) -> str:
        """The mapping.

        Args:
            names: all columns, for those that are not read.
            issued: when the table was issued, if that can be told.
        """
        read = (self.project, *self.parties, self.day, self.called)
        unread = [name for name in names if name not in read]
        file = _quoted(self.path.name)
        return "\n".join(
            [
                f"#: title: {{en: The table {file}, zh: 表 {file}}}",
                f"#: question: {{en: What {file} says, zh: 该表的内容}}",
                *([f"#: rows: '{self.rows}'"] if self.rows else []),
                "# A draft: see who is a party, of which kind, and what the last columns say. 草稿，请核对并修改。",
                "PREFIX row: <https://w3id.org/partnership-kg/row#>",
                "PREFIX fn: <https://w3id.org/partnership-kg/function#>",
                "CONSTRUCT {",
                *self._made(file, issued),
                "}",
                "WHERE {",
                *self._found(file, issued),
                "}",
                *([f"# Not read yet 尚未使用: {', '.join(f'row:{name}' for name in unread)}"[:400]] if unread else []),
                "",
            ]
        )

    def _made(self, file: str, issued: date | None) -> list[str]:
        made = [
            "  ?partnership a pk:Project ; skos:prefLabel ?name ; pk:sector sector:crossSector ;"
            " pk:evidence ?evidence ."
        ]
        for number, name in enumerate(self.parties, 1):
            is_region = bool(_REGION.search(name.lower()))
            kind = "AdministrativeRegion ; pk:level level:city" if is_region else _ORGANISATION
            made += [
                f"  ?party{number} a pk:{kind} ; skos:prefLabel ?name{number} .",
                f"  ?partnership pk:participation ?part{number} . ?part{number} a pk:Participation ;"
                f" pk:party ?party{number} ; pk:partnership ?partnership ; pk:role role:partner ;"
                " pk:evidence ?evidence .",
            ]
        if self.day:
            made += [
                "  ?claim a pk:StageClaim ; pk:about ?partnership ; pk:stage stage:signed ; pk:asOf ?day ;",
                "    pk:asOfPrecision ?precision ; pk:timeBasis time-basis:stated ; pk:assertedBy ?source ;"
                " pk:evidence ?evidence .",
            ]
        digest = sha256(self.path.read_bytes()).hexdigest()
        told = f'pk:sha256 "{digest}" ; dcterms:title "Table {file}"@en, "表格 {file}"@zh ; dcterms:language "en"'
        return [
            *made,
            f"  ?source a pk:Source ; {told}{' ; dcterms:issued ?issued' if issued else ''} .",
            "  ?evidence a pk:Evidence ; oa:hasSource ?source ; oa:hasSelector ?selector .",
            "  ?selector a oa:FragmentSelector ; rdf:value ?at ;"
            " dcterms:conformsTo <http://tools.ietf.org/rfc/rfc7111> .",
        ]

    def _found(self, file: str, issued: date | None) -> list[str]:
        numbers = range(1, len(self.parties) + 1)
        patterns = [f"row:{name} ?text{number}" for number, name in enumerate(self.parties, 1)]
        parts = "?project" if self.project else ", ".join(f"?text{number}" for number in numbers)
        needed = [f"row:{self.project} ?project"] if self.project else patterns
        texts = ', " - ", '.join(f"?text{number}" for number in numbers)
        named = "?project" if self.project else f"CONCAT({texts})"
        found = [f"  ?row {' ; '.join(needed)} ."]
        found += [f"  {' '.join(f'OPTIONAL {{ ?row {pattern} }}' for pattern in patterns)}"] if self.project else []
        if self.called:
            found.append(f"  OPTIONAL {{ ?row row:{self.called} ?title }}")
            named = "COALESCE(?title, ?project)"
        found += [
            f'  BIND(fn:id("partnership", {parts}) AS ?partnership) BIND({named} AS ?called)',
            f"  BIND(STRLANG(?called, {_IN_ITS_LANGUAGE.format('?called')}) AS ?name)",
        ]
        for number, name in enumerate(self.parties, 1):
            kind = "region" if _REGION.search(name.lower()) else "institution"
            found.append(
                f'  BIND(fn:id("{kind}", ?text{number}) AS ?party{number}) '
                f'BIND(fn:id("participation", {parts}, ?text{number}) AS ?part{number}) '
                f"BIND(STRLANG(?text{number}, {_IN_ITS_LANGUAGE.format(f'?text{number}')}) AS ?name{number})"
            )
        if self.day:
            found += [
                f"  OPTIONAL {{ ?row row:{self.day} ?dayText }}",
                "  BIND(fn:date(?dayText) AS ?day) BIND(fn:precision(?dayText) AS ?precision)",
                f'  BIND(IF(BOUND(?day), fn:id("stage", {parts}), ?none) AS ?claim)',
            ]
        source = re.sub("[^a-z0-9]+", "-", file.lower()).strip("-") or "table"
        if issued:
            found.append(f'  BIND(STRDT("{issued}", xsd:date) AS ?issued) # its latest day 最晚日期，请核对')
        return [
            *found,
            f'  BIND(fn:id("source", "{source}") AS ?source) BIND(CONCAT("row=", STR(fn:row())) AS ?at)',
            f'  BIND(fn:id("evidence", "{source}", ?at) AS ?evidence) '
            f'BIND(fn:id("evidence", "{source}", ?at, "selector") AS ?selector)',
        ]


#: What an institution is of which no kind is said.
_ORGANISATION = "Institution ; pk:institutionKind institution-kind:organisation"


def _quoted(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "._- " else "_" for sign in name)
