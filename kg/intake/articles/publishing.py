"""The day of publication, and the year that a date without one belongs to."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from kg.notations import Period

#: Where a clause ends in each language; a comma of ASCII is one of Chinese prose too.
_END_ZH = re.compile(r"[。；！？;，,\n\r]")
_END_EN = re.compile(r"[;\n\r]|[.!?](?=\s)")
_HAN = re.compile("[\u3400-\u9fff]")
#: What is told as still to come.
_TO_COME_ZH = re.compile("将|拟|计划|定于|预计|预期|力争|争取|确保|有望|即将|目标|规划")
_TO_COME_EN = re.compile(
    r"\b(?:will|shall|plans?|planned|planning|due|expect(?:s|ed)?|scheduled|aims?|aiming|intends?|hopes?|targets?|"
    r"(?:is|are) to|set to|going to|would)\b"
)
#: What a clause tells with its date, and what the next one takes up from it as still to come.
_TOLD_ZH = re.compile(
    "开工|动工|开建|破土|奠基|签|启动|投产|投用|投入|开通|通车|成立|揭牌|挂牌|获批|批准|竣工|建成|完工|宣布"
)
_THEN_ZH = re.compile("届时|到时")
_DONE = ("已", "已于", "已经", "曾", "曾于", "截至", "截止")
#: What was once to come: 原定于5月.
_WAS_TO_COME = re.compile("原定|原计划|原拟|本应|曾计划")
_DONE_EN = re.compile(
    r"(?<!be )(?<!being )\b(?:(?!planned|expected|scheduled|intended|hoped|aimed)[a-z]+ed|held|begun|built|met|won|"
    r"struck|sold)(?: (?:in|on|at|since))?(?: (?:early|late))? ?\Z"
)
#: A date within so many words begins its sentence.
_FEW_WORDS = 3
#: How far a word may stand from a date that tells so, before it and behind it.
_BEFORE, _BEHIND_ZH, _BEHIND_EN = 60, 18, 40


@dataclass(frozen=True, slots=True)
class Publishing:
    """When an article was published, for what its dates leave out.

    Attributes:
        day: the day of publication.
    """

    day: date

    def year_of(self, month: int, day: int | None, to_come: bool) -> int:
        """The year of a month, or a day of one: the last that was, or the next that will be.

        Args:
            month: from 1 to 12.
            day: the day of the month; ``None`` if only the month is said.
            to_come: whether the text tells of it as still to come.
        """
        year = self.day.year
        said, today = (month, day or 0), (self.day.month, self.day.day if day else 0)
        if to_come:
            return year + 1 if said < today else year
        return year - 1 if said > today else year

    def year_of_span(self, first_month: int, to_come: bool) -> int:
        """The year of a quarter or a half-year: this one if it has begun or is still to come, else the last."""
        return self.day.year if to_come or first_month <= self.day.month else self.day.year - 1

    def month(self, away: int) -> tuple[int, int]:
        """Year and month of the month that is so many away."""
        at = self.day.year * 12 + self.day.month - 1 + away
        return at // 12, at % 12 + 1

    def days(self, away: int) -> Period:
        """The day that is so many away."""
        made = self.day + timedelta(days=away)
        return Period(made, made, "day")

    def week(self, away: int) -> Period:
        """The week from Monday on that is so many away."""
        first = self.day - timedelta(days=self.day.weekday()) + timedelta(weeks=away)
        return Period(first, first + timedelta(days=6), "day")

    def so_far(self) -> Period:
        """From the beginning of the year until the day of publication."""
        return Period(date(self.day.year, 1, 1), self.day, "day")

    def until_now(self) -> Period:
        """All until the day of publication."""
        return Period(None, self.day, "day")

    def months(self, year: int, first: int, last: int) -> Period:
        """From one month of a year to another.

        Args:
            year: the year.
            first: the first month, from 1 to 12.
            last: the last month, which is in it.
        """
        return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), "month")


def is_to_come(alike: str, start: int, end: int) -> bool:
    """Whether the clause around a date tells of it as still to come; in Chinese also the next one: 8月15日，双方将…

    Args:
        alike: the text, in small letters.
        start: where the date begins.
        end: where it ends.
    """
    before, behind = alike[max(0, start - _BEFORE) : start], alike[end : end + _BEHIND_EN]
    if _HAN.search(alike, max(0, start - 2), end + 2):
        clauses = _END_ZH.split(behind[:_BEHIND_ZH])
        here = _END_ZH.split(before)[-1]
        if here.endswith(_DONE) or _WAS_TO_COME.search(here):
            return False
        # 2月20日开工建设，预计2026年建成: what its own clause tells was, whatever the next one expects.
        mine = clauses[:1] if _TOLD_ZH.search(clauses[0]) and not _THEN_ZH.search(behind) else clauses[:2]
        return _TO_COME_ZH.search(here) is not None or any(map(_TO_COME_ZH.search, mine))
    here = _END_EN.split(before)[-1]
    if _DONE_EN.search(here):
        return False
    # What a sentence begins with goes with the clause behind the comma too: In June, both will meet.
    clause = _END_EN.split(behind)[0] if len(here.split()) < _FEW_WORDS else _END_EN.split(behind)[0].split(",")[0]
    return _TO_COME_EN.search(here) is not None or _TO_COME_EN.search(clause) is not None
