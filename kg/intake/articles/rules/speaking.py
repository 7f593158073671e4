"""What officials say of other places: who, of whom, towards whom and what kind of statement; never their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.assets import BUNDLED, Ontology
from kg.intake.articles.choosing import code_labels
from kg.intake.articles.mentions import OFFICIAL, Mention
from kg.intake.articles.model import Field, Span, Suggestion
from kg.intake.articles.rules.drafts import identifier
from kg.intake.articles.rules.fields import sectors
from kg.intake.articles.rules.parties import acting, key, once
from kg.intake.articles.rules.words import CHINESE, speaking
from kg.text import Text

#: How sure a statement is whose counterpart is named, and one without.
_SURE, _UNSURE = 0.62, 0.45
_GENERAL = "crossSector"
_NOTE = Text(
    "The gist is made of the fields. Put what was said in a few words of your own.",
    "要旨由各字段拼成，请用自己的话简要改写。",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in which somebody may say something.

    Attributes:
        source: the id of the source.
        text: the whole text.
        alike: the same as names are compared.
        span: the sentence.
        language: ``zh`` or ``en``.
        mentions: the names in it, officials too.
        topic: whom the paragraph is about.
        about: the suggestion of a partnership that the sentence tells of; empty if it tells of none.
        published: the day of publication.
        ontology: where sectors are found.
    """

    source: str
    text: str
    alike: str
    span: Span
    language: str
    mentions: Sequence[Mention]
    topic: Mention | None
    about: str
    published: date
    ontology: Ontology = BUNDLED


def statements(sentence: Sentence, known: dict[str, Suggestion]) -> Iterator[Suggestion]:
    """What the officials of a sentence say: each official the first time, then the statement.

    Args:
        sentence: the sentence.
        known: the officials that were suggested before, by name; new ones are put there.
    """
    said = sentence.alike[sentence.span.start : sentence.span.end]
    for one in sentence.mentions:
        if one.kind != OFFICIAL or one.post is None:
            continue
        behind = sentence.alike[max(one.span.end, one.post.end) : sentence.span.end]
        before = sentence.alike[sentence.span.start : min(one.span.start, one.post.start)]
        verb = speaking("said", sentence.language)[""]
        if not verb.search(behind[:16]) and not verb.search(before[-24:]):
            continue
        kind = next((code for code, words in speaking("kinds", sentence.language).items() if words.search(said)), "")
        whose = _whose(sentence, one)
        if not kind or whose is None:
            continue
        counterparts = _counterparts(sentence, whose, one)
        if not counterparts and not sentence.about:
            continue
        official = known.get(one.name)
        if official is None:
            official = known[one.name] = _official(sentence, one, whose)
            yield official
        yield _statement(sentence, official, kind, whose, counterparts)


def _whose(sentence: Sentence, official: Mention) -> Mention | None:
    """Whose post it is: the region or the institution beside it, else whom the paragraph is about."""
    post = official.post
    beside = [
        acting(one)
        for one in sentence.mentions
        if post is not None and one.kind != OFFICIAL and post.start <= one.span.start < post.end
    ]
    named = next((one for one in beside if one.reference), None)
    if named is None:
        places = [part for one in beside for part in one.parts if part.reference]
        named = places[0] if places else sentence.topic
    return acting(named) if named is not None and acting(named).reference else None


def _counterparts(sentence: Sentence, whose: Mention, official: Mention) -> tuple[Mention, ...]:
    post = official.post or official.span
    others = (acting(one) for one in sentence.mentions if one.kind != OFFICIAL)
    outside = [one for one in others if one.reference and not post.start <= one.span.start < post.end]
    return tuple(one for one in once(outside) if key(one) != key(whose))


def _official(sentence: Sentence, one: Mention, whose: Mention) -> Suggestion:
    end = "zh" if sentence.language == CHINESE else "en"
    post = one.post or one.span
    fields = [
        Field(f"name_{end}", one.name, one.span, 0, "official"),
        Field(f"post_{end}", sentence.text[post.start : post.end], post, 0, "official"),
        Field("body", one.body or whose.reference, whose.span if post.start <= whose.span.start < post.end else None),
    ]
    span = Span(min(post.start, one.span.start), max(post.end, one.span.end))
    name = identifier(sentence.source, "officials", span, fields)
    return Suggestion(name, "officials", span, tuple(fields), "official", round(one.score, 2))


def _statement(
    sentence: Sentence, official: Suggestion, kind: str, whose: Mention, counterparts: Sequence[Mention]
) -> Suggestion:
    start, end = sentence.span.start, sentence.span.end
    found = sectors(sentence.alike[start:end], ontology=sentence.ontology)
    named = [(code, Span(start + a, start + b)) for code, a, b in found if b]
    fields = [
        Field("kind", kind, None, 0, "statement"),
        *(Field("counterpart", one.reference, one.span, 0, "name") for one in counterparts),
        *(Field("sectors", code, span, 0, "sector") for code, span in named),
        *_gist(kind, [code for code, _ in named], whose, counterparts, sentence.ontology),
        Field("as_of", sentence.published.isoformat(), None, 0, "day"),
        Field("precision", "day", None, 0, "day"),
        Field("time_basis", "assumed", None, 0, "day"),
        Field("asserted_by", f"new/{official.id}", official.span, 0, "official"),
    ]
    while end > start and sentence.text[end - 1].isspace():
        end -= 1
    span = Span(start, end)
    about = sentence.about or whose.reference
    name = identifier(sentence.source, "statements", span, fields, about)
    score = _SURE if counterparts else _UNSURE
    return Suggestion(name, "statements", span, tuple(fields), "statement", score, about=about, note=_NOTE)


def _gist(
    kind: str, codes: Sequence[str], whose: Mention, counterparts: Sequence[Mention], ontology: Ontology
) -> Iterator[Field]:
    """A gist of the fields alone."""
    what = code_labels("statement-kind", ontology).get(kind, Text.of(kind))
    labels = code_labels("sector", ontology)
    fields = [labels.get(code, Text.of(code)) for code in codes if code != _GENERAL]
    towards = [re.sub(r"\s+", " ", one.name) for one in counterparts]
    to_whom = Text(" towards " + ", ".join(towards), "对" + "、".join(towards)) if towards else Text()
    chinese = f"{whose.name}{to_whom.zh}的{what.zh}"
    english = f"{whose.name}: {what.en}{to_whom.en}"
    if fields:
        chinese += f"：{'、'.join(one.zh for one in fields)}"
        english += f" ({', '.join(one.en for one in fields)})"
    yield Field("gist_zh", chinese, None, 0, "statement")
    yield Field("gist_en", english, None, 0, "statement")
