"""The page's search folds names as Python and queries do."""

from __future__ import annotations

import random
import unicodedata

from kg.answers.records import read_records
from kg.nearest import folded, variants
from tests.page.conftest import Open
from tests.page.rendering import render_page
from tests.page.small import small_page
from tests.page.synthetic import GraphMaker
from tests.support import ROOT
from tests.test_nearest import ALIKE


def test_the_page_folds_as_python_does(open_page: Open) -> None:
    """The page's own script, on every pair of ``ALIKE``, on each letter that names are written in, and on mixtures."""
    page = open_page(small_page())
    blocks = [
        range(0xA0, 0x530),
        range(0x1E00, 0x2000),
        range(0x3041, 0x3100),
        range(0x4E00, 0xA000),
        range(0xFF01, 0xFFEF),
    ]
    letters = [chr(point) for block in blocks for point in block if unicodedata.category(chr(point)) != "Cn"]
    texts = [*(typed for typed, _ in ALIKE), *(f"x{letter}y" for letter in letters), "\u200bA\u0301\ufe0f 后後"]
    chance = random.Random(20170728)
    marks = [*map(chr, range(0x300, 0x370)), "\u3099", "\u200d", "\u1100", "\u1161", "\u11a8", "\ufe0f"]
    texts += ["".join(chance.choice(chance.choice((letters, marks))) for _ in range(6)) for _ in range(5_000)]
    script = (ROOT / "kg" / "page" / "template" / "js" / "fold.js").read_text(encoding="utf-8")
    groups = variants(character for text in texts for character in folded(text))
    told = page.run(f"([PACKED, texts]) => {{ {script}\n return texts.map(fold); }}", [{"folds": groups}, texts])
    wrong = [
        (text, ours, theirs)
        for text, ours, theirs in zip(texts, map(folded, texts), told, strict=True)
        if ours != theirs
    ]
    assert wrong == []


def test_the_search_finds_either_writing(open_page: Open) -> None:
    make = GraphMaker()
    taipei, canton = make.region("taipei", "Taipei", "臺北市"), make.region("canton", "Cantón", "广东省")
    make.partnership("deal", [taipei, canton], "Deal", "合作")
    page = open_page(render_page(read_records(make.done())), "#lang=zh")
    for typed, name in (("台北", "臺北市"), ("廣東", "广东省"), ("canton", "广东省"), ("ｔａｉｐｅｉ", "臺北市")):
        page.tab.locator("#search").fill(typed)
        assert page.tab.locator("#hits li .name").all_inner_texts() == [name]
