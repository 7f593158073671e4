"""Which triples of a graph a check looks at, by their properties: as long as those are the same, so are its results."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from kg.graph.following import properties
from kg.graph.shacl.check import Check
from kg.graph.shacl.columns import Array, Columns
from kg.vocabulary import RDF

#: Numbers of 64 bits in a hash.
_LANES = 4
_TERMS_AT_ONCE = 100_000
_TRIPLES_AT_ONCE = 200_000
_TYPE = f"<{RDF}type>".encode()


class Properties:
    """The triples of a graph by their properties, each property's as one hash; and so the members of each class.

    Args:
        hashes: property or class to hash.

    Attributes:
        hashes: likewise.
    """

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self.hashes = dict(hashes)

    @classmethod
    def of(cls, columns: Columns) -> Properties:
        """Those of a whole graph.

        Each is the sum of what its triples make of the hashes of their two terms: terms are fewer than triples, no
        text of a triple is put together, and of numbers in columns the sums are made at once.

        Args:
            columns: the graph.
        """
        import numpy as np

        hashes = np.empty((len(columns), _LANES), dtype=np.uint64)
        for start in range(0, len(columns), _TERMS_AT_ONCE):
            some = columns.spelt[start : start + _TERMS_AT_ONCE]
            told = b"".join([hashlib.sha256(term).digest() for term in some])
            hashes[start : start + len(some)] = np.frombuffer(told, dtype="<u8").reshape(-1, _LANES)
        nameless = np.fromiter((term[:1] != b"<" for term in columns.spelt), dtype=bool, count=len(columns))
        sums: dict[str, Any] = {}
        for name, subjects, objects in columns.runs():
            # What has no name may be called otherwise the next time.
            without = nameless[subjects]
            for key, chosen in (("", without), (name[1:-1].decode(), ~without)):
                if chosen.any():
                    made = _summed(hashes, subjects[chosen], objects[chosen], name if not key else b"")
                    sums[key] = sums.get(key, 0) + made
            if name == _TYPE:
                for number in np.unique(objects[~without]):
                    spelt = columns.spelt[number]
                    members = subjects[~without & (objects == number)]
                    if spelt[:1] == b"<":
                        made = _summed(hashes, members, np.full(len(members), number), name)
                        sums[spelt[1:-1].decode()] = sums.get(spelt[1:-1].decode(), 0) + made
        return cls({key: told.astype("<u8").tobytes().hex() for key, told in sums.items()})

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
        followed = None if check.reads_shapes else properties(check.text, by_class=True)
        told = self.hashes if followed is None else _among(self.hashes, followed)
        made = hashlib.sha256(f"{shapes}\n{check.text}\n".encode())
        for name in sorted(told):
            made.update(f"{name} {told[name]}\n".encode())
        return made.hexdigest()


def _summed(hashes: Array, subjects: Array, objects: Array, name: bytes) -> Array:
    """The sum over triples of a number that depends on subject and object together, in each lane."""
    import numpy as np

    made = np.zeros(_LANES, dtype=np.uint64)
    beside = np.frombuffer(hashlib.sha256(name).digest(), dtype="<u8")
    for start in range(0, len(subjects), _TRIPLES_AT_ONCE):
        end = start + _TRIPLES_AT_ONCE
        # Mixed as splitmix64 does, or pairs that exchange their objects would come to the same.
        mixed = hashes[subjects[start:end]] * np.uint64(0x9E3779B97F4A7C15) + hashes[objects[start:end]] + beside
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
            mixed ^= mixed >> np.uint64(shift)
            mixed *= np.uint64(factor)
        made += mixed.sum(axis=0, dtype=np.uint64)
    return made


def _among(hashes: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The hashes of some properties, and of what has none that can be told."""
    return {name: hashes[name] for name in ("", *names) if name in hashes}


def _grouped(lines: Iterable[bytes]) -> dict[str, list[bytes]]:
    groups: dict[bytes, list[bytes]] = {}
    for line in filter(None, lines):
        groups.setdefault(_property(line), []).append(line)
        if _property(line) == _TYPE and (cls := line.split(b" ", 2)[2].removesuffix(b" ."))[:1] == b"<":
            groups.setdefault(cls, []).append(line)
    return {name[1:-1].decode(): sorted(held) for name, held in groups.items()}


def _property(line: bytes) -> bytes:
    """The property of a triple; empty of a blank node, or a triple about triples: it cannot be told from the text."""
    return line.split(b" ", 2)[1] if line[:1] == b"<" and line[1:2] != b"<" else b""
