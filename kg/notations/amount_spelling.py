"""An amount as it is typed, with what is cut short or written together in it as words apart."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.notations.lexicon import currency_codes
from kg.notations.plain import plain

#: A bound on both sides of its number: 以1亿元为上限.
_AROUND = re.compile(r"以(?P<number>.+)[为為作](?P<bound>上限|下限)")
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
CHO = re.compile(r"(?<=[0-9]) ?兆(?=[0-9,. ]*[千百十]*[亿億万]?[^瓦]*(?:円|元|圆|日元|韩元|ウォン|원|ドル))")
_CHO_AND = re.compile(r"([0-9][0-9,.]*)万亿([0-9][0-9,]*)(?=[亿億])")
#: A scale right before a currency's code, as Nordic and German tables have it.
_GLUED = re.compile(r"(?<=[0-9 ])(?P<scale>[kTMt]|[mM]n|m)(?P<code>[A-Z]{3}|kr)\b")
_LEADING = re.compile(r"^(?P<glued>[kTMm][A-Z]{3}) ?(?P<number>[0-9][0-9.,' ]*)$")
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
#: A scale behind the currency, as headings have both: 1200 USD m, 5 EUR million.
_SCALE_BEHIND = re.compile(
    r"(?<=[0-9]) (?P<code>[A-Z]{3}) (?P<scale>k|m|mn|mln|mio\.?|bn|thousand|million|billion|[百千]?万|亿)$"
)
#: A scale that is no begin of a share: 百分之三十 has its number behind it.
_SCALE_ALONE = "[百千万亿萬億](?!分之)"
#: A scale without its number, behind a bound: 上亿元, 近千万元, 超百人, 千余万元; 十几亿 has no number at all.
_WITHOUT_ONE = (
    (re.compile(rf"^([总總]投[资資]|投[资資])?上(?={_SCALE_ALONE})"), r"\1至少一"),
    (re.compile(rf"^((?:总投资|投资)?(?:将近|接近|近|约|超过|超|逾|突破))(?={_SCALE_ALONE})"), r"\1一"),
    (re.compile(r"^(?=[百千](?:余|餘|多)[万亿萬億家人个個名]?)"), "一"),
)


#: Signs for halves and the like with their decimals, before a scale, with a whole number before them: ½ Mio. €, 1½ bn.
_VULGAR = {"½": "5", "¼": "25", "¾": "75", "⅕": "2", "⅖": "4", "⅗": "6", "⅘": "8"}
_SCALE_OF_VULGAR = (
    r"[kmb]|mn|mln|mio|mrd|md|bn|bln|tsd|tausend|thousand|million|milliard|billion|millionen|milliarden|millones"
    r"|milhões|milioni|lakh|crore|[万萬亿億百千]"
)
_WITH_VULGAR = re.compile(
    rf"(?<![0-9.,/])(?P<whole>[0-9]{{1,4}})? ?(?P<sign>[{''.join(_VULGAR)}]) ?(?=(?:{_SCALE_OF_VULGAR})(?![a-z]))", re.I
)


def _in_decimals(match: re.Match[str]) -> str:
    """A half and the like with a point: nobody groups thousands by one or two digits."""
    return f"{match['whole'] or 0}.{_VULGAR[match['sign']]} "


def in_full(text: str) -> str:
    """A text in one width, with what is cut short or written together in it as words apart."""
    text = _WITH_VULGAR.sub(_in_decimals, text)
    one = _AROUND.sub(lambda match: _AROUND_SAID[match["bound"]] + match["number"], plain(text))
    one = _BOUND_IN_BRACKETS.sub(lambda match: f" {_ESTIMATED.sub('approx', match[1])} ", one).strip()
    for without, said in _WITHOUT_ONE:
        one = without.sub(said, one)
    one = _CHO_AND.sub(_in_one, CHO.sub("万亿", _NO_CENTS.sub("", one)))
    one = _TO.sub(r"\g<low> to ", _BETWEEN.sub(r"between \g<low> and ", one))
    one = _SCALE_BEHIND.sub(_scale_first, one)
    one = _GLUED.sub(_apart, _LEADING.sub(r"\g<number> \g<glued>", one))
    for together, apart in _WRITTEN_TOGETHER:
        one = together.sub(apart, one)
    return one


def _in_one(both: re.Match[str]) -> str:
    """Two steps of a number in the smaller one: 3兆5,000億 is 35,000 hundred millions."""
    large, small = (Decimal(number.replace(",", "")) for number in both.groups())
    return format(large * 10**4 + small, "f")


def _scale_first(behind: re.Match[str]) -> str:
    """The scale behind a currency before it; what is no currency as it stands."""
    return f" {behind['scale']} {behind['code']}" if behind["code"] in currency_codes() else behind[0]


def _apart(glued: re.Match[str]) -> str:
    """The scale and the currency of 5 MEUR, 200 TEUR and 20 mkr with a blank between; other letters as they are."""
    scale, code = glued["scale"], glued["code"]
    if code != "kr" and code not in currency_codes():
        return glued[0]
    return f"{'k' if scale in 'Tt' else scale} {code}"
