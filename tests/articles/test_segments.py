"""Paragraphs and sentences, in Chinese and in English."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.intake.articles.documents import language_of, open_article
from kg.intake.articles.model import Span
from kg.intake.articles.normal import normal
from kg.intake.articles.segments import paragraphs, sentences, sentences_in


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences_in(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "parts",
    [
        ["Acme Co., Ltd. grew by 3.5 percent.", "It won."],
        ["The U.S. Department of Trade met Mr. J. Smith in Lake City on Nov. 3.", "They signed No. 5."],
        ["The deal is worth $1.2bn.", "“Good!” he said.", "It ended at 5 p.m.", "Then they left."],
        ["Partners are Orlan Inc.", "Both agreed; work begins in May."],
        ["1. Sign the deal.", "2. Build it, e.g. now."],
        ["“We will go ahead.”", "The mayor left."],
        ["He asked: “Is it true?”", "Nobody knew."],
        ["双方签约；", "云溪县引进项目12个！", "投资1.2亿元。", "他说：“好。”", "“是吗？”", "她问。"],
        ["“我们要走在前列。”云溪县县长林知远说道。", "随后，双方签约。"],
        ["签约企业包括Orlan Co., Ltd.和Beta Inc.等3家。", "总投资3.5亿元"],
        ["全年举办推介会6场;", "引进项目10个;", "与蓝港市合作……"],
        ["第一期（2019年；已建成）投产。", "第二期（未定"],
        ["The first stage (2019. Finished.) is open.", "The second is not."],
        ["与蓝港市签约。）", "此外，又签一份。"],
    ],
)
def test_sentences(parts: list[str]) -> None:
    is_chinese = any("一" <= sign <= "鿿" for part in parts for sign in part)
    assert cut(("" if is_chinese else " ").join(parts)) == parts


def test_a_line_is_a_paragraph_and_blanks_are_none() -> None:
    text = "\ufeff\u3000\u3000第一段。\r\n\r\n  第二段\u00a0\n\n\n第三段"
    assert [text[one.start : one.end] for one in paragraphs(text)] == ["第一段。", "第二段", "第三段"]


def test_lines_that_were_broken_to_a_width_are_one_paragraph() -> None:
    text = (
        "The county of Yunxi and the city of Langang have agreed to\n"
        "build a port together, with four berths in the first stage\n"
        "and six in the second, which is to be finished by the year\n"
        "2030 at the latest.\n\n"
        "Both sides will meet again in autumn, when the new council\n"
        "of the port is to be elected by the members of both of the\n"
        "assemblies.\n"
    )
    found = paragraphs(text)
    assert [text[one.start : one.end].split()[0] for one in found] == ["The", "Both"]
    assert text[found[0].end - 7 : found[0].end] == "latest."


def test_blank_lines_and_marks_part_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Title\nOne line\ngoes on.\n\n- first\n- second\n  goes on\n\nLast.", encoding="utf-8")
    article = open_article(path)
    shown = [article.text[one.start : one.end] for one in article.paragraphs]
    assert shown == ["# Title", "One line\ngoes on.", "- first", "- second\n  goes on", "Last."]
    assert article.language == "en"
    assert [article.text[one.start : one.end] for one in sentences(article)][1] == "One line\ngoes on."


def test_language_is_that_of_most() -> None:
    assert language_of("云溪县与Orlan公司签约") == "zh"
    assert language_of("Yunxi County 云溪县 signed") == "en"
    assert language_of("") == "en"


def test_normal_has_one_width_and_the_same_places() -> None:
    assert normal("１．２％ Ａ–Ｂ　’") == "1.2% A-B '"
    assert normal("臺灣（ａ），！") == "臺灣（a），！"
    assert normal("٣٤ 二〇二四") == "34 二零二四"
    # Compatibility forms would change the length, and stay.
    assert normal("㎡①ﬁ㈱½") == "㎡①ﬁ㈱½"


@given(st.text())
def test_any_text_keeps_its_length_and_its_parts(text: str) -> None:
    assert len(normal(text)) == len(text)
    last = 0
    for one in paragraphs(text):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip("\r\n") == text[one.start : one.end]
        inner = one.start
        for sentence in sentences_in(text, one):
            assert inner <= sentence.start < sentence.end <= one.end
            assert not text[inner : sentence.start].strip().strip("\ufeff\u200b\u200e\u200f\x00")
            inner = sentence.end
        last = one.end
