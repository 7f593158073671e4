"""Rows of the table sources: the sheet itself, and what its rows say that they are stated in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kg.grids import Book
from kg.intake.sheets.clean_names import LONGEST_NAME, clean, is_chinese
from kg.intake.sheets.drafts import Draft, Row, Sheet, Tables
from kg.intake.sheets.layout import Layout, Line
from kg.intake.sheets.links import Link, links_in, without_links
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.intake.sheets.sheet_ids import behind
from kg.intake.sheets.source_beside import Said, said_of
from kg.intake.sheets.source_days import Issued, day_of, is_only_a_day, without_days
from kg.intake.sheets.source_languages import language_of
from kg.intake.sheets.source_titles import in_no_language
from kg.nearest import folded
from kg.text import Text


def sources_of(draft: Draft) -> tuple[str, list[Row]]:
    """Who says so, as a reference, and the rows of the table sources for it; nothing where the row names no source."""
    # A sign that there is none is no source that other rows could share.
    said = [one for one in draft.cells("source", "link") if not draft.pass_over(*one)]
    titles, links, copy = _titles_of(draft, said), _links_of(draft, said), _copy_of(draft)
    typed = clean(" ".join(titles)).strip(" ,;，；：:")
    link = links[0].url if links else ""
    about = said_of(typed, bool(link))
    title = _BEFORE_SIGN.sub(r"\1", about.title)
    if not title and not link and not copy:
        return "", []
    for further in links[1:]:
        draft.keep(draft.sheet.columns("link", "source")[0], further.typed)
        shown = further.typed[:60]
        draft.say(said[0][0], draft.sheet.columns("link", "source")[0], _further_link(shown))
    _say_together(draft, said, title)
    _say_several(draft, said, about)
    # By all that its cell says: ids stay, whatever of it is its title.
    digest = hashlib.sha256(
        f"{folded(typed)}\n{link if title or link else copy}".encode("utf-8", "replace")
    ).hexdigest()[:8]
    if draft.sheet.as_of is None:
        return "", []
    day_first = draft.sheet.hints(draft.sheet.columns("source", "link")[0]).day_first
    told = _known_by(draft, day_of(about.dated, day_first))
    read_on = _read_on(about, day_first)
    issued = _last_known(told, draft.sheet.as_of)
    # It was there when it was read, whatever the day of the sheet is.
    is_read_on = read_on is not None and read_on < issued and (told.day is None or told.precision in ("month", "year"))
    issued = read_on if read_on is not None and is_read_on else issued
    if link and told.day and is_only_a_day(title):
        # Beside a link stands its day alone: the link is what it is called by.
        title = ""
    language = "und" if in_no_language(title) else language_of(title)
    row = {
        "id": f"s-{digest}",
        "issued": issued.isoformat(),
        "language": language,
        "title_zh" if is_chinese(title) else "title_en": (title or (links[0].typed if links else copy))[:LONGEST_NAME],
        "url": link,
        "archived": copy,
    }
    row |= _joined(_noted_of(told, is_read_on), _beside(about))
    return f"source/s-{digest}", [row]


def _further_link(shown: str) -> Text:
    """What is told of a second link: a source has one."""
    return OnlySaid(
        f"a source has one link, and the row one source: {shown!r} is in the note alone",
        f"一个来源只有一个链接，一行只有一个来源：“{shown}”仅保留在备注中",
    )


#: A blank before a sign where a link stood, 样本网 , 2019-10-08; and a sign that then stands twice.
_BEFORE_SIGN = re.compile(r"\s*([,;，；])(?:\s*[,;，；])*")


def _read_on(about: Said, day_first: bool | None) -> date | None:
    """The first day on which a source was read, as the text beside it says; ``None`` where it says none."""
    days = [told.day for one in about.beside if (told := day_of(one, day_first)).day and told.precision == "day"]
    return min((day for day in days if day is not None), default=None)


def _say_together(draft: Draft, said: Iterable[tuple[Line, int, str]], title: str) -> None:
    """Tell that a link and a title that a sign parts in one cell are read as one source: they may be two."""
    for line, place, text in said:
        if title and _PARTED.search(text) and links_in(text, is_link=draft.sheet.readings[place].role == "link"):
            shown = title[:60]
            draft.keep(place, text)
            draft.say(
                line,
                place,
                OnlySaid(
                    f"the link and {shown!r} are read as one source; if they are two, write the second in the note",
                    f"链接与“{shown}”按同一来源读取；若为两个来源，请将后者写入备注",
                ),
            )
            return


def _say_several(draft: Draft, said: Iterable[tuple[Line, int, str]], about: Said) -> None:
    """Tell that names which a sign parts, one of them with its day, are read as one source: they may be several."""
    for line, place, text in said if not about.beside else ():
        parts = [part.strip() for part in _LISTED.split(without_links(text))]
        names = [part for part in parts if len(_LETTERS.findall(without_days(part))) > 1 and not _PAGE.match(part)]
        if len(names) > 1 and any(day_of(part).first for part in names):
            first, second = names[0][:60], names[1][:60]
            draft.say(
                line,
                place,
                Text(
                    f"{first!r} and {second!r} are read as one source; if they are two, write one of them in the note",
                    f"“{first}”与“{second}”按同一来源读取；若为两个来源，请将其一写入备注",
                ),
            )
            return


#: What parts sources in a list, a letter, and where in a source something stands.
_LISTED, _LETTERS = re.compile(r"[;；\n|]"), re.compile(r"[^\W\d_]")
_PAGE = re.compile(r"(?:pp?|pages?|s|seiten?|vol|no|nr|issue|table|annex)\b|第|附件?|表", re.I)


#: A link and something else, with a sign between them that parts what is in a list.
_PARTED = re.compile(r"https?://\S+?\s*[;；\n|]\s*\S|\S\s*[;；\n|]\s*https?://", re.I)


def _last_known(told: Issued, by: date) -> date:
    """The day of a source; of a month or year in which the sheet's day lies, that day: by then it was published."""
    if told.day is None:
        return by
    return by if told.precision != "day" and told.first is not None and told.first <= by < told.day else told.day


