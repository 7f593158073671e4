"""Between what a person writes, what Python holds and what the page says: names, IRIs and the page's short keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kg import vocabulary
from kg.answers.records import Records
from kg.errors import UsageError
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


class Spelling:
    """Translates for one page.

    Args:
        keys: IRI to key, as the page has them.
        records: what the page was made of.
        resolve: from a name or id and a kind of thing to the IRI, as ``Names.resolve``.
    """

    def __init__(self, keys: Mapping[str, str], records: Records, resolve: Callable[[str, str], str]) -> None:
        self._key_of = keys
        self._iri_of = {key: iri for iri, key in keys.items()}
        self._records = records
        self._sources = list(records.sources)
        self._resolve = resolve

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
        return [self._iri_of[key] for key in keys or () if key in self._iri_of]

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
            UsageError: if it is neither, or a value is neither a number nor a colour.
        """
        if given is None or isinstance(given, str):
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
            plain = value if isinstance(value, str) else _number(name, value)
            if plain is not None:
                found[self.key(self.iri(name))] = plain
        return found

    def filters_by_key(self, filters: Mapping[str, Any]) -> dict[str, Any]:
        """Filters as the page has them.

        Raises:
            UsageError: if there is no filter of a name, or the years are none.
            LookupFailed: if a value names nothing.
        """
        return {name: self._values(name, said) for name, said in filters.items() if said is not None}

    def filters_by_iri(self, told: Any) -> dict[str, Any]:
        """Filters that the page tells: IRIs, but for years and for the words of what is hidden."""
        found: dict[str, Any] = {}
        for name, values in (told or {}).items():
            if name in ("years", "hidden"):
                found[name] = list(values)
            elif FILTERS.get(name) == "code":
                found[name] = [vocabulary.CODE + value for value in values]
            elif name == "sources":
                found[name] = [self._sources[int(value)] for value in values]
            elif name == "regions":
                found[name] = self.known(values)
        return found

    def _values(self, name: str, said: Any) -> list[Any]:
        sort = FILTERS.get(name)
        if sort is None:
            raise UsageError(
                Text(
                    f"The page has no filter {name!r}. Use one of: {', '.join(FILTERS)}.",
                    f"页面没有筛选项“{name}”。请用其中之一：{', '.join(FILTERS)}。",
                )
            )
        values = [said] if isinstance(said, str) else list(said)
        if sort == "years":
            return _years(values)
        if sort == "word":
            return [str(value) for value in values]
        if sort == "thing":
            return [self.key(self.iri(value)) for value in values]
        if sort == "source":
            return [str(self._sources.index(self._resolve(value, "source"))) for value in values]
        return [self._code(value) for value in values]

    def _code(self, said: str) -> str:
        """The page's key of a code: its list and its name."""
        found = said if said.startswith(vocabulary.CODE) else self._resolve(said, "anything")
        return found.removeprefix(vocabulary.CODE)


def _years(values: list[Any]) -> list[int]:
    if len(values) != 2 or not all(isinstance(year, int) for year in values) or values[0] > values[1]:
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
