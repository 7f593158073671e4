"""The lines of a draft that say for how much: the amount of a row, and another one to be uncommented."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from kg.intake.guessing.codes import chosen
from kg.intake.guessing.drafts.terms import AS_ISSUED
from kg.intake.guessing.figures import in_short
from kg.intake.guessing.model import Guessed, Money

#: A column of amounts of which nothing tells the unit.
_UNIT_OPEN = (
    "  # In which currency is {0}? Write it for XXX below, and take off the # here and there. "
    "{0}以何币种计？请将下文XXX改为该币种，并去掉两处的 #。"
)
#: One of which another heading says who gives.
_UNIT_LIKELY = (
    "  # Is {0} in {1}, the currency of who gives {2}? Then take off the # here and there; else write its own for {1}. "
    "{0}是否以{1}（{2}出资方的货币）计？若是，请去掉两处的 #；否则请改为所用币种。"
)
#: One that is hardly the amount of a partnership.
_AMOUNT_OPEN = (
    "  # {0}: {1}. To read it all the same take off the # here and below, or read another column there. "
    "{0}：{2}。如仍需读取，请去掉此处与下文的 #，或改读其他列。"
)
#: A column of amounts of which the heading has something that may say how much a number counts.
_COUNT_OPEN = (
    "  # What does a number of {0} count? Write it for XXX below, as EUR thousand or EUR million, and take off the # "
    "here and there. {0}的数字以什么计？请将下文XXX改为如 EUR thousand 或 万元，并去掉两处的 #。"
)
#: Another column of amounts, of which a table may have as many as it likes.
_ALSO_MONEY = (
    "  # {0} has amounts too: see what they measure, and take off the # here and below to read them. "
    "{0}也是数额：请核对其含义；如需读取，请去掉此处与下文的 #。"
)
#: Amounts without a currency among those that have one.
_BARE = (
    "  # {0} cells of {1} name no currency, and make no figure: write unit:{2} for ?none where they are in it. "
    "{1}有{0}个单元格未写币种，不成数额：若为该币种，请将 ?none 改为 unit:{2}。"
)
#: What the variables of an amount begin with.
_OF_MONEY = re.compile(r"\?(?=(?:figure|figureClass|value|unit|bound|amountText|basisText|currency|said)\b)")


def figures(columns: Guessed, as_of: str, told: str) -> Iterator[str]:
    """The amount of a row, and another one to be uncommented.

    Args:
        columns: what the table's columns are taken for.
        as_of: by when an amount holds.
        told: who says so, and where.
    """
    if columns.money:
        off = "# " if columns.money.is_off else ""
        if columns.money.doubt:
            yield _AMOUNT_OPEN.format(columns.money.name, *in_short(columns.money))
        if columns.money.is_open:
            likely = columns.money.likely
            line = _COUNT_OPEN if columns.money.unclear else _UNIT_LIKELY if likely[0] else _UNIT_OPEN
            yield line.format(columns.money.name, *likely)
        yield f"  {off}{_figure(columns.money, as_of, told)}"
    if columns.also_money:
        yield _ALSO_MONEY.format(columns.also_money.name)
        yield again(_figure(columns.also_money, AS_ISSUED, told))


def _figure(money: Money, as_of: str, told: str) -> str:
    """A figure of the template.

    Args:
        money: the amounts.
        as_of: by when an amount holds.
        told: who says so, and where.
    """
    kind = "?figureClass" if money.basis else "pk:Target"
    side = f" pk:{money.party} ?party1 ;" if money.party else ""
    return (
        f"?figure a {kind} ; pk:about ?partnership ; pk:measure measure:{money.measure} ;{side} pk:value ?value ;"
        f" pk:unit ?unit ; pk:bound ?bound ; {as_of}{told}"
    )


def of_money(money: Money, parts: str, until: str = "") -> Iterator[str]:
    """The amount of a row, its unit and bound, and the figure that it makes.

    Args:
        money: the amounts.
        parts: what tells partnerships apart.
        until: the variable of the day until which an amount is meant; empty if none is said.
    """
    off, bare = "# " if money.is_off else "", money.likely[0] or "XXX"
    further, said, heading, unit = (
        "",
        "?amountText",
        f", {json.dumps(money.heading, ensure_ascii=False)}" if money.heading else "",
        "",
    )
    currency = "?currency" if money.currency and not money.named else f'"{bare}"' if money.is_open else ""
    if money.unclear:
        heading = ', "(XXX)"'
    elif currency:
        further = f" OPTIONAL {{ ?row row:{money.currency} ?currency }}" if money.currency else ""
        if heading:  # what an amount counts stands in the heading, and in which unit beside it
            unit = f'fn:unit(CONCAT("1 ", {currency}))'
        else:
            said = f'CONCAT(?amountText, " ", {currency})' if money.currency else f'CONCAT(?amountText, " {bare}")'
    unit = unit or f"fn:unit(?said{heading})"
    if money.bare and not money.is_off:
        yield _BARE.format(money.bare, money.name, money.usual or "EUR")
        unit = f"COALESCE({unit}, ?none)"
    row = ", STR(fn:row())" if money.by_row else ""
    basis = ""
    if money.basis:
        basis = (
            f" OPTIONAL {{ ?row row:{money.basis} ?basisText }}"
            f" BIND({chosen('?basisText', 'pk', money.bases, 'pk:Target')} AS ?figureClass)"
        )
    if money.has_reached and until:
        # What is reached by a day is of no time after it.
        basis += f" BIND(IF(?figureClass = pk:Achievement, ?none, {until}) AS ?until)"
    yield (
        f"  {off}OPTIONAL {{ ?row row:{money.name} ?amountText }}{further} BIND({said} AS ?said)"
        f" BIND(fn:amount(?said{heading}) AS ?value) BIND({unit} AS ?unit)"
        f" BIND(fn:bound(?said{heading}) AS ?bound)"
        " BIND(IF(BOUND(?partnership) && BOUND(?value) && BOUND(?unit),"
        f' fn:id("observation", {parts}{row}), ?none) AS ?figure){basis}'
    )


def again(line: str) -> str:
    """A line of an amount as one of another amount, which is to be uncommented."""
    return f"  # {_OF_MONEY.sub(r'?also_', line.strip().removeprefix('# '))}"
