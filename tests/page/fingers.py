"""What a hand does on the page, in either browser: pointer events on whatever lies at a place of the screen."""

from __future__ import annotations

from typing import Any

from tests.browsers import Driver

_PRESS = """
const [x, y, kind] = arguments;
const target = document.elementFromPoint(x, y);
const place = { clientX: x, clientY: y, pointerId: 7, pointerType: kind, isPrimary: true };
const common = { ...place, bubbles: true, cancelable: true, button: 0 };
target.dispatchEvent(new PointerEvent("pointerdown", { ...common, buttons: 1 }));
target.dispatchEvent(new PointerEvent("pointerup", { ...common, buttons: 0 }));
if (!target.closest("#canvas")) target.click();
return target.id || target.className || target.tagName;
"""


def press(driver: Driver, at: dict[str, float], kind: str = "mouse") -> str:
    """Click, or tap with ``kind="touch"``, at a place of the screen; what was hit.

    The events are the page's own to hear: the browsers' protocols differ in how they send those of a finger.
    """
    return str(driver.run(_PRESS, at["x"], at["y"], kind))


def text(driver: Driver, selector: str) -> str:
    """What a reader sees of an element, its blanks joined."""
    found: Any = driver.run(
        "return document.querySelector(arguments[0]).innerText",
        selector,
    )
    return " ".join(str(found).split())
