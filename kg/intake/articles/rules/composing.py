"""A cue and the parties around it, as a partnership in the making."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.intake.articles.mentions import INSTITUTION, REGION, Mention
from kg.intake.articles.model import Span
from kg.intake.articles.rules import fields, parties, placing
from kg.intake.articles.rules.certainty import doubt
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.drafts import Draft
from kg.intake.articles.rules.material import Material
from kg.intake.articles.rules.parties import Found, key
from kg.intake.articles.rules.staging import Since, Stage, own_days, since, stage_of, stage_since
from kg.intake.articles.rules.words import CHINESE, Cue, pattern
from kg.text import Text

_AGREEMENT, _SIGNED, _PLANNED = "Agreement", "signed", "planned"
#: What a score is lowered by for what makes it less sure.
_ELIDED, _MANY, _ASKED, _GUESSED = 0.1, 0.12, 0.1, 0.15
_MANY_PARTIES = 5
#: A part of a sentence that tells of an agreement of its own.
_SIGNED_THERE = re.compile("[^，。；]*签[^，。；]*(?:协议|合同|备忘录|意向书|协定)[^，。；]*")
#: What both sides do, of whom neither is said to help the other: 深化东西部协作.
_MUTUAL = re.compile("(?:深化|推进|开展|加强|推动|启动|做好|召开|举行|持续)[^，。；向为给对]{0,10}(?:协作|合作)")
_UNSURE = Text(
    "A party is not named in this clause; it was taken from what stands before.",
    "该分句未写明其中一方，系据上文补出。",
)


class Composer:
    """Makes drafts of the cues of one text."""

    def __init__(self, material: Material) -> None:
        self._at = material

    def draft(
        self, clause: Clause, cue: Cue, at: tuple[int, int], sentence: Span, group: Found, number: int
    ) -> Draft | None:
        """What a cue tells of some parties.

        Args:
            clause: the clause.
            cue: the cue in it.
            at: where the cue stands in the clause.
            sentence: the sentence.
            group: the parties.
            number: how many groups of parties the cue tells of.

        Returns:
            the draft; ``None`` if they are not two, or do not play the parts that the cue needs.
        """
        whose = parties.once(group.mentions)
        if len(whose) < 2 or len({key(one) for one in whose}) < 2:
            return None
        roles = self._roles(clause, cue, whose)
        if roles is None:
            return None
        language = clause.language
        said = self._at.alike[sentence.start : sentence.end]
        kind, start, end = self._kind(clause, cue, sentence)
        sectors = fields.sectors(self._about(clause, cue, sentence, whose, number), cue.sectors, self._at.ontology)
        stage = stage_of(clause, cue, at)
        to_do = pattern("to_do", language).search(said)
        if to_do and clause.span.start >= sentence.start + to_do.end() and stage.code in (_SIGNED, cue.stage):
            stage = Stage(_PLANNED, Span(sentence.start + to_do.start(), sentence.start + to_do.end() - 1))
        has_ended = stage_since(clause, cue, at, self._at.alike, sentence)
        if has_ended is not None and has_ended.span is not None:
            # The day before the words of signing is that of the signing.
            stage, when = has_ended, self._since_between(clause, clause.span.start + at[1], has_ended.span.end)
        else:
            when = self.stage_since(clause, sentence, stage)
        score = cue.score * (0.5 + 0.5 * min(one.score for one in whose))
        score -= (_ELIDED if cue.cls == _AGREEMENT or language == CHINESE else 2 * _ELIDED) if group.elided else 0
        score -= doubt(clause, cue, at, whose)
        score -= _GUESSED if group.is_guessed else 0
        score -= _MANY if len(whose) > _MANY_PARTIES else 0
        score -= _ASKED if cue.cls == _AGREEMENT and stage.code != _SIGNED else 0
        cue_span = Span(clause.span.start + at[0], clause.span.start + at[1])
        return Draft(
            cue,
            self.span(clause, whose, number),
            cue_span,
            whose,
            roles,
            cue.cls,
            (kind, Span(sentence.start + start, sentence.start + end) if end else None),
            tuple((code, Span(sentence.start + a, sentence.start + b) if b else None) for code, a, b in sectors),
            stage,
            when,
            _is_open(clause, whose),
            max(0.05, score),
            language,
            note=_UNSURE if group.elided else Text(),
        )

    def _about(self, clause: Clause, cue: Cue, sentence: Span, whose: Sequence[Mention], number: int) -> str:
        """A sentence with blanks where it speaks of the parties of another of its agreements, or of where one was
        signed; as long as it was.

        Args:
            clause: the clause.
            cue: the cue in it.
            sentence: the sentence.
            whose: the parties.
            number: how many groups of parties the cue tells of.
        """
        said = self._at.alike[sentence.start : sentence.end]
        if cue.cls == _AGREEMENT:
            said = fields.without_venues(said, clause.language)
        if cue.cls == _AGREEMENT and clause.language == CHINESE:
            here = Span(clause.span.start - sentence.start, clause.span.end - sentence.start)
            for other in _SIGNED_THERE.finditer(said):
                if other.end() <= here.start or here.end <= other.start():
                    said = said[: other.start()] + " " * len(other[0]) + said[other.end() :]
        own = [(one.span.start, one.span.end) for one in whose]
        for one in clause.mentions if number > 1 else ():
            if not any(start < one.span.end and one.span.start < end for start, end in own):
                start, end = one.span.start - sentence.start, one.span.end - sentence.start
                said = said[:start] + " " * (end - start) + said[end:]
        return said

    def _kind(self, clause: Clause, cue: Cue, sentence: Span) -> tuple[str, int, int]:
        """The kind of an agreement, with where in its sentence: by its clause, if that is Chinese and names a paper."""
        if clause.language == CHINESE and pattern("paper", CHINESE).search(clause.alike):
            kind, start, end = fields.agreement_kind(clause.alike, CHINESE, cue.agreement_kind)
            ahead = clause.span.start - sentence.start if end else 0
            return kind, start + ahead, end + ahead
        said = self._at.alike[sentence.start : sentence.end]
        return fields.agreement_kind(said, clause.language, cue.agreement_kind)

    def becomes(self, before: Sequence[Draft], clause: Clause, cue: Cue, at: tuple[int, int], sentence: Span) -> None:
        """A clause that only says that an agreement was signed speaks of what the clauses before it told.

        Args:
            before: the drafts of those clauses, which are changed.
            clause: the clause.
            cue: the words of signing in it.
            at: where the cue begins and ends in the clause.
            sentence: where the sentence stands in the text.
        """
        said = self._at.alike[sentence.start : sentence.end]
        kind, start, end = fields.agreement_kind(said, clause.language, cue.agreement_kind)
        for draft in before:
            draft.cls, draft.roles = cue.cls, cue.roles * len(draft.parties)
            draft.agreement_kind = (kind, Span(sentence.start + start, sentence.start + end) if end else None)
            draft.stage = stage_of(clause, cue, at)
            draft.score = max(draft.score, cue.score - _ELIDED)

    def since(self, clause: Clause, sentence: Span, stage: str) -> Since:
        """Since when a stage holds that a clause tells of.

        Args:
            clause: the clause.
            sentence: where its sentence stands in the text; days from there to the clause's end are its own.
            stage: the stage's code.
        """
        at = self._at
        return since(clause, at.alike, at.published, at.days_in(sentence.start, clause.span.end), stage)

    def stage_since(self, clause: Clause, sentence: Span, stage: Stage) -> Since:
        """Since when a stage holds, by the days that are no other thing's.

        Args:
            clause: the clause.
            sentence: where its sentence stands in the text.
            stage: the stage, with the words that tell of it.
        """
        at = self._at
        days = own_days(at.alike, at.days_in(sentence.start, clause.span.end), stage, clause.language)
        return since(clause, at.alike, at.published, days, stage.code)

    def _since_between(self, clause: Clause, start: int, end: int) -> Since:
        """Since when something is so, by the days between two places alone."""
        at = self._at
        return since(clause, at.alike, at.published, at.days_in(start, end), "")

    def span(self, clause: Clause, whose: Sequence[Mention], number: int) -> Span:
        """The passage: the clause; of one pair of several, from its first party to its last.

        Args:
            clause: the clause.
            whose: the parties of the pair.
            number: how many pairs the clause tells of.
        """
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
            return tuple(_one_role(clause, cue, one) for one in whose)
        first, second = cue.roles
        if second == "host":
            roles = tuple(
                "sponsor" if placing.pays(clause, one) else second if one.kind == REGION else first for one in whose
            )
            if cue.name == "branch" and all(one.kind == INSTITUTION for one in whose):
                return ("partner",) * len(whose)
            # Somebody comes, and somewhere: else it is another story.
            if "sponsor" in roles and first in roles and second not in roles:
                return tuple("partner" if role == first else role for role in roles)
            return roles if first in roles and second in roles else None
        if second == "beneficiary":
            roles = tuple(second if placing.is_helped(clause, one) else first for one in whose)
            if first in roles and second in roles:
                return roles
            if clause.language == CHINESE and _MUTUAL.search(clause.alike):
                return ("partner",) * len(whose)
        return tuple(first if number == 0 else second for number, _ in enumerate(whose))


def _one_role(clause: Clause, cue: Cue, one: Mention) -> str:
    if placing.pays(clause, one):
        return "sponsor"
    return "host" if placing.is_host(clause, one, cue) else cue.roles[0]


def _is_open(clause: Clause, whose: Sequence[Mention]) -> bool:
    last = max((one.span.end for one in whose if one.span.end <= clause.span.end), default=clause.span.start)
    behind = clause.alike[max(0, last - clause.span.start) :][:14]
    match = pattern("open", clause.language).search(behind)
    return bool(match and match.start() <= (1 if clause.language == CHINESE else 4))
