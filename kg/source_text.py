"""A source's text from a file: code point by code point, and the SHA-256 by which it is told to be the same."""

from __future__ import annotations

import base64
import codecs
import hashlib
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from kg.errors import SourceError
from kg.text import Text

_BYTE_ORDER_MARK = "\ufeff"
#: How many bytes tell the encoding of a Chinese text, by characters of which one in so many is one.
_LOOKED_AT, _ONE_IN = 4000, 12
_OFTEN = frozenset("的一是在有和与为年月日中国市区县省人民政府合作签署协议项目建设发展企业公司")


def read_text(path: Path) -> str:
    """A copy of a source, code point by code point as it is in the file.

    Raises:
        SourceError: if the file cannot be read or is not UTF-8.
    """
    try:
        return (content := _bytes(path)).decode("utf-8")
    except UnicodeDecodeError as error:
        seems = _seems(content)
        made = f"iconv -f {seems} -t UTF-8 {quote(str(path))} > utf-8.txt" if seems else ""
        raise SourceError(
            Text(
                f"{path}: is not UTF-8 (byte {error.start}). Offsets count code points of UTF-8: save it as plain text "
                f"in UTF-8, and name that file.{made and f' It seems to be {seems}: {made}'}",
                f"{path}：不是 UTF-8（第{error.start}字节）。位置按 UTF-8 的码点计：请存为 UTF-8 "
                f"纯文本，并写明该文件。{made and f'似为 {seems}：{made}'}",
            )
        ) from error


def _seems(content: bytes) -> str:
    """The encoding that a text which is no UTF-8 seems to be in, as iconv calls it; empty if nothing tells."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    text = content[:_LOOKED_AT].decode("gb18030", "ignore")
    han = [sign for sign in text if "\u4e00" <= sign <= "\u9fff"]
    return "GB18030" if han and sum(sign in _OFTEN for sign in han) * _ONE_IN >= len(han) else ""


def read_copies(path: Path) -> tuple[str, ...]:
    """Every text that a copy of a source may stand for, as the file has it first.

    Editors and mail programs change a file's encoding, its byte order mark, its line ends and its last line break.
    Which of the texts is the one that was encoded, its hash says.

    Returns:
        the text as it is, then without a byte order mark, with line feeds only, with carriage returns too, and
        with and without a last line break; each once.

    Raises:
        SourceError: if the file cannot be read, or is neither UTF-8, UTF-16 with a byte order mark, nor GB 18030.
    """
    return tuple(dict.fromkeys(_variants(_decoded(path, _bytes(path)))))


def sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def policy_hash(text: str) -> str:
    """The SHA-256 of a script or a style as a page's content security policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def sha256_of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes as they are, in hexadecimal.

    Raises:
        SourceError: if the file cannot be read.
    """
    return hashlib.sha256(_bytes(path)).hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            Text(
                f"{path}: cannot be read ({error.strerror}). Check the path.",
                f"{path}：无法读取（{error.strerror}）。请检查路径。",
            )
        ) from error


def _decoded(path: Path, content: bytes) -> str:
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceError(
        Text(
            f"{path}: is not text in UTF-8, UTF-16 or GB 18030. Save the source as plain text in UTF-8, and name "
            "that file.",
            f"{path}：不是 UTF-8、UTF-16 或 GB 18030 的文本。请将来源存为 UTF-8 纯文本，并写明该文件。",
        )
    )


def _variants(text: str) -> Iterator[str]:
    yield text
    text = text.removeprefix(_BYTE_ORDER_MARK)
    feeds = text.replace("\r\n", "\n").replace("\r", "\n")
    for variant in (text, feeds, feeds.replace("\n", "\r\n")):
        end = "\r\n" if "\r\n" in variant else "\n"
        yield variant
        yield variant.rstrip("\r\n")
        yield variant.rstrip("\r\n") + end
