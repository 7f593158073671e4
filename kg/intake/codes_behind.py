"""Countries that stand as a code behind a name, where the code is one of a state too: Auland (DE), Dover, DE.

What the town is tells which is meant, else what other codes of its column are. What neither tells is none, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property, lru_cache

from kg import vocabulary
from kg.findings import Finding, Severity
from kg.graph.store import Function
from kg.graph.terms import Literal, Term
from kg.intake.registries import behind, find_cities, is_state_too, meant, parted
from kg.intake.spelt import Places, first_of, with_rows

#: Texts whose meaning is kept, since most stand in a table more than once.
_REMEMBERED = 50_000
_CODE = re.compile("[A-Z]{2}")


class CodesBehind:
    """The functions for a name and the country behind it.

    Args:
        columns: gives the texts of the tables by their column; it is called where a code may be a state's.

    Attributes:
        open: the names of which it is not told whether a country or a state of the USA stands behind them.
    """

    def __init__(self, columns: Callable[[], Iterable[tuple[str, str]]]) -> None:
        self.open: dict[str, str] = {}
        self._columns = columns
        self._parted = lru_cache(_REMEMBERED)(self._part)

    def table(self) -> dict[str, Function]:
        """The functions by their IRI."""
        return {f"{vocabulary.FUNCTION}town": self.town, f"{vocabulary.FUNCTION}townCountry": self.town_country}

    def town(self, text: Literal) -> Term | None:
        """A town without the country that stands behind it, after a comma or in brackets; any other text as it is."""
        return Literal(self._parted(text.value)[0])

    def town_country(self, text: Literal) -> Term | None:
        """The country that stands behind a town, after a comma or in brackets; none where no known one does."""
        land = self._parted(text.value)[1]
        return Literal(land) if land else None

    def _part(self, text: str) -> tuple[str, str]:
        found = parted(text)
        name, code = behind(text)
        if found[1] or not is_state_too(code) or meant(code, "country") is None:
            return found
        # That a town of the state has the name does not tell where codes of countries stand around it.
        is_there = bool(find_cities(name, f"US-{code}"))
        shown = self._shown.get(text)
        if shown is True and not is_there:
            return name, code
        if shown is True or (shown is None and not is_there):
            self.open.setdefault(text, code)
        return found

    @cached_property
    def _shown(self) -> Mapping[str, bool]:
        """By text with a code behind it, whether the other codes of its column are those of countries, or of states."""
        texts: dict[str, dict[str, str]] = {}
        for column, text in self._columns():
            if _CODE.fullmatch(code := behind(text)[1]):
                texts.setdefault(column, {})[text] = code
        found: dict[str, bool] = {}
        for coded in texts.values():
            if (shown := _are_countries(set(coded.values()))) is not None:
                found |= dict.fromkeys(coded, shown)
        return found


def _are_countries(codes: Collection[str]) -> bool | None:
    """Whether codes are those of countries, or else of states, as those of them show that are one alone.

    >>> _are_countries({"DE", "CH", "NL"}), _are_countries({"DE", "TX"}), _are_countries({"DE", "CA"})
    (True, False, None)
    """
    states = [code for code in codes if is_state_too(code, alone=True)]
    # AS is no state: what stands beside states is one, of whatever else it is a code.
    if states:
        return False
    return True if any(not is_state_too(code) and meant(code, "country") is not None for code in codes) else None


def codes_of_two(places: Places, texts: Mapping[str, str]) -> list[Finding]:
    """A warning for names with a code behind them that may be a country's or a state's, so that none is said.

    Args:
        places: where they stand.
        texts: all of them, with their codes.
    """
    shown = first_of(places)
    if not shown:
        return []
    many, some = len(texts), with_rows(shown, len(texts))
    table, row, heading = places[shown[0][1]]
    codes = sorted({texts[text] for _, text in shown})
    return [
        Finding(
            Severity.WARNING,
            "code-of-two",
            f"{many:,} {'name has a code' if many == 1 else 'names have codes'} behind {'it' if many == 1 else 'them'} "
            f"that may be a country's or that of a state of the USA ({', '.join(codes)}), and no country is said "
            f"there: {some.en}.",
            f"{many}个名称后的代码既是国家代码又是美国州代码（{'、'.join(codes)}），故不记国家：{some.zh}。",
            "Write the country's name behind it, or its code in a column of its own.",
            table,
            row=row,
            field=heading,
            value=shown[0][1][:200],
            fix_zh="请在其后写明国家名称，或将国家代码另列一栏。",
        )
    ]
