"""What a first reader takes from the drawing: numbers on thick ties, plans, days of reports, scales, damaged files."""

from __future__ import annotations

import csv
import re
from math import hypot
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.answers.records import read_records
from kg.knowledge_graph import KnowledgeGraph
from tests.page.conftest import Open, Opened
from tests.page.geometry import distance
from tests.page.rendering import render_page
from tests.page.synthetic import invented

BUNDLED = Path(kg.__file__).resolve().parents[1] / "data" / "jiaxing-shanghai-2017"
PHONES = [(420, 900), (844, 390)]


@pytest.fixture(scope="module")
def bundled(knowledge: KnowledgeGraph) -> bytes:
    """The page of the bundled data."""
    return knowledge.page(language="en").html


def _choose(page: Opened, language: str) -> None:
    page.run("(one) => document.querySelector(`#languages [data-value=${one}]`).click()", language)
    page.settle()
    page.settle()


@pytest.mark.parametrize("size", PHONES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_on_a_phone_the_thickest_ties_have_their_numbers_each_nearest_to_its_own(
    open_page: Open, bundled: bytes, size: tuple[int, int]
) -> None:
    page = open_page(bundled, "#lang=en&view=regions", size, first=True, has_touch=True, is_mobile=True)
    arcs = {
        "regions": "() => kgPage.arcs().map((one) => ({ ...one, way: kgPage.way(one.a, one.b) }))",
        "map": "() => kgPage.mapArcs()",
    }
    for view, script in arcs.items():
        page.go(f"view={view}")
        for language in ("en", "zh", "both"):
            _choose(page, language)
            drawn: list[dict[str, Any]] = page.run(script)
            most = max(one["count"] for one in drawn)
            assert most >= 6
            for one in drawn:
                if not one["at"]:
                    assert 2 * one["count"] <= most, (view, language, one["a"], one["b"], one["count"])
                    continue
                others = [distance(one["at"], other["way"]) for other in drawn if other is not one]
                assert distance(one["at"], one["way"]) <= min(others) + 0.5, (view, language, one["a"], one["b"])


def test_what_is_only_planned_is_told_from_what_is_signed_in_ten_pixels(open_page: Open, bundled: bytes) -> None:
    page = open_page(bundled, "#lang=en&view=all", (1280, 860))
    # How dark the sign is around: at its four corners and in the middle of its four sides, ten pixels wide.
    script = """(name) => {
      const rows = [...document.querySelectorAll('#facets .legend label')];
      const row = rows.find((one) => one.innerText.includes(name));
      const small = Object.assign(document.createElement('canvas'), { width: 13, height: 13 });
      const pen = small.getContext('2d', { willReadFrequently: true });
      pen.imageSmoothingQuality = 'high';
      pen.fillStyle = '#fbfbf8';
      pen.fillRect(0, 0, 13, 13);
      pen.drawImage(row.querySelector('canvas'), 0, 0, 13, 13);
      const light = (x, y) => {
        const [r, g, b] = pen.getImageData(x, y, 1, 1).data;
        return (r + g + b) / 765;
      };
      const around = (x, y, steps) => Math.min(...steps.flatMap((u) => steps.map((v) => light(x + u, y + v))));
      return {
        corners: [[6, 1], [11, 6], [6, 11], [1, 6]].map(([x, y]) => around(x, y, [-1, 0, 1])),
        sides: [[3, 3], [8, 3], [8, 8], [3, 8]].map(([x, y]) => around(x, y, [0, 1])),
      };
    }"""
    planned, signed = page.run(script, "Planned"), page.run(script, "Signed")
    assert max(planned["corners"]) < 0.75
    assert min(planned["sides"]) > max(signed["sides"]) + 0.2
    # The saved picture has the same: four strokes that do not meet, for as many as are planned.
    svg = str(page.run("() => kgPage.svg()"))
    corners = re.findall(r"(?:M[-\d.]+ [-\d.]+L[-\d.]+ [-\d.]+L[-\d.]+ [-\d.]+(?![L\d. z])){4}", svg)
    assert len(corners) >= 27


def test_the_time_line_says_on_which_day_a_report_speaks(open_page: Open, bundled: bytes) -> None:
    page = open_page(bundled, "#lang=en&view=time", (1366, 650))
    days: dict[str, set[str]] = {}
    with (BUNDLED / "stages.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            days.setdefault(row["partnership"], set()).add(f"{row['as_of']} {row['precision']}")
    number = sum(told == {"2017-07-28 day"} for told in days.values())
    said = {
        "en": f"2017-07-28: report; the only day of {number} rows",
        "zh": f"2017-07-28 报道；{number}行仅有此日期",
    }
    for language, text in said.items():
        _choose(page, language)
        assert f">{text}</text>" in str(page.run("() => kgPage.svg()"))
        assert text[:10] not in page.text(".clock")
    page.tab.set_viewport_size({"width": 390, "height": 844})
    page.settle()
    page.settle()
    assert f">{said['zh']}</text>" in str(page.run("() => kgPage.svg()"))  # all of it on a telephone too
    page.tab.set_viewport_size({"width": 1366, "height": 650})
    names = [" ".join(text.split()) for text in page.tab.locator(".clock-name").all_inner_texts()]
    assert names == ["截至此日已发生的", "截至此日来源已载明的"]


def test_scales_end_at_or_beyond_the_longest_bar(open_page: Open, bundled: bytes) -> None:
    page = open_page(bundled, "#lang=en&view=flows", (1366, 650))
    svg = str(page.run("() => kgPage.svg()"))
    ends = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>[\d.]+ (?:projects|billion yuan)</text>', svg)]
    bars = [mark for mark in page.run("() => kgPage.marks()") if "Projects brought in" in mark["text"][0]]
    assert max(mark["x"] + mark["w"] for mark in bars) <= max(ends) + 0.5
    assert ">25 projects</text>" in svg
    assert ">6 billion yuan</text>" in svg
    # Figures that are not drawn are counted without a verb for one and another for several.
    assert "Not drawn, as no place it comes from or goes to is stated: 17 figures, 4 targets among them" in " ".join(
        page.text(".plane-note").split()
    )


def test_a_party_is_not_named_on_the_disc_of_another_region(open_page: Open, bundled: bytes) -> None:
    page = open_page(bundled, "#lang=en&step=2", (1440, 900), first=True)
    page.settle()
    top = page.run(
        "() => { const at = document.getElementById('canvas').getBoundingClientRect(); return [at.left, at.top]; }"
    )
    discs, labels = page.run("() => kgPage.discs()"), page.run("() => kgPage.labels()")
    islands = {disc["key"] for disc in discs}
    seen = 0
    for label in labels:
        if label["key"] in islands or not page.run("(key) => kgPage.drawn().includes(key)", label["key"]):
            continue
        at = page.run("(key) => kgPage.where(key)", label["key"])
        x, y = at["x"] - top[0], at["y"] - top[1]
        home = [disc["key"] for disc in discs if hypot(disc["x"] - x, disc["y"] - y) <= disc["r"]]
        if not home:  # a partnership lies between discs
            continue
        seen += 1
        for disc in discs:
            across = max(label["x"] - disc["x"], 0, disc["x"] - label["x"] - label["w"])
            down = max(label["y"] - disc["y"], 0, disc["y"] - label["y"] - label["h"])
            assert disc["key"] in home or hypot(across, down) > disc["r"], (label["rows"], disc["key"])
    assert seen > 3
    # The view that is looked at is the one dark name of the bar; the story is outlined.
    dark = page.run(
        "() => [...document.querySelectorAll('#views button')].filter((one) => getComputedStyle(one).backgroundColor"
        " === getComputedStyle(document.querySelector('#views [data-value=all]')).backgroundColor).length"
    )
    assert dark == 1


def test_titles_and_labels_have_no_stroke_between_languages(open_page: Open, bundled: bytes) -> None:
    page = open_page(bundled, "#lang=both&view=flows", (1440, 900))
    page.tab.locator(".plane-scroll").focus()
    page.tab.keyboard.press("ArrowDown")
    page.settle()
    told = page.run(
        "() => [document.title, ...[...document.querySelectorAll('*')].flatMap((one) => ['title', 'aria-label',"
        " 'aria-valuetext'].map((name) => one.getAttribute(name) || '')), "
        "...[...document.querySelectorAll('[aria-live]')].map((one) => one.textContent)]"
    )
    assert [text for text in told if "|" in text] == []
    # On the drawing digits of the two languages are parted as before.
    assert "22 projects | 22个项目" in str(page.run("() => kgPage.svg()"))


def test_a_head_that_sorts_shows_it(open_page: Open, bundled: bytes) -> None:
    page = open_page(bundled, "#lang=en&sheet=ranking", (1366, 650), first=True)
    for theme in ("light", "dark"):
        page.run("(one) => { document.documentElement.dataset.theme = one; }", theme)
        ratio = page.run(
            """() => {
              const head = document.querySelector('#ranking thead th:not([aria-sort]) .sort');
              const sign = getComputedStyle(head, '::before');
              const parts = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
              const ground = parts(getComputedStyle(head.closest('th')).backgroundColor);
              const own = parts(sign.borderBottomColor), share = Number(sign.opacity);
              const weights = [0.2126, 0.7152, 0.0722];
              const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
              const light = (colour) => colour.reduce((sum, v, i) => sum + linear(v / 255) * weights[i], 0);
              const both = [light(ground), light(own.map((v, i) => v * share + ground[i] * (1 - share)))].sort();
              return (both[1] + 0.05) / (both[0] + 0.05);
            }"""
        )
        assert ratio >= 3, theme


@pytest.mark.parametrize("how", ["cut", "changed"])
def test_a_damaged_file_says_so_in_both_languages(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr("kg.page.render._LARGE", 1000)
    page = render_page(read_records(invented(6, 12, 10)))
    begin = page.index(b'id="data">') + 10
    end = page.index(b"</script>", begin)
    middle = (begin + end) // 2 // 4 * 4
    harmed = page[:middle] + page[middle + 400 :] if how == "cut" else page[:middle] + b"!" + page[middle + 1 :]
    path = tmp_path / "harmed.html"
    path.write_bytes(harmed)
    context = browser.new_context(offline=True)
    tab = context.new_page()
    tab.goto(path.as_uri())
    tab.wait_for_selector("p.instead >> nth=1")
    said = tab.locator("p.instead").all_inner_texts()
    context.close()
    assert said[0].startswith("This page is damaged")
    assert said[1].startswith("本页文件已损坏")
