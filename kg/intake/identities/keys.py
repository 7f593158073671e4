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
#: What may stand behind a legal form and goes on with the same name: a bracket, a sign, or the name in another script.
_BEHIND_FORM = re.compile(
    rf"[(（&＆/／]|(?<=[A-Za-z.\s])(?!(?:[和与與及跟]|以及)\s)(?=[{HAN}\u3040-\u30ff\uac00-\ud7af])"
)
#: Legal forms that only end names, in whatever language.
_AT_END = {"ltd", "inc", "corp", "llp", "plc", "pte-ltd", "pty-ltd", "sdn-bhd", "bhd", "gmbh", "ggmbh", "mbh"}
_AT_END |= {"gmbh-co-kg", "ltda", "lda", "srl", "sro", "doo", "sp-z-oo", "kft", "zrt", "nyrt", "oyj", "tbk", "ltd-sti"}
#: Spellings of those that are words as well, where more stands behind them: Corporation for Research.
_WORDS = ("company", "corporation", "limited", "incorporated")
#: Legal forms that are short names of universities and others too.
_SHORT_NAMES = frozenset(("uab", "sia"))


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


def belongs_before(text: str) -> bool:
    """Whether a text behind a comma is the legal form of the name before the comma: ``Ltd.`` of ``Acme Co., Ltd.``.

    Forms that end every name stay with whatever is behind them. Others begin names as well: ``JSC Rosneft`` and
    ``Sia Partners`` are names by themselves, and such a form belongs before it only alone or with other forms, or with
    a bracket, a sign or a name in another script behind it.

    >>> belongs_before("Ltd. 样本株式会社"), belongs_before("S.A. 样本公司"), belongs_before("Berlin 柏林")
    (True, True, False)
    >>> belongs_before("Ltd. (Shanghai)"), belongs_before("S.r.l."), belongs_before("Oy Ab"), belongs_before("JSC (RU)")
    (True, True, True, True)
    >>> belongs_before("SE Asia Council"), belongs_before("JSC Rosneft"), belongs_before("Co-op Bank")
    (False, False, False)
    """
    if _is_of_forms(plain(_BEHIND_FORM.split(text, maxsplit=1)[0])):
        return True
    words = plain(text).split(" ")
    starts = (" ".join(words[:count]) for count in range(min(_MOST_WORDS, len(words)), 0, -1))
    return any(_forms().get(start) in _AT_END and start not in _WORDS for start in starts)


def may_be_a_name(text: str) -> bool:
    """Whether a text is a legal form that is the short name of something as well, as UAB is a university's.

    >>> may_be_a_name("UAB"), may_be_a_name("SIA"), may_be_a_name("S.r.l."), may_be_a_name("Ltd.")
    (True, True, False, False)
    """
    return plain(text) in _SHORT_NAMES


def _is_of_forms(text: str) -> bool:
    """Whether a plain text is one legal form or several and nothing else."""
    words, at = text.split(" "), 0
    while at < len(words):
        counts = range(min(_MOST_WORDS, len(words) - at), 0, -1)
        count = next((one for one in counts if " ".join(words[at : at + one]) in _forms()), 0)
        if not count:
            return False
        at += count
    return True


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
