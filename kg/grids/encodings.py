"""The encoding of a text file, found from its bytes alone.

A byte order mark says it. Else UTF-8 is what decodes as UTF-8: hardly any other text does. Of the rest, what is
common tells: in GBK and in Big5 the frequent characters lie in the first of two levels, and what is read in the wrong
one of the two falls outside of it about every other time. On short tables of names this is right more often than
charset-normalizer, which has too little to go by (`tests/bench/encodings.py`). What has one byte a character is told by
which languages its words can be of (``single_bytes``), and Japanese and Korean by their letters (``east_asian``). Where
several encodings make words of the same bytes, and different ones, nobody but the table's owner knows, and it is said.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError, UsageError
from kg.findings import Finding, Severity
from kg.grids.east_asian import east_asian
from kg.grids.remarks import remark
from kg.grids.single_bytes import Reading, decodes, differing, single_byte_readings, words_with_letters
from kg.nearest import did_you_mean, nearest
from kg.text import Text, typed

#: The marks at the beginning of a file; that of UTF-32 first, for it begins as that of UTF-16 does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Characters of two bytes: those of the first level and of signs, and all.
_COMMON = {
    "gb18030": re.compile(rb"[\xb0-\xd7\xa1-\xa3][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa4-\xc6\xa1-\xa3][\x40-\x7e\xa1-\xfe]"),
}
_PAIR = re.compile(rb"[\x81-\xfe][\x30-\xfe]")
#: Below this share of common characters, a text is not taken for Chinese.
_LEAST_COMMON = 0.6
#: A character that is none of ASCII, and one that stands alone at a Latin letter.
_BEYOND = re.compile("[^\x00-\x7f]")
_ALONE = re.compile("(?<=[A-Za-z])[^\x00-\x7f](?![^\x00-\x7f])|(?<![^\x00-\x7f])[^\x00-\x7f](?=[A-Za-z])")
#: How much is looked at to choose.
_MOST_LOOKED_AT = 1_000_000


#: What people write for encodings, to be proposed for a slip.
_KNOWN = (
    *(
        "utf-8",
        "utf-16",
        "gb18030",
        "gbk",
        "big5",
        "shift_jis",
        "euc_jp",
        "euc_kr",
        "cp949",
        "cp932",
        "cp1250",
        "cp1251",
        "cp1252",
    ),
    *("cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "windows-1250", "windows-1251", "windows-1252"),
    *("iso8859-1", "iso8859-2", "iso8859-15", "koi8-r", "koi8-u", "mac_roman", "cp437", "cp850", "cp852", "cp866"),
)
#: So many other readings a remark shows.
_MOST_RIVALS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """An encoding, and what speaks for another one.

    Attributes:
        encoding: its name, as Python has it.
        readings: where its bytes are words in other encodings too: the same words in each, that of ``encoding`` first.
        is_known: whether a byte order mark or the form of the bytes says it, or words of some language.
    """

    encoding: str
    readings: tuple[Reading, ...] = ()
    is_known: bool = True


def found_encoding(content: bytes) -> str:
    """The encoding of a text, as Python knows it.

    Args:
        content: the file's bytes, all of them.

    >>> found_encoding("名称,金额".encode("gb18030")), found_encoding("名稱,金額".encode("big5"))
    ('gb18030', 'big5')
    """
    return found_readings(content).encoding


def found_readings(content: bytes) -> Found:
    """The encoding of a text, with what it would be in others.

    Args:
        content: the file's bytes, all of them.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Found(encoding)
    wide = _wide(content)
    if wide:
        return Found(wide)
    if decodes(content, "utf-8"):
        return Found("utf-8")
    words = words_with_letters(content)
    single = single_byte_readings(content, words)
    chinese = [(_common(content, encoding), encoding) for encoding in _COMMON if decodes(content, encoding)]
    share, best = (1.0, found) if (found := east_asian(content)) else max(chinese, default=(0.0, ""))
    if share >= _LEAST_COMMON and not (single and _within_words(content, best)):
        single = [best, *single]
    if not single:
        return Found("cp1252", (Reading("cp1252", _some(words, "cp1252")),), is_known=False)
    return Found(single[0], tuple(differing(words, single)))


