"""The page as a live view: what is selected in it is read in Python, and what Python sets it shows.

A notebook's part is played by a page of a few lines that hands over messages, as anywidget does;
``test_lab.py`` has the same in JupyterLab itself.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import kg.display.view
from kg.display.view import PageView
from kg.errors import LookupFailed, UsageError
from kg.knowledge_graph import KnowledgeGraph
from tests.support import needs

#: What any notebook does for a widget, with its end of the line laid open: ``sent`` and ``receive``.
HOST = """<!DOCTYPE html><meta charset="utf-8"><div id="el"></div><script type="module">
const heard = [];
window.sent = [];
window.receive = (message, text) => heard.forEach((hear) => hear(message, text ? [bytesOf(text)] : []));
const bytesOf = (text) => new DataView(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer);
const traits = { sandbox: SANDBOX, title: "A page", height: 500 };
const model = {
  get: (name) => traits[name],
  on: (_, hear) => heard.push(hear),
  off: (_, hear) => heard.splice(heard.indexOf(hear), 1),
  send: (message) => window.sent.push(message),
};
const module = await import(URL.createObjectURL(new Blob([MODULE], { type: "text/javascript" })));
window.leave = module.default.render({ model, el: document.getElementById("el") });
document.documentElement.dataset.ready = "true";
</script>"""

ADDRESS = "http://notebook.invalid/"
HAIYAN = "region/cn-jiaxing-haiyan"


class Line:
    """A view and the browser that shows it, with the messages carried by hand."""

    def __init__(self, tab: Any, view: PageView) -> None:
        self.tab, self.view = tab, view
        view._repr_mimebundle_()
        assert view._live is not None
        self.live = view._live
        self.live.send = self._to_page
        self.wait(1)
        self.carry()
        self.frame = tab.frame_locator("iframe")
        self.frame.locator("html[data-ready=true]").wait_for(state="attached")

    def wait(self, number: int) -> None:
        """Until the page has sent so many messages that nobody has taken."""
        self.tab.wait_for_function("(number) => sent.length >= number", arg=number)

    def carry(self, least: int = 1) -> None:
        """Hand Python what the page has sent."""
        self.wait(least)
        for message in self.tab.evaluate("sent.splice(0)"):
            self.live._answer(self.live, json.loads(json.dumps(message)), [])

    def _to_page(self, content: Any, buffers: Any = None) -> None:
        text = base64.b64encode(buffers[0]).decode() if buffers else None
        before = self.tab.evaluate("sent.length")
        self.tab.evaluate("([message, text]) => receive(message, text)", [json.loads(json.dumps(content)), text])
        if content["kind"] == "set":
            self.wait(before + 1)  # the page says how it stands once it has done what it was asked


@pytest.fixture
def line(browser: Any, knowledge: KnowledgeGraph) -> Iterator[Callable[..., Line]]:
    """Shows a view in the browser; nothing may leave it."""
    pytest.importorskip("anywidget", reason="needs the extra notebook: pip install '.[notebook]'")
    from kg.page.page import SANDBOX

    context = browser.new_context(viewport={"width": 1200, "height": 700}, offline=True, reduced_motion="reduce")
    tab = context.new_page()
    tab.set_default_timeout(8_000)
    troubles: list[str] = []
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)

    def show(policy: str = "", **options: Any) -> Line:
        module = Path(kg.display.view.__file__).with_name("live.js").read_text("utf-8")
        host = HOST.replace("SANDBOX", json.dumps(SANDBOX)).replace("MODULE", json.dumps(module).replace("</", "<\\/"))
        # An address of its own, as a notebook has; whatever else were asked for would fail.
        tab.route(ADDRESS, lambda route: route.fulfill(body=policy + host, content_type="text/html"))
        tab.goto(ADDRESS)
        tab.wait_for_selector("html[data-ready=true]", state="attached")
        return Line(tab, knowledge.view(**options))

    yield show
    context.close()
    assert troubles == []


def choose(line: Line, name: str) -> None:
    """Find a thing by its name in the page, as a reader does."""
    line.frame.locator("#search").fill(name)
    line.frame.locator("#search").press("Enter")


@needs("frames")
def test_before_a_projection_is_drawn_python_counts_what_the_page_will(line: Callable[..., Line]) -> None:
    """Eight of 57 partnerships join two counties, Tongxiang seven of them; Xiuzhou has five, none with a county."""
    shown = line(projection="region-region", level="county")
    counts = {None: 8, "桐乡": 7, "秀洲区": 0}
    for name, number in counts.items():
        shown.view.selection = name
        assert shown.view._behind is None
        assert len(shown.view.frame()) == number
        shown.carry()
        assert shown.view._behind is not None
        assert len(shown.view.frame()) == number


@needs("frames")
def test_what_is_selected_in_the_page_is_a_value(line: Callable[..., Line], knowledge: KnowledgeGraph) -> None:
    shown = line()
    shown.carry()
    assert shown.view.selection == []
    assert len(shown.view.partnership_iris) == len(knowledge.records.partnerships)
    heard: list[Any] = []
    shown.view.observe(lambda change: heard.append(change.new), "selection")
    choose(shown, "海盐县")
    shown.carry()
    (record,) = shown.view.selection
    assert (record["en"], record["zh"], record["class"]) == ("Haiyan County", "海盐县", "AdministrativeRegion")
    assert shown.view.selected_iris == [record["iri"]]
    assert heard == [[record]]
    # What the page counts is what the question counts: Haiyan is in six partnerships.
    assert len(shown.view.frame()) == 6
    assert set(shown.view.frame()["partnership"]) == {
        deal.iri for deal in knowledge.records.partnerships_of(record["iri"])
    }
    shown.frame.locator("#details .close").click()
    shown.carry()
    assert shown.view.selection == []


def test_a_filter_in_the_page_is_a_value(line: Callable[..., Line]) -> None:
    shown = line(language="en")
    shown.carry()
    shown.frame.locator("[data-facet=sectors] button").first.click()
    shown.carry()
    ((name, (sector,)),) = shown.view.filters.items()
    assert name == "sectors"
    passing = [
        deal for deal in shown.view._records.partnerships.values() if sector in [code.iri for code in deal.sectors]
    ]
    assert sorted(shown.view.partnership_iris) == sorted(deal.iri for deal in passing)


def test_what_python_sets_the_page_shows(line: Callable[..., Line]) -> None:
    shown = line(language="en")
    shown.carry()
    shown.view.selection = ["海盐", "Shanghai"]
    assert "Haiyan" in shown.frame.locator("#details h2").inner_text()
    assert "Shanghai" in shown.frame.locator("#details h2").inner_text()
    shown.carry()
    assert len(shown.view.partnership_iris) == 6
    shown.view.selection = None
    assert shown.frame.locator("#details").is_hidden()
    shown.view.filters = {"sectors": ["health"]}
    summary = shown.frame.locator("#summary")
    assert "of 57 partnerships" in summary.inner_text()
    shown.carry()
    number = len(shown.view.partnership_iris)
    assert 0 < number < 57
    assert summary.inner_text().startswith(f"{number} of 57")
    shown.view.filters = {}
    assert summary.inner_text().startswith("57 of 57")
    frame = shown.tab.frames[1]
    looks = f"kgPage.looks('{HAIYAN}')"
    usual = frame.evaluate(looks)
    shown.view.colours = {"海盐": "#00aa55"}
    shown.view.sizes = {"Haiyan County": 9, "Shanghai": 1}
    painted = frame.evaluate(looks)
    assert painted["tint"] == "#00aa55"
    assert painted["share"] > usual["share"]
    shown.view.colours = shown.view.sizes = None
    assert frame.evaluate(looks) == usual


def test_what_was_set_before_is_there_when_the_page_opens(line: Callable[..., Line], knowledge: KnowledgeGraph) -> None:
    view = knowledge.view(language="en")
    view.selection, view.highlight = "海盐", ["Haiyan County", "Shanghai"]
    shown = line()
    again = Line.__new__(Line)
    shown.tab.evaluate("leave()")
    shown.tab.reload()
    shown.tab.wait_for_selector("html[data-ready=true]", state="attached")
    again.__init__(shown.tab, view)  # type: ignore[misc]
    assert "Haiyan County" in again.frame.locator("#details h2").inner_text()


def test_a_frame_that_was_scrolled_away_comes_back_as_it_was(line: Callable[..., Line]) -> None:
    """A notebook takes what is far from its window out of the document, and a frame begins anew when it is back."""
    shown = line(language="en")
    shown.carry()
    choose(shown, "Jiashan County")
    shown.carry()
    selected = shown.view.selected_iris
    shown.tab.evaluate("const e = document.getElementById('el'); const f = e.firstChild; f.remove(); e.append(f);")
    shown.carry()  # the page is asked for again, and what it says in between is not taken for a choice
    assert shown.view.selected_iris == selected
    shown.frame.locator("#details h2", has_text="Jiashan County").wait_for()
    shown.carry()
    assert shown.view.selected_iris == selected
    choose(shown, "Haiyan County")
    shown.carry()
    assert shown.view.selected_iris[0].endswith(HAIYAN)


def test_nobody_else_is_heard(line: Callable[..., Line]) -> None:
    """A message without the frame's own token, or of another window, changes nothing and is not passed on."""
    shown = line(language="en")
    shown.carry()
    page = shown.tab.frames[1]
    asked = {"source": "kg-host", "type": "set", "selection": [HAIYAN]}
    for token in (None, "", "0" * 32):
        shown.tab.evaluate("(asked) => frames[0].postMessage(asked, '*')", {**asked, "token": token})
    token = page.evaluate("JSON.parse(document.getElementById('host').textContent).token")
    # The page's own window is not the one that holds it.
    page.evaluate("(asked) => postMessage(asked, '*')", {**asked, "token": token})
    told = {"source": "kg-page", "type": "state", "selection": [HAIYAN], "partnerships": [], "filters": {}}
    shown.tab.evaluate("(told) => postMessage(told, '*')", {**told, "token": token})
    page.evaluate("(told) => parent.postMessage(told, '*')", {**told, "token": "0" * 32})
    shown.tab.wait_for_timeout(300)
    assert shown.frame.locator("#details").is_hidden()
    assert shown.tab.evaluate("sent.length") == 0
    # With all of it right, the same message is heard.
    shown.tab.evaluate("(asked) => frames[0].postMessage(asked, '*')", {**asked, "token": token})
    shown.frame.locator("#details h2").wait_for()
    assert len(set(shown.tab.evaluate("sent.map((one) => one.kind)"))) == 1


