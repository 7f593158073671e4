"""What the number format of a spreadsheet's cell says of its number: a date, a share, a unit, leading zeros."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from kg.grids.model import GridCell

#: Formats that have a number only and no text in the file: what they are in Chinese; elsewhere they are not used.
_CHINESE = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: 'h"时"mm"分"',
    35: 'h"时"mm"分"ss"秒"',
    55: 'h"时"mm"分"',
    56: 'h"时"mm"分"ss"秒"',
}
_DAYS_FROM = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
#: Quoted and escaped texts, what a sign is as wide as, what fills a cell, and what stands in brackets.
_PIECE = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)-?([^\]]*)\]|\[[^\]]*\]|([$¥￥€£])|([#0?.,]+)|(.)', re.DOTALL)
_NOT_SHOWN = re.compile(r"[!/]|\[[<>=]|[Ee][+-]")
#: A number as it comes, in the two languages in which files have it.
_GENERAL = re.compile("General|G/通用格式", re.IGNORECASE)
#: The languages, by number and by tag, that formats name beside a sign which several currencies have: [$¥-411].
_LANGUAGES = {
    "USD": "409 en-us",
    "CAD": "1009 c0c en-ca fr-ca",
    "AUD": "c09 en-au",
    "NZD": "1409 en-nz",
    "SGD": "1004 4809 zh-sg en-sg",
    "HKD": "c04 3c09 zh-hk en-hk",
    "TWD": "404 zh-tw",
    "MXN": "80a es-mx",
    "ARS": "2c0a es-ar",
    "CLP": "340a es-cl",
    "COP": "240a es-co",
    "CNY": "804 zh-cn",
    "JPY": "411 ja-jp",
    "SEK": "41d sv-se",
    "NOK": "414 814 nb-no nn-no",
    "DKK": "406 438 da-dk fo-fo",
    "ISK": "40f is-is",
}
_CURRENCY_OF = {language: code for code, languages in _LANGUAGES.items() for language in languages.split()}
_WHOLE = re.compile(r"-?[1-9][0-9]{0,15}")
_MOST_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format.

    Attributes:
        kind: ``number``, ``date``, ``time`` or ``duration``.
        precision: of a date that is shown without its day, ``month`` or ``year``.
        before: the text before the number.
        after: the text after it.
        percent: whether a share is shown in hundredths.
        thousands: by how many thousands the number is divided to be shown.
        digits: to how many digits it is filled up by zeros.
        currency: the currency that is meant by its sign, where the format names whose language it is.
    """

    kind: str = "number"
    precision: str = ""
    before: str = ""
    after: str = ""
    percent: bool = False
    thousands: int = 0
    digits: int = 0
    currency: str = ""


@lru_cache(maxsize=4_096)
def number_format(number: int, code: str | None) -> NumberFormat:
    """The meaning of a format.

    Args:
        number: its number; those below 164 are known without a code.
        code: its code, if the file has it.
    """
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    code = code or _CHINESE.get(number) or BUILTIN_FORMATS.get(number, "General")
    if is_timedelta_format(code):
        return NumberFormat("duration")
    if is_date_format(code):
        bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code.split(";")[0]).lower()
        if "d" in bare or "h" in bare or "s" in bare:
            return NumberFormat("date" if set(bare) & set("dy") else "time")
        return NumberFormat("date", "month" if "m" in bare and "y" in bare else "year" if "y" in bare else "")
    return _of_number(code)


def _of_number(code: str) -> NumberFormat:
    section = _GENERAL.sub("0", code.split(";")[0])
    if _NOT_SHOWN.search(section):
        return NumberFormat(percent="%" in section)
    if re.fullmatch("0{2,}", section):
        return NumberFormat(digits=len(section))
    before, after, placeholders, percent, meant = "", "", "", False, ""
    for quoted, escaped, currency, language, sign, places, other in _PIECE.findall(section):
        meant = meant or (_CURRENCY_OF.get(language.lower(), "") if currency else "")
        percent = percent or other == "%"
        text = quoted or escaped or currency or sign
        placeholders += places
        if placeholders:
            after += text
        else:
            before += text
    if not placeholders or not re.search(r"[^\W\d_]|[$¥￥€£]", before + after):
        before = after = ""
    divided = len(placeholders) - len(placeholders.rstrip(",")) if after or before else 0
    return NumberFormat(before=before, after=after, percent=percent, thousands=divided, currency=meant)


def decimal(number: float) -> str:
    """A number as a spreadsheet shows it, in 15 significant digits, for its cells keep no more.

    >>> decimal(0.1 + 0.2), decimal(1e20)
    ('0.3', '100000000000000000000')
    """
    return _plain(Decimal(f"{number:.15g}"))


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def number_cell(written: str, form: NumberFormat, *, epoch_1904: bool) -> GridCell:
    """The cell of a number.

    Args:
        written: the number as the file has it.
        form: its format.
        epoch_1904: whether days are counted from 1904.
    """
    try:
        value = float(written)
    except ValueError:
        return GridCell(written, "text")
    if value != value or value in (float("inf"), float("-inf")):
        return GridCell(written, "text")
    if form.kind != "number":
        day = _day(value, form, epoch_1904)
        if day:
            return day
    exact = _WHOLE.fullmatch(written) and abs(int(written)) <= _MOST_EXACT
    text = written if exact else decimal(value)
    return GridCell(text, "number", _shown(text, form), form.currency)


def _shown(text: str, form: NumberFormat) -> str:
    if form.percent:
        return f"{_plain(Decimal(text).scaleb(2))}%"
    if form.digits:
        return text.zfill(form.digits) if text.isdigit() and len(text) < form.digits else ""
    if form.before or form.after:
        sign, bare = ("-", text[1:]) if text.startswith("-") else ("", text)
        return f"{sign}{form.before}{_plain(Decimal(bare).scaleb(-3 * form.thousands))}{form.after}".strip()
    return ""


def _day(value: float, form: NumberFormat, epoch_1904: bool) -> GridCell | None:
    """A date; a time and a duration are texts; none if there is no such day, as the spreadsheet shows none."""
    try:
        if form.kind == "duration":
            return GridCell(duration(timedelta(days=value)), "text")
        # The calendar that counts from 1900 has a day too many, the 29th of February of that year.
        early = 1 if 0 < value < 60 and not epoch_1904 else 0
        moment = _DAYS_FROM[epoch_1904] + timedelta(days=int(value) + early, seconds=round((value % 1) * 86_400))
    except (OverflowError, ValueError):
        return None
    if value < 0:
        return None
    if form.kind == "time" or value < 1:
        return GridCell(moment.time().isoformat(), "text")
    return day_cell(moment, form.precision)


def day_cell(moment: datetime | date, precision: str = "") -> GridCell:
    """The cell of a day, with the time where there is one."""
    whole = moment.date() if isinstance(moment, datetime) and moment.time() == time() else moment
    text = whole.isoformat()
    return GridCell(text, "date", {"month": text[:7], "year": text[:4]}.get(precision, ""))


def duration(length: timedelta) -> str:
    """A duration as hours, minutes and seconds.

    >>> duration(timedelta(hours=30, minutes=5))
    '30:05:00'
    """
    seconds = round(length.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
