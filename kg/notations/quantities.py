"""A quantity in words: a number with its scale, unit and bound, or a range of two; or a question.

The text is cut into words (``lexicon``), and these are parsed whole. What is left over makes a question,
and what can be read of the text makes its proposals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from kg.nearest import folded
from kg.notations import numerals, rates
from kg.notations.amount_meaning import meaning_of, without_zeros
from kg.notations.amount_parser import MOST, Parsed, Parser
from kg.notations.amount_spelling import CHO, in_full
from kg.notations.amount_words import WORDS_TOO, is_of_money, tokens_of
from kg.notations.doubts import CURRENCY, NOT_PARSED, TWO
from kg.notations.lexicon import Token, currency_codes, tokens
from kg.notations.model import Hints, Quantity, Read
from kg.notations.over_terms import over_terms
from kg.notations.plain import plain, without_value
from kg.text import Text

_UNKNOWN_CURRENCY = Text(
    "The text may name a currency that is not known. Write it with its code: ZAR 45 million.",
    "文中的币种无法识别。请用货币代码书写，如ZAR 45 million。",
)
_IS_FRACTION = Text("The text is a fraction; write it as a decimal or a percentage.", "这是分数，请写成小数或百分数。")
_FRACTION = re.compile(
    r"(?P<a>[0-9]{1,6}) ?[/⁄] ?(?P<b>[0-9]{1,6})"
    r"|(?P<under>[0-9]{1,6}|[一二三四五六七八九十]{1,3})分之(?P<of>[0-9]{1,6}|[一二三四五六七八九十]{1,3})"
)
_BRACKETS = Text("A number in brackets may be negative.", "括号中的数字可能是负数。")
#: Whose 兆 is a million millions for sure; the yuan of China and of Taiwan have one sign, and mainland units a million.
_CHO_IS_SURE = re.compile(r"円|日[元圆]|韩[元圆]|ウォン|원|ドル|NT ?\$|NTD|TWD|[新]?台[币幣]|臺幣|新臺币")
#: Words that are a scale and a code by accident: five TRON are a coin's, and not 5,000 RON.
_NO_CODES = frozenset(("TALL", "TANG", "TARS", "TERN", "TRON", "TSAR", "MALL", "MARS", "MILS"))
_GLUED_WORD = Text(
    "The capitals may be a currency with its scale, or a word. Write the currency apart: 5 million ALL.",
    "这些大写字母可能是带倍数的币种，也可能是一个词。请将币种分开书写，如5 million ALL。",
)


def quantity(text: str, hints: Hints = Hints()) -> Read[Quantity]:  # noqa: B008 - it cannot be changed
    """What an amount, a count or a share means.

    Args:
        text: as it stands in a cell.
        hints: what is known of the column, the row or the sheet.

    >>> quantity("约1.2万亿元").value
    Quantity(value=Decimal('1200000000000'), unit='CNY', bound='about', upper=None)
    >>> read = quantity("¥300m")
    >>> read.value, read.about, [found.unit for found in read.proposals]
    (None, 'currency', ['CNY', 'JPY'])
    """
    nothing = without_value(text)
    if nothing is not None:
        return nothing
    one = in_full(text)
    if _SCIENTIFIC.fullmatch(one):
        # Programs write so, with a decimal point.
        one, hints = format(Decimal(one), "f"), replace(hints, decimal_comma=False)
    if (each := _of_cho(text, hints) or _recurring(one, hints) or _several(one, hints) or _fraction(one)) is not None:
        return each
    words = tokens_of(one, hints)
    parsed = Parser(words, hints, one).whole()
    # A long dash in front is none of a number's signs.
    if parsed is not None and text.strip()[0] not in "—―─":
        read = _of_japan(text, meaning_of(parsed, hints))
        return _of_a_word(read) if _has_glued_word(text) and not hints.unit else read
    if parsed is None and one.startswith("(") and one.endswith(")"):
        return _in_brackets(words[1:-1], hints, one)
    if (whole := _over_its_term(text, hints)) is not None:
        return whole
    slip = _slip(one, hints)
    if slip or _names_unknown_currency(one, words, hints):
        return slip or Read(question=_UNKNOWN_CURRENCY, whole=False)
    amounts = _ORDINAL.sub(" ; ", one)
    near = _nearest(words if amounts == one else tokens_of(amounts, hints), hints, amounts)
    if any(found.unit for found in near):
        near = sorted(near, key=lambda found: not found.unit)  # what names its unit is sooner the amount
    return Read(question=TWO if len(near) > 1 else NOT_PARSED, proposals=tuple(near[:MOST]), whole=False)


def _of_japan(text: str, read: Read[Quantity]) -> Read[Quantity]:
    """The same, asked where 億 or 萬 stands behind ¥: so Japan writes, and of yuan who does not use simple signs."""
    if read.value is None or read.value.unit != "CNY" or not _IN_THEIR_FORM.search(text):
        return read
    return Read(question=CURRENCY, proposals=(replace(read.value, unit="JPY"), read.value), whole=False)


#: An amount by the sign of yen and yuan, in signs that mainland China does not write.
_IN_THEIR_FORM = re.compile(r"[¥￥] ?[0-9][0-9,. ]*[千百十]*[億萬]")


def _of_cho(text: str, hints: Hints) -> Read[Quantity] | None:
    """5兆元: so many million millions, or millions; ``None`` where it is sure, and for others."""
    # Most texts have no such sign: one look spares making them plain once more.
    if "兆" not in text:
        return None
    one = plain(text)
    if not CHO.search(one) or _CHO_IS_SURE.search(one):
        return None
    # Before hundred millions it is no million: 3兆5000亿元.
    scales = ("万亿",) if re.search("兆.*[亿億]", one) else ("万亿", "百万")
    ways = [quantity(CHO.sub(scale, one), hints) for scale in scales]
    found = [value for way in ways for value in ((way.value,) if way.value else way.proposals)]
    if found and found[0].unit == "CNY" and not _OF_CHINA.search(one):
        found.insert(0, replace(found[0], unit="TWD"))
    return Read(question=_CHO_IS, proposals=tuple(dict.fromkeys(found))[:MOST], whole=False)


_OF_CHINA = re.compile(r"人民[币幣]|RMB|CNY", re.I)
_CHO_IS = Text(
    "兆 is a million millions in Taiwan, Japan and Korea, and a million in units of mainland China.",
    "兆在台湾、日本、韩国为万亿，在中国大陆的计量单位中为百万。",
)
#: A number in which a letter stands that looks like a digit, or a sign that looks like another or stands twice.
_SLIPPED = re.compile(
    r"(?<![a-z0-9])(?=[0-9oil.,。]*[0-9])[0-9oil.,。]*(?:[oil。]|[.,]{2})[0-9oil.,。]*(?![a-z0-9])", re.I
)
_LOOK_ALIKE = str.maketrans("oOiIl。", "00111.")
_SLIP = Text(
    "A letter or a sign seems to stand for a digit or a point, such as O for 0.",
    "疑有字母或符号误作数字或小数点，如以字母O代0。",
)


def _slip(text: str, hints: Hints) -> Read[Quantity] | None:
    """What a text proposes whose digits hold a slip of the keyboard: 8O, l20, 1O0万元, 3。5亿; ``None`` for others."""
    mended = _SLIPPED.sub(_mended, text)
    if mended == text:
        return None
    read = quantity(mended, hints)
    found = (read.value,) if read.value is not None else read.proposals
    return Read(question=_SLIP, proposals=found, whole=False) if found else None


def _mended(match: re.Match[str]) -> str:
    """A number without its slips; 10l is of litres."""
    if match[0][-1] in "lLiI":
        return match[0]
    return re.sub(r"([.,])[.,]+", r"\1", match[0].translate(_LOOK_ALIKE))


_SCIENTIFIC = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?[eE][+-]?[0-9]{1,2}")
#: What tells which of several is meant, and is no amount: 一期, 第三批, phase 2, lot IV, 1st tranche.
_COUNTED_OFF = "phases?|stages?|tranches?|lots?|rounds?|batch(?:es)?|parts?|steps?|instal?lments?|sections?"
_ORDINAL = re.compile(
    r"第 ?[0-9一二三四五六七八九十百]{1,6} ?(?:期|批次?|轮|阶段|标段|步|次|笔)?"
    r"|[0-9一二三四五六七八九十]{1,4} ?(?:期(?!货)|批次?|阶段|标段|轮)"
    rf"|\b(?:{_COUNTED_OFF}) ?(?:[0-9]{{1,4}}|[ivx]{{1,6}})\b"
    rf"|\b[0-9]{{0,3}}(?:1st|2nd|3rd|[0-9]th)\b(?: (?:{_COUNTED_OFF}))?",
    re.I,
)


def _has_glued_word(text: str) -> bool:
    """Whether a scale and a code in one word are a word as well: TRON, MALL; CUP and PEN are words by themselves."""
    return any(
        word in _NO_CODES or (word[0] in "MT" and word[1:] in WORDS_TOO & currency_codes())
        for word in re.findall(r"(?<![A-Za-z])[A-Z]{4}(?![A-Za-z])", plain(text))
    )


def _of_a_word(read: Read[Quantity]) -> Read[Quantity]:
    """What was read of an amount whose currency may be a word, proposed."""
    return replace(read, value=None, question=_GLUED_WORD, proposals=(read.value,)) if read.value else read


def _cased(text: str, part: str) -> str:
    """A part of a folded text as the text has it."""
    at = folded(text).find(part)
    return text[at : at + len(part)]


def _names_unknown_currency(text: str, words: Sequence[Token], hints: Hints) -> bool:
    """Whether a short word or a sign at the number may be a currency that nobody knows: the heading's is not meant."""
    if not is_of_money(hints) or len(folded(text)) != len(text):
        return False
    unknown = [token for token in words if "other" in token.kinds]
    if any(unicodedata.category(token.text[0]) == "Sc" for token in unknown):
        return True
    before = (token for token, behind in pairwise(words) if token in unknown and "number" in behind.kinds)
    if any(re.fullmatch(r"[A-Z][A-Za-z]{0,3}", text[token.start : token.end]) for token in before):
        return True
    return any(re.fullmatch(r"[A-Z][a-z]{0,2}|[A-Z]{1,3}", text[token.start : token.end]) for token in unknown[-1:])


