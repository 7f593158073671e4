"""Cells that hold several values, as the header of a mapping says: split, the first alone, or each with its like.

A column of parties and one of their ids belong together: the second id is the second party's. Such a row is mapped once
for each of its parties, and stays one row in all that is said of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from kg.errors import DataError, SourceError
from kg.findings import Finding, Severity
from kg.graph.queryfile import QueryFile
from kg.intake.anytable import Cell, each_of
from kg.intake.country_lists import by_commas, is_one_country, with_names_whole
from kg.intake.sheets.signs_between import A_SIGN_BETWEEN, split_outside
from kg.text import Text, shortened, typed

_IN_SPARQL = (
    "0-9A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0300-\u037d\u037f-\u1fff\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
#: What is a letter or digit to Python, and in no name of SPARQL: ª, ², ①. It is spelt with one that is.
_NOT_IN_SPARQL = re.compile(f"[^{_IN_SPARQL}]")
_NOT_IN_NAME = re.compile(rf"(?:\W|[^{_IN_SPARQL}])+")
#: What stands between parties alone, and what is a name between them: REG|BR|1008 is an id.
_PARTS = re.compile(A_SIGN_BETWEEN)
_NAME = re.compile(r"^\s*[^\W\d_][^\d]+$")
_ESCAPED = {"\n": r"\n"}
_MOST_WHOLE = 1_000
#: How many rows a message names.
_MOST_ROWS = 10
#: How many columns a message names, and how much of each.
_MOST_COLUMNS, _LONGEST_COLUMN = 8, 60


def column_name(name: str) -> str:
    """A heading as a mapping has it: an underscore for whatever is no letter or digit.

    >>> column_name("Budget (EUR)"), column_name("tytu³"), column_name("Nº de ½ m²")
    ('Budget_EUR', 'tytu3', 'No_de_1_2_m2')
    """
    composed = unicodedata.normalize("NFC", name.strip())
    plain = _NOT_IN_SPARQL.sub(lambda match: unicodedata.normalize("NFKC", match[0]), composed)
    return _NOT_IN_NAME.sub("_", plain).strip("_")


def named_columns(names: Sequence[str]) -> Text:
    """Columns as a message names them: of many some and how many more, and of each no page.

    >>> named_columns(["Town", "Country"]).en, named_columns(list("abcdefghij")).en
    ('Town, Country', 'a, b, c, d, e, f, g, h and 2 more')
    """
    some = [shortened(name, _LONGEST_COLUMN) for name in names[:_MOST_COLUMNS]]
    if len(names) <= _MOST_COLUMNS:
        return Text(", ".join(some), "、".join(some))
    return Text(f"{', '.join(some)} and {len(names) - len(some):,} more", f"{'、'.join(some)}等{len(names)}栏")


def odd_row(path: Path, row: int, cells: int, columns: int) -> DataError:
    """The error for a row that has more or fewer cells than the header.

    Args:
        path: the table.
        row: the row's number.
        cells: how many cells it has.
        columns: how many the header has.
    """
    if columns == 1 < cells:
        # Headings of one name above rows of several are a title, or names with commas.
        return DataError(
            Text(
                f"{path}, row {row}: has {cells} cells, and row 1 a single one. If row 1 is a title, take out what "
                "stands above the headings; if it is the heading of one column, put each cell with a comma in quotes.",
                f"{path} 第{row}行：有 {cells} 个单元格，而第1行只有1个。若第1行为标题，请删去列名行以上的内容；"
                "若其为唯一一列的列名，含逗号的单元格请加引号。",
            )
        )
    return DataError(
        Text(
            f"{path}, row {row}: has {cells} cells, the header {columns}. "
            "Give it as many; put a cell with a comma in quotes.",
            f"{path} 第{row}行：有 {cells} 个单元格，标题行有 {columns} 个。请使两者相等；含逗号的单元格请加引号。",
        )
    )


def parted(text: str, signs: Sequence[str]) -> list[str]:
    """What signs part in a text, as ``kg import`` parts names: not in brackets, and no legal form behind its comma.

    Args:
        text: the text of a cell.
        signs: what stands between its parts.

    >>> parted("Acme Co., Ltd., Beta (Lyon, Paris) | Gamma", (",", "|"))
    ['Acme Co., Ltd.', 'Beta (Lyon, Paris)', 'Gamma']
    """
    parts = [text]
    # What only parts names, first: a comma parts what is left.
    for sign in sorted(signs, key=lambda sign: sign in COMMAS):
        split = by_commas if sign in COMMAS else partial(split_outside, _sign(sign))
        parts = [one for part in parts for one in split(part)]
    return [one.strip() for one in parts if one.strip()]


def parts_of(text: str, signs: str | Sequence[str]) -> list[str]:
    """What a sign parts in a text, or several do; the text itself where there is none.

    Args:
        text: the text of a cell.
        signs: what stands between its parts.

    >>> parts_of("Acme Co., Ltd.; Beta", ";"), parts_of("Acme Co., Ltd.; Beta", (";", ",")), parts_of(" Beta ", "")
    (['Acme Co., Ltd.', 'Beta'], ['Acme Co., Ltd.', 'Beta'], ['Beta'])
    >>> parts_of("Korea, Republic of, Kenya", ","), parts_of("Korea, Republic of, Kenya", (";", ","))
    (['Korea, Republic of', 'Kenya'], ['Korea, Republic of', 'Kenya'])
    """
    if not isinstance(signs, str):
        return parted(text, signs)
    found = [one.strip() for one in (text.split(signs) if signs else [text])]
    # A country's name with a comma in it is one name.
    return with_names_whole(found) if signs in COMMAS and len(found) > 1 else found


def signs_of(said: Mapping[Any, str | list[str]]) -> dict[str, str | tuple[str, ...]]:
    """What a header says of columns that are split, by the columns as a mapping has them: Party_names."""
    return {column_name(str(name)): tuple(one) if isinstance(one, list) else one for name, one in said.items()}


#: Commas, which stand within names too: before a legal form, and before the country that a town is in.
COMMAS = (",", "，")


@lru_cache
def _sign(sign: str) -> re.Pattern[str]:
    return re.compile(re.escape(sign))


def values(cell: Cell) -> Sequence[str]:
    """The values of a cell; none if it is empty."""
    return cell if isinstance(cell, tuple) else (cell,) if cell else ()


def check_lists(mapping: Path, query: QueryFile) -> None:
    """Refuse what a header says of several columns in another form than one list of them.

    Args:
        mapping: the mapping's file, for the error.
        query: the mapping; its header may have ``first`` and ``together``.

    Raises:
        SourceError: if it has groups of columns, or says something of each.
    """
    for key in ("first", "together"):
        said = query.header.get(key, [])
        if not any(isinstance(one, (list, dict)) for one in (said if isinstance(said, list) else [said])):
            continue  # what else it may be is looked at with the columns
        shown = shortened(str(said), 200)
        raise SourceError(
            Text(
                f"{mapping}: its header has {key}: {shown}. It takes one list of columns, {key}: [A, B], and no groups "
                "of them. Keep one; the objects of another list are read by a mapping of their own, with --rows.",
                f"{mapping}：其头部有 {key}: {shown}。此项只取一个列名的列表，如 {key}: [A, B]，不能分组。"
                "请只保留一组；另一列表的对象请用另一映射及 --rows 读取。",
            )
        )


class Several:
    """What the header of a mapping says of cells with several values.

    Args:
        mapping: the mapping's file, for errors.
        query: the mapping; its header may have ``split``, ``first`` and ``together``.
        columns: the names of the table's columns in the mapping; empty for those that it does not name.
        are_objects: whether rows are objects, so that lists within them need no sign that splits them.

    Raises:
        SourceError: if it says so in another form, or of columns that the mapping does not name.
    """

    def __init__(self, mapping: Path, query: QueryFile, columns: Sequence[str], *, are_objects: bool = False) -> None:
        self._mapping = mapping
        self._columns = columns
        self._split = self._splits(query.header.get("split", {}))
        self._singles = self._named(query.header.get("first", []), "first")
        self._together = self._named(query.header.get("together", []), "together")
        by_objects = are_objects and not self._split.keys() & set(self._together)
        if not by_objects and (unsplit := [columns[place] for place in self._together if place not in self._split]):
            raise self._wrong("together", unsplit[0], Text("is not split", "未列入 split"))
        self._untold: list[int] = []
        self._whole: dict[tuple[int, str], None] = {}
        self._kept: dict[tuple[int, str], None] = {}

    def parted(self, batch: list[Sequence[Cell]]) -> list[Sequence[Cell]]:
        """Rows with the values of their cells, but for those that belong together."""
        split = {place: sign for place, sign in self._split.items() if place not in self._together}
        if not split and not self._singles:
            return batch
        parted = [list(cells) for cells in batch]
        for cells in filter(None, parted):
            for place, separator in split.items():
                self._see(place, cells[place], separator)
                cells[place] = _cell(dict.fromkeys(filter(None, self._parts(cells[place], separator))))
            for place in self._singles:
                cells[place] = next(iter(values(cells[place])), "")
        return list(parted)

    def texts(self, place: int, cell: Cell) -> Sequence[str]:
        """The values of a cell, parted as the header says.

        Args:
            place: the place of its column.
            cell: the cell as it is in the table.
        """
        separator = self._split.get(place)
        return values(cell) if separator is None else [one for one in self._parts(cell, separator) if one]

    def apart(self, batch: Sequence[Sequence[Cell]], first: int) -> tuple[Sequence[Sequence[Cell]], Sequence[int]]:
        """Rows with one value in each cell of those that belong together, and the number of the row that each is of.

        Args:
            batch: the rows.
            first: the number of the first.
        """
        if not self._together:
            return batch, range(first, first + len(batch))
        found: list[Sequence[Cell]] = []
        numbers: list[int] = []
        for number, row in enumerate(batch, first):
            parts = list(self._each(row, number)) if row else [row]
            found += parts
            numbers += [number] * len(parts)
        return found, numbers

    def _see(self, place: int, cell: Cell, signs: str | tuple[str, ...]) -> None:
        """Keep a cell in which none of the signs stands, and another one that stands between parties alone.

        Of countries that have a sign in their name, these too.
        """
        known = (signs,) if isinstance(signs, str) else signs
        if isinstance(cell, str) and set(known) & set(COMMAS) and len(self._kept) < _MOST_WHOLE:
            having = (one for one in self._parts(cell, signs) if any(sign in one for sign in COMMAS))
            self._kept |= {(place, one): None for one in having if is_one_country(one)}
        if not isinstance(cell, str) or not _PARTS.search(cell) or any(sign in cell for sign in known):
            return
        parts = _PARTS.split(cell)
        if len(self._whole) < _MOST_WHOLE and all(_NAME.search(part) for part in parts):
            self._whole[place, cell] = None

    def findings(self, table: Path) -> Iterator[Finding]:
        """What is to be said of cells that hold several values, which are not told apart.

        Args:
            table: the table's file, for the findings.
        """
        yield from self._unparted(table)
        yield from self._not_told(table)
        yield from self._names_kept(table)

    def _names_kept(self, table: Path) -> Iterator[Finding]:
        """The names of countries that a sign stands in, which parted nothing there."""
        for column in dict.fromkeys(place for place, _ in self._kept):
            names = [name for place, name in self._kept if place == column]
            shown = "; ".join(names[:_MOST_COLUMNS]) + (" …" if len(names) > _MOST_COLUMNS else "")
            yield Finding(
                Severity.INFO,
                "kept-whole",
                f"{len(names):,} {'name' if len(names) == 1 else 'names'} of countries with a comma in them "
                f"{'is' if len(names) == 1 else 'are'} not parted: {shown}.",
                f"有{len(names)}个含逗号的国家（地区）名称未被分开：{shown}。",
                file=table.name,
                field=typed(self._columns[column]),
            )

    def _unparted(self, table: Path) -> Iterator[Finding]:
        for column in dict.fromkeys(place for place, _ in self._whole):
            cells = [cell for place, cell in self._whole if place == column]
            signs = sorted({sign for cell in cells for sign in _PARTS.findall(cell)})
            both = ", ".join(f'"{_ESCAPED.get(sign, sign)}"' for sign in (*self._signs(column), *signs))
            number = f"{len(cells):,}{'+' if len(self._whole) == _MOST_WHOLE else ''}"
            one, name = len(cells) == 1, typed(self._columns[column])
            yield Finding(
                Severity.WARNING,
                "not-parted",
                f"{number} {'cell has' if one else 'cells have'} another sign between names than the header's split, "
                f"and {'is' if one else 'each is'} one name.",
                f"有{number}个单元格的名称之间用的不是 split 所写的分隔符，各作为一个名称。",
                f"Write all signs in the header: split: {{{name}: [{both}]}}; or correct the "
                f"{'cell' if one else 'cells'}.",
                table.name,
                field=name,
                value=shortened(cells[0], 200),
                fix_zh=f"请在头部写明各分隔符：split: {{{name}: [{both}]}}；或更正单元格。",
            )

    def _signs(self, place: int) -> tuple[str, ...]:
        signs = self._split[place]
        return (signs,) if isinstance(signs, str) else signs

    def _not_told(self, table: Path) -> Iterator[Finding]:
        """Rows in which it is not told which values belong together."""
        if not self._untold:
            return
        named = [typed(self._columns[place]) for place in self._together]
        names, leading = shortened(", ".join(named), 300), named[0]
        rows = sorted(set(self._untold))
        some = ", ".join(map(str, rows[:_MOST_ROWS])) + (" …" if len(rows) > _MOST_ROWS else "")
        yield Finding(
            Severity.WARNING,
            "not-told-apart",
            f"In {len(rows):,} row{'s' if len(rows) > 1 else ''} ({some}) {names} hold different numbers of values, so "
            f"that which belong together is not told: there only {leading} was read.",
            f"有{len(rows)}行（{some}）的{names}所含值的个数不同，无法判断哪些值同属一个对象：这些行只读取了{leading}。",
            "Give each cell as many values; nothing may stand between two signs.",
            table.name,
            row=rows[0],
            fix_zh="请使各单元格的值一样多；两个分隔符之间可为空。",
        )

    def _each(self, row: Sequence[Cell], number: int) -> Iterator[Sequence[Cell]]:
        """A row once for each of the values that belong together."""
        for place in self._split.keys() & set(self._together):
            self._see(place, row[place], self._split[place])
        parts = {place: self._each_of(row[place], place) for place in self._together}
        leading = self._together[0]
        blank = [place for place in self._together if parts[place] in ([], [""])]
        is_told = all(place in self._split or each_of(row[place]) is not None for place in self._together)
        if not is_told or len({len(parts[place]) for place in self._together if place not in blank}) > 1:
            self._untold.append(number)
            blank = [place for place in self._together if place != leading]
        many = max(len(parts[place]) for place in self._together if place not in blank or place == leading)
        for one in range(max(many, 1)):
            cells = list(row)
            for place in self._together:
                cells[place] = "" if place in blank else parts[place][one]
            yield cells

    def _each_of(self, cell: Cell, place: int) -> Sequence[str]:
        """What a cell has of each of those that belong together."""
        if place in self._split:
            return self._parts(cell, self._split[place])
        found = each_of(cell)
        return list(values(cell) if found is None else found)

    def _parts(self, cell: Cell, separator: str | tuple[str, ...]) -> list[str]:
        texts = [cell] if isinstance(cell, str) else cell
        return [one for text in texts for one in parts_of(text, separator)]

    def _splits(self, said: object) -> dict[int, str | tuple[str, ...]]:
        """The columns whose cells hold several values, by place, with what is between the values."""
        if not isinstance(said, dict) or not all(map(_are_signs, said.values())):
            raise SourceError(
                Text(
                    f"{self._mapping}: its header has the split {said!r}. Write it as {{column: ';'}}, or of several "
                    "signs {column: [';', ',']}.",
                    f"{self._mapping}：其头部的 split 为“{said}”。请写作 {{列名: ';'}}；有多个分隔符时写作 "
                    "{列名: [';', ',']}。",
                )
            )
        wanted = signs_of(said)
        if unknown := [name for name in wanted if name not in self._columns]:
            raise SourceError(
                Text(
                    f"{self._mapping}: its header splits {unknown[0]!r}, which is no column that the mapping names.",
                    f"{self._mapping}：其头部的 split 含“{unknown[0]}”，而映射未使用该列。",
                )
            )
        return {self._columns.index(name): separator for name, separator in wanted.items()}

    def _named(self, said: object, key: str) -> list[int]:
        """The columns that a list in the header names, by place."""
        named = [column_name(str(name)) for name in said] if isinstance(said, list) else [""]
        if unknown := [name for name in named if not name or name not in self._columns]:
            raise self._wrong(key, unknown[0] or str(said), Text("is no column that the mapping names", "未被映射使用"))
        return [self._columns.index(name) for name in named]

    def _wrong(self, key: str, name: str, why: Text) -> SourceError:
        return SourceError(
            Text(
                f"{self._mapping}: its header has {key}, where {name[:200]!r} {why.en}. Write it as a list of columns, "
                "[column, column].",
                f"{self._mapping}：其头部的 {key} 中“{name[:200]}”{why.zh}。请写作列名的列表，如 [列名, 列名]。",
            )
        )


def _are_signs(said: object) -> bool:
    """Whether a header says so what parts values: a text, or a list of them."""
    return bool(said) and all(isinstance(one, str) and one for one in (said if isinstance(said, list) else [said]))


def _cell(found: Mapping[str, None]) -> Cell:
    kept = tuple(found)
    return kept if len(kept) > 1 else kept[0] if kept else ""
