"""Amounts, and in what they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from kg.intake.anytable import Number
from kg.intake.guessing.bases import basis_of
from kg.intake.guessing.bases import remarks as of_bases
from kg.intake.guessing.cells import Seen
from kg.intake.guessing.choosing import heads_money, rank, unlike, whose
from kg.intake.guessing.givers import currency_of_giver
from kg.intake.guessing.model import Money, Party, Within
from kg.intake.guessing.words import BESIDE_CURRENCY, GIVEN, GIVERS, INVESTED, MONEY, OF_THE_WHOLE, PARTY, YEAR
from kg.intake.several import values
from kg.intake.sheets.commas import commas_of, told
from kg.notations import Quantity, Read, counts_something, heading_hints, quantity
from kg.text import Text, typed

_ANY_AMOUNT = "totalInvestment"
_IN_BRACKETS = re.compile(r"[(\[（［]([^()\[\]（）［］]*)[)\]）］]")
_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
#: The code of a currency among those of units.
_CURRENCY = re.compile("[A-Z]{3}")
#: The unit of a share of something, and words of columns that have no amounts.
_SHARE, _NEVER = "ratio", frozenset(("max", "is"))
#: What may be open of an amount.
_OPEN = ("decimal-comma", "currency")
_DIGITS = re.compile("[0-9]")
#: So many cells show whether a column has amounts, each no longer than this.
_MOST_SHOWN, _LONGEST = 50, 40
#: So many values of lists are looked at.
_MOST_READ = 500
#: How many partnerships whose rows differ are named.
_MOST_NAMED = 3


#: Why an amount is not read unasked.
_DOUBTS = {
    "party": Text(
        "the amount of one party by its heading, and no column has that of the partnership",
        "按表头为某一方的数额，且没有合作整体的数额列",
    ),
    "each": Text("the amount of one of many by its heading, and not of the whole", "按表头为单位数额，而非整体数额"),
    "before": Text("the amount of an earlier time by its heading", "按表头为此前的数额"),
    "heading": Text(
        "amounts in a currency by the cells, and the heading does not say what they are",
        "单元格为带币种的数额，而表头未说明其含义",
    ),
    "years": Text("all of its numbers may be years", "其数字均可为年份"),
    "several": Text(
        "several different amounts in one cell; with --rows each object of that list can be a row",
        "同一单元格中有多个不同的数额；可用 --rows 使该列表的每个对象成为一行",
    ),
}


def money_of(seen: Seen, free: Sequence[str], project: str, parties: Sequence[Party]) -> Money | None:
    """The column of amounts, rather one of the whole, and of which the unit is told; ``None`` if there is none.

    Args:
        seen: the table's columns.
        free: the columns that nothing else is read from.
        project: the column of what the partnership is told by; of an amount that differs within most is said that each
            row has its own.
        parties: who takes part: of several in a row each may have an amount.
    """
    owners = {name: owner for name in free if (owner := whose(seen, name, parties))}
    asked = (name for name in free if _may_be_money(seen, name) or _has_money(seen, name))
    found = [_money(seen, free, project, name) for name in asked]
    doubts = {one.name: _doubt(seen, one.name, owners) for one in filter(None, found)}
    sure = [one for one in found if one is not None and not doubts[one.name]]
    # What is given as somebody's share is a figure too, where nothing else is.
    ways = (sure, [one for one in found if one is not None and one not in sure])
    for some in ways:
        some.sort(key=lambda one: (one.is_open, rank(seen, one.name), not seen.is_amount(one.name)))
        if some:
            first, doubt = some[0], doubts[some[0].name]
            others = tuple(name for name in owners if name in doubts and name != first.name) if doubt == "party" else ()
            basis, bases = basis_of(seen, [one for one in free if one != first.currency], first.name)
            return replace(
                first, doubt=doubt, others=others, basis=basis, bases=bases, party=_side(first, seen, parties)
            )
    return None


def _side(money: Money, seen: Seen, parties: Sequence[Party]) -> str:
    """Which side the one party of each row is of the amount that the row gives it; empty where it is of none."""
    is_of_row = money.by_row and len(parties) == 1 and not parties[0].separator and not seen.is_list(parties[0].name)
    # An own contribution of a partner is given by it.
    is_given = set(seen.words[money.name]) & GIVEN and not set(seen.words[money.name]) & GIVERS
    return "destination" if is_of_row and is_given and parties[0].role != "provider" else ""


def _has_money(seen: Seen, name: str) -> bool:
    """Whether nearly all cells of a column say a currency, whatever its heading says: R$ 49.115,00."""
    texts = seen.texts(name)[:_MOST_SHOWN]
    with_digits = [text for text in texts if _DIGITS.search(text) and len(text) <= _LONGEST]
    if 2 * len(with_digits) <= len(texts) or not heads_money(seen, name) or set(seen.words[name]) & _NEVER:
        return False
    reads = (quantity(text) for text in with_digits if not isinstance(text, Number))
    units = [one.unit for read in reads for one in (read.value, *read.proposals[:1]) if one is not None]
    return 10 * sum(_CURRENCY.fullmatch(unit) is not None for unit in units) >= 8 * len(texts)


def _doubt(seen: Seen, name: str, owners: Mapping[str, str]) -> str:
    """Why a column of amounts is hardly that of the partnership; empty if nothing speaks against it."""
    if any(not isinstance(cell, str) and len(set(cell)) > 1 for cell in seen.cells.get(name, ())):
        return "several"
    if not _may_be_money(seen, name):
        return "heading"
    given = bool(set(seen.words[name]) & GIVEN) and len(set(owners.values())) < 2
    return "party" if name in owners and not given else unlike(seen, name)


def _money(seen: Seen, free: Sequence[str], project: str, name: str) -> Money | None:
    """A column as one of amounts, which is open where nothing tells their unit; ``None`` if it has none.

    Args:
        seen: the table's columns.
        free: the columns that nothing else is read from.
        project: the column of what the partnership is told by.
        name: the column.
    """
    heading, unclear = _unit_said(seen, name)
    hints = heading_hints(heading)
    currencies = [one for one in free if one != name and _has_currencies(seen, one)]
    own = set(seen.words[name])
    currencies.sort(
        key=lambda one: (
            not seen.bare(one).startswith(seen.owner(name) or seen.bare(name)),
            not set(seen.words[one]) <= own,
        )
    )
    currency = next(iter(currencies), "")
    reads = _reads(seen, name, heading)
    valued = [read.value for read in reads if read.value is not None]
    # 4.527 is a number, whatever its point is, and $1000 is one of whichever dollars.
    are_amounts = 2 * sum(read.value is not None or read.about in _OPEN for read in reads) > len(reads)
    units = [one.unit for one in valued if one.unit]
    measured = seen.roles[name].removeprefix("amount").strip() not in ("", _ANY_AMOUNT)
    if not are_amounts or (2 * units.count(_SHARE) > len(units) and not measured):
        return None
    within = seen.within(name, project)
    by_row = _is_by_row(seen, name, within)
    one = Money(
        *(name, heading if hints.unit or hints.scale else "", currency, _measure(seen, name, by_row=by_row)),
        by_row,
        unclear=unclear,
        named=bool(hints.unit),
        within=within,
        bare=0 if hints.unit or currency else len(valued) - len(units),
        usual=units[0] if len(set(units)) == 1 else "",
    )
    if not unclear and (hints.unit or currency or 2 * len(units) > len(reads)):
        return one
    return replace(one, is_open=True, bare=0, likely=_likely(seen))


def _has_currencies(seen: Seen, name: str) -> bool:
    """Whether a column has currencies, and no amounts: Original Currency, and not Amount (Original Currency)."""
    return ("currency" in seen.words[name] or seen.roles[name] == "unit") and seen.are_names(name)


def _likely(seen: Seen) -> tuple[str, str]:
    """The currency in which somebody gives what a heading says that they give: the EU's contribution is in euros."""
    for name, said in seen.words.items():
        if currency := currency_of_giver(said):
            return currency, name
    return "", ""