def _within_words(content: bytes, encoding: str) -> bool:
    """Whether most Chinese characters would stand alone at Latin letters: Warmi雟ko is no text, and Warmińsko is."""
    text = content[:_MOST_LOOKED_AT].decode(encoding, "replace")
    return 2 * len(_ALONE.findall(text)) > len(_BEYOND.findall(text))


def _some(words: Sequence[bytes], encoding: str) -> tuple[str, ...]:
    return tuple(word.decode(encoding, "replace")[:60] for word in words[:2])


def checked_encoding(name: str) -> str:
    """The name of an encoding of texts, as Python has it.

    Args:
        name: as somebody writes it: windows-1250, GBK.

    Raises:
        UsageError: if there is no such encoding; the nearest is named.
    """
    written = name.strip()
    try:
        found = codecs.lookup(written)
        "".encode(found.name)  # what packs bytes, as zlib, is no encoding of texts
        return found.name
    except (LookupError, ValueError, TypeError) as error:
        hint = did_you_mean(nearest(written, _KNOWN))
        raise UsageError(
            Text(
                f"There is no encoding {typed(name)!r}. {hint.en}Write one such as utf-8, gb18030, cp1250 (Central "
                "European), cp1251 (Cyrillic), cp1252 (Western European).",
                f"没有名为“{typed(name)}”的编码。{hint.zh}请写 utf-8、gb18030、cp1250（中欧）、cp1251（西里尔）、"
                "cp1252（西欧）等。",
            )
        ) from error


def encoding_said(said: object, where: str) -> str:
    """The name of the encoding that a file says, as Python has it; empty where it says none.

    Args:
        said: what stands in the file.
        where: the file and the place in it, for errors.

    Raises:
        SourceError: if there is no such encoding; the nearest is named.
    """
    try:
        return checked_encoding(str(said)) if said else ""
    except UsageError as error:
        raise SourceError(error.text.about(where)) from error


def read_as(path: Path, content: bytes, declared: str = "") -> tuple[str, list[Finding]]:
    """The encoding of a file's text, and what is to be said of it: a warning where its bytes do not tell it.

    Args:
        path: the file.
        content: its bytes, all of them.
        declared: the encoding that somebody says it is in, as ``checked_encoding`` has it; a byte order mark says more.

    Raises:
        SourceError: if it is not in the encoding that was declared.
    """
    if not declared or content.startswith(tuple(mark for mark, _ in _MARKS)):
        found = found_readings(content)
        return found.encoding, [_said_of(found, path.name)]
    try:
        content.decode(declared)
    except UnicodeError as error:
        raise _not_in(path, content, declared, error) from error
    name = declared.upper()
    told = Text(f"Read as {name}, as was said.", f"按所说明的 {name} 读取。")
    if is_utf8_too(content, declared):
        doubt = Text(
            f"Read as {name}, as was said, but it is UTF-8 as well.", f"按所说明的 {name} 读取，但也是有效的 UTF-8。"
        )
        fix = Text("Take the encoding away if letters are wrong.", "若文字有误，请去掉所说明的编码。")
        return declared, [remark("encoding", doubt, fix, file=path.name, value=declared, severity=Severity.WARNING)]
    return declared, [remark("encoding", told, file=path.name, value=declared)]


def is_utf8_too(content: bytes, encoding: str) -> bool:
    """Whether what is said to be in another encoding is UTF-8 as well, so that its letters may be others.

    Args:
        content: the bytes.
        encoding: what they are said to be in.
    """
    return not encoding.startswith("utf-8") and not content.isascii() and decodes(content, "utf-8")


