"""Cells that say something and no value: how long and not when, without an end, a share of a plan, some millions.

They are kept in the note and told: of them no answer could make a day or a sum that the sheet has.
"""

from __future__ import annotations

import re

from kg.intake.sheets.remarks import OnlySaid
from kg.nearest import in_both_scripts
from kg.text import Text

#: What is longer is a sentence.
_LONGEST = 80
#: What says that there is no end, or that what ends goes on: it stays in the note.
_NO_END = re.compile(
    in_both_scripts(
        r"(?:no|without)(?: a)? (?:fixed |set |agreed |defined |stated )?(?:end|expiry|expiration|term|limit"
        r"|time limit)(?: date)?"
        r"|open[- ]ended|indefinite(?:ly)?|unlimited|permanent(?:ly)?|perpetual(?:ly)?|endless|long[- ]?term|rolling"
        r"|evergreen|on-?going|continuing|continuous(?:ly)?|in perpetuity"
        r"|until (?:further notice|terminated|cancelled)|bis auf weiteres|jusqu'à nouvel ordre"
        r"|hasta nuevo aviso|até novo aviso"
        r"|fino a nuovo avviso|до особого (?:распоряжения|уведомления)|sampai pemberitahuan lebih lanjut"
        r"|unbefristet|auf unbestimmte zeit|unbegrenzt|dauerhaft"
        r"|(?:durée )?(?:illimitée?|indéterminée?)|permanente?|(?:por tiempo |por prazo |a tempo )?in(?:definid"
        r"|determinad|determinat)o"
        r"|indefinid[oa]s?|sin plazo|tillsvidare|tills vidare|onbepaald(?:e tijd)?|bezterminow[oya]"
        r"|на неопределенный срок|бессрочн\w+|постоянн\w+"
        r"|غير محدد[ة]?|دائم[ة]?|무기한|無期限|无期限?|无限期|(?:暂定)?长期(?:有效|合作|执行|实施|坚持)?|長期"
        r"|永久(?:有效|性)?|永续"
        r"|(?:无|没有|不设)(?:固定|明确|约定)?(?:期限|终止日期|截止日期|时限)|不限(?:期)?|不定期|持续(?:有效"
        r"|进行)?|进行中|常年|另行通知(?:为止)?"
    ),
    re.I,
)

LENGTH = OnlySaid("says how long, and not when: kept in the note", "只说期限而非起止：保留在备注中")
ENDLESS = OnlySaid("says that there is no end: kept in the note", "原文表示没有结束时间：保留在备注中")


def says_no_end(text: str) -> bool:
    """Whether a text says that something has no end.

    >>> [says_no_end(one) for one in ("长期", "open-ended", "Unbefristet", "2017")]
    [True, True, True, False]
    """
    return len(text) <= _LONGEST and _NO_END.fullmatch(text.strip().rstrip(".。")) is not None


def has_no_end(text: str) -> bool:
    """Whether a cell that should be an end says that there is none; there, unlike elsewhere, ``open`` says so too.

    >>> has_no_end("长期"), has_no_end("Open"), has_no_end("n/a")
    (True, True, False)
    """
    return text.strip().lower() == "open" or says_no_end(text)


def is_open_end(text: str) -> bool:
    """Whether a cell of a column of ends says that there is none, or holds what stands for a blank.

    >>> [is_open_end(one) for one in ("长期", "open", "n/a", "–", "2017", "n/a 2017")]
    [True, True, True, True, False, False]
    """
    return text.strip().lower() in _BLANK or has_no_end(text)


