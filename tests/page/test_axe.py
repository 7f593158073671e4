"""Axe in every state of every view, in Chromium and in Firefox: light and dark, each view in each language, on a
wide window with its panel open or folded away, on a telephone with its sheet up or down, with each dialog open."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import Chromium, Driver, Firefox, until
from tests.page.fingers import press
from tests.page.test_access import axe as axe
from tests.page.test_hostile_views import GO, STATES, hostile_views

#: Each look with a window, and whether the panel is open.
LOOKS = (
    ("lang=both&theme=light", (1366, 650), True),
    ("lang=zh&theme=dark", (1024, 768), False),
    ("lang=en&theme=light", (500, 900), True),
    ("lang=both&theme=dark", (844, 390), False),
)
DIALOGS = ("#data-sheet", "#keys", "#exports button:last-child")
MORE = (
    "sector=sector/finance&hide=Partnership",
    "sector=sector/finance&hide=Partnership&sheet=list",
    "view=map&hide=region",
)
#: Everything in view is judged but what lies under a dialog; a violation is its rule and where.
_AXE = """
const found = await axe.run(document, { resultTypes: ["violations"] });
const named = (nodes) => nodes.slice(0, 3).map((node) => node.html.slice(0, 140)).join(" | ");
return found.violations.map(({ id, nodes }) => `${id}: ${named(nodes)}`);
"""


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory, axe: str) -> Path:
    """The page of all views with axe in it, as a script that the page's policy knows by its hash."""
    page = hostile_views("So ").decode("utf-8")
    script = f"<script>{axe}</script>"
    digest = hashlib.sha256(axe.encode("utf-8")).digest()
    known = f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
    page = page.replace("script-src ", f"script-src {known} ", 1)
    before, end, after = page.rpartition("</body>")
    path = tmp_path_factory.mktemp("axe") / "views.html"
    path.write_text(before + script + end + after, encoding="utf-8")
    return path


def _resize(driver: Driver, size: tuple[int, int]) -> None:
    if isinstance(driver, Chromium):
        driver.tab.set_viewport_size({"width": size[0], "height": size[1]})
    elif isinstance(driver, Firefox):
        driver.resize(size)


def _judged(driver: Driver, state: str, found: dict[str, Any]) -> None:
    """Note what axe finds in what is open."""
    if violations := driver.run("return (async () => { " + _AXE + " })();"):
        found[state] = violations


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look[0])
def test_axe_finds_nothing_in_any_view(driver: Driver, views: Path, look: tuple[str, tuple[int, int], bool]) -> None:
    how, size, is_open = look
    _resize(driver, size)
    driver.open(f"{views.as_uri()}#{how}")
    found: dict[str, Any] = {}

    def go(address: str, panel: bool = is_open) -> None:
        driver.run(GO, f"{how}&{address}")
        driver.run(
            "if ((document.documentElement.dataset.panel !== 'closed') !== arguments[0])"
            " document.getElementById(innerWidth < 1000 ? 'handle' : 'fold').click();"
            "document.querySelectorAll('details').forEach((one) => { one.open = true; });",
            panel,
        )

    # Axe takes long. Each state is judged in two looks, a light and a dark one, one on a wide window and one on a
    # narrow one; in Firefox in one of them. Every view has states enough for each look.
    number = LOOKS.index(look)
    states = (*STATES, *MORE)
    for state in states[number::4] if isinstance(driver, Firefox) else states[number in (1, 2) :: 2]:
        go(state)
        _judged(driver, state, found)
    if isinstance(driver, Firefox) and number in (1, 3):
        assert found == {}
        return
    for opener in DIALOGS:
        go("view=regions")
        driver.run("document.querySelector(arguments[0]).click()", opener)
        until(driver, "return document.querySelector('dialog[open]') !== null")
        _judged(driver, opener, found)
        driver.run("document.querySelector('dialog[open]').close()")
    # The sheet of a telephone would lie on what is tapped.
    go("view=all&look=0,0,0.03", panel=is_open and size[0] > 999)
    press(driver, driver.run("return kgPage.where('region/north')"), "touch")
    until(driver, "return !document.getElementById('chooser').hidden")
    _judged(driver, "chooser", found)
    go("view=all")
    driver.run(
        "const search = document.getElementById('search'); search.focus(); search.value = 'so';"
        "search.dispatchEvent(new Event('input', { bubbles: true }));"
    )
    until(driver, "return !document.getElementById('hits').hidden")
    _judged(driver, "search", found)
    assert found == {}
