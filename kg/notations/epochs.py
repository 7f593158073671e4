"""Days as machines count them: milliseconds or seconds since the first day of 1970, as ArcGIS and logs write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_MILLISECONDS = re.compile(r"-?[0-9]{12,13}")
_SECONDS = re.compile(r"-?[0-9]{9,10}")
#: A day and an hour without signs between them: 2020010215, and with minutes 202001021530.
_DAY_AND_HOUR = re.compile(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])(?:[0-5][0-9])?"
)
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Counted:
    """A day that is counted since 1970.

    Attributes:
        day: the day, in the time of Greenwich.
        is_whole: whether it is counted to its midnight; else it may be the day before or after where it was written.
        is_fine: whether milliseconds are counted, of which a number has more digits than most have.
    """

    day: date
    is_whole: bool
    is_fine: bool


def since_1970(text: str) -> Counted | None:
    """The day that a number counts since 1970, of what stands below a heading of days; ``None`` where it is none.

    Args:
        text: a number of 12 or 13 digits, of milliseconds, or of 9 or 10, of seconds.

    >>> since_1970("1577836800000")
    Counted(day=datetime.date(2020, 1, 1), is_whole=True, is_fine=True)
    >>> since_1970("1577840400")
    Counted(day=datetime.date(2020, 1, 1), is_whole=False, is_fine=False)
    >>> since_1970("20200101"), since_1970("2020010215"), since_1970("202001021530")
    (None, None, None)
    """
    if _DAY_AND_HOUR.fullmatch(text):
        return None
    is_fine = _MILLISECONDS.fullmatch(text) is not None
    if not is_fine and not _SECONDS.fullmatch(text):
        return None
    found = _BEGIN + (timedelta(milliseconds=int(text)) if is_fine else timedelta(seconds=int(text)))
    return Counted(found.date(), found.time() == _BEGIN.time(), is_fine)
