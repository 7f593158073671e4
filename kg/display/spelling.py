"""Between what a person writes, what Python holds and what the page says: names, IRIs and the page's short keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

from kg import vocabulary
from kg.answers.records import Records
from kg.errors import UsageError
from kg.nearest import did_you_mean, nearest, no_such
from kg.page.model import Kind, Phase
from kg.page.page import OWN_MEASURES
from kg.text import Text

#: The page's filters by name, with what their values are.
FILTERS: Mapping[str, str] = {
    "sectors": "code",
    "kinds": "code",
    "regions": "thing",
    "sources": "source",
    "years": "years",
    "hidden": "word",
}
#: The code list that a filter's values are of.
_LISTS = {"sectors": vocabulary.CODE + "sector/", "kinds": vocabulary.CODE + "institution-kind/"}
#: The colours that have a name here; any other is written ``#rrggbb``.
# fmt: off
COLOURS = (
    "black", "white", "grey", "gray", "silver", "red", "maroon", "crimson", "tomato", "coral", "salmon", "orange",
    "gold", "yellow", "khaki", "olive", "green", "lime", "seagreen", "teal", "turquoise", "cyan", "aqua", "skyblue",
    "steelblue", "royalblue", "blue", "navy", "indigo", "violet", "purple", "plum", "orchid", "magenta", "fuchsia",
    "pink", "brown", "chocolate", "tan", "beige",
)
# fmt: on
_COLOUR = re.compile(
    r"#(?:[0-9a-f]{3}|[0-9a-f]{6})|rgb\((?:(?:\d\d?|1\d\d|2[0-4]\d|25[0-5])(?:, ?|(?=\)))){3}\)", re.I | re.A
)


class Spelling:
    """Translates for one page.

    Args:
        keys: IRI to key, as the page has them.
        records: what the page was made of.
        resolve: from a name or id and a kind of thing to the IRI, as ``Names.resolve``.
        measures: the ids of the page's measures.
    """

    def __init__(
        self,
        keys: Mapping[str, str],
        records: Records,
        resolve: Callable[[str, str], str],
        measures: Collection[str] = OWN_MEASURES,
    ) -> None:
        self._key_of = keys
        self._iri_of = {key: iri for iri, key in keys.items()}
        self._records = records
        self._sources = list(records.sources)
        self._resolve = resolve
        self._measures = measures

    def iri(self, said: Any) -> str:
        """The IRI of what is said: a name in either language, an id, an IRI, or a record with one.

        Raises:
            LookupFailed: if the graph has nothing of that name.
            UsageError: if it is no name at all, or of something that the page does not show.
        """
        text = said.get("iri") if isinstance(said, Mapping) else said
        if not isinstance(text, str):
            raise UsageError(
                Text(
                    f"{said!r} names nothing. Give a name, an id, an IRI, or a record with one.",
                    f"{said!r} 不是名称。请给出名称、id、IRI 或含 IRI 的记录。",
                )
            )
        found = text if text in self._key_of else self._resolve(text, "anything")
        if found not in self._key_of:
            raise UsageError(
                Text(
                    f"{text!r} is {found}, which this page does not show. Give a party, a partnership or a programme.",
                    f"“{text}”为 {found}，本页面未显示。请给出参与方、合作或计划。",
                )
            )
        return found

    def iris(self, said: Any) -> list[str]:
        """Those of one or several; none of ``None``."""
        if said is None:
            return []
        several = [said] if isinstance(said, str | Mapping) or not isinstance(said, Iterable) else said
        return list(dict.fromkeys(map(self.iri, several)))

    def key(self, iri: str) -> str:
        """The page's key of a thing."""
        return self._key_of[iri]

    def known(self, keys: Any) -> list[str]:
        """The IRIs of keys that the page tells; others are left out."""
        return [self._iri_of[key] for key in _texts(keys) if key in self._iri_of]

    def record(self, iri: str) -> dict[str, str]:
        """A thing for programs: its IRI, its names and its class."""
        records = self._records
        groups: tuple[Mapping[str, Any], ...] = (
            records.parties,
            records.partnerships,
            records.programmes,
            records.people,
        )
        found = next((group[iri] for group in groups if iri in group), None)
        label = records.label(iri)
        return {"iri": iri, "en": label.en, "zh": label.zh, "class": found.cls if found else ""}

    def by_key(self, given: Any) -> dict[str, Any] | str | None:
        """Numbers or colours by name as numbers or colours by key; a measure's id as it is, ``None`` for none.

        Raises:
            UsageError: if it is neither, the page has no such measure, or a value is neither a number nor a colour.
        """
        if given is None:
            return None
        if isinstance(given, str):
            if given not in self._measures:
                raise no_such(Text("measure", "指标"), given, self._measures)
            return given
        pairs = list(given.items()) if hasattr(given, "items") else None
        if pairs is None:
            raise UsageError(
                Text(
                    f"{given!r}: give numbers or colours by name (a dictionary, a pandas Series), or a measure's id.",
                    f"{given!r}：请以字典或 pandas Series 给出各名称的数值或颜色，或给出指标的 id。",
                )
            )
        found: dict[str, Any] = {}
        for name, value in pairs:
            plain = _colour(name, value) if isinstance(value, str) else _number(name, value)
            if plain is not None:
                found[self.key(self.iri(name))] = plain
        return found

    def filters_by_key(self, filters: Any) -> dict[str, Any]:
        """Filters as the page has them.

        Raises:
            UsageError: if there is no filter of a name, or it takes no such values.
            LookupFailed: if a value names nothing.
        """
        if not isinstance(filters, Mapping):
            raise UsageError(
                Text(
                    f"{filters!r}: give filters by name, as {{'sectors': ['health']}}. Names: {', '.join(FILTERS)}.",
                    f"{filters!r}：请按名称给出筛选项，如 {{'sectors': ['health']}}。名称：{', '.join(FILTERS)}。",
                )
            )
        return {name: self._values(name, said) for name, said in filters.items() if said is not None}

    def filters_by_iri(self, told: Any) -> dict[str, Any]:
        """Filters as the page has them, by IRIs, but for years and for the words of what is hidden."""
        found: dict[str, Any] = {}
        for name, values in told.items():
            if name in ("years", "hidden"):
                found[name] = list(values)
            elif FILTERS.get(name) == "code":
                found[name] = [vocabulary.CODE + value for value in values]
            elif name == "sources":
                found[name] = [self._sources[int(value)] for value in values]
            elif name == "regions":
                found[name] = self.known(values)
        return found

    def heard(self, told: Any) -> dict[str, Any]:
        """Filters that the page tells, as it has them; what it cannot have is left out."""
        found: dict[str, Any] = {}
        for name, values in told.items() if isinstance(told, Mapping) else ():
            if name == "years":
                right = values if _is_range(values) else []
            else:
                right = [value for value in _texts(values) if value in self._keys_of(name)]
            if right:
                found[name] = right
        return found

    def _keys_of(self, name: Any) -> Collection[str]:
        """What the page may tell of a filter."""
        if name in _LISTS:
            return {iri.removeprefix(vocabulary.CODE) for iri in self._codes[name]}
        if name == "sources":
            return {str(number) for number in range(len(self._sources))}
        return self._words if name == "hidden" else self._iri_of if name == "regions" else ()

    @cached_property
    def _words(self) -> list[str]:
        """What can be hidden: kinds of node, phases, and classes of partnerships."""
        kinds = [str(kind) for kind in Kind if kind is not Kind.PARTNERSHIP]
        classes = sorted({deal.cls for deal in self._records.partnerships.values()})
        return list(dict.fromkeys([*classes, *map(str, Phase), *kinds]))

    @cached_property
    def _codes(self) -> Mapping[str, Mapping[str, Text]]:
        """The codes that the page can filter by, by the filter's name, with what they are called."""
        records = self._records
        kinds = [kind for party in records.parties.values() if (kind := getattr(party, "kind", None))]
        sectors = [code for deal in records.partnerships.values() for code in deal.sectors]
        return {
            name: {code.iri: code.label for code in codes} for name, codes in (("sectors", sectors), ("kinds", kinds))
        }

    def _values(self, name: str, said: Any) -> list[Any]:
        sort = FILTERS.get(name)
        if sort is None:
            near = did_you_mean(nearest(str(name), FILTERS))
            raise UsageError(
                Text(
                    f"The page has no filter {name!r}. {near.en}Use one of: {', '.join(FILTERS)}.",
                    f"页面没有筛选项“{name}”。{near.zh}请用其中之一：{', '.join(FILTERS)}。",
                )
            )
        several = isinstance(said, Iterable) and not isinstance(said, str | bytes | Mapping)
        values = list(said) if several else [said]
        if sort == "years":
            return _years(values)
        if sort == "thing":
            return [self.key(self.iri(value)) for value in values]
        for value in values:
            if not isinstance(value, str):
                raise UsageError(
                    Text(
                        f"{name}: {value!r} is no text. Give a list of names, ids or IRIs, or one of them.",
                        f"{name}：{value!r} 不是文本。请给出名称、id 或 IRI，或其列表。",
                    )
                )
        if sort == "word":
            return [self._word(value) for value in values]
        if sort == "source":
            return [self._source(value) for value in values]
        return [self._code(name, value) for value in values]

    def _word(self, said: str) -> str:
        if said not in self._words:
            raise no_such(Text("word for what is hidden:", "可隐藏的类别"), said, self._words)
        return said

    def _source(self, said: str) -> str:
        """The page's key of a source: its place."""
        found = self._resolve(said, "source")
        if found not in self._sources:
            raise UsageError(
                Text(
                    f"{said!r} is {found}, which is no source of this page.",
                    f"“{said}”为 {found}，不是本页面的来源。",
                )
            )
        return str(self._sources.index(found))

    def _code(self, name: str, said: str) -> str:
        """The page's key of a code: its list and its name."""
        found, codes = self._resolve(said, "anything"), self._codes[name]
        if not found.startswith(_LISTS[name]) and found not in codes:
            names = {iri.removeprefix(vocabulary.CODE): label for iri, label in codes.items()}
            near = did_you_mean(
                nearest(said, [*names, *(text for label in names.values() for text in (label.en, label.zh))])
            )
            some = ", ".join(sorted(names)[:_SHOWN])
            raise UsageError(
                Text(
                    f"{name}: {said!r} is {found}, which is no code of {name}. {near.en}Give codes, as {some}.",
                    f"{name}：“{said}”为 {found}，不是 {name} 的代码。{near.zh}请给出代码，如 {some}。",
                )
            )
        return found.removeprefix(vocabulary.CODE)


