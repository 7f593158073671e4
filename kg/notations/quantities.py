"""A quantity in words: a number with its scale, unit and bound, or a range of two; or a question.

The text is cut into words (``lexicon``), and these are parsed whole. What is left over makes a question,
and what can be read of the text makes its proposals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from kg.nearest import folded
from kg.notations import numerals, rates
from kg.notations.lexicon import Token, currency_codes, is_power, tokens
from kg.notations.model import Hints, Quantity, Read
from kg.notations.plain import LONGEST, plain, without_value
from kg.text import Text

#: How many readings are proposed.
MOST = 3
MOST_CURRENCIES = 6
#: Codes of currencies that are common enough in small letters; others are words as well (all, top, try).
_OFTEN = frozenset(
    ("cny", "usd", "eur", "gbp", "jpy", "hkd", "twd", "krw", "chf", "aud", "cad", "sgd", "nzd", "rub", "inr")
)
#: What stands before a number in capitals and is a word as well.
_WORDS = frozenset(("ALL", "TOP", "CUP", "PEN", "MAD", "SOS", "SIT", "STD", "WON", "RAND"))
#: The exponent of a number with cents, which makes money of what stands behind such a code: TOP 10.50, not TOP 1,000.
_CENTS = -2
#: What is a name where no money is spoken of: COP 26, SDG 5.
_NAMES = frozenset(("COP", "SDG"))
_HUGE = Decimal(10) ** 30
#: What no partnership comes to: 8千万 below 万元 is eighty million, and not that many ten thousands.
_NOBODY_HAS = {True: Decimal(5) * 10**11, False: Decimal(10) ** 13}
#: More than this in a common currency is proposed last.
_MOST_LIKELY = Decimal(10) ** 11
#: Currencies of which a unit buys little: by what more of them is spoken of as often as of others.
_SMALL_UNITS = {
    **dict.fromkeys(
        ("VND", "IDR", "IRR", "LAK", "UZS", "GNF", "KHR", "LBP", "SLL", "MMK", "PYG", "COP"), Decimal(10) ** 4
    ),
    **dict.fromkeys(
        ("KRW", "TZS", "UGX", "CLP", "MNT", "NGN", "IQD", "MGA", "RWF", "BIF", "SYP", "ARS"), Decimal(1000)
    ),
    **dict.fromkeys(("JPY", "HUF", "KZT", "PKR", "LKR", "AMD", "CRC", "DZD", "XAF", "XOF"), Decimal(100)),
}


def _too_much(unit: str) -> Decimal:
    """From which amount on nobody has as much in a currency."""
    return _NOBODY_HAS[False] * _SMALL_UNITS.get(unit, Decimal(1))


#: From here on a number with its currency is no number of ten thousands or millions.
_WHOLE = Decimal(10) ** 9
_THOUSAND, _MILLION = Decimal(1000), Decimal(10) ** 6
#: The scales that a heading has by a letter: USD k, EUR m, EUR bn.
_BY_LETTER = (_THOUSAND, Decimal(10) ** 6, Decimal(10) ** 9)
_SURE = Text()
_NOT_PARSED = Text("The text is not one number with its unit.", "这段文字不是一个带单位的数值。")
_TWO = Text("The text names more than one amount.", "文中不止一个数额。")
_COMMA = Text(
    "The sign between the digits may be a decimal sign or group thousands.",
    "数字间的符号可能是小数点，也可能是千位分隔。",
)
_CURRENCY = Text("Several currencies are written like that.", "该符号可指多种货币。")
_UNKNOWN_CURRENCY = Text(
    "The text may name a currency that is not known. Write it with its code: ZAR 45 million.",
    "文中的币种无法识别。请用货币代码书写，如ZAR 45 million。",
)
_SCALE = Text("It is not sure by how much the number is scaled.", "不确定数字按多少倍计。")
_BOUND = Text("The text sets two bounds.", "文中有两种限定。")
_MIXED = Text("The ends of the range do not fit together.", "范围的两端不相配。")
_BARE_RANGE = Text(
    "Two numbers without a unit may be a range or a date.", "两个不带单位的数字可能是范围，也可能是日期。"
)
_CONFLICT = Text("The text names two units.", "文中有两种单位。")
_TONS = Text(
    "A ton may be metric, American (0.90718474 t) or British (1.0160469088 t).",
    "ton可能是公吨，也可能是美吨（0.90718474吨）或英吨（1.0160469088吨）。",
)
_IS_FRACTION = Text("The text is a fraction; write it as a decimal or a percentage.", "这是分数，请写成小数或百分数。")
_FRACTION = re.compile(
    r"(?P<a>[0-9]{1,6}) ?[/⁄] ?(?P<b>[0-9]{1,6})"
    r"|(?P<under>[0-9]{1,6}|[一二三四五六七八九十]{1,3})分之(?P<of>[0-9]{1,6}|[一二三四五六七八九十]{1,3})"
)
_BRACKETS = Text("A number in brackets may be negative.", "括号中的数字可能是负数。")
#: Doubts of which no proposal says all that the text does: of two bounds or two units one is left out.
_PARTLY = (_BOUND, _CONFLICT, _NOT_PARSED)
#: A bound on both sides of its number: 以1亿元为上限.
_AROUND = re.compile(r"以(?P<number>.+)[为作](?P<bound>上限|下限)")
_AROUND_SAID = {"上限": "不超过", "下限": "不低于"}
#: A bound in brackets: 3.5m (approx.), 约3.5亿（估算）, (max.) 2m.
_ESTIMATED = re.compile(r"^(?:est|estimated?|estimate|估算|估计|估|概算|暂估|aprox|ca)\.?$", re.I)
_BOUND_IN_BRACKETS = re.compile(
    r"\s*[(\[]\s*(approx(?:\.|imately)?|about|circa|ca?\.?|est(?:\.|imated?)?|aprox\.?|max(?:\.|imum)?"
    r"|min(?:\.|imum)?|at (?:least|most)|or (?:more|less)|左右|以上|以下|以内|估算|估计|估|概算|暂估)\s*[)\]]\s*",
    re.I,
)
#: What joins the ends of a range in further languages: 10 bis 12 Mio. Euro, entre 3 et 4 M€, от 5 до 7 млн.
_SOME_MONEY = r"(?=(?:[€$£¥₹₽₩]|[A-Z]{1,3}\$?)? ?[0-9])"
_BETWEEN = re.compile(
    rf"\b(?:entre|zwischen|между|między|pomiędzy|antara|tra|fra|mellem|mellan|tussen) +{_SOME_MONEY}"
    rf"(?P<low>.*[0-9].*?) +(?:et|y|und|e|и|i|dan|en|og|och|a) +{_SOME_MONEY}",
    re.I,
)
_TO = re.compile(
    r"(?:\b(?:von|de|desde|от|od|từ|dari|da|fra|från) +)?(?P<low>[0-9](?: ?(?:[^\W\d_]{1,12}\.?|[€$£%])){0,3}) +"
    rf"(?:bis|a|à|al|до|do|đến|sampai|hingga|s/d|til|till|tot) +{_SOME_MONEY}",
    re.I,
)
#: What a number ends with that says that nothing follows: CHF 250'000.–, Rs. 1,00,000/-.
_NO_CENTS = re.compile(r"(?<=[0-9])(?:\.-{1,2}|/[-=])(?![0-9])")
#: The sign of a million millions in Japan, Taiwan and Korea, which is mega in 兆瓦.
_CHO = re.compile(r"(?<=[0-9]) ?兆(?=[0-9,. ]*[千百十]*[亿億万]?[^瓦]*(?:円|元|圆|日元|韩元|ウォン|원|ドル))")
#: Whose 兆 is a million millions for sure; the yuan of China and of Taiwan have one sign, and mainland units a million.
_CHO_IS_SURE = re.compile(r"円|日[元圆]|韩[元圆]|ウォン|원|ドル|NT ?\$|NTD|TWD|[新]?台[币幣]|臺幣|新臺币")
_CHO_AND = re.compile(r"([0-9][0-9,.]*)万亿([0-9][0-9,]*)(?=[亿億])")
#: A scale right before a currency's code, as Nordic and German tables have it.
_GLUED = re.compile(r"(?<=[0-9 ])(?P<scale>[kTMt]|[mM]n|m)(?P<code>[A-Z]{3}|kr)\b")
#: Words that are a scale and a code by accident: five TRON are a coin's, and not 5,000 RON.
_NO_CODES = frozenset(("TALL", "TANG", "TARS", "TERN", "TRON", "TSAR", "MALL", "MARS", "MILS"))
_LEADING = re.compile(r"^(?P<glued>[kTMm][A-Z]{3}) ?(?P<number>[0-9][0-9.,' ]*)$")
#: What other currencies are counted in too, in Chinese: 港币3亿元.
_COUNTED_IN = frozenset("元圆")
#: Where "mil" is thousand, and where it is cut short for million: the currencies, and words of the text.
_MIL_THOUSAND = frozenset(
    [
        "BRL",
        "MXN",
        "ARS",
        "CLP",
        "COP",
        "PEN",
        "UYU",
        "PYG",
        "BOB",
        "CRC",
        "GTQ",
        "HNL",
        "NIO",
        "DOP",
        "CUP",
        "VES",
        "AOA",
        "MZN",
        "CVE",
    ]
)
_MIL_MILLION = frozenset(["CZK", "RON", "MDL", "RSD", "MKD", "TRY", "HUF"])
_SPEAKS_IBERIAN = re.compile(
    r"\b(?:d[oó]lares|reais|pesos|soles|de|mais|m[aá]s|menos|cerca|hasta|at[eé]|aprox\w*|con|com|libras|yuanes|unos)\b",
    re.I,
)
#: Short for milhões and bilhões beside a currency; by itself mi is miles as well.
_MILES_TOO = frozenset(("mi", "bi"))
#: What M is, beside million, where amounts are in the money of a country.
_OTHER_M = {"IDR": Decimal(10) ** 9, "CLP": Decimal(1000)}
_MIL = Text(
    "In Spanish and Portuguese mil is thousand; in English and Czech it is short for million.",
    "mil在西班牙语和葡萄牙语中为千，在英语和捷克语中是百万的缩写。",
)
_BILLION = Text(
    "In German, French and most languages of Europe a billion is a million millions, in English a thousand millions.",
    "billion在德语、法语等多数欧洲语言中为万亿，在英语中为十亿。",
)
_TRILLION = Text(
    "In German, French and most languages of Europe a trillion has eighteen noughts, in English twelve.",
    "trillion在德语、法语等多数欧洲语言中为1后18个零，在英语中为1后12个零（万亿）。",
)
#: Languages in which a billion is a million millions, by the months that a sheet names.
_LONG_LANGUAGES = frozenset(
    ("de", "fr", "nl", "da", "nb", "no", "sv", "fi", "pl", "cs", "sk", "hu", "hr", "sl", "es", "it")
)
#: Their words at an amount; a comma before decimals is none of English either.
_SPEAKS_LONG = re.compile(
    r"\b(?:rund|etwa|ungefähr|zirka|über|mehr|mindestens|höchstens|bis|unter|weniger|eine[nr]?|environ"
    r"|plus(?= d[e'’])|moins|près|au"
    r"|jusqu|une?|de|des|omkring|cirka|ongeveer|około|milliarden?)\b|\bd'|[0-9],[0-9]{1,2}(?![0-9])",
    re.I,
)
#: What is written together in further languages: 3 Md€, 450 T€, 120 mdp, 30 mdd, 5 mdkr, 450TEUR.
_WRITTEN_TOGETHER = (
    (re.compile(r"(?<=[0-9 ])(Mds?|Mrd) ?€", re.I), r"md €"),
    (re.compile(r"(?<=[0-9 ])T ?€"), "k €"),
    (re.compile(r"^T ?€ ?([0-9][0-9.,' ]*)$"), r"\1 k €"),
    (re.compile(r"(?<=[0-9 ])mdp\b", re.I), "million pesos"),
    (re.compile(r"(?<=[0-9 ])mdd\b", re.I), "million USD"),
    (re.compile(r"(?<=[0-9 ])md(?:r|kr)\b", re.I), "md kr"),
    (re.compile(r"(?<=[0-9 ])MM ?DHS?\b"), "milliard MAD"),
    (re.compile(r"(?<=[0-9 ])M ?DHS?\b"), "million MAD"),
    (re.compile(r"(?<=[0-9 ])M ?DT\b"), "million TND"),
    (re.compile(r"^UF ?(?=[0-9])|(?<=[0-9]) ?UF$"), " CLF "),
)
_GLUED_WORD = Text(
    "The capitals may be a currency with its scale, or a word. Write the currency apart: 5 million ALL.",
    "这些大写字母可能是带倍数的币种，也可能是一个词。请将币种分开书写，如5 million ALL。",
)
_SLIP = Text("The number is written in an unusual way.", "数字的写法不寻常。")


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
    one = _in_full(text)
    if _SCIENTIFIC.fullmatch(one):
        # Programs write so, with a decimal point.
        one, hints = format(Decimal(one), "f"), replace(hints, decimal_comma=False)
    if (each := _of_cho(text, hints) or _recurring(one, hints) or _several(one, hints)) is not None:
        return each
    if (fraction := _fraction(one)) is not None:
        return fraction
    words = _tokens(one, hints)
    parsed = _Parser(words, hints, one).whole()
    # A long dash in front is none of a number's signs.
    if parsed is not None and text.strip()[0] not in "—―─":
        read = _of_japan(text, _read(parsed, hints))
        return _of_a_word(read) if _has_glued_word(text) and not hints.unit else read
    if parsed is None and one.startswith("(") and one.endswith(")"):
        return _in_brackets(words[1:-1], hints, one)
    slip = _slip(one, hints)
    if slip or _names_unknown_currency(one, words, hints):
        return slip or Read(question=_UNKNOWN_CURRENCY, whole=False)
    amounts = _ORDINAL.sub(" ; ", one)
    near = _nearest(words if amounts == one else _tokens(amounts, hints), hints, amounts)
    if any(found.unit for found in near):
        near = sorted(near, key=lambda found: not found.unit)  # what names its unit is sooner the amount
    return Read(question=_TWO if len(near) > 1 else _NOT_PARSED, proposals=tuple(near[:MOST]), whole=False)


def _of_japan(text: str, read: Read[Quantity]) -> Read[Quantity]:
    """The same, asked where 億 or 萬 stands behind ¥: so Japan writes, and of yuan who does not use simple signs."""
    if read.value is None or read.value.unit != "CNY" or not _IN_THEIR_FORM.search(text):
        return read
    return Read(question=_CURRENCY, proposals=(replace(read.value, unit="JPY"), read.value), whole=False)


#: An amount by the sign of yen and yuan, in signs that mainland China does not write.
_IN_THEIR_FORM = re.compile(r"[¥￥] ?[0-9][0-9,. ]*[千百十]*[億萬]")


def _of_cho(text: str, hints: Hints) -> Read[Quantity] | None:
    """5兆元: so many million millions, or millions; ``None`` where it is sure, and for others."""
    # Most texts have no such sign: one look spares making them plain once more.
    if "兆" not in text:
        return None
    one = plain(text)
    if not _CHO.search(one) or _CHO_IS_SURE.search(one):
        return None
    # Before hundred millions it is no million: 3兆5000亿元.
    scales = ("万亿",) if re.search("兆.*[亿億]", one) else ("万亿", "百万")
    ways = [quantity(_CHO.sub(scale, one), hints) for scale in scales]
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
#: A scale that is no begin of a share: 百分之三十 has its number behind it.
_SCALE_ALONE = "[百千万亿](?!分之)"
#: A scale without its number, behind a bound: 上亿元, 近千万元, 超百人, 千余万元; 十几亿 has no number at all.
_WITHOUT_ONE = (
    (re.compile(rf"^(总投资|投资)?上(?={_SCALE_ALONE})"), r"\1至少一"),
    (re.compile(rf"^((?:总投资|投资)?(?:将近|接近|近|约|超过|超|逾|突破))(?={_SCALE_ALONE})"), r"\1一"),
    (re.compile(r"^(?=[百千](?:余|多)[万亿家人个名]?)"), "一"),
)


def _in_full(text: str) -> str:
    """A text in one width, with what is cut short or written together in it as words apart."""
    one = _AROUND.sub(lambda match: _AROUND_SAID[match["bound"]] + match["number"], plain(text))
    one = _BOUND_IN_BRACKETS.sub(lambda match: f" {_ESTIMATED.sub('approx', match[1])} ", one).strip()
    for without, said in _WITHOUT_ONE:
        one = without.sub(said, one)
    one = _CHO_AND.sub(_in_one, _CHO.sub("万亿", _NO_CENTS.sub("", one)))
    one = _TO.sub(r"\g<low> to ", _BETWEEN.sub(r"between \g<low> and ", one))
    one = _GLUED.sub(_apart, _LEADING.sub(r"\g<number> \g<glued>", one))
    for together, apart in _WRITTEN_TOGETHER:
        one = together.sub(apart, one)
    return one


def _in_one(both: re.Match[str]) -> str:
    """Two steps of a number in the smaller one: 3兆5,000億 is 35,000 hundred millions."""
    large, small = (Decimal(number.replace(",", "")) for number in both.groups())
    return format(large * 10**4 + small, "f")


#: What tells which of several is meant, and is no amount: 一期, 第三批, phase 2, lot IV, 1st tranche.
_COUNTED_OFF = "phases?|stages?|tranches?|lots?|rounds?|batch(?:es)?|parts?|steps?|instal?lments?|sections?"
_ORDINAL = re.compile(
    r"第 ?[0-9一二三四五六七八九十百]{1,6} ?(?:期|批次?|轮|阶段|标段|步|次|笔)?"
    r"|[0-9一二三四五六七八九十]{1,4} ?(?:期(?!货)|批次?|阶段|标段|轮)"
    rf"|\b(?:{_COUNTED_OFF}) ?(?:[0-9]{{1,4}}|[ivx]{{1,6}})\b"
    rf"|\b[0-9]{{0,3}}(?:1st|2nd|3rd|[0-9]th)\b(?: (?:{_COUNTED_OFF}))?",
    re.I,
)


def _apart(glued: re.Match[str]) -> str:
    """The scale and the currency of 5 MEUR, 200 TEUR and 20 mkr with a blank between; other letters as they are."""
    scale, code = glued["scale"], glued["code"]
    if code != "kr" and code not in currency_codes():
        return glued[0]
    return f"{'k' if scale in 'Tt' else scale} {code}"


def _has_glued_word(text: str) -> bool:
    """Whether a scale and a code in one word are a word as well: TRON, MALL; CUP and PEN are words by themselves."""
    return any(
        word in _NO_CODES or (word[0] in "MT" and word[1:] in _WORDS & currency_codes())
        for word in re.findall(r"(?<![A-Za-z])[A-Z]{4}(?![A-Za-z])", plain(text))
    )


def _of_a_word(read: Read[Quantity]) -> Read[Quantity]:
    """What was read of an amount whose currency may be a word, proposed."""
    return replace(read, value=None, question=_GLUED_WORD, proposals=(read.value,)) if read.value else read


def _tokens(text: str, hints: Hints) -> list[Token]:
    return tokens(folded(text), text if _is_of_money(hints) else "")


def _is_of_money(hints: Hints) -> bool:
    return hints.money or _is_currency(hints.unit)


def _cased(text: str, part: str) -> str:
    """A part of a folded text as the text has it."""
    at = folded(text).find(part)
    return text[at : at + len(part)]


def _names_unknown_currency(text: str, words: Sequence[Token], hints: Hints) -> bool:
    """Whether a short word or a sign at the number may be a currency that nobody knows: the heading's is not meant."""
    if not _is_of_money(hints) or len(folded(text)) != len(text):
        return False
    unknown = [token for token in words if "other" in token.kinds]
    if any(unicodedata.category(token.text[0]) == "Sc" for token in unknown):
        return True
    before = (token for token, behind in pairwise(words) if token in unknown and "number" in behind.kinds)
    if any(re.fullmatch(r"[A-Z][A-Za-z]{0,3}", text[token.start : token.end]) for token in before):
        return True
    return any(re.fullmatch(r"[A-Z][a-z]{0,2}|[A-Z]{1,3}", text[token.start : token.end]) for token in unknown[-1:])