@dataclass(frozen=True, slots=True)
class Beginning:
    """A quantity that a longer text begins with.

    Attributes:
        end: where it ends in the text.
        read: what it means.
        kinds: the kinds of the words that it is made of, as ``words.csv`` and the tables beside it have them: whether
            there is a currency, a unit, a counting word or a bound among them.
    """

    end: int
    read: Read[Quantity]
    kinds: frozenset[str]


def beginning(text: str, hints: Hints = Hints()) -> Beginning | None:  # noqa: B008 - it cannot be changed
    """The quantity that a longer text begins with, as far as it goes; ``None`` if it begins with none.

    Args:
        text: a part of a text, folded and in one width; places in it are counted as they are.
        hints: what is known of the text.

    >>> found = beginning("约1.2万亿元，其中")
    >>> found.end, found.read.value.value
    (7, Decimal('1200000000000'))
    """
    words = tokens(text)
    parser = Parser(words, hints, text, in_prose=True)
    parsed = parser.start()
    if parsed is None:
        return None
    taken = words[: parser.at]
    return Beginning(
        taken[-1].end, meaning_of(parsed, hints), frozenset(kind for token in taken for kind in token.kinds)
    )


def _recurring(text: str, hints: Hints) -> Read[Quantity] | None:
    """每年500万元, EUR 2m a year: an amount of each year, of which none for all is made; ``None`` for others."""
    rest, step = rates.apart(folded(text))
    if not step or not rest:
        return None
    words = tokens(rest, _cased(text, rest)) if is_of_money(hints) else tokens(rest)
    parsed = Parser(words, hints, text).whole()
    if parsed is None:
        return None
    read = meaning_of(parsed, hints)
    name = rates.NAMES[step]
    asked = Text(
        f"This is an amount a {name.en}, and no sum. For the whole span write the sum.",
        f"这是每{name.zh}的数额，不是合计。如指全期，请写合计。",
    )
    found = (read.value,) if read.value else read.proposals
    return Read(question=asked, proposals=tuple(replace(one, per=step) for one in found), whole=False)


