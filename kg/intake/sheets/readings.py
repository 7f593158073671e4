"""What a column of a sheet is read as, and how wide the places are that a heading names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.intake.sheets.words import bare
from kg.text import Text

#: What a heading has in brackets: a unit, the other language, an explanation.
BRACKETS = re.compile(r"[（(\[【〔][^（()）\[\]【】〔〕]*[)）\]】〕]")
#: What headings of places end in, from the widest to the narrowest: 投资方国家, host province, host county.
PLACES = (
    *("countryregion", "countryorregion", "国家地区", "国家或地区"),
    *("country", "nation", "国家", "国别", "state", "province", "region", "省份", "省", "prefecture", "地区"),
    *("location", "place", "所在地", "municipality", "city", "城市", "州市", "市", "town"),
    *("district", "county", "区县", "县区", "区", "县"),
)
#: What columns of days are read as whose days are a row's own, in the order in which they are read.
OF_ROWS = ("date", "signed", "start", "end", "span")
#: What columns of days are read as, those below headings that name a stage among them.
DAYS = (*OF_ROWS, "reached")
#: Those of what is done on one day; below others a span may stand.
OF_ONE_DAY = ("date", "signed", "reached")
#: A region that leads is a party, where too little else is one.
LEADS = ("牵头", "主导", "发起", "lead", "leading")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a column is read as.

    Attributes:
        role: a name in ``columns.yaml``, ``amount`` or ``ignore``.
        detail: of a party or a place, which, ``parties`` for a place of those in the column of several; of an amount,
            its measure.
        sure: whether its heading says so, or a person.
        why: how it came to be read so, for people.
        proposals: what else it may be, the likeliest first, as ``role detail``; where it is asked.
        is_known: whether anything is known of its heading, or of its cells.
        of_sizes: of a column of amounts, whether its cells are of what their units measure, money among them.
    """

    role: str
    detail: str = ""
    sure: bool = True
    why: Text = Text("its heading", "依表头")  # noqa: RUF009 -- a frozen value
    proposals: tuple[str, ...] = ()
    is_known: bool = True
    of_sizes: bool = False

    @classmethod
    def of(cls, written: str, sure: bool = True, why: Text | None = None) -> Reading:
        """A reading as it is written: ``amount totalInvestment``.

        Args:
            written: the role, and behind a blank its detail.
            sure: as the attribute.
            why: as the attribute; ``None`` for its heading.
        """
        role, _, detail = written.strip().partition(" ")
        return cls(role, detail.strip(), sure, why or Text("its heading", "依表头"))

    def proposing(self, *proposals: str) -> Reading:
        """The same, with what else it may be."""
        return replace(self, proposals=proposals)

    @property
    def written(self) -> str:
        """The reading as it is written in ``SHEET.kg.yaml``."""
        return f"{self.role} {self.detail}".strip()


def narrowness(heading: str) -> int:
    """How narrow the places are that a heading names, the widest first; -1 where it does not say."""
    text = bare(BRACKETS.sub(" ", heading))
    found = [(len(word), place) for place, word in enumerate(PLACES) if text.endswith(word)]
    return max(found)[1] if found else -1
