"""A text in one width, with one kind of digit, dash and blank; and the words that say that there is no value."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from kg.nearest import folded
from kg.notations.model import Read
from kg.notations.tables import table
from kg.text import HAN, Text

#: What is longer is no amount and no date; it is not looked at further.
LONGEST = 200

_SIGNS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−─－﹣", "-")
    | dict.fromkeys("〜～∼˜", "~")
    | dict.fromkeys("’‘`´ʼ＇", "'")
    | {"٫": ".", "٬": "'", "，": ",", "．": ".", "：": ":", "；": ";", "。": ".", "〇": "零", "○": "零"}
)
_APART = re.compile("<(?:super|sub|circle|fraction)>")
#: Lines through a sign.
_STRUCK = "\u0335\u0336\u0337\u0338"
#: A new line between digits parts two numbers.
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")
#: Korean numerals and words of dates stand behind digits as Chinese ones do, sign for sign.
_SCALES = str.maketrans({"십": "十", "백": "百", "천": "千", "만": "万", "억": "亿", "조": "万亿"})
_KOREAN = (
    (re.compile(r"(?<=[0-9]) ?조 ?([0-9]+[천백십]*)억"), lambda match: f"万{match[1].translate(_SCALES)}亿"),
    (re.compile(r"(?<=[0-9]) ?([십백천만억조]+)(?: (?=[0-9]))?"), lambda match: match[1].translate(_SCALES)),
    (re.compile(r"(?<=[0-9]) ?년"), lambda _: "年"),
    (re.compile(r"(?<=[0-9]) ?월"), lambda _: "月"),
    (re.compile(r"(?<=[0-9]) ?일"), lambda _: "日"),
    (re.compile(r"(?<=[1-4]) ?(?:분기|四半期)"), lambda _: "季度"),
    (re.compile(r"(?<=年)(?:度)? ?(?:상반기|上半?期)"), lambda _: "上半年"),
    (re.compile(r"(?<=年)(?:度)? ?(?:하반기|下半?期)"), lambda _: "下半年"),
    (re.compile(r"(?<=年) ?말$"), lambda _: "末"),
    # From 2019 until 2022, from 2019 on, until 2022.
    (re.compile(r"(?<=[年月日度]) ?(?:부터|から|より) ?(.*[年月日度]) ?(?:까지|まで)$"), lambda match: f"至{match[1]}"),
    (re.compile(r"^(.*[0-9].*[年月日度]) ?(?:까지|まで)$"), lambda match: f"至{match[1]}"),
    (re.compile(r"^(.*[0-9].*[年月日度]) ?(?:부터|から|より|以降)$"), lambda match: f"自{match[1]}起"),
)
_BREAK = re.compile(r"(?<=[0-9])[ ]*[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]\s*(?=[0-9])")
UNKNOWN = Text(
    "The text says that this is not known yet; that is not the same as none.", "原文表示尚未确定；未知不等于没有。"
)


def in_chinese(scale: str) -> str:
    """A scale in Hangul as Chinese writes it.

    >>> in_chinese("백만"), in_chinese("조")
    ('百万', '万亿')
    """
    return scale.translate(_SCALES)


def plain(text: str) -> str:
    """The text in one width, with the digits 0 to 9, one dash and single blanks; case stays.

    >>> plain(" ３．５億 — 4 ")
    '3.5億 - 4'
    """
    apart = _BREAK.sub("|", text.strip())
    digits = "".join(_sign(sign, apart[at - 1 : at]) for at, sign in enumerate(apart))
    one = unicodedata.normalize("NFKC", digits.translate(_SIGNS)).translate(_SIGNS)
    seen = "".join(sign for sign in one if unicodedata.category(sign) != "Cf")
    return _BETWEEN_HAN.sub("", _in_han(" ".join(seen.split())))


def _in_han(text: str) -> str:
    """Korean numerals and words of dates in Chinese, and Japanese halves and quarters: 3억 5천만, 2017년 7월."""
    for pattern, written in _KOREAN if re.search("[\uac00-\ud7a3\u3040-\u309f期降]", text) else ():
        text = pattern.sub(written, text)
    return text


def _sign(sign: str, before: str) -> str:
    """A digit as 0 to 9; a raised, circled or broken one stays apart from the digits before it: 350¹ is not 3501."""
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    if sign in _STRUCK or (_APART.match(unicodedata.decomposition(sign)) and not before.isalpha()):
        return "^"
    return sign


@cache
def _words(kind: str) -> frozenset[str]:
    rows = (row for row in table("words.csv") if row["kind"] == kind)
    return frozenset(folded(spelling) for row in rows for spelling in row["spellings"].split("|"))


def without_value(text: str) -> Read[Any] | None:
    """What is read of a text that holds no value at all: empty, too long, none said, or said to be unknown.

    Args:
        text: as the person wrote it.
    """
    if len(text) > LONGEST:
        return Read(
            question=Text(
                f"The text has {len(text)} characters, which is too long for one value.",
                f"文本长达 {len(text)} 个字符，不像一个数值。",
            )
        )
    words = folded(plain(text)).strip("()[]")
    if not words:
        return Read()
    if words in _words("none"):
        return Read(none_said=True)
    if words in _words("unknown"):
        return Read(question=UNKNOWN, about="unknown")
    return None
