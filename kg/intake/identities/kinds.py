"""What a name looks like by its words: a region or an institution, and of which kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from kg.intake.identities.keys import kind_of_form, parted, plain
from kg.intake.identities.model import Guess
from kg.intake.identities.places import MOST, Places, is_han
from kg.intake.identities.spelling import in_full, spelt_out
from kg.intake.identities.words import rows
from kg.intake.registries import union_meant
from kg.text import HAN, Text

#: What a kind is: whether a name keeps it beside a legal form, where whatever else has one is a company; whether a
#: place has so many of it that place and kind do not tell which; whether people leave it out, as in 复旦 for 复旦大学.
KEEPS, MANY, LEFT_OUT = "keeps its kind", "many in a place", "said without its kind"
_BRACKET = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
#: Whose something is tells nothing of its kind.
_AFFILIATED = re.compile(r" (?:affiliated|attached) (?:to|with) ")
_MOST_WORDS = 5
#: Kinds whose place may stand behind them without a word between.
_PLACE_BEHIND = ("university", "hospital")


#: Scripts without blanks between words, or with few.
_UNSPACED = re.compile(f"[{HAN}\u3040-\u30ff\uac00-\ud7a3]")
#: The Korean and Japanese sign of a company; without its bracket it is a word: a consulate in Shanghai is 주 상하이.
_COMPANY_SIGN = re.compile("[(（][주株][)）]|[㈜㈱]")
#: Builders who are called bureaus: 中铁二十局, 中交第三航务工程局, China Railway 20th Bureau, Sinohydro Bureau 11.
_BUILDERS = re.compile(
    r"中(?:铁|交|建|冶|水电|国铁建|国水电|国电建|国中铁|国建筑).{0,10}局$|水电.{0,4}局$"
    r"|\b(?:china (?:railway|communications|construction)|sinohydro|powerchina|crcc|crec|cccc|cscec)\b.{0,30}"
    r"\bbureau(?: (?:no\.? )?[0-9]+)?$",
    re.I,
)
#: How zones are called in short: TEDA, and what ends with the words of a zone in full (SEZ, QETDZ, PFTZ, JHTDZ). One
#: letter or two at the end are no sign: GIZ, USDA and EDA are public bodies, and ČEZ is a firm.
_ZONE_IN_SHORT = re.compile(r"TEDA|[A-Z]{0,3}(?:E[TP]?DZ|HT?I?DZ|FTZ|SEZ|EPZ)")
#: How many letters a word must have before the kind that it ends with: Beispielhochschule.
_STEM = 3


#: Legal forms that say that a thing is no business, so that the words before it tell what it is.
_CHARITABLE = frozenset(("ggmbh", "gug"))
_NOWHERE = Places({})
_UNION = Guess("institution", "internationalOrganisation")


def by_words(name: str) -> Guess:
    """What a name looks like by its words alone, whatever regions are known; of a union of states, that it is one.

    Args:
        name: the name as it was written.

    >>> by_words("ASEAN").code, by_words("欧盟").code, by_words("African Union").code
    ('internationalOrganisation', 'internationalOrganisation', 'internationalOrganisation')
    """
    if union := union_meant(name):
        return replace(_UNION, reason=Text(f"it is the union of states {union}", f"即国家联盟“{union}”"))
    return guess(name, _NOWHERE)


def guess(name: str, places: Places) -> Guess:
    """What a name looks like by its words, and in which regions it is by the names of places within it.

    Args:
        name: the name as it was written.
        places: the regions that are known.
    """
    text = name[:MOST]
    bare = _BRACKET.sub(" ", text).strip() or text
    found = _guessed(bare)
    if found.code in ("", "office") and _BUILDERS.search(bare):
        found = Guess("institution", "company", reason=Text("a builder that is called a bureau", "建筑企业以“局”为名"))
    if not found.kind:
        found = _guessed(text)
    if not found.kind and (sign := _COMPANY_SIGN.search(text)):
        found = Guess("institution", "company", reason=Text(f"by the word {sign[0]!r}", f"据“{sign[0]}”一词"))
    if not found.kind and (form := _form_before_a_place(text, places)):
        found = Guess("institution", "company", reason=Text(f"by the word {form!r}", f"据“{form}”一词"))
    where = tuple(thing for thing in places.within(name))
    return replace(found, located_in=where)


def _form_before_a_place(text: str, places: Places) -> str:
    """The legal form in a name that goes on with a place alone, as a branch's does: Sample GmbH Leipzig."""
    words = text.split(" ")
    for at in range(2, len(words)):
        form = parted(" ".join(words[:at]))[1]
        if form and plain(" ".join(words[at:])) in places:
            return form
    return ""


