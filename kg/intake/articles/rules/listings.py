"""Lists of signings, and forms: agreements that no verb tells, only a heading or the labels of both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.intake.articles.mentions import Mention
from kg.intake.articles.model import Span
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.rules.words import CHINESE

_SIGN = "\ue000"
#: A line that says what the lines below it are.
_HEADING = {
    CHINESE: re.compile(
        r"^[^。；]{0,24}(?:签约|签署|签订)[^。；]{0,16}(?:名单|清单|一览|目录|项目表|如下|包括|有|情况)?[:：]?$"
    ),
    "en": re.compile(
        r"^(?:[^.]{0,60}\b(?:signed|sealed|concluded|inked)\b[^.]{0,40}|(?:list of )?signings?\b[^.]{0,40}|"
        r"(?:list of )?(?:agreements|contracts|deals|signatories)\b[^.]{0,40}|"
        r"\|.*\b(?:part(?:y|ies|ners?)|side|signator(?:y|ies))\b.*\|.*\b(?:signed|agreement|pact|memorandum|date)\b.*):?$"
    ),
}
_NO_HEADING = re.compile(r"将|拟|计划|未|没有|\b(?:to be|will|not|never|would)\b")
#: Names, and nothing but what joins them, up to what they agreed upon.
_ITEM = re.compile(
    rf"^[\s|\-–—•*·▪◆()（）0-9一二三四五六七八九十、.．]*(?:the )?{_SIGN}"
    rf"(?:\s*(?:与|和|同|及|、|/|——|—|–|-|&|,|\||, and| and| with)\s*(?:the )?{_SIGN})+\s*(?:[:：—–|]|-|签|共建|合作|$|"
    rf"[^，。；与和同{_SIGN}]{{0,28}}(?:协议|备忘录|合同|意向书|协定|项目)(?:书)?[；。;]?$)"
)
#: What says in a sentence that the names behind it signed: 现场签约的有：甲与乙的物流园项目.
_THESE = re.compile("签(?:约|署|订)[^，。；：:]{0,12}(?:有|包括|是|为|如下)[:：]?$")
#: Columns of a table with both sides, and what parts the cells of its lines.
_CELLS = re.compile(r"[|｜\t]")
_FIRST_COLUMN = re.compile(
    r"^(?:甲方|签约方|签约单位|签约主体|一方|我方|首方|需方|party a|first party|party|parties)(?:[（(].*[）)])?$"
)
_SECOND_COLUMN = re.compile(
    r"^(?:乙方|合作方|合作单位|对方|签约企业|签约对象|对接单位|供方|party b|second party|partner|"
    r"counterparty)(?:[（(].*[）)])?$"
)
_RULE_LINE = re.compile(r"^[\s|｜:+=-]+$")
#: Whom a form names, and with whom they have a contract.
_FIRST = re.compile(
    r"(?:甲方|采购人|采购单位|招标人|发包人|发包方|委托方|建设单位|出租方|contracting authority|client|buyer|purchaser|"
    r"employer|awarding body|lessor|first party)(?:\s*[（(][^）)]{1,12}[）)])?\s*[:：]\s*(?:the )?$"
)
_SECOND = re.compile(
    r"(?:乙方|中标人|中标单位|成交供应商|供应商|承包人|承包方|受托方|承租方|contractor|supplier|seller|"
    r"successful bidder|successful tenderer|winning bidder|lessee|second party)"
    r"(?:\s*[（(][^）)]{1,12}[）)])?\s*[:：]\s*(?:the )?$"
)


def is_heading(alike: str, sentence: Span, mentions: Sequence[Mention], language: str) -> bool:
    """Whether a line says that agreements were signed, and the lines below it say which.

    Args:
        alike: the whole text as names are compared.
        sentence: the line.
        mentions: the names in it.
        language: ``zh`` or ``en``.
    """
    line = alike[sentence.start : sentence.end].strip()
    is_line = alike.startswith("\n", sentence.end) or line.endswith((":", "："))
    return (
        is_line
        and len(mentions) < 2
        and _HEADING[language].match(line) is not None
        and _NO_HEADING.search(line) is None
    )


def of_item(alike: str, sentence: Span, cut: Sequence[Clause]) -> tuple[Clause, tuple[Mention, ...]] | None:
    """Who agreed upon something by a line of a list: 一、某区与某集团：共建某园; none if it is no such line.

    Args:
        alike: the whole text as names are compared.
        sentence: where the line stands in it.
        cut: its clauses.

    Returns:
        its first clause and the parties.
    """
    if not cut:
        return None
    mentions = cut[0].mentions
    row, at = [], sentence.start
    for one in mentions:
        row += [alike[at : one.span.start], _SIGN]
        at = one.span.end
    row.append(alike[at : sentence.end])
    return (cut[0], mentions) if _ITEM.match("".join(row)) else None


def these(clause: Clause, behind: str) -> bool:
    """Whether a Chinese clause, with a colon behind it, says that those named next signed."""
    return clause.language == CHINESE and behind in ":：" and _THESE.search(clause.alike) is not None


def columns(line: str) -> tuple[int, int] | None:
    """Where both sides stand in the lines of a table, by its line of headings; none if it is no such line."""
    cells = [cell.strip() for cell in _CELLS.split(line)]
    first = next((place for place, cell in enumerate(cells) if _FIRST_COLUMN.match(cell)), None)
    second = next((place for place, cell in enumerate(cells) if _SECOND_COLUMN.match(cell)), None)
    return (first, second) if first is not None and second is not None else None


def of_row(line: Span, alike: str, both: tuple[int, int], mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The sides that a line of a table names in the columns of both; none if it is no line of it.

    Args:
        line: the line.
        alike: the whole text as names are compared.
        both: the two columns.
        mentions: the names in the line.
    """
    said = alike[line.start : line.end]
    cuts = [line.start + cut.start() for cut in _CELLS.finditer(said)]
    if not cuts:
        return ()
    found: list[Mention] = []
    for place in both:
        inside = [one for one in mentions if sum(cut < one.span.start for cut in cuts) == place]
        if not inside:
            return ()
        found += inside
    return tuple(found)


def is_rule(line: str) -> bool:
    """Whether a line of a table only parts it, such as its head from its rows."""
    return _RULE_LINE.match(line) is not None


def labelled(alike: str, mentions: Sequence[Mention]) -> tuple[Mention | None, Mention | None]:
    """The first and the second side of a form, as far as some names are labelled so."""
    first = second = None
    for one in mentions:
        ahead = alike[max(0, one.span.start - 40) : one.span.start]
        if first is None and _FIRST.search(ahead):
            first = one
        elif second is None and _SECOND.search(ahead):
            second = one
    return first, second


def is_with_somebody(clause: Clause, cue_start: int) -> bool:
    """Whether somebody who is named stands behind a Chinese word for with, before the words of signing."""
    return clause.language == CHINESE and any(
        clause.before(one).endswith(_WITH) for one in clause.mentions if one.span.end - clause.span.start <= cue_start
    )


_WITH = ("与", "同", "和", "跟")
