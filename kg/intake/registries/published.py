"""How the great publishers of tables write countries: Korea, Rep.; Bolivia (Plurinational State of); Kosovo*.

The World Bank, the United Nations, ISO, the IMF and Eurostat turn names round, shorten them and put marks behind them.
What they mean is looked up by the forms that are made of them here; no list of their names is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.intake.registries.reading import rows_beside
from kg.intake.registries.unions import union_meant
from kg.nearest import folded

#: What stands behind a name and is no part of it: marks of footnotes, and under which resolution it is named.
_MARKS = re.compile(
    r"\s*[*†‡§]+$|\s*\([*†‡§]+\)$|(?<=[a-z)])\s?\d{1,2}[/)]?$|\s*\[[^\]]*\]$|"
    r"\s*(?:\(|\*|, | - | – )\s*(?:under )?(?:unscr|un (?:security council )?res|"
    r"united nations (?:security council )?res).*$"
)
#: Words that are cut short there.
_SHORT = (
    (re.compile(r"\brep(?:\.|\b)"), "republic"),
    (re.compile(r"\bdem\."), "democratic"),
    (re.compile(r"\bfed\. (?:sts\.|states)"), "federated states"),
    (re.compile(r"\bfed\."), "federal"),
    (re.compile(r"\bis(?:l|ds)?\."), "islands"),
    (re.compile(r" special administrative region(?: of china)?\b"), " sar"),
)
#: A name with what stands behind it, after a comma or in brackets.
_BEHIND = re.compile(r"(?P<name>.+?)(?:, ?| ?\()(?P<said>[^(),]+)\)?")
_ARTICLE = re.compile(r"(?P<name>.+?)(?:, ?the| ?\(the\))")
#: China, as it is written beside its special administrative regions and Taiwan.
_CHINA = re.compile(
    r"(?:the )?(?:china,? ?\(?p\. ?r\.?\)?(?:: ?mainland)?|china,? ?\(?pr(?:: ?mainland)?\)?|p\. ?r\.? ?(?:of )?china|"
    r"pr(?: of)? china|vr china|volksrepublik china|r\. ?p\. ?(?:de )?chine|rp chine|république populaire de chine|"
    r"republique populaire de chine|república popular (?:de )?china|republica popular (?:de )?china|rp china|"
    r"repubblica popolare cinese|prc|p\.r\.c\.?|china,? \(?mainland\)?|mainland china)"
)
_IN_CHINA = re.compile(
    r"china, ?(?:p\.? ?r\.?: ?)?(?P<first>hong kong|maca[ou]|taiwan)(?: sar| province of(?: china)?)?|"
    r"(?P<then>hong kong|maca[ou]|taiwan)(?: sar)?,? ?\(?(?:p\.? ?r\.? ?)?(?:province of )?(?:china(?: sar)?)?\)?"
)
#: Names that none of the rules makes.
_OTHERS = {"chinese taipei": "taiwan"}
#: No name of a country that is turned round is longer.
_LONGEST = 80


def readings(plain: str) -> Iterator[str]:
    """What a folded name that nothing is called by may be written for, the likeliest first.

    Args:
        plain: the name, as ``kg.nearest.folded`` has it.

    >>> "democratic people's republic of korea" in readings("korea, dem. people's rep."), list(readings("kosovo*"))
    (True, ['kosovo'])
    """
    if not 1 < len(plain) <= _LONGEST:
        return
    seen = {plain}
    for text in _spelt(plain):
        for one in (text, *_turned(text)):
            for form in (one, *_saints(one)):
                if form not in seen:
                    seen.add(form)
                    yield form


def _spelt(plain: str) -> Iterator[str]:
    """A name without marks behind it and with its words in full."""
    text = _MARKS.sub("", plain.replace("’", "'")).strip()
    for short, full in _SHORT:
        text = short.sub(full, text)
    yield text
    if article := _ARTICLE.fullmatch(text):
        yield article["name"]


def _turned(text: str) -> Iterator[str]:
    """What a name is where what stands behind it belongs before it, or says no more than the name."""
    if _CHINA.fullmatch(text):
        yield "china"
    if part := _IN_CHINA.fullmatch(text):
        yield part["first"] or part["then"]
    if text in _OTHERS:
        yield _OTHERS[text]
    if not (behind := _BEHIND.fullmatch(text)):
        return
    name, said = behind["name"], behind["said"].strip()
    words = said.split()
    if words and _words("state").issuperset(words):
        kind = " ".join(words[: -2 if words[-2:] == ["of", "the"] else -1 if words[-1] == "of" else None])
        # The Netherlands (Kingdom of the): of what has an article, as in Kingdom of the Netherlands.
        yield f"{kind.removeprefix('the ')} of {name}"
    elif text.endswith(")"):
        yield f"{name}, {said}"
    else:
        yield f"{name} ({said})"
        yield f"{said} {name}"


def _saints(text: str) -> Iterator[str]:
    """A name with a saint in short or in full, with a hyphen or without, and with both signs for and."""
    forms = {text.replace("-", " "), text.replace(" and ", " & "), text.replace(" & ", " and ")}
    for one in sorted({*forms, text}):
        short = re.sub(r"^(?:saint|st\.?)[ -]", "st. ", one)
        full = re.sub(r"^(?:saint|st\.?)[ -]", "saint ", one)
        yield from (one, short, full, short.replace(" and ", " & "), full.replace(" and ", " & "))


@cache
def _words(what: str) -> frozenset[str]:
    """The words of a table that are ``state``, what behind a name says of what kind of state it is, or ``none``.

    Those stand where a country is named and are none: that nothing is said, what has many, and what is larger.
    """
    return frozenset(row["word"] for row in rows_beside("country-words") if row["what"] == what)


def is_no_country(text: str) -> bool:
    """Whether a text stands where a country is named, and is none: N/A, EU, Mercosur, various, 不详.

    >>> is_no_country("N/A"), is_no_country("European Union"), is_no_country("NA")
    (True, True, False)
    """
    return folded(text) in _words("none") or bool(union_meant(text))