def currency_sign(text: str) -> str:
    """The sign in an amount that several currencies have, as it is written; empty where there is none.

    Args:
        text: the amount.

    >>> currency_sign("R 45 million"), currency_sign("$3m"), currency_sign("€3m")
    ('R', '$', '')
    """
    one = plain(text[:LONGEST])
    several = (token for token in _tokens(one, Hints(money=True)) if len(token.said.get("currency", ())) > 1)
    return next((one[token.start : token.end] for token in several), "") if len(folded(one)) == len(one) else ""


def counted_as(text: str) -> str:
    """The word that counts what an amount says, folded, where it names a unit: ``staff`` of 1,200 staff; else empty.

    Args:
        text: the amount.

    >>> counted_as("1,200 staff"), counted_as("120名教师"), counted_as("EUR 3m")
    ('staff', '名教师', '')
    """
    named = [token.text for token in _words_of(text) if "unit" in token.kinds]
    return named[-1] if named else ""


def _words_of(text: str) -> list[Token]:
    return tokens(folded(plain(text[:LONGEST])))


def has_own_word(text: str) -> bool:
    """Whether right behind the first number of an amount stands a word that is none of its own: 250 buses, 20台设备.

    Args:
        text: the amount.

    >>> has_own_word("250 buses"), has_own_word("EUR 250 million"), has_own_word("250 (two lots)")
    (True, False, False)
    """
    words = _words_of(text)
    at = next((at for at, token in enumerate(words) if "number" in token.kinds), len(words))
    behind = next((token for token in words[at + 1 :] if not token.kinds & _OF_NUMBERS), None)
    return behind is not None and "other" in behind.kinds and (len(behind.text) > 1 or not behind.text.isascii())


