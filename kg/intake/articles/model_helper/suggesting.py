"""From a model's answers to suggestions: each value by a quote that is found in the text, or left out.

A record whose own quote is not in the text is no suggestion at all; a party or a figure whose quote is not there is
left out of its record. What comes of it is a suggestion like any other, with the rule ``model``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kg.intake import schema
from kg.intake.articles.anchoring import Anchor, Way, anchor
from kg.intake.articles.mentions import Mention
from kg.intake.articles.model import Article, Field, Span, Suggestion
from kg.intake.articles.model_helper.answers import INSTRUCTIONS, answer_schema, check_answer
from kg.intake.articles.model_helper.asking import Model
from kg.notations.model import Quantity
from kg.notations.quantities import quantity
from kg.text import Text

RULE = "model"
#: The score of what a model says, by how its quote was found. A person decides: none of it is sure.
_SCORES = {Way.EXACT: 0.6, Way.NORMALISED: 0.58, Way.FUZZY: 0.45}
#: How much less sure it is with a value that is doubtful, or with one party only.
_DOUBT = 0.15
#: How many code points are sent at once; texts are cut between paragraphs.
_AT_ONCE = 6000


def suggest(
    article: Article,
    source: str,
    published: date,
    model: Model,
    tell: Callable[[Text], None],
    mentions: Sequence[Mention] = (),
) -> tuple[Suggestion, ...]:
    """Ask a model for the records of an article.

    Args:
        article: the article.
        source: the source's id.
        published: the day of publication, which dates what has no day.
        model: the model.
        tell: is told where the text goes, before it goes there.
        mentions: what the gazetteer found in the text, by which known parties are known again.

    Returns:
        the suggestions, in the order of the text.

    Raises:
        SourceError: if the model cannot be reached, or answers with what is no answer.
    """
    if not article.text.strip():
        return ()
    tell(model.told(len(article.text)))
    wanted = answer_schema()
    known = {one.span: one.reference for one in mentions if one.reference}
    found: dict[str, Suggestion] = {}
    for part in _parts(article):
        answer = model.ask(INSTRUCTIONS, article.text[part.start : part.end], wanted)
        check_answer(answer, wanted)
        maker = _Maker(article, source, published, known, part)
        for record in answer["partnerships"]:
            found.update((one.id, one) for one in maker.made(record))
    return tuple(sorted(found.values(), key=lambda one: (one.span, one.kind, one.id)))


def _parts(article: Article) -> Iterator[Span]:
    """The text in pieces that are not too long, cut between paragraphs where there are any."""
    start = 0
    ends = [paragraph.end for paragraph in article.paragraphs] + [len(article.text)]
    while start < len(article.text):
        fitting = [end for end in ends if start < end <= start + _AT_ONCE]
        end = max(fitting) if fitting else min(start + _AT_ONCE, len(article.text))
        if article.text[start:end].strip():
            yield Span(start, end)
        start = end


class _Maker:
    """Makes suggestions of what a model says of a part of an article."""

    def __init__(self, article: Article, source: str, published: date, known: Mapping[Span, str], part: Span) -> None:
        self.article, self.source, self.published = article, source, published
        self.known, self.part = known, part

    def made(self, record: Mapping[str, Any]) -> Iterator[Suggestion]:
        """A partnership with its new parties, its stage and its figures; nothing if its quote is not in the text."""
        whole = anchor(self.article.text, record["quote"], within=self.part)
        if whole is None:
            return
        fields = [_field("class", record["class"]), _field("sectors", ";".join(dict.fromkeys(record["sectors"])))]
        if record["class"] == "Agreement":
            fields.append(_field("agreement_kind", record["agreement_kind"]))
        parties = list(self._parties(record["parties"], whole.span))
        for number, (reference, role, span, _) in enumerate(parties, 1):
            fields += [Field("party", reference, span, number, RULE), Field("role", role, None, number, RULE)]
        less = _DOUBT if len(parties) < 2 else 0.0
        note = Text() if len(parties) > 1 else _FEW_PARTIES
        partnership = self._suggestion("partnerships", whole, fields, less=less, note=note)
        yield from (new for *_, new in parties if new is not None)
        yield partnership
        stage = self._near(record["stage_quote"], whole.span) or whole
        cells = {"stage": record["stage"], **self._dated()}
        yield self._suggestion("stages", stage, [_field(*cell) for cell in cells.items()], about=partnership.id)
        for figure in record["figures"]:
            yield from self._figure(figure, whole.span, partnership.id)

    def _near(self, quote: str, whole: Span) -> Anchor | None:
        """A quote within the record's passage, or elsewhere in the part and clearly nearest to it."""
        text = self.article.text
        return anchor(text, quote, within=whole) or anchor(text, quote, within=self.part, near=[whole])

    def _parties(
        self, parties: Sequence[Mapping[str, str]], whole: Span
    ) -> Iterator[tuple[str, str, Span, Suggestion | None]]:
        """Typed reference, role, place, and the suggestion of a party that is new; each party once in a role."""
        seen: set[tuple[str, str]] = set()
        for party in parties:
            place = self._near(party["name"], whole)
            if place is None:
                continue
            name = self.article.text[place.span.start : place.span.end]
            reference, new = self.known.get(place.span, ""), None
            if not reference:
                new = self._new(party["kind"], name, place)
                reference = f"new/{new.id}"
            if (reference, party["role"]) not in seen:
                seen.add((reference, party["role"]))
                yield reference, party["role"], place.span, new

    def _new(self, kind: str, name: str, place: Anchor) -> Suggestion:
        table = "regions" if kind == "region" else "institutions"
        named = Field(f"name_{self.article.language}", name, place.span, 0, RULE)
        kinds = [] if kind == "region" else [_field("kind", kind)]
        return self._suggestion(table, place, [named, *kinds])

    def _figure(self, figure: Mapping[str, Any], whole: Span, about: str) -> Iterator[Suggestion]:
        place = self._near(figure["quote"], whole)
        number = self._near(figure["number"], place.span if place else whole)
        if place is None or number is None:
            return
        words = self.article.text[number.span.start : number.span.end]
        read = quantity(words)
        value = read.value or (read.proposals[0] if len(read.proposals) == 1 else None)
        unit = value and _unit(value, figure["measure"])
        if value is None or not unit:
            return
        cells = {
            "class": "Target" if figure["is_target"] else "Achievement",
            "measure": figure["measure"],
            "bound": value.bound,
            "unit": unit,
            **self._dated(),
            "original_text": words,
        }
        fields = [Field("value", f"{value.value:f}", number.span, 0, RULE), *(_field(*cell) for cell in cells.items())]
        span = Span(min(place.span.start, number.span.start), max(place.span.end, number.span.end))
        less = 0.0 if read.value else _DOUBT
        yield self._suggestion("observations", replace(place, span=span), fields, about=about, less=less)

    def _dated(self) -> dict[str, str]:
        return {"as_of": self.published.isoformat(), "precision": "day", "time_basis": "assumed"}

    def _suggestion(
        self,
        kind: str,
        place: Anchor,
        fields: Sequence[Field],
        about: str = "",
        less: float = 0.0,
        note: Text | None = None,
    ) -> Suggestion:
        kept = tuple(field for field in fields if field.value)
        said = [(one.name, one.value, str(one.span), str(one.group)) for one in kept]
        key = repr((self.source, kind, place.span.start, place.span.end, about, said))
        identifier = f"s-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
        score = round(_SCORES[place.way] - less, 2)
        return Suggestion(identifier, kind, place.span, kept, RULE, score, about, note=note or Text())


_FEW_PARTIES = Text("Fewer than two parties were found in the text.", "文中找到的参与方不足两个。")


def _field(name: str, value: str) -> Field:
    return Field(name, value, None, 0, RULE)


def _unit(value: Quantity, measure: str) -> str:
    """The unit that is said; of a count without one, what the measure counts. None if the two do not fit."""
    counted = schema.unit_kinds().get(f"measure/{measure}", "")
    if value.unit:
        kind = schema.unit_kinds().get(f"unit/{value.unit}", "")
        return value.unit if not counted or kind == counted else ""
    return counted if counted in schema.codes("unit") else ""
