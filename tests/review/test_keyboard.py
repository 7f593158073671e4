"""The page by keyboard alone, in both browsers, from suggestions to a package that passes all checks."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.browsers import Driver, until
from tests.review.conftest import Serve
from tests.review.example import ZH
from tests.support import run_in_process

CURRENT = "const li = document.querySelector('.record.current'); return li && li.dataset.id"
LEFT = "return document.querySelectorAll('.record.is-open, .record.is-changed').length"
WRITTEN = (
    "return /written|写入$/.test(document.getElementById('link').textContent) && !document.querySelector('.link.waits')"
)


def _rows(package: Path, table: str) -> list[dict[str, str]]:
    with (package / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_article_becomes_records_by_keyboard_alone(driver: Driver, serve: Serve, deals: Path) -> None:
    text = deals.parent / "yunwan-2024-04-02.txt"
    served = serve(deals, "--text", text, "--source", "yunwan-2024-04-02", "--reviewer", "Ada", "--on", "2024-04-03")
    driver.open(served.address)
    assert driver.run(LEFT) == 13

    # The first agreement is right, with its stage; its second figure is a part of the first, and rejected.
    driver.press("A")
    until(driver, WRITTEN)
    # The fund: its kind of record is changed by the list, in the language that one likes.
    driver.press("e")
    _tab_to(driver, "class/0/input")
    driver.type("agreement")
    # Enter keeps it and goes on to the next field, which is left.
    driver.press("Enter")
    until(driver, "const key = document.activeElement.dataset.key; return key && key !== 'class/0/input'")
    driver.press("Escape")
    until(driver, WRITTEN)
    driver.press("A")
    until(driver, WRITTEN)
    # The hospitals work together as suggested; both are new.
    for _ in range(20):
        if "云湾市第一医院 –" in driver.run("return document.querySelector('.record.current .label').textContent"):
            break
        driver.press("n")
    driver.press("A")
    until(driver, WRITTEN)
    # Of the ferry nobody knows who runs it: rejected, and the stage with it.
    for before in range(driver.run(LEFT), 0, -1):
        driver.press("r")
        until(driver, f"return document.querySelectorAll('.record.is-open, .record.is-changed').length < {before}")
    until(driver, WRITTEN)

    # A statement that no rule proposed, drawn in the text by arrows.
    start = ZH.index("近年来，云湾市把")
    driver.press("v")
    driver.run("document.getElementById('text').focus()")
    _draw(driver, start, start + len("近年来，云湾市把与澜川市的合作放在突出位置"))
    driver.press("Enter")
    until(driver, "return document.getElementById('dialog').open")
    driver.type("statement")
    driver.press("Enter", "Control+Enter")
    until(driver, "return /^about/.test(document.activeElement.dataset.key || '')")
    driver.type("Yunwan")
    driver.press("Enter")
    until(driver, WRITTEN)
    _tab_to(driver, "gist_zh/0/input")
    driver.type("把与澜川的合作放在首位")
    driver.press("Control+Enter")
    until(driver, LEFT + " === 0")
    until(driver, WRITTEN)

    assert driver.troubles() == []
    served.stop()
    names = {row["name_zh"] for row in _rows(deals, "institutions")}
    assert {"云湾市第一医院", "澜川大学附属医院", "澜川国投"} <= names
    deals_made = _rows(deals, "partnerships")
    assert len(deals_made) == 3
    assert {row["name_zh"]: row["class"] for row in deals_made}["云澜产业基金"] == "Agreement"
    assert sorted(row["value"] for row in _rows(deals, "observations")) == ["120000000", "2000000000", "350000000"]
    statement = _rows(deals, "statements")[0]
    assert (statement["about"], statement["start"]) == ("region/yunwan", str(start))
    assert run_in_process("check", deals, cwd=deals.parent).code == 0
    proved = run_in_process("evidence", deals, "--text", text, cwd=deals.parent)
    assert proved.code == 0, proved.err


def _draw(driver: Driver, start: int, end: int) -> None:
    """Go to a place by arrows, and extend to another."""
    at = int(driver.run("return document.getElementById('bar').querySelector('b').textContent").split("–")[0])
    while at != start:
        driver.press("ArrowRight" if at < start else "ArrowLeft")
        at += 1 if at < start else -1
    driver.press(*["Shift+ArrowRight"] * (end - start))


def _tab_to(driver: Driver, key: str) -> None:
    """Go to a control of the card by Tab."""
    seen = []
    for _ in range(40):
        seen.append(driver.run("return document.activeElement.dataset.key || document.activeElement.tagName"))
        if seen[-1] == key:
            return
        driver.press("Tab")
    raise AssertionError(seen)


CHINESE = """云岚县与澜浦市签署协作协议

2024年5月8日，云岚县与澜浦市在云岚签署战略合作框架协议，双方将在冷链物流、职业教育等领域开展合作。

当天，云岚县还与澜浦理工大学签订共建研究院的协议，研究院计划投资约8000万元。
"""
ENGLISH = """Harrow County and the Port of Wexmere

On 8 May 2024, Harrow County signed a memorandum of understanding with Wexmere Shipping Ltd on cold storage.

Wexmere Shipping Ltd will invest about USD 12 million in the county by the end of 2026.
"""


# Each browser, and each language.
@pytest.mark.parametrize(
    ("driver", "text"),
    [("chromium", CHINESE), ("firefox", ENGLISH)],
    ids=["chromium-zh", "firefox-en"],
    indirect=["driver"],
)
def test_from_an_article_to_a_package_with_the_commands_and_keys_alone(
    driver: Driver, serve: Serve, tmp_path: Path, text: str
) -> None:
    """Whatever the rules suggest: what passes the checks is accepted, the rest is rejected."""
    article, package = tmp_path / "article.txt", tmp_path / "mine"
    article.write_bytes(text.encode("utf-8"))
    assert run_in_process("new", package, cwd=tmp_path).code == 0
    read = run_in_process("read", article, "--published", "2024-05-09", "--into", package, cwd=tmp_path)
    assert read.code == 0, read.err
    driver.open(serve(package, "--text", article).address)
    assert driver.run(LEFT) > 0
    for _ in range(driver.run(LEFT) * 3):
        if driver.run(LEFT) == 0:
            break
        before = driver.run(LEFT)
        driver.press("A")
        if driver.run("return document.activeElement.dataset.key || ''") == "level/0/input":
            # A new region: the text does not say what level it has.
            driver.type("county")
            driver.press("Enter", "Control+Enter")
        until(driver, WRITTEN)
        if driver.run(LEFT) == before:
            driver.press("Escape", "r")
            until(driver, WRITTEN)
    until(driver, LEFT + " === 0")
    until(driver, WRITTEN)
    assert len(_rows(package, "partnerships")) >= 1
    assert run_in_process("check", package, cwd=tmp_path).code == 0
    proved = run_in_process("evidence", package, "--text", article, cwd=tmp_path)
    assert proved.code == 0, proved.err
