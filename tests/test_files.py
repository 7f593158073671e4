"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.files import guarded, write_file, write_files
from tests.support import tree


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two earlier files and one that has nothing to do with them."""
    folder = tmp_path / "out"
    folder.mkdir()
    for name in ("a", "b", "mine"):
        (folder / name).write_text(f"earlier {name}")
    return folder


def test_all_are_written(folder: Path) -> None:
    write_files(folder, {"a": b"new a", "b": iter(["嘉", "兴"]), "c": [b"".decode(), "new c"]})
    assert tree(folder) == {"a": b"new a", "b": "嘉兴".encode(), "c": b"new c", "mine": b"earlier mine"}


def test_a_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    write_files(tmp_path / "x" / "y", {"a": b"a"})
    assert tree(tmp_path / "x" / "y") == {"a": b"a"}


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_disk_that_fills_while_writing(failing: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(folder)
    calls = 0

    def full(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SourceError, match=r"out: cannot be written \(No space left on device\)"):
        write_files(folder, {"a": b"new", "b": b"new", "c": b"new"})
    assert tree(folder) == before


@pytest.mark.parametrize("failing", range(1, 5))
@pytest.mark.parametrize("error", [OSError(errno.EIO, "I/O error"), KeyboardInterrupt()], ids=["error", "Ctrl-C"])
def test_a_rename_that_fails_puts_all_back(
    failing: int, error: BaseException, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One rename decides for the new files, and three put them in place; two files are there before."""
    before = tree(folder)
    calls = 0

    def failing_one(plain: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def moved(path: Path, target: Path) -> Path:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise error
            return plain(path, target)

        return moved

    for name in ("rename", "replace"):
        monkeypatch.setattr(Path, name, failing_one(getattr(Path, name)))
    with pytest.raises((SourceError, KeyboardInterrupt)):
        write_files(folder, {"a": b"new", "b": b"new", "c": b"new"})
    assert calls >= failing
    assert tree(folder) == before


def test_content_that_fails_on_the_way(folder: Path) -> None:
    def content() -> Iterator[str]:
        yield "half"
        raise ZeroDivisionError

    before = tree(folder)
    with pytest.raises(ZeroDivisionError):
        write_files(folder, {"a": b"new", "b": content()})
    assert tree(folder) == before


def test_a_new_folder_goes_away_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SourceError):
        write_files(tmp_path / "new", {"a": b"new"})
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("place", ["out/a/below", "/proc/kg-test"])
def test_a_place_where_no_folder_can_be(place: str, folder: Path) -> None:
    before = tree(folder)
    with pytest.raises(SourceError, match=r"cannot be written \(.*name another place"):
        write_files(folder.parent / place, {"c": b"new"})
    assert tree(folder) == before


def test_a_folder_in_the_place_of_a_file_is_left_alone(folder: Path) -> None:
    (folder / "c").mkdir()
    (folder / "c" / "precious").write_text("years of work")
    before = tree(folder)
    with pytest.raises(SourceError, match="c: is a folder"):
        write_files(folder, {"a": b"new", "c": b"new"})
    with pytest.raises(SourceError, match="c: is a folder"):
        write_file(folder / "c", b"new")
    assert tree(folder) == before


def test_a_device_stays_a_device(tmp_path: Path) -> None:
    """A rename would put a file in the place of ``/dev/null``; here a pipe stands for it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, b"through the pipe")
        assert os.read(reader, 100) == b"through the pipe"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_device_that_is_full() -> None:
    with pytest.raises(SourceError, match=r"/dev/full: cannot be written \(No space left on device\)"):
        write_file(Path("/dev/full"), b"anything")
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize("cell", ["0", "-3.5", "+2", "1e-7", "-1E+5", "嘉兴", "", " ", "a=b", "3-4"])
def test_harmless_cells_stay(cell: str) -> None:
    assert guarded(cell) == cell


@pytest.mark.parametrize(
    "cell", ["=1", "+1+1", "-1-1", "@a", "\t=1", "\r=1", "  =1", "-", "+a", "-1e", "=", "\n=1", "＝1＋1", "\u3000=1"]
)
def test_formulas_become_text(cell: str) -> None:
    assert guarded(cell) == "'" + cell
