"""How the diff words what changed: names, stages, amounts, periods and places, each in one language at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from kg.answers.records import Code, Figure, PartnershipRecord, Records
from kg.nearest import thing_id
from kg.results.tables import one_line
from kg.text import Text

#: From a name to the text that a sentence has of it: its own in the sentence's language.
Word: TypeAlias = Callable[[Text], str]


def summary(item: PartnershipRecord, records: Records) -> Text:
    """A partnership with its stage and its parties."""

    def said(word: Word) -> str:
        parties = ", ".join(word(records.label(party)) for party in item.parties)
        stage = f" [{word(item.current_stage.label)}]" if item.current_stage else ""
        return f"{word(item.label)}{stage}{': ' if parties else ''}{parties}"

    return both_of(said)


def amount_word(figure: Figure, records: Records, word: Word) -> str:
    """A figure's value with its bound's sign and its unit.

    Args:
        figure: the figure.
        records: the graph that it is of, which has its bounds.
        word: a label in the reader's language.
    """
    unit = "" if figure.unit is None else figure.unit.sign or word(figure.unit.label)
    out_of = f" / {figure.out_of}" if figure.out_of else ""
    return one_line(f"{records.bound_of(figure).sign}{figure.value}{out_of} {unit}".strip())


def stage_word(code: Code | None, word: Word) -> str:
    """A stage's name; a question mark where none is known."""
    return word(code.label) if code else "?"


def last_day(item: PartnershipRecord) -> str:
    """The last day as of which a partnership is at its stage, with a comma before it; empty if none is given."""
    stage = item.current_stage
    last = max((claim.as_of for claim in item.stages if stage and claim.stage.iri == stage.iri), default="")
    return f", {one_line(last)}" if last else ""


def measure_word(figure: Figure, word: Word) -> str:
    """A figure's measure, and whether it is a target or a result."""
    kind = Text("target", "目标") if figure.is_target else Text("result", "实绩")
    return f"{word(figure.measure.label) if figure.measure else '?'} ({word(kind)})"


def when(figure: Figure) -> str:
    """A figure's period, or its as-of day."""
    period = [day for day in (figure.period_start, figure.period_end) if day]
    return one_line("..".join(period) or figure.as_of)


def spans(places: Iterable[Sequence[Any]]) -> str:
    """Passages as source and code points, or as source and place; a dash for none."""
    told = [
        one_line(f"{thing_id(str(source))} {place if start is None else f'{start}-{end}'}".rstrip())
        for source, start, end, _, place in places
    ]
    return ", ".join(told) or "–"


def named(label: Text, iri: str) -> Text:
    """A thing's name and its id."""
    return both_of(lambda word: f"{word(label)} ({one_line(thing_id(iri))})")


def beside(label: Text, said: Text) -> Text:
    """A name, and after a colon what is said of it."""
    return both_of(lambda word: f"{word(label)}: {word(said)}")


def both_of(said: Callable[[Word], str]) -> Text:
    """A sentence in both languages; names are made to stay on their line, and to obey nobody."""
    return Text(said(lambda label: one_line(label.en)), said(lambda label: one_line(label.zh)))


def renaming(before: Text, after: Text) -> Text:
    """How a name changed; where it did in the other language alone, that name is told beside the one that stayed."""
    old, new = (Text(one_line(name.en), one_line(name.zh)) for name in (before, after))
    en, zh = f"{old.en} → {new.en}", f"{old.zh} → {new.zh}"
    return Text(
        en if old.en != new.en else f"{new.en} (Chinese name: {zh})",
        zh if old.zh != new.zh else f"{new.zh}（英文名：{en}）",
    )
