"""What the first bytes of a file say that it is, where that is nothing with cells."""

from __future__ import annotations

from pathlib import Path

from kg.errors import SourceError
from kg.text import Text

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
#: A file of so many bytes may be blank at its beginning and have something behind.
_BLANK = 60
_PICTURE = Text("is a picture, which is not read as a table", "是图片，不能作为表格读取")
_EMPTY = Text("is empty", "是空文件")


def check_table(path: Path, start: bytes) -> None:
    """Refuse a file that has no cells: a picture, or nothing at all.

    Args:
        path: the file.
        start: its first bytes; empty only where it has none.

    Raises:
        SourceError: if it is such a file.
    """
    if (odd := _no_table(start)) is not None:
        raise SourceError(
            Text(f"{path}: {odd.en}. Name a file with a table.", f"{path}：{odd.zh}。请指明含有表格的文件。")
        )


def _no_table(start: bytes) -> Text | None:
    if start.startswith(_PICTURES) or (start.startswith(b"RIFF") and start[8:12] == b"WEBP"):
        return _PICTURE
    return None if len(start) > _BLANK or start.strip(b"\xef\xbb\xbf \t\r\n") else _EMPTY
