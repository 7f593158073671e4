"""Errors put into a package that is right, one at a time, and which of them are found against the text.

Everything is drawn from a seed. An error is caught if the row that was changed has a doubt, in the field that was
changed, that it had not before; of two records whose passages were exchanged, either may have it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from kg.intake import schema
from kg.intake.articles.values.checking import check_values
from kg.intake.articles.values.model import Reading
from kg.intake.articles.values.sources import open_source, things_of
from kg.intake.package import Package, read_package
from kg.intake.tables.model import Cell, Row, Table

#: How many of each kind are put in: 630.
SHARES = {
    "digit": 80,
    "scale": 50,
    "currency": 30,
    "bound": 60,
    "year": 50,
    "period": 30,
    "party": 80,
    "stage": 50,
    "records": 70,
    "sector": 40,
    "kind": 20,
    "aim": 40,
    "owner": 30,
}
_DATES = ("period_start", "period_end", "as_of")
_CURRENCIES = ("CNY", "USD", "EUR", "GBP", "JPY", "HKD")
_PARTIES = {
    "participations": ("party",),
    "observations": ("about", "origin", "destination"),
    "statements": ("about", "counterpart"),
}

Change = tuple[str, int, Mapping[str, str]]


@dataclass(frozen=True)
class Error:
    """An error: which kind, which cells it changes to what, and in which fields it may be found."""

    kind: str
    changes: tuple[Change, ...]
    fields: frozenset[str]


@dataclass(frozen=True)
class Trial:
    """What came of it: the errors, whether each was caught, and the doubts about the right package."""

    errors: tuple[tuple[Error, bool], ...]
    alarms: tuple[Reading, ...]
    readings: int
    rows: int
    rows_with_alarms: int

    def table(self) -> list[tuple[str, int, int]]:
        """For each kind: how many errors, how many caught."""
        total = Counter(error.kind for error, _ in self.errors)
        caught = Counter(error.kind for error, found in self.errors if found)
        return [(kind, total[kind], caught[kind]) for kind in total]

    @property
    def caught(self) -> float:
        """The share of errors that were caught."""
        return sum(found for _, found in self.errors) / len(self.errors)

    @property
    def false_alarms(self) -> float:
        """The share of rows of the right package about which there is a doubt."""
        return self.rows_with_alarms / self.rows


def trial(folder: Path, texts: Mapping[str, str], seed: int = 14) -> Trial:
    """Put 630 errors into a package and see which are caught.

    Args:
        folder: the package, which is right.
        texts: the sources' texts by their ids.
        seed: what everything is drawn from.
    """
    package, _ = read_package(folder)
    things = things_of(package)
    right = {source: check_values(open_source(package, things, source, text)) for source, text in texts.items()}
    readings = [reading for found in right.values() for reading in found]
    doubts = {_key(reading) for reading in readings if reading.verdict.is_doubt}
    rows = {(reading.table, reading.row) for reading in readings}
    tried = []
    for error in errors(package, set(texts), Random(seed)):
        changed = _changed(package, error.changes)
        sources = _sources(changed, error.changes)
        numbers = {(table, number) for table, number, _ in error.changes}
        new = [
            reading
            for source in sorted(sources & set(texts))
            for reading in check_values(open_source(changed, things, source, texts[source]), numbers)
            if reading.verdict.is_doubt and _key(reading) not in doubts
        ]
        caught = any((reading.table, reading.row) in numbers and reading.field in error.fields for reading in new)
        tried.append((error, caught))
    alarms = tuple(reading for reading in readings if reading.verdict.is_doubt)
    return Trial(tuple(tried), alarms, len(readings), len(rows), len({(alarm.table, alarm.row) for alarm in alarms}))


def _key(reading: Reading) -> tuple[str, int, str]:
    return reading.table, reading.row, reading.field


def _sources(package: Package, changes: tuple[Change, ...]) -> set[str]:
    wanted = {(table, number) for table, number, _ in changes}
    return {row.value("source") for table in package.tables for row in table.rows if (table.name, row.number) in wanted}


def _changed(package: Package, changes: tuple[Change, ...]) -> Package:
    by_table: defaultdict[str, dict[int, Mapping[str, str]]] = defaultdict(dict)
    for table, number, cells in changes:
        by_table[table][number] = cells
    return replace(
        package,
        tables=tuple(
            replace(table, rows=tuple(_with(row, by_table[table.name].get(row.number, {})) for row in table.rows))
            if table.name in by_table
            else table
            for table in package.tables
        ),
    )


def _with(row: Row, cells: Mapping[str, str]) -> Row:
    if not cells:
        return row
    made = {
        name: Cell((value,), row.cells[name].datatype if name in row.cells else "string")
        for name, value in cells.items()
    }
    return replace(row, cells={**row.cells, **made})


def errors(package: Package, sources: set[str], random: Random) -> Iterator[Error]:
    """The errors of each kind, drawn from what the package has.

    Args:
        package: the right package.
        sources: the sources whose texts are at hand.
        random: what they are drawn with.
    """
    makers: dict[str, Callable[[list[tuple[Table, Row]], Random, Package], Error | None]] = {
        "digit": _digit,
        "scale": _scale,
        "currency": _currency,
        "bound": _bound,
        "year": _year,
        "period": _period,
        "party": _party,
        "stage": _stage,
        "records": _records,
        "sector": _sector,
        "kind": _kind,
        "aim": _aim,
        "owner": _owner,
    }
    cited = [
        (table, row)
        for table in package.tables
        if table.name != "evidence"
        for row in table.rows
        if row.value("source") in sources and row.value("start")
    ]
    for kind, number in SHARES.items():
        made = 0
        for _ in range(50 * number):
            if made == number:
                break
            error = makers[kind](cited, random, package)
            if error is not None:
                made += 1
                yield error


def _one(cited: list[tuple[Table, Row]], random: Random, name: str) -> Row:
    return random.choice([row for table, row in cited if table.name == name])


def _digit(cited: list[tuple[Table, Row]], random: Random, _: Package) -> Error | None:
    row = _one(cited, random, "observations")
    value = Decimal(row.value("value"))
    digits = str(value.normalize().as_tuple().digits and "".join(map(str, value.normalize().as_tuple().digits)))
    at = random.randrange(len(digits))
    other = random.choice([digit for digit in "0123456789" if digit != digits[at] and not (at == 0 and digit == "0")])
    wrong = Decimal(f"{digits[:at]}{other}{digits[at + 1 :]}").scaleb(value.normalize().as_tuple().exponent)  # type: ignore[arg-type]
    return Error("digit", (("observations", row.number, {"value": f"{wrong:f}"}),), frozenset({"value"}))


def _scale(cited: list[tuple[Table, Row]], random: Random, _: Package) -> Error | None:
    row = _one(cited, random, "observations")
    value = Decimal(row.value("value"))
    power = random.choice((-4, -1, 1, 4, 3, -3))
    return Error("scale", (("observations", row.number, {"value": f"{value.scaleb(power):f}"}),), frozenset({"value"}))


def _currency(cited: list[tuple[Table, Row]], random: Random, _: Package) -> Error | None:
    row = _one(cited, random, "observations")
    if row.value("unit") not in _CURRENCIES:
        return None
    other = random.choice([code for code in _CURRENCIES if code != row.value("unit")])
    return Error("currency", (("observations", row.number, {"unit": other}),), frozenset({"unit", "value"}))


def _bound(cited: list[tuple[Table, Row]], random: Random, _: Package) -> Error | None:
    row = _one(cited, random, "observations")
    other = random.choice([code for code in schema.codes("bound") if code != row.value("bound")])
    return Error("bound", (("observations", row.number, {"bound": other}),), frozenset({"bound"}))


def _year(cited: list[tuple[Table, Row]], random: Random, _: Package) -> Error | None:
    row = _one(cited, random, random.choice(("observations", "observations", "stages")))
    years = random.choice((-2, -1, 1))
    cells = {name: _shifted(row.value(name), years) for name in _DATES if row.value(name)}
    return Error("year", ((_table_of(cited, row), row.number, cells),), frozenset(_DATES))


def _shifted(day: str, years: int) -> str:
    one = date.fromisoformat(day)
    return one.replace(year=one.year + years, day=min(one.day, 28) if one.month == 2 else one.day).isoformat()


def _period(cited: list[tuple[Table, Row]], random: Random, _: Package) -> Error | None:
    """Another period of the same year: a half for the year, the next quarter, another month."""
    row = _one(cited, random, random.choice(("observations", "stages")))
    if row.value("period_start") and row.value("period_end"):
        year = row.value("period_start")[:4]
        spans = [
            ("01-01", "12-31"),
            ("01-01", "06-30"),
            ("07-01", "12-31"),
            ("01-01", "03-31"),
            ("04-01", "06-30"),
            ("01-01", "09-30"),
        ]
        start, end = random.choice(
            [
                span
                for span in spans
                if (f"{year}-{span[0]}", f"{year}-{span[1]}") != (row.value("period_start"), row.value("period_end"))
            ]
        )
        cells = {"period_start": f"{year}-{start}", "period_end": f"{year}-{end}"}
    else:
        day = date.fromisoformat(row.value("as_of"))
        cells = {
            "as_of": day.replace(month=(day.month + random.randrange(1, 11)) % 12 + 1, day=min(day.day, 28)).isoformat()
        }
        if cells["as_of"][:7] == row.value("as_of")[:7]:
            return None
    return Error("period", ((_table_of(cited, row), row.number, cells),), frozenset(_DATES))


def _table_of(cited: list[tuple[Table, Row]], row: Row) -> str:
    return next(table.name for table, one in cited if one is row)


def _party(cited: list[tuple[Table, Row]], random: Random, package: Package) -> Error | None:
    table, row = random.choice([(table, row) for table, row in cited if table.name in _PARTIES])
    column = random.choice(_PARTIES[table.name])
    if not row.value(column).startswith(("region/", "institution/")):
        return None
    participations = package.table("participations")
    assert participations is not None
    everyone = sorted({one.value("party") for one in participations.rows})
    taking_part = {
        one.value("party") for one in participations.rows if one.value("partnership") == row.value("partnership")
    }
    own = {value for name in _PARTIES[table.name] if name in row.cells for value in row.cells[name].values}
    other = random.choice([party for party in everyone if party not in taking_part | own])
    return Error("party", ((table.name, row.number, {column: other}),), frozenset({column}))


def _stage(cited: list[tuple[Table, Row]], random: Random, _: Package) -> Error | None:
    row = _one(cited, random, "stages")
    order = schema.codes("stage")
    at = order.index(row.value("stage"))
    if at + 1 >= len(order):
        return None
    return Error("stage", (("stages", row.number, {"stage": order[at + 1]}),), frozenset({"stage"}))


def _records(cited: list[tuple[Table, Row]], random: Random, _: Package) -> Error | None:
    """The passages of two records of one table exchanged."""
    table, one = random.choice(cited)
    _, two = random.choice([pair for pair in cited if pair[0].name == table.name])
    places = [{name: row.value(name) for name in ("source", "start", "end")} for row in (one, two)]
    if places[0] == places[1]:
        return None
    changes = ((table.name, one.number, places[1]), (table.name, two.number, places[0]))
    return Error("records", changes, frozenset(_FIELDS))


def _sector(cited: list[tuple[Table, Row]], random: Random, _: Package) -> Error | None:
    """Another sector for all of a partnership's."""
    row = _one(cited, random, "partnerships")
    own = row.cells["sectors"].values if "sectors" in row.cells else ()
    if not own or "crossSector" in own:
        return None
    other = random.choice([code for code in schema.codes("sector") if code not in own])
    return Error("sector", (("partnerships", row.number, {"sectors": other}),), frozenset({"sectors"}))


