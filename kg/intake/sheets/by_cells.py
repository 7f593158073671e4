"""What a column is perhaps whose heading says nothing, by its cells: days, sums of money and sources are asked, never
lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.intake.sheets.links import links_in
from kg.intake.sheets.plain_words import says_as_above
from kg.intake.sheets.quarters import before_street, says_street
from kg.intake.sheets.source_days import day_of
from kg.intake.sheets.vague import says_no_end
from kg.nearest import folded
from kg.notations import MIDDLE, Hints, period, quantity
from kg.notations.lengths import says_how_long

#: How many cells are looked at, how many must be such, and which part of them.
_MOST, _ENOUGH, _HALF, _NEARLY_ALL = 40, 2, 0.5, 0.75
#: Words in headings that say which days those are; else all are proposed.
_WHICH_DAYS = (
    (re.compile(r"sign|contract|agree|签|订"), ("signed", "date")),
    (re.compile(r"start|begin|from|since|effect|commenc|开|起|始|生效"), ("start", "date")),
    (re.compile(r"end|until|till|expir|finish|complet|clos|止|终|结束|届满|竣|完"), ("end", "date")),
    (re.compile(r"updat|report|check|更新|填报|登记|录入|核实"), ("note", "date")),
)
_ANY_DAY = ("date", "signed", "start", "end")
#: Words in headings of what has come.
_COME = re.compile(r"paid|disburs|receiv|spent|arriv|invested|到|付|拨|完成|实际|已")
#: What makes a cell one of money: a scale or a currency beside a number.
_OF_MONEY = re.compile(r"[万萬亿億元円€$£¥₹]|[A-Z]{3}|\b(?:m|mn|bn|million|billion|mio|mrd|crore|lakh)\b", re.I)
#: What joins the ends of a span, or says that there is one end.
_OF_SPANS = re.compile(
    r"[–—~～至到自从]| - |\b(?:since|from|until|till|to|through|seit|bis|desde|hasta|depuis)\b"
    r"|(?<![0-9])(?:19|20)[0-9]{2} ?[-/] ?(?:19|20)[0-9]{2}(?![0-9])|^(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}/",
    re.I,
)
#: Two ends that the reader of days leaves open, or a beginning alone: 2015/2018, 2021-04-01/2026-03-31, 2019–.
_DAY = r"(?:19|20)[0-9]{2}(?:[-./年][0-9]{1,2}(?:[-./月][0-9]{1,2})?)?[年月日]?"
_ENDS = re.compile(rf"{_DAY} ?(?:[/–—~～至到-] ?(?:{_DAY})?)")
_BOTH_ENDS = re.compile(
    r"(?:19|20)[0-9]{2}(?![0-9]).*(?:19|20)[0-9]{2}(?![0-9])|[0-9年月日.]\s*(?:[–—~～至到]|\s-\s)\s*[^\s–—]"
)
_LETTER, _IN_BRACKETS = re.compile(r"[^\W\d_]"), re.compile(r"[（(].*?[)）]")
_NUMBER = re.compile(r"[0-9一二三四五六七八九十百千万亿]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_RUNNING = re.compile(
    r"(?:no\.?|nr\.?|n°|№|#|第)?\s*[（(]?\s*(?:[0-9]{1,6}(?:[.-][0-9]{1,4}){0,3}|[一二三四五六七八九十百]{1,5}|[ivxlcdm]{1,7}|[a-z]|[①-⑳])"
    r"\s*[)）]?\s*[.、．:：号]?",
    re.I,
)
_YEAR = re.compile("(?:19|20)[0-9]{2}")
#: A number, of any grouping; 28.7.2017 is none.
_PLAIN = re.compile(r"(?![0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}$)[0-9.,\s]*")


def may_be(heading: str, texts: Sequence[str]) -> tuple[str, ...]:
    """What a column may be by its cells, the likeliest first; nothing where they are no days, sums of money or sources.

    Args:
        heading: its heading, of which nothing is known.
        texts: its cells that are not blank.
    """
    cells = _filled(texts)
    if are_spans(cells):
        return ("span", *_ANY_DAY)
    if are_days(cells):
        named = folded(heading)
        which = next((roles for pattern, roles in _WHICH_DAYS if pattern.search(named)), _ANY_DAY)
        return tuple(dict.fromkeys((*which, *_ANY_DAY)))
    sums = [text for text in cells if _is_sum(text)]
    if len(sums) >= max(_ENOUGH, _HALF * len(cells)):
        measures = ("capitalArrived", "totalInvestment") if _COME.search(folded(heading)) else ("totalInvestment",)
        return tuple(f"amount {measure}" for measure in measures)
    links = [bool(links_in(text)) for text in cells]
    if len(cells) >= _ENOUGH and all(links):
        return ("link", "source")
    stated = [link or (_LETTERS.search(text) and day_of(text).day) for link, text in zip(links, cells, strict=True)]
    if sum(map(bool, stated)) >= max(_ENOUGH, _HALF * len(cells)):
        return ("source",)
    return ()


def _filled(texts: Sequence[str]) -> list[str]:
    """Those of the first cells of a column that are not blank."""
    return [text for text in texts[:_MOST] if text.strip()]


def may_be_sums(texts: Sequence[str]) -> bool:
    """Whether half of the cells of a column may be amounts, or there is none to tell: names and sources are none."""
    cells = _filled(texts)
    numbers = [text for text in cells if _NUMBER.search(text) and not (_LETTERS.search(text) and day_of(text).day)]
    return not cells or len(numbers) >= _HALF * len(cells)


def are_no_names(texts: Sequence[str]) -> bool:
    """Whether most cells of a column are numbers or in per cent, and name nobody: 30%, 49:51, >75%, 约20%."""
    cells = _filled(texts)
    numbers = [text for text in cells if _NUMBER.search(text) and len(_LETTER.findall(_IN_BRACKETS.sub("", text))) <= 1]
    return len(numbers) > _HALF * len(cells)


def are_shares(texts: Sequence[str]) -> bool:
    """Whether most cells of a column are numbers, and one or more of them in per cent."""
    return are_no_names(texts) and any("%" in text or "％" in text for text in texts[:_MOST])


def are_spans(texts: Sequence[str]) -> bool:
    """Whether most cells of a column say from when to when, since when or how long, and nearly all are times."""
    rest = [text for text in texts if not _is_span(text)]
    spans, days = len(texts) - len(rest), sum(map(_is_day, rest))
    return spans >= max(_ENOUGH, _HALF * len(texts)) and spans + days >= _NEARLY_ALL * len(texts)


def have_one_end(texts: Sequence[str]) -> bool:
    """Whether no cell of a column has both ends of a span, and one or more are days: 31.12.2021, 2022, 3 Jahre.

    >>> have_one_end(["31.12.2021", "3 Jahre", "unbefristet"]), have_one_end(["2018–2021", "31.12.2021"])
    (True, False)
    """
    cells = _filled(texts)
    return not any(map(_BOTH_ENDS.search, cells)) and any(_is_day(text) or _YEAR.fullmatch(text) for text in cells)


def are_days(texts: Sequence[str]) -> bool:
    """Whether nearly all cells of a column are days, and two or more."""
    days = [text for text in texts if _is_day(text)]
    return len(days) >= _ENOUGH and len(days) >= _NEARLY_ALL * len(texts)


def mostly_days(texts: Sequence[str]) -> bool:
    """Whether most cells of a column are days, or years alone."""
    days = [text for text in texts if _is_day(text) or _YEAR.fullmatch(text.strip())]
    return len(days) > _HALF * len(texts)


def mostly_spans(texts: Sequence[str]) -> bool:
    """Whether most cells of a column say from when to when, since when or how long."""
    return sum(map(_is_span, texts)) > _HALF * len(texts)


def are_running_numbers(texts: Sequence[str]) -> bool:
    """Whether half of the cells of a column are numbers of rows: 1, 2., （三）, IV, 1.2; or there is none to tell."""
    cells = _filled(texts)
    others = [text for text in cells if not _RUNNING.fullmatch(text.strip())]
    return len(others) <= _HALF * len(cells)


def refers_as(texts: Sequence[str]) -> str:
    """What the cells of a column refer with: ``id`` for keys of rows, ``link`` for links alone, else ``source``.

    Nothing where they may be either of the first and the last: REF 12, FT 2017; A, B, C.

    >>> refers_as(["P-01", "P-02", "P-02a"]), refers_as(["https://a.example/1", "Reuters", "FT", "ditto"])
    ('id', 'source')
    >>> refers_as(["REF 12", "REF 13", "REF 15"])
    ''
    """
    cells = _filled(texts)
    links = sum(bool(links_in(text)) for text in cells)
    if links >= _NEARLY_ALL * len(cells):
        return "link"
    if links or any(map(says_as_above, cells)):
        return "source"  # No row has a link as its key, nor the key of the row above.
    keys = sum(_KEY.fullmatch(text.strip()) is not None for text in cells)
    may_be = sum(_LIKE_KEY.fullmatch(text.strip()) is not None for text in cells)
    if len(set(map(folded, cells))) < len(cells) or may_be <= _HALF * len(cells):
        return "source"
    return "id" if keys > _HALF * len(cells) else ""


#: A key of a row: one word with a number in it; and what may be one in two words, or in letters alone.
_KEY = re.compile(r"(?=[^\s]*[0-9])[\w./#-]{1,24}")
_LIKE_KEY = re.compile(r"(?=.*[0-9])[\w./#-]{1,16}(?: [\w./#-]{1,12})?|[\w./#-]{1,12}")


def any_day(texts: Sequence[str]) -> bool:
    """Whether a cell of a column may be a day, or there is none to tell."""
    return not texts or any(_is_day(text) or _PLAIN.fullmatch(text.strip()) for text in texts[:_MOST])


def _is_day(text: str) -> bool:
    """Whether a text is a day or a span, of which the order or the year may be open; a number alone is none."""
    if _PLAIN.fullmatch(text.strip()):
        return False
    read = period(text)
    return read.value is not None or read.question == MIDDLE or bool(read.about and read.about != "unknown")


def _is_span(text: str) -> bool:
    """Whether a text is a span with two ends or one, or says how long: 2018–2022, 2019–, since 2022, 3 years."""
    if says_how_long(text) or says_no_end(text):
        return True
    return bool(_OF_SPANS.search(text)) and (_is_day(text) or bool(_ENDS.fullmatch(text.strip())))


def _is_sum(text: str) -> bool:
    if not _OF_MONEY.search(text) or not re.search("[0-9一二三四五六七八九十]", text):
        return False
    if before_street(text) or says_street(text):
        return False  # 1 Sample Road m, 12 rue de Lyon: its number counts nothing
    read = quantity(text, Hints(money=True))
    found = (read.value,) if read.value else read.proposals
    return any(one.unit in ("", "ratio") or len(one.unit) == len("EUR") for one in found)
