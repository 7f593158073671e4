"""Quarters and streets that an address has before its town: Naka-ku, Xuhui District, Barrio Norte, 12 Sample Road.

What is called so may be a body too: a school district and a forum on roads take part in things, and lie in their town.
"""

from __future__ import annotations

import re
from functools import cache

from kg.intake.identities import guess, kinds_within, registered
from kg.intake.identities.words import rows
from kg.nearest import folded
from kg.text import HAN

#: The longest side of an address that is looked through.
_LONGEST = 80


@cache
def _words(where: str) -> str:
    """The words that stand somewhere in the names of quarters, folded, as a pattern."""
    listed = [folded(word) for row in rows("quarters") if row["where"] == where for word in row["words"].split("|")]
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))


@cache
def _quarter() -> re.Pattern[str]:
    """A whole side, folded, that is called as quarters are: of words behind a name, that name is one word."""
    return re.compile(
        rf"[\w' -]*[^\W\d_]-(?:{_words('hyphen')})|[\w'’-]+ (?:{_words('end')})|(?:{_words('begin')}) \w[\w'’. -]*"
    )


@cache
def _street() -> re.Pattern[str]:
    """A whole side, folded, that is called as streets are, without a house number or with it."""
    return re.compile(
        rf"[\w'’.-]+(?: [\w'’.-]+){{0,2}} (?:{_words('street end')})|\w{{3,}}(?:straße|strasse|platz|allee|gasse|weg)"
        rf"|(?:{_words('street begin')}) \w[\w'’. -]*"
    )


#: A house number before a street, or behind it: 12 Sample Road, Sample Road 12b.
_NUMBER = re.compile(r"(?P<ahead>\d{1,5}[a-z]?(?:[-/]\d{1,5})? )?(?P<street>.*?)(?P<behind> \d{1,5}[a-z]?)?")


def says_quarter(side: str) -> bool:
    """Whether a side of an address says by a word that it is a quarter or a street, and by none that it is a body.

    Args:
        side: one side, without commas.

    >>> [says_quarter(one) for one in ("Naka-ku", "Xuhui District", "Barrio Norte", "12 College Road", "Via Roma")]
    [True, True, True, True, True]
    >>> [says_quarter(one) for one in ("Nowhere School District", "Health District", "Belt and Road Forum", "Beta")]
    [False, False, False, False]
    """
    text = folded(side) if len(side) <= _LONGEST else ""
    numbered = _NUMBER.fullmatch(text) if text else None
    if numbered and (numbered["ahead"] or numbered["behind"]) and _street().fullmatch(numbered["street"]):
        return True  # 12 College Road: no body has a house number
    if not text or is_perhaps_a_body(side) or guess(side, registered()).kind == "institution":
        return False
    return bool(_quarter().fullmatch(text) or _street().fullmatch(text))


def says_street(text: str) -> bool:
    """Whether a text is a street with its number, a part of a building, or a road that is called by a number alone.

    Args:
        text: one side of an address, without commas; in Chinese with what it lies in or without.

    >>> [says_street(one) for one in ("10 Downing Street", "Musterstraße 12", "12 rue de Rivoli", "Pier 39")]
    [True, True, True, True]
    >>> [says_street(one) for one in ("5号路", "上海市世纪大道88号", "2号厂房", "张杨路500弄3号楼")]
    [True, True, True, True]
    >>> [says_street(one) for one in ("5亿元", "EUR 5m", "3 sites in Leeds", "Downing Street", "第5中学")]
    [False, False, False, False, False]
    """
    plain = folded(text) if len(text) <= _LONGEST else ""
    return bool(plain) and bool(_numbered_street().fullmatch(plain) or _han_street().fullmatch(plain))


@cache
def _numbered_street() -> re.Pattern[str]:
    """A whole side, folded, with a street and its number: 10 Downing Street, Musterstraße 12, Suite 5."""
    ends = f"{_words('street end')}|{_words('numbered street end')}"
    word, number = r"[^\W\d_][\w'’.-]*", r"\d{1,5} ?[a-z]?(?: ?[-–/] ?\d{1,5}[a-z]?)?"
    begun = rf"(?:{_words('street begin')}) {word}(?: {word}){{0,4}}"
    ended = rf"(?:{word} ){{0,4}}(?:{ends}|\w{{3,}}(?:straße|strasse|str\.?|platz|allee|gasse|weg|gatan|straat|laan))"
    return re.compile(
        rf"(?:no\.?|nr\.?|№)? ?{number}[ ,]+(?:{begun}|{ended})(?: (?:north|south|east|west|[ns]?[ew]?))?"
        rf"|(?:{begun}|{ended})[ ,]+(?:no\.?|nr\.?|№|n°)? ?{number}"
        rf"|(?:{_words('number behind')}) (?:no\.? ?)?[a-z]?-?{number}"
    )


@cache
def _han_street() -> re.Pattern[str]:
    """A whole text in Chinese with a street and its number: 5号路, 世纪大道88号, 上海市张杨路500弄3号楼."""
    streets, numbered = _words("han street"), _words("han number")
    number = rf"[0-9]{{1,5}}(?:[-—][0-9]{{1,5}})?(?:号|(?={numbered}))(?:{numbered})?"
    by_number = rf"[0-9]{{1,3}}号(?:{numbered})"
    return re.compile(
        rf"[{HAN}]{{0,20}}(?:{streets})[东西南北中]?(?:{number}){{1,4}}[{HAN}]{{0,12}}"
        rf"|[{HAN}]{{0,20}}{by_number}(?:[与和]{by_number})?[{HAN}]{{0,12}}"
    )


def before_street(text: str) -> str:
    """What an address says of where its street is; empty where it says no street, or nothing else.

    Args:
        text: the address.

    >>> before_street("10 Downing Street, London"), before_street("Unit 4, 22 Sample Park Road, Leeds, UK")
    ('London', 'Leeds, UK')
    >>> before_street("Musterstraße 12, 80331 München"), before_street("10 Downing Street, London SW1A 2AA")
    ('München', 'London')
    >>> before_street("上海市浦东新区张杨路500号"), before_street("长寿路5号"), before_street("London")
    ('上海市浦东新区', '', '')
    """
    sides = [side.strip() for side in _COMMAS.split(text)] if len(text) <= _LONGEST_ADDRESS else []
    left = [side for side in sides if side and not says_street(side)]
    if len(left) == len(sides):
        return ""
    if left:
        return _POSTCODE.sub("", ", ".join(left)).strip()
    place = _WITH_LEVELS.match(text)
    return place[0] if place and place.end() < len(text) else ""


#: What parts the sides of an address; the longest; codes of towns; places that say their level, before streets.
_COMMAS, _LONGEST_ADDRESS = re.compile("[,，]"), 160
_POSTCODE = re.compile(r"^(?:[A-Z]{1,2}-)?\d{4,6} (?=\D)|(?<=\D) (?:\d{5,6}|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})$")
_WITH_LEVELS = re.compile(rf"(?:[{HAN}]{{2,6}}?(?:自治区|自治州|地区|新区|[省市县区州盟旗镇])){{1,4}}")


def is_perhaps_a_body(side: str) -> bool:
    """Whether a side of an address has a word of institutions, or of what districts are for: Health District.

    Args:
        side: one side, without commas.
    """
    return bool(kinds_within(side)) or not _no_quarter().isdisjoint(re.findall(r"\w+", folded(side)))


@cache
def _no_quarter() -> frozenset[str]:
    return frozenset(_words("no quarter").split("|"))
