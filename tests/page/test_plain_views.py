"""Views that say what they show: scales, signs, what goes on at an edge, words over columns, two languages apart."""

from __future__ import annotations

import re

import pytest

from kg.answers.records import read_records
from kg.knowledge_graph import KnowledgeGraph
from tests.page.conftest import Open, Opened
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker
from tests.page.viewed import viewed_page

SIZES = [(1440, 900), (1366, 650), (1024, 768), (768, 1024), (844, 390), (420, 900)]
#: What a dashed bar, an arrow and the rest of the signs are, in the key above the drawing.
KEYS = {
    "flows": ("Achieved", "Target", "in no sum", "a bound: the true figure may lie further that way"),
    "matrix": ("few to many partnerships", "beside a name: all it has, each counted once"),
    "time": (
        "how far it had come: the fuller, the further",
        "the day of a report",
        "a source first said so; around a mark: by then at the latest",
        "a date that is a whole month or longer",
    ),
}


def _flat(text: str) -> str:
    return " ".join(text.split())


def _texts(page: Opened) -> list[str]:
    """Every text of the drawing, as its SVG file has it."""
    return re.findall(r">([^<]+)</text>", str(page.run("() => kgPage.svg()")))


@pytest.fixture(scope="module")
def viewed() -> bytes:
    """The small network of ``viewed``."""
    return viewed_page()


@pytest.fixture(scope="module")
def many() -> bytes:
    """Sixty towns in a row, each with the next in a sector of its own: more rows and columns than any window has."""
    make = GraphMaker()
    source = make.source("one", "One", "一", issued="2018-01-01")
    towns = [make.region(f"t{number:02}", f"Town {number:02}", f"第{number:02}镇") for number in range(60)]
    for number in range(59):
        deal = make.partnership(f"d{number:02}", towns[number : number + 2], f"Deal {number:02}", f"合作{number:02}")
        make.stage(deal, "signed", f"20{10 + number % 8}-03-01", (source, 1, 9))
        make.figure(
            f"f{number:02}",
            deal,
            str(number + 1),
            "Achievement",
            (source, 1, 9),
            origin=towns[number],
            destination=towns[number + 1],
        )
    return render_page(read_records(make.done()), lang="en")


# ---- signs and scales


@pytest.mark.parametrize("view", KEYS)
@pytest.mark.parametrize("size", [(1366, 650), (420, 900)])
def test_a_view_has_its_signs_and_a_sentence_above_the_drawing(
    open_page: Open, viewed: bytes, view: str, size: tuple[int, int]
) -> None:
    page = open_page(viewed, f"#view={view}&lang=en", size)
    assert [_flat(text) for text in page.tab.locator(".plane-key li").all_inner_texts()] == list(KEYS[view])
    painted = """(canvas) => canvas.getContext('2d').getImageData(0, 0, 36, 36).data.some((value) => value > 0)"""
    assert all(one.evaluate(painted) for one in page.tab.locator(".plane-key canvas").all())
    assert page.text(".plane-head > p").startswith(("How much", "How many", "How far each"))
    page.go(f"view={view}&as=table")
    assert page.tab.locator(".plane-key").is_hidden()


def test_a_sign_that_is_not_drawn_is_not_in_the_key(open_page: Open, many: bytes) -> None:
    page = open_page(many, "#view=flows&lang=en")
    assert [_flat(text) for text in page.tab.locator(".plane-key li").all_inner_texts()] == ["Achieved"]


