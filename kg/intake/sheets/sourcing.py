"""Rows of the table sources: the sheet itself, and what its rows say that they are stated in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kg.grids import Book
from kg.intake.sheets.drafts import Draft, Row, Sheet, Tables
from kg.intake.sheets.layout import Layout
from kg.intake.sheets.naming import LONGEST_NAME, clean, in_latin, is_chinese
from kg.nearest import folded
from kg.notations import period

#: A whole day that a title may name, in an order that leaves nothing open.
_DAY = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月[0-9]{1,2}[日号]|-[0-9]{2}-[0-9]{2}(?![0-9-])|/[0-9]{1,2}/[0-9]{1,2}(?![0-9/]))"
    r"|(?<![0-9])[0-9]{1,2} [A-Z][a-z]{2,8} (?:19|20)[0-9]{2}(?![0-9])"
    r"|\b[A-Z][a-z]{2,8} [0-9]{1,2}, (?:19|20)[0-9]{2}(?![0-9])"
)
_LINK = re.compile(r"https?://[^\s<>\"'，。；、）)]+", re.I)


def sources_of(draft: Draft) -> tuple[str, list[Row]]:
    """Who says so, as a reference, and the rows of the table sources for it; nothing where the row names no source."""
    # A sign that there is none is no source that other rows could share.
    said = [one for one in draft.cells("source", "link") if not draft.pass_over(*one)]
    readings = draft.sheet.readings
    titles = [text for _, place, text in said if readings[place].role == "source"]
    links = [link for _, _, text in said for link in _LINK.findall(text)]
    for _, place, text in said:
        if readings[place].role == "link" and not _LINK.search(text):
            titles.append(text)
            draft.keep(place, text)
    copy = _copy_of(draft)
    title = clean(" ".join(_LINK.sub(" ", text) for text in titles)).strip(" ,;，；：:")
    link = links[0] if links else ""
    if not title and not link and not copy:
        return "", []
    for further in links[1:]:
        place = draft.sheet.columns("link", "source")[0]
        draft.keep(place, further)
    digest = hashlib.sha256(
        f"{folded(title)}\n{link if title or link else copy}".encode("utf-8", "replace")
    ).hexdigest()[:8]
    if draft.sheet.as_of is None:
        return "", []
    issued_on = _day_in(title)
    issued = issued_on or draft.sheet.as_of
    row = {
        "id": f"s-{digest}",
        "issued": issued.isoformat(),
        "language": "zh" if is_chinese(title) else "en",
        "title_zh" if is_chinese(title) else "title_en": (title or link or copy)[:LONGEST_NAME],
        "url": link,
        "archived": copy,
    }
    if not issued_on:
        row["note_zh"] = "发布日期不详，以表格的截至日期代替。"
        row["note_en"] = "When it was published is not known; the day of the sheet stands in."
    return f"source/s-{digest}", [row]


def _copy_of(draft: Draft) -> str:
    """The address of the archived copy of where a row is stated; what else such a column says is kept in the note."""
    copy = ""
    for line, place, text in draft.cells("archived"):
        if draft.pass_over(line, place, text):
            continue
        links = _LINK.findall(text)
        copy = copy or next(iter(links), "")
        rest = links or [text]
        for further in (one for one in rest if one != copy):
            draft.keep(place, further)
    return copy


def join_copies(draft: Draft, sources: Iterable[Row], tables: Tables) -> None:
    """Of a source that earlier rows name too, take the archived copy that they lack; a second one is kept in the note.

    Args:
        draft: the partnership.
        sources: the rows for the table sources that it makes.
        tables: the rows so far.
    """
    for source in sources:
        known = tables.rows.get("sources", {}).get((source["id"],))
        copy = source.get("archived", "")
        if known is None or not copy or known.setdefault("archived", copy) == copy:
            continue
        draft.keep(draft.sheet.columns("archived")[0], copy)


def _day_in(title: str) -> date | None:
    """The one day that a source's title names: that of a newspaper; ``None`` where it names none or several."""
    read = [period(text).value for text in dict.fromkeys(_DAY.findall(title[:LONGEST_NAME]))]
    days = {one.start for one in read if one is not None and one.start is not None and one.start == one.end}
    return days.pop() if len(days) == 1 else None


def source_id(file: str, sheet: str, book: Book) -> str:
    """The id of a sheet as a source; of several sheets in one file, each has its own.

    Args:
        file: the file's name.
        sheet: the sheet's name.
        book: the whole file.

    Returns:
        ``sheet-`` and the name in Latin letters, or a hash where it has none.
    """
    several = len(book.grids) > 1
    name = f"{Path(file).stem} {sheet}" if several else Path(file).stem
    return f"sheet-{in_latin(name) or hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"


def source_row(path: Path, book: Book, sheet: Sheet, layout: Layout) -> Row:
    """The row of a sheet as a source.

    Args:
        path: the file.
        book: the whole file, read.
        sheet: the sheet; the day by which it holds must be known.
        layout: its rows, and the title above them.
    """
    several = len(book.grids) > 1
    behind = f" ({sheet.name})" if several else ""
    chinese = any(map(is_chinese, sheet.headings.values()))
    row = {"id": sheet.source, "title_zh": f"表格 {path.name}{behind}", "title_en": f"Table {path.name}{behind}"}
    assert sheet.as_of is not None
    row |= {"issued": sheet.as_of.isoformat(), "language": "zh" if chinese else "en", "sha256": book.sha256}
    if layout.title:
        row["note_zh" if is_chinese(layout.title) else "note_en"] = " ".join(layout.title.split())[:300]
    return row
