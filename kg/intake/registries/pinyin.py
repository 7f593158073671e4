"""Chinese names in the letters of pinyin, and the regions of China that a name in letters may be.

Registries have few of China's counties in English. Many of them sound alike, so what is found here is proposed only.
"""

from __future__ import annotations

import re
from functools import cache

from kg.intake.registries.model import RegisteredRegion
from kg.intake.registries.reading import catalogue
from kg.nearest import folded

#: What a name says of its kind in English, to how those names end in Chinese.
_KINDS = {
    "district": ("区",),
    "new area": ("区",),
    "county": ("县", "自治县"),
    "city": ("市",),
    "municipality": ("市",),
    "province": ("省",),
    "prefecture": ("州", "地区", "盟"),
    "banner": ("旗",),
}
_KIND = re.compile(rf"(?P<bare>.+?) (?:county-level |prefecture-level )?(?P<kind>{'|'.join(_KINDS)})")
_NO_LETTER = re.compile("[^a-z]+")
#: The shortest name that is looked for: Yi and Ji are too many.
_LEAST = 4


#: Names that are read otherwise than their signs mostly are.
_OTHERWISE = {
    "珲春": "hunchun",
    "浚县": "xunxian",
    "洪洞": "hongtong",
    "繁峙": "fanshi",
    "单县": "shanxian",
    "筠连": "junlian",
    "荥经": "yingjing",
    "涡阳": "guoyang",
    "长垣": "changyuan",
    "乐陵": "laoling",
    "三都": "sandu",
    "朝阳": "chaoyang",
    "大城": "daicheng",
}


@cache
def in_letters(text: str) -> str:
    """A Chinese text in the letters of pinyin, run together, without tones.

    Args:
        text: a short text, as of a name.

    >>> in_letters("复旦"), in_letters("西安"), in_letters("长春")
    ('fudan', 'xian', 'changchun')
    """
    from pypinyin import Style, lazy_pinyin  # its tables take a moment, and few runs need them

    return "".join(lazy_pinyin(text, style=Style.NORMAL, v_to_u=False, errors="ignore")).replace("v", "u")


def letters_of(name: str) -> str:
    """A name in Latin script as ``in_letters`` writes Chinese ones.

    >>> letters_of("Xi'an"), letters_of("Lü Shun")
    ('xian', 'lushun')
    """
    return _NO_LETTER.sub("", folded(name).replace("ü", "u"))


def by_pinyin(name: str) -> list[RegisteredRegion]:
    """The regions of China that a name in letters may be: Wujiang, Wujiang District; those that still stand.

    Args:
        name: the name; one in Han is none of these.

    Returns:
        the regions, by id; empty where none is written so.
    """
    plain = folded(name).strip()
    kind = _KIND.fullmatch(plain)
    letters = letters_of(kind["bare"] if kind else plain)
    if not plain.isascii() or len(letters) < _LEAST:
        return []
    endings = _KINDS[kind["kind"]] if kind else ("",)
    return [one for one in _regions().get(letters, ()) if one.name.zh.endswith(endings)]


@cache
def _regions() -> dict[str, list[RegisteredRegion]]:
    found: dict[str, list[RegisteredRegion]] = {}
    known = catalogue()
    for registry in known.registries.values():
        for name in sorted(registry.regions):
            one = known.regions[name]
            if not (one.name.zh and name.startswith("cn-") and one.is_current) or one.level == "town":
                continue
            bare = next((short for short in one.other_names if short and one.name.zh.startswith(short)), one.name.zh)
            otherwise = _OTHERWISE.get(bare[:2], "")
            for letters in (in_letters(bare), *([otherwise + in_letters(bare[2:])] if otherwise else [])):
                listed = found.setdefault(letters, [])
                if one not in listed:
                    listed.append(one)
    return found
