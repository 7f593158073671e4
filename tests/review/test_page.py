"""The page in both browsers: nothing is lost, nothing runs, everything can be read.

What does not hang on how a browser draws, types or keeps is looked at in Chromium alone.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.intake.articles.accepting import Desk
from kg.intake.articles.decisions import Decision
from kg.intake.articles.documents import open_article
from kg.intake.articles.model import Field, Reading, Span, Suggestion
from kg.intake.articles.queue import FOLDER, write
from kg.source_text import sha256
from tests.browsers import Chromium, Driver, until
from tests.review.conftest import Serve
from tests.review.example import EN, ZH
from tests.support import EditablePackage, run_in_process

SOURCE = "yunwan-2024-04-02"
WRITTEN = "return kgReview.waiting() === 0 && !document.querySelector('.link.waits')"
KEY = "return document.activeElement.dataset.key || ''"


def _rows(package: Path, table: str) -> list[dict[str, str]]:
    with (package / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _text(deals: Path, source: str = SOURCE) -> Path:
    return deals.parent / f"{source}.txt"


def _tab_to(driver: Driver, key: str) -> None:
    for _ in range(60):
        if driver.run(KEY) == key:
            return
        driver.press("Tab")
    raise AssertionError(key)


def test_what_is_typed_and_decided_outlives_server_and_page(driver: Driver, serve: Serve, deals: Path) -> None:
    arguments = (deals, "--text", _text(deals), "--source", SOURCE)
    served = serve(*arguments)
    driver.open(served.address)
    served.kill()
    # Decided while the server is away, and typed without being kept.
    deal = driver.run("return kgReview.current()")
    driver.press("r")
    until(driver, "return document.querySelector('.warning.gone')")
    driver.press("n", "n", "n", "e")
    _tab_to(driver, "name_zh/0/input")
    driver.type("海洋基金")
    assert driver.run("return kgReview.waiting()") == 1
    assert _log(deals) == []
    # Started again, it has the same address; the page is loaded anew, as after a crash of the browser.
    again = serve(*arguments)
    assert again.address == served.address
    driver.open(again.address)
    until(driver, WRITTEN)
    assert [(row["suggestion"], row["decision"]) for row in _log(deals)] == [(deal, "reject")]
    assert driver.run("return document.querySelector('[data-key=\"name_zh/0/input\"]').value") == "海洋基金"
    # A page that stays open goes on by itself.
    again.kill()
    driver.press("Escape", "u")
    until(driver, "return document.querySelector('.warning.gone')")
    serve(*arguments)
    until(driver, WRITTEN + " && !document.querySelector('.warning.gone')")
    assert [row["decision"] for row in _log(deals)] == ["reject", "undo"]


def _log(deals: Path) -> list[dict[str, str]]:
    return _rows(deals, "decisions") if (deals / "decisions.csv").exists() else []


def test_typing_is_not_disturbed_and_what_is_wrong_stands_beside_it(driver: Driver, serve: Serve, deals: Path) -> None:
    driver.open(serve(deals, "--text", _text(deals), "--source", SOURCE).address)
    # The figure of the first agreement: a value that is no number.
    driver.press("a")
    until(driver, WRITTEN)
    driver.press("n", "e")
    _tab_to(driver, "value/0/input")
    driver.type("a lot")
    driver.press("Tab")
    # The focus goes where Tab leads, and the list of what is wrong is there.
    until(driver, "return document.querySelector('.field.of-value .problem')")
    assert driver.run(KEY) == "value/0/span"
    driver.press("Control+Enter", "Escape", "a")
    assert driver.run("return kgReview.records().filter((one) => one.state === 'accepted').length") == 1
    _tab_to(driver, "value/0/input")
    driver.type("360000000")
    driver.press("Control+Enter")
    until(driver, WRITTEN + " && kgReview.records().filter((one) => one.state === 'accepted').length === 2")
    assert [row["value"] for row in _rows(deals, "observations")] == ["360000000"]


@pytest.mark.parametrize(
    ("driver", "way"),
    [("chromium", "button"), ("chromium", "Enter"), ("chromium", "Tab"), ("firefox", "Tab")],
    indirect=["driver"],
)
def test_who_takes_part_is_removed_with_the_role(driver: Driver, serve: Serve, deals: Path, way: str) -> None:
    driver.open(serve(deals, "--text", _text(deals), "--source", SOURCE).address)
    fund = next(one for one in driver.run("return kgReview.records()") if ["name_zh", 0, "云澜产业基金"] in _plain(one))
    for _ in range(20):
        if driver.run("return kgReview.current()") == fund["id"]:
            break
        driver.press("n")
    if way == "button":
        driver.run("document.querySelector('.party[data-group=\"3\"] .remove').click()")
    else:
        driver.press("e")
        _tab_to(driver, "party/3/input")
        driver.press("Backspace", way)
    until(driver, "return !document.querySelector('.party[data-group=\"3\"]')")
    until(driver, WRITTEN)
    assert driver.run("return document.querySelector('.warning.refused')") is None
    assert [(row["decision"], row["field"], row["group"]) for row in _log(deals)] == [("reject", "party", "3")]
    with Desk.open(deals, [ZH], hold=False) as desk:
        assert desk.states[fund["id"]].groups == [1, 2]
    # The keyboard is still with the record.
    assert driver.run("return document.activeElement !== document.body")


def _plain(record: dict[str, Any]) -> list[list[Any]]:
    return [field[:3] for field in record["fields"]]


def test_parties_by_number_the_registries_and_what_is_only_typed(driver: Driver, serve: Serve, deals: Path) -> None:
    driver.open(serve(deals, "--text", _text(deals), "--source", SOURCE).address)
    first = driver.run("return kgReview.current()")
    # The second party by its place; behind the last one, a further one.
    driver.press("2")
    assert driver.run(KEY) == "party/2/input"
    driver.press("Escape", "9")
    assert driver.run(KEY) == "more/party"
    # A region that neither the package nor the article names.
    driver.type("Hangzh")
    until(
        driver,
        "return [...document.querySelectorAll('[role=option]')].some((one) => one.textContent.includes('cn-330100'))",
    )
    driver.press("Enter")
    until(
        driver,
        WRITTEN + " && kgReview.records().some((one) => one.fields.some((field) => field[2] === 'region/cn-330100'))",
    )
    added = [(row["decision"], row["field"], row["value"]) for row in _log(deals)]
    assert added == [("edit", "party", "region/cn-330100"), ("edit", "role", "partner")]
    # The field waits for one more party, and is left.
    driver.press("Escape", "u")
    until(driver, WRITTEN)
    # What is typed there and is nobody stays, and holds the record up, until it is left with Escape.
    driver.press("9")
    driver.type("nobody at all")
    driver.press("Control+Enter")
    until(driver, "return document.querySelector('.field.more.wrong .problem')")
    until(driver, "return document.activeElement.dataset.key === 'more/party'")
    assert driver.run("return document.activeElement.value") == "nobody at all"
    driver.press("Escape", "Escape")
    until(driver, "return !document.querySelector('.field.more.wrong')")
    # What is typed and no value yet holds the record up; it is said at the field.
    driver.press("1")
    driver.type("nobody knows this")
    driver.press("Control+Enter")
    until(driver, "return document.querySelector('.party .wrong')")
    assert driver.run(f"return kgReview.records().find((one) => one.id === {json.dumps(first)}).state") == "open"
    driver.press("Escape", "Escape")
    # Rejected with what is said of it, and opened again in one step.
    before = driver.run("return kgReview.records().filter((one) => one.state === 'rejected').length")
    driver.press("R")
    until(driver, WRITTEN + f" && kgReview.records().filter((one) => one.state === 'rejected').length > {before + 1}")
    driver.press("u")
    until(driver, WRITTEN + f" && kgReview.records().filter((one) => one.state === 'rejected').length === {before}")
    assert driver.run("return kgReview.current()") == first


def test_a_party_is_removed_while_one_types_in_it(driver: Driver, serve: Serve, deals: Path) -> None:
    driver.open(serve(deals, "--text", _text(deals), "--source", SOURCE).address)
    fund = next(one for one in driver.run("return kgReview.records()") if ["name_zh", 0, "云澜产业基金"] in _plain(one))
    while driver.run("return kgReview.current()") != fund["id"]:
        driver.press("n")
    # In a field of no party it is the browser's own key.
    driver.press("e", "Control+Delete")
    assert driver.run("return document.querySelectorAll('.party').length") == 3
    driver.press("Escape", "3")
    driver.type("half a na")
    driver.press("Control+Delete")
    until(driver, WRITTEN + " && document.querySelectorAll('.party').length === 2")
    assert [(row["decision"], row["field"], row["group"]) for row in _log(deals)] == [("reject", "party", "3")]
    # Neither the party nor what was typed comes back when the page is opened again, and nothing holds the record up.
    until(driver, "return document.activeElement !== document.body")
    driver.press("A")
    until(driver, WRITTEN + f" && kgReview.records().find((one) => one.id === '{fund['id']}').state === 'accepted'")
    parties = {row["party"] for row in _rows(deals, "participations")}
    assert parties == {"region/yunwan", "region/lanchuan"}


def test_a_passage_is_widened_to_what_was_read_outside_it(driver: Driver, serve: Serve, deals: Path) -> None:
    driver.open(serve(deals, "--text", _text(deals), "--source", SOURCE).address)
    first = "kgReview.records().find((one) => one.id === kgReview.current())"
    span = driver.run(f"return [{first}.start, {first}.end]")
    # Nothing was read elsewhere yet, and the key says so.
    driver.press("w")
    until(driver, "return !document.getElementById('told').hidden")
    assert _log(deals) == []
    # The kind of agreement is cited from further on in the same paragraph: two steps behind the passage's end.
    driver.press("e")
    _tab_to(driver, "agreement_kind/0/span")
    driver.press("Enter")
    here = driver.run("return kgReview.selected()")
    driver.press(*["ArrowRight"] * (span[1] - here["end"]), *["Shift+ArrowRight"] * 3, "Enter")
    until(driver, WRITTEN)
    until(driver, "return document.querySelector('.outside')")
    driver.press("Escape", "w")
    until(driver, WRITTEN + f" && {first}.end > {span[1]}")
    assert driver.run(f"return [{first}.start, {first}.end]") == [span[0], span[1] + 3]
    assert driver.run("return document.querySelector('.outside')") is None
    # It is a decision like any other.
    driver.press("u")
    until(driver, WRITTEN + f" && {first}.end === {span[1]}")


def test_words_are_found_while_a_passage_is_drawn(driver: Driver, serve: Serve, deals: Path) -> None:
    driver.open(serve(deals, "--text", _text(deals), "--source", SOURCE).address)
    word, chosen = "云湾市", "return kgReview.selected()"
    places = [at for at in range(len(ZH)) if ZH.startswith(word, at)]
    driver.press("v", "/")
    driver.type("no such words")
    driver.press("Enter")
    until(driver, "return !document.getElementById('told').hidden")
    # What is nowhere is not kept.
    driver.press("Escape", "/")
    driver.type(word)
    driver.press("Enter")
    found = []
    for _ in places:
        found.append(until(driver, chosen)["start"])
        # The next time it is the next place, and behind the last one the first.
        driver.press("/", "Enter")
    assert sorted(found) == places
    assert driver.run(chosen)["start"] == found[0]
    # Escape leaves the words, and once more the drawing.
    driver.press("/", "Escape", "Escape")
    assert driver.run("return document.getElementById('bar').hidden") is True


@pytest.mark.parametrize("driver", ["chromium"], indirect=True)
def test_what_rests_on_a_record_is_free_once_that_is_accepted(driver: Driver, serve: Serve, deals: Path) -> None:
    driver.open(serve(deals, "--text", _text(deals), "--source", SOURCE).address)
    deal = driver.run("return kgReview.current()")
    # The stage is looked at first: it waits for its agreement, and says so.
    driver.press("n")
    stage = driver.run("return kgReview.current()")
    until(driver, "return document.querySelector('.field.of-about .problem')")
    driver.press("a")
    until(driver, "return document.activeElement.dataset.key === 'about/0/input'")
    # Keys that were meant for the list and typed into the field are gone with Escape.
    driver.type("xqj")
    driver.press("Escape", "Escape", "p")
    assert driver.run("return kgReview.current()") == deal
    driver.press("a")
    until(driver, WRITTEN + " && kgReview.records().some((one) => one.state === 'accepted')")
    assert driver.run("return kgReview.current()") == stage
    until(driver, "return !document.querySelector('.field.of-about .problem')")
    driver.press("a")
    until(driver, WRITTEN + " && kgReview.records().filter((one) => one.state === 'accepted').length === 2")
    assert [(row["decision"], row["suggestion"]) for row in _log(deals)] == [("accept", deal), ("accept", stage)]


@pytest.mark.parametrize(
    ("driver", "key"),
    [("chromium", "name_zh/0/input"), ("chromium", "class/0/input"), ("firefox", "class/0/input")],
    indirect=["driver"],
)
def test_what_is_typed_and_escaped_is_gone(driver: Driver, serve: Serve, deals: Path, key: str) -> None:
    served = serve(deals, "--text", _text(deals), "--source", SOURCE)
    driver.open(served.address)
    fund = next(one for one in driver.run("return kgReview.records()") if ["name_zh", 0, "云澜产业基金"] in _plain(one))
    while driver.run("return kgReview.current()") != fund["id"]:
        driver.press("n")
    driver.press("e")
    _tab_to(driver, key)
    value = f"return document.querySelector('[data-key=\"{key}\"]').value"
    before = driver.run(value)
    driver.type("xqj")
    driver.press("Escape", "Escape")
    assert driver.run(value) == before
    driver.open(served.address)
    assert driver.run(value) == before
    assert _log(deals) == []


def test_the_passage_of_a_field_is_drawn_by_shift_and_arrows(driver: Driver, serve: Serve, deals: Path) -> None:
    driver.open(serve(deals, "--text", _text(deals), "--source", SOURCE).address)
    driver.press("e")
    _tab_to(driver, "agreement_kind/0/span")
    driver.press("Enter")
    start = ZH.index("合作协议")
    assert driver.run("return kgReview.selected()") == {"start": start, "end": start + 4}
    driver.press("ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft")
    driver.press(*["Shift+ArrowRight"] * 7)
    assert driver.run("return kgReview.selected()") == {"start": start - 3, "end": start + 4}
    driver.press("Enter")
    until(driver, WRITTEN)
    fields = driver.run("return kgReview.records().find((one) => one.id === kgReview.current()).fields")
    assert ["agreement_kind", 0, "cooperation", start - 3, start + 4] in fields
    assert driver.run(KEY) == "agreement_kind/0/span"
    assert driver.run("return document.activeElement.textContent") == "产学研合作协议"


def test_the_page_has_become_what_the_desk_says(driver: Driver, serve: Serve, deals: Path) -> None:
    """The decisions are applied in the page as on the server: two programs, one state."""
    with Desk.open(deals, [ZH]) as desk:
        ids = [one.id for one in desk.queues[SOURCE].suggestions]
        of = {one.id: one for one in desk.queues[SOURCE].suggestions}
        deals_of = [name for name in ids if of[name].kind == "partnerships"]
        first, fund, care, line = deals_of
        party = next(name for name in ids if of[name].kind == "institutions")
        made: list[Decision] = [
            Decision("split", fund, value="3;+1"),
            Decision("edit", f"{fund}-2", "class", value="Service", span=Span(110, 120)),
            Decision("join", care, value=line),
            Decision("edit", first, "sectors", value=""),
            Decision("edit", first, "agreement_kind", span=Span(90, 94)),
            Decision("edit", first, "party", 3, "institution/northmere-university", Span(71, 73)),
            Decision("new", first, "party", 4, "institution/Harbour Board", Span(75, 78)),
            Decision("reject", first, "party", 1),
            Decision("same", first, "party", 2, "institution/northmere-university"),
            Decision("same", party, value="institution/lanchuan-university"),
            Decision("add", "s-added", value=f"stages/{SOURCE}", span=Span(5, 9)),
            Decision("edit", "s-added", "about", value=fund),
            Decision("edit", first, span=Span(60, 111)),
            Decision("reject", ids[2]),
            Decision("undo", value="14"),
            Decision("undo", value="15"),
            Decision("reject", ids[3]),
            Decision("undo"),
        ]
        desk.decide(made)
        wanted = {
            state.id: (
                state.suggestion.kind,
                state.status,
                (state.suggestion.span.start, state.suggestion.span.end),
                state.about,
                sorted(
                    (one.name, one.group, one.value, *((one.span.start, one.span.end) if one.span else (None, None)))
                    for one in state.suggestion.fields
                    if one.name != "about"
                ),
            )
            for state in desk.states.values()
            if state.source == SOURCE
        }
    driver.open(serve(deals, "--text", _text(deals), "--source", SOURCE).address)
    shown = {
        one["id"]: (
            one["kind"],
            one["state"],
            (one["start"], one["end"]),
            one["about"],
            sorted(tuple(field[:5]) for field in one["fields"]),
        )
        for one in driver.run("return kgReview.records()")
    }
    assert {name: _sortable(one) for name, one in shown.items()} == {
        name: _sortable(one) for name, one in wanted.items()
    }


def _sortable(one: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*one[:4], sorted(map(repr, map(tuple, one[4]))))


def test_a_passage_is_drawn_with_the_mouse(browser: Any, serve: Serve, deals: Path, tmp_path: Path) -> None:
    page = Chromium(browser, tmp_path, "en-GB")
    try:
        page.open(serve(deals, "--text", _text(deals), "--source", SOURCE).address)
        start, end = ZH.index("到位资金"), ZH.index("到位资金") + len("到位资金逾8亿元")
        ends = page.run(
            """const pieces = [...document.querySelectorAll('.block span')];
            const piece = pieces.find((one) => one.textContent.includes(arguments[0]));
            const range = document.createRange(), at = piece.textContent.indexOf(arguments[0]);
            range.setStart(piece.firstChild, at);
            range.setEnd(piece.firstChild, at + arguments[0].length);
            const box = range.getBoundingClientRect();
            return [box.left, box.right, box.top + box.height / 2];""",
            ZH[start:end],
        )
        page.tab.mouse.move(ends[0] + 1, ends[2])
        page.tab.mouse.down()
        page.tab.mouse.move(ends[1] - 1, ends[2], steps=5)
        page.tab.mouse.up()
        assert page.run("return kgReview.selected()") == {"start": start, "end": end}
        page.press("c")
        until(page, "return document.getElementById('dialog').open")
        assert page.run("return document.querySelector('#dialog blockquote').textContent") == ZH[start:end]
        page.type("figure")
        page.press("Enter", "Control+Enter")
        until(page, WRITTEN)
        current = "kgReview.records().find((one) => one.id === kgReview.current())"
        until(page, f"return {current}.kind === 'observations'")
        made = page.run(f"return {current}")
        assert (made["kind"], made["start"], made["end"]) == ("observations", start, end)
        assert page.troubles() == []
    finally:
        page.close()


HOSTILE = {
    "markup": "<img src=x onerror=\"document.title='run'\"><b>港</b>",
    "script": "</script><script>document.title='run'</script>",
    "quotes": "\"'`${alert(1)}`'\" &amp; \\u003c",
    "turned": "\u202egnp.exe\u2066\u200f",
    "astral": "😀🏳️‍🌈𠀀",
    "long": "长" * 10_000,
}
ODD = "第一段。\n\n" + "".join(f"{name}：{text}与云湾市合作。\n\n" for name, text in HOSTILE.items())


def _odd_package(deals: Path) -> Path:
    """Suggestions whose names and text are what a page must not take for its own."""
    path = deals.parent / "odd.txt"
    path.write_bytes(ODD.encode("utf-8"))
    made = []
    for number, (name, text) in enumerate(HOSTILE.items()):
        at = Span(ODD.index(f"{name}：") + len(name) + 1, ODD.index(f"{name}：") + len(name) + 1 + len(text))
        fields = (Field("name_zh", text, at), Field("kind", "company"))
        made.append(Suggestion(f"s-{number:012x}", "institutions", at, fields, text[:200], 0.5, present=text[:300]))
    reading = Reading("odd", open_article(path), date(2024, 5, 1), tuple(made), ((Span(0, 4), "odd"),), 8)
    shutil.rmtree(deals / FOLDER)
    write(deals, reading)
    EditablePackage(deals).add(
        "sources", id="odd", title_en="</script><i>odd</i>", issued="2024-05-01", language="zh", sha256=sha256(ODD)
    )
    return path


def test_names_and_texts_are_shown_and_never_run(driver: Driver, serve: Serve, deals: Path) -> None:
    path = _odd_package(deals)
    driver.open(serve(deals, "--text", path).address)
    for _ in HOSTILE:
        driver.press("n")
    assert driver.run("return document.title").endswith("deals")
    assert driver.run("return document.querySelectorAll('img, b > bdi, article b, article i, iframe').length") == 0
    shown = driver.run("return [...document.querySelectorAll('.block')].map((one) => one.textContent).join('')")
    assert "".join(shown.split()) == "".join(ODD.split())
    labels = driver.run("return [...document.querySelectorAll('.record .label')].map((one) => one.textContent)")
    assert labels[0] == HOSTILE["markup"]
    assert labels[1] == HOSTILE["script"]
    # Offsets count code points, behind astral signs too.
    long = driver.run("return kgReview.records().find((one) => one.id.endsWith('5'))")
    assert ODD[long["start"] : long["end"]] == HOSTILE["long"]
    driver.run("document.querySelector(`[data-start='${arguments[0]}']`).scrollIntoView()", long["start"])
    texts = driver.run(
        "return [...document.querySelectorAll('.block [data-id]')].map((one) => [Number(one.dataset.start), "
        "[...one.textContent].length])"
    )
    assert all(ODD[start : start + length] for start, length in texts)
    if isinstance(driver, Chromium):
        assert all(url.startswith(("http://127.0.0.1:", "data:")) for url in driver.requests)
    # Nothing stands beside the page.
    assert driver.run("return document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_copy_is_opened_in_the_page_and_proved(driver: Driver, serve: Serve, deals: Path) -> None:
    driver.open(serve(deals, "--source", SOURCE).address)
    assert driver.run("return document.getElementById('article').hidden") is True
    driver.upload("#copy", _text(deals, "northmere-2024-06-05"))
    told = until(driver, "const one = document.querySelector('.warning.noText'); return one && one.textContent")
    assert sha256(EN)[:12] in told
    assert sha256(ZH)[:12] in told
    # A mail program has changed the line ends; the text is the same.
    copy = deals.parent / "copy.txt"
    copy.write_bytes(b"\xef\xbb\xbf" + ZH.replace("\n", "\r\n").encode("utf-8"))
    driver.upload("#copy", copy)
    until(driver, "return !document.getElementById('article').hidden")
    driver.press("a")
    until(driver, WRITTEN + " && kgReview.records().some((one) => one.state === 'accepted')")
    assert run_in_process("evidence", deals, "--text", _text(deals), cwd=deals.parent).code == 0


@pytest.mark.parametrize("driver", ["chromium"], indirect=True)
def test_a_second_page_and_a_change_on_disk_are_told(driver: Driver, serve: Serve, deals: Path) -> None:
    served = serve(deals, "--text", _text(deals), "--source", SOURCE)
    import httpx

    httpx.post(f"{served.address}api/alive", json={"tab": "before", "seen": 0}).raise_for_status()
    driver.open(served.address)
    until(driver, "return document.querySelector('.warning.others')")
    table = deals / "institutions.csv"
    changed = table.read_bytes() + b"northmere-port,,Port of Northmere,,,port,northmere" + b"," * 13 + b"\n"
    table.write_bytes(changed)
    driver.press("a")
    until(driver, "return document.querySelector('.warning.changed button')")
    assert table.read_bytes() == changed
    driver.run("document.querySelector('.warning.changed button').click()")
    until(driver, "return !document.querySelector('.warning.changed')")
    driver.press("a")
    until(driver, WRITTEN + " && kgReview.records().some((one) => one.state === 'accepted')")
    assert table.read_bytes() == changed


def test_hashes_are_those_of_another_program(driver: Driver, serve: Serve, deals: Path) -> None:
    """The page's own SHA-256, for browsers that lend none, at each length around a block's end."""
    driver.open(serve(deals, "--text", _text(deals)).address)
    texts = ["", "abc", "嘉" * 21, *("a" * length for length in (55, 56, 57, 63, 64, 65, 119, 120, 1000))]
    found = driver.run("return arguments[0].map((text) => kgReview.digest(text))", texts)
    assert found == [hashlib.sha256(text.encode()).hexdigest() for text in texts]


@pytest.mark.parametrize("driver", ["chromium"], indirect=True)
def test_what_a_field_refers_to_is_told_by_its_name(driver: Driver, serve: Serve, deals: Path) -> None:
    driver.open(serve(deals, "--text", _text(deals), "--source", SOURCE, "--lang", "zh").address)
    for _ in range(7):
        driver.press("n")
    token = "return document.querySelector('.of-located_in .token bdi').textContent"
    assert driver.run(token) == "云湾市"
    driver.press("l")
    assert driver.run(token) == "Yunwan"


@pytest.mark.parametrize("driver", ["chromium"], indirect=True)
def test_every_key_of_the_help_is_there_in_both_languages(driver: Driver, serve: Serve, deals: Path) -> None:
    driver.open(serve(deals, "--text", _text(deals)).address)
    until(driver, "return kgReview.records().length")
    driver.press("?")
    english = until(driver, "const one = document.getElementById('dialog'); return one.open && one.innerText")
    driver.press("Escape")
    # While it closes, keys are still its own.
    until(driver, "return !document.getElementById('dialog').open && !document.activeElement.closest('dialog')")
    driver.press("l", "?")
    chinese = until(driver, "const one = document.getElementById('dialog'); return one.open && one.innerText")
    for key in (
        "n",
        "j",
        "p",
        "k",
        ".",
        "a",
        "A",
        "e",
        "r",
        "s",
        "m",
        "=",
        "+",
        "u",
        "Ctrl+Z",
        "v",
        "d",
        "c",
        "R",
        "w",
        "?",
    ):
        assert key in english.split()
        assert key in chinese.split()
    assert "接受" in chinese
    assert "接受" not in english
    driver.press("Escape")
    assert driver.run("return document.documentElement.lang") == "zh-CN"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_nothing(browser: Any, serve: Serve, deals: Path, tmp_path: Path, language: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = Chromium(browser, tmp_path, "zh-CN" if language == "zh" else "en-GB")
    try:
        page.tab.context.set_default_timeout(20_000)
        page.open(serve(deals, "--text", _text(deals), "--source", SOURCE, "--lang", language).address)
        page.press("r", "A")
        until(page, WRITTEN)
        page.press("n", "e", "ArrowDown")
        found = []
        for keys in (
            (),
            ("Escape", "Escape", "?"),
            ("Escape", "+"),
            ("Escape", "="),
            ("Escape", "v", "Shift+ArrowRight"),
        ):
            page.press(*keys)
            # The page's policy lets no script in; axe is run past it, as an extension of the browser would be.
            found += [(keys, one["id"], one["nodes"][0]["html"][:200]) for one in _violations(Axe, page)]
        page.run("document.getElementById('theme').click()")
        found += [("dark", one["id"], one["nodes"][0]["html"][:200]) for one in _violations(Axe, page)]
        assert found == []
    finally:
        page.close()


def _violations(axe: Any, page: Chromium) -> list[dict[str, Any]]:
    return list(axe().run(page.tab).response["violations"])


def test_a_long_article_stays_usable(driver: Driver, serve: Serve, deals: Path) -> None:
    """A text of a megabyte with two thousand suggestions; how long it takes is measured in tests/bench."""
    path = long_package(deals)
    served = serve(deals, "--text", path)
    driver.open(served.address)
    assert driver.run("return document.querySelectorAll('.record').length") == 2000
    before = time.monotonic()
    driver.press(*["n"] * 10, "r")
    until(driver, WRITTEN)
    assert driver.run("return kgReview.records().filter((one) => one.state === 'rejected').length") == 1
    # Nobody waits for a key: this is no measurement, only far below what would be unusable.
    assert time.monotonic() - before < 60


def long_package(deals: Path, size: int = 350_000) -> Path:
    """A package with one source of about a megabyte of UTF-8."""
    paragraph = "云湾市与澜川市就第{:05d}号项目签订合作协议，总投资约3亿元。此后各方到场，会议持续两天。\n\n"
    count = size // len(paragraph.format(0))
    text = "".join(paragraph.format(number) for number in range(count))
    path = deals.parent / "long.txt"
    path.write_bytes(text.encode("utf-8"))
    made = []
    for number in range(2000):
        begin = text.index(f"云湾市与澜川市就第{number * (count // 2000):05d}号")
        whole = Span(begin, text.index("，", begin))
        fields = (
            Field("class", "Agreement", Span(whole.end - 2, whole.end)),
            Field("sectors", "transport"),
            Field("party", "region/yunwan", Span(begin, begin + 3), 1),
            Field("party", "region/lanchuan", Span(begin + 4, begin + 7), 2),
        )
        made.append(Suggestion(f"s-{number:012x}", "partnerships", whole, fields, "test", 0.7))
    shutil.rmtree(deals / FOLDER)
    write(deals, Reading("long", open_article(path), date(2024, 5, 1), tuple(made), (), count * 2))
    EditablePackage(deals).add(
        "sources", id="long", title_en="Long", issued="2024-05-01", language="zh", sha256=sha256(text)
    )
    return path


def test_the_strings_are_in_both_languages() -> None:
    from importlib import resources

    path = resources.files("kg.review").joinpath("template", "strings.json")
    strings = json.loads(path.read_text(encoding="utf-8"))
    for name, (english, chinese) in strings.items():
        assert english, name
        assert chinese, name
        fills = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in (english, chinese)]
        assert fills[0] == fills[1], name
    scripts = "".join(
        one.read_text(encoding="utf-8")
        for one in resources.files("kg.review").joinpath("template", "js").iterdir()
        if one.name.endswith(".js")
    ) + resources.files("kg.review").joinpath("template", "page.html").read_text(encoding="utf-8")
    made = ("look_", "help_", "kind_", "relation_")
    assert [name for name in strings if name not in scripts and not name.startswith(made)] == []


def test_the_letters_are_those_of_the_networks_page(driver: Driver, serve: Serve, deals: Path, built: Path) -> None:
    """One list of fonts for both, Latin ones first; what is Chinese has signs that are as wide as its letters."""
    stack = "return getComputedStyle(document.body).fontFamily"
    driver.open(f"{(built / 'network.html').as_uri()}?letters#lang=en")
    expected = driver.run(stack)
    driver.open(serve(deals, "--text", _text(deals), "--source", SOURCE).address)
    driver.run("document.documentElement.lang = 'en'")
    assert driver.run(stack) == expected
    driver.run("document.documentElement.lang = 'zh-CN'")
    assert driver.run(stack) == f'"Chinese signs", {expected}'
    assert driver.run("return getComputedStyle(document.getElementById('article')).fontFamily").startswith(
        '"Chinese signs"'
    )
