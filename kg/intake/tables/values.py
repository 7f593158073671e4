"""A cell's text to its value, or to what is wrong with it: the types and constraints of Table Schema.

Every function here is pure. Values are in XSD's spelling, since that is what the mapping writes into the
graph. The rules are those of Table Schema v1 (https://specs.frictionlessdata.io/table-schema/), narrowed
where a value could be read as another than the one that was meant: a number is written in the digits 0 to 9.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache, partial
from itertools import count
from typing import Any, NamedTuple

from kg.assets import BUNDLED, Ontology
from kg.errors import SourceError
from kg.findings import Severity
from kg.intake import schema
from kg.intake.tables import proposals
from kg.intake.tables.model import Cell, ColumnCells
from kg.intake.tables.problems import Problem
from kg.nearest import MOST, did_you_mean, folded, nearest
from kg.source_place import in_one_form
from kg.text import Text

#: Oxigraph's xsd:decimal has 18 digits after the point and about 20 before it.
_LARGEST = Decimal(10) ** 20
_MOST_DECIMALS = 18
#: A longer list of codes is not written into a message.
_MOST_CODES = 80

#: How much of an overlong number a message shows.
_MOST_SHOWN = 60

#: A day before this year is more likely a slip (0024 for 2024) than meant.
_EARLIEST_YEAR = 1000

#: How many readings of a column are kept: most columns hold few values many times over.
_REMEMBERED = 4_096

_INTEGER = re.compile(r"[+-]?[0-9]+")
#: Numbers in XSD's own spelling, of no more digits than a table can hold; the second kind are not zero.
_PLAIN, _POSITIVE = re.compile("0|[1-9][0-9]{0,19}"), re.compile("[1-9][0-9]{0,19}")
_PLAIN_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,19})(?:\.[0-9]{1,18})?")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
#: What Decimal reads and no number is.
_NOT_FINITE = re.compile(r"[+-]?(s?nan[0-9]*|inf|infinity)", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
#: Table Schema's default spellings.
_BOOLEANS = {"true": "true", "True": "true", "TRUE": "true", "1": "true"} | {
    "false": "false",
    "False": "false",
    "FALSE": "false",
    "0": "false",
}


class Reading(NamedTuple):
    """A cell, none if it is empty or wrong; and what is wrong, or doubtful, about it."""

    cell: Cell | None
    problem: Problem | None


_EMPTY = Reading(None, None)


def string(text: str) -> str | Problem:
    """A text, every character of it."""
    return text


def integer(text: str) -> str | Problem:
    """A whole number in the digits 0 to 9, with or without a sign; space around it does not count.

    >>> integer(" 007 "), integer("1_0").fix.en
    ('7', 'Did you mean 10? Write digits only, such as 120.')
    """
    plain = text.strip()
    if not _INTEGER.fullmatch(plain):
        proposed = did_you_mean([found for found in proposals.numbers(plain) if _INTEGER.fullmatch(found)])
        return Problem(
            "not-integer",
            Text(f"{text!r} is not a whole number.", f"{text!r} 不是整数。"),
            proposed + Text("Write digits only, such as 120.", "请只写数字，如 120。"),
        )
    number = Decimal(plain)
    return format(number, "f") if fits(number) else _out_of_range(text)


def number(text: str) -> str | Problem:
    """A decimal number, with or without a sign and an exponent; space around it does not count.

    >>> number("7.50"), number("1.2E3"), number("12亿").code
    ('7.50', '1200', 'not-number')
    """
    plain = text.strip()
    if not _NUMBER.fullmatch(plain):
        if _NOT_FINITE.fullmatch(plain):
            return _out_of_range(text)
        proposed = did_you_mean(proposals.numbers(plain))
        return Problem(
            "not-number",
            Text(f"{text!r} is not a decimal number.", f"{text!r} 不是十进制数。"),
            proposed
            + Text(
                "Write digits and a point, such as 1839000000 or 7.3, without separators or units.",
                "请只写数字与小数点，如 1839000000 或 7.3，不带分隔符与单位。",
            ),
        )
    try:
        value = Decimal(plain)
    except InvalidOperation:  # an exponent beyond those of Decimal
        return _out_of_range(text)
    return format(value, "f") if fits(value) else _out_of_range(text)


def day(text: str) -> str | Problem:
    """A day written as year, month and day; space around it does not count.

    >>> day("2017-7-28"), day("2017-02-30").text.en
    ('2017-07-28', "'2017-02-30' is not a day that exists.")
    """
    match = _DAY.fullmatch(text.strip())
    if match is None:
        # 2021 and 01/06/2021 do exist, so it would mislead to call them days that do not.
        said = Text(f"{text!r} is not a day written as YYYY-MM-DD.", f"{text!r} 不是 YYYY-MM-DD 格式的日期。")
    else:
        try:
            return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
        except ValueError:
            said = Text(f"{text!r} is not a day that exists.", f"{text!r} 不是存在的日期。")
    found = proposals.days(text)
    if found:
        return Problem(
            "not-date",
            said,
            did_you_mean(found) + Text("Write year, month and day like that.", "请照此写明年、月、日。"),
        )
    first = proposals.first_of_period(text)
    if first:
        fix = Text(
            f"It names no day: write {first[0]}, and {first[1]} in the column precision where there is one.",
            f"未写明日：请写 {first[0]}；若有 precision 栏，请在其中写 {first[1]}。",
        )
        return Problem("not-date", said, fix)
    return Problem(
        "not-date", said, Text("Write year, month and day as YYYY-MM-DD.", "请写作 YYYY-MM-DD（年-月-日）。")
    )


def boolean(text: str) -> str | Problem:
    """``true`` or ``false``, in the spellings that Table Schema has for them; space around it does not count."""
    value = _BOOLEANS.get(text.strip())
    return value or Problem(
        "not-boolean",
        Text(f"{text!r} is not true or false.", f"{text!r} 不是true 或 false。"),
        did_you_mean(proposals.booleans(text))
        + Text("Write true or false, or leave it empty.", "请写 true 或 false，或留空。"),
    )


def unlikely_day(value: str) -> Problem | None:
    """A warning for a day in XSD's spelling that is more likely a slip.

    >>> unlikely_day("0024-03-12").fix.en
    'Did you mean 2024? Write the year with its century.'
    """
    year = int(value[:4])
    if year >= _EARLIEST_YEAR:
        return None
    proposed = did_you_mean([f"20{year:02}"] if year < 100 else [])
    return Problem(
        "unlikely-year",
        Text(f"{value!r} is in the year {year}.", f"{value!r} 的年份为公元{year}年。"),
        proposed + Text("Write the year with its century.", "请写四位年份。"),
        Severity.WARNING,
    )


def parts(text: str, separator: str) -> tuple[str, ...]:
    """The values of a list in a cell, each once, without the space around them.

    >>> parts("logistics; health;;health", ";")
    ('logistics', 'health')
    """
    return tuple(dict.fromkeys(part for part in map(str.strip, text.split(separator)) if part))


#: Each type of Table Schema that the tables use, with its rule and XSD's datatype. The datatype is not taken from
#: the value: 5 in a column of numbers is a decimal like 5.5.
_TYPES: dict[str, tuple[Callable[[str], str | Problem], str]] = {
    "string": (string, "string"),
    "integer": (integer, "integer"),
    "number": (number, "decimal"),
    "date": (day, "date"),
    "boolean": (boolean, "boolean"),
}
_CONSTRAINTS = {"required", "minimum", "maximum", "pattern", "enum"}


class Column:
    """A column of a table: reads its cells.

    Args:
        field: the column's entry in the Table Schema, codes written out as ``schema.table_schema`` does.
        ontology: where codes are found.

    Raises:
        SourceError: if the entry has a type or a constraint that there is no rule for.
    """

    def __init__(self, field: Mapping[str, Any], ontology: Ontology = BUNDLED) -> None:
        self.name = str(field["name"])
        constraints = field.get("constraints", {})
        unknown = sorted(set(constraints) - _CONSTRAINTS)
        if field["type"] not in _TYPES or unknown:
            named = unknown[0] if unknown else field["type"]
            raise SourceError(
                Text(
                    f"ontology/tables: the column {self.name} has {named!r}, for which kg has no rule.",
                    f"ontology/tables：列 {self.name} 有“{named}”，kg 没有相应规则。",
                )
            )
        self._rule, self.datatype = _TYPES[field["type"]]
        self._is_day = field["type"] == "date"
        self._separator: str | None = field.get(schema.SEPARATOR)
        self.required = bool(constraints.get("required"))
        self.may_be_missing = bool(field.get(schema.MAY_BE_MISSING))
        self._least, self._most = constraints.get("minimum"), constraints.get("maximum")
        code_list = self._code_list = field.get(schema.CODE_LIST)
        self._ontology = ontology
        listed = schema.codes(code_list, ontology) if code_list else constraints.get("enum", ())
        self._codes: Sequence[str] = tuple(listed)
        self._names = lru_cache(1)(partial(schema.sure_names, code_list, ontology) if code_list else dict[str, str])
        # A list of codes has a pattern for other tools; the codes themselves say the same.
        pattern = None if self._codes else constraints.get("pattern")
        self._pattern = re.compile(pattern) if pattern else None
        self._sure = self._sure_form()
        #: Reads a cell's text; what was read before is remembered.
        self.read: Callable[[str], Reading] = lru_cache(_REMEMBERED)(self._read)

    def _read(self, text: str) -> Reading:
        if not text:
            return Reading(None, self._missing()) if self.required else _EMPTY
        named = self._by_name(text) if self._codes else None
        if named is not None:
            written = self._separator.join(named) if self._separator else named[0]
            return Reading(Cell(tuple(named), self.datatype), _read_as(text, written))
        value = self._rule(in_one_form(text) if self.name == schema.PLACE else text)
        problem = value if isinstance(value, Problem) else self._broken(text, value)
        if problem or isinstance(value, Problem):
            return Reading(None, problem)
        doubt = unlikely_day(value) if self._is_day else None
        values = parts(value, self._separator) if self._separator else (value,)
        return Reading(Cell(values, self.datatype) if values else None, doubt)

    def read_all(self, texts: Sequence[str | Problem]) -> tuple[ColumnCells | None, dict[str | Problem, Problem]]:
        """Read a whole column, each different text once, as ``read`` does it.

        Args:
            texts: the text of each row; a problem in place of a text is what is to be said of it.

        Returns:
            the cells, ``None`` where there is none; and what is to be said of a text, by text.
        """
        import numpy as np  # not before a table is read

        if not any(texts):
            missing = self._missing() if self.required and texts else None
            return None, {"": missing} if missing else {}
        number: defaultdict[str | Problem, int] = defaultdict(count(1).__next__)
        number[""] = 0
        places = np.array(list(map(number.__getitem__, texts)), dtype=np.int32)
        values, problems = self._read_different(list(number)[1:])
        if self.required and not places.all():
            problems[""] = self._missing()
        if not all(values):
            filled = np.array([False, *map(bool, values)])
            places = np.where(filled, np.cumsum(filled), 0)[places]
            values = list(filter(None, values))
        return ColumnCells(self.datatype, [(), *values], places) if values else None, problems

    def _read_different(
        self, texts: Sequence[str | Problem]
    ) -> tuple[list[tuple[str, ...]], dict[str | Problem, Problem]]:
        """The values of texts that differ, none of which is empty; and what is to be said of them."""
        sure = self._sure
        # Most texts of a table are ids, names and numbers, which differ in every row.
        if sure and Problem not in set(map(type, texts)) and all(map(sure, texts)):  # type: ignore[arg-type]
            return list(zip(texts)), {}  # type: ignore[arg-type]
        values: list[tuple[str, ...]] = []
        problems: dict[str | Problem, Problem] = {}
        for text in texts:
            if isinstance(text, Problem):
                problems[text] = text
                values.append(())
            elif sure and sure(text):
                values.append((text,))
            else:
                cell, problem = self._read(text)
                values.append(cell.values if cell else ())
                if problem:
                    problems[text] = problem
        return values, problems

    def _sure_form(self) -> Callable[[str], object] | None:
        """Tells texts that are their own value, with nothing to be said of them, at a glance; none where none can."""
        if self._codes or self._most is not None or self.name == schema.PLACE:
            return None
        least = 0 if self._least is None else self._least
        if self._rule is string and self._separator is None:
            return self._pattern.fullmatch if self._pattern else bool
        if self._pattern or (self._separator and self._rule is not string):
            return None
        if self._rule is string:
            return re.compile(rf"(?!\s)[^{re.escape(str(self._separator))}]+(?<!\s)").fullmatch
        if self._rule is integer and least <= 1:
            return (_PLAIN if least <= 0 else _POSITIVE).fullmatch
        if self._rule is number and least <= 0:
            return _PLAIN_NUMBER.fullmatch
        return None

    def _by_name(self, text: str) -> list[str] | None:
        """The codes that a text names by what they are called; ``None`` if it is codes already, or names none."""
        items = [part.strip() for part in self._listed(text)]
        if all(item in self._codes for item in items):
            return None
        names = self._names()
        found = [item if item in self._codes else names.get(folded(item), "") for item in items]
        return found if all(code in self._codes for code in found) else None

    def _missing(self) -> Problem:
        said = Text(f"{self.name} must be filled in.", f"{self.name} 为必填项。")
        return Problem("required", said, Text("Fill in the cell.", "请填写该单元格。"))

    def _broken(self, text: str, value: str) -> Problem | None:
        """The constraint that a value breaks."""
        if self._least is not None and Decimal(value) < self._least:
            return Problem(
                "too-small",
                Text(f"{text!r} is less than {self._least}.", f"{text!r} 小于 {self._least}。"),
                Text(f"Write a number of at least {self._least}.", f"请写不小于{self._least}的数。"),
            )
        if self._most is not None and Decimal(value) > self._most:
            return Problem(
                "too-large",
                Text(f"{text!r} is more than {self._most}.", f"{text!r} 大于 {self._most}。"),
                Text(f"Write a number of at most {self._most}.", f"请写不大于{self._most}的数。"),
            )
        if self._codes:
            wrong = [part for part in self._listed(text) if part not in self._codes]
            return self._unknown_code(text) if wrong else None
        if self._pattern and not self._pattern.fullmatch(text):
            proposed = [found for found in proposals.identifiers(text) if self._pattern.fullmatch(found)]
            return Problem(
                "wrong-pattern",
                Text(f"{text!r} is not of the form that {self.name} needs.", f"{text!r} 不符合 {self.name} 的格式。"),
                did_you_mean(proposed)
                + Text(f"It must match {self._pattern.pattern}", f"须符合 {self._pattern.pattern}")
                + (
                    Text("; use lower-case ASCII with hyphens.", "；请用小写英文字母与连字符。")
                    if self.name == "id"
                    else Text(".", "。")
                ),
            )
        return None

    def _listed(self, text: str) -> list[str]:
        return text.split(self._separator) if self._separator else [text]

    def _unknown_code(self, text: str) -> Problem:
        listed = [part.strip() for part in self._listed(text)] if self._separator else [text]
        wrong = next((part for part in listed if part not in self._codes), text)
        return Problem(
            "unknown-code",
            Text(f"{wrong!r} is not a code of {self.name}.", f"{wrong!r} 不是 {self.name} 的有效代码。"),
            did_you_mean(self._meant(wrong)) + self._known(),
        )

    def _meant(self, wrong: str) -> list[str]:
        """The code that a text may mean: in another case, by its name in a language, or misspelt."""
        if not self._code_list:
            return nearest(wrong, self._codes, most=1)
        names = schema.code_names(self._code_list, self._ontology)
        plain = folded(wrong)
        near = [plain] if plain in names else [name for name in names if plain in name.split()]
        return list(dict.fromkeys(names[name] for name in near or nearest(plain, names, most=1)))[:MOST]

    def _known(self) -> Text:
        if len(self._codes) <= _MOST_CODES:
            return Text(f"The codes are: {', '.join(self._codes)}.", f"可用代码：{', '.join(self._codes)}。")
        return Text(
            f"`kg codes {self._code_list}` lists the {len(self._codes)} codes.",
            f"`kg codes {self._code_list}` 列出全部{len(self._codes)}个代码。",
        )


def _read_as(text: str, written: str) -> Problem:
    return Problem(
        "code-by-name",
        Text(f"{text!r} is read as the code {written}.", f"{text!r} 按代码 {written} 读取。"),
        Text(),
        Severity.INFO,
    )


def fits(value: Decimal) -> bool:
    """Whether a table can hold a number: with at most 20 digits before and 18 after the point."""
    exponent = value.as_tuple().exponent
    # Not abs(), which rounds, and fails for an exponent of nine digits.
    return value.copy_abs() < _LARGEST and isinstance(exponent, int) and exponent >= -_MOST_DECIMALS


def _out_of_range(text: str) -> Problem:
    shown = text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"
    return Problem(
        "number-out-of-range",
        Text(
            f"{shown!r} is not finite, or has more than 20 digits before or 18 after the point.",
            f"{shown!r} 不是有限数，或整数部分超过20位、小数部分超过18位。",
        ),
        Text("Write an ordinary decimal number in base units.", "请以基本单位写一个普通的十进制数。"),
    )
