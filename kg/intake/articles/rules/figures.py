"""Figures with what they measure, how sure their number is, and of when they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kg.intake import schema
from kg.intake.articles.model import Span
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.staging import Since
from kg.intake.articles.rules.words import CHINESE, Measured, measures, patterns
from kg.notations import Quantity, Read
from kg.notations.tables import table
from kg.text import Text

_MONEY = frozenset(row["code"] for row in table("iso4217.csv"))
#: How many projects, agreements or firms there are at most of which a number without a unit may be.
_MOST_COUNTED = 100_000
#: How far from a figure the words may stand that say what it measures.
_BEFORE = {CHINESE: 14, "en": 48}
_BEHIND = {CHINESE: 10, "en": 36}
#: 亿元以上项目 has no number of its own.
_NUMBER = re.compile("[0-9一二两三四五六七八九十百千]|[a-z]{3,}")
#: How sure a measure is whose words stand beside the figure, or only near it, and one whose unit is a question.
_NEAR, _FAR, _ASKED = 0.72, 0.55, 0.5
_RATE = 0.56
#: What says right beside a sum that a paper is for so much.
_WORTH = {
    CHINESE: re.compile(
        "(?:总投资|投资总额|总金额|总额|金额|价值|标的额?|总规模)(?:额|为|达到?|约|近|超过?|逾|共|计|高达)*\\Z"
    ),
    "en": re.compile(
        r"\b(?:worth|valued at|totall?ing|with a (?:total )?value of)"
        r"(?: (?:about|around|some|up to|nearly|almost|over|more than|an? estimated|a total of))* ?\Z"
    ),
}
_WORTH_BEHIND = {
    CHINESE: re.compile("的(?:合作|框架|投资|项目)?(?:协议|合同|备忘录)"),
    "en": re.compile(r" (?:deal|contract|agreement|pact)s?\b"),
}
#: What says that so much was paid, or that the paper is a price agreed upon, which binds.
_PAID = {
    CHINESE: re.compile("到位|到账|已投|完成投资|已完成|累计投|实际|已支付|已拨|合同|采购|购销|订单"),
    "en": re.compile(
        r"\b(?:paid|invested|disbursed|spent|transferred|handed over|received|contract|supply|purchase|sales?|order)\b"
    ),
}
_NOTHING = Text()
_EACH_YEAR = Text("so much each year, not once", "系每年的数额，并非总额")
_YEAR = "20[0-9]{2}"
_YEARLY_ZH = re.compile(
    rf"(?:[自从]?(?P<first>{_YEAR})年(?:起|开始)[^0-9]{{0,4}})?(?:至(?P<last>{_YEAR})年)?(?:每年度?|年均|逐年)"
)
_YEARLY_EN = re.compile(
    rf" ?(?:annually|yearly|(?:a|per|each|every) year|p\.a\.)"
    rf"(?:,? (?:from|starting in|as of) (?P<first>{_YEAR}))?(?:,? (?:until|till|through|to|up to) (?P<last>{_YEAR}))?"
)
_YEARLY_EN_AHEAD = re.compile(
    rf"\b(?:(?:from|starting in) (?P<first>{_YEAR}),? )?(?:annual(?:ly)?|each year|every year)\b"
)
_SHARE = "ratio"
_VERB_BEFORE = re.compile("(?:引进|引入|招引|签约|签订|签署|落户|入驻)(?:了|共|已|达|到|各|近|约|超过?|逾)*$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure.

    Attributes:
        span: the number with its unit and bound.
        measure: a code of the list of measures.
        quantity: what it says.
        is_target: whether it is planned.
        score: how sure the measure is.
        note: why the number or its unit is unsure.
        rate: the words that say that it is so much each year, with the years; none if it is once.
        first: the first day of the years of a rate, if they are named.
        last: the last day of them.
        since: of when it is, where that is not the time of its record.
        whole: where the figure stands that it is said to be a part of: €42 million, of which €15 million.
    """

    span: Span
    measure: str
    quantity: Quantity
    is_target: bool
    score: float
    note: Text = _NOTHING
    rate: Span | None = None
    first: date | None = None
    last: date | None = None
    since: Since | None = None
    whole: Span | None = None

    @property
    def words(self) -> Span:
        """The number with what says that it is a rate."""
        if self.rate is None:
            return self.span
        return Span(min(self.span.start, self.rate.start), max(self.span.end, self.rate.end))

    @property
    def unit(self) -> str:
        """The unit as a cell holds it: engineers are people by the word alone, and experts where those are counted."""
        own, said = _UNIT_OF.get(self.measure, ""), self.quantity.unit
        return own if _is_of_people(own) and _is_of_people(said) else said or own


