"""Whose an English sentence's cue is, by how the sentence is built: who signs, with whom, between whom, by whom.

Where a sentence is built so that it can be read, this is surer than which names stand near the cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.intake.articles.english_phrases import Listed, Phrase, Reader
from kg.intake.articles.english_tokens import tokens
from kg.intake.articles.mentions import Mention
from kg.intake.articles.model import Span
from kg.intake.articles.rules import placing
from kg.intake.articles.rules.attributive import is_with_unnamed
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.meaning import Named
from kg.intake.articles.rules.parties import Found, acting, key, once
from kg.intake.articles.rules.positions import is_signed
from kg.intake.articles.rules.words import Cue
from kg.intake.articles.words import words

#: The cues of what parties do with each other, whoever is named first.
_MUTUAL = frozenset(("agreement", "sister", "venture", "partnering", "talks", "agreeing", "joint-building"))
#: Of these some build in a place of others.
_BUILDING = frozenset(("venture", "joint-building"))
_VERBS = frozenset(words("mutual verb", "en"))
#: What may stand between who does something and the verb, besides times and numbers.
_HELPING = frozenset(words("helping", "en")) | {",", "-"}
_TIMES = frozenset((
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    *("december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
))  # fmt: skip
_SAYS = frozenset((
    *("said", "announced", "says", "announces", "reported", "confirmed", "revealed", "disclosed", "stated"),
))  # fmt: skip
#: What somebody did before he signed: led a delegation to Corvane and signed.
_DID = frozenset(("led", "met", "held", "went", "came", "paid", "made", "took", "flew", "hosts", "leads", "visits"))
#: Behind these somebody only looks on.
_WATCHES = frozenset(("witnessed", "witness", "attended", "witnessing", "presided", "graced", "overseen"))
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_AGAIN = frozenset(("and", ",", "one", "another", "also", "agreement", "then", "agreements", "separately"))
_TWINS = frozenset((
    *("city", "cities", "town", "towns", "sister", "twin", "twinned", "linked", "port", "school", "partner"),
))  # fmt: skip
#: Behind these a name is a part of what began before.
_NOT_BEFORE = frozenset((
    *("of", "in", "the", "a", "an", "from", "at", "for", "with", "by", "between", "to", "near", "or"),
))  # fmt: skip
_IN_TURN = frozenset(("respectively", "each", "turn", "separately", "individually"))
_SEVERAL = frozenset(("separate", "individual", "identical", "two", "three", "bilateral"))
_AGREEMENT = "Agreement"
_BETWEEN = frozenset(("between", "among", "amongst"))
#: Whose point ends no sentence.
_POINTED = frozenset(("ltd", "inc", "co", "corp", "jr", "gov"))
_FAR_BACK = 12
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
        self, clause: Clause, cue: Cue, cue_end: int, sentence: Span, topic: Mention | None
    ) -> tuple[Found, ...] | None:
        """The parties of a cue.

        Args:
            clause: the clause.
            cue: the cue in it.
            cue_end: where the cue ends in the text.
            sentence: the sentence.
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
        named = Named(self._text, clause.mentions, self._short, is_spoken_of, self._people)
        verbs = [at for at in inside if reader.low(at) in _VERBS]
        others = list(_others(reader, inside, verbs, cue)) if verbs else []
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
        if topic is not None and (other := _the_and(reader, inside)) is not None:
            return _groups(named, (), False, [other], topic)
        if not verbs:
            return None
        if not others and cue.cls == _AGREEMENT and is_with_unnamed(clause.alike, clause.span.start, clause.mentions):
            return ()
        subject = _subject(reader, inside, verbs)
        self._people |= reader.people
        lists = [listed for _, listed in others]
        is_one = subject is not None and len(subject.phrases) == len(lists) == 1
        if is_one and (cue.name == "sister" or _is_each(reader, verbs[0], others[0])):
            # Towns are twinned two by two.
            lists = [replace(lists[0], phrases=(one,)) for one in lists[0].phrases]
        mine = named.of(subject.phrases) if subject is not None else _standing(clause, reader.row[verbs[0]].start)
        groups = _groups(named, mine, subject is None, lists, topic)
        return groups and tuple(replace(one, mentions=once([*one.mentions, *besides])) for one in groups)

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


def _is_each(reader: Reader, verb: int, other: tuple[int, Listed]) -> bool:
    """Whether one signs with others in turn: separate agreements with Halm and Corvane, with both respectively."""
    at, listed = other
    behind = {reader.low(listed.end), reader.low(listed.end + 1)}
    return bool(behind & _IN_TURN or {reader.low(one) for one in range(verb, at)} & _SEVERAL)


def _between(reader: Reader, inside: range) -> Iterator[tuple[int, tuple[Phrase, ...]]]:
    """The parties behind each *between*, with its place; pairs, where pairs are listed."""
    for at in inside:
        listed = reader.listed(at + 1) if reader.low(at) in _BETWEEN else None
        if listed is None or len(listed.phrases) < 2:
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


def _right_before(reader: Reader, inside: range, verbs: Sequence[int]) -> Listed | None:
    for verb in verbs:
        for begin in range(inside.start, min(verb, inside.stop)):
            listed = reader.listed(begin) if _begins_here(reader, begin, inside.start) else None
            if listed is not None and listed.end <= verb and _only_helps(reader, listed.end, verb):
                return listed
    return None


def _begins_here(reader: Reader, at: int, start: int) -> bool:
    """Whether a list may begin at a token: at the head of a clause, or behind what is no part of a name."""
    if at == start:
        return True
    before = reader.row[at - 1]
    if not before.text[0].isalnum() or before.low in _TIMES:
        return True
    if before.low == "of" and reader.low(at - 2) == "behalf":
        return True
    return before.text.islower() and before.low not in _NOT_BEFORE


def _only_helps(reader: Reader, start: int, verb: int) -> bool:
    """Whether nothing but helping words and times stands between who does something and the verb."""
    return verb - start <= _FAR_BACK and all(
        low in _HELPING or low in _TIMES or low.isdigit() or low.endswith("ly") or low[:-2].isdigit()
        for low in (reader.low(at) for at in range(start, verb))
    )


def _others(reader: Reader, inside: range, verbs: Sequence[int], cue: Cue) -> Iterator[tuple[int, Listed]]:
    """With whom it is done, behind the verb; by whom, where it is told of the paper: where each begins."""
    is_passive = any(reader.low(verb - 1) in _BE for verb in verbs)
    found = 0
    for at in range(verbs[0] + 1, inside.stop):
        low, before = reader.low(at), reader.low(at - 1)
        is_link = low == "with" or (low == "by" and (is_passive or before in _VERBS))
        if cue.name == "sister" and low in ("of", "to"):
            is_link = before in _TWINS and reader.row[at - 1].text.islower()
        if not is_link or (found and before not in _AGAIN):
            continue
        listed = reader.listed(at + 1)
        if listed is not None and any(one.span is not None for one in listed.phrases):
            if "witness" in {reader.low(one) for one in range(listed.end, listed.end + _FAR_BACK)}:
                continue
            found += 1
            yield at, listed


def _besides(clause: Clause, cue: Cue) -> list[Mention]:
    """In whose place something is built, and who pays for it: these stand beside those who do it."""
    if cue.name not in _BUILDING:
        return []
    named = [acting(one) for one in clause.mentions]
    return [one for one in named if placing.is_host(clause, one, cue) or placing.pays(clause, one)]
