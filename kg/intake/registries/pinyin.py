"""Chinese names in the letters of pinyin, and the regions of China that a name in letters may be.

Registries have few of China's counties in English. Many of them sound alike, so what is found here is proposed only.
"""

from __future__ import annotations

import re
from functools import cache

from kg.intake.registries.model import RegisteredRegion
from kg.intake.registries.reading import catalogue, peoples
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
    "league": ("盟",),
    "banner": ("旗",),
}
#: Kinds of which there are so few that a name in letters tells which one it is.
_FEW = ("prefecture", "league")
_AUTONOMOUS = {"prefecture": "自治州", "county": "自治县", "banner": "自治旗"}
_KIND = re.compile(rf"(?P<bare>.+?) (?:county-level |prefecture-level )?(?P<kind>{'|'.join(_KINDS)})")
_NO_LETTER = re.compile("[^a-z]+")
#: The shortest name that is looked for: Yi and Ji are too many.
_LEAST = 4
#: The longest: no name of a region has half as many letters.
_MOST = 160


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
    "长阳": "changyang",
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
    plain = _plain(name)
    kind = _KIND.fullmatch(plain)
    letters = letters_of(kind["bare"] if kind else plain)
    if not plain.isascii() or len(letters) < _LEAST:
        return []
    endings = _KINDS[kind["kind"]] if kind else ("",)
    return [one for one in _regions().get(letters, ()) if one.name.zh.endswith(endings)]


def _plain(name: str) -> str:
    """A name folded; empty where it is too long to be one of a region, and would take long to be read."""
    bare = name.strip()
    return folded(bare) if len(bare) <= _MOST else ""


def by_its_kind(name: str) -> list[RegisteredRegion]:
    """The one region of China that a name in letters and its kind tell: Xishuangbanna Prefecture.

    Its people, where the name says it, must be that of the Chinese name: Jingning She Autonomous County.

    Args:
        name: the name; one in Han is none of these.

    Returns:
        the region; empty where none or several are written so, and for kinds that have many of one sound.
    """
    plain = _plain(name)
    if match := _autonomous().fullmatch(plain):
        said = [zh for zh, en in peoples() if any(re.search(rf"\b{folded(one)}\b", match["peoples"]) for one in en)]
        found = [
            one
            for one in _regions().get(letters_of(match["bare"]), ())
            if one.name.zh.endswith(_AUTONOMOUS[match["kind"]]) and all(zh in one.name.zh for zh in said)
        ]
    else:
        kind = _KIND.fullmatch(plain)
        found = by_pinyin(name) if kind and kind["kind"] in _FEW else []
    return found if len(found) == 1 else []


@cache
def _autonomous() -> re.Pattern[str]:
    """How the names of what is autonomous are written in English: Enshi Tujia and Miao Autonomous Prefecture."""
    named = "|".join(re.escape(folded(one)) for _, en in peoples() for one in en)
    return re.compile(
        rf"(?P<bare>.+?)(?P<peoples>(?:,? (?:and )?(?:{named}))*) autonomous (?P<kind>{'|'.join(_AUTONOMOUS)})"
    )


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
