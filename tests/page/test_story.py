"""Stories: read from a file with errors that say what to mend, walked in a browser, collected there and kept."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg import assets
from kg.errors import SourceError
from kg.knowledge_graph import KnowledgeGraph
from kg.page.story import read_story
from tests.page.conftest import Open, Opened
from tests.page.viewed import viewed_page
from tests.support import EditablePackage, Outcome

STORY = """
title: {en: Two ways, zh: 两条路}
steps:
- view: map
  at: region/north
  filters: {sector: transport, as-of: 2016-06-30}
  text: {en: The Metro runs., zh: 地铁已通。}
- view: matrix
  of: sectors
  text: One language for both.
- view: list
  at: [region/north, region/south]
  text: {en: A list, zh: 一个列表}
"""


@pytest.fixture
def told(tmp_path: Path) -> bytes:
    """The page of ``viewed`` with the story above."""
    path = tmp_path / "story.yaml"
    path.write_text(STORY, encoding="utf-8")
    return viewed_page(story=path)


def _step(page: Opened) -> tuple[str, str]:
    return page.text(".story-count"), " ".join(page.text(".story-text").split())


def test_a_story_is_walked_with_the_arrow_keys_and_back_leads_through_it(open_page: Open, told: bytes) -> None:
    page = open_page(told, "#lang=en")
    assert page.tab.locator("#told").is_hidden()
    page.tab.locator("#views [data-value=story]").click()
    assert _step(page) == ("1 / 3", "The Metro runs.")
    assert page.run("() => kgPage.there()") == {
        "partnership/metro": "stage/operating",
        "partnership/canal": "",
    }
    assert page.text("#details h2") == "North"
    page.tab.keyboard.press("ArrowRight")
    assert _step(page) == ("2 / 3", "One language for both.")
    # What the step before had filtered and opened is gone.
    assert len(page.run("() => kgPage.there()")) == 3
    assert page.tab.locator("#details").is_hidden()
    assert "step=2" in page.run("location.hash").removeprefix("#").split("&")
    page.tab.keyboard.press("ArrowRight")
    assert _step(page)[0] == "3 / 3"
    assert page.tab.locator("#list").is_visible()
    page.tab.keyboard.press("ArrowRight")
    assert _step(page)[0] == "3 / 3"
    page.tab.keyboard.press("ArrowLeft")
    assert _step(page)[0] == "2 / 3"
    page.tab.go_back()
    page.until("document.querySelector('.story-count').textContent === '3 / 3'")
    page.tab.locator("#told").focus()
    page.tab.keyboard.press("Escape")
    assert page.tab.locator("#told").is_hidden()


def test_steps_are_collected_and_kept_in_the_page_that_is_saved(open_page: Open, tmp_path: Path) -> None:
    page = open_page(viewed_page(), "#lang=en&view=flows&hide=Event")
    page.tab.locator("#views [data-value=story]").click()
    assert "No steps yet" in page.text(".story-text")
    page.tab.locator(".story-edit summary").click()
    acts = page.tab.locator(".story-acts button")
    acts.nth(0).click()
    assert "Write a sentence" in page.text("#notice")
    fields = page.tab.locator(".story-fields textarea")
    fields.nth(0).fill('Figures </script><b>"of" one: way')
    fields.nth(1).fill("单向数据")
    acts.nth(0).click()
    assert _step(page) == ("1 / 1", 'Figures </script><b>"of" one: way')
    page.tab.locator("#views [data-value=map]").click()
    fields.nth(0).fill("The map")
    acts.nth(0).click()
    assert _step(page) == ("2 / 2", "The map")
    with page.tab.expect_download() as saved:
        acts.nth(3).click()
    kept = Path(saved.value.path()).read_bytes()
    again = open_page(kept, "#lang=en&step=1")
    assert _step(again) == ("1 / 2", 'Figures </script><b>"of" one: way')
    again.tab.keyboard.press("PageDown")
    assert _step(again) == ("2 / 2", "The map")
    assert again.run("() => kgPage.marks().length") == 3
    with again.tab.expect_download() as saved:
        again.tab.locator(".story-edit summary").click()
        again.tab.locator(".story-acts button").nth(4).click()
    path = tmp_path / "mine.yaml"
    path.write_bytes(Path(saved.value.path()).read_bytes())
    steps = read_story(path).steps
    assert [step.text.en for step in steps] == ['Figures </script><b>"of" one: way', "The map"]
    assert steps[0].text.zh == "单向数据"
    assert "view=map" in steps[1].address
    assert open_page(viewed_page(story=path), "#step=2&lang=en").text(".story-count") == "2 / 2"


def test_what_a_notebook_asked_of_its_page_is_no_part_of_the_page_that_is_saved(
    open_page: Open, knowledge: KnowledgeGraph
) -> None:
    made = knowledge.page(language="en")
    framed = re.search(r'srcdoc="([^"]*)"', made.framed(asked={"selection": ["region/cn-zhejiang-secret"]}))
    assert framed is not None
    page = open_page(html.unescape(framed[1]).encode())
    assert "cn-zhejiang-secret" in page.run("document.getElementById('host').textContent")
    saved = page.run("kgPage.withStory()")
    assert 'id="host"' not in saved
    assert "cn-zhejiang-secret" not in saved
    assert saved == open_page(made.html).run("kgPage.withStory()")


def test_the_bundled_page_tells_six_steps_and_a_part_of_it_none(knowledge: KnowledgeGraph) -> None:
    story = read_story(
        next(folder for folder in assets.bundled_packages() if (folder / "story.yaml").is_file()) / "story.yaml"
    )
    assert len(story.steps) == 6
    assert all(step.text.en != step.text.zh for step in story.steps)
    html = knowledge.page(language="en").html.decode("utf-8")
    assert story.steps[0].text.en in html
    assert story.steps[0].text.en not in knowledge.at("2017-07-28").page(language="en").html.decode("utf-8")


#: What is in the file, and what the message has of where it is and what to do.
WRONG = {
    "steps:\n- view: mapp\n  text: A\n": ("step 1", "view", "'mapp'", "map"),
    "steps:\n- view: map\n  at: region/nort\n  text: A\n": ("step 1", "at", "region/nort", "region/north"),
    "steps:\n- view: map\n  filters: {sektor: health}\n  text: A\n": ("step 1", "filters", "sektor", "sector"),
    "steps:\n- view: map\n  filters: {as-of: May}\n  text: A\n": ("step 1", "as-of", "May", "2017-03-31"),
    "steps:\n- view: map\n": ("step 1", "text", "en"),
    "steps:\n- view: map\n  tekst: A\n": ("step 1", "tekst", "text"),
    "steps:\n- view: map\n  filters: {source: no-such}\n  text: A\n": ("step 1", "source", "no-such"),
    "steps:\n- view: map\n  filters: {sector: transprt}\n  text: A\n": (
        *("step 1", "sector", "sector/transprt", "Did you mean sector/transport"),
    ),
    "steps:\n- view: map\n  filters: {sector: nuclear}\n  text: A\n": ("step 1", "sector/nuclear", "sector/finance"),
    "steps:\n- {view: list, text: A}\n- view: map\n  filters: {region: est}\n  text: A\n": ("step 2", "region/east"),
    "steps:\n- view: map\n  filters: {hide: [Project, Evnt]}\n  text: A\n": ("step 1", "hide", "'Evnt'", "Agreement"),
    "steps:\n- view: map\n  filters: {as-of: 2016-02-30}\n  text: A\n": (
        "step 1",
        "as-of",
        "2016-02-30",
        "no such day",
    ),
    "steps:\n- view: map\n  filters: {years: 1990-1999}\n  text: A\n": ("step 1", "years", "1990-1999", "2012-2017"),
    "steps:\n- view: map\n  size: 0.2\n  text: A\n": ("step 1", "size", "'0.2'", "count, partners"),
    "steps:\n- view: map\n  tint: partnrs\n  text: A\n": ("step 1", "tint", "partnrs", "partners"),
    "steps:\n- view: matrix\n  of: sector\n  text: A\n": ("step 1", "of", "'sector'", "sectors"),
    "steps:\n- view: ranking\n  text: A\n": ("step 1", "sheet", "ranking", "list"),
    "steps:\n- address: view=mpa\n  text: A\n": ("step 1", "view", "'mpa'", "map"),
    "steps: []\n": ("no steps", "- view"),
    "steps: [\n": ("no YAML",),
    "a: &x [1]\nb: *x\nsteps: [{text: A}]\n": ("no YAML",),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_in_a_story_is_said_with_its_place_and_what_to_do(text: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as error:
        viewed_page(story=path)
    for part in (str(path), *WRONG[text]):
        assert part in str(error.value), part
    assert error.value.text.zh != error.value.text.en


def test_the_command_line_takes_a_story_and_says_what_is_wrong_with_it(
    run: Callable[..., Outcome], built: Path, tmp_path: Path
) -> None:
    path, out = tmp_path / "mine.yaml", tmp_path / "page.html"
    path.write_text("steps:\n- view: map\n  at: region/cn-shanghai\n  text: {en: Mine, zh: 我的}\n", encoding="utf-8")
    command = ("page", "--story", str(path), "--graph", str(built), "--out", str(out))
    assert run(*command).code == 0
    assert '"view=map&' in out.read_text(encoding="utf-8").replace("\\u0026", "&")
    path.write_text("steps:\n- view: map\n  at: region/cn-shangha\n  text: Mine\n", encoding="utf-8")
    wrong = run(*command)
    assert wrong.code == 1
    assert "region/cn-shanghai" in " ".join(wrong.err.split())


def test_what_is_told_of_the_bundled_data_is_not_told_of_others_of_their_name(bundled_copy: EditablePackage) -> None:
    (bundled_copy.folder / "story.yaml").unlink()
    # As a build is opened: without the packages that it was made of.
    assert b"48 of them a party" in KnowledgeGraph(kg.build(bundled_copy.folder).store).page().html
    bundled_copy.describe(lambda descriptor: descriptor.update(version="9.9.9"))
    assert b"48 of them a party" not in KnowledgeGraph(kg.build(bundled_copy.folder).store).page().html


def test_a_story_that_is_written_anew_is_told_anew(package: EditablePackage) -> None:
    graph = kg.build(package.folder)
    plain = graph.page().html
    (package.folder / "story.yaml").write_text("steps:\n- view: list\n  text: {en: One list, zh: 一个列表}\n", "utf-8")
    assert b"One list" in graph.page().html
    assert b"One list" not in plain
    assert graph.page() is graph.page()
