"""The paragraphs of a text, and the sentences of its paragraphs, in Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.intake.articles.model import Article, Span

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
#: Around a paragraph; what is not seen among it.
_BLANK = " \t\u00a0\u3000\ufeff\u200b\u200e\u200f\x00"
#: What begins a paragraph of Markdown without a blank line before it.
_MARKED = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|[0-9]{1,3}[.)]\s|\||>|```|~~~|(?:[-*_]\s*){3,}$)")
_FULL_STOP = re.compile(r"""[.。!！?？;；:：…]["'”’」』）)\]*_]*$""")
#: How long the lines of a text are at most that was broken to a width, as in mails.
_WIDEST = 130
_SMALLEST_WRAPPED = 4

_CLOSING = "\"'”’」』）)】》〉\\]"
_END = re.compile(rf"[。！？；]+[{_CLOSING}]*|…+[{_CLOSING}]*|[.!?;]+[{_CLOSING}]*(?=\s|$|[\u3400-\u9fff])")
#: What ends in a point and no sentence; in lower case, without the point.
_SHORT = frozenset((
    "co", "ltd", "inc", "corp", "no", "nos", "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e",
    "al", "fig", "vol", "art", "sec", "dept", "gov", "sen", "rep", "hon", "gen", "col", "lt", "capt", "jr",
    "sr", "ph.d", "m.d", "u.s", "u.k", "u.n", "e.u", "p.r", "a.m", "p.m", "approx", "est", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mt", "ft", "rd", "ave", "bldg", "pte",
    "pty", "plc", "llc", "bros", "univ", "intl", "mfg", "tel", "ext", "pp", "ed", "eds", "cf", "ca", "bn", "mn",
    "tn", "sq", "km", "hrs", "min", "max",
))  # fmt: skip
#: Those of them that often end a sentence too: if a capital follows, they do.
_MAY_END = frozenset((
    "co", "ltd", "inc", "corp", "etc", "jr", "sr", "u.s", "u.k", "u.n", "e.u", "a.m", "p.m", "plc", "llc", "bn",
    "mn", "tn", "km", "al",
))  # fmt: skip
_WORD_BEFORE = re.compile(r"([A-Za-z][A-Za-z.]*)$")
#: What may stand between the point and the next word.
_NEXT = re.compile(rf"[\s{_CLOSING}“‘「『（(\[]*")
#: What goes on with a name behind an abbreviation: U.S. Department, Co. Ltd.
_IN_A_NAME = re.compile(
    r"\s*(?:Ltd|Limited|Inc|Department|Government|Embassy|Congress|dollars?|companies|Council|Chamber|Agency|State|"
    r"Economic|Trade|Commercial|Consulate|Consul|Ambassador|President|Senate|Treasury|Overseas|International|Business|"
    r"Export|Army|Navy|Secretary)\b"
)
#: Who said what was quoted goes with it: “……。”某局长说。
_SAID = re.compile(
    "[^。！？；“”\r\n]{0,40}?(?:说|表示|指出|介绍|强调|认为|告诉|坦言|透露)[^。！？；“”\r\n]{0,12}[。！]"
)
#: How long what stands in brackets is at most, either way from a sign within it.
_WITHIN_BRACKETS = 100
#: How far back the word before a point is looked for.
_REACH = 24


def paragraphs(text: str, by_blank_lines: bool = False) -> tuple[Span, ...]:
    """The paragraphs of a text, in order, without the blanks around them.

    A line is a paragraph; but where lines were broken to a width, as in mails, and in Markdown, blank lines part them.

    Args:
        text: the text.
        by_blank_lines: whether blank lines part paragraphs in any case.
    """
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text)]
    spans = [_bare(text, start, end) for start, end in lines]
    if not (by_blank_lines or _is_wrapped(text, spans)):
        return tuple(span for span in spans if span.start < span.end)
    return tuple(_blocks(text, spans))


