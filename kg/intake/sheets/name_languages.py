"""Names in both languages in one cell, and the place that a name has in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from kg.intake.identities import belongs_before, guess, registered
from kg.intake.registries import by_pinyin, find, find_cities
from kg.intake.sheets.bilingual import halves
from kg.intake.sheets.clean_names import LONGEST_NAME, REMEMBERED, is_chinese
from kg.intake.sheets.countries_in_names import countries_named, country_behind
from kg.intake.sheets.short_forms import is_only_a_code, said_short, with_short_form
from kg.intake.sheets.signs_between import DASH, IN_BRACKETS, SLASH, names_several, split_outside
from kg.intake.sheets.two_bodies import (
    are_known_as_two,
    are_one_firm,
    are_perhaps_two,
    are_surely_two,
    are_untied,
    is_perhaps_translated,
)
from kg.nearest import folded
from kg.text import HAN

#: A word between two names that stands at the edge of what may be one name in two languages.
_AT_EDGE = re.compile(r"(?:[和与及&＆]|and|und)\s.*|.*\s(?:[和与及&＆]|and|und)", re.I)
#: What names of Japanese firms begin with, where it is no Chinese character.
_KANA = "\u3040-\u30ff"
_BOTH = (
    re.compile(rf"(?P<zh>[{HAN}{_KANA}][^A-Za-z（(]*)\s*[（(](?P<en>[A-Za-z][^{HAN}]*)[)）]"),
    re.compile(rf"(?P<en>[A-Za-z][^{HAN}（(]*?)\s*[（(](?P<zh>[^A-Za-z]*[{HAN}][^A-Za-z]*)[)）]"),
    re.compile(rf"(?P<zh>[{HAN}{_KANA}][^A-Za-z/]*?)\s*[/ 　]\s*(?P<en>[A-Za-z][A-Za-z'’.-]* [^{HAN}]*[A-Za-z).])"),
    re.compile(rf"(?P<en>[A-Za-z][A-Za-z'’.-]* [^{HAN}/]*?)\s*[/ 　]\s*(?P<zh>[{HAN}][^A-Za-z]*)"),
)
#: A name with its legal form behind a comma, beside one in Chinese.
_ZH = rf"(?P<zh>[{HAN}{_KANA}][^A-Za-z,，;；()（）]*)"
_EN = rf"(?P<en>[A-Za-z][^{HAN},，;；/（(]*,[^{HAN},，;；/（()）]*)"
_BEHIND_FORM = (
    re.compile(rf"{_EN}[ /　（(]\s*{_ZH}[)）]?"),
    re.compile(rf"{_ZH}[ /　（(]\s*{_EN}[)）]?"),
)
#: A name of one word beside one in Chinese: in both languages only where both are of one region.
_ONE_WORD = (
    re.compile(rf"(?P<zh>[{HAN}]+)\s*[/ 　]?\s*(?P<en>[A-Za-z][A-Za-z'’-]*)"),
    re.compile(rf"(?P<en>[A-Za-z][A-Za-z'’-]*)\s*[/ 　]?\s*(?P<zh>[{HAN}]+)"),
)
#: A firm of one word in letters, and its name in Chinese behind a blank or a slash: LG化学 is one name.
_FIRM_OF_ONE_WORD = (
    re.compile(rf"(?P<zh>[{HAN}]{{2,}})\s*[/ 　]\s*(?P<en>[A-Za-zÀ-ɏ][\w&.'’-]+)", re.A),
    re.compile(rf"(?P<en>[A-Za-zÀ-ɏ][\w&.'’-]+)\s*[/ 　]\s*(?P<zh>[{HAN}]{{2,}})", re.A),
)
#: A place with what it lies in, in letters and in Chinese: Ontario, Canada 加拿大安大略省.
_WITH_OUTER = re.compile(
    rf"(?P<en>[^{HAN},，;；/|]+,[^{HAN},，;；/|（(]*[^\W{HAN}])\s*[/ 　（(]\s*(?P<zh>[{HAN}]+)[)）]?"
)
_DASH_OF_LANGUAGES = re.compile(rf"(?<=[{HAN}])\s*[-—―–]+\s*(?=[A-Za-z])|(?<=[A-Za-z.)])\s*[-—―–]+\s*(?=[{HAN}])")
_POINT_OF_LANGUAGES = re.compile(rf"(?<=[{HAN}])\s*[·•・]\s*(?=[A-Za-z])|(?<=[A-Za-z.)])\s*[·•・]\s*(?=[{HAN}])")


@lru_cache(REMEMBERED)
def both_languages(name: str) -> tuple[str, str]:
    """A name in Chinese and in English, where a cell has both; the one that is missing is empty.

    Signs that part names part two of them: they are no name in two languages. Nor are two bodies beside each other.

    >>> both_languages("复旦大学（Fudan University）"), both_languages("IBM中国"), both_languages("Acme Ltd")
    (('复旦大学', 'Fudan University'), ('IBM中国', ''), ('', 'Acme Ltd'))
    >>> both_languages("Example University; 示例大学")[0], both_languages("安吉县人民政府/Siemens AG")[1]
    ('Example University; 示例大学', '')
    """
    zh, en = halves_of(name)
    are_two = are_known_as_two if IN_BRACKETS.fullmatch(name.strip()) else are_surely_two
    return (name, "") if zh and en and are_two(zh, en) else (zh, en)


def halves_of(name: str) -> tuple[str, str]:
    """The same, whatever the two halves are: also of a title, and of two bodies beside each other."""
    if (said := said_short(name))[1]:
        return _with_said_short(name, *said)
    pair = _with_form(name.strip())
    return pair if all(pair) else _in_both(name)


def two_bodies(name: str) -> list[str]:
    """The Chinese and the foreign name beside each other that may be two bodies, as they stand; nothing for others.

    What stands in brackets says of itself that it is the name before it, unless both are known as two.

    >>> two_bodies("杭州云途有限公司 / Nordic Compute AB"), two_bodies("浙江大学（Zhejiang University）")
    (['杭州云途有限公司', 'Nordic Compute AB'], [])
    >>> two_bodies("POSCO 现代集团"), two_bodies("BASF 巴斯夫"), two_bodies("SAP 中国研究院"), two_bodies("LG化学")
    (['POSCO', '现代集团'], [], [], [])
    """
    text = name.strip()
    zh, en = halves_of(_POINT_OF_LANGUAGES.sub(" ", text))
    if not (zh and en):
        return []
    are_two = are_known_as_two if IN_BRACKETS.fullmatch(text) else _are_perhaps_two
    return sorted((zh, en), key=text.find) if are_two(zh, en) else []


def _are_perhaps_two(zh: str, en: str) -> bool:
    return are_perhaps_two(zh, en) or are_untied(zh, en)


def perhaps_translated(name: str) -> list[str]:
    """The two names in letters that a slash or a dash parts in one, where they may be one body's; nothing for others.

    >>> perhaps_translated("TU Wien / Vienna University of Technology"), perhaps_translated("TU Wien / TU Graz")
    (['TU Wien', 'Vienna University of Technology'], [])
    """
    if len(name) > LONGEST_NAME or is_chinese(name):
        return []
    for sign in (SLASH, DASH):
        sides = [side.strip() for side in split_outside(sign, name)]
        if len(sides) == 2 and all(sides) and is_perhaps_translated(*sides):
            return sides
    return []


def _in_both(name: str) -> tuple[str, str]:
    """A name in Chinese and in English by the signs and blanks between them, as ``both_languages`` has it."""
    text = _without_seat(name)
    if text == name and country_behind(name) != name:
        return ("", name) if _is_latin(name) else (name, "")
    for form in _BOTH if len(text) <= LONGEST_NAME and not names_several(text) else ():
        match = form.fullmatch(_DASH_OF_LANGUAGES.sub(" ", text.strip()))
        if match and not any(_AT_EDGE.fullmatch(part.strip()) for part in match.groups()):
            zh, en = match["zh"].strip(), match["en"].strip()
            is_seat = any(_is_seat(place, beside) for place, beside in ((zh, en), (en, zh)))
            # Siemens（中国）is no name in two languages; 英国 (United Kingdom) is.
            is_seat = is_seat or any(countries_named(one) and not find(other) for one, other in ((zh, en), (en, zh)))
            is_seat = is_seat or says_where_it_is(zh, en)
            if not (is_seat or _are_two_places(zh, en) or _ends_with_joint(zh)):
                return _short_in_brackets(zh), _short_in_brackets(en)
    if (match := _WITH_OUTER.fullmatch(text.strip()) if len(text) <= LONGEST_NAME else None) and (
        _are_one_region(match["zh"], match["en"]) or _ends_alike(match["zh"], match["en"])
    ):
        return match["zh"], match["en"]
    for form in _ONE_WORD if len(text) <= LONGEST_NAME else ():
        match = form.fullmatch(text.strip())
        if match and _are_one_region(match["zh"], match["en"]):
            return match["zh"], match["en"]
    return _firm_of_one_word(text.strip()) or (("", name) if _is_latin(name) else (name, ""))


def _firm_of_one_word(text: str) -> tuple[str, str] | None:
    """A firm's name in Chinese and its one word in letters, or two firms' names; ``None`` for all else: BMW 中国."""
    for form in _FIRM_OF_ONE_WORD if len(text) <= LONGEST_NAME else ():
        match = form.fullmatch(text)
        if match and not any(find(part) or find_cities(part) for part in match.groups()):
            zh, en = match["zh"], match["en"]
            if are_one_firm(zh, en) or are_known_as_two(zh, en) or are_untied(zh, en):
                return zh, en
    return None


def _with_form(text: str) -> tuple[str, str]:
    """A firm's name in Chinese and in letters, with its legal form behind a comma; both empty for others.

    >>> _with_form("Sample, S.A. 样本公司"), _with_form("样本工厂 Muster Werke, GmbH")
    (('样本公司', 'Sample, S.A.'), ('样本工厂', 'Muster Werke, GmbH'))
    >>> _with_form("Berlin, Hamburg 汉堡"), _with_form("Sample, Inc.（中国）")
    (('', ''), ('', ''))
    """
    for form in _BEHIND_FORM if len(text) <= LONGEST_NAME and "," in text else ():
        match = form.fullmatch(text)
        if match and belongs_before(match["en"].rpartition(",")[2].strip()):
            zh, en = match["zh"].strip(), match["en"].strip()
            # Sample, Inc.（中国）is no name in two languages.
            is_seat = bool(countries_named(zh)) or _is_seat(zh, en) or says_where_it_is(zh, en)
            return ("", "") if is_seat or _AT_EDGE.fullmatch(zh) else (zh, en)
    return "", ""


def _short_in_brackets(name: str) -> str:
    """A name with the short form of it that it has behind a comma in brackets: Honghe Sample College (HSC)."""
    head, short = _at_last_comma(name)
    inside = f"{head} ({short})" if head or short else ""
    return inside if inside and with_short_form(inside)[1] else name


def _at_last_comma(text: str) -> tuple[str, str]:
    """What stands before the last comma or semicolon of a text, and behind it; both empty where it has none."""
    head, comma, rest = re.sub("[，；;]", ",", text).rpartition(",")
    return (head.strip(), rest.strip()) if comma else ("", "")


def _with_said_short(name: str, long: str, short: str) -> tuple[str, str]:
    """The name in each language, where it says another one of it: that one stays in brackets, in its own language.

    Args:
        name: the whole.
        long: what stands before the brackets.
        short: the other name.
    """
    zh, en = halves_of(long)
    if zh and en:
        inside = name.strip()[len(long) :].strip()
        return (f"{zh}{inside}", en) if is_chinese(short) else (zh, f"{en} {inside}")
    if is_chinese(long) != is_chinese(short):
        return (zh or short, en or short)
    return (name, "") if zh else ("", name)


def _ends_with_joint(zh: str) -> bool:
    """Whether a Chinese half is a place and the word that joins it with the other half: 桂林市和 Sample Institute."""
    return zh[-1:] in ("和", "与", "及", "與") and not find(zh) and bool(find(zh[:-1]))


def _is_latin(name: str) -> bool:
    """Whether a name is in no Chinese, or has a place in Chinese only in brackets behind it: Renault (法国)."""
    match = IN_BRACKETS.fullmatch(name.strip()) if len(name) <= LONGEST_NAME else None
    return not is_chinese(match["name"] if match else name)


def _without_seat(name: str) -> str:
    """A name in two languages without the place in brackets behind it, where it is an institution's; else itself.

    >>> _without_seat("瓦登海管理局 Wadden Sea Board（荷兰）"), _without_seat("济州 Jeju（韩国）")
    ('瓦登海管理局 Wadden Sea Board', '济州 Jeju（韩国）')
    >>> _without_seat("样本研究院（Sample Institute，木浦）")
    '样本研究院（Sample Institute）'
    """
    match = IN_BRACKETS.fullmatch(name.strip()) if len(name) <= LONGEST_NAME else None
    if match and (parts := _name_and_place(match["name"], match["outer"])):
        return f"{match['name']}（{parts[0]}）"
    if match is None or names_several(name):
        return name
    inner, place = match["name"], match["outer"]
    zh, en = next(((one, two) if is_chinese(one) else (two, one) for one, two in halves(inner)), ("", ""))
    is_place = any(_is_seat(part, zh) for part in (place, *(half for pair in halves(place) for half in pair)))
    return inner if en and is_place and len(en) > 1 else name


def seat_in_brackets(name: str) -> str:
    """The place in brackets behind an institution's name in two languages; empty if it has none.

    >>> seat_in_brackets("瓦登海管理局 Wadden Sea Board（荷兰）")
    '荷兰'
    """
    match = IN_BRACKETS.fullmatch(name.strip())
    if not match or _without_seat(name) == name:
        return ""
    parts = _name_and_place(match["name"], match["outer"])
    return parts[1] if parts else match["outer"]


def _name_and_place(name: str, inside: str) -> tuple[str, str] | None:
    """The other name and the place that an institution's name has in brackets: （Sample Institute，木浦）."""
    head, place = _at_last_comma(inside)
    if not head or is_chinese(head) == is_chinese(name) or find(head) or find_cities(head):
        return None
    if is_only_a_code(place) and with_short_form(f"{head} ({place})")[1]:
        return None
    return (head, place) if _is_seat(place, name) or _is_seat(place, head) else None


