"""Words that stand for a name, as names: 该区, 公司, the company."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.intake.articles.mentions import INSTITUTION, OFFICIAL, REGION, ZONE, Mention
from kg.intake.articles.model import Article, Span
from kg.intake.articles.topics import Topic, paragraph_topics, topics

#: What begins the words that stand for whose article it is: 我市, 本公司.
OWN = ("我", "本")
#: How much less sure a word is than the name that it stands for.
_LESS = 0.8
#: Words that stand for what was named before, without 该: what they are, and how they begin a clause.
_BARE = {
    "公司": ("company", ""), "集团": ("company",), "企业": ("company", ""), "园区": (ZONE,), "港区": (ZONE,),
    "医院": ("hospital",), "学校": ("school", "university", "vocationalSchool"), "校方": ("school", "university"),
    "院方": ("hospital", "researchInstitute"), "银行": ("bank",), "基地": ("company",), "高新区": (ZONE,),
    "市里": ("city", "municipality"), "县里": ("county", "autonomous-county"), "区里": ("county", "district"),
}  # fmt: skip
_BEGINS = "(?:(?<=[，。；：、\\s与和同跟由])|^)"
_GOES_ON = "(?=[已将拟于与和同在还又也再投承签计、，分就把被从向现今去近正])"
_WORD = re.compile(f"{_BEGINS}(?P<word>{chr(124).join(_BARE)}){_GOES_ON}")


def standing_in(article: Article, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The names of an article with the words that stand for one of them, each as a mention of that one, in order.

    Args:
        article: the article.
        mentions: what is named in it, in order.
    """
    subjects = paragraph_topics(article, mentions)
    bounds = [one.start for one in article.paragraphs]
    found = []
    for topic in topics(article, mentions):
        if len(topic.mentions) != 1:
            continue
        at = bisect_right(bounds, topic.span.start) - 1
        subject = subjects[at] if 0 <= at < len(subjects) else None
        is_own = topic.name.startswith(OWN)
        found.append(_standing(topic, topic.mentions[0] if is_own else _rather(topic, subject)))
    return tuple(sorted([*mentions, *_apart(found, mentions)], key=lambda one: one.span))


def _rather(topic: Topic, subject: Mention | None) -> Mention:
    """What a word stands for: in Chinese rather what the paragraph is about than what was named last."""
    meant = topic.mentions[0]
    if subject is None or topic.name.isascii() or subject.span.start >= topic.span.start:
        return meant
    return subject if (subject.kind, subject.code) == (meant.kind, meant.code) else meant


def _standing(topic: Topic, meant: Mention) -> Mention:
    score = round(meant.score * max(_LESS, topic.score), 3)
    return replace(meant, span=topic.span, score=score, short_for=meant.short_for or meant.name, parts=())


def _apart(found: Sequence[Mention], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Those that overlap no name."""
    at = 0
    for one in found:
        while at < len(mentions) and mentions[at].span.end <= one.span.start:
            at += 1
        if at == len(mentions) or mentions[at].span.start >= one.span.end:
            yield one


def bare(text: str, sentence: Span, mentions: Sequence[Mention], earlier: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of a Chinese sentence with bare words for what was named before: 公司与园区签约.

    Args:
        text: the text as names are compared.
        sentence: the sentence.
        mentions: the names in it.
        earlier: what was named before in the paragraph, the last one last.
    """
    added = []
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        if any(one.span.start < match.end() and match.start() < one.span.end for one in mentions):
            continue
        codes = _BARE[match["word"]]
        named = [*earlier, *(one for one in mentions if one.span.end <= match.start())]
        meant = next((one for one in reversed(named) if one.kind != OFFICIAL and _is(one, codes)), None)
        if meant is not None:
            span = Span(match.start(), match.end())
            score = round(meant.score * _LESS, 3)
            added.append(replace(meant, span=span, score=score, short_for=meant.short_for or meant.name, parts=()))
    return tuple(sorted([*mentions, *added], key=lambda one: one.span))


def _is(one: Mention, codes: Sequence[str]) -> bool:
    if one.kind == REGION and one.code != ZONE:
        return one.code in codes and one.code != ""
    return one.code in codes and (one.kind == INSTITUTION or one.code == ZONE)
