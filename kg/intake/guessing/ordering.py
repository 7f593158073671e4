"""Days of which nothing tells whether the day or the month is first: what is said of them, and asked in the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.intake.day_orders import ENOUGH
from kg.intake.guessing.model import Guessed, Unordered
from kg.intake.several import named_columns
from kg.text import Text, shortened, typed

#: How many columns that show an order a remark names, and how much of a day that shows it.
_MOST_NAMED, _LONGEST = 10, 80
#: Days of which nothing tells the order, and how to say it.
_OPEN = (
    '# {0}: is the day or the month first in {1}? Write fn:date(?fromText, "day-first") or "month-first", and so behind'
    " each text of a day. {2}：日与月孰先？请在每个日期文本之后注明。"
)


def asked(columns: Guessed) -> list[str]:
    """The line of a draft that asks for the order of days; none where no order is open."""
    found = _read_first(columns)
    if not found:
        return []
    named = named_columns([one.name for one in found])
    return [_OPEN.format(named.en, _day(found[0].day), named.zh)]


def remarks(columns: Guessed) -> Iterator[Text]:
    """Remarks on days of which nothing tells whether the day or the month is first, and on tables of both orders.

    One remark is of all columns of which the same is to be said, those first that the draft reads.
    """
    if columns.witnesses:
        yield _of_both(columns.witnesses)
    found = _read_first(columns)
    for some in ([one for one in found if not one.witness], [one for one in found if one.witness]):
        if some:
            yield _of_open(some)


def _read_first(columns: Guessed) -> list[Unordered]:
    """The columns whose order is open, those before others that the draft reads."""
    return sorted(columns.unordered, key=lambda one: one.name not in columns.read)


def _of_both(witnesses: Sequence[tuple[str, str, str]]) -> Text:
    """A remark on a table of both orders.

    Args:
        witnesses: each column that shows one, the order, and a day.
    """
    some = [(typed(name), order, _day(day)) for name, order, day in witnesses[:_MOST_NAMED]]
    more = " …" if len(witnesses) > len(some) else ""
    return Text(
        f"Both orders of days stand in the table: {'; '.join(f'{name} {order} ({day})' for name, order, day in some)}"
        f"{more}. A column is read by its own order where {ENOUGH} of its days or more show it, and none the other. "
        "See whether that is right.",
        f"表中日期的两种次序并存：{'；'.join(f'{name} {order}（{day}）' for name, order, day in some)}{more}。"
        f"某列有{ENOUGH}个及以上日期表明同一次序、且无相反者，方按该次序读取。请核对。",
    )


def _of_open(columns: Sequence[Unordered]) -> Text:
    """A remark on columns whose order is open.

    Args:
        columns: all of which the same is to be said: that they show no order, or each has too few days that show one.
    """
    named, day = named_columns([typed(one.name) for one in columns]), _day(columns[0].day)
    few = Text()
    if shown := list(dict.fromkeys((_day(one.witness), one.order) for one in columns if one.witness)):
        more = " …" if len(shown) > _MOST_NAMED else ""
        some = shown[:_MOST_NAMED]
        few = Text(
            f" At least {ENOUGH} days must show the order of the others: "
            f"{'; '.join(f'{witness} is {order}' for witness, order in some)}{more}.",
            f"至少须有{ENOUGH}个日期表明次序，方据以读取其他："
            f"{'；'.join(f'{witness} 为 {order}' for witness, order in some)}{more}。",
        )
    return Text(
        f"{named.en}: nothing tells whether the day or the month is first in {day}, so that such days are not read. "
        'Say it in the draft behind each text that is a day: fn:date(?fromText, "day-first") or "month-first".'
        f"{few.en}",
        f"{named.zh}：无法判断 {day} 中日与月的先后，此类日期不予读取。请在草稿中每个日期文本之后写明："
        f'fn:date(?fromText, "day-first") 或 "month-first"。{few.zh}',
    )


def _day(text: str) -> str:
    """A day as a message has it, in one line."""
    return shortened(" ".join(text.split()), _LONGEST)