#: What is counted where the number has no unit of its own.
_UNIT_OF = {
    "jobs": "person",
    "expertsTakingPart": "expert",
    "talentIntroduced": "person",
    "visitors": "visit",
    "hospitalsTakingPart": "hospital",
    "agreementsSigned": "agreement",
    "projectsSigned": "project",
    "projectsIntroduced": "project",
    "projectsStarted": "project",
    "projectsFunded": "project",
    "companies": "company",
    "companiesTakingPart": "company",
    "promotionEvents": "event",
}


def _is_of_people(unit: str) -> bool:
    return schema.unit_kinds().get(f"unit/{unit}") == "person"


def figures(
    clause: Clause, amounts: Sequence[tuple[Span, Read[Quantity]]], planned: bool = False
) -> tuple[Figure, ...]:
    """The figures of a clause whose measure its words tell.

    Args:
        clause: the clause.
        amounts: the amounts in it.
        planned: whether what stands before it in the sentence is planned.
    """
    found = []
    for span, read in amounts:
        # A sign of several currencies is suggested as the likeliest one, with the question.
        said = read.value or (read.proposals[0] if read.proposals else None)
        if said is None or not (clause.span.start <= span.start and span.end <= clause.span.end):
            continue
        if not _NUMBER.search(clause.alike, span.start - clause.span.start, span.end - clause.span.start):
            continue
        measured = _measured(clause, span, said)
        if measured is not None:
            one, near = measured
            score = _NEAR if near else _FAR
            is_planned = planned or _is_planned(clause, span)
            score = score if read.value else min(score, _ASKED)
            made = [Figure(span, one.measure, end, is_planned, score, read.question) for end in _ends(said)]
            found += [_as_rate(clause, figure) for figure in made]
    return tuple(found)


def _as_rate(clause: Clause, one: Figure) -> Figure:
    """A figure that is so much each year, with the years that its clause names; else as it is."""
    start, end = one.span.start - clause.span.start, one.span.end - clause.span.start
    found = _rate(clause, start, end)
    if found is None:
        return one
    years = {name: int(found[name]) for name in ("first", "last") if found.groupdict().get(name)}
    first = date(years["first"], 1, 1) if "first" in years else None
    last = date(years["last"], 12, 31) if "last" in years else None
    rate = Span(clause.span.start + found.start(), clause.span.start + found.end())
    is_target = one.is_target or bool(years) or (clause.language == CHINESE and "起" in found[0])
    note = one.note if one.note.en else _EACH_YEAR
    return replace(one, score=min(one.score, _RATE), rate=rate, first=first, last=last, is_target=is_target, note=note)


def _rate(clause: Clause, start: int, end: int) -> re.Match[str] | None:
    if clause.language == CHINESE:
        ahead = list(_YEARLY_ZH.finditer(clause.alike, 0, start))
        return ahead[-1] if ahead else _YEARLY_ZH.match(clause.alike, end)
    return _YEARLY_EN.match(clause.alike, end) or next(_YEARLY_EN_AHEAD.finditer(clause.alike, 0, start), None)


def _ends(said: Quantity) -> tuple[Quantity, ...]:
    """A range as its two ends, each with its bound."""
    if said.upper is None:
        return (said,)
    return replace(said, bound="atLeast", upper=None), replace(said, value=said.upper, bound="upTo", upper=None)