def _several(text: str, hints: Hints) -> Read[Quantity] | None:
    """2 x 660 MW, 3×€5m: several of one size, asked with what they come to first; ``None`` for others."""
    match = _TIMES.fullmatch(text)
    each = quantity(match["each"], hints).value if match else None
    if match is None or each is None or not each.unit:
        return None
    times = Decimal(match["times"])
    upper = each.upper * times if each.upper is not None else None
    together = replace(each, value=without_zeros(each.value * times), upper=upper)
    return Read(question=_EACH, proposals=(together, each), whole=False)


def _over_its_term(text: str, hints: Hints) -> Read[Quantity] | None:
    """£8m over 5 years, SAR 3mn a year (2018-2022): the amount without the time that stands beside it.

    ``None`` where what is left is no amount that is sure, nor one of each year.
    """
    for way in over_terms(text):
        read = quantity(way.rest, hints)
        # 5亿元（3年） is of three years; a bare number beside years is more likely one of them.
        if read.value is not None and (read.value.unit or hints.money):
            return read
        if read.proposals and (read.proposals[0].per or read.about):
            return read
    return None


_TIMES = re.compile(r"(?P<times>[0-9]{1,3}) ?[x×*] ?(?P<each>[^x×*]{1,60})")
#: That all of an amount has come, which says no number.
_ALL_OF_IT = re.compile(
    r"(?:fully|completely) (?:paid|disbursed|funded|received)(?: (?:in|out))?|(?:paid|disbursed|received) in full"
    r"|(?:已|资金)?(?:全部|全额|足额|悉数)(?:到位|到账|支付|拨付|付清|付讫)|已?付清|vollständig (?:bezahlt|ausgezahlt)"
    r"|(?:totalmente|integralmente) (?:pagad[oa]|pago)|entièrement (?:payé|versé)",
    re.I,
)
_IS_ALL = Text("The text says all of it, and no number.", "文中只说全部，未写明数字。")
_EACH = Text("The text names several of one size; their sum is proposed.", "文中为若干个相同数额；首项为合计。")