def _not_in(path: Path, content: bytes, declared: str, error: UnicodeError) -> SourceError:
    start = error.start if isinstance(error, UnicodeDecodeError) else 0
    row, found = content.count(b"\n", 0, start) + 1, found_encoding(content)
    near, near_zh = (f"; it may be {found.upper()}", f"，可能是 {found.upper()}") if found != declared else ("", "")
    return SourceError(
        Text(
            f"{path}, line {row}: byte {start} is no character of {declared.upper()}, which it is said to be in{near}. "
            "Say another encoding, or none.",
            f"{path} 第{row}行：第 {start} 字节不是所说明的 {declared.upper()} 字符{near_zh}。请改写编码，或不写。",
        )
    )


#: How one says which encoding is right.
_HOW = Text(
    "Where that is wrong, save the file as UTF-8, or say --encoding cp1250 or another one to kg map or kg import (in a "
    "mapping `#: encoding: cp1250`).",
    "若文字有误，请将文件另存为 UTF-8，或在 kg map、kg import 中用 --encoding cp1250 等说明编码"
    "（映射中写 `#: encoding: cp1250`）。",
)


def _said_of(found: Found, file: str) -> Finding:
    """What is to be said of an encoding that nobody declared."""
    name = found.encoding.upper()
    if not found.is_known:
        words = ", ".join(found.readings[0].words)
        told = Text(
            f"Read as {name}, which makes no words of its letters: {words}.",
            f"按 {name} 读取，但所得文字不成词：{words}。",
        )
    elif found.readings:
        first, *others = found.readings
        shown = "; ".join(f"in {one.encoding.upper()} {', '.join(one.words)}" for one in others[:_MOST_RIVALS])
        shown_zh = "；".join(f"按 {one.encoding.upper()} 为 {'、'.join(one.words)}" for one in others[:_MOST_RIVALS])
        told = Text(
            f"Read as {name}: {', '.join(first.words)}. Its bytes are words in other encodings too: {shown}.",
            f"按 {name} 读取：{'、'.join(first.words)}。其字节按别的编码也成词：{shown_zh}。",
        )
    else:
        told = Text(f"Read as {name}.", f"按 {name} 读取。")
        how = Text() if found.encoding.startswith("utf-") else _HOW
        return remark("encoding", told, how, file=file, value=found.encoding)
    return remark("encoding", told, _HOW, file=file, value=found.encoding, severity=Severity.WARNING)


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: what parts lines and cells has a null byte, always on one side."""
    part = content[:_MOST_LOOKED_AT]
    if len(content) % 2 or not part.count(0):
        return ""
    pairs = Counter(zip(part[::2], part[1::2], strict=False))
    little, big = (sum(pairs[pair(sign)] for sign in b"\t\n\r,;|") for pair in (_little, _big))
    many, few, encoding = (little, big, "utf-16-le") if little > big else (big, little, "utf-16-be")
    if many <= 4 * few or (part.count(0) * 5 < len(part) and decodes(content, "utf-8")):
        return ""  # nulls that strayed into another text
    return encoding if decodes(content, encoding) and _is_text(part, encoding) else ""


def _little(sign: int) -> tuple[int, int]:
    return sign, 0


def _big(sign: int) -> tuple[int, int]:
    return 0, sign


def _is_text(content: bytes, encoding: str) -> bool:
    """Whether what is read is mostly written: letters, digits and signs that are in use."""
    text = content[: len(content) // 4 * 4].decode(encoding, "replace")
    odd = sum(not (character.isprintable() or character in "\r\n\t") for character in text)
    return odd * 20 <= len(text)


def _common(content: bytes, encoding: str) -> float:
    """How many of the characters of two bytes are common ones, from 0 to 1."""
    pairs = _PAIR.findall(content[:_MOST_LOOKED_AT])
    common = _COMMON[encoding]
    return sum(common.fullmatch(pair) is not None for pair in pairs) / len(pairs) if pairs else 0.0
