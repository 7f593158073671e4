"""Short forms and codes that stand in or beside a name: University of Example (UoE)."""

from __future__ import annotations

import re

from kg.intake.identities import guess, registered
from kg.intake.registries import find, find_cities
from kg.intake.sheets.clean_names import LONGEST_NAME, is_chinese
from kg.nearest import folded

#: What a name has in brackets that says of itself that it is another name of it: （以下简称“样本”）, 【原样本学校】.
_SAID_SHORT = re.compile(
    r"(?P<long>[^（()）\[\]【】〔〕]{2,}?)\s*[（(\[【〔]\s*"
    r"(?:(?:以下)?(?:简称为?|下称|又称|又名|也称|亦称|别称|曾用名|曾名|前身为?|(?:现|后|已)?(?:更|改)名为?|现[名称为])"
    r"|原(?:[名称为系]|(?![子料油始则创生野平阳州址定]))|现(?![代场有役货状址行金])"
    r"|(?:formerly|previously|also|now)(?: known as| called| named)?\b|former(?: name)?\b(?! (?:site|campus|seat))"
    r"|a\.?k\.?a\b\.?|(?:hereinafter|hereafter)(?: referred to as| called)?\b"
    r"|abbreviated(?: as| to)?\b|abbr\b\.?|(?:in )?short(?: form)?\b)"
    r"\s*[:：，,]?\s*[“”\"'‘’「『《]?(?P<short>[^（()）\[\]【】〔〕“”\"‘’「」『』《》;；]{1,60}?)[“”\"'‘’」』》]?\s*[)）\]】〕]",
    re.I,
)
_SHORT = re.compile(r"(?P<long>[^（()）]{4,}?)\s*[（(](?P<short>[^（()）\s]{2,10})[)）]")


def said_short(name: str) -> tuple[str, str]:
    """A name and another one of it that it has in brackets, which say so; both empty for others."""
    match = _SAID_SHORT.fullmatch(name.strip()) if len(name) <= LONGEST_NAME else None
    return (match["long"].strip(), match["short"].strip()) if match and match["short"].strip() else ("", "")


def is_only_a_code(text: str) -> bool:
    """Whether a text is a country's code in capitals and nothing that people call the country: AUT, and not USA or UK.

    >>> [is_only_a_code(text) for text in ("AUT", "IN", "USA", "UK", "UAE", "NOU")]
    [True, True, False, False, False, False]
    """
    if not _CODE.fullmatch(text):
        return False
    names = {called.replace(".", "") for one in find(text) if one.level == "country" for called in one.names}
    return bool(names) and text not in names | _CALLED_SO


def is_of_initials(long: str, short: str) -> bool:
    """Whether a short form is made of the first letters of a name's words, small words aside.

    >>> is_of_initials("Institute of Rural Logistics", "IRL"), is_of_initials("Technical School of Trade", "CHE")
    (True, False)
    """
    every = re.findall(r"[^\W\d_]+", long)
    words = [word for word in every if folded(word) not in _SMALL_WORDS]
    capitals = "".join(word[0] for word in every if word[0].isupper())
    return short in ("".join(each[0].upper() for each in some) for some in (words, every)) or short == capitals


#: A country's official code, and codes that people say for the country.
_CODE, _CALLED_SO = re.compile("[A-Z]{2,3}"), frozenset(("USA", "UAE", "NZ", "HK"))
_SCHOOLS = ("university", "vocationalSchool", "school", "researchInstitute")
#: Words that an abbreviation leaves out.
_SMALL_WORDS = frozenset(
    (
        *("of", "and", "the", "for", "in", "at", "on", "de", "del", "la", "le", "les", "des", "du", "di", "da", "do"),
        *("der", "die", "das", "für", "und", "et", "y", "e", "i"),
    )
)


def _is_code_as_short(long: str, short: str) -> bool:
    """Whether a country's code in brackets behind a name is the name's short form, and no place.

    It is where it is made of the name's first letters; and one of three letters behind what is called as a school or an
    institute, since people write whole names of countries there, or codes of two letters. Of ministries and firms one
    of many countries may be of the same name.
    """
    if not is_only_a_code(short):
        return False
    if is_of_initials(long, short):
        return not (find(long) or find_cities(long))
    return len(short) > 2 and guess(long, registered()).code in _SCHOOLS


def has_code_for_name(name: str) -> bool:
    """Whether a name has a short form in brackets that is a country's code too: Institute of Rural Logistics (IRL)."""
    return is_only_a_code(with_short_form(name)[1])


def with_short_form(name: str) -> tuple[str, str]:
    """A name without the short form of it that it has in brackets, and that form; the name itself where it has none.

    >>> with_short_form("Massachusetts Institute of Technology (MIT)"), with_short_form("深圳市创新投资集团（深创投）")
    (('Massachusetts Institute of Technology', 'MIT'), ('深圳市创新投资集团', '深创投'))
    >>> with_short_form("样本医药集团有限公司（以下简称“绿洲医药”）"), with_short_form("Sample Works (formerly Acme)")
    (('样本医药集团有限公司', '绿洲医药'), ('Sample Works', 'Acme'))
    >>> with_short_form("Sample (Shanghai)"), with_short_form("样本集团（上海）")
    (('Sample (Shanghai)', ''), ('样本集团（上海）', ''))
    >>> with_short_form("Sample University of Technology (SUT)"), with_short_form("Academy of Regional Growth (ARG)")
    (('Sample University of Technology', 'SUT'), ('Academy of Regional Growth', 'ARG'))
    """
    if (said := said_short(name))[1]:
        return said
    match = _SHORT.fullmatch(name.strip()) if len(name) <= LONGEST_NAME else None
    if not match or is_chinese(match["long"]) != is_chinese(match["short"]):
        return name, ""
    if find(match["short"]):
        return (match["long"], match["short"]) if _is_code_as_short(match["long"], match["short"]) else (name, "")
    left = iter(match["long"] if is_chinese(name) else re.sub("[^A-Z]", "", match["long"].title()))
    is_short = all(letter in left for letter in match["short"])
    return (match["long"], match["short"]) if is_short else (name, "")
