"""Days in further languages, in the English words that ``points`` and ``periods`` read: 15 de marzo de 2021, 12. März.

The names of months are those of Unicode CLDR (``months.csv``); the words beside them are in ``day_words.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial

from kg.nearest import folded
from kg.notations.number_words import in_words
from kg.notations.points import NAMES
from kg.notations.tables import table

_LETTER = r"[^\W\d_]"
_SOME_LETTER = re.compile(_LETTER)
_ANY_MONTH = "|".join(NAMES)
#: Thailand counts the years of the Buddhist era, which are so many more than ours.
_THAI, _THAI_YEAR, _MORE = re.compile("[\u0e00-\u0e7f]"), re.compile(r"(?<![0-9])2[45][0-9]{2}(?![0-9])"), 543
_THAI_ERA = re.compile(r"(?:พ\.? ?ศ\.?|ปี) ?")
_VIETNAMESE = re.compile(r"(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2})(?: nam |[/-])([0-9]{4})")
#: The first or the last six months of a year.
_SIX_MONTHS = tuple(
    (re.compile(rf"6 thang {word}(?: cua)? nam ([0-9]{{4}})"), rf"h{half} \1")
    for word, half in (("dau", 1), ("cuoi", 2))
)
_VIETNAMESE_MONTH = re.compile(r"thang ([0-9]{1,2})(?: nam |[ /-])([0-9]{4})")
#: What stands at a number in order: 1º, 1er, 2ème, 1., 15-го.
_TH = r"(?:\.?\^|\.?[oa]|er|re|e|eme|\.|-?[ийм]|-?го)?"
#: 2020. augusztus 5., 2020 m. rugpjūčio 5 d.
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})(?:\.| m\.) ?({_ANY_MONTH})(?: ([0-9]{{1,2}})\.?(?: d\.?)?)?")
#: 20-XI-2018, as in much of Europe and Latin America.
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_CAPITAL_MONTH = re.compile(
    r"^\s*(V|VI|VII|VIII|IX|X|XI|XII)[./ ]{1,2}((?:19|20)[0-9]{2})(?=\s*(?:r\.?|г\.?|roku)?\s*$)"
)
_IN_ROMAN = re.compile(r"(?<![0-9a-z])([0-9]{1,2})[-./ ]{1,2}([ivx]{1,4})[-./ ]{1,2}([0-9]{4})(?![0-9])")
#: The nineties by two digits: lata 90., 90er Jahre, années 90, 90年代; of the twenties nobody knows which.
_DECADE = re.compile(
    r"(?:lata|anni|annees|anos|les annees|los anos|gli anni|jaren|leta|rokov|годы|anii) ?'?(?P<a>[4-9])0\.?"
    r"(?: xx w(?:ieku|\.))?|(?:die )?'?(?P<b>[4-9])0(?:er[- ]jahre|\.? ?leta|\.? ?roky|-tal(?:et|ets|let)?"
    r"|-luku|-х|-х годов|-е|-е годы|-ті|年代|-es evek|s)"
)
#: March of 2020, of English months alone: of "out of 2020" nothing is a month.
_ENGLISH_OF = re.compile(
    rf"\b({_ANY_MONTH}|{'|'.join(month[:3] for month in NAMES)}) of (?:the )?(?:year )?(?=[0-9]{{4}})"
)
_BY_LETTER = re.compile(r"(?:t([1-4])|([1-4])t)[ /-]?([0-9]{4})")


@cache
def _months() -> dict[str, tuple[str, ...]]:
    """The names of months, folded, with what each is in English; two where two languages differ."""
    found: dict[str, dict[str, None]] = {}
    for row in table("months.csv"):
        for name in row["spellings"].split("|"):
            found.setdefault(folded(name), {})[NAMES[int(row["month"]) - 1]] = None
    return {name: tuple(months) for name, months in found.items()}


@cache
def _languages() -> dict[str, frozenset[str]]:
    """The names of months, folded, with the languages that have them."""
    found: dict[str, set[str]] = {}
    for row in table("months.csv"):
        for name in row["spellings"].split("|"):
            found.setdefault(folded(name), set()).add(row["language"])
    return {name: frozenset(languages) for name, languages in found.items()}


@cache
def _words(kind: str) -> dict[str, str]:
    """The words of one kind, folded, with what they say in English."""
    rows = (row for row in table("day_words.csv") if row["kind"] == kind)
    return {folded(word): row["said"] for row in rows for word in row["spellings"].split("|")}


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _before(*kinds: str) -> str:
    """Words that stand before something, with the blank between; one that ends in an apostrophe has none."""
    words = sorted((word for kind in kinds for word in _words(kind)), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) + ("" if word.endswith("'") else " ") for word in words) + ")"


@cache
def _month() -> re.Pattern[str]:
    return re.compile(rf"(?<!{_LETTER})(?:{_any(_months())})(?!{_LETTER})\.?")


@cache
def _steps() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is left out, one after the other, and what stands in its place; the months are in English already."""
    year_behind = rf"(?<=[0-9]{{4}}) ?(?:{_any(_words('year behind'))})(?!{_LETTER})"
    return (
        (re.compile(year_behind), ""),
        (re.compile(rf"^{_before('lead')}(?=[0-9a-z])"), ""),
        (re.compile(rf"(?<=[0-9^.oar]) {_before('of')}(?=(?:{_ANY_MONTH})\b)"), " "),
        (re.compile(rf"\b({_ANY_MONTH})[,/]? {_before('of')}(?=[0-9]{{4}})"), r"\1 "),
        (re.compile(rf"\b({_ANY_MONTH}) ?[/,] ?(?=[0-9]{{4}})"), r"\1 "),
        (re.compile(rf"(?<![0-9/.-])([0-9]{{1,2}}){_TH} ?(?=(?:{_ANY_MONTH})\b)"), r"\1 "),
        (_YEAR_FIRST, r"\1 \2 \3"),
    )


