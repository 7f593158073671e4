"""The reader's own copy of a source: opened in the browser, proved by hashes, shown around each passage."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.answers.records import read_records
from kg.vocabulary import PK
from tests.browsers import Driver, until
from tests.page.conftest import Open, Opened
from tests.page.fingers import text as shown
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker, iri
from tests.support import Outcome

Run = Callable[..., Outcome]

#: Signs of one, two, three and four bytes, two lines, and what would be a tag.
TEXT = "北镇与南镇签约。\nThe river café 😀 <b>links</b> North and South by rail; the two towns pay halves. "
TEXT += "两镇各付一半。\n"
QUOTES = {"rail": "links</b> North and South by rail", "halves": "两镇各付一半"}
PROVED = "the very text that was cited"


class Cited(GraphMaker):
    """A graph whose passages have the hashes of a text."""

    #: Only the passage that begins here has a hash, and the whole text none.
    only: int | None = None

    def add(self, subject: ox.NamedNode, predicate: str, value: Any) -> None:
        kind, _, place = subject.value.rpartition("/")
        if self.only is not None and predicate == PK + "sha256" and not place.startswith(f"{self.only}-"):
            return
        if predicate == PK + "sha256" and "/evidence/" in kind:
            start, end = map(int, place.split("-"))
            value = ox.Literal(hashlib.sha256(TEXT[start:end].encode()).hexdigest())
        elif predicate == PK + "sha256":
            value = ox.Literal(hashlib.sha256(TEXT.encode()).hexdigest())
        super().add(subject, predicate, value)


@pytest.fixture(scope="module")
def cited_page() -> bytes:
    """The page of two partnerships, each stated in one passage."""
    return render_page(read_records(_cited().done()), lang="en")


def _cited(only: int | None = None) -> Cited:
    make = Cited()
    make.only = only
    paper = make.source("paper", "The Paper", "纸报", "", ("Paper House", "纸报社"))
    ends = [make.region(name, name.title(), name, at=(30.0, 120.0 + n)) for n, name in enumerate(("north", "south"))]
    for name, quote in QUOTES.items():
        start = TEXT.index(quote)
        place = (paper, start, start + len(quote))
        make.partnership(name, ends, name.title(), name, "Project", ["transport"], place)
    return make


def _open(page: Opened, path: Path) -> str:
    """Open a file as the copy of the only source; returns what is said of it."""
    with page.tab.expect_file_chooser() as chooser:
        page.tab.locator("#sources .open-copy").click()
    chooser.value.set_files(str(path))
    page.tab.wait_for_selector("#notice:not([hidden])")
    return page.text("#notice")


def _quote(page: Opened, name: str) -> tuple[str, str]:
    page.go(f"#lang=en&at={iri('partnership', name).value.split('/id/')[1]}")
    box = page.tab.locator("#details .evidence .quote").first
    mark = box.locator("mark")
    return (mark.text_content() if mark.count() else ""), box.text_content()


@pytest.mark.parametrize(
    ("change", "named", "said"),
    [
        (lambda text: text.encode(), "copy.txt", PROVED),
        (lambda text: text.replace("\n", "\r\n").encode(), "crlf.txt", PROVED),
        (lambda text: b"\xef\xbb\xbf" + text.encode(), "mark.txt", PROVED),
        (lambda text: text.encode("utf-16"), "wide.txt", PROVED),
        (lambda text: text.replace("😀", "O").encode("gb18030"), "gb.txt", "all 2 passages stand in it"),
    ],
    ids=["as it is", "line ends", "byte order mark", "UTF-16", "GB 18030 and a letter of another width"],
)
def test_each_passage_is_shown_where_it_stands(
    change: Any, named: str, said: str, open_page: Open, cited_page: bytes, tmp_path: Path
) -> None:
    (tmp_path / named).write_bytes(change(TEXT))
    page = open_page(cited_page)
    assert said in _open(page, tmp_path / named)
    for name, quote in QUOTES.items():
        marked, around = _quote(page, name)
        assert marked == quote
        assert "proved by its SHA-256" in around
    assert page.tab.locator("#details b:text('links')").count() == 0


def test_the_passage_at_which_a_copy_was_opened_stays_open(open_page: Open, cited_page: bytes, tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    path.write_bytes(TEXT.encode())
    page = open_page(cited_page, "#lang=en&a=region/north&b=region/south")
    # Each part of what is told has its evidence folded: one of them is unfolded, and another not.
    folds = page.tab.locator("#details details.folded")
    folds.nth(1).locator("summary").first.click()
    with page.tab.expect_file_chooser() as chooser:
        folds.nth(1).locator(".open-copy").click()
    chooser.value.set_files(str(path))
    page.tab.wait_for_selector("#notice:not([hidden])")
    assert folds.nth(1).locator("mark").is_visible()
    assert not folds.nth(0).locator("mark").is_visible()


def test_an_edited_copy_has_what_moved_and_says_what_is_gone(
    open_page: Open, cited_page: bytes, tmp_path: Path
) -> None:
    edited = "A correction.\n" * 40 + TEXT.replace("各付一半", "各付三成")
    (tmp_path / "edited.txt").write_text(edited, encoding="utf-8")
    page = open_page(cited_page)
    assert "1 of 2 passages" in _open(page, tmp_path / "edited.txt")
    marked, around = _quote(page, "rail")
    assert marked == QUOTES["rail"]
    place = edited.index(QUOTES["rail"])
    assert f"characters {place}–{place + len(marked)}, another place" in around
    marked, around = _quote(page, "halves")
    assert (marked, "not in your copy" in around) == ("", True)


_CHOOSE = """
const [name, text] = arguments;
HTMLInputElement.prototype.click = function choose() {
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  this.files = files.files;
  this.dispatchEvent(new Event("change"));
};
document.querySelector("#details .open-copy").click();
"""


def _copied(driver: Driver, content: bytes, name: str, text: str, folder: Path) -> tuple[str, str, str]:
    """What is said where a text is opened beside one partnership, what is marked there, and what stands around it."""
    path = folder / "page.html"
    path.write_bytes(content)
    driver.open(f"{path.as_uri()}#lang=en&at={iri('partnership', name).value.split('/id/')[1]}")
    driver.run(_CHOOSE, "copy.txt", text)
    until(driver, "return !document.getElementById('notice').hidden")
    quote = "#details .evidence .quote"
    mark = driver.run("return (document.querySelector(arguments[0] + ' mark') || {}).textContent || ''", quote)
    return str(driver.run("return document.getElementById('notice').innerText")), str(mark), shown(driver, quote)


#: The text as a PDF has it: lines broken anywhere, blanks beside signs, a radical for a character.
PRINTED = TEXT.replace("North and", "North\nand").replace("两镇各付一半", "两 镇各\n付 一半").replace("一半", "⼀半")


@pytest.mark.parametrize("name", list(QUOTES))
def test_a_text_that_was_a_pdf_has_the_passages_in_it(
    driver: Driver, cited_page: bytes, tmp_path: Path, name: str
) -> None:
    assert not any(quote in PRINTED for quote in QUOTES.values())
    notice, marked, around = _copied(driver, cited_page, name, PRINTED, tmp_path)
    assert "all 2 passages stand in it" in notice
    assert "without the blanks and line breaks that a PDF adds" in notice
    assert marked == QUOTES[name]
    assert "once it is read without its line breaks; proved by its SHA-256" in around


@pytest.mark.parametrize(("name", "said"), [("halves", "so nothing is proved"), ("rail", "proved by its SHA-256")])
def test_what_has_no_hash_is_shown_and_said_to_be_unproved(
    driver: Driver, tmp_path: Path, name: str, said: str
) -> None:
    content = render_page(read_records(_cited(TEXT.index(QUOTES["rail"])).done()), lang="en")
    notice, marked, around = _copied(driver, content, name, TEXT, tmp_path)
    assert "Of this source no hash is known" in notice
    assert "1 of 2 passages" in notice
    assert marked == QUOTES[name]
    assert said in around


def test_html_is_read_as_text_and_runs_nothing(open_page: Open, cited_page: bytes, tmp_path: Path) -> None:
    body = "<script>document.title = 'ran'</script><p>By rail. <i>两镇各付一半</i>。<!-- no text -->"
    (tmp_path / "copy.html").write_text(f"<!doctype html><meta charset=utf-8>{body}", encoding="utf-8")
    page = open_page(cited_page)
    assert "1 of 2 passages" in _open(page, tmp_path / "copy.html")
    assert _quote(page, "halves")[0] == QUOTES["halves"]
    assert page.run("() => document.title") != "ran"


def test_a_file_that_is_no_text_is_refused(open_page: Open, cited_page: bytes, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_bytes(b"\x00\x01\xff\xfe\xff" * 9)
    page = open_page(cited_page)
    assert "is no text that can be read here" in _open(page, tmp_path / "copy.txt")
    assert page.tab.locator("#sources .open-copy").count() == 1


@pytest.mark.parametrize("length", [0, 1, 55, 56, 63, 64, 65, 119, 120, 1_000])
def test_the_pages_own_sha256(length: int, open_page: Open, cited_page: bytes) -> None:
    text = ("é中😀x" * 300)[:length]
    page = open_page(cited_page)
    assert page.run("(text) => kgPage.digest(text)", text) == hashlib.sha256(text.encode()).hexdigest()


def test_passages_stand_in_a_page_only_where_asked_and_are_marked(open_page: Open, cited_page: bytes) -> None:
    quote = QUOTES["halves"].encode()
    assert quote not in cited_page
    records = read_records(_cited().done())
    (source,) = records.sources
    page = open_page(render_page(records, lang="en", copies={source: TEXT}))
    assert "do not pass it on" in page.text("#scope")
    page.go(f"#lang=en&at={iri('partnership', 'halves').value.split('/id/')[1]}")
    box = page.tab.locator("#details .evidence .quote").first
    assert QUOTES["halves"] in box.text_content()
    assert "for your own use" in box.text_content()
    # Of another text, only what its hash proves.
    other = render_page(records, lang="en", copies={source: TEXT.replace("各付一半", "各付三成")})
    assert quote not in other
    assert "各付三成".encode() not in other


def test_kg_page_takes_no_text_that_was_not_cited(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Another text altogether.", encoding="utf-8")
    outcome = run("page", "--passages", "other.txt", "--out", "page.html")
    assert outcome.code == 1
    assert "other.txt: is the text of no source" in outcome.err
    assert not (tmp_path / "page.html").exists()
