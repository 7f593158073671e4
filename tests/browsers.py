"""Browsers for the tests of pages: Chromium by Playwright, and Firefox by its own protocol, Marionette.

``browser`` is Playwright's Chromium. ``Driver`` is what a test needs of either: open, press, type, ask. Without a
browser these tests are left out, except in CI, where they must run.
"""

from __future__ import annotations

import base64
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

#: Its headless shell is the same engine without the windows and panels that Chromium makes for each page, unseen.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOX = ("firefox-esr", "firefox")
#: How long a page may take until something is so, in seconds.
_PATIENCE = 15.0


def missing(what: str, package: str) -> None:
    """Leave a test out for want of a browser; in CI, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}, and CI must test the page in a browser. Install Debian's package {package}.")
    pytest.skip(f"{what}. Install Debian's package {package} to run the page's tests.")


def found(names: tuple[str, ...]) -> str | None:
    """The first program of these names."""
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, without a network."""
    path = found(CHROMIUM)
    if path is None:
        missing("No Chromium was found", "chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is not installed", "chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


class Driver(Protocol):
    """A browser with one page."""

    name: str

    def open(self, address: str) -> None:
        """Go to an address, and wait until the page is ready."""

    def press(self, *keys: str) -> None:
        """Press keys, one after the other: ``a``, ``Enter``, ``Shift+ArrowRight``, ``Control+z``."""

    def type(self, text: str) -> None:
        """Type a text where the focus is."""

    def run(self, script: str, *arguments: Any) -> Any:
        """The value of a JavaScript function's body."""

    def upload(self, selector: str, path: Path) -> None:
        """Choose a file."""

    def saved(self, name: str) -> bytes:
        """A file that the page saved; waits for it."""

    def shot(self, path: Path) -> None:
        """A picture of the page."""

    def troubles(self) -> list[str]:
        """What went wrong in the page."""


def until(driver: Driver, script: str, *arguments: Any) -> Any:
    """Wait until a JavaScript function's body has a value that counts as true; the value."""
    end = time.monotonic() + _PATIENCE
    while True:
        value = driver.run(script, *arguments)
        if value:
            return value
        if time.monotonic() > end:
            seen = driver.run("return document.body.innerText")
            raise AssertionError(f"{driver.name}: was never so: {script} {arguments}\n{str(seen)[:400]}")
        time.sleep(0.05)


READY = "return document.documentElement.dataset.ready === 'true'"
#: Noted before the page's own scripts run, where the browser lets us.
_WATCH = """
globalThis.troubles = [];
addEventListener("error", (event) => troubles.push(String(event.message)));
addEventListener("unhandledrejection", (event) => troubles.push(String(event.reason)));
addEventListener("securitypolicyviolation", (event) => troubles.push(`CSP ${event.blockedURI}`));
"""


class Chromium:
    """Chromium with one page.

    Args:
        browser: Playwright's browser.
        folder: where it saves files.
        language: the reader's.
        size: of the window.
    """

    name = "chromium"

    def __init__(self, browser: Any, folder: Path, language: str, size: tuple[int, int] = (1440, 900)) -> None:
        self._folder = folder
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale=language, accept_downloads=True, color_scheme="light"
        )
        self.tab = self.context.new_page()
        self.requests: list[str] = []
        self._said: list[str] = []
        self._allowed: list[str] = []
        self.tab.add_init_script(_WATCH)
        self.tab.on("request", lambda request: self.requests.append(request.url))
        self.tab.on("download", lambda download: download.save_as(folder / download.suggested_filename))
        # A request that finds no server is told on the console, and meant in these tests.
        self.tab.on("console", lambda message: self._said.append(message.text) if message.type == "error" else None)
        self.tab.on("dialog", lambda dialog: dialog.accept())

    def open(self, address: str) -> None:
        self.tab.goto(address)
        until(self, READY)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tab.keyboard.press(key)

    def type(self, text: str) -> None:
        self.tab.keyboard.type(text)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.tab.evaluate(f"(arguments) => {{ {script} }}", list(arguments))

    def upload(self, selector: str, path: Path) -> None:
        self.tab.locator(selector).set_input_files(str(path))

    def saved(self, name: str) -> bytes:
        return _waited_for(self._folder / name, lambda: self.tab.wait_for_timeout(50))

    def shot(self, path: Path) -> None:
        self.tab.screenshot(path=str(path))

    def allow(self, what: str) -> None:
        """Troubles with these words are meant by the test."""
        self._allowed.append(what)

    def troubles(self) -> list[str]:
        said = [text for text in self._said if "Failed to load resource" not in text]
        said += self.run("return globalThis.troubles || []")
        return [text for text in said if not any(what in text for what in self._allowed)]

    def close(self) -> None:
        self.context.close()


