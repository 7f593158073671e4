"""A partnership in the making, and the suggestions that come of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.intake.articles.mentions import INSTITUTION, REGION, ZONE, Mention
from kg.intake.articles.model import Field, Span, Suggestion
from kg.intake.articles.rules.ending import TERMINATED
from kg.intake.articles.rules.figures import Figure, plain
from kg.intake.articles.rules.parties import key
from kg.intake.articles.rules.staging import Since, Stage
from kg.intake.articles.rules.words import CHINESE, Cue
from kg.intake.identities.keys import plain as plain_name
from kg.intake.identities.kinds import kind_words
from kg.text import Text

_AGREEMENT = "Agreement"
#: What a partnership is called behind its parties' names, until a person names it.
_CALLED = {
    _AGREEMENT: Text("agreement", "协议"),
    "Project": Text("project", "项目"),
    "Service": Text("service", "服务"),
    "TransportLink": Text("transport link", "交通连接"),
    "Event": Text("event", "活动"),
    "Partnership": Text("partnership", "合作"),
}


@dataclass(slots=True)
class Draft:
    """A partnership in the making.

    Attributes:
        cue: what told of it.
        span: the passage that it cites.
        cue_span: the cue itself.
        parties: whose it is.
        roles: the role of each party.
        cls: its class.
        agreement_kind: with its passage, if it is an agreement.
        sectors: each with its passage, if it is named.
        stage: how far it has come.
        since: since when.
        is_open: whether the list of parties is left open.
        score: how sure it is.
        figures: the figures about it.
        note: why it is unsure.
    """

    cue: Cue
    span: Span
    cue_span: Span
    parties: tuple[Mention, ...]
    roles: tuple[str, ...]
    cls: str
    agreement_kind: tuple[str, Span | None]
    sectors: tuple[tuple[str, Span | None], ...]
    stage: Stage
    since: Since
    is_open: bool
    score: float
    language: str
    figures: list[Figure] = field(default_factory=list)
    note: Text = field(default_factory=Text)


def together(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a sentence, with those of the same parties as one: the surest, with the stage that words tell."""
    kept: dict[frozenset[str], Draft] = {}
    for one in drafts:
        whose = frozenset(key(party) for party, role in zip(one.parties, one.roles, strict=True) if role != "product")
        other = kept.get(whose)
        if other is None:
            kept[whose] = one
            continue
        best, less = (other, one) if other.score >= one.score else (one, other)
        is_told = best.stage.span is None and less.stage.span is not None and best.cls != _AGREEMENT
        if is_told or less.stage.code == TERMINATED:
            best.stage, best.since = less.stage, less.since
        best.figures += less.figures
        kept[whose] = best
    return list(kept.values())


#: The level of a region that nobody knows, by what its name ends in.
_LEVELS = {
    **dict.fromkeys(("country",), "country"),
    **dict.fromkeys(("province", "autonomous", "special"), "province"),
    **dict.fromkeys(("city", "prefecture", "autonomous-prefecture", "league"), "city"),
    **dict.fromkeys(("county", "autonomous-county", "district", "banner"), "county"),
    **dict.fromkeys(("town", "township", "subdistrict"), "town"),
}


