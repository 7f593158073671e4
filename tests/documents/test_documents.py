"""What is read of documents: the text that a reader sees, in every format and encoding, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.documents import HTML, MARKDOWN, PDF, PLAIN, copies_of, read_document, text_of
from kg.errors import SourceError
from tests.documents.pdfs import write_pdf

PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>云溪县与  蓝港市签约</title>
<meta name="PubDate" content="2024-07-03 09:30:00"><style>p {{ color: red }}</style>
<script>document.write("隐藏的脚本")</script></head>
<body><nav><a href="/">首页</a></nav>
<!-- 一条注释 -->
<h1>云溪县与蓝港市签约</h1>
<div>7月2日，<b>云溪县</b>与蓝港市签订
协议。<br>总投资&nbsp;3亿元。<script>alert(1)</script></div>
<p style="display: none">看不见的话</p><p hidden>也看不见</p>
<table><tr><th>项目</th><th>金额</th></tr><tr><td>码头</td><td>2亿元</td></tr></table>
<noscript>请启用脚本</noscript></body></html>"""
SHOWN = "云溪县与蓝港市签约\n7月2日，云溪县与蓝港市签订协议。\n总投资\u00a03亿元。\n项目\t金额\n码头\t2亿元"


def written(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030"])
def test_a_page_is_the_text_that_it_shows(tmp_path: Path, charset: str) -> None:
    read = read_document(written(tmp_path / "page.html", PAGE.format(charset=charset).encode(charset)))
    assert read.media_type == HTML
    assert read.published == date(2024, 7, 3)
    assert read.text == SHOWN
    assert read.title == "云溪县与 蓝港市签约"
    assert not read.remarks


def test_a_page_in_big5(tmp_path: Path) -> None:
    page = '<meta charset="big5"><p>雲溪縣與藍港市簽約</p>'.encode("big5")
    assert read_document(written(tmp_path / "page.html", page)).text == "雲溪縣與藍港市簽約"


def test_bytes_say_more_than_the_declared_encoding(tmp_path: Path) -> None:
    """Browsers save a page in UTF-8 and leave its old declaration in place."""
    read = read_document(written(tmp_path / "page.html", PAGE.format(charset="gb2312")))
    assert read.text == SHOWN
    assert [remark.code for remark in read.remarks] == ["declared-encoding"]


def test_a_page_with_a_byte_order_mark_in_utf_16(tmp_path: Path) -> None:
    read = read_document(written(tmp_path / "page.htm", PAGE.format(charset="utf-8").encode("utf-16")))
    assert read.text == SHOWN


def test_the_one_article_of_a_page_is_read(tmp_path: Path) -> None:
    page = "<html><body><div>Menu</div><article><p>One  deal.</p><p>Two\ndeals.</p></article><footer>Us</footer></body>"
    read = read_document(written(tmp_path / "page.html", page))
    assert read.text == "One deal.\nTwo deals."
    assert [remark.code for remark in read.remarks] == ["part-of-page"]
    two = read_document(written(tmp_path / "two.html", page.replace("<div>", "<article></article><div>")))
    assert two.text == "Menu\nOne deal.\nTwo deals.\nUs"


def test_lines_of_preformatted_text_stay(tmp_path: Path) -> None:
    read = read_document(written(tmp_path / "page.html", "<pre>a\nb</pre><p>c\nd</p>e &lt;script&gt;x"))
    assert read.text == "a\nb\nc d\ne <script>x"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2023-11-05T08:00:00Z">', date(2023, 11, 5)),
        ('<script type="application/ld+json">{"datePublished": "2022-01-09"}</script>', date(2022, 1, 9)),
        ('<meta name="publishdate" content="2021年3月4日">', date(2021, 3, 4)),
        ('<meta name="date" content="last week">', None),
        ('<meta name="date" content="2021-13-40">', None),
    ],
)
def test_the_day_that_a_page_gives(tmp_path: Path, head: str, day: date | None) -> None:
    page = f"<html><head>{head}</head><body>Text</body></html>"
    assert read_document(written(tmp_path / "page.html", page)).published == day


def test_deep_pages_are_read(tmp_path: Path) -> None:
    depth = 3000
    page = "<div>" * depth + "deep" + "</div>" * depth + "<p>after</p>"
    assert read_document(written(tmp_path / "page.html", page)).text == "deep\nafter"


def test_plain_text_and_markdown_stay_as_they_are(tmp_path: Path) -> None:
    text = "\ufeff# 标题\r\n\r\n１２ 个 “项目” \u202e…\n"
    for name, media_type in (("a.txt", PLAIN), ("a.md", MARKDOWN), ("a", PLAIN)):
        read = read_document(written(tmp_path / name, text))
        assert (read.media_type, read.text) == (media_type, text)


