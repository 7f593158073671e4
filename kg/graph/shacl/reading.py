"""Which triples of a graph a check looks at, by their properties: as long as those are the same, so are its results."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from kg.graph.following import properties
from kg.graph.shacl.check import Check

#: Sums of hashes are taken modulo this.
_MOST = 1 << 256


class Properties:
    """The triples of a graph by their properties, each property's as one hash.

    Args:
        hashes: property to hash.

    Attributes:
        hashes: likewise.
    """

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self.hashes = dict(hashes)

    @classmethod
    def of(cls, lines: Iterable[bytes]) -> Properties:
        """Those of a whole graph.

        Each is the sum of its lines' hashes, so that none need be held: all lines take as much memory as the graph.

        Args:
            lines: the graph as N-Triples, one line a triple, each once, in any order; with or without their ends.
        """
        sums: dict[bytes, int] = {}
        for line in lines:
            if line := line.rstrip(b"\n"):
                name = _property(line)
                sums[name] = sums.get(name, 0) + int.from_bytes(hashlib.sha256(line).digest(), "big")
        return cls({name[1:-1].decode(): f"{told % _MOST:064x}" for name, told in sums.items()})

    def changed(self, removed: Iterable[bytes], added: Iterable[bytes]) -> Properties:
        """Those of the graph after some lines went and others came; as good as those of the whole, and others.

        Args:
            removed: lines that are no more in the graph.
            added: lines that were not.
        """
        gone, come, hashes = _grouped(removed), _grouped(added), dict(self.hashes)
        for name in sorted(gone.keys() | come.keys()):
            made = hashlib.sha256(hashes.get(name, "").encode())
            for lines in (gone.get(name, []), come.get(name, [])):
                made.update(b"\n\n" + b"\n".join(lines))
            hashes[name] = made.hexdigest()
        return Properties(hashes)

    def key(self, check: Check, shapes: str) -> str:
        """The hash of all that the results of a check are made of.

        Args:
            check: the check.
            shapes: the hash of the shapes, which say the results in words.
        """
        followed = None if check.reads_shapes else properties(check.text)
        told = self.hashes if followed is None else _among(self.hashes, followed)
        made = hashlib.sha256(f"{shapes}\n{check.text}\n".encode())
        for name in sorted(told):
            made.update(f"{name} {told[name]}\n".encode())
        return made.hexdigest()


def _among(hashes: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The hashes of some properties, and of what has none that can be told."""
    return {name: hashes[name] for name in ("", *names) if name in hashes}


def _grouped(lines: Iterable[bytes]) -> dict[str, list[bytes]]:
    groups: dict[bytes, list[bytes]] = {}
    for line in filter(None, lines):
        groups.setdefault(_property(line), []).append(line)
    return {name[1:-1].decode(): sorted(held) for name, held in groups.items()}


def _property(line: bytes) -> bytes:
    """The property of a triple; empty of a blank node, or a triple about triples: it cannot be told from the text."""
    return line.split(b" ", 2)[1] if line[:1] == b"<" and line[1:2] != b"<" else b""
