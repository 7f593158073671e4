"""Names that rows spell in several ways: what differs in case, width or blanks alone is one, as in ``kg import``.

So is a name with the mark of a footnote behind it and the same without.

With what is told of them, and of days that a text says only about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from unicodedata import normalize

from kg import vocabulary
from kg.findings import Finding, Severity
from kg.graph.store import Function
from kg.graph.terms import Literal, Term
from kg.intake.anytable import AnyTable
from kg.intake.registries import is_no_country, union_meant
from kg.intake.several import column_name, parts_of, signs_of, values
from kg.intake.sheets.footmarks import FOOTNOTE_MARK
from kg.notations import since_1970
from kg.text import Text

#: How many spellings a message names.
_MOST = 3
#: No longer name is looked at for the mark of a footnote.
_LONGEST = 300
#: Where texts first stand: the table, the row and the heading of each.
Places = Mapping[str, tuple[str, int, str]]


class Spellings:
    """How names are spelt where they first stand in the tables of a mapping.

    Which one is first is known when all are: the tables are read once more, and every name of the columns is held, some
    200 bytes each.

    Args:
        texts: gives all texts of the tables with their columns, in their order; it is called when a name is first asked
            for.

    Attributes:
        joined: the names that are spelt otherwise, each with the spelling that is taken for it.
        no_country: what stands where a country should, and is none.
    """

    def __init__(self, texts: Callable[[], Iterable[tuple[str, str]]]) -> None:
        self.joined: dict[str, str] = {}
        self.no_country: dict[str, None] = {}
        self._texts = texts

    def table(self) -> dict[str, Function]:
        """The functions by their IRI."""
        return {f"{vocabulary.FUNCTION}spelled": self.spelled}

    def spelled(self, name: Literal, what: Literal | None = None) -> Term | None:
        """A name as it is spelt where it first stands, with single blanks; none of blanks alone.

        Args:
            name: the name.
            what: ``country`` where it should be one: of what stands there and is none there is no name (N/A, EU).
        """
        plain = _plain(name.value)
        if what is not None and is_no_country(plain):
            self.no_country[name.value] = None
            return None
        first = self._first.get(_key(plain), plain)
        # That EU is the European Union is known, and needs no look.
        if plain and first != name.value and not union_meant(plain):
            self.joined.setdefault(name.value, first)
        return Literal(first) if plain else None

    @cached_property
    def _first(self) -> Mapping[str, str]:
        first: dict[str, str] = {}
        for _, text in self._texts():
            first.setdefault(_key(text), _plain(text))
        return first


def _key(text: str) -> str:
    """A name without case, width and blanks; accents stay, as Leon and León may be two places.

    Of a union of states its name in English: EU, 欧盟 and European Union are one.
    """
    if union := union_meant(text):
        return union.lower()
    plain = _plain(text)
    return " ".join((plain if plain.isascii() else normalize("NFKC", plain)).lower().split())


def _plain(text: str) -> str:
    """A name with single blanks, without the mark of a footnote behind it."""
    plain = " ".join(text.split())
    match = FOOTNOTE_MARK.search(plain) if len(plain) <= _LONGEST else None
    return plain[: match.start()] if match else plain


def texts_of(tables: Iterable[AnyTable], named: Collection[str], split: object) -> Iterator[tuple[str, str]]:
    """The texts in some columns of tables, each once a column, in their order; of what a header splits, the parts.

    Args:
        tables: the tables.
        named: the columns, as a mapping has them.
        split: what the mapping's header says of columns that are split.

    Yields:
        the column, as a mapping has it, and the text.
    """
    signs = signs_of(split) if isinstance(split, dict) else {}
    for table in tables:
        columns = [(place, column_name(name)) for place, name in enumerate(table.names)]
        wanted = [(place, name, signs.get(name, ""), set[str]()) for place, name in columns if name in named]
        for row in filter(None, table.rows()):
            for place, name, sign, seen in wanted:
                for text in values(row[place]):
                    if text not in seen:
                        seen.add(text)
                        yield from ((name, part) for part in parts_of(text, sign))


def first_of(places: Places) -> list[tuple[int, str]]:
    """The first of some texts by their rows, each with its row."""
    return sorted((place[1], text) for text, place in places.items())[:_MOST]


def with_rows(shown: Sequence[tuple[int, str]], many: int) -> Text:
    """Texts, each with its row, for a message.

    Args:
        shown: the first of them, as ``first_of`` gives them.
        many: how many there are.
    """
    more = " …" if many > len(shown) else ""
    some = "; ".join(f"{text[:80]!r} (row {row})" for row, text in shown)
    return Text(f"{some}{more}", f"{'；'.join(f'“{text[:80]}”（第{row}行）' for row, text in shown)}{more}")


def joined(places: Places, spellings: Mapping[str, str]) -> list[Finding]:
    """A warning for names that were taken for another spelling of a name, with the rows of the first of them.

    Args:
        places: where they stand.
        spellings: each with the name that it was taken for.
    """
    shown = first_of(places)
    if not shown:
        return []
    many, more = len(spellings), " …" if len(spellings) > len(shown) else ""
    some = "; ".join(f"{name[:80]!r} (row {row}) as {spellings[name][:80]!r}" for row, name in shown)
    some_zh = "；".join(f"“{name[:80]}”（第{row}行）作“{spellings[name][:80]}”" for row, name in shown)
    table, row, heading = places[shown[0][1]]
    return [
        Finding(
            Severity.WARNING,
            "spellings-joined",
            f"{many:,} {'name differs' if many == 1 else 'names differ'} in case, width or blanks alone from one "
            f"before, or by the mark of a footnote, and {'is' if many == 1 else 'are'} taken for it: {some}{more}.",
            f"{many}个名称与前文仅有大小写、全半角、空格或脚注标记之别，视为同一名称：{some_zh}{more}。",
            "Spell it in one way; where they are two, take fn:spelled out of the mapping.",
            table,
            row=row,
            field=heading,
            value=shown[0][1][:200],
            fix_zh="请统一写法；若确为两个对象，请从映射中去掉 fn:spelled。",
        )
    ]


def no_country(places: Places, texts: Collection[str]) -> list[Finding]:
    """A warning for what stands where a country should and is none: nobody is in a country called N/A, or EU.

    Args:
        places: where they stand.
        texts: all of them.
    """
    shown = first_of(places)
    if not shown:
        return []
    many, some = len(texts), with_rows(shown, len(texts))
    table, row, heading = places[shown[0][1]]
    return [
        Finding(
            Severity.WARNING,
            "no-country",
            f"{many:,} {'text stands' if many == 1 else 'texts stand'} where a country is named and "
            f"{'is' if many == 1 else 'are'} none, so that no country is said there: {some.en}.",
            f"{many}种写法出现在国家栏而不是国家，对应各行不记国家：{some.zh}。",
            'Name the country, or leave the cell empty; to have them as they are, write fn:spelled without "country".',
            table,
            row=row,
            field=heading,
            value=shown[0][1][:200],
            fix_zh="请写明国家或留空；如需原样保留，请写不带“country”的 fn:spelled。",
        )
    ]


def only_about(places: Places) -> list[Finding]:
    """A warning for days that a text says only about, c. 1975: the graph has them as if they were sure.

    Args:
        places: where such texts stand.
    """
    shown = first_of(places)
    if not shown:
        return []
    many = len(places)
    named = ", ".join(f"{text[:40]!r}" for _, text in shown) + (" …" if many > len(shown) else "")
    table, row, heading = places[shown[0][1]]
    return [
        Finding(
            Severity.WARNING,
            "day-about",
            f"{many:,} {'text says a day' if many == 1 else 'texts say days'} only about, which the graph has as if "
            f"sure: {named}.",
            f"{many}种写法只说明大致日期，图谱中未保留“约”：{named}。",
            "Leave such rows out by a FILTER of the mapping, or note the cell with it.",
            table,
            row=row,
            field=heading,
            value=shown[0][1][:200],
            fix_zh="可在映射中用 FILTER 排除这些行，或另行保留原文。",
        )
    ]


def by_greenwich(places: Places) -> list[Finding]:
    """A warning for days that are counted since 1970 to an hour: where the clock is another one, it may be another day.

    Args:
        places: where such numbers stand.
    """
    shown = first_of(places)
    if not shown:
        return []
    many, one = len(places), len(places) == 1
    more = " …" if many > len(shown) else ""
    days = [(text, row, found.day) for row, text in shown if (found := since_1970(text)) is not None]
    some = "; ".join(f"{text} (row {row}) as {day}" for text, row, day in days) + more
    some_zh = "；".join(f"{text}（第{row}行）作{day}" for text, row, day in days) + more
    table, row, heading = places[shown[0][1]]
    kinds = {found.is_fine for text in places if (found := since_1970(text)) is not None}
    units = Text("milliseconds", "毫秒数") if kinds == {True} else Text("seconds", "秒数")
    units = Text("milliseconds or seconds", "毫秒数或秒数") if len(kinds) > 1 else units
    return [
        Finding(
            Severity.WARNING,
            "day-by-greenwich",
            f"{many:,} {'number is' if one else 'numbers are'} taken to count {units.en} since 1970 to an hour of the "
            f"day, and {'is' if one else 'are'} read by the time of Greenwich: {some}. Elsewhere it may be the day "
            "before or after.",
            f"{many}个数值视为自1970年起的{units.zh}，精确到时刻，按格林尼治时间读取：{some_zh}。在其他时区可能相差一日。",
            "If the days are of another place, or the numbers count something else, write the days out in the table: "
            "2020-01-01.",
            table,
            row=row,
            field=heading,
            value=shown[0][1][:200],
            fix_zh="若为其他时区的日期，或数值另有所指，请在表中写明日期：2020-01-01。",
        )
    ]
