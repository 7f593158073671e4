"""Findings for a screen: those that say the same of several rows are told once, and what to do is not repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.findings import Finding
from kg.text import Text

#: How many rows are named; the number of all is always said.
_MOST_ROWS = 5


def grouped(findings: Sequence[Finding]) -> list[tuple[Finding, list[int]]]:
    """Findings in their order, each with the rows that it is about: the first of several that say the same.

    Args:
        findings: sorted, gravest first.

    Returns:
        a finding, without its value where several values are meant; and its rows, none where it is about no row.
    """
    found: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        key = (finding.severity, finding.code, finding.file, finding.field, finding.message_en, finding.fix)
        found.setdefault(key if finding.row or finding.node else (*key, finding.value), []).append(finding)
    return [_one(alike) for alike in found.values()]


def _one(alike: Sequence[Finding]) -> tuple[Finding, list[int]]:
    first = alike[0]
    rows = list(dict.fromkeys(finding.row for finding in alike if finding.row))
    if not all(finding.value == first.value for finding in alike):
        first = replace(first, value="")
    if not rows and len({finding.node for finding in alike}) > 1:
        first = replace(first, node=f"{first.node} … ({len(alike):,})")
    return first, rows


def fixes_once(groups: Sequence[tuple[Finding, list[int]]]) -> Iterator[tuple[Finding, list[int]]]:
    """The same, where what to do is said with the first of those that have it in a column of a table: a list of codes
    need not stand below each wrong one.
    """
    said = set[tuple[str, ...]]()
    for finding, rows in groups:
        key = (finding.code, finding.table, finding.field, finding.fix)
        yield (replace(finding, fix="", fix_zh="") if key in said else finding), rows
        said.add(key)


def rows_told(rows: Sequence[int], language: str) -> str:
    """Some rows in words.

    >>> rows_told([2, 4, 5, 7, 8, 9, 11], "en"), rows_told([2, 4], "zh"), rows_told([], "en")
    ('rows 2, 4, 5, 7, 8 … (7 in all)', '第2、4行', '')
    """
    if len(rows) < 2:
        return (f"第{rows[0]}行" if language == "zh" else f"row {rows[0]}") if rows else ""
    named, more = rows[:_MOST_ROWS], len(rows) > _MOST_ROWS
    if language == "zh":
        return f"第{'、'.join(map(str, named))}行" + (f"等（共{len(rows)}行）" if more else "")
    return f"rows {', '.join(map(str, named))}" + (f" … ({len(rows):,} in all)" if more else "")


#: The codes of findings that say of a thing that it is told in one language alone.
_IN_ONE_LANGUAGE = re.compile(r"(?:name|gist|title)-(?:zh|en)-missing")


def apart_in_one_language(findings: Sequence[Finding]) -> tuple[list[Finding], list[Text]]:
    """Findings without those on what stands in one language alone, and these counted, one line a file.

    A sheet in one language has dozens of them, among which nobody sees the others.

    Args:
        findings: sorted, gravest first.
    """
    others = [one for one in findings if not _IN_ONE_LANGUAGE.fullmatch(one.code)]
    by_file: dict[str, dict[str, list[Finding]]] = {}
    for one in findings:
        if _IN_ONE_LANGUAGE.fullmatch(one.code):
            by_file.setdefault(one.file or one.table, {}).setdefault(one.field, []).append(one)
    return others, [_counted_in(file, fields) for file, fields in by_file.items()]


def _counted_in(file: str, fields: dict[str, list[Finding]]) -> Text:
    """How many things of a file have no name or title in one of the languages; of a single one, which row it is."""
    en, zh = [], []
    for field, found in fields.items():
        row = found[0].row if len(found) == 1 else None
        en.append(f"{len(found):,} without {field}" + (f" (row {row})" if row else ""))
        zh.append(f"{len(found):,}条缺{field}" + (f"（第{row}行）" if row else ""))
    where = f"{file}: " if file else ""
    return Text(f"{where}{', '.join(en)}", f"{where}{'，'.join(zh)}")
