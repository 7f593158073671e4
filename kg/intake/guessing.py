"""A first mapping of a table, from its headings and cells: a draft to be corrected, which runs as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path

from kg.errors import DataError
from kg.intake.anytable import AnyTable, Cell, open_table
from kg.intake.foreign import column_name
from kg.intake.sheets.columns import recognised
from kg.intake.sheets.words import words
from kg.notations import period
from kg.text import Text

_LOOKED_AT = 500
#: Words in a machine's names of columns that say no name: latitude1, party_type.
_NOT_NAMES = {
    *("lat", "lng", "lon", "long", "latitude", "longitude", "country", "type", "kind", "role", "date", "url"),
    *("code", "abbr", "status", "share", "amount"),
}
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,4}[./年-][0-9]{1,2}([./月-][0-9]{1,4}日?)?")
_MOST_PARTIES = 4
#: What parts several names in a cell, the surest first.
_SEPARATORS = (";", "；", "|", "、")
#: A name is in the language of its letters.
_IN_ITS_LANGUAGE = 'IF(REGEX({0}, "[\\u4e00-\\u9fff]"), "zh", "en")'


def guess(path: Path, rows: str = "", sheet: str = "", issued: date | None = None) -> str:
    """A mapping in under 40 lines: what a row is a partnership of, who takes part, and since when.

    What columns are is told by their headings, with the words of ``ontology/headings`` as ``kg import`` has them.

    Args:
        path: the table.
        rows: as in ``open_table``.
        sheet: as in ``open_table``.
        issued: when the table was issued; its latest day if ``None``, and a blank to fill where it has none.

    Raises:
        DataError: if no column has a name of its own.
    """
    table = open_table(path, rows, sheet)
    names = [column_name(name) for name in table.names]
    usable = [name for name in names if name and names.count(name) == 1]
    if not usable:
        raise DataError(Text(f"{path}: has no column with a name of its own.", f"{path}：没有名称唯一的列。"))
    cells = _cells(table, names)
    roles = {name: _role(name) for name in usable}
    called = next((name for name in usable if roles[name] in _NAMES and not _is_number(cells[name])), "")
    project = next((name for name in usable if roles[name] == "id"), called)
    parties = _parties(roles, cells, (project, called))
    free = [name for name in usable if name not in (project, called, *parties)]
    day = next((name for name in free if _is_day(roles[name], cells[name])), "")
    draft = _Draft(
        path,
        rows,
        project,
        tuple(_Party(name, roles[name] == "region", _separator(cells[name])) for name in parties),
        day,
        "" if called == project else called,
        is_named=bool(project) and called == project,
    )
    latest = _latest(cells[day]) if day else None
    said = "" if issued else "its latest day 最晚日期，请核对" if latest else _WHEN
    return draft.written(usable, issued or latest, said)


_NAMES = ("name", "name_en", "name_zh")
_PARTIES = ("party", "parties")
_DAYS = ("signed", "date", "start")


def _role(name: str) -> str:
    """What a column is read as by its name, or by the longest run of words in it that is a known heading."""
    parts = _WORD.findall(name)
    if _NOT_NAMES & {part.lower() for part in parts}:
        return recognised(name, words()).partition(" ")[0] if len(parts) == 1 else ""
    runs = (parts[start : start + length] for length in range(len(parts), 0, -1) for start in range(len(parts)))
    found = (recognised(text, words()) for text in (name, *(" ".join(run) for run in runs)))
    return next(filter(None, found), "").partition(" ")[0]


def _parties(roles: Mapping[str, str], cells: Mapping[str, Sequence[Cell]], taken: Sequence[str]) -> list[str]:
    """The columns of who takes part: parties, else regions, else texts that nothing else is known of."""
    free = [name for name in roles if name not in taken]
    found = [name for name in free if roles[name] in _PARTIES]
    if len(found) < 2 and not any(roles[name] == "parties" or _is_list(cells[name]) for name in found):
        found += [name for name in free if roles[name] == "region"]
    texts = [name for name in free if not roles[name] and not _is_number(cells[name])]
    unsaid = [name for name in texts if not _NOT_NAMES & {part.lower() for part in _WORD.findall(name)}]
    return (found or unsaid[:2])[:_MOST_PARTIES]


def _cells(table: AnyTable, names: Sequence[str]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {name: [] for name in names}
    for row in islice(table.rows(), _LOOKED_AT):
        for name, cell in zip(names, row, strict=False):
            if cell:
                found[name].append(cell)
    return found


def _is_list(cells: Sequence[Cell]) -> bool:
    return any(not isinstance(cell, str) for cell in cells) or bool(_separator(cells))


def _separator(cells: Sequence[Cell]) -> str:
    """What parts several names in cells of a column; empty where most have one."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    return next((sign for sign in _SEPARATORS if sum(sign in text for text in texts) * 5 > len(texts)), "")


