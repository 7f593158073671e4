"""Where in an English sentence of signing parties stand: as its subject, behind with, between or by, in lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.intake.articles.mentions import INSTITUTION, REGION
from kg.intake.articles.model import Span
from kg.intake.articles.words import words
from kg.intake.identities.keys import plain
from kg.intake.identities.kinds import kind_words

#: What brings a paper about, and the paper.
_PEN = re.compile(
    r"\b(?:sign(?:s|ed|ing)?|co-signed|countersigned|signatures?|signator(?:y|ies)|ink(?:s|ed|ing)?|seal(?:s|ed|ing)?|"
    r"conclud(?:es|ed|ing)|agree[sd]?|struck|strikes|enter(?:s|ed|ing)? into|reach(?:es|ed)|won|secured|executed|"
    r"exchang(?:es|ed)|renew(?:s|ed|al)|extend(?:s|ed)|finali[sz]ed|formali[sz](?:ed|ing)|clinched|put pen to paper|"
    r"put (?:its|their) (?:names?|signatures?)|awarded|leas(?:es?|ed|ing)|commits|binds|links|joins|brings|"
    r"shook hands|initialled|ratified|"
    r"approved|between|among|closed|unveiled|announced|in force)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:agreements?|memorand(?:um|a)|mous?|contracts?|deals?|pacts?|accords?|leases?|leased|letters? of intent|"
    r"charters?|"
    r"protocols?|treat(?:y|ies)|compacts?|conventions?|concessions?|declarations?|covenants?|partnerships?|"
    r"frameworks?)\b",
    re.IGNORECASE,
)
#: What is done with a pen, which alone makes it sure that those are its parties.
_SIGNED = re.compile(
    r"\b(?:sign(?:s|ed|ing)?|co-signed|countersigned|signator(?:y|ies)|ink(?:s|ed|ing)?|seal(?:s|ed|ing)?|"
    r"conclud(?:es|ed|ing)|agreed|struck|enter(?:s|ed|ing)? into|clinched|put pen to paper|put (?:its|"
    r"their) (?:names?|signatures?)|"
    r"renew(?:s|ed)|initialled|executed|exchanged|finali[sz]ed|reached|awarded|signatures?)\b",
    re.IGNORECASE,
)
#: What a sentence begins with that goes on with whom the one before named: The two signed …, It signed ….
_GOES_ON = re.compile(
    r"\s*(?:[Tt]he (?:two|three|parties|partners|sides|company|firm|group|university|college|city|town|council|"
    r"[a-z]+ (?:agreement|deal|contract|pact)|agreement|deal|contract|pact|accord|memorandum)|Both|They|It|Their)\b"
)
#: How far the next sentence is looked at.
_NEXT = 160
_WORD = r"[A-ZÀ-Þ][\w'’&-]*[\w&]"
_ONE = rf"(?:{_WORD}(?: (?:of (?:the )?|& |and (?=(?:Sons|Brothers|Daughters|Partners|Co|Company)\b))?{_WORD}){{0,4}})"
#: What somebody is, in small letters before the name: the cannery, its neighbour.
_ROLE = (
    rf"(?:(?:[Tt]he|[Ii]ts|[Aa]n?|their|neighbouring|nearby|{_WORD}['’]s) )?"
    r"(?:(?!(?:of|in|at|to|on|for|from|with|by|and|or|as|near|under|until|the|an?|its|their)\b)[a-z-]+ ){0,3}"
)
_SEPARATOR = r"(?:,? (?:together|along|jointly) with |,? as well as |, and |, | and | & )"
_LIST = rf"{_ROLE}{_ONE}(?:{_SEPARATOR}{_ROLE}{_ONE}){{0,40}}"
_PLACES = "towns|cities|municipalities|counties|villages|districts|boroughs|communes|parishes|provinces|regions|islands"
_HOUSES = "universities|schools|colleges|hospitals|companies|firms|ports|airports|museums|banks|partners|authorities"
_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|neighbouring)"
_PEOPLE = (
    "mayors|deputy mayors|leaders|heads|head ?teachers|chairs|councils|governors|rectors|presidents|directors|"
    "chief executives|managers|chairmen|principals|vice-chancellors|deans|ministers"
)
_SENT = "delegations?|delegates|representatives|officials|envoys|negotiators|executives"
_HEAD = (
    rf"(?i:both |(?:the )?(?:{_NUMBER} )?(?:(?P<places>{_PLACES})|(?P<people>{_PEOPLE})|{_SENT})"
    rf" (?:of|from) (?:both )?|{_NUMBER} (?:[a-z]+ )?(?:(?P<more>{_PLACES})|{_HOUSES})(?:,| -|:) )"
)
_LEAD = (
    r"(?:[A-Z]{3,}[A-Z ]*(?:, [0-9]{1,2} [A-Z][a-z]+)?(?: \([^)]{2,30}\))? ?[-–—:] |"
    r"(?:On|In|At|After|Under|Following|Yesterday|Today|Meanwhile|Earlier|By|Last|This|During|Also)\b[^,;]{0,70}, |"
    r"(?:[A-Z][a-z]+ [a-z][a-z0-9' -]{2,60}), |(?:After|Following|On|In) [a-z][a-z ]{2,40} (?=[A-Z])|"
    r"(?:Last|This) (?:week|month|year|spring|summer|autumn|winter|[A-Z][a-z]+) |(?:Yesterday|Today) )"
)
_DOES = (
    r"(?:(?:[a-z]+|on [A-Z][a-z]+) ){0,4}?(?:sign(?:s|ed)?|ink(?:s|ed)|seal(?:s|ed)|conclud(?:e|es|ed)|agree[sd]?|"
    r"struck|"
    r"enter(?:s|ed)?|reach(?:es|ed)|won|secured|executed|exchang(?:ed|es)|renew(?:s|ed)|extend(?:s|ed)|finali[sz]ed|"
    r"formali[sz]ed|clinched|put|awarded|lease[sd]?|has|have|had|will|is to|are to|announced|today|yesterday|became|"
    r"suppl(?:y|ies)|initialled|approved|shook|join(?:s|ed)|"
    r"(?:is|are|was|were) (?:[a-z]+ ){1,4}to sign|(?:is|are) (?:twinned|paired)|sells?|sold|lets?|gives?|gave|"
    r"grant(?:s|ed)|hired|contracted)\b"
)
_APPOSITIVE = r"(?:, (?:which|who|an?|the|its) [^,]{3,60},)?"
#: Whom a paragraph is about that goes on with it: Vellacott makes lifts. The company ….
_TOPIC = re.compile(rf"^\W*(?P<list>{_ONE})(?=, | (?:[a-z]+ly )?(?:[a-z]+s|[a-z]+ed|has|had|will) )")
#: What may stand behind a name that is whole.
_END = (
    r"(?= (?:to|on|for|in|over|about|and|under|that|which|at|by|as|from|after|before|last|this|yesterday|today|was|"
    r"were|"
    r"is|are|has|have|had|will|would|signed|took|when|while|until|worth|covering|into|lasting|running|within|also|"
    r"since|"
    r"because|through|with|came|ended|met|gives?|[A-Z0-9–-])|[,.;:)]|$)"
)
_SUBJECT = re.compile(
    rf"(?:^\W*{_LEAD}?|[;:] |\b(?:when|after|as|that|while|where) ){_HEAD}?(?P<list>{_LIST}){_APPOSITIVE}(?=,? {_DOES})"
)
#: A first one with what it is behind it, and others: Tellmark, the chipmaker, and Halm.
_FIRST = re.compile(
    rf"^\W*{_LEAD}?(?P<list>{_ONE})(?=, (?:the|an?|{_WORD}['’]s) [A-Za-z][^,]{{2,50}},? (?:and|has|signed|will) )"
)
_BEHIND = re.compile(
    rf"\b(?:with|between|by|among|amongst|alongside|links|linked|link|joins|binds|commits|unites|obliges|"
    rf"brings together|bringing together) {_HEAD}?(?P<list>{_LIST}){_END}"
)
_GIVEN = re.compile(
    rf"\b(?:leas(?:e|es|ed|ing)|let|awarded|award|contract|concession)\b[^.;A-Z]{{0,50}} to (?P<list>{_LIST}){_END}|"
    rf"\b(?:grant(?:s|ed)|gave|gives|awards|awarded) (?P<others>{_LIST})(?= an? )|"
    rf"\b(?:buys?|bought|purchases?|purchased|hires?|hired|leases?|leased|rents?|rented)\b[^.;A-Z]{{1,50}} from "
    rf"(?P<seller>{_LIST}){_END}|"
    rf"\b(?:chosen|chose|picked|appointed|selected|hired|engaged|contracted) (?P<chosen>{_LIST})(?= (?:to|as|for)\b)"
)
#: Who signed before: the fourth body to sign the charter, after Halm and Corvane.
_EARLIER = re.compile(
    rf"\b(?:to (?:sign|join)|joins|joined|member|signatory)\b[^.;]{{0,70}},? (?:after|following|"
    rf"alongside) (?P<list>{_LIST}){_END}"
)
_ON_BEHALF = re.compile(rf"\b(?:for|behalf of) (?:the )?(?P<list>{_ONE})(?= by )")
#: Whose a paper is that is told of: the first treaty that Halm had concluded, signatories are Halm and Corvane.
_OWN = re.compile(
    rf"\b(?:agreement|contract|deal|pact|accord|treaty|charter|memorandum|lease),? (?:which |that )?(?P<list>{_LIST})"
    rf"(?= {_DOES})|\b[Ss]ignatories (?:[a-z ]{{3,30}} )?(?:are|were|include) (?P<others>{_LIST}){_END}"
)
_OF_MANY = re.compile(rf"(?<!\w){_HEAD}(?P<list>{_LIST}){_END}")
_PART = re.compile(rf"{_SEPARATOR}?{_ROLE}(?P<name>{_ONE})")


@dataclass(frozen=True, slots=True)
class Position:
    """Where a party stands.

    Attributes:
        span: the name.
        kind: of a name behind *the towns of* a region, else an institution.
        code: the kind of region, as far as the words before tell it.
    """

    span: Span
    kind: str = INSTITUTION
    code: str = ""


def is_signing(text: str, sentence: Span) -> bool:
    """Whether a sentence, or the next one if that goes on with it, tells of a paper and what brings it about."""
    said = text[sentence.start : sentence.end]
    if _is_of_a_paper(said):
        return True
    following = text[sentence.end : sentence.end + _NEXT]
    return bool(_GOES_ON.match(following) and _PAPER.search(following) and _PEN.search(following))


def _is_of_a_paper(said: str) -> bool:
    return _PAPER.search(said) is not None and _PEN.search(said) is not None


def positions(text: str, sentence: Span) -> Iterator[Position]:
    """Where the parties of a sentence of signing stand.

    Args:
        text: the whole text.
        sentence: the sentence.

    Yields:
        each place once or more, with whatever stands there in capitals.
    """
    if not is_signing(text, sentence):
        return
    said = text[sentence.start : sentence.end]
    topic = () if _is_of_a_paper(said) else (_TOPIC,)
    for pattern in (*topic, _SUBJECT, _FIRST, _BEHIND, _GIVEN, _EARLIER, _ON_BEHALF, _OWN, _OF_MANY):
        for match in pattern.finditer(said):
            found = match.groupdict()
            place = found.get("places") or found.get("more") or ("cities" if found.get("people") == "mayors" else None)
            code = kind_words(f"halm {_singular(place)}")[1].code if place else ""
            group = next(name for name in ("list", "others", "seller", "chosen") if found.get(name) is not None)
            for part in _PART.finditer(match[group]):
                start = sentence.start + match.start(group)
                span = Span(start + part.start("name"), start + part.end("name"))
                yield Position(span, REGION if place else INSTITUTION, code)


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def is_signed(text: str, sentence: Span) -> bool:
    """Whether a sentence says that something was signed, and does not only speak of a paper between two."""
    return _SIGNED.search(text, sentence.start, sentence.end) is not None


def begins_only(text: str, sentence: Span, span: Span) -> bool:
    """Whether a word may be in capitals only since it begins its sentence: Members have signed, Speaking at Halm.

    Args:
        text: the text as it is written.
        sentence: where the sentence stands in it.
        span: where the word stands in it.
    """
    if text[sentence.start : span.start].strip("\"'“”‘’ "):
        return False
    word, behind = text[span.start : span.end], text[span.end : sentence.end]
    return word.endswith("ing") or (
        word.endswith("s") and not re.match(r", (?:the|an?) | (?:has|is|signs|and [A-Z])\b", behind)
    )


def is_surname(text: str, start: int, word: str) -> bool:
    """Whether a word is the last of a person's name that stood before, or a post.

    Args:
        text: the text as it is written.
        start: where the word stands in it; the name is looked for before.
        word: the word.
    """
    if plain(word) in words("title", "en"):
        return True
    return re.search(rf"\b[A-Z][a-z]+ {re.escape(word)}\b", text[:start]) is not None
