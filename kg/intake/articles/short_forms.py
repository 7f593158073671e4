"""Short forms that a text gives its own names: 云溪 for 云溪县, and what stands in brackets behind a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.intake.articles.known import bare_name, is_word
from kg.intake.articles.mentions import INSTITUTION, REGION, ZONE, Mention
from kg.intake.articles.model import Span
from kg.intake.articles.normal import matching
from kg.intake.articles.words import words
from kg.intake.identities.keys import parted
from kg.intake.identities.places import is_han

#: （以下简称“云大”）, (hereinafter "YU"), (YU)
_GIVEN = re.compile(
    r"[（(](?:以下)?(?:简称|统称)[为:：]?[“\"「]?(?P<zh>[^”\"」（）()，。]{2,12})[”\"」]?[）)]"
    r"|\s?\((?:(?:hereinafter|hereafter)(?: referred to as)?,? )?(?:the )?[\"“]?(?P<en>[A-Z][A-Za-z&-]{1,11})[\"”]?\)"
)
#: What the long and the short name of a zone end in.
_ZONES = (
    (re.compile("(.{2,})高新技术(?:产业)?开发区$"), "高新区"),
    (re.compile("(.{2,})经济(?:技术)?开发区$"), "经开区"),
    (re.compile("(.{2,}工业园)区$"), ""),
)
#: A place with its kind before it, which is called by its name alone as well.
_CALLED = re.compile(r"(?:[Tt]he )?(?:City|Town|County|District|Borough|Municipality|Province|State) of (\w{4,}.*)$")
#: A short form is surer the surer the name is; by how much less than it.
_LESS = 0.85
_MOST = 500
_LEAST_WITHOUT_PLACE, _LEAST_ALONE = 4, 4


def short_forms(text: str, alike: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Where short forms of names stand that the text itself has in full, overlapping ones too.

    Args:
        text: the text as it was written.
        alike: the same as ``matching`` has it.
        mentions: the names in it, in order.
    """
    short: dict[str, Mention] = {}
    for one in mentions:
        for name in _of(text, one):
            short.setdefault(matching(name), one)
    if not short:
        return
    listed = sorted(short, key=lambda name: (-len(name), name))[:_MOST]
    for found in re.finditer("|".join(map(re.escape, listed)), alike):
        start, end = found.span()
        if is_han(found[0]) or (is_word(alike, start, end) and text[start].isupper()):
            full = short[found[0]]
            yield replace(
                full,
                span=Span(start, end),
                name=text[start:end],
                is_alias=True,
                score=full.score * _LESS,
                parts=(),
                short_for=full.name,
            )


def _of(text: str, mention: Mention) -> Iterator[str]:
    if mention.kind == REGION and mention.code != ZONE and not mention.reference and not mention.parts:
        bare = bare_name(mention.name)
        if bare and bare not in words("common") and bare not in words("common", "en"):
            yield bare
        elif mention.name.isascii() and len(mention.name) >= _LEAST_ALONE:
            yield mention.name  # the city of Halden Bay is Halden Bay elsewhere
            yield from _CALLED.findall(mention.name)
    if mention.code == "company" and not is_han(mention.name):
        yield from _without_form(text, mention)
    yield from _of_zone(mention)
    if mention.kind == INSTITUTION and not mention.reference and mention.parts:
        # 仁衡医院 for 汐海仁衡医院, once the place was said.
        place = mention.parts[0]
        rest = mention.name[len(place.name) :]
        if place.span.start == mention.span.start and is_han(rest) and len(rest) >= _LEAST_WITHOUT_PLACE:
            yield rest
    if given := _GIVEN.match(text, mention.span.end):
        yield given["zh"] or given["en"]


def _without_form(text: str, firm: Mention) -> Iterator[str]:
    """A firm without its legal form: Harrow Motors for Harrow Motors Ltd."""
    stem, form = parted(firm.name)
    if form and " " in stem and text.startswith(firm.name[: len(stem)], firm.span.start):
        yield firm.name[: len(stem)]


def _of_zone(zone: Mention) -> Iterator[str]:
    """云溪高新区 for 云溪高新技术产业开发区."""
    for long, short in _ZONES if zone.code == ZONE else ():
        yield from (place + short for place in long.findall(zone.name))
