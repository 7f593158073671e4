"""A file without a name for what does not fit into memory, which is gone with the process."""

from __future__ import annotations

import os
from tempfile import TemporaryFile, gettempdir

from kg.errors import SourceError
from kg.text import Text


class Scratch:
    """Bytes on disk, each at a place of its own."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - it is closed by close()
        self._end = 0

    def close(self) -> None:
        """Let go of the space on disk."""
        self._file.close()

    def add(self, content: bytes) -> int:
        """Write at the end; gives the place at which that begins.

        Raises:
            SourceError: if there is no space.
        """
        begin = self._end
        try:
            left = memoryview(content)
            while left:
                left = left[self._file.write(left) or 0 :]
        except OSError as error:
            raise SourceError(
                Text(
                    f"{gettempdir()}: cannot be written ({error.strerror or error}). Check the free space, or name "
                    "another folder for temporary files in TMPDIR.",
                    f"{gettempdir()}：无法写入（{error.strerror or error}）。请检查剩余空间，"
                    "或在 TMPDIR 中写明其他临时文件夹。",
                )
            ) from error
        self._end += len(content)
        return begin

    def read(self, begin: int, end: int) -> bytes:
        """What stands between two places."""
        if hasattr(os, "pread"):
            found = os.pread(self._file.fileno(), end - begin, begin)
            if len(found) == end - begin:
                return found
        # Windows has no pread; and more than two gigabytes are not given at once.
        place = self._file.tell()
        self._file.seek(begin)
        parts, left = list[bytes](), end - begin
        while left and (part := self._file.read(left)):
            parts.append(part)
            left -= len(part)
        self._file.seek(place)
        return b"".join(parts)
