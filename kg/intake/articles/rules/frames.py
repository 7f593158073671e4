"""Whose an English sentence's cue is, by how the sentence is built: who signs, with whom, between whom, by whom.

Where a sentence is built so that it can be read, this is surer than which names stand near the cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.intake.articles.english_phrases import Listed, Phrase, Reader
from kg.intake.articles.english_tokens import tokens
from kg.intake.articles.mentions import REGION, Mention
from kg.intake.articles.model import Span
from kg.intake.articles.rules import placing
from kg.intake.articles.rules.attributive import is_with_unnamed
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.counterparts import (
    TIMES,
    VERBS,
    counterparts,
    for_whom,
    is_each,
    only_helps,
    pairs_behind,
    turns,
    twin_of,
)
from kg.intake.articles.rules.meaning import Named
from kg.intake.articles.rules.parties import Found, acting, key, once
from kg.intake.articles.rules.positions import is_signed
from kg.intake.articles.rules.words import Cue

#: The cues of what parties do with each other, whoever is named first.
_MUTUAL = frozenset(("agreement", "sister", "venture", "partnering", "talks", "agreeing", "joint-building"))
#: Of these some build in a place of others.
_BUILDING = frozenset(("venture", "joint-building"))
_SAYS = frozenset((
    *("said", "announced", "says", "announces", "reported", "confirmed", "revealed", "disclosed", "stated"),
))  # fmt: skip
#: What somebody did before he signed: led a delegation to Corvane and signed.
_DID = frozenset(
    (
        "led",
        "met",
        "meet",
        "meets",
        "visit",
        "held",
        "went",
        "came",
        "paid",
        "made",
        "took",
        "flew",
        "hosts",
        "leads",
        "visits",
    )
)
#: Behind these somebody only looks on.
_WATCHES = frozenset(("witnessed", "witness", "attended", "witnessing", "presided", "graced", "overseen"))
#: Behind these a name is a part of what began before.
_NOT_BEFORE = frozenset((
    *("of", "in", "the", "a", "an", "from", "at", "for", "with", "by", "between", "to", "near", "or"),
))  # fmt: skip
#: With these no list of those who sign begins.
_PREPOSITIONS = _NOT_BEFORE - {"the", "a", "an"}
_NETWORKS = frozenset(("network", "alliance", "league", "consortium", "association", "union", "group", "partnership"))
_AGREEMENT = "Agreement"
_BETWEEN = frozenset(("between", "among", "amongst"))
#: Whose point ends no sentence.
_POINTED = frozenset(("ltd", "inc", "co", "corp", "jr", "gov"))
#: No sentence that somebody wrote to be read is longer, in code points.
_LONGEST = 3_000


class Frames:
    """Reads how the sentences of one text are built.

    Args:
        text: the text as it was written.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._kept: tuple[Span, Reader] | None = None
        self._short: dict[str, str] = {}
        self._people: dict[str, Phrase] = {}

    def of(
        self, clause: Clause, cue: Cue, cue_end: int, sentence: Span, names: Sequence[Mention], topic: Mention | None
    ) -> tuple[Found, ...] | None:
        """The parties of a cue.

        Args:
            clause: the clause.
            cue: the cue in it.
            cue_end: where the cue ends in the text.
            sentence: the sentence.
            names: the regions and institutions in it: a list behind a colon is no part of the clause.
            topic: whom the paragraph is about.

        Returns:
            those of each partnership; none where people only look on; ``None`` where the sentence is not built so that
            it can be told.
        """
        if cue.name not in _MUTUAL or sentence.end - sentence.start > _LONGEST:
            return None
        reader = self._reader(sentence)
        inside = _tokens_of(clause, reader)
        is_spoken_of = cue.cls == _AGREEMENT and not is_signed(self._text, sentence)
        named = Named(self._text, names, self._short, is_spoken_of, self._people)
        verbs = [at for at in inside if reader.low(at) in VERBS]
        others = counterparts(reader, inside, verbs, cue) if verbs else []
        self._people |= reader.people
        first = others[0][0] if others else len(reader.row)
        # With Halm to carry goods between Corvane and Norvale: these are no parties.
        between = [phrases for at, phrases in _between(reader, inside) if at < first]
        besides = _besides(clause, cue)
        if between:
            found = [Found(once([*whose, *besides])) for one in between if len(whose := named.of(one)) > 1]
            return tuple(found) or None
        if cue.cls == _AGREEMENT and any(_is_one_sided(reader, at) for at in inside if at < first):
            # Between Halm and two firms, whom nobody names.
            return ()
        if any(reader.low(at) in _WATCHES and reader.row[at].start < cue_end for at in inside):
            return ()
        if (told := self._without_verb(cue, reader, inside, named, topic)) is not None:
            return told
        if not verbs:
            return None
        if not others and cue.cls == _AGREEMENT and is_with_unnamed(clause.alike, clause.span.start, clause.mentions):
            return ()
        groups = self._in_turns(clause, cue, reader, named, others, topic)
        # Signed by Halm with Corvane, as well as between Norvale and Merrow.
        groups += [
            Found(whose)
            for at, phrases in _between(reader, inside)
            if at > first and reader.low(at - 1) in ("as", "and") and len(whose := named.of(phrases)) > 1
        ]
        return tuple(replace(one, mentions=once([*one.mentions, *besides])) for one in groups) or None

    def _without_verb(
        self, cue: Cue, reader: Reader, inside: range, named: Named, topic: Mention | None
    ) -> tuple[Found, ...] | None:
        """What is told otherwise than by who signs: whose twin somebody is, pairs behind a colon, who a network is."""
        if topic is not None and (other := _the_and(reader, inside)) is not None:
            return _groups(named, (), False, [other], topic)
        if cue.name == "sister" and (twin := twin_of(reader, inside)) is not None:
            mine = named.of(twin[0].phrases) if twin[0] is not None else ()
            return _groups(named, mine, False, [twin[1]], topic)
        if cue.cls == _AGREEMENT and (members := _members(reader, inside)) is not None:
            return (Found(whose),) if len(whose := named.of(members.phrases)) > 1 else None
        if cue.cls == _AGREEMENT and reader.low(inside.stop) == ":":
            pairs = [named.of(one.phrases) for one in pairs_behind(reader, inside.stop + 1)]
            return tuple(Found(one) for one in pairs if len(one) > 1) or None
        return None

    def _in_turns(
        self,
        clause: Clause,
        cue: Cue,
        reader: Reader,
        named: Named,
        others: Sequence[tuple[int, Listed]],
        topic: Mention | None,
    ) -> list[Found]:
        """Who does what a cue says, and with whom, in each part of a clause."""
        inside = _tokens_of(clause, reader)
        verbs = [at for at in inside if reader.low(at) in VERBS]
        if cue.cls == _AGREEMENT and (apart := list(for_whom(reader, inside))):
            # Behind *and* another person may begin: on behalf of Halm and Ada Rehm signed it on behalf of Corvane.
            each = [listed.phrases[:1] if len(apart) > 1 else listed.phrases for listed in apart]
            whose = named.of([one for phrases in each for one in phrases])
            if len(whose) > 1:
                return [Found(whose)]
        subject = _subject(reader, inside, verbs)
        groups: list[Found] = []
        is_nameless = subject is None and _is_nameless(reader, inside, verbs[0])
        topic = topic or (_dateline(clause) if is_nameless else None)
        for turn in turns(reader, inside, others, subject):
            lists = list(turn.others)
            is_one = turn.subject is not None and len(turn.subject.phrases) == len(lists) == 1
            if is_one and (cue.name == "sister" or is_each(reader, turn)):
                # Towns are twinned two by two.
                lists = [replace(lists[0], phrases=(one,)) for one in lists[0].phrases]
            self._people |= reader.people
            mine = (
                named.of(turn.subject.phrases)
                if turn.subject is not None
                else _standing(clause, reader.row[verbs[0]].start)
            )
            is_unknown = turn.subject is None and not is_nameless
            groups += _groups(named, mine, is_unknown, lists, topic) or ()
        return groups

    def _reader(self, sentence: Span) -> Reader:
        if self._kept is None or self._kept[0] != sentence:
            self._kept = sentence, Reader(tokens(self._text, sentence))
        return self._kept[1]


