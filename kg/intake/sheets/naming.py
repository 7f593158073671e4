"""Names as they stand in cells: several in one, two languages in one, and ids for what has none."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import product

from rapidfuzz.fuzz import ratio

from kg.intake.identities import belongs_before, guess, may_be_a_name, parted, registered
from kg.intake.identities.words import rows
from kg.intake.registries import ancestors, by_pinyin, find, find_cities, is_beside_it
from kg.intake.sheets.bilingual import halves
from kg.intake.sheets.numbered import unmarked
from kg.intake.sheets.one_name import is_of_one_name
from kg.intake.sheets.two_bodies import are_perhaps_two, are_surely_two, is_perhaps_translated
from kg.intake.sheets.words import BLANKS, WEAK
from kg.nearest import folded
from kg.text import HAN

#: Signs that stand between parties alone, and one of them as a part of a pattern.
BETWEEN_PARTIES = ("\n", ";", "；", "|", "｜", "、")
A_SIGN_BETWEEN = f"[{re.escape(''.join(BETWEEN_PARTIES))}]"
_STRONG = re.compile(rf"{BLANKS}{A_SIGN_BETWEEN}+\s*")
COMMA = re.compile(rf"{BLANKS}[,，]\s*")
_SLASH = re.compile(rf"{BLANKS}[/／]\s*")
_PLUS = re.compile(rf"{BLANKS}[+＋]\s*")
#: A blank in Chinese, which has none between the words of a name.
BETWEEN_HAN = re.compile(rf"(?<=[{HAN}）)])[ 　]+(?=[{HAN}])")
_DASH = re.compile(r"\s*[—―–×⇄↔→⟷]+\s*|\s+[-xX+]\s+")
#: What a cell begins a party with, and how it says that there are others.
_LABEL = re.compile(
    r"^\s*(?:[甲乙丙丁]方|party\s*[a-d1-4]|partner\s*[a-d1-4])\s*[:：]\s*|\s*[（(][甲乙丙丁]方[)）]\s*$", re.I
)
_OTHERS = re.compile(
    r"(?<=\S)\s*(?:等(?:[0-9一二三四五六七八九十两多]*[个家]?(?:单位|企业|地|机构|高校|市县|县市|部门)?)?"
    r"|,?\s*et al\.?|,?\s*and others|,?\s*etc\.?)$",
    re.I,
)
#: What stands behind a comma and belongs to the name before it, beside legal forms.
_BEHIND_COMMA = re.compile(r"(jr|sr)\b.*", re.I)
#: What stands behind a sign and belongs to what is before it: Foo GmbH & Co. KG.
_GOES_ON = re.compile(
    r"(?:co|cie|sons?|company|partners?|associates|affiliates|subsidiaries|its|their|others)\b|其|所属|下属", re.I
)
#: A word between two names that stands at the edge of what may be one name in two languages.
_AT_EDGE = re.compile(r"(?:[和与及&＆]|and|und)\s.*|.*\s(?:[和与及&＆]|and|und)", re.I)
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
#: A place with what it lies in, in letters and in Chinese: Ontario, Canada 加拿大安大略省.
_WITH_OUTER = re.compile(
    rf"(?P<en>[^{HAN},，;；/|]+,[^{HAN},，;；/|（(]*[^\W{HAN}])\s*[/ 　（(]\s*(?P<zh>[{HAN}]+)[)）]?"
)
#: What a name has in brackets at its end.
IN_BRACKETS = re.compile(r"(?P<name>[^（()）]*[^（()）\s])\s*[（(]\s*(?P<outer>[^（()）]*[^（()）\s])\s*[)）]")
_UNCLEAN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]"
)
#: Long runs of blanks, before each of which a sign would be looked for as often as the run is long.
_RUNS = re.compile(r"\s{20,}")
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
#: Characters as only Japanese writes them, as the registries have them: 広島県 is 广岛县.
_OF_JAPAN = str.maketrans(
    "県広児縄徳沢辺塩関鉄黒亀桜栄豊斉恵団図営厳単従戦気発経総処転軽郷薬検権歴満対専竜駅滝",
    "县广儿绳德泽边盐关铁黑龟樱荣丰齐惠团图营严单从战气发经总处转轻乡药检权历满对专龙站泷",
)
#: Signs that part two names of two languages; a comma before ``Ltd`` parts nothing.
_PARTS_NAMES = re.compile(
    rf"[、；;|｜\n×⇄↔→⟷]|[,，]\s*[{HAN}]|[{HAN}]\s*[,，]|\s[+＋]\s"
    rf"|[{HAN}]\s*[+＋&＆]\s*[A-Za-z]|[A-Za-z.)]\s*[+＋&＆]\s*[{HAN}]"
)
#: A dash that stands between two names, or between the two languages of one.
_DASHES = re.compile(r"\s+[-xX—―–]+\s+|\s*[—―–]\s*")
_DASH_OF_LANGUAGES = re.compile(rf"(?<=[{HAN}])\s*[-—―–]+\s*(?=[A-Za-z])|(?<=[A-Za-z.)])\s*[-—―–]+\s*(?=[{HAN}])")
_POINT_OF_LANGUAGES = re.compile(rf"(?<=[{HAN}])\s*[·•・]\s*(?=[A-Za-z])|(?<=[A-Za-z.)])\s*[·•・]\s*(?=[{HAN}])")
#: How many names are remembered: each is looked up a dozen times, and what the registries say of it stays.
_REMEMBERED = 50_000
#: The longest name that a table may have.
LONGEST_NAME = 300


def is_chinese(text: str) -> bool:
    """Whether a text has any Chinese character."""
    return re.search(f"[{HAN}]", text) is not None


def clean(text: str) -> str:
    """A text as a table may hold it: on one line, without markup and without what is not seen."""
    spaced = " ".join(re.sub(r"[\t\r\n]+", " ", text).split())
    return _ENTITY.sub("＆", _MARKUP.sub("＜", _UNCLEAN.sub("", spaced))).strip()


def clean_name(text: str) -> str:
    """A name as a table may hold it; a line that is broken between two Chinese signs is no blank between words.

    >>> clean_name("样本" + chr(10) + "联合实验室"), clean_name("Sample" + chr(10) + "Laboratory")
    ('样本联合实验室', 'Sample Laboratory')
    """
    return clean(_BROKEN_LINE.sub("", text[:_LONGEST_BROKEN]) + text[_LONGEST_BROKEN:])


#: A line broken between two Chinese signs, and how much of a text is looked through for it.
_BROKEN_LINE, _LONGEST_BROKEN = re.compile(rf"(?<=[{HAN}])[ \t\r]*\n[ \t\r]*(?=[{HAN}])"), 2_000


@lru_cache(_REMEMBERED)
def both_languages(name: str) -> tuple[str, str]:
    """A name in Chinese and in English, where a cell has both; the one that is missing is empty.

    Signs that part names part two of them: they are no name in two languages. Nor are two bodies beside each other.

    >>> both_languages("复旦大学（Fudan University）"), both_languages("IBM中国"), both_languages("Acme Ltd")
    (('复旦大学', 'Fudan University'), ('IBM中国', ''), ('', 'Acme Ltd'))
    >>> both_languages("Example University; 示例大学")[0], both_languages("安吉县人民政府/Siemens AG")[1]
    ('Example University; 示例大学', '')
    """
    zh, en = halves_of(name)
    return (name, "") if zh and en and not IN_BRACKETS.fullmatch(name.strip()) and are_surely_two(zh, en) else (zh, en)


def halves_of(name: str) -> tuple[str, str]:
    """The same, whatever the two halves are: also of a title, and of two bodies beside each other."""
    if (said := _said_short(name))[1]:
        return _with_said_short(name, *said)
    pair = _with_form(name.strip())
    return pair if all(pair) else _in_both(name)


def two_bodies(name: str) -> list[str]:
    """The Chinese and the foreign name beside each other that may be two bodies, as they stand; nothing for others.

    What stands in brackets says of itself that it is the name before it.

    >>> two_bodies("杭州云途有限公司 / Nordic Compute AB"), two_bodies("浙江大学（Zhejiang University）")
    (['杭州云途有限公司', 'Nordic Compute AB'], [])
    """
    text = name.strip()
    zh, en = ("", "") if IN_BRACKETS.fullmatch(text) else halves_of(_POINT_OF_LANGUAGES.sub(" ", text))
    return sorted((zh, en), key=text.find) if zh and en and are_perhaps_two(zh, en) else []


def perhaps_translated(name: str) -> list[str]:
    """The two names in letters that a slash or a dash parts in one, where they may be one body's; nothing for others.

    >>> perhaps_translated("TU Wien / Vienna University of Technology"), perhaps_translated("TU Wien / TU Graz")
    (['TU Wien', 'Vienna University of Technology'], [])
    """
    if len(name) > LONGEST_NAME or is_chinese(name):
        return []
    for sign in (_SLASH, _DASH):
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
    return ("", name) if _is_latin(name) else (name, "")


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


def _said_short(name: str) -> tuple[str, str]:
    """A name and another one of it that it has in brackets, which say so; both empty for others."""
    match = _SAID_SHORT.fullmatch(name.strip()) if len(name) <= LONGEST_NAME else None
    return (match["long"].strip(), match["short"].strip()) if match and match["short"].strip() else ("", "")


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


@lru_cache(_REMEMBERED)
def country_behind(name: str) -> str:
    """A name with the country, or the region it lies in, that it has in brackets behind a comma; else itself.

    China in brackets is whose branch a firm is, and not where a place lies; so is a region in brackets behind what is
    no place in it.

    >>> country_behind("Paris (France)"), country_behind("伦敦（英国）"), country_behind("样本（中国）")
    ('Paris, France', '伦敦, 英国', '样本（中国）')
    >>> country_behind("苏州（江苏）"), country_behind("样本集团（江苏）")
    ('苏州, 江苏', '样本集团（江苏）')
    """
    match = IN_BRACKETS.fullmatch(name.strip()) if len(name) <= LONGEST_NAME else None
    countries = countries_named(match["outer"]) if match else []
    if countries and has_code_for_name(name):
        return name
    # 英国 (United Kingdom) is the name of a country in both languages.
    if match and (not countries or "cn" in countries) and lies_in(match["name"], match["outer"]):
        return f"{match['name']}, {match['outer']}"
    if not match or not countries or "cn" in countries or {one.id for one in find(match["name"])} & {*countries}:
        return name
    return f"{match['name']}, {match['outer']}"


def without_country(name: str) -> str:
    """A name without the country that it has in brackets; itself where it has none.

    >>> without_country("Paris (France)"), without_country("Paris")
    ('Paris', 'Paris')
    """
    behind = country_behind(name)
    return name if behind == name else behind.rpartition(",")[0].strip()


def lies_in(name: str, outer: str) -> bool:
    """Whether a registry has a place of a name within another one: Suzhou in Jiangsu."""
    if not find(outer):
        return False
    ways = (name, *(half for pair in halves(name) for half in pair))
    return any(find(way, within=outer) or find_cities(way, outer) for way in ways)


def is_only_a_code(text: str) -> bool:
    """Whether a text is a country's code in capitals and nothing that people call the country: AUT, and not USA or UK.

    >>> [is_only_a_code(text) for text in ("AUT", "IN", "USA", "UK", "UAE", "NOU")]
    [True, True, False, False, False, False]
    """
    if not _CODE.fullmatch(text):
        return False
    names = {called.replace(".", "") for one in find(text) if one.level == "country" for called in one.names}
    return bool(names) and text not in names | _CALLED_SO


def codes_as_short(name: str) -> Iterator[tuple[str, str]]:
    """The names, in each language, that have nothing but a country's code as a short form behind them, each with it."""
    return ((long, short) for long, short in map(with_short_form, both_languages(name)) if is_only_a_code(short))


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
    if (said := _said_short(name))[1]:
        return said
    match = _SHORT.fullmatch(name.strip()) if len(name) <= LONGEST_NAME else None
    if not match or is_chinese(match["long"]) != is_chinese(match["short"]):
        return name, ""
    if find(match["short"]):
        return (match["long"], match["short"]) if _is_code_as_short(match["long"], match["short"]) else (name, "")
    left = iter(match["long"] if is_chinese(name) else re.sub("[^A-Z]", "", match["long"].title()))
    is_short = all(letter in left for letter in match["short"])
    return (match["long"], match["short"]) if is_short else (name, "")


