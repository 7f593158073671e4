"""How a source, a day, a licence and a data set are named beside a number, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.answers.datasets import DataSetTitle
from kg.answers.records import ClaimRecord, Records, SourceRecord
from kg.text import Text

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_CREATIVE_COMMONS = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)/?")
#: Sources that a line names; of more it gives the number.
_NAMED = 3


def day(iso: str, months: int = 0) -> Text:
    """A day in words, or the span that it ends.

    Args:
        iso: as ISO 8601 writes it; a year or a month alone is one.
        months: how many months the date spans, as the precision of a claim has it; 0 for a day.

    >>> day("2017-07-28").en, day("2017-06-30", 3).zh, day("2017-06-30", 6).en, day("2017", 0).zh
    ('28 July 2017', '2017年第2季度', '2017 H1', '2017年')
    """
    year, _, rest = iso.partition("-")
    month, _, date = rest.partition("-")
    if not month or months == 12:
        return Text(year, f"{year}年")
    number = int(month)
    if months == 3:
        quarter = (number + 2) // 3
        return Text(f"{year} Q{quarter}", f"{year}年第{quarter}季度")
    if months == 6:
        return Text(f"{year} H{1 if number <= 6 else 2}", f"{year}年{'上' if number <= 6 else '下'}半年")
    if not date or months:
        return Text(f"{_MONTHS[number - 1]} {year}", f"{year}年{number}月")
    return Text(f"{int(date)} {_MONTHS[number - 1]} {year}", f"{year}年{number}月{int(date)}日")


def day_of(claim: ClaimRecord) -> Text:
    """The date of a claim in words, as exactly as its source gives it."""
    return day(claim.as_of, claim.precision.months if claim.precision else 0)


def licence(text: str) -> str:
    """A licence by its usual name.

    >>> licence("https://creativecommons.org/licenses/by/4.0/"), licence("my own")
    ('CC BY 4.0', 'my own')
    """
    known = _CREATIVE_COMMONS.fullmatch(text)
    return f"CC {known[1].upper()} {known[2]}" if known else text


def named(source: SourceRecord) -> Text:
    """A source by title, publisher and day."""
    issued = day(source.issued) if source.issued else Text()
    publisher = Text.of(source.publisher.en, source.publisher.zh)
    return Text(
        ", ".join(filter(None, (source.label.en, publisher.en, issued.en))),
        "，".join(filter(None, (source.label.zh, publisher.zh, issued.zh))),
    )


def data_named(data: DataSetTitle) -> Text:
    """A data set by title, version and licence; empty where the graph says nothing of it."""
    title = Text.of(data.title.en, data.title.zh)
    version = Text(f"version {data.version}", f"版本{data.version}") if data.version else Text()
    name = licence(data.license)
    return Text(
        ", ".join(filter(None, (title.en, version.en, name))), "，".join(filter(None, (title.zh, version.zh, name)))
    )


def source_line(sources: Iterable[SourceRecord], data: DataSetTitle) -> Text:
    """What stands below a picture: whose statements it shows, from which data set, and under which licence.

    Args:
        sources: those that what is shown rests on.
        data: the data set.
    """
    found = sorted(sources, key=lambda source: (source.issued, source.iri))
    told = Text()
    if len(found) > _NAMED:
        issued = [day(source.issued) for source in found if source.issued]
        span = (
            Text(f", {issued[0].en} to {issued[-1].en}", f"（{issued[0].zh}至{issued[-1].zh}）") if issued else Text()
        )
        told = Text(f"Sources: {len(found)}{span.en}.", f"来源：{len(found)}个{span.zh}。")
    elif found:
        names = [named(source) for source in found]
        word = "Source" if len(found) == 1 else "Sources"
        told = Text(
            f"{word}: {'; '.join(name.en for name in names)}.", f"来源：{'；'.join(name.zh for name in names)}。"
        )
    set_ = data_named(data)
    if set_:
        told = Text(f"{told.en} Data: {set_.en}.".strip(), f"{told.zh}数据：{set_.zh}。")
    return told


def cited_sources(records: Records) -> list[SourceRecord]:
    """The sources that something in the graph rests on."""
    cited = {passage.source for passage in records.passages.values()}
    return [source for iri, source in records.sources.items() if iri in cited]
