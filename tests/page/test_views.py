"""Map, matrix, time and flows in a real browser; every number here was worked out by hand from ``viewed``."""

from __future__ import annotations

import itertools
import re

import pytest

from kg.answers.records import read_records
from kg.knowledge_graph import KnowledgeGraph
from tests.page.conftest import Open, Opened
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker
from tests.page.viewed import viewed_graph, viewed_page

SIGNED, OPERATING, PLANNED = "stage/signed", "stage/operating", "stage/planned"
METRO, PARK, CANAL = (f"partnership/{name}" for name in ("metro", "park", "canal"))


@pytest.fixture(scope="module")
def viewed() -> bytes:
    """The page of the network in ``viewed``."""
    return viewed_page()


def _flat(text: str) -> str:
    return " ".join(text.split())


def _rows(page: Opened) -> list[list[str]]:
    """The cells of an open view's table, the first where it has several."""
    rows = page.tab.locator("#plane .plane-table .table").first.locator("tbody tr")
    return [[_flat(cell) for cell in rows.nth(i).locator("th, td").all_inner_texts()] for i in range(rows.count())]


# ---- time

#: True by, known by, and which partnerships there are then, at which stage.
DAYS = [
    ("", "", {METRO: OPERATING, PARK: PLANNED, CANAL: ""}),
    # Metro was signed in 2012; of Canal and Park no source had spoken yet.
    ("2013-01-01", "", {METRO: SIGNED}),
    ("2015-01-01", "", {METRO: SIGNED, CANAL: ""}),
    ("2016-06-29", "", {METRO: SIGNED, CANAL: ""}),
    ("2016-06-30", "", {METRO: OPERATING, CANAL: ""}),
    ("2017-06-01", "", {METRO: OPERATING, PARK: PLANNED, CANAL: ""}),
    # The later source was not out: nobody knew that the Metro operates, or of the Park.
    ("", "2015-01-01", {METRO: SIGNED, CANAL: ""}),
    ("2017-06-01", "2015-01-01", {METRO: SIGNED, CANAL: ""}),
    ("2013-01-01", "2013-01-01", {}),
    ("", "2014-01-14", {}),
]