def spellings_of(name: str) -> list[str]:
    """All that a name may be written as by itself: whole, in each of its languages, without and as its short form."""
    return list(_spellings(name))


@lru_cache(_REMEMBERED)
def _spellings(name: str) -> tuple[str, ...]:
    behind = country_behind(name)
    found = [name, behind, *both_languages(name)]
    if match := IN_BRACKETS.fullmatch(name.strip()):
        # Suzhou (Jiangsu): what stands in brackets tells which.
        inside = f"{match['name']}, {match['outer']}"
        found += [inside] if guess(name, registered()).kind != "institution" and find(inside) else []
    head, comma, outer = behind.rpartition(",")
    if comma and behind != name and not names_several(head) and not leads_with_institution(head):
        # 巴伦西亚 Valencia（西班牙）: each of its languages lies there.
        found += [f"{half}, {outer.strip()}" for pair in halves(head.strip()) for half in pair]
    # A short form that is a country's code too is asked of the sheet (``Things.prepare``): by itself it is the country.
    # Without one that its letters do not make, it may be another's name.
    for long, short in map(with_short_form, tuple(found)):
        if _said_short(name)[1] and short and (find(short) or find_cities(short)):
            found.append(long)  # （下称绿谷）: Green Valley is a town
        elif not is_only_a_code(short):
            found += [long, short]
        elif is_of_initials(long, short):
            found.append(long)
    found += _as_city_of_china(name)
    found += [full for one in (name, behind) if (full := town_in_full(one)) != one]
    found += [one.translate(_OF_JAPAN) for one in found if _OF_JAPAN.keys() & {ord(sign) for sign in one}]
    return tuple(part for part in dict.fromkeys(found) if part)


