"""Nanopublications one by one: split from the graph that holds them all, signed, and named by their content.

A signed nanopublication has a trusty URI, which ends in a hash of its content (Kuhn and Dumontier 2014, "Trusty URIs"),
and an RSA signature (PKCS #1 v1.5 over SHA-256) of the content without the signature. Both come from the library
``nanopub``, which is an extra. The same key and content give the same bytes: no clock is read, and no network reached.
"""

from __future__ import annotations

import base64
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import vocabulary
from kg.errors import DataError, SourceError
from kg.extras import require
from kg.graph.terms import is_rdf12, spelled
from kg.text import Text

_RDF_TYPE = ox.NamedNode(vocabulary.RDF + "type")
_NANOPUBLICATION = ox.NamedNode(vocabulary.NANOPUB + "Nanopublication")
_PARTS = tuple(vocabulary.NANOPUB + name for name in ("hasAssertion", "hasProvenance", "hasPublicationInfo"))

#: Where a value goes that does not fit beside those in another language: what is no name or note is a comment.
_COMMENT = ox.NamedNode(vocabulary.RDFS + "comment")
_BESIDE = {
    vocabulary.RDFS + "label": ox.NamedNode(vocabulary.SKOS + "altLabel"),
    vocabulary.SKOS + "prefLabel": ox.NamedNode(vocabulary.SKOS + "altLabel"),
    vocabulary.SKOS + "note": ox.NamedNode(vocabulary.SKOS + "editorialNote"),
}


@dataclass(frozen=True, slots=True)
class Nanopublication:
    """One nanopublication.

    Attributes:
        iri: its name, which ends in ``#`` until it is signed.
        pubinfo: the name of its graph of publication information.
        quads: those of its four graphs.
    """

    iri: str
    pubinfo: str
    quads: tuple[ox.Quad, ...]


def split(quads: Iterable[ox.Quad]) -> list[Nanopublication]:
    """The nanopublications of a data set, sorted by name; quads of other graphs are left out."""
    graphs: defaultdict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        graphs[getattr(quad.graph_name, "value", "")].append(quad)
    heads = sorted(
        (quad.subject.value, graph)
        for graph, inside in graphs.items()
        for quad in inside
        if quad.predicate == _RDF_TYPE and quad.object == _NANOPUBLICATION and isinstance(quad.subject, ox.NamedNode)
    )
    made = []
    for iri, head in heads:
        linked = {q.predicate.value: q.object.value for q in graphs[head] if isinstance(q.object, ox.NamedNode)}
        parts = [linked[name] for name in _PARTS if name in linked]
        made.append(
            Nanopublication(
                iri, linked.get(_PARTS[2], ""), tuple(quad for name in (head, *parts) for quad in graphs[name])
            )
        )
    return made


