"""Signs and words that join parties, where they stand within one name instead: 和田玉, Trinidad & Tobago Energy Ltd."""

from __future__ import annotations

import re

from kg.intake.identities import registered
from kg.intake.registries import find, find_cities, holding
from kg.text import HAN

#: Words that begin with what else joins in Chinese: wherever they stand, and as names of firms behind a place of China.
_NO_JOINT = re.compile("和(?:平|睦|谐|諧|記|记|黄|风|風|服|美|声|合|解|歌)|及时|与众不同|与时俱进|与那国|與那国|與那國")
_NO_JOINT_AT_HOME = re.compile(
    "和(?:利时|而泰|信|泰|丰|顺|舰|佳|鸣|氏|润|盛|众|邦|晶|达|仁|元|硕|创|兴|正|君|康|胜|悦|光|力|嘉|瑞|昌|府|天|成|安)"
)
_SAINT = re.compile(r"\bSt\.? ")
_HAN = re.compile(f"[{HAN}]")
#: How many words behind a joint may belong to the name of one place, and how much of a text is looked at.
_WORDS, _MOST = 3, 300
#: How many signs of Chinese a name may have before such a word within it.
_MOST_BEFORE = 2


def is_of_one_name(before: str, sign: str, behind: str) -> bool:
    """Whether what may join two parties belongs to one name: of a place that has it within, or of a firm.

    Args:
        before: what stands before it.
        sign: the sign or the word.
        behind: what stands behind it.

    >>> is_of_one_name("中国", "和", "田玉有限公司"), is_of_one_name("Trinidad", "&", "Tobago Energy Ltd")
    (True, True)
    >>> is_of_one_name("样本大学 & 呼", "和", "浩特市"), is_of_one_name("内蒙古", "和", "浩特样本公司")
    (True, False)
    >>> is_of_one_name("嘉善县", "和", "上海市"), is_of_one_name("Hull", "and", "Leeds")
    (False, False)
    """
    sign, before, behind = sign.strip(), before.strip()[-_MOST:], behind.strip()[:_MOST]
    if _HAN.match(sign):
        rest = f"{sign}{behind}"
        if _NO_JOINT.match(rest):
            return True
        if _NO_JOINT_AT_HOME.match(rest) and any(one.id.startswith("cn") for one in find(before)):
            return True
        # Of 呼和浩特 the word stands within the name.
        starts = range(max(0, len(before) - _MOST_BEFORE), len(before) + 1)
        spans = ((len(before) - at, one) for at in starts for one in registered().beginnings(before[at:] + rest))
        return any(len(one) > more + len(sign) for more, one in spans)
    if not sign.isalpha() and sign not in ("&", "＆"):
        return False
    begun, joined = _SAINT.sub("Saint ", before), sign if sign.isalpha() else "and"
    said = (f"{begun} {joined} {' '.join(behind.split()[:count])}" for count in range(1, _WORDS + 1))
    return any(find(one) or holding(one) or find_cities(one) for one in said)