def test_within_the_policy_of_another_notebook(line: Callable[..., Line]) -> None:
    """Where inline scripts are allowed and nothing is fetched, as in a notebook's output in VS Code, the page runs."""
    policy = (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "script-src 'unsafe-inline' 'unsafe-eval' blob:; style-src 'unsafe-inline'; img-src data: blob:\">"
    )
    shown = line(policy)
    shown.carry()
    choose(shown, "海盐县")
    shown.carry()
    assert shown.view.selected_iris[0].endswith(HAIYAN)


def test_a_saved_page_is_silent(browser: Any, knowledge: KnowledgeGraph) -> None:
    """A page that was not made for a notebook tells nobody anything, whoever holds it."""
    page = knowledge.page()
    tab = browser.new_page()
    tab.set_default_timeout(8_000)
    listening = "<script>window.heard = []; addEventListener('message', (e) => heard.push(e.data));</script>"
    tab.set_content(listening + "<iframe width=900 height=600></iframe>")
    tab.evaluate("(html) => { document.querySelector('iframe').srcdoc = html; }", page.html.decode())
    frame = tab.frame_locator("iframe")
    frame.locator("html[data-ready=true]").wait_for(state="attached")
    tab.evaluate(
        "(asked) => frames[0].postMessage(asked, '*')", {"source": "kg-host", "type": "set", "selection": [HAIYAN]}
    )
    frame.locator("#views button").nth(1).click()
    assert frame.locator("#details").is_hidden()
    assert tab.evaluate("heard") == []
    tab.close()


