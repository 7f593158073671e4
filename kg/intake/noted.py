"""What a mapping may make of a cell as people write it, or look up in another table; what is not sure is noted.

No number and no day is guessed: a text that may mean several things gives none, and is a question with the row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from kg import vocabulary
from kg.errors import DataError
from kg.findings import Finding
from kg.graph.store import Function
from kg.graph.terms import Literal, NamedNode, Term
from kg.grids.encodings import encoding_said
from kg.intake.anytable import DOUBTFUL, ONE_SIGN, AnyTable, open_table
from kg.intake.day_orders import Order
from kg.intake.identities import by_words
from kg.intake.own_units import OwnCurrencies
from kg.intake.sheets.commas import Commas, told
from kg.intake.sheets.vague import has_no_end
from kg.notations import Counted, Hints, Period, Quantity, Read, heading_hints, period, quantity, since_1970
from kg.text import Text

_DECIMAL, _DATE, _INTEGER = (NamedNode(vocabulary.XSD + name) for name in ("decimal", "date", "integer"))

#: Texts whose meaning is kept, since most stand in a table more than once.
_REMEMBERED = 50_000
#: What a text may not have within, to stand beside another one.
_PARTED = re.compile(" - |^[-“]|-$")
_SIGN = Text(
    "The sign between the digits may be a decimal sign or group thousands.",
    "数字间的符号可能是小数点，也可能是千位分隔。",
)
#: How a mapping says what the sign is, and what it is then.
_COMMA = 'REPLACE(?text, ",", ".")', Text("is a decimal comma", "小数逗号")
_POINT = 'REPLACE(?text, "[.]", "")', Text("groups thousands", "千位分隔")
#: More than all that is earned in the world in a year, in these currencies and in any.
_ABSURD, _NOWHERE = Decimal(10) ** 15, Decimal(10) ** 20
_GREAT = frozenset(("AUD", "CAD", "CHF", "CNY", "EUR", "GBP", "USD"))
_NEGATIVE = Text("The amount is negative, and takes away from every sum", "数额为负，会减少各项合计")
_TOO_MUCH = Text("The amount is more than the world earns in a year", "数额大于全世界一年的收入")
_SAID_ORDER = Text(
    ' Where the mapping knows it: fn:date(?text, "day-first").', '若映射已知，请写作 fn:date(?text, "day-first")。'
)
_RANGE = Text("It is a range, and a mapping takes one number.", "这是一个范围，而映射只取一个数。")


class Notations:
    """Functions for amounts, numbers and days.

    Args:
        numbers: asked, once and only where such a text comes, for the texts that are numbers in their files: the point
            of one is a decimal sign.
        commas: asked, likewise, for the numbers with one comma or point of which the cells of their column show that a
            comma is a decimal one there.
        orders: asked, likewise, for the days of which other days show whether the day or the month is first.
        currencies: the codes of currencies of one's own, by how they are written beside a number.

    Attributes:
        questions: texts that were not understood, with why.
        amounts: those of them that should be amounts.
        about: texts that say a day only about, of which that it is so is in no value.
        ordered: days that were read as others show it.
        odd: amounts that were read and can hardly be meant, with why.
        counted: days that are counted in milliseconds or seconds since 1970, to an hour that may be of another day
            elsewhere.
    """

    def __init__(
        self,
        numbers: Callable[[], AbstractSet[str]] = frozenset,
        commas: Callable[[], AbstractSet[str]] = frozenset,
        orders: Callable[[], Mapping[str, Order]] = dict,
        currencies: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.questions: dict[str, Text] = {}
        self.amounts: set[str] = set()
        self.about: dict[str, None] = {}
        self._ask_numbers = numbers
        self.ordered: dict[str, Order] = {}
        self.odd: dict[str, Text] = {}
        self.counted: dict[str, None] = {}
        self._ask_commas = commas
        self._ask_orders = orders
        self._own = OwnCurrencies(currencies, quantity)
        self._quantity = lru_cache(_REMEMBERED)(self._own.quantity)
        self._period = lru_cache(_REMEMBERED)(period)

    def table(self) -> dict[str, Function]:
        """The functions by their IRI."""
        named: dict[str, Function] = {
            "amount": self.amount,
            "number": self.number,
            "unit": self.unit,
            "bound": self.bound,
            "date": self.date,
            "end": self.end,
            "precision": self.precision,
            "part": part,
            "pair": pair,
            "row": row,
            "institutionKind": lru_cache(_REMEMBERED)(institution_kind),
            "level": lru_cache(_REMEMBERED)(level),
        }
        return {vocabulary.FUNCTION + name: function for name, function in named.items()}

    def amount(self, text: Literal, heading: Literal | None = None) -> Term | None:
        """The number that a text says: ``3.5亿元`` is 350000000; a heading such as ``金额（万元）`` may say more."""
        found = self._read(text, heading)
        if found is not None and found.value < 0:
            self.odd.setdefault(text.value, _NEGATIVE)
        elif found is not None and found.value >= (_ABSURD if found.unit in _GREAT else _NOWHERE):
            self.odd.setdefault(text.value, _TOO_MUCH)
        return self.number(text, heading)

    def number(self, text: Literal, heading: Literal | None = None) -> Term | None:
        """The same of any number, which may be negative, as a longitude is."""
        found = self._read(text, heading)
        return None if found is None else Literal(format(found.value, "f"), datatype=_DECIMAL)

    def unit(self, text: Literal, heading: Literal | None = None) -> Term | None:
        """The code of the unit that it is in."""
        found = self._read(text, heading)
        return NamedNode(f"{vocabulary.CODE}unit/{found.unit}") if found is not None and found.unit else None

    def bound(self, text: Literal, heading: Literal | None = None) -> Term | None:
        """The code of its bound: exact, about, atLeast …"""
        found = self._read(text, heading)
        return None if found is None else NamedNode(f"{vocabulary.CODE}bound/{found.bound}")

    def date(self, text: Literal, order: Literal | None = None) -> Term | None:
        """The first day of what a text says; ``order`` is ``day-first`` or ``month-first`` where that is known."""
        found = self._when(text, order)
        return Literal(found.start.isoformat(), datatype=_DATE) if found is not None and found.start else None

    def end(self, text: Literal, order: Literal | None = None) -> Term | None:
        """The last day of it; none of a text that says that there is no end, of which nothing is asked."""
        if has_no_end(text.value):
            return None
        found = self._when(text, order)
        return Literal(found.end.isoformat(), datatype=_DATE) if found is not None and found.end else None

    def precision(self, text: Literal, order: Literal | None = None) -> Term | None:
        """The code of its precision: day, month, year …; none where there is no day to it."""
        if has_no_end(text.value):
            return None
        found = self._when(text, order)
        return None if found is None else NamedNode(f"{vocabulary.CODE}date-precision/{found.precision}")

    def _read(self, text: Literal, heading: Literal | None) -> Quantity | None:
        headed, own = self._own.standing_for(heading.value) if heading is not None else ("", "")
        hints = heading_hints(headed) if heading is not None else Hints()
        hints = self._with_commas(text.value, hints)
        read = self._quantity(text.value, hints, own)
        # 4.527 of a cell that is a number, also with the currency of another cell behind it.
        if read.question and (said := DOUBTFUL.findall(text.value)) and set(said) <= self._numbers:
            read = self._quantity(text.value, replace(hints, decimal_comma=False), own)
        if read.question:
            self.amounts.add(text.value)
            of_sign = read.about == "decimal-comma" or (hints.decimal_comma and len(read.proposals) > 1)
            self.questions.setdefault(text.value, _which(read, text.value) if of_sign else read.question)
        if read.value is not None and read.value.upper is not None:
            # One of its ends would be a number that nobody wrote.
            self.amounts.add(text.value)
            self.questions.setdefault(text.value, _RANGE)
            return None
        return read.value

    def _with_commas(self, text: str, hints: Hints) -> Hints:
        """What is known of an amount, with what the other cells of its column show of commas."""
        said = ONE_SIGN.findall(text)
        # A comma before one digit or two is a decimal one and a point there none of thousands, as in kg import.
        hints = told(text, hints, Commas()) if len(said) == 1 and hints.decimal_comma is None else hints
        if len(said) != 1 or hints.decimal_comma is not None or not ("," in said[0] or DOUBTFUL.fullmatch(said[0])):
            return hints
        return replace(hints, decimal_comma=True) if said[0] in self._commas else hints

    @cached_property
    def _commas(self) -> AbstractSet[str]:
        return self._ask_commas()

    @cached_property
    def _numbers(self) -> AbstractSet[str]:
        return self._ask_numbers()

    @cached_property
    def _orders(self) -> Mapping[str, Order]:
        return self._ask_orders()

    def _when(self, text: Literal, order: Literal | None) -> Period | None:
        if (counted := since_1970(text.value)) is not None:
            return self._day_of(text.value, counted)
        hints = Hints(day_first=order.value == "day-first") if order is not None else Hints()
        read = self._period(text.value, hints)
        if read.about == "day-first" and order is None and (shown := self._orders.get(text.value)) is not None:
            self.ordered.setdefault(text.value, shown)
            read = self._period(text.value, Hints(day_first=shown.day_first))
        if read.question:
            further = _SAID_ORDER if read.about == "day-first" and order is None else Text()
            asked = Text(f"{read.question.en}{further.en}", f"{read.question.zh}{further.zh}")
            self.questions.setdefault(text.value, asked)
        if read.value is not None and read.value.bound != "exact":
            self.about.setdefault(text.value)
        return read.value

    def _day_of(self, text: str, counted: Counted) -> Period:
        """The day that a number counts; one that counts to no midnight is told."""
        if not counted.is_whole:
            self.counted.setdefault(text)
        return Period(counted.day, counted.day, "day")


def _which(read: Read[Quantity], text: str) -> Text:
    """What a number may be whose sign is a decimal one or groups thousands, and how to say which."""
    several = [format(one.value, "f") for one in read.proposals]
    how, what = _COMMA if "," in text else _POINT
    return Text(
        f"{_SIGN.en} It may be {' or '.join(several)}: write that number in the cell, or let the mapping say it, {how} "
        f"where it {what.en}.",
        f"{_SIGN.zh}可能为{'或'.join(several)}：请在单元格中写明该数，或在映射中说明；若为{what.zh}，写作 {how}。",
    )


def part(text: Literal, separator: Literal, number: Literal) -> Term | None:
    """One part of a text, counted from 1; none where it has fewer.

    Args:
        text: the text.
        separator: what stands between its parts; empty where the whole is one part.
        number: which part.

    Returns:
        the part without blanks around it; ``None`` also where it is empty.
    """
    parts = [one.strip() for one in text.value.split(separator.value)] if separator.value else [text.value]
    place = int(number.value)
    return Literal(parts[place - 1]) if 0 < place <= len(parts) and parts[place - 1] else None


def pair(one: Literal, other: Literal) -> Term | None:
    """Two texts as one, the same whichever comes first; two others make another one.

    >>> pair(Literal("Ulm"), Literal("Bath")).value, pair(Literal("Bath"), Literal("Ulm")).value
    ('Bath - Ulm', 'Bath - Ulm')
    >>> pair(Literal("A - B"), Literal("C")).value
    '“A - B” - “C”'
    """
    both = sorted((one.value, other.value))
    if any(_PARTED.search(text) for text in both):
        both = ["“{}”".format(text.replace("”", "””")) for text in both]
    return Literal(" - ".join(both))


def row(node: NamedNode) -> Term | None:
    """The number of a row; ``fn:row()`` in a mapping."""
    return Literal(node.value.rpartition(":")[2].partition(".")[0], datatype=_INTEGER)


def institution_kind(name: Literal) -> Term | None:
    """The code of the kind of institution that a name says by its words, as ``kg import`` has them; else none."""
    found = by_words(name.value)
    return NamedNode(f"{vocabulary.CODE}institution-kind/{found.code}") if found.kind == "institution" else None


def level(name: Literal) -> Term | None:
    """The code of the level that a region's name says by its words; none where no word says that it is a region."""
    found = by_words(name.value)
    is_said = found.region_class == "AdministrativeRegion" and found.code
    return NamedNode(f"{vocabulary.CODE}level/{found.code}") if is_said else None


