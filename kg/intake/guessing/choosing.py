"""Which columns of numbers are amounts of money, and which of them is that of the partnership as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.intake.guessing.cells import Seen, head_of, raw_words, words_of
from kg.intake.guessing.model import Party
from kg.intake.guessing.words import (
    BEFORE,
    BESIDE_CURRENCY,
    CODES,
    COUNTED,
    DATED,
    GIVEN,
    GIVERS,
    HAN,
    LENGTHS,
    MONEY,
    OF_A_UNIT,
    OF_THE_WHOLE,
    PARTY,
    PER_ONE,
    PLAIN_AMOUNT,
    RATES,
    SHARES,
    STEPS,
    YEAR,
)
from kg.intake.sheets.columns import recognised
from kg.intake.sheets.words import words
from kg.notations import heading_hints

_BRACKETS = re.compile(r"[(\[（［][^()\[\]（）［］]*[)\]）］]")
#: How headings in Chinese end that head no money: 投资年度, 出资比例, 预算编号.
_NO_MONEY_IN_CHINESE = re.compile(
    "(?:年度|年份|年月|年|日期|时间|比例|比率|占比|率|百分比|期限|期|编号|代码|号|科目|中心|数量|次数|个数|人数)$"
)
#: What a column of amounts of each one, or of earlier ones, says in Chinese.
_OF_EACH_IN_CHINESE = re.compile("^(?:人均|每(?!年)|平均|单位(?:成本|造价|投资)|单价)|单价$")
_EARLIER_IN_CHINESE = re.compile("^(?:上年|上期|上一年|往年|去年|前期|原(?:预算|计划|定|合同))")
#: What says of an amount that it is of all, whoever else is named.
_WHOLE = frozenset(("total", "overall", "whole", "gesamt", "总", "总额", "总投资"))
#: What is said of all things that are counted.
_VAGUE = frozenset(("total", "sum", "general", "grand"))
_PERCENT = re.compile("[%％]")


def heads_money(seen: Seen, name: str) -> bool:
    """Whether what a heading is of may be money: no year of commitment, no rate of funding, no line of a budget.

    Args:
        seen: the table's columns.
        name: the column.
    """
    heading = _BRACKETS.sub(" ", seen.headings[name]).strip() or seen.headings[name]
    if _PERCENT.search(seen.headings[name]):
        return False
    if HAN.search(heading):
        return not _NO_MONEY_IN_CHINESE.search(heading.strip())
    head = head_of(heading)
    if head in SHARES and _has_currency(seen, name):
        return True
    return head not in CODES | DATED | LENGTHS | RATES | COUNTED | SHARES and not _counts_others(seen, name, heading)


def _counts_others(seen: Seen, name: str, heading: str) -> bool:
    """Whether a heading says a total of something that is no money: Total projects."""
    said = set(words_of(heading))
    if _has_currency(seen, name) or not said & MONEY <= _VAGUE or not said & _VAGUE:
        return False
    others = said - _VAGUE - OF_THE_WHOLE - GIVERS - BESIDE_CURRENCY
    return bool(others) and not any(recognised(word, words()).startswith("amount") for word in others)


def _has_currency(seen: Seen, name: str) -> bool:
    return bool(heading_hints(seen.headings[name]).unit)


def are_years(seen: Seen, name: str) -> bool:
    """Whether all cells are years by their form: 2001, and no 2,001 nor 2001.00."""
    texts = seen.texts(name)
    return bool(texts) and all(map(YEAR.fullmatch, texts))


def whose(seen: Seen, name: str, parties: Sequence[Party]) -> str:
    """The party that an amount is of by its heading, where a row names several; empty if it is of no one.

    Args:
        seen: the table's columns.
        name: the column of the amount.
        parties: who takes part.
    """
    single = [one.name for one in parties if not one.separator and not seen.is_list(one.name)]
    said = seen.words[name]
    if len(single) < 2 or set(said) & _WHOLE:
        return ""
    for one in sorted(single, key=lambda one: -len(seen.words[one])):
        own = seen.words[one]
        if len(own) < len(said) and any(said[at : at + len(own)] == own for at in range(len(said) - len(own) + 1)):
            return one
    # Partner 1 budget beside Lead partner and Partner 2 is one of theirs as well.
    return single[0] if set(said) & PARTY and not set(said) & (GIVEN | GIVERS | OF_THE_WHOLE) else ""


def unlike(seen: Seen, name: str) -> str:
    """Why an amount is hardly the one of a partnership: ``before`` of an earlier time, ``each`` of one of many.

    Args:
        seen: the table's columns.
        name: the column.
    """
    heading = seen.headings[name]
    raw = raw_words(heading)
    if set(raw) & BEFORE or _EARLIER_IN_CHINESE.search(heading):
        return "before"
    per = [(word, set(raw[at + 1 : at + 2])) for at, word in enumerate(raw) if word in PER_ONE]
    of_each = any(bool(behind & OF_A_UNIT) if word == "unit" else not behind & STEPS for word, behind in per)
    if of_each or _OF_EACH_IN_CHINESE.search(heading):
        return "each"
    is_said = _is_plain(heading) or _has_currency(seen, name)
    return "years" if are_years(seen, name) and not is_said else ""


def rank(seen: Seen, name: str) -> int:
    """How likely a column of amounts is that of the partnership as a whole: the lower, the likelier.

    Args:
        seen: the table's columns.
        name: the column.
    """
    said = set(seen.words[name])
    if said & OF_THE_WHOLE and not said & GIVERS and (said & _WHOLE or not said & PARTY):
        return 0
    return 1 if _is_plain(seen.headings[name]) else 2


def _is_plain(heading: str) -> bool:
    """Whether a heading says that it has the amount and no more: Amount, Amount (EUR), 金额."""
    plain = [word for word in words_of(_BRACKETS.sub(" ", heading).strip() or heading) if not word.isdigit()]
    left = {word for word in plain if not (len(word) == 3 and heading_hints(f"({word.upper()})").unit)}
    return bool(left) and left <= PLAIN_AMOUNT
