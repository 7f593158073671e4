"""Names to things: which names are one, which are likely to be, and what people have judged.

Names with one ``key`` are one. What is only alike is proposed, with a score and a reason, and joined by nobody but a
person, in ``names.csv`` of a package; see ``judging``.
"""

from __future__ import annotations

from kg.intake.identities.judging import Judgement, Judgements, is_reference, side
from kg.intake.identities.keys import belongs_before, key, may_be_a_name, parted, plain
from kg.intake.identities.kinds import by_words, guess, is_perhaps_a_region, is_perhaps_a_zone, kind_words, kinds_within
from kg.intake.identities.knowing import known, registered
from kg.intake.identities.model import Guess, Mention, Names, Proposal, Resolution, Resolved
from kg.intake.identities.places import without_kind, without_umlauts
from kg.intake.identities.resolving import resolve
from kg.intake.identities.seats import perhaps_in, places_in, proves, says_where
from kg.intake.identities.shortened import is_faculty_before
from kg.intake.identities.spelling import is_short_for, weak_words
from kg.intake.identities.twins import well_known

__all__ = [
    "Guess",
    "Judgement",
    "Judgements",
    "Mention",
    "Names",
    "Proposal",
    "Resolution",
    "Resolved",
    "belongs_before",
    "by_words",
    "guess",
    "is_faculty_before",
    "is_perhaps_a_region",
    "is_perhaps_a_zone",
    "is_reference",
    "is_short_for",
    "key",
    "kind_words",
    "kinds_within",
    "known",
    "may_be_a_name",
    "parted",
    "perhaps_in",
    "places_in",
    "plain",
    "proves",
    "registered",
    "resolve",
    "says_where",
    "side",
    "weak_words",
    "well_known",
    "without_kind",
    "without_umlauts",
]