class Lookups:
    """Other tables of a mapping, each looked up by one of its columns.

    Args:
        mapping: the mapping's file, beside which the tables lie.
        declared: ``tables`` of its header: a name to a file, or to ``{file: …, key: …}``, with ``rows``,
            ``sheet`` and ``encoding`` if need be.

    Attributes:
        missed: by table, the keys that it does not have.
    """

    def __init__(self, mapping: Path, declared: object) -> None:
        self._mapping = mapping
        self._declared = declared if isinstance(declared, dict) else {}
        self.missed: dict[str, dict[str, None]] = {}
        self._columns: dict[str, list[str]] = {}
        self._opened: list[AnyTable] = []

    @property
    def names(self) -> list[str]:
        """What the tables are called."""
        return [str(name) for name in self._declared]

    @property
    def remarks(self) -> list[Finding]:
        """What must be known of how the tables were read that were looked into."""
        return [remark for table in self._opened for remark in table.remarks]

    @property
    def opened(self) -> Sequence[AnyTable]:
        """The tables themselves."""
        self._tables  # noqa: B018 - it opens them
        return self._opened

    def columns(self, table: str) -> list[str]:
        """The columns of a table; none if there is no such table."""
        self._tables  # noqa: B018 - it reads them
        return self._columns.get(table, [])

    def table(self) -> dict[str, Function]:
        """The function by its IRI."""
        return {vocabulary.FUNCTION + "lookup": self.lookup}

    def lookup(self, table: Literal, key: Literal, column: Literal) -> Term | None:
        """The cell of a column in the row of another table that has a key; none where no row has it, or it is empty.

        Args:
            table: the name of the other table.
            key: what its key column holds.
            column: the heading of the cell.

        Returns:
            the cell as a text, or ``None``; a key that no row has is kept in ``missed``.
        """
        rows = self._tables.get(table.value)
        if rows is None:
            return None
        found = rows.get(key.value)
        if found is None:
            self.missed.setdefault(table.value, {})[key.value] = None
            return None
        if column.value not in found:
            return None
        return Literal(found[column.value]) if found[column.value] else None

    @cached_property
    def _tables(self) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        return {str(name): self._keyed(str(name), said) for name, said in self._declared.items()}

    def _keyed(self, name: str, said: object) -> Mapping[str, Mapping[str, str]]:
        options = said if isinstance(said, dict) else {"file": said}
        path = self._mapping.parent / str(options.get("file", ""))
        rows, sheet = str(options.get("rows", "")), str(options.get("sheet", ""))
        encoding = encoding_said(options.get("encoding"), f"{self._mapping}, tables, {name}")
        table = open_table(path, rows, sheet, encoding)
        self._opened.append(table)
        key = str(options.get("key", table.names[0] if table.names else ""))
        if key not in table.names:
            known = ", ".join(filter(None, table.names))[:600]
            raise DataError(
                Text(
                    f"{self._mapping}: the table {name} has no column {key!r}. It has: {known}.",
                    f"{self._mapping}：表 {name} 没有“{key}”列。现有：{known}。",
                )
            )
        self._columns[name] = list(filter(None, table.names))
        return _keyed(path, key, table.names, [list(map(_one, cells)) for cells in table.rows() if cells])


def _keyed(path: Path, key: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for cells in rows:
        record = dict(zip(names, cells, strict=False))
        if found.setdefault(record[key], record) != record:
            raise DataError(
                Text(
                    f"{path}: two rows with different cells have {record[key]!r} in the column {key}. "
                    "Name a column that tells them apart.",
                    f"{path}：{key}栏中“{record[key]}”对应两行不同内容。请指明可区分各行的列。",
                )
            )
    return found


def _one(cell: str | tuple[str, ...]) -> str:
    return cell if isinstance(cell, str) else "; ".join(cell)
