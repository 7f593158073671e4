"""Noun phrases in English that stand for parties, each as the house or the place that is meant.

A name is read with what stands around it: what it is (the port city of Halden Bay), whose it is (Karsund's Port of
Halm), where it lies (Halm in the north of Karsund; Halm, Karsund), what it is besides (Halm, the capital of Karsund,
and …), and who speaks for it (Mayor Ivo Hald of Halm; Ivo Hald, mayor of Halm; Halm mayor Ivo Hald). Of all these the
name of the house or the place is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.intake.articles.english_capitals import WITH_OF, Capitals
from kg.intake.articles.english_tokens import (
    ABBREVIATED,
    DEMONYM,
    FIELDS,
    GENERAL,
    PLACE_KINDS,
    PLACES,
    RULERS,
    STOPS,
    TIMES,
    Token,
    countries,
    is_head,
    outer_places,
)
from kg.intake.articles.model import Span

#: What begins what somebody is besides.
_APPOSITIVES = frozenset((
    *("a", "an", "the", "its", "one", "which", "who", "whose", "established", "founded", "based", "located", "home"),
    *("headquartered", "represented", "formerly", "known", "owned", "part", "led", "both", "where", "also", "all"),
    *("itself", "set", "created", "operator", "owner", "maker", "capital", "now", "then", "situated", "under"),
))  # fmt: skip
#: Of which level a body in capitals is that rules a place: the Halm provincial People's Committee.
_OF_A_LEVEL = frozenset(("provincial", "municipal", "district", "county", "city", "prefectural", "regional", "state"))
_OURS = frozenset(("our", "its", "their", "his", "her"))
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her", "our", "both", "two"))
#: What a place is of another, and no other place: the capital of Karsund.
_OF_ANOTHER = frozenset(("capital", "home", "seat", "birthplace", "port"))
#: What somebody is to another: Halm and its twin, Corvane.
_BESIDE = frozenset((
    *("twin", "partner", "neighbour", "neighbor", "counterpart", "subsidiary", "rival", "owner", "parent"),
))  # fmt: skip
#: What a place has that acts for it, besides those who rule it.
_BODIES = frozenset(
    ("office", "bureau", "department", "board", "agency", "service", "commission", "committee", "trust")
)
_UNITS = frozenset(("branch", "division", "unit", "section", "directorate"))
_OTHERS = frozenset(("counterpart", "counterparts"))
_HOUSES = frozenset((
    *("company", "firm", "group", "corporation", "university", "hospital", "college", "institute", "bank"),
))  # fmt: skip
_FIRMS = frozenset(("firm", "company", "companies", "firms", "giant"))
#: Behind these a person's name may stand with nothing between.
_NAMED_WHOLE = frozenset(("government", "university", "council", "group", "company", "hospital"))
#: Some of a place whom nobody names: Halm firms.
_UNNAMED = frozenset((
    *("firms", "companies", "businesses", "suppliers", "investors", "contractors", "manufacturers", "farmers"),
    *("universities", "colleges", "hospitals", "banks", "counterparts", "partners", "enterprises", "entrepreneurs"),
))  # fmt: skip
_LOCATES = frozenset(("in", "from", "near", "of", "at", "on"))
#: How the name of what a town lies in ends.
_UPPER = (" prefecture", " province", " state", " oblast", " governorate", " region")
#: What somebody does for whom he stands: Rehm, who runs the port of Halm.
_LEADS = frozenset(("runs", "heads", "leads", "chairs", "manages", "directs", "represents", "represented"))
_PARTICLES = frozenset(("de", "van", "von", "bin", "al", "da", "dos", "el"))
_SAYS = frozenset(("said", "told", "added", "says", "announced", "reports"))
_DIRECTIONS = frozenset((
    *("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeastern"),
    *("northwestern", "southeastern", "southwestern", "northeast", "northwest", "southeast", "southwest"),
))  # fmt: skip
_LONGEST_ADDRESS = 3
_MOST_BEFORE, _LONGEST_ASIDE, _LONGEST_LIST, _LONGEST_PERSON, _LONGEST_BRACKET = 8, 26, 24, 5, 12


@dataclass(frozen=True, slots=True)
class Phrase:
    """A party as a phrase names it.

    Attributes:
        span: the name; ``None`` of a person of whom nothing says for whom he stands.
        is_place: whether the words around it say that it is a place.
        code: the kind of place, as far as the words say it.
    """

    span: Span | None
    is_place: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Phrases in a row.

    Attributes:
        phrases: them.
        separators: what stands between them.
        ends: the token behind each.
        end: the token behind the last.
    """

    phrases: tuple[Phrase, ...]
    separators: tuple[str, ...]
    ends: tuple[int, ...]
    end: int