def _fraction(text: str) -> Read[Quantity] | None:
    """1/3 and 三分之一: a share as a rule, and never one that decimals keep in full; fully paid, which is all of it."""
    if _ALL_OF_IT.fullmatch(text):
        return Read(question=_IS_ALL, proposals=(Quantity(Decimal(1), "ratio"),), whole=False)
    match = _FRACTION.fullmatch(folded(text))
    if match is None:
        return None
    said = (match["a"], match["b"]) if match["a"] else (match["of"], match["under"])
    upper, under = (numerals.mixed([Decimal(part) if part.isdecimal() else part]) for part in said)
    if not upper or not under or upper > under:
        return Read(question=_IS_FRACTION)
    share = Quantity(without_zeros(round(upper / under, 6)), "ratio")
    return Read(question=_IS_FRACTION, proposals=(share,), whole=share.value * under == upper)


def _in_brackets(words: Sequence[Token], hints: Hints, text: str) -> Read[Quantity]:
    """(500) is minus five hundred for accountants."""
    parsed = Parser(words, hints, text).whole()
    read: Read[Quantity] = meaning_of(parsed, hints) if parsed else Read()
    near = (read.value,) if read.value else read.proposals
    both = [
        replace(one, value=value) for one in near if one.upper is None for value in (-abs(one.value), abs(one.value))
    ]
    return Read(question=_BRACKETS, proposals=tuple(both[:MOST]))


def _nearest(words: Sequence[Token], hints: Hints, text: str) -> list[Quantity]:
    """What can be read of parts of the text: the longest part that makes a quantity from each place on.

    A large number without a unit beside one that names a currency is of the same, whatever the heading says: CHF 1.2m,
    later 1.5m.
    """
    parts: list[Parsed] = []
    at = 0
    while at < len(words):
        parser = Parser(words[at:], hints, text)
        parsed = parser.start()
        if parsed is None:
            at += 1
            continue
        parts.append(parsed)
        at += max(parser.at, 1)
    named = {unit for parsed in parts for unit in parsed.first.units} & currency_codes()
    beside = replace(hints, unit=named.pop(), scale=0) if len(named) == 1 else hints
    found: list[Quantity] = []
    for parsed in parts:
        is_alike = parsed.first.scale is not None and not parsed.first.units
        read = meaning_of(parsed, beside if is_alike else hints)
        found.extend(meant for meant in ((read.value,) if read.value else read.proposals) if meant not in found)
    return found