#: What may stand between a number and what it counts.
_OF_NUMBERS = frozenset(("scale", "long scale", "money scale", "foreign scale", "run", "more", "classifier"))


def speaks_long_scale(texts: Iterable[str]) -> bool:
    """Whether some texts are in a language in which a billion is a million millions, by its little words.

    Args:
        texts: headings and cells.

    >>> speaks_long_scale(["Betrag der Vereinbarung", "Forschung und Lehre mit der Hochschule"])
    True
    >>> speaks_long_scale(["Amount", "Centre for the study of wind and water"])
    False
    """
    long = english = 0
    for text in texts:
        words = set(_WORD.findall(text[:LONGEST].casefold()))
        long += len(words & _LITTLE_LONG)
        english += len(words & _LITTLE_ENGLISH)
    return long >= _ENOUGH and long > english


#: Words of languages in which a billion is a million millions, words of English, and how many of them tell.
_LITTLE_LONG = frozenset(
    (
        *("und", "der", "die", "das", "mit", "für", "för", "zwischen", "zur", "zum", "von", "im", "betrag", "laufzeit"),
        *("et", "des", "les", "du", "pour", "avec", "sur", "entre", "montant", "durée", "partenaire"),
        *("och", "av", "og", "mellem", "mellan", "met", "voor", "tussen", "het", "een", "oraz", "dla", "mezi"),
    )
)
_LITTLE_ENGLISH = frozenset(
    ("the", "of", "and", "for", "with", "between", "amount", "name", "status", "signed", "party")
)
_WORD, _ENOUGH = re.compile(r"[^\W\d_]+"), 3


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
    parser = _Parser(words, hints, text, in_prose=True)
    parsed = parser.start()
    if parsed is None:
        return None
    taken = words[: parser.at]
    return Beginning(taken[-1].end, _read(parsed, hints), frozenset(kind for token in taken for kind in token.kinds))


