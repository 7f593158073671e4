"""Numbers of JSON as texts, the same of a document that is held whole and of one that is gone through.

What goes through a document has numbers as numbers: how they were written is gone by then, it takes no ``NaN``, and a
number beyond all bounds must not reach it. So those are put in as texts on the way.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import BinaryIO

from kg.intake.anytable.model import Number
from kg.intake.anytable.nested import text_of

_CHUNK = 1 << 20
#: Outside texts, what is not a number that is written plainly: with an exponent, none at all, or very long.
_ODD = re.compile(rb"[0-9.][eE]|NaN|Infinity|[0-9.]{300}")
_TOKEN = re.compile(rb"-?(?:NaN|Infinity)|-?[0-9][0-9.eE+-]*")
_NUMBER = re.compile(rb"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_BEGUN = re.compile(rb"[A-Za-z0-9.+-]*\Z")
_BACKSLASHES = re.compile(rb"\\*\Z")


def number_text(written: str) -> str:
    """A number as a plain decimal, with its zeros.

    >>> number_text("1e3"), number_text("1.50"), number_text("-0"), number_text("2.5E-3")
    ('1000', '1.50', '0', '0.0025')

    Raises:
        ValueError: if its exponent is beyond all bounds.
    """
    if written == "-0":
        return "0"
    if written.lstrip("-").isdecimal():
        return written
    try:
        return text_of(Decimal(written))
    except InvalidOperation as error:
        raise ValueError(f"the number {written[:40]} is beyond all bounds") from error


class PlainNumbers:
    """The bytes of a document in JSON, in which what is not written plainly is put as a text, and no number as null.

    Args:
        source: the document, in UTF-8.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._carried = b""
        self._in_text = False
        self._is_over = False

    def read(self, size: int = -1) -> bytes:
        """Some of the bytes, more or less than were asked for; none at the end.

        Raises:
            ValueError: if a number is beyond all bounds.
        """
        if size == 0:
            return b""  # whether there are bytes or letters is asked so
        while not self._is_over:
            part = self._source.read(size if size > 0 else _CHUNK)
            self._is_over = not part
            if made := self._plain(self._carried + part):
                return made
        return b""

    def _plain(self, part: bytes) -> bytes:
        # What is escaped is no end of a text; both ways of writing it are as long.
        seen = part.replace(b"\\\\", b"__").replace(b'\\"', b"__") if b"\\" in part else part
        ends_in_text = self._in_text ^ bool(seen.count(b'"') % 2)
        kept = len(part)
        if not self._is_over:
            # A backslash may be of what follows, and so may a number or a word that is begun.
            begun = (_BACKSLASHES if ends_in_text else _BEGUN).search(seen)
            kept = begun.start() if begun else kept
        self._carried, part = part[kept:], part[:kept]
        # Mostly there is nothing odd at all, or only in texts.
        pieces = seen[:kept].split(b'"') if _ODD.search(part) else []
        if not _ODD.search(b'"'.join(pieces[self._in_text :: 2])):
            self._in_text = ends_in_text
            return part
        made, place = [], 0
        for piece in pieces:
            said = part[place : place + len(piece)]
            made.append(said if self._in_text else _TOKEN.sub(_spelt, said))
            place += len(piece) + 1
            self._in_text = not self._in_text
        self._in_text = ends_in_text
        return b'"'.join(made)


def _spelt(found: re.Match[bytes]) -> bytes:
    token = found[0]
    if token.endswith((b"NaN", b"Infinity")):
        return b"null" if token in (b"NaN", b"Infinity", b"-Infinity") else token
    if not _ODD.search(token) or not _NUMBER.fullmatch(token):
        return token  # what is no number is told by who reads it
    text = number_text(token.decode())
    # What as a text would have two meanings, 4.527e0, stays a number.
    return text.encode() if isinstance(text, Number) else f'"{text}"'.encode()
