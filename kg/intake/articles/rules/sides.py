"""Whom a Chinese clause of signing means without naming them: people who sign, numbers of firms, a title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.intake.articles.mentions import INSTITUTION, Mention
from kg.intake.articles.rules.clauses import Clause
from kg.intake.articles.words import words

#: How many a numeral says.
NUMBERS = {"双": 2, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_HAN = "\u3400-\u9fff"
_SIGN = "[\ue000-\uf8ff]"
_FIRST = 0xE000
_PERSON = rf"(?:{'|'.join(words('surname'))})[{_HAN}]{{1,2}}?"
_POST = rf"(?:{'|'.join(map(re.escape, words('title')))})"
#: People and nothing else sign: 沈听涛与林知远签署, 沈听涛副校长、林知远副县长共同签订.
_PEOPLE = re.compile(
    rf"^(?:[^，。；]{{0,10}}[，,])?(?:会上|仪式上|随后|最后|座谈会上|签约仪式上|其间|期间)?"
    rf"{_PERSON}{_POST}?(?:、|与|和|同){_PERSON}{_POST}?"
    r"(?:现场|共同|分别|一同|一起|正式|先后|代表[^，。；]{0,8})*(?:签|会签)"
)
#: Whose somebody is who stands behind a name with a post: 甲市委副书记、市长沈听涛.
_OF_SOMEBODY = re.compile(
    rf"(?:[{_HAN}]{{0,10}}?{_POST})(?:、[{_HAN}]{{0,10}}?{_POST})*(?:{'|'.join(words('surname'))})[{_HAN}]{{1,2}}"
)
#: What may stand before the first of them.
_LEAD = re.compile(rf"[^{_HAN}]*(?:[{_HAN}]{{0,6}}上|[0-9]+月[0-9]+日[{_HAN}]{{0,2}}|近日|日前|随后)?[^{_HAN}]*")
#: With how many houses somebody signs, who were named before: 与两家企业签署.
_COUNTED = re.compile(
    r"(?:与|和|同|跟)(?:上述|这|该|以上)?(?P<number>[两二三四五])家(?:企业|公司|单位|高校|院校|银行|医院|机构|集团)?"
    r"(?P<each>分别)?(?=[^，。；与和同跟]{0,16}签)"
)
#: The sides that a paper's title begins with: 《甲 乙合作框架协议》, 《甲—乙校地合作协议》.
_TITLE = re.compile(
    rf"《(?:关于)?(?P<sides>{_SIGN}(?:[ 　]?(?:与|和|及|、|·|—{{1,2}}|–|-|－|•|/)?[ 　]?{_SIGN})+)"
    r"[^》]{0,40}(?:协议|协定|备忘录|意见|合同|意向书|方案|公约|机制|办法)[^》]{0,8}》"
)
_TITLED = re.compile("《[^》]*》")


def are_people(clause: Clause) -> bool:
    """Whether nobody but people sign, whoever sent them: 沈听涛与林知远签署协议."""
    found = _PEOPLE.search(clause.alike)
    if found is None:
        return False
    end = clause.span.start + found.end()
    ahead = [one for one in clause.mentions if one.span.start < end]
    return all(one.kind == INSTITUTION and not one.code and not one.reference for one in ahead)


def is_of_somebody(clause: Clause, one: Mention) -> bool:
    """Whether a name only says whose somebody with a post is: 甲市委书记沈听涛."""
    return _OF_SOMEBODY.match(clause.behind(one)) is not None


def of_people(clause: Clause, cut: Sequence[Clause]) -> tuple[Mention, ...]:
    """Those whose people sign, where commas part them: 甲市市长沈听涛，乙市市长林知远，丙市市长何远分别签字.

    Args:
        clause: the clause in which they sign.
        cut: the clauses of its sentence.

    Returns:
        those of the clauses before it and its own; none if nobody stands in a clause before it.
    """
    own = [one for one in clause.mentions if _OF_SOMEBODY.match(clause.behind(one))]
    if not own or clause.before(own[0]).strip():
        return ()
    before: list[Mention] = []
    for part in reversed(cut[: cut.index(clause)]):
        first = part.mentions[0] if len(part.mentions) == 1 else None
        if first is None or not _LEAD.fullmatch(part.before(first)) or not _OF_SOMEBODY.fullmatch(part.behind(first)):
            break
        before.insert(0, first)
    return (*before, *own) if before else ()


def counted(clause: Clause, own: Sequence[Mention]) -> tuple[int, bool] | None:
    """With how many houses a clause says that its one party signs, and whether with each apart: 与两家企业分别签署."""
    found = _COUNTED.search(clause.alike)
    if found is None or len(own) > 1:
        return None
    begin = clause.span.start + found.start()
    if any(one.span.start >= begin for one in own):
        return None
    is_apart = bool(found["each"]) or "分别" in clause.alike[found.end() :]
    return NUMBERS[found["number"]], is_apart


def of_title(clause: Clause, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The sides of the first paper whose title begins with them, if the clause names fewer than two besides.

    Args:
        clause: the clause.
        mentions: the names in it, as parties.
    """
    if "《" not in clause.alike:
        return ()
    start = clause.span.start
    titles = [title.span() for title in _TITLED.finditer(clause.alike)]
    inside = [one for one in mentions if any(a <= one.span.start - start < b for a, b in titles)]
    row, at = [], 0
    for number, one in enumerate(inside):
        row += [clause.alike[at : one.span.start - start], chr(_FIRST + number)]
        at = max(at, one.span.end - start)
    row.append(clause.alike[at:])
    found = _TITLE.search("".join(row))
    if found is None:
        return ()
    sides = tuple(inside[ord(sign) - _FIRST] for sign in found["sides"] if sign >= chr(_FIRST))
    names = {one.name for one in sides}
    outside = [one for one in mentions if one not in inside and not any(name.endswith(one.name) for name in names)]
    return () if len(outside) > 1 else sides
