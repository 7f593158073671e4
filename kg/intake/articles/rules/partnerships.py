"""Sentences to suggestions, one paragraph after another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.assets import BUNDLED, Ontology
from kg.intake.articles.mentions import INSTITUTION, OFFICIAL, REGION, Mention
from kg.intake.articles.model import Span, Suggestion
from kg.intake.articles.rules import fields, parties
from kg.intake.articles.rules.attributive import lengthened
from kg.intake.articles.rules.branches import branches
from kg.intake.articles.rules.clauses import Clause, clauses
from kg.intake.articles.rules.doubting import may_lack_a_party
from kg.intake.articles.rules.drafts import Draft, Maker, together
from kg.intake.articles.rules.figures import Figure, figures
from kg.intake.articles.rules.guessing import guessed
from kg.intake.articles.rules.parties import Found, key
from kg.intake.articles.rules.retelling import once_told
from kg.intake.articles.rules.speaking import Sentence, statements
from kg.intake.articles.rules.staging import Since, Stage, is_denied, said_stage, since, stage_of
from kg.intake.articles.rules.standing import bare
from kg.intake.articles.rules.words import CHINESE, Cue, cues, pattern
from kg.notations import Period, Quantity, Read
from kg.text import Text

_AGREEMENT, _SIGNED = "Agreement", "signed"
#: What a score is lowered by for what makes it less sure.
_ELIDED, _MANY, _ASKED, _LACKING = 0.1, 0.12, 0.1, 0.2
_MANY_PARTIES = 5
#: How many names back a word may stand for one.
_REACH = 24
#: Behind these stands where something came from, or with whom: 已引进某地企业8家.
_COMES_BEHIND = ("引进", "引入", "承接", "招引", "来自", "从", "与", "同", "和")
#: What is brought in, and how sure it is that it came to the region that the text is about.
_BROUGHT = frozenset(("projectsIntroduced", "companies", "capitalIntroduced", "capitalArrived"))
_TO_TOPIC = 0.5
#: What tells of a sentence that only its words for doing something together speak of.
_DOING = "together"
#: A cue that is as sure is told to people where no record came of it.
_TELLING = 0.6
#: A class that a stronger cue in a later clause of the sentence puts in place of another.
_UNSURE = Text(
    "A party is not named in this clause; it was taken from what stands before.",
    "该分句未写明其中一方，系据上文补出。",
)


@dataclass(frozen=True, slots=True)
class Material:
    """What was found in a text, for the rules to put together.

    Attributes:
        source: the id of the source.
        text: the text.
        alike: the text as names are compared.
        language: ``zh`` or ``en``.
        published: the day of publication.
        paragraphs: the paragraphs.
        sentences: the sentences, in order.
        mentions: the names, in order.
        amounts: the amounts, in order.
        days: the days and periods, in order.
        ontology: where sectors are found.
    """

    source: str
    text: str
    alike: str
    language: str
    published: date
    paragraphs: Sequence[Span]
    sentences: Sequence[Span]
    mentions: Sequence[Mention]
    amounts: Sequence[tuple[Span, Read[Quantity]]]
    days: Sequence[tuple[Span, Read[Period]]]
    ontology: Ontology = BUNDLED


@dataclass(slots=True)
class _Told:
    """What a paragraph has told so far."""

    topic: Mention | None = None
    earlier: list[Mention] = field(default_factory=list)
    last: Draft | None = None


def suggestions(material: Material) -> tuple[tuple[Suggestion, ...], tuple[tuple[Span, str], ...]]:
    """What a text tells of partnerships.

    Returns:
        the suggestions in the order of the text; and the sentences with a cue and no safe record, each with the cue.
    """
    reader = _Reader(material)
    made = once_told(reader.read(), material.text)
    return tuple(made), tuple(reader.to_read)


class _Reader:
    def __init__(self, material: Material) -> None:
        self._at = material
        self._maker = Maker(material.source, material.text)
        self._starts = [one.span.start for one in material.mentions]
        self._amount_starts = [span.start for span, _ in material.amounts]
        self._day_starts = [span.start for span, _ in material.days]
        self._officials: dict[str, Suggestion] = {}
        self.to_read: list[tuple[Span, str]] = []

    def read(self) -> Iterator[Suggestion]:
        told, paragraph = _Told(), Span(0, 0)
        bounds = sorted(self._at.paragraphs)
        number = 0
        topic: Mention | None = None
        for sentence in self._at.sentences:
            while number < len(bounds) and bounds[number].end <= sentence.start:
                number += 1
            here = bounds[number] if number < len(bounds) else paragraph
            if here != paragraph:
                topic = told.topic or topic
                # A paragraph goes on with whom the one before was about, until it names another.
                told, paragraph = _Told(topic, told.earlier[-4:]), here
            yield from self._sentence(sentence, told)

    def _mentions(self, sentence: Span) -> list[Mention]:
        low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        return [one for one in self._at.mentions[low:high] if one.span.end <= sentence.end]

    def _amounts(self, clause: Clause) -> Sequence[tuple[Span, Read[Quantity]]]:
        starts = self._amount_starts
        return self._at.amounts[bisect_left(starts, clause.span.start) : bisect_left(starts, clause.span.end)]

    def _since(self, clause: Clause, sentence: Span, stage: str) -> Since:
        starts, at = self._day_starts, self._at
        said = at.days[bisect_left(starts, sentence.start) : bisect_left(starts, clause.span.end)]
        return since(clause, at.alike, at.published, said, stage)

    def _sentence(self, sentence: Span, told: _Told) -> Iterator[Suggestion]:
        language = self._language(sentence)
        mentions = guessed(self._at.text, sentence, self._mentions(sentence))
        if language == CHINESE:
            mentions = lengthened(self._at.text, self._at.alike, sentence, mentions)
            mentions = bare(self._at.alike, sentence, mentions, told.earlier)
        self._maker.met(mentions)
        cut = clauses(self._at.alike, sentence, mentions, language)
        drafts: list[Draft] = []
        loose: list[tuple[Clause, Draft | None]] = []
        asked = ""
        for clause in cut:
            made, missed = self._clause(clause, sentence, cut, told, drafts)
            asked = asked or missed
            drafts += made
            loose.append((clause, drafts[-1] if drafts else told.last))
            told.earlier += [one for one in clause.mentions if one.kind in (REGION, INSTITUTION)]
            del told.earlier[:-_REACH]
            told.topic = self._topic(clause, told.topic)
        drafts += self._branches(sentence, mentions, cut, drafts)
        rest: list[Suggestion] = [] if drafts else list(self._stands_now(cut, sentence, told))
        for clause, draft in loose:
            rest += self._figures(clause, draft, drafts, told, cut)
        drafts = together(drafts)
        for draft in drafts:
            yield from self._maker.suggestions(draft)
        yield from rest
        yield from self._said(sentence, language, mentions, told, drafts)
        if drafts:
            told.last = drafts[-1]
            return
        asked = asked or ("" if rest else self._together(cut, sentence))
        if asked:
            self.to_read.append((sentence, asked))

    def _together(self, cut: Sequence[Clause], sentence: Span) -> str:
        """The cue of a sentence with two parties who do something together, of which no record came."""
        for clause in cut:
            whose = {key(parties.acting(one)) for one in clause.mentions}
            doing = pattern("doing", clause.language).search(clause.alike)
            if len(whose) < 2 or doing is None or self._in_a_name(clause, *doing.span()):
                continue
            found = self._cue(clause)
            if not is_denied(self._at.alike, sentence, clause, found[1][1] if found else doing.end()):
                return found[0].name if found else _DOING
        return ""

    def _said(
        self, sentence: Span, language: str, mentions: Sequence[Mention], told: _Told, drafts: Sequence[Draft]
    ) -> Iterator[Suggestion]:
        """What officials say in a sentence."""
        if any(one.kind == OFFICIAL for one in mentions):
            at = self._at
            about = self._maker.known(drafts[0]) if drafts else ""
            said = Sentence(
                at.source, at.text, at.alike, sentence, language, mentions, told.topic, about, at.published, at.ontology
            )
            yield from statements(said, self._officials)

    def _clause(
        self, clause: Clause, sentence: Span, cut: Sequence[Clause], told: _Told, drafts: list[Draft]
    ) -> tuple[list[Draft], str]:
        """The partnerships that a clause tells of; or the name of the cue that none came of."""
        found = self._cue(clause)
        if found is None:
            if drafts:
                self._go_on(clause, drafts[-1], sentence)
            return [], ""
        cue, at = found
        denied = is_denied(self._at.alike, sentence, clause, at[1])
        made = [] if denied else self._drafts(clause, cue, at, sentence, told, drafts)
        if not made and drafts:
            self._go_on(clause, drafts[-1], sentence)
        elif not made and not denied:
            made = self._ahead(clause, cue, at, sentence, cut)
        telling = cue.cls == _AGREEMENT or (cue.score >= _TELLING and not denied)
        return made, cue.name if telling and not made else ""

    def _language(self, sentence: Span) -> str:
        text = self._at.text[sentence.start : sentence.end]
        han = sum("\u3400" <= sign <= "\u9fff" for sign in text)
        return CHINESE if han * 3 >= len(text) or (han and self._at.language == CHINESE) else "en"

    def _topic(self, clause: Clause, before: Mention | None) -> Mention | None:
        """Whom a paragraph is about: the first that a clause begins with."""
        if not clause.mentions:
            return before
        one = clause.mentions[0]
        ahead = clause.before(one).strip()
        if before is not None and ahead.endswith(_COMES_BEHIND):
            return before
        limit = 4 if clause.language == CHINESE else 12
        return one if before is None or len(ahead) <= limit else before

    def _cue(self, clause: Clause) -> tuple[Cue, tuple[int, int]] | None:
        for cue in cues(clause.language):
            for match in cue.pattern.finditer(clause.alike):
                if self._in_a_name(clause, match.start(), match.end()):
                    continue
                if cue.needs is None or cue.needs.search(clause.alike):
                    return cue, match.span()
        return None

    def _in_a_name(self, clause: Clause, start: int, end: int) -> bool:
        start, end = start + clause.span.start, end + clause.span.start
        return any(one.span.start <= start and end <= one.span.end for one in clause.mentions)

    def _drafts(
        self, clause: Clause, cue: Cue, at: tuple[int, int], sentence: Span, told: _Told, before: list[Draft]
    ) -> list[Draft]:
        if self._is_count(clause, cue, at):
            return []
        came = parties.product(clause, at)
        groups = list(parties.groups(clause, cue, came))
        if not groups and before and cue.cls == _AGREEMENT and not parties.named(clause, cue):
            self._becomes(before, clause, cue, at, sentence)
            return []
        if not groups:
            earlier = [one for one in told.earlier if one.kind != OFFICIAL]
            filled = parties.filled_up(clause, cue, earlier, told.topic, came)
            if filled is None or (before and filled.elided and cue.score < 0.6):
                return []
            groups = [filled]
        drafts = [draft for group in groups if (draft := self._draft(clause, cue, at, sentence, group, len(groups)))]
        if came is not None:
            for draft in drafts:
                draft.parties, draft.roles = (*draft.parties, came), (*draft.roles, "product")
        return drafts

    def _ahead(
        self, clause: Clause, cue: Cue, at: tuple[int, int], sentence: Span, cut: Sequence[Clause]
    ) -> list[Draft]:
        """What a clause tells whose parties stand in a clause behind it."""
        later = cut[cut.index(clause) + 1 :]
        found = parties.ahead(clause, cue, later) if later and not self._is_count(clause, cue, at) else None
        draft = self._draft(clause, cue, at, sentence, found, 1) if found is not None else None
        if draft is None:
            return []
        draft.span = Span(draft.span.start, max(draft.span.end, *(one.span.end for one in draft.parties)))
        return [draft]

    def _is_count(self, clause: Clause, cue: Cue, at: tuple[int, int]) -> bool:
        """Whether the words only count: 新签约汐海项目14个 is no agreement, but many."""
        if cue.cls != _AGREEMENT:
            return False
        start = clause.span.start + at[1]
        return any(
            start <= span.start < clause.span.end
            and read.value is not None
            and read.value.unit in ("project", "agreement")
            for span, read in self._amounts(clause)
        )

    def _draft(
        self, clause: Clause, cue: Cue, at: tuple[int, int], sentence: Span, group: Found, number: int
    ) -> Draft | None:
        whose = parties.once(group.mentions)
        if len(whose) < 2 or len({key(one) for one in whose}) < 2:
            return None
        roles = self._roles(clause, cue, whose)
        if roles is None:
            return None
        language = clause.language
        said = self._at.alike[sentence.start : sentence.end]
        kind, start, end = fields.agreement_kind(said, language, cue.agreement_kind)
        sectors = fields.sectors(said, cue.sectors, self._at.ontology)
        stage = stage_of(clause, cue, at)
        span = self._span(clause, whose, number)
        score = cue.score * (0.5 + 0.5 * min(one.score for one in whose))
        score -= _ELIDED if group.elided else 0
        score -= _LACKING if may_lack_a_party(self._at.text, clause) else 0
        score -= _MANY if len(whose) > _MANY_PARTIES else 0
        score -= _ASKED if cue.cls == _AGREEMENT and stage.code != _SIGNED else 0
        cue_span = Span(clause.span.start + at[0], clause.span.start + at[1])
        return Draft(
            cue,
            span,
            cue_span,
            whose,
            roles,
            cue.cls,
            (kind, Span(sentence.start + start, sentence.start + end) if end else None),
            tuple((code, Span(sentence.start + a, sentence.start + b) if b else None) for code, a, b in sectors),
            stage,
            self._since(clause, sentence, stage.code),
            self._is_open(clause, whose),
            max(0.05, score),
            language,
            note=_UNSURE if group.elided else Text(),
        )

    def _span(self, clause: Clause, whose: Sequence[Mention], number: int) -> Span:
        """The passage: the clause; of one pair of several, from its first party to its last."""
        inside = [one for one in whose if clause.span.start <= one.span.start < clause.span.end]
        if number > 1 and inside:
            return Span(inside[0].span.start, inside[-1].span.end)
        start, end = clause.span.start, clause.span.end
        while start < end and self._at.text[start].isspace():
            start += 1
        while end > start and self._at.text[end - 1] in " \n\r\t.。":
            end -= 1
        return Span(start, end)

    def _roles(self, clause: Clause, cue: Cue, whose: Sequence[Mention]) -> tuple[str, ...] | None:
        if len(cue.roles) == 1:
            return tuple(self._one_role(clause, cue, one) for one in whose)
        first, second = cue.roles
        if second == "host":
            roles = tuple(second if one.kind == REGION else first for one in whose)
            if cue.name == "branch" and all(one.kind == INSTITUTION for one in whose):
                return ("partner",) * len(whose)
            # Somebody comes, and somewhere: else it is another story.
            if first in roles and second in roles:
                return roles
            return None
        return tuple(first if number == 0 else second for number, _ in enumerate(whose))

    def _one_role(self, clause: Clause, cue: Cue, one: Mention) -> str:
        if parties.pays(clause, one):
            return "sponsor"
        return "host" if parties.is_host(clause, one, cue) else cue.roles[0]

    def _is_open(self, clause: Clause, whose: Sequence[Mention]) -> bool:
        last = max((one.span.end for one in whose if one.span.end <= clause.span.end), default=clause.span.start)
        behind = clause.alike[max(0, last - clause.span.start) :][:14]
        match = pattern("open", clause.language).search(behind)
        return bool(match and match.start() <= (1 if clause.language == CHINESE else 4))

    def _becomes(self, before: list[Draft], clause: Clause, cue: Cue, at: tuple[int, int], sentence: Span) -> None:
        """A clause that only says that an agreement was signed speaks of what the clauses before it told."""
        said = self._at.alike[sentence.start : sentence.end]
        kind, start, end = fields.agreement_kind(said, clause.language, cue.agreement_kind)
        for draft in before:
            draft.cls, draft.roles = cue.cls, cue.roles * len(draft.parties)
            draft.agreement_kind = (kind, Span(sentence.start + start, sentence.start + end) if end else None)
            draft.stage = stage_of(clause, cue, at)
            draft.score = max(draft.score, cue.score - _ELIDED)

    def _branches(
        self, sentence: Span, mentions: Sequence[Mention], cut: Sequence[Clause], before: Sequence[Draft]
    ) -> Iterator[Draft]:
        """What a name of two places tells by itself, if no other rule told it."""
        for branch in branches(self._at.alike, sentence, mentions):
            whose = (parties.acting(branch.owner), branch.host)
            if any({key(one) for one in whose} <= {key(one) for one in draft.parties} for draft in before):
                continue
            clause = next(one for one in cut if one.span.start <= branch.span.start < one.span.end)
            if is_denied(self._at.alike, sentence, clause):
                continue
            name = self._at.alike[branch.span.start : branch.span.end]
            said = fields.sectors(name, branch.cue.sectors, self._at.ontology)
            stage = said_stage(clause) or Stage(branch.cue.stage)
            yield Draft(
                branch.cue,
                branch.span,
                branch.span,
                whose,
                branch.cue.roles,
                branch.cue.cls,
                ("", None),
                tuple((code, Span(branch.span.start + a, branch.span.start + b) if b else None) for code, a, b in said),
                stage,
                self._since(clause, sentence, stage.code),
                False,
                branch.cue.score * (0.5 + 0.5 * min(one.score for one in whose)),
                clause.language,
            )

    def _go_on(self, clause: Clause, draft: Draft, sentence: Span) -> None:
        """A clause without a partnership of its own may say how far the one before has come."""
        stage = said_stage(clause)
        named = [one for one in clause.mentions if key(one) not in {key(mine) for mine in draft.parties}]
        if stage is None or draft.stage.span is not None or named or draft.cls == _AGREEMENT:
            return
        draft.stage = Stage(stage.code, stage.span)
        draft.since = self._since(clause, sentence, stage.code)

    def _stands_now(self, cut: Sequence[Clause], sentence: Span, told: _Told) -> Iterator[Suggestion]:
        """How far what the sentence before told of has come: 项目于2月20日开工建设，预计明年建成."""
        if told.last is None or told.last.cls == _AGREEMENT or any(clause.mentions for clause in cut):
            return
        if not pattern("the_thing", cut[0].language).search(cut[0].alike):
            return
        for clause in cut:
            stage = said_stage(clause)
            if stage is None or stage.code == "planned" or is_denied(self._at.alike, sentence, clause):
                continue
            draft = told.last
            draft.stage, draft.since = stage, self._since(clause, sentence, stage.code)
            span = self._span(clause, (), 1)
            if self._maker.known(draft):
                yield self._maker.later_stage(draft, span)
            return

    def _figures(
        self, clause: Clause, draft: Draft | None, own: list[Draft], told: _Told, cut: Sequence[Clause]
    ) -> Iterator[Suggestion]:
        found = figures(clause, self._amounts(clause), _is_planned_before(clause, cut))
        if not found:
            return
        when = self._since(clause, Span(cut[0].span.start, cut[-1].span.end), "")
        regions = [parties.acting(one) for part in cut for one in part.mentions if one.kind == REGION and one.reference]
        topic = parties.acting(told.topic) if told.topic is not None else None
        for one in found:
            if one.is_target and when.span and when.span.start < clause.span.start and when.day < self._at.published:
                # 5月底签毕，总投资预计3亿元: the day is that of the signing.
                when = Since(self._at.published, "day", "assumed")
            if own and draft is not None:
                draft.figures.append(one)
            elif (introduced := _comes_from(clause, cut, regions, topic)) is not None:
                about, origin = introduced
                yield self._maker.figure(one, about.reference, when, 0.6, origin)
            elif not own and (region := _came_to(clause, one, regions, topic)) is not None:
                yield self._maker.figure(one, region.reference, when, _TO_TOPIC)
            elif draft is not None:
                draft_id = self._maker.known(draft)
                if draft_id:
                    yield self._maker.figure(one, draft_id, when, min(draft.score, 0.5))


def _is_planned_before(clause: Clause, cut: Sequence[Clause]) -> bool:
    """Whether the last clause before one that tells of a stage tells of a plan: 拟建设某园，总投资3亿元."""
    for one in reversed(cut[: cut.index(clause)]):
        stage = said_stage(one)
        if stage is not None:
            return stage.code == "planned"
    return False


def _came_to(clause: Clause, one: Figure, regions: Sequence[Mention], topic: Mention | None) -> Mention | None:
    """The region that a figure of what was brought in is about, though nothing says from where: 力争引进项目15个."""
    if one.measure not in _BROUGHT or not pattern("brought", clause.language).search(clause.alike):
        return None
    distinct = list(parties.once(regions))
    if len(distinct) > 1:
        return None
    about = distinct[0] if distinct else topic
    return about if about is not None and about.kind == REGION and about.reference else None


def _comes_from(
    clause: Clause, cut: Sequence[Clause], regions: Sequence[Mention], topic: Mention | None
) -> tuple[Mention, Mention] | None:
    """To whom something came, and from where: 去年，A从B引进项目37个."""
    said = " ".join(part.alike for part in cut)
    chinese = ("引进", "来自", "签约", "引资", "承接", "落户", "从")
    english = (" from ", "attract")
    if not any(word in said for word in (chinese if clause.language == CHINESE else english)):
        return None
    distinct = list(parties.once(regions))
    if len(distinct) >= 2:
        a, b = distinct[:2]
        ahead = said[: max(0, said.find(b.name.lower()))]
        turned = (
            ahead.endswith(("from ", "来自", "从")) is False
            and " from " in said
            and said.find(" from ") < said.find(a.name.lower())
        )
        return (b, a) if turned else (a, b)
    if len(distinct) == 1 and topic is not None and topic.reference and key(topic) != key(distinct[0]):
        return topic, distinct[0]
    return None