def test_every_measure_has_its_scale_in_round_values(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#view=flows&lang=en", (1440, 900))
    # The greatest bar is the target of 400 yuan; the others are 300.75 and 50.
    texts = _texts(page)
    assert [text for text in texts if re.fullmatch(r"\d+( yuan)?", text)][:5] == [
        "0",
        "100 yuan",
        "200 yuan",
        "300 yuan",
        "400 yuan",
    ]
    svg = page.run("() => kgPage.svg()")
    at = {text: float(x) for x, text in re.findall(r'<text x="([\d.]+)"[^>]*>([^<]+)</text>', svg)}
    widths = {mark["text"][0]: mark["w"] for mark in page.run("() => kgPage.marks()")}
    bar = next(width for text, width in widths.items() if "400" in text)
    # A bar of 400 ends where the scale says 400.
    assert at["400 yuan"] - at["0"] == pytest.approx(bar, abs=0.5)
    assert at["200 yuan"] - at["0"] == pytest.approx(bar / 2, abs=0.5)


def test_the_ring_of_a_source_is_around_a_stage_that_was_known_on_its_own_day(open_page: Open) -> None:
    make = GraphMaker()
    source = make.source("one", "One", "一", issued="2016-06-30")
    sides = [make.region("north", "North", "北区"), make.region("south", "South", "南区")]
    make.stage(make.partnership("now", sides, "Now", ""), "operating", "2016-06-30", (source, 1, 9))
    then = make.partnership("then", sides, "Then", "")
    make.stage(then, "planned", "2011-06-30", (source, 1, 9), current=False)
    make.stage(then, "signed", "2012-06-30", (source, 1, 9))
    page = open_page(render_page(read_records(make.done()), lang="en"), "#view=time", (1280, 860))
    svg = page.run("() => kgPage.svg()")
    rings = re.findall(r'd="M([\d.]+) ([\d.]+)a9 9 0 1 0 18 0a9 9 0 1 0 -18 0"', svg)
    marks = {mark["text"][0].partition(":")[0]: mark["x"] + 7 for mark in page.run("() => kgPage.marks()")}
    # A ring for each of the two, on the day of the source, however many stages it told of: there is what came that day.
    assert {round(float(x) + 9) for x, _ in rings} == {round(marks["Now"])}
    assert len(rings) == 2
    assert marks["Then"] < marks["Now"] - 100


def test_days_before_everything_say_so_on_the_drawing_and_what_to_do(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#view=time&asof=2001-01-01&lang=en", (1280, 860))
    said = " ".join(_texts(page))
    assert "By these days nothing had happened that a source had told of." in said
    page.go("view=time&asof=2013-01-01")
    assert "By these days" not in " ".join(_texts(page))
    names = [_flat(text) for text in page.tab.locator(".clock-name").all_inner_texts()]
    assert names == ["what had happened by", "what sources had told by"]


def test_the_number_beside_a_name_of_the_matrix_counts_each_partnership_once(open_page: Open) -> None:
    make = GraphMaker()
    a, b, c = (make.region(name, name.upper(), name) for name in "abc")
    make.partnership("all", [a, b, c], "All", "", "Project", ["transport", "finance"])
    make.partnership("two", [a, b], "Two", "", "Project", ["transport"])
    page = open_page(render_page(read_records(make.done()), lang="en"), "#view=matrix", (1280, 860))
    texts = _texts(page)
    # A is in three cells' worth of ties (B twice, C once) and in two partnerships.
    assert {name: texts[texts.index(name) + 1] for name in "ABC"} == {"A": "2", "B": "2", "C": "1"}
    page.go("view=matrix&of=sectors")
    texts = _texts(page)
    assert (texts[texts.index("Transport") + 1], texts[texts.index("Finance") + 1]) == ("2", "1")


# ---- two languages


def test_digits_of_two_languages_do_not_run_together(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#view=flows&lang=both", (1440, 900), locale="en-GB")
    texts = _texts(page)
    sum_of = next(text for text in texts if text.startswith("300.75 yuan"))
    # The amount in both, parted; the period once.
    assert sum_of.startswith("300.75 yuan | 300.75元 · 2017-06 · ")
    assert sum_of.count("2017-06") == 1
    assert sum_of.endswith("sum of 2 figures | 2项之和")
    for text in [*texts, page.text("#summary")]:
        assert not re.search(r"\d \d+[年月日元项个万亿/]", text), text
    # In the document the other language stands apart.
    gap = page.run("() => { const [a, b] = document.querySelectorAll('#summary .parted, #summary .en');"
                   " return b.getBoundingClientRect().left - a.getBoundingClientRect().right; }")  # fmt: skip
    assert gap >= 9
    page.go("view=time&lang=both&asof=2016-06-30")
    assert "had happened by 2016-06-30 | 截至2016-06-30已发生" in _texts(page)


def test_one_partnership_is_not_told_as_several(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#view=matrix&lang=en")
    assert {mark["text"][0].rpartition(": ")[2] for mark in page.run("() => kgPage.marks()")} == {"1 partnership"}


# ---- what goes on beyond an edge


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("view", "unit"), [("time", "row"), ("flows", "bar"), ("matrix", "row")])
def test_a_view_that_goes_on_says_how_much_and_rolls_on(
    open_page: Open, many: bytes, view: str, unit: str, size: tuple[int, int]
) -> None:
    page = open_page(many, f"#view={view}&lang=en", size)
    below = page.tab.locator(".plane-frame .more-there.below")
    assert below.is_visible()
    said = re.fullmatch(rf"(\d+) more {unit}s?", _flat(below.inner_text()))
    assert said is not None
    left = int(said[1])
    assert 0 < left < 60
    # It stands under the drawing, and hides none of its figures.
    assert page.run(
        "() => document.querySelector('.plane-scroll').getBoundingClientRect().bottom"
        " <= document.querySelector('.more-there.below').getBoundingClientRect().top"
    )
    assert "below" in page.tab.locator(".plane-frame").get_attribute("data-beyond").split()
    below.focus()
    page.tab.keyboard.press("Enter")
    page.settle()
    page.until(f"document.querySelector('.more-there.below').dataset.n !== '{left}'")
    page.run("() => { const s = document.querySelector('.plane-scroll'); s.scrollTop = s.scrollHeight; }")
    page.settle()
    page.settle()
    # At the end there is nothing more, and the keyboard is not lost with the button.
    assert below.is_hidden()
    assert page.run("document.activeElement.className") == "plane-scroll"


def test_columns_that_are_out_of_sight_are_counted(open_page: Open, many: bytes) -> None:
    page = open_page(many, "#view=matrix&lang=en", (1024, 768))
    after = page.tab.locator(".plane-frame .more-there.after")
    laid = page.run(
        "() => [document.querySelector('.plane-spacer').offsetWidth,"
        " document.querySelector('.plane-scroll').clientWidth]"
    )
    assert laid[0] > laid[1]
    side = page.run("() => Math.min(...kgPage.marks().map((mark) => mark.w))")
    hidden = (laid[0] - 4 - laid[1]) / side
    assert abs(int(after.inner_text().split()[0]) - hidden) <= 1
    page.run("() => { document.querySelector('.plane-scroll').scrollLeft = 9999; }")
    page.settle()
    assert after.is_hidden()


def test_nothing_is_said_where_all_is_in_sight(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#view=matrix&lang=en", (1440, 900))
    assert page.tab.locator(".more-there:visible").count() == 0
    assert page.tab.locator(".plane-frame").get_attribute("data-beyond") == ""


@pytest.mark.parametrize("size", [(1366, 650), (1024, 768), (420, 900)])
def test_a_list_says_how_many_rows_are_below(open_page: Open, many: bytes, size: tuple[int, int]) -> None:
    page = open_page(many, "#sheet=list&lang=en", size, first=True)
    below = page.tab.locator(".sheet-end.below .more-there")
    # The rows of the table that is read, and those of the tables after it.
    said = re.fullmatch(r"(\d+) more rows here, (\d+) in tables below", _flat(below.inner_text()))
    assert said is not None
    rows = page.run(
        "() => { const list = document.getElementById('list');"
        " const foot = list.getBoundingClientRect().top + list.clientHeight;"
        " const isBelow = (row) => row.getBoundingClientRect().bottom > foot + 2;"
        " return [...list.querySelectorAll('.table')].map((one) => [...one.querySelectorAll('tbody tr')]"
        "   .filter(isBelow).length); }"
    )
    assert [int(said[1]), int(said[2])] == [rows[0], sum(rows[1:])]
    # The button stands under the rows, and hides none of their figures.
    assert page.run(
        "() => { const list = document.getElementById('list');"
        " return list.getBoundingClientRect().top + list.clientHeight"
        "   <= document.querySelector('.sheet-end.below .more-there').getBoundingClientRect().top; }"
    )
    below.click()
    page.until("document.getElementById('list').scrollTop > 50")
    page.run("() => { const s = document.getElementById('list'); s.scrollTop = s.scrollHeight; }")
    page.settle()
    assert below.is_hidden()


def test_rows_that_a_list_does_not_show_yet_are_counted_with_those_below(open_page: Open) -> None:
    make = GraphMaker()
    sides = [make.region("north", "North", "北区"), make.region("south", "South", "南区")]
    for number in range(140):
        make.partnership(f"d{number:03}", sides, f"Deal {number:03}", "")
    page = open_page(render_page(read_records(make.done()), lang="en"), "#sheet=list&lang=en", (1366, 650), first=True)
    below = page.tab.locator(".sheet-end.below .more-there")
    # 140 partnerships, of which 100 stand there at first, two regions that take part, and the tie of the two.
    before = sum(map(int, re.findall(r"\d+", below.inner_text())))
    in_sight = page.run(
        "() => { const list = document.getElementById('list');"
        " const foot = list.getBoundingClientRect().top + list.clientHeight;"
        " const rows = [...document.querySelectorAll('#list tbody tr')];"
        " return rows.filter((row) => row.getBoundingClientRect().bottom <= foot + 2).length; }"
    )
    assert before + in_sight == 140 + 2 + 1
    page.run("() => document.querySelector('#list .plain.more').click()")
    page.run("() => { document.getElementById('list').scrollTop = 0; }")
    page.settle()
    assert sum(map(int, re.findall(r"\d+", below.inner_text()))) == before


# ---- the ranking


def test_every_measure_is_explained_over_its_column_and_its_definition_is_at_hand(
    open_page: Open, knowledge: KnowledgeGraph
) -> None:
    from kg.network.measures.register import MEASURES

    page = open_page(knowledge.page(language="en").html, "#sheet=ranking&lang=en", (1440, 900), first=True)
    heads = page.tab.locator("#ranking table").first.locator("thead th")
    brief = {measure.title.en: measure for measure in MEASURES.values() if measure.brief}
    for i in range(1, heads.count()):
        head = heads.nth(i)
        measure = brief[_flat(head.locator(".sort").inner_text())]
        assert _flat(head.locator(".meaning").inner_text()) == measure.gist.en
        assert head.get_attribute("title") == measure.definition.en
        assert measure.gist.zh
    page.tab.locator("#ranking .how summary").first.click()
    told = _flat(page.tab.locator("#ranking .meanings").first.inner_text())
    assert all(measure.definition.en in told for measure in brief.values())
    # What it is sorted by is marked, before anybody has sorted.
    marked = page.tab.locator("#ranking table").first.locator("thead th[aria-sort]")
    assert [_flat(one.locator(".sort").inner_text()) for one in marked.all()] == ["Strength"]
    assert marked.first.get_attribute("aria-sort") == "descending"
    # Three figures are to be read; all of them are there.
    cell = page.tab.locator("#ranking tbody tr").first.locator("td .value[title]").first
    assert len(_flat(cell.inner_text())) < len(str(cell.get_attribute("title")))


@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_the_ranking_fits_beside_the_panel_or_says_what_is_out_of_sight(
    open_page: Open, knowledge: KnowledgeGraph, lang: str
) -> None:
    page = open_page(knowledge.page(language="en").html, f"#sheet=ranking&lang={lang}", (1024, 768), first=True)
    over = page.run("() => { const s = document.getElementById('ranking'); return s.scrollWidth - s.clientWidth; }")
    assert page.tab.locator(".sheet-end.after").is_visible() == (over > 4)
    # No word of a head is broken.
    broken = page.run(
        "() => [...document.querySelectorAll('#ranking .meaning')]"
        ".filter((one) => one.scrollWidth > one.clientWidth + 1).length"
    )
    assert broken == 0


# ---- on paper, and help


def test_on_paper_the_drawing_comes_first_and_how_to_read_it_last(open_page: Open, knowledge: KnowledgeGraph) -> None:
    page = open_page(
        knowledge.page(language="en").html,
        "#lang=en&sheet=ranking&a=region/cn-jiaxing-haining&b=region/cn-shanghai",
        (1366, 650),
        first=True,
    )
    page.run("dispatchEvent(new Event('beforeprint'))")
    page.tab.emulate_media(media="print")
    tops = [page.tab.locator(one).bounding_box()["y"] for one in ("h1", ".paper", "#details", "#ranking", "#reading")]
    assert tops == sorted(tops)
    # What is folded on the screen is open: nobody can click on paper. Buttons of the screen are not there.
    assert page.tab.locator("#ranking .meanings").first.is_visible()
    assert page.tab.locator("#details .passage").first.is_visible()
    assert page.tab.locator(".open-copy:visible, .more-there:visible").count() == 0
    # Heads that are repeated on each page are text there, not buttons, which Chromium leaves out of those.
    assert {
        one.evaluate("(button) => getComputedStyle(button).display") for one in page.tab.locator(".sort").all()
    } == {"contents"}
    page.tab.emulate_media(media="screen")
    page.run("dispatchEvent(new Event('afterprint'))")
    assert page.tab.locator("#ranking .meanings").first.is_hidden()


@pytest.mark.parametrize("view", ["map", "matrix", "time", "flows"])
def test_a_saved_view_has_its_sentence(open_page: Open, viewed: bytes, view: str) -> None:
    page = open_page(viewed, f"#view={view}&lang=both", (1366, 650))
    texts = _texts(page)
    for lang in ("en", "zh"):
        said = _flat(page.tab.locator(f".plane-head > p .{lang}").text_content())
        first = re.split(r"(?<=\.) |(?<=。)", said)[0]
        assert first in texts


def test_help_opens_at_its_beginning_in_a_low_window(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#lang=both", (844, 390))
    for opener, dialog in (("#keys", "#help"), ("#exports button:last-child", "#saving")):
        page.run(f"document.querySelector('{opener}').click()")
        assert page.run(f"document.querySelector('{dialog}').scrollTop") == 0
        top = page.tab.locator(f"{dialog} h2").bounding_box()["y"]
        assert 0 < top < 100
        page.tab.keyboard.press("Escape")


def test_the_scale_of_a_measure_stays_while_its_bars_roll(open_page: Open, many: bytes) -> None:
    page = open_page(many, "#view=flows&lang=en", (1366, 650))
    # The upper edge, copied to a canvas that is meant to be read.
    head = """() => {
      const copy = Object.assign(document.createElement('canvas'), { width: 300, height: 50 });
      const ctx = copy.getContext('2d', { willReadFrequently: true });
      ctx.drawImage(document.querySelector('.plane-canvas'), 0, 0, 300, 50, 0, 0, 300, 50);
      return [...ctx.getImageData(0, 0, 300, 50).data];
    }"""
    seen = []
    for top in (400, 900):
        page.run(f"() => {{ document.querySelector('.plane-scroll').scrollTop = {top}; }}")
        page.settle()
        seen.append(page.run(head))
    assert seen[0] == seen[1]
    # There is writing, on the ground of the page.
    assert sum(value < 120 for value in seen[0][::4]) > 100
    # What lies under it is not what is clicked there.
    box = page.tab.locator(".plane-canvas").bounding_box()
    page.tab.mouse.click(box["x"] + 30, box["y"] + 20)
    assert page.tab.locator("#details").is_hidden()