@cache
def _parts() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Quarters and half-years, each as q3 2020 or h1 2020."""
    found = []
    which, of = rf"({_any(_words('ordinal'))}|[1-4]){_TH}", rf"(?:[ ,/-]*{_before('of')}?([0-9]{{4}}))?"
    for kind, sign in (("quarter", "q"), ("half", "h")):
        part = rf"(?:{_any(_words(kind))})\.?"
        found += [
            (re.compile(rf"(?<!{_LETTER}){which} ?{part}(?!{_LETTER}){of}"), rf"{sign}\1 \2"),
            (re.compile(rf"(?<!{_LETTER}){part} ({_any(_words('ordinal'))}|[1-4])(?!{_LETTER}){of}"), rf"{sign}\1 \2"),
            (re.compile(rf"([0-9]{{4}})[ ,/-]+{which} ?{part}(?!{_LETTER})"), rf"{sign}\2 \1"),
        ]
    return tuple(found)


@cache
def _by_accent() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (row for row in table("day_words.csv") if row["kind"] == "by accent")
    words = ((word, row["said"]) for row in rows for word in row["spellings"].split("|"))
    return tuple((re.compile(rf"\b{word}\b", re.I), said) for word, said in words)


def told_apart(text: str) -> str:
    """A text before it is folded, without words that are other words once their accents or capitals are gone.

    Dès is no des, and VI 2019 is June; of I to IV a quarter may be meant as well.
    """
    text = _CAPITAL_MONTH.sub(lambda month: f"{NAMES[_ROMAN.index(month[1].casefold())]} {month[2]}", text)
    for word, said in _by_accent():
        text = word.sub(said, text)
    return text


def languages_of(texts: Iterable[str]) -> frozenset[str]:
    """The languages in which some texts name months, by names that are no words elsewhere and no English ones.

    Args:
        texts: folded.

    >>> sorted(languages_of(["out of 2020", "led 2020"])), "pt" in languages_of(["fev 2020"])
    ([], True)
    """
    worded = {text for text in texts if _SOME_LETTER.search(text)}
    names = {name.rstrip(".") for text in worded for name in _month().findall(text)}
    return frozenset().union(*(_languages()[name] for name in names if _is_foreign(name)))


def _is_foreign(name: str) -> bool:
    return name not in _words("month too") and not any(month.startswith(name) for month in NAMES)


def is_word_too(text: str, languages: frozenset[str] = frozenset()) -> bool:
    """Whether a month of a text may be a word of another language: out of 2020, 1st set 2020, pro 2020.

    Args:
        text: folded.
        languages: those that the texts beside it are in: in Portuguese out is October.

    >>> is_word_too("set 2020"), is_word_too("15 de set de 2020"), is_word_too("set 2020", frozenset(["pt"]))
    (True, False, False)
    """
    text = _with_days(text)
    known = languages | languages_of([text])
    led, led_long = (re.compile(rf"[0-9]{_TH} ?{of}$") for of in (_before("of"), f"(?:{_before('of')})?"))
    return any(
        name in _words("month too")
        and not _languages()[name] & known
        # Behind the number of a day a long one is no other word: 15. augusta 2020.
        and not (led if len(name) <= _SHORT else led_long).search(text[: match.start()])
        for match in _month().finditer(text)
        if (name := match[0].rstrip("."))
    )


#: So many letters a short name has at most.
_SHORT = 3
#: The kinds of words that say something by themselves, and go before months that are called alike.
_OPENING = ("about", "since", "until", "before", "after", "early", "mid", "end", "season")
_SAYING = (*_OPENING, "between", "from", "to", "and")


def in_english(text: str) -> tuple[str, ...]:
    """What a text in another language says in English words, as far as it is of days; several where it may be several.

    Args:
        text: folded, with digits for numerals.

    >>> in_english("15 de marzo de 2021"), in_english("1. polrocze 2020"), in_english("fines de 2019")
    (('15 march 2021',), ('h1 2020',), ('end 2019',))
    """
    # Days before months, one of which is called uno.
    if (ten := _DECADE.fullmatch(text)) is not None:
        return (f"19{ten['a'] or ten['b']}0s",)
    text = _IN_ROMAN.sub(_roman, _ENGLISH_OF.sub(r"\1 ", _of_our_years(_with_days(text))))
    for pattern, written in (*_SIX_MONTHS, (_VIETNAMESE, r"\3-\2-\1"), (_VIETNAMESE_MONTH, r"\2-\1")):
        text = pattern.sub(written, text)
    return tuple(dict.fromkeys(_without_words(one).strip() for one in _with_months(text)))


def words_first(text: str) -> str:
    """The same where words of a text that are months elsewhere are what they say in its own language; empty if none is.

    >>> words_first("tra 2019 e 2020")
    'between 2019 and 2020'
    """
    saying = {name for name in _month().findall(text) if any(name in _words(kind) for kind in _SAYING)}

    def english(match: re.Match[str]) -> str:
        return match[0] if match[0] in saying else _months()[match[0].rstrip(".")][0]

    return _without_words(_month().sub(english, text)).strip() if saying else ""


def _roman(match: re.Match[str]) -> str:
    """A day whose month is in Roman numerals, with its name; no month stays as it is, and so does 3 x 2020."""
    if len(match[2]) == 1 and match[0] == f"{match[1]} {match[2]} {match[3]}":
        return match[0]
    month = _ROMAN.index(match[2]) if match[2] in _ROMAN else None
    return match[0] if month is None else f"{match[1]} {NAMES[month]} {match[3]}"


def _of_our_years(text: str) -> str:
    """The years of the Buddhist era in a Thai text as those of ours."""
    if not _THAI.search(text):
        return text
    return _THAI_YEAR.sub(lambda year: str(int(year[0]) - _MORE), _THAI_ERA.sub("", text))


def _with_months(text: str) -> Iterator[str]:
    """The text with English months, in each way in which their names may be meant."""
    found = {name.rstrip("."): None for name in _month().findall(text)}
    most = max((len(_months()[name]) for name in found), default=1)
    for at in range(most):

        def english(match: re.Match[str], at: int = at) -> str:
            meant = _months()[match[0].rstrip(".")]
            return meant[min(at, len(meant) - 1)]

        yield _month().sub(english, text)


@cache
def _days_in_words() -> tuple[re.Pattern[str], dict[str, int]]:
    """The day of a month in words before that, as in cinco de mayo, primeiro de março; and the number of each."""
    first = (word for word, said in _words("ordinal").items() if said == "1" and len(word) > _SHORT)
    numbers = dict.fromkeys(first, 1) | {word: day for word, day in in_words().items() if day <= _MOST_DAYS}
    return re.compile(rf"(?<!{_LETTER})({_any(numbers)}) {_before('of')}(?={_month().pattern})"), numbers


_MOST_DAYS = 31


def _with_days(text: str) -> str:
    """A text with the days of months that it has in words in digits: 5 mayo for cinco de mayo."""
    words, numbers = _days_in_words()
    return words.sub(lambda match: f"{numbers[match[1]]} ", text)


def _without_words(text: str) -> str:
    for pattern, written in _steps():
        text = pattern.sub(written, text)
    for pattern, written in _parts():
        text = pattern.sub(partial(_part, written), text)
    text = _BY_LETTER.sub(lambda match: f"q{match[1] or match[2]} {match[3]}", text.strip())
    return _joined(text.strip())


def _part(written: str, match: re.Match[str]) -> str:
    return _numbered(match.expand(written))


def _numbered(text: str) -> str:
    """The number of a quarter or half-year that is a word, as one."""
    sign, which, year = text[0], *text[1:].partition(" ")[::2]
    return f"{sign}{_words('ordinal').get(which, which)} {year.strip()}"


def _joined(text: str) -> str:
    """What opens a span, parts a year or stands between two days, in English."""
    if goes_on := _till_now().fullmatch(text):
        return f"{_opened(goes_on[1])} to present"
    if between := re.fullmatch(rf"{_before('between')}(.+?) {_before('and')}(.+)", text):
        return f"between {_opened(between[1])} and {_opened(between[2])}"
    day = r"(?:[a-z]+ )?[0-9].*?|[a-z]+"
    if (both := re.fullmatch(rf"{_before('from')}?({day}) {_before('to')}(.*[0-9]{{4}}.*)", text)) and both[1][
        0
    ].isalnum():
        return f"{_opened(both[1])} to {_opened(both[2])}"
    return _opened(text)


@cache
def _till_now() -> re.Pattern[str]:
    """From a day until now, of which one word or another may be English: 2019 - heute, desde 2018 a la fecha."""
    to, now = _any((*_words("to"), *_words("open before"), *_TO)), _any((*_words("now"), *_NOW))
    return re.compile(rf"(?:from |{_before('from', 'since')})?(.+?)(?: ?[-~至到] ?| (?:{to}) )(?:{now})")


#: The same in English and Chinese, beside words of another language.
_TO, _NOW = ("to", "until", "till"), ("now", "today", "present", "ongoing", "date", "今", "至今", "现在")


def seasons() -> dict[str, str]:
    """The words for seasons, folded, with what they are in English."""
    return _words("season")


def _opened(text: str) -> str:
    for kind in _OPENING:
        words = _before(kind) if kind != "mid" else rf"(?:{_before(kind)}|mi-)"
        if match := re.match(words, text):
            word = match[0].strip()
            rest = re.sub(rf"^{_before('of', 'lead')}", "", text[match.end() :])
            said = _words("season")[word] if kind == "season" else kind
            return f"{said} {_opened(rest) if kind in ('about', 'since', 'until', 'before', 'after') else rest}"
    if match := re.match(_before("open before"), text):
        return f"{text[match.end() :]}前"
    return text
