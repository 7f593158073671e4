"""Whether a foreign name is written in Chinese by its sound: 西门子 is Siemens, and 云途 is no Nordic."""

from __future__ import annotations

from rapidfuzz import fuzz

from kg.intake.registries import in_letters, letters_of

#: Consonants that the two languages take for one another, the longer ones first.
_TAKEN_FOR = (
    *(("zh", "k"), ("ch", "k"), ("sh", "s"), ("ph", "f"), ("qu", "k"), ("ck", "k"), ("th", "t")),
    *(("x", "s"), ("z", "s"), ("c", "k"), ("q", "k"), ("j", "k"), ("g", "k"), ("h", "k")),
    *(("v", "w"), ("p", "b"), ("t", "d"), ("l", "r")),
)
#: What sounds weakly, and is written in the one language alone.
_WEAK = frozenset("aeiouyw")
#: How like the consonants, and all letters, are of one name in two languages at least, of 100.
_CONSONANTS, _LETTERS = 75, 33
#: How many signs a foreign word has in Chinese, at least and at most.
_LEAST, _MOST = 2, 5


def sounds_like(zh: str, en: str) -> bool:
    """Whether the beginning of a Chinese name sounds as the first word of one in letters.

    Args:
        zh: the name in Chinese.
        en: the name in letters.

    >>> sounds_like("西门子医疗系统", "Siemens Healthineers"), sounds_like("博世", "Bosch")
    (True, True)
    >>> sounds_like("现代集团", "POSCO"), sounds_like("云途科技", "Nordic Compute")
    (False, False)
    """
    word = letters_of(en.split()[0]) if en.split() else ""
    if not word:
        return False
    for count in range(_LEAST, min(_MOST, len(zh)) + 1):
        sound = in_letters(zh[:count])
        if fuzz.ratio(sound, word) >= _LETTERS and fuzz.ratio(_consonants(sound), _consonants(word)) >= _CONSONANTS:
            return True
    return False


def _consonants(letters: str) -> str:
    """The strong consonants of a word, one letter for those that are taken for one another, none twice in a row."""
    for spelt, taken in _TAKEN_FOR:
        letters = letters.replace(spelt, taken)
    found = ""
    for letter in letters:
        if letter not in _WEAK and not found.endswith(letter):
            found += letter
    return found