def _known_by(draft: Draft, told: Issued) -> Issued:
    """The day of a source as far as the sheet can know it; what is not sure is told."""
    by = draft.sheet.as_of
    if told.precision == "report" and told.first and by and told.first > by:
        # A plan for a year to come was published before it.
        told = Issued(doubtful=str(told.first.year))
    if told.doubtful:
        _say_undated(draft, told)
    elif told.precision == "report" and told.first:
        year = told.first.year
        said = MayBeWrong(
            f"published in {year} or after, by its title: the last day of {year} stands in",
            f"按标题发布于{year}年或其后：以{year}年最后一日记录",
        )
        line, place = next((line, place) for line, place, _ in draft.cells("source", "link"))
        draft.say(line, place, said)
    return told


def _beside(about: Said) -> Row:
    """What is noted of what stands beside a source: when a page was read, where in it something is."""
    if not about.beside:
        return {}
    said = "; ".join(about.beside)
    return {"note_zh": f"表格另注：{said}。", "note_en": f"The sheet says of it: {said}."}


def _joined(*notes: Row) -> Row:
    """Notes of one source as one, in each language."""
    found: Row = {}
    for note in notes:
        for column, text in note.items():
            between = "" if column.endswith("_zh") else " "
            found[column] = f"{found[column]}{between}{text}" if column in found else text
    return found