def test_what_was_true_by_one_day_and_known_by_another_is_what_every_view_shows(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#view=time")
    for as_of, known, there in DAYS:
        page.go("view=time" + (f"&asof={as_of}" if as_of else "") + (f"&known={known}" if known else ""))
        assert page.run("() => kgPage.there()") == there, (as_of, known)
        assert _flat(page.text(".clock-said")) == f"{len(there)} of 3 partnerships"
        assert f"{len(there)} of 3 partnerships" in page.text("#summary")
    # The other views have the same filters.
    page.go("view=matrix&as=table&asof=2013-01-01")
    assert _rows(page) == [["North", "South", "1"]]
    page.go("view=all&asof=2013-01-01")
    assert set(page.run("() => kgPage.drawn()")) >= {METRO}
    assert PARK not in page.run("() => kgPage.drawn()")
    assert page.tab.locator("#clock").is_visible()


@pytest.mark.parametrize(("as_of", "known"), [(as_of, known) for as_of, known, _ in DAYS[1:]])
def test_the_days_mean_what_they_mean_on_the_command_line(as_of: str, known: str) -> None:
    expected = next(there for day, by, there in DAYS if (day, by) == (as_of, known))
    records = KnowledgeGraph(viewed_graph().done()).at(as_of or None, known or None).records
    assert {f"partnership/{deal.id}" for deal in records.partnerships.values()} == expected.keys()


def test_the_bundled_data_are_as_of_a_day_what_the_command_line_says(
    open_page: Open, knowledge: KnowledgeGraph
) -> None:
    page = open_page(knowledge.page(language="en").html, "#view=time")
    for day in ("2016-07-30", "2016-07-31", "2017-03-31", "2017-07-28"):
        page.go(f"view=time&asof={day}")
        deals = knowledge.at(day).records.partnerships.values()
        expected = {f"partnership/{deal.id}": deal.current_stage.iri if deal.current_stage else "" for deal in deals}
        there = page.run("() => kgPage.there()")
        assert {key: stage.rsplit("/", 1)[-1] for key, stage in there.items()} == {
            key: stage.rsplit("/", 1)[-1] for key, stage in expected.items()
        }, day


def test_the_handles_move_by_the_keyboard_and_play_goes_on_from_the_first_day(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#view=time")
    handle = page.tab.locator("#clock input").first
    handle.focus()
    page.tab.keyboard.press("ArrowLeft")
    # The days are 2012-03-31, 2014-01-15, 2016-06-30, 2017-05-31, 2017-06-30 (of the figures) and 2018-02-01:
    # a month counts from its last day.
    assert handle.get_attribute("aria-valuetext") == "2018-02-01"
    page.tab.keyboard.press("ArrowLeft")
    page.tab.keyboard.press("ArrowLeft")
    assert "asof=2017-05-31" in page.run("location.hash")
    page.tab.keyboard.press("Home")
    assert page.run("() => kgPage.there()") == {METRO: SIGNED}
    page.tab.locator("#clock button").nth(1).click()
    assert "asof" not in page.run("location.hash")
    play = page.tab.locator("#clock .play")
    play.click()
    assert "asof=2012-03-31" in page.run("location.hash")
    assert _flat(play.inner_text()) == "Pause"
    page.until("location.hash.includes('asof=2014-01-15')")
    play.click()
    assert _flat(play.inner_text()) == "Play"
    page.go("view=time&as=table")
    rows = _rows(page)
    assert [row[0] for row in rows] == ["Metro", "Metro", "Park", "Canal"]
    assert rows[1] == ["Metro", "Operating", "2016-06", "2018-02-01", "yes"]
    assert rows[3][2:4] == ["—", "—"]


# ---- matrix


def test_the_cells_of_the_matrix_are_counted_by_hand(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#view=matrix&as=table")
    pairs = {frozenset((row[0], row[1])): row[2] for row in _rows(page)}
    one = "1"
    assert pairs == {frozenset(pair): one for pair in (("North", "South"), ("South", "East"), ("North", "East"))}
    page.go("view=matrix&as=table&of=sectors")
    cells = {(row[0], row[1]): int(row[2]) for row in _rows(page)}
    assert cells == {
        ("North", "Transport"): 2,  # Metro and Canal
        ("South", "Transport"): 1,
        ("East", "Transport"): 1,
        ("South", "Finance"): 1,
        ("East", "Finance"): 1,
    }
    # Below stands what each row and each column has in all: Metro and Canal are North's two in one sector.
    sums = [
        _flat(text) for text in page.tab.locator(".plane-table .table").nth(1).locator("tbody tr").all_inner_texts()
    ]
    assert sorted(sums) == ["East 2", "North 2", "South 2"]
    columns = page.tab.locator(".plane-table .table").nth(2).locator("tbody tr").all_inner_texts()
    assert sorted(map(_flat, columns)) == ["Finance 1", "Transport 2"]
    page.go("view=matrix")
    assert len(page.run("() => kgPage.marks()")) == 6  # each pair both ways round


def test_rows_of_the_matrix_stand_by_group_and_those_with_the_same_partners_together(open_page: Open) -> None:
    make = GraphMaker()
    # Two sides of four counties each, in the alphabet's order; and the land Alone, that is tied to nobody else.
    west, east = (make.region(side, side.title(), side) for side in ("west", "east"))
    a, b, c, d = (make.region(name, name.upper(), name, "county", [west]) for name in "abcd")
    k, m, n, o = (make.region(name, name.upper(), name, "county", [east]) for name in "kmno")
    alone = make.region("alone", "Alone", "独")
    for number, (one, other) in enumerate([(a, o)] * 2 + [(c, o)] * 3 + [(b, k)] * 4 + [(d, k)] * 1 + [(b, m)] * 2):
        make.partnership(f"p{number:02}", [one, other], f"P {number}", "")
    make.partnership("own", [n], "Own", "")
    make.partnership("alone", [alone], "Alone", "")
    page = open_page(render_page(read_records(make.done()), lang="en"), "#view=matrix")
    # By hand. Ties: B 6; K 5; O 5; C 3; A 2; M 2; D 1; N 1 with itself. From B to K (4) and M (2), from K to D, which
    # ends it; then from O, the most tied left, to C (3) and A (2); then N. Both sides have 12, East N's own too.
    # Alone is a group by itself, which comes last.
    rows = ["K", "M", "O", "N", "B", "D", "C", "A", "Alone"]
    order: dict[float, str] = {}
    for mark in page.run("() => kgPage.marks()"):
        order[mark["y"]] = mark["text"][0].partition(":")[0].partition(" × ")[0]
    assert [order[y] for y in sorted(order)] == rows


def test_what_is_selected_is_brought_into_sight_of_a_view(open_page: Open) -> None:
    make = GraphMaker()
    towns = [make.region(f"t{number:03}", f"Town {number:03}", "") for number in range(120)]
    for number, (one, other) in enumerate(itertools.pairwise(towns)):
        make.partnership(f"d{number:03}", [one, other], f"Deal {number:03}", "")
    content = render_page(read_records(make.done()), lang="en")
    for view, key in (("matrix", "region/t060"), ("time", "partnership/d070")):
        page = open_page(content, f"#view={view}&at={key}")
        page.settle()
        sight = page.run(
            "(() => { const s = document.querySelector('.plane-scroll');"
            " return [s.scrollTop, s.scrollTop + s.clientHeight, s.scrollHeight]; })()"
        )
        assert sight[2] > sight[1] - sight[0]
        ys = [mark["y"] for mark in page.run("() => kgPage.marks()") if mark["lights"][0] == key]
        assert any(sight[0] <= y <= sight[1] - 14 for y in ys), (view, sight, ys)


def test_names_of_the_time_line_differ_where_they_are_cut(open_page: Open) -> None:
    """What one long beginning has is cut at its beginning, and so are the rows told apart; a short name is whole."""
    start = "Framework agreement on research and on the exchange of experts between all the harbours of "
    make = GraphMaker()
    sides = [make.region("north", "North", "北区"), make.region("south", "South", "南区")]
    for end in ("Alder", "Birch", "Cedar"):
        make.partnership(f"d{end.lower()}", sides, f"{start}{end}", "")
    make.partnership("short", sides, "The ferry between both harbours in summer", "")
    page = open_page(render_page(read_records(make.done()), lang="en"), "#view=time")
    written = page.run("() => kgPage.svg()")
    assert [end in written for end in ("Alder", "Birch", "Cedar")] == [True] * 3
    assert written.count("Framework") == 0
    assert "The ferry between both harbours in summer" in written


def test_ten_thousand_rows_are_painted_in_part_and_their_headings_stay(open_page: Open) -> None:
    make = GraphMaker()
    hub = make.region("hub", "Hub", "中心")
    firms = [make.institution(f"f{number:04}", f"Firm {number:04}", "", "company", [hub]) for number in range(2500)]
    for number, firm in enumerate(firms[1:]):
        make.partnership(f"d{number:04}", [firms[0], firm], f"Deal {number:04}", "")
    page = open_page(render_page(read_records(make.done()), lang="en"), "#view=matrix&of=parties")
    scroller = page.tab.locator(".plane-scroll")
    assert page.run("() => document.querySelector('.plane-spacer').offsetHeight") > 2500 * 15
    scroller.evaluate("(element) => { element.scrollTop = 20000; }")
    page.settle()
    canvas, view = page.tab.locator(".plane-canvas").bounding_box(), scroller.bounding_box()
    assert abs(canvas["y"] - view["y"]) < 3  # the canvas, with the headings on it, stays in sight
    assert canvas["height"] <= view["height"]


# ---- map


def test_dots_lie_by_their_coordinates_and_what_has_none_is_named(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#view=map")
    marks = {mark["text"][0].split(":")[0]: mark for mark in page.run("() => kgPage.marks()")}
    assert set(marks) == {"North", "South", "North – South"}
    middle = {name: (mark["x"] + mark["w"] / 2, mark["y"] + mark["h"] / 2) for name, mark in marks.items()}
    across = middle["South"][0] - middle["North"][0]
    down = middle["South"][1] - middle["North"][1]
    # One degree east at the median latitude, 30 N, against two degrees south: cos 30 / 2 = 0.433.
    assert across / down == pytest.approx(0.4330, abs=0.001)
    note = _flat(page.text(".plane-note"))
    assert "2 of 3 partnerships are on no arc" in note
    assert "1 without coordinates, not on the map: East" in note
    # The bar: two degrees of latitude are 222.64 km.
    bar = re.search(r">(\d+) km<", page.run("() => kgPage.svg()"))
    assert bar is not None
    length = page.run("() => Number(/M14 [\\d.]+L([\\d.]+)/.exec(kgPage.svg())[1]) - 14")
    assert int(bar[1]) / length == pytest.approx(222.64 / down, rel=0.01)
    page.go("view=map&as=table")
    rows = {row[0]: row[1:] for row in _rows(page) if row[0] in ("North", "South", "East")}
    assert rows["East"][:2] == ["—", "—"]
    assert rows["North"] == ["30", "120", "2"]


# ---- flows


def test_flows_add_only_what_may_be_added(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#view=flows&as=table")
    rows = sorted((row[4], row[3], row[6]) for row in _rows(page))
    assert rows == sorted(
        [
            ("300.75 yuan", "Achieved", "sum of 2 figures"),
            ("50 yuan", "Achieved", "inside another figure"),
            ("at least 400 yuan", "Target", "a bound, not added"),
        ]
    )
    page.go("view=flows")
    marks = page.run("() => kgPage.marks()")
    width = {number: mark["w"] for number in ("400", "300.75", " 50 ") for mark in marks if number in mark["text"][0]}
    assert width[" 50 "] / width["400"] == pytest.approx(1 / 8)
    assert width["300.75"] / width["400"] == pytest.approx(300.75 / 400, rel=0.001)
    # The figures are dated to June 2017; a day before there are none.
    page.go("view=flows&as=table&asof=2017-06-29")
    assert _flat(page.text(".plane-table")) == "No figure with an origin or a destination passes these filters."


def test_the_bundled_figures_say_why_they_are_in_no_sum(knowledge: KnowledgeGraph) -> None:
    from kg.answers.ledger.adding import why_not_added

    figures = knowledge.records.figures
    apart = {figures[iri].id: reason for iri, reason in why_not_added(knowledge.store, figures.values()).items()}
    assert apart["port-area-domestic-capital-2017-q1"] == "inside"
    assert apart["nanhu-capital-from-shanghai-2017"] == "limit"
    assert apart["fund-town-real-economy-share"] == "measure"
    assert "port-area-domestic-capital-2017-h1" not in apart
    assert "pinghu-domestic-investment-2017" not in apart


# ---- what the views share


def test_what_is_pointed_at_lights_up_in_every_view(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#view=matrix&beside=1", (1440, 900))
    assert page.tab.locator("#canvas").is_visible()
    box = page.tab.locator(".plane-canvas").bounding_box()
    marks = {tuple(mark["lights"]): mark for mark in page.run("() => kgPage.marks()")}
    mark = marks["region/north", "region/south"]
    page.tab.mouse.move(box["x"] + mark["x"] + mark["w"] / 2, box["y"] + mark["y"] + mark["h"] / 2)
    assert set(page.run("() => kgPage.lit()")) == {"region/north", "region/south"}
    at = page.run("() => kgPage.where('region/south')")
    page.tab.mouse.move(at["x"], at["y"])
    page.until("kgPage.lit().join() === 'region/south'")
    page.go("sheet=list")
    page.tab.locator("#list tbody tr[data-key='partnership/park'] td").first.hover()
    assert page.run("() => kgPage.lit()") == ["partnership/park"]


def test_a_view_is_in_the_address_and_back_leaves_it(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed)
    for name in ("map", "matrix", "time", "flows"):
        page.tab.locator(f"#views [data-value={name}]").click()
        assert f"view={name}" in page.run("location.hash")
        assert page.tab.locator(f"#views [data-value={name}]").get_attribute("aria-pressed") == "true"
    page.tab.go_back()
    page.until("location.hash.includes('view=time')")
    assert page.tab.locator("#clock").is_visible()


def test_the_keyboard_walks_over_the_marks_of_a_view_and_opens_them(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#view=matrix")
    page.tab.locator(".plane-scroll").focus()
    page.tab.keyboard.press("ArrowRight")
    said = _flat(page.text("#said"))
    assert said.endswith(": 1 partnership")
    page.tab.keyboard.press("ArrowDown")
    below = _flat(page.text("#said"))
    assert below != said
    page.tab.keyboard.press("Enter")
    assert page.run("document.activeElement.id") == "details"
    assert page.tab.locator("#details").is_visible()
    # What opens is the tie of the cell's row and its column.
    assert sorted(_flat(page.text("#details h2")).split()) == sorted(below.partition(":")[0].split(" × "))


def test_each_view_says_in_a_sentence_that_it_is_empty(open_page: Open) -> None:
    page = open_page(render_page(read_records(GraphMaker().done()), lang="en"), "#view=map&as=table")
    for name in ("map", "matrix", "time"):
        page.go(f"view={name}&as=table")
        assert _flat(page.text(".plane-table")) == "There are no partnerships in this data.", name
    page.go("view=flows&as=table")
    assert _flat(page.text(".plane-table")) == "No figure in this data says where it comes from or where it goes."
    for name in ("map", "matrix", "time", "flows"):
        page.go(f"view={name}")
        assert page.run("() => kgPage.marks()") == []


@pytest.mark.parametrize("view", ["map", "matrix", "time", "flows"])
def test_a_saved_view_says_what_it_is_whose_and_of_which_filters(open_page: Open, viewed: bytes, view: str) -> None:
    page = open_page(viewed, f"#view={view}&asof=2017-06-30&hide=Event")
    svg = page.run("() => kgPage.svg()")
    texts = " ".join(re.findall(r">([^<]+)</text>", svg))
    for part in ("Viewed", view.capitalize(), "Filters:", "had happened by 2017-06-30", "15 January 2014", "CC BY 4.0"):
        assert part in texts, part
    with page.tab.expect_download() as saved:
        page.tab.locator("#exports button").first.click()
    assert saved.value.suggested_filename.endswith(".png")


def test_the_drawing_is_on_paper_with_its_frame(open_page: Open, viewed: bytes) -> None:
    page = open_page(viewed, "#view=map")
    page.run("dispatchEvent(new Event('beforeprint'))")
    page.tab.emulate_media(media="print")
    paper = page.tab.locator(".paper > svg")
    assert paper.is_visible()
    assert "CC BY 4.0" in paper.text_content()
    assert page.tab.locator("#list").is_visible()
    page.tab.emulate_media(media="screen")
    page.run("dispatchEvent(new Event('afterprint'))")
    assert page.tab.locator(".paper").count() == 0
    assert page.tab.locator("#plane").is_visible()
