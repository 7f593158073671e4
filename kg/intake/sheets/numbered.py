"""Parties that are numbered in one cell, and what says what one does: 1.样本医院 2.样本大学, 样本医院（牵头）.

Neither the number nor the role belongs to a name: with it, the one would not be the same as in another cell.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.text import HAN


class _Marks(NamedTuple):
    """How names may be numbered.

    Attributes:
        mark: the number with its sign; its first group is the number.
        order: the numbers in their order.
        least: how many a text must have at least; one that begins no name is a number by itself.
    """

    mark: re.Pattern[str]
    order: tuple[str, ...]
    least: int


_MOST = 20
_DIGITS = tuple(map(str, range(1, _MOST + 1)))
_HAN_DIGITS = tuple("一二三四五六七八九十")
_STEMS = tuple("甲乙丙丁戊己庚辛")
_LETTERS = tuple("abcdefgh")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
#: What stands before a number that is none of a name: 样本2.0 is one, and so is Sample 1.
_FREE = r"(?<![\w.\-–—+])"
#: Before a number in a text in Chinese no blank need stand.
_FREE_OR_HAN = rf"(?:(?<![\w.\-–—+])|(?<=[{HAN}]))"
_MARKS = (
    _Marks(re.compile("([①-⑳])\\s*[.、．:：]?"), tuple(map(chr, range(0x2460, 0x2474))), 1),
    _Marks(re.compile("([❶-❿])\\s*[.、．:：]?"), tuple(map(chr, range(0x2776, 0x2780))), 1),
    _Marks(re.compile("([⑴-⒇])\\s*[.、．:：]?"), tuple(map(chr, range(0x2474, 0x2488))), 1),
    _Marks(re.compile("([⒈-⒛])\\s*"), tuple(map(chr, range(0x2488, 0x249C))), 1),
    _Marks(re.compile(r"[(（]\s*([0-9]{1,2})\s*[)）]\s*[.、．:：]?"), _DIGITS, 1),
    _Marks(re.compile("[(（]\\s*([一二三四五六七八九十])\\s*[)）]\\s*[.、．:：]?"), _HAN_DIGITS, 1),
    _Marks(re.compile(r"[(（]\s*([a-hA-H])\s*[)）]"), _LETTERS, 2),
    _Marks(re.compile(rf"{_FREE_OR_HAN}([0-9]{{1,2}})\s*(?:[.．](?![0-9])|[、)）:：])"), _DIGITS, 2),
    _Marks(re.compile(rf"{_FREE}([一二三四五六七八九十])\s*[、.．:：)）]"), _HAN_DIGITS, 2),
    _Marks(re.compile(rf"{_FREE}([甲乙丙丁戊己庚辛])\s*[、.．:：)）]"), _STEMS, 2),
    _Marks(re.compile(rf"{_FREE}([a-hA-H])\s*[)）、]"), _LETTERS, 2),
    _Marks(re.compile(r"[(（]\s*([ivx]{1,4})\s*[)）]\s*[.、．:：]?", re.I), _ROMAN, 2),
    _Marks(re.compile(rf"{_FREE}([ivx]{{1,4}})\s*(?:[.．](?![\w])|[)）、:：])", re.I), _ROMAN, 2),
    _Marks(re.compile("[(（]?\\s*([ⅰ-ⅻⅠ-Ⅻ])\\s*[.、．:：)）]"), tuple(map(chr, range(0x2170, 0x217C))), 2),
)
#: What says in brackets behind a name what it does in the partnership, and what it is not.
_ROLES = (
    "(?:牵头|主导|主办|联合主办|承办|协办|参与|参加|配合|支持|指导|实施|发起|投资|出资|运营|建设|合作|组长|副组长|主持|共建)"
    "(?:单位|方|者|机构|企业|院校|高校|部门)?",
    "(?:以下)?(?:简称|下称)[“”\"'「]?[甲乙丙丁]方[“”\"'」]?",
    r"(?:the )?(?:(?:project |consortium |co-?)?lead(?:er|ing)?(?: (?:partner|party|institution|applicant))?"
    r"|(?:project )?co-?ordinat(?:or|ing(?: (?:partner|institution))?)|co-?host|host(?: institution)?"
    r"|(?:co-?)?organi[sz]er|investor|operator|participant|(?:associated |project |junior |main )?partner)s?",
)
_ROLE = re.compile(rf"\s*[(（\[【]\s*(?P<role>{'|'.join(_ROLES)})\s*[)）\]】]", re.I)
#: The same before a name: 牵头单位：样本医院.
_LABEL = re.compile(rf"(?:^|(?<=[;；、，,|｜\s]))\s*(?P<role>{'|'.join(_ROLES)})\s*[:：]\s*", re.I)
#: The mark of a footnote at the end of a name, or before it: Sample Ltd¹, 样本公司*, Sample Ltd [2].
_FOOTNOTE = re.compile(
    r"(?<=[^\s;；、,，|｜/／])\s?(?P<behind>[⁰¹²³⁴-⁹]{1,2}⁾?|[*＊†‡§¶]{1,3}|\[[0-9a-z]{1,2}\])(?=\s*(?:[;；、,，|｜/／\n]|$))"
    r"|(?:^|(?<=[;；、,，|｜/／\n]))\s*(?P<before>[⁰¹²³⁴-⁹]{1,2}⁾?|[*＊†‡§¶]{1,3})\s?(?=[^\W\d_])"
)
#: What says in brackets behind a name, or before it, whose it is: (subsidiary of Sample Motors), （样本集团旗下）.
_OF_WHOM = re.compile(
    r"\s*[(（\[【]\s*(?P<whose>"
    r"(?:an? |the |(?:wholly|fully)[- ]owned |100 ?% |eine? |une? |una? |hundertprozentige )*"
    r"(?:subsidiary|division|unit|arm|affiliate|member|branch|part|brand|spin-?off|owned|controlled|operated)"
    r" (?:of|by|to|with) [^()（）\[\]【】]+"
    r"|(?:an? |eine? )*(?:tochter(?:gesellschaft|unternehmen|firma)?|teil|sparte|marke|unternehmen|beteiligung)"
    r" (?:der|des|von|vom) [^()（）\[\]【】]+|gehört (?:zur?|zum) [^()（）\[\]【】]+"
    r"|(?:une? |una? )*(?:filiale|filial|subsidiaria|subsidiária|controllata|dochter(?:onderneming)?|spółka zależna)"
    r" (?:de la |de |du |des |d'|del |da |do |di |van )?[^()（）\[\]【】]+"
    r"|[^()（）\[\]【】]+(?:旗下|下属|所属|控股|全资子公司|控股子公司|子公司|的子公司)(?:企业|公司|单位|机构)?"
    r"|(?:隶属|从属|归属)于?[^()（）\[\]【】]+)\s*[)）\]】]",
    re.I,
)
#: What says behind a name through whom it is reached: c/o Sample Council, （由样本公司转交）.
_CARE_OF = re.compile(
    r"\s*[(（\[]?\s*(?<![^\W_])"
    r"(?P<care>(?:c\s?/\s?o|℅|care of|z\. ?hd\.?(?: von)?|p/a|aux bons soins d[eu]|a cargo de|presso)"
    r"[:.]?\s+[^;；、,，|｜\n()（）\[\]]+)[)）\]]?|\s*[(（](?P<sent>由[^()（）]+转[交递]?)[)）]",
    re.I,
)
#: The longest cell that is looked through.
_LONGEST = 2_000


def unmarked(text: str) -> str:
    r"""A cell of parties without their numbers, each on a line of its own, and without what is none of their names.

    That is what says what one does, whose it is or through whom it is reached, and the mark of a footnote.

    >>> unmarked("1.样本医院 2.样本大学"), unmarked("①样本医院②样本大学"), unmarked("a) Sample Ltd b) Muster AG")
    ('样本医院\n样本大学', '样本医院\n样本大学', 'Sample Ltd\nMuster AG')
    >>> unmarked("（1）样本医院；（2）样本大学"), unmarked("样本医院（牵头）、样本大学"), unmarked("1. FC Muster")
    ('样本医院；\n样本大学', '样本医院、样本大学', '1. FC Muster')
    >>> unmarked("Sample Ltd¹; 样本公司*"), unmarked("Sample*Works"), unmarked("Muster AG [2]")
    ('Sample Ltd; 样本公司', 'Sample*Works', 'Muster AG')
    """
    if len(text) > _LONGEST:
        return text
    text = _CARE_OF.sub("", _OF_WHOM.sub("", _FOOTNOTE.sub("", text))).strip() or text
    bare = _LABEL.sub("\n", _ROLE.sub("", text)).strip()
    return _unnumbered(bare or text)


def footnotes_in(text: str) -> list[str]:
    """The marks of footnotes at names of a cell.

    >>> footnotes_in("Sample Ltd¹; *样本公司"), footnotes_in("Sample*Works")
    (['¹', '*'], [])
    """
    found = _FOOTNOTE.finditer(text) if len(text) <= _LONGEST else ()
    return [match["behind"] or match["before"] for match in found]


def owners_in(text: str) -> list[str]:
    """What a cell of parties says in brackets of whose one is.

    >>> owners_in("Sample Rover (subsidiary of Sample Motors)"), owners_in("样本汽车（样本集团旗下）")
    (['subsidiary of Sample Motors'], ['样本集团旗下'])
    >>> owners_in("Sample Institute (Ghent)")
    []
    """
    found = _OF_WHOM.finditer(text) if len(text) <= _LONGEST else ()
    return [match["whose"].strip() for match in found]


def reached_through(text: str) -> list[str]:
    """What a cell of parties says of through whom one is reached, who is no party by that.

    >>> reached_through("LEITKO c/o Sample Council"), reached_through("Sample Shipping A/S"), reached_through("p/a")
    (['c/o Sample Council'], [], [])
    """
    found = _CARE_OF.finditer(text) if len(text) <= _LONGEST else ()
    return [(match["care"] or match["sent"]).strip() for match in found]


def is_owned_by_another(text: str, name: str) -> bool:
    """Whether a cell says behind a name that it is another firm's, which only a firm can be.

    >>> is_owned_by_another("Sample Rover (subsidiary of Sample Motors)", "Sample Rover")
    True
    >>> is_owned_by_another("Institute of Samples (part of Sample University)", "Institute of Samples")
    False
    """
    match = _OF_WHOM.match(text, text.find(name) + len(name)) if name in text[:_LONGEST] else None
    return match is not None and _FIRMS.search(match["whose"]) is not None


#: Words that only of a firm are said.
_FIRMS = re.compile(
    "subsidiary|owned|tochter|filial|subsidi[aá]ria|controllata|dochter|子公司|控股|旗下(?:企业|公司)?", re.I
)


def roles_in(text: str) -> list[str]:
    """What a cell of parties says in brackets of what one does.

    >>> roles_in("样本医院（牵头）、Sample University (lead partner), Sample (Ghent)")
    ['牵头', 'lead partner']
    """
    return [match["role"] for sign in (_ROLE, _LABEL) for match in sign.finditer(text)] if len(text) <= _LONGEST else []


def _unnumbered(text: str) -> str:
    for marks in _MARKS:
        found = _in_order(text, marks)
        if len(found) < marks.least:
            continue
        ends = [*(match.start() for match in found[1:]), len(text)]
        parts = [text[match.end() : end].strip() for match, end in zip(found, ends, strict=True)]
        if all(parts):
            return "\n".join(parts)
    return text


def _in_order(text: str, marks: _Marks) -> list[re.Match[str]]:
    """The numbers of a text from the first one on, which must begin it, in their order; nothing where it is another."""
    found: list[re.Match[str]] = []
    for match in marks.mark.finditer(text):
        if match[1].lower() != marks.order[min(len(found), len(marks.order) - 1)]:
            continue
        if not found and text[: match.start()].strip():
            return []
        found.append(match)
    return found