#: How many codes a message gives as examples.
_SHOWN = 8


def _texts(values: Any) -> list[str]:
    """The texts of a list; none of what is no list."""
    return [value for value in values if isinstance(value, str)] if isinstance(values, list | tuple) else []


def _is_range(values: Any) -> bool:
    """Whether something is a first and a last year."""
    if not isinstance(values, list | tuple) or len(values) != 2:
        return False
    return all(isinstance(year, int) for year in values) and values[0] <= values[1]


def _colour(name: Any, said: str) -> str:
    if said.lower() in COLOURS or _COLOUR.fullmatch(said):
        return said
    near = did_you_mean(nearest(said, COLOURS))
    raise UsageError(
        Text(
            f"{name}: {said!r} is no colour. {near.en}Give #rrggbb, #rgb, rgb(1, 2, 3) or one of {', '.join(COLOURS)}.",
            f"{name}：“{said}”不是颜色。{near.zh}请用 #rrggbb、#rgb、rgb(1, 2, 3) 或其中之一：{', '.join(COLOURS)}。",
        )
    )


def _years(values: list[Any]) -> list[int]:
    if not _is_range(values):
        raise UsageError(
            Text(
                f"years: {values!r}. Give the first and the last year, as (2016, 2017).",
                f"years：{values!r}。请给出首年和末年，如 (2016, 2017)。",
            )
        )
    return values


def _number(name: Any, value: Any) -> float | None:
    """A number; ``None`` of what is missing, which no scale has a place for."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise UsageError(
            Text(
                f"{name}: {value!r} is neither a number nor a colour.",
                f"{name}：{value!r} 既不是数字也不是颜色。",
            )
        ) from None
    return number if abs(number) < float("inf") else None