def _latest(cells: Sequence[Cell]) -> date | None:
    """The latest of some days, as when a table was issued at the earliest."""
    days = [period(cell).value for cell in cells if isinstance(cell, str)]
    return max((day.end for day in days if day and day.end), default=None)


def _is_number(cells: Sequence[Cell]) -> bool:
    return bool(cells) and all(isinstance(cell, str) and re.fullmatch(r"-?[0-9.]+", cell) for cell in cells)


def _is_day(role: str, cells: Sequence[Cell]) -> bool:
    """Whether a column has days; years alone only where its heading says so."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    full = sum(_DAY.fullmatch(text) is not None for text in texts)
    read = sum(period(text).value is not None for text in texts) if role in _DAYS else 0
    return bool(cells) and max(full, read) * 10 >= len(cells) * 8


@dataclass(frozen=True, slots=True)
class _Party:
    """A column of who takes part; with what parts several in a cell, if anything does."""

    name: str
    is_region: bool
    separator: str


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
        is_named: whether the column of the project has its name.
    """

    path: Path
    rows: str
    project: str
    parties: Sequence[_Party]
    day: str
    called: str
    is_named: bool

    def written(self, names: Sequence[str], issued: date | None, said: str) -> str:
        """The mapping.

        Args:
            names: all columns, for those that are not read.
            issued: when the table was issued, if that can be told.
            said: what is noted of that day.
        """
        read = (self.project, *(party.name for party in self.parties), self.day, self.called)
        unread = [name for name in names if name not in read]
        file = _quoted(self.path.name)
        split = {party.name: party.separator for party in self.parties if party.separator}
        return "\n".join(
            [
                f"#: title: {{en: The table {file}, zh: 表 {file}}}",
                f"#: question: {{en: What {file} says, zh: 该表的内容}}",
                *([f"#: rows: '{self.rows}'"] if self.rows else []),
                *([f"#: split: {json.dumps(split, ensure_ascii=False)}"] if split else []),
                "# A draft: see who is a party, of which kind, and what the last columns say. 草稿，请核对并修改。",
                *([] if self.parties else [_NO_PARTIES]),
                "PREFIX row: <https://w3id.org/partnership-kg/row#>",
                "PREFIX fn: <https://w3id.org/partnership-kg/function#>",
                "CONSTRUCT {",
                *self._made(file),
                "}",
                "WHERE {",
                *self._found(file, issued, said),
                "}",
                *([f"# Not read yet 尚未使用: {', '.join(f'row:{name}' for name in unread)}"[:400]] if unread else []),
                "",
            ]
        )

    def _made(self, file: str) -> list[str]:
        made = [
            "  ?partnership a pk:Project ; skos:prefLabel ?name ; pk:sector sector:crossSector ;"
            " pk:evidence ?evidence ."
        ]
        for number, party in enumerate(self.parties, 1):
            kind = "AdministrativeRegion ; pk:level level:city" if party.is_region else _ORGANISATION
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
            f"  ?source a pk:Source ; {told} ; dcterms:issued ?issued .",
            "  ?evidence a pk:Evidence ; oa:hasSource ?source ; oa:hasSelector ?selector .",
            "  ?selector a oa:FragmentSelector ; rdf:value ?at ;"
            " dcterms:conformsTo <http://tools.ietf.org/rfc/rfc7111> .",
        ]

    def _found(self, file: str, issued: date | None, said: str) -> list[str]:
        source = re.sub("[^a-z0-9]+", "-", file.lower()).strip("-") or "table"
        numbers = range(1, len(self.parties) + 1)
        several = any(party.separator for party in self.parties)
        patterns = [f"row:{party.name} ?text{number}" for number, party in enumerate(self.parties, 1)]
        texts = ', " - ", '.join(f"?text{number}" for number in numbers)
        # Several parties in a cell, or in one element after the other, are of one row.
        by_row = not self.project and (several or len(self.parties) < 2)
        parts = "?project" if self.project else f'"{source}", STR(fn:row())' if by_row else texts.replace(' " - ",', "")
        needed = [f"row:{self.project} ?project"] if self.project else patterns
        found = [f"  ?row {' ; '.join(needed)} ."]
        found += (
            [f"  {' '.join(f'OPTIONAL {{ ?row {pattern} }}' for pattern in patterns)}"]
            if self.project and patterns
            else []
        )
        pair = f"CONCAT({texts})" if len(self.parties) == 2 and not several and not self.is_named else ""
        named = [*(["?title"] if self.called else []), *filter(None, [pair]), *(["?project"] if self.project else [])]
        if self.called:
            found.append(f"  OPTIONAL {{ ?row row:{self.called} ?title }}")
        named = named or [f'CONCAT("{file} ", STR(fn:row()))']
        label = f"COALESCE({', '.join(named)})" if len(named) > 1 else named[0]
        found += [
            f'  BIND(fn:id("partnership", {parts}) AS ?partnership) BIND({label} AS ?called)',
            f"  BIND(STRLANG(?called, {_IN_ITS_LANGUAGE.format('?called')}) AS ?name)",
        ]
        for number, party in enumerate(self.parties, 1):
            kind = "region" if party.is_region else "institution"
            found.append(
                f'  BIND(fn:id("{kind}", ?text{number}) AS ?party{number}) '
                f'BIND(fn:id("participation", {parts}, ?text{number}) AS ?part{number}) '
                f"BIND(STRLANG(?text{number}, {_IN_ITS_LANGUAGE.format(f'?text{number}')}) AS ?name{number})"
            )
        if self.day:
            found += [
                f"  OPTIONAL {{ ?row row:{self.day} ?dayText }}",
                "  BIND(fn:end(?dayText) AS ?day) BIND(fn:precision(?dayText) AS ?precision)",
                f'  BIND(IF(BOUND(?day), fn:id("stage", {parts}), ?none) AS ?claim)',
            ]
        found.append(f'  BIND(STRDT("{issued or _BLANK}", xsd:date) AS ?issued){f" # {said}" if said else ""}')
        return [
            *found,
            f'  BIND(fn:id("source", "{source}") AS ?source) BIND(CONCAT("row=", STR(fn:row())) AS ?at)',
            f'  BIND(fn:id("evidence", "{source}", ?at) AS ?evidence) '
            f'BIND(fn:id("evidence", "{source}", ?at, "selector") AS ?selector)',
        ]


_NO_PARTIES = "# No column tells who takes part: add the parties. 没有参与方的列，请补上。"
#: What stands for the day of issue where nothing tells it, and what is said of it.
_BLANK = "YYYY-MM-DD"
_WHEN = "when was the table issued? 请写明表格的发布日期"


def lacks_issued(mapping: str) -> bool:
    """Whether a draft waits for the day on which its table was issued."""
    return f'"{_BLANK}"' in mapping


#: What an institution is of which no kind is said.
_ORGANISATION = "Institution ; pk:institutionKind institution-kind:organisation"


def _quoted(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "._- " else "_" for sign in name)
