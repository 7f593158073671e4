"""Sentences to suggestions, one paragraph after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.intake.articles.mentions import INSTITUTION, OFFICIAL, REGION, Mention
from kg.intake.articles.model import Span, Suggestion
from kg.intake.articles.normal import chinese_marks, without_clock
from kg.intake.articles.rules import dating, fields, listings, owning, papers, parties, placing, sides
from kg.intake.articles.rules.attributive import lengthened
from kg.intake.articles.rules.branches import branches
from kg.intake.articles.rules.clauses import Clause, clauses
from kg.intake.articles.rules.composing import Composer
from kg.intake.articles.rules.drafts import Draft, Maker, together
from kg.intake.articles.rules.ending import TERMINATED, ended
from kg.intake.articles.rules.figures import Figure, figures, only_promised
from kg.intake.articles.rules.frames import Frames
from kg.intake.articles.rules.guessing import guessed
from kg.intake.articles.rules.introducing import came_to, comes_from, is_planned_before
from kg.intake.articles.rules.material import Material, Told
from kg.intake.articles.rules.parties import Found, key
from kg.intake.articles.rules.retelling import once_told
from kg.intake.articles.rules.speaking import Sentence, statements
from kg.intake.articles.rules.staging import Since, Stage, is_denied, said_stage
from kg.intake.articles.rules.standing import OWN, bare, oneself
from kg.intake.articles.rules.words import CHINESE, Cue, cues, pattern

_AGREEMENT = "Agreement"
#: How many names back a word may stand for one.
_REACH = 24
#: Behind these stands where something came from, or with whom: 已引进某地企业8家.
_COMES_BEHIND = ("引进", "引入", "承接", "招引", "来自", "从", "与", "同", "和")
#: How many sides words such as both sides stand for: two, or as many as a clause counts.
_FEWEST, _MOST = 2, 5
#: What a figure scores, less a tenth, whose owner stands in another clause or sentence.
_LATER = 0.48
#: What tells of a sentence that only its words for doing something together speak of.
_DOING = "together"
#: What tells of a sentence with a figure that nobody was found for.
_FIGURE = "figure"
#: A cue that is as sure is told to people where no record came of it.
_TELLING = 0.6
#: What a Chinese paragraph begins with that says more of what the one before told.
_GOES_ON = re.compile(
    "(?:据(?:了解|悉|介绍|相关负责人介绍)，?)?(?:该|此|本|这一)?(?:[^，。；]{0,16}?项目(?!签约|集中|推介)|(?:根据|按照|依据)[^，。；]{0,8}(?:协议|合同|约定|规划)|协议)"
)
#: The kind of a paper or a site of news.
_MEDIA = "media"
#: Where somebody was shown what others have is no meeting of those.
_SHOWN = re.compile("参观|察看|走访|考察了|实地|调研")
#: What an item of a list begins with, which goes on with whom the list is about.
_NUMBERED = re.compile("[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[、.．)）]")
#: Behind the words of signing: what it means, and no signing of its own.
_MEANS = re.compile("[^，。；]{0,8}(?:标志着|意味着|开启了)")
#: What says in Chinese that those whom a clause names met.
_MEETS = re.compile(
    "(?:赴|来|到|抵达|走进|前往|莅临)[^，。；]{2,30}?(?:考察|访问|调研|参观|对接|洽谈|交流|拜访|学习|开展)|抵达|来访|到访|会见|会谈|座谈|会晤|"
    "拜访|访问|举行[^，。；]{0,30}(?:会|仪式|活动)|(?:会议|座谈会|仪式)[^，。；]{0,10}(?:召开|举行)"
)
_PLANNED, _NEGOTIATING, _SIGNED = "planned", "negotiating", "signed"
#: How many lines at the head of a text are looked at for what it is, and how long each is at most.
_HEADS, _LINE = 3, 80


def suggestions(material: Material) -> tuple[tuple[Suggestion, ...], tuple[tuple[Span, str], ...]]:
    """What a text tells of partnerships.

    Returns:
        the suggestions in the order of the text; and the sentences with a cue and no safe record, each with the cue.
    """
    reader = _Reader(material)
    made = once_told(reader.read(), material.text)
    return tuple(made), tuple(reader.to_read)


def _pair(draft: Draft) -> tuple[Mention, ...]:
    """The sides of a draft that words for all of them may stand for, without what came of it."""
    whose = [one for one, role in zip(draft.parties, draft.roles, strict=True) if role != "product"]
    return tuple(whose) if _FEWEST <= len(whose) <= _MOST else ()


def _house(one: Mention) -> Mention:
    """The house whose paper or site a name is of, which the text then calls its own: 某大学新闻网."""
    house = one.parts[0] if one.code == _MEDIA and one.parts else one
    return replace(house, parts=()) if house.kind == INSTITUTION else one


def _with_product(drafts: list[Draft], came: Mention) -> list[Draft]:
    """Drafts with what comes of them."""
    for draft in drafts:
        draft.parties, draft.roles = (*draft.parties, came), (*draft.roles, "product")
    return drafts


class _Reader:
    def __init__(self, material: Material) -> None:
        self._at = material
        self._maker = Maker(material.source, material.text)
        # A party is called by its name in full, also where its short form stands first.
        self._maker.met([one for one in material.mentions if not one.reference])
        self._composer = Composer(material)
        clockless = without_clock(material.text)
        self._frames = Frames(clockless)
        self._marked = chinese_marks(material.text) if material.language == CHINESE else clockless
        self._guesses: dict[str, Mention] = {}
        self._officials: dict[str, Suggestion] = {}
        self._is_list = False
        self._columns: tuple[int, int] | None = None
        self._placed: set[Span] = set()
        self._wholes: list[Figure] = []
        self._previous: Sequence[Clause] = ()
        self.to_read: list[tuple[Span, str]] = []

    def read(self) -> Iterator[Suggestion]:
        told, paragraph = Told(), Span(0, 0)
        own = self._author()
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
                last = told.last if _GOES_ON.match(self._at.alike, sentence.start, sentence.end) else None
                told, paragraph = (
                    Told(topic, told.earlier[-4:], pair=told.pair, parted=told.parted, last=last, day=told.day),
                    here,
                )
                self._previous = ()
            told.topic = own or told.topic
            yield from self._sentence(sentence, told)

    def _author(self) -> Mention | None:
        """Who tells of itself in a report or a plan, as 我市 does: there the subject that a sentence leaves out."""
        bounds = sorted(self._at.paragraphs)
        heads = " ".join(self._at.alike[one.start : one.end] for one in bounds[:_HEADS] if one.end - one.start < _LINE)
        if not pattern("report", CHINESE).search(heads):
            return None
        own = next((one for one in self._at.mentions if self._at.text[one.span.start] in OWN and one.short_for), None)
        named = parties.once(parties.acting(one) for one in self._at.mentions_in(bounds[0]) if one.kind != OFFICIAL)
        return own or (named[0] if len(named) == 1 else None)

    def _sentence(self, sentence: Span, told: Told) -> Iterator[Suggestion]:
        language = self._language(sentence)
        mentions = guessed(self._marked, sentence, self._at.mentions_in(sentence), self._guesses)
        if language == CHINESE:
            mentions = lengthened(self._at.text, self._at.alike, sentence, mentions)
            mentions = bare(self._at.alike, sentence, mentions, told.earlier)
            before = [parties.acting(one) for one in told.earlier]
            topic = parties.acting(told.topic) if told.topic is not None else None
            mentions = oneself(self._at.text, self._at.alike, sentence, mentions, before, topic)
        self._maker.met(mentions)
        cut = clauses(self._at.alike, sentence, mentions, language)
        cut = tuple(owning.without_givers(clause) for clause in cut)
        drafts: list[Draft] = []
        loose: list[tuple[Clause, Draft | None]] = []
        asked = ""
        for clause in cut:
            made, missed = self._clause(clause, sentence, cut, told, drafts)
            asked = asked or missed
            drafts += made
            loose.append((clause, drafts[-1] if drafts else told.last))
            named = [_house(one) for one in clause.mentions if one.kind in (REGION, INSTITUTION)]
            told.earlier += named
            told.venues.update(one.span for one in named if placing.is_venue(clause, one))
            del told.earlier[:-_REACH]
            self._meet(clause, told)
            told.topic = self._topic(clause, told.topic)
        self._previous = cut
        drafts += self._branches(sentence, mentions, cut, drafts)
        drafts += self._listed(sentence, mentions, cut, told, drafts)
        rest: list[Suggestion] = [] if drafts else list(self._stands_now(cut, sentence, told))
        self._wholes = []
        for clause, draft in loose:
            rest += self._figures(clause, draft, drafts, told, cut)
        self._date(drafts, sentence, cut, told)
        lost = self._has_lost(sentence)
        drafts = together(drafts)
        for draft in drafts:
            yield from self._maker.suggestions(draft)
            # Whom a sentence names by how it is built the next may speak of, too.
            told.earlier += [one for one in draft.parties if key(one) not in map(key, told.earlier)]
        yield from rest
        yield from self._said(sentence, language, mentions, told, drafts)
        if drafts:
            told.last = drafts[-1]
            told.pair = _pair(drafts[-1])
            whose = {key(one) for one in drafts[-1].parties}
            told.parted = told.parted | whose if drafts[-1].stage.code == TERMINATED else told.parted - whose
            if lost:
                self.to_read.append((sentence, _FIGURE))
            return
        asked = asked or (_FIGURE if lost else "") or ("" if rest else self._together(cut, sentence))
        if asked:
            self.to_read.append((sentence, asked))

    def _date(self, drafts: Sequence[Draft], sentence: Span, cut: Sequence[Clause], told: Told) -> None:
        """What was signed where the sentence before happened was signed on its day: 4月8日，…召开。会上，…."""
        alike, language = self._at.alike, self._language(sentence)
        there = dating.day_there(alike, sentence, language, told.day)
        for draft in drafts:
            if draft.stage.code != _SIGNED or draft.since.basis != "assumed" or draft.since.of is not None:
                continue
            clause = next((one for one in cut if one.span.start <= draft.cue_span.start < one.span.end), None)
            is_same = clause is not None and dating.is_same_day(alike, clause.span, language)
            draft.since = there or (told.day.since if told.day is not None and is_same else draft.since)
        days = self._at.days_in(sentence.start, sentence.end)
        told.day = dating.day_of(alike, sentence, language, days, self._at.published, told.day)

    @staticmethod
    def _meet(clause: Clause, told: Told) -> None:
        """Whom words for both sides stand for, once a Chinese clause has named two others: they, if they met."""
        if clause.language != CHINESE:
            return
        meets = _MEETS.search(clause.alike) is not None
        whose = parties.once(
            parties.acting(one)
            for one in clause.mentions
            if one.kind in (REGION, INSTITUTION)
            and not placing.is_venue(clause, one)
            and (meets or not sides.is_of_somebody(clause, one))
        )
        if not meets and _SHOWN.search(clause.alike):
            return
        if len(whose) >= _FEWEST and {key(one) for one in whose} != {key(one) for one in told.pair}:
            told.pair = whose if len(whose) <= _MOST and meets else ()

    def _listed(
        self, sentence: Span, mentions: Sequence[Mention], cut: Sequence[Clause], told: Told, drafts: Sequence[Draft]
    ) -> Iterator[Draft]:
        """The agreement that a line of a list or the two sides of a form tell."""
        at, agreement = self._at, next(cue for cue in cues(self._language(sentence)) if cue.cls == _AGREEMENT)
        first, second = listings.labelled(at.alike, [parties.acting(one) for one in mentions if one.kind != OFFICIAL])
        told.buyer = first or told.buyer
        if told.buyer is not None and second is not None and cut:
            clause = next(one for one in cut if one.span.start <= second.span.start < one.span.end)
            whole = (0, len(clause.alike))
            draft = self._composer.draft(clause, agreement, whole, sentence, Found((told.buyer, second)), 1)
            if draft is not None:
                draft.span, told.buyer = Span(draft.parties[0].span.start, second.span.end), None
                yield draft
            return
        tabled = list(self._tabled(sentence, mentions, cut, agreement))
        yield from tabled
        yield from self._these(sentence, cut, agreement)
        if listings.is_heading(at.alike, sentence, mentions, self._language(sentence)):
            self._is_list = True
            return
        if tabled or listings.is_rule(at.alike[sentence.start : sentence.end]):
            return
        item = listings.of_item(at.alike, sentence, cut) if self._is_list else None
        self._is_list = self._is_list and (item is not None or bool(drafts))
        if item is not None and not any(draft.cls == _AGREEMENT for draft in drafts):
            clause, whose = item
            draft = self._composer.draft(clause, agreement, (0, len(clause.alike)), sentence, Found(whose), 1)
            if draft is not None:
                yield draft

    def _tabled(
        self, sentence: Span, mentions: Sequence[Mention], cut: Sequence[Clause], agreement: Cue
    ) -> Iterator[Draft]:
        """The agreement that a line of a table tells whose headings say where both sides stand."""
        alike = self._at.alike
        end = alike.find("\n", sentence.start)
        line = Span(alike.rfind("\n", 0, sentence.start) + 1, end if end >= 0 else len(alike))
        said = alike[line.start : line.end]
        both = listings.columns(said)
        if both is not None or self._columns is None:
            self._columns = both
            return
        whose = listings.of_row(line, alike, self._columns, [parties.acting(one) for one in mentions])
        if not whose and not listings.is_rule(said):
            self._columns = None
        clause = next((one for one in cut if whose and one.span.start <= whose[0].span.start < one.span.end), None)
        if clause is None:
            return
        draft = self._composer.draft(clause, agreement, (0, len(clause.alike)), sentence, Found(whose), 1)
        if draft is not None:
            yield draft

    def _these(self, sentence: Span, cut: Sequence[Clause], agreement: Cue) -> Iterator[Draft]:
        """The agreements of those whom a sentence names behind a colon: 现场签约的有：甲与乙的物流园项目."""
        for clause, follows in pairwise(cut):
            behind = self._at.alike[clause.span.end : clause.span.end + 1]
            if not listings.these(clause, behind) or self._cue(follows) is not None:
                continue
            groups = parties.groups(follows, agreement)
            whole = (0, len(follows.alike))
            for group in groups:
                draft = self._composer.draft(follows, agreement, whole, sentence, group, len(groups))
                if draft is not None:
                    yield draft

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
        self, sentence: Span, language: str, mentions: Sequence[Mention], told: Told, drafts: Sequence[Draft]
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
        self, clause: Clause, sentence: Span, cut: Sequence[Clause], told: Told, drafts: list[Draft]
    ) -> tuple[list[Draft], str]:
        """The partnerships that a clause tells of; or the name of the cue that none came of."""
        found = self._cue(clause)
        if found is None:
            if drafts:
                self._go_on(clause, drafts[-1], sentence)
            return [], ""
        cue, at = found
        denied = is_denied(self._at.alike, sentence, clause, at[1])
        whose = {key(parties.acting(one)) for one in clause.mentions if one.kind in (REGION, INSTITUTION)}
        told.parted = told.parted | whose if denied else told.parted - whose
        if not denied and parties.follows(clause):
            made = self._ahead(clause, cue, at, sentence, cut)
        else:
            made = [] if denied else self._drafts(clause, cue, at, sentence, told, cut, drafts)
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
        one = next((one for one in clause.mentions if not placing.leads(clause, one)), clause.mentions[0])
        one = _house(one)
        ahead = clause.before(one).strip()
        if placing.is_venue(clause, one) or (before is not None and ahead.endswith(_COMES_BEHIND)):
            return before
        if before is not None and _NUMBERED.fullmatch(ahead):
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
        self,
        clause: Clause,
        cue: Cue,
        at: tuple[int, int],
        sentence: Span,
        told: Told,
        cut: Sequence[Clause],
        before: list[Draft],
    ) -> list[Draft]:
        framed = self._framed(clause, cue, at, sentence, told, cut)
        if framed is not None:
            return framed
        if self._is_count(clause, cue, at) or self._is_of_the_last(clause, cue, at, told, cut):
            return []
        # What is built as aid is whom it is for: 由某区援建的某县第二中学.
        came = parties.product(clause, at) if cue.name != "assistance" else None
        groups = list(
            parties.counted(clause, cue, told)
            or parties.of_people(clause, cue, cut)
            or parties.groups(clause, cue, came, told.topic, at[1])
        )
        if not groups and before and cue.cls == _AGREEMENT and not parties.named(clause, cue):
            self._composer.becomes(before, clause, cue, at, sentence)
            return []
        if not groups and cue.cls == _AGREEMENT and not parties.named(clause, cue):
            meant = papers.meant(clause, cue, cut, self._previous)
            meant = meant or papers.of_those_who_met(clause, cut, told.pair)
            groups = [meant] if meant is not None else []
        if not groups:
            filled = parties.goes_on(clause, cue, cut) or parties.filled_up(clause, cue, told, came)
            if filled is None or (before and filled.elided and cue.score < 0.6):
                return []
            groups = [filled]
        drafts = [self._composer.draft(clause, cue, at, sentence, group, len(groups)) for group in groups]
        for part, group in parties.pairs_before(clause, cue, cut) if groups and not groups[0].elided else ():
            drafts.append(self._composer.draft(part, cue, (0, len(part.alike)), sentence, group, 1))
        made = [draft for draft in drafts if draft is not None]
        return _with_product(made, came) if came is not None else made

    def _is_of_the_last(self, clause: Clause, cue: Cue, at: tuple[int, int], told: Told, cut: Sequence[Clause]) -> bool:
        """Whether a Chinese clause only says more of the agreement that was told last.

        What it means, 此次签约标志着…; or what one side of it will give the other, 根据协议，某银行将为某市提供….
        """
        last = told.last
        if clause.language != CHINESE or last is None or last.cls != _AGREEMENT:
            return False
        if cue.cls == _AGREEMENT:
            return _MEANS.match(clause.alike, at[1]) is not None
        whose = {key(one) for one in parties.named(clause, cue)}
        is_agreed = any(pattern("agreed", CHINESE).search(part.alike) for part in cut) or said_stage(clause) is not None
        return cue.name == "assistance" and is_agreed and whose <= {key(one) for one in last.parties}

    def _framed(
        self, clause: Clause, cue: Cue, at: tuple[int, int], sentence: Span, told: Told, cut: Sequence[Clause]
    ) -> list[Draft] | None:
        """What an English clause tells by how it is built; ``None`` where that tells nothing."""
        if clause.language == CHINESE:
            return None
        names = [one for part in cut for one in part.mentions]
        groups = self._frames.of(clause, cue, clause.span.start + at[1], sentence, names, told.topic)
        if groups is None:
            return None
        made = (self._composer.draft(clause, cue, at, sentence, group, len(groups)) for group in groups)
        return [draft for draft in made if draft is not None]

    def _ahead(
        self, clause: Clause, cue: Cue, at: tuple[int, int], sentence: Span, cut: Sequence[Clause]
    ) -> list[Draft]:
        """What a clause tells whose parties stand in a clause behind it."""
        later = cut[cut.index(clause) + 1 :]
        found = parties.ahead(clause, cue, later) if later and not self._is_count(clause, cue, at) else None
        draft = self._composer.draft(clause, cue, at, sentence, found, 1) if found is not None else None
        if draft is None:
            return []
        draft.span = Span(draft.span.start, max(draft.span.end, *(one.span.end for one in draft.parties)))
        return [draft]

    def _is_count(self, clause: Clause, cue: Cue, at: tuple[int, int]) -> bool:
        """Whether the words only count: 新签约汐海项目14个 is no agreement, but many.

        With whom they are signed may be named all the same: 与某大学、某研究院签订协议7份.
        """
        if cue.cls != _AGREEMENT or listings.is_with_somebody(clause, at[0]):
            return False
        start = clause.span.start + at[1]
        return any(
            start <= span.start < clause.span.end
            and read.value is not None
            and read.value.unit in ("project", "agreement")
            for span, read in self._at.amounts_in(clause.span.start, clause.span.end)
        )

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
                self._composer.since(clause, sentence, stage.code),
                False,
                branch.cue.score * (0.5 + 0.5 * min(one.score for one in whose)),
                clause.language,
            )

    def _go_on(self, clause: Clause, draft: Draft, sentence: Span) -> None:
        """A clause without a partnership of its own may say how far the one before has come."""
        stage = said_stage(clause)
        named = [one for one in clause.mentions if key(one) not in {key(mine) for mine in draft.parties}]
        over = ended(self._at.alike, clause.span.start, clause.span.end, clause.language)
        if draft.stage.code == TERMINATED and draft.since.basis != "assumed":
            return
        if over is not None and not named and draft.stage.code != _PLANNED:
            draft.stage = Stage(TERMINATED, over)
            draft.since = self._composer.since(clause, clause.span, TERMINATED)
            return
        still_talking = stage is not None and (draft.stage.code, stage.code) == (_PLANNED, _NEGOTIATING)
        if stage is None or named or draft.cls == _AGREEMENT or (draft.stage.span is not None and not still_talking):
            return
        draft.stage = Stage(stage.code, stage.span)
        draft.since = self._composer.stage_since(clause, sentence, draft.stage)

    def _stands_now(self, cut: Sequence[Clause], sentence: Span, told: Told) -> Iterator[Suggestion]:
        """How far what the sentence before told of has come: 项目于2月20日开工建设，预计明年建成."""
        if told.last is None or any(clause.mentions for clause in cut):
            return
        if pattern("the_ended", cut[0].language).search(cut[0].alike) and self._has_ended(cut, sentence, told.last):
            clause = next(one for one in cut if told.last.stage.span and told.last.stage.span.start < one.span.end)
            yield self._maker.later_stage(told.last, self._composer.span(clause, (), 1))
            return
        if told.last.cls == _AGREEMENT:
            return
        if not pattern("the_thing", cut[0].language).search(cut[0].alike):
            return
        for clause in cut:
            stage = said_stage(clause)
            if stage is None or stage.code == _PLANNED or is_denied(self._at.alike, sentence, clause):
                continue
            draft = told.last
            draft.stage, draft.since = stage, self._composer.stage_since(clause, sentence, stage)
            span = self._composer.span(clause, (), 1)
            if self._maker.known(draft):
                yield self._maker.later_stage(draft, span)
            return

    def _has_lost(self, sentence: Span) -> bool:
        """Whether a sentence has an amount that no suggestion came of: a person reads it."""
        return any(span not in self._placed for span, _ in self._at.amounts_in(sentence.start, sentence.end))

    def _has_ended(self, cut: Sequence[Clause], sentence: Span, draft: Draft) -> bool:
        """Whether a clause says that what was told before has ended; then the draft has it as its stage."""
        for clause in cut:
            over = ended(self._at.alike, clause.span.start, clause.span.end, clause.language)
            if over is not None and self._maker.known(draft):
                draft.stage = Stage(TERMINATED, over)
                draft.since = self._composer.since(clause, sentence, TERMINATED)
                return True
        return False

    def _figures(
        self, clause: Clause, draft: Draft | None, own: list[Draft], told: Told, cut: Sequence[Clause]
    ) -> Iterator[Suggestion]:
        found = figures(clause, self._at.amounts_in(clause.span.start, clause.span.end), is_planned_before(clause, cut))
        if not found:
            return
        when = self._composer.since(clause, Span(cut[0].span.start, cut[-1].span.end), "")
        topic = parties.acting(told.topic) if told.topic is not None else None
        for one in found:
            if owning.is_nobodys(clause, one):
                continue
            one = owning.with_whole(clause, one, self._wholes)
            self._wholes += [one] if one.whole is None else []
            is_others = any(
                (owning.is_time_of_an_event(clause, one, when), owning.is_time_of_a_beginning(clause, one, when, cut))
            )
            its_time = Since(self._at.published, "day", "assumed") if is_others else when
            own_time, is_sure = owning.time_of(clause, one, its_time, cut)
            if one.is_target and when.span and when.span.start < clause.span.start and when.day < self._at.published:
                # 5月底签毕，总投资预计3亿元: the day is that of the signing.
                own_time = Since(self._at.published, "day", "assumed")
            one = owning.of_its_deadline(one, own_time, found)
            if is_others and one.since is None:
                one = replace(one, since=its_time)
            if one.since is not None:
                own_time = one.since
            if own:
                # What stands before the first of them in its sentence is about that one, not about the one before.
                self._own_figure(clause, one, own, draft if draft in own else own[0], own_time, is_sure, cut)
                continue
            about, score, origin = self._about(clause, one, draft, cut, topic)
            if about:
                self._placed.add(one.span)
                about, made = (about, []) if isinstance(about, str) else self._maker.about(about)
                came_from, also = ("", []) if origin is None else self._maker.reference(origin)
                yield from (*made, *also)
                yield self._maker.figure(one, about, own_time, score, (came_from, origin))

    def _own_figure(
        self,
        clause: Clause,
        one: Figure,
        own: Sequence[Draft],
        draft: Draft | None,
        when: Since,
        is_sure: bool,
        cut: Sequence[Clause],
    ) -> None:
        """Give a figure to a record of its sentence, unless its clause is about somebody else."""
        if draft is None or owning.is_anothers(clause, one, draft.parties):
            return
        has_owner = owning.has_owner(clause, one, draft.parties, draft.cue_span)
        goes_on = len(own) == 1 and owning.goes_on(clause, one)
        if not is_sure or not (has_owner or goes_on):
            one = replace(one, score=min(one.score, owning.UNSURE))
        if not clause.span.start <= draft.cue_span.start < clause.span.end:
            one = replace(one, since=when)
        self._placed.add(one.span)
        is_promised = draft.cls == _AGREEMENT or draft.stage.code == _NEGOTIATING
        if is_promised and only_promised(clause, one):
            one = replace(one, is_target=True)
        whole = next((it for it in draft.figures if it.span == one.whole), None)
        if whole is not None and whole.is_target and not pattern("done", clause.language).search(clause.alike):
            one = replace(one, is_target=True)
        if when.of is None or when.last is None:
            days = self._at.days_in(cut[0].span.start, cut[-1].span.end)
            one = owning.deadline_behind(clause, one, cut, days, self._at.published)
        draft.figures.append(one)

    def _about(
        self, clause: Clause, one: Figure, draft: Draft | None, cut: Sequence[Clause], topic: Mention | None
    ) -> tuple[str | Mention, float, Mention | None]:
        """What a figure is about that stands beside no record; how sure that is; and from where it came."""
        regions = [parties.acting(one) for part in cut for one in part.mentions if placing.is_one_region(one)]
        introduced = comes_from(clause, cut, regions, topic)
        here = {key(parties.acting(mention)) for mention in clause.mentions}
        if introduced is not None:
            stands = bool(here & {key(end) for end in introduced}) or owning.goes_on(clause, one)
            return introduced[0], 0.6 if stands else _LATER, introduced[1]
        if (region := came_to(clause, one, regions, topic)) is not None:
            return region, 0.5 if key(region) in here else _LATER, None
        if draft is not None and not owning.is_of_others(clause, cut, one, draft.parties):
            return self._maker.known(draft), min(draft.score, _LATER), None
        return "", _LATER, None
