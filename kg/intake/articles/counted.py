"""What a number counts, by the noun beside it: 17个重点项目, 项目17个, twelve new projects."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.intake.articles.model import Span
from kg.notations import Beginning
from kg.notations.tables import table

_NOUNS = {row["spelling"]: row["code"] for row in table("units.csv")}
_COUNTED = frozenset(
    ("project", "company", "agreement", "event", "expert", "visit", "hospital", "school", "locality", "person")
)
_ZH = {word: code for word, code in _NOUNS.items() if word[0] > "\u3400" and len(word) > 1 and code in _COUNTED} | {
    "名专家": "expert", "高校": "", "镇": "locality", "街道": "locality", "卫生院": "hospital", "学生": "person",
    "教师": "person", "人才": "person", "工人": "person", "研究人员": "expert", "科学家": "expert", "院士": "expert",
    "教授": "expert", "中学": "school", "小学": "school", "幼儿园": "school", "合同": "agreement",
    "备忘录": "agreement", "推介会": "event", "商户": "company", "商家": "company", "论坛": "event", "展会": "event",
}  # fmt: skip
_EN = {word: code for word, code in _NOUNS.items() if word.isascii() and code in _COUNTED} | {
    "jobs": "person", "workers": "person", "nurses": "person", "doctors": "person", "students": "person",
    "pupils": "person", "teachers": "person", "residents": "person", "employees": "person", "staff": "person",
    "trainees": "person", "researchers": "expert", "scientists": "expert", "specialists": "expert",
    "passengers": "visit", "visitors": "visit", "tourists": "visit", "clinics": "hospital", "colleges": "school",
    "kindergartens": "school", "deals": "agreement", "contracts": "agreement", "memorandums": "agreement",
    "memoranda": "agreement", "mous": "agreement", "fairs": "event", "conferences": "event", "forums": "event",
    "exhibitions": "event", "towns": "locality", "townships": "locality", "subdistricts": "locality",
}  # fmt: skip
_HAN = "\u3400-\u9fff"
_NOUN_ZH = "|".join(sorted(_ZH, key=len, reverse=True))
#: Words that a noun phrase ends before.
_PARTS = "与和及、同跟"
_BEHIND_ZH = re.compile(rf"(?:(?!总投资|投资总额|[{_PARTS}])[{_HAN}A-Za-z“”]){{0,10}}?(?P<noun>{_NOUN_ZH})")
_NOUN_BEFORE = {
    word: code for word, code in _ZH.items() if code and (word == "项目" or word[0] not in "家个名位所项份")
}
_BEFORE_ZH = re.compile(
    rf"(?P<noun>{'|'.join(sorted(_NOUN_BEFORE, key=len, reverse=True))})(?:数量|总数|数)?"
    r"(?:共计|总计|合计|累计|已?达到?|共|约|超过?|逾|近|为|有|不少于|不低于|至少|仅|多达){0,3}\Z"
)
_LITTLE = (
    "of|in|for|with|and|or|to|from|by|at|on|the|a|an|were|was|is|are|has|have|had|will|would|that|which|who|as|per|than|"
    "it|its|their|this|these|those|but|so|into|over|under|after|before|since|until|up|down|out|off|said|says"
)
_MODIFIER = rf"(?!(?:{_LITTLE})\b)[a-z][a-z'-]*"
_NOUN_EN = "|".join(sorted(_EN, key=len, reverse=True))
_BEHIND_EN = re.compile(rf" (?:{_MODIFIER} ){{0,3}}?(?P<noun>{_NOUN_EN})(?![a-z'-])")
#: Any noun in the plural.
_PLURAL_EN = re.compile(
    rf" (?:{_MODIFIER} ){{0,2}}?(?P<noun>{_MODIFIER}(?<![su])s|staff|crew|women|men|children)(?![a-z'-])"
)
#: What ends as a plural does and is none, or is a measure of time.
_NO_NOUN = frozenset((
    "years", "months", "weeks", "days", "hours", "minutes", "seconds", "decades", "centuries", "times", "degrees",
    "points", "always", "perhaps", "towards", "besides", "thus", "plus", "minus", "is", "was", "has", "does", "as",
    "us", "this",
))  # fmt: skip
#: Who is numbered, not how many there are: the two sides signed an agreement, one of the projects.
_SIDES = re.compile(r" (?:sides|parties|partners|counterparts|neighbou?rs|leaders|mayors|governments|councils|of)\b")
#: Another number before the noun is that noun's: two counties signed seven agreements.
_NUMBER_BETWEEN = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|dozen)\b")
_PEOPLE = re.compile("[名位]\\Z")


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted.

    Attributes:
        end: where the count ends, with its noun if that stands behind it.
        unit: the code of the unit; empty where the noun is none of the code list.
    """

    end: int
    unit: str


def counted(alike: str, span: Span, found: Beginning) -> Counted | None:
    """What a number counts; ``None`` if nothing says so, or it is no count.

    Args:
        alike: the text as ``matching`` has it.
        span: where the number stands, with its bound and its counting word.
        found: what was read of it.
    """
    if found.kinds & {"currency", "percent", "leading percent", "unit"}:
        return None
    if "classifier" in found.kinds:
        return _in_chinese(alike, span.start, span.end)
    if alike[span.end : span.end + 1] == " ":
        return _in_english(alike, span.end)
    return None


def _in_chinese(alike: str, start: int, end: int) -> Counted:
    behind = _BEHIND_ZH.match(alike, end)
    if behind and (unit := _ZH[behind["noun"]]):
        return Counted(behind.end(), unit)
    before = _BEFORE_ZH.search(alike, max(0, start - 16), start)
    if before:
        return Counted(end, _NOUN_BEFORE[before["noun"]])
    return Counted(end, "person" if _PEOPLE.search(alike, start, end) else "")


def _in_english(alike: str, end: int) -> Counted | None:
    if _SIDES.match(alike, end):
        return None
    found = _BEHIND_EN.match(alike, end)
    if found and not _NUMBER_BETWEEN.search(alike, end, found.start("noun")):
        return Counted(found.end(), _EN[found["noun"]])
    found = _PLURAL_EN.match(alike, end)
    if found and not set(found[0].split()) & _NO_NOUN:
        return Counted(found.end(), "")
    return None
