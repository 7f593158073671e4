"""What people have judged to be one, or not: the table ``names.csv`` of a package, in the columns of SSSOM.

SSSOM (https://w3id.org/sssom) is the standard table of mappings. A name is a literal there (``subject_type`` is
``rdfs literal``, its text in ``subject_label``), a thing has its reference as ``subject_id``. Who judged and when is
what the user says: no clock is asked, so the same judgements make the same bytes.

The table is a log: the judgements of one pair stand in the order in which they were made, the pairs in the order of
their names. So a judgement that is taken back leaves the very bytes that were there before it.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kg.errors import LookupFailed, SourceError, UsageError
from kg.files import delimited_text, own_file, read_cell, write_file, written_cell
from kg.intake.identities.keys import key
from kg.text import Text

#: The table's file in a package.
FILE = "names.csv"

SAME, MANUAL, LITERAL, NOT = "skos:exactMatch", "semapv:ManualMappingCuration", "rdfs literal", "Not"

COLUMNS = (
    *("subject_id", "subject_label", "subject_type", "predicate_id", "predicate_modifier"),
    *("object_id", "object_label", "object_type", "mapping_justification"),
    *("author_label", "mapping_date", "confidence", "comment"),
)

#: How much of a name an error shows.
MOST = 100
_REFERENCE = re.compile("(region|institution|programme|partnership|official)/[a-z0-9]+(-[a-z0-9]+)*")


def is_reference(text: str) -> bool:
    """Whether a text is written as a thing is, ``kind/id``, and not as a name.

    >>> is_reference("region/cn-shanghai"), is_reference("上海")
    (True, False)
    """
    return _REFERENCE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Judgement:
    """That two sides are one, or are not; each side is a thing (a reference) or a name.

    Attributes:
        subject: the thing or name that is judged.
        object: what it is, or is not; of two things that are one, this one stays.
        same: whether they are one.
        subject_label, object_label: what things are called, for who reads the table.
        by: who judged.
        on: on which day, ISO 8601; empty if nobody said.
        comment: why.
        justification: how it came about; by hand as a rule.
        confidence: from 0 to 1, as it was written; may be empty.
        others: cells of further columns of the file, which are kept.
        file, row: where it stands, for findings; no part of what it says.
    """

    subject: str
    object: str
    same: bool
    subject_label: str = ""
    object_label: str = ""
    by: str = ""
    on: str = ""
    comment: str = ""
    justification: str = MANUAL
    confidence: str = ""
    others: tuple[tuple[str, str], ...] = ()
    file: str = field(default="", compare=False)
    row: int = field(default=0, compare=False)

    @property
    def pair(self) -> tuple[str, str]:
        """Its two sides, whichever is named first; names by their key."""
        one, other = sorted((side(self.subject), side(self.object)))
        return one, other


def side(text: str) -> str:
    """A side of a judgement for comparing: a reference as it is, a name by its key.

    >>> side("region/cn-shanghai"), side("Acme Limited")
    ('region/cn-shanghai', '=acme ltd')
    """
    return text if is_reference(text) else f"={key(text)}"


class Judgements:
    """The judgements of a package, in the order of their pairs, and of a pair in the order of being made."""

    def __init__(self, made: Iterable[Judgement] = ()) -> None:
        self._made = sorted(made, key=lambda one: one.pair)

    def __iter__(self) -> Iterator[Judgement]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    @classmethod
    def read(cls, folder: Path) -> Judgements:
        """The judgements of a package's folder; none where it has no ``names.csv``.

        Raises:
            SourceError: if the file cannot be read, or a row is no judgement.
        """
        path = own_file(folder, FILE)
        return cls(_parsed(path)) if path.exists() else cls()

    def write(self, folder: Path) -> None:
        """Write ``names.csv`` whole; without any judgement there is no such file.

        Raises:
            SourceError: if it cannot be written.
        """
        path, content = folder / FILE, self.as_bytes()
        if content is not None:
            write_file(path, content)
        else:
            path.unlink(missing_ok=True)

    def as_bytes(self) -> bytes | None:
        """The file; ``None`` where there is no judgement, and so no file."""
        return self.as_csv().encode("utf-8", "surrogatepass") if self._made else None

    def as_csv(self) -> str:
        """The table as it stands in the file."""
        others = dict.fromkeys(name for one in self._made for name, _ in one.others)
        columns = [*COLUMNS, *others]
        rows = [columns, *([cells.get(name, "") for name in columns] for cells in map(_cells, self._made))]
        return delimited_text([written_cell(cell) for cell in row] for row in rows)

    def same(self, subject: str, thing: str, by: str = "", on: str = "", comment: str = "") -> Judgement:
        """Judge a name or a thing to be a thing; what was judged of the two before is kept, and no longer holds.

        Args:
            subject: a name, or a thing as a reference.
            thing: what it is; of two things, the one that stays.
            by: who judges.
            on: on which day, ISO 8601; nobody's clock is asked.
            comment: why.

        Returns:
            the judgement that was added.

        Raises:
            UsageError: if the two are one already, or the day is none.
        """
        return self.add(Judgement(subject, thing, same=True, by=by, on=on, comment=comment))

    def undo(self, subject: str, thing: str) -> Judgement:
        """Take back the last judgement of two sides; the one before it holds again, if there is one.

        Raises:
            LookupFailed: if there is none.
        """
        pair = Judgement(subject, thing, same=True).pair
        places = [place for place, one in enumerate(self._made) if one.pair == pair]
        if not places:
            raise LookupFailed(
                Text(
                    f"Nothing is judged of {subject[:MOST]!r} and {thing[:MOST]!r}. `kg names --judged` lists what is.",
                    f"对“{subject[:MOST]}”与“{thing[:MOST]}”没有判定。`kg names --judged` 列出已有判定。",
                )
            )
        return self._made.pop(places[-1])

    def undo_numbers(self, numbers: Iterable[int]) -> list[Judgement]:
        """Take judgements back by their places in the table, from 1, all of them or none.

        Raises:
            LookupFailed: if there is none of a number.
        """
        places = {number - 1 for number in numbers}
        if wrong := sorted(place + 1 for place in places if not 0 <= place < len(self._made)):
            raise LookupFailed(
                Text(
                    f"There is no judgement {wrong[0]}; there are {len(self._made)}. `kg names --judged` numbers them.",
                    f"没有第{wrong[0]}项判定，共有{len(self._made)}项。`kg names --judged` 列出各项的序号。",
                )
            )
        taken = [one for place, one in enumerate(self._made) if place in places]
        self._made = [one for place, one in enumerate(self._made) if place not in places]
        return taken

    def holding(self) -> dict[tuple[str, str], Judgement]:
        """The judgement that holds of each pair: the last one, unless an earlier one bears a later day."""
        found: dict[tuple[str, str], Judgement] = {}
        for one in self._made:
            before = found.get(one.pair)
            if before is None or not (before.on and one.on and before.on > one.on):
                found[one.pair] = one
        return found

    def add(self, judgement: Judgement) -> Judgement:
        """Add a judgement behind those of its pair; see ``same``."""
        _check_day(judgement.on)
        if len(set(judgement.pair)) == 1:
            one, other = judgement.subject[:MOST], judgement.object[:MOST]
            raise UsageError(
                Text(
                    f"{one!r} and {other!r} are one already. Name two.",
                    f"“{one}”与“{other}”本是一个，请写两个不同的名称。",
                )
            )
        self._made = sorted([*self._made, judgement], key=lambda one: one.pair)
        return judgement


def _check_day(text: str) -> None:
    try:
        if text:
            date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            Text(
                f"{text[:MOST]!r} is no day. Write it as 2026-11-28.",
                f"“{text[:MOST]}”不是日期，请写成 2026-11-28 的形式。",
            )
        ) from error


def _cells(one: Judgement) -> dict[str, str]:
    cells = dict(one.others)
    for name, value, label in (
        ("subject", one.subject, one.subject_label),
        ("object", one.object, one.object_label),
    ):
        thing = is_reference(value)
        cells |= {
            f"{name}_id": value if thing else "",
            f"{name}_label": label if thing else value,
            f"{name}_type": "" if thing else LITERAL,
        }
    return cells | {
        "predicate_id": SAME,
        "predicate_modifier": "" if one.same else NOT,
        "mapping_justification": one.justification,
        "author_label": one.by,
        "mapping_date": one.on,
        "confidence": one.confidence,
        "comment": one.comment,
    }


def _parsed(path: Path) -> Iterator[Judgement]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        text = path.read_bytes().decode("utf-8-sig", "surrogatepass")
    except UnicodeDecodeError as error:
        raise SourceError(
            Text(
                f"{path}: is not UTF-8 (byte {error.start}). Save it as UTF-8.",
                f"{path}：不是UTF-8编码（第{error.start}字节），请另存为UTF-8。",
            )
        ) from error
    except OSError as error:
        raise SourceError(
            Text(
                f"{path}: cannot be read ({error.strerror}). Check the path and its permissions.",
                f"{path}：无法读取（{error.strerror}），请检查路径与权限。",
            )
        ) from error
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), restkey="")
        _check_header(path, reader.fieldnames or ())
        for row in reader:
            if any(row.values()):
                cells = {name: cell or "" for name, cell in row.items() if name}
                yield _judgement(path, reader.line_num, {name: read_cell(cell) for name, cell in cells.items()})
    except csv.Error as error:
        raise SourceError(
            Text(
                f"{path}: is not a CSV file ({error}). Save it as CSV.",
                f"{path}：不是CSV文件（{error}），请另存为CSV。",
            )
        ) from error


def _check_header(path: Path, header: Sequence[str]) -> None:
    for name in ("subject_label", "predicate_id", "object_id", "mapping_justification"):
        if name not in header:
            raise SourceError(
                Text(
                    f"{path}, row 1: the column {name} is missing. Judgements have SSSOM's columns: "
                    f"{', '.join(COLUMNS)}.",
                    f"{path}，第1行：缺少{name}栏。判定表用SSSOM的各栏：{'、'.join(COLUMNS)}。",
                )
            )


def _wrong(path: Path, row: int, column: str, en: str, zh: str) -> SourceError:
    return SourceError(
        Text(f"{path}, row {row}, field {column}: {en}", f"{path}，第{row}行，{column}栏：{zh}"),
    )


def _judgement(path: Path, line: int, row: dict[str, str]) -> Judgement:
    predicate, modifier = row["predicate_id"], row.get("predicate_modifier", "")
    if predicate != SAME:
        raise _wrong(
            *(path, line, "predicate_id"),
            f"{predicate[:MOST]!r} is not known here. Write {SAME}, and {NOT} as the predicate_modifier where the two "
            "are different.",
            f"不认识“{predicate[:MOST]}”。请写{SAME}；两者不同时在predicate_modifier栏写{NOT}。",
        )
    if modifier not in ("", NOT):
        raise _wrong(
            *(path, line, "predicate_modifier"),
            f"{modifier[:MOST]!r} is neither empty nor {NOT}.",
            f"“{modifier[:MOST]}”既非空也非{NOT}。",
        )
    try:
        _check_day(row.get("mapping_date", ""))
    except UsageError as error:
        raise _wrong(path, line, "mapping_date", error.text.en, error.text.zh) from error
    return Judgement(
        _side(path, line, row, "subject"),
        _side(path, line, row, "object"),
        same=not modifier,
        subject_label=row.get("subject_label", "") if row.get("subject_id") else "",
        object_label=row.get("object_label", "") if row.get("object_id") else "",
        by=row.get("author_label", ""),
        on=row.get("mapping_date", ""),
        comment=row.get("comment", ""),
        justification=row["mapping_justification"] or MANUAL,
        confidence=row.get("confidence", ""),
        others=tuple((name, cell) for name, cell in row.items() if name not in COLUMNS and cell),
        file=str(path),
        row=line,
    )


def _side(path: Path, line: int, row: dict[str, str], name: str) -> str:
    reference, label = row.get(f"{name}_id", ""), row.get(f"{name}_label", "")
    if reference and not is_reference(reference):
        raise _wrong(
            *(path, line, f"{name}_id"),
            f"{reference[:MOST]!r} is no thing. Write it as kind/id, such as region/cn-shanghai; leave it empty for a "
            "name.",
            f"“{reference[:MOST]}”不是事物的标识。请写成kind/id，如region/cn-shanghai；若为名称则留空。",
        )
    if not reference and not label:
        raise _wrong(
            path,
            line,
            f"{name}_label",
            f"{name}_id and {name}_label are empty. Fill one.",
            "标识与名称皆空，请填其一。",
        )
    return reference or label


def told(judgement: Judgement) -> Text:
    """A judgement as a sentence."""
    by = f" ({', '.join(filter(None, (judgement.by, judgement.on)))})" if judgement.by or judgement.on else ""
    one, other = (
        f"{label} [{text}]" if label else text
        for text, label in (
            (judgement.subject, judgement.subject_label),
            (judgement.object, judgement.object_label),
        )
    )
    en = f"{one} is {'' if judgement.same else 'not '}{other}{by}"
    return Text(en, f"{one} {'即' if judgement.same else '并非'} {other}{by}")
