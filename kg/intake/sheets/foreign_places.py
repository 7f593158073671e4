"""Places that a name may mean which writes them otherwise than the registries: to be proposed, and never taken.

In the words of their own country (Región de Valparaíso), as Chinese has their sound (缅甸掸邦 for Shan), or nearly as a
registry has them (老挝南塔省 for 琅南塔省).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from rapidfuzz import fuzz

from kg.intake.identities.words import rows
from kg.intake.registries import RegisteredRegion, called_elsewhere, find, in_letters, letters_of, listed, near, region
from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.placing import countries_at, in_country_of, led_by_country, places_called, standing
from kg.nearest import folded
from kg.text import HAN

#: What says in Spanish, French, German, Portuguese, Italian, Russian and Polish what kind of place it is, before it.
_BEFORE = re.compile(
    r"(?:la |el |le |l['’])?(?:regi[oó]n|région|regione|regi[aã]o|provincia|província|province|estado|état|stato"
    r"|departamento|département|dipartimento|condado|comté|contea|comunidade? aut[oó]noma|cant[oó]n|kanton|cantone"
    r"|ciudad|cidade|citt[aà]|ville|commune|comune|municipio|município|municipalit[eé]|gmina|powiat|województwo|miasto"
    r"|dki|daerah khusus ibukota|daerah istimewa|provinsi|kota|kabupaten|negeri|wilayah persekutuan|t\.?p\.?|thành phố"
    r"|tỉnh|changwat|wilaya|greater|metropolitan|métropole|eurométropole|stadtregion|großraum|ballungsraum|gran"
    r"|город|область|республика|край|район|провинция|штат|округ|г\."
    r"|landkreis|kreis|bundesland|land|freistaat|okres|woiwodschaft|bezirk|regierungsbezirk|stadt|gemeinde|region|state|county|city)"
    r"\s+(?:of |de la |de los |de las |de l['’]|del |dell['’]|della |dello |des |dos |das |du |do |da |di |de |d['’])?"
    r"(?P<name>\S.*)",
    re.I,
)
#: The same behind it.
_BEHIND = re.compile(
    r"(?P<name>.*\S)\s+(?:region|valley|metropolitan area|metropolis|metro|governorate|emirate|wilayah|municipality"
    r"|state|county|province|prefecture|oblast|krai|land|kreis|область|край|район|республика"
    r"|округ|уезд)",
    re.I,
)
#: What says before a Chinese name what kind of place it is.
_BEFORE_IN_HAN = re.compile(
    "(?:首都(?:特区|特别区|大区|地区|圈)?|联邦(?:特区|直辖区)|特别行政区|直辖市|省会|首府|州府|海港城市|港口城市|港城|城市)"
    f"(?P<name>[{HAN}]{{2,}})"
)
#: What says of a Chinese name what kind of place it is.
_KIND = re.compile("(?:自治区|自治州|地区|大区|[省邦州府县郡市区道])$")
#: How like the sound of a Chinese name is to a name in letters, of 100; how many of its readings are tried.
_LIKE, _MOST_READINGS, _MOST_SIGNS, _MOST = 75, 16, 6, 4


def perhaps_meant(name: str, within: Sequence[str] = ()) -> list[RegisteredRegion]:
    """The places that a name may mean in words or spellings that no registry has, the likeliest first.

    Args:
        name: the name.
        within: the names of what the sheet says that it lies in.

    >>> [one.id for one in perhaps_meant("Región de Valparaíso", ["智利"])][:1]
    ['cl-vs']
    >>> [[one.id for one in perhaps_meant(name)][:1] for name in ("DKI Jakarta", "Hà Nội", "NRW", "BC, Canada")]
    [['id-jk'], ['vn-hn'], ['de-nw'], ['ca-bc']]
    >>> [one.id for one in perhaps_meant("老挝南塔省")], "mm-17" in [one.id for one in perhaps_meant("缅甸掸邦")]
    (['la-lm'], True)
    >>> [one.id for one in perhaps_meant("巴西塞阿腊州")][:1], [one.id for one in perhaps_meant("首都特区雅加达")][:1]
    (['br-ce'], ['gn-1642911'])
    """
    sure = (*in_short(name, within), *_without_words(name), *_as_one_word(name))
    found = (*sure, *_sounding_alike(name), *_nearly(name))
    bounded = in_country_of(within, list({one.id: one for one in found}.values()))
    return (bounded or in_country_of(within, list(_by_sound(name))))[:_MOST]


def in_short(name: str, within: Sequence[str] = ()) -> list[RegisteredRegion]:
    """The regions that a few capitals may mean, as people of their country write them: NSW, NRW, BC of Canada.

    Where the country is said, behind a comma or by the sheet, its official codes are read; a list has the others.

    Args:
        name: the name.
        within: the names of what the sheet says that it lies in.
    """
    text, _, outer = (part.strip() for part in name.partition(","))
    if not _CAPITALS.fullmatch(text):
        return []
    short = text.replace(".", "")
    listed_so = [region(row["region"]) for row in rows("capitals") if row["name"] == short]
    countries = {one.removeprefix("region/") for one in countries_at([outer] if outer else within)}
    coded = [one for country in sorted(countries) for one in find(f"{country}-{short.lower()}")]
    found = {one.id: one for one in (*listed_so, *coded) if one.is_current}
    return in_country_of([outer] if outer else within, list(found.values()))


#: A name in a few capitals.
_CAPITALS = re.compile(r"(?:[A-Z]\.?){2,4}")


def within_country(within: Sequence[str], regions: Iterable[RegisteredRegion]) -> list[RegisteredRegion]:
    """Those of some regions that lie in the countries that the sheet says of a row; all of them where it says none."""
    return in_country_of(within, list(regions))


def _without_words(name: str) -> Iterator[RegisteredRegion]:
    for match in filter(None, (form.fullmatch(name.strip()) for form in (_BEFORE, _BEHIND, _BEFORE_IN_HAN))):
        yield from places_called(match["name"]) or called_elsewhere(match["name"]) or _as_one_word(match["name"])


def _as_one_word(name: str) -> Iterator[RegisteredRegion]:
    """What is written in several words in its own language and in one in English, or without its last: Hà Nội."""
    text = name.partition(",")[0].strip()
    if is_chinese(text) or len(text) > _LONGEST:
        return
    ways = (folded(text).replace(" ", ""),) if " " in text else ()
    for way in (*ways, f"{text} City"):
        yield from places_called(way)


#: The longest name that is tried in another spelling.
_LONGEST = 40


def _nearly(name: str) -> Iterator[RegisteredRegion]:
    """What the finder has for a name that begins with a country, in there."""
    country, rest = led_by_country(name)
    if country and rest:
        for text in near(name):
            yield from (one for one in standing(find(text, within=country)) if one.id != country)


def _sounding_alike(name: str) -> Iterator[RegisteredRegion]:
    """Those regions of the country that a Chinese name begins with whose Chinese names sound as the rest: 塞阿腊州.

    What stands behind a region's level in there is looked at no more: 巴西塞阿拉州样本市 is in that.
    """
    country, rest = led_by_country(name)
    match = _WITH_LEVEL.match(rest) if country else None
    bare = _KIND.sub("", match[0] if match else rest)
    if not country or not 1 < len(bare) <= _LONGEST:
        return
    sound = in_letters(bare)
    scored = (
        (fuzz.ratio(sound, in_letters(_KIND.sub("", one.name.zh))), one)
        for one in listed(within=country)
        if one.is_current and one.name.zh and one.id != country
    )
    yield from (one for score, one in sorted(scored, key=lambda pair: (-pair[0], pair[1].id)) if score >= _SOUNDS_SO)


#: How like the sounds of two Chinese names are that may be one, of 100; a name with the word for its level.
_SOUNDS_SO, _WITH_LEVEL = 88, re.compile(f"[{HAN}]{{2,8}}?(?:自治区|自治州|大区|[省邦州府县郡])(?!府)")


def _by_sound(name: str) -> Iterator[RegisteredRegion]:
    """Those regions of the country that a Chinese name begins with whose names are spelt as the rest of it sounds."""
    country, rest = led_by_country(name)
    bare = _KIND.sub("", rest)
    if not country or not re.fullmatch(f"[{HAN}]{{1,{_MOST_SIGNS}}}", bare):
        return
    sounds = set(_readings(bare))
    scored = (
        (max(fuzz.ratio(sound, letters_of(one.name.en)) for sound in sounds), one)
        for one in listed(within=country)
        if one.is_current and one.name.en and not one.name.zh
    )
    yield from (one for score, one in sorted(scored, key=lambda pair: (-pair[0], pair[1].id)) if score >= _LIKE)


def _readings(bare: str) -> Iterator[str]:
    """How a few Chinese signs may be read, in letters without tones."""
    from pypinyin import Style, pinyin  # its tables take a moment, and few runs need them

    each = pinyin(bare, style=Style.NORMAL, heteronym=True, errors="ignore")
    yield from islice(("".join(one).replace("ü", "u") for one in product(*each)), _MOST_READINGS)
