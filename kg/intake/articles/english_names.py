"""Names in English that nobody knows yet: words in capitals, of which one tells the kind, as in Langang University."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from kg.intake.articles.english_tokens import DEMONYM
from kg.intake.articles.mentions import INSTITUTION, REGION, ZONE, Mention
from kg.intake.articles.model import Span
from kg.intake.articles.normal import without_clock
from kg.intake.articles.words import words
from kg.intake.identities.keys import parted, plain
from kg.intake.identities.kinds import kind_words
from kg.intake.identities.spelling import spelt_out

_WORD = r"(?:(?:St|Mt|Ft)\. (?=[A-Z])|)(?:[A-Z][\w'&.-]*[\w&](?:(?<=s)'(?= [A-Z]))?|[A-Z]|&)"
_LEGAL = (
    r"(?:\.?,? (?:Co|Company|Corp|Corporation|Inc|Incorporated|Ltd|Limited|LLC|PLC|GmbH|AG|Pte|Pty|S\.A|B\.V|"
    r"N\.V|SpA|SE|plc|AS|ASA|AB|Oy|NV|BV|SA|KK|LLP|JSC)\b)+"
)
_LITTLE = r"(?:of the|for the|of|for|and|de la|de|del|di|du|des|the)"
#: Words in capitals, with the little words between them, and a legal form.
_PHRASE = re.compile(
    rf"(?<![\w'&.-])(?:No\. ?[0-9]+ )?{_WORD}(?: (?:{_LITTLE} )?(?:No\. ?[0-9]+|{_WORD}))*(?:{_LEGAL})?"
)
#: How long a phrase is looked at.
_LONGEST = 160
_AND = re.compile(r" and (?:the )?")
_ABBREVIATED = re.compile(r" (?:Co|Corp|Inc|Ltd)\Z")
_PLURAL = re.compile(r"(Counties|Cities|Districts|Universities|Companies)\Z")


def new_names(text: str, alike: str, known: Collection[int]) -> Iterator[Mention]:
    """Names by the words that tell their kind.

    Args:
        text: the text as it was written.
        alike: the same as ``matching`` has it.
        known: where known names begin and end.
    """
    one = without_clock(text.translate(_APOSTROPHES))
    yield from _cities_of(text, one)
    yield from _firms(text, one)
    for match in _PHRASE.finditer(_with_breaks_as_blanks(one, alike)):
        if match.end() - match.start() > 2:
            yield from _in_phrase(text, one, match.start(), min(match.end(), match.start() + _LONGEST), known)


#: A place with its kind before it in small letters: the port city of Halden Bay.
_CITY_OF = re.compile(
    r"(?<![\w-])(?P<kind>city|town|county|district|province|municipality|prefecture|village|township|island|state|"
    r"[Mm]ayor(?:(?: [A-Z][\w'.-]+){1,3}(?= of ))?) of "
    r"(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3})"
)


#: A place with its kind behind it in small letters: Halden Bay district.
_OF_A_KIND = re.compile(
    r"(?<![\w'.-])(?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}) "
    r"(?P<kind>city|county|district|province|prefecture|oblast|municipality|township)\b(?!['-]| of | [A-Z])"
)


#: A mayor is a city's.
_KINDS_OF = {"mayor": "city"}


#: A firm with what it is before it in small letters: the start-up Brightsea Tidal.
_FIRM = re.compile(
    r"(?<![\w-])(?:start-up|startup|firm|company|developer|operator|manufacturer|supplier|retailer|carmaker|shipbuilder|"
    r"brewer|producer|contractor|group|maker|giant|distributor),? "
    r"(?P<name>[A-Z][\w'-]+(?: (?:& )?[A-Z][\w'-]+){0,3})(?! of )"
)


def _firms(text: str, one: str) -> Iterator[Mention]:
    for match in _FIRM.finditer(one):
        start, end = match.span("name")
        if plain(match["name"].split()[0]) not in words("not name", "en"):
            yield Mention(Span(start, end), INSTITUTION, text[start:end], score=0.55, code="company")


def _cities_of(text: str, one: str) -> Iterator[Mention]:
    for match in _CITY_OF.finditer(one):
        start, end = match.span("name")
        code = _KINDS_OF.get(match["kind"].split()[0].lower()) or kind_words(f"halm {match['kind']}")[1].code
        yield Mention(Span(start, end), REGION, text[start:end], score=0.7, code=code)
    for match in _OF_A_KIND.finditer(one):
        first = match["name"].split()[0]
        if plain(first) not in words("not name", "en") and not DEMONYM.match(first.lower()):
            span = Span(match.start(), match.end())
            code = kind_words(f"halm {match['kind']}")[1].code
            yield Mention(span, REGION, text[span.start : span.end], score=0.6, code=code)


_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "–": "-", "‑": "-"})


def _with_breaks_as_blanks(text: str, alike: str) -> str:
    """The text with blanks where ``matching`` has them: lines that were broken between words."""
    if "\n" not in text and "\r" not in text and "\u00a0" not in text:
        return text
    return "".join(" " if like == " " else sign for sign, like in zip(text, alike, strict=True))


def _in_phrase(text: str, one: str, start: int, end: int, known: Collection[int]) -> Iterator[Mention]:
    """The names in a phrase: as a whole, or else of each part between and."""
    start = _without_first_words(one, start, end)
    without_owner = partial(_without_owner, text, one, known)
    start = without_owner(start, end)
    # Brightsea Group of Halm: where a firm is, if that is a known place, is no part of its name.
    seat = one.rfind(" of ", start, end)
    if seat > start and seat + 4 in known and end in known:
        firm = _named(text, one, start, seat)
        end = seat if firm is not None and firm.code == "company" else end
    whole = _named(text, one, start, end)
    parts = [*_parts(one, start, end)]
    named = [
        found
        for begin, stop in parts
        if (found := _named(text, one, without_owner(_without_first_words(one, begin, stop), stop), stop))
    ]
    apart = any(stop in known for _, stop in parts[:-1]) or any(begin in known for begin, _ in parts[1:])
    if len(parts) > 1 and (apart or len(named) == len(parts)):
        yield from named
    elif whole is not None and not (len(parts) > 1 and _is_two(whole, named)):
        yield whole
    else:
        yield from named


def _without_owner(text: str, one: str, known: Collection[int], start: int, end: int) -> int:
    """Where a name begins behind whose it is: if Halm is known, Halm's Brightsea Group is the Brightsea Group.

    Of a person and a known house, Li Qing of Halm Hospital, it is the house.
    """
    house = one.rfind(" of ", start, end) + len(" of ")
    if house in known and end in known and _PERSON.fullmatch(one, start, house) and _named(text, one, house, end):
        return house
    owner = one.find("'s ", start, end)
    if start not in known or owner not in known:
        return start
    firm = _named(text, one, owner + 3, end)
    is_other = owner + 3 in known or (firm is not None and firm.code in ("company", "media"))
    return owner + 3 if is_other else start


def _is_two(whole: Mention, named: Sequence[Mention]) -> bool:
    """Whether a phrase is of two names, of which only the second tells its kind: Halm and Corvane Province.

    Offices and firms have such names of their own: Development and Reform Bureau, Food and Drink Company.
    """
    if whole.kind == REGION:
        return whole.code != ZONE
    last = named[-1] if named else None
    if last is None or last.span.end != whole.span.end or whole.code == "office":
        return False
    before = whole.name[: last.span.start - whole.span.start].removesuffix("the ").removesuffix("and ").split()
    least = _MOST_IN_COMPANY - 1 if whole.code == "company" else 2
    return len(before) > 1 and len(last.name.split()) >= least and not kind_words(plain(" ".join(before)))[1].kind


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _AND.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


_PERSON = re.compile(r"[A-Z][a-z]+(?: [A-Z]\.)?(?: [A-Z][a-z'-]+){1,2} of ")
#: A post with whose it is: Vice-Chancellor of, Chief Executive Officer of the.
_POST = re.compile(
    rf"(?:{'|'.join(re.escape(word) for word in sorted(words('title', 'en'), key=len, reverse=True))})"
    r" (?:of|at|for) (?:the )?(?=[A-Z])",
    re.IGNORECASE,
)


#: The same with who holds it: Rector Ivo Hald of Halm University.
_HOLDER = re.compile(
    rf"(?:Dr|Mr|Mrs|Ms|Prof|"
    rf"{'|'.join(re.escape(word) for word in sorted(words('title', 'en'), key=len, reverse=True))})"
    r"\.? (?:[A-Z][\w'.-]+ ){1,3}(?:of|at|for|from) (?:the )?(?=[A-Z])",
    re.IGNORECASE,
)


def _without_first_words(text: str, start: int, end: int) -> int:
    """Where a name begins behind the words that begin sentences, and behind somebody's post."""
    while start < end:
        if (based := _BASED.match(text, start, end)) is not None:
            start = based.end()
            continue
        if (post := _POST.match(text, start, end)) is not None and text[post.end()].isupper():
            start = post.end()
            continue
        if (
            (holder := _HOLDER.match(text, start, end)) is not None
            and text[start].isupper()
            and text[holder.end()].isupper()
        ):
            start = holder.end()
            continue
        found = _FIRST.match(text, start, end)
        if not found or plain(found[1]) not in words("not name", "en"):
            return start
        start = found.end()
    return start


