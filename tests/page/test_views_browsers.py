"""The views in Chromium and in Firefox, from a file, on the bundled data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browsers import Driver, until

_PAINTED = """
const canvas = document.querySelector('.plane-canvas');
const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
return data.filter((value, i) => i % 40 === 3 && value).length;
"""
VIEWS = ("map", "matrix", "time", "flows")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_drawn_and_has_its_table_in_either_browser(
    driver: Driver, built: Path, tmp_path: Path, view: str
) -> None:
    driver.open(f"{(built / 'network.html').as_uri()}?{view}#lang=zh&view={view}&step=1")
    until(driver, "return document.documentElement.dataset.ready === 'true'")
    assert driver.run("return kgPage.marks().length") > 10
    assert driver.run(_PAINTED) > 300
    if folder := os.environ.get("KG_SHOTS"):
        driver.shot(Path(folder) / f"{type(driver).__name__}-{view}.png")
    driver.run("document.querySelector('.plane .view-tools > .segmented:nth-last-child(2) button:last-child').click()")
    assert driver.run("return document.querySelectorAll('.plane-table tbody tr').length") > 10
    assert driver.run("return document.querySelector('.story-count').textContent") == "1 / 6"
    driver.run("document.querySelector('#views [data-value=story]').click()")
    assert driver.run("return document.getElementById('told').hidden")
