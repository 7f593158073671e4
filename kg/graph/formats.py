"""Files and texts of RDF: which formats there are, and how one is read or written without a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import SourceError
from kg.graph.terms import Term, Triple
from kg.text import Text

#: File name endings that can be read, with Oxigraph's name of the format.
FORMATS: dict[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
#: The formats that a set of triples can be written in, in the order of their store.
TRIPLES = {"n-triples": ox.RdfFormat.N_TRIPLES, "json-ld": ox.RdfFormat.JSON_LD, "turtle": ox.RdfFormat.TURTLE}
#: The W3C's formats of the answer to a SELECT or an ASK.
RESULTS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}


def rdf_format(path: Path) -> ox.RdfFormat:
    """The format of an RDF file, by its name.

    Raises:
        SourceError: if the name has none of the endings in ``FORMATS``.
    """
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise SourceError(
            Text(
                f"{path}: is not a file of RDF by its name. Use one that ends in {', '.join(FORMATS)}.",
                f"{path}：按文件名不是 RDF 文件。请用以其中之一结尾的文件：{', '.join(FORMATS)}。",
            )
        ) from None


def syntax_error(path: Path, error: Exception) -> SourceError:
    """The error for a file that a parser refuses."""
    text = str(error).strip().rstrip(".")
    return SourceError(
        Text(
            f"{path}: is not valid RDF: {text}. Correct the file at that place.",
            f"{path}：不是有效的 RDF：{text}。请在该处改正文件。",
        )
    )


def unreadable(path: Path, error: OSError) -> SourceError:
    """The error for a file that cannot be opened."""
    return SourceError(
        Text(
            f"{path}: cannot be read ({error.strerror or error}). Check the path and its permissions.",
            f"{path}：无法读取（{error.strerror or error}）。请检查路径与权限。",
        )
    )


def parse(path: Path) -> Iterator[Triple]:
    """The triples of a file in the order in which they stand there, whatever graph they are in.

    Raises:
        SourceError: if the file is missing, of unknown format, or has a syntax error.
    """
    try:
        for quad in ox.parse(path=str(path), format=rdf_format(path)):
            yield quad.triple
    except (SyntaxError, ValueError) as error:
        raise syntax_error(path, error) from error
    except OSError as error:
        raise unreadable(path, error) from error


def serialize(triples: Iterable[Triple], form: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples in the order in which they come.

    Args:
        triples: what is to be written.
        form: one of ``TRIPLES``.
        prefixes: the prefixes that may be used, where the format has any.
    """
    content = ox.serialize(triples, format=TRIPLES[form], prefixes=dict(prefixes))
    assert content is not None  # without an output file, Oxigraph returns what it writes
    return content


def rows(content: bytes, form: str) -> Iterator[tuple[Term | None, ...]]:
    """The rows of an answer that one of ``RESULTS`` holds."""
    found = ox.parse_query_results(content, format=RESULTS[form])
    assert isinstance(found, ox.QuerySolutions)
    return map(tuple, found)


def serialize_truth(value: bool, form: str) -> bytes:
    """The answer of an ASK.

    Args:
        value: the answer.
        form: ``json`` or ``xml``.
    """
    text = b'{"head":{},"boolean":%s}' % (b"true" if value else b"false")
    content = ox.parse_query_results(text, format=RESULTS["json"]).serialize(format=RESULTS[form])
    assert content is not None  # as above
    return content
