"""Lists of countries between commas, some of which have a comma in their name: Korea, Republic of, Kenya.

A name that a registry has is one name, so that a comma within it parts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.intake.registries import find, find_cities, meant
from kg.intake.sheets.countries_in_names import lies_in
from kg.intake.sheets.naming import parties_by_commas
from kg.intake.sheets.signs_between import COMMA, split_outside
from kg.nearest import folded

#: Of so many pieces a name is made at most: Congo, Democratic Republic, of the.
_MOST_PIECES = 3
#: How many texts are kept with what they are parted into.
_REMEMBERED = 20_000
#: What is written for one economy, though both sides are called so by themselves.
_WHOLE = re.compile(r"(?:hong kong|maca[ou]|taiwan), ?china")


@lru_cache(_REMEMBERED)
def is_one_country(text: str) -> bool:
    """Whether a text with a comma is the name of one country or territory, and no list of two.

    Args:
        text: the text.

    >>> [is_one_country(one) for one in ("Korea, Republic of", "Hong Kong, China SAR", "Germany, France")]
    [True, True, False]
    """
    pieces = split_outside(COMMA, text)
    if len(pieces) < 2 or not _is_land(text):
        return False
    # Puerto Rico, United States may be both; what is behind a name alone is none.
    return bool(_WHOLE.fullmatch(folded(text))) or not all(_is_land(piece) for piece in pieces)


def _is_land(text: str) -> bool:
    """Whether a text is the name of a country, or of a part of China that stands among countries."""
    if meant(text, "country") is not None:
        return True
    found = find(text)
    return len(found) == 1 and found[0].id in ("cn-hong-kong", "cn-macao", "cn-taiwan")


def with_names_whole(pieces: Sequence[str]) -> list[str]:
    """Pieces between commas, with those put together that are the name of one country.

    Args:
        pieces: the pieces.

    >>> with_names_whole(["Korea", "Republic of", "Kenya", "Congo", "Democratic Republic of the"])
    ['Korea, Republic of', 'Kenya', 'Congo, Democratic Republic of the']
    """
    found, at = list[str](), 0
    while at < len(pieces):
        ends = range(min(len(pieces), at + _MOST_PIECES), at + 1, -1)
        end = next((one for one in ends if is_one_country(", ".join(pieces[at:one]))), at + 1)
        found.append(", ".join(pieces[at:end]))
        at = end
    return found


@lru_cache(_REMEMBERED)
def by_commas(text: str) -> tuple[str, ...]:
    """What commas part in a text: countries each, with a comma in their name or not; else as they part parties.

    Args:
        text: the text of a cell.

    >>> by_commas("Congo, Democratic Republic of the, Germany, Albania")
    ('Congo, Democratic Republic of the', 'Germany', 'Albania')
    >>> by_commas("Jordan, Lebanon, United States"), by_commas("Portland, Oregon, United States")
    (('Jordan', 'Lebanon', 'United States'), ('Portland, Oregon, United States',))
    >>> by_commas("Acme Co., Ltd., Seoul, Korea, Republic of")
    ('Acme Co., Ltd.', 'Seoul, Korea, Republic of')
    """
    pieces = with_names_whole([piece for piece in split_outside(COMMA, text) if piece.strip()])
    if _are_countries(pieces):
        return tuple(piece.strip() for piece in pieces)
    if not any(map(is_one_country, pieces)):
        return tuple(parties_by_commas(text))
    found, run = list[str](), list[str]()
    for piece in pieces:
        if not is_one_country(piece):
            run.append(piece)
            continue
        inside = bool(run) and lies_in(run[-1], piece)
        town = f"{run.pop()}, " if inside else ""
        found += [*parties_by_commas(", ".join(run)), f"{town}{piece}"] if run else [f"{town}{piece}"]
        run = []
    return (*found, *(parties_by_commas(", ".join(run)) if run else ()))


def _are_countries(pieces: Sequence[str]) -> bool:
    """Whether what stands between commas is mostly countries, and no town in the country behind it."""
    lands = [_is_land(piece) for piece in pieces]
    if len(pieces) > 2 and all(lands):
        return True  # Jordan, Lebanon, United States: no town of the last one
    if len(pieces) < 2 or 2 * sum(lands) <= len(pieces):
        return False
    towns = (
        lies_in(one, other) and not (is_land and _is_country(one))
        for one, other, is_land in zip(pieces, pieces[1:], lands, strict=False)
    )
    return not any(towns) and not any(
        find_cities(one) for one, is_land in zip(pieces, lands, strict=True) if not is_land
    )


def _is_country(text: str) -> bool:
    """Whether a text is a country's name and no state's or town's: Georgia, USA is a state in a country."""
    return len(find(text)) == 1 and not find_cities(text)
