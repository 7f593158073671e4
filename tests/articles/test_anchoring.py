"""Quotes and where they stand: exact ones, with other signs, with typos, made-up ones, and ones with several places.

The quotes are cut from the gold passages, joined into one text, and changed at random with a seed: the place that
each was cut from is known.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.intake.articles.anchoring import Anchor, Way, anchor
from kg.intake.articles.model import Span
from kg.source_text import read_text
from tests.articles.gold.compiling import FOLDER

TEXTS = {
    language: "\n".join(read_text(path) for path in sorted(FOLDER.glob(f"dev/texts/{language}-*.txt")))
    for language in ("zh", "en")
}
#: Other signs for those of the text.
SIGNS = {
    "，": ",",
    "。": ".",
    "、": "，",
    "“": '"',
    "”": '"',
    "（": "(",
    "）": ")",
    ",": "，",
    "'": "’",
    "《": "〈",
    "》": "〉",
}
TYPOS = {"zh": "的了在是一不人我他有这中大来上个国", "en": "abcdefghijklmnopqrstuvwxyz"}


def quotes(language: str, number: int, seed: int) -> list[tuple[str, Span]]:
    """Quotes of 10 to 40 letters (in English 30 to 120), each from the beginning of a word, once in the text."""
    text, chance = TEXTS[language], random.Random(seed)
    found: list[tuple[str, Span]] = []
    while len(found) < number:
        start = chance.randrange(len(text))
        end = start + chance.randint(*((10, 40) if language == "zh" else (30, 120)))
        if language == "en":
            start, end = text.find(" ", start) + 1, text.rfind(" ", 0, end)
        quote = text[start:end]
        if "\n" in quote or quote != quote.strip() or len(quote) < 8 or text.lower().count(quote.lower()) != 1:
            continue
        if (
            _inside_number(text, start)
            or _inside_number(text, end)
            or not quote[0].isalnum()
            or not quote[-1].isalnum()
        ):
            continue
        found.append((quote, Span(start, end)))
    return found


def _inside_number(text: str, at: int) -> bool:
    numerals = "〇零一二三四五六七八九十百千两"
    around = [sign for sign in text[max(0, at - 2) : at + 2] if sign.isdigit() or sign in numerals]
    return bool(around) or (text[at - 1 : at].isascii() and text[at - 1 : at + 1].isalnum())


def other_signs(quote: str, chance: random.Random) -> str:
    """The same with other signs, blanks and widths."""
    changed = []
    for sign in quote:
        if sign in SIGNS:
            sign = chance.choice([SIGNS[sign], ""]) if sign not in ".,'" else SIGNS.get(sign, sign)
        elif sign.isascii() and sign.isalpha() and chance.random() < 0.1:
            sign = sign.upper()
        changed.append(sign)
        if not sign.isascii() and chance.random() < 0.05:
            changed.append(" ")
    return "".join(changed)


def typos(quote: str, language: str, chance: random.Random) -> str:
    """The same with a letter in twenty wrong, left out or twice; numbers stay."""
    letters = list(quote)
    places = [
        at for at, letter in enumerate(letters) if letter.isalpha() and letter not in "一二三四五六七八九十百千两零〇"
    ]
    for at in chance.sample(places[1:-1], max(1, len(quote) // 20)):
        letters[at] = chance.choice(["", letters[at] * 2, chance.choice(TYPOS[language].replace("一", ""))])
    return "".join(letters)


def is_near(anchor: Anchor | None, span: Span, within: int) -> bool:
    return (
        anchor is not None
        and abs(anchor.span.start - span.start) <= within
        and abs(anchor.span.end - span.end) <= within
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_quote_is_found_to_the_letter(language: str) -> None:
    for quote, span in quotes(language, 200, seed=1):
        assert anchor(TEXTS[language], quote) == Anchor(span, Way.EXACT)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_quotes_with_other_signs_are_found_where_they_were_cut(language: str) -> None:
    chance = random.Random(2)
    for quote, span in quotes(language, 200, seed=2):
        changed = other_signs(quote, chance).strip()
        found = anchor(TEXTS[language], changed)
        assert found is not None, changed
        assert found.span == span, changed
        assert found.way is (Way.EXACT if changed == quote else Way.NORMALISED)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_quotes_with_typos_are_found_where_they_were_cut_or_not_at_all(language: str) -> None:
    chance = random.Random(3)
    right = 0
    for quote, span in quotes(language, 200, seed=3):
        found = anchor(TEXTS[language], typos(quote, language, chance))
        assert found is None or is_near(found, span, within=3 if language == "zh" else 12), quote
        right += found is not None
    assert right >= 190


@pytest.mark.parametrize("language", ["zh", "en"])
def test_made_up_quotes_have_no_place(language: str) -> None:
    """Words of the text the last first, and sentences of nobody."""
    for quote, _ in quotes(language, 200, seed=4):
        pieces = quote.split(" ") if language == "en" else [quote[at : at + 2] for at in range(0, len(quote), 2)]
        if len(set(pieces)) < 6:
            continue  # "the University and Lanjiang University" reads nearly the same from behind
        assert anchor(TEXTS[language], (" " if language == "en" else "").join(reversed(pieces))) is None
    invented = {
        "zh": "云泽市与月球基地签署了矿产合作协议，总投资八百亿元",
        "en": "Aldermoor signed a treaty with the Moon on the sharing of cheese",
    }
    assert anchor(TEXTS[language], invented[language]) is None


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("总投资1.2亿元，占地300亩。", "2亿元，占地300亩"),
        ("引进项目23个，同比增长。", "引进项目2"),
        ("共有十三家单位参加活动", "三家单位参加活动"),
        ("The Porto office opened in May", "The Port"),
        ("投资12.5亿元建设新厂房和宿舍楼", "投资12"),
        ("投资12.5亿元建设新厂房和宿舍楼", "投资125亿元建设新厂房和宿舍楼"),
        ("双方按6∶4出资兴建厂房及配套设施", "双方按64出资兴建厂房及配套设施"),
        ("预计2019年投产并安排就业五百人", "预计2018年投产并安排就业五百人"),
        ("预计2019年投产并安排就业五百人", "预计2019年投产并安排就业六百人"),
        ("", "甲"),
        ("甲", ""),
        ("甲", "  "),
        ("甲乙", "，。"),
    ],
)
def test_numbers_and_words_are_never_cut(text: str, quote: str) -> None:
    assert anchor(text, quote) is None


@pytest.mark.parametrize(
    ("text", "quote", "passage"),
    [
        ("甲市“智谷”项目（一期）开工。", '甲市"智谷"项目(一期)', "甲市“智谷”项目（一期）"),
        ("投资１２亿元的项目", "投资12亿元", "投资１２亿元"),
        ("It carried 118,000 people.", "it carried 118000 people", "It carried 118,000 people"),
        ("臺灣企業簽約入駐", "台湾企业签约", "臺灣企業簽約"),
        (
            "The  town\nand the\u00a0school agreed",
            "The town and the school agreed",
            "The  town\nand the\u00a0school agreed",
        ),
        ("面积3.8㎡的展台", "面积3.8m2的展台", "面积3.8㎡的展台"),
    ],
)
def test_signs_widths_and_blanks_may_differ(text: str, quote: str, passage: str) -> None:
    found = anchor(text, quote)
    assert found is not None
    assert text[found.span.start : found.span.end] == passage
    assert found.way is Way.NORMALISED


def test_of_several_places_the_passage_or_what_stands_near_tells() -> None:
    text = "甲市与乙校签订合作协议。" + "另据本报消息，当天有雨。" * 3 + "丙县与丁厂签订合作协议。"
    first, second = text.index("签订合作协议"), text.rindex("签订合作协议")
    assert anchor(text, "签订合作协议") is None
    assert anchor(text, "签订合作协议", within=Span(0, 12)) == Anchor(Span(first, first + 6), Way.EXACT)
    assert anchor(text, "签订合作协议", near=[Span(second - 5, second)]) == Anchor(Span(second, second + 6), Way.EXACT)
    # Half way between the two: nothing tells.
    middle = (first + second) // 2
    assert anchor(text, "签订合作协议", near=[Span(middle, middle + 6)]) is None
    # Not in the passage that it belongs to.
    assert anchor(text, "丙县与丁厂", within=Span(0, 12)) is None


def test_two_passages_that_are_alike_are_none() -> None:
    text = "甲市与乙校签订战略合作协议书。甲市与丙校签订战略合作协议书。"
    assert anchor(text, "甲市与戊校签订战略合作协议书") is None


@given(st.text(max_size=60), st.text(max_size=30))
@settings(deadline=None, max_examples=300)
def test_whatever_the_text_a_place_holds_the_quotes_letters(text: str, quote: str) -> None:
    found = anchor(text, quote)
    if found is None:
        return
    assert 0 <= found.span.start < found.span.end <= len(text)
    if found.way is Way.EXACT:
        assert text[found.span.start : found.span.end] == quote.strip()


@given(st.integers(0, len(TEXTS["zh"]) - 40), st.integers(12, 40), st.data())
@settings(deadline=None, max_examples=200)
def test_one_letter_wrong_never_leads_elsewhere(start: int, length: int, data: st.DataObject) -> None:
    text = TEXTS["zh"]
    quote = text[start : start + length]
    at = data.draw(st.integers(0, len(quote) - 1))
    letter = data.draw(st.sampled_from("甲乙丙丁戊己庚辛"))
    found = anchor(text, quote[:at] + letter + quote[at + 1 :])
    if found is not None and text.count(quote) == 1:
        common = min(found.span.end, start + length) - max(found.span.start, start)
        assert common >= 0.8 * len(quote.strip()) - 2
