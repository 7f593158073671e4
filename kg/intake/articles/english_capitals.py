"""Where names in capitals begin and end among the tokens of a sentence, with the little words within them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.intake.articles.english_tokens import (
    ABBREVIATED,
    FIELDS,
    GENERAL,
    HONORIFICS,
    LEGAL,
    STOPS,
    TIMES,
    Token,
    is_head,
    titles,
)

#: What goes on with *of* in one name: University of Halm, but Halm City of Karsund.
WITH_OF = frozenset((
    *("university", "ministry", "chamber", "chambers", "department", "bank", "republic", "board", "association"),
    *("federation", "union", "institute", "academy", "authority", "government", "conference", "school", "college"),
    *("hospital", "port", "office", "embassy", "council", "museum", "society", "committee", "commission", "bureau"),
    *("kingdom", "state", "city", "town", "county", "province", "municipality", "district", "prefecture", "house"),
    *("faculty", "centre", "center", "league", "alliance", "network", "confederation", "assembly", "court", "ports"),
    *("agency", "secretariat", "corporation", "foundation", "isle", "bay", "gulf", "borough", "duchy", "township"),
    *("exchange", "exchanges", "service", "services", "administration", "archdiocese", "diocese", "region", "senate"),
))  # fmt: skip
#: Of a place these begin its name, and never end one before *of*.
_FIRST_ONLY = frozenset(("city", "town", "county", "province", "municipality", "district", "prefecture", "state"))
_WITH_FOR = frozenset((
    *("association", "centre", "center", "institute", "fund", "agency", "council", "academy", "foundation", "society"),
    *("office", "school", "committee", "department", "ministry", "network", "alliance", "commission", "bureau"),
    *("authority", "trust", "union", "college", "centre"),
))  # fmt: skip
_FOREIGN = frozenset(("de", "del", "di", "du", "des", "la", "do", "da", "van", "von", "der"))
_SMALL_LEGAL = frozenset(("plc", "nv", "ag", "asa"))
#: Names that end so are of papers.
_PAPERS = frozenset((
    *("agreement", "agreements", "memorandum", "contract", "treaty", "pact", "accord", "protocol", "charter"),
    *("declaration", "compact", "covenant", "memoranda"),
))  # fmt: skip
_KIN = frozenset(("sons", "brothers", "partners", "daughters", "co", "company"))
#: Behind these a point stands within a name: University of St. Orla, the Halm-U.S. Council.
_SAINTS = frozenset(("st", "mt", "ft"))
_ENDS_SHORT = re.compile(r"(?:^|[.-])[a-z]\.[a-z]\Z")
_SAINT = frozenset(("st", "saint", "."))
_NOT_SMALL = STOPS | {"of"}
_LONGEST_NUMBER = 4


class Capitals:
    """Reads names among tokens.

    Args:
        row: the tokens.
    """

    def __init__(self, row: Sequence[Token]) -> None:
        self.row = row

    def low(self, at: int) -> str:
        """A token in small letters; empty behind the last."""
        return self.row[at].low if 0 <= at < len(self.row) else ""

    def is_capital(self, at: int) -> bool:
        """Whether a token stands here and begins with a capital."""
        return at < len(self.row) and self.row[at].is_capital

    def is_small(self, at: int) -> bool:
        """Whether a word in small letters stands here that may say what somebody is."""
        token = self.row[at] if at < len(self.row) else None
        return (
            token is not None
            and token.text.replace("-", "").isalpha()
            and token.text.islower()
            and token.low not in _NOT_SMALL
        )

    def title(self, at: int) -> int:
        """How many tokens a post takes from here; 0 if none stands here."""
        low = self.low(at)
        for parts in titles().get(low, ()):
            if all(self.low(at + number) == part for number, part in enumerate(parts)):
                length = len(parts)
                return length + 1 if low in HONORIFICS and self.low(at + length) == "." else length
        return 0

    def post_end(self, at: int) -> int:
        """The token behind one post or several: Rector and Professor."""
        while (length := self.title(at)) > 0:
            at += length
            if self.low(at) in ("and", "&", "-") and self.title(at + 1):
                at += 1
        return at

    def name(self, at: int) -> tuple[int, int] | None:
        """Where a name in capitals begins and ends that is looked for from a token on.

        It begins later where the first says whose it is: Karsund's Halm Group.
        """
        if not self.is_capital(at) or self.low(at) in TIMES or self.row[at].is_stop:
            return None
        start = end = at
        while end < len(self.row):
            token = self.row[end]
            if token.is_capital and token.low not in TIMES and not self._ends_at_post(start, end):
                if end > start and token.is_stop and token.low not in ("as", "no"):
                    break
                end += 1
                if not token.is_owner or self.low(end - 2) in _SAINT:
                    continue
                if not self.is_capital(end) or self.low(end) in TIMES:
                    break
                # Karsund's Bureau of Fisheries has no name of its own, Karsund's Halm Group has.
                start = start if self.low(end) in GENERAL else end
                continue
            further = self._goes_on(start, end)
            if further is None:
                break
            end = further
        is_paper = self.low(end - 1) in _PAPERS or (self.low(end - 1).endswith("ly") and self.low(end) == ",")
        return (start, end) if end > start and not is_paper else None

    def _ends_at_post(self, start: int, at: int) -> bool:
        """Whether a name ends before somebody's post: Halm mayor; in Conference of Mayors it goes on."""
        return at > start and self.title(at) > 0 and self.low(at - 1) not in ("of", "for", "the", "and")

    def _goes_on(self, start: int, at: int) -> int | None:
        """Behind the little word that a name goes on with here; ``None`` if it ends."""
        low, before = self.low(at), self.low(at - 1)
        if low in ("of", "for", "with"):
            return self._with_preposition(start, at)
        if low in ("&", "and"):
            return self._with_and(at)
        if low == ",":
            return at + 2 if self.low(at + 1) in ("ltd", "inc", "llc", "limited", "corp", "co", "plc") else None
        if low == ".":
            return self._with_point(at)
        is_number = low.isdigit() and len(low) < _LONGEST_NUMBER and is_head(before)
        if is_number or low in _FOREIGN or low in _SMALL_LEGAL or (low == "new" and before == "of"):
            return at + 1
        return None

    def _with_preposition(self, start: int, at: int) -> int | None:
        low, before = self.low(at), self.low(at - 1)
        if before in (WITH_OF if low == "of" else _WITH_FOR) - _FIRST_ONLY and self._is_small_field(at + 1):
            return self._behind_fields(at + 1)
        ahead = at + 2 if self.low(at + 1) == "the" else at + 1
        if not self.is_capital(ahead) or self.low(ahead) in TIMES:
            return None
        heads = {self.low(one) for one in range(start, at)}
        if low == "of":
            if before in _FIRST_ONLY and at - 1 > start:
                return None
            return ahead if before in WITH_OF or (before in FIELDS and heads & WITH_OF) else None
        if low == "for":
            return ahead if before in _WITH_FOR else None
        return ahead if before in ("friendship", "cooperation") and "for" in heads else None

    def _is_small_field(self, at: int) -> bool:
        """Whether what a house works in stands here in small letters: Chamber of commerce."""
        return self.low(at) in FIELDS and self.row[at].text.islower()

    def _behind_fields(self, at: int) -> int:
        while self._is_small_field(at) or (self.low(at) in ("and", "&") and self._is_small_field(at + 1)):
            at += 1
        return at

    def _with_and(self, at: int) -> int | None:
        """Whether *and* stands within one name: Chamber of Commerce and Industry, Hald and Sons."""
        before, behind = self.low(at - 1), self.low(at + 1)
        if self.low(at) == "&":
            return at + 1 if self.is_capital(at + 1) else None
        if behind in _KIN:
            return at + 1
        both = before in FIELDS and behind in FIELDS
        return at + 2 if both and (self.is_capital(at + 1) or self.is_capital(at + 2)) else None

    def _with_point(self, at: int) -> int | None:
        """Whether a point stands within a name: B. Hald, Halm Co., Ltd."""
        before = self.low(at - 1)
        is_initial = len(before) == 1 or before in _SAINTS or _ENDS_SHORT.search(before) is not None
        if is_initial and self.is_capital(at + 1):
            return at + 1
        if before not in ABBREVIATED:
            return None
        if self.low(at + 1) == "," and self.low(at + 2) in LEGAL:
            return at + 3
        return at + 1 if self.is_capital(at + 1) and self.low(at + 1) in LEGAL else None