def _may_be_money(seen: Seen, name: str) -> bool:
    """Whether a column is headed as amounts of money, by a word or by a currency: Сумма, млн. руб."""
    if set(seen.words[name]) & _NEVER or not heads_money(seen, name):
        return False
    is_said = bool(set(seen.words[name]) & MONEY) or seen.roles[name].startswith("amount")
    return is_said or bool(_CURRENCY.fullmatch(heading_hints(seen.headings[name]).unit))


def remarks(money: Money | None) -> list[Text]:
    """What is to be known of the amounts: of what each is one, and what of them is open."""
    if money is None:
        return []
    name = typed(money.name)
    found = [*_of_rows(money), *of_bases(money)]
    if money.party and not money.doubt:
        found.append(
            Text(
                f"{name}: taken for what the party of each row is given (pk:destination).",
                f"{name}：视为每行所列参与方获得的数额（pk:destination）。",
            )
        )
    if money.doubt:
        why = _DOUBTS[money.doubt]
        others = ", ".join(map(typed, money.others[:_MOST_NAMED])) + (" …" if len(money.others) > _MOST_NAMED else "")
        also = Text(f" (and so {others})", f"（{others}同）") if others else Text()
        found.append(
            Text(
                f"{name}{also.en}: {why.en}, so that no amount is read. The draft says how to read it.",
                f"{name}{also.zh}：{why.zh}，未读取数额。草稿中注明了如何读取。",
            )
        )
    if money.unclear:
        found.append(
            Text(
                f"{name}: what {typed(money.unclear)!r} in its heading counts is not understood, so that no amount is "
                "read. Say it in the draft.",
                f"{name}：表头中的“{typed(money.unclear)}”含义不明，未读取数额。请在草稿中写明。",
            )
        )
    if money.bare:
        cells = "of the rows looked at 1 names" if money.bare == 1 else f"of the rows looked at {money.bare} name"
        found.append(
            Text(
                f"{name}: {cells} no currency beside the amount, and make no figure. The draft says where to "
                "write one.",
                f"{name}：所查各行中有{money.bare}行未写币种，不成数额。草稿中注明了在何处填写。",
            )
        )
    return found