def _as_city_of_china(name: str) -> list[str]:
    """A name that says in another language that it is a city's, as one in English, where China has cities so called.

    >>> _as_city_of_china("Stadt Jinan (VR China)"), _as_city_of_china("Ville de Lyon"), _as_city_of_china("Stadt Acme")
    (['City of Jinan'], [], [])
    """
    match = _CITY_OF.fullmatch(name.strip()) if len(name) <= LONGEST_NAME else None
    if match is None or (match["outer"] and "cn" not in countries_named(match["outer"])):
        return []
    said = f"City of {match['name'].strip()}"
    regions = find(said)
    return [said] if regions and all(one.id.startswith("cn-") for one in regions) else []


#: How other languages say that a name is a city's, with the country that it may have in brackets.
_CITY_OF = re.compile(
    r"(?:stadt|gemeente|miasto|město|stad|(?:ville|ciudad|città|cidade|municipio|município|commune) (?:de|di|do|da))\s+"
    r"(?P<name>[A-ZÀ-Þ][^()]*?)\s*(?:\((?P<outer>[^()]+)\))?",
    re.I,
)


@cache
def _beside_towns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What stands behind towns in short, as patterns of a name's end, with what it is in full."""

    def ending(short: str) -> str:
        return r"\.?\s?".join(re.escape(part) for part in re.split(r"\.\s?", short.rstrip("."))) + r"\.?$"

    return tuple(
        (re.compile(rf"\s(?:{ending(row['short'])})", re.I), f" {row['long']}") for row in rows("towns-beside")
    )


