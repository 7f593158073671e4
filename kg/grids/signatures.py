"""What the first bytes of a file say that it is, where that is nothing with cells."""

from __future__ import annotations

from kg.text import Text

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
#: A file of so many bytes may be blank at its beginning and have something behind.
_BLANK = 60
_PICTURE = Text("is a picture, which is not read as a table", "是图片，不能作为表格读取")
_EMPTY = Text("is empty", "是空文件")


def no_table(start: bytes) -> Text | None:
    """What a file is that has no cells: a picture, or nothing at all; ``None`` for any other.

    Args:
        start: its first bytes; empty only where it has none.

    Returns:
        how a sentence about the file goes on.
    """
    if start.startswith(_PICTURES) or (start.startswith(b"RIFF") and start[8:12] == b"WEBP"):
        return _PICTURE
    return None if len(start) > _BLANK or start.strip(b"\xef\xbb\xbf \t\r\n") else _EMPTY
