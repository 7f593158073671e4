"""Files and texts of RDF: which formats there are, and how one is read or written without a store."""

from __future__ import annotations

import gzip
import io
import zlib
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox

from kg.errors import SourceError, said_by_engine
from kg.graph.entities import check_entities
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


#: How a file's name ends when it is packed.
PACKED = ".gz"
#: A packed file may grow so many times, once it is larger than ``_SMALL`` bytes. Text of RDF packs to a tenth or a
#: fiftieth, and what packs to a thousandth is made to fill a disk or a memory.
_MOST_GROWN, _SMALL = 300, 100_000_000
#: The longest thing that a parser says of a file; a file of one line is quoted whole in it.
_MOST_SAID = 500


def rdf_format(path: Path) -> ox.RdfFormat:
    """The format of an RDF file, by its name; one that ends in ``.gz`` is packed.

    Raises:
        SourceError: if the name has none of the endings in ``FORMATS``.
    """
    named = path.with_suffix("") if path.suffix.lower() == PACKED else path
    try:
        return FORMATS[named.suffix.lower()]
    except KeyError:
        raise SourceError(
            Text(
                f"{path}: is not a file of RDF by its name. Use one that ends in {', '.join(FORMATS)}, "
                f"or in one of these and {PACKED}.",
                f"{path}：从文件名看不是 RDF 文件。请使用以 {'、'.join(FORMATS)} 结尾的文件，其后可再加 {PACKED}。",
            )
        ) from None


@contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """A file of RDF, unpacked and without a byte-order mark; what goes wrong while it is read is told of it.

    Raises:
        SourceError: if the file cannot be read, is damaged, has a syntax error, or is made to fill the memory.
    """
    form = rdf_format(path)
    try:
        with path.open("rb") as plain:
            file = _unpacked(path, plain) if path.suffix.lower() == PACKED else cast(BinaryIO, plain)
            begins = file.read(len(BOM_UTF8))
            rest: BinaryIO
            if form == ox.RdfFormat.RDF_XML:
                content = begins + file.read()
                check_entities(path, content)
                rest = io.BytesIO(content.removeprefix(BOM_UTF8))
            elif begins == BOM_UTF8:
                rest = file
            elif file is plain:
                file.seek(0)
                rest = file
            else:
                rest = cast(BinaryIO, io.BufferedReader(_Again(begins, file)))
            yield rest
    except (SyntaxError, ValueError) as error:
        raise syntax_error(path, error) from error
    except (EOFError, zlib.error) as error:
        raise SourceError(
            Text(
                f"{path}: is damaged ({error}). Pack the file again.",
                f"{path}：文件已损坏（{error}）。请重新压缩该文件。",
            )
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error


class _Again(io.RawIOBase):
    """What was read of a file already, and then the rest of it."""

    def __init__(self, begins: bytes, rest: BinaryIO) -> None:
        self._begins, self._rest = begins, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # any writable buffer has a length
        data, self._begins = (self._begins[: len(buffer)], self._begins[len(buffer) :])
        data = data or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _unpacked(path: Path, plain: io.BufferedReader) -> BinaryIO:
    size = path.stat().st_size

    class Unpacked(gzip.GzipFile):
        """Stops where a small file becomes an enormous one."""

        def read(self, size_wanted: int | None = -1) -> bytes:
            if size_wanted is not None and size_wanted >= 0:
                self._watch()
                return super().read(size_wanted)
            parts = []
            while part := super().read(1 << 20):
                parts.append(part)
                self._watch()
            return b"".join(parts)

        def _watch(self) -> None:
            if self.tell() > max(_SMALL, _MOST_GROWN * size):
                raise SourceError(
                    Text(
                        f"{path}: {size:,} bytes unpack to more than {_MOST_GROWN} times as many. "
                        "Unpack the file yourself, if that is meant.",
                        f"{path}：{size:,} 字节解压后超过其 {_MOST_GROWN} 倍。若确需如此，请自行解压该文件。",
                    )
                )

    return cast(BinaryIO, Unpacked(fileobj=plain, mode="rb"))


def syntax_error(path: Path, error: Exception) -> SourceError:
    """The error for a file that a parser refuses."""
    text = str(error.msg if isinstance(error, SyntaxError) else error).strip().rstrip(".")
    if "LoadDocumentCallback" in text:
        return SourceError(
            Text(
                f"{path}: names a context that lies elsewhere, and nothing is read over the network. "
                "Put the context itself into the file, below @context.",
                f"{path}：引用了位于别处的上下文，而本程序不从网络读取任何内容。"
                "请把上下文本身写入文件的 @context 之下。",
            )
        )
    text = text if len(text) <= _MOST_SAID else text[:_MOST_SAID] + "…"
    return SourceError(
        Text(
            f"{path}: is not valid RDF: {text}. Correct the file at that place.",
            f"{path}：不是有效的 RDF：{said_by_engine(text)}。请在该处改正文件。",
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


def parse_ntriples(content: bytes) -> Iterator[Triple]:
    """The triples of N-Triples that a store wrote."""
    return (quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES))


def parse(path: Path, relative_to: str | None = None) -> Iterator[Triple]:
    """The triples of a file in the order in which they stand there, whatever graph they are in.

    Args:
        path: the file.
        relative_to: what relative IRIs are resolved against, where the file has no base of its own. Without it, they
            are an error in all formats but JSON-LD, whose parser passes over them.

    Raises:
        SourceError: if the file is missing, of unknown format, or has a syntax error.
    """
    form = rdf_format(path)
    with reading(path) as file:
        for quad in ox.parse(file, format=form, base_iri=relative_to):
            yield quad.triple


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
