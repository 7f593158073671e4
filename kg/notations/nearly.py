"""What a text may mean that is no sure date: seasons, weeks, fiscal and school years, plans, a day and its length.

None of it is read unasked: when a season, a school year or a fiscal year begins, and whether what was expected came, no
text says. The nearest is first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias

from kg.nearest import folded
from kg.notations import lengths
from kg.notations.foreign_days import in_english, seasons, told_apart
from kg.notations.model import Hints, Period
from kg.notations.periods import period
from kg.notations.plain import plain
from kg.notations.points import MONTH, MONTHS, NO_DATE, coarser, end_of

#: What is longer is a sentence, in which nothing is found but days.
_LONG = 80
_Y4 = r"(?:19|20)[0-9]{2}"
#: Two years in a row, of which the second may be cut short.
_TWO_YEARS = rf"({_Y4}) ?[/~-] ?({_Y4}|[0-9]{{2}})"

_BEGIN = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
#: The names of seasons, with the months in which they begin: in English, Chinese, and all other languages.
_NAMES = {
    **_BEGIN,
    "fall": 9,
    "春": 3,
    "夏": 6,
    "暑期": 6,
    "暑假": 6,
    "秋": 9,
    "冬": 12,
    "寒假": 12,
    **{word: _BEGIN[season] for word, season in seasons().items()},
}
_NAME = rf"({'|'.join(sorted(_NAMES, key=len, reverse=True))})(?:季|天)?"
_SO = r"(?: ?(?:顷|頃|ごろ|左右|前后|间|月间|期间|经|년|年))?"
_YEAR_WORDS = r"(?:of |in |,|/|-|de |del |des |nam |عام |سنة )?"
_ONE = rf"({_Y4}) ?[年년]?(?:[ 的/-]|의)?"
_SEASONS = (
    (re.compile(rf"{_ONE}{_NAME}{_SO}"), "year"),
    (re.compile(rf"(?:in |the )?{_NAME} ?{_YEAR_WORDS} ?({_Y4}) ?[年년]?"), "name"),
    (re.compile(rf"{_TWO_YEARS} ?[年년度]*(?:[ 的])?{_NAME}{_SO}"), "years"),
    (re.compile(rf"(?:in |the )?{_NAME} ?{_YEAR_WORDS} ?{_TWO_YEARS} ?[年년]?"), "names"),
)
#: Two seasons of a year: summer/fall 2018, 2018年夏秋.
_TWO_SEASONS = (
    (re.compile(rf"{_NAME} ?(?:/|-|~|and|to|&|y|et|und|e) ?{_NAME} ?{_YEAR_WORDS} ?({_Y4})"), (3, 1, 2)),
    (re.compile(rf"({_Y4}) ?年?{_NAME}[、/至~-]?{_NAME}"), (1, 2, 3)),
)

#: Years that go over two: of schools, of budgets; and when the first of them may begin.
_SCHOOL = (
    r"academic years?|school years?|a\.? ?y\.?|session|curso(?: academico| escolar)?|ano letivo|ano lectivo"
    r"|annee (?:scolaire|universitaire)"
    r"|anno (?:accademico|scolastico)|schuljahr|studienjahr"
    r"|schuljahr|studienjahr|rok (?:akad(?:emicki|emicky|\.)?|szk(?:olny|\.)?|skolni)|учебный год|tahun ajaran|nam hoc"
    r"|nien khoa|学年度?|المدرسي|العام الدراسي"
)
_BUDGET = (
    r"fy|f\.y\.|fiscal year|financial year|season|geschaftsjahr|haushaltsjahr|exercice|ejercicio|exercicio|anno fiscale"
    r"|tahun anggaran|财年|财政年度|会计年度|年度|赛季"
)
_OVER_TWO = re.compile(rf"(?P<a>{_SCHOOL}|{_BUDGET})? ?'?{_TWO_YEARS} ?(?P<b>{_SCHOOL}|{_BUDGET})?")
#: A school year that is called by one of its two years, mostly by the first.
_ONE_SCHOOL = re.compile(rf"(?:{_SCHOOL}) ?(?P<a>{_Y4})|(?P<b>{_Y4}) ?年?(?:{_SCHOOL})")
_TWO_ALONE = re.compile(rf"({_Y4}) ?/ ?({_Y4}|[0-9]{{2}})")
#: What two digits behind a year may be beside a year: 2011/12 is a month.
_MOST_MONTHS = 12
#: Winter is in two years.
_HAN_SEASON = re.compile(rf"({_Y4}) ?年 ?(春|夏|秋)(?:季|天)?")
_FISCAL = rf"(?:fy|f\.y\.|fiscal year|financial year) ?'?(?:({_Y4})(?: ?[/-] ?(?:{_Y4}|[0-9]{{2}}))?|([0-9]{{2}}))"
_OF_FISCAL = (
    (re.compile(rf"q ?([1-4]) ?(?:of )?[,-]? ?{_FISCAL}"), 0),
    (re.compile(rf"{_FISCAL}[ ,-]*q ?([1-4])"), 2),
)
_ONE_FISCAL = re.compile(_FISCAL)
_TERMS = (
    (re.compile(rf"(?:wintersemester|winter semester|wise|ws) ?({_Y4})(?: ?[/-] ?(?:{_Y4}|[0-9]{{2}}))?"), (10, 6)),
    (re.compile(rf"(?:sommersemester|summer semester|sose|ss) ?({_Y4})"), (4, 6)),
    (re.compile(rf"(?:la )?rentree (?:de )?({_Y4})"), (9, 1)),
)

_WEEK = (
    r"(?:w/c|w/b|(?:the )?week (?:of|commencing|beginning|starting)|woche (?:vom|ab)|semaine du|semana del?"
    r"|settimana del)"
)
_WEEK_OF = re.compile(rf"{_WEEK} ?(.+)|(.+?)(?:的那?一周|当周|那周)")
_WEEK_NUMBER = (
    re.compile(rf"(?P<y>{_Y4})[ -]?w(?P<w>[0-5]?[0-9])"),
    re.compile(
        r"(?:kw|cw|wk|w|week|kalenderwoche|semaine|semana|settimana|uke|vecka|uge|tydzien) ?"
        rf"(?P<w>[0-5]?[0-9])[ ,/.-]+(?:of )?(?P<y>{_Y4})"
    ),
    re.compile(rf"(?P<y>{_Y4}) ?年?第?(?P<w>[0-5]?[0-9])[周週주]"),
)

#: What says that a day is only planned or expected, before it and behind it.
_PLANNED = (
    r"(?:(?:is |are |was |now )?(?:expected|planned|scheduled|due|targeted|target|anticipated|foreseen|estimated|"
    r"est\.?|projected|proposed|intended|tentative(?:ly)?|provisional(?:ly)?|likely|probably|presumably|hopefully|tbc|tbd)"
    r"(?: (?:for|in|by|on|to (?:start|begin|end|open|finish|be signed)(?: (?:in|by|on))?))?"
    r"|voraussichtlich|geplant(?: fur)?|erwartet|vsl\.?|prevue?s?(?: pour| en)?|prevista?o?s?(?: para| per| en)?"
    r"|previst[oae]"
    r"|planificado|estimado|probable(?:ment)?|planowan[yae](?: na)?|ожидается(?: в)?|план(?:ируется|овый)?(?: на| в)?"
    r"|предположительно"
    r"|beklenen|planlanan|diharapkan|direncanakan|du kien|متوقع|المتوقع|مخطط"
    r"|预计(?:在|于|将?于)?|计划(?:在|于)?|拟(?:于|在)?|预期|力争|争取|暂定|有望(?:在|于)?|目标|予定|見込み?|见込み?|예정|예상)"
)
_BEFORE_IT = re.compile(rf"^{_PLANNED}(?![a-zа-я])(?: as)? ?[:：,，-]? ?")
_BEHIND_IT = re.compile(rf"[ ,，(（;-]*(?<![a-zа-я]){_PLANNED}[)）]?$")
_PLAN_IN_IT = re.compile(rf"(?<![a-zа-я]){_PLANNED}(?![a-zа-я])")
_BRACKETS = re.compile(r"^(?P<at>[^()（）\[\]]*[0-9][^()（）\[\]]*?) ?[(（\[][^()（）\[\]]*[)）\]]$")
_EARLIEST = r"(?:at the earliest|at earliest|fruhestens|au plus tot|como pronto|no minimo|최소|最早)"
#: From a month to an earlier one of the next year, of which the text names one year: 2019年11月至次年2月, Nov–Feb 2020.
_MON = rf"({MONTH})\.?"
_OVER_TURN = (
    (
        re.compile(rf"({_Y4}) ?[年./-] ?([0-9]{{1,2}})月? ?[-~至到] ?(?:次年|翌年|来年|明年)?([0-9]{{1,2}})月?"),
        (1, 2, 3),
    ),
    (re.compile(rf"{_MON} ?(?:-|~|to|/) ?{_MON},? ({_Y4})"), (3, 1, 2)),
)
_LAST_QUARTER = re.compile(rf"(?:the )?last quarter (?:of |in )?({_Y4})|({_Y4}) ?年?最后一个?季度")
_YEAR_IN_BRACKETS = re.compile(rf"([^()]+?) ?[(]({_Y4})[)]")
_SIDES = (
    (
        re.compile(
            rf"(.+?),? {_EARLIEST}|(?:{_EARLIEST}|not before|not earlier than|nicht vor|pas avant|不早于) ?(.+)"
        ),
        "from",
    ),
    (re.compile(r"(.+?(?:起|开始|以来))[ ,，]*(?:长期|至今|永久|持续.{0,4}|无固定期限|持续)"), "from"),
    (
        re.compile(
            r"(?:from|since|starting(?: in)?|as from|as of|ab|seit|a partir de|depuis|desde|自|从) ?(.+?)(?:起|开始)?"
        ),
        "from",
    ),
    (re.compile(r"(.+?)(?:起|开始|以来|から|より|부터)"), "from"),
    (
        re.compile(r"(?:until|till|to|by|up to|through|before|bis|jusqu'a|hasta|ate|至|到|截至) ?(.+?)(?:止|为止)?"),
        "until",
    ),
)
_TURKISH = re.compile(rf"({_Y4})'?(?:dan|den|tan|ten) (?:beri|itibaren|bu yana)")
_AND_ON = re.compile(rf"({_Y4}) ?(?:ff?\.?|and after|et suivantes?|y siguientes)")
_APART = re.compile(r" / | ?(?:-|~|至|到| to | bis | until | till | a | au | al | по ) ?")
#: Days and months whose dashes part nothing: 2019-05, 2019-05-03, 05-2019, 3-5-2019.
_DASHED = re.compile(
    r"(?<![0-9])(?:[0-9]{4}-(?:0?[1-9]|1[0-2])(?:-[0-9]{1,2})?|(?:[0-9]{1,2}-)?(?:0?[1-9]|1[0-2])-[0-9]{4})(?![0-9])"
)
#: How often something is taken off a text.
_MOST = 4
#: How many signs that part two days a text has at most: two whole days by dashes, with one between them, have five.
_MOST_PARTED = 8
_Reading: TypeAlias = Callable[[str, Hints, int], Iterator[Period]]


def nearly(text: str, hints: Hints = Hints()) -> tuple[Period, ...]:  # noqa: B008 - it cannot be changed
    """The spans that a text may mean of which nothing is read for sure, the nearest first; of other texts none.

    Args:
        text: as it stands in a cell.
        hints: what is known of the column, the row or the sheet.

    >>> [(str(one.start), str(one.end)) for one in nearly("winter 2023/24")]
    [('2023-12-01', '2024-02-29'), ('2023-01-01', '2024-12-31')]
    >>> [str(one.end) for one in nearly("three years from 1 April 2019")], nearly("2017")
    (['2022-03-31', '2022-04-01'], ())
    """
    ways = _ways(text)
    # What a text is as a whole is nearer than what its parts are, in whatever language.
    for readings in (_AT_ONCE, _IN_PARTS, (_two_days,)):
        if found := tuple(dict.fromkeys(made for way in ways for made in _first(readings, way, hints, 0))):
            return found
    return ()


def names_season(text: str) -> bool:
    """Whether a text names a season or a semester, in which something begins or ends, and says no more.

    Args:
        text: as it stands in a cell.

    >>> names_season("SS 2019"), names_season("WS 2019/20"), names_season("2018年春夏"), names_season("2019/20")
    (True, True, True, False)
    """
    return any(_first((_seasons, _terms), way, Hints(), 0) for way in _ways(text))


def names_some_time(text: str) -> bool:
    """Whether a text names a time within which something begins or ends, and no term: a season, a week, two years.

    Args:
        text: as it stands in a cell.

    >>> [names_some_time(one) for one in ("SS 2019", "2015/16", "KW 12/2020", "FY 2019/20", "2015-2016", "2017")]
    [True, True, True, True, False, False]
    """
    return any(_first((_seasons, _terms, _weeks, _two_in_a_row), way, Hints(), 0) for way in _ways(text))


def surely(text: str) -> Period | None:
    """The time that a text names by its number, so that nobody need be asked: a week, two years in a row, 2020年秋.

    A season is one in Chinese alone: in the south it is another one.

    Args:
        text: as it stands in a cell.

    >>> [str(one.end) for text in ("KW 12/2020", "2015/16", "2020年秋") if (one := surely(text))]
    ['2020-03-22', '2016-12-31', '2020-11-30']
    >>> surely("autumn 2020"), surely("2011/12"), surely("FY 2019/20")
    (None, None, None)
    """
    for way in _ways(text):
        weeks = tuple(dict.fromkeys(_weeks(way, Hints(), 0)))
        if len(weeks) == 1:
            return weeks[0]
        if (match := _HAN_SEASON.fullmatch(way)) is not None:
            return next(_of_one_year(int(match[1]), _NAMES[match[2]]))
        if (match := _TWO_ALONE.fullmatch(way)) is not None and int(match[2]) > _MOST_MONTHS:
            return next(iter(_years_over_two(way)), None)
    return None


def _two_in_a_row(text: str, _hints: Hints, _depth: int) -> Iterator[Period]:
    """Two years with a stroke between them, or of a school or a budget: 2015/16, FY 2019-20, 2018学年."""
    if (match := _ONE_SCHOOL.fullmatch(text)) is not None:
        year = int(match["a"] or match["b"])
        yield _months(year, 9, 12)
        yield _months(year - 1, 9, 12)
        yield _years(year, year)
        return
    match = _OVER_TWO.fullmatch(text)
    is_said = match is not None and bool(match["a"] or match["b"] or "/" in text)
    if match is not None and is_said and _second(int(match[2]), match[3]) is not None:
        yield _years(int(match[2]), int(match[2]) + 1)


def _ways(text: str) -> tuple[str, ...]:
    """A text folded, and what it is in English; nothing of one that is empty or too long."""
    if not text.strip() or len(text) > _LONG:
        return ()
    one = folded(told_apart(plain(text))).strip(" .,;")
    return tuple(dict.fromkeys(way.strip() for way in (one, *in_english(one))))


def says_planned(text: str) -> bool:
    """Whether a text says of its day that it is only planned or expected.

    >>> says_planned("拟2024年上半年"), says_planned("2018年计划开工"), says_planned("project 2018")
    (True, True, False)
    """
    return len(text) <= _LONG and _PLAN_IN_IT.search(folded(told_apart(plain(text)))) is not None


def _of(text: str, hints: Hints, depth: int) -> tuple[Period, ...]:
    found = _first(_AT_ONCE, text, hints, depth)
    return found or (_first((*_IN_PARTS, _two_days), text, hints, depth + 1) if depth < _MOST else ())


def _first(readings: Iterable[_Reading], text: str, hints: Hints, depth: int) -> tuple[Period, ...]:
    """What the first of some readings makes of a text that makes something of it."""
    return next((found for reading in readings if (found := tuple(reading(text, hints, depth)))), ())


def _read(text: str, hints: Hints, depth: int) -> tuple[Period, ...]:
    """What a part of a text is, or may be."""
    read = period(text, hints)
    if read.value is not None:
        return (read.value,)
    return _of(folded(text), hints, depth) or (() if read.about else read.proposals)


def _months(year: int, month: int, how_many: int) -> Period:
    """So many months from one on."""
    last = month + how_many - 1
    end = end_of(date(year + (last - 1) // 12, (last - 1) % 12 + 1, 1), "month")
    return Period(date(year, month, 1), end, "month")


def _years(first: int, last: int) -> Period:
    return Period(date(first, 1, 1), date(last, 12, 31), "year")


def _second(first: int, said: str) -> int | None:
    """The second of two years in a row; ``None`` where it does not follow."""
    return first + 1 if int(said) % 100 == (first + 1) % 100 and int(said) in (first + 1, (first + 1) % 100) else None


def _seasons(text: str, _hints: Hints, _depth: int) -> Iterator[Period]:
    for pattern, has in _SEASONS:
        if (match := pattern.fullmatch(text)) is None:
            continue
        if has in ("year", "name"):
            year, name = (match[1], match[2]) if has == "year" else (match[2], match[1])
            yield from _of_one_year(int(year), _NAMES[name])
            return
        first, second, name = match.group(*((1, 2, 3) if has == "years" else (2, 3, 1)))
        last = _second(int(first), second)
        if last is not None:
            yield from _of_two_years(int(first), _NAMES[name])
            return
    for pattern, order in _TWO_SEASONS:
        if match := pattern.fullmatch(text):
            year, one, two = match.group(*order)
            begin, other = _NAMES[one], _NAMES[two]
            both = other - begin if other > begin else other + 12 - begin
            if both:
                yield _months(int(year), begin, both + 3)
                yield _years(int(year), int(year))
            return


def _of_one_year(year: int, month: int) -> Iterator[Period]:
    yield _months(year, month, 3)
    if month == 12:  # the one that begins in it, or the one that ends in it
        yield Period(date(year, 1, 1), end_of(date(year, 2, 1), "month"), "month")
    yield _years(year, year)


def _of_two_years(year: int, month: int) -> Iterator[Period]:
    """A season that two years have: winter, summer in the south, or that of each year."""
    if month in (6, 12):
        yield _months(year, 12, 3)
    if month != 12:
        yield _months(year, month, 3)
        yield _months(year + 1, month, 3)
    yield _years(year, year + 1)


def _over_turn(text: str, hints: Hints, _depth: int) -> Iterator[Period]:
    """From a month to an earlier one, which is of the next year; and the last quarter of a year."""
    if match := _LAST_QUARTER.fullmatch(text):
        yield replace(_months(int(match[1] or match[2]), 10, 3), precision="quarter")
        return
    if (match := _YEAR_IN_BRACKETS.fullmatch(text)) and (one := period(f"{match[1]} {match[2]}", hints).value):
        yield one
        return
    for pattern, order in _OVER_TURN:
        if match := pattern.fullmatch(text):
            year, first, last = match.group(*order)
            months = [MONTHS[one] if one in MONTHS else int(one) for one in (first, last)]
            if not all(1 <= month <= 12 for month in months) or months[0] <= months[1]:
                return
            how_many = months[1] + 13 - months[0]
            # A year behind both is that of the last; one before them that of the first.
            begins = (int(year) - 1, int(year)) if order[0] > 1 else (int(year),)
            yield from (_months(one, months[0], how_many) for one in begins)
            return


def _over_two_years(text: str, _hints: Hints, _depth: int) -> Iterator[Period]:
    """A fiscal or school year over two years; when it begins, nothing says."""
    if _ONE_SCHOOL.fullmatch(text):
        yield from _two_in_a_row(text, _hints, _depth)
        return
    match = _OVER_TWO.fullmatch(text)
    if match is None or not (match["a"] or match["b"]):
        return
    first = int(match[2])
    if _second(first, match[3]) is None:
        return
    yield _years(first, first + 1)
    for month in _begins(match["a"] or match["b"]):
        yield _months(first, month, 12)


def _begins(word: str) -> tuple[int, ...]:
    """By when years over two of that name may begin, the likeliest first: of schools, of budgets."""
    return (9, 10, 7, 4) if re.fullmatch(_SCHOOL, word) else (7, 4, 10)


def _year(whole: str | None, short: str | None) -> int:
    """The year that is said in full, or by its last two digits."""
    return int(whole or f"20{short}")


def _fiscal(text: str, _hints: Hints, _depth: int) -> Iterator[Period]:
    """A quarter of a fiscal year, or from one fiscal year to another."""
    for pattern, at in _OF_FISCAL:
        if match := pattern.fullmatch(text):
            groups = match.groups()
            which, (whole, short) = int(groups[at]), (groups[1:3] if at == 0 else groups[0:2])
            year = _year(whole, short)
            yield replace(_months(year, which * 3 - 2, 3), precision="quarter")
            for before, month in ((0, 4), (1, 7), (1, 10)):
                at_month = month - 1 + (which - 1) * 3
                yield replace(_months(year - before + at_month // 12, at_month % 12 + 1, 3), precision="quarter")
            return
    sides = _APART.split(text)
    ends = [_ONE_FISCAL.fullmatch(side.strip()) for side in sides]
    if len(sides) == 2 and ends[0] and ends[1]:
        first, last = (_year(end[1], end[2]) for end in ends if end)
        if first < last:
            goes_over = re.search(r"[0-9]{4} ?/ ?[0-9]{2}", sides[1]) is not None
            yield _years(first, last + goes_over)
            yield _months(first, 4, 12 * (last - first + 1))
            yield _months(first, 7, 12 * (last - first + 1))


def _terms(text: str, _hints: Hints, _depth: int) -> Iterator[Period]:
    for pattern, (month, how_many) in _TERMS:
        if match := pattern.fullmatch(text):
            yield _months(int(match[1]), month, how_many)
            yield _years(int(match[1]), int(match[1]) + (month == 10))


def _weeks(text: str, hints: Hints, _depth: int) -> Iterator[Period]:
    if match := _WEEK_OF.fullmatch(text):
        day = period(match[1] or match[2], hints).value
        if day is not None and day.start and day.start == day.end:
            yield Period(day.start, day.start + timedelta(days=6), "day")
            monday = day.start - timedelta(days=day.start.weekday())
            yield Period(monday, monday + timedelta(days=6), "day")
        return
    for pattern in _WEEK_NUMBER:
        if match := pattern.fullmatch(text):
            try:
                first = date.fromisocalendar(int(match["y"]), int(match["w"]), 1)
            except ValueError:
                return
            yield Period(first, first + timedelta(days=6), "day")
            return


def _since(text: str, _hints: Hints, _depth: int) -> Iterator[Period]:
    for pattern in (_TURKISH, _AND_ON):
        if match := pattern.fullmatch(text):
            yield Period(date(int(match[1]), 1, 1), None, "year")


def _counted(text: str, hints: Hints, _depth: int) -> Iterator[Period]:
    """A day with how long it is from then on; a span that says how long it is."""
    for one in lengths.counted(text):
        read = period(one.at, hints)
        # Of 1.5.2019 each way is counted: which of both it is, is not asked apart.
        days = (read.value,) if read.value is not None else read.proposals if read.about == "day-first" else ()
        for each in days:
            if each.start is None:
                continue
            if each.end is not None and end_of(each.start, each.precision) != each.end:
                yield each
            else:
                yield from lengths.ends_of(each.start, each.precision, one.how_long)
        if days:
            return


def _bare(text: str, hints: Hints, depth: int) -> Iterator[Period]:
    """What a text says without the words that it is planned, and without what stands in brackets behind it."""
    for pattern in (_BEFORE_IT, _BEHIND_IT):
        rest = pattern.sub("", text, count=1).strip(" ,，")
        if rest and rest != text and re.search("[0-9]", rest):
            yield from _read(rest, hints, depth)
            return
    if match := _BRACKETS.fullmatch(text):
        yield from _read(match["at"].strip(), hints, depth)


def _opened(text: str, hints: Hints, depth: int) -> Iterator[Period]:
    """A season from which on, or until which, something is: the season, then what is open."""
    for pattern, side in _SIDES:
        if (match := pattern.fullmatch(text)) is None:
            continue
        inner = next(part for part in match.groups() if part).strip(" ,，起")
        found = _of(inner, hints, depth) or _read(inner, hints, depth)
        yield from found
        for one in found[:1]:
            if one.start and one.end:
                yield replace(one, end=None) if side == "from" else replace(one, start=None)
        return


def _from_to(text: str, hints: Hints, _depth: int) -> Iterator[Period]:
    """From one to another, of which one is a season, a week or a fiscal year."""
    dates = [one.span() for one in _DASHED.finditer(text)]
    parted = [one for one in _APART.finditer(text) if not any(first < one.start() < last for first, last in dates)]
    # What stands apart from both sides parts them rather than what stands in one of them.
    parted.sort(key=lambda one: not (one[0].startswith(" ") and one[0].endswith(" ")))
    for match in parted if len(parted) <= _MOST_PARTED else ():
        left, right = text[: match.start()].strip(), text[match.end() :].strip()
        if not left or not right:
            continue
        if schools := tuple(_of_schools(left, right)):
            yield from schools
            return
        one, two = (_years_over_two(side) or _read(side, hints, _MOST) for side in (left, right))
        if one and two and one[0].start and two[0].end and one[0].end and one[0].start <= two[0].end:
            yield Period(one[0].start, two[0].end, coarser(one[0].precision, two[0].precision))
            return


def _of_schools(left: str, right: str) -> Iterator[Period]:
    """From one school or fiscal year that goes over two to another: their years, then by when such years begin."""
    ends = [_OVER_TWO.fullmatch(side) for side in (left, right)]
    if ends[0] is None or ends[1] is None:
        return
    word = next((said for end in ends if end for said in (end["a"], end["b"]) if said), None)
    first, last = (int(end[2]) for end in ends if end)
    if word is None or first >= last or any(_second(int(end[2]), end[3]) is None for end in ends if end):
        return
    yield _years(first, last + 1)
    for month in _begins(word):
        yield _months(first, month, 12 * (last - first + 1))


def _in_phases(text: str, hints: Hints, _depth: int) -> Iterator[Period]:
    """From the first to the last of the spans of several phases: 一期2019-2020，二期2021-2023."""
    parts = [part for part in _BETWEEN_PHASES.split(text) if part.strip()]
    if not 1 < len(parts) <= _MOST_PARTED:
        return
    if not all(_PHASE.search(part) for part in parts):
        return
    read = [period(_PHASE.sub("", part).strip(" :："), hints).value for part in parts]
    known = [one for one in read if one is not None and one.start is not None and one.end is not None]
    if len(known) < len(parts):
        return
    first, last = min(one.start for one in known if one.start), max(one.end for one in known if one.end)
    yield Period(first, last, coarser(*(one.precision for one in known)))
    yield from known


_BETWEEN_PHASES = re.compile(r"[,，;；、/\n]+")
#: What names a phase before its span or behind it.
_PHASE = re.compile(
    r"[(]?(?:第?[一二三四五六1-6]期(?:工程|项目)?|第?[一二三四五六]阶段|[首末]期"
    r"|(?:phase|stage|phases?) ?(?:[1-6]|i{1,3}|iv|v)(?![a-z0-9])"
    r"|(?:first|second|third|1st|2nd|3rd) phase|[1-6]\. ?phase)[)]?"
)


def _years_over_two(text: str) -> tuple[Period, ...]:
    """Both years of 2019/2020 or 2019/20, where it is one end of a span."""
    match = re.fullmatch(_TWO_YEARS, text)
    return (_years(int(match[1]), int(match[1]) + 1),) if match and _second(int(match[1]), match[2]) else ()


def _decade(text: str, _hints: Hints, _depth: int) -> Iterator[Period]:
    """The ten years of 1990s, 1990年代."""
    if (match := re.fullmatch(r"((?:19|20)[0-9])0 ?(?:s|年代|er[- ]jahren?)", text)) is not None:
        first = int(match[1]) * 10
        yield _years(first, first + 9)


def _two_days(text: str, hints: Hints, _depth: int) -> Iterator[Period]:
    """From the first to the second of two dates in a text, which says of neither what it is."""
    read = period(text, hints)
    if read.question != NO_DATE or len(read.proposals) != 2:
        return
    one, two = read.proposals
    if one.start and two.end and two.start and one.start < two.start:
        yield Period(one.start, two.end, coarser(one.precision, two.precision))


_AT_ONCE = (_decade, _in_phases, _seasons, _over_turn, _over_two_years, _fiscal, _terms, _weeks, _since)
_IN_PARTS = (_counted, _bare, _opened, _from_to)
