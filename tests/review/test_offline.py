"""A review as one file: beside one's own copy of the source, without a server, and back by ``kg accept``."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kg.intake.articles.accepting import Desk
from tests.browsers import Chromium, Driver, until
from tests.review.example import EN, ZH
from tests.review.test_page import HOSTILE, _odd_package, _tab_to
from tests.support import run_in_process, tree

SOURCE = "yunwan-2024-04-02"


def _file(deals: Path, name: str, *arguments: str) -> Path:
    out = deals.parent / name
    done = run_in_process("review", deals, "--out", out, "--lang", "en", *arguments, cwd=deals.parent)
    assert done.code == 0, done.err
    return out


def test_the_file_has_no_sentence_of_the_text_and_asks_for_nothing(deals: Path) -> None:
    page = _file(deals, "review.html", "--source", SOURCE)
    text = page.read_text("utf-8")
    assert not any(sentence in text for sentence in ZH.split("。") if len(sentence) > 16)
    policy = text.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
    assert policy.startswith("default-src &#39;none&#39;")
    assert "connect-src" not in policy
    assert page.read_bytes() == _file(deals, "again.html", "--source", SOURCE).read_bytes()


def test_names_cannot_end_the_script_that_holds_them(deals: Path) -> None:
    _odd_package(deals)
    text = _file(deals, "review.html").read_text("utf-8")
    assert text.count("</script") == 3
    assert HOSTILE["markup"] not in text


def test_which_source_has_to_be_said(deals: Path) -> None:
    done = run_in_process("review", deals, "--out", "review.html", "--lang", "en", cwd=deals.parent)
    assert done.code == 2
    assert "northmere-2024-06-05, yunwan-2024-04-02" in done.err
    assert "--source" in done.err
    done = run_in_process("review", deals, "--out", "review.txt", "--lang", "en", cwd=deals.parent)
    assert done.code == 2
    assert ".html" in done.err


def test_decisions_are_kept_and_leave_as_a_table(driver: Driver, deals: Path) -> None:
    page = _file(deals, f"{driver.name}.html", "--source", "northmere-2024-06-05")
    driver.open(page.as_uri())
    # The least sure is first; another text is told from the right one.
    scores = driver.run("return [...document.querySelectorAll('.score')].map((one) => Number(one.textContent))")
    assert scores == sorted(scores)
    driver.upload("#copy", deals.parent / f"{SOURCE}.txt")
    until(driver, "return document.querySelector('.warning.noText')")
    driver.upload("#copy", deals.parent / "northmere-2024-06-05.txt")
    until(driver, "return !document.getElementById('article').hidden")
    shown = driver.run("return document.getElementById('article').textContent")
    assert "Northmere City signed a memorandum" in shown
    # By keyboard: the first is edited and accepted, the next rejected and taken back, then accepted.
    driver.run("document.querySelector('.records .head').focus()")
    _go_to(driver, "University of Northmere")
    driver.press("e")
    _add_name(driver)
    driver.type("Joint laboratory")
    driver.press("Control+Enter")
    # Its new party is accepted with it.
    until(driver, "return kgReview.records().filter((one) => one.state === 'accepted').length === 2")
    _go_to(driver, "Northmere City – ")
    driver.press("r", "u")
    until(driver, "return kgReview.records().every((one) => one.state !== 'rejected')")
    _go_to(driver, "Northmere City – ")
    driver.press("A")
    until(driver, "return kgReview.records().filter((one) => one.state === 'accepted').length === 5")
    # Opened again, all is there.
    driver.open(page.as_uri())
    assert driver.run("return kgReview.records().filter((one) => one.state === 'accepted').length") == 5
    driver.run("document.getElementById('save').focus()")
    driver.press("Enter")
    saved = driver.saved("decisions-northmere-2024-06-05.csv")
    rows = list(csv.DictReader(io.StringIO(saved.decode("utf-8"))))
    assert [row["decision"] for row in rows].count("accept") == 5
    assert [row["decision"] for row in rows].count("undo") == 1
    if isinstance(driver, Chromium):
        assert {url.split(":")[0] for url in driver.requests} <= {"file", "blob", "data"}

    table = deals.parent / "decisions.csv"
    table.write_bytes(saved)
    before = tree(deals)
    text = deals.parent / "northmere-2024-06-05.txt"
    done = run_in_process("accept", deals, table, "--text", text, cwd=deals.parent)
    assert done.code == 0, done.err
    with Desk.open(deals, [EN], hold=False) as desk:
        became = {one.became.split("/")[0] for one in desk.states.values() if one.status == "accepted"}
    assert became == {"partnership", "institution", "observation"}
    names = (deals / "partnerships.csv").read_text("utf-8")
    assert "Joint laboratory" in names
    assert run_in_process("check", deals, cwd=deals.parent).code == 0
    assert run_in_process("evidence", deals, "--text", text, cwd=deals.parent).code == 0
    # Each can be taken back.
    assert run_in_process("accept", deals, table, "--undo", cwd=deals.parent).code == 0
    after = tree(deals)
    assert (deals / "partnerships.csv").read_bytes() == before["partnerships.csv"]
    assert after["institutions.csv"] == before["institutions.csv"]


def _add_name(driver: Driver) -> None:
    _tab_to(driver, "more/field")
    driver.type("name_en")
    driver.press("Enter")
    until(driver, "return document.activeElement.dataset.key === 'name_en/0/input'")


def _go_to(driver: Driver, begins: str) -> None:
    for key in ("n", "p"):
        for _ in range(8):
            label = driver.run("return (document.querySelector('.record.current .label') || {}).textContent || ''")
            if label.startswith(begins):
                return
            driver.press(key)
    raise AssertionError(begins)


@pytest.mark.parametrize(
    "cell", ["=1+1", "'=1", "a,b", 'say "no"', "two\nlines", "-3.5", "＝和", "'tis", "\u202eabc", ""]
)
def test_a_cell_is_read_back_as_it_was(browser: object, deals: Path, tmp_path: Path, cell: str) -> None:
    """The table is written by the page, and read by ``kg accept``; two programs, one form."""
    from kg.intake.articles.decisions import read_decisions

    page = Chromium(browser, tmp_path, "en-GB")
    try:
        page.open(_file(deals, "review.html", "--source", SOURCE).as_uri())
        row = {
            "number": 1,
            "suggestion": "s-1",
            "field": "note_en",
            "decision": "edit",
            "group": 0,
            "start": 3,
            "end": 5,
        }
        text = page.run("return kgReview.table([arguments[0]])", {**row, "value": cell})
    finally:
        page.close()
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    (read,) = read_decisions(path)
    assert (read.value, read.field, read.decision) == (cell, "note_en", "edit")


PAGES = {
    "plain": "<p>One line</p><p>another</p>",
    "article": "<header>menu</header><article><h1>标题</h1><p>第一\n  行与<b>第二</b>行，\n一段 话。</p></article>x",
    "hidden": '<p>seen<s hidden>not</s> <i style="display: none">nor</i>end</p><nav>x</nav><template>y</template>',
    "tables": "<table><tr><th>Name<td> a  b <td></table><ul><li>one<li>two<br>three</ul>x<hr>y",
    "pre": "<pre>\nline 1\n\n  line 2\n</pre>after<div><pre>a <b>b\nc</b></pre></div>",
    "odd": "<p>&nbsp;é &amp; “x”\u3000<!-- note --></p><noscript>n</noscript><svg><a>s</a></svg>\ufeffz<p>😀\n𠀀\n𠀁",
    "script": "<p>kept</p><script>document.title = 'run'</script><img src=x onerror='document.title = \"run\"'>",
    "broken": "<div><p>a<div>b</p></span>c<td>d<main>m</main>",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_the_text_that_kg_read_reads(driver: Driver, deals: Path, tmp_path: Path, name: str) -> None:
    from kg.documents import read_document

    copy = tmp_path / "page.html"
    copy.write_bytes(f'<!doctype html><meta charset="utf-8"><body>{PAGES[name]}'.encode())
    if isinstance(driver, Chromium):
        driver.allow("Content Security Policy")
        driver.allow("CSP inline")  # that it refuses the page's own styles and handlers is told
    driver.open(_file(deals, "review.html", "--source", SOURCE).as_uri())
    title = driver.run("return document.title")
    shown = driver.run("return kgReview.shown(arguments[0])", copy.read_text("utf-8"))
    assert shown == read_document(copy).text
    assert driver.run("return document.title") == title


def test_an_html_copy_is_proved_and_what_was_read_is_kept(driver: Driver, deals: Path) -> None:
    copy = deals.parent / "news.html"
    body = "".join(f"<p>{line}</p>" for line in ZH.split("\n"))
    copy.write_bytes(f"<html><head><meta charset=gb2312></head><body>{body}<script>x()</script>".encode("gb18030"))
    read = run_in_process("read", copy, "--into", deals, "--published", "2024-04-02", cwd=deals.parent)
    assert read.code == 0, read.err
    page = _file(deals, "review.html", "--source", "news")
    driver.open(page.as_uri())
    driver.upload("#copy", deals.parent / f"{SOURCE}.txt")  # not what the page shows: it has blank lines
    until(driver, "return document.querySelector('.warning.noText')")
    driver.upload("#copy", copy)
    until(driver, "return !document.getElementById('article').hidden")
    driver.run("document.querySelector('#text').focus()")
    before = driver.run("return kgReview.read()")
    driver.press(".", ".", ".")
    until(driver, f"return kgReview.read() > {before}")
    read_rows = driver.run("return kgReview.read()")
    # In another browser nothing is kept but the table.
    driver.run("document.getElementById('save').click()")
    saved = driver.saved("decisions-news.csv")
    rows = [row for row in csv.DictReader(io.StringIO(saved.decode("utf-8"))) if row["decision"] == "read"]
    assert rows
    assert all(row["value"] == "news" and int(row["end"]) > int(row["start"]) for row in rows)
    table = deals.parent / "decisions.csv"
    table.write_bytes(saved)
    done = run_in_process("accept", deals, table, "--text", copy, cwd=deals.parent)
    assert done.code == 0, done.err
    driver.open(page.as_uri())
    driver.upload("#copy", copy)
    until(driver, "return !document.getElementById('article').hidden")
    assert driver.run("return kgReview.read()") == read_rows
    assert f"sentences read {read_rows} of" in driver.run("return document.getElementById('counts').textContent")
