"""What a phrase in English names, as a mention: one that was found otherwise where it stands there, or a new one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from kg.intake.articles.english_phrases import Phrase
from kg.intake.articles.english_tokens import outer_places
from kg.intake.articles.mentions import INSTITUTION, OFFICIAL, REGION, ZONE, Mention
from kg.intake.articles.model import Span
from kg.intake.articles.rules.parties import acting, once
from kg.intake.identities.keys import plain
from kg.intake.identities.kinds import kind_words

#: A short form behind a name.
_GIVEN = re.compile(r"\s?\((?:the )?[\"“]?([A-Z][A-Za-z&-]{1,11})[\"”]?\)")
#: How sure a name is of which the sentence tells that a party stands there; and one of which nothing tells the kind.
_SURE, _LESS_SURE, _SPOKEN_OF = 0.75, 0.65, 0.35


class Named:
    """Phrases as mentions.

    Args:
        text: the text as it was written.
        known: the names of the sentence as they were found otherwise.
        short: the short forms that the text gave so far, each with its name; those of the phrases are added.
        is_spoken_of: whether a paper is only spoken of, and nobody said to sign it: then a name that nothing but its
            capitals tell is less sure.
        people: for whom people stand that the text named before.
    """

    def __init__(
        self,
        text: str,
        known: Sequence[Mention],
        short: dict[str, str],
        is_spoken_of: bool = False,
        people: Mapping[str, Phrase] = MappingProxyType({}),
    ) -> None:
        self._people = people
        self._plain = _SPOKEN_OF if is_spoken_of else _LESS_SURE
        self._text = text
        self._known = known
        self._short = short

    def of(self, phrases: Sequence[Phrase]) -> tuple[Mention, ...]:
        """The parties that phrases name, each once."""
        return once(acting(self._mention(one, one.span)) for one in phrases if one.span is not None)

    def _mention(self, phrase: Phrase, span: Span) -> Mention:
        stands = self._people.get(self._text[span.start : span.end])
        if stands is not None and stands.span is not None:
            phrase, span = stands, stands.span
        inside = [one for one in self._known if span.start <= one.span.start and one.span.end <= span.end]
        same = self._same(phrase, span, inside)
        if same is not None and not self._short.get(same.name) and (same.kind == REGION or not phrase.is_place):
            return replace(same, score=max(same.score, _SURE if same.code else self._plain))
        name = self._text[span.start : span.end]
        if (given := _GIVEN.match(self._text, span.end)) is not None:
            self._short[given[1]] = name
        parts = (*inside, *(part for one in inside for part in one.parts))
        guess = kind_words(plain(name.replace("’", "'")))[1]
        code = guess.code if guess.kind == INSTITUTION else ""
        new = Mention(
            span,
            INSTITUTION,
            name,
            score=_SURE if code else self._plain,
            code=code,
            parts=parts,
            short_for=self._short.get(name, ""),
        )
        is_house = guess.kind == INSTITUTION and guess.code not in ("", "association")
        if is_house or not (phrase.is_place or guess.kind == REGION or plain(name) in outer_places()):
            return new
        level = guess.code if guess.kind == REGION else kind_words(f"halm {phrase.code}")[1].code
        is_zone = guess.region_class == "Zone"
        return replace(new, kind=REGION, score=_SURE, code=ZONE if is_zone else "" if level == "office" else level)

    def _same(self, phrase: Phrase, span: Span, inside: Sequence[Mention]) -> Mention | None:
        """The name that was found otherwise at a place: the very one, a known one over it, or a known place in it."""
        over = (one for one in self._known if one.span.start <= span.start and span.end <= one.span.end)
        found = [one for one in over if one.reference or one.span == span]
        if phrase.is_place and not found:
            found = [one for one in inside if one.reference and one.kind == REGION]
        return next((one for one in found if one.kind != OFFICIAL), None)
