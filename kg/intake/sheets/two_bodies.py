"""Whether a Chinese name and a foreign one of a cell are two bodies, or one in both languages.

安吉县人民政府/Siemens AG is a government and a firm; 上海交通大学 / Shanghai Jiao Tong University is one. Two names
are one only where something ties them: both are known names of one body, the one is the other in letters, or they are
of one kind and of one place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from kg.intake.identities import (
    Guess,
    Judgements,
    Mention,
    guess,
    kind_words,
    parted,
    places_in,
    plain,
    registered,
    resolve,
    weak_words,
    well_known,
)
from kg.intake.registries import distinct, find, find_cities
from kg.intake.sheets.sounding import sounds_like

#: What is as likely called the one as the other in two languages: a group of kinds each.
_GROUPS = (
    frozenset(("company", "bank")),
    frozenset(("office", "parkManagement", "promotionAgency")),
    frozenset(("university", "school", "researchInstitute", "hospital")),
)
#: Legal forms, plain, that firms of any country give themselves in English.
_OF_ANY_COUNTRY = frozenset(("ltd", "limited", "inc", "corp", "corporation", "co", "company", "co ltd", "llc", "plc"))
#: A Chinese word for a firm, whatever its legal form is.
_ANY_FIRM = "公司"
#: Words of Chinese firms that say nothing of which one it is.
_OF_ANY_FIRM = (
    *("科技", "技术", "投资", "贸易", "工厂", "医疗", "化学", "汽车", "电子"),
    *("机器人", "研究", "研发", "总部", "分"),
)
#: What Japanese and Korean firms are called by, whose names Chinese letters do not sound as they do.
_OF_JAPAN = re.compile("[\u3040-\u30ff]|会社|會社")
#: How many pairs are remembered.
_REMEMBERED = 50_000


@lru_cache(_REMEMBERED)
def are_surely_two(zh: str, en: str) -> bool:
    """Whether a name in Chinese and one in letters are of two bodies: of other kinds, known ones, other countries.

    >>> are_surely_two("安吉县人民政府", "Siemens AG"), are_surely_two("浙江大学", "ETH Zürich")
    (True, True)
    >>> are_surely_two("上海交通大学", "Shanghai Jiao Tong University"), are_surely_two("青溪大学", "Sample University")
    (False, False)
    """
    if _are_tied(zh, en):
        return False
    one, other = _said(zh), _said(en)
    if one.kind != "institution" or are_known_as_two(zh, en):
        return one.kind == "institution"
    groups = [next((group for group in _GROUPS if each.code in group), None) for each in (one, other)]
    if all(groups) and groups[0] != groups[1]:
        return True
    lands = [set().union(*map(_countries, each.located_in)) for each in (one, other)]
    return all(lands) and not lands[0] & lands[1]


@lru_cache(_REMEMBERED)
def are_perhaps_two(zh: str, en: str) -> bool:
    """Whether nothing ties a name in Chinese to one in letters beside it, so that somebody has to say.

    That is so where the Chinese one is of a place of which the other is silent, and where a firm's legal form is that
    of another country.

    >>> are_perhaps_two("杭州云途有限公司", "Nordic Compute AB"), are_perhaps_two("杭州云途公司", "Hangzhou Yuntu Ltd")
    (True, False)
    """
    if are_surely_two(zh, en):
        return True
    one, other = _said(zh), _said(en)
    if "institution" not in (one.kind, other.kind) or "region" in (one.kind, other.kind) or _are_tied(zh, en):
        return False
    if one.located_in and not _are_of_one_place(one, other):
        return True
    form, of_zh = parted(en)[1], parted(zh)[1]
    return bool(form) and form not in _OF_ANY_COUNTRY and of_zh not in ("", _ANY_FIRM)


@lru_cache(_REMEMBERED)
def are_untied(zh: str, en: str) -> bool:
    """Whether a firm's name in Chinese and one in letters side by side are tied by nothing, so that they may be two.

    What ties them is that both are known names of one firm, that the one is the other in letters, word by word or by
    its sound. A word for a kind or a place alone is no second firm: SAP 中国研究院.

    >>> are_untied("现代集团", "POSCO"), are_untied("青溪重工", "Weser Stahl GmbH"), are_untied("西门子集团", "Siemens")
    (True, True, False)
    >>> are_untied("中国研究院", "SAP"), are_untied("青溪大学", "Sample University"), are_untied("样本", "Acme")
    (False, False, False)
    """
    says = _said(zh), _said(en)
    if not any(one.code in _GROUPS[0] for one in says) or not all(one.code in (*_GROUPS[0], "") for one in says):
        return False
    if any(one.kind == "region" for one in says) or not is_of_its_own(zh) or _OF_JAPAN.search(zh):
        return False
    return not (are_one_firm(zh, en) or _are_tied(zh, en))


def are_known_as_two(zh: str, en: str) -> bool:
    """Whether both names are well known, and of two organisations.

    >>> are_known_as_two("上海电气集团", "ABB Ltd"), are_known_as_two("西门子集团", "Siemens AG")
    (True, False)
    """
    known = _known(zh), _known(en)
    return all(known) and known[0] != known[1]


def are_one_firm(zh: str, en: str) -> bool:
    """Whether both names are known ones of one organisation, or the one is the other by its sound.

    >>> are_one_firm("巴斯夫", "BASF"), are_one_firm("博世", "Bosch"), are_one_firm("均胜电子", "Bosch")
    (True, True, False)
    """
    known = _known(zh), _known(en)
    return known[0] == known[1] if all(known) else sounds_like(parted(zh)[0], en) and is_of_its_own(zh)


def is_of_its_own(zh: str) -> bool:
    """Whether a Chinese name says more than a place and of what kind something is.

    >>> is_of_its_own("现代集团"), is_of_its_own("中国研究院"), is_of_its_own("大连工厂"), is_of_its_own("医疗")
    (True, False, False, False)
    """
    text = parted(zh)[0]
    for place in places_in(zh, registered()):
        text = text.replace(place, "", 1)
    text = text.removesuffix(kind_words(text)[0])
    for word in (*weak_words("zh"), *_OF_ANY_FIRM):
        text = text.replace(word, "")
    return len(text) > 1


def _known(name: str) -> str:
    """What tells a well-known organisation, also without its legal form and words that many leave out."""
    stem = parted(name)[0]
    bare = stem
    for word in weak_words("zh"):
        bare = bare.removesuffix(word)
    return well_known(name) or well_known(stem) or (well_known(bare) if len(bare) > 1 else "")


@lru_cache(_REMEMBERED)
def is_perhaps_translated(one: str, other: str) -> bool:
    """Whether two names in letters may be one body's in two languages: TU Wien, Vienna University of Technology.

    They are of one learned kind, of one place or one of them of none, and share no word but that of a place: what has
    the same word for its kind is in the same language.

    >>> is_perhaps_translated("TU Wien", "Vienna University of Technology")
    True
    >>> is_perhaps_translated("Universität Wien", "Universität Graz"), is_perhaps_translated("Universität Wien", "Acme")
    (False, False)
    """
    says = _said(one), _said(other)
    if says[0].code not in _GROUPS[2] or says[0].code != says[1].code or parted(one)[1] or parted(other)[1]:
        return False
    lands = [set().union(*map(_countries, each.located_in)) for each in says]
    if all(lands) and not lands[0] & lands[1]:
        return False
    named = [set(places_in(name, registered())) for name in (one, other)]
    if all(named) and not _are_of_one_place(*says) and not _mean_one_place(*named):
        return False
    words = [{word for word in plain(name).split() if len(word) > 1} for name in (one, other)]
    shared = words[0] & words[1]
    return all(_said(word).kind == "" for word in shared) and not shared & _OF_KINDS


#: Words for a learned kind that say nothing alone.
_OF_KINDS = frozenset(("technology", "sciences", "science", "applied"))


def _mean_one_place(some: set[str], others: set[str]) -> bool:
    """Whether names of places are of one: Wien, Vienna."""
    found = [[one for name in sorted(names) for one in (*find(name), *find_cities(name))] for names in (some, others)]
    return len(distinct([*found[0], *found[1]])) < sum(len(distinct(each)) for each in found)


def _said(name: str) -> Guess:
    return guess(name, registered())


def _are_tied(zh: str, en: str) -> bool:
    """Whether both are names of one body by a list, by their letters or by what they are made of."""
    known = well_known(zh)
    if known and known == well_known(en):
        return True
    found = resolve([Mention(zh), Mention(en)], {}, Judgements(), registered()).resolved
    return any(proposal.name == en for proposal in found[0].proposals)


def _are_of_one_place(one: Guess, other: Guess) -> bool:
    """Whether two names are of one place, or of one that lies in the other."""
    outer = registered().outer
    return any(
        mine == theirs or mine in outer(theirs) or theirs in outer(mine)
        for mine, theirs in product(one.located_in, other.located_in)
    )


def _countries(thing: str) -> set[str]:
    """The countries that a region is or lies in, as references."""
    places = registered()
    return {one for one in (thing, *places.outer(thing)) if places.everything()[one].code == "country"}
