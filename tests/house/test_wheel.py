"""The wheel holds all that a build needs, and builds the same bytes as the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import tree

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was installed."""
    made = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = made.glob("*.whl")
    target = made / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)],
        check=True,
    )
    return target


def build(package_path: Path, folder: Path, **environment: str) -> dict[str, bytes]:
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-m", "kg", "build"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(package_path), **environment},
        check=True,
        capture_output=True,
    )
    return tree(folder / "build")


def test_the_wheel_builds_the_same_bytes_as_the_checkout(installed: Path, tmp_path: Path) -> None:
    assert (installed / "kg" / "_bundled" / "ontology" / "VERSION").is_file()
    first = build(installed, tmp_path / "one", PYTHONHASHSEED="1", TZ="Asia/Shanghai", LC_ALL="C")
    second = build(installed, tmp_path / "two", PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C.UTF-8")
    checkout = build(ROOT, tmp_path / "three", PYTHONHASHSEED="3", TZ="UTC")
    assert set(first) == {"graph.ttl", "graph.nq", "network.html", "measures.csv", "findings.json"}
    for name, content in first.items():
        assert content == second[name], name
        assert content == checkout[name], name


def test_the_wheel_is_the_one_that_ran(installed: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [sys.executable, "-c", "import kg; print(kg.__file__)"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert where.startswith(str(installed))
