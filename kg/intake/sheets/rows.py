"""Rows of a sheet that belong together, what each is known by, and the account of all in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kg.intake import schema
from kg.intake.identities import guess, registered
from kg.intake.sheets.account import RowAccount
from kg.intake.sheets.addresses import before_comma
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.drafts import Sheet
from kg.intake.sheets.identifying import Former, RowKey
from kg.intake.sheets.layout import Layout, Line
from kg.intake.sheets.naming import parties_by_strong_signs, parties_in
from kg.intake.sheets.numbered import unmarked
from kg.intake.sheets.parties import Directory
from kg.intake.sheets.placing import country_of_code
from kg.intake.sheets.readings import DAYS
from kg.intake.sheets.totals import compared
from kg.nearest import folded
from kg.text import Text

#: How many cells a row has at least that another one repeats.
_REPEATED = 3


def names_in(sheets: Iterable[tuple[Layout, Sheet]]) -> Iterator[str]:
    """Names that will be looked up: whole cells, and what strong signs part in them."""
    for layout, sheet in sheets:
        for line in layout.lines:
            for place in sheet.columns("party", "parties"):
                if text := line.text(place):
                    yield unmarked(text)
                    yield from parties_in(text, lambda _: 0)


def cells_in(sheets: Iterable[tuple[Layout, Sheet]]) -> Iterator[str]:
    """What strong signs part in the cells of parties: names alone, lists by commas, and names before a place."""
    for layout, sheet in sheets:
        for line in layout.lines:
            for place in sheet.columns("party", "parties"):
                if text := line.text(place):
                    parts = parties_by_strong_signs(text)
                    yield from (*parts, *filter(None, map(before_comma, parts)))


def codes_among_bodies(sheets: Iterable[tuple[Layout, Sheet]]) -> Iterator[str]:
    """The codes of countries in columns of parties that hold more institutions than such codes: UM, ETH, GE."""
    for layout, sheet in sheets:
        for place in sheet.columns("party", "parties"):
            cells = dict.fromkeys(line.text(place) for line in layout.lines)
            names = dict.fromkeys(name for cell in cells for name in parties_in(cell, lambda _: 0))
            codes = [name for name in names if country_of_code(name)]
            if codes and sum(guess(name, registered()).kind == "institution" for name in names) >= len(codes):
                yield from codes


def chinese_of(sheets: Iterable[tuple[Layout, Sheet]]) -> str:
    """What the cells of sheets say in Chinese, each text once and on its own line; of long sheets the beginning."""
    found: dict[str, None] = {}
    length = 0
    for layout, _ in sheets:
        for line in layout.lines:
            for text in filter(is_chinese, map(line.text, line.cells)):
                if text not in found:
                    found[text] = None
                    length += len(text)
            if length > _MOST_CHINESE:
                return "\n".join(found)[:_MOST_CHINESE]
    return "\n".join(found)


#: How much of what sheets say in Chinese is looked through for the names that it has.
_MOST_CHINESE = 200_000


def mirrored(layout: Layout, sheet: Sheet) -> dict[int, int]:
    """Rows that say what an earlier row says with its two parties the other way round, by number, with that row's.

    Tables of twinnings often have each pair twice, once from either side.

    Args:
        layout: the sheet's rows.
        sheet: what its columns are read as.
    """
    sides = sheet.columns("party", "parties")
    found: dict[int, int] = {}
    if len(sides) != _SIDES or len({_taken_as(sheet, place) for place in sides}) > 1:
        return found
    told = [place for place, one in sheet.readings.items() if one.role in _SAID_OF_BOTH]
    first: dict[tuple[str, ...], int] = {}
    for line in layout.lines:
        one, other = (folded(line.text(place)) for place in sides)
        if line.left_out or line.continues or not one or not other or one == other:
            continue
        said = tuple(folded(line.text(place)) for place in told)
        if earlier := first.get((other, one, *said)):
            found[line.number] = earlier
        first.setdefault((one, other, *said), line.number)
    return found


def _taken_as(sheet: Sheet, place: int) -> str:
    """As what the parties of a column take part: of an investor and its target the order is what the row says."""
    detail = sheet.readings[place].detail
    return detail if detail in schema.codes("role", sheet.ontology) else ""


#: How many columns of parties such a table has, and the roles of those that say the same whoever is named first.
_SIDES = 2
_SAID_OF_BOTH = ("type", "sector", "stage", *DAYS, "amount", "capital")
#: What may be answered of rows that mirror others.
_ONE, _TWO = "one", "two"


def mirrored_asked(layout: Layout, sheet: Sheet) -> Iterator[Question]:
    """Whether rows that mirror others are one partnership each with them: asked once a sheet; two until answered."""
    found = mirrored(layout, sheet)
    path = ("sheets", sheet.name, "mirrored")
    if not found or sheet.settings.get(*path) in (_ONE, _TWO):
        return
    number, (later, earlier) = len(found), next(iter(found.items()))
    text = Text(
        f"{number} row{'s' * (number > 1)} say what an earlier row says with the parties the other way round, such as "
        f"row {later} of row {earlier}. Is each pair one partnership, or two? (two, until somebody says so)",
        f"有{number}行与前面某行内容相同而双方对调，如第{later}行与第{earlier}行。每对是一项合作，还是两项？"
        "（未作回答前按两项计）",
    )
    options = (Option(_ONE, Text("one partnership", "一项合作")), Option(_TWO, Text("two partnerships", "两项合作")))
    rows = tuple((layout.sheet, row) for row in found)
    yield Question(path, text, options, rows, optional=True, unsure=True)


def grouped(layout: Layout, sheet: Sheet) -> list[list[Line]]:
    """The rows that may be partnerships, each with those that go on with it, say wholly the same, or mirror it.

    Args:
        layout: the sheet's rows.
        sheet: what its columns are read as, and what somebody has said of rows that mirror others.
    """
    is_one = sheet.settings.get("sheets", sheet.name, "mirrored") == _ONE
    mirrors = mirrored(layout, sheet) if is_one else {}
    groups: dict[int, list[Line]] = {}
    whole: dict[tuple[tuple[int, str], ...], int] = {}
    for line in layout.lines:
        if line.left_out:
            continue
        said = tuple((place, folded(cell.text)) for place, cell in sorted(line.cells.items()))
        first = line.continues if line.continues in groups else mirrors.get(line.number, 0)
        first = first if first in groups else 0
        if not first and len(said) >= _REPEATED:
            first = whole.get(said, 0)
        if first:
            groups[first].append(line)
            continue
        groups[line.number] = [line]
        whole.setdefault(said, line.number)
    return list(groups.values())


def in_order(layout: Layout, sheet: Sheet, made: Iterable[RowAccount]) -> list[RowAccount]:
    """The account of every row of a sheet, in the order of the rows.

    Args:
        layout: the sheet's rows, those left out among them.
        sheet: what they share.
        made: the account of each row that was read.
    """
    found = {account.row: account for account in made}
    for line in layout.lines:
        if line.left_out:
            outcome = "total" if line.is_total else "left out"
            found[line.number] = RowAccount(line.sheet, line.number, outcome, remarks=[("", line.left_out)])
        if line.hidden:
            found[line.number].remarks.append(
                ("", Text("hidden in the sheet, read all the same", "表中隐藏的行，照常读取"))
            )
    not_made = {row for row, account in found.items() if account.outcome in ("asked", "refused", "left out")}
    for line, heading, remark in compared(layout, sheet, not_made):
        found[line.number].remarks.append((heading, remark))
    return [found[line.number] for line in layout.lines]


def row_key(sheet: Sheet, line: Line, directory: Directory) -> RowKey:
    """What a row is known by, from one import to the next.

    Args:
        sheet: what the rows share.
        line: the row.
        directory: who there is, for the names of parties.
    """

    def texts(*roles: str) -> list[str]:
        return [text for place in sheet.columns(*roles) if (text := line.text(place))]

    # As the row's parties are read: what a column of one party has in a cell is not parted here alone.
    columns = [(place, sheet.readings[place].role == "parties") for place in sheet.columns("party", "parties")]
    said = [(text, several) for place, several in columns if (text := line.text(place))]
    parties = sorted({name for text, several in said for name in parties_in(text, directory.looks, several)})
    content = {sheet.headings[place]: cell.text.strip() for place, cell in sorted(line.cells.items())}
    numbers = {sheet.headings[place] for place in sheet.columns("number")}
    content = {heading: text for heading, text in content.items() if heading not in numbers}
    return RowKey(
        line.place, " ".join(texts("id")), " / ".join(texts("name", "name_zh", "name_en")), "; ".join(parties), content
    )


def doubled(sheet: Sheet, keys: Iterable[RowKey]) -> dict[tuple[str, int], Text]:
    """What is said of rows that have the number of an earlier row, or say all that it says under another number."""
    own = {sheet.headings[place] for place in sheet.columns("id")}
    by_key: dict[str, RowKey] = {}
    by_content: dict[tuple[tuple[str, str], ...], RowKey] = {}
    found: dict[tuple[str, int], Text] = {}
    for row in keys:
        said = tuple((heading, text) for heading, text in row.content.items() if heading not in own)
        first = by_key.setdefault(folded(row.key), row) if row.key else row
        twin = by_content.setdefault(said, row) if len(said) >= _REPEATED else row
        if first is not row:
            found[row.place] = Text(
                f"has the number {row.key} of row {first.place[1]}, and says otherwise: made as two",
                f"编号{row.key}与第{first.place[1]}行相同而内容不同：按两项录入",
            )
        elif twin is not row:
            found[row.place] = Text(
                f"says the same as row {twin.place[1]} under another number: made as two",
                f"除编号外与第{twin.place[1]}行相同：按两项录入",
            )
    return found


def newer_edition(keys: Sequence[RowKey], former: Sequence[Former]) -> Iterator[Question]:
    """Whether a sheet is a newer edition of one that the package has under another name, of which it has most rows."""
    names = {(folded(row.name), folded(row.parties)) for row in keys}
    shared = Counter(
        one.file for one in former if one.key.place[1] and (folded(one.key.name), folded(one.key.parties)) in names
    )
    for file, number in shared.most_common(1):
        if 2 * number >= len(keys):
            text = Text(
                f"{number} of its rows are in the package from {file}. Is it a newer edition of that sheet?",
                f"其中{number}行已由{file}录入数据包。它是否为该表的新版？",
            )
            options = (Option(file, Text("a newer edition", "新版")), Option("new", Text("another sheet", "另一份表")))
            yield Question(("was",), text, options, stops=True)