def _bare(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end)


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether most lines that another follows at once end within a sentence, and none is long."""
    pairs = [
        one
        for one, two in pairwise(lines)
        if one.start < one.end and two.start < two.end and _breaks(text, one.end, two.start) == 1
    ]
    if len(pairs) < _SMALLEST_WRAPPED or max(line.end - line.start for line in lines) > _WIDEST:
        return False
    within = sum(_FULL_STOP.search(text, max(one.start, one.end - 4), one.end) is None for one in pairs)
    longest = max(line.end - line.start for line in pairs)
    return within > len(pairs) * 0.6 and sum(one.end - one.start > longest * 0.6 for one in pairs) > len(pairs) * 0.6


def _breaks(text: str, start: int, end: int) -> int:
    """How many line breaks stand between two lines."""
    return sum(map(text[start:end].replace("\r\n", "\n").count, _LINE_ENDS))


def _blocks(text: str, lines: list[Span]) -> Iterator[Span]:
    """Lines that follow each other at once, together; of Markdown what is marked begins anew."""
    block: Span | None = None
    for line in lines:
        if line.start == line.end:
            continue
        marked = _MARKED.match(text, line.start, line.end) or (block and text.startswith("#", block.start))
        if block is not None and not marked and _breaks(text, block.end, line.start) == 1:
            block = Span(block.start, line.end)
            continue
        if block is not None:
            yield block
        block = line
    if block is not None:
        yield block


def sentences(article: Article) -> tuple[Span, ...]:
    """The sentences of an article, in order; no sentence goes over the end of its paragraph.

    Clauses that a semicolon parts count as sentences, as news lists facts that way. A full stop within an abbreviation,
    a number or an address ends none.
    """
    return tuple(span for one in article.paragraphs for span in sentences_in(article.text, one))


def sentences_in(text: str, within: Span) -> Iterator[Span]:
    """The sentences of a part of a text.

    >>> text = "Acme Co., Ltd. grew by 3.5 percent. It won."
    >>> [text[one.start:one.end] for one in sentences_in(text, Span(0, len(text)))]
    ['Acme Co., Ltd. grew by 3.5 percent.', 'It won.']
    """
    start = within.start
    for end in _ends(text, within):
        span = _bare_of_all(text, start, end)
        if span.start < span.end:
            yield span
        start = end
    span = _bare_of_all(text, start, within.end)
    if span.start < span.end:
        yield span


def _bare_of_all(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in _BLANK):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _BLANK):
        end -= 1
    return Span(start, end)


def _ends(text: str, within: Span) -> Iterator[int]:
    start = within.start
    for match in _END.finditer(text, within.start, within.end):
        follows = _following(text, match.end(), within)
        sign, closed = match[0][0], match[0][-1] not in ".。!！?？;；…"
        if _is_in_brackets(text, start, match, within):
            continue
        if sign == "." and not _is_full_stop(text, start, match, follows):
            continue
        # In English a semicolon goes on as a rule, and so does an ellipsis in either language.
        if sign == ";" and follows and follows < "\u3400":
            continue
        if sign == "…" and follows and not (closed or follows.isupper()):
            continue
        if closed and (
            follows.islower() or (follows in "，,、；" and follows) or _SAID.match(text, match.end(), within.end)
        ):
            continue
        yield match.end()
        start = match.end()


def _is_in_brackets(text: str, start: int, match: re.Match[str], within: Span) -> bool:
    """Whether a bracket is open that closes soon."""
    begin, at = max(start, match.start() - _WITHIN_BRACKETS), match.start()
    opened = max(text.rfind(sign, begin, at) for sign in "（(")
    if opened < 0 or opened < max(text.rfind(sign, begin, at) for sign in "）)") or set(match[0]) & set("）)"):
        return False
    end = min(within.end, match.end() + _WITHIN_BRACKETS)
    return any(text.find(sign, match.end(), end) >= 0 for sign in "）)")


def _is_full_stop(text: str, start: int, match: re.Match[str], follows: str) -> bool:
    """Whether a point ends a sentence: not behind an abbreviation, an initial or a number of a list."""
    at = match.start()
    word = _WORD_BEFORE.search(text, max(start, at - _REACH), at)
    said = word[1].lower() if word else ""
    if follows.islower() or text[start:at].strip().isdecimal():
        return False
    if said in _SHORT:
        return said in _MAY_END and not _IN_A_NAME.match(text, match.end()) and (not follows or follows.isupper())
    # One capital alone is an initial: J. Smith.
    return not (len(said) == 1 and word is not None and word[1].isupper() and said != "i" and follows.isupper())


def _following(text: str, end: int, within: Span) -> str:
    """The next sign that says something; empty at the end."""
    match = _NEXT.match(text, end, within.end)
    return text[match.end() : match.end() + 1] if match and match.end() < within.end else ""