def _tokens_of(clause: Clause, reader: Reader) -> range:
    """The tokens of a clause; with those before it where only the point of an abbreviation parts them."""
    row = reader.row
    begin = next((at for at, one in enumerate(row) if one.start >= clause.span.start), len(row))
    while begin > 1 and row[begin - 1].text == "." and (row[begin - 2].low in _POINTED or len(row[begin - 2].low) == 1):
        begin = next((at for at in range(begin - 2, 0, -1) if row[at - 1].text in (".", ";", ":")), 0)
    return range(begin, next((at for at, one in enumerate(row) if one.start >= clause.span.end), len(row)))


#: Words that stand for whom the text named before.
_THE = re.compile(r"(?:the|it|they|both|this) ?", re.IGNORECASE)


def _standing(clause: Clause, end: int) -> tuple[Mention, ...]:
    """Whom words at the head of a clause stand for, which are no names: The council signed."""
    ahead = (one for one in clause.mentions if one.span.end <= end and one.short_for + one.reference)
    return tuple(acting(one) for one in ahead if _THE.match(clause.alike, one.span.start - clause.span.start))


def _groups(
    named: Named, mine: Sequence[Mention], is_unknown: bool, others: Sequence[Listed], topic: Mention | None
) -> tuple[Found, ...] | None:
    groups = []
    for each in others:
        theirs = named.of(each.phrases)
        if not theirs:
            continue
        if mine:
            groups.append(Found(once([*mine, *theirs])))
        elif len(theirs) > 1 and is_unknown:
            groups.append(Found(theirs, is_guessed=True))
        elif topic is not None and key(acting(topic)) not in map(key, theirs):
            groups.append(Found((acting(topic), *theirs), 1))
    if not others and len(mine) > 1:
        groups.append(Found(tuple(mine)))
    return tuple(one for one in groups if len(one.mentions) > 1) or None