def kinds_within(name: str) -> tuple[str, ...]:
    """The kinds of institutions that words within a name tell, which does not end with them: to be proposed.

    >>> kinds_within("Sample University & Research"), kinds_within("样本科学院上海分院"), kinds_within("Acme")
    (('university',), ('researchInstitute',), ())
    >>> kinds_within("École de Sampleville")
    ('school', 'university')
    >>> kinds_within("École supérieure de Sampleville")
    ('university', 'school')
    """
    text = plain(name[:MOST])
    offered = tuple(dict.fromkeys(row["code"] for row in rows("kinds") if _is_offered(row, "institution", text)))
    told = {**_beginnings(), **_endings()}
    found: dict[str, None] = {}
    for word in text.split(" "):
        if word in told and not _UNSPACED.match(word) and told[word].kind == "institution":
            found.setdefault(told[word].code)
    at = 0 if is_han(text) else len(text)
    while at < len(text):
        lengths = range(min(_longest(), len(text) - at), 2, -1)
        word = next((text[at : at + one] for one in lengths if text[at : at + one] in _endings()), "")
        if word and _endings()[word].kind == "institution":
            found.setdefault(_endings()[word].code)
        at += len(word) or 1
    # That a word is one of a firm's says little: Energy, 科技.
    return (*(code for code in found if code != "company"), *(code for code in offered if code not in found))


def is_perhaps_a_region(name: str) -> bool:
    """Whether a word of a name says that it may be of a region, beside what else it may be of.

    >>> is_perhaps_a_region("里昂大都会"), is_perhaps_a_region("Métropole de Sampleville"), is_perhaps_a_region("Acme")
    (True, True, False)
    """
    return _is_perhaps_one(name, is_zone=False)


def is_perhaps_a_zone(name: str) -> bool:
    """Whether a name may be of a zone: by one of its words, or as people call one in short by capitals: TEDA.

    >>> is_perhaps_a_zone("前海"), is_perhaps_a_zone("TEDA (Tianjin)"), is_perhaps_a_zone("GIZ")
    (True, True, False)
    """
    if _is_perhaps_one(name, is_zone=True):
        return True
    return _ZONE_IN_SHORT.fullmatch(_BRACKET.sub(" ", name[:MOST]).strip()) is not None


def _is_perhaps_one(name: str, *, is_zone: bool) -> bool:
    text = plain(name[:MOST])
    return any(_is_offered(row, "region", text) for row in rows("kinds") if (row["code"] == "zone") is is_zone)


def _is_offered(row: Mapping[str, str], kind: str, text: str) -> bool:
    """Whether a row has words that only propose a kind, of which a plain text has one: at its end, or as a word."""
    words = map(plain, row["words"].split(";")) if row["position"] == "offer" and row["kind"] == kind else ()
    return any(text.endswith(word) if is_han(word) else f" {word} " in f" {text} " for word in words)


def has_trait(code: str, trait: str) -> bool:
    """Whether a kind of institution has one of the traits above."""
    return any(row["code"] == code and row["trait"] == trait for row in rows("traits"))


def kind_words(text: str) -> tuple[str, Guess]:
    """The words of a plain name that tell its kind, and what they tell; nothing where none does."""
    if text and _UNSPACED.match(text[-1]):
        led = _by_beginning(text)
        return led if led[0] else _by_ending(text)
    text = _AFFILIATED.split(text, maxsplit=1)[0]
    head, of, _ = text.partition(" of ")
    found = _by_last_words(head) if of else ("", Guess())
    if not found[0]:
        found = _by_first_words(text, _beginnings())
    if not found[0]:
        found = _by_last_words(text)
        led = _by_first_words(text, _leads()) if found[1].kind != "institution" else ("", Guess())
        found = led if led[0] else found
    # King's College London: the place behind the kind, as some universities have it.
    found = found if found[0] else _before_the_place(text)
    return found if found[0] else _by_compound(text)


