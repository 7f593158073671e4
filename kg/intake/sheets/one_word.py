"""A word that a column has in Chinese, in another language, and in both at once: asked once, and answered once.

贸易合作, Trade and "Trade 贸易合作" are one word where the third stands in the column too; else nobody says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.intake.sheets.asking import called
from kg.intake.sheets.bilingual import halves
from kg.nearest import folded


def one_word(cells: Iterable[str], known: Iterable[str] = ()) -> dict[str, str]:
    """What each word of a column, folded, is asked as, where the column has it in several ways.

    Args:
        cells: the cells, in their order.
        known: the words of which nothing is asked, folded.

    >>> one_word(["贸易合作", "Trade 贸易合作", "Trade", "合作"])
    {'trade 贸易合作': '贸易合作', 'trade': '贸易合作', '贸易合作': '贸易合作'}
    """
    sure = set(known)
    texts = dict.fromkeys(text.strip() for text in cells if text.strip())
    written: dict[str, str] = {}
    for text in texts:
        written.setdefault(folded(text), text)
    at = {way: number for number, way in enumerate(written)}
    found: dict[str, str] = {}
    for text in texts:
        for left, right in halves(text):
            ways = [folded(text), folded(left), folded(right)]
            seen = [way for way in ways if way in at]
            if len(seen) < 2 or not sure.isdisjoint(ways):
                continue
            earliest = min(seen, key=at.__getitem__)
            first = found.get(earliest, written[earliest])
            for way in ways:
                found.setdefault(way, first)
            break
    return found


def with_all_ways(answers: Mapping[str, str], ways: Mapping[str, str]) -> dict[str, str]:
    """Answers, each for all the ways in which a column has its word; what was answered for one way stays its own.

    Args:
        answers: what was answered, by what was asked.
        ways: as ``one_word`` has it.
    """
    by_word: dict[str, str] = {}
    answered = {folded(text): answer for text, answer in answers.items() if answer}
    for way, word in ways.items():
        if answer := answered.get(folded(called(way)), ""):
            by_word.setdefault(word, answer)
    further = {called(way): by_word[word] for way, word in ways.items() if word in by_word}
    return {**{way: answer for way, answer in further.items() if folded(way) not in answered}, **answers}
