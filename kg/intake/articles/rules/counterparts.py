"""With whom an English sentence says that something is done, and in which turns: A signed with B, and C with D."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.intake.articles.english_phrases import Listed, Reader
from kg.intake.articles.english_tokens import PLACE_KINDS
from kg.intake.articles.rules.words import Cue
from kg.intake.articles.words import words

#: What parties do with each other.
VERBS = frozenset(words("mutual verb", "en"))
#: The days and months that may stand between who does something and the verb.
TIMES = frozenset((
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    *("december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
))  # fmt: skip
#: What else may, besides numbers.
_HELPING = frozenset(words("helping", "en")) | {",", "-"}
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_AGAIN = frozenset(("and", ",", "one", "another", "also", "agreement", "then", "agreements", "separately"))
_TWINS = frozenset((
    *("city", "cities", "town", "towns", "sister", "twin", "twinned", "linked", "port", "school", "partner"),
))  # fmt: skip
_IN_TURN = frozenset(("respectively", "each", "turn", "separately", "individually"))
#: Behind these another one begins who signs with somebody else, or another paper.
_PARTS = frozenset((",", ";", "and", "while", "but", "the"))
_ANOTHER = frozenset(("another",))
_FINITE = frozenset((
    *("signed", "signs", "inked", "inks", "sealed", "concluded", "concludes", "entered", "enters", "reached"),
    *("renewed", "exchanged", "came", "struck", "partnered", "teamed"),
))  # fmt: skip
_PENNED = _FINITE | {"sign", "agreed", "has", "have", "had", "will"}
#: Whom somebody meets before both sign: met the governor of Corvane and signed.
_MEETS = frozenset((
    *("meet", "met", "meets", "meeting", "visited", "visits", "visit", "hosted", "received", "welcomed"),
))  # fmt: skip
_JOURNEYS = frozenset(("delegation", "visit", "trip", "mission", "travelled", "traveled", "went", "came", "flew"))
_PENS = frozenset(("sign", "signed", "signs", "inked", "concluded", "sealed", "renewed"))
_JOINS = frozenset(("and", "to", "where", "they", "both", "sides", "then", "also", "jointly"))
_TWIN = frozenset(("sister", "twin", "partner", "twinned"))
_OWN = frozenset(("its", "their", "our"))
_PAPERS = frozenset(("agreements", "memoranda", "memorandums", "mous", "pacts", "contracts", "deals", "accords"))
_ARTICLES = frozenset(("a", "an", "the"))
_PURPOSES = frozenset((
    *("aim", "goal", "purpose", "view", "objective", "intention", "effect", "hope", "support", "help", "regard"),
    *("respect", "investment", "capacity", "duration", "term", "total", "value"),
))  # fmt: skip
_LONGEST_COUNT, _FAR_BACK = 5, 12
_NUMBERS = dict(enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2))
_SEVERAL = frozenset(("separate", "individual", "identical", "two", "three", "bilateral"))


@dataclass(frozen=True, slots=True)
class Turn:
    """Who signs, and with whom, in one part of a clause.

    Attributes:
        subject: who signs; ``None`` if nothing tells it.
        others: with whom.
        before: the tokens from the last turn, or the verb, to the word before those.
    """

    subject: Listed | None
    others: tuple[Listed, ...]
    before: range


def turns(
    reader: Reader, inside: range, others: Sequence[tuple[int, Listed]], subject: Listed | None
) -> Iterator[Turn]:
    """A clause parted by who signs: Halm signed with Corvane, and Norvale with Merrow.

    Args:
        reader: the tokens of the sentence.
        inside: the tokens of the clause.
        others: with whom it is done, each with the token where it begins.
        subject: who signs first; ``None`` if nothing tells it.
    """
    verbs = [at for at in inside if reader.low(at) in VERBS]
    start, held = (verbs[0] if verbs else inside.start), list[Listed]()
    begin = start
    for at, listed in others:
        own = _own_subject(reader, begin, at) if held else None
        if own is not None:
            yield Turn(subject, tuple(held), range(start, at))
            subject, held, start = own, [], begin
        held.append(listed)
        begin = listed.end
        last = at
    yield Turn(subject, tuple(held), range(start, last if held else start))


def _own_subject(reader: Reader, start: int, link: int) -> Listed | None:
    """Who signs with whom a link leads to, where a new one begins behind the last: and Norvale with Merrow."""
    for at in range(start, link):
        if reader.low(at) not in _PARTS or (reader.low(at) == "," and at > start):
            continue
        begin = at + 1
        while reader.low(begin) in _PARTS:
            begin += 1
        listed = reader.listed(begin)
        if listed is None or listed.end > link:
            continue
        if listed.end == link and at == start:
            return listed
        verb = next((one for one in range(listed.end, link) if reader.low(one) in _PENNED), 0)
        if verb and only_helps(reader, listed.end, verb):
            return listed
    return None


def for_whom(reader: Reader, inside: range) -> Iterator[Listed]:
    """For whom each signs: Ivo Hald signed on behalf of Halm, and Ada Rehm for Corvane."""
    started = False
    for at in inside:
        is_behalf = [reader.low(one) for one in (at - 2, at - 1, at)] == ["on", "behalf", "of"]
        is_signed_for = reader.low(at) == "for" and reader.low(at - 1) in _PENS
        is_for = (
            reader.low(at) == "for"
            and (started or is_signed_for)
            and reader.is_capital(at + 1 + (reader.low(at + 1) == "the"))
        )
        if not (is_behalf or is_for):
            continue
        started = True
        listed = reader.listed(at + 1)
        if listed is not None:
            # Behind *and* another person begins: on behalf of Halm and Ada Rehm signed it on behalf of Corvane.
            yield listed


def is_each(reader: Reader, turn: Turn) -> bool:
    """Whether one signs with others in turn: separate agreements with Halm and Corvane, with both respectively."""
    listed, link = turn.others[0], turn.before.stop
    behind = {reader.low(listed.end), reader.low(listed.end + 1)}
    before = {reader.low(one) for one in turn.before}
    number = _NUMBERS.get(len(listed.phrases), "")
    # Agreements with three cities: Halm; Corvane; Norvale.
    is_counted = reader.is_small(link + 1) and ":" in {
        reader.low(one) for one in range(link, link + _LONGEST_COUNT + 2)
    }
    if is_counted and before & _PAPERS:
        return True
    return bool(behind & _IN_TURN or before & _SEVERAL or before & {number, str(len(listed.phrases))})


def only_helps(reader: Reader, start: int, verb: int) -> bool:
    """Whether nothing but helping words and times stands between who does something and the verb.

    Args:
        reader: the tokens of the sentence.
        start: the token behind who does something.
        verb: the token of the verb.
    """
    return verb - start <= _FAR_BACK and all(
        low in _HELPING or low in TIMES or low.isdigit() or low.endswith("ly") or low[:-2].isdigit()
        for low in (reader.low(at) for at in range(start, verb))
    )


def counterparts(reader: Reader, inside: range, verbs: Sequence[int], cue: Cue) -> list[tuple[int, Listed]]:
    """With whom it is done, behind the verb; by whom, where it is told of the paper.

    Args:
        reader: the tokens of the sentence.
        inside: the tokens of the clause.
        verbs: those of its verbs, the first one first.
        cue: the words of cooperation in it.

    Returns:
        where each begins, and who it is.
    """
    is_passive = any(reader.low(verb - 1) in _BE for verb in verbs)
    made: list[tuple[int, Listed]] = []
    for at in range(verbs[0] + 1, inside.stop):
        if not _is_link(reader, at, cue, is_passive=is_passive):
            continue
        end = made[-1][1].end if made else -1
        is_with_by = is_passive and at == end and reader.low(at) == "with"
        if not is_with_by and made and not _goes_on(reader, end, at):
            continue
        listed = _linked(reader, at)
        if listed is None:
            continue
        if is_with_by:
            # Signed by Halm with Corvane.
            made[-1] = made[-1][0], _both(made[-1][1], listed)
        else:
            made.append((at, listed))
    if not made and cue.name == "agreement" and not is_passive:
        made += _met(reader, inside)
    return made


def _is_link(reader: Reader, at: int, cue: Cue, *, is_passive: bool) -> bool:
    """Whether behind a word those begin with whom something is done, or by whom."""
    low, before = reader.low(at), reader.low(at - 1)
    if cue.name == "sister" and low in ("of", "to"):
        return before in _TWINS and reader.row[at - 1].text.islower()
    if low != "with" and not (low == "by" and (is_passive or before in VERBS)):
        return False
    # With the aim of establishing an Institute of Fishery: nobody signs with that.
    return reader.low(at + 2 if reader.low(at + 1) in _ARTICLES else at + 1) not in _PURPOSES


def _linked(reader: Reader, at: int) -> Listed | None:
    """Those who are named behind a link, if they do not only look on."""
    listed = reader.listed(at + 1) or _counted(reader, at + 1)
    if listed is None or all(one.span is None for one in listed.phrases):
        return None
    listed = _without_next(reader, listed)
    is_witness = "witness" in {reader.low(one) for one in range(listed.end, listed.end + _FAR_BACK)}
    return None if is_witness else listed


def _both(one: Listed, other: Listed) -> Listed:
    return Listed(
        (*one.phrases, *other.phrases),
        (*one.separators, "with", *other.separators),
        (*one.ends, *other.ends),
        other.end,
    )


def _met(reader: Reader, inside: range) -> Iterator[tuple[int, Listed]]:
    """Whom somebody met or visited before both signed: met the governor of Corvane, and signed a pact."""
    for at in inside:
        low, before = reader.low(at), reader.low(at - 1)
        if not (low in _MEETS or (low == "to" and before in _JOURNEYS)):
            continue
        listed = reader.listed(at + 1)
        if listed is None or all(one.span is None for one in listed.phrases):
            continue
        behind = range(listed.end, min(listed.end + _FAR_BACK, inside.stop))
        if any(reader.low(one) in _PENS and reader.low(one - 1) in _JOINS for one in behind):
            yield at, listed
            return


def twin_of(reader: Reader, inside: range) -> tuple[Listed | None, Listed] | None:
    """Who speaks of a twin, and the twin: Halm will host delegates from its sister city Corvane."""
    for at in inside:
        is_twin = reader.low(at) in _TWIN and reader.low(at + 1) in PLACE_KINDS
        if not is_twin or not any(reader.low(one) in _OWN for one in range(at - 3, at)):
            continue
        theirs = reader.listed(at + 2 + (reader.low(at + 2) == ","))
        if theirs is None or all(one.span is None for one in theirs.phrases):
            continue
        mine = reader.listed(inside.start)
        return (mine if mine is not None and mine.end < at else None), theirs
    return None


def pairs_behind(reader: Reader, at: int) -> tuple[Listed, ...]:
    """Pairs that are listed behind a colon: signed: Halm Water with the Corvane Board, and Tarn College with Lind."""
    found: list[Listed] = []
    while True:
        while reader.low(at) in ("and", ",", ";"):
            at += 1
        first = reader.phrase(at)
        if first is None or reader.low(first[1]) != "with" or (second := reader.phrase(first[1] + 1)) is None:
            return tuple(found) if len(found) > 1 else ()
        found.append(Listed((first[0], second[0]), ("with",), (first[1], second[1]), second[1]))
        at = second[1]


def _counted(reader: Reader, at: int) -> Listed | None:
    """Those who are listed behind how many they are: with three cities: Halm, Corvane and Norvale."""
    end = at
    while reader.is_small(end) or reader.low(end).isdigit():
        end += 1
    if end == at or end - at > _LONGEST_COUNT:
        return None
    if reader.low(end) == ":":
        return _each_first(reader.listed(end + 1, over_semicolons=True))
    end += reader.low(end) == ","
    is_named = reader.low(end) in ("including", "namely") or [reader.low(end), reader.low(end + 1)] == ["such", "as"]
    return reader.listed(end + 1 + (reader.low(end) == "such")) if is_named else None


def _each_first(listed: Listed | None) -> Listed | None:
    """Of a list that semicolons part, what stands first in each part: Halm, Karsund; Corvane, Reuss."""
    if listed is None or ";" not in listed.separators:
        return listed
    kept = [place for place in range(len(listed.phrases)) if not place or listed.separators[place - 1] != ","]
    return replace(listed, phrases=tuple(listed.phrases[place] for place in kept), separators=(";",) * (len(kept) - 1))


def _without_next(reader: Reader, listed: Listed) -> Listed:
    """A list without whoever signs next: with Corvane, and Norvale with Merrow; with Corvane, and Norvale signed."""
    behind = reader.low(listed.end)
    begins = (behind == "with" and reader.listed(listed.end + 1) is not None) or behind in _FINITE
    last = next((at for at in range(len(listed.separators), 0, -1) if "and" in listed.separators[at - 1]), 0)
    if not (begins and last):
        return listed
    return Listed(listed.phrases[:last], listed.separators[: last - 1], listed.ends[:last], listed.ends[last - 1])


def _goes_on(reader: Reader, end: int, link: int) -> bool:
    """Whether a later *with* leads to others with whom it is done, and not to what one does with them."""
    between = {reader.low(at) for at in range(end, link)}
    is_again = reader.low(link - 1) in _AGAIN or bool(between & _ANOTHER)
    return is_again or _own_subject(reader, end, link) is not None
