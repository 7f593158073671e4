"""Whether an amount is one that was meant or one that was reached, as a column beside it says: pledged, spent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.intake.guessing.cells import Seen
from kg.intake.guessing.model import Money
from kg.intake.guessing.words import MOST_CODES, SPENT, TO_BE_SPENT
from kg.nearest import folded
from kg.text import Text, typed


def basis_of(seen: Seen, free: Sequence[str], money: str) -> tuple[str, Mapping[str, str]]:
    """The column that says which of the two the amounts of another one are, with the class of each of its texts.

    Args:
        seen: the table's columns.
        free: the columns that nothing else is read from.
        money: the column of amounts.

    Returns:
        a text of which that is not known has no class; an empty name where no column says it.
    """
    found = []
    for name in free:
        texts = list(dict.fromkeys(seen.texts(name)))
        codes = {text: _class_of(text) for text in texts}
        known = sum(map(bool, codes.values()))
        if name != money and 0 < len(texts) <= MOST_CODES and 2 * known > len(texts):
            found.append((name, codes))
    # Of several the one of the same object: value_basis beside value_amount.
    owner = seen.owner(money)
    return min(found, key=lambda one: not (owner and seen.owner(one[0]) == owner), default=("", {}))


def _class_of(text: str) -> str:
    said = folded(text)
    return "Achievement" if said in _SPENT else "Target" if said in _TO_BE_SPENT else ""


_SPENT, _TO_BE_SPENT = (frozenset(map(folded, words)) for words in (SPENT, TO_BE_SPENT))


def remarks(money: Money | None) -> Iterator[Text]:
    """What is to be known of what the amounts were taken for."""
    if money is None or not money.basis:
        return
    name, of = typed(money.basis), typed(money.name)
    reached = ", ".join(map(typed, (text for text, code in money.bases.items() if code == "Achievement")))
    open_ = ", ".join(map(typed, (text for text, code in money.bases.items() if not code)))
    also = Text(f" Not known, and taken for meant: {open_}.", f"含义不明、视为计划额：{open_}。") if open_ else Text()
    said = (reached, reached) if reached else ("none of its words", "无")
    yield Text(
        f"{name}: says whether the amounts of {of} are meant or reached; reached: {said[0]}.{also.en}",
        f"{name}：说明{of}的数额为计划额还是实际额；实际额：{said[1]}。{also.zh}",
    )
