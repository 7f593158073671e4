"""Which of the names in a column are regions and which institutions, by their words as ``kg import`` tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.intake.guessing.cells import Seen
from kg.intake.guessing.lands import lands_among
from kg.intake.guessing.model import Party, Told
from kg.intake.guessing.towns import without_country
from kg.intake.guessing.words import ALL_OF_A_KIND, OF_A_PLACE, TWINS
from kg.intake.identities import by_words
from kg.intake.registries import union_meant
from kg.intake.several import named_columns
from kg.text import Text, typed

#: How many different names of a column are looked at.
_MOST_NAMES = 1_000
#: How many of them are named.
_MOST_NAMED = 3


def told_apart(seen: Seen, party: Party) -> Party:
    """A party with what its names say of their kinds; where they say both, and its heading neither, they are mixed.

    Args:
        seen: the table's columns.
        party: the party.
    """
    said = set(seen.words[party.name])
    by_heading = bool(said & (OF_A_PLACE | TWINS | ALL_OF_A_KIND)) or seen.roles[party.name] == "region"
    names = seen.parts(party.name, party.parts)
    told = _told(names, by_heading=by_heading)
    if not (party.is_region or party.is_id):
        told = replace(told, lands=tuple(lands_among(names)))
    others = told.institutions if party.is_region else told.regions
    # A union of states is no country, whatever the heading says.
    is_against = party.is_region and any(map(union_meant, told.institutions))
    return replace(party, told=told, is_mixed=is_against or (bool(others) and not by_heading))


def alike(parties: Sequence[Party]) -> list[Party]:
    """Parties of which, where names tell apart those of one column, names tell those of all: one may stand in two.

    Args:
        parties: all parties; a column of regions by its heading stays one.
    """
    if not any(one.is_mixed for one in parties):
        return list(parties)
    return [one if one.is_region and one.told.by_heading else replace(one, is_mixed=True) for one in parties]


def _told(names: Sequence[str], *, by_heading: bool) -> Told:
    regions, institutions, others = list[str](), list[str](), list[str]()
    for name in list(dict.fromkeys(filter(None, names)))[:_MOST_NAMES]:
        found = by_words(without_country(name))
        if found.kind == "institution":
            institutions.append(name)
        elif found.region_class == "AdministrativeRegion" and found.code:
            regions.append(name)
        else:
            others.append(name)
    return Told(tuple(regions), tuple(institutions), tuple(others), by_heading)


def remark(party: Party) -> Text:
    """What a column of parties is taken for, and why, and which columns say where they are."""
    said, places = _remark(party), [name for name in (party.place, party.land) if name]
    if places:
        where = named_columns(places)
        said = Text(f"{said.en} Where they are: {where.en}.", f"{said.zh}所在地：{where.zh}。")
    if party.also:
        also = named_columns(party.also)
        said = Text(
            f"{said.en} The same ones in other languages, and no further parties: {also.en}.",
            f"{said.zh}同一参与方的其他语言名称，不另作参与方：{also.zh}。",
        )
    if lands := _of_lands(party):
        said = Text(f"{said.en}{lands.en}", f"{said.zh}{lands.zh}")
    if party.abroad:
        named = _named(party.abroad)
        said = Text(
            f"{said.en} In several countries, and one in each of them: {named}.",
            f"{said.zh}见于多个国家，按国家分作不同对象：{named}。",
        )
    return said


def _of_lands(party: Party) -> Text:
    """What is said of countries in a column that is taken for institutions; nothing where there are none."""
    lands = party.told.lands
    if not lands:
        return Text()
    one = len(lands) == 1
    return Text(
        f" But {_named(lands)} {'is a country' if one else 'are countries'} of the registry, and "
        f"{'becomes an institution' if one else 'become institutions'} of the name: see which is meant.",
        f"但{_named(lands)}是名录中的国家，将成为同名机构：请核对。",
    )


def _remark(party: Party) -> Text:
    told, name = party.told, typed(party.name)
    taken = _REGIONS if party.is_region else _INSTITUTIONS
    if party.is_mixed:
        groups = ((_REGIONS, told.regions), (_INSTITUTIONS, told.institutions), (_others(taken), told.others))
        parts = [one for kind, names in groups if (one := _group(kind, names))]
        return Text(
            f"{name}: told apart by the words of the names: {'; '.join(one.en for one in parts)}.",
            f"{name}：据名称用词区分：{'；'.join(one.zh for one in parts)}。",
        )
    why = (
        Text("as the heading says", "据表头")
        if told.by_heading
        else Text("as most names are known as regions, or end as such", "多数名称为已知地区，或以地区通名结尾")
        if party.is_region
        else Text("as no name says by its words that it is a region", "没有名称的用词表明其为地区")
    )
    against = told.institutions if party.is_region else told.regions
    odd = _group(_INSTITUTIONS if party.is_region else _REGIONS, against)
    more = Text(f" But by their words: {odd.en}.", f"但据用词：{odd.zh}。") if odd else Text("", "")
    return Text(
        f"{name}: taken for {taken.en}, {why.en}.{more.en}",
        f"{name}：认作{taken.zh}（{why.zh}）。{more.zh}",
    )


def comment(party: Party) -> str:
    """The same for a line of a mapping, in both languages."""
    told = party.told
    taken = _REGIONS if party.is_region else _INSTITUTIONS
    if not party.is_mixed:
        return f"{party.name}: {taken.en} {taken.zh}"
    groups = ((_REGIONS, told.regions), (_INSTITUTIONS, told.institutions), (_others(taken), told.others))
    parts = [f"{kind.en} {kind.zh} {len(names)} ({_named(names)})" for kind, names in groups if names]
    return f"{party.name}, by words 据用词: {', '.join(parts)}"


_REGIONS, _INSTITUTIONS = Text("regions", "地区"), Text("institutions", "机构")


def _others(taken: Text) -> Text:
    return Text(f"taken for {taken.en} as no word tells", f"无词可据、认作{taken.zh}")


def _group(kind: Text, names: Sequence[str]) -> Text | None:
    """How many names are of a kind, with the first of them; ``None`` if there is none."""
    if not names:
        return None
    named = _named(names)
    word = kind.en[:-1] if len(names) == 1 and kind.en.endswith("s") and " " not in kind.en else kind.en
    return Text(f"{len(names)} {word} ({named})", f"{kind.zh}{len(names)}个（{named}）")


def _named(names: Sequence[str]) -> str:
    shown = [" ".join(name.split())[:60] for name in names[:_MOST_NAMED]]
    return ", ".join(shown) + (" …" if len(names) > _MOST_NAMED else "")
