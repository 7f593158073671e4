"""What a notebook shows of a graph: what it is, how much it holds, how complete that is, what was found, its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from kg.answers.coverage import Share
from kg.answers.records import Records
from kg.findings import Finding
from kg.page.page import Page
from kg.results import notebook
from kg.text import Text

#: Above this many partnerships a graph's page is not made unasked.
MOST_PARTNERSHIPS = 2_000
#: How many findings a card tells.
_MOST_FINDINGS = 20

_PAGE = Text("Its page", "其页面")
_LARGE = Text(
    "The page of so large a graph is not made unasked: .page() makes it, .page(projection=…) one of a network.",
    "图谱较大，不自动生成页面：.page() 可生成，.page(projection=…) 可生成某一网络的页面。",
)


@dataclass(frozen=True)
class Card:
    """A graph in brief.

    Attributes:
        data_set: ``title_en``, ``title_zh``, ``version`` and ``license`` of the data set.
        size: how many triples are data.
        records: what the graph says.
        coverage: how complete it is: the shares of all records.
        findings: what the checks found.
        scope: what of a larger graph it is.
        page: its page; none where that was not made.
    """

    data_set: Mapping[str, str]
    size: int
    records: Records
    coverage: Sequence[Share]
    findings: Sequence[Finding]
    scope: Sequence[Text] = ()
    page: Page | None = field(default=None)

    def html(self) -> str:
        """The card with the page's still picture folded below it, within the bounds of a cell."""
        text = self._card()
        if self.page is not None:
            text += _folded(_PAGE, self.page.still_html())
        return text if len(text) <= notebook.MOST_CHARACTERS else self._card()

    def bundle(self) -> dict[str, str]:
        """What a notebook shows, by media type: the card with the page itself folded below it."""
        below = _folded(_PAGE, self.page.framed()) if self.page else _said(_LARGE)
        shown = {"text/html": self._card() + below}
        return {**shown, "image/svg+xml": self.page.svg} if self.page and self.page.svg else shown

    def _card(self) -> str:
        return "".join(
            [
                f"<p><strong>{escape(self._title)}</strong>{escape(self._edition)}</p>",
                *map(_said, self.scope),
                self._counts(),
                self._coverage(),
                self._findings(),
            ]
        )

    @property
    def _title(self) -> str:
        title = Text.of(self.data_set["title_en"], self.data_set["title_zh"], "Partnerships")
        return _brief(title.in_language("both"))

    @property
    def _edition(self) -> str:
        parts = [self.data_set["version"], self.data_set["license"]]
        return _brief("".join(f" · {part}" for part in parts if part))

    def _counts(self) -> str:
        records = self.records
        counts = [
            (Text("partnerships", "合作"), len(records.partnerships)),
            (Text("parties", "参与方"), len(records.parties)),
            (Text("figures", "数据"), len(records.figures)),
            (Text("sources", "来源"), len(records.sources)),
            (Text("findings", "检查发现"), len(self.findings)),
            (Text("triples", "三元组"), self.size),
        ]
        head = [title.in_language("both") for title, _ in counts]
        return notebook.html(head, [[f"{number:,}" for _, number in counts]])

    def _coverage(self) -> str:
        rows = [
            [share.kind.name("both"), share.text.name("both"), f"{share.have} / {share.of}", share.shown("both")]
            for share in self.coverage
        ]
        head = (Text("of", "范围"), Text("which have", "具备"), Text("number", "数量"), Text("share", "占比"))
        return _folded(Text("How complete it is", "完整程度"), _table(head, rows))

    def _findings(self) -> str:
        if not self.findings:
            return ""
        alike: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in self.findings:
            alike[finding.severity.text.in_language("both"), finding.code].append(finding)
        most = sorted(alike.items(), key=lambda item: (item[1][0].severity.rank, -len(item[1]), item[0]))
        rows = [
            [*said, str(len(found)), Text.of(found[0].message_en, found[0].message_zh).in_language("both")]
            for said, found in most[:_MOST_FINDINGS]
        ]
        head = (Text("severity", "级别"), Text("code", "代码"), Text("times", "次数"), Text("as in", "例如"))
        number = len(self.findings)
        return _folded(Text(f"What was found: {number}", f"检查发现：{number}"), _table(head, rows))


def _table(head: Sequence[Text], rows: Sequence[Sequence[str]]) -> str:
    return notebook.html([title.in_language("both") for title in head], rows)


def _folded(title: Text, html: str) -> str:
    return f"<details><summary>{escape(title.in_language('both'))}</summary>{html}</details>"


def _said(text: Text) -> str:
    return f"<p>{escape(_brief(text.in_language('both')))}</p>"


def _brief(text: str, most: int = 300) -> str:
    return text if len(text) <= most else text[:most] + "…"
