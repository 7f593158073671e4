"""Rows that a person typed below those of a sheet: records that nobody proposed, each with its passage.

The passage is what the reviewer writes into the column ``place``: words of the article, or their place (34-66), with
the id of the source before it where the package has suggestions of several. Where it is missing or fits nothing, the
row is refused in a sentence: no record without evidence, and nothing that was typed is passed over.
"""

from __future__ import annotations

import re

from kg.errors import UsageError
from kg.intake.articles import decisions as log
from kg.intake.articles.anchoring import anchor
from kg.intake.articles.decisions import Decision
from kg.intake.articles.looking import View
from kg.intake.articles.model import Span, Suggestion
from kg.intake.articles.states import PERSON, State, added_id
from kg.text import Text

#: What may stand in the column of suggestions for a new row: nothing, or a name by which other rows say what they are
#: about.
_LABEL = re.compile(r"(?:new|新增|新)[ -]?[\w-]{0,40}", re.IGNORECASE)
_OFFSETS = re.compile(r"([0-9]{1,9}) ?[-–—] ?([0-9]{1,9})")


def is_new(suggestion: str) -> bool:
    """Whether what stands in the column of suggestions says that nobody proposed the row."""
    return not suggestion or _LABEL.fullmatch(suggestion) is not None


def passage_of(view: View, typed: str) -> tuple[str, Span]:
    """The source and the passage that a new row names.

    Args:
        view: the suggestions, with the reader's copies of their sources.
        typed: the cell ``place``.

    Raises:
        UsageError: if it names none, or one that nothing proves to be one.
    """
    text, source = typed.strip(), ""
    for name in view.queues:
        if text.startswith((f"{name} ", f"{name}:", f"{name}：")):
            text, source = text[len(name) + 1 :].strip(), name
    if not text:
        raise UsageError(
            Text(
                "a record that nobody proposed needs its passage. Write the words of the article here, or their place "
                "as 34-66.",
                "新增的记录须有引文：请在此写明文章中的原文，或其位置，如 34-66。",
            )
        )
    sources = [source] if source else list(view.queues)
    offsets = _OFFSETS.fullmatch(text)
    if offsets:
        if len(sources) != 1:
            raise _of_several(sources)
        start, end = int(offsets[1]), int(offsets[2])
        length = view.queues[sources[0]].characters
        if not start < end <= length:
            raise UsageError(
                Text(
                    f"{text} is no passage of {sources[0]}, which has {length} signs. Write the words themselves.",
                    f"{text} 不是 {sources[0]}（共{length}字）中的一段。也可直接写原文。",
                )
            )
        return sources[0], Span(start, end)
    return _quoted(view, sources, text)


def _of_several(sources: list[str]) -> UsageError:
    told = ", ".join(sources) or "–"
    return UsageError(
        Text(
            f"of which source is that a place? Write its id before it, as in `ID 34-66`; there are: {told}.",
            f"这是哪个来源的位置？请写在前面；现有来源：{told}。",
        )
    )


def _quoted(view: View, sources: list[str], text: str) -> tuple[str, Span]:
    if not any(name in view.texts for name in sources):
        raise UsageError(
            Text(
                "words are looked for in your copy of the article: give it with --text, or write the place as 34-66.",
                "须有文章副本才能查找原文：请以 --text 给出，或写明位置，如 34-66。",
            )
        )
    found = [(name, place.span) for name in sources if name in view.texts and (place := anchor(view.texts[name], text))]
    if len(found) != 1:
        how = (
            Text("is in several sources", "见于多个来源")
            if found
            else Text("is not in the article, or at several places of it", "不在文中，或文中有多处")
        )
        raise UsageError(
            Text(
                f"{text[: log.MOST]!r} {how.en}. Write more of its words, or the place as 34-66.",
                f"“{text[: log.MOST]}”{how.zh}。请多写几个字，或写明位置，如 34-66。",
            )
        )
    return found[0]


def added(view: View, kind: str, source: str, span: Span, taken: set[str]) -> tuple[Decision, State]:
    """The decision that adds a record, and the record with nothing filled in yet.

    Args:
        view: the suggestions.
        kind: its table.
        source: the source.
        span: its passage.
        taken: the ids that other rows have; the new one is put there.
    """
    name = added_id(source, kind, span, {*view.states, *taken})
    taken.add(name)
    state = State(Suggestion(name, kind, span, (), PERSON, 1.0), source)
    return Decision(log.ADD, name, value=f"{kind}/{source}", span=span), state
