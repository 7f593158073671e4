"""What is named in a text: regions, institutions and officials, known ones and those that nobody knows yet."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.intake.articles import chinese_names, english_names
from kg.intake.articles.known import DOUBTFUL, KnownNames, bare_name
from kg.intake.articles.mentions import INSTITUTION, REGION, ZONE, Mention, without_overlaps
from kg.intake.articles.model import Span
from kg.intake.articles.normal import matching
from kg.intake.articles.officials import officials
from kg.intake.articles.short_forms import short_forms
from kg.intake.identities import known
from kg.intake.identities.model import Names
from kg.intake.package import Package
from kg.intake.registries import registries

#: What stands between a region and the one that it lies in, in English.
_COMMA = re.compile(r", ")
_HAS_HAN = re.compile("[\u3400-\u9fff]")
_HAS_LATIN = re.compile("[A-Z]")

#: The registries of regions that Chinese texts name in short: China's own.
_HOME = ("china", "regions-china")


class Gazetteer:
    """The names that are known, and how mentions are found by them.

    Args:
        names: the names, in the order of their packages.
        within: by the reference of a region, those that it lies in, the nearest first.
    """

    def __init__(self, names: KnownNames, within: Mapping[str, Sequence[str]]) -> None:
        self._names = names
        self._within = within

    @classmethod
    def of(cls, *packages: Package, registered: bool = False) -> Gazetteer:
        """The names of packages' regions and institutions.

        Args:
            packages: the package that is read for, then those that it uses, each with its tables.
            registered: whether the regions of the registries are looked for too.

        Raises:
            SourceError: if a registry cannot be read.
        """
        names = KnownNames()
        within: dict[str, Sequence[str]] = {}
        for rank, package in enumerate(packages):
            found: Mapping[str, Names] = known([package])
            names.add(found, rank)
            for reference, thing in found.items():
                within.setdefault(reference, thing.within)
        for rank, registry in enumerate(registries().values() if registered else (), len(packages)):
            regions = list(registry.regions.values())
            names.add_registered(regions, rank, is_foreign=registry.name not in _HOME)
            for region in regions:
                within.setdefault(f"region/{region.id}", tuple(f"region/{parent}" for parent in region.parents))
        return cls(names, within)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The regions, institutions and officials that a text names, in order, without overlaps.

        Of names within each other the longest is given, with the others as its ``parts``. Of several things of one name
        that one is meant which lies in a region that is named right before or behind, or else in one that is named
        anywhere in the text; if that tells nothing, all are given as ``candidates``.

        Args:
            text: an article's text, or a part of it.
        """
        alike = matching(text)
        settled = self._settled(list(self._names.found(text, alike)))
        new: list[Mention] = []
        short: list[Mention] = []
        if _HAS_HAN.search(text):
            places = without_overlaps([one for one in settled if one.kind == REGION])
            new = list(chinese_names.new_regions(text, alike, places))
            settled = _without_others(settled, new)
            short = list(short_forms(text, alike, new))
            places = without_overlaps([*(one for one in settled if one.kind == REGION), *new, *short])
            ends = {one.span.end for one in settled}
            new += chinese_names.new_names(text, alike, places, ends)
        if _HAS_LATIN.search(text):
            known_places = {place for one in settled for place in (one.span.start, one.span.end)}
            new += english_names.new_names(text, alike, known_places)
            settled = _without_others(settled, new)
        chosen = _with_parts(self._in_regions(text, without_overlaps(_known_first([*settled, *new]))), settled, new)
        chosen = without_overlaps([*chosen, *self._abroad(text, chosen)])
        chosen = without_overlaps([*chosen, *chinese_names.affiliated(text, chosen)])
        chosen = without_overlaps([*chosen, *chinese_names.joined(text, chosen)])
        chosen = without_overlaps([*chosen, *chinese_names.with_parent(text, chosen)])
        shorter = [*short, *short_forms(text, alike, chosen)]
        standing = {(one.span, one.kind): one for one in shorter}
        chosen = without_overlaps([*(_as_in_full(one, standing) for one in chosen), *shorter])
        return tuple(without_overlaps([*chosen, *_apart(officials(text, alike, chosen), chosen)]))

    def lies_in(self, inner: str, outer: str) -> bool:
        """Whether a region lies in another, at any depth; both by reference."""
        seen: set[str] = set()
        left = [inner]
        while left:
            for parent in self._within.get(left.pop(), ()):
                if parent == outer:
                    return True
                if parent not in seen:
                    seen.add(parent)
                    left.append(parent)
        return False

    def _settled(self, found: list[Mention]) -> list[Mention]:
        """Mentions of several things as one of them, where the others that are named tell which."""
        sure = {one.reference for one in found if one.reference and one.score > DOUBTFUL}
        ends = {one.span.end: one for one in found if one.reference}
        settled = []
        for one in found:
            if one.candidates:
                before = ends.get(one.span.start)
                one = self._chosen(one, [before.reference] if before else []) or self._chosen(one, sure) or one
            if one.score > DOUBTFUL or self._is_near(one, sure):
                settled.append(one)
        return settled

    def _is_near(self, mention: Mention, sure: Collection[str]) -> bool:
        """Whether a short name that may be another word is of what is named in full, or lies in what is named."""
        meant = (mention.reference, *mention.candidates)
        return any(one in sure or any(self.lies_in(one, outer) for outer in sure) for one in meant if one)

    def _chosen(self, mention: Mention, outer: Iterable[str]) -> Mention | None:
        inside = [one for one in mention.candidates if any(self.lies_in(one, region) for region in outer)]
        if len(inside) != 1:
            return None
        return replace(mention, reference=inside[0], candidates=(), score=min(1.0, mention.score / 0.7))

    def _abroad(self, text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Places behind their country, whose names may be those of known places elsewhere: 某国青山省白原市."""
        inner = {one.span.end: one for one in mentions}
        for one in mentions:
            found = chinese_names.abroad(text, one) if one.kind == REGION and one.code == "country" else None
            if found is None or any(self._is_elsewhere(text, each, one, found) for each in mentions):
                continue
            last = inner.get(found.span.end)
            references = (last.reference, *last.candidates) if last is not None else ()
            if not any(self.lies_in(each, one.reference) for each in references if each):
                yield found

    def _is_elsewhere(self, text: str, mention: Mention, country: Mention, place: Mention) -> bool:
        """Whether a place behind a country would swallow a known name of elsewhere: 某国客人走遍云溪市.

        One that stands right behind the country, or behind a province of it, only bears the same name.
        """
        start = mention.span.start
        if not country.span.end < start < place.span.end or text[start - 1] in _PROVINCES:
            return False
        # A short name may be a part of another word.
        is_whole = not mention.is_alias or mention.span.end >= place.span.end
        meant = [one for one in (mention.reference, *mention.candidates) if one]
        return is_whole and bool(meant) and not any(self.lies_in(one, country.reference) for one in meant)

    def _in_regions(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """A region with the one that it lies in as one mention: 嘉兴市南湖区; Haining, Zhejiang."""
        chosen: list[Mention] = []
        for one in mentions:
            whole = self._as_one(text, chosen[-1], one) if chosen and chosen[-1].kind == one.kind == REGION else None
            if whole is not None:
                chosen[-1] = whole
            else:
                chosen.append(one)
        return chosen

    def _as_one(self, text: str, before: Mention, one: Mention) -> Mention | None:
        """Two regions as one, if one lies in the other and nothing but that stands between their names."""
        between = text[before.span.end : one.span.start]
        outer = tuple(filter(None, (before.reference, *before.candidates)))
        inner = tuple(filter(None, (one.reference, *one.candidates)))
        if _COMMA.fullmatch(between):
            is_in = before.reference and one.reference and self.lies_in(before.reference, one.reference)
            return _over(text, before, one, before) if is_in else None
        if between or not outer or not inner:
            return None
        inside = tuple(each for each in inner if any(self.lies_in(each, region) for region in outer))
        if one.reference and inside:
            return _over(text, before, one, one)
        if inside:
            meant = replace(
                _over(text, before, one, one), candidates=inside if len(inside) > 1 else (), score=before.score
            )
            return replace(meant, reference=inside[0] if len(inside) == 1 else "")
        if before.reference and one.reference and _is_within(before, one):
            # A zone of that city that bears the name of another one's.
            return replace(_over(text, before, one, one), reference="", score=_UNKNOWN)
        return None


#: What a province abroad, or the like, ends with.
_PROVINCES = frozenset("省州郡邦府道县市")
#: How sure a place is that nobody knows, but whose city everybody does.
_UNKNOWN = 0.7
_DEPTH = {"country": 0, "province": 1, "municipality": 1, "city": 2, "county": 3}
_LOWER = ("市", "县", "区", "州", "旗")


def _is_within(outer: Mention, inner: Mention) -> bool:
    """Whether a name right behind a region's, with a suffix of its own, is of a lower level than that one."""
    lower = _DEPTH.get(inner.code, 4) > _DEPTH.get(outer.code, 4)
    return lower and inner.name.endswith(_LOWER) and not outer.name.endswith(("区", "县"))


def _as_in_full(one: Mention, shorter: Mapping[tuple[Span, str], Mention]) -> Mention:
    """A firm or a zone that the text names in full as well, as that one: Harrow Motors of Harrow Motors Ltd."""
    if (one.kind != INSTITUTION and one.code != ZONE) or one.reference or one.short_for:
        return one
    full = shorter.get((one.span, one.kind))
    return one if full is None else replace(one, short_for=full.short_for)


def _without_others(found: Sequence[Mention], new: Sequence[Mention]) -> list[Mention]:
    """Without the short names of known regions that the text itself uses for one of its own: 云溪 beside 云溪县."""
    full = {one.reference for one in found if not one.is_alias}
    bare = {bare_name(one.name) for one in new if one.kind == REGION and not one.parts}
    return [one for one in found if not one.is_alias or one.reference in full or matching(one.name) not in bare]


def _over(text: str, first: Mention, second: Mention, meant: Mention) -> Mention:
    span = Span(first.span.start, second.span.end)
    return replace(meant, span=span, name=text[span.start : span.end], parts=(*_own_parts(first), *_own_parts(second)))


def _own_parts(mention: Mention) -> tuple[Mention, ...]:
    return mention.parts or (mention,)


def _known_first(found: list[Mention]) -> list[Mention]:
    """Without new names that are only a known one, or a known one with its suffix, over the same place."""
    known_spans = {one.span for one in found if one.reference or one.candidates}
    return [one for one in found if one.reference or one.candidates or one.span not in known_spans]


def _with_parts(mentions: list[Mention], found: Sequence[Mention], new: Sequence[Mention]) -> list[Mention]:
    """Names with the known ones within them as their parts; a paper's with the house that it is of."""
    by_start = sorted(found, key=lambda one: one.span)
    starts = [one.span.start for one in by_start]
    made = []
    for one in mentions:
        within = by_start[bisect_left(starts, one.span.start) : bisect_left(starts, one.span.end)]
        inside = [part for part in within if part.span.end <= one.span.end and part.span != one.span]
        if one.code == _MEDIA:
            houses = [part for part in (*inside, *new) if part.kind == INSTITUTION and _begins(part.span, one.span)]
            one = replace(one, parts=(max(houses, key=lambda part: part.span.end),)) if houses else one
        made.append(replace(one, parts=tuple(without_overlaps(inside))) if inside and not one.parts else one)
    return made


#: The kind of a paper or a site of news: 某大学新闻网.
_MEDIA = "media"


def _begins(part: Span, whole: Span) -> bool:
    return part.start == whole.start and part.end < whole.end


def _apart(found: Iterable[Mention], others: Sequence[Mention]) -> list[Mention]:
    """Officials whose names are not those of known things."""
    known_starts = {at for one in others if one.reference for at in range(one.span.start, one.span.end)}
    return [one for one in found if one.span.start not in known_starts]
