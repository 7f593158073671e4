"""What is said of cells that could not be read: of many of one kind in a column the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.findings import Finding, Severity
from kg.intake.spelt import Places
from kg.text import Text, shortened

#: So many cells of one kind in a column are told each for itself.
_MOST_ALONE = 5
#: How many further cells a message names.
_MOST_NAMED = 3
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


def in_rows(many: int) -> Text:
    """In how many rows, where those are several.

    Args:
        many: how many.
    """
    return Text(f" in {many:,} rows", f"（共{many}行）") if many > 1 else Text()


def not_understood(questions: Mapping[str, Text], places: Places, many: Mapping[str, int]) -> Iterator[Finding]:
    """What is said of texts that have no one meaning.

    Args:
        questions: the texts, each with what is asked of it.
        places: where they first stand.
        many: in how many rows each stands.
    """
    nowhere = ("", 0, "")
    alike: dict[tuple[str, str, str], list[str]] = {}
    for text, question in sorted(questions.items(), key=lambda one: (places.get(one[0], nowhere)[1], one[0])):
        table, _, heading = places.get(text, nowhere)
        alike.setdefault((table, heading, _NUMBER.sub("#", question.en)), []).append(text)
    apart = [
        part
        for texts in alike.values()
        for part in ([texts] if len(texts) > _MOST_ALONE else [[text] for text in texts])
    ]
    for texts in sorted(apart, key=lambda part: (places.get(part[0], nowhere)[1], part[0])):
        first, *others = texts
        table, row, heading = places.get(first, nowhere)
        question, further = questions[first], Text()
        if others:
            rows = sum(many.get(text, 1) for text in texts)
            some = [f"{shortened(text, 40)!r} (row {places.get(text, nowhere)[1]})" for text in others[:_MOST_NAMED]]
            some_zh = [
                f"“{shortened(text, 40)}”（第{places.get(text, nowhere)[1]}行）" for text in others[:_MOST_NAMED]
            ]
            more = " …" if len(others) > _MOST_NAMED else ""
            further = Text(
                f" So {len(others):,} other texts of the column, in {rows:,} rows with this one: "
                f"{'; '.join(some)}{more}.",
                f"该列另有{len(others)}种写法亦然，连同此处共{rows}行：{'；'.join(some_zh)}{more}。",
            )
        said = Text() if others else in_rows(many.get(first, 1))
        yield Finding(
            Severity.WARNING,
            "value-not-understood",
            f"The cell has no one meaning, and no value was made of it{said.en}: {question.en}{further.en}",
            f"单元格含义不明确，未取值{said.zh}：{question.zh}{further.zh}",
            "Write it in one way that can only be read so.",
            table,
            row=row,
            field=heading,
            value=first[:200],
            fix_zh="请以唯一含义的写法书写。",
        )
