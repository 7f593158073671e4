"""Which of many names are likely to be one, without comparing each with each.

Each reading of a name is found by a few keys: its core; its words run together; its first letters; all its words but
one, for a misspelt one; the first and the last characters of a clipped name. So 10,000 names take seconds
(``tests/bench/identities.py``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from kg.intake.identities.likeness import LEAST, Likeness
from kg.intake.identities.places import Places, is_han
from kg.intake.identities.reading import CAPITALS, CLIPPED, PLACE, Reading, initials, readings
from kg.text import Text

#: Names beyond these of one key are not compared: a key of so many tells nothing.
_MOST_OF_A_KEY = 200
_MOST_WORDS = 12
_LEAST_LETTERS = 5
#: The longest and the shortest word that may be made of first letters.
_MOST_INITIALS, _LEAST_INITIALS = 8, 3


@dataclass(frozen=True, slots=True)
class Found:
    """A name that is likely to be another one's."""

    owner: str
    name: str
    score: float
    reason: Text


@dataclass(slots=True)
class Index:
    """Names by what they may be found by.

    Attributes:
        places: the regions that are known.
    """

    places: Places
    _likeness: Likeness = field(init=False)
    _entries: dict[str, list[tuple[str, str, Reading]]] = field(default_factory=dict)
    _read: dict[str, tuple[Reading, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._likeness = Likeness(self.places)

    def add(self, owner: str, name: str) -> None:
        """Take up a name of a thing."""
        for reading in self._readings(name):
            for key in dict.fromkeys(_keys(reading, searched=False)):
                self._entries.setdefault(key, []).append((owner, name, reading))

    def likely(self, name: str, kind: str = "", around: Collection[str] = ()) -> list[Found]:
        """What is likely to have a name, the surest first; each thing once.

        Args:
            name: the name.
            kind: ``region`` or ``institution``, if only those are meant.
            around: the names of the regions around what has it, where they are known.
        """
        best: dict[str, Found] = {}
        for reading in self._readings(name):
            for owner, other, its in self._candidates(reading):
                if kind and "/" in owner and not owner.startswith(f"{kind}/"):
                    continue
                score, reason = self._likeness.of(reading, its, around, self.places.around(owner))
                if score >= LEAST and (owner not in best or score > best[owner].score):
                    best[owner] = Found(owner, other, score, reason)
        return sorted(best.values(), key=lambda one: (-one.score, one.owner))

    def _readings(self, name: str) -> tuple[Reading, ...]:
        if name not in self._read:
            self._read[name] = readings(name, self.places)
        return self._read[name]

    def _candidates(self, reading: Reading) -> Iterator[tuple[str, str, Reading]]:
        for key in dict.fromkeys(_keys(reading, searched=True)):
            yield from self._entries.get(key, ())[:_MOST_OF_A_KEY]


def _keys(reading: Reading, *, searched: bool) -> Iterator[str]:
    """The keys that a reading is found by, or that others are looked for by: what is whole here is clipped there."""
    yield from _both_ways(reading)
    words, letters = ("initials ", "initials of ") if searched else ("initials of ", "initials ")
    for made in _initials(reading):
        yield f"{words}{made}"
    if _is_made_of_initials(reading):
        yield f"{letters}{reading.core}"
    if is_han(reading.core):
        yield f"{'clipped' if (CLIPPED in reading.ways) != searched else 'whole'} {_ends(reading.core)}"


def _both_ways(reading: Reading) -> Iterator[str]:
    yield f"core {reading.core}"
    if not is_han(reading.core):
        yield f"together {reading.compact}"
        words = sorted(reading.words)
        for place, word in enumerate(words if len(words) <= _MOST_WORDS else ()):
            if len(word) >= _LEAST_LETTERS and word.isalpha() and (place == 0 or words[place - 1] != word):
                # Of a name of one word, more of it must be right.
                begins = word[0] if len(words) > 1 else word[:4]
                yield f"but one {begins} {' '.join((*words[:place], *words[place + 1 :]))}"


def _initials(reading: Reading) -> Iterator[str]:
    words = (*reading.beside.get(PLACE, "").split(), *reading.words)
    if _LEAST_INITIALS <= len(words) <= _MOST_WORDS:
        yield from sorted(initials(words))


def _is_made_of_initials(reading: Reading) -> bool:
    return CAPITALS in reading.ways and _LEAST_INITIALS <= len(reading.core) <= _MOST_INITIALS and not reading.beside


def _ends(core: str) -> str:
    return core[0] + core[-2:]