def _noted_of(told: Issued, is_read_on: bool) -> Row:
    """What is noted of a source whose day is not known whole, by column; nothing of others."""
    if is_read_on:
        return {
            "note_zh": "发布日期不详，以查阅之日代替：发布不晚于该日。",
            "note_en": "When it was published is not known; the day on which it was read stands in, out by then.",
        }
    if told.day is None:
        return {
            "note_zh": "发布日期不详，以表格的截至日期代替。",
            "note_en": "When it was published is not known; the day of the sheet stands in.",
        }
    if told.precision == "month":
        return {
            "note_zh": f"只知发布于{told.day.year}年{told.day.month}月，以其最后一日记录。",
            "note_en": f"Only the month in which it was published is known, {told.day:%Y-%m}; its last day stands in.",
        }
    if told.precision == "report":
        year = told.day.year
        return {
            "note_zh": f"标题所含年份{year}为报告所述或发布年份，以其最后一日记录，可能发布于其后。",
            "note_en": f"The year in its title, {year}, may be that of which it tells: its last day stands in.",
        }
    if told.precision == "year":
        return {
            "note_zh": f"只知发布于{told.day.year}年，以其最后一日记录。",
            "note_en": f"Only the year in which it was published is known, {told.day.year}; its last day stands in.",
        }
    return {}


def _titles_of(draft: Draft, said: Iterable[tuple[Line, int, str]]) -> list[str]:
    """What cells say beside their links; of a column of links what has none is a title, and kept in the note."""
    titles = []
    for _, place, text in said:
        is_link = draft.sheet.readings[place].role == "link"
        if not is_link:
            titles.append(without_links(text))
        elif not links_in(text, is_link=True):
            titles.append(text)
            draft.keep(place, text)
        elif any(map(str.isalnum, without_links(text, is_link=True))):
            draft.keep(place, text)
    return titles


def _links_of(draft: Draft, said: Iterable[tuple[Line, int, str]]) -> list[Link]:
    """The links of a row; of one that is written without its scheme it is told which was taken."""
    found = []
    for line, place, text in said:
        for link in links_in(text, is_link=draft.sheet.readings[place].role == "link"):
            found.append(link)
            if link.is_assumed:
                _say_assumed(draft, line, place, link)
    return found


def _say_assumed(draft: Draft, line: Line, place: int, link: Link) -> None:
    """Tell that a link has no scheme in its cell; what was typed stays in the note."""
    draft.keep(place, link.typed)
    shown = link.typed[:80]
    draft.say(
        line, place, MayBeWrong(f"{shown!r} is read as a link, with https://", f"“{shown}”按链接读取，补以https://")
    )


def _copy_of(draft: Draft) -> str:
    """The address of the archived copy of where a row is stated; what else such a column says is kept in the note."""
    copy = ""
    for line, place, text in draft.cells("archived"):
        if draft.pass_over(line, place, text):
            continue
        links = links_in(text, is_link=True)
        copy = copy or next((one.url for one in links), "")
        for link in (one for one in links if one.is_assumed):
            _say_assumed(draft, line, place, link)
        for further in [one.typed for one in links if one.url != copy] if links else [text]:
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


def _say_undated(draft: Draft, told: Issued) -> None:
    """Tell that a source has no day of its own that can be seen, where it may have one, and what would show it."""
    doubtful = told.doubtful
    line, place = next((line, place) for line, place, _ in draft.cells("source", "link"))
    if told.day is not None:
        year = told.day.year
        draft.say(
            line,
            place,
            MayBeWrong(
                f"{doubtful!r} may be a month or the number of an issue: its year alone, {year}, is taken. A month is "
                f"written so: {year}-04",
                f"“{doubtful}”可能是月份，也可能是期号：只取其年份{year}。如为月份，请写作{year}-04的形式",
            ),
        )
        return
    said = MayBeWrong(
        f"no one day of publication is sure in {doubtful!r}: the sheet's day stands in. Write it in the cell as "
        "2017-10-08 or 2017-10",
        f"“{doubtful}”中的发布日期不能确定，暂以表格的截至日期代替。请在单元格中写作2017-10-08或2017-10的形式",
    )
    if told.is_order:
        where = f"sheets > {draft.sheet.name} > day_first: true / false"
        said += Text(f", or say the order of days: {where}", f"，或说明日与月的先后：{where}")
    draft.say(line, place, said)