def town_in_full(name: str) -> str:
    """A town's name with what stands behind it in full: Freiburg i. Br.; itself where it has nothing in short.

    >>> town_in_full("Freiburg i. Br."), town_in_full("Stadt Frankfurt a.M."), town_in_full("Acme i. L.")
    ('Freiburg im Breisgau', 'Stadt Frankfurt am Main', 'Acme i. L.')
    """
    if not _MAY_BE_SHORT.search(name[-_LONGEST_BESIDE:]):
        return name
    return next((pattern.sub(full, name) for pattern, full in _beside_towns() if pattern.search(name)), name)


#: The end of a name that may have such words in short, and how long that is.
_MAY_BE_SHORT, _LONGEST_BESIDE = re.compile(r"\s(?:[aivs]\.|s/)", re.I), 20


def leads_with_institution(text: str) -> bool:
    """Whether what stands before a comma in a text is an institution, so that the rest is where that is.

    >>> leads_with_institution("Sample Institute, Ghent"), leads_with_institution("Ghent, Flanders")
    (True, False)
    """
    return any(guess(side, registered()).kind == "institution" for side in text.split(",")[:-1])


def names_several(text: str) -> bool:
    """Whether a sign parts names in a text, and not only the two languages of one.

    >>> names_several("杭州市 + 深圳市 + City of Espoo"), names_several("样本公司 - Sample Company Ltd")
    (True, False)
    >>> names_several("宿州 Suzhou & 淮北 Huaibei"), names_several("样本&伙伴 Sample & Partner GmbH")
    (True, False)
    """
    text = _without_runs(text)
    # A dash between a part with Chinese in it and one without stands between the languages.
    return _PARTS_NAMES.search(text) is not None or sum(map(is_chinese, _DASHES.split(text.strip()))) > 1


