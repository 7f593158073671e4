"""What a model says besides the rules: one party for one name, and no record twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.intake.articles.model import Field, Span, Suggestion
from kg.intake.identities.keys import parted, plain

_NEW = "new/"
_PARTIES, _PARTNERSHIPS, _STAGES, _FIGURES = ("regions", "institutions"), "partnerships", "stages", "observations"


def besides(said: Iterable[Suggestion], read: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """What a model suggests and the rules do not.

    A party of a name that was suggested, of the same kind, is that one; two legal forms that differ are two. A
    partnership of the same class and parties whose passage overlaps that of one that was read is that one: it goes with
    its stage, and its figures go to the one that was read, without those that were read too.

    Args:
        said: the suggestions of the model, in the order of the text.
        read: those of the rules.
    """
    names: dict[tuple[str, str], list[tuple[str, str]]] = {}
    instead: dict[str, str] = {}
    for one in (one for one in (*read, *said) if one.kind in _PARTIES):
        name, form = _called(one)
        met = names.setdefault((one.kind, name), [])
        first = next((party for other, party in met if not form or not other or form == other), one.id)
        met.append((form, first))
        if first != one.id:
            instead[one.id] = first
    known = {one.id for one in read}
    deals = [one for one in read if one.kind == _PARTNERSHIPS]
    figures = [one for one in read if one.kind == _FIGURES]
    added: list[Suggestion] = []
    for one in said:
        made = _renamed(one, instead)
        if made.id in known or made.id in instead:
            continue
        if made.kind == _PARTNERSHIPS and (same := _same(made, deals)) is not None:
            instead[made.id] = same.id
        elif made.kind == _STAGES and one.about in instead:
            continue
        elif not (made.kind == _FIGURES and _is_read(made, figures)):
            added.append(made)
    return tuple(added)


def _called(party: Suggestion) -> tuple[str, str]:
    """A party's name without what its kind is before it, City of Halm is Halm, and without its legal form; and that."""
    name, form = parted(party.value("name_zh") or party.value("name_en"))
    return plain(name).removeprefix("the ").removeprefix("city of "), form


def _renamed(one: Suggestion, instead: Mapping[str, str]) -> Suggestion:
    """A suggestion that refers to those that stand for others."""

    def meant(value: str) -> str:
        name = value.removeprefix(_NEW)
        return f"{_NEW}{instead[name]}" if value.startswith(_NEW) and name in instead else value

    fields = tuple(replace(field, value=meant(field.value)) for field in one.fields)
    return replace(one, fields=_once(fields), about=instead.get(one.about, one.about))


def _once(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Fields without a party that two names turned out to be, in one role."""
    kept: list[Field] = []
    seen: set[tuple[str, str]] = set()
    roles = {field.group: field.value for field in fields if field.name == "role"}
    left_out: set[int] = set()
    for field in fields:
        if field.name == "party":
            told = (field.value, roles.get(field.group, ""))
            if told in seen:
                left_out.add(field.group)
            seen.add(told)
        if field.group not in left_out:
            kept.append(field)
    return tuple(kept)


def _same(one: Suggestion, deals: Sequence[Suggestion]) -> Suggestion | None:
    def is_it(deal: Suggestion) -> bool:
        return deal.value("class") == one.value("class") and _whose(deal) == whose and _overlap(deal.span, one.span)

    whose = _whose(one)
    return next((deal for deal in deals if whose and is_it(deal)), None)


def _whose(one: Suggestion) -> frozenset[str]:
    return frozenset(field.value for field in one.fields if field.name == "party")


def _is_read(one: Suggestion, figures: Sequence[Suggestion]) -> bool:
    said = (one.value("value"), one.value("unit"))
    return any((it.value("value"), it.value("unit")) == said and _overlap(it.span, one.span) for it in figures)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
