"""Files that are no table, whatever their names say, are told for what they are, and nothing is left beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.support import Outcome

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"


@pytest.mark.parametrize("command", [("import",), ("map", "--guess")])
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("pic.png", PICTURE, "is a picture, which is not read as a table"),
        ("pic.csv", PICTURE, "is a picture, which is not read as a table"),
        ("pic.xlsx", PHOTO, "is a picture, which is not read as a table"),
        ("none.csv", b"", "is empty"),
        ("none.xlsx", b"", "is empty"),
        ("blank.csv", b"\xef\xbb\xbf\r\n", "is empty"),
    ],
)
def test_a_picture_and_an_empty_file_are_told(
    run: Callable[..., Outcome], tmp_path: Path, command: tuple[str, ...], name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    answer = run(*command, name, "--lang", "en")
    assert answer.code == 1
    assert f"{name}: {told}. Name a file with a table." in answer.err
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_headings_alone_make_no_draft(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text("name,town,signed\n", encoding="utf-8")
    answer = run("map", "--guess", "h.csv", "--out", "m.rq", "--lang", "en")
    assert (answer.code, (tmp_path / "m.rq").exists()) == (1, False)
    assert "has headings and no row below them" in answer.err


def test_a_workbook_of_no_decisions_is_told(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Alba signed an agreement with Brenn on 5 May 2023.\n", encoding="utf-8")
    assert run("read", "a.txt", "--published", "2023-05-06", "--into", "p").code == 0
    book = Workbook()
    book.active.append(["name", "town"])
    book.active.append(["Ferry", "Alba"])
    book.save(tmp_path / "other.xlsx")
    answer = run("accept", "p", "other.xlsx", "--text", "a.txt", "--lang", "en")
    assert answer.code == 1
    assert "holds no decisions. `kg review PACKAGE --out review.xlsx` writes one" in " ".join(answer.err.split())


def test_one_row_is_a_row(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text('name,town,note\nFerry,"Alba,x\nTram,Brenn,y\n', encoding="utf-8")
    assert "A quote that opens in row 2 never closes" in run("import", "r.csv", "--lang", "en").err