def source_row(path: Path, book: Book, sheet: Sheet, layout: Layout) -> Row:
    """The row of a sheet as a source.

    Args:
        path: the file.
        book: the whole file, read.
        sheet: the sheet; the day by which it holds must be known.
        layout: its rows, and the title above them.
    """
    several = len(book.grids) > 1
    shown = f"{path.name}{behind(sheet.name)}" if several else path.name
    chinese = any(map(is_chinese, sheet.headings.values()))
    row = {"id": sheet.source, "title_zh": f"表格 {shown}", "title_en": f"Table {shown}"}
    assert sheet.as_of is not None
    row |= {"issued": sheet.as_of.isoformat(), "language": "zh" if chinese else "en", "sha256": book.sha256}
    notes, who = said_around(layout), reported_by(layout)
    row |= {column: text for column, text in (("note_zh", notes.zh), ("note_en", notes.en)) if text}
    if who:
        row["publisher_zh" if is_chinese(who) else "publisher_en"] = who
    return row


def said_around(layout: Layout) -> Text:
    """What stands above a table and in the notes below it, each text in its language."""
    texts = [" ".join(text.split()) for text in layout.stated]
    en = "; ".join(one for one in texts if one and not is_chinese(one))
    zh = "；".join(filter(is_chinese, texts))
    return Text(*(text if len(text) <= _LONGEST_NOTE else f"{text[: _LONGEST_NOTE - 1]}…" for text in (en, zh)))


def reported_by(layout: Layout) -> str:
    """Who reports a table by what stands above or below it: 填报单位：经济合作处; empty where nobody is said to.

    Who only filled it in (填表人) is a person, and no publisher.
    """
    found = (match for text in layout.stated if (match := _REPORTED_BY.search(text[:_LONGEST_NOTE])))
    return next((name for one in found if len(name := one["who"].strip(" ,，;；")) <= LONGEST_NAME), "")


def say_around(name: str, layout: Layout) -> list[Text]:
    """What is told of the texts around a table: who reports it, and where the rest of them is kept.

    Args:
        name: what the sheet is called.
        layout: its rows.
    """
    further = [one for one in layout.stated if one.strip() and one.strip() != layout.title]
    if not further:
        return []
    shown, who = " ".join(further[0].split())[:80], reported_by(layout)
    kept = Text(
        f"{name}: what stands around the table ({shown!r}) is in the note of its source",
        f"{name}：表格上下的文字（“{shown}”）保留在其来源的备注中",
    )
    if who:
        kept = Text(f"{kept.en}; its publisher is {who}", f"{kept.zh}；发布者记为{who}")
    return [kept]


#: How much of what stands around a table is kept in a note.
_LONGEST_NOTE = 2_000
#: What leads the day by which a table holds, beside who reports it.
_UNTIL = r"(?:[,，]?\s*(?:(?:数据|统计|资料)?(?:时间)?截[至止][到于]?|统计至|as (?:of|at)|dated|stand)\s*)?"
#: Who reports a table, up to the next label, to its day, or to a gap.
_REPORTED_BY = re.compile(
    r"(?:(?:填报|填表|报送|上报|制表|编制|统计)(?:单位|部门|机构|处室)"
    r"|\b(?:reporting (?:unit|body|office|department|entity)|(?:reported|prepared|compiled|submitted) by))"
    rf"\s*[:：]\s*(?P<who>[^\s:：0-9][^:：\n|]*?)(?=\s{{2,}}|\s+[^\s:：]{{1,12}}[:：]|\s*{_UNTIL}[(（]?(?:19|20)[0-9]{{2}}|[;；|\n]|$)",
    re.I,
)