def parties_in(text: str, looks: Callable[[str], int], several: bool = True) -> list[str]:
    """The names in a cell.

    A comma before ``Ltd.`` parts nothing, and "and" or a dash only where the sides are parties by themselves.

    Args:
        text: the cell.
        looks: how much a text is a party: 2 for one that is known, 1 for one that looks like one, 0 for others.
        several: whether the column is one of several parties.

    >>> known = {"嘉善县": 2, "上海市": 2, "Acme Co., Ltd.": 1, "Beta GmbH": 1}.get
    >>> parties_in("Acme Co., Ltd., Beta GmbH", lambda name: known(name, 0))
    ['Acme Co., Ltd.', 'Beta GmbH']
    >>> parties_in("甲方：嘉善县和上海市等", lambda name: known(name, 0))
    ['嘉善县', '上海市']
    """
    found: list[str] = []
    for part in _strong_parts(text):
        found += _finer(part, looks, several) if part else []
    return list(dict.fromkeys(clean(name) for name in found if clean(name)))


def parties_by_strong_signs(text: str) -> list[str]:
    """What signs part in a cell that stand between parties alone.

    >>> parties_by_strong_signs("甲方：样本大学、Acme, Lyon等")
    ['样本大学', 'Acme, Lyon']
    """
    return [name for part in _strong_parts(text) if (name := clean(part))]


def _strong_parts(text: str) -> list[str]:
    """The parts of a cell between such signs, without what says which party one is."""
    bare = _OTHERS.sub("", _without_runs(unmarked(text.strip())))
    return [_LABEL.sub("", part) for part in split_outside(_STRONG, bare)]


def split_outside(sign: re.Pattern[str], text: str) -> list[str]:
    """What a sign parts in a text, where it does not stand in brackets behind a name: Acme Ltd (Suzhou, Jiangsu).

    >>> split_outside(re.compile(", "), "Acme Ltd (Suzhou, Jiangsu), Beta"), split_outside(re.compile(", "), "(A, B)")
    (['Acme Ltd (Suzhou, Jiangsu)', 'Beta'], ['(A', 'B)'])
    """
    within = [match.span("inside") for match in _BRACKETED.finditer(text)]
    found, start, at = [], 0, 0
    for match in sign.finditer(text):
        while at < len(within) and within[at][1] < match.start():
            at += 1
        if at < len(within) and within[at][0] <= match.start():
            continue
        found.append(text[start : match.start()])
        start = match.end()
    return [*found, text[start:]]


#: What stands in brackets behind a name, and is not so long that it is a text.
_BRACKETED = re.compile(r"(?<=[^\s(（,，、;；|｜])\s?[(（](?P<inside>[^()（）\n]{2,80})[)）]")


def names_others(text: str) -> bool:
    """Whether a cell says that there are further parties: 等, et al."""
    return _OTHERS.search(_without_runs(text.strip())) is not None


def _without_runs(text: str) -> str:
    """A text with one blank, or one new line, for each long run of them."""
    return _RUNS.sub(lambda run: "\n" if "\n" in run[0] else " ", text)


def _finer(part: str, looks: Callable[[str], int], several: bool) -> Iterator[str]:
    if looks(part) == 2:
        yield part
        return
    pieces = _with_countries(_joined(split_outside(COMMA, part)), looks)
    # "Berkeley, California" in a column of one party is one place; "Acme, Beta" are two where each may be one.
    if len(pieces) > 1 and not several and not all(map(looks, pieces)):
        # Of "柳州市 & Sample Institute, Ghent" the two are parted, and the town stays with the one before it.
        first = list(_sides(pieces[0], looks, several))
        pieces = [*first[:-1], first[-1] + behind_first(part, pieces)] if len(first) > 1 else [part]
    for piece in pieces:
        yield from _sides(piece, looks, several)


def behind_first(text: str, pieces: Sequence[str]) -> str:
    """What stands behind the first of the pieces between the commas of a text, with its comma."""
    if text.startswith(pieces[0]):
        return text[len(pieces[0]) :]
    return "".join(f", {piece}" for piece in pieces[1:])


