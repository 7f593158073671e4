"""How long something is, and the day to which it leads: 3 years, 18 months, 三年, 为期五年, 3 ans, 两年半.

Whether three years from 18 March 2019 end on 17 or on 18 March 2022 no text says: both are worked out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache

from kg.nearest import folded
from kg.notations import number_words, numerals
from kg.notations.model import Period
from kg.notations.plain import plain
from kg.notations.points import end_of, last_of_months, months_after

_HAN = "[零一二两兩三四五六七八九十百]{1,4}"
#: A word of a number, or some: which they are, ``in_words`` says.
_IN_WORDS = r"[^\W\d_]+(?:[ -][^\W\d_]+){0,3}"
_DIGITS = r"(?:[0-9]{1,3}(?:[.,][0-9]{1,2})?\^?|\^)"
_NUMBER = rf"(?:(?P<n>{_DIGITS}|{_HAN})[ -]?|(?P<w>{_IN_WORDS})[ -])"
_UNNAMED = re.sub(r"\?P<.>", "?:", _NUMBER)
#: Both ends of a range of numbers, of which none is the length: 3-5年, two to three years.
_RANGE = rf"(?:{_DIGITS}|{_HAN}|{_IN_WORDS}) ?(?:-|~|至|到|/| to | or |或| bis | oder | a | ou | o | e ) ?{_NUMBER}"
_YEARS = (
    r"years?|yrs?\.?|jahren?|ans?|annees?|anos?|anni|anno|ar|jaar|lata|lat|rok|roku|roky|let|лет|года?|"
    r"سنوات|سنة|سنين|年间|年間|年간|年|nam|tahun|yil|χρονια|ετη|ev|vuotta"
)
_MONTHS = (
    r"months?|mths?\.?|monaten?|mois|meses|mes|mesi|mese|maanden|manader|miesiecy|месяц(?:а|ев)?|个月|個月|개월간?|"
    r"ヶ月间?|ヶ月間|か月间?|か月間|カ月间?|カ月間|thang|bulan|ay|اشهر|شهر|شهرا"
)
_WEEKS = r"weeks?|wochen?|semaines?|semanas?|settimane|周|星期"
_DAYS = r"(?:calendar )?days?|kalendertagen?|tagen?|jours?|dias?|giorni|天|日历天"
#: Days that the calendar does not count: nobody knows where they end.
_WORKING_DAYS = (
    r"(?:working|business|work) ?days?|werktagen?|arbeitstagen?|jours? (?:ouvres?|"
    r"ouvrables?)|dias? (?:habil(?:es)?|uteis)|"
    r"个?工作日|营业日|рабочих дней"
)
#: Each unit with its months and its days, and what is added where half of one stands behind it: 两年半, 两个半月.
_UNITS = tuple(
    (re.compile(shape), months, days, half)
    for shape, months, days, half in (
        (rf"{_NUMBER}(?:{_YEARS})", 12, 0, Decimal(0)),
        (rf"{_NUMBER}(?:{_YEARS})半", 12, 0, Decimal("0.5")),
        (rf"{_NUMBER}(?:{_MONTHS})", 1, 0, Decimal(0)),
        (rf"{_NUMBER}个?半月", 1, 0, Decimal("0.5")),
        (rf"{_NUMBER}(?:{_WEEKS})", 0, 7, Decimal(0)),
        (rf"{_NUMBER}(?:{_DAYS})", 0, 1, Decimal(0)),
    )
)
_HALF = (
    (re.compile(r"半年|half a year|half-year|ein halbes jahr|medio ano|mezzo anno|полгода"), 6),
    (
        re.compile(
            r"一年半|(?:a|one) year and a half|one and a half years|eineinhalb jahre|anderthalb jahre|un an et demi|"
            r"(?:un )?ano y medio|um ano e meio|полтора года"
        ),
        18,
    ),
)
#: What says how long and is no length of the calendar: a range, working days, half a month.
_NO_LENGTH = re.compile(
    rf"{_RANGE}(?:{_YEARS}|{_MONTHS}|{_WEEKS}|{_DAYS}|{_WORKING_DAYS})|"
    rf"{_UNNAMED}"
    rf"(?:{_WORKING_DAYS})|半个?月|half a month"
)


def _led(han: str, latin: str) -> re.Pattern[str]:
    """What stands before a length: words of letters are whole ones."""
    return re.compile(rf"^(?:{han}|(?:{latin})(?![^\W\d_]))[ :：,]*")


def _behind(han: str, latin: str) -> re.Pattern[str]:
    """What stands behind a length, in brackets or not."""
    return re.compile(rf"[ ,，;；(（]*(?:{han}|(?<![^\W\d_])(?:{latin}))[)）]*$")


_ABOUT, _LIMIT = "about", "limit"
#: What stands around a length, and what it makes of it: nothing, about so much, or no more than a limit.
_AROUND = (
    (
        _led(
            r"(?:自|从)[^0-9]{0,8}起[ ,，]?(?:生效[ ,，]?)?(?:为期|计)?|为期|期限为?|有效期为?|合作期限?为?|"
            r"建设期|工期|共",
            r"(?:for |over )?(?:a )?(?:period|term|duration) of|for|over|initially|initial|term|"
            r"valid for|duration|pour|"
            r"pendant|duree(?: de)?|fur|uber|laufzeit|dauer|durante|por|per|на|сроком(?: на)?|срок|selama|trong|na",
        ),
        "",
    ),
    (
        _behind(
            r"可续签?|可续期|可顺延|期满可续签|期满自动续期|到期自动续签|自动续签|自动续期|续签|每期|一签|一期|期",
            r"(?:from|after|since|as of) (?:the )?(?:date of )?sign(?:ing|ature)|initial(?:ly)?|term|duration|long|"
            r"renewable|extendable|extensible|renouvelables?|renovables?|prorrogables?|verlangerbar|"
            r"auto(?:matically)?[- ]?renew(?:ed|able)|renewed automatically|tacit(?:ly)? renew(?:al|ed|able)",
        ),
        "",
    ),
    (
        _led(
            r"大约|约|暂定|预计|~|≈",
            r"about|around|approx(?:imately|\.)?|circa|ca?\.?|roughly|some|nearly|etwa|rund|environ|quelque|unos|"
            r"aproximadamente|cerca (?:de|di)|около|примерно|sekitar|khoang|yaklasik",
        ),
        _ABOUT,
    ),
    (_behind(r"左右|上下", r"or so|approx(?:imately|\.)?|environ|aproximadamente"), _ABOUT),
    (
        _led(
            r"至少|不少于|不超过|不低于|不长于|最长|最短|最多|最少|超过|逾",
            r"at least|at most|up to|no more than|not more than|no less than|not less than|more "
            r"than|less than|over|under|"
            r"min(?:imum|\.)?|max(?:imum|\.)?|mindestens|hochstens|maximal|bis zu|au moins|au plus|jusqu'a|al menos|"
            r"como minimo|hasta|no minimo|ate|almeno|fino a|не менее|не более|до",
        ),
        _LIMIT,
    ),
    (
        _behind(
            r"以内|之内|内|以上|以下",
            r"or (?:more|less|longer)|min(?:imum|\.)?|max(?:imum|\.)?|at (?:least|most)",
        ),
        _LIMIT,
    ),
)
#: What is longer is a sentence; how often something is taken off one.
_LONGEST, _MOST_AROUND = 80, 6


@dataclass(frozen=True, slots=True)
class Length:
    """How long something is: so many months, or so many days.

    Attributes:
        months: how many months.
        days: how many days.
        about: whether the text says no more than about how long: 约3年, 暂定3年.
    """

    months: int = 0
    days: int = 0
    about: bool = False


def length(text: str) -> Length | None:
    """How long a text says that something is; ``None`` of other texts, and of 3-5 years, which is no one length.

    >>> length("three years"), length("约五年"), length("3-5年"), length("at least 3 years"), length("1.5 months")
    (Length(months=36, days=0, about=False), Length(months=60, days=0, about=True), None, None, None)
    """
    bare, says = _bare(text)
    if _LIMIT in says:
        return None
    for shape, months in _HALF:
        if shape.fullmatch(bare):
            return Length(months, about=_ABOUT in says)
    for unit, months, days, half in _UNITS:
        if (match := unit.fullmatch(bare)) and (value := _value(match)) is not None:
            value += half
            # Of 1.5 months, and of half a week, the calendar has no end.
            if (value * (months or days)) % 1 or not value:
                return None
            return Length(int(value * months), int(value * days), _ABOUT in says)
    return None


def says_how_long(text: str) -> bool:
    """Whether a text says how long something is, and not when, be it a length or a range, a limit, working days.

    >>> [says_how_long(one) for one in ("5 years", "3-5年", "10 workdays", "三年，可续签", "2017年", "3月")]
    [True, True, True, True, False, False]
    """
    bare, _ = _bare(text)
    shapes = (shape for shape, _ in _HALF)
    if any(shape.fullmatch(bare) for shape in (*shapes, _NO_LENGTH)):
        return True
    return any(
        (match := unit.fullmatch(bare)) is not None and (_value(match) is not None or "^" in (match["n"] or ""))
        for unit, *_ in _UNITS
    )


#: A length amid other words; of 5+5年 the unit stands once. What comes back so often is none: 每五年.
_NAMED = re.compile(
    rf"(?<![0-9每第])(?<!every )(?<!each )(?P<a>[0-9]{{1,3}}|{_HAN})(?: ?[+] ?(?P<b>[0-9]{{1,3}}|{_HAN}))? ?"
    r"(?P<unit>年(?!代|初|末|底|度|[0-9])|个月|years?|yrs?|months?|jahren?|ans|monaten?|mois|anos|meses|anni|mesi)"
    r"(?![a-z])"
)


def named(text: str) -> tuple[str, ...]:
    """The lengths that stand amid other words, as answers have them; what several come to by a + between them first.

    >>> named("5+5年"), named("50年土地租约"), named("每五年续签"), named("3 years + 2 years"), named("2019年")
    (('10 years', '5 years'), ('50 years',), (), ('5 years', '3 years', '2 years'), ())
    """
    if len(text) > _LONGEST:
        return ()
    whole, months, joined = folded(plain(text)), list[int](), True
    before: re.Match[str] | None = None
    for match in _NAMED.finditer(whole):
        for number in filter(None, match.group("a", "b")):
            if (one := length(f"{number} {match['unit']}")) is not None:
                months.append(one.months)
        joined &= before is None or whole[before.end() : match.start()].strip() in ("+", "plus")
        before = match
    ways = [sum(months), *months] if len(months) > 1 and joined else months
    return tuple(dict.fromkeys(f"{way // 12} years" if not way % 12 else f"{way} months" for way in ways if way))


@lru_cache(maxsize=1024)
def _bare(text: str) -> tuple[str, frozenset[str]]:
    """A text without what stands around a length, and what that says of it."""
    if len(text) > _LONGEST:
        return "", frozenset()
    rest, says = folded(plain(text)).strip(" .。"), set[str]()
    for _ in range(_MOST_AROUND):
        before = rest
        for pattern, said in _AROUND:
            cut = pattern.sub("", rest, count=1).strip(" ,，")
            if cut != rest:
                rest, says = cut, says | {said}
        if rest == before:
            break
    return rest, frozenset(says)


def _value(match: re.Match[str]) -> Decimal | None:
    """The number of a length, in digits, in Chinese or in words; ``None`` where it is none, or a year cut short."""
    if word := match["w"]:
        number = number_words.in_words().get(word)
        return None if number is None else Decimal(number)
    said = match["n"]
    if re.fullmatch(_HAN, said):
        return numerals.mixed([said.replace("兩", "两")])
    if "^" in said or re.match("0[0-9]", said):
        return None
    return Decimal(said.replace(",", "."))


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
    bound = "about" if how_long.about else "exact"
    if fine == "day" or (how_long.days and fine == "month"):
        return Period(start, whole, "day", bound), Period(start, same, "day", bound)
    if fine == "year" and (how_long.days or how_long.months % 12):
        return (Period(start, end_of(whole, "year"), "year", bound),)
    return Period(start, end_of(whole, fine), fine, bound), Period(start, end_of(same, fine), fine, bound)


def _whole_and_same(start: date, how_long: Length) -> tuple[date, date]:
    """The last day of a time, and the same day so much later; both are the last day of a month that has no such day."""
    if how_long.days:
        same = start + timedelta(days=how_long.days)
        return same - timedelta(days=1), same
    return last_of_months(start, how_long.months), months_after(start, how_long.months)


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
_WORD = re.compile(rf"(?!{_HAN})[^\W\d_]+")
_BEFORE_NUMBER = re.compile(rf"{_AFTER_DAY}(?=[0-9]|{_HAN}|(?<![^\W\d_])[^\W\d_])")
_LENGTH_AND_DAY = re.compile(rf"(?P<long>.+?),? [(]?{_FROM} (?P<at>.*[0-9]{{4}}.*?)[)]?")


@cache
def _first_words() -> frozenset[str]:
    """The words with which a number in words may begin."""
    return frozenset(re.split("[ -]", word, maxsplit=1)[0] for word in number_words.in_words())


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
    (Counted(at='1 april 2019', how_long=Length(months=36, days=0, about=False)),)
    """
    found = []
    if match := _LENGTH_AND_DAY.fullmatch(text):
        found.append((match["at"], match["long"]))
    # Where the day ends and the length begins, only their readers know: 自2019年6月起三年.
    for match in _BEFORE_NUMBER.finditer(text):
        if (word := _WORD.match(text, match.end())) and word[0] not in _first_words():
            continue
        led = re.sub(r"^(?:from|自|从|ab|des|desde(?: el)?|a partir d[eu]l?|с|od) ?", "", text[: match.start()])
        found.append((led, text[match.end() :].strip(" ()（）")))
    made = [Counted(at.strip(" ,，"), how) for at, long in found if at.strip() and (how := length(long)) is not None]
    return tuple(dict.fromkeys(made))
