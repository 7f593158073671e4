"""One spelling for what names write in several ways: short forms, clipped words, numbers."""

from __future__ import annotations

import re
from functools import cache

from kg.intake.identities.words import rows

_DIGITS = {sign: str(number) for number, sign in enumerate("一二三四五六七八九十", 1)}
_NUMBERED = re.compile("第([一二三四五六七八九十])(?![一二三四五六七八九十])")
#: 二院, 一中, 二附中 at the end: clipped, with a number.
_CLIPPED_NUMBER = re.compile("([一二三四五六七八九十])(附)?(院|中|小)$")
_TAILS = {"院": "医院", "中": "中学", "小": "小学"}


def in_full(text: str) -> str:
    """A plain name in Han with its clipped words written out.

    >>> in_full("上海交大"), in_full("嘉善二院"), in_full("浙大")
    ('上海交通大学', '嘉善第二医院', '浙大学')
    >>> in_full("上海交大学")
    '上海交大学'
    """
    if found := _CLIPPED_NUMBER.search(text):
        middle = "附属" if found[2] else ""
        return in_full(text[: found.start()]) + f"第{found[1]}{middle}{_TAILS[found[3]]}"
    for clipped, whole in _clipped():
        place = text.find(clipped)
        # 交大 in 交大学 is no clipped word.
        if place > -1 and whole not in text and text[place + len(clipped) :][:1] != "学":
            text = text.replace(clipped, whole, 1)
    if text.endswith("大") and len(text) <= 3:
        return text + "学"
    return text


def numbered(text: str) -> str:
    """A text in Han with digits in its ordinals, and one word for what has several.

    >>> numbered("第二医院"), numbered("经济技术开发区")
    ('第2医院', '开发区')
    """
    text = _NUMBERED.sub(lambda found: f"第{_DIGITS[found[1]]}", text)
    for short, long in _table("zh").items():
        text = text.replace(short, long)
    return text


def spelt_out(words: list[str]) -> list[str]:
    """Words with short forms written out, and numbers as digits; ``no`` before a number goes."""
    long = _table("en")
    out: list[str] = []
    for place, word in enumerate(words):
        behind = words[place + 1] if place + 1 < len(words) else ""
        if word in ("no", "nr", "number") and behind[:1].isdigit():
            continue
        last = place == len(words) - 1 and place > 0
        out.extend("1" if last and word == "i" else part for part in long.get(word, word).split(" "))
    return out


def is_short_for(short: str, full: str) -> bool:
    """Whether the one plain name is the other one with words that it writes short.

    >>> is_short_for("univ of x", "university of x"), is_short_for("university of x", "univ of x")
    (True, False)
    """
    words = full.split(" ")
    return short != full and spelt_out(words) == words and spelt_out(short.split(" ")) == words


@cache
def _table(language: str) -> dict[str, str]:
    return {row["short"]: row["long"] for row in rows("short-forms") if row["language"] == language}


@cache
def _clipped() -> tuple[tuple[str, str], ...]:
    found = [(row["clipped"], row["whole"]) for row in rows("clipped")]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def stop_words() -> frozenset[str]:
    """Words that tell nothing, of which those of English are left out anywhere."""
    return frozenset((*words_of("en", "stop"), *words_of("en", "little")))


@cache
def words_of(language: str, what: str) -> tuple[str, ...]:
    """Words that tell little, of a language and a sort."""
    return tuple(row["word"] for row in rows("weak") if row["language"] == language and row["what"] == what)


def weak_words(language: str) -> tuple[str, ...]:
    """Words that a name has or leaves out: 集团, group."""
    return words_of(language, "weak")