class Firefox:
    """Firefox with one page.

    Args:
        marionette: a session.
        folder: where it saves files.
        size: of the window.
    """

    name = "firefox"

    def __init__(self, marionette: Any, folder: Path, size: tuple[int, int] = (1440, 900)) -> None:
        self._marionette = marionette
        self._folder = folder
        self.resize(size)

    def resize(self, size: tuple[int, int]) -> None:
        """Give the page a window of another size; Firefox has none narrower than 500 pixels."""
        self._marionette.set_window_rect(width=size[0], height=size[1] + 90)

    def open(self, address: str) -> None:
        # Away first, so that it is not the page before that is found ready.
        self._marionette.navigate("about:blank")
        self._marionette.navigate(address)
        until(self, READY)
        self.run(_WATCH)

    def press(self, *keys: str) -> None:
        from marionette_driver.marionette import ActionSequence

        for key in keys:
            parts = ["+"] if key == "+" else key.split("+")
            names = [_key(part) for part in parts]
            sequence = ActionSequence(self._marionette, "key", "keyboard")
            for name in names:
                sequence.key_down(name)
            for name in reversed(names):
                sequence.key_up(name)
            sequence.perform()

    def type(self, text: str) -> None:
        self.press(*("+" if sign == "+" else sign for sign in text))

    def run(self, script: str, *arguments: Any) -> Any:
        return self._marionette.execute_script(script, script_args=[*arguments], new_sandbox=False, sandbox=None)

    def upload(self, selector: str, path: Path) -> None:
        from marionette_driver import By

        self._marionette.find_element(By.CSS_SELECTOR, selector).send_keys(str(path))

    def saved(self, name: str) -> bytes:
        return _waited_for(self._folder / name, lambda: time.sleep(0.05))

    def shot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._marionette.screenshot(format="base64", full=False)))

    def troubles(self) -> list[str]:
        return list(self.run("return window.wrappedJSObject ? [] : (globalThis.troubles || [])"))


def _key(name: str) -> str:
    from marionette_driver.keys import Keys

    named = {
        "Enter": Keys.ENTER,
        "Escape": Keys.ESCAPE,
        "Tab": Keys.TAB,
        "Shift": Keys.SHIFT,
        "Control": Keys.CONTROL,
        "ArrowLeft": Keys.ARROW_LEFT,
        "ArrowRight": Keys.ARROW_RIGHT,
        "ArrowUp": Keys.ARROW_UP,
        "ArrowDown": Keys.ARROW_DOWN,
        "Backspace": Keys.BACK_SPACE,
        "Delete": Keys.DELETE,
        "Home": Keys.HOME,
        "End": Keys.END,
        "F2": Keys.F2,
    }
    return str(named.get(name, name))


def _waited_for(path: Path, wait: Callable[[], object]) -> bytes:
    end = time.monotonic() + _PATIENCE
    while not path.is_file() or path.with_name(path.name + ".part").exists() or not path.stat().st_size:
        if time.monotonic() > end:
            raise AssertionError(f"{path.name} was never saved")
        wait()
    return path.read_bytes()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session of Firefox, without a network; what it saves goes into ``folder``."""
    path = found(FIREFOX)
    if path is None:
        missing("No Firefox was found", "firefox-esr")
    try:
        import marionette_driver  # noqa: F401
    except ImportError:
        missing("marionette_driver is not installed", "firefox-esr")
    folder = tmp_path_factory.mktemp("firefox")
    marionette = started_firefox(str(path), folder)
    marionette.folder = folder
    yield marionette
    marionette.quit()


def started_firefox(path: str, folder: Path) -> Any:
    """A session of Firefox that reaches this machine alone, and saves into a folder."""
    from marionette_driver.marionette import Marionette

    preferences = {
        "browser.download.folderList": 2,
        "browser.download.dir": str(folder),
        "browser.download.useDownloadDir": True,
        "browser.download.always_ask_before_handling_new_types": False,
        "intl.accept_languages": "zh-CN, en",
        "ui.systemUsesDarkTheme": 0,
        "ui.prefersReducedMotion": 1,
        "dom.disable_beforeunload": True,
        "network.proxy.type": 1,
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": 9,
        "network.proxy.ssl": "127.0.0.1",
        "network.proxy.ssl_port": 9,
        "network.proxy.no_proxies_on": "127.0.0.1",
        "network.proxy.allow_hijacking_localhost": False,
    }
    marionette = Marionette(
        bin=path, headless=True, port=_free_port(), app="fxdesktop", prefs=preferences, gecko_log=str(folder / "log")
    )
    marionette.start_session()
    return marionette


@pytest.fixture(params=["chromium", "firefox"])
def driver(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driver]:
    """Either browser with a page; nothing may have gone wrong in it by the end."""
    if request.param == "chromium":
        chromium = Chromium(request.getfixturevalue("browser"), tmp_path, "zh-CN")
        yield chromium
        troubles = chromium.troubles()
        chromium.close()
    else:
        marionette = request.getfixturevalue("firefox")
        firefox = Firefox(marionette, marionette.folder)
        yield firefox
        troubles = firefox.troubles()
        # No test finds what another one has kept.
        firefox.run("try { localStorage.clear(); sessionStorage.clear(); } catch {}")
        marionette.navigate("about:blank")
    assert troubles == []