def _guessed(text: str) -> Guess:
    stem, form = parted(text)
    if not _UNSPACED.match(stem[-1:]):
        # Before its last word tells: "Univ. of Technology" is a university, and no firm.
        stem = " ".join(spelt_out(stem.split(" ")))
    words, found = kind_words(stem)
    keeps = has_trait(found.code, KEEPS) or (form in _CHARITABLE and found.code != "")
    if form and not (found.kind == "institution" and keeps):
        words, found = form, Guess("institution", kind_of_form(form))
    if not found.kind:
        words, found = kind_words(plain(text))
    if not found.kind:
        words, found = kind_words(in_full(stem))
    return replace(found, reason=Text(f"by the word {words!r}", f"据“{words}”一词")) if words else found


def _by_ending(text: str) -> tuple[str, Guess]:
    for length in range(min(_longest(), len(text)), 0, -1):
        found = _endings().get(text[-length:])
        # One character alone is the whole name, and not its kind.
        if found is not None and (length > 1 or len(text) > 1):
            return (text[-length:], found) if found.kind else ("", Guess())
    return "", Guess()


def _by_beginning(text: str) -> tuple[str, Guess]:
    """By what a name in such a script begins with: 株式会社サンプル."""
    for word, found in _beginnings().items():
        if _UNSPACED.match(word) and text.startswith(word) and text != word:
            return word, found
    return "", Guess()


def _by_compound(text: str) -> tuple[str, Guess]:
    """By how one of the words ends: Beispielhochschule Musterstadt; a longer ending may be of another kind, or of none.

    Kreditinstitut Musterstadt is a bank and no institute, and what a Volkshochschule is must be asked.
    """
    for word in text.split(" "):
        for ending, found in _compounds().items():
            if word.endswith(ending) and (len(word) >= len(ending) + _STEM or (word == ending and ending in _whole())):
                return (ending, found) if found.kind else ("", Guess())
    return "", Guess()


def _by_last_words(text: str) -> tuple[str, Guess]:
    words = text.rsplit(" ", _MOST_WORDS)[-_MOST_WORDS:]
    for start in range(len(words)):
        part = " ".join(words[start:])
        found = _endings().get(part)
        # "Technology" alone is a word, and no company.
        if found is not None and (part != text or found.code != "company"):
            return part, found
    return "", Guess()


def _before_the_place(text: str) -> tuple[str, Guess]:
    head, _, _ = text.rpartition(" ")
    words, found = _by_last_words(head) if head else ("", Guess())
    return (words, found) if found.kind == "institution" and found.code in _PLACE_BEHIND else ("", Guess())


def _by_first_words(text: str, known: Mapping[str, Guess]) -> tuple[str, Guess]:
    words = text.split(" ", _MOST_WORDS)
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        part = " ".join(words[:count])
        if part in known:
            return part, known[part]
    return "", Guess()


@cache
def _endings() -> dict[str, Guess]:
    return _words("end")


@cache
def _beginnings() -> dict[str, Guess]:
    return _words("begin")


@cache
def _leads() -> dict[str, Guess]:
    """What a name begins with that is of this kind unless its end tells another: Hafen City University is no port."""
    return _words("lead")


@cache
def _compounds() -> dict[str, Guess]:
    """Endings of single words, the longest first."""
    return dict(sorted(_words("compound").items(), key=lambda pair: -len(pair[0])))


@cache
def _whole() -> frozenset[str]:
    """Those that end with a shorter one, and so are words by themselves: Schatzkammer."""
    return frozenset(one for one in _compounds() if any(one != end and one.endswith(end) for end in _compounds()))


@cache
def _longest() -> int:
    return max(len(word) for word in _endings() if _UNSPACED.match(word))


def _words(position: str) -> dict[str, Guess]:
    found: dict[str, Guess] = {}
    for row in rows("kinds"):
        region = row["kind"] == "region"
        zone = region and row["code"] == "zone"
        made = Guess(
            row["kind"],
            "" if zone else row["code"],
            ("Zone" if zone else "AdministrativeRegion") if region else "",
        )
        if row["position"] == position:
            found |= {plain(word): made for word in row["words"].split(";") if plain(word) not in found}
    # What a place's office is called makes a public body, whatever the language; a place's own words make none.
    for row in rows("public-words"):
        if row["who"] == "office" and row["where"] == position:
            words = (plain(word) for word in row["words"].split("|") if not word.endswith("'"))
            found |= {word: Guess("institution", "office") for word in words if word not in found}
    return found