@needs("frames")
def test_without_anywidget_the_page_opens_as_it_was_set(
    browser: Any, knowledge: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.display.view.find_spec", lambda _: None)
    view = knowledge.view(language="en")
    view.selection, view.filters = "海盐", {"sectors": ["health"]}
    bundle = view._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain", "image/svg+xml"}
    tab = browser.new_page()
    tab.set_default_timeout(8_000)
    tab.set_content(bundle["text/html"])
    frame = tab.frame_locator("iframe")
    assert "Haiyan County" in frame.locator("#details h2").inner_text()
    assert "of 57 partnerships" in frame.locator("#summary").inner_text()
    tab.close()
    with pytest.raises(UsageError, match="No page has told yet"):
        view.frame()
    view.filters = {}
    assert len(view.frame()) == 6
    view.selection = ["海盐", "Shanghai"]
    assert len(view.records()) == 6
    view.selection = view.records()[0]["partnership"]
    assert len(view.records()) == 1
    view.selection = None
    assert len(view.records()) == 57


def test_what_cannot_be_set_is_said(knowledge: KnowledgeGraph) -> None:
    view = knowledge.view()
    with pytest.raises(LookupFailed, match="Nothing is called '海盐人'"):
        view.selection = "海盐人"
    with pytest.raises(UsageError, match="select one, or the two ends of a tie"):
        view.selection = ["海盐", "Shanghai", "嘉善"]
    with pytest.raises(UsageError, match="no filter 'colour'"):
        view.filters = {"colour": ["red"]}
    with pytest.raises(UsageError, match="first and the last year"):
        view.filters = {"years": (2017, 2016)}
    with pytest.raises(UsageError, match="neither a number nor a colour"):
        view.sizes = {"海盐": [1]}
    with pytest.raises(UsageError, match="does not show"):
        view.highlight = ["sector:health"]
    # What was refused has changed nothing.
    assert (view.selection, view.filters, view.sizes, view.highlight) == ([], {}, None, None)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("colours", {"海盐县": "banana split; x"}, "'banana split; x' is no colour.*#rrggbb"),
        ("colours", {"海盐县": "steelblu"}, "Did you mean steelblue"),
        ("sizes", "no-such-measure", "no measure 'no-such-measure'.*count, partners"),
        ("colours", "partner", "Did you mean partners"),
        ("filters", {"hidden": ["banana"]}, "'banana'.*Project.*planned.*zone"),
        ("filters", {"hidden": ["Projects"]}, "Did you mean Project"),
        ("filters", {"sectors": ["海盐县"]}, "'海盐县' is .*haiyan, which is no code of sectors.*sector/aerospace"),
        ("filters", {"kinds": ["sector:health"]}, "no code of kinds.*institution-kind/"),
        ("filters", {"years": 2016}, r"years: \[2016\]"),
        ("filters", {"sectors": 5}, "sectors: 5 is no text"),
        ("filters", {"sources": [5]}, "sources: 5 is no text"),
        ("filters", [1], r"\[1\]: give filters by name.*sectors, kinds"),
        ("filters", {"sector": ["health"]}, "Did you mean sectors"),
    ],
)
def test_what_the_page_would_not_understand_is_said(
    knowledge: KnowledgeGraph, name: str, value: Any, said: str
) -> None:
    view = knowledge.view()
    with pytest.raises(UsageError, match=said):
        setattr(view, name, value)
    assert not getattr(view, name)


