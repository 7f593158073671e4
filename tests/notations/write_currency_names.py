"""Writes ``currency_names.csv`` and ``tender.csv`` in ``kg/notations/``, from Unicode CLDR as Babel carries it.

``python -m tests.notations.write_currency_names``, by hand, where Babel is installed (the manual's Sphinx brings it).
CLDR is under the Unicode licence V3 (Unicode-3.0). What the other tables read already is left out, and so is one word
alone in Latin letters: lev and real are words elsewhere.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale
from babel.core import get_global

from kg.nearest import folded
from kg.notations import Hints, quantity
from kg.notations.lexicon import currency_codes

#: The languages whose names are taken.
LANGUAGES = ("zh", "zh_Hant", "en", "de", "fr", "es")
#: Names that are left out: Grenada has the dollar of its neighbours.
NONE = ("格瑞那達元",)
FOLDER = Path(__file__).parents[2] / "kg" / "notations"


def tender() -> dict[str, list[str]]:
    """The countries, by their codes in small letters, in which each currency is legal tender today."""
    found: dict[str, list[str]] = {}
    for country, spans in get_global("territory_currencies").items():
        for code, _, end, is_tender in spans:
            if len(country) == 2 and end is None and is_tender and code in currency_codes():
                found.setdefault(code, []).append(country.lower())
    return {code: sorted(set(countries)) for code, countries in sorted(found.items())}


def named(code: str, language: str) -> Iterator[str]:
    """The names of a currency in a language, one and many of it, that are more than one word in Latin letters."""
    locale = Locale.parse(language)
    many = locale._data["currency_names_plural"].get(code, {})
    for name in (locale.currencies.get(code), *sorted(set(many.values()))):
        plain = unicodedata.normalize("NFC", (name or "").replace("’", "'"))
        short = folded(plain)
        has_parts = " " in short or "-" in short
        if plain and not set("(&") & set(plain) and (has_parts or language.startswith("zh")):
            yield plain if language.startswith("zh") else plain.lower()


def names() -> Iterator[tuple[str, str]]:
    """The names that no other table reads, with their codes."""
    seen = set[str]()
    for code in tender():
        for name in (name for language in LANGUAGES for name in named(code, language)):
            read = quantity(f"1000 {name}", Hints(money=True))
            units = {one.unit for one in ((read.value,) if read.value else read.proposals)}
            if units != {code} and folded(name) not in seen and name not in NONE:
                seen.add(folded(name))
                yield name, code


def _write(name: str, headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    (FOLDER / name).write_text(out.getvalue(), encoding="utf-8")


def main() -> None:
    """Write the tables."""
    _write("tender.csv", ("code", "countries"), ((code, " ".join(lands)) for code, lands in tender().items()))
    # Of what was written before nothing is known, or it would be read already.
    _write("currency_names.csv", ("spelling", "codes"), ())
    _write("currency_names.csv", ("spelling", "codes"), [*names()])


if __name__ == "__main__":
    main()
