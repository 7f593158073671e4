"""What a parsed amount means below its heading: its unit, by what it is multiplied, and what else it may mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.notations.amount_parser import MOST, THOUSAND, WHOLE, Amount, Parsed
from kg.notations.amount_words import is_currency
from kg.notations.doubts import (
    BARE_RANGE,
    BILLION,
    BOUND,
    COMMA,
    CONFLICT,
    CURRENCY,
    MIL,
    MIXED,
    PARTLY,
    SCALE,
    SURE,
    TRILLION,
    TWO,
)
from kg.notations.model import Hints, Quantity, Read
from kg.text import Text

MOST_CURRENCIES = 6
_HUGE = Decimal(10) ** 30
#: What no partnership comes to: 8千万 below 万元 is eighty million, and not that many ten thousands.
_NOBODY_HAS = {True: Decimal(5) * 10**11, False: Decimal(10) ** 13}
#: More than this in a common currency is proposed last.
_MOST_LIKELY = Decimal(10) ** 11
#: Currencies of which a unit buys little: by what more of them is spoken of as often as of others.
_SMALL_UNITS = {
    **dict.fromkeys(
        ("VND", "IDR", "IRR", "LAK", "UZS", "GNF", "KHR", "LBP", "SLL", "MMK", "PYG", "COP"), Decimal(10) ** 4
    ),
    **dict.fromkeys(
        ("KRW", "TZS", "UGX", "CLP", "MNT", "NGN", "IQD", "MGA", "RWF", "BIF", "SYP", "ARS"), Decimal(1000)
    ),
    **dict.fromkeys(("JPY", "HUF", "KZT", "PKR", "LKR", "AMD", "CRC", "DZD", "XAF", "XOF"), Decimal(100)),
}


def _too_much(unit: str) -> Decimal:
    """From which amount on nobody has as much in a currency."""
    return _NOBODY_HAS[False] * _SMALL_UNITS.get(unit, Decimal(1))


#: The scales that a heading has by a letter: USD k, EUR m, EUR bn.
_BY_LETTER = (THOUSAND, Decimal(10) ** 6, Decimal(10) ** 9)


def meaning_of(parsed: Parsed, hints: Hints) -> Read[Quantity]:
    """What was parsed, as a value or a question."""
    ends = [parsed.first, *([parsed.second] if parsed.second else [])]
    shared = _share(*ends) if len(ends) == 2 else SURE
    units, unit_doubt = _units_of(ends, hints)
    factors, scale_doubt = _factors(ends, units, hints)
    bounds = list(dict.fromkeys(parsed.bounds))
    bound = bounds[0] if len(bounds) == len(ends) == 1 else "exact"
    is_bare_of_unit = not any(end.units or end.percent is not None for end in ends) and units == [hints.unit]
    if hints.unit and hints.of_unit and is_bare_of_unit:
        factors = [factor * hints.in_base for factor in factors]
    converted = next(
        (end.converted for end in ends if end.converted), hints.of_unit if hints.unit and is_bare_of_unit else ""
    )
    meant = [replace(one, converted=converted) for one in _meant(ends, units, factors, bound)]
    bare = parsed.bare and units == [""] and not any(end.scale for end in ends) and not hints.money
    bare = bare or _are_years(ends)
    doubts = [
        parsed.doubt,
        shared,
        *(end.doubt for end in ends),
        unit_doubt,
        scale_doubt,
        BARE_RANGE if bare else SURE,
        TWO if any(end.blank and not end.units for end in ends) and not hints.unit else SURE,
        BOUND if len(bounds) > 1 or (bounds and len(ends) == 2) else SURE,
    ]
    doubt = next((some for some in doubts if some), SURE if len(meant) == 1 else MIXED)
    if not doubt:
        return Read(meant[0])
    own = hints.scale and len(factors) > 1 and (any(end.own for end in ends) or hints.unit in units)
    about = {
        COMMA: "decimal-comma",
        SCALE: "cell-scale" if own else "",
        MIL: "mil-thousand",
        BILLION: "long-billion",
        TRILLION: "long-billion",
    }.get(doubt, "")
    if doubt is CURRENCY and len(units) > 1:
        about = "currency"
    most = MOST_CURRENCIES if about == "currency" else MOST
    return Read(question=doubt, proposals=tuple(meant[:most]), about=about, whole=doubt not in PARTLY)


def _are_years(ends: Sequence[Amount]) -> bool:
    """Whether both ends of a range are numbers as years are, with nothing beside them: 2018-2022 below a budget."""
    is_plain = all(not end.units and end.scale is None and end.percent is None for end in ends)
    first, last = _YEARS
    return is_plain and len(ends) > 1 and all(first <= value <= last for end in ends for value in end.values)


_YEARS = (1900, 2100)


def _meant(ends: list[Amount], units: list[str], factors: list[Decimal], bound: str) -> list[Quantity]:
    """All that the ends may mean together, without what is too large or in no order."""
    ways = ([value * factor for value in way] for factor in factors for way in _ways(ends))
    made = (_made(values, unit, bound) for values in ways for unit in units)
    return list(dict.fromkeys(one for one in made if one))


def _share(first: Amount, second: Amount) -> Text:
    """Gives both ends of a range the scale, the share and the unit that stands at the second: 10-12亿."""
    # 五百至八百万 may begin with five hundred or with five million.
    doubt = MIXED if first.small and (second.scale or 0) > 1000 else SURE
    if second.scale is not None and first.scale is None:
        first.values = tuple(value * second.scale for value in first.values)
        first.scale = second.scale
    elif first.scale is not None and second.scale is None:
        second.values = tuple(value * first.scale for value in second.values)
        second.scale, doubt = first.scale, MIXED
    if not (first.units and second.units):
        first.factor = second.factor = first.factor * second.factor
        first.ways = second.ways = max(first.ways, second.ways, key=len)
    first.percent = first.percent or second.percent
    if second.percent is None and first.percent is not None:
        second.percent, doubt = first.percent, doubt or MIXED
    if first.units and second.units and not set(first.units) & set(second.units):
        return CONFLICT
    if first.percent != second.percent:
        return MIXED
    return doubt


def _ways(ends: list[Amount]) -> Iterator[list[Decimal]]:
    """The values of the ends, percent worked out; each way that they may be meant, both in one and the same unit."""
    for way in range(max(len(end.ways) for end in ends)):
        for at in range(max(len(end.values) for end in ends)):
            yield [
                end.values[min(at, len(end.values) - 1)]
                * (end.percent or 1)
                * end.factor
                * end.ways[min(way, len(end.ways) - 1)]
                for end in ends
            ]


def _units_of(ends: list[Amount], hints: Hints) -> tuple[list[str], Text]:
    """The unit that the ends have, or those that it may be."""
    if any(end.percent is not None for end in ends):
        return ["ratio"], CONFLICT if any(end.units and end.units != ("ratio",) for end in ends) else Text()
    said = [set(end.units) for end in ends if end.units]
    if not said:
        return [hints.unit], Text()
    common = set.intersection(*said)
    codes = next(end.units for end in ends if end.units)
    units = [code for code in codes if code in common] or list(codes)
    if len(units) == 1:
        return units, Text()
    return ([hints.unit], Text()) if hints.unit in units else (units, CURRENCY)


def _factors(ends: list[Amount], units: list[str], hints: Hints) -> tuple[list[Decimal], Text]:
    """By what the heading multiplies the number, and whether that is sure."""
    own = max((end.own for end in ends if end.own is not None), default=None)
    said = any(end.units or end.percent is not None for end in ends)
    if any(end.money_scale for end in ends) and not hints.money and not all(is_currency(unit) for unit in units):
        return [Decimal(1)], SCALE
    if not hints.scale or (said and own) or any(end.percent is not None for end in ends):
        return [Decimal(1)], SURE
    scaled = Decimal(1).scaleb(hints.scale)
    if scaled in _BY_LETTER and (own == THOUSAND or any(end.money_scale for end in ends)):
        # 35k below USD k, 0.3m and 350k below EUR m: a letter says all, as nobody counts in thousands of thousands.
        return [Decimal(1)], SURE
    if own is not None and (own > scaled or _largest(ends) * scaled >= _NOBODY_HAS[own == scaled]):
        # 1.2亿 below 万元, 5.6亿 and 8000万 below 亿元: nobody writes a hundred million ten thousands.
        return [Decimal(1)], SURE
    if said and is_currency(hints.unit) and not any(map(is_currency, units)):
        # 120亩 below 万元: what is scaled is the money.
        return [Decimal(1)], SURE
    if said and not own and all(map(is_currency, units)) and _is_in_full(_largest(ends), units, scaled, hints):
        return [Decimal(1)], SURE
    if own or said:
        # A unit that is not the heading's takes the place of that alone: 8 USD below CNY million.
        other = said and not own and hints.unit not in ("", *units)
        if hints.cell_scale is not None and not other:
            return [Decimal(1) if hints.cell_scale else scaled], SURE
        is_small = _largest(ends) < scaled and _largest(ends) * scaled < _MOST_LIKELY
        return [scaled, Decimal(1)] if other and is_small else [Decimal(1), scaled], SCALE
    return [scaled], SURE


def _is_in_full(value: Decimal, units: list[str], scaled: Decimal, hints: Hints) -> bool:
    """Whether a number with its currency is all of an amount, and no number of those that its heading counts.

    600000元 below 万元 is some of the heading's, and times it more than most have; 500,000 EUR below 亿元 times it is
    what nobody has. US$ 80,000 below 万元，另注明者除外 is noted otherwise.
    """
    least = scaled if hints.unless_noted else max(scaled, WHOLE / scaled)
    return value >= least or all(value * scaled >= _too_much(one) for one in units)


def _largest(ends: list[Amount]) -> Decimal:
    return max(abs(value) for end in ends for value in end.values)


def _made(values: list[Decimal], unit: str, bound: str) -> Quantity | None:
    """A quantity in plain decimals; ``None`` if it is too large, or its ends are not in order."""
    if any(abs(value) >= _HUGE for value in values):
        return None
    plain_values = [without_zeros(value) for value in values]
    made = Quantity(plain_values[0], unit, bound)
    if len(plain_values) == 1:
        return made
    return replace(made, upper=plain_values[1]) if plain_values[0] < plain_values[1] else None


def without_zeros(value: Decimal) -> Decimal:
    """A number in plain decimals, without noughts behind the last one that says something."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