def _sides(piece: str, looks: Callable[[str], int], several: bool) -> Iterator[str]:
    if looks(piece) == 2 or _is_bilingual(piece) or perhaps_translated(piece):
        yield piece
        return
    for sign in (_SLASH, _DASH, WEAK):
        sides = [side for side in (_weakly(piece) if sign is WEAK else split_outside(sign, piece)) if side]
        if sign is not WEAK and (place := _place_in_country(sides)):
            yield place
            return
        if len(sides) > 1 and _are_parties(piece, sides, looks, several):
            for side in sides:
                yield from _sides(side, looks, several)
            return
    if piece:
        yield piece


def _weakly(text: str) -> list[str]:
    """What weak signs part in a text, but for those that stand within one name: 中国和田玉有限公司."""
    found, start = [], 0
    for joint in WEAK.finditer(text) if len(text) <= LONGEST_NAME else ():
        if not is_of_one_name(text[start : joint.start()], joint[0], text[joint.end() :]):
            found.append(text[start : joint.start()])
            start = joint.end()
    return [*found, text[start:]] if len(text) <= LONGEST_NAME else WEAK.split(text)


def _are_parties(whole: str, sides: list[str], looks: Callable[[str], int], several: bool) -> bool:
    """Whether the sides of a sign are parties each: "Ministry of Science and Technology" is one, by its first words."""
    how = [looks(side) for side in sides]
    if min(map(len, sides)) < 2:
        return False
    if any(_GOES_ON.match(side.strip()) for side in sides[1:]):
        return False
    if all(parted(side)[1] for side in sides[:-1]):
        return True  # a legal form ends a name
    # "Haiyan Hospital & Ruijin Hospital" are two, by their last words; "of" may go on behind the sign.
    apart = all(" " in side.strip() for side in sides) and not any(map(_may_go_on, sides[:-1]))
    if all(one == 2 for one in how) or (all(how) and (several or is_chinese(whole) or apart)):
        return True
    return several and any(one == 2 for one in how) and not looks(whole)


def _may_go_on(side: str) -> bool:
    """Whether the words behind "of" may go on behind a sign: Ministry of Science; not University of York."""
    head, of, behind = side.rpartition(" of ")
    is_town = folded(head.strip()) in _OF_TOWNS and bool(find_cities(behind))
    return bool(of) and not find(behind) and not is_town


#: What stands before the name of a town, and of nothing else: City of Wrocław.
_OF_TOWNS = frozenset(("city", "the city", "town", "the town", "municipality", "port", "the port", "university"))


def sides_of(name: str) -> list[str]:
    """The names that one may be, if its commas or its weak signs part some; itself if they part none.

    >>> sides_of("Tokyo, Nagoya"), sides_of("Technion and Tel Aviv University"), sides_of("Foo GmbH & Co. KG")
    (['Tokyo', 'Nagoya'], ['Technion', 'Tel Aviv University'], ['Foo GmbH & Co. KG'])
    """
    short = _without_runs(name)
    for sides in (
        _with_countries(_joined(split_outside(COMMA, short))),
        *(split_outside(sign, short) for sign in (_SLASH, _DASH)),
        _weakly(short),
    ):
        found = [side.strip() for side in sides if side.strip()]
        if len(found) > 1 and min(map(len, found)) > 1 and not any(map(_GOES_ON.match, found[1:])):
            return found
    return [name]


def sides_by_commas(text: str) -> list[str]:
    """What commas part in a text, with legal forms left behind their names.

    >>> sides_by_commas("Acme Co., Ltd., Berlin")
    ['Acme Co., Ltd.', 'Berlin']
    """
    return [side.strip() for side in _joined(split_outside(COMMA, _without_runs(text))) if side.strip()]


def parties_by_commas(text: str) -> list[str]:
    """The same, with the country left behind a place in it.

    >>> parties_by_commas("Acme Co., Ltd., Munich, Germany")
    ['Acme Co., Ltd.', 'Munich, Germany']
    """
    return _with_countries(sides_by_commas(text))


def sides_by_signs(text: str) -> Iterator[list[str]]:
    """What each sign that stands between parties parts in a text; nothing of one that parts nothing.

    >>> list(sides_by_signs("Acme Co., Ltd., HSPE")), list(sides_by_signs("Acme / Beta")), list(sides_by_signs("A+"))
    ([['Acme Co., Ltd.', 'HSPE']], [['Acme', 'Beta']], [])
    >>> list(sides_by_signs("样本医院 样本大学"))
    [['样本医院', '样本大学']]
    """
    short = _without_runs(text)
    for sides in (sides_by_commas(short), *(split_outside(sign, short) for sign in (_SLASH, _PLUS, BETWEEN_HAN))):
        found = [side.strip() for side in sides]
        if len(found) > 1 and all(found):
            yield found