def in_short(money: Money) -> tuple[str, str]:
    """Why an amount is not read unasked, in English and Chinese."""
    why = _DOUBTS[money.doubt]
    return why.en, why.zh


def _of_rows(money: Money) -> list[Text]:
    """Whether an amount is one row's or the whole partnership's, where several rows are of one."""
    within = money.within
    if money.doubt or within is None or not within.same + len(within.differ):
        return []
    name = typed(money.name)
    of, several = within.same, within.same + len(within.differ)
    if money.by_row:
        return [
            Text(
                f"{name}: each row has its own amount, as it differs within {several - of} of {several} "
                "partnerships of several rows.",
                f"{name}：每行各有数额（{several}个多行合作中有{several - of}个各行不同）。",
            )
        ]
    shown = "; ".join(f"{key[:60]} ({rows})" for key, rows in list(within.differ.items())[:_MOST_NAMED])
    shown += " …" if len(within.differ) > _MOST_NAMED else ""
    whole = Text(
        f"{name}: one amount a partnership, as {of} of {several} of several rows say the same in all of them.",
        f"{name}：每个合作一个数额（{several}个多行合作中有{of}个各行相同）。",
    )
    if not shown:
        return [whole]
    odd = Text(
        f" Their rows differ, and are to be put right: {shown}.",
        f"下列合作各行不同，请更正：{shown}。",
    )
    return [Text(whole.en + odd.en, whole.zh + odd.zh)]


def _is_by_row(seen: Seen, name: str, within: Within | None) -> bool:
    """Whether each row of a partnership has its own amount: where it differs within most, or is said to be a party's.

    One cell that deviates in a total that stands in each row would else multiply all of them.
    """
    if within is None or not within.differ:
        return False
    said = set(seen.words[name])
    if said & PARTY - OF_THE_WHOLE and not said & OF_THE_WHOLE:
        return True
    return within.same < len(within.differ) + (0 if said & OF_THE_WHOLE else 1)


def _measure(seen: Seen, name: str, *, by_row: bool) -> str:
    """What a column's amounts measure: as the heading says; a party's own are no total of the whole."""
    said = set(seen.words[name])
    measure = seen.roles[name].removeprefix("amount").strip() if seen.is_amount(name) else ""
    if measure and measure != _ANY_AMOUNT:  # what a bare amount is read as
        return measure
    is_given = bool(said & GIVEN) or (by_row and not said & INVESTED)
    return "capitalProvided" if is_given else _ANY_AMOUNT


def _reads(seen: Seen, name: str, heading: str) -> list[Read[Quantity]]:
    """The amounts of a column; a cell that is a number in its file is read as one, commas as the others show."""
    several = (text for cell in seen.cells.get(name, ()) for text in values(cell))
    texts, hints = seen.texts(name) or list(islice(several, _MOST_READ)), heading_hints(heading)
    commas = commas_of((heading,), [text for text in texts if not isinstance(text, Number)])
    return [
        quantity(text, replace(hints, decimal_comma=False) if isinstance(text, Number) else told(text, hints, commas))
        for text in texts
    ]


def _unit_said(seen: Seen, name: str) -> tuple[str, str]:
    """A heading by which its unit is read, and what of it may count the amounts and is not understood.

    A heading is read as ``kg import`` reads it; words that are run together, totalBudgetEur, are parted first.
    """
    heading, said = seen.headings[name], seen.words[name]
    if heading_hints(heading).unit:
        return heading, ""
    codes = {word for word in said if len(word) == 3 and heading_hints(f"({word.upper()})").unit}
    inside = " ".join(_IN_BRACKETS.findall(heading))
    if not inside:
        spelt = " ".join(word.upper() if word in codes else word for word in said)
        if heading_hints(spelt).unit:
            return spelt, ""
    if heading_hints(heading).scale:
        return heading, ""
    if counts_something(heading):
        return heading, inside or heading
    if inside and (codes or heading_hints(f"({inside})").unit or _names_currency(inside)):
        odd = [word for word in _WORD.findall(inside) if not _is_harmless(word)]
        if odd:
            return heading, inside
    spelt = next(
        (f"{' '.join(word for word in said if word != one)} ({one.upper()})" for one in said if one in codes), heading
    )
    return spelt, ""


def _names_currency(inside: str) -> bool:
    return any(heading_hints(f"({word})").unit for word in inside.split())


def _is_harmless(word: str) -> bool:
    """Whether a word beside a currency says nothing of how much an amount counts: a currency, excl., a year."""
    small = word.lower()
    return small in BESIDE_CURRENCY | MONEY or bool(YEAR.fullmatch(word)) or bool(heading_hints(f"({word})").unit)
