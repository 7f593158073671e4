"""Numbers in English words: twelve, twenty-five, three hundred and fifty."""

from __future__ import annotations

import re

from kg.notations.number_words import ones_and_tens

_ONES, _TENTHS = ones_and_tens("en")
_SMALL = ("zero", *_ONES)
_TENS = {word: 10 * at for at, word in enumerate(_TENTHS, 2)}
_VALUES = {word: at for at, word in enumerate(_SMALL)} | _TENS | {"dozen": 12}
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
#: The words that a number begins with.
WORDS = "|".join(word for word in sorted(_VALUES, key=len, reverse=True) if word != "zero")
#: A number below a thousand in words, hundreds among them; millions are left to who reads the digits.
_HUNDREDS = rf"(?P<hundreds>a|{_WORD})[ -]hundred(?:(?: and|,)? (?=(?:{_WORD})\b))?"
_BELOW = (
    rf"(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<ones>{'|'.join(_SMALL[1:10])}))?|(?:a )?(?P<dozen>dozen)"
    rf"|(?P<small>{'|'.join(_SMALL[::-1])})"
)
PATTERN = re.compile(rf"(?<![a-z-])(?:{_HUNDREDS})?(?:{_BELOW})?(?![a-z])(?!-[a-z])")


def value_of(match: re.Match[str]) -> int | None:
    """What a match of ``PATTERN`` means; ``None`` if it is empty."""
    if not match[0].strip():
        return None
    hundreds = match["hundreds"]
    total = (1 if hundreds == "a" else _VALUES[hundreds]) * 100 if hundreds else 0
    return total + sum(_VALUES[part] for part in (match["tens"], match["ones"], match["dozen"], match["small"]) if part)
