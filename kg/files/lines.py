"""Sorted lines of a text as they stand in it: a graph of a million lines needs no object for each to change a few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

#: Bytes that are passed on at once.
_AT_ONCE = 4_000_000


class SortedLines:
    r"""The lines of a text, which are sorted, different, and end with ``\n`` each.

    Args:
        text: the text.

    >>> lines = SortedLines(b"a 1\na 2\nc 1\n")
    >>> b"a 2" in lines, b"a" in lines, lines.between(b"a ", b"b"), len(lines)
    (True, False, [b'a 1', b'a 2'], 3)
    """

    def __init__(self, text: bytes = b"") -> None:
        self.text = text

    @classmethod
    def of(cls, lines: Iterable[bytes]) -> SortedLines:
        """Such lines from single ones, without their ends, in their order."""
        return cls(b"\n".join([*lines, b""]))

    def __len__(self) -> int:
        return self.text.count(b"\n")

    def __contains__(self, line: bytes) -> bool:
        place = self._place(line)
        return self.text.startswith(line + b"\n", place)

    def between(self, begin: bytes, end: bytes) -> list[bytes]:
        """The lines from one text on up to another one.

        Args:
            begin: the first that may be among them.
            end: the first that is none of them.
        """
        return self.text[self._place(begin) : self._place(end)].split(b"\n")[:-1]

    def line_before(self, begin: bytes) -> bytes:
        r"""The last line that is before a text; empty without one.

        Args:
            begin: the text.

        >>> SortedLines(b"a\nc\n").line_before(b"b"), SortedLines(b"a\nc\n").line_before(b"a")
        (b'a', b'')
        """
        place = self._place(begin)
        return self.text[self.text.rfind(b"\n", 0, place - 1) + 1 : place - 1] if place else b""

    def all(self) -> list[bytes]:
        """Each line."""
        return self.text.removesuffix(b"\n").split(b"\n") if self.text else []

    def changed(self, removed: Iterable[bytes], added: Iterable[bytes]) -> SortedLines:
        r"""The lines without some of them and with others.

        Args:
            removed: lines that are there.
            added: lines that are not.

        >>> SortedLines(b"a\nc\n").changed([b"a"], [b"d", b"b"]).text
        b'b\nc\nd\n'
        """
        places = [(self._place(line), len(line) + 1, line) for line in removed]
        places += [(self._place(line), 0, line) for line in added]
        pieces: list[bytes] = []
        end = 0
        # What comes stands before the line at its place, whether or not that one goes.
        for place, gone, line in sorted(places):
            pieces += [self.text[end:place], b"" if gone else line + b"\n"]
            end = place + gone
        return SortedLines(b"".join([*pieces, self.text[end:]]))

    def pieces(self) -> Iterator[bytes]:
        """The text, some megabytes at a time."""
        for start in range(0, len(self.text), _AT_ONCE):
            yield self.text[start : start + _AT_ONCE]

    def _place(self, line: bytes) -> int:
        """Where the first line begins that is not before another one."""
        text, low, high = self.text, 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            start = text.rfind(b"\n", low, middle) + 1 or low
            end = text.index(b"\n", start)
            if text[start:end] < line:
                low = end + 1
            else:
                high = start
        return low
