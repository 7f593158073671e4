"""How a cell says that there are further parties, and how a line of it goes on with a list."""

from __future__ import annotations

import re

#: What joins the last of a list to it, by language; a letter alone joins in small letters only: not Y Combinator.
_ANDS = {
    "en": ("and", "plus"),
    "de": ("und",),
    "fr": ("et",),
    "es": ("y", "e"),
    "pt": ("e",),
    "it": ("e", "ed"),
    "nl": ("en",),
    "pl": ("i", "oraz"),
    "cs": ("a",),
    "sv": ("och",),
    "da": ("og",),
    "ru": ("и",),
    "tr": ("ve",),
}
#: Who further parties are, behind such a word; how many of them there are may stand before it.
_FURTHER = {
    "en": r"(?:several |various |many |a number of |further )?"
    r"others?(?: (?:partners?|part(?:y|ies)|members?|institut(?:ion|e)s?"
    r"|universit(?:y|ies)|compan(?:y|ies)|firms?|cit(?:y|ies)|organi[sz]ations?|bodies|agencies|stakeholders?))?|more",
    "de": r"(?:andere|weitere)(?: (?:partner|firmen|unternehmen|hochschulen|städte))?",
    "fr": r"(?:d['’])?autres(?: (?:partenaires|entreprises|villes))?",
    "es": r"otr[oa]s",
    "pt": r"outr[oa]s",
    "it": r"altr[ie]",
    "nl": r"anderen?",
    "pl": r"inn[iey]",
    "cs": r"další",
    "sv": r"andra",
    "da": r"andre",
    "ru": r"другие|др\.?",
    "tr": r"diğerleri",
}
#: Words that say so by themselves, behind a blank or a comma.
_ALONE = r"et al\b\.?|etc\b\.?|&c\.|u\.\s?a\.|usw\.|и др\.?|e\.a\."
_NUMBER_ZH = r"[0-9一二三四五六七八九十两百多数若干几余]*"
_WHO_ZH = r"(?:有关|相关|多)?(?:单位|企业|公司|地|机构|高校|院校|大学|学校|市县|县市|城市|部门|国家|国|方|合作方|成员)?"
_IN_CHINESE = (
    rf"等(?:共|共计)?{_NUMBER_ZH}[个家所地]?{_WHO_ZH}|(?:以及|及|和|与)其他{_NUMBER_ZH}[个家所地]?{_WHO_ZH}"
    r"|など|ほか"
)


def others_at_end() -> re.Pattern[str]:
    """What says at the end of a cell that there are further parties, in brackets or not.

    >>> [bool(others_at_end().search(one)) for one in ("样本大学及其他3家单位", "Acme y otros", "Acme (et al.)")]
    [True, True, True]
    """
    joined = "|".join(
        rf"(?:{'|'.join(ands)}|[&＆+＋])\s*(?:the\s+)?(?:[0-9]+\s+|one\s+|two\s+|three\s+)?(?:{_FURTHER[language]})"
        for language, ands in _ANDS.items()
    )
    in_letters = rf"(?:\s+|\s*[,，;；、]\s*)(?:{joined}|{_ALONE})|\s*[&＆]\s*(?:{_FURTHER['en']})|[,，;；、\n]\s*others"
    said = rf"(?:{in_letters}|\s*(?:{_IN_CHINESE}))"
    bracketed = rf"\s*[(（]\s*(?:{joined}|{_ALONE}|{_IN_CHINESE})\s*[)）]"
    return re.compile(rf"(?<=\S)(?:{said}|{bracketed})$", re.I)


_LETTERS_ALONE = "|".join(sorted({word for words in _ANDS.values() for word in words}))
#: What a line of a list begins with, and ends with, that goes on with it: "and MIT".
BEGINS_WITH_AND = re.compile(rf"^\s*(?:(?:{_LETTERS_ALONE}|And|AND|和|与|及)\s+|[&＆+]\s*|以及\s*)(?=\S)")
ENDS_WITH_AND = re.compile(rf"(?<=\S)(?:\s+(?:{_LETTERS_ALONE}|And|AND)|\s*[&＆+]|\s*以及|\s+[和与及])\s*$")