def _is_seat(place: str, name: str) -> bool:
    """Whether the one half of a text is where an institution is that the other one names: GmbH（德国汉堡）."""
    what = guess(name, registered())
    # 西哈努克港 is a town by its other name, whose harbour its own one speaks of.
    if what.kind != "institution" or what.code == "port" or guess(place, registered()).kind == "institution":
        return False
    if find(place) or find_cities(place):
        return True
    # 德国汉堡 is a place in a country; 德国马牌 only begins with one.
    begins = range(2, len(place) - 1) if is_chinese(place) else ()
    countries = ((country, place[at:]) for at in begins for country in countries_named(place[:at]))
    return any(find(rest, within=country) or find_cities(rest, country) for country, rest in countries)


def says_where_it_is(one: str, other: str) -> bool:
    """Whether either half of a name is where the other one is, and no name of it."""
    return _is_where_it_is(one, other) or _is_where_it_is(other, one)


def _is_where_it_is(place: str, name: str) -> bool:
    """Whether the one half of a text is a place that the other one is no name of: Sample Logistics FZE（迪拜）.

    What stands before it may be anything there, whatever its words say; a name that shares a word or a sign with the
    place, or is written much as it is, may be its own in the other language.

    >>> _is_where_it_is("慕尼黑", "Muster Maschinenbau"), _is_where_it_is("Munich", "样本精密")
    (True, True)
    >>> _is_where_it_is("慕尼黑", "Landeshauptstadt München"), _is_where_it_is("慕尼黑", "Munique")
    (False, False)
    """
    regions = find(place) or find_cities(place)
    if not regions or find(name) or find_cities(name) or by_pinyin(name) or guess(name, registered()).kind == "region":
        return False
    called = [one for region in regions for one in region.names if one and is_chinese(one) == is_chinese(name)]
    if is_chinese(name):
        return bool(called) and not any({*name} & {*one} for one in called)
    mine = folded(name).split()
    return not any(ratio(word, other) >= _MUCH_AS for word in mine for one in called for other in folded(one).split())