def _recurring(text: str, hints: Hints) -> Read[Quantity] | None:
    """每年500万元, EUR 2m a year: an amount of each year, of which none for all is made; ``None`` for others."""
    rest, step = rates.apart(folded(text))
    if not step or not rest:
        return None
    words = tokens(rest, _cased(text, rest)) if _is_of_money(hints) else tokens(rest)
    parsed = _Parser(words, hints, text).whole()
    if parsed is None:
        return None
    read = _read(parsed, hints)
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
    together = replace(each, value=_without_zeros(each.value * times), upper=upper)
    return Read(question=_EACH, proposals=(together, each), whole=False)


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
    share = Quantity(_without_zeros(round(upper / under, 6)), "ratio")
    return Read(question=_IS_FRACTION, proposals=(share,), whole=share.value * under == upper)


def _in_brackets(words: Sequence[Token], hints: Hints, text: str) -> Read[Quantity]:
    """(500) is minus five hundred for accountants."""
    parsed = _Parser(words, hints, text).whole()
    read: Read[Quantity] = _read(parsed, hints) if parsed else Read()
    near = (read.value,) if read.value else read.proposals
    both = [meant for one in near if one.upper is None for meant in (replace(one, value=-one.value), one)]
    return Read(question=_BRACKETS, proposals=tuple(both[:MOST]))