def _between(reader: Reader, inside: range) -> Iterator[tuple[int, tuple[Phrase, ...]]]:
    """The parties behind each *between*, with its place; pairs, where pairs are listed."""
    for at in inside:
        listed = reader.listed(at + 1, over_semicolons=True) if reader.low(at) in _BETWEEN else None
        if listed is None or len(listed.phrases) < 2:
            continue
        if ";" in listed.separators:
            # Between Halm and Corvane; Norvale and Merrow.
            yield from ((at, one) for one in _parted(listed) if len(one) > 1)
            continue
        pairs, rest = divmod(len(listed.phrases), 2)
        are_pairs = (
            pairs > 1
            and not rest
            and all(("," in one) if place % 2 else one == "and" for place, one in enumerate(listed.separators))
        )
        if are_pairs:
            yield from ((at, listed.phrases[2 * pair : 2 * pair + 2]) for pair in range(pairs))
        else:
            yield at, listed.phrases


def _members(reader: Reader, inside: range) -> Listed | None:
    """Who a network is, in brackets behind its name: the Inland Ports Network (Halm, Corvane and Tarn)."""
    for at in inside:
        if reader.low(at) == "(" and reader.low(at - 1) in _NETWORKS:
            listed = reader.listed(at + 1)
            if listed is not None and len(listed.phrases) > 1 and reader.low(listed.end) == ")":
                return listed
    return None


def _parted(listed: Listed) -> Iterator[tuple[Phrase, ...]]:
    """A list as semicolons part it."""
    start = 0
    for place, separator in enumerate(listed.separators, 1):
        if separator == ";":
            yield listed.phrases[start:place]
            start = place
    yield listed.phrases[start:]