def _in_one_order(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Quads of nanopublications, so that every toolkit puts them in the same order before it hashes them.

    The order of trusty URIs goes by the text of a literal, then its language; ``nanopub-sign`` goes by the language
    first. Where the two differ for the values of one property, those in Chinese stand under a property beside it
    (``skos:altLabel`` for a name, ``skos:editorialNote`` for a note, else ``rdfs:comment``), so that none is lost.
    """
    groups: defaultdict[tuple[Any, ...], list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        groups[quad.graph_name, quad.subject, quad.predicate].append(quad)
    for (_, _, predicate), group in groups.items():
        literals = [quad.object for quad in group if isinstance(quad.object, ox.Literal)]
        if sorted(literals, key=_by_text) == sorted(literals, key=_by_language):
            yield from group
            continue
        beside = _BESIDE.get(predicate.value, _COMMENT)
        for quad in group:
            chinese = isinstance(quad.object, ox.Literal) and quad.object.language == "zh"
            yield ox.Quad(quad.subject, beside, quad.object, quad.graph_name) if chinese else quad


def _by_text(literal: ox.Literal) -> tuple[str, str, str]:
    return literal.value, "" if literal.language else literal.datatype.value, literal.language or ""


def _by_language(literal: ox.Literal) -> tuple[str, str, str]:
    return literal.language or "", literal.datatype.value, literal.value


class Signer:
    """Signs nanopublications with one key.

    Args:
        path: the file of an RSA private key: PEM, or the base64 text that nanopublication tools keep.

    Raises:
        UsageError: if the library ``nanopub`` is not installed.
        SourceError: if the file cannot be read, or holds no such key.
    """

    def __init__(self, path: Path) -> None:
        require("nanopub")
        from nanopub.profile import Profile

        # Who made a nanopublication is in its publication information; the profile only holds the key here.
        self._profile = Profile(orcid_id="", name="", private_key=_private_key(path))

    def sign(self, nanopublication: Nanopublication) -> Nanopublication:
        """The nanopublication with its signature, and named by its trusty URI.

        Where a property has values in both languages whose order toolkits see differently, the Chinese one stands
        under ``skos:altLabel``, ``skos:editorialNote`` or ``rdfs:comment`` instead: either order gives one hash.
        """
        import rdflib
        from nanopub.sign_utils import add_signature

        with warnings.catch_warnings():
            # The library still uses a class that rdflib calls outdated.
            warnings.simplefilter("ignore", DeprecationWarning)
            graph = rdflib.ConjunctiveGraph()
            for quad in _in_one_order(nanopublication.quads):
                context = rdflib.Graph(graph.store, _rdflib(quad.graph_name))
                graph.add((_rdflib(quad.subject), _rdflib(quad.predicate), _rdflib(quad.object), context))
            pubinfo = rdflib.Graph(graph.store, rdflib.URIRef(nanopublication.pubinfo))
            # Not its class Nanopub, which takes "RA" anywhere in a name for the beginning of a hash.
            signed = add_signature(graph, self._profile, rdflib.Namespace(nanopublication.iri), pubinfo)
            quads = [
                ox.Quad(*map(_oxigraph, (*triple, context.identifier)))
                for *triple, context in signed.quads()
                if context is not None
            ]
        (made,) = split(quads)
        return made


def _private_key(path: Path) -> str:
    """The key as the library takes it: PKCS #8 in base64, on one line."""
    from Crypto.PublicKey import RSA

    try:
        content = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise SourceError(
            Text(
                f"{path}: the key cannot be read ({reason}). {_HOW.en}", f"{path}：无法读取密钥（{reason}）。{_HOW.zh}"
            )
        ) from error
    try:
        bare = re.fullmatch(r"[A-Za-z0-9+/=\s]+", content)
        key = RSA.import_key(base64.b64decode(content) if bare else content)
    except (ValueError, IndexError, TypeError) as error:
        raise SourceError(
            Text(
                f"{path}: is no RSA private key without a passphrase. {_HOW.en}",
                f"{path}：不是没有口令的 RSA 私钥。{_HOW.zh}",
            )
        ) from error
    if not key.has_private():
        raise SourceError(
            Text(
                f"{path}: is a public key, which cannot sign. Name the private one. {_HOW.en}",
                f"{path}：是公钥，不能签名。请写明私钥。{_HOW.zh}",
            )
        )
    return base64.b64encode(key.export_key("DER", pkcs=8)).decode("ascii")


_COMMAND = "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem"
_HOW = Text(f"Make a key with: {_COMMAND}", f"生成密钥：{_COMMAND}")


def _rdflib(term: Any) -> Any:
    import rdflib

    if is_rdf12(term):
        raise DataError(
            Text(
                f"{spelled(term)}: is a term of RDF 1.2, which a nanopublication cannot be signed with. "
                "Take it out of the graph.",
                f"{spelled(term)}：是 RDF 1.2 的项，不能签入纳米出版物。请由图谱中删去。",
            )
        )
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == vocabulary.XSD + "string":
        return rdflib.Literal(term.value)
    # As it is spelled: what is hashed is what is written.
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def _oxigraph(term: Any) -> Any:
    import rdflib

    if not isinstance(term, rdflib.Literal):
        return ox.NamedNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
