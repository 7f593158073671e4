"""How long something is, and the day to which it leads: 3 years, 18 months, 三年, 为期五年, 3 ans, 两年半.

Whether three years from 18 March 2019 end on 17 or on 18 March 2022 no text says: both are worked out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from kg.nearest import folded
from kg.notations import numerals
from kg.notations.model import Period
from kg.notations.plain import plain
from kg.notations.points import end_of

#: Numbers in words, in the languages of ``_UNITS``; folded.
_NUMBERS = {
    1: "a|an|one|ein|eine|einem|einen|une?|uno|una|um|uma|один|одного|satu|một|mot|bir|en|ett|een|jeden|rok",
    2: "two|zwei|deux|dos|dois|duas|due|два|двух|dua|hai|iki|två|tva|twee|dwa",
    3: "three|drei|trois|tres|tre|три|трех|tiga|ba|uc|drie|trzy",
    4: "four|vier|quatre|cuatro|quatro|quattro|четыре|empat|bon|dort|fyra|cztery",
    5: "five|funf|fuenf|cinq|cinco|cinque|пять|пяти|lima|nam|bes|fem|vijf|piec",
    6: "six|sechs|seis|sei|шесть|enam|sau|alti|sex|zes|szesc",
    7: "seven|sieben|sept|siete|sete|sette|семь",
    8: "eight|acht|huit|ocho|oito|otto|восемь",
    9: "nine|neun|neuf|nueve|nove|девять",
    10: "ten|zehn|dix|diez|dez|dieci|десять|десяти|sepuluh|muoi|on|tio|tien|dziesiec",
    12: "twelve|zwolf|zwoelf|douze|doce|doze|dodici|двенадцать",
    15: "fifteen|funfzehn|quinze|quince|quindici|пятнадцать",
    18: "eighteen|achtzehn|dix-huit|dieciocho|dezoito|diciotto",
    20: "twenty|zwanzig|vingt|veinte|vinte|venti|двадцать",
    24: "twenty-four|vierundzwanzig|vingt-quatre|veinticuatro",
    25: "twenty-five",
    30: "thirty|dreissig|trente|treinta|trinta|trenta|тридцать",
    36: "thirty-six",
    50: "fifty|funfzig|cinquante|cincuenta|cinquenta|cinquanta|пятьдесят",
}
_IN_WORDS = {word: number for number, words in _NUMBERS.items() for word in words.split("|")}
_HAN = "[零一二两兩三四五六七八九十百]{1,4}"
_NUMBER = rf"(?P<n>[0-9]{{1,3}}(?:[.,]5)?|{_HAN}|{'|'.join(sorted(map(re.escape, _IN_WORDS), key=len, reverse=True))})"
#: Months of each unit; days of weeks and days are negative.
_YEARS = (
    r"years?|yrs?\.?|jahren?|ans?|annees?|anos?|anni|ar|jaar|lata|lat|let|лет|годa?|года|سنوات|سنة|سنين|年间|年間|年간|年|"
    r"nam|tahun|yil|χρονια|ετη"
)
_MONTHS = (
    r"months?|mths?\.?|monaten?|mois|meses|mes|mesi|maanden|manader|miesiecy|месяц(?:а|ев)?|个月|個月|개월|"
    r"ヶ月间?|ヶ月間|か月间?|か月間|カ月间?|カ月間|thang|bulan|ay|اشهر|شهر|شهرا"
)
_WEEKS = r"weeks?|wochen?|semaines?|semanas?|settimane|周|星期"
_DAYS = r"(?:calendar )?days?|kalendertagen?|tagen?|jours?|dias?|giorni|天|日历天"
_UNITS = tuple(
    (re.compile(rf"{_NUMBER}[ -]?(?:{units}){half}"), months, days, more)
    for units, months, days in ((_YEARS, 12, 0), (_MONTHS, 1, 0), (_WEEKS, 0, 7), (_DAYS, 0, 1))
    for half, more in (("", 0), ("半" if months == 12 else r"(?!)", 6))
)
_HALF = (
    (re.compile(r"(?:半年|half a year|half-year|ein halbes jahr|medio ano|mezzo anno|полгода)"), 6),
    (re.compile(r"(?:一年半|eineinhalb jahre|anderthalb jahre|un an et demi|ano y medio|полтора года)"), 18),
)
#: What stands at a length and changes nothing of it.
_LED = re.compile(
    r"^(?:(?:for |over )?(?:a )?(?:period|term|duration) of|for|initially|initial|term|term of|valid for|duration|"
    r"pour|pendant|duree(?: de)?|fur|laufzeit|dauer|durante|por|per|na|на|срок|selama|trong|"
    r"(?:自|从)[^0-9]{0,8}起[ ,，]?(?:生效[ ,，]?)?(?:为期|计)?|为期|期限为?|"
    r"有效期为?|合作期限?为?|建设期|工期|共|暂定|约)[ :：,]*"
)
_BEHIND = re.compile(
    r"[ ,，;；(（]*(?:(?:from|after|since|as of) (?:the )?(?:date of )?sign(?:ing|ature)|"
    r"initial(?:ly)?|term|duration|long|renewable|extendable|renouvelables?|renovables?|verlangerbar|"
    r"auto(?:matically)?[- ]?renew(?:ed|able)|可续签?|可续期|可顺延|期满可续签|"
    r"到期自动续签|自动续签|自动续期|期)[)）]*$"
)


@dataclass(frozen=True, slots=True)
class Length:
    """How long something is: so many months, or so many days."""

    months: int = 0
    days: int = 0


def length(text: str) -> Length | None:
    """How long a text says that something is; ``None`` of other texts, and of 3-5 years, which is no one length.

    >>> length("three years"), length("为期五年"), length("3-5年"), length("2017年")
    (Length(months=36, days=0), Length(months=60, days=0), None, None)
    """
    rest = folded(plain(text)).rstrip(" .。")
    for pattern in (_LED, _BEHIND, _LED):
        rest = pattern.sub("", rest).strip(" ,，")
    for shape, months in _HALF:
        if shape.fullmatch(rest):
            return Length(months)
    for unit, months, days, more in _UNITS:
        if match := unit.fullmatch(rest):
            return _times(match["n"], months, days, more)
    return None


def _times(number: str, months: int, days: int, more: int) -> Length | None:
    if number in _IN_WORDS:
        number = str(_IN_WORDS[number])
    elif re.fullmatch(_HAN, number):
        value = numerals.mixed([number.replace("兩", "两")])
        number = "" if value is None else str(int(value))
    if not number or number.startswith("0") or (days and not number.isdecimal()):
        return None
    whole, _, half = number.replace(",", ".").partition(".")
    count = int(whole)
    return Length(count * months + (months // 2 if half else 0) + more, count * days) if count or half else None


def ends_of(start: date, precision: str, how_long: Length) -> tuple[Period, ...]:
    """The two ends to which a length leads, no finer than its beginning is said; none where the calendar has none.

    Args:
        start: the first day.
        precision: how fine it is said: a day, a month, a year, a quarter or a half.
        how_long: the length.

    Returns:
        the whole time that is counted from the first day on, then the one that ends on the same day later.

    >>> [str(one.end) for one in ends_of(date(2019, 3, 18), "day", Length(36))]
    ['2022-03-17', '2022-03-18']
    >>> [str(one.end) for one in ends_of(date(2019, 3, 1), "month", Length(36))]
    ['2022-02-28', '2022-03-31']
    """
    try:
        whole, same = _whole_and_same(start, how_long)
    except (OverflowError, ValueError):
        return ()
    # Half a year from 2019 on, or ten days from March on, ends no finer than that is said.
    fine = "month" if precision in ("quarter", "half") else precision
    if fine == "day" or (how_long.days and fine == "month"):
        return Period(start, whole, "day"), Period(start, same, "day")
    if fine == "year" and (how_long.days or how_long.months % 12):
        return (Period(start, end_of(whole, "year"), "year"),)
    return Period(start, end_of(whole, fine), fine), Period(start, end_of(same, fine), fine)


def _whole_and_same(start: date, how_long: Length) -> tuple[date, date]:
    """The last day of a time, and the same day so much later; both are the last day of a month that has no such day."""
    if how_long.days:
        same = start + timedelta(days=how_long.days)
        return same - timedelta(days=1), same
    years, month = divmod(start.month - 1 + how_long.months, 12)
    year = start.year + years
    last = date(year, month + 1, monthrange(year, month + 1)[1])
    if start.day > last.day:
        return last, last
    same = last.replace(day=start.day)
    return same - timedelta(days=1), same


#: What stands between a beginning and a length behind it, and between a length and a beginning behind it.
_AFTER_DAY = (
    r"(?:起|开始|后|より|から|부터)?[ ,，;；:()（）]*(?:for(?: a (?:period|term) of)?|for|\+|plus|为期|期限为?|"
    r"有效期为?|计|共|pour|pendant|fur|durante|por|per|на|selama)?[ (（]*"
)
_FROM = (
    r"(?:from|as from|as of|starting(?: in| on| from)?|beginning(?: in| on)?|since|after|with effect from|"
    r"commencing(?: on| in)?|a compter d[eu]|a partir d[eu]l?|des|depuis|ab|seit|desde(?: el)?|a partire dal?|dal|с|"
    r"начиная с|sejak|mulai|tu|od|vanaf)"
)
_LENGTH_AND_DAY = re.compile(rf"(?P<long>.+?),? [(]?{_FROM} (?P<at>.*[0-9]{{4}}.*?)[)]?")


@dataclass(frozen=True, slots=True)
class Counted:
    """A day and how long it is from then on, as a text says both; or a span with how long it is."""

    at: str
    how_long: Length


def counted(text: str) -> tuple[Counted, ...]:
    """The ways in which a text is a day with a length that begins on it.

    Args:
        text: folded, in one width.

    >>> counted("three years from 1 april 2019")
    (Counted(at='1 april 2019', how_long=Length(months=36, days=0)),)
    """
    found = []
    if match := _LENGTH_AND_DAY.fullmatch(text):
        found.append((match["at"], match["long"]))
    # Where the day ends and the length begins, only their readers know: 自2019年6月起三年.
    for match in re.finditer(rf"{_AFTER_DAY}(?={_NUMBER})", text):
        led = re.sub(r"^(?:from|自|从|ab|des|desde(?: el)?|a partir d[eu]l?|с|od) ?", "", text[: match.start()])
        found.append((led, text[match.end() :].strip(" ()（）")))
    made = [Counted(at.strip(" ,，"), how) for at, long in found if at.strip() and (how := length(long)) is not None]
    return tuple(dict.fromkeys(made))
