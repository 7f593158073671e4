"""Whose a figure is: whether its owner stands in its clause, and of when it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kg.intake.articles.mentions import Mention
from kg.intake.articles.model import Span
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.figures import Figure
from kg.intake.articles.rules.parties import acting, key
from kg.intake.articles.rules.staging import Since
from kg.intake.articles.rules.words import CHINESE
from kg.notations import Period, Read

Dated = tuple[Span, Read[Period]]

#: The highest score of a figure whose owner or time stands in another clause.
UNSURE = 0.58
#: What stands for the partnership or its parties as the subject of a clause.
_MEANT = {
    CHINESE: re.compile(
        r"^(?:该|此|本|这[一个项份]?)?(?:项目|协议|合同|园区|基地|基金|工程|产业园|双方|两地|两市|两县|两区)"
    ),
    "en": re.compile(r"^(?:it|they|both|the (?:two|project|agreement|deal|contract|pact|fund|plant|park|partners))\b"),
}
#: 还有3个项目落户: the things counted are the subject themselves, and of nobody named.
_THERE_ARE = {
    CHINESE: re.compile(r"(?:还有|另有|另外有|此外有|尚有|更有|也有)(?:近|约|超过?|逾|共)?\Z"),
    "en": re.compile(r"\b(?:there (?:are|were)|another|a further|as well as|besides)(?: some| about)? ?\Z"),
}
#: How much stands before a figure at most where a clause goes on with the subject of the one before: 总投资3亿元.
_GOES_ON = 10
#: A clause that begins so has a subject of its own.
_OWN_SUBJECT = re.compile(
    "^(?:其中|全[市县区省国]|当地|[这那每各某]|.{1,8}(?:专家|团队|公司|企业|中心|医院|学院|大学|学校|两地|居民))"
)
#: 两份协议均为期五年: a count of what was told of before, at the head of its clause.
_BOTH = re.compile(r"\s*$")
#: What a thing has, and not what came about in some time.
_LASTING = frozenset(("travelTime", "area", "floorArea", "length", "subscribedCapital", "fundSize"))
#: What says that something came to one from another, or will.
_CAME = {
    CHINESE: re.compile("引进|引入|引资|招引|承接"),
    "en": re.compile(r"\b(?:attract(?:s|ed|ing)?|drew|draws|received|brought in|brings in)\b[^;]*\bfrom\b"),
}
#: The subject of an English clause, where it is neither a word for the partnership nor left out.
_NAMED_AHEAD = re.compile(
    r"^(?!.*\b(?:it|they|both|partners|two|project|agreement|deal|contract|pact|fund|plant|park|scheme|link)\b).*[a-z]{3}"
)
#: How many sides something that came has.
_SIDES = 2
#: How much a clause may hold besides a time that is of the whole sentence: 去年，….
_LEAD = 6


def is_nobodys(clause: Clause, one: Figure) -> bool:
    """Whether a figure only counts what comes besides, as 还有3个产业项目落户 does."""
    ahead = clause.alike[: one.span.start - clause.span.start]
    if one.measure == "agreementsSigned" and clause.language == CHINESE and _BOTH.match(ahead):
        return True
    return one.unit in ("project", "company", "agreement") and bool(_THERE_ARE[clause.language].search(ahead))


def is_anothers(clause: Clause, one: Figure, whose: Sequence[Mention]) -> bool:
    """Whether a clause begins with somebody else than those given, and none of them stands in it.

    Args:
        clause: the clause of the figure.
        one: the figure.
        whose: the parties of a record.
    """
    own = {key(party) for party in whose}
    named = {name for mention in clause.mentions for name in (key(mention), key(acting(mention)))}
    # 某产业园项目 is what is told of, and nobody.
    begins = any(
        mention.span.end <= one.span.start and not clause.behind(mention).startswith("项目")
        for mention in clause.mentions
    )
    return begins and not own & named


def is_of_others(clause: Clause, cut: Sequence[Clause], one: Figure, whose: Sequence[Mention]) -> bool:
    """Whether a figure of a later sentence is of others than those whom an earlier one told of.

    It is where the clause that says last who acts begins with another, as 到位资金2亿元 goes on with 甲区引进企业9家;
    and where a sentence tells that something came to somebody from somewhere, and those two are not they.

    Args:
        clause: the clause of the figure.
        cut: the clauses of its sentence.
        one: the figure.
        whose: the parties of the record told of before.
    """
    told = cut[: cut.index(clause) + 1]
    subject = next((part for part in reversed(told) if part.mentions), clause)
    if is_anothers(subject, one, whose):
        return True
    came = next((part for part in reversed(told) if _CAME[part.language].search(part.alike)), None)
    if came is None:
        return False
    own = {key(party) for party in whose}
    named = {key(acting(mention)) for part in told for mention in part.mentions}
    if len(named) >= _SIDES:
        return not named <= own
    found = _CAME[came.language].search(came.alike)
    ahead = came.alike[: found.start()] if found else ""
    # Somebody whom no list knows attracts money from one of the two.
    return came.language != CHINESE and bool(named) and _NAMED_AHEAD.search(ahead) is not None


def has_owner(clause: Clause, one: Figure, whose: Sequence[Mention], cue: Span) -> bool:
    """Whether the owner of a figure stands in its clause: one of the parties, or what tells of the record.

    Args:
        clause: the clause of the figure.
        one: the figure.
        whose: the parties of the record.
        cue: where the words stand that tell of it.
    """
    own = {key(party) for party in whose}
    ahead = [mention for mention in clause.mentions if mention.span.end <= one.span.start]
    if ahead and not {key(ahead[-1]), key(acting(ahead[-1]))} & own:
        return False
    if clause.span.start <= cue.start < clause.span.end:
        return True
    named = any({key(mention), key(acting(mention))} & own for mention in clause.mentions)
    return named or _MEANT[clause.language].search(clause.alike.strip()) is not None


def goes_on(clause: Clause, one: Figure) -> bool:
    """Whether a Chinese clause leaves its subject out, as 总投资3亿元 does behind a comma: it is that of the record.

    Args:
        clause: the clause of the figure; the sentence must tell of one record alone.
        one: the figure.
    """
    before = clause.alike[: one.span.start - clause.span.start].strip()
    if clause.mentions or clause.language != CHINESE or one.rate is not None or len(before) > _GOES_ON:
        return False
    return bool(before) and _OWN_SUBJECT.match(before) is None


def time_of(clause: Clause, one: Figure, when: Since, cut: Sequence[Clause]) -> tuple[Since, bool]:
    """The time of a figure, and whether it is sure that it is its own.

    A time of its clause is, and one that stands alone before all the sentence tells. That of another clause is not of
    what a thing has, as 35分钟; of all else it is a guess.

    Args:
        clause: the clause of the figure.
        one: the figure.
        when: the time that stands nearest before.
        cut: the clauses of the sentence.
    """
    span = when.of or when.span
    if span is None or span.start >= clause.span.start:
        return when, True
    home = next((part for part in cut if part.span.start <= span.start < part.span.end), None)
    if home is None:
        return when, False
    length = home.span.end - home.span.start - (span.end - span.start)
    if home is cut[0] and length <= _LEAD:
        return when, True
    if one.measure in _LASTING:
        return replace(when, first=None, last=None, of=None), True
    # A day tells of no period; it is only the day by which the figure holds.
    return when, when.first is None


#: What happens at a time, behind a figure: with an investment of $24 million, is expected to open by June 2026. Words
#: that are nouns or say of which kind a thing is tell nothing: 500 jobs in the completed park in 2015.
_HAPPENS = re.compile(
    r"\b(?:to|will|would|should|may|could) (?:be )?(?:open|start|begin|launch|finish|complete|commission|break ground|"
    r"go live|go online|ready|operational)\b|"
    r"\b(?:is|are|was|were|be|been|becom(?:e|es|ing)|became) (?:operational|ready)\b|"
    r"\b(?:come|comes|came|go|goes|went|put|brought|enter|enters|entered) into (?:operation|service)\b|"
    r"\b(?:with )?completion (?:is |was )?(?:expected|due|set|scheduled|planned)\b|, opening\b|"
    r"(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bits )(?<!\btheir )(?<!\bnewly )(?<!\brecently )"
    r"\b(?:opens|opened|completes|completed|starts|started|begins|began|launches|launched|inaugurated|finishes|finished|"
    r"commissioned|breaks ground|broke ground|went live|goes live|signed|founded|set up|established)\b"
)


def is_time_of_an_event(clause: Clause, one: Figure, when: Since) -> bool:
    """Whether the time behind an English figure is of what happens then, and not of the figure.

    Args:
        clause: the clause of the figure.
        one: the figure.
        when: the time that stands nearest.
    """
    told = when.of or when.span
    if clause.language == CHINESE or told is None or not one.span.end <= told.start < clause.span.end:
        return False
    between = clause.alike[one.span.end - clause.span.start : told.start - clause.span.start]
    return _HAPPENS.search(between) is not None


#: Behind a time, that something began then: 2021年启用的专线; and that a figure has been counted ever since.
_BEGAN_THEN = {
    CHINESE: re.compile(
        "[^，。；]{0,8}?(?:启用|开通|投用|投运|投产|运营|开业|开馆|开园|成立|设立|创办|建成|落成|挂牌|揭牌|启动|开行|通车|签约|签署|落户|入驻)"
        "[^，。；]{0,16}?(?:的|以来|至今|后|，)"
    ),
    "en": re.compile(
        r"\b(?:opened|launched|set up|founded|established|signed|started|began|inaugurated|formed|created|introduced)\b"
    ),
}
_EVER_SINCE = {
    CHINESE: re.compile("累计|已|目前"),
    "en": re.compile(r"\b(?:has|have) (?:so far|already|now)\b|\b(?:to date|so far)\b"),
}
#: A time that only says since when: 2020年起, since 2020.
_FROM_THEN = {CHINESE: re.compile("起|以来|开始"), "en": re.compile(r"\bsince\b")}
_SINCE_THEN = {
    CHINESE: re.compile("至今|迄今|以来|此后"),
    "en": re.compile(r"\b(?:has|have) since\b|\bsince then\b"),
}


def is_time_of_a_beginning(clause: Clause, one: Figure, when: Since, cut: Sequence[Clause]) -> bool:
    """Whether the time before a figure is when something began that has come to it since: opened in May, has since ….

    Args:
        clause: the clause of the figure.
        one: the figure.
        when: the time that stands nearest before.
        cut: the clauses of its sentence.
    """
    told = when.of or when.span
    home = next((part for part in cut if told is not None and part.span.start <= told.start < part.span.end), None)
    if told is None or home is None or told.end > one.span.start:
        return False
    parts = [part for part in cut if home.span.start <= part.span.start <= clause.span.start]
    between = "，".join(part.alike for part in parts)[told.end - home.span.start :]
    between = between[: len(between) - (clause.span.end - one.span.start)]
    words = home.alike[max(0, told.start - home.span.start - len("since ")) : told.end - home.span.start]
    if _SINCE_THEN[clause.language].search(between) or _FROM_THEN[clause.language].search(words):
        return True
    if clause.language == CHINESE:
        began = _BEGAN_THEN[CHINESE].match(between)
        return began is not None and _EVER_SINCE[CHINESE].search(between, began.start()) is not None
    ahead = home.alike[: told.start - home.span.start]
    began = _BEGAN_THEN["en"].search(ahead) or _BEGAN_THEN["en"].search(between)
    return began is not None and _EVER_SINCE["en"].search(between) is not None


#: What says right before a figure, or at the head of its clause, that it is a part of the one before.
_A_PART = {
    CHINESE: re.compile("其中"),
    "en": re.compile(r"\b(?:of which|of that|of this sum|of the total)\b"),
}


#: Who gives a part of a sum in English, and is no party of what the clause tells for that: of which €15 million from ….
_GIVES_A_PART = re.compile(r"\bof which (?:about |around |some |up to )?[^a-z ;]*[0-9][^;]*?\b(?:from|by) ")


def without_givers(clause: Clause) -> Clause:
    """An English clause without who only gives a part of a sum in it: that makes nobody a party of what it tells."""
    part = _GIVES_A_PART.search(clause.alike) if clause.language != CHINESE else None
    if part is None:
        return clause
    at = clause.span.start + part.start()
    return replace(clause, mentions=tuple(one for one in clause.mentions if one.span.start < at))


def with_whole(clause: Clause, one: Figure, before: Sequence[Figure]) -> Figure:
    """A figure with the one that it is a part of: 总投资约18.6亿元，其中一期投资6.2亿元.

    Args:
        clause: the clause of the figure.
        one: the figure.
        before: those of its sentence before it that are no parts, in order.
    """
    same = [it for it in before if (it.measure, it.unit) == (one.measure, one.unit) and it.span != one.span]
    if not same or one.quantity.value >= same[-1].quantity.value:
        return one
    start = max(same[-1].span.end, clause.span.start) - clause.span.start
    said = _A_PART[clause.language].search(clause.alike, start, one.span.start - clause.span.start)
    return replace(one, whole=same[-1].span) if said is not None else one


#: What says that a thing is to be there by a time: to be completed by the end of 2027, 计划2026年底前建成.
_TO_BE_THERE = {
    CHINESE: re.compile(
        "(?:计划|预计|力争|争取|拟|将|有望|确保)[^，。；]{0,20}?(?:建成|竣工|完工|投产|投用|投运|投入(?:使用|运营)|完成|交付|通车|达产)"
    ),
    "en": re.compile(
        r"\b(?:to|will|would) (?:be )?(?:complete[d]?|built|finish(?:ed)?|ready|open(?:ed)?|operational|delivered|"
        r"spent|invested|in (?:operation|place|service))\b|"
        r"\bcompletion (?:is )?(?:expected|due|set|planned|scheduled)\b"
    ),
}


def deadline_behind(clause: Clause, one: Figure, cut: Sequence[Clause], days: Sequence[Dated], today: date) -> Figure:
    """A target with the day by which a later clause of its sentence says that it is to be there.

    Args:
        clause: the clause of the figure.
        one: the figure.
        cut: the clauses of its sentence; none behind one that names somebody counts.
        days: the days and periods of the sentence.
        today: the day of publication.
    """
    if not one.is_target or (one.since is not None and one.since.of is not None):
        return one
    for part in cut[cut.index(clause) :]:
        if part is not clause and part.mentions:
            return one
        start = one.span.end if part is clause else part.span.start
        if not _TO_BE_THERE[part.language].search(part.alike, start - part.span.start):
            continue
        to_come = [
            (span, read.value)
            for span, read in days
            if start <= span.start < part.span.end and read.value is not None and (read.value.end or today) > today
        ]
        if len(to_come) == 1:
            span, period = to_come[0]
            return replace(one, since=Since(today, "day", "assumed", None, None, period.end, span))
    return one


def of_its_deadline(one: Figure, when: Since, found: Sequence[Figure]) -> Figure:
    """A figure without the deadline that stands behind a later one: £240 million and some 900 jobs by 2027.

    Args:
        one: the figure.
        when: its time.
        found: the figures of its clause.
    """
    if when.first is not None or when.last is None or when.of is None:
        return one
    if any(one.span.end <= other.span.start < when.of.start for other in found):
        return replace(one, since=replace(when, last=None, of=None))
    return one
