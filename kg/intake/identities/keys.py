"""When two names are one: the key of a name, and its legal form apart from the rest."""

from __future__ import annotations

import re
from functools import cache

from kg.intake.identities.words import rows
from kg.nearest import folded
from kg.text import HAN

#: A Han character.
A_HAN = re.compile(f"[{HAN}]")
_BESIDE_HAN = re.compile(f"(?<=[{HAN}]) | (?=[{HAN}])")
#: What is only written between words, or around them.
_BETWEEN = re.compile(r"""[-‐‑‒–—―_.,;:"“”„«»()\[\]{}<>·・•、，。；：（）《》〈〉「」『』【】…!?！？|\s]+""")
#: What is written within a word, or not.
_WITHIN = re.compile("['’‘`´ʻʼ]")
#: The longest legal form has five words.
_MOST_WORDS = 5
#: Legal forms of so few letters may be words.
_SHORT = 2


def plain(name: str) -> str:
    """A name for comparing letter by letter: folded (``kg.nearest.folded``), without punctuation or blanks beside Han.

    Signs that tell names apart, such as ``&`` or ``+``, stay.

    >>> plain("Xin’an  Hospital（No.2）"), plain("上海 大学"), plain("C++")
    ('xinan hospital no 2', '上海大学', 'c++')
    """
    spaced = _BETWEEN.sub(" ", _WITHIN.sub("", folded(name))).strip()
    return _BESIDE_HAN.sub("", spaced)


def key(name: str) -> str:
    """What names that are one have in common: plain, with one spelling for each legal form at its end.

    A name of nothing but punctuation is its own; one that has a legal form never has the key of one that has none.

    >>> key("ACME Co., Ltd.") == key("Acme Limited"), key("Acme"), key("阿克米有限责任公司")
    (True, 'acme', '阿克米有限公司')
    """
    stem, form = parted(name)
    between = "" if stem[-1:] > "\u3400" else " "
    return f"{stem}{between}{form}" if form and stem else stem or plain(name) or folded(name) or name


def parted(name: str) -> tuple[str, str]:
    """A name, plain, without its legal form, and that form; each may be empty.

    >>> parted("Acme Co., Ltd."), parted("Acme"), parted("阿克米股份有限公司")
    (('acme', 'ltd'), ('acme', ''), ('阿克米', '股份公司'))
    """
    text = plain(name)
    for spelling, form in _han_forms():
        if text.endswith(spelling) and text != spelling:
            return text[: -len(spelling)].rstrip(), form
    words = text.rsplit(" ", _MOST_WORDS)
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        form = _forms().get(" ".join(words[-count:]), "")
        if form:
            return " ".join(words[:-count]), form
    return text, ""


def leads_with_form(text: str) -> bool:
    """Whether a text begins with a legal form: what stands behind a comma then belongs to the name before it.

    A short form may be a word: SE of ``SE Asia Council`` is none.

    >>> leads_with_form("Ltd. (Shanghai)"), leads_with_form("S.r.l."), leads_with_form("SE Asia Council")
    (True, True, False)
    """
    words = plain(text).split(" ")
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        start = " ".join(words[:count])
        if start in _forms():
            # LTD behind a name says itself; of two letters only alone, or before a bracket or a sign.
            return len(start) > _SHORT or count == len(words) or re.match(r"[\w. /]+[(（&]", text) is not None
    return False


def kind_of_form(form: str) -> str:
    """The kind of institution that a legal form is of: an association by e.V., else a company."""
    return next((row["kind"] for row in rows("legal-forms") if row["form"] == form and row["kind"]), "company")


@cache
def _forms() -> dict[str, str]:
    """Legal forms by their spellings."""
    return {plain(row["spelling"]): row["form"] for row in rows("legal-forms")}


@cache
def _han_forms() -> tuple[tuple[str, str], ...]:
    """Those that stand right behind a name in Chinese or Japanese, the longest first."""
    found = [(spelling, form) for spelling, form in _forms().items() if spelling[0] > "\u3400"]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
