"""Names of regions that say a direction, in English and as they are called there: North Department is Nord of Haiti."""

from __future__ import annotations

import re

#: Directions by what names call them; what is said of two of them is both.
_CALLED = {
    "n": ("north", "northern", "nord", "norte", "noord"),
    "s": ("south", "southern", "sud", "sur", "sul", "zuid"),
    "e": ("east", "eastern", "est", "este", "leste", "oost", "ost"),
    "w": ("west", "western", "ouest", "oeste", "ovest"),
    "c": ("centre", "center", "central", "centro", "centrale", "centru"),
    "ne": ("northeast", "northeastern", "nordeste", "noreste", "nordest", "nordost"),
    "nw": ("northwest", "northwestern", "noroeste", "nordouest", "nordwest"),
    "se": ("southeast", "southeastern", "sudeste", "sureste", "sudest", "sudost"),
    "sw": ("southwest", "southwestern", "sudoeste", "suroeste", "sudouest", "sudwest"),
}
_DIRECTIONS = {word: directions for directions, words in _CALLED.items() for word in words}
_IN_ENGLISH = re.compile(
    r"(?<![a-z])(?:(?:nor|sou)th(?:ern|east|west|eastern|western)?|(?:ea|we)st(?:ern)?|cent(?:re|er|ral))(?![a-z])"
)
#: Little words between a direction and the rest of a name: Norte de Santander.
_LITTLE = frozenset(("de", "do", "da", "du", "del", "des", "of", "the"))


def directed(stem: str) -> frozenset[str]:
    """What a name without its level says: its directions, and its other words; nothing where it says no direction.

    >>> directed("nord est") == directed("northeast"), directed("bioko norte") == directed("north bioko")
    (True, True)
    """
    words = [word for word in re.split(r"[\s-]+", stem) if word and word not in _LITTLE]
    # Directions are written large, which no folded word is.
    found = {each.upper() for word in words for each in _DIRECTIONS.get(word, "")}
    return frozenset((*found, *(word for word in words if word not in _DIRECTIONS))) if found else frozenset()


def is_direction(stem: str) -> bool:
    """Whether a name without its level says nothing but a direction.

    >>> is_direction("north east"), is_direction("north bioko")
    (True, False)
    """
    said = directed(stem)
    return bool(said) and all(map(str.isupper, said))


def says_direction(name: str) -> bool:
    """Whether a folded name says a direction in English.

    >>> says_direction("north"), says_direction("south bioko"), says_direction("nord")
    (True, True, False)
    """
    return _IN_ENGLISH.search(name) is not None