#: Where somebody is from, before who it is: the Halm-based Calder Wind Ltd.
_BASED = re.compile(r"(?:[A-Z][\w'.]*[ -]){1,3}(?:based|headquartered|registered|listed) +(?=[A-Z])")
_FIRST = re.compile(r"([\w'.&-]+) +")


def _named(text: str, one: str, start: int, end: int) -> Mention | None:
    name = one[start:end].strip()
    simple = plain(name)
    if " " not in simple or _PLURAL.search(name):
        return None
    stem, form = parted(name)
    telling, guess = kind_words(stem if form else simple)
    if not (form or guess.kind):
        simple = " ".join(spelt_out(simple.split(" ")))
        telling, guess = kind_words(simple)
    if form and form != "kg":
        kind, code, score = INSTITUTION, "company", 0.85
    elif guess.kind and telling != simple and not _is_only_little(simple, telling):
        zone = guess.region_class == "Zone"
        kind, code, score = guess.kind, ZONE if zone else guess.code, 0.75
        if kind == REGION and not zone and telling not in words("weak region", "en") and telling.split()[0] != "city":
            score = 0.5
    elif simple.rpartition(" ")[2] in words("company", "en") and _is_a_name(name):
        kind, code, score = INSTITUTION, "company", 0.55
    else:
        return None
    end = start + len(name)
    # The point of a legal form is its own, also where it ends the sentence.
    end += one.startswith(".", end) and _ABBREVIATED.search(name) is not None
    return Mention(Span(start, end), kind, text[start:end], score=score, code=code)


def _is_a_name(name: str) -> bool:
    """Whether every word is one of a name in capitals, none of them a little one: Quayle Lines."""
    return all(word[0].isupper() or word == "&" for word in name.split()) and len(name.split()) <= _MOST_IN_COMPANY


_MOST_IN_COMPANY = 4


def _is_only_little(name: str, telling: str) -> bool:
    """Whether nothing but words that name nobody stands beside the one that tells the kind: The New University."""
    rest = [word for word in name.replace(telling, " ", 1).split() if word not in _NAMELESS]
    return not rest


_NAMELESS = frozenset((
    "the", "of", "for", "and", "de", "new", "first", "second", "national", "local", "state", "public", "private",
    "city", "county", "provincial", "municipal", "regional", "no", "1", "2", "3", "general", "joint", "two",
    "both", "other", "development", "research", "investment", "science", "technology", "industrial", "economic",
    "cultural", "medical", "foreign", "trade", "central", "innovation", "future",
))  # fmt: skip