def _kind(cited: list[tuple[Table, Row]], random: Random, _: Package) -> Error | None:
    """Another kind of paper."""
    row = _one(cited, random, "partnerships")
    if not row.value("agreement_kind"):
        return None
    other = random.choice([code for code in _PAPERS if code != row.value("agreement_kind")])
    return Error("kind", (("partnerships", row.number, {"agreement_kind": other}),), frozenset({"agreement_kind"}))


_PAPERS = ("memorandum", "letterOfIntent", "strategicFramework", "strategicCooperation", "framework", "cooperation")


def _aim(cited: list[tuple[Table, Row]], random: Random, _: Package) -> Error | None:
    """A target for what was reached, or the reverse."""
    row = _one(cited, random, "observations")
    other = {"Target": "Achievement", "Achievement": "Target"}.get(row.value("class"))
    if other is None:
        return None
    return Error("aim", (("observations", row.number, {"class": other}),), frozenset({"class"}))


def _owner(cited: list[tuple[Table, Row]], random: Random, package: Package) -> Error | None:
    """A target given to another region, institution or partnership."""
    row = random.choice(
        [row for table, row in cited if table.name == "observations" and row.value("class") == "Target"]
    )
    kind, _, own = row.value("about").partition("/")
    table = package.table({"partnership": "partnerships", "region": "regions", "institution": "institutions"}[kind])
    ids = sorted(one.value("id") for one in table.rows) if table else []
    others = [name for name in ids if name != own]
    if not others:
        return None
    changes = (("observations", row.number, {"about": f"{kind}/{random.choice(others)}"}),)
    return Error("owner", changes, frozenset({"about"}))


_FIELDS = (
    *("id", "name_zh", "name_en", "party", "partnership", "stage", "about", "value", "unit", "bound", "out_of"),
    *(*_DATES, "origin", "destination", "via", "counterpart", "gist_zh", "gist_en"),
)
