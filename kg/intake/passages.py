"""Evidence against the text: does each passage's hash fit the user's own copy of the source?

The article is not in the package. What is there is where a passage begins and ends, by code
points of the text file as it is (never normalised), and the SHA-256 of the passage in UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import SourceError
from kg.files import delimited_text
from kg.findings import Finding, Severity
from kg.intake.package import Package
from kg.intake.tables.model import Row, Table
from kg.source_text import sha256
from kg.text import Text


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that a row cites: where it is, and what the text has there."""

    file: str
    table: str
    row: int
    source: str
    start: int
    end: int
    text: str


def find_source(package: Package, text: str, name: str | None = None) -> str:
    """The id of the source that a text is a copy of, by its hash; the only source, if it has no hash yet.

    Args:
        package: the package.
        text: the text.
        name: the id, if the user gave it; it is not doubted here.

    Raises:
        SourceError: if no source of the package has that text, or none has that id.
    """
    table = package.table("sources")
    rows = table.rows if table else []
    ids = [row.value("id") for row in rows]
    if name is not None:
        if name not in ids:
            raise SourceError(
                Text(
                    f"{package.name}: has no source {name!r}. It has: {', '.join(ids) or 'none'}.",
                    f"{package.name}：没有来源“{name}”，其来源为：{', '.join(ids) or '无'}。",
                )
            )
        return name
    digest = sha256(text)
    for row in rows:
        if row.value("sha256") == digest:
            return row.value("id")
    if len(rows) == 1 and not rows[0].value("sha256"):
        return ids[0]
    known = ", ".join(f"{row.value('id')} ({row.value('sha256')[:12]}…)" for row in rows if row.value("sha256"))
    raise SourceError(
        Text(
            f"The text's SHA-256 is {digest[:12]}…, and no source of {package.name} has it; known: {known or 'none'}. "
            "Use the very file that was encoded, or name the source with --source to see which passages still fit.",
            f"该文本的 SHA-256 为{digest[:12]}…，{package.name} 中没有与之相符的来源；已知：{known or '无'}。"
            "请用编码时的那份文件，或以 --source 写明来源，以查看哪些引文仍相符。",
        )
    )


def passages(package: Package, source: str, text: str) -> Iterator[Passage]:
    """Every passage of a source that a row of the package cites, in the order of the tables.

    Args:
        package: the package.
        source: the id of the source.
        text: its text, whose code points the rows cite.

    Returns:
        the passages, each with its table, row and words.
    """
    for table, row in _citing_rows(package):
        if row.value("source") == source:
            start, end = int(row.value("start")), int(row.value("end"))
            yield Passage(table.file, table.name, row.number, source, start, end, text[start:end])


def find_places(text: str, passage: str) -> list[tuple[int, int]]:
    """Every place of a passage in a text, by code points, those that overlap too.

    >>> find_places("嘉兴嘉兴嘉", "嘉兴嘉")
    [(0, 3), (2, 5)]
    """
    places = []
    start = text.find(passage) if passage else -1
    while start >= 0:
        places.append((start, start + len(passage)))
        start = text.find(passage, start + 1)
    return places


def check_passages(package: Package, source: str, text: str) -> list[Finding]:
    """Compare every recorded hash and offset with the text.

    Args:
        package: the package.
        source: the id of the source that the text is a copy of.
        text: the text.

    Returns:
        a violation for each passage that is out of the text, has no hash, or has another one.
    """
    recorded = _recorded_hashes(package, source)
    return [
        finding
        for passage in passages(package, source, text)
        for finding in _check_passage(passage, recorded, len(text))
    ]


def evidence_csv(package: Package, source: str, text: str, delimiter: str = ",") -> str:
    """The table ``evidence`` anew: every cited passage of the source with its hash, those of others kept.

    Args:
        package: the package.
        source: the id of the source that the text is a copy of.
        text: the text.
        delimiter: what separates the cells.

    Returns:
        the table as CSV, sorted by source and offsets.
    """
    hashes = {(p.source, p.start, p.end): sha256(p.text) for p in passages(package, source, text) if p.text}
    table = package.table("evidence")
    for row in table.rows if table else []:
        if row.value("source") != source and row.value("start") and row.value("end"):
            hashes[row.value("source"), int(row.value("start")), int(row.value("end"))] = row.value("sha256")
    rows = ([*key, digest] for key, digest in sorted(hashes.items()))
    return delimited_text([["source", "start", "end", "sha256"], *rows], delimiter=delimiter)


def _citing_rows(package: Package) -> Iterator[tuple[Table, Row]]:
    for table in package.tables:
        if table.name == "evidence":
            continue
        for row in table.rows:
            if row.value("source") and row.value("start") and row.value("end"):
                yield table, row


def _recorded_hashes(package: Package, source: str) -> dict[tuple[int, int], str]:
    table = package.table("evidence")
    rows: Iterable[Row] = table.rows if table else []
    return {
        (int(row.value("start")), int(row.value("end"))): row.value("sha256")
        for row in rows
        if row.value("source") == source
    }


def _check_passage(passage: Passage, recorded: dict[tuple[int, int], str], length: int) -> Iterator[Finding]:
    where = f"{passage.start}-{passage.end}"
    digest = recorded.get((passage.start, passage.end))
    if not 0 <= passage.start < passage.end <= length:
        yield _finding(
            passage,
            "offset-beyond-source",
            f"The passage {where} is not within the text's {length} code points.",
            f"引文 {where} 超出全文的 {length} 个码点。",
            Text(
                "Correct start and end; end is the code point after the last.",
                "请改正 start 与 end；end 为末字之后的码点。",
            ),
        )
    elif digest is None:
        yield _finding(
            passage,
            "no-hash",
            f"The passage {where} has no hash in the table evidence.",
            f"证据表中没有引文 {where} 的哈希值。",
            Text("Run `kg evidence` with --write to add it.", "请运行 `kg evidence` 并加 --write 补上。"),
        )
    elif digest != sha256(passage.text):
        yield _finding(
            passage,
            "hash-differs",
            f"The passage {where} differs from the one that was encoded.",
            f"引文 {where} 与编码时的文字不一致。",
            Text(
                "The text or the offsets have changed: correct the offsets, or use the text that was encoded.",
                "文本或位置已变：请改正位置，或用编码时的文本。",
            ),
        )


def _finding(passage: Passage, code: str, message_en: str, message_zh: str, fix: Text) -> Finding:
    return Finding(
        Severity.VIOLATION,
        code,
        message_en,
        message_zh,
        fix.en,
        passage.file,
        passage.table,
        passage.row,
        "start",
        str(passage.start),
        fix_zh=fix.zh,
    )
