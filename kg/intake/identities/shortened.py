"""What a name is called by in short, or is a part of: 苇舟集团, a department of a university, a zone's committee.

Nothing of this makes two names one: they are proposed as one, and somebody judges.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.intake.identities.keys import parted, plain
from kg.intake.identities.kinds import kind_words
from kg.intake.identities.places import Places, is_han
from kg.intake.identities.spelling import in_full, spelt_out, weak_words
from kg.intake.identities.words import rows

#: How many characters of a firm's name people call it by.
_LEAST_BRAND, _MOST_BRAND = 2, 4
#: How many characters more a name in full must have: what it does.
_LEAST_BEHIND = 2


def whole_of(name: str) -> tuple[str, str]:
    """What a department or a committee is one of, and the words for it; both empty for other names.

    A college is none here: as often it is a university by itself.

    >>> whole_of("清华大学化工系"), whole_of("School of Law, University of Leeds"), whole_of("苏州大学文正学院")
    (('清华大学', '化工系'), ('university of leeds', 'school of law'), ('', ''))
    >>> whole_of("样本高新区管委会"), whole_of("Monash University School of Law"), whole_of("Department of Commerce")
    (('样本高新区', '管委会'), ('monash university', 'school of law'), ('', ''))
    """
    text = plain(name)
    for word in _words("committee", "end"):
        whole = text.removesuffix(word).strip()
        if whole != text and kind_words(whole)[1].region_class == "Zone":
            return whole, word
    return _of_university_han(text) if is_han(text[-1:] or " ") else _of_university(name)


def is_faculty_before(name: str, behind: str) -> bool:
    """Whether what stands before a comma is a faculty or department of the university behind it, and no party alone.

    Args:
        name: what stands before the comma.
        behind: what stands behind it.

    >>> is_faculty_before("School of Law", "University of Leeds"), is_faculty_before("Institute of Rice", "Leeds")
    (True, False)
    """
    text = plain(name)
    is_faculty = any(text.startswith(f"{word} ") for word in _words("faculty", "begin"))
    return is_faculty and "," not in name and bool(whole_of(f"{name}, {behind}")[0])


def called_by(name: str, places: Places) -> Iterator[tuple[str, str]]:
    """What a firm may be called by, in characters, and whether its name is the short one or the one in full.

    The place that a name in full begins with is left out. No firm is called by a place alone, or by what it does.

    Args:
        name: the name.
        places: the regions that are known.

    >>> list(called_by("苇舟集团", Places({}))), list(called_by("苇舟化工有限公司", Places({})))[:1]
    ([('苇舟', 'short')], [('苇舟', 'full')])
    """
    text = plain(name)
    if not is_han(text[-1:] or " "):
        return
    for word in _words("brand", "end"):
        brand = text.removesuffix(word)
        if brand != text and _LEAST_BRAND <= len(brand) <= _MOST_BRAND:
            if _is_brand(brand, places):
                yield brand, "short"
            return
    stem, form = parted(name)
    for rest in dict.fromkeys(_without_place(stem, places)) if form else ():
        for length in range(_LEAST_BRAND, min(_MOST_BRAND, len(rest) - _LEAST_BEHIND) + 1):
            if _is_brand(rest[:length], places):
                yield rest[:length], "full"


def _without_place(stem: str, places: Places) -> Iterator[str]:
    yield stem
    for place in places.beginnings(stem):
        yield stem[len(place) :]


def _is_brand(text: str, places: Places) -> bool:
    is_word = kind_words(text)[0] == text or any(word in text for word in weak_words("zh"))
    return is_han(text) and text not in places and not is_word


def _of_university_han(text: str) -> tuple[str, str]:
    if any(text.endswith(word) for word in _words("department", "end")):
        for at in range(len(text) - 1, 3, -1):
            if _is_university(in_full(text[:at])):
                return text[:at], text[at:]
    return "", ""


def _of_university(name: str) -> tuple[str, str]:
    text = plain(name)
    before, comma, behind = (plain(part) if part != "," else part for part in name.partition(","))
    if comma and _is_department(before) and _is_university(" ".join(spelt_out(behind.split(" ")))):
        return behind, before
    if comma and _is_department(behind) and _is_university(" ".join(spelt_out(before.split(" ")))):
        return before, behind
    for word in (*_words("faculty", "begin"), *_words("department", "begin")):
        whole, found, rest = text.partition(f" {word} ")
        if found and rest and _is_university(whole):
            return whole, f"{word} {rest}"
    return "", ""


def _is_department(text: str) -> bool:
    words = (*_words("faculty", "begin"), *_words("department", "begin"))
    return any(text.startswith(f"{word} ") for word in words)


def _is_university(text: str) -> bool:
    words, guess = kind_words(text)
    return guess.code == "university" and words != text


@cache
def _words(part: str, position: str) -> tuple[str, ...]:
    """The words of a part, the longest first."""
    found = [
        plain(word)
        for row in rows("parts")
        if (row["part"], row["position"]) == (part, position)
        for word in row["words"].split(";")
    ]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
