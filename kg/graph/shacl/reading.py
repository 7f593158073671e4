"""Which triples of a graph a check looks at, by their properties: as long as those are the same, so are its results.

A query says which properties it follows by their IRIs. One with a variable in that place, with a negated path, with a
name that has a prefix, or of a function that reads the graph by itself, may look at any triple.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from kg import vocabulary
from kg.graph.shacl.check import Check

_IRI = re.compile(r"<([^<>\"{}|^`\\\s]+)>")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'',
    re.DOTALL,
)
#: What stands between the word SELECT and the group: variables, none of which is in a triple.
_HEAD = re.compile(r"\bSELECT\b[^{]*", re.IGNORECASE)
_TYPE = re.compile(r"(?<![\w?$:])a(?![\w:])")
#: Without strings, and with IRIs as ``<>``: two variables side by side, one between two constants or behind a
#: semicolon, a path with ``!``, a name with a prefix.
_ANY = re.compile(
    r"[?$]\w+\s*[?$]\w"
    r"|>\s*[?$]\w+\b\s*(?:[<\"\d+\[-]|true\b|false\b)"
    r"|[\[\]]\s*[?$]\w"
    r"|;\s*[?$]\w"
    r"|(?:[?$]\w+|>)\s*!\s*[<(^a]"
    r"|[<(|/^]\s*!\s*[<^]"
    r"|\w*:\w"
)


def properties(text: str) -> frozenset[str] | None:
    """The IRIs in a query, those of the properties that it follows among them; ``None`` where it may follow any.

    Args:
        text: the query.

    >>> sorted(properties("SELECT ?a WHERE { ?a <http://e/p>/<http://e/q> ?b ; a <http://e/C> }"))[:2]
    ['http://e/C', 'http://e/p']
    >>> properties("SELECT ?a WHERE { ?a ?p ?b }"), properties("SELECT ?a WHERE { ?a <http://e/q> ?b ; ?p 1 }")
    (None, None)
    """
    bare = _STRING.sub('""', text)
    found = set(_IRI.findall(bare))
    rest = _HEAD.sub(" ", _IRI.sub("<>", bare))
    if _ANY.search(rest) or any(iri.startswith(vocabulary.FUNCTION) for iri in found):
        return None
    return frozenset(found | ({f"{vocabulary.RDF}type"} if _TYPE.search(rest) else set()))


class Properties:
    """The triples of a graph by their properties, each property's as one hash.

    Args:
        ntriples: the graph as N-Triples, one line a triple, in any order.
    """

    def __init__(self, ntriples: bytes) -> None:
        groups: dict[bytes, list[bytes]] = {}
        for line in ntriples.split(b"\n"):
            # Of a blank node, or a triple about triples: they go by no property that can be told from the text.
            name = line.split(b" ", 2)[1] if line[:1] == b"<" and line[1:2] != b"<" else b""
            if line:
                groups.setdefault(name, []).append(line)
        self._hashes = {
            name[1:-1].decode(): hashlib.sha256(b"\n".join(sorted(lines))).hexdigest() for name, lines in groups.items()
        }

    def key(self, check: Check, shapes: str) -> str:
        """The hash of all that the results of a check are made of.

        Args:
            check: the check.
            shapes: the hash of the shapes, which say the results in words.
        """
        followed = None if check.reads_shapes else properties(check.text)
        told = self._hashes if followed is None else _among(self._hashes, followed)
        made = hashlib.sha256(f"{shapes}\n{check.text}\n".encode())
        for name in sorted(told):
            made.update(f"{name} {told[name]}\n".encode())
        return made.hexdigest()


def _among(hashes: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The hashes of some properties, and of what has none that can be told."""
    return {name: hashes[name] for name in ("", *names) if name in hashes}