def test_lines_of_a_pdf_are_joined_to_paragraphs(tmp_path: Path) -> None:
    lines = [
        "云溪县与蓝港市昨日签署合作协议，双方将共",
        "建产业园，总投资三亿元，分两期建成，首期投",
        "资一亿元。",
        "第二段说明",
    ]
    english = [
        "The county of Yunxi and the city of Langang signed an agree-",
        "ment yesterday on a port with four berths for the",
        "county.",
        "The end.",
    ]
    path = write_pdf(tmp_path / "a.pdf", [lines, english], "合作协议", "20240703")
    read = read_document(path)
    assert read.media_type == PDF
    assert (read.title, read.published) == ("合作协议", date(2024, 7, 3))
    assert read.text.split("\n") == [
        "云溪县与蓝港市昨日签署合作协议，双方将共建产业园，总投资三亿元，分两期建成，首期投资一亿元。",
        "第二段说明",
        "The county of Yunxi and the city of Langang signed an agreement yesterday on a port with four berths for the "
        "county.",
        "The end.",
    ]
    assert read_document(path) == read


def test_pages_of_pictures_are_told(tmp_path: Path) -> None:
    read = read_document(write_pdf(tmp_path / "a.pdf", [["Some text."], [], ["More."]]))
    assert read.text == "Some text.\nMore."
    assert [(remark.code, remark.severity.value) for remark in read.remarks] == [("pages-without-text", "warning")]
    assert "1 pages have no text layer" in read.remarks[0].message_en
    assert ": 2." in read.remarks[0].message_en


def refused(path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_document(path)
    assert caught.value.text.en
    assert caught.value.text.zh
    assert str(path) in caught.value.text.en
    return caught.value


def test_a_pdf_without_text_says_what_to_do(tmp_path: Path) -> None:
    error = refused(write_pdf(tmp_path / "scan.pdf", [[], []]))
    assert "no text layer" in error.text.en
    assert "OCR" in error.text.en
    assert "OCR" in error.text.zh


def test_a_printed_page_has_characters_and_letters_not_the_glyphs_that_look_like_them(tmp_path: Path) -> None:
    """Browsers name the glyph that radicals and characters share by the radical, and joined letters by one sign."""
    lines = [
        ["云溪县⼈⺠政府与蓝港市⼤学⻓期合作。"],
        ["Two oﬃces sign a ﬁve-", "year agreement in the har-", "bour of Halm."],
    ]
    read = read_document(write_pdf(tmp_path / "a.pdf", lines))
    assert (
        read.text
        == "云溪县人民政府与蓝港市大学长期合作。\nTwo offices sign a five-year agreement in the harbour of Halm."
    )


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(write_pdf(tmp_path / "a.pdf", [["secret"]])))
    writer.encrypt("word", algorithm="RC4-128")
    with (tmp_path / "b.pdf").open("wb") as file:
        writer.write(file)
    assert "password" in refused(tmp_path / "b.pdf").text.en


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "holds no text"),
        ("a.txt", "\ufeff \n\u3000".encode(), "holds no text"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "holds no text"),
        ("a.txt", "云溪县".encode("gb18030"), "not UTF-8"),
        ("a.txt", "云溪县与蓝港市签署合作协议".encode("gbk"), "iconv -f GB18030"),
        ("a.txt", "云溪县与蓝港市".encode("utf-16"), "iconv -f UTF-16"),
        ("a.txt", b"one\x00two", "zero byte"),
        ("a.html", b'<meta charset="big5"><p>\xff\xff\xff</p>', "not in the encoding that it declares"),
        ("a.docx", b"PK\x03\x04rest", "DOCX"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older Office"),
        ("a.pdf", b"not one", "does not begin as a PDF"),
        ("a.pdf", b"%PDF-1.7\nnothing that follows is right", "damaged"),
        ("none.txt", None, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert words in refused(path).text.en


def test_a_cut_pdf_is_damaged(tmp_path: Path) -> None:
    whole = write_pdf(tmp_path / "a.pdf", [["Some text that is long enough."]]).read_bytes()
    error = refused(written(tmp_path / "b.pdf", whole[: len(whole) // 3]))
    assert "damaged" in error.text.en or "no text layer" in error.text.en


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path).text.en


def test_a_file_over_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_001)  # a hole in the file: it takes no room
    assert "50,000,001 bytes" in refused(path).text.en


def test_copies_of_a_page_are_what_it_shows_and_what_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "page.html", "<p>One</p><p>Two</p>")
    assert text_of(path) == "One\nTwo"
    assert copies_of(path)[:2] == ("One\nTwo", "<p>One</p><p>Two</p>")
    plain = written(tmp_path / "a.txt", "One\r\nTwo")
    assert copies_of(plain)[0] == text_of(plain) == "One\r\nTwo"
    assert "One\nTwo" in copies_of(plain)