def _joined(pieces: list[str]) -> list[str]:
    """Pieces between commas, with legal forms put back behind their names.

    >>> _joined(["Acme Co.", "Ltd.", "Beta"]), _joined(["Gazprom", "JSC Rosneft"]), _joined(["ETH", "UAB", "KTH"])
    (['Acme Co., Ltd.', 'Beta'], ['Gazprom', 'JSC Rosneft'], ['ETH', 'UAB', 'KTH'])
    """
    found: list[str] = []
    # In a list of three or more without any other legal form UAB is no form either.
    bare = len(pieces) > 2 and not any(
        parted(piece)[1] or belongs_before(piece) for piece in pieces if not may_be_a_name(piece)
    )
    for piece in pieces:
        behind = belongs_before(piece) and not (bare and may_be_a_name(piece))
        if found and is_only_a_code(piece):
            behind = behind and not _is_learned(found[-1])
            if not behind and is_of_initials(found[-1], piece) and _is_learned(found[-1]):
                found[-1] = f"{found[-1]} ({piece})"
                continue
        if found and (_BEHIND_COMMA.fullmatch(piece) or behind):
            found[-1] = f"{found[-1]}, {piece}"
        elif piece:
            found.append(piece)
    return found


def _is_learned(name: str) -> bool:
    """Whether a name is of what has no legal form as a rule, so that a code behind it is a country's, or its own."""
    said = guess(name, registered())
    return said.kind == "institution" and said.code not in ("company", "bank", "port", "")


def _with_countries(pieces: list[str], looks: Callable[[str], int] = lambda _: 1) -> list[str]:
    """Pieces between commas, with the country behind a place in it put back: San Francisco, United States.

    What stands before a country and is nothing that is known may be a place in it, and is asked with it; so is what
    calls itself a region, and is none that a registry has.

    Args:
        pieces: the pieces.
        looks: how much a text is a party, as ``parties_in`` has it.

    >>> _with_countries(["Munich", "Germany", "Lyon", "Porto"]), _with_countries(["Belgium", "France"])
    (['Munich, Germany', 'Lyon', 'Porto'], ['Belgium', 'France'])
    >>> _with_countries(["Samplia Region", "Uzbekistan"]), _with_countries(["Sample Ltd", "Uzbekistan"])
    (['Samplia Region, Uzbekistan'], ['Sample Ltd', 'Uzbekistan'])
    >>> _with_countries(["Polk County", "Iowa", "USA"]), _with_countries(["Acme", "Iowa", "USA"], lambda _: 1)
    (['Polk County, Iowa, USA'], ['Acme', 'Iowa, USA'])
    """
    if place := _place_in_country(pieces) or _town_in_land(pieces):
        return [place]
    found: list[str] = []
    for at, piece in enumerate(pieces):
        is_last = not any(map(countries_named, pieces[at + 1 : at + 2]))
        if found and _is_around(piece, is_last=is_last) and _is_unknown_region(found[-1]):
            found[-1] = f"{found[-1]}, {piece}"  # Polk County, Iowa
            continue
        if found and countries_named(piece):
            around = found[-2] if len(found) > 1 and lies_in(found[-1], piece) else ""
            if around and not countries_named(around) and lies_in(around, found[-1]):
                found[-2:] = [f"{around}, {found[-1]}"]  # San Francisco, California, United States
            inner = found[-1].partition(",")[0]
            if not countries_named(inner) and (
                lies_in(inner, piece)
                or lies_in(found[-1].rpartition(", ")[2], piece)
                or not looks(found[-1])
                or _is_unknown_region(inner)
            ):
                found[-1] = f"{found[-1]}, {piece}"
                continue
        found.append(piece)
    return found


@lru_cache(_REMEMBERED)
def _is_unknown_region(name: str) -> bool:
    """Whether a name says by a word that it is a region's, and no registry has it."""
    said = guess(name, registered())
    is_region = said.kind == "region" and said.region_class != "Zone"
    return is_region and not find(name) and not find_cities(name) and not by_pinyin(name)


def _is_around(name: str, *, is_last: bool) -> bool:
    """Whether a name is that of a region of the first level, in which a county may lie.

    Args:
        name: the name.
        is_last: whether no country stands behind it: what a town is called as well is then as likely the next party.
    """
    is_region = not countries_named(name) and any(one.level in ("province", "municipality") for one in find(name))
    return is_region and not (is_last and find_cities(name))