def _nearest(words: Sequence[Token], hints: Hints, text: str) -> list[Quantity]:
    """What can be read of parts of the text: the longest part that makes a quantity from each place on."""
    found: list[Quantity] = []
    at = 0
    while at < len(words):
        parser = _Parser(words[at:], hints, text)
        parsed = parser.start()
        if parsed is None:
            at += 1
            continue
        read = _read(parsed, hints)
        found.extend(meant for meant in ((read.value,) if read.value else read.proposals) if meant not in found)
        at += max(parser.at, 1)
    return found


@dataclass(slots=True)
class _Amount:
    """A number with what stands at it, as far as it is parsed."""

    values: tuple[Decimal, ...]
    doubt: Text = _SURE
    about: str = ""
    scale: Decimal | None = None
    percent: Decimal | None = None
    units: tuple[str, ...] = ()
    factor: Decimal = Decimal(1)
    more: bool = False
    money_scale: bool = False
    small: bool = False
    #: What its own words multiply by; a numeral spelt out below ten thousand is a number like any other.
    own: Decimal | None = None
    blank: bool = False
    #: By what each way of its unit multiplies it: a ton may be metric, American or British.
    ways: tuple[Decimal, ...] = (Decimal(1),)
    #: How its currency is written that stands first, and whether that is a word as well: MAD, TOP.
    currency: str = ""
    is_word: bool = False
    #: Its unit as it is written, where that is another one than the code: miles.
    converted: str = ""


@dataclass(slots=True)
class _Parsed:
    """One amount or two, and the bounds that are set."""

    first: _Amount
    second: _Amount | None = None
    bounds: list[str] = field(default_factory=list)
    doubt: Text = _SURE
    bare: bool = False