def identifier(source: str, kind: str, span: Span, fields: Sequence[Field], also: str = "") -> str:
    """A suggestion's id: the same for the same text and rules.

    Args:
        source: the source's id.
        kind: the suggestion's table.
        span: its passage.
        fields: its fields.
        also: what else tells it from others of the same passage: what a figure is about.

    Returns:
        ``s-`` and twelve digits of a hash.
    """
    said = [
        source,
        kind,
        str(span.start),
        str(span.end),
        also,
        *(f"{one.name}={one.value}@{one.group}" for one in fields),
    ]
    return "s-" + hashlib.sha256("\x1f".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _code_of(name: str) -> str:
    """The kind of an institution by its name alone; empty if that tells none."""
    guess = kind_words(plain_name(name))[1]
    return guess.code if guess.kind == INSTITUTION else ""


def _is_of(house: str, place: str) -> bool:
    """Whether a house's name in English begins with a place, or ends with it behind of."""
    return place.isascii() and (house.startswith(f"{place} ") or house.endswith(f" of {place}"))


class Maker:
    """Makes suggestions of drafts; a party that nobody knows is suggested once."""

    def __init__(self, source: str, text: str) -> None:
        self._firsts: dict[str, Mention] = {}
        self._places: dict[str, Mention] = {}
        self._source = source
        self._text = text
        self._new: dict[str, Suggestion] = {}
        self._made: dict[int, str] = {}
        self._figures: dict[tuple[str, Span], str] = {}

    def met(self, mentions: Sequence[Mention]) -> None:
        """Keep the first mention of each name, where a party's own name is read."""
        for one in (each for mention in mentions for each in (mention, *mention.parts)):
            if not one.short_for and self._text[one.span.start : one.span.end] == one.name:
                self._firsts.setdefault(key(one), one)
            if one.kind == REGION and not one.reference and not one.candidates and one.code != ZONE:
                # The City of Marlow Bay is Marlow Bay in other names.
                self._places.setdefault(one.name.rpartition(" of ")[2], one)

    def known(self, draft: Draft) -> str:
        """The id of the partnership that was made of a draft; empty if none was yet."""
        return self._made.get(id(draft), "")

    def suggestions(self, draft: Draft) -> list[Suggestion]:
        """The suggestions of one draft: new parties first, then the partnership, its stage and its figures."""
        made: list[Suggestion] = []
        fields = [Field("class", draft.cls, draft.cue_span, 0, draft.cue.name)]
        name, span = draft.agreement_kind
        if draft.cls == _AGREEMENT and name:
            fields.append(Field("agreement_kind", name, span or draft.cue_span, 0, draft.cue.name))
        fields += [Field("sectors", code, place, 0, "sector") for code, place in draft.sectors]
        if draft.is_open:
            fields.append(Field("open_ended", "true", None, 0, "open"))
        fields.append(Field("name_zh" if draft.language == CHINESE else "name_en", self._name(draft), None, 0, "name"))
        for group, (party, role) in enumerate(zip(draft.parties, draft.roles, strict=True), 1):
            reference, new = self.reference(party)
            made += new
            fields += [
                Field("party", reference, party.span, group, "name"),
                Field("role", role, None, group, draft.cue.name),
            ]
        whole = Suggestion(
            identifier(self._source, "partnerships", draft.span, fields, str(draft.cue_span.start)),
            "partnerships",
            draft.span,
            tuple(fields),
            draft.cue.name,
            round(draft.score, 2),
            note=draft.note,
        )
        self._made[id(draft)] = whole.id
        made += [whole, self._stage(draft, whole)]
        made += [self._figure(one, draft, whole.id) for one in draft.figures]
        return made

    def _name(self, draft: Draft) -> str:
        names = [one.name for one in draft.parties]
        if draft.language == CHINESE:
            what = {
                "Agreement": "协议",
                "Project": "项目",
                "Service": "服务",
                "TransportLink": "交通连接",
                "Event": "活动",
            }
            return f"{'、'.join(names[:-1])}与{names[-1]}：{what.get(draft.cls, '合作')}"
        what = {
            "Agreement": "agreement",
            "Project": "project",
            "Service": "service",
            "TransportLink": "transport link",
            "Event": "event",
        }
        return f"{', '.join(names[:-1])} and {names[-1]}: {what.get(draft.cls, 'partnership')}"

    def _party(self, party: Mention) -> list[Suggestion]:
        """A new party, the first time that it is met, behind the new place that its name begins with."""
        if key(party) in self._new:
            return []
        party = self._firsts.get(key(party), party)
        is_region = party.kind == REGION
        name = self._text[party.span.start : party.span.end]
        language = "name_zh" if any("\u3400" <= sign <= "\u9fff" for sign in name) else "name_en"
        fields = [Field(language, name, party.span, 0, "name")]
        if is_region:
            fields.append(Field("kind", "Zone" if party.code == "zone" else "AdministrativeRegion", None, 0, "ending"))
            if party.code in _LEVELS:
                fields.append(Field("level", _LEVELS[party.code], None, 0, "ending"))
        elif code := party.code or _code_of(name):
            fields.append(Field("kind", code, None, 0, "ending"))
        made: list[Suggestion] = []
        place = next((part for part in party.parts if part.kind == REGION and part.reference), None) or self._home(
            party
        )
        if place is not None:
            where = "parent" if is_region else "located_in"
            value = place.reference.removeprefix("region/")
            if not value:
                made = self._party(place)
                value = f"new/{self._new[key(place)].id}"
            fields.append(Field(where, value, place.span, 0, "name"))
        kind = "regions" if is_region else "institutions"
        new = Suggestion(
            identifier(self._source, kind, party.span, fields),
            kind,
            party.span,
            tuple(fields),
            "new party",
            round(party.score, 2),
        )
        self._new[key(party)] = new
        return [*made, new]

    def _home(self, party: Mention) -> Mention | None:
        """The place that nobody knows yet and that a party's name begins with: 银岬市 of 银岬市第一中学."""
        first = party.parts[0] if party.parts else None
        if first is None and party.kind != REGION:
            # Marlow Bay University, University of Marlow Bay
            named = (one for name, one in self._places.items() if _is_of(party.name, name))
            return max(named, key=lambda one: len(one.name), default=None)
        if first is None or first.span.start != party.span.start or first.kind != REGION or key(first) == key(party):
            return None
        return None if first.reference or first.candidates else first

    def later_stage(self, draft: Draft, span: Span) -> Suggestion:
        """The stage of a draft that a later sentence tells of."""
        return self._stage_at(draft, span, self.known(draft))

    def _stage(self, draft: Draft, whole: Suggestion) -> Suggestion:
        span = draft.span
        if draft.stage.code == TERMINATED:
            # The passage of an end has the words that say it: 已于今年7月解除.
            told = [one for one in (draft.stage.span, draft.since.span) if one is not None]
            all_of = (span, *told)
            span = Span(min(one.start for one in all_of), max(one.end for one in all_of))
        return self._stage_at(draft, span, whole.id)

    def _stage_at(self, draft: Draft, span: Span, about: str) -> Suggestion:
        fields = (
            Field("stage", draft.stage.code, draft.stage.span, 0, "stage"),
            Field("as_of", draft.since.day.isoformat(), draft.since.span, 0, "day"),
            Field("precision", draft.since.precision, draft.since.span, 0, "day"),
            Field("time_basis", draft.since.basis, None, 0, "day"),
        )
        return Suggestion(
            identifier(self._source, "stages", span, fields, about),
            "stages",
            span,
            fields,
            "stage",
            round(draft.score * (0.95 if draft.stage.span else 0.8), 2),
            about=about,
        )

    def _figure(self, one: Figure, draft: Draft, about: str) -> Suggestion:
        return self.figure(one, about, one.since or draft.since, draft.score)

    def reference(self, party: Mention) -> tuple[str, list[Suggestion]]:
        """What a field calls a party, and its suggestions if it is a new one that was not suggested before."""
        if party.reference:
            return party.reference, []
        made = self._party(party)
        return f"new/{self._new[key(party)].id}", made

    def about(self, party: Mention) -> tuple[str, list[Suggestion]]:
        """The same of what a figure is about: a typed reference, or a suggestion's id."""
        reference, made = self.reference(party)
        return reference.removeprefix("new/"), made

    def figure(
        self, one: Figure, about: str, since: Since, score: float, origin: tuple[str, Mention | None] = ("", None)
    ) -> Suggestion:
        """A figure about something, as a suggestion.

        Args:
            one: the figure, as it was found.
            about: the typed reference of what it is about, or the id of its suggestion.
            since: the day by which it holds.
            score: that of the partnership beside it; the figure has 0.1 more at most, and never more than its own.
            origin: from where something came, if it is said: what fields call it, and where it stands.
        """
        fields = [
            Field("class", "Target" if one.is_target else "Achievement", None, 0, "plan"),
            Field("measure", one.measure, None, 0, "measure"),
            Field("value", plain(one.quantity.value), one.span, 0, "amount"),
            Field("bound", one.quantity.bound, one.span, 0, "amount"),
            Field("unit", one.unit, one.span, 0, "amount"),
            *_period(since, one),
            Field("as_of", since.day.isoformat(), since.span, 0, "day"),
            Field("precision", since.precision, since.span, 0, "day"),
            Field("time_basis", since.basis, None, 0, "day"),
            Field("original_text", self._text[one.words.start : one.words.end], one.words, 0, "amount"),
        ]
        if origin[1] is not None:
            fields.append(Field("origin", origin[0], origin[1].span, 0, "origin"))
        if one.whole is not None and (whole := self._figures.get((about, one.whole))) is not None:
            fields.append(Field("subset_of", f"new/{whole}", None, 0, "part"))
        name = identifier(self._source, "observations", one.span, fields, about)
        self._figures.setdefault((about, one.span), name)
        return Suggestion(
            name,
            "observations",
            one.span,
            tuple(fields),
            "figure",
            round(min(one.score, score + 0.1), 2),
            about=about,
            note=one.note,
        )


def _period(since: Since, one: Figure) -> list[Field]:
    """The time that a figure is of, if it is longer than a day; of a rate, the years that are named with it."""
    if one.rate is not None and (one.first is not None or one.last is not None):
        years = (("period_start", one.first), ("period_end", one.last))
        return [Field(name, day.isoformat(), one.rate, 0, "day") for name, day in years if day is not None]
    if since.last is None:
        return []
    # A deadline, 到2026年, has no first day.
    ends = (("period_start", since.first), ("period_end", since.last))
    return [Field(name, day.isoformat(), since.of, 0, "day") for name, day in ends if day is not None]


def with_relation(one: Suggestion, present: str, relation: str) -> Suggestion:
    """A suggestion of what the package has already.

    Args:
        one: the suggestion.
        present: the typed reference of what there is.
        relation: ``same``, ``confirms``, ``contradicts`` or ``advances``.
    """
    return replace(one, present=present, relation=relation)
