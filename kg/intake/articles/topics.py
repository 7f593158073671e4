"""What words such as 该区, 两地, the city and both sides stand for, by what was named before them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.intake.articles.mentions import INSTITUTION, OFFICIAL, REGION, ZONE, Mention
from kg.intake.articles.model import Article, Span
from kg.intake.articles.normal import matching
from kg.intake.articles.segments import sentences_in

#: What each word may stand for: the codes of regions and of institutions.
_REGIONS = {
    "市": ("city", "municipality", "prefecture"), "县": ("county", "autonomous-county"),
    "区": ("county", "district", ZONE), "镇": ("town",), "乡": ("township", "town"), "街道": ("subdistrict", "town"),
    "省": ("province",), "州": ("prefecture",),
    "园区": (ZONE,), "开发区": (ZONE,), "新区": (ZONE,), "港区": (ZONE,), "高新区": (ZONE,), "经开区": (ZONE,),
    "city": ("city", "municipality", "prefecture"), "county": ("county", "autonomous-county"),
    "council": ("city", "municipality", "county", "district", "town"),
    "district": ("county", "district"), "town": ("town", "township"), "township": ("township", "town"),
    "province": ("province",), "zone": (ZONE,), "park": (ZONE,), "new area": (ZONE,), "port area": (ZONE,),
}  # fmt: skip
_INSTITUTIONS = {
    "公司": ("company",), "企业": ("company",), "集团": ("company",),
    "校": ("university", "school", "vocationalSchool"), "大学": ("university",),
    "院": ("hospital", "researchInstitute", "university"), "医院": ("hospital",),
    "银行": ("bank",), "基金": ("fund",), "平台": ("platform",), "协会": ("association",), "局": ("office",),
    "company": ("company",), "firm": ("company",), "group": ("company",), "university": ("university",),
    "college": ("university", "vocationalSchool"), "school": ("school", "vocationalSchool"), "hospital": ("hospital",),
    "bank": ("bank",), "fund": ("fund",), "institute": ("researchInstitute",), "port": ("port",),
    "association": ("association",), "bureau": ("office",), "agency": ("office", "promotionAgency"),
}  # fmt: skip
_ANY_REGION, _ANY = (REGION,), (REGION, INSTITUTION)
#: Words for several that were named: the kinds that they are, the codes if those are told, and how many.
_SEVERAL = {
    "两地": (_ANY_REGION, "", 2), "两市": (_ANY_REGION, "市", 2), "两县": (_ANY_REGION, "县", 2),
    "两区": (_ANY_REGION, "区", 2), "两省": (_ANY_REGION, "省", 2), "两镇": (_ANY_REGION, "镇", 2),
    "双方": (_ANY, "", 2), "两校": (_ANY, "校", 2), "两院": (_ANY, "院", 2),
    "两家公司": (_ANY, "公司", 2), "两家企业": (_ANY, "企业", 2),
    "三地": (_ANY_REGION, "", 3), "三方": (_ANY, "", 3), "both sides": (_ANY, "", 2), "both parties": (_ANY, "", 2),
    "the two sides": (_ANY, "", 2), "the two parties": (_ANY, "", 2), "the two places": (_ANY_REGION, "", 2),
    "both places": (_ANY_REGION, "", 2), "the two regions": (_ANY_REGION, "", 2), "the pair": (_ANY, "", 2),
    "the two cities": (_ANY_REGION, "city", 2), "both cities": (_ANY_REGION, "city", 2),
    "the two counties": (_ANY_REGION, "county", 2), "both counties": (_ANY_REGION, "county", 2),
    "the two universities": (_ANY, "university", 2), "the two companies": (_ANY, "company", 2),
    "the two firms": (_ANY, "firm", 2), "the three sides": (_ANY, "", 3), "the three parties": (_ANY, "", 3),
}  # fmt: skip

_ZH = [word for word in (*_REGIONS, *_INSTITUTIONS) if word > "\u3400"]
_EN = [word for word in (*_REGIONS, *_INSTITUTIONS) if word < "\u3400"]


def _alternatives(found: Sequence[str]) -> str:
    return "|".join(sorted(found, key=lambda word: (-len(word), word)))


_WORD = re.compile(
    rf"(?P<several>{_alternatives([word for word in _SEVERAL if word > chr(0x3400)])})"
    rf"|(?P<own>[我本全])(?P<own_of>市|县|区|镇|乡|省|州|街道)(?![场民区容城域级内外间块长委])"
    r"|(?P<own_house>[我本])(?P<own_house_of>校|院|公司|司|集团|行|所)(?![长务区内外门期业程订])"
    rf"|(?:该|这家|这个|此)(?P<that>{_alternatives(_ZH)})(?![场民容域级间块])"
    r"|(?P<zone>(?<![\u3400-\u9fff])(?:港区|园区|开发区|高新区|经开区|新区))(?![\u3400-\u9fff]*?(?:管委会|公司))"
    rf"|(?<![a-z-])(?:(?P<pair>{_alternatives([word for word in _SEVERAL if word < chr(0x3400)])})"
    rf"|the (?P<the>{_alternatives(_EN)}))(?![a-z-])(?! of )"
)
#: How sure an antecedent is, by where it stands.
_IN_SENTENCE, _IN_PARAGRAPH, _BEFORE, _IN_ARTICLE = 0.85, 0.75, 0.6, 0.5
#: How many paragraphs back are looked at.
_REACH = 2
#: How long a first paragraph is that may be a heading.
_HEADING = 80
#: How many sentences of its own paragraph, which may be a whole book.
_SENTENCES = 40


@dataclass(frozen=True, slots=True)
class Topic:
    """A word that stands for what was named elsewhere.

    Attributes:
        span: where the word stands.
        name: the word.
        mentions: what it stands for: one mention, or those of 双方 and the like in the order in which they were named.
        score: how sure that is, from 0 to 1.
    """

    span: Span
    name: str
    mentions: tuple[Mention, ...]
    score: float


def topics(article: Article, mentions: Sequence[Mention]) -> tuple[Topic, ...]:
    """What the words of an article stand for that name nothing by themselves, in order.

    该区 and the city stand for the last one of that kind that was named in the sentence, else in the paragraph, else
    in the two paragraphs before. 我市 and 全县, which are the paper's own, stand for that one too, and if none was
    named, for the one that the article names most. 两地, 双方 and both sides stand for the two that the nearest
    sentence names.

    Args:
        article: the article.
        mentions: what is named in it, in order; as ``Gazetteer.mentions`` gives it.
    """
    return tuple(_Reader(article, mentions).read())


def paragraph_topics(article: Article, mentions: Sequence[Mention]) -> tuple[Mention | None, ...]:
    """What each paragraph is about: the region or institution that it begins with, else what the one before was about.

    A name that a paragraph's first clause reaches by a preposition (与上海…, with Halm) does not begin it.

    Args:
        article: the article.
        mentions: what is named in it, in order.

    Returns:
        one for each paragraph; ``None`` where nothing was named so far.
    """
    reader = _Reader(article, mentions)
    about: list[Mention | None] = []
    for paragraph in article.paragraphs:
        first = next((one for one in reader.named(paragraph) if one.kind != OFFICIAL), None)
        begins = (
            first is not None
            and first.span.start - paragraph.start <= _LEADING
            and not _by_preposition(article.text, paragraph.start, first.span.start)
        )
        about.append(first if begins or not about or about[-1] is None else about[-1])
    return tuple(about)


#: How far into a paragraph its topic stands at most: behind a date and a dateline.
_LEADING = 40
_PREPOSITION = re.compile(
    r"(?:与|和|同|跟|从|向|对|到|赴|在|由|据|with|from|to|in|at|for|by|near) ?(?:the )?\Z", re.IGNORECASE
)


def _by_preposition(text: str, start: int, end: int) -> bool:
    return _PREPOSITION.search(text, start, end) is not None


class _Reader:
    """The mentions of an article by place; lives for one article."""

    def __init__(self, article: Article, mentions: Sequence[Mention]) -> None:
        self._text = article.text
        self._article = article
        self._mentions = [one for one in mentions if one.kind != OFFICIAL]
        self._starts = [one.span.start for one in self._mentions]
        self._most: dict[str, Mention | None] = {}
        self._owners: dict[str, Mention | None] = {}
        self._counts = Counter(_thing(one) for one in self._mentions)

    def named(self, span: Span) -> list[Mention]:
        """What is named in a passage."""
        return self._mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def read(self) -> Iterator[Topic]:
        alike = matching(self._text)
        for number, paragraph in enumerate(self._article.paragraphs):
            parts = list(sentences_in(self._text, paragraph))
            firsts = [part.start for part in parts]
            for match in _WORD.finditer(alike, paragraph.start, paragraph.end):
                if self._is_named(match.start(), match.end()):
                    continue
                at = bisect_right(firsts, match.start())
                before = parts[max(0, at - _SENTENCES) : at]
                found = self._several(match, before, number) or self._one(match, before, number)
                if found is not None:
                    span = Span(*match.span())
                    yield Topic(span, self._text[span.start : span.end], *found)

    def _is_named(self, start: int, end: int) -> bool:
        """Whether a place is part of a name."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._mentions[at].span.end > start

    def _one(self, match: re.Match[str], before: list[Span], number: int) -> tuple[tuple[Mention, ...], float] | None:
        word = match["own_of"] or match["own_house_of"] or match["that"] or match["zone"] or match["the"]
        if not word:
            return None
        if match["own_house"] or match["own"] in ("我", "本") or match["the"] == "council":
            owner = self._own(match, word)
            if owner is not None:
                return (owner,), _IN_PARAGRAPH
        for span, score in self._nearby(match.start(), before, number):
            fitting = [one for one in self.named(span) if _fits(one, word)]
            if fitting:
                own = [one for one in fitting if one.name.lower().endswith(word)]
                return ((own or fitting)[-1],), score
        if not (match["own"] or match["the"] == "council"):
            return None
        most = self._most_named(word)
        return None if most is None else ((most,), _IN_ARTICLE)

    def _most_named(self, word: str) -> Mention | None:
        """What the article names most of what a word may stand for."""
        if word not in self._most:
            fitting = [one for one in self._mentions if _fits(one, word)]
            self._most[word] = max(fitting, key=lambda one: self._counts[_thing(one)], default=None)
        return self._most[word]

    def _own(self, match: re.Match[str], word: str) -> Mention | None:
        """Whose article it is, for 我市 and 我校: whom its heading names, else the only one that it may be.

        A body or a paper in the heading stands for whom it is of: 某市人民政府, 某大学新闻网.
        """
        if word not in self._owners:
            heading = self._article.paragraphs[0] if self._article.paragraphs else Span(0, 0)
            fits = _fits_own_house if match["own_house"] else _fits
            named = self.named(heading) if heading.end - heading.start <= _HEADING else []
            parts = [part for one in named for part in (one, *one.parts)]
            in_heading = {_thing(one): one for one in parts if fits(one, word)}
            everywhere = {_thing(one): one for one in reversed(self._with_parts()) if fits(one, word)}
            found = next((kept for kept in (in_heading, everywhere) if len(kept) == 1), None)
            if found is None and match["own_house"]:
                # Whose name is written most often, in those of its parts too: 某大学附属医院.
                found = self._written_most(everywhere)
            self._owners[word] = next(iter(found.values())) if found else None
        return self._owners[word]

    def _written_most(self, things: dict[str, Mention]) -> dict[str, Mention] | None:
        often = {name: self._text.count(one.short_for or one.name) for name, one in things.items()}
        most = [name for name in things if often[name] == max(often.values()) > 1]
        return {most[0]: things[most[0]]} if len(most) == 1 else None

    def _with_parts(self) -> list[Mention]:
        return [part for one in self._mentions for part in (one, *one.parts)]

    def _several(
        self, match: re.Match[str], before: list[Span], number: int
    ) -> tuple[tuple[Mention, ...], float] | None:
        word = match["several"] or match["pair"]
        if not word:
            return None
        kinds, of, count = _SEVERAL[word]
        for span, score in self._nearby(match.start(), before, number):
            if score == _BEFORE and (main := self._main(match.start(), kinds, of, count)):
                return main, _IN_ARTICLE
            named: dict[str, Mention] = {}
            for one in self.named(span):
                if one.kind in kinds and (not of or _fits(one, of)):
                    named.setdefault(_thing(one), one)
            if len(named) >= count:
                # Of more than so many the first ones have it, as those that are named later are what they do.
                return tuple(named.values())[:count], score - 0.15 * (len(named) > count)
        return None

    def _main(self, at: int, kinds: tuple[str, ...], of: str, count: int) -> tuple[Mention, ...]:
        """The regions that the article named most before a place, if so many were named more than once."""
        named: dict[str, Mention] = {}
        for one in self._mentions[: bisect_left(self._starts, at)]:
            if one.kind == REGION and one.kind in kinds and (not of or _fits(one, of)):
                named.setdefault(_thing(one), one)
        counts = sorted((name for name in named if self._counts[name] > 1), key=lambda name: -self._counts[name])[
            :count
        ]
        return tuple(one for name, one in named.items() if name in counts) if len(counts) == count else ()

    def _nearby(self, at: int, before: list[Span], number: int) -> Iterator[tuple[Span, float]]:
        """Where an antecedent may stand, the likeliest first."""
        for away, part in enumerate(reversed(before)):
            yield Span(part.start, min(part.end, at)), _IN_PARAGRAPH if away else _IN_SENTENCE
        for paragraph in reversed(self._article.paragraphs[max(0, number - _REACH) : number]):
            yield paragraph, _BEFORE


def _fits(mention: Mention, word: str) -> bool:
    """Whether a mention is of the kind that a word says."""
    codes = _REGIONS.get(word)
    if codes is not None and mention.kind == REGION:
        name = (mention.short_for or mention.name).lower()
        # What a name itself says goes before its level: counties of cities are called 市 as well.
        told = [ending for ending in ("市", "县", "区", "镇", "乡", "省", "州", "街道") if name.endswith(ending)]
        if told and word in told:
            return True
        return not (told and word > "\u3400" and not mention.is_alias) and mention.code in codes
    return mention.kind == INSTITUTION and mention.code in _INSTITUTIONS.get(word, ())


#: What a house calls itself by a short word.
_HOUSES = {"司": ("company",), "行": ("bank",), "所": ("researchInstitute",)}


def _fits_own_house(mention: Mention, word: str) -> bool:
    """Whether a mention is of the kind that 我校 or 我司 says."""
    codes = _HOUSES.get(word) or _INSTITUTIONS.get(word, ())
    return mention.kind == INSTITUTION and mention.code in codes


def _thing(mention: Mention) -> str:
    """What tells whether two mentions are of one thing."""
    return mention.reference or mention.short_for or mention.name
