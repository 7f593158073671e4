"""Words and signs of quantities in both languages: scales, units, bounds, and what stands in front of a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

_Value = TypeVar("_Value")


def _words(table: Mapping[_Value, str]) -> dict[str, _Value]:
    """Each of some words, parted by bars, with what they stand for."""
    return {word: value for value, words in table.items() for word in words.split("|")}


#: Powers of ten of Chinese words; those of one word are multiplied: 百万.
CHINESE_SCALES = _words({1: "十", 2: "百|佰", 3: "千|仟", 4: "万|萬", 8: "亿|億"})
#: Powers of ten of other words.
SCALES = _words(
    {
        3: "k|thousand|thousands|tsd",
        5: "lakh|lakhs|lac",
        6: "m|mn|mln|mio|million|millions",
        7: "crore|crores|cr",
        9: "b|bn|bln|billion|billions|mrd|mia|milliard|milliards",
        12: "tn|trn|trillion|trillions",
    }
)
#: Scales of a letter or two, which only an amount of money makes sure: 1.2m may be metres or minutes.
SHORT_SCALES = frozenset(("k", "m", "b", "cr", "mn", "tn"))

#: Signs and words that several currencies have, each with the likeliest first.
SHARED_SIGNS = _words(
    {
        ("USD",): "$|dollar|dollars",
        ("CNY", "JPY"): "¥|圆",
        ("MXN", "PHP"): "peso|pesos|比索",
        ("INR",): "rupee|rupees|卢比",
        ("SEK", "NOK", "DKK"): "kr|克朗",
        ("NOK", "DKK"): "krone|kroner",
        ("CHF",): "francs|法郎",
    }
)
#: Currencies whose sign is one of ``SHARED_SIGNS``: a heading that names one settles the sign.
SIGN_OF = {**dict.fromkeys(("USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MXN"), "$"), "CNY": "¥", "JPY": "¥"}
#: Words and signs of one currency each. The codes of ISO 4217 themselves are read too.
CURRENCIES = _words(
    {
        "CNY": "rmb|人民币元|人民币|元人民币|元|块|yuan|renminbi|cn¥|rmb¥",
        "USD": "美元|美金|us$|usd$|u.s. dollars|us dollars|us dollar|american dollars",
        "EUR": "欧元|歐元|€|euro|euros",
        "HKD": "港元|港币|港幣|hk$|hong kong dollars|hong kong dollar",
        "TWD": "新台币|新臺幣|台币|nt$|new taiwan dollars",
        "JPY": "日元|日圆|日圓|円|yen|jp¥|japanese yen",
        "GBP": "英镑|英鎊|£|pounds sterling|pound sterling|pounds|sterling",
        "KRW": "韩元|韩圆|韓元|₩|korean won|won",
        "RUB": "卢布|盧布|₽|rubles|roubles|ruble|rouble",
        "INR": "印度卢比|₹|indian rupees",
        "SGD": "新加坡元|新元|s$|singapore dollars",
        "AUD": "澳元|澳大利亚元|a$|au$|australian dollars",
        "CAD": "加元|加拿大元|c$|ca$|canadian dollars",
        "NZD": "新西兰元|nz$|new zealand dollars",
        "CHF": "瑞士法郎|swiss francs|swiss franc",
        "THB": "泰铢|฿|baht",
        "MYR": "林吉特|马来西亚林吉特|ringgit",
        "VND": "越南盾|₫|dong",
        "SEK": "瑞典克朗|swedish kronor|swedish krona",
        "NOK": "挪威克朗|norwegian kroner",
        "DKK": "丹麦克朗|danish kroner",
        "PLN": "兹罗提|zł|zloty",
    }
)
#: The codes of ISO 4217 that are read as they stand; a test holds them against the list of units.
CODES = frozenset(
    _words(
        {
            "": "AED|AFN|ALL|AMD|AOA|ARS|AUD|AWG|AZN|BAM|BBD|BDT|BHD|BIF|BMD|BND|BOB|BRL|BSD|BTN|BWP|BYN|BZD|CAD|CDF|"
            "CHF|CLP|CNY|COP|CRC|CUP|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN|ETB|EUR|FJD|FKP|GBP|GEL|GHS|GIP|GMD|GNF|GTQ|"
            "GYD|HKD|HNL|HTG|HUF|IDR|ILS|INR|IQD|IRR|ISK|JMD|JOD|JPY|KES|KGS|KHR|KMF|KPW|KRW|KWD|KYD|KZT|LAK|LBP|"
            "LKR|LRD|LSL|LYD|MAD|MDL|MGA|MKD|MMK|MNT|MOP|MRU|MUR|MVR|MWK|MXN|MYR|MZN|NAD|NGN|NIO|NOK|NPR|NZD|OMR|"
            "PAB|PEN|PGK|PHP|PKR|PLN|PYG|QAR|RON|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP|SOS|SRD|SSP|STN|SVC|SYP|"
            "SZL|THB|TJS|TMT|TND|TOP|TRY|TTD|TWD|TZS|UAH|UGX|USD|UYU|UZS|VES|VND|VUV|WST|XAF|XCD|XOF|XPF|YER|ZAR|"
            "ZMW"
        }
    )
)
#: Other units: a code of the list ``unit``, and how much of it one is.
UNITS: dict[str, tuple[str, str]] = _words(
    {
        ("project", "1"): "个项目|项目|projects|project",
        ("company", "1"): "家企业|家公司|户企业|企业|companies|company|firms|enterprises",
        ("agreement", "1"): "份协议|项协议|个协议|份合同|agreements|agreement",
        ("person", "1"): "人|名|位|people|persons|person",
        ("visit", "1"): "人次|visits|visitors",
        ("expert", "1"): "名专家|位专家|experts|expert",
        ("hospital", "1"): "家医院|所医院|hospitals|hospital",
        ("school", "1"): "所学校|schools|school",
        ("event", "1"): "场|场次|场活动|events|event",
        ("m2", "1"): "平方米|m2|sqm|square metres|square meters",
        ("ha", "1"): "公顷|ha|hectares|hectare",
        ("mu", "1"): "亩|畝|mu",
        ("km2", "1"): "平方公里|平方千米|km2|sq km|square kilometres|square kilometers",
        ("km", "1"): "公里|千米|km|kilometres|kilometers|kilometre|kilometer",
        ("minute", "1"): "分钟|minutes|minute|min",
        ("hour", "1"): "小时|hours|hour",
        ("tonne", "1"): "吨|噸|tonnes|tonne|tons",
        ("TEU", "1"): "标准箱|标箱|teu",
        ("MW", "1"): "兆瓦|mw|megawatts",
        ("year", "1"): "年|years|year",
        ("month", "1"): "个月|months|month",
        ("day", "1"): "天|日|days|day",
        ("ratio", "0.01"): "%|percent|per cent|pct",
        ("ratio", "0.001"): "‰|per mille",
        ("ratio", "0.1"): "成",
    }
)
#: Words that count things of no unit in the list: the number is read, the unit is not.
COUNTERS = tuple("家个项份所条座处批件次套户栋宗笔种支台")

#: What stands before a figure, and how the figure is to be taken.
BEFORE = _words(
    {
        "about": "大约|约为|约|近|将近|接近|大概|估计|about|approximately|approx.|approx|around|circa|ca.|ca|c.|some|"
        "roughly|nearly|almost|~|≈|≃",
        "moreThan": "超过|超出|超|逾|突破|多于|高于|大于|over|more than|above|>|exceeding|in excess of|upwards of",
        "atLeast": "不少于|不低于|不小于|至少|最少|最低|at least|minimum|min.|>=|≥|≧|not less than|no less than|"
        "no fewer than|a minimum of",
        "upTo": "不超过|不多于|不高于|不大于|至多|最多|最高|up to|at most|<=|≤|≦|maximum|max.|a maximum of|"
        "no more than|not more than|not exceeding",
        "lessThan": "不足|不到|少于|低于|小于|less than|under|below|fewer than|<",
    }
)
#: What stands behind a figure.
BEHIND = _words(
    {
        "about": "左右|上下|or so",
        "atLeast": "以上|及以上|or more|and more|or above|+|起",
        "upTo": "以内|之内|以下|及以下|or less|or fewer|max|封顶",
        "moreThan": "有余|余|多",
    }
)
#: What stands between the ends of a range.
RANGE = ("-", "–", "—", "〜", "至", "到", "to", "−")

#: What may stand before a figure and says only what it is a figure of.
LEAD_IN = re.compile(
    r"(?:(?:项目|合同|协议|签约|合作|交易)?(?:总)?(?:投资总额|投资额|投资|金额|总额|资金|规模|标的额|价款)|注册资本|注册资金|"
    r"到位资金|合计|共计|总计|共|"
    r"(?:the |an? )?(?:total |estimated |registered |contract )*"
    r"(?:investment|amount|value|budget|capital|worth|cost|sum|price|funding|total)(?: of| is)?)"
    r"\s*(?:为|达|:|=)?\s*",
    re.IGNORECASE,
)

#: What says that there is none.
NONE = frozenset(
    _words(
        {
            "": "-|--|---|–|—|——|/|无|無|没有|免费|免費|零|nil|none|no|n/a|na|n.a.|n.a|not applicable|free|"
            "free of charge|gratis|不适用|不涉及|无偿"
        }
    )
)
#: What says that it is not known, which is not that there is none.
UNKNOWN = frozenset(
    _words(
        {
            "": "?|??|???|待定|待补|待补充|未知|不详|不明|暂无|保密|未披露|未公布|tbd|tba|tbc|unknown|undisclosed|"
            "confidential|pending|…|...|not disclosed|not known|to be determined|to be confirmed|not available"
        }
    )
)