def test_what_the_page_understands_is_taken(knowledge: KnowledgeGraph) -> None:
    view = knowledge.view()
    for colour in ("#0a5", "#00AA55", "rgb(1, 22, 255)", "SteelBlue"):
        view.colours = {"海盐县": colour}
    view.sizes, view.colours = "partners", "0.0"
    view.filters = {"hidden": ["Project", "planned", "zone"], "sectors": "health", "years": (2016, 2017)}
    assert view._asked("filters")["sectors"] == ["sector/health"]


@pytest.mark.parametrize(
    "filters",
    [
        ["x"],
        "x",
        {"sources": ["99"]},
        {"sources": ["-1"]},
        {"sources": ["²", 0, None]},
        {"sources": 3, "regions": [[]], "hidden": ["banana"], "sectors": ["sector/nope", 1], "years": ["a", "b"]},
        {"years": 2016, "other": [1]},
    ],
)
def test_what_the_page_tells_is_not_trusted(knowledge: KnowledgeGraph, filters: Any) -> None:
    view = knowledge.view()
    view._hear({"filters": filters, "selection": [HAIYAN, ["x"], {}, 7], "partnerships": 5})
    assert view.filters == {}
    assert [iri.endswith(HAIYAN) for iri in view.selected_iris] == [True]
    view._hear({"filters": {"sources": ["0", "99"], "hidden": ["zone"]}, "selection": "x", "partnerships": None})
    assert view.filters == {"sources": [next(iter(knowledge.records.sources))], "hidden": ["zone"]}
    assert view.selection == []
    assert view._asked("filters") == {"sources": ["0"], "hidden": ["zone"]}


def test_the_same_page_is_not_made_anew(knowledge: KnowledgeGraph) -> None:
    assert knowledge.page(language="zh") is knowledge.page(language="zh")
    assert knowledge.page(language="zh") is not knowledge.page(language="en")


def test_the_view_needs_no_widget_at_import() -> None:
    import subprocess

    script = "import kg.display.view, sys; assert not {'anywidget', 'ipywidgets'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)