def _the_and(reader: Reader, inside: range) -> Listed | None:
    """Who stands behind somebody without a name: between the state government and Halm Group."""
    for at in inside:
        if reader.low(at) not in _BETWEEN or reader.low(at + 1) != "the":
            continue
        end = next((one for one in range(at + 2, at + 6) if reader.low(one) == "and"), 0)
        if end and all(reader.is_small(one) for one in range(at + 2, end)):
            return reader.listed(end + 1)
    return None


def _is_one_sided(reader: Reader, at: int) -> bool:
    """Whether a *between* names one only: between Halm and two firms."""
    listed = reader.listed(at + 1) if reader.low(at) in _BETWEEN else None
    return listed is not None and len(listed.phrases) == 1 and reader.low(listed.end) == "and"


def _subject(reader: Reader, inside: range, verbs: Sequence[int]) -> Listed | None:
    """Who does what a verb says: the longest list that ends right before it."""
    if (listed := _right_before(reader, inside, verbs)) is not None:
        return listed
    last = verbs[-1]
    for at in inside:
        # Halm Group said on Monday that it had signed.
        is_it = reader.low(at) in _SAYS and any(reader.low(one) in ("it", "they") for one in range(at, last))
        if is_it and (listed := _right_before(reader, range(inside.start, at), [at])) is not None:
            return listed
    # The mayor of Halm led a delegation to Corvane and signed.
    if any(reader.low(verb - 1) in ("and", ",") for verb in verbs):
        acts = [at for at in inside if at < last and (reader.low(at).endswith("ed") or reader.low(at) in _DID)]
        if acts and acts[0] not in verbs:
            return _right_before(reader, range(inside.start, acts[0]), acts[:1])
    return None


def _is_nameless(reader: Reader, inside: range, verb: int) -> bool:
    """Whether who signs is told without a name: The administration signed, the city here will forge."""
    at = next((at for at in range(verb - 1, inside.start - 1, -1) if reader.low(at) in ("the", "its", "our")), verb)
    end = at + 1
    while reader.is_small(end) and end < verb:
        end += 1
    return end - at > 1 and only_helps(reader, end, verb)


#: The place at the head of a report: HALM CITY (Reuss News) --.
_DATELINE = re.compile(r"^\W*(?:\([^)]{2,40}\) ?|, [a-z]+\.? ?[0-9]{0,2} ?)*(?:--|[-–—])\s")


def _dateline(clause: Clause) -> Mention | None:
    """The place that a report comes from, which *the city here* is."""
    first = next(iter(clause.mentions), None)
    if first is None or first.kind != REGION or clause.before(first).strip():
        return None
    return first if _DATELINE.match(clause.behind(first)) else None


def _right_before(reader: Reader, inside: range, verbs: Sequence[int]) -> Listed | None:
    for verb in verbs:
        for begin in range(inside.start, min(verb, inside.stop)):
            listed = reader.listed(begin) if _begins_here(reader, begin, inside.start) else None
            if listed is None or listed.end > verb or not only_helps(reader, listed.end, verb):
                continue
            if reader.low(inside.start) in _PREPOSITIONS and set(listed.separators) == {","}:
                # In Tarn, Karsund, Halm Group signed: the last of these signs.
                continue
            return listed
    return None


def _begins_here(reader: Reader, at: int, start: int) -> bool:
    """Whether a list may begin at a token: at the head of a clause, or behind what is no part of a name."""
    if reader.low(at) in _PREPOSITIONS:
        return False
    if at == start:
        return True
    before = reader.row[at - 1]
    if not before.text[0].isalnum() or before.low in TIMES:
        return True
    if before.low == "of" and reader.low(at - 2) == "behalf":
        return True
    return before.text.islower() and before.low not in _NOT_BEFORE


def _besides(clause: Clause, cue: Cue) -> list[Mention]:
    """In whose place something is built, and who pays for it: these stand beside those who do it."""
    if cue.name not in _BUILDING:
        return []
    named = [acting(one) for one in clause.mentions]
    return [one for one in named if placing.is_host(clause, one, cue) or placing.pays(clause, one)]
