"""Takes the pictures of the page that the README shows, of the bundled data: python notebooks/screenshots.py [FOLDER]

Needs Playwright, Pillow and Chromium. The same data and the same Chromium give the same pictures.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

import kg

#: Name of the picture to the part of the page's address after "#".
PICTURES = {
    "overview": "lang=en",
    "tie-evidence": "lang=en&a=region/cn-jiaxing-haiyan&b=region/cn-shanghai",
    "regions-zh": "lang=zh",
    "map": "lang=en&view=map",
}
WINDOW = {"width": 1280, "height": 800}


def take(browser: Any, page: Path, folder: Path) -> None:
    """Save every picture of a page."""
    for name, address in PICTURES.items():
        tab = browser.new_page(viewport=WINDOW, color_scheme="light", reduced_motion="reduce")
        tab.goto(f"{page.as_uri()}#{address}")
        tab.wait_for_selector("html[data-ready=true]")
        for folded in tab.locator("#details article.deal .folded summary").all()[:1]:
            folded.click()
        tab.wait_for_timeout(300)
        # All colours are kept: the kinds of partnerships differ by nothing else in the legend.
        picture = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
        picture.save(folder / f"{name}.png", optimize=True)
        tab.close()


def main() -> None:
    """Build the bundled data's page and take its pictures."""
    from playwright.sync_api import sync_playwright

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "network.html"
        kg.build().page(page)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        take(browser, page, folder)
        browser.close()


if __name__ == "__main__":
    main()