def _place_in_country(sides: list[str]) -> str:
    """A country and a place in it as one name, whichever comes first; empty where two sides are something else.

    >>> _place_in_country(["德国", "慕尼黑"]), _place_in_country(["Munich", "Germany"]), _place_in_country(["A", "B"])
    ('慕尼黑, 德国', 'Munich, Germany', '')
    """
    for place, country in ((sides[0], sides[-1]), (sides[-1], sides[0])) if len(sides) == 2 else ():
        if countries_named(country) and not countries_named(place) and lies_in(place, country):
            return f"{place}, {country}"
    return ""


def _town_in_land(sides: Sequence[str]) -> str:
    """A town and the region behind it in which it lies, as one name: Paris, Texas; empty where two sides are others.

    What a town of its country is called as well may be the second of two towns: Alicante, Valencia. In Chinese what is
    wider comes first.

    >>> _town_in_land(["Paris", "Texas"]), _town_in_land(["Victoria", "Tasmania"]), _town_in_land(["Sakai", "Osaka"])
    ('Paris, Texas', '', '')
    """
    if len(sides) != 2 or any(map(is_chinese, sides)) or not lies_in(*sides):
        return ""
    town, land = sides
    lands = [one for one in find(land) if one.level != "country"]
    is_town_too = any({one.id for one in lands} & ancestors(city) for city in find_cities(land))
    are_two = is_town_too or any(is_beside_it(*both) for both in product(find(town), lands))
    return f"{town}, {land}" if lands and not are_two else ""


def country_after_comma(name: str) -> str:
    """The country behind the last comma of a name that is none itself, by its id; empty if it has none.

    >>> country_after_comma("Samplewick, Belgium"), country_after_comma("Belgium, France"), country_after_comma("Acme")
    ('be', '', '')
    """
    found = countries_after_comma(name)
    return found[0] if found else ""


def countries_after_comma(name: str) -> list[str]:
    """The countries that may be meant behind the last comma of a name that is none itself, the likeliest first.

    >>> countries_after_comma("Samplewick, Korea"), countries_after_comma("Acme")
    (['kr', 'kp'], [])
    """
    before, comma, behind = name.replace("，", ",").rpartition(",")
    found = countries_named(behind.strip()) if comma else []
    return found if found and "," not in before and before.strip() and not countries_named(before.strip()) else []


def countries_named(name: str) -> list[str]:
    """The ids of the countries that are called so, the likeliest first.

    >>> countries_named("Belgium"), countries_named("Jiaxing"), countries_named("Korea")
    (['be'], [], ['kr', 'kp'])
    """
    return sorted((one.id for one in find(name) if one.level == "country"), key=LESS_LIKELY.__contains__)


#: Of two countries of one name the one that is seldom meant by it: of Korea, the North.
LESS_LIKELY = ("kp",)


def _is_bilingual(text: str) -> bool:
    return all(both_languages(text))


def in_latin(name: str) -> str:
    """The letters and digits of a name in Latin script, with hyphens between; empty if that is not most of it.

    >>> in_latin("Acme Co., Ltd."), in_latin("Örebro län"), in_latin("嘉善县")
    ('acme-co-ltd', 'orebro-lan', '')
    """
    plain = unicodedata.normalize("NFKD", folded(name)).encode("ascii", "ignore").decode("ascii").lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    letters = [letter for letter in name if letter.isalnum()]
    return found if 2 * sum(letter.isalnum() for letter in found) > len(letters) else ""


def new_id(kind: str, name: str, used: Collection[str], more: str = "") -> str:
    """An id that nothing has yet: readable where the name is in Latin script, else a part of a hash.

    Args:
        kind: what begins an id that is a hash.
        name: the name that it is made of.
        used: the ids that there are.
        more: what tells things of one name apart.
    """
    short = in_latin(name)[:48].strip("-")
    whole = f"{folded(name)}\n{folded(more)}".encode("utf-8", "replace")
    first = short or f"{kind}-{hashlib.sha256(whole).hexdigest()[:8]}"
    if first not in used:
        return first
    return next(f"{first}-{number}" for number in range(2, len(used) + 3) if f"{first}-{number}" not in used)


def kebab(code: str) -> str:
    """A code as a part of an id.

    >>> kebab("underConstruction")
    'under-construction'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "-", code).lower()
