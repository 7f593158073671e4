"""The reader's copies of sources, each proved by its hash to be the text that was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.documents import copies_of
from kg.findings import Finding, Severity
from kg.intake.articles.queue import Queue
from kg.source_text import sha256


def prove(
    copies: Iterable[Path | str], queues: Mapping[str, Queue], recorded: Mapping[str, str]
) -> tuple[dict[str, str], list[Finding]]:
    """Which copy is the text of which source.

    Args:
        copies: files, or texts themselves.
        queues: the readings, by the id of the source.
        recorded: the hashes that the table ``sources`` has, by the id of the source; may be empty texts.

    Returns:
        the texts by the id of the source; and what was not taken for one, and why.

    Raises:
        SourceError: if a file cannot be read.
    """
    texts: dict[str, str] = {}
    remarks = [_other_edition(queue, recorded[name]) for name, queue in queues.items() if _differs(queue, recorded)]
    wanted = {queue.sha256: name for name, queue in queues.items() if not _differs(queue, recorded)}
    for copy in copies:
        found = next(((wanted[digest], text) for text in _texts(copy) if (digest := sha256(text)) in wanted), None)
        if found is None:
            remarks.append(_of_no_source(copy, queues))
        else:
            texts[found[0]] = found[1]
    return texts, remarks


def _differs(queue: Queue, recorded: Mapping[str, str]) -> bool:
    return recorded.get(queue.source, "") not in ("", queue.sha256)


def _texts(copy: Path | str) -> Iterable[str]:
    if isinstance(copy, str):
        return (copy,)
    return copies_of(copy)


def _of_no_source(copy: Path | str, queues: Mapping[str, Queue]) -> Finding:
    shown = copy.name if isinstance(copy, Path) else "text"
    digests = [sha256(text)[:12] for text in _texts(copy)][:1]
    known = ", ".join(f"{name} ({queue.sha256[:12]}…)" for name, queue in queues.items()) or "–"
    return Finding(
        Severity.WARNING,
        "hash-differs",
        f"The text ({digests[0]}…) is none that suggestions were made from: {known}. Nothing of it can be accepted; "
        "what is suggested can still be rejected, edited, and judged to be a record that there is.",
        f"该文本（{digests[0]}…）不是任何建议所据的文本：{known}。其内容不能接受；仍可拒绝、修改，或判定为已有记录。",
        "Use the very file that was read, or read this one with `kg read --into`.",
        shown,
        fix_zh="请用当时所读的文件，或以 `kg read --into` 重新阅读此文件。",
    )


def _other_edition(queue: Queue, recorded: str) -> Finding:
    return Finding(
        Severity.WARNING,
        "hash-differs",
        f"The suggestions of {queue.source} were made from another text ({queue.sha256[:12]}…) than the one on record "
        f"({recorded[:12]}…). Nothing of them can be accepted; they can still be rejected, and judged to be a record.",
        f"来源 {queue.source} 的建议所据文本（{queue.sha256[:12]}…）与所记录的（{recorded[:12]}…）不同。"
        "不能接受其中的内容；仍可拒绝，或判定为已有记录。",
        "Read the text on record again with `kg read --into`, or read this edition under a source id of its own.",
        f"suggestions/{queue.source}.json",
        "sources",
        field="sha256",
        value=queue.sha256,
        fix_zh="请以 `kg read --into` 重读所记录的文本，或为此版本另取来源标识。",
    )