def _measured(clause: Clause, span: Span, quantity: Quantity) -> tuple[Measured, bool] | None:
    """What a figure measures, and whether the words stand right beside it."""
    if quantity.unit == _SHARE:
        return None
    start, end = span.start - clause.span.start, span.end - clause.span.start
    before = clause.alike[max(0, start - _BEFORE[clause.language]) : start]
    behind = clause.alike[end : end + _BEHIND[clause.language]]
    own = clause.alike[start:end]
    chinese = clause.language == CHINESE
    fitting = [
        (one, one.zh if chinese else one.en)
        for one in measures()
        if _fits(one, quantity) and not (one.unless and one.unless.search(clause.alike))
    ]
    if chinese and not quantity.unit and not _is_bare(before, behind):
        # 入驻科研团队11个: what is counted is named, and is no project.
        fitting = [(one, words) for one, words in fitting if not one.measure.startswith("projects")]
    if not quantity.unit:
        # 40 turbines, 建设学校3所: who is counted is named, and is no agreement that stands near.
        beside = own if not chinese else f"{before[-4:]}{own}{behind[:4]}"
        fitting = [
            (one, words)
            for one, words in fitting
            if words.search(beside) or (chinese and one.measure not in _NAMED_BESIDE)
        ]
    if chinese and quantity.unit in _MONEY:
        # 投资21.5亿元建设年产40万套: the word right before the sum says what it is.
        for one, words in fitting:
            if any(len(before) - match.end() <= 1 for match in words.finditer(before)):
                return one, True
    near = next((one for one, words in fitting if words.search(own + behind[: 4 if chinese else 16])), None)
    if near is not None:
        return near, True
    ahead = [(match.end(), -number) for number, (_, words) in enumerate(fitting) for match in words.finditer(before)]
    if ahead:
        # The nearest word; of two the more telling one.
        end, number = max(ahead)
        return fitting[-number][0], len(before) - end <= 4
    far = next((one for one, words in fitting if words.search(behind)), None)
    return (far, False) if far is not None else None


#: What a number without a unit counts only if its words stand right beside it.
_NAMED_BESIDE = frozenset(("agreementsSigned", "hospitalsTakingPart", "companies"))


def _is_bare(before: str, behind: str) -> bool:
    """Whether a verb stands right before a count and nothing behind it: 引进12个."""
    return _VERB_BEFORE.search(before) is not None and re.match(r"$|[、，。；(（]", behind) is not None


_COUNTS = ("projects", "agreements", "companies", "hospitals", "experts")


def _fits(one: Measured, quantity: Quantity) -> bool:
    if quantity.unit in _MONEY:
        return "money" in one.units
    if not quantity.unit and quantity.value > _MOST_COUNTED and one.measure.startswith(_COUNTS):
        # A sum whose currency nothing told: signed a contract worth 274 billion.
        return False
    return (quantity.unit or "-") in one.units


def _is_planned(clause: Clause, span: Span) -> bool:
    ahead = clause.alike[: span.start - clause.span.start]
    return bool(patterns("stages", clause.language)["planned"].search(ahead))


def only_promised(clause: Clause, one: Figure) -> bool:
    """Whether the sum of a paper is what it is for, which nothing in its clause says was paid: a deal worth 5 million.

    Args:
        clause: the clause of the figure, which tells that a paper was signed.
        one: the figure.
    """
    if one.measure != "totalInvestment" or one.unit not in _MONEY:
        return False
    start, end = one.span.start - clause.span.start, one.span.end - clause.span.start
    ahead = clause.alike[max(0, start - _BEFORE[clause.language]) : start]
    behind = clause.alike[end : end + _BEHIND[clause.language]]
    near = _WORTH[clause.language].search(ahead) or _WORTH_BEHIND[clause.language].match(behind)
    return near is not None and _PAID[clause.language].search(clause.alike) is None


def plain(value: Decimal) -> str:
    """A number as a cell holds it."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