class Reader(Capitals):
    """Reads phrases among the tokens of a sentence.

    Attributes:
        people: whom people stand for, by the name of each: what was met while reading.
    """

    def __init__(self, row: Sequence[Token]) -> None:
        super().__init__(row)
        self.people: dict[str, Phrase] = {}
        self._are_places = False

    def _met(self, start: int, end: int, phrase: Phrase) -> None:
        """Keep whom a person stands for, also by the last name alone."""
        if phrase.span is not None and end > start:
            self.people[" ".join(one.text for one in self.row[start:end])] = phrase
            self.people[self.row[end - 1].text] = phrase
            self.people[" ".join(one.text for one in self.row[max(start, end - 2) : end])] = phrase

    def listed(self, at: int, over_semicolons: bool = False) -> Listed | None:
        """The phrases in a row from a token on; ``None`` if none begins there.

        Args:
            at: the token.
            over_semicolons: whether the row goes on behind a semicolon: between A and B; C and D.
        """
        first = self.phrase(at)
        if first is None:
            return None
        phrases, end = [first[0]], first[1]
        ends = [end]
        self._are_places = first[0].code in PLACES
        separators: list[str] = []
        while len(phrases) < _LONGEST_LIST:
            separator, after = self._separator(end)
            if over_semicolons and self.low(end) == ";":
                separator, after = ";", end + 1
                while self.low(after) in ("and", "between", "with"):
                    after += 1
            if not separator and self.low(end - 1) == ",":
                separator, after = ",", end
            following = self.phrase(after) if separator else None
            # With Halm, Ivo Hald said: who speaks is no more in the list.
            if following is None or (separator == "," and self.low(following[1]) in _SAYS):
                break
            if separator == "," and any("and" in one for one in separators) and self._ends_list(following[1]):
                end = following[1] + (self.low(following[1]) == ",")
                break
            phrases.append(following[0])
            separators.append(separator)
            end = following[1]
            ends.append(end)
        return Listed(tuple(phrases), tuple(separators), tuple(ends), end)

    def _ends_list(self, at: int) -> bool:
        """Whether no other *and* follows: in Halm and Corvane, Norvale, have the last says where Corvane lies."""
        return "and" not in self._separator(at)[0] and at < len(self.row)

    def _separator(self, at: int) -> tuple[str, int]:
        here = [self.low(at + ahead) for ahead in range(3)]
        if here[0] == ",":
            inner, end = self._separator(at + 1)
            return (f",{inner}", end) if inner and inner != "," else (",", at + 1)
        if here[0] in ("and", "&", "plus"):
            return "and", at + 1
        if here == ["as", "well", "as"]:
            return "and", at + 3
        if here[0] in ("together", "along", "jointly") and here[1] == "with":
            return "and", at + 2
        return "", at

    def phrase(self, at: int) -> tuple[Phrase, int] | None:
        """The party that a phrase from a token on names, and the token behind the phrase."""
        start, kind, is_ruled = at, "", False
        while at < len(self.row) and at - start <= _MOST_BEFORE:
            if (length := self.title(at)) > 0:
                return self._person(at + length)
            token = self.row[at]
            if self._is_passed(start, at):
                at += 1
                continue
            if (token.is_capital and not self._is_what(at)) or token.text[0].isdigit():
                skipped = self._behind_origin(at) or self._before_name(at)
                if skipped == at:
                    return self._named(at, kind, is_ruled)
                if (owned := self._owned(at, skipped)) is not None:
                    return owned
                at = skipped
                continue
            if token.low in STOPS or not token.text[0].isalpha():
                return None
            kind, is_ruled, at = self._behind_what(at, kind, is_ruled)
        return None

    def _behind_what(self, at: int, kind: str, is_ruled: bool) -> tuple[str, bool, int]:
        """What a word in small letters says of the name that follows, with the token to go on from."""
        low, behind = self.low(at), self.low(at + 1)
        if behind in ("of", "from", "for", "at") and low in PLACE_KINDS | PLACES:
            return low, is_ruled, at + 2
        if behind in ("of", "from", "for", "at", "in") and low in RULERS:
            return kind, low not in ("executives", "management", "representatives", "officials"), at + 2
        return kind, is_ruled, at + 1

    def _is_passed(self, start: int, at: int) -> bool:
        """Whether a phrase goes on behind an article, a comma of what is somebody's, or a dash before who some are."""
        if self.low(at) in _DETERMINERS:
            return True
        return at > start and ((self.low(at) == "," and self._is_owned(start, at)) or self._is_dash(at))

    def _is_dash(self, at: int) -> bool:
        """Whether a dash parts some in small letters from who they are: Karsundian partners - Halm Group."""
        is_plural = self.is_small(at - 1) and self.low(at - 1).endswith("s")
        return self.row[at].text in ("-", "–", "—") and is_plural and self.is_capital(at + 1)

    def _is_post_of(self, at: int) -> bool:
        """Whether a post stands here behind whose it is: Karsund's Governor."""
        return self.title(at) > 0 and self.row[at - 1].is_owner

    def _is_owned(self, start: int, at: int) -> bool:
        """Whether what stands here is somebody's, or what somebody is to another: Karsund's capital, Halm."""
        if not self.row[at - 1].text.islower():
            return False
        return self.low(at - 1) in _BESIDE or any(one.is_owner for one in self.row[start:at])

    def _is_what(self, at: int) -> bool:
        """Whether a word in capitals only says what somebody is: Officials of, Cities of, the Voivode of."""
        low = self.low(at)
        house = ("council", "authority", "city", "county", "government", "municipality", "administration")
        if self.low(at + 1) == "of" and self.low(at - 1) == "the" and self._is_post_of_a_land(at):
            return True
        if any(self.low(one) == "people's" and self.low(one + 2) == "of" for one in (at, at - 1)):
            # The People's Committee of northern Halm province.
            return True
        return self.low(at + 1) in ("of", "from") and low in RULERS | PLACES and low not in house

    def _is_post_of_a_land(self, at: int) -> bool:
        """Whether a single word in capitals before *of* and a name is none that begins a name of a house."""
        low = self.low(at)
        ahead = at + 2 + (self.low(at + 2) == "the")
        is_word = self.row[at].text.isalpha() and not self.row[at].text.isupper() and not low.endswith("s")
        is_named = self.is_capital(ahead) and self.low(ahead) not in TIMES
        return is_word and is_named and not (low in WITH_OF | FIELDS | TIMES or is_head(low))

    def _before_name(self, at: int) -> int:
        """Behind what only says of where or whose something is: Chinese province, Karsund's, Halm-based."""
        end = at
        while self.is_capital(end) and end - at < _LONGEST_PERSON:
            if self.row[end].is_owner:
                if self.low(end - 1) in ("st", "saint", ".") or self.low(end + 1) in GENERAL:
                    return at
                return end + 1 if end + 1 < len(self.row) and self.row[end + 1].text[0].isalnum() else at
            end += 1
        if self.low(at).endswith("-based") or (DEMONYM.match(self.low(at)) and self.is_small(at + 1)):
            return at + 1
        if DEMONYM.match(self.low(at)) and self.low(at - 1) in ("the", "a") and self._is_own_name(at + 1):
            # The Chinese Halm Textile.
            return at + 1
        close = self._closing(at + 1, at + 6)
        if close and [self.low(close + 1), self.low(close + 2)] == ["-", "based"]:
            return close + 3
        is_one = at + 1 < len(self.row) and not self.row[at + 1].is_capital
        if is_one and self.low(at + 1) in PLACE_KINDS | PLACES | _FIRMS:
            if self.low(at + 2) == "of" and self.low(at + 3) in countries() and not DEMONYM.match(self.low(at)):
                # Halm province of Karsund is Halm.
                return at
            return at + 1 if self.low(at + 2) == "of" or self.is_capital(at + 2) else at
        return at

    def _behind_origin(self, at: int) -> int | None:
        """Behind where a place is from or whose it is: the South Central province of Halm; else ``None``."""
        end = at
        while self.is_capital(end):
            end += 1
        is_from = DEMONYM.match(self.low(end - 1)) or self.low(at) in _DIRECTIONS
        is_place = self.low(end) in PLACE_KINDS and self.low(end + 1) == "of" and self.is_capital(end + 2)
        if is_from and is_place:
            return end + 2
        whole = self.name(at)
        close = self._closing(whole[1], whole[1] + _LONGEST_BRACKET) if whole is not None else 0
        # The Republic of Karsund (RoK)'s Halm province.
        is_owner = close and [self.low(close + 1), self.low(close + 2)] == ["'", "s"] and self.is_capital(close + 3)
        return close + 3 if is_owner else None

    def _is_own_name(self, at: int) -> bool:
        """Whether a name of two words or more begins here that tells by itself whom it means."""
        known = self.low(at) in GENERAL | STOPS | TIMES or is_head(self.low(at)) or self.low(at).endswith("'s")
        return self.is_capital(at) and self.is_capital(at + 1) and not known

    def _closing(self, at: int, most: int) -> int:
        """Where a bracket closes that opens here; 0 if none does."""
        if self.low(at) != "(":
            return 0
        return next((here for here in range(at + 1, min(most, len(self.row))) if self.low(here) == ")"), 0)

    # --- People -------------------------------------------------------------------------------------------------

    def _person(self, at: int) -> tuple[Phrase, int]:
        """Whom a person stands for whose post ends before a token."""
        at = self.post_end(at)
        at = (self._closing(at, at + _LONGEST_BRACKET) or at - 1) + 1
        is_other = self.low(at - 1) in _OTHERS
        if (self.low(at) in ("of", "at", "from", "for") or (is_other and self.low(at) == "in")) and (
            found := self._for_whom(at + 1)
        ) is not None:
            phrase, end = found
            if is_other or self.low(at - 1) in ("mayor", "governor", "magistrate"):
                phrase = replace(phrase, is_place=True)
            begin = end + (self.low(end) == ",")
            after = self._person_end(begin)
            self._met(begin, after or begin, phrase)
            return phrase, after or end
        if self.low(at) in ("of", "at") and self.low(at + 1) in _OURS and is_head(self.low(at + 2)):
            # The president of our Chamber, Ivo Hald.
            begin = at + 3 + (self.low(at + 3) == ",")
            return Phrase(None), self._person_end(begin) or at + 3
        end_of_name = self._person_end(at)
        if end_of_name is None:
            return Phrase(None), at
        end = end_of_name
        if any(is_head(self.low(word)) for word in range(at + 1, end)):
            # Dr Hald University is a house.
            return self._named(at, "", is_ruled=False) or (Phrase(None), end)
        if self.low(end) in ("of", "from", "at") and (found := self._for_whom(end + 1)) is not None:
            self._met(at, end, found[0])
            return found
        phrase, after = self._asides(Phrase(None), end)
        self._met(at, end, phrase)
        return phrase, after

    def _owned(self, at: int, behind: int) -> tuple[Phrase, int] | None:
        """Whom somebody or something stands for that is somebody's: Karsund's Governor, Halm's harbour office."""
        if self._is_post_of(behind):
            return self._owned_post(at, behind)
        return self._owned_body(at, behind) or self._owned_unit(at, behind)

    def _owned_unit(self, at: int, behind: int) -> tuple[Phrase, int] | None:
        """Whose a branch or a division is that bears no name but what it does: UN Halm's Trade and Fishery Branch."""
        end = behind
        while self.is_capital(end) or (self.low(end) in ("and", "&", "of") and self.is_capital(end + 1)):
            end += 1
        is_unit = self.row[behind - 1].is_owner and self.low(end - 1) in _UNITS and end - behind > 1
        return (Phrase(Span(self.row[at].start, self.row[behind - 1].end - len("'s"))), end) if is_unit else None

    def _owned_body(self, at: int, behind: int) -> tuple[Phrase, int] | None:
        """A place whose body is told in small letters, and that it does: Halm's harbour office signed."""
        end = behind
        while self.is_small(end) and end - behind < _LONGEST_PERSON:
            end += 1
        is_body = self.row[behind - 1].is_owner and self.low(end - 1) in RULERS | _BODIES
        if end == behind or not is_body or self.is_capital(end) or self.low(end) in _LOCATES:
            return None
        return Phrase(Span(self.row[at].start, self.row[behind - 1].end - len("'s")), is_place=True), end

    def _owned_post(self, at: int, post: int) -> tuple[Phrase, int]:
        """Whom a person stands for whose post stands behind whose it is: Karsund's Governor Ivo Hald."""
        span = Span(self.row[at].start, self.row[post - 1].end - len("'s"))
        end = self.post_end(post)
        while self.low(end) in ("of", "for") and self.low(end + 1) in FIELDS:
            end += 2
        is_mayor = self.low(self.post_end(post) - 1) in ("mayor", "governor", "magistrate")
        phrase = Phrase(span, is_mayor)
        begin = end + (self.low(end) == "," and (self.title(end + 1) > 0 or self.is_capital(end + 1)))
        while (length := self.title(begin)) > 0:
            begin += length
        after = self._person_end(begin)
        self._met(begin, after or begin, phrase)
        return phrase, after or end

    def _for_whom(self, at: int) -> tuple[Phrase, int] | None:
        """The house or the place behind a post: of the board of Halm Group, of the Halm government's office."""
        at += self.low(at) == "the"
        if self.low(at) in ("board", "management", "executive") and self.low(at + 1) in ("of", "board"):
            at += 2
            at += self.low(at) in ("of", "directors")
            at += self.low(at) in ("of", "the")
        found = self.phrase(at)
        if found is None or found[0].span is None:
            return None
        (phrase, end), span = found, found[0].span
        for word in range(at, min(at + 10, len(self.row))):
            left = [one for one in self.row[word + 1 : end] if one.end <= span.end]
            is_person = 1 < len(left) <= 3 and all(
                one.is_capital and not is_head(one.low) and one.low not in FIELDS for one in left
            )
            is_whole = self.low(word) in _NAMED_WHOLE or (
                self.low(word) in FIELDS and self.low(word - 1) in ("and", "of")
            )
            if is_whole and is_person:
                # The mayor of Halm Municipal Government Ivo Hald, of the Chamber of Trade and Industry Ivo Hald.
                phrase = replace(phrase, span=Span(span.start, self.row[word].end))
                self._met(word + 1, word + 1 + len(left), phrase)
                return phrase, end
        return phrase, end

    def _person_end(self, at: int) -> int | None:
        """The token behind a person's name; ``None`` if none stands here."""
        end = at
        while end < len(self.row) and end - at < _LONGEST_PERSON and self._is_of_person(at, end):
            end += 1
        return end if end > at else None

    def _is_of_person(self, start: int, at: int) -> bool:
        token = self.row[at]
        if token.low == ".":
            return at > start and (len(self.row[at - 1].text) == 1 or self.low(at - 1) in ("jr", "sr"))
        if token.low in _PARTICLES and at > start:
            return True
        is_name = token.is_capital and token.low not in TIMES and token.low not in STOPS
        return is_name and not self.title(at) and not token.is_owner

    def _post_behind(self, at: int) -> tuple[Phrase, int] | None:
        """Whom somebody stands for whose post is behind the name: Ivo Hald, mayor of Halm; Hald, Chairman, Halm."""
        start = at
        if self.low(at) == "who" and self.low(at + 1) in _LEADS:
            return self._for_whom(at + 2)
        while self.low(at) in ("the", "a", "an") or (self.is_small(at) and not self.title(at) and at - start < 3):
            at += 1
        found = None if self.title(at) else self.name(at)
        if found is not None and self.title(found[1]):
            # Ivo Hald, Halm Group executive vice president for supply.
            at = self.post_end(found[1])
            while self.low(at) in ("for", "of") and at - start < _LONGEST_ASIDE:
                at += 1
                while self.is_small(at):
                    at += 1
            return Phrase(Span(self.row[found[0]].start, self.row[found[1] - 1].end)), at
        if not self.title(at):
            return None
        at = self.post_end(at)
        if self.low(at) in ("of", "at", "for", "from"):
            return self._for_whom(at + 1)
        if self.low(at) == "," and self.low(at + 1) not in STOPS and self.name(at + 1):
            return self._named(at + 1, "", is_ruled=False)
        return None

    # --- Names and what stands behind them ----------------------------------------------------------------------

    def _named(self, at: int, kind: str, is_ruled: bool) -> tuple[Phrase, int] | None:
        found = self.name(at)
        if found is None:
            return None
        start, end = found
        if (
            end - start == 1
            and self.low(start - 1) in ("our", "its", "their", "his", "her")
            and is_head(self.low(start))
        ):
            # Our Chamber, whose name is told elsewhere.
            return Phrase(None), end
        if self.low(end) in _UNNAMED and not self.is_capital(end + 1):
            return None
        span, is_place = Span(self.row[start].start, self.row[end - 1].end), bool(kind) or is_ruled
        if self.low(end) == "." and self.low(end - 1) in ABBREVIATED:
            span, end = Span(span.start, self.row[end].end), end + 1
        end = self._house_end(end)
        if self.row[end - 1].text.endswith(("'s", "'S")):
            # The Halm government's foreign affairs office.
            span = Span(span.start, span.end - 2)
        level = self.low(end).removesuffix("'s")
        if level in PLACE_KINDS and level != "port" and self.row[end].text.islower():
            span, is_place, kind = Span(span.start, self.row[end].start + len(level)), True, kind or level
        behind, rules = self._ruled(end)
        phrase = Phrase(span, is_place or rules, kind)
        before_post = (self._closing(behind, behind + _LONGEST_BRACKET) or behind - 1) + 1
        post = self.post_end(before_post)
        if post > before_post:
            # Halm mayor Ivo Hald; Halm University president Ivo Hald.
            is_mayor = self.low(post - 1) in ("mayor", "governor", "magistrate")
            phrase, behind = replace(phrase, is_place=phrase.is_place or is_mayor), self._person_end(post) or post
            if self._is_portfolio(start, end, before_post):
                # Trade Engagement Minister Ivo Hald stands for no house of that name.
                phrase = Phrase(None)
            self._met(post, behind, phrase)
        return self._asides(phrase, behind)

    def _house_end(self, end: int) -> int:
        """Behind what a house is in small letters: the Brightsea wind power company."""
        house = next((at for at in range(end, min(end + 5, len(self.row))) if not self.is_small(at)), end) - 1
        if house <= end or self.low(house) not in _HOUSES:
            return end
        return house + 1 + (2 if [self.low(house + 1), self.low(house + 2)] == ["of", "companies"] else 0)

    def _is_portfolio(self, start: int, end: int, post: int) -> bool:
        """Whether a name before a minister's post is what the minister is for, and no place."""
        name = " ".join(self.row[at].low for at in range(start, end))
        return self.low(post) == "minister" and name not in outer_places()

    def _ruled(self, at: int) -> tuple[int, bool]:
        """Behind who rules or speaks for what is named, in small letters; and whether that makes it a place."""
        is_place = False
        while at < len(self.row) and not self.row[at].is_capital:
            low = self.low(at).removesuffix("'s")
            if low not in PLACE_KINDS | RULERS and low not in (*_OF_A_LEVEL, "ports", "local"):
                break
            is_place = is_place or low in ("government", "authorities", "municipal", "provincial")
            at += 1
            if low in _OF_A_LEVEL and (end := self._ruling_body(at)) is not None:
                # The Halm provincial People's Committee.
                return end, True
            if self.low(at - 1).endswith("'s"):
                while self.is_small(at):
                    at += 1
                break
        return at, is_place

    def _ruling_body(self, at: int) -> int | None:
        """The token behind a body in capitals that rules what was named before; ``None`` if none stands here."""
        end = at
        while self.is_capital(end) and end - at < _LONGEST_PERSON:
            end += 1
            if self.low(end - 1) in ("committee", "government", "council", "congress", "assembly"):
                return end
        return None

    def _asides(self, phrase: Phrase, at: int) -> tuple[Phrase, int]:
        """A phrase with what is said besides it, up to the token behind that."""
        is_placed = False
        while at < len(self.row):
            low = self.low(at)
            end: int | None = None
            if (meant := self._on_behalf(at + (low == ",")) or self._house_of(phrase, at)) is not None:
                phrase, at = meant
                continue
            if low in ("(", "here", "represented"):
                end = self._plain_aside(at)
            elif low in _LOCATES:
                end = self._place_end(at + 1)
                is_placed = is_placed or end is not None
            elif low == ",":
                if (person := self._post_behind(at + 1)) is not None:
                    own = [
                        place
                        for place, one in enumerate(self.row[:at])
                        if phrase.span and one.start >= phrase.span.start
                    ]
                    self._met(own[0] if own else at, at, person[0])
                    phrase, at = person
                    continue
                outer = None if is_placed else self._outer(at + 1, phrase) or self._address_end(at + 1, phrase)
                end = outer or self._aside_end(at + 1)
            if end is None:
                break
            at = end
        return phrase, at

    def _plain_aside(self, at: int) -> int | None:
        """Behind what stands in brackets, *here*, or who speaks for somebody: represented by Ivo Hald."""
        if self.low(at) == "(":
            return (self._closing(at, at + _LONGEST_BRACKET) or -1) + 1 or None
        if self.low(at) == "represented":
            spoken = self.phrase(at + 2) if self.low(at + 1) == "by" else None
            return spoken[1] if spoken is not None else None
        return at + 1

    def _house_of(self, phrase: Phrase, at: int) -> tuple[Phrase, int] | None:
        """The house of a person without a post: Ivo Hald of Halm Research Ltd."""
        found = self.name(at + 1 + (self.low(at + 1) == "the")) if self.low(at) in ("of", "for") else None
        own = [one for one in self.row[:at] if phrase.span is not None and one.start >= phrase.span.start]
        is_person = 1 < len(own) <= 3 and all(one.is_capital and one.text.isalpha() for one in own)
        if found is None or not is_person or any(is_head(one.low) or one.low in FIELDS for one in own):
            return None
        is_for = self.low(at) == "for" and found[1] - found[0] > 1
        if not is_for and not any(
            is_head(self.low(word)) and self.low(word) not in PLACE_KINDS for word in range(*found)
        ):
            return None
        return self._named(found[0], "", is_ruled=False)

    def _on_behalf(self, at: int) -> tuple[Phrase, int] | None:
        """For whom somebody acts: Ivo Hald, on behalf of Halm Group."""
        if [self.low(at), self.low(at + 1), self.low(at + 2)] != ["on", "behalf", "of"]:
            return None
        found = self.phrase(at + 3)
        return found if found is not None and found[0].span is not None else None

    def _place_end(self, at: int) -> int | None:
        """Behind a place that only says where another is: the Southern Karsund."""
        start = at
        while at - start < 4 and (self.low(at) == "the" or self.is_small(at)):
            at += 1
        if self.is_capital(at) and self.row[at].is_owner:
            at += 1
            while at - start < 7 and self.is_small(at):
                at += 1
        found = self.name(at)
        if found is None:
            return None
        name = [self.low(word) for word in range(*found)]
        if " ".join(name) not in outer_places() and any(is_head(word) and word not in PLACE_KINDS for word in name):
            return None
        end = found[1]
        while self.low(end) in PLACE_KINDS:
            end += 1
        return end

    def _outer(self, at: int, phrase: Phrase) -> int | None:
        """Behind the region or the country that a place is said to lie in: Halm, Karsund."""
        found = self.name(at)
        if found is None:
            return None
        name = " ".join(self.row[word].low for word in range(*found))
        is_level = self.low(found[1]) in ("province", "county", "state", "prefecture", "region")
        if name not in outer_places() and not is_level and not name.endswith(_UPPER):
            return None
        if (self._are_places or phrase.code in PLACES) and name not in countries():
            # Of the towns of Halm, Corvane and Norvale none lies in the next.
            return None
        own = next((one for one in self.row if phrase.span is not None and one.start == phrase.span.start), None)
        if own is not None and own.low in outer_places() and name not in countries():
            # Dakar, Kinshasa and Brazzaville are regions of their countries, too.
            return None
        return found[1] + is_level

    def _address_end(self, at: int, phrase: Phrase) -> int | None:
        """Behind where a house is: Halm University, Corvane, Norvale, India."""
        own = [one for one in self.row[:at] if phrase.span is not None and one.start >= phrase.span.start]
        if not any(is_head(one.low) and one.low not in PLACE_KINDS for one in own):
            return None
        for _ in range(_LONGEST_ADDRESS):
            found = self.name(at)
            if found is None or any(is_head(self.low(word)) for word in range(*found)):
                return None
            if " ".join(self.row[word].low for word in range(*found)) in countries():
                return found[1]
            if self.low(found[1]) != ",":
                return None
            at = found[1] + 1
        return None

    def _aside_end(self, at: int) -> int | None:
        """Behind the comma that closes what is said besides: , the capital of Karsund,."""
        if self.low(at) not in _APPOSITIVES or self._is_listed(at):
            return None
        for end in range(at + 1, min(at + _LONGEST_ASIDE, len(self.row))):
            if self.low(end) in (";", ":"):
                return None
            if self.low(end) == ",":
                return end + 1
        return None

    def _is_listed(self, at: int) -> bool:
        """Whether what begins here is one more of a list, and nothing said besides: , the city of Corvane and."""
        if self.low(at) not in ("the", "its", "a", "an", "both"):
            return False
        ahead = self.row[at + 1] if at + 1 < len(self.row) else None
        if ahead is None or (ahead.is_capital and not DEMONYM.match(ahead.low) and self.low(at) == "the"):
            return True
        is_another = self.low(at + 2) == "of" and ahead.low not in _OF_ANOTHER
        return is_another and ahead.low in PLACE_KINDS | PLACES | RULERS
