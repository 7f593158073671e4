"""What a mapping may look up of a region by its name or code, and what is to be said of those that no registry has.

A country that is spelt in no known way would be one of its own, beside the true one, and join with nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg import vocabulary
from kg.findings import Finding, Severity
from kg.graph.store import Function
from kg.graph.terms import Literal, Term
from kg.intake.registries import find, is_no_country, meant
from kg.intake.spelt import Places
from kg.text import Text

#: Texts whose meaning is kept, since most stand in a table more than once.
_REMEMBERED = 50_000
#: How many names a message has, and how many regions that one may mean.
_MOST_NAMED, _MOST_ALIKE = 10, 3
#: The level of which what is no region of it is told otherwise.
_COUNTRY = "country"


class Regions:
    """The function for regions of the registries, and what is to be said of names that it did not tell.

    Attributes:
        known: the names that it told, at whatever level.
        missed: the names that it did not, each with the level that was asked for.
    """

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.missed: dict[str, str] = {}
        self._found = lru_cache(_REMEMBERED)(meant)

    def table(self) -> dict[str, Function]:
        """The function by its IRI."""
        return {vocabulary.FUNCTION + "registered": self.registered}

    def registered(self, text: Literal, column: Literal, of_level: Literal | None = None) -> Term | None:
        """A cell of the one region of the registries that a name or a code means; none where none or several are meant.

        Args:
            text: the name or the official code: Netherlands, NL, DE712.
            column: a column of the table ``regions``: id, name_en, name_zh, level, parent.
            of_level: only regions of that code of the code list ``level``.

        Returns:
            the cell as a text; ``None`` also where it is empty. What is told of the name is kept.
        """
        level = of_level.value if of_level is not None else ""
        found = self._found(text.value, level)
        if found is None:
            self.missed.setdefault(text.value, level)
            return None
        self.known.add(text.value)
        cell = found.row.get(column.value, "")
        return Literal(cell) if cell else None

    @property
    def names(self) -> set[str]:
        """The names of which something is said."""
        return {text for text, level in self.missed.items() if text not in self.known and not _is_none(text, level)}

    def findings(self, places: Places) -> list[Finding]:
        """A warning for the names of countries that no registry has, and one for those of other regions.

        Args:
            places: where they stand, among other texts.
        """
        names = sorted(self.names)
        countries = [text for text in names if self.missed[text] == _COUNTRY]
        others = [text for text in names if self.missed[text] != _COUNTRY]
        found = []
        if countries:
            what = Text(
                "No registry has a country of the name, so that it joins with no other data",
                "名录中没有此名的国家，无法与其他数据相连",
            )
            found.append(_problem(countries, "country-unknown", what, places))
        if others:
            what = Text("No registry has a region of the name or code", "名录中没有此名称或代码的地区")
            found.append(_problem(others, "region-unknown", what, places))
        return found


def _is_none(text: str, level: str) -> bool:
    return level == _COUNTRY and is_no_country(text)


def _problem(names: Sequence[str], code: str, what: Text, places: Places) -> Finding:
    """A warning for names that no registry has.

    Args:
        names: the names.
        code: the code of what is found.
        what: what is wrong with them.
        places: where they stand, among other texts.
    """
    rows = {text: places[text][1] for text in names if text in places}
    ordered = sorted(names, key=lambda text: (rows.get(text, 0), text))
    shown = {text: _shown(text, rows.get(text, 0)) for text in ordered[:_MOST_NAMED]}
    more = len(names) > _MOST_NAMED
    table, row, heading = places.get(ordered[0], ("", 0, ""))
    return Finding(
        Severity.WARNING,
        code,
        f"{what.en}: {'; '.join(one.en for one in shown.values())}{f' … ({len(names):,})' if more else ''}.",
        f"{what.zh}：{'；'.join(one.zh for one in shown.values())}{f' …（{len(names)}）' if more else ''}。",
        "Spell it as `kg regions find NAME` shows it, in the cell or by the mapping.",
        table,
        row=row,
        field=heading,
        value=ordered[0][:200],
        fix_zh="请在单元格或映射中按 `kg regions find 名称` 所示写法书写。",
    )


def _shown(text: str, row: int) -> Text:
    """A name with its row, and with what it is at another level: Scotland is a region in the United Kingdom."""
    found = [one.id for one in find(text)][: _MOST_ALIKE + 1]
    ids = ", ".join(found[:_MOST_ALIKE]) + (" …" if len(found) > _MOST_ALIKE else "")
    en = ", ".join(filter(None, (f"row {row}" if row else "", f"there is {ids}" if ids else "")))
    zh = "，".join(filter(None, (f"第{row}行" if row else "", f"另有 {ids}" if ids else "")))
    name = text[:80]
    return Text(f"{name!r} ({en})" if en else f"{name!r}", f"“{name}”（{zh}）" if zh else f"“{name}”")
