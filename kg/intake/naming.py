r"""Ids from texts: parts of an IRI that are safe in one, and differ where the texts do.

A name may be written in any script, and a cell may hold anything. What is not allowed in a segment of a path (RFC 3987,
``isegment``) is percent-encoded, never dropped: two cells that differ make two ids.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

from kg.nearest import folded

#: Punctuation that only separates the words of a name; any other sign may be what tells two names apart.
_SEPARATORS = frozenset("-‐‑–—_.,;:'’‘\"“”()·・、，。；：（）《》〈〉「」…!?！？")
_HASH_DIGITS = 8
_SAFE = re.compile(r"[A-Za-z0-9_~:@!$&'()*+,;=-][A-Za-z0-9._~:@!$&'()*+,;=-]*")
_ENCODED = re.compile("%[0-9A-F]{2}")
_HYPHENS = re.compile("-+")
#: RFC 3987, ucschar: what an IRI may hold besides ASCII.
_BEYOND_ASCII = re.compile(
    "[\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(
        f"{chr(plane << 16 | (0x1000 if plane == 14 else 0))}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 15)
    )
    + "]"
)


def slug(text: str) -> str:
    r"""A text as a readable part of an id: small letters and digits of every script, with hyphens between the words.

    A text with other signs, such as "&" or "+", ends in a hash of the name, since they are what tells it from another.
    Texts that ``kg.nearest.folded`` holds for one name make one slug. Empty where the text is blank.

    >>> slug("Haiyan Port Co., Ltd."), slug("海盐港"), slug("A & B"), slug("A+B"), slug("&")
    ('haiyan-port-co-ltd', '海盐港', 'a-b-cbc644a2', 'a-b-300273da', '951dcee3')
    """
    name = folded(text)
    if not name:
        return ""
    kept = [sign if _is_of_a_word(sign) else "-" for sign in name]
    words = _HYPHENS.sub("-", "".join(kept)).strip("-")
    tells = any(not _is_of_a_word(sign) and not sign.isspace() and sign not in _SEPARATORS for sign in name)
    if words and not tells:
        return words
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
    return f"{words}-{mark}" if words else mark


def segment(text: str) -> str:
    """A text as one segment of an IRI's path: what is not allowed in one is percent-encoded; empty where it is blank.

    What ``ENCODE_FOR_URI`` has made stays as it is.

    >>> segment("AFG| BGD"), segment("a/b"), segment("50% club"), segment("北京"), segment("%E5%8C%97"), segment("..")
    ('AFG%7C%20BGD', 'a%2Fb', '50%25%20club', '北京', '%E5%8C%97', '%2E%2E')
    """
    if _SAFE.fullmatch(text):
        return text
    if not text.strip():
        return ""
    normal = unicodedata.normalize("NFC", text)
    if not normal.strip("."):
        return normal.replace(".", "%2E")  # a segment of dots leads elsewhere
    made, place = [], 0
    while place < len(normal):
        sign = normal[place]
        if (
            (sign == "%" and _ENCODED.match(normal, place))
            or _SAFE.fullmatch(sign)
            or sign == "."
            or _is_letter_of_an_iri(sign)
        ):
            made.append(sign)
        else:
            made.append(quote(sign.encode("utf-8", "surrogatepass"), safe=""))
        place += 1
    return "".join(made)


def path(text: str) -> str:
    """A text with slashes, as ``region/cn-shanghai``, as segments of an IRI's path."""
    return "/".join(map(segment, text.split("/")))


def _is_of_a_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def _is_letter_of_an_iri(sign: str) -> bool:
    # Signs that are not seen, and spaces of all kinds, would make two ids that look like one.
    return _BEYOND_ASCII.fullmatch(sign) is not None and unicodedata.category(sign)[0] not in "CZ"