class _Parser:
    """Parses words from left to right. Lives for one text.

    In running text another unit behind an amount belongs to what follows: 亿元以上项目.
    """

    def __init__(self, words: Sequence[Token], hints: Hints, text: str, in_prose: bool = False) -> None:
        self._in_prose = in_prose
        self._words = words
        self._hints = hints
        self._text = text
        self.at = 0

    def whole(self) -> _Parsed | None:
        """The text, if it is one quantity from end to end."""
        parsed = self.start()
        while self._take("tail"):
            pass
        return parsed if parsed and self.at == len(self._words) else None

    def start(self) -> _Parsed | None:
        """The quantity that the words begin with."""
        bounds = list(self._bounds_before())
        between = self._take("between") is not None
        first = self._amount()
        if first is None:
            return None
        parsed = _Parsed(first, bounds=bounds + self._behind(first))
        here = self.at
        to = self._take("range")
        if to is not None and (to.text != "and" or between) and (second := self._amount()) is not None:
            parsed.second = second
            parsed.bare = to.text in ("-", "~")
            parsed.bounds += self._behind(second)
        else:
            self.at = here
            if between:
                parsed.doubt = _NOT_PARSED
        ends = (first, parsed.second or first)
        if first.is_word and not any(self._is_money_behind(first.currency, end) for end in ends):
            first.doubt = first.doubt or _CURRENCY
        return parsed

    def _take(self, kind: str) -> Token | None:
        if self.at < len(self._words) and kind in self._words[self.at].kinds:
            self.at += 1
            return self._words[self.at - 1]
        return None

    def _bounds_before(self) -> Iterator[str]:
        """Words that lead in, and bounds, in any order."""
        while self.at < len(self._words):
            if (token := self._take("before")) is not None:
                yield from token.said["before"]
            elif (token := self._foreign("foreign before")) is not None:
                yield from token.said["foreign before"]
            elif self._take("lead") is None and self._foreign("foreign lead") is None:
                return

    def _behind(self, amount: _Amount) -> list[str]:
        bounds = ["moreThan"] if amount.more else []
        while (token := self._take("behind") or self._foreign("foreign behind")) is not None:
            bounds.extend(token.said.get("behind") or token.said["foreign behind"])
            self._units(amount)
        return bounds

    def _amount(self) -> _Amount | None:
        """A sign, a currency, a number, its scale, its unit."""
        here = self.at
        before = _Amount(())
        sign = self._sign()
        signed = self.at > here
        self._units(before)
        if before.units and self.at < len(self._words) and self._words[self.at].text == ".":
            self.at += 1  # KES. 4m
        inner = list(self._bounds_before()) if before.units else []
        sign = sign if signed else self._sign()
        leading = self._take("leading percent")
        number = None if inner else self._number()
        if number is None:
            self.at = here
            return None
        if sign < 0:
            number.values = tuple(-value for value in number.values)
        if leading is not None:
            number.percent = leading.factor
        number.units, number.doubt = before.units, number.doubt or before.doubt
        number.currency = before.currency
        self._scale(number)
        self._units(number)
        self._in_brackets(number)
        number.is_word = before.is_word
        return number

    def _is_money_behind(self, word: str, number: _Amount) -> bool:
        """Whether a code that is a word as well is one by its number: MAD 300 mn, PEN 50.00; not TOP 1,000, mad 5m."""
        code = word.upper()
        if self._in_prose or code not in currency_codes() or code not in self._text:
            return False
        has_cents = _is_of_money(self._hints) and all(value.as_tuple().exponent == _CENTS for value in number.values)
        return number.own is not None or has_cents or self._hints.unit == code

    def _in_brackets(self, amount: _Amount) -> None:
        """A scale and a unit in brackets: 8 (USD)."""
        here = self.at
        if self._take("open") is None:
            return
        inside = replace(amount)
        self._scale(inside)
        self._units(inside)
        if self.at > here + 1 and self._take("close"):
            amount.values, amount.units, amount.factor, amount.doubt = (
                *(inside.values, inside.units),
                *(inside.factor, inside.doubt),
            )
            amount.converted = inside.converted
            amount.scale, amount.own, amount.percent = inside.scale, inside.own, inside.percent
            amount.more, amount.money_scale = inside.more, inside.money_scale
        else:
            self.at = here

    def _sign(self) -> int:
        token = self._words[self.at] if self.at < len(self._words) else None
        behind = self._words[self.at + 1] if token and self.at + 1 < len(self._words) else None
        # A dash that stands apart is a bullet or a line.
        if token and behind and token.text in ("-", "+") and token.end == behind.start:
            self.at += 1
            return -1 if token.text == "-" else 1
        return 1

    def _number(self) -> _Amount | None:
        """Digits and Chinese numerals that stand together."""
        parts: list[list[numerals.Part]] = [[]]
        found = _Amount(())
        chinese = self._is_chinese_here()
        while (token := self._take("number") or self._take("run")) is not None:
            if "run" in token.kinds:
                for some in parts:
                    some.append(token.text)
                continue
            read = numerals.literal(token.text, self._hints.decimal_comma, chinese)
            found.blank = token.text.count(" ") == 1 and token.text.replace(" ", "").isdigit()
            if not read.sure:
                found.doubt, found.about = (_COMMA if read.about else _SLIP), read.about
            parts = [[*some, value] for some in parts[:MOST] for value in read.values]
        if not parts or not parts[0]:
            return None
        values = [numerals.mixed(some) for some in parts]
        found.values = tuple(value for value in values if value is not None)
        found.scale = numerals.scale(parts[0]) if found.values else None
        found.small = found.scale in (100, 1000)
        found.own = _own_scale(parts[0], found.scale)
        return found if found.values else None

    def _is_chinese_here(self) -> bool:
        """Whether Chinese words stand right behind the number, so that its point is a decimal point."""
        behind = self._words[self.at + 1 : self.at + 2]
        return any("一" <= token.text[0] <= "鿿" for token in behind)

    def _scale(self, amount: _Amount) -> None:
        while self.at < len(self._words):
            if (token := self._take("scale") or self._foreign_scale(amount)) is not None:
                amount.scale = amount.own = (amount.scale or Decimal(1)) * token.factor
                amount.values = tuple(value * token.factor for value in amount.values)
            elif (token := self._take("percent")) is not None:
                amount.percent = token.factor
            elif (token := self._take("spoken")) is not None:
                self._spoken(amount, token)
            elif (token := self._take("long scale")) is not None:
                self._billion(amount, token)
            elif not self._more(amount) and not self._money_scale(amount):
                return

    def _foreign(self, kind: str) -> Token | None:
        """A word of a further language, which in running text may be any word."""
        return None if self._in_prose else self._take(kind)

    def _foreign_scale(self, amount: _Amount) -> Token | None:
        """A scale of a further language, in Latin letters in doubt where no money is spoken of.

        One that is a word as well (300 md, 3 tis) is one of money alone, and miles only before a currency: 5 miles de
        euros.
        """
        is_money = _is_of_money(self._hints) or any("currency" in token.kinds for token in self._words)
        if is_money and (token := self._foreign("foreign money scale")) is not None:
            if token.text in _MILES_TOO and not any("currency" in one.kinds for one in self._words):
                amount.doubt = amount.doubt or _SCALE
            return token
        behind = self._words[self.at + 1 : self.at + 3]
        if behind and "joint" in behind[0].kinds:
            behind = behind[1:]
        if behind and "currency" in behind[0].kinds and (token := self._foreign("joint scale")) is not None:
            return token
        if _is_of_money(self._hints) and (token := self._foreign("joint scale")) is not None:
            amount.doubt = amount.doubt or _SCALE  # thousands in Spanish, and no length of money
            return token
        token = self._foreign("foreign scale")
        if token is not None and not is_money and token.text[0] < "\u0250":
            amount.doubt = amount.doubt or _SCALE
        return token

    def _spoken(self, amount: _Amount, token: Token) -> None:
        """The mil of 5 mil: thousand or million, as the text, its currency or somebody says."""
        words = {folded(code).upper() for word in self._words for code in word.said.get("currency", ())}
        codes = words | {self._hints.unit}
        is_thousand = self._hints.mil_thousand
        if is_thousand is None and (self._in_prose or codes & _MIL_MILLION):
            is_thousand = False
        elif is_thousand is None and ((codes & _MIL_THOUSAND and len(words) < 2) or _SPEAKS_IBERIAN.search(self._text)):
            is_thousand = True
        factors = (
            (_THOUSAND,) if is_thousand else (token.factor,) if is_thousand is False else (_THOUSAND, token.factor)
        )
        if len(factors) > 1:
            amount.doubt = amount.doubt or _MIL
        amount.scale = amount.own = factors[0]
        amount.values = tuple(value * factor for factor in factors for value in amount.values)

    def _billion(self, amount: _Amount, token: Token) -> None:
        """The billion and trillion of an English text, and what they are in German and French where one speaks so."""
        long = token.factor * (_THOUSAND if token.factor == _WHOLE else _MILLION)
        hints, is_long = self._hints, self._hints.long_billion
        speaks = hints.long_scale or hints.languages & _LONG_LANGUAGES or _SPEAKS_LONG.search(self._text)
        factors: tuple[Decimal, ...] = (long if is_long else token.factor,)
        if is_long is None and speaks and not self._in_prose:
            doubt = _BILLION if token.factor == _WHOLE else _TRILLION
            amount.doubt, factors = amount.doubt or doubt, (long, token.factor)
        amount.scale = amount.own = factors[-1]
        amount.values = tuple(value * factor for factor in factors for value in amount.values)

    def _more(self, amount: _Amount) -> bool:
        """The 多 of 100多万, and the scale behind it."""
        if self._take("more") is None:
            return False
        amount.more = True
        behind = self._words[self.at] if self.at < len(self._words) else None
        if behind is not None and "run" in behind.kinds and all(sign in "百千万亿" for sign in behind.text):
            self.at += 1
            scaled = [numerals.mixed([Decimal(1), *sign]) or Decimal(1) for sign in behind.text]
            for factor in scaled:
                amount.scale = amount.own = (amount.scale or Decimal(1)) * factor
                amount.values = tuple(value * factor for value in amount.values)
        return True

    def _money_scale(self, amount: _Amount) -> bool:
        """The m of $1.2m; without a currency it is in doubt."""
        if amount.scale is not None or (token := self._take("money scale")) is None:
            return False
        amount.scale = amount.own = token.factor
        amount.money_scale = True
        factors: tuple[Decimal, ...] = (token.factor,)
        if token.text == "m" and (other := self._other_m(amount)):
            factors, amount.doubt = (other, token.factor), amount.doubt or _SCALE
        amount.values = tuple(value * factor for factor in factors for value in amount.values)
        return True

    def _other_m(self, amount: _Amount) -> Decimal | None:
        """What M is as well in a country: miliar in Indonesia, mil in Chile; ``None`` elsewhere."""
        behind = {code for word in self._words for code in word.said.get("currency", ())}
        codes = set(amount.units) or behind or {self._hints.unit}
        return next((factor for code, factor in _OTHER_M.items() if codes == {code}), None)

    def _units(self, amount: _Amount) -> None:
        """Currencies, units and counting words; two that do not fit are a doubt."""
        while self.at < len(self._words):
            if self._in_prose and amount.units and self._is_of_another(amount):
                return
            if amount.scale is not None and self._foreign_joint():
                continue
            if (token := self._take("currency") or (self._take("unit") if amount.values else None)) is not None:
                self._unit(amount, token)
            elif amount.values and self._take("more"):
                amount.more = True
            elif not amount.values or self._take("classifier") is None:
                return

    def _foreign_joint(self) -> bool:
        """The de of 5 millones de euros, where a currency is behind it."""
        behind = self._words[self.at + 1] if self.at + 1 < len(self._words) else None
        return behind is not None and "currency" in behind.kinds and self._foreign("joint") is not None

    def _is_of_another(self, amount: _Amount) -> bool:
        said = self._words[self.at].said
        codes = said.get("currency", said.get("unit"))
        return codes is not None and not set(codes) & set(amount.units)

    def _unit(self, amount: _Amount, token: Token) -> None:
        codes = token.said.get("currency", token.said.get("unit", ()))
        both = tuple(code for code in amount.units if code in codes) if amount.units else codes
        if not both and (counted := _counted(amount, token, codes)):
            amount.units = counted
            return
        amount.currency = amount.currency or token.text
        if not both:
            amount.doubt = amount.doubt or _CONFLICT
            return
        amount.units = both
        if not amount.values and token.text.upper() in _WORDS:
            amount.is_word = True  # what stands behind it tells
        elif self._is_only_a_word(token, before=not amount.values):
            amount.doubt = amount.doubt or _CURRENCY
        self._in_base(amount, token)

    def _in_base(self, amount: _Amount, token: Token) -> None:
        """What an amount is in the unit of its code: 12 miles in kilometres; of a word for several units, each way."""
        if len(token.in_base) > 1:
            amount.doubt = amount.doubt or _TONS
            amount.ways = token.in_base
            return
        amount.factor *= token.in_base[0]
        if not is_power(token.in_base[0]):
            amount.converted = token.text

    def _is_only_a_word(self, token: Token, before: bool) -> bool:
        """Whether a code may be a word: 5 all, 5 try, TOP 10."""
        code = token.text.upper()
        if before and code in _NAMES and not _is_of_money(self._hints):
            return True
        is_code = code in token.said.get("currency", ()) and token.text not in _OFTEN
        return is_code and code not in self._text


