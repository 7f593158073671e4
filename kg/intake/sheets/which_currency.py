"""Which currency a word at an amount is that nobody knows: asked once a sheet, by what it sounds like and by the row.

A word that is not known is another thing than none: the currency of the column's other amounts is no answer to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rapidfuzz import fuzz

from kg.intake import schema
from kg.intake.registries import in_letters
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.drafts import NOTHING, UNDECIDED, Draft, Sheet
from kg.intake.sheets.layout import Line
from kg.intake.sheets.placing import countries_said
from kg.intake.sheets.remarks import MayBeWrong
from kg.intake.sheets.units import LEFT_OUT
from kg.nearest import folded
from kg.notations import currencies_in, currency_name, currency_names, currency_sign, stands_in_front
from kg.text import HAN, Text

#: How like the name of a currency a word must be, of 100, and by its sound in Chinese; and how long.
_NEAR, _NEAR_BY_SOUND, _LEAST = 75, 85, 2
#: A sign that a country may write for its currency: Q, E, Lps., KM.
_SIGN = re.compile(r"[^\W\d_]{1,4}\.?|[^\w\s]{1,2}")
_HAS_HAN = re.compile(f"[{HAN}]")
_MOST = 5
#: What parts the words of a name from its place; how long a name is that is looked at.
_INSIDE = re.compile(r"[(),;/（），；、]| of | de | von | in | du | di ")
_LONGEST = 120
#: Columns that say where a row's partnership is.
_WHERE = ("place", "site", "region", "party", "parties", "name", "name_zh", "name_en")


def word_path(sheet: Sheet, word: str) -> tuple[str, ...]:
    """Where is said which currency a word is in a sheet."""
    return ("sheets", sheet.name, "units", word)


def said_of(sheet: Sheet, word: str) -> str:
    """The currency that somebody has said of a word, or ``ignore``; empty where nobody has, or what is none."""
    said = sheet.settings.get(*word_path(sheet, word)).strip()
    known = said if said == "ignore" else said.upper()
    return known if said == "ignore" or schema.unit_kinds(sheet.ontology).get(f"unit/{known}") == "money" else ""


def question_of(draft: Draft, line: Line, text: str, word: str) -> Question | None:
    """What is asked of a word at an amount; ``None`` where nothing says that it is a currency.

    Args:
        draft: the partnership.
        line: the row.
        text: the cell.
        word: the word, as ``kg.notations.unknown_word`` has it.
    """
    sheet = draft.sheet
    if UNDECIDED.fullmatch(word) or NOTHING.fullmatch(word):
        return None
    here = list(dict.fromkeys(code for country in _countries(draft, line) for code in currencies_in(country)))
    near = _near(word)
    # What stands behind a number may be what it counts: buses are no money of any country.
    may_be_sign = not _HAS_HAN.search(word) and (bool(_SIGN.fullmatch(word)) or stands_in_front(text, word))
    # What a colon follows says of what the amount is: est: 5m.
    may_be_sign = may_be_sign and not text.partition(word)[2].lstrip().startswith((":", "："))
    codes = [*(code for code in near if code in here), *(here if may_be_sign else ()), *near]
    said = sheet.settings.get(*word_path(sheet, word))
    if not codes and not said:
        return None
    options = tuple(Option(code, currency_name(code)) for code in dict.fromkeys(codes))[:_MOST]
    asked = Text(
        f"Which currency is {word!r}, as in {text[:40]!r}? Write its code.",
        f"“{text[:40]}”中的“{word}”是哪种货币？请写货币代码。",
    )
    if said:
        asked = Text(f"{said[:60]!r} is no code of a currency. {asked.en}", f"“{said[:60]}”不是货币代码。{asked.zh}")
    return Question(word_path(sheet, word), asked, (*options, LEFT_OUT), unsure=True)


def by_country(draft: Draft, line: Line, text: str, may_be: Sequence[str]) -> str:
    """The currency that a sign in letters is by the countries of its row: Rs beside India, R beside Durban.

    Args:
        draft: the partnership; what is taken is said of its row.
        line: the row.
        text: the cell.
        may_be: the currencies that are written so.

    Returns:
        the one that is money in a country of the row; empty where none or several are, and of signs such as $.
    """
    sign = currency_sign(text)
    if not sign.rstrip(".").isalpha():
        return ""
    here = {code: country for country in _countries(draft, line, inside=True) for code in currencies_in(country)}
    found = [code for code in dict.fromkeys(may_be) if code in here]
    if len(found) != 1:
        return ""
    place = draft.sheet.columns("amount")[0]
    told = f"{sign} is {found[0]} by the country in its row ({here[found[0]].upper()})"
    draft.say_once(
        line,
        place,
        f"{sign} {found[0]}",
        MayBeWrong(told, f"按该行所在国家（{here[found[0]].upper()}），{sign}为{found[0]}"),
    )
    return found[0]


def _countries(draft: Draft, line: Line, *, inside: bool = False) -> Iterator[str]:
    """The countries that the cells of a row name, by their codes; not China, whose words for money are known.

    Args:
        draft: the partnership.
        line: the row.
        inside: whether those count too of which only a part of a cell says it: Port of Durban (Transnet).
    """
    texts = [text for place in draft.sheet.columns(*_WHERE) if (text := line.text(place))]
    parts = [part.strip() for text in texts for part in _INSIDE.split(text[:_LONGEST])] if inside else []
    found = {country: None for text in (*texts, *filter(None, parts)) for country in sorted(countries_said(text))}
    codes = [country.removeprefix("region/") for country in found]
    yield from (code for code in codes if code != "cn")


@cache
def _near(word: str) -> tuple[str, ...]:
    """The currencies whose name a word is like, the likeliest first: in Chinese by its sound."""
    plain = folded(word)
    if len(plain) < _LEAST:
        return ()
    is_chinese = bool(_HAS_HAN.search(plain))
    heard = in_letters(plain) if is_chinese else plain
    likeness: dict[str, float] = {}
    for name, codes in currency_names().items():
        if bool(_HAS_HAN.search(name)) != is_chinese:
            continue
        # 埃塞俄比亚比尔 is 比尔 with the country before it, as Ethiopian birr is.
        ends = {name, name[-len(plain) :]} if is_chinese else {name, *name.split()[-1:]}
        score = max(fuzz.ratio(heard, in_letters(end) if is_chinese else end) for end in ends)
        for code in codes if score >= (_NEAR_BY_SOUND if is_chinese else _NEAR) else ():
            likeness[code] = max(likeness.get(code, 0.0), score)
    return tuple(sorted(likeness, key=lambda code: (-likeness[code], code)))[:_MOST]
