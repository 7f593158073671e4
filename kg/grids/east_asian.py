"""Texts of Japanese and Korean tables: cp932, EUC-JP and EUC-KR, told by the letters that only these languages have.

Their bytes are characters in GB 18030 too, often. What tells is the script: no Chinese text has kana, and the syllables
of Korean lie where but half of the common Chinese characters do.
"""

from __future__ import annotations

import re

from kg.grids.single_bytes import decodes

#: So much of a text is looked at.
_MOST = 1_000_000
_BEYOND = re.compile("[^\x00-\x7f]")
_KANA = re.compile("[\u3041-\u30fe]")
#: Kana, signs and full letters, and characters of the first level, which are the frequent ones.
_COMMON_IN_CP932 = re.compile(rb"[\x81-\x83][\x40-\xfc]|[\x88-\x97][\x40-\xfc]|\x98[\x40-\x72]")
_PAIR_IN_CP932 = re.compile(rb"[\x81-\x9f\xe0-\xfc][\x40-\xfc]|[\xa1-\xdf]")
_PAIR = re.compile(rb"[\xa1-\xfe][\xa1-\xfe]")
_SYLLABLE = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
_SIGN = re.compile(rb"[\xa1-\xa3][\xa1-\xfe]")
#: Of characters that are common in one language only by chance, so many different ones are none by chance.
_FEWEST_SYLLABLES = 15
_FEWEST_KANA = 3
#: How many of the characters are to be common, and how many kana of all.
_LEAST_COMMON, _LEAST_KANA = 0.8, 0.05


def east_asian(content: bytes) -> str:
    r"""The encoding of a Japanese or Korean text, as Python knows it; empty if it is none.

    Args:
        content: the file's bytes, all of them.

    >>> east_asian("自治体名,提携先都市\n青浜市,Testbury".encode("cp932"))
    'cp932'
    >>> east_asian("名称,金额\n港口合作项目,100".encode("gb18030"))
    ''
    """
    if _is_cp932(content):
        return "cp932"
    if not _PAIR.search(content):
        return ""
    if _has_kana(content):
        return "euc_jp"
    return "euc_kr" if _is_korean(content) else ""


def _is_cp932(content: bytes) -> bool:
    pairs = _PAIR_IN_CP932.findall(content[:_MOST])
    common = sum(_COMMON_IN_CP932.fullmatch(pair) is not None for pair in pairs)
    return bool(pairs) and common >= _LEAST_COMMON * len(pairs) and decodes(content, "cp932")


def _has_kana(content: bytes) -> bool:
    if not decodes(content, "euc_jp"):
        return False
    beyond = _BEYOND.findall(content.decode("euc_jp", "replace")[:_MOST])
    kana = sum(_KANA.fullmatch(one) is not None for one in beyond)
    return kana >= max(_FEWEST_KANA, _LEAST_KANA * len(beyond))


def _is_korean(content: bytes) -> bool:
    if not decodes(content, "euc_kr"):
        return False
    pairs = [pair for pair in _PAIR.findall(content[:_MOST]) if not _SIGN.fullmatch(pair)]
    syllables = {pair for pair in pairs if _SYLLABLE.fullmatch(pair)}
    return len(syllables) >= _FEWEST_SYLLABLES and all(pair in syllables for pair in pairs)