def _counted(amount: _Amount, token: Token, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The one currency of 港币3亿元 and 3亿元港币, of which 元 says no more than that it is money; empty for two."""
    if not ("一" <= token.text[0] <= "鿿" and "一" <= amount.currency[:1] <= "鿿"):
        return ()
    if token.text in _COUNTED_IN:
        return amount.units
    return codes if amount.currency in _COUNTED_IN else ()


def _read(parsed: _Parsed, hints: Hints) -> Read[Quantity]:
    """What was parsed, as a value or a question."""
    ends = [parsed.first, *([parsed.second] if parsed.second else [])]
    shared = _share(*ends) if len(ends) == 2 else _SURE
    units, unit_doubt = _units_of(ends, hints)
    factors, scale_doubt = _factors(ends, units, hints)
    bounds = list(dict.fromkeys(parsed.bounds))
    bound = bounds[0] if len(bounds) == len(ends) == 1 else "exact"
    is_bare_of_unit = not any(end.units or end.percent is not None for end in ends) and units == [hints.unit]
    if hints.unit and hints.of_unit and is_bare_of_unit:
        factors = [factor * hints.in_base for factor in factors]
    converted = next(
        (end.converted for end in ends if end.converted), hints.of_unit if hints.unit and is_bare_of_unit else ""
    )
    meant = [replace(one, converted=converted) for one in _meant(ends, units, factors, bound)]
    bare = parsed.bare and units == [""] and not any(end.scale for end in ends) and not hints.money
    bare = bare or _are_years(ends)
    doubts = [
        parsed.doubt,
        shared,
        *(end.doubt for end in ends),
        unit_doubt,
        scale_doubt,
        _BARE_RANGE if bare else _SURE,
        _TWO if any(end.blank and not end.units for end in ends) and not hints.unit else _SURE,
        _BOUND if len(bounds) > 1 or (bounds and len(ends) == 2) else _SURE,
    ]
    doubt = next((some for some in doubts if some), _SURE if len(meant) == 1 else _MIXED)
    if not doubt:
        return Read(meant[0])
    own = hints.scale and len(factors) > 1 and (any(end.own for end in ends) or hints.unit in units)
    about = {
        _COMMA: "decimal-comma",
        _SCALE: "cell-scale" if own else "",
        _MIL: "mil-thousand",
        _BILLION: "long-billion",
        _TRILLION: "long-billion",
    }.get(doubt, "")
    if doubt is _CURRENCY and len(units) > 1:
        about = "currency"
    most = MOST_CURRENCIES if about == "currency" else MOST
    return Read(question=doubt, proposals=tuple(meant[:most]), about=about, whole=doubt not in _PARTLY)


def _are_years(ends: Sequence[_Amount]) -> bool:
    """Whether both ends of a range are numbers as years are, with nothing beside them: 2018-2022 below a budget."""
    is_plain = all(not end.units and end.scale is None and end.percent is None for end in ends)
    first, last = _YEARS
    return is_plain and len(ends) > 1 and all(first <= value <= last for end in ends for value in end.values)


_YEARS = (1900, 2100)


def _meant(ends: list[_Amount], units: list[str], factors: list[Decimal], bound: str) -> list[Quantity]:
    """All that the ends may mean together, without what is too large or in no order."""
    ways = ([value * factor for value in way] for factor in factors for way in _ways(ends))
    made = (_made(values, unit, bound) for values in ways for unit in units)
    return list(dict.fromkeys(quantity for quantity in made if quantity))


def _share(first: _Amount, second: _Amount) -> Text:
    """Gives both ends of a range the scale, the share and the unit that stands at the second: 10-12亿."""
    # 五百至八百万 may begin with five hundred or with five million.
    doubt = _MIXED if first.small and (second.scale or 0) > 1000 else _SURE
    if second.scale is not None and first.scale is None:
        first.values = tuple(value * second.scale for value in first.values)
        first.scale = second.scale
    elif first.scale is not None and second.scale is None:
        second.values = tuple(value * first.scale for value in second.values)
        second.scale, doubt = first.scale, _MIXED
    if not (first.units and second.units):
        first.factor = second.factor = first.factor * second.factor
        first.ways = second.ways = max(first.ways, second.ways, key=len)
    first.percent = first.percent or second.percent
    if second.percent is None and first.percent is not None:
        second.percent, doubt = first.percent, doubt or _MIXED
    if first.units and second.units and not set(first.units) & set(second.units):
        return _CONFLICT
    if first.percent != second.percent:
        return _MIXED
    return doubt


def _ways(ends: list[_Amount]) -> Iterator[list[Decimal]]:
    """The values of the ends, percent worked out; each way that they may be meant, both in one and the same unit."""
    for way in range(max(len(end.ways) for end in ends)):
        for at in range(max(len(end.values) for end in ends)):
            yield [
                end.values[min(at, len(end.values) - 1)]
                * (end.percent or 1)
                * end.factor
                * end.ways[min(way, len(end.ways) - 1)]
                for end in ends
            ]


def _units_of(ends: list[_Amount], hints: Hints) -> tuple[list[str], Text]:
    """The unit that the ends have, or those that it may be."""
    if any(end.percent is not None for end in ends):
        return ["ratio"], _CONFLICT if any(end.units and end.units != ("ratio",) for end in ends) else Text()
    said = [set(end.units) for end in ends if end.units]
    if not said:
        return [hints.unit], Text()
    common = set.intersection(*said)
    codes = next(end.units for end in ends if end.units)
    units = [code for code in codes if code in common] or list(codes)
    if len(units) == 1:
        return units, Text()
    return ([hints.unit], Text()) if hints.unit in units else (units, _CURRENCY)


def _factors(ends: list[_Amount], units: list[str], hints: Hints) -> tuple[list[Decimal], Text]:
    """By what the heading multiplies the number, and whether that is sure."""
    own = max((end.own for end in ends if end.own is not None), default=None)
    said = any(end.units or end.percent is not None for end in ends)
    if any(end.money_scale for end in ends) and not hints.money and not all(_is_currency(unit) for unit in units):
        return [Decimal(1)], _SCALE
    if not hints.scale or (said and own) or any(end.percent is not None for end in ends):
        return [Decimal(1)], _SURE
    scaled = Decimal(1).scaleb(hints.scale)
    if scaled in _BY_LETTER and (own == _THOUSAND or any(end.money_scale for end in ends)):
        # 35k below USD k, 0.3m and 350k below EUR m: a letter says all, as nobody counts in thousands of thousands.
        return [Decimal(1)], _SURE
    if own is not None and (own > scaled or _largest(ends) * scaled >= _NOBODY_HAS[own == scaled]):
        # 1.2亿 below 万元, 5.6亿 and 8000万 below 亿元: nobody writes a hundred million ten thousands.
        return [Decimal(1)], _SURE
    if said and _is_currency(hints.unit) and not any(map(_is_currency, units)):
        # 120亩 below 万元: what is scaled is the money.
        return [Decimal(1)], _SURE
    if said and not own and all(map(_is_currency, units)) and _is_in_full(_largest(ends), units, scaled, hints):
        return [Decimal(1)], _SURE
    if own or said:
        # A unit that is not the heading's takes the place of that alone: 8 USD below CNY million.
        other = said and not own and hints.unit not in ("", *units)
        if hints.cell_scale is not None and not other:
            return [Decimal(1) if hints.cell_scale else scaled], _SURE
        is_small = _largest(ends) < scaled and _largest(ends) * scaled < _MOST_LIKELY
        return [scaled, Decimal(1)] if other and is_small else [Decimal(1), scaled], _SCALE
    return [scaled], _SURE


def _is_in_full(value: Decimal, units: list[str], scaled: Decimal, hints: Hints) -> bool:
    """Whether a number with its currency is all of an amount, and no number of those that its heading counts.

    600000元 below 万元 is some of the heading's, and times it more than most have; 500,000 EUR below 亿元 times it is
    what nobody has. US$ 80,000 below 万元，另注明者除外 is noted otherwise.
    """
    least = scaled if hints.unless_noted else max(scaled, _WHOLE / scaled)
    return value >= least or all(value * scaled >= _too_much(one) for one in units)


def _largest(ends: list[_Amount]) -> Decimal:
    return max(abs(value) for end in ends for value in end.values)


def _own_scale(parts: Sequence[numerals.Part], scale: Decimal | None) -> Decimal | None:
    """What the words of a number multiply by: 万 or 亿 anywhere in it, or a unit behind digits."""
    signs = "".join(part for part in parts if isinstance(part, str))
    large = Decimal(10**8) if "亿" in signs else Decimal(10**4) if "万" in signs else None
    return large or (None if isinstance(parts[0], str) else scale)


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isalpha() and unit.isupper() and unit != "TEU"


def _made(values: list[Decimal], unit: str, bound: str) -> Quantity | None:
    """A quantity in plain decimals; ``None`` if it is too large, or its ends are not in order."""
    if any(abs(value) >= _HUGE for value in values):
        return None
    plain_values = [_without_zeros(value) for value in values]
    made = Quantity(plain_values[0], unit, bound)
    if len(plain_values) == 1:
        return made
    return replace(made, upper=plain_values[1]) if plain_values[0] < plain_values[1] else None


def _without_zeros(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
