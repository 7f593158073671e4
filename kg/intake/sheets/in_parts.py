"""Cells that name several amounts: €10m + €5m, 一期2亿元，二期3亿元, 总投资12亿元，其中外资4亿元.

None is read unasked. What is proposed keeps all that the model has room for: the sum of phases, two amounts of two
currencies, a whole with the part of it that is foreign capital.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.intake import schema
from kg.intake.sheets import cells
from kg.intake.sheets.drafts import Sheet
from kg.nearest import folded, in_both_scripts
from kg.notations import Hints, Quantity, heading_hints, quantity
from kg.text import Text

#: What an answer has between two amounts.
_BETWEEN = ";"
#: What the part of an amount measures that is foreign capital.
_FOREIGN_CAPITAL = "capitalIntroduced"
_LONGEST, _MOST = 200, 6

_PHASE = (
    r"(?:第?[一二三四五六1-6]期(?:工程|项目)?|首期|第[一二三四五六]阶段"
    r"|(?:phase|stage|tranche) ?(?:[1-6]|i{1,3}|iv|v)(?![a-z0-9])"
    r"|(?:first|second|third|1st|2nd|3rd|1\.|2\.|3\.) ?(?:phase|stage|tranche))(?:投资|总投资)?"
)
_TOTAL = in_both_scripts(r"(?:项目)?(?:总投资额?|投资总额|总额|总计|合计|共计?|总)")
_TOTAL += r"|(?:in )?total(?: investment)?|gesamt|insgesamt|au total|en total"
#: What says that an amount is a part of the one before it: in a cell, in an answer, in a heading.
_OF_IT = in_both_scripts("其中|包括|含")
_OF_IT += r"|of which|thereof|incl(?:uding|\.)?|davon|darunter|dont|de los cuales|dos quais|di cui"
_FOREIGN = in_both_scripts(r"外资|外方(?:出资|投资|认缴)?|境外资金|利用外资")
_FOREIGN += r"|foreign(?: (?:capital|investment|funds?))?"
_LED = re.compile(
    rf"(?:(?P<of>{_OF_IT})[ :：]*)?(?:(?P<phase>{_PHASE})|(?P<total>{_TOTAL})|(?P<foreign>{_FOREIGN}))[ :：为]*"
    r"(?P<amount>.*[0-9].*)",
    re.I,
)
#: What else is a part of the whole: 其中中方7亿元, of which loans EUR 2m.
_OF_ANOTHER = re.compile(
    rf"(?:(?P<of>{_OF_IT})[ :：]*)?(?P<other>[^0-9,，;；+€$£¥￥]{{1,16}}?)[ :：为]*(?P<amount>[^一-鿿]*[0-9].*)", re.I
)
#: The same behind words in letters, which end where the amount begins: davon EFRE 6 Mio. €.
_OF_NAMED = re.compile(
    rf"(?:(?P<of>{_OF_IT})[ :：]*)?(?P<other>[^0-9,，;；+€$£¥￥]{{1,24}}?)[ :：]+"
    r"(?P<amount>(?:[A-Z]{3} ?|[A-Z]{0,2}[€$£¥￥] ?)?[0-9].*)",
    re.I,
)
#: What it is, in brackets behind an amount: 629m (loan).
_NAMED_BEHIND = re.compile(r"(?P<amount>.*[0-9].*?) ?[(（] ?[^0-9()（）]{2,24}")
#: A phase, or whose it is, behind an amount.
_BEHIND = re.compile(rf"(?P<amount>.*[0-9].*?)[ (（]+(?:(?P<phase>{_PHASE})|(?P<foreign>{_FOREIGN}))[)）]?", re.I)
_ALONE = re.compile(r"(?P<amount>.*[0-9].*)")
#: A currency in brackets behind all of them.
_UNIT_BEHIND = re.compile(r"(?P<rest>.+?) ?[(（](?P<unit>[^()（）0-9]{1,12})[)）]")
_PLUS = r"[+＋]|(?<![^\W\d_])(?:plus|and|und|et|y|sowie)(?![^\W\d_])|&|以及|和"
_SIGNS = re.compile(
    rf"(?P<plus>{_PLUS})|[，;；、\n]|,(?![0-9])|(?<![0-9]),|"
    rf"(?P<inside>[(（](?=(?:{_OF_IT})|(?:{_PHASE})[ :：为為约約]*[0-9]))"
    rf"|(?<=[0-9元万亿萬億])(?={_OF_IT})",
    re.I,
)
#: What an answer has before an amount that is a part of the one before it.
_OF_WHICH = "of which"
_SAID_OF_WHICH = re.compile(rf"(?:{_OF_IT})(?![a-z])[ :：]*", re.I)
#: How a heading begins that is of a part of the amounts before it.
_OF_WHOLE = re.compile(rf"(?:{_OF_IT})(?![a-z])", re.I)
#: What says that an amount is all of what another column has.
_ALL_OF_IT = re.compile(
    r"全部|全数|全额|悉数|百分之百|100 ?%|all(?: of it| of that)?|in full"
    r"|(?:the )?(?:whole|total|entire|full)(?: amount| sum)?"
    r"|alles|voll(?:standig)?|gesamt|zur ganze|tout|la totalite|en totalite|integralement|todo|la totalidad"
    r"|tudo|a totalidade|tutto|il totale|всё|все"
)

ASKED = Text(
    "The cell names several amounts. Several may be kept: `1200000000 CNY; 400000000 CNY capitalIntroduced`; a part of "
    "the first: `8000000 EUR; of which 2000000 EUR`.",
    "该单元格写有多个数额。可保留多个：`1200000000 CNY; 400000000 CNY capitalIntroduced`；其中一部分写作"
    "`8000000 EUR; of which 2000000 EUR`。",
)


@dataclass(frozen=True, slots=True)
class _Part:
    """An amount of a cell: what it is, and whether it is said to be one of what stands before it."""

    amount: Quantity
    kind: str
    is_of_whole: bool


def proposed(text: str, hints: Hints) -> tuple[str, ...]:
    """What a cell may mean that names several amounts, as answers have it, the likeliest first; nothing of others.

    Args:
        text: the cell.
        hints: what is known of its column.

    >>> proposed("€10m + €5m", Hints())
    ('15000000 EUR', '10000000 EUR', '5000000 EUR')
    >>> proposed("总投资12亿元，其中外资4亿元", Hints())
    ('1200000000 CNY; 400000000 CNY capitalIntroduced', '1200000000 CNY')
    >>> proposed("首期2亿，二期3亿", Hints())
    ('500000000', '200000000', '300000000')
    """
    if len(text) > _LONGEST:
        return ()
    one = text.strip()
    if behind := _UNIT_BEHIND.fullmatch(one):
        known = heading_hints(f"({behind['unit']})")
        one, hints = (behind["rest"], replace(hints, unit=known.unit)) if known.unit else (one, hints)
    joints = list(_SIGNS.finditer(one))
    found = [_part(side, hints, is_inside=is_inside) for side, is_inside in _sides(one, joints)]
    if joints and all(joint["plus"] for joint in joints) and found and found[0] and found[0].amount.unit:
        # US$ 629m (loan) + 221m (equity): what is added is of one currency.
        found = [_part(side, replace(hints, unit=found[0].amount.unit)) for side, _ in _sides(one, joints)]
    parts = [part for part in found if part is not None]
    if not 1 < len(parts) == len(found) <= _MOST:
        return ()
    if (units := {one.amount.unit for one in parts}) - {""} != units and len(units) > 1:
        return ()  # 首期2亿元，二期3亿 may be of two currencies
    shown = _shown(parts, is_added=all(joint["plus"] for joint in joints))
    return tuple(dict.fromkeys(shown))


def _sides(text: str, joints: Sequence[re.Match[str]]) -> list[tuple[str, bool]]:
    """What stands between the signs that part amounts, each with whether a bracket opens before it."""
    starts, ends = [0, *(one.end() for one in joints)], [*(one.start() for one in joints), len(text)]
    inside = [False, *(bool(one["inside"]) for one in joints)]
    sides = (text[start:end].strip(" ()（）。.") for start, end in zip(starts, ends, strict=True))
    return [(side, is_inside) for side, is_inside in zip(sides, inside, strict=True) if side]


def _part(text: str, hints: Hints, *, is_inside: bool = False) -> _Part | None:
    """One amount with what it is said to be; ``None`` where it is not sure.

    Args:
        text: what stands between two signs.
        hints: what is known of the column.
        is_inside: whether it stands in brackets behind the whole.
    """
    for pattern in (_BEHIND, _LED, _ALONE, _OF_NAMED, _OF_ANOTHER, _NAMED_BEHIND):
        if (match := pattern.fullmatch(text)) is None:
            continue
        said = match.groupdict()
        read = quantity(match["amount"].strip(), hints)
        # Nothing is taken of it unasked: of 18,3 the likelier reading is proposed.
        is_near = read.about == "decimal-comma" and len(read.proposals) == 1
        value = read.proposals[0] if is_near else read.value
        if value is not None and value.upper is None:
            kind = next((name for name in ("phase", "total", "foreign", "other") if said.get(name)), "")
            # A number of which nothing says what it counts is a phase's, or no amount.
            is_part = bool(said.get("of")) or is_inside
            return _Part(value, kind, is_of_whole=is_part) if value.unit or kind == "phase" else None
    return None


def _shown(parts: Sequence[_Part], *, is_added: bool) -> list[str]:
    """What several amounts may be together, as answers have it.

    Args:
        parts: the amounts, in their order.
        is_added: whether a sign of addition stands between all of them.
    """
    each = [cells.shown_quantity(one.amount) for one in parts]
    kinds = [one.kind for one in parts]
    if all(kind == "phase" for kind in kinds) or (is_added and not any(one.is_of_whole for one in parts)):
        together = _sum([one.amount for one in parts])
        return [cells.shown_quantity(together) if together else f"{_BETWEEN} ".join(each), *each]
    whole = next((at for at, kind in enumerate(kinds) if kind == "total"), None)
    if whole is None and not kinds[0] and any(one.is_of_whole for one in parts[1:]):
        whole = 0
    if whole is None:
        return []
    foreign = [each[at] for at, kind in enumerate(kinds) if kind == "foreign" and at != whole]
    with_part = [f"{each[whole]}{_BETWEEN} {foreign[0]} {_FOREIGN_CAPITAL}"] if len(foreign) == 1 else []
    parts_of_it = [each[at] for at, one in enumerate(parts) if one.is_of_whole and kinds[at] in ("phase", "other")]
    is_one = len(parts_of_it) == 1 and not with_part
    of_which = [f"{each[whole]}{_BETWEEN} {_OF_WHICH} {one}" for one in parts_of_it if is_one]
    return [*with_part, *of_which, each[whole], *(one for at, one in enumerate(each) if kinds[at] == "phase")]


def _sum(amounts: Sequence[Quantity]) -> Quantity | None:
    """The sum of amounts of one unit, about so much where one of them is; ``None`` of others."""
    bounds = {one.bound for one in amounts} - {"exact"}
    if len({one.unit for one in amounts}) > 1 or bounds - {"about"}:
        return None
    return replace(
        amounts[0], value=sum((one.value for one in amounts), Decimal(0)), bound=bounds.pop() if bounds else "exact"
    )


def first_of(sheet: Sheet, answer: str, measure: str) -> str:
    """The first of the amounts that an answer names, without what it measures; the answer itself where that is none.

    Args:
        sheet: the sheet.
        answer: what was answered for a cell.
        measure: what its column measures.
    """
    first = answer.partition(_BETWEEN)[0].strip() if further(sheet, answer, measure) else answer
    return first.rpartition(" ")[0] if measure_named(sheet, first) else first


def measure_named(sheet: Sheet, answer: str) -> str:
    """What an answer of one amount says that it measures: 2000000000 CNY fundSize; empty where it says nothing.

    Args:
        sheet: the sheet.
        answer: what was answered for a cell.
    """
    amount, _, last = answer.strip().rpartition(" ")
    return last if amount and _BETWEEN not in answer and last in schema.codes("measure", sheet.ontology) else ""


def further(sheet: Sheet, answer: str, measure: str) -> list[tuple[Quantity, str, bool]]:
    """The amounts that an answer names behind its first, each with what it measures and whether it is a part of that.

    None where one of them is none.

    Args:
        sheet: the sheet.
        answer: what was answered for a cell.
        measure: what its column measures, as amounts that name no measure do.
    """
    texts = [part.strip() for part in answer.split(_BETWEEN)]
    if len(texts) == 1 or len(texts) > _MOST:
        return []
    plain = [_SAID_OF_WHICH.sub("", text, count=1) if at else text for at, text in enumerate(texts)]
    found = [_answered(sheet, text, measure) for text in plain]
    known = [one for one in found if one is not None]
    if len(known) != len(found) or known[0][1] != measure:
        return []
    parts = [text != one for text, one in zip(texts, plain, strict=True)]
    return [(amount, of, is_part) for (amount, of), is_part in zip(known, parts, strict=True)][1:]


def says_all(text: str) -> bool:
    """Whether a cell says all of it, and no number.

    >>> says_all("全數"), says_all("100%"), says_all("all"), says_all("all of 2019")
    (True, True, True, False)
    """
    return _ALL_OF_IT.fullmatch(folded(text[:_LONGEST])) is not None


def whole_of(sheet: Sheet, place: int) -> int | None:
    """The column of amounts of which a column is a part by its heading, 其中：外资; ``None`` for others.

    Args:
        sheet: what the sheet is read as.
        place: the column.
    """

    def is_part(one: int) -> bool:
        return _OF_WHOLE.match(sheet.headings[one].strip(" （(:：-–")) is not None

    before = [one for one in sheet.columns("amount") if one < place and not is_part(one)]
    return max(before) if before and is_part(place) else None


def _answered(sheet: Sheet, text: str, measure: str) -> tuple[Quantity, str] | None:
    """One amount of an answer with what it measures; ``None`` where it is none, or cannot be measured so."""
    named = measure_named(sheet, text)
    amount, measure = (text.rpartition(" ")[0], named) if named else (text, measure)
    value = cells.amount_in("", Hints(), amount).value if amount else None
    if value is None or not cells.fitting(value.unit, measure, schema.unit_kinds(sheet.ontology)):
        return None
    return value, measure
