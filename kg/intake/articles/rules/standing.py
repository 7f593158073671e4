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
        if is_own and _is_other(article.text, topic.name, topic.mentions[0].name):
            continue
        found.append(_standing(topic, topic.mentions[0] if is_own else _rather(topic, subject)))
    return tuple(sorted([*mentions, *_apart(found, mentions)], key=lambda one: one.span))


def _is_other(text: str, own: str, name: str) -> bool:
    """Whether a text names somebody as another than whose article it is: 我校与芙洲大学."""
    return any(f"{own}{word}{name}" in text or f"{name}{word}{own}" in text for word in "与和同跟")


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


#: Whose article it is, beside whom somebody signs with: 我校与云溪县签署; and for whom somebody signs.
_SELF = re.compile(
    "(?:我[校院市县区省所行司州]|本[校院市县区省]|我(?:公司|集团|镇|局)|[市县区省州]政府)"
    "(?=与|和|同|跟|、|代表|正式|将|拟|已|签)|"
    "(?<=[与和同跟])(?:我[校院市县区省所行司州]|[市县区省]政府)|"
    "(?<=[来到访赴])我[校院市县区省所行司州](?=考察|访|参观|调研|签|洽谈|开展|举行|参加|，|座谈|交流)|"
    "(?<=代表)(?:学校|医院|公司|集团|我[校院市县区省]|[市县区省]委?、?[市县区省]?政府)"
)
#: Houses that an article from there names without the place: 市中医院与省立医院签约.
_LOCAL = re.compile(
    "(?:(?<=[与和同跟、，。：；\n日])|^)"
    "(?P<name>(?:[市县区省州](?!长|委书|领|级|内|外|政)|省立)[\u3400-\u9fff]{0,12}?"
    "(?:医院|保健院|卫健委|委员会|管委会|局|集团|公司|中学|小学|学校|学院|总工会|中心|法院|检察院|农商行|商会|协会))"
    "(?=与|和|同|跟|、|签|举行|分别|就|在|正式|达成|共同|(?:相关|主要)?负责人|董事长|总经理)"
)
_SIGNED = re.compile("签|协议|合同|备忘录|意向书")
_SELF_SCORE = 0.45
_OF = {
    "市": ("city", "municipality"),
    "县": ("county",),
    "区": ("county",),
    "省": ("province",),
    "州": ("city",),
    "": (),
}
_LEVELS = {"市": "city", "县": "county", "区": "county", "省": "province", "州": "city", "镇": "town"}


def oneself(
    text: str,
    alike: str,
    sentence: Span,
    mentions: Sequence[Mention],
    earlier: Sequence[Mention],
    topic: Mention | None = None,
) -> tuple[Mention, ...]:
    """The mentions of a Chinese sentence of signing with whose article it is, where nothing tells who that is.

    Args:
        text: the whole text.
        alike: the same as names are compared.
        sentence: the sentence.
        mentions: the names in it.
        earlier: what was named before in the paragraph: a government without a name is that of the one place of its
            level.
        topic: whom the paragraph is about: rather that of this one.
    """
    if _SIGNED.search(alike, sentence.start, sentence.end) is None:
        return tuple(mentions)
    added = [
        Mention(
            Span(*match.span("name")), INSTITUTION, text[match.start("name") : match.end("name")], score=_SELF_SCORE
        )
        for match in _LOCAL.finditer(alike, sentence.start, sentence.end)
        if not any(one.span.start < match.end("name") and match.start("name") < one.span.end for one in mentions)
    ]
    for match in _SELF.finditer(alike, sentence.start, sentence.end):
        span, name = Span(*match.span()), text[match.start() : match.end()]
        if any(one.span.start < span.end and span.start < one.span.end for one in mentions):
            continue
        if alike[span.start - 1 : span.start] in _WITHIN and not name.startswith(OWN):
            continue
        level = _LEVELS.get(name[-1], "") if name.startswith(OWN) else ""
        kind, code = (REGION, level) if level else (INSTITUTION, "office" if name.endswith("政府") else "")
        of_level = {
            one.reference or one.name: one for one in earlier if one.kind == REGION and one.code in _OF[name[-3:-2]]
        }
        meant = topic if topic is not None and topic.code in _OF[name[-3:-2]] else None
        if name.endswith("政府") and (meant is not None or len(of_level) == 1):
            meant = meant or next(iter(of_level.values()))
            added.append(replace(meant, span=span, short_for=meant.short_for or meant.name, parts=()))
            continue
        # 市政府 is that of 我市, if the text says that, too.
        own = f"我{name.removesuffix('政府')[-1]}"
        short = own if own != name and own in text else ""
        added.append(Mention(span, kind, name, score=_SELF_SCORE, code=code, short_for=short))
    return tuple(sorted([*mentions, *added], key=lambda one: one.span))


#: Behind these a word for a government is part of a name.
_WITHIN = frozenset("市县区省州镇级届两各")


def _is(one: Mention, codes: Sequence[str]) -> bool:
    if one.kind == REGION and one.code != ZONE:
        return one.code in codes and one.code != ""
    return one.code in codes and (one.kind == INSTITUTION or one.code == ZONE)
