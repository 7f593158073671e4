"""Places in sources on the page: rows of a table, pages and addresses are told in words, and lead where they can."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import kg
from tests.ladder import write_ladder
from tests.page.conftest import Opened

Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    return kg.build(write_ladder(tmp_path_factory.mktemp("rungs") / "ladder")).page().html


@pytest.mark.parametrize(
    ("deal", "en", "zh", "address"),
    [
        ("logistics", "row 2 of the table", "表格第2行", "https://example.org/sheet"),
        ("computing", "rows 3–4 of the table", "表格第3–4行", "https://example.org/sheet"),
        ("talent", "row 4, column 1 of the table", "表格第4行第1列", "https://example.org/sheet"),
        ("health", "page 3", "第3页", "https://example.org/plan#page=3"),
        ("school", "#part-2", "#part-2", "https://example.org/web#part-2"),
        ("tourism", "characters 0–16", "第0–16字符", "https://example.org/article"),
        ("energy", "no place in it is given", "未写明其中位置", "https://example.org/web"),
        ("water", "", "", "https://example.org/news#:~:text=water"),
    ],
)
def test_a_place_in_words_with_its_link(open_page: Open, html: str, deal: str, en: str, zh: str, address: str) -> None:
    page = open_page(html)
    for language, told in (("en", en), ("zh", zh)):
        page.go(f"lang={language}&at=partnership/{deal}")
        place = page.tab.locator("#details > section .evidence .where").first
        assert place.locator(".offsets").all_inner_texts() == ([told] if told else [])
        assert place.locator("a").get_attribute("href") == address


def test_sources_in_the_foot_are_unfolded(open_page: Open, html: str) -> None:
    page = open_page(html, "#lang=zh")
    assert page.text("#sources summary") == "4个来源"
    page.tab.locator("#sources summary").click()
    assert "来源plan，2024年5月6日" in page.text("#sources ul")
    assert page.tab.locator("#sources a").count() == 4