#: How like a word is to one of a place's names that may be that name in another language, of 100.
_MUCH_AS = 55


def _are_two_places(zh: str, en: str) -> bool:
    """Whether two halves of a text are places each, and not one: 嘉善县 — City of Espoo."""
    places = [bool(find(part) or find_cities(part) or by_pinyin(part)) for part in (zh, en)]
    return all(places) and not _are_one_region(zh, en)


def _are_one_region(zh: str, en: str) -> bool:
    named = {one.id for one in find(zh)} or {one.id for one in find_cities(zh)}
    return bool(named) and any(one.id in named for one in (*find(en), *by_pinyin(en), *find_cities(en)))


def _ends_alike(zh: str, en: str) -> bool:
    """Whether a place in a region, in letters, is called in Chinese after it as no registry has it: 法国里昂."""
    inner, _, outer = (part.strip() for part in en.rpartition(","))
    regions = find(en) or find_cities(en)
    begins = {one.id: at for at in range(2, len(zh) - 1) for one in find(zh[:at])}
    rest = next((zh[begins[one.id] :] for one in find(outer) if one.id in begins), "")
    if not regions or not inner or not rest:
        return False
    named = [*find(rest, within=outer), *find_cities(rest, outer)]
    return not named or bool({one.id for one in named} & {one.id for one in regions})


def codes_as_short(name: str) -> Iterator[tuple[str, str]]:
    """The names, in each language, that have nothing but a country's code as a short form behind them, each with it."""
    return ((long, short) for long, short in map(with_short_form, both_languages(name)) if is_only_a_code(short))


def is_bilingual(text: str) -> bool:
    """Whether a text is one name in both languages."""
    return all(both_languages(text))
