"""When partnerships end: by headings, by the column beside that of when they begin; and what of it stays unread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.findings import Finding, Severity
from kg.intake.guessing.cells import Seen, all_days, raw_words, words_of
from kg.intake.guessing.model import Guessed
from kg.intake.guessing.words import DATED, ENDED, FROM_TO, LENGTHS
from kg.intake.several import named_columns
from kg.intake.sheets.vague import is_open_end
from kg.text import Text, shortened, typed


def is_end(seen: Seen, name: str) -> bool:
    """Whether a heading says of its days that something ended on them, or is to end."""
    return seen.roles[name] == "end" or _says_end(seen.headings[name])


def _says_end(heading: str) -> bool:
    return bool(set(words_of(heading)) & ENDED) or {"no", "longer"} <= set(raw_words(heading))


def from_to(seen: Seen, free: Sequence[str]) -> tuple[str, str]:
    """The columns of when something begins and ends, where one heading says from and the other one to; else none."""
    for name in free:
        *before, last = raw_words(seen.headings[name]) or [""]
        for other in free:
            *also, to = raw_words(seen.headings[other]) or [""]
            if also == before and to in FROM_TO.get(last, ()) and _are_days(seen, name) and _are_days(seen, other):
                return name, other
    return "", ""


def _are_days(seen: Seen, name: str) -> bool:
    return all_days((text for text in seen.texts(name) if not is_open_end(text)), is_headed=False)


def unread(names: Sequence[str]) -> list[str]:
    """The headings that say when something ends, or how long it lasts."""
    return [name for name in names if (_says_end(name) or _says_length(name)) and not _is_of_a_party(name)]


def _is_of_a_party(heading: str) -> bool:
    """Whether a heading says whether something ended, or that one party leaves: isEnded, endOfParticipation."""
    said = words_of(heading)
    return said[0] in ("is", "has") or bool(set(said) & {"participation", "membership"})


def _says_length(heading: str) -> bool:
    said = set(words_of(heading))
    return bool(said & LENGTHS) or {"valid", "for"} <= said


def remarks(columns: Guessed) -> Iterator[Text]:
    """What is to be known of ends that are not read."""
    left = [name for name in columns.names if name not in columns.read]
    if columns.ended and columns.ended in columns.read:
        return
    ends = [name for name in left if name == columns.ended or _says_length(name)]
    others = [name for name in left if name in columns.days and name not in ends and not set(words_of(name)) <= DATED]
    if ends:
        named = named_columns(ends)
        yield Text(
            f"{named.en}: says when partnerships end or how long they run, and is not read, so that none of them ends. "
            "Read the last day as pk:periodEnd; of a duration write it into a column first.",
            f"{named.zh}：说明合作何时结束或持续多久，但未读取，因此各合作均无结束日期。"
            "请将最后一天读作 pk:periodEnd；若为期限，请先算出日期另列一列。",
        )
    elif others and (columns.started or columns.signed):
        named = named_columns(others)
        yield Text(
            f"{named.en}: not read, and no column is known to say when partnerships end. If one of these does, read it "
            "as pk:periodEnd.",
            f"{named.zh}：未读取，且没有已知的结束日期列。若其中有结束日期，请读作 pk:periodEnd。",
        )


def left_by(mapping: str, names: Sequence[str], table: str) -> list[Finding]:
    """A warning for columns of ends that a mapping does not read, where it makes no end of a partnership.

    Args:
        mapping: its query.
        names: the headings of the columns that it does not name.
        table: the table's file.
    """
    made = "\n".join(line for line in mapping.splitlines() if not line.lstrip().startswith("#"))
    left = unread(names) if "periodEnd" not in made and "participation" in made else []
    if not left:
        return []
    named = ", ".join(typed(shortened(name, 60)) for name in left[:5])
    return [
        Finding(
            Severity.WARNING,
            "ends-unread",
            f"The mapping makes no end of a partnership, and does not read {named}: all of them run on.",
            f"映射未生成合作的结束日期，也未读取 {named}：各合作均视为仍在进行。",
            "Read the last day as pk:periodEnd and its precision as pk:periodEndPrecision.",
            table,
            field=typed(left[0]),
            fix_zh="请将最后一天读作 pk:periodEnd，其精度读作 pk:periodEndPrecision。",
        )
    ]