#: What stands where nothing would.
_BLANK = frozenset(("none", "n/a", "na", "-", "–"))
_SCALE = r"(?:thousands?|millions?|billions?|hundreds?|dozens?|tens)"
_COUNTED = (
    r"(?:人民币|(?:美|欧|日|港|澳|加|新)?元|美金|港币|英镑|法郎|卢布|韩元|块钱?|[家个名项人次所户间座套台辆件亩吨]|公里|公顷"
    r"|平方米|平方公里|人次)"
)
#: Some of a number, of which no number is said: 几百万元, 数十家, several million, hundreds of thousands. What 几, 数
#: and 多 begin without a scale or a unit is a word: 数据中心, 几内亚法郎.
_SOME = re.compile(
    in_both_scripts(
        rf"[约近]?(?:好?几|数|多)(?:[十百千万亿]+(?:多|余)?{_COUNTED}?|(?:多|余)?{_COUNTED})"
        rf"|[约近]?(?:若干|少量|大量)(?:[十百千万亿]*{_COUNTED}|资金|投资|款项)?"
        rf"|(?:a )?(?:several|a few|few|some|many|various|tens|hundreds|thousands|millions|billions"
        rf"|dozens)(?: of)?(?: {_SCALE})*(?: of)?"
        r"(?: [^\W\d]{1,12}){0,2}"
        r"|(?:USD|EUR|CNY|RMB|GBP|US\$|€|\$|£) ?(?:several|a few|some|hundreds of|tens of) [^0-9]{0,24}"
        r"|(?:einige|mehrere|quelques|plusieurs|varios|algunos|vários|alguns|diversi|несколько|عدة) [^\W\d]{2,20}"
        r"(?: (?:d')?[^\W\d]{1,12}){0,2}"
    ),
    re.I,
)
#: Words that are a share by themselves; 5/10, 50%, all and part are one only of something.
_SHARE_IN_WORDS = (
    r"(?:(?:a|one|two|three)[ -](?:half|thirds?|quarters?|fifths?|tenths?)|half|一半|半数|过半|大半|大部分|小部分|全额)"
)
_PART = (
    rf"(?:{_SHARE_IN_WORDS}|[0-9]{{1,2}} ?/ ?[0-9]{{1,2}}|[¼½¾⅓⅔⅛]|[0-9.]{{1,5}} ?[%％]"
    r"|[一二三四五六七八九十0-9]{1,3}分之[一二三四五六七八九十0-9]{1,3}|[0-9一二三四五六七八九]成|部分|全部|most|part|all)"
)
_NEARLY = r"(?:about|approx\.?|ca\.?|nearly|almost|over|more than|less than|约|近|超|超过|逾|不足|不到)? ?"
_OR_SO = "(?:左右|以上|以下)?"
#: A share of something that the cell does not count: ½ of plan, 计划的三分之一, about one third.
_A_SHARE = re.compile(
    in_both_scripts(
        rf"{_NEARLY}{_SHARE_IN_WORDS}{_OR_SO}|{_NEARLY}{_PART}{_OR_SO} ?(?:of|的|from)(?: the)? ?[^0-9]{{1,30}}"
        rf"|[^0-9]{{1,12}}[的之] ?(?:约|近|超)?{_PART}{_OR_SO}"
    ),
    re.I,
)

NO_NUMBER = OnlySaid("says no number: kept in the note", "未写明数字：保留在备注中")
A_SHARE = OnlySaid("says a share, and no amount: kept in the note", "只说比例而非数额：保留在备注中")


def vague_amount(text: str, of_shares: bool) -> Text:
    """What is told of a text of which no amount can be made: some of a number, a share of something; else empty.

    Args:
        text: a cell that is not understood as an amount.
        of_shares: whether its column is one of shares, in which ½ is a value.

    >>> vague_amount("几百万元", False).en, vague_amount("½ of plan", False).en, vague_amount("3m", False).en
    ('says no number: kept in the note', 'says a share, and no amount: kept in the note', '')
    """
    plain = text.strip().rstrip(".。")[: _LONGEST + 1]
    if len(plain) > _LONGEST:
        return Text()
    if _SOME.fullmatch(plain):
        return NO_NUMBER
    return A_SHARE if not of_shares and _A_SHARE.fullmatch(plain) else Text()
